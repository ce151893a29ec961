//! From rows to answers: which column answers which question, and what a cell says.

mod code;
mod design;

pub use code::{Codes, SortKey, code_of};
pub use design::{DesignColumns, MOST_STAGES, Sampled, Sampler, lonely_problem};
