//! Made-up visits with a checklist: what was looked for is found or not, more or less alike at one facility.

use std::collections::BTreeMap;

use anyhow::Result;
use masam::instrument::checklist::ChecklistInstrument;
use masam::instrument::{Kind, Question, shelf};

use super::register::Facility;
use super::truth::{STOCK, TWICE};
use crate::dice::Dice;
use crate::table::{Cell, Table};

/// A visit: which facility, by whom, and how it is there.
struct Visit<'a> {
    code: &'a str,
    name: &'a str,
    /// As it is spelled, and the type in the instrument.
    kind: (&'a str, &'a str),
    residence: &'a str,
    aimag: &'a str,
    soum: &'a str,
    observer: &'a str,
    people: f64,
    /// Probability that something is there, at best.
    ready: f64,
    /// Whether the shelves are empty.
    no_medicines: bool,
}

/// The columns before the questions.
const ABOUT: [&str; 7] = ["facility_id", "name", "type", "residence", "aimag", "soum", "observer"];

impl Visit<'_> {
    fn about(&self) -> Vec<Cell> {
        [self.code, self.name, self.kind.0, self.residence, self.aimag, self.soum, self.observer]
            .map(|text| if text.is_empty() { Cell::Blank } else { Cell::text(text) })
            .to_vec()
    }

    /// The first answer of a question is the good one. `spell` decides how an answer is written.
    fn answer(&self, question: &Question, found: &BTreeMap<&str, f64>, dice: &mut Dice) -> Option<Found> {
        match &question.kind {
            Kind::Number { .. } => found.get(question.id.as_str()).map(|number| Found::Number(*number)),
            Kind::Single { answers } => {
                let medicine = question.id.starts_with("MD");
                let ready = if medicine && self.no_medicines { 0.2 } else { self.ready };
                let there = dice.chance(ready);
                let other = 1 + dice.below(answers.len() - 1);
                let dormitory = question.id.starts_with("DM") == (self.kind.1 == "dormitory");
                // Things that this type of facility is seldom asked about stay blank.
                let asked = dormitory || !question.id.starts_with("DM");
                asked.then_some(Found::Answer(if there { 0 } else { other }))
            }
        }
    }
}

/// What a visitor found.
enum Found {
    Number(f64),
    Answer(usize),
}

/// Numbers of a health facility, by question.
fn health_numbers(visit: &Visit, dice: &mut Dice) -> BTreeMap<&'static str, f64> {
    let staff = match visit.kind.1 {
        "hospital" => 40 + dice.below(50),
        "fhc" => 7 + dice.below(6),
        _ => 9 + dice.below(8),
    };
    let absent = (0..staff).filter(|_| dice.chance(0.14)).count();
    let doctors = if visit.kind.1 == "hospital" { staff / 3 } else { 2 + staff / 8 };
    let nurses = staff / 2;
    let workers = (doctors + 1) as f64;
    let days = 58.0 + dice.below(7) as f64;
    let load = if visit.kind.1 == "hospital" { 14.0 } else { 11.0 };
    let visits = (workers * days * load * (0.85 + 0.3 * dice.unit())).round();
    let mut numbers = BTreeMap::from([
        ("rostered", staff as f64),
        ("found", (staff - absent) as f64),
        ("visits", visits),
        ("workers", workers),
        ("days", days),
        ("doctors_approved", (doctors + dice.below(2)) as f64),
        ("doctors_filled", doctors as f64),
        ("nurses_approved", (nurses + dice.below(3)) as f64),
        ("nurses_filled", nurses as f64),
    ]);
    if visit.kind.1 == "fhc" {
        numbers.insert("registered", visit.people);
    }
    numbers
}

/// Numbers of a kindergarten, a school or a dormitory, by question.
fn education_numbers(visit: &Visit, dice: &mut Dice) -> BTreeMap<&'static str, f64> {
    let groups = 6 + dice.below(20);
    let in_group = 24 + dice.below(14);
    let mut numbers = BTreeMap::from([("enrolled", (groups * in_group) as f64), ("groups", groups as f64)]);
    let teachers = groups + groups / 3;
    let scheduled = groups;
    let absent = (0..scheduled).filter(|_| dice.chance(0.12)).count();
    let mut give = |list: &[(&'static str, f64)]| numbers.extend(list.iter().copied());
    match visit.kind.1 {
        "kindergarten" => {
            give(&[("teachers", groups as f64 * 1.0), ("rostered", scheduled as f64)]);
            give(&[("in_class", (scheduled - absent) as f64), ("food_day", 3_300.0 + 100.0 * dice.below(12) as f64)]);
            // -97: there are no groups of 24 hours.
            let full = if dice.chance(0.3) { 4_700.0 + 100.0 * dice.below(8) as f64 } else { -97.0 };
            give(&[("food_full", full)]);
        }
        "school" => {
            give(&[("teachers", teachers as f64), ("rostered", scheduled as f64)]);
            give(&[("in_class", (scheduled - absent) as f64), ("pupils_seen", in_group as f64)]);
            give(&[("textbooks", (in_group - dice.below(in_group)) as f64)]);
            give(&[("lunch", 1_300.0 + 100.0 * dice.below(5) as f64), ("shifts", 1.0 + dice.below(3) as f64)]);
        }
        _ => return BTreeMap::from([("enrolled", (20 + dice.below(60)) as f64)]),
    }
    numbers
}

/// The answers of a visit in the order of the questions, each written by `spell`.
fn answers(
    list: &ChecklistInstrument,
    visit: &Visit,
    dice: &mut Dice,
    spell: impl Fn(&Question, usize, &mut Dice) -> String,
) -> Vec<Cell> {
    let numbers =
        if list.asks.id == "health-facility" { health_numbers(visit, dice) } else { education_numbers(visit, dice) };
    let mut cells = Vec::new();
    for question in &list.asks.questions {
        let found = visit.answer(question, &numbers, dice);
        let number = matches!(question.kind, Kind::Number { .. });
        cells.push(match (found, dice.below(100)) {
            (None, _) | (_, 0..=1) => Cell::Blank,
            (_, 2) => Cell::Number(if number { -98.0 } else { 98.0 }),
            (Some(Found::Number(number)), _) => Cell::Number(number),
            (Some(Found::Answer(answer)), _) => Cell::text(spell(question, answer, dice)),
        });
    }
    cells
}

/// The checklist of the story: one visit to each facility, ten by two observers, with Mongolian labels as headers.
pub fn table(facilities: &[Facility]) -> Result<Table> {
    let list = shelf::open_checklist("health-facility")?;
    let labels = ["Код", "Нэр", "Төрөл", "Байршил", "Аймаг, дүүрэг", "Сум, дүүрэг", "Ажиглагч"].map(str::to_owned);
    let headers = labels.into_iter().chain(list.asks.questions.iter().map(|q| q.label.mn.to_string()));
    let mut table = Table { headers: headers.collect(), rows: Vec::new() };
    let mut dice = Dice::new(611);
    for (at, facility) in facilities.iter().enumerate() {
        let code = facility.code.as_str();
        let ready = match facility.kind {
            "hospital" => 0.94,
            "fhc" => 0.86,
            _ => 0.8,
        };
        let mut visit = Visit {
            code,
            name: &facility.mn,
            kind: (kind_label(facility.kind), facility.kind),
            residence: if facility.residence() == "urban" { "urban" } else { "rural" },
            aimag: facility.aimag,
            soum: facility.soum,
            observer: ["А", "Б", "В"][at % 3],
            people: f64::from(facility.catchment),
            ready: ready + 0.02 * dice.normal(),
            no_medicines: STOCK.iter().any(|(known, _)| *known == code),
        };
        let cells = answers(&list, &visit, &mut dice, as_label);
        table.rows.push(visit.about().into_iter().chain(cells.clone()).collect());
        let again = code == TWICE;
        if again || at % 12 == 5 {
            visit.observer = if again { visit.observer } else { "Г" };
            let seen = seen_again(&list, &cells, &mut dice);
            table.rows.push(visit.about().into_iter().chain(seen).collect());
        }
    }
    Ok(table)
}

fn kind_label(kind: &str) -> &'static str {
    match kind {
        "shc" => "Сумын эрүүл мэндийн төв",
        "fhc" => "Өрхийн эрүүл мэндийн төв",
        _ => "Нэгдсэн эмнэлэг",
    }
}

fn as_label(question: &Question, answer: usize, _: &mut Dice) -> String {
    question.answers()[answer].label.mn.to_string()
}

/// What somebody else found on the same day: mostly the same.
fn seen_again(list: &ChecklistInstrument, cells: &[Cell], dice: &mut Dice) -> Vec<Cell> {
    let again = |(question, cell): (&Question, &Cell)| match (cell, question.answers()) {
        (Cell::Text(_), answers) if dice.chance(0.08) => Cell::text(&*dice.pick(answers).label.mn),
        (other, _) => other.clone(),
    };
    list.asks.questions.iter().zip(cells).map(again).collect()
}

/// Twelve visits with codes and labels mixed: the sample that comes with an instrument.
pub fn sample(id: &str) -> Result<Table> {
    let list = shelf::open_checklist(id)?;
    let headers = ABOUT.map(str::to_owned).into_iter().chain(list.asks.questions.iter().map(|q| q.id.clone()));
    let mut table = Table { headers: headers.collect(), rows: Vec::new() };
    let mut dice = Dice::new(if id == "health-facility" { 51 } else { 52 });
    let sites = if id == "health-facility" { HEALTH } else { EDUCATION };
    for (code, kind, aimag, soum, observer) in sites {
        let visit = Visit {
            code,
            name: &format!("{soum}, жишээ"),
            kind: *kind,
            residence: if matches!(kind.1, "shc" | "dormitory") { "rural" } else { "urban" },
            aimag,
            soum,
            observer,
            people: 9_000.0 + 500.0 * dice.below(14) as f64,
            ready: 0.7 + 0.25 * dice.unit(),
            no_medicines: false,
        };
        let cells = answers(&list, &visit, &mut dice, as_it_comes);
        table.rows.push(visit.about().into_iter().chain(cells).collect());
    }
    Ok(table)
}

/// The code, mostly; else the label or another spelling.
fn as_it_comes(question: &Question, answer: usize, dice: &mut Dice) -> String {
    let answer = &question.answers()[answer];
    match dice.below(10) {
        0 => answer.label.mn.to_string(),
        1 => answer.label.en.to_uppercase(),
        2 if !answer.also.is_empty() => dice.pick(&answer.also).clone(),
        _ => answer.code.clone(),
    }
}

/// Code, type as it is spelled and as it is meant, aimag, soum, observer.
type SampleSite = (&'static str, (&'static str, &'static str), &'static str, &'static str, &'static str);

/// Eleven health facilities, one of them seen by two observers.
const HEALTH: &[SampleSite] = &[
    ("ЭМТ-01", ("shc", "shc"), "Ховд", "Манхан", "А"),
    ("ЭМТ-02", ("СЭМТ", "shc"), "Ховд аймгийн", "Дарви", "А"),
    ("ЭМТ-03", ("Soum hospital", "shc"), "Hovsgol", "Галт", "А"),
    ("ЭМТ-03", ("Сумын эмнэлэг", "shc"), "Хөвсгөл", "Галт", "Б"),
    ("ЭМТ-04", ("сумын эрүүл мэндийн төв", "shc"), "MN21", "Матад", "Б"),
    ("ЭМТ-05", ("fhc", "fhc"), "Улаанбаатар", "БЗД", "Б"),
    ("ЭМТ-06", ("ӨЭМТ", "fhc"), "Улаанбаатар", "Чингэлтэй", "Б"),
    ("ЭМТ-07", ("Өрхийн эмнэлэг", "fhc"), "Увс", "Улаангом", "В"),
    ("ЭМТ-08", ("Family clinic", "fhc"), "Övörkhangai", "Арвайхээр", "В"),
    ("ЭМТ-09", ("hospital", "hospital"), "Сүхбаатар аймаг", "Баруун-Урт", "В"),
    ("ЭМТ-10", ("АНЭ", "hospital"), "Хэнтий", "Хэрлэн", "В"),
    ("ЭМТ-11", ("Дүүргийн нэгдсэн эмнэлэг", "hospital"), "Улаанбаатар", "СХД", "В"),
];

/// Twelve kindergartens, schools and dormitories.
const EDUCATION: &[SampleSite] = &[
    ("ЦЭЦ-01", ("kindergarten", "kindergarten"), "Улаанбаатар", "БЗД", "А"),
    ("ЦЭЦ-02", ("Хүүхдийн цэцэрлэг", "kindergarten"), "Улаанбаатар", "Чингэлтэй", "А"),
    ("ЦЭЦ-03", ("СӨБ", "kindergarten"), "Ховд аймгийн", "Жаргалант", "А"),
    ("ЦЭЦ-04", ("Preschool", "kindergarten"), "Увс", "Улаангом", "А"),
    ("ЕБС-01", ("school", "school"), "Улаанбаатар", "СХД", "Б"),
    ("ЕБС-02", ("ЕБС", "school"), "Hovsgol", "Мөрөн", "Б"),
    ("ЕБС-03", ("Secondary school", "school"), "Дорнод", "Матад", "Б"),
    ("ЕБС-04", ("сургууль", "school"), "MN21", "Халхгол", "Б"),
    ("ЕБС-05", ("Дунд сургууль", "school"), "Хэнтий", "Биндэр", "В"),
    ("ДБ-01", ("dormitory", "dormitory"), "Хэнтий", "Биндэр", "В"),
    ("ДБ-02", ("ДБ", "dormitory"), "Дорнод", "Матад", "В"),
    ("ДБ-03", ("Дотуур байр", "dormitory"), "Сэлэнгэ", "Ерөө", "В"),
];
