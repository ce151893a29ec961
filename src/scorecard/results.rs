//! What comes out of the sessions: consolidated scores, gaps, changes, one register of actions, and who is in.
//!
//! Everything is in the order of facilities, rounds and the instrument; nothing is ordered by a score.

use std::collections::BTreeMap;

pub use super::people::Attended;

use super::facility::Facility;
use super::layout::Sheet;
use super::score::{Points, Score, Votes};
use super::session::{Action, AgreedScore, Found, InputRow, Key, Level, Session, Status};
use crate::day::Day;
use crate::instrument::TargetKind;
use crate::instrument::scorecard::{GroupPair, ScorecardInstrument};
use crate::lang::Label;
use crate::places::PlaceId;

/// Index of a facility in [`Scorecards::facilities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FacilityIndex(pub usize);

/// Index of a round in [`Scorecards::rounds`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RoundIndex(pub usize);

/// How the groups' scores become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Consolidation {
    /// The mean: every group weighs the same.
    #[default]
    Mean,
    /// The median; between two middle ones their mean.
    Median,
    /// The mean weighted by the people present; a group without a count makes it impossible.
    Present,
    /// The score agreed at the interface meeting.
    Agreed,
}

/// What a user may choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// How the groups' scores become one.
    pub consolidation: Consolidation,
    /// From which size a gap is flagged, in points of 100.
    pub flag: f64,
    /// The day on which deadlines are judged; none if it was not given and the books hold no day.
    pub as_of: Option<Day>,
    /// Whether `as_of` was given, or is the latest day in the books.
    pub as_of_given: bool,
    /// The day until which books were due.
    pub due: Option<Day>,
}

/// Everything that the sessions of some facilities and rounds give.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecards {
    /// What was scored.
    pub instrument: ScorecardInstrument,
    /// What was chosen.
    pub choices: Choices,
    /// The facilities: by place in the official order, then by register, then by identifier.
    pub facilities: Vec<Facility>,
    /// The rounds, in order: numbers in their names count as numbers.
    pub rounds: Vec<String>,
    /// One card for each session, by facility, then round.
    pub cards: Vec<FacilityCard>,
    /// One for each reporting area, round and indicator that has a score, by area, then round.
    pub places: Vec<PlaceCard>,
    /// What changed from one round of a facility to its next.
    pub changes: Vec<Changes>,
    /// All actions.
    pub actions: ActionRegister,
    /// Who is in, by facility, then round; facilities of the register without a book too.
    pub status: Vec<FacilityStatus>,
}

/// One facility in one round.
#[derive(Debug, Clone, PartialEq)]
pub struct FacilityCard {
    /// The facility.
    pub facility: FacilityIndex,
    /// The round.
    pub round: RoundIndex,
    /// What it was made from.
    pub session: Session,
    /// The indicators: those of the instrument that somebody scored, then added ones in the order of the book.
    pub lines: Vec<Line>,
    /// Means over the indicators, one for each side; each over the indicators that the side has.
    pub overall: Sides,
    /// Community less provider, over indicators that both sides scored, in points.
    pub matched_gap: Option<f64>,
    /// Each group's mean over the indicators that it scored, in the order of the instrument.
    pub groups: Vec<(Key, Points)>,
    /// Input tracking.
    pub inputs: Vec<InputLine>,
    /// Mean of the capped ratios of the inputs that have one.
    pub input_index: Option<f64>,
}

/// One number for each side.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sides {
    /// Of the focus groups together.
    pub community: Option<Points>,
    /// Of the provider.
    pub provider: Option<Points>,
    /// Of the interface meeting.
    pub agreed: Option<Points>,
}

/// One indicator of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The indicator.
    pub indicator: Key,
    /// What each group said.
    pub panels: Vec<Panel>,
    /// What the groups said together.
    pub community: Option<Consolidated>,
    /// What the provider said.
    pub provider: Option<Score>,
    /// What they agreed.
    pub agreed: Option<Agreed>,
    /// Community less provider, where both scored.
    pub gap: Option<ScoreGap>,
    /// First group less second, of the instrument's pairs that both scored.
    pub between: Vec<(GroupPair, f64)>,
}

/// What one group said.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The group.
    pub group: Key,
    /// Its score in points.
    pub points: Points,
    /// Its score as given, unless it was voted.
    pub score: Option<Score>,
    /// Its votes.
    pub votes: Option<Votes>,
    /// How many were present.
    pub present: Option<u64>,
    /// Why.
    pub reason: String,
    /// What it suggests.
    pub suggestion: String,
}

/// The groups together.
#[derive(Debug, Clone, PartialEq)]
pub struct Consolidated {
    /// By the rule that was chosen.
    pub points: Points,
    /// How many groups scored.
    pub groups: usize,
    /// How many people were present in them; none if a group didn't count.
    pub present: Option<u64>,
    /// Highest less lowest group, in points.
    pub spread: f64,
    /// Who scored lowest, unless all scored alike.
    pub lowest: Vec<Key>,
}

/// What was agreed at the meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// It, with its reason.
    pub score: AgreedScore,
    /// Whether it lies between the two sides, ends included; none if a side is missing.
    pub between: Option<bool>,
}

/// Community less provider.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreGap {
    /// In points of 100; positive where citizens score higher.
    pub points: f64,
    /// Whether it is at least as large as the stated size.
    pub flagged: bool,
}

/// One item of input tracking.
#[derive(Debug, Clone, PartialEq)]
pub struct InputLine {
    /// The row.
    pub row: InputRow,
    /// The entitlement that counts.
    pub entitlement: EntitlementFound,
    /// Actual less entitlement, in the unit.
    pub gap: Option<f64>,
    /// Actual over entitlement, or entitlement over actual where less is better; not capped. None if it can't be formed.
    pub ratio: Option<f64>,
}

impl InputLine {
    /// The ratio as it enters an index: not above 1.
    pub fn capped(&self) -> Option<f64> {
        self.ratio.map(|r| r.min(1.0))
    }
}

/// The entitlement that counts for an item.
#[derive(Debug, Clone, PartialEq)]
pub enum EntitlementFound {
    /// So much, and who says so; the book's own number goes before the instrument's.
    To {
        /// The number.
        value: f64,
        /// Norm of law or target; none for a number of the book that the instrument doesn't know.
        kind: Option<TargetKind>,
        /// Who says so; of a number of the book what the book says, if it does.
        source: Label,
    },
    /// The facility isn't due one.
    NotDue,
    /// No norm is known.
    NoNorm,
}

/// The facilities of a reporting area together: means of their consolidated scores, every facility alike.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceCard {
    /// The area; none is all areas together.
    pub place: Option<PlaceId>,
    /// The round.
    pub round: RoundIndex,
    /// How many facilities it has scores of.
    pub facilities: usize,
    /// People present in focus groups, women and men at meetings, where counted.
    pub attended: Attended,
    /// Means of the facilities' means.
    pub overall: Sides,
    /// Mean of the facilities' matched gaps.
    pub matched_gap: Option<f64>,
    /// Mean of the input indices.
    pub input_index: Option<f64>,
    /// By indicator of the instrument: the means, and over how many facilities on each side.
    pub indicators: BTreeMap<usize, (Sides, [usize; 3])>,
}

/// From one round of a facility to its next.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The facility.
    pub facility: FacilityIndex,
    /// The earlier round.
    pub from: RoundIndex,
    /// The later round.
    pub to: RoundIndex,
    /// Indicators with the same identity and scale in both.
    pub lines: Vec<Change>,
    /// Indicators only in the later round.
    pub new: Vec<Key>,
    /// Indicators only in the earlier round.
    pub dropped: Vec<Key>,
    /// Indicators in both, scored on different scales, and so not compared.
    pub rescaled: Vec<Key>,
}

/// An indicator in two rounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The indicator.
    pub indicator: Key,
    /// Before.
    pub before: Sides,
    /// After.
    pub after: Sides,
}

/// All actions of all facilities and rounds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ActionRegister {
    /// By facility, then the round in which it stands last, then the order of its plan.
    pub entries: Vec<Registered>,
    /// Completion over all.
    pub total: Tally,
    /// By level; none are those without a level.
    pub by_level: BTreeMap<Option<Level>, Tally>,
    /// By reporting area; none are those without a place.
    pub by_place: BTreeMap<Option<PlaceId>, Tally>,
    /// What each level above the facility must solve: the issues that aren't done or dropped, alike ones together.
    pub escalated: Vec<Escalation>,
}

/// An action as it stands in the last round that has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// The facility.
    pub facility: FacilityIndex,
    /// The round that has it last.
    pub round: RoundIndex,
    /// The round that had it first.
    pub since: RoundIndex,
    /// As it was written last.
    pub action: Action,
    /// How far it is: as written; planned where nothing is written; done where only the day is.
    pub status: Status,
    /// Days past the deadline on the as-of day, if it isn't done or dropped.
    pub overdue_days: Option<u32>,
    /// Whether it stood in an earlier round already.
    pub carried: bool,
    /// Whether the facility had the same issue before under another action: which rounds.
    pub repeated: Vec<RoundIndex>,
    /// Whether it is done without evidence or without anybody who checked.
    pub unproven: bool,
}

/// How many actions, and how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All.
    pub all: u64,
    /// Planned.
    pub planned: u64,
    /// Under way.
    pub under_way: u64,
    /// Done.
    pub done: u64,
    /// Dropped.
    pub dropped: u64,
    /// Overdue; they are planned or under way.
    pub overdue: u64,
    /// By the facility's own means.
    pub own_means: u64,
}

impl Tally {
    /// Done of all that weren't dropped, 0 to 1.
    pub fn completion(&self) -> Option<f64> {
        let of = self.all - self.dropped;
        (of > 0).then(|| self.done as f64 / of as f64)
    }
}

/// An issue that a level must solve.
#[derive(Debug, Clone, PartialEq)]
pub struct Escalation {
    /// The level.
    pub level: Level,
    /// The indicator, if the actions name one: alike by it; else alike by the words of the issue.
    pub indicator: Option<Key>,
    /// The issue, as it was written first.
    pub issue: String,
    /// The facilities that wait for it.
    pub facilities: Vec<FacilityIndex>,
    /// The actions: indices in [`ActionRegister::entries`].
    pub actions: Vec<usize>,
    /// The reporting areas they lie in.
    pub places: Vec<PlaceId>,
}

/// Whether a facility's book is in.
#[derive(Debug, Clone, PartialEq)]
pub struct FacilityStatus {
    /// The facility; none for a file of which it isn't known.
    pub facility: Option<FacilityIndex>,
    /// The round; none where no book says.
    pub round: Option<RoundIndex>,
    /// The files.
    pub files: Vec<String>,
    /// How it stands.
    pub state: State,
    /// How each sheet stands, in the order of the workbook.
    pub sheets: Vec<(Sheet, SheetState)>,
}

/// How a book stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// All of it is there.
    In,
    /// Something is missing.
    Incomplete,
    /// It isn't there and isn't due yet, or nobody said when.
    Awaited,
    /// It isn't there, and was due before the as-of day.
    Late,
    /// It is there and can't be read.
    Unreadable,
}

/// How a sheet of a book stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetState {
    /// All of it is there.
    In(Found),
    /// Some of it is missing: what, and how much of how much.
    Incomplete {
        /// By what the sheet was recognised.
        found: Found,
        /// What is missing.
        lacks: Vec<Lack>,
    },
    /// The sheet isn't there, or nothing is on it.
    Missing,
}

/// What a sheet lacks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lack {
    /// A value of the cover.
    Fact(super::layout::Fact),
    /// So many rows without a value that is wanted: column, rows without, rows in all.
    Cells(&'static str, usize, usize),
    /// A focus group of the instrument without any score.
    Group(Key),
    /// Nobody's attendance is given.
    Attendance,
}
