//! `masam run`: everything of a project that is out of date, and nothing else.

use std::fs::File;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex};
use std::time::Instant;

use anyhow::Context;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde_json::json;

use super::super::{Outcome, Result, shell};
use super::outlook::{self, Told, counted, pad, why};
use super::steps::{self, Done};
use super::{Contents, Opened, chosen, open};
use crate::problem::{At, Code, Problem, Problems};
use crate::project::{MANIFEST, Made, Manifest, Step, stale};

/// Make everything of a project that is out of date.
///
/// A project is a folder with a file masam.toml (begin one with masam new). Each step is a command that could be typed; it is made
/// again if its options, the content of any file that it read, or the version of the program changed, or if a file that it wrote is gone.
/// Steps that don't need one another run side by side, and one that fails stops only those that need it. Outputs that somebody changed
/// are not written over.
///
/// Ends with code 0 if all is well, 3 if something was left out, withheld, changed by hand, or still waits for files, and 1 if a step
/// failed.
///
/// masam run khovd-2026/
///
/// masam run khovd-2026/ --check
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Folder of the project, or its file
    #[arg(value_name = "PROJECT", default_value = ".")]
    project: PathBuf,
    /// Only steps whose name begins with this, such as 2026/health, and what they need
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Say what would be made and why, and write nothing
    #[arg(long)]
    check: bool,
    /// Say the command of every step, and which line of the project file each option comes from; nothing is made
    #[arg(long, conflicts_with = "check")]
    explain: bool,
    /// Make every step again, and write over outputs that were changed
    #[arg(long)]
    force: bool,
    /// Delete what earlier runs wrote and no step writes any more, unless somebody changed it
    #[arg(long)]
    prune: bool,
    /// Steps that run at the same time; the outputs are the same [default: as many as the machine has cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=64))]
    jobs: Option<u8>,
    /// Show everything that the steps say
    #[arg(long, short)]
    verbose: bool,
    /// Events for scripts on standard output, one JSON object in a line
    #[arg(long)]
    json: bool,
    /// Say nothing unless a step fails
    #[arg(long, short)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let opened = open(&args.project)?;
    let chosen = chosen(&opened.plan, &args.only)?;
    if args.explain {
        return outlook::explain(&opened, &chosen);
    }
    if args.check {
        let how = match (args.json, args.quiet) {
            (true, _) => Told::Json,
            (false, false) => Told::Words,
            (false, true) => Told::Nothing,
        };
        return outlook::check(&opened, &chosen, how, args.force);
    }
    let out = PathBuf::from(&opened.project.out);
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make folder {}", out.display()))?;
    let _lock = lock(&out)?;
    clear_waiting(&out);
    // Another run may have ended between the first look and the lock.
    let opened = Opened { manifest: super::read_manifest(&out.join(MANIFEST))?.unwrap_or(opened.manifest), ..opened };
    Runner::new(args, &opened, chosen).run()
}

/// Two runs in one folder would write over one another.
fn lock(out: &Path) -> Result<File> {
    // A folder can be locked by itself where the system lets it be opened; elsewhere the project file stands for it.
    let file = if cfg!(unix) { File::open(out) } else { File::open(crate::project::FILE) };
    let file = file.with_context(|| format!("cannot open {}", out.display()))?;
    match file.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(Problem::new(Code::RunGoing, At::default(), out.display().to_string()).into())
        }
        // A disk that knows no locks is used without.
        Ok(()) | Err(std::fs::TryLockError::Error(_)) => Ok(file),
    }
}

/// Removes files that waited for their names when a run was cut short. Nobody else writes here: the folder is locked.
fn clear_waiting(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => clear_waiting(&path),
            Ok(kind) if kind.is_file() && entry.file_name().to_string_lossy().starts_with(shell::WAITING) => {
                let _ = std::fs::remove_file(path);
            }
            Ok(_) | Err(_) => {}
        }
    }
}

/// How far a step is.
#[derive(Debug, Clone, PartialEq)]
enum State {
    Waiting,
    Running,
    /// It was made by an earlier run.
    UpToDate(Made),
    Made(Made),
    /// Files that it needs aren't there yet.
    NoFiles,
    Failed,
    /// A step that it needs failed.
    NotTried,
    /// It wasn't asked for.
    NotAsked,
}

impl State {
    fn is_over(&self) -> bool {
        !matches!(self, State::Waiting | State::Running)
    }

    /// Whether steps after it can't be made.
    fn stops_others(&self) -> bool {
        matches!(self, State::Failed | State::NotTried | State::NoFiles)
    }
}

/// What the threads share.
struct Shared {
    states: Vec<State>,
    manifest: Manifest,
    contents: Contents,
    /// Whether an output isn't as it was made.
    by_hand: bool,
}

struct Runner<'r> {
    args: &'r Args,
    opened: &'r Opened,
    shared: Mutex<Shared>,
    changed: Condvar,
    bars: MultiProgress,
    jobs: usize,
}

impl<'r> Runner<'r> {
    fn new(args: &'r Args, opened: &'r Opened, chosen: Vec<bool>) -> Runner<'r> {
        let states = chosen.into_iter().map(|is| if is { State::Waiting } else { State::NotAsked }).collect();
        let mut manifest = opened.manifest.clone();
        manifest.keep(|step| opened.plan.steps.iter().any(|planned| planned.id == step));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let bars = MultiProgress::new();
        if args.quiet || args.json || !std::io::stderr().is_terminal() {
            bars.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        Runner {
            args,
            opened,
            shared: Mutex::new(Shared { states, manifest, contents: Contents::default(), by_hand: false }),
            changed: Condvar::new(),
            bars,
            jobs: args.jobs.map_or(cores, usize::from),
        }
    }

    fn run(self) -> Result<Outcome> {
        self.event(|| {
            json!({
                "event": "plan",
                "steps": self.opened.plan.steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(),
            })
        });
        std::thread::scope(|scope| {
            for _ in 1..self.jobs {
                scope.spawn(|| self.work());
            }
            self.work();
        });
        let removed = self.tidy()?;
        let shared = self.shared.lock().expect("no thread panics while it holds it");
        let count = |wanted: &dyn Fn(&State) -> bool| shared.states.iter().filter(|state| wanted(state)).count();
        let made = count(&|s| matches!(s, State::Made(_)));
        let (fresh, waits) = (count(&|s| matches!(s, State::UpToDate(_))), count(&|s| *s == State::NoFiles));
        let with_gaps = count(&|s| matches!(s, State::Made(Made::WithGaps) | State::UpToDate(Made::WithGaps)));
        let (failed, untried) = (count(&|s| *s == State::Failed), count(&|s| *s == State::NotTried));
        let idle = made + failed + untried == 0;
        let made_now = if idle { "nothing to make".into() } else { format!("{made} made") };
        let mut parts = vec![made_now, format!("{fresh} up to date")];
        let more = [
            (with_gaps, "with something left out or withheld"),
            (waits, "waiting for files"),
            (failed, "failed"),
            (untried, "not tried because of them"),
            (removed, "left over and deleted"),
        ];
        parts.extend(more.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
        if !self.args.quiet {
            self.line(&parts.join(", "));
            if made > 0 && !self.args.verbose {
                self.line("what was noticed stands on the sheets of data quality; masam run --verbose shows it here");
            }
            let left = shared.manifest.left_over.len();
            if left > 0 {
                self.line(&format!("{left} files of earlier runs are written by no step any more: masam status lists them, masam run --prune deletes them"));
                if self.opened.plan.steps.iter().any(|step| step.options.iter().any(|chosen| chosen.option == "public"))
                {
                    self.line("they may show what --public withholds now: do not hand them on");
                }
            }
        }
        let lacking = waits + with_gaps > 0 || shared.by_hand;
        let code = match (failed + untried, lacking) {
            (0, false) => Outcome::Whole,
            (0, true) => Outcome::WithGaps,
            (_, _) => Outcome::Refused,
        };
        self.event(|| json!({ "event": "end", "made": made, "up_to_date": fresh, "waiting": waits, "failed": failed, "not_tried": untried }));
        Ok(code)
    }

    /// Takes one step after the other until there is none left.
    fn work(&self) {
        while let Some((at, alone)) = self.next() {
            // Steps that are made side by side share the cores; a step that is alone has them all.
            let threads = if alone { self.jobs.min(2) } else { 1 };
            let state = self.step(at, threads);
            let mut shared = self.shared.lock().expect("no thread panics while it holds it");
            shared.states[at] = state;
            drop(shared);
            self.changed.notify_all();
        }
    }

    /// The next step that can be made, and whether no other could be made meanwhile.
    fn next(&self) -> Option<(usize, bool)> {
        let steps = &self.opened.plan.steps;
        let mut shared = self.shared.lock().expect("no thread panics while it holds it");
        loop {
            for (at, step) in steps.iter().enumerate() {
                let stops = step.after.iter().find(|before| shared.states[**before].stops_others());
                if let Some(before) = stops.filter(|_| shared.states[at] == State::Waiting) {
                    shared.states[at] = State::NotTried;
                    self.told(
                        at,
                        &State::NotTried,
                        None,
                        &[format!("{} was not made, which it reads", steps[*before].id)],
                    );
                }
            }
            let ready = |at: &usize| {
                shared.states[*at] == State::Waiting
                    && steps[*at].after.iter().all(|before| shared.states[*before].is_over())
            };
            let mut all_ready = (0..steps.len()).filter(ready);
            if let Some(at) = all_ready.next() {
                let alone = all_ready.next().is_none() && !shared.states.contains(&State::Running);
                shared.states[at] = State::Running;
                return Some((at, alone));
            }
            if shared.states.iter().all(State::is_over) {
                return None;
            }
            shared = self.changed.wait(shared).expect("no thread panics while it holds it");
        }
    }

    fn step(&self, at: usize, threads: usize) -> State {
        let step = &self.opened.plan.steps[at];
        if !step.waits_for.is_empty() {
            let state = State::NoFiles;
            self.told(at, &state, None, &step.waits_for);
            return state;
        }
        let command = step.arguments(&self.opened.specs);
        let reason = {
            let mut shared = self.shared.lock().expect("no thread panics while it holds it");
            let Shared { manifest, contents, .. } = &mut *shared;
            stale(manifest, &step.id, &command, &mut |path| contents.at(path))
        };
        if reason.is_none() && !self.args.force {
            let said = self.changed_by_hand(step);
            self.shared.lock().expect("no thread panics while it holds it").by_hand |= !said.is_empty();
            let shared = self.shared.lock().expect("no thread panics while it holds it");
            let made = shared.manifest.entry(&step.id).and_then(|entry| entry.made);
            drop(shared);
            let state = State::UpToDate(made.unwrap_or(Made::Whole));
            self.told(at, &state, None, &said);
            return state;
        }
        let started = Instant::now();
        self.event(|| json!({ "event": "start", "step": step.id, "why": reason.as_ref().map(why) }));
        let bar = self.bars.add(ProgressBar::new_spinner());
        let style = ProgressStyle::with_template("  {spinner} {prefix:40!} {wide_msg} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.set_prefix(step.id.clone());
        bar.enable_steady_tick(std::time::Duration::from_millis(120));
        let ended = steps::run(step, &self.opened.specs, threads, bar.clone());
        let ended = ended.and_then(|done| {
            self.keep(&done).map_err(|error| vec![format!("{error:#}").trim_end().to_string()])?;
            Ok(done)
        });
        bar.finish_and_clear();
        self.bars.remove(&bar);
        match ended {
            Ok(done) => {
                let state = State::Made(done.entry.made.unwrap_or(Made::Whole));
                self.told(at, &state, Some((started, &done)), &done.said);
                state
            }
            Err(said) => {
                self.told(at, &State::Failed, None, &said);
                State::Failed
            }
        }
    }

    /// Outputs of a step that is up to date which somebody changed: they stay, and it is said.
    fn changed_by_hand(&self, step: &Step) -> Vec<String> {
        let mut shared = self.shared.lock().expect("no thread panics while it holds it");
        let Shared { manifest, contents, .. } = &mut *shared;
        let outputs = manifest.entry(&step.id).map(|entry| entry.outputs.clone()).unwrap_or_default();
        let changed = outputs.iter().filter(|mark| contents.at(&mark.file).is_some_and(|now| now != mark.sha256));
        changed.map(|mark| format!("{} was changed since it was made; --force makes it again", mark.file)).collect()
    }

    /// Puts the files of a step in their places. First the manifest says what is coming, so that a run that is cut short is known by it.
    fn keep(&self, done: &Done) -> Result<()> {
        let mut shared = self.shared.lock().expect("no thread panics while it holds it");
        let mut refused = Problems::default();
        let mut new: Vec<(PathBuf, &[u8])> = Vec::new();
        for ((path, bytes), mark) in done.files.iter().zip(&done.entry.outputs) {
            let there = super::caught::content(&mark.file);
            match there {
                Some(sha256) if sha256 == mark.sha256 => continue,
                Some(sha256) if !self.args.force => {
                    let known = crate::project::FileMark { file: mark.file.clone(), sha256 };
                    if !shared.manifest.wrote(&known) {
                        let code =
                            if shared.manifest.knows(&mark.file) { Code::OutputChanged } else { Code::OutputForeign };
                        refused.add(Problem::new(code, At::default(), mark.file.as_str()));
                    }
                }
                Some(_) | None => {}
            }
            new.push((path.clone(), bytes));
        }
        if !refused.is_empty() {
            return Err(refused.into());
        }
        let mut coming = done.entry.clone();
        coming.made = None;
        let before = shared.manifest.entry(&coming.step).map(|entry| entry.outputs.clone()).unwrap_or_default();
        coming.outputs.extend(before.into_iter().filter(|mark| !done.entry.outputs.contains(mark)));
        let mut announced = shared.manifest.clone();
        announced.put(coming);
        self.save(&announced)?;
        shared.manifest = announced;
        shell::place(&new, true)?;
        for mark in &done.entry.outputs {
            shared.contents.set(&mark.file, &mark.sha256);
        }
        let mut settled = shared.manifest.clone();
        settled.put(done.entry.clone());
        self.save(&settled)?;
        shared.manifest = settled;
        Ok(())
    }

    fn save(&self, manifest: &Manifest) -> Result<()> {
        let path = Path::new(&self.opened.project.out).join(MANIFEST);
        shell::place(&[(path, manifest.text().as_bytes())], true)
    }

    /// Forgets what no step writes any more, and deletes it if that was asked for. Gives how many files were deleted.
    fn tidy(&self) -> Result<usize> {
        let mut shared = self.shared.lock().expect("no thread panics while it holds it");
        let mut deleted = 0;
        let mut kept = Vec::new();
        for mark in std::mem::take(&mut shared.manifest.left_over) {
            match super::caught::content(&mark.file) {
                None => {}
                Some(now) if self.args.prune && now == mark.sha256 => {
                    std::fs::remove_file(&mark.file).with_context(|| format!("cannot delete {}", mark.file))?;
                    deleted += 1;
                }
                Some(_) => kept.push(mark),
            }
        }
        shared.manifest.left_over = kept;
        if shared.manifest != self.opened.manifest {
            self.save(&shared.manifest)?;
        }
        Ok(deleted)
    }

    /// Says how a step ended.
    fn told(&self, at: usize, state: &State, done: Option<(Instant, &Done)>, said: &[String]) {
        let step = &self.opened.plan.steps[at];
        let (sign, word) = match state {
            State::Made(Made::Whole) => ("✓", "made"),
            State::Made(Made::WithGaps) => ("✓", "made; something was left out or withheld"),
            State::UpToDate(Made::Whole) => ("·", "up to date"),
            State::UpToDate(Made::WithGaps) => ("·", "up to date; something was left out or withheld"),
            State::NoFiles => ("…", "waits for"),
            State::Failed => ("✗", "failed"),
            State::NotTried => ("–", "not tried"),
            State::Waiting | State::Running | State::NotAsked => return,
        };
        self.event(|| {
            let files =
                done.map(|(_, done)| done.entry.outputs.iter().map(|mark| mark.file.as_str()).collect::<Vec<_>>());
            json!({ "event": "done", "step": step.id, "state": event_name(state), "files": files, "messages": said })
        });
        let idle = matches!(state, State::UpToDate(_)) && said.is_empty();
        if self.args.json || (self.args.quiet && *state != State::Failed) || (idle && !self.args.verbose) {
            return;
        }
        let mut line = format!("{sign} {} {word}", pad(&step.id));
        if let Some((started, done)) = done {
            line += &format!(", {}", counted(done.files.len(), "file"));
            if std::io::stderr().is_terminal() {
                line += &format!(", {:.1} s", started.elapsed().as_secs_f64());
            }
        }
        match (state, said) {
            (State::NoFiles, patterns) => line += &format!(" {}", patterns.join(", ")),
            (State::Made(_), [_, ..]) if !self.args.verbose => line += &format!(", {}", counted(said.len(), "message")),
            (_, said) => said.iter().flat_map(|said| said.lines()).for_each(|said| line += &format!("\n    {said}")),
        }
        self.line(&line);
    }

    fn line(&self, line: &str) {
        if !self.args.json {
            self.bars.suspend(|| shell::say(line));
        }
    }

    fn event(&self, event: impl FnOnce() -> serde_json::Value) {
        if self.args.json {
            let _ = shell::print(&format!("{}\n", event()));
        }
    }
}

fn event_name(state: &State) -> &'static str {
    match state {
        State::Made(Made::Whole) => "made",
        State::Made(Made::WithGaps) => "made-with-gaps",
        State::UpToDate(Made::Whole) => "up-to-date",
        State::UpToDate(Made::WithGaps) => "up-to-date-with-gaps",
        State::NoFiles => "waiting",
        State::Failed => "failed",
        State::NotTried => "not-tried",
        State::Waiting | State::Running => "going",
        State::NotAsked => "not-asked",
    }
}
