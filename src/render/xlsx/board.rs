//! A page for the wall on a sheet: A4 upright, big type, a face beside each score.

use rust_xlsxwriter::{Image, ObjectMovement};

use super::face;
use super::layout;
use super::pen::{Pen, cell};
use super::styles::{Cell, Look, Side, WALL};
use crate::lang::Label;
use crate::report::{Board, BoardLine, BoardMark, Face, Value};

/// A page has so many columns, all alike; what stands on it spans some of them.
pub const COLUMNS: u16 = 12;
/// Their width in characters.
pub const WIDTH: f64 = 7.4;
/// Columns of a line's title; the sides share the others.
const TITLE: u16 = 6;
/// The first columns of the parts of a promise.
const PROMISE: [u16; 5] = [0, 5, 8, 10, COLUMNS];
/// How large a face is printed, in pixels of a screen, and how high its row is, in points.
const FACE: f64 = 34.0;
const FACE_ROW: f64 = 32.0;

/// Writes the page.
pub fn write(pen: &mut Pen<'_>, board: &Board) -> anyhow::Result<()> {
    for (name, value) in &board.facts {
        fact(pen, name, value)?;
    }
    pen.end_row(6.0)?;
    lines(pen, board)?;
    pen.end_row(6.0)?;
    for (name, text) in &board.lists {
        let name = pen.reading.inline(name).into_owned();
        let text = pen.reading.stacked(text).into_owned();
        row(pen, &[(0, 2, &name, Look::WallBold), (3, COLUMNS - 1, &text, Look::Wall(Cell::Words))])?;
    }
    pen.end_row(6.0)?;
    promises(pen, board)?;
    for note in &board.notes {
        let note = pen.reading.stacked(note).into_owned();
        let high = pen.text_over(0, COLUMNS - 1, &note, Look::WallNote, 9.0)?;
        pen.end_row(high)?;
    }
    Ok(())
}

fn fact(pen: &mut Pen<'_>, name: &Label, value: &Value) -> anyhow::Result<()> {
    let name = pen.reading.inline(name).into_owned();
    let value = pen.reading.value(value).into_owned();
    let high = pen.text_over(0, 3, &name, Look::FactName, 11.0)?;
    let high = high.max(pen.text_over(4, COLUMNS - 1, &value, Look::Fact(Cell::Words), 11.0)?);
    pen.end_row(high)
}

/// Texts over columns, in one row as high as the highest.
fn row(pen: &mut Pen<'_>, parts: &[(u16, u16, &str, Look)]) -> anyhow::Result<()> {
    let mut high: f64 = 0.0;
    for (first, last, text, look) in parts {
        high = high.max(pen.text_over(*first, *last, text, *look, WALL)?);
    }
    pen.end_row(high)
}

/// Where each side begins.
fn side_first(at: usize, sides: usize) -> u16 {
    let wide = (COLUMNS - TITLE) / u16::try_from(sides.max(1)).unwrap_or(1);
    TITLE + wide * u16::try_from(at).unwrap_or(0)
}

fn lines(pen: &mut Pen<'_>, board: &Board) -> anyhow::Result<()> {
    let sides = board.sides.len();
    let heading = pen.reading.stacked(&board.heading).into_owned();
    let names: Vec<String> = board.sides.iter().map(|side| pen.reading.stacked(side).into_owned()).collect();
    let mut parts = vec![(0, TITLE - 1, heading.as_str(), Look::WallHeader(Side::Left))];
    parts.extend(names.iter().enumerate().map(|(at, name)| {
        (side_first(at, sides), side_first(at + 1, sides) - 1, name.as_str(), Look::WallHeader(Side::Middle))
    }));
    row(pen, &parts)?;
    board.lines.iter().try_for_each(|line| scored(pen, line, sides))
}

fn scored(pen: &mut Pen<'_>, line: &BoardLine, sides: usize) -> anyhow::Result<()> {
    let title = pen.reading.stacked(&line.title).into_owned();
    let high = pen.text_over(0, TITLE - 1, &title, Look::WallBold, WALL)?.max(FACE_ROW);
    for (at, mark) in line.marks.iter().enumerate() {
        marked(pen, mark, (side_first(at, sides), side_first(at + 1, sides) - 1), high)?;
    }
    pen.end_row(high)
}

/// The face at the left, the score beside it; where there is none, the reason over both.
fn marked(pen: &mut Pen<'_>, mark: &BoardMark, (first, last): (u16, u16), high: f64) -> anyhow::Result<()> {
    let Some(face) = mark.face.filter(|_| last > first) else {
        let text = pen.reading.value(&mark.value).into_owned();
        pen.text_over(first, last, &text, Look::Wall(cell(&mark.value)), WALL)?;
        return Ok(());
    };
    pen.sheet.write_blank(pen.row, first, pen.styles.get(Look::Wall(Cell::Blank)))?;
    picture(pen, face, first, high)?;
    let look = Look::Wall(cell(&mark.value));
    if last > first + 1 {
        let text = pen.reading.value(&mark.value).into_owned();
        pen.text_over(first + 1, last, &text, look, WALL)?;
    }
    let row = pen.row;
    pen.value(row, first + 1, &mark.value, look)
}

fn picture(pen: &mut Pen<'_>, face: Face, column: u16, high: f64) -> anyhow::Result<()> {
    let scale = FACE / f64::from(face::SIZE);
    let image = Image::new_from_buffer(&face::png(face))?
        .set_scale_width(scale)
        .set_scale_height(scale)
        .set_alt_text(face.signs())
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    let across = (WIDTH * 7.0 + 5.0 - FACE) / 2.0;
    let down = (high * 96.0 / 72.0 - FACE) / 2.0;
    pen.sheet.insert_image_with_offset(pen.row, column, &image, across.max(0.0) as u32, down.max(0.0) as u32)?;
    Ok(())
}

fn promises(pen: &mut Pen<'_>, board: &Board) -> anyhow::Result<()> {
    let promised = pen.reading.inline(&board.promised).into_owned();
    pen.line(&promised, Look::Heading, 13.0)?;
    let heads: Vec<String> = board.promise_heads.iter().map(|head| pen.reading.stacked(head).into_owned()).collect();
    promise(pen, &heads, |_| Look::WallHeader(Side::Left))?;
    for values in &board.promises {
        let texts: Vec<String> = values.iter().map(|value| words(pen, value)).collect();
        promise(pen, &texts, |at| Look::Wall(cell(&values[at])))?;
    }
    Ok(())
}

fn words(pen: &Pen<'_>, value: &Value) -> String {
    match value {
        Value::Text { text } => pen.reading.stacked(text).into_owned(),
        _ => pen.reading.value(value).into_owned(),
    }
}

fn promise(pen: &mut Pen<'_>, texts: &[String], look: impl Fn(usize) -> Look) -> anyhow::Result<()> {
    let parts: Vec<(u16, u16, &str, Look)> = texts
        .iter()
        .zip(PROMISE.windows(2))
        .enumerate()
        .map(|(at, (text, ends))| (ends[0], ends[1] - 1, text.as_str(), look(at)))
        .collect();
    let needed = parts.iter().map(|(first, last, text, _)| {
        let width = pen.widths.sum(*first, *last) * 0.94 * 11.0 / WALL;
        layout::height(layout::lines(text, width), WALL)
    });
    let high = needed.fold(0.0, f64::max);
    for (first, last, text, look) in parts {
        pen.text_over(first, last, text, look, WALL)?;
    }
    pen.end_row(high)
}
