//! Whether one of some answers was named, of a question that takes several.
//!
//! Files hold such a question in two ways, often in both: a column for each answer, with 1 or 0, and one column in which
//! what was named stands side by side, `fee bed` or `Төлбөр; Ор`. A column of its own decides about an answer. Whoever has
//! nothing in any column of the question gave no answer, and neither did those whose joined cell is blank: some tools write 0
//! everywhere for them. A reason for no answer may also stand in the joined cell alone.

use rustc_hash::FxHashMap;

use super::answers::{BLANK, UNKNOWN, Words};
use super::code::{code_of, plain};
use super::columns::{Columns, MultipleColumns};
use crate::instrument::{Mention, Missing, Multiple};
use crate::table::{Cell, Row};
use crate::tally::{AnswerCode, FIRST_ANSWER, missing_code};

const NAMED: AnswerCode = FIRST_ANSWER + Mention::NAMED.0 as AnswerCode;
const NOT_NAMED: AnswerCode = FIRST_ANSWER + Mention::NOT_NAMED.0 as AnswerCode;

/// How a column of one answer says that it was named.
const YES: [&str; 9] = ["1", "true", "yes", "y", "тийм", "x", "х", "✓", "✔"];

/// How it says that it wasn't.
const NO: [&str; 5] = ["0", "false", "no", "n", "үгүй"];

/// Reads whether one of some answers was named.
#[derive(Debug, Clone)]
pub(super) struct MentionReader {
    /// The answers that count, each in its column, if all of them have one.
    split: Option<Vec<(usize, Words)>>,
    /// The columns of the other answers.
    others: Vec<usize>,
    joined: Option<usize>,
    list: List,
    /// Texts that stand for no answer.
    nothing: Vec<&'static str>,
}

impl MentionReader {
    /// A reader for the columns of a question; none if they don't tell.
    pub(super) fn new(multiple: &Multiple, mention: &Mention, all: &Columns) -> Option<MentionReader> {
        let (columns, nothing): (&MultipleColumns, _) = (&all.multiples[mention.of.0], &all.nothing);
        let own: Option<Vec<(usize, Words)>> = mention
            .any
            .iter()
            .map(|answer| Some((columns.options[answer.0]?.column, words(multiple, answer.0, nothing))))
            .collect();
        let joined = columns.joined.map(|found| found.column);
        if own.is_none() && joined.is_none() {
            return None;
        }
        let columns = columns.options.iter().flatten().map(|found| found.column);
        let others = columns.filter(|c| own.iter().flatten().all(|(own, _)| own != c)).collect();
        Some(MentionReader {
            split: own,
            others,
            joined,
            list: List::new(multiple, mention, nothing),
            nothing: nothing.iter().map(|(text, _)| *text).collect(),
        })
    }

    /// Whether a cell may name several answers.
    pub(super) fn reads_lists(&self) -> bool {
        self.split.is_none()
    }

    /// The column that decides; the first of several.
    pub(super) fn column(&self) -> usize {
        let first = self.split.as_ref().and_then(|split| split.first()).map(|(column, _)| *column);
        first.or(self.joined).unwrap_or_default()
    }

    /// What a row says: whether one of the answers was named, why that isn't known, or [`UNKNOWN`]. Of several files each may have
    /// columns of its own: a column that the row's file lacks says nothing.
    pub(super) fn row(&mut self, row: &Row) -> AnswerCode {
        let joined = self.joined.filter(|column| row.has(*column));
        let is_split = |split: &&mut Vec<_>| joined.is_none() || split.iter().all(|(column, _)| row.has(*column));
        let Some(split) = self.split.as_mut().filter(is_split) else {
            return joined.map_or(BLANK, |column| self.list.says(row.cell(column)));
        };
        let mut said = BLANK;
        for (column, words) in split {
            said = either(said, words.says(row.cell(*column)));
        }
        match (said, joined) {
            // A reason for no answer stands in the joined cell, or nothing does.
            (NOT_NAMED, Some(joined)) => match self.list.says(row.cell(joined)) {
                reason @ ..FIRST_ANSWER => reason,
                FIRST_ANSWER.. => NOT_NAMED,
            },
            // Some tools mark what was named and leave the rest blank.
            (BLANK, _) if self.others.iter().any(|column| says_anything(row.cell(*column), &self.nothing)) => NOT_NAMED,
            (said, _) => said,
        }
    }

    /// What a cell of its column says that stands in no row.
    pub(super) fn says(&mut self, cell: Cell) -> AnswerCode {
        match self.split.as_mut().and_then(|split| split.first_mut()) {
            Some((_, words)) => words.says(cell),
            None => self.list.says(cell),
        }
    }
}

fn says_anything(cell: Cell, nothing: &[&str]) -> bool {
    match cell {
        Cell::Blank => false,
        Cell::Text(text) => nothing.iter().all(|nothing| nothing.as_bytes() != text),
        Cell::Number(_) | Cell::Truth(_) | Cell::Date(_) | Cell::Fault(_) => true,
    }
}

/// What two columns of one question say together.
fn either(a: AnswerCode, b: AnswerCode) -> AnswerCode {
    match (a, b) {
        (NAMED, _) | (_, NAMED) => NAMED,
        (UNKNOWN, _) | (_, UNKNOWN) => UNKNOWN,
        (NOT_NAMED, _) | (_, NOT_NAMED) => NOT_NAMED,
        (BLANK, b) => b,
        (a, _) => a,
    }
}

/// What the cells of one answer's own column mean.
fn words(multiple: &Multiple, answer: usize, nothing: &[(&str, Missing)]) -> Words {
    let mut words = Words::new();
    YES.iter().for_each(|text| words.learn(text, NAMED));
    NO.iter().for_each(|text| words.learn(text, NOT_NAMED));
    multiple.missing.iter().for_each(|missing| words.learn(&missing.code, missing_code(missing.reason)));
    let answer = &multiple.answers[answer];
    let own: [&str; 3] = [&answer.code, &answer.label.mn, &answer.label.en];
    own.into_iter().chain(answer.also.iter().map(String::as_str)).for_each(|text| words.learn(text, NAMED));
    nothing.iter().for_each(|(text, reason)| words.learn(text, missing_code(*reason)));
    words
}

/// Reads cells that name several answers.
#[derive(Debug, Clone)]
struct List {
    /// What may stand in them, in plain letters, longest first: an answer that counts or doesn't, or a reason for none.
    spellings: Vec<(String, AnswerCode)>,
    remembered: FxHashMap<Box<[u8]>, AnswerCode>,
}

/// Cells remembered, so that a column of free text stays cheap.
const MOST_REMEMBERED: usize = 10_000;

/// Steps that are taken to divide one cell, so that no cell is slow.
const MOST_STEPS: usize = 10_000;

/// What divides the answers of a cell.
const DIVIDERS: [char; 5] = [' ', ',', ';', '|', '/'];

impl List {
    fn new(multiple: &Multiple, mention: &Mention, nothing: &[(&str, Missing)]) -> List {
        let mut spellings: Vec<(String, AnswerCode)> = Vec::new();
        let mut learn = |text: &str, code| {
            let text = plain(text);
            if !text.is_empty() && spellings.iter().all(|(known, _)| *known != text) {
                spellings.push((text, code));
            }
        };
        for (at, answer) in multiple.answers.iter().enumerate() {
            let code = if mention.any.iter().any(|any| any.0 == at) { NAMED } else { NOT_NAMED };
            let own: [&str; 3] = [&answer.code, &answer.label.mn, &answer.label.en];
            own.into_iter().chain(answer.also.iter().map(String::as_str)).for_each(|text| learn(text, code));
        }
        multiple.missing.iter().for_each(|missing| learn(&missing.code, missing_code(missing.reason)));
        nothing.iter().for_each(|(text, reason)| learn(text, missing_code(*reason)));
        spellings.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        List { spellings, remembered: FxHashMap::default() }
    }

    fn says(&mut self, cell: Cell) -> AnswerCode {
        let mut scratch = Vec::new();
        let Some(text) = code_of(cell, &mut scratch) else { return BLANK };
        if let Some(known) = self.remembered.get(text) {
            return *known;
        }
        let said = self.divide(&plain(&String::from_utf8_lossy(text)));
        if self.remembered.len() < MOST_REMEMBERED {
            self.remembered.insert(text.into(), said);
        }
        said
    }

    /// What a text says, if it can be divided into known answers, and says the same however it is divided.
    fn divide(&self, text: &str) -> AnswerCode {
        let mut found = Vec::new();
        self.go_on(text.trim_start_matches(DIVIDERS), BLANK, &mut found, &mut 0);
        match found[..] {
            [one] => one,
            _ => UNKNOWN,
        }
    }

    fn go_on(&self, rest: &str, so_far: AnswerCode, found: &mut Vec<AnswerCode>, steps: &mut usize) {
        *steps += 1;
        if found.len() > 1 || *steps > MOST_STEPS {
            // Nothing is settled by a cell that can't be gone through.
            *found = vec![UNKNOWN; 2];
            return;
        }
        if rest.is_empty() {
            if !found.contains(&so_far) {
                found.push(so_far);
            }
            return;
        }
        for (spelling, code) in &self.spellings {
            if let Some(after) = rest.strip_prefix(spelling.as_str())
                && (after.is_empty() || after.starts_with(DIVIDERS))
            {
                self.go_on(after.trim_start_matches(DIVIDERS), either(so_far, *code), found, steps);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::answers::AnswerReader;
    use crate::coding::{Heading, Named, columns};
    use crate::instrument::{Instrument, parse};
    use crate::table::{self, Input, Options};

    /// Three answers, one of which is the words of two others, and one with a comma.
    fn instrument() -> Instrument {
        let text = r#"
            id = "x"
            version = "1"
            sector = "health"
            place_set = "masam"
            title = { mn = "Туршилт", en = "Trial" }
            description = { mn = "Туршилт", en = "Trial" }
            columns = { area = ["aimag"] }
            missing = { usual = { dont_know = ["98"] } }
            [[question]]
            id = "H21"
            text = { mn = "Юунд төлсөн бэ?", en = "What did you pay for?" }
            multiple = true
            answers = [
                { code = "drug", mn = "Эм", en = "Medicine" },
                { code = "bed", mn = "Ор, хоол", en = "Bed, food" },
                { code = "3", mn = "Үзлэг", en = "Examination" },
            ]
            missing = "usual"
            [[dimension]]
            id = "cost"
            [[indicator]]
            id = "drug"
            title = { mn = "Эм", en = "Medicine" }
            dimension = "cost"
            measure = { share = "H21", codes = ["drug"] }
            better = "lower"
            [[indicator]]
            id = "any"
            title = { mn = "Эм эсвэл үзлэг", en = "Medicine or examination" }
            dimension = "cost"
            measure = { share = "H21", codes = ["3", "drug"] }
            better = "lower"
        "#;
        parse("x", text).unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// What each row says to a question of these, letter by letter: named, not, don't know, blank, or what?
    fn said(question: &str, text: &str) -> String {
        let instrument = instrument();
        let at = instrument.questions.iter().position(|q| q.id == question).expect("a question");
        let table = table::open(vec![Input::from_bytes("x.csv", text.as_bytes())], &Options::default()).expect("rows");
        let (columns, _): (Columns, _) = columns(&instrument, Heading::of(&table), &Named::default());
        let mut reader = AnswerReader::of(&instrument, &columns, at).expect("a column");
        let mut said = String::new();
        table::for_each_chunk(table, false, |chunk| {
            said.extend(chunk.rows().map(|row| match reader.cell(&row).0 {
                NAMED => 'y',
                NOT_NAMED => 'n',
                BLANK => '-',
                UNKNOWN => '?',
                code if code == missing_code(Missing::DontKnow) => 'd',
                _ => '!',
            }));
            Ok(())
        })
        .expect("rows");
        said
    }

    #[test]
    fn codes_side_by_side_are_told_apart() {
        let text = "aimag;H21\nХовд;drug bed\nХовд;bed 3\nХовд;\nХовд;98\nХовд;drug,3\nХовд;other\nХовд;bed other\n";
        assert_eq!(said("H21/drug", text), "yn-dy??");
        assert_eq!(said("H21/drug+3", text), "yy-dy??");
    }

    #[test]
    fn labels_side_by_side_are_divided_even_where_a_label_has_a_comma() {
        let text = "aimag|Юунд төлсөн бэ?\nХовд|Эм Ор, хоол\nХовд|Ор, хоол; Үзлэг;\nХовд|Medicine, Bed, food\n";
        assert_eq!(said("H21/drug", text), "yny");
        assert_eq!(said("H21/bed", text), "yyy");
    }

    #[test]
    fn a_column_for_each_answer_says_yes_and_no_in_the_words_of_every_tool() {
        let text = "aimag,g/H21/drug,g/H21/bed,g/H21/3\nХовд,1,0,0\nХовд,True,False,False\nХовд,FALSE,TRUE,FALSE\nХовд,,,\nХовд,Эм,,\nХовд,,Ор хоол,\nХовд,0,0,0\nХовд,2,0,0\n";
        assert_eq!(said("H21/drug", text), "yyn-ynn?");
        assert_eq!(said("H21/drug+3", text), "yyn-ynn?");
    }

    #[test]
    fn nought_everywhere_is_no_answer_where_the_joined_cell_is_blank() {
        let text = "aimag,H21,H21.drug,H21.bed,H21.3\nХовд,,0,0,0\nХовд,bed,0,1,0\nХовд,drug,1,0,0\n";
        assert_eq!(said("H21/drug", text), "-ny");
    }

    #[test]
    fn columns_are_found_by_the_words_of_question_and_answer_too() {
        let text = "aimag,Юунд төлсөн бэ?/Эм,Юунд төлсөн бэ?/Үзлэг\nХовд,1,0\nХовд,0,1\n";
        assert_eq!(said("H21/drug", text), "yn");
        assert_eq!(said("H21/drug+3", text), "yy");
        let surveycto = "aimag,H21,H21_drug,H21_bed,H21_3\nХовд,drug,1,0,0\nХовд,3,0,0,1\n";
        assert_eq!(said("H21/drug", surveycto), "yn");
    }
}
