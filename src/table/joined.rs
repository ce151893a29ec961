//! Entries of a repeat with the columns of the row that they belong to.
//!
//! That row's table is read first, and of it nothing is kept but the columns that somebody reads, by their key. Then the
//! entries are streamed as any table is.

use rustc_hash::FxHashMap;

use super::cell::Cell;
use super::chunk::Chunk;
use super::facts::FileFacts;
use super::widen::Kept;
use super::workbook::Place;
use super::{Content, Sink};
use crate::problem::{At, Code, Problem, Problems, RowNumber, quoted};

/// Text of kept rows; what is kept of more is no longer small.
const MOST_TEXT: usize = 1 << 31;

/// Entries, and the tables above them, the nearest first.
pub(super) struct Joined {
    pub(super) content: Content,
    /// Columns of an entry, and the one that names its row.
    own: usize,
    link: usize,
    levels: Vec<Level>,
    /// Of the columns of all tables above, those that somebody reads.
    read: Vec<bool>,
}

/// A table whose rows have entries.
pub(super) struct Level {
    source: Source,
    key: usize,
    /// The column that names the row of the table above it.
    link: Option<usize>,
    pub headers: Vec<String>,
}

enum Source {
    /// A sheet of the workbook that the entries are in.
    Sheet(Option<Place>),
    File(Box<Content>, Box<FileFacts>),
}

impl Level {
    /// A sheet of the workbook that the entries are in.
    pub fn of_sheet(place: Option<Place>, key: usize, link: Option<usize>, headers: &[String]) -> Level {
        Level { source: Source::Sheet(place), key, link, headers: headers.to_vec() }
    }

    /// A file of its own.
    pub fn of_file(content: Content, facts: FileFacts, key: usize, link: Option<usize>, headers: &[String]) -> Level {
        Level { source: Source::File(Box::new(content), Box::new(facts)), key, link, headers: headers.to_vec() }
    }
}

/// Rows by their key: the cells of each that are read, then those of the row above it.
#[derive(Default)]
struct Store {
    /// The place of a row's first cell, and its number in the file.
    rows: FxHashMap<Box<str>, (usize, RowNumber)>,
    kept: Kept,
    width: usize,
}

impl Store {
    /// The place of the first cell of the row with this key.
    fn first(&self, key: &str) -> Option<usize> {
        self.rows.get(key).map(|(first, _)| *first)
    }
}

impl Joined {
    pub fn new(content: Content, own: usize, link: usize, levels: Vec<Level>) -> Joined {
        let all = levels.iter().map(|level| level.headers.len()).sum();
        Joined { content, own, link, levels, read: vec![true; all] }
    }

    /// Keeps only these columns of the tables above; they are counted behind those of an entry.
    pub fn keep(&mut self, columns: &[usize]) {
        let read = |at: usize| columns.contains(&(self.own + at));
        self.read = (0..self.read.len()).map(read).collect();
    }

    /// Reads the rows in order and hands them on, chunk after chunk.
    pub fn read(
        &mut self,
        facts: &mut FileFacts,
        problems: &mut Problems,
        chunk: &mut Chunk,
        sink: Sink,
    ) -> Result<(), Problem> {
        let at = At { sheet: facts.sheet.as_deref().map(Into::into), ..At::file(&facts.name) };
        let store = self.store(facts, problems)?;
        let Joined { content, own, link, read, .. } = self;
        // For each column behind the entry's own, its place among those that are kept.
        let mut kept = 0..;
        let places: Vec<Option<usize>> = read.iter().map(|read| if *read { kept.next() } else { None }).collect();
        let (mut found, mut orphans): (Vec<Option<usize>>, _) = (Vec::new(), Problems::default());
        let mut join = |chunk: &mut Chunk| {
            found.clear();
            for row in chunk.rows() {
                let key = row.own_cell(*link).shown();
                let above = store.first(&key);
                if above.is_none() {
                    let here = at.clone().row(row.number());
                    orphans.add(Problem::new(Code::RepeatOrphan, here, quoted(&key)));
                }
                found.push(above);
            }
            chunk.join(*own, |at, push| {
                for place in &places {
                    push(place.zip(found[at]).map_or(Cell::Blank, |(place, first)| store.kept.cell(first + place)));
                }
            });
            sink(chunk)
        };
        let read = content.read(facts, problems, chunk, &mut join);
        problems.append(orphans);
        read
    }

    /// The rows of the nearest table above, with what they have of those above it: the topmost is read first.
    fn store(&mut self, facts: &FileFacts, problems: &mut Problems) -> Result<Store, Problem> {
        let Joined { content, levels, read, .. } = self;
        let mut store = Store::default();
        let mut end = read.len();
        for level in levels.iter_mut().rev() {
            let start = end - level.headers.len();
            let kept: Vec<usize> = (start..end).filter(|at| read[*at]).map(|at| at - start).collect();
            store = level.store(content, facts, &kept, &store, problems)?;
            end = start;
        }
        Ok(store)
    }
}

impl Level {
    fn store(
        &mut self,
        entries: &mut Content,
        facts: &FileFacts,
        kept: &[usize],
        above: &Store,
        problems: &mut Problems,
    ) -> Result<Store, Problem> {
        let mut store = Store { width: kept.len() + above.width, ..Store::default() };
        let (key, link) = (self.key, self.link);
        let mut told = Problems::default();
        let name: String = match &self.source {
            Source::Sheet(_) => facts.name.clone(),
            Source::File(_, own) => own.name.clone(),
        };
        let sheet = match &self.source {
            Source::Sheet(place) => place.as_ref().map(|place| place.sheet.clone()),
            Source::File(_, own) => own.sheet.clone(),
        };
        let at = At { sheet: sheet.as_deref().map(Into::into), ..At::file(&name) };
        let mut take = |chunk: &mut Chunk| {
            for row in chunk.rows() {
                let own = row.own_cell(key).shown();
                let here = || at.clone().row(row.number());
                if let Some((_, first)) = store.rows.get(&*own).filter(|_| !own.is_empty()) {
                    let problem = Problem::new(Code::RepeatKeyTwice, here(), quoted(&own));
                    told.add(problem.detail(first.to_string()));
                    continue;
                }
                if own.is_empty() {
                    continue;
                }
                let first = store.kept.count();
                store.rows.insert((&*own).into(), (first, row.number()));
                kept.iter().for_each(|column| store.kept.push(row.own_cell(*column)));
                let above_it = link.and_then(|link| above.first(&row.own_cell(link).shown()));
                for at in 0..above.width {
                    store.kept.push(above_it.map_or(Cell::Blank, |first| above.kept.cell(first + at)));
                }
                if store.kept.text() > MOST_TEXT {
                    return Err(Problem::new(Code::RepeatTooLarge, here(), ""));
                }
            }
            Ok(())
        };
        let mut chunk = Chunk::default();
        let mut sink = |chunk: &mut Chunk| if chunk.is_empty() { Ok(()) } else { take(chunk) };
        let read = match &mut self.source {
            Source::Sheet(place) => {
                let back = entries.place();
                entries.go_to(place.clone());
                let read = entries.read(&mut facts.clone(), problems, &mut chunk, &mut sink);
                entries.go_to(back);
                read
            }
            Source::File(content, own) => content.read(own, problems, &mut chunk, &mut sink),
        };
        problems.append(told);
        read.map(|()| store)
    }
}

/// Entries that lie side by side in a row, and are made into rows.
pub(super) struct Unfolded {
    pub content: Content,
    /// For each entry its columns in the order of the headers.
    pub columns: Vec<Vec<Option<u32>>>,
    pub shared: Vec<u32>,
}

impl Unfolded {
    /// Reads the rows in order and hands their entries on, chunk after chunk.
    pub fn read(
        &mut self,
        facts: &mut FileFacts,
        problems: &mut Problems,
        chunk: &mut Chunk,
        sink: Sink,
    ) -> Result<(), Problem> {
        let Unfolded { content, columns, shared } = self;
        content.read(facts, problems, chunk, &mut |chunk| {
            chunk.unfold(columns, shared);
            sink(chunk)
        })
    }
}
