//! Coded answers to coded rows: what a row is in the light of the rows before it, and what is to be said of it.
//!
//! Sampled units, facilities and spellings get their numbers in the order of the file, and problems are told in it.

use super::answer_coder::{AnswerCoder, CodedAnswers};
use super::answers::{ReadFrom, not_an_answer};
use super::area::{AreaReader, Belongs, SpellingSeen};
use super::at_hand::TOGETHER;
use super::columns::Columns;
use super::design::Sampler;
use super::facilities::{Facilities, FacilitySeen};
use super::groups::GroupColumn;
use super::measures::Compiled;
use crate::design::Units;
use crate::instrument::Instrument;
use crate::places::PlaceSet;
use crate::problem::{At, Code, Problem, Problems, RowNumber, quoted};
use crate::table::{Chunk, Row};
use crate::tally::{GroupCode, Lots, NO_GROUP};

/// What became of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowsRead {
    /// Rows with something in them.
    pub read: u64,
    /// Rows that the estimates are made from.
    pub used: u64,
    /// Rows whose place is blank or wasn't understood.
    pub no_place: u64,
    /// Rows of places outside the set.
    pub outside: u64,
    /// Rows without weight, stratum or cluster.
    pub no_design: u64,
}

/// Turns coded answers into coded rows, chunk after chunk in the order of the file.
#[derive(Debug)]
pub struct Coder<'i> {
    instrument: &'i Instrument,
    headers: Vec<String>,
    /// For each question the column that it is read from.
    read_from: Vec<Option<ReadFrom>>,
    area: Option<AreaReader>,
    /// Where a coded row has its area and its facility.
    area_group: Option<usize>,
    facility_group: Option<usize>,
    facilities: Facilities,
    sampler: Sampler,
    problems: Problems,
    /// What is wrong with the design as a whole.
    contradictions: Problems,
    /// Answers of people who shouldn't have been asked: how many by question, and the first rows.
    unasked: Vec<(u64, Vec<RowNumber>)>,
    /// The file and sheet of the first of them.
    unasked_at: Vec<At>,
    counted: RowsRead,
    /// Of the rows at hand, those that can be used.
    usable: Vec<Option<Usable>>,
}

/// A row that can be used, and where it belongs.
#[derive(Debug, Clone, Copy)]
struct Usable {
    unit: u32,
    weight: f64,
    area: GroupCode,
    /// The group of its facility, where that was read for the design.
    facility: Option<GroupCode>,
}

/// A row that can be used, on its way from the answers of a chunk to a batch.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// Its place among the rows of the chunk.
    pub row: usize,
    /// Rows of one lot are best added together: a unit, or a facility.
    pub lot: u32,
    /// Its sampled unit.
    pub unit: u32,
    /// Its weight.
    pub weight: f64,
    /// Its area, from 1.
    pub area: GroupCode,
    /// The groups that answers don't tell, by column: those of the area and of the facility.
    groups: [Option<(usize, GroupCode)>; 2],
}

impl Placed {
    /// Puts the row into its lot.
    pub fn put(&self, coded: &CodedAnswers, lots: &mut Lots) {
        lots.push(self.lot, self.unit, self.weight, self.groups(), &coded.rows, self.row);
    }

    /// The groups that answers don't tell, by column.
    pub fn groups(&self) -> impl Iterator<Item = (usize, GroupCode)> {
        self.groups.into_iter().flatten()
    }
}

/// What is left when all rows are coded.
pub struct Coding {
    /// The design.
    pub units: Units,
    /// Whether rows were added with weight 1, their weights being those that the design implies.
    pub implied_weights: bool,
    /// What was wrong.
    pub problems: Problems,
    /// What became of the rows.
    pub rows: RowsRead,
    /// The spellings of places.
    pub spellings: Vec<SpellingSeen>,
    /// The facilities, in the order of their codes.
    pub facilities: Vec<FacilitySeen>,
    /// Whether units are the rows of a facility, numbered anew in each.
    pub rows_by_facility: bool,
}

impl<'i> Coder<'i> {
    /// A coder for the columns of a table, and for the answers of this coder of answers.
    pub fn new(
        instrument: &'i Instrument,
        columns: &Columns,
        headers: &[String],
        set: &PlaceSet,
        compiled: &Compiled,
        answers: &AnswerCoder,
    ) -> Coder<'i> {
        let found = |f: Option<super::columns::Found>| f.map(|f| f.column);
        let (area, soum) = (found(columns.area), found(columns.soum));
        let area = (area.is_some() || soum.is_some()).then(|| {
            AreaReader::new(area, soum, headers, set.clone()).without(columns.nothing_texts()).with_codes_of(instrument)
        });
        let group = |column: GroupColumn| compiled.group_columns.iter().position(|c| *c == column);
        Coder {
            instrument,
            headers: headers.to_vec(),
            read_from: answers.read_from(instrument.questions.len()),
            area,
            area_group: group(GroupColumn::Area),
            facility_group: group(GroupColumn::Facility),
            facilities: Facilities::new(columns.facility.map(|f| f.column), columns.design.by_facility),
            sampler: Sampler::new(columns.design.clone(), headers).without(columns.nothing_texts()),
            problems: Problems::default(),
            contradictions: Problems::default(),
            unasked: vec![Default::default(); instrument.questions.len()],
            unasked_at: vec![At::default(); instrument.questions.len()],
            counted: RowsRead::default(),
            usable: Vec::new(),
        }
    }

    /// Finds the places of a chunk's rows, which are taken one after the other. A row that can't be used stays out and is
    /// counted; it still counts in the design.
    pub fn rows(&mut self, chunk: &Chunk, at: &At, coded: &CodedAnswers, mut take: impl FnMut(Placed)) {
        let mut usable = std::mem::take(&mut self.usable);
        let mut unreadable = coded.unreadable.iter().peekable();
        usable.clear();
        for first in (0..chunk.len()).step_by(TOGETHER) {
            let rows = first..chunk.len().min(first + TOGETHER);
            usable.extend(rows.clone().map(|row| self.usable(&chunk.row(row), at)));
            while let Some((row, question)) = unreadable.next_if(|(row, _)| *row < rows.end) {
                let from = self.read_from[*question].filter(|from| !from.again);
                if let (Some(_), Some(from)) = (usable[*row], from) {
                    let header = &self.headers[from.column];
                    self.problems.add(not_an_answer(self.instrument, *question, header, from, &chunk.row(*row), at));
                }
            }
            for row in rows {
                let Some(Usable { unit, weight, area, facility }) = usable[row] else { continue };
                let of_area = self.area_group.map(|column| (column, area));
                // Rows of one facility lie together, whatever their numbers in it.
                let lot = facility.filter(|_| self.facilities.rows_are_units()).unwrap_or(unit);
                let read = |facilities: &mut Facilities| facilities.lying_in(&chunk.row(row), area);
                let facility =
                    self.facility_group.map(|column| (column, facility.unwrap_or_else(|| read(&mut self.facilities))));
                take(Placed { row, lot, unit, weight, area, groups: [of_area, facility] });
            }
        }
        for (row, question) in coded.unasked.iter().filter(|(row, _)| usable[*row].is_some()) {
            if self.unasked[*question].0 == 0 {
                self.unasked_at[*question] = at.clone();
            }
            note_unasked(&mut self.unasked[*question], chunk.row(*row).number());
        }
        self.usable = usable;
    }

    /// The design and the area of a row, or none if it can't be used.
    fn usable(&mut self, row: &Row, at: &At) -> Option<Usable> {
        self.counted.read += 1;
        let facility = self.facilities.label(row, at);
        let sampled = match self.sampler.row(row, at, facility.as_ref().map(|n| n.as_slice())) {
            Ok(sampled) => sampled,
            Err(problem) => {
                // A blank costs its row; a design that contradicts itself has no right answer.
                if problem.code.contradicts_design() {
                    self.contradictions.add(*problem);
                } else {
                    self.counted.no_design += 1;
                    self.problems.add(*problem);
                }
                return None;
            }
        };
        let area = self.area(row, at)?;
        if sampled.weight == 0.0 {
            let column = self.sampler.columns().weight.map_or("", |column| &self.headers[column]);
            self.problems.add(Problem::new(Code::ZeroWeight, at.clone().row(row.number()).column(column), "0"));
        }
        self.counted.used += 1;
        let unit = self.facilities.unit(sampled.unit, sampled.weight, area);
        Some(Usable { unit, weight: sampled.weight, area, facility: self.facilities.now() })
    }

    /// The code of the area, or none if the row can't be used.
    fn area(&mut self, row: &Row, at: &At) -> Option<GroupCode> {
        let Some(reader) = &mut self.area else { return Some(NO_GROUP) };
        let (belongs, problem) = reader.read(row, at);
        if let Some(problem) = problem {
            self.problems.add(*problem);
        }
        match belongs {
            Belongs::To(member) => Some(member as GroupCode + 1),
            Belongs::Outside => {
                self.counted.outside += 1;
                None
            }
            Belongs::Unknown => {
                self.counted.no_place += 1;
                None
            }
        }
    }

    /// What became of the rows so far.
    pub fn counted(&self) -> RowsRead {
        self.counted
    }

    /// The end of the rows. A design that contradicts itself is refused.
    pub fn finish(mut self) -> Result<Coding, Problems> {
        if !self.contradictions.is_empty() {
            return Err(self.contradictions);
        }
        for (q, (count, first)) in self.unasked.iter().enumerate().filter(|(_, (count, _))| *count > 0) {
            let column = &self.headers[self.read_from[q].map_or(0, |from| from.column)];
            let here = At { row: None, ..self.unasked_at[q].clone() }.column(column);
            let problem = Problem::new(Code::AnsweredUnasked, here, quoted(&self.instrument.questions[q].id));
            self.problems.add_many(problem, first.clone(), *count);
        }
        Ok(Coding {
            implied_weights: self.sampler.columns().implies_weights(),
            units: self.sampler.finish()?,
            problems: self.problems,
            rows: self.counted,
            spellings: self.area.map(|a| a.spellings()).unwrap_or_default(),
            rows_by_facility: self.facilities.rows_are_units(),
            facilities: self.facilities.seen(),
        })
    }
}

/// Counts an answer of somebody who wasn't asked, and keeps the first rows.
fn note_unasked((count, first): &mut (u64, Vec<RowNumber>), row: RowNumber) {
    *count += 1;
    if first.len() < Problems::MOST_ROWS {
        first.push(row);
    }
}
