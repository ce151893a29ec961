//! Tests of whether the rows and columns of a two-way table go together, from a complex sample.
//!
//! What      X² = n Σ (P − E)²/E, E = P_r.·P_.c of the weighted shares P; its distribution from their covariance V
//! Formula   Δ = (C'GC/n)⁻¹ C'GVGC, G = diag(1/P), C the interactions without what rows and columns say; k = (R − 1)(C − 1)
//! F         X²/tr Δ on (d, d·df) degrees of freedom, d = (tr Δ)²/tr Δ²: Rao and Scott's second-order correction
//! Chisq     X²/(tr Δ/k) on k: their first-order correction; what is printed is X²
//! Wald      Y'V_Y⁻¹Y/k on (k, df), Y = N_rc − N_r.·N_.c/N for r, c ≥ 2; adjusted: times (df − k + 1)/df, on (k, df − k + 1)
//! Source    Rao & Scott (1984), Ann. Stat. 12:46–60; Thomas & Rao (1987), JASA 82:630–636; R survey, `svychisq`
//! Checked   R survey, `svychisq`: tests/golden, 1e-9 relative
//! Edges     n counts the rows with both answers, also those without weight, as in R; p doesn't depend on it; categories without a weighted row that has both answers are left out; one row or column, no degrees of freedom, or a
//!           covariance of less than full rank: no test, with its reason

use super::calibrate::Cross;
use super::distribution::{Df, chi2_upper_p, f_upper_p};

/// Which test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TestStatistic {
    /// Rao and Scott's second-order correction, as F.
    F,
    /// Their first-order correction, as chi-squared.
    Chisq,
    /// Wald, as F.
    Wald,
    /// Wald, adjusted for few degrees of freedom.
    AdjWald,
}

impl TestStatistic {
    /// Every test by the name used in options.
    pub const NAMES: [(&'static str, TestStatistic); 4] = [
        ("f", TestStatistic::F),
        ("chisq", TestStatistic::Chisq),
        ("wald", TestStatistic::Wald),
        ("adjwald", TestStatistic::AdjWald),
    ];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, test)| *test == self).map_or("", |(name, _)| name)
    }
}

/// The outcome of a test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    /// The statistic.
    pub value: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// Those of the denominator; none for a chi-squared.
    pub df2: Option<f64>,
    /// P of a value so large if rows and columns had nothing to do with each other.
    pub p: f64,
}

/// Why there is no test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoTest {
    /// Fewer than two categories of one of the two have an answer.
    OneCategory,
    /// No degrees of freedom are left.
    NoDf,
    /// The covariance has not the rank that the test needs: too few clusters for so many cells, or empty cells.
    Degenerate,
    /// The shares have no error.
    NoError,
    /// What is tested isn't made of the same parts everywhere.
    Unlike,
}

/// Numbers by cell, row after row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    rows: usize,
    columns: usize,
    values: Vec<f64>,
}

impl Cells {
    /// A table of so many columns; none with fewer than two rows or columns.
    pub fn new(columns: usize, values: Vec<f64>) -> Option<Cells> {
        let rows = values.len().checked_div(columns)?;
        (rows > 1 && columns > 1 && rows * columns == values.len()).then_some(Cells { rows, columns, values })
    }

    /// (R − 1)(C − 1).
    pub fn interactions(&self) -> usize {
        (self.rows - 1) * (self.columns - 1)
    }

    fn row(&self, r: usize) -> f64 {
        self.values[r * self.columns..][..self.columns].iter().sum()
    }

    fn column(&self, c: usize) -> f64 {
        (0..self.rows).map(|r| self.values[r * self.columns + c]).sum()
    }

    fn all(&self) -> f64 {
        self.values.iter().sum()
    }

    fn places(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.rows).flat_map(|r| (0..self.columns).map(move |c| (r, c)))
    }

    fn inner(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.places().filter(|(r, c)| *r > 0 && *c > 0)
    }

    /// X² of shares in a sample of n.
    pub fn pearson(&self, n: f64) -> f64 {
        let (rows, columns): (Vec<f64>, Vec<f64>) =
            ((0..self.rows).map(|r| self.row(r)).collect(), (0..self.columns).map(|c| self.column(c)).collect());
        let all = self.all();
        let of = |(r, c): (usize, usize)| {
            let expected = rows[r] * columns[c] / all;
            (self.values[r * self.columns + c] - expected).powi(2) / expected
        };
        n * self.places().map(of).sum::<f64>() / all
    }

    /// The interactions, free of rows and columns: double centred, since the table has every cell once.
    fn interaction(&self, (row, column): (usize, usize)) -> Vec<f64> {
        let (rows, columns) = (self.rows as f64, self.columns as f64);
        let one = |same: bool, of: f64| if same { 1.0 - 1.0 / of } else { -1.0 / of };
        self.places().map(|(r, c)| one(r == row, rows) * one(c == column, columns)).collect()
    }

    /// GC of shares: what each interaction takes of each cell. Their covariance is C'GVGC.
    pub fn contrasts(&self) -> Vec<Vec<f64>> {
        let over = |(c, share): (f64, &f64)| if *share == 0.0 { 0.0 } else { c / share };
        self.inner().map(|at| self.interaction(at).into_iter().zip(&self.values).map(over).collect()).collect()
    }

    /// Δ of shares in a sample of n, where the contrasts have this covariance.
    pub fn design_effects(&self, n: f64, covariance: &[f64]) -> Result<DesignEffects, NoTest> {
        let k = self.interactions();
        let interactions: Vec<Vec<f64>> = self.inner().map(|at| self.interaction(at)).collect();
        let contrasts = self.contrasts();
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / n;
        let simple = contrasts.iter().flat_map(|a| interactions.iter().map(|b| product(a, b))).collect();
        let simple = Cross::of(k, simple);
        if simple.rank() < k {
            return Err(NoTest::Degenerate);
        }
        let columns: Vec<Vec<f64>> =
            (0..k).map(|c| simple.solve(&(0..k).map(|r| covariance[r * k + c]).collect::<Vec<_>>())).collect();
        let trace = (0..k).map(|i| columns[i][i]).sum::<f64>();
        let of_square = (0..k).map(|i| (0..k).map(|j| columns[i][j] * columns[j][i]).sum::<f64>()).sum::<f64>();
        if !(trace > 0.0 && of_square > 0.0) {
            return Err(NoTest::NoError);
        }
        Ok(DesignEffects { k: k as f64, trace, of_square })
    }

    /// Y of totals, and what each takes of each cell's total.
    pub fn departures(&self) -> Vec<(f64, Vec<f64>)> {
        let all = self.all();
        let departure = |(row, column): (usize, usize)| {
            let (in_row, in_column) = (self.row(row), self.column(column));
            let takes = self.places().map(|(r, c)| {
                let (same_row, same_column) = (f64::from(r == row), f64::from(c == column));
                same_row * same_column - same_row * in_column / all - same_column * in_row / all
                    + in_row * in_column / (all * all)
            });
            let value = self.values[row * self.columns + column] - in_row * in_column / all;
            (value, takes.collect())
        };
        self.inner().map(departure).collect()
    }
}

/// What Δ comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DesignEffects {
    k: f64,
    trace: f64,
    of_square: f64,
}

impl DesignEffects {
    /// Rao and Scott's second-order correction.
    pub fn f(&self, x2: f64, df: Df) -> Result<Tested, NoTest> {
        let value = x2 / self.trace;
        let d = self.trace * self.trace / self.of_square;
        of_f(value, d, df, |df| d * df)
    }

    /// Their first-order correction.
    pub fn chisq(&self, x2: f64) -> Result<Tested, NoTest> {
        let p = chi2_upper_p(x2 / (self.trace / self.k), self.k).ok_or(NoTest::Degenerate)?;
        Ok(Tested { value: x2, df: self.k, df2: None, p })
    }
}

/// P of an F whose denominator has degrees of freedom that follow from those of the design.
fn of_f(value: f64, df1: f64, df: Df, df2: impl Fn(f64) -> f64) -> Result<Tested, NoTest> {
    match df {
        Df::Infinite => {
            let p = chi2_upper_p(value * df1, df1).ok_or(NoTest::Degenerate)?;
            Ok(Tested { value, df: df1, df2: Some(f64::INFINITY), p })
        }
        Df::Finite(df) => {
            let df2 = df2(df as f64);
            if df <= 0 || df2 <= 0.0 {
                return Err(NoTest::NoDf);
            }
            let p = f_upper_p(value, df1, df2).ok_or(NoTest::Degenerate)?;
            Ok(Tested { value, df: df1, df2: Some(df2), p })
        }
    }
}

/// Wald's test of departures with this covariance; `adjusted` for few degrees of freedom.
pub fn wald(departures: &[f64], covariance: Vec<f64>, df: Df, adjusted: bool) -> Result<Tested, NoTest> {
    let k = departures.len();
    let cross = Cross::of(k, covariance);
    if cross.rank() < k {
        return Err(NoTest::Degenerate);
    }
    let solved = cross.solve(departures);
    let wald = departures.iter().zip(&solved).map(|(y, s)| y * s).sum::<f64>();
    let k = k as f64;
    match (adjusted, df) {
        (true, Df::Finite(whole)) => {
            let left = whole as f64 - k + 1.0;
            of_f(wald * left / (k * whole as f64), k, df, |_| left)
        }
        _ => of_f(wald / k, k, df, |df| df),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Covariance of the shares of a simple random sample: (diag P − PP')/n, of contrasts.
    fn simple(cells: &Cells, n: f64) -> Vec<f64> {
        let contrasts = cells.contrasts();
        let mean = |a: &[f64]| a.iter().zip(&cells.values).map(|(a, p)| a * p).sum::<f64>();
        let product = |a: &[f64], b: &[f64]| {
            (a.iter().zip(b).zip(&cells.values).map(|((a, b), p)| a * b * p).sum::<f64>() - mean(a) * mean(b)) / n
        };
        contrasts.iter().flat_map(|a| contrasts.iter().map(|b| product(a, b))).collect()
    }

    #[test]
    fn a_simple_random_sample_has_pearsons_own_test() {
        // R: chisq.test(matrix(c(20, 30, 50, 40, 10, 50), 2, byrow = TRUE), correct = FALSE): X² = 50/3, p = 0.0002403573
        let counts = [20.0, 30.0, 50.0, 40.0, 10.0, 50.0];
        let shares = Cells::new(3, counts.iter().map(|c| c / 200.0).collect()).unwrap();
        let x2 = shares.pearson(200.0);
        assert!((x2 - 50.0 / 3.0).abs() < 1e-12, "{x2}");
        let effects = shares.design_effects(200.0, &simple(&shares, 200.0)).unwrap();
        assert!((effects.trace - 2.0).abs() < 1e-12 && (effects.of_square - 2.0).abs() < 1e-12, "{effects:?}");
        let tested = effects.chisq(x2).unwrap();
        // e^{−X²/2} on two degrees of freedom.
        assert!((tested.p - (-25.0_f64 / 3.0).exp()).abs() < 1e-15 && tested.df == 2.0, "{tested:?}");
        let f = effects.f(x2, Df::Infinite).unwrap();
        assert!((f.p - tested.p).abs() < 1e-15 && (f.value - 25.0 / 3.0).abs() < 1e-12, "{f:?}");
    }

    #[test]
    fn what_cannot_be_tested_says_why() {
        assert_eq!(Cells::new(1, vec![0.5, 0.5]), None);
        let shares = Cells::new(2, vec![0.25; 4]).unwrap();
        let effects = shares.design_effects(40.0, &simple(&shares, 40.0)).unwrap();
        assert_eq!(effects.f(1.0, Df::Finite(0)), Err(NoTest::NoDf));
        assert_eq!(shares.design_effects(40.0, &[0.0]), Err(NoTest::NoError));
        assert_eq!(wald(&[1.0, 2.0], vec![1.0, 1.0, 1.0, 1.0], Df::Finite(9), false), Err(NoTest::Degenerate));
        assert_eq!(wald(&[1.0, 2.0], vec![1.0, 0.0, 0.0, 1.0], Df::Finite(1), true), Err(NoTest::NoDf));
    }
}
