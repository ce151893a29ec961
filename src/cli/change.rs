//! `masam change`: what changed between rounds of a survey, and whether gaps became narrower.

use std::path::PathBuf;

use clap::ValueEnum;

use super::explain::{self, How};
use super::instrument::load;
use super::output::{self, OutputArgs};
use super::shell;
use super::survey::{Loaded, Subject, SurveyArgs, group_columns, leaves_out, say_corrections};
use super::weighting::{WeightingArgs, no_replicates, refuse_replicates};
use super::{Outcome, Result};
use crate::card::{self, Choices, Extent};
use crate::change::{self, Changes, Narrowing, Round};
use crate::coding::{Coding, GroupColumn};
use crate::design::{Recurring, Rounds, Unlike, recurring};
use crate::gap::Meaning;
use crate::lang::{Label, Lang};
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::render::Shows;
use crate::report::change::{Told, report};
use crate::report::pages::Wanted;
use crate::tally::Tally;
use crate::weighting::{Asked as Weighting, Weights};

/// Compare rounds of a survey: what got better or worse, and whether gaps became narrower.
///
/// Every file is a round, the earliest first; a round of several files is given with --round. Whether the rounds went to the
/// same clusters is found from the data and said. Only figures that mean the same in both rounds are compared; the others are
/// listed with the reason.
///
/// masam change round-1.xlsx round-2.xlsx --instrument health --out change.xlsx
///
/// Weights of each round can be made to give known totals of its population: --totals NAME=FILE holds for one round, --totals FILE
/// for all of them.
///
/// masam change --round 2025=a.csv --round 2026=b.csv -i health --rake sex --totals 2025=old.csv --totals 2026=new.csv --out change.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// One survey file, or tally of one, for each round, the earliest first
    #[arg(value_name = "FILE", required_unless_present = "rounds", conflicts_with = "rounds")]
    files: Vec<PathBuf>,
    /// A round by its name with its files, such as 2025=a.csv,b.csv; once for each round, the earliest first
    #[arg(long = "round", value_name = "NAME=FILE,…", help_heading = "Rounds")]
    rounds: Vec<String>,
    /// The instrument of an earlier round that was asked otherwise, such as 2024=old.toml
    #[arg(long, value_name = "NAME=ID|PATH", help_heading = "Rounds")]
    instrument_of: Vec<String>,
    /// Whether the rounds went to the same clusters
    #[arg(long, value_enum, default_value = "auto", help_heading = "Rounds")]
    clusters: ClustersChoice,
    #[command(flatten)]
    survey: SurveyArgs,
    #[command(flatten)]
    weighting: WeightingArgs,
    /// What is written: xlsx, csv, sdmx, json, md, html
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "xlsx", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", required_unless_present = "explain", help_heading = "Output")]
    out: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ClustersChoice {
    /// the same, if at least half of their labels recur
    Auto,
    /// the same: labels that recur are the same clusters
    Same,
    /// new ones: labels that recur mean nothing
    New,
}

/// A round before it is read.
struct Asked {
    name: String,
    files: Vec<PathBuf>,
    corrections: Vec<PathBuf>,
    /// Known totals of its population.
    totals: Vec<PathBuf>,
    subject: Subject,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    if args.survey.of.explain {
        return args.explain();
    }
    let formats = output::formats(&args.format)?;
    let target =
        shell::claim(output::out(args.out.as_deref()), formats.len() > 1, formats[0].extension, args.output.force)?;
    let threads = usize::from(args.survey.of.threads);
    let settings = args.output.settings_for(&target, threads)?;
    output::name_sources(&formats, &settings);
    let asked = args.asked()?;
    let files: Vec<PathBuf> = asked.iter().flat_map(|round| round.files.clone()).collect();
    shell::each_once(&files)?;
    let beside = asked.iter().flat_map(|round| round.corrections.iter().chain(&round.totals).cloned());
    shell::spare(&target, &files.iter().cloned().chain(beside).collect::<Vec<_>>())?;

    let mut loaded = args.read(&asked)?;
    let sizes: Vec<Recurring> =
        loaded.windows(2).map(|two| recurring(&two[0].coding.units, &two[1].coding.units)).collect();
    let how = args.how(&loaded, &sizes);
    let last = asked.len() - 1;
    let lonely = args.survey.choices(&asked[last].subject.instrument).rules.variance.lonely;
    let mut parts: Vec<(&mut Tally, &mut Coding, &mut Weights)> =
        loaded.iter_mut().map(|round| (&mut round.tally, &mut round.coding, &mut round.weights)).collect();
    change::stack(&mut parts, how, lonely).map_err(|why| unlike(why, &asked))?;

    let rounds: Vec<Round> = loaded
        .iter()
        .zip(&asked)
        .enumerate()
        .map(|(at, (loaded, asked))| {
            // Only gaps of the last round are followed back.
            let choices = args.survey.choices(&asked.subject.instrument);
            let choices = if at == last { choices } else { no_gaps(choices) };
            let survey = loaded.survey(&asked.subject, choices);
            let computed = card::compute_all(&survey, Extent::Everything, threads);
            let has_column = loaded.columns.questions.iter().map(Option::is_some).collect();
            Round { name: asked.name.clone(), survey, computed, asked: has_column }
        })
        .collect();
    let changes = change::compute(&rounds, how);
    let warned = warnings(&rounds, &changes, &loaded);
    let sources: Vec<_> = loaded
        .iter()
        .zip(&asked)
        .map(|(l, a)| l.source(Some(a.name.clone()), args.survey.command(&a.subject)))
        .collect();
    let told = Told {
        sources: &sources,
        how,
        given: args.clusters != ClustersChoice::Auto,
        recurring: &sizes,
        warnings: warned.grouped().iter().map(|g| sentence(&g.first)).collect(),
        command: args.command(&asked, how),
    };
    let shows = |what| output::shows(&formats, what);
    let wanted = Wanted { sections: shows(Shows::Sections), estimates: shows(Shows::Estimates), profiles: 0 };
    let made = report(&rounds, &changes, &told, wanted);
    let stem = format!("{}-change", asked[last].subject.short_name());
    let bundle = output::render(made, &formats, &settings, &target.stem(&stem))?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    let mut problems = Problems::default();
    problems.append(warned.clone());
    loaded.iter().for_each(|round| problems.append(round.problems.clone()));
    if !args.output.quiet {
        shell::show_problems_for(&problems, args.survey.is_public());
        loaded.iter().for_each(|round| say_corrections(round.corrections.as_deref()));
        summarise(&changes, (how, &sizes), &saved);
    }
    let closed = rounds.iter().flat_map(|r| &r.computed.card.findings);
    let withheld = closed.into_iter().any(|f| f.visible().is_none() && f.estimate.is_ok());
    Ok(if leaves_out(&problems) || withheld { Outcome::WithGaps } else { Outcome::Whole })
}

fn no_gaps(choices: Choices) -> Choices {
    Choices { benchmarks: Vec::new(), between: Some(Vec::new()), ..choices }
}

impl Args {
    /// The rounds with their names, files and instruments.
    fn asked(&self) -> Result<Vec<Asked>> {
        let mut problems = Problems::default();
        let mut named: Vec<(String, Vec<PathBuf>)> = Vec::new();
        for file in &self.files {
            named.push((file_stem(file), vec![file.clone()]));
        }
        for round in &self.rounds {
            match round.split_once('=') {
                Some((name, files)) if !name.is_empty() && !files.is_empty() => {
                    named.push((name.to_string(), files.split(',').map(PathBuf::from).collect()));
                }
                Some(_) | None => problems.add(Problem::new(Code::BadRound, At::default(), quoted(round))),
            }
        }
        let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
        if let Some(name) = (1..names.len()).find(|at| names[..*at].contains(&names[*at])).map(|at| names[at]) {
            problems.add(Problem::new(Code::RoundTwice, At::default(), quoted(name)));
        }
        if named.len() < 2 && problems.is_empty() {
            problems.add(Problem::new(Code::OneRound, At::default(), ""));
        }
        let known = || named.iter().map(|(name, _)| name.clone()).collect();
        let mut of: Vec<(&str, &str)> = Vec::new();
        for text in &self.instrument_of {
            match text.split_once('=') {
                Some((name, instrument)) if names.contains(&name) => of.push((name, instrument)),
                Some((name, _)) => {
                    problems
                        .add(Problem::new(Code::NoSuchRound, At::default(), quoted(name)).hint(Hint::OneOf(known())));
                }
                None => problems
                    .add(Problem::new(Code::NoSuchRound, At::default(), quoted(text)).hint(Hint::OneOf(known()))),
            }
        }
        // Totals of a round, or of all.
        let totals: Vec<(Option<&str>, PathBuf)> = self
            .weighting
            .files()
            .iter()
            .map(|file| {
                let of_round = file.to_str().and_then(|text| text.split_once('='));
                match of_round.filter(|(name, _)| names.contains(name)) {
                    Some((name, file)) => (Some(name), file.into()),
                    None => {
                        if let Some((name, _)) = of_round.filter(|_| !file.exists()) {
                            let problem = Problem::new(Code::NoSuchRound, At::default(), quoted(name));
                            problems.add(problem.hint(Hint::OneOf(known())));
                        }
                        (None, file.clone())
                    }
                }
            })
            .collect();
        let mut corrections: Vec<(&str, PathBuf)> = Vec::new();
        for text in &self.survey.of.corrections {
            match text.split_once('=').filter(|(name, _)| names.contains(name)) {
                Some((name, file)) => corrections.push((name, file.into())),
                None => {
                    let problem = Problem::new(Code::CorrectionsOfRound, At::default(), quoted(text));
                    problems.add(problem.hint(Hint::OneOf(known())));
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems.into());
        }
        let of_round =
            |name: &str| corrections.iter().filter(|(of, _)| *of == name).map(|(_, file)| file.clone()).collect();
        named
            .iter()
            .map(|(name, files)| {
                let mut subject = self.survey.subject(files)?;
                if let Some((_, instrument)) = of.iter().find(|(of, _)| of == name) {
                    subject.instrument = load(instrument)?;
                }
                refuse_replicates(&subject.instrument, "masam change")?;
                let totals = totals.iter().filter(|(of, _)| of.is_none_or(|of| of == name));
                let totals = totals.map(|(_, file)| file.clone()).collect();
                Ok(Asked { name: name.clone(), files: files.clone(), corrections: of_round(name), totals, subject })
            })
            .collect()
    }

    /// How every round is read, one after the other.
    fn explain(&self) -> Result<Outcome> {
        let mut all = Outcome::Whole;
        let langs = self.output.langs();
        let how = How::in_words(langs.first().copied().unwrap_or(Lang::Mn));
        for Asked { name, files, corrections, subject, .. } in self.asked()? {
            shell::print(&format!("{name}\n"))?;
            let opened = self.survey.of.open_with(&files, &corrections, &subject)?;
            if let Outcome::WithGaps = explain::run(opened, &subject, &how)? {
                all = Outcome::WithGaps;
            }
        }
        Ok(all)
    }

    /// Reads every round, broken down by the groupings that all of them have.
    fn read(&self, asked: &[Asked]) -> Result<Vec<Loaded>> {
        let mut opened = Vec::new();
        for round in asked {
            let weighting = self.weighting.of_round(&round.totals)?;
            if let Weighting::Given(_) = weighting {
                return Err(no_replicates("--replicates", "masam change").into());
            }
            let of_round = self.survey.of.open_with(&round.files, &round.corrections, &round.subject)?;
            opened.push(of_round.with_weighting(weighting)?);
        }
        let mut groups: Vec<Vec<GroupColumn>> = Vec::new();
        for (opened, round) in opened.iter().zip(asked) {
            groups.push(group_columns(self.survey.of.by.as_deref(), &round.subject.instrument, &[opened])?);
        }
        let read = opened.into_iter().zip(asked).zip(groups);
        read.map(|((opened, round), groups)| self.survey.read_rows(opened, &round.subject, groups, self.output.quiet))
            .collect()
    }

    /// Whether the rounds went to the same clusters; without columns of clusters they didn't.
    fn how(&self, loaded: &[Loaded], sizes: &[Recurring]) -> Rounds {
        let labelled = loaded.iter().all(|round| !round.columns.design.clusters.is_empty());
        match self.clusters {
            ClustersChoice::Same if labelled => Rounds::SameClusters,
            ClustersChoice::Auto if labelled && sizes.iter().all(|size| size.says() == Rounds::SameClusters) => {
                Rounds::SameClusters
            }
            ClustersChoice::Same | ClustersChoice::Auto | ClustersChoice::New => Rounds::NewClusters,
        }
    }

    /// The options that numbers or words depend on.
    fn command(&self, asked: &[Asked], how: Rounds) -> Vec<(String, String)> {
        let mut options = asked.last().map(|last| self.survey.command(&last.subject)).unwrap_or_default();
        let clusters = match how {
            Rounds::SameClusters => "same",
            Rounds::NewClusters => "new",
        };
        options.push(("clusters".into(), clusters.into()));
        options.extend(self.weighting.command());
        options.extend(asked.iter().map(|round| ("round".to_string(), round.name.clone())));
        options.extend(self.instrument_of.iter().map(|of| ("instrument-of".to_string(), of.clone())));
        options
    }
}

fn file_stem(file: &std::path::Path) -> String {
    file.file_stem().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// Designs that can't be stacked.
fn unlike(why: Unlike, asked: &[Asked]) -> anyhow::Error {
    let names: Vec<&str> = asked.iter().map(|round| round.name.as_str()).collect();
    let code = match why {
        Unlike::Stages => Code::RoundsOfOtherStages,
        Unlike::Populations => Code::RoundsOfOtherPopulations,
        Unlike::TooMany => Code::RoundsDrewTooMany,
    };
    Problem::new(code, At::default(), names.join(", ")).into()
}

/// What somebody should look at before believing a change.
fn warnings(rounds: &[Round], changes: &Changes, loaded: &[Loaded]) -> Problems {
    let mut warned = Problems::default();
    let mut warn = |code, found: String| warned.add(Problem::new(code, At::default(), found));
    let two = |(a, b): (usize, usize)| format!("{}, {}", quoted(&rounds[a].name), quoted(&rounds[b].name));
    for pair in change::pairs(rounds.len()) {
        let mut of = changes.changes.iter().filter(|change| change.rounds == pair).peekable();
        if of.peek().is_some() && of.all(|change| change.difference.value == 0.0) {
            warn(Code::SameRounds, two(pair));
        }
    }
    // A year or a number in a name: 2025, round-2.
    let number = |name: &str| name.rsplit(|c: char| !c.is_ascii_digit()).find(|n| !n.is_empty())?.parse::<u64>().ok();
    let numbers: Option<Vec<u64>> = rounds.iter().map(|round| number(&round.name)).collect();
    if numbers.is_some_and(|numbers| numbers.windows(2).any(|two| two[0] > two[1])) {
        let names: Vec<&str> = rounds.iter().map(|round| round.name.as_str()).collect();
        warn(Code::RoundsCountDown, names.join(", "));
    }
    let with = |round: &Round, at: &usize| round.computed.card.with_data.contains(at);
    let members = rounds.last().map_or(&[][..], |round| round.survey.set.members());
    let some: Vec<String> = (0..members.len())
        .filter(|at| rounds.iter().any(|round| with(round, at)) && !rounds.iter().all(|round| with(round, at)))
        .map(|at| {
            let name = &members[at].place.place().name;
            format!("{} / {}", name.mn, name.en)
        })
        .collect();
    if !some.is_empty() {
        warn(Code::RoundsOfOtherPlaces, some.join(", "));
    }
    for (round, loaded) in rounds.iter().zip(loaded) {
        if loaded.columns.design.clusters.is_empty() {
            warn(Code::RoundWithoutClusters, quoted(&round.name));
        }
    }
    warned
}

fn sentence(problem: &Problem) -> Label {
    Label::new(problem.sentence(Lang::Mn), problem.sentence(Lang::En))
}

/// What was written, and what is clear, on standard error.
fn summarise(changes: &Changes, (how, sizes): (Rounds, &[Recurring]), saved: &[PathBuf]) {
    let said = match how {
        Rounds::SameClusters => "the same",
        Rounds::NewClusters => "new",
    };
    let found: Vec<String> =
        sizes.iter().map(|s| format!("{} of {} and {} recur", s.both, s.first, s.second)).collect();
    shell::say(format_args!("clusters: {said} ({})", found.join("; ")));
    let clear = |meaning| changes.changes.iter().filter(|change| change.meaning == meaning).count();
    let gaps = |of| changes.gaps.iter().filter(|gap| gap.narrowing == of).count();
    shell::say(format_args!(
        "{} changes: {} clearly better, {} clearly worse; {} gaps: {} narrower, {} wider; {} things not compared",
        changes.changes.len(),
        clear(Meaning::Better),
        clear(Meaning::Worse),
        changes.gaps.len(),
        gaps(Narrowing::Narrower),
        gaps(Narrowing::Wider),
        changes.left_out.len(),
    ));
    shell::say_written(saved);
}
