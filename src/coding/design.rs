//! The design of a row: its weight, and the sampled unit it belongs to.

use super::code::code_of;
use crate::design::{Builder, DesignFault, Short, Stages, Units, Weight};
use crate::problem::{At, Code, Hint, Problem, quoted};
use crate::table::{Number, Row};

/// Columns of the table that hold the design.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DesignColumns {
    /// The weight; without one every row weighs the same, or as its population says.
    pub weight: Option<usize>,
    /// The stratum.
    pub strata: Option<usize>,
    /// The sampled units, first stage first.
    pub clusters: Vec<usize>,
    /// Population sizes or sampling fractions, first stage first.
    pub fpc: Vec<usize>,
    /// Whether cluster labels are used again in other strata.
    pub nested: bool,
    /// What the sampled units are where each facility's own figure is wanted.
    pub by_facility: ByFacility,
}

/// What the sampled units are where each facility's own figure is wanted. Two spellings of one identifier are one facility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ByFacility {
    /// Facilities don't matter to the design.
    #[default]
    No,
    /// The rows of a facility, numbered anew in each: a facility is estimated by itself.
    Rows,
    /// Clusters within facilities, which are the strata.
    Clusters,
}

impl DesignColumns {
    /// Its stages.
    pub fn stages(&self) -> Stages {
        Stages { labelled: self.clusters.len(), finite: self.fpc.len(), nested: self.nested }
    }

    /// Whether weights follow from the fractions at which units were drawn, because no column holds them.
    pub fn implies_weights(&self) -> bool {
        self.weight.is_none() && !self.fpc.is_empty()
    }

    /// Whether every row is a sampled unit of its own.
    pub fn rows_are_units(&self) -> bool {
        self.stages().rows_are_units() || self.by_facility == ByFacility::Rows
    }
}

/// Reads the design of one row after the other.
#[derive(Debug)]
pub struct Sampler {
    columns: DesignColumns,
    names: Vec<String>,
    builder: Builder,
    /// Text of typed cells, one buffer for each label.
    scratch: Vec<Vec<u8>>,
    /// The labels of the row at hand, the stratum first.
    labels: Vec<Short>,
    /// Texts that stand for nothing.
    nothing: Vec<&'static str>,
}

/// Whether a text is one of those that stand for nothing.
pub(super) fn stands_for_nothing(text: &[u8], nothing: &[&str]) -> bool {
    nothing.iter().any(|nothing| nothing.as_bytes() == text)
}

/// Where a row stands in the design.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampled {
    /// Its sampled unit.
    pub unit: u32,
    /// Its weight.
    pub weight: f64,
}

impl Sampler {
    /// A reader for these columns of a table with these headers.
    pub fn new(columns: DesignColumns, headers: &[String]) -> Sampler {
        let builder = Builder::new(columns.stages());
        let scratch = vec![Vec::new(); 1 + columns.clusters.len()];
        let labels = vec![Short::default(); 1 + columns.clusters.len().min(MOST_STAGES)];
        Sampler { columns, names: headers.to_vec(), builder, scratch, labels, nothing: Vec::new() }
    }

    /// The same where these texts stand for nothing.
    pub fn without(self, nothing: Vec<&'static str>) -> Sampler {
        Sampler { nothing, ..self }
    }

    /// The weight of a row, or what is wrong with it.
    #[inline]
    pub fn weight(&self, row: &Row, at: &At) -> Result<f64, Box<Problem>> {
        let here = |column: usize| at.clone().row(row.number()).column(&self.names[column]);
        let Some(column) = self.columns.weight else { return Ok(Weight::ONE.get()) };
        match row.number_at(column) {
            Number::Value(value) => match Weight::new(value) {
                Ok(weight) => Ok(weight.get()),
                Err(bad) => Err(Box::new(Problem::new(Code::NotAWeight, here(column), bad.0.to_string()))),
            },
            Number::Blank => Err(Box::new(Problem::new(Code::MissingWeight, here(column), ""))),
            Number::Not(cell) if self.nothing.contains(&&*cell.shown()) => {
                Err(Box::new(Problem::new(Code::MissingWeight, here(column), "")))
            }
            Number::Not(cell) => Err(Box::new(Problem::new(Code::NotAWeight, here(column), quoted(&cell.shown())))),
        }
    }

    /// The design of a row, or what is wrong with it; `at` is the file and sheet. A facility that is given counts as the stratum,
    /// and not its cell.
    pub fn row(&mut self, row: &Row, at: &At, facility: Option<&[u8]>) -> Result<Sampled, Box<Problem>> {
        let weight = self.weight(row, at)?;
        if self.columns.by_facility == ByFacility::Rows {
            return self.within_facility(row, at, weight, facility.is_some());
        }
        let here = |column: usize| at.clone().row(row.number()).column(&self.names[column]);
        let mut given = [0.0; MOST_STAGES];
        for (value, column) in given.iter_mut().zip(&self.columns.fpc) {
            match row.number_at(*column) {
                Number::Value(number) => *value = number,
                Number::Blank => return Err(Box::new(Problem::new(Code::MissingUnit, here(*column), ""))),
                Number::Not(cell) => {
                    return Err(Box::new(Problem::new(Code::NotANumber, here(*column), quoted(&cell.shown()))));
                }
            }
        }
        let given = &given[..self.columns.fpc.len().min(MOST_STAGES)];
        let count = (1 + self.columns.clusters.len()).min(MOST_STAGES + 1);
        let quick = if facility.is_none() { self.known(row) } else { None };
        if let Some(unit) = quick {
            let unit = self.builder.note(unit, given, weight);
            return self.sampled(unit, weight, row, at);
        }
        let labelled = self.columns.strata.into_iter().chain(self.columns.clusters.iter().copied());
        let offset = usize::from(self.columns.strata.is_none());
        let mut labels: [&[u8]; MOST_STAGES + 1] = [b""; MOST_STAGES + 1];
        for ((slot, column), scratch) in labels[offset..].iter_mut().zip(labelled).zip(&mut self.scratch) {
            // A label that was seen before is none of these: it isn't looked at again.
            match code_of(row.cell(column), scratch).filter(|label| !stands_for_nothing(label, &self.nothing)) {
                Some(label) => *slot = label,
                None => {
                    let here = at.clone().row(row.number()).column(&self.names[column]);
                    return Err(Box::new(Problem::new(Code::MissingUnit, here, "")));
                }
            }
        }
        if let Some(facility) = facility {
            labels[0] = facility;
        }
        let unit = self.builder.leaf(&labels[..count], given, weight);
        self.sampled(unit, weight, row, at)
    }

    /// The unit of a row, if its labels are to be had at a quick look and came before.
    #[inline]
    fn known(&mut self, row: &Row) -> Option<u32> {
        if let Some(column) = self.columns.strata {
            self.labels[0] = Short::of_words(row.words(column)?);
        }
        for (label, column) in self.labels[1..].iter_mut().zip(&self.columns.clusters) {
            *label = Short::of_words(row.words(*column)?);
        }
        self.builder.known(&self.labels)
    }

    fn sampled(
        &self,
        unit: Result<u32, DesignFault>,
        weight: f64,
        row: &Row,
        at: &At,
    ) -> Result<Sampled, Box<Problem>> {
        match unit {
            Ok(unit) => Ok(Sampled { unit, weight }),
            Err(fault) => Err(Box::new(fault_problem(&fault, at.clone().row(row.number())))),
        }
    }

    /// A row that is a unit of its facility; which one, its facility says.
    fn within_facility(&self, row: &Row, at: &At, weight: f64, known: bool) -> Result<Sampled, Box<Problem>> {
        let column = self.columns.clusters.first().map(|c| self.names[*c].as_str()).unwrap_or_default();
        let here = || at.clone().row(row.number()).column(column);
        if known { Ok(Sampled { unit: 0, weight }) } else { Err(Box::new(Problem::new(Code::MissingUnit, here(), ""))) }
    }

    /// The columns that it reads.
    pub fn columns(&self) -> &DesignColumns {
        &self.columns
    }

    /// The finished design.
    pub fn finish(self) -> Result<Units, Problem> {
        self.builder.finish().map_err(|fault| fault_problem(&fault, At::default()))
    }
}

/// More stages than any survey has.
pub const MOST_STAGES: usize = 8;

/// The problem of a design that contradicts itself.
pub fn fault_problem(fault: &DesignFault, at: At) -> Problem {
    match fault {
        DesignFault::ClusterInTwoStrata { cluster, strata } => {
            let hint = Hint::advice(
                "Давхарга бүрд кластерын дугаар шинээр эхэлдэг бол --nested гэж өгнө үү.",
                "If cluster labels start again in every stratum, say --nested.",
            );
            let detail = format!("{}, {}", quoted(&strata[0]), quoted(&strata[1]));
            Problem::new(Code::ClusterInTwoStrata, at, quoted(cluster)).detail(detail).hint(hint)
        }
        DesignFault::PopulationVaries { unit, values } => {
            let detail = format!("{}, {}", values[0], values[1]);
            Problem::new(Code::PopulationVaries, at, quoted(unit)).detail(detail)
        }
        DesignFault::PopulationTooSmall { unit, population, sampled } => {
            let detail = format!("{population} < {sampled}");
            Problem::new(Code::PopulationTooSmall, at, quoted(unit)).detail(detail)
        }
        DesignFault::BadPopulation(value) => Problem::new(Code::BadPopulation, at, value.to_string()),
    }
}

/// The problem of strata with a single cluster where the rule is to refuse.
pub fn lonely_problem(units: &Units, strata: &[u32]) -> Problem {
    let names: Vec<String> = strata.iter().map(|s| quoted(units.label(*s))).collect();
    let hint = Hint::advice(
        "--lonely adjust (зөвлөмж), average, certainty, remove-ын нэгийг сонгоно уу.",
        "Choose --lonely adjust (advised), average, certainty or remove.",
    );
    Problem::new(Code::LonelyCluster, At::default(), names.join(", ")).detail(strata.len().to_string()).hint(hint)
}
