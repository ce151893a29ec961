//! Charts of a workbook: native ones, drawn from a sheet of their numbers at the end.
//!
//! Charts stand two by two, as many as a printed page holds, and a page ends before each such row of charts rather than in
//! it. Every mark has a shape beside its colour.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartMarker, ChartMarkerType, ChartSolidFill, Color, ObjectMovement, Worksheet,
};

use super::paper;
use super::pen::{Pen, fitted};
use super::rulers::{Ruled, Rulers};
use super::runs::Runs;
use super::styles::{Cell, Look, Side, Size, Styles};
use super::{answers, dots, funnel, intervals, quadrants, rounds};
use crate::lang::Label;
use crate::render::Reading;
use crate::render::axes::Axis;
use crate::report::words::{Word, t};
use crate::report::{Answers, Block, Chart, Format, Funnel, Intervals, Quadrants, Report, Rounds, RowRole, Section};

/// A chart is no narrower than this where two stand side by side, in pixels.
const NARROWEST: f64 = 520.0;
/// Height of a line of cells under charts, in pixels and points, and lines in a row: low enough to scroll by.
const LINE: (f64, f64) = (20.0, 15.0);
const LINES: usize = 3;
/// Columns of numbers at most that are made wide enough to be read.
const COLUMNS: u16 = 40;
/// Ink of lines and words.
pub const INK: u32 = 0x1F2933;
pub const FAINT: u32 = 0x6B7783;
pub const GRID: u32 = 0xE3E7EB;

/// Where the numbers of charts stand: the tab, and the first row of each chart's.
pub struct Plan<'r> {
    /// The tab of the numbers.
    pub tab: String,
    rulers: Rulers,
    charts: Vec<(Native<'r>, u32)>,
}

/// The first row under the title of the sheet of numbers.
const FIRST: u32 = 2;

impl<'r> Plan<'r> {
    /// The charts of a report, in reading order.
    pub fn of(report: &'r Report, tab: String) -> Plan<'r> {
        let blocks = report.sections.iter().flat_map(|section| &section.blocks);
        let found: Vec<Native<'r>> = blocks.filter_map(native).collect();
        let rulers = Rulers::of(found.iter().filter_map(|chart| chart.ruled()), FIRST);
        let mut row = rulers.end(FIRST);
        let mut charts = Vec::new();
        for chart in found {
            charts.push((chart, row));
            let rows = match chart {
                Native::Funnel(funnel) => funnel.points.len().max(funnel.curve.len()),
                Native::Quadrants(chart) => chart.points.len().max(quadrants::LINE),
                Native::Intervals(chart) => dots::rows(chart.rows.len()),
                Native::Rounds(chart) => rounds::rows(chart),
                Native::Answers(chart) => chart.rows.len(),
            };
            row += 4 + u32::try_from(rows).unwrap_or(0);
        }
        Plan { tab, rulers, charts }
    }

    /// What a picture of so many lines over such an axis is ruled with.
    pub fn ruled(&self, (lines, axis): (usize, Axis)) -> Option<Ruled<'_>> {
        self.rulers.ruled(&self.tab, lines, axis)
    }

    /// About how many numbers there are.
    pub fn cells(&self) -> usize {
        const IN_A_ROW: usize = 10;
        self.charts.last().map_or(0, |(_, row)| *row as usize) * IN_A_ROW
    }

    fn first(&self, id: &str) -> Option<u32> {
        self.charts.iter().find(|(chart, _)| chart.id() == id).map(|(_, row)| *row)
    }
}

/// The title of the sheet of numbers.
pub fn title() -> Label {
    t(Word::SheetChartData)
}

/// Whether a report has charts that are drawn from a sheet of numbers.
pub fn has_charts(report: &Report) -> bool {
    report.sections.iter().flat_map(|section| &section.blocks).any(|block| native(block).is_some())
}

/// A chart that is drawn from a sheet of numbers. A map is cells, and no chart of this kind.
#[derive(Debug, Clone, Copy)]
pub enum Native<'r> {
    /// Values against size.
    Funnel(&'r Funnel),
    /// Things in four fields.
    Quadrants(&'r Quadrants),
    /// Values with their intervals.
    Intervals(&'r Intervals),
    /// A figure over rounds.
    Rounds(&'r Rounds),
    /// How answers are spread.
    Answers(&'r Answers),
}

impl<'r> Native<'r> {
    fn id(self) -> &'r str {
        match self {
            Native::Funnel(funnel) => &funnel.id,
            Native::Quadrants(chart) => &chart.id,
            Native::Intervals(chart) => &chart.id,
            Native::Rounds(chart) => &chart.id,
            Native::Answers(chart) => &chart.id,
        }
    }

    fn title(self) -> &'r Label {
        match self {
            Native::Funnel(funnel) => &funnel.title,
            Native::Quadrants(chart) => &chart.title,
            Native::Intervals(chart) => &chart.title,
            Native::Rounds(chart) => &chart.title,
            Native::Answers(chart) => &chart.title,
        }
    }

    /// How many lines it is ruled for, and over which axis, if it is a picture of lines.
    fn ruled(self) -> Option<(usize, Axis)> {
        match self {
            Native::Intervals(chart) => Some(intervals::ruled(chart)),
            Native::Rounds(chart) => rounds::ruled(chart),
            Native::Funnel(_) | Native::Quadrants(_) | Native::Answers(_) => None,
        }
    }

    /// The least height in which it can be read, in pixels.
    fn least(self) -> f64 {
        match self {
            Native::Funnel(_) | Native::Quadrants(_) => 0.0,
            Native::Intervals(chart) => dots::high(chart.rows.len()),
            Native::Rounds(chart) => rounds::high(chart),
            Native::Answers(chart) => answers::high(chart),
        }
    }
}

/// The chart that a block is, if it is drawn from a sheet of numbers.
pub fn native(block: &Block) -> Option<Native<'_>> {
    match block {
        Block::Chart(chart) => match &**chart {
            Chart::Funnel(funnel) => Some(Native::Funnel(funnel)),
            Chart::Quadrants(chart) => Some(Native::Quadrants(chart)),
            Chart::Intervals(chart) => Some(Native::Intervals(chart)),
            Chart::Rounds(chart) => Some(Native::Rounds(chart)),
            Chart::Answers(chart) => Some(Native::Answers(chart)),
            Chart::Map(_) => None,
        },
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Facts { .. }
        | Block::Grid(_)
        | Block::Board(_)
        | Block::Link { .. } => None,
    }
}

/// Charts in a row, how wide and high each is in pixels, and how many rows of them a page holds.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    across: usize,
    wide: f64,
    high: f64,
    rows: usize,
    /// Percent at which the sheet is printed.
    pub scale: u16,
}

/// How charts are laid out on a sheet so many pixels wide.
pub fn layout(wide: f64, lies_across: bool) -> Layout {
    laid_out(wide, lies_across, 2, 0.0)
}

/// The same, with no more beside one another than this, and each at least so high.
fn laid_out(wide: f64, lies_across: bool, most: usize, least: f64) -> Layout {
    let (page, high) = paper::page(lies_across);
    // The heading and its paragraph in two languages take a quarter of the first page.
    // Smaller than the page: LibreOffice draws columns a fifteenth wider than Excel does.
    let scale = (0.9 * page / wide).clamp(0.3, 1.0);
    let (room, high) = (0.9 * page / scale, 0.74 * high / scale);
    let across = if room / 2.0 >= NARROWEST { most } else { 1 };
    let each = room / across as f64;
    let rows = (high / (0.62 * each).max(least)).floor().max(1.0);
    // A chart that is higher than a page is printed on two; it is no lower for that.
    let high = high.max(least * rows);
    Layout { across, wide: each, high: high / rows, rows: rows as usize, scale: (scale * 100.0).floor() as u16 }
}

/// The charts that these blocks begin with.
pub fn first(blocks: &[Block]) -> Vec<Native<'_>> {
    blocks.iter().map_while(native).collect()
}

/// Whether these blocks begin with the heading of charts: a page ends before it.
pub fn is_heading(blocks: &[Block]) -> bool {
    let [Block::Heading { .. }, rest @ ..] = blocks else { return false };
    let after = rest.iter().find(|block| !matches!(block, Block::Paragraph { .. }));
    after.is_some_and(|block| native(block).is_some())
}

/// Writes charts that follow one another.
pub fn write(pen: &mut Pen<'_>, charts: &[Native<'_>], plan: &Plan<'_>, section: &Section) -> anyhow::Result<()> {
    let wide = pen.widths.pixels();
    // The names of a picture of fields want room; there is one of them.
    let most = if matches!(charts, [Native::Quadrants(_)]) { 1 } else { 2 };
    let least = charts.iter().map(|chart| chart.least()).fold(0.0, f64::max);
    let layout = laid_out(wide, paper::lies_across(section, wide), most, least);
    for (at, row) in charts.chunks(layout.across).enumerate() {
        if at % layout.rows == 0 && at > 0 {
            pen.breaks.push(pen.row);
        }
        for (beside, chart) in row.iter().enumerate() {
            let Some(first) = plan.first(chart.id()) else { continue };
            let size = (layout.wide - 8.0, layout.high - 24.0);
            let (at, reading, palette) = ((plan.tab.as_str(), first), pen.reading, pen.styles.palette());
            let drawing = match *chart {
                Native::Funnel(chart) => Some(funnel::drawn(chart, at, reading, palette)),
                Native::Quadrants(chart) => Some(quadrants::drawn(chart, at, reading, palette, size)),
                Native::Intervals(chart) => intervals::drawn(chart, (plan, first), reading, palette, size),
                Native::Rounds(chart) => rounds::drawn(chart, (plan, first), reading, palette, size),
                Native::Answers(chart) => Some(answers::drawn(chart, at, reading)),
            };
            let Some(mut drawing) = drawing else { continue };
            drawing.set_width(size.0 as u32).set_height(size.1 as u32);
            let left = (layout.wide * beside as f64) as u32;
            pen.sheet.insert_chart_with_offset(pen.row, 0, &drawing, left, 4)?;
        }
        let mut lines = (layout.high / LINE.0).floor() as usize;
        while lines > 0 {
            let row = lines.min(LINES);
            pen.end_row(LINE.1 * row as f64)?;
            lines -= row;
        }
    }
    pen.gap();
    Ok(())
}

/// A font of this size.
pub fn font(size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(size).set_color(Color::RGB(INK));
    font
}

/// What stands around a chart: its title and description, its axes with their titles and numbers, a legend under it.
pub fn frame(
    drawing: &mut Drawing,
    reading: Reading,
    (title, about): (&Label, &Label),
    [(x, x_title), (y, y_title)]: [(Axis, &Label); 2],
    [x_numbers, y_numbers]: [String; 2],
) {
    let mut bold = font(11);
    bold.set_bold();
    drawing.title().set_name(&plain(&reading.stacked(title))).set_font(&bold);
    drawing
        .x_axis()
        .set_name(&plain(&reading.inline(x_title)))
        .set_name_font(&font(9))
        .set_font(&font(9))
        .set_min(x.from)
        .set_max(x.to)
        .set_major_unit(x.step)
        .set_num_format(x_numbers)
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_major_gridlines(false);
    drawing
        .y_axis()
        .set_name(&plain(&reading.inline(y_title)))
        .set_name_font(&font(9))
        .set_font(&font(9))
        .set_min(y.from)
        .set_max(y.to)
        .set_major_unit(y.step)
        .set_num_format(y_numbers)
        .set_label_position(ChartAxisLabelPosition::Low)
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(GRID)).set_width(0.75));
    drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
    drawing.show_empty_cells_as(ChartEmptyCells::Gaps);
    drawing.set_alt_text(alt(reading.main(about))).set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
}

/// A text that isn't taken for a reference to cells.
pub fn plain(text: &str) -> String {
    let text = text.replace('!', "!\u{200a}");
    if text.starts_with('=') { format!("\u{200a}{text}") } else { text }
}

/// A workbook takes 255 units and no more.
pub fn alt(text: &str) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= 255
    };
    text.chars().take_while(fits).collect()
}

/// How numbers with so many decimals are written.
pub fn digits(decimals: u8) -> String {
    match decimals {
        0 => "#,##0".to_string(),
        n => format!("#,##0.{}", "0".repeat(usize::from(n))),
    }
}

/// A marker of this shape, size and colour, with an edge; of none that is drawn in lines.
pub fn filled(shape: ChartMarkerType, size: u8, fill: Option<u32>) -> ChartMarker {
    let mut edge = ChartLine::new();
    edge.set_color(Color::RGB(INK)).set_width(0.75);
    let mut format = ChartFormat::new();
    format.set_border(&edge);
    match fill {
        Some(rgb) => format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(rgb))),
        None => format.set_no_fill(),
    };
    let mut marker = ChartMarker::new();
    marker.set_type(shape).set_size(size).set_format(&mut format);
    marker
}

/// Writes the sheet of numbers, one chart under the other.
pub fn numbers(sheet: &mut Worksheet, styles: &mut Styles, reading: Reading, plan: &Plan<'_>) -> anyhow::Result<()> {
    sheet.set_column_width(0, 44)?;
    sheet.set_column_range_width(1, COLUMNS, 13.0)?;
    sheet.write_string_with_format(0, 0, fitted(reading.inline(&title())), styles.get(Look::Title))?;
    sheet.set_row_height(0, 24)?;
    let caption = styles.get(Look::Caption).clone().unset_text_wrap();
    let mut on = Numbers { sheet, styles, reading, caption, runs: Runs::default() };
    plan.rulers.numbers(&mut on)?;
    for (chart, first) in &plan.charts {
        on.caption(*first, chart.title())?;
        match *chart {
            Native::Funnel(chart) => funnel::numbers(&mut on, chart, *first)?,
            Native::Quadrants(chart) => quadrants::numbers(&mut on, chart, *first)?,
            Native::Intervals(chart) => intervals::numbers(&mut on, chart, *first)?,
            Native::Rounds(chart) => rounds::numbers(&mut on, chart, *first)?,
            Native::Answers(chart) => answers::numbers(&mut on, chart, *first)?,
        }
    }
    on.runs.end(on.sheet, on.styles)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&8&A&R&8&P / &N").set_screen_gridlines(false);
    Ok(())
}

/// The sheet of numbers, being written.
pub struct Numbers<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a mut Styles,
    /// The languages.
    pub reading: Reading,
    caption: rust_xlsxwriter::Format,
    runs: Runs,
}

impl Numbers<'_> {
    /// What the numbers below are about.
    pub fn caption(&mut self, row: u32, title: &Label) -> anyhow::Result<()> {
        self.sheet.write_string_with_format(row, 0, fitted(self.reading.inline(title)), &self.caption)?;
        Ok(())
    }

    /// The heads of columns; the first is wide.
    pub fn heads(&mut self, row: u32, heads: Vec<(u16, Label)>) -> anyhow::Result<()> {
        let mut most = 1;
        for (column, label) in heads {
            let text = self.reading.stacked(&label);
            let wide = if column == 0 { 44.0 } else { 13.0 };
            most = most.max(super::layout::cell_lines(&text, wide, true));
            let look = Look::Header(Side::Left);
            self.sheet.write_string_with_format(row, column, fitted(text), self.styles.get(look))?;
        }
        self.sheet.set_row_height(row, super::layout::height(most, 11.0))?;
        Ok(())
    }

    /// What a row is called.
    pub fn name(&mut self, row: u32, text: &str) -> anyhow::Result<()> {
        self.sheet.write_string(row, 0, fitted(text))?;
        self.runs.add(self.sheet, self.styles, (row, 0), Look::Cell(RowRole::Plain, Cell::Words))
    }

    /// A number; what isn't one leaves its cell empty, and a gap in the line.
    pub fn put(&mut self, row: u32, column: u16, value: f64, format: Format) -> anyhow::Result<()> {
        if !value.is_finite() {
            return Ok(());
        }
        let cell = Cell::Number { format, light: None, few: false, size: Size::Plain };
        self.sheet.write_number(row, column, value)?;
        self.runs.add(self.sheet, self.styles, (row, column), Look::Cell(RowRole::Plain, cell))
    }
}
