//! Who is in: how the book of each facility and round stands, and what its sheets lack.
//!
//! A facility of the register is looked for in every round that any book has. A book that isn't there is late once its due
//! day lies before the as-of day, else awaited. Votes are an alternative to scores: whichever sheet is used is asked for
//! what is missing, and the other isn't wanted.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::Identity;
use super::layout::{Block, Fact, Sheet};
use super::results::{
    Choices, EntitlementFound, FacilityCard, FacilityIndex, FacilityStatus, Lack, RoundIndex, SheetState, State,
};
use super::roster::Roster;
use super::session::{Action, Found, Key, PanelScore, Session};
use crate::instrument::scorecard::{ScorecardInstrument, is_for};

/// A book that can't be read: its file, the facility and the round, where known.
pub type Unread = (String, Option<String>, Option<String>);

/// How every book stands, by facility, then round; what isn't known comes last.
pub(super) fn status(
    cards: &[FacilityCard],
    unread: &[Unread],
    roster: &Roster,
    instrument: &ScorecardInstrument,
    choices: &Choices,
) -> Vec<FacilityStatus> {
    let mut all: Vec<FacilityStatus> = cards.iter().map(|card| present(card, roster, instrument)).collect();
    all.extend(unreadable(unread, roster));
    let known: BTreeSet<_> = all.iter().filter_map(|row| row.facility.map(|f| (f, row.round))).collect();
    let late = choices.due.zip(choices.as_of).is_some_and(|(due, as_of)| due < as_of);
    let state = if late { State::Late } else { State::Awaited };
    let absent = |facility, round| FacilityStatus {
        facility: Some(facility),
        round,
        files: Vec::new(),
        state,
        sheets: Vec::new(),
    };
    let expected = (0..roster.facilities.len()).filter(|at| roster.expected[*at]).map(FacilityIndex);
    for facility in expected {
        let rounds = (0..roster.rounds.len()).map(|at| Some(RoundIndex(at)));
        let missing = rounds.filter(|round| !known.contains(&(facility, *round)));
        all.extend(missing.map(|round| absent(facility, round)));
        if roster.rounds.is_empty() && !known.contains(&(facility, None)) {
            all.push(absent(facility, None));
        }
    }
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    all
}

fn order(row: &FacilityStatus) -> impl Ord + '_ {
    let last = (row.facility.is_none(), row.facility, row.round.is_none(), row.round);
    (last, row.state == State::Unreadable, &row.files)
}

/// The books that can't be read: those of one facility and round together, the others file by file.
fn unreadable(unread: &[Unread], roster: &Roster) -> Vec<FacilityStatus> {
    let mut rows: Vec<FacilityStatus> = Vec::new();
    for (file, facility, round) in unread {
        let facility = facility.as_deref().and_then(|id| roster.with_id(id));
        let round = round.as_deref().and_then(|name| roster.round(name));
        let same = rows.iter_mut().find(|row| row.facility.is_some() && (row.facility, row.round) == (facility, round));
        if let Some(row) = same {
            row.files.push(file.clone());
            row.files.sort();
            continue;
        }
        let files = vec![file.clone()];
        rows.push(FacilityStatus { facility, round, files, state: State::Unreadable, sheets: Vec::new() });
    }
    rows
}

fn present(card: &FacilityCard, roster: &Roster, instrument: &ScorecardInstrument) -> FacilityStatus {
    let book = Book { card, session: &card.session, roster, instrument };
    let sheets: Vec<(Sheet, SheetState)> =
        Sheet::ALL.into_iter().filter_map(|sheet| Some((sheet, book.sheet(sheet)?))).collect();
    let complete = sheets.iter().all(|(_, state)| matches!(state, SheetState::In(_)));
    FacilityStatus {
        facility: Some(card.facility),
        round: Some(card.round),
        files: card.session.files.clone(),
        state: if complete { State::In } else { State::Incomplete },
        sheets,
    }
}

/// A book that is asked for what it lacks.
struct Book<'b> {
    card: &'b FacilityCard,
    session: &'b Session,
    roster: &'b Roster,
    instrument: &'b ScorecardInstrument,
}

impl Book<'_> {
    /// How a sheet stands; none for one that is empty and isn't wanted.
    fn sheet(&self, sheet: Sheet) -> Option<SheetState> {
        let given = |of: fn(&PanelScore) -> bool| self.session.panels.iter().any(of);
        let (scored, voted) = (given(|p| p.score.is_some()), given(|p| p.votes.is_some()));
        let (any, lacks) = match sheet {
            Sheet::Cover => (true, self.facts()),
            Sheet::Inputs => (self.session.inputs.iter().any(|row| row.actual.is_some()), self.inputs()),
            Sheet::Scores if voted && !scored => return None,
            Sheet::Scores => (scored, self.panels()),
            Sheet::Votes if !voted => return None,
            Sheet::Votes => (true, if scored { Vec::new() } else { self.panels() }),
            Sheet::Provider => (!self.session.provider.is_empty(), self.provider()),
            Sheet::Meeting => (!self.session.agreed.is_empty() || self.attended(), self.meeting()),
            Sheet::Actions => (!self.session.actions.is_empty(), self.actions()),
        };
        let found = self.session.sheets.iter().find(|(known, _)| *known == sheet).map_or(Found::Label, |(_, f)| *f);
        Some(match (any, lacks.is_empty()) {
            (false, _) => SheetState::Missing,
            (true, true) => SheetState::In(found),
            (true, false) => SheetState::Incomplete { found, lacks },
        })
    }

    fn kind(&self) -> Option<usize> {
        self.roster.facilities.get(self.card.facility.0).and_then(|facility| facility.kind)
    }

    /// The indicators that a facility of this type is scored on.
    fn indicators(&self) -> impl Iterator<Item = Identity> {
        let kind = self.kind();
        let all = self.instrument.indicators.iter().enumerate();
        all.filter(move |(_, scored)| is_for(&scored.facility_types, kind)).map(|(at, _)| Identity::Known(at))
    }

    /// The facts without which a book can't be laid beside others. What the register knows isn't missing.
    fn facts(&self) -> Vec<Lack> {
        let facility = self.roster.facilities.get(self.card.facility.0).unwrap_or(&self.session.facility);
        let blank = |text: &str| text.trim().is_empty();
        let name = &facility.name;
        let wanted = [
            (Fact::FacilityId, blank(&facility.id)),
            (Fact::FacilityName, blank(&name.mn) && blank(&name.en)),
            (Fact::FacilityType, facility.kind.is_none() && !self.instrument.facility_types.is_empty()),
            (Fact::Place, facility.place.is_none()),
            (Fact::Round, blank(&self.session.round)),
            (Fact::Held, self.session.held.is_none()),
            (Fact::Facilitator, blank(&self.session.facilitator)),
        ];
        wanted.into_iter().filter(|(_, lacks)| *lacks).map(|(fact, _)| Lack::Fact(fact)).collect()
    }

    /// Items of this type of facility, and added ones, that nobody counted; one that isn't due needn't be.
    fn inputs(&self) -> Vec<Lack> {
        let kind = self.kind();
        let lines = &self.card.inputs;
        let rows: BTreeSet<Identity> = lines.iter().map(|line| Identity::of(&line.row.item)).collect();
        let items = self.instrument.inputs.iter().enumerate().filter(|(_, item)| is_for(&item.facility_types, kind));
        let absent = items.filter(|(at, _)| !rows.contains(&Identity::Known(*at))).count();
        let due = lines.iter().filter(|line| line.entitlement != EntitlementFound::NotDue);
        let counts: Vec<bool> = due.map(|line| line.row.actual.is_none()).collect();
        let without = counts.iter().filter(|blank| **blank).count();
        lack("actual", without + absent, counts.len() + absent)
    }

    /// Groups of the instrument that gave nothing; of the others, indicators without a score, scores without a count.
    fn panels(&self) -> Vec<Lack> {
        let mut scored: BTreeMap<Identity, BTreeMap<Identity, bool>> = BTreeMap::new();
        for panel in self.session.panels.iter().filter(|panel| panel.points().is_some()) {
            let of_group = scored.entry(Identity::of(&panel.group)).or_default();
            of_group.insert(Identity::of(&panel.indicator), panel.present.is_none());
        }
        let groups = (0..self.instrument.groups.len()).filter(|at| !scored.contains_key(&Identity::Known(*at)));
        let mut lacks: Vec<Lack> = groups.map(|at| Lack::Group(Key::Known(at))).collect();
        let (mut without, mut rows) = (0, 0);
        for of_group in scored.values() {
            without += self.indicators().filter(|indicator| !of_group.contains_key(indicator)).count();
            rows += self.indicators().count();
        }
        lacks.extend(lack("score", without, rows));
        let counts: Vec<bool> = scored.into_values().flat_map(BTreeMap::into_values).collect();
        lacks.extend(lack("present", counts.iter().filter(|blank| **blank).count(), counts.len()));
        lacks
    }

    /// Indicators of the instrument that the provider didn't score.
    fn provider(&self) -> Vec<Lack> {
        let scored: BTreeSet<Identity> = self.session.provider.iter().map(|p| Identity::of(&p.indicator)).collect();
        let without = self.indicators().filter(|indicator| !scored.contains(indicator)).count();
        lack("score", without, self.indicators().count())
    }

    /// Attendance, and an agreed score for whatever somebody scored.
    fn meeting(&self) -> Vec<Lack> {
        let without = self.card.lines.iter().filter(|line| line.agreed.is_none()).count();
        let mut lacks = lack("score", without, self.card.lines.len());
        if !self.attended() {
            lacks.push(Lack::Attendance);
        }
        lacks
    }

    fn attended(&self) -> bool {
        self.session.attendance.iter().any(|heads| heads.women.or(heads.men).or(heads.all).is_some())
    }

    /// Blank cells of the columns that every action needs.
    fn actions(&self) -> Vec<Lack> {
        let rows = &self.session.actions;
        let wanted = Block::Actions.columns().iter().filter(|column| column.wanted);
        wanted
            .flat_map(|column| lack(column.id, rows.iter().filter(|a| is_blank(a, column.id)).count(), rows.len()))
            .collect()
    }
}

fn lack(column: &'static str, without: usize, rows: usize) -> Vec<Lack> {
    if without == 0 { Vec::new() } else { vec![Lack::Cells(column, without, rows)] }
}

/// Whether an action has nothing in a column that is wanted.
fn is_blank(action: &Action, column: &str) -> bool {
    match column {
        "issue" => action.issue.trim().is_empty(),
        "action" => action.action.trim().is_empty(),
        "responsible" => action.responsible.trim().is_empty(),
        "deadline" => action.deadline.is_none(),
        "level" => action.level.is_none(),
        "status" => action.status.is_none() && action.done_on.is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::consolidate::scorecards;
    use super::super::facility::{Facility, Register};
    use super::super::sample;
    use super::super::session::{AgreedScore, Entitled, InputRow, ProviderScore, Status};
    use super::*;
    use crate::day::Day;
    use crate::places::PlaceSet;

    fn of(sessions: Vec<Session>, unread: &[Unread], expected: &[&str], choices: Choices) -> Vec<(String, State)> {
        let set = PlaceSet::built_in("masam").expect("built in");
        let register = Register::new(expected.iter().map(|id| sample::session(id, "1").facility));
        let (cards, _) = scorecards(&sample::instrument(), sessions, unread, Some(&register), &set, choices);
        let name = |row: &FacilityStatus| {
            let facility = row.facility.map_or("?", |f| cards.facilities[f.0].id.as_str());
            let round = row.round.map_or("?", |r| cards.rounds[r.0].as_str());
            format!("{facility} {round}")
        };
        cards.status.iter().map(|row| (name(row), row.state)).collect()
    }

    /// A book of the sample instrument in which nothing is missing.
    fn full() -> Session {
        let text = |t: &str| t.to_owned();
        let action = Action {
            responsible: text("Захирал"),
            deadline: Day::new(2026, 9, 1),
            level: Some(super::super::session::Level::Facility),
            ..sample::action("1", "Асуудал", "Ажил", Some(Status::Planned))
        };
        Session {
            held: Day::new(2026, 3, 1),
            facilitator: text("ТББ"),
            inputs: [0, 1].map(|at| InputRow { actual: Some(2.0), ..sample::input(Key::Known(at)) }).into(),
            panels: (0..6).map(|at| sample::panel(at % 2, at / 2, Some(50.0))).collect(),
            provider: (0..3).map(|at| sample::provider(at, 50.0)).collect(),
            agreed: (0..3).map(|at| sample::agreed(at, 50.0)).collect(),
            attendance: vec![sample::heads(None, None, Some(12))],
            actions: vec![action],
            sheets: Sheet::ALL.map(|sheet| (sheet, Found::Id)).into(),
            ..sample::session("Х-1", "2026-1")
        }
    }

    fn sheets(session: Session) -> (State, Vec<(Sheet, SheetState)>) {
        let set = PlaceSet::built_in("masam").expect("built in");
        let (cards, _) = scorecards(&sample::instrument(), vec![session], &[], None, &set, sample::choices());
        (cards.status[0].state, cards.status[0].sheets.clone())
    }

    fn lacks(session: Session, sheet: Sheet) -> Vec<Lack> {
        match sheets(session).1.into_iter().find(|(known, _)| *known == sheet) {
            Some((_, SheetState::Incomplete { lacks, .. })) => lacks,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_book_without_a_blank_is_in_and_needs_no_votes() {
        let (state, sheets) = sheets(full());
        assert_eq!(state, State::In, "{sheets:?}");
        assert!(sheets.iter().all(|(sheet, _)| *sheet != Sheet::Votes));
        assert_eq!(sheets.len(), 6);
    }

    #[test]
    fn votes_stand_in_for_scores() {
        let mut voted = full();
        for panel in &mut voted.panels {
            *panel = PanelScore { score: None, votes: sample::votes(&[(20.0, 3)]), ..panel.clone() };
        }
        let (state, sheets) = sheets(voted);
        assert_eq!(state, State::In);
        assert!(sheets.contains(&(Sheet::Votes, SheetState::In(Found::Id))));
        assert!(sheets.iter().all(|(sheet, _)| *sheet != Sheet::Scores));
    }

    #[test]
    fn an_incomplete_book_says_what_it_lacks() {
        let mut book = full();
        book.held = None;
        book.panels.retain(|panel| panel.group == Key::Known(0));
        book.panels[0] = PanelScore { present: None, ..book.panels[0].clone() };
        book.panels[1] = PanelScore { score: None, ..book.panels[1].clone() };
        book.provider.pop();
        book.attendance = vec![sample::heads(None, None, None)];
        book.actions[0].deadline = None;
        assert_eq!(lacks(book.clone(), Sheet::Cover), [Lack::Fact(Fact::Held)]);
        let women = [Lack::Group(Key::Known(1)), Lack::Cells("score", 1, 3), Lack::Cells("present", 1, 2)];
        assert_eq!(lacks(book.clone(), Sheet::Scores), women);
        assert_eq!(lacks(book.clone(), Sheet::Provider), [Lack::Cells("score", 1, 3)]);
        assert_eq!(lacks(book.clone(), Sheet::Meeting), [Lack::Attendance]);
        assert_eq!(lacks(book, Sheet::Actions), [Lack::Cells("deadline", 1, 1)]);
    }

    #[test]
    fn what_is_not_due_need_not_be_counted() {
        let mut book = full();
        book.inputs[1] = InputRow { entitlement: Entitled::NotDue, ..sample::input(Key::Known(1)) };
        assert_eq!(sheets(book.clone()).0, State::In);
        book.inputs.remove(0);
        book.inputs.push(InputRow { actual: Some(0.0), ..sample::input(sample::added("Хашаа")) });
        assert_eq!(lacks(book, Sheet::Inputs), [Lack::Cells("actual", 1, 2)]);
    }

    #[test]
    fn an_empty_sheet_is_missing() {
        let book = Session { provider: Vec::<ProviderScore>::new(), agreed: Vec::<AgreedScore>::new(), ..full() };
        let (state, sheets) = sheets(book);
        assert_eq!(state, State::Incomplete);
        assert!(sheets.contains(&(Sheet::Provider, SheetState::Missing)));
    }

    #[test]
    fn every_column_that_an_action_needs_is_looked_at() {
        let blank = sample::action("", "", "", None);
        let wanted = Block::Actions.columns().iter().filter(|column| column.wanted);
        assert!(wanted.clone().all(|column| is_blank(&blank, column.id)));
        assert_eq!(wanted.count(), 6);
    }

    #[test]
    fn facilities_of_the_register_without_a_book_are_awaited_then_late() {
        let due = |due| Choices { due, ..sample::choices() };
        let rows = |choices| of(vec![full()], &[], &["Х-1", "Х-2"], choices);
        let in_and = |state| vec![("Х-1 2026-1".to_owned(), State::In), ("Х-2 2026-1".to_owned(), state)];
        assert_eq!(rows(due(None)), in_and(State::Awaited));
        assert_eq!(rows(due(Day::new(2026, 6, 30))), in_and(State::Awaited));
        assert_eq!(rows(due(Day::new(2026, 6, 29))), in_and(State::Late));
        assert_eq!(of(vec![], &[], &["Х-2"], due(None)), [("Х-2 ?".to_owned(), State::Awaited)]);
    }

    #[test]
    fn a_book_that_nobody_can_read_is_not_awaited() {
        let file = |facility: Option<&str>, round: Option<&str>| {
            ("эвдэрсэн.xlsx".to_owned(), facility.map(str::to_owned), round.map(str::to_owned))
        };
        let unread = [file(Some("х-2"), Some("2026/1")), file(Some("Х-2"), Some("2026-1")), file(None, None)];
        let rows = of(vec![full()], &unread, &["Х-1", "Х-2"], sample::choices());
        let expected = [("Х-1 2026-1", State::In), ("Х-2 2026-1", State::Unreadable), ("? ?", State::Unreadable)];
        assert_eq!(rows, expected.map(|(name, state)| (name.to_owned(), state)));
    }

    #[test]
    fn the_register_fills_what_a_book_leaves_blank_on_its_cover() {
        let mut book = full();
        book.facility = Facility { id: "х-1".into(), ..Facility::default() };
        let rows = of(vec![book.clone()], &[], &["Х-1"], sample::choices());
        assert_eq!(rows[0].1, State::In);
        assert_eq!(lacks(book, Sheet::Cover), [Fact::FacilityName, Fact::FacilityType, Fact::Place].map(Lack::Fact));
    }
}
