//! Quantiles of a request: values need the rows, their errors whatever other errors are made of.

use std::collections::BTreeMap;

use super::answer::{Line, Named, OpenInterval, Statistic};
use super::found::{Found, Sums};
use super::reader::{Errors, Read};
use crate::estimate::{
    Estimate, Form, Linear, NoError, NoEstimate, NoVariance, Precision, Quantile, QuantileOptions, below, of_quantile,
    quantile_by,
};
use crate::tally::{GroupCode, Kept, Totals};

/// Kept rows by the codes of their group.
type KeptByGroup = BTreeMap<Box<[GroupCode]>, Vec<Kept>>;

/// A quantile and its error, if it has one.
type Taken = Result<(Quantile, Result<(), NoVariance>), NoEstimate>;

/// Rows by grouping: those of the tally, then those of each tally beside.
type Rows = BTreeMap<Vec<usize>, Vec<KeptByGroup>>;

impl Read {
    /// The quantiles asked for.
    pub(super) fn quantile_lines(&self, groups: &[Named]) -> Vec<Line> {
        let rules = &self.request.rules;
        let options =
            QuantileOptions { rule: rules.quantile_rule, interval: rules.quantile_interval, level: rules.level };
        let mut lines = Vec::new();
        for (name, written, p, measure) in &self.request.asked.quantiles {
            let mut kept = Rows::new();
            for named in groups {
                let grouping = &named.cut.grouping;
                let by_group = kept.entry(grouping.clone()).or_insert_with_key(|of| self.kept(*measure, of));
                let of_group = |kept: &'_ KeptByGroup| kept.get(named.cut.key()).cloned().unwrap_or_default();
                let rows: Vec<Vec<Kept>> = by_group.iter().map(of_group).collect();
                let rank = self.rank(&named.cut);
                let found = self.quantile(&rows, *p, options, rank);
                let n = found.as_ref().map_or(0, |(q, _)| q.share.n);
                let open = found.as_ref().ok().and_then(|(q, error)| self.open(q, error, rank));
                let all = named.cut.group.counts(self.tally.plan().measures[*measure].variable).rows();
                lines.push(Line {
                    statistic: Statistic::Quantile,
                    variable: name.clone(),
                    category: written.clone(),
                    group: named.name.clone(),
                    estimate: found.map(|(q, error)| self.of_quantile(&q, error, rank)),
                    n_missing: all - n,
                    lost: 0,
                    open,
                });
            }
        }
        lines
    }

    /// `rows` are those of the tally, then those of each tally beside.
    fn quantile(&self, rows: &[Vec<Kept>], p: f64, options: QuantileOptions, rank: Option<i64>) -> Taken {
        let (rows, beside) = rows.split_first().map_or((&[][..], &[][..]), |(rows, beside)| (&rows[..], beside));
        let variance = |share: &Linear, units: &[(u32, Totals)], value: f64| {
            let sums = Sums {
                units: units.to_vec(),
                beside: beside.iter().map(|rows| below(rows, value)).collect(),
                df: rank,
            };
            match self.variance(&self.with_error(Form::Mean, share.clone(), &sums)) {
                Ok(v) => Ok(v),
                Err(NoError::Lonely { stratum }) => Err(NoVariance::Lonely { stratum }),
                Err(_) => Err(NoVariance::AllLonely),
            }
        };
        let df = |share: &Linear| self.df(&Found::new(share.clone(), rank));
        quantile_by(rows, p, &self.units, options, df, variance)
    }

    fn of_quantile(&self, q: &Quantile, error: Result<(), NoVariance>, rank: Option<i64>) -> Estimate {
        let mut estimate = of_quantile(q, error, &self.units, &self.request.rules);
        let replicated = matches!(self.errors, Errors::Made(_) | Errors::Given { .. });
        match &mut estimate.precision {
            Precision::Sampled { df, .. } => *df = self.df(&Found::new(q.share.clone(), rank)),
            // Where replicates are given, all rows are one unit, which says nothing of clusters.
            Precision::Unknown(why @ NoError::OneCluster) if matches!(self.errors, Errors::Given { .. }) => {
                *why = NoError::BeyondData;
            }
            Precision::Unknown(why @ NoError::AllLonely) if replicated => *why = NoError::NoReplicates,
            Precision::Unknown(_) => {}
        }
        estimate
    }

    fn kept(&self, measure: usize, grouping: &[usize]) -> Vec<KeptByGroup> {
        let mut kept = self.tally.kept(measure, grouping);
        if self.implies_weights() {
            kept.values_mut().flatten().for_each(|row| row.weight *= self.units.implied_weight(row.unit));
        }
        let beside = self.beside.iter().map(|tally| tally.kept(measure, grouping));
        std::iter::once(kept).chain(beside).collect()
    }

    /// The interval of a quantile that lacks an end.
    fn open(&self, q: &Quantile, error: &Result<(), NoVariance>, rank: Option<i64>) -> Option<OpenInterval> {
        let df = self.df(&Found::new(q.share.clone(), rank));
        (error.is_ok() && q.se.is_none()).then_some(OpenInterval { df, low: q.low, high: q.high })
    }
}
