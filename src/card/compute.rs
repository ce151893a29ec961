//! From sums to the findings and gaps of a card, grouping by grouping, so that only one grouping's scores are held.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::benchmarks::{Benchmark, to_best, to_quarter, to_regions};
use super::cells::{AllKept, ByPlace, Cell, Cells, OneColumn};
use super::depends::{self, Breakdown};
use super::gaps::{between_groups, judge, to_average, to_targets};
use super::priorities;
use super::rows;
use super::withhold::{withhold, withhold_gaps};
use super::{Card, Extent, Figure, Finding, Key, Shown, Survey, Where, Whom};
use crate::coding::GroupColumn;
use crate::estimate::{Estimate, Linear, Precision};
use crate::instrument::Measure;
use crate::places::PlaceId;
use crate::tally::{Counted, Group, GroupCode};
use crate::together;
use crate::weighting::{Cut, KeptByGroup};

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
}
