//! Every standing with all that it rests on: one row for each facility and figure.

use super::book::{Book, notes, standing, with_unit};
use crate::compare::{Entry, Panel, Standing};
use crate::report::parts::{absent, across, column, count, figure, figure_or, grid, nothing, paragraph, row, text};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Legend, Section, Value};

/// Rows of a sheet at most; more of them are for the CSV.
const MOST_ROWS: usize = 20_000;

/// The sheet; with too many rows for it only a word where they are.
pub fn sections(book: &Book) -> Vec<Section> {
    let rows: usize = book.comparison.panels.iter().map(|panel| panel.entries.len()).sum();
    let block = match rows > MOST_ROWS {
        true => paragraph(t(CompareWord::NoteTooMany)),
        false => Block::Grid(standings(book)),
    };
    vec![across("standings", CompareWord::SheetStandings, vec![block])]
}

fn columns() -> Vec<Column> {
    use ColumnKind::{Count, Measure, Prose, Text};
    vec![
        column("facility", Word::Facility, Text),
        column("figure", CompareWord::Figure, Text),
        column("group", CompareWord::PeerGroup, Text),
        column("n", Word::Base, Count),
        column("raw", CompareWord::Raw, Measure),
        column("adjusted", CompareWord::Adjusted, Measure),
        column("se", Word::StandardError, Measure),
        column("interval", Word::Interval, Measure),
        column("benchmark", Word::Benchmark, Measure),
        column("limits_95", CompareWord::Limits95, Measure),
        column("limits_998", CompareWord::Limits998, Measure),
        column("standing", CompareWord::Standing, Text),
        column("p_adjusted", Word::PValueAdjusted, Measure),
        column("reliability", CompareWord::Reliability, Measure),
        column("shrunken", CompareWord::Shrunken, Measure),
        column("rank", CompareWord::ExpectedRank, Measure),
        column("rank_interval", CompareWord::RankInterval, Measure),
        column("stars", CompareWord::Stars, Measure),
        column("notes", Word::Note, Prose),
    ]
}

fn standings(book: &Book) -> Grid {
    let panels = book.comparison.panels.iter();
    let rows = panels.flat_map(|panel| panel.entries.iter().map(move |entry| line(book, panel, entry)));
    let notes = vec![t(CompareWord::NoteSigns), t(CompareWord::NoteRank)];
    Grid {
        notes,
        legend: Legend::Chance,
        ..grid("standings", t(CompareWord::StandingsAll), columns(), 2, rows.collect())
    }
}

fn line(book: &Book, panel: &Panel, entry: &Entry) -> GridRow {
    let withheld = entry.standing == Standing::Withheld;
    let subject = book.subject(entry.facility);
    let plain = |value: Option<f64>, format: Format| match withheld {
        true => absent(Absent::Withheld),
        false => figure_or(value, format, Absent::NotApplicable),
    };
    let n = match entry.standing {
        Standing::Withheld => absent(Absent::Withheld),
        Standing::NoData => absent(Absent::NoData),
        _ => count(entry.n),
    };
    let raw = match entry.raw {
        Some(_) if entry.adjusted.is_some() => book.printed(panel, entry, entry.raw),
        _ => book.value(panel, entry),
    };
    row(vec![
        text(subject.name.clone()),
        text(with_unit(book.figure(panel))),
        book.group_of(subject),
        n,
        raw,
        match entry.adjusted {
            Some(_) => book.value(panel, entry),
            None => nothing(),
        },
        book.printed(panel, entry, entry.se),
        book.ends(panel, entry, entry.interval),
        book.printed(panel, entry, entry.benchmark),
        book.ends(panel, entry, entry.limits_95),
        book.ends(panel, entry, entry.limits_998),
        text(t(standing(entry.standing))),
        plain(entry.p_adjusted, Format::PValue),
        plain(entry.reliability, Format::Plain(2)),
        book.printed(panel, entry, entry.shrunken),
        plain(entry.rank.map(|rank| rank.expected), Format::Plain(1)),
        ranks(entry, withheld),
        entry.stars.filter(|_| !withheld).map_or_else(nothing, |stars| figure(f64::from(stars), Format::Plain(0))),
        notes(entry),
    ])
}

fn ranks(entry: &Entry, withheld: bool) -> Value {
    match entry.rank.filter(|_| !withheld) {
        Some(rank) => Value::Interval { low: rank.low as f64, high: rank.high as f64, format: Format::Plain(0) },
        None => nothing(),
    }
}
