//! How a survey is read: the options of every command that takes one, and the road from files to sums.

mod columns;
mod weights;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use clap::ValueEnum;

use super::errors::ErrorArgs;
use super::instrument::load;
use super::pass::{Pass, Passed};
use super::places::place_set;
use super::shell::{self, ReadArgs};
use super::{Result, caught};
use crate::card::withhold::presentation::Presentation;
use crate::card::{self, Average, Benchmark, Choices, Publication, Survey};
use crate::coding::corrections::{self, Corrections, Settled};
use crate::coding::{
    self, AnswerCoder, AtReading, Coder, Coding, Columns, Compiled, GroupColumn, ImportanceBy, Named, find_column,
    targets,
};
use crate::day::Day;
use crate::estimate::{Drawn, made};
use crate::instrument::{Instrument, QuestionIndex, shelf};
use crate::places::PlaceSet;
use crate::problem::{At, Code, Grouped, Problem, Problems, Severity, quoted};
use crate::recompute::Recomputed;
use crate::report::pages::Source;
use crate::table::{self, FileFacts, Input, Table};
use crate::tally::Tally;
use crate::travel::{self, Agreed, Parcel, Shared};
use crate::weighting::{Asked, Weights};

pub(super) use columns::group_columns;
use columns::{check_columns, fatal};

/// The options of a survey.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct SurveyArgs {
    #[command(flatten)]
    pub of: SourceArgs,
    /// How places are put together: by sampling weights, every place alike, or by population
    #[arg(long, value_enum, default_value = "sample", help_heading = "Places and groups")]
    average: AverageChoice,
    /// Day on which targets must be in force, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = "Places and groups")]
    as_of: Option<Day>,
    /// Targets of your own in place of the instrument's: a spreadsheet with columns indicator and target, and if wanted place, kind, from, until, source
    #[arg(long, value_name = "FILE", help_heading = "Places and groups")]
    targets: Option<PathBuf>,
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
}

/// The options by which a survey is read and added up.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct SourceArgs {
    /// Instrument: a built-in one (masam instrument list), or the path of a TOML file or of a form (XLSForm) [of tallies: default the built-in one they name]
    #[arg(long, short, value_name = "ID|PATH")]
    instrument: Option<String>,
    /// Place set: masam, aimags, districts, all, or the path of a file [default: the instrument's]
    #[arg(long, value_name = "SET", help_heading = "Places and groups")]
    places: Option<String>,
    /// Column of the aimag or district [default: found by the instrument]
    #[arg(long, value_name = "COL", help_heading = "Places and groups")]
    area: Option<String>,
    /// Groupings to break down by, such as sex,poverty; facility is one too; none for none [default: all of the instrument]
    #[arg(long, value_name = "GROUPING,…", value_delimiter = ',', help_heading = "Places and groups")]
    pub by: Option<Vec<String>>,
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
    /// Threads that share the work; the output is the same
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2), help_heading = "Output")]
    pub threads: u8,
    /// Corrections of answers, applied while the files are read: CSV or workbook with the columns row or id, column, old, new, reason, by [masam change: ROUND=FILE]
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub corrections: Vec<String>,
    /// Say how the survey is read instead of computing: files, the column of every question, the columns left over
    #[arg(long, help_heading = "Reading")]
    pub explain: bool,
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
    /// The instrument as it was named.
    pub name: String,
    pub instrument: Instrument,
    pub set: PlaceSet,
}

impl Subject {
    /// What files are called after: the identifier of the instrument, whatever its file is called.
    pub fn short_name(&self) -> &str {
        &self.instrument.id
    }
}

/// Files whose columns are known and whose rows are not yet read.
pub(super) struct Opened {
    content: Content,
    columns: Columns,
    problems: Problems,
    /// What is to be corrected while they are read.
    corrections: Option<Corrections>,
    /// Where the importance of indicators comes from, if priorities are asked for.
    priorities: Option<ImportanceBy>,
    /// Where weights and errors come from.
    weighting: Asked,
}

impl Opened {
    /// Whether a question has a column.
    pub fn has_column(&self, question: QuestionIndex) -> bool {
        self.columns.questions[question.0].is_some()
    }

    /// The table and its columns, with what is wrong with them and what is to be done at reading; none of tallies, which
    /// have no rows.
    pub fn into_rows(self, instrument: &Instrument) -> Option<(Table, AtReading, Columns, Problems)> {
        let Content::Rows(table) = self.content else { return None };
        let at_reading = AtReading::new(instrument, &self.columns, &table, self.corrections);
        Some((*table, at_reading, self.columns, self.problems))
    }

    /// Why nobody can recompute it from its files by themselves.
    pub fn not_in_r(&self) -> Option<Problem> {
        let why = |mn, en| Problem::new(Code::NotInR, At::default(), en).detail(mn);
        let drawn = |asked: &Asked| matches!(asked, Asked::Made { how: Drawn::Bootstrap { .. }, .. });
        match &self.content {
            _ if drawn(&self.weighting) => {
                Some(why("бутстрап өөрийн тоо сугалдаг", "a bootstrap draws numbers of its own"))
            }
            Content::Tallies(..) => Some(why("дүнгийн файлд мөр байхгүй", "a tally has no rows")),
            Content::Rows(table) => {
                table.of_repeat().map(|_| why("мөр нь давталтын бичлэг", "rows are entries of a repeat"))
            }
        }
    }

    /// Whether it tells how answers go with one another: rows do, tallies if that was added up.
    pub fn has_relations(&self) -> bool {
        match &self.content {
            Content::Rows(_) => true,
            Content::Tallies(_, agreed) => agreed.importance() == ImportanceBy::Derived,
        }
    }

    /// The same, from which priorities are asked for too.
    pub fn with_priorities(self, by: ImportanceBy) -> Opened {
        Opened { priorities: Some(by), ..self }
    }
}

/// What files hold.
enum Content {
    /// Rows.
    Rows(Box<Table>),
    /// Sums that were added up before.
    Tallies(Vec<Parcel>, Box<Agreed>),
}

/// A survey that was read.
pub(super) struct Loaded {
    pub columns: Columns,
    pub headers: Vec<String>,
    pub files: Vec<FileFacts>,
    /// The headers of each file; of tallies none are told.
    pub headers_of_files: Vec<Vec<String>>,
    /// For each file, where each column stands in it; of tallies none are told.
    pub places_in_files: Vec<Vec<Option<usize>>>,
    pub compiled: Compiled,
    pub tally: Tally,
    pub coding: Coding,
    /// What errors are made of.
    pub weights: Weights,
    /// Everything that is wrong with the files and their rows.
    pub problems: Problems,
    /// What of it is wrong with the columns, and with the files; the rest is in the coding.
    pub of_columns: Problems,
    pub of_files: Problems,
    /// What became of each correction, if any were given.
    pub corrections: Option<Vec<Settled>>,
    /// What was left out of tallies for sharing.
    pub shared: Option<Shared>,
}

impl SourceArgs {
    /// The instrument and the place set, of spreadsheets or tallies.
    pub fn subject(&self, files: &[PathBuf]) -> Result<Subject> {
        let told = files.first().and_then(|first| shell::first_line(first)).and_then(|line| travel::subject(&line));
        let name = match (&self.instrument, &told) {
            (Some(name), _) => name.clone(),
            (None, Some(told)) if shelf::text(&told.instrument).is_some() => told.instrument.clone(),
            (None, Some(told)) => {
                let at = At::file(files[0].display().to_string());
                return Err(Problem::new(Code::TallyInstrumentUnknown, at, quoted(&told.instrument)).into());
            }
            (None, None) => return Err(no_instrument()),
        };
        let instrument = load(&name)?;
        let of_tally = told.map(|told| told.places).filter(|places| PlaceSet::built_in(places).is_some());
        let set = self.places.as_deref().or(of_tally.as_deref()).unwrap_or(&instrument.place_set);
        let set = place_set(set)?;
        Ok(Subject { name, instrument, set })
    }

    /// Opens files as one survey and finds its columns.
    pub fn open(&self, files: &[PathBuf], subject: &Subject) -> Result<Opened> {
        self.open_with(files, &self.corrections(), subject)
    }

    /// The files of corrections, where all are about one survey.
    pub fn corrections(&self) -> Vec<PathBuf> {
        self.corrections.iter().map(PathBuf::from).collect()
    }

    /// Opens files as one survey, with the corrections of these files.
    pub fn open_with(&self, files: &[PathBuf], corrections: &[PathBuf], subject: &Subject) -> Result<Opened> {
        let mut inputs = shell::inputs(files)?;
        let tallies = inputs.iter_mut().map(shell::is_tally).collect::<Result<Vec<bool>>>()?;
        match (tallies.iter().position(|is| *is), tallies.iter().position(|is| !is)) {
            (None, _) => self.open_rows(inputs, corrections, subject),
            (Some(_), None) => match corrections.first() {
                Some(file) => {
                    let file = file.display().to_string();
                    Err(Problem::new(Code::CorrectionsOfTally, At::file(&inputs[0].name), file).into())
                }
                None => self.open_tallies(inputs, subject),
            },
            (Some(tally), Some(rows)) => {
                let at = At::file(&inputs[rows].name);
                Err(Problem::new(Code::TallyAndRows, at, inputs[tally].name.clone()).into())
            }
        }
    }

    /// The same for spreadsheets.
    pub fn open_rows(&self, inputs: Vec<Input>, corrections: &[PathBuf], subject: &Subject) -> Result<Opened> {
        let instrument = &subject.instrument;
        let options = table::Options { expected: Arc::new(coding::expected(instrument)), ..self.read.options() };
        let mut table = table::open(inputs, &options)?;
        let (columns, mut problems) = coding::columns(instrument, coding::Heading::of(&table), &self.named());
        if let Some(of) = table.of_repeat().filter(|of| of.wide && !corrections.is_empty()) {
            return Err(Problem::new(Code::CorrectionsOfWide, At::default(), quoted(&of.name)).into());
        }
        let in_repeats = coding::in_repeats(instrument, &columns, &table);
        match check_columns(instrument, &columns, &table, &mut problems) {
            // Whoever asks how columns were found wants to know most where they weren't.
            Err(fatal) if self.explain => problems.append(fatal),
            Err(mut fatal) => {
                fatal.append(in_repeats);
                return Err(fatal.into());
            }
            Ok(()) => {}
        }
        problems.append(in_repeats);
        let id = find_column(table.columns(), &instrument.columns.ids());
        table.keep(&columns.read().into_iter().chain(id).collect::<Vec<_>>());
        let (content, corrections) = (Content::Rows(Box::new(table)), read_corrections(corrections)?);
        Ok(Opened { content, columns, problems, corrections, priorities: None, weighting: Asked::Design })
    }

    fn open_tallies(&self, inputs: Vec<Input>, subject: &Subject) -> Result<Opened> {
        if let Some(option) = self.read.given() {
            return Err(Problem::new(Code::TallyReadOption, At::default(), option).into());
        }
        let (mut parcels, mut problems) = (Vec::new(), Problems::default());
        for input in inputs {
            let (name, bytes) = (input.name.clone(), shell::all_bytes(input)?);
            match travel::open(&name, &bytes) {
                Ok(parcel) => {
                    caught::stands_for(Path::new(&name), parcel.sources());
                    parcels.push(parcel);
                }
                Err(problem) => problems.add(*problem),
            }
        }
        if !problems.is_empty() {
            return Err(problems.into());
        }
        let mut agreed = travel::agree(&parcels, &subject.instrument, &subject.set)?;
        self.same_columns(&mut agreed, subject)?;
        let columns = agreed.columns.clone();
        let content = Content::Tallies(parcels, Box::new(agreed));
        Ok(Opened { content, columns, problems, corrections: None, priorities: None, weighting: Asked::Design })
    }

    /// Columns that the user names must be those by which tallies were added up.
    fn same_columns(&self, agreed: &mut Agreed, subject: &Subject) -> Result<()> {
        let (named, mut problems) =
            coding::columns(&subject.instrument, coding::Heading::plain(&agreed.headers), &self.named());
        let header = |columns: &[usize]| {
            let names: Vec<&str> = columns.iter().map(|c| agreed.headers[*c].as_str()).collect();
            if names.is_empty() { "–".to_owned() } else { names.join(",") }
        };
        let list = |column: Option<usize>| column.into_iter().collect::<Vec<usize>>();
        let (ours, theirs) = (&named.design, &agreed.columns.design);
        let areas = [named.area, agreed.columns.area].map(|found| list(found.map(|found| found.column)));
        let [area, their_area] = areas;
        let options = [
            ("--area", self.area.is_some(), area, their_area),
            ("--weight", self.weight.is_some(), list(ours.weight), list(theirs.weight)),
            ("--strata", self.strata.is_some(), list(ours.strata), list(theirs.strata)),
            ("--cluster", !self.cluster.is_empty(), ours.clusters.clone(), theirs.clusters.clone()),
            ("--fpc", !self.fpc.is_empty(), ours.fpc.clone(), theirs.fpc.clone()),
        ];
        let mut unlike = Problems::default();
        for (option, _, ours, theirs) in options.into_iter().filter(|(_, given, ..)| *given) {
            if ours != theirs {
                unlike.add(Problem::new(Code::TallyOption, At::default(), option).detail(header(&theirs)));
            }
        }
        if self.nested && !theirs.nested {
            unlike.add(Problem::new(Code::TallyOption, At::default(), "--nested").detail("–"));
        }
        // Of what the finder says only columns that aren't there matter here: the rest the tallies tell.
        problems = fatal(&problems);
        problems.append(unlike);
        if !problems.is_empty() {
            return Err(problems.into());
        }
        agreed.columns.area = if self.area.is_some() { named.area } else { agreed.columns.area };
        Ok(())
    }

    /// The one pass over the rows, or the sums of an earlier one.
    pub fn read_rows(
        &self,
        opened: Opened,
        subject: &Subject,
        groups: Vec<GroupColumn>,
        quiet: bool,
    ) -> Result<Loaded> {
        let Subject { instrument, set, .. } = subject;
        let Opened { content, columns, problems, corrections, priorities, weighting } = opened;
        let compile = |by| coding::compile_with(instrument, groups.clone(), card::groupings(&groups), by);
        let loaded = match content {
            Content::Rows(table) => {
                let at_reading = AtReading::new(instrument, &columns, &table, corrections);
                self.pass((*table, at_reading), columns, problems, (compile(priorities), &weighting), subject, quiet)?
            }
            Content::Tallies(parcels, agreed) => {
                // The sums are those that the tallies have, whatever is made of them.
                let compiled = compile(Some(agreed.importance())).asked_for(priorities);
                let gathered = travel::gather(&parcels, &agreed, instrument, set, &compiled)?;
                Loaded {
                    columns,
                    headers: agreed.headers,
                    files: gathered.files,
                    headers_of_files: Vec::new(),
                    places_in_files: Vec::new(),
                    compiled,
                    tally: gathered.tally,
                    coding: gathered.coding,
                    weights: Weights::of_design(),
                    problems: gathered.problems,
                    of_columns: Problems::default(),
                    of_files: Problems::default(),
                    corrections: None,
                    shared: gathered.shared,
                }
            }
        };
        if loaded.coding.rows.used == 0 {
            shell::show_problems(&loaded.problems);
            bail!("none of the {} rows could be used, so there is nothing to report", loaded.coding.rows.read);
        }
        Ok(loaded)
    }

    fn pass(
        &self,
        (table, at_reading): (Table, AtReading),
        columns: Columns,
        mut problems: Problems,
        (compiled, weighting): (Compiled, &Asked),
        subject: &Subject,
        quiet: bool,
    ) -> Result<Loaded> {
        let (headers, headers_of_files) = (table.columns().to_vec(), table.headers_of_files());
        let places_in_files = table.places_in_files();
        let answers = AnswerCoder::new(&subject.instrument, &columns, &compiled);
        let coder = Coder::new(&subject.instrument, &columns, &headers, &subject.set, &compiled, &answers);
        let rows_are_units = columns.design.rows_are_units();
        let pass = Pass { threads: self.threads, quiet, rows_are_units };
        let beside = weights::beside(weighting, subject, (&table, &columns), &compiled)?;
        let passed = pass.read((table, at_reading), answers, coder, &compiled, beside)?;
        let Passed { mut table, tally, mut coding, weights, noticed } = passed;
        let (of_columns, mut of_files) = (problems.clone(), table.take_problems());
        of_files.append(noticed.of_files);
        coding.problems.append(noticed.of_corrections);
        problems.append(of_files.clone());
        problems.append(coding.problems.clone());
        let files = table.files().to_vec();
        Ok(Loaded {
            columns,
            headers,
            files,
            headers_of_files,
            places_in_files,
            compiled,
            tally,
            coding,
            weights,
            problems,
            of_columns,
            of_files,
            corrections: noticed.corrections,
            shared: None,
        })
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
}

impl Opened {
    /// Whether every row is a sampled unit of its own.
    pub fn rows_are_units(&self) -> bool {
        self.columns.design.rows_are_units()
    }

    /// Why it has no groups of a column that its tallies might have.
    fn lacks(&self, column: GroupColumn, instrument: &Instrument) -> Option<Problem> {
        match &self.content {
            Content::Rows(_) => None,
            Content::Tallies(_, agreed) => agreed.lacks(column, instrument),
        }
    }
}

impl SurveyArgs {
    /// The instrument and the place set, of spreadsheets or tallies.
    pub fn subject(&self, files: &[PathBuf]) -> Result<Subject> {
        let mut subject = self.of.subject(files)?;
        take_targets(self.targets.as_deref(), &mut subject.instrument)?;
        self.refuse_unpopulated(&subject.set)?;
        Ok(subject)
    }

    /// Opens files as one survey and finds its columns.
    pub fn open(&self, files: &[PathBuf], subject: &Subject) -> Result<Opened> {
        self.of.open(files, subject)
    }

    /// Whether nothing that somebody wrote may be told.
    pub fn is_public(&self) -> bool {
        self.public
    }

    /// The one pass over the rows, or the sums of an earlier one.
    pub fn read_rows(
        &self,
        opened: Opened,
        subject: &Subject,
        groups: Vec<GroupColumn>,
        quiet: bool,
    ) -> Result<Loaded> {
        let weighting = opened.weighting.clone();
        let mut loaded = self.of.read_rows(opened, subject, groups, quiet)?;
        let (design, lonely) = (&loaded.coding.units, self.errors.rules(Some(&subject.instrument)).variance.lonely);
        if let Asked::Made { how, centre } = weighting {
            loaded.weights = Weights::made(made(design, how, lonely, centre), design);
        }
        loaded.weights.refuse_lonely(design, lonely)?;
        if self.public && loaded.problems.grouped().iter().any(|of| of.first.code == Code::NegativeWeights) {
            let why =
                "calibration gives negative weights, of which figures can be impossible: --calfun raking, or --bounds";
            return Err(Problem::new(Code::NotWithWeights, At::default(), "--public").detail(why).into());
        }
        Ok(loaded)
    }

    /// The choices that numbers depend on.
    pub fn choices(&self, instrument: &Instrument) -> Choices {
        Choices {
            rules: self.errors.rules(Some(instrument)),
            average: self.average(),
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
    pub fn command(&self, subject: &Subject) -> Vec<(String, String)> {
        let (of, choices) = (&self.of, self.choices(&subject.instrument));
        let rules = choices.rules;
        let mut options = vec![
            ("instrument".to_string(), subject.name.clone()),
            ("average".into(), choices.average.name().into()),
            ("interval".into(), rules.share_interval.name().into()),
            ("level".into(), self.errors.level.to_string()),
            ("df".into(), rules.df.name().into()),
            ("lonely".into(), rules.variance.lonely.name().into()),
            ("domain-lonely".into(), rules.variance.domain_lonely.to_string()),
            ("few".into(), self.few.to_string()),
            ("public".into(), self.public.to_string()),
        ];
        if self.public {
            options.push(("presentation".into(), choices.presentation.name().into()));
        }
        let given = [("places", &of.places), ("area", &of.area), ("weight", &of.weight), ("strata", &of.strata)];
        options.extend(self.as_of.map(|day| ("as-of".to_string(), day.to_string())));
        options.extend(self.targets.iter().map(|file| ("targets".to_string(), file.display().to_string())));
        options.extend(of.corrections.iter().map(|file| ("corrections".to_string(), file.clone())));
        options.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_string(), value.clone()?))));
        for (name, values) in [("by", of.by.as_ref()), ("cluster", Some(&of.cluster)), ("fpc", Some(&of.fpc))] {
            let values = values.filter(|v| !v.is_empty()).map(|v| v.join(","));
            options.extend(values.map(|v| (name.to_string(), v)));
        }
        options
    }

    fn average(&self) -> Average {
        match self.average {
            AverageChoice::Sample => Average::Sample,
            AverageChoice::Equal => Average::Equal,
            AverageChoice::Population => Average::Population,
        }
    }

    /// Places can be weighted by population only where every population is known.
    fn refuse_unpopulated(&self, set: &PlaceSet) -> Result<()> {
        let unknown: Vec<String> =
            set.members().iter().filter(|m| m.population().is_none()).map(|m| m.place.to_string()).collect();
        match self.average() {
            Average::Population if !unknown.is_empty() => {
                Err(Problem::new(Code::NoPopulation, At::default(), unknown.join(", ")).into())
            }
            Average::Sample | Average::Equal | Average::Population => Ok(()),
        }
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
            weights: &self.weights,
            choices,
        }
    }

    /// What a script needs that recomputes a card of it.
    pub fn recomputed<'a>(&'a self, survey: &'a Survey<'a>, card: &'a card::Card) -> Recomputed<'a> {
        Recomputed {
            survey,
            card,
            columns: &self.columns,
            headers: &self.headers,
            files: &self.files,
            own_columns: &self.places_in_files,
            corrections: self.corrections.as_deref(),
        }
    }

    /// What is known of the data beside the numbers.
    pub fn source(&self, round: Option<String>, command: Vec<(String, String)>) -> Source<'_> {
        Source {
            files: &self.files,
            headers: &self.headers,
            columns: &self.columns,
            problems: &self.problems,
            corrections: self.corrections.as_deref(),
            shared: self.shared.as_ref(),
            round,
            command,
        }
    }
}

/// Says how many corrections were done, if any were given.
pub(super) fn say_corrections(corrections: Option<&[Settled]>) {
    if let Some(settled) = corrections {
        let applied = settled.iter().filter(|one| one.is_applied()).count();
        shell::say(format_args!("corrections: {applied} applied, {} refused", settled.len() - applied));
    }
}

/// Puts targets of a file in place of those of an instrument.
pub(super) fn take_targets(file: Option<&Path>, instrument: &mut Instrument) -> Result<()> {
    if let Some(path) = file {
        let table = table::open(vec![shell::input(path)?], &table::Options::default())?;
        targets::take_over(table, instrument)?;
    }
    Ok(())
}

/// The corrections in these files; none if there are no files.
pub(super) fn read_corrections(files: &[PathBuf]) -> Result<Option<Corrections>> {
    shell::each_once(files)?;
    let mut all = Corrections::default();
    for file in files {
        all.append(corrections::read(shell::input(file)?)?);
    }
    Ok((!files.is_empty()).then_some(all))
}

/// Whether something that a report should have isn't in it.
pub(super) fn leaves_out(problems: &Problems) -> bool {
    let lacking = |g: &Grouped| matches!(g.first.code, Code::QuestionWithoutColumn | Code::NoPlaceColumn);
    problems.count(Severity::Error) > 0 || problems.grouped().iter().any(lacking)
}

fn no_instrument() -> anyhow::Error {
    let said = "spreadsheets don't say what was asked: name the instrument with --instrument, such as --instrument health \
                (masam instrument list shows the built-in ones)\n";
    clap::Error::raw(clap::error::ErrorKind::MissingRequiredArgument, said).into()
}
