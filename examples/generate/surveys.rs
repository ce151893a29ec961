//! The made-up surveys as tables, in the shapes in which such files arrive.

use crate::answers::{Answers, Shifts, education, health};
use crate::dice::Dice;
use crate::people::{Person, Plan, people, round as rounded};
use crate::places::{GOVISUMBER, PLACES, Place, named};
use crate::rounds;
use crate::table::{Cell, Table};

/// Groups of a KoboToolbox form with the questions in them, and the column of each.
const KOBO: &[(&str, &str)] = &[
    ("", "start"),
    ("", "end"),
    ("design", "round"),
    ("place", "aimag"),
    ("place", "soum"),
    ("place", "residence"),
    ("design", "stratum"),
    ("design", "psu"),
    ("design", "weight"),
    ("person", "name"),
    ("person", "phone"),
    ("person", "sex"),
    ("person", "age"),
    ("person", "poverty"),
    ("person", "herder"),
    ("person", "disability"),
    ("person", "registration"),
    ("person", "schooling"),
    ("person", "self_rated_health"),
    ("clinic", "facility_id"),
    ("clinic", "facility_type"),
    ("usage", "H01"),
    ("access", "H02_minutes"),
    ("access", "H03"),
    ("reliability", "H04_minutes"),
    ("availability", "H05"),
    ("quality", "H06"),
    ("quality", "H07"),
    ("quality", "H08"),
    ("quality", "H09"),
    ("problem", "H10"),
    ("problem", "H11"),
    ("problem/resolution", "H12"),
    ("problem/resolution", "H13"),
    ("transparency", "H14"),
    ("payment", "H15"),
    ("payment", "H16"),
    ("payment", "H17"),
    ("satisfaction", "H18"),
    ("access", "H19"),
    ("transparency", "H20"),
    ("", "_id"),
    ("", "_uuid"),
    ("", "_submission_time"),
    ("", "_validation_status"),
    ("", "_notes"),
    ("", "_status"),
    ("", "_submitted_by"),
    ("", "__version__"),
    ("", "_tags"),
    ("", "_index"),
];

/// How one place of the health survey is sampled in a round.
pub fn health_plan(place: &'static Place, round: usize) -> Plan {
    // One place was reached by one team only, for a day.
    let (urban, rural) = match (place.name, place.district) {
        ("Говь-Алтай", _) => (0, 2),
        (_, true) => (10, 0),
        (_, false) => (4, 6),
    };
    let in_cluster = if urban + rural == 2 { 6 } else { 27 };
    let (frame_seed, seed) = (place.people as u64, place.people as u64 + round as u64);
    Plan { places: vec![(place, urban, rural)], in_cluster, frame_seed, seed, better: rounds::better(place, round) }
}

/// A round of the health survey of about three thousand people, as KoboToolbox exports it.
pub fn kobo(round: usize) -> Table {
    let people_all: Vec<Person> = PLACES.iter().flat_map(|place| people(&health_plan(place, round))).collect();
    let mut dice = Dice::new(2024 + round as u64);
    let headers = KOBO.iter().map(|(group, name)| match *group {
        "" => (*name).to_owned(),
        group => format!("{group}/{name}"),
    });
    let mut table = Table { headers: headers.collect(), rows: Vec::new() };
    for (at, person) in people_all.iter().enumerate() {
        let facility = facility(person, &mut dice);
        let answers = health(person, facility, rounds::health_shifts(round), &mut dice);
        let row = KOBO.iter().map(|(_, name)| kobo_cell(name, at + 1, round, person, facility, &answers, &mut dice));
        let row = row.collect();
        table.rows.push(row);
    }
    table
}

fn kobo_cell(
    name: &str,
    index: usize,
    round: usize,
    person: &Person,
    facility: &str,
    answers: &Answers,
    dice: &mut Dice,
) -> Cell {
    let (year, day) = (2023 + round, 1 + index % 28);
    let stamp = |hour: usize| format!("{year}-05-{day:02}T{hour:02}:{:02}:00.000+08:00", index % 60);
    match name {
        "start" => Cell::text(stamp(9 + index % 8)),
        "end" => Cell::text(stamp(10 + index % 8)),
        "round" => Cell::text(year.to_string()),
        "aimag" => Cell::text(spelled(person, dice)),
        "soum" => Cell::text(person.soum),
        "name" => Cell::text(format!("Жишээ {index:04}")),
        "phone" => Cell::text(format!("0000-{index:04}")),
        "facility_id" => Cell::text(facility_id(person, facility)),
        "_id" => Cell::Number((100_000 * round + index) as f64),
        "_uuid" => Cell::text(format!("{:016x}{:016x}", dice.bits(), dice.bits())),
        "_submission_time" => Cell::text(stamp(19).replace(".000+08:00", "")),
        "_notes" => Cell::text("SYNTHETIC / ЗОХИОМОЛ"),
        "_status" => Cell::text("submitted_via_web"),
        "__version__" => Cell::text(format!("vSYNTHETIC{round}")),
        "_index" => Cell::Number(index as f64),
        _ => asked(name, person, facility, answers),
    }
}

/// What a column about the person or a question holds.
fn asked(name: &str, person: &Person, facility: &str, answers: &Answers) -> Cell {
    let yes_no = |yes: bool| Cell::text(if yes { "yes" } else { "no" });
    match name {
        "residence" => Cell::text(if person.urban { "urban" } else { "rural" }),
        "stratum" => Cell::text(person.stratum()),
        "psu" => Cell::Number(person.psu as f64),
        "weight" => Cell::Number(person.weight),
        "sex" => Cell::text(if person.female { "female" } else { "male" }),
        "age" => Cell::Number(person.age as f64),
        "poverty" => Cell::text(if person.poor { "poor" } else { "non_poor" }),
        "herder" => yes_no(person.herder),
        "disability" => yes_no(person.disability),
        "registration" => Cell::text(if person.temporary { "temporary" } else { "permanent" }),
        "schooling" => Cell::Number(person.schooling),
        "self_rated_health" => Cell::Number(person.health),
        "facility_type" => Cell::text(facility),
        question => answers.get(question.trim_end_matches("_minutes")).cloned().unwrap_or(Cell::Blank),
    }
}

/// The kind of health centre that somebody goes to.
pub fn facility(person: &Person, dice: &mut Dice) -> &'static str {
    match (person.urban, dice.chance(0.35)) {
        (_, true) if person.urban => "hospital",
        (true, _) => "fhc",
        (false, _) => "shc",
    }
}

/// One health centre for each soum, three in a town, one hospital for each place.
fn facility_id(person: &Person, facility: &str) -> String {
    let place = PLACES.iter().position(|p| p.name == person.place.name).unwrap_or_default() + 1;
    let soum = person.place.soums.iter().position(|s| *s == person.soum);
    match (facility, soum) {
        ("hospital", _) => format!("{place:02}-H1"),
        (_, Some(soum)) => format!("{place:02}-S{}", soum + 1),
        (_, None) => format!("{place:02}-F{}", person.psu % 3 + 1),
    }
}

/// The place as an enumerator may spell it: mostly as it should be.
fn spelled(person: &Person, dice: &mut Dice) -> String {
    let place = person.place;
    if place.district && dice.chance(0.3) {
        return "Улаанбаатар".to_owned(); // the district stands in the soum column
    }
    if dice.chance(0.2) { (*dice.pick(place.others)).to_owned() } else { place.name.to_owned() }
}

/// A small clean health survey, codes as values: the sample that comes with the instrument.
pub fn health_sample() -> Table {
    let headers = [
        "aimag",
        "soum",
        "stratum",
        "psu",
        "weight",
        "facility_type",
        "residence",
        "sex",
        "age",
        "poverty",
        "herder",
        "disability",
        "registration",
        "schooling",
        "self_rated_health",
        "H01",
        "H02",
        "H03",
        "H04",
        "H05",
        "H06",
        "H07",
        "H08",
        "H09",
        "H10",
        "H11",
        "H12",
        "H13",
        "H14",
        "H15",
        "H16",
        "H17",
        "H18",
        "H19",
        "H20",
    ];
    let mut dice = Dice::new(7);
    let rows = people(&sample_plan(5, 31)).into_iter().map(|person| {
        let facility = facility(&person, &mut dice);
        let answers = health(&person, facility, &Shifts::NONE, &mut dice);
        headers.iter().map(|name| sample_cell(name, &person, facility, &answers)).collect()
    });
    Table { rows: rows.collect(), headers: headers.map(str::to_owned).to_vec() }
}

/// The same for education.
pub fn education_sample() -> Table {
    let headers = [
        "aimag",
        "soum",
        "stratum",
        "psu",
        "weight",
        "facility_type",
        "residence",
        "sex",
        "age",
        "poverty",
        "herder",
        "disability",
        "E01",
        "E02",
        "E03",
        "E04",
        "E05",
        "E06",
        "E07",
        "E08",
        "E09",
        "E10",
        "reported",
        "E11",
        "E12",
        "E13",
        "E14",
        "E15",
        "E16",
    ];
    let mut dice = Dice::new(8);
    let rows = people(&sample_plan(5, 32)).into_iter().map(|person| {
        let facility = school(&person, &mut dice);
        let answers = education(&person, facility, &Shifts::NONE, &mut dice);
        headers.iter().map(|name| sample_cell(name, &person, facility, &answers)).collect()
    });
    Table { rows: rows.collect(), headers: headers.map(str::to_owned).to_vec() }
}

fn sample_plan(places: usize, seed: u64) -> Plan {
    let names = ["Ховд", "Хөвсгөл", "Дорнод", "Хэнтий", "Чингэлтэй"];
    let chosen = names.iter().take(places).filter_map(|name| named(name));
    let places = chosen.map(|p| if p.district { (p, 4, 0) } else { (p, 2, 2) }).collect();
    Plan { places, in_cluster: 10, frame_seed: seed, seed: seed + 100, better: 0.0 }
}

fn sample_cell(name: &str, person: &Person, facility: &str, answers: &Answers) -> Cell {
    match name {
        "aimag" => Cell::text(person.place.name),
        "soum" => Cell::text(person.soum),
        "facility" => Cell::text(school_name(person, facility)),
        _ => asked(name, person, facility, answers),
    }
}

fn school(person: &Person, dice: &mut Dice) -> &'static str {
    match dice.below(10) {
        0..=3 => "kindergarten",
        4 if !person.urban => "dormitory",
        _ => "school",
    }
}

/// How the education survey is sampled: a cluster is a kindergarten, a school or a dormitory, the same in every round.
pub fn education_plan(in_cluster: usize, seed: u64) -> Plan {
    let places = PLACES.iter().chain([GOVISUMBER]).map(|p| if p.district { (p, 8, 0) } else { (p, 3, 5) });
    Plan { places: places.collect(), in_cluster, frame_seed: 41, seed, better: 0.0 }
}

/// What a cluster of the education survey is.
pub fn school_of(person: &Person) -> &'static str {
    match person.psu {
        1 | 4 | 8 => "kindergarten",
        6 if !person.urban => "dormitory",
        _ => "school",
    }
}

/// A round of the education survey with Mongolian labels as headers and answers, as an office types it into Excel.
pub fn education_labels(round: usize) -> Table {
    let columns: &[(&str, &str)] = &[
        ("aimag", "Аймаг, дүүрэг"),
        ("soum", "Сум"),
        ("stratum", "Давхарга"),
        ("psu", "Кластер"),
        ("weight", "Жин"),
        ("facility", "Цэцэрлэг, сургууль"),
        ("facility_type", "Байгууллагын төрөл"),
        ("residence", "Байршил"),
        ("sex", "Хүйс"),
        ("age", "Нас"),
        ("poverty", "Өрхийн амьжиргаа"),
        ("herder", "Малчин өрх"),
        ("disability", "Хөгжлийн бэрхшээл"),
        ("E01", "Хүүхэд энд суралцдаг"),
        ("E02", "Анхны хүсэлтээр орсон"),
        ("E03", "Очих хугацаа"),
        ("E04", "Сургалтын чанар"),
        ("E05", "Багш, хүүхдийн харилцаа"),
        ("E06", "Хоол"),
        ("E07", "Ариун цэвэр, ус"),
        ("E08", "Аюулгүй байдал"),
        ("E09", "Багш ирээгүйгээс алдсан хичээл"),
        ("E10", "Асуудал тулгарсан"),
        ("reported", "Асуудлаа мэдэгдсэн"),
        ("E11", "Шийдвэрлэгдсэн"),
        ("E12", "Төсөв ил"),
        ("E13", "Эцэг эхээс хураасан мөнгө"),
        ("E14", "Хураасан дүн"),
        ("E15", "Ерөнхий сэтгэл ханамж"),
        ("E16", "Дотуур байрны нөхцөл"),
    ];
    let mut dice = Dice::new(8 + round as u64);
    let mut rows = Vec::new();
    for mut person in people(&education_plan(12, 60 + round as u64)) {
        person.weight = rounded(person.weight, 1);
        let facility = school_of(&person);
        let answers = education(&person, facility, rounds::education_shifts(round), &mut dice);
        let cell = |(name, _): &(&str, &str)| labelled(name, sample_cell(name, &person, facility, &answers));
        rows.push(columns.iter().map(cell).collect());
    }
    Table { headers: columns.iter().map(|(_, label)| (*label).to_owned()).collect(), rows }
}

/// The name of the kindergarten, school or dormitory that a cluster is.
fn school_name(person: &Person, facility: &str) -> String {
    let kind = match facility {
        "kindergarten" => "цэцэрлэг",
        "dormitory" => "дотуур байр",
        _ => "сургууль",
    };
    format!("{}, {}-р {kind}", person.place.name.trim_end_matches(" аймаг"), person.psu)
}

/// The label of a code, as the instrument spells it.
fn labelled(name: &str, cell: Cell) -> Cell {
    let Cell::Text(code) = &cell else { return cell };
    let label = match (name, code.as_str()) {
        (_, "yes") => "Тийм",
        (_, "no") => "Үгүй",
        (_, "98") => "Мэдэхгүй",
        (_, "99") => "Хариулахаас татгалзсан",
        ("E15", "1") => "Огт сэтгэл ханамжгүй",
        ("E15", "2") => "Сэтгэл ханамжгүй",
        ("E15", "4") => "Сэтгэл ханамжтай",
        ("E15", "5") => "Маш их сэтгэл ханамжтай",
        (_, "1") => "Маш муу",
        (_, "2") => "Муу",
        (_, "3") => "Дунд зэрэг",
        (_, "4") => "Сайн",
        (_, "5") => "Маш сайн",
        (_, "kindergarten") => "Цэцэрлэг",
        (_, "school") => "Ерөнхий боловсролын сургууль",
        (_, "dormitory") => "Дотуур байр",
        (_, "urban") => "Хот, суурин",
        (_, "rural") => "Хөдөө",
        (_, "female") => "Эмэгтэй",
        (_, "male") => "Эрэгтэй",
        (_, "poor") => "Ядуу",
        (_, "non_poor") => "Ядуу бус",
        (_, "always") => "Үргэлж",
        (_, "mostly") => "Ихэнхдээ",
        (_, "rarely") => "Ховор",
        (_, "resolved") => "Шийдвэрлэсэн",
        (_, "partly") => "Хэсэгчлэн шийдвэрлэсэн",
        (_, "not_resolved") => "Шийдвэрлээгүй",
        (_, "pending") => "Хүлээгдэж байгаа",
        _ => return cell,
    };
    Cell::text(label)
}
