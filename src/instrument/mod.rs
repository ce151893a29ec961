//! Instruments: what is asked, and what is computed from the answers.

pub mod checklist;
mod checks;
mod design;
mod dimensions;
mod figures;
mod groups;
mod kind;
mod model;
mod parse;
mod questions;
mod rules;
pub mod scorecard;
pub mod shelf;
pub mod show;
mod text;
pub mod xlsform;

pub use dimensions::{SharedDimension, id_of};
pub use kind::{AnyInstrument, InstrumentKind};
pub use model::*;
pub use parse::parse;
pub use text::{text, word_line};

#[cfg(test)]
mod tests;
