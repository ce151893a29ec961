//! Robustness: how far the order of facilities depends on the recipe of a composite.
//!
//! What      mean and largest change of rank, Spearman's and Kendall's rank correlation between a recipe and another; the other
//!           recipes tried one after another, and each part left out in turn
//! Formula   ranks with the best of tied ranks; Spearman is Pearson's r of mean ranks; τ-b = (C − D)/√((N − T₁)(N − T₂))
//! Source    OECD & JRC (2008), step 7; Kendall (1945), Biometrika 33:239; Knight (1966), JASA 61:436 (in n·log n)
//! Checked   R: asem_robustness, 1e-9 relative
//! Edges     fewer than two facilities: none. All alike under one recipe: no correlation. Facilities that lack a part are left out
//!           by the caller, since dropping parts would be another recipe

use super::composite::{Mean, Normal, aggregate, normalised};
use super::ranks::{Ties, ranks};
use crate::gap::Better;

/// How far two orders are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// Mean absolute change of rank.
    pub mean: f64,
    /// Largest change of rank.
    pub most: f64,
    /// Spearman's rank correlation; none if all are alike in one of them.
    pub spearman: Option<f64>,
    /// Kendall's τ-b; none if all are alike in one of them.
    pub kendall: Option<f64>,
}

/// How far the order of some scores is from that of others.
pub fn shift(stated: &[f64], other: &[f64]) -> Option<Shift> {
    let n = stated.len();
    if n < 2 || other.len() != n || stated.iter().chain(other).any(|x| !x.is_finite()) {
        return None;
    }
    let (a, b) = (ranks(stated, Ties::Least), ranks(other, Ties::Least));
    let moves = || a.iter().zip(&b).map(|(a, b)| (a - b).abs());
    Some(Shift {
        mean: moves().sum::<f64>() / n as f64,
        most: moves().fold(0.0, f64::max),
        spearman: correlation(&ranks(stated, Ties::Mean), &ranks(other, Ties::Mean)),
        kendall: kendall(stated, other),
    })
}

/// Pearson's r; none if all are alike on one side.
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(x, y)| f(x - mean_a, y - mean_b)).sum::<f64>();
    let r = sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    r.is_finite().then(|| r.clamp(-1.0, 1.0))
}

/// Kendall's τ-b: sorted by the one, the exchanges that sort the other are the pairs in disorder.
fn kendall(a: &[f64], b: &[f64]) -> Option<f64> {
    let mut pairs: Vec<(f64, f64)> = a.iter().map(|x| x + 0.0).zip(b.iter().map(|y| y + 0.0)).collect();
    pairs.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.1.total_cmp(&q.1)));
    let of = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
    let all = of(pairs.len());
    let tied_a: f64 = pairs.chunk_by(|p, q| p.0 == q.0).map(|run| of(run.len())).sum();
    let tied_both: f64 = pairs.chunk_by(|p, q| p == q).map(|run| of(run.len())).sum();
    let mut second: Vec<f64> = pairs.iter().map(|p| p.1).collect();
    let mut spare = second.clone();
    let disorder = exchanges(&mut second, &mut spare) as f64;
    let tied_b: f64 = second.chunk_by(|p, q| p == q).map(|run| of(run.len())).sum();
    let concordant_less_discordant = all - tied_a - tied_b + tied_both - 2.0 * disorder;
    let tau = concordant_less_discordant / ((all - tied_a) * (all - tied_b)).sqrt();
    tau.is_finite().then_some(tau)
}

/// Sorts, and counts how many pairs were in disorder.
fn exchanges(x: &mut [f64], spare: &mut [f64]) -> u64 {
    let n = x.len();
    if n < 2 {
        return 0;
    }
    let middle = n / 2;
    let mut count = {
        let (left, right) = x.split_at_mut(middle);
        let (spare_left, spare_right) = spare.split_at_mut(middle);
        exchanges(left, spare_left) + exchanges(right, spare_right)
    };
    let (mut i, mut j) = (0, middle);
    for place in spare.iter_mut().take(n) {
        if j >= n || (i < middle && x[i] <= x[j]) {
            *place = x[i];
            i += 1;
        } else {
            *place = x[j];
            j += 1;
            count += (middle - i) as u64;
        }
    }
    x.copy_from_slice(&spare[..n]);
    count
}

/// Another way to put a composite together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Alternative {
    /// All parts weigh the same.
    EqualWeights,
    /// The arithmetic mean.
    Arithmetic,
    /// The geometric mean, of parts brought to 1 to 100.
    Geometric,
    /// The mean of ranks.
    Ranks,
    /// Parts standardised to the same spread first.
    Standardised,
    /// Without the part of this index.
    Without(usize),
}

/// A composite under all recipes.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// By recipe: how far the order moves.
    pub shifts: Vec<(Alternative, Shift)>,
    /// By facility: lowest, highest and stated rank over all recipes; 1 is best.
    pub ranks: Vec<(f64, f64, f64)>,
}

/// Tries the other recipes on facilities that have all parts; `parts` is by part, then facility, and more is better in each.
///
/// A recipe that is the stated one, or that gives no score for a facility, is left out.
pub fn robustness(parts: &[Vec<f64>], weights: &[f64], stated: Mean) -> Option<Robustness> {
    let n = parts.first()?.len();
    let sound = parts.iter().all(|p| p.len() == n && p.iter().all(|x| x.is_finite()));
    if !sound || weights.len() != parts.len() {
        return None;
    }
    let base = scores(parts, weights, stated)?;
    let mut tried = Vec::new();
    let mut by_recipe = vec![ranks(&base, Ties::Least)];
    for recipe in alternatives(parts.len(), weights, stated) {
        let found = alternative(parts, weights, stated, recipe);
        if let Some((shift, scores)) = found.and_then(|scores| Some((shift(&base, &scores)?, scores))) {
            by_recipe.push(ranks(&scores, Ties::Least));
            tried.push((recipe, shift));
        }
    }
    let span = |f: usize| {
        let of = by_recipe.iter().map(|r| r[f]);
        (of.clone().fold(f64::INFINITY, f64::min), of.fold(0.0, f64::max), by_recipe[0][f])
    };
    Some(Robustness { shifts: tried, ranks: (0..n).map(span).collect() })
}

fn alternatives(parts: usize, weights: &[f64], stated: Mean) -> Vec<Alternative> {
    let mut out = Vec::new();
    if weights.windows(2).any(|w| w[0] != w[1]) {
        out.push(Alternative::EqualWeights);
    }
    match stated {
        Mean::Arithmetic => out.push(Alternative::Geometric),
        Mean::Geometric => out.push(Alternative::Arithmetic),
        Mean::Harmonic => out.extend([Alternative::Arithmetic, Alternative::Geometric]),
    }
    out.extend([Alternative::Ranks, Alternative::Standardised]);
    if parts > 2 {
        out.extend((0..parts).map(Alternative::Without));
    }
    out
}

fn alternative(parts: &[Vec<f64>], weights: &[f64], stated: Mean, recipe: Alternative) -> Option<Vec<f64>> {
    match recipe {
        Alternative::EqualWeights => scores(parts, &vec![1.0; parts.len()], stated),
        Alternative::Arithmetic => scores(parts, weights, Mean::Arithmetic),
        Alternative::Geometric => {
            let (parts, weights) = scaled(parts, weights, Normal::MinMax { low: 1.0, high: 100.0 });
            scores(&parts, &weights, Mean::Geometric)
        }
        Alternative::Ranks => {
            let (parts, weights) = scaled(parts, weights, Normal::Borda);
            scores(&parts, &weights, Mean::Arithmetic)
        }
        Alternative::Standardised => {
            let (parts, weights) = scaled(parts, weights, Normal::Standard);
            scores(&parts, &weights, Mean::Arithmetic)
        }
        Alternative::Without(part) => {
            let mut weights = weights.to_vec();
            *weights.get_mut(part)? = 0.0;
            scores(parts, &weights, stated)
        }
    }
}

/// Parts on another scale; those that are the same everywhere have none, change no order and are left out.
fn scaled(parts: &[Vec<f64>], weights: &[f64], how: Normal) -> (Vec<Vec<f64>>, Vec<f64>) {
    let one = |(part, weight): (&Vec<f64>, &f64)| {
        let values: Vec<Option<f64>> = part.iter().copied().map(Some).collect();
        let on: Option<Vec<f64>> = normalised(&values, Better::More, how).into_iter().collect();
        Some((on?, *weight))
    };
    parts.iter().zip(weights).filter_map(one).unzip()
}

fn scores(parts: &[Vec<f64>], weights: &[f64], how: Mean) -> Option<Vec<f64>> {
    let one = |f: usize| aggregate(&parts.iter().map(|p| Some(p[f])).collect::<Vec<_>>(), weights, how);
    (0..parts.first()?.len()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_orders_with_ties_are_as_far_apart_as_in_r() {
        // R: cor(c(1,2,2,4,5), c(2,1,3,3,5), method = "kendall") = 6/9; ranks 5 3 3 2 1 and 4 5 2 2 1 shift by 1, 2, 1, 0, 0
        let found = shift(&[1.0, 2.0, 2.0, 4.0, 5.0], &[2.0, 1.0, 3.0, 3.0, 5.0]).unwrap();
        assert!((found.kendall.unwrap() - 6.0 / 9.0).abs() < 1e-15);
        assert_eq!((found.mean, found.most), (0.8, 2.0));
        // mean ranks less 3: −2 −.5 −.5 1 2 and −1 −2 .5 .5 2: Σ ab 7.25, Σ a² = Σ b² = 9.5
        assert!((found.spearman.unwrap() - 7.25 / 9.5).abs() < 1e-15);
    }

    #[test]
    fn the_same_order_does_not_move_and_the_opposite_one_turns_round() {
        let up = [1.0, 2.0, 3.0];
        let same = shift(&up, &[10.0, 20.0, 99.0]).unwrap();
        assert_eq!((same.mean, same.spearman, same.kendall), (0.0, Some(1.0), Some(1.0)));
        let turned = shift(&up, &[3.0, 2.0, 1.0]).unwrap();
        assert_eq!((turned.most, turned.spearman, turned.kendall), (2.0, Some(-1.0), Some(-1.0)));
    }

    #[test]
    fn a_composite_of_equal_parts_is_robust_against_everything() {
        let part = vec![1.0, 3.0, 2.0, 4.0];
        let found = robustness(&[part.clone(), part.clone(), part], &[1.0, 2.0, 1.0], Mean::Arithmetic).unwrap();
        assert!(found.shifts.iter().all(|s| s.1.most == 0.0));
        assert_eq!(found.shifts.len(), 7);
        assert_eq!(found.ranks[3], (1.0, 1.0, 1.0));
    }

    #[test]
    fn one_facility_or_none_has_no_order() {
        assert_eq!(shift(&[], &[]), None);
        assert_eq!(shift(&[1.0], &[1.0]), None);
        assert_eq!(robustness(&[], &[], Mean::Arithmetic), None);
        let alike = shift(&[1.0, 1.0], &[1.0, 2.0]).unwrap();
        assert_eq!((alike.spearman, alike.kendall), (None, None));
        assert!(robustness(&[vec![1.0], vec![2.0]], &[1.0, 1.0], Mean::Arithmetic).unwrap().shifts.is_empty());
    }
}
