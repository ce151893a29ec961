//! What is drawn and never typed: faces, people, bars, boxes to tick. The outline of a face and the length of a row carry the
//! meaning, so that a photocopy in black and white says the same.

use super::light_of;
use super::page::{Colour, INK, LINE, Mark, Step, WHITE, ellipse, line, rectangle};
use crate::render::Palette;
use crate::render::xlsx::colours;
use crate::report::Face;
use crate::report::poster::{Counted, Meter};

/// A face around a point: glad in a circle, middling in a square, sad in a square on its corner.
pub fn face(face: Face, [x, y]: [f32; 2], radius: f32, fill: Colour, ink: Colour) -> Vec<Mark> {
    let edge = Some((INK, radius * 0.09));
    let outline = match face {
        Face::Glad => ellipse([x, y], radius, radius),
        Face::Middling => {
            let half = radius * 0.9;
            rectangle([x - half, y - half, x + half, y + half])
        }
        Face::Sad => {
            let mut corners = line(&[[x, y - radius], [x + radius, y], [x, y + radius], [x - radius, y]]);
            corners.push(Step::Close);
            corners
        }
    };
    // On its corner there is less room.
    let size = radius * if face == Face::Sad { 0.68 } else { 1.0 };
    let eye = |side: f32| Mark::Shape {
        path: ellipse([x + side * 0.34 * size, y - 0.26 * size], 0.11 * size, 0.14 * size),
        fill: Some(ink),
        edge: None,
    };
    let bend = match face {
        Face::Glad => 0.40,
        Face::Middling => 0.0,
        Face::Sad => -0.36,
    };
    let level = y + size * if face == Face::Sad { 0.46 } else { 0.30 };
    let mouth = vec![
        Step::Move([x - 0.46 * size, level]),
        Step::Curve([
            [x - 0.22 * size, level + bend * size],
            [x + 0.22 * size, level + bend * size],
            [x + 0.46 * size, level],
        ]),
    ];
    vec![
        Mark::Shape { path: outline, fill: Some(fill), edge },
        eye(-1.0),
        eye(1.0),
        Mark::Shape { path: mouth, fill: None, edge: Some((ink, 0.11 * size)) },
    ]
}

/// The little shape of a light before a heading: ▲ ● ▼.
pub fn light(face: Face, [x, y]: [f32; 2], radius: f32, fill: Colour) -> Mark {
    let path = match face {
        Face::Glad => triangle([x, y], radius, -1.0),
        Face::Middling => ellipse([x, y], radius * 0.85, radius * 0.85),
        Face::Sad => triangle([x, y], radius, 1.0),
    };
    Mark::Shape { path, fill: Some(fill), edge: Some((INK, radius * 0.16)) }
}

fn triangle([x, y]: [f32; 2], radius: f32, down: f32) -> Vec<Step> {
    let mut path = line(&[
        [x - radius, y - down * radius * 0.8],
        [x + radius, y - down * radius * 0.8],
        [x, y + down * radius * 0.9],
    ]);
    path.push(Step::Close);
    path
}

/// What a row of people or a bar is filled with: the colour of its face, but a grey where that is too pale for a photocopy.
pub fn filling(face: Face, palette: Palette) -> Colour {
    match face {
        Face::Glad | Face::Sad => colours(light_of(face), palette).0,
        Face::Middling => 0x7b8794,
    }
}

/// Ten people, or a bar in ten parts, from the upper left corner on.
pub fn meter(meter: Meter, [x, y]: [f32; 2], wide: f32, high: f32, fill: Colour) -> Vec<Mark> {
    let step = wide / 10.0;
    match meter.what {
        Counted::People => (0..10_u8)
            .flat_map(|at| {
                let there = f32::from(at) + 0.5 < meter.filled() as f32;
                person([x + (f32::from(at) + 0.5) * step, y], step * 0.82, high, there.then_some(fill))
            })
            .collect(),
        Counted::Points => bar(meter, [x, y], wide, high, fill),
    }
}

fn bar(meter: Meter, [x, y]: [f32; 2], wide: f32, high: f32, fill: Colour) -> Vec<Mark> {
    let (top, bottom) = (y + high * 0.14, y + high * 0.86);
    let end = x + wide * meter.filled() as f32 / 10.0;
    let mut marks = vec![Mark::Shape { path: rectangle([x, top, x + wide, bottom]), fill: Some(WHITE), edge: None }];
    if end > x {
        marks.push(Mark::Shape { path: rectangle([x, top, end, bottom]), fill: Some(fill), edge: None });
    }
    let notch = |at: u8| Mark::Shape {
        path: line(&[[x + wide * f32::from(at) / 10.0, top], [x + wide * f32::from(at) / 10.0, bottom]]),
        fill: None,
        edge: Some((if f64::from(at) < meter.filled() { WHITE } else { LINE }, high * 0.05)),
    };
    marks.extend((1..10).map(notch));
    marks.push(Mark::Shape { path: rectangle([x, top, x + wide, bottom]), fill: None, edge: Some((INK, high * 0.07)) });
    marks
}

/// A person: head and shoulders.
fn person([x, y]: [f32; 2], wide: f32, high: f32, fill: Option<Colour>) -> Vec<Mark> {
    let edge = Some(if fill.is_some() { (INK, high * 0.07) } else { (LINE, high * 0.045) });
    let fill = Some(fill.unwrap_or(WHITE));
    let head = high * 0.21;
    let (half, neck, foot) = (wide / 2.0, y + high * 0.48, y + high * 0.97);
    let body = vec![
        Step::Move([x - half, foot]),
        Step::Curve([[x - half, neck + high * 0.06], [x - half * 0.7, neck], [x, neck]]),
        Step::Curve([[x + half * 0.7, neck], [x + half, neck + high * 0.06], [x + half, foot]]),
        Step::Close,
    ];
    vec![
        Mark::Shape { path: ellipse([x, y + head + high * 0.03], head, head), fill, edge },
        Mark::Shape { path: body, fill, edge },
    ]
}

/// A box to tick, ticked if it is done.
pub fn tick_box([x, y]: [f32; 2], size: f32, done: bool) -> Vec<Mark> {
    let edge = Some((INK, size * 0.11));
    let mut marks = vec![Mark::Shape { path: rectangle([x, y, x + size, y + size]), fill: Some(WHITE), edge }];
    if done {
        let at = |a: f32, b: f32| [x + a * size, y + b * size];
        let path = line(&[at(0.18, 0.52), at(0.42, 0.78), at(0.86, 0.2)]);
        marks.push(Mark::Shape { path, fill: None, edge: Some((INK, size * 0.17)) });
    }
    marks
}
