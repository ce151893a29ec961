//! One cell to one answer.

use rustc_hash::FxHashMap;

use super::code::code_of;
use crate::instrument::{Kind, Missing, Question};
use crate::table::{Cell, Number, Row};
use crate::tally::{AnswerCode, FIRST_ANSWER, missing_code};

/// Reads the answers of one question from its column.
#[derive(Debug, Clone)]
pub struct AnswerReader {
    column: usize,
    words: Words,
    /// Codes that stand for missing numbers.
    missing_numbers: Vec<(f64, AnswerCode)>,
    number: Option<Range>,
}

#[derive(Debug, Clone, Copy)]
struct Range {
    least: f64,
    most: f64,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// An answer of the list, or a reason why there is none.
    Code(AnswerCode),
    /// A number.
    Number(f64),
    /// It isn't an answer of the question.
    Unknown,
    /// It is a number beyond what is plausible.
    OutOfRange(f64),
}

impl AnswerReader {
    /// A reader of a question's answers in a column.
    pub fn new(question: &Question, column: usize) -> AnswerReader {
        let mut words = Words::default();
        for (at, answer) in question.answers().iter().enumerate() {
            let code = FIRST_ANSWER + at as AnswerCode;
            let spellings = answer.also.iter().chain([&answer.code, &answer.label.mn, &answer.label.en]);
            spellings.for_each(|text| words.learn(text, code));
        }
        let mut missing_numbers = Vec::new();
        for missing in &question.missing {
            let code = missing_code(missing.reason);
            words.learn(&missing.code, code);
            missing_numbers.extend(missing.code.parse().ok().map(|n: f64| (n, code)));
        }
        let number = match &question.kind {
            Kind::Single { .. } => None,
            Kind::Number { least, most, .. } => {
                Some(Range { least: least.unwrap_or(f64::NEG_INFINITY), most: most.unwrap_or(f64::INFINITY) })
            }
        };
        words.learn_small_numbers();
        AnswerReader { column, words, missing_numbers, number }
    }

    /// The column it reads.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What a row says.
    #[inline]
    pub fn read(&mut self, row: &Row) -> Reading {
        match self.number {
            None => self.answer(row.cell(self.column)),
            Some(range) => self.number(row, range),
        }
    }

    #[inline]
    fn answer(&mut self, cell: Cell) -> Reading {
        let code = match cell {
            Cell::Blank => return Reading::Code(missing_code(Missing::Blank)),
            Cell::Text(text) => self.words.text(text),
            Cell::Number(value) => self.words.number(value),
            Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => self.words.text(cell.shown().as_bytes()),
        };
        code.map_or(Reading::Unknown, Reading::Code)
    }

    fn number(&mut self, row: &Row, range: Range) -> Reading {
        match row.number_at(self.column) {
            Number::Blank => Reading::Code(missing_code(Missing::Blank)),
            Number::Value(value) => match self.missing_numbers.iter().find(|(code, _)| *code == value) {
                Some((_, code)) => Reading::Code(*code),
                None if value < range.least || value > range.most => Reading::OutOfRange(value),
                None => Reading::Number(value),
            },
            Number::Not(cell) => self.answer(cell),
        }
    }
}

/// What texts mean, learned beforehand and remembered.
#[derive(Debug, Clone, Default)]
struct Words {
    known: FxHashMap<Box<[u8]>, AnswerCode>,
    plain: FxHashMap<String, AnswerCode>,
    /// By single byte: most answers are one digit.
    bytes: Vec<Option<AnswerCode>>,
    /// By whole number from 0 on: most answers of workbooks.
    small: Vec<Option<AnswerCode>>,
}

/// Spellings remembered beside those of the instrument, so that a column of free text stays cheap.
const MOST_REMEMBERED: usize = 10_000;

impl Words {
    /// The first meaning of a spelling stays: codes are learned before labels could take them.
    fn learn(&mut self, text: &str, code: AnswerCode) {
        if text.is_empty() {
            return;
        }
        self.known.entry(text.as_bytes().into()).or_insert(code);
        self.plain.entry(plain(text)).or_insert(code);
    }

    fn learn_small_numbers(&mut self) {
        self.bytes = (0..=255_u8).map(|b| self.known.get(&[b][..]).copied()).collect();
        self.small = (0..=255).map(|n: u32| self.known.get(n.to_string().as_bytes()).copied()).collect();
    }

    #[inline]
    fn text(&mut self, text: &[u8]) -> Option<AnswerCode> {
        if let [byte] = text
            && let Some(code) = self.bytes[usize::from(*byte)]
        {
            return Some(code);
        }
        match self.known.get(text) {
            Some(code) => Some(*code),
            None => self.unusual(text),
        }
    }

    #[inline]
    fn number(&mut self, value: f64) -> Option<AnswerCode> {
        let whole = value as usize;
        if whole as f64 == value
            && let Some(Some(code)) = self.small.get(whole)
        {
            return Some(*code);
        }
        let mut scratch = Vec::new();
        let text = code_of(Cell::Number(value), &mut scratch)?;
        self.text(text)
    }

    /// Other case or spacing, `4.0` for `4`; remembered for the next time.
    fn unusual(&mut self, text: &[u8]) -> Option<AnswerCode> {
        let mut scratch = Vec::new();
        let code = code_of(Cell::Text(text), &mut scratch)?;
        let plain = plain(&String::from_utf8_lossy(code));
        let found = self.plain.get(&plain).copied()?;
        if self.known.len() < MOST_REMEMBERED {
            self.known.insert(text.into(), found);
        }
        Some(found)
    }
}

/// Lower case, one space between words, no spaces around.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
