//! The looks of a grid's cells, given to runs of cells below each other.
//!
//! The library finds a format by all that it consists of, which takes several times as long as writing the cell. Most cells
//! look like the one above them.

use rust_xlsxwriter::Worksheet;

use super::styles::{Look, Styles};

/// The run that each column is in.
#[derive(Debug, Default)]
pub struct Runs {
    columns: Vec<Option<Run>>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    look: Look,
    first: u32,
    last: u32,
}

impl Runs {
    /// Notes how a cell looks. It may be written before or after, without a format.
    pub fn add(
        &mut self,
        sheet: &mut Worksheet,
        styles: &mut Styles,
        (row, column): (u32, u16),
        look: Look,
    ) -> anyhow::Result<()> {
        let at = usize::from(column);
        if at >= self.columns.len() {
            self.columns.resize(at + 1, None);
        }
        match &mut self.columns[at] {
            Some(run) if run.look == look && run.last + 1 == row => run.last = row,
            run => {
                let before = run.replace(Run { look, first: row, last: row });
                give(sheet, styles, column, before)?;
            }
        }
        Ok(())
    }

    /// Gives the looks that are still open: at the end of a grid.
    pub fn end(&mut self, sheet: &mut Worksheet, styles: &mut Styles) -> anyhow::Result<()> {
        (0..).zip(self.columns.drain(..)).try_for_each(|(column, run)| give(sheet, styles, column, run))
    }
}

fn give(sheet: &mut Worksheet, styles: &mut Styles, column: u16, run: Option<Run>) -> anyhow::Result<()> {
    if let Some(Run { look, first, last }) = run {
        sheet.set_range_format(first, column, last, column, styles.get(look))?;
    }
    Ok(())
}
