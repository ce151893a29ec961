//! Corrections: mistakes of a survey, mended while it is read and never in its file.
//!
//! A correction names a row, a column, what stands there and what should. It is done only if the first three fit, so that a
//! list made for another file, or for the same file sorted anew, changes nothing. What was done and what was refused is
//! told one by one.

mod corrector;
mod sheet;

use crate::problem::{At, Problem, RowNumber};
use crate::table::{Cell, Decimal, parse_number};

pub use corrector::Corrector;
pub use sheet::{Corrections, read};

/// One correction, as somebody wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The file of the row, if a column says it.
    pub file: Option<String>,
    /// The row.
    pub row: RowName,
    /// The column: a header, or a question.
    pub column: String,
    /// What stands there.
    pub old: Written,
    /// What should.
    pub change: Change,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// Where the correction itself stands.
    pub at: At,
}

/// How a correction names its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowName {
    /// By what stands in the survey's column of identifiers.
    Id(String),
    /// By its number, as the spreadsheet shows it.
    Number(RowNumber),
    /// By both: the number counts only where the survey has no identifiers.
    Either(String, RowNumber),
}

impl RowName {
    /// The row as the correction names it.
    pub fn shown(&self) -> String {
        match self {
            RowName::Id(id) | RowName::Either(id, _) => id.clone(),
            RowName::Number(number) => number.to_string(),
        }
    }
}

/// What becomes of a cell or a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The cell holds this.
    To(Written),
    /// The cell is blank.
    Blank,
    /// The row is left out.
    LeaveOut,
}

/// What somebody wrote into a cell: a text, which may be a number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Written {
    /// As it is shown.
    pub text: String,
    /// The number that it says.
    pub number: Option<f64>,
}

impl Written {
    /// What a cell of a sheet holds, whose decimal sign may be known.
    pub fn of(cell: Cell, decimal: Option<Decimal>) -> Written {
        let number = match (cell, decimal) {
            (Cell::Number(value), _) => Some(value),
            (Cell::Text(text), Some(decimal)) => parse_number(text, decimal),
            (Cell::Text(text), None) => {
                parse_number(text, Decimal::Point).or_else(|| parse_number(text, Decimal::Comma))
            }
            (Cell::Blank | Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_), _) => None,
        };
        Written { text: cell.shown().into_owned(), number }
    }

    /// Whether nothing is written.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// The cell that holds it.
    fn cell(&self) -> Cell<'_> {
        match (self.number, self.text.as_bytes()) {
            (_, []) => Cell::Blank,
            (Some(value), _) => Cell::Number(value),
            (None, text) => Cell::Text(text),
        }
    }

    /// The cell that holds its letters.
    fn letters(&self) -> Cell<'_> {
        if self.text.is_empty() { Cell::Blank } else { Cell::Text(self.text.as_bytes()) }
    }
}

/// What became of a correction.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was done.
    Applied,
    /// It wasn't, and why.
    Refused(Problem),
}

/// A correction, where it belongs, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The correction.
    pub correction: Correction,
    /// The file of its row, if the row was found.
    pub file: Option<String>,
    /// The number of its row, if the row was found.
    pub row: Option<RowNumber>,
    /// The header of its column, if that is known.
    pub header: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
}

impl Settled {
    /// Whether it was done.
    pub fn is_applied(&self) -> bool {
        self.outcome == Outcome::Applied
    }
}
