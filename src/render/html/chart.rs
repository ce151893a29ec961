//! Charts in a page: the drawing in each language, and under it the numbers of its marks as a table.

use maud::{Markup, PreEscaped, html};

use super::Page;
use crate::lang::Label;
use crate::render::{axes, svg};
use crate::report::words::{PageWord, Word, t};
use crate::report::{Absent, Chart, Format, Funnel, Intervals, Quadrants, TileMap, Value};

impl Page {
    /// A drawing with its numbers.
    pub(super) fn chart(self, chart: &Chart, key: &str) -> Markup {
        let id = format!("c-{}", super::super::safe_name(&Label::same(chart.id())));
        html! {
            figure.chart id=(id) {
                @for reading in self.readings() {
                    @let lang = reading.first.code();
                    div.scroll lang=(lang) tabindex="0" role="group" aria-label=(reading.inline(title(chart))) {
                        (PreEscaped(svg::inline(chart, reading, self.palette, &format!("{key}-{lang}"))))
                    }
                }
                details {
                    summary { (self.say(&t(PageWord::Numbers))) }
                    (match chart {
                        Chart::Funnel(funnel) => self.of_funnel(funnel),
                        Chart::Map(map) => self.of_map(map),
                        Chart::Quadrants(quadrants) => self.of_quadrants(quadrants),
                        Chart::Intervals(intervals) => self.of_intervals(intervals),
                    })
                }
            }
        }
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
        let rows = chart.rows.iter().map(|row| {
            let interval = match (row.interval, &row.value) {
                (Some((low, high)), _) => Value::Interval { low, high, format: chart.format },
                (None, Value::Number { .. }) => Value::Absent { why: Absent::NoError },
                (None, other) => other.clone(),
            };
            [text(&row.name), row.value.clone(), interval]
        });
        let against = chart.against.iter().map(|mark| {
            [text(&mark.name), number(mark.at, chart.format), Value::Absent { why: Absent::NotApplicable }]
        });
        self.numbers([&t(Word::Place), &chart.x_title, &t(Word::Interval)], rows.chain(against))
    }

    /// A plain table whose first column names the row.
    fn numbers<const N: usize>(self, heads: [&Label; N], rows: impl Iterator<Item = [Value; N]>) -> Markup {
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

fn title(chart: &Chart) -> &Label {
    match chart {
        Chart::Funnel(funnel) => &funnel.title,
        Chart::Map(map) => &map.title,
        Chart::Quadrants(quadrants) => &quadrants.title,
        Chart::Intervals(intervals) => &intervals.title,
    }
}

fn text(label: &Label) -> Value {
    Value::Text { text: label.clone() }
}

fn number(value: f64, format: Format) -> Value {
    Value::Number { value, format, light: None, few: false }
}
