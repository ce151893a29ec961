//! Charts in a page: the drawing in each language, and under it the numbers of its marks as a table.

use maud::{Markup, PreEscaped, html};

use super::Page;
use crate::lang::Label;
use crate::render::svg::{self, Room};
use crate::render::{Reading, axes};
use crate::report::words::{PageWord, Word, t};
use crate::report::{Absent, Answers, Chart, Format, Funnel, Intervals, Quadrants, Rounds, TileMap, Value};

impl Page<'_> {
    /// A drawing with its numbers.
    pub(super) fn chart(self, chart: &Chart, key: &str) -> Markup {
        let id = format!("c-{}", super::super::safe_name(&Label::same(chart.id())));
        html! {
            figure.chart.column[rooms(chart).len() == 1] id=(id) {
                @for reading in self.readings() {
                    // The language hides what is around the drawings, the width of the window one of two.
                    div lang=(reading.first.code()) {
                        @for room in rooms(chart) { (self.drawing(chart, key, reading, *room)) }
                    }
                }
                details {
                    summary { (self.say(&t(PageWord::Numbers))) }
                    (match chart {
                        Chart::Funnel(funnel) => self.of_funnel(funnel),
                        Chart::Map(map) => self.of_map(map),
                        Chart::Quadrants(quadrants) => self.of_quadrants(quadrants),
                        Chart::Intervals(intervals) => self.of_intervals(intervals),
                        Chart::Rounds(rounds) => self.of_rounds(rounds),
                        Chart::Answers(answers) => self.of_answers(answers),
                    })
                }
            }
        }
    }

    /// One of the drawings of a chart: the style sheet shows that which fits.
    fn drawing(self, chart: &Chart, key: &str, reading: Reading, room: Room) -> Markup {
        let lang = reading.first.code();
        let class = if rooms(chart).len() == 1 { "any" } else { room.id() };
        html! {
            div.scroll.(class) tabindex="0" role="group" aria-label=(reading.inline(chart.title())) {
                (PreEscaped(svg::inline(chart, reading, self.palette, room, &format!("{key}-{lang}-{}", room.id()))))
            }
        }
    }

    fn of_rounds(self, chart: &Rounds) -> Markup {
        let mut heads = vec![t(Word::Place)];
        for round in &chart.rounds {
            let of = |what: Word| {
                let said = |lang| format!("{}: {}", round.get(lang), what.get(lang));
                Label::new(said(crate::lang::Lang::Mn), said(crate::lang::Lang::En))
            };
            heads.extend([round.clone(), of(Word::Interval)]);
        }
        heads.extend([t(Word::Change), t(Word::Verdict)]);
        let rows = chart.rows.iter().map(|row| {
            let mut values = vec![text(&row.name)];
            for point in &row.points {
                values.extend([point.value.clone(), interval(&point.value, point.interval, chart.format)]);
            }
            values.extend([row.change.clone(), row.verdict.clone()]);
            values
        });
        self.table(heads.iter(), rows)
    }

    fn of_answers(self, chart: &Answers) -> Markup {
        let (place, base) = (t(Word::Place), t(Word::Base));
        let heads = std::iter::once(&place).chain(&chart.answers).chain([&base]);
        let rows = chart.rows.iter().map(|row| {
            let mut values = vec![text(&row.name)];
            values.extend(row.shares.iter().cloned());
            values.push(row.base.clone());
            values
        });
        self.table(heads, rows)
    }

    fn of_funnel(self, funnel: &Funnel) -> Markup {
        let rows = funnel.points.iter().map(|point| {
            let size = number(point.size, Format::Plain(0));
            [text(&point.name), size, number(point.value, funnel.format), text(&t(axes::mark_word(point.mark)))]
        });
        let heads = [&t(Word::Facility), &funnel.x_title, &funnel.y_title, &t(Word::Verdict)];
        self.numbers(heads, rows)
    }

    fn of_map(self, map: &TileMap) -> Markup {
        let rows = map.tiles().iter().filter_map(|tile| Some([text(&tile.name), tile.state.value()?]));
        self.numbers([&t(Word::Area), &t(Word::Value)], rows)
    }

    fn of_quadrants(self, chart: &Quadrants) -> Markup {
        let rows = chart.points.iter().map(|point| {
            let (x, y) = (number(point.x, chart.x_format), number(point.y, chart.y_format));
            [text(&point.name), x, y, text(chart.fields.of(point.field))]
        });
        self.numbers([&t(Word::Indicator), &chart.x_title, &chart.y_title, &t(Word::Verdict)], rows)
    }

    fn of_intervals(self, chart: &Intervals) -> Markup {
        let rows = chart
            .rows
            .iter()
            .map(|row| [text(&row.name), row.value.clone(), interval(&row.value, row.interval, chart.format)]);
        let against = chart.against.iter().map(|mark| {
            [text(&mark.name), number(mark.at, chart.format), Value::Absent { why: Absent::NotApplicable }]
        });
        self.numbers([&t(Word::Place), &chart.x_title, &t(Word::Interval)], rows.chain(against))
    }

    fn numbers<const N: usize>(self, heads: [&Label; N], rows: impl Iterator<Item = [Value; N]>) -> Markup {
        self.table(heads.into_iter(), rows.map(|row| row.to_vec()))
    }

    /// A plain table whose first column names the row.
    fn table<'l>(self, heads: impl Iterator<Item = &'l Label>, rows: impl Iterator<Item = Vec<Value>>) -> Markup {
        html! {
            table {
                thead { tr { @for head in heads { th scope="col" { (self.say(head)) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, value) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (self.value(value)) } }
                                @else { td class=[(!matches!(value, Value::Text { .. })).then_some("n")] { (self.value(value)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The widths in which a chart is drawn. One line below the other, as on a phone, is read on a desk as well, where two such drawings
/// stand side by side; a picture in two directions is drawn for each.
fn rooms(chart: &Chart) -> &'static [Room] {
    match chart {
        Chart::Intervals(_) | Chart::Answers(_) | Chart::Rounds(_) => &[Room::Hand],
        Chart::Map(_) | Chart::Funnel(_) | Chart::Quadrants(_) => &[Room::Desk, Room::Hand],
    }
}

/// An interval in a cell, or why there is none.
fn interval(value: &Value, interval: Option<(f64, f64)>, format: Format) -> Value {
    match (interval, value) {
        (Some((low, high)), Value::Number { .. }) => Value::Interval { low, high, format },
        (None, Value::Number { .. }) => Value::Absent { why: Absent::NoError },
        (_, other) => other.clone(),
    }
}

fn text(label: &Label) -> Value {
    Value::Text { text: label.clone() }
}

fn number(value: f64, format: Format) -> Value {
    Value::Number { value, format, light: None, few: false }
}
