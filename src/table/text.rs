//! Reads delimited text: guesses what it can from the beginning and the end, then streams.

use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{Encoding, UTF_8};

use super::chunk::Chunk;
use super::encoding::{self, Utf8};
use super::facts::{FileFacts, Format};
use super::fingerprint::Fingerprint;
use super::header::{self, Head};
use super::split::{ROOM, Splitter, TooWide};
use super::{Found, Options, Sink, Source, dialect, repeat};
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};

/// How much of the beginning is looked at.
const SAMPLE: usize = 1 << 20;

/// Bytes of text in a chunk. It and its fields fit the cache of one core.
pub(super) const BLOCK: usize = 128 * 1024;

/// No record is longer than this. A longer one means a quote that is never closed, or no text at all.
pub(super) const LONGEST: usize = 16 << 20;

/// A text file that was looked into.
pub(super) struct Text {
    source: Box<dyn Source>,
    encoding: &'static Encoding,
    delimiter: u8,
    /// Bytes of decoded text before the first row.
    skip: usize,
    /// The last row that isn't data.
    head: u64,
    /// Cells that a row should have, if that is known.
    width: Option<usize>,
}

/// Looks into a text file.
pub(super) fn open(
    name: &str,
    mut source: Box<dyn Source>,
    bytes: u64,
    options: &Options,
) -> Result<Found<Text>, Problem> {
    let (start, end) = ends(&mut source, bytes).map_err(|e| super::cannot_read(name, &e))?;
    let mut problems = Problems::default();
    let encoding = match &options.encoding {
        Some(wanted) => encoding::named(wanted).ok_or_else(|| unknown_encoding(name, wanted))?,
        None => encoding::guess(&start, &end),
    };
    let whole = bytes <= start.len() as u64;
    let text = decoded(start, encoding);
    if memchr::memchr(0, &text).is_some() {
        return Err(Problem::new(Code::Binary, At::file(name), ""));
    }
    warn_of_bytes(name, &text, whole, &mut problems);
    let mark = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let (announced, line) = dialect::announced(&text[mark..]).map_or((None, 0), |(d, n)| (Some(d), n));
    let skip = mark + line;
    let delimiter = options.delimiter.or(announced).unwrap_or_else(|| dialect::delimiter(&text[skip..], whole));
    let sample = dialect::sample(text, skip, whole, delimiter);
    let decimal = options.decimal.unwrap_or_else(|| match delimiter {
        b',' => super::Decimal::Point,
        _ => dialect::decimal(&sample),
    });
    let head = header::find(&sample, options.header_row, &options.expected)
        .ok_or_else(|| no_header(name, &sample, whole, options.header_row))?;
    let entries = repeat::Entries::of(repeat::stem(name), None, &head, &sample);
    let facts = FileFacts {
        fillers: dialect::fillers(&sample, head.last.get()),
        ..facts(name, bytes, &head, encoding, delimiter, decimal)
    };
    let content = Text { source, encoding, delimiter, skip, head: head.last.get(), width: Some(head.columns.len()) };
    Ok(Found { facts, head, content, problems, entries, repeats: Vec::new() })
}

/// The first bytes, and the last ones if there are more.
fn ends(source: &mut Box<dyn Source>, bytes: u64) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
    source.seek(SeekFrom::Start(0))?;
    // With what the splitter wants behind it, so that the text needn't move.
    let mut start = Vec::with_capacity(SAMPLE.min(bytes as usize) + 2 * ROOM);
    source.take(SAMPLE as u64).read_to_end(&mut start)?;
    let mut end = Vec::new();
    if bytes > start.len() as u64 {
        let from = (start.len() as u64).max(bytes.saturating_sub(SAMPLE as u64 / 4));
        source.seek(SeekFrom::Start(from))?;
        source.take(SAMPLE as u64).read_to_end(&mut end)?;
    }
    Ok((start, end))
}

/// The sample as UTF-8. UTF-8 stays as it is, with its mark.
fn decoded(start: Vec<u8>, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_8 {
        return start;
    }
    let mut text = Vec::with_capacity(start.len() * 2);
    // Decoding what lies in memory can't fail.
    let _ = Utf8::new(&start[..], encoding).read_to_end_in_steps(&mut text);
    text
}

fn facts(
    name: &str,
    bytes: u64,
    head: &Head,
    encoding: &'static Encoding,
    delimiter: u8,
    decimal: super::Decimal,
) -> FileFacts {
    FileFacts {
        name: name.into(),
        format: Format::Text,
        bytes,
        fingerprint: Fingerprint::unknown(),
        sheet: None,
        other_sheets: Vec::new(),
        hidden_sheets: Vec::new(),
        encoding: Some(encoding.name()),
        delimiter: Some(delimiter),
        decimal,
        header_row: head.row,
        skipped: head.skipped.clone(),
        columns: head.columns.len(),
        formulas_without_value: 0,
        fillers: Vec::new(),
        rows: 0,
    }
}

fn unknown_encoding(name: &str, wanted: &str) -> Problem {
    let known = ["utf-8", "windows-1251", "windows-1252", "utf-16le", "utf-16be", "koi8-r"];
    Problem::new(Code::UnknownEncoding, At::file(name), quoted(wanted))
        .hint(Hint::OneOf(known.iter().map(|k| (*k).to_owned()).collect()))
}

fn no_header(name: &str, sample: &Chunk, whole: bool, wanted: Option<u64>) -> Problem {
    match wanted {
        _ if sample.is_empty() && !whole => too_long(name, 1, SAMPLE),
        Some(row) if !sample.is_empty() => Problem::new(Code::NoHeader, At::file(name), row.to_string()),
        _ => Problem::new(Code::EmptyFile, At::file(name), ""),
    }
}

fn too_long(name: &str, row: u64, most: usize) -> Problem {
    let at = At::file(name).row(crate::problem::RowNumber::new(row));
    Problem::new(Code::RecordTooLong, at, format!("{} MB", most >> 20)).hint(Hint::advice(
        "Хаагдаагүй хашилт (\") байгаа эсэхийг шалгана уу.",
        "Look for a quote (\") that is never closed.",
    ))
}

fn warn_of_bytes(name: &str, text: &[u8], whole: bool, problems: &mut Problems) {
    let strays = encoding::beyond_utf8(text).utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    // The sample may end within a character.
    let cut = usize::from(!whole);
    if strays > cut {
        problems.add(Problem::new(Code::StrayBytes, At::file(name), (strays - cut).to_string()));
    }
}

impl Text {
    /// The same text with every row handed on: titles, headers and rows of any width.
    pub fn whole(self) -> Text {
        Text { head: 0, width: None, ..self }
    }

    /// Reads the rows in order and hands them on, chunk after chunk.
    pub fn read(
        &mut self,
        facts: &mut FileFacts,
        problems: &mut Problems,
        chunk: &mut Chunk,
        sink: Sink,
    ) -> Result<(), Problem> {
        let name = facts.name.clone();
        let failed = |e: std::io::Error| super::cannot_read(&name, &e);
        self.source.seek(SeekFrom::Start(0)).map_err(failed)?;
        chunk.typed = false;
        let mut text = Utf8::new(&mut self.source, self.encoding);
        let mut skip = self.skip;
        let mut splitter = Splitter::new(self.delimiter, self.head);
        let (mut carry, mut last, before, mut room) = (Vec::new(), false, chunk.done, BLOCK);
        while !last {
            chunk.clear();
            // What was put behind the text of the rows before is done with.
            chunk.bytes.truncate(room + ROOM);
            chunk.reserve_text(room);
            chunk.bytes[..carry.len()].copy_from_slice(&carry);
            let n;
            (n, last) = text.fill(&mut chunk.bytes[carry.len()..room]).map_err(failed)?;
            let mut filled = carry.len() + n;
            if skip > 0 {
                skip = skip.min(filled);
                chunk.bytes.copy_within(skip..filled, 0);
                filled -= std::mem::take(&mut skip);
            }
            let used =
                splitter.split(&mut chunk.bytes, filled, last, &mut chunk.rows).map_err(|e| too_wide(&name, &e))?;
            let used = used.min(filled);
            if used == 0 && !last {
                if room >= LONGEST {
                    return Err(too_long(&name, splitter.number + 1, LONGEST));
                }
                room *= 2;
            } else {
                room = BLOCK.max((filled - used) * 2);
            }
            carry.clear();
            carry.extend_from_slice(&chunk.bytes[used..filled]);
            if let Some(width) = self.width {
                note_ragged(&name, width, chunk, problems);
            }
            facts.rows += chunk.len() as u64;
            chunk.done = before + text.taken;
            sink(chunk)?;
        }
        if text.taken != facts.bytes {
            return Err(changed(&name, facts.bytes, text.taken));
        }
        if let Some(row) = splitter.unclosed {
            let at = At::file(&name).row(crate::problem::RowNumber::new(row));
            problems.add(Problem::new(Code::UnclosedQuote, at, ""));
        }
        Ok(())
    }
}

/// A file that somebody wrote into, or cut off, while it was read: its rows would be of two files.
fn changed(name: &str, before: u64, read: u64) -> Problem {
    let problem = Problem::new(Code::FileChanged, At::file(name), before.to_string()).detail(read.to_string());
    problem.hint(Hint::advice("Хадгалж дууссаны дараа дахин ажиллуулна уу.", "Run it again when the file is complete."))
}

/// Rows whose number of cells isn't that of the header. Blank ones beyond it don't matter.
fn note_ragged(name: &str, expected: usize, chunk: &Chunk, problems: &mut Problems) {
    for row in chunk.rows() {
        let width = row.width();
        if width == expected {
            continue;
        }
        let code = match width > expected {
            true if (expected..width).all(|c| row.own_cell(c).is_blank()) => continue,
            true => Code::MoreCells,
            false => Code::FewerCells,
        };
        problems.add(Problem::new(code, At::file(name).row(row.number()), expected.to_string()));
    }
}

fn too_wide(name: &str, e: &TooWide) -> Problem {
    let at = At::file(name).row(crate::problem::RowNumber::new(e.number));
    Problem::new(Code::TooManyColumns, at, super::split::MOST_COLUMNS.to_string())
}

impl<R: Read> Utf8<R> {
    /// Everything that is left.
    fn read_to_end_in_steps(&mut self, text: &mut Vec<u8>) -> std::io::Result<()> {
        let mut step = vec![0; 64 * 1024];
        loop {
            let (n, last) = self.fill(&mut step)?;
            text.extend_from_slice(&step[..n]);
            if last {
                return Ok(());
            }
        }
    }
}
