//! `--explain`: how a survey is read, in place of what would be computed from it.

use std::path::Path;

use anyhow::bail;

use super::output::{self, OutputArgs};
use super::shell::{self, Target};
use super::survey::{Opened, Subject};
use super::{Outcome, Result};
use crate::coding::Heading;
use crate::coding::explain::explain;
use crate::coding::platforms::Origin;
use crate::lang::Lang;
use crate::problem::{Problems, Severity};
use crate::render::terminal::{self, View};
use crate::render::{self, FormatSpec, Reading, Settings};
use crate::report::explain::{Source, report};
use crate::table;

/// Columns of a terminal that an explanation fits into.
const WIDTH: usize = 100;

/// How an explanation is shown.
pub(super) enum How {
    /// In words, on the terminal.
    InWords(Lang),
    /// In these formats.
    Written(Box<Written>),
}

/// Where an explanation goes, and how it looks.
pub(super) struct Written {
    formats: Vec<&'static FormatSpec>,
    settings: Settings,
    target: Target,
    force: bool,
    quiet: bool,
}

impl How {
    /// In words, unless another format was asked for than the workbook that a command writes by itself.
    pub fn of(formats: &[String], out: Option<&Path>, looks: &OutputArgs) -> Result<How> {
        let formats = output::formats(formats)?;
        if formats.iter().any(|format| format.id == "xlsx") {
            return Ok(How::in_words(looks.langs().first().copied().unwrap_or(Lang::Mn)));
        }
        let target = shell::claim(output::out(out), formats.len() > 1, formats[0].extension, looks.force)?;
        let settings = looks.settings(1)?;
        let OutputArgs { force, quiet, .. } = *looks;
        Ok(How::Written(Box::new(Written { formats, settings, target, force, quiet })))
    }

    /// In words of a language.
    pub fn in_words(lang: Lang) -> How {
        How::InWords(lang)
    }
}

/// Explains how a survey is read: its rows are read once, so that what is wrong with the files is told too.
pub(super) fn run(opened: Opened, subject: &Subject, how: &How) -> Result<Outcome> {
    let Some((mut table, mut at_reading, columns, mut problems)) = opened.into_rows(&subject.instrument) else {
        bail!("a tally has no columns to look for: explain the spreadsheets that it was made from");
    };
    problems.append(table.take_problems());
    let mut table = table::for_each_chunk(table, false, |chunk| {
        at_reading.chunk(chunk);
        Ok(())
    })?;
    problems.append(table.take_problems());
    let personal = at_reading.personal();
    let explained = explain(&subject.instrument, Heading::of(&table), &columns, &personal);
    let source = Source {
        instrument: &subject.instrument,
        files: table.files(),
        origins: table.headers_of_files().iter().map(|headers| Origin::of(headers)).collect(),
        headers: table.columns(),
        repeats: table.repeats().iter().map(|repeat| repeat.name.clone()).collect(),
        of_repeat: table.of_repeat(),
        explained: &explained,
        problems: &problems,
        command: vec![("instrument".to_string(), subject.name.clone())],
    };
    let report = report(&source);
    match how {
        How::InWords(lang) => {
            let reading = Reading::new(&[*lang]);
            let view = View { reading, width: WIDTH, colours: false, most_rows: None, only: None };
            shell::print(&terminal::shown(&report, report.sections.iter(), &view))?;
        }
        How::Written(how) => {
            let Written { formats, settings, target, force, quiet } = &**how;
            let stem = target.stem(&format!("{}-explain", subject.short_name()));
            let saved = shell::save(&render::render(&report, formats, settings, &stem)?, target, *force)?;
            if !quiet {
                shell::say_written(&saved);
            }
        }
    }
    Ok(outcome(&problems))
}

fn outcome(problems: &Problems) -> Outcome {
    if problems.count(Severity::Error) > 0 { Outcome::WithGaps } else { Outcome::Whole }
}
