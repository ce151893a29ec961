//! The examples' surveys of two rounds against what is known of them: by which rules their answers were made up, and so what is
//! true in the clusters that were asked (`TRUTH.csv`, which the generator works out from its rules, not from the answers).

use crate::story::{Estimates, Row, Story};

const EDUCATION: [&str; 2] = [
    include_str!("../../examples/education-survey/survey.csv"),
    include_str!("../../examples/education-survey/round-2.csv"),
];
const EDUCATION_TRUTH: &str = include_str!("../../examples/education-survey/TRUTH.csv");
const HEALTH: [&[u8]; 2] = [
    include_bytes!("../../examples/health-survey/round-1.xlsx"),
    include_bytes!("../../examples/health-survey/round-2.xlsx"),
];
const HEALTH_TRUTH: &str = include_str!("../../examples/health-survey/TRUTH.csv");

/// How many standard errors an estimate may lie from what is true: of some fifty, none lies further by chance.
const FAR: f64 = 3.5;

fn card(instrument: &str, name: &str, survey: &[u8]) -> Vec<Row> {
    let story = Story::new(&format!("rounds-{instrument}")).bytes(name, survey);
    let story = story.run(&format!(
        "masam report-card {name} --instrument {instrument} --by poverty --lang en --format csv --out -"
    ));
    Estimates::of(story.stdout().trim_start_matches('\u{feff}')).rows
}

/// Value and standard error for everybody, or of a group.
fn of(rows: &[Row], indicator: &str, group: &str) -> (f64, f64) {
    let is = |row: &&Row| {
        row.text("indicator_code") == indicator && row.text("area_code").is_empty() && row.text("group_value") == group
    };
    let row = rows.iter().find(is).unwrap_or_else(|| panic!("no {indicator} of {group:?}"));
    (row.number("value"), row.number("se"))
}

fn minus((a, se_a): (f64, f64), (b, se_b): (f64, f64)) -> (f64, f64) {
    (a - b, se_a.hypot(se_b))
}

/// Holds both rounds against the truth; gives the changes with their errors, by indicator and who.
fn held_against(truth: &str, rounds: [Vec<Row>; 2]) -> Vec<(String, String, f64, f64)> {
    let mut changes = Vec::new();
    for row in Estimates::of(truth).rows.iter().filter(|row| row.text("places") == "all") {
        let (indicator, who) = (row.text("indicator"), row.text("who"));
        let found = [0, 1].map(|at| match who {
            "all" => of(&rounds[at], indicator, ""),
            _ => minus(of(&rounds[at], indicator, "poor"), of(&rounds[at], indicator, "non_poor")),
        });
        for (at, round) in ["round_1", "round_2"].into_iter().enumerate() {
            let (value, se) = found[at];
            let far = (value - row.number(round)) / se;
            assert!(far.abs() < FAR, "{indicator} {who}, {round}: {value} is {far:.1} errors from {}", row.text(round));
        }
        let (change, se) = minus(found[1], found[0]);
        changes.push((indicator.to_owned(), who.to_owned(), change, se));
    }
    changes
}

#[test]
fn the_two_rounds_of_education_show_what_was_planted() {
    let rounds = EDUCATION.map(|text| card("education", "survey.csv", text.as_bytes()));
    let changes = held_against(EDUCATION_TRUTH, rounds);
    let errors = |indicator: &str, who: &str| {
        let (.., change, se) = changes.iter().find(|(i, w, ..)| i == indicator && w == who).expect(indicator);
        change / se
    };
    assert!(errors("E06.score", "all") > 3.0 && errors("E12", "all") > 3.0, "meals and budgets are better");
    assert!(errors("E13", "all") > 3.0, "parents are asked for money more often");
    assert!(errors("E05.score", "poor minus non_poor") > 3.0, "the poor are treated nearly as well as the others");
    assert!(errors("E04.score", "poor minus non_poor").abs() < 2.0, "that gap is what it was");
}

#[test]
fn the_two_rounds_of_health_show_what_was_planted() {
    let [first, second] = HEALTH;
    let changes = held_against(HEALTH_TRUTH, [first, second].map(|book| card("health", "survey.xlsx", book)));
    let (.., change, se) = changes.iter().find(|(indicator, ..)| indicator == "H05").expect("it is there");
    assert!(change / se < -3.0, "medicines are to be had less often: {change} ± {se}");
}

#[test]
fn both_rounds_of_education_ask_in_the_same_schools() {
    let schools = |text: &str| {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().expect("a header").clone();
        let at = |name: &str| headers.iter().position(|header| header == name).expect("a column");
        let (stratum, cluster, school) = (at("Давхарга"), at("Кластер"), at("Цэцэрлэг, сургууль"));
        let rows = reader.into_records().map(|row| row.expect("a row"));
        rows.map(|row| [stratum, cluster, school].map(|at| row[at].to_owned()))
            .collect::<std::collections::BTreeSet<_>>()
    };
    let [first, second] = EDUCATION.map(schools);
    assert_eq!(first, second);
    assert_eq!(first.len(), 13 * 8);
}
