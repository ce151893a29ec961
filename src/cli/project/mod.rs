//! Projects on the command line: a folder with `masam.toml`, its steps, and what is known of what they made.

pub(super) mod new;
mod outlook;
pub(super) mod run;
pub(super) mod status;
mod steps;
pub(super) mod verify;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::error::{ContextKind, ContextValue};
use clap::{ArgAction, CommandFactory, Parser};

use super::{Cli, Result, caught, shell, walk};
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::project::{self, Command, CommandSpec, MANIFEST, Manifest, OptionSpec, Plan, Project, Step};
use crate::toml_file::{Fault, Log};

/// A project that was opened. The process stands in its folder, so that every path is relative to it.
pub(super) struct Opened {
    pub project: Project,
    pub plan: Plan,
    pub specs: Vec<CommandSpec>,
    pub manifest: Manifest,
}

/// The commands that a project may have steps of, with their options as the command line knows them.
pub(super) fn specs() -> Vec<CommandSpec> {
    let cli = Cli::command();
    let spec = |(name, command): (&str, Command)| {
        let found = cli.find_subcommand(name).expect("each is a subcommand");
        let options = found.get_arguments().filter_map(|argument| {
            let takes_value = argument.get_action().takes_values();
            let repeats = matches!(argument.get_action(), ArgAction::Append);
            Some(OptionSpec { name: argument.get_long()?.to_string(), takes_value, repeats })
        });
        CommandSpec { command, options: options.filter(|option| option.name != "help").collect() }
    };
    Command::NAMES.into_iter().map(spec).collect()
}

/// Opens the project in a folder, or of this file, and stands in its folder.
pub(super) fn open(given: &Path) -> Result<Opened> {
    let file = if given.is_dir() { given.join(project::FILE) } else { given.to_path_buf() };
    if !file.is_file() {
        let folder = if given.is_dir() { given } else { given.parent().unwrap_or(given) };
        let shown = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        return Err(Problem::new(Code::NoProject, At::default(), quoted(&shown.display().to_string())).into());
    }
    let text = shell::read_text(&file)?;
    let name = file.display().to_string();
    let specs = specs();
    let project = project::read(&name, &text, &specs)?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::env::set_current_dir(folder).with_context(|| format!("cannot go to {}", folder.display()))?;
    }
    let plan = project::plan(&project, &specs, &find)?;
    check_options(&plan, &specs, &name, &text)?;
    let manifest = read_manifest(&Path::new(&project.out).join(MANIFEST))?;
    let manifest = manifest.unwrap_or_else(|| Manifest::new(&above(&project.out)));
    Ok(Opened { project, plan, specs, manifest })
}

/// The way from a folder of outputs back to the project.
fn above(out: &str) -> String {
    vec![".."; out.split('/').count()].join("/")
}

/// The manifest at a path, if there is one.
fn read_manifest(path: &Path) -> Result<Option<Manifest>> {
    if !path.exists() {
        return Ok(None);
    }
    let text = shell::read_text(path)?;
    let bad = |why: String| Problem::new(Code::BadManifest, At::default(), path.display().to_string()).detail(why);
    Ok(Some(Manifest::read(&text).map_err(bad)?))
}

/// The paths that fit a pattern, in order. With wildcards only files that may hold answers are found; a folder stands for itself.
fn find(pattern: &str) -> Vec<String> {
    let path = Path::new(pattern);
    if path.is_dir() {
        // A folder in which nothing lies yet is waited for.
        let held = walk::files(&[path.to_path_buf()], &[]).is_ok_and(|found| !found.files.is_empty());
        return if held { vec![pattern.to_string()] } else { Vec::new() };
    }
    if path.exists() {
        return vec![pattern.to_string()];
    }
    let how = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let Ok(found) = glob::glob_with(pattern, how) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = found.filter_map(|path| path.ok()).filter(|path| holds_answers(path)).collect();
    paths.sort();
    paths.iter().map(|path| caught::written(path)).collect()
}

fn holds_answers(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_tally = path.extension().is_some_and(|extension| extension == "tally");
    path.is_file() && !name.starts_with("~$") && (walk::is_book(path) || is_tally)
}

/// Lets the command line judge every step, so that a wrong value is told at its line and before anything is made.
fn check_options(plan: &Plan, specs: &[CommandSpec], name: &str, text: &str) -> Result<()> {
    let log = Log::default();
    let mut others = Problems::default();
    for step in plan.steps.iter().filter(|step| step.waits_for.is_empty()) {
        let Err(error) = parse(step, specs, 1) else { continue };
        let option = match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(argument)) => argument.split([' ', '=']).next().unwrap_or_default().to_string(),
            Some(_) | None => String::new(),
        };
        let said = error.to_string();
        // What is lacking stands on lines of its own, above the usage.
        let told = said.lines().take_while(|line| !line.starts_with("Usage") && !line.starts_with("For more"));
        let told: Vec<&str> = told.map(str::trim).filter(|line| !line.is_empty()).collect();
        let said = told.join(" ").trim_start_matches("error: ").to_string();
        let chosen = step.options.iter().find(|chosen| format!("--{}", chosen.option) == option);
        match chosen.and_then(|chosen| Some((chosen, chosen.span.clone()?))) {
            Some((chosen, span)) => log.add(Fault::bare(Code::OptionRefused, span, &chosen.option).detail(said)),
            None => others.add(Problem::new(Code::OptionRefused, At::default(), quoted(&step.id)).detail(said)),
        }
    }
    if let Some(faults) = log.into_faults(name, text) {
        return Err(faults.into());
    }
    if others.is_empty() { Ok(()) } else { Err(others.into()) }
}

/// The command of a step, as if it had been typed.
fn parse(step: &Step, specs: &[CommandSpec], threads: usize) -> std::result::Result<Cli, clap::Error> {
    let knows = |option: &str| specs.iter().any(|spec| spec.command == step.command && spec.option(option).is_some());
    let mut arguments = vec!["masam".to_string()];
    arguments.extend(step.arguments(specs));
    arguments.push("--force".into());
    if knows("threads") {
        arguments.push(format!("--threads={threads}"));
    }
    Cli::try_parse_from(arguments)
}

/// What lies at paths now, each looked at once.
#[derive(Debug, Default)]
pub(super) struct Contents(BTreeMap<String, Option<String>>);

impl Contents {
    /// The SHA-256 of what lies there.
    pub fn at(&mut self, path: &str) -> Option<String> {
        self.0.entry(path.to_string()).or_insert_with(|| caught::content(path)).clone()
    }

    /// Says what a path was given now.
    pub fn set(&mut self, path: &str, sha256: &str) {
        self.0.insert(path.to_string(), Some(sha256.to_string()));
    }
}

/// The steps that are asked for: those whose name begins with one of these, and what they read.
fn chosen(plan: &Plan, only: &[String]) -> Result<Vec<bool>> {
    let mut chosen = vec![only.is_empty(); plan.steps.len()];
    for name in only {
        let mut any = false;
        for (at, step) in plan.steps.iter().enumerate() {
            if step.id.starts_with(name.as_str()) {
                (chosen[at], any) = (true, true);
            }
        }
        if !any {
            return Err(Problem::new(Code::NoSuchStep, At::default(), quoted(name)).into());
        }
    }
    for at in (0..plan.steps.len()).rev() {
        if chosen[at] {
            plan.steps[at].after.iter().for_each(|before| chosen[*before] = true);
        }
    }
    Ok(chosen)
}
