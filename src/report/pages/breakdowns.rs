//! Figures by group: a sheet for all places together, one for the places of each grouping, and one of facilities.

use std::collections::BTreeSet;

use super::book::{Book, is_judged, verdict};
use super::gaps::{Pair, pair_name, pairs};
use super::parts::{across, column, counted, grid, nothing, num, paragraph, phrase, row, same, text, titled};
use crate::card::{Breakdown, Figure, Finding, GapKind, Where, Whom};
use crate::coding::GroupColumn;
use crate::instrument::GroupingIndex;
use crate::lang::Label;
use crate::report::words::{Word, fill, t};
use crate::report::{Block, Column, ColumnKind, Format, Grid, Paper, Section, Value};

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
            let pairs = pairs(book);
            let there: BTreeSet<Whom> = book.card.findings.iter().map(|finding| finding.key.whom).collect();
            sections.extend(groupings.iter().filter_map(|grouping| by_place(book, *grouping, &pairs, &there)));
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

/// The groups of a grouping side by side, one row for a figure and a place; only the figures that the card is mainly about. None of a
/// grouping that nobody answered.
fn by_place(book: &Book, grouping: GroupingIndex, pairs: &[Pair], there: &BTreeSet<Whom>) -> Option<Section> {
    use ColumnKind::{Count, Measure, Text};
    let of = &book.instrument.groupings[grouping.0];
    let groups: Vec<usize> =
        (0..of.groups.len()).filter(|group| there.contains(&Whom::Group(grouping, *group))).collect();
    let pairs: Vec<&Pair> = pairs.iter().filter(|(of, ..)| *of == grouping).collect();
    let mut columns = vec![column("place", Word::Place, Text), column("figure", Word::Indicator, Text)];
    for group in groups.iter().map(|group| &of.groups[*group]) {
        let within = |id: &str, title, kind| Column {
            group: Some(group.label.clone()),
            ..column(&format!("{}.{id}", group.id), title, kind)
        };
        columns.extend([
            within("value", Word::Value, Measure),
            within("ci_low", Word::Low, Measure),
            within("ci_high", Word::High, Measure),
            within("n", Word::Base, Count),
        ]);
    }
    columns.extend(pairs.iter().map(|pair| {
        let [first, second] = [pair.1, pair.2].map(|group| &of.groups[group].id);
        // No name has a colon, so that no column of a group is called so.
        titled(&format!("{first}.{second}:verdict"), pair_name(book, pair), Text)
    }));
    let mut rows = Vec::new();
    for figure in book.key_figures() {
        for place in book.wheres() {
            let findings: Vec<Option<&Finding>> =
                groups.iter().map(|group| book.finding(figure, place, Whom::Group(grouping, *group))).collect();
            if findings.iter().all(Option::is_none) {
                continue;
            }
            let mut values = vec![text(book.place_name(place)), text(figure.title(book.instrument).clone())];
            for finding in findings {
                let [low, high] = book.two_ends(finding);
                values.extend([book.value(finding, None), low, high, book.base(finding)]);
            }
            values.extend(pairs.iter().map(|pair| against(book, figure, **pair, place)));
            rows.push(row(values));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let title = fill(Word::SheetGroupingByPlace, std::slice::from_ref(&of.title));
    let grid = grid(&format!("groups.places.{}", of.id), title.clone(), columns, 2, rows);
    let verdicts = (!pairs.is_empty()).then(|| paragraph(t(Word::AboutPairsByPlace)));
    let about = [paragraph(t(Word::AboutGroupingByPlace))];
    let blocks = about.into_iter().chain(verdicts).chain([Block::Grid(grid)]).collect();
    Some(Section { id: format!("groups-places-{}", of.id).into(), title, blocks, paper: Paper::Across })
}

/// How the first group of a pair differs from the second.
fn against(book: &Book, figure: Figure, (grouping, first, second): Pair, place: Where) -> Value {
    let of = GapKind::BetweenGroups(grouping, first, second);
    match book.gap(figure, place, of.only()).filter(|gap| is_judged(gap)) {
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
