//! The sheet for the meeting: the facts of the poster, denser, with lines beside each to write why and what to do, and rows
//! for what is agreed.

use super::font::Weight;
use super::page::{FAINT, INK, LINE, Mark, rectangle};
use super::pen::{Part, Pen, Words};
use super::wall::{columns, promised, small_print, to_write, warning};
use super::{HIGH, MARGIN, WIDE, light_of, shapes};
use crate::render::xlsx::colours;
use crate::report::poster::{Group, Item, Poster};
use crate::report::words::{PosterWord, t};

const LEFT: f32 = MARGIN;
const RIGHT: f32 = WIDE - MARGIN;
/// Where the lines for writing begin.
const WRITE: f32 = LEFT + 300.0;
/// Where the number begins.
const NUMBER: f32 = WRITE - 74.0;
/// Promises that are shown.
const MOST_PROMISES: usize = 6;
/// Rows to write on, at most.
const MOST_BLANKS: usize = 9;

/// Puts a poster on a sheet for the meeting.
pub fn drawn(poster: &Poster, blank: &Pen) -> Pen {
    let foot = bottom(&mut blank.clone(), poster, 0.0);
    let room = HIGH - MARGIN - foot;
    let all = poster.promises.len().min(MOST_PROMISES);
    let fits = |shown: &usize| body(&mut blank.clone(), poster, *shown, 0) <= room;
    let shown = (0..=all).rev().find(fits).unwrap_or(0);
    let left_over = room - body(&mut blank.clone(), poster, shown, 0);
    let blanks = if left_over > 0.0 { (left_over / 24.0) as usize } else { 0 };
    let mut pen = blank.clone();
    body(&mut pen, poster, shown, blanks.min(MOST_BLANKS));
    bottom(&mut pen, poster, room);
    pen
}

fn body(pen: &mut Pen, poster: &Poster, promises: usize, blanks: usize) -> f32 {
    let column = [LEFT, RIGHT];
    let mut y = pen.inline(&poster.about, column, MARGIN - 6.0, Words::regular(9.0, 7.5).colour(FAINT));
    y = pen.words(&poster.title, column, y + 1.0, Words::bold(18.0, 9.5).most(2, 1).role(Part::Title));
    y = pen.inline(&poster.lies_in, column, y, Words::regular(10.0, 8.0));
    let end = pen.row(&poster.facts, column, y + 2.0, Words::bold(9.5, 7.5));
    let end = warning(pen, poster, end + 3.0);
    pen.rule(column, end, INK, 1.5);
    y = end + 3.0;
    for group in &poster.groups {
        y = heading(pen, group, y);
        for item in &group.items {
            y = line(pen, group, item, y);
        }
    }
    y += 4.0;
    let columns = columns();
    pen.inline(&t(PosterWord::Agreed), [LEFT, columns[1][0] - 6.0], y, Words::bold(11.5, 8.5).role(Part::Heading));
    pen.inline(&t(PosterWord::WhoDoes), columns[1], y + 1.5, Words::bold(9.5, 7.5));
    pen.inline(&t(PosterWord::ByWhen), columns[2], y + 1.5, Words::bold(9.5, 7.5));
    y += 16.0;
    for promise in poster.promises.iter().take(promises) {
        y = promised(pen, promise, y, [9.5, 9.0]);
    }
    for _ in 0..blanks {
        y = to_write(pen, y);
    }
    y + 4.0
}

fn heading(pen: &mut Pen, group: &Group, top: f32) -> f32 {
    let ground = rectangle([LEFT, top, RIGHT, top + 17.0]);
    pen.decoration(vec![Mark::Shape { path: ground, fill: Some(0xe8ecf0), edge: None }]);
    let (fill, _) = colours(light_of(group.face), pen.palette);
    pen.decoration(vec![shapes::light(group.face, [LEFT + 10.0, top + 8.5], 4.8, fill)]);
    pen.inline(&group.title, [LEFT + 22.0, WRITE - 4.0], top + 1.6, Words::bold(11.0, 8.5).role(Part::Heading));
    pen.inline(&t(PosterWord::WriteHere), [WRITE, RIGHT], top + 2.6, Words::regular(9.0, 7.5));
    top + 19.0
}

fn line(pen: &mut Pen, group: &Group, item: &Item, top: f32) -> f32 {
    let (fill, ink) = colours(light_of(group.face), pen.palette);
    let column = [LEFT + 34.0, NUMBER - 6.0];
    pen.picture(&group.title, shapes::face(group.face, [LEFT + 15.0, top + 18.0], 13.0, fill, ink));
    let y = pen.words(&item.title, column, top, Words::bold(11.0, 7.8).most(2, 1)) + 2.0;
    pen.picture(
        &item.said,
        shapes::meter(item.meter, [column[0], y], 104.0, 10.5, shapes::filling(group.face, pen.palette)),
    );
    let end = pen.words(&item.beside, [column[0] + 110.0, column[1]], y - 1.0, Words::regular(6.8, 6.0).most(2, 1));
    let reading = pen.reading;
    let (number, of) = (reading.main(&item.number).to_string(), format!("/{}", reading.main(&item.of)));
    let after = NUMBER + Weight::Bold.width(&number, 19.0) + 1.5;
    let text = |x: f32, size: f32, weight: Weight, text: String| Mark::Text {
        x,
        y: top + 19.0,
        size,
        weight,
        colour: INK,
        text,
    };
    let marks = vec![text(NUMBER, 19.0, Weight::Bold, number), text(after, 10.0, Weight::Regular, of)];
    pen.piece(super::page::Role::Text, reading.first, marks);
    let said = pen.words(&item.said, [NUMBER, WRITE - 6.0], top + 22.0, Words::regular(7.2, 6.0).most(2, 2));
    let bottom = (y + 13.0).max(top + 38.0).max(said).max(end);
    pen.rule([WRITE, RIGHT], top + 17.0, LINE, 0.8);
    pen.rule([WRITE, RIGHT], top + 35.0, LINE, 0.8);
    pen.rule([LEFT, RIGHT], bottom + 2.0, LINE, 0.4);
    bottom + 5.0
}

fn bottom(pen: &mut Pen, poster: &Poster, top: f32) -> f32 {
    let top = top + 2.0;
    let half = (LEFT + RIGHT) / 2.0;
    pen.fill_in(&t(PosterWord::SignedForUsers), [LEFT, half - 8.0], top + 6.0, Words::regular(9.5, 7.5));
    pen.fill_in(&t(PosterWord::SignedForStaff), [half, RIGHT], top + 6.0, Words::regular(9.5, 7.5));
    pen.fill_in(&t(PosterWord::NextMeeting), [LEFT, half - 8.0], top + 28.0, Words::regular(9.5, 7.5));
    pen.fill_in(&t(PosterWord::ComplainShort), [half, RIGHT], top + 28.0, Words::regular(9.5, 7.5));
    small_print(pen, poster, top + 48.0)
}
