//! Tallies that travel: the sums of a survey in a file of its own, without the row of any person.
//!
//! An office adds up its survey and sends the sums; whoever puts several together gets the report card that all rows in one
//! place would give, to the last byte. The file is described field by field in docs/tally-format.md.
//!
//! ```text
//!  a survey that was read ── pack ──▶ bytes        lines of JSON, sealed by a digest
//!  bytes ── open ──▶ Parcel                        whole, unchanged, understood
//!  Parcels ── agree ──▶ columns, headers           of one instrument, place set, design; nobody twice
//!  Parcels ── gather ──▶ Tally, Coding             as if their rows had been read one file after the other
//! ```

mod agree;
mod gather;
mod line;
mod names;
mod pack;
mod runs;
mod seal;
mod told;
mod unpack;

pub use agree::{Agreed, agree};
pub use gather::{Gathered, gather};
pub use names::{instrument_digest, places_digest};
pub use pack::{Contents, Packed, SMALL, pack};
pub use seal::{Digest, is_tally};
pub use unpack::{About, Parcel, open, subject};

use crate::tally::LeftOut;

/// The version of the format that is written and read.
pub const FORMAT: u32 = 1;

/// What was left out of a tally for sharing, or of several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shared {
    /// The fewest people that a group had to have, in ascending order where tallies differ.
    pub least: Vec<u32>,
    /// What was left out for it.
    pub left_out: LeftOut,
}

#[cfg(test)]
mod tests;
