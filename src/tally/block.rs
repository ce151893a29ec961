//! Sums of one unit and group, for every variable and measure at once.

use super::batch::RowOf;
use super::plan::{Adds, FIRST_ANSWER, GroupCode, Measure, Plan, Variable};
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
    /// Adds other totals.
    pub fn add(&mut self, other: &Totals) {
        self.n += other.n;
        self.zero_weight += other.zero_weight;
        self.w += other.w;
        self.wy += other.wy;
        self.second += other.second;
    }

    /// What is left without totals that are part of these.
    pub fn less(&self, part: &Totals) -> Totals {
        Totals {
            n: self.n - part.n,
            zero_weight: self.zero_weight - part.zero_weight,
            w: self.w - part.w,
            wy: self.wy - part.wy,
            second: self.second - part.second,
        }
    }

    /// The totals as if every weight were `k` times itself.
    pub fn scaled(self, k: f64) -> Totals {
        Totals { w: self.w * k, wy: self.wy * k, second: self.second * k, ..self }
    }
}

/// What a row lacks of a usable answer: the reasons for missing in order, then a weight of zero.
const ZERO_WEIGHT: usize = Missing::ALL.len();

/// How many rows of a group there are, and what they lack, for every variable at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Lacking {
    rows: u64,
    /// Rows by what is lacking, then by variable.
    by: Vec<u64>,
    variables: usize,
}

impl Lacking {
    pub fn of(variables: usize) -> Lacking {
        Lacking { rows: 0, by: vec![0; (ZERO_WEIGHT + 1) * variables], variables }
    }

    pub fn add_block(&mut self, block: &Block) {
        self.rows += u64::from(block.rows);
        self.by.iter_mut().zip(&block.lacking).for_each(|(all, rows)| *all += u64::from(*rows));
    }

    pub fn add_row(&mut self, row: &RowOf) {
        self.rows += 1;
        for (variable, code) in row.codes.iter().enumerate() {
            let what = match *code {
                code if code < FIRST_ANSWER => usize::from(code),
                _ if row.weight == 0.0 => ZERO_WEIGHT,
                _ => continue,
            };
            self.by[what * self.variables + variable] += 1;
        }
    }

    /// How many rows have a variable, and why the others don't.
    pub fn counts(&self, variable: usize) -> Counts {
        let mut counts = Counts::default();
        let lacking = |what: usize| self.by[what * self.variables + variable];
        counts.missing.iter_mut().enumerate().for_each(|(what, missing)| *missing = lacking(what));
        counts.zero_weight = lacking(ZERO_WEIGHT);
        counts.valid = self.rows - counts.zero_weight - counts.missing.iter().sum::<u64>();
        counts
    }
}

/// The sums of one unit and group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    /// All rows. Those with a usable answer are the ones that lack nothing, so only what is lacking is counted.
    rows: u32,
    /// Rows by what is lacking, then by variable. As long as what occurs asks for.
    lacking: Vec<u32>,
    /// Σ w by bin, and Σ of what numbers add.
    sums: Vec<f64>,
}

impl Block {
    /// Its rows, what is lacking of them, and its sums: those of weights by bin, then those of numbers.
    pub fn apart(&self, recipe: &Recipe) -> (u32, Vec<u32>, Vec<f64>, Vec<f64>) {
        let sums = |at: Vec<u32>| at.into_iter().filter_map(|at| self.sums.get(at as usize).copied()).collect();
        let lacking = &self.lacking[..self.lacking.iter().rposition(|rows| *rows > 0).map_or(0, |last| last + 1)];
        (self.rows, lacking.to_vec(), sums(recipe.bins()), sums(recipe.number_sums()))
    }

    /// A block of these parts; none if they aren't those of one.
    pub fn together(
        recipe: &Recipe,
        of: Of,
        (rows, lacking): (u32, &[u32]),
        (bins, numbers): (&[f64], &[f64]),
    ) -> Option<Block> {
        let there = |places: Vec<u32>| -> Vec<u32> {
            places.into_iter().filter(|at| (*at as usize) < recipe.sums_of(of)).collect()
        };
        let (places, of_numbers) = (there(recipe.bins()), there(recipe.number_sums()));
        if bins.len() != places.len() || numbers.len() != of_numbers.len() {
            return None;
        }
        let mut block = Block { rows, lacking: lacking.to_vec(), ..Block::new(recipe, of) };
        for (at, sum) in places.iter().zip(bins).chain(of_numbers.iter().zip(numbers)) {
            block.sums[*at as usize] = *sum;
        }
        // Nobody lacks more than there are rows.
        let most = |variable| block.lacking_of(recipe, variable).map(u64::from).sum::<u64>() <= u64::from(rows);
        let fits = lacking.len() <= (ZERO_WEIGHT + 1) * recipe.variables && (0..recipe.variables).all(most);
        fits.then_some(block)
    }

    pub fn new(recipe: &Recipe, of: Of) -> Block {
        Block { rows: 0, lacking: Vec::new(), sums: vec![0.0; recipe.sums_of(of)] }
    }

    /// Without the sums that groups don't have.
    pub fn cut(mut self, recipe: &Recipe) -> Block {
        self.sums.truncate(recipe.sums_of(Of::Group));
        self
    }

    /// Adds another block of the same plan; one made before a measure was added has nothing for it.
    pub fn add(&mut self, other: &Block) {
        fn grow<T: Copy + Default + std::ops::AddAssign>(ours: &mut Vec<T>, theirs: &[T]) {
            if ours.len() < theirs.len() {
                ours.resize(theirs.len(), T::default());
            }
            ours.iter_mut().zip(theirs).for_each(|(a, b)| *a += *b);
        }
        self.rows += other.rows;
        grow(&mut self.lacking, &other.lacking);
        grow(&mut self.sums, &other.sums);
    }

    /// Makes room for measures that were added to the plan later.
    pub fn fit(&mut self, recipe: &Recipe, of: Of) {
        self.sums.resize(recipe.sums_of(of), 0.0);
    }

    #[inline]
    pub fn add_row(&mut self, row: &Decoded, of: Of) {
        self.rows += 1;
        let bins = match of {
            Of::AllRows => &row.bins[..],
            Of::Group => &row.bins[..row.cut],
        };
        for bin in bins {
            self.sums[*bin as usize] += row.weight;
        }
        for (sum, number) in &row.numbers {
            self.sums[*sum as usize] += number;
        }
        for at in &row.lacking[..row.lacks] {
            match self.lacking.get_mut(*at as usize) {
                Some(rows) => *rows += 1,
                None => self.first_to_lack(*at as usize, row.bins.len()),
            }
        }
    }

    /// Makes room for something that no row has lacked yet.
    #[cold]
    fn first_to_lack(&mut self, at: usize, variables: usize) {
        let room = (at / variables + 1) * variables;
        self.lacking.reserve_exact(room - self.lacking.len());
        self.lacking.resize(room, 0);
        self.lacking[at] = 1;
    }

    fn lacking(&self, variables: usize, what: usize, variable: usize) -> u64 {
        self.lacking.get(what * variables + variable).copied().unwrap_or(0).into()
    }

    /// Rows by what is lacking of a variable.
    #[inline]
    fn lacking_of(&self, recipe: &Recipe, variable: usize) -> impl Iterator<Item = u32> {
        // Steps and not chunks, which would have to be counted by a division, for every number of a card.
        let mut at = variable;
        std::iter::from_fn(move || {
            let rows = self.lacking.get(at).copied();
            at += recipe.variables;
            rows
        })
    }

    #[inline]
    pub fn totals(&self, recipe: &Recipe, measure: usize) -> Totals {
        let Formula { variable, wy, second } = &recipe.measures[measure];
        let sum = |of: &[(u32, f64)]| of.iter().map(|(bin, value)| value * self.sums[*bin as usize]).sum();
        let wy = sum(wy);
        let lacking: u32 = self.lacking_of(recipe, *variable).sum();
        Totals {
            n: u64::from(self.rows - lacking),
            zero_weight: self.lacking(recipe.variables, ZERO_WEIGHT, *variable),
            w: recipe.codes[*variable].bins.iter().map(|bin| self.sums[*bin as usize]).sum(),
            wy,
            second: second.as_ref().map_or(wy, |second| sum(second)),
        }
    }
}

/// Of what a block holds the sums: of all rows of a unit every variable is added up, of a group those that are cut by groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    AllRows,
    Group,
}

/// A plan prepared for the pass: which sums of a block a row's codes and numbers go to.
///
/// Codes that no measure tells apart share a bin. What a measure adds is then a sum over bins, formed once at the end and not
/// for each row.
#[derive(Debug, Default)]
pub(super) struct Recipe {
    /// The columns by which each grouping is cut; see [`Plan::cuts`].
    pub cuts: Vec<u32>,
    /// The columns that may have as many groups as there are rows.
    pub many: u32,
    variables: usize,
    /// How many sums a block has. The first takes the weights of missing answers, and nobody asks for it.
    sums: usize,
    /// Variables that are cut by groups, and how many sums these need; the others come after them.
    cut: (usize, usize),
    /// By variable, the bins of its codes.
    codes: Vec<Codes>,
    /// The tables of all variables, one behind the other, and where each begins and ends.
    tables: Vec<u32>,
    spans: Vec<(u32, u32)>,
    measures: Vec<Formula>,
    /// What numbers add beside the weight.
    numbers: Vec<NumberSums>,
}

/// The bins of a variable.
#[derive(Debug)]
struct Codes {
    /// By code, the reasons for missing first; the last stands for every code beyond.
    table: Vec<u32>,
    /// All its bins of answers.
    bins: Vec<u32>,
}

/// What a measure is made of: bins with their factors.
#[derive(Debug)]
struct Formula {
    variable: usize,
    wy: Vec<(u32, f64)>,
    /// None if it is the same as the first.
    second: Option<Vec<(u32, f64)>>,
}

/// Where the products of a row's numbers go.
#[derive(Debug, Clone, Copy)]
struct NumberSums {
    variable: usize,
    kind: Variable,
    wy: u32,
    second: u32,
}

/// The sum that takes the weights of missing answers.
const NOBODY_ASKS: u32 = 0;

impl Recipe {
    /// The sums of weights that somebody may ask for, by variable.
    fn bins(&self) -> Vec<u32> {
        self.codes.iter().flat_map(|codes| codes.bins.iter().copied()).collect()
    }

    /// Where among them those of a variable stand.
    pub fn bins_of(&self, variable: usize) -> std::ops::Range<usize> {
        let first = self.codes[..variable].iter().map(|codes| codes.bins.len()).sum();
        first..first + self.codes[variable].bins.len()
    }

    /// Where among the sums of numbers those of a variable stand.
    pub fn numbers_of(&self, variable: usize) -> Vec<usize> {
        let own = self.numbers.iter().enumerate().filter(|(_, number)| number.variable == variable);
        own.flat_map(|(at, _)| [2 * at, 2 * at + 1]).collect()
    }

    /// The sums of what numbers add, by measure.
    fn number_sums(&self) -> Vec<u32> {
        self.numbers.iter().flat_map(|number| [number.wy, number.second]).collect()
    }

    /// Which sums a block has and what they are of, in words of its own: the same for plans that add up the same.
    pub fn layout(&self) -> String {
        format!("{:?} {:?} {:?}", self.codes, self.measures, self.numbers)
    }

    pub fn new(plan: &Plan) -> Recipe {
        let mut recipe = Recipe {
            cuts: plan.cuts(),
            many: plan.many(),
            variables: plan.variables.len(),
            sums: 1,
            ..Recipe::default()
        };
        let cut = plan.uncut_from.unwrap_or(plan.variables.len());
        let of_cut = |m: &&Measure| m.variable < cut;
        let whole = plan.measures.iter().skip_while(of_cut).count();
        debug_assert!(!plan.measures.iter().rev().take(whole).any(|m| m.variable < cut), "uncut measures come last");
        let (by_group, whole) = plan.measures.split_at(plan.measures.len() - whole);
        (0..cut).for_each(|variable| recipe.tell_apart(plan, variable));
        by_group.iter().for_each(|measure| recipe.measure(plan, measure));
        recipe.cut = (cut, recipe.sums);
        (cut..plan.variables.len()).for_each(|variable| recipe.tell_apart(plan, variable));
        whole.iter().for_each(|measure| recipe.measure(plan, measure));
        recipe.lay_out();
        recipe
    }

    /// Whether some variables aren't cut by groups.
    pub fn has_uncut(&self) -> bool {
        self.cut.0 < self.variables
    }

    fn sums_of(&self, of: Of) -> usize {
        match of {
            Of::Group if self.has_uncut() => self.cut.1,
            Of::Group | Of::AllRows => self.sums,
        }
    }

    /// Puts the tables behind one another, for the pass.
    fn lay_out(&mut self) {
        self.tables.clear();
        self.spans.clear();
        for codes in &self.codes {
            let first = self.tables.len() as u32;
            self.tables.extend_from_slice(&codes.table);
            self.spans.push((first, self.tables.len() as u32 - 1));
        }
    }

    /// Gives codes of a variable a bin each, unless all its measures add the same for them.
    fn tell_apart(&mut self, plan: &Plan, variable: usize) {
        let tables: Vec<&[f64]> = plan.measures.iter().filter(|m| m.variable == variable).map(by_answer).collect();
        let longest = tables.iter().map(|t| t.len()).max().unwrap_or(0);
        let mut codes = Codes { table: vec![NOBODY_ASKS; usize::from(FIRST_ANSWER)], bins: Vec::new() };
        let mut known: Vec<(Vec<u64>, u32)> = Vec::new();
        for answer in 0..=longest {
            let adds: Vec<u64> = tables.iter().map(|t| t.get(answer).map_or(0, |v| v.to_bits())).collect();
            let bin = known.iter().find(|(k, _)| *k == adds).map(|(_, bin)| *bin).unwrap_or_else(|| {
                let bin = self.new_sum();
                codes.bins.push(bin);
                known.push((adds, bin));
                bin
            });
            codes.table.push(bin);
        }
        self.codes.push(codes);
    }

    fn new_sum(&mut self) -> u32 {
        self.sums += 1;
        self.sums as u32 - 1
    }

    fn measure(&mut self, plan: &Plan, measure: &Measure) {
        let codes = &self.codes[measure.variable];
        let (wy, second) = match &measure.adds {
            Adds::One | Adds::Kept => (codes.bins.iter().map(|bin| (*bin, 1.0)).collect(), None),
            Adds::ByAnswer(values) => {
                let mut wy: Vec<(u32, f64)> = Vec::new();
                for (bin, value) in codes.table[usize::from(FIRST_ANSWER)..].iter().zip(values) {
                    if *value != 0.0 && !wy.iter().any(|(known, _)| known == bin) {
                        wy.push((*bin, *value));
                    }
                }
                let squares = || wy.iter().map(|(bin, value)| (*bin, value * value)).collect();
                let second = measure.second_sum().then(squares);
                (wy, second)
            }
            Adds::Number | Adds::Ratio => {
                let (wy, second) = (self.new_sum(), self.new_sum());
                let kind = plan.variables[measure.variable];
                self.numbers.push(NumberSums { variable: measure.variable, kind, wy, second });
                (vec![(wy, 1.0)], Some(vec![(second, 1.0)]))
            }
        };
        self.measures.push(Formula { variable: measure.variable, wy, second });
    }

    /// Prepares a measure that was added to the plan when rows had been added: codes for which it adds something are new, so
    /// each gets a bin.
    pub fn add_measure(&mut self, plan: &Plan, measure: &Measure) {
        let mut codes = std::mem::take(&mut self.codes[measure.variable].table);
        let mut bins = std::mem::take(&mut self.codes[measure.variable].bins);
        let beyond = *codes.last().expect("the last stands for every code beyond");
        for (code, value) in (usize::from(FIRST_ANSWER)..).zip(by_answer(measure)) {
            if code + 1 >= codes.len() {
                codes.push(beyond);
            }
            if *value != 0.0 {
                codes[code] = self.new_sum();
                bins.push(codes[code]);
            }
        }
        self.codes[measure.variable] = Codes { table: codes, bins };
        self.measure(plan, measure);
        self.lay_out();
    }
}

/// What a measure adds by answer; nothing if it doesn't look at it.
fn by_answer(measure: &Measure) -> &[f64] {
    match &measure.adds {
        Adds::ByAnswer(values) => values,
        Adds::One | Adds::Number | Adds::Ratio | Adds::Kept => &[],
    }
}

/// A row turned into the sums of a block that it is added to: once per row, however many blocks there are.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    weight: f64,
    /// For each variable the sum that takes the weight.
    bins: Vec<u32>,
    /// So many of them are cut by groups.
    cut: usize,
    /// Sums of numbers, and what they take.
    numbers: Vec<(u32, f64)>,
    /// Its groups.
    pub groups: Vec<GroupCode>,
    /// What is lacking, by what and variable: so many of the numbers.
    lacking: Vec<u32>,
    lacks: usize,
}

impl Decoded {
    #[inline]
    pub fn decode(&mut self, recipe: &Recipe, row: &RowOf) {
        self.weight = row.weight;
        self.groups.clear();
        self.groups.extend(row.groups());
        self.bins.resize(recipe.variables, NOBODY_ASKS);
        self.cut = recipe.cut.0;
        for ((code, (first, last)), bin) in row.codes.iter().zip(&recipe.spans).zip(&mut self.bins) {
            *bin = recipe.tables[(first + u32::from(*code)).min(*last) as usize];
        }
        self.lacks = 0;
        let missing = row.codes.iter().fold(0_u16, |n, code| n + u16::from(*code < FIRST_ANSWER));
        if missing > 0 {
            self.missing(recipe, row);
        }
        if row.weight == 0.0 {
            self.weightless(recipe, row);
        }
        self.numbers.clear();
        for number in &recipe.numbers {
            if row.codes[number.variable] >= FIRST_ANSWER {
                let (wy, second) = added(number.kind, row, row.weight);
                self.numbers.extend([(number.wy, wy), (number.second, second)]);
            }
        }
    }
}

impl Decoded {
    /// The variables that have no answer.
    fn missing(&mut self, recipe: &Recipe, row: &RowOf) {
        self.lacking.resize(recipe.variables + 1, 0);
        let mut lacks = 0;
        for (variable, code) in (0..).zip(row.codes) {
            // Written always and kept if it is so: nobody could foresee the branch.
            self.lacking[lacks] = variable;
            lacks += usize::from(*code < FIRST_ANSWER);
        }
        for at in &mut self.lacking[..lacks] {
            *at += u32::from(row.codes[*at as usize]) * recipe.variables as u32;
        }
        self.lacks = lacks;
    }

    /// Answers without a weight are lacking too.
    #[cold]
    fn weightless(&mut self, recipe: &Recipe, row: &RowOf) {
        let answered = (0..).zip(row.codes).filter(|(_, code)| **code >= FIRST_ANSWER);
        let at = (ZERO_WEIGHT * recipe.variables) as u32;
        self.lacking.resize(recipe.variables + 1, 0);
        for (variable, _) in answered {
            self.lacking[self.lacks] = at + variable;
            self.lacks += 1;
        }
    }
}

fn added(variable: Variable, row: &RowOf, w: f64) -> (f64, f64) {
    match variable {
        Variable::Coded => (w, w),
        Variable::Number { slot } => {
            let y = row.number(slot);
            (w * y, w * y * y)
        }
        Variable::Pair { upper, lower } => (w * row.number(upper), w * row.number(lower)),
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
            // As a block has it, to the last bit.
            (w * y, w * (y * y))
        }
        Adds::Number | Adds::Ratio | Adds::Kept => added(plan.variables[m.variable], row, w),
    };
    Some(Totals { n: u64::from(w != 0.0), zero_weight: u64::from(w == 0.0), w, wy, second })
}

/// What rows of one unit and group add to a measure, to the last bit what their block would; none if no row has it.
pub(super) fn rows_totals(plan: &Plan, recipe: &Recipe, measure: usize, rows: &[RowOf]) -> Option<Totals> {
    if let [row] = rows {
        return row_totals(plan, measure, row);
    }
    let Formula { variable, wy, second } = &recipe.measures[measure];
    let codes = &recipe.codes[*variable];
    let numbers = recipe.numbers.iter().find(|number| wy.first().is_some_and(|(sum, _)| *sum == number.wy));
    let mut bins = vec![0.0; codes.bins.len()];
    let (mut of_numbers, mut totals) = ((0.0, 0.0), Totals::default());
    for row in rows.iter().filter(|row| row.codes[*variable] >= FIRST_ANSWER) {
        totals.n += u64::from(row.weight != 0.0);
        totals.zero_weight += u64::from(row.weight == 0.0);
        let bin = codes.table[usize::from(row.codes[*variable]).min(codes.table.len() - 1)];
        if let Some(at) = codes.bins.iter().position(|known| *known == bin) {
            bins[at] += row.weight;
        }
        if let Some(number) = numbers {
            let (wy, second) = added(number.kind, row, row.weight);
            of_numbers = (of_numbers.0 + wy, of_numbers.1 + second);
        }
    }
    let value = |bin: u32| codes.bins.iter().position(|known| *known == bin).map_or(0.0, |at| bins[at]);
    let sum = |of: &[(u32, f64)]| of.iter().map(|(bin, factor)| factor * value(*bin)).sum();
    totals.w = bins.iter().sum();
    (totals.wy, totals.second) = match numbers {
        Some(_) => of_numbers,
        None => (sum(wy), second.as_ref().map_or_else(|| sum(wy), |second| sum(second))),
    };
    (totals.n + totals.zero_weight > 0).then_some(totals)
}
