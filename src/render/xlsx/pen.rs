//! Writes a sheet from top to bottom: lines of text, names with values; grids are written in `grid`.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format as Xlsx, FormatUnderline, Url, Worksheet};
use rustc_hash::FxHashMap;

use super::board;
use super::grid::{self, Placed};
use super::layout::{self, Widths};
use super::map;
use super::runs::Runs;
use super::styles::{Cell, Look, Size, Styles};
use crate::lang::{Identity, Label};
use crate::render::Reading;
use crate::render::signs::Signs;
use crate::report::{Block, Chart, Section, Value, number, words};

/// Longest text of a cell, in the units Excel counts.
const LONGEST_TEXT: usize = 32_767;
/// How wide paragraphs run on an upright page and on one that lies across, in characters.
const UPRIGHT: f64 = 94.0;
const ACROSS: f64 = 130.0;
/// The part of a wide sheet that paragraphs run over, since it is printed small.
const OF_SHEET: f64 = 0.6;
/// How wide the names of facts run, and at least their values.
const FACT_NAME: f64 = 30.0;
const FACT: f64 = 60.0;

/// How much of what follows a heading stands on its page at least, in points.
const HEADED: f64 = 60.0;

/// The tab of each section, by its name: where links lead.
pub type Ways = BTreeMap<String, String>;

/// Rows that stand on one page: the first of them, and about how far from the top they begin and end, in points.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    /// The first row.
    pub row: u32,
    /// Where it begins.
    pub from: f64,
    /// Where the last of them ends.
    pub to: f64,
}

/// A sheet being written, with the row to write next.
pub struct Pen<'a> {
    /// Its tab.
    pub tab: String,
    /// The sheet.
    pub sheet: &'a mut Worksheet,
    /// The looks.
    pub styles: &'a mut Styles,
    /// The languages.
    pub reading: Reading,
    /// Its column widths.
    pub widths: Widths,
    /// How wide paragraphs run, in characters.
    paragraph: f64,
    /// The signs that are explained further up on the sheet.
    pub explained: Signs,
    /// The row to write next, from 0.
    pub row: u32,
    /// About how high the rows above are, in points.
    pub above: f64,
    /// The tab of each section, by its name.
    pub ways: &'a Ways,
    /// Rows before which a page ends, on a sheet with charts.
    pub breaks: Vec<u32>,
    /// What must not be parted by the end of a page.
    pub kept: Vec<Kept>,
    /// How many lines labels take in a column, as prose or not, bold or not: a table repeats a few of them.
    lines: FxHashMap<(Identity, u16, bool, bool), usize>,
    /// The looks of the grid at hand; none on a long sheet, whose rows are gone once they are written.
    runs: Option<Runs>,
}

impl<'a> Pen<'a> {
    /// Starts at the top of an empty sheet.
    pub fn new(
        sheet: &'a mut Worksheet,
        styles: &'a mut Styles,
        reading: Reading,
        section: &Section,
        ways: &'a Ways,
    ) -> anyhow::Result<Pen<'a>> {
        let widths = Widths::of(section, reading);
        for (column, width) in widths.iter() {
            sheet.set_column_width(column, width)?;
        }
        let paragraph = if section.paper.lies_across() { ACROSS.max(widths.all() * OF_SHEET) } else { UPRIGHT };
        let (explained, breaks) = (Signs::default(), Vec::new());
        let runs = (!super::is_long(section)).then(Runs::default);
        Ok(Pen {
            tab: sheet.name(),
            sheet,
            styles,
            reading,
            widths,
            paragraph,
            explained,
            row: 0,
            above: 0.0,
            ways,
            breaks,
            kept: Vec::new(),
            lines: FxHashMap::default(),
            runs,
        })
    }

    /// A block of a section; the place of its grid, if it is one.
    pub fn block(&mut self, block: &Block, section: &Section) -> anyhow::Result<Option<Placed>> {
        match block {
            Block::Heading { text } => {
                self.gap();
                let text = self.reading.inline(text).into_owned();
                let (row, from) = (self.row, self.above);
                self.line(&text, Look::Heading, 13.0)?;
                self.keep(row, from, self.above + HEADED);
            }
            Block::Paragraph { text } => self.paragraph(text)?,
            Block::Facts { facts } => {
                for (name, value) in facts {
                    self.fact(name, value)?;
                }
                self.gap();
            }
            Block::Grid(grid) => return grid::write(self, grid, section).map(Some),
            Block::Board(board) => board::write(self, board)?,
            Block::Link { text, to } => {
                if let Some(tab) = self.ways.get(to) {
                    let words = self.reading.inline(text).into_owned();
                    self.link(tab, &words)?;
                }
            }
            Block::Chart(chart) => match &**chart {
                Chart::Map(map) => map::write(self, map)?,
                // Charts with a sheet of numbers are written several at a time, in `chart`.
                Chart::Funnel(_) | Chart::Quadrants(_) | Chart::Intervals(_) | Chart::Rounds(_) | Chart::Answers(_) => {
                }
            },
        }
        Ok(None)
    }

    /// A title; the other language under it.
    pub fn titled(&mut self, title: &Label, look: Look) -> anyhow::Result<()> {
        let size = match look {
            Look::ReportTitle => 20.0,
            _ => 16.0,
        };
        self.line(self.reading.main(title), look, size)?;
        if let Some(other) = self.reading.other(title) {
            self.line(other, Look::Subtitle, 13.0)?;
        }
        self.gap();
        Ok(())
    }

    /// A paragraph; the other language under it.
    pub fn paragraph(&mut self, text: &Label) -> anyhow::Result<()> {
        self.line(self.reading.main(text), Look::Paragraph, 11.0)?;
        if let Some(other) = self.reading.other(text) {
            self.line(other, Look::Aside, 10.0)?;
        }
        self.gap();
        Ok(())
    }

    /// A text over as many columns as it needs to be read with ease, as high as its lines.
    pub fn line(&mut self, text: &str, look: Look, size: f64) -> anyhow::Result<()> {
        let last = self.paragraph_last();
        let high = self.text_over(0, last, text, look, size)?;
        self.end_row(high)
    }

    /// The last column of a paragraph.
    pub fn paragraph_last(&self) -> u16 {
        self.widths.reach(0, self.paragraph)
    }

    /// A name and a value.
    pub fn fact(&mut self, name: &Label, value: &Value) -> anyhow::Result<()> {
        let name_last = self.widths.reach(0, FACT_NAME);
        let last = self.paragraph_last().max(name_last + 1);
        let name = self.reading.inline(name).into_owned();
        let high = self.text_over(0, name_last, &name, Look::FactName, 11.0)?;
        let text = self.reading.value(value).into_owned();
        let value_look = Look::Fact(cell(value));
        let value_last = match value {
            Value::Text { .. } => last.max(self.widths.reach(name_last + 1, FACT)),
            _ => self.widths.reach(name_last + 1, layout::breadth(&text) + 2.0),
        };
        let high = high.max(self.text_over(name_last + 1, value_last, &text, value_look, 11.0)?);
        self.value(self.row, name_last + 1, value, value_look)?;
        self.end_row(high)
    }

    /// A text over some columns of this row; how high it is.
    pub fn text_over(&mut self, first: u16, last: u16, text: &str, look: Look, size: f64) -> anyhow::Result<f64> {
        let text = fitted(text);
        let format = self.styles.get(look);
        if last > first {
            self.sheet.merge_range(self.row, first, self.row, last, &text, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, first, &text, format)?;
        }
        Ok(layout::text_height(&text, self.widths.sum(first, last), size))
    }

    /// A link to a sheet of this workbook.
    pub fn link(&mut self, tab: &str, words: &str) -> anyhow::Result<()> {
        let url = Url::new(way(tab)).set_text(words);
        self.sheet.write_url_with_format(self.row, 0, url, self.styles.get(Look::Link))?;
        self.end_row(18.0)
    }

    /// A value in a cell: a number stays a number, everything else is text.
    pub fn value(&mut self, row: u32, column: u16, value: &Value, look: Look) -> anyhow::Result<()> {
        put(self.sheet, (row, column), self.reading, value, look, Some(self.styles.get(look)))
    }

    /// A cell of a grid in this row, or a blank one.
    pub fn cell(&mut self, column: u16, value: Option<&Value>, look: Look) -> anyhow::Result<()> {
        let place = (self.row, column);
        match (&mut self.runs, value) {
            (Some(runs), value) => {
                if let Some(value) = value {
                    put(self.sheet, place, self.reading, value, look, None)?;
                }
                runs.add(self.sheet, self.styles, place, look)
            }
            (None, Some(value)) => put(self.sheet, place, self.reading, value, look, Some(self.styles.get(look))),
            (None, None) => {
                self.sheet.write_blank(self.row, column, self.styles.get(look))?;
                Ok(())
            }
        }
    }

    /// A cell of a grid that leads to another sheet.
    pub fn leading(&mut self, column: u16, value: &Value, look: Look, tab: &str) -> anyhow::Result<()> {
        let words = fitted(self.reading.value(value));
        let url = Url::new(way(tab)).set_text(words);
        let format = self.styles.get(look).clone().set_underline(FormatUnderline::Single);
        self.sheet.write_url_with_format(self.row, column, url, &format)?;
        Ok(())
    }

    /// The end of a grid's cells.
    pub fn end_cells(&mut self) -> anyhow::Result<()> {
        match &mut self.runs {
            Some(runs) => runs.end(self.sheet, self.styles),
            None => Ok(()),
        }
    }

    /// How many lines a value takes in its column; digits never wrap.
    pub fn cell_lines(&mut self, column: u16, value: &Value, cell: Cell, bold: bool) -> usize {
        if matches!(cell, Cell::Blank | Cell::Count | Cell::Interval | Cell::Number { .. }) {
            return 1;
        }
        let Value::Text { text } = value else { return self.lines_of(column, value, cell, bold) };
        let key = (text.identity(), column, cell == Cell::Prose, bold);
        if let Some(lines) = self.lines.get(&key) {
            return *lines;
        }
        let lines = self.lines_of(column, value, cell, bold);
        self.lines.insert(key, lines);
        lines
    }

    fn lines_of(&self, column: u16, value: &Value, cell: Cell, bold: bool) -> usize {
        let mut width = self.widths.sum(column, column);
        if let Cell::Absent(_) = cell {
            width *= 11.0 / 9.0;
        }
        let text = match cell {
            Cell::Prose | Cell::Absent(_) => self.text_of(value),
            _ => self.reading.value(value),
        };
        layout::cell_lines(&text, width, bold)
    }

    fn text_of<'v>(&self, value: &'v Value) -> std::borrow::Cow<'v, str> {
        match value {
            Value::Text { text } => self.reading.stacked(text),
            Value::Absent { why } => self.reading.stacked(&words::t(words::absent(*why))).into_owned().into(),
            _ => self.reading.value(value),
        }
    }

    /// Goes on to the next row; this one is so high.
    pub fn end_row(&mut self, high: f64) -> anyhow::Result<()> {
        self.sheet.set_row_height(self.row, high)?;
        self.skip_row(high);
        Ok(())
    }

    /// Goes on to the next row and leaves its height to whoever opens the workbook, who knows the font.
    pub fn skip_row(&mut self, about: f64) {
        self.row += 1;
        self.above += about;
    }

    /// Keeps what stands from this row on, so far from the top, together to so far below it: a heading with what it heads.
    pub fn keep(&mut self, row: u32, from: f64, to: f64) {
        match self.kept.last_mut() {
            // A heading right over a table that has its own.
            Some(before) if before.to > from => before.to = to,
            _ => self.kept.push(Kept { row, from, to }),
        }
    }

    /// The width of everything on the sheet, in pixels of a screen at 100 %.
    pub fn wide(&self) -> f64 {
        let last = self.paragraph_last().max(self.widths.reach(self.widths.reach(0, FACT_NAME) + 1, FACT));
        let sentences = layout::pixels((0..=last).map(|column| self.widths.sum(column, column)));
        self.widths.pixels().max(sentences)
    }

    /// An empty row.
    pub fn gap(&mut self) {
        self.skip_row(15.0);
    }
}

/// The address of the top of a sheet.
fn way(tab: &str) -> String {
    format!("internal:{}!A1", super::names::quoted(tab))
}

/// Writes a value, with its format unless that is given to many cells at once.
fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    reading: Reading,
    value: &Value,
    look: Look,
    format: Option<&Xlsx>,
) -> anyhow::Result<()> {
    let number = match value {
        Value::Count { value } => Some(*value as f64),
        Value::Number { value, .. } => Some(*value).filter(|value| value.is_finite()),
        Value::Text { .. } | Value::Interval { .. } | Value::Verdict { .. } | Value::Absent { .. } => None,
    };
    if let Some(number) = number {
        match format {
            Some(format) => sheet.write_number_with_format(row, column, number, format)?,
            None => sheet.write_number(row, column, number)?,
        };
        return Ok(());
    }
    let text = match value {
        Value::Text { text } if look_is_prose(look) => fitted(reading.stacked(text)),
        Value::Absent { why } => reading.stacked(&words::t(words::absent(*why))).into_owned(),
        Value::Text { .. }
        | Value::Count { .. }
        | Value::Number { .. }
        | Value::Interval { .. }
        | Value::Verdict { .. } => fitted(reading.value(value)),
    };
    match format {
        Some(format) => sheet.write_string_with_format(row, column, text, format)?,
        None => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

fn look_is_prose(look: Look) -> bool {
    matches!(look, Look::Cell(_, Cell::Prose))
}

/// What a value looks like.
pub fn cell(value: &Value) -> Cell {
    match value {
        Value::Text { .. } => Cell::Words,
        Value::Count { .. } => Cell::Count,
        Value::Number { value, .. } if !value.is_finite() => Cell::Interval,
        Value::Number { value, format, light, few } => {
            let size = match () {
                () if number::is_tiny(*value, *format) => Size::Tiny,
                () if number::is_one(*value, *format) => Size::One,
                () => Size::Plain,
            };
            Cell::Number { format: *format, light: *light, few: *few, size }
        }
        Value::Interval { .. } => Cell::Interval,
        Value::Verdict { verdict } => Cell::Verdict(*verdict),
        Value::Absent { why } => Cell::Absent(*why),
    }
}

/// A text that fits a cell, cut with an ellipsis where it doesn't.
pub fn fitted(text: impl Into<String>) -> String {
    let text = text.into();
    // No letter has more units than bytes.
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return text;
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < LONGEST_TEXT
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
