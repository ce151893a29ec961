//! A design that is known by its replicates alone: which columns hold their weights, and what their squares are multiplied with.
//!
//! Scales    BRR 1/R; Fay 1/(R (1 − ρ)²); JK1 (R − 1)/R; JK2 1; bootstrap 1/(R − 1); successive differences 4/R; JKn its rscales
//! Source    Wolter (2007), Introduction to Variance Estimation, ch. 3–5; R survey, `svrepdesign`

/// About what replicates are squared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    /// Their mean.
    #[default]
    Mean,
    /// The statistic with the full weights.
    Full,
}

impl std::fmt::Display for BadScales {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            BadScales::Needed => write!(f, "jkn has none of its own, say --rscales (rscales)"),
            BadScales::Count { given, replicates } => {
                write!(f, "{given} of --rscales for {replicates} replicates: give one, or one for each")
            }
            BadScales::NoScale(bad) => write!(f, "{bad} must be a number of 0 or more"),
        }
    }
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

/// Replicate weights in a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicateWeights {
    /// Names of columns, in which `*` stands for any letters and `?` for one.
    pub columns: Vec<String>,
    /// How they were made.
    pub kind: ReplicateType,
    /// A scale in place of the type's.
    pub scale: Option<f64>,
    /// One for all, one for each, or none.
    pub rscales: Vec<f64>,
    /// About what they are squared; none for what the type has.
    pub centre: Option<Centre>,
    /// Whether the columns hold factors that the weight is multiplied with.
    pub factors: bool,
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

    /// Its name, as it is read.
    fn words(self) -> String {
        let [brr, _, jk1, jkn, jk2, bootstrap, successive] = Self::NAMES;
        match self {
            ReplicateType::Fay(rho) => format!("fay:{rho}"),
            ReplicateType::Brr => brr.into(),
            ReplicateType::Jk1 => jk1.into(),
            ReplicateType::Jkn => jkn.into(),
            ReplicateType::Jk2 => jk2.into(),
            ReplicateType::Bootstrap => bootstrap.into(),
            ReplicateType::SuccessiveDifference => successive.into(),
        }
    }

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

impl std::fmt::Display for ReplicateType {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&self.words())
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

#[cfg(test)]
mod tests {
    use super::*;

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
