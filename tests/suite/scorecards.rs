//! Stories of community scorecards: filled books in a folder, what comes of them, and what is said about those that went wrong.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::story::Story;
use crate::typist::Typist;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/health-scorecard")
}

/// A story that has the shipped example in its folder.
fn shipped(name: &str) -> Story {
    fn add(mut story: Story, folder: &Path, below: &str) -> Story {
        for entry in std::fs::read_dir(folder).expect("the example") {
            let path = entry.expect("an entry").path();
            let name = format!("{below}{}", path.file_name().expect("a name").to_string_lossy());
            story = match path.is_dir() {
                true => add(story, &path, &format!("{name}/")),
                false => story.bytes(&name, &std::fs::read(&path).expect("a file")),
            };
        }
        story
    }
    add(Story::new(name), &example(), "")
}

const BOTH: &str = "masam scorecard round-1 round-2 --facilities facilities.csv --as-of 2026-06-30";

#[test]
fn every_planted_mishap_is_said_with_its_file_and_code() {
    let story = shipped("mishaps").run(&format!("{BOTH} --lang en --format json --out -")).exits(3);
    let report: serde_json::Value = serde_json::from_str(story.stdout()).expect("JSON");
    let mut rows = Vec::new();
    texts_of_rows(&report, &mut rows);
    let planted = std::fs::read(example().join("FAULTS.csv")).expect("the list of mishaps");
    let mut planted = csv::Reader::from_reader(&planted[..]);
    let mut unsaid = Vec::new();
    for fault in planted.records() {
        let fault = fault.expect("a row");
        let (file, value, code) = (&fault[0], &fault[3], &fault[4]);
        let file_name = file.rsplit('/').next().unwrap_or(file);
        let says = |row: &Vec<String>| {
            row.iter().any(|cell| cell.contains(code)) && row.iter().any(|cell| cell.contains(file_name))
        };
        if !code.is_empty() && !rows.iter().any(says) {
            unsaid.push(format!("{file}: {} {value} [{code}]", &fault[2]));
        }
    }
    assert!(unsaid.is_empty(), "nothing is said of {unsaid:#?}");
}

/// The texts of every list of values, wherever it is.
fn texts_of_rows(value: &serde_json::Value, rows: &mut Vec<Vec<String>>) {
    match value {
        serde_json::Value::Array(items) => {
            rows.push(items.iter().map(ToString::to_string).collect());
            items.iter().for_each(|item| texts_of_rows(item, rows));
        }
        serde_json::Value::Object(fields) => {
            rows.push(fields.values().map(ToString::to_string).collect());
            fields.values().for_each(|field| texts_of_rows(field, rows));
        }
        _ => {}
    }
}

#[test]
fn what_needs_no_words_is_read_as_it_was_meant() {
    let story = shipped("silent").run(&format!("{BOTH} --lang en --format csv --quiet --out cards.csv")).exits(3);
    let scores = Rows::of(&story.read("cards.csv"));
    let community = |id: &str, round: &str| scores.with(&[("facility", id), ("round", round), ("side", "community")]);
    // Moved rows, labels typed anew, merged cells, a renamed and a copied sheet, English labels, old formats, long tables,
    // two halves: six groups × twelve indicators, ten for family health centres. Three formulas had no result.
    for (id, round, rows) in [
        ("KhSHC-02", "2025-2", 72),
        ("KhSHC-02", "2026-1", 72),
        ("HuSHC-01", "2025-2", 72),
        ("SeSHC-01", "2025-2", 72),
        ("HeSHC-01", "2025-2", 72),
        ("DoSHC-01", "2026-1", 72),
        ("UhFHC-01", "2025-2", 60),
        ("ShFHC-01", "2025-2", 60),
        ("BzFHC-01", "2025-2", 60),
        ("ChFHC-01", "2025-2", 60),
        ("UhFHC-01", "2026-1", 60),
        ("SuSHC-01", "2025-2", 69),
    ] {
        let found = community(id, round);
        let scored = found.iter().filter(|row| !row["score_100"].is_empty() && row["indicator"].starts_with("HC"));
        assert_eq!(scored.count(), rows, "{id} {round}");
    }
    assert!(community("SeSHC-01", "2025-2").iter().all(|row| !row["n_present"].is_empty()));
    assert!(community("UhFHC-01", "2026-1").iter().all(|row| !row["votes"].is_empty()));
    let women = |indicator: &str| {
        let said = [("facility", "DoSHC-01"), ("round", "2025-2"), ("group", "women"), ("indicator", indicator)];
        scores.with(&said).iter().map(|row| row["score_100"].clone()).collect::<Vec<_>>()
    };
    // "60 or 70" is missing, "80/100" and "62,5" are numbers, "4/5" says its own scale, "don't know" is missing.
    assert_eq!(
        ["HC02", "HC03", "HC04", "HC05", "HC06"].map(women),
        [vec![], vec!["80"], vec!["62.5"], vec!["75"], vec![]]
    );
    let inputs = Rows::of(&story.read("cards-inputs.csv"));
    let vehicle = inputs.with(&[("facility", "KhSHC-02"), ("round", "2025-2"), ("item", "HF03.transport")]);
    assert!(vehicle[0]["entitlement"].is_empty() && vehicle[0]["ratio"].is_empty(), "not due: {:?}", vehicle[0]);
}

/// Rows of a CSV file, by column.
struct Rows(Vec<BTreeMap<String, String>>);

impl Rows {
    fn of(bytes: &[u8]) -> Rows {
        let mut reader = csv::Reader::from_reader(bytes);
        let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let row = |record: csv::StringRecord| columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        Rows(reader.records().map(|record| row(record.expect("a row"))).collect())
    }

    /// The rows in which these columns read so.
    fn with(&self, wanted: &[(&str, &str)]) -> Vec<&BTreeMap<String, String>> {
        self.0.iter().filter(|row| wanted.iter().all(|(column, text)| row[*column] == *text)).collect()
    }
}

#[test]
fn the_bytes_do_not_depend_on_threads_or_on_the_order_of_paths() {
    let story =
        shipped("order").run(&format!("{BOTH} --format xlsx,csv,json,md --threads 1 --quiet --out one/")).exits(3);
    let turned = BOTH.replace("round-1 round-2", "round-2 round-1/KhSHC-02.xlsx round-1");
    let story = story.run(&format!("{turned} --format xlsx,csv,json,md --threads 3 --quiet --out two/")).exits(3);
    for format in ["xlsx", "csv", "json", "md"] {
        let name = |folder: &str| format!("{folder}/health-scorecard-cards.{format}");
        assert!(story.read(&name("one")) == story.read(&name("two")), "{format} differs");
    }
}

#[test]
fn one_bad_book_is_listed_and_the_rest_is_there() {
    shipped("bad book")
        .bytes("good/KhSHC-01.xlsx", &std::fs::read(example().join("round-1/KhSHC-01.xlsx")).expect("a book"))
        .run("masam scorecard good --lang en --format csv --out -")
        .exits(0)
        .stdout_has("KhSHC-01")
        .bytes("good/муу.xlsx", b"PK\x03\x04 nothing more")
        .run("masam scorecard good --lang en --format csv --out -")
        .exits(3)
        .stdout_has("KhSHC-01")
        .stderr_has("муу.xlsx");
}

#[test]
fn what_is_no_book_is_passed_over_and_counted() {
    shipped("passed over")
        .file("round-1/~$KhSHC-01.xlsx", "a lock")
        .file("round-1/.DS_Store", "x")
        .file("round-1/хурлын зураг.jpg", "x")
        .run("masam scorecard round-1 --facilities facilities.csv --format csv --out cards.csv")
        .stderr_has("files read: 11 (others passed over: 3)");
    Story::new("no books")
        .file("empty/зураг.jpg", "x")
        .run("masam scorecard empty --out cards.xlsx")
        .exits(1)
        .stderr_has("there is no filled workbook in empty; files passed over: 1 [S070]")
        .made_no("cards.xlsx");
}

#[test]
fn an_action_past_its_deadline_on_the_day_is_overdue() {
    let story = shipped("overdue")
        .run("masam actions round-2/KhSHC-01.xlsx --as-of 2026-06-30 --status overdue --lang en --format csv --out -");
    let overdue = story.exits(0).stdout_has("KhSHC-01").stdout_has("2026-05-31");
    overdue
        .run("masam actions round-2/KhSHC-01.xlsx --as-of 2026-05-31 --status overdue --lang en --format csv --out -")
        .exits(0)
        .stdout_lacks("2026-05-31,");
}

#[test]
fn the_instrument_comes_from_the_books_or_has_to_be_named() {
    shipped("instrument")
        .run("masam scorecard round-1/ub-long.csv --out cards.xlsx")
        .exits(1)
        .stderr_has("the books do not say for which instrument they were made: name it with --instrument")
        .stderr_has("education-scorecard, health-scorecard")
        .run("masam scorecard round-1/ub-long.csv -i health-scorecard --facilities facilities.csv --format csv --out -")
        .stdout_has("ChFHC-01");
}

#[test]
fn a_book_of_another_round_is_named_and_left_out_where_one_round_is_asked_for() {
    shipped("other round")
        .run("masam scorecard round-2 --facilities facilities.csv --round 2026-1 --lang en --format csv --out -")
        .exits(3)
        .stderr_has("SuSHC-01.xlsx: this book is of round 2025-2, not of 2026-1; it was not used [S074]");
}

#[test]
fn a_blank_book_that_is_filled_in_by_typing_is_read_back() {
    let story = Story::new("round trip")
        .file(
            "facilities.csv",
            "id,name_mn,name_en,type,place,catchment\nKhSHC-09,Жишээ ЭМТ,Example SHC,shc,\"Ховд, Манхан\",4310\n",
        )
        .run("masam template scorecard -i health-scorecard --facilities facilities.csv --round 2026-1 --out blank/")
        .exits(0);
    let mut book = Typist::open(&story.read("blank/KhSHC-09_2026-1.xlsx"));
    let waiting = book.find("Иргэдийн оноо", "HC03");
    let (score, reason) = (book.column("Иргэдийн оноо", "Оноо"), book.column("Иргэдийн оноо", "Шалтгаан"));
    for ((row, _), words) in waiting.iter().zip(["40", "60", "50"]) {
        book.types("Иргэдийн оноо", (*row, score), words);
        book.types("Иргэдийн оноо", (*row, reason), "Дараалал их");
    }
    let (row, _) = book.find("Өөрийн үнэлгээ", "HC03")[0];
    let score = book.column("Өөрийн үнэлгээ", "Өөрийн үнэлгээ");
    book.types("Өөрийн үнэлгээ", (row, score), "85");
    let first = |book: &Typist, header: &str| {
        let column = book.column("Төлөвлөгөө", header);
        let (row, _) = book.find("Төлөвлөгөө", header)[0];
        (row + 1, column)
    };
    for (header, words) in [
        ("Асуудал", "Үзлэгт удаан хүлээдэг"),
        ("Хийх ажил", "Утсаар цаг өгөх"),
        ("Хариуцах албан тушаал", "Ахлах сувилагч"),
        ("Хугацаа", "2026.3.31"),
        ("Шийдэх түвшин", "Байгууллага"),
        ("Явц", "Төлөвлөсөн"),
    ] {
        let spot = first(&book, header);
        book.types("Төлөвлөгөө", spot, words);
    }
    story
        .bytes("filled/KhSHC-09.xlsx", &book.done())
        .run("masam scorecard filled --facilities facilities.csv --as-of 2026-06-30 --lang en --format csv --out -")
        .stdout_has("KhSHC-09")
        .stderr_has("gaps between community and provider of 20 points or more: 1")
        .stderr_has("overdue on 2026-06-30: 1")
        .run("masam actions filled --as-of 2026-06-30 --status overdue --lang mn --out -")
        .stdout_has("Утсаар цаг өгөх");
}

#[test]
fn what_a_round_left_open_stands_in_the_blank_books_of_the_next() {
    let story = shipped("carried").run(
        "masam template scorecard -i health-scorecard --facilities facilities.csv --round 2026-1 --facility UvSHC-01 \
         --carry round-1 --out blank/",
    );
    let story = story.stderr_has("open actions of earlier rounds: ").stderr_has("carried over: ");
    let bytes = story.read("blank/UvSHC-01_2026-1.xlsx");
    let before =
        story.run("masam actions round-1 --facility UvSHC-01 --status open --format json --out -").stdout().to_owned();
    // The blank book of the next round gives the same register of open actions again.
    let next = Story::new("carried on").bytes("blank/UvSHC-01_2026-1.xlsx", &bytes);
    let after = next.run("masam actions blank --status open --format json --out -").stdout().to_owned();
    let open = |json: &str| -> Vec<String> {
        let report: serde_json::Value = serde_json::from_str(json).expect("JSON");
        let mut rows = Vec::new();
        texts_of_rows(&report, &mut rows);
        rows.into_iter().filter(|row| row.len() > 12).map(|row| row.join(" ")).collect()
    };
    assert!(!open(&before).is_empty());
    assert_eq!(open(&before).len(), open(&after).len(), "{before}\n{after}");
}

#[test]
fn scores_inputs_and_actions_say_which_dimension_they_belong_to() {
    let story = shipped("dimensions").run(&format!("{BOTH} --lang en --format json --out -")).exits(3);
    let report: serde_json::Value = serde_json::from_str(story.stdout()).expect("JSON");
    let of = |table: &str, key: &str, id: &str| {
        let rows = report[table].as_array().expect("a table");
        let row = rows.iter().find(|row| row[key] == id).unwrap_or_else(|| panic!("{table}: no {id}"));
        row["dimension"].as_str().expect("a text").to_owned()
    };
    assert_eq!(of("scores", "indicator", "HC01"), "availability");
    assert_eq!(of("scores", "indicator", "HC11"), "responsiveness");
    assert_eq!(of("inputs", "item", "HF05"), "quality");
    assert_eq!(of("actions", "indicator", "HC01"), "availability");
    // What was added in the field belongs to none.
    assert_eq!(of("scores", "indicator", ""), "");
}
