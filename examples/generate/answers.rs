//! Made-up answers: likely ones for who is asked where, with the skips and the missing codes of a real survey.

use std::collections::BTreeMap;

use crate::dice::Dice;
use crate::people::Person;
use crate::table::Cell;

/// Answers by question; a question that isn't there was not asked.
pub type Answers = BTreeMap<&'static str, Cell>;

/// How far the middle of a rating, or the leaning towards the answer that counts, lies from where it usually does: what truly
/// differs from one round to another, beside how well people are treated altogether.
pub struct Shifts {
    /// For everybody: question and shift.
    pub all: &'static [(&'static str, f64)],
    /// For the poor, beside that.
    pub poor: &'static [(&'static str, f64)],
}

impl Shifts {
    /// Everything is as usual.
    pub const NONE: Shifts = Shifts { all: &[], poor: &[] };

    fn of(&self, question: &str, poor: bool) -> f64 {
        let in_list = |list: &[(&str, f64)]| list.iter().find(|(of, _)| *of == question).map_or(0.0, |(_, by)| *by);
        in_list(self.all) + if poor { in_list(self.poor) } else { 0.0 }
    }
}

/// One person answering.
pub struct Answering<'a> {
    /// What was answered so far.
    pub given: Answers,
    dice: &'a mut Dice,
    luck: f64,
    poor: bool,
    shifts: &'a Shifts,
}

impl<'a> Answering<'a> {
    /// A person who is treated about this well.
    pub fn new(person: &Person, shifts: &'a Shifts, dice: &'a mut Dice) -> Answering<'a> {
        let luck = person.luck() + 0.3 * dice.normal();
        Answering { given: Answers::new(), dice, luck, poor: person.poor, shifts }
    }

    fn shift(&self, question: &str) -> f64 {
        self.shifts.of(question, self.poor)
    }

    /// Yes or no: yes is the likelier the better the person is treated and the easier it is.
    fn yes(&mut self, question: &'static str, easy: f64, pull: f64) -> bool {
        let easy = easy + self.shift(question);
        let yes = self.dice.leans(easy + pull * self.luck);
        self.give(question, if yes { "yes" } else { "no" });
        self.given[question] == Cell::text("yes")
    }

    /// 1 to 5, around this middle.
    fn rate(&mut self, question: &'static str, middle: f64) {
        let middle = middle + self.shift(question);
        let rating = (middle + 0.9 * self.luck + 0.8 * self.dice.normal()).round().clamp(1.0, 5.0);
        self.give(question, &format!("{rating}"));
    }

    /// One of these codes, the first the likelier the better the person is treated.
    fn one_of(&mut self, question: &'static str, codes: &[&'static str], easy: f64) {
        let easy = easy + self.shift(question);
        let best = self.dice.leans(easy + self.luck);
        let code = if best { codes[0] } else { self.dice.pick(&codes[1..]) };
        self.give(question, code);
    }

    /// A number.
    fn number(&mut self, question: &'static str, value: f64) {
        let cell = match self.dice.below(100) {
            0 => Cell::Number(-98.0),
            1 => Cell::Blank,
            _ => Cell::Number(value),
        };
        self.given.insert(question, cell);
    }

    /// An answer, or now and then a missing code in its place.
    fn give(&mut self, question: &'static str, code: &str) {
        let cell = match self.dice.below(200) {
            0..=3 => Cell::text("98"),
            4 => Cell::text("99"),
            5..=6 => Cell::Blank,
            _ => Cell::text(code),
        };
        self.given.insert(question, cell);
    }

    fn minutes(&mut self, usual: f64) -> f64 {
        let slow = self.dice.unit() * self.dice.unit();
        (usual * (0.3 + 3.0 * slow) * (1.2 - 0.4 * self.luck).max(0.3)).round()
    }

    fn tugriks(&mut self, most: f64) -> f64 {
        let part = self.dice.unit();
        ((2_000.0 + most * part * part * part) / 500.0).round() * 500.0
    }
}

/// A visit to a health centre.
pub fn health(person: &Person, facility: &str, shifts: &Shifts, dice: &mut Dice) -> Answers {
    let mut a = Answering::new(person, shifts, dice);
    if !a.yes("H01", 1.8, 0.0) {
        return a.given;
    }
    let journey = a.minutes(if person.herder { 70.0 } else { 22.0 });
    a.number("H02", journey);
    a.yes("H03", 2.2, 1.0);
    let wait = a.minutes(if person.urban { 45.0 } else { 25.0 });
    a.number("H04", wait);
    a.one_of("H05", &["all", "some", "none", "none_prescribed"], 0.6);
    a.rate("H06", 3.7);
    a.rate("H07", 3.9);
    a.one_of("H08", &["fully", "partly", "no"], 0.5);
    a.rate("H09", 3.5);
    if a.yes("H10", -1.3, -0.9) && a.yes("H11", -0.6, 0.3) {
        a.one_of("H12", &["resolved", "partly", "not_resolved", "pending"], 0.0);
        if a.given["H12"] == Cell::text("resolved") {
            let days = 1.0 + (40.0 * a.dice.unit() * a.dice.unit()).round();
            a.number("H13", days);
        }
    }
    a.yes("H14", 0.1, 0.7);
    if a.yes("H15", if person.urban { -3.0 } else { -5.0 }, -0.8) {
        let amount = a.tugriks(150_000.0);
        a.number("H16", amount);
    }
    let free = a.dice.chance(0.45);
    let cost = if free { 0.0 } else { a.tugriks(90_000.0) };
    a.number("H17", cost);
    a.rate("H18", 3.6);
    if facility == "fhc" {
        a.yes("H19", if person.temporary { -0.2 } else { 4.0 }, 0.2);
    }
    a.yes("H20", -0.4, 0.6);
    a.given
}

/// A child in a kindergarten, a school or a dormitory.
pub fn education(person: &Person, facility: &str, shifts: &Shifts, dice: &mut Dice) -> Answers {
    let mut a = Answering::new(person, shifts, dice);
    if !a.yes("E01", 4.0, 0.0) {
        return a.given;
    }
    if facility == "dormitory" {
        a.rate("E16", 3.2);
        return a.given;
    }
    if facility == "kindergarten" {
        a.yes("E02", 0.8, 0.6);
    }
    let journey = a.minutes(20.0);
    a.number("E03", journey);
    for (question, middle) in [("E04", 3.8), ("E05", 3.9), ("E06", 3.3), ("E07", 2.9)] {
        a.rate(question, middle);
    }
    a.one_of("E08", &["always", "mostly", "rarely", "no"], 0.8);
    let none = a.dice.chance(0.7);
    let days = if none { 0.0 } else { 1.0 + a.dice.below(6) as f64 };
    a.number("E09", days);
    if a.yes("E10", -1.0, -0.8) && a.yes("reported", 0.2, 0.3) {
        a.one_of("E11", &["resolved", "partly", "not_resolved", "pending"], 0.1);
    }
    a.yes("E12", -0.3, 0.6);
    if a.yes("E13", -0.7, -0.7) {
        let amount = a.tugriks(200_000.0);
        a.number("E14", amount);
    }
    if facility == "school" {
        a.rate("E15", 3.6);
    }
    a.given
}
