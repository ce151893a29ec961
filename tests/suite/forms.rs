//! Forms for phones and tablets, told as stories: made, filled in, and read as a card.

use std::collections::BTreeMap;

use masam::form::{self, Form, Wishes};
use masam::instrument::shelf;
use masam::lang::Lang;
use masam::places::PlaceSet;

use crate::story::Story;

/// A column of the form's export: how a platform heads it, with the path of its groups, and the words of its choices.
struct Column {
    name: String,
    path: String,
    labels: String,
    relevant: String,
    list: Option<String>,
}

fn health() -> Form {
    let set = PlaceSet::built_in("masam").expect("built in");
    let wishes = Wishes { set: &set, facilities: None, langs: &Lang::ALL };
    form::of_card(&shelf::open("health").expect("it is shipped"), &wishes).expect("it can be asked").0
}

/// The columns of an export, from the sheet `survey` alone.
fn columns(form: &Form) -> Vec<Column> {
    let survey = form.sheet("survey").expect("every form has it");
    let (mut names, mut labels): (Vec<String>, Vec<String>) = Default::default();
    let mut columns = Vec::new();
    for row in 0..survey.rows.len() {
        let of = |column: &str| survey.get(row, column).to_owned();
        let (kind, name) = (of("type"), of("name"));
        // What has no label is headed by its name.
        let label = Some(of("label::Монгол (mn)")).filter(|label| !label.is_empty()).unwrap_or(name.clone());
        let path =
            |groups: &[String], own: &str| groups.iter().map(String::as_str).chain([own]).collect::<Vec<_>>().join("/");
        match kind.as_str() {
            "begin_group" => {
                names.push(name);
                labels.push(label);
            }
            "end_group" => {
                names.pop();
                labels.pop();
            }
            "note" => {}
            _ => columns.push(Column {
                path: path(&names, &name),
                labels: path(&labels, &label),
                name,
                relevant: of("relevant"),
                list: kind.strip_prefix("select_one ").map(str::to_owned),
            }),
        }
    }
    columns
}

/// The choices of each list: name and Mongolian label.
fn choices(form: &Form) -> BTreeMap<String, Vec<(String, String)>> {
    let sheet = form.sheet("choices").expect("every form has it");
    let mut lists: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in 0..sheet.rows.len() {
        let of = |column: &str| sheet.get(row, column).to_owned();
        lists.entry(of("list_name")).or_default().push((of("name"), of("label::Монгол (mn)")));
    }
    lists
}

/// Invented submissions, by names and by labels; some decline, some never used the facility, some don't know.
fn submissions(
    columns: &[Column],
    lists: &BTreeMap<String, Vec<(String, String)>>,
) -> Vec<BTreeMap<String, [String; 2]>> {
    let submission = |n: usize| {
        let mut given: BTreeMap<String, [String; 2]> = BTreeMap::new();
        for (at, column) in columns.iter().enumerate() {
            let used = given.get("H01").is_none_or(|[code, _]| code == "yes");
            let met = given.get("H10").is_none_or(|[code, _]| code == "yes");
            let asked = (used || column.relevant.is_empty()) && (met || !column.relevant.contains("${H1"));
            let same = |text: String| [text.clone(), text];
            let value = match (&column.list, column.name.as_str()) {
                _ if !asked => same(String::new()),
                (_, "consent") => ["yes".into(), "Тийм, зөвшөөрч байна".into()],
                (_, "soum") => same(String::new()),
                (Some(list), name) => {
                    let choices = &lists[list];
                    let which = if name == "area" { n % 7 } else { (n * (at + 3) + n / 5) % choices.len() };
                    let (code, label) = &choices[which];
                    [code.clone(), label.clone()]
                }
                (None, "stratum") => same(given["area"][0].clone()),
                (None, "start" | "end") => same(format!("2026-05-0{}T10:00:00", 1 + n % 8)),
                (None, "username" | "interviewer") => same(format!("С{}", n % 3)),
                (None, "psu") => same(format!("{}", n % 4)),
                (None, "facility") => same(format!("Төв-{}", n % 7)),
                (None, _) if n.is_multiple_of(11) => same("-98".into()),
                (None, _) => same(format!("{}", 16 + (n * 7 + at) % 40)),
            };
            given.insert(column.name.clone(), value);
        }
        given
    };
    (0..280).map(submission).collect()
}

/// A CSV as Kobo writes it: semicolons, every cell between quotes.
fn kobo(headers: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| {
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(";") + "\r\n"
    };
    let head = line(headers.iter().map(|header| (*header).to_owned()).collect());
    std::iter::once(head).chain(rows.map(line)).collect()
}

#[test]
fn a_filled_form_gives_the_card_of_the_same_answers_in_plain_columns() {
    let form = health();
    let (columns, lists) = (columns(&form), choices(&form));
    let rows = submissions(&columns, &lists);
    let file = |head: fn(&Column) -> &str, side: usize| {
        let headers: Vec<&str> = columns.iter().map(head).collect();
        let cells = rows.iter().map(|row| columns.iter().map(|c| row[&c.name][side].clone()).collect());
        kobo(&headers, cells)
    };
    let card = "masam report-card survey.csv --instrument health --format csv --out - --quiet";
    let of = |text: String| Story::new("form").file("survey.csv", &text).run(card).stdout().to_owned();
    let plain = of(file(|c| &c.name, 0));
    assert!(plain.lines().count() > 1_000, "{plain}");
    assert!(columns.iter().any(|c| c.path == "access/H02") && columns.iter().any(|c| c.path == "visit/area"));
    assert_eq!(of(file(|c| &c.path, 0)), plain, "names with the paths of their groups");
    assert_eq!(of(file(|c| &c.labels, 1)), plain, "labels in Mongolian");
}

#[test]
fn a_form_is_made_read_back_and_never_written_over() {
    Story::new("made")
        .run("masam instrument to-xlsform health --lang en,mn --out маягт.xlsx")
        .exits(0)
        .stderr_has("written: маягт.xlsx")
        .run("masam instrument to-xlsform health --out маягт.xlsx")
        .exits(1)
        .stderr_has("is already there")
        .run("masam instrument check маягт.xlsx")
        .exits(0)
        .stdout_has("no faults; health 1.0")
        .run("masam instrument to-xlsform health-facility --out visit.xlsx")
        .exits(0);
}

#[test]
fn a_scorecard_has_blank_workbooks_and_no_form() {
    Story::new("scorecard")
        .run("masam instrument to-xlsform health-scorecard --out form.xlsx")
        .exits(1)
        .stderr_has("masam template scorecard --instrument health-scorecard")
        .made_no("form.xlsx");
}

#[test]
fn own_codes_of_places_go_before_official_ones() {
    let instrument = "id = \"x\"\nversion = \"1\"\nsector = \"health\"\nplace_set = \"masam\"
title = { mn = \"Туршилт\", en = \"Trial\" }\ndescription = { mn = \"Туршилт\", en = \"Trial\" }
[columns]\narea = [\"aimag\"]\narea_codes = { \"21\" = \"Говьсүмбэр\", \"1\" = \"Ховд\" }
[[question]]\nid = \"H01\"\ntext = { mn = \"Сайн уу?\", en = \"Good?\" }
answers = [{ code = \"yes\", mn = \"Тийм\", en = \"Yes\" }, { code = \"no\", mn = \"Үгүй\", en = \"No\" }]
[[dimension]]\nid = \"access\"
[[indicator]]\nid = \"good\"\ntitle = { mn = \"Сайн\", en = \"Good\" }\ndimension = \"access\"
measure = { share = \"H01\", codes = [\"yes\"] }\nbetter = \"higher\"\n";
    let card = |name: &str, survey: &str| {
        let story = Story::new(name).file("x.toml", instrument).file("a.csv", survey);
        let story = story.run("masam report-card a.csv --instrument x.toml --format csv --out b.csv --quiet").exits(0);
        story.read("b.csv")
    };
    let codes = card("codes", "aimag,H01\n21,yes\n21,no\n1,yes\n85,no\n");
    let names = card("names", "aimag,H01\nГовьсүмбэр,yes\nГовьсүмбэр,no\nХовд,yes\nУвс,no\n");
    assert!(codes == names);
    let text = String::from_utf8(codes).expect("text");
    let of =
        |code: &str| text.lines().find(|line| line.contains(&format!(",{code},aimag,"))).expect("a place").to_owned();
    assert!(
        of("42").contains("share,50,") && of("84").contains("share,100,") && of("21").contains("no_data"),
        "{text}"
    );
}
