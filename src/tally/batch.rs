//! A batch of coded rows on its way into the tally.

use super::plan::{AnswerCode, GroupCode, Plan};

/// Coded rows, one after the other, each with as many codes, numbers and groups as the plan says.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    variables: usize,
    slots: usize,
    columns: usize,
    pub(super) codes: Vec<AnswerCode>,
    pub(super) numbers: Vec<f64>,
    pub(super) groups: Vec<GroupCode>,
    pub(super) weights: Vec<f64>,
    pub(super) units: Vec<u32>,
}

impl Batch {
    /// An empty batch for rows of a plan.
    pub fn new(plan: &Plan) -> Batch {
        Batch { variables: plan.variables.len(), slots: plan.slots, columns: plan.columns, ..Batch::default() }
    }

    /// Adds a row: its sampled unit, its weight, its answer codes, numbers and groups.
    pub fn push(&mut self, unit: u32, weight: f64, codes: &[AnswerCode], numbers: &[f64], groups: &[GroupCode]) {
        debug_assert_eq!((codes.len(), numbers.len(), groups.len()), (self.variables, self.slots, self.columns));
        self.units.push(unit);
        self.weights.push(weight);
        self.codes.extend_from_slice(codes);
        self.numbers.extend_from_slice(numbers);
        self.groups.extend_from_slice(groups);
    }

    /// How many rows it holds.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Empties it and keeps its memory.
    pub fn clear(&mut self) {
        self.codes.clear();
        self.numbers.clear();
        self.groups.clear();
        self.weights.clear();
        self.units.clear();
    }

    pub(super) fn row(&self, i: usize) -> RowOf<'_> {
        RowOf {
            unit: self.units[i],
            weight: self.weights[i],
            codes: &self.codes[i * self.variables..][..self.variables],
            numbers: &self.numbers[i * self.slots..][..self.slots],
            groups: &self.groups[i * self.columns..][..self.columns],
        }
    }
}

/// One row of a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowOf<'a> {
    pub unit: u32,
    pub weight: f64,
    pub codes: &'a [AnswerCode],
    pub numbers: &'a [f64],
    pub groups: &'a [GroupCode],
}
