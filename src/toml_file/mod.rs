//! TOML files that people write: instruments, projects. Whoever reads one notes everything that is wrong with it, each fault at the
//! line where it stands, so that it is mended in one go.

mod faults;
mod reader;

pub use faults::{Fault, Faults, Log, nearest};
pub use reader::{Names, Section, Word, choice, identifier, number, read, sections, word, words};
