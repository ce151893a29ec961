//! A page for the wall of a meeting room: few words, big, with faces. It is read in black and white and from afar.

use serde::{Deserialize, Serialize};

use super::Value;
use crate::lang::Label;

/// The page, without its title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Stable name, unique in the report.
    pub id: String,
    /// Names and values under the title: place, day, people.
    pub facts: Vec<(Label, Value)>,
    /// Over the lines: what they are about.
    pub heading: Label,
    /// Who scored, from left to right, with how many they were.
    pub sides: Vec<Label>,
    /// What was scored; each line has a mark for each side.
    pub lines: Vec<BoardLine>,
    /// Short lists: what works, what to fix.
    pub lists: Vec<(Label, Label)>,
    /// Over the promises.
    pub promised: Label,
    /// The headers of the promises: what, who, by when, how far.
    pub promise_heads: [Label; 4],
    /// What was promised.
    pub promises: Vec<[Value; 4]>,
    /// What must be read with it, in small type.
    pub notes: Vec<Label>,
}

/// Something that was scored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardLine {
    /// Its name.
    pub title: Label,
    /// A mark for each side.
    pub marks: Vec<BoardMark>,
}

/// What one side said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardMark {
    /// The face; none where there is no score.
    pub face: Option<Face>,
    /// The score, or why there is none.
    pub value: Value,
}

/// A face, by thirds of the scale. Its outline differs too, so that it is known from afar and in a photocopy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Face {
    /// The lowest third.
    Sad,
    /// The middle third.
    Middling,
    /// The highest third.
    Glad,
}

impl Face {
    /// The face of a score on 0 to 100.
    pub fn of_100(score: f64) -> Face {
        match score {
            s if s < 100.0 / 3.0 => Face::Sad,
            s if s <= 200.0 / 3.0 => Face::Middling,
            _ => Face::Glad,
        }
    }

    /// The face in plain signs, for where nothing can be drawn.
    pub fn signs(self) -> &'static str {
        match self {
            Face::Sad => ":(",
            Face::Middling => ":|",
            Face::Glad => ":)",
        }
    }
}
