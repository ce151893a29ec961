//! A picture of lines in a workbook: a name at the left, marks with whiskers in the middle, the number at the right.
//!
//! It is a native scatter chart, since bars can't carry an upright line and their whiskers strike their labels: every line is
//! at a height of its own, and names and numbers are the labels of points on the two edges that are drawn by nothing else.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartAxisTickType, ChartDataLabel, ChartDataLabelPosition,
    ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat, ChartLayout, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartRange, ChartSeries, ChartType, Color, ObjectMovement,
};

use super::chart::{self, FAINT, GRID, INK, Numbers, digits, font, plain};
use super::layout::breadth;
use super::rulers::Ruled;
use crate::lang::Label;
use crate::render::Reading;
use crate::render::axes::{self, Axis};
use crate::report::words::{Word, t};
use crate::report::{Format, IntervalMark};

/// Letters past which a legend keeps to one language.
const LONG: usize = 36;
/// Letters of a name.
const NAME: usize = 34;
/// Width of a letter and height of a line of the print that names and numbers have, in pixels.
const LETTER: f64 = 5.3;
/// Width of a letter of the legend.
const SMALL_LETTER: f64 = 4.9;
/// Height of a line of the title, of the axis with its name, and of a line of the legend, in pixels.
const TITLE: f64 = 20.0;
const AXIS: f64 = 46.0;
const LEGEND: f64 = 20.0;
/// The dearest a line should be, in pixels.
pub const LINE: f64 = 22.0;

/// Columns of the sheet of numbers: the name, then what belongs to the chart, at the end the lines of reference.
pub const OWN: u16 = 1;

/// A picture of lines, and where its numbers stand.
pub struct Dots<'c> {
    /// Its title, and what it is called by those who can't see it.
    pub title: String,
    pub alt: &'c Label,
    /// What runs to the right: axis, name, format.
    pub axis: Axis,
    pub x_title: &'c Label,
    pub format: Format,
    /// How many lines it has.
    pub lines: usize,
    /// What all are held against.
    pub against: &'c [IntervalMark],
    /// What the marks are called in the legend.
    pub entries: Vec<String>,
    /// The tab and the first row of its numbers, and the first column of the lines of reference.
    pub tab: &'c str,
    pub first: u32,
    pub references: u16,
    /// Its lines and edges.
    pub ruled: Ruled<'c>,
}

impl Dots<'_> {
    /// The first and the last row of the lines.
    fn rows(&self) -> (u32, u32) {
        (self.first + 2, self.first + 1 + u32::try_from(self.lines).unwrap_or(0))
    }

    /// The cells of a column, over all lines.
    pub fn range(&self, column: u16) -> ChartRange {
        let (top, last) = self.rows();
        ChartRange::new_from_range(self.tab, top, column, last, column)
    }

    /// Adds marks: so far to the right and upwards.
    pub fn series<'d>(
        &self,
        drawing: &'d mut Drawing,
        (x, y): (&ChartRange, &ChartRange),
        name: &str,
    ) -> &'d mut ChartSeries {
        let series = drawing.add_series();
        series.set_categories(x).set_values(y).set_name(&plain(name)).set_format(ChartFormat::new().set_no_line());
        series
    }

    /// Whiskers there, of the lengths in these columns, without marks.
    pub fn whiskers(
        &self,
        drawing: &mut Drawing,
        at: (&ChartRange, &ChartRange),
        (below, above): (u16, u16),
        ink: u32,
    ) {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(ink)).set_width(1.25);
        let mut errors = ChartErrorBars::new();
        errors.set_type(ChartErrorBarsType::Custom(self.range(above), self.range(below)));
        errors.set_format(ChartFormat::new().set_line(&line));
        let series = self.series(drawing, at, "");
        series.set_marker(ChartMarker::new().set_none()).set_x_error_bars(&errors).delete_from_legend(true);
    }

    /// A drawing without marks: its lines of reference.
    pub fn begun(&self, reading: Reading) -> Drawing {
        let mut drawing = Drawing::new(ChartType::ScatterStraight);
        for (at, mark) in drawn(self.against).enumerate() {
            let mut line = ChartLine::new();
            let (ink, wide) = if mark.target { (INK, 2.0) } else { (FAINT, 1.5) };
            line.set_color(Color::RGB(ink)).set_width(wide);
            if !mark.target {
                line.set_dash_type(ChartLineDashType::Dash);
            }
            let column = self.references + at as u16;
            let (top, last) = (self.first + 2, self.first + 3);
            drawing
                .add_series()
                .set_categories((self.tab, top, column, last, column))
                .set_values(&self.ruled.ends())
                .set_name(&plain(&said(mark, self.format, reading)))
                .set_format(ChartFormat::new().set_line(&line))
                .set_marker(ChartMarker::new().set_none());
        }
        drawing
    }

    /// Names and numbers at the edges, what each line is called and what is said at its end; axes, title, legend. The drawing is
    /// so many pixels wide and high.
    pub fn finish<'t>(
        &self,
        drawing: &mut Drawing,
        lines: impl Iterator<Item = (&'t str, String)>,
        reading: Reading,
        (wide, high): (f64, f64),
    ) {
        let small = font(8);
        let (names, said): (Vec<String>, Vec<String>) =
            lines.map(|(name, said)| (axes::short(name, NAME), said)).unzip();
        self.labels(drawing, &self.ruled.left(), &names, ChartDataLabelPosition::Left, &small);
        self.labels(drawing, &self.ruled.right(), &said, ChartDataLabelPosition::Right, &small);
        let widest = |texts: &[String]| texts.iter().map(|text| breadth(text)).fold(0.0, f64::max) * LETTER + 14.0;
        let left = widest(&names).min(0.4 * wide);
        let right = widest(&said).min(0.4 * wide);
        let titles = self.title.lines().count() as f64;
        let top = 12.0 + TITLE * titles;
        let under = AXIS + LEGEND * self.legend_lines(reading, wide) + 8.0;
        let layout = ChartLayout::new()
            .set_offset(left / wide, top / high)
            .set_dimensions((wide - left - right) / wide, (high - top - under).max(60.0) / high);
        drawing.plot_area().set_layout(&layout);
        let mut bold = font(11);
        bold.set_bold();
        drawing.title().set_name(&plain(&self.title)).set_font(&bold);
        let unit = if self.format == Format::Percent { "\"%\"" } else { "" };
        let mut hair = ChartLine::new();
        hair.set_color(Color::RGB(GRID)).set_width(0.75);
        drawing
            .x_axis()
            .set_name(&plain(&reading.inline(self.x_title)))
            .set_name_font(&font(9))
            .set_font(&font(9))
            .set_min(self.axis.from)
            .set_max(self.axis.to)
            .set_major_unit(self.axis.step)
            .set_num_format(format!("{}{unit}", digits(self.axis.decimals())))
            .set_label_position(ChartAxisLabelPosition::Low)
            .set_major_gridlines_line(&hair);
        // Lines are at whole heights; the hairlines lie between them.
        drawing
            .y_axis()
            .set_min(0.5)
            .set_max(self.lines as f64 + 0.5)
            .set_major_unit(1)
            .set_label_position(ChartAxisLabelPosition::None)
            .set_major_tick_type(ChartAxisTickType::None)
            .set_crossing(rust_xlsxwriter::ChartAxisCrossing::Min)
            .set_major_gridlines_line(&hair);
        drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
        drawing.show_empty_cells_as(rust_xlsxwriter::ChartEmptyCells::Gaps);
        drawing
            .set_alt_text(chart::alt(reading.main(self.alt)))
            .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    }

    /// About how many lines the legend takes: columns are as wide as its longest entry.
    fn legend_lines(&self, reading: Reading, wide: f64) -> f64 {
        let against = drawn(self.against).map(|mark| said(mark, self.format, reading));
        let entries: Vec<f64> = self.entries.iter().cloned().chain(against).map(|text| breadth(&text)).collect();
        // LibreOffice draws a long piece of a line before each entry as soon as one of them is a line.
        let sign = if drawn(self.against).next().is_some() { 74.0 } else { 32.0 };
        let longest = entries.iter().copied().fold(1.0, f64::max) * SMALL_LETTER + sign;
        let columns = (0.96 * wide / longest).floor().max(1.0);
        (entries.len() as f64 / columns).ceil().max(1.0)
    }

    /// Texts beside the points of an edge.
    fn labels(
        &self,
        drawing: &mut Drawing,
        edge: &ChartRange,
        texts: &[String],
        side: ChartDataLabelPosition,
        font: &ChartFont,
    ) {
        let label = |text: &String| {
            let mut label = ChartDataLabel::new();
            let _ = if text.is_empty() { label.set_hidden() } else { label.set_value(&plain(text)) };
            label
        };
        let labels: Vec<ChartDataLabel> = texts.iter().map(label).collect();
        let series = self.series(drawing, (edge, &self.ruled.heights()), "");
        series
            .set_marker(ChartMarker::new().set_none())
            .delete_from_legend(true)
            .set_data_label(ChartDataLabel::new().show_value().set_position(side).set_font(font))
            .set_custom_data_labels(&labels);
    }
}

/// Writes what every such picture needs from this row on: its heads, the names of lines, and from a column on the lines of reference.
/// `names` are whole, as tables have them; `own` are the heads of its own numbers.
pub fn numbers<'n>(
    on: &mut Numbers<'_>,
    first: u32,
    names: impl Iterator<Item = &'n Label>,
    own: Vec<(u16, Label)>,
    (references, against, format): (u16, &[IntervalMark], Format),
) -> anyhow::Result<()> {
    let marks = || (references..).zip(drawn(against));
    let mut heads = vec![(0, t(Word::Place))];
    heads.extend(own);
    heads.extend(marks().map(|(column, mark)| (column, mark.name.clone())));
    on.heads(first + 1, heads)?;
    for (row, name) in (first + 2..).zip(names) {
        on.name(row, &on.reading.inline(name))?;
    }
    for (column, mark) in marks() {
        for row in [first + 2, first + 3] {
            on.put(row, column, mark.at, format)?;
        }
    }
    Ok(())
}

/// Rows that the numbers of a picture of so many lines take.
pub fn rows(lines: usize) -> usize {
    lines.max(2)
}

/// The least height of a picture of so many lines, in pixels.
pub fn high(lines: usize) -> f64 {
    lines as f64 * LINE + 2.0 * TITLE + AXIS + 3.0 * LEGEND + 18.0
}

fn drawn(against: &[IntervalMark]) -> impl Iterator<Item = &IntervalMark> {
    against.iter().filter(|mark| mark.at.is_finite())
}

/// `Target: 70.0%`.
fn said(mark: &IntervalMark, format: Format, reading: Reading) -> String {
    let value = crate::report::number::shown(mark.at, format, reading.first);
    let name = reading.inline(&mark.name);
    let name = if name.chars().count() > LONG { reading.main(&mark.name) } else { &name };
    format!("{name}: {value}")
}
