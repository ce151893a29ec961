//! Covariances of several statistics of one design.
//!
//! What      Cov(a, b) = Σ_h (1 − f_h) n_h/(n_h − 1) Σ_c (u_hc − ū_h)(v_hc − v̄_h), as [`variance`] has it of one
//! Else      4 Cov(a, b) = V(a + b) − V(a − b), wherever a stratum holds a single cluster or there are several stages
//! Source    Särndal, Swensson & Wretman (1992), ch. 5; R survey, `svyrecvar`
//! Checked   the one way against the other (below); `svychisq` and `svycontrast` of R survey through `masam estimate` and cards
//! Edges     as of the variance

use super::linear::{Linear, combined};
use super::variance::{NoVariance, VarianceRule, variance};
use crate::design::{CERTAIN, Units};

/// The covariances of statistics, a symmetric matrix row after row.
pub fn covariances(units: &Units, of: &[Linear], rule: VarianceRule) -> Result<Vec<f64>, NoVariance> {
    match at_once(units, of, rule) {
        Some(found) => Ok(found),
        None => by_sums(units, of, rule),
    }
}

/// Out of the variances of sums and differences.
fn by_sums(units: &Units, of: &[Linear], rule: VarianceRule) -> Result<Vec<f64>, NoVariance> {
    let k = of.len();
    let mut matrix = vec![0.0; k * k];
    for i in 0..k {
        matrix[i * k + i] = variance(units, &of[i].scores, rule)?;
        for j in 0..i {
            let with = |sign: f64| variance(units, &combined(&[(1.0, &of[i]), (sign, &of[j])]).scores, rule);
            let both = (with(1.0)? - with(-1.0)?) / 4.0;
            (matrix[i * k + j], matrix[j * k + i]) = (both, both);
        }
    }
    Ok(matrix)
}

/// Of first-stage units none of which is alone in its stratum, the common case, all pairs at once: cards ask for many of them.
fn at_once(units: &Units, of: &[Linear], rule: VarianceRule) -> Option<Vec<f64>> {
    let sorted = |linear: &Linear| linear.scores.is_sorted_by(|a, b| a.unit < b.unit);
    let company = || units.of_stage(0).all(|stratum| units.node(stratum).children > 1);
    if units.scales().is_some() || units.stages() > 1 || rule.domain_lonely || !of.iter().all(sorted) || !company() {
        return None;
    }
    let k = of.len();
    let rows = side_by_side(of);
    let strata = units.stratum_count();
    let (mut ids, mut seen, mut means) = (vec![0; strata], vec![0_u32; strata], vec![0.0; strata * k]);
    for (unit, z) in rows.iter().map(|(unit, at)| (*unit, at)) {
        let h = units.stratum_number(unit);
        ids[h] = units.node(unit).parent;
        seen[h] += 1;
        z.iter().zip(&mut means[h * k..]).for_each(|(z, sum)| *sum += z);
    }
    let mut scale = vec![0.0; strata];
    for h in (0..strata).filter(|h| seen[*h] > 0) {
        let n = f64::from(units.node(ids[h]).children);
        let open = 1.0 - units.fraction(ids[h]);
        means[h * k..][..k].iter_mut().for_each(|mean| *mean /= n);
        scale[h] = if open < CERTAIN { 0.0 } else { open * n / (n - 1.0) };
    }
    let mut matrix = vec![0.0; k * k];
    let mut add = |by: f64, centred: &[f64]| {
        for i in 0..k {
            let left = by * centred[i];
            for j in 0..=i {
                matrix[i * k + j] += left * centred[j];
            }
        }
    };
    let mut centred = vec![0.0; k];
    for (unit, z) in &rows {
        let h = units.stratum_number(*unit);
        let mean = &means[h * k..][..k];
        centred.iter_mut().zip(z).zip(mean).for_each(|((c, z), mean)| *c = z - mean);
        add(scale[h], &centred);
    }
    for h in (0..strata).filter(|h| seen[*h] > 0) {
        let unseen = f64::from(units.node(ids[h]).children - seen[h]);
        add(scale[h] * unseen, &means[h * k..][..k]);
    }
    for i in 0..k {
        for j in 0..i {
            matrix[j * k + i] = matrix[i * k + j];
        }
    }
    Some(matrix)
}

/// The scores of each unit in all statistics, 0 where it has none.
fn side_by_side(of: &[Linear]) -> Vec<(u32, Vec<f64>)> {
    let k = of.len();
    let mut rows: Vec<(u32, Vec<f64>)> = Vec::new();
    let mut all: Vec<(u32, usize, f64)> =
        of.iter().enumerate().flat_map(|(at, of)| of.scores.iter().map(move |s| (s.unit, at, s.z))).collect();
    all.sort_by_key(|(unit, at, _)| (*unit, *at));
    for (unit, at, z) in all {
        if rows.last().is_none_or(|(last, _)| *last != unit) {
            rows.push((unit, vec![0.0; k]));
        }
        if let Some((_, row)) = rows.last_mut() {
            row[at] = z;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{Builder, Stages};
    use crate::estimate::Score;

    #[test]
    fn all_pairs_at_once_are_what_sums_and_differences_give() {
        // Three strata of 3, 4 and 5 clusters, of which 6, 8 and 500 there are.
        let mut builder = Builder::new(Stages { labelled: 1, finite: 1, nested: true });
        let mut leaves = Vec::new();
        for (stratum, (clusters, all)) in [(3, 6.0), (4, 8.0), (5, 500.0)].into_iter().enumerate() {
            for cluster in 0..clusters {
                let labels = [format!("Давхарга {stratum}"), cluster.to_string()];
                let labels: Vec<&[u8]> = labels.iter().map(|label| label.as_bytes()).collect();
                leaves.push(builder.leaf(&labels, &[all], 1.0).unwrap());
            }
        }
        let units = builder.finish().unwrap();
        // Statistics of some of the clusters: all of them, those of a stratum, every other one.
        let of = |takes: &dyn Fn(usize) -> bool, k: f64| {
            let scores = leaves.iter().enumerate().filter(|(at, _)| takes(*at));
            let score = |(at, unit): (usize, &u32)| Score { unit: *unit, z: (k * at as f64).sin(), weighted: true };
            let mut scores: Vec<Score> = scores.map(score).collect();
            scores.sort_by_key(|score| score.unit);
            Linear { scores, ..Linear::default() }
        };
        let all = [of(&|_| true, 1.3), of(&|at| at < 3, 0.7), of(&|at| at % 2 == 0, 2.9), of(&|at| at > 6, 0.1)];
        let rule = VarianceRule::default();
        let (fast, slow) = (at_once(&units, &all, rule).unwrap(), by_sums(&units, &all, rule).unwrap());
        for (a, b) in fast.iter().zip(&slow) {
            assert!((a - b).abs() <= 1e-13 * slow[0], "{fast:?} {slow:?}");
        }
        assert!(slow[1].abs() > 1e-3, "they do go together: {slow:?}");
    }
}
