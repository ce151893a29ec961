//! Answers of users of the made-up facilities, as KoboToolbox writes them: semicolons, the groups of the form in the headers.

use super::register::Facility;
use super::truth::{self, CASE_MIX, FEW, OTHER_CASE, SILENT, UNKNOWN};
use crate::dice::Dice;
use crate::table::{Cell, Table};

/// Of many tried, this one gives a survey in which no other facility is outside the limits at 99.8 % by chance.
pub const SEED: u64 = 153;

/// Groups of the form with their columns.
const COLUMNS: &[(&str, &str)] = &[
    ("", "start"),
    ("clinic", "facility_id"),
    ("clinic", "facility_type"),
    ("place", "aimag"),
    ("place", "soum"),
    ("person", "sex"),
    ("person", "age"),
    ("person", "schooling"),
    ("person", "self_rated_health"),
    ("usage", "H01"),
    ("access", "H03"),
    ("availability", "H05"),
    ("quality", "H06"),
    ("quality", "H07"),
    ("quality", "H08"),
    ("quality", "H09"),
    ("problem", "H10"),
    ("transparency", "H14"),
    ("payment", "H15"),
    ("satisfaction", "H18"),
    ("transparency", "H20"),
    ("", "_id"),
    ("", "_notes"),
];

/// The survey.
pub fn table(facilities: &[Facility], seed: u64) -> Table {
    let header = |(group, name): &(&str, &str)| match *group {
        "" => (*name).to_owned(),
        group => format!("{group}/{name}"),
    };
    let mut table = Table { headers: COLUMNS.iter().map(header).collect(), rows: Vec::new() };
    for (at, facility) in facilities.iter().enumerate() {
        // Dice of its own for each facility, so that one more answer here changes nothing there.
        let mut dice = Dice::new(seed * 1_000 + at as u64);
        let (answers, site) = (how_many(facility, &mut dice), Site::new(facility, &mut dice));
        for number in 0..answers {
            let code = if facility.code == OTHER_CASE && number % 2 == 1 {
                facility.code.to_lowercase()
            } else {
                facility.code.clone()
            };
            table.rows.push(site.row(&code, table.rows.len() + 1, &mut dice));
        }
    }
    let stranger = &facilities[0];
    let mut dice = Dice::new(seed * 1_000 + 999);
    let site = Site::new(stranger, &mut dice);
    for _ in 0..7 {
        table.rows.push(site.row(UNKNOWN, table.rows.len() + 1, &mut dice));
    }
    table
}

fn how_many(facility: &Facility, dice: &mut Dice) -> usize {
    let usual = 46 + dice.below(15);
    match FEW.iter().find(|(code, _)| *code == facility.code) {
        Some((_, few)) => *few,
        None if facility.code == SILENT => 0,
        None if facility.code == CASE_MIX => 60,
        None => usual,
    }
}

/// A facility with how good it is, question by question.
struct Site<'f> {
    facility: &'f Facility,
    good: Vec<(&'static str, f64)>,
}

impl<'f> Site<'f> {
    fn new(facility: &'f Facility, dice: &mut Dice) -> Site<'f> {
        let good = truth::USUAL.iter().map(|(question, usual)| {
            // Facilities differ a little by nature.
            let spread = if *usual > 1.0 { 0.04 } else { 0.08 * usual * (1.0 - usual) };
            let nature = spread * dice.normal();
            (*question, truth::here(&facility.code, question).unwrap_or(usual + nature))
        });
        Site { facility, good: good.collect() }
    }

    fn good(&self, question: &str) -> f64 {
        self.good.iter().find(|(known, _)| *known == question).map_or(0.0, |(_, good)| *good)
    }

    fn row(&self, code: &str, index: usize, dice: &mut Dice) -> Vec<Cell> {
        let person = Person::new(self.facility.code == CASE_MIX, dice);
        COLUMNS.iter().map(|(_, name)| self.cell(name, code, index, &person, dice)).collect()
    }

    fn cell(&self, name: &str, code: &str, index: usize, person: &Person, dice: &mut Dice) -> Cell {
        match name {
            "start" => Cell::text(format!("2025-05-{:02}T{:02}:{:02}:00", 1 + index % 28, 9 + index % 8, index % 60)),
            "facility_id" => Cell::text(code),
            "facility_type" => Cell::text(self.facility.kind),
            "aimag" => Cell::text(self.facility.aimag),
            "soum" => Cell::text(self.facility.soum),
            "sex" => Cell::text(if person.female { "female" } else { "male" }),
            "age" => Cell::Number(person.age as f64),
            "schooling" => Cell::Number(person.schooling),
            "self_rated_health" => Cell::Number(person.health),
            "H01" => Cell::text("yes"), // asked at the door
            "H06" | "H07" | "H09" | "H18" => self.rating(name, person, dice),
            "_id" => Cell::Number((700_000 + index) as f64),
            "_notes" => Cell::text("SYNTHETIC / ЗОХИОМОЛ"),
            question => self.answer(question, dice),
        }
    }

    /// 1 to 5. The healthier rate higher, the schooled a little lower; how clean it is has nothing to do with either.
    fn rating(&self, question: &str, person: &Person, dice: &mut Dice) -> Cell {
        let own = match question {
            "H09" => 0.0,
            _ => 0.4 * (person.health - 3.4) - 0.003 * (person.age as f64 - 49.0) - 0.06 * (person.schooling - 2.5),
        };
        let rating = self.good(question) + own + 0.25 * person.mood + 0.7 * dice.normal();
        kept(Cell::Number(rating.round().clamp(1.0, 5.0)), dice)
    }

    fn answer(&self, question: &str, dice: &mut Dice) -> Cell {
        let yes = dice.chance(self.good(question));
        let code = match (question, yes) {
            ("H05", _) if dice.chance(0.12) => "none_prescribed",
            ("H05", true) => "all",
            ("H05", false) => *dice.pick(&["some", "some", "none"]),
            ("H08", true) => "fully",
            ("H08", false) => *dice.pick(&["partly", "partly", "no"]),
            (_, true) => "yes",
            (_, false) => "no",
        };
        kept(Cell::text(code), dice)
    }
}

/// An answer, or now and then a missing code in its place.
fn kept(cell: Cell, dice: &mut Dice) -> Cell {
    match dice.below(200) {
        0..=1 => Cell::Number(98.0),
        2 => Cell::Blank,
        _ => cell,
    }
}

struct Person {
    female: bool,
    age: usize,
    schooling: f64,
    health: f64,
    mood: f64,
}

impl Person {
    /// Somebody at the door; at one facility most are old and ill.
    fn new(old_and_ill: bool, dice: &mut Dice) -> Person {
        let female = dice.chance(0.58);
        let age = if old_and_ill { 52 + dice.below(34) } else { 18 + dice.below(62) };
        let less = if old_and_ill { 1.15 } else { 0.0 };
        let health = 3.9 - less - 0.012 * (age as f64 - 49.0) + 0.85 * dice.normal();
        let schooling = 2.6 - 0.012 * (age as f64 - 49.0) + 0.9 * dice.normal();
        let whole = |x: f64, most: f64| x.round().clamp(1.0, most);
        Person { female, age, schooling: whole(schooling, 4.0), health: whole(health, 5.0), mood: dice.normal() }
    }
}
