//! The kinds of instruments, and a file that may be of any.

use super::checklist::{self, ChecklistInstrument};
use super::scorecard::{self, ScorecardInstrument};
use super::{Instrument, parse};
use crate::lang::Label;
use crate::problem::Code;
use crate::toml_file::Faults;
use crate::words::OwnWords;

/// What an instrument is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InstrumentKind {
    /// A survey of users: `masam report-card`.
    ReportCard,
    /// Scores of groups and of a facility: `masam scorecard`.
    Scorecard,
    /// Visits to facilities: `masam compare`.
    Checklist,
}

impl InstrumentKind {
    /// Every kind with its name in files: `kind = "scorecard"`.
    pub(super) const NAMES: [(&str, InstrumentKind); 3] = [
        ("report-card", InstrumentKind::ReportCard),
        ("scorecard", InstrumentKind::Scorecard),
        ("facility-checklist", InstrumentKind::Checklist),
    ];

    /// The kind of the instrument in a text; none if it isn't one of these. A text that names no kind is a report card.
    pub fn of(text: &str) -> Option<InstrumentKind> {
        let (table, _) = toml::de::DeTable::parse_recoverable(text);
        let Some(given) = table.get_ref().get("kind") else { return Some(InstrumentKind::ReportCard) };
        let given = given.get_ref().as_str()?;
        Self::NAMES.iter().find(|(name, _)| *name == given).map(|(_, kind)| *kind)
    }

    /// The problem of a file of this kind where another one is wanted.
    pub(super) fn elsewhere(self) -> Code {
        match self {
            InstrumentKind::ReportCard => Code::IsReportCard,
            InstrumentKind::Scorecard => Code::IsScorecard,
            InstrumentKind::Checklist => Code::IsChecklist,
        }
    }

    /// What it is called.
    pub fn title(self) -> Label {
        match self {
            InstrumentKind::ReportCard => Label::new("иргэдийн үнэлгээний хуудас", "citizen report card"),
            InstrumentKind::Scorecard => Label::new("олон нийтийн үнэлгээний карт", "community scorecard"),
            InstrumentKind::Checklist => Label::new("байгууллагын хяналтын хуудас", "facility checklist"),
        }
    }
}

/// An instrument of any kind.
#[derive(Debug, Clone, PartialEq)]
pub enum AnyInstrument {
    /// Of a report card.
    ReportCard(Box<Instrument>),
    /// Of a community scorecard.
    Scorecard(Box<ScorecardInstrument>),
    /// Of a facility checklist.
    Checklist(Box<ChecklistInstrument>),
}

impl AnyInstrument {
    /// Reads an instrument of whichever kind the text says it is. `name` is what the file is called in messages.
    pub fn parse(name: &str, text: &str) -> Result<AnyInstrument, Faults> {
        match InstrumentKind::of(text) {
            Some(InstrumentKind::Scorecard) => {
                scorecard::parse(name, text).map(|found| AnyInstrument::Scorecard(Box::new(found)))
            }
            Some(InstrumentKind::Checklist) => {
                checklist::parse(name, text).map(|found| AnyInstrument::Checklist(Box::new(found)))
            }
            // A kind that there isn't is a fault that the reader of report cards notes.
            Some(InstrumentKind::ReportCard) | None => {
                parse(name, text).map(|found| AnyInstrument::ReportCard(Box::new(found)))
            }
        }
    }

    /// Its kind.
    pub fn kind(&self) -> InstrumentKind {
        match self {
            AnyInstrument::ReportCard(_) => InstrumentKind::ReportCard,
            AnyInstrument::Scorecard(_) => InstrumentKind::Scorecard,
            AnyInstrument::Checklist(_) => InstrumentKind::Checklist,
        }
    }

    /// Its short name.
    pub fn id(&self) -> &str {
        match self {
            AnyInstrument::ReportCard(card) => &card.id,
            AnyInstrument::Scorecard(card) => &card.id,
            AnyInstrument::Checklist(list) => &list.asks.id,
        }
    }

    /// The version of its wording.
    pub fn version(&self) -> &str {
        match self {
            AnyInstrument::ReportCard(card) => &card.version,
            AnyInstrument::Scorecard(card) => &card.version,
            AnyInstrument::Checklist(list) => &list.asks.version,
        }
    }

    /// Its title.
    pub fn title(&self) -> &Label {
        match self {
            AnyInstrument::ReportCard(card) => &card.title,
            AnyInstrument::Scorecard(card) => &card.title,
            AnyInstrument::Checklist(list) => &list.asks.title,
        }
    }

    /// The words of reports that it puts otherwise.
    pub fn words(&self) -> &OwnWords {
        match self {
            AnyInstrument::ReportCard(card) => &card.words,
            AnyInstrument::Scorecard(card) => &card.words,
            AnyInstrument::Checklist(list) => &list.asks.words,
        }
    }

    /// Every label that a reader may see.
    pub fn labels(&self) -> Vec<&Label> {
        match self {
            AnyInstrument::ReportCard(card) => card.labels(),
            AnyInstrument::Scorecard(card) => card.labels(),
            AnyInstrument::Checklist(list) => list.labels(),
        }
    }
}
