//! How far the cells of an old workbook reach, before a reader lays them out in a grid.
//!
//! Of xls and ods only whole sheets can be had, and a whole sheet has a place for every cell between its first and its
//! last one: two cells in opposite corners would fill the memory. So their corners are looked up first.

use std::io::{BufRead, BufReader, Read};

use zip::ZipArchive;

use super::Source;

/// Bytes that a compound file may have to be looked into; larger ones were refused before.
const MOST_BYTES: u64 = 1 << 30;

/// The corners of what a sheet holds.
#[derive(Debug, Clone, Copy, Default)]
struct Corners {
    rows: Option<(u64, u64)>,
    columns: Option<(u64, u64)>,
}

impl Corners {
    fn add(&mut self, row: (u64, u64), column: (u64, u64)) {
        let wider = |old: Option<(u64, u64)>, new: (u64, u64)| old.map_or(new, |o| (o.0.min(new.0), o.1.max(new.1)));
        self.rows = Some(wider(self.rows, row));
        self.columns = Some(wider(self.columns, column));
    }

    fn area(&self) -> u64 {
        let length = |side: Option<(u64, u64)>| side.map_or(0, |(first, last)| last.saturating_sub(first) + 1);
        length(self.rows).saturating_mul(length(self.columns))
    }
}

/// The places that the largest sheet of an xls would take. What isn't one gives none: its reader says why.
pub(super) fn of_xls(source: &mut dyn Source) -> u64 {
    let mut bytes = Vec::new();
    let read = source.rewind().and_then(|()| source.take(MOST_BYTES).read_to_end(&mut bytes));
    if read.is_err() {
        return 0;
    }
    workbook_stream(&bytes).map_or(0, |stream| of_records(&stream))
}

/// The records of an xls: a number, a length, and that many bytes. Those of cells begin with row and column.
fn of_records(stream: &[u8]) -> u64 {
    let (mut largest, mut corners, mut at) = (0, Corners::default(), 0);
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let data = stream.get(at + 4..at + 4 + usize::from(length)).unwrap_or_default();
        let number = |i: usize| u16_at(data, i).map(u64::from);
        match kind {
            // What follows is encrypted, and no corner in it means anything: the reader says that it needs a password.
            0x002F if length > 0 => return 0,
            // The beginning of a sheet.
            0x0009 | 0x0209 | 0x0409 | 0x0809 => corners = Corners::default(),
            // Number, label, truth or fault, RK, string of the list, formula.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 | 0x00BD => {
                if let (Some(row), Some(column)) = (number(0), number(2)) {
                    // Of several RKs the last bytes are the last column.
                    let last = if kind == 0x00BD { number(data.len().saturating_sub(2)) } else { None };
                    corners.add((row, row), (column, last.unwrap_or(column).max(column)));
                    largest = largest.max(corners.area());
                }
            }
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    largest
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// The stream of a compound file that holds the workbook: sectors of a chain, or small ones within such a chain.
fn workbook_stream(file: &[u8]) -> Option<Vec<u8>> {
    let sector = 1_usize.checked_shl(u32::from(u16_at(file, 30)?)).filter(|s| (128..=65_536).contains(s))?;
    let small = 1_usize.checked_shl(u32::from(u16_at(file, 32)?)).filter(|s| (16..=4_096).contains(s))?;
    let at = |id: u32| file.get((id as usize + 1).checked_mul(sector)?..).map(|rest| &rest[..rest.len().min(sector)]);
    let mut table = Vec::new();
    let (mut list, mut next) = (file.get(76..512)?.to_vec(), u32_at(file, 68)?);
    for _ in 0..=file.len() / sector {
        let last = if next < 0xFFFF_FFFA { list.len() } else { list.len() + 4 };
        let first = table.len();
        let ids = list.chunks_exact(4).filter_map(|id| u32_at(id, 0)).take(last / 4).filter(|id| *id < 0xFFFF_FFFA);
        table.extend(ids.filter_map(at).flat_map(|s| s.chunks_exact(4).filter_map(|id| u32_at(id, 0))));
        if next >= 0xFFFF_FFFA || table.len() > file.len() / 4 + first {
            break;
        }
        // The last entry of a sector of the list is the next such sector.
        list = at(next)?.to_vec();
        next = u32_at(&list, list.len().checked_sub(4)?)?;
        list.truncate(list.len() - 4);
    }
    let chain = |first: u32| sectors(first, &table, file.len() / sector + 1, |id| at(id).map(<[u8]>::to_vec));
    let entries = chain(u32_at(file, 48)?);
    let entry = |names: &[&str]| {
        entries.chunks_exact(128).find(|entry| {
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
            let units: Vec<u16> = (0..length / 2).filter_map(|i| u16_at(entry, i * 2)).collect();
            names.iter().any(|name| String::from_utf16_lossy(&units).eq_ignore_ascii_case(name))
        })
    };
    let book = entry(&["Workbook", "Book"])?;
    let (first, size) = (u32_at(book, 116)?, u32_at(book, 120)?);
    if size >= u32_at(file, 56)? {
        return Some(chain(first));
    }
    let within = chain(u32_at(entry(&["Root Entry"])?, 116)?);
    let ids: Vec<u32> = chain(u32_at(file, 60)?).chunks_exact(4).filter_map(|id| u32_at(id, 0)).collect();
    let part = |id: u32| within.get((id as usize).checked_mul(small)?..).map(|r| r[..r.len().min(small)].to_vec());
    Some(sectors(first, &ids, within.len() / small + 1, part))
}

/// The bytes of a chain of sectors; one that runs in a circle ends where it must.
fn sectors(first: u32, next: &[u32], most: usize, bytes: impl Fn(u32) -> Option<Vec<u8>>) -> Vec<u8> {
    let (mut all, mut id) = (Vec::new(), first);
    for _ in 0..most {
        let Some(sector) = bytes(id) else { break };
        all.extend(sector);
        match next.get(id as usize) {
            Some(after) => id = *after,
            None => break,
        }
    }
    all
}

/// The places that the largest sheet of an ods would take, or all cells that its rows spell out.
pub(super) fn of_ods(source: &mut dyn Source) -> u64 {
    let found = source.rewind().ok().and_then(|()| ZipArchive::new(source).ok());
    let Some(mut zip) = found else { return 0 };
    let Ok(content) = zip.by_name("content.xml") else { return 0 };
    of_content(BufReader::with_capacity(64 * 1024, content))
}

fn of_content(mut content: impl BufRead) -> u64 {
    let (mut largest, mut spelled, mut corners) = (0_u64, 0_u64, Corners::default());
    let (mut row, mut rows, mut column, mut reached) = (0_u64, 1_u64, 0_u64, 0_u64);
    let mut tag = Vec::new();
    loop {
        // Text up to a tag, then the tag.
        let text = skip_to(&mut content, b'<');
        tag.clear();
        if !text || content.read_until(b'>', &mut tag).is_err() || tag.is_empty() {
            return largest.max(spelled);
        }
        let name = tag.split(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).next().unwrap_or_default();
        match name {
            b"table:table" => (corners, row, rows) = (Corners::default(), 0, 1),
            b"table:table-row" => {
                rows = repeated(&tag, b"table:number-rows-repeated=");
                (column, reached) = (0, 0);
                if tag.ends_with(b"/>") {
                    row += rows;
                }
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let columns = repeated(&tag, b"table:number-columns-repeated=");
                let holds =
                    !tag.ends_with(b"/>") || contains(&tag, b"office:value-type=") || contains(&tag, b"table:formula=");
                if holds {
                    corners.add((row, row + rows - 1), (column, column + columns - 1));
                    largest = largest.max(corners.area());
                    // The reader keeps a place for each blank before it too.
                    spelled = spelled.saturating_add((column + columns).min(16_384).saturating_sub(reached));
                    reached = (column + columns).min(16_384);
                }
                column += columns;
            }
            // The end of a row.
            b"" if tag.starts_with(b"/table:table-row") => row += rows,
            _ => {}
        }
    }
}

fn skip_to(content: &mut impl BufRead, mark: u8) -> bool {
    loop {
        let (found, used) = match content.fill_buf() {
            Ok([]) | Err(_) => return false,
            Ok(bytes) => memchr::memchr(mark, bytes).map_or((false, bytes.len()), |at| (true, at + 1)),
        };
        content.consume(used);
        if found {
            return true;
        }
    }
}

fn contains(tag: &[u8], name: &[u8]) -> bool {
    memchr::memmem::find(tag, name).is_some()
}

/// How often a row or cell stands there: at most as often as a sheet has rows.
fn repeated(tag: &[u8], name: &[u8]) -> u64 {
    let digits = memchr::memmem::find(tag, name).map(|at| &tag[at + name.len()..]).unwrap_or_default();
    let digits = digits.get(1..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).take(9);
    digits.fold(0_u64, |n, b| n * 10 + u64::from(b - b'0')).clamp(1, 1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &str) -> String {
        format!("<table:table-row>{cells}</table:table-row>")
    }

    #[test]
    fn the_corners_of_an_ods_are_seen_without_laying_it_out() {
        let text = "<table:table-cell office:value-type=\"string\"><text:p>эхний</text:p></table:table-cell>";
        let gap = "<table:table-cell table:number-columns-repeated=\"16383\"/>";
        let empty = "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell/></table:table-row>";
        let small = format!("<table:table>{}{empty}</table:table>", row(text));
        assert_eq!(of_content(small.as_bytes()), 1);
        let large = format!("<table:table>{}{empty}{}</table:table>", row(text), row(&format!("{gap}{text}")));
        assert_eq!(of_content(large.as_bytes()), 1_048_576 * 16_384);
    }

    #[test]
    fn the_workbook_in_a_compound_file_is_found() {
        let mut file = std::io::Cursor::new(include_bytes!("../../tests/files/scorecard.xls").to_vec());
        // The sheet of votes: a heading, a header, three groups of four; four columns and five scores.
        assert_eq!(of_xls(&mut file), 14 * 9);
        assert_eq!(of_xls(&mut std::io::Cursor::new(vec![0xD0; 600])), 0);
    }

    #[test]
    fn the_corners_of_an_xls_are_seen_record_by_record() {
        let number = |row: u16, column: u16| {
            let mut record = [0x0203_u16, 14, row, column, 0].map(u16::to_le_bytes).concat();
            record.extend([0; 8]);
            record
        };
        let begin = [0x0809_u16, 0].map(u16::to_le_bytes).concat();
        assert_eq!(of_records(&[begin.clone(), number(0, 0), number(9, 3)].concat()), 40);
        let apart = [begin.clone(), number(0, 0), begin, number(65_535, 255)].concat();
        assert_eq!(of_records(&apart), 1);
        assert_eq!(of_records(&[number(0, 0), number(65_535, 65_535)].concat()), 1 << 32);
        assert_eq!(of_records(&number(1, 1)[..7]), 0);
    }
}
