//! How places are spelled, and what the rules of the instrument say.

use super::super::parts::{across, column, count, grid, paragraph, row, same, text};
use super::super::words::{CheckWord, Word, t};
use super::super::{Block, ColumnKind, Grid, Section};
use crate::check::Check;
use crate::coding::SpellingSeen;

/// Spellings that are no official name and no code.
pub fn places(check: &Check) -> Section {
    let blocks = vec![paragraph(t(CheckWord::AboutPlaces)), Block::Grid(spellings(check))];
    across("places", CheckWord::SheetPlaces, blocks)
}

/// One row for each spelling, unknown ones first, then the most frequent.
pub fn spellings(check: &Check) -> Grid {
    use ColumnKind::{Count, Text};
    let columns = vec![
        column("column", CheckWord::Column, Text),
        column("text", CheckWord::Text, Text),
        column("beside", CheckWord::Beside, Text),
        column("place", Word::Place, Text),
        column("how", CheckWord::How, Text),
        column("count", Word::HowMany, Count),
    ];
    let odd = |seen: &&SpellingSeen| seen.found.is_none_or(|(_, how)| !how.is_exact());
    let mut seen: Vec<&SpellingSeen> = check.spellings.iter().filter(odd).collect();
    seen.sort_by_key(|seen| (seen.found.is_some(), std::cmp::Reverse(seen.count)));
    let rows = seen.into_iter().map(|seen| {
        let (place, how) = match seen.found {
            Some((place, how)) => (place.place().full_name.clone(), how.label()),
            None => (t(CheckWord::NotFound), Default::default()),
        };
        row(vec![same(&seen.column), same(&seen.text), same(&seen.beside), text(place), text(how), count(seen.count)])
    });
    grid("places", t(CheckWord::SheetPlaces), columns, 2, rows.collect())
}

/// The rules.
pub fn rules_section(check: &Check) -> Section {
    let grid = rules(check);
    let block = if grid.rows.is_empty() { paragraph(t(CheckWord::NoRules)) } else { Block::Grid(grid) };
    across("rules", CheckWord::SheetRules, vec![block])
}

/// One row for each rule of the instrument.
pub fn rules(check: &Check) -> Grid {
    use ColumnKind::{Code, Count, Prose};
    let columns = vec![
        column("rule", CheckWord::Rule, Code),
        column("title", CheckWord::WhatIsOdd, Prose),
        column("applied", CheckWord::Applied, Count),
        column("broken", CheckWord::Broken, Count),
    ];
    let rows = check.instrument.rules.iter().zip(&check.rules).map(|(rule, (applied, broken))| {
        row(vec![same(&rule.id), text(rule.title.clone()), count(*applied), count(*broken)])
    });
    grid("rules", t(CheckWord::SheetRules), columns, 1, rows.collect())
}
