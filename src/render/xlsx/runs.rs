//! The looks of a grid's cells, given to blocks of cells: to runs below each other, and to runs that stand side by side.
//!
//! The library finds a format by all that it consists of, which takes several times as long as writing the cell. Most cells
//! look like the one above them, and many like the one beside them.

use rust_xlsxwriter::Worksheet;

use super::styles::{Look, Styles};

/// The run that each column is in, and the runs that ended last, side by side.
#[derive(Debug, Default)]
pub struct Runs {
    columns: Vec<Option<Run>>,
    ended: Option<Block>,
}

/// Runs alike from a column to another.
#[derive(Debug, Clone, Copy)]
struct Block {
    run: Run,
    first: u16,
    last: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
                if let Some(before) = run.replace(Run { look, first: row, last: row }) {
                    self.finish(sheet, styles, column, before)?;
                }
            }
        }
        Ok(())
    }

    /// Gives the looks that are still open: at the end of a grid.
    pub fn end(&mut self, sheet: &mut Worksheet, styles: &mut Styles) -> anyhow::Result<()> {
        for (column, run) in (0..).zip(std::mem::take(&mut self.columns)) {
            if let Some(run) = run {
                self.finish(sheet, styles, column, run)?;
            }
        }
        self.ended.take().map_or(Ok(()), |block| block.give(sheet, styles))
    }

    /// Takes a run that ended beside the others, or gives them their look.
    fn finish(&mut self, sheet: &mut Worksheet, styles: &mut Styles, column: u16, run: Run) -> anyhow::Result<()> {
        match &mut self.ended {
            Some(block) if block.run == run && block.last + 1 == column => block.last = column,
            ended => {
                if let Some(block) = ended.replace(Block { run, first: column, last: column }) {
                    block.give(sheet, styles)?;
                }
            }
        }
        Ok(())
    }
}

impl Block {
    fn give(self, sheet: &mut Worksheet, styles: &mut Styles) -> anyhow::Result<()> {
        let Block { run, first, last } = self;
        sheet.set_range_format(run.first, first, run.last, last, styles.get(run.look))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::render::Palette;
    use crate::render::xlsx::styles::{Cell, Side};
    use crate::report::RowRole;

    /// The cells of a sheet with their looks, each by the number it was met first under.
    fn looks(mut book: Workbook) -> Vec<(String, usize)> {
        let bytes = book.save_to_buffer().expect("a workbook");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
        let sheet = std::io::read_to_string(zip.by_name("xl/worksheets/sheet1.xml").expect("its sheet")).expect("text");
        let mut met = Vec::new();
        let mut cell = |cell: &str| {
            let attribute =
                |name: &str| cell.split(&format!(" {name}=\"")).nth(1)?.split('"').next().map(str::to_owned);
            let look = attribute("s");
            let at = met.iter().position(|of| *of == look).unwrap_or_else(|| {
                met.push(look);
                met.len() - 1
            });
            (attribute("r").unwrap_or_default(), at)
        };
        sheet.split("<c").skip(1).filter(|part| part.starts_with(' ')).map(&mut cell).collect()
    }

    #[test]
    fn every_cell_has_the_look_that_it_was_given_whatever_stands_around_it() {
        let [head, words, count] = [
            Look::Header(Side::Left),
            Look::Cell(RowRole::Plain, Cell::Words),
            Look::Cell(RowRole::Plain, Cell::Count),
        ];
        let rows: [[Option<Look>; 4]; 5] = [
            [Some(head); 4],
            [Some(words), Some(words), Some(count), Some(count)],
            [Some(words), Some(words), Some(count), None],
            [Some(words), Some(count), Some(count), Some(count)],
            [None, Some(count), Some(words), Some(words)],
        ];
        let cells = || {
            rows.iter()
                .zip(0..)
                .flat_map(|(row, at)| row.iter().zip(0..).map(move |(look, column)| (at, column, *look)))
        };
        let mut styles = Styles::new(Palette::default());
        let (mut by_runs, mut by_cells) = (Workbook::new(), Workbook::new());
        let (sheet, mut runs) = (by_runs.add_worksheet(), Runs::default());
        for (row, column, look) in cells() {
            let Some(look) = look else { continue };
            sheet.write_string(row, column, "Ховд").expect("a cell");
            runs.add(sheet, &mut styles, (row, column), look).expect("a look");
        }
        runs.end(sheet, &mut styles).expect("looks");
        let sheet = by_cells.add_worksheet();
        for (row, column, look) in cells() {
            let Some(look) = look else { continue };
            sheet.write_string_with_format(row, column, "Ховд", styles.get(look)).expect("a cell");
        }
        let (by_runs, by_cells) = (looks(by_runs), looks(by_cells));
        assert_eq!(by_cells.len(), 18);
        assert_eq!(by_runs, by_cells);
    }
}
