//! Report cards of the samples beside the instruments, number by number against `expected.csv`, which R's survey package
//! made from the raw files without knowing the instruments (`tests/golden/card.R`).

use std::collections::BTreeMap;

use serde_json::Value;

use crate::story::{Estimates, Row, Story};

const HEALTH: [&str; 2] =
    [include_str!("../../instruments/health/sample.csv"), include_str!("../../instruments/health/expected.csv")];
const EDUCATION: [&str; 2] =
    [include_str!("../../instruments/education/sample.csv"), include_str!("../../instruments/education/expected.csv")];

/// What, figure, place, grouping, group: as in the first columns of `expected.csv`.
type Key = [String; 5];

/// Numbers by column; one that is absent isn't there.
type Numbers = BTreeMap<String, f64>;

#[test]
fn every_number_of_the_health_card_is_the_one_that_r_gives() {
    compare("health", HEALTH);
}

#[test]
fn every_number_of_the_education_card_is_the_one_that_r_gives() {
    compare("education", EDUCATION);
}

fn compare(instrument: &str, [sample, expected]: [&str; 2]) {
    let (_, expected) = expected.split_once('\n').expect("a line about its making, then the table");
    let card = Card::of(instrument, sample);
    let (mut cells, mut misses) = (0, Vec::new());
    for row in Estimates::of(expected).rows {
        let key = ["what", "figure", "place", "grouping", "group"].map(|column| row.text(column).to_owned());
        let Some(have) = card.numbers.get(&key) else {
            misses.push(format!("{key:?} is not on the card"));
            continue;
        };
        for column in row.columns().filter(|c| !KEYS.contains(c) && row.text(c) != "-") {
            cells += 1;
            let (have, want) = (have.get(column).copied(), row.text(column).parse::<f64>().ok());
            let same = match (have, want) {
                (Some(have), Some(want)) => (have - want).abs() <= tolerance(column, want, &row),
                (have, want) => have == want,
            };
            if !same {
                misses.push(format!("{key:?} {column}: {have:?} for {want:?}"));
            }
        }
    }
    let first = misses[..misses.len().min(40)].join("\n");
    assert!(misses.is_empty(), "{} of {cells} numbers differ:\n{first}", misses.len());
    assert!(cells > 15_000, "only {cells} numbers were compared");
}

const KEYS: [&str; 5] = ["what", "figure", "place", "grouping", "group"];

/// 1e-9 of the larger of value and standard error for a value, of the standard error for an end of an interval, else of
/// the number itself. Differences of equal values are noise of any size below 1e-12.
fn tolerance(column: &str, want: f64, row: &Row) -> f64 {
    let se = row.text("se").parse().unwrap_or(0.0);
    1e-9 * match column {
        "value" => want.abs().max(se).max(1e-3),
        "ci_low" | "ci_high" if se > 0.0 => se,
        _ => want.abs(),
    }
}

/// The numbers of a card as its outputs give them.
struct Card {
    numbers: BTreeMap<Key, Numbers>,
}

impl Card {
    fn of(instrument: &str, sample: &str) -> Card {
        let command = |format: &str| {
            format!(
                "masam report-card sample.csv --instrument {instrument} --lang en --format {format} --out - --quiet"
            )
        };
        let story = Story::new("card").file("sample.csv", sample).run(&command("csv")).exits(0);
        let tidy = Estimates::of(story.stdout());
        let story = story.run(&command("json")).exits(0);
        let book: Value = serde_json::from_slice(story.output()).expect("it is JSON");
        let names = Names::of(&tidy, &book);
        let mut card = Card { numbers: tidy.rows.iter().map(|row| (key_of(row), numbers_of(row))).collect() };
        for row in rows(&book, "detail") {
            // The other columns are those of the table for machines.
            let key = ["value", &row.text("figure"), &names.place(&row), "", ""].map(str::to_owned);
            let reasons =
                row.numbers().into_iter().filter_map(|(id, n)| Some((id.strip_prefix("missing_")?.to_owned(), n)));
            card.numbers.entry(key).or_default().extend(reasons);
        }
        for (grid, what) in [("gaps.average", "to_average"), ("gaps.target", "to_target"), ("gaps.groups", "between")] {
            card.numbers.extend(rows(&book, grid).map(|row| {
                let [grouping, pair] = names.pair(&row);
                ([what.to_owned(), names.figure(&row), names.place(&row), grouping, pair], gap_of(&row))
            }));
        }
        card
    }
}

fn key_of(row: &Row) -> Key {
    let [figure, place, grouping, group] =
        ["indicator_code", "area_code", "group_var", "group_value"].map(|column| row.text(column).to_owned());
    ["value".to_owned(), figure, place, grouping, group]
}

fn numbers_of(row: &Row) -> Numbers {
    row.columns().filter_map(|column| Some((column.to_owned(), row.text(column).parse().ok()?))).collect()
}

/// The gap stands for the value, its ends for those of the value.
fn gap_of(row: &GridRow) -> Numbers {
    let names = [("gap", "value"), ("gap_low", "ci_low"), ("gap_high", "ci_high"), ("se", "se"), ("p", "p")];
    let numbers = row.numbers();
    let with = |(id, name): (&str, &str)| Some((name.to_owned(), *numbers.get(id)?));
    names.into_iter().chain([("p_adjusted", "p_adjusted")]).filter_map(with).collect()
}

/// From the titles that readers see to codes.
struct Names {
    figures: BTreeMap<String, String>,
    places: BTreeMap<String, String>,
    groups: BTreeMap<[String; 2], [String; 2]>,
}

impl Names {
    fn of(tidy: &Estimates, book: &Value) -> Names {
        let named = |title: &str, code: &str| {
            tidy.rows.iter().map(|row| (row.text(title).to_owned(), row.text(code).to_owned())).collect()
        };
        let columns = grid(book, "groups.all").expect("a sheet of groups")["columns"].as_array().expect("columns");
        let groups = columns.iter().filter_map(|column| {
            let (grouping, group) = column["id"].as_str()?.split_once('.')?;
            let titles = [column["group"]["en"].as_str()?, column["title"]["en"].as_str()?];
            Some((titles.map(str::to_owned), [grouping, group].map(str::to_owned)))
        });
        Names {
            figures: named("indicator_en", "indicator_code"),
            places: named("area_en", "area_code"),
            groups: groups.collect(),
        }
    }

    fn figure(&self, row: &GridRow) -> String {
        self.figures[&row.text("figure")].clone()
    }

    /// The code of a place; all respondents have none.
    fn place(&self, row: &GridRow) -> String {
        self.places.get(&row.text("place")).cloned().unwrap_or_default()
    }

    fn pair(&self, row: &GridRow) -> [String; 2] {
        if !row.0.contains_key("grouping") {
            return Default::default();
        }
        let [first, second] = ["first", "second"].map(|side| &self.groups[&[row.text("grouping"), row.text(side)]]);
        [first[0].clone(), format!("{}-{}", first[1], second[1])]
    }
}

/// A row of a sheet: its values by column.
struct GridRow(BTreeMap<String, Value>);

impl GridRow {
    fn text(&self, column: &str) -> String {
        self.0[column]["text"]["en"].as_str().expect("a text").to_owned()
    }

    fn numbers(&self) -> Numbers {
        self.0.iter().filter_map(|(id, value)| Some((id.clone(), value["value"].as_f64()?))).collect()
    }
}

fn grid<'b>(book: &'b Value, id: &str) -> Option<&'b Value> {
    let sections = book["sections"].as_array()?;
    sections.iter().flat_map(|s| s["blocks"].as_array().into_iter().flatten()).find(|block| block["id"] == id)
}

fn rows<'b>(book: &'b Value, id: &str) -> impl Iterator<Item = GridRow> + 'b {
    let grid = grid(book, id).unwrap_or_else(|| panic!("there is no {id}"));
    let list = |key: &str| grid[key].as_array().expect("a list");
    let ids: Vec<String> = list("columns").iter().map(|c| c["id"].as_str().expect("a name").to_owned()).collect();
    list("rows").iter().map(move |row| {
        GridRow(ids.iter().cloned().zip(row["values"].as_array().expect("values").iter().cloned()).collect())
    })
}
