//! The axes of charts: round ends and steps around what is drawn, and the words of its marks.

use super::Palette;
use super::xlsx::colours;
use crate::report::words::CompareWord;
use crate::report::{Field, Format, Funnel, Intervals, Light, Mark, Quadrants, Rounds};

/// Steps of an axis, about.
const STEPS: f64 = 6.0;

/// An axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// From one tick to the next.
    pub step: f64,
}

impl Axis {
    /// An axis with room for these two, beyond them at most to the next tick.
    pub fn around(low: f64, high: f64) -> Axis {
        let (low, high) = if high > low { (low, high) } else { (low - 0.5, low + 0.5) };
        let raw = (high - low) / STEPS;
        let power = 10f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= raw).unwrap_or(raw);
        Axis { from: (low / step).floor() * step, to: (high / step).ceil() * step, step }
    }

    /// The ticks.
    pub fn ticks(self) -> impl Iterator<Item = f64> {
        let n = ((self.to - self.from) / self.step).round().clamp(1.0, 50.0) as u32;
        (0..=n).map(move |at| self.from + f64::from(at) * self.step)
    }

    /// How many decimals its ticks need.
    pub fn decimals(self) -> u8 {
        (-self.step.log10().floor()).clamp(0.0, 4.0) as u8
    }
}

/// The axes of a funnel: sizes from 0, values around the points and the limits where the points are.
pub fn of_funnel(funnel: &Funnel) -> (Axis, Axis) {
    let sizes = funnel.points.iter().map(|point| point.size);
    let (smallest, largest) = ends(sizes);
    let x = Axis::around(0.0, if largest > 0.0 { largest * 1.02 } else { 1.0 });
    let near = funnel.curve.iter().filter(|limits| limits.size >= smallest * 0.8 && limits.size <= x.to);
    let limits = near.flat_map(|limits| [limits.limits_998.0, limits.limits_998.1]);
    let values = || funnel.points.iter().map(|point| point.value).chain([funnel.benchmark]);
    let (low, high) = ends(values().chain(limits));
    // A little room, so that no point lies on the edge.
    let room = 0.03 * (high - low);
    let mut y = Axis::around(low - room, high + room);
    // A share or score goes no further than its scale, wherever its limits go.
    let (lowest, highest) = ends(values());
    if matches!(funnel.format, Format::Percent | Format::Points) && lowest >= 0.0 && highest <= 100.0 {
        y = Axis { from: y.from.max(0.0), to: y.to.min(100.0), step: y.step };
    }
    (x, y)
}

/// The axis of values with their intervals: the whole of a scale of 0 to 100, else around what is drawn, from nought if
/// nothing is below.
pub fn of_intervals(chart: &Intervals) -> Axis {
    of_scale(ends(chart.ends()), chart.format)
}

/// The axis of values over rounds, by the same rule.
pub fn of_rounds(chart: &Rounds) -> Axis {
    of_scale(ends(chart.ends()), chart.format)
}

fn of_scale((low, high): (f64, f64), format: Format) -> Axis {
    match format {
        Format::Percent | Format::Points if low >= 0.0 && high <= 100.0 => Axis { from: 0.0, to: 100.0, step: 20.0 },
        _ => Axis::around(low.min(0.0), high.max(0.0)),
    }
}

/// How the piece of an answer is filled: from the first to the last answer of a scale the shades go from dark orange over grey
/// to dark blue, and neighbours have different patterns, so that they are told apart without colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shade {
    /// Its colour.
    pub fill: u32,
    /// The colour of its pattern.
    pub stroke: u32,
    /// The ink of words on it.
    pub ink: u32,
    /// Its pattern.
    pub pattern: Pattern,
}

/// A pattern over a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// None.
    Plain,
    /// Dots.
    Dots,
    /// Lines that fall to the right.
    Falling,
    /// Lines that rise to the right.
    Rising,
    /// Upright lines.
    Upright,
}

/// The shades of five answers, the first to the last: fill, pattern, ink.
const SHADES: [(u32, u32); 5] =
    [(0xE0A06A, 0xC58047), (0xF6DCC3, 0xE0BA95), (0xF1F3F5, 0xC3CCD3), (0xCBE1F2, 0xA4C7E2), (0x82B4DD, 0x5F98C9)];

/// The shade of an answer among so many.
pub fn shade(at: usize, of: usize) -> Shade {
    const PATTERNS: [Pattern; 5] = [Pattern::Falling, Pattern::Dots, Pattern::Plain, Pattern::Upright, Pattern::Rising];
    let part = if of > 1 { at as f64 / (of - 1) as f64 } else { 1.0 };
    let spread = (part * (SHADES.len() - 1) as f64).round() as usize;
    let (fill, stroke) = SHADES[spread.min(SHADES.len() - 1)];
    // Of more answers than shades, neighbours with one shade still have patterns of their own.
    let pattern = if of <= PATTERNS.len() { PATTERNS[spread.min(4)] } else { PATTERNS[at % PATTERNS.len()] };
    Shade { fill, stroke, ink: 0x1F2933, pattern }
}

/// The axes of a chart of four fields: around the points and the cuts, with room for names.
pub fn of_quadrants(chart: &Quadrants) -> (Axis, Axis) {
    let axis = |values: Vec<f64>, format: Format| {
        let (low, high) = ends(values.into_iter());
        let room = 0.1 * (high - low);
        let axis = Axis::around(low - room, high + room);
        match format {
            Format::Percent | Format::Points if low >= 0.0 && high <= 100.0 => {
                Axis { from: axis.from.max(0.0), to: axis.to.min(100.0), step: axis.step }
            }
            _ => axis,
        }
    };
    let x = chart.points.iter().map(|point| point.x).chain([chart.x_cut.0]).collect();
    let y = chart.points.iter().map(|point| point.y).chain([chart.y_cut.0]).collect();
    (axis(x, chart.x_format), axis(y, chart.y_format))
}

/// The colour of a light in a chart: the tint that a cell has would be lost on white.
pub fn light_fill(light: Light, palette: Palette) -> u32 {
    match light {
        Light::Middle => 0xD9B400,
        Light::TooSmall => 0x6B7783,
        Light::Good | Light::Poor | Light::Attention => colours(light, palette).0,
    }
}

/// The colour of a field's points: what wants seeing to stands out; the shape says the same.
pub fn field_fill(field: Field, palette: Palette) -> u32 {
    match field {
        Field::UpperLeft => colours(Light::Poor, palette).0,
        Field::UpperRight => colours(Light::Good, palette).0,
        Field::LowerLeft => 0xD9B400,
        Field::LowerRight => 0xB8C2CC,
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let finite = values.filter(|value| value.is_finite());
    let (low, high) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

/// What a mark means, for the legend.
pub fn mark_word(mark: Mark) -> CompareWord {
    match mark {
        Mark::Support => CompareWord::SupportSmall,
        Mark::Learn => CompareWord::LearnSmall,
        Mark::Differs => CompareWord::DiffersSmall,
        Mark::Near => CompareWord::NearSmall,
        Mark::Within => CompareWord::WithinSmall,
        Mark::TooSmall => CompareWord::TooSmallSmall,
    }
}

/// The colour of a mark; none of one that is drawn in lines. The tint of a cell would be lost on white.
pub fn fill(mark: Mark, palette: Palette) -> Option<u32> {
    match mark {
        Mark::Support => Some(colours(Light::Poor, palette).0),
        Mark::Learn => Some(colours(Light::Good, palette).0),
        Mark::Differs => Some(colours(Light::Attention, palette).0),
        Mark::Near => Some(0xD9B400),
        Mark::Within => Some(0x6B7783),
        Mark::TooSmall => None,
    }
}

/// A text for a chart, where there is little room.
pub fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    text.chars().take(most - 1).collect::<String>().trim_end().to_string() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_round_ends_around_what_is_drawn() {
        let axis = Axis::around(31.7, 88.2);
        assert_eq!(axis, Axis { from: 30.0, to: 90.0, step: 10.0 });
        assert_eq!(axis.ticks().count(), 7);
        assert_eq!(Axis::around(0.0, 0.37), Axis { from: 0.0, to: 0.4, step: 0.1 });
        assert_eq!(Axis::around(0.0, 0.37).decimals(), 1);
    }

    #[test]
    fn a_single_value_still_has_an_axis() {
        let axis = Axis::around(5.0, 5.0);
        assert!(axis.from < 5.0 && axis.to > 5.0 && axis.step > 0.0);
    }
}
