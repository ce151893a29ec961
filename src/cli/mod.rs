//! The command line: one file per subcommand, and the only place that touches disk, clock, terminal and environment.
//!
//! Exit codes: 0 all is well; 1 nothing was made because something stands in the way; 2 the command itself is wrong;
//! 3 the output was made, but something was left out or withheld, and the messages say what.

mod actions;
mod books;
mod caught;
mod change;
mod check;
mod compare;
mod completions;
mod dictionary;
mod errors;
mod estimate;
mod explain;
mod forum;
mod gaps;
mod help;
mod instrument;
mod lines;
mod output;
mod pass;
mod places;
mod poster;
mod priorities;
mod project;
mod report_card;
mod sample;
mod scorecard;
mod shell;
mod survey;
mod tally;
mod template;
mod to_xlsform;
mod view;
mod walk;
mod weighting;
mod words;
mod xlsform;

use std::process::ExitCode;

use clap::{FromArgMatches, Parser, Subcommand};

use crate::problem::{Problem, Problems};
use crate::toml_file::Faults;

/// Citizen report cards and community scorecards from spreadsheets.
///
/// Turns answers of service users into indicator scores, gaps, intervals and bases for the places of Mongolia, and filled
/// scorecard workbooks into consolidated scores, gaps and the follow-up of what was promised.
#[derive(Debug, Parser)]
#[command(name = "masam", version, arg_required_else_help = true, infer_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    ReportCard(Box<report_card::Args>),
    Check(Box<check::Args>),
    Tally(Box<tally::Args>),
    Scorecard(Box<scorecard::Args>),
    Compare(Box<compare::Args>),
    Gaps(Box<gaps::Args>),
    Change(Box<change::Args>),
    Forum(Box<forum::Args>),
    Poster(Box<poster::Args>),
    Actions(Box<actions::Args>),
    View(view::Args),
    Estimate(Box<estimate::Args>),
    Sample(sample::Args),
    Places(places::Args),
    Instrument(instrument::Args),
    Template(template::Args),
    New(project::new::Args),
    Run(project::run::Args),
    Status(project::status::Args),
    Verify(project::verify::Args),
    Completions(completions::Args),
    Man(completions::ManArgs),
}

/// How a run ended that made what it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Whole,
    /// Something was left out or withheld.
    WithGaps,
    /// Nothing was made; what stands in the way was said.
    Refused,
}

/// Runs the command of this process.
pub fn main() -> ExitCode {
    stay_quiet_about_damaged_workbooks();
    let given = help::command().get_matches_from(arguments());
    shell::be_quiet(is_quiet(&given));
    let cli = Cli::from_arg_matches(&given).unwrap_or_else(|wrong| wrong.exit());
    match dispatch(cli.command) {
        Ok(Outcome::Whole) => ExitCode::SUCCESS,
        Ok(Outcome::WithGaps) => ExitCode::from(3),
        Ok(Outcome::Refused) => ExitCode::FAILURE,
        Err(error) => match error.downcast::<clap::Error>() {
            // The command itself is wrong, which only its files could tell.
            Ok(wrong) => wrong.exit(),
            Err(error) => {
                shell::show_error(&error);
                ExitCode::FAILURE
            }
        },
    }
}

/// The words of the command line. Where the shell hands over `*.csv` as it was typed, it is made into the files that it means.
#[cfg(windows)]
fn arguments() -> impl Iterator<Item = std::ffi::OsString> {
    wild::args_os()
}

/// The words of the command line, in which the shell has put files for `*.csv`.
#[cfg(not(windows))]
fn arguments() -> impl Iterator<Item = std::ffi::OsString> {
    std::env::args_os()
}

/// Whether the command was given --quiet.
fn is_quiet(given: &clap::ArgMatches) -> bool {
    let below = given.subcommand().is_some_and(|(_, below)| is_quiet(below));
    below || matches!(given.try_get_one::<bool>("quiet"), Ok(Some(true)))
}

/// Runs a command, whoever asked for it.
fn dispatch(command: Command) -> Result<Outcome> {
    match command {
        Command::ReportCard(args) => report_card::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Tally(args) => tally::run(&args),
        Command::Scorecard(args) => scorecard::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Gaps(args) => gaps::run(&args),
        Command::Change(args) => change::run(&args),
        Command::Forum(args) => forum::run(&args),
        Command::Poster(args) => poster::run(&args),
        Command::Actions(args) => actions::run(&args),
        Command::View(args) => view::run(&args),
        Command::Estimate(args) => estimate::run(&args),
        Command::Sample(args) => sample::run(&args),
        Command::Places(args) => places::run(&args),
        Command::Instrument(args) => instrument::run(&args),
        Command::Template(args) => template::run(&args),
        Command::New(args) => project::new::run(&args),
        Command::Run(args) => project::run::run(&args),
        Command::Status(args) => project::status::run(&args),
        Command::Verify(args) => project::verify::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => completions::man(&args),
    }
}

/// A reader of workbooks that can't go on is caught, and the damage told in a message: its own words would only be in the way.
fn stay_quiet_about_damaged_workbooks() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !crate::table::is_guarded() {
            usual(panic);
        }
    }));
}

/// An error is a problem of the input, a collection of them, or the system's own words.
pub(crate) type Result<T> = std::result::Result<T, anyhow::Error>;

fn is_about_input(error: &anyhow::Error) -> bool {
    error.is::<Problem>() || error.is::<Problems>() || error.is::<Faults>()
}
