//! Tests of two-way tables: whether the answers of two columns go together.

use super::compile::Tabled;
use super::reader::Read;
use crate::estimate::{Cells, Form, Linear, NoTest, TestStatistic, Tested, combined, variance, wald};
use crate::problem::Problems;
use crate::weighting::Sums;

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

/// A table with everything that its tests need.
struct TwoWay {
    categories: (usize, usize),
    /// Shares of the cells, row after row.
    shares: Vec<Linear>,
    /// Their totals.
    totals: Vec<Linear>,
    n: u64,
    /// Rows with both answers, those without weight among them: by these R scales X².
    rows: u64,
    sum_weights: f64,
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
                    Some(table) => self.tested(table, *statistic),
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
        let answers = &self.answers[tabled.variable];
        let measure = |code: u32| self.shares[tabled.variable].get(code as usize).copied().flatten();
        let (mut shares, mut totals) = (Vec::new(), Vec::new());
        let mut width = None;
        for code in answers.in_order() {
            let Some(measure) = measure(code) else { continue };
            let parts: Vec<Sums> = groups.iter().map(|cut| self.sums(cut, measure)).collect();
            let weighted = |sums: &Sums| sums.units.iter().any(|(_, t)| t.n > 0);
            let there: Vec<usize> = (0..parts.len()).filter(|at| weighted(&parts[*at])).collect();
            let column: Vec<Sums> = there.iter().map(|at| Sums::cell(&parts, *at)).collect();
            // Rows of the group with both answers are the same for every code.
            width = Some(there.len());
            let found =
                |form| column.iter().map(|cell| self.weights.linear(form, cell).ok()).collect::<Option<Vec<Linear>>>();
            let (of_shares, of_totals) = (found(Form::Mean)?, found(Form::Total)?);
            if of_shares.iter().any(|cell| cell.value != 0.0) {
                shares.push(of_shares);
                totals.push(of_totals);
            }
        }
        let first = shares.first()?.first()?;
        let (n, rows, sum_weights) = (first.n, first.n + first.zero_weight, first.sum_weights);
        Some(TwoWay {
            categories: (width.unwrap_or(0), shares.len()),
            shares: shares.into_iter().flatten().collect(),
            totals: totals.into_iter().flatten().collect(),
            n,
            rows,
            sum_weights,
        })
    }

    fn tested(&self, table: &TwoWay, statistic: TestStatistic) -> Result<Tested, NoTest> {
        let values = |cells: &[Linear]| cells.iter().map(|cell| cell.value).collect();
        // Codes lie one after the other, each with all groups.
        let cells = |of: &[Linear]| Cells::new(table.categories.0, values(of)).ok_or(NoTest::OneCategory);
        let together: Vec<(f64, &Linear)> = table.shares.iter().map(|cell| (1.0, cell)).collect();
        let df = self.request.rules.df.df(self.units(), &combined(&together).scores);
        match statistic {
            TestStatistic::F | TestStatistic::Chisq => {
                let shares = cells(&table.shares)?;
                let n = table.rows as f64;
                let covariance = self.covariance(&table.shares, &shares.contrasts())?;
                let effects = shares.design_effects(n, &covariance)?;
                let x2 = shares.pearson(n);
                if statistic == TestStatistic::F { effects.f(x2, df) } else { effects.chisq(x2) }
            }
            TestStatistic::Wald | TestStatistic::AdjWald => {
                let (values, takes): (Vec<f64>, Vec<Vec<f64>>) = cells(&table.totals)?.departures().into_iter().unzip();
                let covariance = self.covariance(&table.totals, &takes)?;
                wald(&values, covariance, df, statistic == TestStatistic::AdjWald)
            }
        }
    }

    /// The covariance of sums over cells, each cell times what a sum takes of it.
    fn covariance(&self, cells: &[Linear], takes: &[Vec<f64>]) -> Result<Vec<f64>, NoTest> {
        let sums: Vec<Linear> =
            takes.iter().map(|takes| combined(&takes.iter().copied().zip(cells).collect::<Vec<_>>())).collect();
        let rule = self.request.rules.variance;
        let of = |sum: &Linear| variance(self.units(), &sum.scores, rule).map_err(|_| NoTest::NoError);
        let k = sums.len();
        let mut covariance = vec![0.0; k * k];
        for i in 0..k {
            covariance[i * k + i] = of(&sums[i])?;
            for j in 0..i {
                // Variances are squares: 4 Cov(a, b) = V(a + b) − V(a − b).
                let with = |sign: f64| of(&combined(&[(1.0, &sums[i]), (sign, &sums[j])]));
                let both = (with(1.0)? - with(-1.0)?) / 4.0;
                covariance[i * k + j] = both;
                covariance[j * k + i] = both;
            }
        }
        Ok(covariance)
    }
}
