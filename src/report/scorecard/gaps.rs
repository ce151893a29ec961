//! The gaps: between community and provider, between groups, between rounds; and what could not be set side by side.

use super::book::{Book, who_columns, written};
use super::facility::together;
use crate::report::parts::{across, column, grid, paragraph, phrase, row, same, text, titled};
use crate::report::words::{CardWord, Word, t};
use crate::report::{Block, ColumnKind, Grid, GridRow, Section, Value};
use crate::scorecard::Points;
use crate::scorecard::results::{Changes, FacilityCard, Line};
use crate::scorecard::session::Key;

/// The sheets of gaps.
pub fn sections(book: &Book) -> Vec<Section> {
    vec![
        across("gaps", Word::SheetGaps, vec![Block::Grid(matched(book))]),
        across("gaps.apart", CardWord::SheetApart, vec![Block::Grid(outside(book)), Block::Grid(unmatched(book))]),
        across(
            "gaps.groups",
            CardWord::SheetGroups,
            vec![paragraph(t(CardWord::AboutGroups)), Block::Grid(groups(book))],
        ),
        across("changes", Word::SheetChanges, vec![Block::Grid(not_compared(book)), Block::Grid(changes(book))]),
    ]
}

/// The cards' lines with their cards.
fn lines<'a>(book: &Book<'a>) -> impl Iterator<Item = (&'a FacilityCard, &'a Line)> + use<'a> {
    book.cards.cards.iter().flat_map(|card| card.lines.iter().map(move |line| (card, line)))
}

fn begin(book: &Book, card: &FacilityCard, indicator: &Key) -> Vec<Value> {
    let mut values = book.who(card.facility, card.round);
    values.extend([written(book.indicator_id(indicator)), text(book.indicator(indicator))]);
    values
}

fn begin_columns() -> Vec<crate::report::Column> {
    let mut columns = who_columns();
    columns.push(column("code", Word::Code, ColumnKind::Code));
    columns.push(column("indicator", Word::Indicator, ColumnKind::Text));
    columns
}

fn matched(book: &Book) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let mut columns = begin_columns();
    columns.extend([
        column("community", CardWord::Community, Measure),
        column("present", CardWord::Present, Count),
        column("spread", CardWord::Spread, Measure),
        column("lowest", CardWord::Lowest, Text),
        column("provider", CardWord::Provider, Measure),
        column("gap", Word::Gap, Measure),
        column("agreed", CardWord::Agreed, Measure),
    ]);
    let both = |line: &&(&FacilityCard, &Line)| line.1.gap.is_some();
    let all: Vec<_> = lines(book).collect();
    let rows = all.iter().filter(both).map(|(card, line)| {
        let mut values = begin(book, card, &line.indicator);
        values.extend(together(book, line));
        values.push(book.score(line.provider));
        values.push(book.gap(line.gap.map(|gap| gap.points), line.gap.is_some_and(|gap| gap.flagged)));
        values.push(book.score(line.agreed.as_ref().map(|agreed| agreed.score.score)));
        row(values)
    });
    let notes = vec![book.scale_note(), book.flag_note()];
    Grid { notes, ..grid("gaps", t(CardWord::GapsTitle), columns, 2, rows.collect()) }
}

/// What only one of the two sides scored.
fn unmatched(book: &Book) -> Grid {
    let mut columns = begin_columns();
    columns.push(column("side", CardWord::OnlyScoredBy, ColumnKind::Text));
    columns.push(column("score", Word::Score, ColumnKind::Measure));
    let rows = lines(book).filter_map(|(card, line)| {
        let (side, score) = match (&line.community, line.provider) {
            (Some(all), None) => (CardWord::Community, book.mean(Some(all.points))),
            (None, Some(score)) => (CardWord::Provider, book.score(Some(score))),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        let mut values = begin(book, card, &line.indicator);
        values.extend([text(t(side)), score]);
        Some(row(values))
    });
    grid("gaps.unmatched", t(CardWord::UnmatchedTitle), columns, 2, rows.collect())
}

/// Agreed scores that lie outside what both sides had said.
fn outside(book: &Book) -> Grid {
    use ColumnKind::{Measure, Prose};
    let mut columns = begin_columns();
    columns.extend([
        column("community", CardWord::Community, Measure),
        column("provider", CardWord::Provider, Measure),
        column("agreed", CardWord::Agreed, Measure),
        column("reason", Word::ReasonForScore, Prose),
    ]);
    let rows = lines(book).filter_map(|(card, line)| {
        let agreed = line.agreed.as_ref().filter(|agreed| agreed.between == Some(false))?;
        let mut values = begin(book, card, &line.indicator);
        values.push(book.mean(line.community.as_ref().map(|all| all.points)));
        values.extend([book.score(line.provider), book.score(Some(agreed.score.score))]);
        values.push(super::book::wanted(&agreed.score.reason));
        Some(row(values))
    });
    grid("gaps.outside", t(CardWord::OutsideTitle), columns, 2, rows.collect())
}

/// A row for each indicator, a column for each pair of groups; the scores themselves are on the sheet of scores.
fn groups(book: &Book) -> Grid {
    let pairs = &book.instrument.compare;
    let mut columns = begin_columns();
    columns.extend(pairs.iter().enumerate().map(|(at, pair)| {
        let second = pair.second.map_or_else(|| t(CardWord::OtherGroups), |group| book.group(&Key::Known(group)));
        let title = phrase("{0} − {1}", "{0} − {1}", &[book.group(&Key::Known(pair.first)), second]);
        titled(&format!("pair{}", at + 1), title, ColumnKind::Measure)
    }));
    let rows = lines(book).filter(|(_, line)| !line.between.is_empty()).map(|(card, line)| {
        let mut values = begin(book, card, &line.indicator);
        values.extend(pairs.iter().map(|pair| {
            let gap = line.between.iter().find(|(of, _)| of == pair).map(|(_, gap)| *gap);
            book.gap(gap, gap.is_some_and(|gap| book.is_large(gap)))
        }));
        row(values)
    });
    let notes = vec![book.scale_note(), t(CardWord::NoteGroupGaps)];
    Grid { notes, ..grid("gaps.groups", t(Word::GapBetweenGroups), columns, 2, rows.collect()) }
}

fn changes(book: &Book) -> Grid {
    use ColumnKind::{Code, Measure};
    let mut columns = begin_columns();
    columns[2] = column("from", CardWord::FromRound, Code);
    columns.insert(3, column("to", CardWord::ToRound, Code));
    for (id, side) in
        [("community", CardWord::Community), ("provider", CardWord::Provider), ("agreed", CardWord::Agreed)]
    {
        let of = |part: &str, word| crate::report::Column {
            group: Some(t(side)),
            ..column(&format!("{id}_{part}"), word, Measure)
        };
        columns.extend([of("before", CardWord::Before), of("after", CardWord::After), of("change", CardWord::Change)]);
    }
    let rows = book.cards.changes.iter().flat_map(|changes| {
        changes.lines.iter().map(move |change| {
            let mut values = begin_change(book, changes);
            values.extend([written(book.indicator_id(&change.indicator)), text(book.indicator(&change.indicator))]);
            let (before, after) = (change.before, change.after);
            values.extend(side(book, before.community, after.community));
            values.extend(side(book, before.provider, after.provider));
            values.extend(side(book, before.agreed, after.agreed));
            row(values)
        })
    });
    let notes = vec![book.scale_note(), t(CardWord::NoteChanges)];
    Grid { notes, ..grid("changes", t(CardWord::ChangesTitle), columns, 2, rows.collect()) }
}

fn begin_change(book: &Book, changes: &Changes) -> Vec<Value> {
    let mut values = book.who(changes.facility, changes.from);
    values.push(same(book.round(changes.to)));
    values
}

fn side(book: &Book, before: Option<Points>, after: Option<Points>) -> [Value; 3] {
    let change = before.zip(after).map(|(before, after)| after.less(before));
    [book.mean(before), book.mean(after), book.gap(change, false)]
}

/// Indicators that can't be followed from one round to the next, and why.
fn not_compared(book: &Book) -> Grid {
    let mut columns = begin_columns();
    columns[2] = column("from", CardWord::FromRound, ColumnKind::Code);
    columns.insert(3, column("to", CardWord::ToRound, ColumnKind::Code));
    columns.push(column("why", CardWord::WhyNot, ColumnKind::Text));
    let rows = book.cards.changes.iter().flat_map(|changes| {
        let told = |keys: &'_ [Key], why: CardWord| -> Vec<GridRow> {
            let one = |key: &Key| {
                let mut values = begin_change(book, changes);
                values.extend([written(book.indicator_id(key)), text(book.indicator(key)), text(t(why))]);
                row(values)
            };
            keys.iter().map(one).collect()
        };
        [
            told(&changes.new, CardWord::NewIndicator),
            told(&changes.dropped, CardWord::DroppedIndicator),
            told(&changes.rescaled, CardWord::RescaledIndicator),
        ]
        .concat()
    });
    grid("changes.not", t(CardWord::NotComparedTitle), columns, 2, rows.collect())
}
