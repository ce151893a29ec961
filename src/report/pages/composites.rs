//! Composites: what each is made of, and its value in every place with how many of its parts were there.

use super::book::Book;
use super::describe;
use super::detail::note_words;
use super::parts::{across, column, count, figure, grid, heading, nothing, paragraph, row, same, text};
use crate::card::{Figure, Where};
use crate::instrument::{CompositeIndex, Direction, Measure, Scale};
use crate::report::words::{Word, t};
use crate::report::{Block, ColumnKind, Format, Grid, GridRow, Section, Value};

/// The sheet of composites; none if the instrument has none.
pub fn section(book: &Book) -> Option<Section> {
    if book.instrument.composites.is_empty() {
        return None;
    }
    let blocks = vec![
        paragraph(t(Word::AboutComposites)),
        Block::Grid(recipe(book)),
        heading(Word::SheetComposites),
        Block::Grid(values(book)),
    ];
    Some(across("composites", Word::SheetComposites, blocks))
}

fn all(book: &Book) -> impl Iterator<Item = CompositeIndex> {
    (0..book.instrument.composites.len()).map(CompositeIndex)
}

/// The parts with their weights.
fn recipe(book: &Book) -> Grid {
    use ColumnKind::{Code, Measure as Number, Text};
    let columns = vec![
        column("composite", Word::Composite, Text),
        column("level", Word::Aggregation, Text),
        column("title", Word::Indicator, Text),
        column("figure", Word::Code, Code),
        column("turned", Word::Normalisation, Text),
        column("weight", Word::Weight, Number),
    ];
    let mut rows: Vec<GridRow> = Vec::new();
    for composite in all(book) {
        let of = &book.instrument.composites[composite.0];
        rows.extend(book.instrument.composite_parts(composite).into_iter().map(|(part, weight)| {
            let indicator = &book.instrument.indicators[part.0];
            row(vec![
                text(of.title.clone()),
                text(describe::composite_level(of.level)),
                text(indicator.title.clone()),
                same(&indicator.id),
                text(t(turned(&indicator.measure, indicator.direction))),
                figure(weight * 100.0, Format::Percent),
            ])
        }));
    }
    grid("composites.recipe", t(Word::CompositeRecipe), columns, 1, rows)
}

/// How a value becomes points with more being better.
fn turned(measure: &Measure, direction: Direction) -> Word {
    match (measure, measure.scale(), direction) {
        (Measure::Net { .. }, _, Direction::Lower) => Word::NetTurned,
        (Measure::Net { .. }, ..) => Word::NetAsPoints,
        (_, Scale::Percent | Scale::Points | Scale::Own, Direction::Lower) => Word::Turned,
        (_, Scale::Percent | Scale::Points | Scale::Own, Direction::Higher | Direction::Neither) => Word::AsItIs,
    }
}

/// Every composite in every place.
fn values(book: &Book) -> Grid {
    use ColumnKind::{Count, Measure as Number, Text};
    let columns = vec![
        column("composite", Word::Composite, Text),
        column("place", Word::Place, Text),
        column("value", Word::Score, Number),
        column("ci_low", Word::Low, Number),
        column("ci_high", Word::High, Number),
        column("n", Word::BaseSmallest, Count),
        column("parts", Word::PartsThere, Count),
        column("parts_all", Word::PartsAll, Count),
        column("note", Word::Note, Text),
    ];
    let mut rows = Vec::new();
    for composite in all(book) {
        rows.extend(book.wheres().map(|place| value_row(book, composite, place)));
    }
    grid("composites.values", t(Word::SheetComposites), columns, 2, rows)
}

fn value_row(book: &Book, composite: CompositeIndex, place: Where) -> GridRow {
    let key = Figure::Composite(composite);
    let finding = book.everybody(key, place);
    let [low, high] = book.two_ends(finding);
    let parts = finding.filter(|f| f.visible().is_some()).and_then(|f| f.parts);
    let part = |n: Option<usize>| n.map_or_else(nothing, |n| count(n as u64));
    let light = finding.and_then(|f| book.light(f));
    let note: Value = note_words(book, finding).map_or_else(nothing, text);
    row(vec![
        text(key.title(book.instrument).clone()),
        text(book.place_name(place)),
        book.value(finding, light),
        low,
        high,
        book.base(finding),
        part(parts.map(|p| p.0)),
        part(parts.map(|p| p.1)),
        note,
    ])
}
