//! The page for a meeting: at most six lines with faces, who was there, what works, what to fix, what was promised.

use super::book::Book;
use super::facility::came;
use crate::lang::Label;
use crate::report::parts::{absent, counted, joined, phrase, same, text};
use crate::report::words::{CardWord, Word, fill, t};
use crate::report::{Absent, Block, Board, BoardLine, BoardMark, Face, Paper, Section, Value};
use crate::scorecard::results::{Attended, FacilityCard, Line, Registered};
use crate::scorecard::session::Status;
use crate::scorecard::{Points, Score};

/// Lines on a page: what is read from the last row of a room.
const MOST_LINES: usize = 6;
/// Promises on a page.
const MOST_PROMISES: usize = 5;
/// Names in a list of what works or is to be fixed.
const MOST_NAMES: usize = 4;

/// A page for each facility: the last round that it has a card of.
pub fn sections(book: &Book) -> Vec<Section> {
    let cards = &book.cards.cards;
    let last = |card: &&FacilityCard| !cards.iter().any(|c| c.facility == card.facility && c.round > card.round);
    cards.iter().filter(last).map(|card| section(book, card)).collect()
}

fn section(book: &Book, card: &FacilityCard) -> Section {
    let board = Board {
        id: format!("meeting{}", card.facility.0 + 1),
        facts: facts(book, card),
        heading: t(CardWord::WhatWasScored),
        sides: sides(card),
        lines: chosen(card).into_iter().map(|line| board_line(book, line)).collect(),
        lists: lists(book, card),
        promised: t(CardWord::WhatWasPromised),
        promise_heads: [Word::Action, Word::Responsible, Word::Deadline, Word::Status].map(t),
        promises: promises(book, card).0,
        notes: notes(book, card),
    };
    Section {
        id: "meeting".into(),
        title: book.facility_name(card.facility),
        blocks: vec![Block::Board(Box::new(board))],
        paper: Paper::Upright,
    }
}

fn facts(book: &Book, card: &FacilityCard) -> Vec<(Label, Value)> {
    let mut round = vec![Label::same(book.round(card.round))];
    round.extend(card.session.held.map(|day| Label::same(day.to_string())));
    vec![
        (t(CardWord::Scorecard), text(book.instrument.title.clone())),
        (t(Word::Place), book.place_value(book.facility(card.facility))),
        (t(CardWord::RoundAndDay), text(joined(&round, ", "))),
        (t(CardWord::AllAtMeeting), came(card)),
    ]
}

/// Who scored, with how many they were.
fn sides(card: &FacilityCard) -> Vec<Label> {
    let people = |who: CardWord, n: Option<u64>| match n {
        Some(n) => fill(CardWord::SideOf, &[t(who), counted(n)]),
        None => t(who),
    };
    let who = Attended::of(&card.session);
    vec![people(CardWord::Community, who.in_groups), t(CardWord::Provider), people(CardWord::Agreed, who.all)]
}

/// The six lines: those where the two sides lie furthest apart; where fewer have both, then those with the lowest score
/// (agreed, else the community's). They are shown in the order of the instrument.
fn chosen(card: &FacilityCard) -> Vec<&Line> {
    let mut all: Vec<(usize, &Line)> =
        card.lines.iter().enumerate().filter(|(_, line)| heard(line).is_some() || line.provider.is_some()).collect();
    let gap = |line: &Line| line.gap.map_or(-1.0, |gap| gap.points.abs());
    let low = |line: &Line| heard(line).map_or(101.0, Points::get);
    all.sort_by(|(_, a), (_, b)| gap(b).total_cmp(&gap(a)).then(low(a).total_cmp(&low(b))));
    all.truncate(MOST_LINES);
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, line)| line).collect()
}

/// What was agreed, else what the community said.
fn heard(line: &Line) -> Option<Points> {
    let agreed = line.agreed.as_ref().map(|agreed| agreed.score.score.points());
    agreed.or(line.community.as_ref().map(|all| all.points))
}

fn board_line(book: &Book, line: &Line) -> BoardLine {
    let mark = |points: Option<Points>, value: Value| BoardMark {
        face: points.map(|points| Face::of_100(points.get())),
        value,
    };
    let community = line.community.as_ref().map(|all| all.points);
    let agreed = line.agreed.as_ref().map(|agreed| agreed.score.score);
    BoardLine {
        title: book.indicator(&line.indicator),
        marks: vec![
            mark(community, book.roughly(community)),
            mark(line.provider.map(Score::points), book.roughly(line.provider.map(Score::points))),
            mark(agreed.map(Score::points), book.roughly(agreed.map(Score::points))),
        ],
    }
}

/// What works and what to fix, of all that was scored, in the order of the instrument.
fn lists(book: &Book, card: &FacilityCard) -> Vec<(Label, Label)> {
    let of = |face: Face| {
        let is = |line: &&Line| heard(line).is_some_and(|points| Face::of_100(points.get()) == face);
        let names: Vec<Label> = card.lines.iter().filter(is).map(|line| book.indicator(&line.indicator)).collect();
        let more = names.len().saturating_sub(MOST_NAMES);
        let shown = joined(&names[..names.len() - more], "; ");
        match (names.len(), more) {
            (0, _) => Label::same("–"),
            (_, 0) => shown,
            (_, more) => fill(CardWord::AndMore, &[shown, counted(more as u64)]),
        }
    };
    vec![(t(CardWord::WhatWorks), of(Face::Glad)), (t(CardWord::WhatToFix), of(Face::Sad))]
}

/// The promises that are still open, then those that are done, in the order of the plan; and how many there are in all.
fn promises(book: &Book, card: &FacilityCard) -> (Vec<[Value; 4]>, usize) {
    let own = || book.cards.actions.entries.iter().filter(|entry| entry.facility == card.facility);
    let open = own().filter(|entry| matches!(entry.status, Status::Planned | Status::UnderWay));
    let done = own().filter(|entry| entry.status == Status::Done);
    let all: Vec<&Registered> = open.chain(done).collect();
    (all.iter().take(MOST_PROMISES).map(|entry| promise(entry)).collect(), all.len())
}

fn promise(entry: &Registered) -> [Value; 4] {
    let action = &entry.action;
    let what = if action.action.trim().is_empty() { &action.issue } else { &action.action };
    let status = super::book::status_words(entry.status);
    let status = match entry.overdue_days {
        Some(days) => phrase("◆ {0}", "◆ {0}", &[fill(CardWord::OverdueBy, &[counted(u64::from(days))])]),
        None => status,
    };
    [
        super::book::wanted(what),
        super::book::wanted(&action.responsible),
        action.deadline.map_or(absent(Absent::NotFilledIn), |day| same(day.to_string())),
        text(status),
    ]
}

fn notes(book: &Book, card: &FacilityCard) -> Vec<Label> {
    let mut notes = vec![fill(CardWord::NoteFaces, &[Label::same(book.shown_scale())]), t(CardWord::NoteSixLines)];
    let all = promises(book, card).1;
    if all > MOST_PROMISES {
        notes.push(fill(CardWord::MorePromises, &[counted((all - MOST_PROMISES) as u64)]));
    }
    notes
}
