//! `masam instrument dictionary`: the data dictionary of an instrument as a table.

use std::path::PathBuf;

use super::instrument::load_any;
use super::output::{self, OutputArgs};
use super::{Outcome, Result, shell};
use crate::render;
use crate::report::dictionary;

/// Write the data dictionary of an instrument: every question, answer, base, indicator and target as a row.
///
/// Labels stand in Mongolian and English, conditions by codes, so that the table can be merged with an export or a table of
/// estimates. Columns that name a person are told as personal. Any instrument will do: of a report card, a scorecard, a
/// checklist, or a form (XLSForm).
///
/// masam instrument dictionary health --out dictionary.csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Name of a built-in instrument, or path of a file, of a form (XLSForm), or of the folder that holds it
    #[arg(value_name = "ID|PATH")]
    instrument: String,
    /// What is written: csv, json
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "csv", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder, - for standard output
    #[arg(long, short, value_name = "PATH", default_value = "-", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let formats = output::formats(&args.format)?;
    let target = shell::claim(&args.out, formats.len() > 1, formats[0].extension, args.output.force)?;
    shell::spare(&target, &[PathBuf::from(&args.instrument)])?;
    let settings = args.output.settings(1)?;
    let instrument = load_any(&args.instrument)?;
    let stem = target.stem(&format!("{}-dictionary", instrument.id()));
    let bundle = render::render(&dictionary::report(&instrument), &formats, &settings, &stem)?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        shell::say_written(&saved);
    }
    Ok(Outcome::Whole)
}
