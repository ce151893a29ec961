//! What tables beside a report card say, as equations of the linear attack: gaps, inequality, priorities, changes between rounds.
//!
//! What      every number of these tables is a function of figures of the card: the gap of two, the mean of some, a share turned
//!           round. [`Told`] reads the tables, [`Notes`] writes each number down as an equation
//! Edges     standard errors are taken for what they are, functions of the same figures that can't be turned round

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::attack::{Equation, Found, Knowledge, Of, Row, Spot, Unknown, Weights, is_total, weights, worked_out};

/// A row of a tidy table; what is blank isn't there.
pub type Record = BTreeMap<String, String>;

pub fn text<'r>(record: &'r Record, name: &str) -> &'r str {
    record.get(name).map_or("", String::as_str)
}

pub fn number(record: &Record, name: &str) -> Option<f64> {
    text(record, name).parse().ok()
}

/// The tables of files that leave together, by what they are.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub estimates: Vec<Record>,
    pub gaps: Vec<Record>,
    pub inequality: Vec<Record>,
    pub priorities: Vec<Record>,
    pub changes: Vec<Record>,
    pub gap_changes: Vec<Record>,
}

impl Told {
    pub fn read(files: &[PathBuf]) -> Told {
        let mut told = Told::default();
        files.iter().flat_map(|file| tables(file)).for_each(|table| told.take(table));
        told
    }

    /// What a table is, its columns say.
    pub fn take(&mut self, table: Vec<Record>) {
        let Some(first) = table.first() else { return };
        let tables = [
            ("shown", &mut self.estimates),
            ("gap_from", &mut self.gap_changes),
            ("group_first", &mut self.gaps),
            ("over", &mut self.inequality),
            ("bad_share", &mut self.priorities),
            ("value_from", &mut self.changes),
        ];
        if let Some((_, own)) = tables.into_iter().find(|(name, _)| first.contains_key(*name)) {
            own.extend(table);
        }
    }
}

/// The tables of a file: one of a CSV file, all of a JSON file.
pub fn tables(file: &Path) -> Vec<Vec<Record>> {
    match file.extension().and_then(|e| e.to_str()) {
        Some("csv") => {
            let mut reader = csv::Reader::from_path(file).expect("a CSV file");
            let header = reader.headers().expect("a header").clone();
            let record = |r: csv::StringRecord| {
                header
                    .iter()
                    .map(|h| h.trim_start_matches('\u{feff}').to_owned())
                    .zip(r.iter().map(str::to_owned))
                    .collect()
            };
            vec![reader.records().map(|r| record(r.expect("a row"))).collect()]
        }
        Some("json") => {
            let text = std::fs::read_to_string(file).expect("a JSON file");
            let whole: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let tables = whole.as_object().expect("an object").iter().filter(|(name, _)| *name != "sections");
            let rows = tables.filter_map(|(_, table)| table.as_array());
            rows.map(|rows| rows.iter().filter_map(|row| row.as_object()).map(record_of).collect()).collect()
        }
        _ => Vec::new(),
    }
}

pub fn record_of(row: &serde_json::Map<String, serde_json::Value>) -> Record {
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    row.iter().map(|(name, value)| (name.clone(), cell(value))).collect()
}

/// What anybody can look up, or is lent.
pub struct Public {
    /// The region of each place.
    pub region_of: BTreeMap<String, String>,
    /// The residents of each place.
    pub residents: BTreeMap<String, f64>,
    pub weights: Weights,
    pub knowledge: Knowledge,
}

impl Public {
    /// From a card and gaps with everything in them.
    pub fn of(truth: &[PathBuf], knowledge: Knowledge) -> Public {
        let told = Told::read(truth);
        let estimates: Vec<Row> = told.estimates.iter().map(row).collect();
        let regions = told.gaps.iter().filter(|g| text(g, "kind") == "region");
        let region_of =
            regions.map(|g| (text(g, "area_code").to_owned(), text(g, "against_code").to_owned())).collect();
        // People = residents · share concerned · share hurt.
        let residents = told.priorities.iter().filter_map(|p| {
            let shares = number(p, "concerned_share")? * number(p, "bad_share")?;
            let told = shares > 0.0 && !text(p, "area_code").is_empty() && text(p, "people_unit") == "people";
            told.then_some((text(p, "area_code").to_owned(), number(p, "people")? * 10_000.0 / shares))
        });
        Public { region_of, residents: residents.collect(), weights: weights(&estimates), knowledge }
    }

    /// A figure's value somewhere, so many times.
    pub fn value(&self, figure: &str, spot: &Spot, times: f64) -> Option<(f64, Unknown)> {
        let weight = self.weights.get(&(figure.to_owned(), spot.clone()))?;
        Some((times / weight, (figure.to_owned(), spot.clone(), Of::Sum)))
    }

    /// The mean of places, by these weights.
    pub fn mean(&self, figure: &str, places: &[(&str, f64)], times: f64) -> Option<Vec<(f64, Unknown)>> {
        let all: f64 = places.iter().map(|(_, weight)| weight).sum();
        places.iter().map(|(place, weight)| self.value(figure, &at(place), times * weight / all)).collect()
    }

    /// Places with answers to a figure, by their weights.
    pub fn places(&self, figure: &str) -> Vec<(&str, f64)> {
        let is = |f: &str, spot: &Spot| f == figure && !spot[0].is_empty() && spot[1..].iter().all(String::is_empty);
        let of = self.weights.iter().filter(|((f, spot), _)| is(f, spot));
        of.map(|((_, spot), weight)| (spot[0].as_str(), *weight)).collect()
    }

    /// The places of a region, by what they count there.
    pub fn region(&self, figure: &str, place: &str) -> Vec<(&str, f64)> {
        let same = |of: &str| self.region_of.contains_key(place) && self.region_of.get(of) == self.region_of.get(place);
        let places = self.places(figure).into_iter().filter(|(of, _)| same(of));
        let counts = |of: &str| self.knowledge.residents.get(of).copied().unwrap_or(1.0);
        places.map(|(of, weight)| (of, if self.knowledge.average { counts(of) } else { weight })).collect()
    }
}

pub fn at(place: &str) -> Spot {
    [place.to_owned(), String::new(), String::new(), String::new()]
}

pub fn row(record: &Record) -> Row {
    Row {
        figure: text(record, "indicator_code").to_owned(),
        spot: ["area_code", "group_var", "group_value", "facility_code"].map(|name| text(record, name).to_owned()),
        value: number(record, "value"),
        n: number(record, "n"),
        missing: number(record, "n_missing"),
        weight: number(record, "n_weighted"),
        shown: text(record, "shown").to_owned(),
    }
}

/// Figures whose good side is up.
pub const HIGHER: [&str; 3] = ["sat.high", "sat.net", "sat.score"];

/// What an attacker writes down.
pub struct Notes<'p> {
    public: &'p Public,
    rows: Vec<Row>,
    equations: Vec<Equation>,
    /// Where a figure has a value.
    shown: BTreeSet<(String, Spot)>,
}

impl Notes<'_> {
    /// Everything that the tables tell of one round; of the only one, if it has no name.
    pub fn taken<'p>(told: &Told, round: &str, public: &'p Public) -> Notes<'p> {
        let rows: Vec<Row> = told.estimates.iter().map(row).collect();
        let shown = rows.iter().filter(|r| r.value.is_some()).map(|r| (r.figure.clone(), r.spot.clone())).collect();
        let mut notes = Notes { public, rows, equations: Vec::new(), shown };
        told.gaps.iter().for_each(|gap| notes.gap(gap));
        told.inequality.iter().for_each(|of| notes.inequality(of));
        told.priorities.iter().for_each(|of| notes.priority(of));
        for (own, other, sign) in [("round", "round_from", 1.0), ("round_from", "round", -1.0)] {
            let suffix = if own == "round" { "" } else { "_from" };
            let names = ["value", "n", "gap"].map(|name| format!("{name}{suffix}"));
            for change in told.changes.iter().filter(|c| text(c, own) == round && !text(c, other).is_empty()) {
                // The other side and the change make this one.
                let there = number(change, if suffix.is_empty() { "value_from" } else { "value" });
                let follows = there.zip(number(change, "change")).map(|(there, change)| there + sign * change);
                let value = number(change, &names[0]).or(follows);
                notes.rows.push(Row {
                    value,
                    n: number(change, &names[1]),
                    missing: None,
                    shown: String::new(),
                    ..row(change)
                });
            }
            for gap in told.gap_changes.iter().filter(|g| text(g, own) == round) {
                let there = number(gap, if suffix.is_empty() { "gap_from" } else { "gap" });
                let follows = there.zip(number(gap, "change")).map(|(there, change)| there + sign * change);
                notes.difference(gap, number(gap, &names[2]).or(follows));
            }
        }
        notes
    }

    pub fn equation(&mut self, terms: Option<Vec<(f64, Unknown)>>, constant: Option<f64>) {
        if let (Some(terms), Some(constant)) = (terms, constant) {
            self.equations.push(Equation { terms, constant });
        }
    }

    pub fn answers(&mut self, figure: &str, spots: &[Spot], n: Option<f64>) {
        let terms = spots.iter().map(|spot| (1.0, (figure.to_owned(), spot.clone(), Of::Answers))).collect();
        self.equation(Some(terms), n);
    }

    /// Both sides of a gap.
    pub fn gap(&mut self, gap: &Record) {
        let (figure, (own, other)) = (text(gap, "indicator_code"), sides(gap));
        self.equation(self.public.value(figure, &own, 1.0).map(|term| vec![term]), number(gap, "value"));
        self.answers(figure, &[own], number(gap, "n"));
        if text(gap, "kind") != "target" {
            self.equation(self.against(gap, other.as_ref(), 1.0), number(gap, "against"));
            let places = match text(gap, "kind") {
                "region" => {
                    self.public.region(figure, text(gap, "area_code")).iter().map(|(place, _)| at(place)).collect()
                }
                "best" => text(gap, "against_code").split_whitespace().map(at).collect(),
                // The fewest answers of one of them.
                "best_quarter" => Vec::new(),
                _ => Vec::from_iter(other),
            };
            if !places.is_empty() {
                self.answers(figure, &places, number(gap, "n_against"));
            }
        }
        self.difference(gap, number(gap, "gap"));
    }

    /// First side minus second.
    pub fn difference(&mut self, gap: &Record, value: Option<f64>) {
        let (figure, (own, other)) = (text(gap, "indicator_code"), sides(gap));
        let (Some(own), Some(value)) = (self.public.value(figure, &own, 1.0), value) else { return };
        match text(gap, "kind") {
            "target" => self.equation(Some(vec![own]), number(gap, "against").map(|against| against + value)),
            _ => {
                let against = self.against(gap, other.as_ref(), -1.0);
                self.equation(against.map(|terms| [vec![own], terms].concat()), Some(value));
            }
        }
    }

    /// The second side, so many times.
    pub fn against(&self, gap: &Record, other: Option<&Spot>, times: f64) -> Option<Vec<(f64, Unknown)>> {
        let figure = text(gap, "indicator_code");
        match text(gap, "kind") {
            "region" if figure.starts_with("composite.") && !self.public.knowledge.average => None,
            "region" | "best_quarter" if is_total(figure) => None,
            "region" => {
                let places = self.public.region(figure, text(gap, "area_code"));
                (!places.is_empty()).then(|| self.public.mean(figure, &places, times)).flatten()
            }
            "best" | "best_quarter" => {
                let places: Vec<(&str, f64)> = text(gap, "against_code").split_whitespace().map(|p| (p, 1.0)).collect();
                (!places.is_empty()).then(|| self.public.mean(figure, &places, times)).flatten()
            }
            _ => Some(vec![self.public.value(figure, other?, times)?]),
        }
    }

    /// The mean of places or groups: of all, if none is left out, or else of those that are shown.
    pub fn inequality(&mut self, of: &Record) {
        let (figure, over, area) = (text(of, "indicator_code"), text(of, "over"), text(of, "area_code"));
        let is_unit = |spot: &Spot| match over {
            "places" => !spot[0].is_empty() && spot[1].is_empty() && spot[3].is_empty(),
            grouping => spot[0] == area && spot[1] == grouping,
        };
        let all = text(of, "left_out") == "0";
        let units: Vec<(Spot, f64)> = (self.public.weights.iter())
            .filter(|((f, spot), _)| f == figure && is_unit(spot))
            .filter(|(cell, _)| all || self.shown.contains(cell))
            .map(|((_, spot), weight)| (spot.clone(), *weight))
            .collect();
        if number(of, "units") != Some(units.len() as f64) {
            return;
        }
        let counts = |(spot, weight): &(Spot, f64)| match text(of, "weights") {
            "residents" => self.public.residents.get(&spot[0]).copied().unwrap_or(f64::NAN),
            "answers" => *weight,
            _ => 1.0,
        };
        let sum: f64 = units.iter().map(counts).sum();
        let terms = units.iter().map(|unit| self.public.value(figure, &unit.0, counts(unit) / sum)).collect();
        self.equation(terms, number(of, "mean"));
        let spots: Vec<Spot> = units.into_iter().map(|(spot, _)| spot).collect();
        self.answers(figure, &spots, number(of, "n"));
    }

    /// A share turned to its bad side; of all places together by sampling weights, whatever the average is.
    pub fn priority(&mut self, of: &Record) {
        let (figure, place) = (text(of, "indicator_code"), text(of, "area_code"));
        let bad = number(of, "bad_share");
        let value = if HIGHER.contains(&figure) { bad.map(|bad| 100.0 - bad) } else { bad };
        let terms = match place.is_empty() {
            true => self.public.mean(figure, &self.public.places(figure), 1.0),
            false => self.public.value(figure, &at(place), 1.0).map(|term| vec![term]),
        };
        self.equation(terms, value);
        self.answers(figure, &[at(place)], number(of, "n_share"));
    }

    pub fn attack(self) -> Vec<Found> {
        worked_out(self.rows, self.equations, &self.public.weights, &self.public.knowledge)
    }
}

/// Where the two sides of a gap stand, as far as they are spots of a card.
pub fn sides(gap: &Record) -> (Spot, Option<Spot>) {
    let area = text(gap, "area_code").to_owned();
    let group = |name| [area.clone(), text(gap, "group_var").to_owned(), text(gap, name).to_owned(), String::new()];
    match text(gap, "kind") {
        "groups" => (group("group_first"), Some(group("group_second"))),
        "average" => (at(&area), Some(at(""))),
        _ => (at(&area), None),
    }
}
