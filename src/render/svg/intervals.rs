//! Values with their intervals as SVG: one line each, the name on the left and the number on the right.

use super::{FAINT, INK, axes, begun, escaped, titled};
use crate::render::signs::Signs;
use crate::render::xlsx::colours;
use crate::render::{Palette, Reading};
use crate::report::words::{self, Word, t};
use crate::report::{Format, IntervalRow, Intervals, Light, Value, number};

/// The width of the drawing, and where the plot lies in it.
const WIDE: f64 = 960.0;
const LEFT: f64 = 236.0;
const RIGHT: f64 = 196.0;
const TOP: f64 = 74.0;
/// Height of a line, of the axis under the lines, and of a line of the legend.
const ROW: f64 = 27.0;
const UNDER: f64 = 52.0;
const LINE: f64 = 20.0;
/// Letters of a name.
const NAME: usize = 30;

/// The chart, drawn.
pub fn drawn(chart: &Intervals, reading: Reading, palette: Palette) -> String {
    let axis = axes::of_intervals(chart);
    let at = |value: f64| LEFT + (value - axis.from) / (axis.to - axis.from) * (WIDE - LEFT - RIGHT);
    let floor = TOP + chart.rows.len() as f64 * ROW;
    let entries = entries(chart, reading, palette);
    let high = floor + UNDER + entries.len() as f64 * LINE + 14.0;
    let mut out = begun((WIDE, high), &chart.title, &chart.alt, reading);
    titled(&chart.title, 24.0, reading, &mut out);
    let unit = if chart.format == Format::Percent { "%" } else { "" };
    for tick in axis.ticks() {
        let (x, shown) = (at(tick), number::shown(tick, Format::Plain(axis.decimals()), reading.first));
        out.push_str(&format!("<path d=\"M{x:.1} {TOP}V{floor:.1}\" stroke=\"#e3e7eb\"/>"));
        out.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{shown}{unit}</text>\n",
            floor + 18.0
        ));
    }
    let name = escaped(&reading.inline(&chart.x_title));
    out.push_str(&format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>\n",
        (LEFT + WIDE - RIGHT) / 2.0,
        floor + 38.0
    ));
    for mark in chart.against.iter().filter(|mark| mark.at.is_finite()) {
        out.push_str(&format!("<path d=\"M{:.1} {TOP}V{floor:.1}\" {}/>\n", at(mark.at), style(mark.target)));
    }
    for (nth, row) in chart.rows.iter().enumerate() {
        line(chart, row, TOP + (nth as f64 + 0.5) * ROW, &at, reading, palette, &mut out);
    }
    out.push_str(&format!("<path d=\"M{LEFT} {floor:.1}H{:.1}\" stroke=\"{INK}\"/>\n", WIDE - RIGHT));
    let mut y = floor + UNDER + 12.0;
    for (sample, text) in entries {
        out.push_str(&format!("<g transform=\"translate(40 {:.1})\">{sample}</g>", y - 4.5));
        out.push_str(&format!("<text x=\"64\" y=\"{y:.1}\" font-size=\"12\">{}</text>\n", escaped(&text)));
        y += LINE;
    }
    out.push_str("</svg>\n");
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
    y: f64,
    at: &impl Fn(f64) -> f64,
    reading: Reading,
    palette: Palette,
    out: &mut String,
) {
    let weight = if row.total { " font-weight=\"bold\"" } else { "" };
    if row.total {
        let top = y - ROW / 2.0;
        out.push_str(&format!("<path d=\"M24 {top:.1}H{:.1}\" stroke=\"{FAINT}\"/>\n", WIDE - 24.0));
    }
    let name = escaped(&axes::short(reading.main(&row.name), NAME));
    let whole = escaped(&reading.inline(&row.name));
    let shown = reading.value(&row.value).into_owned();
    // What isn't shown has no interval either.
    let known = matches!(row.value, Value::Number { value, .. } if value.is_finite());
    let interval = row.interval.filter(|(low, high)| known && low.is_finite() && high.is_finite());
    let ends = interval.map(|(low, high)| number::interval(low, high, chart.format, reading.first));
    let said = match &ends {
        Some(ends) => format!("{shown} ({ends})"),
        None => shown.clone(),
    };
    out.push_str(&format!("<g><title>{whole}: {}</title>", escaped(&said)));
    let beside = y + 4.5;
    out.push_str(&format!(
        "<text x=\"{:.1}\" y=\"{beside:.1}\" text-anchor=\"end\"{weight}>{name}</text>",
        LEFT - 12.0
    ));
    if let Some((low, high)) = interval {
        let (low, high) = (at(low).max(LEFT), at(high).min(WIDE - RIGHT));
        out.push_str(&format!(
            "<path d=\"M{low:.1} {y:.1}H{high:.1}M{low:.1} {:.1}v8M{high:.1} {:.1}v8\" stroke=\"{INK}\" stroke-width=\"1.6\" fill=\"none\"/>",
            y - 4.0,
            y - 4.0
        ));
    }
    let (ink, text) = match &row.value {
        Value::Number { value, light, .. } if value.is_finite() => {
            out.push_str(&shape(*light, at(*value), y, palette));
            (INK, said)
        }
        _ => (FAINT, shown),
    };
    out.push_str(&format!(
        "<text x=\"{:.1}\" y=\"{beside:.1}\" font-size=\"12\" fill=\"{ink}\"{weight}>{}</text></g>\n",
        WIDE - RIGHT + 12.0,
        escaped(&axes::short(&text, 34))
    ));
}

/// A mark: its shape is that of its light.
fn shape(light: Option<Light>, x: f64, y: f64, palette: Palette) -> String {
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
    let few = signs.few.then(|| {
        let star = format!("<text text-anchor=\"middle\" y=\"5\">{}</text>", number::FEW);
        (star, say(&t(Word::FewAbout)))
    });
    against.chain(lights).chain(few).collect()
}
