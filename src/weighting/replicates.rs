//! Replicate weights in the file: every row is added once for each of them.
//!
//! A replicate needs the sums of a statistic over all rows and groups alone, not by unit. So there is a tally of a single unit for
//! each, and memory grows with replicates × groups × measures, not with rows. Only quantiles need the rows: where one is asked for, each
//! replicate keeps those that have its column (12 bytes, 4 for each grouping column, 8 for each number asked for, 2 for each column).

use rustc_hash::FxHashMap;

use super::asked::Replicates;
use super::errors::Weights;
use crate::estimate::Rank;
use crate::problem::{At, Code, Problem, quoted};
use crate::table::{Number, Row};
use crate::tally::{Batch, GroupCode, NO_GROUP, Plan, Tally};

/// Replicate weights on their way through the rows.
#[derive(Debug)]
pub(super) struct Reading {
    replicates: Replicates,
    /// By replicate.
    pub tallies: Vec<Tally>,
    /// Of the rows of the batch at hand, one after the other.
    weights: Vec<f64>,
    /// Of the row at hand.
    row: Vec<f64>,
    /// How many weights of the whole file say something of their own.
    whole: Rank,
    /// The same of each group, by grouping; empty unless degrees of freedom go by group.
    ranks: Vec<(Vec<usize>, ByGroup)>,
}

/// Ranks by the codes of a group.
type ByGroup = FxHashMap<Box<[GroupCode]>, Rank>;

/// Degrees of freedom of a design of replicate weights.
#[derive(Debug, Clone, Default)]
pub struct Ranks {
    /// Of the whole file.
    pub whole: i64,
    groups: FxHashMap<(Vec<usize>, Box<[GroupCode]>), i64>,
}

impl Ranks {
    /// Of a group; of the whole file where groups don't matter.
    pub fn of(&self, grouping: &[usize], key: &[GroupCode]) -> i64 {
        self.groups.get(&(grouping.to_vec(), key.into())).copied().unwrap_or(self.whole)
    }
}

impl Reading {
    /// Without groupings, degrees of freedom are those of the whole file.
    pub fn new(plan: &Plan, replicates: &Replicates, groupings: Vec<Vec<usize>>) -> Reading {
        let count = replicates.columns.len();
        Reading {
            tallies: (0..count).map(|_| Tally::new(plan.clone(), false)).collect(),
            weights: Vec::new(),
            row: Vec::with_capacity(count),
            whole: Rank::new(count),
            ranks: groupings.into_iter().map(|grouping| (grouping, ByGroup::default())).collect(),
            replicates: replicates.clone(),
        }
    }

    /// Reads the weights of a row, or says which of them is none.
    pub fn read(&mut self, row: &Row, weight: f64, headers: &[String], at: &At) -> Result<(), Box<Problem>> {
        self.row.clear();
        for column in &self.replicates.columns {
            let found = match row.number_at(*column) {
                Number::Value(value) if value.is_finite() => {
                    self.row.push(if self.replicates.factors { weight * value } else { value });
                    continue;
                }
                Number::Value(value) => value.to_string(),
                Number::Blank => "\"\"".to_string(),
                Number::Not(cell) => quoted(&cell.shown()),
            };
            let here = at.clone().row(row.number()).column(&headers[*column]);
            return Err(Box::new(Problem::new(Code::NotAReplicate, here, found)));
        }
        self.whole.row(&self.row);
        Ok(())
    }

    /// Takes the weights that were read for a row of the batch, of these groups.
    pub fn take(&mut self, groups: impl Fn(usize) -> GroupCode) {
        self.weights.extend_from_slice(&self.row);
        let count = self.replicates.columns.len();
        for (grouping, ranks) in &mut self.ranks {
            let key: Box<[GroupCode]> = grouping.iter().map(|c| groups(*c)).collect();
            if !key.contains(&NO_GROUP) {
                ranks.entry(key).or_insert_with(|| Rank::new(count)).row(&self.row);
            }
        }
    }

    /// A measure of a code that is new.
    pub fn add_measure(&mut self, variable: usize, values: &[f64]) {
        for tally in &mut self.tallies {
            tally.add_measure(variable, values.to_vec());
        }
    }

    /// Adds the batch once for each replicate; its own weights are lost.
    pub fn add(&mut self, batch: &mut Batch) {
        let count = self.replicates.columns.len();
        for (at, tally) in self.tallies.iter_mut().enumerate() {
            batch.put_weights(self.weights.iter().skip(at).step_by(count).copied());
            tally.add(batch);
        }
        self.weights.clear();
    }

    /// The sums by replicate, and the degrees of freedom.
    pub fn finish(self) -> Weights {
        let df = |rank: &Rank| rank.rank() as i64 - 1;
        let groups = self.ranks.iter().flat_map(|(grouping, ranks)| {
            ranks.iter().map(move |(key, rank)| ((grouping.clone(), key.clone()), df(rank)))
        });
        let ranks = Ranks { whole: df(&self.whole), groups: groups.collect() };
        Weights::given(self.tallies, self.replicates, ranks)
    }
}
