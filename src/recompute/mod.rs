//! A card's numbers once more, in R: a script that reads the same files and computes every finding with the `survey` package.
//!
//! The script doesn't hold coded rows but the way to them: which column answers which question, what its cells mean, which
//! spellings of places occur, who is asked, what an indicator counts, how the sample was drawn. It is made from the model of
//! the instrument and from what was found in the files, as a statistician would write it out by hand. Of numbers it holds
//! the card's own alone, in a table at its end, beside which it prints R's.
//!
//! What is general in it stands in `r/`; what is of one survey is written here, by [`script`].
//!
//! Checked   tests/suite/recompute.rs asks R, on files of every kind and in every design; tests/recompute.sh on the shipped surveys
//! Edges     tallies have no rows and repeats have others than the file: no script is made of them

mod answers;
mod figures;
mod findings;
mod places;
mod quote;
mod sources;
mod weights;

use crate::card::{Card, Publication, Survey, Where, Whom};
use crate::coding::Columns;
use crate::coding::corrections::Settled;
use crate::lang::Lang;
use crate::table::FileFacts;
use crate::weighting::Errors;

/// The name of this output on the command line.
pub const FORMAT: &str = "r";

/// The ending of its file, without the dot.
pub const EXTENSION: &str = "R";

/// A survey that was read from rows, and the card that was made of it.
pub struct Recomputed<'a> {
    /// The survey.
    pub survey: &'a Survey<'a>,
    /// Its card. What it doesn't show isn't in the script.
    pub card: &'a Card,
    /// Which column answers which question.
    pub columns: &'a Columns,
    /// The headers of all files together.
    pub headers: &'a [String],
    /// The files.
    pub files: &'a [FileFacts],
    /// For each file, where each column of all files together stands in it.
    pub own_columns: &'a [Vec<Option<usize>>],
    /// What became of each correction.
    pub corrections: Option<&'a [Settled]>,
}

/// The script. The same survey gives the same bytes.
pub fn script(of: &Recomputed) -> String {
    let parts = [
        header(of),
        choices(of),
        sources::files(of),
        sources::columns(of),
        sources::corrections(of),
        places::places(of),
        figures::answers_and_figures(of),
        weights::weights(of),
        include_str!("r/cells.R").to_owned(),
        include_str!("r/answers.R").to_owned(),
        include_str!("r/weights.R").to_owned(),
        include_str!("r/estimates.R").to_owned(),
        include_str!("r/gaps.R").to_owned(),
        include_str!("r/depends.R").to_owned(),
        include_str!("r/compare.R").to_owned(),
        findings::card(of),
        findings::gaps(of),
        findings::tests(of),
        findings::answered(of),
        findings::not_recomputed(of),
        include_str!("r/run.R").to_owned(),
    ];
    parts.join("\n")
}

/// What it does and how it is run, for whoever opens it.
fn header(of: &Recomputed) -> String {
    let title = &of.survey.instrument.title;
    let names: Vec<String> = of.files.iter().map(|f| word(&quote::comment(&f.name))).collect();
    let run = names.join(" ");
    format!(
        r#"#!/usr/bin/env Rscript
# {mn}
# {en}
#
# Иргэдийн үнэлгээний хуудасны тоо бүрийг R-ийн survey багцаар дахин тооцох скрипт. Судалгааны анхны файлыг уншиж, хариултыг
# таньж, түүврийн загварыг (давхарга, кластер, жин) зааж, үзүүлэлт бүрийн утга, стандарт алдаа, итгэх завсрыг тооцоод,
# masam-ын тоотой зэрэгцүүлнэ. masam-аас авсан цорын ганц тоо нь төгсгөл дэх "card" хүснэгт: харьцуулахад л хэрэглэнэ.
#
# This script recomputes every number of a citizen report card with R's survey package. It reads the survey's own files,
# understands the answers, declares the design (strata, clusters, weights), computes value, standard error and interval of
# every figure, and sets them beside masam's. The only numbers taken from masam are those of the table "card" near its end,
# for comparison.
#
# Ажиллуулах / Run:
#   Rscript card.R {run}
#   Rscript card.R {run} --csv=compared.csv      # мөр бүрээр / every row
#
# Хэрэгтэй зүйл / Needs: install.packages(c("survey", "readxl"))
# Төгсгөлийн код / It ends with code 0: бүх тоо таарсан / everything agrees; 1: зөрсөн / something differs;
# 2: дахин тооцож чадсангүй / nothing could be recomputed

if (!l10n_info()[["UTF-8"]]) suppressWarnings(Sys.setlocale("LC_CTYPE", "C.UTF-8"))
if (!interactive()) options(error = function() quit(status = 2))
if (!l10n_info()[["UTF-8"]]) stop("R must run in a UTF-8 locale")
suppressPackageStartupMessages(library(survey))
"#,
        mn = quote::comment(title.get(Lang::Mn)),
        en = quote::comment(title.get(Lang::En)),
    )
}

/// A file's name as it is typed on a command line.
fn word(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | ':');
    if name.chars().all(plain) { name.to_owned() } else { format!("\"{name}\"") }
}

/// The options that numbers depend on.
fn choices(of: &Recomputed) -> String {
    let (instrument, choices) = (of.survey.instrument, &of.survey.choices);
    let rules = &choices.rules;
    let title = quote::text(&format!("{} {}", instrument.id, instrument.version));
    let section = heading("1", "Сонголт", "Choices");
    format!(
        r#"{section}title <- {title}
choices <- list(
  level = {level}, # итгэх түвшин / confidence level
  interval = "{interval}", # хувийн завсар / interval of shares: t, logit, asin, beta, wilson
  df = "{df}", # чөлөөний зэрэг / degrees of freedom: domain, design, inf
  lonely = "{lonely}", # ганц кластертай давхарга / a stratum with one cluster: refuse, adjust, average, certainty, remove
  domain_lonely = {domain_lonely}, # бүлэгт ганц кластер үлдсэн ч / also where one cluster is left in a group
  average = "{average}", # газруудыг нэгтгэх / places are put together: sample, equal, population
  few = {few} # цөөн хариулт / few answers
)
"#,
        level = quote::number(rules.level),
        interval = rules.share_interval.name(),
        df = rules.df.name(),
        lonely = rules.variance.lonely.name(),
        domain_lonely = truth(rules.variance.domain_lonely),
        average = choices.average.name(),
        few = choices.few,
    )
}

fn truth(yes: bool) -> &'static str {
    if yes { "TRUE" } else { "FALSE" }
}

/// The line above a section.
fn heading(number: &str, mn: &str, en: &str) -> String {
    let said = format!("# {number}. {mn} / {en} ");
    let rule = "-".repeat(118_usize.saturating_sub(said.chars().count()));
    format!("{said}{rule}\n\n")
}

impl Recomputed<'_> {
    /// Whether nothing may be told but what is published.
    fn is_public(&self) -> bool {
        self.survey.choices.publication == Publication::Public
    }

    /// The columns that are read, each once, in the order of the files.
    fn read(&self) -> Vec<usize> {
        let mut read = self.columns.read();
        match self.survey.weights.errors() {
            Errors::Design | Errors::Made(_) => {}
            Errors::Given(_, replicates) => read.extend(&replicates.columns),
            Errors::Calibrated(residuals) => read.extend(residuals.targets().columns()),
        }
        read.sort_unstable();
        read.dedup();
        read
    }

    /// What a column is called in the script: its header; with its letter where another that is read has the same, or it has none.
    fn column(&self, column: usize) -> String {
        let header = self.headers.get(column).map_or("", String::as_str);
        let alike = self.read().into_iter().filter(|other| self.headers[*other] == header).count();
        match (header.trim().is_empty(), alike) {
            (false, ..=1) => header.to_owned(),
            _ => format!("{header} ({})", crate::coding::letters(column)).trim().to_owned(),
        }
    }

    /// `cells[["header"]]`.
    fn cell(&self, column: usize) -> String {
        format!("cells[[{}]]", quote::text(&self.column(column)))
    }

    /// The code of a place; nothing for all places.
    fn place(&self, place: Where) -> &str {
        match place {
            Where::All => "",
            Where::Place(member) => &self.survey.set.members()[member].place.place().code,
        }
    }

    /// Grouping and group as the script calls them. No grouping of an instrument begins with a colon.
    fn whom(&self, whom: Whom) -> (&str, String) {
        match whom {
            Whom::Everybody => ("", String::new()),
            Whom::Group(grouping, group) => {
                let grouping = &self.survey.instrument.groupings[grouping.0];
                (&grouping.id, grouping.groups[group].id.clone())
            }
            Whom::Facility(at) => (FACILITY, (at + 1).to_string()),
        }
    }
}

/// The grouping by facility.
const FACILITY: &str = ":facility";
