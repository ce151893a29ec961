//! Values with their intervals as SVG: one line each, the name on the left and the number on the right.

use super::lines::{self, Lines, whisker};
use super::{FAINT, INK, Room, axes};
use crate::render::signs::Signs;
use crate::render::xlsx::colours;
use crate::render::{Palette, Reading};
use crate::report::{IntervalRow, Intervals, Light, Value, number, words};

/// Height of a line.
const ROW: f64 = 27.0;

/// The chart, drawn.
pub fn drawn(chart: &Intervals, reading: Reading, palette: Palette, room: Room) -> String {
    let lines = Lines {
        axis: axes::of_intervals(chart),
        format: chart.format,
        count: chart.rows.len(),
        row: if room == Room::Desk { ROW } else { ROW - 5.0 },
        room,
        x_title: &chart.x_title,
        long: false,
    };
    let entries = entries(chart, reading, palette);
    let mut out = lines.begun(&chart.title, &chart.alt, &entries, reading);
    for mark in chart.against.iter().filter(|mark| mark.at.is_finite()) {
        lines.upright(mark.at, style(mark.target), &mut out);
    }
    for (nth, row) in chart.rows.iter().enumerate() {
        line(chart, row, nth, &lines, reading, palette, &mut out);
    }
    lines.finish(entries, &mut out);
    out
}

/// A target is a solid line, an average a dashed one.
fn style(target: bool) -> &'static str {
    match target {
        true => "stroke=\"#1f2933\" stroke-width=\"2\"",
        false => "stroke=\"#6b7783\" stroke-width=\"1.6\" stroke-dasharray=\"6 4\"",
    }
}

fn line(
    chart: &Intervals,
    row: &IntervalRow,
    nth: usize,
    lines: &Lines<'_>,
    reading: Reading,
    palette: Palette,
    out: &mut String,
) {
    let shown = reading.value(&row.value).into_owned();
    // What isn't shown has no interval either.
    let known = matches!(row.value, Value::Number { value, .. } if value.is_finite());
    let interval = row.interval.filter(|(low, high)| known && low.is_finite() && high.is_finite());
    let ends = interval.map(|(low, high)| number::interval(low, high, chart.format, reading.first));
    let said = match &ends {
        Some(ends) => format!("{shown} ({ends})"),
        None => shown,
    };
    let whole = format!("{}: {said}", reading.inline(&row.name));
    let ink = if known { INK } else { FAINT };
    lines.words(nth, (reading.main(&row.name), &whole), (&said, ink), row.total, out);
    let y = lines.middle(nth);
    if let Some((low, high)) = interval {
        out.push_str(&whisker((lines.at(low), lines.at(high)), y, INK));
    }
    if let Value::Number { value, light, .. } = &row.value
        && value.is_finite()
    {
        out.push_str(&shape(*light, lines.at(*value), y, palette));
    }
    out.push_str("</g>\n");
}

/// A mark: its shape is that of its light.
pub fn shape(light: Option<Light>, x: f64, y: f64, palette: Palette) -> String {
    let filled = |light| format!("fill=\"#{:06x}\" stroke=\"{INK}\"", colours(light, palette).0);
    match light {
        Some(Light::Good) => format!("<path d=\"M{x:.1} {:.1}l7 12h-14z\" {}/>", y - 7.0, filled(Light::Good)),
        Some(Light::Poor) => format!("<path d=\"M{x:.1} {:.1}l7-12h-14z\" {}/>", y + 7.0, filled(Light::Poor)),
        Some(Light::Middle) => {
            format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\" {}/>", filled(Light::Middle))
        }
        Some(Light::TooSmall) => {
            format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\" fill=\"#ffffff\" stroke=\"{INK}\"/>")
        }
        Some(Light::Attention) => {
            format!("<path d=\"M{x:.1} {:.1}l7 7-7 7-7-7z\" {}/>", y - 7.0, filled(Light::Attention))
        }
        None => format!("<rect x=\"{:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\" fill=\"{FAINT}\"/>", x - 4.5, y - 4.5),
    }
}

/// What lines and marks mean: those that are drawn, and no others.
fn entries(chart: &Intervals, reading: Reading, palette: Palette) -> Vec<(String, String)> {
    let say = |label: &crate::lang::Label| reading.inline(label).into_owned();
    let against = chart.against.iter().filter(|mark| mark.at.is_finite()).map(|mark| {
        let value = number::shown(mark.at, chart.format, reading.first);
        (format!("<path d=\"M-12 0h24\" {}/>", style(mark.target)), format!("{}: {value}", say(&mark.name)))
    });
    let signs = Signs::of_intervals(chart);
    let lights = signs
        .lights
        .iter()
        .map(|&light| (shape(Some(light), 0.0, 0.0, palette), say(&words::light_of(signs.legend, light).1)));
    against.chain(lights).chain(signs.few.then(|| lines::few(reading))).collect()
}
