//! Linked tables: which of their withheld cells are given away by the others, and which more must go so that none is.
//!
//! What      cells with a count, and equations between them: a total is the sum of its parts, or their average. Whoever has the
//!           published cells can solve the equations for those that are withheld
//! Formula   a withheld cell is determined if the unit vector of its column lies in the row space of the equations over the
//!           withheld columns: after Gauss-Jordan elimination its row holds nothing else. To hide it, the elimination takes
//!           the columns of withheld cells first and then open ones from the smallest count up; those that the hidden cell's
//!           column is made of are the circle that has to go with it, and among all circles the one whose largest cell is
//!           least. Dropping one of its cells after the other and looking for a cheaper circle makes the total small
//! Source    Gusfield (1988), SIAM J. Comput. 17:552–571, for one table; Fischetti & Salazar (2001), Management Science
//!           47:1008–1027, for linked ones; Oxley (2011), Matroid Theory, 1.8, for the smallest basis
//! Checked   suppress_complement: least totals for tables of 4 × 4, by trying out all choices in R
//! Edges     arithmetic is exact, modulo the prime 2³¹ − 1: sums have coefficients of 1 and −1. An average has weights that an
//!           attacker may know; they are taken as numbers without any relation, which gives away most. A cell of no answers
//!           hides nothing and is never added. Cells in no equation are never determined

use std::collections::BTreeMap;

/// 2³¹ − 1.
const PRIME: u64 = 2_147_483_647;

/// For which numbers an equation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// For counts, weights and weighted sums.
    Always,
    /// For counts and weights: of these an average is no average.
    OfCounts,
    /// For values.
    OfValues,
}

#[derive(Debug, Clone)]
struct Equation {
    holds: Holds,
    terms: Vec<(usize, u64)>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    n: u64,
    /// The table it stands inside of; circles are looked for there first.
    table: usize,
    withheld: bool,
    /// Whether it is published whatever happens.
    kept: bool,
}

/// Cells and the equations between them.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    cells: Vec<Cell>,
    equations: Vec<Equation>,
    /// For each cell its equations, with its coefficients there.
    columns: Vec<Vec<(usize, u64)>>,
}

impl Linked {
    /// Adds an open cell with so many answers, inside of this table; its number.
    pub fn cell(&mut self, n: u64, table: usize) -> usize {
        self.cells.push(Cell { n, table, withheld: false, kept: false });
        self.columns.push(Vec::new());
        self.cells.len() - 1
    }

    /// Says that a cell is published whatever happens: a margin that others print.
    pub fn keep(&mut self, cell: usize) {
        self.cells[cell].kept = true;
    }

    /// Says that a cell is withheld.
    pub fn withhold(&mut self, cell: usize) {
        self.cells[cell].withheld = true;
    }

    /// Whether a cell is withheld.
    pub fn is_withheld(&self, cell: usize) -> bool {
        self.cells[cell].withheld
    }

    /// The withheld cells.
    pub fn withheld(&self) -> Vec<usize> {
        (0..self.cells.len()).filter(|c| self.cells[*c].withheld).collect()
    }

    /// A total that is the sum of its parts: a place of its groups, a region of its places.
    pub fn sum(&mut self, total: usize, parts: &[usize]) {
        self.equation(Holds::Always, total, parts);
    }

    /// A total whose counts are the sum of its parts, and whose value is an average of theirs: places that count the same, a
    /// best quarter. Figures of one sum on several bases tell as many averages of it.
    pub fn average(&mut self, total: usize, parts: &[usize], bases: usize) {
        self.equation(Holds::OfCounts, total, parts);
        for _ in 0..bases {
            self.equation(Holds::OfValues, total, parts);
        }
    }

    fn equation(&mut self, holds: Holds, total: usize, parts: &[usize]) {
        if parts.is_empty() {
            return;
        }
        let at = self.equations.len();
        let of_part = |part: usize| if holds == Holds::OfValues { unrelated(at, part) } else { 1 };
        let mut terms: Vec<(usize, u64)> = parts.iter().map(|part| (*part, of_part(*part))).collect();
        terms.push((total, PRIME - 1));
        for (cell, coefficient) in &terms {
            self.columns[*cell].push((at, *coefficient));
        }
        self.equations.push(Equation { holds, terms });
    }

    /// The withheld cells that the open ones give away.
    pub fn determined(&self) -> Vec<usize> {
        let mut found = self.determined_of(Holds::OfCounts);
        if self.equations.iter().any(|e| e.holds == Holds::OfValues) {
            found.extend(self.determined_of(Holds::OfValues));
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    fn determined_of(&self, layer: Holds) -> Vec<usize> {
        // Cells with the same column hide each other; together they count as one unknown.
        let mut alike: BTreeMap<Vec<(usize, u64)>, Vec<usize>> = BTreeMap::new();
        for cell in (0..self.cells.len()).filter(|c| self.cells[*c].withheld) {
            alike.entry(self.column(cell, layer)).or_default().push(cell);
        }
        let (columns, cells): (Vec<_>, Vec<_>) = alike.into_iter().filter(|(column, _)| !column.is_empty()).unzip();
        let matrix = Matrix::of(&columns).reduced(columns.len());
        let alone = |pivot: &(usize, usize)| matrix.rows[pivot.0].iter().filter(|x| **x != 0).count() == 1;
        let single = matrix.pivots.iter().filter(|pivot| alone(pivot)).map(|(_, column)| &cells[*column]);
        let mut found: Vec<usize> = single.filter(|cells| cells.len() == 1).map(|cells| cells[0]).collect();
        found.sort_unstable();
        found
    }

    fn column(&self, cell: usize, layer: Holds) -> Vec<(usize, u64)> {
        let holds = |at: usize| [Holds::Always, layer].contains(&self.equations[at].holds);
        self.columns[cell].iter().copied().filter(|(at, _)| holds(*at)).collect()
    }

    /// Withholds more cells until none of those withheld is determined; the cells added. Tables of few cells get the least
    /// total that there is, others a small one.
    pub fn close(&mut self) -> Vec<usize> {
        if self.determined().is_empty() {
            return Vec::new();
        }
        let before: Vec<bool> = self.cells.iter().map(|c| c.withheld).collect();
        loop {
            let determined = self.determined();
            let Some(first) = determined.first() else { break };
            let twins: Vec<usize> = determined.iter().filter_map(|cell| self.twin(*cell)).collect();
            let circle = match twins.is_empty() {
                true => self.circle(*first).or_else(|| self.neighbour(*first).map(|open| vec![open])),
                false => Some(twins),
            };
            // A cell that nothing can hide is given away by what others print.
            let Some(circle) = circle else { break };
            circle.into_iter().for_each(|open| self.withhold(open));
        }
        let mut added: Vec<usize> = (0..self.cells.len()).filter(|c| self.cells[*c].withheld && !before[*c]).collect();
        self.open_again(&mut added);
        super::least::improve(self, &mut added);
        added
    }

    /// Opens what was withheld in vain, the largest first, where that isn't too much work.
    fn open_again(&mut self, added: &mut Vec<usize>) {
        let unknown = self.cells.iter().filter(|c| c.withheld).count();
        if added.len() * unknown.pow(3) > 40_000_000 {
            return;
        }
        let mut order = added.clone();
        order.sort_by_key(|c| std::cmp::Reverse((self.cells[*c].n, *c)));
        for cell in order {
            self.cells[cell].withheld = false;
            if !self.determined().is_empty() {
                self.cells[cell].withheld = true;
            }
        }
        added.retain(|c| self.cells[*c].withheld);
    }

    /// The smallest open cell that stands in the same equations, as facilities of one place do.
    fn twin(&self, cell: usize) -> Option<usize> {
        let alike = |c: &usize| self.may_go(*c) && self.columns[*c] == self.columns[cell];
        (0..self.cells.len()).filter(alike).min_by_key(|c| (self.cells[*c].n, *c))
    }

    /// Open cells that hide a cell together with those withheld: a circle in its own table, else any.
    fn circle(&self, cell: usize) -> Option<Vec<usize>> {
        let may_go: Vec<usize> = (0..self.cells.len()).filter(|c| self.may_go(*c)).collect();
        let inside = |c: &usize| self.cells[*c].table == self.cells[cell].table;
        let own = may_go.iter().copied().filter(inside).collect();
        self.cheapest(cell, own).or_else(|| self.cheapest(cell, may_go))
    }

    /// Any open cell of an equation with this one: what there is left where values and counts hide each other's circles.
    fn neighbour(&self, cell: usize) -> Option<usize> {
        let equations = self.columns[cell].iter().map(|(at, _)| &self.equations[*at]);
        let near = equations.flat_map(|e| e.terms.iter().map(|(c, _)| *c)).filter(|c| self.may_go(*c));
        let any = (0..self.cells.len()).filter(|c| self.may_go(*c));
        let least = |cells: &mut dyn Iterator<Item = usize>| cells.min_by_key(|c| (self.cells[*c].n, *c));
        least(&mut near.into_iter()).or_else(|| least(&mut any.into_iter()))
    }

    /// Whether a cell is open, and withholding it would hide something.
    pub(super) fn may_go(&self, cell: usize) -> bool {
        let Cell { n, withheld, kept, .. } = self.cells[cell];
        !withheld && !kept && n > 0
    }

    /// A circle through a cell and open ones of these, made cheaper by leaving out one cell after the other.
    fn cheapest(&self, cell: usize, mut open: Vec<usize>) -> Option<Vec<usize>> {
        open.sort_by_key(|c| (self.cells[*c].n, *c));
        let mut best = self.smallest_basis(cell, &open)?;
        if open.len() > 60 {
            return Some(best);
        }
        let mut untried = best.clone();
        while let Some(without) = untried.pop() {
            let rest: Vec<usize> = open.iter().copied().filter(|c| *c != without).collect();
            let Some(other) = self.smallest_basis(cell, &rest).filter(|o| self.cost(o) < self.cost(&best)) else {
                continue;
            };
            open = rest;
            best.clone_from(&other);
            untried = other;
        }
        Some(best)
    }

    /// What withholding costs: answers, and of the same number of answers, cells.
    pub(super) fn cost(&self, cells: &[usize]) -> (u64, usize) {
        (cells.iter().map(|c| self.cells[*c].n).sum(), cells.len())
    }

    /// The open cells that the column of a cell is made of beside withheld ones; none if it can't be, or if nothing is missing.
    fn smallest_basis(&self, cell: usize, open: &[usize]) -> Option<Vec<usize>> {
        let layer = match self.determined_of(Holds::OfCounts).contains(&cell) {
            true => Holds::OfCounts,
            false => Holds::OfValues,
        };
        let withheld = (0..self.cells.len()).filter(|c| self.cells[*c].withheld && *c != cell);
        let mut order: Vec<usize> = Vec::new();
        let mut columns: Vec<Vec<(usize, u64)>> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for c in withheld.chain(open.iter().copied()) {
            let column = self.column(c, layer);
            if seen.insert(column.clone()) {
                order.push(c);
                columns.push(column);
            }
        }
        let own = columns.len();
        columns.push(self.column(cell, layer));
        let matrix = Matrix::of(&columns).reduced(own);
        let free = (0..matrix.rows.len()).filter(|r| !matrix.pivots.iter().any(|(row, _)| row == r));
        if free.into_iter().any(|row| matrix.rows[row][own] != 0) {
            return None;
        }
        let made_of =
            matrix.pivots.iter().filter(|(row, _)| matrix.rows[*row][own] != 0).map(|(_, column)| order[*column]);
        let circle: Vec<usize> = made_of.filter(|c| !self.cells[*c].withheld).collect();
        (!circle.is_empty()).then_some(circle)
    }

    /// For a determined cell, the open cells of a combination of equations that gives it away: one of them must go at least.
    pub(super) fn given_away_by(&self) -> Option<Vec<usize>> {
        let withheld = (0..self.cells.len()).filter(|c| self.cells[*c].withheld);
        let mut order: Vec<usize> = withheld.collect();
        let unknown = order.len();
        order.extend((0..self.cells.len()).filter(|c| self.may_go(*c)));
        for layer in [Holds::OfCounts, Holds::OfValues] {
            let columns: Vec<_> = order.iter().map(|c| self.column(*c, layer)).collect();
            let matrix = Matrix::of(&columns).reduced(unknown);
            let alone = |row: usize| matrix.rows[row][..unknown].iter().filter(|x| **x != 0).count() == 1;
            if let Some((row, _)) = matrix.pivots.iter().find(|(row, _)| alone(*row)) {
                let open = (unknown..order.len()).filter(|c| matrix.rows[*row][*c] != 0);
                return Some(open.map(|c| order[c]).collect());
            }
        }
        None
    }

    /// Says that a cell is open.
    pub(super) fn open(&mut self, cell: usize) {
        self.cells[cell].withheld = false;
    }

    /// How many cells could go.
    pub(super) fn candidates(&self) -> usize {
        (0..self.cells.len()).filter(|c| self.may_go(*c)).count()
    }
}

/// A number without relation to others, the same in every run (SplitMix64).
fn unrelated(equation: usize, cell: usize) -> u64 {
    let mut z =
        (equation as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (cell as u64).wrapping_mul(0xD1B5_4A32_D192_ED03);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    1 + (z ^ (z >> 31)) % (PRIME - 2)
}

/// Equations as rows, over some columns.
struct Matrix {
    rows: Vec<Vec<u64>>,
    /// Row and column of each.
    pivots: Vec<(usize, usize)>,
}

impl Matrix {
    fn of(columns: &[Vec<(usize, u64)>]) -> Matrix {
        let mut at: BTreeMap<usize, usize> = BTreeMap::new();
        for (equation, _) in columns.iter().flatten() {
            let next = at.len();
            at.entry(*equation).or_insert(next);
        }
        let mut rows = vec![vec![0; columns.len()]; at.len()];
        for (place, column) in columns.iter().enumerate() {
            for (equation, coefficient) in column {
                rows[at[equation]][place] = *coefficient;
            }
        }
        Matrix { rows, pivots: Vec::new() }
    }

    /// Gauss-Jordan elimination by the first columns.
    fn reduced(mut self, columns: usize) -> Matrix {
        let mut next = 0;
        for column in 0..columns {
            let Some(found) = (next..self.rows.len()).find(|r| self.rows[*r][column] != 0) else { continue };
            self.rows.swap(next, found);
            let mut pivot = std::mem::take(&mut self.rows[next]);
            let inverse = power(pivot[column], PRIME - 2);
            let there: Vec<usize> = (0..pivot.len()).filter(|c| pivot[*c] != 0).collect();
            there.iter().for_each(|c| pivot[*c] = pivot[*c] * inverse % PRIME);
            for row in self.rows.iter_mut().filter(|row| !row.is_empty() && row[column] != 0) {
                let factor = PRIME - row[column];
                there.iter().for_each(|c| row[*c] = (row[*c] + factor * pivot[*c]) % PRIME);
            }
            self.rows[next] = pivot;
            self.pivots.push((next, column));
            next += 1;
        }
        self
    }
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut product = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            product = product * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows and columns with published margins; `small` cells are withheld.
    fn table(n: &[&[u64]]) -> (Linked, Vec<Vec<usize>>) {
        let mut linked = Linked::default();
        let cells: Vec<Vec<usize>> = n.iter().map(|row| row.iter().map(|n| linked.cell(*n, 0)).collect()).collect();
        let margin = |linked: &mut Linked, parts: Vec<usize>| {
            let total = linked.cell(parts.iter().map(|c| linked.cells[*c].n).sum(), 1);
            linked.keep(total);
            linked.sum(total, &parts);
        };
        cells.iter().for_each(|row| margin(&mut linked, row.clone()));
        (0..n[0].len()).for_each(|at| margin(&mut linked, cells.iter().map(|row| row[at]).collect()));
        for cell in
            cells.iter().flatten().filter(|c| (1..5).contains(&linked.cells[**c].n)).copied().collect::<Vec<_>>()
        {
            linked.withhold(cell);
        }
        (linked, cells)
    }

    /// Row and column of the cells that go beside the small ones, and their total.
    fn closed(n: &[&[u64]]) -> (Vec<(usize, usize)>, u64) {
        let (mut linked, cells) = table(n);
        let added = linked.close();
        assert!(linked.determined().is_empty());
        let place = |cell: usize| {
            let row = cells.iter().position(|row| row.contains(&cell)).expect("a row");
            (row, cells[row].iter().position(|c| *c == cell).expect("a column"))
        };
        (added.iter().map(|cell| place(*cell)).collect(), linked.cost(&added).0)
    }

    /// Tables 1, 4 and 7 of those whose optima were found in R by trying out every choice.
    #[test]
    fn cells_that_go_are_those_of_the_least_total() {
        let first: [&[u64]; 4] = [&[6, 8, 14, 6], &[25, 7, 18, 14], &[4, 11, 0, 0], &[18, 4, 24, 67]];
        assert_eq!(closed(&first), (vec![(2, 1), (3, 0)], 29));
        let fourth: [&[u64]; 4] = [&[41, 56, 3, 26], &[0, 13, 34, 40], &[6, 8, 14, 35], &[5, 5, 100, 10]];
        assert_eq!(closed(&fourth), (vec![(0, 0), (2, 0), (2, 2)], 61));
        let seventh: [&[u64]; 4] = [&[16, 28, 7, 9], &[15, 7, 19, 6], &[6, 4, 3, 9], &[58, 0, 20, 26]];
        assert_eq!(closed(&seventh), (vec![(1, 1), (1, 2)], 26));
    }

    #[test]
    fn a_table_without_small_cells_stays_whole() {
        assert_eq!(closed(&[&[30, 40], &[20, 60]]), (Vec::new(), 0));
    }

    #[test]
    fn a_withheld_cell_alone_in_its_row_is_given_away() {
        let (linked, cells) = table(&[&[3, 40], &[20, 60]]);
        assert_eq!(linked.determined(), [cells[0][0]]);
    }

    #[test]
    fn averages_whose_weights_are_known_give_a_square_away_and_sums_do_not() {
        // Four unknowns. As sums, rows and columns say three things of them; as averages with other weights, four.
        let square = |average: bool| {
            let mut linked = Linked::default();
            let cells: Vec<usize> = (0..4).map(|_| linked.cell(9, 0)).collect();
            for (parts, of_places) in [([0, 1], false), ([2, 3], false), ([0, 2], true), ([1, 3], true)] {
                let total = linked.cell(18, 1);
                linked.keep(total);
                let parts = parts.map(|c| cells[c]);
                if average && of_places { linked.average(total, &parts, 1) } else { linked.sum(total, &parts) }
            }
            cells.iter().for_each(|cell| linked.withhold(*cell));
            linked.determined()
        };
        assert!(square(false).is_empty());
        assert_eq!(square(true), [0, 1, 2, 3]);
    }

    #[test]
    fn one_facility_of_a_place_takes_its_smallest_neighbour_with_it_and_none_of_another_place() {
        let mut linked = Linked::default();
        let places: Vec<usize> = [60, 80].map(|n| linked.cell(n, 0)).to_vec();
        let all = linked.cell(140, 0);
        linked.sum(all, &places);
        let first: Vec<usize> = [3, 40, 17].map(|n| linked.cell(n, 0)).to_vec();
        let second: Vec<usize> = [10, 70].map(|n| linked.cell(n, 0)).to_vec();
        linked.sum(places[0], &first);
        linked.sum(places[1], &second);
        linked.withhold(first[0]);
        assert_eq!(linked.close(), [first[2]]);
    }

    #[test]
    fn a_region_does_not_give_away_the_last_of_its_places() {
        // Two regions of two places: the small place needs a neighbour in its own region.
        let mut linked = Linked::default();
        let places: Vec<usize> = [3, 50, 20, 30].map(|n| linked.cell(n, 0)).to_vec();
        let regions: Vec<usize> = [53, 50].map(|n| linked.cell(n, 0)).to_vec();
        let all = linked.cell(103, 0);
        linked.sum(all, &places);
        linked.sum(regions[0], &places[..2]);
        linked.sum(regions[1], &places[2..]);
        [regions[0], regions[1], all].into_iter().for_each(|total| linked.keep(total));
        linked.withhold(places[0]);
        assert_eq!(linked.close(), [places[1]]);
    }

    #[test]
    fn places_that_several_groupings_add_up_to_are_closed_in_all_of_them() {
        // Place 0 is small as a whole, so its groups are; what it loses must be lost in each grouping of another place too.
        let mut linked = Linked::default();
        let places: Vec<usize> = [4, 40, 60].map(|n| linked.cell(n, 0)).to_vec();
        let all = linked.cell(104, 0);
        linked.keep(all);
        linked.sum(all, &places);
        for grouping in 1..=2 {
            let groups: Vec<Vec<usize>> =
                [[2, 2], [25, 15], [35, 25]].map(|row| row.map(|n| linked.cell(n, grouping)).to_vec()).to_vec();
            for (place, groups) in places.iter().zip(&groups) {
                linked.sum(*place, groups);
            }
            for group in 0..2 {
                let total = linked.cell(0, grouping);
                linked.keep(total);
                let parts: Vec<usize> = groups.iter().map(|row| row[group]).collect();
                linked.sum(total, &parts);
            }
            groups[0].iter().for_each(|cell| linked.withhold(*cell));
        }
        linked.withhold(places[0]);
        linked.close();
        assert!(linked.determined().is_empty());
        assert!(linked.is_withheld(places[1]) && !linked.is_withheld(places[2]));
    }
}
