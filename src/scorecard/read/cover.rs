//! The facts of the cover: a name, and its value to the right.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::find::{Table, named, text};
use super::known::Of;
use crate::problem::At;
use crate::scorecard::layout::{Block, Fact, Sheet as Tab};
use crate::table::Cell;
use crate::table::book::{Book, Line, Sheet};

/// A fact that a book gives.
pub(super) struct Given<'b> {
    /// Its value.
    pub cell: Cell<'b>,
    /// The value beside the name in the name's own cell: "Үе шат: 2026-1".
    pub inline: Option<String>,
    /// Where it stands.
    pub at: At,
}

impl Given<'_> {
    /// The value as text.
    pub fn text(&self) -> String {
        self.inline.clone().unwrap_or_else(|| text(self.cell))
    }
}

/// The facts of a cover.
pub(super) struct Facts<'b> {
    pub given: BTreeMap<&'static str, Given<'b>>,
    /// The sheet that they stand on.
    pub tab: Option<usize>,
}

/// The facts of the sheet that is named as the cover, or else of the one that has most of them.
pub(super) fn facts<'b>(desk: &Desk, book: &'b Book, tables: &[Table]) -> Facts<'b> {
    let mut best = Facts { given: BTreeMap::new(), tab: None };
    for (tab, sheet) in book.sheets.iter().enumerate().filter(|(_, s)| !s.hidden) {
        let is_cover = named(desk, &sheet.name) == Some(Tab::Cover);
        let given = on_sheet(desk, sheet, tab, tables);
        if is_cover && !given.is_empty() {
            return Facts { given, tab: Some(tab) };
        }
        if given.len() >= 2 && given.len() > best.given.len() {
            best = Facts { given, tab: Some(tab) };
        }
    }
    best
}

fn on_sheet<'b>(desk: &Desk, sheet: &'b Sheet, tab: usize, tables: &[Table]) -> BTreeMap<&'static str, Given<'b>> {
    let in_table = |i: usize| {
        let holds = |t: &&Table| t.tab == tab && (t.lines.contains(&i) || t.lines.start == i + 1);
        tables.iter().find(holds)
    };
    let mut given = BTreeMap::new();
    for (i, line) in sheet.lines().enumerate() {
        match in_table(i) {
            // Facts may stand below the members, where no table begins anew.
            Some(table) if table.block != Block::Members || table.lines.start == i + 1 => continue,
            _ => {}
        }
        for (column, cell) in line.cells() {
            let Cell::Text(_) = cell else { continue };
            let shown = text(cell);
            let known = |t: &str| desk.words.find(Of::Facts, t);
            let of_table = desk.words.find(Of::Stakeholders, &shown).is_some();
            let (fact, inline) = match known(&shown).filter(|_| !of_table) {
                Some(fact) => (fact, None),
                None => match shown.split_once(':').and_then(|(name, value)| Some((known(name)?, value.trim()))) {
                    Some((fact, value)) if !value.is_empty() => (fact, Some(value.to_owned())),
                    _ => continue,
                },
            };
            let id = Fact::ALL[fact].id();
            let value = if inline.is_some() { cell } else { to_the_right(desk, &line, column) };
            if !value.is_blank() {
                let at = At::file(&desk.file).sheet(&sheet.name).row(line.number()).column(&shown);
                given.entry(id).or_insert(Given { cell: value, inline, at });
            }
        }
    }
    given
}

/// The first cell to the right that holds something, unless it is the name of another fact.
fn to_the_right<'b>(desk: &Desk, line: &Line<'b>, column: u32) -> Cell<'b> {
    let next = line.cells().find(|(c, _)| *c > column).map(|(_, cell)| cell);
    let name = |cell: &Cell| matches!(cell, Cell::Text(_)) && desk.words.find(Of::Facts, &cell.shown()).is_some();
    next.filter(|cell| !name(cell)).unwrap_or(Cell::Blank)
}
