//! The sampling design: weights, strata, stages of clusters, population sizes, and what to do about a lonely cluster.
//!
//! [`Units`] is the tree of sampled units as the file shows it: strata, their clusters, the units within those. It counts
//! every unit of the whole file, before any filter, because that count is what the variance formulas need.

mod joined;
mod labels;
mod replicates;
mod units;
mod weight;

pub use joined::{Joined, Recurring, Rounds, Unlike, joined, recurring};
pub use labels::{Labels, Short};
pub use replicates::{BadScales, Centre, ReplicateType, ReplicateWeights, Scales};
pub use units::{Builder, CERTAIN, DesignFault, Node, Population, Stages, Units};
pub use weight::{BadWeight, Weight};

/// What a stratum with a single sampled cluster adds to a variance.
///
/// Such a stratum has no variance of its own. Silence about it would understate every error, so the default refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum LonelyCluster {
    /// Stop and name the strata.
    #[default]
    Refuse,
    /// Its deviation from the mean of all clusters: conservative, advised.
    Adjust,
    /// As much as the other strata add on average.
    Average,
    /// Nothing: the cluster was certain to be drawn.
    Certainty,
    /// Nothing: the stratum is left out of the variance.
    Remove,
}

impl LonelyCluster {
    /// Every rule by the name used in options and files.
    pub const NAMES: [(&'static str, LonelyCluster); 5] = [
        ("refuse", LonelyCluster::Refuse),
        ("adjust", LonelyCluster::Adjust),
        ("average", LonelyCluster::Average),
        ("certainty", LonelyCluster::Certainty),
        ("remove", LonelyCluster::Remove),
    ];

    /// The name used in options and files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, rule)| *rule == self).map_or("", |(name, _)| name)
    }
}
