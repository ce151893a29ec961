//! The readiness matrix: what each facility has and lacks, under its domains, with their scores.

use super::book::{Book, domain_score};
use crate::compare::{Domain, ItemState, Readiness, ReadinessRow};
use crate::lang::Label;
use crate::report::pages::missing;
use crate::report::parts::{across, column, figure_or, grid, phrase, row, same, text, titled};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, Section, Value};

/// Items of one table; more of them stand in further tables.
const ITEMS_A_TABLE: usize = 16;

/// The sheet; none without a checklist.
pub fn section(book: &Book) -> Option<Section> {
    let readiness = book.comparison.readiness.as_ref()?;
    let mut blocks = vec![Block::Grid(scores(book, readiness))];
    blocks.extend(matrices(book, readiness).into_iter().map(Block::Grid));
    Some(across("readiness", CompareWord::SheetReadiness, blocks))
}

/// The scores of the domains, and general readiness.
fn scores(book: &Book, readiness: &Readiness) -> Grid {
    let mut columns = vec![column("facility", Word::Facility, ColumnKind::Text)];
    columns.push(column("general", CompareWord::GeneralReadiness, ColumnKind::Measure));
    columns.extend(readiness.domains.iter().map(|d| titled(&d.id, d.title.clone(), ColumnKind::Measure)));
    let rows = readiness.rows.iter().map(|found| {
        let mut values = vec![text(book.subject(found.facility).name.clone()), general(found)];
        values.extend(found.scores.iter().map(|score| score_value(domain_score(*score))));
        row(values)
    });
    let notes = vec![t(CompareWord::NoteReadiness)];
    Grid { notes, ..grid("readiness.scores", t(CompareWord::DomainScores), columns, 1, rows.collect()) }
}

/// General readiness of a facility.
pub fn general(found: &ReadinessRow) -> Value {
    score_value(found.general.map(|share| 100.0 * share))
}

/// A score of readiness.
pub fn score_value(score: Option<f64>) -> Value {
    figure_or(score, Format::Percent, Absent::NoData)
}

/// The items of whole domains next to each other, as many as a page is wide enough for.
fn matrices(book: &Book, readiness: &Readiness) -> Vec<Grid> {
    let all: Vec<(usize, usize)> = readiness
        .domains
        .iter()
        .enumerate()
        .flat_map(|(d, domain)| (0..domain.items.len()).map(move |i| (d, i)))
        .collect();
    let parts = all.len().div_ceil(ITEMS_A_TABLE).max(1);
    let chunks: Vec<&[(usize, usize)]> = all.chunks(all.len().div_ceil(parts).max(1)).collect();
    let several = chunks.len() > 1;
    let one = |(part, chunk): (usize, &&[(usize, usize)])| {
        let title = t(CompareWord::ItemsTitle);
        let number = |n: usize| Label::same(n.to_string());
        let title = match several {
            true => phrase("{0} ({1}/{2})", "{0} ({1}/{2})", &[title, number(part + 1), number(chunks.len())]),
            false => title,
        };
        matrix(book, readiness, &format!("readiness.{}", part + 1), title, chunk)
    };
    chunks.iter().enumerate().map(one).collect()
}

fn matrix(book: &Book, readiness: &Readiness, id: &str, title: Label, items: &[(usize, usize)]) -> Grid {
    let mut columns = vec![column("facility", Word::Facility, ColumnKind::Text)];
    columns.extend(items.iter().map(|(d, i)| item_column(&readiness.domains[*d], *i)));
    let rows = readiness.rows.iter().map(|found| {
        let mut values = vec![text(book.subject(found.facility).name.clone())];
        values.extend(items.iter().map(|(d, i)| sign(found.items.get(*d).and_then(|own| own.get(*i)).copied())));
        row(values)
    });
    grid(id, title, columns, 1, rows.collect())
}

fn item_column(domain: &Domain, at: usize) -> Column {
    let (id, title) = &domain.items[at];
    Column { group: Some(domain.title.clone()), ..titled(id, title.clone(), ColumnKind::Narrow) }
}

/// An item as a sign, so short that many of them fit on a page.
fn sign(state: Option<ItemState>) -> Value {
    match state {
        Some(ItemState::Present) => same("✔"),
        Some(ItemState::Absent) => same("✘"),
        Some(ItemState::Mixed(share)) => {
            let shown = crate::report::parts::num(100.0 * share, Format::Plain(0));
            text(phrase("◐ {0} %", "◐ {0}%", &[shown]))
        }
        Some(ItemState::NotDue) => same("–"),
        Some(ItemState::Missing(_)) | None => same("?"),
    }
}

/// The items that a facility lacks: domain, item, and what was found instead.
pub fn lacking<'r>(readiness: &'r Readiness, found: &'r ReadinessRow) -> Vec<(&'r Label, &'r Label, Value)> {
    let mut lacks = Vec::new();
    for (domain, states) in readiness.domains.iter().zip(&found.items) {
        for ((_, title), state) in domain.items.iter().zip(states) {
            let said = match state {
                ItemState::Present | ItemState::NotDue => continue,
                ItemState::Absent => text(t(CompareWord::NotPresent)),
                ItemState::Mixed(_) => sign(Some(*state)),
                ItemState::Missing(reason) => text(phrase("? {0}", "? {0}", &[t(missing(*reason))])),
            };
            lacks.push((&domain.title, title, said));
        }
    }
    lacks
}
