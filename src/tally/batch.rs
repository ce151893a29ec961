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

/// Rows on their way, sorted roughly by unit: a lot holds the rows of few units, so that adding it finds its rows and its
/// sums close together in memory, in whatever order the file has them.
#[derive(Debug)]
pub struct Lots {
    lots: Vec<Batch>,
    full: Option<usize>,
}

/// How many lots there are.
const LOTS: usize = 64;

/// Rows in a full lot.
const LOT_ROWS: usize = 2_048;

impl Lots {
    /// Empty lots for rows of a plan.
    pub fn new(plan: &Plan) -> Lots {
        Lots { lots: (0..LOTS).map(|_| Batch::new(plan)).collect(), full: None }
    }

    /// Adds a row to the lot of its unit; see [`Batch::push`]. A lot that is full must be taken before the next row.
    pub fn push(&mut self, unit: u32, weight: f64, codes: &[AnswerCode], numbers: &[f64], groups: &[GroupCode]) {
        let at = unit as usize % LOTS;
        let lot = &mut self.lots[at];
        lot.push(unit, weight, codes, numbers, groups);
        if lot.len() >= LOT_ROWS {
            self.full = Some(at);
        }
    }

    /// The lot that the last row filled, if it did. The taker leaves it empty.
    pub fn full(&mut self) -> Option<&mut Batch> {
        self.full.take().map(|at| &mut self.lots[at])
    }

    /// All lots, at the end.
    pub fn rest(&mut self) -> impl Iterator<Item = &mut Batch> {
        self.lots.iter_mut().filter(|lot| !lot.is_empty())
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
