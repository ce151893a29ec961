//! `masam view`: a report on the terminal.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::Result as Anyhow;

use super::instrument::LangChoice;
use super::{Outcome, Result, shell};
use crate::lang::Lang;
use crate::problem::{At, Code, Hint, Problem, quoted};
use crate::render::Reading;
use crate::render::terminal::{self, View};
use crate::report::words::{ViewWord, t};
use crate::report::{self, Section};

/// Show a report on the terminal, from the JSON that any command writes with --format json.
///
/// Without --section the summary, the map and the intervals are shown, or the first parts of a report that has none of them.
/// Colours are used on a terminal only, and not where NO_COLOR is set.
///
/// masam view card.json
///
/// masam view card.json --section scores --only Ховд --lang mn
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A report as JSON; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Parts to show, by the names listed at the end; all for all
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    section: Vec<String>,
    /// Only rows of tables that hold these words, such as a place
    #[arg(long, value_name = "WORDS")]
    only: Option<String>,
    /// All rows of long tables
    #[arg(long)]
    all: bool,
    /// Languages, the main one first
    #[arg(long, value_enum, value_delimiter = ',', default_value = "mn")]
    lang: Vec<LangChoice>,
    /// Columns of the window [default: as many as it has, else 80]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
}

/// Rows of a table that are shown without --all.
const MOST_ROWS: usize = 30;

/// What is shown where nothing is asked for.
const USUAL: [&str; 5] = ["brief", "summary", "map", "intervals", "meeting"];

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let bytes = shell::all_bytes(shell::input(&args.file)?)?;
    let name = args.file.display().to_string();
    let report = report::read(&name, &bytes)?;
    let langs: Vec<Lang> = args.lang.iter().map(|choice| Lang::from(*choice)).collect();
    let reading = Reading::new(&langs);
    let view = View {
        reading,
        width: args.width.map_or_else(window, usize::from),
        colours: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()),
        most_rows: (!args.all).then_some(MOST_ROWS),
        only: args.only.clone(),
    };
    let sections = chosen(args, &name, &report.sections)?;
    let mut text = terminal::shown(&report, sections.iter().copied(), &view);
    if sections.len() < report.sections.len() {
        text.push_str(&format!("\n{}\n", reading.inline(&t(ViewWord::OtherSections))));
        text.push_str(&terminal::contents(&report, reading));
    }
    shell::print(&text)?;
    Ok(Outcome::Whole)
}

/// The sections that are asked for, in the order of the report.
fn chosen<'s>(args: &Args, name: &str, sections: &'s [Section]) -> Anyhow<Vec<&'s Section>> {
    if args.section.iter().any(|wanted| wanted == "all") {
        return Ok(sections.iter().collect());
    }
    if args.section.is_empty() {
        let usual: Vec<&Section> = sections.iter().filter(|section| USUAL.contains(&&*section.id)).collect();
        return Ok(if usual.is_empty() { sections.iter().take(2).collect() } else { usual });
    }
    for wanted in &args.section {
        if sections.iter().all(|section| section.id != *wanted) {
            let known = sections.iter().map(|section| section.id.to_string()).collect();
            let problem = Problem::new(Code::NoSuchSection, At::file(name), quoted(wanted));
            return Err(problem.hint(Hint::OneOf(known)).into());
        }
    }
    Ok(sections.iter().filter(|section| args.section.iter().any(|wanted| section.id == *wanted)).collect())
}

/// Columns of the window.
fn window() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(|| console::Term::stdout().size_checked().map(|(_, columns)| usize::from(columns))).unwrap_or(80)
}
