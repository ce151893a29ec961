//! `masam check`: what was planted in a survey is found, cell by cell, and nothing else is called a fault.

use std::collections::BTreeSet;
use std::path::Path;

use crate::story::Story;

type Row = std::collections::BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().expect("a header").clone();
    let row =
        |record: csv::StringRecord| headers.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn example(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/health-survey").join(name);
    std::fs::read(path).expect("an example")
}

/// The findings about a survey in a file, and how the command ended.
fn findings(name: &str, survey: &[u8], more: &str, code: i32) -> Vec<Row> {
    let story = Story::new("check").bytes(name, survey);
    let story =
        story.run(&format!("masam check {name} --instrument health --format csv --out found.csv {more} --quiet"));
    rows(&story.exits(code).read("found.csv"))
}

fn cells(rows: &[Row], value: &str) -> BTreeSet<(u64, String, String)> {
    let cell = |row: &Row| (row["row"].parse().expect("a row number"), row["column"].clone(), row[value].clone());
    rows.iter().map(cell).collect()
}

#[test]
fn every_planted_fault_is_found_in_its_cell_and_no_other_cell_is_called_faulty() {
    let found = findings("round-1.xlsx", &example("round-1.xlsx"), "", 3);
    let planted = rows(&example("FAULTS.csv"));
    assert_eq!(planted.len(), 42);
    // Codes with Q are of other kinds: what a supervisor should look at, without calling a cell wrong.
    let cell = |row: &&Row| !row["code"].starts_with('Q') && !row["row"].is_empty();
    let named: Vec<Row> = found.iter().filter(cell).cloned().collect();
    assert_eq!(cells(&named, "old"), cells(&planted, "value"));
    let errors = found.iter().filter(|row| row["severity"] == "error");
    assert!(errors.clone().all(|row| !row["code"].starts_with('Q')));
    assert_eq!(errors.count(), 14);
    let suggested = |row: &str| named.iter().find(|r| r["row"] == row).expect("a finding")["suggestion"].clone();
    assert_eq!((suggested("123").as_str(), suggested("779").as_str()), ("30", "20000"));
    assert_eq!((suggested("545").as_str(), suggested("2").as_str()), ("Хөвсгөл аймаг", "(blank)"));
}

#[test]
fn a_clean_survey_has_no_error() {
    let found = findings("round-2.xlsx", &example("round-2.xlsx"), "", 0);
    assert!(found.iter().all(|row| row["severity"] != "error"));
}

/// A survey of two places: three interviewers in Khovd, one of whom invents; times, identifiers and weights.
fn survey() -> String {
    let mut text = String::from(
        "_id,start,end,судлаач,нэр,аймаг,psu,weight,H01,H02,H03,H05,H06,H07,H08,H09,H17,H18,sex,age,herder\n",
    );
    for n in 0..120_u64 {
        let who = ["Болд", "Сараа", "Дорж"][(n % 3) as usize];
        // Dorj writes what is quickest; the others' answers are those of different people.
        let (a, b, c) = if who == "Дорж" { (4, 4, 4) } else { (1 + n / 3 % 5, 1 + n / 2 % 5, 1 + n / 7 % 5) };
        let (herder, dont_know) = (["yes", "no"][(n / 5 % 2) as usize], if who == "Дорж" { "98" } else { "yes" });
        let (hour, minute) = (8 + n / 3 % 10, 7 * (n / 30) % 60);
        let start = format!("2026-05-{:02}T{hour:02}:{minute:02}:00", 1 + n / 30);
        let end = format!("2026-05-{:02}T{hour:02}:{:02}:00", 1 + n / 30, minute + 20 + n % 3);
        text += &format!(
            "{},{start},{end},{who},Нууц {n},Ховд,{},1.5,yes,{},{dont_know},all,{a},{b},fully,{c},{},3,female,{},{herder}\n",
            n + 1,
            n / 20,
            10 + n % 37,
            1_000 + 37 * n,
            20 + n % 50,
        );
    }
    text
}

fn line(row: &str) -> String {
    format!("{row}\n")
}

#[test]
fn what_only_many_rows_together_tell_is_told() {
    let mut text = survey();
    let copy = text.lines().nth(10).expect("a row").replacen("10,", "900,", 1);
    text += &line(&copy);
    // The identifier of the first row, an end before the start, no weight, and an unlikely sum.
    text += &line(
        "1,2026-06-01T10:00:00,2026-06-01T09:00:00,Болд,Нууц,Ховд,5,1.5,yes,12,yes,all,2,3,fully,2,900000000,3,male,44,no",
    );
    text += &line(
        "901,2026-06-01T12:00:00,2026-06-01T12:04:00,Болд,Нууц,Ховд,5,40,yes,12,yes,all,1,1,fully,1,5000,5,male,45,no",
    );
    text += &line(
        "902,2026-06-01T12:02:00,2026-06-01T12:22:00,Болд,Нууц,Увс,77,0,yes,12,yes,all,2,3,fully,2,5200,3,male,46,no",
    );
    text += &line("903,2026-06-01T14:02:00,2026-06-01T14:22:00,Болд,Нууц,Увс,78,,yes,,,,,,,,,,male,46,no");
    let found = findings("survey.csv", text.as_bytes(), "", 3);
    let of = |code: &str| -> Vec<(String, String)> {
        let rows = found.iter().filter(|row| row["code"] == code);
        rows.map(|row| (row["row"].clone(), row["reason_en"].clone())).collect()
    };
    let row_of = |code: &str| of(code).into_iter().map(|(row, _)| row).collect::<Vec<_>>();
    assert_eq!(row_of("Q001"), ["123"]);
    assert_eq!(row_of("Q002"), ["122"]);
    assert!(of("Q002")[0].1.contains("those of row 11"), "{:?}", of("Q002"));
    assert_eq!(row_of("Q008"), ["123"]);
    assert_eq!(row_of("Q007"), ["124"]);
    assert_eq!(row_of("Q009"), ["122", "125"]);
    assert_eq!(row_of("Q003"), ["124"]);
    assert_eq!(row_of("Q018"), ["125"]);
    assert_eq!(row_of("Q019"), ["124"]);
    assert_eq!(row_of("D002"), ["126"]);
    assert_eq!(row_of("Q020"), ["126"]);
    assert!(row_of("C014").contains(&"123".to_owned()), "{:?}", of("C014"));
    let dorj = |code: &str| of(code).into_iter().find(|(_, said)| said.contains("Дорж")).unwrap_or_default().1;
    assert!(dorj("Q011").contains("H06 p < 0.001"), "{:?}", of("Q011"));
    assert!(dorj("Q012").contains("H03 100 % / 0 %"), "{:?}", of("Q012"));
    assert!(dorj("Q023").contains("100 % / "), "{:?}", of("Q023"));
    assert_eq!(of("Q013").len(), 2);
    assert!(of("Q014").len() >= 10);
    // Names of respondents are nowhere.
    assert!(found.iter().all(|row| row.values().all(|value| !value.contains("Нууц"))));
}

#[test]
fn who_is_behind_the_plan_is_told_and_a_plan_that_is_not_understood_stops() {
    let story =
        Story::new("plan").file("survey.csv", &survey()).file("plan.csv", "аймаг,төлөвлөсөн\nХовд,150\nУвс,100\n");
    let story = story
        .run("masam check survey.csv --instrument health --plan plan.csv --format csv --out a.csv --quiet")
        .exits(0);
    let behind: Vec<String> =
        rows(&story.read("a.csv")).iter().filter(|r| r["code"] == "Q016").map(|r| r["reason_en"].clone()).collect();
    assert!(behind.iter().any(|said| said.contains("Ховд") && said.contains("120 / 150")), "{behind:?}");
    assert!(behind.iter().any(|said| said.contains("Увс") && said.contains("0 / 100")), "{behind:?}");
    let story = story.file("bad.csv", "аймаг,төлөвлөсөн\nШинэ аймаг,150\n");
    story.run("masam check survey.csv --instrument health --plan bad.csv --out x.xlsx").exits(1).stderr_has("[P001]");
}

#[test]
fn what_cannot_be_checked_is_refused() {
    let story = Story::new("refused").file("survey.csv", &survey());
    let story =
        story.run("masam check survey.csv --instrument health --by sex --out a.xlsx").exits(1).stderr_has("--by");
    let story = story.run("masam tally survey.csv --instrument health --out a.tally --quiet");
    let story = story.run("masam check a.tally --instrument health --out a.xlsx").exits(1).stderr_has("no rows");
    story.made_no("a.xlsx");
}

#[test]
fn a_list_that_is_handed_back_as_it_was_corrects_nothing_in_whichever_format() {
    for format in ["csv", "xlsx"] {
        let check =
            format!("masam check round-1.xlsx --instrument health --format {format} --out list.{format} --quiet");
        let story = Story::new("back").bytes("round-1.xlsx", &example("round-1.xlsx")).run(&check).exits(3);
        let card = format!(
            "masam report-card round-1.xlsx --instrument health --by none --format csv --out a.csv --corrections list.{format}"
        );
        story.run(&card).stderr_has("corrections: 0 applied, 0 refused");
    }
}

#[test]
fn a_survey_is_checked_with_its_corrections() {
    let story = Story::new("corrected").bytes("round-1.xlsx", &example("round-1.xlsx"));
    let story = story
        .file("засвар.csv", "row,column,old,new,reason,by\n123,H04,3O,30,үсэг байсан,Туяа\n2,H04,12345,30,,Туяа\n");
    let check = "masam check round-1.xlsx --instrument health --format csv,xlsx --out found --corrections засвар.csv";
    let story = story.run(check).exits(3).stderr_has("corrections: 1 applied, 1 refused");
    let found = rows(&story.read("found/health-check.csv"));
    assert!(!found.iter().any(|row| row["row"] == "123"), "the mended cell is still called faulty");
    assert!(found.iter().any(|row| row["reason_en"].contains("12345")), "the refused one is a finding");
    let listed = rows(&story.read("found/health-check-corrections.csv"));
    let outcomes: Vec<&str> = listed.iter().map(|row| row["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["applied", "refused"]);
}

#[test]
fn columns_that_name_a_person_are_told_and_what_stands_in_them_is_not() {
    let with_phones: String = survey()
        .lines()
        .enumerate()
        .map(|(at, line)| if at == 0 { format!("{line},утас\n") } else { format!("{line},{}\n", 99110000 + at) })
        .collect();
    let found = findings("survey.csv", with_phones.as_bytes(), "", 0);
    let told: Vec<&Row> = found.iter().filter(|row| row["code"] == "C055").collect();
    assert!(told.len() == 1 && told[0]["reason_mn"].contains("утас"), "{told:?}");
    assert!(found.iter().all(|row| row.values().all(|value| !value.contains("9911"))));
}

#[test]
fn the_workbook_is_the_same_twice_and_with_one_thread() {
    let story = Story::new("twice").file("survey.csv", &survey());
    let story = story.run("masam check survey.csv --instrument health --out a.xlsx --quiet").exits(0).says_nothing();
    let story = story.run("masam check survey.csv --instrument health --out b.xlsx --threads 1 --quiet").exits(0);
    assert_eq!(story.read("a.xlsx"), story.read("b.xlsx"));
}
