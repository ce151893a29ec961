//! The sheet of the focus groups: a page for each, with every indicator, and a page for a group nobody thought of.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::looks::Look;
use super::pad::{Cell, Pad, Pages, Slot};
use super::words;
use crate::instrument::scorecard::{Entry, Mark, ScaleForm, Scored};
use crate::lang::Label;
use crate::scorecard::layout::{Block, Sheet};

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let mut pad = Pad::new(book, Sheet::Scores, &[9.0, 20.0, 12.0, 8.0, 44.0, 11.0, 40.0, 40.0])?;
    pad.line(&Block::Scores.title(), Look::Title)?;
    pad.line(&words::scores(), Look::Prose)?;
    pad.line(&legend(book), Look::Legend)?;
    let slots = Pad::slots(Block::Scores, &[1; 8]);
    pad.header(&slots)?;
    let head = pad.row;
    let breaks = groups(book, &mut pad, &slots, |_| vec![Cell::Open; 3])?;
    pad.check(Block::Scores, &slots, head)?;
    pad.finish(Some(head), Pages::At(&breaks))
}

/// The rows of every group and of one more, whose name is left to write in. What comes after the indicator is given; the
/// columns between the group and the indicator's code are open and as tall as the group. Gives the rows where a page
/// begins.
pub fn groups(
    book: &Book<'_>,
    pad: &mut Pad<'_>,
    slots: &[Slot],
    after: impl Fn(&str) -> Vec<Cell<'static>>,
) -> anyhow::Result<Vec<u32>> {
    let is = |slot: &Slot, id: &str| slot.column.is_some_and(|column| column.id == id);
    let code = slots.iter().position(|slot| is(slot, "id")).unwrap_or_default();
    let height = shared(book, pad, &slots[code..], 1, 52.0);
    let mut breaks = Vec::new();
    let known = book.instrument.groups.iter().map(Some);
    for group in known.chain([None::<&Entry>]) {
        let first = pad.row;
        if !breaks.is_empty() || first > 0 && group != book.instrument.groups.first() {
            breaks.push(first);
        }
        for scored in book.indicators() {
            let mut cells = vec![Cell::Code(&scored.id), Cell::Label(&scored.title)];
            cells.extend(after(&scored.id));
            if let Some(slot) = slots.get(code + 1) {
                pad.note(slot.first(), &scored.about)?;
            }
            pad.record(&slots[code..], &cells, height)?;
        }
        let mut own = vec![Cell::Free, Cell::Open];
        own.extend(after(""));
        pad.record(&slots[code..], &own, height)?;
        let (id, name) = match group {
            Some(group) => (Cell::Code(&group.id), Cell::Label(&group.title)),
            None => (Cell::Free, Cell::Open),
        };
        for (at, slot) in slots[..code].iter().enumerate() {
            let cell = [id, name].get(at).copied().unwrap_or(Cell::Open);
            pad.tall(first, slot, cell)?;
        }
    }
    Ok(breaks)
}

/// The height of rows with which all indicators and some spare rows fit on a page.
pub fn shared(book: &Book<'_>, pad: &Pad<'_>, slots: &[Slot], spare: usize, most: f64) -> f64 {
    let need = |scored: &Scored| pad.need(slots, &[Cell::Code(&scored.id), Cell::Label(&scored.title)]);
    let mut needs: Vec<f64> = book.indicators().map(need).collect();
    needs.resize(needs.len() + spare, 0.0);
    pad.share(&needs, most)
}

/// What the scores mean: "0 = маш муу · 100 = маш сайн", with faces on a scale of faces.
pub fn legend(book: &Book<'_>) -> Label {
    let scale = words::scale(book.scale());
    let marks: Vec<Mark> = match book.scale().form {
        ScaleForm::Faces => {
            let word = |value| book.word(value).cloned().unwrap_or_default();
            book.steps().into_iter().map(|value| Mark { value, title: word(value) }).collect()
        }
        ScaleForm::Points => book.marks().cloned().collect(),
    };
    if marks.is_empty() {
        return scale;
    }
    let one = |mark: &Mark, word: &str| {
        let face = book.face(mark.value).map(|face| format!("{face} ")).unwrap_or_default();
        let word = if word.is_empty() { String::new() } else { format!(" = {word}") };
        format!("{face}{}{word}", mark.value)
    };
    let all = |lang| marks.iter().map(|mark| one(mark, mark.title.get(lang))).collect::<Vec<_>>().join("   ");
    let both = Label::new(all(crate::lang::Lang::Mn), all(crate::lang::Lang::En));
    Label::new(format!("{}   {}", scale.mn, both.mn), format!("{}   {}", scale.en, both.en))
}
