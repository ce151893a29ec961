//! What things are called in a file of sums: columns of groups, their groups, and digests of what the sums depend on.

use super::seal::Digest;
use crate::coding::{Coding, FacilitySeen, GroupColumn};
use crate::instrument::{GroupingIndex, Headers, Instrument, InterviewHeaders};
use crate::places::{Gazetteer, PlaceSet};
use crate::tally::{GroupCode, NO_GROUP};

/// The area, the soum beside it and the facility; `@` is in no identifier of an instrument.
pub const AREA: &str = "@area";
pub const SOUM: &str = "@soum";
pub const FACILITY: &str = "@facility";

/// A digest of everything that an instrument says.
pub fn instrument_digest(instrument: &Instrument) -> String {
    // The model without its spelling in a file: comments and the order of keys don't matter.
    // What only a check reads, and what sums are held against, adds nothing to them.
    let mut adds = instrument.clone();
    adds.rules.clear();
    adds.columns.interview = InterviewHeaders::default();
    adds.columns.id = Headers::default();
    adds.indicators.iter_mut().for_each(|indicator| indicator.targets.clear());
    Digest::of(format!("{adds:?}").as_bytes()).to_string()
}

/// A digest of the members of a place set.
pub fn places_digest(set: &PlaceSet) -> String {
    let mut digest = Digest::of(set.id.as_bytes());
    digest.add(format!("\n{:?}", set.title).as_bytes());
    for member in set.members() {
        digest.add(format!("\n{} {:?}", member.place.place().code, member.population()).as_bytes());
    }
    digest.to_string()
}

/// The name of a column of groups.
pub fn column_name(column: GroupColumn, instrument: &Instrument) -> &str {
    match column {
        GroupColumn::Area => AREA,
        GroupColumn::Facility => FACILITY,
        GroupColumn::Grouping(grouping) => &instrument.groupings[grouping.0].id,
    }
}

/// The column of groups with this name.
pub fn column_named(name: &str, instrument: &Instrument) -> Option<GroupColumn> {
    match name {
        AREA => Some(GroupColumn::Area),
        FACILITY => Some(GroupColumn::Facility),
        _ => {
            let at = instrument.groupings.iter().position(|g| g.id == name)?;
            Some(GroupColumn::Grouping(GroupingIndex(at)))
        }
    }
}

/// The name of a group: the code of a place, the identifier of a facility or of a group of the instrument.
pub fn group_name(
    column: GroupColumn,
    code: GroupCode,
    instrument: &Instrument,
    set: &PlaceSet,
    coding: &Coding,
) -> String {
    let at = code as usize - 1;
    match column {
        GroupColumn::Area => set.members()[at].place.place().code.clone(),
        GroupColumn::Facility => coding.facilities[at].id.clone(),
        GroupColumn::Grouping(grouping) => instrument.groupings[grouping.0].groups[at].id.clone(),
    }
}

/// Names of groups to their codes.
#[derive(Debug, Clone, Copy)]
pub struct Groups<'a> {
    pub instrument: &'a Instrument,
    pub set: &'a PlaceSet,
}

impl Groups<'_> {
    /// The code of a group; `facility` gives that of a facility.
    pub fn code(
        self,
        column: GroupColumn,
        name: &str,
        facility: impl Fn(&str) -> Option<GroupCode>,
    ) -> Option<GroupCode> {
        let at = match column {
            GroupColumn::Facility => return facility(&FacilitySeen::key(name)),
            GroupColumn::Area => {
                let place = Gazetteer::get().by_code(name)?;
                self.set.places().position(|member| member == place)
            }
            GroupColumn::Grouping(grouping) => {
                self.instrument.groupings[grouping.0].groups.iter().position(|group| group.id == name)
            }
        };
        at.map(|at| at as GroupCode + NO_GROUP + 1)
    }
}
