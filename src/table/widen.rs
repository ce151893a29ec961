//! Rows made wider, and rows made into several: what repeats need of a chunk.

use super::cell::Cell;
use super::chunk::{Chunk, Slot};
use super::split::{ROOM, Span, Start};

/// Cells kept beside the rows, with their text.
#[derive(Debug, Default)]
pub(super) struct Kept {
    slots: Vec<Slot>,
    bytes: Vec<u8>,
}

impl Kept {
    /// Keeps a cell.
    pub fn push(&mut self, cell: Cell) {
        let slot = slot_of(cell, &mut self.bytes);
        self.slots.push(slot);
    }

    /// The cell that was kept as this one, from 0.
    pub fn cell(&self, at: usize) -> Cell<'_> {
        self.slots.get(at).map_or(Cell::Blank, |slot| slot.cell(&self.bytes))
    }

    /// How many cells there are.
    pub fn count(&self) -> usize {
        self.slots.len()
    }

    /// Bytes of text so far.
    pub fn text(&self) -> usize {
        self.bytes.len()
    }
}

impl Chunk {
    /// Makes every row as wide as `own` cells, and puts behind them those that `behind` hands on for the row at this place.
    pub(super) fn join<'k>(&mut self, own: usize, mut behind: impl FnMut(usize, &mut dyn FnMut(Cell<'k>))) {
        let starts = std::mem::take(&mut self.rows.starts);
        let (spans, slots) = (std::mem::take(&mut self.rows.spans), std::mem::take(&mut self.slots));
        let cells = if self.typed { slots.len() } else { spans.len() };
        for (at, start) in starts.iter().enumerate() {
            let from = start.first as usize;
            let to = starts.get(at + 1).map_or(cells, |next| next.first as usize).min(from + own);
            self.begin(start.number);
            match self.typed {
                true => {
                    self.slots.extend_from_slice(&slots[from..to]);
                    self.slots.resize(self.slots.len() + own - (to - from), Slot::Blank);
                }
                false => {
                    self.rows.spans.extend_from_slice(&spans[from..to]);
                    self.rows.spans.resize(self.rows.spans.len() + own - (to - from), Span::default());
                }
            }
            behind(at, &mut |cell| self.push_cell(cell));
        }
    }

    /// Makes a row of each entry that has anything in it: its cells, then those that all entries share.
    pub(super) fn unfold(&mut self, entries: &[Vec<Option<u32>>], shared: &[u32]) {
        let starts = std::mem::take(&mut self.rows.starts);
        let (spans, slots) = (std::mem::take(&mut self.rows.spans), std::mem::take(&mut self.slots));
        let cells = if self.typed { slots.len() } else { spans.len() };
        for (at, start) in starts.iter().enumerate() {
            let from = start.first as usize;
            let to = starts.get(at + 1).map_or(cells, |next| next.first as usize);
            let place = |column: u32| Some(from + column as usize).filter(|place| *place < to);
            for entry in entries {
                let is_blank = |column: &u32| match (place(*column), self.typed) {
                    (None, _) => true,
                    (Some(place), true) => matches!(slots[place].cell(&self.bytes), Cell::Blank),
                    (Some(place), false) => matches!(Slot::Text(spans[place]).cell(&self.bytes), Cell::Blank),
                };
                if entry.iter().flatten().all(is_blank) {
                    continue;
                }
                self.begin(start.number);
                for column in entry.iter().copied().chain(shared.iter().copied().map(Some)) {
                    let place = column.and_then(place);
                    match self.typed {
                        true => self.slots.push(place.map_or(Slot::Blank, |place| slots[place])),
                        false => self.rows.spans.push(place.map_or(Span::default(), |place| spans[place])),
                    }
                }
            }
        }
    }

    fn begin(&mut self, number: u64) {
        let first = if self.typed { self.slots.len() } else { self.rows.spans.len() } as u32;
        self.rows.starts.push(Start { first, number });
    }

    /// Puts a cell behind the others, as cells of this chunk are kept.
    fn push_cell(&mut self, cell: Cell) {
        if !self.typed {
            let shown = cell.shown();
            let start = self.bytes.len() as u32;
            self.bytes.extend_from_slice(shown.as_bytes());
            let end = self.bytes.len() as u32;
            self.bytes.resize(end as usize + ROOM, 0);
            self.rows.spans.push(Span { start, end });
            return;
        }
        let slot = slot_of(cell, &mut self.bytes);
        self.slots.push(slot);
    }
}

/// A cell as it is kept, its text put behind the others.
fn slot_of(cell: Cell, bytes: &mut Vec<u8>) -> Slot {
    match cell {
        Cell::Blank => Slot::Blank,
        Cell::Text(text) => {
            let start = bytes.len() as u32;
            bytes.extend_from_slice(text);
            Slot::Text(Span { start, end: bytes.len() as u32 })
        }
        Cell::Number(value) => Slot::Number(value),
        Cell::Truth(value) => Slot::Truth(value),
        Cell::Date(date) => Slot::Date(date),
        Cell::Fault(fault) => Slot::Fault(fault),
    }
}
