//! The workbook of a policy forum: a brief of two pages, and the sheets that stand behind it.

mod actions;
mod brief;
mod change;
mod cover;
mod equity;
mod facilities;
mod gaps;
mod hall;
mod matrix;
mod methods;
mod problems;
mod profile;
mod recurring;
mod scorecards;
mod tidy;

use super::parts::{TOOL, joined};
use crate::forum::{Forum, triangles};
use crate::lang::Label;
use crate::report::words::{ForumWord, OwnWords, standard, t};
use crate::report::{MadeBy, Report, Section};
use hall::{Hall, sector_name};

/// What is known beside the reports.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// The title, if the user gave one.
    pub title: Option<String>,
    /// The files, with what they are.
    pub files: Vec<(String, Label)>,
    /// The options as they were given: name and value.
    pub command: Vec<(String, String)>,
    /// Whether everything in it may be published.
    pub public: bool,
    /// Whether only the cover and the brief are wanted.
    pub brief: bool,
}

/// The report.
pub fn report<'a>(forum: &'a Forum, asked: &'a Asked) -> Report<'a> {
    own_words(forum).speak(|| {
        let hall = Hall { forum, triangles: triangles(forum), asked };
        let mut sections = vec![cover::section(&hall), brief::section(&hall)];
        if !asked.brief {
            sections.extend(behind(&hall));
        }
        let names: Vec<Label> = forum.sectors.iter().map(sector_name).collect();
        Report {
            title: asked.title.as_ref().map_or_else(|| t(ForumWord::PolicyForum), Label::same),
            subtitle: joined(&[joined(&names, ", "), forum.set.title.clone()], ": "),
            made_by: MadeBy {
                tool: TOOL.to_string(),
                instrument: forum.sectors.iter().map(|s| s.made.instrument.as_str()).collect::<Vec<_>>().join(", "),
                options: asked.command.clone(),
                sources: Vec::new(),
                words: OwnWords::spoken(),
                made_up: forum.made().any(|made| made.made_up),
            },
            sections,
            tidy: standard(|| tidy::tables(&hall)),
        }
    })
}

/// The words in which its reports agree.
fn own_words(forum: &Forum) -> OwnWords {
    OwnWords::together(forum.made().map(|made| &made.words))
}

/// The sheets that stand behind the brief.
fn behind(hall: &Hall) -> Vec<Section> {
    let mut sections = vec![matrix::section(hall)];
    sections.extend(matrix::maps(hall));
    sections.extend(gaps::section(hall));
    sections.extend(equity::section(hall));
    sections.extend(change::section(hall));
    sections.extend(problems::section(hall));
    sections.extend(scorecards::section(hall));
    sections.extend(facilities::section(hall));
    sections.extend(recurring::section(hall));
    sections.extend(actions::section(hall));
    sections.extend(profile::sections(hall));
    sections.push(methods::section(hall));
    sections
}
