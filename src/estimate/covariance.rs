//! Covariances of several statistics of one design.
//!
//! What      Cov(a, b) = Σ_h (1 − f_h) n_h/(n_h − 1) Σ_c (u_hc − ū_h)(v_hc − v̄_h), as [`variance`] has it of one
//! Else      4 Cov(a, b) = V(a + b) − V(a − b), wherever a stratum holds a single cluster or there are several stages
//! Source    Särndal, Swensson & Wretman (1992), ch. 5; R survey, `svyrecvar`
//! Checked   the one way against the other (below); `svychisq` and `svycontrast` of R survey through `masam estimate` and cards
//! Edges     as of the variance

use super::DfRule;
use super::distribution::Df;
use super::linear::{Linear, combined};
use super::variance::{NoVariance, Score, VarianceRule, variance};
use crate::design::{CERTAIN, Units};

/// The covariances of statistics, a symmetric matrix row after row.
pub fn covariances(units: &Units, of: &[Linear], rule: VarianceRule) -> Result<Vec<f64>, NoVariance> {
    let sorted = |linear: &Linear| linear.scores.is_sorted_by(|a, b| a.unit < b.unit);
    if in_company(units, rule) && of.iter().all(sorted) {
        return Ok(SideBySide::of(of).covariances(units));
    }
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

/// Whether units are those of a single stage and none is alone in its stratum, so that [`SideBySide`] is enough: the common case.
pub fn in_company(units: &Units, rule: VarianceRule) -> bool {
    let company = || units.of_stage(0).all(|stratum| units.node(stratum).children > 1);
    units.scales().is_none() && units.stages() == 1 && !rule.domain_lonely && company()
}

/// The scores of units in several statistics, side by side.
#[derive(Debug, Clone, Default)]
pub struct SideBySide {
    /// How many statistics there are.
    statistics: usize,
    /// The units that have a row in one of them, each with whether it has one with a weight.
    units: Vec<(u32, bool)>,
    /// By unit, its scores in all of them, 0 where it has no row.
    z: Vec<f64>,
}

impl SideBySide {
    /// Nothing yet of so many statistics.
    pub fn new(statistics: usize) -> SideBySide {
        SideBySide { statistics, ..SideBySide::default() }
    }

    /// The scores of statistics.
    fn of(all: &[Linear]) -> SideBySide {
        let mut side = SideBySide::new(all.len());
        let linears: Vec<&Linear> = all.iter().collect();
        let scores = linears.iter().map(|linear| &linear.scores[..]);
        each_unit(
            scores.collect(),
            |score| score.unit,
            |unit, there| {
                let weighted = there.iter().any(|(_, score)| score.weighted);
                let z = side.unit(unit, weighted);
                there.iter().for_each(|(at, score)| z[*at] = score.z);
            },
        );
        side
    }

    /// A further unit, in their order, and its scores to be filled in.
    pub fn unit(&mut self, unit: u32, weighted: bool) -> &mut [f64] {
        self.units.push((unit, weighted));
        let start = self.z.len();
        self.z.resize(start + self.statistics, 0.0);
        &mut self.z[start..]
    }

    /// The degrees of freedom of the rows of all of them together.
    pub fn df(&self, units: &Units, rule: DfRule) -> Df {
        let score = |(unit, weighted): &(u32, bool)| Score { unit: *unit, z: 0.0, weighted: *weighted };
        rule.df(units, &self.units.iter().map(score).collect::<Vec<_>>())
    }

    /// Their covariances, all pairs at once; of units that are [`in_company`].
    pub fn covariances(&self, units: &Units) -> Vec<f64> {
        let (k, strata) = (self.statistics, units.stratum_count());
        let rows = || self.units.iter().map(|(unit, _)| *unit).zip(self.z.chunks_exact(k.max(1)));
        let (mut ids, mut seen, mut means) = (vec![0; strata], vec![0_u32; strata], vec![0.0; strata * k]);
        for (unit, z) in rows() {
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
            for (i, left) in centred.iter().enumerate() {
                let left = by * left;
                matrix[i * k..].iter_mut().zip(&centred[..=i]).for_each(|(sum, right)| *sum += left * right);
            }
        };
        let mut centred = vec![0.0; k];
        for (unit, z) in rows() {
            let h = units.stratum_number(unit);
            centred.iter_mut().zip(z).zip(&means[h * k..]).for_each(|((c, z), mean)| *c = z - mean);
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
        matrix
    }
}

/// Walks through several lists that are each in the order of units: what each of them has of a unit, with its place among the lists.
pub fn each_unit<T>(mut lists: Vec<&[T]>, unit: impl Fn(&T) -> u32, mut take: impl FnMut(u32, &[(usize, &T)])) {
    let mut there = Vec::new();
    while let Some(next) = lists.iter().filter_map(|list| list.first().map(&unit)).min() {
        there.clear();
        for (at, list) in lists.iter_mut().enumerate() {
            if let Some((first, rest)) = list.split_first().filter(|(first, _)| unit(first) == next) {
                there.push((at, first));
                *list = rest;
            }
        }
        take(next, &there);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{Builder, LonelyCluster, Stages};

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
        assert!(in_company(&units, rule));
        let fast = covariances(&units, &all, rule).unwrap();
        // The same rule, by the way of sums: no stratum has a single cluster left here.
        let slow =
            covariances(&units, &all, VarianceRule { domain_lonely: true, lonely: LonelyCluster::Certainty }).unwrap();
        for (a, b) in fast.iter().zip(&slow) {
            assert!((a - b).abs() <= 1e-13 * slow[0], "{fast:?} {slow:?}");
        }
        assert!(slow[1].abs() > 1e-3, "they do go together: {slow:?}");
    }
}
