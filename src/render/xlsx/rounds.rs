//! A figure over the rounds of a survey, in a workbook: of two rounds a pair of marks with whiskers for each place, of more a
//! line for each place. What is clear has colour and shape, what isn't stays grey.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartErrorBars,
    ChartErrorBarsType, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType,
    ChartRange, ChartType, Color, ObjectMovement,
};

use super::chart::{self, FAINT, GRID, INK, Numbers, Plan, digits, filled, font, plain};
use super::dots::{self, Dots, OWN};
use super::rulers::height_of;
use super::styles::colours;
use crate::lang::Label;
use crate::render::axes::Axis;
use crate::render::{Palette, Reading, axes, signs};
use crate::report::words::{self, Word, t};
use crate::report::{Format, Light, Rounds, RoundsRow, Verdict};

/// Columns of a round: value, how far its interval goes below and above, its ends, and the height of its mark.
const OF_ROUND: u16 = 6;
/// How far the marks of two rounds stand from the middle of their line.
const APART: f64 = 0.22;
/// Verdicts as they are drawn, what stands out last; at the end those without one.
const VERDICTS: [Option<Verdict>; 6] = [
    None,
    Some(Verdict::TooSmall),
    Some(Verdict::NoClearDifference),
    Some(Verdict::Differs),
    Some(Verdict::Better),
    Some(Verdict::Worse),
];
/// Letters of a name at the end of a line.
const NAME: usize = 24;
/// The least height of a chart of lines, in pixels.
const LINES: f64 = 420.0;

/// The first column of a round's numbers.
fn of_round(at: usize) -> u16 {
    OWN + OF_ROUND * at as u16
}

/// The first of the columns by verdict.
fn verdicts(chart: &Rounds) -> u16 {
    of_round(chart.rounds.len())
}

/// The least height, in pixels.
pub fn high(chart: &Rounds) -> f64 {
    match chart.rounds.len() {
        0..=2 => dots::high(chart.rows.len()) + 6.0 * chart.rows.len() as f64,
        _ => LINES,
    }
}

/// What a chart is ruled for: how many lines, over which axis. One of more than two rounds has no lines to be ruled.
pub fn ruled(chart: &Rounds) -> Option<(usize, Axis)> {
    (chart.rounds.len() <= 2).then(|| (chart.rows.len(), axes::of_rounds(chart)))
}

/// The column after those by verdict.
fn after(chart: &Rounds) -> u16 {
    verdicts(chart) + VERDICTS.len() as u16
}

fn title(chart: &Rounds, reading: Reading) -> String {
    let rounds: Vec<_> = chart.rounds.iter().map(|round| reading.inline(round).into_owned()).collect();
    format!("{}\n{}", reading.stacked(&chart.title), rounds.join(" → "))
}

/// The change and what it means: `+9.1 ▲ better`.
pub fn said(row: &RoundsRow, reading: Reading) -> String {
    let one = Reading::new(&[reading.first]);
    let (change, verdict) = (one.value(&row.change), one.value(&row.verdict));
    if change == verdict { change.into_owned() } else { format!("{change} {verdict}") }
}

/// The chart, so many pixels wide and high; its numbers stand from this row on. There is none that the plan doesn't foresee.
pub fn drawn(
    chart: &Rounds,
    (plan, first): (&Plan<'_>, u32),
    reading: Reading,
    palette: Palette,
    size: (f64, f64),
) -> Option<Drawing> {
    match ruled(chart) {
        Some(of) => pairs(chart, (plan, first), of, reading, palette, size),
        None => Some(lines(chart, (&plan.tab, first), reading, palette)),
    }
}

fn pairs(
    chart: &Rounds,
    (plan, first): (&Plan<'_>, u32),
    (lines, axis): (usize, Axis),
    reading: Reading,
    palette: Palette,
    size: (f64, f64),
) -> Option<Drawing> {
    let met = VERDICTS.into_iter().filter(|verdict| is_met(chart, *verdict));
    let earlier = chart.rounds.first().map(|round| reading.inline(round).into_owned()).unwrap_or_default();
    let later_ones = met.map(|verdict| later(chart, verdict, reading));
    let dots = Dots {
        title: title(chart, reading),
        alt: &chart.alt,
        axis,
        x_title: &chart.x_title,
        format: chart.format,
        lines,
        against: &[],
        entries: std::iter::once(earlier.clone()).chain(later_ones).collect(),
        tab: &plan.tab,
        first,
        references: after(chart),
        ruled: plan.ruled((lines, axis))?,
    };
    let mut drawing = dots.begun(reading);
    let place = |round: usize| (dots.range(of_round(round)), dots.range(of_round(round) + 5));
    for at in 0..chart.rounds.len() {
        let (column, (x, y)) = (of_round(at), place(at));
        let ink = if at == 0 { FAINT } else { INK };
        dots.whiskers(&mut drawing, (&x, &y), (column + 1, column + 2), ink);
    }
    let (x, y) = place(0);
    let series = dots.series(&mut drawing, (&x, &y), &earlier);
    series.set_marker(&filled(ChartMarkerType::Diamond, 6, Some(FAINT)));
    for (at, verdict) in (0..).zip(VERDICTS) {
        if !is_met(chart, verdict) {
            continue;
        }
        let name = later(chart, verdict, reading);
        let place = (&dots.range(of_round(1)), &dots.range(verdicts(chart) + at));
        let series = dots.series(&mut drawing, place, &name);
        series.set_marker(&marker(verdict, palette));
    }
    let lines = chart.rows.iter().map(|row| (reading.main(&row.name), said(row, reading)));
    dots.finish(&mut drawing, lines, reading, size);
    Some(drawing)
}

/// Whether a mark of the last round has this verdict.
fn is_met(chart: &Rounds, verdict: Option<Verdict>) -> bool {
    let drawn = |row: &&RoundsRow| row.points.last().is_some_and(|point| point.value().is_some());
    chart.rows.iter().filter(drawn).any(|row| row.judged() == verdict)
}

/// What a mark of the last round is called.
fn later(chart: &Rounds, verdict: Option<Verdict>, reading: Reading) -> String {
    let round = chart.rounds.last().map(|round| reading.inline(round).into_owned()).unwrap_or_default();
    format!("{round}: {}", reading.inline(&word(verdict)))
}

/// What a verdict is called in a legend.
fn word(verdict: Option<Verdict>) -> Label {
    verdict.map_or_else(|| t(Word::NotJudged), |verdict| t(words::verdict(verdict)))
}

/// Colour of a verdict: only what is clear has one.
fn ink(verdict: Option<Verdict>, palette: Palette) -> u32 {
    match verdict.and_then(signs::light_of_verdict) {
        Some(light @ (Light::Good | Light::Poor | Light::Attention)) => colours(light, palette).0,
        Some(Light::Middle | Light::TooSmall) | None => 0x9AA5B1,
    }
}

fn marker(verdict: Option<Verdict>, palette: Palette) -> ChartMarker {
    let fill = ink(verdict, palette);
    let (shape, size, fill) = match verdict {
        Some(Verdict::Better) => (ChartMarkerType::Triangle, 9, fill),
        Some(Verdict::Worse) => (ChartMarkerType::Square, 8, fill),
        Some(Verdict::Differs) => (ChartMarkerType::Diamond, 9, fill),
        Some(Verdict::NoClearDifference) => (ChartMarkerType::Circle, 6, fill),
        Some(Verdict::TooSmall) | None => (ChartMarkerType::X, 5, fill),
    };
    filled(shape, size, Some(fill))
}

/// A line for each place; those that are clear are named at their end.
fn lines(chart: &Rounds, (tab, first): (&str, u32), reading: Reading, palette: Palette) -> Drawing {
    let mut drawing = Drawing::new(ChartType::Line);
    let (top, last) = (first + 2, chart.rounds.len() as u16 - 1);
    let values = after(chart);
    // What stands out is drawn last, over the others.
    let mut order: Vec<usize> = (0..chart.rows.len()).collect();
    let rank = |row: &RoundsRow| (row.total, VERDICTS.iter().position(|of| *of == row.judged()));
    order.sort_by_key(|at| rank(&chart.rows[*at]));
    let mut named = BTreeSet::new();
    for at in order {
        let row = &chart.rows[at];
        let (verdict, line_row) = (row.judged(), top + at as u32);
        let clear = matches!(verdict, Some(Verdict::Better | Verdict::Worse | Verdict::Differs));
        let mut line = ChartLine::new();
        let colour = if row.total { INK } else { ink(verdict, palette) };
        line.set_color(Color::RGB(colour)).set_width(if row.total {
            2.75
        } else if clear {
            2.0
        } else {
            1.0
        });
        if row.total {
            line.set_dash_type(ChartLineDashType::Solid);
        } else if !clear {
            line.set_dash_type(ChartLineDashType::Dash);
        }
        let name = match clear || row.total {
            true => format!("{}: {}", reading.main(&row.name), reading.main(&word(verdict))),
            false => reading.inline(&word(verdict)).into_owned(),
        };
        let series = drawing.add_series();
        series
            .set_categories((tab, first + 1, values, first + 1, values + last))
            .set_values((tab, line_row, values, line_row, values + last))
            .set_name(&plain(&name))
            .set_format(ChartFormat::new().set_line(&line));
        if clear || row.total {
            series.set_marker(&marker(verdict, palette));
            let mut labels: Vec<ChartDataLabel> =
                (0..last).map(|_| ChartDataLabel::new().set_hidden().to_custom()).collect();
            let short = axes::short(reading.main(&row.name), NAME);
            labels.push(ChartDataLabel::new().set_value(&plain(&short)).to_custom());
            let beside = ChartDataLabelPosition::Above;
            series.set_data_label(ChartDataLabel::new().show_value().set_position(beside).set_font(&font(8)));
            series.set_custom_data_labels(&labels);
        } else {
            series.set_marker(ChartMarker::new().set_none());
            // One entry for all that are alike.
            series.delete_from_legend(!named.insert(verdict));
        }
        if row.total {
            let range = |column: u16| {
                let from = values + (last + 1) * column;
                ChartRange::new_from_range(tab, line_row, from, line_row, from + last)
            };
            let mut whisker = ChartLine::new();
            whisker.set_color(Color::RGB(INK)).set_width(1.25);
            let mut errors = ChartErrorBars::new();
            errors.set_type(ChartErrorBarsType::Custom(range(2), range(1)));
            errors.set_format(ChartFormat::new().set_line(&whisker));
            series.set_y_error_bars(&errors);
        }
    }
    let axis = axes::of_rounds(chart);
    let mut bold = font(11);
    bold.set_bold();
    drawing.title().set_name(&plain(&title(chart, reading))).set_font(&bold);
    let unit = if chart.format == Format::Percent { "\"%\"" } else { "" };
    drawing.x_axis().set_font(&font(9)).set_label_position(ChartAxisLabelPosition::Low);
    drawing
        .y_axis()
        .set_name(&plain(&reading.inline(&chart.x_title)))
        .set_name_font(&font(9))
        .set_font(&font(9))
        .set_min(axis.from)
        .set_max(axis.to)
        .set_major_unit(axis.step)
        .set_num_format(format!("{}{unit}", digits(axis.decimals())))
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(GRID)).set_width(0.75));
    drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
    drawing.show_empty_cells_as(rust_xlsxwriter::ChartEmptyCells::Gaps);
    drawing
        .set_alt_text(chart::alt(reading.main(&chart.alt)))
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    drawing
}

/// Writes its numbers. Of more than two rounds the values stand once more side by side, as lines want them, with how far
/// their intervals go below and above.
pub fn numbers(on: &mut Numbers<'_>, chart: &Rounds, first: u32) -> anyhow::Result<()> {
    let beside = |round: &Label, what: Label| {
        let of = |lang| format!("{}: {}", round.get(lang), what.get(lang));
        Label::new(of(crate::lang::Lang::Mn), of(crate::lang::Lang::En))
    };
    let mut own = Vec::new();
    for (at, round) in chart.rounds.iter().enumerate() {
        let words = [Word::Value, Word::BelowIt, Word::AboveIt, Word::Low, Word::High, Word::LineHeight];
        own.extend((of_round(at)..).zip(words.map(|what| beside(round, t(what)))));
    }
    own.extend((verdicts(chart)..).zip(VERDICTS.map(word)));
    let (value, height) = (chart.format, Format::Plain(1));
    let series = after(chart);
    dots::numbers(on, first, chart.rows.iter().map(|row| &row.name), own, (series, &[], value))?;
    let rounds = chart.rounds.len() as u16;
    for ((row, of), nth) in (first + 2..).zip(&chart.rows).zip(0..) {
        let middle = height_of(nth, chart.rows.len());
        for (at, point) in of.points.iter().enumerate() {
            let Some(shown) = point.value() else { continue };
            let column = of_round(at);
            let high = middle + if at == 0 { APART } else { -APART };
            on.put(row, column, shown, value)?;
            on.put(row, column + 5, high, height)?;
            let ends = point.drawn();
            if let Some((low, high)) = ends {
                for (at, number) in (column + 1..).zip([shown - low, high - shown, low, high]) {
                    on.put(row, at, number, value)?;
                }
            }
            if at + 1 == of.points.len() {
                let verdict = VERDICTS.iter().position(|verdict| *verdict == of.judged()).unwrap_or(0) as u16;
                on.put(row, verdicts(chart) + verdict, high, height)?;
            }
            if rounds > 2 {
                let at = at as u16;
                on.put(row, series + at, shown, value)?;
                if let Some((low, high)) = ends {
                    on.put(row, series + rounds + at, shown - low, value)?;
                    on.put(row, series + 2 * rounds + at, high - shown, value)?;
                }
            }
        }
    }
    if rounds > 2 {
        let heads = (0..3).flat_map(|part| (0..rounds).map(move |at| (part, at)));
        let named = heads.map(|(part, at)| {
            let round = &chart.rounds[usize::from(at)];
            let name = match part {
                0 => round.clone(),
                1 => beside(round, t(Word::BelowIt)),
                _ => beside(round, t(Word::AboveIt)),
            };
            (series + rounds * part + at, name)
        });
        on.heads(first + 1, named.collect())?;
    }
    Ok(())
}

/// Rows that its numbers take.
pub fn rows(chart: &Rounds) -> usize {
    dots::rows(chart.rows.len())
}
