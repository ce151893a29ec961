//! `masam actions`: what was promised in the action plans, by whom until when, and what has become of it.

use std::path::PathBuf;

use clap::ValueEnum;

use super::books::{self, BookArgs, Books};
use super::output::{self, OutputArgs};
use super::scorecard::{actions, outcome};
use super::{Outcome, Result, shell};
use crate::places::{Context, PlaceId, resolve};
use crate::problem::{At, Problems};
use crate::report::scorecard::{self, ActionFilter, Source, Stage};
use crate::scorecard::results::Consolidation;
use crate::scorecard::session::Level;

/// Follow up the action plans of community scorecards.
///
/// Reads the same books as masam scorecard and lists the actions of all facilities and rounds as one register: what is
/// overdue, carried over, repeated or done without evidence, and what each level has to solve.
///
/// masam actions filled/ --as-of 2026-12-31 --level aimag --status overdue
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    books: BookArgs,
    /// Only actions that these levels can solve
    #[arg(long, value_enum, value_name = "LEVEL,…", value_delimiter = ',', help_heading = "Which actions")]
    level: Vec<LevelChoice>,
    /// Only actions that are as far as this; open is planned or under way
    #[arg(long, value_enum, value_name = "STATUS,…", value_delimiter = ',', help_heading = "Which actions")]
    status: Vec<StageChoice>,
    /// Only those of facilities in these places, in any spelling
    #[arg(long, value_name = "PLACE,…", value_delimiter = ',', help_heading = "Which actions")]
    place: Vec<String>,
    /// Only those of these facilities, by their identifiers
    #[arg(long, value_name = "ID,…", value_delimiter = ',', help_heading = "Which actions")]
    facility: Vec<String>,
    /// What is written: md, csv, json, xlsx
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "md", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", default_value = "-", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LevelChoice {
    /// the facility itself
    Facility,
    /// the soum or khoroo
    Soum,
    /// the aimag or the capital
    Aimag,
    /// the ministry or parliament
    Ministry,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StageChoice {
    /// agreed
    Planned,
    /// begun
    UnderWay,
    /// done
    Done,
    /// given up
    Dropped,
    /// planned or under way
    Open,
    /// open past its deadline on the day of --as-of
    Overdue,
}

impl From<LevelChoice> for Level {
    fn from(choice: LevelChoice) -> Level {
        match choice {
            LevelChoice::Facility => Level::Facility,
            LevelChoice::Soum => Level::Soum,
            LevelChoice::Aimag => Level::Aimag,
            LevelChoice::Ministry => Level::Ministry,
        }
    }
}

impl From<StageChoice> for Stage {
    fn from(choice: StageChoice) -> Stage {
        use crate::scorecard::session::Status;
        match choice {
            StageChoice::Planned => Stage::Is(Status::Planned),
            StageChoice::UnderWay => Stage::Is(Status::UnderWay),
            StageChoice::Done => Stage::Is(Status::Done),
            StageChoice::Dropped => Stage::Is(Status::Dropped),
            StageChoice::Open => Stage::Open,
            StageChoice::Overdue => Stage::Overdue,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let formats = output::formats(&args.format)?;
    let target = shell::claim(&args.out, formats.len() > 1, formats[0].extension, args.output.force)?;
    args.books.spare(&target)?;
    let settings = args.output.settings(args.books.threads())?;
    let filter = args.filter()?;
    // Scores have no part in the register, so how they are put together doesn't matter.
    let books = books::read(&args.books, Consolidation::Mean, 0.0, &[&args.out], args.output.quiet)?;
    let source =
        Source { problems: &books.problems, files: books.files, command: args.command(&books), most_sheets: 0 };
    let report = scorecard::actions(&books.cards, &books.set, &filter, &source);
    let stem = target.stem(&format!("{}-actions", books.cards.instrument.id));
    let saved = shell::save(&output::render(report, &formats, &settings, &stem)?, &target, args.output.force)?;
    if !args.output.quiet {
        shell::show_problems(&books.problems);
        shell::say(actions(&books));
        shell::say_written(&saved);
    }
    Ok(outcome(&books))
}

impl Args {
    fn filter(&self) -> Result<ActionFilter> {
        Ok(ActionFilter {
            levels: self.level.iter().map(|l| Level::from(*l)).collect(),
            stages: self.status.iter().map(|s| Stage::from(*s)).collect(),
            places: places(&self.place)?,
            facilities: self.facility.clone(),
            rounds: Vec::new(),
        })
    }

    fn command(&self, books: &Books) -> Vec<(String, String)> {
        let mut options = self.books.command(&books.cards.instrument);
        let joined = |names: Vec<String>| (!names.is_empty()).then(|| names.join(","));
        let given = [
            ("level", joined(self.level.iter().map(name).collect())),
            ("status", joined(self.status.iter().map(name).collect())),
            ("place", joined(self.place.clone())),
            ("facility", joined(self.facility.clone())),
        ];
        options.extend(given.into_iter().filter_map(|(name, value)| Some((name.to_string(), value?))));
        options
    }
}

fn name(choice: &impl ValueEnum) -> String {
    choice.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default()
}

/// The places of these spellings; one that could be several, or none, is refused.
fn places(texts: &[String]) -> Result<Vec<PlaceId>> {
    let mut places = Vec::new();
    let mut wrong = Problems::default();
    for text in texts {
        let found = resolve(text, &Context::any());
        match found.place() {
            Some(place) => places.push(place),
            None => found.problem(At::default(), text).into_iter().for_each(|p| wrong.add(p)),
        }
    }
    if wrong.is_empty() { Ok(places) } else { Err(wrong.into()) }
}
