//! Two figures: how many people show a change or a difference, and which change so many people can show.
//!
//! What      n = deff·v·(z_α + z_β)²/d², rounded up; z_β is that of the power, 0 where a margin of the difference is wanted
//! Rounds    v = S₁² + S₂² − 2·g·ρ·S₁S₂ for n in each round; g the share of clusters that both have, ρ the correlation of their figures
//! Groups    v = S₁²/a + S₂²/(1 − a) for n in all, of whom a share a is in the first group
//! Given n   V = deff·(S₁²/n₁ + S₂²/n₂ − 2gρ·S₁S₂/n₁); the least d with d = (z_α + z_β)·√V(d), by bisection
//! Source    Kish (1965), 12.4; Cochran (1977), 4.9 and 12.11; UN (2005), Household Sample Surveys, ch. II and V; PracTools nDep2sam.
//!           Variances aren't pooled: power.prop.test, which pools them, wants 0.7 to 1 % more
//! Checked   R: tests/golden/sampling.R and its simulation of the power
//! Edges     a change that leads out of 0 to 1 is none; where even the whole way can't be shown there is no detectable change

use super::conditions::Conditions;
use super::size::{Spread, up};
use crate::estimate::{Df, two_sided};

/// How two figures belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pairing {
    /// Two rounds of n people each.
    Rounds {
        /// Share of the clusters of a round that the other one visits too, 0 to 1.
        overlap: f64,
        /// Correlation of a cluster's figure between rounds, −1 to 1.
        correlation: f64,
    },
    /// Two groups within n people.
    Groups {
        /// Share of the first group, between 0 and 1.
        first: f64,
    },
}

/// A change or difference to be shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// How the figures belong together.
    pub pairing: Pairing,
    /// Probability of showing a change that is there, 0.5 to 1; 0.5 makes the margin of the difference as large as the change.
    pub power: f64,
}

impl Comparison {
    fn z(&self, conditions: &Conditions) -> f64 {
        // P(Z ≤ z) = power is two-sided 2·power − 1.
        conditions.z() + two_sided(2.0 * self.power - 1.0, Df::Infinite).unwrap_or(0.0)
    }

    /// Variance of the difference with n₁ and n₂ people, before the design effect.
    fn variance(&self, first: Spread, second: Spread, people: (f64, f64)) -> f64 {
        let (v1, v2) = (first.variance(), second.variance());
        match self.pairing {
            Pairing::Rounds { overlap, correlation } => {
                v1 / people.0 + v2 / people.1 - 2.0 * overlap * correlation * (v1 * v2).sqrt() / people.0
            }
            Pairing::Groups { first } => (v1 / first + v2 / (1.0 - first)) / people.0,
        }
    }

    /// Answers that show the change `d` between two spreads: in each round, or of both groups together. Not rounded.
    pub fn answers(&self, first: Spread, second: Spread, d: f64, conditions: &Conditions) -> f64 {
        let one = self.variance(first, second, (1.0, 1.0));
        conditions.deff() * one * self.z(conditions).powi(2) / (d * d)
    }

    /// People to approach for so many answers.
    pub fn people(answers: f64, conditions: &Conditions) -> u64 {
        up(answers / conditions.response())
    }

    /// The smallest change of a share `p`, upwards or downwards, that n₁ and n₂ answers show; none if no change can be shown.
    pub fn detectable(&self, p: f64, upwards: bool, answers: (f64, f64), conditions: &Conditions) -> Option<f64> {
        let first = Spread::share(p)?;
        let whole = if upwards { 1.0 - p } else { p };
        let z = self.z(conditions);
        // What the change exceeds the error by: from below 0 at no change to above 0, once.
        let beyond = |d: f64| {
            let second = Spread::share(if upwards { p + d } else { p - d });
            let v = second.map_or(f64::NAN, |second| self.variance(first, second, answers));
            d - z * (conditions.deff() * v).max(0.0).sqrt()
        };
        let (mut low, mut high) = (0.0, whole * (1.0 - 1e-12));
        if beyond(high).is_nan() || beyond(high) < 0.0 {
            return None;
        }
        for _ in 0..200 {
            let middle = f64::midpoint(low, high);
            if beyond(middle) < 0.0 { low = middle } else { high = middle }
        }
        Some(f64::midpoint(low, high))
    }

    /// The smallest change of a mean that n₁ and n₂ answers show.
    pub fn detectable_mean(&self, spread: Spread, answers: (f64, f64), conditions: &Conditions) -> f64 {
        self.z(conditions) * (conditions.deff() * self.variance(spread, spread, answers)).sqrt()
    }
}

/// The correlation of a cluster's figures between two rounds that ask other people there: what clusters really are correlates by
/// `stability`, and b·ρ/(1 + (b − 1)·ρ) of the variance of their figures is what they really are (Kish 1965, 12.4).
pub fn round_correlation(stability: f64, take: f64, icc: f64) -> f64 {
    stability * take * icc / (1.0 + (take - 1.0) * icc)
}

/// The number of people for each cluster that costs least: √(C₁/C₂·(1 − ρ)/ρ), with the cost of a cluster over that of an interview.
///
/// Source: Cochran (1977), 10.6; Kish (1965), 8.3B.
pub fn best_take(cost_ratio: f64, icc: f64) -> f64 {
    (cost_ratio * (1.0 - icc) / icc).sqrt()
}

#[cfg(test)]
mod tests {
    use super::super::conditions::Given;
    use super::*;

    fn conditions(deff: f64) -> Conditions {
        Conditions::new(Given { level: 0.95, deff, response: 1.0, population: None }).expect("possible numbers")
    }

    const APART: Comparison = Comparison { pairing: Pairing::Rounds { overlap: 0.0, correlation: 0.0 }, power: 0.8 };

    #[test]
    fn from_50_to_40_percent_needs_385_answers_a_round() {
        // R: (0.25 + 0.24)·(qnorm(.975) + qnorm(.8))²/0.1² = 384.595.
        let share = |p| Spread::share(p).expect("a share");
        let n = APART.answers(share(0.5), share(0.4), 0.1, &conditions(1.0));
        assert!((n - 384.595_106_983_105).abs() < 1e-9, "{n}");
    }

    #[test]
    fn the_detectable_change_of_a_size_is_the_change_that_was_asked() {
        let share = |p| Spread::share(p).expect("a share");
        let panel = Comparison { pairing: Pairing::Rounds { overlap: 0.8, correlation: 0.3 }, power: 0.9 };
        let n = panel.answers(share(0.3), share(0.42), 0.12, &conditions(1.6));
        let d = panel.detectable(0.3, true, (n, n), &conditions(1.6)).expect("a change");
        assert!((d - 0.12).abs() < 1e-12, "{d}");
    }

    #[test]
    fn a_handful_of_people_can_show_no_change_at_all() {
        assert_eq!(APART.detectable(0.9, true, (12.0, 12.0), &conditions(2.0)), None);
    }

    #[test]
    fn groups_of_equal_size_need_twice_a_round_in_all() {
        let share = |p| Spread::share(p).expect("a share");
        let groups = Comparison { pairing: Pairing::Groups { first: 0.5 }, power: 0.8 };
        let both = groups.answers(share(0.5), share(0.4), 0.1, &conditions(1.0));
        assert!((both - 2.0 * 384.595_106_983_105).abs() < 1e-9, "{both}");
    }
}
