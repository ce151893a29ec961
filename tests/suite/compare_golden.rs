//! Facilities compared, against numbers of others: the example's survey, of which R made `compare.csv` from the raw files without
//! knowing the instrument (`tests/golden/compare.R`).

use std::collections::BTreeMap;

use crate::story::{Estimates, Row, Story};

const EXPECTED: &str = include_str!("../golden/compare.csv");
const REGISTER: &str = include_str!("../../examples/facilities/register.csv");
const SURVEY: &str = include_str!("../../examples/facilities/survey.csv");

/// Places on the scale, of which a difference is held against the error.
const ON_SCALE: [&str; 9] = [
    "raw",
    "adjusted",
    "ci_low",
    "ci_high",
    "limit_95_low",
    "limit_95_high",
    "limit_998_low",
    "limit_998_high",
    "shrunken",
];

/// Cells of one run that are the ones R gives; the first that isn't ends the test.
fn same_cells(run: &str, more: &str) -> usize {
    let story = Story::new("facilities").file("register.csv", REGISTER).file("survey.csv", SURVEY).run(&format!(
        "masam compare survey.csv --instrument health --facilities register.csv {more} --lang en --format csv --out -"
    ));
    let rows = Estimates::of(story.stdout()).rows;
    let name = |row: &Row| (row.text("facility").to_owned(), row.text("indicator").to_owned());
    let have: BTreeMap<_, _> = rows.iter().map(|row| (name(row), row)).collect();
    let (_, expected) = EXPECTED.split_once('\n').expect("a line about its making, then the table");
    let mut compared = 0;
    for want in Estimates::of(expected).rows.iter().filter(|row| row.text("run") == run) {
        let row = have.get(&name(want)).unwrap_or_else(|| panic!("{:?} isn't compared", name(want)));
        for column in want.columns().filter(|column| !["facility", "indicator", "run"].contains(column)) {
            assert!(
                is_the_same(column, row.text(column), want),
                "{:?}, {run}, {column}: {} for {}",
                name(want),
                row.text(column),
                want.text(column)
            );
            compared += 1;
        }
    }
    compared
}

fn is_the_same(column: &str, have: &str, want: &Row) -> bool {
    match (have.parse::<f64>(), want.text(column).parse::<f64>()) {
        (Ok(have), Ok(value)) => {
            let error = Some(want.number("se")).filter(|se| ON_SCALE.contains(&column) && *se > 0.0);
            (have - value).abs() <= 1e-9 * error.unwrap_or(value.abs())
        }
        _ => have == want.text(column),
    }
}

#[test]
fn every_cell_of_the_facilities_of_the_example_is_the_one_that_r_gives() {
    let compared = same_cells("plain", "");
    assert!(compared >= 41_040, "only {compared} cells were compared");
}

#[test]
fn every_cell_of_answers_adjusted_for_who_gave_them_is_the_one_that_r_gives() {
    let compared = same_cells("adjusted", "--adjust age,schooling,self_rated_health");
    assert!(compared >= 29_640, "only {compared} cells were compared");
}
