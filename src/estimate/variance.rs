//! Variance of a linearised statistic: the one place where strata, clusters and population sizes enter.
//!
//! What      V = Σ_h (1 − f_h) n_h/(n_h − 1) Σ_c (u_hc − ū_h)², u_hc the sum of scores in cluster c of stratum h
//! Stages    with a known population of stage 1: + Σ f_h · V of the next stage within each cluster, and so on down
//! Source    Särndal, Swensson & Wretman (1992), ch. 4; R survey, `svyrecvar`
//! Checked   R survey 4.5, `svymean`, `svytotal`, `svyratio`, `svyby`: 1e-9 relative
//! Edges     clusters without a row count as zero in strata that have one; n_h is that of the whole file; a stratum drawn
//!           completely adds nothing; a lonely cluster follows [`LonelyCluster`]

use super::distribution::Df;
use super::replicates::of_departures;
use crate::design::{CERTAIN, LonelyCluster, Units};

/// What one unit adds to a linearised statistic.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The unit.
    pub unit: u32,
    /// Σ of the scores of its rows.
    pub z: f64,
    /// Whether one of its rows has a weight other than zero.
    pub weighted: bool,
}

/// How the variance is taken where formulas leave a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VarianceRule {
    /// What a lonely cluster adds.
    pub lonely: LonelyCluster,
    /// Whether a stratum with one cluster left in the group counts as lonely too (for adjust and average).
    pub domain_lonely: bool,
}

/// Why there is no variance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoVariance {
    /// This stratum (or unit of a later stage) holds a single drawn unit, and the rule is to refuse.
    Lonely {
        /// The stratum.
        stratum: u32,
    },
    /// Every stratum is lonely, so that there is no average of the others.
    AllLonely,
    /// Fewer than two replicates gave a value.
    NoReplicates,
}

/// The variance of the sum of scores. Every unit with a row in the group must be among them, also where it adds zero.
pub fn variance(units: &Units, scores: &[Score], rule: VarianceRule) -> Result<f64, NoVariance> {
    if let Some(scales) = units.scales() {
        return of_departures(scales, scores);
    }
    if units.stages() == 1 && scores.is_sorted_by(|a, b| a.unit < b.unit) {
        return match of_company(units, scores, rule) {
            Some(v) => Ok(v),
            None => stage_variance(units, &by_stratum(units, scores), 1, rule),
        };
    }
    let mut level = sums(scores.iter().map(|s| (s.unit, s.z)).collect());
    let mut total = 0.0;
    for stage in (1..=units.stages()).rev() {
        let mut by_parent: Vec<(u32, f64)> = level.iter().map(|(unit, u)| (units.node(*unit).parent, *u)).collect();
        if !by_parent.is_sorted_by_key(|v| v.0) {
            by_parent.sort_by_key(|v| v.0);
        }
        total += stage_variance(units, &by_parent, stage, rule)?;
        if stage > 1 {
            level = sums(by_parent);
        }
    }
    Ok(total)
}

/// The variance of first-stage units none of which is alone in its stratum, the common case, without sorting them: this is
/// done for every number of a card. Sums are taken in the same order as after sorting.
fn of_company(units: &Units, scores: &[Score], rule: VarianceRule) -> Option<f64> {
    #[derive(Clone, Copy, Default)]
    struct Stratum {
        id: u32,
        seen: u32,
        sum: f64,
        mean: f64,
        squares: f64,
    }
    let mut strata = vec![Stratum::default(); units.stratum_count()];
    for score in scores {
        let stratum = &mut strata[units.stratum_number(score.unit)];
        stratum.id = units.node(score.unit).parent;
        stratum.seen += 1;
        stratum.sum += score.z;
    }
    for stratum in strata.iter_mut().filter(|s| s.seen > 0) {
        let drawn = units.node(stratum.id).children;
        if stratum.seen == 1 && (drawn == 1 || rule.domain_lonely) {
            return None;
        }
        stratum.mean = stratum.sum / f64::from(drawn);
    }
    for score in scores {
        let stratum = &mut strata[units.stratum_number(score.unit)];
        stratum.squares += (score.z - stratum.mean).powi(2);
    }
    let adds = |s: &Stratum| {
        let open = 1.0 - units.fraction(s.id);
        let n = f64::from(units.node(s.id).children);
        let all = s.squares + (n - f64::from(s.seen)) * s.mean * s.mean;
        if open < CERTAIN { 0.0 } else { open * n / (n - 1.0) * all }
    };
    Some(strata.iter().filter(|s| s.seen > 0).map(adds).fold(0.0, |sum, v| sum + v))
}

/// First-stage units by stratum, in the order of strata and within them of units: counted out, not sorted, because this
/// is done for every number of a card.
fn by_stratum(units: &Units, scores: &[Score]) -> Vec<(u32, f64)> {
    let mut next = vec![0; units.stratum_count() + 1];
    scores.iter().for_each(|score| next[units.stratum_number(score.unit) + 1] += 1);
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![(0, 0.0); scores.len()];
    for score in scores {
        let at = &mut next[units.stratum_number(score.unit)];
        sorted[*at] = (units.node(score.unit).parent, score.z);
        *at += 1;
    }
    sorted
}

/// Sums by unit, in the order of units.
fn sums(values: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    by_unit(values, |value| value.0, |kept, next| kept.1 += next.1)
}

/// One thing for each unit, in the order of units: several of a unit are added up in the order in which they stand.
pub fn by_unit<T>(mut all: Vec<T>, unit: impl Fn(&T) -> u32, add: impl Fn(&mut T, &T)) -> Vec<T> {
    if !all.is_sorted_by_key(&unit) {
        all.sort_by_key(&unit);
    }
    all.dedup_by(|next, kept| {
        let same = unit(next) == unit(kept);
        if same {
            add(kept, next);
        }
        same
    });
    all
}

/// What one stage adds: within every parent unit, times the fractions at which the parents themselves were drawn.
fn stage_variance(
    units: &Units,
    by_parent: &[(u32, f64)],
    stage: usize,
    rule: VarianceRule,
) -> Result<f64, NoVariance> {
    let parents: Vec<&[(u32, f64)]> = by_parent.chunk_by(|a, b| a.0 == b.0).collect();
    let middle = if stage == 1 { middle_of_all(units, &parents) } else { 0.0 };
    let (mut sum, mut lonely) = (0.0, 0);
    for children in &parents {
        let parent = children[0].0;
        match within(units, parent, children, rule, middle) {
            Within::Adds(v) => sum += drawn(units, parent) * v,
            Within::Lonely => lonely += 1,
            Within::Refused => return Err(NoVariance::Lonely { stratum: parent }),
        }
    }
    if lonely == 0 || stage > 1 {
        return Ok(sum);
    }
    if lonely == parents.len() {
        return Err(NoVariance::AllLonely);
    }
    Ok(sum * parents.len() as f64 / (parents.len() - lonely) as f64)
}

/// The mean of all first-stage units in the strata present; zero for means and ratios, not for totals.
fn middle_of_all(units: &Units, strata: &[&[(u32, f64)]]) -> f64 {
    let sum: f64 = strata.iter().flat_map(|s| s.iter()).map(|(_, u)| u).sum();
    let n: u32 = strata.iter().map(|s| units.node(s[0].0).children).sum();
    sum / f64::from(n)
}

/// At what fraction a unit was drawn, over all stages down to it.
fn drawn(units: &Units, mut id: u32) -> f64 {
    let mut fraction = 1.0;
    while units.node(id).stage > 0 {
        id = units.node(id).parent;
        fraction *= units.fraction(id);
    }
    fraction
}

/// What one stratum, or one unit of an earlier stage, adds.
enum Within {
    Adds(f64),
    /// Nothing by itself; the average of the others stands in for it.
    Lonely,
    Refused,
}

fn within(units: &Units, parent: u32, children: &[(u32, f64)], rule: VarianceRule, middle: f64) -> Within {
    let drawn = units.node(parent).children;
    let (n, seen) = (f64::from(drawn), children.len() as f64);
    let open = 1.0 - units.fraction(parent);
    if open < CERTAIN {
        return Within::Adds(0.0);
    }
    let alone = children.len() == 1 && (drawn == 1 || rule.domain_lonely);
    match (alone, rule.lonely) {
        (true, LonelyCluster::Adjust) => {
            let unseen = (n - 1.0) * middle * middle;
            let scale = if drawn == 1 { open } else { open * n / (n - 1.0) };
            return Within::Adds(scale * ((children[0].1 - middle).powi(2) + unseen));
        }
        (true, LonelyCluster::Average) => return Within::Lonely,
        (true, LonelyCluster::Refuse) if drawn == 1 => return Within::Refused,
        (true, LonelyCluster::Certainty | LonelyCluster::Remove) if drawn == 1 => return Within::Adds(0.0),
        (true, LonelyCluster::Refuse | LonelyCluster::Certainty | LonelyCluster::Remove) | (false, _) => {}
    }
    let mean = children.iter().map(|(_, u)| u).sum::<f64>() / n;
    let squares: f64 = children.iter().map(|(_, u)| (u - mean).powi(2)).sum();
    Within::Adds(open * n / (n - 1.0) * (squares + (n - seen) * mean * mean))
}

/// Degrees of freedom of a group: first-stage units minus strata, over its rows with a weight other than zero.
pub fn group_df(units: &Units, scores: &[Score]) -> Df {
    let (clusters, strata) = weighted_units(units, scores);
    Df::Finite(clusters as i64 - strata as i64)
}

/// How many first-stage units have a row in the group, with a weight other than zero.
pub fn clusters(units: &Units, scores: &[Score]) -> usize {
    weighted_units(units, scores).0
}

/// First-stage units and strata with a row in the group, with a weight other than zero.
fn weighted_units(units: &Units, scores: &[Score]) -> (usize, usize) {
    let mut in_stratum = vec![false; units.stratum_count()];
    // Scores are in the order of units, and those of one cluster follow each other where clusters are the units; where
    // they are finer, the clusters are told apart by sorting.
    let (mut clusters, mut last, mut sorted) = (0, None, true);
    for score in scores {
        sorted &= last.is_none_or(|last| last < score.unit);
        last = Some(score.unit);
        if score.weighted {
            in_stratum[units.stratum_number(score.unit)] = true;
            clusters += 1;
        }
    }
    if units.stages() > 1 || !sorted {
        let weighted = scores.iter().filter(|s| s.weighted);
        let mut ids: Vec<u32> = weighted.map(|s| units.first_stage(s.unit)).collect();
        ids.sort_unstable();
        ids.dedup();
        clusters = ids.len();
    }
    (clusters, in_stratum.into_iter().filter(|here| *here).count())
}
