//! The gazetteer of Mongolia: regions, aimags, the capital, districts and soums, and any spelling of them to one place.
//!
//! A name in a survey cell arrives as a code, in Cyrillic, in three romanizations, in the genitive, as a centre town, in
//! Latin look-alikes or in the text of an old 8-bit font. [`resolve`] reads all of these by rules in a fixed order and
//! says by which rule; a name that could be two places is refused with both, and nearness in spelling is only ever a
//! suggestion. A list of reporting areas is a [`PlaceSet`], a small file.

mod cell;
mod context;
mod gazetteer;
mod lookup;
mod number;
mod resolution;
mod resolver;
mod set;
mod spelling;
#[cfg(test)]
mod tests;
mod tiles;

pub use context::{Context, Levels};
pub use gazetteer::{Gazetteer, Level, Place, PlaceId};
pub use lookup::resolve;
pub use resolution::{Match, Resolution};
pub use resolver::{Resolver, Spelling};
pub use set::{Member, PlaceSet};
pub use spelling::repair;
pub use tiles::{Tile, is_in_capital, tile, with_tiles};
