//! What weights are calibrated to: the terms that a user names, with the totals of the tables.

use rustc_hash::FxHashMap;

use super::compile::no_such_column;
use super::totals::{TotalsTable, categories, number};
use crate::estimate::{Distance, Frame};
use crate::problem::{At, Code, Problem, Problems, quoted};

/// Calibrated weights, in the user's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// How weights are found.
    pub by: CalibrateBy,
    /// Columns: of one cross, of each margin, or of each term.
    pub terms: Vec<String>,
    /// The known totals.
    pub totals: Vec<TotalsTable>,
}

/// How weights are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CalibrateBy {
    /// Every cell of one cross gets its total.
    PostStratify,
    /// Margin after margin, until all fit.
    Rake {
        /// Whether errors are those of R's `rake`, which takes residuals margin after margin too.
        margin_by_margin: bool,
    },
    /// As near to the design weights as can be.
    Calibrate {
        /// What near means.
        distance: Distance,
        /// How far a weight may go, as factors on the design weight.
        bounds: Option<(f64, f64)>,
    },
}

/// A request against the columns of a file and the totals.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Targets {
    pub by: CalibrateBy,
    /// Terms of categories.
    pub crosses: Vec<Cross>,
    /// Columns of numbers.
    pub numbers: Vec<usize>,
    /// Whether the first column of x is 1 for everybody.
    pub everybody: bool,
    /// The totals; cells are still to be met.
    pub frame: Frame,
    /// By column of x, what it is.
    pub names: Vec<String>,
    /// Margins that were scaled.
    pub scaled: Vec<Problem>,
}

/// A term of categories.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cross {
    /// As the user wrote it.
    pub words: String,
    pub columns: Vec<usize>,
    /// The column of x of each category.
    pub places: FxHashMap<Vec<u8>, u32>,
    /// Its columns of x.
    pub range: std::ops::Range<usize>,
}

/// The key of a category: its codes, told apart by their lengths.
pub(super) fn add_to_key(key: &mut Vec<u8>, code: &[u8]) {
    key.extend_from_slice(&(code.len() as u32).to_le_bytes());
    key.extend_from_slice(code);
}

/// Populations of margins may differ by this part; rounding to thousands of people does that.
const ROUNDING: f64 = 1e-3;

/// Less than this is how a computer adds.
const EXACT: f64 = 1e-12;

impl Calibration {
    pub(super) fn compile(&self, headers: &[String]) -> Result<Targets, Problems> {
        let mut faults = Problems::default();
        let mut targets = Targets {
            by: self.by,
            crosses: Vec::new(),
            numbers: Vec::new(),
            everybody: false,
            frame: Frame::default(),
            names: Vec::new(),
            scaled: Vec::new(),
        };
        let crossed = !matches!(self.by, CalibrateBy::Calibrate { .. });
        if let (false, Some(people)) = (crossed, number(&self.totals, None)) {
            targets.everybody = true;
            targets.column("everybody".into(), people);
        }
        let mut numbers = Vec::new();
        for words in &self.terms {
            let columns = match columns(words, headers, crossed) {
                Ok(columns) => columns,
                Err(unknown) => {
                    faults.append(unknown);
                    continue;
                }
            };
            let names: Vec<&str> = columns.iter().map(|c| headers[*c].as_str()).collect();
            match categories(&self.totals, &names) {
                Err(bad) => faults.append(bad),
                Ok(found) if !found.is_empty() => targets.cross(words, columns.clone(), found),
                Ok(_) => match number(&self.totals, Some(words)).filter(|_| !crossed) {
                    Some(total) => numbers.push((columns[0], words, total)),
                    None => faults.add(no_totals(words, &names)),
                },
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        targets.frame.numbers_from = targets.names.len();
        for (column, words, total) in numbers {
            targets.numbers.push(column);
            targets.column(words.clone(), total);
        }
        targets.settle()?;
        Ok(targets)
    }
}

/// The columns of a term. What is crossed is named with commas between.
fn columns(words: &str, headers: &[String], crossed: bool) -> Result<Vec<usize>, Problems> {
    let mut unknown = Problems::default();
    let place = |name: &str| headers.iter().position(|h| h == name);
    if let Some(column) = place(words) {
        return Ok(vec![column]);
    }
    let parts: Vec<&str> = if crossed { words.split(',').collect() } else { vec![words] };
    let found: Vec<usize> = parts
        .iter()
        .filter_map(|name| {
            let column = place(name);
            if column.is_none() {
                unknown.add(no_such_column(name, headers));
            }
            column
        })
        .collect();
    if unknown.is_empty() { Ok(found) } else { Err(unknown) }
}

fn no_totals(words: &str, names: &[&str]) -> Problem {
    let detail = match names {
        [_] => String::new(),
        _ => format!(": a table with the columns {} and total is needed", names.join(", ")),
    };
    Problem::new(Code::NoTotals, At::default(), quoted(words)).detail(detail)
}

impl Targets {
    fn column(&mut self, name: String, total: f64) {
        self.names.push(name);
        self.frame.totals.push(total);
    }

    fn cross(&mut self, words: &str, columns: Vec<usize>, found: Vec<(Vec<String>, f64)>) {
        let first = self.names.len();
        let mut places = FxHashMap::default();
        for (codes, total) in found {
            let mut key = Vec::new();
            codes.iter().for_each(|code| add_to_key(&mut key, code.as_bytes()));
            places.insert(key, self.names.len() as u32);
            self.column(format!("{words}={}", codes.join(",")), total);
        }
        self.crosses.push(Cross { words: words.into(), columns, places, range: first..self.names.len() });
    }

    /// All margins are of one population: small differences are scaled away, and told.
    fn settle(&mut self) -> Result<(), Problems> {
        let everybody = self.everybody.then(|| ("everybody".to_owned(), self.frame.totals[0]));
        let sum = |cross: &Cross, totals: &[f64]| totals[cross.range.clone()].iter().sum::<f64>();
        let mut first = everybody;
        let mut faults = Problems::default();
        for cross in &self.crosses {
            let own = sum(cross, &self.frame.totals);
            let Some((name, people)) = &first else {
                first = Some((cross.words.clone(), own));
                continue;
            };
            let off = (own - people).abs() / people.abs().max(own.abs()).max(f64::MIN_POSITIVE);
            let told = |code| {
                Problem::new(code, At::default(), format!("{name} {people}")).detail(format!("{} {own}", cross.words))
            };
            if off > ROUNDING {
                faults.add(told(Code::TotalsDisagree));
            } else if off > EXACT {
                self.scaled.push(told(Code::TotalsScaled));
            }
            if off <= ROUNDING && own > 0.0 {
                self.frame.totals[cross.range.clone()].iter_mut().for_each(|total| *total *= people / own);
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}
