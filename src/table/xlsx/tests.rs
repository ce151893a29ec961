//! Cells as our reader sees them, beside those that calamine sees.

use std::io::Cursor;

use calamine::{DataRef, Reader as _};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::super::cell::Cell;
use super::super::grid::held;
use super::super::tests::{sheet_of, zip_of};
use super::*;

/// Every cell of every sheet as it is shown, or what is wrong.
fn ours(bytes: &[u8]) -> Result<Vec<String>, Unread> {
    let mut book = Xlsx::open(Cursor::new(bytes))?;
    let names: Vec<String> = book.sheets().map(|sheet| sheet.name.clone()).collect();
    let mut all = Vec::new();
    for name in names {
        all.push(name.clone());
        let Some(mut cells) = book.cells(&name)? else { continue };
        while let Some(cell) = cells.next()? {
            all.extend(seen(cell.row, cell.column, cell.value, cell.uncomputed));
        }
    }
    Ok(all)
}

/// The same as calamine sees it.
fn calamines(bytes: &[u8]) -> Result<Vec<String>, String> {
    let mut book = calamine::Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut all = Vec::new();
    for name in book.sheet_names() {
        all.push(name.clone());
        let mut cells = match book.worksheet_cells_reader(&name) {
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            cells => cells.map_err(|e| e.to_string())?,
        };
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|e| e.to_string())? {
            let uncomputed = cell.formula.is_some() && cell.value == DataRef::Empty;
            all.extend(seen(cell.pos.0, cell.pos.1, held(&cell.value), uncomputed));
        }
    }
    Ok(all)
}

/// A cell with its place, if anything is in it.
fn seen(row: u32, column: u32, value: Cell, uncomputed: bool) -> Option<String> {
    let value = match value {
        Cell::Text(text) => super::super::cell::trim(text).into(),
        Cell::Fault(fault) => fault.text().into(),
        other => format!("{other:?}").into_bytes(),
    };
    let value = if value == b"Blank" || value.is_empty() {
        String::new()
    } else {
        format!("{}", String::from_utf8_lossy(&value))
    };
    (uncomputed || !value.is_empty()).then(|| format!("{row}:{column} {value} {uncomputed}"))
}

#[track_caller]
fn agree(bytes: &[u8]) -> Vec<String> {
    let ours = ours(bytes).expect("sound");
    assert_eq!(Ok(&ours), calamines(bytes).as_ref());
    ours
}

#[test]
fn cells_of_every_kind_are_those_that_calamine_sees() {
    let mut book = Workbook::new();
    let (day, time) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("[h]:mm"));
    let bold = Format::new().set_bold();
    for name in ["Асуулга & хариулт", "Хоосон"] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for row in 0..300_u32 {
            let value = f64::from(row);
            sheet
                .write(row, 0, format!("Иргэн <{row}> \"а&б\" _x000D_ {}", "ө".repeat(row as usize % 40)))
                .expect("a text");
            sheet.write(row, 1, value).expect("a number").write(row, 2, value / 7.0 - 3.0).expect("a number");
            sheet.write(row, 3, value * 1e18).expect("a number").write(row, 4, row % 2 == 0).expect("a truth");
            let date = ExcelDateTime::from_ymd(2024, 1 + (row % 12) as u8, 3).and_then(|d| d.and_hms(13, 7, 59));
            sheet.write_with_format(row, 5, date.expect("a day"), &day).expect("a date");
            sheet
                .write_with_format(row, 6, value / 3.0, &time)
                .expect("a duration")
                .write_blank(row, 7, &bold)
                .expect("a blank");
            sheet.write(row, 8, Formula::new("=1/0").set_result("#DIV/0!")).expect("a formula");
            sheet.write(row, 9, Formula::new("=A1&\"\"").set_result("Ховд & _x0041_")).expect("a formula");
            sheet.write_rich_string(row, 10, &[(&bold, " Өмнө"), (&Format::default(), "говь ")]).expect("runs");
            sheet.write(row, 800, " а\r\nб\nв ").expect("a text");
        }
    }
    let seen = agree(&book.save_to_buffer().expect("a workbook"));
    assert!(seen.len() > 6_000 && seen[0] == "Асуулга & хариулт", "{}", seen.len());
}

#[test]
fn unusual_ways_to_write_cells_are_understood() {
    for rows in [
        // Cells and rows that don't say where they stand.
        "<row><c><v>1</v></c><c><v>2</v></c></row><row r='7'><c><v>3</v></c><c r='F7'><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>",
        // Prefixes, remarks, single quotes, spaces, empty elements.
        "<x:row r = '2' ><!-- <c><v>9</v></c> --><x:c r='aB2' s='1' ><x:v>45413.5</x:v></x:c><x:c r='AC2'/><x:c r='AD2'><x:v/></x:c></x:row>",
        "<row><c t='inlineStr'><v>б</v><is><t>а</t></is></c><c t='str'><v>&lt;&#x4e9;&#1257;&gt;</v></c><c t='d'><v>2024-05-01T12:30:00</v></c></row>",
        "<row><c t='b'><v>true</v></c><c t='b'><v> 0 </v></c><c t='e'><v>#N/A</v></c><c><v>үг</v></c><c t='n'><v>1E-3</v></c><c t='n'><v></v></c></row>",
        "<row><c><f>A1</f></c><c><f t='shared' si='0'/><v>4</v></c><c t='str'><f>A1</f><v></v></c></row>",
        "<row><c s='9'><v>5</v></c><c s='1'><v>0.25</v></c><c s='1'><v>-3</v></c><c s='1'><v>9999999</v></c></row>",
        "<row r='3'><c r='B3'><v>12345678</v></c><c r='A3'><v>-1.5</v></c><c r='C3'><v>0.1234567890123456789</v></c><c r='D3'><v>1.5e300</v></c></row>",
    ] {
        agree(&sheet_of(rows, ""));
    }
}

#[test]
fn the_usual_cell_is_read_as_any_other() {
    let mut cells = String::new();
    for place in ["A1", "b2", "XFD1048576", "C3"] {
        for format in ["", " s=\"0\"", " s=\"1\"", " s=\"99\""] {
            for kind in ["", " t=\"n\"", " t=\"b\"", " t=\"str\""] {
                for value in ["1", "45413.5", "", "1E2", "&lt;өө", "-0.0"] {
                    let value = if kind == " t=\"b\"" { "1" } else { value };
                    cells += &format!("<c r=\"{place}\"{format}{kind}><v>{value}</v></c>");
                }
            }
        }
    }
    let row = |cells: &str| ours(&sheet_of(&format!("<row r=\"1\">{cells}<c><v>7</v></c></row>"), "")).expect("sound");
    let usual = row(&cells);
    assert!(usual.len() > 300, "{}", usual.len());
    // A blank more, and each is taken apart into tokens.
    assert_eq!(usual, row(&cells.replace("<c r", "<c  r")));
    assert_eq!(usual, row(&cells.replace("</v></c>", "</v> </c>")));
}

#[test]
fn what_calamine_refuses_is_understood_where_it_can_be() {
    let cells = |rows: &str| ours(&sheet_of(rows, "")).expect("sound")[1..].join("; ");
    // Errors that newer programs write, a list of things to come in a cell, numbers with spaces, no numbers at all.
    assert_eq!(cells("<row><c t='e'><v>#SPILL!</v></c></row>"), "0:0 #SPILL! false");
    assert_eq!(cells("<row><c t='inlineStr'><is><t>а</t></is><v>б</v></c></row>"), "0:0 а false");
    assert_eq!(cells("<row><c><v>1</v><extLst><ext><v>2</v></ext></extLst></c></row>"), "0:0 Number(1.0) false");
    assert_eq!(
        cells("<row><c t='n'><v> 5\n</v></c><c><v>NaN</v></c><c><v>inf</v></c></row>"),
        "0:0 Number(5.0) false; 0:1 NaN false; 0:2 inf false"
    );
}

#[test]
fn what_cannot_be_understood_is_damage() {
    for rows in [
        "<row r='0'><c><v>1</v></c></row>",
        "<row r='x'><c><v>1</v></c></row>",
        "<row><c r='1'><v>1</v></c></row>",
        "<row><c r='A'><v>1</v></c></row>",
        "<row><c r='$A$1'><v>1</v></c></row>",
        "<row><c r=A1><v>1</v></c></row>",
        "<row><c t='s'><v>7</v></c></row>",
        "<row><c t='s'><v>-1</v></c></row>",
        "<row><c t='b'><v>2</v></c></row>",
        "<row><c t='юу'><v>1</v></c></row>",
        "<row><c><v>&үг;</v></c></row>",
        "<row><c><v>1</v></row>",
        "<row><c><v>1",
    ] {
        assert!(matches!(ours(&sheet_of(rows, "")), Err(Unread::Damaged(_))), "{rows}");
    }
}

#[test]
fn parts_are_found_by_any_way_to_name_them() {
    let sheet = "<worksheet><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>";
    let texts = "<sst><si><t>Ховд</t></si></sst>";
    let kind = |name: &str| format!("http://purl.oclc.org/ooxml/officeDocument/relationships/{name}");
    for (root, book, sheet_at, texts_at, target, of_texts) in [
        (
            "xl/workbook.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "worksheets/sheet1.xml",
            "sharedStrings.xml",
        ),
        (
            "/XL/Workbook.xml",
            "xl\\workbook.xml",
            "xl/Worksheets/Sheet1.xml",
            "texts/all.xml",
            "/xl/worksheets/sheet1.xml",
            "../texts/all.xml",
        ),
        ("ном.xml", "ном.xml", "хуудас.xml", "sharedstrings.XML", "./хуудас.xml", "sharedStrings.xml"),
    ] {
        let relation = |id: &str, of: &str, target: &str| {
            format!("<Relationship Target='{target}' Type='{}' Id='{id}'/>", kind(of))
        };
        let list = |inner: String| format!("<Relationships>{inner}</Relationships>");
        let root = list(relation("a", "officeDocument", root));
        let relations = list(
            relation("r1", "worksheet", target)
                + &relation("r2", "chartsheet", "x.xml")
                + &relation("r3", "sharedStrings", of_texts),
        );
        let workbook = "<workbook><sheets><sheet name='Зураг' r:id='r2'/><sheet name='&lt;Оноо&gt;' state='veryHidden' r:id='r1'/></sheets></workbook>";
        let folder = book.rfind(['/', '\\']).map_or("", |at| &book[..=at]);
        let of_book = format!("{folder}_rels/{}.rels", &book[folder.len()..]);
        let bytes = zip_of(&[
            ("_rels/.rels", root.as_bytes()),
            (book, workbook.as_bytes()),
            (&of_book, relations.as_bytes()),
            (sheet_at, sheet.as_bytes()),
            (texts_at, texts.as_bytes()),
        ]);
        assert_eq!(ours(&bytes).expect("sound"), ["<Оноо>", "0:0 Ховд false"]);
        assert!(!Xlsx::open(Cursor::new(&bytes[..])).expect("sound").sheets[0].sheet.visible);
    }
}

#[test]
fn merged_cells_are_found_behind_all_others() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Нүүр & бүртгэл").expect("a name");
    sheet.merge_range(2, 0, 4, 27, "Эмэгтэйчүүд", &Format::new()).expect("a region");
    sheet.merge_range(7, 1, 7, 2, "mergeCell ref=\"A1:B2\"", &Format::new()).expect("a region");
    let bytes = book.save_to_buffer().expect("a workbook");
    let mut book = Xlsx::open(Cursor::new(&bytes)).expect("sound");
    let mut cells = book.cells("Нүүр & бүртгэл").expect("sound").expect("cells");
    while cells.next().expect("sound").is_some() {}
    assert_eq!(cells.merged(10), [[2, 0, 4, 27], [7, 1, 7, 2]]);
}

/// A workbook whose list of sheets, relations and first sheet are these.
fn book_of(sheets: &str, relations: &str, part: &str) -> Vec<u8> {
    let workbook =
        format!("<workbook><sheets>{sheets}</sheets><extLst><ext><x15:sheet name='q'/></ext></extLst></workbook>");
    let relations = format!("<Relationships>{relations}</Relationships>");
    let sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    zip_of(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        (part, sheet.as_bytes()),
    ])
}

#[test]
fn remains_of_old_sheets_are_passed_over_but_a_visible_one_that_is_nowhere_is_damage() {
    let relations = "<Relationship Id='a' Type='x/worksheet' Target='worksheets/1.xml'/>";
    let part = "xl/worksheets/1.xml";
    let sound = "<sheet name='Module1' state='veryHidden' r:id=''/><sheet name='А' x:id='zz' r:id='a'/>";
    assert_eq!(ours(&book_of(sound, relations, part)).expect("sound"), ["А", "0:0 Number(1.0) false"]);
    for lost in [
        "<sheet name='А' r:id='a'/><sheet name='Б' r:id='b'/>",
        "<sheet name='А' r:id='a'/><sheet name='Б' r:id='a'/>",
        "<sheet name='А' r:id='a'/><sheet name='А' r:id='b'/>",
    ] {
        assert!(matches!(ours(&book_of(lost, relations, part)), Err(Unread::Damaged(_))), "{lost}");
    }
}

#[test]
fn names_of_parts_may_be_written_in_signs() {
    for (target, part) in [
        ("worksheets/sheet%201.xml", "xl/worksheets/sheet 1.xml"),
        ("worksheets/%D0%9E.xml", "xl/worksheets/О.xml"),
        ("worksheets/О.xml", "xl/worksheets/%D0%9E.xml"),
        ("\\xl\\worksheets\\1.xml", "xl/worksheets/1.xml"),
        ("worksheets/100%.xml", "xl/worksheets/100%.xml"),
    ] {
        let relation = format!("<Relationship Id='a' Type='x/worksheet' Target='{target}'/>");
        let book = book_of("<sheet name='А' r:id='a'/>", &relation, part);
        assert_eq!(ours(&book).expect("sound"), ["А", "0:0 Number(1.0) false"], "{target}");
    }
}

#[test]
fn a_workbook_that_names_too_much_is_too_large() {
    let many = "<sheet r:id='a'/>".repeat(MOST_NAMED + 1);
    let relation = format!("<Relationship Id='a' Type='x/worksheet' Target='{}.xml'/>", "a".repeat(100_000));
    assert!(matches!(Xlsx::open(Cursor::new(book_of(&many, "", "a"))), Err(Unread::TooLarge(_))));
    assert!(matches!(Xlsx::open(Cursor::new(book_of("", &relation, "a"))), Err(Unread::Damaged(_))));
}

#[test]
fn what_is_told_of_a_damaged_cell_fits_a_line() {
    let rows = format!("<row><c t='\u{1b}[31m{}'><v>1</v></c></row>", "ө".repeat(100_000));
    let Err(Unread::Damaged(why)) = ours(&sheet_of(&rows, "")) else { panic!("it is damaged") };
    assert!(why.chars().count() < 100 && !why.contains('\u{1b}'), "{why}");
}
