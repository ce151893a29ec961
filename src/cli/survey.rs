//! How a survey is read: the options of every command that takes one, and the road from files to sums.

use std::path::PathBuf;

use anyhow::bail;
use clap::ValueEnum;

use super::Result;
use super::errors::ErrorArgs;
use super::instrument::load;
use super::pass::Pass;
use super::places::place_set;
use super::shell::{self, ReadArgs};
use crate::card::withhold::presentation::Presentation;
use crate::card::{self, Average, Benchmark, Choices, Publication, Survey};
use crate::coding::{
    self, AnswerCoder, Coder, Coding, Columns, Compiled, GroupColumn, ImportanceBy, Named, lonely_problem,
};
use crate::day::Day;
use crate::design::LonelyCluster;
use crate::instrument::{Base, GroupingIndex, Instrument, QuestionIndex};
use crate::places::PlaceSet;
use crate::problem::{At, Code, Grouped, Hint, Problem, Problems, Severity, quoted};
use crate::report::pages::Source;
use crate::table::{self, FileFacts, Table};
use crate::tally::{MOST_COLUMNS, Tally};

/// The options of a survey.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct SurveyArgs {
    /// Instrument: a built-in one (masam instrument list) or the path of a TOML file
    #[arg(long, short)]
    pub instrument: String,
    /// Place set: masam, aimags, districts, all, or the path of a file [default: the instrument's]
    #[arg(long, value_name = "SET", help_heading = "Places and groups")]
    places: Option<String>,
    /// Column of the aimag or district [default: found by the instrument]
    #[arg(long, value_name = "COL", help_heading = "Places and groups")]
    area: Option<String>,
    /// Groupings to break down by, such as sex,poverty; facility is one too; none for none [default: all of the instrument]
    #[arg(long, value_name = "GROUPING,…", value_delimiter = ',', help_heading = "Places and groups")]
    pub by: Option<Vec<String>>,
    /// How places are put together: by sampling weights, every place alike, or by population
    #[arg(long, value_enum, default_value = "sample", help_heading = "Places and groups")]
    average: AverageChoice,
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
    /// With --public, the rule by which estimates are too unreliable to show: NCHS, Statistics Canada, DHS, INE Chile, or none
    #[arg(long, value_name = "RULE", value_enum, default_value = "nchs", requires = "public", help_heading = "Errors")]
    presentation: PresentationChoice,
    /// Threads that share the work; the output is the same
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2), help_heading = "Output")]
    pub threads: u8,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum AverageChoice {
    Sample,
    Equal,
    Population,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PresentationChoice {
    Nchs,
    Statcan,
    Dhs,
    Ine,
    None,
}

/// A day as it is given to an option.
pub(super) fn day(text: &str) -> std::result::Result<Day, String> {
    Day::iso(text).ok_or_else(|| "it must be a day such as 2026-06-30".into())
}

/// What a survey is about: what was asked, and which places are reported.
pub(super) struct Subject {
    pub instrument: Instrument,
    pub set: PlaceSet,
}

/// Files whose columns are known and whose rows are not yet read.
pub(super) struct Opened {
    table: Table,
    columns: Columns,
    problems: Problems,
    /// Where the importance of indicators comes from, if priorities are asked for.
    priorities: Option<ImportanceBy>,
}

impl Opened {
    /// Whether a question has a column.
    pub fn has_column(&self, question: QuestionIndex) -> bool {
        self.columns.questions[question.0].is_some()
    }

    /// The same, from which priorities are asked for too.
    pub fn with_priorities(self, by: ImportanceBy) -> Opened {
        Opened { priorities: Some(by), ..self }
    }
}

/// A survey that was read.
pub(super) struct Loaded {
    pub columns: Columns,
    pub headers: Vec<String>,
    pub files: Vec<FileFacts>,
    pub compiled: Compiled,
    pub tally: Tally,
    pub coding: Coding,
    /// Everything that is wrong with the files and their rows.
    pub problems: Problems,
}

impl SurveyArgs {
    /// The instrument and the place set.
    pub fn subject(&self) -> Result<Subject> {
        let instrument = load(&self.instrument)?;
        let set = place_set(self.places.as_deref().unwrap_or(&instrument.place_set))?;
        self.refuse_unpopulated(&set)?;
        Ok(Subject { instrument, set })
    }

    /// Opens files as one survey and finds its columns.
    pub fn open(&self, files: &[PathBuf], subject: &Subject) -> Result<Opened> {
        shell::each_once(files)?;
        let inputs = files.iter().map(|path| shell::input(path)).collect::<Result<Vec<_>>>()?;
        let table = table::open(inputs, &self.read.options())?;
        let instrument = &subject.instrument;
        let (columns, mut problems) = coding::columns(instrument, table.columns(), table.labels(), &self.named());
        check_columns(instrument, &columns, &table, &mut problems)?;
        Ok(Opened { table, columns, problems, priorities: None })
    }

    /// The one pass over the rows.
    pub fn read_rows(
        &self,
        opened: Opened,
        subject: &Subject,
        groups: Vec<GroupColumn>,
        quiet: bool,
    ) -> Result<Loaded> {
        let Subject { instrument, set } = subject;
        let Opened { table, columns, mut problems, priorities } = opened;
        let compiled = coding::compile_with(instrument, groups.clone(), card::groupings(&groups), priorities);
        let headers = table.columns().to_vec();
        let answers = AnswerCoder::new(instrument, &columns, &compiled);
        let coder = Coder::new(instrument, &columns, &headers, set, &compiled, &answers);
        let rows_are_units = columns.design.rows_are_units();
        let pass = Pass { threads: self.threads, quiet, rows_are_units };
        let (mut table, tally, coding) = pass.read(table, answers, coder, &compiled)?;
        problems.append(table.take_problems());
        problems.append(coding.problems.clone());
        self.refuse_lonely(&coding)?;
        if coding.rows.used == 0 {
            shell::show_problems(&problems);
            bail!("none of the {} rows could be used, so there is nothing to report", coding.rows.read);
        }
        Ok(Loaded { columns, headers, files: table.files().to_vec(), compiled, tally, coding, problems })
    }

    /// The instrument's name without its path, for names of files.
    pub fn short_name(&self) -> &str {
        let name = self.instrument.rsplit(['/', '\\']).next().unwrap_or("survey");
        name.trim_end_matches(".toml")
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

    /// The choices that numbers depend on.
    pub fn choices(&self) -> Choices {
        Choices {
            rules: self.errors.rules(),
            average: match self.average {
                AverageChoice::Sample => Average::Sample,
                AverageChoice::Equal => Average::Equal,
                AverageChoice::Population => Average::Population,
            },
            few: self.few,
            publication: if self.public { Publication::Public } else { Publication::Internal },
            presentation: match self.presentation {
                PresentationChoice::Nchs => Presentation::Nchs,
                PresentationChoice::Statcan => Presentation::StatCan,
                PresentationChoice::Dhs => Presentation::Dhs,
                PresentationChoice::Ine => Presentation::Ine,
                PresentationChoice::None => Presentation::None,
            },
            as_of: self.as_of,
            benchmarks: vec![Benchmark::Average],
            between: None,
        }
    }

    /// The options that numbers or words depend on, as they were given or by default.
    pub fn command(&self) -> Vec<(String, String)> {
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
        if self.public {
            options.push(("presentation".into(), self.choices().presentation.name().into()));
        }
        let given =
            [("places", &self.places), ("area", &self.area), ("weight", &self.weight), ("strata", &self.strata)];
        options.extend(self.as_of.map(|day| ("as-of".to_string(), day.to_string())));
        options.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_string(), value.clone()?))));
        for (name, values) in [("by", self.by.as_ref()), ("cluster", Some(&self.cluster)), ("fpc", Some(&self.fpc))] {
            let values = values.filter(|v| !v.is_empty()).map(|v| v.join(","));
            options.extend(values.map(|v| (name.to_string(), v)));
        }
        options
    }

    /// Places can be weighted by population only where every population is known.
    fn refuse_unpopulated(&self, set: &PlaceSet) -> Result<()> {
        let unknown: Vec<String> =
            set.members().iter().filter(|m| m.population().is_none()).map(|m| m.place.to_string()).collect();
        match self.choices().average {
            Average::Population if !unknown.is_empty() => {
                Err(Problem::new(Code::NoPopulation, At::default(), unknown.join(", ")).into())
            }
            Average::Sample | Average::Equal | Average::Population => Ok(()),
        }
    }

    fn refuse_lonely(&self, coding: &Coding) -> Result<()> {
        let lonely = coding.units.lonely_strata();
        if self.errors.rules().variance.lonely == LonelyCluster::Refuse && !lonely.is_empty() {
            return Err(lonely_problem(&coding.units, &lonely).into());
        }
        Ok(())
    }
}

impl Loaded {
    /// What a card is computed from.
    pub fn survey<'a>(&'a self, subject: &'a Subject, choices: Choices) -> Survey<'a> {
        Survey {
            instrument: &subject.instrument,
            set: &subject.set,
            compiled: &self.compiled,
            tally: &self.tally,
            coding: &self.coding,
            choices,
        }
    }

    /// What is known of the data beside the numbers.
    pub fn source(&self, round: Option<String>, command: Vec<(String, String)>) -> Source<'_> {
        Source {
            files: &self.files,
            headers: &self.headers,
            columns: &self.columns,
            problems: &self.problems,
            round,
            command,
        }
    }
}

/// Whether something that a report should have isn't in it.
pub(super) fn leaves_out(problems: &Problems) -> bool {
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

/// The columns of groups: the area, and the groupings asked for whose question has a column, in each of the surveys.
pub(super) fn group_columns(
    by: Option<&[String]>,
    instrument: &Instrument,
    surveys: &[&Opened],
) -> Result<Vec<GroupColumn>> {
    let everywhere = |has: &dyn Fn(&Columns) -> bool| surveys.iter().all(|s| has(&s.columns));
    let mut groups = Vec::new();
    if everywhere(&|columns| columns.area.is_some() || columns.soum.is_some()) {
        groups.push(GroupColumn::Area);
    }
    let has_column =
        |g: &GroupingIndex| everywhere(&|columns| columns.questions[instrument.groupings[g.0].question.0].is_some());
    let all = (0..instrument.groupings.len()).map(GroupingIndex);
    let Some(by) = by else {
        groups.extend(all.filter(has_column).map(GroupColumn::Grouping));
        return few_enough(groups);
    };
    let mut unknown = Problems::default();
    for name in by.iter().filter(|name| *name != "none") {
        match all.clone().find(|g| instrument.groupings[g.0].id == *name) {
            Some(grouping) => push_new(&mut groups, GroupColumn::Grouping(grouping)),
            None if name == "facility" && everywhere(&|columns| columns.facility.is_some()) => {
                push_new(&mut groups, GroupColumn::Facility)
            }
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
