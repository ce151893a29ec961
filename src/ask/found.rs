//! A statistic with whatever its error is made of: scores by unit, or values by replicate.

use super::reader::{Errors, Read};
use crate::estimate::{
    Df, DfRule, Estimate, Form, Linear, NoError, NoEstimate, NoVariance, Precision, ValueKind, clusters, combined,
    estimate, estimate_of_variance, variance,
};
use crate::tally::{Group, GroupCode, Totals};

/// A group with the same group in the tallies beside: one for each replicate, or those that a calibration needs.
pub(super) struct Cut<'t> {
    pub group: Group<'t>,
    pub beside: Vec<Group<'t>>,
    pub grouping: Vec<usize>,
}

impl Cut<'_> {
    pub fn key(&self) -> &[GroupCode] {
        &self.group.key
    }
}

/// Sums of a measure over a group.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    /// By sampled unit.
    pub units: Vec<(u32, Totals)>,
    /// Those of the tallies beside.
    pub beside: Vec<Vec<(u32, Totals)>>,
    /// Degrees of freedom, where units don't tell.
    pub df: Option<i64>,
}

/// A statistic and what its error is made of.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub linear: Linear,
    /// Its values by replicate, where errors come from these.
    pub replicates: Option<Vec<Option<f64>>>,
    df: Option<i64>,
}

impl Found {
    /// A statistic without anything for its error, of rows whose replicate weights have so many degrees of freedom.
    pub fn new(linear: Linear, df: Option<i64>) -> Found {
        Found { linear, replicates: None, df }
    }

    /// How many replicates gave no value.
    pub fn lost(&self) -> usize {
        self.replicates.iter().flatten().filter(|value| value.is_none()).count()
    }

    /// Σ k·statistic over several: covariance is counted, since scores and replicates are added up one by one.
    pub fn combined(parts: &[(f64, &Found)]) -> Found {
        let linear: Vec<(f64, &Linear)> = parts.iter().map(|(k, found)| (*k, &found.linear)).collect();
        let used = || parts.iter().filter(|(k, _)| *k != 0.0);
        let count = used().next().and_then(|(_, found)| found.replicates.as_ref()).map(Vec::len);
        let value = |r: usize| -> Option<f64> {
            used().map(|(k, found)| Some(k * (*found.replicates.as_ref()?.get(r)?)?)).sum()
        };
        Found { linear: combined(&linear), replicates: count.map(|count| (0..count).map(value).collect()), df: None }
    }
}

fn whole(units: &[(u32, Totals)]) -> Totals {
    let mut all = Totals::default();
    units.iter().for_each(|(_, t)| all.add(t));
    all
}

/// All sums of several parts as those of one, in the order of units.
fn merged(parts: &[&[(u32, Totals)]]) -> Vec<(u32, Totals)> {
    let mut all: Vec<(u32, Totals)> = parts.iter().flat_map(|part| part.iter().copied()).collect();
    all.sort_by_key(|(unit, _)| *unit);
    all.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.add(&next.1);
        }
        same
    });
    all
}

impl Sums {
    /// The sums of a measure of 0 and 1 in one of several groups, over the rows of all of them: a cell of a table.
    pub fn cell(parts: &[Sums], at: usize) -> Sums {
        let one = |of: &dyn Fn(&Sums) -> &[(u32, Totals)]| {
            let without: Vec<Vec<(u32, Totals)>> = parts
                .iter()
                .enumerate()
                .map(|(part, sums)| {
                    let nothing = |t: &Totals| Totals { wy: 0.0, second: 0.0, ..*t };
                    of(sums).iter().map(|(unit, t)| (*unit, if part == at { *t } else { nothing(t) })).collect()
                })
                .collect();
            merged(&without.iter().map(|part| &part[..]).collect::<Vec<_>>())
        };
        let beside = parts.first().map_or(0, |sums| sums.beside.len());
        Sums {
            units: one(&|sums| &sums.units),
            beside: (0..beside).map(|b| one(&move |sums| &sums.beside[b])).collect(),
            df: None,
        }
    }
}

impl Read {
    /// The groups of a grouping, each with its like in the tallies beside.
    pub(super) fn cuts(&self, grouping: &[usize]) -> Vec<Cut<'_>> {
        // All tallies saw the same rows, so that they have the same groups in the same order.
        let mut beside: Vec<_> = self.beside.iter().map(|tally| tally.groups(grouping).into_iter()).collect();
        let cut = |group| Cut {
            group,
            beside: beside.iter_mut().filter_map(Iterator::next).collect(),
            grouping: grouping.to_vec(),
        };
        self.tally.groups(grouping).into_iter().map(cut).collect()
    }

    /// Sums of a measure; without weights they follow from the fractions at which units were drawn.
    pub(super) fn sums(&self, cut: &Cut, measure: usize) -> Sums {
        let mut units = cut.group.totals(measure);
        if self.implies_weights() {
            units.iter_mut().for_each(|(unit, t)| *t = t.scaled(self.units.implied_weight(*unit)));
        }
        let beside = cut.beside.iter().map(|group| group.totals(measure)).collect();
        Sums { units, beside, df: self.rank(cut) }
    }

    /// The degrees of freedom of a group's replicate weights, where the file has them.
    pub(super) fn rank(&self, cut: &Cut) -> Option<i64> {
        match &self.errors {
            Errors::Given { ranks, .. } => Some(ranks.of(&cut.grouping, cut.key())),
            Errors::Design | Errors::Made(_) | Errors::Calibrated(_) => None,
        }
    }

    /// A statistic of sums.
    pub(super) fn found(&self, form: Form, sums: &Sums) -> Result<Found, NoEstimate> {
        Ok(self.with_error(form, form.linear(&sums.units)?, sums))
    }

    /// The same statistic with what its error is made of.
    pub(super) fn with_error(&self, form: Form, mut linear: Linear, sums: &Sums) -> Found {
        let replicates = match &self.errors {
            Errors::Design => None,
            Errors::Calibrated(residuals) => {
                let all = whole(&sums.units);
                linear.scores = residuals.of(form, (&all, &linear.scores), &sums.beside);
                None
            }
            Errors::Made(made) => Some(made.values(form, &sums.units)),
            Errors::Given { .. } => Some(sums.beside.iter().map(|of| form.value(&whole(of))).collect()),
        };
        Found { linear, replicates, df: sums.df }
    }

    /// The degrees of freedom of a statistic.
    pub(super) fn df(&self, found: &Found) -> Df {
        let rule = self.request.rules.df;
        let own = |linear: &Linear| rule.df(&self.units, &linear.scores);
        match &self.errors {
            Errors::Design | Errors::Calibrated(_) => own(&found.linear),
            Errors::Made(made) => match rule {
                DfRule::Infinite => Df::Infinite,
                DfRule::Domain => {
                    let scores = found.linear.scores.iter();
                    Df::Finite(made.df(scores.filter(|score| score.weighted).map(|score| score.unit)))
                }
                DfRule::Design => {
                    let units = self.units.of_stage(1);
                    Df::Finite(made.df(units.filter(|unit| self.units.node(*unit).weighted)))
                }
            },
            Errors::Given { ranks, .. } => match rule {
                DfRule::Infinite => Df::Infinite,
                DfRule::Design => Df::Finite(ranks.whole),
                DfRule::Domain => Df::Finite(found.df.unwrap_or(ranks.whole)),
            },
        }
    }

    /// The variance of a statistic, or why there is none.
    pub(super) fn variance(&self, found: &Found) -> Result<f64, NoError> {
        let scales = match &self.errors {
            Errors::Design | Errors::Calibrated(_) => {
                return variance(&self.units, &found.linear.scores, self.request.rules.variance).map_err(no_error);
            }
            Errors::Made(made) => &made.scales,
            Errors::Given { scales, .. } => scales,
        };
        let values = found.replicates.as_deref().unwrap_or_default();
        scales.variance(values, found.linear.value).ok_or(NoError::NoReplicates)
    }

    /// Its estimate.
    pub(super) fn estimated(&self, found: &Found, kind: ValueKind) -> Estimate {
        let (units, rules) = (&self.units, &self.request.rules);
        let linear = &found.linear;
        if let Errors::Design | Errors::Calibrated(_) = self.errors {
            return estimate(linear, kind, units, rules);
        }
        match self.variance(found) {
            Ok(v) => {
                // Replicates of the file don't say which rows lie in one cluster.
                let alone = matches!(self.errors, Errors::Made(_)) && clusters(units, &linear.scores) == 1;
                estimate_of_variance(linear, v, kind, alone, self.df(found), rules)
            }
            Err(why) => Estimate {
                value: linear.value,
                precision: Precision::Unknown(why),
                n: linear.n,
                sum_weights: linear.sum_weights,
            },
        }
    }
}

pub(super) fn no_error(why: NoVariance) -> NoError {
    match why {
        NoVariance::Lonely { stratum } => NoError::Lonely { stratum },
        NoVariance::AllLonely => NoError::AllLonely,
    }
}
