//! Variance from replicates: the statistic computed again with other weights, many times.
//!
//! What      V = scale · Σ_r rscale_r (θ_r − c)², c the mean of the θ_r (R's default) or the statistic itself (R's `mse = TRUE`)
//! Scales    BRR 1/R; Fay 1/(R (1 − ρ)²); JK1 (R − 1)/R; JK2 1; bootstrap 1/(R − 1); successive differences 4/R; JKn its rscales
//! Source    Wolter (2007), Introduction to Variance Estimation, ch. 3–5; Rao & Wu (1988), JASA 83:231–241; Fay (1989), Proc. Surv.
//!           Res. Meth. Sect. ASA: 212–217; R survey, `svrepdesign`, `svrVar`, `jknweights`, `subbootweights`
//! Checked   R survey: tests/golden, 1e-9 relative; the bootstrap draws numbers of its own
//! Edges     a replicate in which the statistic isn't defined is left out, as in R, and counted; c is taken over replicates with
//!           rscale above 0; without a value in two replicates there is no variance

use super::variance::{NoVariance, Score};
use crate::design::{Centre, Scales};

/// How replicate weights were made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ReplicateType {
    /// Balanced half samples.
    Brr,
    /// Balanced, the other half weighing ρ times in place of nothing.
    Fay(f64),
    /// One cluster left out, without strata.
    Jk1,
    /// One cluster left out in its stratum.
    Jkn,
    /// One of each pair left out.
    Jk2,
    /// Clusters drawn again.
    Bootstrap,
    /// Differences of successive units (American Community Survey).
    SuccessiveDifference,
}

impl ReplicateType {
    /// Every type by the name used in options; Fay's has its ρ behind a colon.
    pub const NAMES: [&'static str; 7] = ["brr", "fay:ρ", "jk1", "jkn", "jk2", "bootstrap", "sdr"];

    /// Its name, as it is read.
    fn words(self) -> String {
        let [brr, _, jk1, jkn, jk2, bootstrap, successive] = Self::NAMES;
        match self {
            ReplicateType::Fay(rho) => format!("fay:{rho}"),
            ReplicateType::Brr => brr.into(),
            ReplicateType::Jk1 => jk1.into(),
            ReplicateType::Jkn => jkn.into(),
            ReplicateType::Jk2 => jk2.into(),
            ReplicateType::Bootstrap => bootstrap.into(),
            ReplicateType::SuccessiveDifference => successive.into(),
        }
    }

    /// The type of this name.
    pub fn named(name: &str) -> Option<ReplicateType> {
        let rho = |text: &str| text.parse().ok().filter(|rho: &f64| (0.0..1.0).contains(rho));
        match name {
            "brr" => Some(ReplicateType::Brr),
            "jk1" => Some(ReplicateType::Jk1),
            "jkn" => Some(ReplicateType::Jkn),
            "jk2" => Some(ReplicateType::Jk2),
            "bootstrap" => Some(ReplicateType::Bootstrap),
            "sdr" => Some(ReplicateType::SuccessiveDifference),
            _ => name.strip_prefix("fay:").and_then(rho).map(ReplicateType::Fay),
        }
    }

    /// What the replicates of this type are squared with. A scale that is given takes the place of the type's.
    pub fn scales(
        self,
        replicates: usize,
        scale: Option<f64>,
        rscales: &[f64],
        centre: Option<Centre>,
    ) -> Result<Scales, BadScales> {
        let count = replicates as f64;
        let usual = match self {
            ReplicateType::Brr => 1.0 / count,
            ReplicateType::Fay(rho) => 1.0 / (count * (1.0 - rho) * (1.0 - rho)),
            ReplicateType::Jk1 => (count - 1.0) / count,
            ReplicateType::Jkn if rscales.is_empty() => return Err(BadScales::Needed),
            ReplicateType::Jkn | ReplicateType::Jk2 => 1.0,
            ReplicateType::Bootstrap => 1.0 / (count - 1.0),
            ReplicateType::SuccessiveDifference => 4.0 / count,
        };
        let own = match self {
            ReplicateType::SuccessiveDifference => Centre::Full,
            ReplicateType::Brr | ReplicateType::Fay(_) | ReplicateType::Jk1 | ReplicateType::Jkn => Centre::Mean,
            ReplicateType::Jk2 | ReplicateType::Bootstrap => Centre::Mean,
        };
        let rscales = match rscales.len() {
            0 => vec![1.0; replicates],
            1 => vec![rscales[0]; replicates],
            n if n == replicates => rscales.to_vec(),
            given => return Err(BadScales::Count { given, replicates }),
        };
        let scale = scale.unwrap_or(usual);
        let usable = |k: f64| k.is_finite() && k >= 0.0;
        match std::iter::once(scale).chain(rscales.iter().copied()).find(|k| !usable(*k)) {
            Some(bad) => Err(BadScales::NoScale(bad)),
            None => Ok(Scales { scale, rscales, centre: centre.unwrap_or(own) }),
        }
    }
}

impl std::fmt::Display for ReplicateType {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.words())
    }
}

/// Why replicates have no scales.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BadScales {
    /// The type has none of its own.
    Needed,
    /// Neither one for all nor one for each.
    Count {
        /// How many were given.
        given: usize,
        /// How many replicates there are.
        replicates: usize,
    },
    /// A number that can't be one.
    NoScale(f64),
}

/// What a statistic departs by in each replicate, as scores of replicates as units ([`Units::of_replicates`]): sums of them are
/// those of sums of statistics, so that covariance is counted. A replicate without a value has a score that is no number, and so has
/// every sum with it.
///
/// As many scores are weighted as there are degrees of freedom of the rows, and one: a statistic put together from several has the
/// largest of theirs.
///
/// [`Units::of_replicates`]: crate::design::Units::of_replicates
pub fn departures(values: &[Option<f64>], full: f64, df: i64) -> Vec<Score> {
    let score = |(unit, value): (u32, &Option<f64>)| Score {
        unit,
        z: value.map_or(f64::NAN, |value| value - full),
        weighted: i64::from(unit) <= df,
    };
    (0..).zip(values).map(score).collect()
}

/// In how many replicates a statistic isn't defined.
pub fn lost(scores: &[Score]) -> usize {
    scores.iter().filter(|score| score.z.is_nan()).count()
}

/// The variance of a statistic out of what it departs by in each replicate.
pub(super) fn of_departures(scales: &Scales, scores: &[Score]) -> Result<f64, NoVariance> {
    let there = || scores.iter().filter(|s| !s.z.is_nan()).map(|s| (s.z, scales.rscales[s.unit as usize]));
    let (sum, counted) = there().filter(|(_, r)| *r > 0.0).fold((0.0, 0_usize), |(sum, n), (z, _)| (sum + z, n + 1));
    if counted < 2 {
        return Err(NoVariance::NoReplicates);
    }
    let centre = match scales.centre {
        Centre::Mean => sum / counted as f64,
        Centre::Full => 0.0,
    };
    Ok(scales.scale * there().map(|(z, r)| r * (z - centre).powi(2)).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicates_without_a_value_are_left_out_and_one_is_not_enough() {
        let scales = ReplicateType::Brr.scales(3, None, &[], None).unwrap();
        let variance = |values: &[Option<f64>]| of_departures(&scales, &departures(values, 5.0, 2));
        // (1 − 2)² + (3 − 2)² = 2, over 3
        assert_eq!(variance(&[Some(1.0), None, Some(3.0)]), Ok(2.0 / 3.0));
        assert_eq!(variance(&[Some(1.0), None, None]), Err(NoVariance::NoReplicates));
    }

    #[test]
    fn a_sum_of_statistics_lacks_the_replicates_that_one_of_them_lacks() {
        use crate::estimate::{Linear, combined};
        let of = |values: &[Option<f64>], df| Linear { scores: departures(values, 1.0, df), ..Linear::default() };
        let (a, b) = (of(&[Some(2.0), None, Some(4.0)], 1), of(&[Some(1.5), Some(9.0), Some(0.0)], 2));
        let both = combined(&[(1.0, &a), (-1.0, &b)]);
        assert_eq!((both.scores[0].z, lost(&both.scores), both.scores[2].z), (0.5, 1, 4.0));
        // Part of a sum or not, what counts not at all takes nothing away.
        assert_eq!(lost(&combined(&[(0.0, &a), (1.0, &b)]).scores), 0);
        let scales = ReplicateType::Jk1.scales(3, None, &[], None).unwrap();
        let units = crate::design::Units::of_replicates(scales, 2);
        let df = |linear: &Linear| crate::estimate::group_df(&units, &linear.scores);
        assert_eq!([df(&a), df(&b), df(&both)].map(|df| format!("{df:?}")), ["Finite(1)", "Finite(2)", "Finite(2)"]);
        assert_eq!(units.design_df(), 2);
    }

    #[test]
    fn a_jackknife_with_strata_needs_its_own_scales() {
        assert_eq!(ReplicateType::Jkn.scales(3, None, &[], None), Err(BadScales::Needed));
        assert_eq!(
            ReplicateType::Jkn.scales(3, None, &[1.0; 2], None),
            Err(BadScales::Count { given: 2, replicates: 3 })
        );
        assert_eq!(ReplicateType::named("fay:0.3"), Some(ReplicateType::Fay(0.3)));
        assert_eq!(ReplicateType::named("fay:1"), None);
    }
}
