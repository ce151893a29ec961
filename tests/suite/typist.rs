//! A typist: opens a workbook, looks for words on its sheets, and types into cells as a person would. Everything else in the
//! file stays as it is, formulas with the results they had.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader};

/// Row and column of a cell, both from 0.
pub type Spot = (u32, u32);

/// A workbook that is being filled in.
pub struct Typist {
    parts: Vec<(String, Vec<u8>)>,
    sheets: Vec<(String, Vec<(Spot, String)>)>,
}

impl Typist {
    /// Opens the bytes of an XLSX file.
    pub fn open(bytes: &[u8]) -> Typist {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a ZIP file");
        let mut parts = Vec::new();
        for at in 0..zip.len() {
            let mut part = zip.by_index(at).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("a sound part");
            parts.push((part.name().expect("a name").to_string(), content));
        }
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
        let names = book.sheet_names();
        let sheets = names.into_iter().map(|name| {
            let range = book.worksheet_range(&name).expect("a sheet");
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().map(|(row, column, cell)| {
                let words = if let Data::String(words) = cell { words.clone() } else { cell.to_string() };
                ((top + row as u32, left + column as u32), words)
            });
            let cells = cells.collect();
            (name, cells)
        });
        let sheets = sheets.collect();
        Typist { parts, sheets }
    }

    fn cells(&self, sheet: &str) -> impl Iterator<Item = (Spot, &str)> {
        let found = self.sheets.iter().find(|(name, _)| name.contains(sheet));
        let (_, cells) = found.unwrap_or_else(|| panic!("there is no sheet {sheet}"));
        cells.iter().map(|(spot, words)| (*spot, words.as_str()))
    }

    /// Every cell of a sheet that holds these words, from top to bottom.
    pub fn find(&self, sheet: &str, words: &str) -> Vec<Spot> {
        self.cells(sheet).filter(|(_, text)| text.contains(words)).map(|(spot, _)| spot).collect()
    }

    /// The column whose header, somewhere on the sheet, holds these words in a line of its own.
    pub fn column(&self, sheet: &str, header: &str) -> u32 {
        let is = |text: &str| text.lines().any(|line| line.trim() == header);
        let found = self.cells(sheet).find(|(_, text)| is(text));
        found.unwrap_or_else(|| panic!("{sheet} has no header {header}")).0.1
    }

    /// Types into a cell: a number if it is one, else words.
    pub fn types(&mut self, sheet: &str, (row, column): Spot, words: &str) -> &mut Typist {
        let at = self.sheets.iter().position(|(name, _)| name.contains(sheet)).expect("the sheet is there");
        // The writer of the blank book numbers its sheets in their order.
        let path = format!("xl/worksheets/sheet{}.xml", at + 1);
        let part = self.parts.iter_mut().find(|(name, _)| *name == path).expect("the sheet has a part");
        let text = String::from_utf8(std::mem::take(&mut part.1)).expect("XML is text");
        part.1 = typed(&text, row, column, words).into_bytes();
        self
    }

    /// A copy in which the text of every part is changed.
    #[allow(dead_code, reason = "tests type, the benchmark copies")]
    pub fn with(&self, mut change: impl FnMut(&str) -> String) -> Typist {
        let changed = |(name, content): &(String, Vec<u8>)| match std::str::from_utf8(content) {
            Ok(text) => (name.clone(), change(text).into_bytes()),
            Err(_) => (name.clone(), content.clone()),
        };
        Typist { parts: self.parts.iter().map(changed).collect(), sheets: self.sheets.clone() }
    }

    /// The bytes of the workbook.
    pub fn done(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(content).expect("memory has room");
        }
        zip.finish().expect("a workbook").into_inner()
    }
}

/// The XML of a sheet with one cell filled. The cell has to be there already, as cells to be filled in are: they have a look.
fn typed(xml: &str, row: u32, column: u32, words: &str) -> String {
    let name = format!("{}{}", rust_xlsxwriter::column_number_to_name(column as u16), row + 1);
    let open = format!("<c r=\"{name}\"");
    let from = xml.find(&open).unwrap_or_else(|| panic!("cell {name} is no cell to be filled in"));
    let tag = from + xml[from..].find('>').expect("a tag ends");
    let empty = xml[..tag].ends_with('/');
    let to = if empty { tag + 1 } else { tag + xml[tag..].find("</c>").expect("a cell ends") + 4 };
    let look = xml[from..tag].split(" s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0");
    let cell = match words.parse::<f64>() {
        Ok(number) => format!("{open} s=\"{look}\"><v>{number}</v></c>"),
        Err(_) => {
            let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("{open} s=\"{look}\" t=\"inlineStr\"><is><t>{escaped}</t></is></c>")
        }
    };
    format!("{}{cell}{}", &xml[..from], &xml[to..])
}

#[test]
fn what_is_typed_stands_in_the_cell_and_the_rest_stays() {
    use masam::instrument::shelf;
    use masam::lang::Lang;
    use masam::scorecard::Facility;
    let instrument = shelf::open_scorecard("health-scorecard").expect("it is shipped");
    let facility = Facility { id: "ЖЭМТ-01".into(), kind: Some(0), ..Facility::default() };
    let blank = masam::template::workbook(&instrument, &facility, "2026-1", None, &[Lang::Mn, Lang::En]);
    let mut book = Typist::open(&blank.expect("a blank book").bytes);
    let (row, _) = book.find("Иргэдийн оноо", "HC03")[0];
    let (score, reason) = (book.column("Иргэдийн оноо", "Оноо"), book.column("Иргэдийн оноо", "Шалтгаан"));
    book.types("Иргэдийн оноо", (row, score), "40").types("Иргэдийн оноо", (row, reason), "Дараалал < & их");
    let again = Typist::open(&book.done());
    assert_eq!(again.find("Иргэдийн оноо", "Дараалал < & их"), [(row, reason)]);
    assert_eq!(again.find("Иргэдийн оноо", "HC03"), book.find("Иргэдийн оноо", "HC03"));
}
