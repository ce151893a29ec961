//! The page for the wall: faces, big numbers, few words, read from two metres.
//!
//! It is laid out on A4 and enlarged for A3. What stands on it is tried at one density after the other, from large and all of
//! it to smaller and less, until it fits; room that is left over goes between the lines, then to lines for writing on.

use super::font::Weight;
use super::page::{FAINT, INK, LINE, Mark, rectangle};
use super::pen::{Part, Pen, Words};
use super::{HIGH, MARGIN, WIDE};
use super::{light_of, shapes};
use crate::render::xlsx::colours;
use crate::report::poster::{Group, Item, Poster, Promise};
use crate::report::words::{PosterWord, t};

/// How large and how much.
#[derive(Debug, Clone, Copy)]
struct Density {
    /// Size of a line's title on A4.
    title: f32,
    /// Lines that a title may take.
    lines: usize,
    /// Promises that are shown.
    promises: usize,
}

/// The largest first. No title is smaller than 17 points, which are 24 on A3.
const DENSITIES: [Density; 10] = [
    Density { title: 20.0, lines: 2, promises: 5 },
    Density { title: 20.0, lines: 2, promises: 4 },
    Density { title: 18.5, lines: 2, promises: 4 },
    Density { title: 17.0, lines: 2, promises: 4 },
    Density { title: 17.0, lines: 2, promises: 3 },
    Density { title: 17.0, lines: 2, promises: 2 },
    Density { title: 17.0, lines: 2, promises: 1 },
    Density { title: 17.0, lines: 1, promises: 3 },
    Density { title: 17.0, lines: 1, promises: 2 },
    Density { title: 17.0, lines: 1, promises: 1 },
];

/// Room between lines grows to this at most.
const MOST_GAP: f32 = 16.0;
/// Height of a row to write on.
const BLANK: f32 = 24.0;
/// Rows to write on where nothing was agreed yet.
const FEWEST_BLANKS: usize = 2;

const LEFT: f32 = MARGIN;
const RIGHT: f32 = WIDE - MARGIN;
/// From left to right: the face, the words, the number.
const WORDS: f32 = LEFT + 56.0;
const NUMBER: f32 = RIGHT - 104.0;

/// Puts a poster on a page.
pub fn drawn(poster: &Poster, blank: &Pen) -> Pen {
    let foot = bottom(&mut blank.clone(), poster, 0.0);
    let room = HIGH - MARGIN - foot;
    let fits = |density: &&Density| body(&mut blank.clone(), poster, **density, 0.0, 0) <= room;
    let density = DENSITIES.iter().find(fits).unwrap_or(&DENSITIES[DENSITIES.len() - 1]);
    let left_over = room - body(&mut blank.clone(), poster, *density, 0.0, 0);
    let lines: usize = poster.groups.iter().map(|group| group.items.len()).sum();
    let gap = (left_over / (lines.max(1) as f32 + 2.0)).clamp(0.0, MOST_GAP);
    let blanks = (left_over - gap * (lines as f32 + 1.0)) / BLANK;
    let mut pen = blank.clone();
    body(&mut pen, poster, *density, gap, if blanks > 0.0 { blanks as usize } else { 0 });
    bottom(&mut pen, poster, room);
    pen
}

/// Everything above the box at the bottom; gives where it ends.
fn body(pen: &mut Pen, poster: &Poster, density: Density, gap: f32, blanks: usize) -> f32 {
    let mut y = head(pen, poster);
    for group in &poster.groups {
        y = heading(pen, group, y + 4.0);
        for (at, item) in group.items.iter().enumerate() {
            if at > 0 {
                pen.rule([WORDS, RIGHT], y + gap / 2.0 - 0.5, LINE, 0.5);
            }
            y = line(pen, group, item, density, y + gap / 2.0) + gap / 2.0;
        }
    }
    agreed(pen, &poster.promises, density, y + 4.0 + gap / 2.0, blanks)
}

fn head(pen: &mut Pen, poster: &Poster) -> f32 {
    let column = [LEFT, RIGHT];
    let mut y = pen.inline(&poster.about, column, MARGIN - 6.0, Words::regular(10.5, 8.0).colour(FAINT));
    let name = pen.reading.main(&poster.title);
    let size = if Weight::Bold.width(name, 29.0) <= RIGHT - LEFT { 29.0 } else { 23.0 };
    y = pen.words(&poster.title, column, y + 2.0, Words::bold(size, 12.0).most(2, 1).role(Part::Title));
    y = pen.inline(&poster.lies_in, column, y, Words::regular(13.0, 9.5));
    let end = pen.row(&poster.facts, column, y + 4.0, Words::bold(11.5, 8.5));
    let end = warning(pen, poster, end + 4.0);
    pen.rule(column, end + 1.0, INK, 2.2);
    end + 3.0
}

/// That the answers are made up, white on black so that nobody passes it over; gives where it ends.
pub fn warning(pen: &mut Pen, poster: &Poster, top: f32) -> f32 {
    const HIGH: f32 = 19.0;
    let Some(said) = &poster.warning else { return top };
    let ground = rectangle([LEFT, top, RIGHT, top + HIGH]);
    pen.decoration(vec![Mark::Shape { path: ground, fill: Some(INK), edge: None }]);
    // Both languages alike: what stands beside the main one is faint, and black hides it.
    let both = crate::lang::Label::same(pen.reading.joined(said, "  ·  "));
    pen.inline(&both, [LEFT + 8.0, RIGHT - 8.0], top + 1.6, Words::bold(11.5, 9.5).colour(0xff_ffff));
    top + HIGH + 3.0
}

fn heading(pen: &mut Pen, group: &Group, top: f32) -> f32 {
    let ground = rectangle([LEFT, top, RIGHT, top + 22.0]);
    pen.decoration(vec![Mark::Shape { path: ground, fill: Some(0xe8ecf0), edge: None }]);
    let (fill, _) = colours(light_of(group.face), pen.palette);
    pen.decoration(vec![shapes::light(group.face, [LEFT + 13.0, top + 11.0], 6.5, fill)]);
    pen.inline(&group.title, [LEFT + 28.0, RIGHT], top + 1.8, Words::bold(14.5, 10.0).role(Part::Heading));
    top + 24.0
}

fn line(pen: &mut Pen, group: &Group, item: &Item, density: Density, top: f32) -> f32 {
    // Measured first: face and number stand in the middle of it, and words too where they need less.
    let measured = said(&mut Pen::new(pen.reading, pen.palette), group, item, density, top);
    let bottom = measured.max(top + 54.0);
    let middle = (top + bottom) / 2.0;
    let (fill, ink) = colours(light_of(group.face), pen.palette);
    pen.picture(&group.title, shapes::face(group.face, [LEFT + 24.0, middle], 23.0, fill, ink));
    said(pen, group, item, density, top + (bottom - measured) / 2.0);
    number(pen, item, middle);
    bottom
}

/// The words of a line with its row of people or its bar; gives where they end.
fn said(pen: &mut Pen, group: &Group, item: &Item, density: Density, top: f32) -> f32 {
    let column = [WORDS, NUMBER - 8.0];
    let words = Words::bold(density.title, 10.0).most(density.lines, 1);
    let y = pen.words(&item.title, column, top + 1.0, words) + 3.0;
    let (wide, high) = (176.0, 17.0);
    pen.picture(
        &item.said,
        shapes::meter(item.meter, [WORDS, y], wide, high, shapes::filling(group.face, pen.palette)),
    );
    let end = pen.words(&item.beside, [WORDS + wide + 10.0, column[1]], y - 1.0, Words::regular(9.5, 7.5).most(2, 1));
    end.max(y + high) + 3.0
}

/// The big number with what it is out of, and both in words.
fn number(pen: &mut Pen, item: &Item, middle: f32) {
    let reading = pen.reading;
    let (big, small) = (34.0, 15.0);
    let (number, of) = (reading.main(&item.number).to_string(), format!("/{}", reading.main(&item.of)));
    let wide = Weight::Bold.width(&number, big) + 2.0 + Weight::Regular.width(&of, small);
    let x = NUMBER + (RIGHT - NUMBER - wide).max(0.0) / 2.0;
    let base = middle + 3.0;
    let text =
        |x: f32, size: f32, weight: Weight, text: String| Mark::Text { x, y: base, size, weight, colour: INK, text };
    let after = x + Weight::Bold.width(&number, big) + 2.0;
    let marks = vec![text(x, big, Weight::Bold, number), text(after, small, Weight::Regular, of)];
    pen.piece(super::page::Role::Text, reading.first, marks);
    pen.middle(&item.said, [NUMBER, RIGHT], base + 3.0, Words::regular(9.0, 7.2));
}

/// What was agreed, by whom, until when; where nothing was, lines to write it on.
fn agreed(pen: &mut Pen, promises: &[Promise], density: Density, top: f32, blanks: usize) -> f32 {
    let ground = rectangle([LEFT, top, RIGHT, top + 22.0]);
    pen.decoration(vec![Mark::Shape { path: ground, fill: Some(0xe8ecf0), edge: None }]);
    let columns = columns();
    pen.inline(
        &t(PosterWord::Agreed),
        [LEFT + 8.0, columns[1][0] - 6.0],
        top + 1.8,
        Words::bold(14.5, 10.0).role(Part::Heading),
    );
    let head = Words::bold(10.0, 8.0);
    pen.inline(&t(PosterWord::WhoDoes), columns[1], top + 5.0, head);
    pen.inline(&t(PosterWord::ByWhen), columns[2], top + 5.0, head);
    let mut y = top + 25.0;
    for promise in promises.iter().take(density.promises) {
        y = promised(pen, promise, y, [11.5, 10.5]);
    }
    if let Some(said) = Poster::more_agreed(promises, density.promises) {
        y = pen.words(&said, [LEFT + 20.0, RIGHT], y + 1.0, Words::regular(8.5, 7.0).colour(FAINT));
    }
    let blanks = if promises.is_empty() {
        y = pen.words(
            &t(PosterWord::NothingAgreedYet),
            [LEFT + 20.0, RIGHT],
            y,
            Words::regular(8.5, 7.0).colour(FAINT),
        );
        blanks.max(FEWEST_BLANKS)
    } else {
        blanks.min(2)
    };
    // A few lines fill the page, many would look like a form.
    for _ in 0..blanks.min(5) {
        y = to_write(pen, y);
    }
    y + 4.0
}

/// The columns of a promise: what, who, by when.
pub fn columns() -> [[f32; 2]; 3] {
    let (who, when) = (LEFT + 288.0, RIGHT - 92.0);
    [[LEFT + 20.0, who - 10.0], [who, when - 8.0], [when, RIGHT]]
}

/// A promise in its columns.
pub fn promised(pen: &mut Pen, promise: &Promise, top: f32, [what, who]: [f32; 2]) -> f32 {
    let columns = columns();
    pen.picture(&promise.status, shapes::tick_box([LEFT + 3.0, top + 2.5], 11.0, promise.done));
    let mut end = pen.words(&promise.what, columns[0], top, Words::regular(what, 8.0).most(2, 1));
    if promise.who.mn.trim().is_empty() {
        pen.rule([columns[1][0], columns[1][1]], top + 15.0, LINE, 0.8);
    }
    end = end.max(pen.words(&promise.who, columns[1], top, Words::regular(who, 8.0).most(2, 1)));
    if promise.when.mn.is_empty() {
        pen.rule(columns[2], top + 15.0, LINE, 0.8);
    }
    let y = pen.words(&promise.when, columns[2], top, Words::bold(who, 8.0));
    end = end.max(pen.inline(&promise.status, columns[2], y, Words::regular(8.5, 7.0).colour(FAINT)));
    end = end.max(top + 17.0);
    pen.rule([LEFT, RIGHT], end + 1.5, LINE, 0.5);
    end + 3.5
}

/// A row to write on.
pub fn to_write(pen: &mut Pen, top: f32) -> f32 {
    pen.decoration(shapes::tick_box([LEFT + 3.0, top + 8.0], 11.0, false));
    for [left, right] in columns() {
        pen.rule([left, right], top + 20.0, LINE, 0.8);
    }
    top + BLANK
}

/// The box for complaints and the small print, from `top` on; gives where it ends.
fn bottom(pen: &mut Pen, poster: &Poster, top: f32) -> f32 {
    let top = top + 2.0;
    let frame = rectangle([LEFT, top, RIGHT, top + 48.0]);
    pen.decoration(vec![Mark::Shape { path: frame, fill: None, edge: Some((INK, 1.4)) }]);
    pen.inline(
        &t(PosterWord::Complain),
        [LEFT + 8.0, RIGHT - 8.0],
        top + 4.0,
        Words::bold(13.5, 9.5).role(Part::Heading),
    );
    let (there, phone) = ([LEFT + 8.0, LEFT + 330.0], [LEFT + 342.0, RIGHT - 8.0]);
    pen.fill_in(&t(PosterWord::Place), there, top + 26.0, Words::regular(11.0, 8.5));
    pen.fill_in(&t(PosterWord::Phone), phone, top + 26.0, Words::regular(11.0, 8.5));
    small_print(pen, poster, top + 52.0)
}

/// What must be read with the page, and what made it.
pub fn small_print(pen: &mut Pen, poster: &Poster, top: f32) -> f32 {
    let mut y = top;
    for note in &poster.notes {
        y = pen.words(note, [LEFT, RIGHT], y, Words::regular(6.8, 6.2).most(3, 3).colour(FAINT));
    }
    let made = crate::lang::Label::same(&poster.made_by);
    pen.words(&made, [LEFT, RIGHT], y, Words::regular(6.2, 6.2).colour(FAINT))
}
