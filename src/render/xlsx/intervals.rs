//! Values with their intervals in a workbook: native bars with error bars, and the numbers they are drawn from.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisCrossing, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition,
    ChartErrorBars, ChartErrorBarsType, ChartFormat, ChartLine, ChartPoint, ChartRange, ChartSolidFill, ChartType,
    Color, ObjectMovement, Worksheet,
};

use super::chart::{self, INK, digits, font, header, number, plain, put};
use super::pen::{Pen, fitted};
use super::styles::{Styles, colours};
use crate::render::{Palette, Reading, axes};
use crate::report::words::{Word, t};
use crate::report::{Format, IntervalRow, Intervals, Light, Value};

/// The fill of a bar without a light, or with one that says nothing clear.
const PLAIN: u32 = 0xCBD8E2;
/// Columns of the sheet of numbers: name, value, how far the interval goes below and above it, its ends.
const VALUE: u16 = 1;
const BELOW: u16 = 2;
const ABOVE: u16 = 3;
const LOW: u16 = 4;
const HIGH: u16 = 5;

/// The chart; its numbers stand on this tab from this row on.
pub fn drawn(chart: &Intervals, tab: &str, first: u32, pen: &Pen<'_>) -> Drawing {
    let (reading, palette) = (pen.reading, pen.styles.palette());
    let axis = axes::of_intervals(chart);
    let (top, last) = (first + 2, first + 1 + u32::try_from(chart.rows.len()).unwrap_or(0));
    let mut drawing = Drawing::new(ChartType::Bar);
    let range = |column: u16| ChartRange::new_from_range(tab, top, column, last, column);
    let mut whisker = ChartLine::new();
    whisker.set_color(Color::RGB(INK)).set_width(1.25);
    let mut errors = ChartErrorBars::new();
    errors.set_type(ChartErrorBarsType::Custom(range(ABOVE), range(BELOW)));
    errors.set_format(ChartFormat::new().set_line(&whisker));
    let mut label = ChartDataLabel::new();
    label.show_value().set_position(ChartDataLabelPosition::InsideBase).set_font(&font(8));
    let points: Vec<ChartPoint> = chart.rows.iter().map(|row| bar(row, palette)).collect();
    let labels: Vec<ChartDataLabel> = chart.rows.iter().map(|row| said(row, reading, palette)).collect();
    drawing
        .add_series()
        .set_categories((tab, top, 0, last, 0))
        .set_values((tab, top, VALUE, last, VALUE))
        .set_name(&plain(&reading.inline(&chart.title)))
        .set_points(&points)
        .set_gap(35)
        .set_x_error_bars(&errors)
        .set_data_label(&label)
        .set_custom_data_labels(&labels);
    let mut bold = font(11);
    bold.set_bold();
    drawing.title().set_name(&title(chart, reading)).set_font(&bold);
    // Of bars that lie, names are on the axis called y; the first stands at the top.
    drawing
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_font(&font(8))
        .set_label_position(ChartAxisLabelPosition::Low);
    let unit = if chart.format == Format::Percent { "\"%\"" } else { "" };
    drawing
        .x_axis()
        .set_name(&plain(&reading.inline(&chart.x_title)))
        .set_name_font(&font(9))
        .set_font(&font(9))
        .set_min(axis.from)
        .set_max(axis.to)
        .set_major_unit(axis.step)
        .set_num_format(format!("{}{unit}", digits(axis.decimals())));
    drawing.legend().set_hidden();
    drawing
        .set_alt_text(chart::alt(reading.main(&chart.alt)))
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    drawing
}

/// The title, and under it what values are held against.
fn title(chart: &Intervals, reading: Reading) -> String {
    let mut title = reading.stacked(&chart.title).into_owned();
    let against = chart.against.iter().filter(|mark| mark.at.is_finite());
    let against: Vec<String> = against
        .map(|mark| {
            let value = crate::report::number::shown(mark.at, chart.format, reading.first);
            format!("{}: {value}", reading.inline(&mark.name))
        })
        .collect();
    if !against.is_empty() {
        title = format!("{title}\n{}", against.join("; "));
    }
    plain(&title)
}

/// The colour of a row: only what is clear has one.
fn looks(row: &IntervalRow, palette: Palette) -> (u32, u32) {
    match row.value {
        Value::Number { light: Some(light @ (Light::Good | Light::Poor | Light::Attention)), .. } => {
            colours(light, palette)
        }
        _ => (PLAIN, INK),
    }
}

fn bar(row: &IntervalRow, palette: Palette) -> ChartPoint {
    let mut fill = ChartSolidFill::new();
    fill.set_color(Color::RGB(looks(row, palette).0));
    let mut edge = ChartLine::new();
    edge.set_color(Color::RGB(INK)).set_width(if row.total { 1.5 } else { 0.5 });
    ChartPoint::new().set_format(ChartFormat::new().set_solid_fill(&fill).set_border(&edge))
}

/// The words in a bar: its number with the shape of its light.
fn said(row: &IntervalRow, reading: Reading, palette: Palette) -> ChartDataLabel {
    let mut ink = font(8);
    ink.set_color(Color::RGB(looks(row, palette).1));
    let mut label = ChartDataLabel::new();
    label.set_value(&plain(&reading.value(&row.value))).set_font(&ink);
    label.to_custom()
}

/// Writes its numbers.
pub fn numbers(
    sheet: &mut Worksheet,
    styles: &mut Styles,
    reading: Reading,
    chart: &Intervals,
    first: u32,
) -> anyhow::Result<()> {
    let heads = [
        (0, t(Word::Place)),
        (VALUE, chart.x_title.clone()),
        (BELOW, t(Word::BelowIt)),
        (ABOVE, t(Word::AboveIt)),
        (LOW, t(Word::Low)),
        (HIGH, t(Word::High)),
    ];
    header(sheet, styles, reading, first + 1, heads.to_vec())?;
    for (row, of) in (first + 2..).zip(&chart.rows) {
        sheet.write_string_with_format(row, 0, fitted(&reading.inline(&of.name)), styles.get(chart::WORDS))?;
        let Value::Number { value, .. } = of.value else { continue };
        put(sheet, row, VALUE, value, styles.get(number(chart.format)))?;
        if let Some((low, high)) = of.interval {
            for (column, value) in [(BELOW, value - low), (ABOVE, high - value), (LOW, low), (HIGH, high)] {
                put(sheet, row, column, value, styles.get(number(chart.format)))?;
            }
        }
    }
    Ok(())
}
