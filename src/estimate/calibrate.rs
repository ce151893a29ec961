//! Calibrated weights: those nearest to the design's that give known totals.
//!
//! What      w_i = d_i·F(x_i·λ) with Σ w_i·x_i = T; F(u) = 1 + u (linear), exp u (raking), or between two bounds: linear and raking cut
//!           off, logit (L (U − 1) + U (1 − L) e^{Au})/((U − 1) + (1 − L) e^{Au}), A = (U − L)/((1 − L)(U − 1))
//! Rake      margin after margin, w_i times T_k/Σ_k w of its category, until all margins fit: the same weights as F = exp u
//! Residual  a statistic's score per row e_i has the variance of e_i − x_i·β, β = (Σ d x x')⁻¹ Σ d x e over all rows, e = 0 outside of
//!           the group: what the known totals explain isn't left to chance
//! Source    Deville & Särndal (1992), JASA 87:376–382; Deville, Särndal & Sautory (1993), JASA 88:1013–1020; R survey, `calibrate`,
//!           `postStratify`, `rake`
//! Checked   R survey: `calibrate`, `postStratify`: tests/golden, 1e-9 relative
//! Edges     columns that follow from others are left out of λ and β; totals that can't be reached are told, with the worst; where
//!           bounds are too narrow likewise

/// What weights are calibrated to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// The known total of each column of x.
    pub totals: Vec<f64>,
    /// By cell, the columns of x that are 1 in it; all other columns of categories are 0.
    pub cells: Vec<Box<[u32]>>,
    /// From here on the columns are numbers.
    pub numbers_from: usize,
}

/// The rows, or all rows of a cell as one where there are no numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Points {
    /// Design weights.
    pub weights: Vec<f64>,
    /// Cells.
    pub cells: Vec<u32>,
    /// As many numbers for each as the frame has.
    pub numbers: Vec<f64>,
}

/// How far weights may go from the design's, and at what cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distance {
    /// F = 1 + u.
    Linear,
    /// F = exp u.
    Raking,
    /// Between bounds, smoothly.
    Logit,
}

impl Distance {
    /// Every distance by the name used in options.
    pub const NAMES: [(&'static str, Distance); 3] =
        [("linear", Distance::Linear), ("raking", Distance::Raking), ("logit", Distance::Logit)];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, distance)| *distance == self).map_or("", |(name, _)| name)
    }

    /// F and its slope.
    fn factor(self, u: f64, bounds: Option<(f64, f64)>) -> (f64, f64) {
        let (f, slope) = match (self, bounds) {
            (Distance::Linear, _) => (1.0 + u, 1.0),
            (Distance::Raking, _) | (Distance::Logit, None) => (u.exp(), u.exp()),
            (Distance::Logit, Some((low, high))) => {
                let a = (high - low) / ((1.0 - low) * (high - 1.0));
                // e^{Au} over its limit is the upper bound.
                let e = (a * u).min(700.0).exp();
                let below = (high - 1.0) + (1.0 - low) * e;
                let slope = a * (high - low) * (1.0 - low) * (high - 1.0) * e / (below * below);
                ((low * (high - 1.0) + high * (1.0 - low) * e) / below, slope)
            }
        };
        match bounds {
            Some((low, _)) if f < low => (low, 0.0),
            Some((_, high)) if f > high => (high, 0.0),
            _ => (f, slope),
        }
    }
}

/// Totals that weights don't give.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreached {
    /// The column that is farthest off.
    pub column: usize,
    /// What the weights gave for it at last.
    pub reached: f64,
}

/// Weights fit when each total is met to this part of itself.
const FITS: f64 = 1e-10;

/// Nobody gains by going on below this.
const EXACT: f64 = 1e-14;

/// Rounds of Newton steps, and cycles through all margins.
const STEPS: usize = 200;
const CYCLES: usize = 10_000;

impl Frame {
    /// How many numbers each row has.
    pub fn numbers(&self) -> usize {
        self.totals.len() - self.numbers_from
    }

    /// x of a point: its columns other than 0.
    fn x<'a>(&'a self, points: &'a Points, at: usize) -> impl Iterator<Item = (usize, f64)> + 'a {
        let ones = self.cells[points.cells[at] as usize].iter().map(|column| (*column as usize, 1.0));
        let per = self.numbers();
        ones.chain((self.numbers_from..).zip(points.numbers[at * per..][..per].iter().copied()))
    }

    /// Σ k·x over points.
    fn sums(&self, points: &Points, k: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.totals.len()];
        for at in 0..points.weights.len() {
            let k = k(at);
            self.x(points, at).for_each(|(column, x)| sums[column] += k * x);
        }
        sums
    }

    /// Σ k·x·x' over points, ready to solve with.
    fn cross(&self, points: &Points, k: impl Fn(usize) -> f64) -> Cross {
        let p = self.totals.len();
        let mut matrix = vec![0.0; p * p];
        let mut x: Vec<(usize, f64)> = Vec::new();
        for at in 0..points.weights.len() {
            let k = k(at);
            x.clear();
            x.extend(self.x(points, at));
            for (row, a) in &x {
                for (column, b) in x.iter().filter(|(column, _)| column <= row) {
                    matrix[row * p + column] += k * a * b;
                }
            }
        }
        Cross::of(p, matrix)
    }

    /// Σ d·x·x', for residuals.
    pub fn design(&self, points: &Points) -> Cross {
        self.cross(points, |at| points.weights[at])
    }

    /// How far weights are off, as a part of the total, and where most.
    fn misfit(&self, sums: &[f64], sizes: &[f64]) -> (f64, usize) {
        let of =
            |column: usize| (self.totals[column] - sums[column]).abs() / self.totals[column].abs().max(sizes[column]);
        let off = (0..self.totals.len()).map(|column| (of(column), column));
        off.fold((0.0, 0), |worst, this| if this.0 > worst.0 || this.0.is_nan() { this } else { worst })
    }

    /// Factors on design weights, by point.
    pub fn calibrate(
        &self,
        points: &Points,
        distance: Distance,
        bounds: Option<(f64, f64)>,
    ) -> Result<Vec<f64>, Unreached> {
        let rows = points.weights.len();
        // What a column is measured by where its total is near 0.
        let sizes: Vec<f64> = {
            let mut sizes = vec![f64::MIN_POSITIVE; self.totals.len()];
            for at in 0..rows {
                self.x(points, at).for_each(|(column, x)| sizes[column] += (points.weights[at] * x).abs());
            }
            sizes
        };
        let factors = |lambda: &[f64]| -> Vec<(f64, f64)> {
            let u = |at| self.x(points, at).map(|(column, x)| x * lambda[column]).sum();
            (0..rows).map(|at| distance.factor(u(at), bounds)).collect()
        };
        let mut lambda = vec![0.0; self.totals.len()];
        let mut now = factors(&lambda);
        let mut sums = self.sums(points, |at| points.weights[at] * now[at].0);
        let mut off = self.misfit(&sums, &sizes);
        for _ in 0..STEPS {
            if off.0 <= EXACT {
                break;
            }
            let cross = self.cross(points, |at| points.weights[at] * now[at].1);
            let lacking: Vec<f64> = self.totals.iter().zip(&sums).map(|(total, sum)| total - sum).collect();
            let step = cross.solve(&lacking);
            // A step that leads away is halved until it leads nearer.
            let nearer = (0..30).map(|half| 0.5_f64.powi(half)).find_map(|k| {
                let next: Vec<f64> = lambda.iter().zip(&step).map(|(l, s)| l + k * s).collect();
                let then = factors(&next);
                let sums = self.sums(points, |at| points.weights[at] * then[at].0);
                let worst = self.misfit(&sums, &sizes);
                (worst.0 < off.0).then_some((next, then, sums, worst))
            });
            (lambda, now, sums, off) = match (nearer, bounds) {
                (Some(found), _) => found,
                // Nothing to do about it, or rounding is all that is left.
                (None, None) => break,
                (None, Some(_)) if off.0 <= FITS => break,
                // Where all weights that could move are at a bound the slopes are 0 and lead nowhere. The steepest slope that weights can
                // have always leads on, if slowly.
                (None, Some((_, high))) => {
                    let steepest = if distance == Distance::Linear { 1.0 } else { high };
                    let step = self.cross(points, |at| points.weights[at] * steepest).solve(&lacking);
                    let next: Vec<f64> = lambda.iter().zip(&step).map(|(l, s)| l + s).collect();
                    let then = factors(&next);
                    let sums = self.sums(points, |at| points.weights[at] * then[at].0);
                    let worst = self.misfit(&sums, &sizes);
                    (next, then, sums, worst)
                }
            };
        }
        if off.0 <= FITS {
            Ok(now.into_iter().map(|(factor, _)| factor).collect())
        } else {
            Err(Unreached { column: off.1, reached: sums[off.1] })
        }
    }

    /// Factors on design weights by cell, margin after margin, and how many cycles it took. `margins` are ranges of columns.
    pub fn rake(&self, by_cell: &[f64], margins: &[std::ops::Range<usize>]) -> Result<(Vec<f64>, usize), Unreached> {
        let column_in = |margin: &std::ops::Range<usize>, cell: usize| {
            self.cells[cell].iter().map(|column| *column as usize).find(|column| margin.contains(column))
        };
        let columns: Vec<Vec<Option<usize>>> =
            margins.iter().map(|margin| (0..by_cell.len()).map(|cell| column_in(margin, cell)).collect()).collect();
        let mut weights = by_cell.to_vec();
        let mut sums = vec![0.0; self.totals.len()];
        let mut cycle = 0;
        loop {
            cycle += 1;
            let mut worst = (0.0, 0, 0.0);
            for (margin, columns) in margins.iter().zip(&columns) {
                sums[margin.clone()].fill(0.0);
                for (weight, column) in weights.iter().zip(columns) {
                    column.iter().for_each(|column| sums[*column] += weight);
                }
                for column in margin.clone() {
                    let (total, sum) = (self.totals[column], sums[column]);
                    let off = (total - sum).abs() / total.max(sum).max(f64::MIN_POSITIVE);
                    if off > worst.0 {
                        worst = (off, column, sum);
                    }
                }
                for (weight, column) in weights.iter_mut().zip(columns) {
                    *weight *= column.filter(|c| sums[*c] > 0.0).map_or(1.0, |c| self.totals[c] / sums[c]);
                }
            }
            // A single margin fits after its first turn.
            if worst.0 <= 10.0 * EXACT || margins.len() == 1 || (cycle == CYCLES && worst.0 <= FITS) {
                let factor = |(now, before): (&f64, &f64)| if *before == 0.0 { 0.0 } else { now / before };
                return Ok((weights.iter().zip(by_cell).map(factor).collect(), cycle));
            }
            if cycle == CYCLES {
                return Err(Unreached { column: worst.1, reached: worst.2 });
            }
        }
    }
}

/// A symmetric matrix, decomposed; columns that follow from those before them are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Cross {
    size: usize,
    /// The lower triangle of its Cholesky factor, rows and columns in the order of `used`.
    factor: Vec<f64>,
    used: Vec<usize>,
}

/// What is left of a column after those before it, as a part of it, if it follows from them.
const FOLLOWS: f64 = 1e-11;

impl Cross {
    /// A symmetric matrix without negative directions, row after row.
    pub fn of(size: usize, matrix: Vec<f64>) -> Cross {
        let mut cross = Cross { size, factor: vec![0.0; size * size], used: Vec::new() };
        let scale: Vec<f64> = (0..size).map(|c| matrix[c * size + c].abs()).collect();
        for column in 0..size {
            let rank = cross.used.len();
            let mut row = vec![0.0; rank];
            for at in 0..rank {
                let (a, b) = (column.max(cross.used[at]), column.min(cross.used[at]));
                let before: f64 = (0..at).map(|k| row[k] * cross.factor[at * size + k]).sum();
                row[at] = (matrix[a * size + b] - before) / cross.factor[at * size + at];
            }
            let left = matrix[column * size + column] - row.iter().map(|v| v * v).sum::<f64>();
            if left > FOLLOWS * scale[column] {
                cross.factor[rank * size..][..rank].copy_from_slice(&row);
                cross.factor[rank * size + rank] = left.sqrt();
                cross.used.push(column);
            }
        }
        cross
    }

    /// How many columns don't follow from those before them.
    pub fn rank(&self) -> usize {
        self.used.len()
    }

    /// The vector that the matrix turns into this one; 0 for columns that follow from others.
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let rank = self.used.len();
        let at = |row: usize, column: usize| self.factor[row * self.size + column];
        let mut y = vec![0.0; rank];
        for row in 0..rank {
            let before: f64 = (0..row).map(|k| at(row, k) * y[k]).sum();
            y[row] = (right[self.used[row]] - before) / at(row, row);
        }
        for row in (0..rank).rev() {
            let after: f64 = (row + 1..rank).map(|k| at(k, row) * y[k]).sum();
            y[row] = (y[row] - after) / at(row, row);
        }
        let mut solved = vec![0.0; self.size];
        self.used.iter().zip(y).for_each(|(column, value)| solved[*column] = value);
        solved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two margins of two categories each, all four cells.
    fn two_margins(totals: [f64; 4]) -> Frame {
        let cells = [[0, 2], [0, 3], [1, 2], [1, 3]].map(|c| Box::from(c.as_slice()));
        Frame { totals: totals.to_vec(), cells: cells.to_vec(), numbers_from: 4 }
    }

    fn all_cells(weights: [f64; 4]) -> Points {
        Points { weights: weights.to_vec(), cells: vec![0, 1, 2, 3], numbers: Vec::new() }
    }

    #[test]
    fn raking_one_margin_after_the_other_gives_the_weights_of_exponential_calibration() {
        let frame = two_margins([60.0, 40.0, 45.0, 55.0]);
        let weights = [10.0, 20.0, 30.0, 15.0];
        let (raked, cycles) = frame.rake(&weights, &[0..2, 2..4]).unwrap();
        let solved = frame.calibrate(&all_cells(weights), Distance::Raking, None).unwrap();
        for (a, b) in raked.iter().zip(&solved) {
            assert!((a - b).abs() < 1e-11, "{raked:?} {solved:?}");
        }
        assert!(cycles > 3);
        // The odds ratio of the design weights stays: 10·15/(20·30) = 1/4.
        let w: Vec<f64> = raked.iter().zip(weights).map(|(g, d)| g * d).collect();
        assert!((w[0] * w[3] / (w[1] * w[2]) - 0.25).abs() < 1e-12);
        assert!((w[0] + w[1] - 60.0).abs() < 1e-10 && (w[1] + w[3] - 55.0).abs() < 1e-10);
    }

    #[test]
    fn a_linear_calibration_to_one_number_is_the_regression_estimator() {
        // d = 1, x = 1, 2, 3, T = 12: λ = (12 − 6)/(1 + 4 + 9) = 3/7, g = 1 + 3x/7
        let frame = Frame { totals: vec![12.0], cells: vec![Box::from([])], numbers_from: 0 };
        let points = Points { weights: vec![1.0; 3], cells: vec![0; 3], numbers: vec![1.0, 2.0, 3.0] };
        let g = frame.calibrate(&points, Distance::Linear, None).unwrap();
        for (have, x) in g.iter().zip([1.0, 2.0, 3.0]) {
            assert!((have - (1.0 + 3.0 * x / 7.0)).abs() < 1e-14, "{g:?}");
        }
    }

    #[test]
    fn bounds_hold_or_it_is_said_that_they_are_too_narrow() {
        let frame = two_margins([60.0, 40.0, 45.0, 55.0]);
        let points = all_cells([10.0, 20.0, 30.0, 15.0]);
        for distance in [Distance::Linear, Distance::Raking, Distance::Logit] {
            let free = frame.calibrate(&points, distance, None).unwrap_or_default();
            assert!(free.iter().any(|g| *g > 2.02), "{distance:?} {free:?}");
            let g = frame.calibrate(&points, distance, Some((0.5, 2.02))).unwrap();
            assert!(g.iter().all(|g| (0.5..=2.02).contains(g)), "{distance:?} {g:?}");
            let sums = frame.sums(&points, |at| g[at] * points.weights[at]);
            assert!((sums[0] - 60.0).abs() < 1e-8 && (sums[3] - 55.0).abs() < 1e-8, "{distance:?} {sums:?}");
            assert!(frame.calibrate(&points, distance, Some((0.9, 1.1))).is_err());
        }
    }

    #[test]
    fn margins_that_disagree_cannot_be_reached() {
        let frame = two_margins([60.0, 40.0, 50.0, 55.0]);
        assert!(frame.rake(&[10.0, 20.0, 30.0, 15.0], &[0..2, 2..4]).is_err());
        assert!(frame.calibrate(&all_cells([10.0, 20.0, 30.0, 15.0]), Distance::Linear, None).is_err());
    }
}
