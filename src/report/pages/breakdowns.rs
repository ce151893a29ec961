//! Figures by group: one table for all places together, and one to filter for the groups within each place.

use super::book::{Book, is_judged, verdict};
use super::gaps::group_name;
use super::parts::{across, column, counted, grid, nothing, num, paragraph, phrase, row, same, text, titled};
use crate::card::{Breakdown, Figure, GapKind, Where, Whom};
use crate::coding::GroupColumn;
use crate::instrument::GroupingIndex;
use crate::lang::Label;
use crate::report::words::{Word, fill, t};
use crate::report::{Block, Column, ColumnKind, Format, Grid, GridRow, Section, Value};

/// The sheets of groups; none if the card has no groups.
pub fn sections(book: &Book) -> Vec<Section> {
    let mut sections = Vec::new();
    let groupings = groupings(book);
    if !groupings.is_empty() {
        let few = counted(book.survey.choices.few);
        let clear = num(1.0 - book.level(), Format::Plain(2));
        let blocks = vec![paragraph(fill(Word::AboutGroups, &[few, clear])), Block::Grid(for_all(book, &groupings))];
        sections.push(across("groups", Word::SheetBreakdowns, blocks));
        if book.has_places() {
            let blocks = vec![paragraph(t(Word::AboutGroupsByPlace)), Block::Grid(by_place(book, &groupings))];
            sections.push(across("groups-places", Word::SheetGroupsByPlace, blocks));
        }
    }
    sections.extend(facilities(book));
    sections
}

fn groupings(book: &Book) -> Vec<GroupingIndex> {
    let of = |column: &GroupColumn| match column {
        GroupColumn::Grouping(grouping) => Some(*grouping),
        GroupColumn::Area | GroupColumn::Facility => None,
    };
    book.survey.compiled.group_columns.iter().filter_map(of).collect()
}

/// Every group of the groupings.
fn groups<'b>(book: &'b Book, groupings: &'b [GroupingIndex]) -> impl Iterator<Item = (GroupingIndex, usize)> + 'b {
    groupings.iter().flat_map(|g| (0..book.instrument.groupings[g.0].groups.len()).map(|group| (*g, group)))
}

/// Figures by groups, for all places together.
fn for_all(book: &Book, groupings: &[GroupingIndex]) -> Grid {
    let mut columns = vec![
        column("dimension", Word::Dimension, ColumnKind::Text),
        column("figure", Word::Indicator, ColumnKind::Text),
        titled("all", book.average_name(), ColumnKind::Measure),
    ];
    if book.has_places() {
        columns.push(column("places.p", Word::PByPlace, ColumnKind::Measure));
    }
    for grouping in groupings {
        let of = &book.instrument.groupings[grouping.0];
        let within = |id: &str, title: Label| Column {
            group: Some(of.title.clone()),
            ..titled(&format!("{}.{id}", of.id), title, ColumnKind::Measure)
        };
        columns.extend(of.groups.iter().map(|group| within(&group.id, group.label.clone())));
        columns.push(within(":p", Label::same("p")));
    }
    let figure_row = |figure: Figure| {
        let mut values = vec![
            text(book.dimension(figure)),
            text(figure.title(book.instrument).clone()),
            book.value(book.everybody(figure, Where::All), None),
        ];
        if book.has_places() {
            values.push(depends(book, figure, Breakdown::Places));
        }
        for grouping in groupings {
            let all = 0..book.instrument.groupings[grouping.0].groups.len();
            let finding = |group| book.finding(figure, Where::All, Whom::Group(*grouping, group));
            values.extend(all.map(|group| book.value(finding(group), None)));
            values.push(depends(book, figure, Breakdown::Groups(*grouping)));
        }
        row(values)
    };
    let rows = super::scores::ordered(book).into_iter().map(figure_row).collect();
    grid("groups.all", t(Word::AllPlaces), columns, 2, rows)
}

/// P of such differences, if the figure were the same everywhere: adjusted for the figures of the table.
fn depends(book: &Book, figure: Figure, by: Breakdown) -> Value {
    let found = book.card.depends.iter().find(|of| of.figure == figure && of.by == by);
    let adjusted = found.and_then(|of| of.p_adjusted);
    adjusted.map_or_else(nothing, |p| Value::Number { value: p, format: Format::PValue, light: None, few: false })
}

/// One row for a figure, a group and a place; only the figures that the card is mainly about.
fn by_place(book: &Book, groupings: &[GroupingIndex]) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("figure", Word::Indicator, Text),
        column("grouping", Word::Grouping, Text),
        column("group", Word::Group, Text),
        column("place", Word::Place, Text),
        column("value", Word::Value, Measure),
        column("ci_low", Word::Low, Measure),
        column("ci_high", Word::High, Measure),
        column("n", Word::Base, Count),
        column("verdict", Word::VerdictAgainst, Text),
    ];
    let mut rows = Vec::new();
    for figure in book.key_figures() {
        for (grouping, group) in groups(book, groupings) {
            rows.extend(book.wheres().filter_map(|place| group_row(book, figure, (grouping, group), place)));
        }
    }
    grid("groups.places", t(Word::SheetGroupsByPlace), columns, 4, rows)
}

fn group_row(book: &Book, figure: Figure, (grouping, group): (GroupingIndex, usize), place: Where) -> Option<GridRow> {
    let finding = book.finding(figure, place, Whom::Group(grouping, group))?;
    let [low, high] = book.two_ends(Some(finding));
    Some(row(vec![
        text(figure.title(book.instrument).clone()),
        text(book.instrument.groupings[grouping.0].title.clone()),
        text(group_name(book, grouping, group)),
        text(book.place_name(place)),
        book.value(Some(finding), None),
        low,
        high,
        book.base(Some(finding)),
        against(book, figure, (grouping, group), place),
    ]))
}

/// How the group differs from the one it is compared with; only the first of a pair says so.
fn against(book: &Book, figure: Figure, (grouping, group): (GroupingIndex, usize), place: Where) -> Value {
    let of = |k: GapKind| matches!(k, GapKind::BetweenGroups(g, first, _) if g == grouping && first == group);
    match book.gap(figure, place, of).filter(|gap| is_judged(gap)) {
        Some(gap) => Value::Verdict { verdict: verdict(gap.meaning) },
        None => nothing(),
    }
}

/// The users of each facility, where they were asked for.
fn facilities(book: &Book) -> Option<Section> {
    use ColumnKind::{Count, Measure, Text};
    if !book.survey.compiled.group_columns.contains(&GroupColumn::Facility) {
        return None;
    }
    let columns = vec![
        column("facility", Word::Facility, Text),
        column("figure", Word::Indicator, Text),
        column("value", Word::Value, Measure),
        column("ci_low", Word::Low, Measure),
        column("ci_high", Word::High, Measure),
        column("n", Word::Base, Count),
    ];
    let mut rows = Vec::new();
    for (at, facility) in book.survey.coding.facilities.iter().enumerate() {
        for figure in book.key_figures() {
            let Some(finding) = book.finding(figure, Where::All, Whom::Facility(at)) else { continue };
            let [low, high] = book.two_ends(Some(finding));
            let title = text(figure.title(book.instrument).clone());
            let (value, base) = (book.value(Some(finding), None), book.base(Some(finding)));
            rows.push(row(vec![same(&facility.id), title, value, low, high, base]));
        }
    }
    let about = phrase(
        "Байгууллага тус бүрийн үйлчлүүлэгчдийн хариулт. Эндээс байгууллагуудыг эрэмбэлж болохгүй: үйлчлүүлэгч нь өөр өөр, хариулт нь цөөн.",
        "The answers of the users of each facility. Do not rank facilities by them: their users differ and answers are few.",
        &[],
    );
    let grid = grid("facilities", t(Word::SheetFacilities), columns, 2, rows);
    Some(across("facilities", Word::SheetFacilities, vec![paragraph(about), Block::Grid(grid)]))
}
