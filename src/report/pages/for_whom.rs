//! For whom it is harder, on one page: pairs of groups by main figures for all places together, then where a pair differs most.

use super::book::{Book, is_judged, why_absent};
use super::gaps::{pair_name, pairs};
use super::parts::{absent, across, column, grid, paragraph, row, text, titled};
use super::summary::headline_figures;
use crate::card::{Figure, Gap, GapKind, Where, Whom};
use crate::gap::Meaning;
use crate::instrument::GroupingIndex;
use crate::report::words::{GapWord, Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, GridRow, Light, Section, Value};

/// The sheet; none without pairs of groups.
pub fn section(book: &Book) -> Option<Section> {
    let pairs = pairs(book);
    if pairs.is_empty() {
        return None;
    }
    let figures: Vec<Figure> = headline_figures(book)
        .into_iter()
        .filter(|figure| figure.direction(book.instrument) != crate::instrument::Direction::Neither)
        .collect();
    let mut columns = vec![column("pair", GapWord::Pair, ColumnKind::Text)];
    columns.extend(figures.iter().map(|figure| Column {
        about: Some(figure.title(book.instrument).clone()),
        ..titled(&figure.id(book.instrument), figure.title(book.instrument).clone(), ColumnKind::Measure)
    }));
    let line = |(grouping, first, second): &(GroupingIndex, usize, usize), place: Where| -> Vec<Value> {
        let of = GapKind::BetweenGroups(*grouping, *first, *second);
        let why = |figure: Figure| {
            let side = |group| book.finding(figure, place, Whom::Group(*grouping, group));
            let closed = [*first, *second].into_iter().filter_map(side).find(|side| side.visible().is_none());
            why_absent(closed)
        };
        figures
            .iter()
            .map(|figure| cell(book, book.gap(*figure, place, of.only()).ok_or_else(|| why(*figure))))
            .collect()
    };
    let rows = pairs.iter().map(|pair| {
        let mut values = vec![text(pair_name(book, pair))];
        values.extend(line(pair, Where::All));
        row(values)
    });
    let everywhere = grid("for_whom", t(GapWord::ForWhom), columns.clone(), 1, rows.collect());
    let mut blocks = vec![paragraph(t(GapWord::AboutForWhom)), Block::Grid(everywhere)];
    if book.has_places() {
        columns.insert(0, column("place", Word::Place, ColumnKind::Text));
        let mut rows: Vec<GridRow> = Vec::new();
        for at in &book.card.with_data {
            for pair in &pairs {
                let cells = line(pair, Where::Place(*at));
                // Only what is clear somewhere; the rest stands on the sheet of gaps.
                let clear = cells.iter().any(|cell| match cell {
                    Value::Number { light, .. } => matches!(light, Some(Light::Good | Light::Poor | Light::Attention)),
                    _ => false,
                });
                if clear {
                    let mut values = vec![text(book.place_name(Where::Place(*at))), text(pair_name(book, pair))];
                    values.extend(cells);
                    rows.push(row(values));
                }
            }
        }
        if !rows.is_empty() {
            blocks.push(Block::Grid(grid("for_whom.places", t(GapWord::ForWhomPlaces), columns, 2, rows)));
        }
    }
    Some(across("for-whom", GapWord::SheetForWhom, blocks))
}

/// A gap, or why there is none.
fn cell(book: &Book, gap: Result<&Gap, Absent>) -> Value {
    let gap = match gap {
        Ok(gap) => gap,
        Err(why) => return absent(why),
    };
    let light = match gap.meaning {
        _ if !is_judged(gap) => None,
        Meaning::Better => Some(Light::Good),
        Meaning::Worse => Some(Light::Poor),
        Meaning::NoClearDifference => Some(Light::Middle),
        Meaning::TooSmall => Some(Light::TooSmall),
        Meaning::Differs => Some(Light::Attention),
    };
    Value::Number { value: book.gap_value(gap), format: book.gap_format(gap.figure), light, few: false }
}
