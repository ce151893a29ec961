//! The poster of a facility, from a comparison of facilities.
//!
//! A line is a figure of the survey. It is called good or poor only where the comparison says so for certain: beyond the
//! 99.8 % limits with all facilities counted. Everything within is about the same as its peers, and no rank is shown.

use std::collections::BTreeMap;

use super::choose::{Candidate, LEAST_ANSWERS, chosen, plain_title};
use super::{Poster, Said, grouped, in_round, made_by, not_public, on_day, warning, where_it_is};
use crate::day::Day;
use crate::forum::{FigureRow, Read, StandingRow};
use crate::lang::Label;
use crate::report::Face;
use crate::report::parts::{counted, joined};
use crate::report::words::{PosterWord, fill, t};

/// The poster of a facility; without lines if nothing may be shown.
pub fn of(read: &Read, id: &str, day: Option<Day>) -> Option<Poster> {
    let rows: Vec<&StandingRow> = read.standings.iter().flatten().filter(|row| row.facility == id).collect();
    let first = rows.first()?;
    let figures: BTreeMap<&str, &FigureRow> =
        read.figures.iter().flatten().map(|of| (of.indicator.as_str(), of)).collect();
    let of_survey = |row: &&StandingRow| {
        figures.get(row.indicator.as_str()).is_some_and(|of| of.origin == "survey" && of.composite != "yes")
    };
    let asked: Vec<&StandingRow> = rows.iter().copied().filter(of_survey).collect();
    let candidates = asked.iter().filter_map(|row| candidate(row, figures.get(row.indicator.as_str())?)).collect();
    let items = chosen(candidates);
    let counts = [items.len(), asked.len()].map(|n| counted(n as u64));
    let answered = asked.iter().filter_map(|row| row.n).max().filter(|n| *n > 0);
    let people = answered.map(|n| fill(PosterWord::PeopleAnswered, &[counted(n)]));
    let round = in_round(read.made_by.option("round").unwrap_or_default());
    let facts = [not_public(read), round, on_day(day, ""), people];
    Some(Poster {
        id: Label::same(id),
        about: read.title.clone(),
        title: first.name.clone(),
        lies_in: where_it_is(&first.place),
        facts: facts.into_iter().flatten().collect(),
        groups: grouped(items, PosterWord::SamePeers),
        promises: Vec::new(),
        notes: vec![joined(
            &[fill(PosterWord::ChosenOfPeers, &counts), t(PosterWord::EstimateNote), t(PosterWord::NoRanking)],
            " ",
        )],
        made_by: made_by(read),
        words: read.made_by.words.clone(),
        warning: warning(read),
    })
}

fn candidate(row: &StandingRow, of: &FigureRow) -> Option<Candidate> {
    let value = row.raw.filter(|value| value.is_finite())?;
    let face = match (row.flag.as_str(), row.standing.as_str()) {
        ("learn", _) => Face::Glad,
        ("support", _) => Face::Sad,
        ("", "as_expected" | "below" | "above" | "far_below" | "far_above") => Face::Middling,
        _ => return None,
    };
    if of.better.is_empty() || row.n.is_none_or(|n| n < LEAST_ANSWERS) {
        return None;
    }
    let said = match &*of.unit.en {
        "percent" => Said::people(value),
        "points" => Said::tenths_of_points(value),
        _ => return None,
    };
    let less = if of.better == "lower" { t(PosterWord::LessIsBetter) } else { Label::default() };
    Some(Candidate {
        face,
        size: row.benchmark.map_or(0.0, |benchmark| (value - benchmark).abs()),
        code: row.indicator.clone(),
        dimension: row.dimension.clone(),
        sure: true,
        counts_people: &*of.unit.en == "percent",
        item: said.item(plain_title(&of.indicator_label), less),
    })
}
