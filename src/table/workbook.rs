//! Reads a sheet of a workbook: chooses it, finds its header, then streams its rows.

use std::io::{Cursor, Read};

use super::chunk::{Chunk, Slot};
use super::extent::{self, Extent, Unmeasured};
use super::facts::{FileFacts, Format};
use super::fingerprint::Fingerprint;
use super::grid::{Book, Placed, Sheet};
use super::header;
use super::split::{MOST_COLUMNS, Start};
use super::text::{BLOCK, LONGEST};
use super::{Expected, Found, Options, Sink, Source, dialect, guard, repeat};
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber, quoted};

/// Rows of a sheet that Excel can hold.
const MOST_ROWS: u32 = 1 << 20;

/// Rows in a chunk, and slots, whichever is reached first.
const ROWS: usize = 2_000;
const SLOTS: usize = 64 * 1024;

/// Bytes of a zip that is taken into memory: it is jumped about in.
const IN_MEMORY: u64 = 4 << 20;

/// An old workbook is read whole; beyond this size the user must agree.
const MOST_WHOLE: u64 = 100 << 20;

/// Bytes of text among the first rows.
const LOOK_TEXT: usize = 8 * LONGEST;

/// Places of a sheet that is read whole: twice what the rows and columns of an xls come to.
const MOST_PLACES: u64 = 1 << 25;

/// Bytes of text of a workbook that is read whole, with that of shared texts for each cell.
const MOST_TEXT: u64 = 1 << 29;

/// A workbook that was looked into.
pub(super) struct Workbook {
    book: Book,
    place: Place,
}

/// Looks into a workbook.
pub(super) fn open(
    name: &str,
    source: Box<dyn Source>,
    bytes: u64,
    zip: bool,
    options: &Options,
) -> Result<Found<Workbook>, Problem> {
    let (format, mut book) = unpacked(name, source, bytes, zip, options, MOST_PLACES)?;
    let mut problems = Problems::default();
    let sheets = book.sheets();
    let chosen = choose(name, &mut book, &sheets, options, &mut problems)?;
    let (sample, uncomputed) = sample(&mut book, name, &chosen.sheet, options.header_row)?;
    let at = At::file(name).sheet(&chosen.sheet);
    let head =
        header::find(&sample, options.header_row, &options.expected).ok_or_else(|| match options.header_row {
            Some(row) => Problem::new(Code::NoHeader, at.clone(), row.to_string()),
            None => Problem::new(Code::EmptyFile, at.clone(), ""),
        })?;
    if uncomputed > 0 {
        problems.add(Problem::new(Code::FormulasWithoutValue, at, uncomputed.to_string()).hint(Hint::advice(
            "Excel дээр нээгээд хадгална уу.",
            "Open it in Excel and save it, so that they are computed.",
        )));
    }
    let facts = FileFacts {
        name: name.into(),
        format,
        bytes,
        fingerprint: Fingerprint::unknown(),
        sheet: Some(chosen.sheet.clone()),
        other_sheets: chosen.others,
        hidden_sheets: chosen.hidden,
        encoding: None,
        delimiter: None,
        decimal: options.decimal.unwrap_or_else(|| dialect::decimal(&sample)),
        header_row: head.row,
        skipped: head.skipped.clone(),
        columns: head.columns.len(),
        formulas_without_value: uncomputed,
        fillers: dialect::fillers(&sample, head.last.get()),
        rows: 0,
    };
    let place = Place { sheet: chosen.sheet, head: head.last.get(), width: head.columns.len() };
    let entries = repeat::Entries::of(&place.sheet, Some(place.clone()), &head, &sample);
    let repeats = repeats(&mut book, name, &place.sheet, &sheets)?;
    let content = Workbook { book, place };
    Ok(Found { facts, head, content, problems, entries, repeats })
}

/// The other visible sheets that hold entries of a repeat.
fn repeats(book: &mut Book, name: &str, main: &str, sheets: &[Sheet]) -> Result<Vec<repeat::Entries>, Problem> {
    let mut found = Vec::new();
    for Sheet { name: sheet, .. } in sheets.iter().filter(|sheet| sheet.visible && sheet.name != main) {
        let (sample, _) = sample(book, name, sheet, None)?;
        let Some(head) = header::find(&sample, None, &Expected::default()) else { continue };
        let place = Place { sheet: sheet.clone(), head: head.last.get(), width: head.columns.len() };
        found.extend(repeat::Entries::of(sheet, Some(place), &head, &sample));
    }
    Ok(found)
}

/// A sheet, and where its rows begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub sheet: String,
    /// The last row that isn't data.
    pub head: u64,
    pub width: usize,
}

/// Opens a workbook of a reasonable size. A sheet that can only be had whole may take so many places.
pub(super) fn unpacked(
    name: &str,
    mut source: Box<dyn Source>,
    bytes: u64,
    zip: bool,
    options: &Options,
    most_places: u64,
) -> Result<(Format, Book), Problem> {
    if zip && bytes <= IN_MEMORY {
        let mut whole = Vec::new();
        let read = source.rewind().and_then(|()| source.by_ref().take(IN_MEMORY + 1).read_to_end(&mut whole));
        read.map_err(|e| super::cannot_read(name, &e))?;
        source = Box::new(Cursor::new(whole));
    }
    let format = match zip {
        true => guard::format(name, &mut source, options.allow_large)?,
        false => Format::Xls,
    };
    if matches!(format, Format::Xls | Format::Ods) && bytes > MOST_WHOLE && !options.allow_large {
        return Err(guard::too_large(name, &format!("{} MB", bytes >> 20)));
    }
    let extent = match format {
        Format::Xls => extent::of_xls(&mut source),
        Format::Ods => extent::of_ods(&mut source),
        Format::Xlsx | Format::Xlsb | Format::Text => Ok(Extent::default()),
    };
    let Extent { largest, places, text } = extent.map_err(|unmeasured| match unmeasured {
        Unmeasured::Password => guard::password(name),
        Unmeasured::Broken(why) => guard::broken(name, &why),
    })?;
    if largest > most_places || places > MOST_PLACES {
        return Err(guard::too_large(name, &format!("{} cells", largest.max(places))));
    }
    if text > MOST_TEXT {
        return Err(guard::too_large(name, &format!("{} MB > {} MB", text >> 20, MOST_TEXT >> 20)));
    }
    source.rewind().map_err(|e| super::cannot_read(name, &e))?;
    Ok((format, Book::open(name, format, source)?))
}

struct Chosen {
    sheet: String,
    others: Vec<String>,
    hidden: Vec<String>,
}

/// The sheet that was asked for, or the first visible one that holds anything.
fn choose(
    name: &str,
    book: &mut Book,
    sheets: &[Sheet],
    options: &Options,
    problems: &mut Problems,
) -> Result<Chosen, Problem> {
    let names = |visible| sheets.iter().filter(|s| s.visible == visible).map(|s| s.name.clone()).collect::<Vec<_>>();
    let list = |names: &[String]| names.iter().map(|n| quoted(n)).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = &options.sheet {
        let found = sheets.iter().find(|s| s.name == *wanted);
        let found =
            found.or_else(|| sheets.iter().find(|s| s.name.trim().to_lowercase() == wanted.trim().to_lowercase()));
        let sheet = found.ok_or_else(|| no_such_sheet(name, sheets, wanted))?.name.clone();
        return Ok(Chosen { sheet, others: Vec::new(), hidden: Vec::new() });
    }
    let mut filled = Vec::new();
    for sheet in names(true) {
        if holds_anything(book, name, &sheet)? {
            filled.push(sheet);
        }
    }
    let (hidden, at) = (names(false), At::file(name));
    if !hidden.is_empty() {
        problems.add(Problem::new(Code::HiddenSheets, at.clone(), list(&hidden)));
    }
    if filled.is_empty() {
        let hint = if hidden.is_empty() { None } else { Some(Hint::OneOf(hidden)) };
        return Err(Problem { hint, ..Problem::new(Code::NoSheet, at, "") });
    }
    let sheet = filled.remove(expected_sheet(book, name, &filled, &options.expected)?);
    if !filled.is_empty() {
        problems.add(Problem::new(Code::OtherSheets, at, quoted(&sheet)).detail(list(&filled)));
    }
    Ok(Chosen { sheet, others: filled, hidden })
}

/// The sheet whose header has by far the most of what is expected, where the first has hardly any of it: an instruction or a
/// cover often comes first. Entries of repeats aren't taken for it.
fn expected_sheet(book: &mut Book, name: &str, sheets: &[String], expected: &Expected) -> Result<usize, Problem> {
    if expected.is_empty() || sheets.len() < 2 {
        return Ok(0);
    }
    let mut found = Vec::new();
    for sheet in sheets {
        let (sample, _) = sample(book, name, sheet, None)?;
        let head = header::find(&sample, None, expected);
        let main = head.filter(|head| repeat::Entries::of(sheet, None, head, &sample).is_none());
        found.push(main.map_or(0, |head| expected.found(&head)));
    }
    let best = (0..found.len()).rev().max_by_key(|at| found[*at]).unwrap_or(0);
    Ok(if found[best] >= 2 && found[0] * 2 < found[best] { best } else { 0 })
}

fn no_such_sheet(name: &str, sheets: &[Sheet], wanted: &str) -> Problem {
    let near =
        |s: &&Sheet| strsim::normalized_damerau_levenshtein(&s.name.to_lowercase(), &wanted.to_lowercase()) >= 0.6;
    let hint = match sheets.iter().find(near) {
        Some(sheet) => Hint::Meant(sheet.name.clone()),
        None => Hint::OneOf(sheets.iter().map(|s| s.name.clone()).collect()),
    };
    Problem::new(Code::NoSuchSheet, At::file(name), quoted(wanted)).hint(hint)
}

fn holds_anything(book: &mut Book, name: &str, sheet: &str) -> Result<bool, Problem> {
    let mut found = false;
    let mut chunk = Chunk::default();
    book.cells(name, sheet, &mut |cell, _| {
        found = !matches!(chunk.slot(cell.value), Slot::Blank);
        Ok(!found)
    })?;
    Ok(found)
}

/// The first rows, or those from the header's row on; and how many formulas there have no value.
fn sample(book: &mut Book, name: &str, sheet: &str, from: Option<u64>) -> Result<(Chunk, u64), Problem> {
    let mut chunk = Chunk { typed: true, ..Chunk::default() };
    let mut uncomputed = 0;
    book.cells(name, sheet, &mut |cell, _| {
        let number = check(name, sheet, &cell)?;
        uncomputed += u64::from(cell.uncomputed);
        if from.is_some_and(|f| number < f) {
            return Ok(true);
        }
        let slot = chunk.slot(cell.value);
        if matches!(slot, Slot::Blank) {
            return Ok(true);
        }
        if chunk.bytes.len() > LOOK_TEXT {
            return Err(too_long(name, sheet, number));
        }
        let first = match chunk.rows.starts.last() {
            Some(start) if start.number == number => start.first as usize,
            _ if chunk.len() > header::LOOK + 10 => return Ok(false),
            _ => {
                let first = chunk.slots.len();
                chunk.rows.starts.push(Start { first: first as u32, number });
                first
            }
        };
        let place = first + cell.column as usize;
        if chunk.slots.len() <= place {
            chunk.slots.resize(place + 1, Slot::Blank);
        }
        chunk.slots[place] = slot;
        Ok(true)
    })?;
    Ok((chunk, uncomputed))
}

/// A row that holds more text than a row may.
fn too_long(name: &str, sheet: &str, number: u64) -> Problem {
    let at = At::file(name).sheet(sheet).row(RowNumber::new(number));
    Problem::new(Code::RecordTooLong, at, format!("{} MB", LONGEST >> 20))
}

/// The number of the cell's row, if it lies within a sheet.
#[inline]
pub(super) fn check(name: &str, sheet: &str, cell: &Placed) -> Result<u64, Problem> {
    let number = u64::from(cell.row) + 1;
    if cell.row < MOST_ROWS && (cell.column as usize) < MOST_COLUMNS {
        return Ok(number);
    }
    let found = format!("{number} × {}", u64::from(cell.column) + 1);
    Err(Problem::new(Code::BeyondSheet, At::file(name).sheet(sheet), found))
}

impl Workbook {
    /// Which sheet is read, and from where on.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Reads another sheet from now on.
    pub fn go_to(&mut self, place: Place) {
        self.place = place;
    }

    /// Reads the rows in order and hands them on, chunk after chunk.
    pub fn read(
        &mut self,
        facts: &mut FileFacts,
        problems: &mut Problems,
        chunk: &mut Chunk,
        sink: Sink,
    ) -> Result<(), Problem> {
        let Workbook { book, place: Place { sheet, head, width } } = self;
        let (width, before, bytes) = (*width, chunk.done, facts.bytes);
        let mut filler = Filler { width, first: 0, text: 0, number: 0, filled: false, beyond: false };
        let note = |number: u64, problems: &mut Problems| {
            let at = At::file(&facts.name).sheet(&*sheet).row(RowNumber::new(number));
            problems.add(Problem::new(Code::MoreCells, at, width.to_string()));
        };
        filler.start(chunk);
        book.cells(&facts.name, sheet, &mut |cell, rows| {
            let number = check(&facts.name, sheet, &cell)?;
            if number <= *head {
                return Ok(true);
            }
            if number != filler.number {
                facts.rows += filler.end_row(chunk);
                if filler.beyond {
                    note(filler.number, problems);
                }
                if chunk.len() >= ROWS || chunk.slots.len() >= SLOTS || chunk.bytes.len() >= 8 * BLOCK {
                    chunk.done = before + (bytes as f64 * (number as f64 / rows as f64).min(1.0)) as u64;
                    sink(chunk)?;
                    filler.start(chunk);
                }
                filler.begin_row(chunk, number);
            }
            filler.put(chunk, cell);
            if chunk.bytes.len() - filler.text > LONGEST {
                return Err(too_long(&facts.name, sheet, number));
            }
            Ok(true)
        })?;
        facts.rows += filler.end_row(chunk);
        if filler.beyond {
            note(filler.number, problems);
        }
        chunk.done = before + bytes;
        sink(chunk)
    }
}

/// Puts cells into rows that are all as wide as the header.
struct Filler {
    width: usize,
    /// Where the row begins.
    first: usize,
    /// Where its texts begin.
    text: usize,
    number: u64,
    /// Whether the row holds anything.
    filled: bool,
    /// Whether it holds anything beyond the header.
    beyond: bool,
}

impl Filler {
    fn start(&mut self, chunk: &mut Chunk) {
        chunk.clear();
        chunk.bytes.clear();
        chunk.typed = true;
        (self.first, self.text) = (0, 0);
    }

    fn begin_row(&mut self, chunk: &mut Chunk, number: u64) {
        (self.first, self.text) = (chunk.slots.len(), chunk.bytes.len());
        (self.number, self.filled, self.beyond) = (number, false, false);
        chunk.slots.resize(self.first + self.width, Slot::Blank);
    }

    #[inline]
    fn put(&mut self, chunk: &mut Chunk, cell: Placed) {
        let column = cell.column as usize;
        let slot = chunk.slot(cell.value);
        if matches!(slot, Slot::Blank) {
            return;
        }
        if column < self.width {
            chunk.slots[self.first + column] = slot;
            self.filled = true;
        } else {
            self.beyond = true;
        }
    }

    /// Keeps the row if there is anything in it; gives how many rows that are.
    fn end_row(&mut self, chunk: &mut Chunk) -> u64 {
        if self.filled {
            chunk.rows.starts.push(Start { first: self.first as u32, number: self.number });
        } else {
            chunk.slots.truncate(self.first);
        }
        u64::from(std::mem::take(&mut self.filled))
    }
}
