//! One value against one benchmark: limits about it and the probability of being so far away by chance.
//!
//! What      exact binomial or Poisson limits; b ± t·s with a standard error, or where over-dispersion was treated
//! Source    Spiegelhalter (2005), Stat. Med. 24:1185–1202
//! Checked   with the panels they are used in: an R script over the example's facilities
//! Edges     no size or no error above 0: no limits and no p

use super::funnel::{self, Limits, ShareLimits};
use super::{Chance, OverDispersion, Spread};
use crate::estimate::{Df, two_sided, two_sided_p};

/// The standard error that chance gives a value if the truth is this; of a figure with an error, its own.
pub(super) fn error_under(truth: f64, size: Option<f64>, se: Option<f64>, chance: Chance) -> Option<f64> {
    match chance {
        Chance::Binomial => funnel::share_se(truth, size?),
        Chance::Poisson => Some((truth / size?).sqrt()),
        Chance::Error => se,
        Chance::None => None,
    }
}

impl Spread {
    /// The error with what was done about over-dispersion in it.
    fn widened(&self, se: f64) -> f64 {
        match self.treated {
            OverDispersion::None => se,
            OverDispersion::Additive => (se * se + self.tau2).sqrt(),
            OverDispersion::Multiplicative => se * self.phi.max(1.0).sqrt(),
        }
    }
}

/// What is judged against, with all that its limits depend on.
pub(super) struct Judge<'l> {
    /// Exact limits about the benchmark, where many are wanted.
    pub exact: Option<&'l ShareLimits>,
    /// What the value is held against.
    pub benchmark: f64,
    /// What chance does to the figure.
    pub chance: Chance,
    /// Of a share its effective number of answers; of a rate what it is per.
    pub size: Option<f64>,
    /// The standard error of the value itself.
    pub se: Option<f64>,
    /// Its degrees of freedom.
    pub df: Df,
    /// What the peers differ by beyond chance.
    pub spread: Option<Spread>,
}

impl Judge<'_> {
    fn treated(&self) -> Option<Spread> {
        self.spread.filter(|s| s.treated != OverDispersion::None)
    }

    /// Limits about the benchmark at a two-sided level, cut to what the figure can be.
    pub fn limits(&self, level: f64) -> Option<(f64, f64)> {
        let Judge { benchmark, .. } = *self;
        let limits: Limits = match (self.treated(), self.chance) {
            (_, Chance::None) => return None,
            (Some(spread), _) => self.about(spread.widened(self.error()?), level)?,
            (None, Chance::Binomial) => match self.exact {
                Some(exact) => exact.of(self.size?, level)?,
                None => funnel::share_exact(benchmark, self.size?, level)?,
            },
            (None, Chance::Poisson) if benchmark <= 0.0 => Limits { low: benchmark, high: benchmark },
            (None, Chance::Poisson) => {
                let ratio = funnel::ratio_exact(benchmark * self.size?, level)?;
                Limits { low: ratio.low * benchmark, high: ratio.high * benchmark }
            }
            (None, Chance::Error) => self.about(self.se?, level)?,
        };
        let ends = match self.chance {
            Chance::Binomial => limits.within(0.0, 1.0),
            Chance::Poisson => limits.within(0.0, f64::INFINITY),
            Chance::Error | Chance::None => limits,
        };
        Some((ends.low, ends.high))
    }

    /// The benchmark with so many errors to either side as its degrees of freedom ask for.
    fn about(&self, se: f64, level: f64) -> Option<Limits> {
        let half = two_sided(level, self.df)? * se;
        (half > 0.0).then_some(Limits { low: self.benchmark - half, high: self.benchmark + half })
    }

    fn about_p(&self, value: f64, se: f64) -> Option<f64> {
        if se > 0.0 { two_sided_p((value - self.benchmark) / se, self.df) } else { None }
    }

    fn error(&self) -> Option<f64> {
        error_under(self.benchmark, self.size, self.se, self.chance)
    }

    /// Two-sided probability of a value so far from the benchmark.
    pub fn p(&self, value: f64) -> Option<f64> {
        match (self.treated(), self.chance) {
            (_, Chance::None) => None,
            (Some(spread), _) => self.about_p(value, spread.widened(self.error()?)),
            (None, Chance::Binomial) => match self.exact {
                Some(exact) => exact.p(value, self.size?),
                None => funnel::share_exact_p(value, self.size?, self.benchmark),
            },
            (None, Chance::Poisson) => {
                let size = self.size?;
                funnel::ratio_exact_p(value * size, self.benchmark * size)
            }
            (None, Chance::Error) => self.about_p(value, self.se?),
        }
    }
}
