//! One cell to one answer.

use rustc_hash::FxHashMap;

use super::code::{code_of, plain};
use super::columns::Columns;
use super::mentions::MentionReader;
use crate::design::{Labels, Short};
use crate::instrument::{Instrument, Kind, Missing, Question};
use crate::problem::{At, Code, Hint, Problem, quoted, quoted_within};
use crate::table::{self, Cell, Chunk, Decimal, Extents, Number, Row};
use crate::tally::{AnswerCode, FIRST_ANSWER, missing_code};

/// Reads the answers of one question from its column.
#[derive(Debug, Clone)]
pub struct AnswerReader {
    column: usize,
    words: Words,
    /// Codes that stand for missing numbers.
    missing_numbers: Vec<(f64, AnswerCode)>,
    number: Option<Range>,
    /// Of the rows at hand, those whose number needs a closer look.
    closer: Vec<usize>,
    /// Of a question that stands for the mention of answers, how it is read.
    mention: Option<Box<MentionReader>>,
}

#[derive(Debug, Clone, Copy)]
struct Range {
    least: f64,
    most: f64,
}

/// The code of a cell that is no answer of the question.
pub const UNKNOWN: AnswerCode = AnswerCode::MAX;

/// The code of a number beyond what is plausible.
pub const OUT_OF_RANGE: AnswerCode = AnswerCode::MAX - 1;

impl AnswerReader {
    /// A reader of the answers of a question, by its number; none if the file has no column for it.
    pub fn of(instrument: &Instrument, columns: &Columns, question: usize) -> Option<AnswerReader> {
        let found = columns.questions[question]?;
        let of = &instrument.questions[question];
        let mut reader = AnswerReader::new(of, found.column, &columns.nothing);
        if let Some(mention) = &of.mention {
            let multiple = mention.of.0;
            let mention = MentionReader::new(&instrument.multiples[multiple], mention, columns)?;
            reader.column = mention.column();
            reader.mention = Some(Box::new(mention));
        }
        Some(reader)
    }

    /// Whether its cells may name several answers.
    pub fn reads_lists(&self) -> bool {
        self.mention.as_ref().is_some_and(|mention| mention.reads_lists())
    }

    /// A reader of a question's answers in a column.
    fn new(question: &Question, column: usize, nothing: &[(&str, Missing)]) -> AnswerReader {
        let mut words = Words::new();
        for (at, answer) in question.answers().iter().enumerate() {
            let code = FIRST_ANSWER + at as AnswerCode;
            let own: [&str; 3] = [&answer.code, &answer.label.mn, &answer.label.en];
            answer.also.iter().map(String::as_str).chain(own).for_each(|text| words.learn(text, code));
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
        // What the question knows as an answer or a reason stays that.
        nothing.iter().for_each(|(text, reason)| words.learn(text, missing_code(*reason)));
        AnswerReader { column, words, missing_numbers, number, closer: Vec::new(), mention: None }
    }

    /// The column it reads.
    pub fn column(&self) -> usize {
        self.column
    }

    /// What rows of a chunk say, from this one on: each one's code of an answer, of a reason for none, [`UNKNOWN`] or
    /// [`OUT_OF_RANGE`]; and its number. Cells that aren't answers are listed, by their place among these rows.
    pub fn read(
        &mut self,
        chunk: &Chunk,
        first: usize,
        rows: &Extents,
        codes: &mut [AnswerCode],
        numbers: &mut [f64],
        unreadable: &mut Vec<usize>,
    ) {
        if let Some(range) = self.number {
            return self.read_numbers(chunk, first, rows, range, (codes, numbers), unreadable);
        }
        if let Some(mention) = &mut self.mention {
            codes.iter_mut().enumerate().for_each(|(at, code)| *code = mention.row(&chunk.row(first + at)));
            unreadable.extend((0..codes.len()).filter(|at| codes[*at] >= OUT_OF_RANGE));
            return;
        }
        let meanings = &self.words.glances;
        // Most answers are one character of text.
        chunk.column(self.column).glances(rows, codes, |glance| meanings[usize::from(glance) % GLANCES]);
        let most = codes.iter().fold(0, |most, code| most.max(*code));
        if most < UNKNOWN {
            return;
        }
        for (at, code) in codes.iter_mut().enumerate() {
            if *code == UNKNOWN {
                (*code, numbers[at]) = self.cell(&chunk.row(first + at));
                if *code >= OUT_OF_RANGE {
                    unreadable.push(at);
                }
            }
        }
    }

    /// The same for a question that asks for a number.
    fn read_numbers(
        &mut self,
        chunk: &Chunk,
        first: usize,
        rows: &Extents,
        range: Range,
        (codes, numbers): (&mut [AnswerCode], &mut [f64]),
        unreadable: &mut Vec<usize>,
    ) {
        let mut closer = std::mem::take(&mut self.closer);
        chunk.column(self.column).numbers(rows, |at, number| match number {
            Some(value) => (codes[at], numbers[at]) = self.value(value, range),
            None => closer.push(at),
        });
        for at in closer.drain(..) {
            (codes[at], numbers[at]) = self.number(chunk.row(first + at).number_at(self.column), range);
        }
        self.closer = closer;
        unreadable.extend((0..codes.len()).filter(|at| codes[*at] >= OUT_OF_RANGE));
    }

    /// What a cell says, at a closer look: its code, or [`UNKNOWN`] or [`OUT_OF_RANGE`], and its number.
    pub fn cell(&mut self, row: &Row) -> (AnswerCode, f64) {
        if let Some(mention) = &mut self.mention {
            return (mention.row(row), 0.0);
        }
        match self.number {
            None => {
                let quick =
                    row.words(self.column).and_then(|words| self.words.known.get_short(&Short::of_words(words)));
                (quick.map_or_else(|| self.answer(row.cell(self.column)), |code| code as AnswerCode), 0.0)
            }
            Some(range) => self.number(row.number_at(self.column), range),
        }
    }

    /// What a cell says that stands in no row: its code, or [`UNKNOWN`] or [`OUT_OF_RANGE`], and its number.
    pub fn says(&mut self, cell: Cell, decimal: Decimal) -> (AnswerCode, f64) {
        if let Some(mention) = &mut self.mention {
            return (mention.says(cell), 0.0);
        }
        match self.number {
            None => (self.answer(cell), 0.0),
            Some(range) => self.number(cell.number(decimal), range),
        }
    }

    #[inline]
    fn answer(&mut self, cell: Cell) -> AnswerCode {
        self.words.says(cell)
    }

    #[inline]
    fn number(&mut self, number: Number, range: Range) -> (AnswerCode, f64) {
        match number {
            Number::Blank => (BLANK, 0.0),
            Number::Value(value) => self.value(value, range),
            Number::Not(cell) => (self.answer(cell), 0.0),
        }
    }

    #[inline]
    fn value(&self, value: f64, range: Range) -> (AnswerCode, f64) {
        match self.missing_numbers.iter().find(|(code, _)| *code == value) {
            Some((_, code)) => (*code, 0.0),
            None if value < range.least || value > range.most => (OUT_OF_RANGE, 0.0),
            None => (FIRST_ANSWER, value),
        }
    }
}

/// The column of a question, and how its cells are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadFrom {
    /// The column of the table.
    pub column: usize,
    /// Whether its cells may name several answers.
    pub lists: bool,
    /// Whether a question before this one is read from it too, and tells what is wrong with its cells.
    pub again: bool,
}

/// For each question where it is read from.
pub fn read_from<'r>(readers: impl Iterator<Item = Option<&'r AnswerReader>>) -> Vec<Option<ReadFrom>> {
    let mut seen = Vec::new();
    readers
        .map(|reader| {
            let column = reader?.column();
            let again = seen.contains(&column);
            seen.push(column);
            Some(ReadFrom { column, lists: reader?.reads_lists(), again })
        })
        .collect()
}

/// What is wrong with a cell that is no answer of its question.
pub fn not_an_answer(
    instrument: &Instrument,
    question: usize,
    header: &str,
    from: ReadFrom,
    row: &Row,
    at: &At,
) -> Problem {
    let here = at.clone().row(row.number()).column(header);
    let shown = row.cell(from.column).shown().into_owned();
    let question = &instrument.questions[question];
    if let Some(mention) = question.mention.as_ref().filter(|_| from.lists) {
        let multiple = &instrument.multiples[mention.of.0];
        let codes = multiple.answers.iter().map(|a| a.code.clone()).collect();
        let problem = Problem::new(Code::NotAnswersOf, here, quoted_within(&shown, LONGEST));
        return problem.detail(&multiple.id).hint(Hint::OneOf(codes));
    }
    match &question.kind {
        Kind::Number { least, most, .. } => match row.number_at(from.column) {
            table::Number::Value(_) => {
                let end = |e: &Option<f64>| e.map_or(String::new(), |e| e.to_string());
                let range = format!("{}–{}", end(least), end(most));
                Problem::new(Code::OutOfRange, here, quoted(&shown)).detail(range)
            }
            _ => Problem::new(Code::NotANumber, here, quoted_within(&shown, LONGEST)),
        },
        Kind::Single { answers } => {
            let near = |text: &str| strsim::normalized_levenshtein(&text.to_lowercase(), &shown.to_lowercase());
            let spellings = answers.iter().flat_map(|a| -> [&str; 3] { [&a.code, &a.label.mn, &a.label.en] });
            let best = spellings.max_by(|a, b| near(a).total_cmp(&near(b))).filter(|best| near(best) >= 0.5);
            // What isn't a code may be a sentence that somebody wrote, which is nobody's business here.
            let problem = Problem::new(Code::NotAnAnswer, here, quoted_within(&shown, LONGEST)).detail(&question.id);
            match best {
                Some(best) => problem.hint(Hint::Meant(best.to_string())),
                None => problem.hint(Hint::OneOf(answers.iter().map(|a| a.code.clone()).collect())),
            }
        }
    }
}

/// Letters that a message quotes of a cell that is no answer.
const LONGEST: usize = 40;

/// [`Missing::Blank`] is the first of the reasons.
pub(super) const BLANK: AnswerCode = 0;

/// What texts mean, learned beforehand and remembered.
#[derive(Debug, Clone)]
pub(super) struct Words {
    known: Labels,
    plain: FxHashMap<String, AnswerCode>,
    /// By what a quick look shows, or [`UNKNOWN`]: most answers are one digit.
    glances: [AnswerCode; GLANCES],
    /// By whole number from 0 on, or [`UNKNOWN`]: most answers of workbooks.
    small: Vec<AnswerCode>,
}

/// Room for everything that a quick look shows; a power of two, so that nothing lies outside.
const GLANCES: usize = (table::LONGER as usize + 1).next_power_of_two();

/// Whole numbers from 0 on whose answers are found by a look.
const SMALL: usize = 256;

/// Spellings remembered beside those of the instrument, so that a column of free text stays cheap.
const MOST_REMEMBERED: usize = 10_000;

impl Words {
    /// No words.
    pub(super) fn new() -> Words {
        let mut glances = [UNKNOWN; GLANCES];
        glances[usize::from(table::BLANK)] = BLANK;
        Words { known: Labels::default(), plain: FxHashMap::default(), glances, small: vec![UNKNOWN; SMALL] }
    }

    /// The first meaning of a spelling stays: codes are learned before labels could take them.
    pub(super) fn learn(&mut self, text: &str, code: AnswerCode) {
        if text.is_empty() {
            return;
        }
        if self.known.get(text.as_bytes()).is_none() {
            self.known.insert(text.as_bytes(), code.into());
            if let [byte] = text.as_bytes() {
                self.glances[usize::from(*byte)] = code;
            }
            // A number says what it says as it is usually written: 01 is not 1.
            let usual = |n: &usize| *n < SMALL && (text == "0" || !text.starts_with(['0', '+']));
            if let Some(n) = text.parse().ok().filter(usual) {
                self.small[n] = code;
            }
        }
        self.plain.entry(plain(text)).or_insert(code);
    }

    /// What a cell means, or [`UNKNOWN`].
    #[inline]
    pub(super) fn says(&mut self, cell: Cell) -> AnswerCode {
        match cell {
            Cell::Blank => BLANK,
            Cell::Text(text) => self.text(text),
            Cell::Number(value) => self.number(value),
            Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => self.text(cell.shown().as_bytes()),
        }
    }

    #[inline]
    fn text(&mut self, text: &[u8]) -> AnswerCode {
        match self.known.get(text) {
            Some(code) => code as AnswerCode,
            None => self.unusual(text),
        }
    }

    #[inline]
    fn number(&mut self, value: f64) -> AnswerCode {
        let whole = value as usize;
        match self.small.get(whole) {
            Some(code) if whole as f64 == value && *code != UNKNOWN => *code,
            _ => {
                let mut scratch = Vec::new();
                code_of(Cell::Number(value), &mut scratch).map_or(UNKNOWN, |text| self.text(text))
            }
        }
    }

    /// Other case or spacing, `4.0` for `4`; remembered for the next time.
    #[cold]
    fn unusual(&mut self, text: &[u8]) -> AnswerCode {
        let mut scratch = Vec::new();
        let plain = code_of(Cell::Text(text), &mut scratch).map(|code| plain(&String::from_utf8_lossy(code)));
        let Some(found) = plain.and_then(|plain| self.plain.get(&plain).copied()) else { return UNKNOWN };
        if self.known.count() < MOST_REMEMBERED {
            self.known.insert(text, found.into());
        }
        found
    }
}
