//! `masam compare`: facilities side by side, from survey answers, checklists, or both.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::ValueEnum;

use super::instrument::{load, load_any, load_checklist};
use super::output::{self, OutputArgs};
use super::pass::{Pass, Passed};
use super::places::place_set;
use super::shell::{self, ReadArgs};
use super::survey::{day, read_corrections, say_corrections, take_targets};
use super::weighting::refuse_replicates;
use super::{Outcome, Result};
use crate::card::{self, Average, Publication, Survey};
use crate::coding::corrections::Settled;
use crate::coding::{self, AnswerCoder, AtReading, Coder, Coding, Columns, Compiled, GroupColumn, Named, Noticed};
use crate::compare::visits::{Reader, Visit};
use crate::compare::{
    self, Adjusters, Answers, BenchmarkKind, Choices, Comparison, Design, Origin, OverDispersion, Request, Signal,
    Standing, StarRule,
};
use crate::day::Day;
use crate::estimate::Rules;
use crate::instrument::checklist::ChecklistInstrument;
use crate::instrument::scorecard::Entry;
use crate::instrument::{AnyInstrument, Instrument};
use crate::lang::Lang;
use crate::places::PlaceSet;
use crate::problem::{At, Code, Hint, Problem, Problems, Severity, quoted};
use crate::render::Shows;
use crate::report::compare::{Asked, Source, report};
use crate::report::pages::Wanted;
use crate::scorecard::facility::Register;
use crate::scorecard::read::{of_people, register};
use crate::table::{self, FileFacts, Table};
use crate::tally::Tally;
use crate::weighting::Weights;

/// Compare facilities: who stands out beyond chance, who lacks what, and why.
///
/// Reads survey answers with a column of facilities, checklists with a row for each visit, or both, and holds every facility
/// against a benchmark within its peer group, with limits for chance. Facilities with few answers aren't judged, and a rank
/// is never without its interval.
///
/// masam compare survey.xlsx --instrument health --facilities facilities.csv --out compare.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Survey files, or checklist files if the instrument is a checklist: CSV, XLSX, XLS, XLSB or ODS
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Instrument of these files: a built-in one (masam instrument list), or the path of a TOML file or of a form (XLSForm)
    #[arg(long, short, value_name = "ID|PATH")]
    instrument: String,
    /// Checklist files about the same facilities, beside a survey
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Facilities")]
    checklist: Vec<PathBuf>,
    /// Instrument of the checklist files [default: that of the sector, such as health-facility]
    #[arg(long, value_name = "ID|PATH", help_heading = "Facilities")]
    checklist_instrument: Option<String>,
    /// Column that says which facility a row is about [default: found by the instrument]
    #[arg(long, value_name = "COL", help_heading = "Facilities")]
    facility: Option<String>,
    /// Register of the facilities: a table with the columns id, name, type, residence, place
    #[arg(long, value_name = "FILE", help_heading = "Facilities")]
    facilities: Option<PathBuf>,
    /// Columns of the register or the checklist that peers have in common; none compares all with all
    #[arg(
        long,
        value_name = "COL,…",
        value_delimiter = ',',
        default_value = "type,residence",
        help_heading = "Facilities"
    )]
    peers: Vec<String>,
    /// Place set: masam, aimags, districts, all, or the path of a file [default: the instrument's]
    #[arg(long, value_name = "SET", help_heading = "Facilities")]
    places: Option<String>,
    /// What a facility is held against
    #[arg(long, value_enum, default_value = "peers", help_heading = "Standing")]
    benchmark: BenchmarkChoice,
    /// Survey files of the round before, for --benchmark previous
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Standing")]
    previous: Vec<PathBuf>,
    /// What is done where facilities differ more than chance allows (tested by chi-squared)
    #[arg(long, value_enum, default_value = "additive", help_heading = "Standing")]
    over_dispersion: OverDispersionChoice,
    /// Questions that answers are adjusted for, such as age,schooling,self_rated_health
    #[arg(long, value_name = "QUESTION,…", value_delimiter = ',', help_heading = "Standing")]
    adjust: Vec<String>,
    /// Stars: three levels by test, five by clustering
    #[arg(long, value_enum, default_value = "none", help_heading = "Standing")]
    stars: StarChoice,
    /// Stars want at least this reliability
    #[arg(long, value_name = "R", default_value_t = 0.7, value_parser = share, help_heading = "Standing")]
    reliability: f64,
    /// Facilities with fewer answers are too small to be judged
    #[arg(long, value_name = "N", default_value_t = 30, help_heading = "Standing")]
    few: u64,
    /// Peer groups with more facilities get no ranks
    #[arg(long, value_name = "N", default_value_t = 500, help_heading = "Standing")]
    ranks_up_to: usize,
    /// Confidence level of a facility's own interval and of the intervals of ranks
    #[arg(long, default_value_t = 0.95, value_parser = share, help_heading = "Standing")]
    level: f64,
    /// Targets of your own in place of the instrument's: a spreadsheet with columns indicator and target, and if wanted place, kind, from, until, source
    #[arg(long, value_name = "FILE", help_heading = "Standing")]
    targets: Option<PathBuf>,
    /// Day on which targets and norms must be in force, as YYYY-MM-DD
    #[arg(long, value_name = "DAY", value_parser = day, help_heading = "Standing")]
    as_of: Option<Day>,
    /// Column of the weights [default: found by the instrument]
    #[arg(long, value_name = "COL", help_heading = "Design")]
    weight: Option<String>,
    /// Column of visit clusters within a facility; respondents are the units without it
    #[arg(long, value_name = "COL", help_heading = "Design")]
    cluster: Option<String>,
    /// Name of the round, for the cover
    #[arg(long, help_heading = "Output")]
    round: Option<String>,
    /// For publication: withhold figures of facilities with few answers
    #[arg(long, help_heading = "Output")]
    public: bool,
    /// Facilities with a sheet of their own
    #[arg(long, value_name = "N", default_value_t = 0, num_args = 0..=1, default_missing_value = "30", help_heading = "Output")]
    profiles: usize,
    /// What is written: xlsx, csv, json, md, html, svg
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "xlsx", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
    /// Threads; the output is the same
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2), help_heading = "Output")]
    threads: u8,
    /// Corrections of the files, applied while they are read: CSV or workbook with the columns row or id, column, old, new, reason, by
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    corrections: Vec<PathBuf>,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum BenchmarkChoice {
    /// the mean of its peers
    Peers,
    /// the norm or target in force
    Target,
    /// the mean of the best quarter of its peers
    BestQuarter,
    /// its own value in the round before
    Previous,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum OverDispersionChoice {
    /// the variance between facilities is added to that of chance
    Additive,
    /// limits are widened in proportion
    Multiplicative,
    /// nothing
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StarChoice {
    None,
    Three,
    Five,
}

fn share(text: &str) -> std::result::Result<f64, String> {
    match text.parse() {
        Ok(share) if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err("it must lie between 0 and 1, such as 0.7".into()),
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let formats = output::formats(&args.format)?;
    let target = shell::claim(&args.out, formats.len() > 1, formats[0].extension, args.output.force)?;
    let inputs: Vec<PathBuf> =
        [&args.files, &args.checklist, &args.previous].into_iter().flatten().chain(&args.facilities).cloned().collect();
    shell::spare(&target, &[&inputs[..], &args.corrections].concat())?;
    shell::each_once(&inputs)?;
    let settings = args.output.settings_for(&target, args.threads.into())?;
    output::name_sources(&formats, &settings);
    let (instrument, list) = args.instruments()?;
    args.refuse_contradictions(instrument.as_ref())?;
    if let Some(instrument) = &instrument {
        refuse_replicates(instrument, "masam compare")?;
    }
    let asks = instrument.as_ref().or(list.as_ref().map(|list| &list.asks));
    let set = place_set(args.places.as_deref().or(asks.map(|a| &*a.place_set)).unwrap_or("masam"))?;
    let mut read = Read::default();
    let register = args.register(list.as_ref(), &mut read)?;

    let visits = match &list {
        Some(list) => args.visits(list, register.is_some(), &mut read)?,
        None => Vec::new(),
    };
    let now =
        instrument.as_ref().map(|i| args.answers(i, &args.files, &set, register.is_some(), &mut read)).transpose()?;
    let before = match &instrument {
        Some(instrument) if !args.previous.is_empty() => {
            Some(args.answers(instrument, &args.previous, &set, register.is_some(), &mut read)?)
        }
        _ => None,
    };
    let request = Request {
        answers: instrument.as_ref().zip(now.as_ref()).map(|(i, pass)| pass.answers(i, &set, args)),
        before: instrument.as_ref().zip(before.as_ref()).map(|(i, pass)| pass.answers(i, &set, args)),
        visits: list.as_ref().map(|list| (list, &visits[..])),
        register: register.as_ref().map(|(register, _)| register),
        set: &set,
        as_of: args.as_of,
        choices: args.choices(),
        threads: args.threads.into(),
    };
    let (comparison, wrong) = compare::compare(&request);
    read.problems.append(wrong);
    if comparison.facilities.iter().all(|f| f.answers + f.visits == 0) {
        shell::show_problems(&read.problems);
        bail!("no row says anything about a facility, so there is nothing to compare");
    }
    refuse_strangers(&comparison, args)?;

    let source = Source {
        instruments: asked(instrument.as_ref(), list.as_ref()),
        sector: asks.map(|a| a.sector.clone()).unwrap_or_default(),
        files: &read.files,
        register: register.map(|(_, headers)| headers),
        without_data: Vec::new(),
        set: &set,
        problems: &read.problems,
        corrections: read.corrections.as_deref(),
        rounds: args.round.iter().cloned().collect(),
        command: args.command(),
        profiles: args.profiles,
    };
    let shows = |what| output::shows(&formats, what);
    let wanted = Wanted { sections: shows(Shows::Sections), estimates: shows(Shows::Estimates), profiles: 0 };
    let made = report(&comparison, &source, wanted);
    let stem = format!("{}-comparison", asks.map_or("facilities", |asks| &asks.id));
    let bundle = output::render(made, &formats, &settings, &target.stem(&stem))?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        shell::show_problems_for(&read.problems, args.public);
        say_corrections(read.corrections.as_deref());
        summarise(&comparison);
        shell::say_written(&saved);
    }
    let withheld = comparison.panels.iter().flat_map(|p| &p.entries).any(|e| e.standing == Standing::Withheld);
    let gaps = read.problems.count(Severity::Error) > 0 || withheld;
    Ok(if gaps { Outcome::WithGaps } else { Outcome::Whole })
}

/// What is gathered while files are read.
#[derive(Default)]
struct Read {
    problems: Problems,
    /// What became of each correction, if any were given.
    corrections: Option<Vec<Settled>>,
    files: Vec<FileFacts>,
}

impl Read {
    /// Keeps what became of corrections; gives what is to be said.
    fn notice(&mut self, noticed: Noticed) -> Problems {
        self.corrections = self.corrections.take().or(noticed.corrections);
        let mut problems = noticed.of_files;
        problems.append(noticed.of_corrections);
        problems
    }
}

/// One pass over a survey.
struct Surveyed {
    compiled: Compiled,
    adjusters: Adjusters,
    tally: Tally,
    coding: Coding,
    weights: Weights,
    design: Design,
}

impl Surveyed {
    fn answers<'a>(&'a self, instrument: &'a Instrument, set: &'a PlaceSet, args: &Args) -> Answers<'a> {
        Answers {
            survey: Survey {
                instrument,
                set,
                compiled: &self.compiled,
                tally: &self.tally,
                coding: &self.coding,
                weights: &self.weights,
                choices: card::Choices {
                    benchmarks: Vec::new(),
                    between: Some(Vec::new()),
                    rules: Rules { level: args.level, ..Rules::default() },
                    average: Average::Sample,
                    few: args.few,
                    publication: Publication::Internal,
                    presentation: card::withhold::presentation::Presentation::default(),
                    as_of: args.as_of,
                },
            },
            design: self.design,
            adjusters: self.adjusters.clone(),
        }
    }
}

impl Args {
    /// The instrument of the survey and that of the checklist, each where there is one.
    fn instruments(&self) -> Result<(Option<Instrument>, Option<ChecklistInstrument>)> {
        let instrument = match load_any(&self.instrument)? {
            AnyInstrument::Checklist(list) if self.checklist.is_empty() => return Ok((None, Some(*list))),
            AnyInstrument::Checklist(list) => {
                bail!("{} is a checklist itself: give all its files together, without --checklist", list.asks.id)
            }
            any @ (AnyInstrument::ReportCard(_) | AnyInstrument::Scorecard(_)) => {
                let mut instrument = match any {
                    // What came through a pipe is gone, and was read.
                    AnyInstrument::ReportCard(card) if self.instrument == "-" => *card,
                    AnyInstrument::ReportCard(_) | AnyInstrument::Scorecard(_) | AnyInstrument::Checklist(_) => {
                        load(&self.instrument)?
                    }
                };
                take_targets(self.targets.as_deref(), &mut instrument)?;
                instrument
            }
        };
        let list = match (&self.checklist_instrument, self.checklist.is_empty()) {
            (_, true) => None,
            (Some(named), false) => Some(load_checklist(named)?),
            (None, false) => Some(load_checklist(&format!("{}-facility", instrument.sector))?),
        };
        Ok((Some(instrument), list))
    }

    fn refuse_contradictions(&self, instrument: Option<&Instrument>) -> Result<()> {
        let previous = matches!(self.benchmark, BenchmarkChoice::Previous);
        if previous && self.previous.is_empty() {
            bail!("--benchmark previous needs the survey of the round before: name its files with --previous");
        }
        if !previous && !self.previous.is_empty() {
            bail!("--previous is only read for --benchmark previous");
        }
        if previous && !self.adjust.is_empty() {
            bail!(
                "the round before isn't adjusted with the answers of now, so an adjusted figure can't be held against it: \
                 leave out --adjust or --benchmark previous"
            );
        }
        let peers = self.peers();
        if self.peers.len() > 1 && peers.len() < self.peers.len() {
            bail!("--peers none compares all with all: give it alone");
        }
        if let Some(name) =
            peers.iter().find(|name| of_people(name) || ["contact", "холбоо барих"].contains(&name.as_str()))
        {
            bail!("--peers {name}: a column of names, telephones or addresses isn't published, so it can't make peers");
        }
        if self.checklist.is_empty() && self.checklist_instrument.is_some() {
            bail!("--checklist-instrument is about the files of --checklist, and none is given");
        }
        if instrument.is_none() && (self.weight.is_some() || self.cluster.is_some()) {
            bail!("--weight and --cluster are about survey answers, and the instrument is a checklist");
        }
        if !self.adjust.is_empty() && self.cluster.is_some() {
            bail!("answers are adjusted with respondents as units: leave out --cluster or --adjust");
        }
        if instrument.is_none() && (previous || !self.adjust.is_empty()) {
            bail!("--adjust and --benchmark previous are about survey answers, and the instrument is a checklist");
        }
        Ok(())
    }

    fn peers(&self) -> Vec<String> {
        self.peers.iter().filter(|name| *name != "none").map(|name| name.trim().to_lowercase()).collect()
    }

    fn register(&self, list: Option<&ChecklistInstrument>, read: &mut Read) -> Result<Option<(Register, Vec<String>)>> {
        let Some(path) = &self.facilities else { return Ok(None) };
        let types: &[Entry] = list.map_or(&[], |list| &list.facility_types);
        let options = table::Options { allow_large: self.read.options().allow_large, ..table::Options::default() };
        // A register without a column of the peers is a fault only where nothing else can say it.
        let (register, wrong) = register(vec![shell::input(path)?], &options, types, &self.peers())?;
        read.problems.append(wrong);
        let facts = table::open(vec![shell::input(path)?], &options)?;
        read.files.extend(facts.files().iter().cloned());
        Ok(Some((register, facts.columns().to_vec())))
    }

    /// Reads the checklist: every row is a visit.
    fn visits(&self, list: &ChecklistInstrument, registered: bool, read: &mut Read) -> Result<Vec<Visit>> {
        let files = if self.checklist.is_empty() { &self.files } else { &self.checklist };
        let table = self.open(files, &list.asks)?;
        let named = if self.checklist.is_empty() { self.facility.clone() } else { None };
        let named = Named { facility: named, ..Named::default() };
        let (columns, problems) = coding::columns(&list.asks, coding::Heading::of(&table), &named);
        check(&columns, &table, &list.asks.columns.facility.0, &problems)?;
        let mut problems = in_one_line(problems);
        let peers = self.peers();
        let mut reader = Reader::new(list, &columns, table.columns(), &peers);
        let lacking: Vec<String> =
            peers.iter().zip(reader.attributes()).filter(|(_, there)| !there).map(|(name, _)| quoted(name)).collect();
        if !registered && !lacking.is_empty() {
            return Err(no_peers(&lacking).into());
        }
        let places: Vec<At> = places(&table);
        let mut visits = Vec::new();
        let mut at_reading = self.at_reading(files, &list.asks, &columns, &table, &reader.columns())?;
        let mut table = table::hand_over(table, &mut |mut chunk| {
            at_reading.chunk(&mut chunk);
            for row in chunk.rows() {
                visits.extend(reader.visit(&row, &places[chunk.file()], &mut problems));
            }
            chunk
        })?;
        problems.append(table.take_problems());
        problems.append(read.notice(at_reading.finish()));
        read.problems.append(problems);
        read.files.extend(table.files().iter().cloned());
        Ok(visits)
    }

    /// What is done with rows before they are coded. Corrections are about the files that stand first in the command.
    fn at_reading(
        &self,
        files: &[PathBuf],
        asks: &Instrument,
        columns: &Columns,
        table: &Table,
        also: &[usize],
    ) -> Result<AtReading> {
        let corrections = if *files == *self.files { read_corrections(&self.corrections)? } else { None };
        Ok(AtReading::new(asks, columns, table, corrections).reading_too(also))
    }

    fn open(&self, files: &[PathBuf], instrument: &Instrument) -> Result<Table> {
        let options = table::Options { expected: Arc::new(coding::expected(instrument)), ..self.read.options() };
        Ok(table::open(shell::inputs(files)?, &options)?)
    }

    /// Reads a survey in one pass, facilities being its strata.
    fn answers(
        &self,
        instrument: &Instrument,
        files: &[PathBuf],
        set: &PlaceSet,
        registered: bool,
        read: &mut Read,
    ) -> Result<Surveyed> {
        let peers = self.peers();
        if !registered && self.checklist.is_empty() && !peers.is_empty() {
            return Err(no_peers(&peers.iter().map(|p| quoted(p)).collect::<Vec<_>>()).into());
        }
        let table = self.open(files, instrument)?;
        let named = Named {
            facility: self.facility.clone(),
            weight: self.weight.clone(),
            clusters: self.cluster.iter().cloned().collect(),
            by_facility: true,
            ..Named::default()
        };
        let (mut columns, problems) = coding::columns(instrument, coding::Heading::of(&table), &named);
        check(&columns, &table, &instrument.columns.facility.0, &problems)?;
        if self.cluster.is_some() && columns.facility.is_some_and(|f| columns.design.clusters.contains(&f.column)) {
            bail!("--cluster names the column of facilities: clusters are visits or classes within a facility");
        }
        let mut problems = in_one_line(problems);
        // The register knows better where a facility is than those who were asked about it.
        if registered {
            (columns.area, columns.soum) = (None, None);
        }
        let mut compiled = coding::compile(instrument, vec![GroupColumn::Facility], vec![vec![], vec![0]]);
        let adjusters = self.adjusters(instrument, &columns, &mut compiled)?;
        let headers = table.columns().to_vec();
        let answers = AnswerCoder::new(instrument, &columns, &compiled);
        let coder = Coder::new(instrument, &columns, &headers, set, &compiled, &answers);
        let rows_are_units = columns.design.rows_are_units();
        let pass = Pass { threads: self.threads, quiet: self.output.quiet, rows_are_units };
        let at_reading = self.at_reading(files, instrument, &columns, &table, &[])?;
        let passed = pass.read((table, at_reading), answers, coder, &compiled, None)?;
        let Passed { mut table, tally, coding, weights, noticed } = passed;
        problems.append(table.take_problems());
        problems.append(read.notice(noticed));
        problems.append(coding.problems.clone());
        read.problems.append(problems);
        read.files.extend(table.files().iter().cloned());
        let design = match (rows_are_units, columns.design.weight) {
            (false, _) => Design::Clustered,
            (true, Some(_)) => Design::Weighted,
            (true, None) => Design::Plain,
        };
        Ok(Surveyed { compiled, adjusters, tally, coding, weights, design })
    }

    /// Adds up what answers are adjusted for.
    fn adjusters(&self, instrument: &Instrument, columns: &Columns, compiled: &mut Compiled) -> Result<Adjusters> {
        let (mut found, mut unknown) = (Vec::new(), Problems::default());
        for name in &self.adjust {
            let at = instrument.questions.iter().position(|q| q.id.eq_ignore_ascii_case(name.trim()));
            match at.filter(|q| columns.questions[*q].is_some()) {
                Some(question) => found.extend(compiled.covariates(instrument, question)),
                None => {
                    let answered = (0..instrument.questions.len()).filter(|q| columns.questions[*q].is_some());
                    let known = answered.map(|q| instrument.questions[q].id.clone()).collect();
                    unknown
                        .add(Problem::new(Code::NoSuchAdjuster, At::default(), quoted(name)).hint(Hint::OneOf(known)));
                }
            }
        }
        if unknown.is_empty() { Ok(Adjusters(found)) } else { Err(unknown.into()) }
    }

    fn choices(&self) -> Choices {
        Choices {
            benchmark: match self.benchmark {
                BenchmarkChoice::Peers => BenchmarkKind::Peers,
                BenchmarkChoice::Target => BenchmarkKind::Target,
                BenchmarkChoice::BestQuarter => BenchmarkKind::BestQuarter,
                BenchmarkChoice::Previous => BenchmarkKind::Previous,
            },
            over_dispersion: match self.over_dispersion {
                OverDispersionChoice::Additive => OverDispersion::Additive,
                OverDispersionChoice::Multiplicative => OverDispersion::Multiplicative,
                OverDispersionChoice::None => OverDispersion::None,
            },
            few: self.few,
            peers: self.peers(),
            adjust: self.adjust.clone(),
            stars: match self.stars {
                StarChoice::None => StarRule::None,
                StarChoice::Three => StarRule::Three,
                StarChoice::Five => StarRule::Five,
            },
            reliability: self.reliability,
            ranks_up_to: self.ranks_up_to,
            level: self.level,
            public: self.public,
        }
    }

    /// The options that numbers or words depend on, as they were given or by default.
    fn command(&self) -> Vec<(String, String)> {
        let choices = self.choices();
        let mut options = vec![
            ("instrument".to_string(), self.instrument.clone()),
            ("peers".into(), self.peers.join(",")),
            ("benchmark".into(), choices.benchmark.name().into()),
            ("over-dispersion".into(), choices.over_dispersion.name().into()),
            ("few".into(), self.few.to_string()),
            ("level".into(), self.level.to_string()),
            ("stars".into(), choices.stars.name().into()),
            ("reliability".into(), self.reliability.to_string()),
            ("ranks-up-to".into(), self.ranks_up_to.to_string()),
            ("public".into(), self.public.to_string()),
        ];
        let given = [
            ("checklist-instrument", &self.checklist_instrument),
            ("facility", &self.facility),
            ("places", &self.places),
            ("weight", &self.weight),
            ("cluster", &self.cluster),
            ("round", &self.round),
        ];
        options.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_string(), value.clone()?))));
        options.extend((!self.adjust.is_empty()).then(|| ("adjust".to_string(), self.adjust.join(","))));
        options.extend(self.as_of.map(|day| ("as-of".to_string(), day.to_string())));
        options.extend(self.targets.iter().map(|file| ("targets".to_string(), file.display().to_string())));
        options.extend(self.corrections.iter().map(|file| ("corrections".to_string(), file.display().to_string())));
        options
    }
}

fn places(table: &Table) -> Vec<At> {
    table.files().iter().map(|f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) }).collect()
}

/// The questions without a column in one line: a comparison is often about a few of them.
fn in_one_line(problems: Problems) -> Problems {
    let (mut rest, mut lacking) = (Problems::default(), Vec::new());
    for group in problems.grouped() {
        match group.first.code {
            Code::QuestionWithoutColumn => lacking.push(group.first.found.clone()),
            _ => rest.add(group.first),
        }
    }
    if !lacking.is_empty() {
        rest.add(Problem::new(Code::QuestionsWithoutColumn, At::default(), lacking.join(", ")));
    }
    rest
}

/// Stops where a column that the user named isn't there, or none says which facility a row is about.
fn check(columns: &Columns, table: &Table, headers: &[String], problems: &Problems) -> Result<()> {
    let at = places(table).into_iter().next().unwrap_or_default();
    let fatal = |code| matches!(code, Code::NoSuchColumn | Code::SeveralKeyColumns);
    let mut named = Problems::default();
    problems.grouped().into_iter().filter(|g| fatal(g.first.code)).for_each(|g| named.add(g.first));
    if !named.is_empty() {
        return Err(named.into());
    }
    if columns.facility.is_none() {
        return Err(Problem::new(Code::NoFacilityColumn, at, "").hint(Hint::OneOf(headers.to_vec())).into());
    }
    if columns.questions.iter().flatten().next().is_none() {
        return Err(Problem::new(Code::NoQuestionColumn, at, "").into());
    }
    Ok(())
}

/// The problem of facilities of which nobody knows whose peers they are.
fn no_peers(lacking: &[String]) -> Problem {
    let hint = Hint::advice(
        "--facilities гэж бүртгэлийг зааж өгнө үү; эсвэл --peers none гэвэл бүгдийг хооронд нь харьцуулна.",
        "Name a register with --facilities, or say --peers none to compare all with all.",
    );
    Problem::new(Code::PeersUnknown, At::default(), lacking.join(", ")).hint(hint)
}

/// Stops where nobody has peers, so that nothing would be compared, or where no figure has a target.
fn refuse_strangers(comparison: &Comparison, args: &Args) -> Result<()> {
    if comparison.groups.is_empty() {
        let lacking: Vec<String> = args.peers().iter().map(|p| quoted(p)).collect();
        return Err(no_peers(&lacking).into());
    }
    let held = comparison.panels.iter().flat_map(|p| &p.entries).any(|e| e.benchmark.is_some());
    if comparison.choices.benchmark == BenchmarkKind::Target && !held && comparison.norms.is_empty() {
        return Err(Problem::new(Code::NothingToHoldAgainst, At::default(), "").into());
    }
    Ok(())
}

fn asked(instrument: Option<&Instrument>, list: Option<&ChecklistInstrument>) -> Vec<Asked> {
    let asked = |asks: &Instrument, origin| Asked {
        id: asks.id.clone(),
        version: asks.version.clone(),
        title: asks.title.clone(),
        origin,
        words: asks.words.clone(),
    };
    let survey = instrument.map(|i| asked(i, Origin::Survey));
    survey.into_iter().chain(list.map(|list| asked(&list.asks, Origin::Checklist))).collect()
}

/// What was found, on standard error.
fn summarise(comparison: &Comparison) {
    let with_data = comparison.facilities.iter().filter(|f| f.answers + f.visits > 0).count();
    let (all, groups) = (comparison.facilities.len(), comparison.groups.len());
    shell::say(format_args!(
        "{with_data} of {all} facilities have data; {groups} peer groups; {} figures",
        comparison.figures.len()
    ));
    for (signal, word) in [(Signal::Support, "needs support"), (Signal::Learn, "to learn from")] {
        for (facility, figures) in signalled(comparison, signal) {
            let name = &comparison.facilities[facility];
            let called = name.name.get(Lang::En);
            shell::say(format_args!("{word}: {called} ({}): {}", name.id, figures.join(", ")));
        }
    }
    let small = comparison.facilities.iter().enumerate().filter(|(at, f)| f.answers > 0 && too_small(comparison, *at));
    let small: Vec<&str> = small.map(|(_, f)| f.id.as_str()).collect();
    if !small.is_empty() {
        shell::say(format_args!("too small to tell on every figure of the survey: {}", small.join(", ")));
    }
}

/// Each facility with the figures that give it a signal.
fn signalled(comparison: &Comparison, signal: Signal) -> Vec<(usize, Vec<String>)> {
    let mut found: std::collections::BTreeMap<usize, Vec<String>> = Default::default();
    for panel in &comparison.panels {
        for entry in panel.entries.iter().filter(|e| e.signal == Some(signal)) {
            found.entry(entry.facility).or_default().push(comparison.figures[panel.figure].id.clone());
        }
    }
    found.into_iter().collect()
}

fn too_small(comparison: &Comparison, facility: usize) -> bool {
    let survey = |figure: usize| comparison.figures[figure].origin == Origin::Survey;
    let mut entries = (comparison.panels.iter().filter(|p| survey(p.figure)))
        .flat_map(|p| p.entries.iter().filter(|e| e.facility == facility));
    entries.all(|e| matches!(e.standing, Standing::TooSmall | Standing::NoData | Standing::Withheld))
}
