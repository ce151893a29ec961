//! The cover: what this is, of which places and rounds, who took part, who coached, and what to look at first.

use super::book::{Book, counted_or, sum_of};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::problem::Severity;
use crate::report::parts::{
    TOOL, column, count, counted, grid, heading, joined, paragraph, phrase, row, same, text, upright,
};
use crate::report::words::{CardWord, Word, fill, t};
use crate::report::{Absent, Block, ColumnKind, Grid, Section, Value};
use crate::scorecard::results::{RoundIndex, State};
use crate::scorecard::session::{Headcount, Key};

/// The cover.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![Block::Facts { facts: facts(book) }, heading(Word::LookFirst)];
    blocks.extend(look_first(book).into_iter().map(paragraph));
    blocks.push(heading(Word::HowToRead));
    blocks.extend([book.scale_note(), t(CardWord::HowToReadGaps), t(CardWord::HowToReadAbsent)].map(paragraph));
    upright("cover", Word::SheetCover, blocks)
}

fn facts(book: &Book) -> Vec<(Label, Value)> {
    let cards = book.cards;
    let named = format!("{} {}", book.instrument.id, book.instrument.version);
    let mut facts = vec![(t(Word::Instrument), same(named)), (t(CardWord::Rounds), same(cards.rounds.join(", ")))];
    if let Some(set) = book.set {
        let has = |area: &PlaceId| cards.places.iter().any(|p| p.place == Some(*area) && p.facilities > 0);
        let (with, without): (Vec<PlaceId>, Vec<PlaceId>) = set.places().partition(has);
        let how_many = [counted(with.len() as u64), counted(set.members().len() as u64)];
        let with = phrase("{0}: {1}", "{0}: {1}", &[fill(Word::PlacesWithDataOf, &how_many), names(&with)]);
        facts.push((t(Word::PlaceSet), text(set.title.clone())));
        facts.push((t(Word::PlacesWithData), text(with)));
        facts.push((t(Word::PlacesWithoutData), if without.is_empty() { same("–") } else { text(names(&without)) }));
    }
    facts.extend((0..cards.rounds.len()).map(|at| (in_round(book, at), text(came_in(book, RoundIndex(at))))));
    facts.push((t(CardWord::Coached), coached(book)));
    facts.extend((0..cards.rounds.len()).map(|at| {
        let round = RoundIndex(at);
        (fill(CardWord::Composition, &[Label::same(book.round(round))]), composition(book, round))
    }));
    facts.push((t(CardWord::GroupMeetings), counted_or(meetings(book))));
    facts.push((t(CardWord::AsOf), text(as_of(book))));
    facts.push((t(CardWord::FilesRead), count(book.source.files as u64)));
    facts.push((t(CardWord::ShownOn), same(book.shown_scale())));
    facts.push((t(Word::MadeWith), same(TOOL)));
    facts
}

fn names(places: &[PlaceId]) -> Label {
    let names: Vec<Label> = places.iter().map(|place| place.place().name.clone()).collect();
    joined(&names, ", ")
}

fn in_round(book: &Book, at: usize) -> Label {
    fill(CardWord::BooksOfRound, &[Label::same(book.round(RoundIndex(at)))])
}

/// How many books of a round are in, of how many that are expected.
fn came_in(book: &Book, round: RoundIndex) -> Label {
    let of_round = || book.cards.status.iter().filter(|s| s.facility.is_some() && s.round == Some(round));
    let n = |states: &[State]| of_round().filter(|s| states.contains(&s.state)).count() as u64;
    let numbers = [
        n(&[State::In, State::Incomplete]),
        of_round().count() as u64,
        n(&[State::Incomplete]),
        n(&[State::Late]),
        n(&[State::Unreadable]),
    ];
    fill(CardWord::CameIn, &numbers.map(counted))
}

/// The organisations that coached, each once, with how many books.
fn coached(book: &Book) -> Value {
    let mut all: Vec<(&str, u64)> = Vec::new();
    for name in book.cards.cards.iter().map(|card| card.session.facilitator.trim()).filter(|name| !name.is_empty()) {
        match all.iter_mut().find(|(known, _)| *known == name) {
            Some((_, n)) => *n += 1,
            None => all.push((name, 1)),
        }
    }
    let said: Vec<Label> =
        all.iter().map(|(name, n)| phrase("{0} ({1})", "{0} ({1})", &[Label::same(*name), counted(*n)])).collect();
    if said.is_empty() { Value::Absent { why: Absent::NotFilledIn } } else { text(joined(&said, ", ")) }
}

/// Who the multi-stakeholder groups of a round are made of: `Administration 3, Community 7`.
fn composition(book: &Book, round: RoundIndex) -> Value {
    let cards = || book.cards.cards.iter().filter(|card| card.round == round);
    let said: Vec<Label> = stakeholders(book, round)
        .iter()
        .filter_map(|who| {
            let heads = cards().flat_map(|card| &card.session.members).filter(|head| head.who == *who);
            let all = sum_of(heads, |head| head.all)?;
            Some(phrase("{0} {1}", "{0} {1}", &[book.stakeholder(who), counted(all)]))
        })
        .collect();
    if said.is_empty() { Value::Absent { why: Absent::NotFilledIn } } else { text(joined(&said, ", ")) }
}

fn meetings(book: &Book) -> Option<u64> {
    let given = book.cards.cards.iter().filter_map(|card| card.session.meetings);
    given.fold(None, |sum, n| Some(sum.unwrap_or(0) + n))
}

/// The day on which deadlines are judged, and where it comes from.
pub fn as_of(book: &Book) -> Label {
    let choices = &book.cards.choices;
    match (choices.as_of, choices.as_of_given) {
        (Some(day), true) => fill(CardWord::AsOfGiven, &[Label::same(day.to_string())]),
        (Some(day), false) => fill(CardWord::AsOfLatest, &[Label::same(day.to_string())]),
        (None, _) => t(CardWord::AsOfNone),
    }
}

fn look_first(book: &Book) -> Vec<Label> {
    let problems = book.source.problems;
    let errors = problems.count(Severity::Error);
    let warnings = problems.count(Severity::Warning) - errors;
    let mut said = vec![match errors + warnings {
        0 => t(Word::NoProblems),
        _ => fill(CardWord::ProblemsFound, &[counted(errors), counted(warnings)]),
    }];
    let actions = book.cards.actions.total;
    said.push(fill(
        CardWord::PromisesInShort,
        &[actions.all, actions.done, actions.planned + actions.under_way, actions.overdue].map(counted),
    ));
    let flagged = |card: &&crate::scorecard::results::FacilityCard| {
        card.lines.iter().any(|line| line.gap.is_some_and(|gap| gap.flagged))
    };
    let large = book.cards.cards.iter().filter(flagged).count() as u64;
    said.push(fill(CardWord::LargeGapsInShort, &[counted(large), counted(book.cards.cards.len() as u64)]));
    said
}

/// Who was in the multi-stakeholder groups and at the meetings, by round and stakeholder.
pub fn people(book: &Book) -> Grid {
    use ColumnKind::{Code, Count, Text};
    let group = |title| Some(t(title));
    let of = |id: &str, word: Word, title| crate::report::Column { group: group(title), ..column(id, word, Count) };
    let columns = vec![
        column("round", CardWord::Round, Code),
        column("who", CardWord::Stakeholder, Text),
        of("members_women", Word::Women, CardWord::InTheGroup),
        of("members_men", Word::Men, CardWord::InTheGroup),
        of("members_all", Word::Total, CardWord::InTheGroup),
        of("meeting_women", Word::Women, CardWord::AtMeetings),
        of("meeting_men", Word::Men, CardWord::AtMeetings),
        of("meeting_all", Word::Total, CardWord::AtMeetings),
    ];
    let mut rows = Vec::new();
    for round in (0..book.cards.rounds.len()).map(RoundIndex) {
        rows.extend(stakeholders(book, round).iter().map(|who| {
            let mut values = vec![same(book.round(round)), text(book.stakeholder(who))];
            values.extend(heads(book, round, who, |s| &s.members));
            values.extend(heads(book, round, who, |s| &s.attendance));
            row(values)
        }));
    }
    let notes = vec![t(CardWord::NotePeople)];
    Grid { notes, ..grid("people", t(CardWord::PeopleTitle), columns, 2, rows) }
}

type Part = fn(&crate::scorecard::Session) -> &Vec<Headcount>;

/// Those of the instrument in its order, then added ones.
fn stakeholders(book: &Book, round: RoundIndex) -> Vec<Key> {
    let sessions = book.cards.cards.iter().filter(|card| card.round == round).map(|card| &card.session);
    let all = sessions.flat_map(|s| s.members.iter().chain(&s.attendance)).map(|head| head.who.clone());
    all.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

fn heads(book: &Book, round: RoundIndex, who: &Key, part: Part) -> [Value; 3] {
    let counts = || {
        let cards = book.cards.cards.iter().filter(|card| card.round == round);
        cards.flat_map(|card| part(&card.session)).filter(|head| head.who == *who)
    };
    [sum_of(counts(), |h| h.women), sum_of(counts(), |h| h.men), sum_of(counts(), Headcount::counted)].map(counted_or)
}
