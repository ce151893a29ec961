//! An xlsx that is unpacked once: for each sheet the regions of merged cells, and the same zip with its sheets not packed.
//!
//! Merged cells stand behind all others in a sheet. A reader of workbooks finds them by going through the whole sheet
//! again, which takes as long as reading it; here only the end is looked at. What looks unusual gives nothing, and
//! whoever asked takes the long way.

use std::io::{Cursor, Read, Write};

use memchr::memmem;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Source;

/// Bytes of sheets that are unpacked in memory: filled-in books have a tenth of it. Larger ones take the long way.
const MOST: u64 = 16 << 20;

const WORKBOOK: &str = "xl/workbook.xml";

/// Notes, pictures and properties, which no reader of cells opens.
const ASIDE: &[&str] = &["xl/comments", "xl/drawings/", "xl/media/", "xl/worksheets/_rels/", "docProps/"];

/// First row, first column, last row, last column, from 0.
pub(super) type Region = [u32; 4];

/// An xlsx whose sheets are not packed.
pub(super) struct Loose {
    /// The file.
    pub bytes: Vec<u8>,
    /// For each sheet, in the order of the workbook, its merged regions.
    pub merged: Vec<Vec<Region>>,
}

/// Unpacks the sheets of an xlsx of so many bytes.
pub(super) fn unpacked(source: &mut dyn Source, bytes: u64) -> Option<Loose> {
    if bytes > MOST {
        return None;
    }
    // In memory, because a zip is jumped about in.
    let mut packed = Vec::new();
    source.rewind().ok()?;
    source.take(MOST).read_to_end(&mut packed).ok()?;
    let mut zip = ZipArchive::new(Cursor::new(&packed)).ok()?;
    zip.index_for_name(WORKBOOK)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(packed.len() * 8)));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let (mut sheets, mut room, mut text) = (Vec::new(), MOST, Vec::new());
    let (mut workbook, mut relations) = (String::new(), String::new());
    for i in 0..zip.len() {
        let name = zip.name_for_index(i)?.ok()?.into_owned();
        let list = match name.as_str() {
            WORKBOOK => Some(&mut workbook),
            "xl/_rels/workbook.xml.rels" => Some(&mut relations),
            _ if name.starts_with("xl/worksheets/") && name.ends_with(".xml") => None,
            _ if ASIDE.iter().any(|aside| name.starts_with(aside)) => continue,
            _ => {
                out.raw_copy_file(zip.by_index_raw(i).ok()?).ok()?;
                continue;
            }
        };
        text.clear();
        let mut entry = zip.by_index(i).ok()?;
        let read = entry.by_ref().take(room + 1).read_to_end(&mut text).ok()? as u64;
        room = room.checked_sub(read)?;
        match list {
            Some(list) => std::str::from_utf8(&text).ok()?.clone_into(list),
            None => sheets.push((name.clone(), regions(&text)?)),
        }
        out.start_file(name, stored).ok()?;
        out.write_all(&text).ok()?;
    }
    let find = |part: String| match sheets.iter().find(|(name, _)| *name == part) {
        Some((_, regions)) => Some(regions.clone()),
        // Sheets of charts have no cells.
        None => part.starts_with("xl/chartsheets/").then(Vec::new),
    };
    let merged = parts(&workbook, &relations)?.into_iter().map(find).collect::<Option<_>>()?;
    Some(Loose { bytes: out.finish().ok()?.into_inner(), merged })
}

/// The merged regions of a sheet.
fn regions(sheet: &[u8]) -> Option<Vec<Region>> {
    let end = memmem::rfind(sheet, b"sheetData").unwrap_or(0);
    let tail = std::str::from_utf8(&sheet[end..]).ok()?;
    tags(tail, "mergeCell").map(|tag| region(attribute(tag, "ref")?)).collect()
}

/// The names of the sheets' parts in the zip, in the order of the workbook.
fn parts(workbook: &str, relations: &str) -> Option<Vec<String>> {
    let target = |id: &str| {
        let tag = tags(relations, "Relationship").find(|tag| attribute(tag, "Id") == Some(id))?;
        let target = attribute(tag, "Target")?;
        Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    };
    tags(workbook, "sheet").map(|tag| target(attribute(tag, "id")?)).collect()
}

/// The tags of this name, whatever the prefix before it: what stands after the name.
fn tags<'x>(xml: &'x str, name: &'static str) -> impl Iterator<Item = &'x str> {
    xml.split('<').skip(1).filter_map(move |tag| {
        let (full, rest) = tag.split_once(|c: char| c.is_ascii_whitespace())?;
        let plain = full.rsplit(':').next()?;
        (plain == name).then(|| rest.split('>').next().unwrap_or_default())
    })
}

/// The value of an attribute, whatever the prefix before its name.
fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let quote = after.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after.trim_start()[1..].split_once(quote)?;
        if before.trim().rsplit(':').next() == Some(name) {
            return Some(value);
        }
        rest = next;
    }
}

/// `B3:C4`, or a cell alone.
fn region(text: &str) -> Option<Region> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ([top, left], [bottom, right]) = (cell(first)?, cell(last)?);
    Some([top, left, bottom, right])
}

fn cell(text: &str) -> Option<[u32; 2]> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let letter = |column: u32, b: u8| {
        let letter = b.to_ascii_uppercase();
        letter.is_ascii_uppercase().then(|| column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1))?
    };
    let column = text[..digits].bytes().try_fold(0, letter)?;
    let row: u32 = text[digits..].parse().ok()?;
    Some([row.checked_sub(1)?, column.checked_sub(1)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{Format, Workbook};

    #[test]
    fn the_merged_cells_of_every_sheet_are_found_and_the_workbook_stays_the_same() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Нүүр & бүртгэл").expect("a name");
        sheet.merge_range(2, 0, 4, 27, "Эмэгтэйчүүд", &Format::new()).expect("a region");
        book.add_worksheet().set_name("Оноо").expect("a name").write(0, 0, "mergeCell ref=\"A1:B2\"").expect("a text");
        let bytes = book.save_to_buffer().expect("a workbook in memory");
        let loose = unpacked(&mut Cursor::new(bytes.clone()), 0).expect("a usual workbook");
        assert_eq!(loose.merged, [vec![[2, 0, 4, 27]], vec![]]);
        let part = |bytes: &[u8], name: &str| {
            let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
            let mut text = String::new();
            zip.by_name(name).expect("the part").read_to_string(&mut text).expect("a text");
            text
        };
        for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"] {
            assert_eq!(part(&bytes, name), part(&loose.bytes, name), "{name}");
        }
    }

    #[test]
    fn parts_are_found_with_any_prefix_and_target() {
        let workbook = "<x:workbook><x:sheets><x:sheet name='а=\"б\"' sheetId='1' rel:id='r2'/><x:sheet name='в' rel:id = 'r1' /></x:sheets></x:workbook>";
        let relations = r#"<Relationships><Relationship Id="r1" Target="/xl/worksheets/sheet9.xml"/><Relationship Target="worksheets/нэг.xml" Id="r2"/></Relationships>"#;
        let parts = parts(workbook, relations).expect("both are there");
        assert_eq!(parts, ["xl/worksheets/нэг.xml", "xl/worksheets/sheet9.xml"]);
        assert_eq!((region("$A$1"), region("aa10:AB12")), (None, Some([9, 26, 11, 27])));
    }

    #[test]
    fn what_is_no_usual_workbook_gives_nothing() {
        assert!(unpacked(&mut Cursor::new("хоосон".as_bytes().to_vec()), 0).is_none());
        assert_eq!(regions(b"</sheetData><mergeCell ref='A0'/>"), None);
    }
}
