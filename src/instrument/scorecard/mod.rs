//! The instrument of a community scorecard: the scale, who scores, what is scored, what a facility is entitled to.
//!
//! It is a TOML file with `kind = "scorecard"` and stands on the same shelf as the report cards.

use crate::day::Day;
use crate::instrument::TargetKind;
use crate::lang::Label;

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
}

/// An item that is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Tracked {
    /// Identifier: `HF02.doctor`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// The unit: posts, pupils.
    pub unit: Label,
    /// Other spellings found in books.
    pub also: Vec<String>,
    /// The types of facilities it is counted for (indices); all if empty.
    pub facility_types: Vec<usize>,
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
    /// Places it is valid for, in any spelling; everywhere if empty.
    pub places: Vec<String>,
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
        self.from + of_100 / 100.0 * (self.to - self.from)
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
