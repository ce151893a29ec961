//! The blocks of one sampled unit: one for each group that its rows fall into, and no more of them than needed.
//!
//! Most groupings are constant within a cluster: its area, often its facility. Those columns get no blocks of their own;
//! their groups are read off when the tally is done. A column starts as constant and becomes varying at the first row
//! that differs; what was added up so far then belongs to the first value, exactly. Groupings whose varying columns are
//! contained in another's are folded from it.
//!
//! Where groups may be as many as rows (facilities that are used by people of all clusters), sums would take more room than
//! the rows: then the rows themselves are kept, until some of them share a group often enough.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::batch::{RowOf, Shape};
use super::block::{Block, Decoded, Of, Recipe};
use super::plan::{GroupCode, NO_GROUP, Plan, Size};

/// Which grouping columns: bit c stands for column c.
pub(super) type Mask = u32;

/// The sums of one unit.
#[derive(Debug, Clone)]
pub(super) struct UnitBlocks {
    varying: Mask,
    first: Box<[GroupCode]>,
    partitions: Vec<Partition>,
}

/// Blocks by their groups, in order.
pub(super) type Keyed = Vec<(Box<[GroupCode]>, Block)>;

/// Blocks by the values of some columns.
#[derive(Debug, Clone)]
struct Partition {
    columns: Vec<usize>,
    keys: Vec<Box<[GroupCode]>>,
    blocks: Vec<Block>,
    /// Only where there are too many keys to look through.
    index: FxHashMap<Box<[GroupCode]>, usize>,
    /// In a partition by one column, or by columns of few groups: the block of each place, plus one; 0 where there is none.
    direct: Vec<u32>,
    /// How far apart the places of neighbouring codes of each column are; none where places can't be told.
    steps: Option<[u32; MOST_STEPS]>,
    /// Rows of groups that have no block, in a partition where groups may be many.
    loose: Option<Loose>,
}

/// Rows that are kept as they came.
#[derive(Debug, Clone, Default)]
struct Loose {
    pieces: Vec<u16>,
    rows: usize,
    /// How many rows there may be before it is asked whether blocks would take less room.
    look_at: usize,
}

/// So many rows are kept before anybody asks.
const LOOSE: usize = 32;

/// So many rows to a group, and a block takes less room than they do.
const WORTH_A_BLOCK: usize = 4;

/// What a group of a unit consists of.
#[derive(Debug)]
pub(super) enum Piece<'t> {
    /// Sums that are kept in just this way.
    Lent(&'t Block),
    /// Sums folded from finer ones.
    Folded(Box<Block>),
    /// One row.
    Row(&'t [u16]),
}

/// Codes beyond this are not looked up directly.
const MOST_DIRECT: GroupCode = 1_024;

/// So many columns are looked up together directly, if they have no more codes than this together.
const MOST_STEPS: usize = 4;
const FEW_PLACES: u32 = 64;

/// Keys that are looked through one by one before an index pays.
const FEW: usize = 16;

impl UnitBlocks {
    pub fn new(recipe: &Recipe, groups: &[GroupCode]) -> UnitBlocks {
        let mut new = UnitBlocks { varying: 0, first: groups.into(), partitions: Vec::new() };
        let mut whole = Partition::over(0);
        whole.insert(Box::new([]), Block::new(recipe, Of::AllRows));
        new.partitions.push(whole);
        new
    }

    /// Adds a decoded row.
    pub fn add(&mut self, plan: &Plan, recipe: &Recipe, row: &Decoded, pieces: &[u16]) {
        let groups = &row.groups;
        self.see(plan, recipe, groups);
        for partition in &mut self.partitions {
            if partition.loose.is_some() {
                partition.add_loose(plan, recipe, row, pieces);
            } else {
                let of = partition.of();
                partition.block(recipe, groups).add_row(row, of);
            }
        }
    }

    /// Notices columns that differ from the first row's and splits what needs splitting.
    fn see(&mut self, plan: &Plan, recipe: &Recipe, groups: &[GroupCode]) {
        let mut differs: Mask = 0;
        for (c, (code, first)) in groups.iter().zip(&self.first).enumerate() {
            differs |= Mask::from(code != first) << c;
        }
        if differs & !self.varying != 0 {
            self.vary(plan, recipe, self.varying | differs);
        }
    }

    fn vary(&mut self, plan: &Plan, recipe: &Recipe, varying: Mask) {
        let partitions = needed(recipe, varying).into_iter().map(|mask| self.project(plan, recipe, mask)).collect();
        self.varying = varying;
        self.partitions = partitions;
    }

    /// The blocks by the columns of a mask, from those there are; a column constant so far has its first value.
    fn project(&self, plan: &Plan, recipe: &Recipe, mask: Mask) -> Partition {
        let known = mask & self.varying;
        // Only the sums of all rows hold what isn't cut.
        let holds = |p: &&Partition| p.mask() & known == known && (mask != 0 || p.mask() == 0 || !recipe.has_uncut());
        let finer = || self.partitions.iter().filter(holds);
        let source = finer().find(|p| p.loose.is_none()).or_else(|| finer().next()).expect("a finer partition exists");
        let mut target = Partition::over(mask);
        target.steps = target.steps.or_else(|| steps(plan, &target.columns));
        target.loose = (mask & recipe.many != 0).then(Loose::default);
        let places: Vec<Option<usize>> =
            target.columns.iter().map(|c| source.columns.iter().position(|s| s == c)).collect();
        let mut new: Vec<GroupCode> = target.columns.iter().map(|c| self.first[*c]).collect();
        for (key, block) in source.keys.iter().zip(&source.blocks) {
            let varying = new.iter_mut().zip(&places).filter_map(|(code, place)| Some((code, (*place)?)));
            varying.for_each(|(code, place)| *code = key[place]);
            match target.find(&new) {
                Some(at) => target.blocks[at].add(block),
                None if mask != 0 => target.insert(new.as_slice().into(), block.clone().cut(recipe)),
                None => target.insert(new.as_slice().into(), block.clone()),
            }
        }
        if let Some(loose) = &source.loose {
            target.add_rows(plan, recipe, loose);
        }
        target
    }

    /// Gives the blocks by the groups of a grouping; rows in none of its groups are left out. Blocks that are kept in just
    /// this way are lent, others are folded.
    pub fn by<'t>(
        &'t self,
        plan: &Plan,
        recipe: &Recipe,
        grouping: &[usize],
        mut each: impl FnMut(&[GroupCode], Piece<'t>),
    ) {
        let varying = mask_of(grouping) & self.varying;
        let mut name: Vec<GroupCode> = grouping.iter().map(|c| self.first[*c]).collect();
        let mut give = |name: &[GroupCode], piece| {
            if !name.contains(&NO_GROUP) {
                each(name, piece);
            }
        };
        let varies = |columns: &[usize]| -> Vec<(usize, usize)> {
            let place = |c: &usize| columns.iter().position(|p| p == c);
            grouping.iter().enumerate().filter_map(|(to, c)| Some((to, place(c)?))).collect()
        };
        match self.partitions.iter().find(|p| p.mask() == varying) {
            Some(Partition { columns, keys, blocks, loose, .. }) => {
                let places = varies(columns);
                for (key, block) in keys.iter().zip(blocks) {
                    places.iter().for_each(|(to, from)| name[*to] = key[*from]);
                    give(&name, Piece::Lent(block));
                }
                for row in loose.iter().flat_map(|loose| loose.read(plan)) {
                    name.iter_mut().zip(grouping).for_each(|(code, c)| *code = row.group(*c));
                    give(&name, Piece::Row(row.pieces));
                }
            }
            None => {
                let Partition { columns, keys, blocks, loose, .. } = self.project(plan, recipe, varying);
                debug_assert!(
                    loose.is_none_or(|loose| loose.rows == 0),
                    "groups that may be many are kept as asked for"
                );
                let places = varies(&columns);
                for (key, block) in keys.iter().zip(blocks) {
                    places.iter().for_each(|(to, from)| name[*to] = key[*from]);
                    give(&name, Piece::Folded(Box::new(block)));
                }
            }
        }
    }

    /// The group of each column that never varies, and the columns that do.
    pub fn first_groups(&self) -> (&[GroupCode], Mask) {
        (&self.first, self.varying)
    }

    /// Its blocks by the columns of a mask, in the order of their groups; rows in none of the groups are left out. They are
    /// what [`UnitBlocks::by`] gives, to the last bit.
    pub fn folded(&self, plan: &Plan, recipe: &Recipe, mask: Mask) -> Keyed {
        let mut blocks: BTreeMap<Box<[GroupCode]>, Block> = BTreeMap::new();
        let mut decoded = Decoded::default();
        self.by(plan, recipe, &columns_of(mask), |key, piece| match piece {
            Piece::Lent(block) => match blocks.get_mut(key) {
                Some(known) => known.add(block),
                None => {
                    blocks.insert(key.into(), block.clone());
                }
            },
            Piece::Folded(block) => {
                blocks.insert(key.into(), *block);
            }
            Piece::Row(row) => {
                decoded.decode(recipe, &Shape::of(plan).read(row));
                let of = if mask == 0 { Of::AllRows } else { Of::Group };
                blocks.entry(key.into()).or_insert_with(|| Block::new(recipe, of)).add_row(&decoded, of);
            }
        });
        blocks.into_iter().collect()
    }

    /// A unit of blocks that are all at hand: those by each mask that will be asked for.
    pub fn whole(first: Box<[GroupCode]>, varying: Mask, partitions: Vec<(Mask, Keyed)>) -> UnitBlocks {
        let partition = |(mask, blocks): (Mask, Keyed)| {
            let mut partition = Partition::over(mask);
            blocks.into_iter().for_each(|(key, block)| partition.insert(key, block));
            partition
        };
        UnitBlocks { first, varying, partitions: partitions.into_iter().map(partition).collect() }
    }

    /// Adds the sums of the same unit from another tally.
    pub fn merge(&mut self, plan: &Plan, recipe: &Recipe, other: &UnitBlocks) {
        let mut varying = self.varying | other.varying;
        for (c, (ours, theirs)) in self.first.iter().zip(&other.first).enumerate() {
            varying |= Mask::from(ours != theirs) << c;
        }
        if varying != self.varying {
            self.vary(plan, recipe, varying);
        }
        for partition in &mut self.partitions {
            let theirs = other.project(plan, recipe, partition.mask());
            for (key, block) in theirs.keys.iter().zip(&theirs.blocks) {
                match partition.find(key) {
                    Some(at) => partition.blocks[at].add(block),
                    None => partition.insert(key.clone(), block.clone()),
                }
            }
            if let Some(loose) = &theirs.loose {
                partition.add_rows(plan, recipe, loose);
            }
        }
    }

    /// Makes room for measures that were added to the plan later.
    pub fn fit(&mut self, recipe: &Recipe) {
        for partition in &mut self.partitions {
            let of = partition.of();
            partition.blocks.iter_mut().for_each(|b| b.fit(recipe, of));
        }
    }
}

/// The columns, one bit each, by which the rows of a unit vary within each of these groupings: each cut once, the fewest columns
/// first.
pub(super) fn masks(groupings: &[Vec<usize>], varying: Mask) -> Vec<Mask> {
    let mut masks: Vec<Mask> = groupings.iter().map(|grouping| mask_of(grouping) & varying).collect();
    masks.push(0);
    masks.sort_unstable_by_key(|mask| (mask.count_ones(), *mask));
    masks.dedup();
    masks
}

/// The partitions that are kept: the varying columns of every grouping, without those contained in others; that of all rows
/// stays where it holds what no other does.
fn needed(recipe: &Recipe, varying: Mask) -> Vec<Mask> {
    let mut masks: Vec<Mask> = recipe.cuts.iter().map(|cut| cut & varying).collect();
    masks.push(0);
    masks.sort_unstable();
    masks.dedup();
    // Loose rows are no sums, so nothing is folded from them that can be had otherwise.
    let many = recipe.many;
    let covered =
        |m: Mask| masks.iter().any(|other| *other != m && other & m == m && (other & many == 0 || m & many != 0));
    masks.iter().copied().filter(|m| !covered(*m) || (*m == 0 && recipe.has_uncut())).collect()
}

/// How far apart the places of neighbouring codes of each of these columns are, if all have few groups: no two groups of them
/// share a place.
fn steps(plan: &Plan, columns: &[usize]) -> Option<[u32; MOST_STEPS]> {
    let mut steps = [0; MOST_STEPS];
    let mut places: u32 = 1;
    for (at, column) in columns.iter().enumerate() {
        let Some(Size::Of(groups)) = plan.sizes.get(*column) else { return None };
        *steps.get_mut(at)? = places;
        places = places.checked_mul(groups.checked_add(1)?).filter(|places| *places <= FEW_PLACES)?;
    }
    (!columns.is_empty()).then_some(steps)
}

pub(super) fn columns_of(mask: Mask) -> Vec<usize> {
    (0..Mask::BITS as usize).filter(|c| mask & (1 << c) != 0).collect()
}

pub(super) fn mask_of(columns: &[usize]) -> Mask {
    columns.iter().fold(0, |mask, c| mask | 1 << c)
}

impl Partition {
    fn over(mask: Mask) -> Partition {
        Partition {
            columns: columns_of(mask),
            keys: Vec::new(),
            blocks: Vec::new(),
            index: FxHashMap::default(),
            direct: Vec::new(),
            steps: (mask.count_ones() == 1).then_some([1, 0, 0, 0]),
            loose: None,
        }
    }

    fn mask(&self) -> Mask {
        mask_of(&self.columns)
    }

    /// What its blocks hold the sums of.
    fn of(&self) -> Of {
        if self.columns.is_empty() { Of::AllRows } else { Of::Group }
    }

    fn find(&self, key: &[GroupCode]) -> Option<usize> {
        if self.keys.len() > FEW { self.index.get(key).copied() } else { self.keys.iter().position(|k| **k == *key) }
    }

    fn insert(&mut self, key: Box<[GroupCode]>, block: Block) {
        let at = self.keys.len();
        if let Some(place @ ..MOST_DIRECT) = self.place(key.iter().copied()) {
            let place = place as usize;
            if self.direct.len() <= place {
                self.direct.resize(place + 1, 0);
            }
            self.direct[place] = at as u32 + 1;
        }
        if at > FEW {
            self.index.insert(key.clone(), at);
        }
        self.keys.push(key);
        self.blocks.push(block);
        if at == FEW {
            self.index = self.keys.iter().cloned().zip(0..).collect();
        }
    }

    /// Adds rows of which only the pieces are at hand.
    fn add_rows(&mut self, plan: &Plan, recipe: &Recipe, rows: &Loose) {
        let mut decoded = Decoded::default();
        for row in rows.read(plan) {
            decoded.decode(recipe, &row);
            match self.loose {
                Some(_) => self.add_loose(plan, recipe, &decoded, row.pieces),
                None => {
                    let of = self.of();
                    self.block(recipe, &decoded.groups).add_row(&decoded, of);
                }
            }
        }
    }

    /// Adds a row to the block of its group if it has one, else to the loose ones.
    fn add_loose(&mut self, plan: &Plan, recipe: &Recipe, row: &Decoded, pieces: &[u16]) {
        if let Some(at) = self.known(&row.groups) {
            let of = self.of();
            return self.blocks[at].add_row(row, of);
        }
        let Some(loose) = &mut self.loose else { return };
        loose.push(pieces);
        if loose.rows >= loose.look_at {
            self.settle(plan, recipe);
        }
    }

    /// Gives every group of the loose rows a block, if that takes less room.
    #[cold]
    fn settle(&mut self, plan: &Plan, recipe: &Recipe) {
        let Some(loose) = self.loose.take() else { return };
        let keys: FxHashSet<Vec<GroupCode>> =
            loose.read(plan).map(|row| self.columns.iter().map(|c| row.group(*c)).collect()).collect();
        let worth = loose.rows >= keys.len() * WORTH_A_BLOCK;
        if worth {
            self.add_rows(plan, recipe, &loose);
        }
        let look_at = (2 * loose.rows).max(LOOSE);
        self.loose =
            Some(if worth { Loose { look_at: LOOSE, ..Loose::default() } } else { Loose { look_at, ..loose } });
    }

    /// The place of a key in the list of blocks that are looked up directly.
    #[inline]
    fn place(&self, key: impl Iterator<Item = GroupCode>) -> Option<u32> {
        let steps = self.steps?;
        Some(key.zip(steps).fold(0, |place, (code, step)| place.wrapping_add(code.wrapping_mul(step))))
    }

    /// The block of these groups, if it is found by one look.
    #[inline]
    fn directly(&self, groups: &[GroupCode]) -> Option<usize> {
        let place = self.place(self.columns.iter().map(|c| groups[*c]))?;
        self.direct.get(place as usize).and_then(|at| (*at as usize).checked_sub(1))
    }

    /// The block of these groups, if there is one.
    fn known(&self, groups: &[GroupCode]) -> Option<usize> {
        if self.keys.is_empty() {
            return None;
        }
        if let Some(at) = self.directly(groups) {
            return Some(at);
        }
        let key: Vec<GroupCode> = self.columns.iter().map(|c| groups[*c]).collect();
        self.find(&key)
    }

    /// The block that a row with these groups belongs to.
    #[inline]
    fn block(&mut self, recipe: &Recipe, groups: &[GroupCode]) -> &mut Block {
        if let Some(at) = self.directly(groups) {
            return &mut self.blocks[at];
        }
        self.any_block(recipe, groups)
    }

    fn any_block(&mut self, recipe: &Recipe, groups: &[GroupCode]) -> &mut Block {
        let at = if self.keys.len() > FEW {
            let key: Vec<GroupCode> = self.columns.iter().map(|c| groups[*c]).collect();
            self.index.get(&key[..]).copied()
        } else {
            let here = |key: &[GroupCode]| self.columns.iter().zip(key).all(|(c, k)| groups[*c] == *k);
            self.keys.iter().position(|k| here(k))
        };
        let at = at.unwrap_or_else(|| {
            self.insert(self.columns.iter().map(|c| groups[*c]).collect(), Block::new(recipe, self.of()));
            self.keys.len() - 1
        });
        &mut self.blocks[at]
    }
}

impl Loose {
    fn push(&mut self, pieces: &[u16]) {
        // Rows stay as long as the tally does, so no more room than a quarter stands empty.
        if self.pieces.capacity() - self.pieces.len() < pieces.len() {
            self.pieces.reserve_exact(pieces.len().max(self.pieces.len() / 4));
        }
        self.pieces.extend_from_slice(pieces);
        self.rows += 1;
    }

    fn read<'a>(&'a self, plan: &Plan) -> impl Iterator<Item = RowOf<'a>> + use<'a> {
        let shape = Shape::of(plan);
        self.pieces.chunks_exact(shape.stride()).map(move |row| shape.read(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_groups_of_few_columns_share_a_place() {
        let sizes = vec![Size::Of(2), Size::Unknown, Size::Of(4), Size::Of(2), Size::Of(1), Size::Many];
        let plan = Plan { columns: sizes.len(), sizes, ..Plan::default() };
        // Sex, age and poverty, each with a code for no group: 3 × 5 × 3 places.
        let mut partition = Partition::over(0b1101);
        partition.steps = steps(&plan, &partition.columns);
        let mut places = Vec::new();
        for sex in 0..=2 {
            for age in 0..=4 {
                places.extend((0..=2).map(|poverty| partition.place([sex, age, poverty].into_iter()).unwrap()));
            }
        }
        places.sort_unstable();
        assert_eq!(places, (0..45).collect::<Vec<u32>>());
        // 3 × 5 × 3 × 2 places are too many, of areas and facilities nobody knows, and all rows need none.
        for columns in [&[0, 2, 3, 4][..], &[0, 1], &[0, 5], &[]] {
            assert_eq!(steps(&plan, columns), None, "{columns:?}");
        }
    }
}
