//! The instrument of a community scorecard: the scale, who scores, what is scored, what a facility is entitled to.
//!
//! It is a TOML file with `kind = "scorecard"` and stands on the same shelf as the report cards.

pub(super) mod lists;
mod parse;
pub mod show;
#[cfg(test)]
mod tests;

use crate::day::Day;
use crate::instrument::{SharedDimension, TargetKind};
use crate::lang::{Label, Lang};
use crate::places::PlaceId;
use crate::words::OwnWords;

pub use lists::spelling;
pub use parse::parse;
pub(super) use parse::tracked;

/// What is asked in a community scorecard.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorecardInstrument {
    /// Short name, also the name of its folder: `health-scorecard`.
    pub id: String,
    /// Version of the wording; rounds are compared only within an indicator and a scale.
    pub version: String,
    /// The sector it belongs to: `health`, `education`.
    pub sector: String,
    /// Its title.
    pub title: Label,
    /// What it is for, in a sentence or two.
    pub description: Label,
    /// Name of the place set whose places are reported, unless the user names another.
    pub place_set: String,
    /// The scale on which everybody scores.
    pub scale: Scale,
    /// The words of the scale's marks, worst first: three faces, or the ends of a scale of points. May be empty.
    pub marks: Vec<Mark>,
    /// The types of facilities it is for.
    pub facility_types: Vec<Entry>,
    /// The focus groups that score, in order.
    pub groups: Vec<Entry>,
    /// Differences between groups that are reported.
    pub compare: Vec<GroupPair>,
    /// The stakeholder groups of the multi-stakeholder group and the interface meeting.
    pub stakeholders: Vec<Entry>,
    /// What is scored, in order.
    pub indicators: Vec<Scored>,
    /// What is counted against an entitlement, in order.
    pub inputs: Vec<Tracked>,
    /// The words of reports that it puts otherwise.
    pub words: OwnWords,
}

/// A thing with an identifier, a title and the other spellings it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Identifier: `women`, `shc`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// Other spellings found in books.
    pub also: Vec<String>,
}

/// A scale of scores: more is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The worst score.
    pub from: f64,
    /// The best score.
    pub to: f64,
    /// How it is asked.
    pub form: ScaleForm,
}

/// How a scale is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScaleForm {
    /// Points, where a fraction may be written: 0–100, 0–10, 1–5.
    Points,
    /// Faces from sad to glad, whole numbers only.
    Faces,
}

/// A word for one score of the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The score.
    pub value: f64,
    /// Its word: "bad".
    pub title: Label,
}

/// Two groups whose difference, first minus second, is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupPair {
    /// Index in [`ScorecardInstrument::groups`].
    pub first: usize,
    /// Index in [`ScorecardInstrument::groups`]; none is everybody else who scored.
    pub second: Option<usize>,
}

/// An indicator that is scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Identifier: `HC01`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// What it means, for those who score; may be empty.
    pub about: Label,
    /// Other spellings found in books.
    pub also: Vec<String>,
    /// The types of facilities it is scored for (indices); all if empty.
    pub facility_types: Vec<usize>,
    /// The dimension of the shared list that it belongs to.
    pub dimension: Option<SharedDimension>,
}

/// An item that is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracked {
    /// Identifier: `HF02.doctor`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// What is counted, for those who count: the list of a set of things. May be empty.
    pub about: Label,
    /// The unit: posts, pupils.
    pub unit: Label,
    /// Other spellings found in books.
    pub also: Vec<String>,
    /// The types of facilities it is counted for (indices); all if empty.
    pub facility_types: Vec<usize>,
    /// The dimension of the shared list that it belongs to.
    pub dimension: Option<SharedDimension>,
    /// Which way of missing the entitlement matters.
    pub bound: Bound,
    /// What the facility is entitled to; none means that no norm is known, or that it is written in the book.
    pub entitlements: Vec<Entitlement>,
}

/// On which side of an entitlement a facility should lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bound {
    /// At least as much: posts filled, medicines in stock. Ratio = actual / entitlement.
    AtLeast,
    /// At most as much: pupils in a class. Ratio = entitlement / actual.
    AtMost,
}

/// What a facility is entitled to, from a day on, in a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Entitlement {
    /// The number, in the unit of the item.
    pub value: f64,
    /// Norm of law, or a target somebody set.
    pub kind: TargetKind,
    /// Who says so.
    pub source: Label,
    /// The types of facilities it holds for (indices); all of the item's if empty.
    pub facility_types: Vec<usize>,
    /// First day it is valid.
    pub from: Option<Day>,
    /// Last day it is valid.
    pub until: Option<Day>,
    /// Places it is valid for, with all that lies in them; everywhere if empty.
    pub places: Vec<PlaceId>,
}

impl ScorecardInstrument {
    /// Every label that a reader may see, explanations only where there are any.
    pub fn labels(&self) -> Vec<&Label> {
        let mut labels = vec![&self.title, &self.description];
        labels.extend(self.marks.iter().map(|mark| &mark.title));
        for list in [&self.facility_types, &self.groups, &self.stakeholders] {
            labels.extend(list.iter().map(|entry| &entry.title));
        }
        labels.extend(self.indicators.iter().map(|indicator| &indicator.title));
        let written = |about: &&Label| !about.get(Lang::Mn).is_empty();
        labels.extend(self.indicators.iter().map(|indicator| &indicator.about).filter(written));
        for item in &self.inputs {
            labels.extend([&item.title, &item.unit]);
            labels.extend(Some(&item.about).filter(written));
            labels.extend(item.entitlements.iter().map(|entitlement| &entitlement.source));
        }
        labels
    }

    /// The entitlement of an item (index) that is in force for a facility: [`Tracked::entitlement`].
    pub fn entitlement(
        &self,
        item: usize,
        kind: Option<usize>,
        place: Option<PlaceId>,
        day: Option<Day>,
    ) -> Option<&Entitlement> {
        self.inputs.get(item)?.entitlement(kind, place, day)
    }
}

impl Tracked {
    /// The entitlement in force for a facility of this type and place on a day. The narrower wins, by place, then by type;
    /// then the later.
    ///
    /// Nothing is guessed: an entitlement that is limited in type, place or time is in force only if that is known.
    pub fn entitlement(&self, kind: Option<usize>, place: Option<PlaceId>, day: Option<Day>) -> Option<&Entitlement> {
        // Whether a facility of unknown type is due an item of some types isn't known.
        if !self.facility_types.is_empty() && kind.is_none_or(|kind| !self.facility_types.contains(&kind)) {
            return None;
        }
        let in_force = self.entitlements.iter().filter(|e| e.is_for(kind) && e.is_on(day));
        let placed = in_force.filter_map(|e| Some((e.narrowness(place)?, !e.facility_types.is_empty(), e.from, e)));
        placed.max_by_key(|(depth, by_type, from, _)| (*depth, *by_type, *from)).map(|(.., entitlement)| entitlement)
    }
}

impl Entitlement {
    fn is_for(&self, kind: Option<usize>) -> bool {
        self.facility_types.is_empty() || kind.is_some_and(|kind| self.facility_types.contains(&kind))
    }

    fn is_on(&self, day: Option<Day>) -> bool {
        match day {
            None => self.from.is_none() && self.until.is_none(),
            Some(day) => self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until),
        }
    }

    /// How narrow the place is for which it holds: 0 everywhere, more the further down; none if it doesn't hold here.
    fn narrowness(&self, place: Option<PlaceId>) -> Option<usize> {
        if self.places.is_empty() {
            return Some(0);
        }
        let place = place?;
        let around = self.places.iter().filter(|around| place == **around || place.lies_in(**around));
        around.map(|around| 1 + around.ancestors().count()).max()
    }
}

impl Scale {
    /// Its name: `0-100`, `faces 1-3`.
    pub fn name(&self) -> String {
        match self.form {
            ScaleForm::Points => format!("{}-{}", self.from, self.to),
            ScaleForm::Faces => format!("faces {}-{}", self.from, self.to),
        }
    }

    /// A score of this scale on 0 to 100: 100·(s − from)/(to − from).
    pub fn of_100(&self, score: f64) -> f64 {
        100.0 * (score - self.from) / (self.to - self.from)
    }

    /// The score of this scale that stands at so many of 100.
    pub fn at(&self, of_100: f64) -> f64 {
        let width = self.to - self.from;
        // On a scale of 100 nothing is to be rounded: 57.5 stays 57.5.
        self.from + if width == 100.0 { of_100 } else { of_100 / 100.0 * width }
    }

    /// Whether a score lies on it: within its ends, and whole where it is asked in faces.
    pub fn holds(&self, score: f64) -> bool {
        let whole = self.form == ScaleForm::Points || score.fract() == 0.0;
        (self.from..=self.to).contains(&score) && whole
    }
}

/// Of a list of indices of facility types, whether one is meant: an empty list means all. A facility of unknown type
/// gets everything.
pub fn is_for(types: &[usize], facility: Option<usize>) -> bool {
    types.is_empty() || facility.is_none_or(|f| types.contains(&f))
}
