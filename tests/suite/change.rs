//! Rounds of a survey: changes number by number against R, and what is left out and why.

use crate::story::{Estimates, Row, Story};

const ROUNDS: &str = include_str!("../golden/rounds.csv");
const INSTRUMENT: &str = include_str!("../golden/rounds.toml");
const EXPECTED: &str = include_str!("../golden/change.csv");

/// The rows of one round, under the header of both.
fn round(wanted: &str) -> String {
    let (header, rows) = ROUNDS.split_once('\n').unwrap();
    let of = |row: &&str| row.starts_with(&format!("{wanted},"));
    std::iter::once(header).chain(rows.lines().filter(of)).collect::<Vec<_>>().join("\n")
}

fn story(name: &str) -> Story {
    Story::new(name).file("нэг.csv", &round("1")).file("хоёр.csv", &round("2")).file("rounds.toml", INSTRUMENT)
}

fn close(have: f64, want: f64, what: &str) {
    assert!((have - want).abs() <= 1e-9 * want.abs().max(1e-6), "{what}: have {have}, R has {want}");
}

#[test]
fn every_change_and_every_change_of_a_gap_is_the_one_that_r_gives() {
    let (_, expected) = EXPECTED.split_once('\n').unwrap();
    let mut compared = 0;
    for how in ["same", "new"] {
        let made = story("two rounds").run(&format!(
            "masam change нэг.csv хоёр.csv --instrument rounds.toml --clusters {how} --format csv --out out.csv"
        ));
        assert!(made.stderr().contains("written"), "{}", made.stderr());
        let text = |name: &str| String::from_utf8(made.read(name)).unwrap();
        let (changes, gaps) = (Estimates::of(&text("out.csv")), Estimates::of(&text("out-gap_changes.csv")));
        for want in Estimates::of(expected).rows.iter().filter(|row| row.text("how") == how) {
            let (figure, group) = (want.text("figure"), want.text("group"));
            let is = |row: &&Row| {
                let value = [row.text("group_var"), row.text("group_value")].join("=");
                row.text("indicator_code") == figure && if group == "all" { value == "=" } else { value == group }
            };
            let is_gap = |row: &&Row| {
                let side = |column| format!("{}={}", row.text("group_var"), row.text(column));
                row.text("indicator_code") == figure
                    && format!("{} - {}", side("group_first"), side("group_second")) == group
            };
            let found = match want.text("what") {
                "change" => changes.rows.iter().find(is),
                _ => gaps.rows.iter().find(is_gap),
            };
            let have = found.unwrap_or_else(|| panic!("{how} {figure} {group} is missing"));
            let factor = if figure == "satisfied" { 100.0 } else { 1.0 };
            let what = format!("{how} {figure} {group}");
            close(have.number("change"), want.number("estimate") * factor, &what);
            close(have.number("se"), want.number("se") * factor, &what);
            assert_eq!(have.text("df"), want.text("df"), "{what}");
            compared += 1;
        }
    }
    assert_eq!(compared, 28);
}

#[test]
fn whether_the_rounds_went_to_the_same_clusters_is_found_and_said() {
    story("panel")
        .run("masam change нэг.csv хоёр.csv --instrument rounds.toml --out change.xlsx")
        .stderr_has("clusters: the same (");
    // In the second sample every cluster is another one.
    let renamed = round("2").replace(",P0", ",Q0");
    Story::new("new sample")
        .file("нэг.csv", &round("1"))
        .file("хоёр.csv", &renamed)
        .file("rounds.toml", INSTRUMENT)
        .run("masam change нэг.csv хоёр.csv --instrument rounds.toml --format md --lang mn --out -")
        .stderr_has("clusters: new (0 of")
        .stdout_has("шинэ (өгөгдлөөс олсон)");
}

#[test]
fn what_is_worded_otherwise_or_lacks_its_column_is_left_out_with_the_reason() {
    let earlier = INSTRUMENT.replace("Сэтгэл хангалуун уу?", "Үйлчилгээнд сэтгэл хангалуун уу?");
    let without = round("2").replacen("wait_min", "хүлээсэн", 1);
    let made = Story::new("other wording")
        .file("нэг.csv", &round("1"))
        .file("хоёр.csv", &without)
        .file("rounds.toml", INSTRUMENT)
        .file("earlier.toml", &earlier)
        .run("masam change нэг.csv хоёр.csv --instrument rounds.toml --instrument-of нэг=earlier.toml --format csv --out out.csv");
    let text = |name: &str| String::from_utf8(made.read(name)).unwrap();
    let left = Estimates::of(&text("out-left_out.csv"));
    let why = |code: &str| {
        let rows = left.rows.iter().filter(|row| row.text("code") == code);
        rows.map(|row| format!("{}: {}", row.text("round"), row.text("why"))).collect::<Vec<_>>()
    };
    assert_eq!(why("satisfied"), ["нэг: wording"]);
    assert_eq!(why("wait_min"), ["хоёр: no column"]);
    assert_eq!(Estimates::of(&text("out.csv")).rows.len(), 0);
}

#[test]
fn a_series_compares_each_round_with_the_one_before_and_the_last_with_the_first() {
    let made = Story::new("series")
        .file("a.csv", &round("1"))
        .file("b.csv", &round("2"))
        .file("c.csv", &round("1").replace(",yes,", ",no,"))
        .file("rounds.toml", INSTRUMENT)
        .run("masam change --round 2023=a.csv --round 2024=b.csv --round 2025=c.csv --instrument rounds.toml --format csv --out -");
    let mut pairs: Vec<String> =
        made.estimates().rows.iter().map(|r| format!("{}-{}", r.text("round_from"), r.text("round"))).collect();
    pairs.dedup();
    assert_eq!(pairs, ["2023-2024", "2024-2025", "2023-2025"]);
    // The first and the last round hold the same answers of the same clusters: no change, and no error either.
    let same: Vec<f64> = made
        .estimates()
        .rows
        .iter()
        .filter(|r| r.text("round_from") == "2023" && r.text("round") == "2025")
        .map(|r| r.number("change"))
        .collect();
    assert!(!same.is_empty() && same.iter().all(|change| *change == 0.0), "{same:?}");
}

#[test]
fn a_command_that_names_rounds_badly_is_told_how() {
    story("one round").run("masam change нэг.csv --instrument rounds.toml --out x.xlsx").exits(1).stderr_has("G006");
    story("twice")
        .run("masam change --round А=нэг.csv --round А=хоёр.csv --instrument rounds.toml --out x.xlsx")
        .exits(1)
        .stderr_has("G005")
        .made_no("x.xlsx");
    story("unknown")
        .run("masam change нэг.csv хоёр.csv --instrument rounds.toml --instrument-of гурав=rounds.toml --out x.xlsx")
        .exits(1)
        .stderr_has("It could be: нэг, хоёр");
    story("malformed")
        .run("masam change --round нэг.csv --instrument rounds.toml --out x.xlsx")
        .exits(1)
        .stderr_has("G004");
}

#[test]
fn the_same_rounds_give_the_same_bytes_in_every_format() {
    for format in ["xlsx", "csv", "json", "md"] {
        let made = story("twice the same").run(&format!(
            "masam change нэг.csv хоёр.csv --instrument rounds.toml --format {format} --out a.{format} --quiet"
        ));
        let again = made.run(&format!(
            "masam change нэг.csv хоёр.csv --instrument rounds.toml --format {format} --out b.{format} --threads 1 --quiet"
        ));
        assert!(again.read(&format!("a.{format}")) == again.read(&format!("b.{format}")), "{format}");
    }
}

#[test]
fn what_should_be_looked_at_first_is_warned_of_in_the_terminal_and_on_the_cover() {
    Story::new("the same twice")
        .file("2024.csv", &round("1"))
        .file("2025.csv", &round("1"))
        .file("rounds.toml", INSTRUMENT)
        .run("masam change 2024.csv 2025.csv --instrument rounds.toml --format md --lang mn --out -")
        .stderr_has("[G019]")
        .stdout_has("яг адил");
    Story::new("wrong order")
        .file("2025.csv", &round("2"))
        .file("2024.csv", &round("1").replace("psu", "тоо"))
        .file("rounds.toml", INSTRUMENT)
        .run("masam change 2025.csv 2024.csv --instrument rounds.toml --format md --lang en --out -")
        .stderr_has("[G020]")
        .stderr_has(r#"the round "2024" has no column of clusters"#)
        .stdout_has("count down (2025, 2024)");
    story("in order")
        .run("masam change нэг.csv хоёр.csv --instrument rounds.toml --format md --lang en --out -")
        .stdout_lacks("count down");
}
