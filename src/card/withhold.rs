//! What may be shown to whom.
//!
//! What      internal: fewer than 30 answers are flagged. Public: fewer than 5 answers are withheld, and with them as many
//!           others of the same table as it takes that none can be worked out from the totals; shares follow the NCHS
//!           rule, scores and net shares its bounds of 30 answers and of 30 % of their range for the width of the interval,
//!           other figures a coefficient of variation of 33.3 %
//! Source    NCHS, Vital and Health Statistics, series 2 no. 175 (2017); Statistics Canada's bounds for coefficients of
//!           variation; Gusfield (1988), SIAM J. Comput. 17:552–571 for what a table gives away
//! Edges     a share of 0 or 1 counts with the width of its interval at the edge

use std::collections::{BTreeMap, BTreeSet};

use super::{Card, Figure, Finding, Key, Publication, Shown, Survey, Where, Whom};
use crate::estimate::{Df, Estimate, FEW_DF, Precision, effective_n};
use crate::instrument::{GroupingIndex, IndicatorIndex, Measure};

/// Below this many answers somebody could be recognised.
const EXPOSED: u64 = 5;
/// Below this many answers (or effective ones) NCHS publishes no share.
const NCHS_LEAST: f64 = 30.0;
/// Coefficients of variation from here on are flagged.
const CV_FLAGGED: f64 = 0.166;
/// Coefficients of variation beyond this are withheld.
const CV_WITHHELD: f64 = 0.333;

/// Marks what may not be shown, or only with care.
pub fn withhold(card: &mut Card, survey: &Survey) {
    for finding in &mut card.findings {
        finding.shown = alone(finding, survey);
    }
    if survey.choices.publication == Publication::Public {
        complement(card, survey);
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
    let n = effective_n(estimate.n, *deff).unwrap_or(estimate.n as f64).min(estimate.n as f64);
    if let (Some(span), false) = (span(finding.key.figure, survey), is_share) {
        // What runs between fixed ends goes by the width of its interval, as a share does.
        let Some(interval) = interval else { return Shown::Unreliable };
        let wide = (interval.high - interval.low) / span >= 0.30;
        return if n < NCHS_LEAST || wide { Shown::Unreliable } else { Shown::Freely };
    }
    if !is_share {
        let cv = if estimate.value == 0.0 { f64::INFINITY } else { se / estimate.value.abs() };
        return match cv {
            _ if *se == 0.0 => Shown::Freely,
            cv if cv > CV_WITHHELD => Shown::Unreliable,
            cv if cv > CV_FLAGGED => Shown::WithCare,
            _ => Shown::Freely,
        };
    }
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

/// From the lowest to the highest value that a figure can have, where it has such ends.
fn span(figure: Figure, survey: &Survey) -> Option<f64> {
    match figure {
        Figure::Composite(_) => Some(100.0),
        Figure::Indicator(i) => match survey.instrument.indicators[i.0].measure {
            Measure::Score { .. } => Some(100.0),
            Measure::Net { .. } => Some(2.0),
            Measure::Share { .. } => Some(1.0),
            Measure::Mean { .. } | Measure::Ratio { .. } | Measure::Total { .. } | Measure::Quantile { .. } => None,
        },
    }
}

/// Withholds more cells until none that is withheld can be worked out from those that are shown.
///
/// Tables share cells (a place's figure for everybody is the margin of every grouping), and a composite is a known sum
/// of its parts; so all of them are closed again until nothing changes.
fn complement(card: &mut Card, survey: &Survey) {
    let tables = tables(card);
    loop {
        let mut changed = withhold_sums_of_withheld(card, survey);
        for table in &tables {
            let mut table = table.clone();
            table.cells.iter_mut().for_each(|c| c.withheld = card.findings[c.at].shown == Shown::Withheld);
            for cell in table.close() {
                card.findings[table.cells[cell].at].shown = Shown::Withheld;
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

/// The tables whose cells add up, for each figure: places for everybody; facilities; and places by groups of a grouping,
/// with their margins as row 0 and column 0, because a margin is the sum of its line whether it is shown or not.
fn tables(card: &Card) -> Vec<Table> {
    let mut tables: BTreeMap<(Figure, Of), Table> = BTreeMap::new();
    let groupings: BTreeSet<GroupingIndex> = card.findings.iter().filter_map(|f| grouping_of(&f.key)).collect();
    for (at, finding) in card.findings.iter().enumerate() {
        let Finding { key, estimate: Ok(estimate), .. } = finding else { continue };
        let row = match key.place {
            Where::All => 0,
            Where::Place(member) => member + 1,
        };
        let mut add = |of, row, column| {
            let cell = TableCell { at, row, column, n: estimate.n, withheld: false };
            tables.entry((key.figure, of)).or_default().cells.push(cell);
        };
        match key.whom {
            Whom::Everybody => {
                if row > 0 {
                    add(Of::Places, row, 0);
                }
                groupings.iter().for_each(|grouping| add(Of::Groups(*grouping), row, 0));
            }
            Whom::Group(grouping, group) => add(Of::Groups(grouping), row, group + 1),
            Whom::Facility(facility) => add(Of::Facilities, facility, 0),
        }
    }
    tables.into_values().collect()
}

/// Of what a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    Places,
    Facilities,
    Groups(GroupingIndex),
}

fn grouping_of(key: &Key) -> Option<GroupingIndex> {
    match key.whom {
        Whom::Group(grouping, _) => Some(grouping),
        Whom::Everybody | Whom::Facility(_) => None,
    }
}

/// Withholds composites of which a part is withheld: beside the other parts they, or their counts, would give it away.
fn withhold_sums_of_withheld(card: &mut Card, survey: &Survey) -> bool {
    let mut closing = Vec::new();
    for (at, finding) in card.findings.iter().enumerate() {
        let Figure::Composite(composite) = finding.key.figure else { continue };
        let withheld = |part: IndicatorIndex| {
            let key = Key { figure: Figure::Indicator(part), ..finding.key };
            card.find(&key).is_some_and(|part| part.shown == Shown::Withheld)
        };
        let mut parts = survey.instrument.composite_parts(composite).into_iter();
        if finding.shown != Shown::Withheld && parts.any(|(part, _)| withheld(part)) {
            closing.push(at);
        }
    }
    closing.iter().for_each(|at| card.findings[*at].shown = Shown::Withheld);
    !closing.is_empty()
}

#[derive(Debug, Clone, Default)]
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
        let one_column = self.cells.iter().all(|c| c.column == self.cells[0].column);
        let one_row = self.cells.iter().all(|c| c.row == self.cells[0].row);
        if one_column || one_row {
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
            let mut cheaper = false;
            for (at, c) in self.cells.iter().enumerate().filter(|(at, _)| *at != cell) {
                let price = if c.withheld { 0 } else { c.n.max(1) };
                for (from, to) in [(c.row, rows + c.column), (rows + c.column, c.row)] {
                    let offer = cost[from].saturating_add(price);
                    if cost[from] != u64::MAX && offer < cost[to] {
                        cost[to] = offer;
                        through[to] = Some((from, at));
                        cheaper = true;
                    }
                }
            }
            if !cheaper {
                break;
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

    #[test]
    fn a_group_of_a_single_place_is_not_given_away_by_its_margins() {
        // Row 0 and column 0 are the margins; the cheapest circle is that of the inner cells.
        let margins = closed(table(&[&[150, 90, 60], &[46, 3, 43], &[104, 87, 17]]));
        assert_eq!(margins, [(1, 1), (1, 2), (2, 1), (2, 2)]);
    }

    #[test]
    fn groups_without_places_are_closed_too() {
        assert_eq!(closed(table(&[&[80, 3, 47, 30]])), [(0, 1), (0, 3)]);
    }

    #[test]
    fn a_group_that_is_small_everywhere_takes_another_with_it() {
        let few = closed(table(&[&[80, 3, 77], &[80, 3, 77]]));
        assert_eq!(few, [(0, 1), (0, 2), (1, 1), (1, 2)]);
    }
}
