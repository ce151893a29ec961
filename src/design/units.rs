//! The tree of sampled units: stratum, first-stage cluster, second-stage unit, and so on down to the unit that is counted.

use super::labels::{Labels, Short};
use super::replicates::Scales;

/// How many stages the design has and what is known of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stages {
    /// Stages whose units carry a label in the file. With none, every row is its own first-stage unit.
    pub labelled: usize,
    /// Leading stages with a known population size or sampling fraction.
    pub finite: usize,
    /// Whether first-stage labels may be used again in another stratum.
    pub nested: bool,
}

impl Stages {
    /// Stages that enter the variance: a stage below one of unknown size adds nothing.
    pub fn used(&self) -> usize {
        self.labelled.max(1).min(self.finite + 1)
    }

    /// Whether the last unit that counts is the row itself.
    pub fn rows_are_units(&self) -> bool {
        self.labelled == 0
    }
}

/// How `fpc` columns are meant. One meaning holds for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Population {
    /// Numbers of units in the population.
    #[default]
    Sizes,
    /// Fractions of the population that were drawn, 0 to 1.
    Fractions,
}

/// A unit of some stage, or a stratum.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The unit it lies in; a stratum is its own parent.
    pub parent: u32,
    /// 0 for a stratum, 1 for a first-stage unit.
    pub stage: u8,
    /// Units of the next stage drawn in it, in the whole file.
    pub children: u32,
    /// Whether a row in it has a weight other than zero.
    pub weighted: bool,
    /// What the file says of the population of its children.
    pub given: Option<f64>,
}

/// The sampled units of a whole file.
#[derive(Debug, Clone, Default)]
pub struct Units {
    nodes: Vec<Node>,
    labels: Vec<Box<str>>,
    stages: usize,
    population: Population,
    /// For each unit its stratum, counted from 0 in the order in which the file shows them.
    strata: Vec<u32>,
    stratum_count: usize,
    /// Where the units are replicates: what their squares are multiplied with.
    scales: Option<Box<Scales>>,
}

/// Why the columns of a design contradict each other.
#[derive(Debug, Clone, PartialEq)]
pub enum DesignFault {
    /// A first-stage label stands in two strata though labels aren't nested.
    ClusterInTwoStrata {
        /// The label.
        cluster: String,
        /// The strata.
        strata: [String; 2],
    },
    /// The population size differs between rows of one unit.
    PopulationVaries {
        /// The unit whose children it counts.
        unit: String,
        /// Two of the values.
        values: [f64; 2],
    },
    /// Fewer units in the population than in the sample.
    PopulationTooSmall {
        /// The unit whose children it counts.
        unit: String,
        /// The population size.
        population: f64,
        /// Units in the sample.
        sampled: u32,
    },
    /// A population size that is no size and no fraction.
    BadPopulation(f64),
}

impl Units {
    /// A single stratum of so many units, numbered from 0: the rows of one facility.
    pub fn of_rows(rows: u32) -> Units {
        let node = |stage, children| Node { parent: rows, stage, children, weighted: true, given: None };
        let mut nodes = vec![node(1, 0); rows as usize];
        nodes.push(node(0, rows));
        let labels = vec![Box::from(""); nodes.len()];
        let strata = vec![0; nodes.len()];
        Units { nodes, labels, stages: 1, strata, stratum_count: 1, ..Units::default() }
    }

    /// Replicates as units, numbered from 0: what a statistic departs by in each is its score there. As many of them count as
    /// weighted as give the whole file its degrees of freedom, and one.
    pub fn of_replicates(scales: Scales, df: i64) -> Units {
        let mut units = Units::of_rows(scales.rscales.len() as u32);
        let idle = units.nodes.iter_mut().filter(|node| node.stage == 1).skip((df + 1).max(0) as usize);
        idle.for_each(|node| node.weighted = false);
        units.scales = Some(Box::new(scales));
        units
    }

    /// What squares of replicates are multiplied with, where the units are replicates.
    pub fn scales(&self) -> Option<&Scales> {
        self.scales.as_deref()
    }

    /// A tree of these units, parents before their children.
    pub(super) fn of_nodes(nodes: Vec<Node>, labels: Vec<Box<str>>, stages: usize, population: Population) -> Units {
        let mut units = Units { nodes, labels, stages, population, ..Units::default() };
        units.number_strata();
        units
    }

    /// Whether what is known of populations are sizes or fractions.
    pub(super) fn population_kind(&self) -> Population {
        self.population
    }

    fn number_strata(&mut self) {
        let mut numbers: Vec<u32> = Vec::with_capacity(self.nodes.len());
        let mut strata = 0;
        for node in &self.nodes {
            // A parent always comes before its children.
            let number = if node.stage == 0 { strata } else { numbers[node.parent as usize] };
            strata += u32::from(node.stage == 0);
            numbers.push(number);
        }
        self.strata = numbers;
        self.stratum_count = strata as usize;
    }

    /// The unit with this number.
    pub fn node(&self, id: u32) -> &Node {
        &self.nodes[id as usize]
    }

    /// The unit with all its labels, from the stratum down, and the populations that the file gives for the children of each:
    /// what [`Builder::leaf`] takes.
    pub fn path(&self, mut id: u32) -> (Vec<&str>, Vec<Option<f64>>) {
        let (mut labels, mut given) = (vec![self.label(id)], Vec::new());
        while self.node(id).stage > 0 {
            id = self.node(id).parent;
            labels.push(self.label(id));
            given.push(self.node(id).given);
        }
        labels.reverse();
        given.reverse();
        (labels, given)
    }

    /// All units, strata among them, in the order in which the file shows them.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Stages that enter the variance.
    pub fn stages(&self) -> usize {
        self.stages
    }

    /// The label of a unit as the file has it; empty for a row that is a unit.
    pub fn label(&self, id: u32) -> &str {
        self.labels.get(id as usize).map_or("", |l| l)
    }

    /// The first-stage unit that a unit lies in.
    pub fn first_stage(&self, mut id: u32) -> u32 {
        while self.node(id).stage > 1 {
            id = self.node(id).parent;
        }
        id
    }

    /// The unit of a stage that a unit lies in; stage 0 is the stratum.
    pub fn ancestor(&self, mut id: u32, stage: u8) -> u32 {
        while self.node(id).stage > stage {
            id = self.node(id).parent;
        }
        id
    }

    /// Population of a unit's children, if known.
    pub fn population(&self, id: u32) -> Option<f64> {
        let node = self.node(id);
        match self.population {
            Population::Sizes => node.given,
            Population::Fractions => node.given.map(|f| f64::from(node.children) / f),
        }
    }

    /// Sampling fraction of a unit's children; 0 if the population is unknown.
    pub fn fraction(&self, id: u32) -> f64 {
        match (self.population, self.node(id).given) {
            (_, None) => 0.0,
            (Population::Fractions, Some(f)) => f,
            (Population::Sizes, Some(n)) => f64::from(self.node(id).children) / n,
        }
    }

    /// For how many units of the population a unit stands by the fractions at which it was drawn: the product of N/n.
    pub fn implied_weight(&self, mut id: u32) -> f64 {
        let mut weight = 1.0;
        while self.node(id).stage > 0 {
            id = self.node(id).parent;
            let fraction = self.fraction(id);
            weight /= if fraction > 0.0 { fraction } else { 1.0 };
        }
        weight
    }

    /// Degrees of freedom of the whole design: first-stage units minus strata, over rows with a weight other than zero.
    pub fn design_df(&self) -> i64 {
        let count = |stage| self.nodes.iter().filter(|n| n.stage == stage && n.weighted).count() as i64;
        count(1) - count(0)
    }

    /// The stratum of a unit, counted from 0 in the order in which the file shows them.
    #[inline]
    pub fn stratum_number(&self, id: u32) -> usize {
        self.strata[id as usize] as usize
    }

    /// How many strata there are.
    pub fn stratum_count(&self) -> usize {
        self.stratum_count
    }

    /// Units of a stage with the labels of all of them.
    pub fn of_stage(&self, stage: u8) -> impl Iterator<Item = u32> + '_ {
        (0..self.nodes.len() as u32).filter(move |id| self.node(*id).stage == stage)
    }

    /// Strata in which a single first-stage unit was drawn and others exist.
    pub fn lonely_strata(&self) -> Vec<u32> {
        let lonely = |id: &u32| self.node(*id).children == 1 && 1.0 - self.fraction(*id) >= CERTAIN;
        self.of_stage(0).filter(lonely).collect()
    }
}

/// A stratum drawn to less than this short of completely adds nothing (R survey uses the same bound).
pub const CERTAIN: f64 = 1e-7;

/// Builds [`Units`] while rows go by.
#[derive(Debug)]
pub struct Builder {
    stages: Stages,
    units: Units,
    /// By unit, its label as the file has it; none if it is long.
    written: Vec<Option<Short>>,
    known: Labels,
    key: Vec<u8>,
    /// Leaves by their own label, the first with each: nearly always the only one, and found by one look.
    leaves: Labels,
    /// Leaves by all their labels, joined.
    paths: Labels,
    path: Vec<u8>,
}

impl Builder {
    /// A builder for a design with these stages.
    pub fn new(stages: Stages) -> Builder {
        let units = Units { stages: stages.used(), ..Units::default() };
        Builder {
            stages,
            units,
            written: Vec::new(),
            known: Labels::default(),
            key: Vec::new(),
            leaves: Labels::default(),
            paths: Labels::default(),
            path: Vec::new(),
        }
    }

    /// The unit that a row belongs to, the finest one that enters the variance.
    ///
    /// `labels` holds the stratum (empty if there are no strata), then one label for each labelled stage; `given` the
    /// population of each finite stage as the file has it.
    pub fn leaf(&mut self, labels: &[&[u8]], given: &[f64], weight: f64) -> Result<u32, DesignFault> {
        let leaf = match self.seen_before(labels) {
            Some(leaf) => leaf,
            None => self.find(labels)?,
        };
        self.note(leaf, given, weight)
    }

    /// What the file says of a known unit in one of its rows; see [`Builder::leaf`].
    #[inline]
    pub fn note(&mut self, leaf: u32, given: &[f64], weight: f64) -> Result<u32, DesignFault> {
        self.note_population(leaf, given)?;
        if weight != 0.0 {
            self.mark_weighted(leaf);
        }
        Ok(leaf)
    }

    /// The unit with these labels, if one look at its own label shows that it came before.
    #[inline]
    pub fn known(&self, labels: &[Short]) -> Option<u32> {
        let (own, above) = labels.get(..=self.stages.used())?.split_last()?;
        let leaf = self.leaves.get_short(own)?;
        let mut at = leaf;
        let same = above.iter().rev().all(|label| {
            at = self.units.node(at).parent;
            self.written[at as usize] == Some(*label)
        });
        same.then_some(leaf)
    }

    /// The unit of labels that came before.
    fn seen_before(&mut self, labels: &[&[u8]]) -> Option<u32> {
        if self.stages.rows_are_units() {
            return None;
        }
        self.path.clear();
        for label in labels {
            // Its length keeps the labels apart, whatever they hold; one byte of it as a rule, so that the path is short.
            let length = label.len().min(usize::from(u8::MAX)) as u8;
            self.path.push(length);
            if length == u8::MAX {
                self.path.extend_from_slice(&label.len().to_le_bytes());
            }
            self.path.extend_from_slice(label);
        }
        self.paths.get(&self.path)
    }

    fn find(&mut self, labels: &[&[u8]]) -> Result<u32, DesignFault> {
        let stratum = self.child(None, labels[0])?;
        let mut at = stratum;
        if self.stages.rows_are_units() {
            at = self.push(at, 1, b"");
        }
        for label in labels[1..].iter().take(self.stages.used()) {
            at = self.child(Some(at), label)?;
        }
        if !self.stages.rows_are_units() {
            self.paths.insert(&self.path, at);
            let label = labels[self.stages.used()];
            if self.leaves.get(label).is_none() {
                self.leaves.insert(label, at);
            }
        }
        Ok(at)
    }

    fn child(&mut self, parent: Option<u32>, label: &[u8]) -> Result<u32, DesignFault> {
        let stage = parent.map_or(0, |p| self.units.node(p).stage + 1);
        let anywhere = stage == 1 && !self.stages.nested;
        self.key.clear();
        self.key.push(stage);
        if let (Some(parent), false) = (parent, anywhere) {
            self.key.extend_from_slice(&parent.to_le_bytes());
        }
        self.key.extend_from_slice(label);
        if let Some(id) = self.known.get(&self.key) {
            return match parent {
                Some(parent) if self.units.node(id).parent != parent => Err(DesignFault::ClusterInTwoStrata {
                    cluster: self.units.label(id).to_string(),
                    strata: [self.units.node(id).parent, parent].map(|s| self.units.label(s).to_string()),
                }),
                _ => Ok(id),
            };
        }
        let id = self.push(parent.unwrap_or(u32::MAX), stage, label);
        self.known.insert(&self.key, id);
        Ok(id)
    }

    fn push(&mut self, parent: u32, stage: u8, label: &[u8]) -> u32 {
        let id = self.units.nodes.len() as u32;
        let parent = if stage == 0 { id } else { parent };
        if stage > 0 {
            self.units.nodes[parent as usize].children += 1;
        }
        self.units.nodes.push(Node { parent, stage, children: 0, weighted: false, given: None });
        self.units.labels.push(String::from_utf8_lossy(label).into());
        if !self.stages.rows_are_units() {
            self.written.push(Short::new(label));
        }
        id
    }

    fn note_population(&mut self, leaf: u32, given: &[f64]) -> Result<(), DesignFault> {
        if given.is_empty() {
            return Ok(());
        }
        let mut at = leaf;
        while self.units.node(at).stage > 0 {
            let (parent, stage) = (self.units.node(at).parent, usize::from(self.units.node(at).stage));
            if let Some(&value) = given.get(stage - 1) {
                if !(value.is_finite() && value > 0.0) {
                    return Err(DesignFault::BadPopulation(value));
                }
                match self.units.nodes[parent as usize].given {
                    None => self.units.nodes[parent as usize].given = Some(value),
                    Some(known) if (known - value).abs() <= 1e-9 * known => {}
                    Some(known) => {
                        let unit = self.units.label(parent).to_string();
                        return Err(DesignFault::PopulationVaries { unit, values: [known, value] });
                    }
                }
            }
            at = parent;
        }
        Ok(())
    }

    fn mark_weighted(&mut self, leaf: u32) {
        let mut at = leaf;
        while !self.units.nodes[at as usize].weighted {
            self.units.nodes[at as usize].weighted = true;
            at = self.units.nodes[at as usize].parent;
        }
    }

    /// The finished tree. Sizes and fractions are told apart over all values; a size below the sample is refused.
    pub fn finish(mut self) -> Result<Units, DesignFault> {
        self.units.number_strata();
        let any_size = self.units.nodes.iter().filter_map(|n| n.given).any(|v| v > 1.0);
        self.units.population = if any_size { Population::Sizes } else { Population::Fractions };
        for (id, node) in self.units.nodes.iter().enumerate() {
            if let (Population::Sizes, Some(size)) = (self.units.population, node.given)
                && size < f64::from(node.children)
            {
                let unit = self.units.label(id as u32).to_string();
                return Err(DesignFault::PopulationTooSmall { unit, population: size, sampled: node.children });
            }
        }
        Ok(self.units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(labelled: usize, finite: usize, nested: bool) -> Stages {
        Stages { labelled, finite, nested }
    }

    #[test]
    fn clusters_are_counted_in_their_stratum() {
        let mut builder = Builder::new(stages(1, 0, false));
        for (stratum, psu) in [("Ховд", "1"), ("Ховд", "2"), ("Увс", "3"), ("Ховд", "1")] {
            builder.leaf(&[stratum.as_bytes(), psu.as_bytes()], &[], 1.0).unwrap();
        }
        let units = builder.finish().unwrap();
        assert_eq!(units.design_df(), 3 - 2);
        assert_eq!(units.lonely_strata().iter().map(|s| units.label(*s)).collect::<Vec<_>>(), ["Увс"]);
    }

    #[test]
    fn a_label_in_two_strata_is_refused_unless_nested() {
        let rows: [&[&[u8]]; 2] = [&[b"A", b"1"], &[b"B", b"1"]];
        let mut flat = Builder::new(stages(1, 0, false));
        flat.leaf(rows[0], &[], 1.0).unwrap();
        assert!(matches!(flat.leaf(rows[1], &[], 1.0), Err(DesignFault::ClusterInTwoStrata { .. })));
        let mut nested = Builder::new(stages(1, 0, true));
        assert_ne!(nested.leaf(rows[0], &[], 1.0), nested.leaf(rows[1], &[], 1.0));
    }

    #[test]
    fn zero_weight_rows_count_as_clusters_but_not_in_the_degrees_of_freedom() {
        let mut builder = Builder::new(stages(1, 0, false));
        for (psu, weight) in [("1", 1.0), ("2", 0.0), ("3", 2.0)] {
            builder.leaf(&[b"", psu.as_bytes()], &[], weight).unwrap();
        }
        let units = builder.finish().unwrap();
        assert_eq!((units.node(0).children, units.design_df()), (3, 1));
    }

    #[test]
    fn labels_that_hold_control_characters_stay_apart() {
        let mut builder = Builder::new(stages(1, 0, true));
        let first = builder.leaf(&[b"A\x1f", b"B"], &[], 1.0).unwrap();
        assert_ne!(builder.leaf(&[b"A", b"\x1fB"], &[], 1.0).unwrap(), first);
    }

    #[test]
    fn an_implied_weight_is_the_product_of_n_over_n() {
        // 2 of 10 clusters, then 1 of 4 households in the first of them: 5 · 4.
        let mut builder = Builder::new(stages(2, 2, false));
        let unit = builder.leaf(&["Ховд".as_bytes(), b"1", b"1"], &[10.0, 4.0], 1.0).unwrap();
        builder.leaf(&["Ховд".as_bytes(), b"2", b"1"], &[10.0, 3.0], 1.0).unwrap();
        let units = builder.finish().unwrap();
        assert!((units.implied_weight(unit) - 20.0).abs() < 1e-12);
    }

    #[test]
    fn a_population_below_the_sample_is_refused() {
        let mut builder = Builder::new(stages(0, 1, false));
        for _ in 0..3 {
            builder.leaf(&[b"S"], &[2.0], 1.0).unwrap();
        }
        assert!(matches!(builder.finish(), Err(DesignFault::PopulationTooSmall { sampled: 3, .. })));
    }
}
