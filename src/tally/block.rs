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

/// Ways a row can be without a usable answer: weight zero, and the reasons for missing.
const OTHERS: usize = 1 + Missing::ALL.len();

/// The sums of one unit and group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    /// By variable: rows with an answer and a weight.
    valid: Vec<u32>,
    /// By variable: the other rows, by what they lack.
    others: Vec<u32>,
    w: Vec<f64>,
    wy: Vec<f64>,
    second: Vec<f64>,
}

impl Block {
    pub fn new(recipe: &Recipe) -> Block {
        Block {
            valid: vec![0; recipe.variables],
            others: vec![0; recipe.variables * OTHERS],
            w: vec![0.0; recipe.variables],
            wy: vec![0.0; recipe.second.len()],
            second: vec![0.0; recipe.seconds],
        }
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

    #[inline]
    pub fn add_row(&mut self, row: &Decoded) {
        self.valid.iter_mut().zip(&row.valid).for_each(|(a, b)| *a += b);
        self.w.iter_mut().zip(&row.w).for_each(|(a, b)| *a += b);
        self.wy.iter_mut().zip(&row.wy).for_each(|(a, b)| *a += b);
        self.second.iter_mut().zip(&row.second).for_each(|(a, b)| *a += b);
        for at in &row.others {
            self.others[*at] += 1;
        }
    }

    pub fn counts(&self, variable: usize) -> Counts {
        let others = &self.others[variable * OTHERS..][..OTHERS];
        let mut missing = [0; Missing::ALL.len()];
        missing.iter_mut().zip(&others[1..]).for_each(|(to, from)| *to = u64::from(*from));
        Counts { valid: self.valid[variable].into(), zero_weight: others[0].into(), missing }
    }

    pub fn totals(&self, plan: &Plan, recipe: &Recipe, measure: usize) -> Totals {
        let variable = plan.measures[measure].variable;
        let wy = self.wy.get(measure).copied().unwrap_or(0.0);
        Totals {
            n: self.valid[variable].into(),
            zero_weight: self.others[variable * OTHERS].into(),
            w: self.w[variable],
            wy,
            second: recipe.second[measure].map_or(wy, |s| self.second.get(s).copied().unwrap_or(0.0)),
        }
    }
}

/// A plan prepared for the pass: what each row does to a block, without looking at the plan again.
#[derive(Debug, Default)]
pub(super) struct Recipe {
    variables: usize,
    /// Where the second sum of each measure lies in a block.
    pub second: Vec<Option<usize>>,
    seconds: usize,
    /// Measures whose value follows from the code, and where their values begin in `values`.
    by_code: Vec<ByCode>,
    values: Vec<f64>,
    /// Measures whose value is the row's number.
    by_number: Vec<(usize, Variable, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct ByCode {
    measure: usize,
    variable: usize,
    /// Its values by code, the reasons for missing first; the last stands for every code beyond.
    first: usize,
    last: usize,
    second: Option<usize>,
}

impl Recipe {
    pub fn new(plan: &Plan) -> Recipe {
        let mut recipe = Recipe { variables: plan.variables.len(), ..Recipe::default() };
        for (at, measure) in plan.measures.iter().enumerate() {
            let second = measure.second_sum().then_some(recipe.seconds);
            recipe.seconds += usize::from(second.is_some());
            recipe.second.push(second);
            match &measure.adds {
                Adds::One | Adds::Kept => recipe.by_code(at, measure.variable, &[], 1.0, second),
                Adds::ByAnswer(values) => recipe.by_code(at, measure.variable, values, 0.0, second),
                Adds::Number | Adds::Ratio => {
                    recipe.by_number.push((at, plan.variables[measure.variable], measure.variable));
                }
            }
        }
        recipe
    }

    fn by_code(&mut self, measure: usize, variable: usize, values: &[f64], beyond: f64, second: Option<usize>) {
        let first = self.values.len();
        self.values.extend(std::iter::repeat_n(0.0, usize::from(FIRST_ANSWER)));
        self.values.extend_from_slice(values);
        self.values.push(beyond);
        let last = self.values.len() - 1;
        self.by_code.push(ByCode { measure, variable, first, last, second });
    }
}

/// A row turned into what it adds to any block: once per row, however many blocks it is added to.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    valid: Vec<u32>,
    w: Vec<f64>,
    wy: Vec<f64>,
    second: Vec<f64>,
    others: Vec<usize>,
}

impl Decoded {
    pub fn decode(&mut self, recipe: &Recipe, row: &RowOf) {
        let w = row.weight;
        self.valid.resize(recipe.variables, 0);
        self.w.resize(recipe.variables, 0.0);
        self.wy.resize(recipe.second.len(), 0.0);
        self.second.resize(recipe.seconds, 0.0);
        self.others.clear();
        let weighted = w != 0.0;
        for (v, code) in row.codes.iter().enumerate() {
            let answered = *code >= FIRST_ANSWER;
            self.valid[v] = u32::from(answered && weighted);
            self.w[v] = if answered { w } else { 0.0 };
            if !(answered && weighted) {
                let lacks = if answered { 0 } else { 1 + usize::from(*code) };
                self.others.push(v * OTHERS + lacks);
            }
        }
        for m in &recipe.by_code {
            let y = recipe.values[(m.first + usize::from(row.codes[m.variable])).min(m.last)];
            self.wy[m.measure] = w * y;
            if let Some(second) = m.second {
                self.second[second] = w * y * y;
            }
        }
        for (measure, variable, index) in &recipe.by_number {
            let (wy, second) = added(*variable, row.numbers, self.w[*index]);
            self.wy[*measure] = wy;
            if let Some(at) = recipe.second[*measure] {
                self.second[at] = second;
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
