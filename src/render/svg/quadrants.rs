//! A chart of four fields as SVG: points with their names, two lines that cut it, and what each field is called in its corner.

use super::funnel::{Plot, outlined};
use super::{FAINT, INK, Room, axes, begun, escaped, titled};
use crate::lang::Label;
use crate::render::{Palette, Reading};
use crate::report::{Field, Quadrants, number};

const CUT: &str = "stroke=\"#6b7783\" stroke-width=\"1.6\" stroke-dasharray=\"7 5\"";

/// The chart, drawn.
pub fn drawn(chart: &Quadrants, reading: Reading, palette: Palette, room: Room) -> String {
    let (x, y) = axes::of_quadrants(chart);
    let entries = legend(chart, palette);
    let plot = Plot::new((x, y), &entries, room, reading);
    let mut out = begun((plot.wide(), plot.high), &chart.title, &chart.alt, reading);
    titled(&chart.title, plot.title_at(), room, reading, &mut out);
    plot.axes([&chart.x_title, &chart.y_title], "", reading, &mut out);
    let (at_x, at_y) = (plot.at_x(chart.x_cut.0), plot.at_y(chart.y_cut.0));
    let (left, right, top, floor) = (plot.left(), plot.right(), plot.top(), plot.floor());
    out.push_str(&format!(
        "<path d=\"M{at_x:.1} {top}V{floor}\" {CUT}/><path d=\"M{left} {at_y:.1}H{right}\" {CUT}/>\n"
    ));
    let mut taken = corners(chart, &plot, reading, &mut out);
    let there = chart.points.iter().filter(|point| point.x.is_finite() && point.y.is_finite());
    for point in there.clone() {
        let (name, shown) =
            (escaped(&reading.inline(&point.name)), |value, format| number::shown(value, format, reading.first));
        let (x, y) = (shown(point.x, chart.x_format), shown(point.y, chart.y_format));
        let at = (plot.at_x(point.x), plot.at_y(point.y));
        let drawn = shape(point.field, at.0, at.1, palette);
        // No name stands over a point.
        taken.push((at.0 - 6.0, at.0 + 6.0, at.1 + 4.0));
        out.push_str(&format!("<g><title>{name}: {x}; {y}</title>{drawn}</g>\n"));
    }
    plot.names_beside(there.map(|point| (point.x, point.y, reading.main(&point.name))), taken, &mut out);
    plot.legend_of(entries, reading, &mut out);
    out.push_str("</svg>\n");
    out
}

/// The names of the fields, each in its corner; where each begins, ends and stands.
fn corners(chart: &Quadrants, plot: &Plot, reading: Reading, out: &mut String) -> Vec<(f64, f64, f64)> {
    let mut taken = Vec::new();
    let (left, right, upper, lower) = (plot.left() + 10.0, plot.right() - 6.0, plot.top() + 16.0, plot.floor() - 8.0);
    for field in Field::ALL {
        let (x, y, anchor) = match field {
            Field::UpperLeft => (left, upper, "start"),
            Field::UpperRight => (right, upper, "end"),
            Field::LowerLeft => (left, lower, "start"),
            Field::LowerRight => (right, lower, "end"),
        };
        let name = axes::short(reading.main(chart.fields.of(field)), 40);
        let long = name.chars().count() as f64 * 9.0;
        taken.push(if anchor == "end" { (x - long, x, y) } else { (x, x + long, y) });
        let name = escaped(&name);
        out.push_str(&format!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" font-size=\"14\" font-weight=\"bold\" fill=\"{FAINT}\">{name}</text>\n"
        ));
    }
    taken
}

/// A point: its shape says what its colour says.
fn shape(field: Field, x: f64, y: f64, palette: Palette) -> String {
    let fill = format!("#{:06x}", axes::field_fill(field, palette));
    let path = |corners| outlined(corners, (x, y), fill.clone());
    match field {
        Field::UpperLeft => path([(-5.5, -5.5), (5.5, -5.5), (5.5, 5.5), (-5.5, 5.5)]),
        Field::UpperRight => path([(-7.0, 5.5), (0.0, 5.5), (7.0, 5.5), (0.0, -7.0)]),
        Field::LowerLeft => path([(-7.0, 0.0), (0.0, 7.0), (7.0, 0.0), (0.0, -7.0)]),
        Field::LowerRight => {
            format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"1.5\"/>"
            )
        }
    }
}

fn legend(chart: &Quadrants, palette: Palette) -> Vec<(String, Label)> {
    let met = Field::ALL.into_iter().filter(|field| chart.points.iter().any(|point| point.field == *field));
    let mut entries: Vec<(String, Label)> =
        met.map(|field| (shape(field, 11.0, 0.0, palette), chart.fields.of(field).clone())).collect();
    for name in [&chart.x_cut.1, &chart.y_cut.1] {
        entries.push((format!("<path d=\"M0 0h22\" {CUT}/>"), name.clone()));
    }
    entries
}
