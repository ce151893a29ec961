//! `masam report-card`: from survey spreadsheets to a citizen report card.

use std::path::PathBuf;

use anyhow::bail;
use clap::ValueEnum;

use super::errors::ErrorArgs;
use super::instrument::load;
use super::output::{self, OutputArgs};
use super::pass::Pass;
use super::places::place_set;
use super::shell::{self, ReadArgs};
use super::{Outcome, Result};
use crate::card::{self, Average, Card, Choices, Publication, Survey};
use crate::coding::{self, AnswerCoder, Coder, Coding, Columns, GroupColumn, Named, lonely_problem};
use crate::day::Day;
use crate::design::LonelyCluster;
use crate::instrument::{Base, GroupingIndex, Instrument};
use crate::lang::Lang;
use crate::places::PlaceSet;
use crate::problem::{At, Code, Grouped, Hint, Problem, Problems, Severity, quoted};
use crate::render::{self, Shows};
use crate::report::pages::{self, Source, Wanted};
use crate::table::{self, Table};
use crate::tally::MOST_COLUMNS;

/// Make a citizen report card from survey answers.
///
/// Reads one or more spreadsheets as one survey, finds which column answers which question of the instrument, and writes
/// indicator scores, gaps, intervals and bases for every place of the place set, also for those without data.
///
/// masam report-card survey.xlsx --instrument health --out card.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Survey files: CSV, XLSX, XLS, XLSB or ODS; several are one survey; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Instrument: a built-in one (masam instrument list) or the path of a TOML file
    #[arg(long, short)]
    instrument: String,
    /// Place set: masam, aimags, districts, all, or the path of a file [default: the instrument's]
    #[arg(long, value_name = "SET", help_heading = "Places and groups")]
    places: Option<String>,
    /// Column of the aimag or district [default: found by the instrument]
    #[arg(long, value_name = "COL", help_heading = "Places and groups")]
    area: Option<String>,
    /// Groupings to break down by, such as sex,poverty; facility is one too; none for none [default: all of the instrument]
    #[arg(long, value_name = "GROUPING,…", value_delimiter = ',', help_heading = "Places and groups")]
    by: Option<Vec<String>>,
    /// How places are put together: by sampling weights, every place alike, or by population
    #[arg(long, value_enum, default_value = "sample", help_heading = "Places and groups")]
    average: AverageChoice,
    /// Name of the round, for the cover and the data rows
    #[arg(long, help_heading = "Places and groups")]
    round: Option<String>,
    /// Day on which targets must be in force, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = "Places and groups")]
    as_of: Option<Day>,
    /// Column of the weights [default: found by the instrument]
    #[arg(long, value_name = "COL", help_heading = "Design")]
    weight: Option<String>,
    /// Column of the strata [default: found by the instrument]
    #[arg(long, value_name = "COL", help_heading = "Design")]
    strata: Option<String>,
    /// Columns of the clusters, first stage first [default: found by the instrument]
    #[arg(long, value_name = "C1[,C2]", value_delimiter = ',', help_heading = "Design")]
    cluster: Vec<String>,
    /// Columns of population sizes or sampling fractions
    #[arg(long, value_name = "F1[,F2]", value_delimiter = ',', help_heading = "Design")]
    fpc: Vec<String>,
    /// Cluster labels start again in every stratum [default: as the instrument says]
    #[arg(long, help_heading = "Design")]
    nested: bool,
    #[command(flatten)]
    errors: ErrorArgs,
    /// Figures with fewer answers are flagged and not judged
    #[arg(long, value_name = "N", default_value_t = 30, help_heading = "Errors")]
    few: u64,
    /// For publication: withhold small and unreliable figures
    #[arg(long, help_heading = "Errors")]
    public: bool,
    /// What is written: xlsx, csv, json, md
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "xlsx", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
    /// Threads that share the work; the output is the same
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2), help_heading = "Output")]
    threads: u8,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum AverageChoice {
    Sample,
    Equal,
    Population,
}

pub(super) fn day(text: &str) -> std::result::Result<Day, String> {
    Day::iso(text).ok_or_else(|| "it must be a day such as 2026-06-30".into())
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let formats = output::formats(&args.format)?;
    let target = shell::claim(&args.out, formats.len() > 1, formats[0].extension, args.output.force)?;
    shell::spare(&target, &args.files)?;
    let settings = args.output.settings(args.threads.into())?;
    let instrument = load(&args.instrument)?;
    let set = place_set(args.places.as_deref().unwrap_or(&instrument.place_set))?;
    refuse_unpopulated(args, &set)?;

    shell::each_once(&args.files)?;
    let inputs = args.files.iter().map(|path| shell::input(path)).collect::<Result<Vec<_>>>()?;
    let table = table::open(inputs, &args.read.options())?;
    let (columns, mut problems) = coding::columns(&instrument, table.columns(), table.labels(), &args.named());
    check_columns(&instrument, &columns, &table, &mut problems)?;
    let groups = group_columns(args.by.as_deref(), &instrument, &columns)?;
    let compiled = coding::compile(&instrument, groups.clone(), card::groupings(&groups));

    let headers = table.columns().to_vec();
    let answers = AnswerCoder::new(&instrument, &columns, &compiled);
    let coder = Coder::new(&instrument, &columns, &headers, &set, &compiled, &answers);
    let rows_are_units = columns.design.rows_are_units();
    let pass = Pass { threads: args.threads, quiet: args.output.quiet, rows_are_units };
    let (mut table, tally, coding) = pass.read(table, answers, coder, &compiled)?;
    problems.append(table.take_problems());
    problems.append(coding.problems.clone());
    refuse_lonely(args, &coding)?;
    if coding.rows.used == 0 {
        shell::show_problems(&problems);
        bail!("none of the {} rows could be used, so there is no card", coding.rows.read);
    }

    let survey = Survey {
        instrument: &instrument,
        set: &set,
        compiled: &compiled,
        tally: &tally,
        coding: &coding,
        choices: args.choices(),
    };
    let card = card::compute(&survey, args.threads.into());
    let source = Source {
        files: table.files(),
        headers: &headers,
        columns: &columns,
        problems: &problems,
        round: args.round.clone(),
        command: args.command(),
    };
    let shows = |what| output::shows(&formats, what);
    let wanted = Wanted { sections: shows(Shows::Sections), estimates: shows(Shows::Estimates) };
    let report = pages::report(&survey, &card, &source, wanted);
    let bundle = render::render(&report, &formats, &settings, &target.stem(&args.stem()))?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        summarise(&survey, &card, &problems, &saved);
    }
    let gaps = leaves_out(&problems) || card.findings.iter().any(|f| withheld(f.shown));
    Ok(if gaps { Outcome::WithGaps } else { Outcome::Whole })
}

fn withheld(shown: card::Shown) -> bool {
    matches!(shown, card::Shown::Withheld | card::Shown::Unreliable)
}

impl Args {
    /// What the names of files in a folder begin with.
    fn stem(&self) -> String {
        let name = self.instrument.rsplit(['/', '\\']).next().unwrap_or("card");
        format!("{}-report-card", name.trim_end_matches(".toml"))
    }

    fn named(&self) -> Named {
        Named {
            area: self.area.clone(),
            weight: self.weight.clone(),
            strata: self.strata.clone(),
            clusters: self.cluster.clone(),
            fpc: self.fpc.clone(),
            nested: self.nested,
            ..Named::default()
        }
    }

    fn choices(&self) -> Choices {
        Choices {
            rules: self.errors.rules(),
            average: match self.average {
                AverageChoice::Sample => Average::Sample,
                AverageChoice::Equal => Average::Equal,
                AverageChoice::Population => Average::Population,
            },
            few: self.few,
            publication: if self.public { Publication::Public } else { Publication::Internal },
            as_of: self.as_of,
        }
    }

    /// The options that numbers or words of the card depend on, as they were given or by default.
    fn command(&self) -> Vec<(String, String)> {
        let rules = self.choices().rules;
        let mut options = vec![
            ("instrument".to_string(), self.instrument.clone()),
            ("average".into(), self.choices().average.name().into()),
            ("interval".into(), rules.share_interval.name().into()),
            ("level".into(), self.errors.level.to_string()),
            ("df".into(), rules.df.name().into()),
            ("lonely".into(), rules.variance.lonely.name().into()),
            ("domain-lonely".into(), rules.variance.domain_lonely.to_string()),
            ("few".into(), self.few.to_string()),
            ("public".into(), self.public.to_string()),
        ];
        let given = [
            ("places", &self.places),
            ("area", &self.area),
            ("round", &self.round),
            ("weight", &self.weight),
            ("strata", &self.strata),
        ];
        options.extend(self.as_of.map(|day| ("as-of".to_string(), day.to_string())));
        options.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_string(), value.clone()?))));
        for (name, values) in [("by", self.by.as_ref()), ("cluster", Some(&self.cluster)), ("fpc", Some(&self.fpc))] {
            let values = values.filter(|v| !v.is_empty()).map(|v| v.join(","));
            options.extend(values.map(|v| (name.to_string(), v)));
        }
        options
    }
}

/// Whether something that the card should have isn't in it.
fn leaves_out(problems: &Problems) -> bool {
    let lacking = |g: &Grouped| matches!(g.first.code, Code::QuestionWithoutColumn | Code::NoPlaceColumn);
    problems.count(Severity::Error) > 0 || problems.grouped().iter().any(lacking)
}

/// Stops where a column that the user named isn't there; says what is missing for a full card.
fn check_columns(instrument: &Instrument, columns: &Columns, table: &Table, problems: &mut Problems) -> Result<()> {
    let fatal = |g: &Grouped| matches!(g.first.code, Code::NoSuchColumn | Code::SeveralKeyColumns);
    if problems.grouped().iter().any(fatal) {
        let mut named = Problems::default();
        problems.grouped().into_iter().filter(fatal).for_each(|g| named.add(g.first));
        return Err(named.into());
    }
    let found = columns.questions.iter().flatten().count();
    let file = table.files().first();
    let at = file.map_or_else(At::default, |f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) });
    if found == 0 {
        let at = At { row: file.map(|f| f.header_row), ..at };
        let others = file.map(|f| f.other_sheets.clone()).unwrap_or_default();
        let problem = Problem::new(Code::NoQuestionColumn, at, "");
        return Err(if others.is_empty() { problem } else { problem.hint(Hint::OneOf(others)) }.into());
    }
    let mut say = |code, found: String, detail: String| {
        problems.add(Problem::new(code, at.clone(), found).detail(detail));
    };
    if found * 3 < columns.questions.len() {
        say(Code::FewQuestions, found.to_string(), columns.questions.len().to_string());
    }
    let testable = |base: &&Base| base.all.iter().any(|c| columns.questions[c.question.0].is_none());
    for base in instrument.bases.iter().filter(testable) {
        say(Code::BaseWithoutColumn, quoted(&base.id), String::new());
    }
    match (columns.area, columns.soum) {
        (None, None) => say(Code::NoPlaceColumn, String::new(), instrument.columns.area.0.join(", ")),
        (None, Some(soum)) => say(Code::AreaFromSoum, quoted(&table.columns()[soum.column]), String::new()),
        (Some(_), _) => {}
    }
    if columns.design.weight.is_none() && columns.design.fpc.is_empty() {
        say(Code::NoWeightColumn, String::new(), String::new());
    }
    if columns.design.clusters.is_empty() {
        say(Code::NoClusterColumn, String::new(), String::new());
    }
    Ok(())
}

/// Places can be weighted by population only where every population is known.
fn refuse_unpopulated(args: &Args, set: &PlaceSet) -> Result<()> {
    let unknown: Vec<String> =
        set.members().iter().filter(|m| m.population().is_none()).map(|m| m.place.to_string()).collect();
    match args.choices().average {
        Average::Population if !unknown.is_empty() => {
            Err(Problem::new(Code::NoPopulation, At::default(), unknown.join(", ")).into())
        }
        Average::Sample | Average::Equal | Average::Population => Ok(()),
    }
}

/// The columns of groups: the area, and the groupings asked for whose question has a column.
fn group_columns(by: Option<&[String]>, instrument: &Instrument, columns: &Columns) -> Result<Vec<GroupColumn>> {
    let mut groups = Vec::new();
    if columns.area.is_some() || columns.soum.is_some() {
        groups.push(GroupColumn::Area);
    }
    let has_column = |g: &GroupingIndex| columns.questions[instrument.groupings[g.0].question.0].is_some();
    let all = (0..instrument.groupings.len()).map(GroupingIndex);
    let Some(by) = by else {
        groups.extend(all.filter(has_column).map(GroupColumn::Grouping));
        return few_enough(groups);
    };
    let mut unknown = Problems::default();
    for name in by.iter().filter(|name| *name != "none") {
        match all.clone().find(|g| instrument.groupings[g.0].id == *name) {
            Some(grouping) => push_new(&mut groups, GroupColumn::Grouping(grouping)),
            None if name == "facility" && columns.facility.is_some() => push_new(&mut groups, GroupColumn::Facility),
            None => {
                let known = instrument.groupings.iter().map(|g| g.id.clone()).chain(["facility".into()]).collect();
                let problem = Problem::new(Code::NoSuchGrouping, At::default(), quoted(name));
                unknown.add(problem.hint(Hint::OneOf(known)));
            }
        }
    }
    if unknown.is_empty() { few_enough(groups) } else { Err(unknown.into()) }
}

/// A grouping that is named twice is one.
fn push_new(groups: &mut Vec<GroupColumn>, column: GroupColumn) {
    if !groups.contains(&column) {
        groups.push(column);
    }
}

fn few_enough(groups: Vec<GroupColumn>) -> Result<Vec<GroupColumn>> {
    if groups.len() > MOST_COLUMNS {
        bail!("a card has at most {MOST_COLUMNS} groupings, the area among them: choose some with --by");
    }
    Ok(groups)
}

fn refuse_lonely(args: &Args, coding: &Coding) -> Result<()> {
    let lonely = coding.units.lonely_strata();
    if args.errors.rules().variance.lonely == LonelyCluster::Refuse && !lonely.is_empty() {
        return Err(lonely_problem(&coding.units, &lonely).into());
    }
    Ok(())
}

/// What was written, and what to look at, on standard error.
fn summarise(survey: &Survey, card: &Card, problems: &Problems, saved: &[PathBuf]) {
    shell::show_problems(problems);
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
