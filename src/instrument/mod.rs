//! Instruments: what is asked, and what is computed from the answers.

mod model;

pub use model::*;
