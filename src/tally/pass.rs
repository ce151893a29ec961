//! The one pass with several threads: full lots are added at the same time where they hold different units.
//!
//! The units of a lot have a shelf of their own. Its turn is taken in the order of the file, when the lot is full; the rows may
//! be added later, on any thread, since nobody else gets that shelf before. So every unit is added up in the order of the file,
//! whatever the threads.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::batch::{Batch, LOTS, Lots};
use super::kept::KeptRows;
use super::shelf::Shelf;
use super::{Plan, Tally, keep};

/// A tally that is being filled.
#[derive(Debug)]
pub struct Pass {
    tally: Tally,
    /// Rows that are kept, in the order in which lots are full.
    kept: Mutex<Option<KeptRows>>,
    shelves: Vec<Mutex<Shelf>>,
    /// Empty lots.
    empty: Mutex<Vec<Batch>>,
}

/// Shelves whose turn it is, and the lots to be added to them.
#[derive(Debug)]
pub struct Turns<'p> {
    pass: &'p Pass,
    turns: Vec<Turn<'p>>,
}

#[derive(Debug)]
struct Turn<'p> {
    at: usize,
    shelf: MutexGuard<'p, Shelf>,
    lots: Vec<Batch>,
}

/// What was left in a lot after the last row.
#[derive(Debug)]
pub struct Left {
    at: usize,
    lot: Batch,
}

impl Pass {
    /// An empty one; see [`Tally::new`].
    pub fn new(plan: &Plan, rows_are_units: bool) -> Pass {
        let mut tally = Tally::new(plan.clone(), rows_are_units);
        let kept = Mutex::new(tally.rows.take());
        let shelves = (0..LOTS).map(|_| Mutex::new(Shelf::new(LOTS as u32))).collect();
        Pass { tally, kept, shelves, empty: Mutex::default() }
    }

    /// No turns yet, for the next rows.
    pub fn turns(&self) -> Turns<'_> {
        Turns { pass: self, turns: Vec::new() }
    }

    /// What is left in the lots after the last row; it may be added in any order, on any thread.
    pub fn left(&self, lots: Lots) -> Vec<Left> {
        lots.rest().filter_map(|(at, lot)| Some(Left { at, lot: self.keep(at, lot)? })).collect()
    }

    /// Adds what was left in a lot.
    pub fn add_left(&self, left: Left) {
        self.add(&mut locked(&self.shelves[left.at]), &left.lot);
    }

    /// The tally of all rows.
    pub fn finish(self) -> Tally {
        let Pass { mut tally, kept, shelves, .. } = self;
        tally.rows = unlocked(kept);
        for (first, shelf) in (0..).zip(shelves) {
            tally.units.take(first, unlocked(shelf));
        }
        tally
    }

    /// Keeps the rows of a lot that sums don't do for, and gives it back unless those are all.
    fn keep(&self, at: usize, lot: Batch) -> Option<Batch> {
        if let Some(kept) = &mut *locked(&self.kept) {
            if self.tally.keeps_all_rows {
                kept.take(at, lot);
                return None;
            }
            keep(&self.tally.plan, false, kept.more(0), &lot);
        }
        Some(lot)
    }

    fn add(&self, shelf: &mut Shelf, lot: &Batch) {
        shelf.add(&self.tally.plan, &self.tally.recipe, lot);
    }
}

fn unlocked<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turns<'_> {
    /// Takes a full lot, and the turn of its shelf. Must be called in the order of the file.
    pub fn take(&mut self, at: usize, lot: &mut Batch) {
        let pass = self.pass;
        let empty = locked(&pass.empty).pop().unwrap_or_else(|| Batch::for_a_lot(&pass.tally.plan));
        let Some(full) = pass.keep(at, std::mem::replace(lot, empty)) else { return };
        match self.turns.iter_mut().find(|turn| turn.at == at) {
            Some(turn) => turn.lots.push(full),
            None => self.turns.push(Turn { at, shelf: locked(&pass.shelves[at]), lots: vec![full] }),
        }
    }

    /// Adds the lots.
    pub fn add(self) {
        for Turn { mut shelf, lots, .. } in self.turns {
            for mut lot in lots {
                self.pass.add(&mut shelf, &lot);
                lot.clear();
                locked(&self.pass.empty).push(lot);
            }
        }
    }
}
