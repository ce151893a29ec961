//! What is known of a place before its name is read: its level, the place above it, the set it must belong to.

use super::gazetteer::{Level, PlaceId};
use super::set::PlaceSet;

/// Some of the levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Levels(u8);

impl Levels {
    /// Every level.
    pub const ANY: Levels = Levels(0b11111);

    /// These levels.
    pub fn of(levels: &[Level]) -> Levels {
        Levels(levels.iter().fold(0, |bits, level| bits | 1 << *level as u8))
    }

    /// Whether a level is among them.
    pub fn has(self, level: Level) -> bool {
        self.0 & 1 << level as u8 != 0
    }
}

/// What is known of a place from the column, the row or the command, and so decides between places of one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    levels: Levels,
    parent: Option<PlaceId>,
    members: Option<Vec<PlaceId>>,
}

impl Default for Context {
    fn default() -> Context {
        Context { levels: Levels::ANY, parent: None, members: None }
    }
}

impl Context {
    /// Nothing is known.
    pub fn any() -> Context {
        Context::default()
    }

    /// A column of one level.
    pub fn level(level: Level) -> Context {
        Context::any().levels(&[level])
    }

    /// A column of aimags, in which the capital stands as one of them.
    pub fn aimag_column() -> Context {
        Context::any().levels(&[Level::Aimag, Level::Capital])
    }

    /// A column of soums, in which the districts of the capital stand too.
    pub fn soum_column() -> Context {
        Context::any().levels(&[Level::Soum, Level::District])
    }

    /// Places that are reported on and what is above them: no soums.
    pub fn area() -> Context {
        Context::any().levels(&[Level::Region, Level::Capital, Level::Aimag, Level::District])
    }

    /// The same, with only these levels.
    pub fn levels(mut self, levels: &[Level]) -> Context {
        self.levels = Levels::of(levels);
        self
    }

    /// The same, for places that lie in this one: the aimag in the cell beside the soum.
    pub fn parent(mut self, parent: impl Into<Option<PlaceId>>) -> Context {
        self.parent = parent.into();
        self
    }

    /// The same, for members of a set; if levels are given too, for places of those levels in its members.
    pub fn set(mut self, set: &PlaceSet) -> Context {
        self.members = Some(set.places().collect());
        self
    }

    /// Whether a place fits all that is known.
    pub fn allows(&self, id: PlaceId) -> bool {
        let in_parent = self.parent.is_none_or(|parent| id.lies_in(parent));
        self.levels.has(id.place().level) && in_parent && self.has_member(id)
    }

    fn has_member(&self, id: PlaceId) -> bool {
        let Some(members) = &self.members else { return true };
        let within = self.levels != Levels::ANY && id.ancestors().any(|above| members.contains(&above));
        members.contains(&id) || within
    }
}
