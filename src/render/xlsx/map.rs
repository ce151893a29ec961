//! A map of tiles on a sheet: each tile is a few coloured cells, the name above and the value below, so that the numbers of
//! the map are numbers.

use super::grid;
use super::layout;
use super::pen::{Pen, cell};
use super::styles::{Look, Part};
use crate::render::signs::Signs;
use crate::report::words::{self, Word, t};
use crate::report::{MapFrame, MapTile, TileMap, TileState, Value};

/// A tile spans so many columns; a narrow one stands between two tiles.
const ACROSS: u16 = 2;
const STEP: u16 = ACROSS + 1;
/// The widths of a tile's columns and of those between, in characters.
const WIDE: f64 = 8.0;
const BETWEEN: f64 = 0.9;
/// The heights of a value and of the row between two tiles, in points.
const VALUE: f64 = 21.0;
const GAP: f64 = 5.0;

/// The columns that a map needs, with their widths.
pub fn columns(map: &TileMap) -> impl Iterator<Item = (u16, f64)> {
    let (_, columns) = map.size();
    (0..u16::from(columns) * STEP).map(|at| (at, if at % STEP < ACROSS { WIDE } else { BETWEEN }))
}

/// Writes a map with what its signs mean.
pub fn write(pen: &mut Pen<'_>, map: &TileMap) -> anyhow::Result<()> {
    let title = pen.reading.inline(&map.title).into_owned();
    pen.line(&title, Look::Heading, 13.0)?;
    pen.paragraph(&map.about)?;
    let (rows, _) = map.size();
    for row in 0..rows {
        if let Some(frame) = map.frame().filter(|frame| frame.rows.0 == row) {
            frame_title(pen, frame)?;
        }
        let tiles: Vec<&MapTile> = map.tiles().iter().filter(|tile| tile.row == row).collect();
        if !tiles.is_empty() {
            tile_row(pen, &tiles)?;
        }
        pen.end_row(GAP)?;
    }
    grid::legend(pen, &Signs::of_map(map))?;
    if map.has_outside() {
        let short = pen.reading.inline(&t(Word::OutsideSet)).into_owned();
        grid::legend_row(pen, Look::SampleOutside, &short, &t(Word::OutsideSetAbout))?;
    }
    pen.gap();
    Ok(())
}

/// The first and the last column of a tile.
fn span(column: u8) -> (u16, u16) {
    let first = u16::from(column) * STEP;
    (first, first + ACROSS - 1)
}

fn frame_title(pen: &mut Pen<'_>, frame: &MapFrame) -> anyhow::Result<()> {
    let title = pen.reading.inline(&frame.title).into_owned();
    let (first, last) = (span(frame.columns.0).0, span(frame.columns.1).1);
    let high = pen.text_over(first, last, &title, Look::FrameTitle, 11.5)?;
    pen.end_row(high)?;
    pen.end_row(GAP)
}

/// The names of tiles side by side, and under them their values.
fn tile_row(pen: &mut Pen<'_>, tiles: &[&MapTile]) -> anyhow::Result<()> {
    let mut high: f64 = 0.0;
    for tile in tiles {
        let (first, last) = span(tile.column);
        let name = pen.reading.stacked(&tile.label).into_owned();
        high = high.max(pen.text_over(first, last, &name, look(&tile.state, Part::Name), 10.0)?);
    }
    pen.end_row(high)?;
    let mut high = VALUE;
    for tile in tiles {
        let (first, last) = span(tile.column);
        let look = look(&tile.state, Part::Value);
        let value = tile.state.value();
        let text = value.as_ref().map(|value| written(pen, value)).unwrap_or_default();
        pen.text_over(first, last, &text, look, 11.0)?;
        match &value {
            Some(value @ Value::Number { .. }) => pen.value(pen.row, first, value, look)?,
            _ => high = high.max(layout::height(layout::lines(&text, pen.widths.sum(first, last)), 9.0)),
        }
    }
    pen.end_row(high)
}

fn look(state: &TileState, part: Part) -> Look {
    state.value().map_or(Look::TileOutside(part), |value| Look::Tile(part, cell(&value)))
}

fn written(pen: &Pen<'_>, value: &Value) -> String {
    match value {
        Value::Absent { why } => pen.reading.stacked(&t(words::absent(*why))).into_owned(),
        _ => pen.reading.value(value).into_owned(),
    }
}
