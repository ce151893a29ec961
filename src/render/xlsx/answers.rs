//! How answers are spread, in a workbook: native bars that add up to 100 %, each answer with a colour and a pattern.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisCrossing, ChartAxisLabelPosition, ChartDataLabel, ChartFormat, ChartLegendPosition,
    ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill, ChartType, Color, ObjectMovement,
};

use super::chart::{self, GRID, INK, Numbers, font, plain};
use super::dots;
use crate::render::{Reading, axes};
use crate::report::words::{Word, t};
use crate::report::{Answers, Format};

/// How a share is written on its piece of a bar: smaller ones, in percent, have no room for their number.
const SHOWN: &str = "[<7]\"\";0";
/// Columns of the sheet of numbers: name with its base, then a share for each answer.
const SHARES: u16 = 1;

/// The chart; its numbers stand on this tab from this row on.
pub fn drawn(chart: &Answers, (tab, first): (&str, u32), reading: Reading) -> Drawing {
    let (top, last) = (first + 2, first + 1 + u32::try_from(chart.rows.len()).unwrap_or(0));
    let mut drawing = Drawing::new(ChartType::BarStacked);
    for (at, answer) in chart.answers.iter().enumerate() {
        let column = SHARES + at as u16;
        let shade = axes::shade(at, chart.answers.len());
        let mut edge = ChartLine::new();
        edge.set_color(Color::RGB(INK)).set_width(0.5);
        let mut format = ChartFormat::new();
        format.set_border(&edge);
        match pattern(shade.pattern) {
            Some(kind) => format.set_pattern_fill(
                ChartPatternFill::new()
                    .set_pattern(kind)
                    .set_background_color(Color::RGB(shade.fill))
                    .set_foreground_color(Color::RGB(shade.stroke)),
            ),
            None => format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(shade.fill))),
        };
        let mut ink = font(8);
        ink.set_color(Color::RGB(shade.ink));
        drawing
            .add_series()
            .set_categories((tab, top, 0, last, 0))
            .set_values((tab, top, column, last, column))
            .set_name(&plain(&reading.inline(answer)))
            .set_format(&mut format)
            .set_gap(30)
            .set_overlap(100)
            .set_data_label(ChartDataLabel::new().show_value().set_num_format(SHOWN).set_font(&ink));
    }
    let mut bold = font(11);
    bold.set_bold();
    drawing.title().set_name(&plain(&reading.stacked(&chart.title))).set_font(&bold);
    // Of bars that lie, names are on the axis called y; the first stands at the top.
    drawing
        .y_axis()
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max)
        .set_font(&font(8))
        .set_label_interval(1)
        .set_label_position(ChartAxisLabelPosition::Low);
    drawing
        .x_axis()
        .set_font(&font(9))
        .set_min(0)
        .set_max(100)
        .set_major_unit(20)
        .set_num_format("0\"%\"")
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(GRID)).set_width(0.75));
    drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
    drawing
        .set_alt_text(chart::alt(reading.main(&chart.alt)))
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    drawing
}

fn pattern(of: axes::Pattern) -> Option<ChartPatternFillType> {
    match of {
        axes::Pattern::Plain => None,
        axes::Pattern::Dots => Some(ChartPatternFillType::Dotted20Percent),
        axes::Pattern::Falling => Some(ChartPatternFillType::DiagonalStripesWideDownwards),
        axes::Pattern::Rising => Some(ChartPatternFillType::DiagonalStripesWideUpwards),
        axes::Pattern::Upright => Some(ChartPatternFillType::VerticalStripesLight),
    }
}

/// The least height, in pixels.
pub fn high(chart: &Answers) -> f64 {
    dots::high(chart.rows.len())
}

/// Writes its numbers.
pub fn numbers(on: &mut Numbers<'_>, chart: &Answers, first: u32) -> anyhow::Result<()> {
    let reading = on.reading;
    let mut heads = vec![(0, t(Word::Place))];
    heads.extend((SHARES..).zip(chart.answers.iter().cloned()));
    on.heads(first + 1, heads)?;
    for (row, of) in (first + 2..).zip(&chart.rows) {
        // Why a place has no bar stands beside its name.
        let name = match of.known() {
            Some(_) => format!("{} (n={})", reading.main(&of.name), reading.value(&of.base)),
            None => {
                let why = of.shares.first().map(|value| Reading::new(&[reading.first]).value(value).into_owned());
                format!("{} ({})", reading.main(&of.name), why.unwrap_or_default())
            }
        };
        on.name(row, &name)?;
        for (column, share) in (SHARES..).zip(of.known().unwrap_or_default()) {
            on.put(row, column, share, Format::Percent)?;
        }
    }
    Ok(())
}
