//! The sheet of the joint action plan.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::looks::Look;
use super::pad::{Cell, Pad, Pages, Slot};
use super::{hidden, words};
use crate::day::Day;
use crate::lang::{Label, Lang};
use crate::scorecard::layout::{Block, Sheet};
use crate::scorecard::session::{Action, Key, Level, Status};

/// Rows of a plan; more can be inserted.
const ROWS: usize = 12;
/// Rows for what is new, however much is carried over.
const NEW: usize = 6;

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let widths = [5.0, 22.0, 15.0, 24.0, 16.0, 13.0, 11.5, 11.0, 17.0, 12.0, 12.0, 12.0, 11.5, 14.0, 19.0];
    let mut pad = Pad::new(book, Sheet::Actions, &widths)?;
    pad.line(&Block::Actions.title(), Look::Title)?;
    pad.line(&words::actions(!book.plan.is_empty()), Look::Prose)?;
    // On paper there is no drop-down.
    pad.line(&choices(), Look::Legend)?;
    let slots = Pad::slots(Block::Actions, &[1; 15]);
    pad.header(&slots)?;
    let head = pad.row;
    let number = |action: &Action| action.id.trim().parse::<usize>().ok();
    let mut last = book.plan.iter().filter_map(number).max().unwrap_or(0);
    let mut numbered = || {
        last = last.saturating_add(1);
        Label::same(last.to_string())
    };
    let height = pad.share(&[0.0; ROWS], 60.0);
    for action in book.plan {
        let number = if action.id.trim().is_empty() { numbered() } else { Label::same(action.id.trim()) };
        carried(book, &mut pad, &slots, (&number, action), height)?;
    }
    for _ in 0..ROWS.saturating_sub(book.plan.len()).max(NEW) {
        let number = numbered();
        let cells = [&[Cell::Label(&number)][..], &[Cell::Open; 14]].concat();
        pad.record(&slots, &cells, height)?;
    }
    pad.check(Block::Actions, &slots, head)?;
    pad.finish(Some(head), Pages::Flowing)
}

/// An action of an earlier round, to be gone on with: all that was said of it, in cells that may be changed.
fn carried(
    book: &Book<'_>,
    pad: &mut Pad<'_>,
    slots: &[Slot],
    (number, action): (&Label, &Action),
    height: f64,
) -> anyhow::Result<()> {
    let texts = [
        &action.issue,
        &action.action,
        &action.responsible,
        &action.supporting,
        &action.funds,
        &action.evidence,
        &action.verified_by,
    ]
    .map(|text| Label::same(text.trim()));
    let [issue, what, responsible, supporting, funds, evidence, verified_by] = &texts;
    let indicator = action.indicator.as_ref().map(|key| match key {
        Key::Known(index) => book.instrument.indicators.get(*index).map(|i| i.title.clone()).unwrap_or_default(),
        Key::Added(label) => label.clone(),
    });
    let chosen = [
        indicator,
        action.level.map(Level::title),
        action.own_means.map(hidden::answer),
        Some(action.status.unwrap_or(Status::Planned).title()),
    ];
    let [indicator, level, own_means, status] = [0, 1, 2, 3].map(|i| chosen[i].as_ref().map_or(Cell::Open, Cell::Text));
    let text = |label| if label == &Label::default() { Cell::Open } else { Cell::Text(label) };
    let day = |day: Option<Day>| day.map_or(Cell::Open, Cell::Day);
    let cells = [
        Cell::Label(number),
        text(issue),
        indicator,
        text(what),
        text(responsible),
        text(supporting),
        day(action.deadline),
        action.cost.map_or(Cell::Open, Cell::Number),
        text(funds),
        level,
        own_means,
        status,
        day(action.done_on),
        text(evidence),
        text(verified_by),
    ];
    pad.record(slots, &cells, height)
}

/// The words of level and status.
fn choices() -> Label {
    let listed = |titles: &[Label], lang| titles.iter().map(|title| title.get(lang)).collect::<Vec<_>>().join(" · ");
    let of = |id: &str, titles: &[Label]| {
        let column = Block::Actions.columns().iter().find(|column| column.id == id);
        let name = column.map(|column| column.title()).unwrap_or_default();
        words::of_two(&name, &Label::new(listed(titles, Lang::Mn), listed(titles, Lang::En)))
    };
    let level = of("level", &Level::ALL.map(Level::title));
    let status = of("status", &Status::ALL.map(Status::title));
    Label::new(format!("{}.   {}.", level.mn, status.mn), format!("{}.   {}.", level.en, status.en))
}
