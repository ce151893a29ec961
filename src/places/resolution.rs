//! What came of reading a place: one place and by which rule, or why there is none.

use serde::{Deserialize, Serialize};

use super::gazetteer::PlaceId;
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, quoted};

/// The rule by which a text was understood, from the strictest to the loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// An official name, letter for letter, with or without the word for its level.
    Exact,
    /// A code of the place.
    Code,
    /// An official name but for case, spaces, hyphens, quotes, or the word for its level.
    Normalised,
    /// Several parts of one cell that agree: "Хөвсгөл аймаг, Мөрөн сум".
    Combined,
    /// The name in another official romanization, MNS 5217:2012 or 5217:2003.
    Romanization,
    /// An abbreviation: БЗД.
    Abbreviation,
    /// Another known spelling, listed in the data.
    Variant,
    /// The name in the genitive.
    Genitive,
    /// An aimag by the name of its centre: Эрдэнэт.
    Centre,
    /// Є and Ї written for Ө and Ү.
    UkrainianLetters,
    /// Letters of another script that look alike.
    LookAlike,
    /// The letters of an old 8-bit font.
    Legacy8Bit,
    /// Letters that sound alike: О or У for Ө and Ү, H or X for Kh, a short vowel for a long one.
    SoundAlike,
}

impl Match {
    /// Whether the text was an official name or a code as it stands, so that nobody need look at it again.
    pub fn is_exact(self) -> bool {
        matches!(self, Match::Exact | Match::Code)
    }

    /// The rule in a few words.
    pub fn label(self) -> Label {
        match self {
            Match::Exact => Label::new("яг таарсан", "exact"),
            Match::Code => Label::new("код", "code"),
            Match::Normalised => Label::new("том жижиг үсэг, зай, зураас", "case, spaces or hyphens"),
            Match::Combined => Label::new("хэд хэдэн хэсэг", "several parts"),
            Match::Romanization => Label::new("латин галиг", "romanization"),
            Match::Abbreviation => Label::new("товчлол", "abbreviation"),
            Match::Variant => Label::new("өөр бичлэг", "known variant"),
            Match::Genitive => Label::new("харьяалах тийн ялгал", "genitive"),
            Match::Centre => Label::new("төвийн нэрээр", "name of the centre"),
            Match::UkrainianLetters => Label::new("Ө, Ү-ийн оронд Є, Ї", "Є, Ї for Ө, Ү"),
            Match::LookAlike => Label::new("төстэй дүрстэй үсэг", "look-alike letters"),
            Match::Legacy8Bit => Label::new("хуучин фонт", "old 8-bit font"),
            Match::SoundAlike => Label::new("ойролцоо дуудлагатай үсэг", "letters that sound alike"),
        }
    }
}

/// What came of reading a text as a place. Lists of places are in the official order, without repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// One place.
    Found {
        /// The place.
        place: PlaceId,
        /// By which rule; of several, the loosest.
        how: Match,
    },
    /// The text could be any of these. None is chosen.
    Ambiguous {
        /// The places.
        candidates: Vec<PlaceId>,
    },
    /// The text names places, but none that the context allows.
    Outside {
        /// The places that it names.
        candidates: Vec<PlaceId>,
    },
    /// The parts of the cell name places that don't lie in one another.
    Contradiction {
        /// The places that the parts name.
        candidates: Vec<PlaceId>,
    },
    /// No place is written so.
    Unknown {
        /// The nearest names, nearest first; only ever shown, never taken.
        suggestions: Vec<PlaceId>,
    },
}

impl Resolution {
    /// The place, if there is one.
    pub fn place(&self) -> Option<PlaceId> {
        match self {
            Resolution::Found { place, .. } => Some(*place),
            Resolution::Ambiguous { .. }
            | Resolution::Outside { .. }
            | Resolution::Contradiction { .. }
            | Resolution::Unknown { .. } => None,
        }
    }

    /// What the user should hear of it: why there is no place, or a note where the match wasn't exact.
    pub fn problem(&self, at: At, text: &str) -> Option<Problem> {
        let names = |ids: &[PlaceId]| ids.iter().map(PlaceId::to_string).collect::<Vec<_>>();
        let problem = |code| Problem::new(code, at, quoted(text));
        match self {
            Resolution::Found { how, .. } if how.is_exact() => None,
            Resolution::Found { place, .. } => Some(problem(Code::PlaceSpelling).detail(place.to_string())),
            Resolution::Ambiguous { candidates } => {
                Some(problem(Code::PlaceAmbiguous).hint(Hint::OneOf(names(candidates))))
            }
            Resolution::Outside { candidates } => {
                Some(problem(Code::PlaceOutside).detail(names(candidates).join("; ")))
            }
            Resolution::Contradiction { candidates } => {
                Some(problem(Code::PlaceContradiction).detail(names(candidates).join("; ")))
            }
            Resolution::Unknown { suggestions } => {
                let unknown = problem(Code::PlaceUnknown);
                Some(match names(suggestions).as_slice() {
                    [] => unknown,
                    [one] => unknown.hint(Hint::Meant(one.clone())),
                    several => unknown.hint(Hint::OneOf(several.to_vec())),
                })
            }
        }
    }
}
