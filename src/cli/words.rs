//! `masam instrument words`: what reports say, and by which keys an instrument puts it otherwise.

use std::path::PathBuf;

use super::instrument::load_any;
use super::output::{self, OutputArgs};
use super::{Outcome, Result, shell};
use crate::instrument::{AnyInstrument, word_line};
use crate::render;
use crate::report::vocabulary;
use crate::report::words::{FixedWord, fixed};

/// List the words of reports that an instrument may put otherwise, each by its key with what is printed now.
///
/// Without a format they are printed as they may be copied under [words] of an instrument. Words used by reports of all kinds come
/// first. A word with {0} in it is filled with values, and must keep them.
///
/// masam instrument words --find "clear difference"
///
/// masam instrument words my/instrument.toml --format csv --out words.csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The instrument whose words are listed: its name, or the path of its file or folder [default: the standard words]
    #[arg(value_name = "ID|PATH")]
    instrument: Option<String>,
    /// Only words with this in their key or their text, in either language
    #[arg(long, value_name = "TEXT", conflicts_with = "format")]
    find: Option<String>,
    /// What is written: csv, json [default: text to be copied]
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder, - for standard output
    #[arg(long, short, value_name = "PATH", default_value = "-", requires = "format", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let instrument = args.instrument.as_deref().map(load_any).transpose()?;
    if args.format.is_empty() {
        let text = copied(instrument.as_ref(), args.find.as_deref());
        if text.is_empty() {
            shell::say("no word of reports has this in its key or its text");
            return Ok(Outcome::WithGaps);
        }
        shell::print(&text)?;
        return Ok(Outcome::Whole);
    }
    let formats = output::formats(&args.format)?;
    let target = shell::claim(&args.out, formats.len() > 1, formats[0].extension, args.output.force)?;
    shell::spare(&target, &args.instrument.iter().map(PathBuf::from).collect::<Vec<_>>())?;
    let settings = args.output.settings(1)?;
    let stem = target.stem(&format!("{}-words", instrument.as_ref().map_or("masam", AnyInstrument::id)));
    let bundle = render::render(&vocabulary::report(instrument.as_ref()), &formats, &settings, &stem)?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        shell::say_written(&saved);
    }
    Ok(Outcome::Whole)
}

/// The words as lines of an instrument, those of one use under one remark.
fn copied(instrument: Option<&AnyInstrument>, find: Option<&str>) -> String {
    let own = instrument.map(|instrument| instrument.words().clone()).unwrap_or_default();
    let find = find.unwrap_or_default().to_lowercase();
    let mut text = String::new();
    let mut used_in = "";
    for word in fixed() {
        let FixedWord { key, used_in: uses, .. } = word;
        let now = own.get(word);
        if ![key.as_str(), &now.mn, &now.en].iter().any(|said| said.to_lowercase().contains(&find)) {
            continue;
        }
        if uses[0] != used_in {
            text += &format!("{}# {}\n", if text.is_empty() { "" } else { "\n" }, uses[0]);
            used_in = uses[0];
        }
        text += &word_line(word, &now);
        text.push('\n');
    }
    text
}
