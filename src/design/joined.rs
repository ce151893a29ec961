//! The designs of several surveys as one: rounds of one survey, so that what their clusters share is counted.
//!
//! What      the rounds are stacked. Same clusters: strata and clusters of one label are one, and the covariance of two rounds
//!           enters through them. New clusters: every round has strata and clusters of its own
//! Source    the design of stacked rounds in R survey: the labels as they are, or with the round before them
//! Checked   R survey, reference `rounds`: 1e-9 relative
//! Edges     rows that are units are new in every round; where only some clusters recur, each round counts the clusters of the
//!           others as drawn too, as R does

use rustc_hash::{FxHashMap, FxHashSet};

use super::units::{Node, Population, Units};

/// Whether rounds went to the same clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rounds {
    /// To the same: labels that recur are the same clusters.
    SameClusters,
    /// To new ones: labels that recur mean nothing.
    NewClusters,
}

/// How many first-stage clusters recur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurring {
    /// Clusters of both.
    pub both: usize,
    /// Clusters of the first.
    pub first: usize,
    /// Clusters of the second.
    pub second: usize,
}

impl Recurring {
    /// What this says of the rounds: the same clusters, if at least half of those of the smaller round recur.
    pub fn says(self) -> Rounds {
        if self.both > 0 && 2 * self.both >= self.first.min(self.second) {
            Rounds::SameClusters
        } else {
            Rounds::NewClusters
        }
    }
}

/// Designs that can't be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlike {
    /// They have different numbers of stages.
    Stages,
    /// One knows sizes of populations, the other sampling fractions.
    Populations,
    /// Together they drew more of something than there are: not all that has the same label can be the same.
    TooMany,
}

/// Several designs as one.
#[derive(Debug, Clone)]
pub struct Joined {
    /// The units of all.
    pub units: Units,
    /// For each design, by number of a unit there, its number here.
    pub numbers: Vec<Vec<u32>>,
}

/// How many clusters of two designs have the same labels, that of their stratum included.
pub fn recurring(first: &Units, second: &Units) -> Recurring {
    let clusters = |units: &Units| -> FxHashSet<(Box<str>, Box<str>)> {
        let named = units.of_stage(1).filter(|id| !units.label(*id).is_empty());
        named.map(|id| (units.label(units.node(id).parent).into(), units.label(id).into())).collect()
    };
    let (a, b) = (clusters(first), clusters(second));
    Recurring { both: a.intersection(&b).count(), first: a.len(), second: b.len() }
}

/// Stacks designs.
pub fn joined(parts: &[&Units], rounds: Rounds) -> Result<Joined, Unlike> {
    let stages = parts.first().map_or(0, |part| part.stages());
    if parts.iter().any(|part| part.stages() != stages) {
        return Err(Unlike::Stages);
    }
    let known = |part: &&&Units| part.nodes().iter().any(|node| node.given.is_some());
    let mut kinds: Vec<Population> = parts.iter().filter(known).map(|part| part.population_kind()).collect();
    kinds.dedup();
    if kinds.len() > 1 {
        return Err(Unlike::Populations);
    }
    let (mut nodes, mut labels): (Vec<Node>, Vec<Box<str>>) = (Vec::new(), Vec::new());
    let mut seen: FxHashMap<(usize, u32, u8, Box<str>), u32> = FxHashMap::default();
    let mut numbers = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let own = match rounds {
            Rounds::SameClusters => 0,
            Rounds::NewClusters => at,
        };
        let mut here: Vec<u32> = Vec::with_capacity(part.nodes().len());
        for (id, node) in (0..).zip(part.nodes()) {
            let label = part.label(id);
            // A parent always comes before its children.
            let parent = if node.stage == 0 { u32::MAX } else { here[node.parent as usize] };
            let new = nodes.len() as u32;
            let number = match (node.stage, label) {
                (1.., "") => new,
                _ => *seen.entry((own, parent, node.stage, label.into())).or_insert(new),
            };
            if number == new {
                let parent = if node.stage == 0 { number } else { parent };
                nodes.push(Node { parent, children: 0, ..node.clone() });
                labels.push(label.into());
                if node.stage > 0 {
                    nodes[parent as usize].children += 1;
                }
            } else {
                let known = &mut nodes[number as usize];
                known.weighted |= node.weighted;
                known.given = known.given.or(node.given);
            }
            here.push(number);
        }
        numbers.push(here);
    }
    let units = Units::of_nodes(nodes, labels, stages, kinds.first().copied().unwrap_or_default());
    let too_many =
        |id: &u32| units.population(*id).is_some_and(|size| f64::from(units.node(*id).children) > size + 1e-9);
    let ids = 0..units.nodes().len() as u32;
    if rounds == Rounds::SameClusters
        && units.population_kind() == Population::Sizes
        && ids.into_iter().any(|id| too_many(&id))
    {
        return Err(Unlike::TooMany);
    }
    Ok(Joined { units, numbers })
}

#[cfg(test)]
mod tests {
    use super::super::{Builder, Stages};
    use super::*;

    fn design(clusters: &[(&str, &str)]) -> Units {
        let mut builder = Builder::new(Stages { labelled: 1, finite: 0, nested: true });
        for (stratum, cluster) in clusters {
            builder.leaf(&[stratum.as_bytes(), cluster.as_bytes()], &[], 1.0).unwrap();
        }
        builder.finish().unwrap()
    }

    #[test]
    fn clusters_that_recur_are_one_and_others_are_added() {
        let first = design(&[("Ховд", "1"), ("Ховд", "2"), ("Увс", "1")]);
        let second = design(&[("Увс", "1"), ("Ховд", "2"), ("Ховд", "3")]);
        assert_eq!(recurring(&first, &second), Recurring { both: 2, first: 3, second: 3 });
        let all = joined(&[&first, &second], Rounds::SameClusters).unwrap();
        assert_eq!(all.units.design_df(), 4 - 2);
        // Ховд is the first stratum of the one and the second of the other.
        let hovd = all.numbers[0][0];
        assert_eq!((all.units.label(hovd), all.units.node(hovd).children), ("Ховд", 3));
        let same = |a: u32, b: u32| all.numbers[0][a as usize] == all.numbers[1][b as usize];
        let of = |units: &Units, stratum: &str, cluster: &str| {
            let is = |id: &u32| units.label(*id) == cluster && units.label(units.node(*id).parent) == stratum;
            units.of_stage(1).find(is).unwrap()
        };
        assert!(same(of(&first, "Ховд", "2"), of(&second, "Ховд", "2")));
        assert!(same(of(&first, "Увс", "1"), of(&second, "Увс", "1")));
    }

    #[test]
    fn more_clusters_than_there_are_cannot_be_one_design() {
        let drawn = |clusters: &[&str]| {
            let mut builder = Builder::new(Stages { labelled: 1, finite: 1, nested: false });
            for cluster in clusters {
                builder.leaf(&["Ховд".as_bytes(), cluster.as_bytes()], &[4.0], 1.0).unwrap();
            }
            builder.finish().unwrap()
        };
        let (first, second) = (drawn(&["1", "2", "3"]), drawn(&["2", "3", "4"]));
        assert!(joined(&[&first, &second], Rounds::SameClusters).is_ok());
        let third = drawn(&["3", "4", "5"]);
        assert_eq!(joined(&[&first, &third], Rounds::SameClusters).err(), Some(Unlike::TooMany));
        assert!(joined(&[&first, &third], Rounds::NewClusters).is_ok());
    }

    #[test]
    fn rounds_with_new_clusters_share_nothing() {
        let one = design(&[("Ховд", "1"), ("Ховд", "2")]);
        let all = joined(&[&one, &one], Rounds::NewClusters).unwrap();
        assert_eq!((all.units.design_df(), all.units.stratum_count()), (4 - 2, 2));
    }

    #[test]
    fn one_recurring_label_of_many_is_chance() {
        assert_eq!(Recurring { both: 1, first: 9, second: 40 }.says(), Rounds::NewClusters);
        assert_eq!(Recurring { both: 5, first: 9, second: 40 }.says(), Rounds::SameClusters);
        assert_eq!(Recurring { both: 0, first: 0, second: 0 }.says(), Rounds::NewClusters);
    }

    #[test]
    fn designs_with_other_stages_cannot_be_one() {
        let mut builder = Builder::new(Stages { labelled: 2, finite: 1, nested: true });
        builder.leaf(&[b"", b"1", b"1"], &[9.0], 1.0).unwrap();
        let two = builder.finish().unwrap();
        assert_eq!(joined(&[&design(&[("", "1")]), &two], Rounds::SameClusters).err(), Some(Unlike::Stages));
    }
}
