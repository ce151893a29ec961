//! The poster of a facility or of a place, from community scorecards: the agreed scores, and what was agreed.
//!
//! A score is a judgement, not an estimate, so nothing here is better or worse than elsewhere: a face says in which third of
//! the scale it lies.

use super::{MOST_ITEMS, Poster, Promise, Said, grouped, in_round, made_by, on_day, warning};
use crate::day::Day;
use crate::forum::{ActionRow, Read, ScoreRow};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::Face;
use crate::report::parts::{counted, joined};
use crate::report::words::{PosterWord, fill, t};

/// The poster of a facility in its last round.
pub fn of_facility(read: &Read, id: &str, day: Option<Day>) -> Option<Poster> {
    let rows: Vec<&ScoreRow> = read.scores.iter().flatten().filter(|row| row.facility == id).collect();
    let last = *rows.last()?;
    let now = Lines::of(&rows);
    let (scored, met) = (now.people("consolidated"), now.people("agreed"));
    let facts = [
        in_round(&last.round),
        on_day(day, &last.held),
        scored.map(|n| fill(PosterWord::PeopleScored, &[counted(n)])),
        met.map(|n| fill(PosterWord::PeopleMet, &[counted(n)])),
    ];
    let name = &last.facility_name;
    let area = crate::places::Gazetteer::get().by_code(&last.area).map(|area| area.place().full_name.clone());
    let lies_in = [area.unwrap_or_default(), last.place_name.clone()];
    let lies_in = if lies_in[0] == lies_in[1] { lies_in[0].clone() } else { in_order(&lies_in) };
    Some(Poster {
        id: Label::same(id),
        about: read.title.clone(),
        title: if name.mn.is_empty() && name.en.is_empty() { Label::same(id) } else { name.clone() },
        lies_in,
        facts: facts.into_iter().flatten().collect(),
        promises: promises(read, |row| row.facility == id, |row| Label::same(&row.responsible)),
        ..now.poster(read)
    })
}

/// The poster of a place: the means of its facilities in its last round.
pub fn of_place(read: &Read, place: PlaceId, day: Option<Day>) -> Option<Poster> {
    let code = place.place().code.as_str();
    let of_place = |row: &&ScoreRow| row.of == "area" && row.area == code;
    let rows: Vec<&ScoreRow> = read.scores.iter().flatten().filter(of_place).collect();
    let last = *rows.last()?;
    let now = Lines::of(&rows);
    let facilities = now.rows.iter().filter_map(|row| row.n_facilities).max();
    let facts =
        [in_round(&last.round), on_day(day, ""), facilities.map(|n| fill(PosterWord::FacilitiesScored, &[counted(n)]))];
    let scores = now.poster(read);
    let notes =
        scores.notes.iter().map(|note| joined(&[t(PosterWord::MeansOfFacilities), note.clone()], " ")).collect();
    let who = |row: &ActionRow| joined(&[Label::same(&row.responsible), row.facility_name.clone()], ", ");
    Some(Poster {
        id: place.place().name.clone(),
        title: place.place().full_name.clone(),
        facts: facts.into_iter().flatten().collect(),
        promises: promises(read, |row| row.area == code, who),
        notes,
        ..scores
    })
}

/// The scores of the last round, and those before.
struct Lines<'a> {
    rows: Vec<&'a ScoreRow>,
    before: Vec<&'a ScoreRow>,
}

/// An indicator with the score that counts: agreed, else the community's.
struct Line<'a> {
    row: &'a ScoreRow,
    score: f64,
    on_100: f64,
}

impl<'a> Lines<'a> {
    fn of(rows: &[&'a ScoreRow]) -> Lines<'a> {
        let last = rows.last().map_or("", |row| row.round.as_str());
        let (now, before) = rows.iter().partition(|row| row.round == last);
        Lines { rows: now, before }
    }

    fn people(&self, side: &str) -> Option<u64> {
        self.rows.iter().filter(|row| row.side == side).filter_map(|row| row.n_present).max().filter(|n| *n > 0)
    }

    /// The indicators that have a score, in the order of the card.
    fn lines(&self) -> Vec<Line<'a>> {
        let mut seen: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !seen.contains(&row.indicator.as_str()) {
                seen.push(&row.indicator);
            }
        }
        seen.into_iter().filter_map(|indicator| heard(&self.rows, indicator, None)).collect()
    }

    /// Those on the poster: all, or the three highest and the three lowest, in the order of the card.
    fn chosen(&self) -> (Vec<Line<'a>>, usize) {
        let lines = self.lines();
        let all = lines.len();
        let mut by_score: Vec<usize> = (0..all).collect();
        by_score.sort_by(|a, b| lines[*b].on_100.total_cmp(&lines[*a].on_100));
        let half = MOST_ITEMS / 2;
        let kept = |at: usize| {
            let place = by_score.iter().position(|of| *of == at).unwrap_or(all);
            all <= MOST_ITEMS || place < half || place + half >= all
        };
        (lines.into_iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, line)| line).collect(), all)
    }

    /// The parts of a poster that follow from the scores.
    fn poster(&self, read: &Read) -> Poster {
        let (chosen, all) = self.chosen();
        let counts = [chosen.len(), all].map(|n| counted(n as u64));
        let items = chosen.iter().map(|line| {
            let before = heard(&self.before, &line.row.indicator, Some(line.row));
            let before = before.map(|before| {
                let said = points(&before);
                fill(PosterWord::Before, &[said.number])
            });
            (Face::of_100(line.on_100), points(line).item(line.row.indicator_label.clone(), before.unwrap_or_default()))
        });
        Poster {
            id: Label::default(),
            about: read.title.clone(),
            title: Label::default(),
            lies_in: Label::default(),
            facts: Vec::new(),
            groups: grouped(items.collect(), PosterWord::InBetween),
            promises: Vec::new(),
            notes: vec![joined(&[fill(PosterWord::ChosenOfScores, &counts), t(PosterWord::NoRanking)], " ")],
            made_by: made_by(read),
            words: read.made_by.words.clone(),
            warning: warning(read),
        }
    }
}

fn points(line: &Line) -> Said {
    let most = line.row.scale.rsplit(['-', '–']).next().and_then(|end| end.trim().parse().ok());
    match most {
        Some(most) if most > 0.0 => Said::points(line.score, most, line.on_100),
        Some(_) | None => Said::points(line.on_100, 100.0, line.on_100),
    }
}

/// The score of an indicator: agreed, else the community's; of several rounds the last. Beside another only one of the same
/// side and scale.
fn heard<'a>(rows: &[&'a ScoreRow], indicator: &str, like: Option<&ScoreRow>) -> Option<Line<'a>> {
    let fits = |row: &ScoreRow| like.is_none_or(|like| like.side == row.side && like.scale == row.scale);
    let of = |side: &str| {
        let of = rows.iter().rev().filter(|row| row.indicator == indicator && row.side == side && fits(row));
        let line = |row: &&'a ScoreRow| Some(Line { row, score: row.score?, on_100: row.score_100? });
        of.filter(|row| row.group.is_empty()).find_map(line)
    };
    of("agreed").or_else(|| of("consolidated"))
}

/// What was agreed and isn't dropped, as it stands in the last round of each facility: first what is open, by its day.
fn promises(read: &Read, is: impl Fn(&ActionRow) -> bool, who: impl Fn(&ActionRow) -> Label) -> Vec<Promise> {
    let rows: Vec<&ActionRow> = read.actions.iter().flatten().filter(|row| is(row)).collect();
    let last = |row: &ActionRow| rows.iter().rev().find(|other| other.facility == row.facility).map(|row| &row.round);
    let mut kept: Vec<&ActionRow> =
        rows.iter().copied().filter(|row| row.status != "dropped" && last(row) == Some(&row.round)).collect();
    kept.sort_by_key(|row| (row.status == "done", row.deadline.is_empty(), &row.deadline));
    let promise = |row: &ActionRow| Promise {
        what: Label::same(if row.action.trim().is_empty() { row.issue.trim() } else { row.action.trim() }),
        who: who(row),
        when: Label::same(row.deadline.trim()),
        done: row.status == "done",
        status: match row.status.as_str() {
            "done" => t(PosterWord::Done),
            "under-way" => t(PosterWord::UnderWay),
            _ => t(PosterWord::Planned),
        },
    };
    kept.into_iter().map(promise).filter(|promise| !promise.what.mn.is_empty()).collect()
}

/// The larger place first in Mongolian, the smaller first in English.
fn in_order([large, small]: &[Label; 2]) -> Label {
    let mn = joined(&[large.clone(), small.clone()], ", ");
    let en = joined(&[small.clone(), large.clone()], ", ");
    Label::new(&mn.mn, &en.en)
}
