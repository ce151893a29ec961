//! A table of cells, and how it is written as a workbook or as text.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

/// One cell.
#[derive(Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Words or a code.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Day(u16, u8, u8),
    /// A formula that no program has computed yet.
    Formula(String),
    /// A formula that failed.
    Fault,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// As it reads in a text file.
    pub fn plain(&self, comma: bool) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(x) if comma => x.to_string().replace('.', ","),
            Cell::Number(x) => x.to_string(),
            Cell::Day(year, month, day) => format!("{year}-{month:02}-{day:02}"),
            Cell::Formula(formula) => format!("={formula}"),
            Cell::Fault => "#DIV/0!".to_owned(),
        }
    }
}

/// An empty workbook that says what it is. Its date is fixed, so that the same cells give the same bytes.
pub fn workbook() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2024, 6, 1)?;
    let note = "SYNTHETIC data, made up by a program; nobody was asked. ЗОХИОМОЛ өгөгдөл.";
    book.set_properties(&DocProperties::new().set_creation_datetime(&made).set_comment(note));
    Ok(book)
}

/// Stands where the result of a formula would: nothing in a workbook is written without one.
pub const NO_RESULT: &str = "no result";

/// Writes a cell into a sheet.
pub fn put(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => return Ok(()),
        Cell::Text(text) => page.write_string_with_format(row, column, text, format)?,
        Cell::Number(x) => page.write_number_with_format(row, column, *x, format)?,
        Cell::Day(year, month, day) => {
            let day = ExcelDateTime::from_ymd(*year, *month, *day)?;
            page.write_datetime_with_format(row, column, &day, &format.clone().set_num_format("yyyy-mm-dd"))?
        }
        Cell::Formula(formula) => {
            page.write_formula_with_format(row, column, Formula::new(formula).set_result(NO_RESULT), format)?
        }
        Cell::Fault => {
            page.write_formula_with_format(row, column, Formula::new("=1/0").set_result("#DIV/0!"), format)?
        }
    };
    Ok(())
}

/// Headers and rows.
pub struct Table {
    /// The headers.
    pub headers: Vec<String>,
    /// The rows, each as long as the headers.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The column whose header ends with this name.
    pub fn column(&self, name: &str) -> usize {
        let is = |h: &String| h.rsplit('/').next() == Some(name);
        self.headers.iter().position(is).expect("the generator names its own columns")
    }

    /// The bytes of a workbook with one sheet. Its date is fixed, so that the same table gives the same bytes.
    pub fn xlsx(&self, sheet: &str) -> Result<Vec<u8>, XlsxError> {
        let mut book = workbook()?;
        let page = book.add_worksheet().set_name(sheet)?;
        for (at, header) in self.headers.iter().enumerate() {
            page.write_string(0, at as u16, header)?;
        }
        for (row, cells) in self.rows.iter().enumerate() {
            let row = row as u32 + 1;
            for (column, cell) in cells.iter().enumerate() {
                put(page, row, column as u16, cell, &Format::new())?;
            }
        }
        book.save_to_buffer()
    }

    /// Text with commas, as any program reads it.
    pub fn csv(&self) -> Vec<u8> {
        self.separated(',', "\n", false)
    }

    /// Text as Excel writes it where the decimal mark is a comma: a mark at the start, semicolons, CRLF.
    pub fn excel_csv(&self) -> Vec<u8> {
        [b"\xEF\xBB\xBF".as_slice(), &self.separated(';', "\r\n", true)].concat()
    }

    fn separated(&self, separator: char, end: &str, comma: bool) -> Vec<u8> {
        let quoted = |text: String| match text.contains([separator, '"', '\n']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text,
        };
        let mut lines = String::new();
        let headers = self.headers.iter().map(|h| Cell::text(h.as_str())).collect();
        for row in [&headers].into_iter().chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|c| quoted(c.plain(comma))).collect();
            lines += &cells.join(&separator.to_string());
            lines += end;
        }
        lines.into_bytes()
    }
}
