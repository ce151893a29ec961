//! How the answers behind a score are spread: shares by hand, the score as their sum, and what a public card says of them.

use serde_json::Value;

use crate::story::Story;

const INSTRUMENT: &str = r#"
id = "sanal"
version = "1.0"
sector = "health"
place_set = "masam"
title = { mn = "Санал асуулга", en = "Opinion survey" }
description = { mn = "Жишээ", en = "An example" }

[columns]
area = ["аймаг"]
weight = ["жин"]

[missing]
usual = { dont_know = ["98"] }

[[question]]
id = "q1"
text = { mn = "Хэр сэтгэл ханамжтай байна вэ?", en = "How satisfied are you?" }
label = { mn = "Сэтгэл ханамж", en = "Satisfaction" }
missing = "usual"
answers = [
  { code = "1", mn = "Огт үгүй", en = "Not at all", value = 1 },
  { code = "2", mn = "Үгүй", en = "Not", value = 2 },
  { code = "3", mn = "Дунд", en = "So-so", value = 3 },
  { code = "4", mn = "Тийм", en = "Satisfied", value = 4 },
  { code = "5", mn = "Маш", en = "Very", value = 5 },
]

[[dimension]]
id = "satisfaction"
title = { mn = "Сэтгэл ханамж", en = "Satisfaction" }

[[indicator]]
id = "q1"
title = { mn = "Сэтгэл ханамж (оноо)", en = "Satisfaction (score)" }
dimension = "satisfaction"
measure = { score = "q1" }
better = "higher"
"#;

/// The same score of 62.5 in two places, from quite different answers; somebody doesn't know.
const ROWS: &str = "аймаг,жин,q1\nХовд,1,1\nХовд,1,5\nХовд,2,5\nХовд,4,3\nХовд,9,98\nУвс,1,2\nУвс,3,4\n";

fn card(rows: &str, options: &str) -> Value {
    let command = format!("masam report-card s.csv -i sanal.toml -q --lonely adjust --format json --out - {options}");
    let story = Story::new("spread").file("sanal.toml", INSTRUMENT).file("s.csv", rows).run(&command);
    serde_json::from_str(story.stdout()).expect("JSON")
}

/// The lines of the chart of answers: name, shares, base; what is absent is none.
fn lines(card: &Value) -> Vec<(String, Vec<Option<f64>>, Option<u64>)> {
    let sections = card["sections"].as_array().expect("sections");
    let mut blocks = sections.iter().flat_map(|section| section["blocks"].as_array().expect("blocks"));
    let chart = blocks.find(|block| block["chart"] == "answers").expect("a chart of answers");
    let rows = chart["rows"].as_array().expect("rows").iter().map(|row| {
        let shares = row["shares"].as_array().expect("shares").iter().map(|share| share["value"].as_f64()).collect();
        (row["name"]["en"].as_str().expect("a name").to_owned(), shares, row["base"]["value"].as_u64())
    });
    rows.collect()
}

fn line(card: &Value, name: &str) -> (Vec<Option<f64>>, Option<u64>) {
    let found = lines(card).into_iter().find(|(of, ..)| of.starts_with(name)).expect("a line");
    (found.1, found.2)
}

fn close(found: &[Option<f64>], wanted: &[f64]) -> bool {
    let near = |(a, b): (&Option<f64>, &f64)| a.is_some_and(|a| (a - b).abs() < 1e-12);
    found.len() == wanted.len() && found.iter().zip(wanted).all(near)
}

#[test]
fn shares_of_answers_are_weighted_and_leave_out_who_does_not_know() {
    let card = card(ROWS, "");
    // By hand: of weights 1, 0, 4, 0, 3 in Khovd and 0, 1, 0, 3, 0 in Uvs.
    let (khovd, base) = line(&card, "Khovd");
    assert!(close(&khovd, &[12.5, 0.0, 50.0, 0.0, 37.5]) && base == Some(4), "{khovd:?} {base:?}");
    let (uvs, base) = line(&card, "Uvs");
    assert!(close(&uvs, &[0.0, 25.0, 0.0, 75.0, 0.0]) && base == Some(2), "{uvs:?} {base:?}");
    let (all, base) = line(&card, "All");
    let twelfths = [1.0, 1.0, 4.0, 3.0, 3.0].map(|of| of / 12.0 * 100.0);
    assert!(close(&all, &twelfths) && base == Some(6), "{all:?} {base:?}");
    // A place without data has no shares.
    assert_eq!(line(&card, "Dornod").0, vec![None; 5]);
}

#[test]
fn where_places_count_alike_their_shares_are_averaged() {
    // Half of each of the two places.
    let (_, all, _) = lines(&card(ROWS, "--average equal")).pop().expect("the line of all");
    assert!(close(&all, &[6.25, 12.5, 25.0, 37.5, 18.75]), "{all:?}");
}

#[test]
fn the_points_of_answers_times_their_shares_are_the_score() {
    let survey = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/health-survey/round-2.xlsx");
    let command = format!("masam report-card {survey} -i health -q --format json --out -");
    let story = Story::new("spread").run(&command);
    let card: Value = serde_json::from_str(story.stdout()).expect("JSON");
    let scores: Vec<&Value> = card["estimates"]
        .as_array()
        .expect("estimates")
        .iter()
        .filter(|row| row["statistic"] == "score" && row["group_var"].as_str().unwrap_or_default().is_empty())
        .collect();
    let sections = card["sections"].as_array().expect("sections");
    let blocks = sections.iter().flat_map(|section| section["blocks"].as_array().expect("blocks"));
    let mut compared = 0;
    for chart in blocks.filter(|block| block["chart"] == "answers") {
        let code = chart["id"].as_str().expect("a name").trim_start_matches("answers.");
        for row in chart["rows"].as_array().expect("rows").iter().filter(|row| row["total"] == false) {
            let shares: Option<Vec<f64>> =
                row["shares"].as_array().expect("shares").iter().map(|share| share["value"].as_f64()).collect();
            let Some(shares) = shares else { continue };
            let sum: f64 = shares.iter().enumerate().map(|(at, share)| share / 100.0 * 25.0 * at as f64).sum();
            let name = row["name"]["en"].as_str().expect("a name");
            let of = |score: &&&Value| {
                let place = score["area_en"].as_str().unwrap_or_default();
                score["indicator_code"] == code && !place.is_empty() && name.starts_with(place)
            };
            let score = scores.iter().find(of).and_then(|score| score["value"].as_f64()).expect("its score");
            assert!((sum - score).abs() < 1e-9, "{code} {name}: {sum} is not {score}");
            compared += 1;
        }
    }
    assert_eq!(compared, 4 * 12, "four scores in twelve places");
}

#[test]
fn a_public_card_says_nothing_of_the_answers_behind_a_withheld_score() {
    let mut rows = String::from("аймаг,жин,q1\n");
    for (place, people) in [("Ховд", 40), ("Увс", 40), ("Дорнод", 40), ("Сэлэнгэ", 3)] {
        (0..people).for_each(|person| rows += &format!("{place},1,{}\n", 1 + person % 5));
    }
    let open = line(&card(&rows, ""), "Selenge");
    assert!(open.0.iter().all(Option::is_some) && open.1 == Some(3));
    let public = card(&rows, "--public");
    assert_eq!(line(&public, "Selenge"), (vec![None; 5], None));
    // And it can't be found from the others: another place is withheld with it.
    let hidden = lines(&public).iter().filter(|(_, shares, _)| shares[0].is_none()).count();
    assert!(hidden >= 13 - 4 + 2, "{:?}", lines(&public));
}
