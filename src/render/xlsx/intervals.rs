//! Values with their intervals in a workbook: native marks with whiskers beside the lines of target and average, and the
//! numbers they are drawn from.

use rust_xlsxwriter::{Chart as Drawing, ChartMarker, ChartMarkerType};

use super::chart::{Numbers, Plan, filled};
use super::dots::{self, Dots, OWN};
use super::rulers::height_of;
use crate::lang::Label;
use crate::render::axes::Axis;
use crate::render::signs::Signs;
use crate::render::{Palette, Reading, axes};
use crate::report::words::{self, Word, t};
use crate::report::{IntervalRow, Intervals, Light, Value, number as print};

/// The fill of a mark without a light.
const PLAIN: u32 = 0x6B7783;
/// Columns of the sheet of numbers: value, how far the interval goes below and above it; then the height of the line under the
/// light of its value, a column for each light that there is.
const VALUE: u16 = OWN;
const BELOW: u16 = OWN + 1;
const ABOVE: u16 = OWN + 2;
const LIGHTS: u16 = OWN + 3;

/// Marks as they are drawn, what stands out last.
const MARKS: [Option<Light>; 6] =
    [None, Some(Light::TooSmall), Some(Light::Middle), Some(Light::Attention), Some(Light::Good), Some(Light::Poor)];

/// What a chart is ruled for: how many lines, over which axis.
pub fn ruled(chart: &Intervals) -> (usize, Axis) {
    (chart.rows.len(), axes::of_intervals(chart))
}

/// The chart, so many pixels wide and high; its numbers stand from this row on. There is none that the plan doesn't foresee.
pub fn drawn(
    chart: &Intervals,
    (plan, first): (&Plan<'_>, u32),
    reading: Reading,
    palette: Palette,
    size: (f64, f64),
) -> Option<Drawing> {
    let entries: Vec<String> = met(chart).map(|mark| reading.inline(&name(chart, mark)).into_owned()).collect();
    let (lines, axis) = ruled(chart);
    let dots = Dots {
        title: reading.stacked(&chart.title).into_owned(),
        alt: &chart.alt,
        axis,
        x_title: &chart.x_title,
        format: chart.format,
        lines,
        against: &chart.against,
        references: references(chart),
        entries,
        tab: &plan.tab,
        first,
        ruled: plan.ruled((lines, axis))?,
    };
    let mut drawing = dots.begun(reading);
    let values = dots.range(VALUE);
    dots.whiskers(&mut drawing, (&values, &dots.ruled.heights()), (BELOW, ABOVE), super::chart::INK);
    for (column, (mark, name)) in (LIGHTS..).zip(met(chart).zip(&dots.entries)) {
        let series = dots.series(&mut drawing, (&values, &dots.range(column)), name);
        series.set_marker(&marker(mark, palette));
    }
    let lines = chart.rows.iter().map(|row| (reading.main(&row.name), said(chart, row, reading)));
    dots.finish(&mut drawing, lines, reading, size);
    Some(drawing)
}

/// The first column of the lines of reference.
fn references(chart: &Intervals) -> u16 {
    LIGHTS + met(chart).count() as u16
}

/// The marks that a chart has, in the order of drawing.
fn met(chart: &Intervals) -> impl Iterator<Item = Option<Light>> {
    MARKS.into_iter().filter(|mark| chart.rows.iter().any(|row| light(row) == Some(*mark)))
}

/// What a mark is called.
fn name(chart: &Intervals, mark: Option<Light>) -> Label {
    mark.map_or_else(|| t(Word::NoLight), |light| words::light_of(Signs::of_intervals(chart).legend, light).0)
}

/// The light of a value that is drawn; none of one that isn't.
fn light(row: &IntervalRow) -> Option<Option<Light>> {
    match row.value {
        Value::Number { value, light, .. } if value.is_finite() => Some(light),
        _ => None,
    }
}

/// Shape, size and colour of a mark. A workbook has no triangle that points down: a square stands for it, and the number
/// beside it has the triangle.
pub fn marker(light: Option<Light>, palette: Palette) -> ChartMarker {
    let fill = light.map_or(PLAIN, |light| axes::light_fill(light, palette));
    match light {
        Some(Light::Good) => filled(ChartMarkerType::Triangle, 9, Some(fill)),
        Some(Light::Poor) => filled(ChartMarkerType::Square, 8, Some(fill)),
        Some(Light::Middle) => filled(ChartMarkerType::Circle, 8, Some(fill)),
        Some(Light::TooSmall) => filled(ChartMarkerType::X, 6, Some(fill)),
        Some(Light::Attention) => filled(ChartMarkerType::Diamond, 9, Some(fill)),
        None => filled(ChartMarkerType::Square, 6, Some(fill)),
    }
}

/// The number with the shape of its light, and its interval.
fn said(chart: &Intervals, row: &IntervalRow, reading: Reading) -> String {
    let shown = Reading::new(&[reading.first]).value(&row.value).into_owned();
    let known = light(row).is_some();
    match row.interval.filter(|(low, high)| known && low.is_finite() && high.is_finite()) {
        Some((low, high)) => format!("{shown} ({})", print::interval(low, high, chart.format, reading.first)),
        None => shown,
    }
}

/// Writes its numbers.
pub fn numbers(on: &mut Numbers<'_>, chart: &Intervals, first: u32) -> anyhow::Result<()> {
    let mut own = vec![(VALUE, chart.x_title.clone()), (BELOW, t(Word::BelowIt)), (ABOVE, t(Word::AboveIt))];
    let met: Vec<Option<Light>> = met(chart).collect();
    own.extend((LIGHTS..).zip(&met).map(|(column, mark)| (column, name(chart, *mark))));
    let against = (references(chart), &*chart.against, chart.format);
    dots::numbers(on, first, chart.rows.iter().map(|row| &row.name), own, against)?;
    for ((row, of), at) in (first + 2..).zip(&chart.rows).zip(0..) {
        let (Value::Number { value, .. }, Some(mark)) = (&of.value, light(of)) else { continue };
        on.put(row, VALUE, *value, chart.format)?;
        let column = LIGHTS + met.iter().position(|of| *of == mark).unwrap_or(0) as u16;
        on.put(row, column, height_of(at, chart.rows.len()), crate::report::Format::Plain(1))?;
        if let Some((low, high)) = of.interval {
            for (column, value) in [(BELOW, value - low), (ABOVE, high - value)] {
                on.put(row, column, value, chart.format)?;
            }
        }
    }
    Ok(())
}
