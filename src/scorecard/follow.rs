//! The actions of one facility, followed through its rounds.
//!
//! What      an action of a later round is an earlier one if both have the same number and their words are alike, or, where
//!           the number is missing or another, if issue and action are the same letter for letter but for case and marks
//!           (with another number only as long as the earlier is open: plans are numbered anew). It is then carried: what
//!           was written last counts, what was left blank stays. Another action on the same issue is a repeated issue
//! Alike     1 − edits/letters ≥ 0.6 over the letters of issue and action, or one within the other; blank parts of
//!           a follow-up ("3, done") agree with anything
//! Status    as written last; done where only a day is; planned where nothing ever was written. It is judged as the books
//!           say it, also if the as-of day lies before the day something was done
//! Overdue   deadline before the as-of day, neither done nor dropped; without an as-of day nothing is
//! Source    joint action plans of community scorecards; the rules of sameness are ours
//! Checked   by hand below

use super::actions::is_open;
use super::alike::{Identity, alike, letters};
use super::facility::id_key;
use super::naming;
use super::results::{FacilityCard, Registered, RoundIndex};
use super::session::{Action, Status};
use crate::day::Day;
use crate::problem::{Code, Problem, Problems, quoted};

/// An action on its way through the rounds of its facility.
struct Followed {
    /// Where it stands in the plan of its last round.
    place: usize,
    /// The rounds that have it.
    rounds: Vec<RoundIndex>,
    /// As it was written last, blanks filled from before.
    action: Action,
    words: Words,
    repeated: Vec<RoundIndex>,
}

/// What an action is compared by.
struct Words {
    number: String,
    issue: String,
    action: String,
}

impl Words {
    fn of(action: &Action) -> Words {
        Words { number: id_key(&action.id), issue: letters(&action.issue), action: letters(&action.action) }
    }

    /// Whether all that both say is alike.
    fn alike(&self, other: &Words) -> bool {
        let parts = [(&self.issue, &other.issue), (&self.action, &other.action)];
        let (mut one, mut two) = (String::new(), String::new());
        for (a, b) in parts.into_iter().filter(|(a, b)| !a.is_empty() && !b.is_empty()) {
            one.push_str(a);
            two.push_str(b);
        }
        one == two || alike(&one, &two)
    }

    fn blank(&self) -> bool {
        self.issue.is_empty() && self.action.is_empty()
    }
}

impl Followed {
    fn status(&self) -> Status {
        self.action.status.unwrap_or(if self.action.done_on.is_some() { Status::Done } else { Status::Planned })
    }

    fn same_number(&self, words: &Words) -> bool {
        !words.number.is_empty() && self.words.number == words.number && self.words.alike(words)
    }

    fn same_words(&self, words: &Words) -> bool {
        let renumbered = !words.number.is_empty() && !self.words.number.is_empty();
        let same = self.words.issue == words.issue && self.words.action == words.action;
        same && !words.blank() && (!renumbered || is_open(self.status()))
    }

    /// Whether it was about the same issue.
    fn same_issue(&self, action: &Action, words: &Words) -> bool {
        if words.issue.is_empty() || self.words.issue.is_empty() {
            return false;
        }
        let about = |action: &Action| action.indicator.as_ref().map(Identity::of);
        let same_indicator = about(action).is_some_and(|indicator| about(&self.action) == Some(indicator));
        self.words.issue == words.issue || same_indicator && alike(&self.words.issue, &words.issue)
    }

    /// What a later round says of it.
    fn go_on(&mut self, later: &Action, round: RoundIndex, place: usize) {
        self.rounds.push(round);
        self.place = place;
        self.action = carried(&self.action, later);
        self.words = Words::of(&self.action);
    }
}

/// The later wording, its blanks filled from the earlier. When it was done, and the proof, stay only as long as it is done.
fn carried(earlier: &Action, later: &Action) -> Action {
    let text = |of: fn(&Action) -> &String| naming::first(of(later), of(earlier)).to_owned();
    let written = later.status.or(later.done_on.map(|_| Status::Done));
    let status = written.or(earlier.status).or(earlier.done_on.map(|_| Status::Done));
    let done = status == Some(Status::Done);
    let proof = |of: fn(&Action) -> &String| if done { text(of) } else { of(later).clone() };
    Action {
        id: text(|a| &a.id),
        issue: text(|a| &a.issue),
        indicator: later.indicator.clone().or_else(|| earlier.indicator.clone()),
        action: text(|a| &a.action),
        responsible: text(|a| &a.responsible),
        supporting: text(|a| &a.supporting),
        deadline: later.deadline.or(earlier.deadline),
        cost: later.cost.or(earlier.cost),
        funds: text(|a| &a.funds),
        level: later.level.or(earlier.level),
        own_means: later.own_means.or(earlier.own_means),
        status,
        done_on: later.done_on.or(earlier.done_on.filter(|_| done)),
        evidence: proof(|a| &a.evidence),
        verified_by: proof(|a| &a.verified_by),
        at: later.at.clone(),
    }
}

/// The actions of one facility over its rounds. A deadline that was put off is said: with it a promise is no longer overdue.
pub(super) fn follow(rounds: &[FacilityCard], as_of: Option<Day>, problems: &mut Problems) -> Vec<Registered> {
    let mut all: Vec<Followed> = Vec::new();
    for card in rounds {
        let plan: Vec<(&Action, Words)> = card.session.actions.iter().map(|a| (a, Words::of(a))).collect();
        let found = find(&all, &plan);
        let before = all.len();
        for (place, ((action, words), found)) in plan.into_iter().zip(found).enumerate() {
            if let Some(earlier) = found.and_then(|at| all.get_mut(at)) {
                let before = earlier.action.deadline;
                earlier.go_on(action, card.round, place);
                if let Some(moved) = put_off(before, earlier) {
                    problems.add(moved);
                }
                continue;
            }
            let repeated = repeated(&all[..before], action, &words, card.round);
            all.push(Followed { place, rounds: vec![card.round], action: action.clone(), words, repeated });
        }
    }
    all.sort_by_key(|followed| (followed.rounds.last().copied(), followed.place));
    rounds.first().map_or_else(Vec::new, |card| {
        all.into_iter().filter_map(|followed| registered(followed, card, as_of)).collect()
    })
}

/// An open action that now has more time than before.
fn put_off(before: Option<Day>, now: &Followed) -> Option<Problem> {
    let (from, to) = before.zip(now.action.deadline).filter(|(from, to)| to > from && is_open(now.status()))?;
    let action = &now.action;
    let name = quoted(naming::first(&action.issue, &action.action));
    Some(Problem::new(Code::DeadlineMoved, action.at.clone(), name).detail(format!("{from} → {to}")))
}

/// For each action of a plan, which of those before it is: first by number, then by words, the latest first, none twice.
fn find(all: &[Followed], plan: &[(&Action, Words)]) -> Vec<Option<usize>> {
    let mut taken = vec![false; all.len()];
    let mut found = vec![None; plan.len()];
    for same in [Followed::same_number, Followed::same_words] {
        for (found, (_, words)) in found.iter_mut().zip(plan).filter(|(found, _)| found.is_none()) {
            *found = (0..all.len()).rev().find(|at| !taken[*at] && same(&all[*at], words));
            if let Some(at) = *found {
                taken[at] = true;
            }
        }
    }
    found
}

/// The rounds before this one that had the issue under another action.
fn repeated(before: &[Followed], action: &Action, words: &Words, round: RoundIndex) -> Vec<RoundIndex> {
    let same = before.iter().filter(|earlier| earlier.same_issue(action, words));
    let mut rounds: Vec<RoundIndex> = same.flat_map(|e| e.rounds.iter().copied()).filter(|r| *r < round).collect();
    rounds.sort_unstable();
    rounds.dedup();
    rounds
}

fn registered(followed: Followed, card: &FacilityCard, as_of: Option<Day>) -> Option<Registered> {
    let status = followed.status();
    let (since, round) = (*followed.rounds.first()?, *followed.rounds.last()?);
    let action = followed.action;
    let late = as_of.zip(action.deadline).map(|(day, deadline)| day.days_after(deadline)).filter(|days| *days > 0);
    let blank = |text: &str| text.trim().is_empty();
    Some(Registered {
        facility: card.facility,
        round,
        since,
        status,
        overdue_days: late.filter(|_| is_open(status)).and_then(|days| u32::try_from(days).ok()),
        carried: since != round,
        repeated: followed.repeated,
        unproven: status == Status::Done && (blank(&action.evidence) || blank(&action.verified_by)),
        action,
    })
}

#[cfg(test)]
mod tests {
    use super::super::consolidate::scorecards;
    use super::super::sample;
    use super::super::session::{Key, Session};
    use super::*;
    use crate::places::PlaceSet;

    /// The register of a facility with the plans of two rounds.
    fn entries(first: Vec<Action>, second: Vec<Action>) -> Vec<Registered> {
        let book = |round: &str, actions| Session { actions, ..sample::session("Х-1", round) };
        let set = PlaceSet::built_in("masam").expect("built in");
        let sessions = vec![book("2026-1", first), book("2026-2", second)];
        scorecards(&sample::instrument(), sessions, &[], None, &set, sample::choices()).0.actions.entries
    }

    use Status::{Done, Dropped, Planned, UnderWay};

    #[test]
    fn an_action_with_the_same_number_and_like_words_is_carried_and_its_last_state_counts() {
        let deadline = Day::new(2026, 5, 31);
        let first = Action {
            deadline,
            ..sample::action("А-1", "Эм дутагдалтай", "Эмийн нөөц бүрдүүлэх", Some(Planned))
        };
        let again = sample::action("а-1", "Эм дутагдалтай", "Эмийн нөөцийг бүрдүүлнэ", Some(UnderWay));
        let all = entries(vec![first], vec![again]);
        assert_eq!(all.len(), 1);
        let one = &all[0];
        assert_eq!((one.since.0, one.round.0, one.carried, one.status), (0, 1, true, UnderWay));
        assert_eq!(one.action.action, "Эмийн нөөцийг бүрдүүлнэ");
        // The deadline wasn't written again: 30 June is 30 days after 31 May.
        assert_eq!((one.action.deadline, one.overdue_days), (deadline, Some(30)));
    }

    #[test]
    fn a_deadline_that_was_put_off_is_said_one_that_was_met_or_kept_is_not() {
        let set = PlaceSet::built_in("masam").expect("built in");
        let said = |to: Option<Day>, status| {
            let action = |deadline, status| Action {
                deadline,
                ..sample::action("1", "Налуу зам алга", "Хийх", status)
            };
            let book = |round: &str, action| Session { actions: vec![action], ..sample::session("Х-1", round) };
            let sessions =
                vec![book("2026-1", action(Day::new(2026, 5, 31), None)), book("2026-2", action(to, Some(status)))];
            scorecards(&sample::instrument(), sessions, &[], None, &set, sample::choices()).1.to_string()
        };
        let later = said(Day::new(2026, 10, 1), UnderWay);
        assert!(
            later.contains("\"Налуу зам алга\": its deadline was put off: 2026-05-31 → 2026-10-01 [S052]"),
            "{later}"
        );
        for (to, status) in [(Day::new(2026, 5, 31), UnderWay), (None, Planned), (Day::new(2026, 10, 1), Done)] {
            assert_eq!(said(to, status), "");
        }
    }

    #[test]
    fn a_follow_up_that_gives_only_the_number_is_of_the_same_action() {
        let first = sample::action("1", "Эм дутагдалтай", "Эмийн нөөц бүрдүүлэх", Some(UnderWay));
        let done = sample::action("1", "", "", Some(Done));
        let all = entries(vec![first.clone()], vec![done]);
        assert_eq!((all.len(), all[0].status, all[0].action.issue.as_str()), (1, Done, "Эм дутагдалтай"));
        // What nothing is written of stays as it was; it isn't planned anew.
        assert_eq!(entries(vec![first], vec![sample::action("1", "", "", None)])[0].status, UnderWay);
    }

    #[test]
    fn the_same_number_for_another_action_is_two_actions() {
        let first = sample::action("1", "Эм дутагдалтай", "Эмийн нөөц бүрдүүлэх", Some(Done));
        let other = sample::action("1", "Жорлон хол, халаалтгүй", "Шинэ жорлон барих", Some(Planned));
        let all = entries(vec![first], vec![other]);
        assert_eq!(all.iter().map(|e| (e.round.0, e.carried)).collect::<Vec<_>>(), [(0, false), (1, false)]);
        assert!(all.iter().all(|e| e.repeated.is_empty()));
    }

    #[test]
    fn without_numbers_or_with_new_ones_equal_words_are_one_action() {
        let first = |id: &str, status| sample::action(id, "Эм дутагдалтай", "Нөөц бүрдүүлэх", Some(status));
        let again = |id: &str| sample::action(id, " эм  дутагдалтай.", "НӨӨЦ БҮРДҮҮЛЭХ", Some(Planned));
        assert_eq!(entries(vec![first("", Planned)], vec![again("")]).len(), 1);
        assert_eq!(entries(vec![first("3", Planned)], vec![again("1")]).len(), 1);
        // It was done, and is promised anew under another number: another action on a repeated issue.
        let all = entries(vec![first("3", Done)], vec![again("1")]);
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].repeated, [RoundIndex(0)]);
    }

    #[test]
    fn an_issue_that_comes_back_under_another_action_is_repeated() {
        let about = |indicator, action: Action| Action { indicator: Some(Key::Known(indicator)), ..action };
        let first = vec![about(0, sample::action("1", "Эм дутагдалтай", "Захиалга өгөх", Some(Dropped)))];
        let second = vec![
            about(0, sample::action("4", "Эм их дутагдалтай", "Аймгаас нэмж авах", None)),
            about(1, sample::action("5", "Эм их дутагдалтай", "Иргэдээс уучлалт гуйх", None)),
            about(0, sample::action("6", "Эмчийн хүрэлцээ муу байна", "Эмч авах", None)),
        ];
        let repeated: Vec<_> = entries(first, second).into_iter().map(|e| e.repeated.len()).collect();
        assert_eq!(repeated, [0, 1, 0, 0]);
    }

    #[test]
    fn two_steps_on_one_issue_in_one_plan_are_not_repeated() {
        let steps = || {
            vec![sample::action("1", "Ус алга", "Худаг гаргах", None), sample::action("2", "Ус алга", "Сав авах", None)]
        };
        let all = entries(steps(), steps());
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|e| e.repeated.is_empty() && e.carried));
    }

    #[test]
    fn a_plan_of_one_round_never_swallows_its_own_twins() {
        let twins = vec![sample::action("", "Ус алга", "Худаг гаргах", None); 2];
        assert_eq!(entries(twins.clone(), twins).len(), 2);
    }

    #[test]
    fn only_what_is_open_after_its_deadline_is_overdue() {
        let with = |status, deadline| {
            let action = sample::action("", "", "Ажил", status);
            let action = Action { deadline, ..action };
            entries(vec![action], vec![])[0].overdue_days
        };
        assert_eq!(with(Some(Planned), Day::new(2026, 6, 29)), Some(1));
        assert_eq!(with(None, Day::new(2026, 6, 30)), None);
        assert_eq!(with(None, None), None);
        assert_eq!(with(Some(Done), Day::new(2026, 1, 1)), None);
        assert_eq!(with(Some(Dropped), Day::new(2026, 1, 1)), None);
    }
}
