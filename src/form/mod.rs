//! Forms for phones and tablets (XLSForm), made from an instrument.
//!
//! A form asks what the instrument asks, in its order: whoever isn't meant isn't asked, numbers are kept within what is
//! plausible, places and facilities are chosen from lists. Beside the sheets that survey platforms read stand sheets of our
//! own with all that is computed, so that the workbook of a report card is the instrument once more
//! ([`crate::instrument::xlsform`] reads it). Columns are named so that the answers, as platforms export them, are read
//! without any handwork.

mod about;
mod book;
mod card;
mod cell;
mod checklist;
mod lists;
mod ours;
mod pad;
mod places;
mod questions;
mod sheet;
mod taken;
#[cfg(test)]
mod tests;
mod words;
mod xpath;

pub use card::of as of_card;
pub use checklist::of as of_checklist;
pub use sheet::Sheet;

use crate::lang::{Label, Lang};
use crate::places::PlaceSet;
use crate::render::File;
use crate::scorecard::facility::Register;

/// What a form is made for.
#[derive(Debug, Clone, Copy)]
pub struct Wishes<'a> {
    /// The places that are offered.
    pub set: &'a PlaceSet,
    /// The facilities that are offered; without a register they are written down.
    pub facilities: Option<&'a Register>,
    /// The languages, the one that is shown first at the beginning.
    pub langs: &'a [Lang],
}

/// A form: its sheets as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The identifier of its instrument.
    pub name: String,
    /// The title of its instrument.
    pub title: Label,
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
}

impl Form {
    /// The sheet of a name.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// The workbook: the same form gives the same bytes. It fails only where Excel's own limits are passed.
    pub fn workbook(&self) -> anyhow::Result<File> {
        book::written(self)
    }
}
