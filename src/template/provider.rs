//! The sheet on which the staff score themselves.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::looks::Look;
use super::pad::{Cell, Pad, Pages, Slot};
use super::scores::{legend, shared};
use super::words;
use crate::scorecard::layout::{Block, Sheet};

/// Rows for indicators of one's own.
const SPARE: usize = 2;

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let mut pad = Pad::new(book, Sheet::Provider, &[9.0, 52.0, 15.0, 96.0])?;
    pad.line(&Block::Provider.title(), Look::Title)?;
    pad.line(&words::provider(), Look::Prose)?;
    pad.line(&legend(book), Look::Legend)?;
    let slots = Pad::slots(Block::Provider, &[1; 4]);
    pad.header(&slots)?;
    let head = pad.row;
    indicators(book, &mut pad, &slots)?;
    pad.check(Block::Provider, &slots, head)?;
    pad.finish(Some(head), Pages::Flowing)
}

/// A row for each indicator with its score and reason open, and some for others.
pub fn indicators(book: &Book<'_>, pad: &mut Pad<'_>, slots: &[Slot]) -> anyhow::Result<()> {
    let height = shared(book, pad, slots, SPARE, 44.0);
    for scored in book.indicators() {
        if let Some(slot) = slots.get(1) {
            pad.note(slot.first(), &scored.about)?;
        }
        let cells = [Cell::Code(&scored.id), Cell::Label(&scored.title), Cell::Open, Cell::Open];
        pad.record(slots, &cells, height)?;
    }
    for _ in 0..SPARE {
        pad.record(slots, &[Cell::Free, Cell::Open, Cell::Open, Cell::Open], height)?;
    }
    Ok(())
}
