//! A few thousand rows at a time, in buffers that are used again.

use std::sync::Arc;

use super::cell::{Cell, Date, Decimal, Fault, Number, trim};
use super::short::short_number;
use super::split::{ROOM, Rows, Span, Start};
use crate::problem::RowNumber;

/// Marks a column of the table that a file doesn't have.
pub(super) const NOT_HERE: u32 = u32::MAX;

/// A cell of a workbook; its text lies in the chunk.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Slot {
    #[default]
    Blank,
    Text(Span),
    Number(f64),
    Truth(bool),
    Date(Date),
    Fault(Fault),
}

impl Slot {
    /// The cell, whose text lies in `bytes`.
    #[inline]
    pub fn cell(self, bytes: &[u8]) -> Cell<'_> {
        match self {
            Slot::Blank => Cell::Blank,
            Slot::Text(span) => match trim(&bytes[span.start as usize..span.end as usize]) {
                [] => Cell::Blank,
                text => Cell::Text(text),
            },
            Slot::Number(value) => Cell::Number(value),
            Slot::Truth(value) => Cell::Truth(value),
            Slot::Date(date) => Cell::Date(date),
            Slot::Fault(fault) => Cell::Fault(fault),
        }
    }
}

/// What is put into a cell in place of what was there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Put<'a> {
    /// A text; an empty one makes the cell blank.
    Text(&'a str),
    /// A number, written as the file writes numbers.
    Number(f64),
}

/// Consecutive rows of one file.
#[derive(Debug, Default)]
pub struct Chunk {
    pub(super) bytes: Vec<u8>,
    pub(super) rows: Rows,
    pub(super) slots: Vec<Slot>,
    /// Whether the cells are `slots` and not spans of text.
    pub(super) typed: bool,
    pub(super) file: usize,
    /// For each column of the table, the file's own column.
    pub(super) columns: Arc<[u32]>,
    pub(super) decimal: Decimal,
    pub(super) done: u64,
    pub(super) total: u64,
}

impl Chunk {
    /// The rows in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|i| self.row(i))
    }

    /// The row at this place in the chunk.
    ///
    /// # Panics
    /// If there are fewer rows.
    #[inline]
    pub fn row(&self, index: usize) -> Row<'_> {
        let start = self.rows.starts[index];
        let cells = if self.typed { self.slots.len() } else { self.rows.spans.len() };
        let end = self.rows.starts.get(index + 1).map_or(cells, |s| s.first as usize);
        let first = start.first as usize;
        let cells = match self.typed {
            true => Cells::Slots(&self.slots[first..end]),
            false => Cells::Spans(&self.rows.spans[first..end]),
        };
        Row { bytes: &self.bytes, columns: &self.columns, cells, decimal: self.decimal, number: start.number }
    }

    /// A column of the table, for a quick look at cell after cell.
    pub fn column(&self, column: usize) -> Column<'_> {
        let own = self.columns.get(column).copied().unwrap_or(NOT_HERE);
        Column { spans: &self.rows.spans, bytes: &self.bytes, own, typed: self.typed, decimal: self.decimal }
    }

    /// Finds out where the cells of these rows lie.
    pub fn extents(&self, rows: std::ops::Range<usize>, to: &mut Extents) {
        let end = |index: usize| self.rows.starts.get(index + 1).map_or(self.rows.spans.len() as u32, |s| s.first);
        let extent = |index: usize| {
            let first = self.rows.starts[index].first;
            Extent { first, width: end(index).saturating_sub(first) }
        };
        to.each.clear();
        to.each.extend(rows.map(extent));
        to.even = to.each.first().copied().filter(|first| to.each.iter().all(|row| row.width == first.width));
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.starts.is_empty()
    }

    /// Which of the table's files they come from.
    pub fn file(&self) -> usize {
        self.file
    }

    /// Bytes of all files read so far, and all there are.
    pub fn position(&self) -> (u64, u64) {
        (self.done.min(self.total), self.total)
    }

    /// Puts something else into a cell. False if the file has no such column.
    ///
    /// # Panics
    /// If there are fewer rows.
    pub fn put(&mut self, row: usize, column: usize, what: Put<'_>) -> bool {
        let Some(own) = self.columns.get(column).copied().filter(|own| *own != NOT_HERE) else { return false };
        let (first, width) = (self.rows.starts[row].first as usize, self.row(row).width());
        let own = own as usize;
        if own >= width {
            let lacking = own + 1 - width;
            let at = first + width;
            match self.typed {
                true => drop(self.slots.splice(at..at, std::iter::repeat_n(Slot::Blank, lacking))),
                false => drop(self.rows.spans.splice(at..at, std::iter::repeat_n(Span::default(), lacking))),
            }
            self.rows.starts[row + 1..].iter_mut().for_each(|start| start.first += lacking as u32);
        }
        let sign = char::from(self.decimal.sign());
        match (what, self.typed) {
            (Put::Number(value), true) => self.slots[first + own] = Slot::Number(value),
            (Put::Text(text), true) => self.slots[first + own] = self.push_text(text.as_bytes()),
            (Put::Number(value), false) => {
                let text = value.to_string().replace('.', &sign.to_string());
                self.rows.spans[first + own] = self.push_span(&text);
            }
            (Put::Text(text), false) => self.rows.spans[first + own] = self.push_span(text),
        }
        true
    }

    /// Takes rows out of the chunk; they are named in ascending order by their place in it.
    pub fn leave_out(&mut self, rows: &[usize]) {
        if rows.is_empty() {
            return;
        }
        let mut leaving = rows.iter().copied().peekable();
        let starts = std::mem::take(&mut self.rows.starts);
        let (spans, slots) = (std::mem::take(&mut self.rows.spans), std::mem::take(&mut self.slots));
        let cells = if self.typed { slots.len() } else { spans.len() };
        for (at, start) in starts.iter().enumerate() {
            if leaving.next_if_eq(&at).is_some() {
                continue;
            }
            let own = start.first as usize..starts.get(at + 1).map_or(cells, |next| next.first as usize);
            let first = if self.typed { self.slots.len() } else { self.rows.spans.len() } as u32;
            match self.typed {
                true => self.slots.extend_from_slice(&slots[own]),
                false => self.rows.spans.extend_from_slice(&spans[own]),
            }
            self.rows.starts.push(Start { first, number: start.number });
        }
    }

    /// The place in the chunk of the row with this number.
    pub fn find(&self, number: RowNumber) -> Option<usize> {
        self.rows.starts.binary_search_by_key(&number.get(), |start| start.number).ok()
    }

    /// The sign that numbers written as text have in this file.
    pub fn decimal(&self) -> Decimal {
        self.decimal
    }

    /// Puts a text behind the others, with the room that must follow all text.
    fn push_span(&mut self, text: &str) -> Span {
        let text = trim(text.as_bytes());
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(text);
        let end = self.bytes.len() as u32;
        self.bytes.resize(end as usize + ROOM, 0);
        Span { start, end }
    }

    /// Makes it empty, and keeps its buffers.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.slots.clear();
    }

    /// Takes over where another chunk left off.
    pub(super) fn follow(&mut self, other: &Chunk) {
        self.clear();
        self.columns = Arc::clone(&other.columns);
        (self.file, self.decimal, self.typed) = (other.file, other.decimal, other.typed);
        (self.done, self.total) = (other.done, other.total);
    }

    /// Takes over the memory of a chunk that was used.
    pub(super) fn reuse(&mut self, used: Chunk) {
        (self.bytes, self.rows, self.slots) = (used.bytes, used.rows, used.slots);
        self.clear();
    }

    /// Keeps what a cell holds.
    pub(super) fn slot(&mut self, cell: Cell) -> Slot {
        match cell {
            Cell::Blank => Slot::Blank,
            Cell::Text(text) => self.push_text(text),
            Cell::Number(value) => Slot::Number(value),
            Cell::Truth(value) => Slot::Truth(value),
            Cell::Date(date) => Slot::Date(date),
            Cell::Fault(fault) => Slot::Fault(fault),
        }
    }

    /// Puts a text behind the others.
    pub(super) fn push_text(&mut self, text: &[u8]) -> Slot {
        let text = trim(text);
        if text.is_empty() {
            return Slot::Blank;
        }
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(text);
        Slot::Text(Span { start, end: self.bytes.len() as u32 })
    }

    /// Makes sure that this many bytes of text fit, and the splitter's room behind them.
    pub(super) fn reserve_text(&mut self, length: usize) {
        if self.bytes.len() < length + ROOM {
            self.bytes.resize(length + ROOM, 0);
        }
    }
}

/// A column of a chunk.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    spans: &'a [Span],
    bytes: &'a [u8],
    own: u32,
    typed: bool,
    decimal: Decimal,
}

/// Where the cells of a row lie in its chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Extent {
    first: u32,
    width: u32,
}

/// Where the cells of some rows lie.
#[derive(Debug, Clone, Default)]
pub struct Extents {
    each: Vec<Extent>,
    /// The first row, if all are as wide.
    even: Option<Extent>,
}

impl Extents {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }
}

/// A cell at a quick look: the single byte of its text, [`BLANK`] or [`LONGER`]. A number and not an enum, so that a table
/// can be asked for what it means, without a branch that nobody can foresee.
pub type Glance = u16;

/// Nothing is in the cell.
pub const BLANK: Glance = 256;

/// Anything may be in it: ask the row for the cell.
pub const LONGER: Glance = 257;

impl Column<'_> {
    /// What `f` makes of the cells in rows of the chunk, as far as a quick look is enough.
    ///
    /// # Panics
    /// If a row is of another chunk and lies beyond this one.
    #[inline]
    pub fn glances<T>(self, rows: &Extents, out: &mut [T], f: impl Fn(Glance) -> T) {
        if self.typed {
            return out.fill_with(|| f(LONGER));
        }
        self.each_span(rows, out.iter_mut(), |out, Span { start, end }| {
            // There is room behind the text, so this byte is always there.
            let byte = Glance::from(self.bytes[start as usize]);
            let length = end - start;
            let other = if length == 0 { BLANK } else { LONGER };
            *out = f(if length == 1 { byte } else { other });
        });
    }

    /// Hands the numbers in rows of the chunk to `f`, each with its place among them; none where a quick look isn't enough.
    ///
    /// # Panics
    /// If a row is of another chunk and lies beyond this one.
    #[inline]
    pub fn numbers(self, rows: &Extents, mut f: impl FnMut(usize, Option<f64>)) {
        if self.typed {
            return (0..rows.len()).for_each(|row| f(row, None));
        }
        self.each_span(rows, 0.., |row, span| f(row, quick_number(self.bytes, span, self.decimal)));
    }

    /// Hands on where the cell of each row lies, with what belongs to the row. A cell that a row doesn't have is empty.
    #[inline]
    fn each_span<T>(self, rows: &Extents, of_rows: impl IntoIterator<Item = T>, mut f: impl FnMut(T, Span)) {
        let Column { spans, own, .. } = self;
        match rows.even {
            // Rows that are as wide as each other need no look at where each begins.
            Some(Extent { first, width }) if own < width => {
                let cells = spans[first as usize..].chunks_exact(width as usize).take(rows.len());
                cells.zip(of_rows).for_each(|(row, of_row)| f(of_row, row[own as usize]));
            }
            _ => {
                for (row, of_row) in rows.each.iter().zip(of_rows) {
                    f(of_row, if own < row.width { spans[(row.first + own) as usize] } else { Span::default() });
                }
            }
        }
    }
}

/// The number in a span, as far as a quick look is enough.
#[inline]
fn quick_number(bytes: &[u8], Span { start, end }: Span, decimal: Decimal) -> Option<f64> {
    let text = bytes.get(start as usize..)?.first_chunk()?;
    short_number(text, (end - start) as usize, decimal.sign())
}

/// By length, which bytes of four words belong to a text.
const MASKS: [[u64; 4]; 32] = {
    let mut masks = [[0; 4]; 32];
    let mut at = 0;
    while at < 32 * 32 {
        let (length, byte) = (at / 32, at % 32);
        if byte < length {
            masks[length][byte / 8] |= 0xFF << (8 * (byte % 8));
        }
        at += 1;
    }
    masks
};

#[derive(Debug, Clone, Copy)]
enum Cells<'a> {
    Spans(&'a [Span]),
    Slots(&'a [Slot]),
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    bytes: &'a [u8],
    columns: &'a [u32],
    cells: Cells<'a>,
    decimal: Decimal,
    number: u64,
}

impl<'a> Row<'a> {
    /// Its number as the spreadsheet shows it.
    pub fn number(&self) -> RowNumber {
        RowNumber::new(self.number)
    }

    /// The cell in this column of the table. A cell that the row or its file doesn't have is blank.
    #[inline]
    pub fn cell(&self, column: usize) -> Cell<'a> {
        match self.columns.get(column) {
            Some(&own) if own != NOT_HERE => self.own_cell(own as usize),
            _ => Cell::Blank,
        }
    }

    /// Whether the file of the row has this column.
    pub fn has(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|own| *own != NOT_HERE)
    }

    /// The text of the cell in four words, with its length in the last byte: of up to 31 bytes, with nothing around it to
    /// trim and no `.0` or `00` at its end. None means to look closer. No branch depends on the length, which nobody can foresee.
    #[inline]
    pub fn words(&self, column: usize) -> Option<[u64; 4]> {
        let own = *self.columns.get(column)? as usize;
        let span = match self.cells {
            Cells::Spans(spans) => *spans.get(own)?,
            Cells::Slots(slots) => match slots.get(own)? {
                Slot::Text(span) => *span,
                _ => return None,
            },
        };
        let text: &[u8; 32] = self.bytes.get(span.start as usize..)?.first_chunk()?;
        let length = (span.end - span.start) as usize;
        let (first, last) = (text[0], text[length.wrapping_sub(1) % 32]);
        let before = text[length.wrapping_sub(2) % 32];
        let zeros = (last == b'0') & ((before == b'0') | (before == b'.'));
        let around = (first <= b' ') | (first == 0xC2) | (last <= b' ') | (last == 0xA0) | zeros;
        if around | (length == 0) | (length > 31) {
            return None;
        }
        let (words, _) = text.as_chunks::<8>();
        let mask = &MASKS[length % 32];
        let mut words: [u64; 4] = std::array::from_fn(|i| u64::from_le_bytes(words[i]) & mask[i]);
        words[3] |= (length as u64) << 56;
        Some(words)
    }

    /// The cell as a number.
    #[inline]
    pub fn number_at(&self, column: usize) -> Number<'a> {
        match self.short_number(column) {
            Some(value) => Number::Value(value),
            None => self.cell(column).number(self.decimal),
        }
    }

    /// The cell as a number, as far as a quick look is enough.
    #[inline]
    fn short_number(&self, column: usize) -> Option<f64> {
        let own = *self.columns.get(column)? as usize;
        let Cells::Spans(spans) = self.cells else { return None };
        quick_number(self.bytes, *spans.get(own)?, self.decimal)
    }

    /// How many cells the row has in its file.
    pub(super) fn width(&self) -> usize {
        match self.cells {
            Cells::Spans(spans) => spans.len(),
            Cells::Slots(slots) => slots.len(),
        }
    }

    /// The cell in this column of the file.
    #[inline]
    pub(super) fn own_cell(&self, column: usize) -> Cell<'a> {
        match self.cells {
            Cells::Spans(spans) => spans.get(column).map_or(Cell::Blank, |span| Slot::Text(*span).cell(self.bytes)),
            Cells::Slots(slots) => slots.get(column).map_or(Cell::Blank, |slot| slot.cell(self.bytes)),
        }
    }
}
