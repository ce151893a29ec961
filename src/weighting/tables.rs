//! Two-way tables of shares and what is tested of them, whatever errors are made of.

use super::errors::{Sums, Weights};
use crate::design::Units;
use crate::estimate::{
    Cells, Form, Linear, NoTest, Rules, TestStatistic, Tested, VarianceRule, combined, covariances, wald,
};

/// A table with everything that its tests need.
pub struct TwoWay {
    /// How many categories of each column have a weighted row with both answers.
    pub categories: (usize, usize),
    /// Shares of the cells, row after row.
    shares: Vec<Linear>,
    /// Their totals.
    totals: Vec<Linear>,
    /// Rows with both answers and a weight.
    pub n: u64,
    /// Rows with both answers, those without weight among them: by these R scales X².
    rows: u64,
    /// Σ w of the rows with both.
    pub sum_weights: f64,
}

impl TwoWay {
    /// A table out of the sums of a measure of 0 and 1 for each answer of one column, by group of the other one; none if nobody gave
    /// both answers.
    pub fn new(weights: &Weights, by_answer: impl Iterator<Item = Vec<Sums>>) -> Option<TwoWay> {
        let (mut shares, mut totals) = (Vec::new(), Vec::new());
        let mut width = None;
        for parts in by_answer {
            let weighted = |sums: &Sums| sums.units.iter().any(|(_, t)| t.n > 0);
            let there: Vec<usize> = (0..parts.len()).filter(|at| weighted(&parts[*at])).collect();
            let column: Vec<Sums> = there.iter().map(|at| Sums::cell(&parts, *at)).collect();
            // Rows of the group with both answers are the same for every answer.
            width = Some(there.len());
            let found = |form| column.iter().map(|cell| weights.linear(form, cell).ok()).collect::<Option<Vec<_>>>();
            let (of_shares, of_totals): (Vec<Linear>, Vec<Linear>) = (found(Form::Mean)?, found(Form::Total)?);
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

    /// Whether its rows and columns go together.
    pub fn tested(&self, statistic: TestStatistic, units: &Units, rules: &Rules) -> Result<Tested, NoTest> {
        let values = |cells: &[Linear]| cells.iter().map(|cell| cell.value).collect();
        // Answers lie one after the other, each with all groups.
        let cells = |of: &[Linear]| Cells::new(self.categories.0, values(of)).ok_or(NoTest::OneCategory);
        let together: Vec<(f64, &Linear)> = self.shares.iter().map(|cell| (1.0, cell)).collect();
        let df = rules.df.df(units, &combined(&together).scores);
        match statistic {
            TestStatistic::F | TestStatistic::Chisq => {
                let shares = cells(&self.shares)?;
                let n = self.rows as f64;
                let covariance = covariance(&self.shares, &shares.contrasts(), units, rules.variance)?;
                let effects = shares.design_effects(n, &covariance)?;
                let x2 = shares.pearson(n);
                if statistic == TestStatistic::F { effects.f(x2, df) } else { effects.chisq(x2) }
            }
            TestStatistic::Wald | TestStatistic::AdjWald => {
                let (values, takes): (Vec<f64>, Vec<Vec<f64>>) = cells(&self.totals)?.departures().into_iter().unzip();
                let covariance = covariance(&self.totals, &takes, units, rules.variance)?;
                wald(&values, covariance, df, statistic == TestStatistic::AdjWald)
            }
        }
    }
}

/// The covariances of sums over statistics, each times what a sum takes of it.
fn covariance(of: &[Linear], takes: &[Vec<f64>], units: &Units, rule: VarianceRule) -> Result<Vec<f64>, NoTest> {
    let sum = |takes: &Vec<f64>| combined(&takes.iter().copied().zip(of).collect::<Vec<_>>());
    let sums: Vec<Linear> = takes.iter().map(sum).collect();
    covariances(units, &sums, rule).map_err(|_| NoTest::NoError)
}
