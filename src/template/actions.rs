//! The sheet of the joint action plan.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::looks::Look;
use super::pad::{Cell, Pad, Pages};
use super::words;
use crate::lang::{Label, Lang};
use crate::scorecard::layout::{Block, Sheet};
use crate::scorecard::session::{Level, Status};

/// Rows of a plan; more can be inserted.
const ROWS: usize = 12;

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let widths = [5.0, 22.0, 15.0, 24.0, 16.0, 13.0, 11.5, 11.0, 17.0, 12.0, 12.0, 12.0, 11.5, 14.0, 19.0];
    let mut pad = Pad::new(book, Sheet::Actions, &widths)?;
    pad.line(&Block::Actions.title(), Look::Title)?;
    pad.line(&words::actions(), Look::Prose)?;
    // On paper there is no drop-down.
    pad.line(&choices(), Look::Legend)?;
    let slots = Pad::slots(Block::Actions, &[1; 15]);
    pad.header(&slots)?;
    let head = pad.row;
    let height = pad.share(&[0.0; ROWS], 60.0);
    for number in 1..=ROWS {
        let number = Label::same(number.to_string());
        let cells = [&[Cell::Label(&number)][..], &[Cell::Open; 14]].concat();
        pad.record(&slots, &cells, height)?;
    }
    pad.check(Block::Actions, &slots, head)?;
    pad.finish(Some(head), Pages::Flowing)
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
