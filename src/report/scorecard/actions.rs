//! The promises: one register over all facilities and rounds, how far they are, and who must solve what.

use super::book::{Book, counted_or, plain, status_words, to_look_at, wanted, who_columns, written};
use super::overview::area_tally;
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::parts::{
    absent, across, column, count, counted, figure_or, grid, joined, nothing, paragraph, phrase, row, same, say, text,
};
use crate::report::words::{CardWord, Word, fill, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, RowRole, Section, Value};
use crate::scorecard::results::{Escalation, FacilityIndex, Registered, Tally};
use crate::scorecard::session::{Level, Status};

/// Which actions are wanted. An empty list lets all through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActionFilter {
    /// The levels that can solve them.
    pub levels: Vec<Level>,
    /// How far they are.
    pub stages: Vec<Stage>,
    /// Places, with all that lies in them.
    pub places: Vec<PlaceId>,
    /// Identifiers of facilities.
    pub facilities: Vec<String>,
    /// The rounds in which they stand last.
    pub rounds: Vec<String>,
}

/// How far an action is, as one asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// A status.
    Is(Status),
    /// Planned or under way.
    Open,
    /// Open past its deadline.
    Overdue,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Stage; 6] = [
        Stage::Is(Status::Planned),
        Stage::Is(Status::UnderWay),
        Stage::Is(Status::Done),
        Stage::Is(Status::Dropped),
        Stage::Open,
        Stage::Overdue,
    ];

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Stage::Is(status) => status.id(),
            Stage::Open => "open",
            Stage::Overdue => "overdue",
        }
    }

    /// The stage of this name.
    pub fn named(id: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.id() == id)
    }

    fn title(self) -> Label {
        match self {
            Stage::Is(status) => status.title(),
            Stage::Open => t(CardWord::OpenActions),
            Stage::Overdue => t(CardWord::OverdueActions),
        }
    }

    fn holds(self, entry: &Registered) -> bool {
        match self {
            Stage::Is(status) => entry.status == status,
            Stage::Open => is_open(entry),
            Stage::Overdue => entry.overdue_days.is_some(),
        }
    }
}

impl ActionFilter {
    /// The actions that are wanted: indices in the register.
    pub(super) fn chosen(&self, book: &Book) -> Vec<usize> {
        let entries = book.cards.actions.entries.iter().enumerate();
        entries.filter(|(_, entry)| self.lets_through(book, entry)).map(|(at, _)| at).collect()
    }

    fn lets_through(&self, book: &Book, entry: &Registered) -> bool {
        let facility = book.facility(entry.facility);
        let in_place = |wanted: &PlaceId| facility.place.is_some_and(|p| p == *wanted || p.lies_in(*wanted));
        let same_id =
            |id: &String| crate::scorecard::facility::id_key(id) == crate::scorecard::facility::id_key(&facility.id);
        let level = |wanted: &Level| entry.action.level == Some(*wanted);
        fn any<T>(list: &[T], is: impl Fn(&T) -> bool) -> bool {
            list.is_empty() || list.iter().any(is)
        }
        any(&self.levels, level)
            && any(&self.stages, |stage| stage.holds(entry))
            && any(&self.places, in_place)
            && any(&self.facilities, same_id)
            && any(&self.rounds, |round| round == book.round(entry.round))
    }

    /// What was asked for, in words.
    fn words(&self) -> Vec<(Label, Value)> {
        let list =
            |labels: Vec<Label>| if labels.is_empty() { text(t(Word::All)) } else { text(joined(&labels, ", ")) };
        vec![
            (t(CardWord::SolvedBy), list(self.levels.iter().map(|level| level.title()).collect())),
            (t(Word::Status), list(self.stages.iter().map(|stage| stage.title()).collect())),
            (t(Word::Place), list(self.places.iter().map(|p| p.place().full_name.clone()).collect())),
            (t(Word::Facility), list(self.facilities.iter().map(Label::same).collect())),
            (t(CardWord::Round), list(self.rounds.iter().map(Label::same).collect())),
        ]
    }
}

fn is_open(entry: &Registered) -> bool {
    matches!(entry.status, Status::Planned | Status::UnderWay)
}

/// How many of some actions, and how far.
pub fn tally<'e>(entries: impl Iterator<Item = &'e Registered>) -> Tally {
    entries.fold(Tally::default(), |mut tally, entry| {
        tally.all += 1;
        match entry.status {
            Status::Planned => tally.planned += 1,
            Status::UnderWay => tally.under_way += 1,
            Status::Done => tally.done += 1,
            Status::Dropped => tally.dropped += 1,
        }
        tally.overdue += u64::from(entry.overdue_days.is_some());
        tally.own_means += u64::from(entry.action.own_means == Some(true));
        tally
    })
}

/// The register, and the list for each level above the facility.
pub fn sections(book: &Book) -> Vec<Section> {
    let all: Vec<usize> = (0..book.cards.actions.entries.len()).collect();
    let about = paragraph(fill(CardWord::AboutActions, &[super::cover::as_of(book)]));
    vec![
        across("actions", Word::SheetActions, vec![about, Block::Grid(register(book, &all))]),
        across(
            "escalation",
            CardWord::SheetEscalation,
            vec![paragraph(t(CardWord::AboutEscalation)), Block::Grid(escalation(book, None))],
        ),
    ]
}

/// The report of `masam actions`.
pub fn filtered(book: &Book, filter: &ActionFilter, chosen: &[usize]) -> Vec<Section> {
    let entries = || chosen.iter().filter_map(|at| book.cards.actions.entries.get(*at));
    let mut facts = filter.words();
    facts.push((t(CardWord::AsOf), text(super::cover::as_of(book))));
    facts.push((
        t(CardWord::ActionsShown),
        text(fill(CardWord::SomeOf, &[chosen.len(), book.cards.actions.entries.len()].map(|n| counted(n as u64)))),
    ));
    let area = |e: &Registered| book.area(book.facility(e.facility));
    let areas: std::collections::BTreeSet<_> = entries().map(area).collect();
    let mut by_place: Vec<GridRow> =
        areas.into_iter().map(|of| area_tally(of, tally(entries().filter(|e| area(e) == of)))).collect();
    by_place.push(tally_row(t(Word::Total), tally(entries()), RowRole::Total));
    let levels: std::collections::BTreeSet<_> = entries().map(|e| e.action.level).collect();
    let by_level: Vec<GridRow> = levels
        .into_iter()
        .map(|level| {
            tally_row(level_title(level), tally(entries().filter(|e| e.action.level == level)), RowRole::Plain)
        })
        .collect();
    vec![
        across("actions", Word::SheetActions, vec![Block::Facts { facts }, Block::Grid(register(book, chosen))]),
        across(
            "tallies",
            CardWord::SheetTallies,
            vec![
                Block::Grid(tallies("actions.places", CardWord::TallyByPlace, Word::Place, by_place)),
                Block::Grid(tallies("actions.levels", CardWord::TallyByLevel, CardWord::SolvedBy, by_level)),
            ],
        ),
        across(
            "escalation",
            CardWord::SheetEscalation,
            vec![paragraph(t(CardWord::AboutEscalation)), Block::Grid(escalation(book, Some(chosen)))],
        ),
    ]
}

fn register_columns() -> Vec<Column> {
    use ColumnKind::{Code, Measure, Text};
    vec![
        column("since", CardWord::Since, Code),
        column("id", CardWord::Number, Code),
        column("issue", Word::Issue, Text),
        column("indicator", Word::Indicator, Text),
        column("action", Word::Action, Text),
        column("responsible", Word::Responsible, Text),
        column("supporting", CardWord::Supporting, Text),
        column("deadline", Word::Deadline, Code),
        column("overdue_days", CardWord::DaysOverdue, Measure),
        column("status", Word::Status, Text),
        column("level", CardWord::SolvedBy, Text),
        column("own_means", CardWord::OwnMeans, Text),
        column("cost", CardWord::Cost, Measure),
        column("funds", CardWord::Funds, Text),
        column("done_on", CardWord::DoneOn, Code),
        column("evidence", CardWord::Evidence, Text),
        column("notes", Word::Note, Text),
    ]
}

fn register(book: &Book, chosen: &[usize]) -> Grid {
    let columns = [who_columns(), register_columns()].concat();
    let entries = chosen.iter().filter_map(|at| book.cards.actions.entries.get(*at));
    let rows = entries.map(|entry| row([book.who(entry.facility, entry.round), values(book, entry)].concat()));
    let notes = vec![t(CardWord::NoteStatus)];
    Grid { notes, ..grid("actions", t(CardWord::ActionsTitle), columns, 2, rows.collect()) }
}

/// The actions of a facility, on its sheet: in columns that fit those of the scores above.
pub fn of_facility(book: &Book, facility: FacilityIndex) -> Grid {
    use ColumnKind::{Code, Measure, Narrow, Text};
    let columns = vec![
        column("round", CardWord::Round, Code),
        column("action", CardWord::IssueAndAction, Text),
        column("deadline", Word::Deadline, Code),
        column("overdue_days", CardWord::DaysOverdue, Measure),
        column("status", Word::Status, Narrow),
        column("level", CardWord::SolvedBy, Narrow),
        column("own_means", CardWord::OwnMeans, Narrow),
        column("responsible", Word::Responsible, Narrow),
    ];
    let entries = book.cards.actions.entries.iter().filter(|entry| entry.facility == facility);
    let rows = entries.map(|entry| row(short_values(book, entry)));
    let id = format!("facility{}.actions", facility.0 + 1);
    let notes = vec![t(CardWord::NoteStatus)];
    Grid { notes, ..grid(&id, t(CardWord::ActionsTitle), columns, 2, rows.collect()) }
}

fn short_values(book: &Book, entry: &Registered) -> Vec<Value> {
    let action = &entry.action;
    let both = [action.issue.as_str(), action.action.as_str()];
    let both: Vec<&str> = both.into_iter().map(str::trim).filter(|words| !words.is_empty()).collect();
    vec![
        same(book.round(entry.round)),
        match remarks(book, entry) {
            Some(remarks) => text(phrase("{0} ({1})", "{0} ({1})", &[Label::same(both.join(" → ")), remarks])),
            None => wanted(&both.join(" → ")),
        },
        day(action.deadline, Absent::NotFilledIn),
        overdue(entry),
        text(status_words(entry.status)),
        level(action.level),
        own_means(action.own_means),
        wanted(&action.responsible),
    ]
}

fn day(day: Option<crate::day::Day>, why: Absent) -> Value {
    day.map_or(absent(why), |day| same(day.to_string()))
}

fn overdue(entry: &Registered) -> Value {
    entry.overdue_days.map_or(nothing(), |days| to_look_at(u64::from(days)))
}

fn level(level: Option<Level>) -> Value {
    level.map_or(absent(Absent::NotFilledIn), |level| text(level.title()))
}

fn own_means(own: Option<bool>) -> Value {
    own.map_or(absent(Absent::NotFilledIn), |own| text(t(if own { CardWord::Yes } else { CardWord::No })))
}

fn values(book: &Book, entry: &Registered) -> Vec<Value> {
    let action = &entry.action;
    let done_on = if entry.status == Status::Done { Absent::NotFilledIn } else { Absent::NotApplicable };
    vec![
        same(book.round(entry.since)),
        written(&action.id),
        wanted(&action.issue),
        action.indicator.as_ref().map_or(written(""), |key| text(book.indicator(key))),
        wanted(&action.action),
        wanted(&action.responsible),
        written(&action.supporting),
        day(action.deadline, Absent::NotFilledIn),
        overdue(entry),
        text(status_words(entry.status)),
        level(action.level),
        own_means(action.own_means),
        action.cost.map_or(written(""), plain),
        written(&action.funds),
        day(action.done_on, done_on),
        evidence(&action.evidence, &action.verified_by),
        remarks(book, entry).map_or(written(""), text),
    ]
}

/// What shows that it is done, and who has seen it.
fn evidence(shown: &str, verified_by: &str) -> Value {
    match verified_by.trim() {
        "" => written(shown),
        who => text(joined(&[Label::same(shown.trim()), say(t(CardWord::VerifiedBy), Label::same(who))], "; ")),
    }
}

/// Carried over, repeated, unproven.
fn remarks(book: &Book, entry: &Registered) -> Option<Label> {
    let mut said = Vec::new();
    if entry.carried {
        said.push(fill(CardWord::CarriedSince, &[Label::same(book.round(entry.since))]));
    }
    if !entry.repeated.is_empty() {
        let rounds: Vec<&str> = entry.repeated.iter().map(|round| book.round(*round)).collect();
        said.push(fill(CardWord::RepeatedIn, &[Label::same(rounds.join(", "))]));
    }
    if entry.unproven {
        said.push(t(CardWord::Unproven));
    }
    (!said.is_empty()).then(|| joined(&said, "; "))
}

/// The promises of each area, and of all.
pub fn by_area(book: &Book) -> Grid {
    let actions = &book.cards.actions;
    let set = book.set.iter().flat_map(|set| set.places()).map(Some);
    let mut rows: Vec<GridRow> =
        set.map(|area| area_tally(area, actions.by_place.get(&area).copied().unwrap_or_default())).collect();
    rows.extend(actions.by_place.get(&None).map(|tally| area_tally(None, *tally)));
    rows.push(tally_row(t(CardWord::AllAreas), actions.total, RowRole::Total));
    tallies("actions.areas", CardWord::TallyByPlace, Word::Area, rows)
}

/// The promises by the level that can solve them.
pub fn by_level(book: &Book) -> Grid {
    let levels = book.cards.actions.by_level.iter();
    let rows = levels.map(|(level, tally)| tally_row(level_title(*level), *tally, RowRole::Plain)).collect();
    tallies("actions.by_level", CardWord::TallyByLevel, CardWord::SolvedBy, rows)
}

fn level_title(level: Option<Level>) -> Label {
    level.map_or_else(|| t(CardWord::NoLevel), Level::title)
}

fn tallies(id: &str, title: CardWord, first: impl crate::report::words::Words, rows: Vec<GridRow>) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("name", first, Text),
        column("all", Word::Total, Count),
        column("planned", CardWord::Planned, Count),
        column("under_way", CardWord::UnderWay, Count),
        column("done", CardWord::Done, Count),
        column("dropped", CardWord::Dropped, Count),
        column("overdue", CardWord::OverdueActions, Measure),
        column("own_means", CardWord::OwnMeans, Count),
        column("completion", CardWord::Completion, Measure),
    ];
    Grid { notes: vec![t(CardWord::NoteCompletion)], ..grid(id, t(title), columns, 1, rows) }
}

/// A row of numbers of actions.
pub fn tally_row(name: Label, tally: Tally, role: RowRole) -> GridRow {
    let mut values = vec![text(name)];
    values.extend([tally.all, tally.planned, tally.under_way, tally.done, tally.dropped].map(count));
    values.push(to_look_at(tally.overdue));
    values.push(count(tally.own_means));
    values.push(figure_or(tally.completion().map(|share| 100.0 * share), Format::Percent, Absent::NotApplicable));
    GridRow { role, values }
}

/// What each level must solve; of chosen actions (ascending) only those.
fn escalation(book: &Book, chosen: Option<&[usize]>) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("level", CardWord::SolvedBy, Text),
        column("issue", Word::Issue, Text),
        column("indicator", Word::Indicator, Text),
        column("facilities", CardWord::HowManyFacilities, Count),
        column("names", Word::Facility, Text),
        column("areas", Word::Area, Text),
        column("actions", CardWord::HowManyActions, Count),
        column("overdue", CardWord::OverdueActions, Measure),
    ];
    let wanted = |at: &usize| chosen.is_none_or(|chosen| chosen.binary_search(at).is_ok());
    let rows = book.cards.actions.escalated.iter().filter_map(|issue| {
        let actions: Vec<usize> = issue.actions.iter().copied().filter(wanted).collect();
        (!actions.is_empty()).then(|| escalated(book, issue, &actions))
    });
    grid("escalation", t(CardWord::EscalationTitle), columns, 2, rows.collect())
}

/// Facilities that are named in a cell; the others are counted.
const MOST_NAMES: usize = 12;

fn escalated(book: &Book, issue: &Escalation, actions: &[usize]) -> GridRow {
    let entries = || actions.iter().filter_map(|at| book.cards.actions.entries.get(*at));
    let waits = |facility: &&FacilityIndex| entries().any(|entry| entry.facility == **facility);
    let facilities: Vec<FacilityIndex> = issue.facilities.iter().filter(waits).copied().collect();
    let names: Vec<Label> = facilities.iter().take(MOST_NAMES).map(|at| book.facility_name(*at)).collect();
    let names = match facilities.len().saturating_sub(MOST_NAMES) {
        0 => joined(&names, ", "),
        more => fill(CardWord::AndMore, &[joined(&names, ", "), counted(more as u64)]),
    };
    let in_area = |area: &&PlaceId| {
        let places = facilities.iter().filter_map(|at| book.facility(*at).place);
        places.into_iter().any(|place| place == **area || place.lies_in(**area))
    };
    let areas: Vec<Label> = issue.places.iter().filter(in_area).map(|place| place.place().full_name.clone()).collect();
    row(vec![
        text(issue.level.title()),
        wanted(&issue.issue),
        issue.indicator.as_ref().map_or(written(""), |key| text(book.indicator(key))),
        count(facilities.len() as u64),
        text(names),
        if areas.is_empty() { written("") } else { text(joined(&areas, ", ")) },
        counted_or(Some(actions.len() as u64)),
        to_look_at(tally(entries()).overdue),
    ])
}
