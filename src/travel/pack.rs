//! The sums of a survey to a file.

use super::line::{Block, Column, Design, End, File, From, Head, Left, Line, Of, Rows, Spelling, Unit};
use super::names::{AREA, FACILITY, SOUM, column_name, group_name, instrument_digest, places_digest};
use super::runs::{Entry, Multiples, Runs};
use super::seal::Digest;
use super::{FORMAT, told};
use crate::coding::{Coding, Columns, Compiled, Found, SpellingSeen};
use crate::instrument::Instrument;
use crate::places::PlaceSet;
use crate::problem::Problems;
use crate::table::FileFacts;
use crate::tally::{GroupCode, LeftOut, NO_GROUP, Sums, Tally, UnitSums};

/// Everything that goes into a file.
pub struct Contents<'a> {
    /// The program that writes it, with its version.
    pub made_by: &'a str,
    /// The instrument.
    pub instrument: &'a Instrument,
    /// The place set.
    pub set: &'a PlaceSet,
    /// The columns of the survey.
    pub columns: &'a Columns,
    /// The headers that these point to.
    pub headers: &'a [String],
    /// The files, with the headers of each.
    pub files: Vec<(&'a FileFacts, &'a [String])>,
    /// What the indicators add up.
    pub compiled: &'a Compiled,
    /// The sums; not those of a design whose units are rows.
    pub tally: &'a Tally,
    /// The design and what became of the rows.
    pub coding: &'a Coding,
    /// What was wrong with the columns, with the files, and with the rows.
    pub problems: [&'a Problems; 3],
    /// For sharing: groups of fewer people are left out, and nothing that somebody wrote goes along.
    pub least: Option<u32>,
}

/// A file that was packed, and what is in it.
#[derive(Debug)]
pub struct Packed {
    /// The file.
    pub bytes: Vec<u8>,
    /// Sampled units with sums.
    pub units: u64,
    /// Blocks: groups of units, the whole units among them.
    pub blocks: u64,
    /// Sums in them.
    pub sums: u64,
    /// Blocks of fewer than [`SMALL`] people.
    pub small: u64,
    /// What was left out for sharing.
    pub left_out: LeftOut,
}

/// Below this many people somebody could be recognised.
pub const SMALL: u32 = 5;

/// Writes the sums of a survey.
pub fn pack(contents: &Contents) -> Packed {
    let mut packed = Packed { bytes: Vec::new(), units: 0, blocks: 0, sums: 0, small: 0, left_out: LeftOut::default() };
    let mut lines = Lines::default();
    lines.add(&Line::Tally(contents.head()));
    lines.add(&Line::Design(contents.design()));
    contents.columns_found().into_iter().for_each(|column| lines.add(&Line::Column(column)));
    lines.add(&Line::By(contents.compiled.group_columns.iter().map(|c| contents.column(*c)).collect()));
    contents.files().into_iter().for_each(|file| lines.add(&Line::File(Box::new(file))));
    let rows = contents.coding.rows;
    let crate::coding::RowsRead { read, used, no_place, outside, no_design } = rows;
    lines.add(&Line::Rows(Rows { read, used, no_place, outside, no_design }));
    let mut units: Vec<UnitSums> = contents.tally.apart().collect();
    if let Some(least) = contents.least {
        let numbers = Tally::number_places(contents.tally.plan());
        units.retain_mut(|unit| unit.at_least(least, &numbers, &mut packed.left_out));
        let LeftOut { units, unit_rows, groups, group_rows, values } = packed.left_out;
        lines.add(&Line::LeftOut(Left { least, units, unit_rows, groups, group_rows, values }));
    }
    for (from, problems) in [From::Columns, From::Files, From::Rows].into_iter().zip(contents.problems) {
        let told = told::lines(from, problems, contents.least.is_some(), |name| contents.file_name(name));
        told.iter().for_each(|line| lines.add(line));
    }
    contents.spellings().into_iter().for_each(|spelling| lines.add(&Line::Spelling(spelling)));
    contents.coding.facilities.iter().for_each(|facility| lines.add(&Line::Facility(facility.id.clone())));
    contents.units().for_each(|unit| lines.add(&Line::Unit(unit)));
    for unit in &units {
        packed.units += 1;
        contents.unit(unit, &mut lines, &mut packed);
    }
    packed.bytes = lines.sealed();
    packed
}

/// Lines as they are written.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
    count: u64,
}

impl Lines {
    fn add(&mut self, line: &Line) {
        serde_json::to_writer(&mut self.bytes, line).expect("lines are plain data, written to memory");
        self.bytes.push(b'\n');
        self.count += 1;
    }

    fn sealed(mut self) -> Vec<u8> {
        let digest = Digest::of(&self.bytes).to_string();
        self.add(&Line::End(End { lines: self.count + 1, digest }));
        self.bytes
    }
}

impl Contents<'_> {
    fn head(&self) -> Head {
        Head {
            format: FORMAT,
            made_by: self.made_by.to_owned(),
            instrument: self.instrument.id.clone(),
            version: self.instrument.version.clone(),
            instrument_digest: instrument_digest(self.instrument),
            places: self.set.id.clone(),
            places_digest: places_digest(self.set),
            sums_digest: Digest::of(Tally::layout(self.tally.plan()).as_bytes()).to_string(),
        }
    }

    fn design(&self) -> Design {
        let design = self.columns.design.clone();
        let crate::coding::DesignColumns { weight, strata, clusters, fpc, nested, .. } = design;
        Design { weight, strata, clusters, fpc, nested }
    }

    fn columns_found(&self) -> Vec<Column> {
        let Columns { questions, area, soum, facility, .. } = self.columns;
        let of_questions = self.instrument.questions.iter().zip(questions).map(|(q, found)| (q.id.as_str(), *found));
        let all = of_questions.chain([(AREA, *area), (SOUM, *soum), (FACILITY, *facility)]);
        let column = |(of, found): (&str, Option<Found>)| {
            let Found { column: at, by: found_by } = found?;
            Some(Column { of: of.to_owned(), header: self.headers[at].clone(), at, found_by })
        };
        all.filter_map(column).collect()
    }

    fn column(&self, column: crate::coding::GroupColumn) -> String {
        column_name(column, self.instrument).to_owned()
    }

    /// In a file for sharing without its folder, which is nobody's business.
    fn file_name(&self, name: &str) -> String {
        let bare = name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(name);
        if self.least.is_some() { bare.to_owned() } else { name.to_owned() }
    }

    fn files(&self) -> Vec<File> {
        let file = |(facts, headers): &(&FileFacts, &[String])| File {
            name: self.file_name(&facts.name),
            sha256: facts.fingerprint.digits().unwrap_or_default().to_string(),
            format: facts.format,
            bytes: facts.bytes,
            sheet: facts.sheet.clone(),
            other_sheets: facts.other_sheets.clone(),
            hidden_sheets: facts.hidden_sheets.clone(),
            encoding: facts.encoding.map(str::to_owned),
            delimiter: facts.delimiter,
            decimal: facts.decimal,
            header_row: facts.header_row.get(),
            skipped: facts.skipped.iter().map(|(row, why)| (row.get(), *why)).collect(),
            columns: facts.columns,
            formulas_without_value: facts.formulas_without_value,
            rows: facts.rows,
            headers: headers.to_vec(),
        };
        self.files.iter().map(file).collect()
    }

    /// The spellings of places; in a file for sharing, what wasn't understood may be anything that somebody wrote.
    fn spellings(&self) -> Vec<Spelling> {
        let mut spellings: Vec<Spelling> = Vec::new();
        for SpellingSeen { column, text, beside, found, count } in &self.coding.spellings {
            let hidden = self.least.is_some() && found.is_none();
            let shown = |text: &str| if hidden && !text.is_empty() { "…".to_owned() } else { text.to_owned() };
            let spelling = Spelling {
                column: column.clone(),
                text: shown(text),
                beside: shown(beside),
                place: found.map(|(place, _)| place.place().code.clone()),
                rule: found.map(|(_, rule)| rule),
                count: *count,
            };
            match spellings
                .iter_mut()
                .find(|known| hidden && Spelling { count: *count, ..(*known).clone() } == spelling)
            {
                Some(known) => known.count += count,
                None => spellings.push(spelling),
            }
        }
        spellings
    }

    fn units(&self) -> impl Iterator<Item = Unit> + '_ {
        let units = &self.coding.units;
        (0..).zip(units.nodes()).map(|(id, node)| Unit {
            within: (node.stage > 0).then_some(node.parent),
            label: units.label(id).to_owned(),
            weightless: !node.weighted,
            population: node.given,
        })
    }

    fn unit(&self, unit: &UnitSums, lines: &mut Lines, packed: &mut Packed) {
        let columns = &self.compiled.group_columns;
        let name = |c: usize, code: GroupCode| group_name(columns[c], code, self.instrument, self.set, self.coding);
        let constant = unit.constant.iter().enumerate();
        let all = constant.clone().filter_map(|(c, code)| Some((c, code.filter(|code| *code != NO_GROUP)?)));
        let weight = likely_weight(unit);
        lines.add(&Line::Sums(Of {
            unit: unit.unit,
            all: all.map(|(c, code)| (self.column(columns[c]), name(c, code))).collect(),
            varies: constant.filter(|(_, code)| code.is_none()).map(|(c, _)| self.column(columns[c])).collect(),
            weight,
        }));
        let mut multiples = Multiples::of(weight);
        for part in &unit.parts {
            for (key, sums) in &part.groups {
                packed.blocks += 1;
                packed.sums += (sums.bins.len() + sums.numbers.len()) as u64;
                packed.small += u64::from(sums.rows < SMALL);
                let by = part.columns.iter().map(|c| self.column(columns[*c])).collect();
                let group = part.columns.iter().zip(key).map(|(c, code)| name(*c, *code)).collect();
                lines.add(&Line::Block(self.block(by, group, sums, &mut multiples)));
            }
        }
    }

    fn block(&self, by: Vec<String>, group: Vec<String>, sums: &Sums, multiples: &mut Multiples) -> Block {
        let Sums { rows, lacking, bins, numbers, values } = sums;
        let sum = |sum: &f64| multiples.times(*sum).map_or(Entry::Sum(*sum), Entry::Whole);
        let list = |list: &[(f64, f64)]| {
            let alike =
                |(x, v): &(f64, f64), (y, w): &(f64, f64)| x.to_bits() == y.to_bits() && v.to_bits() == w.to_bits();
            list.chunk_by(alike).map(|same| (same[0].0, same[0].1, same.len() as u32)).collect()
        };
        Block {
            by,
            group,
            rows: *rows,
            lacking: Runs::of(lacking.iter().map(|n| Entry::Whole(u64::from(*n)))),
            sums: Runs::of(bins.iter().map(sum)),
            numbers: Runs::of(numbers.iter().map(|sum| Entry::Number(*sum))),
            values: values.iter().map(|values| (self.measure(values.measure), list(&values.list))).collect(),
        }
    }

    /// The indicator of a measure.
    fn measure(&self, measure: usize) -> String {
        let at = self.compiled.indicators.iter().position(|known| *known == measure);
        at.map(|at| self.instrument.indicators[at].id.clone()).unwrap_or_default()
    }
}

/// The weight of one row of a unit, if all weigh the same: some answer was given by just one of them.
fn likely_weight(unit: &UnitSums) -> f64 {
    let sums = unit.parts.iter().flat_map(|part| &part.groups).flat_map(|(_, sums)| &sums.bins);
    let least = sums.copied().filter(|sum| *sum > 0.0).fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 0.0 }
}
