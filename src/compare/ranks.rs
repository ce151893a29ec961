//! Ranks that say how uncertain they are.
//!
//! What      the rank of each facility, its expected rank given the errors, and an interval that holds its true rank jointly with
//!           those of all others. 1 is the largest value
//! Formula   expected 1 + Σ_j Φ((y_j − y_i)/√(s_i² + s_j²)); percentile 100·(expected − ½)/k. Interval
//!           1 + #(L_j > U_i) to k − #(U_j < L_i) from intervals y ± z·s, z at level^(1/k) (Šidák) or 1 − (1 − level)/k
//!           (Bonferroni); or from all pairs by Holm: those clearly above, those clearly below
//! Source    Lin & others (2006), Bayesian Anal. 1:915 (expected rank); Klein, Wright & Wieczorek (2020), JRSS C 69 (joint
//!           intervals); Holm (1979)
//! Checked   R: fac_reliability, 1e-9 relative
//! Cost      expected ranks take k²/2 values of Φ at worst; pairs that are farther apart than 8.3 errors are only counted, from
//!           sorted values. 5,000 facilities that can't be told apart take about half a second. Intervals take k·log k,
//!           but for Holm, which takes k²
//! Edges     a value or an error that is no number, an error below 0: none for all. Errors of 0 on both sides: a tie counts half

use super::dispersion::Point;
use crate::estimate::{Df, normal_cdf, two_sided, two_sided_p};
use crate::gap::{Adjusted, adjusted};

/// What equal values do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ties {
    /// All get the best rank of theirs.
    Least,
    /// All get the mean of theirs.
    Mean,
}

/// Plain ranks, 1 is the largest. A value that is no number comes last.
pub fn ranks(values: &[f64], ties: Ties) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let key = |i: usize| if values[i].is_nan() { f64::NEG_INFINITY } else { values[i] + 0.0 };
    order.sort_by(|a, b| key(*b).total_cmp(&key(*a)).then(a.cmp(b)));
    let mut out = vec![0.0; values.len()];
    let mut start = 0;
    for run in order.chunk_by(|a, b| key(*a) == key(*b)) {
        let rank = match ties {
            Ties::Least => start as f64 + 1.0,
            Ties::Mean => start as f64 + (run.len() as f64 + 1.0) / 2.0,
        };
        for i in run {
            out[*i] = rank;
        }
        start += run.len();
    }
    out
}

/// How intervals of ranks are made to hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Joint {
    /// They aren't: each has the level by itself. Too narrow to be read side by side.
    Separate,
    /// Errors are shared out evenly.
    Bonferroni,
    /// Errors are shared out as for independent facilities.
    #[default]
    Sidak,
    /// All pairs are tested, by Holm.
    HolmPairs,
}

/// A rank with what is uncertain about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Expected rank, 1 is the largest.
    pub expected: f64,
    /// The same as a percentile of the facilities, 0 is the largest.
    pub percentile: f64,
    /// Lower end of the interval.
    pub low: u64,
    /// Upper end.
    pub high: u64,
}

fn sound(points: &[Point]) -> bool {
    points.iter().all(|p| p.value.is_finite() && p.se.is_finite() && p.se >= 0.0)
}

/// Beyond so many errors Φ is 0 or 1 to the last digit.
const FAR: f64 = 8.3;

/// Expected ranks, in the order of the points.
pub fn expected_ranks(points: &[Point]) -> Option<Vec<f64>> {
    if !sound(points) {
        return None;
    }
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|a, b| points[*b].value.total_cmp(&points[*a].value).then(a.cmp(b)));
    let widest = points.iter().fold(0.0_f64, |most, p| most.max(p.se));
    let mut out = vec![1.0; points.len()];
    // At each place: how many stop being near there, and are certainly above all from there on.
    let mut certain = vec![0_u32; points.len() + 1];
    for (place, &i) in order.iter().enumerate() {
        // Everything before is above or level; pairs are met once, from the one above.
        let reach = FAR * points[i].se.hypot(widest);
        let below = &order[place + 1..];
        let near = below.partition_point(|j| points[i].value - points[*j].value <= reach);
        for &j in &below[..near] {
            let behind = above(&points[i], &points[j]);
            out[j] += behind;
            out[i] += 1.0 - behind;
        }
        certain[place + 1 + near] += 1;
    }
    let mut so_far = 0;
    for (place, &i) in order.iter().enumerate() {
        so_far += certain[place];
        out[i] += f64::from(so_far);
    }
    Some(out)
}

/// P(the first is truly above the second).
fn above(first: &Point, second: &Point) -> f64 {
    let apart = first.value - second.value;
    let error = first.se.hypot(second.se);
    if error > 0.0 {
        normal_cdf(apart / error)
    } else if apart == 0.0 {
        0.5
    } else if apart > 0.0 {
        1.0
    } else {
        0.0
    }
}

/// Joint intervals of ranks, in the order of the points; none for a level that isn't between 0 and 1.
pub fn rank_intervals(points: &[Point], level: f64, how: Joint) -> Option<Vec<(u64, u64)>> {
    if !(sound(points) && level > 0.0 && level < 1.0) {
        return None;
    }
    let k = points.len() as f64;
    match how {
        Joint::Separate => by_intervals(points, level),
        Joint::Bonferroni => by_intervals(points, 1.0 - (1.0 - level) / k),
        Joint::Sidak => by_intervals(points, level.powf(1.0 / k)),
        Joint::HolmPairs => Some(by_pairs(points, level)),
    }
}

fn by_intervals(points: &[Point], level: f64) -> Option<Vec<(u64, u64)>> {
    if points.is_empty() {
        return Some(Vec::new());
    }
    let z = two_sided(level, Df::Infinite)?;
    let low = |p: &Point| p.value - z * p.se;
    let high = |p: &Point| p.value + z * p.se;
    let sorted = |end: &dyn Fn(&Point) -> f64| {
        let mut ends: Vec<f64> = points.iter().map(end).collect();
        ends.sort_by(f64::total_cmp);
        ends
    };
    let (lows, highs) = (sorted(&low), sorted(&high));
    let k = points.len();
    let one = |p: &Point| {
        let above = k - lows.partition_point(|l| *l <= high(p));
        let below = highs.partition_point(|h| *h < low(p));
        (1 + above as u64, (k - below) as u64)
    };
    Some(points.iter().map(one).collect())
}

fn by_pairs(points: &[Point], level: f64) -> Vec<(u64, u64)> {
    let k = points.len();
    let pairs: Vec<(usize, usize)> = (0..k).flat_map(|i| (i + 1..k).map(move |j| (i, j))).collect();
    let p_value = |&(i, j): &(usize, usize)| {
        let (apart, error) = (points[i].value - points[j].value, points[i].se.hypot(points[j].se));
        if apart == 0.0 { Some(1.0) } else { two_sided_p(apart / error, Df::Infinite) }
    };
    let p: Vec<Option<f64>> = pairs.iter().map(p_value).collect();
    let mut out = vec![(1, k as u64); k];
    for ((i, j), p) in pairs.into_iter().zip(adjusted(&p, Adjusted::Holm)) {
        if p.is_some_and(|p| 1.0 - p > level) {
            let (better, worse) = if points[i].value > points[j].value { (i, j) } else { (j, i) };
            out[worse].0 += 1;
            out[better].1 -= 1;
        }
    }
    out
}

/// Expected ranks with their intervals, in the order of the points.
pub fn ranked(points: &[Point], level: f64, how: Joint) -> Option<Vec<Ranked>> {
    let k = points.len() as f64;
    let expected = expected_ranks(points)?;
    let intervals = rank_intervals(points, level, how)?;
    let one = |(expected, (low, high)): (f64, (u64, u64))| Ranked {
        expected,
        percentile: 100.0 * (expected - 0.5) / k,
        low,
        high,
    };
    Some(expected.into_iter().zip(intervals).map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(of: &[(f64, f64)]) -> Vec<Point> {
        of.iter().map(|(value, se)| Point { value: *value, se: *se }).collect()
    }

    #[test]
    fn equal_values_share_a_rank() {
        // R: rank(-c(3, 1, 3, 2)), the same with ties = "min"
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0], Ties::Mean), [1.5, 4.0, 1.5, 3.0]);
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0], Ties::Least), [1.0, 4.0, 1.0, 3.0]);
        assert_eq!(ranks(&[0.0, -0.0], Ties::Least), [1.0, 1.0]);
    }

    #[test]
    fn two_facilities_apart_by_one_error_share_their_ranks() {
        // R: 1 + pnorm(-1), 1 + pnorm(1)
        let both = expected_ranks(&points(&[(1.0, 0.6), (0.0, 0.8)])).unwrap();
        assert!((both[0] - 1.158655253931457).abs() < 1e-14);
        assert!((both[1] - 1.841344746068543).abs() < 1e-14);
    }

    #[test]
    fn expected_ranks_add_up_as_ranks_do_near_and_far() {
        let many: Vec<Point> =
            (0..200).map(|i| Point { value: f64::from(i * i % 97) * 3.0, se: 0.1 + f64::from(i % 7) }).collect();
        let plain =
            |i: usize| 1.0 + (0..many.len()).filter(|j| *j != i).map(|j| above(&many[j], &many[i])).sum::<f64>();
        let fast = expected_ranks(&many).unwrap();
        assert!((0..many.len()).all(|i| (fast[i] - plain(i)).abs() < 1e-11));
        assert!((fast.iter().sum::<f64>() - 200.0 * 201.0 / 2.0).abs() < 1e-8);
    }

    #[test]
    fn certain_values_have_plain_ranks() {
        let sure = ranked(&points(&[(1.0, 0.0), (3.0, 0.0), (3.0, 0.0)]), 0.95, Joint::Sidak).unwrap();
        assert_eq!(sure.iter().map(|r| r.expected).collect::<Vec<_>>(), [3.0, 1.5, 1.5]);
        assert_eq!(sure.iter().map(|r| (r.low, r.high)).collect::<Vec<_>>(), [(3, 3), (1, 2), (1, 2)]);
    }

    #[test]
    fn facilities_far_apart_have_sure_ranks_and_near_ones_any() {
        for how in [Joint::Separate, Joint::Bonferroni, Joint::Sidak, Joint::HolmPairs] {
            let far = rank_intervals(&points(&[(9.0, 0.1), (1.0, 0.1), (5.0, 0.1)]), 0.95, how).unwrap();
            assert_eq!(far, [(1, 1), (3, 3), (2, 2)]);
            let near = rank_intervals(&points(&[(1.1, 1.0), (1.0, 1.0), (1.2, 1.0)]), 0.95, how).unwrap();
            assert_eq!(near, [(1, 3); 3]);
        }
    }

    #[test]
    fn nothing_and_no_numbers_have_no_ranks() {
        assert_eq!(ranked(&[], 0.95, Joint::Sidak), Some(vec![]));
        assert_eq!(ranked(&points(&[(1.0, 1.0)]), 0.95, Joint::HolmPairs).unwrap()[0].expected, 1.0);
        assert_eq!(ranked(&points(&[(f64::NAN, 1.0), (1.0, 1.0)]), 0.95, Joint::Sidak), None);
        assert_eq!(rank_intervals(&points(&[(1.0, 1.0)]), 1.0, Joint::Sidak), None);
    }
}
