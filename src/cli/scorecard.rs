//! `masam scorecard`: from filled workbooks to the community scorecards of facilities.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::ValueEnum;

use super::books::{self, BookArgs, Books};
use super::output::{self, OutputArgs};
use super::shell;
use super::{Outcome, Result};
use crate::problem::Severity;
use crate::render::{self, Shows};
use crate::report::pages::Wanted;
use crate::report::scorecard::{self, Source};
use crate::scorecard::results::{Consolidation, FacilityStatus, State};

/// Make community scorecards from filled workbooks.
///
/// Reads the workbooks of facilities, one for each facility and round, as they came back from the field, and writes the
/// consolidated scores, the gaps between community and provider, what was agreed, the action plans with what is overdue,
/// and who has sent what. A book that can't be read stops nothing: it is listed.
///
/// masam scorecard filled/ --facilities facilities.csv --as-of 2026-06-30 --out scorecard.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    books: BookArgs,
    /// How the scores of the groups become one
    #[arg(long, value_enum, default_value = "mean", help_heading = "Scores")]
    consolidate: Consolidate,
    /// Gaps from this size on are flagged, in points of 100
    #[arg(long, value_name = "POINTS", default_value_t = 20.0, value_parser = points, help_heading = "Scores")]
    flag: f64,
    /// Facilities with a sheet of their own; beyond them the index and its filters have to do
    #[arg(long, value_name = "N", default_value_t = 30, help_heading = "Output")]
    most_sheets: usize,
    /// Write a page for each facility to print for its meeting as well: another workbook
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    meeting_sheets: Option<PathBuf>,
    /// What is written: xlsx, csv, json, md, html
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "xlsx", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Consolidate {
    /// their mean: every group weighs the same
    Mean,
    /// their median
    Median,
    /// their mean, weighted by the people present
    Present,
    /// the score agreed at the interface meeting
    Agreed,
}

impl From<Consolidate> for Consolidation {
    fn from(choice: Consolidate) -> Consolidation {
        match choice {
            Consolidate::Mean => Consolidation::Mean,
            Consolidate::Median => Consolidation::Median,
            Consolidate::Present => Consolidation::Present,
            Consolidate::Agreed => Consolidation::Agreed,
        }
    }
}

fn points(text: &str) -> std::result::Result<f64, String> {
    match text.parse() {
        Ok(points) if (0.0..=100.0).contains(&points) => Ok(points),
        _ => Err("it must be a number from 0 to 100".into()),
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let formats = output::formats(&args.format)?;
    let force = args.output.force;
    let target = shell::claim(&args.out, formats.len() > 1, formats[0].extension, force)?;
    let sheets = args.meeting_sheets.as_deref().map(|path| shell::claim(path, false, "xlsx", force)).transpose()?;
    for target in [&target].into_iter().chain(&sheets) {
        args.books.spare(target)?;
    }
    if args.meeting_sheets.as_ref() == Some(&args.out) {
        bail!("--out and --meeting-sheets are the same file: they are two workbooks");
    }
    let settings = args.output.settings_for(&target, args.books.threads())?;
    let outputs: Vec<&Path> = [&args.out].into_iter().chain(&args.meeting_sheets).map(PathBuf::as_path).collect();

    let books = books::read(&args.books, args.consolidate.into(), args.flag, &outputs, args.output.quiet)?;
    let source = Source {
        problems: &books.problems,
        files: books.files,
        command: args.command(&books),
        most_sheets: args.most_sheets,
    };
    let wanted = Wanted {
        sections: output::shows(&formats, Shows::Sections),
        estimates: output::shows(&formats, Shows::Estimates),
        profiles: 0,
    };
    let report = scorecard::report(&books.cards, &books.set, &source, wanted);
    let stem = target.stem(&format!("{}-cards", books.cards.instrument.id));
    let others: Vec<String> = report.tidy.iter().skip(1).map(|table| table.id.clone()).collect();
    let bundle = output::render(report, &formats, &settings, &stem)?;
    let mut saved = shell::save(&bundle, &target, force)?;
    if let Some(target) = &sheets {
        let meeting = scorecard::meeting(&books.cards, &source);
        let formats = [render::format("xlsx")?];
        let stem = target.stem(&format!("{}-meetings", books.cards.instrument.id));
        saved.extend(shell::save(&render::render(&meeting, &formats, &settings, &stem)?, target, force)?);
    }
    if !args.output.quiet {
        summarise(&books, &saved);
        if output::is_lone_table(&formats, &settings) && !others.is_empty() {
            let others = others.join(", ");
            shell::say(format_args!("not on standard output: {others}; name a folder to get these tables too"));
        }
    }
    Ok(outcome(&books))
}

/// Whether something that was sent isn't in the result.
pub(crate) fn outcome(books: &Books) -> Outcome {
    let unreadable = books.cards.status.iter().any(|s| s.state == State::Unreadable);
    let left_out = unreadable || books.problems.count(Severity::Error) > 0;
    if left_out { Outcome::WithGaps } else { Outcome::Whole }
}

impl Args {
    fn command(&self, books: &Books) -> Vec<(String, String)> {
        let consolidate = self.consolidate.to_possible_value().map(|v| v.get_name().to_owned());
        let mut options = self.books.command(&books.cards.instrument);
        options.push(("consolidate".into(), consolidate.unwrap_or_default()));
        options.push(("flag".into(), self.flag.to_string()));
        options
    }
}

/// What was written, and what to look at, on standard error.
fn summarise(books: &Books, saved: &[PathBuf]) {
    shell::show_problems(&books.problems);
    for line in who_is_in(books) {
        shell::say(line);
    }
    let cards = &books.cards;
    let flagged = cards.cards.iter().flat_map(|c| &c.lines).filter(|l| l.gap.is_some_and(|g| g.flagged)).count();
    let open = cards.cards.iter().flat_map(|c| &c.lines).filter_map(|l| l.agreed.as_ref());
    let outside = open.filter(|a| a.between == Some(false) && a.score.reason.trim().is_empty()).count();
    let flag = cards.choices.flag;
    shell::say(format_args!("gaps between community and provider of {flag} points or more: {flagged}"));
    if outside > 0 {
        shell::say(format_args!("agreed scores outside both sides without a reason: {outside}"));
    }
    shell::say(actions(books));
    shell::say_written(saved);
}

/// How many files and facilities there are, and for each round who is missing.
fn who_is_in(books: &Books) -> Vec<String> {
    let cards = &books.cards;
    let passed_over = match books.passed_over {
        0 => String::new(),
        n => format!(" (others passed over: {n})"),
    };
    let used = cards.cards.len();
    let mut lines = vec![format!("files read: {}{passed_over}; scorecards: {used}", books.files)];
    let mut rounds: BTreeMap<usize, BTreeMap<State, Vec<&FacilityStatus>>> = BTreeMap::new();
    for status in &cards.status {
        if let Some(round) = status.round {
            let alike = rounds.entry(round.0).or_default().entry(status.state).or_default();
            // Two books of one facility that contradict each other are one facility.
            if status.facility.is_none() || alike.iter().all(|s: &&FacilityStatus| s.facility != status.facility) {
                alike.push(status);
            }
        }
    }
    for (round, states) in rounds {
        let all: usize = states.values().map(Vec::len).sum();
        let here: usize = [State::In, State::Incomplete].iter().filter_map(|s| states.get(s)).map(Vec::len).sum();
        let of = if books.registered {
            format!("{here} of {all} facilities are in")
        } else {
            if here == 1 { "1 facility".into() } else { format!("{here} facilities") }
        };
        let mut line = format!("round {}: {of}", cards.rounds[round]);
        let named = [
            ("incomplete", State::Incomplete),
            ("awaited", State::Awaited),
            ("late", State::Late),
            ("unreadable", State::Unreadable),
        ];
        for (word, state) in named {
            if let Some(these) = states.get(&state) {
                line += &format!("; {word}: {}", names(books, these));
            }
        }
        lines.push(line);
    }
    let unknown: Vec<String> =
        cards.status.iter().filter(|s| s.round.is_none()).flat_map(|s| s.files.clone()).collect();
    if !unknown.is_empty() {
        lines.push(format!("not used, round unknown: {}", unknown.join(", ")));
    }
    lines
}

/// The identifiers of facilities, not more than a line of them.
fn names(books: &Books, of: &[&FacilityStatus]) -> String {
    const MOST: usize = 12;
    let name = |s: &&FacilityStatus| match s.facility {
        Some(facility) => books.cards.facilities[facility.0].id.clone(),
        None => s.files.join(", "),
    };
    let mut names: Vec<String> = of.iter().take(MOST).map(name).collect();
    if of.len() > MOST {
        names.push(format!("and {} more", of.len() - MOST));
    }
    names.join(", ")
}

/// How far the promises are.
pub(crate) fn actions(books: &Books) -> String {
    let total = books.cards.actions.total;
    let choices = &books.cards.choices;
    let mut line = format!("actions: {}; done: {} of {} not dropped", total.all, total.done, total.all - total.dropped);
    match choices.as_of {
        Some(day) if choices.as_of_given => line += &format!("; overdue on {day}: {}", total.overdue),
        Some(day) => line += &format!("; overdue on {day}, the latest day in the books: {} (--as-of)", total.overdue),
        None => line += "; no day is known on which to judge deadlines (--as-of)",
    }
    line
}
