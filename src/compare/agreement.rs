//! Agreement of raters who give codes or numbers to the same units, also where not all have seen all.
//!
//! What      Krippendorff's α, Kendall's W, Fleiss' κ, Cohen's κ with weights
//! Formula   α = 1 − (N − 1)·Σ o·d/Σ n_c·n_k·d, o coincidences within units of two values or more, pairs over m_u − 1; d nominal
//!           0 or 1; ordinal (Σ n_g from c to k − (n_c + n_k)/2)²; interval (c − k)²; ratio ((c − k)/(c + k))².
//!           W = 12·S/(m²(n³ − n) − m·ΣT), T = Σ(t³ − t) of tied ranks; χ² = m(n − 1)·W; mean Spearman (m·W − 1)/(m − 1).
//!           κ = 1 − observed/expected disagreement, weighted |c − k| or (c − k)²
//! Source    Krippendorff (2011), Computing Krippendorff's alpha-reliability; Kendall & Babington Smith (1939); Fleiss (1971);
//!           Cohen (1968)
//! Checked   R: score_agreement, 1e-9 relative; Krippendorff's printed .743, .815, .849, .797
//! Edges     nothing to compare, or all values the same: none, as there is nothing to agree on

use super::ranks::{Ties, ranks};
use crate::estimate::chi2_upper_p;

/// How far two values are apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Distance {
    /// The same or not.
    Nominal,
    /// By how many lie between.
    Ordinal,
    /// By their difference.
    Interval,
    /// By their difference over their sum; values are 0 or more.
    Ratio,
}

/// Different values in order, with how often each occurs.
struct Counts {
    values: Vec<f64>,
    n: Vec<f64>,
    /// How many are below each, and half of its own.
    middle: Vec<f64>,
}

impl Counts {
    fn of(mut all: Vec<f64>) -> Counts {
        all.sort_by(f64::total_cmp);
        let runs = || all.chunk_by(|a, b| a == b);
        let n: Vec<f64> = runs().map(|run| run.len() as f64).collect();
        let mut below = 0.0;
        let middle = n
            .iter()
            .map(|n| {
                below += n;
                below - n / 2.0
            })
            .collect();
        Counts { values: runs().map(|run| run[0]).collect(), n, middle }
    }

    fn place(&self, value: f64) -> usize {
        self.values.partition_point(|v| *v < value).min(self.values.len().saturating_sub(1))
    }

    fn apart(&self, a: usize, b: usize, how: Distance) -> f64 {
        let (x, y) = (self.values[a], self.values[b]);
        match how {
            _ if a == b => 0.0,
            Distance::Nominal => 1.0,
            Distance::Ordinal => (self.middle[a] - self.middle[b]).powi(2),
            Distance::Interval => (x - y).powi(2),
            Distance::Ratio => ((x - y) / (x + y)).powi(2),
        }
    }
}

/// Krippendorff's α of units × raters, by unit.
pub fn krippendorff(units: &[Vec<Option<f64>>], how: Distance) -> Option<f64> {
    let units: Vec<Vec<f64>> = units
        .iter()
        .map(|u| u.iter().flatten().copied().filter(|x| x.is_finite()).map(|x| x + 0.0).collect::<Vec<f64>>())
        .filter(|u| u.len() > 1)
        .collect();
    let counts = Counts::of(units.concat());
    let n: f64 = counts.n.iter().sum();
    let mut observed = 0.0;
    for unit in &units {
        let places: Vec<usize> = unit.iter().map(|x| counts.place(*x)).collect();
        let pairs: f64 = places
            .iter()
            .enumerate()
            .map(|(i, a)| places[..i].iter().map(|b| counts.apart(*a, *b, how)).sum::<f64>())
            .sum();
        observed += pairs / (unit.len() as f64 - 1.0);
    }
    let mut expected = 0.0;
    for a in 0..counts.n.len() {
        for b in 0..a {
            expected += counts.n[a] * counts.n[b] * counts.apart(a, b, how);
        }
    }
    let alpha = 1.0 - (n - 1.0) * observed / expected;
    alpha.is_finite().then_some(alpha)
}

/// Kendall's coefficient of concordance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// W, with allowance for ties.
    pub w: f64,
    /// W without it.
    pub w_plain: f64,
    /// χ² of it.
    pub chi2: f64,
    /// Units less one.
    pub df: u64,
    /// Probability of so much concordance by chance.
    pub p: f64,
    /// Mean of Spearman's correlations between raters.
    pub mean_spearman: f64,
}

/// Kendall's W of units × raters without gaps, by unit.
pub fn concordance(units: &[Vec<f64>]) -> Option<Concordance> {
    let raters = units.first()?.len();
    let sound = units.iter().all(|u| u.len() == raters && u.iter().all(|x| x.is_finite()));
    if units.len() < 2 || raters < 2 || !sound {
        return None;
    }
    let (n, m) = (units.len() as f64, raters as f64);
    let mut sums = vec![0.0; units.len()];
    let mut ties = 0.0;
    for rater in 0..raters {
        let values: Vec<f64> = units.iter().map(|u| u[rater] + 0.0).collect();
        ranks(&values, Ties::Mean).iter().zip(&mut sums).for_each(|(rank, sum)| *sum += rank);
        ties += Counts::of(values).n.iter().map(|t| t.powi(3) - t).sum::<f64>();
    }
    let mean = m * (n + 1.0) / 2.0;
    let s: f64 = sums.iter().map(|r| (r - mean).powi(2)).sum();
    let most = m * m * (n.powi(3) - n);
    let w = 12.0 * s / (most - m * ties);
    if !w.is_finite() {
        return None;
    }
    let chi2 = m * (n - 1.0) * w;
    Some(Concordance {
        w,
        w_plain: 12.0 * s / most,
        chi2,
        df: units.len() as u64 - 1,
        p: chi2_upper_p(chi2, n - 1.0)?,
        mean_spearman: (m * w - 1.0) / (m - 1.0),
    })
}

/// Fleiss' κ of codes, by unit; all units have equally many.
pub fn fleiss(units: &[Vec<f64>]) -> Option<f64> {
    let m = units.first()?.len() as f64;
    let sound = units.iter().all(|u| u.len() as f64 == m && u.iter().all(|x| x.is_finite()));
    if m < 2.0 || !sound {
        return None;
    }
    let n = units.len() as f64;
    let all = Counts::of(units.concat());
    let expected: f64 = all.n.iter().map(|c| (c / (n * m)).powi(2)).sum();
    let same = |u: &Vec<f64>| Counts::of(u.clone()).n.iter().map(|c| c * (c - 1.0)).sum::<f64>() / (m * (m - 1.0));
    let observed = units.iter().map(same).sum::<f64>() / n;
    let kappa = (observed - expected) / (1.0 - expected);
    kappa.is_finite().then_some(kappa)
}

/// How disagreement of two raters weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weighing {
    /// All the same.
    Plain,
    /// By the difference.
    Linear,
    /// By its square.
    Quadratic,
}

/// Cohen's κ of two raters, by unit.
pub fn cohen(pairs: &[(f64, f64)], how: Weighing) -> Option<f64> {
    if pairs.iter().any(|(a, b)| !(a.is_finite() && b.is_finite())) {
        return None;
    }
    let apart = |a: f64, b: f64| match how {
        Weighing::Plain => f64::from(u8::from(a != b)),
        Weighing::Linear => (a - b).abs(),
        Weighing::Quadratic => (a - b).powi(2),
    };
    let n = pairs.len() as f64;
    let observed = pairs.iter().map(|(a, b)| apart(*a, *b)).sum::<f64>() / n;
    let first = Counts::of(pairs.iter().map(|p| p.0).collect());
    let second = Counts::of(pairs.iter().map(|p| p.1).collect());
    let mut expected = 0.0;
    for (a, of_a) in first.values.iter().zip(&first.n) {
        for (b, of_b) in second.values.iter().zip(&second.n) {
            expected += of_a / n * of_b / n * apart(*a, *b);
        }
    }
    let kappa = 1.0 - observed / expected;
    kappa.is_finite().then_some(kappa)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed() -> Vec<Vec<Option<f64>>> {
        // Krippendorff (2011), section D: 0 stands for a missing value
        [
            [1, 1, 0, 1],
            [2, 2, 3, 2],
            [3, 3, 3, 3],
            [3, 3, 3, 3],
            [2, 2, 2, 2],
            [1, 2, 3, 4],
            [4, 4, 4, 4],
            [1, 1, 2, 1],
            [2, 2, 2, 2],
            [0, 5, 5, 5],
            [0, 0, 1, 1],
            [0, 0, 3, 0],
        ]
        .map(|unit| unit.map(|x| (x > 0).then_some(f64::from(x))).to_vec())
        .to_vec()
    }

    #[test]
    fn the_printed_example_has_the_printed_alphas() {
        for (how, want) in [
            (Distance::Nominal, 0.743),
            (Distance::Ordinal, 0.815),
            (Distance::Interval, 0.849),
            (Distance::Ratio, 0.797),
        ] {
            let have = krippendorff(&printed(), how).unwrap();
            assert!((have - want).abs() < 0.0006, "{how:?} {have} {want}");
        }
    }

    #[test]
    fn two_raters_who_turn_the_order_round_have_no_concordance() {
        let found = concordance(&[vec![1.0, 3.0], vec![2.0, 2.0], vec![3.0, 1.0]]).unwrap();
        assert_eq!((found.w, found.mean_spearman, found.p), (0.0, -1.0, 1.0));
        let same = concordance(&[vec![1.0, 1.0], vec![2.0, 2.0], vec![3.0, 3.0]]).unwrap();
        assert_eq!((same.w, same.mean_spearman), (1.0, 1.0));
    }

    #[test]
    fn kappa_is_one_minus_the_disagreement_by_chance() {
        // By hand: 3 of 4 agree; chance .5 and .5
        let pairs = [(1.0, 1.0), (2.0, 2.0), (1.0, 1.0), (2.0, 1.0)];
        assert!((cohen(&pairs, Weighing::Plain).unwrap() - 0.5).abs() < 1e-15);
        assert_eq!(cohen(&pairs, Weighing::Plain), cohen(&pairs, Weighing::Quadratic));
        // Fleiss counts both raters together: chance 5/8, 3/8
        let units: Vec<Vec<f64>> = pairs.iter().map(|p| vec![p.0, p.1]).collect();
        let expected = (25.0 + 9.0) / 64.0;
        assert!((fleiss(&units).unwrap() - (0.75 - expected) / (1.0 - expected)).abs() < 1e-15);
    }

    #[test]
    fn where_there_is_nothing_to_agree_on_there_is_no_agreement() {
        for how in [Distance::Nominal, Distance::Ordinal, Distance::Interval, Distance::Ratio] {
            assert_eq!(krippendorff(&[], how), None);
            assert_eq!(krippendorff(&[vec![Some(1.0), None]], how), None);
            assert_eq!(krippendorff(&[vec![Some(1.0), Some(1.0)]], how), None);
        }
        assert_eq!(concordance(&[vec![1.0, 1.0], vec![1.0, 1.0]]), None);
        assert_eq!(fleiss(&[]), None);
        assert_eq!(fleiss(&[vec![1.0, 1.0]]), None);
        assert_eq!(cohen(&[], Weighing::Plain), None);
        assert_eq!(cohen(&[(1.0, 1.0)], Weighing::Linear), None);
    }
}
