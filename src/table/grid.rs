//! The cells of a workbook in the order of its rows, whatever the format.

use std::cell::Cell;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{channel, sync_channel};

use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError,
    Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::Source;
use super::cell::{Date, Fault};
use super::chunk::{Chunk, Slot};
use super::facts::Format;
use super::guard::{broken, password};
use crate::problem::{Problem, RowNumber};

/// Bytes that are read ahead. Every jump in a zip forgets them, and a small book is jumped about in.
const BUFFER: usize = 8 * 1024;

type Bytes = BufReader<Box<dyn Source>>;

/// An opened workbook. The newer formats are streamed; of the older two only whole sheets can be had.
pub(super) enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Xlsb(Box<Xlsb<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// A sheet of a workbook that can hold rows.
pub(super) struct Sheet {
    /// Its place among all sheets, those of charts too.
    pub index: usize,
    pub name: String,
    pub visible: bool,
}

/// A cell: row and column from 0, what it holds, and whether it is a formula that nobody computed.
pub(super) struct Placed<'a> {
    pub row: u32,
    pub column: u32,
    pub value: &'a DataRef<'a>,
    pub uncomputed: bool,
}

/// Where cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thread {
    This,
    Another,
}

impl Book {
    /// Opens a workbook of this format.
    pub fn open(name: &str, format: Format, source: Box<dyn Source>) -> Result<Book, Problem> {
        let bytes = BufReader::with_capacity(BUFFER, source);
        guarded(name, || match format {
            Format::Xlsx => Ok(Book::Xlsx(Box::new(Xlsx::new(bytes).map_err(|e| e.problem(name))?))),
            Format::Xlsb => Ok(Book::Xlsb(Box::new(Xlsb::new(bytes).map_err(|e| e.problem(name))?))),
            Format::Ods => Ok(Book::Ods(Box::new(Ods::new(bytes).map_err(|e| e.problem(name))?))),
            Format::Xls | Format::Text => Ok(Book::Xls(Box::new(Xls::new(bytes).map_err(|e| e.problem(name))?))),
        })
    }

    /// The sheets that can hold rows, in their order.
    pub fn sheets(&self) -> Vec<Sheet> {
        let all = match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        let rows = all.iter().enumerate().filter(|(_, s)| s.typ == SheetType::WorkSheet);
        let sheet = |(index, s): (usize, &calamine::Sheet)| Sheet {
            index,
            name: s.name.clone(),
            visible: s.visible == SheetVisible::Visible,
        };
        rows.map(sheet).collect()
    }

    /// Gives every cell of a sheet to `f`, with the number of rows that the sheet claims to have, until `f` says no.
    pub fn cells(&mut self, name: &str, sheet: &str, f: Taker) -> Result<(), Problem> {
        self.cells_by(Thread::This, name, sheet, f)
    }

    /// The same; where cells are streamed they are read on this thread, or beside it.
    pub fn cells_by(&mut self, thread: Thread, name: &str, sheet: &str, f: Taker) -> Result<(), Problem> {
        match self {
            Book::Xlsx(book) => {
                let mut reader = match guarded(name, || Ok(book.worksheet_cells_reader(sheet)))? {
                    Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
                    other => other.map_err(|e| on_sheet(e.problem(name), sheet))?,
                };
                let rows = u64::from(reader.dimensions().end.0) + 1;
                Cells { name, sheet, rows, next: || reader.next_cell() }.stream(thread, f)
            }
            Book::Xlsb(book) => {
                let reader = guarded(name, || book.worksheet_cells_reader(sheet).map_err(|e| e.problem(name)));
                let mut reader = reader.map_err(|problem| on_sheet(problem, sheet))?;
                let rows = u64::from(reader.dimensions().end.0) + 1;
                Cells { name, sheet, rows, next: || reader.next_cell() }.stream(thread, f)
            }
            Book::Xls(book) => whole(&range(name, sheet, || book.worksheet_range(sheet))?, f),
            Book::Ods(book) => whole(&range(name, sheet, || book.worksheet_range(sheet))?, f),
        }
    }

    /// The merged regions of a sheet, as first row, first column, last row and last column from 0. Of xlsb and ods they
    /// can't be had; what can't be followed is left out, since the cells stand without it.
    pub fn merged(&mut self, name: &str, sheet: &str) -> Vec<[u32; 4]> {
        let areas = match self {
            Book::Xlsx(book) => guarded(name, || Ok(book.merge_cells_by_sheet_name(sheet).unwrap_or_default())),
            Book::Xls(book) => guarded(name, || Ok(book.merge_cells_by_sheet_name(sheet).unwrap_or_default())),
            Book::Xlsb(_) | Book::Ods(_) => Ok(Vec::new()),
        };
        let corners = |d: &calamine::Dimensions| [d.start.0, d.start.1, d.end.0, d.end.1];
        areas.unwrap_or_default().iter().map(corners).collect()
    }

    /// The cells, looking for formulas without a value where the format can tell. Slower: for the first rows.
    pub fn cells_and_formulas(&mut self, name: &str, sheet: &str, f: Taker) -> Result<(), Problem> {
        let Book::Xlsx(book) = self else { return self.cells(name, sheet, f) };
        let mut reader = match guarded(name, || Ok(book.worksheet_cells_reader(sheet)))? {
            Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
            other => other.map_err(|e| on_sheet(e.problem(name), sheet))?,
        };
        let mut reached = None;
        let mut next = || guarded(name, || reader.next_cell_with_formula_metadata().map_err(|e| e.problem(name)));
        while let Some(cell) = next().map_err(|problem| after(problem, sheet, reached))? {
            let uncomputed = cell.formula.is_some() && cell.value == DataRef::Empty;
            let (row, column) = cell.pos;
            reached = Some(row);
            if !f(Placed { row, column, value: &cell.value, uncomputed }, 0)? {
                break;
            }
        }
        Ok(())
    }
}

/// Takes cells until it says no.
type Taker<'a> = &'a mut dyn FnMut(Placed, u64) -> Result<bool, Problem>;

/// Cells that are read before they are handed on: the reader is watched over once for all of them.
const TOGETHER: usize = 256;

/// The same where they are handed to another thread, which is woken for them.
const HANDED_OVER: usize = 8_192;

/// So many times as many cells are read ahead at most: as long as it takes to work on a chunk of rows.
const AHEAD: usize = 8;

/// Cells that were read, and whether there are more, or what came after them.
struct Batch<'a> {
    cells: Vec<calamine::Cell<DataRef<'a>>>,
    more: Result<bool, Problem>,
}

/// The cells of a sheet, batch after batch.
struct Cells<'s, N> {
    name: &'s str,
    sheet: &'s str,
    /// The rows that the sheet claims to have.
    rows: u64,
    next: N,
}

impl<'a, N: FnMut() -> Result<Option<calamine::Cell<DataRef<'a>>>, E>, E: Complaint> Cells<'_, N> {
    /// Reads so many cells, into the room that others had.
    fn batch(&mut self, most: usize, mut cells: Vec<calamine::Cell<DataRef<'a>>>) -> Batch<'a> {
        cells.clear();
        cells.reserve(most);
        let more = guarded(self.name, || {
            while cells.len() < most {
                // Not by `?`: turning every result into one with a problem would copy every cell.
                match (self.next)() {
                    Ok(Some(cell)) => cells.push(cell),
                    Ok(None) => return Ok(false),
                    Err(e) => return Err(e.problem(self.name)),
                }
            }
            Ok(true)
        });
        Batch { cells, more }
    }

    /// Hands the cells on as they are read.
    fn stream(self, thread: Thread, f: Taker) -> Result<(), Problem>
    where
        N: Send,
    {
        match thread {
            Thread::This => self.stream_here(f),
            Thread::Another => self.stream_beside(f),
        }
    }

    fn stream_here(mut self, f: Taker) -> Result<(), Problem> {
        let mut taking = Taking { name: self.sheet, rows: self.rows, reached: None, f };
        let mut empty = Vec::new();
        loop {
            match taking.take(self.batch(TOGETHER, empty))? {
                Some(used) => empty = used,
                None => return Ok(()),
            }
        }
    }

    fn stream_beside(mut self, f: Taker) -> Result<(), Problem>
    where
        N: Send,
    {
        let mut taking = Taking { name: self.sheet, rows: self.rows, reached: None, f };
        let (full, filled) = sync_channel::<Batch>(AHEAD);
        let (used, empty) = channel();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                loop {
                    let batch = self.batch(HANDED_OVER, empty.try_recv().unwrap_or_default());
                    let ends = !matches!(batch.more, Ok(true));
                    // Whoever takes them has seen enough if nobody is there.
                    if full.send(batch).is_err() || ends {
                        return;
                    }
                }
            });
            for batch in filled {
                match taking.take(batch)? {
                    Some(cells) => drop(used.send(cells)),
                    None => break,
                }
            }
            Ok(())
        })
    }
}

/// Whoever takes cells, and the row that was reached.
struct Taking<'s, 'f> {
    name: &'s str,
    rows: u64,
    reached: Option<u32>,
    f: Taker<'f>,
}

impl Taking<'_, '_> {
    /// Takes what was read, and what came after it; gives the room that the cells had, unless that is the end.
    fn take<'a>(&mut self, batch: Batch<'a>) -> Result<Option<Vec<calamine::Cell<DataRef<'a>>>>, Problem> {
        let Batch { cells, more } = batch;
        for cell in &cells {
            let (row, column) = cell.get_position();
            self.reached = Some(row);
            if !(self.f)(Placed { row, column, value: cell.get_value(), uncomputed: false }, self.rows)? {
                return Ok(None);
            }
        }
        let more = more.map_err(|problem| after(problem, self.name, self.reached))?;
        Ok(more.then_some(cells))
    }
}

/// A sheet that can only be had whole.
fn range<E: Complaint>(
    name: &str,
    sheet: &str,
    read: impl FnOnce() -> Result<Range<Data>, E>,
) -> Result<Range<Data>, Problem> {
    guarded(name, || read().map_err(|e| e.problem(name))).map_err(|problem| on_sheet(problem, sheet))
}

fn whole(range: &Range<Data>, f: Taker) -> Result<(), Problem> {
    let (top, left) = range.start().unwrap_or_default();
    let rows = u64::from(range.end().unwrap_or_default().0) + 1;
    for (row, column, value) in range.used_cells() {
        let value = &match value {
            Data::Int(v) => DataRef::Int(*v),
            Data::Float(v) => DataRef::Float(*v),
            Data::String(v) => DataRef::SharedString(v),
            Data::Bool(v) => DataRef::Bool(*v),
            Data::DateTime(v) => DataRef::DateTime(*v),
            Data::DateTimeIso(v) => DataRef::DateTimeIso(v.clone()),
            Data::DurationIso(v) => DataRef::DurationIso(v.clone()),
            Data::Error(v) => DataRef::Error(v.clone()),
            Data::Empty => DataRef::Empty,
        };
        let placed = Placed { row: top + row as u32, column: left + column as u32, value, uncomputed: false };
        if !f(placed, rows)? {
            break;
        }
    }
    Ok(())
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside the reader of a workbook, whose panics are caught and told as a damaged workbook.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs what reads a workbook; a damaged one must be told about, not bring the program down.
pub(super) fn guarded<T>(name: &str, read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    let before = GUARDED.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    read.unwrap_or_else(|_| Err(broken(name, "its structure can't be followed")))
}

/// What is wrong, on this sheet.
fn on_sheet(problem: Problem, sheet: &str) -> Problem {
    Problem { at: problem.at.sheet(sheet), ..problem }
}

/// What is wrong on this sheet, in the last row that could be read or behind it.
fn after(problem: Problem, sheet: &str, reached: Option<u32>) -> Problem {
    let at = problem.at.clone().sheet(sheet);
    let at = reached.map_or(at.clone(), |row| at.row(RowNumber::new(u64::from(row) + 1)));
    Problem { at, ..problem }
}

/// What a format's reader complained about.
trait Complaint {
    fn problem(self, name: &str) -> Problem;
}

macro_rules! complaints {
    ($($error:ident)*) => {$(
        impl Complaint for $error {
            fn problem(self, name: &str) -> Problem {
                match self {
                    $error::Password => password(name),
                    other => broken(name, &other.to_string()),
                }
            }
        }
    )*};
}

complaints!(XlsxError XlsbError XlsError OdsError);

impl Chunk {
    /// Keeps what a cell holds.
    pub(super) fn slot(&mut self, value: &DataRef) -> Slot {
        match value {
            DataRef::Empty => Slot::Blank,
            DataRef::Int(v) => Slot::Number(*v as f64),
            DataRef::Float(v) => Slot::Number(*v),
            DataRef::Bool(v) => Slot::Truth(*v),
            DataRef::SharedString(v) => self.push_text(v),
            DataRef::String(v) => self.push_text(v),
            DataRef::DateTime(v) => date(*v),
            DataRef::DateTimeIso(v) => iso_date(v).map_or_else(|| self.push_text(v), Slot::Date),
            DataRef::DurationIso(v) => iso_days(v).map_or_else(|| self.push_text(v), Slot::Number),
            DataRef::Error(v) => Slot::Fault(fault(v)),
        }
    }
}

/// A date, in whichever of the two ways of counting days. Durations, times without a day and what lies outside the calendar
/// stay numbers, in days.
fn date(value: ExcelDateTime) -> Slot {
    let days = value.as_f64();
    if value.is_duration() || !(1.0..2_958_466.0).contains(&days) {
        return Slot::Number(days);
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    Slot::Date(Date { year, month, day, second: u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second) })
}

/// `2024-05-01`, with or without `T12:30:00`.
fn iso_date(text: &str) -> Option<Date> {
    let (day, time) = text.split_once('T').unwrap_or((text, "0:0:0"));
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let mut parts = time.trim_end_matches('Z').splitn(3, ':');
    let (hour, minute): (u32, u32) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let second = parts.next().and_then(|s| s.split(['.', ',', '+']).next()?.parse().ok()).unwrap_or(0_u32);
    (hour < 24 && minute < 60 && second < 61).then_some(Date {
        year,
        month,
        day,
        second: hour * 3600 + minute * 60 + second,
    })
}

/// `PT12H30M00S` in days.
fn iso_days(text: &str) -> Option<f64> {
    let (mut seconds, mut digits) = (0.0, String::new());
    for c in text.strip_prefix("PT")?.chars() {
        let unit = match c {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => {
                digits.push(if c == ',' { '.' } else { c });
                continue;
            }
        };
        seconds += digits.parse::<f64>().ok()? * unit;
        digits.clear();
    }
    Some(seconds / 86_400.0)
}

fn fault(error: &CellErrorType) -> Fault {
    match error {
        CellErrorType::Div0 => Fault::DivisionByZero,
        CellErrorType::NA => Fault::NotAvailable,
        CellErrorType::Name => Fault::Name,
        CellErrorType::Null => Fault::Null,
        CellErrorType::Num => Fault::Number,
        CellErrorType::Ref => Fault::Reference,
        CellErrorType::Value => Fault::Value,
        CellErrorType::GettingData => Fault::Waiting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    fn day(value: f64, is_1904: bool) -> String {
        match date(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904)) {
            Slot::Date(date) => date.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn days_are_counted_from_1900_or_1904() {
        assert_eq!((day(45_413.0, false), day(43_951.0, true)), ("2024-05-01".into(), "2024-05-01".into()));
        assert_eq!((day(59.0, false), day(61.0, false)), ("1900-02-28".into(), "1900-03-01".into()));
        assert_eq!(day(45_413.75, false), "2024-05-01 18:00:00");
        assert_eq!(day(0.5, false), "Number(0.5)");
    }

    #[test]
    fn iso_dates_and_durations_are_understood() {
        assert_eq!(iso_date("2024-05-01T12:30:00").unwrap().to_string(), "2024-05-01 12:30:00");
        assert_eq!(iso_date("2024-05-01").unwrap().to_string(), "2024-05-01");
        assert_eq!(iso_date("өчигдөр"), None);
        assert_eq!(iso_days("PT12H00M00S"), Some(0.5));
    }
}
