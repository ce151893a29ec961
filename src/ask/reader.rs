//! One pass over the rows of a table for a compiled request.

use super::compile::{Compiled, Reads, Wanted, Weighed};
use crate::coding::{Codes, Sampled, Sampler, code_of};
use crate::design::Units;
use crate::estimate::{DfRule, made};
use crate::instrument::Missing;
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::table::{Cell, Number, Row};
use crate::tally::{AnswerCode, Batch, FIRST_ANSWER, GroupCode, NO_GROUP, Tally, missing_code};
use crate::weighting::{Reading, RowOf, Weights, answer};

/// Rows gathered before they are added.
const BATCH: usize = 16_384;

/// Different answers of a column whose shares are asked: no question has more.
const MOST_CODES: u32 = 2_000;

/// Reads rows and adds them up.
#[derive(Debug)]
pub struct Reader {
    pub(super) request: Compiled,
    sampler: Sampler,
    pub(super) tally: Tally,
    batch: Batch,
    /// What rows bring along besides their weight, if anything.
    beside: Option<Reading>,
    /// Codes of each variable that is read as codes.
    pub(super) answers: Vec<Codes>,
    /// Codes of each grouping column.
    pub(super) groups: Vec<Codes>,
    /// The measure of each code of a variable, where its share is asked.
    pub(super) shares: Vec<Vec<Option<usize>>>,
    /// Rows that have no place in the design: nothing can be computed with them.
    misplaced: Problems,
    /// Cells that were left out.
    problems: Problems,
    row: Coded,
    scratch: Vec<u8>,
}

/// One row, coded.
#[derive(Debug, Default)]
struct Coded {
    codes: Vec<AnswerCode>,
    numbers: Vec<f64>,
    groups: Vec<GroupCode>,
}

/// What was read.
pub struct Read {
    pub(super) request: Compiled,
    pub(super) tally: Tally,
    pub(super) design: Units,
    /// What errors are made of.
    pub weights: Weights,
    pub(super) answers: Vec<Codes>,
    pub(super) groups: Vec<Codes>,
    pub(super) shares: Vec<Vec<Option<usize>>>,
    /// Cells that were left out.
    pub problems: Problems,
}

impl Reader {
    /// A reader for a compiled request.
    pub fn new(request: Compiled) -> Reader {
        let beside = match &request.weighting {
            Weighed::Design | Weighed::Made { .. } => None,
            Weighed::Given(given) => {
                let groupings = std::iter::once(Vec::new()).chain(request.by.iter().cloned());
                let groupings = groupings.filter(|_| request.rules.df == DfRule::Domain).collect();
                Some(Reading::given(&request.plan, given, groupings))
            }
            Weighed::Calibrated(targets) => Some(Reading::calibrated(targets)),
        };
        let of_one_unit = beside.as_ref().is_some_and(Reading::is_of_one_unit);
        let rows_are_units = request.design.rows_are_units() && !of_one_unit;
        let tally = Tally::new(request.plan.clone(), rows_are_units);
        Reader {
            sampler: Sampler::new(request.design.clone(), &request.headers),
            batch: Batch::new(tally.plan()),
            answers: vec![Codes::default(); request.variables.len()],
            groups: vec![Codes::default(); request.group_columns.len()],
            shares: vec![Vec::new(); request.variables.len()],
            misplaced: Problems::default(),
            problems: Problems::default(),
            row: Coded::default(),
            scratch: Vec::new(),
            beside,
            tally,
            request,
        }
    }

    /// Adds a row; `at` is its file and sheet.
    pub fn row(&mut self, row: &Row, at: &At) {
        let sampled = match self.place(row, at) {
            Ok(sampled) => sampled,
            Err(problem) => return self.misplaced.add(*problem),
        };
        if !self.passes(row) {
            return self.note_codes(row);
        }
        self.row.codes.clear();
        self.row.numbers.clear();
        self.row.groups.clear();
        for variable in 0..self.request.variables.len() {
            let code = self.variable(variable, row, at);
            self.row.codes.push(code);
        }
        for at in 0..self.request.group_columns.len() {
            let cell = row.cell(self.request.group_columns[at]);
            let group = match answer(cell, &self.request.missing, &mut self.scratch) {
                Some(code) => self.groups[at].number(code).0 + 1,
                None => NO_GROUP,
            };
            self.row.groups.push(group);
        }
        let Coded { codes, numbers, groups } = &self.row;
        self.batch.push(sampled.unit, sampled.weight, codes.iter().copied(), numbers, groups);
        let full = match &mut self.beside {
            None => BATCH,
            Some(reading) => {
                reading.take(|column| groups[column]);
                reading.full()
            }
        };
        if self.batch.len() >= full {
            self.flush();
        }
    }

    /// The unit and weight of a row, and what else it brings along.
    #[inline]
    fn place(&mut self, row: &Row, at: &At) -> Result<Sampled, Box<Problem>> {
        let Some(reading) = &mut self.beside else { return self.sampler.row(row, at, None) };
        let sampled = match reading.is_of_one_unit() {
            true => Sampled { unit: 0, weight: self.sampler.weight(row, at)? },
            false => self.sampler.row(row, at, None)?,
        };
        let Compiled { headers, missing, .. } = &self.request;
        reading.read(RowOf { row, headers, missing, groups: &[], place: at }, (sampled.unit, sampled.weight))?;
        Ok(sampled)
    }

    /// A row that is left out still says which codes there are in the file.
    fn note_codes(&mut self, row: &Row) {
        for variable in 0..self.request.variables.len() {
            if let Reads::Codes { column, wanted: Wanted::Only(_) } = self.request.variables[variable] {
                self.coded(variable, row.cell(column));
            }
        }
        for at in 0..self.request.group_columns.len() {
            let cell = row.cell(self.request.group_columns[at]);
            if let Some(code) = answer(cell, &self.request.missing, &mut self.scratch) {
                self.groups[at].number(code);
            }
        }
    }

    fn flush(&mut self) {
        match &mut self.beside {
            None => {
                self.tally.add(&self.batch);
                self.batch.clear();
            }
            Some(reading) => reading.add(&mut self.batch, &mut self.tally),
        }
    }

    fn passes(&mut self, row: &Row) -> bool {
        let Reader { request, scratch, .. } = self;
        request.wheres.iter().all(|(column, value)| code_of(row.cell(*column), scratch) == Some(value.as_bytes()))
    }

    fn variable(&mut self, variable: usize, row: &Row, at: &At) -> AnswerCode {
        match self.request.variables[variable] {
            Reads::Always => FIRST_ANSWER,
            Reads::Number { column } => match self.number(column, row, at) {
                Ok(number) => {
                    self.row.numbers.push(number);
                    FIRST_ANSWER
                }
                Err(reason) => {
                    self.row.numbers.push(0.0);
                    missing_code(reason)
                }
            },
            Reads::Pair { upper, lower } => {
                let pair = self.number(upper, row, at).and_then(|a| Ok((a, self.number(lower, row, at)?)));
                let (a, b) = *pair.as_ref().unwrap_or(&(0.0, 0.0));
                self.row.numbers.extend([a, b]);
                pair.map_or_else(missing_code, |_| FIRST_ANSWER)
            }
            Reads::Codes { column, .. } => self.coded(variable, row.cell(column)),
        }
    }

    fn coded(&mut self, variable: usize, cell: Cell) -> AnswerCode {
        let Some(code) = answer(cell, &self.request.missing, &mut self.scratch) else {
            return missing_code(Missing::Blank);
        };
        let (number, new) = self.answers[variable].number(code);
        // Codes past the last number are answers too; nobody asked for their share.
        let answer = AnswerCode::try_from(number + u32::from(FIRST_ANSWER)).unwrap_or(AnswerCode::MAX);
        if new {
            let Reads::Codes { column, wanted } = &self.request.variables[variable] else { return answer };
            let (asked, too_many) = match wanted {
                Wanted::All => (true, number >= MOST_CODES),
                Wanted::Only(codes) => (codes.iter().any(|c| c.as_bytes() == code), answer == AnswerCode::MAX),
            };
            if asked && too_many {
                if number == MOST_CODES || answer == AnswerCode::MAX {
                    let column = quoted(&self.request.headers[*column]);
                    let why = format!("it has too many different answers, {} or more", number + 1);
                    self.misplaced.add(Problem::new(Code::CannotCut, At::default(), column).detail(why));
                }
                self.shares[variable].push(None);
                return answer;
            }
            let measure = asked.then(|| {
                let mut values = vec![0.0; number as usize];
                values.push(1.0);
                if let Some(reading) = &mut self.beside {
                    reading.add_measure(variable, &values);
                }
                self.tally.add_measure(variable, values)
            });
            self.shares[variable].push(measure);
        }
        answer
    }

    fn number(&mut self, column: usize, row: &Row, at: &At) -> Result<f64, Missing> {
        let number = row.number_at(column);
        let could_be_missing = !self.request.missing.is_empty() || matches!(number, Number::Not(_));
        if could_be_missing && answer(row.cell(column), &self.request.missing, &mut self.scratch).is_none() {
            return Err(Missing::Blank);
        }
        match number {
            Number::Value(value) => Ok(value),
            Number::Blank => Err(Missing::Blank),
            Number::Not(cell) => {
                let here = at.clone().row(row.number()).column(&self.request.headers[column]);
                self.problems.add(Problem::new(Code::NotANumber, here, quoted(&cell.shown())));
                Err(Missing::Unreadable)
            }
        }
    }

    /// The end of the rows. Rows without a place in the design are refused, all of them shown.
    pub fn finish(mut self) -> Result<Read, Problems> {
        self.flush();
        if !self.misplaced.is_empty() {
            return Err(self.misplaced);
        }
        let Reader { request, mut tally, sampler, beside, answers, groups, shares, mut problems, .. } = self;
        let of_one_unit = beside.as_ref().is_some_and(Reading::is_of_one_unit);
        let design = if of_one_unit { Units::of_rows(1) } else { sampler.finish()? };
        let weights = match (beside, &request.weighting) {
            (Some(reading), _) => {
                reading.finish(&design, request.design.implies_weights(), &mut tally, &mut problems)?
            }
            (None, Weighed::Made { how, centre }) => {
                Weights::made(made(&design, *how, request.rules.variance.lonely, *centre), &design)
            }
            (None, _) => Weights::of_design(),
        };
        Ok(Read { request, tally, design, weights, answers, groups, shares, problems })
    }
}
