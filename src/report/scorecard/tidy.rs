//! The tables for machines: every score, every input, every action in a row of its own, with codes and all digits.
//!
//! Columns are named in English whatever the language of the report. Scores stand as they were given (or, for means, on
//! the scale that is shown) and on 0 to 100. What is not there is empty; of an input `why` says why.

use super::book::{Book, sum_of};
use crate::instrument::TargetKind;
use crate::instrument::scorecard::Scale;
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::columns::{ACTIONS, INPUTS, SCORES};
use crate::report::parts::{absent, count, figure, same, text};
use crate::report::words::{CardWord, t};
use crate::report::{Absent, Format, Rows, Tidy, Value};
use crate::scorecard::results::{Consolidation, EntitlementFound, FacilityCard, Line, PlaceCard, Registered};
use crate::scorecard::session::Key;
use crate::scorecard::{Facility, Points, Score, Votes};

/// Scores, inputs, actions; without rows if they aren't wanted.
pub fn tables(book: Book<'_>, wanted: bool) -> Vec<Tidy<'_>> {
    match wanted {
        true => vec![Tidy::declared(&SCORES, Scores(book)), Tidy::declared(&INPUTS, Inputs(book)), actions(book, None)],
        false => vec![
            Tidy::declared(&SCORES, Vec::new()),
            Tidy::declared(&INPUTS, Vec::new()),
            actions(book, Some(Vec::new())),
        ],
    }
}

/// The actions; of chosen ones (ascending) only those.
pub fn actions(book: Book<'_>, chosen: Option<Vec<usize>>) -> Tidy<'_> {
    Tidy::declared(&ACTIONS, Actions { book, chosen })
}

struct Scores<'a>(Book<'a>);

/// Cards whose rows are made together.
const TOGETHER: usize = 32;

/// Cards in runs of some that are made together.
fn runs<T>(cards: &[T]) -> usize {
    cards.len().div_ceil(TOGETHER)
}

fn run<T>(cards: &[T], at: usize) -> impl Iterator<Item = &T> {
    cards.iter().skip(at * TOGETHER).take(TOGETHER)
}

impl Rows for Scores<'_> {
    fn parts(&self) -> usize {
        runs(&self.0.cards.cards) + runs(&self.0.cards.places)
    }

    fn part(&self, at: usize) -> Box<dyn Iterator<Item = Vec<Value>> + '_> {
        let Scores(book) = self;
        match at.checked_sub(runs(&book.cards.cards)) {
            None => Box::new(run(&book.cards.cards, at).flat_map(move |card| score_rows(book, card))),
            Some(at) => Box::new(run(&book.cards.places, at).flat_map(move |card| place_rows(book, card))),
        }
    }
}

struct Inputs<'a>(Book<'a>);

impl Rows for Inputs<'_> {
    fn parts(&self) -> usize {
        runs(&self.0.cards.cards)
    }

    fn part(&self, at: usize) -> Box<dyn Iterator<Item = Vec<Value>> + '_> {
        let Inputs(book) = self;
        Box::new(run(&book.cards.cards, at).flat_map(move |card| input_rows(book, card)))
    }
}

struct Actions<'a> {
    book: Book<'a>,
    chosen: Option<Vec<usize>>,
}

impl Rows for Actions<'_> {
    fn part(&self, _: usize) -> Box<dyn Iterator<Item = Vec<Value>> + '_> {
        let Actions { book, chosen } = self;
        let wanted = move |at: &usize| chosen.as_ref().is_none_or(|chosen| chosen.binary_search(at).is_ok());
        let entries = book.cards.actions.entries.iter().enumerate().filter(move |(at, _)| wanted(at));
        Box::new(entries.map(move |(_, entry)| action_row(book, entry)))
    }
}

fn code(words: impl AsRef<str>) -> Value {
    same(words)
}

fn yes(is: Option<bool>) -> Value {
    match is {
        Some(true) => code("yes"),
        Some(false) => code("no"),
        None => absent(Absent::NotApplicable),
    }
}

fn number(value: Option<f64>) -> Value {
    value.map_or(absent(Absent::NotApplicable), |value| figure(value, Format::Full))
}

fn counts(value: Option<u64>) -> Value {
    value.map_or(absent(Absent::NotFilledIn), count)
}

fn day(day: Option<crate::day::Day>) -> Value {
    day.map_or(absent(Absent::NotFilledIn), |day| code(day.to_string()))
}

fn place_code(place: Option<PlaceId>) -> Value {
    code(place.map_or("", |place| place.place().code.as_str()))
}

fn who(book: &Book, facility: &Facility, round: &str) -> Vec<Value> {
    let kind = facility.kind.and_then(|at| book.instrument.facility_types.get(at));
    vec![
        code(&facility.id),
        text(facility.name.clone()),
        code(kind.map_or("", |kind| kind.id.as_str())),
        place_code(book.set.and_then(|_| book.area(facility))),
        place_code(facility.place),
        facility.place.map_or(code(""), |place| text(place.place().full_name.clone())),
        code(round),
    ]
}

/// What a row of scores holds beside who and which indicator; the rest is empty.
#[derive(Default)]
struct Said<'a> {
    side: &'static str,
    group: Option<&'a Key>,
    score: Option<Score>,
    points: Option<Points>,
    present: Option<u64>,
    groups: Option<u64>,
    facilities: Option<u64>,
    votes: Option<&'a Votes>,
    rule: &'static str,
    spread: Option<f64>,
    gap: Option<(f64, bool)>,
    between: Option<bool>,
    reason: &'a str,
    suggestion: &'a str,
}

/// What was said at a facility in a round. Who that is is worked out once for all rows.
fn score_rows(book: &Book, card: &FacilityCard) -> Vec<Vec<Value>> {
    let mut head = who(book, book.facility(card.facility), book.round(card.round));
    head.extend([day(card.session.held), code("facility")]);
    let instrument = instrument(book);
    let mut rows = Vec::new();
    for line in &card.lines {
        for said in said(book, card, line) {
            rows.push(row(&head, &numbers(book, &line.indicator, &said, &instrument)));
        }
    }
    rows
}

fn instrument(book: &Book) -> Value {
    code(format!("{} {}", book.instrument.id, book.instrument.version))
}

fn row(head: &[Value], rest: &[Value]) -> Vec<Value> {
    [head, rest].concat()
}

fn said<'a>(book: &Book, card: &'a FacilityCard, line: &'a Line) -> Vec<Said<'a>> {
    let mut all: Vec<Said> = line
        .panels
        .iter()
        .map(|panel| Said {
            side: "community",
            group: Some(&panel.group),
            score: panel.score,
            points: Some(panel.points),
            present: panel.present,
            votes: panel.votes.as_ref(),
            rule: if panel.score.is_none() { "median of votes" } else { "" },
            reason: &panel.reason,
            suggestion: &panel.suggestion,
            ..Said::default()
        })
        .collect();
    if let Some(together) = &line.community {
        all.push(Said {
            side: "consolidated",
            points: Some(together.points),
            present: together.present,
            groups: Some(together.groups as u64),
            rule: rule(book.cards.choices.consolidation),
            spread: Some(together.spread),
            gap: line.gap.map(|gap| (gap.points, gap.flagged)),
            ..Said::default()
        });
    }
    if let Some(score) = line.provider {
        let reason = card.session.provider.iter().find(|said| said.indicator == line.indicator);
        let reason = reason.map_or("", |said| said.reason.as_str());
        all.push(Said {
            side: "provider",
            score: Some(score),
            points: Some(score.points()),
            reason,
            ..Said::default()
        });
    }
    if let Some(agreed) = &line.agreed {
        let score = agreed.score.score;
        all.push(Said {
            side: "agreed",
            score: Some(score),
            points: Some(score.points()),
            present: sum_of(&card.session.attendance, |head| head.all),
            between: agreed.between,
            reason: &agreed.score.reason,
            ..Said::default()
        });
    }
    all
}

fn rule(rule: Consolidation) -> &'static str {
    match rule {
        Consolidation::Mean => "mean",
        Consolidation::Median => "median",
        Consolidation::Present => "present",
        Consolidation::Agreed => "agreed",
    }
}

/// From the side to the instrument.
fn numbers(book: &Book, indicator: &Key, said: &Said, instrument: &Value) -> [Value; 21] {
    let scale: Scale = said.score.map_or(book.scale.unwrap_or(book.instrument.scale), Score::scale);
    let score = said.score.map(Score::value).or(said.points.map(|points| scale.at(points.get())));
    let votes = said.votes.map(|votes| {
        let one = |(score, n): &(Score, u64)| format!("{}x{n}", score.value());
        votes.counts().iter().map(one).collect::<Vec<_>>().join(" ")
    });
    [
        code(said.side),
        code(said.group.map_or("", |group| book.group_id(group))),
        said.group.map_or(code(""), |group| text(book.group(group))),
        code(book.indicator_id(indicator)),
        code(book.dimension_id(indicator)),
        text(book.indicator(indicator)),
        number(score),
        code(scale.name()),
        number(said.points.map(Points::get)),
        counts(said.present),
        counts(said.groups),
        counts(said.facilities),
        code(votes.unwrap_or_default()),
        code(said.rule),
        number(said.spread),
        number(said.gap.map(|gap| gap.0)),
        yes(said.gap.map(|gap| gap.1)),
        yes(said.between),
        same(said.reason),
        same(said.suggestion),
        instrument.clone(),
    ]
}

/// The means of an area, one row for each indicator and side.
fn place_rows(book: &Book, card: &PlaceCard) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for (at, (sides, n)) in &card.indicators {
        let of = [("consolidated", sides.community), ("provider", sides.provider), ("agreed", sides.agreed)];
        for ((side, points), n) in of.into_iter().zip(n) {
            let Some(points) = points else { continue };
            let facilities = Some(*n as u64);
            let said = Said { side, points: Some(points), facilities, rule: "mean of facilities", ..Said::default() };
            let name = card.place.map_or_else(|| t(CardWord::AllAreas), |place| place.place().full_name.clone());
            let mut head =
                vec![code(""), code(""), code(""), place_code(card.place), place_code(card.place), text(name)];
            head.extend([code(book.round(card.round)), code(""), code("area")]);
            rows.push(row(&head, &numbers(book, &Key::Known(*at), &said, &instrument(book))));
        }
    }
    rows
}

fn input_rows(book: &Book, card: &FacilityCard) -> Vec<Vec<Value>> {
    let mut head = who(book, book.facility(card.facility), book.round(card.round));
    head.push(day(card.session.held));
    let rows = card.inputs.iter().map(|line| {
        let (value, kind, source, why) = match &line.entitlement {
            EntitlementFound::To { value, kind, source } => {
                let kind = match kind {
                    Some(TargetKind::Norm) => "norm",
                    Some(TargetKind::Target) => "target",
                    None => "book",
                };
                (Some(*value), kind, source.clone(), if line.row.actual.is_none() { "not filled in" } else { "" })
            }
            EntitlementFound::NotDue => (None, "", Label::default(), "not due"),
            EntitlementFound::NoNorm => (None, "", Label::default(), "no norm"),
        };
        let rest = [
            code(book.item_id(&line.row.item)),
            code(book.item_dimension_id(&line.row.item)),
            text(book.item(&line.row.item)),
            text(line.row.unit.clone()),
            number(value),
            code(kind),
            text(source),
            number(line.row.actual),
            number(line.gap),
            number(line.ratio),
            number(line.capped()),
            code(why),
            same(&line.row.evidence),
            same(&line.row.remarks),
        ];
        row(&head, &rest)
    });
    rows.collect()
}

fn action_row(book: &Book, entry: &Registered) -> Vec<Value> {
    let action = &entry.action;
    let repeated: Vec<&str> = entry.repeated.iter().map(|round| book.round(*round)).collect();
    let mut values = who(book, book.facility(entry.facility), book.round(entry.round));
    values.extend([
        code(book.round(entry.since)),
        code(&action.id),
        same(&action.issue),
        code(action.indicator.as_ref().map_or("", |key| book.indicator_id(key))),
        code(action.indicator.as_ref().map_or("", |key| book.dimension_id(key))),
        action.indicator.as_ref().map_or(code(""), |key| text(book.indicator(key))),
        same(&action.action),
        same(&action.responsible),
        same(&action.supporting),
        day(action.deadline),
        day(book.cards.choices.as_of),
        counts(entry.overdue_days.map(u64::from)),
        code(entry.status.id()),
        code(action.level.map_or("", |level| level.id())),
        yes(action.own_means),
        number(action.cost),
        same(&action.funds),
        day(action.done_on),
        same(&action.evidence),
        same(&action.verified_by),
        yes(Some(entry.carried)),
        code(repeated.join(" ")),
        yes(Some(entry.unproven)),
    ]);
    values
}
