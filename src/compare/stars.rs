//! Stars: three by a test against the peers, or several by exact clustering of scores.
//!
//! What      three: 1 clearly worse, 3 clearly better, 2 all others. Several: scores cut into k groups so that the squared
//!           distances from the means of the groups, added up, are the least possible; the lowest group has one star
//! Formula   three: p < 1 − level and |δ| > least. Groups: D(m, c) = min over i of D(i, c − 1) + ss(i..m), on sorted scores
//! Source    CAHPS Analysis Program (three); Wang & Song (2011), R Journal 3(2):29 (exact clustering in one dimension)
//! Checked   R: fac_stars, fac_casemix
//! Cost      k·n·log n, as the best cut moves only rightwards
//! Edges     a score that is no number, or fewer different scores than groups: none. Equal scores always have equal stars

/// One to three stars, where 3 is good for the figure; `p` is adjusted already, `delta` is better minus peers.
pub fn three(delta: f64, p: f64, level: f64, least: f64) -> Option<u8> {
    if delta.is_nan() || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let clear = 1.0 - p > level && delta.abs() > least;
    Some(if clear && delta > 0.0 {
        3
    } else if clear && delta < 0.0 {
        1
    } else {
        2
    })
}

/// Scores in groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustered {
    /// In the order of the scores: 1 is the lowest group.
    pub stars: Vec<u8>,
    /// Squared distances from the means of the groups, added up.
    pub within_ss: f64,
}

/// Cuts scores into `k` groups exactly.
pub fn clusters(values: &[f64], k: u8) -> Option<Clustered> {
    if k == 0 || values.iter().any(|v| !v.is_finite()) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    // Equal scores are one point with a weight, so that no cut can part them.
    let runs: Vec<(f64, f64)> = sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f64)).collect();
    if runs.len() < usize::from(k) {
        return None;
    }
    let costs = Costs::new(&runs);
    let mut best: Vec<f64> = (0..=runs.len()).map(|end| costs.of(0, end)).collect();
    let mut cuts = Vec::new();
    for groups in 1..usize::from(k) {
        let mut layer =
            Layer { costs: &costs, before: &best, after: vec![f64::INFINITY; best.len()], cut: vec![0; best.len()] };
        layer.fill((groups + 1, runs.len()), (groups, runs.len()));
        let Layer { after, cut, .. } = layer;
        best = after;
        cuts.push(cut);
    }
    let mut ends = vec![runs.len()];
    for cut in cuts.iter().rev() {
        let end = ends.last().copied().unwrap_or(0);
        ends.push(cut[end]);
    }
    ends.reverse();
    let lasts: Vec<f64> = ends.iter().filter_map(|end| runs.get(end.checked_sub(1)?)).map(|run| run.0).collect();
    let star = |v: &f64| lasts.partition_point(|last| last < v) as u8 + 1;
    // Once more from the groups themselves: sums up to each place lose digits.
    let within_ss = sorted.chunk_by(|a, b| star(a) == star(b)).map(within).sum();
    Some(Clustered { stars: values.iter().map(star).collect(), within_ss })
}

/// Squared distances of values from their mean.
fn within(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|v| (v - mean).powi(2)).sum()
}

/// Squared distances within any stretch of sorted scores, from sums up to each place.
struct Costs {
    n: Vec<f64>,
    sum: Vec<f64>,
    squares: Vec<f64>,
}

impl Costs {
    fn new(runs: &[(f64, f64)]) -> Costs {
        let total: f64 = runs.iter().map(|r| r.1).sum();
        // Sums of scores about their mean, so that large scores with small differences keep their digits.
        let mean = runs.iter().map(|r| r.0 * r.1).sum::<f64>() / total;
        let running = |part: &dyn Fn(&(f64, f64)) -> f64| {
            let mut so_far = 0.0;
            std::iter::once(0.0)
                .chain(runs.iter().map(|r| {
                    so_far += part(r);
                    so_far
                }))
                .collect()
        };
        Costs {
            n: running(&|r| r.1),
            sum: running(&|r| r.1 * (r.0 - mean)),
            squares: running(&|r| r.1 * (r.0 - mean).powi(2)),
        }
    }

    fn of(&self, from: usize, to: usize) -> f64 {
        let n = self.n[to] - self.n[from];
        if n <= 0.0 {
            return 0.0;
        }
        let sum = self.sum[to] - self.sum[from];
        (self.squares[to] - self.squares[from] - sum * sum / n).max(0.0)
    }
}

/// One more group: the best cost of everything up to each place, and where its last group starts.
struct Layer<'a> {
    costs: &'a Costs,
    before: &'a [f64],
    after: Vec<f64>,
    cut: Vec<usize>,
}

impl Layer<'_> {
    /// Fills places `from..=to`, whose cuts lie in `low..=high`: the middle one first, which bounds those on either side.
    fn fill(&mut self, (from, to): (usize, usize), (low, high): (usize, usize)) {
        if from > to {
            return;
        }
        let middle = from.midpoint(to);
        let mut cut = low;
        for start in low..=high.min(middle - 1) {
            let cost = self.before[start] + self.costs.of(start, middle);
            if cost < self.after[middle] {
                self.after[middle] = cost;
                cut = start;
            }
        }
        self.cut[middle] = cut;
        self.fill((from, middle - 1), (low, cut));
        self.fill((middle + 1, to), (cut, high));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scores_of_eighteen_facilities_have_the_stars_of_r() {
        // R: fac_stars
        let scores = [
            69.055605331019,
            74.5272508587801,
            75.9897972931975,
            72.4887431670958,
            68.1540566958081,
            76.2969751719501,
            72.1289905639159,
            68.6127752859729,
            73.9076906857262,
            67.0914636215245,
            81.8969450217009,
            71.639849560269,
            67.8723198043097,
            77.0038130464247,
            70.8267537866364,
            72.3218800075839,
            67.1960134143638,
            64.0457912171736,
        ];
        let found = clusters(&scores, 5).unwrap();
        assert_eq!(found.stars, [2, 4, 4, 3, 2, 4, 3, 2, 4, 2, 5, 3, 2, 4, 3, 3, 2, 1]);
        // R's own sums up to each place agree to eleven digits.
        assert!((found.within_ss - 11.4044684604578).abs() < 1e-9);
    }

    #[test]
    fn no_other_cut_is_better() {
        let scores: Vec<f64> = (0..14).map(|i| f64::from(i * i * 7 % 31)).collect();
        let mut sorted = scores.clone();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len();
        let mut least = f64::INFINITY;
        for a in 1..n - 1 {
            for b in a + 1..n {
                least = least.min(within(&sorted[..a]) + within(&sorted[a..b]) + within(&sorted[b..]));
            }
        }
        assert!((clusters(&scores, 3).unwrap().within_ss - least).abs() < 1e-9);
    }

    #[test]
    fn equal_scores_have_equal_stars_and_too_few_scores_have_none() {
        assert_eq!(clusters(&[1.0, 1.0, 1.0], 2), None);
        assert_eq!(clusters(&[2.0, 1.0, 2.0], 2).unwrap().stars, [2, 1, 2]);
        assert_eq!(clusters(&[], 5), None);
        assert_eq!(clusters(&[1.0, f64::NAN], 1), None);
        assert_eq!(clusters(&[7.0], 1).unwrap(), Clustered { stars: vec![1], within_ss: 0.0 });
    }

    #[test]
    fn a_star_needs_a_clear_difference() {
        assert_eq!(three(0.5, 0.01, 0.95, 0.0), Some(3));
        assert_eq!(three(-0.5, 0.01, 0.95, 0.0), Some(1));
        assert_eq!(three(0.5, 0.05, 0.95, 0.0), Some(2));
        assert_eq!(three(0.5, 0.01, 0.95, 0.6), Some(2));
        assert_eq!(three(0.0, 0.01, 0.95, 0.0), Some(2));
        assert_eq!(three(f64::NAN, 0.01, 0.95, 0.0), None);
    }
}
