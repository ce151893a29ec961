//! One row to the answers of one interview: what was written beside each question, and whether it was due.
//!
//! A card reads what counts; a check also looks at what doesn't. So nothing is set aside here: an answer of somebody who
//! shouldn't have been asked is still the answer that was written.

use super::answers::{AnswerReader, OUT_OF_RANGE, ReadFrom, not_an_answer, read_from};
use super::columns::Columns;
use super::visit::Answered;
use crate::instrument::{AnswerIndex, Condition, Holds, Instrument, Mention, Missing};
use crate::problem::{At, Problem};
use crate::table::Row;
use crate::tally::FIRST_ANSWER;

/// Whether a question was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Due {
    /// It was.
    Yes,
    /// A filter excludes the respondent.
    No,
    /// The answer that decides can't be read.
    Unknown,
}

/// What an interview says to one question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// What was written.
    pub written: Answered,
    /// Whether the question was due.
    pub due: Due,
}

impl Given {
    /// The answer as it counts: none of somebody who wasn't to be asked.
    pub fn counts(self) -> Answered {
        match self.due {
            Due::Yes | Due::Unknown => self.written,
            Due::No => Answered::Missing(Missing::NotAsked),
        }
    }

    /// Whether somebody who wasn't to be asked gave an answer.
    pub fn is_unasked(self) -> bool {
        self.due == Due::No && !matches!(self.written, Answered::Missing(_))
    }
}

const NOT_NAMED_UNASKED: Given = Given { written: Answered::Choice(Mention::NOT_NAMED), due: Due::No };

/// Reads every question of one row after the other.
#[derive(Debug)]
pub struct InterviewReader<'i> {
    instrument: &'i Instrument,
    headers: Vec<String>,
    readers: Vec<Option<AnswerReader>>,
    read_from: Vec<Option<ReadFrom>>,
    given: Vec<Given>,
}

impl<'i> InterviewReader<'i> {
    /// A reader for the columns of a table.
    pub fn new(instrument: &'i Instrument, columns: &Columns, headers: &[String]) -> InterviewReader<'i> {
        let readers = (0..instrument.questions.len()).map(|q| AnswerReader::of(instrument, columns, q));
        let readers: Vec<Option<AnswerReader>> = readers.collect();
        let read_from = read_from(readers.iter().map(Option::as_ref));
        InterviewReader { instrument, headers: headers.to_vec(), readers, read_from, given: Vec::new() }
    }

    /// Whether the file has a column for a question.
    pub fn has_column(&self, question: usize) -> bool {
        self.readers[question].is_some()
    }

    /// The column of a question by its header.
    pub fn header(&self, question: usize) -> Option<&str> {
        self.readers[question].as_ref().map(|reader| self.headers[reader.column()].as_str())
    }

    /// What a row says to each question, in the order of the instrument.
    pub fn row(&mut self, row: &Row) -> &[Given] {
        self.given.clear();
        for (question, reader) in self.instrument.questions.iter().zip(&mut self.readers) {
            let written = match reader.as_mut().map(|reader| reader.cell(row)) {
                None => Answered::Missing(Missing::Blank),
                Some((OUT_OF_RANGE.., _)) => Answered::Missing(Missing::Unreadable),
                Some((code, _)) if code < FIRST_ANSWER => Answered::Missing(Missing::ALL[usize::from(code)]),
                Some((_, number)) if question.answers().is_empty() => Answered::Number(number),
                Some((code, _)) => Answered::Choice(AnswerIndex(usize::from(code - FIRST_ANSWER))),
            };
            self.given.push(Given { written, due: Due::Yes });
        }
        for question in 0..self.given.len() {
            self.given[question].due = self.due(question);
        }
        for (question, given) in self.instrument.questions.iter().zip(&mut self.given) {
            // "Not named" may be written for everybody, asked or not.
            if question.mention.is_some() && *given == NOT_NAMED_UNASKED {
                given.written = Answered::Missing(Missing::NotAsked);
            }
        }
        &self.given
    }

    /// What is wrong with a cell that is no answer of its question; none if a question before this one tells it.
    pub fn unreadable(&self, question: usize, row: &Row, at: &At) -> Option<Problem> {
        let from = self.read_from[question].filter(|from| !from.again)?;
        Some(not_an_answer(self.instrument, question, &self.headers[from.column], from, row, at))
    }

    /// What stands in the cell of a question.
    pub fn shown(&self, question: usize, row: &Row) -> String {
        let column = self.readers[question].as_ref().map(AnswerReader::column);
        column.map(|column| row.cell(column).shown().into_owned()).unwrap_or_default()
    }

    /// Whether a question was due: its base holds, and the questions of that base were due too. Circles are refused when an
    /// instrument is read, and a condition on a question without a column excludes nobody.
    fn due(&self, question: usize) -> Due {
        let Some(base) = self.instrument.questions[question].asked else { return Due::Yes };
        let testable = self.instrument.bases[base.0].all.iter().filter(|c| self.has_column(c.question.0));
        testable.map(|condition| self.holds(condition)).fold(Due::Yes, |all, one| match (all, one) {
            (Due::No, _) | (_, Due::No) => Due::No,
            (Due::Unknown, _) | (_, Due::Unknown) => Due::Unknown,
            (Due::Yes, Due::Yes) => Due::Yes,
        })
    }

    fn holds(&self, condition: &Condition) -> Due {
        let question = condition.question.0;
        match self.due(question) {
            Due::Yes => {}
            otherwise => return otherwise,
        }
        match holds(condition, self.given[question].written) {
            Ok(true) => Due::Yes,
            Ok(false) => Due::No,
            Err(Missing::Unreadable) => Due::Unknown,
            Err(Missing::Blank | Missing::NotAsked | Missing::DontKnow | Missing::Refused) => Due::No,
        }
    }
}

/// Whether a condition holds of an answer, or why that isn't known.
pub fn holds(condition: &Condition, answer: Answered) -> Result<bool, Missing> {
    match (answer, &condition.holds) {
        (Answered::Missing(why), _) => Err(why),
        (Answered::Choice(answer), Holds::Answers(answers)) => Ok(answers.contains(&answer)),
        (Answered::Number(number), Holds::Within(bounds)) => Ok(bounds.contains(number)),
        // An instrument that fits together asks neither.
        (Answered::Choice(_), Holds::Within(_)) | (Answered::Number(_), Holds::Answers(_)) => Ok(false),
    }
}
