//! Whether several files of sums can be put together: of one instrument, place set and design, and nobody in two of them.

use std::collections::{BTreeMap, BTreeSet};

use super::line::Column;
use super::names::{AREA, FACILITY, SOUM, column_named, instrument_digest, places_digest};
use super::seal::Digest;
use super::unpack::Parcel;
use crate::coding::{self, ByFacility, Columns, DesignColumns, Found, GroupColumn, ImportanceBy};
use crate::instrument::Instrument;
use crate::places::PlaceSet;
use crate::problem::{Code, Problem, Problems, quoted};
use crate::table::headers_together;
use crate::tally::Tally;

/// What files of sums have in common.
#[derive(Debug)]
pub struct Agreed {
    /// The headers of all files, those of the first one first.
    pub headers: Vec<String>,
    /// Which of them answer questions, and hold places and the design.
    pub columns: Columns,
    /// The columns of groups that all have sums of.
    pub groups: Vec<GroupColumn>,
    /// The columns of groups of each file, by the names that a user gives them.
    held: Vec<(String, Vec<String>)>,
    importance: ImportanceBy,
}

impl Agreed {
    /// What the sums tell of importance: how answers go with one another, or nothing.
    pub fn importance(&self) -> ImportanceBy {
        self.importance
    }

    /// The problem of a grouping that one of the files has no sums of, if there is one.
    pub fn lacks(&self, column: GroupColumn, instrument: &Instrument) -> Option<Problem> {
        let name = user_name(super::names::column_name(column, instrument));
        let (file, held) = self.held.iter().find(|(_, held)| !held.iter().any(|known| known == name))?;
        let at = crate::problem::At::file(file);
        let others = if held.is_empty() { "–".to_owned() } else { held.join(", ") };
        Some(Problem::new(Code::TallyGrouping, at, quoted(name)).detail(others))
    }
}

fn user_name(name: &str) -> &str {
    name.trim_start_matches('@')
}

/// What these files have in common, or why they can't be put together: one problem for each file that doesn't fit.
pub fn agree(parcels: &[Parcel], instrument: &Instrument, set: &PlaceSet) -> Result<Agreed, Problems> {
    let mut problems = Problems::default();
    let wanted = Wanted {
        instrument,
        set,
        instrument_digest: instrument_digest(instrument),
        places_digest: places_digest(set),
        sums: [ImportanceBy::Derived, ImportanceBy::Nothing].map(|by| (by, sums_digest(instrument, by))),
    };
    let mut read: Vec<(&Parcel, Vec<String>, Columns)> = Vec::new();
    for parcel in parcels {
        match wanted.accepts(parcel).and_then(|()| columns(parcel, instrument)) {
            Ok((headers, columns)) => read.push((parcel, headers, columns)),
            Err(problem) => problems.add(*problem),
        }
    }
    for (parcel, headers, columns) in read.iter().skip(1) {
        if wanted.importance(parcel) != wanted.importance(read[0].0) {
            let made_by = parcel.head.made_by.clone();
            problems.add(Problem::new(Code::TallySums, parcel.at(), format!("--importance, {made_by}")));
            continue;
        }
        if let Some(problem) = unlike(parcel, (headers, columns), (&read[0].1, &read[0].2), instrument) {
            problems.add(problem);
        }
    }
    overlaps(parcels).into_iter().for_each(|problem| problems.add(problem));
    if !problems.is_empty() {
        return Err(problems);
    }
    let files = parcels.iter().flat_map(|parcel| &parcel.files);
    let (headers, _) = headers_together(files.map(|file| (file.name.as_str(), &file.headers[..])));
    let held = parcels.iter().map(|p| (p.name.clone(), p.by.iter().map(|n| user_name(n).to_owned()).collect()));
    let all = parcels.first().map(|first| &first.by[..]).unwrap_or_default();
    let everywhere = all.iter().filter(|name| parcels.iter().all(|parcel| parcel.by.contains(name)));
    Ok(Agreed {
        headers,
        columns: read.into_iter().next().map(|(.., columns)| columns).unwrap_or_default(),
        groups: everywhere.filter_map(|name| column_named(name, instrument)).collect(),
        held: held.collect(),
        importance: parcels.first().and_then(|first| wanted.importance(first)).unwrap_or(ImportanceBy::Nothing),
    })
}

/// What a file must be of.
struct Wanted<'a> {
    instrument: &'a Instrument,
    set: &'a PlaceSet,
    instrument_digest: String,
    places_digest: String,
    /// The sums that there can be: with how answers go with one another, or without.
    sums: [(ImportanceBy, String); 2],
}

/// The digest of the sums that an instrument asks for.
fn sums_digest(instrument: &Instrument, by: ImportanceBy) -> String {
    let plan = coding::compile_with(instrument, Vec::new(), Vec::new(), Some(by)).plan;
    Digest::of(Tally::layout(&plan).as_bytes()).to_string()
}

impl Wanted<'_> {
    /// What the sums of a file tell of importance; none if they are of another kind.
    fn importance(&self, parcel: &Parcel) -> Option<ImportanceBy> {
        self.sums.iter().find(|(_, digest)| *digest == parcel.head.sums_digest).map(|(by, _)| *by)
    }

    fn accepts(&self, parcel: &Parcel) -> Result<(), Box<Problem>> {
        let head = &parcel.head;
        let refuse = |code, found: String, detail: &str| {
            Err(Box::new(Problem::new(code, parcel.at(), found).detail(detail.to_owned())))
        };
        let (made_for, wanted) = (
            format!("{} {}", head.instrument, head.version),
            format!("{} {}", self.instrument.id, self.instrument.version),
        );
        if made_for != wanted {
            return refuse(Code::TallyInstrument, made_for, &wanted);
        }
        if head.instrument_digest != self.instrument_digest {
            return refuse(Code::TallyInstrumentChanged, made_for, &head.made_by);
        }
        if head.places_digest != self.places_digest {
            return refuse(Code::TallyPlaces, head.places.clone(), &self.set.id);
        }
        if self.importance(parcel).is_none() {
            return refuse(Code::TallySums, head.made_by.clone(), "");
        }
        if parcel.design.clusters.is_empty() {
            return refuse(Code::TallyOfRows, String::new(), "");
        }
        Ok(())
    }
}

/// The headers and columns of one file.
fn columns(parcel: &Parcel, instrument: &Instrument) -> Result<(Vec<String>, Columns), Box<Problem>> {
    let bad = |why: String| Box::new(Problem::new(Code::TallyLine, parcel.at(), "").detail(why));
    let files = parcel.files.iter().map(|file| (file.name.as_str(), &file.headers[..]));
    let (headers, _) = headers_together(files);
    let design = &parcel.design;
    let of_design = design.weight.iter().chain(&design.strata).chain(&design.clusters).chain(&design.fpc);
    if of_design.copied().any(|at| at >= headers.len()) || design.clusters.len() > coding::MOST_STAGES {
        return Err(bad("a column of the design that no file has".into()));
    }
    let mut columns = Columns {
        questions: vec![None; instrument.questions.len()],
        design: DesignColumns {
            weight: design.weight,
            strata: design.strata,
            clusters: design.clusters.clone(),
            fpc: design.fpc.clone(),
            nested: design.nested,
            by_facility: ByFacility::No,
        },
        ..Columns::default()
    };
    for Column { of, header, at, found_by } in &parcel.columns {
        if headers.get(*at) != Some(header) {
            return Err(bad(format!("column {} is not where it should be", quoted(header))));
        }
        let place = match of.as_str() {
            AREA => Some(&mut columns.area),
            SOUM => Some(&mut columns.soum),
            FACILITY => Some(&mut columns.facility),
            question => {
                let at = instrument.questions.iter().position(|q| q.id == question);
                at.and_then(|at| columns.questions.get_mut(at))
            }
        };
        let place = place.ok_or_else(|| bad(format!("there is no question {}", quoted(of))))?;
        *place = Some(Found { column: *at, by: *found_by });
    }
    if let Some(unknown) = parcel.by.iter().find(|name| column_named(name, instrument).is_none()) {
        return Err(bad(format!("there is no grouping {}", quoted(unknown))));
    }
    Ok((headers, columns))
}

/// What of a file is read from other columns than in the first one.
fn unlike(
    parcel: &Parcel,
    (headers, columns): (&[String], &Columns),
    (first_headers, first): (&[String], &Columns),
    instrument: &Instrument,
) -> Option<Problem> {
    let of = |columns: &Columns| {
        let roles = [("area", columns.area), ("soum", columns.soum), ("facility", columns.facility)];
        let questions: Vec<(String, Option<Found>)> =
            instrument.questions.iter().zip(&columns.questions).map(|(q, found)| (q.id.clone(), *found)).collect();
        roles.into_iter().map(|(role, found)| (role.to_owned(), found)).chain(questions)
    };
    let header = |headers: &[String], found: Option<Found>| {
        found.map_or_else(|| "–".to_owned(), |found| quoted(&headers[found.column]))
    };
    for ((what, ours), (_, theirs)) in of(columns).zip(of(first)) {
        let (ours, theirs) = (header(headers, ours), header(first_headers, theirs));
        if ours != theirs {
            return Some(Problem::new(Code::TallyColumns, parcel.at(), what).detail(format!("{ours}, {theirs}")));
        }
    }
    let (ours, theirs) = (design_words(headers, &columns.design), design_words(first_headers, &first.design));
    (ours != theirs).then(|| Problem::new(Code::TallyDesign, parcel.at(), ours).detail(theirs))
}

/// The columns of a design in a line, as options name them.
fn design_words(headers: &[String], design: &DesignColumns) -> String {
    let named = |name: &str, columns: &[usize]| {
        let columns: Vec<&str> = columns.iter().map(|c| headers[*c].as_str()).collect();
        (!columns.is_empty()).then(|| format!("--{name} {}", columns.join(",")))
    };
    let list = |column: Option<usize>| column.into_iter().collect::<Vec<usize>>();
    let parts = [
        named("weight", &list(design.weight)),
        named("strata", &list(design.strata)),
        named("cluster", &design.clusters),
        named("fpc", &design.fpc),
        design.nested.then(|| "--nested".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Clusters that a message names before it stops.
const NAMED: usize = 5;

/// Files that were read twice, and clusters that are in two of them.
fn overlaps(parcels: &[Parcel]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut files: BTreeMap<&str, &str> = BTreeMap::new();
    let mut clusters: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for parcel in parcels {
        let twice = parcel.files.iter().find_map(|file| Some((file, *files.get(file.sha256.as_str())?)));
        if let Some((file, other)) = twice {
            let problem = Problem::new(Code::TallyFileTwice, parcel.at(), file.name.clone());
            problems.push(problem.detail(other.to_owned()));
            continue;
        }
        files.extend(parcel.files.iter().map(|file| (file.sha256.as_str(), parcel.name.as_str())));
        let own: BTreeSet<(&str, &str)> = first_stage(parcel).collect();
        let shared: Vec<(&(&str, &str), &str)> =
            own.iter().filter_map(|cluster| Some((cluster, *clusters.get(cluster)?))).collect();
        if let Some((_, other)) = shared.first() {
            let name = |((stratum, cluster), _): &(&(&str, &str), &str)| match *stratum {
                "" => quoted(cluster),
                stratum => format!("{} ({stratum})", quoted(cluster)),
            };
            let mut named = shared.iter().take(NAMED).map(name).collect::<Vec<_>>().join(", ");
            if shared.len() > NAMED {
                named.push_str(&format!(" … ({})", shared.len()));
            }
            problems.push(Problem::new(Code::TallyClusterTwice, parcel.at(), named).detail((*other).to_owned()));
        }
        clusters.extend(own.into_iter().map(|cluster| (cluster, parcel.name.as_str())));
    }
    problems
}

/// The clusters of the first stage, with their strata.
fn first_stage(parcel: &Parcel) -> impl Iterator<Item = (&str, &str)> {
    let is_stratum = |id: u32| parcel.units.get(id as usize).is_some_and(|unit| unit.within.is_none());
    parcel.units.iter().filter_map(move |unit| {
        let stratum = unit.within.filter(|parent| is_stratum(*parent))?;
        Some((parcel.label(stratum), unit.label.as_str()))
    })
}
