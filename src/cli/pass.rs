//! The one pass over the rows of a survey, on one thread or several.

use super::Result;
use super::shell::Progress;
use crate::coding::{AnswerCoder, AtReading, CodedAnswers, Coder, Coding, Compiled, GroupColumn, Noticed, Placed};
use crate::problem::{At, Problems};
use crate::table::{self, Chunk, Table};
use crate::tally::{self, Batch, GroupCode, Lots, NO_GROUP, Tally, Turns};
use crate::together::{self, Work};
use crate::weighting::{Reading as BesideReading, RowOf, Weights};

/// How the pass over the rows goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    /// Threads; no number depends on them.
    pub threads: u8,
    /// Whether no progress is shown.
    pub quiet: bool,
    /// Whether every row is a sampled unit.
    pub rows_are_units: bool,
}

/// What rows bring along beside one weight: replicate weights, or what their weights are calibrated by.
pub(super) struct Beside {
    pub reading: BesideReading,
    /// The groups that weights are calibrated by, and what finds those that follow from answers.
    pub groups: Vec<GroupColumn>,
    pub terms: Option<AnswerCoder>,
    pub headers: Vec<String>,
    /// Codes that mean that nothing is said.
    pub missing: Vec<String>,
}

/// What was read.
pub(super) struct Passed {
    pub table: Table,
    pub tally: Tally,
    pub coding: Coding,
    pub weights: Weights,
    pub noticed: Noticed,
}

impl Pass {
    /// The one pass over the rows. What is added, and in which order, is the same with any number of threads.
    pub fn read(
        self,
        (table, mut at_reading): (Table, AtReading),
        answers: AnswerCoder,
        coder: Coder,
        compiled: &Compiled,
        beside: Option<Beside>,
    ) -> Result<Passed> {
        let threads = usize::from(self.threads);
        let places =
            table.files().iter().map(|f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) });
        let reading = Reading {
            pass: tally::Pass::new(&compiled.plan, self.rows_are_units),
            places: places.collect(),
            progress: Progress::new(self.quiet),
        };
        let hand = Hand { answers, terms: beside.as_ref().and_then(|beside| beside.terms.clone()) };
        let sums = match beside {
            None => Sums::Lots(Lots::new(&compiled.plan)),
            Some(beside) => Sums::Beside(Box::new(Weighing::new(beside, compiled, self.rows_are_units))),
        };
        let mut rows = CodedRows { coder, sums };
        let hands = vec![hand; threads];
        let table = together::in_order(&reading, hands, &mut rows, |bring| {
            table::hand_over(table, &mut |mut chunk| {
                at_reading.chunk(&mut chunk);
                bring(chunk)
            })
        })?;
        reading.progress.done();
        let Reading { pass, .. } = reading;
        let CodedRows { coder, sums } = rows;
        let noticed = at_reading.finish();
        match sums {
            Sums::Lots(lots) => {
                together::each(pass.left(lots), threads, |left| pass.add_left(left));
                let (tally, coding) = (pass.finish(), coder.finish()?);
                Ok(Passed { table, tally, coding, weights: Weights::of_design(), noticed })
            }
            Sums::Beside(weighing) => {
                let mut coding = coder.finish()?;
                let (tally, weights) = weighing.finish(&mut coding)?;
                Ok(Passed { table, tally, coding, weights, noticed })
            }
        }
    }
}

/// What is done with a chunk: answers are coded on any thread, rows get their units in order, and full lots are added on
/// any thread again.
struct Reading {
    pass: tally::Pass,
    /// Every file and sheet.
    places: Vec<At>,
    progress: Progress,
}

/// What the rows are coded with, and into.
struct CodedRows<'i> {
    coder: Coder<'i>,
    sums: Sums,
}

/// What a thread codes chunks with: answers, and the groups that weights are calibrated by.
#[derive(Clone)]
struct Hand {
    answers: AnswerCoder,
    terms: Option<AnswerCoder>,
}

/// A coded chunk.
struct CodedChunk {
    answers: CodedAnswers,
    terms: Option<CodedAnswers>,
}

enum Sums {
    Lots(Lots),
    Beside(Box<Weighing>),
}

impl<'i> Work<CodedRows<'i>> for Reading {
    type Thing = Chunk;
    type Hand = Hand;
    type Ready = CodedChunk;
    type Rest<'w> = Turns<'w>;

    fn prepare(&self, hand: &mut Hand, chunk: &Chunk) -> CodedChunk {
        let Hand { answers, terms } = hand;
        CodedChunk { answers: answers.code(chunk), terms: terms.as_mut().map(|terms| terms.code(chunk)) }
    }

    fn settle<'w>(&'w self, rows: &mut CodedRows<'i>, chunk: &Chunk, coded: CodedChunk) -> Turns<'w> {
        let CodedChunk { answers: coded, terms } = coded;
        let CodedRows { coder, sums } = rows;
        let at = &self.places[chunk.file()];
        let mut turns = self.pass.turns();
        match sums {
            Sums::Lots(lots) => coder.rows(chunk, at, &coded, |placed| {
                placed.put(&coded, lots);
                if let Some((at, lot)) = lots.full() {
                    turns.take(at, lot);
                }
            }),
            Sums::Beside(weighing) => {
                let terms = terms.as_ref().map(CodedAnswers::rows);
                coder.rows(chunk, at, &coded, |placed| weighing.row(chunk, at, placed, coded.rows(), terms));
            }
        }
        self.progress.advance(chunk, coder.counted().read);
        turns
    }

    fn finish(&self, _: &mut Hand, turns: Turns<'_>) {
        turns.add();
    }
}

/// Rows that bring more along than a weight are added in the order of the file.
struct Weighing {
    beside: Beside,
    tally: Tally,
    batch: Batch,
    /// Rows that lack what they should bring along: nothing can be computed with them.
    refused: Problems,
    groups: Vec<GroupCode>,
}

impl Weighing {
    fn new(beside: Beside, compiled: &Compiled, rows_are_units: bool) -> Weighing {
        let rows_are_units = rows_are_units && !beside.reading.is_of_one_unit();
        let tally = Tally::new(compiled.plan.clone(), rows_are_units);
        let batch = Batch::new(tally.plan());
        Weighing { beside, tally, batch, refused: Problems::default(), groups: Vec::new() }
    }

    fn row(&mut self, chunk: &Chunk, place: &At, placed: Placed, coded: &Batch, terms: Option<&Batch>) {
        let Beside { reading, groups, headers, missing, .. } = &mut self.beside;
        let unit = if reading.is_of_one_unit() { 0 } else { placed.unit };
        self.groups.clear();
        self.groups.extend(groups.iter().enumerate().map(|(column, of)| match of {
            GroupColumn::Area => placed.area,
            GroupColumn::Grouping(_) | GroupColumn::Facility => {
                terms.map_or(NO_GROUP, |terms| terms.group(placed.row, column))
            }
        }));
        let row = RowOf { row: &chunk.row(placed.row), headers, missing, groups: &self.groups, place };
        if let Err(problem) = reading.read(row, (unit, placed.weight)) {
            return self.refused.add(*problem);
        }
        self.batch.push_from(unit, placed.weight, placed.groups(), coded, placed.row);
        let last = self.batch.len() - 1;
        reading.take(|column| self.batch.group(last, column));
        if self.batch.len() >= reading.full() {
            reading.add(&mut self.batch, &mut self.tally);
        }
    }

    fn finish(mut self, coding: &mut Coding) -> Result<(Tally, Weights)> {
        if !self.refused.is_empty() {
            return Err(self.refused.into());
        }
        let Beside { mut reading, .. } = self.beside;
        reading.add(&mut self.batch, &mut self.tally);
        if reading.is_of_one_unit() {
            coding.units = crate::design::Units::of_rows(1);
        }
        let implied = coding.implied_weights;
        let weights = reading.finish(&coding.units, implied, &mut self.tally, &mut coding.problems)?;
        Ok((self.tally, weights))
    }
}
