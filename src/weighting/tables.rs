//! Two-way tables of shares and what is tested of them, whatever errors are made of.

use super::errors::{Sums, Weights};
use crate::design::Units;
use crate::estimate::{
    Cells, Form, Linear, NoTest, Rules, SideBySide, TestStatistic, Tested, VarianceRule, combined, covariances,
    each_unit, in_company, wald, whole,
};
use crate::tally::Totals;

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

    /// The test of a table of two answers whose errors come from scores of units in company: the same numbers, without the errors of
    /// each cell by itself. `hits` are the sums of a measure of 0 and 1 by group, each of which somebody is in.
    fn of_two(hits: &[&Sums], units: &Units, rules: &Rules) -> Result<Tested, NoTest> {
        let all: Vec<Totals> = hits.iter().map(|sums| whole(&sums.units)).collect();
        let w: f64 = all.iter().map(|t| t.w).sum();
        let rows: u64 = all.iter().map(|t| t.n + t.zero_weight).sum();
        // What is left of an answer that nobody gave is rounding.
        let share = |part: f64, of: &Totals| if part <= 1e-12 * of.w { 0.0 } else { part / w };
        let cells = all.iter().map(|t| share(t.wy, t)).chain(all.iter().map(|t| share(t.w - t.wy, t)));
        let cells: Vec<f64> = cells.collect();
        let shares = Cells::new(hits.len(), cells.clone()).ok_or(NoTest::OneCategory)?;
        let contrasts = shares.contrasts();
        // What each contrast comes to: nothing, unless a cell is empty.
        let comes_to = |takes: &Vec<f64>| takes.iter().zip(&cells).map(|(k, share)| k * share).sum();
        let values: Vec<f64> = contrasts.iter().map(comes_to).collect();
        let mut side = SideBySide::new(contrasts.len());
        let lists = hits.iter().map(|sums| &sums.units[..]).collect();
        each_unit(
            lists,
            |(unit, _)| *unit,
            |unit, there| {
                let z = side.unit(unit, there.iter().any(|(_, (_, t))| t.n > 0));
                for (group, (_, t)) in there {
                    for ((z, takes), value) in z.iter_mut().zip(&contrasts).zip(&values) {
                        let taken = takes[*group] * t.wy + takes[hits.len() + group] * (t.w - t.wy);
                        *z += (taken - value * t.w) / w;
                    }
                }
            },
        );
        let df = side.df(units, rules.df);
        let effects = shares.design_effects(rows as f64, &side.covariances(units))?;
        effects.f(shares.pearson(rows as f64), df)
    }

    /// Whether the share of a measure of 0 and 1 is the same in all groups: Rao and Scott's F of a table of two answers.
    pub fn same_share(weights: &Weights, hits: Vec<&Sums>, units: &Units, rules: &Rules) -> Result<Tested, NoTest> {
        let weighted = |sums: &&Sums| sums.units.iter().any(|(_, t)| t.n > 0);
        let hits: Vec<&Sums> = hits.into_iter().filter(weighted).collect();
        let whole = |of: fn(&Totals) -> f64| hits.iter().flat_map(|sums| &sums.units).map(|(_, t)| of(t)).sum::<f64>();
        // An answer that nobody gave, or that everybody gave, makes no table.
        let nobody = 1e-12 * whole(|t| t.w);
        if whole(|t| t.wy) <= nobody || whole(|t| t.w - t.wy) <= nobody {
            return Err(NoTest::OneCategory);
        }
        if weights.is_of_units() && in_company(units, rules.variance) {
            return TwoWay::of_two(&hits, units, rules);
        }
        let others = hits.iter().map(|sums| sums.turned()).collect();
        let hits = hits.into_iter().cloned().collect();
        let table = TwoWay::new(weights, [hits, others].into_iter()).ok_or(NoTest::OneCategory)?;
        table.tested(TestStatistic::F, units, rules)
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
