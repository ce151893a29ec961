//! Where errors come from, if not from strata and clusters alone, in the user's words.

use super::targets::{Calibration, no_such_column};
use crate::design::{BadScales, Centre, ReplicateWeights, Scales};
use crate::estimate::Drawn;
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};

/// Where errors come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Asked {
    /// Strata, clusters and weights, linearised.
    #[default]
    Design,
    /// Replicate weights in the file.
    Given(ReplicateWeights),
    /// Replicates made from the design.
    Made {
        /// How.
        how: Drawn,
        /// About what they are squared.
        centre: Centre,
    },
    /// Weights calibrated to known totals.
    Calibrated(Calibration),
}

/// Columns of replicate weights and their scales.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicates {
    /// The columns, in the order of the file.
    pub columns: Vec<usize>,
    /// Whether they hold factors that the weight is multiplied with.
    pub factors: bool,
    /// What squares are multiplied with.
    pub scales: Scales,
}

impl Replicates {
    /// The columns that fit, in the order of the file, but for that of the weight.
    pub fn of(given: &ReplicateWeights, headers: &[String], weight: Option<usize>) -> Result<Replicates, Problems> {
        let mut faults = Problems::default();
        for pattern in &given.columns {
            if !headers.iter().any(|h| fits(pattern, h)) {
                match pattern.contains(['*', '?']) {
                    true => faults.add(too_few(pattern, 0, headers)),
                    false => faults.add(no_such_column(pattern, headers)),
                }
            }
        }
        let fit = |(at, header): &(usize, &String)| {
            Some(*at) != weight && given.columns.iter().any(|pattern| fits(pattern, header))
        };
        let columns: Vec<usize> = headers.iter().enumerate().filter(fit).map(|(at, _)| at).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        if columns.len() < 2 {
            return Err(too_few(&given.columns.join(" "), columns.len(), headers).into());
        }
        match given.kind.scales(columns.len(), given.scale, &given.rscales, given.centre) {
            Ok(scales) => Ok(Replicates { columns, factors: given.factors, scales }),
            Err(why) => Err(bad_scales(why).into()),
        }
    }
}

fn too_few(pattern: &str, fit: usize, headers: &[String]) -> Problem {
    let some = headers.iter().take(30).cloned().collect();
    Problem::new(Code::NoReplicates, At::default(), quoted(pattern)).detail(fit.to_string()).hint(Hint::OneOf(some))
}

fn bad_scales(why: BadScales) -> Problem {
    Problem::new(Code::BadScales, At::default(), why.to_string())
}

/// Whether a name fits a pattern, in which `*` stands for any letters and `?` for one.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    // Where the last star stands, and how much of the name it takes up.
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => {
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                p = at + 1;
                n = taken + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_letters_and_a_question_mark_for_one() {
        for (pattern, name) in
            [("rw_*", "rw_12"), ("жин*", "жин1"), ("*a*b", "xaab"), ("r?", "r1"), ("rw", "rw"), ("*", "")]
        {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [("rw_*", "w_1"), ("r?", "r"), ("r?", "r12"), ("*b", "ba"), ("rw", "rw1")] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
    }
}
