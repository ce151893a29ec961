//! Reliability: which part of what facilities differ by is real, and what a facility's figure becomes when the rest is taken out.
//!
//! What      one-way analysis of variance of answers within facilities; the variance τ² between facilities from figures with
//!           errors; reliability of each figure, and the figure pulled towards the mean as far as it is unreliable
//! Formula   n₀ = (N − Σn²/N)/(k − 1); σ²_b = (MSB − MSW)/n₀; ICC = (MSB − MSW)/(MSB + (n₀ − 1)·MSW);
//!           B = τ²/(τ² + s²); estimate B·y + (1 − B)·μ, μ the mean with weights 1/(s² + τ²);
//!           error √(B·s² + (1 − B)²/Σw), naive √B·s; rankability τ²/(τ² + median s²)
//! Source    DerSimonian & Laird (1986), Contr. Clin. Trials 7:177; Paule & Mandel (1982), J. Res. NBS 87:377; REML by the fixed
//!           point of Viechtbauer (2005), J. Educ. Behav. Stat. 30:261; van Houwelingen & others (1999) for rankability
//! Checked   R: fac_reliability with its parameters, 1e-9 relative; lme4's own REML from answers, [`one_step`], to 1e-6, which is as
//!           far as lme4 goes. That is another number than from figures with errors: 0.093 against 0.111
//! Edges     fewer than two figures with s > 0: none. A negative variance is 0, and then every figure becomes the mean. s = 0:
//!           the figure is certain, its reliability is 1, and it has no part in τ² and μ

use super::dispersion::Point;
use crate::estimate::f_upper_p;

/// The answers of one facility, summed up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// How many.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
    /// Their squared distances from it, added up.
    pub ss: f64,
}

/// Variance between and within facilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anova {
    /// Mean square between.
    pub msb: f64,
    /// Mean square within.
    pub msw: f64,
    /// The number of answers that counts as the usual one.
    pub n0: f64,
    /// Variance between facilities; below 0 if they differ less than chance.
    pub between: f64,
    /// Share of the variance of an answer that is between facilities.
    pub icc: f64,
    /// MSB/MSW.
    pub f: f64,
    /// Probability of so large an F by chance.
    pub p: f64,
    /// Reliability of the facilities' means as a whole: 1 − 1/F.
    pub reliability: f64,
    /// Facilities less one.
    pub df1: f64,
    /// Answers less facilities.
    pub df2: f64,
}

impl Anova {
    /// Reliability of the mean of `n` answers (Spearman and Brown).
    pub fn unit_reliability(&self, n: f64) -> f64 {
        n * self.icc / (1.0 + (n - 1.0) * self.icc)
    }

    /// How many answers a mean needs for a reliability; none where no number is enough.
    pub fn n_for(&self, reliability: f64) -> Option<f64> {
        let n = reliability / (1.0 - reliability) * (1.0 - self.icc) / self.icc;
        (self.icc > 0.0 && n.is_finite()).then_some(n)
    }
}

/// One-way analysis of variance; none without two facilities and a variance within.
pub fn anova(groups: &[Group]) -> Option<Anova> {
    let groups: Vec<&Group> = groups.iter().filter(|g| g.n > 0.0 && g.mean.is_finite() && g.ss.is_finite()).collect();
    let k = groups.len() as f64;
    let total: f64 = groups.iter().map(|g| g.n).sum();
    let (df1, df2) = (k - 1.0, total - k);
    if !(df1 > 0.0 && df2 > 0.0 && total.is_finite()) {
        return None;
    }
    let mean = groups.iter().map(|g| g.n * g.mean).sum::<f64>() / total;
    let msb = groups.iter().map(|g| g.n * (g.mean - mean).powi(2)).sum::<f64>() / df1;
    let msw = groups.iter().map(|g| g.ss).sum::<f64>() / df2;
    if msw.is_nan() || msw <= 0.0 {
        return None;
    }
    let n0 = (total - groups.iter().map(|g| g.n * g.n).sum::<f64>() / total) / df1;
    let f = msb / msw;
    Some(Anova {
        msb,
        msw,
        n0,
        between: (msb - msw) / n0,
        icc: (msb - msw) / (msb + (n0 - 1.0) * msw),
        f,
        p: f_upper_p(f, df1, df2)?,
        reliability: 1.0 - 1.0 / f,
        df1,
        df2,
    })
}

/// Both variances from answers at once, by restricted maximum likelihood, with one variance within for all facilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneStep {
    /// The mean of facilities.
    pub mu: f64,
    /// Variance between facilities.
    pub between: f64,
    /// Variance of an answer within its facility.
    pub within: f64,
}

impl OneStep {
    /// The reliability of a mean of `n` answers, and the mean pulled in by it.
    pub fn shrunken(&self, n: f64, mean: f64) -> (f64, f64) {
        let b = n * self.between / (n * self.between + self.within);
        (b, b * mean + (1.0 - b) * self.mu)
    }
}

/// REML of the model with one mean and random facilities: with λ = between/within and w = n/(1 + n·λ), the least
/// (N − 1)·ln Q + Σ ln(1 + n·λ) + ln Σ w, Q = Σ ss + Σ w(m − μ)²; within = Q/(N − 1).
pub fn one_step(groups: &[Group]) -> Option<OneStep> {
    let found = anova(groups)?;
    let groups: Vec<&Group> = groups.iter().filter(|g| g.n > 0.0 && g.mean.is_finite() && g.ss.is_finite()).collect();
    let free = found.df1 + found.df2;
    let at = |lambda: f64| {
        let weight = |g: &Group| g.n / (1.0 + g.n * lambda);
        let sum: f64 = groups.iter().map(|g| weight(g)).sum();
        let mu = groups.iter().map(|g| weight(g) * g.mean).sum::<f64>() / sum;
        let q: f64 = groups.iter().map(|g| g.ss + weight(g) * (g.mean - mu).powi(2)).sum();
        let q_slope: f64 = groups.iter().map(|g| -(weight(g) * (g.mean - mu)).powi(2)).sum();
        let squares: f64 = groups.iter().map(|g| weight(g).powi(2)).sum();
        (mu, q, free * q_slope / q + sum - squares / sum)
    };
    let (mut low, mut high) = (0.0, 0.0);
    if at(0.0).2 < 0.0 {
        high = found.icc.abs().max(1e-6);
        for _ in 0..200 {
            if at(high).2 >= 0.0 {
                break;
            }
            low = high;
            high *= 2.0;
        }
        for _ in 0..200 {
            let middle = (low + high) / 2.0;
            if at(middle).2 < 0.0 { low = middle } else { high = middle }
        }
    }
    let lambda = (low + high) / 2.0;
    let (mu, q, _) = at(lambda);
    let within = q / free;
    (mu.is_finite() && within.is_finite()).then_some(OneStep { mu, between: lambda * within, within })
}

/// How the variance between facilities is estimated from figures with errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Between {
    /// By moments, with weights 1/s².
    DerSimonianLaird,
    /// By moments, with the weights that go with the answer.
    PauleMandel,
    /// Restricted maximum likelihood.
    #[default]
    Reml,
}

/// Steps that an iteration may take.
const STEPS: usize = 5_000;

/// Σ w, μ and Σ w(y − μ)² with w = 1/(s² + t).
fn weighted(points: &[&Point], t: f64) -> (f64, f64, f64) {
    let weight = |p: &Point| 1.0 / (p.se * p.se + t);
    let sum: f64 = points.iter().map(|p| weight(p)).sum();
    let mean = points.iter().map(|p| weight(p) * p.value).sum::<f64>() / sum;
    (sum, mean, points.iter().map(|p| weight(p) * (p.value - mean).powi(2)).sum())
}

/// The variance between facilities, never below 0; none with fewer than two usable figures.
pub fn tau2(points: &[Point], how: Between) -> Option<f64> {
    let points: Vec<&Point> = points.iter().filter(|p| p.usable()).collect();
    if points.len() < 2 {
        return None;
    }
    let found = match how {
        Between::DerSimonianLaird => der_simonian_laird(&points),
        Between::PauleMandel => paule_mandel(&points),
        Between::Reml => reml(&points),
    };
    found.is_finite().then_some(found)
}

fn der_simonian_laird(points: &[&Point]) -> f64 {
    let (w1, _, q) = weighted(points, 0.0);
    let w2: f64 = points.iter().map(|p| p.se.powi(-4)).sum();
    ((q - (points.len() as f64 - 1.0)) / (w1 - w2 / w1)).max(0.0)
}

/// Newton on a falling convex function, from the left: it never overshoots.
fn paule_mandel(points: &[&Point]) -> f64 {
    let df = points.len() as f64 - 1.0;
    let mut t = 0.0;
    for _ in 0..STEPS {
        let (_, mean, q) = weighted(points, t);
        let slope: f64 = points.iter().map(|p| ((p.value - mean) / (p.se * p.se + t)).powi(2)).sum();
        let step = (q - df) / slope;
        if step.is_nan() || step <= 1e-15 * t {
            break;
        }
        t += step;
    }
    t
}

/// Fisher scoring: t + (Σw²(y − m)² − Σw + Σw²/Σw)/(Σw² − 2·Σw³/Σw + (Σw²/Σw)²), not below 0, which has the root of the
/// likelihood's slope for its fixed point and takes some ten steps to it.
fn reml(points: &[&Point]) -> f64 {
    let mut t = der_simonian_laird(points);
    // Where a few errors are far smaller than the others a whole step can go to and fro for ever.
    let (mut damping, mut last) = (1.0, 0.0_f64);
    for _ in 0..STEPS {
        let (mut w1, mut w2, mut w3, mut wy) = (0.0, 0.0, 0.0, 0.0);
        for p in points {
            let w = 1.0 / (p.se * p.se + t);
            (w1, w2, w3, wy) = (w1 + w, w2 + w * w, w3 + w * w * w, wy + w * p.value);
        }
        let mean = wy / w1;
        let excess: f64 = points.iter().map(|p| ((p.value - mean) / (p.se * p.se + t)).powi(2)).sum();
        let slope = excess - w1 + w2 / w1;
        let step = slope / (w2 - 2.0 * w3 / w1 + (w2 / w1).powi(2));
        if t == 0.0 && step <= 0.0 {
            return 0.0;
        }
        if step * last < 0.0 && step.abs() > last.abs() / 2.0 {
            damping /= 2.0;
        }
        last = step;
        let next = (t + damping * step).max(0.0);
        // A step so small leaves an error of its square; sums of thousands of terms are no more exact.
        if step.is_nan() || (next - t).abs() <= 1e-11 * next {
            return next;
        }
        t = next;
    }
    t
}

/// Variance between facilities, and that of one answer within, from each facility's n, mean and variance of its mean.
///
/// Between: (Σ n(m_i − m)² − (k − 1)·v)/(N − Σn²/N), not below 0; within: v = Σ n_i·(n_i·V_i)/N.
pub fn moment_variance(units: &[(f64, f64, f64)]) -> Option<(f64, f64)> {
    let total: f64 = units.iter().map(|u| u.0).sum();
    let room = total - units.iter().map(|u| u.0 * u.0).sum::<f64>() / total;
    let mean = units.iter().map(|u| u.0 * u.1).sum::<f64>() / total;
    let within = units.iter().map(|u| u.0 * u.0 * u.2).sum::<f64>() / total;
    let spread: f64 = units.iter().map(|u| u.0 * (u.1 - mean).powi(2)).sum();
    let between = ((spread - (units.len() as f64 - 1.0) * within) / room).max(0.0);
    (room > 0.0 && between.is_finite() && within.is_finite()).then_some((between, within))
}

/// A figure with the unreliable part taken out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunken {
    /// Share of real differences in its variance, 0 to 1.
    pub reliability: f64,
    /// The figure, pulled towards the mean.
    pub value: f64,
    /// Its standard error if the mean were known.
    pub se_naive: f64,
    /// Its standard error.
    pub se: f64,
}

/// All figures with the unreliable part taken out.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrinkage {
    /// The variance between facilities that was used.
    pub tau2: f64,
    /// The mean they are pulled towards.
    pub mu: f64,
    /// Its standard error.
    pub se_mu: f64,
    /// In the order of the points; none where there is no figure or no error.
    pub units: Vec<Option<Shrunken>>,
}

/// Pulls figures towards their mean as far as they are unreliable.
pub fn shrink(points: &[Point], tau2: f64) -> Option<Shrinkage> {
    let usable: Vec<&Point> = points.iter().filter(|p| p.usable()).collect();
    if usable.is_empty() || !(tau2 >= 0.0 && tau2.is_finite()) {
        return None;
    }
    let (sum, mu, _) = weighted(&usable, tau2);
    if !(sum.is_finite() && mu.is_finite()) {
        return None;
    }
    let one = |p: &Point| {
        if !(p.value.is_finite() && p.se.is_finite() && p.se >= 0.0) {
            return None;
        }
        let v = p.se * p.se;
        let b = if v == 0.0 { 1.0 } else { tau2 / (tau2 + v) };
        Some(Shrunken {
            reliability: b,
            value: b * p.value + (1.0 - b) * mu,
            se_naive: b.sqrt() * p.se,
            se: (b * v + (1.0 - b).powi(2) / sum).sqrt(),
        })
    };
    Some(Shrinkage { tau2, mu, se_mu: sum.sqrt().recip(), units: points.iter().map(one).collect() })
}

/// How far ranks can be trusted at all: τ²/(τ² + median s²).
pub fn rankability(points: &[Point], tau2: f64) -> Option<f64> {
    let mut v: Vec<f64> = points.iter().filter(|p| p.usable()).map(|p| p.se * p.se).collect();
    v.sort_by(f64::total_cmp);
    let upper = *v.get(v.len() / 2)?;
    let median = if v.len() % 2 == 1 { upper } else { (v[v.len() / 2 - 1] + upper) / 2.0 };
    let share = tau2 / (tau2 + median);
    (tau2 >= 0.0 && share.is_finite()).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(have: f64, want: f64) {
        assert!((have - want).abs() <= 1e-11 * want.abs(), "have {have}, want {want}");
    }

    fn three() -> [Point; 3] {
        [1.0, 3.0, 6.0].map(|value| Point { value, se: 1.0 })
    }

    #[test]
    fn the_analysis_of_two_groups_of_three_is_that_of_a_hand_calculation() {
        // 1 2 3 and 5 6 7: MSB = 24, MSW = 1, F = 24, ICC = 23/26
        let groups = [2.0, 6.0].map(|mean| Group { n: 3.0, mean, ss: 2.0 });
        let found = anova(&groups).unwrap();
        close(found.msb, 24.0);
        close(found.msw, 1.0);
        close(found.n0, 3.0);
        close(found.between, 23.0 / 3.0);
        close(found.icc, 23.0 / 26.0);
        // Of t = √24 with four degrees of freedom: 1 − sin θ·(1 + cos²θ/2), tan θ = t/2
        assert!((found.p - (1.0 - (24.0_f64 / 28.0).sqrt() * (1.0 + 2.0 / 28.0))).abs() < 1e-15);
        close(found.unit_reliability(3.0), found.reliability);
    }

    #[test]
    fn with_groups_of_one_size_both_roads_from_answers_agree() {
        let groups = [2.0, 6.0, 3.0].map(|mean| Group { n: 3.0, mean, ss: 2.0 });
        let (moments, likelihood) = (anova(&groups).unwrap(), one_step(&groups).unwrap());
        assert!((moments.between - likelihood.between).abs() < 1e-12);
        assert!((moments.msw - likelihood.within).abs() < 1e-12);
        let alike = one_step(&[Group { n: 3.0, mean: 2.0, ss: 2.0 }; 3]).unwrap();
        assert_eq!((alike.between, alike.shrunken(3.0, 9.0)), (0.0, (0.0, 2.0)));
    }

    #[test]
    fn with_equal_errors_all_three_ways_find_the_same_variance() {
        // The variance of 1, 3, 6 is 19/3, less 1
        for how in [Between::DerSimonianLaird, Between::PauleMandel, Between::Reml] {
            close(tau2(&three(), how).unwrap(), 19.0 / 3.0 - 1.0);
        }
    }

    #[test]
    fn figures_that_are_alike_become_their_mean() {
        let alike = [Point { value: 2.0, se: 0.5 }; 3];
        for how in [Between::DerSimonianLaird, Between::PauleMandel, Between::Reml] {
            assert_eq!(tau2(&alike, how), Some(0.0));
        }
        let all = shrink(&alike, 0.0).unwrap();
        assert!(all.units.iter().all(|u| u.is_some_and(|u| u.reliability == 0.0 && u.value == 2.0)));
    }

    #[test]
    fn a_certain_figure_stays_and_a_missing_one_stays_missing() {
        let points = [Point { value: 1.0, se: 0.0 }, Point { value: f64::NAN, se: 1.0 }, Point { value: 4.0, se: 1.0 }];
        let all = shrink(&points, 1.0).unwrap();
        assert_eq!(all.units[0].unwrap().value, 1.0);
        assert_eq!(all.units[0].unwrap().reliability, 1.0);
        assert_eq!(all.units[1], None);
        assert_eq!(tau2(&points, Between::Reml), None);
        assert_eq!(rankability(&points, 1.0), Some(0.5));
    }

    #[test]
    fn nothing_has_no_variance() {
        assert_eq!(anova(&[]), None);
        assert_eq!(anova(&[Group { n: 1.0, mean: 2.0, ss: 0.0 }; 4]), None);
        assert_eq!(moment_variance(&[]), None);
        assert_eq!(shrink(&[], 1.0), None);
        assert_eq!(rankability(&[], 1.0), None);
    }
}
