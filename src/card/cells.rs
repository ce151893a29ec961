//! The figures of one place and group: from its sums by unit, or the kept rows of a quantile, to estimates; and those of several put
//! together.

use std::collections::BTreeMap;

use super::compute::Work;
use super::{Average, Figure, Survey};
use crate::design::Units;
use crate::estimate::{
    Estimate, Form, Linear, NoError, NoEstimate, Precision, ValueKind, combined, estimate, of_quantile,
};
use crate::instrument::{CompositeIndex, IndicatorIndex, Measure};
use crate::tally::{Adds, Counts, Group, GroupCode, Kept};
use crate::together;
use crate::weighting::{Cut, KeptByGroup, Sums};

/// So many sums by unit of several measures are made in one walk through a group: a measure at a time where units are many.
const SUMS_AT_ONCE: usize = 1 << 16;

/// What is known of one figure in one place and group before it becomes a finding.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// The linearised statistic; a quantile has none.
    pub linear: Result<Linear, NoEstimate>,
    /// The estimate.
    pub estimate: Result<Estimate, NoEstimate>,
    pub counts: Counts,
    pub parts: Option<(usize, usize)>,
}

/// The cells of one place and group, by figure in the order of [`Figure::all`].
pub(super) type Cells = Vec<Cell>;

/// The cells of every place by figure; those of one group at a time.
pub(super) type ByPlace = BTreeMap<usize, Cells>;

/// By indicator, its sums by unit if it is a share.
pub(super) type ShareSums = Vec<Option<Sums>>;

/// Everything about the groups of one column, by their codes.
#[derive(Debug, Default)]
pub(super) struct OneColumn {
    pub cells: BTreeMap<usize, Cells>,
    pub shares: BTreeMap<usize, ShareSums>,
    /// How many respondents are in each.
    pub rows: Vec<(usize, u64)>,
}

/// What an indicator is made of: sums, or of a quantile its probability and the kept rows of the tally and of each tally beside.
enum Basis {
    Sums(Sums),
    Rows(f64, Vec<Vec<Kept>>),
}

/// Kept rows by measure, then those of the tally and of each tally beside, by group.
pub(super) type AllKept = BTreeMap<usize, Vec<KeptByGroup>>;

impl Work<'_> {
    /// The cells of every group of one column, with what tests of all of them together are made of.
    pub(super) fn of_column(&self, cuts: &[Cut]) -> OneColumn {
        let kept = self.kept_of(cuts);
        let made = together::each(cuts.iter().collect(), self.threads, |cut| {
            let (cells, shares) = self.cells_and_shares(cut, &kept);
            (cut.key()[0] as usize - 1, cut.group.counts(0).rows(), cells, shares)
        });
        let mut column = OneColumn::default();
        for (code, rows, cells, shares) in made {
            column.rows.push((code, rows));
            column.cells.insert(code, cells);
            column.shares.insert(code, shares);
        }
        column
    }

    /// The cells of every group of a grouping.
    pub(super) fn grouped(&self, cuts: &[Cut]) -> BTreeMap<Box<[GroupCode]>, Cells> {
        let kept = self.kept_of(cuts);
        let cells =
            together::each(cuts.iter().collect(), self.threads, |cut| (cut.group.key.clone(), self.cells(cut, &kept)));
        cells.into_iter().collect()
    }

    /// The kept rows of quantiles by measure and group.
    pub(super) fn all_kept(&self, grouping: &[usize]) -> AllKept {
        self.survey.tally.plan().kept().map(|m| (m, self.kept(m, grouping))).collect()
    }

    /// The same for the groups of one grouping.
    fn kept_of(&self, cuts: &[Cut]) -> AllKept {
        cuts.first().map(|cut| self.all_kept(&cut.grouping)).unwrap_or_default()
    }

    /// Sums by unit, with the weights of the file, those that the design implies, or calibrated ones.
    pub(super) fn sums(&self, cut: &Cut, measure: usize) -> Sums {
        self.survey.weights.sums(cut, measure, self.survey.implied())
    }

    /// Kept rows by group, weighted in the same way.
    fn kept(&self, measure: usize, grouping: &[usize]) -> Vec<KeptByGroup> {
        let survey = self.survey;
        let mut kept = survey.weights.kept(survey.tally, measure, grouping, survey.implied());
        // Sums of weights must not depend on the order of rows, which a tally that travels doesn't know.
        let order = |a: &Kept, b: &Kept| {
            a.value.total_cmp(&b.value).then(a.unit.cmp(&b.unit)).then(a.weight.total_cmp(&b.weight))
        };
        kept.iter_mut().flat_map(|by| by.values_mut()).for_each(|rows| rows.sort_unstable_by(order));
        kept
    }

    pub(super) fn cells(&self, cut: &Cut, kept: &AllKept) -> Cells {
        self.cells_and_shares(cut, kept).0
    }

    /// The cells of a group, and the sums of those indicators that are shares.
    fn cells_and_shares(&self, cut: &Cut, kept: &AllKept) -> (Cells, ShareSums) {
        let units = self.survey.units();
        let mut cells: Cells = Vec::with_capacity(self.figures.len());
        let mut shares = ShareSums::with_capacity(self.survey.compiled.indicators.len());
        let of_group = |by: &KeptByGroup| by.get(cut.key()).cloned().unwrap_or_default();
        let indicators: Vec<(usize, usize)> = self.survey.compiled.indicators.iter().copied().enumerate().collect();
        let each = cut.group.parts().max(1) * (1 + cut.beside.len());
        for some in indicators.chunks((SUMS_AT_ONCE / each).max(1)) {
            let rows = |(at, measure): &(usize, usize)| Some((self.probability(*at)?, kept.get(measure)?));
            let summed: Vec<usize> = some.iter().filter(|of| rows(of).is_none()).map(|(_, measure)| *measure).collect();
            let mut sums = self.survey.weights.sums_of(cut, &summed, self.survey.implied()).into_iter();
            for of @ (at, measure) in some {
                let basis = match rows(of) {
                    Some((probability, all)) => Basis::Rows(probability, all.iter().map(of_group).collect()),
                    None => Basis::Sums(sums.next().unwrap_or_default()),
                };
                let (cell, sums) = self.indicator(cut, units, IndicatorIndex(*at), *measure, basis);
                cells.push(cell);
                shares.push(sums);
            }
        }
        for (at, measure) in self.survey.compiled.composites.iter().enumerate() {
            let cell = match measure {
                Some(measure) => {
                    let sums = self.sums(cut, *measure);
                    self.linear(cut, units, (*measure, &sums), Form::Mean, ValueKind::Mean)
                }
                None => self.composite(units, CompositeIndex(at), &cells),
            };
            cells.push(cell);
        }
        (cells, shares)
    }

    /// The estimate of an indicator of a facility whose rows are these units.
    pub(super) fn one_indicator(
        &self,
        cut: &Cut,
        units: &Units,
        indicator: IndicatorIndex,
    ) -> Result<Estimate, NoEstimate> {
        let measure = self.survey.compiled.indicators[indicator.0];
        let basis = match self.probability(indicator.0) {
            Some(probability) => Basis::Rows(probability, vec![cut.group.kept(measure)]),
            None => Basis::Sums(self.sums(cut, measure)),
        };
        self.indicator(cut, units, indicator, measure, basis).0.estimate
    }

    /// The mean over the rows of a facility of each respondent's own mean.
    pub(super) fn own_means(&self, cut: &Cut, units: &Units, measure: usize) -> Result<Estimate, NoEstimate> {
        let sums = self.sums(cut, measure);
        self.linear(cut, units, (measure, &sums), Form::Mean, ValueKind::Mean).estimate
    }

    /// Which quantile an indicator is, if it is one.
    fn probability(&self, indicator: usize) -> Option<f64> {
        match self.survey.instrument.indicators[indicator].measure {
            Measure::Quantile { probability, .. } => Some(probability),
            Measure::Share { .. }
            | Measure::Score { .. }
            | Measure::Mean { .. }
            | Measure::Net { .. }
            | Measure::Ratio { .. }
            | Measure::Total { .. } => None,
        }
    }

    fn indicator(
        &self,
        cut: &Cut,
        units: &Units,
        indicator: IndicatorIndex,
        measure: usize,
        basis: Basis,
    ) -> (Cell, Option<Sums>) {
        let sums = match basis {
            Basis::Rows(probability, rows) => return (self.quantile(cut, units, measure, probability, &rows), None),
            Basis::Sums(sums) => sums,
        };
        let (form, kind) = match self.survey.instrument.indicators[indicator.0].measure {
            Measure::Share { .. } => (Form::Mean, ValueKind::Share),
            Measure::Ratio { .. } => (Form::Ratio, ValueKind::Mean),
            Measure::Total { .. } => (Form::Total, ValueKind::Number),
            Measure::Score { .. } | Measure::Mean { .. } | Measure::Net { .. } | Measure::Quantile { .. } => {
                (Form::Mean, ValueKind::Mean)
            }
        };
        let cell = self.linear(cut, units, (measure, &sums), form, kind);
        (cell, (kind == ValueKind::Share).then_some(sums))
    }

    fn linear(&self, cut: &Cut, units: &Units, (measure, sums): (usize, &Sums), form: Form, kind: ValueKind) -> Cell {
        let survey = self.survey;
        let linear = survey.weights.linear(form, sums);
        let variable = survey.tally.plan().measures[measure].variable;
        let rules = &survey.choices.rules;
        let estimate = linear.as_ref().map(|l| estimate(l, kind, units, rules)).map_err(|why| *why);
        Cell { linear, estimate, counts: self.counts(&cut.group, variable), parts: None }
    }

    /// Who answered and why others didn't. Of facilities by themselves only the answers are asked for.
    fn counts(&self, group: &Group, variable: usize) -> Counts {
        if self.survey.coding.rows_by_facility { Counts::default() } else { group.counts(variable) }
    }

    fn quantile(&self, cut: &Cut, units: &Units, measure: usize, probability: f64, rows: &[Vec<Kept>]) -> Cell {
        let Survey { tally, choices, weights, .. } = self.survey;
        debug_assert!(tally.plan().measures[measure].adds == Adds::Kept);
        let rules = &choices.rules;
        let found = weights.quantile(rows, probability, (units, rules), weights.rank(cut));
        let estimate = found.map(|(q, error)| of_quantile(&q, error, units, rules));
        let variable = tally.plan().measures[measure].variable;
        Cell { linear: Err(NoEstimate::NoAnswers), estimate, counts: self.counts(&cut.group, variable), parts: None }
    }

    /// A composite at place level: Σ weight · points of its indicators, over those that have an estimate with an error.
    /// Its base is the largest of theirs: how many people had a say in it at all.
    fn composite(&self, units: &Units, composite: CompositeIndex, cells: &Cells) -> Cell {
        let instrument = self.survey.instrument;
        let parts = instrument.composite_parts(composite);
        let there: Vec<(IndicatorIndex, f64, &Linear)> = parts
            .iter()
            .filter(|(i, _)| cells[i.0].estimate.as_ref().is_ok_and(|e| e.se().is_some()))
            .filter_map(|(i, weight)| Some((*i, *weight, cells[i.0].linear.as_ref().ok()?)))
            .collect();
        let counts = there.iter().map(|(i, ..)| cells[i.0].counts).max_by_key(|c| c.valid).unwrap_or_default();
        let parts = Some((there.len(), parts.len()));
        let weights: f64 = there.iter().map(|(_, weight, _)| weight).sum();
        if there.is_empty() || weights <= 0.0 {
            let none = NoEstimate::NoAnswers;
            return Cell { linear: Err(none), estimate: Err(none), counts, parts };
        }
        let mut constant = 0.0;
        let weighted: Vec<(f64, &Linear)> = there
            .iter()
            .map(|(i, weight, linear)| {
                // Points are a straight line of the value: its slope and where it starts.
                let indicator = &instrument.indicators[i.0];
                let start = indicator.as_points(0.0);
                constant += weight / weights * start;
                (weight / weights * (indicator.as_points(1.0) - start), *linear)
            })
            .collect();
        let mut linear = combined(&weighted);
        linear.value += constant;
        let largest = there.iter().map(|(.., l)| (l.n, l.zero_weight)).max_by_key(|(n, _)| *n).unwrap_or_default();
        (linear.n, linear.zero_weight) = largest;
        linear.sum_weights = there.iter().map(|(.., l)| l.sum_weights).fold(0.0, f64::max);
        let estimate = estimate(&linear, ValueKind::Mean, units, &self.survey.choices.rules);
        Cell { linear: Ok(linear), estimate: Ok(estimate), counts, parts }
    }

    /// All places together: pooled by sampling weights, or the mean of the places that have an estimate. Quantiles and
    /// totals are always pooled: a mean of medians is no median, and a mean of totals no total.
    pub(super) fn all(&self, pooled: Option<Cells>, places: &ByPlace) -> Option<Cells> {
        let mut cells = pooled?;
        if self.survey.choices.average == Average::Sample || places.is_empty() {
            return Some(cells);
        }
        for (at, cell) in cells.iter_mut().enumerate() {
            let weight = |member: usize| match self.survey.choices.average {
                Average::Sample | Average::Equal => 1.0,
                Average::Population => self.survey.set.members()[member].population().map_or(0.0, f64::from),
            };
            let there: Vec<(f64, &Linear, &Estimate)> = places
                .iter()
                .filter_map(|(member, cells)| {
                    Some((weight(*member), cells[at].linear.as_ref().ok()?, cells[at].estimate.as_ref().ok()?))
                })
                .collect();
            let sum: f64 = there.iter().map(|(w, ..)| w).sum();
            // A total of all places is no mean of totals.
            if sum <= 0.0 || cell.linear.is_err() || self.value_kind(self.figures[at]) == ValueKind::Number {
                continue;
            }
            let parts: Vec<(f64, &Linear)> = there.iter().map(|(w, linear, _)| (w / sum, *linear)).collect();
            let linear = combined(&parts);
            let kind = self.value_kind(self.figures[at]);
            let mut average = estimate(&linear, kind, self.survey.units(), &self.survey.choices.rules);
            // The scores of a place that lies in one cluster sum to zero and would pass for certainty.
            if average.se().is_some() && there.iter().any(|(w, _, of)| *w > 0.0 && of.se().is_none()) {
                average.precision = Precision::Unknown(NoError::OfAPart);
            }
            cell.estimate = Ok(average);
            cell.linear = Ok(linear);
        }
        Some(cells)
    }

    pub(super) fn value_kind(&self, figure: Figure) -> ValueKind {
        match figure {
            Figure::Composite(_) => ValueKind::Mean,
            Figure::Indicator(i) => match self.survey.instrument.indicators[i.0].measure {
                Measure::Share { .. } => ValueKind::Share,
                Measure::Total { .. } => ValueKind::Number,
                Measure::Score { .. }
                | Measure::Mean { .. }
                | Measure::Net { .. }
                | Measure::Ratio { .. }
                | Measure::Quantile { .. } => ValueKind::Mean,
            },
        }
    }
}
