//! A chart of four fields in a workbook: a native scatter chart with two lines that cut it, and the numbers it is drawn from.

use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartType, Color,
};

use super::chart::{FAINT, Numbers, digits, filled, font, frame, plain};
use super::layout::breadth;
use crate::render::axes::{self, Axis};
use crate::render::{Palette, Reading};
use crate::report::words::{PriorityWord, t};
use crate::report::{Field, Quadrants};

/// Points of a line.
pub const LINE: usize = 2;
/// Letters of a name beside a point.
const NAME: usize = 36;

/// Columns of the sheet of numbers: name, value to the right, value upwards under its field and once more for all; then
/// the two lines.
const RIGHT: u16 = 1;
const FIELDS: u16 = 2;
const UP: u16 = 6;
const LINES: u16 = 9;

/// The chart; its numbers stand on this tab from this row on.
pub fn drawn(
    chart: &Quadrants,
    (tab, first): (&str, u32),
    reading: Reading,
    palette: Palette,
    size: (f64, f64),
) -> Drawing {
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
            .set_marker(&marker(field, palette));
    }
    names(&mut drawing, chart, (tab, first), reading, size);
    let numbers = [digits(x.decimals()), digits(y.decimals())];
    frame(&mut drawing, reading, (&chart.title, &chart.alt), [(x, &chart.x_title), (y, &chart.y_title)], numbers);
    drawing
}

/// Names beside the points, each on that side where it stands over no other name and no other point. A side is a series
/// of its own, since all labels of a series stand on one side.
fn names(drawing: &mut Drawing, chart: &Quadrants, (tab, first): (&str, u32), reading: Reading, size: (f64, f64)) {
    let last = first + 1 + u32::try_from(chart.points.len()).unwrap_or(0);
    let texts: Vec<String> = chart.points.iter().map(|point| axes::short(reading.main(&point.name), NAME)).collect();
    let sides = sides(chart, &texts, size);
    for side in Side::ALL {
        if !sides.contains(&Some(side)) {
            continue;
        }
        let label = |(text, of): (&String, &Option<Side>)| match *of == Some(side) {
            true => ChartDataLabel::new().set_value(&plain(&side.said(text))).to_custom(),
            false => ChartDataLabel::new().set_hidden().to_custom(),
        };
        let labels: Vec<ChartDataLabel> = texts.iter().zip(&sides).map(label).collect();
        drawing
            .add_series()
            .set_categories((tab, first + 2, RIGHT, last, RIGHT))
            .set_values((tab, first + 2, UP, last, UP))
            .set_format(ChartFormat::new().set_no_line())
            .set_marker(ChartMarker::new().set_none())
            .delete_from_legend(true)
            .set_data_label(ChartDataLabel::new().show_value().set_position(side.position()).set_font(&font(9)))
            .set_custom_data_labels(&labels);
    }
}

/// Where a name stands beside its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Left,
    Above,
    Below,
}

impl Side {
    const ALL: [Side; 4] = [Side::Right, Side::Left, Side::Above, Side::Below];

    fn position(self) -> ChartDataLabelPosition {
        match self {
            Side::Right => ChartDataLabelPosition::Right,
            Side::Left => ChartDataLabelPosition::Left,
            Side::Above => ChartDataLabelPosition::Above,
            Side::Below => ChartDataLabelPosition::Below,
        }
    }

    /// A name with room for the mark: some programs put it against the point, whose mark is of another series.
    fn said(self, name: &str) -> String {
        const ROOM: &str = "\u{a0}\u{a0}\u{a0}";
        match self {
            Side::Right => format!("{ROOM}{name}"),
            Side::Left => format!("{name}{ROOM}"),
            Side::Above | Side::Below => name.to_string(),
        }
    }

    /// The box of a name so wide: left, right, top, bottom in pixels.
    fn around(self, (x, y): (f64, f64), wide: f64) -> [f64; 4] {
        const HIGH: f64 = 15.0;
        const AWAY: f64 = 7.0;
        let (left, top) = match self {
            Side::Right => (x + AWAY, y - HIGH / 2.0),
            Side::Left => (x - AWAY - wide, y - HIGH / 2.0),
            Side::Above => (x - wide / 2.0, y - AWAY - HIGH),
            Side::Below => (x - wide / 2.0, y + AWAY),
        };
        [left, left + wide, top, top + HIGH]
    }
}

/// The side of each name; none of a point that isn't drawn.
fn sides(chart: &Quadrants, texts: &[String], (wide, high): (f64, f64)) -> Vec<Option<Side>> {
    const LETTER: f64 = 5.9;
    // What titles, axes and the legend take.
    let (wide, high) = (wide - 90.0, high - 150.0);
    let (x, y) = axes::of_quadrants(chart);
    let at = |value: f64, axis: Axis| (value - axis.from) / (axis.to - axis.from);
    let points: Vec<(f64, f64)> =
        chart.points.iter().map(|point| (at(point.x, x) * wide, (1.0 - at(point.y, y)) * high)).collect();
    let mut taken: Vec<[f64; 4]> =
        points.iter().map(|(x, y)| [x - 6.0, x + 6.0, y - 6.0, y + 6.0]).filter(|of| of[0].is_finite()).collect();
    let over = |a: &[f64; 4], b: &[f64; 4]| {
        (a[1].min(b[1]) - a[0].max(b[0])).max(0.0) * (a[3].min(b[3]) - a[2].max(b[2])).max(0.0)
    };
    let mut sides = Vec::new();
    for (point, text) in points.iter().zip(texts) {
        if !(point.0.is_finite() && point.1.is_finite()) {
            sides.push(None);
            continue;
        }
        let long = breadth(text) * LETTER;
        let bad = |side: Side| {
            let own = side.around(*point, long);
            let outside = (-own[0]).max(0.0) + (own[1] - wide).max(0.0);
            // A name has no quarrel with its own point.
            taken.iter().map(|other| over(&own, other)).sum::<f64>() + 40.0 * outside
        };
        let mut best = (Side::Right, f64::INFINITY);
        for side in Side::ALL {
            let found = bad(side);
            if found < best.1 {
                best = (side, found);
            }
        }
        taken.push(best.0.around(*point, long));
        sides.push(Some(best.0));
    }
    sides
}

fn marker(field: Field, palette: Palette) -> ChartMarker {
    let (shape, size) = match field {
        Field::UpperLeft => (ChartMarkerType::Square, 9),
        Field::UpperRight => (ChartMarkerType::Triangle, 10),
        Field::LowerLeft => (ChartMarkerType::Diamond, 10),
        Field::LowerRight => (ChartMarkerType::Circle, 8),
    };
    filled(shape, size, Some(axes::field_fill(field, palette)))
}

/// Writes its numbers: the points, and beside them both ends of the two lines.
pub fn numbers(on: &mut Numbers<'_>, chart: &Quadrants, first: u32) -> anyhow::Result<()> {
    let mut heads = vec![(0, t(PriorityWord::Point)), (RIGHT, chart.x_title.clone())];
    heads.extend((FIELDS..).zip(Field::ALL.map(|field| chart.fields.of(field).clone())));
    heads.push((UP, chart.y_title.clone()));
    let of_lines = [&chart.x_cut.1, &chart.y_cut.1].into_iter().flat_map(|name| [name, name]);
    heads.extend((LINES..).zip(of_lines.cloned()));
    on.heads(first + 1, heads)?;
    for (row, point) in (first + 2..).zip(&chart.points) {
        on.name(row, &on.reading.inline(&point.name))?;
        on.put(row, RIGHT, point.x, chart.x_format)?;
        let at = Field::ALL.iter().position(|field| *field == point.field).unwrap_or(0);
        on.put(row, FIELDS + at as u16, point.y, chart.y_format)?;
        on.put(row, UP, point.y, chart.y_format)?;
    }
    let (x, y) = axes::of_quadrants(chart);
    let ends = [[chart.x_cut.0, y.from, x.from, chart.y_cut.0], [chart.x_cut.0, y.to, x.to, chart.y_cut.0]];
    for (row, values) in (first + 2..).zip(ends) {
        for ((at, value), format) in (0..).zip(values).zip([chart.x_format, chart.y_format].into_iter().cycle()) {
            on.put(row, LINES + at, value, format)?;
        }
    }
    Ok(())
}
