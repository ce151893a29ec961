//! Several reports in one workbook: what the brief says, what it must not say, and the messages for parts that don't fit.

use std::sync::OnceLock;

use serde_json::Value;

use crate::story::Story;

const HEALTH: &str = include_str!("../../instruments/health/sample.csv");
const EDUCATION: &str = include_str!("../../instruments/education/sample.csv");
const SCORES: &str = include_str!("../../instruments/health-scorecard/sample.csv");

const ERRORS: &str = "--lonely adjust --quiet";

/// A card of each sector, the gaps of one and scorecards, as JSON: made once for all stories.
fn table(name: &str) -> Story {
    static MADE: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let story = Story::new("reports")
            .file("эм.csv", HEALTH)
            .file("боловсрол.csv", EDUCATION)
            .file("карт/карт.csv", SCORES)
            .run(&format!("masam report-card эм.csv -i health {ERRORS} --round 2025 --format json --out health.json"))
            .run(&format!("masam report-card боловсрол.csv -i education {ERRORS} --format json --out education.json"))
            .run(&format!("masam gaps эм.csv -i health {ERRORS} --format json --out gaps.json"))
            .run("masam scorecard карт -i health-scorecard --as-of 2026-06-01 --format json --out sc.json --quiet");
        ["health.json", "education.json", "gaps.json", "sc.json"].map(|file| (file, story.read(file))).to_vec()
    });
    made.iter().fold(Story::new(name), |story, (file, bytes)| story.bytes(file, bytes))
}

const PARTS: &str =
    "--card health=health.json --card education=education.json --gaps health=gaps.json --scorecards sc.json";

fn json(story: &Story, name: &str) -> Value {
    serde_json::from_slice(&story.read(name)).unwrap_or_else(|e| panic!("{name}: {e}\n{}", story.stderr()))
}

#[test]
fn the_matrix_holds_the_numbers_of_the_cards_and_no_others() {
    let made = table("matrix").run(&format!("masam forum {PARTS} --format json --out forum.json --quiet")).exits(0);
    let (forum, card) = (json(&made, "forum.json"), json(&made, "health.json"));
    let mut compared = 0;
    for cell in forum["matrix"].as_array().unwrap().iter().filter(|cell| cell["sector"] == "health") {
        let same = |row: &&Value| {
            row["indicator_code"] == cell["indicator_code"]
                && row["area_code"] == cell["area_code"]
                && row["group_var"] == ""
                && row["facility_code"] == ""
        };
        let of = card["estimates"].as_array().unwrap().iter().find(same).expect("a row of the card");
        assert_eq!((&cell["value"], &cell["ci_low"], &cell["light"]), (&of["value"], &of["ci_low"], &of["light"]));
        compared += 1;
    }
    // Thirteen places and all of them, for each composite.
    assert!(compared >= 14 * 4 && compared % 14 == 0, "{compared}");
}

#[test]
fn the_brief_speaks_both_languages_and_says_what_is_not_there() {
    let made = table("brief");
    made.run(&format!("masam forum {PARTS} --format md --lang mn --out - --quiet"))
        .exits(0)
        .stdout_has("Эрүүл мэнд: иргэд юу хэлж байна")
        .stdout_has("мэдээлэлгүй: ")
        .stdout_has("Үүнийг уншихад")
        .run(&format!("masam forum {PARTS} --format md --lang en --out - --quiet"))
        .stdout_has("Health: what people say")
        .stdout_has("Education: where the gaps are, and for whom")
        .stdout_has("There are no data from this place.")
        .stdout_has("so a few can be called clear by chance")
        .stdout_lacks("the largest of each grouping")
        .stdout_lacks("иргэд");
}

#[test]
fn a_gap_that_is_not_clear_is_never_told() {
    let made = table("clear").run(&format!("masam forum {PARTS} --format json --out forum.json --quiet")).exits(0);
    let (forum, gaps) = (json(&made, "forum.json"), json(&made, "gaps.json"));
    let grids = forum["sections"].as_array().unwrap().iter().find(|s| s["id"] == "gaps").expect("a sheet of gaps");
    let rows = grids["blocks"].as_array().unwrap().iter().find_map(|b| b["rows"].as_array()).expect("its rows").len();
    let education = json(&made, "education.json");
    let clear = |report: &Value| {
        let gaps = report["gaps"].as_array().unwrap().iter();
        gaps.filter(|gap| ["better", "worse", "differs"].contains(&gap["verdict"].as_str().unwrap_or(""))).count()
    };
    assert_eq!(rows, clear(&gaps) + clear(&education));
}

#[test]
fn three_sources_are_set_side_by_side_and_never_averaged() {
    let made = table("recurring").run(&format!("masam forum {PARTS} --format csv --out forum.csv --quiet")).exits(0);
    let text = String::from_utf8(made.read("forum-recurring.csv")).unwrap();
    let rows = crate::story::Estimates::of(&text).rows;
    assert!(!rows.is_empty());
    for row in &rows {
        let poor = ["citizens", "scorecards", "facilities"].iter().filter(|s| row.text(s) == "poor").count();
        assert_eq!(row.text("poor"), poor.to_string());
    }
    assert!(rows.iter().any(|row| !row.text("scorecards").is_empty()));
    // No facilities were compared, so they say nothing.
    assert!(rows.iter().all(|row| row.text("facilities").is_empty()));
}

#[test]
fn parts_that_do_not_fit_are_told_together() {
    table("misfits")
        .file("жагсаалт.json", "{\"a\": 1}")
        .file("спорт.json", "{}")
        .run(
            "masam forum --card health=sc.json --card education=education.json --gaps education=gaps.json --gaps sport=спорт.json \
             --change education=health.json --card nonsense --scorecards жагсаалт.json --out x.xlsx",
        )
        .exits(1)
        .stderr_has("sc.json: this was written by")
        .stderr_has("there is no --card of the name")
        .stderr_has("[G016]")
        .stderr_has("[G013]")
        .stderr_has("[G010]")
        .made_no("x.xlsx");
    table("swapped")
        .run("masam forum --card health=education.json --card education=health.json --out x.xlsx")
        .exits(1)
        .stderr_has(r#"health.json: this report is of "health", but it is given the name "education""#);
    table("twice")
        .run("masam forum --card health=health.json --scorecards sc.json --scorecards sc.json --out x.xlsx")
        .exits(1);
    table("gaps for a card").run("masam forum --card health=gaps.json --out x.xlsx").exits(1).stderr_has("masam gaps");
}

#[test]
fn reports_of_places_that_the_set_does_not_have_are_refused() {
    table("districts")
        .run("masam forum --card health=health.json --places districts --out x.xlsx")
        .exits(1)
        .stderr_has("[G018]")
        .stderr_has("Ховд / Khovd")
        .made_no("x.xlsx");
}

#[test]
fn the_brief_can_be_had_alone() {
    table("alone")
        .run(&format!("masam forum {PARTS} --brief --format md --lang en --out - --quiet"))
        .exits(0)
        .stdout_has("Health: what people say")
        .stdout_lacks("## Matrix")
        .stdout_lacks("## Methods");
}

#[test]
fn for_publication_only_reports_made_for_it_may_go_in() {
    let made = table("public")
        .file("эм.csv", HEALTH)
        .run(&format!("masam report-card эм.csv -i health {ERRORS} --public --format json --out public.json"));
    made.run("masam forum --card health=health.json --public --out x.xlsx")
        .exits(1)
        .stderr_has("health.json: this report was made without --public")
        .made_no("x.xlsx")
        .run("masam forum --card health=public.json --public --out x.xlsx --quiet")
        .exits(0)
        .run("masam forum --card health=health.json --out y.xlsx")
        .exits(0)
        .stderr_has("not for publication");
}

#[test]
fn the_same_reports_give_the_same_bytes_in_every_format() {
    let mut made = table("twice the same");
    for format in ["xlsx", "csv", "json", "md", "svg"] {
        for name in ["a", "b"] {
            made = made.run(&format!("masam forum {PARTS} --format {format} --out {name}.{format} --quiet")).exits(0);
        }
        assert!(made.read(&format!("a.{format}")) == made.read(&format!("b.{format}")), "{format}");
    }
}

#[test]
fn what_a_forum_makes_of_made_up_answers_says_so_on_every_page() {
    let made = table("made-up")
        .run(&format!("masam forum {PARTS} --format json,md,html,xlsx,svg,csv --out ф --quiet"))
        .exits(0);
    assert_eq!(json(&made, "ф/forum.json")["made_by"]["made_up"], true);
    for file in ["ф/forum.md", "ф/forum.html"] {
        let text = String::from_utf8(made.read(file)).expect("it is UTF-8");
        assert!(text.contains("ЗОХИОМОЛ ЖИШЭЭ ХАРИУЛТ: эндхийн аль ч тоо бодит газрын тухай биш."), "{file}");
        assert!(text.contains("MADE-UP EXAMPLE ANSWERS: no number here is about a real place."), "{file}");
    }
    let pictures = made.names("ф").into_iter().filter(|name| name.ends_with(".svg"));
    let pictures: Vec<String> = pictures.collect();
    assert!(!pictures.is_empty());
    for picture in &pictures {
        let text = String::from_utf8(made.read(&format!("ф/{picture}"))).expect("it is UTF-8");
        assert!(text.contains("ЗОХИОМОЛ ЖИШЭЭ ХАРИУЛТ / MADE-UP EXAMPLE ANSWERS</text>"), "{picture}");
    }
    // Each sheet of the workbook has it at the top of its printed pages.
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(made.read("ф/forum.xlsx"))).expect("a workbook");
    let mut sheets = 0;
    for at in 0..book.len() {
        let mut file = book.by_index(at).expect("a part");
        if !file.name().expect("a name").starts_with("xl/worksheets/sheet") {
            continue;
        }
        let mut text = String::new();
        std::io::Read::read_to_string(&mut file, &mut text).expect("it is UTF-8");
        assert!(text.contains("ЗОХИОМОЛ ЖИШЭЭ ХАРИУЛТ / MADE-UP EXAMPLE ANSWERS</oddHeader>"), "part {at}");
        sheets += 1;
    }
    assert!(sheets > 5, "{sheets}");
    let made = made.run("masam view ф/forum.json --lang en").exits(0);
    made.stdout_has("MADE-UP EXAMPLE ANSWERS");
}

#[test]
fn a_forum_of_made_up_and_real_answers_says_which_are_made_up() {
    let made = table("mixed");
    let real = String::from_utf8(made.read("education.json"))
        .expect("JSON")
        .replace("\"made_up\": true", "\"made_up\": false");
    let made = made.file("бодит.json", &real);
    let parts = "--card health=health.json --card education=бодит.json";
    let made = made.run(&format!("masam forum {parts} --format md --out ф.md --quiet")).exits(0);
    made.made("ф.md", "ЗОХИОМОЛ ЖИШЭЭ ХАРИУЛТ: Эрүүл мэнд\n").made("ф.md", "MADE-UP EXAMPLE ANSWERS: Health");
}
