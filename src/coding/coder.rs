//! Rows to coded rows: compiled once from the headers and the instrument, then some hundred rows at a time.
//!
//! The rows are coded question by question, so that what depends on the question alone is asked once and not for every cell.

use super::answers::{AnswerReader, OUT_OF_RANGE, not_an_answer};
use super::area::{AreaReader, Belongs, SpellingSeen};
use super::at_hand::{Answers, TOGETHER};
use super::columns::Columns;
use super::design::Sampler;
use super::facilities::{Facilities, FacilitySeen};
use super::groups::{GroupColumn, GroupRule};
use super::measures::{Compiled, Rule};
use crate::design::Units;
use crate::instrument::{Condition, Instrument, Missing};
use crate::places::PlaceSet;
use crate::problem::{At, Code, Problem, Problems, RowNumber, quoted};
use crate::table::{Chunk, Extent, Row};
use crate::tally::{Batch, FIRST_ANSWER, GroupCode, Lots, NO_GROUP, missing_code};

/// What became of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowsRead {
    /// Rows with something in them.
    pub read: u64,
    /// Rows that the estimates are made from.
    pub used: u64,
    /// Rows whose place is blank or wasn't understood.
    pub no_place: u64,
    /// Rows of places outside the set.
    pub outside: u64,
    /// Rows without weight, stratum or cluster.
    pub no_design: u64,
}

/// Turns rows into coded rows.
#[derive(Debug)]
pub struct Coder<'i> {
    instrument: &'i Instrument,
    headers: Vec<String>,
    /// The questions that something depends on, those that decide about asking others before them.
    steps: Vec<Step>,
    /// The bases, with those of their conditions whose question has a column: one without can't be asked, so it excludes
    /// nobody.
    bases: Vec<Vec<Condition>>,
    /// The bases that rules depend on.
    rule_bases: Vec<usize>,
    rules: Vec<Rule>,
    /// The variables whose rules do more than hand on the answer to a question.
    ruled: Vec<usize>,
    /// For each variable the column of its codes: that of its question, or one behind those of all questions.
    sources: Vec<usize>,
    area: Option<AreaReader>,
    groups: Vec<GroupRule>,
    facilities: Facilities,
    sampler: Sampler,
    problems: Problems,
    /// What is wrong with the design as a whole.
    contradictions: Problems,
    /// Answers of people who shouldn't have been asked: how many by question, and the first rows.
    unasked: Vec<(u64, Vec<RowNumber>)>,
    /// The file and sheet of the first of them.
    unasked_at: Vec<At>,
    counted: RowsRead,
    usable: Vec<Usable>,
    now: Answers,
    /// The numbers of the rows at hand, row after row.
    numbers: Vec<f64>,
    slots: usize,
    /// The groups of the row at hand.
    groups_now: Vec<GroupCode>,
}

/// A row that can be used, and where it belongs.
#[derive(Debug, Clone, Copy)]
struct Usable {
    /// Its place in the chunk.
    row: usize,
    extent: Extent,
    unit: u32,
    weight: f64,
    area: GroupCode,
    /// The group of its facility, where that was read for the design.
    facility: Option<GroupCode>,
}

/// A question to read, and who is asked.
#[derive(Debug)]
struct Step {
    question: usize,
    asked: Option<usize>,
    /// None if the file has no column for it.
    reader: Option<AnswerReader>,
}

/// What is left when all rows are coded.
pub struct Coding {
    /// The design.
    pub units: Units,
    /// Whether rows were added with weight 1, their weights being those that the design implies.
    pub implied_weights: bool,
    /// What was wrong.
    pub problems: Problems,
    /// What became of the rows.
    pub rows: RowsRead,
    /// The spellings of places.
    pub spellings: Vec<SpellingSeen>,
    /// The facilities, in the order of their codes.
    pub facilities: Vec<FacilitySeen>,
    /// Whether units are the rows of a facility, numbered anew in each.
    pub rows_by_facility: bool,
}

impl<'i> Coder<'i> {
    /// A coder for the columns of a table.
    pub fn new(
        instrument: &'i Instrument,
        columns: &Columns,
        headers: &[String],
        set: &PlaceSet,
        compiled: &Compiled,
    ) -> Coder<'i> {
        let has_column = |c: &&Condition| columns.questions[c.question.0].is_some();
        let testable = |base: &crate::instrument::Base| base.all.iter().filter(has_column).cloned().collect();
        let found = |f: Option<super::columns::Found>| f.map(|f| f.column);
        let (area, soum) = (found(columns.area), found(columns.soum));
        let area = (area.is_some() || soum.is_some()).then(|| AreaReader::new(area, soum, headers, set.clone()));
        Coder {
            instrument,
            headers: headers.to_vec(),
            steps: steps(instrument, compiled, columns),
            bases: instrument.bases.iter().map(testable).collect(),
            rule_bases: compiled.bases(),
            sources: sources(&compiled.rules, instrument.questions.len()),
            ruled: (0..compiled.rules.len()).filter(|v| compiled.rules[*v].plain().is_none()).collect(),
            rules: compiled.rules.clone(),
            area,
            groups: compiled.group_columns.iter().map(|c| GroupRule::new(instrument, *c)).collect(),
            facilities: Facilities::new(columns.facility.map(|f| f.column), columns.design.by_facility),
            sampler: Sampler::new(columns.design.clone(), headers),
            problems: Problems::default(),
            contradictions: Problems::default(),
            unasked: vec![Default::default(); instrument.questions.len()],
            unasked_at: vec![At::default(); instrument.questions.len()],
            counted: RowsRead::default(),
            usable: Vec::new(),
            now: Answers {
                codes: vec![
                    missing_code(Missing::Blank);
                    (instrument.questions.len() + compiled.rules.len()) * TOGETHER
                ],
                numbers: vec![0.0; instrument.questions.len() * TOGETHER],
                bases: vec![false; instrument.bases.len() * TOGETHER],
                known: vec![false; instrument.bases.len()],
                ..Answers::default()
            },
            numbers: Vec::new(),
            groups_now: Vec::new(),
            slots: compiled.plan.slots,
        }
    }

    /// Codes the rows of a chunk into their lots; `add` takes the rows out of a lot that is full. A row that can't be used
    /// stays out and is counted; it still counts in the design.
    pub fn rows(&mut self, chunk: &Chunk, at: &At, lots: &mut Lots, mut add: impl FnMut(&mut Batch)) {
        let mut usable = std::mem::take(&mut self.usable);
        for first in (0..chunk.len()).step_by(TOGETHER) {
            usable.clear();
            let rows = first..chunk.len().min(first + TOGETHER);
            usable.extend(rows.filter_map(|row| self.usable(row, chunk, at)));
            self.answers(chunk, &usable, at);
            self.note_unreadable(chunk, &usable, at);
            self.apply_rules(usable.len());
            for (i, row) in usable.iter().enumerate() {
                self.group_codes(i, chunk, row);
                let codes = self.sources.iter().map(|column| self.now.codes[column + i]);
                let numbers = &self.numbers[i * self.slots..][..self.slots];
                lots.push(row.unit, row.weight, codes, numbers, &self.groups_now);
                if let Some(lot) = lots.full() {
                    add(lot);
                }
            }
        }
        self.usable = usable;
    }

    /// The design and the area of a row, or none if it can't be used.
    fn usable(&mut self, index: usize, chunk: &Chunk, at: &At) -> Option<Usable> {
        let row = &chunk.row(index);
        self.counted.read += 1;
        let facility = self.facilities.label(row, at);
        let sampled = match self.sampler.row(row, at, facility.as_ref().map(|n| n.as_slice())) {
            Ok(sampled) => sampled,
            Err(problem) => {
                // A blank costs its row; a design that contradicts itself has no right answer.
                if problem.code.contradicts_design() {
                    self.contradictions.add(*problem);
                } else {
                    self.counted.no_design += 1;
                    self.problems.add(*problem);
                }
                return None;
            }
        };
        let area = self.area(row, at)?;
        self.counted.used += 1;
        let (unit, facility) = (self.facilities.unit(sampled.unit, sampled.weight), self.facilities.now());
        Some(Usable { row: index, extent: chunk.extent(index), unit, facility, weight: sampled.weight, area })
    }

    /// The code of the area, or none if the row can't be used.
    fn area(&mut self, row: &Row, at: &At) -> Option<GroupCode> {
        let Some(reader) = &mut self.area else { return Some(NO_GROUP) };
        let (belongs, problem) = reader.read(row, at);
        if let Some(problem) = problem {
            self.problems.add(problem);
        }
        match belongs {
            Belongs::To(member) => Some(member as GroupCode + 1),
            Belongs::Outside => {
                self.counted.outside += 1;
                None
            }
            Belongs::Unknown => {
                self.counted.no_place += 1;
                None
            }
        }
    }

    /// Reads every question that something depends on; whoever wasn't asked has no answer.
    fn answers(&mut self, chunk: &Chunk, usable: &[Usable], at: &At) {
        let Coder { steps, now, bases, unasked, unasked_at, .. } = self;
        now.known.fill(false);
        for Step { question, asked, reader } in steps {
            if let Some(base) = asked {
                now.find_base(*base, &bases[*base], usable.len());
            }
            let here = *question * TOGETHER..*question * TOGETHER + usable.len();
            let codes = &mut now.codes[here.clone()];
            now.bad.clear();
            match reader {
                Some(reader) => {
                    let rows = usable.iter().map(|u| (u.row, u.extent));
                    reader.read(chunk, rows, codes, &mut now.numbers[here], &mut now.bad);
                }
                None => codes.fill(missing_code(Missing::Blank)),
            }
            if let Some(base) = asked {
                for ((code, concerned), row) in codes.iter_mut().zip(&now.bases[*base * TOGETHER..]).zip(usable) {
                    if !concerned {
                        if (FIRST_ANSWER..OUT_OF_RANGE).contains(code) {
                            if unasked[*question].0 == 0 {
                                unasked_at[*question] = at.clone();
                            }
                            note_unasked(&mut unasked[*question], chunk.row(row.row).number());
                        }
                        *code = missing_code(Missing::NotAsked);
                    }
                }
            }
            for row in now.bad.drain(..) {
                if codes[row] >= OUT_OF_RANGE {
                    codes[row] = missing_code(Missing::Unreadable);
                    now.unreadable.push((row, *question));
                }
            }
        }
        for base in &self.rule_bases {
            now.find_base(*base, &bases[*base], usable.len());
        }
    }

    /// Notes cells that are no answers, row after row.
    fn note_unreadable(&mut self, chunk: &Chunk, usable: &[Usable], at: &At) {
        let mut unreadable = std::mem::take(&mut self.now.unreadable);
        unreadable.sort_unstable();
        for (row, question) in unreadable.drain(..) {
            let reader = self.steps.iter().find(|s| s.question == question).and_then(|s| s.reader.as_ref());
            if let Some(column) = reader.map(AnswerReader::column) {
                let of = &self.instrument.questions[question];
                let problem = not_an_answer(of, &self.headers[column], column, &chunk.row(usable[row].row), at);
                self.problems.add(problem);
            }
        }
        self.now.unreadable = unreadable;
    }

    /// The codes and numbers that follow from answers by a rule.
    fn apply_rules(&mut self, rows: usize) {
        self.numbers.clear();
        for row in 0..rows {
            for variable in &self.ruled {
                let code = self.rules[*variable].apply(&self.now, row, &mut self.numbers);
                self.now.codes[self.sources[*variable] + row] = code;
            }
        }
    }

    fn group_codes(&mut self, at: usize, chunk: &Chunk, row: &Usable) {
        self.groups_now.clear();
        for rule in &self.groups {
            let code = match rule {
                GroupRule::Area => row.area,
                GroupRule::ByAnswer { question, groups } => {
                    groups.get(usize::from(self.now.code(*question, at))).copied().unwrap_or(NO_GROUP)
                }
                GroupRule::ByNumber { question, .. } if self.now.code(*question, at) < FIRST_ANSWER => NO_GROUP,
                GroupRule::ByNumber { question, bands } => {
                    let number = self.now.number(*question, at);
                    bands.iter().position(|b| b.contains(number)).map_or(NO_GROUP, |g| g as GroupCode + 1)
                }
                GroupRule::Facility => row.facility.unwrap_or_else(|| self.facilities.code(&chunk.row(row.row))),
            };
            self.groups_now.push(code);
        }
    }

    /// What became of the rows so far.
    pub fn counted(&self) -> RowsRead {
        self.counted
    }

    /// The end of the rows. A design that contradicts itself is refused.
    pub fn finish(mut self) -> Result<Coding, Problems> {
        if !self.contradictions.is_empty() {
            return Err(self.contradictions);
        }
        for (q, (count, first)) in self.unasked.iter().enumerate().filter(|(_, (count, _))| *count > 0) {
            let reader = self.steps.iter().find(|s| s.question == q).and_then(|s| s.reader.as_ref());
            let column = &self.headers[reader.map_or(0, AnswerReader::column)];
            let here = At { row: None, ..self.unasked_at[q].clone() }.column(column);
            let problem = Problem::new(Code::AnsweredUnasked, here, quoted(&self.instrument.questions[q].id));
            self.problems.add_many(problem, first.clone(), *count);
        }
        Ok(Coding {
            implied_weights: self.sampler.columns().implies_weights(),
            units: self.sampler.finish()?,
            problems: self.problems,
            rows: self.counted,
            spellings: self.area.map(|a| a.spellings()).unwrap_or_default(),
            rows_by_facility: self.facilities.rows_are_units(),
            facilities: self.facilities.seen(),
        })
    }
}

/// Counts an answer of somebody who wasn't asked, and keeps the first rows.
fn note_unasked((count, first): &mut (u64, Vec<RowNumber>), row: RowNumber) {
    *count += 1;
    if first.len() < Problems::MOST_ROWS {
        first.push(row);
    }
}

/// Where the codes of each variable stand: with its question, or behind all questions.
fn sources(rules: &[Rule], questions: usize) -> Vec<usize> {
    let mut behind = questions..;
    let column = |rule: &Rule| rule.plain().or_else(|| behind.next()).unwrap_or(questions);
    rules.iter().map(column).map(|column| column * TOGETHER).collect()
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
        reader: columns.questions[q].map(|found| AnswerReader::new(&instrument.questions[q], found.column)),
    };
    order.into_iter().map(step).collect()
}
