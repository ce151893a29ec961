//! What one filled workbook says: one facility in one round.

use super::facility::Facility;
use super::layout::Sheet;
use super::score::{Points, Score, Votes};
use crate::day::Day;
use crate::lang::Label;
use crate::problem::At;

/// One facility in one round.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The facility: as the register has it, else as the book says.
    pub facility: Facility,
    /// The round, as it is written: `2026-1`.
    pub round: String,
    /// The files that it was read from, in order; more than one for a long table in parts.
    pub files: Vec<String>,
    /// Identifier and version of the instrument that the book was made for, if it says.
    pub made_for: Option<String>,
    /// The day of the interface meeting, or of the scoring.
    pub held: Option<Day>,
    /// The organisation that coached it.
    pub facilitator: String,
    /// The multi-stakeholder group, by stakeholder.
    pub members: Vec<Headcount>,
    /// How often that group met in this round.
    pub meetings: Option<u64>,
    /// What was counted.
    pub inputs: Vec<InputRow>,
    /// What the groups scored.
    pub panels: Vec<PanelScore>,
    /// What the provider scored.
    pub provider: Vec<ProviderScore>,
    /// What both agreed.
    pub agreed: Vec<AgreedScore>,
    /// Who was at the interface meeting, by stakeholder.
    pub attendance: Vec<Headcount>,
    /// The action plan.
    pub actions: Vec<Action>,
    /// How each sheet was found; sheets that weren't are not in it.
    pub sheets: Vec<(Sheet, Found)>,
}

/// By what something in a book was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Found {
    /// By its identifier.
    Id,
    /// By its words.
    Label,
    /// By where it stands, since its words had been changed.
    Position,
}

/// One of a list of the instrument, or one that was added in the field.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Index in the instrument's list.
    Known(usize),
    /// Its words, as they were written first.
    Added(Label),
}

/// How many people of a stakeholder group there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headcount {
    /// The stakeholder group: of [`crate::instrument::scorecard::ScorecardInstrument::stakeholders`].
    pub who: Key,
    /// Women.
    pub women: Option<u64>,
    /// Men.
    pub men: Option<u64>,
    /// All of them, where the book gives it, or women and men are both given.
    pub all: Option<u64>,
}

impl Headcount {
    /// All that were counted: women or men alone where nobody wrote the others.
    pub fn counted(&self) -> Option<u64> {
        self.all.or(self.women).or(self.men)
    }
}

/// A row of input tracking.
#[derive(Debug, Clone, PartialEq)]
pub struct InputRow {
    /// The item: of [`crate::instrument::scorecard::ScorecardInstrument::inputs`].
    pub item: Key,
    /// The unit, as the book has it.
    pub unit: Label,
    /// What the facility is entitled to, as the book has it.
    pub entitlement: Entitled,
    /// Which law or order says so, as the book has it.
    pub source: String,
    /// What is there.
    pub actual: Option<f64>,
    /// What was seen as proof.
    pub evidence: String,
    /// Remarks.
    pub remarks: String,
    /// Where it stands.
    pub at: At,
}

/// An entitlement in a book.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entitled {
    /// So much.
    To(f64),
    /// The facility isn't due one: neither zero nor missing.
    NotDue,
    /// The book gives none: that of the instrument counts, if there is one.
    Unwritten,
}

/// What one group said of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelScore {
    /// The group: of [`crate::instrument::scorecard::ScorecardInstrument::groups`].
    pub group: Key,
    /// The indicator: of [`crate::instrument::scorecard::ScorecardInstrument::indicators`].
    pub indicator: Key,
    /// The score that the group gave itself.
    pub score: Option<Score>,
    /// The votes, where people voted one by one.
    pub votes: Option<Votes>,
    /// How many were present.
    pub present: Option<u64>,
    /// Why.
    pub reason: String,
    /// What they suggest.
    pub suggestion: String,
    /// Where it stands.
    pub at: At,
}

impl PanelScore {
    /// What counts: the score that the group gave, else the median of its votes.
    pub fn points(&self) -> Option<Points> {
        self.score.map(Score::points).or_else(|| self.votes.as_ref().map(Votes::median))
    }
}

/// What the provider said of one indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderScore {
    /// The indicator.
    pub indicator: Key,
    /// The score.
    pub score: Score,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub at: At,
}

/// What community and provider agreed on. It is data and is never computed.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreedScore {
    /// The indicator.
    pub indicator: Key,
    /// The score.
    pub score: Score,
    /// Why.
    pub reason: String,
    /// Where it stands.
    pub at: At,
}

/// A promise.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its identifier in the book: `3`, `A-03`. Empty if the book gives none.
    pub id: String,
    /// What is wrong.
    pub issue: String,
    /// The indicator it is about.
    pub indicator: Option<Key>,
    /// What is to be done.
    pub action: String,
    /// Who does it: a role or an organisation.
    pub responsible: String,
    /// Who helps.
    pub supporting: String,
    /// Until when.
    pub deadline: Option<Day>,
    /// What it costs, in tugrugs.
    pub cost: Option<f64>,
    /// Where the money comes from.
    pub funds: String,
    /// Who can solve it.
    pub level: Option<Level>,
    /// Whether the facility's own means suffice.
    pub own_means: Option<bool>,
    /// How far it is.
    pub status: Option<Status>,
    /// When it was done.
    pub done_on: Option<Day>,
    /// What shows that it was done.
    pub evidence: String,
    /// Who checked: a role or an organisation.
    pub verified_by: String,
    /// Where it stands.
    pub at: At,
}

/// Who can solve a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The facility itself.
    Facility,
    /// The soum or, in the capital, the khoroo and district.
    Soum,
    /// The aimag or the capital.
    Aimag,
    /// The ministry or parliament.
    Ministry,
}

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Agreed.
    Planned,
    /// Begun.
    UnderWay,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

impl Level {
    /// Every level, the nearest first.
    pub const ALL: [Level; 4] = [Level::Facility, Level::Soum, Level::Aimag, Level::Ministry];

    /// Its name in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Level::Facility => "facility",
            Level::Soum => "soum",
            Level::Aimag => "aimag",
            Level::Ministry => "ministry",
        }
    }

    /// Its words in books and reports.
    pub fn title(self) -> Label {
        match self {
            Level::Facility => Label::new("Байгууллага", "Facility"),
            Level::Soum => Label::new("Сум, хороо", "Soum or khoroo"),
            Level::Aimag => Label::new("Аймаг, дүүрэг", "Aimag or district"),
            Level::Ministry => Label::new("Яам", "Ministry"),
        }
    }

    /// Other spellings found in books, lower case.
    pub fn also(self) -> &'static [&'static str] {
        match self {
            Level::Facility => &[
                "байгууллага дээр",
                "сургууль",
                "цэцэрлэг",
                "эмнэлэг",
                "эмт",
                "local",
                "school",
                "эмнэлэг өөрөө",
                "байгууллага өөрөө",
            ],
            Level::Soum => &["сум", "хороо", "баг", "khoroo", "bag", "sum"],
            Level::Aimag => &[
                "аймаг",
                "дүүрэг",
                "нийслэл",
                "эмг",
                "аймгийн эмг",
                "бшуг",
                "аймгийн итх",
                "district",
                "province",
                "capital",
            ],
            Level::Ministry => &[
                "эмя",
                "эрүүл мэндийн яам",
                "бшуя",
                "бя",
                "боловсролын яам",
                "уих",
                "засгийн газар",
                "төрийн",
                "ministry of health",
                "moh",
                "ministry of education",
                "parliament",
                "national",
                "government",
            ],
        }
    }
}

impl Status {
    /// Every status, in the order of a plan's life.
    pub const ALL: [Status; 4] = [Status::Planned, Status::UnderWay, Status::Done, Status::Dropped];

    /// Its name in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::UnderWay => "under-way",
            Status::Done => "done",
            Status::Dropped => "dropped",
        }
    }

    /// Its words in books and reports.
    pub fn title(self) -> Label {
        match self {
            Status::Planned => Label::new("Төлөвлөсөн", "Planned"),
            Status::UnderWay => Label::new("Хийгдэж байгаа", "Under way"),
            Status::Done => Label::new("Хийсэн", "Done"),
            Status::Dropped => Label::new("Хассан", "Dropped"),
        }
    }

    /// Other spellings found in books, lower case.
    pub fn also(self) -> &'static [&'static str] {
        match self {
            Status::Planned => {
                &["эхлээгүй", "хийгээгүй", "төлөвлөгдсөн", "хийнэ", "not started", "open", "to do", "pending"]
            }
            Status::UnderWay => &[
                "эхэлсэн",
                "явагдаж байгаа",
                "хийж байна",
                "хийж байгаа",
                "хийгдэж байна",
                "явагдаж байна",
                "эхлүүлсэн",
                "in progress",
                "ongoing",
                "under way",
                "started",
            ],
            Status::Done => &[
                "дууссан",
                "биелсэн",
                "бүрэн",
                "хийгдсэн",
                "хэрэгжсэн",
                "дуусгасан",
                "completed",
                "complete",
                "finished",
                "yes",
            ],
            Status::Dropped => &["цуцалсан", "cancelled", "canceled", "abandoned"],
        }
    }
}
