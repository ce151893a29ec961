//! `masam report-card`: from survey spreadsheets to a citizen report card.

use std::path::PathBuf;

use super::caught;
use super::explain::{self, How};
use super::output::{self, OutputArgs, WithScript};
use super::priorities::PriorityArgs;
use super::shell;
use super::survey::{Loaded, Subject, SurveyArgs, group_columns, leaves_out, say_corrections};
use super::weighting::WeightingArgs;
use super::{Outcome, Result};
use crate::card::{self, Card, Survey};
use crate::coding::ImportanceBy;
use crate::lang::Lang;
use crate::recompute;
use crate::render::{self, Bundle, Shows};
use crate::report::pages::{self, Wanted};

/// Make a citizen report card from survey answers.
///
/// Reads one or more spreadsheets as one survey, finds which column answers which question of the instrument, and writes
/// indicator scores, gaps, intervals and bases for every place of the place set, also for those without data.
///
/// In place of spreadsheets it takes tallies (masam tally), and makes the same card of them.
///
/// masam report-card survey.xlsx --instrument health --out card.xlsx
///
/// masam report-card khovd.tally uvs.tally --out card.xlsx
///
/// Weights can be made to give known totals of the population, by area, groupings of the instrument or columns of the file.
///
/// masam report-card survey.xlsx --instrument health --rake sex --rake area --totals population.xlsx --out card.xlsx
///
/// With --format r it writes a script that reads the same files and computes every number once more with R's survey package.
///
/// masam report-card survey.xlsx --instrument health --format r --out card.R
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Survey files: CSV, XLSX, XLS, XLSB or ODS, or tallies of them; several are one survey; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    survey: SurveyArgs,
    #[command(flatten)]
    weighting: WeightingArgs,
    #[command(flatten)]
    priorities: PriorityArgs,
    /// Name of the round, for the cover and the data rows
    #[arg(long, help_heading = "Places and groups")]
    round: Option<String>,
    /// A sheet for each place with data, unless there are more of them than this; 0 for none
    #[arg(long, value_name = "N", default_value_t = pages::PROFILES, help_heading = "Output")]
    profiles: usize,
    /// What is written: xlsx, csv, sdmx, json, md, html, svg; r is a script that recomputes every number in R
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "xlsx", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", required_unless_present = "explain", help_heading = "Output")]
    out: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if args.survey.of.explain {
        let subject = args.survey.subject(&args.files)?;
        let opened =
            args.survey.open(&args.files, &subject)?.with_weighting(args.weighting.of_survey(&subject.instrument)?)?;
        return explain::run(opened, &subject, &How::of(&args.format, args.out.as_deref(), &args.output)?);
    }
    let wanted = WithScript::named(&args.format)?;
    let out = output::out(args.out.as_deref());
    let target = shell::claim(out, wanted.are_several(), wanted.extension(), args.output.force)?;
    let corrections = args.survey.of.corrections();
    shell::spare(&target, &[&args.files[..], &corrections, args.weighting.files()].concat())?;
    let threads = usize::from(args.survey.of.threads);
    let settings = args.output.settings_for(&target, threads)?;
    output::name_sources(&wanted.formats, &settings);
    let subject = args.survey.subject(&args.files)?;
    let opened =
        args.survey.open(&args.files, &subject)?.with_weighting(args.weighting.of_survey(&subject.instrument)?)?;
    if let Some(problem) = opened.not_in_r().filter(|_| wanted.script) {
        return Err(problem.into());
    }
    let importance = args.priorities.importance(&subject.instrument, &opened)?;
    let groups = group_columns(args.survey.of.by.as_deref(), &subject.instrument, &[&opened])?;
    let opened = opened.with_priorities(importance);
    let loaded = args.survey.read_rows(opened, &subject, groups, args.output.quiet)?;

    let survey = loaded.survey(&subject, args.survey.choices(&subject.instrument));
    let card = card::compute(&survey, output::extent(&wanted.formats, &settings), threads);
    let stem = target.stem(&Args::stem(&subject));
    let mut bundle = Bundle::default();
    if !wanted.formats.is_empty() {
        let source = loaded.source(args.round.clone(), args.command(&subject, importance));
        let shows = |what| output::shows(&wanted.formats, what);
        let parts =
            Wanted { sections: shows(Shows::Sections), estimates: shows(Shows::Estimates), profiles: args.profiles };
        let report = pages::report(&survey, &card, &source, parts, threads);
        bundle = output::render(report, &wanted.formats, &settings, &stem)?;
    }
    if wanted.script {
        let script = recompute::script(&loaded.recomputed(&survey, &card));
        let name = format!("{stem}.{}", recompute::EXTENSION);
        bundle.0.push(render::File { name, bytes: script.into_bytes() });
    }
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        summarise(&survey, &card, &loaded, &saved);
    }
    let gaps = leaves_out(&loaded.problems) || card.findings.iter().any(|f| withheld(f.shown));
    caught::done_with((card, loaded, subject));
    Ok(if gaps { Outcome::WithGaps } else { Outcome::Whole })
}

fn withheld(shown: card::Shown) -> bool {
    matches!(shown, card::Shown::Withheld | card::Shown::Unreliable)
}

impl Args {
    /// What the names of files in a folder begin with.
    fn stem(subject: &Subject) -> String {
        format!("{}-report-card", subject.short_name())
    }

    /// The options that numbers or words of the card depend on.
    fn command(&self, subject: &Subject, importance: ImportanceBy) -> Vec<(String, String)> {
        let mut options = self.survey.command(subject);
        options.extend(self.weighting.command());
        options.push(("importance".into(), importance.name().into()));
        options.extend(self.round.clone().map(|round| ("round".to_string(), round)));
        options
    }
}

/// What was written, and what to look at, on standard error.
fn summarise(survey: &Survey, card: &Card, loaded: &Loaded, saved: &[PathBuf]) {
    let public = survey.choices.publication == card::Publication::Public;
    shell::show_problems_for(&loaded.problems, public);
    say_corrections(loaded.corrections.as_deref());
    let rows = survey.coding.rows;
    let members = survey.set.members().len();
    shell::say(format_args!(
        "{} of {} rows used; {} of {members} places have data; {} figures",
        rows.used,
        rows.read,
        card.with_data.len(),
        card.findings.len(),
    ));
    let without: Vec<String> = (0..members)
        .filter(|m| !card.with_data.contains(m))
        .map(|m| survey.set.members()[m].place.place().name.get(Lang::En).to_string())
        .collect();
    if !without.is_empty() {
        shell::say(format_args!("no data: {}", without.join(", ")));
    }
    shell::say_written(saved);
}
