//! What an attacker can work out of published files, by linear algebra.
//!
//! What      [`attack`] reads tidy tables (CSV, JSON) of files that leave together and writes down every equation that anybody
//!           can: a place is the sum of its groups and of its facilities, all places are the sum of the places (or an average),
//!           counts, missing answers, weights and weighted sums alike; figures of one question add up; a composite is a sum of
//!           its parts. A withheld number is found if its unit vector lies in the row space. Then workbooks are searched for
//!           the numbers of bases and values that were withheld elsewhere
//! Edges     the attacker is given all weights, withheld or not, which is more than anybody has

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, DataType, Range, Reader, open_workbook_auto};

/// Where a number stands: area, group variable, group, facility; empty where it is about all.
pub type Spot = [String; 4];

/// What of a figure is unknown or published there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    Answers,
    Missing,
    /// Σ w·y.
    Sum,
}

/// A number of a figure somewhere.
pub type Unknown = (String, Spot, Of);

/// What an attacker knows beside the files.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// The place of each facility.
    pub place_of: BTreeMap<String, String>,
    /// Figures of one question, of whose values Σ coefficient · value is this in every cell.
    pub figures: Vec<(Vec<(f64, &'static str)>, f64)>,
    /// Figures whose weighted sums are the same in every cell, whatever their bases.
    pub same_sums: Vec<(&'static str, &'static str)>,
    /// Whether all places together are the mean of the places.
    pub average: bool,
    /// What places count in that mean; without any, all the same.
    pub residents: BTreeMap<String, f64>,
}

/// A row of a tidy table.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub figure: String,
    pub spot: Spot,
    pub value: Option<f64>,
    pub n: Option<f64>,
    pub missing: Option<f64>,
    pub weight: Option<f64>,
    pub shown: String,
}

/// What a file tells of figures.
pub fn rows(path: &Path) -> Vec<Row> {
    match path.extension().and_then(|e| e.to_str()) {
        Some("csv") => {
            let mut reader = csv::Reader::from_path(path).expect("a CSV file");
            let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
            let of = |record: &csv::StringRecord, name: &str| {
                header.iter().position(|h| h == name).map(|at| record[at].to_owned()).unwrap_or_default()
            };
            let records: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
            let has = |wanted: &str| header.iter().any(|name| name == wanted);
            match (has("group_first"), has("shown")) {
                (true, _) => records.iter().flat_map(|r| gap_rows(&|name| of(r, name))).collect(),
                (false, true) => records.iter().map(|r| row(&|name| of(r, name))).collect(),
                // Priorities count answers to two questions together.
                (false, false) => Vec::new(),
            }
        }
        Some("json") => {
            let text = std::fs::read_to_string(path).expect("a JSON file");
            let whole: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let of = |record: &serde_json::Value, name: &str| match &record[name] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            whole["estimates"].as_array().expect("estimates").iter().map(|r| row(&|name| of(r, name))).collect()
        }
        _ => Vec::new(),
    }
}

fn row(of: &dyn Fn(&str) -> String) -> Row {
    let number = |name: &str| of(name).parse().ok();
    Row {
        figure: of("indicator_code"),
        spot: ["area_code", "group_var", "group_value", "facility_code"].map(of),
        value: number("value"),
        n: number("n"),
        missing: number("n_missing"),
        weight: number("n_weighted"),
        shown: of("shown"),
    }
}

/// Both sides of a gap: a place or one group of it, and what it is held against where that is a number of the card.
fn gap_rows(of: &dyn Fn(&str) -> String) -> Vec<Row> {
    let side = |area: String, group: &str, value: &str, n: &str| Row {
        figure: of("indicator_code"),
        spot: [area, of("group_var"), group.to_owned(), String::new()],
        value: of(value).parse().ok(),
        n: of(n).parse().ok(),
        missing: None,
        weight: None,
        shown: String::new(),
    };
    let own = side(of("area_code"), &of("group_first"), "value", "n");
    match of("kind").as_str() {
        "groups" => vec![own, side(of("area_code"), &of("group_second"), "against", "n_against")],
        "average" => vec![own, side(String::new(), "", "against", "n_against")],
        _ => vec![own],
    }
}

/// A withheld number that was found, with what it was found to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Of which figure.
    pub figure: String,
    /// Where.
    pub spot: Spot,
    /// What.
    pub of: Of,
    /// The number.
    pub number: f64,
}

/// The withheld numbers that the files give away. The truth lends the attacker its weights, and nothing else.
pub fn attack(files: &[PathBuf], truth: &Path, knowledge: &Knowledge) -> Vec<Found> {
    let told = files.iter().flat_map(|path| rows(path)).collect();
    worked_out(told, Vec::new(), &weights(&rows(truth)), knowledge)
}

/// Weights by figure and spot.
pub type Weights = BTreeMap<(String, Spot), f64>;

/// The weights of the truth; a total is its weighted sum as it stands.
pub fn weights(truth: &[Row]) -> Weights {
    let weight = |r: &Row| if is_total(&r.figure) { r.weight.map(|_| 1.0) } else { r.weight };
    truth.iter().filter_map(|r| Some(((r.figure.clone(), r.spot.clone()), weight(r)?))).collect()
}

/// Whether a figure is a total, by its name; totals are never averaged.
pub fn is_total(figure: &str) -> bool {
    figure.ends_with(".total")
}

/// The withheld numbers that follow from what is told of figures and from equations that other tables give beside those of places,
/// groups and facilities.
pub fn worked_out(told: Vec<Row>, more: Vec<Equation>, weights: &Weights, knowledge: &Knowledge) -> Vec<Found> {
    let mut known: BTreeMap<Unknown, f64> = BTreeMap::new();
    let mut cells: BTreeMap<(String, Spot), bool> = BTreeMap::new();
    for row in told {
        let withheld = row.shown == "withheld";
        *cells.entry((row.figure.clone(), row.spot.clone())).or_default() |= withheld;
        let mut learn = |of, value: Option<f64>| {
            if let Some(value) = value {
                known.insert((row.figure.clone(), row.spot.clone(), of), value);
            }
        };
        learn(Of::Answers, row.n);
        learn(Of::Missing, row.missing);
        let own = row.weight.filter(|_| !is_total(&row.figure));
        let weight = own.or_else(|| weights.get(&(row.figure.clone(), row.spot.clone())).copied());
        // Nobody answered: there is nothing to add up.
        let none = (row.shown == "no_data").then_some(0.0);
        learn(Of::Sum, row.value.zip(weight).map(|(value, weight)| value * weight).or(none));
    }
    let all = equations(&cells, weights, knowledge).into_iter().chain(more).collect();
    let mut found = solve(all, &known, &cells);
    // An average of composites that is withheld guards its parts; it is no secret itself.
    found.retain(|f| !(knowledge.average && f.spot[0].is_empty() && f.figure.starts_with("composite.")));
    found
}

/// Terms that add up to a constant.
pub struct Equation {
    pub terms: Vec<(f64, Unknown)>,
    pub constant: f64,
}

fn equations(
    cells: &BTreeMap<(String, Spot), bool>,
    weights: &BTreeMap<(String, Spot), f64>,
    knowledge: &Knowledge,
) -> Vec<Equation> {
    let mut within: BTreeMap<(String, Spot, String), Vec<Spot>> = BTreeMap::new();
    for (figure, spot) in cells.keys() {
        let [area, variable, group, facility] = spot;
        let mut add = |total: [&str; 4], kind: &str| {
            let total = total.map(str::to_owned);
            within.entry((figure.clone(), total, kind.to_owned())).or_default().push(spot.clone());
        };
        if !facility.is_empty() {
            add(["", "", "", ""], "facilities");
            if let Some(place) = knowledge.place_of.get(facility) {
                add([place, "", "", ""], "facilities");
            }
            continue;
        }
        if !area.is_empty() {
            add(["", variable, group, ""], "places");
        }
        if !group.is_empty() {
            add([area, "", "", ""], variable);
        }
    }
    let mut all = Vec::new();
    for ((figure, total, kind), parts) in
        within.iter().filter(|((f, t, _), _)| cells.contains_key(&(f.clone(), t.clone())))
    {
        for of in [Of::Answers, Of::Missing, Of::Sum] {
            let averaged = knowledge.average && of == Of::Sum && !is_total(figure);
            // In an average of places groups don't add up to everybody.
            if averaged && kind != "places" && total[0].is_empty() {
                continue;
            }
            // A composite of parts with bases of their own is no sum over groups; its counts are those of a part.
            if figure.starts_with("composite.") && !(averaged && kind == "places") {
                continue;
            }
            let counts = |spot: &Spot| knowledge.residents.get(&spot[0]).copied().unwrap_or(1.0);
            let coefficient = |spot: &Spot| match averaged && kind == "places" {
                true => weights.get(&(figure.clone(), spot.clone())).map(|w| counts(spot) / w),
                false => Some(1.0),
            };
            let there: Vec<&Spot> = parts.iter().filter(|spot| !averaged || coefficient(spot).is_some()).collect();
            let share = if averaged && kind == "places" { there.iter().map(|spot| counts(spot)).sum() } else { 1.0 };
            let mut terms: Vec<(f64, Unknown)> = there
                .iter()
                .filter_map(|spot| Some((coefficient(spot)?, (figure.clone(), (*spot).clone(), of))))
                .collect();
            let Some(own) = coefficient(total) else { continue };
            terms.push((-share * own, (figure.clone(), total.clone(), of)));
            all.push(Equation { terms, constant: 0.0 });
        }
    }
    let spots: BTreeSet<&Spot> = cells.keys().map(|(_, spot)| spot).collect();
    for spot in spots {
        let at = |figure: &str| (figure.to_owned(), spot.clone());
        let sum = |figure: &str| (figure.to_owned(), spot.clone(), Of::Sum);
        for (terms, constant) in &knowledge.figures {
            // The average of a composite is taken over places that have any of its parts.
            if knowledge.average && spot[0].is_empty() && terms.iter().any(|t| t.1.starts_with("composite.")) {
                continue;
            }
            let term = |(c, figure): &(f64, &'static str)| Some((c / weights.get(&at(figure))?, sum(figure)));
            let terms: Option<Vec<(f64, Unknown)>> = terms.iter().map(term).collect();
            all.extend(terms.map(|terms| Equation { terms, constant: *constant }));
        }
        // The averages of two means are taken over places that have either.
        for (one, other) in knowledge.same_sums.iter().filter(|_| !(knowledge.average && spot[0].is_empty())) {
            if weights.contains_key(&at(one)) && weights.contains_key(&at(other)) {
                all.push(Equation { terms: vec![(1.0, sum(one)), (-1.0, sum(other))], constant: 0.0 });
            }
        }
    }
    all
}

/// Gauss-Jordan elimination of each set of equations that hang together; withheld numbers that come out alone.
fn solve(
    equations: Vec<Equation>,
    known: &BTreeMap<Unknown, f64>,
    cells: &BTreeMap<(String, Spot), bool>,
) -> Vec<Found> {
    let mut number: BTreeMap<Unknown, usize> = BTreeMap::new();
    let mut reduced: Vec<(BTreeMap<usize, f64>, f64)> = Vec::new();
    for Equation { terms, constant } in equations {
        let (mut left, mut right) = (BTreeMap::new(), constant);
        for (coefficient, unknown) in terms {
            match known.get(&unknown) {
                Some(value) => right -= coefficient * value,
                None => {
                    let next = number.len();
                    *left.entry(*number.entry(unknown).or_insert(next)).or_insert(0.0) += coefficient;
                }
            }
        }
        if !left.is_empty() {
            let largest = left.values().fold(0.0, |m: f64, x| m.max(x.abs()));
            left.values_mut().for_each(|x| *x /= largest);
            reduced.push((left, right / largest));
        }
    }
    // Sparse rows, each cleared of the pivots of all others.
    let mut pivots: BTreeMap<usize, (BTreeMap<usize, f64>, f64)> = BTreeMap::new();
    for (mut left, mut right) in reduced {
        while let Some((column, factor)) = left.iter().map(|(c, x)| (*c, *x)).find(|(c, _)| pivots.contains_key(c)) {
            let (other, constant) = &pivots[&column];
            for (c, x) in other {
                *left.entry(*c).or_insert(0.0) -= factor * x;
            }
            right -= factor * constant;
            left.remove(&column);
            left.retain(|_, x| x.abs() > 1e-9);
        }
        let Some((column, pivot)) = left.iter().map(|(c, x)| (*c, *x)).max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
        else {
            continue;
        };
        left.values_mut().for_each(|x| *x /= pivot);
        right /= pivot;
        for (other, constant) in pivots.values_mut() {
            if let Some(factor) = other.get(&column).copied() {
                for (c, x) in &left {
                    *other.entry(*c).or_insert(0.0) -= factor * x;
                }
                *constant -= factor * right;
                other.remove(&column);
                other.retain(|_, x| x.abs() > 1e-9);
            }
        }
        pivots.insert(column, (left, right));
    }
    let names: Vec<Unknown> = {
        let mut names: Vec<(usize, Unknown)> = number.into_iter().map(|(name, at)| (at, name)).collect();
        names.sort();
        names.into_iter().map(|(_, name)| name).collect()
    };
    let alone = pivots.iter().filter(|(_, (left, _))| left.len() == 1);
    alone
        .map(|(column, (_, right))| (&names[*column], *right))
        .filter(|((figure, spot, _), _)| cells.get(&(figure.clone(), spot.clone())).copied().unwrap_or(false))
        .map(|((figure, spot, of), number)| Found { figure: figure.clone(), spot: spot.clone(), of: *of, number })
        .collect()
}

/// Groups of a grouping: code and label.
type Labels = &'static [(&'static str, &'static str)];

/// The groupings of the instrument: code, title, labels of groups.
const GROUPINGS: [(&str, &str, Labels); 3] = [
    ("sex", "Хүйс", &[("1", "Эрэгтэй"), ("2", "Эмэгтэй")]),
    ("age", "Нас", &[("1", "18–29"), ("2", "30–44"), ("3", "45–59"), ("4", "60+")]),
    ("herder", "Малчин", &[("1", "Тийм"), ("0", "Үгүй")]),
];

/// What a row of the workbook calls a group; nothing for everybody.
fn group_words(variable: &str, group: &str) -> Vec<&'static str> {
    let of = GROUPINGS.iter().find(|(id, ..)| *id == variable);
    of.map_or_else(Vec::new, |(_, title, groups)| {
        let label = groups.iter().find(|(code, _)| *code == group).expect("a group");
        vec![*title, label.1]
    })
}

fn numbers(cells: &[Data]) -> usize {
    cells.iter().filter(|c| matches!(c, Data::Float(_) | Data::Int(_))).count()
}

/// Where the columns of each group begin on a sheet with groups side by side.
fn columns_of(sheet: &Range<Data>, groups: Labels) -> Vec<(&'static str, usize)> {
    let at = |label: &str| sheet.rows().find_map(|row| row.iter().position(|c| c.get_string() == Some(label)));
    groups.iter().filter_map(|(_, label)| Some((*label, at(label)?))).collect()
}

/// How many groups of a row are withheld: the value, the ends and the base of each are no numbers.
fn withheld_beside(
    sheet: &str,
    row: &[Data],
    texts: &[&str],
    withheld: &[Vec<&str>],
    title: &str,
    columns: &[(&str, usize)],
) -> usize {
    let of_row = |words: &&Vec<&str>| words.len() > 2 && words[2] == title && texts.contains(&words[0]);
    let named = withheld.iter().filter(of_row).filter(|words| texts.contains(&words[1]));
    named
        .map(|words| {
            let (label, first) = columns.iter().find(|(label, _)| *label == words[3]).expect("columns of the group");
            assert_eq!(numbers(&row[*first..first + 4]), 0, "{sheet}, {label}: {row:?}");
        })
        .count()
}

/// A folder with a survey, and what was made of it.
pub struct Made {
    pub folder: tempfile::TempDir,
}

impl Made {
    fn of(instrument: &str, survey: &str, options: &[&str], public: &[&str]) -> Made {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("survey.csv"), survey).expect("a file");
        std::fs::write(folder.path().join("instrument.toml"), instrument).expect("a file");
        let made = Made { folder };
        made.both("instrument.toml", Path::new("survey.csv"), options, public);
        made
    }

    fn of_file(instrument: &str, survey: &Path, options: &[&str], public: &[&str]) -> Made {
        let made = Made { folder: tempfile::tempdir().expect("a folder") };
        made.both(instrument, survey, options, public);
        made
    }

    /// The card with everything, and the one for everybody.
    fn both(&self, instrument: &str, survey: &Path, options: &[&str], public: &[&str]) {
        let common = [&["-i", instrument][..], options].concat();
        self.run(survey, &common, "truth", &["--format", "csv,json"]);
        self.run(
            survey,
            &[&common[..], public].concat(),
            "public",
            &["--public", "--lang", "mn", "--format", "csv,json,xlsx"],
        );
    }

    fn run(&self, survey: &Path, options: &[&str], out: &str, more: &[&str]) {
        let output = Command::new(env!("CARGO_BIN_EXE_masam"))
            .arg("report-card")
            .arg(survey)
            .args(options)
            .args(more)
            .args(["--out", out, "--quiet"])
            .current_dir(self.folder.path())
            .output()
            .expect("the program starts");
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 3)), "{code:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Rows of the workbook that name a place, a figure and a group, all of which is withheld, hold no number of it.
    fn workbook_keeps_withheld_numbers(&self) {
        let workbook = self.files("public").into_iter().find(|f| f.extension().is_some_and(|e| e == "xlsx"));
        let mut book = open_workbook_auto(workbook.expect("a workbook")).expect("it opens");
        let public = rows(&self.csv("public"));
        let (places, figures) = self.titles();
        let withheld: Vec<Vec<&str>> = (public.iter())
            .filter(|r| r.shown == "withheld" && r.spot[3].is_empty())
            .map(|r| {
                let group = group_words(&r.spot[1], &r.spot[2]);
                [vec![places[&r.spot[0]].as_str(), figures[&r.figure].as_str()], group].concat()
            })
            .collect();
        let (mut seen, mut beside) = (0, 0);
        for sheet in book.sheet_names().to_owned() {
            let range = book.worksheet_range(&sheet).expect("a sheet");
            let by_place = GROUPINGS.iter().find(|(_, title, _)| sheet.starts_with(&format!("{title}, газраар")));
            for row in range.rows() {
                let texts: Vec<&str> = row.iter().filter_map(Data::get_string).map(str::trim).collect();
                if let Some((_, title, groups)) = by_place {
                    beside += withheld_beside(&sheet, row, &texts, &withheld, title, &columns_of(&range, groups));
                    continue;
                }
                let of_group = GROUPINGS.iter().any(|(_, title, _)| texts.contains(title));
                let names =
                    |words: &&Vec<&str>| (words.len() > 2) == of_group && words.iter().all(|word| texts.contains(word));
                if !withheld.iter().any(|words| names(&words)) {
                    continue;
                }
                seen += 1;
                // What it is held against has a value and a base of its own: the average, the other group.
                assert!(numbers(row) <= 2, "{sheet}: {row:?}");
            }
        }
        assert!(seen + beside > 20, "the workbook names {seen} withheld figures in rows, {beside} side by side");
        let of_groups = withheld.iter().filter(|words| words.len() > 2).count();
        assert!(
            beside > 0 || of_groups == 0,
            "none of {of_groups} withheld figures of groups stands on a sheet by place"
        );
    }

    /// Names of places by their code, and titles of figures by theirs, as the workbook writes them.
    fn titles(&self) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
        let mut reader = csv::Reader::from_path(self.csv("public")).expect("a CSV file");
        let header = reader.headers().expect("a header").clone();
        let at = |name: &str| header.iter().position(|h| h == name).expect("a column");
        let (mut places, mut figures) = (BTreeMap::new(), BTreeMap::new());
        for record in reader.records().map(|r| r.expect("a row")) {
            places.insert(record[at("area_code")].to_owned(), record[at("area_mn")].to_owned());
            figures.insert(record[at("indicator_code")].to_owned(), record[at("indicator_mn")].to_owned());
        }
        (places, figures)
    }

    fn files(&self, out: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.folder.path().join(out)).expect("a folder");
        let mut files: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
        // What columns mean is no number.
        files.retain(|file| !file.to_string_lossy().ends_with("-metadata.json"));
        files.sort();
        files
    }

    fn csv(&self, out: &str) -> PathBuf {
        let is_csv = |f: &PathBuf| f.extension().is_some_and(|e| e == "csv");
        let of_estimates = |f: &PathBuf| is_csv(f) && rows(f).iter().any(|row| !row.shown.is_empty());
        self.files(out).into_iter().find(of_estimates).expect("a table of estimates")
    }

    fn attacked(&self, knowledge: &Knowledge) -> Vec<Found> {
        attack(&self.files("public"), &self.csv("truth"), knowledge)
    }

    fn withheld(&self) -> usize {
        rows(&self.csv("public")).iter().filter(|r| r.shown == "withheld").count()
    }

    /// The same files, but with only those cells withheld that have 1 to 4 answers: the rest is told as it is.
    fn primary_only(&self) -> PathBuf {
        let path = self.folder.path().join("primary.csv");
        let mut reader = csv::Reader::from_path(self.csv("truth")).expect("a CSV file");
        let header = reader.headers().expect("a header").clone();
        let at = |name: &str| header.iter().position(|h| h == name).expect("a column");
        let mut writer = csv::Writer::from_path(&path).expect("a CSV file");
        writer.write_record(&header).expect("a row");
        for record in reader.records().map(|r| r.expect("a row")) {
            let few = record[at("n")].parse::<u64>().is_ok_and(|n| (1..5).contains(&n));
            let hidden = ["value", "n", "n_missing", "n_weighted"].map(at);
            let cells = record.iter().enumerate().map(|(column, cell)| match few {
                true if hidden.contains(&column) => "",
                true if column == at("shown") => "withheld",
                _ => cell,
            });
            writer.write_record(cells).expect("a row");
        }
        writer.flush().expect("written");
        path
    }
}

/// A seeded generator of numbers below a bound (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// Five places, some small; groups, some rare; facilities, some of one visitor; payers, few; answers missing here and there.
pub fn survey(seed: u64) -> (String, BTreeMap<String, String>) {
    let places = [("Ховд", "84"), ("Увс", "85"), ("Хөвсгөл", "67"), ("Сэлэнгэ", "43"), ("Дорнод", "21")];
    let mut dice = Dice(seed);
    let mut text = String::from("аймаг,жин,кластер,байгууллага,sat,paid,amount,sex,age,herder\n");
    let mut place_of = BTreeMap::new();
    for (at, (place, code)) in places.iter().enumerate() {
        let people = if at == 4 && seed.is_multiple_of(2) { 3 } else { 30 + dice.below(40) };
        for person in 0..people {
            let facility = format!("{code}-{}", if dice.below(20) == 0 { 4 } else { dice.below(3) });
            place_of.insert(facility.clone(), (*code).to_owned());
            let sat = match dice.below(20) {
                0 => "98".to_owned(),
                roll => (1 + roll % 3).to_string(),
            };
            let paid = dice.below(9) == 0;
            let amount = if paid { (1_000 * (1 + dice.below(30))).to_string() } else { String::new() };
            let weight = 1.0 + dice.below(20) as f64 / 8.0;
            let sex = if dice.below(15) == 0 { 1 } else { 2 };
            let (age, herder) = (1 + dice.below(12).min(3), u64::from(dice.below(10) == 0));
            text += &format!(
                "{place},{weight},{at}-{},{facility},{sat},{},{amount},{sex},{age},{herder}\n",
                person % 6,
                u8::from(paid)
            );
        }
    }
    (text, place_of)
}

/// Its instrument.
pub const INSTRUMENT: &str = include_str!("../files/attack.toml");

/// What anybody knows of its figures.
pub fn knowledge(place_of: BTreeMap<String, String>) -> Knowledge {
    let figures = vec![
        (vec![(1.0, "sat.high"), (1.0, "sat.middle"), (1.0, "sat.low")], 100.0),
        (vec![(1.0, "sat.high"), (-1.0, "sat.low"), (-1.0, "sat.net")], 0.0),
        (vec![(2.0, "sat.score"), (-2.0, "sat.high"), (-1.0, "sat.middle")], 0.0),
        (vec![(2.0, "composite.quality"), (-1.0, "sat.high"), (1.0, "paid")], 100.0),
    ];
    Knowledge {
        place_of,
        figures,
        same_sums: vec![("amount.all", "amount.payers"), ("amount.total", "amount.payers")],
        ..Knowledge::default()
    }
}

/// What is true of a number that was found.
fn truth_of(made: &Made, found: &Found) -> Option<f64> {
    let row = rows(&made.csv("truth")).into_iter().find(|r| (&r.figure, &r.spot) == (&found.figure, &found.spot))?;
    match found.of {
        Of::Answers => row.n,
        Of::Missing => row.missing,
        Of::Sum => Some(row.value? * if is_total(&row.figure) { 1.0 } else { row.weight? }),
    }
}

const BY: [&str; 2] = ["sex,age,herder", "sex,age,herder,facility"];

#[test]
fn nothing_withheld_can_be_worked_out_from_a_public_card() {
    for seed in 1..=4 {
        let (text, place_of) = survey(seed);
        for by in BY {
            let made = Made::of(INSTRUMENT, &text, &["--by", by], &["--presentation", "none"]);
            assert!(made.withheld() > 10, "seed {seed}: hardly anything is withheld");
            let found = made.attacked(&knowledge(place_of.clone()));
            assert!(
                found.is_empty(),
                "seed {seed}, by {by}: {} found, {:#?}",
                found.len(),
                &found[..found.len().min(8)]
            );
            made.workbook_keeps_withheld_numbers();
        }
    }
}

#[test]
fn an_average_in_which_places_count_the_same_gives_nothing_away_either() {
    for seed in 1..=3 {
        let (text, place_of) = survey(seed);
        let options = ["--by", BY[0], "--average", "equal"];
        let made = Made::of(INSTRUMENT, &text, &options, &["--presentation", "none"]);
        let found = made.attacked(&Knowledge { average: true, ..knowledge(place_of) });
        assert!(found.is_empty(), "seed {seed}: {} found, {:#?}", found.len(), &found[..found.len().min(8)]);
    }
}

#[test]
fn with_small_cells_alone_withheld_the_attack_finds_them_and_finds_what_they_are() {
    let (text, place_of) = survey(1);
    let made = Made::of(INSTRUMENT, &text, &["--by", BY[1]], &["--presentation", "none"]);
    let found = attack(&[made.primary_only()], &made.csv("truth"), &knowledge(place_of));
    for of in [Of::Answers, Of::Sum] {
        let of_kind: Vec<&Found> = found.iter().filter(|f| f.of == of).collect();
        assert!(of_kind.len() > 20, "only {} of {of:?}", of_kind.len());
        for found in of_kind {
            let truth = truth_of(&made, found).expect("a number");
            assert!((found.number - truth).abs() < 1e-6 * truth.abs().max(1.0), "{found:?} is {truth}");
        }
    }
}

#[test]
fn the_mean_over_all_users_gives_that_of_three_payers_away_and_so_is_withheld_with_it() {
    let (text, place_of) = survey(3);
    let made = Made::of(INSTRUMENT, &text, &["--by", "none"], &["--presentation", "none"]);
    let public = rows(&made.csv("public"));
    let shown = |figure: &str, spot: &Spot| {
        public.iter().find(|r| r.figure == figure && &r.spot == spot).map(|r| r.shown.clone()).unwrap_or_default()
    };
    let payers: Vec<&Row> = public.iter().filter(|r| r.figure == "amount.payers" && r.shown == "withheld").collect();
    assert!(!payers.is_empty());
    for row in payers {
        assert_eq!(shown("amount.all", &row.spot), "withheld", "{:?}", row.spot);
    }
    assert!(made.attacked(&knowledge(place_of)).is_empty());
}

#[test]
fn the_shipped_example_gives_nothing_away() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let survey = root.join("examples/health-survey/round-1.xlsx");
    let made = Made::of_file("health", &survey, &[], &[]);
    assert!(made.withheld() > 100);
    let found = made.attacked(&Knowledge { same_sums: vec![("H16.users", "H16.payers")], ..Knowledge::default() });
    assert!(found.is_empty(), "{} found, {:#?}", found.len(), &found[..found.len().min(8)]);
}

/// Facilities of five places as `masam compare --public` prints them, beside the places of a report card of the same survey.
#[test]
fn facilities_compared_in_public_are_not_given_away_by_the_places_of_a_card() {
    for seed in 1..=4 {
        let (text, place_of) = survey(seed);
        let made = Made::of(INSTRUMENT, &text, &["--by", BY[1]], &["--presentation", "none"]);
        let compared = |out: &str, more: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_masam"))
                .args([
                    "compare",
                    "survey.csv",
                    "-i",
                    "instrument.toml",
                    "--few",
                    "5",
                    "--peers",
                    "none",
                    "--format",
                    "csv",
                    "--out",
                    out,
                ])
                .args(more)
                .current_dir(made.folder.path())
                .output()
                .expect("the program starts");
            assert!(matches!(output.status.code(), Some(0 | 3)), "{}", String::from_utf8_lossy(&output.stderr));
            std::fs::read_to_string(made.folder.path().join(out)).expect("a file")
        };
        let text = compared("compared.csv", &["--public"]);
        let facilities = compared_rows(&text);
        assert!(facilities.iter().any(|r| r.shown == "withheld"), "seed {seed}");
        // The card without facilities, and the comparison: what leaves together.
        let card = rows(&made.csv("public")).into_iter().filter(|r| r.spot[3].is_empty());
        let path = made.folder.path().join("together.csv");
        write(&path, card.chain(facilities).collect());
        // A place whose only facility is small is guarded by the card, and not by the comparison.
        let found = attack(&[path], &made.csv("truth"), &knowledge(place_of));
        let of_facilities: Vec<&Found> = found.iter().filter(|f| !f.spot[3].is_empty()).collect();
        let small = |f: &&&Found| truth_of(&made, &Found { of: Of::Answers, ..(**f).clone() }).is_some_and(|n| n < 5.0);
        let exposed: Vec<&&Found> = of_facilities.iter().filter(small).collect();
        assert!(exposed.is_empty(), "seed {seed}: {} found, {:#?}", exposed.len(), &exposed[..exposed.len().min(6)]);
    }
}

/// The rows of a comparison in the terms of a card.
fn compared_rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|h| h == name).expect("a column");
    let of = |r: csv::StringRecord| {
        let standing = &r[at("standing")];
        Row {
            figure: r[at("indicator")].to_owned(),
            spot: [String::new(), String::new(), String::new(), r[at("facility")].to_owned()],
            value: r[at("raw")].parse().ok(),
            n: r[at("n")].parse().ok(),
            missing: None,
            weight: None,
            shown: if ["withheld", "no_data"].contains(&standing) { standing.to_owned() } else { "yes".to_owned() },
        }
    };
    reader.records().map(|r| of(r.expect("a row"))).collect()
}

fn write(path: &Path, rows: Vec<Row>) {
    let mut writer = csv::Writer::from_path(path).expect("a CSV file");
    let header = ["indicator_code", "area_code", "group_var", "group_value", "facility_code"];
    writer.write_record(header.iter().chain(&["value", "n", "n_missing", "n_weighted", "shown"])).expect("a header");
    for Row { figure, spot, value, n, missing, weight, shown } in rows {
        let numbers = [value, n, missing, weight].map(|x| x.map(|x| x.to_string()).unwrap_or_default());
        let cells = [vec![figure], spot.to_vec(), numbers.to_vec(), vec![shown]].concat();
        writer.write_record(cells).expect("a row");
    }
    writer.flush().expect("written");
}
