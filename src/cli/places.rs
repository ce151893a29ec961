//! `masam places`: what a spelling means, for people who want only that.

use super::{Outcome, Result};

/// Resolve spellings of aimags, districts and soums.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<Outcome> {
    Ok(Outcome::Whole)
}
