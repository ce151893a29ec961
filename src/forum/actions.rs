//! What was agreed: how much of it is done, what is late, and at which level it can be solved.
//!
//! What      done, open, late and dropped actions by the level that can solve them; completion = done / (all − dropped)
//! Edges     an action is late by the day that its own report went by; without such a day nothing is late. Nothing agreed that
//!           isn't dropped: no completion

use super::{ActionRow, Forum};

/// How far actions are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Done.
    pub done: u64,
    /// Planned or under way, and in time as far as known.
    pub open: u64,
    /// Not done and late.
    pub late: u64,
    /// Given up.
    pub dropped: u64,
}

impl Progress {
    /// All of them.
    pub fn all(self) -> u64 {
        self.done + self.open + self.late + self.dropped
    }

    /// Share done of those that weren't given up, 0 to 1.
    pub fn completion(self) -> Option<f64> {
        let wanted = self.all() - self.dropped;
        (wanted > 0).then(|| self.done as f64 / wanted as f64)
    }

    fn count(&mut self, action: &ActionRow) {
        match action.status.as_str() {
            "done" => self.done += 1,
            "dropped" => self.dropped += 1,
            _ if action.overdue_days.is_some() => self.late += 1,
            _ => self.open += 1,
        }
    }
}

/// The levels that can solve something, from the facility up; the last is for those that nobody named.
pub const LEVELS: [&str; 5] = ["facility", "soum", "aimag", "ministry", ""];

/// The actions that a level can solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByLevel {
    /// The level: facility, soum, aimag, ministry; empty where nobody named one.
    pub level: &'static str,
    /// How far its actions are.
    pub progress: Progress,
}

/// The actions by level, of an area or, with none, of all; levels without any aren't there.
pub fn by_level(forum: &Forum, area: Option<&str>) -> Vec<ByLevel> {
    let mut levels = LEVELS.map(|level| ByLevel { level, progress: Progress::default() });
    for action in all(forum).filter(|action| area.is_none_or(|area| action.area == area)) {
        let at = LEVELS.iter().position(|level| *level == action.level).unwrap_or(LEVELS.len() - 1);
        levels[at].progress.count(action);
    }
    levels.into_iter().filter(|level| level.progress.all() > 0).collect()
}

/// The actions that are late, the latest first.
pub fn late<'f>(forum: &'f Forum, area: Option<&str>) -> Vec<&'f ActionRow> {
    let open =
        |action: &&ActionRow| action.overdue_days.is_some() && !matches!(action.status.as_str(), "done" | "dropped");
    let mut late: Vec<&ActionRow> =
        all(forum).filter(|action| area.is_none_or(|area| action.area == area)).filter(open).collect();
    late.sort_by(|a, b| {
        b.overdue_days.cmp(&a.overdue_days).then_with(|| (&a.facility, &a.action_id).cmp(&(&b.facility, &b.action_id)))
    });
    late
}

fn all(forum: &Forum) -> impl Iterator<Item = &ActionRow> {
    forum.scorecards.iter().flat_map(|cards| &cards.actions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completion_counts_what_was_not_given_up() {
        let mut progress = Progress::default();
        for (status, late) in
            [("done", None), ("planned", Some(40)), ("under-way", None), ("dropped", None), ("done", Some(9))]
        {
            progress.count(&ActionRow { status: status.into(), overdue_days: late, ..ActionRow::default() });
        }
        assert_eq!(progress, Progress { done: 2, open: 1, late: 1, dropped: 1 });
        assert_eq!(progress.completion(), Some(0.5));
        assert_eq!(Progress { dropped: 3, ..Progress::default() }.completion(), None);
    }
}
