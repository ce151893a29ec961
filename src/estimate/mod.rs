//! From sums to estimates: value, standard error, interval, design effect.
//!
//! Every statistic is linearised to one score per sampled unit ([`Linear`]); the variance is written once for all of them
//! ([`variance`]). What has no standard error says why.

mod calibrate;
mod covariance;
pub mod distribution;
mod independence;
mod interval;
mod line;
mod linear;
mod made;
mod quantile;
mod rank;
mod replicates;
mod statistic;
mod variance;

pub use calibrate::{Cross, Distance, Frame, Points, Unreached};
pub use covariance::{SideBySide, covariances, each_unit, in_company};
pub use distribution::{
    Df, beta_quantile, chi2_upper_p, f_quantile, f_upper_p, gamma_quantile, normal_cdf, two_sided, two_sided_p, upper_t,
};
pub use independence::{Cells, DesignEffects, NoTest, TestStatistic, Tested, wald};
pub use interval::{Interval, IntervalMethod, ShareFacts, logit, of_share, student};
pub use line::{Line, NoLine, Products, Slope, line};
pub use linear::{Form, Linear, NoEstimate, combined, mean, ratio, total};
pub use made::{Drawn, Made, made};
pub use quantile::{Quantile, QuantileInterval, QuantileRule, Sorted, below, quantile};
pub use rank::Rank;
pub use replicates::{departures, lost};
pub use statistic::{Statistic, Summed, whole};
pub use variance::{NoVariance, Score, VarianceRule, by_unit, clusters, group_df, variance};

use crate::design::Units;

/// An estimate with everything that is printed beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The value, unrounded; a share is 0 to 1.
    pub value: f64,
    /// How precise it is.
    pub precision: Precision,
    /// Rows with an answer and a weight other than zero.
    pub n: u64,
    /// Σ w of those rows.
    pub sum_weights: f64,
}

impl Estimate {
    /// Its standard error, where that is known.
    pub fn se(&self) -> Option<f64> {
        match self.precision {
            Precision::Sampled { se, .. } => Some(se),
            Precision::Unknown(_) => None,
        }
    }

    /// P of a value so far from 0 if the true one were 0; none without an error.
    pub fn p_of_zero(&self) -> Option<f64> {
        match self.precision {
            Precision::Sampled { se, df, .. } if se > 0.0 => two_sided_p(self.value / se, df),
            Precision::Sampled { .. } | Precision::Unknown(_) => None,
        }
    }
}

/// How precise an estimate is.
#[derive(Debug, Clone, PartialEq)]
pub enum Precision {
    /// It comes from a sample.
    Sampled {
        /// Standard error.
        se: f64,
        /// Degrees of freedom.
        df: Df,
        /// Interval; none without degrees of freedom.
        interval: Option<Interval>,
        /// Design effect against a simple random sample; none where it isn't defined.
        deff: Option<f64>,
    },
    /// It comes from a sample but its error is unknown.
    Unknown(NoError),
}

/// Why an estimate has no standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoError {
    /// All its rows lie in one cluster, whose residuals sum to zero.
    OneCluster,
    /// Every stratum has a single cluster and the rule is to average over the others.
    AllLonely,
    /// A stratum has a single cluster and the rule is to refuse.
    Lonely {
        /// The stratum.
        stratum: u32,
    },
    /// An end of its interval lies beyond the data.
    BeyondData,
    /// It is put together from several, and the error of one of them is unknown.
    OfAPart,
    /// No replicate, or only one, gave a value.
    NoReplicates,
}

impl From<NoVariance> for NoError {
    fn from(why: NoVariance) -> NoError {
        match why {
            NoVariance::Lonely { stratum } => NoError::Lonely { stratum },
            NoVariance::AllLonely => NoError::AllLonely,
            NoVariance::NoReplicates => NoError::NoReplicates,
        }
    }
}

/// Whose clusters and strata make the degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum DfRule {
    /// Those of the rows used.
    #[default]
    Domain,
    /// Those of the whole file.
    Design,
    /// None: the normal distribution.
    Infinite,
}

impl DfRule {
    /// Every rule by the name used in options.
    pub const NAMES: [(&'static str, DfRule); 3] =
        [("domain", DfRule::Domain), ("design", DfRule::Design), ("inf", DfRule::Infinite)];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }

    /// The degrees of freedom of a statistic.
    pub fn df(self, units: &Units, scores: &[Score]) -> Df {
        match self {
            DfRule::Domain => group_df(units, scores),
            DfRule::Design => Df::Finite(units.design_df()),
            DfRule::Infinite => Df::Infinite,
        }
    }
}

/// Against what a design effect is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum DeffRule {
    /// A simple random sample with replacement of the same size.
    #[default]
    Srs,
    /// A simple random sample without replacement, the weights summing to the population.
    Wor,
}

/// Everything an estimate depends on besides the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// What lonely clusters add.
    pub variance: VarianceRule,
    /// Whose degrees of freedom.
    pub df: DfRule,
    /// Interval of a share.
    pub share_interval: IntervalMethod,
    /// Confidence level, such as 0.95.
    pub level: f64,
    /// Reference of the design effect.
    pub deff: DeffRule,
    /// Rule of quantiles.
    pub quantile_rule: QuantileRule,
    /// Interval of quantiles.
    pub quantile_interval: QuantileInterval,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            variance: VarianceRule::default(),
            df: DfRule::default(),
            share_interval: IntervalMethod::Logit,
            level: 0.95,
            deff: DeffRule::default(),
            quantile_rule: QuantileRule::default(),
            quantile_interval: QuantileInterval::default(),
        }
    }
}

/// What kind of value a statistic is, for its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A share of 0 to 1.
    Share,
    /// A mean, ratio, total or difference.
    Number,
    /// A mean whose residuals sum to zero within one cluster.
    Mean,
}

/// Standard errors below this share of the value are rounding noise of zero.
pub const NOISE: f64 = 1e-9;

/// The estimate of a linearised statistic.
pub fn estimate(linear: &Linear, kind: ValueKind, units: &Units, rules: &Rules) -> Estimate {
    estimate_with(linear, kind, units, rules, rules.df.df(units, &linear.scores))
}

/// The same with degrees of freedom of its own.
fn estimate_with(linear: &Linear, kind: ValueKind, units: &Units, rules: &Rules, df: Df) -> Estimate {
    let precision = match variance(units, &linear.scores, rules.variance) {
        Ok(v) => precision(linear, v, kind, || clusters(units, &linear.scores) == 1, df, rules),
        Err(why) => Precision::Unknown(why.into()),
    };
    Estimate { value: linear.value, precision, n: linear.n, sum_weights: linear.sum_weights }
}

/// The estimate of a mean over rows that are the units of one stratum, of which Σ u² about their mean is known; `rows` are all
/// rows of the stratum, also those without an answer. Whether there are others makes no difference to degrees of freedom.
pub fn estimate_of_rows(linear: &Linear, squares: f64, rows: u64, kind: ValueKind, rules: &Rules) -> Estimate {
    let v = if rows > 1 { rows as f64 / (rows as f64 - 1.0) * squares.max(0.0) } else { 0.0 };
    let df = match rules.df {
        DfRule::Domain => Df::Finite(linear.n as i64 - 1),
        DfRule::Design => Df::Finite(rows as i64 - 1),
        DfRule::Infinite => Df::Infinite,
    };
    let precision = precision(linear, v, kind, || linear.n == 1, df, rules);
    Estimate { value: linear.value, precision, n: linear.n, sum_weights: linear.sum_weights }
}

/// `alone` says whether all rows lie in one cluster.
fn precision(linear: &Linear, v: f64, kind: ValueKind, alone: impl Fn() -> bool, df: Df, rules: &Rules) -> Precision {
    let noise = v.sqrt() < NOISE * linear.value.abs();
    let se = if noise { 0.0 } else { v.sqrt() };
    let averages = matches!(kind, ValueKind::Share | ValueKind::Mean);
    if averages && se == 0.0 && alone() {
        return Precision::Unknown(NoError::OneCluster);
    }
    let interval = match kind {
        ValueKind::Share => {
            let rows = linear.n + linear.zero_weight;
            let facts = ShareFacts { share: linear.value, se, n: linear.n, rows, df };
            of_share(facts, rules.share_interval, rules.level)
        }
        ValueKind::Number | ValueKind::Mean => student(linear.value, se, df, rules.level),
    };
    Precision::Sampled { se, df, interval, deff: deff(linear, se * se, rules.deff) }
}

/// The estimate of a quantile: without a standard error where its share can't vary or an end lies beyond the data.
pub fn of_quantile(q: &Quantile, error: Result<(), NoVariance>, units: &Units, rules: &Rules) -> Estimate {
    let precision = match (error, q.se) {
        (Err(why), _) => Precision::Unknown(why.into()),
        (Ok(()), None) if clusters(units, &q.share.scores) == 1 => Precision::Unknown(NoError::OneCluster),
        (Ok(()), None) => Precision::Unknown(NoError::BeyondData),
        (Ok(()), Some(se)) => {
            let df = rules.df.df(units, &q.share.scores);
            let ends = q.low.zip(q.high);
            let interval = ends.map(|(low, high)| Interval { low, high, method: IntervalMethod::T });
            Precision::Sampled { se, df, interval, deff: None }
        }
    };
    Estimate { value: q.value, precision, n: q.share.n, sum_weights: q.share.sum_weights }
}

/// Below this many degrees of freedom an interval is to be read with care (NCHS).
pub const FEW_DF: i64 = 8;

/// V over the variance of a simple random sample; undefined where answers don't vary, no error can be seen, or weights fall
/// short of rows.
fn deff(linear: &Linear, v: f64, rule: DeffRule) -> Option<f64> {
    let simple = linear.simple_variance.filter(|s| *s > 0.0 && v > 0.0)?;
    let n = linear.n as f64;
    match rule {
        DeffRule::Srs => Some(v / simple),
        DeffRule::Wor => {
            let rest = (linear.sum_weights - n) / linear.sum_weights;
            (rest > 0.0).then(|| v / (simple * rest))
        }
    }
}

/// Effective number of answers: n over the design effect against sampling with replacement.
pub fn effective_n(n: u64, deff: Option<f64>) -> Option<f64> {
    deff.filter(|d| *d > 0.0).map(|d| n as f64 / d)
}
