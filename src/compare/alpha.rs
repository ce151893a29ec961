//! Cronbach's α: how well the parts of a score belong together.
//!
//! What      raw and standardised α with Feldt's interval, each part against the rest, α without it, Guttman's λ₂ and λ₆
//! Formula   α = k/(k − 1)·(1 − Σ var_j/var_total); standardised k·r̄/(1 + (k − 1)·r̄); ends 1 − (1 − α)·F(upper; n − 1,
//!           (n − 1)(k − 1)); error of measurement sd·√(1 − α); λ₂ = (Σ_{i≠j} c_ij + √(k/(k − 1)·Σ_{i≠j} c²_ij))/var_total;
//!           λ₆ = 1 − Σ 1/(R⁻¹)_jj / Σ R. Weights: all (co)variances with them
//! Source    Cronbach (1951), Psychometrika 16:297; Feldt (1965), Psychometrika 30:357; Guttman (1945)
//! Checked   R psych::alpha through score_alpha, 1e-9 relative
//! Edges     rows that lack a part are left out. Fewer than two parts or rows, or a total that is always the same: none. A part
//!           that is always the same has no correlation, and then there is no standardised α. The interval is that of
//!           unweighted rows, and is none with weights

use crate::estimate::f_quantile;

/// How well parts belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Alpha {
    /// Complete rows.
    pub n: u64,
    /// Raw α.
    pub raw: f64,
    /// Feldt's interval of it.
    pub interval: Option<(f64, f64)>,
    /// α of parts brought to the same spread.
    pub standardised: Option<f64>,
    /// Mean correlation between parts.
    pub mean_r: Option<f64>,
    /// Standard error of measurement of the total.
    pub sem: f64,
    /// Guttman's λ₂.
    pub lambda2: f64,
    /// Guttman's λ₆; none where a part is a sum of the others.
    pub lambda6: Option<f64>,
    /// By part.
    pub parts: Vec<Part>,
}

/// One part of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// Its correlation with the total of all.
    pub with_total: Option<f64>,
    /// Its correlation with the total of the others.
    pub with_rest: Option<f64>,
    /// α without it; none of two parts.
    pub alpha_without: Option<f64>,
}

/// α of parts, by part then row; `level` is that of the interval.
pub fn alpha(parts: &[Vec<Option<f64>>], weights: Option<&[f64]>, level: f64) -> Option<Alpha> {
    let k = parts.len();
    let rows = parts.first()?.len();
    if k < 2 || parts.iter().any(|p| p.len() != rows) || weights.is_some_and(|w| w.len() != rows) {
        return None;
    }
    let weight = |row: usize| weights.map_or(1.0, |w| w[row]);
    let complete: Vec<usize> = (0..rows)
        .filter(|row| weight(*row) > 0.0 && weight(*row).is_finite())
        .filter(|row| parts.iter().all(|p| p[*row].is_some_and(f64::is_finite)))
        .collect();
    let n = complete.len() as f64;
    if n < 2.0 {
        return None;
    }
    let (means, c) = covariances(parts, &complete, weight);
    let all: Vec<usize> = (0..k).collect();
    let total = sum_over(&c, &all);
    if total.is_nan() || total <= 0.0 {
        return None;
    }
    let raw = raw_alpha(&c, &all)?;
    let correlations = correlations(&c);
    let apart = (k * (k - 1)) as f64;
    let mean_r = correlations.as_ref().map(|r| (sum_over(r, &all) - k as f64) / apart);
    let off = |f: &dyn Fn(f64) -> f64| -> f64 {
        (0..k).flat_map(|i| (0..k).filter(move |j| *j != i).map(move |j| (i, j))).map(|(i, j)| f(c[i][j])).sum()
    };
    let factor = k as f64 / (k as f64 - 1.0);
    Some(Alpha {
        n: complete.len() as u64,
        raw,
        interval: if weights.is_none() { feldt(raw, n, k as f64, level) } else { None },
        standardised: mean_r.map(|r| k as f64 * r / (1.0 + (k as f64 - 1.0) * r)).filter(|a| a.is_finite()),
        mean_r,
        sem: (total * (1.0 - raw)).sqrt(),
        lambda2: (off(&|c| c) + (factor * off(&|c| c * c)).sqrt()) / total,
        lambda6: correlations.and_then(|r| lambda6(r, &all)),
        parts: (0..k).map(|j| part(&means, &c, &all, j)).collect(),
    })
}

/// Means, and covariances with n/(n − 1).
fn covariances(parts: &[Vec<Option<f64>>], rows: &[usize], weight: impl Fn(usize) -> f64) -> (Vec<f64>, Vec<Vec<f64>>) {
    let value = |j: usize, row: usize| parts[j][row].unwrap_or(f64::NAN);
    let total: f64 = rows.iter().map(|row| weight(*row)).sum();
    let k = parts.len();
    let means: Vec<f64> =
        (0..k).map(|j| rows.iter().map(|row| weight(*row) * value(j, *row)).sum::<f64>() / total).collect();
    let n = rows.len() as f64;
    let one = |i: usize, j: usize| {
        let product = |row: &usize| weight(*row) * (value(i, *row) - means[i]) * (value(j, *row) - means[j]);
        rows.iter().map(product).sum::<f64>() / total * n / (n - 1.0)
    };
    let c = (0..k).map(|i| (0..k).map(|j| one(i, j)).collect()).collect();
    (means, c)
}

fn sum_over(c: &[Vec<f64>], of: &[usize]) -> f64 {
    of.iter().map(|i| of.iter().map(|j| c[*i][*j]).sum::<f64>()).sum()
}

fn raw_alpha(c: &[Vec<f64>], of: &[usize]) -> Option<f64> {
    let k = of.len() as f64;
    let alpha = k / (k - 1.0) * (1.0 - of.iter().map(|j| c[*j][*j]).sum::<f64>() / sum_over(c, of));
    alpha.is_finite().then_some(alpha)
}

fn correlations(c: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let sound = (0..c.len()).all(|j| c[j][j] > 0.0);
    let one = |i: usize, j: usize| if i == j { 1.0 } else { c[i][j] / (c[i][i] * c[j][j]).sqrt() };
    sound.then(|| (0..c.len()).map(|i| (0..c.len()).map(|j| one(i, j)).collect()).collect())
}

fn feldt(alpha: f64, n: f64, k: f64, level: f64) -> Option<(f64, f64)> {
    if !(level > 0.0 && level < 1.0) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let end = |p| Some(1.0 - (1.0 - alpha) * f_quantile(p, n - 1.0, (n - 1.0) * (k - 1.0))?);
    Some((end(1.0 - tail)?, end(tail)?))
}

fn part(means: &[f64], c: &[Vec<f64>], all: &[usize], j: usize) -> Part {
    let rest: Vec<usize> = all.iter().copied().filter(|i| *i != j).collect();
    let with = |of: &[usize]| {
        let r = of.iter().map(|i| c[*i][j]).sum::<f64>() / (c[j][j] * sum_over(c, of)).sqrt();
        r.is_finite().then_some(r)
    };
    let alpha_without = if rest.len() > 1 { raw_alpha(c, &rest) } else { None };
    Part { mean: means[j], sd: c[j][j].sqrt(), with_total: with(all), with_rest: with(&rest), alpha_without }
}

fn lambda6(r: Vec<Vec<f64>>, all: &[usize]) -> Option<f64> {
    let total = sum_over(&r, all);
    let diagonal = inverse_diagonal(r)?;
    Some(1.0 - diagonal.iter().map(|d| 1.0 / d).sum::<f64>() / total)
}

/// The diagonal of the inverse of a correlation matrix, by Gauss and Jordan; none if it has none.
fn inverse_diagonal(mut m: Vec<Vec<f64>>) -> Option<Vec<f64>> {
    let k = m.len();
    for p in 0..k {
        let pivot = m[p][p];
        if pivot.is_nan() || pivot <= 1e-10 {
            return None;
        }
        m[p][p] = 1.0;
        m[p].iter_mut().for_each(|x| *x /= pivot);
        let pivot_row = m[p].clone();
        for (_, row) in m.iter_mut().enumerate().filter(|(r, _)| *r != p) {
            let factor = row[p];
            row[p] = 0.0;
            row.iter_mut().zip(&pivot_row).for_each(|(x, y)| *x -= factor * y);
        }
    }
    Some((0..k).map(|j| m[j][j]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(of: &[f64]) -> Vec<Option<f64>> {
        of.iter().copied().map(Some).collect()
    }

    #[test]
    fn the_alpha_of_two_parts_is_that_of_a_hand_calculation() {
        // var 5/3 and 5/3, cov 1: total 16/3; 2·(1 − (10/3)/(16/3)) = 3/4; r = .6
        let found = alpha(&[some(&[1.0, 2.0, 3.0, 4.0]), some(&[2.0, 1.0, 4.0, 3.0])], None, 0.95).unwrap();
        assert!((found.raw - 0.75).abs() < 1e-14);
        assert!((found.mean_r.unwrap() - 0.6).abs() < 1e-14);
        assert!((found.standardised.unwrap() - 0.75).abs() < 1e-14);
        assert!((found.parts[0].with_rest.unwrap() - 0.6).abs() < 1e-14);
        assert_eq!(found.parts[0].alpha_without, None);
        // λ₆ of two: smc = .36 each
        assert!((found.lambda6.unwrap() - (1.0 - 2.0 * 0.64 / 3.2)).abs() < 1e-14);
        let (low, high) = found.interval.unwrap();
        assert!(low < 0.75 && 0.75 < high);
    }

    #[test]
    fn a_row_that_counts_twice_is_as_good_as_two_rows() {
        let twice = alpha(&[some(&[1.0, 2.0, 3.0]), some(&[2.0, 1.0, 4.0])], Some(&[1.0, 2.0, 1.0]), 0.95).unwrap();
        let two = alpha(&[some(&[1.0, 2.0, 2.0, 3.0]), some(&[2.0, 1.0, 1.0, 4.0])], None, 0.95).unwrap();
        assert!((twice.raw - two.raw).abs() < 1e-14);
        assert_eq!(twice.interval, None);
    }

    #[test]
    fn the_same_part_twice_is_perfect_and_has_no_lambda6() {
        let part = some(&[1.0, 2.0, 4.0]);
        let found = alpha(&[part.clone(), part], None, 0.95).unwrap();
        assert!((found.raw - 1.0).abs() < 1e-14);
        assert_eq!(found.lambda6, None);
    }

    #[test]
    fn too_little_has_no_alpha() {
        assert_eq!(alpha(&[], None, 0.95), None);
        assert_eq!(alpha(&[some(&[1.0, 2.0])], None, 0.95), None);
        assert_eq!(alpha(&[some(&[1.0]), some(&[2.0])], None, 0.95), None);
        assert_eq!(alpha(&[some(&[1.0, 1.0]), some(&[2.0, 2.0])], None, 0.95), None);
        assert_eq!(alpha(&[vec![None, Some(f64::NAN)], some(&[2.0, 3.0])], None, 0.95), None);
    }
}
