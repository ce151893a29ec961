//! How answers are spread, as SVG: a bar for each place, its pieces with colours and patterns.

use super::lines::{Lines, few};
use super::{FAINT, INK, Room, axes};
use crate::lang::Label;
use crate::render::Reading;
use crate::render::axes::{Axis, Pattern};
use crate::render::signs::Signs;
use crate::report::{Answers, Format, number};

/// Height of a line and of its bar.
const ROW: f64 = 27.0;
const BAR: f64 = 18.0;
/// A piece narrower than this has no room for its number.
const ROOM: f64 = 26.0;

/// How numbers on pieces look: a pale edge keeps them apart from the pattern.
const SHARES: &str = "text-anchor=\"middle\" font-size=\"12\" paint-order=\"stroke\" stroke=\"#ffffff\" stroke-opacity=\"0.7\" stroke-width=\"3\"";

/// The chart, drawn.
pub fn drawn(chart: &Answers, reading: Reading, room: Room) -> String {
    let nothing = Label::default();
    let lines = Lines {
        axis: Axis { from: 0.0, to: 100.0, step: 20.0 },
        format: Format::Percent,
        count: chart.rows.len(),
        row: ROW,
        room,
        x_title: &nothing,
        long: false,
    };
    let of = chart.answers.len();
    let mut entries: Vec<(String, String)> = (chart.answers.iter().enumerate())
        .map(|(at, answer)| {
            (
                format!("<g stroke=\"{INK}\" stroke-width=\"0.6\">{}</g>", piece((-12.0, -8.0), (24.0, 16.0), at, of)),
                reading.inline(answer).into_owned(),
            )
        })
        .collect();
    entries.extend(Signs::of_answers(chart).few.then(|| few(reading)));
    let mut out = lines.begun(&chart.title, &chart.alt, &entries, reading);
    out.push_str(&patterns(of));
    for (nth, row) in chart.rows.iter().enumerate() {
        let known = row.known();
        let base = format!("n = {}", reading.value(&row.base));
        let why = row.shares.first().map(|share| reading.value(share).into_owned()).unwrap_or_default();
        let (said, ink) = if known.is_some() { (base.clone(), INK) } else { (why, FAINT) };
        let shares = chart.answers.iter().zip(&row.shares);
        let parts: Vec<String> = match known {
            Some(_) => shares.map(|(a, share)| format!("{}: {}", reading.inline(a), reading.value(share))).collect(),
            None => vec![said.clone()],
        };
        let whole = format!("{}. {}", reading.inline(&row.name), parts.join("; "));
        lines.words(nth, (reading.main(&row.name), &whole), (&said, ink), row.total, &mut out);
        let y = lines.middle(nth);
        let (mut from, mut numbers) = (0.0, String::new());
        out.push_str(&format!("<g stroke=\"{INK}\" stroke-width=\"0.6\">"));
        for (at, share) in known.unwrap_or_default().into_iter().enumerate() {
            let (left, right) = (lines.at(from), lines.at(from + share));
            from += share;
            if right - left < 0.05 {
                continue;
            }
            out.push_str(&piece((left, y - BAR / 2.0), (right - left, BAR), at, of));
            if right - left >= ROOM {
                let shown = number::shown(share, Format::Plain(0), reading.first);
                let (x, y) = ((left + right) / 2.0, y + 4.5);
                numbers.push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\">{shown}</text>"));
            }
        }
        out.push_str(&format!("</g><g {SHARES}>{numbers}</g>"));
        out.push_str("</g>\n");
    }
    lines.finish(entries, &mut out);
    out
}

/// A piece of a bar.
fn piece((x, y): (f64, f64), (wide, high): (f64, f64), at: usize, of: usize) -> String {
    let shade = axes::shade(at, of);
    let fill = match shade.pattern {
        Pattern::Plain => format!("#{:06x}", shade.fill),
        Pattern::Dots | Pattern::Falling | Pattern::Rising | Pattern::Upright => format!("url(#answer-{at})"),
    };
    format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\" fill=\"{fill}\"/>")
}

/// The patterns of the answers.
fn patterns(of: usize) -> String {
    let one = |at: usize| {
        let shade = axes::shade(at, of);
        let (fill, ink) = (format!("#{:06x}", shade.fill), format!("#{:06x}", shade.stroke));
        let (turn, drawn) = match shade.pattern {
            Pattern::Plain => return String::new(),
            Pattern::Dots => (
                0,
                format!(
                    "<circle cx=\"2\" cy=\"2\" r=\"1.1\" fill=\"{ink}\"/><circle cx=\"6\" cy=\"6\" r=\"1.1\" fill=\"{ink}\"/>"
                ),
            ),
            Pattern::Falling => (-45, format!("<path d=\"M2 0V8\" stroke=\"{ink}\" stroke-width=\"2.2\"/>")),
            Pattern::Rising => (45, format!("<path d=\"M2 0V8\" stroke=\"{ink}\" stroke-width=\"2.2\"/>")),
            Pattern::Upright => (0, format!("<path d=\"M2 0V8M6 0V8\" stroke=\"{ink}\" stroke-width=\"1\"/>")),
        };
        format!(
            "<pattern id=\"answer-{at}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({turn})\"><rect width=\"8\" height=\"8\" fill=\"{fill}\"/>{drawn}</pattern>"
        )
    };
    format!("<defs>{}</defs>\n", (0..of).map(one).collect::<String>())
}
