//! Tables for machines: what docs/formats.md says of their columns, what lies beside a CSV file, tags, SDMX-CSV, dictionaries.
//! To write the tables of the page anew: `MASAM_UPDATE_DOCS=1 cargo test --test suite tables`.

use std::collections::BTreeSet;
use std::path::Path;

use masam::lang::Lang;
use masam::report::columns::{ESTIMATES, Field, Holds, TABLES, Table};
use serde_json::Value as Json;

use crate::story::Story;

const SURVEY: &str = "aimag,psu,weight,sex,H01,H02\n\
    Ховд,1,1,1,1,20\nХовд,1,1,2,1,40\nХовд,2,1,1,2,\nХовд,2,2,2,1,10\n\
    Увс,3,1,1,1,60\nУвс,3,2,2,1,30\nУвс,4,1,2,2,\nУвс,4,1,1,1,25\n";

fn card(options: &str) -> Story {
    let command = format!("masam report-card хүснэгт.csv --instrument health --by sex -q {options}");
    Story::new("tables").file("хүснэгт.csv", SURVEY).run(&command)
}

fn holds(field: &Field) -> &'static str {
    match field.holds {
        Holds::Code => "code",
        Holds::Words => "words",
        Holds::Prose => "text",
        Holds::Count => "whole number",
        Holds::Number => "number",
        Holds::Df => "number or `inf`",
        Holds::Day => "day",
        Holds::YesNo => "yes or no",
    }
}

fn described(table: &Table) -> String {
    let mut text = format!("### `{}`: {} ({})\n\n", table.id, table.title[1], table.title[0]);
    text += &format!("Written by {}. A row is: {}.", table.of, lower(table.row[1]));
    let key: Vec<String> = table.key.iter().map(|field| format!("`{}`", field.id)).collect();
    if !key.is_empty() {
        text += &format!(" Named by {}.", key.join(", "));
    }
    text += "\n\n| column | Mongolian | holds | unit | meaning |\n|---|---|---|---|---|\n";
    for field in table.fields {
        let unit = field.unit.label();
        let cells = [&format!("`{}`", field.id), field.title[0], holds(field), unit.get(Lang::En), field.about[1]];
        text += &format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "));
    }
    text
}

fn lower(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[test]
fn the_page_of_formats_describes_every_column_as_it_is_declared() {
    const FROM: &str =
        "<!-- The tables below are written by a test: MASAM_UPDATE_DOCS=1 cargo test --test suite tables -->\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = std::fs::read_to_string(&path).expect("docs/formats.md");
    let (before, kept) = page.split_once(FROM).expect("the mark before the tables");
    let wanted: String = TABLES.iter().map(|table| format!("\n{}", described(table))).collect();
    if std::env::var_os("MASAM_UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}{FROM}{wanted}")).expect("the page");
        return;
    }
    assert!(kept == wanted, "docs/formats.md is behind: MASAM_UPDATE_DOCS=1 cargo test --test suite tables");
}

#[test]
fn the_page_of_formats_names_every_format() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md")).expect("the page");
    for format in masam::render::FORMATS {
        assert!(page.contains(&format!("| `{}` |", format.id)), "docs/formats.md says nothing of {}", format.id);
    }
}

#[test]
fn the_header_of_a_file_is_what_is_declared_and_its_metadata_lie_beside_it() {
    let told = card("--format csv --out карт.csv").exits(3);
    let text = String::from_utf8(told.read("карт.csv")).expect("UTF-8");
    let declared: Vec<&str> = ESTIMATES.fields.iter().map(|field| field.id).collect();
    assert_eq!(text.lines().next().expect("a header").trim_end(), declared.join(","));
    let said: Json = serde_json::from_slice(&told.read("карт.csv-metadata.json")).expect("JSON");
    assert_eq!(said["@context"][0], "http://www.w3.org/ns/csvw");
    // "карт" in UTF-8, as RFC 3986 writes it.
    assert_eq!(said["url"], "%D0%BA%D0%B0%D1%80%D1%82.csv");
    let columns = said["tableSchema"]["columns"].as_array().expect("columns");
    assert_eq!(columns.iter().map(|c| c["titles"]["und"].as_str().expect("a title")).collect::<Vec<_>>(), declared);
    for column in columns {
        assert!(["mn", "en"].iter().all(|lang| column["titles"][lang].is_string()), "{column}");
    }
}

#[test]
fn every_saved_csv_of_a_folder_has_its_metadata_and_standard_output_none() {
    let told = card("--format csv,json --out гарц/").exits(3);
    let names = told.names("гарц");
    let csv: Vec<&String> = names.iter().filter(|name| name.ends_with(".csv")).collect();
    assert!(csv.len() > 1, "{names:?}");
    assert!(csv.iter().all(|name| names.contains(&format!("{name}-metadata.json"))), "{names:?}");
    // Less is made for it, but nothing else.
    let main = String::from_utf8(told.read("гарц/health-report-card.csv")).expect("UTF-8");
    let told = card("--format csv --out -").exits(3).stdout_lacks("csvw");
    assert_eq!(told.stdout(), main);
    assert_eq!(told.names("."), BTreeSet::from(["хүснэгт.csv".to_owned()]));
    told.run("masam estimate хүснэгт.csv --mean H02 --out дүн.csv")
        .exits(0)
        .made("дүн.csv-metadata.json", "\"und\": \"cv\"");
}

#[test]
fn a_lone_table_of_every_command_is_the_one_that_a_folder_has() {
    let shipped = |name: &str| format!("'{}'", Path::new(env!("CARGO_MANIFEST_DIR")).join(name).display());
    let [first, second] = ["round-1", "round-2"].map(|round| shipped(&format!("examples/health-survey/{round}.xlsx")));
    let commands = [
        format!("masam report-card {first} --instrument health"),
        format!("masam gaps {first} --instrument health"),
        format!("masam change {first} {second} --instrument health"),
        format!("masam compare {} --instrument health --peers none", shipped("examples/facilities/survey.csv")),
    ];
    for command in commands {
        let told = Story::new("tables").run(&format!("{command} -q --format csv --out бүгд/дүн.*"));
        assert_eq!(told.stderr(), "", "{command}");
        let main = String::from_utf8(told.read("бүгд/дүн.csv")).expect("UTF-8");
        assert!(main.lines().count() > 100, "{command}");
        let alone = told.run(&format!("{command} -q --format csv --out -"));
        assert!(alone.stdout() == main, "{command}");
    }
}

#[test]
fn metadata_that_are_there_already_stay_without_force() {
    let command = "masam estimate хүснэгт.csv --mean H02 --out дүн.csv";
    let told = Story::new("tables").file("хүснэгт.csv", SURVEY).file("дүн.csv-metadata.json", "миний");
    let told = told.run(command).exits(1).stderr_has("дүн.csv-metadata.json is already there").made_no("дүн.csv");
    told.run(&format!("{command} --force")).exits(0).made("дүн.csv-metadata.json", "csvw");
}

#[test]
fn tags_of_hxl_are_no_data_when_the_file_is_read_again() {
    let told = card("--format csv --hxl --out карт.csv").exits(3).made("карт.csv", "#adm1+code");
    let rows = String::from_utf8(told.read("карт.csv")).expect("UTF-8").lines().count() - 2;
    let counted = told.run("masam estimate карт.csv --count").exits(0).estimates().get("count", "", "", "").number("n");
    assert_eq!(counted, rows as f64);
}

#[test]
fn an_observation_of_sdmx_says_what_it_is_and_why_it_is_not_there() {
    let told = card("--format sdmx --round 2026-Q2 --public --out sdmx.csv").exits(3);
    let text = String::from_utf8(told.read("sdmx.csv")).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    // SDMX-CSV 2.0 field guide: these two come first, then dimensions, measures, attributes.
    assert_eq!(header[..2], ["STRUCTURE", "STRUCTURE_ID"]);
    let at = |name: &str| header.iter().position(|h| h == name).expect(name);
    let mut statuses = BTreeSet::new();
    let mut keys = BTreeSet::new();
    for row in reader.records().map(|row| row.expect("a row")) {
        assert_eq!((&row[0], &row[1], &row[at("TIME_PERIOD")]), ("dataflow", "MASAM:REPORT_CARD(1.0)", "2026-Q2"));
        let missing = ["Q", "M", "O"].contains(&&row[at("OBS_STATUS")]);
        assert_eq!(&row[at("OBS_VALUE")] == "NaN", missing, "{row:?}");
        assert!(!missing || row[at("STD_ERR")].is_empty(), "{row:?}");
        assert!(&row[at("CONF_STATUS")] != "C" || &row[at("OBS_STATUS")] == "Q", "{row:?}");
        statuses.insert(row[at("OBS_STATUS")].to_owned());
        let dimensions = &header[2..at("OBS_VALUE")];
        assert!(keys.insert(dimensions.iter().map(|d| row[at(d)].to_owned()).collect::<Vec<_>>()), "{row:?}");
        for dimension in dimensions {
            let allowed = |c: char| c.is_ascii_alphanumeric() || "_@$-".contains(c);
            let id = &row[at(dimension)];
            assert!(!id.is_empty() && id.chars().all(allowed), "{dimension} {id}");
        }
    }
    // Eight answers over all are few, four at a place too few to be published, and most places of the set have none.
    assert_eq!(statuses.iter().map(String::as_str).collect::<Vec<_>>(), ["O", "Q", "U"]);
    told.made("sdmx.csv-metadata.json", "Observation status");
}

#[test]
fn sdmx_needs_a_period_and_something_to_write() {
    card("--format sdmx --out sdmx.csv").exits(1).stderr_has("[O006]").made_no("sdmx.csv");
    card("--format sdmx --round намар --out sdmx.csv").exits(1).stderr_has("\"намар\" is no period of SDMX");
    let told = Story::new("tables").file("хүснэгт.csv", SURVEY);
    told.run("masam check хүснэгт.csv --instrument health --format sdmx --out sdmx.csv").exits(1).stderr_has("[O007]");
}

#[test]
fn csv_and_sdmx_together_are_two_files() {
    let told = card("--format csv,sdmx --round 2026 --out гарц").exits(3);
    let names = told.names("гарц");
    for name in ["health-report-card.csv", "health-report-card-sdmx.csv", "health-report-card-sdmx.csv-metadata.json"] {
        assert!(names.contains(name), "{names:?}");
    }
}

#[test]
fn a_dictionary_names_questions_answers_and_what_is_never_read() {
    let told = Story::new("tables").run("masam instrument dictionary health").exits(0);
    // The first question of instruments/health/instrument.toml, and its answer.
    let told = told.stdout_has(",question,H01,,Сүүлийн 12 сард үйлчлүүлсэн,").stdout_has(",answer,yes,H01,Тийм,Yes,");
    let told = told.stdout_has(",column,personal,").stdout_has(",indicator,H02.within30,");
    let told = told.run("masam instrument dictionary health-scorecard --out толь.csv").exits(0);
    let told = told.made("толь.csv", ",mark,").made("толь.csv-metadata.json", "Data dictionary");
    told.run("masam instrument dictionary health-facility --format csv,json --out толь/").exits(0);
}
