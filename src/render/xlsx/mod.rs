//! The workbook: a sheet for each section, made to be read, filtered and printed.
//!
//! Numbers stay unrounded numbers; number formats show their digits and the shapes of lights. Text is never a formula
//! and never a link. The same report gives the same bytes, so nothing here asks for the time.

mod board;
mod cover;
mod face;
mod grid;
pub(crate) mod layout;
pub(crate) mod names;
mod pen;
mod setup;
mod styles;

use anyhow::Context;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use super::{File, Reading, Settings};
use crate::report::{Block, Report, Section};
use names::Tabs;
use pen::Pen;
use styles::{Look, Styles};

/// Rows of a grid past which a sheet is written through a temporary file instead of being kept in memory.
const LONG_GRID: usize = 20_000;

/// Writes `STEM.xlsx`.
pub fn write(report: &Report, settings: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let reading = settings.reading();
    let mut tabs = Tabs::default();
    let cover = cover::section(report);
    let others: Vec<&Section> = report.sections.iter().filter(|s| s.id != cover::ID).collect();
    let cover_tab = tabs.claim(&cover.title, reading);
    let sheets: Vec<(String, &Section)> = others.iter().map(|s| (tabs.claim(&s.title, reading), *s)).collect();

    let mut book = Workbook::new();
    book.set_properties(&properties(report, reading)?);
    let mut styles = Styles::new(settings.palette);
    let mut defined = Vec::new();
    defined.extend(write_sheet(&mut book, &cover_tab, &cover, &mut styles, reading, Some((report, &sheets)))?);
    for (tab, section) in &sheets {
        let found = write_sheet(&mut book, tab, section, &mut styles, reading, None)?;
        defined.extend(found);
    }
    define(&mut book, &defined)?;
    let bytes = book.save_to_buffer().context("the workbook could not be put together")?;
    Ok(vec![File { name: format!("{stem}.xlsx"), bytes }])
}

/// A grid's name for formulas, and its cells.
struct Defined {
    name: String,
    range: String,
}

/// The sheets after the cover, by their tab's name.
type Sheets<'a> = [(String, &'a Section)];

fn write_sheet(
    book: &mut Workbook,
    tab: &str,
    section: &Section,
    styles: &mut Styles,
    reading: Reading,
    cover: Option<(&Report, &Sheets<'_>)>,
) -> anyhow::Result<Vec<Defined>> {
    let sheet = if is_long(section) { book.add_worksheet_with_low_memory()? } else { book.add_worksheet() };
    sheet.set_name(tab)?;
    let mut pen = Pen::new(sheet, styles, reading, section)?;
    match cover {
        Some((report, _)) => cover::top(&mut pen, report)?,
        None => pen.titled(&section.title, Look::Title)?,
    }
    let mut placed = Vec::new();
    for block in &section.blocks {
        placed.extend(pen.block(block, section)?);
    }
    if let Some((_, sheets)) = cover {
        cover::contents(&mut pen, sheets)?;
    }
    setup::finish(&mut pen, section, &placed)?;
    Ok(placed
        .iter()
        .map(|grid| Defined {
            name: names::defined(&grid.id),
            range: format!("={}!{}", names::quoted(tab), grid.range()),
        })
        .collect())
}

fn is_long(section: &Section) -> bool {
    section.blocks.iter().any(|block| matches!(block, Block::Grid(grid) if grid.rows.len() > LONG_GRID))
}

fn define(book: &mut Workbook, defined: &[Defined]) -> anyhow::Result<()> {
    let mut seen = std::collections::BTreeSet::new();
    for Defined { name, range } in defined {
        if seen.insert(name.to_lowercase()) {
            book.define_name(name.as_str(), range)?;
        }
    }
    Ok(())
}

fn properties(report: &Report, reading: Reading) -> anyhow::Result<DocProperties> {
    let made_by = &report.made_by;
    let options: Vec<String> = made_by.options.iter().map(|(name, value)| format!("{name}={value}")).collect();
    // A fixed day: the same report is the same file.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(reading.inline(&report.title))
        .set_subject(reading.inline(&report.subtitle))
        .set_author(&made_by.tool)
        .set_comment(format!("{} {} {}", made_by.tool, made_by.instrument, options.join(" ")))
        .set_creation_datetime(&day))
}

#[cfg(test)]
mod tests;
