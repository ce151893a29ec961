//! The sheet of the interface meeting: who was there, and the scores on which both sides agreed.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::looks::Look;
use super::pad::{Cell, Pad, Pages, Slot};
use super::provider::indicators;
use super::scores::legend;
use super::words;
use crate::scorecard::layout::{Block, Sheet};

/// Rows for others.
const SPARE: usize = 3;

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let mut pad = Pad::new(book, Sheet::Meeting, &[13.0, 56.0, 18.0, 18.0, 18.0, 48.0])?;
    pad.line(&Block::Attendance.title(), Look::Title)?;
    let slots = Pad::slots(Block::Attendance, &[1; 5]);
    pad.header(&slots)?;
    let first = pad.row;
    stakeholders(book, &mut pad, &slots, 38.0)?;
    pad.check(Block::Attendance, &slots, first)?;
    let page = pad.row;
    pad.new_page();
    pad.line(&Block::Agreed.title(), Look::Title)?;
    pad.line(&words::meeting(), Look::Prose)?;
    pad.line(&legend(book), Look::Legend)?;
    // The reason goes over what the table above has for men and all.
    let slots = Pad::slots(Block::Agreed, &[1, 1, 1, 3]);
    pad.header(&slots)?;
    let first = pad.row;
    indicators(book, &mut pad, &slots)?;
    pad.check(Block::Agreed, &slots, first)?;
    pad.finish(None, Pages::At(&[page]))
}

/// A row for each stakeholder group, and some for others.
pub fn stakeholders(book: &Book<'_>, pad: &mut Pad<'_>, slots: &[Slot], height: f64) -> anyhow::Result<()> {
    let counts = [Cell::Open; 3];
    for who in &book.instrument.stakeholders {
        let cells = [&[Cell::Code(&who.id), Cell::Label(&who.title)][..], &counts].concat();
        pad.record(slots, &cells, height)?;
    }
    for _ in 0..SPARE {
        pad.record(slots, &[&[Cell::Free, Cell::Open][..], &counts].concat(), height)?;
    }
    Ok(())
}
