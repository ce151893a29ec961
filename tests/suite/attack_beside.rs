//! The same attack on what leaves beside a report card: gaps, inequality, priorities, changes between rounds, forums.
//!
//! What      every number of these tables is a function of figures of the card: the gap of two, the mean of some, a share turned
//!           round. [`Told`] reads the tables and writes each down as an equation of the linear attack. What is no equation is
//!           looked at by itself: p-values that are adjusted for gaps which nobody sees, rows that are there or not, ends of a
//!           range, and numbers of a forum that stand in none of its reports
//! Edges     standard errors are taken for what they are, functions of the same figures that can't be turned round

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::attack::{
    Equation, Found, INSTRUMENT, Knowledge, Of, Row, Spot, Unknown, Weights, is_total, knowledge, survey, weights,
    worked_out,
};

/// A row of a tidy table; what is blank isn't there.
type Record = BTreeMap<String, String>;

fn text<'r>(record: &'r Record, name: &str) -> &'r str {
    record.get(name).map_or("", String::as_str)
}

fn number(record: &Record, name: &str) -> Option<f64> {
    text(record, name).parse().ok()
}

/// The tables of files that leave together, by what they are.
#[derive(Debug, Clone, Default)]
struct Told {
    estimates: Vec<Record>,
    gaps: Vec<Record>,
    inequality: Vec<Record>,
    priorities: Vec<Record>,
    changes: Vec<Record>,
    gap_changes: Vec<Record>,
}

impl Told {
    fn read(files: &[PathBuf]) -> Told {
        let mut told = Told::default();
        files.iter().flat_map(|file| tables(file)).for_each(|table| told.take(table));
        told
    }

    /// What a table is, its columns say.
    fn take(&mut self, table: Vec<Record>) {
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
fn tables(file: &Path) -> Vec<Vec<Record>> {
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

fn record_of(row: &serde_json::Map<String, serde_json::Value>) -> Record {
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    row.iter().map(|(name, value)| (name.clone(), cell(value))).collect()
}

/// What anybody can look up, or is lent.
struct Public {
    /// The region of each place.
    region_of: BTreeMap<String, String>,
    /// The residents of each place.
    residents: BTreeMap<String, f64>,
    weights: Weights,
    knowledge: Knowledge,
}

impl Public {
    /// From a card and gaps with everything in them.
    fn of(truth: &[PathBuf], knowledge: Knowledge) -> Public {
        let told = Told::read(truth);
        let estimates: Vec<Row> = told.estimates.iter().map(row).collect();
        let regions = told.gaps.iter().filter(|g| text(g, "kind") == "region");
        let region_of =
            regions.map(|g| (text(g, "area_code").to_owned(), text(g, "against_code").to_owned())).collect();
        // People = residents · share concerned · share hurt.
        let residents = told.priorities.iter().filter_map(|p| {
            let shares = number(p, "concerned_share")? * number(p, "bad_share")?;
            let told = shares > 0.0 && !text(p, "area_code").is_empty();
            told.then_some((text(p, "area_code").to_owned(), number(p, "people")? * 10_000.0 / shares))
        });
        Public { region_of, residents: residents.collect(), weights: weights(&estimates), knowledge }
    }

    /// A figure's value somewhere, so many times.
    fn value(&self, figure: &str, spot: &Spot, times: f64) -> Option<(f64, Unknown)> {
        let weight = self.weights.get(&(figure.to_owned(), spot.clone()))?;
        Some((times / weight, (figure.to_owned(), spot.clone(), Of::Sum)))
    }

    /// The mean of places, by these weights.
    fn mean(&self, figure: &str, places: &[(&str, f64)], times: f64) -> Option<Vec<(f64, Unknown)>> {
        let all: f64 = places.iter().map(|(_, weight)| weight).sum();
        places.iter().map(|(place, weight)| self.value(figure, &at(place), times * weight / all)).collect()
    }

    /// Places with answers to a figure, by their weights.
    fn places(&self, figure: &str) -> Vec<(&str, f64)> {
        let is = |f: &str, spot: &Spot| f == figure && !spot[0].is_empty() && spot[1..].iter().all(String::is_empty);
        let of = self.weights.iter().filter(|((f, spot), _)| is(f, spot));
        of.map(|((_, spot), weight)| (spot[0].as_str(), *weight)).collect()
    }

    /// The places of a region, by what they count there.
    fn region(&self, figure: &str, place: &str) -> Vec<(&str, f64)> {
        let same = |of: &str| self.region_of.contains_key(place) && self.region_of.get(of) == self.region_of.get(place);
        let places = self.places(figure).into_iter().filter(|(of, _)| same(of));
        let counts = |of: &str| self.knowledge.residents.get(of).copied().unwrap_or(1.0);
        places.map(|(of, weight)| (of, if self.knowledge.average { counts(of) } else { weight })).collect()
    }
}

fn at(place: &str) -> Spot {
    [place.to_owned(), String::new(), String::new(), String::new()]
}

fn row(record: &Record) -> Row {
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
const HIGHER: [&str; 3] = ["sat.high", "sat.net", "sat.score"];

/// What an attacker writes down.
struct Notes<'p> {
    public: &'p Public,
    rows: Vec<Row>,
    equations: Vec<Equation>,
}

impl Notes<'_> {
    /// Everything that the tables tell of one round; of the only one, if it has no name.
    fn taken<'p>(told: &Told, round: &str, public: &'p Public) -> Notes<'p> {
        let mut notes = Notes { public, rows: told.estimates.iter().map(row).collect(), equations: Vec::new() };
        told.gaps.iter().for_each(|gap| notes.gap(gap));
        told.inequality.iter().for_each(|of| notes.inequality(of, told));
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

    fn equation(&mut self, terms: Option<Vec<(f64, Unknown)>>, constant: Option<f64>) {
        if let (Some(terms), Some(constant)) = (terms, constant) {
            self.equations.push(Equation { terms, constant });
        }
    }

    fn answers(&mut self, figure: &str, spots: &[Spot], n: Option<f64>) {
        let terms = spots.iter().map(|spot| (1.0, (figure.to_owned(), spot.clone(), Of::Answers))).collect();
        self.equation(Some(terms), n);
    }

    /// Both sides of a gap.
    fn gap(&mut self, gap: &Record) {
        let (figure, (own, other)) = (text(gap, "indicator_code"), sides(gap));
        self.equation(self.public.value(figure, &own, 1.0).map(|term| vec![term]), number(gap, "value"));
        self.answers(figure, &[own], number(gap, "n"));
        if text(gap, "kind") != "target" {
            self.equation(self.against(gap, other.as_ref(), 1.0), number(gap, "against"));
            let places = match text(gap, "kind") {
                "region" => {
                    self.public.region(figure, text(gap, "area_code")).iter().map(|(place, _)| at(place)).collect()
                }
                "best" | "best_quarter" => text(gap, "against_code").split_whitespace().map(at).collect(),
                _ => Vec::from_iter(other),
            };
            if !places.is_empty() {
                self.answers(figure, &places, number(gap, "n_against"));
            }
        }
        self.difference(gap, number(gap, "gap"));
    }

    /// First side minus second.
    fn difference(&mut self, gap: &Record, value: Option<f64>) {
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
    fn against(&self, gap: &Record, other: Option<&Spot>, times: f64) -> Option<Vec<(f64, Unknown)>> {
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
    fn inequality(&mut self, of: &Record, told: &Told) {
        let (figure, over, area) = (text(of, "indicator_code"), text(of, "over"), text(of, "area_code"));
        let is_unit = |spot: &Spot| match over {
            "places" => !spot[0].is_empty() && spot[1].is_empty() && spot[3].is_empty(),
            grouping => spot[0] == area && spot[1] == grouping,
        };
        let shown: BTreeSet<Spot> = told
            .estimates
            .iter()
            .map(row)
            .filter(|r| r.figure == figure && r.value.is_some())
            .map(|r| r.spot)
            .collect();
        let all = text(of, "left_out") == "0";
        let units: Vec<(Spot, f64)> = (self.public.weights.iter())
            .filter(|((f, spot), _)| f == figure && is_unit(spot) && (all || shown.contains(spot)))
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
    fn priority(&mut self, of: &Record) {
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

    fn attack(self) -> Vec<Found> {
        worked_out(self.rows, self.equations, &self.public.weights, &self.public.knowledge)
    }
}

/// Where the two sides of a gap stand, as far as they are spots of a card.
fn sides(gap: &Record) -> (Spot, Option<Spot>) {
    let area = text(gap, "area_code").to_owned();
    let group = |name| [area.clone(), text(gap, "group_var").to_owned(), text(gap, name).to_owned(), String::new()];
    match text(gap, "kind") {
        "groups" => (group("group_first"), Some(group("group_second"))),
        "average" => (at(&area), Some(at(""))),
        _ => (at(&area), None),
    }
}

impl Told {
    /// The withheld cells.
    fn withheld(&self) -> BTreeSet<(String, Spot)> {
        let withheld = self.estimates.iter().filter(|e| text(e, "shown") == "withheld").map(row);
        withheld.map(|r| (r.figure, r.spot)).collect()
    }

    /// Rows about a withheld figure. Where there is none about a figure without answers, that a row is there says that somebody
    /// answered.
    fn rows_of_withheld(&self, public: &Public, round: &str) -> Vec<String> {
        let withheld = self.withheld();
        let about = |record: &Record, spots: Vec<Spot>| {
            let figure = text(record, "indicator_code");
            let hidden = spots.into_iter().find(|spot| withheld.contains(&(figure.to_owned(), spot.clone())))?;
            Some(format!("a row {} of {figure} at {hidden:?}", text(record, "kind")))
        };
        let gap = |gap: &Record| {
            let (own, other) = sides(gap);
            let region = text(gap, "kind") == "region";
            let places = if region { public.region(text(gap, "indicator_code"), &own[0]) } else { Vec::new() };
            let best = text(gap, "against_code").split_whitespace().map(at);
            let spots = [own].into_iter().chain(other).chain(places.iter().map(|(place, _)| at(place))).chain(best);
            about(gap, spots.collect())
        };
        let of_round = |c: &&Record| [text(c, "round"), text(c, "round_from")].contains(&round);
        let changes = self.changes.iter().filter(of_round).filter_map(|c| about(c, vec![row(c).spot]));
        self.gaps.iter().chain(self.gap_changes.iter().filter(of_round)).filter_map(gap).chain(changes).collect()
    }

    /// Adjusted p-values that aren't those of the p-values printed: they were adjusted for others too, and may be theirs.
    fn adjusted_for_others(&self) -> Vec<String> {
        let mut families: BTreeMap<Vec<&str>, Vec<&Record>> = BTreeMap::new();
        for (table, record) in (self.gaps.iter().map(|r| ("gap", r)))
            .chain(self.gap_changes.iter().map(|r| ("gap change", r)))
            .chain(self.changes.iter().map(|r| ("change", r)))
        {
            let names = [
                "indicator_code",
                "round",
                "round_from",
                "kind",
                "group_var",
                "group_first",
                "group_second",
                "group_value",
            ];
            let level = if text(record, "area_code").is_empty() { "all" } else { "places" };
            let family = [table, level].into_iter().chain(names.map(|name| text(record, name))).collect();
            let family: &mut Vec<&Record> = families.entry(family).or_default();
            // The gaps of a card stand among those of the report of gaps again.
            if family.iter().all(|known| text(known, "area_code") != text(record, "area_code")) {
                family.push(record);
            }
        }
        let mut strange = Vec::new();
        for (family, records) in families {
            let tested: Vec<(&Record, f64)> = records.iter().filter_map(|r| Some((*r, number(r, "p")?))).collect();
            let p: Vec<f64> = tested.iter().map(|(_, p)| *p).collect();
            let (holm, discovery) = match family[5] {
                "best" => (p.iter().map(|p| (p * self.pairs(family[2])).min(1.0)).collect(), None),
                // Adjusted by its own degrees of freedom and the number of places.
                "best_quarter" => continue,
                _ => (holm(&p), Some(discovery(&p))),
            };
            let discovery = discovery.map_or(vec![None; p.len()], |p| p.into_iter().map(Some).collect());
            for (((record, _), holm), discovery) in tested.into_iter().zip(holm).zip(discovery) {
                let differs = |name, want: Option<f64>| {
                    want.is_some_and(|want| number(record, name).is_none_or(|found| (found - want).abs() > 1e-9))
                };
                if differs("p_adjusted", Some(holm)) || differs("p_bh", discovery) {
                    strange.push(format!("{family:?} at {:?}: {holm} {discovery:?}", text(record, "area_code")));
                }
            }
        }
        strange
    }

    /// How many pairs there are of places that are shown with an error and answers enough to be the best.
    fn pairs(&self, figure: &str) -> f64 {
        let could = |e: &&Record| {
            let spot = row(e).spot;
            text(e, "indicator_code") == figure
                && spot == at(&spot[0])
                && !spot[0].is_empty()
                && number(e, "value").is_some()
                && number(e, "se").is_some()
                && number(e, "n").is_some_and(|n| n >= 30.0)
        };
        let places: BTreeSet<&str> = self.estimates.iter().filter(could).map(|e| text(e, "area_code")).collect();
        let k = places.len() as f64;
        (k * (k - 1.0) / 2.0).max(1.0)
    }

    /// Best and worst values of inequality that no shown place or group has.
    fn ends_of_nobody(&self) -> Vec<String> {
        let mut values: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for estimate in &self.estimates {
            values.entry(text(estimate, "indicator_code")).or_default().extend(number(estimate, "value"));
        }
        let mut nobody = Vec::new();
        for of in &self.inequality {
            let figure = text(of, "indicator_code");
            let known = |end: &f64| values.get(figure).is_some_and(|v| v.iter().any(|v| (v - end).abs() < 1e-9));
            let ends = ["best", "worst"].into_iter().filter_map(|name| number(of, name));
            nobody
                .extend(ends.filter(|end| !known(end)).map(|end| format!("{figure} over {}: {end}", text(of, "over"))));
        }
        nobody
    }

    /// Everything that is given away of a round.
    fn leaks(&self, public: &Public, round: &str) -> Vec<String> {
        let found = Notes::taken(self, round, public).attack().into_iter().map(|found| format!("{found:?}"));
        let looked = [self.rows_of_withheld(public, round), self.adjusted_for_others(), self.ends_of_nobody()];
        found.chain(looked.into_iter().flatten()).collect()
    }
}

/// Holm's p-values.
fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let (mut adjusted, mut largest) = (vec![0.0; p.len()], 0.0_f64);
    for (rank, at) in order.into_iter().enumerate() {
        largest = largest.max((p.len() - rank) as f64 * p[at]).min(1.0);
        adjusted[at] = largest;
    }
    adjusted
}

/// Benjamini and Hochberg's.
fn discovery(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let (mut adjusted, mut least) = (vec![0.0; p.len()], 1.0_f64);
    for (after, at) in order.into_iter().enumerate() {
        least = least.min(p.len() as f64 / (p.len() - after) as f64 * p[at]);
        adjusted[at] = least;
    }
    adjusted
}

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
    let files = [desk.run(&card, "truth.json"), desk.run(&gaps, "all.json")].concat();
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
        ("inequality", &small, Told { inequality: truth.inequality.clone(), ..small.clone() }),
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
        said.contains(r#"made with "--by sex,age", but the --card with "--by sex""#) && said.contains("[G019]"),
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
