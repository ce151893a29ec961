//! The sheet for groups that voted one by one: a column for each score, with how many people gave it.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::looks::Look;
use super::pad::{Cell, Pad, Pages};
use super::scores::{groups, legend};
use super::words;
use crate::lang::Label;
use crate::scorecard::layout::{Block, Sheet};

/// Columns before those of the scores.
const KEYS: usize = 4;

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let steps = book.steps();
    // As wide as a page together, so that the rest is printed in the same size whatever the scale.
    let wide = (80.0 / steps.len().max(1) as f64).clamp(9.0, 26.0);
    let mut widths = vec![9.0, 22.0, 8.0, 46.0];
    widths.extend(steps.iter().map(|_| wide));
    let mut pad = Pad::new(book, Sheet::Votes, &widths)?;
    pad.line(&Block::Votes.title(), Look::Title)?;
    let listed: Vec<String> = steps.iter().map(f64::to_string).collect();
    pad.line(&words::votes(&listed.join(", ")), Look::Prose)?;
    pad.line(&legend(book), Look::Legend)?;
    over(book, &mut pad, &steps)?;
    let mut slots = Pad::slots(Block::Votes, &[1; KEYS]);
    slots.extend((KEYS as u16..).zip(&steps).map(|(column, _)| Pad::slot_at(column)));
    for (slot, step) in slots[KEYS..].iter().zip(&steps) {
        let header = Look::Header.format();
        pad.sheet.write_number_with_format(pad.row, slot.first(), *step, &header)?;
    }
    pad.header(&slots)?;
    let head = pad.row;
    let breaks = groups(book, &mut pad, &slots, |_| vec![Cell::Open; steps.len()])?;
    pad.check(Block::Votes, &slots, head)?;
    pad.finish(Some(head), Pages::At(&breaks))
}

/// The words and faces of the scores, in the row above their numbers.
fn over(book: &Book<'_>, pad: &mut Pad<'_>, steps: &[f64]) -> anyhow::Result<()> {
    let words: Vec<Option<Label>> = steps.iter().map(|step| mark(book, *step)).collect();
    if words.iter().all(Option::is_none) {
        return Ok(());
    }
    let mut height: f64 = 18.0;
    for (column, word) in (KEYS as u16..).zip(words) {
        if let Some(word) = word {
            height = height.max(pad.wanted(&word, column, column, Look::OverHeader) + 3.0);
            pad.words((pad.row, column), (pad.row, column), &word, Look::OverHeader)?;
        }
    }
    pad.next(height)
}

fn mark(book: &Book<'_>, step: f64) -> Option<Label> {
    let word = book.word(step);
    match book.face(step) {
        None => word.cloned(),
        Some(face) => {
            let Label { mn, en } = word.cloned().unwrap_or_default();
            Some(Label::new(format!("{face} {mn}").trim_end(), format!("{face} {en}").trim_end()))
        }
    }
}
