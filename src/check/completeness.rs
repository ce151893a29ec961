//! Who answered what: for each question and place, how many were asked, and why answers are missing.
//!
//! What      share missing = (blank + don't know + refused + unreadable) / due; whoever a filter leaves out, or whom the
//!           interviewer noted as "not applicable", wasn't due
//! Checked   by hand
//! Edges     nobody due: no share. Questions without a column aren't counted at all

use crate::coding::{Answered, Due, Given};
use crate::instrument::Missing;
use crate::problem::RowNumber;

/// The first rows that are told for each question.
const FIRST_ROWS: usize = 10;

/// Counts of one question in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// People who should have been asked.
    pub due: u64,
    /// Those who answered.
    pub answered: u64,
    /// Nothing was written.
    pub blank: u64,
    /// "Don't know".
    pub dont_know: u64,
    /// "Refused".
    pub refused: u64,
    /// No answer of the question.
    pub unreadable: u64,
    /// Answers of people who weren't to be asked.
    pub unasked: u64,
}

impl Asked {
    /// Share without an answer among those who should have been asked, 0 to 1.
    pub fn missing(&self) -> Option<f64> {
        (self.due > 0).then(|| (self.due - self.answered) as f64 / self.due as f64)
    }

    fn add(&mut self, given: Given) {
        self.unasked += u64::from(given.is_unasked());
        if given.due != Due::Yes {
            return;
        }
        let counter = match given.written {
            Answered::Missing(Missing::NotAsked) => return,
            Answered::Missing(Missing::Blank) => &mut self.blank,
            Answered::Missing(Missing::DontKnow) => &mut self.dont_know,
            Answered::Missing(Missing::Refused) => &mut self.refused,
            Answered::Missing(Missing::Unreadable) => &mut self.unreadable,
            Answered::Choice(_) | Answered::Number(_) => &mut self.answered,
        };
        *counter += 1;
        self.due += 1;
    }

    fn join(&mut self, other: &Asked) {
        self.due += other.due;
        self.answered += other.answered;
        self.blank += other.blank;
        self.dont_know += other.dont_know;
        self.refused += other.refused;
        self.unreadable += other.unreadable;
        self.unasked += other.unasked;
    }
}

/// Counts of every question in every place.
#[derive(Debug, Clone, PartialEq)]
pub struct Completeness {
    /// For each question whether the file has a column for it.
    pub has_column: Vec<bool>,
    /// By question, then by member of the place set; the last is for rows of no place.
    cells: Vec<Vec<Asked>>,
    /// By question, the first rows that are blank though it was due.
    pub first_blank: Vec<Vec<RowNumber>>,
}

impl Completeness {
    pub(super) fn new(has_column: Vec<bool>, members: usize) -> Completeness {
        let questions = has_column.len();
        Completeness {
            has_column,
            cells: vec![vec![Asked::default(); members + 1]; questions],
            first_blank: vec![Vec::new(); questions],
        }
    }

    pub(super) fn add(&mut self, question: usize, member: Option<usize>, given: Given, row: RowNumber) {
        let cells = &mut self.cells[question];
        let place = member.unwrap_or(cells.len() - 1);
        cells[place].add(given);
        let blank = given.due == Due::Yes && given.written == Answered::Missing(Missing::Blank);
        if blank && self.first_blank[question].len() < FIRST_ROWS {
            self.first_blank[question].push(row);
        }
    }

    /// The counts of a question in a member of the place set.
    pub fn at(&self, question: usize, member: usize) -> &Asked {
        &self.cells[question][member]
    }

    /// The counts of a question in the whole file.
    pub fn total(&self, question: usize) -> Asked {
        let mut total = Asked::default();
        self.cells[question].iter().for_each(|cell| total.join(cell));
        total
    }
}
