//! `masam instrument to-xlsform`: a form for phones and tablets, made from an instrument.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::instrument::{LangChoice, load_any};
use super::places::place_set;
use super::shell::{self, ReadArgs};
use super::{Outcome, Result};
use crate::form::{self, Wishes};
use crate::instrument::scorecard::Entry;
use crate::instrument::{AnyInstrument, Instrument};
use crate::lang::Lang;
use crate::problem::{Problems, Severity};
use crate::render::Bundle;
use crate::scorecard::Register;
use crate::scorecard::read;

/// Make a form for phones and tablets (XLSForm: KoboToolbox, ODK, Ona, SurveyCTO) from a report card or a checklist.
///
/// The form asks in both languages, and only those whom the instrument asks; numbers are kept within what is plausible,
/// and places and facilities are chosen from lists. Its columns are named so that what the platform exports is read
/// without any handwork, with names or with labels: masam report-card EXPORT --instrument health
///
/// The workbook of a report card also holds, on sheets that platforms pass over, all that is computed from the answers:
/// it is the instrument once more, and can be edited in Excel. A community scorecard is filled in on paper instead: masam
/// template scorecard
///
/// masam instrument to-xlsform health --lang mn,en --out health.xlsx
///
/// masam instrument to-xlsform education --places all --facilities facilities.csv --out form.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Name of a built-in instrument, or path of a file or of the folder that holds it
    #[arg(value_name = "ID|PATH")]
    instrument: String,
    /// Places that are offered: a built-in set (masam places sets) or the path of a TOML file [default: that of the instrument]
    #[arg(long, value_name = "SET|PATH")]
    places: Option<String>,
    /// Register of facilities that are offered: CSV, XLSX, XLS, XLSB or ODS; without one a facility is written down
    #[arg(long, value_name = "FILE")]
    facilities: Option<PathBuf>,
    /// Where to: an XLSX file, or a folder
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    /// Languages, the one that is shown first at the beginning
    #[arg(long, value_enum, value_delimiter = ',', default_value = "mn,en", help_heading = "Output")]
    lang: Vec<LangChoice>,
    /// Replace an existing file
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// Say nothing unless nothing can be made
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
    #[command(flatten)]
    read: ReadArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let target = shell::claim(&args.out, false, "xlsx", args.force)?;
    let instrument = load_any(&args.instrument)?;
    let (asks, types): (&Instrument, &[Entry]) = match &instrument {
        AnyInstrument::ReportCard(card) => (card, &[]),
        AnyInstrument::Checklist(list) => (&list.asks, &list.facility_types),
        AnyInstrument::Scorecard(card) => bail!(
            "{id} is a community scorecard, which groups fill in together on paper: masam template scorecard --instrument {id} makes its blank workbooks",
            id = card.id
        ),
    };
    let set = place_set(args.places.as_deref().unwrap_or(&asks.place_set))?;
    let (register, mut problems) = match &args.facilities {
        Some(path) => read_register(args, path, types)?,
        None => (None, Problems::default()),
    };
    let mut langs: Vec<Lang> = Vec::new();
    for lang in args.lang.iter().map(|lang| Lang::from(*lang)) {
        if !langs.contains(&lang) {
            langs.push(lang);
        }
    }
    let wishes = Wishes { set: &set, facilities: register.as_ref(), langs: &langs };
    let (form, left_out) = match &instrument {
        AnyInstrument::Checklist(list) => form::of_checklist(list, &wishes)?,
        AnyInstrument::ReportCard(_) | AnyInstrument::Scorecard(_) => form::of_card(asks, &wishes)?,
    };
    problems.append(left_out);
    let inputs: Vec<PathBuf> = args.facilities.iter().cloned().collect();
    shell::spare(&target, &inputs)?;
    let saved = shell::save(&Bundle(vec![form.workbook()?]), &target, args.force)?;
    if !args.quiet {
        shell::show_problems(&problems);
        shell::say_written(&saved);
    }
    let gaps = problems.count(Severity::Error) + problems.count(Severity::Warning) > 0;
    Ok(if gaps { Outcome::WithGaps } else { Outcome::Whole })
}

/// The facilities of a register; one without any is refused.
fn read_register(args: &Args, path: &Path, types: &[Entry]) -> Result<(Option<Register>, Problems)> {
    let (register, problems) = read::register(vec![shell::input(path)?], &args.read.options(), types, &[])?;
    if register.facilities().is_empty() {
        shell::show_problems(&problems);
        bail!("{} names no facility, so there is none to offer", path.display());
    }
    Ok((Some(register), problems))
}
