//! What a project file says.

use std::ops::Range;

use crate::lang::Label;

/// A command that a project may have steps of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Command {
    /// What is to be mended before anybody computes.
    Check,
    /// A citizen report card.
    ReportCard,
    /// Gaps to targets, between places and groups.
    Gaps,
    /// Rounds against one another.
    Change,
    /// Sums that can be sent on.
    Tally,
    /// Community scorecards.
    Scorecard,
    /// The register of actions.
    Actions,
    /// Facilities side by side.
    Compare,
    /// Pages for walls.
    Poster,
    /// Several reports as one picture.
    Forum,
}

impl Command {
    /// Every command with the name by which it is typed.
    pub const NAMES: [(&'static str, Command); 10] = [
        ("check", Command::Check),
        ("report-card", Command::ReportCard),
        ("gaps", Command::Gaps),
        ("change", Command::Change),
        ("tally", Command::Tally),
        ("scorecard", Command::Scorecard),
        ("actions", Command::Actions),
        ("compare", Command::Compare),
        ("poster", Command::Poster),
        ("forum", Command::Forum),
    ];

    /// Whether the plan gives it this option: what it reads and writes, which round it is about, how it is run.
    pub fn is_decided(self, option: &str) -> bool {
        const ALWAYS: [&str; 7] = ["out", "force", "quiet", "threads", "explain", "corrections", "round"];
        let besides: &[&str] = match self {
            Command::Compare => &["checklist", "previous"],
            Command::Forum => &["card", "gaps", "change", "scorecards", "facilities"],
            // A list of what is to be mended has no groups.
            Command::Check => &["by"],
            Command::ReportCard
            | Command::Gaps
            | Command::Change
            | Command::Tally
            | Command::Scorecard
            | Command::Poster
            | Command::Actions => &[],
        };
        ALWAYS.contains(&option) || besides.contains(&option)
    }

    /// Whether it writes this format, if that is not one of every command.
    pub fn writes(self, format: &str) -> bool {
        match format {
            "r" => self == Command::ReportCard,
            "sdmx" => matches!(self, Command::ReportCard | Command::Gaps | Command::Change),
            _ => true,
        }
    }

    /// Its name, as it is typed.
    pub fn name(self) -> &'static str {
        let named = Command::NAMES.iter().find(|(_, command)| *command == self);
        named.expect("each is in the list").0
    }
}

/// A kind of part of a project, each a table of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Interviews with users, round by round.
    Survey,
    /// Books of facilities that were filled in at meetings.
    Scorecard,
    /// Facilities to be compared, by a survey, a checklist or both.
    Compare,
    /// Pages for walls, of one of the other parts.
    Poster,
    /// Everything together, for a policy forum.
    Forum,
}

impl Kind {
    /// Every kind, in the order in which parts are made.
    pub const ALL: [Kind; 5] = [Kind::Survey, Kind::Scorecard, Kind::Compare, Kind::Poster, Kind::Forum];

    /// The name of its tables: `[[survey]]`.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Survey => "survey",
            Kind::Scorecard => "scorecard",
            Kind::Compare => "compare",
            Kind::Poster => "poster",
            Kind::Forum => "forum",
        }
    }

    /// Whether a part of this kind can be about one of the other kind.
    pub fn is_about(self, other: Kind) -> bool {
        match self {
            Kind::Compare => other == Kind::Survey,
            Kind::Poster => matches!(other, Kind::Survey | Kind::Scorecard | Kind::Compare),
            Kind::Survey | Kind::Scorecard | Kind::Forum => false,
        }
    }

    /// The commands that can be made of it; the first ones, as many as said, are made if nothing is chosen.
    pub fn commands(self) -> (&'static [Command], usize) {
        match self {
            Kind::Survey => (&[Command::Check, Command::ReportCard, Command::Gaps, Command::Change, Command::Tally], 4),
            Kind::Scorecard => (&[Command::Scorecard, Command::Actions], 1),
            Kind::Compare => (&[Command::Compare], 1),
            Kind::Poster => (&[Command::Poster], 1),
            Kind::Forum => (&[Command::Forum], 1),
        }
    }
}

/// An option of a command, as the command line knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionSpec {
    /// Its long name without hyphens before it.
    pub name: String,
    /// Whether a value follows.
    pub takes_value: bool,
    /// Whether it may be given several times.
    pub repeats: bool,
}

/// The options of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandSpec {
    /// The command.
    pub command: Command,
    /// Its options.
    pub options: Vec<OptionSpec>,
}

impl CommandSpec {
    /// The option of this name.
    pub fn option(&self, name: &str) -> Option<&OptionSpec> {
        self.options.iter().find(|option| option.name == name)
    }

    /// The same, if a project file may give it.
    pub fn setting(&self, name: &str) -> Option<&OptionSpec> {
        self.option(name).filter(|_| !self.command.is_decided(name))
    }
}

/// What an option was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Whether an option without a value is said.
    Flag(bool),
    /// Values.
    Values(Vec<String>),
}

/// An option that the file gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The option, called as on the command line.
    pub option: String,
    /// What it is given.
    pub given: Given,
    /// The bytes of the file where it stands.
    pub span: Range<usize>,
    /// Their line.
    pub line: usize,
}

/// A round of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its name: that of its folder among the outputs.
    pub name: String,
    /// Options of everything that is made of it.
    pub settings: Vec<Setting>,
}

/// Patterns of paths, of one round or of all.
pub type ByRound = Vec<(Option<usize>, Vec<String>)>;

/// Something that reports are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// What its outputs are called after.
    pub name: String,
    /// Files by round, as patterns relative to the project.
    pub files: ByRound,
    /// Corrections of them, likewise.
    pub corrections: ByRound,
    /// Checklists beside a survey of facilities, likewise.
    pub checklists: ByRound,
    /// The part that it is about: the survey of a comparison, what a poster shows.
    pub of: Option<usize>,
    /// What is made of it.
    pub make: Vec<Command>,
    /// Options of all its steps.
    pub settings: Vec<Setting>,
    /// Options of the steps of one command.
    pub settings_of: Vec<(Command, Vec<Setting>)>,
}

/// A project file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// What it is called on the brief of a forum.
    pub title: Option<Label>,
    /// The folder of the outputs, relative to the project.
    pub out: String,
    /// The rounds, the earliest first. Without any, everything is of one nameless round.
    pub rounds: Vec<Round>,
    /// Options of all steps that know them.
    pub defaults: Vec<Setting>,
    /// The parts, in the order of their kinds, then of the file.
    pub parts: Vec<Part>,
}
