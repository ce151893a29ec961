//! Linearised statistics: a value, and what every sampled unit adds to its deviation.
//!
//! What      mean m = Σ w·y / Σ w; total Σ w·y; ratio R = Σ w·y / Σ w·x
//! Score     of unit c: (Y_c − m·W_c)/W; Y_c; (Y_c − R·X_c)/X
//! Source    Woodruff (1971), JASA 66:411–414; Binder (1983), Int. Stat. Rev. 51:279–292
//! Checked   R survey 4.5, `svymean`, `svytotal`, `svyratio`: 1e-9 relative
//! Edges     no answers, or a lower part of zero: no estimate, with its reason

use super::statistic::Statistic;
use super::variance::Score;
use crate::tally::Totals;

/// A statistic with what is needed for its error.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Linear {
    /// The value.
    pub value: f64,
    /// What each unit adds, in the order of units.
    pub scores: Vec<Score>,
    /// Rows with an answer and a weight other than zero.
    pub n: u64,
    /// Rows with an answer and weight zero.
    pub zero_weight: u64,
    /// Σ w
    pub sum_weights: f64,
    /// Variance of the value in a simple random sample of the same size, with replacement; for design effects.
    pub simple_variance: Option<f64>,
}

/// Why there is no estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoEstimate {
    /// Nobody answered.
    NoAnswers,
    /// The weights of all who answered are zero.
    NoWeight,
    /// The lower part of a ratio is zero.
    ZeroDenominator,
}

type UnitTotals = [(u32, Totals)];

/// Which function of sums a statistic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Σ w·y / Σ w
    Mean,
    /// Σ w·y
    Total,
    /// Σ w·y / Σ w·x
    Ratio,
}

impl Form {
    /// The statistic of sums by unit, linearised.
    pub fn linear(self, units: &UnitTotals) -> Result<Linear, NoEstimate> {
        let all = whole(units)?;
        let value = match self {
            Form::Ratio if all.second == 0.0 => return Err(NoEstimate::ZeroDenominator),
            Form::Ratio => all.wy / all.second,
            Form::Mean => all.wy / all.w,
            Form::Total => all.wy,
        };
        let per_row = || spread(&all, all.wy / all.w).map(|s2| s2 / all.n as f64);
        let simple_variance = match self {
            Form::Mean => per_row(),
            Form::Total => per_row().map(|v| v * all.w * all.w),
            Form::Ratio => None,
        };
        Ok(Linear { value, scores: scored(units, self.score(&all)), simple_variance, ..facts(&all) })
    }
}

impl Statistic<Totals> for Form {
    fn value(&self, all: &Totals) -> Option<f64> {
        match self {
            Form::Mean => (all.n > 0 && all.w != 0.0).then(|| all.wy / all.w),
            Form::Total => Some(if all.n > 0 { all.wy } else { 0.0 }),
            Form::Ratio => (all.n > 0 && all.second != 0.0).then(|| all.wy / all.second),
        }
    }

    fn score(&self, all: &Totals) -> impl Fn(&Totals) -> f64 {
        let (form, w, second) = (*self, all.w, all.second);
        let mean = all.wy / w;
        let ratio = all.wy / second;
        move |t| match form {
            Form::Mean => (t.wy - mean * t.w) / w,
            Form::Total => t.wy,
            Form::Ratio => (t.wy - ratio * t.second) / second,
        }
    }
}

/// Σ w·y / Σ w.
pub fn mean(units: &UnitTotals) -> Result<Linear, NoEstimate> {
    Form::Mean.linear(units)
}

/// Σ w·y.
pub fn total(units: &UnitTotals) -> Result<Linear, NoEstimate> {
    Form::Total.linear(units)
}

/// Σ w·y / Σ w·x.
pub fn ratio(units: &UnitTotals) -> Result<Linear, NoEstimate> {
    Form::Ratio.linear(units)
}

/// Σ k·statistic over several statistics of one design: a difference, a composite. Shared units enter together, so that
/// covariance is counted.
pub fn combined(parts: &[(f64, &Linear)]) -> Linear {
    let value = parts.iter().map(|(k, part)| k * part.value).sum();
    let mut scores: Vec<Score> = Vec::new();
    for (k, part) in parts {
        scores = merged(scores, &part.scores, *k);
    }
    let used = || parts.iter().filter(|(k, _)| *k != 0.0).map(|(_, part)| part);
    Linear {
        value,
        scores,
        n: used().map(|p| p.n).sum(),
        zero_weight: used().map(|p| p.zero_weight).sum(),
        sum_weights: used().map(|p| p.sum_weights).sum(),
        simple_variance: None,
    }
}

/// Adds k times the scores of a part to others. Both are in the order of units, but for designs whose rows are the units.
fn merged(scores: Vec<Score>, part: &[Score], k: f64) -> Vec<Score> {
    // A replicate without a value lacks in a sum only where it counts.
    let added = |s: &Score| Score { z: if k == 0.0 { 0.0 } else { k * s.z }, ..*s };
    if scores.is_empty() {
        return part.iter().map(added).collect();
    }
    let mut all = Vec::with_capacity(scores.len() + part.len());
    let mut part = part.iter().peekable();
    for mut score in scores {
        while let Some(before) = part.next_if(|s| s.unit < score.unit) {
            all.push(added(before));
        }
        while let Some(same) = part.next_if(|s| s.unit == score.unit) {
            score.z += added(same).z;
            score.weighted |= same.weighted;
        }
        all.push(score);
    }
    all.extend(part.map(added));
    all
}

fn whole(units: &UnitTotals) -> Result<Totals, NoEstimate> {
    let mut all = Totals::default();
    for (_, t) in units {
        all.n += t.n;
        all.zero_weight += t.zero_weight;
        all.w += t.w;
        all.wy += t.wy;
        all.second += t.second;
    }
    match (all.n, all.zero_weight) {
        (0, 0) => Err(NoEstimate::NoAnswers),
        (0, _) => Err(NoEstimate::NoWeight),
        _ => Ok(all),
    }
}

fn facts(all: &Totals) -> Linear {
    Linear { n: all.n, zero_weight: all.zero_weight, sum_weights: all.w, ..Linear::default() }
}

fn scored(units: &UnitTotals, z: impl Fn(&Totals) -> f64) -> Vec<Score> {
    units.iter().map(|(unit, t)| Score { unit: *unit, z: z(t), weighted: t.n > 0 }).collect()
}

/// S² = n/(n − 1) · Σ w (y − m)² / Σ w, the weighted variance of the answers; needs two rows.
fn spread(all: &Totals, mean: f64) -> Option<f64> {
    let n = all.n as f64;
    let squares = all.second - mean * all.wy;
    // What is left of equal answers is rounding of their sums.
    let noise = 4.0 * n * f64::EPSILON * all.second;
    (all.n > 1).then(|| if squares > noise { n / (n - 1.0) * squares / all.w } else { 0.0 })
}
