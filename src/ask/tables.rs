//! Tests of two-way tables: whether the answers of two columns go together.

use super::compile::Tabled;
use super::reader::Read;
use crate::estimate::{NoTest, TestStatistic, Tested};
use crate::problem::Problems;
use crate::weighting::TwoWay;

/// A test with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct TestLine {
    /// Which test.
    pub statistic: TestStatistic,
    /// The two columns, as the user wrote them.
    pub columns: String,
    /// How many categories of each have a weighted row with both answers.
    pub categories: (usize, usize),
    /// What came of it.
    pub tested: Result<Tested, NoTest>,
    /// Rows with both answers and a weight.
    pub n: u64,
    /// Rows that lack one of the answers, or a weight.
    pub n_missing: u64,
    /// Σ w of the rows with both.
    pub sum_weights: f64,
}

impl Read {
    /// The tests asked for.
    pub fn tests(&self) -> Result<Vec<TestLine>, Problems> {
        let mut lines = Vec::new();
        for tabled in &self.request.asked.tests {
            let table = self.two_way(tabled);
            let all = self.cuts(&[]).first().map_or(0, |cut| cut.group.counts(tabled.variable).rows());
            let (n, sum_weights) = table.as_ref().map_or((0, 0.0), |table| (table.n, table.sum_weights));
            for statistic in &self.request.asked.test_statistics {
                let tested = match &table {
                    Some(table) => table.tested(*statistic, self.units(), &self.request.rules),
                    None => Err(NoTest::OneCategory),
                };
                lines.push(TestLine {
                    statistic: *statistic,
                    columns: tabled.words.clone(),
                    categories: table.as_ref().map_or((0, 0), |table| table.categories),
                    tested,
                    n,
                    n_missing: all - n,
                    sum_weights,
                });
            }
        }
        Ok(lines)
    }

    /// The cells of a table; none if nobody gave both answers.
    fn two_way(&self, tabled: &Tabled) -> Option<TwoWay> {
        let groups = self.cuts(&[tabled.column]);
        let measure = |code: u32| self.shares[tabled.variable].get(code as usize).copied().flatten();
        let codes = self.answers[tabled.variable].in_order().into_iter().filter_map(measure);
        TwoWay::new(&self.weights, codes.map(|measure| groups.iter().map(|cut| self.sums(cut, measure)).collect()))
    }
}
