//! Charts of a workbook: native ones, drawn from a sheet of their numbers at the end.
//!
//! Charts stand two by two, as many as a printed page holds, and a page ends before each such row of charts rather than in
//! it. Every mark has a shape beside its colour.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartEmptyCells, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartSeries,
    ChartSolidFill, ChartType, Color, ObjectMovement, Worksheet,
};

use super::paper;
use super::pen::{Pen, fitted};
use super::styles::{Cell, Look, Side, Size, Styles};
use super::{answers, dots, intervals, quadrants, rounds};
use crate::lang::Label;
use crate::render::axes::{self, Axis, mark_word};
use crate::render::{Palette, Reading};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{
    Answers, Block, Chart, Format, Funnel, Intervals, Mark, Quadrants, Report, Rounds, RowRole, Section,
};

/// A chart is no narrower than this where two stand side by side, in pixels.
const NARROWEST: f64 = 520.0;
/// Height of a row under charts, in pixels and points.
const ROW: (f64, f64) = (20.0, 15.0);
/// Facilities outside the limits that are named in a chart.
const NAMED: usize = 8;
/// Letters of such a name.
const NAME: usize = 24;
/// Ink of lines and words.
pub const INK: u32 = 0x1F2933;
pub const FAINT: u32 = 0x6B7783;
pub const GRID: u32 = 0xE3E7EB;

/// Where the numbers of charts stand: the tab, and the first row of each chart's.
pub struct Plan<'r> {
    /// The tab of the numbers.
    pub tab: String,
    charts: Vec<(Native<'r>, u32)>,
}

impl<'r> Plan<'r> {
    /// The charts of a report, in reading order.
    pub fn of(report: &'r Report, tab: String) -> Plan<'r> {
        let blocks = report.sections.iter().flat_map(|section| &section.blocks);
        let mut row = 2;
        let mut charts = Vec::new();
        for block in blocks {
            let Some(chart) = native(block) else { continue };
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
        Plan { tab, charts }
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
            let mut drawing = match *chart {
                Native::Funnel(funnel) => drawn(funnel, &plan.tab, first, pen),
                Native::Quadrants(chart) => quadrants::drawn(chart, at, reading, palette, size),
                Native::Intervals(chart) => intervals::drawn(chart, at, reading, palette, size),
                Native::Rounds(chart) => rounds::drawn(chart, at, reading, palette, size),
                Native::Answers(chart) => answers::drawn(chart, at, reading),
            };
            drawing.set_width(size.0 as u32).set_height(size.1 as u32);
            let left = (layout.wide * beside as f64) as u32;
            pen.sheet.insert_chart_with_offset(pen.row, 0, &drawing, left, 4)?;
        }
        for _ in 0..(layout.high / ROW.0).floor() as usize {
            pen.end_row(ROW.1)?;
        }
    }
    pen.gap();
    Ok(())
}

fn drawn(funnel: &Funnel, tab: &str, first: u32, pen: &Pen<'_>) -> Drawing {
    let reading = pen.reading;
    let (x, y) = axes::of_funnel(funnel);
    let mut drawing = Drawing::new(ChartType::ScatterStraight);
    lines(&mut drawing, funnel, tab, first, reading);
    points(&mut drawing, funnel, tab, first, reading, pen.styles.palette());
    let unit = if funnel.format == Format::Percent { "\"%\"" } else { "" };
    let numbers = [digits(x.decimals()), format!("{}{unit}", digits(y.decimals()))];
    frame(&mut drawing, reading, (&funnel.title, &funnel.alt), [(x, &funnel.x_title), (y, &funnel.y_title)], numbers);
    drawing
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

/// Columns of the sheet of numbers: name, size, a value under its mark; then the limits.
const SIZE: u16 = 1;
const MARKS: u16 = 2;
const CURVE: u16 = 9;

/// The benchmark and the limits. Both ends of a pair of limits look alike; the legend names one of them.
fn lines(drawing: &mut Drawing, funnel: &Funnel, tab: &str, first: u32, reading: Reading) {
    let last = first + 1 + u32::try_from(funnel.curve.len()).unwrap_or(0);
    let word = |word: CompareWord| reading.inline(&t(word)).into_owned();
    let named = [
        (1, word(CompareWord::Limits998), FAINT, ChartLineDashType::Solid),
        (2, word(CompareWord::Limits95), FAINT, ChartLineDashType::Dash),
        (3, plain(&reading.inline(&funnel.benchmark_name)), INK, ChartLineDashType::Solid),
        (4, String::new(), FAINT, ChartLineDashType::Dash),
        (5, String::new(), FAINT, ChartLineDashType::Solid),
    ];
    for (column, name, ink, dash) in named {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(ink)).set_width(if column == 3 { 1.75 } else { 1.25 }).set_dash_type(dash);
        // Added first: a series that is pushed loses its marker or its line.
        let series = drawing.add_series();
        series
            .set_categories((tab, first + 2, CURVE, last, CURVE))
            .set_values((tab, first + 2, CURVE + column, last, CURVE + column))
            .set_name(&plain(&name))
            .set_format(ChartFormat::new().set_line(&line))
            .set_marker(ChartMarker::new().set_none());
        if name.is_empty() {
            series.delete_from_legend(true);
        }
    }
}

fn points(drawing: &mut Drawing, funnel: &Funnel, tab: &str, first: u32, reading: Reading, palette: Palette) {
    let last = first + 1 + u32::try_from(funnel.points.len()).unwrap_or(0);
    // What stands out is drawn last, over the others.
    for (at, mark) in Mark::ALL.into_iter().enumerate().rev() {
        if funnel.points.iter().all(|point| point.mark != mark) {
            continue;
        }
        let column = MARKS + at as u16;
        let series = drawing.add_series();
        series
            .set_categories((tab, first + 2, SIZE, last, SIZE))
            .set_values((tab, first + 2, column, last, column))
            .set_name(&plain(&reading.inline(&t(mark_word(mark)))))
            .set_format(ChartFormat::new().set_no_line())
            .set_marker(&marker(mark, palette));
        if mark.is_outside() {
            label(series, funnel, mark, reading);
        }
    }
}

/// Names beside the points that lie outside.
fn label(series: &mut ChartSeries, funnel: &Funnel, mark: Mark, reading: Reading) {
    let mut named = 0;
    let labels: Vec<ChartDataLabel> = funnel
        .points
        .iter()
        .map(|point| {
            let mut label = ChartDataLabel::new();
            if point.mark == mark && named < NAMED {
                named += 1;
                label.set_value(&plain(&axes::short(reading.main(&point.name), NAME)));
            } else {
                label.set_hidden();
            }
            label.to_custom()
        })
        .collect();
    let above = ChartDataLabelPosition::Above;
    series.set_data_label(ChartDataLabel::new().show_value().set_position(above).set_font(&font(8)));
    series.set_custom_data_labels(&labels);
}

/// Shape, size and colour of a mark.
fn marker(mark: Mark, palette: Palette) -> ChartMarker {
    let (shape, size) = match mark {
        Mark::Support => (ChartMarkerType::Square, 9),
        Mark::Learn => (ChartMarkerType::Triangle, 10),
        Mark::Differs => (ChartMarkerType::Diamond, 10),
        Mark::Near => (ChartMarkerType::Circle, 8),
        Mark::Within => (ChartMarkerType::Circle, 5),
        Mark::TooSmall => (ChartMarkerType::X, 5),
    };
    filled(shape, size, axes::fill(mark, palette))
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

/// Writes the sheet of numbers: for each chart its facilities, and beside them its limits.
pub fn numbers(sheet: &mut Worksheet, styles: &mut Styles, reading: Reading, plan: &Plan<'_>) -> anyhow::Result<()> {
    sheet.set_name(&plan.tab)?;
    sheet.set_column_width(0, 44)?;
    for column in 1..CURVE + 6 {
        sheet.set_column_width(column, if column == CURVE - 1 { 3.0 } else { 13.0 })?;
    }
    sheet.write_string_with_format(0, 0, fitted(&reading.inline(&title())), styles.get(Look::Title))?;
    sheet.set_row_height(0, 24)?;
    for (chart, first) in &plan.charts {
        let mut title = styles.get(Look::Caption).clone();
        title = title.unset_text_wrap();
        sheet.write_string_with_format(*first, 0, fitted(&reading.inline(chart.title())), &title)?;
        match *chart {
            Native::Funnel(funnel) => one(sheet, styles, reading, funnel, *first)?,
            Native::Quadrants(chart) => quadrants::numbers(sheet, styles, reading, chart, *first)?,
            Native::Intervals(chart) => intervals::numbers(sheet, styles, reading, chart, (&plan.tab, *first))?,
            Native::Rounds(chart) => rounds::numbers(sheet, styles, reading, chart, (&plan.tab, *first))?,
            Native::Answers(chart) => answers::numbers(sheet, styles, reading, chart, *first)?,
        }
    }
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&8&A&R&8&P / &N").set_screen_gridlines(false);
    Ok(())
}

fn one(
    sheet: &mut Worksheet,
    styles: &mut Styles,
    reading: Reading,
    funnel: &Funnel,
    first: u32,
) -> anyhow::Result<()> {
    let mut heads = vec![(0, t(CompareWord::Point)), (SIZE, funnel.x_title.clone())];
    heads.extend(Mark::ALL.into_iter().enumerate().map(|(at, mark)| (MARKS + at as u16, t(mark_word(mark)))));
    let low = |word: CompareWord| beside(t(word), t(Word::Low));
    let high = |word: CompareWord| beside(t(word), t(Word::High));
    heads.extend([
        (CURVE, funnel.x_title.clone()),
        (CURVE + 1, low(CompareWord::Limits998)),
        (CURVE + 2, low(CompareWord::Limits95)),
        (CURVE + 3, funnel.benchmark_name.clone()),
        (CURVE + 4, high(CompareWord::Limits95)),
        (CURVE + 5, high(CompareWord::Limits998)),
    ]);
    header(sheet, styles, reading, first + 1, heads)?;
    for (row, point) in (first + 2..).zip(&funnel.points) {
        sheet.write_string_with_format(row, 0, fitted(&reading.inline(&point.name)), styles.get(WORDS))?;
        put(sheet, row, SIZE, point.size, styles.get(number(Format::Plain(1))))?;
        let at = Mark::ALL.iter().position(|mark| *mark == point.mark).unwrap_or(0);
        put(sheet, row, MARKS + at as u16, point.value, styles.get(number(funnel.format)))?;
    }
    for (row, limits) in (first + 2..).zip(&funnel.curve) {
        put(sheet, row, CURVE, limits.size, styles.get(number(Format::Plain(1))))?;
        let values =
            [limits.limits_998.0, limits.limits_95.0, funnel.benchmark, limits.limits_95.1, limits.limits_998.1];
        for (column, value) in (CURVE + 1..).zip(values) {
            put(sheet, row, column, value, styles.get(number(funnel.format)))?;
        }
    }
    Ok(())
}

/// The heads of columns of numbers; the first is wide.
pub fn header(
    sheet: &mut Worksheet,
    styles: &mut Styles,
    reading: Reading,
    row: u32,
    heads: Vec<(u16, Label)>,
) -> anyhow::Result<()> {
    let mut most = 1;
    for (column, label) in heads {
        let text = reading.stacked(&label).into_owned();
        let wide = if column == 0 { 44.0 } else { 13.0 };
        most = most.max(super::layout::cell_lines(&text, wide, true));
        sheet.write_string_with_format(row, column, fitted(&text), styles.get(Look::Header(Side::Left)))?;
    }
    sheet.set_row_height(row, super::layout::height(most, 11.0))?;
    Ok(())
}

/// How words look on the sheet of numbers.
pub const WORDS: Look = Look::Cell(RowRole::Plain, Cell::Words);

/// How a number looks on the sheet of numbers.
pub fn number(format: Format) -> Look {
    Look::Cell(RowRole::Plain, Cell::Number { format, light: None, few: false, size: Size::Plain })
}

fn beside(one: Label, other: Label) -> Label {
    Label::new(format!("{}, {}", one.mn, other.mn), format!("{}, {}", one.en, other.en))
}

/// A number; what isn't one leaves its cell empty, and a gap in the line.
pub fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: f64,
    format: &rust_xlsxwriter::Format,
) -> anyhow::Result<()> {
    if value.is_finite() {
        sheet.write_number_with_format(row, column, value, format)?;
    }
    Ok(())
}
