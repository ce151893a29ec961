//! Numbers that R's survey package gives with replicate weights, calibrated weights and in tests of tables (`tests/golden/weights.R`),
//! each asked of the program in the same words.

use std::collections::BTreeMap;

use crate::story::{Estimates, Row, Story};

const EXPECTED: &str = include_str!("../golden/weights.csv");
const FILES: [(&str, &str); 6] = [
    ("household.csv", include_str!("../golden/household.csv")),
    ("two_stage.csv", include_str!("../golden/two_stage.csv")),
    ("replicates.csv", include_str!("../golden/replicates.csv")),
    ("totals/cross.csv", include_str!("../golden/totals/cross.csv")),
    ("totals/margins.csv", include_str!("../golden/totals/margins.csv")),
    ("totals/answers.csv", include_str!("../golden/totals/answers.csv")),
];

/// What a difference is measured against: the larger of estimate and error for an estimate, the error for an end of an
/// interval, else the number itself.
fn tolerance(column: &str, expected: &Row) -> f64 {
    let number = |column: &str| expected.text(column).parse::<f64>().map_or(0.0, f64::abs);
    let scale = match column {
        "estimate" => number("estimate").max(number("se")),
        "ci_low" | "ci_high" => number("se"),
        _ => number(column),
    };
    1e-9 * scale
}

#[test]
fn every_number_of_replicated_and_calibrated_designs_and_of_tests_is_the_one_that_r_gives() {
    let (_, table) = EXPECTED.split_once('\n').expect("a line about its making, then the table");
    let expected = Estimates::of(table);
    let mut runs: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &expected.rows {
        runs.entry((row.text("file"), row.text("arguments"))).or_default().push(row);
    }
    let (mut cells, mut misses) = (0, Vec::new());
    for ((file, arguments), rows) in runs {
        let story = FILES.iter().fold(Story::new("golden"), |story, (name, text)| story.file(name, text));
        let story = story.run(&format!("masam estimate {file} {arguments} --quiet"));
        let estimates = story.estimates();
        for row in rows {
            let [statistic, variable, category, group] =
                ["statistic", "variable", "category", "group"].map(|column| row.text(column));
            let have = estimates.get(statistic, variable, category, group);
            for column in ["estimate", "se", "df", "ci_low", "ci_high", "df2", "p", "n"] {
                if row.text(column).is_empty() {
                    continue;
                }
                let want = row.number(column);
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
