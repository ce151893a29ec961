//! How what is written looks, and over what it may be written: the same in every command that makes a report.

use std::path::Path;

use super::instrument::LangChoice;
use super::shell::Target;
use super::{Result, caught};
use crate::card::Extent;
use crate::lang::{Label, Lang};
use crate::problem::{Hint, Problem};
use crate::project::is_example;
use crate::recompute;
use crate::render::{self, Bundle, FormatSpec, Palette, Settings, Shows};
use crate::report::{MadeBy, Report, file_name, sources};
use crate::table::Fingerprint;

/// The looks of outputs.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct OutputArgs {
    /// Languages, the main one first
    #[arg(long, value_enum, value_delimiter = ',', default_value = "mn,en", help_heading = "Output")]
    lang: Vec<LangChoice>,
    /// Colours of the lights: okabe-ito (told apart by colour-blind readers) or rag
    #[arg(long, default_value = "okabe-ito", help_heading = "Output")]
    palette: String,
    /// CSV as a Mongolian Excel opens it: marked as UTF-8, semicolons, decimal commas
    #[arg(long, help_heading = "Output")]
    excel_csv: bool,
    /// A row of HXL tags under the header of CSV
    #[arg(long, help_heading = "Output")]
    hxl: bool,
    /// Leave text that a spreadsheet could take for a formula as it is in CSV
    #[arg(long, help_heading = "Output")]
    raw_csv: bool,
    /// Replace existing files
    #[arg(long, help_heading = "Output")]
    pub force: bool,
    /// Say nothing unless nothing can be made
    #[arg(long, short, help_heading = "Output")]
    pub quiet: bool,
}

impl OutputArgs {
    /// What writers have to know.
    pub fn settings(&self, threads: usize) -> Result<Settings> {
        let palette = Palette::named(&self.palette)?;
        let (safe_csv, excel_csv, hxl) = (!self.raw_csv, self.excel_csv, self.hxl);
        let ends = !caught::is_step();
        Ok(Settings { langs: self.langs(), palette, safe_csv, excel_csv, hxl, threads, first_only: false, ends })
    }

    /// The same, of what goes to this target.
    pub fn settings_for(&self, target: &Target, threads: usize) -> Result<Settings> {
        Ok(Settings { first_only: target.takes_one(), ..self.settings(threads)? })
    }

    /// The languages, each once.
    pub fn langs(&self) -> Vec<Lang> {
        let mut langs = Vec::new();
        for choice in &self.lang {
            let lang = Lang::from(*choice);
            if !langs.contains(&lang) {
                langs.push(lang);
            }
        }
        langs
    }
}

/// Where outputs go. Nothing is said only where the way of reading is explained, which is printed.
pub(crate) fn out(given: Option<&Path>) -> &Path {
    given.unwrap_or(Path::new("-"))
}

/// The formats of these names.
pub(crate) fn formats(names: &[String]) -> Result<Vec<&'static FormatSpec>> {
    names.iter().map(|name| Ok(render::format(name)?)).collect()
}

/// Whether one table for machines is all that is written. It has no place for what it was made from, nor for further tables.
pub(crate) fn is_lone_table(formats: &[&FormatSpec], settings: &Settings) -> bool {
    settings.first_only && !formats.is_empty() && formats.iter().all(|format| format.shows == Shows::Estimates)
}

/// Lets what files are known by be counted while they are read, if anything that is written says it.
pub(crate) fn name_sources(formats: &[&FormatSpec], settings: &Settings) {
    if !is_lone_table(formats, settings) {
        caught::begin_fingerprints();
    }
}

/// How much of a card is computed: what isn't a figure has tables of its own.
pub(crate) fn extent(formats: &[&FormatSpec], settings: &Settings) -> Extent {
    if is_lone_table(formats, settings) { Extent::Figures } else { Extent::Everything }
}

/// The files of a report in these formats, with what it was made from as its last section.
pub(crate) fn render(mut report: Report, formats: &[&FormatSpec], settings: &Settings, stem: &str) -> Result<Bundle> {
    let (files, instruments) = caught::sources();
    if !is_lone_table(formats, settings) {
        // The folder on whose computer a file lay is nobody's business.
        let bare = |(file, of): &(String, Fingerprint)| {
            (file_name(file).to_string(), of.digits().unwrap_or_default().to_string())
        };
        report.made_by.sources = files.iter().map(bare).collect();
    }
    // Nobody must take answers of an example for somebody's.
    report.made_by.made_up |= files.iter().any(|(file, of)| is_made_up(file, of));
    if let Some(warning) = report.made_by.warning() {
        let said = |of: &str, words: &str| if of.is_empty() { words.to_string() } else { format!("{of} · {words}") };
        let Label { mn, en } = &report.subtitle;
        report.subtitle = Label::new(said(mn, &warning.mn), said(en, &warning.en));
    }
    if shows(formats, Shows::Sections) {
        let MadeBy { sources, words, .. } = &report.made_by;
        report.sections.push(words.speak(|| sources::section(sources, &instruments)));
    }
    let bundle = render::render(&report, formats, settings, stem);
    caught::done_with(report);
    bundle
}

/// Whether a file holds made-up answers: those that a new project begins with, by their name, or a file of the examples that come with
/// the program, by its content, whatever it is called.
fn is_made_up(file: &str, of: &Fingerprint) -> bool {
    const SHIPPED: &str = include_str!("../../examples/made-up.sha256");
    // Those of the examples are small, so that they are known without counting.
    is_example(file, b"") || of.at_hand().is_some_and(|digits| SHIPPED.lines().any(|line| line.starts_with(digits)))
}

/// What a command writes that can also give a script of R.
pub(crate) struct WithScript {
    /// The formats of reports.
    pub formats: Vec<&'static FormatSpec>,
    /// Whether there is a script beside them.
    pub script: bool,
}

impl WithScript {
    /// Formats and script by their names.
    pub fn named(names: &[String]) -> Result<WithScript> {
        let (scripts, names): (Vec<String>, Vec<String>) =
            names.iter().cloned().partition(|name| name == recompute::FORMAT);
        let known = |mut problem: Box<Problem>| {
            if let Some(Hint::OneOf(known)) = &mut problem.hint {
                known.push(recompute::FORMAT.to_owned());
            }
            problem
        };
        let formats =
            names.iter().map(|name| render::format(name).map_err(known)).collect::<std::result::Result<_, _>>()?;
        Ok(WithScript { formats, script: !scripts.is_empty() })
    }

    /// Whether several files are coming.
    pub fn are_several(&self) -> bool {
        self.formats.len() + usize::from(self.script) > 1
    }

    /// The ending of the first file.
    pub fn extension(&self) -> &'static str {
        self.formats.first().map_or(recompute::EXTENSION, |format| format.extension)
    }
}

/// Whether any of the formats shows this part of a report.
pub(crate) fn shows(formats: &[&FormatSpec], what: Shows) -> bool {
    formats.iter().any(|f| f.shows == what || f.shows == Shows::Everything)
}
