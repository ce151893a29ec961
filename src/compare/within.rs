//! Least squares within facilities: slopes on the adjusters when every facility has an intercept of its own.
//!
//! What      weighted least squares of one item on adjusters, all less their facility's mean, by Cholesky's method
//! Formula   b = (Σ w·x x′)⁻¹ Σ w·x y over rows with y; se from σ² = Σ w·e²/(n − P − K), weights scaled to a mean of 1
//! Checked   R lm(y ~ x + factor(facility)) through fac_casemix
//! Edges     an adjuster of which nothing is left once its facility's mean and the adjusters before it are taken out has no slope

/// What one facility adds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GroupMeans {
    /// Σ w of the rows with an answer.
    pub weight: f64,
    /// Mean of the answers.
    pub mean_y: Option<f64>,
    /// Means of the adjusters, over rows with an answer.
    pub mean_x: Vec<f64>,
}

/// A regression within facilities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Within {
    /// Rows used.
    pub n: u64,
    /// By facility.
    pub groups: Vec<GroupMeans>,
    /// By adjuster: slope and standard error; none if left out.
    pub slopes: Vec<Option<(f64, Option<f64>)>>,
}

/// What is left of an adjuster, of its variance over all rows, below which it is nothing but rounding.
const NOTHING: f64 = 1e-10;

fn answer(item: &[Option<f64>], row: usize) -> Option<f64> {
    item[row].filter(|y| y.is_finite())
}

impl Within {
    /// Fits one item.
    pub(super) fn of(
        facility: &[usize],
        facilities: usize,
        item: &[Option<f64>],
        adjusters: &[Vec<f64>],
        weight: impl Fn(usize) -> f64,
    ) -> Within {
        let k = adjusters.len();
        let rows: Vec<(usize, f64, f64)> = (0..item.len())
            .filter_map(|row| Some((row, answer(item, row)?, weight(row))))
            .filter(|(_, _, w)| *w > 0.0)
            .collect();
        let groups = means(facility, facilities, &rows, adjusters);
        // Normal equations, the answer as one more column.
        let mut products = vec![vec![0.0; k + 1]; k + 1];
        let mut spread = vec![0.0; k];
        let total: f64 = rows.iter().map(|r| r.2).sum();
        let overall: Vec<f64> =
            adjusters.iter().map(|x| rows.iter().map(|(row, _, w)| w * x[*row]).sum::<f64>() / total).collect();
        let mut about = vec![0.0; k + 1];
        for &(row, y, w) in &rows {
            let group = &groups[facility[row]];
            for j in 0..k {
                about[j] = adjusters[j][row] - group.mean_x[j];
                spread[j] += w * (adjusters[j][row] - overall[j]).powi(2);
            }
            about[k] = y - group.mean_y.unwrap_or(y);
            for a in 0..=k {
                for b in 0..=a {
                    products[a][b] += w * about[a] * about[b];
                }
            }
        }
        let factor = Cholesky::of(&products, &spread);
        let slopes = factor.solve();
        let used = slopes.iter().flatten().count();
        let there = groups.iter().filter(|g| g.weight > 0.0).count();
        let df = rows.len() as f64 - there as f64 - used as f64;
        let scale = rows.len() as f64 / total;
        let explained = factor.left * scale;
        let variance = (df > 0.0).then(|| explained.max(0.0) / df / scale);
        let inverse = factor.inverse_diagonal();
        let slopes = slopes
            .into_iter()
            .zip(inverse)
            .map(|(slope, d)| Some((slope?, variance.zip(d).map(|(v, d)| (v * d).sqrt()))))
            .collect();
        Within { n: rows.len() as u64, groups, slopes }
    }

    /// What the adjusters predict for a facility's mean.
    pub(super) fn predicted(&self, facility: usize) -> f64 {
        let mean_x = &self.groups[facility].mean_x;
        self.slopes.iter().zip(mean_x).map(|(s, x)| s.map_or(0.0, |s| s.0) * x).sum()
    }

    /// By row: the answer less what is predicted and less its facility's mean of that; 0 where there is no answer.
    pub(super) fn residuals(&self, facility: &[usize], item: &[Option<f64>], adjusters: &[Vec<f64>]) -> Vec<f64> {
        let one = |row: usize| {
            let group = &self.groups[facility[row]];
            let (Some(y), Some(mean)) = (answer(item, row), group.mean_y) else { return 0.0 };
            let predicted: f64 = (0..adjusters.len())
                .map(|j| self.slopes[j].map_or(0.0, |s| s.0) * (adjusters[j][row] - group.mean_x[j]))
                .sum();
            y - mean - predicted
        };
        (0..item.len()).map(one).collect()
    }
}

fn means(facility: &[usize], facilities: usize, rows: &[(usize, f64, f64)], adjusters: &[Vec<f64>]) -> Vec<GroupMeans> {
    let mut groups = vec![GroupMeans { weight: 0.0, mean_y: None, mean_x: vec![0.0; adjusters.len()] }; facilities];
    for &(row, y, w) in rows {
        let group = &mut groups[facility[row]];
        group.weight += w;
        *group.mean_y.get_or_insert(0.0) += w * y;
        for (sum, x) in group.mean_x.iter_mut().zip(adjusters) {
            *sum += w * x[row];
        }
    }
    for group in groups.iter_mut().filter(|g| g.weight > 0.0) {
        group.mean_y = group.mean_y.map(|sum| sum / group.weight);
        group.mean_x.iter_mut().for_each(|sum| *sum /= group.weight);
    }
    groups
}

/// The lower triangle L of L·L′, without the columns that were left out.
struct Cholesky {
    lower: Vec<Vec<f64>>,
    kept: Vec<bool>,
    /// L⁻¹ Σ w·x y.
    right: Vec<f64>,
    /// Σ w·e².
    left: f64,
}

impl Cholesky {
    /// From products whose last row is the answer's; `spread` is what each adjuster varies over all rows.
    fn of(products: &[Vec<f64>], spread: &[f64]) -> Cholesky {
        let k = spread.len();
        let mut lower = vec![vec![0.0; k + 1]; k + 1];
        let mut kept = vec![true; k];
        let mut left = products[k][k];
        for a in 0..=k {
            for b in 0..a {
                if kept[b] {
                    let done: f64 = (0..b).map(|c| lower[a][c] * lower[b][c]).sum();
                    lower[a][b] = (products[a][b] - done) / lower[b][b];
                }
            }
            let rest = products[a][a] - (0..a).map(|c| lower[a][c] * lower[a][c]).sum::<f64>();
            if a == k {
                left = rest;
            } else if rest.is_finite() && rest > NOTHING * spread[a] {
                lower[a][a] = rest.sqrt();
            } else {
                kept[a] = false;
                lower[a].fill(0.0);
            }
        }
        let right = lower[k][..k].to_vec();
        Cholesky { lower, kept, right, left }
    }

    fn solve(&self) -> Vec<Option<f64>> {
        let k = self.kept.len();
        let mut out = vec![None; k];
        for a in (0..k).rev().filter(|a| self.kept[*a]) {
            let done: f64 = (a + 1..k).map(|c| self.lower[c][a] * out[c].unwrap_or(0.0)).sum();
            out[a] = Some((self.right[a] - done) / self.lower[a][a]);
        }
        out
    }

    /// The diagonal of (L·L′)⁻¹.
    fn inverse_diagonal(&self) -> Vec<Option<f64>> {
        let k = self.kept.len();
        let mut out = vec![None; k];
        for a in (0..k).filter(|a| self.kept[*a]) {
            // Column a of L⁻¹; its square is the sum wanted.
            let mut column = vec![0.0; k];
            column[a] = 1.0 / self.lower[a][a];
            for r in (a + 1..k).filter(|r| self.kept[*r]) {
                let done: f64 = (a..r).map(|c| self.lower[r][c] * column[c]).sum();
                column[r] = -done / self.lower[r][r];
            }
            out[a] = Some(column.iter().map(|c| c * c).sum());
        }
        out
    }
}
