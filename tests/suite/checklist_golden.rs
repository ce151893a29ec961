//! Checklists of facilities against numbers of others: the sample beside the instrument, of which R made `expected.csv` from
//! the raw file without knowing the instrument (`tests/golden/checklist.R`), and the example, of which it is known what was
//! planted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::story::{Estimates, Story};

const SAMPLE: &str = include_str!("../../instruments/health-facility/sample.csv");
const EXPECTED: &str = include_str!("../../instruments/health-facility/expected.csv");
const REGISTER: &str = include_str!("../../examples/facilities/register.csv");
const SURVEY: &str = include_str!("../../examples/facilities/survey.csv");
const CHECKLIST: &[u8] = include_bytes!("../../examples/facilities/checklist.xlsx");
const TRUTH: &str = include_str!("../../examples/facilities/TRUTH.csv");

#[test]
fn every_number_of_the_sample_of_health_facilities_is_the_one_that_r_gives() {
    let made = |format: &str, day: &str| {
        Story::new("checklist").file("sample.csv", SAMPLE).run(&format!(
            "masam compare sample.csv --instrument health-facility --as-of {day} --lang en --format {format} --out -"
        ))
    };
    let story = made("csv", "2025-06-01");
    let rows = Estimates::of(story.stdout()).rows;
    let dimension = |id: &str| rows.iter().find(|row| row.text("indicator") == id).map(|row| row.text("dimension"));
    assert_eq!(dimension("HF09"), Some("reliability"));
    assert_eq!(dimension("medicines"), Some("availability"), "a domain");
    assert_eq!(dimension("HF08"), Some(""), "over several domains");
    let mut have: BTreeMap<(String, String), [Option<f64>; 2]> = rows
        .iter()
        .map(|row| {
            let number = |column: &str| row.text(column).parse::<f64>().ok();
            ((row.text("facility").to_owned(), row.text("indicator").to_owned()), [number("n"), number("raw")])
        })
        .collect();
    for day in ["2015-06-01", "2025-06-01"] {
        let book: Value = serde_json::from_slice(made("json", day).output()).expect("it is JSON");
        for norm in book["norms"].as_array().expect("norms are a list") {
            let text = |key: &str| norm[key].as_str().unwrap_or_default().to_owned();
            let gap = norm["gap"].as_f64();
            let n = if gap.is_some() { 1.0 } else { 0.0 };
            have.insert((text("facility"), format!("{}@{day}", text("item"))), [Some(n), gap]);
        }
    }
    let (_, expected) = EXPECTED.split_once('\n').expect("a line about its making, then the table");
    let mut compared = 0;
    for row in Estimates::of(expected).rows {
        let key = (row.text("facility").to_owned(), row.text("indicator").to_owned());
        let [n, raw] = have.get(&key).unwrap_or_else(|| panic!("{key:?} isn't compared"));
        assert_eq!(*n, row.text("n").parse().ok(), "n of {key:?}");
        match (raw, row.text("raw").parse::<f64>()) {
            (Some(have), Ok(want)) => {
                assert!((have - want).abs() <= 1e-9 * want.abs().max(1.0), "{key:?}: {have} for {want}");
            }
            (have, want) => assert_eq!(*have, want.ok(), "{key:?}"),
        }
        compared += 1;
    }
    assert!(compared >= 150, "only {compared} rows were compared");
}

/// Facility and figure of what was planted in the survey, by kind; the figures are parted by spaces.
fn planted(kinds: &[&str]) -> BTreeSet<(String, String)> {
    let rows = Estimates::of(TRUTH).rows;
    let of_survey = rows.iter().filter(|row| row.text("source") == "survey" && kinds.contains(&row.text("kind")));
    of_survey
        .flat_map(|row| row.text("indicators").split(' ').map(|i| (row.text("facility").to_owned(), i.to_owned())))
        .collect()
}

/// Facility and figure of what is outside the limits at 99.8 %.
fn outside(story: &Story) -> BTreeSet<(String, String)> {
    let rows = Estimates::of(story.stdout()).rows;
    let far = rows.iter().filter(|row| row.text("standing").starts_with("far_"));
    far.map(|row| (row.text("facility").to_owned(), row.text("indicator").to_owned())).collect()
}

fn compared(more: &str) -> Story {
    Story::new("facilities")
        .file("register.csv", REGISTER)
        .file("survey.csv", SURVEY)
        .bytes("checklist.xlsx", CHECKLIST)
        .run(&format!(
            "masam compare survey.csv --instrument health --facilities register.csv {more} --lang en --format csv --out -"
        ))
}

#[test]
fn outside_the_limits_of_the_example_are_those_that_were_planted_and_no_other() {
    let story = compared("--checklist checklist.xlsx").exits(3);
    assert_eq!(outside(&story), planted(&["truly worse", "truly better", "case mix only"]));
    story
        .stderr_has("\"KhSHC-04\" is there twice, by the same observer")
        .stderr_has("\"UvSHC-19\" is not in the register of facilities (7 rows)")
        .stderr_has("too small to tell on every figure of the survey: GaSHC-04, GsSHC-01, UvSHC-19");
}

#[test]
fn whoever_only_has_older_and_iller_patients_is_as_expected_once_answers_are_adjusted() {
    let adjusted = compared("--adjust age,schooling,self_rated_health");
    assert_eq!(outside(&adjusted), planted(&["truly worse", "truly better"]));
}

#[test]
fn a_facility_without_answers_is_said_to_have_none() {
    compared("").exits(0).stderr_has("in the register, but without data: HuSHC-07");
}
