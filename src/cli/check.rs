//! `masam check`: what is to be mended in a survey before anybody computes.

use std::path::PathBuf;

use anyhow::bail;

use super::explain::{self, How};
use super::output::{self, OutputArgs};
use super::shell::{self, Progress};
use super::survey::{SourceArgs, say_corrections};
use super::{Outcome, Result};
use crate::check::{self, Check, Checker, Columns, Planned};
use crate::problem::{At, Severity};
use crate::report;
use crate::table::{self, Options};

/// Check survey answers before anything is computed from them.
///
/// Writes a workbook that a field supervisor works through: what is to be mended, cell by cell, with a suggestion; questions
/// left blank by place; interviews that are there twice; answers that contradict each other; interviewers who differ from the
/// others; places and clusters behind the plan; weights; spellings of places. The sheet "To mend" has the columns of a file of
/// corrections: fill in "new" and hand it back with --corrections, to this command too. Ends with code 3 if there are errors.
///
/// masam check survey.xlsx --instrument health --out check.xlsx
///
/// masam check survey.xlsx --instrument health --plan plan.csv --out check.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Survey files: CSV, XLSX, XLS, XLSB or ODS; several are one survey; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    of: SourceArgs,
    /// Interviews that are wanted: a spreadsheet with columns place or cluster, and wanted
    #[arg(long, value_name = "FILE", help_heading = "Places and groups")]
    plan: Option<PathBuf>,
    /// What is written: xlsx, csv, json, md, html
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "xlsx", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", required_unless_present = "explain", help_heading = "Output")]
    out: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if args.of.explain {
        let subject = args.of.subject(&args.files)?;
        let opened = args.of.open(&args.files, &subject)?;
        return explain::run(opened, &subject, &How::of(&args.format, args.out.as_deref(), &args.output)?);
    }
    if args.of.by.is_some() {
        bail!("a check has no groups: leave --by out");
    }
    let formats = output::formats(&args.format)?;
    let target =
        shell::claim(output::out(args.out.as_deref()), formats.len() > 1, formats[0].extension, args.output.force)?;
    let corrections = args.of.corrections();
    let inputs: Vec<PathBuf> = args.files.iter().chain(&args.plan).chain(&corrections).cloned().collect();
    shell::spare(&target, &inputs)?;
    let settings = args.output.settings(usize::from(args.of.threads))?;
    let subject = args.of.subject(&args.files)?;
    let plan = match &args.plan {
        Some(path) => {
            let table = table::open(vec![shell::input(path)?], &Options::default())?;
            check::read_plan(table, &subject.set)?
        }
        None => Planned::default(),
    };
    let opened = args.of.open(&args.files, &subject)?;
    let Some((mut table, at_reading, columns, problems)) = opened.into_rows(&subject.instrument) else {
        bail!("a tally has no rows to look at: check the spreadsheets that it was made from");
    };
    let headers = table.columns().to_vec();
    let read = columns.read();
    let columns = Columns::find(&subject.instrument, &headers, table.own_columns(), columns);
    table.keep(&[read, columns.only_checked()].concat());
    let place = |f: &table::FileFacts| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) };
    let places: Vec<At> = table.files().iter().map(place).collect();
    let mut at_reading = at_reading.reading_too(&columns.only_checked());
    let mut checker = Checker::new(&subject.instrument, &subject.set, columns, &headers, places);
    checker.problems(&problems);
    let progress = Progress::new(args.output.quiet);
    let mut table = table::for_each_chunk(table, args.of.threads > 1, |chunk| {
        at_reading.chunk(chunk);
        checker.chunk(chunk);
        progress.advance(chunk, checker.rows());
        Ok(())
    })?;
    progress.done();
    let noticed = at_reading.finish();
    for problems in [&table.take_problems(), &noticed.of_files, &noticed.of_corrections] {
        checker.problems(problems);
    }
    let check = checker.finish(&plan);

    let files = table.files().iter().map(|file| file.name.clone()).collect();
    let mut command = vec![("instrument".to_string(), subject.name.clone())];
    command.extend(args.plan.as_ref().map(|plan| ("plan".to_string(), plan.display().to_string())));
    command.extend(corrections.iter().map(|file| ("corrections".to_string(), file.display().to_string())));
    let source = report::check::Source { files, command, corrections: noticed.corrections };
    let report = report::check::report(&check, &source);
    let stem = target.stem(&format!("{}-check", subject.short_name()));
    let bundle = output::render(report, &formats, &settings, &stem)?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        say_corrections(source.corrections.as_deref());
        summarise(&check);
        shell::say_written(&saved);
    }
    Ok(if check.count(Severity::Error) > 0 { Outcome::WithGaps } else { Outcome::Whole })
}

/// How much was found, with the first few of what must be mended.
fn summarise(check: &Check) {
    const SHOWN: usize = 10;
    let errors = check.findings.iter().filter(|f| f.problem.code.severity() == Severity::Error);
    errors.clone().take(SHOWN).for_each(|finding| shell::say(&finding.problem));
    let (all, shown) = (check.count(Severity::Error), errors.take(SHOWN).count() as u64);
    if all > shown {
        shell::say(format_args!("and {} more errors", all - shown));
    }
    shell::say(format_args!(
        "{} interviews: {all} errors, {} warnings, {} notices",
        check.rows,
        check.count(Severity::Warning),
        check.count(Severity::Note),
    ));
}
