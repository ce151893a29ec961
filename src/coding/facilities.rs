//! The facility of a row. Two spellings of one identifier, apart by case or blanks around, are one facility.

use super::code::{Codes, code_of};
use super::design::ByFacility;
use crate::design::Short;
use crate::problem::At;
use crate::table::Row;
use crate::tally::{GroupCode, NO_GROUP};

/// A facility that the rows name.
#[derive(Debug, Clone, PartialEq)]
pub struct FacilitySeen {
    /// Its identifier as the first row writes it.
    pub id: String,
    /// Where that row is; its row is known only where facilities matter to the design.
    pub at: At,
    /// Rows that are used; counted only where facilities matter to the design.
    pub rows: u32,
    /// How many of them have a weight other than zero, Σ w and Σ w².
    weights: (u32, f64, f64),
    /// The groups of areas that they name, with how many do.
    areas: Vec<(GroupCode, u32)>,
}

impl FacilitySeen {
    /// A facility that is only a group of rows.
    pub fn named(id: String) -> FacilitySeen {
        FacilitySeen { id, at: At::default(), rows: 0, weights: (0, 0.0, 0.0), areas: Vec::new() }
    }

    /// What two spellings of one identifier have in common.
    pub fn key(id: &str) -> String {
        id.trim().to_lowercase()
    }

    /// The member of the place set that most of its rows name; none without a column of areas.
    pub fn area(&self) -> Option<usize> {
        let most = self.areas.iter().rev().max_by_key(|(_, rows)| *rows);
        most.and_then(|(area, _)| (*area as usize).checked_sub(1))
    }

    fn lies_in(&mut self, area: GroupCode) {
        match self.areas.iter_mut().find(|(known, _)| *known == area) {
            Some((_, rows)) => *rows += 1,
            None => self.areas.push((area, 1)),
        }
    }

    /// What one answer is worth, (Σ w)²/(n·Σ w²): 1 where all weigh the same (Kish 1965).
    pub fn worth(&self) -> f64 {
        let (n, w, w2) = self.weights;
        if w2 > 0.0 { w * w / (f64::from(n) * w2) } else { 1.0 }
    }
}

/// Reads the facility of one row after the other.
#[derive(Debug, Default)]
pub(super) struct Facilities {
    column: Option<usize>,
    design: ByFacility,
    /// The facility of the row at hand.
    now: Option<u32>,
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
    pub fn new(column: Option<usize>, design: ByFacility) -> Facilities {
        Facilities { column, design, ..Facilities::default() }
    }

    /// The facility of a row where it matters to the design, as a label there; none where it doesn't, or where the cell is
    /// blank.
    pub fn label(&mut self, row: &Row, at: &At) -> Option<[u8; 4]> {
        let column = self.column.filter(|_| self.design != ByFacility::No)?;
        self.now = self.number(row, column);
        let number = self.now?;
        let seen = &mut self.seen[number as usize];
        if seen.at.row.is_none() {
            seen.at = at.clone().row(row.number());
        }
        // Labels are bytes; these are never shown.
        Some(number.to_be_bytes())
    }

    /// The sampled unit of the row that was last asked for: that of the design, or its number within its facility.
    pub fn unit(&mut self, of_design: u32, weight: f64, area: GroupCode) -> u32 {
        let Some(seen) = self.now.and_then(|facility| self.seen.get_mut(facility as usize)) else { return of_design };
        let before = seen.rows;
        seen.rows += 1;
        seen.lies_in(area);
        if weight != 0.0 {
            let (n, w, w2) = seen.weights;
            seen.weights = (n + 1, w + weight, w2 + weight * weight);
        }
        if self.design == ByFacility::Rows { before } else { of_design }
    }

    /// The group of the row whose design was last asked for, where its facility matters to it.
    pub fn now(&self) -> Option<GroupCode> {
        self.now.map(|number| number + 1)
    }

    /// Whether units are the rows of a facility, numbered anew in each.
    pub fn rows_are_units(&self) -> bool {
        self.design == ByFacility::Rows
    }

    /// The group of a row: facilities from 1, or none where the cell is blank.
    pub fn code(&mut self, row: &Row) -> GroupCode {
        self.column.and_then(|column| self.number(row, column)).map_or(NO_GROUP, |number| number + 1)
    }

    /// The same, and that a row of it names this area.
    pub fn lying_in(&mut self, row: &Row, area: GroupCode) -> GroupCode {
        let code = self.code(row);
        if let Some(seen) = (code as usize).checked_sub(1).and_then(|number| self.seen.get_mut(number)) {
            seen.lies_in(area);
        }
        code
    }

    fn number(&mut self, row: &Row, column: usize) -> Option<u32> {
        let quick = row.words(column).and_then(|words| self.spellings.known(&Short::of_words(words)));
        if let Some(spelling) = quick {
            return self.meant.get(spelling as usize).copied();
        }
        let text = code_of(row.cell(column), &mut self.scratch)?;
        let (spelling, new) = self.spellings.number(text);
        if new {
            let id = String::from_utf8_lossy(text).into_owned();
            let (number, first) = self.keys.number(FacilitySeen::key(&id).as_bytes());
            if first {
                self.seen.push(FacilitySeen::named(id));
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
