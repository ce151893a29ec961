//! A tally taken apart by unit and group, and put together again: all that estimates need, and no row.
//!
//! What was put together gives the same sums as what was taken apart, to the last bit, for every grouping of the plan: both
//! fold the blocks of a unit in the same way.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::block::{Block, Of, Recipe};
use super::clusters::{Keyed, Mask, UnitBlocks, columns_of, mask_of, masks};
use super::least::{LeftOut, NumberPlaces, least};
use super::plan::{GroupCode, NO_GROUP, Plan, Variable};
use super::{Kept, Lists, Tally};

/// The sums of a unit and group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sums {
    /// All rows.
    pub rows: u32,
    /// Rows by what is lacking of an answer (the reasons of [`Missing::ALL`](crate::instrument::Missing::ALL), then a weight),
    /// and within that by variable; zeros at the end are left out.
    pub lacking: Vec<u32>,
    /// Σ w of each variable by answer; answers that no measure tells apart are one.
    pub bins: Vec<f64>,
    /// Σ w·y and Σ w·y² of each measure of a number, Σ w·y and Σ w·x of each ratio.
    pub numbers: Vec<f64>,
    /// The values of quantile measures.
    pub values: Vec<Values>,
}

/// The values of a quantile measure in a unit and group, cut off from all other answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Values {
    /// The measure.
    pub measure: usize,
    /// Value and weight, in ascending order.
    pub list: Vec<(f64, f64)>,
}

/// The sums of a unit by the groups of some columns that vary in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The columns, ascending; none for all rows of the unit.
    pub columns: Vec<usize>,
    /// The groups, by their codes; rows in no group of a column are in none of them.
    pub groups: Vec<(Box<[GroupCode]>, Sums)>,
}

/// The sums of a unit by every grouping.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitSums {
    /// The unit.
    pub unit: u32,
    /// For each column the group of all its rows; none where it varies.
    pub constant: Vec<Option<GroupCode>>,
    /// The sums, those by the fewest columns first.
    pub parts: Vec<Part>,
}

/// Parts that don't make a tally of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bad {
    /// The unit in which they don't.
    pub unit: u32,
}

impl UnitSums {
    /// All its rows.
    pub fn rows(&self) -> u64 {
        let whole = self.parts.iter().find(|part| part.columns.is_empty());
        whole.and_then(|part| part.groups.first()).map_or(0, |(_, sums)| sums.rows.into())
    }

    /// Leaves out what fewer than so many people are in, and says whether anything is left; see [`LeftOut`].
    pub fn at_least(&mut self, people: u32, numbers: &[NumberPlaces], out: &mut LeftOut) -> bool {
        least(self, people, numbers, out)
    }

    fn varying(&self) -> Mask {
        (0..).zip(&self.constant).fold(0, |mask, (c, code)| mask | Mask::from(code.is_none()) << c)
    }
}

/// The values of quantiles by unit and mask, then by group and measure.
type ByUnit = FxHashMap<(u32, Mask), BTreeMap<Box<[GroupCode]>, Vec<Values>>>;

impl Tally {
    /// Which sums there are, as a text: two plans add up the same if it is the same.
    pub fn layout(plan: &Plan) -> String {
        Recipe::new(plan).layout()
    }

    /// How many sums of weights and of numbers a block of a plan has: that of a whole unit, and that of a group.
    pub fn sums_of(plan: &Plan) -> [(usize, usize); 2] {
        let recipe = Recipe::new(plan);
        [Of::AllRows, Of::Group].map(|of| {
            let (_, _, bins, numbers) = Block::new(&recipe, of).apart(&recipe);
            (bins.len(), numbers.len())
        })
    }

    /// Where the numbers of each variable that is one stand in a block.
    pub fn number_places(plan: &Plan) -> Vec<NumberPlaces> {
        let recipe = Recipe::new(plan);
        let of = |variable: usize| NumberPlaces {
            variable,
            variables: plan.variables.len(),
            bins: recipe.bins_of(variable),
            numbers: recipe.numbers_of(variable),
            kept: plan.kept().filter(|measure| plan.measures[*measure].variable == variable).collect(),
        };
        let is_number = |variable: &usize| plan.variables[*variable] != Variable::Coded;
        (0..plan.variables.len()).filter(is_number).map(of).collect()
    }

    /// The columns of each cut that a unit has in which these columns vary, those of the fewest columns first.
    pub fn cuts_of(plan: &Plan, varies: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        let varying = (0..plan.columns).filter(|c| varies(*c)).fold(0, |mask, c| mask | 1 << c);
        masks(&plan.groupings, varying).into_iter().map(columns_of).collect()
    }

    /// Takes the tally apart, unit by unit. Of a design whose units are rows nothing is given: its sums would be the rows.
    pub fn apart(&self) -> impl Iterator<Item = UnitSums> + '_ {
        let mut lists = self.values_by_unit();
        self.units.all().map(move |(unit, blocks)| self.unit_apart(unit, blocks, &mut lists))
    }

    fn unit_apart(&self, unit: u32, blocks: &UnitBlocks, lists: &mut ByUnit) -> UnitSums {
        let (first, varying) = blocks.first_groups();
        let constant = (0..).zip(first).map(|(c, code)| (varying & 1 << c == 0).then_some(*code)).collect();
        let part = |mask: Mask| {
            let mut values = lists.remove(&(unit, mask)).unwrap_or_default();
            let sums = |(key, block): (Box<[GroupCode]>, Block)| {
                let (rows, lacking, bins, numbers) = block.apart(&self.recipe);
                let values = values.remove(&key).unwrap_or_default();
                (key, Sums { rows, lacking, bins, numbers, values })
            };
            let groups = blocks.folded(&self.plan, &self.recipe, mask).into_iter().map(sums).collect();
            Part { columns: columns_of(mask), groups }
        };
        UnitSums { unit, constant, parts: masks(&self.plan.groupings, varying).into_iter().map(part).collect() }
    }

    /// The values of quantiles, sorted so that lists can't be matched by their order.
    fn values_by_unit(&self) -> ByUnit {
        let mut all: ByUnit = FxHashMap::default();
        for measure in self.plan.kept() {
            let mut done: FxHashMap<(u32, Mask), usize> = FxHashMap::default();
            for (at, grouping) in self.plan.groupings.iter().enumerate() {
                for (key, kept) in self.kept(measure, grouping) {
                    for Kept { unit, weight, value } in kept {
                        let Some(blocks) = self.units.get(unit) else { continue };
                        let mask = mask_of(grouping) & blocks.first_groups().1;
                        // Groupings that are cut alike in this unit are one.
                        if *done.entry((unit, mask)).or_insert(at) != at {
                            continue;
                        }
                        let code = |c: usize| grouping.iter().position(|g| *g == c).map_or(NO_GROUP, |at| key[at]);
                        let key = columns_of(mask).into_iter().map(code).collect();
                        let lists = all.entry((unit, mask)).or_default().entry(key).or_default();
                        match lists.last_mut().filter(|last| last.measure == measure) {
                            Some(last) => last.list.push((value, weight)),
                            None => lists.push(Values { measure, list: vec![(value, weight)] }),
                        }
                    }
                }
            }
        }
        for values in all.values_mut().flat_map(BTreeMap::values_mut).flatten() {
            values.list.sort_by(|(x, v), (y, w)| x.total_cmp(y).then(v.total_cmp(w)));
        }
        all
    }

    /// Puts a tally together from the sums of units, in any order.
    pub fn from_parts(plan: Plan, units: impl IntoIterator<Item = UnitSums>) -> Result<Tally, Bad> {
        let mut tally = Tally { rows: None, lists: None, ..Tally::new(plan, false) };
        let mut lists = Lists::default();
        for unit in units {
            let bad = Bad { unit: unit.unit };
            tally.list(&unit, &mut lists).ok_or(bad)?;
            let place = tally.units.place(unit.unit);
            if place.is_some() {
                return Err(bad);
            }
            *place = Some(Box::new(together(&tally.plan, &tally.recipe, unit).ok_or(bad)?));
        }
        tally.lists = Some(lists);
        Ok(tally)
    }

    /// Adds the values of quantiles of a unit to the lists of every grouping.
    fn list(&self, unit: &UnitSums, lists: &mut Lists) -> Option<()> {
        let varying = unit.varying();
        for grouping in &self.plan.groupings {
            let part = unit.parts.iter().find(|part| mask_of(&part.columns) == mask_of(grouping) & varying)?;
            for (key, sums) in &part.groups {
                let code = |c: &usize| match part.columns.iter().position(|p| p == c) {
                    Some(at) => key.get(at).copied(),
                    None => *unit.constant.get(*c)?,
                };
                let name = grouping.iter().map(code).collect::<Option<Box<[GroupCode]>>>()?;
                if name.contains(&NO_GROUP) {
                    continue;
                }
                for values in &sums.values {
                    let list = lists.entry((values.measure, grouping.clone())).or_default();
                    let kept = |(value, weight): &(f64, f64)| Kept { unit: unit.unit, weight: *weight, value: *value };
                    list.entry(name.clone()).or_default().extend(values.list.iter().map(kept));
                }
            }
        }
        Some(())
    }
}

/// The blocks of a unit; none if they aren't those of the plan.
fn together(plan: &Plan, recipe: &Recipe, unit: UnitSums) -> Option<UnitBlocks> {
    let varying = unit.varying();
    let first: Box<[GroupCode]> = unit.constant.iter().map(|code| code.unwrap_or(NO_GROUP)).collect();
    if first.len() != plan.columns {
        return None;
    }
    let mut partitions: Vec<(Mask, Keyed)> = Vec::new();
    for part in unit.parts {
        let mask = mask_of(&part.columns);
        let new = mask & !varying == 0 && partitions.iter().all(|(known, _)| *known != mask);
        let mut blocks: Keyed = Vec::new();
        for (key, Sums { rows, lacking, bins, numbers, .. }) in part.groups {
            let known = key.len() != part.columns.len() || blocks.last().is_some_and(|(before, _)| *before >= key);
            let of = if mask == 0 { Of::AllRows } else { Of::Group };
            let block = Block::together(recipe, of, (rows, &lacking), (&bins, &numbers)).filter(|_| new && !known)?;
            blocks.push((key, block));
        }
        partitions.push((mask, blocks));
    }
    let there = |grouping: &Vec<usize>| partitions.iter().any(|(mask, _)| *mask == mask_of(grouping) & varying);
    plan.groupings.iter().all(there).then(|| UnitBlocks::whole(first, varying, partitions))
}
