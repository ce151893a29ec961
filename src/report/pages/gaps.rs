//! Gaps, each kind on a sheet of its own: to the target, to the average of the places, between groups of one place.

use super::book::{Book, is_judged, verdict};
use super::parts::{absent, across, column, figure, figure_or, grid, paragraph, row, text, titled};
use crate::card::{Finding, Gap, GapKind, Shown, Where, Whom};
use crate::instrument::GroupingIndex;
use crate::lang::Label;
use crate::report::words::{Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, GridRow, Section, Value};

/// The sheets of gaps that there are.
pub fn sections(book: &Book) -> Vec<Section> {
    let mut sections = Vec::new();
    let targets: Vec<GridRow> = of(book, |k| matches!(k, GapKind::ToTarget(_))).map(|g| target_row(book, g)).collect();
    let averages: Vec<GridRow> = of(book, |k| k == GapKind::ToAverage).map(|g| average_row(book, g)).collect();
    let groups: Vec<GridRow> =
        of(book, |k| matches!(k, GapKind::BetweenGroups(..))).filter_map(|g| group_row(book, g)).collect();
    if !targets.is_empty() {
        let mut columns = vec![figure_column(), place_column()];
        columns.extend(difference_columns(Word::Target, &[("n", Word::Base)]));
        let grid = grid("gaps.target", t(Word::GapToTarget), columns, 2, targets);
        sections.push(across(
            "gaps-target",
            Word::SheetTargetGaps,
            vec![about(book, Word::AboutTargetGaps), Block::Grid(grid)],
        ));
    }
    if !averages.is_empty() {
        let mut columns = vec![figure_column(), place_column()];
        columns.extend(difference_columns(Word::AllPlaces, &[("n", Word::Base), ("n_all", Word::BaseAll)]));
        let grid = grid("gaps.average", t(Word::GapToAverage), columns, 2, averages);
        sections.push(across(
            "gaps-average",
            Word::SheetAverageGaps,
            vec![about(book, Word::AboutAverageGaps), Block::Grid(grid)],
        ));
    }
    if !groups.is_empty() {
        let mut columns = vec![figure_column(), place_column()];
        columns.push(column("grouping", Word::Grouping, ColumnKind::Text));
        columns.push(column("first", Word::FirstGroup, ColumnKind::Text));
        columns.push(column("second", Word::SecondGroup, ColumnKind::Text));
        columns.extend(difference_columns(
            Word::SecondValue,
            &[("n_first", Word::BaseFirst), ("n_second", Word::BaseSecond)],
        ));
        let grid = grid("gaps.groups", t(Word::GapBetweenGroups), columns, 2, groups);
        sections.push(across(
            "gaps-groups",
            Word::SheetGroupGaps,
            vec![about(book, Word::AboutGroupGaps), Block::Grid(grid)],
        ));
    }
    sections
}

fn about(book: &Book, what: Word) -> Block {
    paragraph(crate::report::words::fill(what, &[book.level_words()]))
}

fn of<'b>(book: &'b Book, kind: impl Fn(GapKind) -> bool + 'b) -> impl Iterator<Item = &'b Gap> {
    book.card.gaps.iter().filter(move |gap| kind(gap.kind))
}

fn figure_column() -> Column {
    column("figure", Word::Indicator, ColumnKind::Text)
}

fn place_column() -> Column {
    column("place", Word::Place, ColumnKind::Text)
}

fn difference_columns(against: Word, bases: &[(&str, Word)]) -> Vec<Column> {
    use ColumnKind::{Count, Measure, Text};
    let first = if against == Word::SecondValue { Word::FirstValue } else { Word::Value };
    let mut columns = vec![
        column("value", first, Measure),
        column("against", against, Measure),
        column("gap", Word::Gap, Measure),
        column("gap_low", Word::Low, Measure),
        column("gap_high", Word::High, Measure),
        column("se", Word::StandardError, Measure),
        column("p", Word::PValue, Measure),
        column("p_adjusted", Word::PValueAdjusted, Measure),
        column("verdict", Word::Verdict, Text),
    ];
    columns.extend(bases.iter().map(|(id, word)| titled(id, t(*word), Count)));
    columns
}

fn target_row(book: &Book, gap: &Gap) -> GridRow {
    let finding = book.everybody(gap.figure, gap.place);
    let target = match book.target(gap.figure, gap.place) {
        Some(target) => figure(target.value, unsigned(book.format(gap.figure))),
        None => absent(Absent::NoTarget),
    };
    let mut values = names(book, gap);
    values.extend([book.value(finding, None), target]);
    values.extend(difference(book, gap, &[finding]));
    values.push(book.base(finding));
    row(values)
}

fn unsigned(format: Format) -> Format {
    match format {
        Format::SignedPoints => Format::Points,
        format => format,
    }
}

fn average_row(book: &Book, gap: &Gap) -> GridRow {
    let sides = [book.everybody(gap.figure, gap.place), book.everybody(gap.figure, Where::All)];
    let mut values = names(book, gap);
    values.extend(sides.map(|side| book.value(side, None)));
    values.extend(difference(book, gap, &sides));
    values.extend(sides.map(|side| book.base(side)));
    row(values)
}

fn group_row(book: &Book, gap: &Gap) -> Option<GridRow> {
    let GapKind::BetweenGroups(grouping, a, b) = gap.kind else { return None };
    let sides = [a, b].map(|group| book.finding(gap.figure, gap.place, Whom::Group(grouping, group)));
    let title = &book.instrument.groupings[grouping.0].title;
    let mut values = names(book, gap);
    values.push(text(title.clone()));
    values.extend([a, b].map(|group| text(group_name(book, grouping, group))));
    values.extend(sides.map(|side| book.value(side, None)));
    values.extend(difference(book, gap, &sides));
    values.extend(sides.map(|side| book.base(side)));
    Some(row(values))
}

/// The label of a group.
pub fn group_name(book: &Book, grouping: GroupingIndex, group: usize) -> Label {
    book.instrument.groupings[grouping.0].groups.get(group).map(|g| g.label.clone()).unwrap_or_default()
}

fn names(book: &Book, gap: &Gap) -> Vec<Value> {
    vec![text(gap.figure.title(book.instrument).clone()), text(book.place_name(gap.place))]
}

/// Gap, ends, standard error, p-values and verdict; nothing of it if one of its sides may not be shown.
fn difference(book: &Book, gap: &Gap, sides: &[Option<&Finding>]) -> Vec<Value> {
    if !book.is_open(gap) {
        return vec![absent(why_closed(sides)); 7];
    }
    let format = book.gap_format(gap.figure);
    let factor = gap.figure.factor(book.instrument);
    let ends = gap.difference.interval.map(|i| (i.low * factor, i.high * factor));
    let error = |value: Option<f64>, format| figure_or(value, format, Absent::NoError);
    vec![
        figure(book.gap_value(gap), format),
        error(ends.map(|e| e.0), format),
        error(ends.map(|e| e.1), format),
        error(gap.difference.se.filter(|se| *se > 0.0).map(|se| se * factor), book.plain_format(gap.figure)),
        error(gap.difference.p, Format::PValue),
        error(gap.p_adjusted, Format::PValue),
        meaning(gap),
    ]
}

fn why_closed(sides: &[Option<&Finding>]) -> Absent {
    let withheld = sides.iter().flatten().any(|f| f.shown == Shown::Withheld);
    let unreliable = sides.iter().flatten().any(|f| f.shown == Shown::Unreliable);
    match (withheld, unreliable) {
        (false, true) => Absent::Unreliable,
        (true, _) | (false, false) => Absent::Withheld,
    }
}

/// What a gap means; nothing is said of one without any error.
pub fn meaning(gap: &Gap) -> Value {
    if is_judged(gap) { Value::Verdict { verdict: verdict(gap.meaning) } } else { absent(Absent::NoError) }
}
