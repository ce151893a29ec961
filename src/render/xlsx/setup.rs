//! What a sheet needs beside its cells: panes that stay, filters, and pages that print well.

use super::chart;
use super::grid::Placed;
use super::paper;
use super::pen::Pen;
use crate::report::{Block, Paper, Section};

/// A4 in Excel's list of papers.
const A4: u8 = 9;
/// Rows from which a filter helps.
const FILTERED: u32 = 8;
/// The most that may stay in view above a grid, in points; more would leave no room to scroll.
const TALLEST_PANE: f64 = 280.0;
/// The most that may stay in view at the left, in characters.
const WIDEST_PANE: f64 = 64.0;

/// Sets panes, filter and print.
pub fn finish(pen: &mut Pen<'_>, section: &Section, placed: &[Placed]) -> anyhow::Result<()> {
    let main = main_grid(placed);
    if let Some(grid) = main {
        freeze(pen, grid)?;
        if grid.rows() >= FILTERED {
            pen.sheet.autofilter(grid.header, 0, grid.last, grid.last_column)?;
        }
    }
    print(pen, section, main)
}

/// The grid that the sheet is about: its only one, or a long one at the end.
fn main_grid(placed: &[Placed]) -> Option<&Placed> {
    match placed {
        [] => None,
        [only] => (only.rows() > 0).then_some(only),
        [others @ .., last] => {
            let longest = others.iter().map(Placed::rows).max().unwrap_or(0);
            (last.rows() >= 15 && last.rows() >= longest).then_some(last)
        }
    }
}

fn freeze(pen: &mut Pen<'_>, grid: &Placed) -> anyhow::Result<()> {
    let rows = if grid.above <= TALLEST_PANE { grid.header + 1 } else { 0 };
    // As many of the columns that name a row as leave room for the others.
    let keys = (1..=grid.keys).rev().find(|keys| pen.widths.sum(0, keys - 1) <= WIDEST_PANE).unwrap_or(0);
    if rows > 0 || keys > 0 {
        pen.sheet.set_freeze_panes(rows, keys)?;
    }
    Ok(())
}

fn print(pen: &mut Pen<'_>, section: &Section, main: Option<&Placed>) -> anyhow::Result<()> {
    let wide = pen.widths.pixels();
    let across = paper::lies_across(section, wide);
    let pages = paper::pages(across, wide);
    let parted = if pages > 1.0 { None } else { paper::parted(&pen.kept, pen.wide(), across) };
    let sheet = &mut pen.sheet;
    sheet.set_paper_size(A4);
    if across {
        sheet.set_landscape();
    }
    // A page for the wall is one page, whatever stands on it.
    let wall = section.blocks.iter().any(|block| matches!(block, Block::Board(_)));
    let charts = section.blocks.iter().any(|block| chart::native(block).is_some());
    // So is a map that has its sheet for itself.
    let maps = section.blocks.iter().filter(|block| matches!(block, Block::Chart(_))).count();
    let map = maps == 1 && main.is_none() && !charts;
    if charts {
        // Excel keeps to page breaks only where the scale is given.
        sheet.set_print_scale(chart::layout(wide, across).scale);
        sheet.set_page_breaks(&pen.breaks)?;
    } else {
        let high = match section.paper {
            Paper::Sheets(high) => u16::from(high),
            Paper::Upright | Paper::Across => u16::from(wall || map),
        };
        match parted.filter(|_| high == 0 && main.is_none()) {
            Some((scale, breaks)) => {
                sheet.set_print_scale(scale);
                sheet.set_page_breaks(&breaks)?;
            }
            None => {
                sheet.set_print_fit_to_pages(pages as u16, high);
            }
        }
    }
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&8&A&R&8&P / &N");
    sheet.set_screen_gridlines(false);
    // The header of a table says nothing over charts.
    if let Some(grid) = main.filter(|_| !charts) {
        sheet.set_repeat_rows(grid.header_first, grid.header)?;
        if pages > 1.0 && grid.keys > 0 {
            sheet.set_repeat_columns(0, grid.keys - 1)?;
        }
    }
    Ok(())
}
