//! Who is in: by area, by facility, by sheet, with what is missing; and what was wrong with the books.

use super::book::Book;
use crate::lang::Label;
use crate::report::parts::{absent, across, column, count, grid, joined, paragraph, phrase, row, same, text, titled};
use crate::report::problems::{file_name, found as problems_found};
use crate::report::words::{CardWord, Word, fill, t};
use crate::report::{Absent, Block, ColumnKind, Grid, RowRole, Section, Value, parts};
use crate::scorecard::layout::Sheet;
use crate::scorecard::results::{FacilityStatus, Lack, RoundIndex, SheetState, State};
use crate::scorecard::session::Found;

/// The sheets about the books.
pub fn sections(book: &Book) -> Vec<Section> {
    vec![
        across("status.areas", CardWord::SheetStatusAreas, vec![Block::Grid(by_area(book))]),
        across("status", CardWord::SheetStatus, vec![paragraph(t(CardWord::AboutStatus)), Block::Grid(by_book(book))]),
        across("quality", Word::SheetQuality, vec![problems_found(book.source.problems, false)]),
    ]
}

/// How a book stands, with a shape.
pub fn state_words(state: State) -> Label {
    t(match state {
        State::In => CardWord::StateIn,
        State::Incomplete => CardWord::StateIncomplete,
        State::Awaited => CardWord::StateAwaited,
        State::Late => CardWord::StateLate,
        State::Unreadable => CardWord::StateUnreadable,
    })
}

const STATES: [(State, &str); 5] = [
    (State::In, "in"),
    (State::Incomplete, "incomplete"),
    (State::Awaited, "awaited"),
    (State::Late, "late"),
    (State::Unreadable, "unreadable"),
];

fn by_area(book: &Book) -> Grid {
    use ColumnKind::{Code, Count, Text};
    let mut columns = vec![
        column("area", Word::Area, Text),
        column("round", CardWord::Round, Code),
        column("expected", CardWord::Expected, Count),
    ];
    columns.extend(STATES.map(|(state, id)| titled(id, state_words(state), Count)));
    let mut rows = Vec::new();
    let areas = book.set.iter().flat_map(|set| set.places()).map(Some);
    let known: Vec<_> = areas.chain([None]).collect();
    for area in known {
        for round in (0..book.cards.rounds.len()).map(RoundIndex) {
            let of_area = |s: &&FacilityStatus| s.facility.map(|f| book.area(book.facility(f))) == Some(area);
            let here: Vec<&FacilityStatus> =
                book.cards.status.iter().filter(|s| s.round == Some(round)).filter(of_area).collect();
            if area.is_none() && here.is_empty() {
                continue;
            }
            let name = area.map_or_else(|| t(CardWord::NoArea), |area| area.place().full_name.clone());
            let mut values = vec![text(name), same(book.round(round)), count(here.len() as u64)];
            values.extend(STATES.map(|(state, _)| count(here.iter().filter(|s| s.state == state).count() as u64)));
            rows.push(row(values));
        }
    }
    for round in (0..book.cards.rounds.len()).map(RoundIndex) {
        let all = || book.cards.status.iter().filter(|s| s.round == Some(round) && s.facility.is_some());
        let mut values = vec![text(t(CardWord::AllAreas)), same(book.round(round)), count(all().count() as u64)];
        values.extend(STATES.map(|(state, _)| count(all().filter(|s| s.state == state).count() as u64)));
        rows.push(crate::report::GridRow { role: RowRole::Total, values });
    }
    grid("status.areas", t(CardWord::StatusByArea), columns, 2, rows)
}

fn by_book(book: &Book) -> Grid {
    use ColumnKind::{Code, Prose, Text};
    let mut columns = vec![
        column("area", Word::Area, Text),
        column("facility", Word::Facility, Text),
        column("id", Word::Code, Code),
        column("round", CardWord::Round, Code),
        column("state", CardWord::State, Text),
        column("lacks", CardWord::WhatIsMissing, Prose),
    ];
    columns.extend(Sheet::ALL.map(|sheet| titled(sheet.id(), sheet.title(), Text)));
    columns.push(column("files", Word::File, Text));
    let rows = book.cards.status.iter().map(|status| row(values(book, status)));
    Grid {
        notes: vec![t(CardWord::NoteFound)],
        ..grid("status", t(CardWord::StatusByBook), columns, 2, rows.collect())
    }
}

fn values(book: &Book, status: &FacilityStatus) -> Vec<Value> {
    let facility = status.facility.map(|at| (at, book.facility(at)));
    let unknown = || text(t(CardWord::UnknownFacility));
    let files: Vec<&str> = status.files.iter().map(|file| file_name(file)).collect();
    let lacks = lacks(book, status);
    let mut values = vec![
        facility.map_or(absent(Absent::NotFilledIn), |(_, facility)| book.area_value(facility)),
        facility.map_or_else(unknown, |(at, _)| text(book.facility_name(at))),
        facility.map_or(same("–"), |(_, facility)| same(&facility.id)),
        status.round.map_or(absent(Absent::NotFilledIn), |round| same(book.round(round))),
        text(state_words(status.state)),
        if lacks.is_empty() { same("–") } else { text(joined(&lacks, "; ")) },
    ];
    values.extend(Sheet::ALL.map(|sheet| {
        let state = status.sheets.iter().find(|(of, _)| *of == sheet);
        state.map_or(same("–"), |(_, state)| text(sheet_words(state)))
    }));
    values.push(if files.is_empty() { same("–") } else { same(files.join(", ")) });
    values
}

fn sheet_words(state: &SheetState) -> Label {
    let how = |word: CardWord, found: &Found| match found {
        Found::Id => t(word),
        Found::Label => phrase("{0} ({1})", "{0} ({1})", &[t(word), t(CardWord::FoundByLabel)]),
        Found::Position => phrase("{0} ({1})", "{0} ({1})", &[t(word), t(CardWord::FoundByPosition)]),
    };
    match state {
        SheetState::In(found) => how(CardWord::SheetIsIn, found),
        SheetState::Incomplete { found, .. } => how(CardWord::SheetIsIncomplete, found),
        SheetState::Missing => t(CardWord::SheetIsMissing),
    }
}

/// Everything that a book lacks, by sheet.
fn lacks(book: &Book, status: &FacilityStatus) -> Vec<Label> {
    let mut said = Vec::new();
    for (sheet, state) in &status.sheets {
        match state {
            SheetState::In(_) => {}
            SheetState::Incomplete { lacks, .. } => {
                let all: Vec<Label> = lacks.iter().map(|lack| lack_words(book, *sheet, lack)).collect();
                said.push(parts::say(sheet.title(), joined(&all, ", ")));
            }
            SheetState::Missing if sheet.wanted() => said.push(parts::say(sheet.title(), t(CardWord::SheetIsMissing))),
            SheetState::Missing => {}
        }
    }
    said
}

fn lack_words(book: &Book, sheet: Sheet, lack: &Lack) -> Label {
    match lack {
        Lack::Fact(fact) => fact.title(),
        Lack::Cells(id, without, all) => {
            let columns = sheet.blocks().iter().flat_map(|block| block.columns());
            let title = columns.into_iter().find(|column| column.id == *id).map_or(Label::same(*id), |c| c.title());
            fill(CardWord::CellsMissing, &[title, parts::counted(*without as u64), parts::counted(*all as u64)])
        }
        Lack::Group(group) => fill(CardWord::GroupMissing, &[book.group(group)]),
        Lack::Attendance => t(CardWord::AttendanceMissing),
    }
}
