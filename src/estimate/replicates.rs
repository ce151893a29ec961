//! Variance from replicates: the statistic computed again with other weights, many times.
//!
//! What      V = scale · Σ_r rscale_r (θ_r − c)², c the mean of the θ_r (R's default) or the statistic itself (R's `mse = TRUE`)
//! Scales    [`crate::design::ReplicateType`]
//! Source    Wolter (2007), Introduction to Variance Estimation, ch. 3–5; Rao & Wu (1988), JASA 83:231–241; Fay (1989), Proc. Surv.
//!           Res. Meth. Sect. ASA: 212–217; R survey, `svrepdesign`, `svrVar`, `jknweights`, `subbootweights`
//! Checked   R survey: tests/golden, 1e-9 relative; the bootstrap draws numbers of its own
//! Edges     a replicate in which the statistic isn't defined is left out, as in R, and counted; c is taken over replicates with
//!           rscale above 0; without a value in two replicates there is no variance

use super::variance::{NoVariance, Score};
use crate::design::{Centre, Scales};

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
    use crate::design::ReplicateType;

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
}
