//! Reading what other commands wrote as JSON: which report a file is, and its rows.

use serde::Deserialize;

use super::rows::{
    ActionRow, ChangeRow, EstimateRow, FigureRow, GapChangeRow, GapRow, InequalityRow, ItemRow, NormRow, PriorityRow,
    ScoreRow, StandingRow,
};
use crate::lang::Label;
use crate::problem::{At, Code, Problem, quoted};
use crate::words::OwnWords;

/// Everything that a report of another command may hold; tables that it doesn't have are absent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Read {
    /// Its title.
    pub title: Label,
    /// The line under it.
    pub subtitle: Label,
    /// What made it.
    pub made_by: Made,
    /// Of a report card: its estimates.
    pub estimates: Option<Vec<EstimateRow>>,
    /// Of a report card: its gaps.
    pub gaps: Option<Vec<GapRow>>,
    /// Of a report card: its priorities.
    pub priorities: Option<Vec<PriorityRow>>,
    /// Of a report of gaps: how unevenly things are spread.
    pub inequality: Option<Vec<InequalityRow>>,
    /// Of a comparison of rounds: its changes.
    pub changes: Option<Vec<ChangeRow>>,
    /// Of a comparison of rounds: the changes of gaps.
    pub gap_changes: Option<Vec<GapChangeRow>>,
    /// Of scorecards: the scores.
    pub scores: Option<Vec<ScoreRow>>,
    /// Of scorecards: what was agreed.
    pub actions: Option<Vec<ActionRow>>,
    /// Of a comparison of facilities: how they stand.
    pub standings: Option<Vec<StandingRow>>,
    /// Of a comparison of facilities: what its figures are.
    pub figures: Option<Vec<FigureRow>>,
    /// Of a comparison of facilities: what they have.
    pub readiness: Option<Vec<ItemRow>>,
    /// Of a comparison of facilities: what they are due.
    pub norms: Option<Vec<NormRow>>,
}

/// What made a report.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct Made {
    /// Name and version of the program.
    pub tool: String,
    /// Identifier and version of the instrument.
    pub instrument: String,
    /// Its options: name and value.
    pub options: Vec<(String, String)>,
    /// What its instrument puts otherwise than reports do.
    pub words: OwnWords,
    /// Whether any of its answers are made up.
    pub made_up: bool,
}

impl Made {
    /// The value of an option.
    pub fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether small figures are withheld in it; a report of agreed scores has none.
    pub fn is_public(&self) -> bool {
        self.option("public").is_none_or(|public| public == "true")
    }
}

/// What a file is to a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A citizen report card.
    Card,
    /// A report of gaps.
    Gaps,
    /// A comparison of rounds.
    Change,
    /// Community scorecards.
    Scorecards,
    /// A comparison of facilities.
    Facilities,
}

impl Kind {
    /// The command that writes it.
    pub fn command(self) -> &'static str {
        match self {
            Kind::Card => "masam report-card",
            Kind::Gaps => "masam gaps",
            Kind::Change => "masam change",
            Kind::Scorecards => "masam scorecard",
            Kind::Facilities => "masam compare",
        }
    }

    fn is(self, read: &Read) -> bool {
        match self {
            Kind::Card => read.estimates.is_some() && read.gaps.is_some() && read.inequality.is_none(),
            Kind::Gaps => read.gaps.is_some() && read.inequality.is_some(),
            Kind::Change => read.changes.is_some(),
            Kind::Scorecards => read.scores.is_some() && read.actions.is_some(),
            Kind::Facilities => read.standings.is_some(),
        }
    }
}

/// Reads a report of this kind; `name` is its file's, for the problem.
pub fn read(bytes: &[u8], name: &str, kind: Kind) -> Result<Read, Problem> {
    read_one_of(bytes, name, &[kind]).map(|(_, read)| read)
}

/// Reads a report of one of these kinds, and says which it is.
pub fn read_one_of(bytes: &[u8], name: &str, kinds: &[Kind]) -> Result<(Kind, Read), Problem> {
    let commands =
        |shown: fn(&str) -> String| kinds.iter().map(|kind| shown(kind.command())).collect::<Vec<_>>().join(" / ");
    let not = |detail: String| Problem::new(Code::NotAReport, At::file(name), commands(str::to_string)).detail(detail);
    let read: Read = serde_json::from_slice(bytes).map_err(|error| not(error.to_string()))?;
    if let Some(kind) = kinds.iter().copied().find(|kind| kind.is(&read)) {
        return Ok((kind, read));
    }
    let all = [Kind::Card, Kind::Gaps, Kind::Change, Kind::Scorecards, Kind::Facilities];
    match all.into_iter().find(|other| other.is(&read)) {
        Some(other) => {
            Err(Problem::new(Code::OtherReport, At::file(name), quoted(other.command())).detail(commands(quoted)))
        }
        None => Err(not(String::from("its tables are missing"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGE: &str = r#"{"title": {"mn": "Өөрчлөлт", "en": "Change"}, "subtitle": {"mn": "", "en": ""},
        "made_by": {"tool": "masam", "instrument": "health 1.0", "options": [["public", "true"]]}, "sections": [],
        "changes": [{"indicator_code": "H03", "indicator_mn": "Нээлттэй", "verdict": null, "change": 2.5, "new": 1}]}"#;

    #[test]
    fn what_a_table_does_not_say_is_absent() {
        let read = read(CHANGE.as_bytes(), "a.json", Kind::Change).unwrap();
        let row = &read.changes.unwrap()[0];
        assert_eq!((row.change, row.ci_low, row.verdict.as_str()), (Some(2.5), None, ""));
        assert!(read.made_by.is_public());
    }

    #[test]
    fn a_report_of_another_command_is_named() {
        let problem = read(CHANGE.as_bytes(), "өөрчлөлт.json", Kind::Card).unwrap_err();
        assert_eq!(problem.code, Code::OtherReport);
        let broken = read(b"[1, 2", "a.json", Kind::Card).unwrap_err();
        assert_eq!(broken.code, Code::NotAReport);
    }
}
