//! Facilities, and the register of those that are expected to send a scorecard.

use crate::lang::Label;
use crate::places::PlaceId;

/// A school, kindergarten, dormitory or health centre.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facility {
    /// Its identifier, in the register and on its book: `KhFHC-03`.
    pub id: String,
    /// Its name.
    pub name: Label,
    /// Its type: index in the instrument's types, if it is known.
    pub kind: Option<usize>,
    /// The smallest place that is known: a soum, district or aimag.
    pub place: Option<PlaceId>,
    /// The people it serves.
    pub catchment: Option<u64>,
    /// Who runs it: public, private, or a name of an organisation.
    pub provider: String,
    /// The role to turn to: "director". Never a person's name.
    pub contact: String,
    /// The attributes that whoever read the register asked for, in that order, as they are written.
    pub attributes: Vec<String>,
}

/// The facilities of a register, in its order. No identifier is there twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    facilities: Vec<Facility>,
}

impl Register {
    /// A register; of facilities with one identifier the first stays. Whoever reads the register reports the others.
    pub fn new(facilities: impl IntoIterator<Item = Facility>) -> Register {
        let mut kept: Vec<Facility> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for facility in facilities {
            if known.insert(id_key(&facility.id)) {
                kept.push(facility);
            }
        }
        Register { facilities: kept }
    }

    /// The facilities, in the order of the register.
    pub fn facilities(&self) -> &[Facility] {
        &self.facilities
    }

    /// The facility with this identifier, whatever its case and spaces.
    pub fn find(&self, id: &str) -> Option<&Facility> {
        let key = id_key(id);
        self.facilities.iter().find(|f| id_key(&f.id) == key)
    }
}

/// What makes two spellings of an identifier one: no case, no spaces around.
pub fn id_key(id: &str) -> String {
    id.trim().to_lowercase()
}
