//! Tables: real headers, numbers on the right, lights by colour and shape, and under each what its signs mean.

use maud::{Markup, html};

use super::Page;
use crate::lang::Label;
use crate::render::signs::Signs;
use crate::report::words::{self, PageWord, Word, fill, t};
use crate::report::{Column, ColumnKind, Grid, GridRow, Light, RowRole, Trend, Value, Verdict, number};

/// The longest table that a page shows whole, and how many cells it may have; of a longer one those rows in which something is clear.
const MOST_ROWS: usize = 300;
const MOST_CELLS: usize = 3_000;

/// The name of a light in the style sheet.
pub(super) fn class_of(light: Light) -> &'static str {
    match light {
        Light::Good => "good",
        Light::Middle => "middle",
        Light::Poor => "poor",
        Light::TooSmall => "small",
        Light::Attention => "look",
    }
}

/// A picture of a series: a column for each value, the last one dark. The numbers stand beside it.
fn trend_cell(trend: &Trend, row: &GridRow) -> Markup {
    const STEP: f64 = 14.0;
    const HIGH: f64 = 24.0;
    let values = trend.of(row);
    let ends = values.iter().flatten().fold((0.0f64, 0.0f64), |(low, high), v| (low.min(*v), high.max(*v)));
    let at = |value: f64| HIGH - (value - ends.0) / (ends.1 - ends.0).max(1e-300) * HIGH;
    let last = values.iter().rposition(Option::is_some);
    html! {
        td {
            @if values.iter().flatten().count() > 1 {
                svg.trend viewBox={ "0 0 " (STEP * values.len() as f64) " " (HIGH) } aria-hidden="true" {
                    @for (nth, value) in values.iter().enumerate() {
                        @if let Some(value) = value {
                            @let (top, low) = (at(value.max(0.0)), at(value.min(0.0)));
                            rect x=(nth as f64 * STEP + 2.0) y=(format!("{top:.1}")) width=(STEP - 4.0)
                                height=(format!("{:.1}", (low - top).max(1.0)))
                                fill=(if Some(nth) == last { "#1f2933" } else { "#9aa5b1" });
                        }
                    }
                }
            }
        }
    }
}

impl Page<'_> {
    /// A table with its caption, its notes and the meaning of its signs.
    pub(super) fn grid(self, grid: &Grid) -> Markup {
        let id = format!("t-{}", super::super::safe_name(&Label::same(grid.id.as_str())));
        let (rows, cut) = shown(grid);
        // Of a table that is cut the rows are others.
        let leads: &[Option<String>] = if cut.is_none() { &grid.leads } else { &[] };
        html! {
            figure.grid id=(id) {
                figcaption { (self.say(&grid.title)) }
                @if grid.columns.is_empty() || grid.rows.is_empty() {
                    p { (self.say(&t(Word::EmptyGrid))) }
                } @else if !rows.is_empty() {
                    div.scroll tabindex="0" role="group" aria-label=(self.reading.inline(&grid.title)) {
                        table { (self.head(grid)) (self.body(grid, &rows, leads)) }
                    }
                    (self.legend(&Signs::of(grid)))
                    (self.about(grid))
                }
                @if let Some(cut) = cut { p.note { (self.say(&cut)) } }
                @for note in &grid.notes { p.note { (self.say(note)) } }
            }
        }
    }

    fn head(self, grid: &Grid) -> Markup {
        let groups = groups(&grid.columns);
        html! {
            thead {
                @if groups.iter().any(|(group, _)| group.is_some()) {
                    tr {
                        @for (group, span) in groups {
                            @match group {
                                Some(group) => th scope="colgroup" colspan=(span) { (self.say(group)) },
                                None => td colspan=(span) {},
                            }
                        }
                    }
                }
                tr {
                    @for column in &grid.columns {
                        th scope="col" data-c=(column.id) class=[class_of_column(column)] { (self.say(&column.title)) }
                    }
                    @if let Some(trend) = &grid.trend { th scope="col" { (self.say(&trend.title)) } }
                }
            }
        }
    }

    /// What columns are, for those who have no mouse to rest on a header.
    fn about(self, grid: &Grid) -> Markup {
        let told = || grid.columns.iter().filter_map(|column| Some((&column.title, column.about.as_ref()?)));
        if told().next().is_none() {
            return html! {};
        }
        html! {
            details {
                summary { (self.say(&t(PageWord::ColumnsAbout))) }
                dl.facts { @for (title, about) in told() { div { dt { (self.say(title)) } dd { (self.say(about)) } } } }
            }
        }
    }

    fn body(self, grid: &Grid, rows: &[&GridRow], leads: &[Option<String>]) -> Markup {
        html! {
            tbody {
                @for (nth, row) in rows.iter().enumerate() {
                    @let way = leads.get(nth).and_then(Option::as_ref).and_then(|to| self.ways.get(to));
                    tr class=[class_of_row(row.role)] {
                        @for (at, (column, value)) in grid.columns.iter().zip(&row.values).enumerate() {
                            (self.cell(at < grid.keys, column, value, way.filter(|_| at == 0)))
                        }
                        @if let Some(trend) = &grid.trend { (trend_cell(trend, row)) }
                        @if let Some(rest @ 1..) = grid.columns.len().checked_sub(row.values.len()) { td colspan=(rest) {} }
                    }
                }
            }
        }
    }

    fn cell(self, key: bool, column: &Column, value: &Value, way: Option<&String>) -> Markup {
        if let Some(way) = way {
            let value = html! { a href=(format!("#{way}")) { (self.value(value)) } };
            return html! { th scope="row" class=[class_of_column(column)] { (value) } };
        }
        if key {
            return html! { th scope="row" class=[class_of_column(column)] { (self.value(value)) } };
        }
        let class = match value {
            Value::Count { .. } | Value::Interval { .. } => "n",
            Value::Number { light: Some(light), .. } => {
                return html! { td class={ "n " (class_of(*light)) } { (self.value(value)) } };
            }
            Value::Number { .. } => "n",
            Value::Absent { .. } => "no",
            Value::Verdict { verdict: Verdict::Better | Verdict::Worse } => "clear",
            Value::Text { .. } | Value::Verdict { .. } => return html! { td { (self.value(value)) } },
        };
        html! { td class=(class) { (self.value(value)) } }
    }

    /// A value as words and digits; digits as the main language writes them.
    pub(super) fn value(self, value: &Value) -> Markup {
        match value {
            Value::Text { text } => self.say(text),
            Value::Count { value } => html! { (number::count(*value, self.reading.first)) },
            Value::Number { value, format, light, few } => html! {
                @if let Some(light) = light {
                    span aria-hidden="true" { (number::shape(*light)) } " "
                    span.vh { (self.say(&t(words::light_short(*light)))) " " }
                }
                (number::shown(*value, *format, self.reading.first))
                @if *few { (number::FEW) }
            },
            Value::Interval { low, high, format } => {
                html! { (number::interval(*low, *high, *format, self.reading.first)) }
            }
            Value::Verdict { verdict } => html! {
                span aria-hidden="true" { (number::verdict_shape(*verdict)) } " " (self.say(&t(words::verdict(*verdict))))
            },
            Value::Absent { why } => self.say(&t(words::absent(*why))),
        }
    }

    /// What the signs of a table mean.
    pub(super) fn legend(self, signs: &Signs) -> Markup {
        if signs.is_empty() {
            return html! {};
        }
        html! {
            ul.legend {
                @for &light in &signs.lights {
                    li { b class=(class_of(light)) { (number::shape(light)) } " " (self.say(&words::light_of(signs.legend, light).1)) }
                }
                @if signs.few { li { b { (number::FEW) } " " (self.say(&t(Word::FewAbout))) } }
                @for &why in &signs.absences {
                    li { (self.say(&t(words::absent(why)))) ": " (self.say(&t(words::absent_about(why)))) }
                }
            }
        }
    }
}

/// Neighbours with the same header above them.
fn groups(columns: &[Column]) -> Vec<(Option<&Label>, usize)> {
    let mut groups: Vec<(Option<&Label>, usize)> = Vec::new();
    for column in columns {
        match groups.last_mut() {
            Some((group, span)) if *group == column.group.as_ref() => *span += 1,
            _ => groups.push((column.group.as_ref(), 1)),
        }
    }
    groups
}

fn class_of_column(column: &Column) -> Option<&'static str> {
    matches!(column.kind, ColumnKind::Count | ColumnKind::Measure).then_some("n")
}

fn class_of_row(role: RowRole) -> Option<&'static str> {
    match role {
        RowRole::Plain => None,
        RowRole::Total => Some("total"),
        RowRole::Heading => Some("part"),
    }
}

/// The rows of a table that a page shows, and what is to be said if they aren't all.
fn shown(grid: &Grid) -> (Vec<&GridRow>, Option<Label>) {
    let all = grid.rows.len();
    if all <= MOST_ROWS && all * grid.columns.len() <= MOST_CELLS {
        return (grid.rows.iter().collect(), None);
    }
    let clear: Vec<&GridRow> = grid.rows.iter().filter(|row| row.values.iter().any(is_clear)).collect();
    if clear.is_empty() || clear.len() > MOST_ROWS {
        return (Vec::new(), Some(fill(PageWord::TooLong, &[counted(all)])));
    }
    let said = fill(PageWord::ClearOnly, &[counted(all), counted(clear.len())]);
    (clear, Some(said))
}

fn is_clear(value: &Value) -> bool {
    match value {
        Value::Verdict { verdict: Verdict::Better | Verdict::Worse | Verdict::Differs } => true,
        Value::Number { light: Some(Light::Good | Light::Poor | Light::Attention), .. } => true,
        Value::Verdict { verdict: Verdict::NoClearDifference | Verdict::TooSmall }
        | Value::Number { .. }
        | Value::Text { .. }
        | Value::Count { .. }
        | Value::Interval { .. }
        | Value::Absent { .. } => false,
    }
}

fn counted(n: usize) -> Label {
    use crate::lang::Lang;
    Label::new(number::count(n as u64, Lang::Mn), number::count(n as u64, Lang::En))
}
