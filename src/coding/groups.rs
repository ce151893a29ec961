//! The columns of groups that a coded row carries, and how the group of a row is found.

use crate::instrument::{Bounds, Group, GroupingIndex, Holds, Instrument};
use crate::tally::{FIRST_ANSWER, GroupCode, NO_GROUP, Size};

/// Columns of groups that a coded row carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupColumn {
    /// The area: members of the place set, from 1.
    Area,
    /// A grouping of the instrument: its groups, from 1.
    Grouping(GroupingIndex),
    /// The facility, as it is written.
    Facility,
}

impl GroupColumn {
    /// How many groups it has, as far as that is known beforehand.
    pub(super) fn size(self, instrument: &Instrument) -> Size {
        match self {
            GroupColumn::Grouping(grouping) => Size::Of(instrument.groupings[grouping.0].groups.len() as u32),
            GroupColumn::Area => Size::Unknown,
            GroupColumn::Facility => Size::Many,
        }
    }
}

/// How the group of a column is found.
#[derive(Debug, Clone)]
pub(super) enum GroupRule {
    Area,
    Facility,
    /// By the code of the answer, those for missing first.
    ByAnswer {
        question: usize,
        groups: Vec<GroupCode>,
    },
    /// By the number.
    ByNumber {
        question: usize,
        bands: Vec<Bounds>,
    },
}

impl GroupRule {
    /// The rule of a column.
    pub fn new(instrument: &Instrument, column: GroupColumn) -> GroupRule {
        let grouping = match column {
            GroupColumn::Area => return GroupRule::Area,
            GroupColumn::Facility => return GroupRule::Facility,
            GroupColumn::Grouping(grouping) => &instrument.groupings[grouping.0],
        };
        let question = grouping.question.0;
        let band = |g: &Group| match &g.holds {
            Holds::Within(bounds) => Some(*bounds),
            Holds::Answers(_) => None,
        };
        if let Some(bands) = grouping.groups.iter().map(band).collect() {
            return GroupRule::ByNumber { question, bands };
        }
        let answers = instrument.questions[question].answers().len();
        let mut groups = vec![NO_GROUP; usize::from(FIRST_ANSWER) + answers];
        for (at, group) in grouping.groups.iter().enumerate() {
            if let Holds::Answers(codes) = &group.holds {
                codes.iter().for_each(|c| groups[usize::from(FIRST_ANSWER) + c.0] = at as GroupCode + 1);
            }
        }
        GroupRule::ByAnswer { question, groups }
    }
}
