//! What truly changes from the first round of a survey to the second, and the table of it.
//!
//! By how much is worked out from the rules by which answers are made up: the same people of the same clusters are asked by the
//! rules of both rounds, so many of them that a tenth or two of a point is left to chance. Whatever no rule changes is said to be unchanged, without counting.

use std::collections::BTreeMap;

use crate::answers::{Answers, Shifts, education, health};
use crate::dice::Dice;
use crate::people::{Person, Plan, people, round};
use crate::places::{PLACES, Place};
use crate::surveys::{education_plan, facility, health_plan, school_of};
use crate::table::{Cell, Table};

/// People asked in a cluster to see what is true there.
const ASKED: usize = 1_500;

/// How much better people are treated altogether in a round of the health survey.
pub fn better(place: &Place, round: usize) -> f64 {
    match (round, is_improving(place)) {
        (1, _) => 0.0,
        (_, true) => 0.3,
        (_, false) => 0.05,
    }
}

fn is_improving(place: &Place) -> bool {
    place.effect >= 0.0
}

/// Beside that, medicines run short everywhere.
pub fn health_shifts(round: usize) -> &'static Shifts {
    match round {
        1 => &Shifts::NONE,
        _ => &Shifts { all: &[("H05", -0.6)], poor: &[] },
    }
}

/// Meals become better, budgets are shown more often, parents are asked for money more often, and teachers no longer treat
/// the children of the poor worse than they treat others anyway.
pub fn education_shifts(round: usize) -> &'static Shifts {
    match round {
        1 => &Shifts { all: &[], poor: &[("E05", -0.5)] },
        _ => &Shifts { all: &[("E06", 0.5), ("E12", 0.5), ("E13", 0.6)], poor: &[] },
    }
}

/// A figure of a card, as far as its truth is worked out.
struct Figure {
    /// Its identifier in the instrument.
    id: &'static str,
    question: &'static str,
    of: Of,
    /// Whether more is better.
    more: bool,
}

/// How it is counted; both on 0 to 100.
enum Of {
    /// The share of these answers.
    Share(&'static [&'static str]),
    /// The mean of a rating from 1 to 5.
    Score,
    /// The share of numbers up to this one.
    UpTo(f64),
}

impl Figure {
    /// What an answer counts; none of one that is missing.
    fn value(&self, answers: &Answers) -> Option<f64> {
        let share = |counts: bool| if counts { 100.0 } else { 0.0 };
        match (answers.get(self.question)?, &self.of) {
            // Who was prescribed no medicines isn't asked whether they were to be had.
            (Cell::Text(code), _) if ["98", "99", "none_prescribed"].contains(&code.as_str()) => None,
            (Cell::Text(code), Of::Share(codes)) => Some(share(codes.contains(&code.as_str()))),
            (Cell::Text(code), Of::Score) => code.parse::<f64>().ok().map(|rating| 25.0 * (rating - 1.0)),
            (Cell::Number(x), Of::UpTo(most)) if *x >= 0.0 => Some(share(x <= most)),
            _ => None,
        }
    }
}

const YES: Of = Of::Share(&["yes"]);

const fn figure(id: &'static str, question: &'static str, of: Of, more: bool) -> Figure {
    Figure { id, question, of, more }
}

/// Figures of the health card. Those that have nothing to do with how well people are treated don't change.
const HEALTH: &[Figure] = &[
    figure("H01", "H01", YES, true),
    figure("H02.within30", "H02", Of::UpTo(30.0), true),
    figure("H03", "H03", YES, true),
    figure("H04.within30", "H04", Of::UpTo(30.0), true),
    figure("H05", "H05", Of::Share(&["all"]), true),
    figure("H06.score", "H06", Of::Score, true),
    figure("H07.score", "H07", Of::Score, true),
    figure("H08", "H08", Of::Share(&["fully"]), true),
    figure("H09.score", "H09", Of::Score, true),
    figure("H10", "H10", YES, false),
    figure("H14", "H14", YES, true),
    figure("H15", "H15", YES, false),
    figure("H18.score", "H18", Of::Score, true),
    figure("H20", "H20", YES, true),
];

/// Figures of the education card.
const EDUCATION: &[Figure] = &[
    figure("E01", "E01", YES, true),
    figure("E02", "E02", YES, true),
    figure("E03.within30", "E03", Of::UpTo(30.0), true),
    figure("E04.score", "E04", Of::Score, true),
    figure("E05.score", "E05", Of::Score, true),
    figure("E06.score", "E06", Of::Score, true),
    figure("E07.score", "E07", Of::Score, true),
    figure("E08", "E08", Of::Share(&["always", "mostly"]), true),
    figure("E09.none", "E09", Of::UpTo(0.0), true),
    figure("E10", "E10", YES, false),
    figure("E12", "E12", YES, true),
    figure("E13", "E13", YES, false),
    figure("E15.score", "E15", Of::Score, true),
];

/// Weighted sums of what was answered: by figure (index) and whether poor.
type Sums = BTreeMap<(usize, bool), (f64, f64)>;

/// What is true of a figure for everybody, and of the poor minus the others.
fn truth(sums: &Sums, figure: usize) -> (f64, f64) {
    let of = |poor: bool| sums.get(&(figure, poor)).copied().unwrap_or_default();
    let ((poor, n_poor), (others, n_others)) = (of(true), of(false));
    ((poor + others) / (n_poor + n_others), poor / n_poor - others / n_others)
}

/// Asks everybody of a plan.
fn ask(plan: &Plan, figures: &[Figure], sums: &mut Sums, answer: impl Fn(&Person, &mut Dice) -> Answers) {
    // Not the dice that decide who people are, or who they are would decide their answers.
    let mut dice = Dice::new(plan.seed ^ 0xA115);
    for person in people(plan) {
        let answers = answer(&person, &mut dice);
        for (at, figure) in figures.iter().enumerate() {
            let Some(value) = figure.value(&answers) else { continue };
            let (sum, n) = sums.entry((at, person.poor)).or_default();
            *sum += person.weight * value;
            *n += person.weight;
        }
    }
}

/// Which places are meant.
type Which = fn(&Place) -> bool;

/// What truly changes in the health survey: everywhere, where services improve, and where they hardly do.
pub fn health_truth() -> Table {
    let sums = |round: usize, of: Which| {
        let mut sums = Sums::new();
        for place in PLACES.iter().filter(|place| of(place)) {
            // The weights are those of the survey, in which fewer are asked in a cluster.
            let plan = health_plan(place, round);
            let plan = Plan { in_cluster: plan.in_cluster * ASKED / 27, seed: place.people as u64 + 1_000, ..plan };
            ask(&plan, HEALTH, &mut sums, |person, dice| {
                let facility = facility(person, dice);
                health(person, facility, health_shifts(round), dice)
            });
        }
        sums
    };
    let mut rows = Vec::new();
    let parts: [(&str, Which); 3] =
        [("all", |_| true), ("improving", is_improving), ("others", |place| !is_improving(place))];
    for (name, of) in parts {
        let (before, after) = (sums(1, of), sums(2, of));
        for (at, figure) in HEALTH.iter().enumerate() {
            let changes = figure.id != "H01";
            rows.push(row(figure, name, "all", truth(&before, at).0, changes.then(|| truth(&after, at).0)));
        }
    }
    let names = |improving: bool| {
        let of = PLACES.iter().filter(|place| is_improving(place) == improving).map(|place| place.name);
        of.collect::<Vec<_>>().join(", ")
    };
    for (name, improving) in [("improving", true), ("others", false)] {
        let mut note: Vec<Cell> = ["", name, "", "about"].map(Cell::text).to_vec();
        note.extend([Cell::Blank, Cell::Blank, Cell::Blank, Cell::text(names(improving))]);
        rows.push(note);
    }
    Table { headers: headers(), rows }
}

/// What truly changes in the education survey: the same in every place.
pub fn education_truth() -> Table {
    let sums = |round: usize| {
        let mut sums = Sums::new();
        let plan = education_plan(ASKED, 1_041);
        ask(&plan, EDUCATION, &mut sums, |person, dice| {
            education(person, school_of(person), education_shifts(round), dice)
        });
        sums
    };
    let (before, after) = (sums(1), sums(2));
    let shifted = |question: &str| {
        let lists = [1, 2].map(education_shifts).map(|shifts| [shifts.all, shifts.poor]);
        lists.as_flattened().iter().any(|list| list.iter().any(|(of, _)| *of == question))
    };
    let mut rows = Vec::new();
    for (at, figure) in EDUCATION.iter().enumerate() {
        let after = truth(&after, at);
        let changes = shifted(figure.question);
        rows.push(row(figure, "all", "all", truth(&before, at).0, changes.then_some(after.0)));
    }
    for (at, figure) in
        EDUCATION.iter().enumerate().filter(|(_, figure)| ["E04.score", "E05.score"].contains(&figure.id))
    {
        let changes = shifted(figure.question);
        let (before, after) = (truth(&before, at).1, truth(&after, at).1);
        rows.push(row(figure, "all", "poor minus non_poor", before, changes.then_some(after)));
    }
    Table { headers: headers(), rows }
}

fn headers() -> Vec<String> {
    ["indicator", "places", "who", "kind", "round_1", "round_2", "change", "about"].map(str::to_owned).to_vec()
}

/// A row of the table; without a second value nothing changes.
fn row(figure: &Figure, places: &str, who: &str, before: f64, after: Option<f64>) -> Vec<Cell> {
    let gap = who != "all";
    let (before, after) = (round(before, 1), round(after.unwrap_or(before), 1));
    let change = round(after - before, 1);
    let kind = match (change, gap) {
        (0.0, _) => "unchanged",
        (_, true) if after.abs() < before.abs() => "gap truly narrower",
        (_, true) => "gap truly wider",
        (change, false) if (change > 0.0) == figure.more => "truly better",
        _ => "truly worse",
    };
    let about = match (&figure.of, gap) {
        (_, true) => "difference in points",
        (Of::Share(_) | Of::UpTo(_), _) => "percent",
        (Of::Score, _) => "score from 0 to 100",
    };
    let mut cells: Vec<Cell> = [figure.id, places, who, kind].map(Cell::text).to_vec();
    cells.extend([before, after, change].map(Cell::Number));
    cells.push(Cell::text(about));
    cells
}
