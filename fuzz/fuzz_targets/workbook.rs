//! Any bytes as a part of a workbook, the other parts sound; or as the whole file. They give cells or a problem.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use masam::table::{self, Input, Options};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &[u8] = br#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const LINKS: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
const STYLES: &[u8] = br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const TEXTS: &[u8] = br#"<sst count="2" uniqueCount="2"><si><t>name</t></si><si><t>score</t></si></sst>"#;
const SHEET: &[u8] = br#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" s="1"><v>45413</v></c><c r="B2"><f>A1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>"#;
const NEWER: [(&str, &[u8]); 7] = [
    ("[Content_Types].xml", TYPES),
    ("_rels/.rels", ROOT),
    ("xl/workbook.xml", BOOK),
    ("xl/_rels/workbook.xml.rels", LINKS),
    ("xl/styles.xml", STYLES),
    ("xl/sharedStrings.xml", TEXTS),
    ("xl/worksheets/sheet1.xml", SHEET),
];
const BINARY_LINKS: &[u8] = br#"<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;

/// A zip of these parts, not packed.
fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        zip.start_file(*name, stored).expect("memory");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn file_of(kind: u8, bytes: &[u8]) -> Vec<u8> {
    match kind % 12 {
        at @ 0..7 => {
            let mut parts = NEWER;
            parts[usize::from(at)].1 = bytes;
            zip_of(&parts)
        }
        7 | 8 => zip_of(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("META-INF/manifest.xml", b"<manifest:manifest/>"),
            ("content.xml", bytes),
        ]),
        9 => {
            let third = bytes.len() / 3;
            zip_of(&[
                ("xl/workbook.bin", &bytes[..third]),
                ("xl/_rels/workbook.bin.rels", BINARY_LINKS),
                ("xl/sharedStrings.bin", &bytes[third..2 * third]),
                ("xl/worksheets/sheet1.bin", &bytes[2 * third..]),
            ])
        }
        _ => bytes.to_vec(),
    }
}

fuzz_target!(
    init: {
        // A panic of the reader of workbooks is caught and told as a damaged file; any other one is a finding.
        std::panic::set_hook(Box::new(|panic| {
            if !table::is_guarded() {
                eprintln!("{panic}");
                std::process::abort();
            }
        }));
    },
    |data: &[u8]| {
        let Some((kind, bytes)) = data.split_first() else { return };
        let (file, options) = (file_of(*kind, bytes), Options::default());
        if let Ok(table) = table::open(vec![Input::from_bytes("a.xlsx", file.clone())], &options) {
            let width = table.columns().len();
            let _ = table::for_each_chunk(table, false, |chunk| {
                for row in chunk.rows() {
                    for column in 0..width {
                        let _ = (row.cell(column).shown().len(), row.number_at(column));
                    }
                }
                Ok(())
            });
        }
        if let Ok(book) = table::book::open(Input::from_bytes("a.xlsx", file), &options) {
            for sheet in &book.sheets {
                for line in sheet.lines().take(100) {
                    let _ = (line.seen(0), line.seen(1));
                }
            }
        }
    }
);
