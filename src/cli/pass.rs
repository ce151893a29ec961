//! The one pass over the rows of a survey, on one thread or two.

use std::sync::mpsc::{channel, sync_channel};

use super::Result;
use super::shell::Progress;
use crate::coding::{Coder, Coding, Compiled};
use crate::problem::At;
use crate::table::{self, Table};
use crate::tally::{Batch, Lots, Tally};

/// Full lots that may wait to be added.
const LOTS_UNDER_WAY: usize = 8;

/// How the pass over the rows goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pass {
    /// With two threads one reads ahead and adds up while the other codes.
    pub threads: u8,
    /// Whether no progress is shown.
    pub quiet: bool,
    /// Whether every row is a sampled unit.
    pub rows_are_units: bool,
}

impl Pass {
    /// The one pass over the rows. What is added, and in which order, doesn't depend on the threads.
    pub fn read(self, table: Table, coder: Coder, compiled: &Compiled) -> Result<(Table, Tally, Coding)> {
        let mut tally = Tally::new(compiled.plan.clone(), self.rows_are_units);
        if self.threads == 1 {
            let (table, coding) = self.code(table, coder, compiled, |batch| {
                tally.add(batch);
                batch.clear();
            })?;
            return Ok((table, tally, coding));
        }
        std::thread::scope(|scope| {
            let (full, filled) = sync_channel::<Batch>(LOTS_UNDER_WAY);
            let (used, empty) = channel::<Batch>();
            let adder = scope.spawn(move || {
                for mut batch in filled {
                    tally.add(&batch);
                    batch.clear();
                    // Nobody takes it back after the last row.
                    let _ = used.send(batch);
                }
                tally
            });
            let coded = self.code(table, coder, compiled, |batch| {
                let next = empty.try_recv().unwrap_or_else(|_| Batch::new(&compiled.plan));
                // The other side hangs up only if it panicked, which joining it passes on.
                let _ = full.send(std::mem::replace(batch, next));
            });
            drop(full);
            let tally = adder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let (table, coding) = coded?;
            Ok((table, tally, coding))
        })
    }

    /// Codes every row; `add` takes the rows out of a full lot.
    fn code(
        self,
        table: Table,
        mut coder: Coder,
        compiled: &Compiled,
        mut add: impl FnMut(&mut Batch),
    ) -> Result<(Table, Coding)> {
        let mut lots = Lots::new(&compiled.plan);
        let places: Vec<At> = table
            .files()
            .iter()
            .map(|f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) })
            .collect();
        let progress = Progress::new(self.quiet);
        let table = table::for_each_chunk(table, self.threads > 1, |chunk| {
            coder.rows(chunk, &places[chunk.file()], &mut lots, &mut add);
            progress.advance(chunk, coder.counted().read);
            Ok(())
        })?;
        lots.rest().for_each(add);
        progress.done();
        Ok((table, coder.finish()?))
    }
}
