//! What `masam estimate` writes: formats, files, the same bytes twice, nothing that runs.

use crate::story::{Estimates, Story};

const ROWS: &str = "аймаг,жин,y\nХовд,1,1\nУвс,2,4\n=1+1,1,2\nХовд,3,2\n";

fn told(command: &str) -> Story {
    Story::new("formats").file("с.csv", ROWS).run(command)
}

#[test]
fn every_format_gives_the_same_bytes_twice() {
    for format in ["csv", "json", "xlsx", "md"] {
        let command = format!("masam estimate с.csv --mean y --share аймаг --by аймаг --weight жин --format {format}");
        let [once, again] = [told(&command), told(&command)];
        assert!(!once.output().is_empty() && once.output() == again.output(), "{format}");
    }
}

#[test]
fn a_workbook_holds_the_estimates_as_numbers() {
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    let told = told("masam estimate с.csv --mean y --by аймаг --format xlsx --out дүн.xlsx");
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(told.read("дүн.xlsx"))).expect("a workbook");
    let sheets = book.worksheets();
    let numbers = sheets.iter().flat_map(|(_, cells)| cells.used_cells());
    let found = numbers.filter(|(_, _, cell)| matches!(cell, Data::Float(n) if *n == 2.25)).count();
    assert!(found > 0, "{sheets:?}");
}

#[test]
fn json_is_json_and_markdown_is_a_table() {
    let json: serde_json::Value =
        serde_json::from_slice(told("masam estimate с.csv --mean y --format json").exits(0).output()).expect("JSON");
    assert!(json.to_string().contains("\"mean\""));
    told("masam estimate с.csv --mean y --by аймаг --format md").stdout_has("| аймаг=Ховд |");
}

#[test]
fn an_existing_file_is_replaced_only_on_request() {
    let command = "masam estimate с.csv --mean y --out дүн.csv";
    let told = told(command).exits(0).says_nothing().made("дүн.csv", "mean,y,,,2.25,").file("дүн.csv", "миний дүн");
    let told = told.run(command).exits(1).stderr_has("дүн.csv is already there").made("дүн.csv", "миний дүн");
    told.run(&format!("{command} --force")).exits(0).made("дүн.csv", "mean,y,,,2.25,");
}

#[test]
fn a_wrong_output_fails_before_the_work() {
    told("masam estimate с.csv --mean y --out алга/дүн.csv").exits(1).stderr_has("there is no folder алга");
    told("masam estimate с.csv --mean y --out дүн.xlsx")
        .exits(1)
        .stderr_has("does not end in .csv")
        .made_no("дүн.xlsx");
}

#[test]
fn formulas_are_neutralised_in_files_and_on_request() {
    let command = "masam estimate с.csv --mean y --share аймаг --by аймаг";
    let open = told(command).stdout_has(",=1+1,").stdout_lacks("'=1+1");
    open.run(&format!("{command} --safe-csv")).stdout_has(",'=1+1,");
    let file = told(&format!("{command} --out дүн.csv"));
    file.made("дүн.csv", ",'=1+1,");
}

#[test]
fn numbers_are_written_so_that_they_come_back() {
    let told = told("masam estimate с.csv --mean y --weight жин");
    let estimates = Estimates::of(told.stdout());
    let mean = estimates.get("mean", "y", "", "");
    assert_eq!(mean.text("estimate"), format!("{}", 17.0 / 7.0));
}
