//! Rows that are kept as they came, in the lots in which they came.
//!
//! A full lot is kept as it is and not copied, and what lies in one lot is walked through while it is at hand.

use super::batch::{Batch, RowOf};
use super::plan::Plan;
use super::{Group, Tally};

/// Kept rows, lot by lot in the order in which these were full.
#[derive(Debug)]
pub(super) struct KeptRows {
    /// Empty, to begin lots with.
    blank: Batch,
    lots: Vec<Lot>,
}

#[derive(Debug)]
struct Lot {
    number: usize,
    rows: Batch,
}

/// A kept row: its unit, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeptAt {
    pub unit: u32,
    lot: u32,
    row: u32,
}

impl KeptRows {
    /// None yet.
    pub fn new(plan: &Plan) -> KeptRows {
        KeptRows { blank: Batch::new(plan), lots: Vec::new() }
    }

    /// Keeps a whole lot.
    pub fn take(&mut self, number: usize, rows: Batch) {
        self.lots.push(Lot { number, rows });
    }

    /// Where further rows of a lot are copied to.
    pub fn more(&mut self, number: usize) -> &mut Batch {
        if self.lots.last().is_none_or(|last| last.number != number) {
            self.take(number, self.blank.clone());
        }
        let last = self.lots.last_mut().expect("one was just begun");
        &mut last.rows
    }

    /// Adds a copy of other rows of the same plan; `unit` gives the number here of a unit there.
    pub fn merge(&mut self, other: &KeptRows, unit: impl Fn(u32) -> u32) {
        for Lot { number, rows } in &other.lots {
            let ours = self.more(*number);
            rows.rows().for_each(|row| ours.copy(unit(row.unit), &row));
        }
    }

    pub fn row(&self, at: KeptAt) -> RowOf<'_> {
        self.lots[at.lot as usize].rows.row(at.row as usize)
    }

    /// All rows, in the order in which their lots were full.
    pub fn rows(&self) -> impl Iterator<Item = (KeptAt, RowOf<'_>)> {
        self.rows_of(|_| true)
    }

    /// The rows of some lots, by their numbers.
    fn rows_of(&self, wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = (KeptAt, RowOf<'_>)> {
        let lots = (0..).zip(&self.lots).filter(move |(_, lot)| wanted(lot.number));
        lots.flat_map(|(lot, of)| {
            (0..).zip(of.rows.rows()).map(move |(row, of)| (KeptAt { unit: of.unit, lot, row }, of))
        })
    }
}

/// The kept rows of the lots of one number.
#[derive(Debug, Clone, Copy)]
pub struct KeptLot<'t> {
    tally: &'t Tally,
    number: usize,
}

impl Tally {
    /// The kept rows by the number of their lot.
    pub fn kept_lots(&self) -> Vec<KeptLot<'_>> {
        let lots = self.rows.iter().flat_map(|kept| &kept.lots);
        let mut numbers: Vec<usize> = lots.map(|lot| lot.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| KeptLot { tally: self, number }).collect()
    }
}

impl<'t> KeptLot<'t> {
    /// The groups of one column that have rows in it: all their rows, where lots were chosen by this column.
    pub fn groups(&self, column: usize) -> Vec<Group<'t>> {
        let number = self.number;
        self.tally.by_column(column, self.tally.rows.iter().flat_map(|kept| kept.rows_of(move |lot| lot == number)))
    }
}
