//! The sheet of input tracking: what this facility is entitled to, by whom, and room for what is there.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::looks::Look;
use super::pad::{Cell, Pad, Pages};
use super::words;
use crate::lang::Label;
use crate::scorecard::layout::{Block, Sheet};

/// Rows for items of one's own.
const SPARE: usize = 5;
const HEIGHT: f64 = 32.0;

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let mut pad = Pad::new(book, Sheet::Inputs, &[11.0, 54.0, 16.0, 14.0, 32.0, 14.0, 27.0, 27.0])?;
    pad.line(&Block::Inputs.title(), Look::Title)?;
    pad.line(&words::inputs(book.day), Look::Prose)?;
    // A note isn't printed, and who counts with a sheet of paper needs the list.
    let written = |about: &Label| *about != Label::default();
    for (_, item) in book.inputs().filter(|(_, item)| written(&item.about)) {
        let line = |title: &str, about: &str| format!("{} {title}: {about}", item.id);
        let about = Label::new(line(&item.title.mn, &item.about.mn), line(&item.title.en, &item.about.en));
        pad.line(&about, Look::Prose)?;
    }
    let slots = Pad::slots(Block::Inputs, &[1; 8]);
    pad.header(&slots)?;
    let head = pad.row;
    for (index, item) in book.inputs() {
        let due = book.instrument.entitlement(index, book.facility.kind, book.facility.place, book.day);
        let (entitlement, source) = match due {
            Some(due) => (Cell::Number(due.value), Cell::Text(&due.source)),
            None => (Cell::Open, Cell::Open),
        };
        if let Some(slot) = slots.get(1) {
            pad.note(slot.first(), &item.about)?;
        }
        let known = [Cell::Code(&item.id), Cell::Label(&item.title), Cell::Label(&item.unit), entitlement, source];
        pad.record(&slots, &[&known[..], &[Cell::Open; 3]].concat(), HEIGHT)?;
    }
    for _ in 0..SPARE {
        pad.record(&slots, &[&[Cell::Free][..], &[Cell::Open; 7]].concat(), HEIGHT)?;
    }
    pad.check(Block::Inputs, &slots, head)?;
    pad.finish(Some(head), Pages::Flowing)
}
