//! The kept rows of a group counted out: for each variable and answer how many there are, and the sums of their weights.
//!
//! Where rows are units, a mean of answers and its error follow from these, whatever the answers are worth.

use super::plan::{Adds, AnswerCode, FIRST_ANSWER, Plan};
use super::{Cells, Group};

/// The rows with one answer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// Rows with a weight other than zero.
    pub n: u32,
    /// Rows with weight zero.
    pub zero_weight: u32,
    /// Σ w
    pub w: f64,
    /// Σ w²
    pub w2: f64,
}

/// The rows of a group by variable and answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// All rows.
    pub rows: u64,
    /// Where the bins of each variable begin, and at the end where the last end.
    starts: Vec<usize>,
    bins: Vec<Bin>,
}

impl Counted {
    /// Empty bins for a plan: of each variable one for every answer that some measure knows, and one for those beyond, which
    /// add 0 to any measure.
    pub fn new(plan: &Plan) -> Counted {
        let mut answers = vec![0; plan.variables.len()];
        for measure in &plan.measures {
            if let Adds::ByAnswer(values) = &measure.adds {
                answers[measure.variable] = values.len().max(answers[measure.variable]);
            }
        }
        let mut starts = vec![0];
        let mut end = 0;
        for answers in answers {
            end += answers + 1;
            starts.push(end);
        }
        Counted { rows: 0, bins: vec![Bin::default(); end], starts }
    }

    /// The bins of a variable by answer; the last is of those beyond all.
    pub fn of(&self, variable: usize) -> &[Bin] {
        &self.bins[self.starts[variable]..self.starts[variable + 1]]
    }

    fn add(&mut self, weight: f64, codes: &[AnswerCode]) {
        self.rows += 1;
        let weighted = u32::from(weight != 0.0);
        for (span, code) in self.starts.windows(2).zip(codes) {
            let Some(answer) = code.checked_sub(FIRST_ANSWER) else { continue };
            let bin = &mut self.bins[(span[0] + usize::from(answer)).min(span[1] - 1)];
            bin.n += weighted;
            bin.zero_weight += 1 - weighted;
            bin.w += weight;
            bin.w2 += weight * weight;
        }
    }
}

impl Group<'_> {
    /// Counts out the rows, into bins that are emptied first; none are counted where the group isn't made of rows.
    pub fn count_out(&self, into: &mut Counted) {
        into.rows = 0;
        into.bins.fill(Bin::default());
        self.each_row(|weight, codes| into.add(weight, codes));
    }

    /// The weight and the codes of each row, where the group is made of rows.
    pub fn each_row(&self, mut take: impl FnMut(f64, &[AnswerCode])) {
        let (Cells::Rows(rows), Some(kept)) = (&self.cells, &self.tally.rows) else { return };
        for row in rows.iter().map(|at| kept.row(*at)) {
            take(row.weight, row.codes);
        }
    }
}
