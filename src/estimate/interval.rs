//! Intervals of an estimate from its standard error and degrees of freedom.
//!
//! What      t: value ± t·s. For shares: logit, arcsine, Korn-Graubard beta, Wilson
//! Source    Korn & Graubard (1998), Survey Methodology 24:193–201; Franco et al. (2019), J. Surv. Stat. Methodol.
//!           7:334–364; NCHS, Vital and Health Statistics, series 2 no. 175 (2017) for shares of 0 and 1
//! Checked   R survey 4.5, `svyciprop`: 1e-9 of the standard error
//! Edges     a share of 0 or 1, or a standard error of 0: Korn-Graubard with the number of answers as effective size,
//!           marked; no degrees of freedom: no interval

use super::distribution::{Df, beta_quantile, two_sided};

/// How an interval is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IntervalMethod {
    /// value ± t·s on the scale of the value; for a share also called Wald.
    T,
    /// t on the logit scale.
    Logit,
    /// t on the arcsine scale.
    Asin,
    /// Beta quantiles with an effective number of answers (Korn-Graubard).
    Beta,
    /// Wilson score interval with an effective number of answers.
    Wilson,
    /// Korn-Graubard with the number of answers, where no other interval is defined.
    BetaAtEdge,
}

impl IntervalMethod {
    /// The methods a user can ask for, by name; `t` and `wald` are the same.
    pub const NAMES: [(&'static str, IntervalMethod); 6] = [
        ("t", IntervalMethod::T),
        ("wald", IntervalMethod::T),
        ("logit", IntervalMethod::Logit),
        ("asin", IntervalMethod::Asin),
        ("beta", IntervalMethod::Beta),
        ("wilson", IntervalMethod::Wilson),
    ];

    /// The name printed with an interval.
    pub fn name(self) -> &'static str {
        match self {
            IntervalMethod::T => "t",
            IntervalMethod::Logit => "logit",
            IntervalMethod::Asin => "asin",
            IntervalMethod::Beta => "beta",
            IntervalMethod::Wilson => "wilson",
            IntervalMethod::BetaAtEdge => "beta-edge",
        }
    }
}

/// An interval and how it was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How it was made.
    pub method: IntervalMethod,
}

/// value ± t·s.
pub fn student(value: f64, se: f64, df: Df, level: f64) -> Option<Interval> {
    let t = two_sided(level, df)?;
    Some(Interval { low: value - t * se, high: value + t * se, method: IntervalMethod::T })
}

/// What a share's interval is made from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareFacts {
    /// The share, 0 to 1.
    pub share: f64,
    /// Its standard error.
    pub se: f64,
    /// Rows with an answer and a weight other than zero.
    pub n: u64,
    /// All rows with an answer.
    pub rows: u64,
    /// Degrees of freedom.
    pub df: Df,
}

/// The interval of a share.
pub fn of_share(facts: ShareFacts, method: IntervalMethod, level: f64) -> Option<Interval> {
    let ShareFacts { share: p, se: s, df, .. } = facts;
    let t = two_sided(level, df)?;
    let at_edge = p <= 0.0 || p >= 1.0 || s == 0.0;
    let (method, (low, high)) = match method {
        _ if at_edge => (IntervalMethod::BetaAtEdge, beta(p, facts.n as f64, level)?),
        IntervalMethod::T | IntervalMethod::BetaAtEdge => (IntervalMethod::T, (p - t * s, p + t * s)),
        IntervalMethod::Logit => (method, logit(p, s, t)),
        IntervalMethod::Asin => (method, asin(p, s, t)),
        IntervalMethod::Beta => (method, beta(p, effective(facts, t, level)?, level)?),
        IntervalMethod::Wilson => (method, wilson(p, s, t)),
    };
    Some(Interval { low, high, method })
}

/// L ± t·s/(p(1 − p)) with L = ln(p/(1 − p)), back to the share.
pub fn logit(p: f64, s: f64, t: f64) -> (f64, f64) {
    let middle = (p / (1.0 - p)).ln();
    let half = t * s / (p * (1.0 - p));
    let expit = |l: f64| 1.0 / (1.0 + (-l).exp());
    (expit(middle - half), expit(middle + half))
}

/// sin²(asin √p ± t·s/(2√(p(1 − p)))), stopping at 0 and 1.
fn asin(p: f64, s: f64, t: f64) -> (f64, f64) {
    let middle = p.sqrt().asin();
    let half = t * s / (2.0 * (p * (1.0 - p)).sqrt());
    let back = |angle: f64| angle.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2);
    (back(middle - half), back(middle + half))
}

/// n_e = p(1 − p)/v · (t_{n−1}/t_df)².
fn effective(facts: ShareFacts, t: f64, level: f64) -> Option<f64> {
    let simple = two_sided(level, Df::Finite(facts.rows as i64 - 1))?;
    let p = facts.share;
    Some(p * (1.0 - p) / (facts.se * facts.se) * (simple / t).powi(2))
}

/// Beta quantiles around x = n_e·p; the ends at 0 and 1 are exact.
fn beta(p: f64, n: f64, level: f64) -> Option<(f64, f64)> {
    let tail = (1.0 - level) / 2.0;
    let x = n * p;
    let low = if p <= 0.0 { 0.0 } else { beta_quantile(tail, x, n - x + 1.0)? };
    let high = if p >= 1.0 { 1.0 } else { beta_quantile(1.0 - tail, x + 1.0, n - x)? };
    Some((low, high))
}

/// Score interval with n_e = p(1 − p)/v.
fn wilson(p: f64, s: f64, t: f64) -> (f64, f64) {
    let n = p * (1.0 - p) / (s * s);
    let t2 = t * t;
    let middle = p + t2 / (2.0 * n);
    let half = t / (2.0 * n) * (4.0 * n * p * (1.0 - p) + t2).sqrt();
    ((middle - half) / (1.0 + t2 / n), (middle + half) / (1.0 + t2 / n))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(share: f64, se: f64) -> ShareFacts {
        ShareFacts { share, se, n: 30, rows: 30, df: Df::Finite(10) }
    }

    #[test]
    fn a_share_of_zero_or_one_has_a_marked_interval() {
        // Clopper-Pearson for 0 and 30 of 30, R: binom.test(0, 30)$conf.int, binom.test(30, 30)$conf.int
        let none = of_share(facts(0.0, 0.0), IntervalMethod::Logit, 0.95).unwrap();
        assert_eq!((none.low, none.method), (0.0, IntervalMethod::BetaAtEdge));
        assert!((none.high - 0.115703308222028).abs() < 1e-12);
        let all = of_share(facts(1.0, 0.0), IntervalMethod::Wilson, 0.95).unwrap();
        assert_eq!(all.high, 1.0);
        assert!((all.low - (1.0 - 0.115703308222028)).abs() < 1e-12);
    }

    #[test]
    fn without_degrees_of_freedom_there_is_no_interval() {
        let none = ShareFacts { df: Df::Finite(0), ..facts(0.4, 0.1) };
        assert_eq!(of_share(none, IntervalMethod::Logit, 0.95), None);
        assert_eq!(student(12.0, 3.0, Df::Finite(0), 0.95), None);
    }

    #[test]
    fn every_share_interval_but_walds_stays_between_0_and_1() {
        for method in [IntervalMethod::Logit, IntervalMethod::Asin, IntervalMethod::Beta, IntervalMethod::Wilson] {
            let interval = of_share(facts(0.02, 0.04), method, 0.95).unwrap();
            assert!(interval.low >= 0.0 && interval.high <= 1.0 && interval.low < 0.02, "{interval:?}");
        }
        assert!(of_share(facts(0.02, 0.04), IntervalMethod::T, 0.95).unwrap().low < 0.0);
    }
}
