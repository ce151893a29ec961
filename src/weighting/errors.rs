//! What the error of a statistic is made of: from sums of units, and sums of the tallies beside, to its scores.

use std::collections::BTreeMap;

use super::asked::Replicates;
use super::replicates::Ranks;
use super::residuals::Residuals;
use crate::coding::lonely_problem;
use crate::design::{LonelyCluster, Units};
use crate::estimate::{
    Drawn, Form, Linear, Made, NoEstimate, NoVariance, Quantile, Rules, Statistic, Summed, below, by_unit, departures,
    quantile, whole,
};
use crate::problem::{At, Code, Problem, Problems};
use crate::tally::{Group, GroupCode, Kept, Tally, Totals};

/// What errors are made of.
#[derive(Debug)]
pub enum Errors {
    /// Scores of units.
    Design,
    /// Replicates made from the design.
    Made(Made),
    /// Replicates in the file, and the columns that hold them.
    Given(Ranks, Replicates),
    /// Scores of units without what known totals explain.
    Calibrated(Box<Residuals>),
}

/// Weights of a survey: what errors are made of, and the tallies of its rows with other weights.
#[derive(Debug)]
pub struct Weights {
    pub(super) errors: Errors,
    /// One for each replicate of the file, or those that a calibration needs.
    pub(super) beside: Vec<Tally>,
    /// Replicates as units, where scores are theirs.
    replicates: Option<Units>,
}

/// A group with the same group in the tallies beside.
pub struct Cut<'t> {
    /// The group.
    pub group: Group<'t>,
    /// The same of each tally beside.
    pub beside: Vec<Group<'t>>,
    /// The columns that it is a group of.
    pub grouping: Box<[usize]>,
}

impl<'t> Cut<'t> {
    /// A group where nothing is beside.
    pub fn alone(group: Group<'t>) -> Cut<'t> {
        Cut { group, beside: Vec::new(), grouping: Box::default() }
    }

    /// The codes of the group.
    pub fn key(&self) -> &[GroupCode] {
        &self.group.key
    }

    /// Several groups of a grouping as one, under the key of the first.
    pub fn joined(cuts: Vec<Cut<'t>>) -> Option<Cut<'t>> {
        let grouping = cuts.first()?.grouping.clone();
        let (groups, beside) = apart(cuts);
        let beside = beside.into_iter().map(Group::joined).collect::<Option<_>>()?;
        Some(Cut { group: Group::joined(groups)?, beside, grouping })
    }

    /// The groups of one column out of those of a grouping that it is the column `at` of: see [`Group::of_column`].
    pub fn of_column(cuts: Vec<Cut<'t>>, at: usize) -> Vec<Cut<'t>> {
        let Some(column) = cuts.first().map(|cut| cut.grouping[at]) else { return cuts };
        let (groups, beside) = apart(cuts);
        together(Group::of_column(groups, at), beside.into_iter().map(|of| Group::of_column(of, at)), &[column])
    }
}

/// The groups of cuts, and those of each tally beside.
fn apart(cuts: Vec<Cut>) -> (Vec<Group>, Vec<Vec<Group>>) {
    let mut beside: Vec<Vec<Group>> =
        cuts.first().map_or(Vec::new(), |cut| cut.beside.iter().map(|_| Vec::new()).collect());
    let mut groups = Vec::with_capacity(cuts.len());
    for cut in cuts {
        groups.push(cut.group);
        beside.iter_mut().zip(cut.beside).for_each(|(all, one)| all.push(one));
    }
    (groups, beside)
}

/// The other way round. All tallies saw the same rows, so that they have the same groups in the same order.
fn together<'t>(
    groups: Vec<Group<'t>>,
    beside: impl Iterator<Item = Vec<Group<'t>>>,
    grouping: &[usize],
) -> Vec<Cut<'t>> {
    let mut beside: Vec<_> = beside.map(Vec::into_iter).collect();
    let cut = |group| Cut {
        group,
        beside: beside.iter_mut().filter_map(Iterator::next).collect(),
        grouping: grouping.into(),
    };
    groups.into_iter().map(cut).collect()
}

/// Sums of a measure over a group.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    /// By sampled unit.
    pub units: Vec<(u32, Totals)>,
    /// Those of the tallies beside.
    pub beside: Vec<Vec<(u32, Totals)>>,
    /// Degrees of freedom of the rows, where units don't tell; none for those of the whole file.
    pub df: Option<i64>,
}

/// All sums of several parts as those of one, in the order of units.
fn merged(parts: &[&[(u32, Totals)]]) -> Vec<(u32, Totals)> {
    let all = parts.iter().flat_map(|part| part.iter().copied()).collect();
    by_unit(all, |(unit, _)| *unit, |kept, next| kept.1.add(&next.1))
}

impl Sums {
    /// The sums of the answer that a measure of 0 and 1 counts as 0.
    pub fn turned(&self) -> Sums {
        let turned = |t: &Totals| Totals { wy: t.w - t.wy, second: t.w - t.second, ..*t };
        let all = |of: &[(u32, Totals)]| of.iter().map(|(unit, t)| (*unit, turned(t))).collect();
        Sums { units: all(&self.units), beside: self.beside.iter().map(|of| all(of)).collect(), df: self.df }
    }

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

impl Weights {
    /// Weights of strata, clusters and a column alone.
    pub fn of_design() -> Weights {
        Weights { errors: Errors::Design, beside: Vec::new(), replicates: None }
    }

    pub(super) fn given(beside: Vec<Tally>, of: Replicates, ranks: Ranks) -> Weights {
        let replicates = Some(Units::of_replicates(of.scales.clone(), ranks.whole));
        Weights { errors: Errors::Given(ranks, of), beside, replicates }
    }

    /// Replicates made from a design.
    pub fn made(made: Made, design: &Units) -> Weights {
        let df = made.df(design.of_stage(1).filter(|unit| design.node(*unit).weighted));
        let replicates = Some(Units::of_replicates(made.scales.clone(), df));
        Weights { errors: Errors::Made(made), beside: Vec::new(), replicates }
    }

    pub(super) fn calibrated(beside: Vec<Tally>, residuals: Residuals) -> Weights {
        Weights { errors: Errors::Calibrated(Box::new(residuals)), beside, replicates: None }
    }

    /// The same weights where units have other numbers: those of several rounds put together. Replicates made from a design are made anew,
    /// from the design of all.
    pub fn renumbered(self, numbers: &[u32], design: &Units, lonely: LonelyCluster) -> Weights {
        match self.errors {
            Errors::Made(made) => Weights::made(made.again(design, lonely), design),
            Errors::Calibrated(mut residuals) => {
                residuals.renumber(numbers);
                Weights { errors: Errors::Calibrated(residuals), ..self }
            }
            errors @ (Errors::Design | Errors::Given(..)) => Weights { errors, ..self },
        }
    }

    /// Refuses strata of a single cluster, where nothing can be computed with them.
    pub fn refuse_lonely(&self, design: &Units, rule: LonelyCluster) -> Result<(), Problems> {
        let lonely = match &self.errors {
            // Who has replicates doesn't ask for strata.
            Errors::Given(..) => return Ok(()),
            Errors::Design | Errors::Made(_) | Errors::Calibrated(_) => design.lonely_strata(),
        };
        let bootstrap = |how| matches!(how, Drawn::Bootstrap { .. });
        let drawn = matches!(&self.errors, Errors::Made(made) if bootstrap(made.how()));
        match rule {
            _ if lonely.is_empty() => Ok(()),
            LonelyCluster::Refuse => Err(lonely_problem(design, &lonely).into()),
            LonelyCluster::Adjust | LonelyCluster::Average if drawn => {
                let why = "a bootstrap has no such rule for strata with a single cluster: take certainty or remove";
                let option = format!("--lonely {}", rule.name());
                Err(Problem::new(Code::NotWithWeights, At::default(), option).detail(why).into())
            }
            LonelyCluster::Adjust | LonelyCluster::Average | LonelyCluster::Certainty | LonelyCluster::Remove => Ok(()),
        }
    }

    /// Replicates as units, where scores are theirs.
    pub(super) fn replicates(&self) -> Option<&Units> {
        self.replicates.as_ref()
    }

    /// What errors are made of.
    pub fn errors(&self) -> &Errors {
        &self.errors
    }

    /// The units whose scores statistics have: replicates, or those of the design.
    pub fn units<'u>(&'u self, design: &'u Units) -> &'u Units {
        self.replicates.as_ref().unwrap_or(design)
    }

    /// Whether errors are made of the scores of units as they are.
    pub(super) fn is_of_units(&self) -> bool {
        matches!(self.errors, Errors::Design)
    }

    /// Whether weights that the design implies are still to be put on.
    fn lacks_implied(&self) -> bool {
        // Calibrated weights were made of them.
        !matches!(self.errors, Errors::Calibrated(_))
    }

    /// The groups of a grouping, each with its like in the tallies beside.
    pub fn cuts<'t>(&'t self, tally: &'t Tally, grouping: &[usize]) -> Vec<Cut<'t>> {
        together(tally.groups(grouping), self.beside.iter().map(|tally| tally.groups(grouping)), grouping)
    }

    /// Sums of a measure. Where weights follow from the fractions at which units were drawn, `implied` is the design they are
    /// taken from.
    pub fn sums(&self, cut: &Cut, measure: usize, implied: Option<&Units>) -> Sums {
        self.sums_of(cut, &[measure], implied).pop().unwrap_or_default()
    }

    /// The same of each of several measures.
    pub fn sums_of(&self, cut: &Cut, measures: &[usize], implied: Option<&Units>) -> Vec<Sums> {
        let df = self.rank(cut);
        let sums = |units| Sums { units, beside: Vec::with_capacity(cut.beside.len()), df };
        let mut all: Vec<Sums> = cut.group.totals_of(measures).into_iter().map(sums).collect();
        if let Some(design) = implied.filter(|_| self.lacks_implied()) {
            let units = all.iter_mut().flat_map(|sums| &mut sums.units);
            units.for_each(|(unit, t)| *t = t.scaled(design.implied_weight(*unit)));
        }
        for group in &cut.beside {
            all.iter_mut().zip(group.totals_of(measures)).for_each(|(sums, beside)| sums.beside.push(beside));
        }
        all
    }

    /// The kept rows of a quantile by group, those of the tally first, then those of each tally beside.
    pub fn kept(&self, tally: &Tally, measure: usize, grouping: &[usize], implied: Option<&Units>) -> Vec<KeptByGroup> {
        let mut kept = tally.kept(measure, grouping);
        if let Some(design) = implied.filter(|_| self.lacks_implied()) {
            kept.values_mut().flatten().for_each(|row| row.weight *= design.implied_weight(row.unit));
        }
        let beside = self.beside.iter().map(|tally| tally.kept(measure, grouping));
        std::iter::once(kept).chain(beside).collect()
    }

    /// The degrees of freedom of a group's replicate weights, where the file has them.
    pub fn rank(&self, cut: &Cut) -> Option<i64> {
        match &self.errors {
            Errors::Given(ranks, _) => Some(ranks.of(&cut.grouping, cut.key())),
            Errors::Design | Errors::Made(_) | Errors::Calibrated(_) => None,
        }
    }

    /// A statistic of sums, with the scores that its error is made of.
    pub fn linear(&self, form: Form, sums: &Sums) -> Result<Linear, NoEstimate> {
        Ok(self.with_error(&form, form.linear(&sums.units)?, &sums.units, &sums.beside, sums.df))
    }

    /// The same for any statistic whose scores by unit are known: of its sums by unit, those of the tallies beside, and, where units
    /// don't tell, the degrees of freedom of the rows.
    pub fn with_error<T: Summed>(
        &self,
        statistic: &impl Statistic<T>,
        mut linear: Linear,
        units: &[(u32, T)],
        beside: &[Vec<(u32, T)>],
        df: Option<i64>,
    ) -> Linear {
        linear.scores = match &self.errors {
            Errors::Design => return linear,
            Errors::Calibrated(residuals) => residuals.of(statistic, (&whole(units), &linear.scores), beside),
            Errors::Made(made) => {
                let df = made.df(linear.scores.iter().filter(|score| score.weighted).map(|score| score.unit));
                departures(&made.values(statistic, units), linear.value, df)
            }
            Errors::Given(ranks, _) => {
                let values: Vec<Option<f64>> = beside.iter().map(|of| statistic.value(&whole(of))).collect();
                departures(&values, linear.value, df.unwrap_or(ranks.whole))
            }
        };
        linear
    }

    /// A quantile of kept rows, those of the tally first, then those of each tally beside.
    pub fn quantile(
        &self,
        rows: &[Vec<Kept>],
        p: f64,
        (units, rules): (&Units, &Rules),
        df: Option<i64>,
    ) -> Result<(Quantile, Result<(), NoVariance>), NoEstimate> {
        let (rows, beside) = rows.split_first().map_or((&[][..], &[][..]), |(rows, beside)| (&rows[..], beside));
        quantile(rows, p, units, rules, |share, sums, value| {
            let beside: Vec<_> = beside.iter().map(|rows| below(rows, value)).collect();
            self.with_error(&Form::Mean, share, sums, &beside, df)
        })
    }

    /// A statistic put together from several has the degrees of freedom of the rows of all of them: those of the whole file, where it
    /// holds replicates, or of all units in which `parts` have rows.
    pub fn of_all_rows<'s>(&self, linear: &mut Linear, parts: impl Iterator<Item = &'s Sums>) {
        let df = match &self.errors {
            Errors::Design | Errors::Calibrated(_) => return,
            Errors::Given(ranks, _) => ranks.whole,
            Errors::Made(made) => {
                made.df(parts.flat_map(|sums| &sums.units).filter(|(_, t)| t.n > 0).map(|(unit, _)| *unit))
            }
        };
        linear.scores.iter_mut().for_each(|score| score.weighted = i64::from(score.unit) <= df);
    }
}

/// Kept rows by the codes of their group.
pub type KeptByGroup = BTreeMap<Box<[GroupCode]>, Vec<Kept>>;
