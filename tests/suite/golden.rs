//! Numbers that R's survey package gives (`tests/golden/make.R`), each asked of the program in the same words.

use std::collections::BTreeMap;

use crate::story::{Estimates, Row, Story};

const EXPECTED: &str = include_str!("../golden/estimates.csv");
const FILES: [(&str, &str); 3] = [
    ("household.csv", include_str!("../golden/household.csv")),
    ("rounds.csv", include_str!("../golden/rounds.csv")),
    ("two_stage.csv", include_str!("../golden/two_stage.csv")),
];

/// What a difference is measured against: the larger of estimate and error for an estimate, the error for an end of an
/// interval, else the number itself.
fn tolerance(column: &str, expected: &Row) -> f64 {
    let number = |column: &str| expected.text(column).parse::<f64>().map_or(0.0, f64::abs);
    let scale = match column {
        "estimate" => number("estimate").max(number("se")),
        "ci_low" | "ci_high" if number("se") > 0.0 => number("se"),
        _ => number(column),
    };
    1e-9 * scale
}

#[test]
fn every_estimate_is_the_one_that_r_gives() {
    held(EXPECTED, &FILES, &["estimate", "se", "df", "ci_low", "ci_high", "deff", "n"], tolerance);
}

/// Every cell of these columns in a table that R made, after a line about its making: each run is done with all files there.
pub fn held(expected: &str, files: &[(&str, &str)], columns: &[&str], tolerance: fn(&str, &Row) -> f64) {
    let (_, table) = expected.split_once('\n').expect("a line about its making, then the table");
    let expected = Estimates::of(table);
    let mut runs: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &expected.rows {
        runs.entry((row.text("file"), row.text("arguments"))).or_default().push(row);
    }
    let (mut cells, mut misses) = (0, Vec::new());
    for ((file, arguments), rows) in runs {
        let story = files.iter().fold(Story::new("golden"), |story, (name, text)| story.file(name, text));
        let story = story.run(&format!("masam estimate {file} {arguments} --quiet"));
        let estimates = story.estimates();
        for row in rows {
            let [statistic, variable, category, group] =
                ["statistic", "variable", "category", "group"].map(|column| row.text(column));
            let have = estimates.get(statistic, variable, category, group);
            for column in columns {
                let want = match row.text(column) {
                    "" => continue,
                    "Inf" => f64::INFINITY,
                    _ => row.number(column),
                };
                let have = have.text(column).parse().unwrap_or(f64::NAN);
                cells += 1;
                let near = have == want || (have - want).abs() <= tolerance(column, row);
                if !near {
                    misses.push(format!(
                        "{arguments}: {statistic} {variable} {category} {group} {column}: {have} for {want}"
                    ));
                }
            }
        }
    }
    assert!(
        misses.is_empty(),
        "{} of {cells} cells differ:\n{}",
        misses.len(),
        misses[..misses.len().min(40)].join("\n")
    );
    assert!(cells > 5_000, "only {cells} cells were compared");
}
