//! Gaps: to a target, to the average of the places, between two groups of one place.
//!
//! The kinds are never mixed: each is a difference of its own with its standard error, and p-values are adjusted within
//! a family that is named. Direction enters in the verdict only; the gap itself is signed as subtracted.

mod adjust;
mod equity;

pub use adjust::{Adjusted, adjusted};
pub use equity::{Area, Better, Inequality, Shortfall, Slope, inequality, shortfall, slope};

use crate::design::Units;
use crate::estimate::{
    Df, Estimate, Interval, IntervalMethod, Linear, NOISE, Precision, Rules, ValueKind, combined, estimate, student,
};
use crate::instrument::Direction;

/// A difference with its error.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// First minus second, on the scale of the values.
    pub value: f64,
    /// Its standard error, where there is one.
    pub se: Option<f64>,
    /// Its degrees of freedom.
    pub df: Option<Df>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// Two-sided p-value of no difference.
    pub p: Option<f64>,
}

impl Difference {
    /// The same on the degrees of freedom of one of its sides, where these are fewer: of a place against many, nearly all that
    /// is uncertain comes from the place, and the clusters of the others say nothing of how well its error is known.
    pub fn on_fewer(self, df: Df, level: f64) -> Difference {
        let (Some(se), Some(own)) = (self.se, self.df) else { return self };
        let fewer = match (own, df) {
            (Df::Finite(own), Df::Finite(side)) => side < own,
            (Df::Infinite, Df::Finite(_)) => true,
            (_, Df::Infinite) => false,
        };
        if !fewer {
            return self;
        }
        Difference { df: Some(df), interval: student(self.value, se, df, level), p: p_of(self.value / se, df), ..self }
    }
}

/// What a difference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Clearly on the good side.
    Better,
    /// Clearly on the bad side.
    Worse,
    /// The data allow both.
    NoClearDifference,
    /// The base is too small to tell.
    TooSmall,
    /// Clear, of an indicator without a good side.
    Differs,
}

/// An estimate minus a fixed value: the error is the estimate's, its interval is shifted.
///
/// The test is taken on the scale of the interval, so that the two agree: for a share with a logit interval it is
/// t = (ln p/(1 − p) − ln T/(1 − T)) / (s/(p(1 − p))). Against a target of 0 a single case is then proof, as it is.
pub fn to_value(estimate: &Estimate, value: f64, share: bool) -> Difference {
    let gap = estimate.value - value;
    match &estimate.precision {
        Precision::Unknown(_) => without_error(gap),
        Precision::Sampled { se, df, interval, .. } => {
            let on_scale = match interval.map(|i| i.method) {
                Some(IntervalMethod::T) | None => gap / se,
                Some(_) if share => logit_distance(estimate.value, value, *se),
                Some(_) => gap / se,
            };
            let interval = interval.map(|i| Interval { low: i.low - value, high: i.high - value, ..i });
            // Where the error vanishes, the interval decides and there is no test.
            let test = (*se > 0.0 && !at_edge(estimate, share)).then(|| p_of(on_scale, *df)).flatten();
            Difference { value: gap, se: Some(*se), df: Some(*df), interval, p: test }
        }
    }
}

/// How many standard errors a share lies from a value on the logit scale; from 0 and 1 infinitely many.
fn logit_distance(share: f64, value: f64, se: f64) -> f64 {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    (logit(share) - logit(value.clamp(0.0, 1.0))) / (se / (share * (1.0 - share)))
}

fn at_edge(estimate: &Estimate, share: bool) -> bool {
    share && (estimate.value <= 0.0 || estimate.value >= 1.0)
}

/// First minus second, both estimated: shared clusters enter with their covariance. `others` lend their clusters to the
/// degrees of freedom, as every group of the column does. Where no error can be seen there is neither interval nor test.
pub fn between(first: &Linear, second: &Linear, others: &[&Linear], units: &Units, rules: &Rules) -> Difference {
    contrast(&[(1.0, first), (-1.0, second)], others, units, rules)
}

/// Σ k·statistic with its error: a difference of two, or a difference of differences. As [`between`].
pub fn contrast(of: &[(f64, &Linear)], others: &[&Linear], units: &Units, rules: &Rules) -> Difference {
    let lent = others.iter().map(|other| (0.0, *other));
    let parts: Vec<(f64, &Linear)> = of.iter().copied().chain(lent).collect();
    let found = estimate(&combined(&parts), ValueKind::Number, units, rules);
    // What is noise goes by the sides: their difference may itself be noise.
    let noise = NOISE * of.iter().map(|(_, side)| side.value.abs()).fold(0.0, f64::max);
    match found.precision {
        Precision::Sampled { se, df, interval, .. } if se > noise => {
            let p = p_of(found.value / se, df);
            Difference { value: found.value, se: Some(se), df: Some(df), interval, p }
        }
        Precision::Sampled { .. } | Precision::Unknown(_) => without_error(found.value),
    }
}

/// First minus second where one is a share of 0 or 1: its standard error is 0, which is no certainty. The distances of
/// both shares from the ends of their own intervals are put together (Newcombe 1998, Stat. Med. 17:873–890, method 10,
/// with the intervals of the shares at hand); their covariance is left out, and there is no test.
pub fn at_the_edge(first: &Estimate, second: &Estimate) -> Option<Difference> {
    let (a, b) = (interval_of(first)?, interval_of(second)?);
    if a.method != IntervalMethod::BetaAtEdge && b.method != IntervalMethod::BetaAtEdge {
        return None;
    }
    let value = first.value - second.value;
    let low = value - (first.value - a.low).hypot(b.high - second.value);
    let high = value + (a.high - first.value).hypot(second.value - b.low);
    let interval = Some(Interval { low, high, method: IntervalMethod::BetaAtEdge });
    Some(Difference { interval, ..without_error(value) })
}

/// First minus second of samples that share nothing, where there are no scores to add up: medians of two rounds. Variances
/// and degrees of freedom are added.
pub fn independent(first: &Estimate, second: &Estimate, level: f64) -> Difference {
    let value = first.value - second.value;
    let (Precision::Sampled { se: a, df: of_a, .. }, Precision::Sampled { se: b, df: of_b, .. }) =
        (&first.precision, &second.precision)
    else {
        return without_error(value);
    };
    let df = match (of_a, of_b) {
        (Df::Finite(a), Df::Finite(b)) => Df::Finite(a + b),
        (Df::Infinite, _) | (_, Df::Infinite) => Df::Infinite,
    };
    let se = a.hypot(*b);
    if se <= NOISE * first.value.abs().max(second.value.abs()) {
        return without_error(value);
    }
    Difference { value, se: Some(se), df: Some(df), interval: student(value, se, df, level), p: p_of(value / se, df) }
}

fn interval_of(estimate: &Estimate) -> Option<Interval> {
    match estimate.precision {
        Precision::Sampled { interval, .. } => interval,
        Precision::Unknown(_) => None,
    }
}

/// A difference of which nothing more is known.
pub fn without_error(value: f64) -> Difference {
    Difference { value, se: None, df: None, interval: None, p: None }
}

fn p_of(t: f64, df: Df) -> Option<f64> {
    crate::estimate::distribution::two_sided_p(t, df)
}

/// What a difference means, by the p-value adjusted for its family, or where there is none by the interval.
pub fn meaning(gap: &Difference, p_adjusted: Option<f64>, level: f64, direction: Direction, few: bool) -> Meaning {
    if few {
        return Meaning::TooSmall;
    }
    let clear = match (p_adjusted, gap.interval) {
        (Some(p), _) => p < 1.0 - level,
        (None, Some(i)) if i.method == IntervalMethod::BetaAtEdge => i.low > 0.0 || i.high < 0.0,
        (None, _) => false,
    };
    match (clear, direction) {
        (false, _) => Meaning::NoClearDifference,
        (true, Direction::Neither) => Meaning::Differs,
        (true, Direction::Higher) if gap.value > 0.0 => Meaning::Better,
        (true, Direction::Lower) if gap.value < 0.0 => Meaning::Better,
        (true, Direction::Higher | Direction::Lower) => Meaning::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_goes_by_the_fewer_degrees_of_freedom() {
        let many = Difference { value: 6.0, se: Some(2.0), df: Some(Df::Finite(92)), interval: None, p: Some(0.0035) };
        let few = many.clone().on_fewer(Df::Finite(6), 0.95);
        // R: 2 * pt(-3, 6), 6 + c(-1, 1) * qt(0.975, 6) * 2
        assert!((few.p.unwrap() - 0.024_008_196_755_7).abs() < 1e-12, "{few:?}");
        let interval = few.interval.unwrap();
        assert!(
            (interval.low - 1.106_176_297_71).abs() < 1e-10 && (interval.high - 10.893_823_702_3).abs() < 1e-9,
            "{few:?}"
        );
        assert_eq!(few.df, Some(Df::Finite(6)));
        assert_eq!(many.clone().on_fewer(Df::Finite(200), 0.95), many);
        assert_eq!(many.clone().on_fewer(Df::Infinite, 0.95), many);
        let none = many.on_fewer(Df::Finite(0), 0.95);
        assert_eq!((none.p, none.interval), (None, None));
    }
}
