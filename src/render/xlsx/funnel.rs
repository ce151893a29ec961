//! A funnel in a workbook: a native scatter chart with the limits of chance as lines, and the numbers it is drawn from.

use rust_xlsxwriter::{
    Chart as Drawing, ChartDataLabel, ChartDataLabelPosition, ChartFormat, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, ChartSeries, ChartType, Color,
};

use super::chart::{FAINT, INK, Numbers, digits, filled, font, frame, plain};
use crate::lang::Label;
use crate::render::axes::{self, mark_word};
use crate::render::{Palette, Reading};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Format, Funnel, Mark};

/// Facilities outside the limits that are named in a chart.
const NAMED: usize = 8;
/// Letters of such a name.
const NAME: usize = 24;

/// Columns of the sheet of numbers: name, size, a value under its mark; then the limits.
const SIZE: u16 = 1;
const MARKS: u16 = 2;
const CURVE: u16 = 9;

/// The chart; its numbers stand on this tab from this row on.
pub fn drawn(funnel: &Funnel, (tab, first): (&str, u32), reading: Reading, palette: Palette) -> Drawing {
    let (x, y) = axes::of_funnel(funnel);
    let mut drawing = Drawing::new(ChartType::ScatterStraight);
    lines(&mut drawing, funnel, tab, first, reading);
    points(&mut drawing, funnel, tab, first, reading, palette);
    let unit = if funnel.format == Format::Percent { "\"%\"" } else { "" };
    let numbers = [digits(x.decimals()), format!("{}{unit}", digits(y.decimals()))];
    frame(&mut drawing, reading, (&funnel.title, &funnel.alt), [(x, &funnel.x_title), (y, &funnel.y_title)], numbers);
    drawing
}

/// The benchmark and the limits. Both ends of a pair of limits look alike; the legend names one of them.
fn lines(drawing: &mut Drawing, funnel: &Funnel, tab: &str, first: u32, reading: Reading) {
    let last = first + 1 + u32::try_from(funnel.curve.len()).unwrap_or(0);
    let word = |word: CompareWord| reading.inline(&t(word)).into_owned();
    let named = [
        (1, word(CompareWord::Limits998), FAINT, ChartLineDashType::Solid),
        (2, word(CompareWord::Limits95), FAINT, ChartLineDashType::Dash),
        (3, plain(&reading.inline(&funnel.benchmark_name)), INK, ChartLineDashType::Solid),
        (4, String::new(), FAINT, ChartLineDashType::Dash),
        (5, String::new(), FAINT, ChartLineDashType::Solid),
    ];
    for (column, name, ink, dash) in named {
        let mut line = ChartLine::new();
        line.set_color(Color::RGB(ink)).set_width(if column == 3 { 1.75 } else { 1.25 }).set_dash_type(dash);
        // Added first: a series that is pushed loses its marker or its line.
        let series = drawing.add_series();
        series
            .set_categories((tab, first + 2, CURVE, last, CURVE))
            .set_values((tab, first + 2, CURVE + column, last, CURVE + column))
            .set_name(&plain(&name))
            .set_format(ChartFormat::new().set_line(&line))
            .set_marker(ChartMarker::new().set_none());
        if name.is_empty() {
            series.delete_from_legend(true);
        }
    }
}

fn points(drawing: &mut Drawing, funnel: &Funnel, tab: &str, first: u32, reading: Reading, palette: Palette) {
    let last = first + 1 + u32::try_from(funnel.points.len()).unwrap_or(0);
    // What stands out is drawn last, over the others.
    for (at, mark) in Mark::ALL.into_iter().enumerate().rev() {
        if funnel.points.iter().all(|point| point.mark != mark) {
            continue;
        }
        let column = MARKS + at as u16;
        let series = drawing.add_series();
        series
            .set_categories((tab, first + 2, SIZE, last, SIZE))
            .set_values((tab, first + 2, column, last, column))
            .set_name(&plain(&reading.inline(&t(mark_word(mark)))))
            .set_format(ChartFormat::new().set_no_line())
            .set_marker(&marker(mark, palette));
        if mark.is_outside() {
            label(series, funnel, mark, reading);
        }
    }
}

/// Names beside the points that lie outside.
fn label(series: &mut ChartSeries, funnel: &Funnel, mark: Mark, reading: Reading) {
    let mut named = 0;
    let labels: Vec<ChartDataLabel> = funnel
        .points
        .iter()
        .map(|point| {
            let mut label = ChartDataLabel::new();
            if point.mark == mark && named < NAMED {
                named += 1;
                label.set_value(&plain(&axes::short(reading.main(&point.name), NAME)));
            } else {
                label.set_hidden();
            }
            label.to_custom()
        })
        .collect();
    let above = ChartDataLabelPosition::Above;
    series.set_data_label(ChartDataLabel::new().show_value().set_position(above).set_font(&font(8)));
    series.set_custom_data_labels(&labels);
}

/// Shape, size and colour of a mark.
fn marker(mark: Mark, palette: Palette) -> ChartMarker {
    let (shape, size) = match mark {
        Mark::Support => (ChartMarkerType::Square, 9),
        Mark::Learn => (ChartMarkerType::Triangle, 10),
        Mark::Differs => (ChartMarkerType::Diamond, 10),
        Mark::Near => (ChartMarkerType::Circle, 8),
        Mark::Within => (ChartMarkerType::Circle, 5),
        Mark::TooSmall => (ChartMarkerType::X, 5),
    };
    filled(shape, size, axes::fill(mark, palette))
}

/// Writes its numbers: the facilities, and beside them the limits.
pub fn numbers(on: &mut Numbers<'_>, funnel: &Funnel, first: u32) -> anyhow::Result<()> {
    let mut heads = vec![(0, t(CompareWord::Point)), (SIZE, funnel.x_title.clone())];
    heads.extend(Mark::ALL.into_iter().enumerate().map(|(at, mark)| (MARKS + at as u16, t(mark_word(mark)))));
    let low = |word: CompareWord| beside(t(word), t(Word::Low));
    let high = |word: CompareWord| beside(t(word), t(Word::High));
    heads.extend([
        (CURVE, funnel.x_title.clone()),
        (CURVE + 1, low(CompareWord::Limits998)),
        (CURVE + 2, low(CompareWord::Limits95)),
        (CURVE + 3, funnel.benchmark_name.clone()),
        (CURVE + 4, high(CompareWord::Limits95)),
        (CURVE + 5, high(CompareWord::Limits998)),
    ]);
    on.heads(first + 1, heads)?;
    for (row, point) in (first + 2..).zip(&funnel.points) {
        on.name(row, &on.reading.inline(&point.name))?;
        on.put(row, SIZE, point.size, Format::Plain(1))?;
        let at = Mark::ALL.iter().position(|mark| *mark == point.mark).unwrap_or(0);
        on.put(row, MARKS + at as u16, point.value, funnel.format)?;
    }
    for (row, limits) in (first + 2..).zip(&funnel.curve) {
        on.put(row, CURVE, limits.size, Format::Plain(1))?;
        let values =
            [limits.limits_998.0, limits.limits_95.0, funnel.benchmark, limits.limits_95.1, limits.limits_998.1];
        for (column, value) in (CURVE + 1..).zip(values) {
            on.put(row, column, value, funnel.format)?;
        }
    }
    Ok(())
}

fn beside(one: Label, other: Label) -> Label {
    Label::new(format!("{}, {}", one.mn, other.mn), format!("{}, {}", one.en, other.en))
}
