//! Where interviews came from: places, clusters, and what was planned.
//!
//! What      interviews by place and cluster; clusters with one interview; clusters with less than half or more than twice the
//!           median of all clusters
//! Source    a stratum or cluster with one interview has no variance of its own: Lumley (2010), Complex Surveys; the bounds of
//!           half and twice are ours
//! Checked   by hand
//! Edges     fewer than four clusters have no median worth the name; without a column of clusters only places are counted

use std::collections::BTreeMap;

use super::plan::Planned;

/// Clusters that are needed for a median.
const LEAST_CLUSTERS: usize = 4;

/// What came from one place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceCoverage {
    /// Interviews.
    pub interviews: u64,
    /// Clusters that they came from.
    pub clusters: u64,
    /// Interviews of the smallest cluster.
    pub least: u64,
    /// Interviews of the largest cluster.
    pub most: u64,
    /// Clusters with a single interview.
    pub lone: u64,
    /// Interviews that were planned.
    pub wanted: Option<u64>,
}

/// Interviews by place and cluster.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// For each member of the place set.
    pub places: Vec<PlaceCoverage>,
    /// Interviews of other places, or of none that is known.
    pub elsewhere: u64,
    /// Whether the file says which cluster an interview is of.
    pub has_clusters: bool,
    /// The median number of interviews of a cluster.
    pub median: Option<f64>,
    /// Clusters that differ much from the median: place, label, interviews.
    pub uneven: Vec<(Option<usize>, String, u64)>,
    /// Clusters with a single interview: place and label.
    pub lone: Vec<(Option<usize>, String)>,
    /// Clusters of the plan: place, label, interviews, wanted.
    pub planned: Vec<(Option<usize>, String, u64, u64)>,
}

/// Interviews on the way, by place and cluster label.
pub(super) type Clusters = BTreeMap<(Option<usize>, String), u64>;

impl Coverage {
    /// What clusters tell of places; `interviews` by place, the last of no place.
    pub(super) fn new(interviews: &[u64], clusters: &Clusters, has_clusters: bool, plan: &Planned) -> Coverage {
        let clusters = &settled(clusters);
        let members = interviews.len() - 1;
        let mut coverage = Coverage { elsewhere: interviews[members], has_clusters, ..Coverage::default() };
        coverage.places =
            interviews[..members].iter().map(|n| PlaceCoverage { interviews: *n, ..Default::default() }).collect();
        let mut sizes: Vec<u64> = clusters.values().copied().collect();
        sizes.sort_unstable();
        if sizes.len() >= LEAST_CLUSTERS {
            coverage.median = Some(f64::midpoint(sizes[(sizes.len() - 1) / 2] as f64, sizes[sizes.len() / 2] as f64));
        }
        for ((member, label), n) in clusters {
            if let Some(place) = member.map(|member| &mut coverage.places[member]) {
                place.least = if place.clusters == 0 { *n } else { place.least.min(*n) };
                place.most = place.most.max(*n);
                place.clusters += 1;
                place.lone += u64::from(*n == 1);
            }
            let far = |median: f64| (*n as f64) < median / 2.0 || *n as f64 > 2.0 * median;
            if *n == 1 {
                coverage.lone.push((*member, label.clone()));
            } else if coverage.median.is_some_and(far) {
                coverage.uneven.push((*member, label.clone(), *n));
            }
        }
        for (member, wanted) in &plan.places {
            coverage.places[*member].wanted = Some(*wanted);
        }
        for ((member, label), wanted) in &plan.clusters {
            let of = |(key, _): &(&(Option<usize>, String), &u64)| {
                key.1.rsplit(LABEL_JOIN).next() == Some(label) && (member.is_none() || key.0 == *member)
            };
            let n = clusters.iter().filter(of).map(|(_, n)| n).sum();
            coverage.planned.push((*member, label.clone(), n, *wanted));
        }
        coverage
    }

    /// All interviews.
    pub fn interviews(&self) -> u64 {
        self.places.iter().map(|place| place.interviews).sum::<u64>() + self.elsewhere
    }
}

/// Clusters with their rows of no known place: one whose label only one place has is of that place.
fn settled(clusters: &Clusters) -> Clusters {
    let mut settled = Clusters::new();
    for ((member, label), n) in clusters {
        let only = || {
            let mut of = clusters.keys().filter(|(place, other)| place.is_some() && other == label);
            match (of.next(), of.next()) {
                (Some((only, _)), None) => *only,
                (Some(_), Some(_)) | (None, _) => None,
            }
        };
        *settled.entry((member.or_else(only), label.clone())).or_default() += n;
    }
    settled
}

/// Stands between the stratum and the cluster in a label.
pub(super) const LABEL_JOIN: &str = " / ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_no_known_place_belongs_to_the_only_cluster_of_its_name() {
        let cluster = |member: Option<usize>, label: &str, n| ((member, label.to_owned()), n);
        let rows = [cluster(None, "1", 1), cluster(Some(4), "1", 26), cluster(None, "2", 1), cluster(None, "3", 1)];
        let clusters: Clusters = rows.into_iter().chain([cluster(Some(0), "2", 9), cluster(Some(1), "2", 9)]).collect();
        let settled = settled(&clusters);
        assert_eq!(settled.get(&(Some(4), "1".to_owned())), Some(&27));
        assert_eq!((settled.len(), settled.get(&(None, "2".to_owned()))), (5, Some(&1)));
    }

    #[test]
    fn lone_and_uneven_clusters_are_told_by_place() {
        let cluster = |member, label: &str, n| ((Some(member), label.to_owned()), n);
        let clusters: Clusters = [
            cluster(0, "Мөрөн / 1", 20),
            cluster(0, "2", 9),
            cluster(0, "3", 1),
            cluster(1, "4", 20),
            cluster(1, "5", 41),
        ]
        .into_iter()
        .collect();
        let plan = Planned {
            places: [(0, 60)].into(),
            clusters: [((None, "1".to_owned()), 25), ((Some(1), "5".to_owned()), 20)].into(),
        };
        let coverage = Coverage::new(&[30, 61, 0, 2], &clusters, true, &plan);
        assert_eq!(coverage.median, Some(20.0));
        assert_eq!(coverage.lone, [(Some(0), "3".to_owned())]);
        let uneven: Vec<(&str, u64)> = coverage.uneven.iter().map(|(_, label, n)| (label.as_str(), *n)).collect();
        assert_eq!(uneven, [("2", 9), ("5", 41)]);
        let khovd = &coverage.places[0];
        assert_eq!((khovd.clusters, khovd.least, khovd.most, khovd.lone, khovd.wanted), (3, 1, 20, 1, Some(60)));
        assert_eq!((coverage.places[2].interviews, coverage.elsewhere), (0, 2));
        let planned: Vec<(&str, u64, u64)> =
            coverage.planned.iter().map(|(_, label, n, w)| (label.as_str(), *n, *w)).collect();
        assert_eq!(planned, [("1", 20, 25), ("5", 41, 20)]);
    }
}
