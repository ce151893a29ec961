//! Rows on their way, with the weights or categories that they bring along.

use super::asked::Replicates;
use super::calibration;
use super::errors::Weights;
use super::replicates;
use super::targets::{Factor, Targets};
use crate::coding::code_of;
use crate::design::Units;
use crate::problem::{At, Problem, Problems};
use crate::table::{Cell, Row};
use crate::tally::{Batch, GroupCode, NO_GROUP, Plan, Tally};

/// Rows gathered before they are added, where each brings its replicate weights along.
const FEW: usize = 2_048;

/// Rows gathered before they are kept.
const MANY: usize = 16_384;

/// What becomes of the rows besides their sums by unit.
#[derive(Debug)]
pub struct Reading(Road);

#[derive(Debug)]
enum Road {
    /// They are added once more for each replicate.
    Given(Box<replicates::Reading>),
    /// They are kept until their weights are known.
    Calibrated(Box<calibration::Reading>),
}

/// A row, and what is known of it beside its cells.
#[derive(Clone, Copy)]
pub struct RowOf<'r> {
    /// The row.
    pub row: &'r Row<'r>,
    /// The headers of the table.
    pub headers: &'r [String],
    /// Codes that mean missing, beside blank and NA.
    pub missing: &'r [String],
    /// The groups of [`Targets::groups`], from 1.
    pub groups: &'r [GroupCode],
    /// Its file and sheet.
    pub place: &'r At,
}

impl RowOf<'_> {
    /// The category of the row.
    pub(super) fn code<'a>(
        &'a self,
        factor: Factor,
        texts: &'a [Vec<String>],
        scratch: &'a mut Vec<u8>,
    ) -> Option<&'a [u8]> {
        match factor {
            Factor::Column(column) => answer(self.row.cell(column), self.missing, scratch),
            Factor::Group(group) => match self.groups[group] {
                NO_GROUP => None,
                code => texts[group].get(code as usize - 1).map(|text| text.as_bytes()),
            },
        }
    }

    /// The category as it is shown.
    pub(super) fn shown(&self, factor: Factor, texts: &[Vec<String>]) -> String {
        match factor {
            Factor::Column(column) => self.row.cell(column).shown().into_owned(),
            Factor::Group(_) => {
                let mut scratch = Vec::new();
                let code = self.code(factor, texts, &mut scratch).unwrap_or_default();
                String::from_utf8_lossy(code).into_owned()
            }
        }
    }

    /// Where something of this name stands.
    pub(super) fn at(&self, name: &str) -> At {
        self.place.clone().row(self.row.number()).column(name)
    }
}

impl Reading {
    /// For replicate weights of the file. With groupings, degrees of freedom go by group.
    pub fn given(plan: &Plan, replicates: &Replicates, groupings: Vec<Vec<usize>>) -> Reading {
        Reading(Road::Given(Box::new(replicates::Reading::new(plan, replicates, groupings))))
    }

    /// For weights that are calibrated.
    pub fn calibrated(targets: &Targets) -> Reading {
        Reading(Road::Calibrated(Box::new(calibration::Reading::new(targets))))
    }

    /// Whether replicates say everything about the design, so that all rows are one unit.
    pub fn is_of_one_unit(&self) -> bool {
        matches!(self.0, Road::Given(_))
    }

    /// Reads what a row of this unit and weight brings along, or says what it lacks.
    pub fn read(&mut self, row: RowOf, sampled: (u32, f64)) -> Result<(), Box<Problem>> {
        match &mut self.0 {
            Road::Given(given) => given.read(row.row, sampled.1, row.headers, row.place),
            Road::Calibrated(kept) => kept.read(row, sampled),
        }
    }

    /// The last row that was read goes into the batch, with these groups.
    pub fn take(&mut self, groups: impl Fn(usize) -> GroupCode) {
        match &mut self.0 {
            Road::Given(given) => given.take(groups),
            Road::Calibrated(kept) => kept.take(),
        }
    }

    /// A measure of a code that is new.
    pub fn add_measure(&mut self, variable: usize, values: &[f64]) {
        match &mut self.0 {
            Road::Given(given) => given.add_measure(variable, values),
            Road::Calibrated(_) => {}
        }
    }

    /// How many rows a full batch has.
    pub fn full(&self) -> usize {
        match &self.0 {
            Road::Given(_) => FEW,
            Road::Calibrated(_) => MANY,
        }
    }

    /// Adds a batch, or keeps it, and leaves it empty.
    pub fn add(&mut self, batch: &mut Batch, tally: &mut Tally) {
        match &mut self.0 {
            Road::Given(given) => {
                tally.add(batch);
                given.add(batch);
            }
            Road::Calibrated(kept) => {
                kept.keep(std::mem::replace(batch, Batch::new(tally.plan())));
            }
        }
        batch.clear();
    }

    /// The end of the rows, of a design whose weights may be implied by its fractions.
    pub fn finish(
        self,
        design: &Units,
        implied: bool,
        tally: &mut Tally,
        problems: &mut Problems,
    ) -> Result<Weights, Problems> {
        match self.0 {
            Road::Given(given) => Ok(given.finish()),
            Road::Calibrated(kept) => kept.finish(design, implied, tally, problems),
        }
    }
}

/// The code in a cell, unless it is blank, NA or one of the codes for missing.
pub fn answer<'a>(cell: Cell<'a>, missing: &[String], scratch: &'a mut Vec<u8>) -> Option<&'a [u8]> {
    let code = code_of(cell, scratch)?;
    (code != b"NA" && !missing.iter().any(|m| m.as_bytes() == code)).then_some(code)
}
