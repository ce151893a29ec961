//! Before the field: how many people, how many in each place, and who.
//!
//! [`Conditions`] hold what a plan rests on (confidence, design effect, response, population), [`size`] and [`Comparison`] tell
//! how many answers a figure or a change needs and what a given number can show, [`allocate`] shares a number out over places, and
//! [`draw`] draws clusters with stated probabilities, so that anybody can draw the same ones again.

mod allocate;
mod conditions;
mod draw;
mod frame;
mod numbers;
mod size;
mod two;

pub use allocate::{Allocated, Bounds, Part, Precision, Rule, allocate, precision};
pub use conditions::{Conditions, Given, cluster_effect, of_option, weighting_effect};
pub use draw::{Chosen, Drawing, Method, Picked, StratumDrawn, Wanted, draw, inclusion, smallest, split, systematic};
pub use frame::{Cluster, Frame, FrameColumns, Places, PlanOf, read_frame, read_places, read_plan};
pub use numbers::Numbers;
pub use size::{Size, Spread, margin, size};
pub use two::{Comparison, Pairing, best_take, round_correlation};
