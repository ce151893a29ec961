//! A scorecard workbook in memory, as somebody filled it in, and how it is written as a file.

use std::io::{Cursor, Read, Write};

use anyhow::{Context, Result};
use masam::lang::Lang;
use masam::scorecard::layout::{Block, HIDDEN_SHEET, Sheet};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet};
use zip::write::SimpleFileOptions;

use crate::table::{Cell, NO_RESULT, put, workbook};

/// What every sheet says at its top.
pub const SYNTHETIC: &str = "ЗОХИОМОЛ ЖИШЭЭ: хэн ч оноо өгөөгүй · SYNTHETIC: nobody scored anything";

/// A table of the book.
#[derive(Clone)]
pub struct Grid {
    /// Which one.
    pub block: Block,
    /// Identifiers of the columns, in the order in which they stand.
    pub columns: Vec<String>,
    /// What is written above them.
    pub headers: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells: column, first row, last row.
    pub merged: Vec<(&'static str, usize, usize)>,
}

impl Grid {
    /// An empty table of this kind with its columns.
    pub fn new(block: Block, lang: Lang) -> Grid {
        let columns = block.columns();
        Grid {
            block,
            columns: columns.iter().map(|c| c.id.to_owned()).collect(),
            headers: columns.iter().map(|c| c.title().get(lang).to_owned()).collect(),
            rows: Vec::new(),
            merged: Vec::new(),
        }
    }

    /// Where a column stands.
    pub fn at(&self, column: &str) -> usize {
        self.columns.iter().position(|c| c == column).expect("the generator names its own columns")
    }

    /// A row with these cells, the others blank.
    pub fn row(&self, cells: &[(&str, Cell)]) -> Vec<Cell> {
        let mut row = vec![Cell::Blank; self.columns.len()];
        for (column, cell) in cells {
            row[self.at(column)] = cell.clone();
        }
        row
    }

    /// Changes a cell.
    pub fn set(&mut self, row: usize, column: &str, cell: Cell) {
        let at = self.at(column);
        self.rows[row][at] = cell;
    }

    /// The first row in which these columns read so.
    pub fn find(&self, wanted: &[(&str, &str)]) -> usize {
        let is = |row: &Vec<Cell>| wanted.iter().all(|(column, text)| row[self.at(column)] == Cell::text(*text));
        self.rows.iter().position(is).expect("the generator names its own rows")
    }

    /// Takes a column away.
    pub fn drop_column(&mut self, column: &str) {
        let at = self.at(column);
        self.columns.remove(at);
        self.headers.remove(at);
        self.rows.iter_mut().for_each(|row| drop(row.remove(at)));
    }
}

/// A sheet: its name, and rows above its tables.
#[derive(Clone)]
pub struct Page {
    /// Which one.
    pub sheet: Sheet,
    /// What its tab says.
    pub name: String,
    /// What stands above its tables.
    pub lead: Vec<Vec<Cell>>,
    /// Its tables.
    pub grids: Vec<Grid>,
}

/// A workbook.
#[derive(Clone)]
pub struct Book {
    /// Its sheets.
    pub pages: Vec<Page>,
    /// Names and values of the hidden sheet; none if somebody made the book by hand.
    pub hidden: Vec<(&'static str, String)>,
}

impl Book {
    /// A sheet.
    pub fn page(&mut self, sheet: Sheet) -> &mut Page {
        self.pages.iter_mut().find(|p| p.sheet == sheet).expect("a book has every sheet")
    }

    /// A table.
    pub fn grid(&mut self, block: Block) -> &mut Grid {
        let grids = &mut self.page(block.sheet()).grids;
        grids.iter_mut().find(|g| g.block == block).expect("a sheet has its tables")
    }

    /// The bytes of the workbook.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        let mut book = workbook()?;
        for page in &self.pages {
            let sheet = book.add_worksheet().set_name(&page.name)?;
            sheet.set_landscape();
            page.write(sheet).with_context(|| format!("sheet {}", page.name))?;
        }
        if !self.hidden.is_empty() {
            let sheet = book.add_worksheet().set_name(HIDDEN_SHEET)?;
            sheet.set_hidden(true);
            for (row, (name, value)) in self.hidden.iter().enumerate() {
                sheet.write_string(row as u32, 0, *name)?;
                sheet.write_string(row as u32, 1, value)?;
            }
        }
        without_results(book.save_to_buffer()?)
    }
}

impl Page {
    fn write(&self, sheet: &mut Worksheet) -> Result<()> {
        let plain = Format::new().set_align(FormatAlign::Top);
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let bold = Format::new().set_bold();
        let head = wrapped.clone().set_bold().set_background_color("D9E2EC");
        sheet.write_string_with_format(0, 0, SYNTHETIC, &Format::new().set_italic())?;
        let mut row = 1;
        for line in &self.lead {
            for (column, cell) in line.iter().enumerate() {
                put(sheet, row, column as u16, cell, &plain)?;
            }
            row += 1;
        }
        for grid in &self.grids {
            row += 1;
            sheet.write_string_with_format(row, 0, grid.block.title().get(Lang::Mn), &bold)?;
            row += 1;
            for (column, header) in grid.headers.iter().enumerate() {
                sheet.write_string_with_format(row, column as u16, header, &head)?;
                sheet.set_column_width(column as u16, width(&grid.columns[column]))?;
            }
            row += 1;
            for (column, first, last) in &grid.merged {
                let column = grid.at(column) as u16;
                sheet.merge_range(row + *first as u32, column, row + *last as u32, column, "", &wrapped)?;
            }
            for cells in &grid.rows {
                for (column, cell) in cells.iter().enumerate() {
                    put(sheet, row, column as u16, cell, &wrapped)?;
                }
                row += 1;
            }
        }
        Ok(())
    }
}

fn width(column: &str) -> f64 {
    match column {
        "id" | "group_id" | "score" | "women" | "men" | "all" | "unit" => 11.0,
        "who" | "group" | "indicator" | "item" => 30.0,
        "reason" | "suggestion" | "issue" | "action" | "evidence" | "source" => 34.0,
        _ => 16.0,
    }
}

/// The same workbook with formulas as a program leaves them that doesn't compute: without any result.
fn without_results(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let mut parts = zip::ZipArchive::new(Cursor::new(&bytes))?;
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..parts.len() {
        let mut part = parts.by_index(at)?;
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        let text = text.replace(&format!("<v>{NO_RESULT}</v>"), "").replace(" t=\"str\"><f>", "><f>");
        // The time of a part is fixed, as all of this is.
        let time = zip::DateTime::from_date_and_time(2024, 6, 1, 0, 0, 0)?;
        written.start_file(part.name()?, SimpleFileOptions::default().last_modified_time(time))?;
        written.write_all(text.as_bytes())?;
    }
    Ok(written.finish()?.into_inner())
}
