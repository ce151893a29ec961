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

/// What a row lacks of a usable answer: the reasons for missing in order, then a weight of zero.
const ZERO_WEIGHT: usize = Missing::ALL.len();

/// The sums of one unit and group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    /// By variable: rows with an answer and a weight.
    valid: Vec<u32>,
    /// By what is lacking, then by variable: the other rows. As long as what occurs asks for.
    others: Vec<u32>,
    /// Σ w by variable, then the second sums, then Σ w·y by measure.
    sums: Vec<f64>,
}

impl Block {
    pub fn new(recipe: &Recipe) -> Block {
        Block { valid: vec![0; recipe.variables], others: Vec::new(), sums: vec![0.0; recipe.sums()] }
    }

    /// Adds another block of the same plan; one made before a measure was added has nothing for it.
    pub fn add(&mut self, other: &Block) {
        fn grow<T: Copy + Default + std::ops::AddAssign>(ours: &mut Vec<T>, theirs: &[T]) {
            if ours.len() < theirs.len() {
                ours.resize(theirs.len(), T::default());
            }
            ours.iter_mut().zip(theirs).for_each(|(a, b)| *a += *b);
        }
        grow(&mut self.valid, &other.valid);
        grow(&mut self.others, &other.others);
        grow(&mut self.sums, &other.sums);
    }

    /// Makes room for measures that were added to the plan later.
    pub fn fit(&mut self, recipe: &Recipe) {
        self.sums.resize(recipe.sums(), 0.0);
    }

    #[inline]
    pub fn add_row(&mut self, row: &Decoded) {
        self.valid.iter_mut().zip(&row.valid).for_each(|(a, b)| *a += b);
        self.sums.iter_mut().zip(&row.sums).for_each(|(a, b)| *a += b);
        for at in &row.others {
            if *at >= self.others.len() {
                self.others.resize((*at / self.valid.len() + 1) * self.valid.len(), 0);
            }
            self.others[*at] += 1;
        }
    }

    fn lacking(&self, what: usize, variable: usize) -> u64 {
        self.others.get(what * self.valid.len() + variable).copied().unwrap_or(0).into()
    }

    pub fn counts(&self, variable: usize) -> Counts {
        let mut missing = [0; Missing::ALL.len()];
        missing.iter_mut().enumerate().for_each(|(reason, n)| *n = self.lacking(reason, variable));
        Counts { valid: self.valid[variable].into(), zero_weight: self.lacking(ZERO_WEIGHT, variable), missing }
    }

    pub fn totals(&self, plan: &Plan, recipe: &Recipe, measure: usize) -> Totals {
        let variable = plan.measures[measure].variable;
        let wy = self.sums[recipe.variables + recipe.seconds.len() + measure];
        Totals {
            n: self.valid[variable].into(),
            zero_weight: self.lacking(ZERO_WEIGHT, variable),
            w: self.sums[variable],
            wy,
            second: recipe.second_of[measure].map_or(wy, |s| self.sums[recipe.variables + s]),
        }
    }
}

/// A plan prepared for the pass: what each row does to a block, without looking at the plan again.
#[derive(Debug, Default)]
pub(super) struct Recipe {
    variables: usize,
    /// For every measure its variable, and where its values by code begin and end in `values`.
    measures: Vec<ByCode>,
    values: Vec<f64>,
    /// Second sums that follow from the code: squares of values.
    seconds: Vec<ByCode>,
    /// The second sum of each measure, if it has one.
    second_of: Vec<Option<usize>>,
    /// Measures whose value is the row's number.
    by_number: Vec<(usize, Variable)>,
}

/// Values by code, the reasons for missing first; the last stands for every code beyond.
#[derive(Debug, Clone, Copy)]
struct ByCode {
    variable: u32,
    first: u32,
    last: u32,
}

impl ByCode {
    #[inline]
    fn value(&self, values: &[f64], codes: &[u16]) -> f64 {
        let code = codes[self.variable as usize];
        values[(self.first + u32::from(code)).min(self.last) as usize]
    }
}

impl Recipe {
    pub fn new(plan: &Plan) -> Recipe {
        let mut recipe = Recipe { variables: plan.variables.len(), ..Recipe::default() };
        for (at, measure) in plan.measures.iter().enumerate() {
            let (values, beyond): (&[f64], f64) = match &measure.adds {
                Adds::One | Adds::Kept => (&[], 1.0),
                Adds::ByAnswer(values) => (values, 0.0),
                // The number itself comes afterwards.
                Adds::Number | Adds::Ratio => (&[], 0.0),
            };
            let by_code = recipe.values_by_code(measure.variable, values, beyond);
            recipe.measures.push(by_code);
            recipe.second_of.push(measure.second_sum().then_some(recipe.seconds.len()));
            if measure.second_sum() {
                let squares: Vec<f64> = values.iter().map(|v| v * v).collect();
                let by_code = recipe.values_by_code(measure.variable, &squares, beyond);
                recipe.seconds.push(by_code);
            }
            if matches!(measure.adds, Adds::Number | Adds::Ratio) {
                recipe.by_number.push((at, plan.variables[measure.variable]));
            }
        }
        recipe
    }

    fn sums(&self) -> usize {
        self.variables + self.seconds.len() + self.measures.len()
    }

    fn values_by_code(&mut self, variable: usize, values: &[f64], beyond: f64) -> ByCode {
        let first = self.values.len() as u32;
        self.values.extend(std::iter::repeat_n(0.0, usize::from(FIRST_ANSWER)));
        self.values.extend_from_slice(values);
        self.values.push(beyond);
        ByCode { variable: variable as u32, first, last: self.values.len() as u32 - 1 }
    }
}

/// A row turned into what it adds to any block: once per row, however many blocks it is added to.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    valid: Vec<u32>,
    sums: Vec<f64>,
    others: Vec<usize>,
}

impl Decoded {
    pub fn decode(&mut self, recipe: &Recipe, row: &RowOf) {
        let weight = row.weight;
        self.valid.resize(recipe.variables, 0);
        self.sums.resize(recipe.sums(), 0.0);
        self.others.clear();
        let weighted = weight != 0.0;
        let (w, rest) = self.sums.split_at_mut(recipe.variables);
        let (seconds, wy) = rest.split_at_mut(recipe.seconds.len());
        for ((code, valid), w) in row.codes.iter().zip(&mut self.valid).zip(w.iter_mut()) {
            let answered = *code >= FIRST_ANSWER;
            *valid = u32::from(answered && weighted);
            *w = if answered { weight } else { 0.0 };
        }
        for (by_code, wy) in recipe.measures.iter().zip(wy.iter_mut()) {
            *wy = weight * by_code.value(&recipe.values, row.codes);
        }
        for (by_code, second) in recipe.seconds.iter().zip(seconds.iter_mut()) {
            *second = weight * by_code.value(&recipe.values, row.codes);
        }
        for (measure, variable) in &recipe.by_number {
            let w = w[recipe.measures[*measure].variable as usize];
            let (sum, second) = added(*variable, row.numbers, w);
            wy[*measure] = sum;
            if let Some(at) = recipe.second_of[*measure] {
                seconds[at] = second;
            }
        }
        for (variable, valid) in self.valid.iter().enumerate() {
            if *valid == 0 {
                let lacks = match row.codes[variable] {
                    code if code < FIRST_ANSWER => usize::from(code),
                    _ => ZERO_WEIGHT,
                };
                self.others.push(lacks * recipe.variables + variable);
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
