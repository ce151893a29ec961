//! A grid on a sheet: caption, headers, rows, and under them what its signs mean.

use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use rust_xlsxwriter::{Color, Note, Sparkline, SparklineType};

use super::layout;
use super::pen::{Pen, cell, fitted};
use super::styles::{Cell, Look, Side};
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, quoted};
use crate::render::signs::Signs;
use crate::report::words::{self, Word, t};
use crate::report::{Column, ColumnKind, Grid, GridRow, RowRole, Section, Trend, Value, number};

const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// How wide the sample of a sign in a legend is, in characters.
const SAMPLE: f64 = 16.0;

/// Rows of a grid that is kept on one page.
const SHORT: usize = 6;
/// Rows of a longer one that stand on one page with its legend and notes.
const LAST: usize = 2;

/// Where a grid stands on its sheet, rows and columns from 0.
pub struct Placed {
    /// The grid's name.
    pub id: String,
    /// The first of its header rows.
    pub header_first: u32,
    /// The header row with a title for each column.
    pub header: u32,
    /// Its last row; the header's if it has no rows.
    pub last: u32,
    /// Its last column.
    pub last_column: u16,
    /// How many columns name the row.
    pub keys: u16,
    /// About how high everything above its first row is, in points.
    pub above: f64,
}

impl Placed {
    /// Its cells as a reference, headers included.
    pub fn range(&self) -> String {
        let from = row_col_to_cell_absolute(self.header, 0);
        format!("{from}:{}", row_col_to_cell_absolute(self.last, self.last_column))
    }

    /// How many rows it has.
    pub fn rows(&self) -> u32 {
        self.last - self.header
    }
}

/// Writes a grid with its notes.
pub fn write(pen: &mut Pen<'_>, grid: &Grid, section: &Section) -> anyhow::Result<Placed> {
    check_size(pen, grid)?;
    let (first, top) = (pen.row, pen.above);
    if grid.title != section.title {
        let caption = pen.reading.inline(&grid.title).into_owned();
        pen.line(&caption, Look::Caption, 11.5)?;
    }
    let header_first = pen.row;
    group_headers(pen, grid)?;
    let header = pen.row;
    headers(pen, grid)?;
    let above = pen.above;
    let mut end = None;
    for (at, row) in grid.rows.iter().enumerate() {
        if at + LAST == grid.rows.len() {
            end = Some((pen.row, pen.above));
        }
        let lead = grid.leads.get(at).and_then(Option::as_ref).and_then(|to| pen.ways.get(to));
        grid_row(pen, grid, row, lead)?;
        if at == 0 || grid.rows.len() <= SHORT {
            pen.keep(first, top, pen.above);
        }
    }
    pen.end_cells()?;
    let last_column = u16::try_from(grid.columns.len().saturating_sub(1))?;
    let keys = u16::try_from(grid.keys.min(grid.columns.len()))?;
    let last = header + u32::try_from(grid.rows.len())?;
    if grid.rows.is_empty() {
        let none = pen.reading.inline(&t(Word::EmptyGrid)).into_owned();
        pen.line(&none, Look::Aside, 10.0)?;
    }
    let new = Signs::of(grid).without(&pen.explained);
    legend(pen, &new)?;
    pen.explained.add(new);
    for note in &grid.notes {
        let note = pen.reading.stacked(note).into_owned();
        pen.line(&note, Look::Aside, 10.0)?;
    }
    if let Some((row, from)) = end.filter(|_| grid.rows.len() > SHORT) {
        pen.keep(row, from, pen.above);
    }
    pen.gap();
    Ok(Placed { id: grid.id.clone(), header_first, header, last, last_column, keys, above })
}

fn check_size(pen: &Pen<'_>, grid: &Grid) -> anyhow::Result<()> {
    // Two header rows, and room for the legend and the notes.
    let rows = pen.row as usize + grid.rows.len() + grid.notes.len() + 20;
    if rows <= MOST_ROWS && grid.columns.len() <= MOST_COLUMNS {
        return Ok(());
    }
    let size = format!("{} × {} > {MOST_ROWS} × {MOST_COLUMNS}", grid.rows.len(), grid.columns.len());
    let advice = Hint::advice("CSV хэлбэрээр гаргана уу.", "Write it as CSV instead.");
    Err(Problem::new(Code::SheetTooSmall, At::default(), quoted(&grid.id)).detail(size).hint(advice).into())
}

/// The headers that neighbours share, if any column has one.
fn group_headers(pen: &mut Pen<'_>, grid: &Grid) -> anyhow::Result<()> {
    if grid.columns.iter().all(|c| c.group.is_none()) {
        return Ok(());
    }
    let mut first = 0;
    let mut high: f64 = 0.0;
    for run in grid.columns.chunk_by(|a, b| a.group == b.group) {
        let last = first + run.len() - 1;
        let text = run[0].group.as_ref().map(|group| pen.reading.stacked(group).into_owned());
        // A run without a group is left without a merge, so that its cells stay single.
        if let Some(text) = text {
            high =
                high.max(pen.text_over(u16::try_from(first)?, u16::try_from(last)?, &text, Look::GroupHeader, 11.5)?);
        } else {
            for at in first..=last {
                pen.sheet.write_blank(pen.row, u16::try_from(at)?, pen.styles.get(Look::GroupHeader))?;
            }
        }
        first = last + 1;
    }
    pen.end_row(high)
}

fn headers(pen: &mut Pen<'_>, grid: &Grid) -> anyhow::Result<()> {
    let mut most_lines = 1;
    for (at, column) in grid.columns.iter().enumerate() {
        let at = u16::try_from(at)?;
        let title = fitted(pen.reading.stacked(&column.title));
        pen.sheet.write_string_with_format(pen.row, at, &title, pen.styles.get(Look::Header(side(column.kind))))?;
        if let Some(about) = &column.about {
            pen.sheet.insert_note(pen.row, at, &header_note(&pen.reading.joined(about, "\n\n")))?;
        }
        most_lines = most_lines.max(layout::cell_lines(&title, pen.widths.sum(at, at), true));
    }
    if let Some(trend) = &grid.trend {
        let title = fitted(pen.reading.stacked(&trend.title));
        let at = u16::try_from(grid.columns.len())?;
        pen.sheet.write_string_with_format(pen.row, at, &title, pen.styles.get(Look::Header(Side::Middle)))?;
        most_lines = most_lines.max(layout::cell_lines(&title, pen.widths.sum(at, at), true));
    }
    pen.end_row(layout::height(most_lines, 11.0))
}

/// Columns that stand for a series over time, the last one dark. Lines would be printed as dots by some programs.
fn sparkline(pen: &mut Pen<'_>, column: u16, trend: &Trend, row: &GridRow) -> anyhow::Result<()> {
    let known: Vec<f64> = trend.of(row).into_iter().flatten().collect();
    if known.len() < 2 {
        return Ok(());
    }
    let (first, count) = (u16::try_from(trend.first)?, u16::try_from(trend.count)?);
    let mut drawn = Sparkline::new()
        .set_range((pen.tab.as_str(), pen.row, first, pen.row, first + count.saturating_sub(1)))
        .set_type(SparklineType::Column)
        .set_sparkline_color(Color::RGB(0x9AA5B1))
        .show_last_point(true)
        .set_last_point_color(Color::RGB(0x1F2933));
    if known.iter().all(|value| *value >= 0.0) {
        // From nought: the lowest column would vanish otherwise, and twice the height would not be twice the value.
        drawn = drawn.set_custom_min(0.0);
    }
    pen.sheet.add_sparkline(pen.row, column, &drawn)?;
    Ok(())
}

fn header_note(text: &str) -> Note {
    const WIDTH: u32 = 300;
    let lines = layout::lines(text, 42.0).min(20);
    let high = u32::try_from(lines).unwrap_or(20) * 16 + 16;
    Note::new(fitted(text)).add_author_prefix(false).set_width(WIDTH).set_height(high)
}

fn side(kind: ColumnKind) -> Side {
    match kind {
        ColumnKind::Text | ColumnKind::Narrow | ColumnKind::Prose | ColumnKind::Code => Side::Left,
        ColumnKind::Count | ColumnKind::Measure => Side::Middle,
    }
}

fn grid_row(pen: &mut Pen<'_>, grid: &Grid, row: &GridRow, lead: Option<&String>) -> anyhow::Result<()> {
    let mut most_lines = 1;
    for (at, column) in grid.columns.iter().enumerate() {
        let place = u16::try_from(at)?;
        match row.values.get(at) {
            Some(value) => {
                let cell = in_column(value, column);
                match lead.filter(|_| at == 0) {
                    Some(tab) => pen.leading(place, value, Look::Cell(row.role, cell), tab)?,
                    None => pen.cell(place, Some(value), Look::Cell(row.role, cell))?,
                }
                most_lines = most_lines.max(pen.cell_lines(place, value, cell, row.role != RowRole::Plain));
            }
            None => pen.cell(place, None, Look::Cell(row.role, Cell::Blank))?,
        }
    }
    if let Some(trend) = &grid.trend {
        sparkline(pen, u16::try_from(grid.columns.len())?, trend, row)?;
    }
    if most_lines > 1 {
        return pen.end_row(layout::height(most_lines, 11.0));
    }
    pen.skip_row(15.0);
    Ok(())
}

fn in_column(value: &Value, column: &Column) -> Cell {
    match (cell(value), column.kind) {
        (Cell::Words, ColumnKind::Prose) => Cell::Prose,
        (cell, _) => cell,
    }
}

/// What signs mean: those of a grid that no grid above it on the sheet has.
pub fn legend(pen: &mut Pen<'_>, signs: &Signs) -> anyhow::Result<()> {
    if !signs.is_empty() {
        pen.skip_row(15.0);
    }
    for &light in &signs.lights {
        let (short, about) = words::light_of(signs.legend, light);
        let short = pen.reading.inline(&short).into_owned();
        let sample = format!("{} {short}", number::shape(light));
        legend_row(pen, Look::Sample(light), &sample, &about)?;
    }
    if signs.few {
        legend_row(pen, Look::SampleFew, number::FEW, &t(Word::FewAbout))?;
    }
    for &why in &signs.absences {
        let short = pen.reading.inline(&t(words::absent(why))).into_owned();
        legend_row(pen, Look::SampleAbsent(why), &short, &t(words::absent_about(why)))?;
    }
    Ok(())
}

/// A first column of so many samples' width is no place for one.
const WIDE: f64 = 3.0;

/// A sample of a sign, and beside it what it means.
pub fn legend_row(pen: &mut Pen<'_>, look: Look, sample: &str, meaning: &Label) -> anyhow::Result<()> {
    let meaning = pen.reading.inline(meaning).into_owned();
    if pen.widths.sum(0, 0) > WIDE * SAMPLE {
        // Sentences fill the first column: the sample stands beside it, where the numbers are.
        let high = pen.text_over(0, 0, &meaning, Look::Aside, 10.0)?;
        let high = high.max(pen.text_over(1, 1, sample, look, 10.0)?);
        return pen.end_row(high);
    }
    let sample_last = pen.widths.reach_about(0, SAMPLE);
    let last = pen.paragraph_last().max(sample_last + 1);
    let high = pen.text_over(0, sample_last, sample, look, 10.0)?;
    let high = high.max(pen.text_over(sample_last + 1, last, &meaning, Look::Aside, 10.0)?);
    pen.end_row(high)
}
