//! `masam instrument`: which instruments there are, what they ask, and whether a file of one's own is sound.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};

use super::{Outcome, Result, caught, dictionary, shell, to_xlsform, words, xlsform};
use crate::instrument::checklist::{self, ChecklistInstrument};
use crate::instrument::scorecard::{self, ScorecardInstrument};
use crate::instrument::xlsform::FromForm;
use crate::instrument::{AnyInstrument, Instrument, parse, shelf, show};
use crate::lang::Lang;
use crate::problem::{At, Code, Problem};
use crate::toml_file::Faults;

/// Show instruments, and check those of one's own.
///
/// An instrument is a file that says what is asked and which indicators are computed from the answers, or what is scored
/// in a community scorecard and what a facility is entitled to.
///
/// masam instrument show health --lang en
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the instruments that are built in
    ///
    /// masam instrument list
    List,
    Show(ShowArgs),
    Check(CheckArgs),
    Dictionary(Box<dictionary::Args>),
    FromXlsform(xlsform::FromXlsform),
    ToXlsform(Box<to_xlsform::Args>),
    Words(Box<words::Args>),
}

/// Show an instrument as a person can read it: questions, indicators, groups, columns; of a scorecard what is scored and
/// what is counted.
///
/// masam instrument show health --lang en
#[derive(Debug, clap::Args)]
struct ShowArgs {
    /// Name of a built-in instrument, or path of a file, of a form (XLSForm), or of the folder that holds it; - is standard input
    #[arg(value_name = "ID|PATH")]
    instrument: String,
    /// Language
    #[arg(long, value_enum, default_value = "mn")]
    lang: LangChoice,
}

/// Check instrument files: every fault is shown with its line.
///
/// Ends with code 1 if there are any.
///
/// masam instrument check my/instrument.toml
#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// Paths of instrument files or of the folders that hold them, or names of built-in instruments
    #[arg(required = true, value_name = "PATH")]
    instruments: Vec<String>,
    /// Language of the messages
    #[arg(long, value_enum, default_value = "en")]
    lang: LangChoice,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LangChoice {
    /// Mongolian
    Mn,
    /// English
    En,
}

impl From<LangChoice> for Lang {
    fn from(choice: LangChoice) -> Lang {
        match choice {
            LangChoice::Mn => Lang::Mn,
            LangChoice::En => Lang::En,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        What::List => list(),
        What::Show(args) => {
            shell::print(&show::any(&load_any(&args.instrument)?, args.lang.into()))?;
            Ok(Outcome::Whole)
        }
        What::Check(args) => check(args),
        What::Dictionary(args) => dictionary::run(args),
        What::FromXlsform(args) => xlsform::run(args),
        What::ToXlsform(args) => to_xlsform::run(args),
        What::Words(args) => words::run(args),
    }
}

/// The file in a folder of an instrument.
pub(super) const FILE: &str = "instrument.toml";

/// The instrument of a report card: a built-in one by its name, else the one in a file, which may be a form, or in the folder
/// that holds it.
pub(crate) fn load(id_or_path: &str) -> Result<Instrument> {
    let instrument = if shelf::text(id_or_path).is_some() {
        shelf::open(id_or_path)?
    } else if let Some(found) = xlsform::form_at(Path::new(id_or_path))? {
        xlsform::say_short(Path::new(id_or_path), &found);
        found.instrument
    } else {
        let (name, text) = text(id_or_path)?;
        parse(&name, &text)?
    };
    caught::used(&instrument.id, &instrument.version);
    Ok(instrument)
}

/// The same for a scorecard.
pub(crate) fn load_scorecard(id_or_path: &str) -> Result<ScorecardInstrument> {
    let instrument = if shelf::text(id_or_path).is_some() {
        shelf::open_scorecard(id_or_path)?
    } else {
        refuse_form(id_or_path)?;
        let (name, text) = text(id_or_path)?;
        scorecard::parse(&name, &text)?
    };
    caught::used(&instrument.id, &instrument.version);
    Ok(instrument)
}

/// An instrument of whichever kind.
pub(crate) fn load_any(id_or_path: &str) -> Result<AnyInstrument> {
    let instrument = if let Some(found) = form(id_or_path)? {
        AnyInstrument::ReportCard(Box::new(found.instrument))
    } else {
        let (name, text) = text(id_or_path)?;
        AnyInstrument::parse(&name, &text)?
    };
    caught::used(instrument.id(), instrument.version());
    Ok(instrument)
}

/// The same as for a report card, for a checklist of facilities.
pub(crate) fn load_checklist(id_or_path: &str) -> Result<ChecklistInstrument> {
    let instrument = if shelf::text(id_or_path).is_some() {
        shelf::open_checklist(id_or_path)?
    } else {
        refuse_form(id_or_path)?;
        let (name, text) = text(id_or_path)?;
        checklist::parse(&name, &text)?
    };
    caught::used(&instrument.asks.id, &instrument.asks.version);
    Ok(instrument)
}

/// The form at a path, unless a built-in instrument is meant.
fn form(id_or_path: &str) -> Result<Option<FromForm>> {
    if shelf::text(id_or_path).is_some() { Ok(None) } else { xlsform::form_at(Path::new(id_or_path)) }
}

/// A form gives a report card and nothing else.
fn refuse_form(id_or_path: &str) -> Result<()> {
    match form(id_or_path)? {
        Some(_) => Err(Problem::new(Code::IsReportCard, At::default(), id_or_path).into()),
        None => Ok(()),
    }
}

/// What the instrument's file is called and what it says.
fn text(id_or_path: &str) -> Result<(String, String)> {
    if let Some(text) = shelf::text(id_or_path) {
        return Ok((format!("{id_or_path}/{FILE}"), text.to_owned()));
    }
    let given = Path::new(id_or_path);
    let is_path = id_or_path == "-" || given.exists() || given.extension().is_some() || given.components().count() > 1;
    if !is_path {
        return Err(shelf::unknown(id_or_path).into());
    }
    let path: PathBuf = if given.is_dir() { given.join(FILE) } else { given.to_path_buf() };
    Ok((path.display().to_string(), shell::read_text(&path)?))
}

fn list() -> Result<Outcome> {
    let mut listed = String::new();
    for id in shelf::ids() {
        let instrument = shelf::open_any(id)?;
        let (version, title, kind) = (instrument.version(), instrument.title(), instrument.kind().title());
        let (mn, en) = (title.get(Lang::Mn), title.get(Lang::En));
        listed += &format!("{id} {version} ({})\n    {mn}\n    {en}\n", kind.get(Lang::En));
    }
    shell::print(&listed)?;
    Ok(Outcome::Whole)
}

fn check(args: &CheckArgs) -> Result<Outcome> {
    let mut faults: Vec<Faults> = Vec::new();
    let mut sound = String::new();
    let mut forms = Vec::new();
    for given in &args.instruments {
        if let Some(found) = form(given)? {
            sound += &facts(given, &AnyInstrument::ReportCard(Box::new(found.instrument.clone())));
            forms.push(found);
            continue;
        }
        let (name, text) = text(given)?;
        match AnyInstrument::parse(&name, &text) {
            Ok(instrument) => sound += &facts(&name, &instrument),
            Err(found) => faults.push(found),
        }
    }
    shell::print(&sound)?;
    forms.iter().for_each(|found| xlsform::tell(found, args.lang.into()));
    for found in &faults {
        shell::say(found.show(args.lang.into()));
    }
    Ok(if faults.is_empty() { Outcome::Whole } else { Outcome::Refused })
}

/// What a sound instrument holds, in a line.
fn facts(name: &str, instrument: &AnyInstrument) -> String {
    let held = match instrument {
        AnyInstrument::ReportCard(card) => format!(
            "{} questions, {} dimensions, {} indicators, {} composites, {} groupings",
            card.questions.len(),
            card.dimensions.len(),
            card.indicators.len(),
            card.composites.len(),
            card.groupings.len(),
        ),
        AnyInstrument::Scorecard(card) => format!(
            "scale {}, {} groups, {} indicators, {} inputs, {} facility types",
            card.scale.name(),
            card.groups.len(),
            card.indicators.len(),
            card.inputs.len(),
            card.facility_types.len(),
        ),
        AnyInstrument::Checklist(list) => format!(
            "{} questions, {} domains, {} items, {} figures, {} composites, {} norms, {} facility types",
            list.asks.questions.len(),
            list.asks.dimensions.len(),
            list.items.len(),
            list.figures.len(),
            list.composites.len(),
            list.norms.len(),
            list.facility_types.len(),
        ),
    };
    format!("{name}: no faults; {} {}: {held}\n", instrument.id(), instrument.version())
}
