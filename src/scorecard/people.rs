//! The people of a session: those at its meeting, and those in its focus groups.

use std::collections::BTreeMap;

use super::alike::Identity;
use super::session::{Headcount, Session};

/// People; none where nobody counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attended {
    /// At interface meetings, women.
    pub women: Option<u64>,
    /// At interface meetings, men.
    pub men: Option<u64>,
    /// At interface meetings, all: also those whose sex wasn't counted: see [`Headcount::counted`].
    pub all: Option<u64>,
    /// In focus groups: each group once, by its largest count.
    pub in_groups: Option<u64>,
}

impl Attended {
    /// Those at one meeting.
    pub fn heads(of: &[Headcount]) -> Attended {
        let sum = |part: fn(&Headcount) -> Option<u64>| of.iter().filter_map(part).reduce(u64::saturating_add);
        Attended { women: sum(|h| h.women), men: sum(|h| h.men), all: sum(Headcount::counted), in_groups: None }
    }

    /// All people of a session: at the meeting, and in each focus group by its largest count.
    pub fn of(session: &Session) -> Attended {
        let mut groups: BTreeMap<Identity, u64> = BTreeMap::new();
        for panel in &session.panels {
            let Some(present) = panel.present else { continue };
            let most = groups.entry(Identity::of(&panel.group)).or_default();
            *most = present.max(*most);
        }
        let in_groups = groups.into_values().reduce(u64::saturating_add);
        Attended { in_groups, ..Attended::heads(&session.attendance) }
    }

    /// Of two meetings together.
    pub fn and(self, other: Attended) -> Attended {
        let sum = |a: Option<u64>, b| [a, b].into_iter().flatten().reduce(u64::saturating_add);
        Attended {
            women: sum(self.women, other.women),
            men: sum(self.men, other.men),
            all: sum(self.all, other.all),
            in_groups: sum(self.in_groups, other.in_groups),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn where_nobody_counted_there_is_no_number_and_nobody_who_came_is_zero() {
        assert_eq!(Attended::heads(&[]), Attended::default());
        let heads = [sample::heads(Some(0), Some(3), Some(3)), sample::heads(Some(2), None, None)];
        let people = Attended::heads(&heads);
        // Five were counted, though nobody wrote the men among the second.
        assert_eq!((people.women, people.men, people.all), (Some(2), Some(3), Some(5)));
        assert_eq!(Attended::heads(&heads[..1]).women, Some(0));
        let session = sample::session("Х-1", "2026-1");
        assert_eq!(Attended::of(&Session { panels: vec![], ..session.clone() }).in_groups, None);
        let uncounted = Session { panels: vec![], attendance: vec![], ..session };
        assert_eq!(Attended::of(&uncounted).and(people), people);
    }
}
