//! The lists that a sample starts from: clusters with their sizes, places with their people, and what is wanted of each.
//!
//! Every fault that the user can mend is gathered. A place that is spelled in two ways is one stratum, and that is said.

use std::collections::HashMap;

use super::allocate::Part;
use super::conditions::of_option;
use super::size::Spread;
use crate::coding::{code_of, find_column};
use crate::instrument::Headers;
use crate::places::{Context, Level, PlaceId, resolve};
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber, Severity, quoted};
use crate::table::{self, Number, Row, Table};
use crate::weighting::no_such_column;

const CLUSTER: &[&str] =
    &["psu", "cluster", "ea", "кластер", "анхдагч нэгж", "баг", "bag", "хороо", "khoroo", "id", "code", "код"];
const STRATUM: &[&str] = &["stratum", "strata", "давхарга", "place", "газар"];
const CLUSTERS: &[&str] = &["clusters", "кластерын тоо"];
const PEOPLE: &[&str] = &["n", "хүний тоо"];

/// Columns of a list of clusters, by their headers.
#[derive(Debug, Clone, Default)]
pub struct FrameColumns {
    /// What names a cluster; found by its usual headers, else the first column that is none of the others.
    pub cluster: Option<String>,
    /// The strata; none makes all one.
    pub stratum: Option<String>,
    /// Households or people; none makes all alike.
    pub size: Option<String>,
    /// Columns by which the clusters of a stratum are put in order; none leaves the order of the list.
    pub order: Vec<String>,
}

/// A cluster of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its label, unique in the list.
    pub label: String,
    /// Its stratum.
    pub stratum: usize,
    /// Its size, above 0; 1 where none was given.
    pub size: f64,
    /// Its row in the list.
    pub row: RowNumber,
    /// What else the list says of it.
    pub carried: Vec<String>,
}

/// A list of clusters in the order in which they are drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The labels of the strata in the order of the list; one without a name if there are none.
    pub strata: Vec<String>,
    /// The clusters; those of a stratum follow the order that was asked for.
    pub clusters: Vec<Cluster>,
    /// The headers of what is carried along.
    pub carried: Vec<String>,
    /// The header of the labels.
    pub cluster_header: String,
    /// Whether sizes were given.
    pub has_sizes: bool,
}

/// The place of a header: exactly, or but for case.
fn column(name: &str, headers: &[String]) -> Result<usize, Problem> {
    let exact = headers.iter().position(|header| header == name);
    let alike = || headers.iter().position(|header| header.trim().to_lowercase() == name.trim().to_lowercase());
    exact.or_else(alike).ok_or_else(|| no_such_column(name, headers))
}

fn known(names: &[&str], headers: &[String]) -> Option<usize> {
    find_column(headers, &Headers(names.iter().map(|n| (*n).to_owned()).collect()))
}

fn gathered<T>(found: Result<T, Problem>, problems: &mut Problems) -> Option<T> {
    found.map_err(|problem| problems.add(problem)).ok()
}

/// What makes two labels the same stratum.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Place(PlaceId),
    Words(String),
}

/// Strata as they come, each under its first spelling.
#[derive(Default)]
struct Strata {
    labels: Vec<String>,
    known: HashMap<Key, usize>,
}

impl Strata {
    fn key(label: &str) -> Key {
        let context = Context::any().levels(&[Level::Aimag, Level::Capital, Level::District]);
        match resolve(label, &context).place() {
            Some(place) => Key::Place(place),
            None => Key::Words(label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()),
        }
    }

    fn of(&mut self, label: &str, at: impl Fn() -> At, problems: &mut Problems) -> usize {
        let next = self.labels.len();
        let stratum = *self.known.entry(Strata::key(label)).or_insert(next);
        if stratum == next {
            self.labels.push(label.to_owned());
        } else if self.labels[stratum] != label {
            let first = quoted(&self.labels[stratum]);
            problems.add(Problem::new(Code::FrameSpelling, at(), quoted(label)).detail(first));
        }
        stratum
    }

    fn find(&self, label: &str) -> Option<usize> {
        self.known.get(&Strata::key(label)).copied()
    }
}

fn text(row: &Row, column: usize) -> Option<String> {
    let mut scratch = Vec::new();
    code_of(row.cell(column), &mut scratch).map(|code| String::from_utf8_lossy(code).into_owned())
}

/// A number above 0, or what is wrong with it.
fn positive(row: &Row, column: usize, at: At) -> Result<f64, Problem> {
    match row.number_at(column) {
        Number::Value(value) if value.is_finite() && value > 0.0 => Ok(value),
        Number::Value(value) => Err(Problem::new(Code::FrameNotPositive, at, value.to_string())),
        Number::Blank => Err(Problem::new(Code::FrameBlank, at, "")),
        Number::Not(cell) => Err(Problem::new(Code::FrameNotNumber, at, quoted(&cell.shown()))),
    }
}

/// Hands every row over with its place in the input.
fn rows(table: Table, mut f: impl FnMut(&Row, At)) -> Result<Problems, Problems> {
    let files: Vec<At> =
        table.files().iter().map(|f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) }).collect();
    let mut table = table::for_each_chunk(table, false, |chunk| {
        chunk.rows().for_each(|row| f(&row, files[chunk.file()].clone().row(row.number())));
        Ok(())
    })?;
    Ok(table.take_problems())
}

/// Problems to go on with, or what must be mended first.
fn settled<T>(value: T, problems: Problems) -> Result<(T, Problems), Problems> {
    if problems.count(Severity::Error) > 0 { Err(problems) } else { Ok((value, problems)) }
}

/// Reads a list of clusters; beside it what is worth knowing.
pub fn read_frame(table: Table, names: &FrameColumns) -> Result<(Frame, Problems), Problems> {
    let headers = table.columns().to_vec();
    let mut problems = Problems::default();
    let file = table.files().first().map_or_else(At::default, |file| At::file(&file.name));
    let mut named = |name: &Option<String>| name.as_ref().and_then(|n| gathered(column(n, &headers), &mut problems));
    let (stratum, size, given) = (named(&names.stratum), named(&names.size), named(&names.cluster));
    let order: Vec<usize> = names.order.iter().filter_map(|name| named(&Some(name.clone()))).collect();
    let taken = |i: &usize| Some(*i) == stratum || Some(*i) == size;
    let usual = known(CLUSTER, &headers).filter(|i| !taken(i));
    let Some(label) = given.or(usual).or_else(|| (0..headers.len()).find(|i| !taken(i))) else {
        problems.add(Problem::new(Code::NoSuchColumn, file, quoted("psu")));
        return Err(problems);
    };
    let carried: Vec<usize> = (0..headers.len()).filter(|i| *i != label && !taken(i)).collect();
    let (mut strata, mut clusters) = (Strata::default(), Vec::new());
    let mut seen: HashMap<(usize, String), RowNumber> = HashMap::new();
    let mut ordered: Vec<Vec<Sorted>> = Vec::new();
    let read = rows(table, |row, at| {
        let of = |i: usize| at.clone().column(&headers[i]);
        let blank = |i: usize| Problem::new(Code::FrameBlank, of(i), "");
        let size = size.map_or(Ok(1.0), |i| positive(row, i, of(i)));
        let size = gathered(size, &mut problems);
        let name = gathered(text(row, label).ok_or_else(|| blank(label)), &mut problems);
        let stratum = match stratum {
            Some(i) => gathered(text(row, i).ok_or_else(|| blank(i)), &mut problems)
                .map(|s| strata.of(&s, || of(i), &mut problems)),
            None => Some(strata.of("", || at.clone(), &mut problems)),
        };
        let (Some(size), Some(name), Some(stratum)) = (size, name, stratum) else { return };
        if let Some(first) = seen.insert((stratum, name.clone()), row.number()) {
            let twice = Problem::new(Code::FrameTwice, of(label), quoted(&name)).detail(first.to_string());
            problems.add(twice);
            return;
        }
        let carried = carried.iter().map(|i| row.cell(*i).shown().into_owned()).collect();
        clusters.push(Cluster { label: name, stratum, size, row: row.number(), carried });
        ordered.push(order.iter().map(|i| Sorted::of(row, *i)).collect());
    });
    problems.append(read?);
    if clusters.is_empty() && problems.count(Severity::Error) == 0 {
        problems.add(Problem::new(Code::EmptyFile, file, ""));
    }
    let mut places: Vec<usize> = (0..clusters.len()).collect();
    places.sort_by(|a, b| ordered[*a].cmp(&ordered[*b]));
    let mut clusters: Vec<Cluster> = places.into_iter().map(|i| clusters[i].clone()).collect();
    unique(&mut clusters, &strata.labels);
    let carried = carried.iter().map(|i| headers[*i].clone()).collect();
    let cluster_header = headers[label].clone();
    settled(Frame { strata: strata.labels, clusters, carried, cluster_header, has_sizes: size.is_some() }, problems)
}

/// A cell by which clusters are put in order: numbers first, then words, then blanks.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sorted {
    Number(i64, String),
    Words(String),
    Blank,
}

impl Sorted {
    fn of(row: &Row, column: usize) -> Sorted {
        match row.number_at(column) {
            // In millionths, which order as the numbers do.
            Number::Value(value) => Sorted::Number((value * 1e6) as i64, value.to_string()),
            Number::Blank => Sorted::Blank,
            // Ө and Ү stand behind Я in Unicode, but behind О and У in the alphabet.
            Number::Not(cell) => {
                Sorted::Words(cell.shown().to_lowercase().replace('ө', "о\u{10ffff}").replace('ү', "у\u{10ffff}"))
            }
        }
    }
}

/// Labels that start again in each stratum get its name before them, since an estimate tells clusters apart by label.
fn unique(clusters: &mut [Cluster], strata: &[String]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    clusters.iter().for_each(|cluster| *count.entry(cluster.label.clone()).or_default() += 1);
    for cluster in clusters.iter_mut().filter(|cluster| count[&cluster.label] > 1) {
        cluster.label = format!("{}/{}", strata[cluster.stratum], cluster.label);
    }
}

/// Places with their people.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// Their labels.
    pub labels: Vec<String>,
    /// What is known of each.
    pub parts: Vec<Part>,
}

/// Which columns of a list of places are read, and what holds where one isn't given.
#[derive(Debug, Clone, Default)]
pub struct PlanOf {
    /// The places.
    pub stratum: String,
    /// Their people; rows of one place are added up.
    pub population: String,
    /// Standard deviations.
    pub sd: Option<String>,
    /// Expected shares, 0 to 1.
    pub share: Option<String>,
    /// Expected means.
    pub mean: Option<String>,
    /// The share in all places, where there is no column.
    pub share_of_all: f64,
}

/// Reads a list of places, or of clusters in places.
pub fn read_places(table: Table, of: &PlanOf) -> Result<(Places, Problems), Problems> {
    let headers = table.columns().to_vec();
    let mut problems = Problems::default();
    let file = table.files().first().map_or_else(At::default, |file| At::file(&file.name));
    let everywhere = Spread::share(of.share_of_all);
    if everywhere.is_none() {
        problems.add(of_option("--share", of.share_of_all, "0 ба 1-ийн хооронд байна", "It lies between 0 and 1"));
    }
    let mut named = |name: &str| gathered(column(name, &headers), &mut problems);
    let (stratum, population) = (named(&of.stratum), named(&of.population));
    let mut optional = |name: &Option<String>| name.as_deref().and_then(&mut named);
    let (sd, share, mean) = (optional(&of.sd), optional(&of.share), optional(&of.mean));
    let (Some(stratum), Some(population), Some(everywhere)) = (stratum, population, everywhere) else {
        return Err(problems);
    };
    let mut strata = Strata::default();
    let mut found: Vec<(f64, [Option<f64>; 3])> = Vec::new();
    let read = rows(table, |row, at| {
        let at_column = |i: usize| at.clone().column(&headers[i]);
        let Some(label) = text(row, stratum) else {
            problems.add(Problem::new(Code::FrameBlank, at_column(stratum), ""));
            return;
        };
        let place = strata.of(&label, || at_column(stratum), &mut problems);
        let people = gathered(positive(row, population, at_column(population)), &mut problems);
        let number = |i: Option<usize>| i.and_then(|i| gathered(positive(row, i, at_column(i)), &mut problems));
        let own = [sd, share, mean].map(number);
        if let (Some(i), Some(p)) = (share, own[1].filter(|p| *p >= 1.0)) {
            problems.add(Problem::new(Code::FrameNotShare, at_column(i), p.to_string()));
        }
        let place_of = |found: &mut Vec<(f64, [Option<f64>; 3])>| {
            if place == found.len() {
                found.push((0.0, own));
            }
        };
        place_of(&mut found);
        found[place].0 += people.unwrap_or(0.0);
        for (i, column) in [sd, share, mean].into_iter().enumerate() {
            let Some(column) = column.filter(|_| found[place].1[i] != own[i] && own[i].is_some()) else { continue };
            problems.add(Problem::new(Code::FrameVaries, at_column(column), quoted(&label)));
        }
    });
    problems.append(read?);
    if found.is_empty() && problems.count(Severity::Error) == 0 {
        problems.add(Problem::new(Code::EmptyFile, file, ""));
    }
    let part = |(people, [sd, share, mean]): &(f64, [Option<f64>; 3])| Part {
        population: *people,
        spread: sd.and_then(Spread::mean).or(share.and_then(Spread::share)).unwrap_or(everywhere),
        mean: mean.or(*share),
    };
    settled(Places { labels: strata.labels, parts: found.iter().map(part).collect() }, problems)
}

/// Reads how many clusters are wanted of each stratum of a list: a column `clusters`, or `n` people, of whom `take` are asked in each.
pub fn read_plan(table: Table, frame: &Frame, take: Option<u64>) -> Result<Vec<usize>, Problems> {
    let headers = table.columns().to_vec();
    let file = table.files().first().map_or_else(At::default, |file| At::file(&file.name));
    let (clusters, people) = (known(CLUSTERS, &headers), known(PEOPLE, &headers));
    let per = match (clusters, people, take) {
        (Some(column), ..) => Some((column, 1.0)),
        (None, Some(column), Some(take)) => Some((column, take as f64)),
        (None, _, _) => None,
    };
    let (Some(stratum), Some((wanted, per))) = (known(STRATUM, &headers), per) else {
        let hint = Hint::advice(
            "stratum ба clusters багана, эсвэл stratum, n багана болон --take хэрэгтэй.",
            "It takes columns stratum and clusters, or stratum and n together with --take.",
        );
        return Err(Problem::new(Code::NoPlanColumn, file, "stratum, clusters").hint(hint).into());
    };
    let mut problems = Problems::default();
    let mut strata = Strata::default();
    for label in &frame.strata {
        strata.of(label, At::default, &mut problems);
    }
    let mut plan: Vec<Option<usize>> = vec![None; frame.strata.len()];
    let read = rows(table, |row, at| {
        let Some(label) = text(row, stratum) else { return };
        let Some(of) = strata.find(&label) else {
            problems.add(Problem::new(Code::PlanStratumUnknown, at.column(&headers[stratum]), quoted(&label)));
            return;
        };
        let n = match row.number_at(wanted) {
            Number::Value(0.0) => Some(0.0),
            _ => gathered(positive(row, wanted, at.clone().column(&headers[wanted])), &mut problems),
        };
        if let Some(n) = n {
            *plan[of].get_or_insert(0) += (n / per - 1e-9).ceil() as usize;
        }
    });
    problems.append(read?);
    for (label, wanted) in frame.strata.iter().zip(&plan) {
        if wanted.is_none() {
            problems.add(Problem::new(Code::PlanStratumMissing, file.clone(), quoted(label)));
        }
    }
    settled(plan.into_iter().map(Option::unwrap_or_default).collect(), problems).map(|(plan, _)| plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Input, Options};

    fn table(text: &str) -> Table {
        table::open(vec![Input::from_bytes("жагсаалт.csv", text)], &Options::default()).expect("a table")
    }

    fn columns() -> FrameColumns {
        FrameColumns { stratum: Some("аймаг".into()), size: Some("өрх".into()), ..FrameColumns::default() }
    }

    #[test]
    fn a_list_is_read_with_its_strata_under_their_first_spelling() {
        let text = "аймаг,баг,өрх,сум\nХовд,1-р баг,120,Жаргалант\nДорнод,1-р баг,90,Хэрлэн\nKhovd,2-р баг,80,Буянт\n";
        let (frame, notes) = read_frame(table(text), &columns()).expect("a frame");
        assert_eq!(frame.strata, ["Ховд", "Дорнод"]);
        assert_eq!(notes.grouped()[0].first.code, Code::FrameSpelling);
        let labels: Vec<&str> = frame.clusters.iter().map(|c| c.label.as_str()).collect();
        assert_eq!(labels, ["Ховд/1-р баг", "Дорнод/1-р баг", "2-р баг"]);
        assert_eq!(frame.carried, ["сум"]);
        assert_eq!(frame.clusters[2].carried, ["Буянт"]);
    }

    #[test]
    fn everything_wrong_with_a_list_is_said_at_once() {
        let text = "аймаг,баг,өрх\nХовд,1,0\nХовд,2,олон\nХовд,3,\n,4,10\nХовд,5,-3\nХовд,6,10\nХовд,6,12\n";
        let problems = read_frame(table(text), &columns()).expect_err("it can't be used");
        let codes: Vec<Code> = problems.grouped().iter().map(|g| g.first.code).collect();
        for code in [Code::FrameNotPositive, Code::FrameNotNumber, Code::FrameBlank, Code::FrameTwice] {
            assert!(codes.contains(&code), "{codes:?}");
        }
        assert_eq!(problems.count(Severity::Error), 6);
    }

    #[test]
    fn the_order_of_the_alphabet_has_its_place_for_o_and_u() {
        let text = "аймаг,баг,өрх\nХовд,Яргуй,10\nХовд,Өнгөт,10\nХовд,Онон,10\nХовд,Сайхан,10\n";
        let order = FrameColumns { order: vec!["баг".into()], ..columns() };
        let (frame, _) = read_frame(table(text), &order).expect("a frame");
        let labels: Vec<&str> = frame.clusters.iter().map(|c| c.label.as_str()).collect();
        assert_eq!(labels, ["Онон", "Өнгөт", "Сайхан", "Яргуй"]);
    }

    #[test]
    fn a_plan_must_know_the_strata_and_name_all_of_them() {
        let (frame, _) = read_frame(table("аймаг,баг,өрх\nХовд,1,10\nДорнод,2,10\n"), &columns()).expect("a frame");
        let plan = read_plan(table("stratum,n\nХовд,41\nDornod,40\n"), &frame, Some(10)).expect("a plan");
        assert_eq!(plan, [5, 4]);
        let problems = read_plan(table("stratum,clusters\nХовд,4\nЗавхан,4\n"), &frame, None).expect_err("it differs");
        let codes: Vec<Code> = problems.grouped().iter().map(|g| g.first.code).collect();
        assert_eq!(codes.len(), 2);
        assert!(codes.contains(&Code::PlanStratumUnknown) && codes.contains(&Code::PlanStratumMissing));
    }

    #[test]
    fn places_add_up_their_rows_and_must_agree_on_their_share() {
        let of = PlanOf {
            stratum: "аймаг".into(),
            population: "хүн".into(),
            share: Some("хувь".into()),
            share_of_all: 0.5,
            ..PlanOf::default()
        };
        let (places, _) =
            read_places(table("аймаг,хүн,хувь\nХовд,100,0.3\nХовд,50,0.3\nДорнод,70,0.4\n"), &of).expect("places");
        assert_eq!(places.parts[0].population, 150.0);
        assert_eq!(places.parts[1].mean, Some(0.4));
        let varies = read_places(table("аймаг,хүн,хувь\nХовд,100,0.3\nХовд,50,0.4\n"), &of).expect_err("it varies");
        assert_eq!(varies.grouped()[0].first.code, Code::FrameVaries);
    }
}
