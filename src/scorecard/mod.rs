//! Community scorecards: what groups of citizens and the provider of a service say of it, what they agreed, and whether
//! it was done.
//!
//! ```text
//!  filled workbooks, long tables
//!    │  read::book             finds sheets, columns and rows by id, then label, then position; says which
//!    ▼
//!  Session                     one facility, one round: panels, provider, agreed scores, inputs, actions
//!    │  consolidate            over groups, then places; gaps; rounds; one register of actions; who is in
//!    ▼
//!  Scorecards                  what pages show
//! ```
//!
//! A score here is a negotiated judgement of those present, not a sample mean: [`Points`] has no error, no interval and
//! no order, so it can't be given one or be ranked.

mod actions;
mod alike;
mod change;
mod consolidate;
mod escalate;
pub mod facility;
mod follow;
mod gaps;
mod inputs;
pub mod layout;
mod naming;
mod panels;
mod people;
mod places;
pub mod read;
pub mod results;
mod roster;
mod rounds;
#[cfg(test)]
mod sample;
pub mod score;
pub mod session;
mod status;

pub use actions::{latest_day, latest_day_alone};
pub use consolidate::{consolidate, scorecards};
pub use facility::{Facility, Register};
pub use results::Scorecards;
pub use rounds::RoundKey;
pub use score::{Points, Score, Votes};
pub use session::Session;
pub use status::Unread;
