//! Composites: several figures on one scale, put together into one.
//!
//! What      normalising a figure over facilities; weighted means of the parts of one facility; Copeland's count of pairs won
//! Formula   min-max a + (b − a)·(x − min)/(max − min); z (x − mean)/sd; rank share (rank − 1)/(n − 1) with the lowest of tied
//!           ranks; Borda rank − 1; distance to target (x − min)/(T − min), at most 1; goalposts (x − low)/(high − low), cut to
//!           0 to 1; share of the largest. Where less is better x is −x first. Means Σ w·x/Σ w, exp(Σ w·ln x/Σ w), Σ w/Σ (w/x)
//! Source    OECD & JRC (2008), Handbook on Constructing Composite Indicators; COINr
//! Checked   R: asem_composite, asem_normalised, asem_aggregated, 1e-9 relative
//! Edges     a missing part is dropped and the weights of the others are raised; no part gives none. A figure that is the same
//!           everywhere can't be normalised: none. Geometric and harmonic means need parts above 0: else none

use super::ranks::{Ties, ranks};
use crate::gap::Better;

/// How figures come on one scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Normal {
    /// The smallest and the largest become these.
    MinMax {
        /// The smallest.
        low: f64,
        /// The largest.
        high: f64,
    },
    /// Mean 0, standard deviation 1.
    Standard,
    /// Place in the order, 0 to 1.
    RankShare,
    /// How many are worse.
    Borda,
    /// Share of the way from the worst to a target.
    ToTarget(f64),
    /// Share of the way between two fixed values.
    Goalposts {
        /// Becomes 0; the larger one where less is better.
        from: f64,
        /// Becomes 1.
        to: f64,
    },
    /// Share of the largest.
    OfMost,
}

/// A figure over facilities on a common scale, on which more is better.
pub fn normalised(values: &[Option<f64>], better: Better, how: Normal) -> Vec<Option<f64>> {
    let sign = match better {
        Better::More => 1.0,
        Better::Less => -1.0,
    };
    let x: Vec<Option<f64>> = values.iter().map(|v| v.filter(|v| v.is_finite()).map(|v| sign * v)).collect();
    let there: Vec<f64> = x.iter().flatten().copied().collect();
    let n = there.len() as f64;
    let least = there.iter().copied().fold(f64::INFINITY, f64::min);
    let most = there.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let each =
        |f: &dyn Fn(f64) -> f64| -> Vec<Option<f64>> { x.iter().map(|x| x.map(f).filter(|y| y.is_finite())).collect() };
    match how {
        Normal::MinMax { low, high } => each(&|x| low + (high - low) * (x - least) / (most - least)),
        Normal::Standard => {
            let mean = there.iter().sum::<f64>() / n;
            let sd = (there.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
            if most > least { each(&|x| (x - mean) / sd) } else { vec![None; x.len()] }
        }
        Normal::RankShare => {
            places(&x).into_iter().map(|b| b.map(|b| b / (n - 1.0)).filter(|b| b.is_finite())).collect()
        }
        Normal::Borda => places(&x),
        Normal::ToTarget(target) => each(&|x| ((x - least) / (sign * target - least)).min(1.0)),
        Normal::Goalposts { from, to } => each(&|x| ((x - sign * from) / (sign * (to - from))).clamp(0.0, 1.0)),
        Normal::OfMost => each(&|x| x / most),
    }
}

/// How many are worse, with ties at the lowest.
fn places(x: &[Option<f64>]) -> Vec<Option<f64>> {
    let there: Vec<f64> = x.iter().flatten().map(|x| -x).collect();
    let mut ranks = ranks(&there, Ties::Least).into_iter();
    x.iter().map(|x| x.and_then(|_| ranks.next()).map(|rank| rank - 1.0)).collect()
}

/// How parts become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Mean {
    /// A good part makes up for a bad one.
    #[default]
    Arithmetic,
    /// It does less so.
    Geometric,
    /// It does hardly.
    Harmonic,
}

/// The mean of the parts that are there. Weights are 0 or more, one for each part.
pub fn aggregate(parts: &[Option<f64>], weights: &[f64], how: Mean) -> Option<f64> {
    let there = || parts.iter().zip(weights).filter_map(|(x, w)| Some(((*x)?, *w))).filter(|(_, w)| *w > 0.0);
    let total: f64 = there().map(|(_, w)| w).sum();
    let positive = there().all(|(x, _)| x > 0.0);
    let mean = match how {
        Mean::Arithmetic => there().map(|(x, w)| w * x).sum::<f64>() / total,
        Mean::Geometric if positive => (there().map(|(x, w)| w * x.ln()).sum::<f64>() / total).exp(),
        Mean::Harmonic if positive => total / there().map(|(x, w)| w / x).sum::<f64>(),
        Mean::Geometric | Mean::Harmonic => return None,
    };
    (total > 0.0 && mean.is_finite()).then_some(mean)
}

/// Copeland's score of each unit: pairs won less pairs lost, where a pair is won by more than half of the weight of the parts
/// that both have. Units are rows of parts. Takes n² comparisons.
pub fn copeland(units: &[Vec<Option<f64>>], weights: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; units.len()];
    for i in 0..units.len() {
        for j in i + 1..units.len() {
            let mut lead = 0.0;
            for ((a, b), w) in units[i].iter().zip(&units[j]).zip(weights) {
                if let (Some(a), Some(b)) = (a, b) {
                    lead += if a > b {
                        *w
                    } else if a < b {
                        -w
                    } else {
                        0.0
                    };
                }
            }
            // Weights that should cancel may leave a trace.
            let sign = if lead.abs() <= 1e-12 { 0.0 } else { lead.signum() };
            out[i] += sign;
            out[j] -= sign;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const X: [Option<f64>; 5] = [Some(2.0), Some(4.0), None, Some(4.0), Some(10.0)];

    #[test]
    fn every_scale_is_that_of_a_hand_calculation() {
        let on = |how| normalised(&X, Better::More, how);
        assert_eq!(
            on(Normal::MinMax { low: 0.0, high: 100.0 }),
            [Some(0.0), Some(25.0), None, Some(25.0), Some(100.0)]
        );
        assert_eq!(on(Normal::Borda), [Some(0.0), Some(1.0), None, Some(1.0), Some(3.0)]);
        assert_eq!(on(Normal::RankShare)[4], Some(1.0));
        assert_eq!(on(Normal::ToTarget(6.0)), [Some(0.0), Some(0.5), None, Some(0.5), Some(1.0)]);
        assert_eq!(on(Normal::Goalposts { from: 3.0, to: 5.0 }), [Some(0.0), Some(0.5), None, Some(0.5), Some(1.0)]);
        assert_eq!(on(Normal::OfMost)[0], Some(0.2));
        // mean 5, sd √12
        assert!((on(Normal::Standard)[4].unwrap() - 5.0 / 12.0_f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn where_less_is_better_the_smallest_is_best() {
        let on = |how| normalised(&X, Better::Less, how);
        assert_eq!(on(Normal::MinMax { low: 0.0, high: 1.0 })[0], Some(1.0));
        assert_eq!(on(Normal::Borda), [Some(3.0), Some(1.0), None, Some(1.0), Some(0.0)]);
        assert_eq!(on(Normal::Goalposts { from: 10.0, to: 0.0 })[0], Some(0.8));
        assert_eq!(on(Normal::ToTarget(6.0)), [Some(1.0), Some(1.0), None, Some(1.0), Some(0.0)]);
    }

    #[test]
    fn a_missing_part_is_dropped_and_the_others_weigh_more() {
        let parts = [Some(2.0), None, Some(8.0)];
        let weights = [1.0, 5.0, 1.0];
        assert_eq!(aggregate(&parts, &weights, Mean::Arithmetic), Some(5.0));
        assert!((aggregate(&parts, &weights, Mean::Geometric).unwrap() - 4.0).abs() < 1e-14);
        assert_eq!(aggregate(&parts, &weights, Mean::Harmonic), Some(3.2));
        assert_eq!(aggregate(&[None, None], &[1.0, 1.0], Mean::Arithmetic), None);
        assert_eq!(aggregate(&[Some(0.0)], &[1.0], Mean::Geometric), None);
        assert_eq!(aggregate(&[], &[], Mean::Arithmetic), None);
    }

    #[test]
    fn who_wins_most_pairs_is_first() {
        let units = [[3.0, 1.0, 3.0], [2.0, 2.0, 2.0], [1.0, 3.0, 1.0]].map(|u| u.map(Some).to_vec());
        assert_eq!(copeland(&units, &[1.0, 1.0, 1.0]), [2.0, 0.0, -2.0]);
        assert_eq!(copeland(&units, &[1.0, 2.0, 1.0]), [0.0, 0.0, 0.0]);
    }

    #[test]
    fn figures_that_are_alike_have_no_scale() {
        for how in [Normal::MinMax { low: 0.0, high: 1.0 }, Normal::Standard] {
            assert_eq!(normalised(&[Some(1.0), Some(1.0)], Better::More, how), [None, None]);
            assert_eq!(normalised(&[Some(1.0)], Better::More, how), [None]);
            assert_eq!(normalised(&[], Better::More, how), []);
        }
        assert_eq!(normalised(&[Some(f64::NAN)], Better::More, Normal::Borda), [None]);
    }
}
