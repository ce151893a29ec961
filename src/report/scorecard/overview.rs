//! The overview: each area in each round, also those that sent nothing; then each indicator of each area.

use super::actions::tally_row;
use super::book::{Book, counted_or};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::parts::{absent, across, column, count, figure_or, grid, paragraph, row, same, text};
use crate::report::words::{CardWord, Word, t};
use crate::report::{Absent, Block, ColumnKind, Format, Grid, GridRow, RowRole, Section};
use crate::scorecard::results::{PlaceCard, RoundIndex};

/// Areas and rounds, then the promises by area.
pub fn section(book: &Book) -> Section {
    let blocks = vec![
        paragraph(t(CardWord::AboutOverview)),
        Block::Grid(by_round(book)),
        Block::Grid(super::actions::by_area(book)),
        Block::Grid(super::actions::by_level(book)),
        Block::Grid(super::cover::people(book)),
    ];
    across("overview", CardWord::SheetOverview, blocks)
}

/// The areas of the set and after them all together.
fn areas(book: &Book) -> Vec<Option<PlaceId>> {
    book.set.iter().flat_map(|set| set.places()).map(Some).chain([None]).collect()
}

fn area_name(area: Option<PlaceId>) -> Label {
    area.map_or_else(|| t(CardWord::AllAreas), |area| area.place().full_name.clone())
}

fn place_card<'a>(book: &Book<'a>, area: Option<PlaceId>, round: RoundIndex) -> Option<&'a PlaceCard> {
    book.cards.places.iter().find(|card| (card.place, card.round) == (area, round) && card.facilities > 0)
}

fn role(area: Option<PlaceId>) -> RowRole {
    if area.is_none() { RowRole::Total } else { RowRole::Plain }
}

fn by_round(book: &Book) -> Grid {
    use ColumnKind::{Code, Count, Measure, Text};
    let columns = vec![
        column("area", Word::Area, Text),
        column("round", CardWord::Round, Code),
        column("facilities", Word::Facility, Count),
        column("in_groups", CardWord::PeopleInGroups, Count),
        column("women", CardWord::WomenAtMeeting, Count),
        column("men", CardWord::MenAtMeeting, Count),
        column("attended", CardWord::AllAtMeeting, Count),
        column("community", CardWord::Community, Measure),
        column("provider", CardWord::Provider, Measure),
        column("gap", Word::Gap, Measure),
        column("agreed", CardWord::Agreed, Measure),
        column("input_index", CardWord::InputIndex, Measure),
    ];
    let mut rows = Vec::new();
    for area in areas(book) {
        for round in (0..book.cards.rounds.len()).map(RoundIndex) {
            rows.push(area_row(book, area, round));
        }
    }
    let notes = vec![book.scale_note(), book.flag_note(), t(CardWord::NotePlaces)];
    Grid { notes, ..grid("overview", t(CardWord::OverviewTitle), columns, 2, rows) }
}

fn area_row(book: &Book, area: Option<PlaceId>, round: RoundIndex) -> GridRow {
    let mut values = vec![text(area_name(area)), same(book.round(round))];
    match place_card(book, area, round) {
        Some(card) => {
            let attended = card.attended;
            values.push(count(card.facilities as u64));
            values.extend([attended.in_groups, attended.women, attended.men, attended.all].map(counted_or));
            values.extend([book.mean(card.overall.community), book.mean(card.overall.provider)]);
            values.push(book.gap(card.matched_gap, card.matched_gap.is_some_and(|gap| book.is_large(gap))));
            values.push(book.mean(card.overall.agreed));
            values.push(figure_or(card.input_index.map(|i| 100.0 * i), Format::Percent, Absent::NoNorm));
        }
        None => {
            values.push(count(0));
            values.extend(vec![absent(Absent::NoData); 9]);
        }
    }
    GridRow { role: role(area), values }
}

/// Each indicator of each area: means over facilities, with how many those are.
pub fn places(book: &Book) -> Section {
    use ColumnKind::{Code, Count, Measure, Text};
    let columns = vec![
        column("area", Word::Area, Text),
        column("round", CardWord::Round, Code),
        column("code", Word::Code, Code),
        column("indicator", Word::Indicator, Text),
        column("community", CardWord::Community, Measure),
        column("community_n", CardWord::FacilitiesOf, Count),
        column("provider", CardWord::Provider, Measure),
        column("provider_n", CardWord::FacilitiesOf, Count),
        column("agreed", CardWord::Agreed, Measure),
        column("agreed_n", CardWord::FacilitiesOf, Count),
    ];
    let mut rows = Vec::new();
    for area in areas(book) {
        for round in (0..book.cards.rounds.len()).map(RoundIndex) {
            match place_card(book, area, round) {
                Some(card) => rows.extend(indicator_rows(book, card)),
                None => {
                    let mut values = vec![text(area_name(area)), same(book.round(round))];
                    values.extend(vec![absent(Absent::NoData); 8]);
                    rows.push(row(values));
                }
            }
        }
    }
    let notes = vec![book.scale_note(), t(CardWord::NotePlaces)];
    let grid = Grid { notes, ..grid("places", t(CardWord::PlacesTitle), columns, 4, rows) };
    across("places", CardWord::SheetByPlace, vec![Block::Grid(grid)])
}

fn indicator_rows<'a>(book: &'a Book, card: &'a PlaceCard) -> impl Iterator<Item = GridRow> + 'a {
    card.indicators.iter().filter_map(move |(at, (sides, n))| {
        let indicator = book.instrument.indicators.get(*at)?;
        let mut values = vec![text(area_name(card.place)), same(book.round(card.round))];
        values.extend([same(&indicator.id), text(indicator.title.clone())]);
        for (points, n) in [sides.community, sides.provider, sides.agreed].into_iter().zip(n) {
            values.extend([book.mean(points), count(*n as u64)]);
        }
        Some(row(values))
    })
}

/// A row of the promises of an area.
pub fn area_tally(area: Option<PlaceId>, tally: crate::scorecard::results::Tally) -> GridRow {
    let name = area.map_or_else(|| t(CardWord::NoArea), |area| area.place().full_name.clone());
    tally_row(name, tally, RowRole::Plain)
}
