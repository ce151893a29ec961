//! What is done with rows before they are coded: personal columns are noticed, and corrections applied.

use super::columns::Columns;
use super::corrections::{Corrections, Corrector, Settled};
use super::personal::{Personal, Watch};
use crate::instrument::Instrument;
use crate::problem::{At, Problems};
use crate::table::{Chunk, Table};

/// Looks at every chunk in the order of the files, and corrects its rows.
#[derive(Debug)]
pub struct AtReading {
    watch: Watch,
    corrector: Option<Corrector>,
    headers: Vec<String>,
    places: Vec<At>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Noticed {
    /// Every correction, if any were given.
    pub corrections: Option<Vec<Settled>>,
    /// What is wrong with corrections, and how many were done.
    pub of_corrections: Problems,
    /// Which columns look personal, for each file.
    pub of_files: Problems,
}

impl AtReading {
    /// For the columns of a table.
    pub fn new(
        instrument: &Instrument,
        columns: &Columns,
        table: &Table,
        corrections: Option<Corrections>,
    ) -> AtReading {
        let (headers, files) = (table.columns(), table.files());
        let correct = |corrections| Corrector::new(corrections, instrument, columns, headers, files);
        let place = |f: &crate::table::FileFacts| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) };
        AtReading {
            watch: Watch::new(headers, table.labels(), &columns.read()),
            corrector: corrections.map(correct),
            headers: headers.to_vec(),
            places: files.iter().map(place).collect(),
        }
    }

    /// The same where other columns are read too.
    pub fn reading_too(mut self, columns: &[usize]) -> AtReading {
        self.watch.pass_over(columns);
        self
    }

    /// Looks at a chunk before its rows are coded.
    pub fn chunk(&mut self, chunk: &mut Chunk) {
        self.watch.see(chunk);
        if let Some(corrector) = &mut self.corrector {
            corrector.correct(chunk);
        }
    }

    /// The columns that look personal so far.
    pub fn personal(&self) -> Vec<Personal> {
        self.watch.found()
    }

    /// The end of the rows.
    pub fn finish(self) -> Noticed {
        let of_files = self.watch.problems(&self.headers, &self.places);
        match self.corrector.map(Corrector::finish) {
            Some((settled, of_corrections)) => Noticed { corrections: Some(settled), of_corrections, of_files },
            None => Noticed { of_files, ..Noticed::default() },
        }
    }
}
