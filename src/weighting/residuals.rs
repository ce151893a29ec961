//! What known totals explain of a statistic, taken out of its scores.
//!
//! What      z_u − Σ_k β_k·X_uk, X_uk = Σ w·x_k over the rows of unit u, β the regression of the statistic's scores on x by design weights
//! Rake      or, as R's `rake` has it, what the unweighted means of the categories take out, margin after margin
//! Source    Deville & Särndal (1992), JASA 87:376–382; R survey, `svyrecvar`
//! Checked   R survey: tests/golden, 1e-9 relative
//! Edges     every unit of the file has a score, also where no row of it is in the group

use super::calibration::Calibrated;
use super::targets::Targets;
use crate::estimate::{Cross, Score, Statistic, by_unit};

/// What is taken out of the scores of units.
#[derive(Debug)]
pub struct Residuals {
    pub(super) told: Calibrated,
    pub(super) targets: Targets,
    pub(super) how: How,
    pub(super) sums: SumsOfX,
}

/// Sums of x by unit; most columns are 0 in most units.
#[derive(Debug, Default)]
pub(super) struct SumsOfX {
    /// By unit, in their order, where its sums begin.
    pub by_unit: Vec<(u32, usize)>,
    /// Σ w·x by column, or Σ w by cell where residuals go margin by margin.
    pub sums: Vec<(u32, f64)>,
}

/// How it is taken out.
#[derive(Debug)]
pub(super) enum How {
    /// The regression on x, by design weights.
    Regression(Cross),
    /// As R's `rake` does it: the unweighted mean of each category is taken out, margin after margin.
    MarginByMargin {
        /// By margin, the category of each cell.
        margins: Vec<Vec<u32>>,
        /// Rows by cell.
        rows: Vec<f64>,
    },
}

/// So often R goes through all margins.
const CYCLES: usize = 10;

impl Residuals {
    /// What weights were calibrated to.
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// Gives units other numbers.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        let SumsOfX { by_unit, sums } = &mut self.sums;
        let ends: Vec<usize> = by_unit.iter().skip(1).map(|(_, at)| *at).chain([sums.len()]).collect();
        let mut units: Vec<(u32, std::ops::Range<usize>)> =
            by_unit.iter().zip(ends).map(|((unit, from), to)| (numbers[*unit as usize], *from..to)).collect();
        units.sort_by_key(|(unit, _)| *unit);
        let mut moved = SumsOfX::default();
        for (unit, of) in units {
            moved.by_unit.push((unit, moved.sums.len()));
            moved.sums.extend_from_slice(&sums[of]);
        }
        self.sums = moved;
    }

    /// The scores of a statistic without what the known totals explain, for every unit of the file; `all` are its sums, `beside` those
    /// of the tallies beside.
    pub fn of<T>(
        &self,
        statistic: &impl Statistic<T>,
        (all, scores): (&T, &[Score]),
        beside: &[Vec<(u32, T)>],
    ) -> Vec<Score> {
        let score = statistic.score(all);
        let explained = match &self.how {
            How::Regression(cross) => {
                let mut with_x = vec![0.0; self.targets.frame.totals.len()];
                for (cell, of) in beside.first().into_iter().flatten() {
                    // Rows without weight, kept in any cell, add nothing.
                    let Some(columns) = self.targets.frame.cells.get(*cell as usize) else { continue };
                    columns.iter().for_each(|column| with_x[*column as usize] += score(of));
                }
                for (place, of) in with_x[self.targets.frame.numbers_from..].iter_mut().zip(beside.iter().skip(1)) {
                    *place = of.iter().map(|(_, of)| score(of)).sum();
                }
                cross.solve(&with_x)
            }
            How::MarginByMargin { margins, rows } => {
                let mut by_cell = vec![0.0; rows.len()];
                for (cell, of) in beside.first().into_iter().flatten() {
                    if let Some(place) = by_cell.get_mut(*cell as usize) {
                        *place = score(of);
                    }
                }
                self.margin_by_margin(margins, rows, &by_cell)
            }
        };
        self.without(scores, &explained)
    }

    /// What the means of categories take out of the rows of each cell, margin after margin; `by_cell` holds Σ e.
    fn margin_by_margin(&self, margins: &[Vec<u32>], rows: &[f64], by_cell: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; rows.len()];
        let mut sums = vec![(0.0, 0.0); self.targets.frame.totals.len()];
        for margin in std::iter::repeat_n(margins, CYCLES).flatten() {
            sums.fill((0.0, 0.0));
            for (cell, category) in margin.iter().enumerate() {
                let (sum, n) = &mut sums[*category as usize];
                *sum += by_cell[cell] - rows[cell] * out[cell];
                *n += rows[cell];
            }
            for (out, category) in out.iter_mut().zip(margin) {
                let (sum, n) = sums[*category as usize];
                *out += if n > 0.0 { sum / n } else { 0.0 };
            }
        }
        out
    }

    fn without(&self, scores: &[Score], explained: &[f64]) -> Vec<Score> {
        let ends = self.sums.by_unit.iter().skip(1).map(|(_, at)| *at).chain([self.sums.sums.len()]);
        let taken = self.sums.by_unit.iter().zip(ends).map(|((unit, from), to)| {
            let z = self.sums.sums[*from..to].iter().map(|(place, sum)| sum * explained[*place as usize]).sum::<f64>();
            Score { unit: *unit, z: -z, weighted: false }
        });
        let mut all: Vec<Score> = taken.collect();
        all.extend_from_slice(scores);
        let add = |kept: &mut Score, next: &Score| {
            kept.z += next.z;
            kept.weighted |= next.weighted;
        };
        by_unit(all, |score| score.unit, add)
    }
}
