//! `masam tally`: the sums of a survey in a file of their own, without the row of any person.

use std::path::PathBuf;

use anyhow::bail;

use super::explain::{self, How};
use super::instrument::LangChoice;
use super::output;
use super::priorities::PriorityArgs;
use super::shell;
use super::survey::{SourceArgs, group_columns, leaves_out, say_corrections};
use super::weighting::refuse_replicates;
use super::{Outcome, Result, caught};
use crate::problem::{At, Code, Problem};
use crate::render::{Bundle, File};
use crate::travel::{self, Contents, Packed, SMALL};

const TOOL: &str = concat!("masam ", env!("CARGO_PKG_VERSION"));

/// Add up survey answers into a tally that can travel in place of the rows.
///
/// Writes the sums by sampled unit and group from which every figure of a report card and its error follow, and no row of a
/// person. Several tallies make the card that their spreadsheets together would: masam report-card *.tally. Sums of a small
/// group in a small cluster can be one person's answers, so a tally is as confidential as the survey, unless --least leaves
/// small groups out.
///
/// masam tally survey.xlsx --instrument health --out khovd.tally
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Survey files: CSV, XLSX, XLS, XLSB or ODS; several are one survey; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    of: SourceArgs,
    #[command(flatten)]
    priorities: PriorityArgs,
    /// For sharing: leave out groups of fewer people, and everything that somebody wrote
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000))]
    least: Option<u32>,
    /// Where to: a file that ends in .tally, - for standard output
    #[arg(long, short, value_name = "PATH", required_unless_present = "explain", help_heading = "Output")]
    out: Option<PathBuf>,
    /// Language of --explain
    #[arg(long, value_enum, default_value = "mn", help_heading = "Output")]
    lang: LangChoice,
    /// Replace existing files
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// Say nothing unless nothing can be made
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if args.of.explain {
        let subject = args.of.subject(&args.files)?;
        let opened = args.of.open(&args.files, &subject)?;
        return explain::run(opened, &subject, &How::in_words(args.lang.into()));
    }
    let target = shell::claim(output::out(args.out.as_deref()), false, "tally", args.force)?;
    shell::spare(&target, &[&args.files[..], &args.of.corrections()].concat())?;
    let subject = args.of.subject(&args.files)?;
    refuse_replicates(&subject.instrument, "masam tally")?;
    caught::begin_fingerprints();
    let mut inputs = shell::inputs(&args.files)?;
    for input in &mut inputs {
        if shell::is_tally(input)? {
            bail!("{} is a tally already: masam report-card takes tallies as they are", input.name);
        }
    }
    let opened = args.of.open_rows(inputs, &args.of.corrections(), &subject)?;
    if opened.rows_are_units() {
        return Err(Problem::new(Code::TallyOfRows, At::default(), "").into());
    }
    let importance = args.priorities.importance(&subject.instrument, &opened)?;
    let groups = group_columns(args.of.by.as_deref(), &subject.instrument, &[&opened])?;
    let loaded = args.of.read_rows(opened.with_priorities(importance), &subject, groups, args.quiet)?;
    let files = loaded.files.iter().zip(&loaded.headers_of_files).map(|(facts, headers)| (facts, &headers[..]));
    let packed = travel::pack(&Contents {
        made_by: TOOL,
        instrument: &subject.instrument,
        set: &subject.set,
        columns: &loaded.columns,
        headers: &loaded.headers,
        files: files.collect(),
        compiled: &loaded.compiled,
        tally: &loaded.tally,
        coding: &loaded.coding,
        problems: [&loaded.of_columns, &loaded.of_files, &loaded.coding.problems],
        least: args.least,
    });
    let name = format!("{}.tally", target.stem("survey"));
    let said = (!args.quiet).then(|| summary(&packed, args.least));
    let saved = shell::save(&Bundle(vec![File { name, bytes: packed.bytes }]), &target, args.force)?;
    if let Some(said) = said {
        shell::show_problems(&loaded.problems);
        say_corrections(loaded.corrections.as_deref());
        let rows = loaded.coding.rows;
        shell::say(format_args!("{} of {} rows added up", rows.used, rows.read));
        said.into_iter().for_each(shell::say);
        shell::say_written(&saved);
    }
    Ok(if leaves_out(&loaded.problems) { Outcome::WithGaps } else { Outcome::Whole })
}

/// What is in the file, and who may see it.
fn summary(packed: &Packed, least: Option<u32>) -> Vec<String> {
    let Packed { bytes, units, blocks, sums, small, left_out } = packed;
    let bytes = indicatif::HumanBytes(bytes.len() as u64);
    let mut said = vec![format!("{units} sampled units, {blocks} groups in them, {sums} sums, {bytes}")];
    match least {
        Some(least) => said.push(format!(
            "for sharing, at least {least} people to a group: {} units with {} rows, {} groups with {} rows and {} numbers are left out",
            left_out.units, left_out.unit_rows, left_out.groups, left_out.group_rows, left_out.values,
        )),
        None => said.push(format!(
            "as confidential as the survey: {small} of the groups have fewer than {SMALL} people, and the sums of one person are \
             their answers; --least {SMALL} makes a tally for sharing",
        )),
    }
    said
}
