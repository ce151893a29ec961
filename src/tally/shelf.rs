//! Where the sums of units stand: all of them, or every so manieth.

use super::batch::Batch;
use super::block::{Decoded, Recipe};
use super::clusters::UnitBlocks;
use super::plan::Plan;

/// The sums of units whose numbers are so far apart.
#[derive(Debug)]
pub(super) struct Shelf {
    units: Vec<Option<Box<UnitBlocks>>>,
    apart: u32,
}

impl Shelf {
    pub fn new(apart: u32) -> Shelf {
        Shelf { units: Vec::new(), apart }
    }

    /// The sums of a unit, or where they will stand.
    pub fn place(&mut self, unit: u32) -> &mut Option<Box<UnitBlocks>> {
        let at = (unit / self.apart) as usize;
        if at >= self.units.len() {
            self.units.resize_with(at + 1, || None);
        }
        &mut self.units[at]
    }

    /// All units with rows, in their order; on a shelf of all units with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (u32, &UnitBlocks)> {
        (0..).zip(&self.units).filter_map(|(unit, blocks)| Some((unit, &**blocks.as_ref()?)))
    }

    /// The sums of a unit, if it has rows, on a shelf of all units.
    pub fn get(&self, unit: u32) -> Option<&UnitBlocks> {
        self.units.get(unit as usize)?.as_deref()
    }

    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut UnitBlocks> {
        self.units.iter_mut().flatten().map(|blocks| &mut **blocks)
    }

    /// Moves the units of another shelf, the first of which has this number, to this one.
    pub fn take(&mut self, first: u32, other: Shelf) {
        for (unit, blocks) in (first..).step_by(other.apart as usize).zip(other.units) {
            if blocks.is_some() {
                *self.place(unit) = blocks;
            }
        }
    }

    /// Adds a batch. Rows of a unit are added together, in the order of the batch.
    pub fn add(&mut self, plan: &Plan, recipe: &Recipe, batch: &Batch) {
        // Unit and place in the batch of each of its rows.
        let mut order: Vec<u64> = (0_u64..).zip(batch.rows()).map(|(at, row)| u64::from(row.unit) << 32 | at).collect();
        if !order.is_sorted() {
            order.sort_unstable();
        }
        let mut decoded = Decoded::default();
        for of_unit in order.chunk_by(|a, b| a >> 32 == b >> 32) {
            let blocks = self.place((of_unit[0] >> 32) as u32);
            for at in of_unit {
                let row = batch.row(*at as u32 as usize);
                decoded.decode(recipe, &row);
                blocks
                    .get_or_insert_with(|| Box::new(UnitBlocks::new(recipe, &decoded.groups)))
                    .add(plan, recipe, &decoded, row.pieces);
            }
        }
    }
}
