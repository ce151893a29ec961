//! A chart of four fields in a workbook: a native scatter chart with two lines that cut it, and the numbers it is drawn from.

use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartType, Color, Worksheet,
};

use super::chart::{self, FAINT, digits, filled, font, frame, header, number, plain, put};
use super::pen::{Pen, fitted};
use super::styles::Styles;
use crate::render::Reading;
use crate::render::axes;
use crate::report::words::{PriorityWord, t};
use crate::report::{Field, Quadrants};

/// Points of a line.
pub const LINE: usize = 2;
/// Letters of a name beside a point.
const NAME: usize = 36;

/// Columns of the sheet of numbers: name, value to the right, value upwards under its field; then the two lines.
const RIGHT: u16 = 1;
const FIELDS: u16 = 2;
const LINES: u16 = 9;

/// The chart; its numbers stand on this tab from this row on.
pub fn drawn(chart: &Quadrants, tab: &str, first: u32, pen: &Pen<'_>) -> Drawing {
    let reading = pen.reading;
    let (x, y) = axes::of_quadrants(chart);
    let mut drawing = Drawing::new(ChartType::ScatterStraight);
    for (at, name) in [(0, &chart.x_cut.1), (1, &chart.y_cut.1)] {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(FAINT)).set_width(1.25).set_dash_type(ChartLineDashType::Dash);
        let (column, last) = (LINES + 2 * at, first + 1 + LINE as u32);
        drawing
            .add_series()
            .set_categories((tab, first + 2, column, last, column))
            .set_values((tab, first + 2, column + 1, last, column + 1))
            .set_name(&plain(&reading.inline(name)))
            .set_format(ChartFormat::new().set_line(&line))
            .set_marker(ChartMarker::new().set_none())
            .delete_from_legend(true);
    }
    let last = first + 1 + u32::try_from(chart.points.len()).unwrap_or(0);
    for (at, field) in Field::ALL.into_iter().enumerate() {
        if chart.points.iter().all(|point| point.field != field) {
            continue;
        }
        let column = FIELDS + at as u16;
        let series = drawing.add_series();
        series
            .set_categories((tab, first + 2, RIGHT, last, RIGHT))
            .set_values((tab, first + 2, column, last, column))
            .set_name(&plain(&reading.inline(chart.fields.of(field))))
            .set_format(ChartFormat::new().set_no_line())
            .set_marker(&marker(field, pen));
        let labels: Vec<ChartDataLabel> = chart
            .points
            .iter()
            .map(|point| {
                let mut label = ChartDataLabel::new();
                if point.field == field {
                    label.set_value(&plain(&axes::short(reading.main(&point.name), NAME)));
                } else {
                    label.set_hidden();
                }
                label.to_custom()
            })
            .collect();
        let beside = ChartDataLabelPosition::Right;
        series.set_data_label(ChartDataLabel::new().show_value().set_position(beside).set_font(&font(10)));
        series.set_custom_data_labels(&labels);
    }
    let numbers = [digits(x.decimals()), digits(y.decimals())];
    frame(&mut drawing, reading, (&chart.title, &chart.alt), [(x, &chart.x_title), (y, &chart.y_title)], numbers);
    drawing
}

fn marker(field: Field, pen: &Pen<'_>) -> ChartMarker {
    let (shape, size) = match field {
        Field::UpperLeft => (ChartMarkerType::Square, 9),
        Field::UpperRight => (ChartMarkerType::Triangle, 10),
        Field::LowerLeft => (ChartMarkerType::Diamond, 10),
        Field::LowerRight => (ChartMarkerType::Circle, 8),
    };
    filled(shape, size, Some(axes::field_fill(field, pen.styles.palette())))
}

/// Writes its numbers: the points, and beside them both ends of the two lines.
pub fn numbers(
    sheet: &mut Worksheet,
    styles: &mut Styles,
    reading: Reading,
    chart: &Quadrants,
    first: u32,
) -> anyhow::Result<()> {
    let mut heads = vec![(0, t(PriorityWord::Point)), (RIGHT, chart.x_title.clone())];
    heads.extend((FIELDS..).zip(Field::ALL.map(|field| chart.fields.of(field).clone())));
    let of_lines = [&chart.x_cut.1, &chart.y_cut.1].into_iter().flat_map(|name| [name, name]);
    heads.extend((LINES..).zip(of_lines.cloned()));
    header(sheet, styles, reading, first + 1, heads)?;
    for (row, point) in (first + 2..).zip(&chart.points) {
        sheet.write_string_with_format(row, 0, fitted(&reading.inline(&point.name)), styles.get(chart::WORDS))?;
        put(sheet, row, RIGHT, point.x, styles.get(number(chart.x_format)))?;
        let at = Field::ALL.iter().position(|field| *field == point.field).unwrap_or(0);
        put(sheet, row, FIELDS + at as u16, point.y, styles.get(number(chart.y_format)))?;
    }
    let (x, y) = axes::of_quadrants(chart);
    let ends = [[chart.x_cut.0, y.from, x.from, chart.y_cut.0], [chart.x_cut.0, y.to, x.to, chart.y_cut.0]];
    for (row, values) in (first + 2..).zip(ends) {
        for ((at, value), format) in (0..).zip(values).zip([chart.x_format, chart.y_format].into_iter().cycle()) {
            put(sheet, row, LINES + at, value, styles.get(number(format)))?;
        }
    }
    Ok(())
}
