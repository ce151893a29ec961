//! Confidence intervals of counted cases: shares x of n, counts of events, and the difference of two shares.
//!
//! What      a facility's own interval. It is no control limit
//! Formula   Wilson (2x + z² ∓ z·√(z² + 4x(1 − x/n)))/(2(n + z²)); Clopper-Pearson and Jeffreys by beta quantiles; Agresti-Coull
//!           p̃ ∓ z·√(p̃(1 − p̃)/ñ), ñ = n + z², p̃ = (x + z²/2)/ñ; Wald p ∓ z·√(p(1 − p)/n). Byar
//!           x(1 − 1/(9x) − z/(3√x))³ and the same of x + 1; exact Poisson by chi-squared quantiles. Newcombe: Wilson's ends
//!           d − √((p₁ − l₁)² + (u₂ − p₂)²), d + √((u₁ − p₁)² + (p₂ − l₂)²)
//! Source    Wilson (1927); Clopper & Pearson (1934); Brown, Cai & DasGupta (2001), Stat. Sci. 16:101; Breslow & Day (1987) for
//!           Byar; Newcombe (1998), Stat. Med. 17:873
//! Checked   R: fac_intervals_prop, fac_intervals_count, fac_intervals_diff, 1e-9 relative
//! Edges     n ≤ 0, x outside 0 to n, or a level outside 0 to 1: none; no exact or Jeffreys' one above 10⁷ cases. Agresti-Coull and Wald may leave 0 to 1, and Wald has no
//!           width at 0 and n: they are here for comparison. Byar has no lower end at 0, and one below 0 is none

use super::funnel::factor;
use crate::estimate::{beta_quantile, gamma_quantile};

/// How an interval of a share is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum ShareInterval {
    /// From the score test.
    #[default]
    Wilson,
    /// Exact, never too short.
    ClopperPearson,
    /// Bayesian, with Jeffreys' prior.
    Jeffreys,
    /// Wald's, after adding cases.
    AgrestiCoull,
    /// Normal.
    Wald,
}

/// The interval of a share of `x` in `n`.
pub fn share(x: f64, n: f64, level: f64, how: ShareInterval) -> Option<(f64, f64)> {
    if !(n > 0.0 && n.is_finite() && (0.0..=n).contains(&x)) {
        return None;
    }
    let z = factor(level)?;
    let tail = (1.0 - level) / 2.0;
    match how {
        ShareInterval::Wilson => Some(wilson(x, n, z)),
        ShareInterval::ClopperPearson => {
            let low = if x == 0.0 { 0.0 } else { beta(tail, x, n - x + 1.0)? };
            let high = if x == n { 1.0 } else { beta(1.0 - tail, x + 1.0, n - x)? };
            Some((low, high))
        }
        ShareInterval::Jeffreys => {
            let end = |p| beta(p, x + 0.5, n - x + 0.5);
            let low = if x == 0.0 { 0.0 } else { end(tail)? };
            let high = if x == n { 1.0 } else { end(1.0 - tail)? };
            Some((low, high))
        }
        ShareInterval::AgrestiCoull => {
            let all = n + z * z;
            Some(about((x + z * z / 2.0) / all, all, z))
        }
        ShareInterval::Wald => Some(about(x / n, n, z)),
    }
}

/// A beta quantile, where the search for it ends: a case is no millionth of one, and a facility has no ten millions.
fn beta(p: f64, a: f64, b: f64) -> Option<f64> {
    let countable = |shape: f64| (1e-6..=1e7).contains(&shape);
    if countable(a) && countable(b) { beta_quantile(p, a, b) } else { None }
}

fn about(p: f64, n: f64, z: f64) -> (f64, f64) {
    let half = z * (p * (1.0 - p) / n).sqrt();
    (p - half, p + half)
}

fn wilson(x: f64, n: f64, z: f64) -> (f64, f64) {
    let middle = 2.0 * x + z * z;
    let half = z * (z * z + 4.0 * x * (1.0 - x / n)).sqrt();
    let both = 2.0 * (n + z * z);
    // At 0 and n an end is exact; the difference of two roots is not.
    let low = if x == 0.0 { 0.0 } else { (middle - half) / both };
    let high = if x == n { 1.0 } else { (middle + half) / both };
    (low, high)
}

/// Byar's interval of a count; its lower end is none where it would be below 0.
pub fn byar(x: f64, level: f64) -> Option<(Option<f64>, f64)> {
    if !(x >= 0.0 && x.is_finite()) {
        return None;
    }
    let z = factor(level)?;
    let end = |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).powi(3);
    let low = (x > 0.0).then(|| end(x, -z)).filter(|low| *low >= 0.0);
    Some((low, end(x + 1.0, z)))
}

/// The exact interval of a count.
pub fn poisson(x: f64, level: f64) -> Option<(f64, f64)> {
    if !(x >= 0.0 && x.is_finite() && level > 0.0 && level < 1.0) {
        return None;
    }
    let tail = (1.0 - level) / 2.0;
    let low = if x == 0.0 { 0.0 } else { gamma_quantile(tail, x)? };
    Some((low, gamma_quantile(1.0 - tail, x + 1.0)?))
}

/// The difference of two shares, first less second, with Newcombe's interval.
pub fn difference(first: (f64, f64), second: (f64, f64), level: f64) -> Option<(f64, f64, f64)> {
    let (l1, u1) = share(first.0, first.1, level, ShareInterval::Wilson)?;
    let (l2, u2) = share(second.0, second.1, level, ShareInterval::Wilson)?;
    let (p1, p2) = (first.0 / first.1, second.0 / second.1);
    let d = p1 - p2;
    Some((d, d - (p1 - l1).hypot(u2 - p2), d + (u1 - p1).hypot(p2 - l2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(have: (f64, f64), want: (f64, f64)) {
        let near = |h: f64, w: f64| (h - w).abs() <= 1e-11 * w.abs().max(1e-3);
        assert!(near(have.0, want.0) && near(have.1, want.1), "have {have:?}, want {want:?}");
    }

    #[test]
    fn intervals_of_one_case_in_fifty_are_those_of_r() {
        // R: fac_intervals_prop, x = 1, n = 50, 90 %
        for (how, want) in [
            (ShareInterval::Wilson, (0.00447456410650986, 0.0848052942483094)),
            (ShareInterval::ClopperPearson, (0.00102533986723206, 0.0913981307196974)),
            (ShareInterval::Jeffreys, (0.00352997847097396, 0.0755388158116599)),
            (ShareInterval::AgrestiCoull, (-0.00214913945782697, 0.0914289978126462)),
            (ShareInterval::Wald, (-0.0125664403029468, 0.0525664403029468)),
        ] {
            close(share(1.0, 50.0, 0.9, how).unwrap(), want);
        }
    }

    #[test]
    fn intervals_of_counts_are_those_of_r() {
        // R: fac_intervals_count, 90 %
        let (low, high) = byar(3.0, 0.9).unwrap();
        close((low.unwrap(), high), (0.810302045121064, 7.74453231231506));
        close(poisson(3.0, 0.9).unwrap(), (0.817691447163953, 7.75365652793273));
        close(poisson(0.0, 0.9).unwrap(), (0.0, 2.99573227355399));
        assert_eq!(byar(0.0, 0.9).unwrap().0, None);
    }

    #[test]
    fn the_difference_of_two_shares_is_that_of_newcombe() {
        // Newcombe (1998), table II, (a) 56/70 and 48/80
        let (d, low, high) = difference((56.0, 70.0), (48.0, 80.0), 0.95).unwrap();
        close((low, high), (0.0524314724023649, 0.333872654036906));
        assert!((d - 0.2).abs() < 1e-15);
    }

    #[test]
    fn at_nothing_and_at_all_the_ends_are_exact() {
        for how in [ShareInterval::Wilson, ShareInterval::ClopperPearson, ShareInterval::Jeffreys] {
            assert_eq!(share(0.0, 1.0, 0.95, how).unwrap().0, 0.0);
            assert_eq!(share(1.0, 1.0, 0.95, how).unwrap().1, 1.0);
        }
    }

    #[test]
    fn nonsense_has_no_interval() {
        for (x, n) in [(0.0, 0.0), (2.0, 1.0), (-1.0, 5.0), (f64::NAN, 5.0), (1.0, f64::NAN)] {
            assert_eq!(share(x, n, 0.95, ShareInterval::Wilson), None);
            assert_eq!(difference((x, n), (1.0, 2.0), 0.95), None);
        }
        assert_eq!(poisson(-1.0, 0.95), None);
        assert_eq!(byar(f64::INFINITY, 0.95), None);
        assert_eq!(share(1.0, 2.0, 95.0, ShareInterval::Wilson), None);
    }
}
