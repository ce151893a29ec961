//! `masam gaps`: where the gaps are, for whom, and how unevenly things are spread.

use std::path::PathBuf;

use super::explain::{self, How};
use super::output::{self, OutputArgs};
use super::shell;
use super::survey::{Subject, SurveyArgs, group_columns, leaves_out, say_corrections};
use super::weighting::WeightingArgs;
use super::{Outcome, Result};
use crate::card::{self, Benchmark, BetweenGroups, Choices, Computed, Extent, OfGroups};
use crate::coding::ImportanceBy;
use crate::gap::Meaning;
use crate::instrument::GroupingIndex;
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::render::Shows;
use crate::report::pages::{self, Equity, Wanted};

/// Find the gaps: to targets, to other places, between groups of people.
///
/// Reads survey answers as report-card does and writes every gap with its error, its interval and what it means, each kind
/// on a sheet of its own, and how unevenly every figure is spread over places and groups.
///
/// masam gaps survey.xlsx --instrument health --between poverty=poor,non_poor --out gaps.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Survey files: CSV, XLSX, XLS, XLSB or ODS, or tallies of them; several are one survey; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    survey: SurveyArgs,
    #[command(flatten)]
    weighting: WeightingArgs,
    /// Groups to compare, first minus second, such as poverty=poor,non_poor [default: the pairs of the instrument]
    #[arg(long, value_name = "GROUPING=A,B", help_heading = "Gaps")]
    between: Vec<String>,
    /// What places are held against: average, region, best, quarter; none for targets and groups alone
    #[arg(
        long,
        value_name = "BENCHMARK,…",
        value_delimiter = ',',
        default_value = "average,region,best,quarter",
        help_heading = "Gaps"
    )]
    benchmark: Vec<String>,
    /// Inequality between groups also within each place
    #[arg(long, help_heading = "Gaps")]
    within_places: bool,
    /// Name of the round, for the cover and the data rows
    #[arg(long, help_heading = "Places and groups")]
    round: Option<String>,
    /// What is written: xlsx, csv, sdmx, json, md, html
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
    let formats = output::formats(&args.format)?;
    let target =
        shell::claim(output::out(args.out.as_deref()), formats.len() > 1, formats[0].extension, args.output.force)?;
    let corrections = args.survey.of.corrections();
    shell::spare(&target, &[&args.files[..], &corrections, args.weighting.files()].concat())?;
    let threads = usize::from(args.survey.of.threads);
    let settings = args.output.settings_for(&target, threads)?;
    output::name_sources(&formats, &settings);
    let subject = args.survey.subject(&args.files)?;
    let choices = args.choices(&subject)?;
    let opened =
        args.survey.open(&args.files, &subject)?.with_weighting(args.weighting.of_survey(&subject.instrument)?)?;
    let groups = group_columns(args.survey.of.by.as_deref(), &subject.instrument, &[&opened])?;
    // Without importance, only people are counted: what a gap means in people.
    let opened = opened.with_priorities(ImportanceBy::Nothing);
    let loaded = args.survey.read_rows(opened, &subject, groups, args.output.quiet)?;

    let survey = loaded.survey(&subject, choices);
    // A gap is told in people too, which priorities count.
    let computed = card::compute_all(&survey, Extent::Everything, threads);
    let of_groups = if args.within_places { OfGroups::WithinPlaces } else { OfGroups::Everywhere };
    let equity = Equity {
        places: card::over_places(&survey, &computed.card),
        groups: card::over_groups(&survey, &computed, of_groups),
    };
    let source = loaded.source(args.round.clone(), args.command(&subject));
    let shows = |what| output::shows(&formats, what);
    let wanted = Wanted { sections: shows(Shows::Sections), estimates: shows(Shows::Estimates), profiles: 0 };
    let report = pages::gaps_report(&survey, &computed.card, &equity, &source, wanted);
    let bundle = output::render(report, &formats, &settings, &target.stem(&Args::stem(&subject)))?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        shell::show_problems_for(&loaded.problems, args.survey.is_public());
        say_corrections(loaded.corrections.as_deref());
        summarise(&computed, &saved);
    }
    let withheld = computed.card.findings.iter().any(|f| f.visible().is_none() && f.estimate.is_ok());
    Ok(if leaves_out(&loaded.problems) || withheld { Outcome::WithGaps } else { Outcome::Whole })
}

impl Args {
    /// What the names of files in a folder begin with.
    fn stem(subject: &Subject) -> String {
        format!("{}-gaps", subject.short_name())
    }

    fn choices(&self, subject: &Subject) -> Result<Choices> {
        let mut problems = Problems::default();
        let mut benchmarks = Vec::new();
        for name in self.benchmark.iter().filter(|name| *name != "none") {
            match Benchmark::NAMES.iter().find(|(known, _)| known == name) {
                Some((_, benchmark)) if benchmarks.contains(benchmark) => {}
                Some((_, benchmark)) => benchmarks.push(*benchmark),
                None => {
                    let known = Benchmark::NAMES.iter().map(|(name, _)| name.to_string()).collect();
                    problems.add(unknown(Code::NoSuchBenchmark, name, known));
                }
            }
        }
        let mut between = Vec::new();
        for pair in &self.between {
            match self.pair(pair, subject) {
                Ok(pair) => between.push(pair),
                Err(problem) => problems.add(problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems.into());
        }
        let between = (!between.is_empty()).then_some(between);
        Ok(Choices { benchmarks, between, ..self.survey.choices(&subject.instrument) })
    }

    /// `poverty=poor,non_poor`.
    fn pair(&self, text: &str, subject: &Subject) -> std::result::Result<BetweenGroups, Problem> {
        let groupings = &subject.instrument.groupings;
        let malformed = || {
            let examples = groupings.iter().filter_map(|g| {
                let (a, b) = g.compare.first()?;
                Some(format!("{}={},{}", g.id, g.groups[*a].id, g.groups[*b].id))
            });
            unknown(Code::BadPair, text, examples.collect())
        };
        let (name, groups) = text.split_once('=').ok_or_else(malformed)?;
        let (first, second) = groups.split_once(',').ok_or_else(malformed)?;
        let at = groupings
            .iter()
            .position(|g| g.id == name.trim())
            .ok_or_else(|| unknown(Code::NoSuchGrouping, name, groupings.iter().map(|g| g.id.clone()).collect()))?;
        let group = |wanted: &str| {
            let groups = &groupings[at].groups;
            // A hyphen is as good as the underscore of an identifier.
            let same = |id: &str| id == wanted.trim() || id == wanted.trim().replace('-', "_");
            groups
                .iter()
                .position(|g| same(&g.id))
                .ok_or_else(|| unknown(Code::NoSuchGroup, wanted, groups.iter().map(|g| g.id.clone()).collect()))
        };
        let (first, second) = (group(first)?, group(second)?);
        if first == second {
            return Err(malformed());
        }
        Ok(BetweenGroups { grouping: GroupingIndex(at), first, second })
    }

    /// The options that numbers or words depend on.
    fn command(&self, subject: &Subject) -> Vec<(String, String)> {
        let mut options = self.survey.command(subject);
        options.extend(self.weighting.command());
        options.push(("benchmark".into(), self.benchmark.join(",")));
        options.extend(self.between.iter().map(|pair| ("between".to_string(), pair.clone())));
        options.extend(self.round.clone().map(|round| ("round".to_string(), round)));
        options
    }
}

fn unknown(code: Code, found: &str, known: Vec<String>) -> Problem {
    let problem = Problem::new(code, At::default(), quoted(found));
    if known.is_empty() { problem } else { problem.hint(Hint::OneOf(known)) }
}

/// What was written, and how many gaps are clear, on standard error.
fn summarise(computed: &Computed, saved: &[PathBuf]) {
    let gaps = &computed.card.gaps;
    let clear = |meaning| gaps.iter().filter(|gap| gap.meaning == meaning).count();
    shell::say(format_args!(
        "{} gaps: {} clearly worse, {} clearly better, {} too small to tell",
        gaps.len(),
        clear(Meaning::Worse),
        clear(Meaning::Better),
        clear(Meaning::TooSmall),
    ));
    shell::say_written(saved);
}
