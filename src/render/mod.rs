//! Writers: each a pure function from a report to files in memory.
//!
//! A writer asks the report for its values and decides looks only. What it makes is saved by whoever called it.

mod axes;
mod csv;
mod csvw;
mod html;
mod json;
mod markdown;
pub mod poster;
mod reading;
#[cfg(test)]
mod sample;
mod sdmx;
mod signs;
mod svg;
pub mod terminal;
pub(crate) mod xlsx;

pub use reading::Reading;

use crate::lang::{Label, Lang};
use crate::problem::{At, Code, Hint, Problem, quoted};
use crate::report::Report;

/// A file in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name without a folder, safe on every disk.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Files to be saved together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bundle(pub Vec<File>);

/// What a user may choose about looks. No number depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The languages, the main one first; with two, both stand side by side.
    pub langs: Vec<Lang>,
    /// The colours of the lights.
    pub palette: Palette,
    /// Whether a text in a CSV file that a spreadsheet could run as a formula gets an apostrophe before it.
    pub safe_csv: bool,
    /// Whether CSV files are written as a Mongolian Excel opens them: marked as UTF-8, `;` between, `,` as decimal mark.
    pub excel_csv: bool,
    /// Whether a row of HXL tags stands under the header of a CSV file.
    pub hxl: bool,
    /// How many sheets are written at once. The bytes are the same.
    pub threads: usize,
    /// Whether only the first file is wanted, and what lies beside it need not be made.
    pub first_only: bool,
    /// Whether the process ends once the files are saved: what they are made of is left to the system then, which takes memory back
    /// sooner than it is taken to pieces.
    pub ends: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            langs: vec![Lang::Mn],
            palette: Palette::default(),
            safe_csv: true,
            excel_csv: false,
            hxl: false,
            threads: 1,
            first_only: false,
            ends: false,
        }
    }
}

impl Settings {
    /// How labels are read.
    pub fn reading(&self) -> Reading {
        Reading::new(&self.langs)
    }
}

/// The colours of the lights. Shapes go with them in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Palette {
    /// Blue, yellow, vermillion: told apart by colour-blind readers.
    #[default]
    OkabeIto,
    /// Green, amber, red.
    Rag,
}

impl Palette {
    /// Every palette.
    pub const ALL: [Palette; 2] = [Palette::OkabeIto, Palette::Rag];

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Palette::OkabeIto => "okabe-ito",
            Palette::Rag => "rag",
        }
    }

    /// The palette of this name.
    pub fn named(id: &str) -> Result<Palette, Box<Problem>> {
        let known = || Palette::ALL.iter().map(|p| p.id().to_string()).collect();
        let found = Palette::ALL.into_iter().find(|p| p.id() == id);
        found.ok_or_else(|| {
            Box::new(Problem::new(Code::NoSuchPalette, At::default(), quoted(id)).hint(Hint::OneOf(known())))
        })
    }
}

/// What of a report a format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The sections, for people.
    Sections,
    /// The table of estimates, for machines.
    Estimates,
    /// Both.
    Everything,
}

/// An output format.
pub struct FormatSpec {
    /// Its name on the command line.
    pub id: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
    /// What the names of its files have before the ending where several formats are written: another has the same ending.
    pub suffix: &'static str,
    /// What it is good for, in a line.
    pub about: &'static str,
    /// What of a report it shows; the rest need not be made.
    pub shows: Shows,
    /// Makes its files. The stem is what their names begin with.
    pub write: fn(&Report, &Settings, stem: &str) -> anyhow::Result<Vec<File>>,
}

/// Every output format.
pub const FORMATS: &[FormatSpec] = &[
    FormatSpec {
        id: "xlsx",
        extension: "xlsx",
        suffix: "",
        about: "a workbook to read, filter and print; numbers stay numbers",
        shows: Shows::Sections,
        write: xlsx::write,
    },
    FormatSpec {
        id: "csv",
        extension: "csv",
        suffix: "",
        about: "every estimate in a row of its own, with codes and all digits",
        shows: Shows::Estimates,
        write: csv::write,
    },
    FormatSpec {
        id: "sdmx",
        extension: "csv",
        suffix: "-sdmx",
        about: "estimates, gaps and changes as observations of SDMX-CSV 2, for statistical data platforms",
        shows: Shows::Estimates,
        write: sdmx::write,
    },
    FormatSpec {
        id: "json",
        extension: "json",
        suffix: "",
        about: "the whole report for other programs",
        shows: Shows::Everything,
        write: json::write,
    },
    FormatSpec {
        id: "md",
        extension: "md",
        suffix: "",
        about: "plain tables for a terminal or a message",
        shows: Shows::Sections,
        write: markdown::write,
    },
    FormatSpec {
        id: "html",
        extension: "html",
        suffix: "",
        about: "a page for a browser in one file: no network, works from a USB stick",
        shows: Shows::Sections,
        write: html::write,
    },
    FormatSpec {
        id: "svg",
        extension: "svg",
        suffix: "",
        about: "the charts and maps, each a picture of its own",
        shows: Shows::Sections,
        write: svg::write,
    },
];

/// The format of this name.
pub fn format(id: &str) -> Result<&'static FormatSpec, Box<Problem>> {
    FORMATS.iter().find(|f| f.id == id).ok_or_else(|| {
        let known = FORMATS.iter().map(|f| f.id.to_string()).collect();
        Box::new(Problem::new(Code::NoSuchFormat, At::default(), quoted(id)).hint(Hint::OneOf(known)))
    })
}

/// The files of a report in these formats, in the words of its instrument.
pub fn render(report: &Report, formats: &[&FormatSpec], settings: &Settings, stem: &str) -> anyhow::Result<Bundle> {
    report.made_by.words.speak(|| {
        let mut files = Vec::new();
        for format in formats {
            let suffix = if formats.len() > 1 { format.suffix } else { "" };
            files.extend((format.write)(report, settings, &format!("{stem}{suffix}"))?);
        }
        Ok(Bundle(files))
    })
}

/// A file name out of a label: letters and digits of any script, everything else a hyphen. Never empty, never hidden,
/// never a name that a disk keeps for itself.
pub fn safe_name(label: &Label) -> String {
    const LONGEST: usize = 60;
    let mut name = String::new();
    for c in label.get(Lang::En).chars() {
        if c.is_alphanumeric() || c == '_' {
            name.extend(c.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.chars().take(LONGEST).collect();
    let name = name.trim_matches('-');
    let kept_by_windows = ["con", "prn", "aux", "nul"].contains(&name)
        || (name.len() == 4 && (name.starts_with("com") || name.starts_with("lpt")));
    if name.is_empty() || kept_by_windows { format!("report{name}") } else { name.to_string() }
}

#[cfg(test)]
mod tests {
    use super::sample::report;
    use super::*;

    fn both() -> Settings {
        Settings { langs: vec![Lang::Mn, Lang::En], ..Settings::default() }
    }

    /// The formats that the sample can be written in: it has no estimates of a card.
    fn of_sample() -> impl Iterator<Item = &'static FormatSpec> {
        FORMATS.iter().filter(|format| format.id != "sdmx")
    }

    #[test]
    fn every_format_gives_the_same_bytes_twice() {
        for format in of_sample() {
            for langs in [vec![Lang::Mn], vec![Lang::En], vec![Lang::Mn, Lang::En], vec![]] {
                let settings = Settings { langs, ..Settings::default() };
                let once = (format.write)(&report(), &settings, "card").expect(format.id);
                let again = (format.write)(&report(), &settings, "card").expect(format.id);
                assert_eq!(once, again, "{}", format.id);
                let belongs = |f: &File| f.name.ends_with(format.extension) || f.name.ends_with(".csv-metadata.json");
                assert!(once.iter().all(|f| belongs(f) && !f.bytes.is_empty()));
                assert!(once[0].name.ends_with(format.extension), "the main file comes first");
            }
        }
    }

    #[test]
    fn a_bundle_holds_the_files_of_every_format() {
        let formats: Vec<_> = of_sample().collect();
        let bundle = render(&report(), &formats, &both(), "эрүүл-мэнд").expect("the sample can be written");
        let names: Vec<_> = bundle.0.iter().map(|f| f.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "эрүүл-мэнд.xlsx",
                "эрүүл-мэнд.csv",
                "эрүүл-мэнд.csv-metadata.json",
                "эрүүл-мэнд-actions.csv",
                "эрүүл-мэнд-actions.csv-metadata.json",
                "эрүүл-мэнд.json",
                "эрүүл-мэнд.md",
                "эрүүл-мэнд.html",
                "эрүүл-мэнд-01-funnel1-h02.svg",
                "эрүүл-мэнд-02-priorities-chart.svg",
                "эрүүл-мэнд-03-intervals-h02.svg",
                "эрүүл-мэнд-04-map-overall.svg",
                "эрүүл-мэнд-05-rounds-h02.svg",
                "эрүүл-мэнд-06-rounds-series.svg",
                "эрүүл-мэнд-07-answers-q12.svg"
            ]
        );
    }

    #[test]
    fn an_unknown_format_is_refused_with_the_known_ones() {
        let said = format("pdf").err().map(|p| p.to_string()).unwrap_or_default();
        assert_eq!(
            said,
            "there is no output format \"pdf\". It could be: xlsx, csv, sdmx, json, md, html, svg. [O002]"
        );
        assert!(Palette::named("өнгө").is_err());
        assert_eq!(Palette::named("rag"), Ok(Palette::Rag));
    }

    #[test]
    fn a_file_name_never_leaves_its_folder() {
        let name = |text: &str| safe_name(&Label::same(text));
        assert_eq!(name("../../etc/passwd"), "etc-passwd");
        assert_eq!(name("Өрхийн эрүүл мэндийн төв №3"), "өрхийн-эрүүл-мэндийн-төв-3");
        assert_eq!(name("CON"), "reportcon");
        assert_eq!(name("..."), "report");
        assert_eq!(name(&"Ү".repeat(500)).chars().count(), 60);
    }
}
