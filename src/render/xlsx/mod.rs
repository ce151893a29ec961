//! The workbook: a sheet for each section, made to be read, filtered and printed.
//!
//! Numbers stay unrounded numbers; number formats show their digits and the shapes of lights. Text is never a formula
//! and never a link. The same report gives the same bytes, so nothing here asks for the time.

mod answers;
mod board;
mod chart;
mod cover;
mod dots;
mod face;
mod funnel;
mod grid;
mod intervals;
pub(crate) mod layout;
mod map;
pub(crate) mod names;
mod paper;
mod pen;
mod quadrants;
mod rounds;
mod rulers;
mod runs;
mod setup;
mod styles;

pub(super) use styles::colours;

use anyhow::Context;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::{File, Reading, Settings};
use crate::report::words::OwnWords;
use crate::report::{Block, Paper, Report, Section};
use crate::together;
use names::Tabs;
use pen::{Pen, Ways};
use styles::{Look, Styles};

/// Rows of a grid past which a sheet is written through a temporary file instead of being kept in memory.
const LONG_GRID: usize = 20_000;

/// How hard the parts of a workbook are packed: in half the usual time, and a seventh larger.
const QUICK: u8 = 2;

/// Writes `STEM.xlsx`.
pub fn write(report: &Report, settings: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let reading = settings.reading();
    let mut tabs = Tabs::default();
    let cover = cover::section(report);
    let others: Vec<&Section> = report.sections.iter().filter(|s| s.id != cover::ID).collect();
    let cover_tab = tabs.claim(&cover.title, reading);
    let mut sheets: Vec<(String, &Section)> = others.iter().map(|s| (tabs.claim(&s.title, reading), *s)).collect();
    let mut ways: Ways = [(cover::ID.to_string(), cover_tab.clone())].into();
    for (tab, section) in &sheets {
        ways.entry(section.id.to_string()).or_insert_with(|| tab.clone());
    }
    let drawn = chart::has_charts(report);
    let plan = chart::Plan::of(report, if drawn { tabs.claim(&chart::title(), reading) } else { String::new() });
    let numbers = Section { id: "chart-data".into(), title: chart::title(), blocks: Vec::new(), paper: Paper::Across };
    if drawn {
        sheets.push((plan.tab.clone(), &numbers));
    }

    let mut book = Workbook::new();
    book.set_properties(&properties(report, reading)?);
    book.set_zip_compression_level(QUICK);
    let new = |tab, section, part| Todo { through: None, tab, section, part, plan: &plan, ways: &ways };
    let mut todo = vec![new(&*cover_tab, &cover, Part::Cover(report, &sheets))];
    for (tab, section) in sheets.iter().take(others.len()) {
        let written = new(tab, section, Part::Section);
        todo.push(match is_long(section) {
            true => Todo { through: Some(book.new_worksheet_with_low_memory()?), ..written },
            false => written,
        });
    }
    if drawn {
        todo.push(new(&plan.tab, &numbers, Part::Numbers));
    }
    let mut defined = Vec::new();
    let warning = report.made_by.warning().map(|warning| reading.inline(&warning).into_owned());
    for done in write_sheets(todo, settings) {
        let (mut sheet, found) = done?;
        if let Some(warning) = &warning {
            warn(&mut sheet, warning);
        }
        book.push_worksheet(*sheet);
        defined.extend(found);
    }
    define(&mut book, &defined)?;
    let bytes = book.save_to_buffer().context("the workbook could not be put together")?;
    if settings.ends {
        std::mem::forget(book);
    }
    Ok(vec![File { name: format!("{stem}.xlsx"), bytes }])
}

/// Says at the top of every printed page that answers are made up.
fn warn(sheet: &mut Worksheet, warning: &str) {
    sheet.set_header(format!("&C&\"-,Bold\"&10{warning}"));
}

/// A grid's name for formulas, and its cells.
struct Defined {
    name: String,
    range: String,
}

/// The sheets after the cover, by their tab's name.
type Sheets<'a> = [(String, &'a Section)];

/// What a sheet is.
#[derive(Clone, Copy)]
enum Part<'a> {
    Cover(&'a Report<'a>, &'a Sheets<'a>),
    Section,
    /// The numbers of charts.
    Numbers,
}

/// A sheet to be written.
struct Todo<'a> {
    /// The sheet of a long one, which goes through a temporary file. Any other is made by whoever writes it, whose memory it then
    /// grows in.
    through: Option<Worksheet>,
    tab: &'a str,
    section: &'a Section,
    part: Part<'a>,
    plan: &'a chart::Plan<'a>,
    ways: &'a Ways,
}

impl Todo<'_> {
    /// About how much there is to write. A chart is as much work as a small table.
    fn cells(&self) -> usize {
        const OF_CHART: usize = 300;
        let of_block = |block: &Block| match block {
            Block::Grid(grid) => grid.rows.len() * grid.columns.len(),
            Block::Chart(_) => OF_CHART,
            _ => 1,
        };
        match self.part {
            Part::Cover(..) | Part::Section => self.section.blocks.iter().map(of_block).sum(),
            Part::Numbers => self.plan.cells(),
        }
    }
}

/// A sheet that is written, with the grids on it; it is large, and handed on.
type Done = anyhow::Result<(Box<Worksheet>, Vec<Defined>)>;

/// Writes all sheets, as many at once as the settings say; they come out in their order.
///
/// Long ones share the table of strings that goes through a file, and its order is that of writing: they take their turns,
/// beside the others.
fn write_sheets(todo: Vec<Todo<'_>>, settings: &Settings) -> Vec<Done> {
    let mut done: Vec<Option<Done>> = todo.iter().map(|_| None).collect();
    let (long, mut short): (Vec<_>, Vec<_>) = todo.into_iter().enumerate().partition(|(_, todo)| is_long(todo.section));
    // The largest first, so that nobody waits for one that was begun last.
    short.sort_by_key(|(_, todo)| std::cmp::Reverse(todo.cells()));
    let turns = std::iter::once(long).chain(short.into_iter().map(|one| vec![one])).collect();
    let words = OwnWords::spoken();
    let write = |todo: Todo<'_>| write_sheet(todo, &mut Styles::new(settings.palette), settings.reading());
    let written = together::each(turns, settings.threads, |turn: Vec<_>| {
        words.speak(|| turn.into_iter().map(|(at, todo)| (at, write(todo))).collect::<Vec<_>>())
    });
    written.into_iter().flatten().for_each(|(at, sheet)| done[at] = Some(sheet));
    done.into_iter().flatten().collect()
}

fn write_sheet(todo: Todo<'_>, styles: &mut Styles, reading: Reading) -> Done {
    let Todo { through, tab, section, part, plan, ways } = todo;
    let mut sheet = Box::new(through.unwrap_or_else(Worksheet::new));
    sheet.set_name(tab)?;
    if let Part::Numbers = part {
        chart::numbers(&mut sheet, styles, reading, plan)?;
        return Ok((sheet, Vec::new()));
    }
    let mut pen = Pen::new(&mut sheet, styles, reading, section, ways)?;
    match part {
        Part::Cover(report, _) => cover::top(&mut pen, report)?,
        Part::Section | Part::Numbers => pen.titled(&section.title, Look::Title)?,
    }
    let mut placed = Vec::new();
    let mut blocks = section.blocks.as_slice();
    while let [block, rest @ ..] = blocks {
        let charts = chart::first(blocks);
        if charts.is_empty() {
            if chart::is_heading(blocks) {
                pen.breaks.push(pen.row);
            }
            placed.extend(pen.block(block, section)?);
            blocks = rest;
        } else {
            chart::write(&mut pen, &charts, plan, section)?;
            blocks = &blocks[charts.len()..];
        }
    }
    if let Part::Cover(_, sheets) = part {
        cover::contents(&mut pen, sheets)?;
    }
    setup::finish(&mut pen, section, &placed)?;
    let defined = |grid: &grid::Placed| Defined {
        name: names::defined(&grid.id),
        range: format!("={}!{}", names::quoted(tab), grid.range()),
    };
    Ok((sheet, placed.iter().map(defined).collect()))
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
