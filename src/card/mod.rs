//! The report card as numbers: every figure for every place and group, and the gaps between them.
//!
//! A [`Card`] is one long list of findings with typed keys, and one of gaps. It knows no sentences and no sheets; the
//! pages of the report are made from it.

mod affected;
mod benchmarks;
mod cells;
mod common;
mod compute;
mod depends;
mod equity;
mod gaps;
mod priorities;
mod rows;
mod spread;
mod target;
pub mod withhold;

pub use affected::{Affected, Counting, Hurt, people_of_gap};
pub use benchmarks::Benchmark;
pub use common::{OnCommon, Side, on_common};
pub use compute::{Computed, Linears, OfFacility, compute, compute_all, facilities};
pub use depends::{Breakdown, Dependence};
pub use equity::{GroupInequality, OfGroups, People, PlaceInequality, over_groups, over_places};
pub use gaps::{BetweenGroups, pair, tests};
pub use priorities::{Importance, Item, NoImportance, Priorities, Quadrant, Relation};

pub use spread::Spread;
pub use target::{target_for, target_in_force};

use crate::coding::{Coding, Compiled, GroupColumn};
use crate::day::Day;
use crate::design::Units;
use crate::estimate::{Estimate, NoEstimate, Rules};
use crate::gap::{Difference, Meaning};
use crate::instrument::{
    CompositeIndex, CompositeOf, Dimension, Direction, GroupingIndex, IndicatorIndex, Instrument, Scale,
};
use crate::lang::Label;
use crate::places::PlaceSet;
use crate::tally::{Counts, Tally};
use crate::weighting::{Cut, Weights};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use withhold::presentation::Presentation;

/// What a card is computed from.
pub struct Survey<'a> {
    /// The instrument.
    pub instrument: &'a Instrument,
    /// The places to report.
    pub set: &'a PlaceSet,
    /// What the indicators add up.
    pub compiled: &'a Compiled,
    /// The sums.
    pub tally: &'a Tally,
    /// The design and what became of the rows.
    pub coding: &'a Coding,
    /// What errors are made of.
    pub weights: &'a Weights,
    /// The choices.
    pub choices: Choices,
}

impl<'a> Survey<'a> {
    /// The units whose scores statistics have: those of the design, or replicates.
    pub fn units(&self) -> &'a Units {
        self.weights.units(&self.coding.units)
    }

    /// The groups of a grouping.
    pub fn cuts(&self, grouping: &[usize]) -> Vec<Cut<'a>> {
        self.weights.cuts(self.tally, grouping)
    }

    /// The design that weights follow from, where no column holds them.
    pub fn implied(&self) -> Option<&'a Units> {
        self.coding.implied_weights.then_some(&self.coding.units)
    }
}

/// How much of a card is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Findings and gaps.
    Figures,
    /// Beside them the tests of breakdowns, how answers are spread, and priorities with how many people a gap means.
    Everything,
}

/// For whom a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Publication {
    /// For the people who run the survey: small bases are flagged.
    #[default]
    Internal,
    /// For everybody: small and unreliable figures are withheld.
    Public,
}

/// The choices that numbers of a card depend on.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// How estimates get their errors.
    pub rules: Rules,
    /// How places are put together.
    pub average: Average,
    /// Below this many answers a figure is flagged, and its gaps aren't judged.
    pub few: u64,
    /// For whom the card is.
    pub publication: Publication,
    /// In public, which estimates are precise enough to be shown.
    pub presentation: Presentation,
    /// The day on which targets must be valid, as YYYY-MM-DD.
    pub as_of: Option<Day>,
    /// What places are held against, beside their targets.
    pub benchmarks: Vec<Benchmark>,
    /// The pairs of groups that are compared; those that the instrument names, if none are given.
    pub between: Option<Vec<BetweenGroups>>,
}

/// How the places of a set are put together into one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Average {
    /// All respondents together, by their sampling weights.
    #[default]
    Sample,
    /// Every place counts the same.
    Equal,
    /// Places count by their population.
    Population,
}

impl Average {
    /// Every way by the name used in options.
    pub const NAMES: [(&'static str, Average); 3] =
        [("sample", Average::Sample), ("equal", Average::Equal), ("population", Average::Population)];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, way)| *way == self).map_or("", |(name, _)| name)
    }
}

/// An indicator or a composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Figure {
    /// An indicator.
    Indicator(IndicatorIndex),
    /// A composite.
    Composite(CompositeIndex),
}

impl Figure {
    /// All figures of an instrument, in the order of the card.
    pub fn all(instrument: &Instrument) -> Vec<Figure> {
        let indicators = (0..instrument.indicators.len()).map(|i| Figure::Indicator(IndicatorIndex(i)));
        let composites = (0..instrument.composites.len()).map(|c| Figure::Composite(CompositeIndex(c)));
        indicators.chain(composites).collect()
    }

    /// Its identifier; a composite's is marked so that it can't be an indicator's.
    pub fn id(self, instrument: &Instrument) -> String {
        match self {
            Figure::Indicator(i) => instrument.indicators[i.0].id.clone(),
            Figure::Composite(c) => format!("composite.{}", instrument.composites[c.0].id),
        }
    }

    /// The dimension it belongs to; none of a composite of several.
    pub fn dimension(self, instrument: &Instrument) -> Option<&Dimension> {
        let at = match self {
            Figure::Indicator(i) => Some(instrument.indicators[i.0].dimension),
            Figure::Composite(c) => match &instrument.composites[c.0].of {
                CompositeOf::Dimension(d) => Some(*d),
                CompositeOf::Dimensions(_) | CompositeOf::Indicators(_) => None,
            },
        };
        at.map(|d| &instrument.dimensions[d.0])
    }

    /// Its title.
    pub fn title(self, instrument: &Instrument) -> &Label {
        match self {
            Figure::Indicator(i) => &instrument.indicators[i.0].title,
            Figure::Composite(c) => &instrument.composites[c.0].title,
        }
    }

    /// Which way it is better.
    pub fn direction(self, instrument: &Instrument) -> Direction {
        match self {
            Figure::Indicator(i) => instrument.indicators[i.0].direction,
            Figure::Composite(_) => Direction::Higher,
        }
    }

    /// In what it is printed.
    pub fn scale(self, instrument: &Instrument) -> Scale {
        match self {
            Figure::Indicator(i) => instrument.indicators[i.0].measure.scale(),
            Figure::Composite(_) => Scale::Points,
        }
    }

    /// What a value is multiplied by for print: shares are kept as 0 to 1 and printed as percent.
    pub fn factor(self, instrument: &Instrument) -> f64 {
        match self.scale(instrument) {
            Scale::Percent => 100.0,
            Scale::Points | Scale::Own => 1.0,
        }
    }
}

/// Where a figure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Where {
    /// All places of the set that have data.
    All,
    /// The member of the place set with this index.
    Place(usize),
}

/// For whom a figure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Whom {
    /// Everybody.
    Everybody,
    /// A group of a grouping, by index.
    Group(GroupingIndex, usize),
    /// The users of a facility, by its index in [`Coding::facilities`].
    Facility(usize),
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The figure.
    pub figure: Figure,
    /// Where.
    pub place: Where,
    /// For whom.
    pub whom: Whom,
}

/// One number of the card.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is about.
    pub key: Key,
    /// The estimate, or why there is none.
    pub estimate: Result<Estimate, NoEstimate>,
    /// How many answered, and why the others didn't. Of a composite: those of its indicator with the largest base.
    pub counts: Counts,
    /// Of a composite: how many of its indicators had an estimate, and how many it has.
    pub parts: Option<(usize, usize)>,
    /// Whether it may be shown.
    pub shown: Shown,
}

/// Whether a finding may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shown {
    /// Yes.
    Freely,
    /// Yes, to be read with care: few answers, few degrees of freedom, a wide error, or a share that negative weights made
    /// impossible.
    WithCare,
    /// No: so few answers could expose somebody.
    Withheld,
    /// No: it is too unreliable by the rules for publication.
    Unreliable,
}

impl Finding {
    /// Unweighted number of answers.
    pub fn n(&self) -> u64 {
        self.estimate.as_ref().map_or(0, |e| e.n)
    }

    /// The estimate, unless it may not be shown.
    pub fn visible(&self) -> Option<&Estimate> {
        match self.shown {
            Shown::Freely | Shown::WithCare => self.estimate.as_ref().ok(),
            Shown::Withheld | Shown::Unreliable => None,
        }
    }
}

/// The kinds of gaps. They never share a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GapKind {
    /// To a target of the indicator, by its index.
    ToTarget(usize),
    /// To the average of the places.
    ToAverage,
    /// To the places of its own region together.
    ToRegion,
    /// To the place that does best.
    ToBest,
    /// To the mean of the quarter of the places that does best.
    ToQuarter,
    /// Between two groups of a grouping: first minus second.
    BetweenGroups(GroupingIndex, usize, usize),
}

impl GapKind {
    /// To any target.
    pub const TO_TARGET: RangeInclusive<GapKind> = GapKind::ToTarget(0)..=GapKind::ToTarget(usize::MAX);

    /// This kind and no other.
    pub fn only(self) -> RangeInclusive<GapKind> {
        self..=self
    }
}

/// A gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Of which figure.
    pub figure: Figure,
    /// Where.
    pub place: Where,
    /// Of which kind.
    pub kind: GapKind,
    /// The difference on the scale of the figure's values (a share's is 0 to 1).
    pub difference: Difference,
    /// What it is a gap to, where that is no finding of the card: a region, the best.
    pub against: Option<Against>,
    /// The two values that it is the difference of, where these aren't the findings: of composites on their common parts.
    pub on: Option<(f64, f64)>,
    /// The p-value adjusted for the places of the same figure and kind: by Holm, or where the benchmark was found by looking
    /// at the places, for all that could have been found.
    pub p_adjusted: Option<f64>,
    /// The same by Benjamini and Hochberg; none where the benchmark was found by looking.
    pub p_discovery: Option<f64>,
    /// What it means.
    pub meaning: Meaning,
    /// Answers on both sides; one side for a target.
    pub n: (u64, Option<u64>),
}

/// A benchmark that is made of places.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// Its value, on the scale of the figure's values.
    pub value: f64,
    /// The places that it is made of, by their number in the set.
    pub places: Vec<usize>,
}

/// The card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Every finding, by key.
    pub findings: Vec<Finding>,
    /// Every gap: by kind, figure and place.
    pub gaps: Vec<Gap>,
    /// Members of the place set that have respondents.
    pub with_data: Vec<usize>,
    /// Respondents used in each member of the place set.
    pub respondents: Vec<u64>,
    /// Members whose number of respondents isn't to be published.
    pub withheld_respondents: BTreeSet<usize>,
    /// What to see to first, if that was asked for.
    pub priorities: Option<Priorities>,
    /// Whether figures depend on what they are broken down by: by breakdown, then figure.
    pub depends: Vec<Dependence>,
    /// How the answers behind scores are spread, by score and place. Ask [`Card::spread`], which knows what may be shown.
    spreads: Vec<Spread>,
}

impl Card {
    /// The fewest answers that a finding rests on: of a composite those of the part that has the fewest.
    pub fn least(&self, instrument: &Instrument, finding: &Finding) -> u64 {
        let Figure::Composite(composite) = finding.key.figure else { return finding.n() };
        if finding.parts.is_none() {
            return finding.n();
        }
        let parts = instrument.composite_parts(composite).into_iter();
        let there = parts.filter_map(|(i, _)| self.find(&Key { figure: Figure::Indicator(i), ..finding.key }));
        there.filter(|part| part.estimate.is_ok()).map(Finding::n).min().unwrap_or(0)
    }

    /// The finding of a key.
    pub fn find(&self, key: &Key) -> Option<&Finding> {
        self.findings.binary_search_by(|f| f.key.cmp(key)).ok().map(|at| &self.findings[at])
    }

    /// The findings of a figure: it is the first part of their keys, and they are in the order of these.
    pub fn findings_of(&self, figure: Figure) -> &[Finding] {
        let from = self.findings.partition_point(|f| f.key.figure < figure);
        let to = self.findings.partition_point(|f| f.key.figure <= figure);
        &self.findings[from..to]
    }

    /// What a gap is made of: its side or sides, or its side and the places of its benchmark.
    pub fn sides<'c>(&'c self, gap: &'c Gap) -> impl Iterator<Item = Option<&'c Finding>> {
        let everybody = |place| Key { figure: gap.figure, place, whom: Whom::Everybody };
        let (first, second) = match gap.kind {
            GapKind::ToTarget(_) | GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => {
                (everybody(gap.place), None)
            }
            GapKind::ToAverage => (everybody(gap.place), Some(everybody(Where::All))),
            GapKind::BetweenGroups(grouping, a, b) => {
                let of = |group| Key { whom: Whom::Group(grouping, group), ..everybody(gap.place) };
                (of(a), Some(of(b)))
            }
        };
        let benchmark = gap.against.iter().flat_map(|against| &against.places);
        let places = benchmark.map(move |place| everybody(Where::Place(*place)));
        [Some(first), second].into_iter().flatten().chain(places).map(|key| self.find(&key))
    }

    /// The first gap of these kinds of a figure at a place. Gaps are in the order of kind, figure and place.
    pub fn gap(&self, figure: Figure, place: Where, kinds: RangeInclusive<GapKind>) -> Option<&Gap> {
        let mut rest = &self.gaps[self.gaps.partition_point(|gap| gap.kind < *kinds.start())..];
        while let Some(kind) = rest.first().map(|gap| gap.kind).filter(|kind| kind <= kinds.end()) {
            let (alike, others) = rest.split_at(rest.partition_point(|gap| gap.kind == kind));
            if let Ok(at) = alike.binary_search_by_key(&(figure, place), |gap| (gap.figure, gap.place)) {
                return Some(&alike[at]);
            }
            rest = others;
        }
        None
    }
}

/// The columns of groups and the groupings that a card needs: all, by area, and for each grouping by itself and within
/// areas.
pub fn groupings(columns: &[GroupColumn]) -> Vec<Vec<usize>> {
    let area = columns.iter().position(|c| *c == GroupColumn::Area);
    let mut groupings = vec![Vec::new()];
    groupings.extend(area.map(|a| vec![a]));
    for (at, column) in columns.iter().enumerate() {
        match column {
            GroupColumn::Area => {}
            GroupColumn::Facility => groupings.push(vec![at]),
            GroupColumn::Grouping(_) => {
                groupings.push(vec![at]);
                groupings.extend(area.map(|a| vec![a, at]));
            }
        }
    }
    groupings
}
