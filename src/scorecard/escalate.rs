//! What each level above the facility must solve, and for how many facilities.
//!
//! What      open actions whose level is the soum, the aimag or the ministry; alike ones of one level together: by the
//!           indicator that they name, else by the words of the issue, else of the action, case and marks aside
//! Order     by level, the nearest first; then how many facilities wait; then as met
//! Source    "actions beyond the facility's own means are escalated to the level that can solve them"; the grouping is ours
//! Edges     an action without a level is in no list, also if own means don't suffice: nobody is guessed; it is reported and
//!           counted under no level. An action of the facility's level that lacks means stays with the facility

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::actions::{above_facility, is_open};
use super::alike::{Identity, letters};
use super::naming::first;
use super::results::{Escalation, Registered};
use super::roster::Roster;
use super::session::{Action, Level};

/// What makes two actions one issue.
#[derive(PartialEq, Eq, Hash)]
enum Subject {
    Indicator(Identity),
    Words(String),
}

impl Subject {
    fn of(action: &Action) -> Subject {
        match &action.indicator {
            Some(indicator) => Subject::Indicator(Identity::of(indicator)),
            None => Subject::Words(letters(first(&action.issue, &action.action))),
        }
    }
}

/// The open issues above the facilities.
pub(super) fn escalated(entries: &[Registered], roster: &Roster) -> Vec<Escalation> {
    let mut list: Vec<Escalation> = Vec::new();
    let mut known: FxHashMap<(Level, Subject), usize> = FxHashMap::default();
    for (at, entry) in entries.iter().enumerate() {
        let Some(level) = entry.action.level.filter(|level| above_facility(*level) && is_open(entry.status)) else {
            continue;
        };
        let index = *known.entry((level, Subject::of(&entry.action))).or_insert_with(|| {
            list.push(begin(level, &entry.action));
            list.len() - 1
        });
        let issue = &mut list[index];
        issue.actions.push(at);
        // Entries are by facility, so a facility that is there already is the last one.
        if issue.facilities.last() != Some(&entry.facility) {
            issue.facilities.push(entry.facility);
        }
    }
    for issue in &mut list {
        issue.places = issue.facilities.iter().filter_map(|f| roster.area(*f)).collect();
        issue.places.sort_unstable();
        issue.places.dedup();
    }
    list.sort_by_key(|issue| (issue.level, Reverse(issue.facilities.len())));
    list
}

fn begin(level: Level, action: &Action) -> Escalation {
    Escalation {
        level,
        indicator: action.indicator.clone(),
        issue: first(&action.issue, &action.action).to_owned(),
        facilities: Vec::new(),
        actions: Vec::new(),
        places: Vec::new(),
    }
}
