//! One register of promises over all facilities and rounds.
//!
//! What      every action as it stands last; how many there are and how far, over all, by level and by place
//! Complete  done / (all − dropped)
//! Source    joint action plans of community scorecards
//! Checked   by hand below
//! Edges     an open action that is beyond the facility's own means, while no level is named, is reported

use std::collections::BTreeMap;

use super::results::{ActionRegister, Choices, FacilityCard, Registered, Tally};
use super::roster::Roster;
use super::session::{Level, Session, Status};
use super::{escalate, follow, naming};
use crate::day::Day;
use crate::problem::{Code, Problem, Problems, quoted};

/// The latest day that the books speak of as past: of a session, or of something done. Deadlines lie ahead and don't count.
pub fn latest_day(sessions: &[Session]) -> Option<Day> {
    let of = |session: &Session| session.actions.iter().filter_map(|a| a.done_on).chain(session.held).max();
    sessions.iter().filter_map(of).max()
}

/// The latest day of the books, if it stands alone a year or more after all others: most likely a slip of the pen, by which
/// every deadline would be judged. With it comes the latest of the others.
pub fn latest_day_alone(sessions: &[Session]) -> Option<(Day, Day)> {
    let of =
        |session: &Session| session.actions.iter().filter_map(|a| a.done_on).chain(session.held).collect::<Vec<_>>();
    let mut days: Vec<Day> = sessions.iter().flat_map(of).collect();
    days.sort_unstable();
    let (latest, others) = days.split_last()?;
    others.last().filter(|before| latest.days_after(**before) >= 365).map(|before| (*latest, *before))
}

/// The register; the cards are by facility, then round.
pub(super) fn register(
    cards: &[FacilityCard],
    roster: &Roster,
    choices: &Choices,
    problems: &mut Problems,
) -> ActionRegister {
    let facilities = cards.chunk_by(|a, b| a.facility == b.facility);
    let entries: Vec<Registered> =
        facilities.flat_map(|rounds| follow::follow(rounds, choices.as_of, problems)).collect();
    let mut register = ActionRegister::default();
    let (mut by_level, mut by_place) = (BTreeMap::<_, Tally>::new(), BTreeMap::<_, Tally>::new());
    for entry in &entries {
        count(&mut register.total, entry);
        count(by_level.entry(entry.action.level).or_default(), entry);
        count(by_place.entry(roster.area(entry.facility)).or_default(), entry);
        nobodys(entry).into_iter().chain(undone(entry)).for_each(|problem| problems.add(problem));
    }
    register.escalated = escalate::escalated(&entries, roster);
    ActionRegister { entries, by_level, by_place, ..register }
}

/// Whether something is still to be done.
pub(super) fn is_open(status: Status) -> bool {
    match status {
        Status::Planned | Status::UnderWay => true,
        Status::Done | Status::Dropped => false,
    }
}

/// An open action that the facility can't pay for, while nobody is named who could: it is in no list of any level.
fn nobodys(entry: &Registered) -> Option<Problem> {
    let action = &entry.action;
    let nobody = action.own_means == Some(false) && action.level.is_none() && is_open(entry.status);
    nobody.then(|| {
        Problem::new(Code::NobodysAction, action.at.clone(), quoted(naming::first(&action.issue, &action.action)))
    })
}

/// An action with the day on which it was done, while its status says that it isn't.
fn undone(entry: &Registered) -> Option<Problem> {
    let action = &entry.action;
    let day = action.done_on.filter(|_| is_open(entry.status))?;
    let found = quoted(naming::first(&action.issue, &action.action));
    Some(Problem::new(Code::DoneYetOpen, action.at.clone(), found).detail(day.to_string()))
}

fn count(tally: &mut Tally, entry: &Registered) {
    tally.all += 1;
    *match entry.status {
        Status::Planned => &mut tally.planned,
        Status::UnderWay => &mut tally.under_way,
        Status::Done => &mut tally.done,
        Status::Dropped => &mut tally.dropped,
    } += 1;
    tally.overdue += u64::from(entry.overdue_days.is_some());
    tally.own_means += u64::from(entry.action.own_means == Some(true));
}

/// Whether a level lies above the facility.
pub(super) fn above_facility(level: Level) -> bool {
    match level {
        Level::Facility => false,
        Level::Soum | Level::Aimag | Level::Ministry => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::consolidate::scorecards;
    use super::super::sample;
    use super::super::session::{Action, Key};
    use super::*;
    use crate::places::PlaceSet;

    use Status::{Done, Dropped, Planned, UnderWay};

    fn book(facility: &str, round: &str, actions: Vec<Action>) -> Session {
        Session { actions, ..sample::session(facility, round) }
    }

    fn of(sessions: Vec<Session>) -> (ActionRegister, String) {
        let set = PlaceSet::built_in("masam").expect("built in");
        let (cards, problems) = scorecards(&sample::instrument(), sessions, &[], None, &set, sample::choices());
        (cards.actions, problems.to_string())
    }

    #[test]
    fn completion_leaves_out_what_was_dropped() {
        let of_status = |status| sample::action("", "Асуудал", &format!("Ажил {status:?}"), status);
        let done_on = Action { done_on: Day::new(2026, 3, 1), evidence: "Зураг".into(), ..of_status(None) };
        let mut plan: Vec<Action> = [Planned, UnderWay, Done, Dropped].map(|s| of_status(Some(s))).into();
        plan.push(Action { own_means: Some(true), level: Some(Level::Facility), ..done_on });
        let (register, _) = of(vec![book("Х-1", "1", plan)]);
        let total = register.total;
        assert_eq!([total.all, total.planned, total.under_way, total.done, total.dropped], [5, 1, 1, 2, 1]);
        assert_eq!((total.completion(), total.own_means), (Some(0.5), 1));
        assert_eq!(
            register.by_level.iter().map(|(l, t)| (*l, t.all)).collect::<Vec<_>>(),
            [(None, 4), (Some(Level::Facility), 1)]
        );
        assert_eq!(register.by_place.get(&sample::place("Хөвсгөл аймаг")).map(|t| t.all), Some(5));
        // Evidence, but nobody who checked.
        assert_eq!(register.entries.iter().filter(|e| e.unproven).count(), 2);
        assert_eq!(Tally { all: 2, dropped: 2, ..Tally::default() }.completion(), None);
    }

    #[test]
    fn alike_issues_of_many_facilities_are_escalated_together() {
        let to = |level, indicator: Option<usize>, issue: &str, status| Action {
            level: Some(level),
            indicator: indicator.map(Key::Known),
            ..sample::action("", issue, "Шийдвэрлэх", Some(status))
        };
        let first = vec![
            to(Level::Ministry, None, "Цалин бага", Planned),
            to(Level::Aimag, Some(2), "Дулаан муу", Planned),
            to(Level::Aimag, Some(0), "Эм дутагдалтай", Planned),
            to(Level::Facility, Some(0), "Хаяг алга", Planned),
            to(Level::Aimag, Some(1), "Сургалт", Done),
        ];
        let second = vec![
            to(Level::Aimag, Some(0), "Эм ирдэггүй", UnderWay),
            to(Level::Aimag, Some(0), "Тариа ирдэггүй", Planned),
        ];
        let (register, said) = of(vec![book("Х-1", "1", first), book("Х-2", "1", second)]);
        let list: Vec<_> = register
            .escalated
            .iter()
            .map(|e| (e.level, e.issue.as_str(), e.facilities.len(), e.actions.len()))
            .collect();
        let expected = [
            (Level::Aimag, "Эм дутагдалтай", 2, 3),
            (Level::Aimag, "Дулаан муу", 1, 1),
            (Level::Ministry, "Цалин бага", 1, 1),
        ];
        assert_eq!(list, expected);
        assert_eq!(register.escalated[0].places, [sample::place("Хөвсгөл аймаг").expect("a place")]);
        assert_eq!(said, "");
    }

    #[test]
    fn an_action_beyond_ones_means_without_a_level_is_reported_not_guessed() {
        let action =
            Action { own_means: Some(false), ..sample::action("", "Барилга нурсан", "Засах", None) };
        let (register, said) = of(vec![book("Х-1", "1", vec![action.clone()])]);
        assert!(register.escalated.is_empty());
        assert!(said.contains("\"Барилга нурсан\" is beyond the facility's own means"), "{said}");
        let (_, said) = of(vec![book("Х-1", "1", vec![Action { status: Some(Done), ..action }])]);
        assert_eq!(said, "");
    }

    #[test]
    fn an_open_action_with_the_day_it_was_done_is_reported() {
        let of_status = |status| Action {
            done_on: Day::new(2026, 4, 1),
            ..sample::action("", "Ус алга", "Худаг гаргах", Some(status))
        };
        let (_, said) = of(vec![book("Х-1", "1", vec![of_status(UnderWay)])]);
        assert!(said.contains("\"Ус алга\" has the day on which it was done (2026-04-01)"), "{said}");
        assert_eq!(of(vec![book("Х-1", "1", vec![of_status(Done)])]).1, "");
    }

    #[test]
    fn the_latest_day_is_one_that_is_past_in_the_books() {
        let done = Action {
            done_on: Day::new(2026, 5, 2),
            deadline: Day::new(2027, 1, 1),
            ..sample::action("", "", "", None)
        };
        let sessions =
            [book("Х-1", "1", vec![done]), Session { held: Day::new(2026, 4, 1), ..book("Х-2", "1", vec![]) }];
        assert_eq!(latest_day(&sessions), Day::new(2026, 5, 2));
        assert_eq!(latest_day_alone(&sessions), None);
        let slip = Session { held: Day::new(2062, 4, 1), ..book("Х-3", "1", vec![]) };
        let with_slip = [&sessions[..], &[slip]].concat();
        assert_eq!(latest_day_alone(&with_slip), Day::new(2062, 4, 1).zip(Day::new(2026, 5, 2)));
        assert_eq!(latest_day(&[]), None);
    }
}
