//! How many people in each place: a number shared out by a rule, within bounds, in whole numbers.
//!
//! What      n_h = λ·w_h held within its bounds, with the one λ for which they add up to n
//! Weights   proportional N; neyman N·S; power (N·Y)^q·S/Y, without S and Y N^q; equal 1; kish √(q·W² + 1/H²)
//! Whole     rounded down, and what is left goes to the largest remainders, to the first of the list where two are alike
//! Source    Neyman (1934); Cochran (1977), 5.5; Bankier (1988), Am. Stat. 42:174–177; Kish (1988), J. Off. Stat. 4:19–32;
//!           bounds: Gabler, Ganninger & Münnich (2012), Metrika 75:151–161
//! Checked   R: tests/golden/sampling.R, exact
//! Edges     minima that exceed n, or maxima that don't reach it, allow no allocation

use super::conditions::Conditions;
use super::size::{Spread, margin};

/// A place to be shared out to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// People there, 1 or more.
    pub population: f64,
    /// How far their answers lie apart.
    pub spread: Spread,
    /// The mean or share that is expected there, where the power rule shall keep relative errors alike.
    pub mean: Option<f64>,
}

/// By what rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// As people live there: the whole is best where answers lie apart alike.
    Proportional,
    /// By people and spread: the whole is best.
    Neyman,
    /// Between equal and Neyman, by an exponent q of 0 to 1.
    Power(f64),
    /// As many in each place: places are best.
    Equal,
    /// Between equal and proportional, by a weight q of the whole.
    Kish(f64),
}

impl Rule {
    /// The rules by name.
    pub const NAMES: [&'static str; 5] = ["proportional", "neyman", "power", "equal", "kish"];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Proportional => "proportional",
            Rule::Neyman => "neyman",
            Rule::Power(_) => "power",
            Rule::Equal => "equal",
            Rule::Kish(_) => "kish",
        }
    }

    /// What each place is due, up to a factor.
    fn weights(self, parts: &[Part]) -> Vec<f64> {
        let all: f64 = parts.iter().map(|part| part.population).sum();
        let places = parts.len() as f64;
        let weight = |part: &Part| match self {
            Rule::Proportional => part.population,
            Rule::Neyman => part.population * part.spread.sd(),
            Rule::Power(q) => match part.mean {
                Some(mean) => (part.population * mean).powf(q) * part.spread.sd() / mean,
                None => part.population.powf(q),
            },
            Rule::Equal => 1.0,
            Rule::Kish(q) => (q * (part.population / all).powi(2) + places.powi(-2)).sqrt(),
        };
        parts.iter().map(weight).collect()
    }
}

/// The least and the most that a place may get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// At least, or everybody where they are fewer.
    pub least: u64,
    /// At most; there is no more than everybody in any case.
    pub most: Option<u64>,
}

impl Bounds {
    /// Of one place.
    pub fn of(self, part: &Part) -> (u64, u64) {
        let people = part.population.floor() as u64;
        let most = self.most.map_or(people, |most| most.min(people));
        (self.least.min(most), most)
    }
}

/// What a place gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Allocated {
    /// By the rule alone.
    pub by_rule: f64,
    /// Within its bounds, before rounding.
    pub bounded: f64,
    /// In whole people.
    pub n: u64,
}

/// Shares `n` out; the whole numbers add up to it exactly. Err holds the least and the most that the bounds allow.
pub fn allocate(parts: &[Part], n: u64, rule: Rule, bounds: Bounds) -> Result<Vec<Allocated>, (u64, u64)> {
    let weights = rule.weights(parts);
    let limits: Vec<(u64, u64)> = parts.iter().map(|part| bounds.of(part)).collect();
    let least: u64 = limits.iter().map(|l| l.0).sum();
    let most: u64 = limits.iter().map(|l| l.1).sum();
    if n < least || n > most {
        return Err((least, most));
    }
    let all: f64 = weights.iter().sum();
    let bounded = within(&weights, &limits, n as f64);
    let whole = rounded(&bounded, n);
    let of = |(i, w): (usize, &f64)| Allocated { by_rule: n as f64 * w / all, bounded: bounded[i], n: whole[i] };
    Ok(weights.iter().enumerate().map(of).collect())
}

/// λ·w within limits, with the sum n, which the limits allow.
pub(super) fn within(weights: &[f64], limits: &[(u64, u64)], n: f64) -> Vec<f64> {
    let held = |factor: f64, i: usize| (factor * weights[i]).clamp(limits[i].0 as f64, limits[i].1 as f64);
    let sum = |factor: f64| (0..weights.len()).map(|i| held(factor, i)).sum::<f64>();
    let (mut low, mut high) = (0.0, 1.0);
    let reaches = |i: usize| limits[i].1 as f64 / weights[i];
    let enough = (0..weights.len()).map(reaches).fold(high, f64::max);
    high = high.max(enough);
    for _ in 0..300 {
        let middle = f64::midpoint(low, high);
        if sum(middle) < n { low = middle } else { high = middle }
    }
    // Who stands at a bound stands there exactly; the others share the rest exactly.
    let at_bound: Vec<Option<f64>> = (0..weights.len())
        .map(|i| {
            let value = high * weights[i];
            let (least, most) = (limits[i].0 as f64, limits[i].1 as f64);
            if value <= least {
                Some(least)
            } else if value >= most {
                Some(most)
            } else {
                None
            }
        })
        .collect();
    let rest = n - at_bound.iter().flatten().sum::<f64>();
    let free: f64 = weights.iter().zip(&at_bound).filter(|(_, b)| b.is_none()).map(|(w, _)| w).sum();
    weights.iter().zip(&at_bound).map(|(w, bound)| bound.unwrap_or(rest * w / free)).collect()
}

/// Whole numbers with the sum n, by the largest remainders.
pub(super) fn rounded(values: &[f64], n: u64) -> Vec<u64> {
    // A hair below a whole number is that number.
    let mut whole: Vec<u64> = values.iter().map(|value| (value + 1e-9).floor() as u64).collect();
    let left = n.saturating_sub(whole.iter().sum()) as usize;
    let mut order: Vec<usize> = (0..values.len()).collect();
    let remainder = |i: usize| ((values[i] - whole[i] as f64) * 1e9).round() as i64;
    order.sort_by_key(|i| std::cmp::Reverse(remainder(*i)));
    order.into_iter().take(left).for_each(|i| whole[i] += 1);
    whole
}

/// What an allocation shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Precision {
    /// Margin of each place; none where nobody is asked.
    pub places: Vec<Option<f64>>,
    /// Margin of all places together, weighted by population; none if some place has nobody.
    pub whole: Option<f64>,
    /// Kish's effect of asking places at different rates.
    pub weighting: f64,
}

/// The margins ± of an allocation. The whole: e² = Σ (N_h/N)²·e_h² (Cochran 1977, 5.3).
pub fn precision(parts: &[Part], people: &[u64], conditions: &Conditions) -> Precision {
    let of =
        |(part, n): (&Part, &u64)| (*n > 0).then(|| margin(part.spread, *n as f64, &conditions.among(part.population)));
    let places: Vec<Option<f64>> = parts.iter().zip(people).map(of).collect();
    let all: f64 = parts.iter().map(|part| part.population).sum();
    let squares = parts.iter().zip(&places).map(|(part, e)| e.map(|e| (part.population / all * e).powi(2)));
    let whole = squares.sum::<Option<f64>>().map(f64::sqrt);
    let n: f64 = people.iter().map(|n| *n as f64).sum();
    let squares = |(part, n): (&Part, &u64)| if *n > 0 { part.population.powi(2) / *n as f64 } else { 0.0 };
    let weighting = n * parts.iter().zip(people).map(squares).sum::<f64>() / (all * all);
    Precision { places, whole, weighting }
}

#[cfg(test)]
mod tests {
    use super::super::conditions::Given;
    use super::*;

    fn part(population: f64) -> Part {
        Part { population, spread: Spread::share(0.5).expect("a share"), mean: None }
    }

    #[test]
    fn what_is_left_over_goes_to_the_first_of_equals() {
        let parts = [part(100.0), part(100.0), part(100.0)];
        let got = allocate(&parts, 100, Rule::Equal, Bounds { least: 0, most: None }).expect("it can be");
        assert_eq!(got.iter().map(|a| a.n).collect::<Vec<_>>(), [34, 33, 33]);
    }

    #[test]
    fn small_places_get_their_least_and_never_more_than_live_there() {
        // By hand: 20 live in the third; the second is raised from 1000·500/10520 = 47.5 to 60.
        let parts = [part(10_000.0), part(500.0), part(20.0)];
        let got = allocate(&parts, 1000, Rule::Proportional, Bounds { least: 60, most: None }).expect("it can be");
        assert_eq!(got.iter().map(|a| a.n).collect::<Vec<_>>(), [920, 60, 20]);
    }

    #[test]
    fn bounds_that_cannot_be_kept_are_told_with_what_they_allow() {
        let parts = [part(100.0), part(100.0)];
        assert_eq!(allocate(&parts, 50, Rule::Equal, Bounds { least: 30, most: None }), Err((60, 200)));
        assert_eq!(allocate(&parts, 50, Rule::Equal, Bounds { least: 0, most: Some(20) }), Err((0, 40)));
    }

    #[test]
    fn whole_numbers_always_add_up() {
        for n in 90..200 {
            let parts: Vec<Part> = (1..14).map(|i| part(f64::from(i * i * 7 + 30))).collect();
            for rule in [Rule::Proportional, Rule::Neyman, Rule::Power(0.3), Rule::Equal, Rule::Kish(1.0)] {
                let got = allocate(&parts, n, rule, Bounds { least: 5, most: Some(40) }).expect("it can be");
                assert_eq!(got.iter().map(|a| a.n).sum::<u64>(), n);
                assert!(got.iter().all(|a| (5..=40).contains(&a.n)));
            }
        }
    }

    #[test]
    fn two_equal_places_together_are_as_exact_as_one_over_the_root_of_two() {
        let given = Given { level: 0.95, deff: 1.0, response: 1.0, population: None };
        let conditions = Conditions::new(given).expect("possible");
        let told = precision(&[part(1e12), part(1e12)], &[100, 100], &conditions);
        let one = told.places[0].expect("a margin");
        assert!((one - 1.959_963_984_540_054 * 0.05).abs() < 1e-9);
        assert!((told.whole.expect("a margin") - one / 2f64.sqrt()).abs() < 1e-12);
        assert!((told.weighting - 1.0).abs() < 1e-12);
    }
}
