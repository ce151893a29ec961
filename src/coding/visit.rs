//! One row of a checklist to the answers of one visit.

use super::answers::{AnswerReader, OUT_OF_RANGE, ReadFrom, not_an_answer, read_from};
use super::columns::Columns;
use crate::instrument::{AnswerIndex, Condition, Instrument, Missing};
use crate::problem::{At, Problems};
use crate::table::Row;
use crate::tally::FIRST_ANSWER;

/// The answer to one question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answered {
    /// One answer out of the list.
    Choice(AnswerIndex),
    /// A number.
    Number(f64),
    /// None, and why.
    Missing(Missing),
}

/// Reads every question of one row after the other. Rows of checklists are few, so that each is kept.
#[derive(Debug)]
pub struct VisitReader<'i> {
    instrument: &'i Instrument,
    headers: Vec<String>,
    readers: Vec<Option<AnswerReader>>,
    read_from: Vec<Option<ReadFrom>>,
}

impl<'i> VisitReader<'i> {
    /// A reader for the columns of a table.
    pub fn new(instrument: &'i Instrument, columns: &Columns, headers: &[String]) -> VisitReader<'i> {
        let readers = (0..instrument.questions.len()).map(|q| AnswerReader::of(instrument, columns, q));
        let readers: Vec<Option<AnswerReader>> = readers.collect();
        let read_from = read_from(readers.iter().map(Option::as_ref));
        VisitReader { instrument, headers: headers.to_vec(), readers, read_from }
    }

    /// The answers of a row by question; cells that are none are noted. Whoever wasn't to be asked has no answer.
    pub fn row(&mut self, row: &Row, at: &At, problems: &mut Problems) -> Vec<Answered> {
        let mut given = Vec::with_capacity(self.readers.len());
        for (at_hand, (question, reader)) in self.instrument.questions.iter().zip(&mut self.readers).enumerate() {
            let Some(reader) = reader else {
                given.push(Answered::Missing(Missing::Blank));
                continue;
            };
            let (code, number) = reader.cell(row);
            given.push(match code {
                OUT_OF_RANGE.. => {
                    if let Some(from) = self.read_from[at_hand].filter(|from| !from.again) {
                        let header = &self.headers[from.column];
                        problems.add(not_an_answer(self.instrument, at_hand, header, from, row, at));
                    }
                    Answered::Missing(Missing::Unreadable)
                }
                code if code < FIRST_ANSWER => Answered::Missing(Missing::ALL[usize::from(code)]),
                _ if question.answers().is_empty() => Answered::Number(number),
                code => Answered::Choice(AnswerIndex(usize::from(code - FIRST_ANSWER))),
            });
        }
        let asked: Vec<bool> = (0..given.len()).map(|question| self.asked(question, &given)).collect();
        for (answer, asked) in given.iter_mut().zip(asked) {
            if !asked {
                *answer = Answered::Missing(Missing::NotAsked);
            }
        }
        given
    }

    /// Whether a question was to be asked: its base holds, and the questions of that base were to be asked too. Circles are
    /// refused when an instrument is read.
    fn asked(&self, question: usize, given: &[Answered]) -> bool {
        let Some(base) = self.instrument.questions[question].asked else { return true };
        // A condition on a question without a column can't be asked, so it excludes nobody.
        self.instrument.bases[base.0]
            .all
            .iter()
            .filter(|c| self.readers[c.question.0].is_some())
            .all(|condition| self.asked(condition.question.0, given) && holds(condition, given) == Ok(true))
    }
}

/// Whether a condition holds, or why that isn't known.
pub fn holds(condition: &Condition, given: &[Answered]) -> Result<bool, Missing> {
    super::interview::holds(condition, given[condition.question.0])
}
