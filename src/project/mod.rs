//! A survey round as a project: one file says what there is, a plan what is made of it, a manifest what was made from what.
//!
//! ```text
//!  masam.toml      read     rounds, surveys, scorecards, and options called as on the command line
//!    │  plan                each part and round to the commands that somebody would type, in an order in which they can run
//!    ▼
//!  Plan            steps    what a step reads beside its options is only known when it has run
//!    │  cli::run            runs what is out of date
//!    ▼
//!  Manifest                 of each step its command, every file that it read and wrote, by content
//! ```
//!
//! A step is out of date if its command differs from that in the manifest, if any file that it read then has another content now, or if
//! any file that it wrote isn't there. No time of a file is looked at.

mod example;
mod manifest;
mod model;
mod plan;
mod read;

pub use example::{Example, example, is_example};
pub use manifest::{Entry, FileMark, Made, Manifest, Stale, VERSION, stale};
pub use model::{Command, CommandSpec, Given, Kind, OptionSpec, Part, Project, Round, Setting};
pub use plan::{Chosen, From, Plan, Step, plan};
pub use read::read;

/// The file that makes a folder a project.
pub const FILE: &str = "masam.toml";

/// The file beside the outputs that says what they were made from.
pub const MANIFEST: &str = "manifest.json";
