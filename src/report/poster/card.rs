//! The poster of a place, from a citizen report card.
//!
//! A line is a figure whose light says how it stands: against its target, else against the average of all places. What the
//! card withholds, calls unreliable or doesn't judge isn't there.

use std::collections::BTreeSet;

use super::choose::{Candidate, LEAST_ANSWERS, chosen, plain_title};
use super::{Poster, Said, grouped, in_round, made_by, not_public, on_day, warning};
use crate::day::Day;
use crate::forum::{EstimateRow, Read};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::Face;
use crate::report::parts::{counted, joined};
use crate::report::words::{PosterWord, fill, t};

/// The poster of a place; without lines if nothing may be shown.
pub fn of_place(read: &Read, place: PlaceId, day: Option<Day>) -> Option<Poster> {
    let code = place.place().code.as_str();
    let of_place = |row: &&EstimateRow| row.is_about_everybody() && row.area_code == code;
    let rows: Vec<&EstimateRow> = read.estimates.iter().flatten().filter(of_place).collect();
    let round = rows.first()?.round.clone();
    let less = directions(read);
    let judged = rows.iter().filter(|row| may_be_shown(row));
    let candidates: Vec<Candidate> =
        judged.filter_map(|row| candidate(row, less.contains(&row.indicator_code))).collect();
    let all = rows.iter().filter(|row| row.statistic != "composite").count();
    let care = t(PosterWord::WithCare);
    let items = chosen(candidates);
    let with_care = items.iter().any(|(_, item)| item.beside.mn.contains(&*care.mn));
    let counts = [items.len(), all].map(|n| counted(n as u64));
    let answered = rows.iter().filter_map(|row| row.n).max().filter(|n| *n > 0);
    let people = answered.map(|n| fill(PosterWord::PeopleAnswered, &[counted(n)]));
    let facts = [not_public(read), in_round(&round), on_day(day, ""), people];
    let care = with_care.then_some(PosterWord::WithCareNote);
    let notes = [Some(PosterWord::EstimateNote), care, Some(PosterWord::NoRanking)].into_iter().flatten().map(t);
    let notes: Vec<Label> = std::iter::once(fill(PosterWord::ChosenOfCard, &counts)).chain(notes).collect();
    Some(Poster {
        id: place.place().name.clone(),
        about: read.title.clone(),
        title: place.place().full_name.clone(),
        lies_in: Label::default(),
        facts: facts.into_iter().flatten().collect(),
        groups: grouped(items, PosterWord::SameElsewhere),
        promises: Vec::new(),
        notes: vec![joined(&notes, " ")],
        made_by: made_by(read),
        words: read.made_by.words.clone(),
        warning: warning(read),
    })
}

/// Whether a figure is sure enough for a wall: published and on enough answers. One of few clusters asks for care and says so.
fn may_be_shown(row: &EstimateRow) -> bool {
    matches!(row.shown.as_str(), "yes" | "with_care")
        && row.n.is_some_and(|n| n >= LEAST_ANSWERS)
        && row.statistic != "composite"
}

fn candidate(row: &EstimateRow, less_is_better: bool) -> Option<Candidate> {
    let value = row.value.filter(|value| value.is_finite())?;
    let face = match row.light.as_str() {
        "good" => Face::Glad,
        "middle" => Face::Middling,
        "poor" => Face::Sad,
        _ => return None,
    };
    let said = match row.unit.as_str() {
        "percent" => Said::people(value),
        "points" => Said::tenths_of_points(value),
        _ => return None,
    };
    let goal = row.target.map(|target| fill(PosterWord::Goal, &[goal(target, &row.unit)]));
    let less = less_is_better.then(|| t(PosterWord::LessIsBetter));
    let sure = row.shown == "yes";
    let care = (!sure).then(|| t(PosterWord::WithCare));
    let beside: Vec<Label> = [less, goal, care].into_iter().flatten().collect();
    Some(Candidate {
        face,
        size: row.gap_target.or(row.gap_average).unwrap_or(0.0).abs(),
        code: row.indicator_code.clone(),
        dimension: row.dimension.clone(),
        sure,
        counts_people: row.unit == "percent",
        item: said.item(plain_title(&row.title()), joined(&beside, "; ")),
    })
}

/// A goal, out of ten as the number beside it.
fn goal(target: f64, unit: &str) -> Label {
    match unit {
        "percent" => Said::people(target).said,
        _ => Said::tenths_of_points(target).said,
    }
}

/// The figures of which less is better, as the priorities say, or the verdict of a gap.
fn directions(read: &Read) -> BTreeSet<String> {
    let named = read.priorities.iter().flatten().filter(|row| row.better == "lower").map(|row| &row.indicator_code);
    let falls = |gap: f64, verdict: &str| match verdict {
        "better" => gap < 0.0,
        "worse" => gap > 0.0,
        _ => false,
    };
    let told = read.gaps.iter().flatten().filter(|row| row.kind == "average" || row.kind == "target");
    let told = told.filter(|row| row.gap.is_some_and(|gap| falls(gap, &row.verdict))).map(|row| &row.indicator_code);
    named.chain(told).cloned().collect()
}
