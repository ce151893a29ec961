//! The instrument of a facility checklist: what a visitor looks for, what is counted, and what a facility is due.
//!
//! It is a TOML file with `kind = "facility-checklist"`. It asks questions as a report card does; one row is one visit.

mod parse;
mod show;
#[cfg(test)]
mod tests;

use super::scorecard::{Entry, Tracked, is_for};
use super::{Condition, DimensionIndex, Direction, Headers, Instrument, QuestionIndex, Scale, SharedDimension, Target};
use crate::lang::Label;

pub use parse::parse;
pub use show::show;

/// What is asked on a visit to a facility.
#[derive(Debug, Clone, PartialEq)]
pub struct ChecklistInstrument {
    /// Identity, columns, questions, bases; its dimensions are the domains. It has no indicators of its own.
    pub asks: Instrument,
    /// Columns that say which facility it is and who looked.
    pub about: AboutColumns,
    /// The types of facilities it is for.
    pub facility_types: Vec<Entry>,
    /// What is present or not, in order.
    pub items: Vec<Item>,
    /// What else is computed for a facility, in order.
    pub figures: Vec<Computed>,
    /// The composites, in order.
    pub composites: Vec<Composite>,
    /// What a facility is due, in order.
    pub norms: Vec<Norm>,
}

/// Columns beside those of every instrument.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AboutColumns {
    /// The facility's name.
    pub name: Headers,
    /// Its type.
    pub kind: Headers,
    /// Whether it is urban or rural.
    pub residence: Headers,
    /// Who looked: several rows of one facility are then observers of the same thing.
    pub observer: Headers,
}

/// Something that a facility has or lacks.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Identifier: `AM01`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// The domain it counts in.
    pub domain: DimensionIndex,
    /// It is there if all of these hold.
    pub present: Vec<Condition>,
    /// The types of facilities that are due one (indices); all if empty.
    pub facility_types: Vec<usize>,
}

/// Something computed for one facility.
#[derive(Debug, Clone, PartialEq)]
pub struct Computed {
    /// Identifier: `HF09`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// The domain it belongs to.
    pub domain: DimensionIndex,
    /// The dimension of the shared list that it belongs to: its own, else that of its domain.
    pub dimension: Option<SharedDimension>,
    /// What is computed.
    pub of: Computation,
    /// The unit, where it isn't percent; may be empty.
    pub unit: Label,
    /// Which way is better.
    pub direction: Direction,
    /// The types of facilities it is computed for (indices); all if empty.
    pub facility_types: Vec<usize>,
    /// What it is measured against.
    pub targets: Vec<Target>,
}

/// What is computed for one facility.
#[derive(Debug, Clone, PartialEq)]
pub enum Computation {
    /// So many of so many, 0 to 1; its complement if asked. Absence = 1 − found/rostered.
    Share {
        /// The number that counts.
        of: QuestionIndex,
        /// The number it is counted among.
        among: QuestionIndex,
        /// Whether those that don't count are the figure.
        complement: bool,
    },
    /// A count over the product of numbers: visits / (workers × days).
    Count {
        /// The count.
        of: QuestionIndex,
        /// The numbers below.
        per: Vec<QuestionIndex>,
    },
    /// One number over another.
    Ratio {
        /// The number above.
        over: QuestionIndex,
        /// The number below.
        under: QuestionIndex,
    },
    /// A number as it is.
    Number(QuestionIndex),
    /// Whether all these items (indices) are present: 0 or 1.
    All(Vec<usize>),
    /// Share of these items (indices) that are present, 0 to 1.
    Items(Vec<usize>),
}

impl Computation {
    /// In what it is printed.
    pub fn scale(&self) -> Scale {
        match self {
            Computation::Share { .. } | Computation::All(_) | Computation::Items(_) => Scale::Percent,
            Computation::Count { .. } | Computation::Ratio { .. } | Computation::Number(_) => Scale::Own,
        }
    }
}

/// One number out of several domains and figures, each as 0 to 100 with more being better.
#[derive(Debug, Clone, PartialEq)]
pub struct Composite {
    /// Identifier: `readiness`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// Its parts with their weights.
    pub of: Vec<(Part, f64)>,
    /// How they become one.
    pub aggregate: Aggregate,
}

/// A part of a composite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The score of a domain.
    Domain(usize),
    /// A figure.
    Figure(usize),
}

/// How parts become one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Aggregate {
    /// Their weighted mean: one part can make up for another.
    #[default]
    Arithmetic,
    /// Their weighted geometric mean: a part of zero makes the whole zero.
    Geometric,
}

impl Aggregate {
    /// Both with their names in files.
    pub const NAMES: [(&str, Aggregate); 2] =
        [("arithmetic", Aggregate::Arithmetic), ("geometric", Aggregate::Geometric)];
}

/// What a facility is due, and the question that says what it has.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// The item with its entitlements.
    pub item: Tracked,
    /// What the facility has.
    pub actual: QuestionIndex,
}

impl ChecklistInstrument {
    /// The items of a domain (indices).
    pub fn items_of(&self, domain: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.items.len()).filter(move |i| self.items[*i].domain.0 == domain)
    }

    /// The domains that have items, and so a score.
    pub fn scored_domains(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.asks.dimensions.len()).filter(|d| self.items_of(*d).next().is_some())
    }

    /// Every label that a reader may see.
    pub fn labels(&self) -> Vec<&Label> {
        let written = |label: &&Label| !label.mn.is_empty() || !label.en.is_empty();
        let mut labels = self.asks.labels();
        labels.extend(self.facility_types.iter().map(|t| &t.title));
        labels.extend(self.items.iter().map(|i| &i.title));
        for figure in &self.figures {
            labels.push(&figure.title);
            labels.extend(Some(&figure.unit).filter(written));
            labels.extend(figure.targets.iter().map(|t| &t.source));
        }
        labels.extend(self.composites.iter().map(|c| &c.title));
        for Norm { item, .. } in &self.norms {
            labels.extend([&item.title, &item.unit]);
            labels.extend(item.entitlements.iter().map(|e| &e.source));
        }
        labels
    }
}

impl Item {
    /// Whether a facility of this type is due one. One of unknown type is asked everything.
    pub fn is_due(&self, kind: Option<usize>) -> bool {
        is_for(&self.facility_types, kind)
    }
}
