use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;

use super::*;
use crate::lang::Lang;
use crate::problem::Severity;

/// Every cell of every row as a reader sees it, with the row's number.
fn rows_of(inputs: Vec<Input>, options: &Options) -> (Table, Vec<(u64, Vec<String>)>) {
    let table = open(inputs, options).unwrap_or_else(|p| panic!("{p}"));
    let width = table.columns().len();
    let mut rows = Vec::new();
    let table = for_each_chunk(table, true, |chunk| {
        for row in chunk.rows() {
            rows.push((row.number().get(), (0..width).map(|i| row.cell(i).shown().into_owned()).collect()));
        }
        Ok(())
    });
    (table.unwrap_or_else(|p| panic!("{p}")), rows)
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> (Table, Vec<(u64, Vec<String>)>) {
    rows_of(vec![Input::from_bytes(name, bytes)], &Options::default())
}

fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> Problem {
    match open(vec![Input::from_bytes(name, bytes)], &Options::default()) {
        Ok(table) => panic!("{name} was read: {:?}", table.columns()),
        Err(problem) => problem,
    }
}

fn row(number: u64, cells: &[&str]) -> (u64, Vec<String>) {
    (number, cells.iter().map(|c| (*c).to_owned()).collect())
}

fn said(table: &Table) -> Vec<String> {
    table.problems().grouped().iter().map(|g| g.first.to_string()).collect()
}

pub(crate) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this XML inside `sheetData`.
pub(crate) fn sheet_of(rows: &str, workbook: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{workbook}<sheets><sheet name="Өгөгдөл" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let links = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let styles = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
    zip_of(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn rows_keep_the_numbers_that_the_spreadsheet_shows() {
    let text = "\u{feff}нэр,сум\n\n\"Бат\nДорж\",Хан-Уул\n , \nЦэцэг,Буянт\n";
    let (table, rows) = read("санал.csv", text);
    assert_eq!(table.columns(), ["нэр", "сум"]);
    assert_eq!(rows, [row(3, &["Бат\nДорж", "Хан-Уул"]), row(5, &["Цэцэг", "Буянт"])]);
    assert_eq!((table.files()[0].rows, table.files()[0].header_row.get()), (2, 1));
}

#[test]
fn ragged_rows_are_kept_and_told_about() {
    let (table, rows) = read("a.csv", "а,б,в\n1,2\n1,2,3,4\n1,2,3,,\n1,2,3\n");
    assert_eq!(rows[0], row(2, &["1", "2", ""]));
    assert_eq!(
        said(&table),
        [
            "a.csv, row 2: the row has fewer cells than the header's 3 columns [T014]",
            "a.csv, row 3: the row has more cells than the header's 3 columns; the rest was left out [T015]"
        ]
    );
}

#[test]
fn excel_of_a_mongolian_office_is_understood() {
    let (text, _, _) = encoding_rs::WINDOWS_1251.encode("sep=;\r\nаймаг;оноо\r\nЄмнєговь;\"1\u{a0}234,5\"\r\n");
    let table = open(vec![Input::from_bytes("a.csv", text.into_owned())], &Options::default()).unwrap();
    let facts = &table.files()[0];
    assert_eq!((facts.encoding, facts.delimiter, facts.header_row.get()), (Some("windows-1251"), Some(b';'), 1));
    for_each_chunk(table, false, |chunk| {
        let row = chunk.row(0);
        assert_eq!((row.number().get(), row.cell(0)), (2, Cell::Text("Ємнєговь".as_bytes())));
        Ok(())
    })
    .unwrap();
}

#[test]
fn the_decimal_comma_is_seen_and_can_be_overruled() {
    let text = "аймаг;оноо\nДорнод;3,5\nХовд;1 234,25\n";
    for (decimal, expected) in [(None, Number::Value(3.5)), (Some(Decimal::Point), Number::Not(Cell::Text(b"3,5")))] {
        let options = Options { decimal, ..Options::default() };
        let table = open(vec![Input::from_bytes("a.csv", text)], &options).unwrap();
        for_each_chunk(table, false, |chunk| {
            assert_eq!(chunk.row(0).number_at(1), expected);
            Ok(())
        })
        .unwrap();
    }
}

#[test]
fn utf16_is_read_with_and_without_its_mark() {
    for mark in ["\u{feff}", ""] {
        let text = format!("{mark}аймаг\tтоо\nӨвөрхангай\t5\n");
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (table, rows) = read("a.txt", bytes);
        assert_eq!(table.columns(), ["аймаг", "тоо"]);
        assert_eq!(rows, [row(2, &["Өвөрхангай", "5"])]);
        assert_eq!(table.files()[0].encoding, Some("UTF-16LE"));
    }
}

#[test]
fn reading_ahead_and_in_small_steps_gives_the_same_rows() {
    let mut text = String::from("дугаар,тайлбар\n");
    for i in 0..30_000 {
        text.push_str(&format!("{i},\"Иргэн \"\"{i}\"\", {}\"\r\n", "ө".repeat(i % 50)));
    }
    let (_, ahead) = read("a.csv", text.clone());
    let mut here = Vec::new();
    let table = open(vec![Input::from_bytes("a.csv", text)], &Options::default()).unwrap();
    for_each_chunk(table, false, |chunk| {
        let (done, total) = chunk.position();
        assert!(done > 0 && done <= total);
        here.extend(
            chunk
                .rows()
                .map(|r| (r.number().get(), vec![r.cell(0).shown().into_owned(), r.cell(1).shown().into_owned()])),
        );
        Ok(())
    })
    .unwrap();
    assert_eq!((ahead.len(), &ahead), (30_000, &here));
    assert_eq!(ahead[17].1[1], format!("Иргэн \"17\", {}", "ө".repeat(17)));
}

#[test]
fn an_error_of_the_caller_stops_the_reading() {
    let text = format!("a,b\n{}", "1,2\n".repeat(1_000_000));
    for ahead in [false, true] {
        let table = open(vec![Input::from_bytes("a.csv", text.clone())], &Options::default()).unwrap();
        let stopped = for_each_chunk(table, ahead, |_| Err(Problem::new(Code::NotANumber, At::default(), "x")));
        assert_eq!(stopped.err().map(|p| p.code), Some(Code::NotANumber));
    }
}

#[test]
fn files_of_one_survey_are_matched_by_column_name() {
    let inputs = vec![
        Input::from_bytes("1.csv", "аймаг,q1,q2\nДорнод,1,2\n"),
        Input::from_bytes("2.csv", "q2;аймаг;шинэ\n4;Ховд;9\n"),
    ];
    let (table, rows) = rows_of(inputs, &Options::default());
    assert_eq!(table.columns(), ["аймаг", "q1", "q2", "шинэ"]);
    assert_eq!(rows, [row(2, &["Дорнод", "1", "2", ""]), row(2, &["Ховд", "", "4", "9"])]);
    assert_eq!(
        said(&table),
        [
            "2.csv: this file lacks columns: \"q1\" [T018]",
            "2.csv: columns that the first file does not have: \"шинэ\" [T019]"
        ]
    );
}

#[test]
fn what_is_not_a_table_is_named() {
    assert_eq!(refused("a.csv", "").code, Code::EmptyFile);
    assert_eq!(refused("a.csv", "\n\n").code, Code::EmptyFile);
    let page = refused("a.xls", "<html><table><tr><td>Дүн</td></tr></table></html>");
    assert_eq!(page.to_string(), "a.xls: this is not a table but a web page (HTML). Save it as CSV or XLSX. [T003]");
    assert!(page.sentence(Lang::Mn).contains("вэб хуудас"));
    assert_eq!(refused("a.csv", b"MZ\x00\x01\x02binary\x00\x00".to_vec()).code, Code::Binary);
    assert_eq!(refused("a.zip", zip_of(&[("тойм.csv", b"a,b\n")])).code, Code::NotATable);
}

#[test]
fn a_line_without_end_is_refused_in_bounded_memory() {
    assert_eq!(refused("a.csv", vec![b'x'; 3 << 20]).code, Code::RecordTooLong);
    let mut text = b"a,b\n1,\"".to_vec();
    text.resize(40 << 20, b'x');
    let table = open(vec![Input::from_bytes("a.csv", text)], &Options::default()).unwrap();
    let problem = for_each_chunk(table, false, |_| Ok(())).err().unwrap();
    assert_eq!((problem.code, problem.at.row), (Code::RecordTooLong, Some(crate::problem::RowNumber::new(2))));
    let wide = format!("a,b\n{}\n", ",".repeat(20_000));
    let table = open(vec![Input::from_bytes("a.csv", wide)], &Options::default()).unwrap();
    assert_eq!(for_each_chunk(table, false, |_| Ok(())).err().map(|p| p.code), Some(Code::TooManyColumns));
}

#[test]
fn a_quote_that_is_never_closed_is_told_about() {
    let (table, rows) = read("a.csv", "а,б\n1,2\n3,\"4\n5,6\n");
    assert_eq!(rows[1], row(3, &["3", "4\n5,6"]));
    assert!(said(&table)[0].starts_with("a.csv, row 3: a quote"), "{:?}", said(&table));
}

#[test]
fn a_workbook_gives_typed_cells_from_its_first_visible_sheet() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Лавлах").unwrap().set_hidden(true).write(0, 0, "нууц").unwrap();
    book.add_worksheet().set_name("Хоосон").unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet();
    sheet.set_name("Асуулга").unwrap().set_active(true).write(0, 0, "Иргэдийн санал асуулга").unwrap();
    for (i, name) in ["аймаг", "нас", "тийм", "огноо", "дүн"].iter().enumerate() {
        sheet.write(2, i as u16, *name).unwrap();
    }
    sheet.write(3, 0, " Өмнөговь ").unwrap().write(3, 1, 34.5).unwrap().write(3, 2, true).unwrap();
    sheet.write_with_format(3, 3, ExcelDateTime::from_ymd(2024, 5, 1).unwrap(), &date).unwrap();
    sheet.write(3, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(5, 0, "Ховд").unwrap().write(5, 6, "хажуугийн тэмдэглэл").unwrap();
    book.add_worksheet().set_name("Тэмдэглэл").unwrap().write(0, 0, "x").unwrap();
    let (table, rows) = read("wave2.csv", book.save_to_buffer().unwrap());
    assert_eq!(table.columns(), ["аймаг", "нас", "тийм", "огноо", "дүн"]);
    assert_eq!(rows[0], row(4, &["Өмнөговь", "34.5", "TRUE", "2024-05-01", "#DIV/0!"]));
    assert_eq!(rows[1], row(6, &["Ховд", "", "", "", ""]));
    let facts = &table.files()[0];
    assert_eq!((facts.format, facts.sheet.as_deref()), (super::Format::Xlsx, Some("Асуулга")));
    assert_eq!(
        (&facts.hidden_sheets[..], &facts.other_sheets[..]),
        (&["Лавлах".to_owned()][..], &["Тэмдэглэл".to_owned()][..])
    );
    assert_eq!(facts.skipped, [(crate::problem::RowNumber::new(1), Skipped::Title)]);
    assert_eq!((table.problems().count(Severity::Note), table.problems().count(Severity::Warning)), (3, 1));
}

#[test]
fn a_sheet_is_asked_for_by_name() {
    let mut book = Workbook::new();
    for name in ["Нэг", "Хоёр"] {
        book.add_worksheet().set_name(name).unwrap().write(0, 0, name).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let named = |sheet: &str| Options { sheet: Some(sheet.into()), ..Options::default() };
    let (table, _) = rows_of(vec![Input::from_bytes("a.xlsx", bytes.clone())], &named("Хоёр"));
    assert_eq!(table.columns(), ["Хоёр"]);
    let missing = open(vec![Input::from_bytes("a.xlsx", bytes)], &named("Хоер")).err().unwrap();
    assert_eq!(missing.to_string(), "a.xlsx: there is no sheet \"Хоер\". Did you mean \"Хоёр\"? [T008]");
}

#[test]
fn dates_follow_the_way_the_workbook_counts_days() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>огноо</t></is></c></row><row r="2"><c r="A2" s="1"><v>43951</v></c></row>"#;
    let (_, later) = read("a.xlsx", sheet_of(rows, r#"<workbookPr date1904="1"/>"#));
    assert_eq!(later, [row(2, &["2024-05-01"])]);
    let (_, usual) = read("a.xlsx", sheet_of(rows, ""));
    assert_eq!(usual, [row(2, &["2020-04-30"])]);
}

#[test]
fn a_sparse_sheet_costs_no_memory_for_what_is_not_there() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>аймаг</t></is></c><c r="B1" t="inlineStr"><is><t>q1</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>Ховд</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let (table, rows) = read("a.xlsx", sheet_of(rows, ""));
    assert_eq!(rows, [row(2, &["Ховд", ""])]);
    assert_eq!(table.problems().grouped()[0].first.code, Code::MoreCells);
}

#[test]
fn formulas_that_nobody_computed_are_blank_and_counted() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>нэр</t></is></c><c r="B1" t="inlineStr"><is><t>дүн</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>а</t></is></c><c r="B2"><f>1+1</f></c></row>"#;
    let (table, rows) = read("a.xlsx", sheet_of(rows, ""));
    assert_eq!(rows, [row(2, &["а", ""])]);
    assert_eq!(table.files()[0].formulas_without_value, 1);
}

#[test]
fn cells_beyond_a_sheet_are_refused() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>нэр</t></is></c><c r="XFE1"><v>1</v></c></row>"#;
    assert!(matches!(refused("a.xlsx", sheet_of(rows, "")).code, Code::BeyondSheet | Code::BrokenWorkbook));
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 60 << 20];
    let bytes = zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<x/>"),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    assert!(bytes.len() < 1 << 20);
    let problem = refused("a.xlsx", bytes);
    assert_eq!(problem.code, Code::TooLarge);
    assert!(problem.to_string().contains("--allow-large"));
}

#[test]
fn a_workbook_cut_off_is_damaged() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Дүн").unwrap();
    let mut bytes = book.save_to_buffer().unwrap();
    bytes.truncate(bytes.len() / 2);
    assert_eq!(refused("a.xlsx", bytes).code, Code::BrokenWorkbook);
    assert_eq!(refused("a.xlsx", zip_of(&[("[Content_Types].xml", b"<Types/>")])).code, Code::BrokenWorkbook);
}

/// The smallest compound file with an entry of this name.
fn compound(entry: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512 * 3];
    let mut put = |at: usize, value: &[u8]| bytes[at..at + value.len()].copy_from_slice(value);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &(-2_i32).to_le_bytes());
    put(68, &(-2_i32).to_le_bytes());
    put(76, &[0; 4]);
    put(80, &[0xFF; 432]);
    put(512, &[0xFF; 512]);
    put(512, &(-3_i32).to_le_bytes());
    put(516, &(-2_i32).to_le_bytes());
    for (i, (name, kind)) in [("Root Entry", 5_u8), (entry, 2)].iter().enumerate() {
        let at = 1024 + 128 * i;
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(at, &name);
        put(at + 64, &(name.len() as u16 + 2).to_le_bytes());
        put(at + 66, &[*kind, 1]);
        put(at + 68, &[0xFF; 12]);
        put(at + 116, &(-2_i32).to_le_bytes());
    }
    bytes
}

#[test]
fn a_password_is_named_with_its_remedy() {
    let problem = refused("нууц.xlsx", compound("EncryptedPackage"));
    assert_eq!(problem.code, Code::Password);
    assert!(problem.sentence(Lang::Mn).contains("нууц үгийг арилгаад"));
    assert_eq!(refused("a.xls", compound("Something")).code, Code::BrokenWorkbook);
}

#[test]
fn a_header_row_can_be_named() {
    let options = Options { header_row: Some(3), ..Options::default() };
    let text = "а,б\n1,2\nнэр,тоо\nx,5\n";
    let (table, rows) = rows_of(vec![Input::from_bytes("a.csv", text)], &options);
    assert_eq!((table.columns()[0].as_str(), &rows[..]), ("нэр", &[row(4, &["x", "5"])][..]));
    let far = Options { header_row: Some(9), ..Options::default() };
    assert_eq!(open(vec![Input::from_bytes("a.csv", text)], &far).err().map(|p| p.code), Some(Code::NoHeader));
}

#[test]
fn labels_of_a_survey_platform_stay_with_their_columns() {
    let text = "Q1,Q2\nХаана,Хэзээ\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n1,2\n";
    let (table, rows) = read("a.csv", text);
    assert_eq!(table.labels(), [Some("Хаана".to_owned()), Some("Хэзээ".to_owned())]);
    assert_eq!(rows, [row(4, &["1", "2"])]);
}

#[test]
fn an_unknown_encoding_lists_known_ones() {
    let options = Options { encoding: Some("cp9999".into()), ..Options::default() };
    let problem = open(vec![Input::from_bytes("a.csv", "а,б\n")], &options).err().unwrap();
    assert!(problem.to_string().contains("windows-1251"));
}

#[test]
fn a_quick_look_leaves_texts_that_may_be_written_in_other_ways_to_a_closer_one() {
    let text = "код,x\nC010,1\n10,1\nХовд,1\n10.0,1\n4.00,1\nC100,1\n Ховд,1\n";
    let table = open(vec![Input::from_bytes("a.csv", text)], &Options::default()).unwrap();
    let mut quick = Vec::new();
    for_each_chunk(table, false, |chunk| {
        quick.extend(chunk.rows().map(|row| row.words(0).is_some()));
        Ok(())
    })
    .unwrap();
    assert_eq!(quick, [true, true, true, false, false, false, false]);
}
