//! Norms and gaps: what each facility is due, what it has of it, and who says so.

use super::book::Book;
use crate::compare::{Due, NormLine};
use crate::instrument::TargetKind;
use crate::report::pages::missing;
use crate::report::parts::{absent, across, column, count, figure, figure_or, grid, nothing, row, text};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Section, Value};

/// The sheet; none without norms.
pub fn section(book: &Book) -> Option<Section> {
    if book.comparison.norms.is_empty() {
        return None;
    }
    let lines: Vec<&NormLine> = book.comparison.norms.iter().collect();
    let mut all = table(book, "norms", &lines, true);
    all.notes = vec![t(CompareWord::NoteNorms)];
    let blocks = vec![Block::Grid(in_short(book, &lines)), Block::Grid(all)];
    Some(across("norms", CompareWord::SheetNorms, blocks))
}

/// Whether a norm is met, where both numbers are known.
pub fn met(line: &NormLine) -> Option<bool> {
    match &line.due {
        Due::InForce { met, .. } => *met,
        Due::NotDue | Due::NoNorm => None,
    }
}

/// By facility: how many norms are met.
fn in_short(book: &Book, lines: &[&NormLine]) -> Grid {
    use ColumnKind::{Count, Text};
    let columns = vec![
        column("facility", Word::Facility, Text),
        column("place", Word::Place, Text),
        column("met", CompareWord::NormsMet, Count),
        column("not_met", CompareWord::NormsNotMet, Count),
        column("not_known", CompareWord::NormsNotKnown, Count),
    ];
    let rows = lines.chunk_by(|a, b| a.facility == b.facility).map(|own| {
        let subject = book.subject(own[0].facility);
        let of = |wanted: Option<bool>| own.iter().filter(|line| is_due(line) && met(line) == wanted).count() as u64;
        let counts = [count(of(Some(true))), count(of(Some(false))), count(of(None))];
        let mut values = vec![text(subject.name.clone()), book.place(subject)];
        match own.iter().any(|line| is_due(line)) {
            true => values.extend(counts),
            false => values.extend(vec![absent(Absent::NotDue); 3]),
        }
        row(values)
    });
    grid("norms.short", t(CompareWord::NormsInShort), columns, 1, rows.collect())
}

fn is_due(line: &NormLine) -> bool {
    match line.due {
        Due::InForce { .. } => true,
        Due::NotDue | Due::NoNorm => false,
    }
}

/// Norms of facilities; with the facility in front where there are several.
pub fn table(book: &Book, id: &str, lines: &[&NormLine], several: bool) -> Grid {
    use ColumnKind::{Measure, Narrow, Prose, Text};
    let mut columns: Vec<Column> = Vec::new();
    if several {
        columns.push(column("facility", Word::Facility, Text));
    }
    columns.extend([
        column("item", CompareWord::Item, Text),
        column("unit", Word::Unit, Narrow),
        column("actual", Word::Actual, Measure),
        column("due", CompareWord::Due, Measure),
        column("kind", Word::TargetKind, Narrow),
        column("ratio", Word::Ratio, Measure),
        column("gap", Word::Gap, Measure),
        column("met", CompareWord::Met, Narrow),
        column("source", Word::Source, Prose),
    ]);
    let rows: Vec<GridRow> = lines
        .iter()
        .map(|line| {
            let mut values = Vec::new();
            if several {
                values.push(text(book.subject(line.facility).name.clone()));
            }
            values.extend(norm(line));
            row(values)
        })
        .collect();
    grid(id, t(CompareWord::NormsTitle), columns, if several { 2 } else { 1 }, rows)
}

fn norm(line: &NormLine) -> Vec<Value> {
    let unit = if line.unit.mn.is_empty() && line.unit.en.is_empty() { nothing() } else { text(line.unit.clone()) };
    let actual = match line.actual {
        Ok(value) => figure_or(Some(value), Format::Plain(decimals(value)), Absent::NoData),
        Err(reason) => text(t(missing(reason))),
    };
    let mut values = vec![text(line.title.clone()), unit, actual];
    values.extend(match &line.due {
        Due::InForce { value, kind, source, gap, ratio, met } => vec![
            figure(*value, Format::Plain(decimals(*value))),
            text(t(match kind {
                TargetKind::Norm => Word::Norm,
                TargetKind::Target => Word::Target,
            })),
            figure_or(*ratio, Format::Plain(2), Absent::NotApplicable),
            figure_or(*gap, Format::Signed(gap.map_or(1, decimals)), Absent::NotApplicable),
            met.map_or_else(nothing, |met| text(t(if met { CompareWord::Yes } else { CompareWord::No }))),
            text(source.clone()),
        ],
        Due::NotDue => [vec![absent(Absent::NotDue)], vec![nothing(); 5]].concat(),
        Due::NoNorm => [vec![absent(Absent::NoNorm)], vec![nothing(); 5]].concat(),
    });
    values
}

/// No more decimals than a number has, two at most.
fn decimals(value: f64) -> u8 {
    (0..2).find(|d| (value * 10f64.powi(i32::from(*d))).fract().abs() < 1e-9).unwrap_or(2)
}
