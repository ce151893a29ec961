//! `masam new`: a folder with which a round can begin.

use std::path::PathBuf;

use super::super::places::place_set;
use super::super::{Outcome, Result, shell};
use crate::instrument::{InstrumentKind, shelf};
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::project::{self, example};

/// Begin a project: a folder with its file, folders for what comes from the field, and made-up answers to try it with.
///
/// The answers are synthetic, say so in their name, and are never counted together with real ones.
///
/// masam new khovd-2026/ --place-set masam --instruments health,education,health-scorecard
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder to be made
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Place set: masam, aimags, districts, all, or the path of a file seen from the new folder
    #[arg(long, value_name = "SET", default_value = "masam")]
    place_set: String,
    /// Built-in instruments that are used (masam instrument list)
    #[arg(long, value_name = "ID,…", value_delimiter = ',', default_value = "health,education")]
    instruments: Vec<String>,
    /// Names of the rounds, the earliest first
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', default_value = "round-1")]
    rounds: Vec<String>,
    /// Without made-up answers
    #[arg(long)]
    empty: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let taken = std::fs::read_dir(&args.folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken || args.folder.is_file() {
        return Err(Problem::new(Code::ProjectThere, At::default(), quoted(&args.folder.display().to_string())).into());
    }
    if !args.place_set.contains(['/', '\\', '.']) {
        place_set(&args.place_set)?;
    }
    let mut problems = Problems::default();
    let mut instruments: Vec<(&'static str, InstrumentKind)> = Vec::new();
    for id in &args.instruments {
        match shelf::ids().find(|known| known == id).and_then(|id| Some((id, shelf::kind(id)?))) {
            Some(known) if !instruments.contains(&known) => instruments.push(known),
            Some(_) => {}
            None => problems.add(shelf::unknown(id)),
        }
    }
    let is_name = |name: &&String| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    for round in args.rounds.iter().filter(|round| !is_name(round)) {
        problems.add(Problem::new(Code::BadIdentifier, At::default(), quoted(round)));
    }
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let made = example(&args.place_set, &instruments, &args.rounds, !args.empty);
    let mut files = vec![(args.folder.join(project::FILE), made.project.as_bytes())];
    files.extend(made.answers.iter().map(|(path, bytes)| (args.folder.join(path), *bytes)));
    shell::place(&files, false)?;
    for folder in &made.folders {
        std::fs::create_dir_all(args.folder.join(folder))?;
    }
    shell::say_written(&files.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>());
    shell::say(format_args!("now: masam run {}", args.folder.display()));
    Ok(Outcome::Whole)
}
