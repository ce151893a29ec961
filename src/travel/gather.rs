//! Files of sums to one tally, as if their rows had been read one file after the other.
//!
//! Units never overlap, so nothing is added: units of later files follow those of earlier ones, each with its sums as they were.

use std::collections::BTreeMap;

use super::Shared;
use super::agree::Agreed;
use super::line::{Block, File, From, Listed, Of, Spelling};
use super::names::{Groups, column_named};
use super::runs::{Entry, Multiples, Runs};
use super::told;
use super::unpack::Parcel;
use crate::coding::{Coding, Compiled, FacilitySeen, GroupColumn, RowsRead, SpellingSeen, fault_problem};
use crate::design::Builder;
use crate::instrument::Instrument;
use crate::places::{Gazetteer, PlaceSet};
use crate::problem::{At, Code, Problem, Problems, RowNumber};
use crate::table::{FileFacts, Fingerprint, headers_together, known_encoding};
use crate::tally::{GroupCode, LeftOut, NO_GROUP, Part, Sums, Tally, UnitSums, Values};

/// What a card is made from, out of files of sums.
pub struct Gathered {
    /// The files whose rows were added up.
    pub files: Vec<FileFacts>,
    /// The sums.
    pub tally: Tally,
    /// The design and what became of the rows.
    pub coding: Coding,
    /// Everything that was wrong.
    pub problems: Problems,
    /// What was left out for sharing, if a file was made for it.
    pub shared: Option<Shared>,
}

/// Puts files together that agree.
pub fn gather(
    parcels: &[Parcel],
    agreed: &Agreed,
    instrument: &Instrument,
    set: &PlaceSet,
    compiled: &Compiled,
) -> Result<Gathered, Problems> {
    let facilities = Facilities::of(parcels);
    let sums_of = Tally::sums_of(&compiled.plan);
    let reader = Reader { compiled, groups: Groups { instrument, set }, facilities: &facilities, sums_of };
    let mut builder = Builder::new(agreed.columns.design.stages());
    let mut sums = Vec::new();
    for parcel in parcels {
        let ids = units(parcel, &mut builder, agreed.columns.design.stages().used())?;
        let mut used = 0;
        for (of, blocks) in &parcel.sums {
            used += u64::from(rows_of(blocks));
            let bad = |why| Problems::from(unit_problem(parcel, of.unit, why));
            let unit = ids.get(&of.unit).copied().ok_or("it is no sampled unit of the last stage").map_err(bad)?;
            if used > parcel.rows.used {
                return Err(bad("units have more rows together than were used"));
            }
            sums.push(reader.unit(unit, of, blocks).map_err(bad)?);
        }
    }
    let units = builder.finish().map_err(|fault| fault_problem(&fault, At::default()))?;
    let tally = Tally::from_parts(compiled.plan.clone(), sums).map_err(|bad| {
        Problem::new(Code::TallyLine, At::default(), "").detail(format!("sums of {}", units.label(bad.unit)))
    })?;
    let [columns, files, rows] = problems(parcels);
    let mut all = columns;
    all.append(files);
    all.append(rows.clone());
    let coding = Coding {
        implied_weights: agreed.columns.design.implies_weights(),
        units,
        problems: rows,
        rows: rows_read(parcels),
        spellings: spellings(parcels),
        facilities: facilities.ids.iter().map(|id| FacilitySeen::named(id.clone())).collect(),
        rows_by_facility: false,
    };
    let files = parcels.iter().flat_map(|parcel| &parcel.files).map(file_facts).collect();
    Ok(Gathered { files, tally, coding, problems: all, shared: shared(parcels) })
}

fn unit_problem(parcel: &Parcel, unit: u32, why: &str) -> Problem {
    let detail = format!("unit {unit}, {}: {why}", parcel.label(unit));
    Problem::new(Code::TallyLine, parcel.at(), "").detail(detail)
}

/// Adds the units of a file to the design; their numbers there by those in the file.
fn units(parcel: &Parcel, builder: &mut Builder, stages: usize) -> Result<BTreeMap<u32, u32>, Problems> {
    let mut ids = BTreeMap::new();
    for (id, unit) in (0..).zip(&parcel.units) {
        let (mut labels, mut given) = (vec![unit.label.as_bytes()], Vec::new());
        let mut at = unit;
        while let Some(parent) = at.within.and_then(|parent| parcel.units.get(parent as usize)) {
            labels.push(parent.label.as_bytes());
            given.push(parent.population);
            at = parent;
        }
        // Strata and upper stages come with the units in them.
        if labels.len() != stages + 1 {
            continue;
        }
        labels.reverse();
        given.reverse();
        let given: Vec<f64> = given.into_iter().map_while(|population| population).collect();
        let leaf = builder.leaf(&labels, &given, if unit.weightless { 0.0 } else { 1.0 });
        ids.insert(id, leaf.map_err(|fault| fault_problem(&fault, parcel.at()))?);
    }
    Ok(ids)
}

/// The rows of a whole unit.
fn rows_of(blocks: &[Block]) -> u32 {
    blocks.iter().find(|block| block.by.is_empty()).map_or(0, |block| block.rows)
}

/// The facilities of all files: two spellings of one identifier are one.
struct Facilities {
    ids: Vec<String>,
    codes: BTreeMap<String, GroupCode>,
}

impl Facilities {
    fn of(parcels: &[Parcel]) -> Facilities {
        let mut all = Facilities { ids: Vec::new(), codes: BTreeMap::new() };
        for id in parcels.iter().flat_map(|parcel| &parcel.facilities) {
            let next = all.ids.len() as GroupCode + NO_GROUP + 1;
            if *all.codes.entry(FacilitySeen::key(id)).or_insert(next) == next {
                all.ids.push(id.clone());
            }
        }
        all
    }
}

/// Reads sums as those of a plan.
struct Reader<'a> {
    compiled: &'a Compiled,
    groups: Groups<'a>,
    facilities: &'a Facilities,
    /// How many sums of weights and of numbers the block of a whole unit has, and that of a group.
    sums_of: [(usize, usize); 2],
}

type Read<T> = Result<T, &'static str>;

impl Reader<'_> {
    /// Where a column of groups stands in a coded row; none if nobody asks for it.
    fn column(&self, name: &str) -> Read<(GroupColumn, Option<usize>)> {
        let column = column_named(name, self.groups.instrument).ok_or("there is no such grouping")?;
        Ok((column, self.compiled.group_columns.iter().position(|known| *known == column)))
    }

    fn code(&self, column: GroupColumn, name: &str) -> Read<GroupCode> {
        let facility = |key: &str| self.facilities.codes.get(key).copied();
        self.groups.code(column, name, facility).ok_or("there is no such group")
    }

    fn unit(&self, unit: u32, of: &Of, blocks: &[Block]) -> Read<UnitSums> {
        let mut constant = vec![Some(NO_GROUP); self.compiled.plan.columns];
        for (column, group) in &of.all {
            if let (column, Some(at)) = self.column(column)? {
                constant[at] = Some(self.code(column, group)?);
            }
        }
        for column in &of.varies {
            if let (_, Some(at)) = self.column(column)? {
                constant[at] = None;
            }
        }
        let cuts = Tally::cuts_of(&self.compiled.plan, |c| constant[c].is_none());
        let mut parts: Vec<Part> = cuts.into_iter().map(|columns| Part { columns, groups: Vec::new() }).collect();
        let rows = rows_of(blocks);
        let mut multiples = Multiples::of(of.weight);
        for block in blocks {
            if block.rows > rows {
                return Err("a group has more rows than its unit");
            }
            if block.by.len() != block.group.len() {
                return Err("a block has a group of each of its columns");
            }
            let mut key: Vec<(usize, GroupCode)> = Vec::with_capacity(block.by.len());
            for (column, group) in block.by.iter().zip(&block.group) {
                let (column, at) = self.column(column)?;
                let code = self.code(column, group)?;
                key.extend(at.map(|at| (at, code)));
            }
            if key.len() < block.by.len() {
                continue;
            }
            key.sort_unstable();
            let columns = key.iter().map(|(at, _)| *at);
            let Some(part) = parts.iter_mut().find(|part| columns.clone().eq(part.columns.iter().copied())) else {
                continue;
            };
            part.groups.push((key.iter().map(|(_, code)| *code).collect(), self.sums(block, &mut multiples)?));
        }
        parts.iter_mut().for_each(|part| part.groups.sort_by(|(a, _), (b, _)| a.cmp(b)));
        Ok(UnitSums { unit, constant, parts })
    }

    fn sums(&self, block: &Block, multiples: &mut Multiples) -> Read<Sums> {
        let plan = &self.compiled.plan;
        let (bins, numbers) = self.sums_of[usize::from(!block.by.is_empty())];
        const NOT_ALIKE: &str = "a block has other sums than the instrument asks for";
        // Every reason and a weight of zero, for each variable.
        let most = plan.variables.len() * (crate::instrument::Missing::ALL.len() + 1);
        let entries = |runs: &Runs, most| runs.entries(most).ok_or(NOT_ALIKE);
        let whole = |entry| match entry {
            Entry::Whole(n) => u32::try_from(n).map_err(|_| NOT_ALIKE),
            Entry::Sum(_) | Entry::Number(_) => Err(NOT_ALIKE),
        };
        let mut sum = |entry| match entry {
            Entry::Whole(n) => multiples.sum(n).ok_or(NOT_ALIKE),
            Entry::Sum(sum) => Ok(sum),
            Entry::Number(_) => Err(NOT_ALIKE),
        };
        let number = |entry| match entry {
            Entry::Number(sum) => Ok(sum),
            Entry::Whole(_) | Entry::Sum(_) => Err(NOT_ALIKE),
        };
        let lacking = entries(&block.lacking, most)?.into_iter().map(whole).collect::<Read<_>>()?;
        let bins = entries(&block.sums, bins)?.into_iter().map(&mut sum).collect::<Read<_>>()?;
        let numbers = entries(&block.numbers, numbers)?.into_iter().map(number).collect::<Read<_>>()?;
        let values = block.values.iter().map(|(id, list)| self.values(id, list, block.rows)).collect::<Read<_>>()?;
        Ok(Sums { rows: block.rows, lacking, bins, numbers, values })
    }

    fn values(&self, id: &str, list: &[Listed], rows: u32) -> Read<Values> {
        let indicators = &self.groups.instrument.indicators;
        let at = indicators.iter().position(|indicator| indicator.id == id).ok_or("there is no such indicator")?;
        let measure = self.compiled.indicators[at];
        let all: u64 = list.iter().map(|(_, _, times)| u64::from(*times)).sum();
        if all > u64::from(rows) || !self.compiled.plan.kept().any(|kept| kept == measure) {
            return Err("a block has other values than the instrument asks for");
        }
        let each = |(value, weight, times): &Listed| std::iter::repeat_n((*value, *weight), *times as usize);
        Ok(Values { measure, list: list.iter().flat_map(each).collect() })
    }
}

fn rows_read(parcels: &[Parcel]) -> RowsRead {
    let mut all = RowsRead::default();
    for rows in parcels.iter().map(|parcel| parcel.rows) {
        all.read += rows.read;
        all.used += rows.used;
        all.no_place += rows.no_place;
        all.outside += rows.outside;
        all.no_design += rows.no_design;
    }
    all
}

fn spellings(parcels: &[Parcel]) -> Vec<SpellingSeen> {
    let mut all: BTreeMap<(&str, &str), SpellingSeen> = BTreeMap::new();
    for Spelling { column, text, beside, place, rule, count } in parcels.iter().flat_map(|parcel| &parcel.spellings) {
        let place = place.as_ref().and_then(|code| Gazetteer::get().by_code(code));
        let seen = all.entry((text, beside)).or_insert_with(|| SpellingSeen {
            column: column.clone(),
            text: text.clone(),
            beside: beside.clone(),
            found: place.zip(*rule),
            count: 0,
        });
        seen.count += count;
    }
    all.into_values().collect()
}

/// What was wrong with the columns, the files and the rows of all.
fn problems(parcels: &[Parcel]) -> [Problems; 3] {
    let [mut columns, mut files, mut rows] = [(); 3].map(|()| Problems::default());
    let mut unasked: BTreeMap<(Option<String>, String), Problem> = BTreeMap::new();
    for (parcel, is_first) in parcels.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))) {
        for told in &parcel.told {
            let Some((mut problem, places)) = told::problem(told) else { continue };
            let into = match told.from {
                // All have the same columns, of which the first tells.
                From::Columns if !is_first => continue,
                From::Columns => &mut columns,
                From::Files if matches!(problem.code, Code::ColumnsMissing | Code::ColumnsExtra) => continue,
                From::Files => &mut files,
                From::Rows => &mut rows,
            };
            if problem.code == Code::AnsweredUnasked {
                // It is told once for all files, at the first in which it happened.
                let key = (told.column.clone(), told.found.clone());
                problem = unasked.entry(key).or_insert(problem).clone();
            }
            into.add_many(problem, places, told.total);
        }
        for beyond in &parcel.beyond {
            let Some(code) = Code::of_id(&beyond.code) else { continue };
            match beyond.from {
                From::Columns if !is_first => {}
                From::Columns => columns.add_beyond(code, beyond.total),
                From::Files => files.add_beyond(code, beyond.total),
                From::Rows => rows.add_beyond(code, beyond.total),
            }
        }
    }
    let all = parcels.iter().flat_map(|parcel| &parcel.files);
    files.append(headers_together(all.map(|file| (file.name.as_str(), &file.headers[..]))).1);
    [columns, files, rows]
}

fn shared(parcels: &[Parcel]) -> Option<Shared> {
    let mut shared = Shared::default();
    for left in parcels.iter().filter_map(|parcel| parcel.left_out) {
        shared.least.push(left.least);
        shared.left_out.add(&LeftOut {
            units: left.units,
            unit_rows: left.unit_rows,
            groups: left.groups,
            group_rows: left.group_rows,
            values: left.values,
        });
    }
    shared.least.sort_unstable();
    shared.least.dedup();
    (!shared.least.is_empty()).then_some(shared)
}

fn file_facts(file: &File) -> FileFacts {
    FileFacts {
        name: file.name.clone(),
        format: file.format,
        bytes: file.bytes,
        fingerprint: Fingerprint::known(&file.sha256),
        sheet: file.sheet.clone(),
        other_sheets: file.other_sheets.clone(),
        hidden_sheets: file.hidden_sheets.clone(),
        encoding: file.encoding.as_deref().and_then(known_encoding),
        delimiter: file.delimiter,
        decimal: file.decimal,
        header_row: RowNumber::new(file.header_row),
        skipped: file.skipped.iter().map(|(row, why)| (RowNumber::new(*row), *why)).collect(),
        columns: file.columns,
        formulas_without_value: file.formulas_without_value,
        fillers: Vec::new(),
        rows: file.rows,
    }
}
