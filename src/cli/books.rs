//! Filled scorecard workbooks: found in folders, read several at a time, put together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::instrument::load_scorecard;
use super::places::place_set;
use super::shell::{self, Progress, Target};
use super::survey::day;
use super::walk;
use super::{Result, caught};
use crate::day::Day;
use crate::instrument::scorecard::ScorecardInstrument;
use crate::instrument::{InstrumentKind, shelf};
use crate::places::PlaceSet;
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::scorecard::layout::HIDDEN_SHEET;
use crate::scorecard::read::{self, Gathered, Reader, Reading};
use crate::scorecard::results::{Choices, Consolidation};
use crate::scorecard::{Register, RoundKey, Scorecards, consolidate, latest_day, latest_day_alone};
use crate::table::{Cell, Fingerprint, Input, Options, book};
use crate::together;

/// The books, and what has to be known to read them.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct BookArgs {
    /// Filled workbooks (XLSX, XLS, XLSB, ODS) and long tables (CSV), and folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Instrument: a built-in one, or the path of a TOML file [default: the one that the books were made for]
    #[arg(long, short, value_name = "ID|PATH")]
    instrument: Option<String>,
    /// Register of the facilities that are expected: a table with the columns id, name, type, place
    #[arg(long, value_name = "FILE")]
    facilities: Option<PathBuf>,
    /// Place set: masam, aimags, districts, all, or the path of a file [default: the instrument's]
    #[arg(long, value_name = "SET")]
    places: Option<String>,
    /// Only books of these rounds; those of others are named and left out
    #[arg(long, value_name = "ROUND,…", value_delimiter = ',')]
    round: Vec<String>,
    /// Day on which deadlines are judged, as YYYY-MM-DD [default: the latest day in the books, never today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<Day>,
    /// Day until which the books were due, as YYYY-MM-DD: facilities without one are late after it
    #[arg(long, value_name = "DAY", value_parser = day)]
    due: Option<Day>,
    /// Books read at the same time; the output is the same [default: as many as the machine has cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256), help_heading = "Reading")]
    threads: Option<u16>,
    /// Read workbooks that unpack to more than is usual
    #[arg(long, help_heading = "Reading")]
    allow_large: bool,
}

/// What came of the books.
pub(crate) struct Books {
    /// The results.
    pub cards: Scorecards,
    /// The places that are reported.
    pub set: PlaceSet,
    /// Everything that was wrong.
    pub problems: Problems,
    /// How many files were read.
    pub files: usize,
    /// How many files in the folders aren't books.
    pub passed_over: usize,
    /// Whether a register says who is expected.
    pub registered: bool,
}

/// Reads every book and puts them together. `outputs` are written later: where one lies among the books it is none.
pub(crate) fn read(
    args: &BookArgs,
    consolidation: Consolidation,
    flag: f64,
    outputs: &[&Path],
    quiet: bool,
) -> Result<Books> {
    let others: Vec<&Path> = outputs.iter().copied().chain(args.facilities.as_deref()).collect();
    let found = walk::files(&args.paths, &others)?;
    if found.files.is_empty() {
        return Err(walk::nothing(&args.paths, &found).into());
    }
    let options = Options { allow_large: args.allow_large, ..Options::default() };
    let instrument = instrument(args.instrument.as_deref(), &found.files, &options)?;
    let set = place_set(args.places.as_deref().unwrap_or(&instrument.place_set))?;
    let mut problems = Problems::default();
    let register = match &args.facilities {
        None => None,
        Some(path) => {
            let (register, wrong) =
                read::register(vec![shell::input(path)?], &options, &instrument.facility_types, &[])?;
            problems.append(wrong);
            Some(register)
        }
    };
    let reader = Reader::new(&instrument, register.as_ref());
    let readings = read_all(&found.files, args.threads(), quiet, |input| reader.book(input, &options));
    let mut gathered = read::gather(readings);
    if args.instrument.is_none() {
        refuse_several(&gathered, &instrument)?;
    }
    keep_rounds(&mut gathered, &args.round);
    if gathered.sessions.is_empty() {
        problems.append(gathered.problems);
        problems.add(Problem::new(Code::NoSessions, At::default(), found.files.len().to_string()));
        return Err(problems.into());
    }
    let as_of = args.as_of.or_else(|| latest_day(&gathered.sessions));
    if let Some((latest, before)) = latest_day_alone(&gathered.sessions).filter(|_| args.as_of.is_none()) {
        problems.add(Problem::new(Code::LatestDayAlone, At::default(), latest.to_string()).detail(before.to_string()));
    }
    let choices = Choices { consolidation, flag, as_of, as_of_given: args.as_of.is_some(), due: args.due };
    let (cards, wrong) = consolidate(&instrument, gathered, register.as_ref(), &set, choices);
    problems.append(wrong);
    let registered = register.is_some_and(|r: Register| !r.facilities().is_empty());
    Ok(Books { cards, set, problems, files: found.files.len(), passed_over: found.passed_over, registered })
}

/// The books of earlier rounds, for what they left open.
pub(crate) fn earlier(paths: &[PathBuf], instrument: &str, allow_large: bool, quiet: bool) -> Result<Books> {
    let args = BookArgs {
        paths: paths.to_vec(),
        instrument: Some(instrument.to_owned()),
        facilities: None,
        places: None,
        round: Vec::new(),
        as_of: None,
        due: None,
        threads: None,
        allow_large,
    };
    const UNUSED: f64 = 20.0;
    read(&args, Consolidation::Mean, UNUSED, &[], quiet)
}

impl BookArgs {
    /// How much is done at the same time.
    pub fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(cores, usize::from)
    }

    /// Refuses to write over what is named to be read, with --force too.
    pub fn spare(&self, target: &Target) -> Result<()> {
        shell::spare(target, &self.paths)?;
        shell::spare(target, self.facilities.as_slice())
    }

    /// The options that results depend on, as they were given or found.
    pub fn command(&self, instrument: &ScorecardInstrument) -> Vec<(String, String)> {
        let mut options = vec![("instrument".to_string(), instrument.id.clone())];
        let facilities = self.facilities.as_ref().map(|path| path.display().to_string());
        let rounds = (!self.round.is_empty()).then(|| self.round.join(","));
        let days = [("as-of", self.as_of), ("due", self.due)].map(|(name, day)| (name, day.map(|d| d.to_string())));
        let given = [("facilities", facilities), ("places", self.places.clone()), ("round", rounds)];
        let given = given.into_iter().chain(days);
        options.extend(given.filter_map(|(name, value)| Some((name.to_string(), value?))));
        options
    }
}

/// Reads each file, as many at a time as there are threads, each thread one book at a time. What is given back is in the
/// order of the files, however they were shared out.
fn read_all(files: &[PathBuf], threads: usize, quiet: bool, read: impl Fn(Input) -> Reading + Sync) -> Vec<Reading> {
    let progress = Progress::new(quiet);
    let numbered: Vec<(usize, &PathBuf)> = files.iter().enumerate().collect();
    let readings = together::each(numbered, threads, |(at, path)| {
        progress.book(at, files.len(), path);
        match shell::open(path) {
            Ok(input) => (Some(input.fingerprint.clone()), read(input)),
            Err(error) => (None, not_opened(path, &error)),
        }
    });
    progress.done();
    let noted = |(path, (of, reading)): (&PathBuf, (Option<Fingerprint>, Reading))| {
        if let Some(of) = of {
            caught::read(path, &of);
        }
        reading
    };
    files.iter().zip(readings).map(noted).collect()
}

/// A book that can't be opened stops nothing.
fn not_opened(path: &Path, error: &anyhow::Error) -> Reading {
    let file = path.display().to_string();
    let problem = match error.downcast_ref::<Problem>() {
        Some(problem) => problem.clone(),
        None => Problem::new(Code::CannotRead, At::default(), file.as_str()).detail(error.to_string()),
    };
    let (sessions, long, named) = (Vec::new(), false, (None, None));
    Reading { file, sessions, unreadable: true, long, named, problems: problem.into() }
}

/// The instrument that was named, else the one of the first book that says for which it was made.
fn instrument(named: Option<&str>, files: &[PathBuf], options: &Options) -> Result<ScorecardInstrument> {
    if let Some(named) = named {
        return load_scorecard(named);
    }
    let built_in: Vec<String> =
        shelf::ids().filter(|id| shelf::kind(id) == Some(InstrumentKind::Scorecard)).map(str::to_owned).collect();
    let made_for = files.iter().find_map(|path| made_for(shell::input(path).ok()?, options));
    let problem = match made_for {
        Some(id) if built_in.contains(&id) => return load_scorecard(&id),
        Some(id) => Problem::new(Code::InstrumentNotBuiltIn, At::default(), quoted(&id)),
        None => Problem::new(Code::NoInstrument, At::default(), "").hint(Hint::OneOf(built_in)),
    };
    Err(problem.into())
}

/// The instrument that a book was made for, from its hidden sheet.
fn made_for(input: Input, options: &Options) -> Option<String> {
    let book = book::open(input, options).ok()?;
    let hidden = book.sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(HIDDEN_SHEET))?;
    let text = |cell: Cell| match cell {
        Cell::Text(text) => Some(String::from_utf8_lossy(text).trim().to_owned()),
        _ => None,
    };
    hidden.lines().find_map(|line| (text(line.cell(0))? == "instrument").then(|| text(line.cell(1)))?)
}

/// Without --instrument the books have to agree for which they were made.
fn refuse_several(gathered: &Gathered, instrument: &ScorecardInstrument) -> Result<()> {
    let mut made: BTreeMap<String, u64> = BTreeMap::new();
    for group in gathered.problems.grouped().iter().filter(|g| g.first.code == Code::OtherInstrument) {
        *made.entry(group.first.found.clone()).or_default() += 1;
    }
    if made.is_empty() {
        return Ok(());
    }
    let others: Vec<String> = made.into_iter().map(|(id, books)| format!("{id} ({books})")).collect();
    let names = format!("{}, {}", quoted(&instrument.id), others.join(", "));
    Err(Problem::new(Code::SeveralInstruments, At::default(), names).into())
}

/// Leaves out the books of rounds that weren't asked for, and says so.
fn keep_rounds(gathered: &mut Gathered, rounds: &[String]) {
    if rounds.is_empty() {
        return;
    }
    let wanted: Vec<RoundKey> = rounds.iter().map(|round| RoundKey::of(round)).collect();
    let (kept, others) =
        std::mem::take(&mut gathered.sessions).into_iter().partition(|s| wanted.contains(&RoundKey::of(&s.round)));
    gathered.sessions = kept;
    for session in others {
        let at = session.files.first().map_or_else(At::default, At::file);
        gathered.problems.add(Problem::new(Code::OtherRound, at, session.round).detail(rounds.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_asked_for_in_any_spelling() {
        let instrument = load_scorecard("health-scorecard").expect("built in");
        let long = "facility,round,group,indicator,score\nХө-1,2026-1,women,HC01,40\nХө-1,2026-10,women,HC01,50\n";
        let reading = read::book(Input::from_bytes("урт.csv", long), &Options::default(), &instrument, None);
        let mut gathered = read::gather(vec![reading]);
        keep_rounds(&mut gathered, &[" 2026/01".to_owned()]);
        assert_eq!(gathered.sessions.iter().map(|s| s.round.as_str()).collect::<Vec<_>>(), ["2026-1"]);
        assert!(gathered.problems.to_string().contains("this book is of round 2026-10"));
    }
}
