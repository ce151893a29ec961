//! How every question, place and design column found its column, and what became of the other columns.

use super::columns::{Columns, Found, Heading, lacking};
use super::headers::{self, Index, Wanted};
use super::personal::{Personal, Why};
use super::platforms::Origin;
use crate::instrument::{Headers, Instrument, Multiple};
use crate::lang::Label;

/// What a column was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// A question, or one answer of a question that takes several.
    Question {
        /// Its identifier: `H02`, `H21/bed`.
        id: String,
        /// What it is called.
        label: Label,
    },
    /// The aimag or district.
    Area,
    /// The soum or district beside it.
    Soum,
    /// The facility.
    Facility,
    /// The weight.
    Weight,
    /// The stratum.
    Strata,
    /// The clusters of a stage, from 1.
    Cluster(usize),
    /// Population sizes or fractions of a stage, from 1.
    Fpc(usize),
}

/// A role and its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// What was looked for.
    pub role: Role,
    /// The column, and how it was found.
    pub found: Option<Found>,
    /// The free column that looks most like it, where none was found.
    pub near: Option<usize>,
    /// The columns that fit it equally well, so that none was taken.
    pub several: Vec<usize>,
}

/// Why a column isn't read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// The platform added it.
    Platform,
    /// It looks personal.
    Personal(Why),
    /// It is an answer that a question of the instrument doesn't have.
    OptionOf(String),
    /// It has the name of another column, which is read, with a number behind it.
    CopyOf(usize),
    /// It has no header.
    Unnamed,
    /// Nothing asks for it.
    Other,
}

/// Everything that was looked for, and every column that wasn't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// In the order of the instrument: questions, places, design.
    pub sought: Vec<Sought>,
    /// Columns that aren't read, in their order.
    pub left: Vec<(usize, Left)>,
}

/// How the columns of a table were found. What looks personal by its values is known once rows were seen.
pub fn explain(instrument: &Instrument, heading: Heading, columns: &Columns, personal: &[Personal]) -> Explained {
    let read = columns.read();
    let index = Index::new(heading.headers, heading.labels, 0..heading.headers.len());
    let near = |wanted: &Wanted| index.nearest(wanted, |column| !read.contains(&column));
    let lacking = lacking(instrument, columns);
    let one_of = |id: &str| lacking.iter().find(|one| one.id == id);
    let fitting = |wanted: &Wanted| {
        let best = index.best(wanted).filter(|(by, _)| by.is_sure()).map(|(_, columns)| columns);
        best.filter(|columns| columns.len() > 1).unwrap_or_default()
    };
    let mut sought = Vec::new();
    let mut question = |id: String, label: &Label, found: Option<Found>| {
        let lacking = one_of(&id).filter(|_| found.is_none());
        let several = lacking.map(|one| fitting(&one.wanted)).unwrap_or_default();
        let near = lacking.filter(|_| several.is_empty()).and_then(|one| near(&one.wanted));
        sought.push(Sought { role: Role::Question { id, label: label.clone() }, found, near, several });
    };
    let mut told = Vec::new();
    for (asked, found) in instrument.questions.iter().zip(&columns.questions) {
        let Some(of) = asked.mention.as_ref().map(|mention| mention.of.0) else {
            question(asked.id.clone(), &asked.label, *found);
            continue;
        };
        // A question that takes several answers stands once for all that stand for one of them.
        if told.contains(&of) {
            continue;
        }
        told.push(of);
        let (Multiple { id, label, answers, .. }, found) = (&instrument.multiples[of], &columns.multiples[of]);
        let split = found.options.iter().any(Option::is_some);
        if found.joined.is_some() || !split {
            question(id.clone(), label, found.joined);
        }
        for (answer, option) in answers.iter().zip(&found.options).filter(|_| split) {
            question(format!("{id}/{}", answer.code), &answer.label, *option);
        }
    }
    sought.extend(places_and_design(instrument, columns, near));
    let origin = Origin::of(heading.headers);
    let left = (0..heading.headers.len()).filter(|column| !read.contains(column));
    let left = left.map(|column| (column, why_left(instrument, heading, columns, personal, origin, column))).collect();
    Explained { sought, left }
}

fn places_and_design(
    instrument: &Instrument,
    columns: &Columns,
    near: impl Fn(&Wanted) -> Option<usize>,
) -> Vec<Sought> {
    let known = &instrument.columns;
    let near_headers =
        |headers: &Headers| near(&Wanted { names: headers.0.iter().map(String::as_str).collect(), words: Vec::new() });
    let place = |role: Role, headers: &Headers, found: Option<Found>| {
        let asked = !headers.0.is_empty() || found.is_some();
        let near = if found.is_none() { near_headers(headers) } else { None };
        asked.then_some(Sought { role, found, near, several: Vec::new() })
    };
    let design = &columns.design;
    let by = |column: usize| columns.of_design.iter().find(|found| found.column == column).copied();
    let stage = |all: &[Headers], at: usize| all.get(at).cloned().unwrap_or_default();
    let stages = |all: &[Headers], found: &[usize], role: fn(usize) -> Role| -> Vec<Sought> {
        let stages = (0..all.len().max(found.len())).map(|at| {
            let headers = stage(all, at);
            let column = found.get(at).and_then(|column| by(*column));
            let near = if column.is_none() { near_headers(&headers) } else { None };
            Sought { role: role(at + 1), found: column, near, several: Vec::new() }
        });
        stages.collect()
    };
    let mut all: Vec<Sought> = [
        place(Role::Area, &known.area, columns.area),
        place(Role::Soum, &known.soum, columns.soum),
        place(Role::Facility, &known.facility, columns.facility),
        place(Role::Weight, &known.weight, design.weight.and_then(by)),
        place(Role::Strata, &known.strata, design.strata.and_then(by)),
    ]
    .into_iter()
    .flatten()
    .collect();
    all.extend(stages(&known.clusters, &design.clusters, Role::Cluster));
    all.extend(stages(&known.fpc, &design.fpc, Role::Fpc));
    all
}

fn why_left(
    instrument: &Instrument,
    heading: Heading,
    columns: &Columns,
    personal: &[Personal],
    origin: Origin,
    column: usize,
) -> Left {
    let header = &heading.headers[column];
    if header.is_empty() {
        return Left::Unnamed;
    }
    if let Some(personal) = personal.iter().find(|personal| personal.column == column) {
        return Left::Personal(personal.why);
    }
    if origin.owns(header) {
        return Left::Platform;
    }
    let own = headers::folded(header);
    for (of, found) in instrument.multiples.iter().zip(&columns.multiples) {
        let joined = found.joined.map(|found| headers::folded(&heading.headers[found.column]));
        let ours = [Some(headers::folded(&of.id)), joined];
        if ours.iter().flatten().any(|name| own.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '))) {
            return Left::OptionOf(of.id.clone());
        }
    }
    let original = headers::original(header).map(headers::folded);
    let is_copy = |c: &usize| original.as_ref().is_some_and(|own| headers::worded(&heading.headers[*c]).contains(own));
    columns.read().into_iter().find(is_copy).map_or(Left::Other, Left::CopyOf)
}
