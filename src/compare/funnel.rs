//! Funnel limits: how far a facility may lie from the middle by chance alone.
//!
//! What      control limits about a target θ at any two-sided level, and the p-value of an observation against θ
//! Formula   error s: θ ± z·s. Share of n: θ ± z·√(θ(1 − θ)/n), or exact binomial with interpolation, position/n. Ratio of
//!           observed to expected E: exact Poisson, position/E. An n that isn't whole (an effective one): linear between the
//!           limits at the whole numbers beside it. p: the smaller exact tail doubled, at most 1; normal for an error
//! Source    Spiegelhalter (2005), Stat. Med. 24:1185 and Qual. Saf. Health Care 14:347
//! Checked   R: fac_funnel_prop, fac_funnel_ratio, fac_funnel_mean, 1e-9 relative
//! Edges     n < 1, E ≤ 0, s ≤ 0, a level outside 0 to 1 or NaN: none. θ = 0 or 1: both limits are θ, and any other share has
//!           p = 0. Interpolated limits may lie below 0 or above 1, where no share can; [`Limits::within`] cuts them for a
//!           drawing. Above 10⁹ cases the normal distribution takes over

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::tails::{Count, MOST};
use crate::estimate::{Df, gamma_quantile, two_sided, two_sided_p};

/// Control limits, on the scale of the figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The lower one.
    pub low: f64,
    /// The upper one.
    pub high: f64,
}

impl Limits {
    /// The limits cut to what the figure can be, for a drawing.
    pub fn within(self, low: f64, high: f64) -> Limits {
        Limits { low: self.low.max(low).min(high), high: self.high.min(high).max(low) }
    }

    /// Both limits as fractions of the way from these to others.
    fn towards(self, other: Limits, way: f64) -> Limits {
        Limits { low: self.low + way * (other.low - self.low), high: self.high + way * (other.high - self.high) }
    }
}

/// The factor of normal limits; none for a level that isn't between 0 and 1.
pub(super) fn factor(level: f64) -> Option<f64> {
    if level > 0.0 && level < 1.0 { two_sided(level, Df::Infinite) } else { None }
}

/// Limits of a figure with a given standard error, as of a survey mean.
pub fn by_error(target: f64, se: f64, level: f64) -> Option<Limits> {
    if !(target.is_finite() && se.is_finite() && se > 0.0) {
        return None;
    }
    let half = factor(level)? * se;
    Some(Limits { low: target - half, high: target + half })
}

/// The standard error of a share of `n` under the target; none where it would be 0.
pub fn share_se(target: f64, n: f64) -> Option<f64> {
    if target > 0.0 && target < 1.0 && n > 0.0 && n.is_finite() {
        Some((target * (1.0 - target) / n).sqrt())
    } else {
        None
    }
}

/// Normal limits of a share of `n`.
pub fn share_normal(target: f64, n: f64, level: f64) -> Option<Limits> {
    by_error(target, share_se(target, n)?, level)
}

/// Exact limits of a share of `n`, which may be an effective number of answers.
pub fn share_exact(target: f64, n: f64, level: f64) -> Option<Limits> {
    if !(n >= 1.0 && n.is_finite() && (0.0..=1.0).contains(&target)) {
        return None;
    }
    let z = factor(level)?;
    if target == 0.0 || target == 1.0 {
        return Some(Limits { low: target, high: target });
    }
    if n > MOST {
        return share_normal(target, n, level);
    }
    let whole = n.floor();
    let at = whole_share(target, whole as u64, level, z);
    if n == whole { Some(at) } else { Some(at.towards(whole_share(target, whole as u64 + 1, level, z), n - whole)) }
}

/// Exact limits and p-values of shares about one target, each worked out once: facilities have the same few hundred numbers of
/// answers.
#[derive(Debug)]
pub struct ShareLimits {
    target: f64,
    known: RefCell<FxHashMap<(u64, u64), Limits>>,
    tails: RefCell<FxHashMap<(u64, u64, Tail), f64>>,
}

impl ShareLimits {
    /// About this target.
    pub fn new(target: f64) -> ShareLimits {
        ShareLimits { target, known: RefCell::default(), tails: RefCell::default() }
    }

    /// The target.
    pub fn target(&self) -> f64 {
        self.target
    }

    /// As [`share_exact`].
    pub fn of(&self, n: f64, level: f64) -> Option<Limits> {
        if !((1.0..=MOST).contains(&n) && self.target > 0.0 && self.target < 1.0) {
            return share_exact(self.target, n, level);
        }
        let z = factor(level)?;
        let whole = |n: f64| {
            let made = || whole_share(self.target, n as u64, level, z);
            *self.known.borrow_mut().entry((n as u64, level.to_bits())).or_insert_with(made)
        };
        let (floor, at) = (n.floor(), whole(n.floor()));
        Some(if n == floor { at } else { at.towards(whole(floor + 1.0), n - floor) })
    }

    /// As [`share_exact_p`].
    pub fn p(&self, share: f64, n: f64) -> Option<f64> {
        let known = |count: Count, k: u64, which: Tail| match count {
            Count::Binomial { n, .. } => {
                *self.tails.borrow_mut().entry((n, k, which)).or_insert_with(|| tail(count, k, which))
            }
            Count::Poisson { .. } => tail(count, k, which),
        };
        share_p(share, n, self.target, known)
    }
}

/// Which tail of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Tail {
    AtMost,
    AtLeast,
}

/// The probability of a tail from k on.
fn tail(count: Count, k: u64, which: Tail) -> f64 {
    match which {
        Tail::AtMost => count.at_most(k),
        Tail::AtLeast => count.at_least(k),
    }
}

fn whole_share(target: f64, n: u64, level: f64, z: f64) -> Limits {
    let count = Count::Binomial { n, p: target };
    let tail = (1.0 - level) / 2.0;
    Limits { low: count.lower(tail, z) / n as f64, high: count.upper(tail, z) / n as f64 }
}

/// Exact limits of observed/expected about 1. With a target other than 1, `expected` is the target's, and the limits are shares of it.
pub fn ratio_exact(expected: f64, level: f64) -> Option<Limits> {
    if !(expected > 0.0 && expected.is_finite()) {
        return None;
    }
    let z = factor(level)?;
    if expected > MOST {
        return by_error(1.0, 1.0 / expected.sqrt(), level);
    }
    let count = Count::Poisson { mean: expected };
    let tail = (1.0 - level) / 2.0;
    Some(Limits { low: count.lower(tail, z) / expected, high: count.upper(tail, z) / expected })
}

/// Limits of observed/expected in the form of confidence limits: what other tools draw. Wider than [`ratio_exact`] above.
pub fn ratio_chi2(expected: f64, level: f64) -> Option<Limits> {
    if !(expected > 0.0 && expected.is_finite() && level > 0.0 && level < 1.0) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    Some(Limits {
        low: gamma_quantile(tail, expected)? / expected,
        high: gamma_quantile(1.0 - tail, expected + 1.0)? / expected,
    })
}

/// Two-sided p-value of a figure with a given standard error.
pub fn by_error_p(value: f64, target: f64, se: f64) -> Option<f64> {
    if !(value.is_finite() && target.is_finite() && se.is_finite() && se > 0.0) {
        return None;
    }
    two_sided_p((value - target) / se, Df::Infinite)
}

/// Two-sided exact p-value of a share of `n`, which may be an effective number of answers.
pub fn share_exact_p(share: f64, n: f64, target: f64) -> Option<f64> {
    share_p(share, n, target, tail)
}

fn share_p(share: f64, n: f64, target: f64, tail: impl Fn(Count, u64, Tail) -> f64) -> Option<f64> {
    if !(n >= 1.0 && n.is_finite() && (0.0..=1.0).contains(&target) && (0.0..=1.0).contains(&share)) {
        return None;
    }
    if target == 0.0 || target == 1.0 {
        return Some(if share == target { 1.0 } else { 0.0 });
    }
    if n > MOST {
        return by_error_p(share, target, share_se(target, n)?);
    }
    let whole = n.floor();
    let at = |n: f64| doubled(Count::Binomial { n: n as u64, p: target }, share * n, &tail);
    let here = at(whole);
    Some(if n == whole { here } else { here + (n - whole) * (at(whole + 1.0) - here) })
}

/// Two-sided exact p-value of an observed count against the expected one.
pub fn ratio_exact_p(observed: f64, expected: f64) -> Option<f64> {
    if !(observed >= 0.0 && observed.is_finite() && expected >= 0.0 && expected.is_finite()) {
        return None;
    }
    if expected == 0.0 {
        return Some(if observed == 0.0 { 1.0 } else { 0.0 });
    }
    if expected > MOST || observed > MOST {
        return by_error_p(observed, expected, expected.sqrt());
    }
    Some(doubled(Count::Poisson { mean: expected }, observed, tail))
}

/// Twice the smaller tail beyond `x`, at most 1; between whole counts tails are interpolated.
fn doubled(count: Count, x: f64, tail: impl Fn(Count, u64, Tail) -> f64) -> f64 {
    // A share times its base should be whole, but 0.1·30 is not.
    let x = if (x - x.round()).abs() <= 1e-9 * x.max(1.0) { x.round() } else { x };
    let (k, part) = (x.floor(), x - x.floor());
    let between = |which: Tail| {
        let here = tail(count, k as u64, which);
        if part == 0.0 { here } else { here + part * (tail(count, k as u64 + 1, which) - here) }
    };
    // P(X ≥ x) ≥ 1 − P(X ≤ x), so that a tail of less than a half is the smaller one.
    let near = between(if x < count.mean() { Tail::AtMost } else { Tail::AtLeast });
    if near < 0.4 {
        return 2.0 * near;
    }
    (2.0 * between(Tail::AtMost).min(between(Tail::AtLeast))).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(have: f64, want: f64) {
        assert!((have - want).abs() <= 1e-11 * want.abs(), "have {have}, want {want}");
    }

    #[test]
    fn exact_limits_of_shares_are_those_of_r() {
        // R: fac_funnel_prop, F01 and F03
        let target = 0.639577594123049;
        let limits = share_exact(target, 51.0, 0.95).unwrap();
        close(limits.low, 0.494992502664137);
        close(limits.high, 0.759452169477811);
        let limits = share_exact(target, 27.0, 0.998).unwrap();
        close(limits.low, 0.325579194990336);
        close(limits.high, 0.885602213686716);
    }

    #[test]
    fn exact_limits_of_ratios_are_those_of_r() {
        // R: fac_funnel_ratio, F02 and F05
        let limits = ratio_exact(103.44, 0.998).unwrap();
        close(limits.low, 0.705593897241492);
        close(limits.high, 1.31259226696507);
        close(ratio_exact(6.06, 0.998).unwrap().low, -0.0943274856667844);
        close(ratio_chi2(6.06, 0.95).unwrap().high, 2.16864563189259);
    }

    #[test]
    fn an_effective_number_of_answers_lies_between_the_whole_ones() {
        let (a, b, m) = (share_exact(0.3, 20.0, 0.95), share_exact(0.3, 21.0, 0.95), share_exact(0.3, 20.5, 0.95));
        assert!((m.unwrap().low - (a.unwrap().low + b.unwrap().low) / 2.0).abs() < 1e-15);
        assert!((m.unwrap().high - (a.unwrap().high + b.unwrap().high) / 2.0).abs() < 1e-15);
    }

    #[test]
    fn the_p_value_is_the_doubled_tail() {
        // By hand: 2·11/1024; 2·e⁻⁷·(1 + 7 + 49/2)
        close(share_exact_p(0.1, 10.0, 0.5).unwrap(), 0.021484375);
        close(ratio_exact_p(2.0, 7.0).unwrap(), 2.0 * 32.5 * (-7.0_f64).exp());
        assert_eq!(share_exact_p(0.5, 10.0, 0.5), Some(1.0));
    }

    #[test]
    fn where_there_is_no_chance_there_is_a_line() {
        assert_eq!(share_exact(1.0, 30.0, 0.95), Some(Limits { low: 1.0, high: 1.0 }));
        assert_eq!(share_exact_p(1.0, 30.0, 1.0), Some(1.0));
        assert_eq!(share_exact_p(0.9, 30.0, 1.0), Some(0.0));
    }

    #[test]
    fn nonsense_has_no_limits() {
        for n in [f64::NAN, 0.0, -3.0, 0.5, f64::INFINITY] {
            assert_eq!(share_exact(0.5, n, 0.95), None);
            assert_eq!(share_exact_p(0.5, n, 0.5), None);
        }
        assert_eq!(share_exact(f64::NAN, 9.0, 0.95), None);
        assert_eq!(share_exact(0.5, 9.0, 1.0), None);
        assert_eq!(by_error(3.0, 0.0, 0.95), None);
        assert_eq!(ratio_exact(0.0, 0.95), None);
        assert!(share_exact(0.5, 1.0, 0.998).is_some());
        assert!(share_exact(1e-300, 1e8, 0.998).is_some());
    }
}
