//! A check of a survey before anybody computes: what is to be mended, cell by cell, and what a supervisor should look at.
//!
//! One pass over the rows. What is kept of a row is bounded: two digests of 64 bits (its identifier, its answers) with its
//! number, about 70 bytes; with columns of time 48 bytes more; numbers by how often they occur; counts by interviewer and
//! place. So a million rows take some hundred megabytes. Two different rows share a digest with a probability of about
//! n²/2⁶⁵, 3·10⁻⁸ for a million rows.

mod checker;
mod completeness;
mod coverage;
mod duplicates;
mod exact;
mod found;
mod interviewers;
mod late;
mod numbers;
mod plan;
mod straight;
mod times;
mod weights;

pub use checker::{Checker, Columns};
pub use completeness::{Asked, Completeness};
pub use coverage::{Coverage, PlaceCoverage};
pub use found::{Finding, Suggestion};
pub use interviewers::{InterviewerFacts, LEAST_INTERVIEWS, LEVEL};
pub use numbers::{FAR, MOSTLY_ROUND, Middle, Round};
pub use plan::{Planned, read as read_plan};
pub use straight::ScaleFacts;
pub use weights::{EXTREME, WeightFacts};

use std::collections::BTreeMap;

use crate::coding::SpellingSeen;
use crate::instrument::{Instrument, QuestionIndex};
use crate::places::PlaceSet;
use crate::problem::{Code, Severity};

/// A row of one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowAt {
    /// Which file.
    pub file: u32,
    /// Its number as the spreadsheet shows it.
    pub row: u64,
}

/// What a check found.
#[derive(Debug)]
pub struct Check<'a> {
    /// The instrument.
    pub instrument: &'a Instrument,
    /// The places that should be there.
    pub set: &'a PlaceSet,
    /// Rows with something in them.
    pub rows: u64,
    /// What was found: worst first, then in the order of the file.
    pub findings: Vec<Finding>,
    /// Findings beyond those that are listed, by kind.
    pub beyond: BTreeMap<Code, u64>,
    /// Who answered what.
    pub completeness: Completeness,
    /// The questions that take numbers.
    pub numbers: Vec<NumberFacts>,
    /// The scales that several questions share.
    pub scales: Vec<ScaleFacts>,
    /// The column of the interviewers by its header, if there is one.
    pub interviewer_column: Option<String>,
    /// The interviewers, place by place.
    pub interviewers: Vec<InterviewerFacts>,
    /// Which places and clusters interviews came from.
    pub coverage: Coverage,
    /// The weights, if there are any.
    pub weights: Option<WeightFacts>,
    /// How places are spelled.
    pub spellings: Vec<SpellingSeen>,
    /// For each rule of the instrument: interviews to which it applied, and those that break it.
    pub rules: Vec<(u64, u64)>,
    /// Whether there are columns of time.
    pub has_times: bool,
}

/// The numbers of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberFacts {
    /// The question.
    pub question: QuestionIndex,
    /// How many numbers there are.
    pub n: u64,
    /// Their median.
    pub median: Option<f64>,
    /// Their middle on a logarithmic scale, where limits follow from it.
    pub middle: Option<Middle>,
    /// How many are far from the others.
    pub far: u64,
    /// How many are round.
    pub round: Option<Round>,
}

impl Check<'_> {
    /// How many findings of this severity there are, listed or not.
    pub fn count(&self, severity: Severity) -> u64 {
        let listed = self.findings.iter().filter(|f| f.problem.code.severity() == severity).count() as u64;
        let beyond = self.beyond.iter().filter(|(code, _)| code.severity() == severity);
        listed + beyond.map(|(_, n)| n).sum::<u64>()
    }
}
