//! `masam status`: how far a project is.

use std::path::PathBuf;

use super::super::{Outcome, Result, shell};
use super::outlook::{pad, reasons, why};
use super::{Contents, open};
use crate::project::Made;

/// Say how far a project is: what is up to date, what isn't and why, what it waits for.
///
/// Nothing is written. Ends with code 3 if anything is out of date or waits.
///
/// masam status khovd-2026/
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder of the project, or its file
    #[arg(value_name = "PROJECT", default_value = ".")]
    project: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let opened = open(&args.project)?;
    let mut contents = Contents::default();
    let reasons = reasons(&opened, &mut contents, false);
    let mut text = String::new();
    let mut all_made = true;
    for (step, reason) in opened.plan.steps.iter().zip(&reasons) {
        let entry = opened.manifest.entry(&step.id);
        let words = match (reason, entry.and_then(|entry| entry.made)) {
            _ if !step.waits_for.is_empty() => format!("… waits for {}", step.waits_for.join(", ")),
            (Some(reason), _) => format!("→ {}", why(reason)),
            (None, Some(Made::WithGaps)) => "✓ up to date; something was left out or withheld".into(),
            (None, Some(Made::Whole) | None) => "✓ up to date".into(),
        };
        all_made &= reason.is_none() && step.waits_for.is_empty();
        text += &format!("{} {words}\n", pad(&step.id));
        for mark in entry.iter().flat_map(|entry| &entry.outputs) {
            if contents.at(&mark.file).is_some_and(|now| now != mark.sha256) {
                text += &format!("    {} was changed since it was made\n", mark.file);
            }
        }
    }
    for mark in opened.manifest.left_over.iter().filter(|mark| contents.at(&mark.file).is_some()) {
        text += &format!("left over from an earlier run: {}\n", mark.file);
    }
    shell::print(&text)?;
    Ok(if all_made { Outcome::Whole } else { Outcome::WithGaps })
}
