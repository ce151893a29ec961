//! A funnel as SVG: facilities at their size and value, between the limits of chance.

use super::{FAINT, INK, Room, begun, escaped, titled};
use crate::lang::Label;
use crate::render::axes::{self, Axis, mark_word};
use crate::render::{Palette, Reading};
use crate::report::words::{CompareWord, t};
use crate::report::{Format, Funnel, FunnelLimits, Mark, number};

/// Facilities outside the limits that are named.
const NAMED: usize = 16;
/// Letters of such a name.
const NAME: usize = 32;

/// A funnel, drawn.
pub fn drawn(funnel: &Funnel, reading: Reading, palette: Palette, room: Room) -> String {
    let (x, y) = axes::of_funnel(funnel);
    let entries = legend(funnel, palette);
    let plot = Plot::new((x, y), &entries, room, reading);
    let mut out = begun((plot.wide(), plot.high), &funnel.title, &funnel.alt, reading);
    titled(&funnel.title, plot.title_at(), room, reading, &mut out);
    let unit = if funnel.format == Format::Percent { "%" } else { "" };
    plot.axes([&funnel.x_title, &funnel.y_title], unit, reading, &mut out);
    plot.lines(funnel, &mut out);
    plot.points(funnel, reading, palette, &mut out);
    plot.legend_of(entries, reading, &mut out);
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
    /// What it is looked at on.
    pub room: Room,
    /// Height of the drawing, and what of it is under the plot.
    pub high: f64,
    under: f64,
}

impl Plot {
    /// A plot with a legend of these entries under it.
    pub fn new((x, y): (Axis, Axis), entries: &[(String, Label)], room: Room, reading: Reading) -> Plot {
        let plot = Plot { x, y, room, high: 600.0, under: 118.0 };
        let lines = plot.legend_places(entries, reading).last().map_or(0.0, |(_, y)| *y / LEGEND_LINE) + 1.0;
        let under = 66.0 + lines * LEGEND_LINE;
        match room {
            Room::Desk => Plot { high: 600.0 + (under - 118.0).max(0.0), under: under.max(118.0), ..plot },
            Room::Hand => Plot { high: 380.0 + plot.top() + under, under, ..plot },
        }
    }

    pub fn wide(&self) -> f64 {
        self.room.wide()
    }

    pub fn left(&self) -> f64 {
        match self.room {
            Room::Desk => 84.0,
            Room::Hand => 66.0,
        }
    }

    pub fn right(&self) -> f64 {
        match self.room {
            Room::Desk => self.wide() - 24.0,
            Room::Hand => self.wide() - 12.0,
        }
    }

    pub fn top(&self) -> f64 {
        match self.room {
            Room::Desk => 76.0,
            Room::Hand => super::HAND_TOP,
        }
    }

    pub fn floor(&self) -> f64 {
        self.high - self.under
    }

    /// Where the title begins.
    pub fn title_at(&self) -> f64 {
        match self.room {
            Room::Desk => self.left(),
            Room::Hand => 14.0,
        }
    }

    pub fn at_x(&self, size: f64) -> f64 {
        self.left() + (size - self.x.from) / (self.x.to - self.x.from) * (self.right() - self.left())
    }

    pub fn at_y(&self, value: f64) -> f64 {
        self.floor() - (value - self.y.from) / (self.y.to - self.y.from) * (self.floor() - self.top())
    }

    /// The axes with their titles; values upwards have this unit.
    pub fn axes(&self, [x_title, y_title]: [&Label; 2], unit: &str, reading: Reading, out: &mut String) {
        let (left, right, top, floor) = (self.left(), self.right(), self.top(), self.floor());
        for tick in self.y.ticks() {
            let y = self.at_y(tick);
            let shown = number::shown(tick, Format::Plain(self.y.decimals()), reading.first);
            out.push_str(&format!("<path d=\"M{left} {y:.1}H{right}\" stroke=\"#e3e7eb\"/>"));
            out.push_str(&format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{shown}{unit}</text>\n",
                left - 8.0,
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
        out.push_str(&format!("<path d=\"M{left} {top}V{floor}H{right}\" fill=\"none\" stroke=\"{INK}\"/>\n"));
        let middle = (left + right) / 2.0;
        let name = escaped(&reading.inline(x_title));
        out.push_str(&format!("<text x=\"{middle}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>\n", floor + 40.0));
        let (middle, name) = ((top + floor) / 2.0, escaped(&reading.inline(y_title)));
        out.push_str(&format!(
            "<text transform=\"translate({} {middle}) rotate(-90)\" text-anchor=\"middle\">{name}</text>\n",
            left - 62.0 + if self.room == Room::Hand { 12.0 } else { 0.0 }
        ));
    }

    fn lines(&self, funnel: &Funnel, out: &mut String) {
        let (left, top) = (self.left(), self.top());
        let (wide, high) = (self.right() - left, self.floor() - top);
        out.push_str(&format!("<clipPath id=\"plot\"><rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\"/></clipPath>\n<g clip-path=\"url(#plot)\" fill=\"none\">\n"));
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
        out.push_str(&format!("<path d=\"M{left} {y:.1}H{}\" {BENCHMARK}/>\n</g>\n", self.right()));
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
        let fits = |(_, left, _): &(f64, f64, &str)| *left > self.left() && left + long < self.right();
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

/// What lines and marks mean.
fn legend(funnel: &Funnel, palette: Palette) -> Vec<(String, Label)> {
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
    entries
}

/// Height of a line of the legend.
const LEGEND_LINE: f64 = 19.0;

impl Plot {
    /// Where the entries of the legend stand, downwards from its first line.
    fn legend_places(&self, entries: &[(String, Label)], reading: Reading) -> Vec<(f64, f64)> {
        let from = self.title_at();
        let (mut x, mut y) = (from, 0.0);
        let place = |(_, name): &(String, Label)| {
            let long = 34.0 + reading.inline(name).chars().count() as f64 * 7.1 + 18.0;
            if x + long > self.wide() && x > from {
                (x, y) = (from, y + LEGEND_LINE);
            }
            let at = (x, y);
            x += long;
            at
        };
        entries.iter().map(place).collect()
    }

    /// Drawn signs and what they mean, under the plot.
    pub fn legend_of(&self, entries: Vec<(String, Label)>, reading: Reading, out: &mut String) {
        let places = self.legend_places(&entries, reading);
        for ((drawn, name), (x, y)) in entries.into_iter().zip(places) {
            let y = self.floor() + 62.0 + y;
            let text = axes::short(&reading.inline(&name), if self.room == Room::Hand { 58 } else { 120 });
            out.push_str(&format!("<g transform=\"translate({x:.1} {y:.1})\">{drawn}<text x=\"30\" y=\"4.5\" font-size=\"12\">{}</text></g>\n", escaped(&text)));
        }
    }
}
