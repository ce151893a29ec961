//! `masam status`: how far a project is.

use std::path::PathBuf;

use serde_json::json;

use super::super::{Outcome, Result, shell};
use super::outlook::{line, pad, reasons, why};
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
    /// An event for each step on standard output, for scripts
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let opened = open(&args.project)?;
    let mut contents = Contents::default();
    let reasons = reasons(&opened, &mut contents, false);
    let mut text = String::new();
    let mut all_made = true;
    for (step, reason) in opened.plan.steps.iter().zip(&reasons) {
        let entry = opened.manifest.entry(&step.id);
        let (state, words) = match (reason, entry.and_then(|entry| entry.made)) {
            _ if !step.waits_for.is_empty() => ("waiting", format!("… waits for {}", step.waits_for.join(", "))),
            (Some(reason), _) => ("to-be-made", format!("→ {}", why(reason))),
            (None, Some(Made::WithGaps)) => {
                ("up-to-date-with-gaps", "✓ up to date; something was left out or withheld".into())
            }
            (None, Some(Made::Whole) | None) => ("up-to-date", "✓ up to date".into()),
        };
        all_made &= reason.is_none() && step.waits_for.is_empty();
        let outputs = entry.iter().flat_map(|entry| &entry.outputs);
        let changed = outputs.filter(|mark| contents.at(&mark.file).is_some_and(|now| now != mark.sha256));
        let changed: Vec<&str> = changed.map(|mark| mark.file.as_str()).collect();
        if args.json {
            let why = reason.as_ref().map(why);
            let waits = &step.waits_for;
            text += &line(json!({
                "event": "status", "step": step.id, "state": state, "why": why, "waits_for": waits, "changed": changed
            }));
        } else {
            text += &format!("{} {words}\n", pad(&step.id));
            changed.iter().for_each(|file| text += &format!("    {file} was changed since it was made\n"));
        }
    }
    let left = opened.manifest.left_over.iter().filter(|mark| contents.at(&mark.file).is_some());
    let left: Vec<&str> = left.map(|mark| mark.file.as_str()).collect();
    if args.json {
        text += &line(json!({ "event": "end", "left_over": left }));
    } else {
        left.iter().for_each(|file| text += &format!("left over from an earlier run: {file}\n"));
    }
    shell::print(&text)?;
    Ok(if all_made { Outcome::Whole } else { Outcome::WithGaps })
}
