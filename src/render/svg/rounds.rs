//! A figure over the rounds of a survey as SVG: of two rounds a hollow mark and a filled one on one line, of more a small picture for
//! each place. What is clear has colour and the shape of its light, what isn't stays grey and is joined by dots.

use super::intervals::shape;
use super::lines::{Lines, few, whisker};
use super::{FAINT, INK, Room, axes, begun, escaped, titled};
use crate::lang::Label;
use crate::render::signs::{Signs, light_of_verdict};
use crate::render::xlsx::colours;
use crate::render::{Palette, Reading};
use crate::report::words::{self, Word, t};
use crate::report::{Format, Rounds, RoundsRow, Verdict, number};

/// Height of a line, and how far the marks of both rounds stand from its middle.
const ROW: f64 = 36.0;
const APART: f64 = 8.0;
/// Size of a small picture, and the room of its axis and its words.
const PANEL: (f64, f64) = (218.0, 132.0);
const AXIS: f64 = 40.0;
const WORDS: f64 = 38.0;
/// Verdicts in the order of a legend.
const VERDICTS: [Verdict; 5] =
    [Verdict::Better, Verdict::Worse, Verdict::Differs, Verdict::NoClearDifference, Verdict::TooSmall];

/// The chart, drawn.
pub fn drawn(chart: &Rounds, reading: Reading, palette: Palette, room: Room) -> String {
    match chart.rounds.len() {
        0..=2 => pairs(chart, reading, palette, room),
        _ => panels(chart, reading, palette, room),
    }
}

/// The colour of a verdict: only what is clear has one.
fn ink(verdict: Option<Verdict>, palette: Palette) -> String {
    match verdict {
        Some(of @ (Verdict::Better | Verdict::Worse | Verdict::Differs)) => light_of_verdict(of)
            .map_or_else(|| FAINT.to_string(), |light| format!("#{:06x}", colours(light, palette).0)),
        Some(Verdict::NoClearDifference | Verdict::TooSmall) | None => "#9aa5b1".to_string(),
    }
}

/// The mark of the last round.
fn mark(verdict: Option<Verdict>, x: f64, y: f64, palette: Palette) -> String {
    match verdict {
        Some(of @ (Verdict::Better | Verdict::Worse | Verdict::Differs)) => shape(light_of_verdict(of), x, y, palette),
        Some(Verdict::NoClearDifference) => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\" fill=\"#9aa5b1\"/>"),
        Some(Verdict::TooSmall) | None => {
            format!("<path d=\"M{:.1} {:.1}l8 8m0-8l-8 8\" stroke=\"{FAINT}\" fill=\"none\"/>", x - 4.0, y - 4.0)
        }
    }
}

/// `+9.1 better`, and the values of all rounds before it for those who point at it.
fn said(row: &RoundsRow, reading: Reading) -> String {
    let (change, verdict) = (reading.value(&row.change), reading.value(&row.verdict));
    if change == verdict { change.into_owned() } else { format!("{change} {verdict}") }
}

fn whole(chart: &Rounds, row: &RoundsRow, reading: Reading) -> String {
    let points = chart.rounds.iter().zip(&row.points).map(|(round, point)| {
        let value = reading.value(&point.value);
        match point.drawn() {
            Some((low, high)) => {
                let ends = number::interval(low, high, chart.format, reading.first);
                format!("{}: {value} ({ends})", reading.inline(round))
            }
            None => format!("{}: {value}", reading.inline(round)),
        }
    });
    let points: Vec<String> = points.collect();
    format!("{}. {}. {}", reading.inline(&row.name), points.join("; "), said(row, reading))
}

fn pairs(chart: &Rounds, reading: Reading, palette: Palette, room: Room) -> String {
    let lines = Lines {
        axis: axes::of_rounds(chart),
        format: chart.format,
        count: chart.rows.len(),
        row: ROW,
        room,
        x_title: &chart.x_title,
        long: true,
    };
    let entries = entries(chart, reading, palette);
    let mut out = lines.begun(&chart.title, &chart.alt, &entries, reading);
    for (nth, row) in chart.rows.iter().enumerate() {
        let clear = matches!(row.judged(), Some(Verdict::Better | Verdict::Worse | Verdict::Differs));
        let ink_of_words = if clear { INK } else { FAINT };
        let whole = whole(chart, row, reading);
        lines.words(nth, (reading.main(&row.name), &whole), (&said(row, reading), ink_of_words), row.total, &mut out);
        let y = lines.middle(nth);
        let heights = [y - APART, y + APART];
        let at: Vec<Option<(f64, f64)>> =
            row.points.iter().zip(heights).map(|(point, y)| point.value().map(|value| (lines.at(value), y))).collect();
        if let [Some(from), Some(to)] = at[..] {
            let dots = if clear { "" } else { " stroke-dasharray=\"2 4\"" };
            let wide = if clear { 2.5 } else { 1.4 };
            let ink = ink(row.judged(), palette);
            out.push_str(&format!(
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{ink}\" stroke-width=\"{wide}\"{dots}/>",
                from.0, from.1, to.0, to.1
            ));
        }
        for ((point, y), ink) in row.points.iter().zip(heights).zip([FAINT, INK]) {
            if let Some((low, high)) = point.drawn() {
                out.push_str(&whisker((lines.at(low), lines.at(high)), y, ink));
            }
        }
        if let Some(Some((x, y))) = at.first() {
            out.push_str(&hollow(*x, *y));
        }
        if let [_, Some((x, y))] = at[..] {
            out.push_str(&mark(row.judged(), x, y, palette));
        }
        out.push_str("</g>\n");
    }
    lines.finish(entries, &mut out);
    out
}

/// The mark of an earlier round.
fn hollow(x: f64, y: f64) -> String {
    format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"#ffffff\" stroke=\"{INK}\" stroke-width=\"1.4\"/>")
}

/// A small picture for each place, its values from left to right.
fn panels(chart: &Rounds, reading: Reading, palette: Palette, room: Room) -> String {
    let across = match room {
        Room::Desk => 4,
        Room::Hand => 2,
    };
    let edge = 14.0;
    let each = (room.wide() - 2.0 * edge) / across as f64;
    let top = if room == Room::Desk { 84.0 } else { super::HAND_TOP + 10.0 };
    let step = PANEL.1 + WORDS;
    let entries = entries(chart, reading, palette);
    let floor = top + chart.rows.len().div_ceil(across) as f64 * step;
    let high = floor + 20.0 + entries.len() as f64 * 20.0;
    let mut out = begun((room.wide(), high), &chart.title, &chart.alt, reading);
    titled(&chart.title, edge, room, reading, &mut out);
    let axis = axes::of_rounds(chart);
    for (nth, row) in chart.rows.iter().enumerate() {
        let corner = (edge + (nth % across) as f64 * each, top + (nth / across) as f64 * step);
        panel(chart, row, corner, each, axis, reading, palette, &mut out);
    }
    let mut y = floor + 16.0;
    for (sample, text) in entries {
        out.push_str(&format!("<g transform=\"translate({} {:.1})\">{sample}</g>", edge + 12.0, y - 4.5));
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{y:.1}\" font-size=\"12\">{}</text>\n",
            edge + 36.0,
            escaped(&axes::short(&text, if room == Room::Desk { 120 } else { 60 }))
        ));
        y += 20.0;
    }
    out.push_str("</svg>\n");
    out
}

#[expect(clippy::too_many_arguments, reason = "where a picture stands and what is in it")]
fn panel(
    chart: &Rounds,
    row: &RoundsRow,
    (x, y): (f64, f64),
    wide: f64,
    axis: axes::Axis,
    reading: Reading,
    palette: Palette,
    out: &mut String,
) {
    let (left, right, top, floor) = (x + AXIS, x + wide - 18.0, y + WORDS, y + PANEL.1);
    let weight = if row.total { " font-weight=\"bold\"" } else { "" };
    out.push_str(&format!("<g><title>{}</title>", escaped(&whole(chart, row, reading))));
    let letters = ((wide - 16.0) / 7.4) as usize;
    out.push_str(&format!(
        "<text x=\"{x:.1}\" y=\"{:.1}\"{weight}>{}</text><text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"12\" fill=\"{FAINT}\">{}</text>",
        y + 12.0,
        escaped(&axes::short(reading.main(&row.name), letters)),
        y + 28.0,
        escaped(&axes::short(&said(row, reading), letters)),
    ));
    let unit = if chart.format == Format::Percent { "%" } else { "" };
    for end in [axis.from, axis.to] {
        let at = floor - (end - axis.from) / (axis.to - axis.from) * (floor - top);
        let shown = number::shown(end, Format::Plain(axis.decimals()), reading.first);
        out.push_str(&format!("<path d=\"M{left:.1} {at:.1}H{right:.1}\" stroke=\"#e3e7eb\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" font-size=\"11\" fill=\"{FAINT}\">{shown}{unit}</text>", left - 5.0, at + 4.0));
    }
    let last = row.points.len().saturating_sub(1).max(1) as f64;
    let at_x = |nth: usize| left + 8.0 + nth as f64 / last * (right - left - 16.0);
    let at_y = |value: f64| {
        (floor - (value - axis.from) / (axis.to - axis.from) * (floor - top)).clamp(top - 2.0, floor + 2.0)
    };
    let points: Vec<Option<(f64, f64)>> =
        row.points.iter().enumerate().map(|(nth, point)| point.value().map(|value| (at_x(nth), at_y(value)))).collect();
    let clear = matches!(row.judged(), Some(Verdict::Better | Verdict::Worse | Verdict::Differs));
    let (dots, thick) = if clear { ("", 2.5) } else { (" stroke-dasharray=\"2 4\"", 1.6) };
    let ink = ink(row.judged(), palette);
    for pair in points.windows(2) {
        if let [Some(from), Some(to)] = pair {
            out.push_str(&format!(
                "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"{ink}\" stroke-width=\"{thick}\"{dots}/>",
                from.0, from.1, to.0, to.1
            ));
        }
    }
    for ((nth, point), at) in row.points.iter().enumerate().zip(&points) {
        let Some((x, y)) = at else { continue };
        if let Some((low, high)) = point.drawn() {
            let (low, high) = (at_y(low), at_y(high));
            out.push_str(&format!("<path d=\"M{x:.1} {low:.1}V{high:.1}\" stroke=\"{FAINT}\"/>"));
        }
        let is_last = nth + 1 == row.points.len();
        out.push_str(&if is_last { mark(row.judged(), *x, *y, palette) } else { hollow(*x, *y) });
    }
    for (nth, round) in chart.rounds.iter().enumerate() {
        let (anchor, at) = match nth {
            0 => ("start", left),
            nth if nth + 1 == chart.rounds.len() => ("end", right),
            _ => continue,
        };
        let name = escaped(&axes::short(reading.main(round), 14));
        out.push_str(&format!(
            "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\" font-size=\"11\" fill=\"{FAINT}\">{name}</text>",
            floor + 15.0
        ));
    }
    out.push_str("</g>\n");
}

/// What marks mean: those that are drawn, and no others.
fn entries(chart: &Rounds, reading: Reading, palette: Palette) -> Vec<(String, String)> {
    let say = |label: &Label| reading.inline(label).into_owned();
    let earlier: Vec<String> = chart.rounds.iter().rev().skip(1).rev().map(say).collect();
    let last = chart.rounds.last().map(say).unwrap_or_default();
    let met = VERDICTS.into_iter().filter(|verdict| chart.rows.iter().any(|row| row.judged() == Some(*verdict)));
    let verdicts = met.map(|verdict| {
        (mark(Some(verdict), 0.0, 0.0, palette), format!("{last}: {}", say(&t(words::verdict(verdict)))))
    });
    let unsaid = chart.rows.iter().any(|row| {
        let last = row.points.last().and_then(|point| point.value());
        row.judged().is_none() && last.is_some()
    });
    let unsaid = unsaid.then(|| (mark(None, 0.0, 0.0, palette), format!("{last}: {}", say(&t(Word::NotJudged)))));
    let few = Signs::of_rounds(chart).few.then(|| few(reading));
    std::iter::once((hollow(0.0, 0.0), earlier.join(", "))).chain(verdicts).chain(unsaid).chain(few).collect()
}
