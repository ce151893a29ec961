//! Numbers that R's survey package gives with replicate weights, calibrated weights and in tests of tables (`tests/golden/weights.R`),
//! each asked of the program in the same words.

use crate::golden::held;
use crate::story::Row;

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
    held(EXPECTED, &FILES, &["estimate", "se", "df", "ci_low", "ci_high", "df2", "p", "n"], tolerance);
}
