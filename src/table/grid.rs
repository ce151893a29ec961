//! The cells of a workbook in the order of its rows, whatever the format.

use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError,
    Xlsb, XlsbError,
};

use super::Source;
use super::cell::{Cell, Date, Fault};
use super::facts::Format;
use super::guard::{beyond, broken, password};
use super::text::LONGEST;
use super::xlsx::{Unread, Xlsx};
use crate::problem::{At, Code, Problem, RowNumber};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub name: String,
    pub visible: bool,
}

/// A cell: row and column from 0, what it holds, and whether it is a formula that nobody computed.
pub(super) struct Placed<'a> {
    pub row: u32,
    pub column: u32,
    pub value: Cell<'a>,
    pub uncomputed: bool,
}

/// Merged cells: first row, first column, last row, last column, from 0.
pub(super) type Region = [u32; 4];

/// Takes cells, with the number of rows that the sheet claims to have, until it says no.
type Taker<'a> = &'a mut dyn FnMut(Placed, u64) -> Result<bool, Problem>;

impl Book {
    /// Opens a workbook of this format.
    pub fn open(name: &str, format: Format, source: Box<dyn Source>) -> Result<Book, Problem> {
        let bytes = BufReader::with_capacity(BUFFER, source);
        if format == Format::Xlsx {
            return Ok(Book::Xlsx(Box::new(Xlsx::open(bytes).map_err(|e| e.problem(name))?)));
        }
        guarded(name, || match format {
            Format::Xlsb => Ok(Book::Xlsb(Box::new(Xlsb::new(bytes).map_err(|e| e.problem(name))?))),
            Format::Ods => Ok(Book::Ods(Box::new(Ods::new(bytes).map_err(|e| e.problem(name))?))),
            Format::Xlsx | Format::Xls | Format::Text => {
                Ok(Book::Xls(Box::new(Xls::new(bytes).map_err(|e| e.problem(name))?)))
            }
        })
    }

    /// The sheets that can hold rows, in their order.
    pub fn sheets(&self) -> Vec<Sheet> {
        let all = match self {
            Book::Xlsx(book) => return book.sheets().cloned().collect(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        let rows = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        rows.map(|s| Sheet { name: s.name.clone(), visible: s.visible == SheetVisible::Visible }).collect()
    }

    /// Gives every cell of a sheet to `f` until it says no.
    pub fn cells(&mut self, name: &str, sheet: &str, f: Taker) -> Result<(), Problem> {
        self.cells_and_merged(name, sheet, 0, f).map(drop)
    }

    /// The same; where it never says no, so many merged regions at most. Of xlsb and ods they can't be had.
    pub fn cells_and_merged(&mut self, name: &str, sheet: &str, most: usize, f: Taker) -> Result<Vec<Region>, Problem> {
        match self {
            Book::Xlsx(book) => {
                let cells = book.cells(sheet).map_err(|e| on_sheet(e.problem(name), sheet))?;
                let Some(mut cells) = cells else { return Ok(Vec::new()) };
                let (rows, mut reached) = (cells.rows, None);
                while let Some(cell) = cells.next().map_err(|e| after(e.problem(name), sheet, reached))? {
                    reached = Some(cell.row);
                    if !f(cell, rows)? {
                        return Ok(Vec::new());
                    }
                }
                Ok(cells.merged(most))
            }
            Book::Xlsb(book) => {
                let reader = guarded(name, || book.worksheet_cells_reader(sheet).map_err(|e| e.problem(name)));
                let mut reader = reader.map_err(|problem| on_sheet(problem, sheet))?;
                let (rows, mut reached) = (u64::from(reader.dimensions().end.0) + 1, None);
                let mut next = || guarded(name, || reader.next_cell().map_err(|e| e.problem(name)));
                while let Some(cell) = next().map_err(|problem| after(problem, sheet, reached))? {
                    let (row, column) = cell.get_position();
                    reached = Some(row);
                    if !f(Placed { row, column, value: held(cell.get_value()), uncomputed: false }, rows)? {
                        break;
                    }
                }
                Ok(Vec::new())
            }
            Book::Xls(book) => {
                whole(&range(name, sheet, || book.worksheet_range(sheet))?, f)?;
                if most == 0 {
                    return Ok(Vec::new());
                }
                let areas = guarded(name, || Ok(book.merge_cells_by_sheet_name(sheet).unwrap_or_default()));
                let corners = |d: &calamine::Dimensions| [d.start.0, d.start.1, d.end.0, d.end.1];
                Ok(areas.unwrap_or_default().iter().take(most).map(corners).collect())
            }
            Book::Ods(book) => whole(&range(name, sheet, || book.worksheet_range(sheet))?, f).map(|()| Vec::new()),
        }
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
        let (row, column) = (top + row as u32, left + column as u32);
        let placed = Placed { row, column, value: held(value), uncomputed: false };
        if !f(placed, rows)? {
            break;
        }
    }
    Ok(())
}

thread_local! {
    static GUARDED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Whether this thread is inside the reader of a workbook, whose panics are caught and told as a damaged workbook.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// Runs what reads a workbook; a damaged one must be told about, not bring the program down.
fn guarded<T>(name: &str, read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    caught(read).unwrap_or_else(|| Err(broken(name, "its structure can't be followed")))
}

/// Runs code that isn't ours on what anybody may have made; nothing if it panicked.
pub(super) fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.replace(true);
    let read = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    read.ok()
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

complaints!(XlsbError XlsError OdsError);

impl Complaint for Unread {
    fn problem(self, name: &str) -> Problem {
        match self {
            Unread::Damaged(why) => broken(name, &why),
            Unread::TooLong => Problem::new(Code::RecordTooLong, At::file(name), format!("{} MB", LONGEST >> 20)),
            Unread::TooLarge(what) => beyond(name, &what),
        }
    }
}

/// What a cell holds for calamine.
pub(super) fn held<'a>(value: &'a DataRef) -> Cell<'a> {
    let text = |text: &'a str| Cell::Text(text.as_bytes());
    match value {
        DataRef::Empty => Cell::Blank,
        DataRef::Int(v) => Cell::Number(*v as f64),
        DataRef::Float(v) => Cell::Number(*v),
        DataRef::Bool(v) => Cell::Truth(*v),
        DataRef::SharedString(v) => text(v),
        DataRef::String(v) => text(v),
        DataRef::DateTime(v) if v.is_duration() => Cell::Number(v.as_f64()),
        DataRef::DateTime(v) => date(*v).map_or(Cell::Number(v.as_f64()), Cell::Date),
        DataRef::DateTimeIso(v) => iso_date(v).map_or_else(|| text(v), Cell::Date),
        DataRef::DurationIso(v) => iso_days(v).map_or_else(|| text(v), Cell::Number),
        DataRef::Error(v) => Cell::Fault(fault(v)),
    }
}

/// The date of a number of days since 1900 or 1904. Times without a day and what lies outside the calendar give none.
pub(super) fn date(days: ExcelDateTime) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&days.as_f64()) {
        return None;
    }
    let (year, month, day, hour, minute, second, _) = days.to_ymd_hms_milli();
    Some(Date { year, month, day, second: u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second) })
}

/// `2024-05-01`, with or without `T12:30:00`.
pub(super) fn iso_date(text: &str) -> Option<Date> {
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

    fn day(value: f64, is_1904: bool) -> Option<String> {
        date(ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904)).map(|date| date.to_string())
    }

    #[test]
    fn days_are_counted_from_1900_or_1904() {
        let may = Some("2024-05-01".to_owned());
        assert_eq!((day(45_413.0, false), day(43_951.0, true)), (may.clone(), may));
        assert_eq!((day(59.0, false), day(61.0, false)), (Some("1900-02-28".into()), Some("1900-03-01".into())));
        assert_eq!(day(45_413.75, false).as_deref(), Some("2024-05-01 18:00:00"));
        assert_eq!(day(0.5, false), None);
    }

    #[test]
    fn iso_dates_and_durations_are_understood() {
        assert_eq!(iso_date("2024-05-01T12:30:00").unwrap().to_string(), "2024-05-01 12:30:00");
        assert_eq!(iso_date("2024-05-01").unwrap().to_string(), "2024-05-01");
        assert_eq!(iso_date("өчигдөр"), None);
        assert_eq!(iso_days("PT12H00M00S"), Some(0.5));
    }
}
