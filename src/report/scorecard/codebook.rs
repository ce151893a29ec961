//! The words of a scorecard: indicators, items, groups, stakeholders, types and marks, with their identifiers.

use super::book::{Book, needed, written};
use crate::instrument::scorecard::{Bound, Entitlement, Entry, Tracked};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, grid, joined, num, phrase, row, same, say, text};
use crate::report::words::{CardWord, Word, t};
use crate::report::{Absent, Block, ColumnKind, Format, Grid, Section, Value};

/// The sheet of words.
pub fn section(book: &Book) -> Section {
    across(
        "codebook",
        Word::SheetCodebook,
        vec![Block::Grid(indicators(book)), Block::Grid(items(book)), Block::Grid(lists(book))],
    )
}

/// A label of the instrument, which may be empty.
fn about(label: &Label) -> Value {
    if *label == Label::default() { written("") } else { text(label.clone()) }
}

fn indicators(book: &Book) -> Grid {
    use ColumnKind::{Code, Prose, Text};
    let columns = vec![
        column("code", Word::Code, Code),
        column("indicator", Word::Indicator, Text),
        column("about", Word::About, Prose),
        column("types", CardWord::ForTypes, Text),
    ];
    let rows = book.instrument.indicators.iter().map(|indicator| {
        row(vec![
            same(&indicator.id),
            text(indicator.title.clone()),
            about(&indicator.about),
            types(book, &indicator.facility_types),
        ])
    });
    grid("indicators", t(Word::SheetIndicators), columns, 2, rows.collect())
}

fn types(book: &Book, of: &[usize]) -> Value {
    let names: Vec<Label> =
        of.iter().filter_map(|at| book.instrument.facility_types.get(*at)).map(|kind| kind.title.clone()).collect();
    if names.is_empty() { text(t(Word::All)) } else { text(joined(&names, ", ")) }
}

fn items(book: &Book) -> Grid {
    use ColumnKind::{Code, Prose, Text};
    let columns = vec![
        column("code", Word::Code, Code),
        column("item", CardWord::Item, Text),
        column("about", Word::About, Prose),
        column("unit", Word::Unit, Text),
        column("bound", Word::Direction, Text),
        column("entitlements", Word::Entitlement, Prose),
        column("types", CardWord::ForTypes, Text),
    ];
    let rows = book.instrument.inputs.iter().map(|item| {
        row(vec![
            same(&item.id),
            text(item.title.clone()),
            about(&item.about),
            about(&item.unit),
            text(t(match item.bound {
                Bound::AtLeast => CardWord::AtLeast,
                Bound::AtMost => CardWord::AtMost,
            })),
            entitlements(book, item),
            types(book, &item.facility_types),
        ])
    });
    grid("items", t(CardWord::ItemsTitle), columns, 2, rows.collect())
}

fn entitlements(book: &Book, item: &Tracked) -> Value {
    let all: Vec<Label> = item.entitlements.iter().map(|e| entitlement(book, e)).collect();
    if all.is_empty() { absent(Absent::NoNorm) } else { text(joined(&all, "; ")) }
}

/// The number, whom and when it holds for, and who says so.
fn entitlement(book: &Book, e: &Entitlement) -> Label {
    let value = num(e.value, Format::Plain(needed(e.value, 2)));
    let mut scope: Vec<Label> = Vec::new();
    let kinds = e.facility_types.iter().filter_map(|at| book.instrument.facility_types.get(*at));
    scope.extend(kinds.map(|kind| kind.title.clone()));
    scope.extend(e.places.iter().map(|place| place.place().name.clone()));
    if e.from.is_some() || e.until.is_some() {
        let day = |day: Option<crate::day::Day>| Label::same(day.map_or("…".to_string(), |day| day.to_string()));
        scope.push(phrase("{0} – {1}", "{0} – {1}", &[day(e.from), day(e.until)]));
    }
    scope.push(e.source.clone());
    say(value, joined(&scope, ", "))
}

/// Groups, stakeholders, types of facilities, marks of the scale.
fn lists(book: &Book) -> Grid {
    use ColumnKind::{Code, Text};
    let columns = vec![
        column("list", CardWord::ListName, Text),
        column("code", Word::Code, Code),
        column("title", Word::Label, Text),
    ];
    let entries = |word: CardWord, entries: &[Entry]| {
        let one = |entry: &Entry| row(vec![text(t(word)), same(&entry.id), text(entry.title.clone())]);
        entries.iter().map(one).collect::<Vec<_>>()
    };
    let instrument = book.instrument;
    let mut rows = entries(CardWord::FocusGroup, &instrument.groups);
    rows.extend(entries(CardWord::Stakeholder, &instrument.stakeholders));
    rows.extend(entries(CardWord::FacilityType, &instrument.facility_types));
    rows.extend(instrument.marks.iter().map(|mark| {
        row(vec![
            text(t(CardWord::MarkOfScale)),
            text(num(mark.value, Format::Plain(needed(mark.value, 2)))),
            text(mark.title.clone()),
        ])
    }));
    grid("lists", t(CardWord::ListsTitle), columns, 2, rows)
}
