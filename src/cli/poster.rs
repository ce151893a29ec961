//! `masam poster`: one page for the wall of a clinic, a school, a soum office.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Outcome, Result, shell};
use crate::day::Day;
use crate::forum::read_one_of;
use crate::lang::{Label, Lang};
use crate::places::{Context, PlaceId, Resolution, resolve};
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::render::poster::{Looks, Sheet, Use, laid_out, pdf};
use crate::render::{Bundle, File, Palette, Reading, safe_name};
use crate::report::poster::{Poster, Source, Subject};

/// Make a page for the wall: what works, what to fix, what was agreed.
///
/// Takes what scorecard, report-card or compare wrote with --format json and makes a PDF of one page for a facility or a place: at most six
/// lines with a face and a big number, what was agreed, by whom and until when, and room for where to complain. Only figures that
/// are sure enough are shown; the page says how they were chosen. Print A3 for a wall, A4 for a door.
///
/// masam poster scorecard.json --facility KhSHC-02 --out poster.pdf
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("whom").required(true))]
pub(crate) struct Args {
    /// What masam scorecard, report-card or compare wrote with --format json
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The facility, by its identifier
    #[arg(long, value_name = "ID", group = "whom", help_heading = "Whom it is about")]
    facility: Option<String>,
    /// The aimag or district, in any spelling
    #[arg(long, value_name = "PLACE", group = "whom", help_heading = "Whom it is about")]
    place: Option<String>,
    /// A poster for each facility, or for each place: --out is a folder
    #[arg(long, value_enum, value_name = "WHAT", group = "whom", help_heading = "Whom it is about")]
    each: Option<Each>,
    /// What it is for
    #[arg(long, value_enum, default_value = "wall", help_heading = "Output")]
    kind: Kind,
    /// On what it is printed
    #[arg(long, value_enum, default_value = "a3", help_heading = "Output")]
    paper: Paper,
    /// The day that is printed [default: that of the meeting; none for a survey]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Output")]
    date: Option<Day>,
    /// Languages: both (Mongolian large, English small), or one; several with commas, the main one first
    #[arg(long, value_name = "both|mn|en", default_value = "both", value_parser = languages, help_heading = "Output")]
    lang: Langs,
    /// Colours of the faces: okabe-ito (told apart by colour-blind readers) or rag
    #[arg(long, default_value = "okabe-ito", help_heading = "Output")]
    palette: String,
    /// Where to: a file.pdf, a folder for several, - for standard output
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    /// Replace existing files
    #[arg(long, help_heading = "Output")]
    force: bool,
    /// Say nothing unless nothing can be made
    #[arg(long, short, help_heading = "Output")]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Each {
    /// every facility
    Facility,
    /// every aimag or district
    Place,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// to hang up: few words, large
    Wall,
    /// for the meeting: the same facts, denser, with lines to write on
    Meeting,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Paper {
    /// read from a door
    A4,
    /// read from two metres
    A3,
}

/// Languages, the main one first.
#[derive(Debug, Clone)]
struct Langs(Vec<Lang>);

fn languages(text: &str) -> std::result::Result<Langs, String> {
    if text == "both" {
        return Ok(Langs(Lang::ALL.to_vec()));
    }
    let named = |code: &str| Lang::ALL.into_iter().find(|lang| lang.code() == code);
    let langs = text.split(',').map(named).collect::<Option<Vec<Lang>>>();
    langs.map(Langs).ok_or_else(|| "it must be both, mn, en, or mn,en".to_string())
}

fn day(text: &str) -> std::result::Result<Day, String> {
    Day::iso(text).ok_or_else(|| "a day is written YYYY-MM-DD".to_string())
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let target = shell::claim(&args.out, args.each.is_some(), "pdf", args.force)?;
    shell::spare(&target, std::slice::from_ref(&args.file))?;
    let palette = Palette::named(&args.palette)?;
    let name = args.file.display().to_string();
    let (kind, read) = read_one_of(&shell::read_bytes(&args.file)?, &name, &Source::KINDS)?;
    let source = Source::new(kind, read);
    let mut problems = Problems::default();
    let mut posters = Vec::new();
    for subject in args.subjects(&source, kind.command())? {
        match source.poster(&subject, args.date) {
            Some(poster) => posters.push(poster),
            None => {
                problems.add(Problem::new(Code::NothingForPoster, At::file(name.as_str()), said(&subject, &source)))
            }
        }
    }
    if posters.is_empty() {
        return Err(problems.into());
    }
    let looks = args.looks(palette);
    let files = posters.iter().map(|poster| file(poster, looks)).collect();
    let saved = shell::save(&Bundle(files), &target, args.force)?;
    if !args.quiet {
        shell::show_problems(&problems);
        if !source.is_public() {
            shell::say("not for publication: the report was made without --public, and a wall is public");
        }
        shell::say_written(&saved);
    }
    Ok(if problems.is_empty() { Outcome::Whole } else { Outcome::WithGaps })
}

/// A poster as a file of its own.
fn file(poster: &Poster, looks: Looks) -> File {
    let page = laid_out(poster, looks);
    let title = looks.reading.inline(&poster.title);
    let ending = match looks.purpose {
        Use::Wall => "",
        Use::Meeting => "-meeting",
    };
    File {
        name: format!("{}{ending}.pdf", safe_name(&poster.id)),
        bytes: pdf(&page, &title, looks.reading.first, &poster.made_by),
    }
}

/// Somebody, as a message names them.
fn said(subject: &Subject, source: &Source) -> String {
    match subject {
        Subject::Place(place) => place.to_string(),
        Subject::Facility(id) => {
            let known = source.facilities().into_iter().find(|(known, _)| known == id);
            known.map_or_else(|| id.clone(), |(id, name)| format!("{id} ({})", name.get(Lang::Mn)))
        }
    }
}

impl Args {
    fn looks(&self, palette: Palette) -> Looks {
        Looks {
            sheet: match self.paper {
                Paper::A4 => Sheet::A4,
                Paper::A3 => Sheet::A3,
            },
            purpose: match self.kind {
                Kind::Wall => Use::Wall,
                Kind::Meeting => Use::Meeting,
            },
            reading: Reading::new(&self.lang.0),
            palette,
        }
    }

    /// Whom posters are wanted of: those that were named, or all.
    fn subjects(&self, source: &Source, command: &str) -> Result<Vec<Subject>> {
        let (facilities, places) = (source.facilities(), source.places());
        let all: Vec<Subject> = match (&self.facility, &self.place, self.each) {
            (Some(id), _, _) => vec![facility(id, &facilities, &self.file)?],
            (_, Some(text), _) => vec![Subject::Place(place(text, &places, &self.file)?)],
            (_, _, Some(Each::Facility)) => facilities.into_iter().map(|(id, _)| Subject::Facility(id)).collect(),
            (_, _, Some(Each::Place)) => places.into_iter().map(Subject::Place).collect(),
            (None, None, None) => Vec::new(),
        };
        if all.is_empty() {
            let what = if self.each == Some(Each::Place) { "place" } else { "facility" };
            let at = At::file(self.file.display().to_string());
            return Err(Problem::new(Code::NoSuchPosters, at, what).detail(quoted(command)).into());
        }
        Ok(all)
    }
}

/// The facility of this identifier, or the nearest ones in a message: by identifier or name.
fn facility(id: &str, known: &[(String, Label)], file: &Path) -> Result<Subject> {
    if known.iter().any(|(of, _)| of == id) {
        return Ok(Subject::Facility(id.to_string()));
    }
    let wanted = id.to_lowercase();
    let like = |text: &str| strsim::normalized_damerau_levenshtein(&text.to_lowercase(), &wanted);
    let near = |(of, name): &(String, Label)| like(of).max(like(&name.mn)).max(like(&name.en));
    let mut nearest: Vec<&(String, Label)> = known.iter().collect();
    nearest.sort_by(|a, b| near(b).total_cmp(&near(a)));
    let named: Vec<String> =
        nearest.iter().take(4).map(|(id, name)| format!("{id} ({})", name.get(Lang::Mn))).collect();
    let mut problem = Problem::new(Code::NoFacilityOfPoster, At::file(file.display().to_string()), quoted(id));
    if !named.is_empty() {
        problem = problem.hint(Hint::OneOf(named));
    }
    Err(problem.into())
}

/// The place of this spelling, if the report tells of it. Of several places of one name it is the one that the report tells of.
fn place(text: &str, known: &[PlaceId], file: &Path) -> Result<PlaceId> {
    let meant = match resolve(text, &Context::any()) {
        Resolution::Found { place, .. } => vec![place],
        Resolution::Ambiguous { candidates }
        | Resolution::Outside { candidates }
        | Resolution::Contradiction { candidates } => candidates,
        Resolution::Unknown { suggestions } => {
            let near: Vec<PlaceId> = suggestions.into_iter().filter(|place| known.contains(place)).collect();
            return Err(no_place(text, if near.is_empty() { known } else { &near }, file));
        }
    };
    let told: Vec<PlaceId> = meant.into_iter().filter(|place| known.contains(place)).collect();
    match told[..] {
        [place] => Ok(place),
        [] => Err(no_place(text, known, file)),
        [..] => Err(no_place(text, &told, file)),
    }
}

/// That a report doesn't tell of a place, with those that it could be.
fn no_place(text: &str, instead: &[PlaceId], file: &Path) -> anyhow::Error {
    let named: Vec<String> = instead.iter().map(|place| place.place().name.get(Lang::Mn).to_string()).collect();
    let problem = Problem::new(Code::NoPlaceOfPoster, At::file(file.display().to_string()), quoted(text));
    match &named[..] {
        [] => problem.into(),
        [one] => problem.hint(Hint::Meant(one.clone())).into(),
        [..] => problem.hint(Hint::OneOf(named)).into(),
    }
}
