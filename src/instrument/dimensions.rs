//! The dimensions that instruments of all kinds share: access, availability, quality and so on, with one title each.
//!
//! A report card may have dimensions of its own beside them; what a scorecard or a checklist names is one of these, so that
//! a survey, a scorecard and a visit can be set side by side.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::lang::Label;
use crate::problem::Code;
use crate::toml_file::{Fault, Section};

const FILE: &str = include_str!("../../instruments/dimensions.toml");
const OURS: &str = "the list of dimensions is part of the program and tested";

/// A dimension of the shared list. Ascending order is that of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SharedDimension(u8);

impl SharedDimension {
    /// Every dimension, in the order of the list.
    pub fn all() -> impl Iterator<Item = SharedDimension> {
        (0..list().len() as u8).map(SharedDimension)
    }

    /// The dimension of this identifier.
    pub fn named(id: &str) -> Option<SharedDimension> {
        SharedDimension::all().find(|dimension| dimension.id() == id)
    }

    /// Its identifier: `access`.
    pub fn id(self) -> &'static str {
        &list()[usize::from(self.0)].id
    }

    /// Its title.
    pub fn title(self) -> &'static Label {
        &list()[usize::from(self.0)].title
    }
}

/// The identifier of a dimension, or nothing: for a column of codes.
pub fn id_of(dimension: Option<SharedDimension>) -> &'static str {
    dimension.map_or("", SharedDimension::id)
}

/// Reads `dimension = "access"`, which may be left out. A name that isn't on the list is noted, with the nearest.
pub(super) fn read(section: &Section<'_>) -> Option<SharedDimension> {
    let name = section.text("dimension")?;
    let found = SharedDimension::named(name.get_ref());
    if found.is_none() {
        let known: Vec<&str> = SharedDimension::all().map(SharedDimension::id).collect();
        section.log.add(Fault::new(Code::UnknownDimension, name.span(), name.get_ref()).known(&known));
    }
    found
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    dimension: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    id: String,
    title: Label,
}

fn list() -> &'static [Listed] {
    static READ: OnceLock<Vec<Listed>> = OnceLock::new();
    READ.get_or_init(|| toml::from_str::<File>(FILE).expect(OURS).dimension)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{AnyInstrument, shelf};

    #[test]
    fn the_list_names_each_dimension_once_and_in_both_languages() {
        let ids: Vec<&str> = SharedDimension::all().map(SharedDimension::id).collect();
        assert_eq!(
            ids.join(" "),
            "usage access reliability availability quality problem responsiveness transparency corruption cost satisfaction"
        );
        assert!(SharedDimension::all().all(|d| !d.title().mn.is_empty() && !d.title().en.is_empty()));
        assert_eq!(SharedDimension::named("хүртээмж"), None);
    }

    #[test]
    fn every_shipped_instrument_says_which_shared_dimension_each_of_its_figures_belongs_to() {
        for id in shelf::ids() {
            match shelf::open_any(id).expect("shipped instruments have no fault") {
                AnyInstrument::ReportCard(card) => {
                    assert!(card.dimensions.iter().all(|d| SharedDimension::named(&d.id) == d.shared), "{id}");
                    assert!(card.dimensions.iter().all(|d| d.shared.is_some()), "{id}");
                }
                AnyInstrument::Scorecard(card) => {
                    assert!(card.indicators.iter().all(|i| i.dimension.is_some()), "{id}");
                    assert!(card.inputs.iter().all(|i| i.dimension.is_some()), "{id}");
                }
                AnyInstrument::Checklist(list) => {
                    assert!(list.figures.iter().all(|f| f.dimension.is_some()), "{id}");
                    assert!(list.scored_domains().all(|d| list.asks.dimensions[d].shared.is_some()), "{id}");
                    assert!(list.norms.iter().all(|n| n.item.dimension.is_some()), "{id}");
                }
            }
        }
    }
}
