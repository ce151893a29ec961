//! A page before it is a PDF: texts and shapes at their places, in reading order, each piece with what it is to a reader who
//! can't see it.
//!
//! Lengths are points (1/72 inch), from the upper left corner to the right and down.

use super::font::Weight;
use crate::lang::Lang;

/// A colour as red, green and blue, 0 to 255 each.
pub type Colour = u32;

/// Words and edges.
pub const INK: Colour = 0x1f2933;
/// What stands back: the other language, what isn't filled.
pub const FAINT: Colour = 0x59636e;
/// Lines to write on, outlines of what isn't filled.
pub const LINE: Colour = 0x9aa5b1;
/// White.
pub const WHITE: Colour = 0xffffff;

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its width.
    pub wide: f32,
    /// Its height.
    pub high: f32,
    /// What stands on it, in reading order.
    pub pieces: Vec<Piece>,
}

/// Marks that are one thing to a reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What it is.
    pub role: Role,
    /// The language of its words.
    pub lang: Lang,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// The title of the page.
    Title,
    /// The title of a part.
    Heading,
    /// Words.
    Text,
    /// A drawing, with what it says in words.
    Picture(String),
    /// Lines and grounds that say nothing.
    Decoration,
}

/// A text or a shape.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A line of text; `y` is where its letters stand.
    Text {
        /// Its left end.
        x: f32,
        /// Its baseline.
        y: f32,
        /// Its size.
        size: f32,
        /// How heavy it is.
        weight: Weight,
        /// Its colour.
        colour: Colour,
        /// Its words.
        text: String,
    },
    /// A shape.
    Shape {
        /// Its outline.
        path: Vec<Step>,
        /// What it is filled with.
        fill: Option<Colour>,
        /// The colour and width of its edge.
        edge: Option<(Colour, f32)>,
    },
}

/// A step of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    /// Go there without a line.
    Move([f32; 2]),
    /// A line to there.
    Line([f32; 2]),
    /// A curve to the last of three points; the others pull it.
    Curve([[f32; 2]; 3]),
    /// Back to the beginning.
    Close,
}

impl Step {
    fn enlarged(self, times: f32) -> Step {
        let point = |[x, y]: [f32; 2]| [x * times, y * times];
        match self {
            Step::Move(to) => Step::Move(point(to)),
            Step::Line(to) => Step::Line(point(to)),
            Step::Curve(points) => Step::Curve(points.map(point)),
            Step::Close => Step::Close,
        }
    }

    fn points(&self) -> &[[f32; 2]] {
        match self {
            Step::Move(to) | Step::Line(to) => std::slice::from_ref(to),
            Step::Curve(points) => points,
            Step::Close => &[],
        }
    }
}

/// Left, top, right, bottom.
pub type Extent = [f32; 4];

impl Mark {
    /// The rectangle that it lies in.
    pub fn extent(&self) -> Extent {
        match self {
            // Letters reach from 0.83 of the size above the line (й, Ё) to 0.25 below it.
            Mark::Text { x, y, size, weight, text, .. } => {
                [*x, y - 0.95 * size, x + weight.width(text, *size), y + 0.25 * size]
            }
            Mark::Shape { path, edge, .. } => {
                let half = edge.map_or(0.0, |(_, wide)| wide / 2.0);
                let all = path.iter().flat_map(Step::points);
                let start = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
                all.fold(start, |[left, top, right, bottom], [x, y]| {
                    [left.min(x - half), top.min(y - half), right.max(x + half), bottom.max(y + half)]
                })
            }
        }
    }
}

impl Page {
    /// The same page, so many times as wide and as high.
    pub fn enlarged(self, times: f32) -> Page {
        let mark = |mark: Mark| match mark {
            Mark::Text { x, y, size, weight, colour, text } => {
                Mark::Text { x: x * times, y: y * times, size: size * times, weight, colour, text }
            }
            Mark::Shape { path, fill, edge } => Mark::Shape {
                path: path.into_iter().map(|step| step.enlarged(times)).collect(),
                fill,
                edge: edge.map(|(colour, wide)| (colour, wide * times)),
            },
        };
        let piece = |piece: Piece| Piece { marks: piece.marks.into_iter().map(mark).collect(), ..piece };
        Page { wide: self.wide * times, high: self.high * times, pieces: self.pieces.into_iter().map(piece).collect() }
    }

    /// Everything that is written on it, in reading order, a line for each text.
    pub fn words(&self) -> String {
        let marks = self.pieces.iter().flat_map(|piece| &piece.marks);
        let texts = marks.filter_map(|mark| match mark {
            Mark::Text { text, .. } => Some(text.as_str()),
            Mark::Shape { .. } => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    }
}

/// A rectangle.
pub fn rectangle([left, top, right, bottom]: Extent) -> Vec<Step> {
    vec![
        Step::Move([left, top]),
        Step::Line([right, top]),
        Step::Line([right, bottom]),
        Step::Line([left, bottom]),
        Step::Close,
    ]
}

/// A line from point to point.
pub fn line(points: &[[f32; 2]]) -> Vec<Step> {
    points.iter().enumerate().map(|(at, to)| if at == 0 { Step::Move(*to) } else { Step::Line(*to) }).collect()
}

/// How far a curve's points are pulled so that four of them make a circle.
const ROUND: f32 = 0.552_284_8;

/// An ellipse around a point.
pub fn ellipse([x, y]: [f32; 2], across: f32, down: f32) -> Vec<Step> {
    let (a, b) = (across * ROUND, down * ROUND);
    vec![
        Step::Move([x + across, y]),
        Step::Curve([[x + across, y + b], [x + a, y + down], [x, y + down]]),
        Step::Curve([[x - a, y + down], [x - across, y + b], [x - across, y]]),
        Step::Curve([[x - across, y - b], [x - a, y - down], [x, y - down]]),
        Step::Curve([[x + a, y - down], [x + across, y - b], [x + across, y]]),
        Step::Close,
    ]
}
