//! From sums to the findings and gaps of a card, grouping by grouping, so that only one grouping's scores are held.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::benchmarks::{Benchmark, to_best, to_quarter, to_regions};
use super::depends::{self, Breakdown};
use super::gaps::{between_groups, judge, to_average, to_targets};
use super::priorities;
use super::rows;
use super::withhold::{withhold, withhold_gaps};
use super::{Average, Card, Extent, Figure, Finding, Key, Shown, Survey, Where, Whom};
use crate::coding::GroupColumn;
use crate::design::Units;
use crate::estimate::{
    Estimate, Form, Linear, NoError, NoEstimate, Precision, ValueKind, combined, estimate, of_quantile,
};
use crate::instrument::{IndicatorIndex, Measure};
use crate::places::PlaceId;
use crate::tally::{Adds, Counted, Counts, Group, GroupCode, Kept};
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

/// The linearised statistics behind the findings; quantiles have none.
pub type Linears = BTreeMap<Key, Linear>;

/// A card, and what differences between its findings and others' are made from.
#[derive(Debug)]
pub struct Computed {
    /// The card.
    pub card: Card,
    /// What its findings are linear in. Those of facilities aren't kept.
    pub linears: Linears,
}

/// Computes the card; the groups of a grouping on so many threads, which changes no number.
pub fn compute(survey: &Survey, extent: Extent, threads: usize) -> Card {
    made(survey, extent, threads, None)
}

/// The same, keeping the linearised statistics.
pub fn compute_all(survey: &Survey, extent: Extent, threads: usize) -> Computed {
    let mut linears = Linears::new();
    let card = made(survey, extent, threads, Some(&mut linears));
    Computed { card, linears }
}

fn made(survey: &Survey, extent: Extent, threads: usize, mut linears: Option<&mut Linears>) -> Card {
    let mut work = Work::new(survey, extent, threads);
    let mut card = Card {
        findings: Vec::new(),
        gaps: Vec::new(),
        with_data: Vec::new(),
        respondents: vec![0; survey.set.members().len()],
        withheld_respondents: BTreeSet::new(),
        priorities: None,
        depends: Vec::new(),
        spreads: if extent == Extent::Everything { super::spread::of(&work) } else { Vec::new() },
    };
    let columns = &survey.compiled.group_columns;
    let OneColumn { cells: places, shares, rows } = work.of_column(work.places());
    for (member, rows) in rows {
        card.with_data.push(member);
        card.respondents[member] = rows;
    }
    let pooled = work.grouped(work.everybody()).into_values().next();
    let all = work.all(pooled, &places);
    work.units_lie_in_places = work.all_units_lie_in_places();
    work.forget_places();
    let mut kept = |place, whom, cells: &Cells| {
        if let Some(linears) = &mut linears {
            let key = |figure: &Figure| Key { figure: *figure, place, whom };
            let linear = |(figure, cell): (&Figure, &Cell)| Some((key(figure), cell.linear.clone().ok()?));
            linears.extend(work.figures.iter().zip(cells).filter_map(linear));
        }
    };
    card.depends = depends::of(&work, Breakdown::Places, &places, &shares);
    drop(shares);
    for (member, cells) in &places {
        work.push(&mut card, Where::Place(*member), Whom::Everybody, cells);
        kept(Where::Place(*member), Whom::Everybody, cells);
    }
    if let Some(cells) = &all {
        work.push(&mut card, Where::All, Whom::Everybody, cells);
        kept(Where::All, Whom::Everybody, cells);
        card.gaps.extend(to_targets(&work, cells, &places));
        for benchmark in &survey.choices.benchmarks {
            card.gaps.extend(match benchmark {
                Benchmark::Average => to_average(&work, cells, &places),
                Benchmark::Region => to_regions(&work, &places),
                // Which places do best is asked of those that may be shown.
                Benchmark::Best | Benchmark::Quarter => continue,
            });
        }
    }
    // Only they need the places any longer.
    let by_rank = |benchmark: &Benchmark| matches!(benchmark, Benchmark::Best | Benchmark::Quarter);
    let places = all.as_ref().filter(|_| survey.choices.benchmarks.iter().any(by_rank)).map(|_| places);
    for (at, column) in columns.iter().enumerate() {
        match column {
            GroupColumn::Area => {}
            GroupColumn::Facility => work.facilities(&mut card, at),
            GroupColumn::Grouping(grouping) => work.grouping(&mut card, &mut kept, at, *grouping),
        }
    }
    card.findings.sort_by_key(|f| f.key);
    withhold(&mut card, survey);
    if let Some(places) = &places {
        for benchmark in &survey.choices.benchmarks {
            let gaps = match benchmark {
                Benchmark::Best => to_best(&work, &card, places),
                Benchmark::Quarter => to_quarter(&work, &card, places),
                Benchmark::Average | Benchmark::Region => continue,
            };
            card.gaps.extend(gaps);
        }
    }
    withhold_gaps(&mut card);
    judge(&mut card, survey);
    card.depends.sort_by_key(|of| (of.by, of.figure));
    let groups = |by| match by {
        Breakdown::Places => (0..survey.set.members().len()).collect(),
        Breakdown::Groups(grouping) => (0..survey.instrument.groupings[grouping.0].groups.len()).collect(),
    };
    depends::judge(&mut card, survey.choices.publication, groups);
    card.gaps.sort_by_key(|g| (g.kind, g.figure, g.place));
    let priorities = survey.compiled.priorities.as_ref().filter(|_| extent == Extent::Everything);
    card.priorities = priorities.map(|of| priorities::of(&work, &card, of));
    card
}

/// By indicator, its sums by unit if it is a share.
pub(super) type ShareSums = Vec<Option<Sums>>;

/// Everything about the groups of one column, by their codes.
#[derive(Debug, Default)]
struct OneColumn {
    cells: BTreeMap<usize, Cells>,
    shares: BTreeMap<usize, ShareSums>,
    /// How many respondents are in each.
    rows: Vec<(usize, u64)>,
}

/// What an indicator is made of: sums, or of a quantile the kept rows of the tally and of each tally beside.
enum Basis {
    Sums(Sums),
    Rows(Vec<Vec<Kept>>),
}

/// Kept rows by measure, then those of the tally and of each tally beside, by group.
type AllKept = BTreeMap<usize, Vec<KeptByGroup>>;

/// Every figure of one facility.
#[derive(Debug, Clone, PartialEq)]
pub struct OfFacility {
    /// The facility, by its index in [`crate::coding::Coding::facilities`].
    pub facility: usize,
    /// Its findings, in the order of [`Figure::all`].
    pub findings: Vec<Finding>,
}

/// Every figure of every facility, where facilities are all that is wanted: nothing is held of one when the next is computed.
pub fn facilities(survey: &Survey, threads: usize) -> Vec<OfFacility> {
    let work = Work::new(survey, Extent::Figures, threads);
    let column = survey.compiled.group_columns.iter().position(|c| *c == GroupColumn::Facility);
    column.map(|column| work.by_facility(column)).unwrap_or_default()
}

/// The survey with its figures.
pub(super) struct Work<'a> {
    pub survey: &'a Survey<'a>,
    pub figures: Vec<Figure>,
    pub extent: Extent,
    pub threads: usize,
    /// All rows, and those of each place: of a whole card they are asked for again and again.
    everybody: OnceLock<Vec<Cut<'a>>>,
    places: OnceLock<Vec<Cut<'a>>>,
    /// Whether every row lies in a place, and every unit in one of them only: groups of everybody consist of those within
    /// places then.
    units_lie_in_places: bool,
}

impl<'a> Work<'a> {
    fn new(survey: &'a Survey<'a>, extent: Extent, threads: usize) -> Work<'a> {
        let figures = Figure::all(survey.instrument);
        let (everybody, places) = (OnceLock::new(), OnceLock::new());
        Work { survey, figures, extent, threads, everybody, places, units_lie_in_places: false }
    }

    /// The column of areas.
    pub fn area(&self) -> Option<usize> {
        self.survey.compiled.group_columns.iter().position(|c| *c == GroupColumn::Area)
    }

    /// All rows as a group.
    pub fn everybody(&self) -> &[Cut<'a>] {
        self.everybody.get_or_init(|| self.survey.cuts(&[]))
    }

    /// The groups of places.
    pub fn places(&self) -> &[Cut<'a>] {
        self.places.get_or_init(|| self.area().map(|area| self.survey.cuts(&[area])).unwrap_or_default())
    }

    /// Whether every row lies in a place, and every unit in one of them only.
    fn all_units_lie_in_places(&self) -> bool {
        let of = |cuts: &[Cut]| {
            let of_cut = |cut: &Cut| Some((cut.group.counts(0).rows(), cut.group.units()?));
            let all: Option<Vec<_>> = cuts.iter().map(of_cut).collect();
            all.map(|all| all.into_iter().fold((0, 0), |(rows, units), (r, u)| (rows + r, units + u)))
        };
        of(self.everybody()).is_some_and(|all| of(self.places()) == Some(all))
    }

    /// Gives the memory of both free, unless somebody will ask again.
    fn forget_places(&mut self) {
        if self.extent == Extent::Figures {
            (self.everybody, self.places) = Default::default();
        }
    }

    fn push(&self, card: &mut Card, place: Where, whom: Whom, cells: &Cells) {
        card.findings.extend(self.findings(place, whom, cells));
    }

    fn findings(&self, place: Where, whom: Whom, cells: &Cells) -> Vec<Finding> {
        let finding = |(figure, cell): (&Figure, &Cell)| Finding {
            key: Key { figure: *figure, place, whom },
            estimate: cell.estimate.clone().map(|e| self.within_bounds(*figure, e)),
            counts: cell.counts,
            parts: cell.parts,
            shown: Shown::Freely,
        };
        self.figures.iter().zip(cells).map(finding).collect()
    }

    /// A score runs from 0 to 100 and a net share from −1 to 1: an interval stops where the figure does.
    pub(super) fn within_bounds(&self, figure: Figure, mut estimate: Estimate) -> Estimate {
        let bounds = match figure {
            Figure::Composite(_) => Some((0.0, 100.0)),
            Figure::Indicator(i) => match self.survey.instrument.indicators[i.0].measure {
                Measure::Score { .. } => Some((0.0, 100.0)),
                Measure::Net { .. } => Some((-1.0, 1.0)),
                Measure::Share { .. }
                | Measure::Mean { .. }
                | Measure::Ratio { .. }
                | Measure::Total { .. }
                | Measure::Quantile { .. } => None,
            },
        };
        if let (Some((low, high)), Precision::Sampled { interval: Some(i), .. }) = (bounds, &mut estimate.precision) {
            (i.low, i.high) = (i.low.max(low), i.high.min(high));
        }
        estimate
    }

    fn grouping(
        &self,
        card: &mut Card,
        kept: &mut impl FnMut(Where, Whom, &Cells),
        column: usize,
        grouping: crate::instrument::GroupingIndex,
    ) {
        let places = self.area().map(|area| self.survey.cuts(&[area, column])).unwrap_or_default();
        let mut within: BTreeMap<GroupCode, ByPlace> = BTreeMap::new();
        for (key, cells) in self.grouped(&places) {
            within.entry(key[1]).or_default().insert(key[0] as usize - 1, cells);
        }
        let everybody = if self.units_lie_in_places { Cut::of_column(places, 1) } else { self.survey.cuts(&[column]) };
        let OneColumn { cells: pooled, shares, .. } = self.of_column(&everybody);
        drop(everybody);
        let mut all: BTreeMap<usize, Cells> = BTreeMap::new();
        for (group, cells) in pooled {
            let places = within.get(&(group as GroupCode + 1));
            let cells = self.all(Some(cells), places.unwrap_or(&BTreeMap::new()));
            all.extend(cells.map(|cells| (group, cells)));
        }
        for (group, cells) in &all {
            self.push(card, Where::All, Whom::Group(grouping, *group), cells);
            kept(Where::All, Whom::Group(grouping, *group), cells);
        }
        card.gaps.extend(between_groups(self, grouping, Where::All, &all));
        card.depends.extend(depends::of(self, Breakdown::Groups(grouping), &all, &shares));
        drop(shares);
        let mut by_place: BTreeMap<usize, BTreeMap<usize, Cells>> = BTreeMap::new();
        for (code, places) in within {
            for (member, cells) in places {
                self.push(card, Where::Place(member), Whom::Group(grouping, code as usize - 1), &cells);
                kept(Where::Place(member), Whom::Group(grouping, code as usize - 1), &cells);
                by_place.entry(member).or_default().insert(code as usize - 1, cells);
            }
        }
        for (member, groups) in &by_place {
            card.gaps.extend(between_groups(self, grouping, Where::Place(*member), groups));
        }
    }

    /// The findings of every facility, by its code: each by itself where its rows are the units.
    fn by_facility(&self, column: usize) -> Vec<OfFacility> {
        let tally = self.survey.tally;
        let of = |group: &Group, findings| OfFacility { facility: group.key[0] as usize - 1, findings };
        if !self.survey.coding.rows_by_facility {
            let kept = self.all_kept(&[column]);
            return together::each(self.survey.cuts(&[column]), self.threads, |cut| {
                let whom = Whom::Facility(cut.key()[0] as usize - 1);
                of(&cut.group, self.findings(Where::All, whom, &self.cells(&cut, &kept)))
            });
        }
        // Rows of a facility share a lot: one lot after the other, so that its rows are in the cache for all that is asked.
        let made = together::each(tally.kept_lots(), self.threads, |lot| {
            let mut counted = Counted::new(tally.plan());
            let groups = lot.groups(column).into_iter().map(Cut::alone);
            groups.map(|cut| of(&cut.group, rows::findings(self, &cut, &mut counted))).collect::<Vec<_>>()
        });
        let mut all: Vec<OfFacility> = made.into_iter().flatten().collect();
        all.sort_unstable_by_key(|of| of.facility);
        all
    }

    fn facilities(&self, card: &mut Card, column: usize) {
        for (key, cells) in self.grouped(&self.survey.cuts(&[column])) {
            self.push(card, Where::All, Whom::Facility(key[0] as usize - 1), &cells);
        }
    }

    /// The cells of each region that a place with data lies in: its places put together as all of them are.
    pub(super) fn by_region(&self, area: usize, places: &ByPlace) -> BTreeMap<PlaceId, Cells> {
        let region = |member: usize| self.survey.set.members()[member].place.place().region();
        let mut groups: BTreeMap<PlaceId, Vec<Cut>> = BTreeMap::new();
        for cut in self.survey.cuts(&[area]) {
            if let Some(region) = region(cut.key()[0] as usize - 1) {
                groups.entry(region).or_default().push(cut);
            }
        }
        let kept = self.all_kept(&[area]);
        let mut regions = BTreeMap::new();
        for (region, groups) in groups {
            let members: Vec<usize> = groups.iter().map(|cut| cut.key()[0] as usize - 1).collect();
            let Some(cut) = Cut::joined(groups) else { continue };
            let rows = |by: &KeptByGroup| {
                let of = |member: &usize| by.get(&[*member as GroupCode + 1][..]).cloned().unwrap_or_default();
                KeptByGroup::from([(cut.key().into(), members.iter().flat_map(of).collect())])
            };
            let kept: AllKept = kept.iter().map(|(measure, all)| (*measure, all.iter().map(rows).collect())).collect();
            let own: ByPlace =
                places.iter().filter(|(m, _)| members.contains(m)).map(|(m, c)| (*m, c.clone())).collect();
            regions.extend(self.all(Some(self.cells(&cut, &kept)), &own).map(|cells| (region, cells)));
        }
        regions
    }

    /// The cells of every group of one column, with what tests of all of them together are made of.
    fn of_column(&self, cuts: &[Cut]) -> OneColumn {
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
    fn grouped(&self, cuts: &[Cut]) -> BTreeMap<Box<[GroupCode]>, Cells> {
        let kept = self.kept_of(cuts);
        let cells =
            together::each(cuts.iter().collect(), self.threads, |cut| (cut.group.key.clone(), self.cells(cut, &kept)));
        cells.into_iter().collect()
    }

    /// The kept rows of quantiles by measure and group.
    fn all_kept(&self, grouping: &[usize]) -> AllKept {
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

    fn cells(&self, cut: &Cut, kept: &AllKept) -> Cells {
        self.cells_and_shares(cut, kept).0
    }

    /// The cells of a group, and the sums of those indicators that are shares.
    fn cells_and_shares(&self, cut: &Cut, kept: &AllKept) -> (Cells, ShareSums) {
        let units = self.survey.units();
        let mut cells: Cells = Vec::with_capacity(self.figures.len());
        let mut shares = ShareSums::with_capacity(self.survey.compiled.indicators.len());
        let of_group = |by: &KeptByGroup| by.get(cut.key()).cloned().unwrap_or_default();
        let indicators: Vec<(usize, usize)> = self.survey.compiled.indicators.iter().copied().enumerate().collect();
        for some in indicators.chunks((SUMS_AT_ONCE / cut.group.parts().max(1)).max(1)) {
            let summed = some.iter().map(|(_, measure)| *measure).filter(|measure| !kept.contains_key(measure));
            let mut sums =
                self.survey.weights.sums_of(cut, &summed.collect::<Vec<_>>(), self.survey.implied()).into_iter();
            for (at, measure) in some {
                let basis = match kept.get(measure) {
                    Some(all) => Basis::Rows(all.iter().map(of_group).collect()),
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
                None => self.composite(units, crate::instrument::CompositeIndex(at), &cells),
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
        let basis = match self.survey.instrument.indicators[indicator.0].measure {
            Measure::Quantile { .. } => Basis::Rows(vec![cut.group.kept(measure)]),
            _ => Basis::Sums(self.sums(cut, measure)),
        };
        self.indicator(cut, units, indicator, measure, basis).0.estimate
    }

    /// The mean over the rows of a facility of each respondent's own mean.
    pub(super) fn own_means(&self, cut: &Cut, units: &Units, measure: usize) -> Result<Estimate, NoEstimate> {
        let sums = self.sums(cut, measure);
        self.linear(cut, units, (measure, &sums), Form::Mean, ValueKind::Mean).estimate
    }

    fn indicator(
        &self,
        cut: &Cut,
        units: &Units,
        indicator: IndicatorIndex,
        measure: usize,
        basis: Basis,
    ) -> (Cell, Option<Sums>) {
        let kind = &self.survey.instrument.indicators[indicator.0].measure;
        let sums = match (kind, basis) {
            (Measure::Quantile { probability, .. }, Basis::Rows(rows)) => {
                return (self.quantile(cut, units, measure, *probability, &rows), None);
            }
            (_, Basis::Sums(sums)) => sums,
            (_, Basis::Rows(_)) => Sums::default(),
        };
        let (form, kind) = match kind {
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
    fn composite(&self, units: &Units, composite: crate::instrument::CompositeIndex, cells: &Cells) -> Cell {
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
    fn all(&self, pooled: Option<Cells>, places: &ByPlace) -> Option<Cells> {
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

    fn value_kind(&self, figure: Figure) -> ValueKind {
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
