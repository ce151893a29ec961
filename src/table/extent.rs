//! How much room an old workbook asks for, before a reader lays its sheets out in grids.
//!
//! Of xls and ods only whole sheets can be had, and a whole sheet has a place for every cell between its first and its
//! last one: two cells in opposite corners would fill the memory. A text that many cells share is copied for each of them.
//! So both are added up first.

use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Source;
use super::compound::{Compound, u16_at, u32_at};

/// Bytes that a compound file may have to be looked into; larger ones were refused before.
const MOST_BYTES: u64 = 1 << 30;

/// Columns that a reader lays out.
const MOST_COLUMNS: u64 = 16_384;

/// The room that a workbook asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Places of its largest sheet.
    pub largest: u64,
    /// Places of all its sheets, which are laid out together.
    pub places: u64,
    /// Bytes of text, that of shared texts for each cell.
    pub text: u64,
}

/// Why a workbook can't be measured: it needs a password, or is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unmeasured {
    Password,
    Broken(String),
}

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

impl Extent {
    fn add_sheet(&mut self, area: u64) {
        self.largest = self.largest.max(area);
        self.places = self.places.saturating_add(area);
    }
}

/// The room that an xls asks for. What isn't one asks for none: its reader says why.
pub(super) fn of_xls(source: &mut dyn Source) -> Result<Extent, Unmeasured> {
    let broken = |why: &str| Unmeasured::Broken(why.to_owned());
    let mut bytes = Vec::new();
    let read = source.rewind().and_then(|()| source.take(MOST_BYTES).read_to_end(&mut bytes));
    read.map_err(|e| Unmeasured::Broken(e.to_string()))?;
    let Some(compound) = Compound::of(&bytes).map_err(broken)? else { return Ok(Extent::default()) };
    if compound.is_encrypted() {
        return Err(Unmeasured::Password);
    }
    match compound.workbook().map_err(broken)? {
        Some(stream) => of_stream(&stream),
        None => Ok(Extent::default()),
    }
}

/// The records of an xls from a place on: a number, and its bytes.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let data = stream.get(at + 4..at + 4 + length).unwrap_or_default();
        at += 4 + length;
        Some((kind, data))
    })
}

/// The workbook begins with what belongs to all sheets: where each begins, and the texts that cells share.
fn of_stream(stream: &[u8]) -> Result<Extent, Unmeasured> {
    let (mut sheets, mut shared, mut in_shared) = (Vec::new(), Vec::new(), false);
    for (kind, data) in records(stream, 0) {
        match kind {
            // What follows is encrypted.
            0x002F => return Err(Unmeasured::Password),
            0x0085 => sheets.extend(u32_at(data, 0).map(|at| at as usize)),
            0x00FC => shared = vec![data],
            // What doesn't fit one record goes on in the next.
            0x003C if in_shared => shared.push(data),
            0x000A => break,
            _ => {}
        }
        in_shared = matches!(kind, 0x00FC) || (in_shared && kind == 0x003C);
    }
    let lengths = lengths(&shared);
    let (mut extent, mut walked) = (Extent::default(), 0);
    for at in if sheets.is_empty() { vec![0] } else { sheets } {
        let sheet = of_sheet(stream, at, &lengths);
        walked += sheet.walked;
        // Each sheet has records of its own. Ones that lie in each other could be a thousand times one sheet.
        if walked > 2 * stream.len() {
            return Err(Unmeasured::Broken("its sheets lie in each other".into()));
        }
        if sheet.claimed > u64::from(u32::MAX) {
            return Err(Unmeasured::Broken("a sheet claims more cells than there can be".into()));
        }
        extent.add_sheet(sheet.corners.area().max(sheet.claimed));
        extent.text = extent.text.saturating_add(sheet.text);
    }
    Ok(extent)
}

#[derive(Default)]
struct OfSheet {
    corners: Corners,
    /// Places that the sheet says it has.
    claimed: u64,
    text: u64,
    /// Bytes of its records.
    walked: usize,
}

/// The records of a sheet. Those of cells begin with row and column.
fn of_sheet(stream: &[u8], at: usize, lengths: &[u64]) -> OfSheet {
    let (mut sheet, mut depth) = (OfSheet::default(), 0_u32);
    for (kind, data) in records(stream, at) {
        sheet.walked += 4 + data.len();
        let number = |i: usize| u16_at(data, i).map(u64::from);
        match kind {
            // The beginning of the sheet, or of a chart in it; and the end.
            0x0009 | 0x0209 | 0x0409 | 0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            0x0200 => sheet.claimed = claimed(data),
            // Number, label, truth or fault, RK, string of the list, formula.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 | 0x00BD => {
                if let (Some(row), Some(column)) = (number(0), number(2)) {
                    // Of several RKs the last bytes are the last column.
                    let last = if kind == 0x00BD { number(data.len().saturating_sub(2)) } else { None };
                    sheet.corners.add((row, row), (column, last.unwrap_or(column).max(column)));
                }
                let of_list = if kind == 0x00FD { u32_at(data, 6).and_then(|i| lengths.get(i as usize)) } else { None };
                sheet.text = sheet.text.saturating_add(of_list.copied().unwrap_or(0));
            }
            _ => {}
        }
    }
    sheet
}

/// The places for which a reader makes room when it comes to the record of dimensions.
fn claimed(data: &[u8]) -> u64 {
    let small = |i| u16_at(data, i).map_or(0, u64::from);
    let (first, last, left, right) = match data.len() {
        10 => (small(0), small(2), small(4), small(6)),
        14 | 16 => (u32_at(data, 0).map_or(0, u64::from), u32_at(data, 4).map_or(0, u64::from), small(8), small(10)),
        _ => return 0,
    };
    let left = if left > 0xFF || right < left { 0 } else { left };
    match (last, right) {
        (0, _) | (_, 0) => 1,
        // A sheet that ends before it begins is beyond any size.
        _ if last < first => u64::MAX,
        _ => (last - first) * right.saturating_sub(left),
    }
}

/// The list of shared texts: how many bytes each takes once it is decoded, at most.
fn lengths(segments: &[&[u8]]) -> Vec<u64> {
    let mut rest = Segments { segments, at: 8 };
    let mut lengths = Vec::new();
    while let Some(length) = rest.text() {
        lengths.push(length);
    }
    lengths
}

struct Segments<'s, 'b> {
    segments: &'s [&'b [u8]],
    at: usize,
}

impl Segments<'_, '_> {
    /// Moves on to a segment with bytes left.
    fn settle(&mut self) -> Option<usize> {
        loop {
            match self.segments.first()?.len().saturating_sub(self.at) {
                0 => (self.segments, self.at) = (&self.segments[1..], 0),
                left => return Some(left),
            }
        }
    }

    fn number(&mut self, bytes: usize) -> Option<u32> {
        self.settle()?;
        let data = self.segments.first()?.get(self.at..self.at + bytes)?;
        self.at += bytes;
        Some(data.iter().rev().fold(0, |n, byte| n << 8 | u32::from(*byte)))
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let step = self.settle()?.min(bytes);
            (self.at, bytes) = (self.at + step, bytes - step);
        }
        Some(())
    }

    /// Passes over a text and gives its length.
    fn text(&mut self) -> Option<u64> {
        let (characters, flags) = (self.number(2)? as usize, self.number(1)?);
        let runs = if flags & 8 != 0 { self.number(2)? as usize * 4 } else { 0 };
        let asian = if flags & 4 != 0 { self.number(4)? as usize } else { 0 };
        let (mut left, mut each) = (characters, if flags & 1 != 0 { 2 } else { 1 });
        while left > 0 {
            let here = (self.segments.first()?.len().saturating_sub(self.at) / each).min(left);
            (self.at, left) = (self.at + here * each, left - here);
            if left > 0 {
                // Within a text each segment says anew how wide its characters are.
                (self.segments, self.at) = (self.segments.get(1..)?, 0);
                each = if self.number(1)? & 1 != 0 { 2 } else { 1 };
            }
        }
        self.skip(runs + asian)?;
        Some(characters as u64 * 3)
    }
}

/// The room that an ods asks for, and whether its tables end: a reader would look for the end forever.
pub(super) fn of_ods(source: &mut dyn Source) -> Result<Extent, Unmeasured> {
    let found = source.rewind().ok().and_then(|()| ZipArchive::new(source).ok());
    let Some(mut zip) = found else { return Ok(Extent::default()) };
    let Ok(content) = zip.by_name("content.xml") else { return Ok(Extent::default()) };
    of_content(BufReader::with_capacity(64 * 1024, content)).map_err(Unmeasured::Broken)
}

/// A row of an ods while it is read.
#[derive(Default)]
struct Row {
    repeated: u64,
    column: u64,
    /// Places that its cells take before it is repeated.
    reached: u64,
    text: u64,
}

/// A cell of an ods while it is read.
struct Cell {
    repeated: u64,
    holds: bool,
    text: u64,
}

// The same reader with the same settings as that of workbooks: both must see the same tags.
fn of_content(content: impl BufRead) -> Result<Extent, String> {
    let mut xml = Reader::from_reader(content);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let (mut extent, mut spelled, mut buffer) = (Extent::default(), 0_u64, Vec::new());
    let (mut table, mut aside) = (None::<(Corners, u64)>, false);
    let (mut row, mut cell) = (Row::default(), None::<Cell>);
    loop {
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).map_err(|e| e.to_string())?;
        if let (Some(cell), Event::Text(_) | Event::GeneralRef(_) | Event::Start(_)) = (&mut cell, &event) {
            cell.text = cell.text.saturating_add(event.len() as u64);
        }
        match event {
            Event::Start(e) => match e.name().as_ref() {
                "table:table" if table.is_none() => table = Some((Corners::default(), 0)),
                "table:table-row" => {
                    row = Row { repeated: repeated(&e, "table:number-rows-repeated", 1 << 20), ..Row::default() };
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let holds = e.attributes_raw().contains("office:") || e.attributes_raw().contains("table:formula");
                    let repeated = repeated(&e, "table:number-columns-repeated", MOST_COLUMNS);
                    cell = Some(Cell { repeated, holds, text: e.len() as u64 });
                }
                "office:annotation" => aside = true,
                "text:s" => {
                    let blanks = repeated(&e, "text:c", u64::MAX);
                    if let Some(cell) = &mut cell {
                        cell.text = cell.text.saturating_add(blanks);
                    }
                }
                _ => {}
            },
            Event::End(e) => match e.name().as_ref() {
                "table:table" => {
                    let (corners, _) = table.take().unwrap_or_default();
                    extent.add_sheet(corners.area());
                }
                "table:table-row" => {
                    if let Some((_, number)) = &mut table {
                        *number = number.saturating_add(row.repeated);
                    }
                    extent.text = extent.text.saturating_add(row.text.saturating_mul(row.repeated));
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let (Some(cell), Some((corners, number))) = (cell.take(), &mut table) else { continue };
                    let end = row.column.saturating_add(cell.repeated);
                    if cell.holds {
                        // A cell outside any row counts as one in a row.
                        let bottom = number.saturating_add(row.repeated.max(1) - 1);
                        corners.add((*number, bottom), (row.column, end - 1));
                        // The reader keeps a place for each blank before it too.
                        spelled = spelled.saturating_add(end.min(MOST_COLUMNS).saturating_sub(row.reached));
                        row.reached = end.min(MOST_COLUMNS);
                        row.text = row.text.saturating_add(cell.text.saturating_mul(cell.repeated));
                    }
                    row.column = end;
                }
                "office:annotation" => aside = false,
                _ => {}
            },
            Event::Eof if table.is_some() || aside => return Err("a table of it has no end".into()),
            Event::Eof => {
                extent.largest = extent.largest.max(spelled);
                extent.places = extent.places.max(spelled);
                return Ok(extent);
            }
            _ => {}
        }
    }
}

/// How often a row, cell or blank stands there.
fn repeated(tag: &BytesStart, name: &str, most: u64) -> u64 {
    let found = tag.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name);
    let number = found.map(|a| a.value.trim().parse().unwrap_or(u64::MAX));
    number.unwrap_or(1).clamp(1, most)
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
        assert_eq!(of_content(small.as_bytes()).map(|e| e.largest), Ok(1));
        let large = format!("<table:table>{}{empty}{}</table:table>", row(text), row(&format!("{gap}{text}")));
        assert_eq!(of_content(large.as_bytes()).map(|e| e.largest), Ok(1_048_576 * 16_384));
    }

    #[test]
    fn a_cell_outside_any_row_of_an_ods_has_room_for_itself() {
        // Found by fuzzing: it was counted as a cell of no rows, which ends before it begins.
        let stray = "<table:table><table:table-cell office:value-type=\"float\"></table:table-cell></table:table>";
        assert_eq!(of_content(stray.as_bytes()).map(|e| e.largest), Ok(1));
    }

    #[test]
    fn the_workbook_in_a_compound_file_is_found() {
        let mut file = std::io::Cursor::new(include_bytes!("../../tests/files/scorecard.xls").to_vec());
        // The sheet of votes: a heading, a header, three groups of four; four columns and five scores.
        assert_eq!(of_xls(&mut file).map(|e| e.largest), Ok(14 * 9));
        assert_eq!(of_xls(&mut std::io::Cursor::new(vec![0xD0; 600])), Ok(Extent::default()));
    }

    #[test]
    fn the_corners_of_an_xls_are_seen_record_by_record() {
        let number = |row: u16, column: u16| {
            let mut record = [0x0203_u16, 14, row, column, 0].map(u16::to_le_bytes).concat();
            record.extend([0; 8]);
            record
        };
        let begin = [0x0809_u16, 0].map(u16::to_le_bytes).concat();
        let end = [0x000A_u16, 0].map(u16::to_le_bytes).concat();
        let area = |stream: &[u8]| of_sheet(stream, 0, &[]).corners.area();
        assert_eq!(area(&[begin.clone(), number(0, 0), number(9, 3)].concat()), 40);
        assert_eq!(area(&[begin, number(0, 0), end, number(65_535, 255)].concat()), 1);
        assert_eq!(area(&[number(0, 0), number(65_535, 65_535)].concat()), 1 << 32);
        assert_eq!(area(&number(1, 1)[..7]), 0);
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    #[test]
    fn a_text_that_many_cells_of_an_xls_share_counts_for_each() {
        // Two texts; the second one goes on in a record of its own, with wide characters there.
        let list = [&2_u32.to_le_bytes()[..], &2_u32.to_le_bytes(), &[1, 0, 0, b'a'], &[5, 0, 0, b'b', b'b']].concat();
        let more = [1, b'c', 0, b'c', 0, b'c', 0];
        let of_list = |row: u16, index: u32| {
            record(0x00FD, &[&row.to_le_bytes()[..], &[0, 0, 0, 0], &index.to_le_bytes()].concat())
        };
        let lengths = lengths(&[&list[..], &more]);
        assert_eq!(lengths, [3, 15]);
        let cells = [of_list(0, 1), of_list(1, 1), of_list(2, 0)].concat();
        assert_eq!(of_sheet(&cells, 0, &lengths).text, 33);
    }

    #[test]
    fn sheets_of_an_xls_that_lie_at_one_place_are_refused() {
        let sheet = [record(0x0809, &[0; 8]), record(0x0203, &[0; 14]), record(0x000A, &[])].concat();
        let book = |starts: &[u32]| {
            let list: Vec<u8> = starts.iter().flat_map(|at| record(0x0085, &at.to_le_bytes())).collect();
            [record(0x0809, &[]), list, record(0x000A, &[]), sheet.repeat(starts.len().min(2))].concat()
        };
        let first = |sheets: usize| (8 + 8 * sheets) as u32;
        assert_eq!(of_stream(&book(&[first(2), first(2) + 34])).map(|e| e.places), Ok(2));
        assert!(of_stream(&book(&[first(50); 50])).is_err());
    }

    #[test]
    fn an_xls_with_a_password_is_not_measured() {
        let garbage = record(0x0200, &[0xA7; 14]);
        let stream = [record(0x0809, &[0; 16]), record(0x002F, &[1, 0, 1, 0]), garbage].concat();
        assert_eq!(of_stream(&stream), Err(Unmeasured::Password));
    }

    #[test]
    fn a_sheet_of_an_xls_is_held_to_what_it_claims() {
        let dimensions = |last: u32, right: u16| {
            [&0_u32.to_le_bytes()[..], &last.to_le_bytes(), &0_u16.to_le_bytes(), &right.to_le_bytes(), &[0, 0]]
                .concat()
        };
        let extent = |last, right| of_stream(&record(0x0200, &dimensions(last, right)));
        assert_eq!(extent(65_536, 256).map(|e| e.largest), Ok(1 << 24));
        assert!(extent(u32::MAX, u16::MAX).is_err());
    }

    #[test]
    fn what_an_ods_repeats_counts_as_often_as_it_is_repeated() {
        let long = "ө".repeat(1_000);
        let cell = format!(
            "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"1000\"><text:p>{long}</text:p></table:table-cell>"
        );
        let table = format!(
            "<table:table><table:table-row table:number-rows-repeated=\"500\">{cell}</table:table-row></table:table>"
        );
        let extent = of_content(table.as_bytes()).expect("sound");
        assert_eq!(extent.places, 500_000);
        assert!(extent.text >= 500_000 * 2_000);
        let blanks = row(
            "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"99999999999\"/></text:p></table:table-cell>",
        );
        let extent = of_content(format!("<table:table>{blanks}</table:table>").as_bytes()).expect("sound");
        assert!(extent.text >= 99_999_999_999);
    }

    #[test]
    fn an_ods_whose_table_never_ends_is_refused() {
        let open = format!("<table:table>{}", row("<table:table-cell/>"));
        assert!(of_content(open.as_bytes()).is_err());
        // An end that stands in a remark is none.
        assert!(of_content(format!("{open}<!-- > </table:table> -->").as_bytes()).is_err());
        assert!(of_content(format!("{open}</table:table>").as_bytes()).is_ok());
    }
}
