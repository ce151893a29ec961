//! A funnel as SVG: facilities at their size and value, between the limits of chance.

use super::{FAINT, INK, begun, escaped, titled};
use crate::lang::Label;
use crate::render::axes::{self, Axis, mark_word};
use crate::render::{Palette, Reading};
use crate::report::words::{CompareWord, t};
use crate::report::{Format, Funnel, FunnelLimits, Mark, number};

/// The drawing's size, and where the plot lies in it.
pub const WIDE: f64 = 960.0;
pub const HIGH: f64 = 600.0;
pub const LEFT: f64 = 84.0;
pub const RIGHT: f64 = 24.0;
pub const TOP: f64 = 76.0;
pub const BOTTOM: f64 = 118.0;
/// Facilities outside the limits that are named.
const NAMED: usize = 16;
/// Letters of such a name.
const NAME: usize = 32;

/// A funnel, drawn.
pub fn drawn(funnel: &Funnel, reading: Reading, palette: Palette) -> String {
    let (x, y) = axes::of_funnel(funnel);
    let plot = Plot { x, y };
    let mut out = begun((WIDE, HIGH), &funnel.title, &funnel.alt, reading);
    titled(&funnel.title, LEFT, reading, &mut out);
    let unit = if funnel.format == Format::Percent { "%" } else { "" };
    plot.axes([&funnel.x_title, &funnel.y_title], unit, reading, &mut out);
    plot.lines(funnel, &mut out);
    plot.points(funnel, reading, palette, &mut out);
    legend(funnel, reading, palette, &mut out);
    out.push_str("</svg>\n");
    out
}

/// One end of a pair of limits.
type End = fn(&FunnelLimits) -> f64;

/// Where values lie in the drawing.
pub struct Plot {
    /// To the right.
    pub x: Axis,
    /// Upwards.
    pub y: Axis,
}

impl Plot {
    pub fn at_x(&self, size: f64) -> f64 {
        LEFT + (size - self.x.from) / (self.x.to - self.x.from) * (WIDE - LEFT - RIGHT)
    }

    pub fn at_y(&self, value: f64) -> f64 {
        HIGH - BOTTOM - (value - self.y.from) / (self.y.to - self.y.from) * (HIGH - TOP - BOTTOM)
    }

    /// The axes with their titles; values upwards have this unit.
    pub fn axes(&self, [x_title, y_title]: [&Label; 2], unit: &str, reading: Reading, out: &mut String) {
        let (floor, right) = (HIGH - BOTTOM, WIDE - RIGHT);
        for tick in self.y.ticks() {
            let y = self.at_y(tick);
            let shown = number::shown(tick, Format::Plain(self.y.decimals()), reading.first);
            out.push_str(&format!("<path d=\"M{LEFT} {y:.1}H{right}\" stroke=\"#e3e7eb\"/>"));
            out.push_str(&format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{shown}{unit}</text>\n",
                LEFT - 8.0,
                y + 4.5
            ));
        }
        for tick in self.x.ticks() {
            let x = self.at_x(tick);
            let shown = number::shown(tick, Format::Plain(self.x.decimals()), reading.first);
            out.push_str(&format!("<path d=\"M{x:.1} {floor}v5\" stroke=\"{INK}\"/>"));
            out.push_str(&format!(
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{shown}</text>\n",
                floor + 20.0
            ));
        }
        out.push_str(&format!("<path d=\"M{LEFT} {TOP}V{floor}H{right}\" fill=\"none\" stroke=\"{INK}\"/>\n"));
        let middle = (LEFT + right) / 2.0;
        let name = escaped(&reading.inline(x_title));
        out.push_str(&format!("<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>\n", floor + 40.0));
        let (middle, name) = ((TOP + floor) / 2.0, escaped(&reading.inline(y_title)));
        out.push_str(&format!(
            "<text transform=\"translate(22 {middle}) rotate(-90)\" text-anchor=\"middle\">{name}</text>\n"
        ));
    }

    fn lines(&self, funnel: &Funnel, out: &mut String) {
        let (wide, high) = (WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM);
        out.push_str(&format!("<clipPath id=\"plot\"><rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{wide}\" height=\"{high}\"/></clipPath>\n<g clip-path=\"url(#plot)\" fill=\"none\">\n"));
        let ends: [(End, &str); 4] = [
            (|limits| limits.limits_998.0, SOLID),
            (|limits| limits.limits_998.1, SOLID),
            (|limits| limits.limits_95.0, DASHED),
            (|limits| limits.limits_95.1, DASHED),
        ];
        for (end, style) in ends {
            out.push_str(&format!("<path d=\"{}\" {style}/>\n", self.path(funnel, end)));
        }
        let y = self.at_y(funnel.benchmark);
        out.push_str(&format!("<path d=\"M{LEFT} {y:.1}H{}\" {BENCHMARK}/>\n</g>\n", WIDE - RIGHT));
    }

    fn path(&self, funnel: &Funnel, end: End) -> String {
        let mut path = String::new();
        let ends = funnel.curve.iter().map(|limits| (limits.size, end(limits)));
        for (size, value) in ends.filter(|(size, value)| size.is_finite() && value.is_finite()) {
            let step = if path.is_empty() { 'M' } else { 'L' };
            path.push_str(&format!("{step}{:.1} {:.1}", self.at_x(size), self.at_y(value)));
        }
        path
    }

    fn points(&self, funnel: &Funnel, reading: Reading, palette: Palette, out: &mut String) {
        // What stands out is drawn last, over the others.
        for mark in Mark::ALL.into_iter().rev() {
            for point in funnel.points.iter().filter(|p| p.mark == mark && p.size.is_finite() && p.value.is_finite()) {
                let (x, y) = (self.at_x(point.size), self.at_y(point.value));
                let shown = number::shown(point.value, funnel.format, reading.first);
                let name = escaped(&reading.inline(&point.name));
                out.push_str(&format!("<g><title>{name}: {shown}</title>{}</g>\n", shape(mark, x, y, palette)));
            }
        }
        self.names(funnel, reading, out);
    }

    /// Names beside the points that lie outside, each where no other name stands.
    fn names(&self, funnel: &Funnel, reading: Reading, out: &mut String) {
        let outside = funnel.points.iter().filter(|point| point.mark.is_outside()).take(NAMED);
        self.names_beside(outside.map(|point| (point.size, point.value, reading.main(&point.name))), Vec::new(), out);
    }

    /// Names beside points, each where no other name stands; some words stand there already.
    pub fn names_beside<'n>(
        &self,
        named: impl Iterator<Item = (f64, f64, &'n str)>,
        mut taken: Vec<(f64, f64, f64)>,
        out: &mut String,
    ) {
        for (right, up, name) in named {
            let name = axes::short(name, NAME);
            let long = name.chars().count() as f64 * 7.2;
            let Some((x, y, anchor)) = self.free((right, up), long, &taken) else { continue };
            let left = if anchor == "end" { x - long } else { x };
            taken.push((left, left + long, y));
            out.push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"12\" paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\">{}</text>\n", escaped(&name)));
        }
    }

    /// Where a name so long has room: right, left, above or below its point.
    fn free(&self, (x, y): (f64, f64), long: f64, taken: &[(f64, f64, f64)]) -> Option<(f64, f64, &'static str)> {
        let (x, y) = (self.at_x(x), self.at_y(y));
        let sides = [(x + 10.0, x + 10.0, "start"), (x - 10.0, x - 10.0 - long, "end")];
        let fits = |(_, left, _): &(f64, f64, &str)| *left > LEFT && left + long < WIDE - RIGHT;
        let room = |left: f64, y: f64| {
            taken.iter().all(|(from, to, at)| *to < left || *from > left + long || (at - y).abs() > 13.0)
        };
        let places = sides.into_iter().filter(fits).flat_map(|(at, left, anchor)| {
            [4.0, -9.0, 17.0, -22.0, 30.0, 43.0].map(|down| (at, left, y + down, anchor))
        });
        places.filter(|(_, left, y, _)| room(*left, *y)).map(|(at, _, y, anchor)| (at, y, anchor)).next()
    }
}

const SOLID: &str = "stroke=\"#6b7783\" stroke-width=\"1.6\"";
const DASHED: &str = "stroke=\"#6b7783\" stroke-width=\"1.6\" stroke-dasharray=\"7 5\"";
const BENCHMARK: &str = "stroke=\"#1f2933\" stroke-width=\"2.2\"";

/// A mark: its shape says what its colour says.
fn shape(mark: Mark, x: f64, y: f64, palette: Palette) -> String {
    let fill = axes::fill(mark, palette).map_or_else(|| "none".to_string(), |rgb| format!("#{rgb:06x}"));
    let path = |corners, fill| outlined(corners, (x, y), fill);
    match mark {
        Mark::Support => path([(-7.0, -5.5), (0.0, -5.5), (7.0, -5.5), (0.0, 7.0)], fill),
        Mark::Learn => path([(-7.0, 5.5), (0.0, 5.5), (7.0, 5.5), (0.0, -7.0)], fill),
        Mark::Differs => path([(-7.0, 0.0), (0.0, 7.0), (7.0, 0.0), (0.0, -7.0)], fill),
        Mark::Near => {
            format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\" fill=\"{fill}\" stroke=\"{INK}\" stroke-width=\"1.5\"/>"
            )
        }
        Mark::Within => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.2\" fill=\"{fill}\"/>"),
        Mark::TooSmall => {
            format!("<path d=\"M{:.1} {:.1}l6 6m0 -6l-6 6\" stroke=\"{FAINT}\" fill=\"none\"/>", x - 3.0, y - 3.0)
        }
    }
}

/// A shape of four corners around a point.
pub fn outlined(corners: [(f64, f64); 4], (x, y): (f64, f64), fill: String) -> String {
    let corners = corners.map(|(right, down)| format!("{:.1} {:.1}", x + right, y + down)).join("L");
    format!("<path d=\"M{corners}Z\" fill=\"{fill}\" stroke=\"{INK}\"/>")
}

/// What lines and marks mean: two rows under the plot.
fn legend(funnel: &Funnel, reading: Reading, palette: Palette, out: &mut String) {
    let mut entries: Vec<(String, Label)> = [
        (BENCHMARK, funnel.benchmark_name.clone()),
        (DASHED, t(CompareWord::Limits95)),
        (SOLID, t(CompareWord::Limits998)),
    ]
    .into_iter()
    .map(|(style, name)| (format!("<path d=\"M0 0h22\" {style}/>"), name))
    .collect();
    let met = Mark::ALL.into_iter().filter(|mark| funnel.points.iter().any(|point| point.mark == *mark));
    entries.extend(met.map(|mark| (shape(mark, 11.0, 0.0, palette), t(mark_word(mark)))));
    legend_of(entries, reading, out);
}

/// Drawn signs and what they mean, under the plot.
pub fn legend_of(entries: Vec<(String, Label)>, reading: Reading, out: &mut String) {
    let (mut x, mut y) = (LEFT, HIGH - BOTTOM + 62.0);
    for (drawn, name) in entries {
        let text = reading.inline(&name).into_owned();
        let long = 34.0 + text.chars().count() as f64 * 7.1 + 18.0;
        if x + long > WIDE && x > LEFT {
            (x, y) = (LEFT, y + 19.0);
        }
        out.push_str(&format!("<g transform=\"translate({x:.1} {y:.1})\">{drawn}<text x=\"30\" y=\"4.5\" font-size=\"12\">{}</text></g>\n", escaped(&text)));
        x += long;
    }
}
