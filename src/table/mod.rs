//! Spreadsheet files to rows: knows formats, nothing of surveys.
//!
//! [`open`] looks into the files, finds the header and guesses what has to be guessed; [`for_each_chunk`] hands out the
//! rows, a few thousand at a time, in bounded memory. The caller opens the files: nothing here touches a disk.
//!
//! ```
//! use masam::table::{self, Cell, Input, Options};
//!
//! let input = Input::from_bytes("санал.csv", "аймаг;оноо\nДорнод;3,5\n");
//! let table = table::open(vec![input], &Options::default())?;
//! assert_eq!(table.columns(), ["аймаг", "оноо"]);
//! let table = table::for_each_chunk(table, false, |chunk| {
//!     for row in chunk.rows() {
//!         assert_eq!(row.number().get(), 2);
//!         assert_eq!(row.cell(0), Cell::Text("Дорнод".as_bytes()));
//!     }
//!     Ok(())
//! })?;
//! assert_eq!(table.files()[0].rows, 1);
//! # Ok::<(), masam::problem::Problem>(())
//! ```

// A problem is large and rare; boxing it everywhere would only make reading harder.
#![allow(clippy::result_large_err)]

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::mpsc::{channel, sync_channel};

pub mod book;
mod cell;
mod chunk;
mod compound;
mod dialect;
mod encoding;
mod extent;
mod facts;
mod fingerprint;
mod grid;
mod guard;
mod header;
mod joined;
mod merge;
mod repeat;
mod short;
mod sniff;
mod split;
mod text;
mod widen;
mod workbook;
mod xlsx;

pub use cell::{Cell, Date, Decimal, Fault, Number, parse_number, trim};
pub use chunk::{BLANK, Chunk, Column, Extents, Glance, LONGER, Put, Row};
pub use encoding::known as known_encoding;
pub use facts::{FileFacts, Format, Skipped};
pub use fingerprint::Fingerprint;
pub use grid::is_guarded;
pub use merge::together as headers_together;
pub use repeat::{OfRepeat, Repeat};

use crate::problem::{At, Code, Hint, Problem, Problems};
pub use header::Expected;
use header::Head;
use sniff::Kind;

/// Bytes to read from: a file that the caller opened, or memory.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// A file to read.
pub struct Input {
    /// Name to show.
    pub name: String,
    /// Its bytes.
    pub source: Box<dyn Source>,
    /// How many there are.
    pub bytes: u64,
    /// What they are known by.
    pub fingerprint: Fingerprint,
}

impl Input {
    /// A file that lies in memory.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Input {
        let bytes = bytes.into();
        let fingerprint = Fingerprint::of(&bytes);
        Input { name: name.into(), bytes: bytes.len() as u64, source: Box::new(Cursor::new(bytes)), fingerprint }
    }
}

/// What the user knows better than the guess.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The sheet to read.
    pub sheet: Option<String>,
    /// The encoding of text files.
    pub encoding: Option<String>,
    /// The delimiter of text files.
    pub delimiter: Option<u8>,
    /// The decimal sign of numbers written as text.
    pub decimal: Option<Decimal>,
    /// The row that holds the header, as the spreadsheet counts.
    pub header_row: Option<u64>,
    /// The repeat whose entries are the rows; the rows of the main table if none.
    pub repeat: Option<String>,
    /// What headers are expected to say.
    pub expected: Arc<Expected>,
    /// Read workbooks that unpack to more than is usual.
    pub allow_large: bool,
}

/// Takes chunk after chunk. It may swap the chunk for another one.
type Sink<'a> = &'a mut dyn FnMut(&mut Chunk) -> Result<(), Problem>;

/// What looking into a file gave.
struct Found<C> {
    facts: FileFacts,
    head: Head,
    content: C,
    problems: Problems,
    /// What is known of its rows if they are entries of a repeat.
    entries: Option<repeat::Entries>,
    /// Entries of repeats on its other sheets.
    repeats: Vec<repeat::Entries>,
}

impl<C> Found<C> {
    fn map<D>(self, content: impl FnOnce(C) -> D) -> Found<D> {
        let Found { facts, head, content: own, problems, entries, repeats } = self;
        Found { facts, head, content: content(own), problems, entries, repeats }
    }
}

/// A file that was looked into, ready to stream.
enum Content {
    Text(Box<text::Text>),
    Workbook(Box<workbook::Workbook>),
    /// Entries of a repeat, with the rows that they belong to.
    Joined(Box<joined::Joined>),
    /// Entries of a repeat that lie side by side.
    Unfolded(Box<joined::Unfolded>),
}

impl Content {
    /// Reads the rows in order and hands them on, chunk after chunk.
    fn read(
        &mut self,
        facts: &mut FileFacts,
        problems: &mut Problems,
        chunk: &mut Chunk,
        sink: Sink,
    ) -> Result<(), Problem> {
        match self {
            Content::Text(text) => text.read(facts, problems, chunk, sink),
            Content::Workbook(book) => book.read(facts, problems, chunk, sink),
            Content::Joined(joined) => joined.read(facts, problems, chunk, sink),
            Content::Unfolded(unfolded) => unfolded.read(facts, problems, chunk, sink),
        }
    }

    /// Which sheet of a workbook is read, and from where on.
    fn place(&self) -> Option<workbook::Place> {
        match self {
            Content::Workbook(book) => Some(book.place().clone()),
            Content::Text(_) | Content::Joined(_) | Content::Unfolded(_) => None,
        }
    }

    /// Reads another sheet from now on.
    fn go_to(&mut self, place: Option<workbook::Place>) {
        if let (Content::Workbook(book), Some(place)) = (self, place) {
            book.go_to(place);
        }
    }
}

struct File {
    facts: FileFacts,
    content: Content,
    /// For each column of the table, the file's own.
    columns: Arc<[u32]>,
}

/// One or more files that hold the same columns, in any order.
pub struct Table {
    files: Vec<File>,
    facts: Vec<FileFacts>,
    columns: Vec<String>,
    labels: Vec<Option<String>>,
    fillers: Vec<&'static str>,
    repeats: Vec<Repeat>,
    of_repeat: Option<OfRepeat>,
    problems: Problems,
}

/// Looks into the files and finds their headers. Columns are matched by name; those of the first file come first.
pub fn open(inputs: Vec<Input>, options: &Options) -> Result<Table, Problem> {
    let mut table = Table {
        files: Vec::new(),
        facts: Vec::new(),
        columns: Vec::new(),
        labels: Vec::new(),
        fillers: Vec::new(),
        repeats: Vec::new(),
        of_repeat: None,
        problems: Problems::default(),
    };
    let mut widths = Vec::new();
    let found: Vec<_> = inputs.into_iter().map(|input| look_into(input, options)).collect::<Result<_, _>>()?;
    for found in repeat::settle(found, options, &mut table)? {
        table.problems.append(found.problems);
        let own = merge::columns(&mut table, &found.facts.name, &found.head);
        widths.push(own);
        table.fillers.extend(&found.facts.fillers);
        table.facts.push(found.facts.clone());
        table.files.push(File { facts: found.facts, content: found.content, columns: Arc::from([]) });
    }
    for (file, mut own) in table.files.iter_mut().zip(widths) {
        own.resize(table.columns.len(), chunk::NOT_HERE);
        file.columns = own.into();
    }
    Ok(table)
}

fn look_into(input: Input, options: &Options) -> Result<Found<Content>, Problem> {
    let Input { name, mut source, bytes, fingerprint } = input;
    let mut found = match sniffed(&name, &mut source)? {
        Sniffed::Workbook { zip } => {
            let found = workbook::open(&name, source, bytes, zip, options)?;
            found.map(|content| Content::Workbook(Box::new(content)))
        }
        Sniffed::Text => {
            let found = text::open(&name, source, bytes, options)?;
            found.map(|content| Content::Text(Box::new(content)))
        }
    };
    found.facts.fingerprint = fingerprint;
    Ok(found)
}

/// A file that may hold a table.
enum Sniffed {
    Workbook { zip: bool },
    Text,
}

fn sniffed(name: &str, source: &mut dyn Source) -> Result<Sniffed, Problem> {
    let mut start = Vec::new();
    let read = source.seek(SeekFrom::Start(0)).and_then(|_| source.take(512).read_to_end(&mut start));
    read.map_err(|e| cannot_read(name, &e))?;
    match sniff::kind(&start) {
        _ if start.is_empty() => Err(Problem::new(Code::EmptyFile, At::file(name), "")),
        Kind::Other(mn, en) => Err(Problem::new(Code::NotATable, At::file(name), en)
            .detail(mn)
            .hint(Hint::advice("CSV эсвэл XLSX болгож хадгална уу.", "Save it as CSV or XLSX."))),
        Kind::Zip => Ok(Sniffed::Workbook { zip: true }),
        Kind::Compound => Ok(Sniffed::Workbook { zip: false }),
        Kind::Text => Ok(Sniffed::Text),
    }
}

fn cannot_read(name: &str, error: &std::io::Error) -> Problem {
    Problem::new(Code::CannotRead, At::default(), name).detail(error.to_string())
}

impl Table {
    /// The headers: those of the first file, then what other files add. Ones that occur twice stay twice.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// For each column the words of a second header row, where a file has one.
    pub fn labels(&self) -> &[Option<String>] {
        &self.labels
    }

    /// How many of the columns are the rows' own. The others come from the rows that entries of a repeat belong to.
    pub fn own_columns(&self) -> usize {
        self.of_repeat.as_ref().map_or(self.columns.len(), |of| of.own)
    }

    /// What a row is, if it is an entry of a repeat.
    pub fn of_repeat(&self) -> Option<&OfRepeat> {
        self.of_repeat.as_ref()
    }

    /// Repeats of the files, whether their entries are the rows or not.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// Says which columns are read. Of rows that entries of a repeat belong to, only those are kept.
    pub fn keep(&mut self, columns: &[usize]) {
        for file in &mut self.files {
            if let Content::Joined(joined) = &mut file.content {
                let own: Vec<usize> =
                    columns.iter().filter_map(|c| file.columns.get(*c)).map(|c| *c as usize).collect();
                joined.keep(&own);
            }
        }
    }

    /// Texts that several columns of a file hold in place of values.
    pub fn fillers(&self) -> &[&'static str] {
        &self.fillers
    }

    /// The headers of each file, as it has them.
    pub fn headers_of_files(&self) -> Vec<Vec<String>> {
        let of_file = |file: &File| {
            let there = self.columns.iter().zip(&*file.columns).filter(|(_, own)| **own != chunk::NOT_HERE);
            let mut own: Vec<(&u32, &String)> = there.map(|(name, own)| (own, name)).collect();
            own.sort_unstable();
            own.into_iter().map(|(_, name)| name.clone()).collect()
        };
        self.files.iter().map(of_file).collect()
    }

    /// For each file, where each column of the table stands in it, from 0; none where it lacks the column.
    pub fn places_in_files(&self) -> Vec<Vec<Option<usize>>> {
        let place = |own: &u32| (*own != chunk::NOT_HERE).then_some(*own as usize);
        self.files.iter().map(|file| file.columns.iter().map(place).collect()).collect()
    }

    /// What is known about each file.
    pub fn files(&self) -> &[FileFacts] {
        &self.facts
    }

    /// What was wrong so far.
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// What was wrong so far, handed over.
    pub fn take_problems(&mut self) -> Problems {
        std::mem::take(&mut self.problems)
    }

    fn read(&mut self, chunk: &mut Chunk, sink: Sink) -> Result<(), Problem> {
        let total = self.facts.iter().map(|f| f.bytes).sum();
        let mut before = 0;
        for (i, file) in self.files.iter_mut().enumerate() {
            chunk.clear();
            (chunk.file, chunk.decimal, chunk.done, chunk.total) = (i, file.facts.decimal, before, total);
            chunk.columns = Arc::clone(&file.columns);
            let sink: Sink = &mut |chunk| if chunk.is_empty() { Ok(()) } else { sink(chunk) };
            file.facts.rows = 0;
            file.content.read(&mut file.facts, &mut self.problems, chunk, sink)?;
            before += file.facts.bytes;
            self.facts[i] = file.facts.clone();
        }
        Ok(())
    }
}

/// Hands every row to `f`, chunk after chunk in the order of the files, and gives the table back with all its facts.
///
/// With `ahead` the files are read on a second thread, a few chunks ahead of `f`; what `f` sees is the same.
pub fn for_each_chunk(
    mut table: Table,
    ahead: bool,
    mut f: impl FnMut(&mut Chunk) -> Result<(), Problem>,
) -> Result<Table, Problem> {
    if ahead {
        return read_ahead(table, f);
    }
    table.read(&mut Chunk::default(), &mut |chunk| f(chunk))?;
    Ok(table)
}

/// Hands the rows over, chunk after chunk in the order of the files: `f` keeps a chunk and gives an empty one to go on with.
pub fn hand_over(mut table: Table, f: &mut dyn FnMut(Chunk) -> Chunk) -> Result<Table, Problem> {
    table.read(&mut Chunk::default(), &mut |chunk| {
        let mut next = Chunk::default();
        next.follow(chunk);
        let full = std::mem::replace(chunk, next);
        chunk.reuse(f(full));
        Ok(())
    })?;
    Ok(table)
}

fn read_ahead(mut table: Table, mut f: impl FnMut(&mut Chunk) -> Result<(), Problem>) -> Result<Table, Problem> {
    /// Chunks under way: one that is filled, one that waits, one that is used.
    const CHUNKS: usize = 3;
    let (full, filled) = sync_channel::<Chunk>(CHUNKS);
    let (used, empty) = channel::<Chunk>();
    for _ in 1..CHUNKS {
        let _ = used.send(Chunk::default());
    }
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            // Either side hangs up when the other one has: its own error is what counts then.
            let stopped = || Problem::new(Code::CannotRead, At::default(), "");
            let read = table.read(&mut Chunk::default(), &mut |chunk| {
                let mut next = empty.recv().map_err(|_| stopped())?;
                next.follow(chunk);
                full.send(std::mem::replace(chunk, next)).map_err(|_| stopped())
            });
            read.map(|()| table)
        });
        let mut outcome = Ok(());
        for mut chunk in &filled {
            outcome = f(&mut chunk);
            if outcome.is_err() {
                break;
            }
            let _ = used.send(chunk);
        }
        drop((filled, used));
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        outcome.and(read)
    })
}

#[cfg(test)]
pub(crate) mod tests;
