//! A poster as PDF: one page of A4 or A3 for the wall, or a sheet for the meeting.
//!
//! [`laid_out`] puts words and shapes at their places, [`pdf()`] writes them down. The same poster gives the same bytes: nothing
//! in the file comes from a clock, and nothing is packed.

mod font;
mod meeting;
mod page;
mod pdf;
mod pen;
mod shapes;
#[cfg(test)]
mod tests;
mod wall;

pub use font::Weight;
pub use page::{Extent, Mark, Page, Piece, Role, Step};
pub use pdf::pdf;

use super::{Palette, Reading};
use crate::report::poster::Poster;
use crate::report::{Face, Light};

/// A4 in points.
const WIDE: f32 = 595.276;
const HIGH: f32 = 841.89;
/// What a printer can't reach, and a little more.
const MARGIN: f32 = 30.0;

/// On what it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sheet {
    /// For a door, for a hand.
    #[default]
    A4,
    /// For a wall: read from two metres.
    A3,
}

impl Sheet {
    /// How much larger than A4 it is, each way.
    fn scale(self) -> f32 {
        match self {
            Sheet::A4 => 1.0,
            Sheet::A3 => std::f32::consts::SQRT_2,
        }
    }
}

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Use {
    /// To hang up: few words, large.
    #[default]
    Wall,
    /// For the meeting: the same facts, denser, with lines to write on.
    Meeting,
}

/// How a poster looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looks {
    /// On what it is printed.
    pub sheet: Sheet,
    /// What it is for.
    pub purpose: Use,
    /// The languages: the main one large, the other small under it.
    pub reading: Reading,
    /// The colours of the faces; their shapes say the same.
    pub palette: Palette,
}

/// A poster with everything at its place.
pub fn laid_out(poster: &Poster, looks: Looks) -> Page {
    let blank = pen::Pen::new(looks.reading, looks.palette);
    let drawn = poster.words.speak(|| match looks.purpose {
        Use::Wall => wall::drawn(poster, &blank),
        Use::Meeting => meeting::drawn(poster, &blank),
    });
    Page { wide: WIDE, high: HIGH, pieces: drawn.pieces }.enlarged(looks.sheet.scale())
}

/// The light that goes with a face: its colour and the shape before a heading.
fn light_of(face: Face) -> Light {
    match face {
        Face::Glad => Light::Good,
        Face::Middling => Light::Middle,
        Face::Sad => Light::Poor,
    }
}
