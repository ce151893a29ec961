//! The same attack on what leaves beside a report card: gaps, inequality, priorities, changes between rounds, forums.
//!
//! What      the files of several commands on one survey are read together ([`Told`]), and what they give away is looked for: by
//!           linear algebra, and by what else a row may say. Numbers of a forum must stand in one of its reports. Then the same
//!           is tried with files that aren't closed, in which it must be found

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::attack::{Found, INSTRUMENT, Knowledge, Of, is_total, knowledge, survey, weights};
use super::attack_notes::{Notes, Public, Record, Told, number, row, sides, text};

/// A folder with the rounds of a survey.
struct Desk {
    folder: tempfile::TempDir,
    place_of: BTreeMap<String, String>,
}

const COMMON: &str = "-i instrument.toml --by sex,age,herder --lang en --quiet";
const OPEN: &str = "--public --presentation none";
const BETWEEN: &str = "--between sex=2,1 --between herder=1,0 --within-places";

impl Desk {
    /// Rounds of these seeds: round-1.csv and so on.
    fn of(seeds: &[u64]) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("instrument.toml"), INSTRUMENT).expect("a file");
        let mut place_of = BTreeMap::new();
        for (at, seed) in seeds.iter().enumerate() {
            let (text, places) = survey(*seed);
            std::fs::write(folder.path().join(format!("round-{}.csv", at + 1)), text).expect("a file");
            place_of.extend(places);
        }
        Desk { folder, place_of }
    }

    /// Runs a command; the files that it wrote to this place in the folder.
    fn run(&self, command: &str, out: &str) -> Vec<PathBuf> {
        let output = Command::new(env!("CARGO_BIN_EXE_masam"))
            .args(command.split_whitespace())
            .args(["--out", out])
            .current_dir(self.folder.path())
            .output()
            .expect("the program starts");
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 3)), "{command}: {code:?}: {}", String::from_utf8_lossy(&output.stderr));
        let path = self.folder.path().join(out);
        match path.is_dir() {
            false => vec![path],
            true => {
                let entries = std::fs::read_dir(path).expect("a folder");
                let mut files: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
                files.sort();
                files
            }
        }
    }

    fn public(&self, truth: &[PathBuf], average: &str) -> Public {
        let known = Knowledge { average: average != "sample", ..knowledge(self.place_of.clone()) };
        let public = Public::of(truth, known);
        assert!(public.residents.len() > 3, "residents of {} places", public.residents.len());
        let residents = if average == "population" { public.residents.clone() } else { BTreeMap::new() };
        Public { knowledge: Knowledge { residents, ..public.knowledge }, ..public }
    }
}

fn assert_nothing(leaks: &[String], what: &str) {
    assert!(leaks.is_empty(), "{what}: {} found, {:#?}", leaks.len(), &leaks[..leaks.len().min(8)]);
}

#[test]
fn gaps_inequality_and_priorities_give_nothing_away_beside_their_card() {
    for (seed, average) in [(1, "sample"), (2, "equal"), (8, "population")] {
        let desk = Desk::of(&[seed]);
        let card = format!("report-card round-1.csv {COMMON} --average {average}");
        let gaps = format!("gaps round-1.csv {COMMON} --average {average} {BETWEEN}");
        let truth = [
            desk.run(&format!("{card} --format json"), "truth.json"),
            desk.run(&format!("{gaps} --format json"), "all.json"),
        ];
        let public = desk.public(&truth.concat(), average);
        let files = [
            desk.run(&format!("{card} {OPEN} --format json"), "card.json"),
            desk.run(&format!("{gaps} {OPEN} --format csv,md"), "gaps"),
        ];
        let told = Told::read(&files.concat());
        assert!(told.withheld().len() > 10, "seed {seed}: hardly anything is withheld");
        assert!(!told.gaps.is_empty() && !told.inequality.is_empty() && !told.priorities.is_empty());
        assert_nothing(&told.leaks(&public, ""), &format!("seed {seed}, average {average}"));
    }
}

/// Estimates of a card with everything, some of them withheld.
fn without(estimates: &[Record], is_hidden: impl Fn(&Record) -> bool) -> Vec<Record> {
    let mut estimates = estimates.to_vec();
    for estimate in estimates.iter_mut().filter(|e| is_hidden(e)) {
        for name in ["value", "n", "n_missing", "n_weighted", "se"] {
            estimate.insert(name.to_owned(), String::new());
        }
        estimate.insert("shown".to_owned(), "withheld".to_owned());
    }
    estimates
}

/// What is true of a number that was found.
fn truth_of(told: &Told, found: &Found) -> Option<f64> {
    let mut rows = told.estimates.iter().map(row);
    let row = rows.find(|r| (&r.figure, &r.spot) == (&found.figure, &found.spot))?;
    match found.of {
        Of::Answers => row.n,
        Of::Missing => row.missing,
        Of::Sum => Some(row.value? * if is_total(&row.figure) { 1.0 } else { row.weight? }),
    }
}

/// The gaps without a side that is withheld in a public card, but with the p-values that they have beside those.
fn gaps_of_shown(gaps: &[Record], public: &Told) -> Vec<Record> {
    let withheld = public.withheld();
    let shown = |gap: &&Record| {
        let (own, other) = sides(gap);
        [own].into_iter().chain(other).all(|spot| !withheld.contains(&(text(gap, "indicator_code").to_owned(), spot)))
    };
    gaps.iter().filter(shown).cloned().collect()
}

#[test]
fn the_attack_finds_what_tables_beside_a_card_give_away_where_they_do() {
    let desk = Desk::of(&[2]);
    let card = format!("report-card round-1.csv {COMMON} --average equal --format json");
    let gaps = format!("gaps round-1.csv {COMMON} --average equal {BETWEEN} --format json");
    // Inequality otherwise leaves out places of few answers by itself.
    let files = [desk.run(&card, "truth.json"), desk.run(&format!("{gaps} --few 1"), "all.json")].concat();
    let (public, truth) = (desk.public(&files, "equal"), Told::read(&files));
    let closed = Told::read(&desk.run(&format!("{gaps} {OPEN}"), "public.json"));

    // Each table alone gives small cells away if it is told as it is.
    let few = |estimate: &Record| number(estimate, "n").is_some_and(|n| (1.0..5.0).contains(&n));
    let small = Told { estimates: without(&truth.estimates, few), ..Told::default() };
    // Two places guard each other in an average, until all places together are told by sampling weights too.
    let two = |estimate: &Record| ["21", "43"].contains(&text(estimate, "area_code"));
    let everybody: Vec<Record> = truth.estimates.iter().filter(|e| text(e, "group_var").is_empty()).cloned().collect();
    let pair = Told { estimates: without(&everybody, two), ..Told::default() };
    let priorities = truth.priorities.iter().filter(|of| text(of, "area_code").is_empty()).cloned().collect();
    for (what, before, after) in [
        ("gaps", &small, Told { gaps: truth.gaps.clone(), ..small.clone() }),
        ("inequality", &pair, Told { inequality: truth.inequality.clone(), ..pair.clone() }),
        ("priorities", &pair, Told { priorities, ..pair.clone() }),
    ] {
        let [alone, found] = [before, &after].map(|told| Notes::taken(told, "", &public).attack());
        assert!(found.len() > alone.len(), "{what}: {} found, {} without", found.len(), alone.len());
        // An average of composites isn't what it seems where places lack parts.
        for found in found.iter().filter(|found| !found.figure.starts_with("composite.")) {
            let known = truth_of(&truth, found).expect("a number");
            assert!((found.number - known).abs() < 1e-6 * known.abs().max(1.0), "{what}: {found:?} is {known}");
        }
    }
    // A row without numbers, a p-value adjusted for others, the value of a place that isn't shown.
    let rows = Told { gaps: truth.gaps.clone(), ..closed.clone() };
    assert!(!rows.rows_of_withheld(&public, "").is_empty());
    let adjusted = Told { gaps: gaps_of_shown(&truth.gaps, &closed), ..closed.clone() };
    let strange = adjusted.adjusted_for_others();
    assert!(
        strange.iter().any(|s| s.contains("groups")) && strange.iter().any(|s| s.contains("average")),
        "{strange:?}"
    );
    assert!(strange.iter().any(|s| s.contains("best")), "{strange:?}");
    let ends = Told { inequality: truth.inequality.clone(), ..closed.clone() };
    assert!(!ends.ends_of_nobody().is_empty());
}

#[test]
fn rounds_give_nothing_away_beside_what_changed_between_them() {
    let desk = Desk::of(&[2, 3]);
    let card = |round: u32| format!("report-card round-{round}.csv {COMMON} --round round-{round} --format json");
    let change = format!("change round-1.csv round-2.csv {COMMON} --clusters new");
    let told = |round: u32, options: &str, out: &str| Told::read(&desk.run(&format!("{} {options}", card(round)), out));
    let gaps = desk.run(&format!("gaps round-1.csv {COMMON} {BETWEEN} --format json"), "gaps.json");
    let all = Told::read(&desk.run(&format!("{change} --format json"), "change.json"));
    let open = Told::read(&desk.run(&format!("{change} {OPEN} --format csv,md"), "public-change"));
    assert!(!open.changes.is_empty() && !open.gap_changes.is_empty());
    for round in [1, 2] {
        let name = format!("round-{round}");
        let truth = told(round, "", &format!("truth-{round}.json"));
        let public = desk
            .public(&[gaps.clone(), vec![desk.folder.path().join(format!("truth-{round}.json"))]].concat(), "sample");
        let public = Public { weights: weights(&truth.estimates.iter().map(row).collect::<Vec<_>>()), ..public };
        let shown = told(round, OPEN, &format!("public-{round}.json"));
        let (changes, gap_changes) = (open.changes.clone(), open.gap_changes.clone());
        let beside = Told { changes, gap_changes, ..shown };
        assert_nothing(&beside.leaks(&public, &name), &name);
        // And it would find something.
        let (changes, gap_changes) = (all.changes.clone(), Vec::new());
        let told = Told { changes, gap_changes, ..beside.clone() };
        assert!(
            Notes::taken(&told, &name, &public).attack().len() > 20
                && !told.rows_of_withheld(&public, &name).is_empty()
        );
        let (changes, gap_changes) = (Vec::new(), all.gap_changes.clone());
        let told = Told { changes, gap_changes, ..beside };
        assert!(!Notes::taken(&told, &name, &public).attack().is_empty());
    }
}

/// Numbers that stand for figures: values and ends of intervals of sections, and all of tables, but for counts.
fn figures_of(value: &serde_json::Value, found: &mut Vec<f64>) {
    match value {
        serde_json::Value::Object(fields) => {
            let kind = fields.get("kind").and_then(|kind| kind.as_str()).unwrap_or_default();
            let names = ["value", "low", "high", "ci_low", "ci_high"];
            let told = fields.iter().filter(|(name, _)| kind != "count" && names.contains(&name.as_str()));
            found.extend(told.filter_map(|(_, number)| number.as_f64()));
            fields.values().for_each(|field| figures_of(field, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| figures_of(item, found)),
        _ => {}
    }
}

/// The numbers of a forum that stand in none of these tables.
fn of_nowhere(forum: &Path, told: &Told) -> Vec<f64> {
    let tables = [&told.estimates, &told.gaps, &told.inequality, &told.priorities, &told.changes, &told.gap_changes];
    let cells = tables.into_iter().flatten().flat_map(BTreeMap::values);
    let known: BTreeSet<u64> = cells.filter_map(|cell| cell.parse::<f64>().ok()).map(f64::to_bits).collect();
    let text = std::fs::read_to_string(forum).expect("a forum");
    let mut found = Vec::new();
    figures_of(&serde_json::from_str(&text).expect("JSON"), &mut found);
    assert!(found.len() > 100, "a forum of {} numbers", found.len());
    found.retain(|number| !known.contains(&number.to_bits()));
    found
}

#[test]
fn a_forum_tells_no_number_that_its_public_reports_do_not() {
    let desk = Desk::of(&[3, 2]);
    let parts = |options: &str, name: &str| {
        let card = format!("report-card round-2.csv {COMMON} {options} --format json");
        let gaps = format!("gaps round-2.csv {COMMON} {BETWEEN} {options} --format json");
        let change = format!("change round-1.csv round-2.csv {COMMON} --clusters new {options} --format json");
        let files = [(card, "card"), (gaps, "gaps"), (change, "change")];
        Told::read(&files.map(|(command, of)| desk.run(&command, &format!("{name}-{of}.json"))).concat())
    };
    let forum = |name: &str, options: &str| {
        let from = ["card", "gaps", "change"].map(|of| format!("--{of} health={name}-{of}.json")).join(" ");
        desk.run(&format!("forum {from} --quiet {options} --format json"), &format!("{name}-forum.json")).remove(0)
    };
    let (open, _) = (parts(OPEN, "open"), parts("", "all"));
    let told = forum("open", "--public");
    assert_eq!(of_nowhere(&told, &open), [] as [f64; 0]);
    assert!(of_nowhere(&forum("all", ""), &open).len() > 100);

    // Three people answered in Dornod: neither how many nor that there are none is said.
    let text = std::fs::read_to_string(told).expect("a forum");
    let whole: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let sections = whole["sections"].as_array().expect("sections");
    let of_dornod = sections.iter().find(|s| s["id"] == "profile" && s["title"]["mn"] == "Дорнод").expect("a profile");
    let said = of_dornod.to_string();
    assert!(said.contains("How many people answered is withheld") && !said.contains("people answered."), "{said}");
    assert!(!said.contains("There are no data"), "{said}");
}

#[test]
fn a_public_forum_refuses_a_part_that_is_cut_otherwise_than_its_card() {
    let desk = Desk::of(&[1]);
    desk.run("report-card round-1.csv -i instrument.toml --by sex --public --quiet --format json", "card.json");
    desk.run("gaps round-1.csv -i instrument.toml --by sex,age --public --quiet --format json", "gaps.json");
    let output = Command::new(env!("CARGO_BIN_EXE_masam"))
        .args(["forum", "--card", "health=card.json", "--gaps", "health=gaps.json", "--out", "forum.xlsx"])
        .current_dir(desk.folder.path())
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains(r#"made with "--by sex,age", but the --card with "--by sex""#) && said.contains("[G023]"),
        "{said}"
    );
}

#[test]
fn what_somebody_wrote_beside_a_misspelt_place_stays_out_of_public_reports() {
    let desk = Desk::of(&[1]);
    let columns = "area = [\"аймаг\"]";
    let instrument = INSTRUMENT.replace(columns, &format!("{columns}\nsoum = [\"сум\"]"));
    std::fs::write(desk.folder.path().join("instrument.toml"), instrument).expect("a file");
    let (text, _) = survey(1);
    let mut lines: Vec<String> = text.lines().map(|line| format!("{line},")).collect();
    lines[0] += "сум";
    lines[1] = lines[1].replace("Ховд", "Ховд аймгаас") + "Бат-Эрдэнэ 99112233";
    std::fs::write(desk.folder.path().join("round-1.csv"), lines.join("\n")).expect("a file");
    let gaps = |options: &str, out: &str| {
        let file = desk.run(&format!("gaps round-1.csv {COMMON} {options} --format json"), out).remove(0);
        std::fs::read_to_string(file).expect("a report")
    };
    assert!(gaps("", "all.json").contains("99112233"));
    assert!(!gaps(OPEN, "open.json").contains("99112233"));
}

#[test]
fn priorities_say_of_a_withheld_figure_neither_that_nobody_answered_nor_that_all_answered_alike() {
    let desk = Desk::of(&[1]);
    let added = r#"
[[question]]
id = "solved"
text = { mn = "Шийдсэн үү?", en = "Was it solved?" }
label = { mn = "Шийдсэн", en = "Solved" }
answers = [{ code = "1", mn = "Тийм", en = "Yes" }, { code = "0", mn = "Үгүй", en = "No" }]

[[indicator]]
id = "solved"
title = { mn = "Шийдсэн", en = "Solved" }
dimension = "cost"
measure = { share = "solved", codes = ["1"] }
better = "higher"
"#;
    let instrument = INSTRUMENT.replace("sector = ", "overall = \"sat.score\"\nsector = ") + added;
    std::fs::write(desk.folder.path().join("instrument.toml"), instrument).expect("a file");
    let (rows, _) = survey(1);
    // Three of all answer, and all yes.
    let solved = |at: usize| {
        if at == 0 {
            "solved"
        } else if at <= 3 {
            "1"
        } else {
            ""
        }
    };
    let lines: Vec<String> = rows.lines().enumerate().map(|(at, line)| format!("{line},{}", solved(at))).collect();
    std::fs::write(desk.folder.path().join("round-1.csv"), lines.join("\n")).expect("a file");
    let note = |options: &str, out: &str| {
        let told = Told::read(&desk.run(&format!("report-card round-1.csv {COMMON} {options} --format json"), out));
        let of = told
            .priorities
            .iter()
            .find(|p| [text(p, "indicator_code"), text(p, "area_code")] == ["solved", ""])
            .expect("a row");
        text(of, "note").to_owned()
    };
    assert_eq!(note("", "all.json"), "answers do not vary");
    assert_eq!(note(OPEN, "open.json"), "unreliable");
}

#[test]
fn the_rows_of_one_file_among_several_are_not_told_in_public() {
    let desk = Desk::of(&[2]);
    // Every place sends a file of its own; that of Dornod has three rows.
    let (text, _) = survey(2);
    let (header, rows) = text.split_once('\n').expect("a header");
    let write = |name: &str, is: &dyn Fn(&str) -> bool| {
        let lines: Vec<&str> = [header].into_iter().chain(rows.lines().filter(|line| is(line))).collect();
        std::fs::write(desk.folder.path().join(name), lines.join("\n")).expect("a file");
    };
    write("dornod.csv", &|line| line.starts_with("Дорнод"));
    write("others.csv", &|line| !line.starts_with("Дорнод"));
    let told = |options: &str, out: &str| {
        let command = format!("gaps dornod.csv others.csv {COMMON} {options} --format json");
        std::fs::read_to_string(desk.run(&command, out).remove(0)).expect("a report")
    };
    assert!(told("", "all.json").contains("dornod.csv: 3 rows"));
    let public = told(OPEN, "open.json");
    assert!(public.contains("dornod.csv") && !public.contains("dornod.csv: 3"));
    // Nor on the sheet of what was read.
    let whole: serde_json::Value = serde_json::from_str(&public).expect("JSON");
    let reading = whole["sections"].as_array().expect("sections").iter().find(|s| s["id"] == "reading");
    let counts = |value: i64| format!(r#"{{"kind":"count","value":{value}}}"#);
    let said = reading.expect("a sheet").to_string();
    assert!(said.contains(&counts(1)) && !said.contains(&counts(3)), "{said}");
}
