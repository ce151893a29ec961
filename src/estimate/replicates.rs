//! Variance from replicates: the statistic computed again with other weights, many times.
//!
//! What      V = scale · Σ_r rscale_r (θ_r − c)², c the mean of the θ_r (R's default) or the statistic itself (R's `mse = TRUE`)
//! Scales    BRR 1/R; Fay 1/(R (1 − ρ)²); JK1 (R − 1)/R; JK2 1; bootstrap 1/(R − 1); successive differences 4/R; JKn its rscales
//! Made      jackknife: cluster c of stratum h is left out, the others of h count n_h/(n_h − 1) times; rscale (n_h − 1)/n_h · (1 − f_h).
//!           Bootstrap: n_h − 1 clusters are drawn again out of the n_h; one drawn k times counts
//!           1 + √(1 − f_h) · (k·n_h/(n_h − 1) − 1) times; scale 1/(R − 1)
//! Source    Wolter (2007), Introduction to Variance Estimation, ch. 3–5; Rao & Wu (1988), JASA 83:231–241; Fay (1989), Proc. Surv.
//!           Res. Meth. Sect. ASA: 212–217; R survey, `svrepdesign`, `svrVar`, `jknweights`, `subbootweights`
//! Checked   R survey: tests/golden, 1e-9 relative; the bootstrap draws numbers of its own
//! Edges     a replicate in which the statistic isn't defined is left out, as in R, and counted; c is taken over replicates with
//!           rscale above 0; without a value in two replicates there is no variance

use super::linear::Form;
use crate::design::{CERTAIN, LonelyCluster, Units};
use crate::tally::Totals;

/// About what replicates are squared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    /// Their mean.
    #[default]
    Mean,
    /// The statistic with the full weights.
    Full,
}

/// How replicate weights were made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ReplicateType {
    /// Balanced half samples.
    Brr,
    /// Balanced, the other half weighing ρ times in place of nothing.
    Fay(f64),
    /// One cluster left out, without strata.
    Jk1,
    /// One cluster left out in its stratum.
    Jkn,
    /// One of each pair left out.
    Jk2,
    /// Clusters drawn again.
    Bootstrap,
    /// Differences of successive units (American Community Survey).
    SuccessiveDifference,
}

impl ReplicateType {
    /// Every type by the name used in options; Fay's has its ρ behind a colon.
    pub const NAMES: [&'static str; 7] = ["brr", "fay:ρ", "jk1", "jkn", "jk2", "bootstrap", "sdr"];

    /// The type of this name.
    pub fn named(name: &str) -> Option<ReplicateType> {
        let rho = |text: &str| text.parse().ok().filter(|rho: &f64| (0.0..1.0).contains(rho));
        match name {
            "brr" => Some(ReplicateType::Brr),
            "jk1" => Some(ReplicateType::Jk1),
            "jkn" => Some(ReplicateType::Jkn),
            "jk2" => Some(ReplicateType::Jk2),
            "bootstrap" => Some(ReplicateType::Bootstrap),
            "sdr" => Some(ReplicateType::SuccessiveDifference),
            _ => name.strip_prefix("fay:").and_then(rho).map(ReplicateType::Fay),
        }
    }

    /// What the replicates of this type are squared with. A scale that is given takes the place of the type's.
    pub fn scales(
        self,
        replicates: usize,
        scale: Option<f64>,
        rscales: &[f64],
        centre: Option<Centre>,
    ) -> Result<Scales, BadScales> {
        let count = replicates as f64;
        let usual = match self {
            ReplicateType::Brr => 1.0 / count,
            ReplicateType::Fay(rho) => 1.0 / (count * (1.0 - rho) * (1.0 - rho)),
            ReplicateType::Jk1 => (count - 1.0) / count,
            ReplicateType::Jkn if rscales.is_empty() => return Err(BadScales::Needed),
            ReplicateType::Jkn | ReplicateType::Jk2 => 1.0,
            ReplicateType::Bootstrap => 1.0 / (count - 1.0),
            ReplicateType::SuccessiveDifference => 4.0 / count,
        };
        let own = match self {
            ReplicateType::SuccessiveDifference => Centre::Full,
            ReplicateType::Brr | ReplicateType::Fay(_) | ReplicateType::Jk1 | ReplicateType::Jkn => Centre::Mean,
            ReplicateType::Jk2 | ReplicateType::Bootstrap => Centre::Mean,
        };
        let rscales = match rscales.len() {
            0 => vec![1.0; replicates],
            1 => vec![rscales[0]; replicates],
            n if n == replicates => rscales.to_vec(),
            given => return Err(BadScales::Count { given, replicates }),
        };
        let scale = scale.unwrap_or(usual);
        let usable = |k: f64| k.is_finite() && k >= 0.0;
        match std::iter::once(scale).chain(rscales.iter().copied()).find(|k| !usable(*k)) {
            Some(bad) => Err(BadScales::NoScale(bad)),
            None => Ok(Scales { scale, rscales, centre: centre.unwrap_or(own) }),
        }
    }
}

/// Why replicates have no scales.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BadScales {
    /// The type has none of its own.
    Needed,
    /// Neither one for all nor one for each.
    Count {
        /// How many were given.
        given: usize,
        /// How many replicates there are.
        replicates: usize,
    },
    /// A number that can't be one.
    NoScale(f64),
}

/// What squares of replicates are multiplied with.
#[derive(Debug, Clone, PartialEq)]
pub struct Scales {
    /// For all.
    pub scale: f64,
    /// For each.
    pub rscales: Vec<f64>,
    /// About what they are taken.
    pub centre: Centre,
}

impl Scales {
    /// The variance of a statistic out of its values by replicate; none if fewer than two have one.
    pub fn variance(&self, values: &[Option<f64>], full: f64) -> Option<f64> {
        let there = || values.iter().zip(&self.rscales).filter_map(|(value, r)| Some(((*value)?, *r)));
        let counted: Vec<f64> = there().filter(|(_, r)| *r > 0.0).map(|(value, _)| value).collect();
        if counted.len() < 2 {
            return None;
        }
        let centre = match self.centre {
            Centre::Mean => counted.iter().sum::<f64>() / counted.len() as f64,
            Centre::Full => full,
        };
        Some(self.scale * there().map(|(value, r)| r * (value - centre).powi(2)).sum::<f64>())
    }
}

/// How replicates are made from the design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// Every first-stage unit is left out once.
    Jackknife,
    /// So many samples are drawn again.
    Bootstrap {
        /// How many.
        replicates: usize,
        /// What the draws follow from.
        seed: u64,
    },
}

/// Replicates of a design.
#[derive(Debug)]
pub struct Made {
    /// By unit, its first-stage unit, counted.
    first_stage: Vec<u32>,
    /// By first-stage unit, counted: its stratum, counted.
    stratum: Vec<u32>,
    /// By stratum: its first-stage units, and whether leaving out its only one is a replicate.
    strata: Vec<(u32, bool)>,
    how: How,
    /// What they are squared with.
    pub scales: Scales,
}

#[derive(Debug)]
enum How {
    /// By replicate: the unit that is left out and how often the others of its stratum count then.
    LeftOut(Vec<LeftOut>),
    /// By first-stage unit and replicate: how often it was drawn; by stratum, what one drawn k times counts: base + step·k.
    Drawn { counts: Vec<u8>, replicates: usize, factors: Vec<(f64, f64)> },
}

#[derive(Debug, Clone, Copy)]
enum LeftOut {
    Unit {
        unit: u32,
        others: f64,
    },
    /// A lonely unit under the rule `adjust`: all others count so often.
    Alone {
        unit: u32,
        all: f64,
    },
}

/// Replicates made from a design. Lonely clusters follow the rule as far as R has it: a bootstrap only adds nothing for them.
pub fn made(units: &Units, how: Drawn, lonely: LonelyCluster, centre: Centre) -> Made {
    let ids: Vec<u32> = units.of_stage(1).collect();
    let mut place = vec![u32::MAX; units.nodes().len()];
    ids.iter().zip(0..).for_each(|(id, at)| place[*id as usize] = at);
    let first_stage = (0..units.nodes().len() as u32)
        .map(|id| if units.node(id).stage == 0 { u32::MAX } else { place[units.first_stage(id) as usize] })
        .collect();
    let stratum: Vec<u32> = ids.iter().map(|id| units.stratum_number(*id) as u32).collect();
    let mut strata = vec![(0, false); units.stratum_count()];
    stratum.iter().for_each(|h| strata[*h as usize].0 += 1);
    let (how, scales) = match how {
        Drawn::Jackknife => jackknife(units, &ids, lonely),
        Drawn::Bootstrap { replicates, seed } => bootstrap(units, &ids, &stratum, replicates, seed),
    };
    if let How::LeftOut(left_out) = &how {
        let alone = left_out.iter().filter_map(|out| match out {
            LeftOut::Alone { unit, .. } => Some(*unit),
            LeftOut::Unit { .. } => None,
        });
        alone.for_each(|unit| strata[stratum[unit as usize] as usize].1 = true);
    }
    Made { first_stage, stratum, strata, how, scales: Scales { centre, ..scales } }
}

fn jackknife(units: &Units, ids: &[u32], lonely: LonelyCluster) -> (How, Scales) {
    let strata = units.stratum_count() as f64;
    let (mut left_out, mut rscales) = (Vec::new(), Vec::new());
    for (id, unit) in ids.iter().zip(0..) {
        let parent = units.node(*id).parent;
        let n = f64::from(units.node(parent).children);
        let open = 1.0 - units.fraction(parent);
        let open = if open < CERTAIN { 0.0 } else { open };
        match (units.node(parent).children, lonely) {
            (1, LonelyCluster::Adjust) if open > 0.0 && strata > 1.0 => {
                left_out.push(LeftOut::Alone { unit, all: strata / (strata - 1.0) });
                rscales.push((strata - 1.0) / strata);
            }
            (1, _) => {}
            _ => {
                left_out.push(LeftOut::Unit { unit, others: n / (n - 1.0) });
                rscales.push((n - 1.0) / n * open);
            }
        }
    }
    let average = lonely == LonelyCluster::Average && !left_out.is_empty();
    let scale = if average { ids.len() as f64 / left_out.len() as f64 } else { 1.0 };
    (How::LeftOut(left_out), Scales { scale, rscales, centre: Centre::Mean })
}

fn bootstrap(units: &Units, ids: &[u32], stratum: &[u32], replicates: usize, seed: u64) -> (How, Scales) {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); units.stratum_count()];
    stratum.iter().enumerate().for_each(|(unit, h)| members[*h as usize].push(unit));
    let factor = |of: &Vec<usize>| {
        let n = of.len() as f64;
        let open = of.first().map_or(0.0, |unit| 1.0 - units.fraction(units.node(ids[*unit]).parent));
        // A stratum drawn completely, or with one unit, stays as it is.
        let root = if of.len() < 2 || open < CERTAIN { 0.0 } else { open.sqrt() };
        (1.0 - root, if root > 0.0 { root * n / (n - 1.0) } else { 0.0 })
    };
    let factors = members.iter().map(factor).collect();
    let mut counts = vec![0_u8; ids.len() * replicates];
    let mut draws = Draws(seed);
    for replicate in 0..replicates {
        for of in &members {
            for _ in 1..of.len() {
                let count = &mut counts[of[draws.below(of.len())] * replicates + replicate];
                *count = count.saturating_add(1);
            }
        }
    }
    let scales =
        Scales { scale: 1.0 / (replicates as f64 - 1.0), rscales: vec![1.0; replicates], centre: Centre::Mean };
    (How::Drawn { counts, replicates, factors }, scales)
}

/// Numbers that look random and follow from a seed: SplitMix64 (Steele, Lea & Flood 2014).
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// One of 0 to n − 1.
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

impl Made {
    /// How many replicates there are.
    pub fn replicates(&self) -> usize {
        self.scales.rscales.len()
    }

    /// Degrees of freedom of rows in these units: the rank of their replicate weights less one, as R has it.
    ///
    /// Weights of a cluster are 1 in the replicates of other strata, so that those of all clusters of a stratum add up to the same in
    /// each replicate: a stratum that is there as a whole has one direction in common with the others. One of which clusters are
    /// missing has not; it counts with all that are there.
    pub fn df(&self, units: impl Iterator<Item = u32>) -> i64 {
        let mut there = vec![false; self.stratum.len()];
        units.for_each(|id| there[self.first_stage[id as usize] as usize] = true);
        let mut seen = vec![0; self.strata.len()];
        let counted = there.iter().zip(&self.stratum).filter(|(there, _)| **there);
        counted.for_each(|(_, h)| seen[*h as usize] += 1);
        let (mut rank, mut whole) = (0, false);
        for (seen, (units, alone)) in seen.into_iter().zip(&self.strata).filter(|(seen, _)| *seen > 0) {
            let is_whole = seen == *units && !alone;
            whole |= is_whole;
            rank += i64::from(seen) - i64::from(is_whole);
        }
        (rank + i64::from(whole)).min(self.replicates() as i64) - 1
    }

    /// Whether they are samples drawn again, as many as one likes.
    pub fn drawn(&self) -> bool {
        matches!(self.how, How::Drawn { .. })
    }

    /// The sums of all rows in each replicate, out of sums by unit.
    pub fn totals(&self, units: &[(u32, Totals)]) -> Vec<Totals> {
        match &self.how {
            How::LeftOut(left_out) => self.left_out(units, left_out),
            How::Drawn { counts, replicates, factors } => {
                let mut totals = vec![Totals::default(); *replicates];
                for (id, of) in units {
                    let unit = self.first_stage[*id as usize] as usize;
                    let (base, step) = factors[self.stratum[unit] as usize];
                    for (sum, count) in totals.iter_mut().zip(&counts[unit * replicates..]) {
                        let k = base + step * f64::from(*count);
                        if k > 0.0 {
                            sum.add(&of.scaled(k));
                        }
                    }
                }
                totals
            }
        }
    }

    fn left_out(&self, units: &[(u32, Totals)], left_out: &[LeftOut]) -> Vec<Totals> {
        let mut of_unit = vec![Totals::default(); self.stratum.len()];
        let mut of_stratum = vec![Totals::default(); self.stratum.iter().max().map_or(0, |h| *h as usize + 1)];
        let mut all = Totals::default();
        for (id, of) in units {
            let unit = self.first_stage[*id as usize] as usize;
            of_unit[unit].add(of);
            of_stratum[self.stratum[unit] as usize].add(of);
            all.add(of);
        }
        let replicate = |out: &LeftOut| match out {
            LeftOut::Unit { unit, others } => {
                let (unit, h) = (&of_unit[*unit as usize], &of_stratum[self.stratum[*unit as usize] as usize]);
                // The rest, then its stratum once more by how much more often it counts.
                let mut sum = all.less(unit);
                let more = h.less(unit).scaled(others - 1.0);
                sum.add(&Totals { n: 0, zero_weight: 0, ..more });
                sum
            }
            LeftOut::Alone { unit, all: k } => all.less(&of_unit[*unit as usize]).scaled(*k),
        };
        left_out.iter().map(replicate).collect()
    }

    /// The values of a statistic by replicate.
    pub fn values(&self, form: Form, units: &[(u32, Totals)]) -> Vec<Option<f64>> {
        self.totals(units).iter().map(|all| form.value(all)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(y: f64) -> Totals {
        Totals { n: 1, zero_weight: 0, w: 1.0, wy: y, second: y * y }
    }

    #[test]
    fn the_jackknife_of_a_simple_mean_is_its_textbook_variance() {
        // Σ (y − ȳ)²/(n (n − 1)) for 1, 2, 3, 4, 10: ȳ = 4, squares 9 + 4 + 1 + 0 + 36 = 50, over 20
        let rows: Vec<(u32, Totals)> = (0..).zip([1.0, 2.0, 3.0, 4.0, 10.0].map(of)).collect();
        let made = made(&Units::of_rows(5), Drawn::Jackknife, LonelyCluster::Refuse, Centre::Mean);
        let v = made.scales.variance(&made.values(Form::Mean, &rows), 4.0).unwrap();
        assert!((v - 2.5).abs() < 1e-14, "{v}");
    }

    #[test]
    fn a_bootstrap_draws_one_unit_less_than_there_are_and_the_same_from_the_same_seed() {
        let rows: Vec<(u32, Totals)> = (0..7).map(|unit| (unit, of(1.0))).collect();
        let draw = |seed| {
            made(&Units::of_rows(7), Drawn::Bootstrap { replicates: 60, seed }, LonelyCluster::Refuse, Centre::Mean)
        };
        // Six draws, each counting 7/6 times.
        for all in draw(1).totals(&rows) {
            assert!((all.w - 7.0).abs() < 1e-12, "{all:?}");
        }
        let values = |seed| {
            draw(seed).values(Form::Mean, &(0..).zip([3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0].map(of)).collect::<Vec<_>>())
        };
        assert_eq!(values(1), values(1));
        assert_ne!(values(1), values(2));
    }

    #[test]
    fn many_bootstraps_come_near_to_the_textbook_variance() {
        // 50/20 as above; the error of a variance out of 4,000 draws is some 2–3 percent
        let rows: Vec<(u32, Totals)> = (0..).zip([1.0, 2.0, 3.0, 4.0, 10.0].map(of)).collect();
        let made = made(
            &Units::of_rows(5),
            Drawn::Bootstrap { replicates: 4_000, seed: 7 },
            LonelyCluster::Refuse,
            Centre::Mean,
        );
        let v = made.scales.variance(&made.values(Form::Mean, &rows), 4.0).unwrap();
        assert!((v - 2.5).abs() < 0.25, "{v}");
    }

    #[test]
    fn replicates_without_a_value_are_left_out_and_one_is_not_enough() {
        let scales = ReplicateType::Brr.scales(3, None, &[], None).unwrap();
        // (1 − 2)² + (3 − 2)² = 2, over 3
        assert_eq!(scales.variance(&[Some(1.0), None, Some(3.0)], 0.0), Some(2.0 / 3.0));
        assert_eq!(scales.variance(&[Some(1.0), None, None], 0.0), None);
    }

    #[test]
    fn a_jackknife_with_strata_needs_its_own_scales() {
        assert_eq!(ReplicateType::Jkn.scales(3, None, &[], None), Err(BadScales::Needed));
        assert_eq!(
            ReplicateType::Jkn.scales(3, None, &[1.0; 2], None),
            Err(BadScales::Count { given: 2, replicates: 3 })
        );
        assert_eq!(ReplicateType::named("fay:0.3"), Some(ReplicateType::Fay(0.3)));
        assert_eq!(ReplicateType::named("fay:1"), None);
    }
}
