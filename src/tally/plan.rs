//! What is added up: variables that a row has or lacks, measures made of them, and the groupings they are broken down by.

use crate::instrument::Missing;

/// An answer as the tally wants it: below [`FIRST_ANSWER`] a reason why there is none, from there on an answer's number.
pub type AnswerCode = u16;

/// The code of the first answer; the codes below are [`Missing::ALL`] in order.
pub const FIRST_ANSWER: AnswerCode = Missing::ALL.len() as AnswerCode;

/// The code for a missing answer.
pub fn missing_code(reason: Missing) -> AnswerCode {
    Missing::ALL.iter().position(|m| *m == reason).expect("every reason is listed") as AnswerCode
}

/// The code of a group; 0 is "in none of them".
pub type GroupCode = u32;

/// A row is in no group of a grouping column.
pub const NO_GROUP: GroupCode = 0;

/// What a row says of a variable besides whether it has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variable {
    /// One answer out of a list: its code.
    Coded,
    /// A number, in one slot of the batch's numbers.
    Number {
        /// The slot.
        slot: usize,
    },
    /// Two numbers, in two slots.
    Pair {
        /// Slot of the upper one.
        upper: usize,
        /// Slot of the lower one.
        lower: usize,
    },
}

/// What a row that has the variable adds.
#[derive(Debug, Clone, PartialEq)]
pub enum Adds {
    /// One: a count.
    One,
    /// The value of its answer, by code from [`FIRST_ANSWER`] on; codes beyond the table add 0.
    ByAnswer(Vec<f64>),
    /// Its number.
    Number,
    /// Its upper number, with the lower one added up beside it.
    Ratio,
    /// Its number, kept row by row because sums don't make a quantile.
    Kept,
}

/// A measure: a variable and what it adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Index into [`Plan::variables`].
    pub variable: usize,
    /// What is added.
    pub adds: Adds,
}

impl Measure {
    /// Whether a second sum is needed: of squares, or of the lower part of a ratio. Where only 0 and 1 are added, the
    /// sum is its own sum of squares.
    pub fn second_sum(&self) -> bool {
        match &self.adds {
            Adds::One | Adds::Kept => false,
            Adds::ByAnswer(values) => values.iter().any(|v| *v != 0.0 && *v != 1.0),
            Adds::Number | Adds::Ratio => true,
        }
    }
}

/// The most grouping columns that a tally tells apart: one bit each.
pub const MOST_COLUMNS: usize = 32;

/// A way of cutting the rows: the grouping columns that it crosses. None means all rows together.
pub type Grouping = Vec<usize>;

/// Everything that is added up in the one pass.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The variables.
    pub variables: Vec<Variable>,
    /// Slots of numbers a row carries.
    pub slots: usize,
    /// The measures.
    pub measures: Vec<Measure>,
    /// How many grouping columns a row carries; at most [`MOST_COLUMNS`].
    pub columns: usize,
    /// The groupings.
    pub groupings: Vec<Grouping>,
    /// How many groups each column has, as far as that is known beforehand; nothing is known of columns beyond the list.
    pub sizes: Vec<Size>,
    /// Variables from this one on are asked for over all rows only: they aren't added up by group.
    pub uncut_from: Option<usize>,
}

/// How many groups a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// Nobody knows.
    #[default]
    Unknown,
    /// So many.
    Of(u32),
    /// Perhaps as many as there are rows in a unit: facilities.
    Many,
}

/// Columns that have no more codes together than this are crossed: a row is then added once and not twice, to hardly more
/// sums.
const FEW_CODES: u64 = 9;

impl Plan {
    /// For each grouping the columns, one bit each, by which its sums are cut: its own, and those that are crossed with one
    /// of them. It follows from the plan alone, so that tallies of one plan are cut alike.
    pub(super) fn cuts(&self) -> Vec<u32> {
        let mut crossed: Vec<u32> = Vec::new();
        for column in (0..self.columns.min(MOST_COLUMNS)).map(|c| 1 << c) {
            let small = |with: &&mut u32| self.codes(**with | column).is_some_and(|codes| codes <= FEW_CODES);
            match crossed.iter_mut().find(small) {
                Some(with) => *with |= column,
                None => crossed.push(column),
            }
        }
        let of = |grouping: &Grouping| grouping.iter().fold(0, |mask, c| mask | 1 << c);
        let whole = |mask: u32| crossed.iter().filter(|c| **c & mask != 0).fold(mask, |mask, c| mask | c);
        self.groupings.iter().map(|grouping| whole(of(grouping))).collect()
    }

    /// The columns, one bit each, that may have as many groups as there are rows.
    pub(super) fn many(&self) -> u32 {
        let many = self.sizes.iter().enumerate().filter(|(_, size)| **size == Size::Many);
        many.fold(0, |mask, (c, _)| mask | 1 << c)
    }

    /// How many different codes the columns of a mask may have together; none if that isn't known.
    fn codes(&self, columns: u32) -> Option<u64> {
        let size = |c: usize| match self.sizes.get(c) {
            Some(Size::Of(groups)) => Some(u64::from(*groups) + 1),
            Some(Size::Unknown | Size::Many) | None => None,
        };
        let columns = (0..MOST_COLUMNS).filter(|c| columns & (1 << c) != 0);
        columns.map(size).try_fold(1, |product: u64, size| Some(product.saturating_mul(size?)))
    }

    /// The measures that need rows kept.
    pub fn kept(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.measures.len()).filter(|m| self.measures[*m].adds == Adds::Kept)
    }

    /// Adds a variable.
    pub fn variable(&mut self, variable: Variable) -> usize {
        self.variables.push(variable);
        self.variables.len() - 1
    }

    /// Adds a variable that is a number.
    pub fn number(&mut self) -> usize {
        let slot = self.slots;
        self.slots += 1;
        self.variable(Variable::Number { slot })
    }

    /// Adds a variable that is a pair of numbers.
    pub fn pair(&mut self) -> usize {
        let upper = self.slots;
        self.slots += 2;
        self.variable(Variable::Pair { upper, lower: upper + 1 })
    }

    /// Adds a measure.
    pub fn measure(&mut self, variable: usize, adds: Adds) -> usize {
        self.measures.push(Measure { variable, adds });
        self.measures.len() - 1
    }
}
