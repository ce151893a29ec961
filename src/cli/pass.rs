//! The one pass over the rows of a survey, on one thread or several.

use super::Result;
use super::shell::Progress;
use crate::coding::{AnswerCoder, AtReading, CodedAnswers, Coder, Coding, Compiled, Noticed};
use crate::problem::At;
use crate::table::{self, Chunk, Table};
use crate::tally::{self, Lots, Tally, Turns};
use crate::together::{self, Work};

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

impl Pass {
    /// The one pass over the rows. What is added, and in which order, is the same with any number of threads.
    pub fn read(
        self,
        (table, mut at_reading): (Table, AtReading),
        answers: AnswerCoder,
        coder: Coder,
        compiled: &Compiled,
    ) -> Result<(Table, Tally, Coding, Noticed)> {
        let threads = usize::from(self.threads);
        let places =
            table.files().iter().map(|f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) });
        let reading = Reading {
            pass: tally::Pass::new(&compiled.plan, self.rows_are_units),
            places: places.collect(),
            progress: Progress::new(self.quiet),
        };
        let mut rows = CodedRows { coder, lots: Lots::new(&compiled.plan) };
        let hands = vec![answers; threads];
        let table = together::in_order(&reading, hands, &mut rows, |bring| {
            table::hand_over(table, &mut |mut chunk| {
                at_reading.chunk(&mut chunk);
                bring(chunk)
            })
        })?;
        reading.progress.done();
        let Reading { pass, .. } = reading;
        together::each(pass.left(rows.lots), threads, |left| pass.add_left(left));
        Ok((table, pass.finish(), rows.coder.finish()?, at_reading.finish()))
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
    lots: Lots,
}

impl<'i> Work<CodedRows<'i>> for Reading {
    type Thing = Chunk;
    type Hand = AnswerCoder;
    type Ready = CodedAnswers;
    type Rest<'w> = Turns<'w>;

    fn prepare(&self, hand: &mut AnswerCoder, chunk: &Chunk) -> CodedAnswers {
        hand.code(chunk)
    }

    fn settle<'w>(&'w self, rows: &mut CodedRows<'i>, chunk: &Chunk, coded: CodedAnswers) -> Turns<'w> {
        let CodedRows { coder, lots } = rows;
        let mut turns = self.pass.turns();
        coder.rows(chunk, &self.places[chunk.file()], &coded, lots, |at, lot| turns.take(at, lot));
        self.progress.advance(chunk, coder.counted().read);
        turns
    }

    fn finish(&self, _: &mut AnswerCoder, turns: Turns<'_>) {
        turns.add();
    }
}
