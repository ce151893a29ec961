//! Questions that take several answers, as every tool writes them.

use crate::story::Story;

const INSTRUMENT: &str = r#"
id = "pay"
version = "1"
sector = "health"
place_set = "masam"
title = { mn = "Төлбөр", en = "Payments" }
description = { mn = "Туршилт", en = "Trial" }

[columns]
area = ["aimag"]
clusters = ["psu"]

[missing]
usual = { dont_know = ["98"] }

[base.payers]
title = { mn = "төлсөн хүмүүс", en = "those who paid" }
where = { P1 = ["yes"] }

[base.care]
title = { mn = "эм, үзлэгт төлсөн хүмүүс", en = "those who paid for medicine or an examination" }
where = { P2 = ["drug", "exam"] }

[[question]]
id = "P1"
text = { mn = "Төлсөн үү?", en = "Did you pay?" }
answers = [{ code = "yes", mn = "Тийм", en = "Yes" }, { code = "no", mn = "Үгүй", en = "No" }]

[[question]]
id = "P2"
text = { mn = "Юунд төлсөн бэ?", en = "What did you pay for?" }
multiple = true
answers = [
  { code = "drug", mn = "Эм", en = "Medicine" },
  { code = "exam", mn = "Үзлэг", en = "Examination" },
  { code = "bed", mn = "Ор, хоол", en = "Bed, food" },
]
asked = "payers"
missing = "usual"

[[question]]
id = "P3"
text = { mn = "Хэдэн төгрөг?", en = "How much?" }
number = { unit = { mn = "₮", en = "MNT" }, least = 0 }
asked = "care"

[[dimension]]
id = "corruption"

[[indicator]]
id = "drug"
title = { mn = "Эмэнд төлсөн", en = "Paid for medicine" }
dimension = "corruption"
measure = { share = "P2", codes = ["drug"] }
better = "lower"

[[indicator]]
id = "care"
title = { mn = "Эм, үзлэгт төлсөн", en = "Paid for medicine or examination" }
dimension = "corruption"
measure = { share = "P2", codes = ["exam", "drug"], zero_when = { P1 = ["no"] } }
better = "lower"

[[indicator]]
id = "amount"
title = { mn = "Дундаж", en = "Mean amount" }
dimension = "corruption"
measure = { mean = "P3" }
better = "lower"

[[grouping]]
id = "bed"
title = { mn = "Ор", en = "Bed" }
question = "P2/bed"
groups = [{ id = "bed", codes = ["1"], mn = "Ор", en = "A bed" }, { id = "other", codes = ["0"], mn = "Бусад", en = "Others" }]
"#;

/// Aimag, cluster, whether somebody paid, what for, how much. Two paid and didn't say what for; one doesn't know.
const ANSWERS: [(&str, u32, &str, &[&str], &str); 10] = [
    ("Ховд", 1, "yes", &["drug", "bed"], "100"),
    ("Ховд", 1, "yes", &["bed"], ""),
    ("Ховд", 2, "no", &[], ""),
    ("Ховд", 2, "yes", &["exam"], "40"),
    ("Увс", 3, "yes", &["drug", "exam", "bed"], "250"),
    ("Увс", 3, "yes", &[], ""),
    ("Увс", 4, "yes", &["98"], ""),
    ("Увс", 4, "no", &[], ""),
    ("Дорнод", 5, "yes", &["exam", "drug"], "10"),
    ("Дорнод", 6, "yes", &[], ""),
];

const OPTIONS: [(&str, &str); 3] = [("drug", "Эм"), ("exam", "Үзлэг"), ("bed", "Ор, хоол")];

/// A survey with these headers: `joined` is how what was named is written in one cell, `split` each answer's own.
fn survey(p2: &str, joined: impl Fn(&[&str]) -> String, split: Option<(char, [&str; 3])>) -> String {
    let mut text = format!("aimag,psu,P1,P3,{p2}");
    if let Some((by, _)) = split {
        OPTIONS.iter().for_each(|(code, _)| text += &format!(",{p2}{by}{code}"));
    }
    for (aimag, psu, paid, named, amount) in ANSWERS {
        text += &format!("\n{aimag},{psu},{paid},{amount},\"{}\"", joined(named));
        let Some((_, [yes, no, unanswered])) = split else { continue };
        for (code, _) in OPTIONS {
            let said = if named.contains(&code) { yes } else { no };
            text += &format!(",{}", if named.is_empty() || named == ["98"] { unanswered } else { said });
        }
    }
    text + "\n"
}

fn card(survey: &str) -> String {
    let story = Story::new("several").file("төлбөр.toml", INSTRUMENT).file("судалгаа.csv", survey);
    let command = "masam report-card судалгаа.csv --instrument төлбөр.toml --format csv --out a.csv --quiet";
    let story = story.run(command).exits(0);
    String::from_utf8(story.read("a.csv")).expect("text")
}

#[test]
fn every_way_of_writing_several_answers_gives_the_same_card() {
    let codes = |named: &[&str]| named.join(" ");
    let label = |code: &&str| OPTIONS.iter().find(|(known, _)| known == code).map_or("98", |(_, label)| label);
    let labels = |by: &'static str| move |named: &[&str]| named.iter().map(label).collect::<Vec<_>>().join(by);
    let kobo = card(&survey("g/P2", codes, Some(('/', ["1", "0", ""]))));
    assert!(card(&survey("P2", codes, None)) == kobo, "codes in one column");
    assert!(card(&survey("Юунд төлсөн бэ?", labels(" "), None)) == kobo, "labels side by side");
    assert!(card(&survey("P2", labels(";"), None)) == kobo, "labels with semicolons");
    assert!(card(&survey("P2", codes, Some(('.', ["TRUE", "FALSE", ""])))) == kobo, "as R writes them");
    assert!(card(&survey("P2", codes, Some(('_', ["True", "False", "False"])))) == kobo, "False for everybody");
    assert!(card(&survey("P2", codes, Some(('/', ["1", "0", "0"])))) == kobo, "nought for everybody");
}

/// By hand: five said what they paid for, of whom three named medicine and four medicine or an examination; with the two who
/// didn't pay as zero, 4 of 7. The four due an amount gave 400 together. Of the three with a bed two named medicine.
#[test]
fn shares_of_what_was_named_are_of_those_who_named_something() {
    let text = card(&survey("P2", |named| named.join(" "), None));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().expect("headers").clone();
    let at = |name: &str| headers.iter().position(|h| h == name).expect("a column");
    let of = |row: &csv::StringRecord, name: &str| row[at(name)].to_owned();
    let mut found = Vec::new();
    for row in reader.records() {
        let row = row.expect("a row");
        if of(&row, "area_level") == "all" {
            let value: f64 = of(&row, "value").parse().expect("a number");
            found.push((
                of(&row, "indicator_code"),
                of(&row, "group_value"),
                of(&row, "n"),
                (value * 1e6).round() / 1e6,
            ));
        }
    }
    let is = |code: &str, group: &str, n: &str, value: f64| {
        let wanted = (code.to_owned(), group.to_owned(), n.to_owned(), (value * 1e6).round() / 1e6);
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    };
    is("drug", "", "5", 60.0);
    is("care", "", "7", 400.0 / 7.0);
    is("amount", "", "4", 100.0);
    is("drug", "bed", "3", 200.0 / 3.0);
    is("drug", "other", "2", 50.0);
}

/// By hand: as above, with the answers of each file in its own way.
#[test]
fn of_two_files_each_is_read_by_the_columns_that_it_has() {
    let joined = survey("P2", |named| named.join(" "), None);
    let split = survey("P2", |_| String::new(), Some(('/', ["1", "0", ""]))).replace("P1,P3,P2,", "P1,P3,өөр,");
    let halves = |text: &str, first: bool| {
        let mut lines: Vec<&str> = text.lines().collect();
        let head = lines.remove(0);
        let half = if first { &lines[..6] } else { &lines[6..] };
        format!("{head}\n{}\n", half.join("\n"))
    };
    let story = Story::new("files").file("төлбөр.toml", INSTRUMENT);
    let story = story.file("а.csv", &halves(&joined, true)).file("б.csv", &halves(&split, false));
    let command =
        "masam report-card а.csv б.csv --instrument төлбөр.toml --by none --format csv --out а.out.csv --quiet";
    let story = story.run(command).exits(0);
    let text = String::from_utf8(story.read("а.out.csv")).expect("text");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().expect("headers").clone();
    let at = |name: &str| headers.iter().position(|h| h == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let all = rows.iter().find(|row| &row[at("indicator_code")] == "drug" && &row[at("area_level")] == "all");
    let all = all.expect("the figure of all places");
    assert_eq!((&all[at("n")], &all[at("value")]), ("5", "60"));
}

/// By hand: of seven who said what they paid for or that they didn't pay, four paid for medicine or an examination, which is worse:
/// 3 of 7 have all points.
#[test]
fn who_counts_as_zero_where_less_is_better_has_all_points() {
    let composite = "\n[[composite]]\nid = \"own\"\ntitle = { mn = \"Өөрийн\", en = \"Own\" }\nindicators = { care = 1 }\n\
                     level = \"respondent\"\n";
    let story = Story::new("own").file("төлбөр.toml", &format!("{INSTRUMENT}{composite}"));
    let story = story.file("а.csv", &survey("P2", |named| named.join(" "), None));
    let command = "masam report-card а.csv --instrument төлбөр.toml --by none --format csv --out б.csv --quiet";
    let text = String::from_utf8(story.run(command).exits(0).read("б.csv")).expect("text");
    let line = text.lines().find(|line| line.contains("composite.own") && line.contains(",all,")).expect("a composite");
    let found = line.split(',').filter_map(|cell| cell.parse::<f64>().ok()).any(|n| (n - 300.0 / 7.0).abs() < 1e-9);
    assert!(found, "{line}");
}

#[test]
fn a_tally_of_several_answers_gives_the_card_of_its_rows() {
    let story = Story::new("tally").file("төлбөр.toml", INSTRUMENT);
    let story = story.file("судалгаа.csv", &survey("g/P2", |named| named.join(" "), Some(('/', ["1", "0", ""]))));
    let story = story
        .run("masam report-card судалгаа.csv --instrument төлбөр.toml --format csv --out a.csv --quiet")
        .exits(0)
        .run("masam tally судалгаа.csv --instrument төлбөр.toml --out a.tally --quiet")
        .exits(0)
        .run("masam report-card a.tally --instrument төлбөр.toml --format csv --out b.csv --quiet")
        .exits(0);
    assert!(story.read("a.csv") == story.read("b.csv"));
}

#[test]
fn a_cell_that_cannot_be_divided_is_told_once_and_counts_for_nothing() {
    let text = survey("P2", |named| named.join(" "), None).replace("\"drug bed\"", "\"drug, өөр зүйл\"");
    let story = Story::new("odd").file("төлбөр.toml", INSTRUMENT).file("судалгаа.csv", &text);
    let story =
        story.run("masam check судалгаа.csv --instrument төлбөр.toml --format csv --out a.csv --quiet").exits(3);
    let found = String::from_utf8(story.read("a.csv")).expect("text");
    assert_eq!(found.matches("C060").count(), 1, "{found}");
    let line = found.lines().find(|line| line.contains("C060")).expect("a finding");
    assert!(line.contains(",2,") && line.contains("drug, өөр зүйл"), "{line}");
}

#[test]
fn a_question_of_several_answers_is_no_scale_and_no_grouping() {
    for (from, to) in [
        ("measure = { mean = \"P3\" }", "measure = { score = \"P2\" }"),
        ("question = \"P2/bed\"", "question = \"P2\""),
        ("codes = [\"drug\"] }", "at_least = 2 }"),
    ] {
        assert!(INSTRUMENT.contains(from), "{from}");
        let story = Story::new("fault").file("x.toml", &INSTRUMENT.replacen(from, to, 1));
        story.run("masam instrument check x.toml").exits(1).stderr_has("I052").stderr_has("P2/drug");
    }
}
