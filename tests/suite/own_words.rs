//! Words that an instrument puts otherwise: in every output, in both languages, and nowhere in what machines read.

use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};
use masam::forum::read_one_of;
use masam::lang::Lang;
use masam::render::poster::{Looks, Sheet, Use, laid_out};
use masam::render::{Palette, Reading};
use masam::report::poster::{Source, Subject};
use masam::words::fixed;

use crate::story::Story;

const HEALTH: &str = include_str!("../../instruments/health/instrument.toml");
const SCORECARD: &str = include_str!("../../instruments/health-scorecard/instrument.toml");
const CHECKLIST: &str = include_str!("../../instruments/health-facility/instrument.toml");
const ANSWERS: &str = include_str!("../../instruments/health/sample.csv");
const SCORES: &str = include_str!("../../instruments/health-scorecard/sample.csv");
const VISITS: &str = include_str!("../../instruments/health-facility/sample.csv");

const OWN: &str = r#"
[words]
citizen_report_card = { mn = "Иргэдийн үнэлгээ", en = "Citizens' assessment" }
area = { mn = "Баг", en = "Ward" }
no_clear_difference = { mn = "Ялгаа мэдэгдэхгүй", en = "Cannot tell" }
no_data = { mn = "тоо ирээгүй", en = "nothing came" }
light_poor = { mn = "ОРОЛТ БАГА", en = "FAR FROM IT" }
base = { mn = "Хэдэн хүн" }
place = { mn = "Хаана амьдардаг", en = "Where they live" }
sheet_scores = { mn = "Үнэлгээ", en = "Marks" }
page_search = { mn = "Хайж олох", en = "Find in the tables" }
poster_same_elsewhere = { mn = "Хаа сайгүй ийм", en = "Like this everywhere" }
"#;

/// A card in words of its own, in every format.
fn card(name: &str) -> Story {
    static MADE: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let story = Story::new("own-words")
            .file("миний.toml", &(HEALTH.to_owned() + OWN))
            .file("түүвэр.csv", ANSWERS)
            .run("masam report-card түүвэр.csv -i миний.toml --lonely adjust --format xlsx,html,md,json,csv,svg --out own/ --quiet")
            .exits(0)
            .run("masam report-card түүвэр.csv -i миний.toml --lonely adjust --format html,md --lang en --out en/ --quiet")
            .exits(0)
            .run("masam report-card түүвэр.csv -i health --lonely adjust --format json,csv,md --out standard/ --quiet")
            .exits(0);
        story.files().into_iter().collect()
    });
    made.iter().fold(Story::new(name), |story, (file, bytes)| story.bytes(file, bytes))
}

fn text(story: &Story, name: &str) -> String {
    String::from_utf8(story.read(name)).expect("it is UTF-8")
}

#[test]
fn a_workbook_says_the_words_of_its_instrument_and_names_its_sheets_by_them() {
    let story = card("workbook");
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(story.read("own/health-report-card.xlsx"))).expect("a workbook");
    assert!(book.sheet_names().contains(&"Үнэлгээ · Marks".to_owned()), "{:?}", book.sheet_names());
    let mut cells = Vec::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        cells.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    let has = |words: &str| cells.iter().any(|cell| cell.contains(words));
    for own in ["Ялгаа мэдэгдэхгүй / Cannot tell", "тоо ирээгүй / nothing came", "ОРОЛТ БАГА / FAR FROM IT"]
    {
        assert!(has(own), "{own}");
    }
    // In English nothing was said of the base.
    assert!(has("Хэдэн хүн\nAnswers (n)") || has("Хэдэн хүн / Answers (n)"));
    for standard in ["Тодорхой ялгаагүй", "No clear difference", "мэдээлэл алга"] {
        let cell = cells.iter().find(|cell| cell.contains(standard));
        assert!(cell.is_none(), "{cell:?}");
    }
}

#[test]
fn a_page_says_them_in_both_languages_and_after_the_switch() {
    let story = card("page");
    let page = text(&story, "own/health-report-card.html");
    for own in
        ["Ялгаа мэдэгдэхгүй", "Cannot tell", "ОРОЛТ БАГА", "FAR FROM IT", "Хайж олох", "Find in the tables", ">Ward<"]
    {
        assert!(page.contains(own), "{own}");
    }
    assert!(!page.contains("Тодорхой ялгаагүй") && !page.contains("No clear difference"));
    let english = text(&story, "en/health-report-card.html");
    assert!(english.contains("Cannot tell") && !english.contains("Ялгаа мэдэгдэхгүй"));
}

#[test]
fn markdown_pictures_and_the_terminal_say_them() {
    let story = card("lines");
    let (mn_en, en) = (text(&story, "own/health-report-card.md"), text(&story, "en/health-report-card.md"));
    assert!(mn_en.contains("Ялгаа мэдэгдэхгүй / Cannot tell") && mn_en.contains("Баг / Ward"));
    assert!(en.contains("Cannot tell") && en.contains("Ward") && !en.contains("Баг"));
    let pictures = story.names("own").into_iter().filter(|name| name.ends_with(".svg"));
    let pictures: Vec<String> = pictures.map(|name| text(&story, &format!("own/{name}"))).collect();
    assert!(pictures.iter().any(|picture| picture.contains("FAR FROM IT")));
    let story = story.run("masam view own/health-report-card.json --section all --all --lang mn").exits(0);
    let story = story.stdout_has("Ялгаа мэдэгдэхгүй").stdout_has("ОРОЛТ БАГА").stdout_has("Баг");
    story.stdout_lacks("Тодорхой ялгаагүй");
}

#[test]
fn tables_for_machines_are_the_same_with_any_words() {
    let story = card("codes");
    for table in ["", "-gaps", "-priorities"] {
        let [own, standard] =
            ["own", "standard"].map(|folder| text(&story, &format!("{folder}/health-report-card{table}.csv")));
        assert!(own.lines().count() > 20 && own == standard, "{table}");
    }
    let json: serde_json::Value = serde_json::from_slice(&story.read("own/health-report-card.json")).expect("JSON");
    assert_eq!(json["made_by"]["words"]["area"], serde_json::json!({"mn": "Баг", "en": "Ward"}));
    let standard: serde_json::Value =
        serde_json::from_slice(&story.read("standard/health-report-card.json")).expect("JSON");
    assert_eq!(standard["made_by"].get("words"), None);
    for table in ["estimates", "gaps", "priorities"] {
        assert!(json[table].is_array() && json[table] == standard[table], "{table}");
    }
}

#[test]
fn a_poster_says_the_words_of_the_report_it_is_made_from() {
    let story = card("poster");
    let read = |folder: &str| {
        let file = format!("{folder}/health-report-card.json");
        let (kind, read) = read_one_of(&story.read(&file), &file, &Source::KINDS).expect("a report");
        Source::new(kind, read)
    };
    let words = |source: &Source| {
        let reading = Reading::new(&Lang::ALL);
        let looks = Looks { sheet: Sheet::A4, purpose: Use::Wall, reading, palette: Palette::default() };
        let posters = source.places().into_iter().filter_map(|place| source.poster(&Subject::Place(place), None));
        posters.map(|poster| laid_out(&poster, looks).words()).collect::<Vec<String>>().join("\n")
    };
    let (own, standard) = (words(&read("own")), words(&read("standard")));
    assert!(own.contains("Хаа сайгүй ийм") && own.contains("Like this everywhere") && !own.contains("About the same"));
    assert!(standard.contains("About the same as elsewhere") && !standard.contains("Like this"));
}

#[test]
fn a_misspelt_word_is_a_fault_with_its_line_wherever_the_instrument_is_read() {
    let of = |words: &str| format!("{CHECKLIST}\n[words]\n{words}\n");
    let at = of("").lines().count();
    let story = Story::new("misspelt")
        .file("миний.toml", &of("no_claer_difference = { mn = \"Ялгаагүй\" }"))
        .file("хоосон.toml", &of("places_with_data_of = { mn = \"{0} баг\" }"))
        .file("үзлэг.csv", VISITS)
        .run("masam instrument check миний.toml")
        .exits(1)
        .stderr_has("error[I085]: reports have no word \"no_claer_difference\"")
        .stderr_has(&format!("миний.toml:{at}:1"))
        .stderr_has("^^^^^^^^^^^^^^^^^^^ Did you mean \"no_clear_difference\"?")
        .run("masam compare үзлэг.csv --instrument миний.toml --out a.xlsx")
        .exits(1)
        .stderr_has("I085")
        .made_no("a.xlsx");
    let story = story.run("masam instrument check хоосон.toml --lang mn").exits(1).stderr_has("алдаа[I086]");
    story.stderr_has("{0}, {1}").stderr_has(&format!("хоосон.toml:{at}:"));
}

#[test]
fn the_words_there_are_are_listed_with_those_of_an_instrument() {
    let story = Story::new("listed")
        .file("миний.toml", &(SCORECARD.to_owned() + OWN))
        .run("masam instrument words --find \"clear difference\"")
        .exits(0)
        .stdout_has("# all\nno_clear_difference = { mn = \"Тодорхой ялгаагүй\", en = \"No clear difference\" }\n")
        .stdout_lacks("light_poor")
        .run("masam instrument words миний.toml --find difference")
        .stdout_has("no_clear_difference = { mn = \"Ялгаа мэдэгдэхгүй\", en = \"Cannot tell\" }")
        .run("masam instrument words --find хачин")
        .exits(3)
        .stderr_has("no word of reports has this")
        .run("masam instrument show миний.toml --lang en")
        .stdout_has("area: Aimag or district → Ward")
        .stdout_lacks("base: ")
        .run("masam instrument words миний.toml --format csv")
        .exits(0);
    let table = story.stdout();
    assert!(table.contains("\nbase,all,,Хэдэн хүн,Answers (n),Хариултын тоо (n),Answers (n)\r\n"));
    assert_eq!(table.lines().count(), fixed().len() + 1);
    // What is listed may be copied: a file with all of it has no fault, and says what it would without.
    let story = story.run("masam instrument words").exits(0);
    let copied = format!("{HEALTH}\n[words]\n{}", story.stdout());
    let story = story.file("бүгд.toml", &copied).run("masam instrument check бүгд.toml").exits(0);
    story.run("masam instrument show бүгд.toml").stdout_lacks("Тайлангийн үгс");
}

/// An instrument that puts every word otherwise.
fn everything_otherwise(instrument: &str) -> String {
    let mut text = format!("{instrument}\n[words]\n");
    for word in fixed() {
        let [mn, en] = [word.mn, word.en].map(|said| said.replace('\\', "\\\\").replace('"', "\\\""));
        text += &format!("{} = {{ mn = \"ө{mn}\", en = \"q{en}\" }}\n", word.key);
    }
    text
}

#[test]
fn a_forum_goes_by_codes_so_that_words_change_none_of_its_tables() {
    let made = |name: &str, card: &str, scorecard: &str| {
        Story::new(name)
            .file("эм.toml", &everything_otherwise(HEALTH))
            .file("карт.toml", &everything_otherwise(SCORECARD))
            .file("эм.csv", ANSWERS)
            .file("карт/карт.csv", SCORES)
            .run(&format!("masam report-card эм.csv -i {card} --lonely adjust --format json --out эм.json --quiet"))
            .exits(0)
            .run(&format!("masam gaps эм.csv -i {card} --lonely adjust --format json --out зөрүү.json --quiet"))
            .exits(0)
            .run(&format!(
                "masam scorecard карт -i {scorecard} --as-of 2026-06-01 --format json,csv --out sc --quiet"
            ))
            .run("masam forum --card health=эм.json --gaps health=зөрүү.json --scorecards sc/health-scorecard-cards.json --format json,csv,md --out ф --quiet")
            .exits(0)
    };
    let own = made("forum-own", "эм.toml", "карт.toml");
    let standard = made("forum-standard", "health", "health-scorecard");
    for table in ["ф/forum.csv", "ф/forum-recurring.csv", "ф/forum-brief.csv", "sc/health-scorecard-cards.csv"] {
        let [own, standard] = [&own, &standard].map(|story| text(story, table));
        assert!(own.lines().count() > 1 && own == standard, "{table}");
    }
    let [own, standard] = [&own, &standard].map(|story| text(story, "ф/forum.md"));
    assert!(own.contains("өТовч / qBrief"), "all of its sources agree in it");
    assert!(standard.contains("Товч / Brief"));
    assert_eq!(own.lines().count(), standard.lines().count());
}
