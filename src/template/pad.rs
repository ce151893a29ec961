//! A sheet that is being written from top to bottom: titles, sentences, tables whose columns come from the layout.

use rust_xlsxwriter::{ExcelDateTime, Note, ProtectionOptions, Worksheet, column_number_to_name};

use super::book::Book;
use super::checks::Check;
use super::looks::Look;
use super::words;
use crate::day::Day;
use crate::lang::Label;
use crate::render::xlsx::layout as measure;
use crate::render::xlsx::names::Tabs;
use crate::scorecard::layout::{Block, Column, Holds, Sheet};

/// A4 in Excel's list of papers.
const A4: u8 = 9;
/// Printable width of A4 across, at 96 dots per inch.
const ACROSS: f64 = 1026.0;
/// Printable height of A4 across, in points, with some to spare since fonts and printers differ.
const DOWN: f64 = 475.0;
/// The least height of a row to write in by hand.
const LEAST: f64 = 24.0;
/// Points of a line of letters of size 11.
const LINE: f64 = 15.0;

/// A column of a table, over one or more columns of the sheet.
#[derive(Debug, Clone)]
pub struct Slot {
    /// What it is; a column of votes is none of the layout's.
    pub column: Option<&'static Column>,
    first: u16,
    last: u16,
}

impl Slot {
    /// Its first column on the sheet.
    pub fn first(&self) -> u16 {
        self.first
    }
}

/// A cell of a table.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// Printed, locked.
    Label(&'a Label),
    /// An identifier: printed small, locked.
    Code(&'a str),
    /// To be filled in.
    Open,
    /// Filled in beforehand, may be changed.
    Number(f64),
    /// The same, in words.
    Text(&'a Label),
    /// The same, a day.
    Day(Day),
    /// Free for an identifier of one's own; none is wanted.
    Free,
}

/// How a sheet is cut into pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages<'a> {
    /// As many as it takes.
    Flowing,
    /// A new one at each of these rows.
    At(&'a [u32]),
}

/// A sheet that is being written.
pub struct Pad<'a> {
    book: &'a Book<'a>,
    /// The sheet so far.
    pub sheet: Worksheet,
    /// The next row.
    pub row: u32,
    widths: Vec<f64>,
    /// Height of the rows of this page so far, in points.
    height: f64,
}

impl<'a> Pad<'a> {
    /// An empty sheet with columns of these widths, in characters.
    pub fn new(book: &'a Book<'a>, which: Sheet, widths: &[f64]) -> anyhow::Result<Pad<'a>> {
        let mut sheet = Worksheet::new();
        sheet.set_name(tab(book, which))?;
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        Ok(Pad { book, sheet, row: 0, widths: widths.to_vec(), height: 0.0 })
    }

    /// A line over the whole width.
    pub fn line(&mut self, text: &Label, look: Look) -> anyhow::Result<()> {
        let last = self.last_column();
        let height = self.wanted(text, 0, last, look) + 3.0;
        self.words((self.row, 0), (self.row, last), text, look)?;
        self.next(height)
    }

    /// An empty row.
    pub fn gap(&mut self) -> anyhow::Result<()> {
        self.next(8.0)
    }

    /// What follows stands on a new page.
    pub fn new_page(&mut self) {
        self.height = 0.0;
    }

    /// Ends a row of this height.
    pub fn next(&mut self, height: f64) -> anyhow::Result<()> {
        self.sheet.set_row_height(self.row, height)?;
        self.height += height;
        self.row += 1;
        Ok(())
    }

    /// The columns of a table, each over so many columns of the sheet.
    pub fn slots(block: Block, spans: &[u16]) -> Vec<Slot> {
        let mut first = 0;
        let slot = |(column, span): (&'static Column, &u16)| {
            let slot = Slot { column: Some(column), first, last: first + span.max(&1) - 1 };
            first = slot.last + 1;
            slot
        };
        block.columns().iter().zip(spans).map(slot).collect()
    }

    /// A column of one's own in this place.
    pub fn slot_at(column: u16) -> Slot {
        Slot { column: None, first: column, last: column }
    }

    /// The header of a table, with a note for each column that needs explaining.
    pub fn header(&mut self, slots: &[Slot]) -> anyhow::Result<()> {
        let mut height: f64 = 34.0;
        for slot in slots {
            let Some(column) = slot.column else { continue };
            let title = column.title();
            height = height.max(self.wanted(&title, slot.first, slot.last, Look::Header) + 6.0);
            self.words((self.row, slot.first), (self.row, slot.last), &title, Look::Header)?;
            self.note(slot.first, &column.about())?;
        }
        self.next(height)
    }

    /// A note on a cell of this row, unless there is nothing to say.
    pub fn note(&mut self, column: u16, about: &Label) -> anyhow::Result<()> {
        let text = self.book.reading.stacked(about);
        if text.trim().is_empty() {
            return Ok(());
        }
        let lines = measure::lines(&text, 38.0) as u32;
        let note = Note::new(text).add_author_prefix(false).set_author("masam").set_font_size(10);
        self.sheet.insert_note(self.row, column, &note.set_width(280).set_height(24 + 17 * lines))?;
        Ok(())
    }

    /// A row of a table, at least this high.
    pub fn record(&mut self, slots: &[Slot], cells: &[Cell<'_>], least: f64) -> anyhow::Result<()> {
        for (slot, cell) in slots.iter().zip(cells) {
            self.cell(self.row, slot, *cell)?;
        }
        self.next(self.need(slots, cells).clamp(least, 400.0))
    }

    /// A cell of a table over this and the rows before it, from `first` on.
    pub fn tall(&mut self, first: u32, slot: &Slot, cell: Cell<'_>) -> anyhow::Result<()> {
        let last = self.row.saturating_sub(1);
        if last > first {
            self.sheet.merge_range(first, slot.first, last, slot.last, "", &look(slot, cell).format())?;
        }
        self.fill(first, slot, cell)
    }

    fn cell(&mut self, row: u32, slot: &Slot, cell: Cell<'_>) -> anyhow::Result<()> {
        if slot.last > slot.first {
            self.sheet.merge_range(row, slot.first, row, slot.last, "", &look(slot, cell).format())?;
        }
        self.fill(row, slot, cell)
    }

    fn fill(&mut self, row: u32, slot: &Slot, cell: Cell<'_>) -> anyhow::Result<()> {
        let look = look(slot, cell);
        match cell {
            Cell::Label(text) | Cell::Text(text) => return self.write(row, slot.first, text, look),
            Cell::Code(id) => self.sheet.write_string_with_format(row, slot.first, id, &look.format())?,
            Cell::Number(n) => self.sheet.write_number_with_format(row, slot.first, n, &look.format())?,
            Cell::Day(day) => {
                let (year, month, day) = day.parts();
                let day = ExcelDateTime::from_ymd(year, month, day)?;
                self.sheet.write_datetime_with_format(row, slot.first, &day, &look.format())?
            }
            Cell::Open | Cell::Free => self.sheet.write_blank(row, slot.first, &look.format())?,
        };
        Ok(())
    }

    fn cell_height(&self, slot: &Slot, cell: Cell<'_>) -> f64 {
        match cell {
            Cell::Label(text) | Cell::Text(text) => self.wanted(text, slot.first, slot.last, look(slot, cell)) + 4.0,
            Cell::Code(id) => self.wanted(&Label::same(id), slot.first, slot.last, Look::Code) + 4.0,
            Cell::Open | Cell::Number(_) | Cell::Day(_) | Cell::Free => 0.0,
        }
    }

    /// Words from one cell to another: the main language, below it the other, smaller.
    pub fn words(&mut self, from: (u32, u16), to: (u32, u16), text: &Label, look: Look) -> anyhow::Result<()> {
        if from != to {
            self.sheet.merge_range(from.0, from.1, to.0, to.1, "", &look.format())?;
        }
        self.write(from.0, from.1, text, look)
    }

    fn write(&mut self, row: u32, column: u16, text: &Label, look: Look) -> anyhow::Result<()> {
        let format = look.format();
        let main = self.book.reading.main(text);
        match self.book.reading.other(text).filter(|other| !other.is_empty() && !main.is_empty()) {
            Some(other) if !matches!(look, Look::Open(Holds::Choice)) => {
                let parts = [(&look.first(), main), (&look.second(), &format!("\n{other}"))];
                self.sheet.write_rich_string_with_format(row, column, &parts, &format)?;
            }
            Some(_) => {
                self.sheet.write_string_with_format(row, column, self.book.reading.inline(text), &format)?;
            }
            None => {
                self.sheet.write_string_with_format(row, column, main, &format)?;
            }
        }
        Ok(())
    }

    /// The height that words want, in points.
    pub fn wanted(&self, text: &Label, first: u16, last: u16, look: Look) -> f64 {
        let width: f64 = self.widths.get(usize::from(first)..=usize::from(last)).unwrap_or_default().iter().sum();
        let part = |text: &str, size: f64| {
            let lines = measure::cell_lines(text, width * 11.0 / size, look.is_bold());
            lines as f64 * LINE * size / 11.0
        };
        let reading = self.book.reading;
        let second = reading.other(text).filter(|other| !other.is_empty());
        part(reading.main(text), look.size()) + second.map_or(0.0, |other| part(other, look.second_size()))
    }

    /// Lets Excel check these columns, from a row to the one before this.
    pub fn check(&mut self, block: Block, slots: &[Slot], from: u32) -> anyhow::Result<()> {
        for slot in slots {
            let check = match slot.column {
                Some(column) => Check::of(block, column, self.book.scale()),
                None => Some(Check::People),
            };
            if let Some(check) = check {
                self.check_cells(check, (from, slot.first), (self.row.saturating_sub(1), slot.first))?;
            }
        }
        Ok(())
    }

    /// Lets Excel check some cells.
    pub fn check_cells(&mut self, check: Check, from: (u32, u16), to: (u32, u16)) -> anyhow::Result<()> {
        if to.0 >= from.0 {
            let first = format!("{}{}", column_number_to_name(from.1), from.0 + 1);
            let rule = check.rule(self.book.reading, &first)?;
            self.sheet.add_data_validation(from.0, from.1, to.0, to.1, &rule)?;
        }
        Ok(())
    }

    /// How high the rows may be at least for all of them to fit on a page below what is there now, where each of them
    /// needs some height of its own.
    pub fn share(&self, needs: &[f64], most: f64) -> f64 {
        let free = DOWN / self.scale() - self.height;
        let mut height = most;
        while height > LEAST && needs.iter().map(|need| need.max(height)).sum::<f64>() > free {
            height -= 1.0;
        }
        height
    }

    /// The height that a row of these cells needs.
    pub fn need(&self, slots: &[Slot], cells: &[Cell<'_>]) -> f64 {
        slots.iter().zip(cells).map(|(slot, cell)| self.cell_height(slot, *cell)).fold(0.0, f64::max)
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// The scale at which the columns fit across a page, at most 1.
    fn scale(&self) -> f64 {
        let pixels: f64 = self.widths.iter().map(|width| width * 7.0 + 5.0).sum();
        (ACROSS / pixels).min(1.0)
    }

    /// Locks what is printed, and makes the pages: across, every column on them, `head` rows repeated on each.
    pub fn finish(mut self, head: Option<u32>, pages: Pages<'_>) -> anyhow::Result<Worksheet> {
        let (facility, round) = self.marks();
        let sheet = &mut self.sheet;
        sheet.protect_with_options(&open_to_hands());
        sheet.set_paper_size(A4).set_landscape().set_screen_gridlines(false);
        sheet.set_margins(0.5, 0.5, 0.75, 0.6, 0.35, 0.3);
        sheet.set_header(format!("&L&9{facility}&R&9{round}"));
        sheet.set_footer("&L&9 &A&R&9 &P / &N");
        sheet.set_header_footer_scale_with_doc(false);
        if let Some(rows) = head.filter(|rows| *rows > 0) {
            sheet.set_repeat_rows(0, rows - 1)?;
            sheet.set_freeze_panes(rows, 0)?;
        }
        sheet.set_print_fit_to_pages(1, 0);
        if let Pages::At(rows) = pages {
            sheet.set_page_breaks(rows)?;
        }
        Ok(self.sheet)
    }

    /// What stands at the head of each page: the facility and the round.
    fn marks(&self) -> (String, String) {
        let Book { facility, round, reading, .. } = self.book;
        let name = reading.main(&facility.name);
        let who =
            [name, facility.id.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let round =
            if round.is_empty() { String::new() } else { format!("{}: {round}", reading.inline(&words::round())) };
        (page_text(&who), page_text(&round))
    }
}

/// A sheet's name on its tab, in the main language.
pub fn tab(book: &Book<'_>, sheet: Sheet) -> String {
    let one = crate::render::Reading::new(&[book.reading.first]);
    Tabs::default().claim(&sheet.title(), one)
}

/// How a cell of a column looks.
fn look(slot: &Slot, cell: Cell<'_>) -> Look {
    let holds = slot.column.map_or(Holds::People, |column| column.holds);
    match cell {
        Cell::Label(_) => Look::Label,
        Cell::Code(_) => Look::Code,
        Cell::Open | Cell::Number(_) | Cell::Text(_) | Cell::Day(_) => Look::Open(holds),
        Cell::Free => Look::Free,
    }
}

/// Text for the head of a page: `&` starts a command there, and a digit after a size would belong to it.
fn page_text(text: &str) -> String {
    const MOST: usize = 90;
    let short: String = text.chars().filter(|c| !c.is_control()).take(MOST).collect();
    format!(" {}", short.replace('&', "&&"))
}

/// What may be done with a locked sheet: all but changing the printed words. There is no password.
fn open_to_hands() -> ProtectionOptions {
    ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    }
}
