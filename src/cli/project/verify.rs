//! `masam verify`: whether outputs are what their inputs give.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use serde_json::json;

use super::super::{Outcome, Result, caught, shell};
use super::outlook::{counted, line, pad};
use super::{open, steps};
use crate::problem::{At, Code, Problem, quoted};
use crate::project::{self, Entry, MANIFEST, Manifest, Step};

/// Make everything again in memory, and say whether the outputs of a project are what its inputs give.
///
/// Reads the manifest beside the outputs: an input that is another one than then, an output that somebody changed, and a step that
/// gives other bytes now are named. Nothing is written. Ends with code 3 if anything differs.
///
/// masam verify khovd-2026/out/
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder of the outputs, or of the project
    #[arg(value_name = "OUT", default_value = "out")]
    out: PathBuf,
    /// An event for each step on standard output, for scripts
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let project = project_of(&args.out)?;
    let opened = open(&project)?;
    if opened.manifest.steps.is_empty() {
        return Err(no_manifest(&args.out));
    }
    let (mut text, mut same, mut differs) = (String::new(), 0, 0);
    for entry in &opened.manifest.steps {
        let step = opened.plan.steps.iter().find(|step| step.id == entry.step);
        let found = match step {
            None => vec!["the project has no such step any more".to_string()],
            Some(step) if step.arguments(&opened.specs) != entry.command => {
                vec!["its options or files are other ones than then: masam run".to_string()]
            }
            Some(step) => compared(step, entry, &opened.specs),
        };
        let files = entry.outputs.len();
        if found.is_empty() {
            same += files
        } else {
            differs += 1
        }
        if args.json {
            let state = if found.is_empty() { "same" } else { "differs" };
            text +=
                &line(json!({ "event": "verified", "step": entry.step, "state": state, "files": files, "why": found }));
        } else if found.is_empty() {
            text += &format!("✓ {} {} as its inputs give\n", pad(&entry.step), counted(files, "file"));
        } else {
            text += &format!("✗ {} differs\n", pad(&entry.step));
            found.iter().for_each(|line| text += &format!("    {line}\n"));
        }
    }
    let left: Vec<&str> = opened.manifest.left_over.iter().map(|mark| mark.file.as_str()).collect();
    if args.json {
        text += &line(json!({ "event": "end", "files": same, "differ": differs, "left_over": left }));
    } else {
        left.iter().for_each(|file| text += &format!("left over from an earlier run: {file}\n"));
        let differ = if differs == 1 { "1 step differs".into() } else { format!("{differs} steps differ") };
        text += &format!("{} verified, {differ}\n", counted(same, "file"));
    }
    shell::print(&text)?;
    Ok(if differs == 0 { Outcome::Whole } else { Outcome::WithGaps })
}

/// The folder of the project whose outputs lie in this one.
fn project_of(out: &Path) -> Result<PathBuf> {
    if out.join(project::FILE).is_file() {
        return Ok(out.to_path_buf());
    }
    let manifest = super::read_manifest(&out.join(MANIFEST))?;
    let Manifest { project, .. } = manifest.ok_or_else(|| no_manifest(out))?;
    Ok(out.join(project))
}

fn no_manifest(out: &Path) -> anyhow::Error {
    Problem::new(Code::NoManifest, At::default(), quoted(&out.display().to_string())).into()
}

/// What differs about a step.
fn compared(step: &Step, entry: &Entry, specs: &[project::CommandSpec]) -> Vec<String> {
    let mut found = Vec::new();
    if entry.made.is_none() {
        return vec!["a run was cut short here: masam run".into()];
    }
    for input in &entry.inputs {
        match caught::content(&input.file) {
            None => found.push(format!("{} is gone, which it was made from", input.file)),
            Some(now) if now != input.sha256 => found.push(format!("{} is not what it was made from", input.file)),
            Some(_) => {}
        }
    }
    for output in &entry.outputs {
        match caught::content(&output.file) {
            None => found.push(format!("{} is gone", output.file)),
            Some(now) if now != output.sha256 => found.push(format!("{} was changed since it was made", output.file)),
            Some(_) => {}
        }
    }
    // What was made from other files need not be made again to know that it differs.
    if !found.is_empty() {
        return found;
    }
    match steps::run(step, specs, 2, ProgressBar::hidden()) {
        Err(said) => found.extend(said),
        Ok(done) => {
            let other = entry.outputs.iter().filter(|mark| !done.entry.outputs.contains(mark));
            found.extend(other.map(|mark| format!("{} comes out otherwise", mark.file)));
            let more =
                done.entry.outputs.iter().filter(|mark| !entry.outputs.iter().any(|known| known.file == mark.file));
            found.extend(more.map(|mark| format!("{} is not in the manifest", mark.file)));
            if !found.is_empty() && entry.masam != project::VERSION {
                found.push(format!("it was made by masam {}, this is {}", entry.masam, project::VERSION));
            }
        }
    }
    found
}
