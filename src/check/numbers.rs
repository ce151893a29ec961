//! Numbers of one question: which lie far from the others, and whether most are round.
//!
//! What      the middle and spread of the positive numbers on a logarithmic scale, limits beyond which one is far from the
//!           others, and the share of numbers with a single digit that isn't 0
//! Formula   m = median(ln x), s = 1.4826·median(|ln x − m|); far: |ln x − m| > 3.5·s. Round where d digits were alike:
//!           a whole number of d digits is round with probability 10^(1 − d)
//! Source    Iglewicz & Hoaglin (1993), How to Detect and Handle Outliers: 3.5; Hampel (1974), JASA 69:383–393
//! Checked   R median(log(x)), mad(log(x)): 1e-12
//! Edges     fewer than 30 numbers, or more than half of them alike (s = 0): no limits. Zero has no logarithm and is never
//!           far. Past 100,000 different numbers none is judged

use std::collections::BTreeMap;

use super::RowAt;

/// How many spreads from the middle are far.
pub const FAR: f64 = 3.5;
/// So many numbers at least.
pub const LEAST: u64 = 30;
/// From this share on, and three times what is expected, round numbers are worth a note.
pub const MOSTLY_ROUND: f64 = 0.5;
/// Makes the median of distances the spread of a normal distribution.
const NORMAL: f64 = 1.4826;
const MOST_DIFFERENT: usize = 100_000;
/// The farthest that are kept on either side: more of them are no outliers but another distribution.
const MOST_KEPT: usize = 200;

/// A number and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The number.
    pub value: f64,
    /// Its row.
    pub at: RowAt,
    /// The identifier of its interview.
    pub id: String,
}

/// Numbers by how often they occur, with the farthest of them.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    counts: BTreeMap<u64, u64>,
    n: u64,
    low: Vec<Kept>,
    high: Vec<Kept>,
    overflowed: bool,
}

/// The middle of numbers on a logarithmic scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Middle {
    /// Median of ln x.
    pub log_median: f64,
    /// Spread of ln x.
    pub log_spread: f64,
}

impl Middle {
    /// Between these numbers nothing is far.
    pub fn limits(self) -> (f64, f64) {
        let reach = FAR * self.log_spread;
        ((self.log_median - reach).exp(), (self.log_median + reach).exp())
    }

    /// Whether a number is far.
    pub fn is_far(self, x: f64) -> bool {
        x > 0.0 && (x.ln() - self.log_median).abs() > FAR * self.log_spread
    }
}

/// How many numbers are round, and how many would be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Round {
    /// The share that is round, 0 to 1.
    pub share: f64,
    /// The share that would be if all digits were alike.
    pub expected: f64,
}

impl Numbers {
    /// Adds a number that is no less than 0.
    pub fn add(&mut self, value: f64, at: RowAt, id: impl Fn() -> String) {
        self.n += 1;
        if value < 0.0 {
            return;
        }
        let key = value.to_bits();
        let room = self.counts.len() < MOST_DIFFERENT;
        match self.counts.get_mut(&key) {
            Some(n) => *n += 1,
            None if room => drop(self.counts.insert(key, 1)),
            None => self.overflowed = true,
        }
        if value > 0.0 {
            keep(&mut self.low, value, at, &id, |a, b| a.total_cmp(&b));
            keep(&mut self.high, value, at, &id, |a, b| b.total_cmp(&a));
        }
    }

    /// How many there are.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// How often a number occurs.
    pub fn count(&self, value: f64) -> u64 {
        self.counts.get(&value.to_bits()).copied().unwrap_or_default()
    }

    /// The different numbers from the smallest on, with how often each occurs.
    pub fn values(&self) -> impl Iterator<Item = (f64, u64)> + '_ {
        // Bits of numbers that aren't negative stand in the order of the numbers.
        self.counts.iter().map(|(bits, n)| (f64::from_bits(*bits), *n))
    }

    /// The median.
    pub fn median(&self) -> Option<f64> {
        (!self.overflowed).then(|| weighted_median(&self.values().collect::<Vec<_>>())).flatten()
    }

    /// The middle on a logarithmic scale.
    pub fn middle(&self) -> Option<Middle> {
        let logs: Vec<(f64, u64)> = self.values().filter(|(x, _)| *x > 0.0).map(|(x, n)| (x.ln(), n)).collect();
        if self.overflowed || logs.iter().map(|(_, n)| n).sum::<u64>() < LEAST {
            return None;
        }
        middle_of(&logs).filter(|middle| middle.log_spread > 0.0)
    }

    /// How many of the whole numbers from 10 on are round.
    pub fn round(&self) -> Option<Round> {
        let whole = |(x, _): &(f64, u64)| *x >= 10.0 && x.fract() == 0.0 && *x < 1e15;
        let (mut all, mut round, mut expected) = (0, 0, 0.0);
        for (x, n) in self.values().filter(whole) {
            let x = x as u64;
            let unit = 10_u64.pow(x.ilog10());
            all += n;
            round += if x.is_multiple_of(unit) { n } else { 0 };
            expected += n as f64 / unit as f64;
        }
        let all = Some(all).filter(|n| *n >= LEAST)? as f64;
        Some(Round { share: round as f64 / all, expected: expected / all })
    }

    /// The numbers that are far, in the order of rows.
    pub fn far(&self) -> Vec<&Kept> {
        let Some(middle) = self.middle() else { return Vec::new() };
        let mut far: Vec<&Kept> = self.low.iter().chain(&self.high).filter(|kept| middle.is_far(kept.value)).collect();
        far.sort_by_key(|kept| kept.at);
        far.dedup_by_key(|kept| kept.at);
        far
    }

    /// Those above a limit, in the order of rows; and how many there are in all.
    pub fn above(&self, limit: f64) -> (Vec<&Kept>, u64) {
        let mut above: Vec<&Kept> = self.high.iter().filter(|kept| kept.value > limit).collect();
        above.sort_by_key(|kept| kept.at);
        (above, self.values().filter(|(x, _)| *x > limit).map(|(_, n)| n).sum())
    }
}

/// Keeps a number if it is among the first in an order.
fn keep(
    kept: &mut Vec<Kept>,
    value: f64,
    at: RowAt,
    id: &impl Fn() -> String,
    order: impl Fn(f64, f64) -> std::cmp::Ordering,
) {
    if kept.len() >= MOST_KEPT && kept.last().is_some_and(|last| order(last.value, value).is_le()) {
        return;
    }
    let place = kept.partition_point(|other| order(other.value, value).is_le());
    kept.insert(place, Kept { value, at, id: id() });
    kept.truncate(MOST_KEPT);
}

/// Median and spread of numbers in rising order, each with how often it occurs.
fn middle_of(logs: &[(f64, u64)]) -> Option<Middle> {
    let log_median = weighted_median(logs)?;
    let mut distances: Vec<(f64, u64)> = logs.iter().map(|(x, n)| ((x - log_median).abs(), *n)).collect();
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(Middle { log_median, log_spread: NORMAL * weighted_median(&distances)? })
}

/// The median of numbers in rising order, each with how often it occurs; the mean of the two middle ones of an even number.
fn weighted_median(values: &[(f64, u64)]) -> Option<f64> {
    let n: u64 = values.iter().map(|(_, n)| n).sum();
    let at = |rank: u64| {
        let mut before = 0;
        values.iter().find(|(_, n)| {
            before += n;
            before > rank
        })
    };
    let (low, high) = (at(n.checked_sub(1)? / 2)?.0, at(n / 2)?.0);
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[f64]) -> Numbers {
        let mut numbers = Numbers::default();
        for (row, value) in values.iter().enumerate() {
            numbers.add(*value, RowAt { file: 0, row: row as u64 + 2 }, String::new);
        }
        numbers
    }

    #[test]
    fn middle_and_spread_are_those_of_r() {
        // R: v <- c(5,10,10,15,20,20,30,30,45,60,600); median(log(v)); mad(log(v)); an odd number, then an even one
        let of = |values: &[f64]| {
            let logs: Vec<(f64, u64)> = numbers(values).values().map(|(x, n)| (x.ln(), n)).collect();
            middle_of(&logs).expect("a middle")
        };
        let middle = of(&[5.0, 10.0, 10.0, 15.0, 20.0, 20.0, 30.0, 30.0, 45.0, 60.0, 600.0]);
        assert!((middle.log_median - 2.995_732_273_553_99).abs() < 1e-12);
        assert!((middle.log_spread - 1.027_660_009_898_17).abs() < 1e-12);
        // R: v <- c(1,2,3,4,100,7)
        let middle = of(&[1.0, 2.0, 3.0, 4.0, 100.0, 7.0]);
        assert!((middle.log_median - 1.242_453_324_894).abs() < 1e-12);
        assert!((middle.log_spread - 0.928_673_188_545_616).abs() < 1e-12);
    }

    #[test]
    fn a_number_far_from_forty_others_is_found_with_its_row() {
        let mut values: Vec<f64> = (10..50).map(f64::from).collect();
        values.push(9_000.0);
        let numbers = numbers(&values);
        let far: Vec<u64> = numbers.far().iter().map(|kept| kept.at.row).collect();
        assert_eq!(far, [42]);
        // Where more than half are alike there is no spread, and nothing is far.
        let mut alike = vec![30.0; 40];
        alike.push(9_000.0);
        assert!(self::numbers(&alike).far().is_empty());
    }

    #[test]
    fn round_numbers_are_counted_against_what_chance_gives() {
        // 30 times 20 and 10 times 37: three quarters are round, where one of ten two-digit numbers is.
        let mut values = vec![20.0; 30];
        values.extend([37.0; 10]);
        let round = numbers(&values).round().expect("enough numbers");
        assert_eq!(round.share, 0.75);
        assert!((round.expected - 0.1).abs() < 1e-12);
    }
}
