//! Small groups left out of the sums of a unit, so that no block is one person's answers and no sum one person's number.
//!
//! What      a unit of fewer than N rows is left out whole. In each cut of a unit a group of fewer than N rows is left out; and
//!           so that none can be had by subtracting the others from their total, further groups are left out, the smallest
//!           first, until those left out have N rows together or none is left. In the groups that stay, a number (an amount, a
//!           time) is treated in the same way by how many gave one: where it is left out, it counts as not asked
//! Edges     rows in no group of a column count as left out of it: they are what is missing in a sum of its groups. Answers out
//!           of a list are counted, however few gave one: a table of counts shows them

use super::parts::{Part, Sums, UnitSums};
use super::plan::GroupCode;
use crate::instrument::Missing;

/// What was left out because too few people were in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Units, and their rows.
    pub units: u64,
    /// Rows of those units.
    pub unit_rows: u64,
    /// Groups of other units, counted in every cut.
    pub groups: u64,
    /// Rows of those groups, counted in every cut.
    pub group_rows: u64,
    /// Numbers that people of other groups gave, counted in every cut.
    pub values: u64,
}

impl LeftOut {
    /// Adds what else was left out.
    pub fn add(&mut self, other: &LeftOut) {
        self.units += other.units;
        self.unit_rows += other.unit_rows;
        self.groups += other.groups;
        self.group_rows += other.group_rows;
        self.values += other.values;
    }

    /// Whether it is nothing.
    pub fn is_none(&self) -> bool {
        *self == LeftOut::default()
    }
}

/// Where the numbers of a variable stand in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPlaces {
    /// Its place in each row of what is lacking, and how long such a row is.
    pub(super) variable: usize,
    pub(super) variables: usize,
    /// Its sums of weights.
    pub(super) bins: std::ops::Range<usize>,
    /// Its sums of numbers.
    pub(super) numbers: Vec<usize>,
    /// Its measures that keep values.
    pub(super) kept: Vec<usize>,
}

/// Leaves out what is too small in a unit; says whether anything is left.
pub(super) fn least(unit: &mut UnitSums, people: u32, numbers: &[NumberPlaces], out: &mut LeftOut) -> bool {
    let rows = unit.rows();
    if rows < u64::from(people) {
        out.units += 1;
        out.unit_rows += rows;
        return false;
    }
    let stays = staying(&unit.parts, people.into(), |sums| sums.rows.into());
    for (part, stays) in unit.parts.iter_mut().zip(&stays) {
        let mut stays = stays.iter();
        part.groups.retain(|(_, sums)| {
            let stays = stays.next().is_none_or(|stays| *stays);
            if !stays {
                out.groups += 1;
                out.group_rows += u64::from(sums.rows);
            }
            stays
        });
    }
    for places in numbers {
        let stays = staying(&unit.parts, people.into(), |sums| places.answers(sums));
        for (part, stays) in unit.parts.iter_mut().zip(&stays) {
            for ((_, sums), _) in part.groups.iter_mut().zip(stays).filter(|(_, stays)| !**stays) {
                out.values += places.answers(sums);
                places.leave_out(sums);
            }
        }
    }
    true
}

/// The row of what is lacking for those who weren't asked.
const NOT_ASKED: usize = 1;

impl NumberPlaces {
    fn lacking<'s>(&self, sums: &'s Sums) -> impl Iterator<Item = (usize, u32)> + 's {
        let (first, apart) = (self.variable, self.variables);
        sums.lacking.iter().copied().skip(first).step_by(apart).enumerate()
    }

    /// How many rows have the number.
    fn answers(&self, sums: &Sums) -> u64 {
        let missing = self.lacking(sums).filter(|(what, _)| *what < Missing::ALL.len()).map(|(_, n)| u64::from(n));
        u64::from(sums.rows) - missing.sum::<u64>()
    }

    /// Makes the block as if the number hadn't been asked of those who gave it.
    fn leave_out(&self, sums: &mut Sums) {
        debug_assert_eq!(Missing::ALL[NOT_ASKED], Missing::NotAsked);
        let answers = self.answers(sums) as u32;
        let at = NOT_ASKED * self.variables + self.variable;
        if sums.lacking.len() <= at {
            sums.lacking.resize(at + 1, 0);
        }
        sums.lacking[at] += answers;
        if let Some(weightless) = sums.lacking.get_mut(Missing::ALL.len() * self.variables + self.variable) {
            *weightless = 0;
        }
        sums.bins[self.bins.clone()].fill(0.0);
        self.numbers.iter().for_each(|at| sums.numbers[*at] = 0.0);
        sums.values.retain(|values| !self.kept.contains(&values.measure));
    }
}

/// Which groups of each part stay; `count` says how many are in one.
fn staying(parts: &[Part], least: u64, count: impl Fn(&Sums) -> u64) -> Vec<Vec<bool>> {
    let mut stays: Vec<Vec<bool>> = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let counts: Vec<u64> = part.groups.iter().map(|(_, sums)| count(sums)).collect();
        let mut here: Vec<bool> = counts.iter().map(|n| *n == 0 || *n >= least).collect();
        // A total beside which the rest of a group can be worked out: a coarser cut, none of which comes later.
        let coarser = |other: &&(usize, &Part)| other.1.columns.iter().all(|c| part.columns.contains(c));
        let totals: Vec<(u64, Vec<usize>)> = parts[..at]
            .iter()
            .enumerate()
            .filter(|other| coarser(&other))
            .flat_map(|(other, total)| {
                let groups = (0..total.groups.len()).filter(|group| stays[other][*group]).collect::<Vec<_>>();
                groups.into_iter().map(move |group| (total, group))
            })
            .map(|(total, group)| (count(&total.groups[group].1), within(part, &total.columns, &total.groups[group].0)))
            .collect();
        loop {
            // Narrow totals first: what is left out for them counts for the wider ones as well.
            let exposed = totals.iter().rev().find_map(|(total, members)| {
                let shown: u64 = members.iter().filter(|m| here[**m]).map(|m| counts[*m]).sum();
                let rest = total.saturating_sub(shown);
                let shown = members.iter().copied().filter(|m| here[*m] && counts[*m] > 0);
                if rest > 0 && rest < least { shown.min_by_key(|m| (counts[*m], *m)) } else { None }
            });
            match exposed {
                Some(group) => here[group] = false,
                None => break,
            }
        }
        stays.push(here);
    }
    stays
}

/// The groups of a part that lie in a group of fewer columns.
fn within(part: &Part, columns: &[usize], key: &[GroupCode]) -> Vec<usize> {
    let places: Vec<usize> = columns.iter().filter_map(|c| part.columns.iter().position(|own| own == c)).collect();
    let lies = |group: &usize| places.iter().zip(key).all(|(at, code)| part.groups[*group].0[*at] == *code);
    (0..part.groups.len()).filter(lies).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Values;
    use super::*;

    /// Rows by group of some columns.
    type Rows<'p> = (&'p [usize], &'p [(&'p [GroupCode], u32)]);

    fn unit(parts: &[Rows]) -> UnitSums {
        let sums = |rows: u32| {
            let list = (0..rows).map(|value| (f64::from(value), 1.0)).collect();
            let values = vec![Values { measure: 0, list }];
            Sums { rows, lacking: Vec::new(), bins: vec![rows.into()], numbers: vec![99.0, 99.0], values }
        };
        let part = |(columns, groups): &Rows| Part {
            columns: columns.to_vec(),
            groups: groups.iter().map(|(key, rows)| ((*key).into(), sums(*rows))).collect(),
        };
        UnitSums { unit: 0, constant: vec![None; 2], parts: parts.iter().map(part).collect() }
    }

    /// One variable, a number that is kept as well.
    fn minutes() -> [NumberPlaces; 1] {
        [NumberPlaces { variable: 0, variables: 1, bins: 0..1, numbers: vec![0, 1], kept: vec![0] }]
    }

    fn left(unit: &UnitSums) -> Vec<Vec<u32>> {
        unit.parts.iter().map(|part| part.groups.iter().map(|(_, sums)| sums.rows).collect()).collect()
    }

    #[test]
    fn a_unit_of_too_few_rows_is_left_out_whole() {
        let mut out = LeftOut::default();
        assert!(!unit(&[(&[], &[(&[], 4)])]).at_least(5, &[], &mut out));
        assert_eq!(out, LeftOut { units: 1, unit_rows: 4, ..LeftOut::default() });
    }

    #[test]
    fn a_small_group_takes_another_with_it_so_that_nobody_can_subtract() {
        // Of 20 rows 3 are left out; 17 beside 20 would give them away, so that 7 go too, and 10 of 20 stay.
        let mut unit = unit(&[(&[], &[(&[], 20)]), (&[0], &[(&[1], 3), (&[2], 7), (&[3], 10)])]);
        let mut out = LeftOut::default();
        assert!(unit.at_least(5, &[], &mut out));
        assert_eq!(left(&unit), [vec![20], vec![10]]);
        assert_eq!((out.groups, out.group_rows), (2, 10));
    }

    #[test]
    fn rows_in_no_group_are_not_given_away_either() {
        // Two of 20 said neither: the smaller of the others goes with them.
        let mut unit = unit(&[(&[], &[(&[], 20)]), (&[0], &[(&[1], 8), (&[2], 10)])]);
        unit.at_least(5, &[], &mut LeftOut::default());
        assert_eq!(left(&unit), [vec![20], vec![10]]);
    }

    #[test]
    fn a_finer_cut_gives_away_nothing_of_a_coarser_one() {
        // 12 = 9 + 3 in the first group: the 3 are left out, and with them the 9, whose rest they would be.
        let fine: &[(&[GroupCode], u32)] = &[(&[1, 1], 9), (&[1, 2], 3), (&[2, 1], 8)];
        let mut unit = unit(&[(&[], &[(&[], 20)]), (&[0], &[(&[1], 12), (&[2], 8)]), (&[0, 1], fine)]);
        unit.at_least(5, &[], &mut LeftOut::default());
        assert_eq!(left(&unit), [vec![20], vec![12, 8], vec![8]]);
    }

    #[test]
    fn numbers_of_too_few_people_are_left_out_though_their_group_stays() {
        // 14 of 20 gave a number, 2 of the 8 in the first group and 12 in the second: the 2 are left out, and beside the 14
        // the 12 would give them away.
        let mut unit = unit(&[(&[], &[(&[], 20)]), (&[0], &[(&[1], 8), (&[2], 12)])]);
        unit.parts[0].groups[0].1.lacking = vec![6];
        unit.parts[1].groups[0].1.lacking = vec![6];
        let mut out = LeftOut::default();
        unit.at_least(5, &minutes(), &mut out);
        assert_eq!(left(&unit), [vec![20], vec![8, 12]]);
        assert_eq!((out.groups, out.values), (0, 14));
        for (_, sums) in &unit.parts[1].groups {
            assert_eq!((&sums.bins[..], &sums.numbers[..]), (&[0.0][..], &[0.0, 0.0][..]));
            assert_eq!((sums.lacking.iter().sum::<u32>(), sums.values.len()), (sums.rows, 0));
        }
        assert_eq!((unit.parts[0].groups[0].1.numbers[0], unit.parts[0].groups[0].1.values.len()), (99.0, 1));
    }
}
