//! Scores in a matrix that somebody typed by hand: a row for each indicator, a column for each group.

use std::collections::BTreeSet;

use super::content::Content;
use super::desk::Desk;
use super::find::text;
use super::known::Of;
use super::rows::Who;
use crate::problem::{At, Code, quoted};
use crate::scorecard::score::Score;
use crate::scorecard::session::{AgreedScore, Found, Key, PanelScore, ProviderScore};
use crate::table::book::{Line, Sheet};

/// What a sheet's matrix says, if it holds one.
pub(super) fn read(desk: &mut Desk, sheet: &Sheet) -> Option<Content> {
    let (at_line, columns) = (0..sheet.len()).find_map(|i| Some((i, head_of(desk, &sheet.line(i))?)))?;
    let first = columns.iter().map(|(c, _)| *c).min()?;
    let head = sheet.line(at_line);
    desk.report(Code::MatrixRead, At::file(&desk.file).sheet(&sheet.name).row(head.number()), quoted(&sheet.name), "");
    let below = || (at_line + 1..sheet.len()).map(|i| sheet.line(i));
    desk.look_at(below().flat_map(|line| columns.iter().map(move |(column, _)| line.cell(*column))));
    let mut content = Content::default();
    let mut present: Vec<Option<u64>> = vec![None; columns.len()];
    for line in below() {
        let labels: Vec<String> = line.cells().filter(|(c, _)| *c < first).map(|(_, cell)| text(cell)).collect();
        let at =
            |c: &(u32, Column)| At::file(&desk.file).sheet(&sheet.name).row(line.number()).column(text(head.cell(c.0)));
        let places: Vec<At> = columns.iter().map(at).collect();
        let heads = |label: &String| desk.words.heads(label).iter().any(|(b, j)| b.columns()[*j].id == "present");
        if labels.iter().any(heads) {
            for (k, column) in columns.iter().enumerate() {
                present[k] = desk.people(line.cell(column.0), &places[k]);
            }
            continue;
        }
        let known = labels
            .iter()
            .find_map(|l| desk.words.by_id(Of::Indicators, l).or_else(|| desk.words.find(Of::Indicators, l)));
        let label = labels.last().cloned().unwrap_or_default();
        let who = match known {
            Some(index) => Who::Known(index, Found::Label),
            None if label.is_empty() || desk.words.find(Of::Totals, &label).is_some() => continue,
            None => Who::New(label),
        };
        for (k, (column, side)) in columns.iter().enumerate() {
            let cell = line.cell(*column);
            let numeric = cell.shown().chars().any(|c| c.is_ascii_digit());
            if cell.is_blank() || (known.is_none() && !numeric) {
                continue;
            }
            let at = places[k].clone();
            let (Some(score), Some(indicator)) = (desk.score(cell, &at), who.key(desk, Of::Indicators, &at)) else {
                continue;
            };
            content.put(side, indicator, score, at);
        }
    }
    for panel in &mut content.panels {
        let column = columns.iter().position(|(_, side)| matches!(side, Column::Group(g) if *g == panel.group));
        panel.present = column.and_then(|k| present[k]);
    }
    Some(content)
}

/// Whose scores stand in a column of a matrix.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column {
    Group(Key),
    Provider,
    Agreed,
}

impl Content {
    /// Adds a score of a side.
    pub fn put(&mut self, side: &Column, indicator: Key, score: Score, at: At) {
        let (reason, suggestion) = (String::new(), String::new());
        match side {
            Column::Group(group) => self.panels.push(PanelScore {
                group: group.clone(),
                indicator,
                score: Some(score),
                votes: None,
                present: None,
                reason,
                suggestion,
                at,
            }),
            Column::Provider => self.provider.push(ProviderScore { indicator, score, reason, at }),
            Column::Agreed => self.agreed.push(AgreedScore { indicator, score, reason, at }),
        }
    }
}

/// The columns of a matrix, if a row is the header of one: two known groups at least, each in a cell of its own.
fn head_of(desk: &mut Desk, line: &Line) -> Option<Vec<(u32, Column)>> {
    let mut columns: Vec<(u32, Option<Column>, String)> = Vec::new();
    for (column, cell) in line.cells() {
        let shown = text(cell);
        let group = desk.words.by_id(Of::Groups, &shown).or_else(|| desk.words.find(Of::Groups, &shown));
        let side = match group {
            Some(index) => Some(Column::Group(Key::Known(index))),
            None => match desk.words.find(Of::Sides, &shown) {
                Some(1) => Some(Column::Provider),
                Some(2) => Some(Column::Agreed),
                _ => None,
            },
        };
        columns.push((column, side, shown));
    }
    let known: BTreeSet<usize> = columns
        .iter()
        .filter_map(|(_, side, _)| match side {
            Some(Column::Group(Key::Known(index))) => Some(*index),
            _ => None,
        })
        .collect();
    if known.len() < 2 {
        return None;
    }
    let first = columns.iter().find(|(_, side, _)| side.is_some())?.0;
    let mut read = Vec::new();
    for (column, side, shown) in columns.into_iter().filter(|(c, ..)| *c >= first) {
        let other = desk.words.find(Of::Totals, &shown).is_some() || !desk.words.heads(&shown).is_empty();
        match side {
            Some(side) => read.push((column, side)),
            None if other => {}
            None => {
                let at = At::file(&desk.file).row(line.number());
                read.push((column, Column::Group(desk.added(Of::Groups, &shown, &at))));
            }
        }
    }
    // The indicators stand to the left.
    (first > 0).then_some(read)
}
