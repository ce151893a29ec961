//! Weighted quantiles and their Woodruff intervals.
//!
//! What      the value below which a share p of the weight lies, by one of three rules
//! Interval  the share of weight at or below the quantile gets an interval, whose ends are mapped back by the same rule
//! Source    Woodruff (1952), JASA 47:635–646; Hyndman & Fan (1996), Am. Stat. 50:361–365
//! Checked   R survey 4.5, `svyquantile`: 1e-9
//! Edges     ties keep their order and are not merged; equality of cumulative weight is judged within 1e-12; an end
//!           whose share lies outside 0 to 1 is absent

use super::Rules;
use super::distribution::two_sided;
use super::interval::logit;
use super::linear::{Linear, NoEstimate, mean};
use super::variance::{NoVariance, clusters, variance};
use crate::design::Units;
use crate::tally::{Kept, Totals};

/// Which value stands for a quantile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum QuantileRule {
    /// The smallest value with at least a share p of the weight at or below it.
    #[default]
    Math,
    /// The same, but the mean of two neighbours where a share of exactly p is reached: the median of school books.
    School,
    /// Linear between the values (Hyndman-Fan 7).
    Hf7,
}

impl QuantileRule {
    /// Every rule by the name used in options.
    pub const NAMES: [(&'static str, QuantileRule); 3] =
        [("math", QuantileRule::Math), ("school", QuantileRule::School), ("hf7", QuantileRule::Hf7)];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }
}

/// On which scale the share at or below the quantile gets its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum QuantileInterval {
    /// Logit.
    #[default]
    Logit,
    /// t on the scale of the share.
    T,
}

/// Shares of cumulative weight closer than this to each other are equal.
const TIE: f64 = 1e-12;

/// Values in ascending order with their cumulative weights.
#[derive(Debug, Clone)]
pub struct Sorted {
    values: Vec<f64>,
    weights: Vec<f64>,
    cumulative: Vec<f64>,
}

impl Sorted {
    /// The rows with a weight, in order; ties stay in file order.
    pub fn new(rows: &[Kept]) -> Sorted {
        let mut rows: Vec<&Kept> = rows.iter().filter(|r| r.weight != 0.0).collect();
        rows.sort_by(|a, b| a.value.total_cmp(&b.value));
        let weights: Vec<f64> = rows.iter().map(|r| r.weight).collect();
        let mut sum = 0.0;
        let cumulative = weights.iter().map(|w| {
            sum += w;
            sum
        });
        let cumulative = cumulative.collect();
        Sorted { values: rows.iter().map(|r| r.value).collect(), weights, cumulative }
    }

    fn total(&self) -> f64 {
        self.cumulative.last().copied().unwrap_or(0.0)
    }

    /// The quantile at a probability from 0 to 1; none without rows.
    pub fn at(&self, p: f64, rule: QuantileRule) -> Option<f64> {
        if self.values.is_empty() {
            return None;
        }
        match rule {
            QuantileRule::Hf7 => Some(self.linear(p)),
            QuantileRule::Math | QuantileRule::School => Some(self.step(p, rule == QuantileRule::School)),
        }
    }

    fn step(&self, p: f64, halve: bool) -> f64 {
        let total = self.total();
        let reached = self.cumulative.partition_point(|c| *c <= p * total * (1.0 + TIE)).max(1) - 1;
        let next = (reached + 1).min(self.values.len() - 1);
        let beyond = p - self.cumulative[reached] / total;
        match (beyond <= TIE, halve) {
            (true, false) => self.values[reached],
            (true, true) => (self.values[reached] + self.values[next]) / 2.0,
            (false, _) => self.values[next],
        }
    }

    /// Between q_k = C_{k−1}/C_{n−1}.
    fn linear(&self, p: f64) -> f64 {
        let n = self.values.len();
        if n == 1 {
            return self.values[0];
        }
        let whole = self.cumulative[n - 2];
        let q = |k: usize| if k == 0 { 0.0 } else { self.cumulative[k - 1] / whole };
        let upper = (1..n).find(|k| q(*k) >= p).unwrap_or(n - 1);
        let (a, b) = (q(upper - 1), q(upper));
        let g = if b > a { ((p - a) / (b - a)).clamp(0.0, 1.0) } else { 1.0 };
        self.values[upper - 1] + g * (self.values[upper] - self.values[upper - 1])
    }

    /// Σ of the weights.
    pub fn sum_weights(&self) -> f64 {
        self.weights.iter().sum()
    }
}

/// A quantile with its error.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantile {
    /// The quantile.
    pub value: f64,
    /// The share of weight at or below it, linearised: its rows, clusters and degrees of freedom are the quantile's.
    pub share: Linear,
    /// Lower end, if its share lies within 0 to 1.
    pub low: Option<f64>,
    /// Upper end, if its share lies within 0 to 1.
    pub high: Option<f64>,
    /// (high − low)/(2t), if both ends exist.
    pub se: Option<f64>,
}

/// The quantile of the kept rows; `with_error` makes of the share at or below it, linearised, of its sums by unit and of the quantile
/// the share with the scores that its error is made of.
pub fn quantile(
    rows: &[Kept],
    p: f64,
    units: &Units,
    rules: &Rules,
    with_error: impl Fn(Linear, &[(u32, Totals)], f64) -> Linear,
) -> Result<(Quantile, Result<(), NoVariance>), NoEstimate> {
    let sorted = Sorted::new(rows);
    let Some(value) = sorted.at(p, rules.quantile_rule) else {
        return Err(if rows.is_empty() { NoEstimate::NoAnswers } else { NoEstimate::NoWeight });
    };
    let sums = below(rows, value);
    let share = with_error(mean(&sums)?, &sums, value);
    let mut found = Quantile { value, low: None, high: None, se: None, share };
    let v = match variance(units, &found.share.scores, rules.variance) {
        Ok(v) => v,
        Err(why) => return Ok((found, Err(why))),
    };
    let Some(t) = two_sided(rules.level, rules.df.df(units, &found.share.scores)) else { return Ok((found, Ok(()))) };
    let f = found.share.value;
    // A share whose error vanishes by rounding has no spread to map back.
    let s = if v.sqrt() < 1e-9 * f { 0.0 } else { v.sqrt() };
    // The largest value, rows of a single cluster, or replicates that all agree: that share can't vary, which says nothing about
    // the quantile.
    let silent = f >= 1.0 - TIE || units.scales().is_some() || clusters(units, &found.share.scores) == 1;
    if s == 0.0 && silent {
        return Ok((found, Ok(())));
    }
    let (low, high) = match rules.quantile_interval {
        QuantileInterval::Logit => logit(f, s, t),
        QuantileInterval::T => (f - t * s, f + t * s),
    };
    let back = |q: f64| if (0.0..=1.0).contains(&q) { sorted.at(q, rules.quantile_rule) } else { None };
    (found.low, found.high) = (back(low), back(high));
    found.se = found.low.zip(found.high).map(|(low, high)| (high - low) / (2.0 * t));
    Ok((found, Ok(())))
}

/// For each unit: of its weight, how much lies at or below a value.
pub fn below(rows: &[Kept], value: f64) -> Vec<(u32, Totals)> {
    let mut cells: Vec<(u32, Totals)> = Vec::new();
    let mut ordered: Vec<&Kept> = rows.iter().collect();
    ordered.sort_by_key(|r| r.unit);
    for row in ordered {
        if cells.last().is_none_or(|(unit, _)| *unit != row.unit) {
            cells.push((row.unit, Totals::default()));
        }
        let Some((_, t)) = cells.last_mut() else { continue };
        let hit = if row.value <= value { row.weight } else { 0.0 };
        t.n += u64::from(row.weight != 0.0);
        t.zero_weight += u64::from(row.weight == 0.0);
        t.w += row.weight;
        t.wy += hit;
        t.second += hit;
    }
    cells
}
