//! `masam places`: what a spelling means, for people who want only that.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Subcommand, ValueEnum};
use unicode_width::UnicodeWidthStr;

use super::shell::{self, ReadArgs};
use super::{Outcome, Result};
use crate::lang::{Label, Lang};
use crate::places::{Context, Gazetteer, Level, Match, PlaceId, PlaceSet, Resolution, Resolver, Spelling, resolve};
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber, quoted};
use crate::render::{self, Settings};
use crate::report::columns::PLACES;
use crate::report::words::OwnWords;
use crate::report::{Absent, Block, Grid, GridRow, Legend, MadeBy, Paper, Report, RowRole, Section, Tidy, Value};
use crate::table::{self, Cell};
use crate::weighting::no_such_column;

/// Look up aimags, districts and soums in any spelling.
///
/// A spelling is read by fixed rules: codes, Cyrillic, romanizations, genitives, abbreviations, old fonts. A name that
/// could be several places is refused with all of them, and a name that is only near to one is never taken for it.
///
/// masam places resolve "Õºâñãºë" Hovsgol БЗД 267
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    List(ListArgs),
    Resolve(ResolveArgs),
    Check(CheckArgs),
}

/// List the places of a set or of a level, with their codes and names.
///
/// Without --set and --level: every aimag, the capital and its districts.
///
/// masam places list --set masam
#[derive(Debug, clap::Args)]
struct ListArgs {
    /// Place set: masam, aimags, districts, all, or a file of one's own
    #[arg(long, value_name = "NAME|FILE")]
    set: Option<String>,
    /// Only places of this level; with --set those that lie in its members
    #[arg(long, value_enum)]
    level: Option<LevelChoice>,
    /// What is written
    #[arg(long, value_enum, default_value = "md")]
    format: ListFormat,
}

/// Say which place each text means, and by which rule it was read.
///
/// Without --level, --within and --set a text means an aimag, the capital or a district if it can, else a soum or a
/// region. Ends with code 3 if any text is not understood.
///
/// masam places resolve "Õºâñãºë" Hovsgol БЗД 267
#[derive(Debug, clap::Args)]
struct ResolveArgs {
    /// Names or codes
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<String>,
    /// Only places of this level
    #[arg(long, value_enum)]
    level: Option<LevelChoice>,
    /// Only places that lie in this one
    #[arg(long, value_name = "AIMAG")]
    within: Option<String>,
    /// Only places of this set: masam, aimags, districts, all, or a file of one's own
    #[arg(long, value_name = "NAME|FILE")]
    set: Option<String>,
}

/// List every spelling in a column of a spreadsheet and the place it means, the unknown ones first.
///
/// Without --level the column holds aimags and districts; with --within-column it holds soums. Ends with code 3 if any
/// spelling is not understood.
///
/// masam places check survey.xlsx --column soum --within-column aimag
#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// Survey files; several are one survey; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Column of the places
    #[arg(long, value_name = "COL")]
    column: String,
    /// Column of the places in which those lie
    #[arg(long, value_name = "COL")]
    within_column: Option<String>,
    /// What the column holds
    #[arg(long, value_enum)]
    level: Option<LevelChoice>,
    /// Only places of this set: masam, aimags, districts, all, or a file of one's own
    #[arg(long, value_name = "NAME|FILE")]
    set: Option<String>,
    #[command(flatten)]
    read: ReadArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LevelChoice {
    /// aimags and the capital
    Aimag,
    /// districts of the capital
    District,
    /// soums
    Soum,
    /// regions
    Region,
}

impl LevelChoice {
    fn levels(self) -> &'static [Level] {
        match self {
            LevelChoice::Aimag => &[Level::Aimag, Level::Capital],
            LevelChoice::District => &[Level::District],
            LevelChoice::Soum => &[Level::Soum],
            LevelChoice::Region => &[Level::Region],
        }
    }

    /// What stands in a column of this level: districts stand among the soums.
    fn levels_of_column(self) -> &'static [Level] {
        match self {
            LevelChoice::Soum => &[Level::Soum, Level::District],
            LevelChoice::Aimag | LevelChoice::District | LevelChoice::Region => self.levels(),
        }
    }
}

/// Levels at which results are reported.
const AREAS: &[Level] = &[Level::Aimag, Level::Capital, Level::District];

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ListFormat {
    Csv,
    Md,
}

pub(crate) fn run(args: &Args) -> Result<Outcome> {
    match &args.command {
        What::List(args) => list(args),
        What::Resolve(args) => resolve_all(args),
        What::Check(args) => check(args),
    }
}

/// A built-in set by its name, else the set in a file.
pub(crate) fn place_set(name: &str) -> Result<PlaceSet> {
    if let Some(set) = PlaceSet::built_in(name) {
        return Ok(set);
    }
    let path = Path::new(name);
    if name != "-" && path.extension().is_none() && !path.exists() {
        let known = PlaceSet::built_in_names().map(String::from).collect();
        return Err(Problem::new(Code::NoSuchPlaceSet, At::default(), quoted(name)).hint(Hint::OneOf(known)).into());
    }
    Ok(PlaceSet::parse(name, &shell::read_text(path)?)?)
}

fn context(levels: Option<&[Level]>, set: Option<&str>) -> Result<Context> {
    let mut context = match (levels, set) {
        (Some(levels), _) => Context::any().levels(levels),
        (None, Some(_)) => Context::any(),
        (None, None) => Context::any().levels(AREAS),
    };
    if let Some(name) = set {
        context = context.set(&place_set(name)?);
    }
    Ok(context)
}

fn list(args: &ListArgs) -> Result<Outcome> {
    let set = args.set.as_deref().map(place_set).transpose()?;
    let places: Vec<PlaceId> = match (&set, args.level) {
        (Some(set), None) => set.places().collect(),
        (_, level) => {
            let levels = level.map_or(AREAS, LevelChoice::levels);
            let in_set = |id: &PlaceId| set.as_ref().is_none_or(|set| set.area_of(*id).is_some());
            Gazetteer::get().all().filter(|id| levels.contains(&id.place().level)).filter(in_set).collect()
        }
    };
    let title = set.map_or_else(|| Label::new("Газрууд", "Places"), |set| set.title);
    let format = render::format(match args.format {
        ListFormat::Csv => "csv",
        ListFormat::Md => "md",
    })?;
    let settings = Settings { langs: vec![Lang::En], ..Settings::default() };
    let bundle = render::render(&place_report(title, &places), &[format], &settings, "places")?;
    shell::save(&bundle, &shell::Target::Stdout, false)?;
    Ok(Outcome::Whole)
}

fn place_report(title: Label, places: &[PlaceId]) -> Report<'static> {
    let rows = places.iter().map(|id| GridRow { role: RowRole::Plain, values: place_values(*id) }).collect();
    let grid = Grid {
        id: "places".into(),
        title: title.clone(),
        columns: PLACES.columns(),
        keys: 1,
        rows,
        notes: Vec::new(),
        legend: Legend::Target,
        trend: None,
        leads: Vec::new(),
    };
    let rows: Vec<Vec<Value>> = grid.rows.iter().map(|row| row.values.clone()).collect();
    let tidy = vec![Tidy::declared(&PLACES, rows)];
    let section =
        Section { id: "places".into(), title: title.clone(), blocks: vec![Block::Grid(grid)], paper: Paper::Across };
    let tool = concat!("masam ", env!("CARGO_PKG_VERSION")).into();
    Report {
        title,
        subtitle: Label::default(),
        made_by: MadeBy {
            tool,
            instrument: String::new(),
            options: Vec::new(),
            sources: Vec::new(),
            words: OwnWords::spoken(),
            made_up: false,
        },
        sections: vec![section],
        tidy,
    }
}

fn place_values(id: PlaceId) -> Vec<Value> {
    let text = |t: &str| Value::Text { text: Label::same(t) };
    let place = id.place();
    vec![
        text(&place.code),
        text(&place.nso),
        text(place.iso.as_deref().unwrap_or_default()),
        text(place.level.label().get(Lang::En)),
        text(place.full_name.get(Lang::Mn)),
        text(place.full_name.get(Lang::En)),
        text(place.parent.map_or("", |above| above.place().name.get(Lang::En))),
        match place.population_2020 {
            Some(people) => Value::Count { value: u64::from(people) },
            None => Value::Absent { why: Absent::NoData },
        },
    ]
}

fn resolve_all(args: &ResolveArgs) -> Result<Outcome> {
    let read: Box<dyn Fn(&String) -> Resolution> = match (args.level, &args.within, &args.set) {
        (None, None, None) => Box::new(|text| area_or_any(text)),
        (level, within, set) => {
            let levels = level.map(LevelChoice::levels).or(within.is_some().then_some(&Level::ALL));
            let above = within.as_deref().map(area).transpose()?;
            let context = context(levels, set.as_deref())?.parent(above);
            Box::new(move |text| resolve(text, &context))
        }
    };
    let resolutions: Vec<Resolution> = args.texts.iter().map(read).collect();
    let lines = args.texts.iter().zip(&resolutions).map(|(text, r)| vec![shown(text), said(r, text)]);
    shell::print(&aligned(lines.collect()))?;
    Ok(outcome(resolutions.iter().all(|r| r.place().is_some())))
}

/// A text of which nothing is known: an area if it can be one, else whatever it may be, with all that it may be.
fn area_or_any(text: &str) -> Resolution {
    match resolve(text, &Context::any().levels(AREAS)) {
        Resolution::Ambiguous { .. } | Resolution::Outside { .. } | Resolution::Found { how: Match::Centre, .. } => {
            resolve(text, &Context::any())
        }
        read => read,
    }
}

/// The area that the user names.
fn area(text: &str) -> Result<PlaceId> {
    let resolution = resolve(text, &Context::any().levels(AREAS));
    match resolution.place() {
        Some(place) => Ok(place),
        None => bail!("--within: {}", said(&resolution, text)),
    }
}

fn outcome(all: bool) -> Outcome {
    if all { Outcome::Whole } else { Outcome::WithGaps }
}

/// The place and the rule, or why there is none.
fn said(resolution: &Resolution, text: &str) -> String {
    if let Resolution::Found { place, how } = resolution {
        return format!("{place}  {}", how.label().get(Lang::En));
    }
    resolution.problem(At::default(), text).map_or_else(String::new, |problem| problem.to_string())
}

/// A text of a file as it can be shown on one line.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Lines whose cells stand under each other; the last cell is as long as it is.
fn aligned(lines: Vec<Vec<String>>) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for line in &lines {
        let mut shown = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            shown.push_str(&format!("{cell}{}  ", " ".repeat(width.saturating_sub(cell.width()))));
        }
        out.push_str(shown.trim_end());
        out.push('\n');
    }
    out
}

/// What is found out about a column of places.
struct Checked {
    column: usize,
    within: Option<usize>,
    places: Resolver,
    above: Resolver,
    /// The first rows of spellings without a place.
    rows: BTreeMap<(Option<PlaceId>, String), Vec<RowNumber>>,
    blank: u64,
}

impl Checked {
    /// Rows that are listed of a spelling.
    const MOST_ROWS: usize = 5;
    /// Spellings of which rows are listed.
    const MOST_SPELLINGS: usize = 5_000;

    fn row(&mut self, row: &table::Row) {
        let cell = row.cell(self.column);
        if matches!(cell, Cell::Blank) {
            self.blank += 1;
            return;
        }
        let text = cell.shown();
        let above = self.within.map(|column| row.cell(column)).filter(|cell| !cell.is_blank());
        let parent = above.and_then(|cell| self.above.resolve(&cell.shown()).ok());
        if self.places.resolve_in(parent, &text).is_err() {
            let key = (parent, text.into_owned());
            if self.rows.len() < Self::MOST_SPELLINGS || self.rows.contains_key(&key) {
                let rows = self.rows.entry(key).or_default();
                if rows.len() <= Self::MOST_ROWS {
                    rows.push(row.number());
                }
            }
        }
    }

    fn listed(&self) -> Vec<Vec<String>> {
        let mut spellings = self.places.spellings();
        spellings.sort_by_key(|s| s.resolution.place().is_some());
        spellings.into_iter().map(|spelling| self.line(spelling)).collect()
    }

    fn line(&self, spelling: &Spelling) -> Vec<String> {
        let mut said = said(&spelling.resolution, &spelling.text);
        if let Some(rows) = self.rows.get(&(spelling.parent, spelling.text.clone())) {
            let listed: Vec<String> = rows.iter().take(Self::MOST_ROWS).map(RowNumber::to_string).collect();
            let more = if rows.len() > Self::MOST_ROWS { ", …" } else { "" };
            let rows = if rows.len() == 1 { "row" } else { "rows" };
            said = format!("{said}  {rows} {}{more}", listed.join(", "));
        }
        let within = spelling.parent.map(|above| above.place().name.get(Lang::Mn).to_string());
        let mut line = vec![shown(&spelling.text)];
        line.extend(self.within.is_some().then(|| within.unwrap_or_default()));
        line.extend([spelling.count.to_string(), said]);
        line
    }

    /// Cells in all, and those without a place.
    fn counts(&self) -> (u64, u64) {
        let all = |of: &dyn Fn(&Spelling) -> bool| -> u64 {
            self.places.spellings().into_iter().filter(|s| of(s)).map(|s| s.count).sum()
        };
        (all(&|_| true) + self.places.beyond(), all(&|s| s.resolution.place().is_none()) + self.places.beyond())
    }
}

fn check(args: &CheckArgs) -> Result<Outcome> {
    let table = table::open(shell::inputs(&args.files)?, &args.read.options())?;
    let levels = match (args.level, &args.within_column) {
        (Some(level), _) => Some(level.levels_of_column()),
        (None, Some(_)) => Some(LevelChoice::Soum.levels_of_column()),
        (None, None) => None,
    };
    let column = |name: &str| -> std::result::Result<usize, Problem> {
        let found = table.columns().iter().position(|header| header == name);
        found.ok_or_else(|| no_such_column(name, table.columns()))
    };
    let mut checked = Checked {
        column: column(&args.column)?,
        within: args.within_column.as_deref().map(column).transpose()?,
        places: Resolver::new(context(levels, args.set.as_deref())?),
        above: Resolver::new(Context::any().levels(AREAS)),
        rows: BTreeMap::new(),
        blank: 0,
    };
    let mut table = table::for_each_chunk(table, true, |chunk| {
        chunk.rows().for_each(|row| checked.row(&row));
        Ok(())
    })?;
    shell::print(&aligned(checked.listed()))?;
    let problems: Problems = table.take_problems();
    shell::show_problems(&problems);
    let (all, unknown) = checked.counts();
    let blank = checked.blank;
    shell::say(format_args!("{all} cells with a text, {unknown} of them without a place; {blank} blank"));
    Ok(outcome(unknown == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_under_each_other_in_both_scripts() {
        let line = |a: &str, b: &str| vec![a.to_string(), b.to_string()];
        let text = aligned(vec![line("Õºâñãºë", "→ 67"), line("БЗД", "→ 1110")]);
        assert_eq!(text, "Õºâñãºë  → 67\nБЗД      → 1110\n");
    }

    #[test]
    fn a_place_set_is_found_by_its_name_or_refused_with_the_known_ones() {
        assert_eq!(place_set("masam").map(|set| set.members().len()).ok(), Some(13));
        let said = place_set("масам").err().map(|e| e.to_string()).unwrap_or_default();
        assert!(said.contains("It could be: masam, aimags, districts, all"), "{said}");
    }
}
