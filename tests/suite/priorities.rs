//! What to see to first: stories, and importance and people of the samples beside the instruments, number by number against `priorities.csv`, which R's survey
//! package made from the raw files (`tests/golden/priorities.R`).

use crate::story::{Estimates, Row, Story};

const EXPECTED: &str = include_str!("../golden/priorities.csv");
const SAMPLES: [(&str, &str); 2] = [
    ("health", include_str!("../../instruments/health/sample.csv")),
    ("education", include_str!("../../instruments/education/sample.csv")),
];

/// Columns of what R computes, and of the table that the program writes.
const COLUMNS: [(&str, &str); 13] = [
    ("r", "importance"),
    ("slope", "slope"),
    ("se", "se"),
    ("df", "df"),
    ("ci_low", "ci_low"),
    ("ci_high", "ci_high"),
    ("p", "p"),
    ("n", "n"),
    ("bad_share", "bad_share"),
    ("concerned_share", "concerned_share"),
    ("people", "people"),
    ("people_low", "people_low"),
    ("people_high", "people_high"),
];

#[test]
fn every_relation_and_every_number_of_people_is_the_one_that_r_gives() {
    let (_, table) = EXPECTED.split_once('\n').expect("a line about its making, then the table");
    let expected = Estimates::of(table);
    let (mut cells, mut misses) = (0, Vec::new());
    for (instrument, sample) in SAMPLES {
        let priorities = priorities(instrument, sample);
        for want in expected.rows.iter().filter(|row| row.text("instrument") == instrument && row.text("what") != "cut")
        {
            let [figure, place] = ["figure", "place"].map(|column| want.text(column));
            let of = |row: &&Row| row.text("indicator_code") == figure && row.text("area_code") == place;
            let have = priorities.rows.iter().find(of).expect("a row for each that R knows");
            for (theirs, ours) in COLUMNS.into_iter().filter(|(theirs, _)| want.text(theirs) != "-") {
                cells += 1;
                let (have, want_number) = (have.text(ours).parse::<f64>().ok(), want.text(theirs).parse::<f64>().ok());
                let near = match (have, want_number) {
                    (Some(have), Some(number)) => (have - number).abs() <= tolerance(theirs, number, want),
                    (have, number) => have == number,
                };
                if !near {
                    misses.push(format!("{instrument} {figure} {place} {theirs}: {have:?} for {want_number:?}"));
                }
            }
        }
    }
    assert!(misses.is_empty(), "{} of {cells} differ:\n{}", misses.len(), misses[..misses.len().min(40)].join("\n"));
    assert!(cells > 1_000, "only {cells} numbers were compared");
}

/// 1e-9 of the error for an end of an interval, of the larger of slope and error for a slope, else of the number itself.
fn tolerance(column: &str, want: f64, row: &Row) -> f64 {
    let se = row.text("se").parse::<f64>().unwrap_or(0.0);
    1e-9 * match column {
        "ci_low" | "ci_high" => se,
        "slope" => want.abs().max(se),
        "r" => want.abs().max(0.1),
        // An end at 0 or 100 % may be off by the rounding of what it is subtracted from.
        "people_low" | "people_high" | "people" => want.abs().max(1.0),
        _ => want.abs().max(1e-3),
    }
}

fn priorities(instrument: &str, sample: &str) -> Estimates {
    let command =
        format!("masam report-card sample.csv --instrument {instrument} --by none --format csv --out card.csv --quiet");
    let story = Story::new("priorities").file("sample.csv", sample).run(&command).exits(0);
    let table = story.read("card-priorities.csv");
    Estimates::of(&String::from_utf8(table).expect("it is UTF-8"))
}

#[test]
fn the_cuts_are_the_medians_that_r_gives() {
    let (_, table) = EXPECTED.split_once('\n').expect("a line about its making, then the table");
    for (instrument, sample) in SAMPLES {
        let rows = priorities(instrument, sample);
        let expected = Estimates::of(table);
        let want = expected.rows.iter().find(|row| row.text("instrument") == instrument && row.text("what") == "cut");
        let want = want.expect("R knows the cuts");
        for row in rows.rows.iter().filter(|row| !row.text("quadrant").is_empty()) {
            // On which side of the medians of R an indicator lies, and what it is called.
            let weak = row.number("performance") < want.number("performance_cut") - 1e-9;
            let important = row.number("importance") >= want.number("importance_cut") - 1e-12
                && row.number("ci_low") > 0.0
                && row.number("n") >= 30.0;
            let called = match (important, weak) {
                (true, true) => "fix_first",
                (true, false) => "keep_up",
                (false, true) => "low_priority",
                (false, false) => "possible_overkill",
            };
            assert_eq!(row.text("quadrant"), called, "{instrument} {}", row.text("indicator_code"));
        }
    }
}

/// The sample of health with another command line; its table of priorities.
fn told(options: &str, code: i32) -> Estimates {
    let command =
        format!("masam report-card sample.csv -i health --by none --format csv --out card.csv --quiet {options}");
    let story = Story::new("told").file("sample.csv", SAMPLES[0].1).run(&command).exits(code);
    Estimates::of(&String::from_utf8(story.read("card-priorities.csv")).expect("it is UTF-8"))
}

#[test]
fn a_public_card_derives_no_importance_from_fewer_than_30_answers() {
    let table = told("--public", 3);
    let of = |indicator: &str| {
        let is = |row: &&Row| row.text("indicator_code") == indicator && row.text("area_level") == "all";
        table.rows.iter().find(is).expect("a row")
    };
    // 28 and 8 people answered both questions.
    for indicator in ["H11", "H12"] {
        of(indicator).lacks(&["importance", "slope", "se", "p", "n", "quadrant", "people"]);
    }
    assert!(of("H05").number("importance") > 0.1 && of("H05").number("n") == 124.0);
    for row in table.rows.iter().filter(|row| ["withheld", "unreliable"].contains(&row.text("share_shown"))) {
        row.lacks(&["importance", "slope", "performance", "quadrant", "bad_share", "people", "people_low", "rank"]);
    }
}

#[test]
fn without_importance_problems_are_still_ranked_and_without_places_they_are_out_of_100() {
    let table = told("--importance none", 0);
    assert!(table.rows.iter().all(|row| row.text("importance").is_empty() && row.text("quadrant").is_empty()));
    let first = table.rows.iter().filter(|row| row.text("area_level") == "all" && row.text("rank") == "1");
    assert_eq!(first.count(), 1);
    let nowhere = SAMPLES[0].1.replacen("aimag,soum,", "a1,a2,", 1);
    let story = Story::new("nowhere")
        .file("sample.csv", &nowhere)
        .run("masam report-card sample.csv -i health --by none --format csv --out card.csv --quiet")
        .exits(3);
    let table = Estimates::of(&String::from_utf8(story.read("card-priorities.csv")).expect("it is UTF-8"));
    for row in table.rows.iter().filter(|row| row.text("share_shown") == "yes" && !row.text("people").is_empty()) {
        assert_eq!(row.text("people_unit"), "of 100 respondents");
        let out_of_100 = row.number("bad_share") * row.number("concerned_share") / 100.0;
        assert!((row.number("people") - out_of_100).abs() < 1e-9, "{}", row.text("indicator_code"));
    }
}

#[test]
fn importance_that_cannot_be_had_is_refused_with_the_reason() {
    let text = include_str!("../../instruments/health/instrument.toml");
    let without = text.replacen("overall = \"H18.score\"", "", 1);
    let sample = SAMPLES[0].1.replacen(",H18,", ",Z18,", 1);
    Story::new("refused")
        .file("өөр.toml", &without)
        .file("sample.csv", SAMPLES[0].1)
        .file("дутуу.csv", &sample)
        .run("masam report-card sample.csv -i өөр.toml --importance derived --out card.xlsx")
        .exits(1)
        .stderr_has("names no indicator of overall satisfaction")
        .run("masam report-card дутуу.csv -i health --importance derived --out card.xlsx")
        .exits(1)
        .stderr_has("no column for \"H18\"")
        .run("masam report-card sample.csv -i health --importance stated --out card.xlsx")
        .exits(1)
        .stderr_has("no indicator of instrument \"health\" states its importance");
}

#[test]
fn stated_importance_makes_the_picture_without_a_relation() {
    let text = include_str!("../../instruments/health/instrument.toml");
    let stated = ["H05", "H08", "H14"].iter().zip([90, 50, 10]).fold(text.to_owned(), |text, (id, importance)| {
        let head = format!("[[indicator]]\nid = \"{id}\"\n");
        assert!(text.contains(&head));
        text.replacen(&head, &format!("{head}importance = {importance}\n"), 1)
    });
    let story = Story::new("stated")
        .file("өөр.toml", &stated)
        .file("sample.csv", SAMPLES[0].1)
        .run("masam report-card sample.csv -i өөр.toml --by none --importance stated --format csv --out card.csv --quiet")
        .exits(0);
    let table = Estimates::of(&String::from_utf8(story.read("card-priorities.csv")).expect("it is UTF-8"));
    let placed: Vec<&Row> = table.rows.iter().filter(|row| !row.text("quadrant").is_empty()).collect();
    let important = |row: &Row| ["fix_first", "keep_up"].contains(&row.text("quadrant"));
    let said: Vec<(&str, bool)> = placed.iter().map(|row| (row.text("indicator_code"), important(row))).collect();
    // The median of 90, 50 and 10 is 50, which counts as above.
    assert_eq!(said, [("H05", true), ("H08", true), ("H14", false)]);
    placed.iter().for_each(|row| {
        row.lacks(&["slope", "se", "p"]);
    });
}
