//! The one pass: what every estimate needs to know of the rows, added up by sampled unit and group.
//!
//! Every figure of a card is a function of sums over clusters, so these sums are all that is kept; they grow with
//! clusters and groups, not with rows, and two tallies of one plan merge into one. Rows themselves are kept only where
//! sums don't do: in designs whose units are the rows, and for quantiles.

mod batch;
mod block;
mod clusters;
mod counted;
mod kept;
mod least;
mod parts;
mod pass;
mod plan;
mod shelf;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub use batch::{Batch, Lots};
use batch::{RowOf, Shape};
pub use block::{Counts, Totals};
use block::{Lacking, Recipe, row_totals, rows_totals};
use clusters::Piece;
pub use counted::{Bin, Counted};
pub use kept::KeptLot;
use kept::{KeptAt, KeptRows};
pub use least::{LeftOut, NumberPlaces};
pub use parts::{Bad, Part, Sums, UnitSums, Values};
pub use pass::{Left, Pass, Turns};
pub use plan::{
    Adds, AnswerCode, FIRST_ANSWER, GroupCode, Grouping, MOST_COLUMNS, Measure, NO_GROUP, Plan, Size, Variable,
    missing_code,
};
use shelf::Shelf;

/// The sums of all rows seen so far.
#[derive(Debug)]
pub struct Tally {
    plan: Plan,
    recipe: Recipe,
    /// The sums of all units; empty in a design whose units are rows.
    units: Shelf,
    /// Rows kept as they came.
    rows: Option<KeptRows>,
    keeps_all_rows: bool,
    /// Of sums that were put together from parts, the values of quantiles in place of rows.
    lists: Option<Lists>,
}

/// The values of a quantile measure by grouping and group.
type Lists = FxHashMap<(usize, Grouping), BTreeMap<Box<[GroupCode]>, Vec<Kept>>>;

/// The rows of one group: by unit, summed or row by row.
#[derive(Debug)]
pub struct Group<'t> {
    /// The group's codes, one for each column of the grouping.
    pub key: Box<[GroupCode]>,
    tally: &'t Tally,
    cells: Cells<'t>,
    /// Counted when it is asked for, for all variables.
    lacking: OnceLock<Lacking>,
}

#[derive(Debug)]
enum Cells<'t> {
    Pieces(Vec<(u32, Piece<'t>)>),
    Rows(Vec<KeptAt>),
}

/// Groups that are being gathered, as they are met.
#[derive(Debug, Default)]
struct Groups<'t> {
    all: Vec<(Box<[GroupCode]>, Cells<'t>)>,
    places: FxHashMap<Box<[GroupCode]>, usize>,
}

impl<'t> Groups<'t> {
    /// What a group holds, nothing yet if it is new.
    fn of(&mut self, key: &[GroupCode], nothing: Cells<'t>) -> &mut Cells<'t> {
        let at = match self.places.get(key) {
            Some(at) => *at,
            None => {
                self.places.insert(key.into(), self.all.len());
                self.all.push((key.into(), nothing));
                self.all.len() - 1
            }
        };
        &mut self.all[at].1
    }
}

/// A kept row of a quantile: its unit, weight and value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kept {
    /// The unit.
    pub unit: u32,
    /// The weight.
    pub weight: f64,
    /// The value.
    pub value: f64,
}

impl Tally {
    /// An empty tally. `rows_are_units` says that the design has no clusters above the row.
    pub fn new(plan: Plan, rows_are_units: bool) -> Tally {
        let keeps_rows = rows_are_units || plan.kept().next().is_some();
        Tally {
            rows: keeps_rows.then(|| KeptRows::new(&plan)),
            recipe: Recipe::new(&plan),
            plan,
            units: Shelf::new(1),
            keeps_all_rows: rows_are_units,
            lists: None,
        }
    }

    /// What is added up.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Adds a measure of answers that add 0 or 1 after rows have been added; rows so far add 0 to it.
    pub fn add_measure(&mut self, variable: usize, values: Vec<f64>) -> usize {
        let measure = self.plan.measure(variable, Adds::ByAnswer(values));
        debug_assert!(!self.plan.measures[measure].second_sum());
        self.recipe.add_measure(&self.plan, &self.plan.measures[measure]);
        self.units.all_mut().for_each(|unit| unit.fit(&self.recipe));
        measure
    }

    /// Adds a batch. Rows of a unit are added together, in file order, so that its blocks are at hand.
    pub fn add(&mut self, batch: &Batch) {
        if let Some(kept) = &mut self.rows {
            keep(&self.plan, self.keeps_all_rows, kept.more(0), batch);
        }
        if !self.keeps_all_rows {
            self.units.add(&self.plan, &self.recipe, batch);
        }
    }

    /// Adds another tally of the same plan; `unit` gives the number here of a unit there. One that was put together from parts
    /// can only be added to others like it, or to an empty one.
    pub fn merge(&mut self, other: &Tally, unit: impl Fn(u32) -> u32) {
        assert_eq!(self.plan, other.plan, "only tallies of one plan can be merged");
        for (id, theirs) in other.units.all() {
            match self.units.place(unit(id)) {
                Some(ours) => ours.merge(&self.plan, &self.recipe, theirs),
                empty => *empty = Some(Box::new(theirs.clone())),
            }
        }
        if let (Some(ours), Some(theirs)) = (&mut self.rows, &other.rows) {
            ours.merge(theirs, &unit);
        }
        if let Some(theirs) = &other.lists {
            let ours = self.lists.get_or_insert_default();
            for (of, groups) in theirs {
                let ours = ours.entry(of.clone()).or_default();
                for (key, list) in groups {
                    let renumbered = list.iter().map(|kept| Kept { unit: unit(kept.unit), ..*kept });
                    ours.entry(key.clone()).or_default().extend(renumbered);
                }
            }
        }
    }

    /// The same sums with other numbers for the units, by their number here.
    pub fn renumbered(&self, numbers: &[u32]) -> Tally {
        let mut renumbered = Tally::new(self.plan.clone(), self.keeps_all_rows);
        renumbered.merge(self, |unit| numbers[unit as usize]);
        renumbered
    }

    /// The groups of a grouping that have rows, by their codes; of no grouping, all rows.
    pub fn groups(&self, grouping: &[usize]) -> Vec<Group<'_>> {
        let mut groups = Groups::default();
        if grouping.is_empty() {
            // All rows together are a group even if there are none.
            let none = if self.keeps_all_rows { Cells::Rows(Vec::new()) } else { Cells::Pieces(Vec::new()) };
            groups.of(&[], none);
        }
        if let (true, [column]) = (self.keeps_all_rows, grouping) {
            return self.by_column(*column, self.kept_rows());
        }
        if self.keeps_all_rows {
            let mut key = Vec::new();
            for (at, row) in self.kept_rows() {
                key.clear();
                key.extend(grouping.iter().map(|c| row.group(*c)));
                if key.contains(&NO_GROUP) {
                    continue;
                }
                match groups.of(&key, Cells::Rows(Vec::new())) {
                    Cells::Rows(rows) => rows.push(at),
                    Cells::Pieces(_) => {}
                }
            }
        } else {
            for (unit, blocks) in self.units.all() {
                blocks.by(&self.plan, &self.recipe, grouping, |key, piece| {
                    match groups.of(key, Cells::Pieces(Vec::new())) {
                        Cells::Pieces(cells) => cells.push((unit, piece)),
                        Cells::Rows(_) => {}
                    }
                });
            }
        }
        let Groups { mut all, .. } = groups;
        all.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        all.into_iter().map(|(key, cells)| Group::of(self, key, cells)).collect()
    }

    /// The groups of one column among these kept rows: counted out by code.
    fn by_column<'t>(&'t self, column: usize, rows: impl Iterator<Item = (KeptAt, RowOf<'t>)>) -> Vec<Group<'t>> {
        // Rows lie far apart in memory: they are walked through once.
        let kept: Vec<(GroupCode, KeptAt)> = rows.map(|(at, row)| (row.group(column), at)).collect();
        let mut sizes = vec![0; kept.iter().map(|(code, _)| *code as usize + 1).max().unwrap_or(0)];
        kept.iter().for_each(|(code, _)| sizes[*code as usize] += 1);
        let mut groups: Vec<Vec<KeptAt>> = sizes.into_iter().map(Vec::with_capacity).collect();
        kept.iter().for_each(|(code, at)| groups[*code as usize].push(*at));
        // Lots mix up the rows; whoever adds up units wants them in order.
        groups.iter_mut().for_each(|rows| rows.sort_unstable_by_key(|at| at.unit));
        let group =
            |(code, rows): (usize, Vec<KeptAt>)| Group::of(self, Box::new([code as GroupCode]), Cells::Rows(rows));
        let there = |(code, rows): &(usize, Vec<KeptAt>)| *code != NO_GROUP as usize && !rows.is_empty();
        groups.into_iter().enumerate().filter(there).map(group).collect()
    }

    fn kept_rows(&self) -> impl Iterator<Item = (KeptAt, RowOf<'_>)> {
        self.rows.iter().flat_map(KeptRows::rows)
    }

    /// The kept values of a quantile measure by group of a grouping, in no order that means anything.
    pub fn kept(&self, measure: usize, grouping: &[usize]) -> BTreeMap<Box<[GroupCode]>, Vec<Kept>> {
        if let Some(lists) = &self.lists {
            return lists.get(&(measure, grouping.to_vec())).cloned().unwrap_or_default();
        }
        let mut groups: BTreeMap<Box<[GroupCode]>, Vec<Kept>> = BTreeMap::new();
        let variable = self.plan.measures[measure].variable;
        let Variable::Number { slot } = self.plan.variables[variable] else { return groups };
        for (_, row) in self.kept_rows().filter(|(_, row)| row.codes[variable] >= FIRST_ANSWER) {
            let key: Box<[GroupCode]> = grouping.iter().map(|c| row.group(*c)).collect();
            if !key.contains(&NO_GROUP) {
                let kept = Kept { unit: row.unit, weight: row.weight, value: row.number(slot) };
                groups.entry(key).or_default().push(kept);
            }
        }
        groups
    }
}

/// Keeps the rows that sums don't do for.
fn keep(plan: &Plan, all: bool, kept: &mut Batch, batch: &Batch) {
    let quantiles: Vec<usize> = plan.kept().map(|m| plan.measures[m].variable).collect();
    for row in batch.rows() {
        if all || quantiles.iter().any(|v| row.codes[*v] >= FIRST_ANSWER) {
            kept.copy(row.unit, &row);
        }
    }
}

impl<'t> Group<'t> {
    fn of(tally: &'t Tally, key: Box<[GroupCode]>, cells: Cells<'t>) -> Group<'t> {
        Group { key, tally, cells, lacking: OnceLock::new() }
    }

    /// Several groups as one, under the key of the first: the places of a region.
    pub fn joined(groups: Vec<Group<'t>>) -> Option<Group<'t>> {
        let mut groups = groups.into_iter();
        let mut joined = Group { lacking: OnceLock::new(), ..groups.next()? };
        for group in groups {
            match (&mut joined.cells, group.cells) {
                (Cells::Pieces(ours), Cells::Pieces(theirs)) => ours.extend(theirs),
                (Cells::Rows(ours), Cells::Rows(theirs)) => ours.extend(theirs),
                (Cells::Pieces(_), Cells::Rows(_)) | (Cells::Rows(_), Cells::Pieces(_)) => {}
            }
        }
        // Whoever adds up units wants them in order.
        match &mut joined.cells {
            Cells::Pieces(pieces) => pieces.sort_by_key(|(unit, _)| *unit),
            Cells::Rows(rows) => rows.sort_by_key(|row| row.unit),
        }
        Some(joined)
    }

    /// The groups of one column out of those of a grouping that it is the column `at` of. Whoever asks knows that the other
    /// columns leave out no row of it and part no unit in two.
    pub fn of_column(groups: Vec<Group<'t>>, at: usize) -> Vec<Group<'t>> {
        let mut by_code: BTreeMap<GroupCode, Vec<Group>> = BTreeMap::new();
        for group in groups {
            by_code.entry(group.key[at]).or_default().push(group);
        }
        let one = |(code, groups)| Some(Group { key: Box::new([code]), ..Group::joined(groups)? });
        by_code.into_iter().filter_map(one).collect()
    }
}

impl Group<'_> {
    fn read<'r>(&self, row: &'r [u16]) -> RowOf<'r> {
        Shape::of(&self.tally.plan).read(row)
    }

    /// What a piece, or several rows in place of one, adds to a measure, if one of its rows has it.
    #[inline]
    fn pieces_totals(&self, first: &Piece, pieces: &[(u32, Piece)], measure: usize) -> Option<Totals> {
        let Tally { plan, recipe, .. } = self.tally;
        let totals = match first {
            Piece::Lent(block) => block.totals(recipe, measure),
            Piece::Folded(block) => block.totals(recipe, measure),
            Piece::Row(row) if pieces.len() == 1 => return row_totals(plan, measure, &self.read(row)),
            Piece::Row(_) => {
                let mut rows: Vec<RowOf> = Vec::with_capacity(pieces.len());
                for (_, piece) in pieces {
                    if let Piece::Row(row) = piece {
                        rows.push(self.read(row));
                    }
                }
                return rows_totals(plan, recipe, measure, &rows);
            }
        };
        (totals.n + totals.zero_weight > 0).then_some(totals)
    }

    /// The sums of a measure by unit; units without a row that has it are left out.
    pub fn totals(&self, measure: usize) -> Vec<(u32, Totals)> {
        self.totals_of(&[measure]).pop().unwrap_or_default()
    }

    /// The sums of each of several measures by unit, in one walk through the group: its blocks lie all over the memory.
    pub fn totals_of(&self, measures: &[usize]) -> Vec<Vec<(u32, Totals)>> {
        let mut all: Vec<Vec<(u32, Totals)>> = measures.iter().map(|_| Vec::with_capacity(self.parts())).collect();
        match &self.cells {
            Cells::Pieces(cells) => {
                // Rows of a unit that have no block count as one: a sum must not depend on whether somebody made it a block.
                let together = |(a, x): &(u32, Piece), (b, y): &(u32, Piece)| {
                    a == b && matches!((x, y), (Piece::Row(_), Piece::Row(_)))
                };
                for pieces in cells.chunk_by(together) {
                    let (unit, first) = &pieces[0];
                    for (measure, totals) in measures.iter().zip(&mut all) {
                        let Some(new) = self.pieces_totals(first, pieces, *measure) else { continue };
                        match totals.last_mut() {
                            Some((last, known)) if last == unit => known.add(&new),
                            _ => totals.push((*unit, new)),
                        }
                    }
                }
            }
            Cells::Rows(rows) => {
                for row in rows.iter().filter_map(|at| Some(self.tally.rows.as_ref()?.row(*at))) {
                    for (measure, totals) in measures.iter().zip(&mut all) {
                        totals.extend(row_totals(&self.tally.plan, *measure, &row).map(|new| (row.unit, new)));
                    }
                }
            }
        }
        all
    }

    /// Of how many blocks or rows the group is made: sums by unit are no more than these.
    pub fn parts(&self) -> usize {
        match &self.cells {
            Cells::Pieces(pieces) => pieces.len(),
            Cells::Rows(rows) => rows.len(),
        }
    }

    /// The kept values of a quantile measure; none where the group isn't made of rows.
    pub fn kept(&self, measure: usize) -> Vec<Kept> {
        let plan = &self.tally.plan;
        let of = &plan.measures[measure];
        let (Variable::Number { slot }, Adds::Kept, Cells::Rows(rows)) =
            (plan.variables[of.variable], &of.adds, &self.cells)
        else {
            return Vec::new();
        };
        let kept = |at: &KeptAt| {
            let row = self.tally.rows.as_ref()?.row(*at);
            let there = row.codes[of.variable] >= FIRST_ANSWER;
            there.then(|| Kept { unit: row.unit, weight: row.weight, value: row.number(slot) })
        };
        rows.iter().filter_map(kept).collect()
    }

    /// How many rows have a variable, and why the others don't.
    pub fn counts(&self, variable: usize) -> Counts {
        self.lacking.get_or_init(|| self.lacking()).counts(variable)
    }

    fn lacking(&self) -> Lacking {
        let mut lacking = Lacking::of(self.tally.plan.variables.len());
        match &self.cells {
            Cells::Pieces(cells) => {
                for (_, piece) in cells {
                    match piece {
                        Piece::Lent(block) => lacking.add_block(block),
                        Piece::Folded(block) => lacking.add_block(block),
                        Piece::Row(row) => lacking.add_row(&self.read(row)),
                    }
                }
            }
            Cells::Rows(rows) => {
                let rows = rows.iter().filter_map(|at| Some(self.tally.rows.as_ref()?.row(*at)));
                rows.for_each(|row| lacking.add_row(&row));
            }
        }
        lacking
    }

    /// How many sampled units its rows lie in; none where rows are units.
    pub fn units(&self) -> Option<usize> {
        match &self.cells {
            Cells::Pieces(pieces) => Some(pieces.chunk_by(|(a, _), (b, _)| a == b).count()),
            Cells::Rows(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
