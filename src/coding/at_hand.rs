//! The answers of the rows at hand: some hundred rows, question by question.

use crate::instrument::{Condition, Holds, Missing};
use crate::tally::{AnswerCode, FIRST_ANSWER, missing_code};

/// Rows that are coded together: their answers fit the nearest cache.
pub(super) const TOGETHER: usize = 256;

/// The answers of the rows at hand, by question, then row.
#[derive(Debug, Clone)]
pub(super) struct Answers {
    pub codes: Vec<AnswerCode>,
    pub numbers: Vec<f64>,
    pub bases: Vec<bool>,
    /// Rows of one question whose cell isn't an answer.
    pub bad: Vec<usize>,
    /// The bases found out for the rows at hand.
    pub known: Vec<bool>,
}

impl Answers {
    /// No answers yet to so many questions.
    pub fn new(questions: usize, bases: usize) -> Answers {
        Answers {
            codes: vec![missing_code(Missing::Blank); questions * TOGETHER],
            numbers: vec![0.0; questions * TOGETHER],
            bases: vec![false; bases * TOGETHER],
            bad: Vec::new(),
            known: vec![false; bases],
        }
    }

    /// The code of a row's answer to a question.
    #[inline]
    pub fn code(&self, question: usize, row: usize) -> AnswerCode {
        self.codes[question * TOGETHER + row]
    }

    /// The number that a row answers to a question.
    #[inline]
    pub fn number(&self, question: usize, row: usize) -> f64 {
        self.numbers[question * TOGETHER + row]
    }

    /// Whether a row is of a base that rules depend on.
    #[inline]
    pub fn of_base(&self, base: usize, row: usize) -> bool {
        self.bases[base * TOGETHER + row]
    }

    /// Finds which of the first rows are of a base, unless that is known: those who meet all its conditions.
    pub fn find_base(&mut self, base: usize, conditions: &[Condition], rows: usize) {
        if !std::mem::replace(&mut self.known[base], true) {
            for row in 0..rows {
                self.bases[base * TOGETHER + row] = self.meets_all(conditions, row);
            }
        }
    }

    #[inline]
    fn meets_all(&self, conditions: &[Condition], row: usize) -> bool {
        conditions.iter().all(|c| self.meets(c, row))
    }

    /// Whether a row's answer to a condition's question is what it must be.
    #[inline]
    pub fn meets(&self, condition: &Condition, row: usize) -> bool {
        let question = condition.question.0;
        let code = self.code(question, row);
        if code < FIRST_ANSWER {
            return false;
        }
        match &condition.holds {
            Holds::Answers(answers) => answers.iter().any(|a| a.0 as AnswerCode + FIRST_ANSWER == code),
            Holds::Within(bounds) => bounds.contains(self.number(question, row)),
        }
    }
}
