//! `masam template`: blank workbooks to be filled in by hand.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Subcommand;

use super::books;
use super::instrument::{LangChoice, load_scorecard};
use super::shell::{self, ReadArgs, Target};
use super::survey::day;
use super::{Outcome, Result};
use crate::day::Day;
use crate::instrument::scorecard::{Entitlement, ScorecardInstrument, is_for};
use crate::lang::{Label, Lang};
use crate::problem::{At, Code, Hint, Problem, Problems, Severity, quoted};
use crate::render::Bundle;
use crate::scorecard::facility::id_key;
use crate::scorecard::session::{Action, Status};
use crate::scorecard::{Facility, Register, read};
use crate::template::{self, Plans};

/// Make blank workbooks to be filled in by hand and read back.
///
/// masam template scorecard --instrument health-scorecard --facilities facilities.csv --round 2026-1 --out blank/
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Scorecard(Box<ScorecardArgs>),
}

/// Make the blank workbooks of a community scorecard: one for each facility of a register.
///
/// A book has a cover, what the facility is entitled to, a page of scores for each focus group, votes, the provider's
/// self-evaluation, the interface meeting and the action plan. Excel refuses scores off the scale, and every header says
/// what goes below it. It prints on A4. Filled in, it is read by: masam scorecard FOLDER
///
/// The register is a table with a row for each facility, headed in either language: id (код), name (нэр), type (төрөл),
/// place (аймаг, сум), catchment (хүн ам), provider (өмчийн хэлбэр), contact (албан тушаал). Only id is needed. Without a
/// register, a single book is made in which these are filled in by hand.
///
/// All books are written or none, and none is written over unless --force says so.
///
/// masam template scorecard --instrument health-scorecard --facilities facilities.csv --round 2026-1 --out blank/
///
/// masam template scorecard --instrument education-scorecard --round 2026-1 --lang mn --out blank.xlsx
#[derive(Debug, clap::Args)]
struct ScorecardArgs {
    /// Instrument: a built-in one (masam instrument list) or the path of a TOML file
    #[arg(long, short, value_name = "ID|PATH")]
    instrument: String,
    /// Register of facilities: CSV, XLSX, XLS, XLSB or ODS; - is standard input
    #[arg(long, value_name = "FILE")]
    facilities: Option<PathBuf>,
    /// Only these facilities of the register, by their identifiers
    #[arg(long, value_name = "ID,…", value_delimiter = ',', num_args = 1.., requires = "facilities")]
    facility: Vec<String>,
    /// Name of the round, such as 2026-1
    #[arg(long, value_parser = round)]
    round: String,
    /// Filled books of earlier rounds, and folders of them: their open actions stand in the new plans
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "facilities")]
    carry: Vec<PathBuf>,
    /// Day on which entitlements must be in force, as YYYY-MM-DD; without it, only those that are not limited in time
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<Day>,
    /// Where to: a folder; without a register also a file
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    /// Languages, the main one first
    #[arg(long, value_enum, value_delimiter = ',', default_value = "mn,en", help_heading = "Output")]
    lang: Vec<LangChoice>,
    /// Replace existing files
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// Say nothing unless nothing can be made
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
    #[command(flatten)]
    read: ReadArgs,
}

/// A name of a round: something that can be seen, in a line.
fn round(text: &str) -> std::result::Result<String, String> {
    const LONGEST: usize = 40;
    let text = text.trim();
    let visible = text.chars().any(char::is_alphanumeric) && !text.chars().any(char::is_control);
    if visible && text.chars().count() <= LONGEST {
        Ok(text.to_string())
    } else {
        Err(format!("it must be a short name such as 2026-1, of {LONGEST} signs at most"))
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        What::Scorecard(args) => scorecard(args),
    }
}

fn scorecard(args: &ScorecardArgs) -> Result<Outcome> {
    let target = shell::claim(&args.out, args.facilities.is_some(), "xlsx", args.force)?;
    let instrument = load_scorecard(&args.instrument)?;
    let (facilities, mut problems) = match &args.facilities {
        Some(path) => wanted(args, path, &instrument)?,
        None => (vec![Facility::default()], Problems::default()),
    };
    note_dated(args, &instrument, &facilities, &mut problems);
    let langs: Vec<Lang> = args.lang.iter().map(|lang| Lang::from(*lang)).collect();
    let plans = plans(args, &mut problems)?;
    let books = template::workbooks(&instrument, &facilities, &args.round, args.as_of, &langs, &plans)?;
    spare_inputs(args, &target, &books)?;
    let saved = shell::save(&books, &target, args.force)?;
    if !args.quiet {
        shell::show_problems(&problems);
        match &saved[..] {
            [] => {}
            [one] => shell::say(one.display()),
            more => shell::say(format_args!("{} workbooks in {}", more.len(), args.out.display())),
        }
        if !args.carry.is_empty() {
            say_carried(&plans, &facilities);
        }
    }
    let gaps = problems.count(Severity::Warning) > 0;
    Ok(if gaps { Outcome::WithGaps } else { Outcome::Whole })
}

/// What earlier rounds left open. Books that couldn't be read are said, and what of a plan couldn't be.
fn plans(args: &ScorecardArgs, problems: &mut Problems) -> Result<Plans> {
    let mut plans = Plans::new();
    if args.carry.is_empty() {
        return Ok(plans);
    }
    let books = books::earlier(&args.carry, &args.instrument, args.read.options().allow_large, args.quiet)?;
    let matters = |problem: &Problem| {
        let of_plan = matches!(problem.code, Code::DayUnreadable | Code::ChoiceUnknown);
        problem.code.severity() == Severity::Error && (of_plan || problem.at.row.is_none())
    };
    let said = books.problems.grouped().into_iter().map(|group| group.first).filter(matters);
    said.for_each(|problem| problems.add(problem));
    for entry in books.cards.actions.entries {
        let open = matches!(entry.status, Status::Planned | Status::UnderWay);
        if let Some(facility) = books.cards.facilities.get(entry.facility.0).filter(|_| open) {
            plans.entry(id_key(&facility.id)).or_default().push(Action { status: Some(entry.status), ..entry.action });
        }
    }
    Ok(plans)
}

/// How much of what was open stands in the new plans: less than all where a facility gets no book.
fn say_carried(plans: &Plans, facilities: &[Facility]) {
    let here = |facility: &Facility| plans.get(&id_key(&facility.id)).map_or(0, Vec::len);
    let carried: usize = facilities.iter().map(here).sum();
    let open: usize = plans.values().map(Vec::len).sum();
    shell::say(format_args!("open actions of earlier rounds: {open}; carried over: {carried}"));
}

/// The facilities that get a book: all of the register, or those that were named.
fn wanted(args: &ScorecardArgs, path: &Path, instrument: &ScorecardInstrument) -> Result<(Vec<Facility>, Problems)> {
    let (register, problems) =
        read::register(vec![shell::input(path)?], &args.read.options(), &instrument.facility_types, &[])?;
    let found =
        if args.facility.is_empty() { Ok(register.facilities().to_vec()) } else { named(args, path, &register) };
    match found {
        Ok(facilities) if facilities.is_empty() => {
            shell::show_problems(&problems);
            bail!("{} names no facility, so there is no book to make", path.display());
        }
        Ok(facilities) => Ok((facilities, problems)),
        Err(unknown) => Err(unknown.into()),
    }
}

/// The facilities with these identifiers, each once; all that are unknown are said.
fn named(args: &ScorecardArgs, path: &Path, register: &Register) -> std::result::Result<Vec<Facility>, Problems> {
    let mut unknown = Problems::default();
    let mut facilities: Vec<Facility> = Vec::new();
    for id in &args.facility {
        match register.find(id) {
            Some(found) if facilities.iter().any(|f| f.id == found.id) => {}
            Some(found) => facilities.push(found.clone()),
            None => unknown.add(no_such(id, path, register)),
        }
    }
    if unknown.is_empty() { Ok(facilities) } else { Err(unknown) }
}

fn no_such(id: &str, path: &Path, register: &Register) -> Problem {
    let near = |facility: &&Facility| strsim::jaro_winkler(&facility.id.to_lowercase(), &id.to_lowercase());
    let best = register.facilities().iter().max_by(|a, b| near(a).total_cmp(&near(b)));
    let problem = Problem::new(Code::NoSuchFacility, At::file(path.display().to_string()), quoted(id));
    match best.filter(|facility| near(facility) > 0.8) {
        Some(facility) => problem.hint(Hint::Meant(facility.id.clone())),
        None => problem,
    }
}

/// Says which norms are left out because no day was given.
fn note_dated(args: &ScorecardArgs, instrument: &ScorecardInstrument, facilities: &[Facility], to: &mut Problems) {
    if args.as_of.is_some() {
        return;
    }
    for item in &instrument.inputs {
        let asked = facilities.iter().any(|facility| is_for(&item.facility_types, facility.kind));
        if asked && item.entitlements.iter().any(|norm| norm.from.is_some() || norm.until.is_some()) {
            let Label { mn, en } = &item.title;
            let periods = item.entitlements.iter().filter_map(period).collect::<Vec<_>>().join(", ");
            let advice = Hint::advice(
                format!("Хүчинтэй хугацаа: {periods}. --as-of YYYY-MM-DD гэж өдрийг заана уу."),
                format!("It holds {periods}: say for which day with --as-of YYYY-MM-DD."),
            );
            to.add(
                Problem::new(Code::DatedNorm, At::default(), quoted(&item.id))
                    .detail(format!("{mn} / {en}"))
                    .hint(advice),
            );
        }
    }
}

/// The days between which a norm holds; nothing for one that always does.
fn period(norm: &Entitlement) -> Option<String> {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    (norm.from.is_some() || norm.until.is_some()).then(|| format!("{}…{}", day(norm.from), day(norm.until)))
}

/// Refuses to write a book over the register or a book of an earlier round.
fn spare_inputs(args: &ScorecardArgs, target: &Target, books: &Bundle) -> Result<()> {
    let inputs: Vec<PathBuf> = args.facilities.iter().chain(&args.carry).cloned().collect();
    if let Target::Folder(folder) = target {
        for book in &books.0 {
            shell::spare(&Target::File(folder.join(&book.name)), &inputs)?;
        }
    }
    Ok(())
}
