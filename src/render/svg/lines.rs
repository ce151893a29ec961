//! A picture of lines as SVG: a name at the left, a plot in the middle, what is said at the right; on a phone the words stand over
//! the plot.

use super::{FAINT, INK, Room, axes, begun, escaped, titled};
use crate::lang::Label;
use crate::render::Reading;
use crate::render::axes::Axis;
use crate::report::words::{Word, t};
use crate::report::{Format, number};

/// Letters of a name, and of what is said beside a line.
const NAME: usize = 30;
const SAID: usize = 34;
/// Height of the axis under the lines, and of a line of the legend.
const UNDER: f64 = 52.0;
const LINE: f64 = 20.0;
/// Where the legend begins, and its words.
const SIGN: f64 = 40.0;

/// A picture of so many lines.
pub struct Lines<'c> {
    pub axis: Axis,
    pub format: Format,
    /// How many lines, each so high.
    pub count: usize,
    pub row: f64,
    pub room: Room,
    pub x_title: &'c Label,
    /// Whether this takes more room at the right than a value with its interval.
    pub long: bool,
}

impl Lines<'_> {
    fn wide(&self) -> f64 {
        self.room.wide()
    }

    /// Where the plot begins.
    pub fn left(&self) -> f64 {
        match self.room {
            Room::Desk => 236.0,
            Room::Hand => 14.0,
        }
    }

    /// Where the plot ends.
    pub fn right(&self) -> f64 {
        match (self.room, self.long) {
            (Room::Desk, false) => self.wide() - 196.0,
            (Room::Desk, true) => self.wide() - 250.0,
            (Room::Hand, _) => self.wide() - 14.0,
        }
    }

    fn top(&self) -> f64 {
        match self.room {
            Room::Desk => 74.0,
            Room::Hand => super::HAND_TOP,
        }
    }

    /// Height of a line with its words.
    fn step(&self) -> f64 {
        match self.room {
            Room::Desk => self.row,
            Room::Hand => self.row + 19.0,
        }
    }

    fn floor(&self) -> f64 {
        self.top() + self.count as f64 * self.step()
    }

    /// Where a value lies.
    pub fn at(&self, value: f64) -> f64 {
        let part = (value - self.axis.from) / (self.axis.to - self.axis.from);
        (self.left() + part * (self.right() - self.left())).clamp(self.left(), self.right())
    }

    /// The middle of what is drawn of a line.
    pub fn middle(&self, nth: usize) -> f64 {
        self.top() + (nth + 1) as f64 * self.step() - self.row / 2.0
    }

    /// Title, description, axis.
    pub fn begun(&self, title: &Label, alt: &Label, entries: &[(String, String)], reading: Reading) -> String {
        let legend: usize = entries.iter().map(|(_, text)| self.legend_lines(text).len()).sum();
        let high = self.floor() + UNDER + legend as f64 * LINE + 14.0;
        let mut out = begun((self.wide(), high), title, alt, reading);
        titled(title, if self.room == Room::Desk { 24.0 } else { 14.0 }, self.room, reading, &mut out);
        let unit = if self.format == Format::Percent { "%" } else { "" };
        let (top, floor) = (self.top(), self.floor());
        // Every second tick where there is little room.
        let every = if self.room == Room::Hand && self.axis.ticks().count() > 7 { 2 } else { 1 };
        for tick in self.axis.ticks().step_by(every) {
            let (x, shown) = (self.at(tick), number::shown(tick, Format::Plain(self.axis.decimals()), reading.first));
            let anchor = match self.room {
                Room::Hand if x < self.left() + 12.0 => "start",
                Room::Hand if x > self.right() - 12.0 => "end",
                Room::Desk | Room::Hand => "middle",
            };
            out.push_str(&format!("<path d=\"M{x:.1} {top}V{floor:.1}\" stroke=\"#e3e7eb\"/>"));
            out.push_str(&format!(
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{shown}{unit}</text>\n",
                floor + 18.0
            ));
        }
        let name = escaped(&reading.inline(self.x_title));
        out.push_str(&format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>\n",
            (self.left() + self.right()) / 2.0,
            floor + 38.0
        ));
        out
    }

    /// An upright line of reference.
    pub fn upright(&self, value: f64, style: &str, out: &mut String) {
        out.push_str(&format!("<path d=\"M{:.1} {}V{:.1}\" {style}/>\n", self.at(value), self.top(), self.floor()));
    }

    /// The words of a line: name, what is said, and the whole of it for those who point at it. What is drawn follows, and then
    /// `</g>`.
    pub fn words(
        &self,
        nth: usize,
        (name, whole): (&str, &str),
        (said, ink): (&str, &str),
        total: bool,
        out: &mut String,
    ) {
        let weight = if total { " font-weight=\"bold\"" } else { "" };
        let top = self.middle(nth) + self.row / 2.0 - self.step();
        if total {
            out.push_str(&format!(
                "<path d=\"M{} {top:.1}H{:.1}\" stroke=\"{FAINT}\"/>\n",
                self.left().min(24.0),
                self.wide() - 14.0
            ));
        }
        match self.room {
            Room::Desk => out.push_str(&format!("<g><title>{}</title>", escaped(whole))),
            // Nobody points at anything on a phone; the numbers stand in a table under the drawing.
            Room::Hand => out.push_str("<g>"),
        }
        let (name, said) = (escaped(&axes::short(name, NAME)), escaped(&axes::short(said, SAID + 10)));
        match self.room {
            Room::Desk => {
                let (beside, end, start) = (self.middle(nth) + 4.5, self.left() - 12.0, self.right() + 12.0);
                out.push_str(&format!(
                    "<text x=\"{end:.1}\" y=\"{beside:.1}\" text-anchor=\"end\"{weight}>{name}</text><text x=\"{start:.1}\" y=\"{beside:.1}\" font-size=\"12\" fill=\"{ink}\"{weight}>{said}</text>"
                ));
            }
            Room::Hand => {
                let over = top + 15.0;
                out.push_str(&format!(
                    "<text x=\"{}\" y=\"{over:.1}\"{weight}>{name}</text><text x=\"{}\" y=\"{over:.1}\" text-anchor=\"end\" font-size=\"12\" fill=\"{ink}\"{weight}>{said}</text>",
                    self.left(),
                    self.right()
                ));
            }
        }
    }

    /// The line under the plot, and what signs mean.
    pub fn finish(&self, entries: Vec<(String, String)>, out: &mut String) {
        let floor = self.floor();
        out.push_str(&format!("<path d=\"M{} {floor:.1}H{:.1}\" stroke=\"{INK}\"/>\n", self.left(), self.right()));
        let sign = if self.room == Room::Desk { SIGN } else { 26.0 };
        let mut y = floor + UNDER + 12.0;
        for (sample, text) in entries {
            out.push_str(&format!("<g transform=\"translate({sign} {:.1})\">{sample}</g>", y - 4.5));
            for line in self.legend_lines(&text) {
                out.push_str(&format!(
                    "<text x=\"{}\" y=\"{y:.1}\" font-size=\"12\">{}</text>\n",
                    sign + 24.0,
                    escaped(&line)
                ));
                y += LINE;
            }
        }
        out.push_str("</svg>\n");
    }

    fn legend_lines(&self, text: &str) -> Vec<String> {
        super::wrapped(text, if self.room == Room::Desk { 126 } else { 60 })
    }
}

/// A whisker from one end to the other.
pub fn whisker((low, high): (f64, f64), y: f64, ink: &str) -> String {
    format!(
        "<path d=\"M{low:.1} {y:.1}H{high:.1}M{low:.1} {:.1}v8M{high:.1} {:.1}v8\" stroke=\"{ink}\" stroke-width=\"1.6\" fill=\"none\"/>",
        y - 4.0,
        y - 4.0
    )
}

/// What a small base is called in a legend.
pub fn few(reading: Reading) -> (String, String) {
    let star = format!("<text text-anchor=\"middle\" y=\"5\">{}</text>", number::FEW);
    (star, reading.inline(&t(Word::FewAbout)).into_owned())
}
