//! A file to its lines: whole, unchanged, understood.

use std::collections::BTreeMap;

use super::line::{Beyond, Block, Column, Design, End, File, Head, Left, Line, Of, Rows, Spelling, Told, Unit};
use super::seal::Digest;
use super::{FORMAT, told};
use crate::problem::{At, Code, Problem, RowNumber};
use crate::table::Fingerprint;

/// A file of sums that was read, before anybody asks whether it fits others.
#[derive(Debug)]
pub struct Parcel {
    /// The name of the file.
    pub name: String,
    pub(super) head: Head,
    pub(super) design: Design,
    pub(super) columns: Vec<Column>,
    pub(super) by: Vec<String>,
    pub(super) files: Vec<File>,
    pub(super) rows: Rows,
    pub(super) left_out: Option<Left>,
    pub(super) told: Vec<Told>,
    pub(super) beyond: Vec<Beyond>,
    pub(super) spellings: Vec<Spelling>,
    pub(super) facilities: Vec<String>,
    pub(super) units: Vec<Unit>,
    pub(super) sums: Vec<(Of, Vec<Block>)>,
}

impl Parcel {
    /// The files whose rows it holds the sums of.
    pub fn sources(&self) -> impl Iterator<Item = (String, Fingerprint)> + '_ {
        self.files.iter().map(|file| (file.name.clone(), Fingerprint::known(&file.sha256)))
    }
}

impl Parcel {
    pub(super) fn at(&self) -> At {
        At::file(&self.name)
    }

    /// The label of a unit in the list of its own file.
    pub(super) fn label(&self, unit: u32) -> &str {
        self.units.get(unit as usize).map_or("", |unit| &unit.label)
    }
}

/// What a file of sums is about, as its first line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The instrument.
    pub instrument: String,
    /// The place set.
    pub places: String,
}

/// What a file with this first line is about; none if it isn't one of sums of a format that is read here.
pub fn subject(first_line: &[u8]) -> Option<About> {
    match serde_json::from_slice(first_line) {
        Ok(Line::Tally(Head { format: FORMAT, instrument, places, .. })) => Some(About { instrument, places }),
        _ => None,
    }
}

/// Reads a file of sums.
pub fn open(name: &str, bytes: &[u8]) -> Result<Parcel, Box<Problem>> {
    let problem = |code| Box::new(Problem::new(code, At::file(name), ""));
    let format = format_of(bytes);
    if let Some(other) = format.filter(|format| *format != u64::from(FORMAT)) {
        let problem = Problem::new(Code::TallyFormat, At::file(name), other.to_string());
        return Err(Box::new(problem.detail(FORMAT.to_string())));
    }
    let body = bytes.strip_suffix(b"\n").ok_or_else(|| problem(Code::TallyCutOff))?;
    let last = body.iter().rposition(|byte| *byte == b'\n').ok_or_else(|| problem(Code::TallyCutOff))? + 1;
    let (before, end) = body.split_at(last);
    let Ok(Line::End(End { lines, digest })) = serde_json::from_slice(end) else {
        // Whether the end is missing or was touched: either way not all is there.
        return Err(problem(if end.starts_with(b"{\"end\":") { Code::TallyChanged } else { Code::TallyCutOff }));
    };
    let count = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    if Digest::of(before).to_string() != digest || lines != count {
        return Err(problem(Code::TallyChanged));
    }
    let mut reading = Reading::default();
    for (at, line) in (1..).zip(before.split_inclusive(|byte| *byte == b'\n')) {
        let refuse = |why: String| {
            let at = At::file(name).row(RowNumber::new(at));
            Box::new(Problem::new(Code::TallyLine, at, "").detail(why))
        };
        let line: Line = serde_json::from_slice(line).map_err(|error| refuse(said(&error)))?;
        reading.add(line).map_err(|why| refuse(why.into()))?;
    }
    let lacks = |what: &str| {
        let end = At::file(name).row(RowNumber::new(count));
        Box::new(Problem::new(Code::TallyLine, end, "").detail(format!("no line says the {what}")))
    };
    Ok(Parcel {
        name: name.to_owned(),
        head: reading.head.ok_or_else(|| lacks("tally"))?,
        design: reading.design.ok_or_else(|| lacks("design"))?,
        rows: reading.rows.ok_or_else(|| lacks("rows"))?,
        by: reading.by.ok_or_else(|| lacks("by"))?,
        columns: reading.columns,
        files: reading.files,
        left_out: reading.left_out,
        told: reading.told,
        beyond: reading.beyond,
        spellings: reading.spellings,
        facilities: reading.facilities,
        units: reading.units,
        sums: reading.sums,
    })
}

/// The format that the first line names, whatever else there is.
fn format_of(bytes: &[u8]) -> Option<u64> {
    let first = bytes.split(|byte| *byte == b'\n').next()?;
    let line: serde_json::Value = serde_json::from_slice(first).ok()?;
    line.get("tally")?.get("format")?.as_u64()
}

/// What is wrong with a line, without the place in it, which nobody can look up.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rsplit_once(" at line ").map_or(said.clone(), |(what, _)| what.to_owned())
}

#[derive(Default)]
struct Reading {
    head: Option<Head>,
    design: Option<Design>,
    by: Option<Vec<String>>,
    rows: Option<Rows>,
    left_out: Option<Left>,
    columns: Vec<Column>,
    files: Vec<File>,
    told: Vec<Told>,
    beyond: Vec<Beyond>,
    spellings: Vec<Spelling>,
    facilities: Vec<String>,
    units: Vec<Unit>,
    sums: Vec<(Of, Vec<Block>)>,
    stages: BTreeMap<u32, u8>,
}

/// More stages than a design has.
const MOST_STAGES: u8 = crate::coding::MOST_STAGES as u8;

impl Reading {
    fn add(&mut self, line: Line) -> Result<(), &'static str> {
        match line {
            Line::Tally(head) => once(&mut self.head, head),
            Line::Design(design) => once(&mut self.design, design),
            Line::By(by) => once(&mut self.by, by),
            Line::Rows(rows) => once(&mut self.rows, rows),
            Line::LeftOut(left) => once(&mut self.left_out, left),
            Line::Column(column) => push(&mut self.columns, column),
            Line::File(file) => push(&mut self.files, *file),
            Line::Problem(told) => {
                told::problem(&told).ok_or("no problem has this code")?;
                push(&mut self.told, *told)
            }
            Line::Beyond(beyond) => {
                Code::of_id(&beyond.code).ok_or("no problem has this code")?;
                push(&mut self.beyond, beyond)
            }
            Line::Spelling(spelling) => push(&mut self.spellings, spelling),
            Line::Facility(id) => push(&mut self.facilities, id),
            Line::Unit(unit) => self.unit(unit),
            Line::Sums(of) => {
                let after = self.sums.last().is_none_or(|(last, _)| last.unit < of.unit);
                if !after {
                    return Err("units with sums stand in their order");
                }
                push(&mut self.sums, (of, Vec::new()))
            }
            Line::Block(block) => {
                let (_, blocks) = self.sums.last_mut().ok_or("a block follows the unit that it belongs to")?;
                push(blocks, block)
            }
            Line::End(_) => Err("the last line stands at the end"),
        }
    }

    fn unit(&mut self, unit: Unit) -> Result<(), &'static str> {
        let id = self.units.len() as u32;
        let stage = match unit.within {
            None => 0,
            Some(parent) => *self.stages.get(&parent).ok_or("a unit follows the one it lies in")? + 1,
        };
        if stage > MOST_STAGES {
            return Err("a unit lies in too many others");
        }
        if unit.population.is_some_and(|population| !(population.is_finite() && population > 0.0)) {
            return Err("a population is above 0");
        }
        self.stages.insert(id, stage);
        push(&mut self.units, unit)
    }
}

fn once<T>(place: &mut Option<T>, value: T) -> Result<(), &'static str> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err("there can be only one such line"),
    }
}

fn push<T>(list: &mut Vec<T>, value: T) -> Result<(), &'static str> {
    list.push(value);
    Ok(())
}
