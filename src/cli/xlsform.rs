//! `masam instrument from-xlsform`: a form of a survey platform as an instrument of one's own; and forms wherever an
//! instrument is named.

use std::path::{Path, PathBuf};

use super::instrument::{FILE, LangChoice};
use super::{Outcome, Result, shell};
use crate::instrument::text;
use crate::instrument::xlsform::{self, FromForm};
use crate::lang::Lang;
use crate::problem::{Problems, Severity};
use crate::render::{Bundle, File};
use crate::table::{Options, book};

/// Make an instrument out of a form of KoboToolbox, ODK or another platform that speaks XLSForm.
///
/// Writes instrument.toml, to go on with in an editor, and says what was taken, what was guessed and what was left out. A
/// form may also be named wherever an instrument is, without being written first.
///
/// masam instrument from-xlsform form.xlsx --out my-instrument/
#[derive(Debug, clap::Args)]
pub(crate) struct FromXlsform {
    /// The form: a workbook, or its sheets in one CSV
    #[arg(value_name = "FORM")]
    form: PathBuf,
    /// Folder for instrument.toml, or the path of a .toml file; - for standard output
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Replace an instrument that is already there
    #[arg(long)]
    force: bool,
    /// Language of the messages
    #[arg(long, value_enum, default_value = "en")]
    lang: LangChoice,
}

pub(crate) fn run(args: &FromXlsform) -> Result<Outcome> {
    // A name without an ending is that of a folder.
    let folder = args.out.extension().is_none() && args.out != Path::new("-");
    let target = shell::claim(&args.out, folder, "toml", args.force)?;
    shell::spare(&target, std::slice::from_ref(&args.form))?;
    let found = read(&args.form)?;
    let file = File { name: FILE.to_owned(), bytes: text(&found.instrument).into_bytes() };
    let saved = shell::save(&Bundle(vec![file]), &target, args.force)?;
    tell(&found, args.lang.into());
    shell::say_written(&saved);
    Ok(if found.left_out() > 0 { Outcome::WithGaps } else { Outcome::Whole })
}

/// The form at a path, if what is there is one by the ending of its name.
pub(crate) fn form_at(path: &Path) -> Result<Option<FromForm>> {
    let is_form = path.to_str().is_some_and(xlsform::is_form) && !path.is_dir();
    if is_form { read(path).map(Some) } else { Ok(None) }
}

/// Reads a form.
pub(crate) fn read(path: &Path) -> Result<FromForm> {
    let book = book::open(shell::input(path)?, &Options::default())?;
    Ok(xlsform::read_book(&book)?)
}

/// Says in a line that an instrument came out of a form that doesn't say everything.
pub(crate) fn say_short(path: &Path, found: &FromForm) {
    let drafted = found.drafted.map(|n| format!("; it names no indicators, so {n} were drafted")).unwrap_or_default();
    if found.left_out() > 0 || found.drafted.is_some() {
        let name = path.display();
        shell::remark(format_args!(
            "{name} was read as an XLSForm: {} left out or to be looked at{drafted}. masam instrument check {name} lists them",
            found.left_out(),
        ));
    }
}

/// Says what was taken, and everything that was guessed or left out, each kind once with its first rows.
pub(crate) fn tell(found: &FromForm, lang: Lang) {
    say_notes(&found.notes, lang);
    let of = &found.instrument;
    let asked = of.questions.iter().filter(|q| q.mention.is_none()).count() + of.multiples.len();
    let (left, notes) = (found.left_out(), found.notes.count(Severity::Note) - found.left_out());
    match lang {
        Lang::En => shell::say(format_args!(
            "taken: {asked} questions, {} bases, {} indicators, {} groupings; {left} left out or to be looked at, {notes} notes",
            of.bases.len(),
            of.indicators.len(),
            of.groupings.len()
        )),
        Lang::Mn => shell::say(format_args!(
            "авсан нь: {asked} асуулт, {} суурь, {} үзүүлэлт, {} ангилал; орхисон буюу нягтлах {left}, тэмдэглэл {notes}",
            of.bases.len(),
            of.indicators.len(),
            of.groupings.len()
        )),
    }
}

fn say_notes(problems: &Problems, lang: Lang) {
    // A form of a thousand rows has many notes, and nobody reads more.
    const MOST: usize = 200;
    let grouped = problems.grouped();
    for group in grouped.iter().take(MOST) {
        let rows: Vec<String> = group.rows.iter().map(|row| row.get().to_string()).collect();
        let more = if (group.rows.len() as u64) < group.total { ", …" } else { "" };
        let rows = match (group.total, lang) {
            (0 | 1, _) => String::new(),
            (n, Lang::En) => format!(" ({n} rows: {}{more})", rows.join(", ")),
            (n, Lang::Mn) => format!(" ({n} мөр: {}{more})", rows.join(", ")),
        };
        shell::say(format_args!(
            "{}: {}{rows} [{}]",
            group.first.at,
            group.first.sentence(lang),
            group.first.code.id()
        ));
    }
    if grouped.len() > MOST {
        shell::say(format_args!("… {}", grouped.len() - MOST));
    }
}
