//! Corrections of a survey: what is done, what is refused, in every command; and what nobody asked for stays out of all outputs.

use std::collections::BTreeSet;
use std::io::Read;

use masam::table::{self, Input, Options};

use super::story::{Estimates, Story};

const SAMPLE: &str = include_str!("../../instruments/health/sample.csv");

/// The first row whose person answered H20.
const ANSWERED: usize = 4;

fn story(name: &str, fixes: &str) -> Story {
    Story::new(name).file("түүвэр.csv", SAMPLE).file("засвар.csv", fixes)
}

/// The cell of the sample in this row, as Excel counts, and column.
fn cell(row: usize, column: &str) -> String {
    let table = table::open(vec![Input::from_bytes("түүвэр.csv", SAMPLE)], &Options::default()).expect("the sample");
    let at = table.columns().iter().position(|c| c.ends_with(column)).expect("a column");
    let mut found = None;
    table::for_each_chunk(table, false, |chunk| {
        found = found.take().or_else(|| {
            let row = chunk.rows().find(|r| r.number().get() == row as u64)?;
            Some(row.cell(at).shown().into_owned())
        });
        Ok(())
    })
    .expect("rows");
    found.expect("the row")
}

const CARD: &str = "masam report-card түүвэр.csv --instrument health --format csv --out -";

#[test]
fn a_corrected_survey_gives_the_card_of_a_survey_that_was_typed_right() {
    let old = cell(ANSWERED, "H20");
    let new = if old == "yes" { "no" } else { "yes" };
    let label = if new == "yes" { "Тийм" } else { "Үгүй" };
    let fixes = format!("Хэн;Шинэ;Хуучин;Багана;Шалтгаан;Мөр\nБолд;{label};{old};H20;буруу шивсэн;{ANSWERED}\n");
    // The same mistake mended in the file itself.
    let table = table::open(vec![Input::from_bytes("түүвэр.csv", SAMPLE)], &Options::default()).expect("the sample");
    let column = table.columns().iter().position(|c| c.ends_with("H20")).expect("H20");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(SAMPLE.as_bytes());
    let mut typed = csv::Writer::from_writer(Vec::new());
    for (at, record) in reader.records().enumerate() {
        let record = record.expect("a record");
        let cells =
            record.iter().enumerate().map(|(c, cell)| if (at, c) == (ANSWERED - 1, column) { new } else { cell });
        typed.write_record(cells).expect("memory");
    }
    let typed = String::from_utf8(typed.into_inner().expect("memory")).expect("UTF-8");
    let corrected = story("corrected", &fixes).run(&format!("{CARD} --corrections засвар.csv"));
    let corrected = corrected
        .stderr_has("corrections: 1 applied, 0 refused")
        .stderr_has("was read as row numbers")
        .output()
        .to_vec();
    let right = Story::new("right").file("түүвэр.csv", &typed).run(CARD).output().to_vec();
    let wrong = story("wrong", "").run(CARD).output().to_vec();
    assert!(corrected == right, "the corrected survey gives other numbers than the right one");
    assert!(corrected != wrong);
}

#[test]
fn corrections_without_a_line_change_nothing_but_what_says_so() {
    let empty = "row,column,old,new,reason,by\n";
    let with = story("empty", empty).run(&format!("{CARD} --corrections засвар.csv"));
    let with = with.stderr_has("corrections: 0 applied, 0 refused");
    let without = story("none", empty).run(CARD);
    assert_eq!(with.output(), without.output());
    let lines = |story: Story, option: &str| {
        let made = story.run(&format!("masam report-card түүвэр.csv --instrument health --format md --out - {option}"));
        made.stdout().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (with, without) = (lines(with, "--corrections засвар.csv"), lines(without, ""));
    let mut rest = with.iter().peekable();
    // Every line of the card without corrections is there in its order; what is between is about corrections.
    for line in &without {
        while rest.next_if(|other| *other != line).is_some() {}
        assert!(rest.next().is_some(), "{line}");
    }
    assert!(with.len() > without.len());
}

#[test]
fn refused_corrections_are_listed_with_their_reason_and_the_card_is_made() {
    let old = cell(ANSWERED, "H20");
    let fixes = format!(
        "row,column,old,new,reason,by\n{ANSWERED},H20,худал,yes,,Болд\n999999,H20,yes,no,,Болд\n4,H77,yes,no,,Болд\n5,H20,yes,магадгүй,,Болд\n\
         6,H20,yes,no,,Болд\n6,H20,yes,no,,Дорж\n{ANSWERED},H20,{old},,хариулаагүй,Болд\n"
    );
    // The first and the last name one cell.
    let story = story("refused", &fixes)
        .run("masam report-card түүвэр.csv --instrument health --format csv,md,json,xlsx --out гарц/ --corrections засвар.csv")
        .exits(3)
        .stderr_has("corrections: 0 applied, 7 refused")
        .stderr_has("[C045]");
    let name =
        story.names("гарц").into_iter().find(|name| name.ends_with("corrections.csv")).expect("a table of corrections");
    let table = String::from_utf8(story.read(&format!("гарц/{name}"))).expect("UTF-8");
    for code in ["C042", "C043", "C044", "C045"] {
        assert!(table.contains(code), "{table}");
    }
    assert_eq!(table.matches("refused").count(), 7, "{table}");
}

#[test]
fn the_old_value_must_stand_there() {
    let fixes = "мөр,асуулт,хуучин,шинэ\n3,H20,худал,yes\n";
    story("old", fixes)
        .run(&format!("{CARD} --corrections засвар.csv"))
        .exits(3)
        .stderr_has("the correction says that \"худал\" stands there, but it is")
        .stderr_has("[C041]");
}

#[test]
fn an_interview_is_left_out_and_one_fewer_is_used() {
    let fixes = "row,column,old,new,reason,by\n3,*,,drop,давхар,Болд\n";
    let used = |story: &Story| {
        let line = story.stderr().lines().find(|line| line.contains(" rows used")).expect("how many rows").to_owned();
        let numbers: Vec<u64> = line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        (numbers[0], numbers[1])
    };
    let all = used(&story("all", fixes).run(CARD));
    let fewer = used(&story("fewer", fixes).run(&format!("{CARD} --corrections засвар.csv")));
    assert_eq!(fewer, (all.0 - 1, all.1 - 1));
}

#[test]
fn a_file_of_something_else_is_no_corrections() {
    story("other", "нас,хүйс\n3,эм\n").run(&format!("{CARD} --corrections засвар.csv")).exits(1).stderr_has("[C040]");
}

#[test]
fn in_public_no_value_of_a_correction_is_told() {
    let old = cell(ANSWERED, "H20");
    let new = if old == "yes" { "no" } else { "yes" };
    let fixes = format!(
        "row,column,old,new,reason,by\n{ANSWERED},H20,{old},{new},давхарҮГшивсэн,БолдЗасагч\n4,H20,ХУДАЛүг,yes,,БолдЗасагч\n"
    );
    let story = story("public", &fixes)
        .run("masam report-card түүвэр.csv --instrument health --public --format csv,md,json,xlsx --out гарц/ --corrections засвар.csv")
        .exits(3);
    let secrets = ["давхарҮГшивсэн", "БолдЗасагч", "ХУДАЛүг"].map(str::to_owned);
    nothing_of(&secrets.into(), &story, "гарц");
}

#[test]
fn rounds_facilities_and_tallies_are_corrected_too() {
    let survey = include_str!("../../examples/facilities/survey.csv");
    let fixes = "_id;багана;хуучин;шинэ\n700001;H20;yes;no\n700002;H20;Үгүй;Тийм\n700003;H99;no;yes\n";
    let gaps = Story::new("facilities")
        .file("судалгаа.csv", survey)
        .bytes("бүртгэл.csv", include_bytes!("../../examples/facilities/register.csv"))
        .file("засвар.csv", fixes)
        .run("masam compare судалгаа.csv --instrument health --facilities бүртгэл.csv --format json --out a.json --corrections засвар.csv")
        .exits(3)
        .stderr_has("corrections: 2 applied, 1 refused")
        .stderr_has("was read as what stands in column \"_id\" of the survey")
        .made("a.json", "\"corrections\"");
    drop(gaps);
    let fixes = format!("row,column,old,new\n{ANSWERED},H20,{},98\n", cell(ANSWERED, "H20"));
    let rounds = Story::new("rounds")
        .file("а.csv", SAMPLE)
        .file("б.csv", &SAMPLE.replace("\r\n", "\n"))
        .file("засвар.csv", &fixes)
        .run("masam change а.csv б.csv --instrument health --format csv,md --out гарц/ --corrections б=засвар.csv")
        .stderr_has("corrections: 1 applied, 0 refused");
    assert!(rounds.names("гарц").iter().any(|name| name.ends_with("corrections.csv")));
    rounds
        .run("masam change а.csv б.csv --instrument health --format csv --out в/ --corrections засвар.csv")
        .exits(1)
        .stderr_has("[C056]")
        .run("masam gaps а.csv --instrument health --format csv --out г.csv --corrections засвар.csv")
        .stderr_has("corrections: 1 applied, 0 refused")
        .run("masam tally а.csv --instrument health --out а.tally --corrections засвар.csv")
        .stderr_has("corrections: 1 applied, 0 refused")
        .run("masam report-card а.tally --format csv --out - --corrections засвар.csv")
        .exits(1)
        .stderr_has("[C054]");
}

#[test]
fn the_card_of_a_corrected_tally_is_the_card_of_the_corrected_survey() {
    let fixes = format!("row,column,old,new\n{ANSWERED},H20,{},98\n4,*,,drop\n", cell(ANSWERED, "H20"));
    let story = story("tally", &fixes)
        .run("masam tally түүвэр.csv --instrument health --out а.tally --corrections засвар.csv")
        .run("masam report-card а.tally --format csv --out -");
    let of_tally = Estimates::of(story.stdout()).rows.len();
    let bytes = story.output().to_vec();
    assert!(of_tally > 100);
    assert!(bytes == story.run(&format!("{CARD} --corrections засвар.csv")).output());
}

/// Every text that is in a file of outputs; of a workbook what is packed in it.
fn texts(bytes: &[u8]) -> Vec<String> {
    if !bytes.starts_with(b"PK") {
        return vec![String::from_utf8_lossy(bytes).into_owned()];
    }
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let read = |at: usize| {
        let mut text = Vec::new();
        packed.by_index(at).expect("a part").read_to_end(&mut text).expect("its bytes");
        String::from_utf8_lossy(&text).into_owned()
    };
    (0..zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook").len()).map(read).collect()
}

/// None of these values occurs in an output or a message.
#[track_caller]
fn nothing_of(values: &BTreeSet<String>, story: &Story, folder: &str) {
    assert!(!values.is_empty());
    let mut looked = 0;
    let files = story.names(folder).into_iter().map(|name| (story.read(&format!("{folder}/{name}")), name));
    let said = (story.stderr().as_bytes().to_vec(), "messages".to_owned());
    for (bytes, name) in files.chain([said]) {
        for text in texts(&bytes) {
            looked += text.len();
            // Where a value occurs its beginning does: a look for each of thousands would take minutes.
            let found = values.iter().find(|value| text.contains(value.as_str()));
            assert!(found.is_none(), "{name} tells {found:?}");
        }
    }
    assert!(looked > 10_000, "hardly anything was looked at");
}

/// The example's survey as CSV, whose personal columns hold values that can't occur by chance, and those values.
fn marked() -> (String, BTreeSet<String>) {
    let workbook = include_bytes!("../../examples/health-survey/round-1.xlsx");
    let table =
        table::open(vec![Input::from_bytes("round-1.xlsx", &workbook[..])], &Options::default()).expect("a table");
    let mut headers = table.columns().to_vec();
    let personal: Vec<usize> = ["person/name", "person/phone", "_uuid", "_notes"]
        .map(|h| headers.iter().position(|c| c == h).expect(h))
        .into();
    headers.extend(["гар", "цахим", "цэг", "бүртгэл", "тайлбар"].map(str::to_owned));
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(&headers).expect("memory");
    let mut values = BTreeSet::new();
    let width = headers.len() - 5;
    table::for_each_chunk(table, false, |chunk| {
        for row in chunk.rows() {
            let n = row.number().get();
            let mut cells: Vec<String> = (0..width).map(|c| row.cell(c).shown().into_owned()).collect();
            for column in &personal {
                cells[*column] = format!("НУУЦхувийн{n}");
            }
            // A name that begins each is enough to find any of them.
            values.insert("НУУЦхувийн".to_owned());
            let hidden = [
                format!("9911{:04}", n % 10_000),
                format!("nuuts{n}@example.mn"),
                format!("47.{:06} 106.{:06} 0 0", 900_000 + n, 400_000 + n),
                format!("ЩЪ{:08}", 10_000_000 + n),
                format!("НУУЦчөлөөт хариулт {n}"),
            ];
            values.extend(["nuuts".to_owned(), "@example.mn".to_owned(), "НУУЦчөлөөт".to_owned(), "ЩЪ1000".to_owned()]);
            if n < 40 {
                values.extend(hidden[2..3].iter().cloned());
                values.insert(hidden[0].clone());
            }
            cells.extend(hidden);
            file.write_record(&cells).expect("memory");
        }
        Ok(())
    })
    .expect("rows");
    (String::from_utf8(file.into_inner().expect("memory")).expect("UTF-8"), values)
}

#[test]
fn no_value_of_a_personal_column_is_in_any_output_of_any_command() {
    let (survey, values) = marked();
    let story = Story::new("personal").file("а.csv", &survey).file("б.csv", &survey);
    let formats = "--format xlsx,csv,json,md";
    let story = story
        .run(&format!("masam report-card а.csv --instrument health {formats} --out карт/"))
        .exits(3)
        .stderr_has("columns that look personal and were not read: person/name, person/phone");
    nothing_of(&values, &story, "карт");
    for header in ["гар", "цахим", "цэг", "бүртгэл"] {
        assert!(String::from_utf8_lossy(&story.read("карт/health-report-card.md")).contains(header), "{header}");
    }
    let story = story.run(&format!("masam gaps а.csv --instrument health {formats} --out зөрүү/"));
    nothing_of(&values, &story, "зөрүү");
    let story =
        story.run(&format!("masam change а.csv б.csv --clusters new --instrument health {formats} --out өөрчлөлт/"));
    nothing_of(&values, &story, "өөрчлөлт");
    let story = story.run("masam tally а.csv --instrument health --out дүн/").exits(3);
    nothing_of(&values, &story, "дүн");
    let story =
        story.run(&format!("masam compare а.csv --instrument health --peers none {formats} --out харьцуулалт/"));
    nothing_of(&values, &story, "харьцуулалт");
}

#[test]
fn a_long_text_in_place_of_an_answer_is_cut_and_in_public_not_told_at_all() {
    let line = SAMPLE.lines().nth(ANSWERED - 1).expect("a row");
    let table = table::open(vec![Input::from_bytes("түүвэр.csv", SAMPLE)], &Options::default()).expect("the sample");
    let column = table.columns().iter().position(|c| c.ends_with("H20")).expect("H20");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
    let record = reader.records().next().expect("one").expect("a record");
    let free = "Миний нэр Бат, утас маань 99112233, эмч намайг удаан хүлээлгэсэн";
    let mut typed = csv::Writer::from_writer(Vec::new());
    typed
        .write_record(record.iter().enumerate().map(|(c, cell)| if c == column { free } else { cell }))
        .expect("memory");
    let typed = String::from_utf8(typed.into_inner().expect("memory")).expect("UTF-8");
    let story = Story::new("free").file("түүвэр.csv", &SAMPLE.replacen(line, typed.trim_end(), 1)).run(CARD).exits(3);
    let cut: String = free.chars().take(40).collect();
    assert!(story.stderr().contains(&format!("\"{cut}…\"")), "{}", story.stderr());
    assert!(!story.stderr().contains("намайг"));
    let story = story
        .run("masam report-card түүвэр.csv --instrument health --public --format csv,md,json,xlsx --out нийтэд/")
        .stderr_has("… is not an answer of H20 [C013]");
    nothing_of(&["Миний нэр".to_owned(), "99112233".to_owned()].into(), &story, "нийтэд");
}
