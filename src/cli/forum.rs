//! `masam forum`: one picture of several reports, for a policy forum.

use std::path::{Path, PathBuf};

use super::output::{self, OutputArgs};
use super::places::place_set;
use super::shell;
use super::{Outcome, Result};
use crate::forum::{Facilities, Forum, Kind, Read, Scorecards, Sector, read};
use crate::instrument::shelf;
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::report::forum::{Asked, report};

/// Put several reports together for a policy forum: a brief of two pages, and the sheets behind it.
///
/// Takes what report-card, gaps, change, scorecard and compare wrote with --format json. Nothing is computed anew: figures are set side by
/// side by place and dimension, and every sentence of the brief comes from them.
///
/// masam forum --card health=card1.json --card education=card2.json --scorecards sc.json --facilities cmp.json --out forum.xlsx
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A report card as JSON with the name of its sector, such as health=card.json; once for each sector
    #[arg(long, value_name = "NAME=FILE", required = true)]
    card: Vec<String>,
    /// What masam gaps wrote about the survey of a card: more kinds of gaps, and inequality
    #[arg(long, value_name = "NAME=FILE")]
    gaps: Vec<String>,
    /// What masam change wrote about the rounds of a card
    #[arg(long, value_name = "NAME=FILE")]
    change: Vec<String>,
    /// Community scorecards as JSON, once for each sector
    #[arg(long, value_name = "FILE")]
    scorecards: Vec<PathBuf>,
    /// Facilities compared, as JSON, once for each sector
    #[arg(long, value_name = "FILE")]
    facilities: Vec<PathBuf>,
    /// Place set: masam, aimags, districts, all, or the path of a file
    #[arg(long, value_name = "SET", default_value = "masam")]
    places: String,
    /// Nothing but the cover and the brief of two pages
    #[arg(long)]
    brief: bool,
    /// Title on the cover, such as a name of the meeting
    #[arg(long)]
    title: Option<String>,
    /// Only reports made for publication may go in
    #[arg(long)]
    public: bool,
    /// What is written: xlsx, csv, json, md, html, svg
    #[arg(long, value_name = "FORMAT,…", value_delimiter = ',', default_value = "xlsx", help_heading = "Output")]
    format: Vec<String>,
    /// Where to: a file, a folder for several formats, - for standard output
    #[arg(long, short, value_name = "PATH", help_heading = "Output")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
}

/// Files that were read, with what they are.
#[derive(Default)]
struct Desk {
    files: Vec<(String, Label)>,
    problems: Problems,
    /// Whether all of them were made for publication.
    public: bool,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    let formats = output::formats(&args.format)?;
    let several = formats.len() > 1;
    let target = shell::claim(&args.out, several, formats[0].extension, args.output.force)?;
    shell::each_once(&args.files())?;
    shell::spare(&target, &args.files())?;
    let settings = args.output.settings(1)?;
    let mut desk = Desk { public: true, ..Desk::default() };
    let forum = args.forum(&mut desk)?;
    if !desk.problems.is_empty() {
        return Err(desk.problems.into());
    }
    let asked = Asked {
        title: args.title.clone(),
        command: args.command(&desk),
        files: desk.files,
        public: desk.public,
        brief: args.brief,
    };
    let made = report(&forum, &asked);
    let bundle = output::render(made, &formats, &settings, &target.stem("forum"))?;
    let saved = shell::save(&bundle, &target, args.output.force)?;
    if !args.output.quiet {
        if !asked.public {
            shell::say("not for publication: some of these reports were made without --public");
        }
        shell::say_written(&saved);
    }
    Ok(Outcome::Whole)
}

impl Args {
    fn forum(&self, desk: &mut Desk) -> Result<Forum> {
        let set = place_set(&self.places)?;
        let mut sectors: Vec<Sector> = Vec::new();
        for part in &self.card {
            let Some((name, path)) = desk.named(part) else { continue };
            let what = of_sector("Тайлангийн хуудас", "Report card", &name);
            if let Some(card) = desk.read(&path, Kind::Card, what, self.public)? {
                // Health under the name of education is a slip; a name of one's own is not.
                let known = |name: &str| shelf::ids().any(|id| id == name);
                let sector = card.made_by.sector().to_string();
                if known(&name) && known(&sector) && sector != name {
                    let at = At::file(path.display().to_string());
                    desk.problems.add(Problem::new(Code::CardOfOtherSector, at, quoted(&sector)).detail(quoted(&name)));
                }
                sectors.push(Sector::new(&name, card));
            }
        }
        let known: Vec<String> = sectors.iter().map(|sector| sector.name.clone()).collect();
        if let Some(twice) = (1..known.len()).find(|at| known[..*at].contains(&known[*at])) {
            desk.problems.add(Problem::new(Code::SectorTwice, At::default(), quoted(&known[twice])));
        }
        let parts =
            self.gaps.iter().map(|part| (part, Kind::Gaps)).chain(self.change.iter().map(|part| (part, Kind::Change)));
        for (part, kind) in parts {
            let Some((name, path)) = desk.named(part) else { continue };
            let Some(sector) = sectors.iter_mut().find(|sector| sector.name == name) else {
                let problem = Problem::new(Code::NoCardOfName, At::default(), quoted(&name));
                desk.problems.add(problem.hint(Hint::OneOf(known.clone())));
                continue;
            };
            let what = match kind {
                Kind::Change => of_sector("Үеийн харьцуулалт", "Change between rounds", &name),
                Kind::Card | Kind::Gaps | Kind::Scorecards | Kind::Facilities => of_sector("Зөрүү", "Gaps", &name),
            };
            let read = desk.read(&path, kind, what, self.public)?;
            if let Some([part, card]) = read.as_ref().and_then(|found| found.made_by.cut_otherwise(&sector.made)) {
                let problem = Problem::new(Code::PartCutOtherwise, At::file(path.display().to_string()), quoted(&part));
                desk.problems.add(problem.detail(quoted(&card)));
            }
            match read {
                Some(found) if found.made_by.instrument != sector.made.instrument => {
                    let problem = Problem::new(
                        Code::PartOfOtherInstrument,
                        At::file(path.display().to_string()),
                        quoted(&found.made_by.instrument),
                    );
                    desk.problems.add(problem.detail(quoted(&sector.made.instrument)));
                }
                Some(found) if kind == Kind::Change => sector.take_change(found),
                Some(found) => sector.take_gaps(found),
                None => {}
            }
        }
        let mut scorecards = Vec::new();
        for path in &self.scorecards {
            let what = Label::new("Үнэлгээний карт", "Scorecards");
            if let Some(Read { made_by, title, scores, actions, .. }) =
                desk.read(path, Kind::Scorecards, what, self.public)?
            {
                let (scores, actions) = (scores.unwrap_or_default(), actions.unwrap_or_default());
                scorecards.push(Scorecards { made: made_by, title, scores, actions });
            }
        }
        let mut facilities = Vec::new();
        for path in &self.facilities {
            let what = Label::new("Байгууллагын харьцуулалт", "Facilities compared");
            if let Some(Read { made_by, title, standings, norms, .. }) =
                desk.read(path, Kind::Facilities, what, self.public)?
            {
                let (standings, norms) = (standings.unwrap_or_default(), norms.unwrap_or_default());
                facilities.push(Facilities { made: made_by, title, standings, norms });
            }
        }
        let forum = Forum { set, sectors, scorecards, facilities };
        let outside = forum.outside();
        if !outside.is_empty() {
            let names: Vec<String> = outside.iter().map(|code| place_name(code)).collect();
            desk.problems.add(Problem::new(Code::PlacesOutside, At::default(), names.join(", ")));
        }
        Ok(forum)
    }

    /// Every file that is read.
    fn files(&self) -> Vec<PathBuf> {
        let named = [&self.card, &self.gaps, &self.change].into_iter().flatten();
        let of_parts = named.filter_map(|part| Some(PathBuf::from(part.split_once('=')?.1)));
        of_parts.chain(self.scorecards.iter().cloned()).chain(self.facilities.iter().cloned()).collect()
    }

    /// The options that the report depends on.
    fn command(&self, desk: &Desk) -> Vec<(String, String)> {
        let mut options = vec![("places".to_string(), self.places.clone())];
        options.push(("public".into(), desk.public.to_string()));
        options.extend(self.title.clone().map(|title| ("title".to_string(), title)));
        options
    }
}

/// A place as a message names it.
fn place_name(code: &str) -> String {
    let known = crate::places::Gazetteer::get().by_code(code);
    known.map_or_else(|| code.to_string(), |place| format!("{} / {}", place.place().name.mn, place.place().name.en))
}

/// What a file is, with the name of the sector that the user gave it.
fn of_sector(mn: &str, en: &str, name: &str) -> Label {
    Label::new(format!("{mn} ({name})"), format!("{en} ({name})"))
}

impl Desk {
    /// `health=card.json`.
    fn named(&mut self, part: &str) -> Option<(String, PathBuf)> {
        match part.split_once('=') {
            Some((name, path)) if !name.is_empty() && !path.is_empty() => Some((name.to_string(), PathBuf::from(path))),
            Some(_) | None => {
                self.problems.add(Problem::new(Code::BadPart, At::default(), quoted(part)));
                None
            }
        }
    }

    /// Reads a report; what it isn't is told with everything else that is wrong.
    fn read(&mut self, path: &Path, kind: Kind, what: Label, public: bool) -> Result<Option<Read>> {
        let name = path.display().to_string();
        let bytes = shell::read_bytes(path)?;
        match read(&bytes, &name, kind) {
            Ok(found) => {
                // Scorecards have no small figures to withhold.
                let for_all = found.made_by.is_public();
                if public && !for_all {
                    self.problems.add(Problem::new(Code::NotPublic, At::file(name.as_str()), "--public"));
                }
                self.public &= for_all;
                self.files.push((crate::report::file_name(&name).to_string(), what));
                Ok(Some(found))
            }
            Err(problem) => {
                self.problems.add(problem);
                Ok(None)
            }
        }
    }
}
