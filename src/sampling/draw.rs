//! Who: clusters drawn with stated probabilities, in each stratum by itself, and others in reserve.
//!
//! What      pps: π = n·x/X; clusters with π ≥ 1 are certain, and the others anew, until none is. systematic: all x alike.
//!           A cluster is taken when one of u, u + 1, u + 2, … lies in [C_{i−1}, C_i), C the running sum of π in the order of the
//!           list. random: the n clusters with the smallest numbers.
//! Numbers   strata in the order of the list: one number each for pps and systematic, one for each cluster of the list for random; then,
//!           strata in order again, the same for the reserve out of those not drawn, and one number for each reserve, by which they
//!           are called up, the smallest first
//! Size      the fpc of a stratum, n²/Σπ² over its clusters that aren't certain: N where all π are alike; else 1 − n/fpc is the factor
//!           of Hartley and Rao (1962), Ann. Math. Stat. 33:350–374, taken at the average
//! Source    Madow (1949), Ann. Math. Stat. 20:333–354; Särndal, Swensson & Wretman (1992), 3.6; certain clusters: Kish (1965), 7.5
//! Checked   R: tests/golden/sampling.R repeats a draw; a simulation holds how often each is drawn against π
//! Edges     more clusters wanted than there are is a problem of the stratum, found before anything is drawn

use super::allocate::rounded;
use super::frame::Frame;
use super::numbers::Numbers;

/// How clusters are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// With probability proportional to size, systematically.
    Pps,
    /// All alike, systematically.
    Systematic,
    /// All alike, simply at random.
    Random,
}

/// Probabilities of inclusion proportional to size: exactly 1 for certain ones, and Σ = n. Sizes are above 0, at least n of them.
pub fn inclusion(sizes: &[f64], n: usize) -> Vec<f64> {
    let mut certain = vec![false; sizes.len()];
    loop {
        let (rest, total) = remaining(sizes, &certain, n);
        let newly: Vec<usize> =
            (0..sizes.len()).filter(|i| !certain[*i] && rest as f64 * sizes[*i] >= total * (1.0 - 1e-12)).collect();
        if rest == 0 || newly.is_empty() {
            let pi = |i: usize| match (certain[i], rest) {
                (true, _) => 1.0,
                (false, 0) => 0.0,
                (false, _) => rest as f64 * sizes[i] / total,
            };
            return (0..sizes.len()).map(pi).collect();
        }
        newly.into_iter().for_each(|i| certain[i] = true);
    }
}

/// Clusters still to be drawn, and the size of those that aren't certain.
fn remaining(sizes: &[f64], certain: &[bool], n: usize) -> (usize, f64) {
    let sure = certain.iter().filter(|sure| **sure).count();
    let total = sizes.iter().zip(certain).filter(|(_, sure)| !**sure).map(|(size, _)| size).sum();
    (n.saturating_sub(sure), total)
}

/// The things that a systematic draw takes: probabilities with a whole sum, in their order, and a start `u` of 0 to 1.
pub fn systematic(probabilities: &[f64], u: f64) -> Vec<usize> {
    let whole = probabilities.iter().sum::<f64>().round();
    let last = probabilities.iter().rposition(|p| *p > 0.0);
    let (mut taken, mut before, mut next) = (Vec::new(), 0.0, u);
    for (i, p) in probabilities.iter().enumerate() {
        // The last sum is a whole number, whatever rounding made of it.
        let sum = if Some(i) == last { whole } else { before + p };
        if next >= before && next < sum {
            taken.push(i);
            next += 1.0;
        }
        before = sum;
    }
    taken
}

/// The places of the n smallest numbers, ascending; of equal ones the first.
pub fn smallest(numbers: &[f64], n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
    order.truncate(n);
    order.sort_unstable();
    order
}

/// How many clusters are wanted of a stratum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Clusters.
    pub clusters: usize,
    /// Clusters in reserve.
    pub reserve: usize,
}

/// A total of clusters over strata, by size: the largest remainders, at least `least` (or all there are), never more than there are.
/// None where that can't be.
pub fn split(frame: &Frame, clusters: usize, least: usize) -> Option<Vec<usize>> {
    let mut there = vec![(0usize, 0.0); frame.strata.len()];
    for cluster in &frame.clusters {
        let (n, size) = &mut there[cluster.stratum];
        (*n, *size) = (*n + 1, *size + cluster.size);
    }
    let limits: Vec<(u64, u64)> = there.iter().map(|(n, _)| (least.min(*n) as u64, *n as u64)).collect();
    let (low, high) = limits.iter().fold((0, 0), |sum, limit| (sum.0 + limit.0, sum.1 + limit.1));
    if !(low..=high).contains(&(clusters as u64)) {
        return None;
    }
    let weights: Vec<f64> = there.iter().map(|(_, size)| *size).collect();
    let bounded = super::allocate::within(&weights, &limits, clusters as f64);
    Some(rounded(&bounded, clusters as u64).into_iter().map(|n| n as usize).collect())
}

/// What a cluster was drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// For the sample.
    Sample,
    /// In reserve, called up in this order, from 1.
    Reserve(usize),
}

/// A cluster that was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chosen {
    /// Its place in the list.
    pub cluster: usize,
    /// For what.
    pub picked: Picked,
    /// Probability of being in the sample, of a reserve too: as if it had been drawn at first.
    pub probability: f64,
    /// Whether it was certain to be drawn.
    pub certain: bool,
    /// People or households to ask in it, if that was said; never more than there are.
    pub take: Option<f64>,
    /// Clusters in the sample: 1/π.
    pub cluster_weight: f64,
    /// People or households in the population for each that is asked.
    pub weight: f64,
}

/// A stratum, and what was drawn of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StratumDrawn {
    /// Clusters in the list.
    pub clusters: usize,
    /// Their size.
    pub size: f64,
    /// Clusters drawn, certain ones among them.
    pub drawn: usize,
    /// Certain ones.
    pub certain: usize,
    /// Clusters in reserve.
    pub reserve: usize,
    /// Size (or clusters, where sizes don't count) for each cluster drawn, of those that aren't certain; none if all are.
    pub interval: Option<f64>,
    /// The start within the first interval, 0 to 1; none where numbers were compared.
    pub start: Option<f64>,
    /// The size of the population of clusters that its errors go by.
    pub fpc: Option<f64>,
}

/// Everything that was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The sample in the order of the list, then the reserve in the order of strata and calls.
    pub chosen: Vec<Chosen>,
    /// The strata.
    pub strata: Vec<StratumDrawn>,
}

/// Draws `wanted` of each stratum; `take` people or households shall be asked in each cluster that isn't certain. In a certain one
/// as many more as it is larger than an interval, so that all have the same chance. No stratum may want more than it has.
pub fn draw(frame: &Frame, wanted: &[Wanted], method: Method, take: Option<u64>, numbers: &mut Numbers) -> Drawing {
    let members: Vec<Vec<usize>> = (0..frame.strata.len())
        .map(|h| (0..frame.clusters.len()).filter(|i| frame.clusters[*i].stratum == h).collect())
        .collect();
    let sizes = |of: &[usize]| -> Vec<f64> {
        of.iter().map(|i| if method == Method::Pps { frame.clusters[*i].size } else { 1.0 }).collect()
    };
    let pick = |of: &[usize], n: usize, numbers: &mut Numbers| -> (Vec<usize>, Vec<f64>, Option<f64>) {
        let probabilities = inclusion(&sizes(of), n);
        if method == Method::Random {
            let drawn: Vec<f64> = of.iter().map(|_| numbers.uniform()).collect();
            return (smallest(&drawn, n), probabilities, None);
        }
        // One number whatever is certain, so that later strata don't depend on it.
        let start = numbers.uniform();
        let uncertain: Vec<f64> = probabilities.iter().map(|p| if *p < 1.0 { *p } else { 0.0 }).collect();
        let mut taken = systematic(&uncertain, start);
        taken.extend((0..of.len()).filter(|i| probabilities[*i] >= 1.0));
        taken.sort_unstable();
        (taken, probabilities, Some(start))
    };
    let mut drawing = Drawing { chosen: Vec::new(), strata: Vec::new() };
    let mut left = Vec::new();
    let mut probability = vec![0.0; frame.clusters.len()];
    for (of, want) in members.iter().zip(wanted) {
        let (taken, pi, start) = pick(of, want.clusters, numbers);
        let uncertain: Vec<usize> = (0..of.len()).filter(|i| pi[*i] < 1.0).collect();
        let drawn = want.clusters - (of.len() - uncertain.len());
        let squares: f64 = uncertain.iter().map(|i| pi[*i] * pi[*i]).sum();
        let measures = sizes(of);
        let measure: f64 = uncertain.iter().map(|i| measures[*i]).sum();
        let stratum = StratumDrawn {
            clusters: of.len(),
            size: of.iter().map(|i| frame.clusters[*i].size).sum(),
            drawn: want.clusters,
            certain: of.len() - uncertain.len(),
            // Nobody stands in for a cluster that isn't wanted.
            reserve: if want.clusters > 0 { want.reserve.min(of.len() - want.clusters) } else { 0 },
            interval: (drawn > 0).then(|| measure / drawn as f64),
            start,
            fpc: (drawn > 0).then(|| (drawn as f64).powi(2) / squares),
        };
        of.iter().zip(&pi).for_each(|(i, p)| probability[*i] = *p);
        let choose = |at: &usize| chosen(frame, of[*at], Picked::Sample, pi[*at], method, take, &stratum);
        drawing.chosen.extend(taken.iter().map(choose));
        left.push((0..of.len()).filter(|at| !taken.contains(at)).map(|at| of[at]).collect::<Vec<_>>());
        drawing.strata.push(stratum);
    }
    drawing.chosen.sort_by_key(|chosen| chosen.cluster);
    for (of, stratum) in left.iter().zip(&drawing.strata) {
        if stratum.reserve == 0 {
            continue;
        }
        let (taken, _, _) = pick(of, stratum.reserve, numbers);
        let mut called: Vec<(f64, usize)> = taken.into_iter().map(|at| (numbers.uniform(), of[at])).collect();
        called.sort_by(|a, b| a.0.total_cmp(&b.0));
        let choose = |(call, (_, i)): (usize, (f64, usize))| {
            chosen(frame, i, Picked::Reserve(call + 1), probability[i], method, take, stratum)
        };
        drawing.chosen.extend(called.into_iter().enumerate().map(choose));
    }
    drawing
}

fn chosen(
    frame: &Frame,
    cluster: usize,
    picked: Picked,
    probability: f64,
    method: Method,
    take: Option<u64>,
    stratum: &StratumDrawn,
) -> Chosen {
    let size = frame.clusters[cluster].size;
    let certain = probability >= 1.0;
    let take = take.map(|take| {
        // The epsilon keeps whole numbers whole.
        let more =
            stratum.interval.filter(|_| certain && method == Method::Pps).map_or(1.0, |interval| size / interval);
        (take as f64 * more.max(1.0) - 1e-9).ceil().min(size)
    });
    let cluster_weight = 1.0 / probability;
    let weight = cluster_weight * take.map_or(1.0, |take| size / take);
    Chosen { cluster, picked, probability, certain, take, cluster_weight, weight }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_larger_than_the_interval_is_certain_and_the_rest_share_what_is_left() {
        // By hand: 60 ≥ 100/3 is certain; of 40 two more, and 25 ≥ 40/2 is certain too; the last is one of 10 and 5.
        let pi = inclusion(&[60.0, 10.0, 25.0, 5.0], 3);
        assert_eq!(pi[0], 1.0);
        assert_eq!(pi[2], 1.0);
        assert!((pi[1] - 2.0 / 3.0).abs() < 1e-15 && (pi[3] - 1.0 / 3.0).abs() < 1e-15, "{pi:?}");
    }

    #[test]
    fn all_wanted_are_all_certain_and_none_wanted_has_no_chance() {
        assert_eq!(inclusion(&[3.0, 1.0, 2.0], 3), [1.0; 3]);
        assert_eq!(inclusion(&[3.0, 1.0, 2.0], 0), [0.0; 3]);
    }

    #[test]
    fn the_start_of_a_systematic_draw_decides_it_alone() {
        // Sums 0.5, 1, 1.5, 2; starts 0.2 → 0.2, 1.2; 0.5 → 0.5, 1.5.
        let pi = [0.5; 4];
        assert_eq!(systematic(&pi, 0.2), [0, 2]);
        assert_eq!(systematic(&pi, 0.5), [1, 3]);
        assert_eq!(systematic(&pi, 0.999_999), [1, 3]);
    }

    #[test]
    fn rounding_never_loses_a_cluster() {
        for n in 1..60 {
            let sizes: Vec<f64> = (0..97).map(|i| 10.0 + f64::from(i * 37 % 101) / 7.0).collect();
            let pi = inclusion(&sizes, n);
            for u in [0.000_000_1, 0.31, 0.999_999_999_9] {
                assert_eq!(systematic(&pi, u).len(), n, "{n} {u}");
            }
        }
    }

    #[test]
    fn the_smallest_numbers_are_taken_in_the_order_of_the_list() {
        assert_eq!(smallest(&[0.9, 0.1, 0.5, 0.2], 2), [1, 3]);
    }
}
