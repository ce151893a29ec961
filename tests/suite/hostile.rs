//! Files that were made to do harm, or broke on the way: each ends in one message that says where and what to do.

use std::io::{Cursor, Write};

use masam::lang::Lang;
use masam::problem::{Code, Problem};
use masam::table::{self, Input, Options};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::story::Story;

const CELLS: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>аймаг</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ховд</t></is></c></row>"#;

fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook of one sheet whose parts are these, and the usual ones for the rest.
fn xlsx(changed: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{CELLS}</sheetData></worksheet>");
    let usual = [
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="Хариулт" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_str()),
    ];
    let mut parts: Vec<(&str, &str)> = usual.to_vec();
    for (name, text) in changed {
        parts.retain(|(usual, _)| usual != name);
        parts.push((name, text));
    }
    zip_of(&parts)
}

fn ods(content: &str) -> Vec<u8> {
    zip_of(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ])
}

/// Every row of a file, or why there are none.
fn rows(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Vec<Vec<String>>, Problem> {
    let table = table::open(vec![Input::from_bytes(name, bytes)], &Options::default())?;
    let (width, mut rows) = (table.columns().len(), Vec::new());
    table::for_each_chunk(table, false, |chunk| {
        rows.extend(chunk.rows().map(|row| (0..width).map(|c| row.cell(c).shown().into_owned()).collect()));
        Ok(())
    })?;
    Ok(rows)
}

/// Why a file is refused: it is named, in both languages.
#[track_caller]
fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> Problem {
    let problem = rows(name, bytes).expect_err("it is refused");
    for lang in [Lang::Mn, Lang::En] {
        assert!(!problem.sentence(lang).is_empty());
    }
    assert!(problem.to_string().starts_with(name), "{problem}");
    problem
}

/// Puts other bytes in every place where these stand.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "nothing moves");
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(i, _)| i).collect();
    assert!(!places.is_empty(), "it stands somewhere");
    places.into_iter().for_each(|at| bytes[at..at + to.len()].copy_from_slice(to));
    bytes
}

#[test]
fn a_sound_workbook_is_read() {
    assert_eq!(rows("a.xlsx", xlsx(&[])).expect("sound"), [["Ховд"]]);
}

#[test]
fn unpacking_stops_where_the_directory_lies_about_the_size() {
    let sheet = format!("<worksheet><sheetData>{CELLS}</sheetData>{}</worksheet>", " ".repeat(1_000_000));
    let size = (sheet.len() as u32).to_le_bytes();
    let lying = replaced(xlsx(&[("xl/worksheets/sheet1.xml", &sheet)]), &size, &100_u32.to_le_bytes());
    assert_eq!(refused("a.xlsx", lying).code, Code::BrokenWorkbook);
}

#[test]
fn a_list_of_texts_that_claims_a_hundred_milliards_is_not_believed() {
    let list = r#"<sst count="99999999999" uniqueCount="99999999999"><si><t>Ховд</t></si></sst>"#;
    assert_eq!(rows("a.xlsx", xlsx(&[("xl/sharedStrings.xml", list)])).expect("read"), [["Ховд"]]);
}

#[test]
fn elements_that_end_in_another_order_are_damage() {
    let crossed = CELLS.replace("</c></row><row r=\"2\">", "</row></c><row r=\"2\">");
    let sheet = format!("<worksheet><sheetData>{crossed}</sheetData></worksheet>");
    assert_eq!(refused("a.xlsx", xlsx(&[("xl/worksheets/sheet1.xml", &sheet)])).code, Code::BrokenWorkbook);
}

#[test]
fn more_empty_texts_than_memory_should_hold_are_refused() {
    let list = format!("<sst>{}</sst>", "<si/>".repeat(17_000_000));
    // It packs better than any real one too, so the sizes alone refuse it.
    assert_eq!(refused("a.xlsx", xlsx(&[("xl/sharedStrings.xml", &list)])).code, Code::TooLarge);
}

#[test]
fn entities_that_multiply_are_never_expanded() {
    let mut doctype = String::from(r#"<!DOCTYPE x [<!ENTITY a0 "Ховд">"#);
    (1..30).for_each(|i| doctype += &format!("<!ENTITY a{i} \"&a{0};&a{0};&a{0};&a{0};\">", i - 1));
    let list = format!("{doctype}]><sst><si><t>&a29;</t></si></sst>");
    let cells = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let book = xlsx(&[("xl/sharedStrings.xml", &list), ("xl/worksheets/sheet1.xml", cells)]);
    match rows("a.xlsx", book) {
        Ok(rows) => assert!(rows.is_empty()),
        Err(problem) => assert_eq!(problem.code, Code::BrokenWorkbook),
    }
}

#[test]
fn tags_within_tags_a_hundred_thousand_deep_are_refused() {
    let deep = format!("<worksheet>{}<sheetData>{CELLS}</sheetData></worksheet>", "<x>".repeat(100_000));
    assert_eq!(refused("a.xlsx", xlsx(&[("xl/worksheets/sheet1.xml", &deep)])).code, Code::BrokenWorkbook);
}

#[test]
fn a_sheet_that_is_not_in_the_package_is_named() {
    let links = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet9.xml"/></Relationships>"#;
    let problem = refused("a.xlsx", xlsx(&[("xl/_rels/workbook.xml.rels", links)]));
    assert_eq!((problem.code, problem.at.sheet.as_deref()), (Code::BrokenWorkbook, Some("Хариулт")));
}

#[test]
fn a_workbook_that_leads_to_itself_is_refused() {
    let links = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="workbook.xml"/></Relationships>"#;
    assert!(rows("a.xlsx", xlsx(&[("xl/_rels/workbook.xml.rels", links)])).is_err());
}

#[test]
fn a_sheet_that_breaks_off_says_after_which_row() {
    let cut = format!("<worksheet><sheetData>{CELLS}<row r=\"3\"><c r=\"A3\"><v>1");
    let problem = refused("a.xlsx", xlsx(&[("xl/worksheets/sheet1.xml", &cut)]));
    assert_eq!((problem.code, problem.at.sheet.as_deref()), (Code::BrokenWorkbook, Some("Хариулт")));
    assert_eq!(problem.at.row.map(|row| row.get()), Some(2));
}

#[test]
fn a_long_text_that_many_cells_of_a_row_share_is_a_row_too_long() {
    let list = format!("<sst><si><t>а</t></si><si><t>{}</t></si></sst>", "ө".repeat(1 << 19));
    let row = |number: u32, text: u32| {
        let cell = |c: u8| format!(r#"<c r="{}{number}" t="s"><v>{text}</v></c>"#, char::from(c));
        format!("<row r=\"{number}\">{}</row>", (b'A'..=b'Z').map(cell).collect::<String>())
    };
    // The long row lies behind those that are looked at to find the header.
    let short: String = (1..70).map(|number| row(number, 0)).collect();
    let sheet = format!("<worksheet><sheetData>{short}{}</sheetData></worksheet>", row(70, 1));
    let problem = refused("a.xlsx", xlsx(&[("xl/sharedStrings.xml", &list), ("xl/worksheets/sheet1.xml", &sheet)]));
    assert_eq!((problem.code, problem.at.row.map(|row| row.get())), (Code::RecordTooLong, Some(70)));
}

#[test]
fn names_in_a_zip_that_point_elsewhere_are_only_names() {
    let book = xlsx(&[("../../../tmp/masam-was-here", "x"), ("/etc/masam-was-here", "x")]);
    assert_eq!(rows("a.xlsx", book).expect("read"), [["Ховд"]]);
}

#[test]
fn of_two_parts_with_one_name_either_one_is_read_or_none() {
    let other = CELLS.replace("Ховд", "Дорн");
    let sheet = format!("<worksheet><sheetData>{other}</sheetData></worksheet>");
    let twice = replaced(xlsx(&[("xl/worksheets/sheet2.xml", &sheet)]), b"sheet2.xml", b"sheet1.xml");
    let read = rows("a.xlsx", twice.clone());
    assert_eq!(read.as_ref().map_err(|p| p.code), rows("a.xlsx", twice).as_ref().map_err(|p| p.code));
    match read {
        Ok(rows) => assert_eq!((rows.len(), rows[0].len()), (1, 1)),
        Err(problem) => assert_eq!(problem.code, Code::BrokenWorkbook),
    }
}

#[test]
fn an_ods_whose_table_has_no_end_is_refused() {
    let content = r#"<office:document-content><office:body><table:table table:name="Оноо"><table:table-row><table:table-cell/></table:table-row>"#;
    assert_eq!(refused("a.ods", ods(content)).code, Code::BrokenWorkbook);
}

#[test]
fn an_ods_of_blanks_without_end_is_refused() {
    let content = r#"<office:document-content><office:body><table:table table:name="Оноо"><table:table-row><table:table-cell office:value-type="string"><text:p>а<text:s text:c="99999999999"/></text:p></table:table-cell></table:table-row></table:table></office:body></office:document-content>"#;
    assert_eq!(refused("a.ods", ods(content)).code, Code::TooLarge);
}

#[test]
fn an_ods_that_repeats_a_long_text_is_refused() {
    let text = "ө".repeat(10_000);
    let content = format!(
        r#"<office:document-content><office:body><table:table table:name="Оноо"><table:table-row table:number-rows-repeated="1000"><table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table></office:body></office:document-content>"#
    );
    assert_eq!(refused("a.ods", ods(&content)).code, Code::TooLarge);
}

#[test]
fn an_xls_whose_list_of_streams_runs_in_a_circle_is_refused() {
    let mut file = include_bytes!("../files/scorecard.xls").to_vec();
    let word = |file: &[u8], at: usize| u32::from_le_bytes(file[at..at + 4].try_into().expect("four bytes"));
    let (list, table) = (word(&file, 48), word(&file, 76) as usize);
    let at = (table + 1) * 512 + list as usize * 4;
    file[at..at + 4].copy_from_slice(&list.to_le_bytes());
    assert_eq!(refused("a.xls", file).code, Code::BrokenWorkbook);
}

#[test]
fn names_that_promise_another_format_do_no_harm() {
    assert_eq!(rows("a.xlsx", "аймаг,q1\nХовд,1\n").expect("text"), [["Ховд", "1"]]);
    assert_eq!(rows("a.csv", xlsx(&[])).expect("a workbook"), [["Ховд"]]);
    assert_eq!(refused("a.xls", "<html><body><table>").code, Code::NotATable);
    let old = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>"#;
    let problem = refused("a.xls", old);
    assert!(problem.to_string().contains("XML Spreadsheet 2003"), "{problem}");
}

#[test]
fn only_a_mark_or_only_nuls_are_no_table() {
    assert_eq!(refused("a.csv", b"\xEF\xBB\xBF".to_vec()).code, Code::EmptyFile);
    assert_eq!(refused("a.csv", b"\xFF\xFE".to_vec()).code, Code::EmptyFile);
    assert_eq!(refused("a.csv", vec![0; 5_000]).code, Code::Binary);
}

#[test]
fn lines_may_end_in_three_ways_in_one_file() {
    assert_eq!(rows("a.csv", "а,б\r1,2\n3,4\r\n5,6").expect("text"), [["1", "2"], ["3", "4"], ["5", "6"]]);
}

#[test]
fn a_million_columns_are_too_many() {
    let header: Vec<String> = (0..1_000_000).map(|i| format!("q{i}")).collect();
    let code = refused("a.csv", format!("{}\n1,2\n", header.join(","))).code;
    assert!(matches!(code, Code::TooManyColumns | Code::RecordTooLong), "{code:?}");
    let wide: Vec<String> = (0..1_030).map(|i| format!("q{i}")).collect();
    let read = rows("a.csv", format!("{0}\n{0}\n", wide.join(","))).expect("wide");
    assert!(read.is_empty() || read[0].len() == 1_030);
}

#[test]
fn a_file_that_grew_while_it_was_read_is_refused() {
    let text = "аймаг,q1\nХовд,1\n";
    let input = Input { bytes: text.len() as u64 - 4, ..Input::from_bytes("a.csv", text) };
    let table = table::open(vec![input], &Options::default()).expect("it opens");
    let problem = table::for_each_chunk(table, false, |_| Ok(())).err().expect("it changed");
    assert_eq!(problem.code, Code::FileChanged);
}

#[test]
fn an_instrument_is_text_of_a_reasonable_size() {
    let story = Story::new("instrument").file("их.toml", &"# а\n".repeat(5 << 20));
    story.run("masam instrument check их.toml").exits(1).stderr_has("larger than 16 MB").stderr_has("[T031]");
    let story = Story::new("instrument").bytes("cp1251.toml", b"a = 1\nb = \"\xC0\xE9\"\n");
    story.run("masam instrument check cp1251.toml").exits(1).stderr_has("cp1251.toml, row 2").stderr_has("[T032]");
}

#[test]
fn a_deep_or_huge_instrument_has_faults_and_an_end() {
    for text in [format!("a = {}", "[".repeat(100_000)), "a.".repeat(50_000) + "b = 1", "x = 1e99999\n".into()] {
        let story = Story::new("instrument").file("гүн.toml", &text).run("masam instrument check гүн.toml");
        assert!(!story.stderr().is_empty());
        story.exits(1);
    }
}

#[test]
fn a_report_nested_without_end_is_no_report() {
    let story = Story::new("forum").file("card.json", &"[".repeat(200_000));
    let story = story.run("masam forum --card health=card.json --out forum.xlsx");
    assert!(story.stderr().contains("card.json"), "{}", story.stderr());
    story.exits(1);
}

#[test]
fn a_folder_is_no_table() {
    let story = Story::new("folder").file("дотор/a.csv", "a,b\n1,2\n");
    story.run("masam estimate дотор --mean a").exits(1).stderr_has("it is a folder");
}

#[cfg(unix)]
#[test]
fn a_device_without_end_is_no_table() {
    let story = Story::new("device");
    story.run("masam estimate /dev/zero --mean a").exits(1).stderr_has("not a file but a device").stderr_has("[T034]");
}

#[cfg(unix)]
#[test]
fn what_comes_through_a_named_pipe_is_read() {
    use std::process::{Command, Stdio};
    let script = r#"mkfifo p && (printf 'q1,q2\n1,2\n3,4\n' > p &) && "$MASAM" estimate p --mean q1"#;
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("sh");
    command.args(["-c", script]).env("MASAM", env!("CARGO_BIN_EXE_masam")).current_dir(folder.path());
    let output = command.stdin(Stdio::null()).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("2"), "{said}");
}
