//! Weights: their spread, and those that outweigh the others.
//!
//! What      the smallest, the median and the largest weight; what unequal weights cost; weights above five times the median
//! Formula   effect of weighting = n·Σw² / (Σw)², by which the variance of a mean grows if weights have nothing to do with answers
//! Source    Kish (1992), J. Off. Stat. 8:183–200
//! Checked   R: w <- c(1,2,3,4); length(w)*sum(w^2)/sum(w)^2 is 1.2
//! Edges     weights of 0 count neither here nor in any figure; without weights above 0 there is nothing to tell

use super::RowAt;
use super::numbers::{Kept, Numbers};

/// So many times the median is extreme.
pub const EXTREME: f64 = 5.0;

/// The weights of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightFacts {
    /// Weights above 0.
    pub n: u64,
    /// Rows of weight 0.
    pub zero: u64,
    /// Rows without a weight, or with what is none.
    pub missing: u64,
    /// The smallest above 0.
    pub least: f64,
    /// The median of those above 0; none if there are too many different ones.
    pub median: Option<f64>,
    /// The largest.
    pub most: f64,
    /// How many are extreme.
    pub extreme: u64,
    /// Kish's effect of weighting.
    pub effect: f64,
}

/// Weights on the way.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    numbers: Numbers,
    zero: u64,
    pub(super) missing: u64,
    sum: f64,
    squares: f64,
    least: Option<f64>,
    most: f64,
}

impl Weights {
    pub(super) fn add(&mut self, weight: f64, at: RowAt, id: impl Fn() -> String) {
        if weight == 0.0 {
            self.zero += 1;
            return;
        }
        self.numbers.add(weight, at, id);
        self.sum += weight;
        self.squares += weight * weight;
        self.least = Some(self.least.map_or(weight, |least| least.min(weight)));
        self.most = self.most.max(weight);
    }

    /// What there is to tell, and the extreme ones.
    pub(super) fn finish(&self) -> (Option<WeightFacts>, Vec<&Kept>) {
        let Some(least) = self.least else { return (None, Vec::new()) };
        let n = self.numbers.n();
        let median = self.numbers.median();
        let (kept, extreme) = median.map_or((Vec::new(), 0), |median| self.numbers.above(EXTREME * median));
        let effect = n as f64 * self.squares / (self.sum * self.sum);
        let facts =
            WeightFacts { n, zero: self.zero, missing: self.missing, least, median, most: self.most, extreme, effect };
        (Some(facts), kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_effect_of_weighting_is_kishs_and_the_extreme_is_found() {
        let of = |weights: &[f64]| {
            let mut all = Weights::default();
            for (row, weight) in weights.iter().enumerate() {
                all.add(*weight, RowAt { file: 0, row: row as u64 }, String::new);
            }
            let (facts, extreme) = all.finish();
            (facts.expect("weights"), extreme.iter().map(|kept| kept.at.row).collect::<Vec<_>>())
        };
        let (facts, _) = of(&[1.0, 2.0, 3.0, 4.0]);
        assert!((facts.effect - 1.2).abs() < 1e-12);
        assert_eq!((facts.median, facts.least, facts.most), (Some(2.5), 1.0, 4.0));
        let (facts, extreme) = of(&[1.0, 1.0, 0.0, 1.0, 5.1, 5.0]);
        assert_eq!((facts.extreme, facts.zero, facts.n), (1, 1, 5));
        assert_eq!(extreme, [4]);
    }
}
