//! Input tracking: what a facility is entitled to, what is there.

use super::book::{Book, needed, plain, who_columns, written};
use super::facility::grid_id;
use crate::instrument::TargetKind;
use crate::lang::Label;
use crate::report::parts::{absent, across, column, figure, figure_or, grid, joined, phrase, row, text};
use crate::report::words::{CardWord, Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, Section, Value};
use crate::scorecard::results::{EntitlementFound, FacilityCard, InputLine};
use crate::scorecard::session::Key;

/// Every item of every facility and round.
pub fn section(book: &Book) -> Section {
    let columns = [who_columns(), columns()].concat();
    let mut rows = Vec::new();
    for card in &book.cards.cards {
        rows.extend(
            card.inputs.iter().map(|line| row([book.who(card.facility, card.round), values(book, line)].concat())),
        );
    }
    let notes = vec![t(CardWord::NoteInputs)];
    let grid = Grid { notes, ..grid("inputs", t(CardWord::InputsTitle), columns, 2, rows) };
    across("inputs", CardWord::SheetInputs, vec![Block::Grid(grid)])
}

/// The columns of the items on a facility's sheet: source, evidence and remarks stand on the sheet of inputs.
const SHORT: [&str; 6] = ["code", "item", "entitlement", "actual", "gap", "ratio"];

/// The items of one card, in columns that suit the scores above them.
pub fn of_card(book: &Book, card: &FacilityCard) -> Grid {
    let all = columns();
    let kept: Vec<usize> = (0..all.len()).filter(|at| SHORT.contains(&all[*at].id.as_str())).collect();
    let rows = card.inputs.iter().map(|line| {
        let values = values(book, line);
        let mut short: Vec<Value> = kept.iter().map(|at| values[*at].clone()).collect();
        // Its unit goes with the name.
        if let Some(unit) = unit(book, line) {
            short[1] = text(phrase("{0} ({1})", "{0} ({1})", &[book.item(&line.row.item), unit]));
        }
        row(short)
    });
    let columns = kept.iter().map(|at| all[*at].clone()).collect();
    grid(&grid_id("inputs", card), t(CardWord::InputsTitle), columns, 2, rows.collect())
}

fn columns() -> Vec<Column> {
    use ColumnKind::{Code, Measure, Text};
    vec![
        column("code", Word::Code, Code),
        column("item", CardWord::Item, Text),
        column("unit", Word::Unit, Text),
        column("entitlement", Word::Entitlement, Measure),
        column("actual", Word::Actual, Measure),
        column("gap", Word::Gap, Measure),
        column("ratio", Word::Ratio, Measure),
        column("source", Word::Source, Text),
        column("evidence", CardWord::Evidence, Text),
        column("remarks", Word::Remarks, Text),
    ]
}

fn values(book: &Book, line: &InputLine) -> Vec<Value> {
    let row = &line.row;
    let why = why_none(line);
    vec![
        written(book.item_id(&row.item)),
        text(book.item(&row.item)),
        unit(book, line).map_or(written(""), text),
        entitlement(&line.entitlement),
        row.actual.map_or(absent(Absent::NotFilledIn), plain),
        line.gap.map_or(absent(why), |gap| figure(gap, Format::Signed(needed(gap, 2)))),
        figure_or(line.ratio.map(|ratio| 100.0 * ratio), Format::Percent, why),
        source(&line.entitlement),
        written(&row.evidence),
        written(&row.remarks),
    ]
}

/// The unit as the book has it, else as the instrument does.
fn unit(book: &Book, line: &InputLine) -> Option<Label> {
    let own = line.row.unit.clone();
    let known = || match &line.row.item {
        Key::Known(at) => book.instrument.inputs.get(*at).map(|item| item.unit.clone()),
        Key::Added(_) => None,
    };
    let unit = if own == Label::default() { known() } else { Some(own) };
    unit.filter(|unit| *unit != Label::default())
}

/// Why a gap or ratio can't be formed.
fn why_none(line: &InputLine) -> Absent {
    match (&line.entitlement, line.row.actual) {
        (EntitlementFound::NotDue, _) => Absent::NotDue,
        (EntitlementFound::NoNorm, _) => Absent::NoNorm,
        (EntitlementFound::To { .. }, None) => Absent::NotFilledIn,
        // An entitlement of zero has no ratio.
        (EntitlementFound::To { .. }, Some(_)) => Absent::NotApplicable,
    }
}

fn entitlement(found: &EntitlementFound) -> Value {
    match found {
        EntitlementFound::To { value, .. } => plain(*value),
        EntitlementFound::NotDue => absent(Absent::NotDue),
        EntitlementFound::NoNorm => absent(Absent::NoNorm),
    }
}

/// Norm or target, and who says so.
fn source(found: &EntitlementFound) -> Value {
    let EntitlementFound::To { kind, source, .. } = found else { return written("") };
    let kind = t(match kind {
        Some(TargetKind::Norm) => CardWord::KindNorm,
        Some(TargetKind::Target) => CardWord::KindTarget,
        None => CardWord::KindBook,
    });
    text(joined(&[kind, source.clone()], ": "))
}
