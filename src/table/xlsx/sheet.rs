//! The cells of a sheet.

use std::borrow::Cow;
use std::io::Read;

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::super::cell::{Cell, Fault, trim};
use super::super::grid::{self, Placed, Region};
use super::super::short::short_number;
use super::formats::Shows;
use super::letters::spelled_out;
use super::markup::{Attributes, Markup, Token, Unread, lacking};
use super::texts::{Texts, rich};
use crate::problem::quoted;

/// What cells of all sheets refer to.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub texts: Texts,
    pub formats: Vec<Shows>,
    /// Whether days are counted from 1904.
    pub from_1904: bool,
}

/// Reads the cells of a sheet in the order in which they stand.
pub(in super::super) struct Cells<'b, R> {
    markup: Markup<R>,
    shared: &'b Shared,
    /// The rows that the sheet claims to have.
    pub rows: u64,
    /// Where a cell stands that doesn't say so.
    row: u32,
    column: u32,
    /// What the cell's value is written as.
    value: Vec<u8>,
}

/// What a cell says of itself.
#[derive(Debug, Clone, Copy, Default)]
struct About {
    place: Option<(u32, u32)>,
    format: usize,
    kind: Kind,
}

/// The kind of value that a cell holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    /// A number, also where nothing is said.
    #[default]
    Number,
    Shared,
    /// A text of its own.
    Own,
    /// A text that a formula gave.
    Given,
    Truth,
    Day,
    Fault,
}

impl<'b, R: Read> Cells<'b, R> {
    /// Goes to the first cell; a sheet of something else than cells gives none.
    pub(super) fn of(mut markup: Markup<R>, shared: &'b Shared) -> Result<Option<Cells<'b, R>>, Unread> {
        let (mut rows, mut holds_something) = (1, false);
        loop {
            match markup.next()? {
                Token::Open(b"dimension", attributes) => {
                    let corner = attributes.get("ref")?.and_then(region);
                    rows = corner.map_or(1, |[_, _, bottom, _]| u64::from(bottom) + 1);
                }
                Token::Open(b"sheetData", _) => break,
                Token::Open(..) => holds_something = true,
                Token::End if holds_something => return Ok(None),
                Token::End => return lacking("worksheet"),
                _ => {}
            }
        }
        Ok(Some(Cells { markup, shared, rows, row: 0, column: 0, value: Vec::new() }))
    }

    /// The next cell.
    pub fn next(&mut self) -> Result<Option<Placed<'_>>, Unread> {
        loop {
            if let Some((about, value, length)) = usual(self.markup.at_hand()) {
                self.value.clear();
                self.value.extend_from_slice(value);
                self.markup.pass(length);
                return self.placed(about, false).map(Some);
            }
            match self.markup.next()? {
                Token::Open(b"c", attributes) => {
                    let about = About::of(attributes)?;
                    let uncomputed = self.content(about.kind)?;
                    return self.placed(about, uncomputed).map(Some);
                }
                Token::Open(b"row", attributes) => {
                    if let Some(number) = attributes.get("r")? {
                        self.row = whole(number).and_then(|number| number.checked_sub(1)).ok_or_else(|| odd(number))?;
                    }
                    self.column = 0;
                }
                // Nothing else there holds cells.
                Token::Open(..) => self.markup.skip()?,
                Token::Close(b"row") => (self.row, self.column) = (self.row.saturating_add(1), 0),
                Token::Close(_) | Token::End => return Ok(None),
                Token::Text(_) | Token::Verbatim(_) => {}
            }
        }
    }

    /// The cell whose value was taken, at its place.
    fn placed(&mut self, about: About, uncomputed: bool) -> Result<Placed<'_>, Unread> {
        let (row, column) = about.place.unwrap_or((self.row, self.column));
        (self.row, self.column) = (row, column.saturating_add(1));
        Ok(Placed { row, column, value: self.cell(about)?, uncomputed })
    }

    /// What stands behind the last cell: so many regions of merged cells at most. What can't be followed is left out.
    pub fn merged(mut self, most: usize) -> Vec<Region> {
        let mut regions = Vec::new();
        while regions.len() < most {
            match self.markup.next() {
                Ok(Token::Open(b"mergeCell", attributes)) => {
                    regions.extend(attributes.get("ref").ok().flatten().and_then(region));
                }
                Ok(Token::End) | Err(_) => break,
                Ok(_) => {}
            }
        }
        regions
    }

    /// Takes what is written in a cell, and says whether it is a formula without a value.
    fn content(&mut self, kind: Kind) -> Result<bool, Unread> {
        let (mut has_formula, mut has_value) = (false, false);
        self.value.clear();
        loop {
            match self.markup.next()? {
                // Beside a text of its own, a value would say it again.
                Token::Open(b"v", _) if kind != Kind::Own => {
                    self.value.clear();
                    self.markup.text_into(&mut self.value)?;
                    // A formula may well give a text without letters.
                    has_value |= kind == Kind::Given || !self.value.is_empty();
                }
                Token::Open(b"is", _) => {
                    self.value.clear();
                    rich(&mut self.markup, &mut self.value)?;
                    has_value = true;
                }
                Token::Open(name, _) => {
                    has_formula |= name == b"f";
                    self.markup.skip()?;
                }
                Token::Close(_) | Token::End => return Ok(has_formula && !has_value),
                Token::Text(_) | Token::Verbatim(_) => {}
            }
        }
    }

    /// What is in the cell whose value was taken.
    fn cell(&mut self, About { kind, format, .. }: About) -> Result<Cell<'_>, Unread> {
        if kind == Kind::Given
            && let Cow::Owned(meant) = spelled_out(&self.value)
        {
            self.value = meant;
        }
        let plain = self.value.trim_ascii();
        if plain.is_empty() {
            return Ok(Cell::Blank);
        }
        Ok(match kind {
            Kind::Own | Kind::Given => text(plain),
            Kind::Number => number(plain).map_or_else(|| text(plain), |value| self.shown(value, format)),
            Kind::Shared => {
                let shared = whole(plain).and_then(|index| self.shared.texts.get(index as usize));
                text(shared.ok_or_else(|| odd(plain))?)
            }
            Kind::Truth if plain == b"1" || plain.eq_ignore_ascii_case(b"true") => Cell::Truth(true),
            Kind::Truth if plain == b"0" || plain.eq_ignore_ascii_case(b"false") => Cell::Truth(false),
            Kind::Truth => return Err(odd(plain)),
            Kind::Day => {
                let day = std::str::from_utf8(plain).ok().and_then(grid::iso_date);
                day.map_or(Cell::Text(plain), Cell::Date)
            }
            Kind::Fault => Cell::Fault(Fault::of(plain)),
        })
    }

    /// A number as its format shows it.
    fn shown(&self, value: f64, format: usize) -> Cell<'static> {
        match self.shared.formats.get(format).copied().unwrap_or_default() {
            Shows::Number | Shows::Duration => Cell::Number(value),
            Shows::Date => {
                let days = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, self.shared.from_1904);
                grid::date(days).map_or(Cell::Number(value), Cell::Date)
            }
        }
    }
}

impl About {
    fn of(attributes: Attributes) -> Result<About, Unread> {
        let mut about = About::default();
        for attribute in attributes {
            match attribute? {
                (b"r", at) => about.place = Some(place(at).ok_or_else(|| odd(at))?),
                (b"s", format) => about.format = whole(format).map_or(0, |format| format as usize),
                (b"t", kind) => about.kind = Kind::of(kind).ok_or_else(|| odd(kind))?,
                _ => {}
            }
        }
        Ok(about)
    }
}

impl Kind {
    fn of(name: &[u8]) -> Option<Kind> {
        Some(match name {
            b"n" | b"" => Kind::Number,
            b"s" => Kind::Shared,
            b"str" => Kind::Given,
            b"inlineStr" => Kind::Own,
            b"b" => Kind::Truth,
            b"d" => Kind::Day,
            b"e" => Kind::Fault,
            _ => return None,
        })
    }
}

/// The usual cell, `<c r="B7" s="3" t="s"><v>12</v></c>`, if that is what begins here: what it says of itself, its value, and
/// how long it is. Nearly all cells are written so, and are read in half the time.
fn usual(rest: &[u8]) -> Option<(About, &[u8], usize)> {
    let until = |text: &'_ [u8], end: u8| text.iter().position(|byte| *byte == end);
    let mut about = About::default();
    let mut after = rest.strip_prefix(b"<c r=\"")?;
    let quote = until(after, b'"')?;
    about.place = Some(place(&after[..quote])?);
    after = &after[quote + 1..];
    if let Some(format) = after.strip_prefix(b" s=\"") {
        let quote = until(format, b'"')?;
        about.format = whole(&format[..quote])? as usize;
        after = &format[quote + 1..];
    }
    if let Some(shared) = after.strip_prefix(b" t=\"s\"") {
        (about.kind, after) = (Kind::Shared, shared);
    }
    let written = after.strip_prefix(b"><v>")?;
    let value = &written[..until(written, b'<')?];
    let end = written[value.len()..].strip_prefix(b"</v></c>")?;
    let plain = !value.iter().any(|byte| matches!(byte, b'&' | b'\r'));
    plain.then_some((about, value, rest.len() - end.len()))
}

/// Something that no spreadsheet program writes there.
fn odd(found: &[u8]) -> Unread {
    Unread::Damaged(format!("{} can't be understood", quoted(&String::from_utf8_lossy(found))))
}

fn text(written: &[u8]) -> Cell<'_> {
    match trim(written) {
        [] => Cell::Blank,
        text => Cell::Text(text),
    }
}

/// A number with a point, if it is one at all.
fn number(written: &[u8]) -> Option<f64> {
    let mut start = [0; 8];
    if let Some(room) = start.get_mut(..written.len()) {
        room.copy_from_slice(written);
        if let Some(number) = short_number(&start, written.len(), b'.') {
            return Some(number);
        }
    }
    std::str::from_utf8(written).ok()?.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number of digits alone; one too large for anything is as large as it can be.
pub(super) fn whole(digits: &[u8]) -> Option<u32> {
    let next = |number: u32, digit: &u8| {
        digit.is_ascii_digit().then(|| number.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
    };
    if digits.is_empty() { None } else { digits.iter().try_fold(0, next) }
}

/// The row and column, from 0, of `BC12`.
fn place(name: &[u8]) -> Option<(u32, u32)> {
    let letters = name.iter().take_while(|letter| letter.is_ascii_alphabetic()).count();
    let next = |column: u32, letter: &u8| {
        column.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    };
    let column = name[..letters].iter().fold(0, next);
    Some((whole(&name[letters..])?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The region `B3:C4`, or a cell alone.
fn region(name: &[u8]) -> Option<Region> {
    let colon = name.iter().position(|byte| *byte == b':');
    let (first, last) = colon.map_or((name, name), |at| (&name[..at], &name[at + 1..]));
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some([top, left, bottom, right])
}
