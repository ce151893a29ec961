//! Quantiles of a request: values need the rows, their errors whatever other errors are made of.

use std::collections::BTreeMap;

use super::answer::{Line, Named, OpenInterval, Statistic};
use super::reader::Read;
use crate::estimate::{NoVariance, Quantile, of_quantile};
use crate::tally::Kept;
use crate::weighting::KeptByGroup;

impl Read {
    /// The quantiles asked for.
    pub(super) fn quantile_lines(&self, groups: &[Named]) -> Vec<Line> {
        let (units, rules) = (self.units(), &self.request.rules);
        let mut lines = Vec::new();
        for (name, written, p, measure) in &self.request.asked.quantiles {
            let mut kept: BTreeMap<&[usize], Vec<KeptByGroup>> = BTreeMap::new();
            for named in groups {
                let cut = &named.cut;
                let by_group = kept
                    .entry(&cut.grouping)
                    .or_insert_with_key(|of| self.weights.kept(&self.tally, *measure, of, self.implied()));
                let of_group = |kept: &'_ KeptByGroup| kept.get(cut.key()).cloned().unwrap_or_default();
                let rows: Vec<Vec<Kept>> = by_group.iter().map(of_group).collect();
                let found = self.weights.quantile(&rows, *p, (units, rules), self.weights.rank(cut));
                let n = found.as_ref().map_or(0, |(q, _)| q.share.n);
                let open = found.as_ref().ok().and_then(|(q, error)| self.open(q, error));
                let all = cut.group.counts(self.tally.plan().measures[*measure].variable).rows();
                lines.push(Line {
                    statistic: Statistic::Quantile,
                    variable: name.clone(),
                    category: written.clone(),
                    group: named.name.clone(),
                    estimate: found.map(|(q, error)| of_quantile(&q, error, units, rules)),
                    n_missing: all - n,
                    lost: 0,
                    open,
                });
            }
        }
        lines
    }

    /// The interval of a quantile that lacks an end.
    fn open(&self, q: &Quantile, error: &Result<(), NoVariance>) -> Option<OpenInterval> {
        let df = self.request.rules.df.df(self.units(), &q.share.scores);
        (error.is_ok() && q.se.is_none()).then_some(OpenInterval { df, low: q.low, high: q.high })
    }
}
