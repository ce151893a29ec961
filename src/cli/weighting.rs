//! The options of `masam estimate` that say where errors come from besides strata and clusters.

use crate::ask::{Given, Weighting};
use crate::estimate::{Centre, Drawn, ReplicateType};

/// Replicate weights: in the file, or made from the design.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct WeightingArgs {
    /// Columns of replicate weights; * stands for any letters
    ///
    /// They say everything about the design, so that strata, clusters and population sizes aren't named. Every row is added once for
    /// each of them; memory doesn't grow with rows.
    ///
    /// masam estimate survey.csv --weight w --replicates 'rw_*' --replicate-type brr --mean wait_min
    #[arg(long, value_name = "PATTERN", requires = "replicate_type", help_heading = "Replicates",
        conflicts_with_all = ["strata", "cluster", "fpc", "nested", "lonely", "domain_lonely", "jackknife", "bootstrap"])]
    replicates: Vec<String>,
    /// How they were made: brr, fay:RHO, jk1, jkn, jk2, bootstrap or sdr (successive differences)
    #[arg(long, value_name = "TYPE", value_parser = kind, requires = "replicates", help_heading = "Replicates")]
    replicate_type: Option<ReplicateType>,
    /// The columns hold factors that the weight is multiplied with, not whole weights
    #[arg(long, requires = "replicates", help_heading = "Replicates")]
    replicate_factors: bool,
    /// What the sum of squares is multiplied with, in place of what the type says
    #[arg(long, value_name = "NUMBER", requires = "replicates", help_heading = "Replicates")]
    scale: Option<f64>,
    /// What the square of each replicate is multiplied with: one number, or one for each column
    #[arg(long, value_name = "NUMBERS", value_delimiter = ',', requires = "replicates", help_heading = "Replicates")]
    rscales: Vec<f64>,
    /// Replicates made from the design: every first-stage unit is left out once (JK1, with strata JKn)
    #[arg(long, conflicts_with = "bootstrap", help_heading = "Replicates")]
    jackknife: bool,
    /// Replicates made from the design: so many samples are drawn again (Rao and Wu)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=100_000), help_heading = "Replicates")]
    bootstrap: Option<u32>,
    /// What the draws of the bootstrap follow from
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "bootstrap", help_heading = "Replicates")]
    seed: u64,
    /// Squares about the estimate, not about the mean of the replicates
    #[arg(long, help_heading = "Replicates")]
    mse: bool,
}

fn kind(text: &str) -> Result<ReplicateType, String> {
    ReplicateType::named(text).ok_or_else(|| format!("it must be one of {}", ReplicateType::NAMES.join(", ")))
}

impl WeightingArgs {
    /// What is asked for.
    pub fn weighting(&self) -> Weighting {
        let centre = if self.mse { Centre::Full } else { Centre::Mean };
        let made = |how| Weighting::Made { how, centre };
        match (self.replicate_type, self.bootstrap) {
            (Some(kind), _) => Weighting::Given(Given {
                patterns: self.replicates.clone(),
                kind,
                scale: self.scale,
                rscales: self.rscales.clone(),
                centre: self.mse.then_some(centre),
                factors: self.replicate_factors,
            }),
            (None, Some(replicates)) => made(Drawn::Bootstrap { replicates: replicates as usize, seed: self.seed }),
            (None, None) if self.jackknife => made(Drawn::Jackknife),
            (None, None) => Weighting::Design,
        }
    }
}
