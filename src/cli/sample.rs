//! `masam sample`: before the field.

mod allocate;
mod draw;
mod size;

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::output::{self, OutputArgs};
use super::shell::{self, Target};
use super::{Outcome, Result};
use crate::problem::{At, Code, Hint, Problem};
use crate::render::{self, FormatSpec};
use crate::report::{Report, sampling};
use crate::table::{self, Options, Table};

/// Plan a sample before the field: how many people, how many in each place, which clusters.
///
/// masam sample size --share 0.5 --margin 0.05 --deff 1.5 --response 0.8 --population 4000
///
/// masam sample allocate frame.csv --stratum aimag --population pop --n 1300 --rule power --least 60 --out plan.csv
///
/// masam sample draw frame.csv --stratum aimag --size households --plan plan.csv --take 10 --seed 2026 --out sample.csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Size(Box<size::Args>),
    Allocate(Box<allocate::Args>),
    Draw(Box<draw::Args>),
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        What::Size(args) => size::run(args),
        What::Allocate(args) => allocate::run(args),
        What::Draw(args) => draw::run(args),
    }
}

/// Where a plan goes, and how it looks.
#[derive(Debug, clap::Args)]
struct WriteArgs {
    /// What is written: xlsx, csv, json, md [default: by the ending of --out]
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', help_heading = "Output")]
    format: Vec<String>,
    #[command(flatten)]
    output: OutputArgs,
}

/// A checked place to write to.
struct Claimed {
    target: Target,
    formats: Vec<&'static FormatSpec>,
}

impl WriteArgs {
    /// Checks where outputs go before the work. Inputs are spared.
    fn claim(&self, out: &Path, inputs: &[PathBuf]) -> Result<Claimed> {
        let by_ending = out.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
        let by_ending = by_ending.filter(|e| render::FORMATS.iter().any(|format| format.extension == e));
        let names = match (self.format.is_empty(), by_ending) {
            (true, Some(ending)) => vec![ending],
            (true, None) => vec!["csv".to_owned()],
            (false, _) => self.format.clone(),
        };
        let formats = output::formats(&names)?;
        let target = shell::claim(out, formats.len() > 1, formats[0].extension, self.output.force)?;
        shell::spare(&target, inputs)?;
        Ok(Claimed { target, formats })
    }

    /// Writes a report, and says its answer; without a place to write to the answer is all that is wanted.
    fn write(&self, report: &Report, claimed: Option<Claimed>, stem: &str) -> Result<()> {
        let settings = self.output.settings(1)?;
        let mut answer = String::new();
        for lang in &settings.langs {
            sampling::said(report).for_each(|said| answer.push_str(&format!("{}\n", said.get(*lang))));
        }
        let Some(Claimed { target, formats }) = claimed else {
            return shell::print(&answer);
        };
        let bundle = render::render(report, &formats, &settings, &target.stem(stem))?;
        let saved = shell::save(&bundle, &target, self.output.force)?;
        if !self.output.quiet {
            shell::say(answer.trim_end());
            shell::say_written(&saved);
        }
        Ok(())
    }
}

fn open(path: &Path, options: &Options) -> Result<Table> {
    Ok(table::open(vec![shell::input(path)?], options)?)
}

/// Options that don't go together, in both languages.
fn wrong(mn: &str, en: &str) -> Problem {
    Problem::new(Code::PlanningOptions, At::default(), mn).detail(en)
}

/// Options by name, those that were given.
fn command(given: &[(&str, Option<String>)]) -> Vec<(String, String)> {
    given.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?))).collect()
}

/// A problem of an option beside what to do.
fn advised(problem: Problem, mn: &str, en: &str) -> Problem {
    problem.hint(Hint::advice(mn, en))
}
