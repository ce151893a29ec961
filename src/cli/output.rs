//! How what is written looks, and over what it may be written: the same in every command that makes a report.

use std::path::Path;

use super::instrument::LangChoice;
use super::{Result, caught};
use crate::lang::Lang;
use crate::render::{self, Bundle, FormatSpec, Palette, Settings, Shows};
use crate::report::{Report, sources};

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
        Ok(Settings { langs: self.langs(), palette, safe_csv: !self.raw_csv, excel_csv: self.excel_csv, threads })
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

/// The files of a report in these formats, with what it was made from as its last section.
pub(crate) fn render(mut report: Report, formats: &[&FormatSpec], settings: &Settings, stem: &str) -> Result<Bundle> {
    if shows(formats, Shows::Sections) {
        let (files, instruments) = caught::sources();
        let files: Vec<(String, Option<&str>)> = files.iter().map(|(file, of)| (file.clone(), of.digits())).collect();
        report.sections.push(sources::section(&files, &instruments));
    }
    render::render(&report, formats, settings, stem)
}

/// Whether any of the formats shows this part of a report.
pub(crate) fn shows(formats: &[&FormatSpec], what: Shows) -> bool {
    formats.iter().any(|f| f.shows == what || f.shows == Shows::Everything)
}
