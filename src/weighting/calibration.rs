//! Calibrated weights on their way through the rows: rows are kept, small, until the weights are known, and then added up.
//!
//! What is kept of a row: its unit, weight, cell of categories and numbers to calibrate by (16 bytes, and 8 for each number), and, where
//! it passes the filter, the coded row itself (12 bytes, 4 for each grouping column, 8 for each number asked for, 2 for each column).
//! After that, sums by unit as always, and two more kinds of sums: by cell with the design weights, to see what the known totals explain
//! of a statistic, and of x by unit, to take it out of the scores. For a quantile the rows that have its column are kept in each of these.

use rustc_hash::FxHashMap;

use super::errors::Weights;
use super::reading::RowOf;
use super::residuals::{How, Residuals, SumsOfX};
use super::targets::{CalibrateBy, Factor, Targets, add_to_key};
use crate::design::Units;
use crate::estimate::Points;
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::table::Number;
use crate::tally::{Batch, Tally};

/// Rows on their way.
#[derive(Debug)]
pub(super) struct Reading {
    targets: Targets,
    /// By row, whether it passes the filter or not.
    units: Vec<u32>,
    weights: Vec<f64>,
    cells: Vec<u32>,
    numbers: Vec<f64>,
    known: FxHashMap<Box<[u32]>, u32>,
    /// Rows that pass, coded, and which rows those are.
    batches: Vec<Batch>,
    members: Vec<u32>,
    place: Vec<u32>,
    key: Vec<u8>,
    scratch: Vec<u8>,
}

/// The cell of a row without weight: it isn't asked where it belongs.
const NOWHERE: u32 = u32::MAX;

/// What calibration did to the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibrated {
    /// How.
    pub by: CalibrateBy,
    /// By what: the names of what each term is crossed from.
    pub terms: Vec<Vec<String>>,
    /// How many totals there are.
    pub totals: usize,
    /// Rows with a weight.
    pub rows: usize,
    /// The smallest and the largest factor on a design weight.
    pub factors: (f64, f64),
    /// Cycles through the margins, of raking.
    pub cycles: Option<usize>,
}

impl Reading {
    pub fn new(targets: &Targets) -> Reading {
        Reading {
            targets: targets.clone(),
            units: Vec::new(),
            weights: Vec::new(),
            cells: Vec::new(),
            numbers: Vec::new(),
            known: FxHashMap::default(),
            batches: Vec::new(),
            members: Vec::new(),
            place: Vec::new(),
            key: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Reads what a row is calibrated by, or says what it lacks.
    pub fn read(&mut self, row: RowOf, (unit, weight): (u32, f64)) -> Result<(), Box<Problem>> {
        let first_number = self.numbers.len();
        let mut cell = NOWHERE;
        if weight == 0.0 {
            self.numbers.resize(first_number + self.targets.numbers.len(), 0.0);
        } else {
            self.place.clear();
            self.place.extend(self.targets.everybody.then_some(0));
            for cross in &self.targets.crosses {
                self.key.clear();
                for (factor, name) in cross.factors.iter().zip(&cross.names) {
                    match row.code(*factor, &self.targets.texts, &mut self.scratch) {
                        Some(code) => add_to_key(&mut self.key, code),
                        None => return Err(Box::new(Problem::new(Code::CalibrationBlank, row.at(name), ""))),
                    }
                }
                let Some(place) = cross.places.get(&self.key) else {
                    let shown = |factor: &Factor| row.shown(*factor, &self.targets.texts);
                    let shown: Vec<String> = cross.factors.iter().map(shown).collect();
                    let found = quoted(&format!("{}={}", cross.words, shown.join(",")));
                    let here = row.at(&cross.names[0]);
                    return Err(Box::new(Problem::new(Code::CategoryWithoutTotal, here, found)));
                };
                self.place.push(*place);
            }
            let new = self.known.len() as u32;
            cell = match self.known.get(&self.place[..]) {
                Some(cell) => *cell,
                None => {
                    self.known.insert(self.place[..].into(), new);
                    self.targets.frame.cells.push(self.place[..].into());
                    new
                }
            };
            for column in &self.targets.numbers {
                let here = || row.at(&row.headers[*column]);
                let found = match row.row.number_at(*column) {
                    Number::Value(value) => {
                        self.numbers.push(value);
                        continue;
                    }
                    Number::Blank => Problem::new(Code::CalibrationBlank, here(), ""),
                    Number::Not(cell) => Problem::new(Code::NotANumber, here(), quoted(&cell.shown())),
                };
                self.numbers.truncate(first_number);
                return Err(Box::new(found));
            }
        }
        self.units.push(unit);
        self.weights.push(weight);
        self.cells.push(cell);
        Ok(())
    }

    /// The last row that was read passes the filter and goes into the batch.
    pub fn take(&mut self) {
        self.members.push(self.units.len() as u32 - 1);
    }

    /// Keeps a batch.
    pub fn keep(&mut self, batch: Batch) {
        self.batches.push(batch);
    }

    /// Weights are found and rows added up: to the tally with the calibrated weights, to those beside with what residuals need.
    pub fn finish(
        mut self,
        units: &Units,
        implied: bool,
        tally: &mut Tally,
        problems: &mut Problems,
    ) -> Result<Weights, Problems> {
        if implied {
            let of_unit = self.weights.iter_mut().zip(&self.units);
            of_unit.for_each(|(weight, unit)| *weight *= units.implied_weight(*unit));
        }
        let points = self.points();
        self.lacking(&points)?;
        let (factors, cycles) = self.factors(&points)?;
        let told = self.told(&factors, cycles, problems);
        let weights: Vec<f64> = self.weights.iter().zip(&factors).map(|(d, g)| d * g).collect();
        let margin_by_margin = matches!(self.targets.by, CalibrateBy::Rake { margin_by_margin: true });
        let how = if margin_by_margin { self.margins() } else { How::Regression(self.targets.frame.design(&points)) };
        let sums = self.sums_by_unit(&weights, margin_by_margin);
        let beside = self.add_up(tally, &weights, margin_by_margin);
        std::mem::take(&mut self.targets.scaled).into_iter().for_each(|problem| problems.add(problem));
        Ok(Weights::calibrated(beside, Residuals { told, targets: self.targets, how, sums }))
    }

    /// Rows with a weight; those of a cell as one where there are no numbers.
    fn points(&self) -> Points {
        let frame = &self.targets.frame;
        if frame.numbers() > 0 {
            let there = |of: &u32| *of != NOWHERE;
            let weights = self.weights.iter().zip(&self.cells).filter(|(_, cell)| there(cell)).map(|(d, _)| *d);
            let per = frame.numbers();
            let numbers = self.numbers.chunks_exact(per).zip(&self.cells).filter(|(_, cell)| there(cell));
            return Points {
                weights: weights.collect(),
                cells: self.cells.iter().copied().filter(there).collect(),
                numbers: numbers.flat_map(|(of, _)| of.iter().copied()).collect(),
            };
        }
        let mut weights = vec![0.0; frame.cells.len()];
        for (weight, cell) in self.weights.iter().zip(&self.cells).filter(|(_, cell)| **cell != NOWHERE) {
            weights[*cell as usize] += weight;
        }
        Points { weights, cells: (0..frame.cells.len() as u32).collect(), numbers: Vec::new() }
    }

    /// Totals of categories that no row has.
    fn lacking(&self, points: &Points) -> Result<(), Problems> {
        let frame = &self.targets.frame;
        let mut there = vec![false; frame.totals.len()];
        for cell in &points.cells {
            frame.cells[*cell as usize].iter().for_each(|column| there[*column as usize] = true);
        }
        let mut faults = Problems::default();
        let categories = frame.totals[..frame.numbers_from].iter().zip(&there).zip(&self.targets.names);
        for ((total, _), name) in categories.filter(|((total, there), _)| !**there && **total != 0.0) {
            let problem = Problem::new(Code::TotalWithoutRows, At::default(), quoted(name));
            faults.add(problem.detail(total.to_string()));
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Factors on the design weights, by row.
    fn factors(&self, points: &Points) -> Result<(Vec<f64>, Option<usize>), Problems> {
        let frame = &self.targets.frame;
        let margins: Vec<_> = self.targets.crosses.iter().map(|cross| cross.range.clone()).collect();
        let (found, cycles) = match self.targets.by {
            CalibrateBy::PostStratify => (frame.rake(&points.weights, &margins).map(|(g, _)| g), None),
            CalibrateBy::Rake { .. } => match frame.rake(&points.weights, &margins) {
                Ok((factors, cycles)) => (Ok(factors), Some(cycles)),
                Err(why) => (Err(why), None),
            },
            CalibrateBy::Calibrate { distance, bounds } => (frame.calibrate(points, distance, bounds), None),
        };
        let found = found.map_err(|why| {
            let (name, total) = (&self.targets.names[why.column], frame.totals[why.column]);
            let reached = format!("{} of {total}", why.reached);
            Problem::new(Code::NotCalibrated, At::default(), quoted(name)).detail(reached)
        })?;
        let mut next = found.iter();
        let by_row = self.cells.iter().map(|cell| match (*cell, frame.numbers()) {
            (NOWHERE, _) => 1.0,
            (cell, 0) => found[cell as usize],
            _ => next.next().copied().unwrap_or(1.0),
        });
        Ok((by_row.collect(), cycles))
    }

    /// What became of the weights; what is unusual is told as a problem.
    fn told(&self, factors: &[f64], cycles: Option<usize>, problems: &mut Problems) -> Calibrated {
        let counted = || factors.iter().zip(&self.weights).filter(|(_, d)| **d != 0.0);
        let (mut before, mut after) = (0.0, 0.0);
        counted().for_each(|(g, d)| {
            before += d;
            after += g * d;
        });
        let average = after / before;
        let low = counted().map(|(g, _)| *g).fold(f64::INFINITY, f64::min);
        let high = counted().map(|(g, _)| *g).fold(f64::NEG_INFINITY, f64::max);
        let negative = counted().filter(|(g, _)| **g < 0.0).count();
        if negative > 0 {
            let lowest = counted().map(|(g, d)| g * d).fold(0.0, f64::min);
            let problem = Problem::new(Code::NegativeWeights, At::default(), negative.to_string());
            problems.add(problem.detail(lowest.to_string()));
        }
        let extreme = counted().filter(|(g, _)| **g > 3.0 * average || **g < average / 3.0).count();
        if extreme > 0 {
            let problem = Problem::new(Code::ExtremeWeights, At::default(), extreme.to_string());
            problems.add(problem.detail(format!("{:.3}–{:.3}", low / average, high / average)));
        }
        let mut terms: Vec<Vec<String>> = self.targets.crosses.iter().map(|cross| cross.names.clone()).collect();
        let numbers = &self.targets.names[self.targets.frame.numbers_from..];
        terms.extend(numbers.iter().map(|name| vec![name.clone()]));
        Calibrated {
            by: self.targets.by,
            terms,
            totals: self.targets.names.len(),
            rows: counted().count(),
            factors: (low, high),
            cycles,
        }
    }

    fn margins(&self) -> How {
        let frame = &self.targets.frame;
        let of = |range: &std::ops::Range<usize>, cell: &[u32]| {
            cell.iter().copied().find(|c| range.contains(&(*c as usize))).unwrap_or_default()
        };
        let margin = |range| frame.cells.iter().map(|cell| of(range, cell)).collect();
        let mut rows = vec![0.0; frame.cells.len()];
        self.cells.iter().filter(|cell| **cell != NOWHERE).for_each(|cell| rows[*cell as usize] += 1.0);
        How::MarginByMargin { margins: self.targets.crosses.iter().map(|cross| margin(&cross.range)).collect(), rows }
    }

    /// Σ w·x by unit and column, or Σ w by unit and cell.
    fn sums_by_unit(&self, weights: &[f64], by_cell: bool) -> SumsOfX {
        let frame = &self.targets.frame;
        let per = frame.numbers();
        let mut rows: Vec<u32> =
            (0..self.units.len() as u32).filter(|row| self.cells[*row as usize] != NOWHERE).collect();
        rows.sort_by_key(|row| self.units[*row as usize]);
        let mut dense = vec![0.0; if by_cell { frame.cells.len() } else { frame.totals.len() }];
        let mut there = vec![false; dense.len()];
        let (mut by_unit, mut sums, mut touched) = (Vec::new(), Vec::new(), Vec::new());
        for of_unit in rows.chunk_by(|a, b| self.units[*a as usize] == self.units[*b as usize]) {
            by_unit.push((self.units[of_unit[0] as usize], sums.len()));
            for row in of_unit {
                let row = *row as usize;
                let cell = self.cells[row];
                let mut add = |place: u32, value: f64| {
                    dense[place as usize] += value;
                    if !std::mem::replace(&mut there[place as usize], true) {
                        touched.push(place);
                    }
                };
                if by_cell {
                    add(cell, weights[row]);
                    continue;
                }
                frame.cells[cell as usize].iter().for_each(|column| add(*column, weights[row]));
                for (column, x) in (frame.numbers_from as u32..).zip(&self.numbers[row * per..][..per]) {
                    add(column, weights[row] * x);
                }
            }
            for place in touched.drain(..) {
                sums.push((place, std::mem::take(&mut dense[place as usize])));
                there[place as usize] = false;
            }
        }
        SumsOfX { by_unit, sums }
    }

    /// Adds the kept rows: with the calibrated weights; then by cell, with the design weights (or without any, for means that aren't
    /// weighted), and once for each number with the design weight times it.
    fn add_up(&mut self, tally: &mut Tally, weights: &[f64], unweighted: bool) -> Vec<Tally> {
        let per = self.targets.frame.numbers();
        let plan = tally.plan().clone();
        let mut beside: Vec<Tally> =
            (0..=if unweighted { 0 } else { per }).map(|_| Tally::new(plan.clone(), false)).collect();
        let mut first = 0;
        for mut batch in std::mem::take(&mut self.batches) {
            let rows = &self.members[first..first + batch.len()];
            first += batch.len();
            let of = |row: &u32| *row as usize;
            batch.put_weights(rows.iter().map(|row| weights[of(row)]));
            tally.add(&batch);
            let cell = |row: &u32| if self.cells[of(row)] == NOWHERE { 0 } else { self.cells[of(row)] };
            batch.put_units(rows.iter().map(cell));
            let there = |row: &u32| if self.cells[of(row)] == NOWHERE { 0.0 } else { 1.0 };
            let design = |row: &u32| if unweighted { there(row) } else { self.weights[of(row)] };
            batch.put_weights(rows.iter().map(design));
            beside[0].add(&batch);
            for (k, of_number) in beside.iter_mut().skip(1).enumerate() {
                batch.put_units(rows.iter().map(|_| 0));
                batch.put_weights(rows.iter().map(|row| self.weights[of(row)] * self.numbers[of(row) * per + k]));
                of_number.add(&batch);
            }
        }
        beside
    }
}
