//! Weights and errors that strata and clusters alone don't give: weights calibrated to known totals, and replicates.
//!
//! Rows take their weights along ([`Reading`]); what comes of them is a tally with the final weights, tallies beside it of the same rows
//! and plan with other weights, and what turns their sums into the scores of a statistic ([`Weights`]). From there on the road is the
//! same: a statistic is linear in scores of units, where the units may be replicates ([`crate::design::Units::of_replicates`]).

mod asked;
mod basis;
mod calibration;
mod errors;
mod reading;
mod replicates;
mod residuals;
mod survey;
mod tables;
mod targets;
mod totals;

pub use asked::{Asked, Replicates};
pub use basis::Basis;
pub use calibration::Calibrated;
pub use errors::{Cut, Errors, KeptByGroup, Sums, Weights};
pub use reading::{Reading, RowOf, answer};
pub use replicates::Ranks;
pub use residuals::Residuals;
pub use survey::AREA;
pub use tables::TwoWay;
pub use targets::{CalibrateBy, Calibration, Factor, GroupTerm, Meant, Targets, TermOf, Terms, no_such_column};
pub use totals::{TotalsTable, read_totals};
