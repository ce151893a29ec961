//! What rows say by themselves: answers, the variables that follow from them, and groups by answer.
//!
//! Nothing here depends on the rows before, so several threads may code different chunks. Some hundred rows are coded
//! together, question by question, so that what depends on the question alone is asked once and not for every cell.

use super::answers::{AnswerReader, OUT_OF_RANGE, ReadFrom, read_from};
use super::at_hand::{Answers, TOGETHER};
use super::columns::Columns;
use super::groups::{GroupColumn, GroupRule};
use super::measures::{Compiled, Rule};
use crate::instrument::{Base, Condition, Instrument, Missing};
use crate::table::{Chunk, Extents};
use crate::tally::{Batch, FIRST_ANSWER, GroupCode, NO_GROUP, Plan, Variable, missing_code};

/// Codes the answers of one chunk after the other.
#[derive(Debug, Clone)]
pub struct AnswerCoder {
    plan: Plan,
    /// The questions that something depends on, those that decide about asking others before them.
    steps: Vec<Step>,
    /// The bases, with those of their conditions whose question has a column: one without can't be asked, so it excludes
    /// nobody.
    bases: Vec<Vec<Condition>>,
    /// The bases that rules depend on.
    rule_bases: Vec<usize>,
    rules: Vec<Rule>,
    groups: Vec<GroupRule>,
    now: Answers,
    extents: Extents,
    /// The codes and numbers of a variable.
    codes: Vec<u16>,
    numbers: Vec<f64>,
}

/// The coded answers of a chunk.
#[derive(Debug)]
pub struct CodedAnswers {
    /// All its rows, without unit, weight, area and facility.
    pub(super) rows: Batch,
    /// Rows and questions whose cell isn't an answer, row after row.
    pub(super) unreadable: Vec<(usize, usize)>,
    /// Rows and questions that were answered without being asked, in the order of rows for each question.
    pub(super) unasked: Vec<(usize, usize)>,
}

impl CodedAnswers {
    /// The rows of the chunk, without unit, weight, area and facility.
    pub fn rows(&self) -> &Batch {
        &self.rows
    }
}

/// A question to read, and who is asked.
#[derive(Debug, Clone)]
struct Step {
    question: usize,
    asked: Option<usize>,
    /// The last code that is an answer of somebody who should have been asked. "Not named" may be written for everybody.
    last: u16,
    /// None if the file has no column for it.
    reader: Option<AnswerReader>,
}

impl AnswerCoder {
    /// A coder for the columns of a table.
    pub fn new(instrument: &Instrument, columns: &Columns, compiled: &Compiled) -> AnswerCoder {
        let has_column = |c: &&Condition| columns.questions[c.question.0].is_some();
        let testable = |base: &Base| base.all.iter().filter(has_column).cloned().collect();
        AnswerCoder {
            plan: compiled.plan.clone(),
            steps: steps(instrument, compiled, columns),
            bases: instrument.bases.iter().map(testable).collect(),
            rule_bases: compiled.bases(),
            rules: compiled.rules.iter().map(|rule| rule.for_columns(columns)).collect(),
            groups: compiled.group_columns.iter().map(|c| GroupRule::new(instrument, *c)).collect(),
            now: Answers::new(instrument.questions.len(), instrument.bases.len()),
            extents: Extents::default(),
            codes: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Codes the rows of a chunk.
    pub fn code(&mut self, chunk: &Chunk) -> CodedAnswers {
        let mut coded = CodedAnswers { rows: Batch::new(&self.plan), unreadable: Vec::new(), unasked: Vec::new() };
        coded.rows.extend_blank(chunk.len());
        for first in (0..chunk.len()).step_by(TOGETHER) {
            chunk.extents(first..chunk.len().min(first + TOGETHER), &mut self.extents);
            self.answers(chunk, first, &mut coded);
            self.variables(first, &mut coded.rows);
            self.group_codes(first, &mut coded.rows);
        }
        coded.unreadable.sort_unstable();
        coded
    }

    /// Reads every question that something depends on; whoever wasn't asked has no answer.
    fn answers(&mut self, chunk: &Chunk, first: usize, coded: &mut CodedAnswers) {
        let AnswerCoder { steps, now, bases, extents, .. } = self;
        now.known.fill(false);
        for Step { question, asked, last, reader } in steps {
            if let Some(base) = asked {
                now.find_base(*base, &bases[*base], extents.len());
            }
            let here = *question * TOGETHER..*question * TOGETHER + extents.len();
            let codes = &mut now.codes[here.clone()];
            now.bad.clear();
            match reader {
                Some(reader) => {
                    reader.read(chunk, first, extents, codes, &mut now.numbers[here], &mut now.bad);
                }
                None => codes.fill(missing_code(Missing::Blank)),
            }
            if let Some(base) = asked {
                for (row, (code, concerned)) in codes.iter_mut().zip(&now.bases[*base * TOGETHER..]).enumerate() {
                    if !concerned {
                        if (FIRST_ANSWER..=*last).contains(code) {
                            coded.unasked.push((first + row, *question));
                        }
                        *code = missing_code(Missing::NotAsked);
                    }
                }
            }
            for row in now.bad.drain(..) {
                if codes[row] >= OUT_OF_RANGE {
                    codes[row] = missing_code(Missing::Unreadable);
                    coded.unreadable.push((first + row, *question));
                }
            }
        }
        for base in &self.rule_bases {
            now.find_base(*base, &bases[*base], extents.len());
        }
    }

    /// The codes and numbers of variables: answers as they are, or what follows from them by a rule.
    fn variables(&mut self, first: usize, rows: &mut Batch) {
        let AnswerCoder { now, codes, numbers, extents, .. } = self;
        for (variable, rule) in self.rules.iter().enumerate() {
            if let Some(question) = rule.plain() {
                rows.put_codes(first, variable, &now.codes[question * TOGETHER..][..extents.len()]);
                continue;
            }
            codes.clear();
            numbers.clear();
            codes.extend((0..extents.len()).map(|row| rule.apply(now, row, numbers)));
            rows.put_codes(first, variable, codes);
            match self.plan.variables[variable] {
                Variable::Coded => {}
                Variable::Number { slot } => rows.put_numbers(first, slot, numbers.iter().copied()),
                Variable::Pair { upper, lower } => {
                    rows.put_numbers(first, upper, numbers.iter().step_by(2).copied());
                    rows.put_numbers(first, lower, numbers.iter().skip(1).step_by(2).copied());
                }
            }
        }
    }

    /// The groups that follow from answers; those of the area and the facility are left open.
    fn group_codes(&self, first: usize, rows: &mut Batch) {
        let now = &self.now;
        let here = 0..self.extents.len();
        for (column, rule) in self.groups.iter().enumerate() {
            match rule {
                GroupRule::Area | GroupRule::Facility => {}
                GroupRule::ByAnswer { question, groups } => {
                    let group = |code: u16| groups.get(usize::from(code)).copied().unwrap_or(NO_GROUP);
                    rows.put_groups(first, column, here.clone().map(|row| group(now.code(*question, row))));
                }
                GroupRule::ByNumber { question, bands } => {
                    let group = |row: usize| {
                        if now.code(*question, row) < FIRST_ANSWER {
                            return NO_GROUP;
                        }
                        let number = now.number(*question, row);
                        bands.iter().position(|b| b.contains(number)).map_or(NO_GROUP, |g| g as GroupCode + 1)
                    };
                    rows.put_groups(first, column, here.clone().map(group));
                }
            }
        }
    }

    /// For each question where it is read from.
    pub(super) fn read_from(&self, questions: usize) -> Vec<Option<ReadFrom>> {
        let mut readers = vec![None; questions];
        for step in &self.steps {
            readers[step.question] = step.reader.as_ref();
        }
        read_from(readers.into_iter())
    }
}

/// The questions that indicators, bases and groups depend on, those that decide about asking others before them.
fn steps(instrument: &Instrument, compiled: &Compiled, columns: &Columns) -> Vec<Step> {
    fn visit(q: usize, instrument: &Instrument, done: &mut Vec<usize>, open: &mut Vec<usize>) {
        if done.contains(&q) || open.contains(&q) {
            return;
        }
        open.push(q);
        if let Some(base) = instrument.questions[q].asked {
            instrument.bases[base.0].all.iter().for_each(|c| visit(c.question.0, instrument, done, open));
        }
        open.pop();
        done.push(q);
    }
    let mut wanted = compiled.questions();
    for base in compiled.bases() {
        wanted.extend(instrument.bases[base].all.iter().map(|c| c.question.0));
    }
    let groupings = compiled.group_columns.iter().filter_map(|c| match c {
        GroupColumn::Grouping(grouping) => Some(instrument.groupings[grouping.0].question.0),
        GroupColumn::Area | GroupColumn::Facility => None,
    });
    wanted.extend(groupings);
    wanted.sort_unstable();
    let mut order = Vec::new();
    wanted.into_iter().for_each(|q| visit(q, instrument, &mut order, &mut Vec::new()));
    let step = |q: usize| Step {
        question: q,
        asked: instrument.questions[q].asked.map(|base| base.0),
        last: if instrument.questions[q].mention.is_some() { FIRST_ANSWER } else { OUT_OF_RANGE - 1 },
        reader: AnswerReader::of(instrument, columns, q),
    };
    order.into_iter().map(step).collect()
}
