//! What the errors of the answers rest on: to be printed beside them.

use super::calibration::Calibrated;
use super::errors::{Errors, Weights};
use crate::design::{Centre, Units};
use crate::estimate::Drawn;

/// What errors rest on.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// Strata, clusters and weights.
    Design,
    /// Replicate weights in the file.
    Given {
        /// How many.
        replicates: usize,
        /// What their squares are multiplied with.
        scale: f64,
        /// Whether each is multiplied with a number of its own beside.
        own: bool,
        /// About what they are taken.
        centre: Centre,
        /// Degrees of freedom of the whole file.
        df: i64,
    },
    /// Replicates made from the design.
    Made {
        /// How.
        how: Drawn,
        /// How many.
        replicates: usize,
        /// About what they are taken.
        centre: Centre,
    },
    /// Scores without what known totals explain.
    Calibrated(Calibrated),
}

impl Weights {
    /// What the errors rest on.
    pub fn basis(&self) -> Basis {
        let scales = self.replicates().and_then(Units::scales);
        match (&self.errors, scales) {
            (Errors::Given(ranks, _), Some(scales)) => Basis::Given {
                replicates: scales.rscales.len(),
                scale: scales.scale,
                own: scales.rscales.iter().any(|r| *r != 1.0),
                centre: scales.centre,
                df: ranks.whole,
            },
            (Errors::Made(made), Some(scales)) => {
                Basis::Made { how: made.how(), replicates: scales.rscales.len(), centre: scales.centre }
            }
            (Errors::Calibrated(residuals), _) => Basis::Calibrated(residuals.told.clone()),
            (Errors::Design | Errors::Given(..) | Errors::Made(_), _) => Basis::Design,
        }
    }
}
