//! The pages of a check: a workbook that a supervisor works through, made from [`Check`].

mod cover;
mod coverage;
mod interviewers;
mod lists;
mod mend;
mod questions;

use super::corrections::{self, Told};
use super::parts::{TOOL, joined};
use super::words::{CheckWord, OwnWords, standard, t};
use super::{MadeBy, Report, Section, Tidy};
use crate::check::Check;
use crate::coding::corrections::Settled;
use crate::lang::Label;

/// What is known beside the check itself.
#[derive(Debug, Clone)]
pub struct Source {
    /// The files as the user named them.
    pub files: Vec<String>,
    /// The options as they were given: name and value.
    pub command: Vec<(String, String)>,
    /// What became of each correction, if any were given.
    pub corrections: Option<Vec<Settled>>,
}

impl Source {
    fn corrections(&self) -> Vec<Told<'_>> {
        self.corrections.iter().map(|corrections| Told { round: None, corrections }).collect()
    }
}

/// The report of a check.
pub fn report(check: &Check, source: &Source) -> Report<'static> {
    check.instrument.words.speak(|| {
        let tidy = standard(|| tables(check, source));
        Report {
            title: t(CheckWord::Check),
            subtitle: joined(&[check.instrument.title.clone(), check.set.title.clone()], ", "),
            made_by: MadeBy {
                tool: TOOL.to_string(),
                instrument: format!("{} {}", check.instrument.id, check.instrument.version),
                options: source.command.clone(),
                sources: Vec::new(),
                words: OwnWords::spoken(),
                made_up: false,
            },
            sections: sections(check, source),
            tidy,
        }
    })
}

/// The tables for machines.
fn tables(check: &Check, source: &Source) -> Vec<Tidy<'static>> {
    let grids = [
        questions::reasons(check),
        questions::matrix(check),
        interviewers::grid_of(check),
        coverage::places(check),
        coverage::clusters(check),
        questions::numbers(check),
        questions::scales(check),
        lists::spellings(check),
        lists::rules(check),
    ];
    let corrections = corrections::tidy(&source.corrections(), false);
    std::iter::once(mend::tidy(check)).chain(grids.iter().map(Tidy::of)).chain(corrections).collect()
}

fn sections(check: &Check, source: &Source) -> Vec<Section> {
    let mut sections = vec![cover::section(check, source), mend::section(check), mend::look(check)];
    sections.extend(questions::sections(check));
    sections.push(interviewers::section(check));
    sections.push(coverage::section(check));
    sections.push(questions::weights(check));
    sections.push(lists::places(check));
    sections.push(lists::rules_section(check));
    sections.extend(corrections::section(&source.corrections(), false));
    sections
}

/// A share of 0 to 1 as it is printed.
fn percent(share: Option<f64>) -> super::Value {
    use super::{Absent, Format, parts::figure_or};
    figure_or(share.map(|share| 100.0 * share), Format::Percent, Absent::NoData)
}

/// The name of a member of the place set, or that it is none.
fn place_name(check: &Check, member: Option<usize>) -> Label {
    match member {
        Some(member) => check.set.members()[member].place.place().name.clone(),
        None => t(CheckWord::Elsewhere),
    }
}
