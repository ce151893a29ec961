//! Splits delimited text into records and fields without copying them.
//!
//! Rules are those of RFC 4180 as spreadsheets bend them: a record ends with LF, CR or CRLF; a quote opens a quoted
//! field only at its start; `""` inside one is a quote; what follows a closing quote belongs to the field. The `csv`
//! crate reads the same (the tests compare the two), but drops blank lines, which count as rows here.

use memchr::memchr;
use wide::u8x64;

use super::cell::trim;

/// Room that must follow the bytes to split, so that whole blocks can be looked at.
pub(super) const ROOM: usize = 64;

/// Most columns a spreadsheet can hold.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// Where a field lies in its chunk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub start: u32,
    pub end: u32,
}

/// Where a row's cells begin, and its number in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub first: u32,
    pub number: u64,
}

/// The rows found so far.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub spans: Vec<Span>,
    pub starts: Vec<Start>,
}

impl Rows {
    pub fn clear(&mut self) {
        self.spans.clear();
        self.starts.clear();
    }
}

/// A record with more fields than a spreadsheet has columns.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooWide {
    pub number: u64,
}

/// Splits one file, block after block.
#[derive(Debug)]
pub(super) struct Splitter {
    delimiter: u8,
    /// Records seen so far, blank ones too.
    pub number: u64,
    /// Rows up to this one are passed over: titles, the header.
    skip: u64,
    /// The record in which a quote was still open at the end of the file.
    pub unclosed: Option<u64>,
    /// Fields of the current record whose quotes are more than a frame.
    knotty: Vec<(usize, Span)>,
    /// Where the text ends, without the line end that was added to the last record.
    text: usize,
}

impl Splitter {
    pub fn new(delimiter: u8, skip: u64) -> Splitter {
        Splitter { delimiter, number: 0, skip, unclosed: None, knotty: Vec::new(), text: 0 }
    }

    /// Adds the whole records in `bytes[..filled]` and gives the number of bytes they took. After the `last` bytes of a
    /// file the record that isn't ended is whole too. `bytes` goes on for [`ROOM`] more.
    pub fn split(&mut self, bytes: &mut [u8], filled: usize, last: bool, rows: &mut Rows) -> Result<usize, TooWide> {
        self.text = filled;
        let filled = if last && filled > 0 && !matches!(bytes[filled - 1], b'\n' | b'\r') {
            bytes[filled] = b'\n';
            filled + 1
        } else {
            filled
        };
        let (mut record, mut start, mut first) = (0, 0, rows.spans.len());
        self.knotty.clear();
        'field: while start < filled {
            if bytes[start] == b'"' {
                let Some((span, at)) = self.quoted(bytes, start, filled, last, rows.spans.len()) else { break };
                rows.spans.push(span);
                start = at + 1;
                if at >= filled || bytes[at] != self.delimiter {
                    let Some(next) = after_line(bytes, at, filled, last) else { break };
                    self.end_record(bytes, first, rows)?;
                    (start, record, first) = (next, next, rows.spans.len());
                }
                continue;
            }
            let mut base = start;
            while base < filled {
                if base == start && bytes[base] == b'"' {
                    continue 'field;
                }
                let Some(block) = bytes[base..].first_chunk::<ROOM>() else { break 'field };
                let Marks { ends: mut found, lines, quotes } = Marks::of(block, self.delimiter);
                if filled - base < ROOM {
                    found &= (1 << (filled - base)) - 1;
                }
                let has_quotes = quotes != 0;
                if lines | quotes == 0 {
                    start = delimited(base, start, found, &mut rows.spans);
                    base += ROOM;
                    continue;
                }
                if !has_quotes {
                    found &= from(start.saturating_sub(base)); // without the LF of a CRLF
                    while lines & found != 0 {
                        let line = (lines & found).trailing_zeros() as usize;
                        start = delimited(base, start, found & !from(line), &mut rows.spans);
                        rows.spans.push(Span { start: start as u32, end: (base + line) as u32 });
                        let Some(next) = after_line(bytes, base + line, filled, last) else { break 'field };
                        self.end_record(bytes, first, rows)?;
                        (start, record, first) = (next, next, rows.spans.len());
                        found &= from(next - base);
                        if start < filled && bytes[start] == b'"' {
                            continue 'field;
                        }
                    }
                    start = delimited(base, start, found, &mut rows.spans);
                    base += ROOM;
                    continue;
                }
                while found != 0 {
                    let at = base + found.trailing_zeros() as usize;
                    found &= found - 1;
                    if at < start {
                        continue; // the LF of a CRLF
                    }
                    rows.spans.push(Span { start: start as u32, end: at as u32 });
                    start = at + 1;
                    if bytes[at] != self.delimiter {
                        let Some(next) = after_line(bytes, at, filled, last) else { break 'field };
                        self.end_record(bytes, first, rows)?;
                        (start, record, first) = (next, next, rows.spans.len());
                    }
                    if start < filled && bytes[start] == b'"' {
                        continue 'field;
                    }
                }
                base += ROOM;
            }
            break;
        }
        if rows.spans.len() - first > MOST_COLUMNS {
            return Err(TooWide { number: self.number + 1 });
        }
        rows.spans.truncate(first);
        Ok(record)
    }

    /// A quoted field from its quote on, and where the separator after it is; nothing if that isn't in sight yet.
    fn quoted(&mut self, bytes: &[u8], start: usize, filled: usize, last: bool, index: usize) -> Option<(Span, usize)> {
        let mut at = start + 1;
        let mut plain = true;
        loop {
            let Some(found) = memchr(b'"', &bytes[at..filled]) else {
                if !last {
                    return None;
                }
                self.unclosed = Some(self.number + 1);
                let raw = Span { start: start as u32, end: self.text as u32 };
                self.knotty.push((index, raw));
                return Some((raw, filled));
            };
            let quote = at + found;
            let next = *bytes[..filled].get(quote + 1)?;
            if next == b'"' {
                plain = false;
                at = quote + 2;
            } else if plain && self.separates(next) {
                return Some((Span { start: start as u32 + 1, end: quote as u32 }, quote + 1));
            } else {
                let end = quote + 1 + bytes[quote + 1..filled].iter().position(|&b| self.separates(b))?;
                let raw = Span { start: start as u32, end: end as u32 };
                self.knotty.push((index, raw));
                return Some((raw, end));
            }
        }
    }

    fn separates(&self, b: u8) -> bool {
        b == self.delimiter || b == b'\n' || b == b'\r'
    }

    /// Counts the record, and keeps it unless nothing is in it or it stands above the data.
    #[inline]
    fn end_record(&mut self, bytes: &mut [u8], first: usize, rows: &mut Rows) -> Result<(), TooWide> {
        self.number += 1;
        if rows.spans.len() - first > MOST_COLUMNS {
            return Err(TooWide { number: self.number });
        }
        for (index, raw) in self.knotty.drain(..) {
            rows.spans[index] = unquote(bytes, raw);
        }
        let filled = |s: &Span| !trim(&bytes[s.start as usize..s.end as usize]).is_empty();
        if self.number <= self.skip || !rows.spans[first..].iter().any(filled) {
            rows.spans.truncate(first);
        } else {
            rows.starts.push(Start { first: first as u32, number: self.number });
        }
        Ok(())
    }
}

/// Where the next record begins after the line end at `at`; nothing if a CR is the last byte in sight.
#[inline]
fn after_line(bytes: &[u8], at: usize, filled: usize, last: bool) -> Option<usize> {
    if at < filled && bytes[at] == b'\r' {
        match bytes[..filled].get(at + 1) {
            Some(b'\n') => return Some(at + 2),
            Some(_) => {}
            None if last => {}
            None => return None,
        }
    }
    Some(at + 1)
}

/// One bit for each byte of a block: whether it ends a field, ends a line, is a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marks {
    ends: u64,
    lines: u64,
    quotes: u64,
}

impl Marks {
    #[inline]
    fn of(block: &[u8; ROOM], delimiter: u8) -> Marks {
        let block = u8x64::from(*block);
        let is = |byte| block.simd_eq(u8x64::splat(byte));
        let lines = is(b'\n') | is(b'\r');
        Marks { ends: (lines | is(delimiter)).to_bitmask(), lines: lines.to_bitmask(), quotes: is(b'"').to_bitmask() }
    }
}

/// The bits from this one on.
#[inline]
fn from(bit: usize) -> u64 {
    u64::MAX.checked_shl(bit as u32).unwrap_or(0)
}

/// Adds the fields that end at delimiters of a block, and gives the start of the next one.
#[inline]
fn delimited(base: usize, start: usize, mut found: u64, spans: &mut Vec<Span>) -> usize {
    let mut start = start as u32;
    spans.extend((0..found.count_ones()).map(|_| {
        let span = Span { start, end: base as u32 + found.trailing_zeros() };
        found &= found - 1;
        start = span.end + 1;
        span
    }));
    start as usize
}

/// Takes the quotes out of a field where it lies.
fn unquote(bytes: &mut [u8], raw: Span) -> Span {
    let (start, end) = (raw.start as usize, raw.end as usize);
    let (mut from, mut to, mut inside) = (start + 1, start, true);
    while from < end {
        if inside && bytes[from] == b'"' {
            if from + 1 < end && bytes[from + 1] == b'"' {
                from += 1;
            } else {
                inside = false;
                from += 1;
                continue;
            }
        }
        bytes[to] = bytes[from];
        to += 1;
        from += 1;
    }
    Span { start: raw.start, end: to as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Records = Vec<(u64, Vec<Vec<u8>>)>;

    /// Reads the text in pieces of this size, as a reader of a file does.
    fn split(text: &[u8], delimiter: u8, piece: usize) -> Records {
        let mut splitter = Splitter::new(delimiter, 0);
        let mut found = Vec::new();
        let mut held: Vec<u8> = Vec::new();
        let mut rest = text;
        loop {
            let n = piece.min(rest.len());
            held.extend_from_slice(&rest[..n]);
            rest = &rest[n..];
            let last = rest.is_empty();
            let filled = held.len();
            let mut bytes = held.clone();
            bytes.resize(filled + ROOM, b',');
            let mut rows = Rows::default();
            let used = splitter.split(&mut bytes, filled, last, &mut rows).unwrap();
            for (i, start) in rows.starts.iter().enumerate() {
                let end = rows.starts.get(i + 1).map_or(rows.spans.len(), |s| s.first as usize);
                let fields = &rows.spans[start.first as usize..end];
                found.push((
                    start.number,
                    fields.iter().map(|s| bytes[s.start as usize..s.end as usize].to_vec()).collect(),
                ));
            }
            if last {
                return found;
            }
            held.drain(..used);
        }
    }

    fn with_csv_crate(text: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
        reader
            .byte_records()
            .map(|r| r.unwrap().iter().map(<[u8]>::to_vec).collect::<Vec<_>>())
            .filter(|r: &Vec<Vec<u8>>| r.iter().any(|f| !trim(f).is_empty()))
            .collect()
    }

    #[test]
    fn a_quoted_record_over_several_lines_is_one_row() {
        let text = "нэр,сум\n\"Бат\nДорж\",Хан-Уул\n\n  ,\n\"\"\"Өөр\"\"\",x\r\n".as_bytes();
        let numbers: Vec<u64> = split(text, b',', 1000).iter().map(|(n, _)| *n).collect();
        assert_eq!(numbers, [1, 2, 5]);
        let third = &split(text, b',', 1000)[2].1;
        assert_eq!(third[0], "\"Өөр\"".as_bytes());
    }

    #[test]
    fn random_texts_are_split_as_the_csv_crate_splits_them() {
        let alphabet: [&[u8]; 9] =
            [b"a", b",", b"\"", b"\n", b"\r\n", b"\r", " Ү".as_bytes(), b"\"\"", b"long text of a field "];
        let mut seed = 0x2545_F491_4F6C_DD1D_u64;
        let mut random = move || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed >> 33
        };
        for round in 0..20_000 {
            let text: Vec<u8> = (0..random() % 60).flat_map(|_| alphabet[(random() % 9) as usize].to_vec()).collect();
            let ours: Vec<_> = split(&text, b',', 1 << 20).into_iter().map(|(_, r)| r).collect();
            assert_eq!(ours, with_csv_crate(&text, b','), "round {round}: {:?}", String::from_utf8_lossy(&text));
            let piece = 1 + (random() % 40) as usize;
            assert_eq!(
                split(&text, b',', 1 << 20),
                split(&text, b',', piece),
                "pieces of {piece}: {:?}",
                String::from_utf8_lossy(&text)
            );
        }
    }

    #[test]
    fn a_record_wider_than_a_spreadsheet_is_refused() {
        let mut bytes = vec![b','; 20_000 + ROOM];
        let mut splitter = Splitter::new(b',', 0);
        assert_eq!(splitter.split(&mut bytes, 20_000, false, &mut Rows::default()), Err(TooWide { number: 1 }));
    }

    #[test]
    fn every_position_of_a_block_is_seen() {
        for at in 0..ROOM {
            let mut block = [b'x'; ROOM];
            block[at] = b';';
            assert_eq!(Marks::of(&block, b';'), Marks { ends: 1 << at, lines: 0, quotes: 0 });
            block[at] = b'"';
            assert_eq!(Marks::of(&block, b';'), Marks { ends: 0, lines: 0, quotes: 1 << at });
            block[at] = b'\r';
            assert_eq!(Marks::of(&block, b';'), Marks { ends: 1 << at, lines: 1 << at, quotes: 0 });
        }
        assert_eq!(Marks::of(&[b'\n'; ROOM], b';'), Marks { ends: u64::MAX, lines: u64::MAX, quotes: 0 });
    }
}
