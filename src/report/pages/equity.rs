//! How unevenly figures are spread: over the places, and over the groups of the groupings.

use super::book::Book;
use super::parts::{absent, across, column, count, figure, figure_or, grid, paragraph, row, text, titled};
use crate::card::{GroupInequality, People, PlaceInequality};
use crate::gap::Difference;
use crate::report::words::{GapWord, Word, fill, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, GridRow, Section, Value};

/// The sheet; none if there is nothing to be uneven.
pub fn section(book: &Book, places: &[PlaceInequality], groups: &[GroupInequality]) -> Option<Section> {
    let mut blocks = Vec::new();
    if !places.is_empty() {
        let rows = places.iter().map(|of| place_row(book, of)).collect();
        blocks.push(paragraph(t(GapWord::AboutOverPlaces)));
        blocks.push(Block::Grid(grid("equity.places", t(GapWord::OverPlaces), place_columns(), 1, rows)));
    }
    if !groups.is_empty() {
        let rows = groups.iter().map(|of| group_row(book, of)).collect();
        blocks.push(paragraph(t(GapWord::AboutOverGroups)));
        blocks.push(Block::Grid(grid("equity.groups", t(GapWord::OverGroups), group_columns(book), 2, rows)));
    }
    (!blocks.is_empty()).then(|| across("equity", GapWord::SheetEquity, blocks))
}

fn place_columns() -> Vec<Column> {
    use ColumnKind::{Count, Measure, Text};
    vec![
        column("figure", Word::Indicator, Text),
        column("mean", GapWord::WeightedMean, Measure),
        column("best", GapWord::BestOf, Text),
        column("worst", GapWord::WorstOf, Text),
        column("gap", Word::Gap, Measure),
        column("ratio", GapWord::RatioOf, Measure),
        column("from_best", GapWord::FromBest, Measure),
        column("disparity", GapWord::Disparity, Measure),
        column("variance", GapWord::Variance, Measure),
        column("beyond_chance", GapWord::BeyondChance, Measure),
        column("par", GapWord::Attributable, Measure),
        column("paf", GapWord::AttributableShare, Measure),
        column("weights", GapWord::WeightedBy, Text),
        column("places", GapWord::NumberOfPlaces, Count),
    ]
}

fn place_row(book: &Book, of: &PlaceInequality) -> GridRow {
    let plain = book.plain_format(of.figure);
    let name = |at: usize| text(book.places[at].place().name.clone());
    let m = &of.measures;
    row(vec![
        text(of.figure.title(book.instrument).clone()),
        figure(m.mean, book.format(of.figure)),
        name(of.ends[0]),
        name(of.ends[1]),
        figure(m.gap, plain),
        figure_or(m.ratio, Format::Plain(2), Absent::NotApplicable),
        figure(m.from_best, plain),
        figure_or(m.disparity, Format::Plain(1), Absent::NotApplicable),
        figure(m.variance, Format::Plain(1)),
        figure_or(of.beyond_chance, Format::Plain(1), Absent::NoError),
        figure(m.par, book.gap_format(of.figure)),
        figure_or(m.paf, Format::Signed(1), Absent::NotApplicable),
        text(t(match of.people {
            People::Residents => GapWord::ByResidents,
            People::Equal => GapWord::ByPlaces,
        })),
        count(of.places as u64),
    ])
}

fn group_columns(book: &Book) -> Vec<Column> {
    use ColumnKind::{Count, Measure, Text};
    vec![
        column("figure", Word::Indicator, Text),
        column("grouping", Word::Grouping, Text),
        column("mean", GapWord::WeightedMean, Measure),
        column("gap", Word::Gap, Measure),
        column("ratio", GapWord::RatioOf, Measure),
        column("disparity", GapWord::Disparity, Measure),
        column("par", GapWord::Attributable, Measure),
        column("paf", GapWord::AttributableShare, Measure),
        column("sii", GapWord::Sii, Measure),
        titled("sii_interval", fill(Word::IntervalAt, &[book.level_words()]), Measure),
        column("rii", GapWord::Rii, Measure),
        column("concentration", GapWord::Concentration, Measure),
        column("concentration_interval", GapWord::ConcentrationInterval, Measure),
        column("groups", GapWord::NumberOfGroups, Count),
        column("n", Word::Base, Count),
    ]
}

fn group_row(book: &Book, of: &GroupInequality) -> GridRow {
    let m = &of.measures;
    let mut values = vec![
        text(of.figure.title(book.instrument).clone()),
        text(book.instrument.groupings[of.grouping.0].title.clone()),
        figure(m.mean, book.format(of.figure)),
        figure(m.gap, book.plain_format(of.figure)),
        figure_or(m.ratio, Format::Plain(2), Absent::NotApplicable),
        figure_or(m.disparity, Format::Plain(1), Absent::NotApplicable),
        figure(m.par, book.gap_format(of.figure)),
        figure_or(m.paf, Format::Signed(1), Absent::NotApplicable),
    ];
    match &of.along {
        Some(along) => {
            let format = book.gap_format(of.figure);
            let concentration = along.concentration.as_ref();
            values.extend([
                figure(along.sii.value, format),
                interval(Some(&along.sii), format),
                figure_or(along.slope.rii, Format::Plain(2), Absent::NotApplicable),
                figure_or(concentration.map(|c| c.value), Format::Signed(3), Absent::NotApplicable),
                interval(concentration, Format::Signed(3)),
            ]);
        }
        None => values.extend(vec![absent(Absent::NotApplicable); 5]),
    }
    values.extend([count(of.groups.0 as u64), count(of.n)]);
    row(values)
}

fn interval(of: Option<&Difference>, format: Format) -> Value {
    match of.map(|difference| difference.interval) {
        Some(Some(i)) => Value::Interval { low: i.low, high: i.high, format },
        Some(None) => absent(Absent::NoError),
        None => absent(Absent::NotApplicable),
    }
}
