//! Sums of one unit and group, for every variable and measure at once.

use super::batch::RowOf;
use super::plan::{Adds, FIRST_ANSWER, Plan, Variable};
use crate::instrument::Missing;

/// How many rows have a variable, and why the others don't.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows with an answer and a weight other than zero.
    pub valid: u64,
    /// Rows with an answer and weight zero.
    pub zero_weight: u64,
    /// Rows without an answer by reason, in the order of [`Missing::ALL`].
    pub missing: [u64; Missing::ALL.len()],
}

impl Counts {
    /// Adds other counts.
    pub fn add(&mut self, other: &Counts) {
        self.valid += other.valid;
        self.zero_weight += other.zero_weight;
        for (ours, theirs) in self.missing.iter_mut().zip(other.missing) {
            *ours += theirs;
        }
    }

    /// All rows, with an answer or without.
    pub fn rows(&self) -> u64 {
        self.valid + self.zero_weight + self.missing.iter().sum::<u64>()
    }
}

/// Sums of one measure over the rows of a unit that have it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// Rows with a weight other than zero.
    pub n: u64,
    /// Rows with weight zero.
    pub zero_weight: u64,
    /// Σ w
    pub w: f64,
    /// Σ w·y
    pub wy: f64,
    /// Σ w·y² for a mean, Σ w·x (the lower part) for a ratio.
    pub second: f64,
}

impl Totals {
    /// The totals as if every weight were `k` times itself.
    pub fn scaled(self, k: f64) -> Totals {
        Totals { w: self.w * k, wy: self.wy * k, second: self.second * k, ..self }
    }
}

/// States a variable can be in: valid, valid with weight zero, and the reasons for missing.
pub(super) const STATES: usize = 2 + Missing::ALL.len();

/// Sums of one unit and group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    counts: Vec<u32>,
    w: Vec<f64>,
    wy: Vec<f64>,
    second: Vec<f64>,
}

impl Block {
    pub fn new(plan: &Plan) -> Block {
        Block {
            counts: vec![0; plan.variables.len() * STATES],
            w: vec![0.0; plan.variables.len()],
            wy: vec![0.0; plan.measures.len()],
            second: vec![0.0; plan.measures.iter().filter(|m| m.second_sum()).count()],
        }
    }

    /// Adds another block of the same plan; one made before a measure was added has nothing for it.
    pub fn add(&mut self, other: &Block) {
        let grow = |ours: &mut Vec<f64>, theirs: &[f64]| {
            if ours.len() < theirs.len() {
                ours.resize(theirs.len(), 0.0);
            }
            ours.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        };
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
        grow(&mut self.w, &other.w);
        grow(&mut self.wy, &other.wy);
        grow(&mut self.second, &other.second);
    }

    /// Makes room for measures that were added to the plan later.
    pub fn fit(&mut self, measures: usize) {
        if self.wy.len() < measures {
            self.wy.resize(measures, 0.0);
        }
    }

    pub fn add_row(&mut self, row: &Decoded) {
        for (offset, state) in row.states.iter().enumerate() {
            self.counts[offset * STATES + usize::from(*state)] += 1;
        }
        self.w.iter_mut().zip(&row.w).for_each(|(a, b)| *a += b);
        self.wy.iter_mut().zip(&row.wy).for_each(|(a, b)| *a += b);
        self.second.iter_mut().zip(&row.second).for_each(|(a, b)| *a += b);
    }

    pub fn counts(&self, variable: usize) -> Counts {
        let c = &self.counts[variable * STATES..][..STATES];
        let mut missing = [0; Missing::ALL.len()];
        missing.iter_mut().zip(&c[2..]).for_each(|(to, from)| *to = u64::from(*from));
        Counts { valid: c[0].into(), zero_weight: c[1].into(), missing }
    }

    pub fn totals(&self, plan: &Plan, measure: usize, second: Option<usize>) -> Totals {
        let variable = plan.measures[measure].variable;
        let wy = self.wy.get(measure).copied().unwrap_or(0.0);
        Totals {
            n: self.counts[variable * STATES].into(),
            zero_weight: self.counts[variable * STATES + 1].into(),
            w: self.w[variable],
            wy,
            second: second.map_or(wy, |s| self.second.get(s).copied().unwrap_or(0.0)),
        }
    }
}

/// A row turned into what it adds to any block: once per row, however many blocks it is added to.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    states: Vec<u8>,
    w: Vec<f64>,
    wy: Vec<f64>,
    second: Vec<f64>,
}

impl Decoded {
    /// `second` says for each measure whether its second sum is kept.
    pub fn decode(&mut self, plan: &Plan, second: &[Option<usize>], row: &RowOf) {
        let w = row.weight;
        let zero = u8::from(w == 0.0);
        self.states.clear();
        self.w.clear();
        self.wy.clear();
        self.second.clear();
        for code in row.codes {
            let valid = *code >= FIRST_ANSWER;
            self.states.push(if valid { zero } else { 2 + *code as u8 });
            self.w.push(if valid { w } else { 0.0 });
        }
        for (measure, keeps_second) in plan.measures.iter().zip(second) {
            let code = row.codes[measure.variable];
            let w = self.w[measure.variable];
            let (wy, squares) = match &measure.adds {
                _ if code < FIRST_ANSWER => (0.0, 0.0),
                Adds::One | Adds::Kept => (w, w),
                Adds::ByAnswer(values) => {
                    let y = values.get(usize::from(code - FIRST_ANSWER)).copied().unwrap_or(0.0);
                    (w * y, w * y * y)
                }
                Adds::Number | Adds::Ratio => added(plan.variables[measure.variable], row.numbers, w),
            };
            self.wy.push(wy);
            if keeps_second.is_some() {
                self.second.push(squares);
            }
        }
    }
}

fn added(variable: Variable, numbers: &[f64], w: f64) -> (f64, f64) {
    match variable {
        Variable::Coded => (w, w),
        Variable::Number { slot } => {
            let y = numbers[slot];
            (w * y, w * y * y)
        }
        Variable::Pair { upper, lower } => (w * numbers[upper], w * numbers[lower]),
    }
}

/// What one row adds to one measure, for rows that are units themselves.
pub(super) fn row_totals(plan: &Plan, measure: usize, row: &RowOf) -> Option<Totals> {
    let m = &plan.measures[measure];
    let code = row.codes[m.variable];
    if code < FIRST_ANSWER {
        return None;
    }
    let w = row.weight;
    let (wy, second) = match &m.adds {
        Adds::One => (w, w),
        Adds::ByAnswer(values) => {
            let y = values.get(usize::from(code - FIRST_ANSWER)).copied().unwrap_or(0.0);
            (w * y, w * y * y)
        }
        Adds::Number | Adds::Ratio | Adds::Kept => added(plan.variables[m.variable], row.numbers, w),
    };
    Some(Totals { n: u64::from(w != 0.0), zero_weight: u64::from(w == 0.0), w, wy, second })
}

/// The state a row is in for a variable, as counts.
pub(super) fn row_counts(row: &RowOf, variable: usize) -> Counts {
    let mut counts = Counts::default();
    match row.codes[variable] {
        code if code < FIRST_ANSWER => counts.missing[usize::from(code)] = 1,
        _ if row.weight == 0.0 => counts.zero_weight = 1,
        _ => counts.valid = 1,
    }
    counts
}
