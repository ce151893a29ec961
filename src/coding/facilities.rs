//! The facility of a row. Two spellings of one identifier, apart by case or blanks around, are one facility.

use super::code::{Codes, code_of};
use crate::problem::At;
use crate::table::Row;
use crate::tally::{GroupCode, NO_GROUP};

/// A facility that the rows name.
#[derive(Debug, Clone, PartialEq)]
pub struct FacilitySeen {
    /// Its identifier as the first row writes it.
    pub id: String,
    /// Where that row is; its row is known only where facilities are the strata.
    pub at: At,
}

/// Reads the facility of one row after the other.
#[derive(Debug, Default)]
pub(super) struct Facilities {
    column: Option<usize>,
    /// Whether they are the strata.
    strata: bool,
    /// Every spelling, and the facility that each means.
    spellings: Codes,
    meant: Vec<u32>,
    /// The identifiers without case.
    keys: Codes,
    seen: Vec<FacilitySeen>,
    scratch: Vec<u8>,
}

impl Facilities {
    /// A reader of this column.
    pub fn new(column: Option<usize>, strata: bool) -> Facilities {
        Facilities { column, strata, ..Facilities::default() }
    }

    /// The facility of a row where facilities are the strata, as the label of its stratum; none where they aren't, or where
    /// the cell is blank.
    pub fn stratum(&mut self, row: &Row, at: &At) -> Option<[u8; 4]> {
        let column = self.column.filter(|_| self.strata)?;
        let number = self.number(row, column)?;
        let seen = &mut self.seen[number as usize];
        if seen.at.row.is_none() {
            seen.at = at.clone().row(row.number());
        }
        // Labels are bytes; these are never shown.
        Some(number.to_be_bytes())
    }

    /// The group of a row: facilities from 1, or none where the cell is blank.
    pub fn code(&mut self, row: &Row) -> GroupCode {
        self.column.and_then(|column| self.number(row, column)).map_or(NO_GROUP, |number| number + 1)
    }

    fn number(&mut self, row: &Row, column: usize) -> Option<u32> {
        let text = code_of(row.cell(column), &mut self.scratch)?;
        let (spelling, new) = self.spellings.number(text);
        if new {
            let id = String::from_utf8_lossy(text).into_owned();
            let (number, first) = self.keys.number(id.trim().to_lowercase().as_bytes());
            if first {
                self.seen.push(FacilitySeen { id, at: At::default() });
            }
            self.meant.push(number);
        }
        self.meant.get(spelling as usize).copied()
    }

    /// The facilities, in the order of their codes.
    pub fn seen(self) -> Vec<FacilitySeen> {
        self.seen
    }
}
