//! A small workbook, whole in memory: every sheet, every row, and which cells are merged.
//!
//! Hand-filled books are looked at from many sides before they are understood, so they are kept. Only cells that hold
//! something are, in the order of rows: a sheet that claims a million rows, or has one cell in its last corner, costs no
//! more than what is in it. A book holds at most [`MOST_CELLS`] such cells and [`MOST_TEXT`] bytes of text.

use super::cell::{Cell, Decimal};
use super::chunk::{Chunk, Slot};
use super::facts::Format;
use super::grid::{self, Placed, Region};
use super::{Input, Options, Sniffed, guard, text, workbook};
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber};

/// Cells of a book that hold something: about 100 MB.
pub const MOST_CELLS: usize = 4_000_000;

/// Bytes of text in a book.
pub const MOST_TEXT: usize = 128 << 20;

/// Places of a sheet of an xls or ods, which can only be had whole.
const MOST_PLACES: u64 = 2_000_000;

/// Merged regions that are kept of a sheet.
const MOST_MERGED: usize = 5_000;

/// A workbook, or a text file as a workbook of one sheet without a name.
#[derive(Debug)]
pub struct Book {
    /// Name of the file, to show.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// The decimal sign of numbers that are written as text; of a workbook nothing is known.
    pub decimal: Option<Decimal>,
    /// The sheets, in order.
    pub sheets: Vec<Sheet>,
    /// What was wrong on the way.
    pub problems: Problems,
}

/// A sheet.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Whether the reader of the book doesn't see it.
    pub hidden: bool,
    /// Formulas that nobody computed; their cells are blank.
    pub uncomputed: u64,
    cells: Vec<Held>,
    /// For each row that holds something, its number and its first cell.
    rows: Vec<(u64, usize)>,
    text: Vec<u8>,
    merged: Vec<Area>,
}

#[derive(Debug, Clone, Copy)]
struct Held {
    row: u32,
    column: u32,
    slot: Slot,
}

/// A merged region. What it holds belongs to its first cell; the others are covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its first row, as the spreadsheet shows it.
    pub top: u64,
    /// Its first column, from 0.
    pub left: u32,
    /// Its last row.
    pub bottom: u64,
    /// Its last column.
    pub right: u32,
}

/// A row that holds something.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    sheet: &'a Sheet,
    number: u64,
    cells: &'a [Held],
}

/// Reads a whole book.
pub fn open(input: Input, options: &Options) -> Result<Book, Problem> {
    let Input { name, mut source, bytes, .. } = input;
    match super::sniffed(&name, &mut source)? {
        Sniffed::Workbook { zip } => {
            let (format, cells) = workbook::unpacked(&name, source, bytes, zip, options, MOST_PLACES)?;
            read(name, format, cells, options)
        }
        Sniffed::Text => {
            let found = text::open(&name, source, bytes, options)?;
            read_text(name, found, options)
        }
    }
}

fn read(name: String, format: Format, mut cells: grid::Book, options: &Options) -> Result<Book, Problem> {
    let mut book = Book { name, format, decimal: options.decimal, sheets: Vec::new(), problems: Problems::default() };
    let mut room = Room::of(options);
    for found in cells.sheets() {
        let mut filler = Filler::new(Sheet { name: found.name, hidden: !found.visible, ..Sheet::default() });
        let sheet = filler.sheet.name.clone();
        let merged = cells.cells_and_merged(&book.name, &sheet, MOST_MERGED, &mut |cell, _| {
            workbook::check(&book.name, &sheet, &cell)?;
            filler.put(&cell);
            room.holds(&book.name, &filler)
        })?;
        room.take(&filler);
        let mut sheet = filler.end();
        sheet.merged = merged.into_iter().map(Area::of).filter(|area| area.is_merged()).collect();
        if sheet.uncomputed > 0 {
            book.problems.add(uncomputed(&book.name, &sheet));
        }
        book.sheets.push(sheet);
    }
    Ok(book)
}

fn uncomputed(name: &str, sheet: &Sheet) -> Problem {
    let at = At::file(name).sheet(&sheet.name);
    Problem::new(Code::FormulasWithoutValue, at, sheet.uncomputed.to_string()).hint(Hint::advice(
        "Excel дээр нээгээд хадгална уу.",
        "Open it in Excel and save it, so that they are computed.",
    ))
}

fn read_text(name: String, found: super::Found<text::Text>, options: &Options) -> Result<Book, Problem> {
    let super::Found { mut facts, content, mut problems, .. } = found;
    let mut filler = Filler::new(Sheet::default());
    let mut room = Room::of(options);
    content.whole().read(&mut facts, &mut problems, &mut Chunk::default(), &mut |chunk| {
        for row in chunk.rows() {
            for column in 0..row.width() {
                if let Cell::Text(text) = row.own_cell(column) {
                    let text = String::from_utf8_lossy(text);
                    filler.put_text(row.number().get(), column as u32, &text);
                }
            }
            room.holds(&name, &filler)?;
        }
        Ok(())
    })?;
    room.take(&filler);
    Ok(Book { name, format: facts.format, decimal: Some(facts.decimal), sheets: vec![filler.end()], problems })
}

/// What is left of a book's limits.
struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    fn of(options: &Options) -> Room {
        // Whoever trusts the file still has a computer with an end.
        let times = if options.allow_large { 8 } else { 1 };
        Room { cells: MOST_CELLS * times, text: MOST_TEXT * times }
    }

    /// Whether what a sheet has so far is still within the limits.
    fn holds(&self, name: &str, filler: &Filler) -> Result<bool, Problem> {
        let (cells, text) = filler.size();
        if cells > self.cells {
            return Err(guard::too_large(name, &format!("> {MOST_CELLS} cells")));
        }
        if text > self.text {
            return Err(guard::too_large(name, &format!("> {} MB", MOST_TEXT >> 20)));
        }
        Ok(true)
    }

    fn take(&mut self, filler: &Filler) {
        let (cells, text) = filler.size();
        self.cells = self.cells.saturating_sub(cells);
        self.text = self.text.saturating_sub(text);
    }
}

/// Puts cells into a sheet.
struct Filler {
    sheet: Sheet,
    /// Where texts are laid down.
    texts: Chunk,
    sorted: bool,
}

impl Filler {
    fn new(sheet: Sheet) -> Filler {
        Filler { sheet, texts: Chunk::default(), sorted: true }
    }

    fn size(&self) -> (usize, usize) {
        (self.sheet.cells.len(), self.texts.bytes.len())
    }

    fn put(&mut self, cell: &Placed) {
        self.sheet.uncomputed += u64::from(cell.uncomputed);
        let slot = self.texts.slot(cell.value);
        self.hold(Held { row: cell.row, column: cell.column, slot });
    }

    fn put_text(&mut self, number: u64, column: u32, text: &str) {
        let slot = self.texts.push_text(text.as_bytes());
        let row = u32::try_from(number.saturating_sub(1)).unwrap_or(u32::MAX);
        self.hold(Held { row, column, slot });
    }

    fn hold(&mut self, held: Held) {
        if matches!(held.slot, Slot::Blank) {
            return;
        }
        let place = |h: &Held| (h.row, h.column);
        self.sorted &= self.sheet.cells.last().is_none_or(|last| place(last) < place(&held));
        self.sheet.cells.push(held);
    }

    fn end(self) -> Sheet {
        let Filler { mut sheet, texts, sorted } = self;
        if !sorted {
            sheet.cells.sort_by_key(|h| (h.row, h.column));
            sheet.cells.dedup_by_key(|h| (h.row, h.column));
        }
        for (i, held) in sheet.cells.iter().enumerate() {
            let number = u64::from(held.row) + 1;
            if sheet.rows.last().is_none_or(|(last, _)| *last != number) {
                sheet.rows.push((number, i));
            }
        }
        sheet.text = texts.bytes;
        sheet
    }
}

impl Area {
    fn of([top, left, bottom, right]: Region) -> Area {
        Area { top: u64::from(top) + 1, left, bottom: u64::from(bottom) + 1, right }
    }

    fn is_merged(&self) -> bool {
        self.top < self.bottom || self.left < self.right
    }

    fn holds(&self, row: u64, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }
}

impl Sheet {
    /// The rows that hold something, in order.
    pub fn lines(&self) -> impl DoubleEndedIterator<Item = Line<'_>> + ExactSizeIterator {
        (0..self.rows.len()).map(|i| self.line(i))
    }

    /// How many rows hold something.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing is on it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// One of the rows that hold something.
    ///
    /// # Panics
    /// If there are fewer.
    pub fn line(&self, index: usize) -> Line<'_> {
        let (number, first) = self.rows[index];
        let end = self.rows.get(index + 1).map_or(self.cells.len(), |(_, first)| *first);
        Line { sheet: self, number, cells: &self.cells[first..end] }
    }

    /// The cell in a row, by its number, and a column, from 0.
    pub fn cell(&self, row: u64, column: u32) -> Cell<'_> {
        match self.rows.binary_search_by_key(&row, |(number, _)| *number) {
            Ok(index) => self.line(index).cell(column),
            Err(_) => Cell::Blank,
        }
    }

    /// The merged region that a cell lies in.
    pub fn area(&self, row: u64, column: u32) -> Option<Area> {
        self.merged.iter().find(|a| a.holds(row, column)).copied()
    }

    /// The first cell of the merged region that covers a cell; nothing for that first cell itself.
    pub fn covered_by(&self, row: u64, column: u32) -> Option<(u64, u32)> {
        let area = self.area(row, column)?;
        ((area.top, area.left) != (row, column)).then_some((area.top, area.left))
    }

    /// What a reader sees in a cell: its own content, or that of the merged region that covers it.
    pub fn seen(&self, row: u64, column: u32) -> Cell<'_> {
        match self.cell(row, column) {
            Cell::Blank if !self.merged.is_empty() => match self.covered_by(row, column) {
                Some((top, left)) => self.cell(top, left),
                None => Cell::Blank,
            },
            own => own,
        }
    }
}

impl<'a> Line<'a> {
    /// Its number as the spreadsheet shows it.
    pub fn number(&self) -> RowNumber {
        RowNumber::new(self.number)
    }

    /// Its cells that hold something, with their columns from 0.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = (u32, Cell<'a>)> + use<'a> {
        let text = &self.sheet.text;
        self.cells.iter().map(move |h| (h.column, h.slot.cell(text)))
    }

    /// How many of its cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.len()
    }

    /// The cell in this column, from 0.
    pub fn cell(&self, column: u32) -> Cell<'a> {
        match self.cells.binary_search_by_key(&column, |h| h.column) {
            Ok(i) => self.cells[i].slot.cell(&self.sheet.text),
            Err(_) => Cell::Blank,
        }
    }

    /// What a reader sees in this column: see [`Sheet::seen`].
    pub fn seen(&self, column: u32) -> Cell<'a> {
        match self.cell(column) {
            Cell::Blank => self.sheet.seen(self.number, column),
            own => own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{Format as Look, Workbook};

    fn bytes(mut book: Workbook) -> Vec<u8> {
        book.save_to_buffer().expect("a workbook in memory")
    }

    fn whole(name: &str, bytes: impl Into<Vec<u8>>) -> Book {
        open(Input::from_bytes(name, bytes), &Options::default()).unwrap_or_else(|p| panic!("{p}"))
    }

    #[test]
    fn a_book_is_read_with_hidden_sheets_and_merged_cells() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Иргэдийн оноо").expect("a name");
        sheet.merge_range(2, 0, 4, 0, "Эмэгтэйчүүд", &Look::new()).expect("a region");
        sheet.write_number(4, 2, 4.0).expect("a number");
        book.add_worksheet().set_name("masam").expect("a name").set_hidden(true).write(0, 0, "round").expect("a text");
        let book = whole("ном.xlsx", bytes(book));
        let sheet = &book.sheets[0];
        assert_eq!((sheet.name.as_str(), sheet.hidden, book.sheets[1].hidden), ("Иргэдийн оноо", false, true));
        assert_eq!(sheet.cell(5, 0), Cell::Blank);
        assert_eq!(sheet.seen(5, 0), Cell::Text("Эмэгтэйчүүд".as_bytes()));
        assert_eq!((sheet.covered_by(5, 0), sheet.covered_by(3, 0)), (Some((3, 0)), None));
        assert_eq!(sheet.cell(5, 2), Cell::Number(4.0));
        assert_eq!(sheet.lines().map(|l| l.number().get()).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn formulas_that_nobody_computed_are_blank_and_counted() {
        let rows = r#"<row r="2"><c r="A2"><f>B2+1</f></c><c r="B2"><v>4</v></c><c r="C2"><f>B2</f><v>4</v></c></row>"#;
        let book = whole("томьёо.xlsx", super::super::tests::sheet_of(rows, ""));
        assert_eq!((book.sheets[0].cell(2, 0), book.sheets[0].cell(2, 2)), (Cell::Blank, Cell::Number(4.0)));
        assert_eq!(book.sheets[0].uncomputed, 1);
        assert_eq!(book.problems.grouped()[0].first.code, Code::FormulasWithoutValue);
    }

    #[test]
    fn one_cell_in_the_last_corner_costs_one_cell() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "эхний").expect("a text");
        sheet.write(1_048_575, 16_383, "сүүлийн").expect("a text");
        let book = whole("том.xlsx", bytes(book));
        assert_eq!((book.sheets[0].len(), book.sheets[0].cells.len()), (2, 2));
        assert_eq!(book.sheets[0].cell(1_048_576, 16_383), Cell::Text("сүүлийн".as_bytes()));
    }

    #[test]
    fn an_ods_that_would_fill_the_memory_is_refused() {
        let text = "<table:table-cell office:value-type=\"string\"><text:p>а</text:p></table:table-cell>";
        let gap = "<table:table-cell table:number-columns-repeated=\"16383\"/>";
        let skip = "<table:table-row table:number-rows-repeated=\"5000\"><table:table-cell/></table:table-row>";
        let of = |rows: &str| {
            let content = format!(
                r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Оноо">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
            );
            let kind = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
            let manifest =
                &b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"[..];
            super::super::tests::zip_of(&[
                ("mimetype", kind),
                ("META-INF/manifest.xml", manifest),
                ("content.xml", content.as_bytes()),
            ])
        };
        let row = |cells: &str| format!("<table:table-row>{cells}</table:table-row>");
        let book = whole("оноо.ods", of(&format!("{}{skip}{}", row(text), row(text))));
        assert_eq!((book.sheets[0].name.as_str(), book.sheets[0].len()), ("Оноо", 2));
        assert_eq!(book.sheets[0].cell(5_002, 0), Cell::Text("а".as_bytes()));
        let far = of(&format!("{}{skip}{}", row(text), row(&format!("{gap}{text}"))));
        let refused = open(Input::from_bytes("хол.ods", far), &Options::default());
        assert_eq!(refused.err().map(|p| p.code), Some(Code::TooLarge));
    }

    #[test]
    fn a_text_file_is_a_book_of_one_sheet_with_all_its_rows() {
        let book = whole("оноо.csv", "Манай оноо\n\nбүлэг;оноо;;\nэмэгтэй;3,5\n");
        let sheet = &book.sheets[0];
        let rows: Vec<_> = sheet.lines().map(|l| (l.number().get(), l.filled())).collect();
        assert_eq!(rows, [(1, 1), (3, 2), (4, 2)]);
        assert_eq!(sheet.cell(4, 1), Cell::Text("3,5".as_bytes()));
        assert_eq!(book.decimal, Some(Decimal::Comma));
        assert!(book.problems.is_empty());
    }

    #[test]
    fn what_is_no_book_is_refused() {
        let refused =
            |name: &str, bytes: &[u8]| open(Input::from_bytes(name, bytes), &Options::default()).err().map(|p| p.code);
        assert_eq!(refused("тайлан.pdf", b"%PDF-1.7 ..."), Some(Code::NotATable));
        assert_eq!(refused("хоосон.xlsx", b""), Some(Code::EmptyFile));
        assert_eq!(refused("эвдэрсэн.xlsx", b"PK\x03\x04 cut off"), Some(Code::BrokenWorkbook));
    }
}
