//! One picture of several reports, for a policy forum: what people say, where the gaps are and for whom, what changed, what
//! was agreed, and which problems several sources tell of.
//!
//! A forum computes no estimate of its own. It reads what other commands wrote ([`read`]), sets it side by side by place,
//! dimension and sector, and counts. What is withheld there isn't here either.

mod actions;
mod read;
mod rows;
mod triangle;

use std::collections::BTreeMap;

pub use actions::{ByLevel, Progress, by_level, late};
pub use read::{Kind, Made, Read, read, read_one_of};
pub use rows::{
    ActionRow, ChangeRow, EstimateRow, FigureRow, GapChangeRow, GapRow, InequalityRow, ItemRow, NormRow, PriorityRow,
    ScoreRow, StandingRow,
};
pub use triangle::{Signal, Source, Told, Triangle, triangles};

use crate::instrument::SharedDimension;
use crate::lang::Label;
use crate::places::{PlaceId, PlaceSet};

/// Everything that a forum is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Forum {
    /// The places it is about.
    pub set: PlaceSet,
    /// Its sectors, in the order in which their cards were given.
    pub sectors: Vec<Sector>,
    /// Community scorecards.
    pub scorecards: Vec<Scorecards>,
    /// Comparisons of facilities.
    pub facilities: Vec<Facilities>,
}

/// A sector: what citizens say of health, of education.
#[derive(Debug, Clone, PartialEq)]
pub struct Sector {
    /// The name that the user gave it.
    pub name: String,
    /// The title of its card.
    pub title: Label,
    /// What made its card.
    pub made: Made,
    /// Every estimate.
    pub estimates: Vec<EstimateRow>,
    /// Every gap.
    pub gaps: Vec<GapRow>,
    /// Its priorities, if the card has them.
    pub priorities: Vec<PriorityRow>,
    /// How unevenly things are spread, if that was asked for.
    pub inequality: Vec<InequalityRow>,
    /// What changed since the round before, if that was asked for.
    pub changes: Vec<ChangeRow>,
    /// Whether gaps became narrower.
    pub gap_changes: Vec<GapChangeRow>,
    /// Estimates for everybody by figure and place.
    everybody: BTreeMap<(String, String), usize>,
    /// The figures, in the order of the card: the first estimate of each.
    figures: Vec<usize>,
}

/// Scorecards of a sector.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecards {
    /// What made them.
    pub made: Made,
    /// Their title.
    pub title: Label,
    /// Every score.
    pub scores: Vec<ScoreRow>,
    /// Everything that was agreed.
    pub actions: Vec<ActionRow>,
}

/// Facilities of a sector, compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Facilities {
    /// What made the comparison.
    pub made: Made,
    /// Its title.
    pub title: Label,
    /// How they stand.
    pub standings: Vec<StandingRow>,
    /// What they are due.
    pub norms: Vec<NormRow>,
}

/// Options that decide how a survey is cut into tables, and so what is withheld in them.
const CUTS: [&str; 5] = ["by", "average", "places", "area", "weight"];

impl Made {
    /// The first option in which two public reports about one survey cut it differently, with what it is in each: what one withholds
    /// may follow from the other.
    pub fn cut_otherwise(&self, other: &Made) -> Option<[String; 2]> {
        if ![self, other].iter().all(|made| made.is_public()) {
            return None;
        }
        let said = |made: &Made, name: &str| match made.option(name) {
            Some(value) => format!("--{name} {value}"),
            None => format!("no --{name}"),
        };
        let name = CUTS.into_iter().find(|name| self.option(name) != other.option(name))?;
        Some([said(self, name), said(other, name)])
    }

    /// The sector of the first of its instruments: `health` of `health-scorecard 1.0`.
    pub fn sector(&self) -> &str {
        let first = self.instrument.split([' ', ',']).next().unwrap_or("");
        first.strip_suffix("-scorecard").or(first.strip_suffix("-facility")).unwrap_or(first)
    }
}

impl Sector {
    /// A sector from its card.
    pub fn new(name: &str, card: Read) -> Sector {
        let estimates = card.estimates.unwrap_or_default();
        let mut everybody = BTreeMap::new();
        let mut figures: Vec<usize> = Vec::new();
        for (at, row) in estimates.iter().enumerate() {
            if row.is_about_everybody() {
                everybody.insert((row.indicator_code.clone(), row.area_code.clone()), at);
            }
            if figures.last().is_none_or(|last| estimates[*last].indicator_code != row.indicator_code) {
                figures.push(at);
            }
        }
        Sector {
            name: name.to_string(),
            title: card.title,
            made: card.made_by,
            estimates,
            gaps: card.gaps.unwrap_or_default(),
            priorities: card.priorities.unwrap_or_default(),
            inequality: card.inequality.unwrap_or_default(),
            changes: Vec::new(),
            gap_changes: Vec::new(),
            everybody,
            figures,
        }
    }

    /// Takes in a report of gaps about the same survey: more kinds of them, and how unevenly things are spread.
    pub fn take_gaps(&mut self, gaps: Read) {
        self.gaps = gaps.gaps.unwrap_or_default();
        self.inequality = gaps.inequality.unwrap_or_default();
        if self.priorities.is_empty() {
            self.priorities = gaps.priorities.unwrap_or_default();
        }
    }

    /// Takes in a comparison of its rounds.
    pub fn take_change(&mut self, change: Read) {
        self.changes = change.changes.unwrap_or_default();
        self.gap_changes = change.gap_changes.unwrap_or_default();
        // Of a series the whole way is told: from the first round to the last.
        let last = self.changes.last().map(|row| (row.round_from.clone(), row.round.clone()));
        if let Some((from, to)) = last {
            self.changes.retain(|row| row.round_from == from && row.round == to);
            self.gap_changes.retain(|row| row.round_from == from && row.round == to);
        }
    }

    /// The figures in the order of the card: a row that says what each is.
    pub fn figures(&self) -> impl Iterator<Item = &EstimateRow> {
        self.figures.iter().map(|at| &self.estimates[*at])
    }

    /// What is known of a figure for everybody of a place; of all places, for an empty code.
    pub fn everybody(&self, figure: &str, area: &str) -> Option<&EstimateRow> {
        let at = self.everybody.get(&(figure.to_string(), area.to_string()))?;
        Some(&self.estimates[*at])
    }

    /// Whether there is anything of a place, if only that it is withheld.
    pub fn has_data(&self, area: &str) -> bool {
        let there = |row: &EstimateRow| row.value.is_some() || matches!(row.shown.as_str(), "withheld" | "unreliable");
        self.figures().any(|row| self.everybody(&row.indicator_code, area).is_some_and(there))
    }

    /// The figures that stand for the sector: its composites, that of everything first, then by the list of dimensions. Of a
    /// card without composites the figures that are judged.
    pub fn main_figures(&self) -> Vec<&EstimateRow> {
        let mut composites: Vec<&EstimateRow> = self.figures().filter(|row| row.statistic == "composite").collect();
        composites.sort_by_key(|row| match row.dimension.as_str() {
            "" => 0,
            dimension => 1 + SharedDimension::all().position(|d| d.id() == dimension).unwrap_or(usize::MAX - 1),
        });
        if !composites.is_empty() {
            return composites;
        }
        let judged = |row: &&EstimateRow| {
            let code = &row.indicator_code;
            self.everybody.iter().any(|((figure, _), at)| figure == code && !self.estimates[*at].light.is_empty())
        };
        self.figures().filter(judged).take(8).collect()
    }

    /// The gap of one kind of a figure at a place, for everybody.
    pub fn gap(&self, figure: &str, kind: &str, area: &str) -> Option<&GapRow> {
        self.gaps.iter().find(|gap| gap.indicator_code == figure && gap.kind == kind && gap.area_code == area)
    }

    /// The direction of a figure, as far as its gaps tell: whether a positive gap is the good one. None if no gap says it.
    pub fn more_is_better(&self, figure: &str) -> Option<bool> {
        let of = self.gaps.iter().filter(|gap| gap.indicator_code == figure);
        of.filter_map(|gap| match (gap.verdict.as_str(), gap.gap) {
            ("better", Some(gap)) if gap != 0.0 => Some(gap > 0.0),
            ("worse", Some(gap)) if gap != 0.0 => Some(gap < 0.0),
            _ => None,
        })
        .next()
    }
}

impl Forum {
    /// What made each of its reports.
    pub fn made(&self) -> impl Iterator<Item = &Made> {
        let sectors = self.sectors.iter().map(|sector| &sector.made);
        let scorecards = self.scorecards.iter().map(|scorecards| &scorecards.made);
        sectors.chain(scorecards).chain(self.facilities.iter().map(|facilities| &facilities.made))
    }

    /// The places of the set, in the official order.
    pub fn places(&self) -> impl Iterator<Item = PlaceId> + '_ {
        self.set.places()
    }

    /// The place of the set that another place is or lies in, by code.
    pub fn area_of(&self, code: &str) -> Option<PlaceId> {
        let place = crate::places::Gazetteer::get().by_code(code)?;
        self.set.places().find(|area| place == *area || place.lies_in(*area))
    }

    /// Places that reports tell of and that are none of the set's, by code, in the official order.
    pub fn outside(&self) -> Vec<String> {
        let of_cards = self.sectors.iter().flat_map(|sector| &sector.estimates).filter(|row| row.value.is_some());
        let codes = of_cards.map(|row| row.area_code.as_str());
        let scored = self.scorecards.iter().flat_map(|cards| &cards.scores).map(|row| row.area.as_str());
        let agreed = self.scorecards.iter().flat_map(|cards| &cards.actions).map(|row| row.area.as_str());
        let all: std::collections::BTreeSet<&str> = codes.chain(scored).chain(agreed).collect();
        let outside = |code: &&str| !code.is_empty() && self.area_of(code).is_none();
        all.into_iter().filter(outside).map(String::from).collect()
    }

    /// Respondents of a place: the largest base of a figure there; none if there are none, or no base may be shown.
    pub fn respondents(&self, sector: &Sector, area: &str) -> Option<u64> {
        let of = sector.estimates.iter().filter(|row| row.is_about_everybody() && row.area_code == area);
        of.filter_map(|row| row.n).max().filter(|n| *n > 0)
    }
}
