//! What may be shown to whom.
//!
//! What      internal: fewer than 30 answers are flagged. Public: fewer than 5 answers are withheld, and with them as many
//!           others of the same table as it takes that none can be worked out from the totals; shares follow the NCHS
//!           rule, other figures a coefficient of variation of 33.3 %
//! Source    NCHS, Vital and Health Statistics, series 2 no. 175 (2017); Statistics Canada's bounds for coefficients of
//!           variation; Gusfield (1988), SIAM J. Comput. 17:552–571 for what a table gives away
//! Edges     a share of 0 or 1 counts with the width of its interval at the edge

use std::collections::BTreeMap;

use super::{Card, Figure, Finding, Publication, Shown, Survey, Where, Whom};
use crate::estimate::{Df, Estimate, Precision, effective_n};
use crate::instrument::Measure;

/// Below this many answers somebody could be recognised.
const EXPOSED: u64 = 5;
/// Below this many answers (or effective ones) NCHS publishes no share.
const NCHS_LEAST: f64 = 30.0;
/// Coefficients of variation from here on are flagged.
const CV_FLAGGED: f64 = 0.166;
/// Coefficients of variation beyond this are withheld.
const CV_WITHHELD: f64 = 0.333;
/// Below this many degrees of freedom an error is itself uncertain.
const FEW_DF: i64 = 8;

/// Marks what may not be shown, or only with care.
pub fn withhold(card: &mut Card, survey: &Survey) {
    for finding in &mut card.findings {
        finding.shown = alone(finding, survey);
    }
    if survey.choices.publication == Publication::Public {
        complement(card);
    }
}

/// What a finding allows by itself.
fn alone(finding: &Finding, survey: &Survey) -> Shown {
    let Ok(estimate) = &finding.estimate else { return Shown::Freely };
    let few = estimate.n < survey.choices.few || few_df(estimate);
    match survey.choices.publication {
        Publication::Internal if few => Shown::WithCare,
        Publication::Internal => Shown::Freely,
        Publication::Public if estimate.n < EXPOSED => Shown::Withheld,
        Publication::Public => public(finding, estimate, survey).max(if few { Shown::WithCare } else { Shown::Freely }),
    }
}

fn few_df(estimate: &Estimate) -> bool {
    match estimate.precision {
        Precision::Sampled { df: Df::Finite(df), .. } => df < FEW_DF,
        Precision::Sampled { df: Df::Infinite, .. } => false,
        Precision::Unknown(_) => true,
    }
}

fn public(finding: &Finding, estimate: &Estimate, survey: &Survey) -> Shown {
    let Precision::Sampled { se, interval, deff, .. } = &estimate.precision else { return Shown::Unreliable };
    let is_share = match finding.key.figure {
        Figure::Indicator(i) => matches!(survey.instrument.indicators[i.0].measure, Measure::Share { .. }),
        Figure::Composite(_) => false,
    };
    if !is_share {
        let cv = if estimate.value == 0.0 { f64::INFINITY } else { se / estimate.value.abs() };
        return match cv {
            _ if *se == 0.0 => Shown::Freely,
            cv if cv > CV_WITHHELD => Shown::Unreliable,
            cv if cv > CV_FLAGGED => Shown::WithCare,
            _ => Shown::Freely,
        };
    }
    let n = effective_n(estimate.n, *deff).unwrap_or(estimate.n as f64).min(estimate.n as f64);
    let Some(interval) = interval else { return Shown::Unreliable };
    let (p, width) = (estimate.value, interval.high - interval.low);
    match () {
        () if n < NCHS_LEAST => Shown::Unreliable,
        () if p <= 0.0 || p >= 1.0 => Shown::WithCare,
        () if width <= 0.05 => Shown::Freely,
        () if width >= 0.30 || width / p > 1.30 => Shown::Unreliable,
        () if width / (1.0 - p) > 1.30 => Shown::WithCare,
        () => Shown::Freely,
    }
}

/// Withholds more cells where one that is withheld could be worked out from totals: in the table of places and groups of
/// each figure and grouping, with its margins, no withheld cell may be the only way between its row and its column.
fn complement(card: &mut Card) {
    let mut tables: BTreeMap<(Figure, Option<crate::instrument::GroupingIndex>), Table> = BTreeMap::new();
    for (at, finding) in card.findings.iter().enumerate() {
        let Finding { key, estimate: Ok(estimate), .. } = finding else { continue };
        let (grouping, column) = match key.whom {
            Whom::Everybody => (None, 0),
            Whom::Group(grouping, group) => (Some(grouping), group),
            Whom::Facility(_) => continue,
        };
        let row = match key.place {
            Where::All if grouping.is_none() => continue,
            Where::All => continue,
            Where::Place(member) => member,
        };
        let withheld = finding.shown == Shown::Withheld;
        let cells = &mut tables.entry((key.figure, grouping)).or_default().cells;
        cells.push(TableCell { at, row, column, n: estimate.n, withheld });
    }
    for mut table in tables.into_values() {
        for cell in table.close() {
            card.findings[table.cells[cell].at].shown = Shown::Withheld;
        }
    }
}

#[derive(Debug, Default)]
struct Table {
    cells: Vec<TableCell>,
}

#[derive(Debug, Clone, Copy)]
struct TableCell {
    at: usize,
    row: usize,
    column: usize,
    n: u64,
    withheld: bool,
}

impl Table {
    /// Withholds more cells until totals give none away; the cells added.
    ///
    /// Rows and columns are points, cells are lines between them: a withheld cell is safe if it lies on a circle of
    /// withheld cells. Each that doesn't gets the circle that costs the fewest answers.
    fn close(&mut self) -> Vec<usize> {
        let mut added = Vec::new();
        if self.cells.iter().all(|c| c.column == self.cells[0].column) {
            added.extend(self.only_one().and_then(|_| self.smallest_open()));
            added.iter().for_each(|c| self.cells[*c].withheld = true);
            return added;
        }
        for cell in 0..self.cells.len() {
            // Cells added on the way lie on a circle from the start.
            if self.cells[cell].withheld {
                for other in self.cheapest_circle(cell) {
                    self.cells[other].withheld = true;
                    added.push(other);
                }
            }
        }
        added
    }

    fn only_one(&self) -> Option<usize> {
        let mut withheld = (0..self.cells.len()).filter(|c| self.cells[*c].withheld);
        withheld.next().filter(|_| withheld.next().is_none())
    }

    fn smallest_open(&self) -> Option<usize> {
        (0..self.cells.len()).filter(|c| !self.cells[*c].withheld).min_by_key(|c| (self.cells[*c].n, *c))
    }

    /// The open cells of the way from a cell's row to its column, not over the cell itself, that costs the fewest
    /// answers; cells withheld already cost nothing. None if there is no way or it costs nothing.
    fn cheapest_circle(&self, cell: usize) -> Vec<usize> {
        let rows = 1 + self.cells.iter().map(|c| c.row).max().unwrap_or(0);
        let points = rows + 1 + self.cells.iter().map(|c| c.column).max().unwrap_or(0);
        let mut cost = vec![u64::MAX; points];
        let mut through: Vec<Option<(usize, usize)>> = vec![None; points];
        cost[self.cells[cell].row] = 0;
        // Bellman-Ford: a card's tables are small.
        for _ in 0..points {
            for (at, c) in self.cells.iter().enumerate().filter(|(at, _)| *at != cell) {
                let price = if c.withheld { 0 } else { c.n.max(1) };
                for (from, to) in [(c.row, rows + c.column), (rows + c.column, c.row)] {
                    let offer = cost[from].saturating_add(price);
                    if cost[from] != u64::MAX && offer < cost[to] {
                        cost[to] = offer;
                        through[to] = Some((from, at));
                    }
                }
            }
        }
        let mut way = Vec::new();
        let mut point = rows + self.cells[cell].column;
        while let Some((from, at)) = through[point] {
            way.extend((!self.cells[at].withheld).then_some(at));
            point = from;
        }
        if point == self.cells[cell].row { way } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(n: &[&[u64]]) -> Table {
        let mut cells = Vec::new();
        for (row, line) in n.iter().enumerate() {
            for (column, n) in line.iter().enumerate() {
                cells.push(TableCell { at: cells.len(), row, column, n: *n, withheld: *n < EXPOSED });
            }
        }
        Table { cells }
    }

    fn closed(mut table: Table) -> Vec<(usize, usize)> {
        table.close();
        table.cells.iter().filter(|c| c.withheld).map(|c| (c.row, c.column)).collect()
    }

    #[test]
    fn a_single_withheld_cell_takes_three_others_with_it() {
        // The square with 20, 40 and 60 costs 120 answers, less than any other circle through the cell of 3.
        let squares = closed(table(&[&[3, 40, 50], &[20, 60, 90], &[70, 80, 30]]));
        assert_eq!(squares, [(0, 0), (0, 1), (1, 0), (1, 1)]);
    }

    #[test]
    fn a_table_without_small_cells_stays_whole() {
        assert!(closed(table(&[&[30, 40], &[20, 60]])).is_empty());
    }

    #[test]
    fn one_place_of_a_column_takes_the_next_smallest_with_it() {
        assert_eq!(closed(table(&[&[3], &[40], &[17]])), [(0, 0), (2, 0)]);
    }
}
