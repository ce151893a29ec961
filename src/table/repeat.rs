//! Repeats: questions that a form asks several times over, for each visit or child.
//!
//! Their entries come in one of two shapes. Apart, each is a row of a sheet or file of its own that names the row it belongs
//! to: `_parent_index` the `_index` of Kobo and Ona, `PARENT_KEY` the `KEY` of ODK and SurveyCTO. Wide, they lie side by side in
//! the row: `visit[1]/H02`, `visit[2]/H02`, or `H02_1`, `H02_2`. Unless a repeat is asked for, a row is a row of the main table.

use std::collections::BTreeMap;

use super::chunk::Chunk;
use super::header::Head;
use super::joined::{Joined, Level, Unfolded};
use super::workbook::Place;
use super::{Content, Found, Options, Table};
use crate::problem::{At, Code, Hint, Problem, quoted};

/// Columns by which entries name their row, and those that it has for it, the surest first.
const LINKS: [(&str, &str); 4] =
    [("_parent_index", "_index"), ("parent_key", "key"), ("_submission__uuid", "_uuid"), ("_submission__id", "_id")];

/// Columns that tell submissions apart, in whatever file they are, the surest first.
const SUBMISSIONS: [&str; 5] = ["_uuid", "key", "instanceid", "_id", "_index"];

/// A repeat whose entries aren't rows, and the headers of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Its name, as it is asked for.
    pub name: String,
    /// The headers of its entries.
    pub headers: Vec<String>,
}

/// What a row is where a repeat was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfRepeat {
    /// The name of the repeat.
    pub name: String,
    /// Whether entries lie side by side, so that several have the number of one row.
    pub wide: bool,
    /// How many columns are those of an entry; the others are of the row that it belongs to.
    pub own: usize,
    /// The column that tells submissions apart, among those of the row that an entry belongs to.
    pub submission: Option<usize>,
}

/// Entries in a table of their own.
pub(super) struct Entries {
    pub name: String,
    /// Where they are in a workbook.
    pub place: Option<Place>,
    pub head: Head,
    /// Which of [`LINKS`] they have, and in which column.
    link: usize,
    column: usize,
    /// The name of the table that their rows belong to, if they say it.
    above: Option<String>,
}

/// A header without the path before it and the X of R, in lower case.
fn bare(header: &str) -> String {
    let last = header.rsplit('/').next().unwrap_or_default().trim().to_lowercase();
    last.strip_prefix('x').filter(|rest| rest.starts_with('_')).map_or(last.clone(), str::to_owned)
}

fn position(headers: &[String], name: &str) -> Option<usize> {
    headers.iter().position(|header| bare(header) == name)
}

impl Entries {
    /// Whether a table holds entries: it names the rows of another.
    pub fn of(name: &str, place: Option<Place>, head: &Head, sample: &Chunk) -> Option<Entries> {
        let (link, column) =
            LINKS.iter().enumerate().find_map(|(at, (of, _))| Some((at, position(&head.columns, of)?)))?;
        let mut first = sample.rows().filter(|row| row.number() > head.last);
        let said = |column: usize, rows: &mut dyn Iterator<Item = super::Row>| {
            rows.map(|row| row.own_cell(column).shown().into_owned()).find(|text| !text.is_empty())
        };
        let above = match position(&head.columns, "_parent_table_name") {
            Some(column) => said(column, &mut first),
            // `uuid:…/visit[2]` is an entry of the repeat `visit`.
            None => said(column, &mut first).and_then(|key| {
                let (_, last) = key.rsplit_once('/')?;
                Some(last.split_once('[')?.0.to_owned())
            }),
        };
        Some(Entries { name: name.to_owned(), place, head: head.clone(), link, column, above })
    }

    /// Whether it goes by this name: its own, or the end of a file's (`survey-visit`).
    fn is_called(&self, name: &str) -> bool {
        let (own, name) = (self.name.to_lowercase(), name.trim().to_lowercase());
        own == name || own.strip_suffix(&name).is_some_and(|rest| rest.ends_with(['-', '_', '.', ' ']))
    }
}

/// The name of a file without folder and ending.
pub(super) fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Settles what rows are: those of the main tables, or the entries of the repeat that was asked for.
pub(super) fn settle(
    found: Vec<Found<Content>>,
    options: &Options,
    table: &mut Table,
) -> Result<Vec<Found<Content>>, Problem> {
    let any_main = found.iter().any(|file| file.entries.is_none());
    let (mains, mut files): (Vec<_>, Vec<_>) = found.into_iter().partition(|file| !any_main || file.entries.is_none());
    // `survey-visit.csv` beside `survey.csv` is the repeat `visit`.
    for entries in files.iter_mut().filter_map(|file| file.entries.as_mut()) {
        let of_main = |main: &Found<Content>| {
            let rest = entries.name.strip_prefix(stem(&main.facts.name))?.trim_start_matches(['-', '_', '.', ' ']);
            (!rest.is_empty()).then(|| rest.to_owned())
        };
        if let Some(name) = mains.iter().find_map(of_main) {
            entries.name = name;
        }
    }
    for Entries { name, head, .. } in
        mains.iter().flat_map(|main| &main.repeats).chain(files.iter().filter_map(|file| file.entries.as_ref()))
    {
        table.repeats.push(Repeat { name: name.clone(), headers: head.columns.clone() });
    }
    table.repeats.extend(mains.iter().flat_map(|main| wide(&main.head.columns)));
    let mut known = std::collections::BTreeSet::new();
    table.repeats.retain(|repeat| known.insert(repeat.name.clone()));
    let Some(wanted) = &options.repeat else {
        for file in &files {
            table.problems.add(Problem::new(Code::RepeatAside, At::file(&file.facts.name), ""));
        }
        return Ok(mains);
    };
    let is_file = |file: &Found<Content>| file.entries.as_ref().is_some_and(|entries| entries.is_called(wanted));
    if files.iter().any(is_file) {
        return Ok(vec![of_files(mains, files, wanted, table)?]);
    }
    mains.into_iter().map(|main| of_main(main, wanted, table)).collect()
}

fn unknown(file: &str, wanted: &str, table: &Table) -> Problem {
    let problem = Problem::new(Code::NoSuchRepeat, At::file(file), quoted(wanted));
    match table.repeats.is_empty() {
        true => problem,
        false => problem.hint(Hint::OneOf(table.repeats.iter().map(|repeat| repeat.name.clone()).collect())),
    }
}

/// The entries of a repeat in the same file as the main table: on a sheet, or side by side.
fn of_main(main: Found<Content>, wanted: &str, table: &mut Table) -> Result<Found<Content>, Problem> {
    let Found { facts, head, content, problems, entries, mut repeats } = main;
    let Some(at) = repeats.iter().position(|entries| entries.is_called(wanted)) else {
        let Some(wide) = Wide::of(&head.columns, wanted) else { return Err(unknown(&facts.name, wanted, table)) };
        let whole = Found { facts, head, content, problems, entries, repeats };
        return Ok(unfolded(whole, wide, table));
    };
    let child = repeats.remove(at);
    let mut levels = Vec::new();
    let mut below = &child;
    let mut above: Vec<Entries> = Vec::new();
    while let Some(at) = below.above.as_ref().and_then(|name| repeats.iter().position(|one| one.is_called(name))) {
        above.push(repeats.remove(at));
        below = above.last().unwrap_or(&child);
    }
    let place = content.place();
    let mut link = child.link;
    for one in &above {
        let key = key(&one.head, link, &facts.name)?;
        levels.push(Level::of_sheet(one.place.clone(), key, Some(one.column), &one.head.columns));
        link = one.link;
    }
    levels.push(Level::of_sheet(place, key(&head, link, &facts.name)?, None, &head.columns));
    let mut facts = facts;
    facts.sheet = child.place.as_ref().map(|place| place.sheet.clone()).or(facts.sheet);
    (facts.header_row, facts.skipped, facts.columns) =
        (child.head.row, child.head.skipped.clone(), child.head.columns.len());
    facts.other_sheets.retain(|sheet| Some(sheet) != facts.sheet.as_ref());
    let mut content = content;
    content.go_to(child.place.clone());
    Ok(joined(
        Found { facts, head: child.head, content, problems, entries: None, repeats },
        &child.name,
        child.column,
        levels,
        table,
    ))
}

/// The entries of a repeat in files of their own.
fn of_files(
    mains: Vec<Found<Content>>,
    files: Vec<Found<Content>>,
    wanted: &str,
    table: &mut Table,
) -> Result<Found<Content>, Problem> {
    let called = |file: &Found<Content>, name: &str| file.entries.as_ref().is_some_and(|e| e.is_called(name));
    let (mut children, mut others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| called(file, wanted));
    let several = |files: Vec<String>| {
        Problem::new(Code::RepeatOfSeveral, At::default(), quoted(wanted)).hint(Hint::OneOf(files))
    };
    if mains.len() > 1 || children.len() > 1 {
        let all = if mains.len() > 1 { &mains } else { &children };
        return Err(several(all.iter().map(|file| file.facts.name.clone()).collect()));
    }
    let (Some(child), Some(main)) = (children.pop(), mains.into_iter().next()) else {
        return Err(unknown("", wanted, table));
    };
    let Found { facts, head, content, problems, entries, repeats } = child;
    let Some(entries) = entries else { return Err(unknown(&facts.name, wanted, table)) };
    let mut levels = Vec::new();
    let (mut link, mut above) = (entries.link, entries.above.clone());
    while let Some(at) = above.as_ref().and_then(|name| others.iter().position(|file| called(file, name))) {
        let file = others.remove(at);
        let key = key(&file.head, link, &file.facts.name)?;
        let Some(own) = &file.entries else { break };
        let column = own.column;
        (link, above) = (own.link, own.above.clone());
        table.problems.append(file.problems);
        levels.push(Level::of_file(file.content, file.facts, key, Some(column), &file.head.columns));
    }
    let key = key(&main.head, link, &main.facts.name)?;
    table.problems.append(main.problems);
    levels.push(Level::of_file(main.content, main.facts, key, None, &main.head.columns));
    let whole = Found { facts, head, content, problems, entries: None, repeats };
    Ok(joined(whole, &entries.name, entries.column, levels, table))
}

/// The column by which entries with this link name the rows of a table.
fn key(head: &Head, link: usize, file: &str) -> Result<usize, Problem> {
    let (of, name) = LINKS[link];
    position(&head.columns, name)
        .ok_or_else(|| Problem::new(Code::RepeatWithoutKey, At::file(file), quoted(of)).detail(quoted(name)))
}

fn joined(child: Found<Content>, name: &str, link: usize, levels: Vec<Level>, table: &mut Table) -> Found<Content> {
    let Found { facts, mut head, content, problems, entries, repeats } = child;
    let own = head.columns.len();
    let mut submission = None;
    for level in &levels {
        let named = SUBMISSIONS.iter().find_map(|name| position(&level.headers, name));
        submission = named.map(|column| head.columns.len() + column);
        head.columns.extend(level.headers.iter().cloned());
    }
    if let Some(labels) = &mut head.labels {
        labels.resize(head.columns.len(), String::new());
    }
    table.of_repeat.get_or_insert(OfRepeat { name: name.to_owned(), wide: false, own, submission });
    let content = Content::Joined(Box::new(Joined::new(content, own, link, levels)));
    Found { facts, head, content, problems, entries, repeats }
}

fn unfolded(main: Found<Content>, wide: Wide, table: &mut Table) -> Found<Content> {
    let Found { facts, mut head, content, problems, entries, repeats } = main;
    let Wide { name, headers, columns, shared } = wide;
    let own = headers.len();
    let of_shared: Vec<String> = shared.iter().map(|column| head.columns[*column as usize].clone()).collect();
    let submission = SUBMISSIONS.iter().find_map(|name| position(&of_shared, name)).map(|column| own + column);
    if let Some(labels) = &mut head.labels {
        let first = (0..own).map(|at| columns.iter().find_map(|entry| entry[at]).map(|c| c as usize));
        let order = first.chain(shared.iter().map(|column| Some(*column as usize)));
        *labels = order.map(|at| at.and_then(|at| labels.get(at).cloned()).unwrap_or_default()).collect();
    }
    head.columns = headers.into_iter().chain(of_shared).collect();
    table.of_repeat.get_or_insert(OfRepeat { name, wide: true, own, submission });
    let content = Content::Unfolded(Box::new(Unfolded { content, columns, shared }));
    Found { facts, head, content, problems, entries, repeats }
}

/// Entries side by side: for each the columns of its headers, and those that all entries share.
struct Wide {
    name: String,
    headers: Vec<String>,
    columns: Vec<Vec<Option<u32>>>,
    shared: Vec<u32>,
}

/// The repeats whose entries lie side by side by their `[1]`, `[2]`. A number behind a name alone may mean anything, so that
/// has to be asked for.
fn wide(headers: &[String]) -> Vec<Repeat> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for header in headers {
        if let Some((before, _, after)) = bracketed(header) {
            let name = before.rsplit('/').next().unwrap_or(before).to_owned();
            let own = format!("{before}{after}");
            let known = all.entry(name).or_default();
            if !known.contains(&own) {
                known.push(own);
            }
        }
    }
    all.into_iter().map(|(name, headers)| Repeat { name, headers }).collect()
}

/// `visit[2]/H02` is `visit`, 2, `/H02`.
fn bracketed(header: &str) -> Option<(&str, u32, &str)> {
    let (before, rest) = header.split_once('[')?;
    let (number, after) = rest.split_once(']')?;
    Some((before, number.parse().ok()?, after)).filter(|(before, ..)| !before.is_empty())
}

/// `H02_2` is `H02`, 2.
fn numbered(header: &str) -> Option<(&str, u32, &str)> {
    let (before, number) = header.rsplit_once('_')?;
    let number = Some(number).filter(|n| !n.starts_with('0')).and_then(|n| n.parse().ok())?;
    Some((before, number, "")).filter(|(before, ..)| !before.is_empty())
}

impl Wide {
    /// The repeat of this name: the one in `visit[1]/…`, or the one that the question in `H02_1` is in.
    fn of(headers: &[String], wanted: &str) -> Option<Wide> {
        let wanted = wanted.trim().to_lowercase();
        let is_called = |before: &str| {
            let before = before.to_lowercase();
            before == wanted || before.rsplit('/').next() == Some(&wanted)
        };
        if headers.iter().filter_map(|h| bracketed(h)).any(|(before, ..)| is_called(before)) {
            return Some(Wide::by(headers, &wanted, |header| {
                bracketed(header).filter(|(before, ..)| is_called(before))
            }));
        }
        // The questions of a repeat are there as often as one another.
        let mut times: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (before, number, _) in headers.iter().filter_map(|h| numbered(h)) {
            times.entry(before).or_default().push(number);
        }
        let own = times.iter().find(|(before, _)| is_called(before)).map(|(_, numbers)| numbers.clone())?;
        let alike = |before: &str| times.get(before) == Some(&own);
        Some(Wide::by(headers, &wanted, |header| numbered(header).filter(|(before, ..)| alike(before))))
    }

    fn by<'h>(headers: &'h [String], name: &str, part: impl Fn(&'h str) -> Option<(&'h str, u32, &'h str)>) -> Wide {
        let mut own: Vec<String> = Vec::new();
        let mut entries: BTreeMap<u32, Vec<(usize, u32)>> = BTreeMap::new();
        let mut shared = Vec::new();
        for (column, header) in headers.iter().enumerate() {
            let Some((before, number, after)) = part(header) else {
                shared.push(column as u32);
                continue;
            };
            let header = format!("{before}{after}");
            let at = own.iter().position(|known| *known == header).unwrap_or_else(|| {
                own.push(header);
                own.len() - 1
            });
            entries.entry(number).or_default().push((at, column as u32));
        }
        let columns = entries.into_values().map(|entry| {
            let mut columns = vec![None; own.len()];
            entry.into_iter().for_each(|(at, column)| columns[at] = Some(column));
            columns
        });
        Wide { name: name.to_owned(), columns: columns.collect(), headers: own, shared }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_side_by_side_are_gathered_by_their_numbers() {
        let headers = ["аймаг", "айл[1]/нас", "айл[1]/хүйс", "айл[2]/нас", "жин"].map(String::from);
        let wide = Wide::of(&headers, "айл").expect("a repeat");
        assert_eq!(
            (&wide.headers[..], &wide.shared[..]),
            (&["айл/нас".to_owned(), "айл/хүйс".into()][..], &[0, 4][..])
        );
        assert_eq!(wide.columns, [vec![Some(1), Some(2)], vec![Some(3), None]]);
        let headers = ["нас_1", "хүйс_1", "нас_2", "хүйс_2", "H21_1", "жин"].map(String::from);
        let wide = Wide::of(&headers, "нас").expect("a repeat");
        assert_eq!((&wide.headers[..], &wide.shared[..]), (&["нас".to_owned(), "хүйс".into()][..], &[4, 5][..]));
        assert!(Wide::of(&headers, "жин").is_none());
    }
}
