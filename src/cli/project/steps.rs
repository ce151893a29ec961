//! One step: its command is run in memory, and what became of it is told.

use std::path::PathBuf;

use indicatif::ProgressBar;

use super::super::{Outcome, caught, dispatch};
use super::parse;
use crate::problem::{At, Code, Problem, Problems};
use crate::project::{CommandSpec, Entry, FileMark, Made, Step, VERSION, is_example};

/// A step that was run in memory.
pub(super) struct Done {
    /// What the manifest says of it.
    pub entry: Entry,
    /// Its files, in the order of the entry's outputs.
    pub files: Vec<(PathBuf, Vec<u8>)>,
    /// What it said.
    pub said: Vec<String>,
}

/// Runs a step. Nothing is written.
///
/// # Errors
///
/// What it said, and why it made nothing.
pub(super) fn run(step: &Step, specs: &[CommandSpec], threads: usize, bar: ProgressBar) -> Result<Done, Vec<String>> {
    let command = parse(step, specs, threads).map_err(|error| vec![error.to_string()])?.command;
    let mixed = mixed(step).map_err(|problems| vec![problems.to_string().trim_end().to_string()])?;
    let (ended, caught, read) = caught::catch(bar, || dispatch(command));
    let mut said: Vec<String> = mixed.into_iter().map(|note| note.to_string()).collect();
    said.extend(caught.said);
    let made = match ended {
        Ok(Ok(Outcome::Whole)) => Made::Whole,
        Ok(Ok(Outcome::WithGaps)) => Made::WithGaps,
        Ok(Ok(Outcome::Refused)) => return Err(said),
        Ok(Err(error)) => {
            said.push(format!("{error:#}").trim_end().to_string());
            return Err(said);
        }
        Err(_) => {
            said.push("the program itself failed here: please report it with the command of this step".into());
            return Err(said);
        }
    };
    let mark =
        |(path, bytes): &(PathBuf, Vec<u8>)| FileMark { file: caught::written(path), sha256: caught::digest_of(bytes) };
    let outputs = caught.made.iter().map(mark).collect();
    let entry = Entry {
        step: step.id.clone(),
        masam: VERSION.to_string(),
        command: step.arguments(specs),
        instruments: read.instruments.clone(),
        inputs: read.marks(),
        outputs,
        made: Some(made),
    };
    Ok(Done { entry, files: caught.made, said })
}

/// Made-up answers count alone or not at all; alone they are told.
fn mixed(step: &Step) -> Result<Vec<Problem>, Problems> {
    const LARGEST: u64 = 1 << 20;
    let small = |path: &&String| std::fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() < LARGEST);
    let made_up = |path: &&String| std::fs::read(path).is_ok_and(|bytes| is_example(path, &bytes));
    let found: Vec<&String> = step.files.iter().filter(small).filter(made_up).collect();
    let said = |code| found.iter().map(move |path| Problem::new(code, At::default(), path.as_str()));
    if found.is_empty() || found.len() == step.files.len() {
        return Ok(said(Code::ExampleOnly).collect());
    }
    let mut problems = Problems::default();
    said(Code::ExampleMixed).for_each(|problem| problems.add(problem));
    Err(problems)
}
