//! The lines of a file of sums, as they are written and read.

use serde::{Deserialize, Serialize};

use super::runs::Runs;
use crate::coding::FoundBy;
use crate::places::Match;
use crate::problem::Hint;
use crate::table::{Decimal, Format, Skipped};

/// One line: an object with one key, which says what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The first one.
    Tally(Head),
    /// Which columns hold the design.
    Design(Design),
    /// Which column answers a question, or holds a place or the facility.
    Column(Column),
    /// The columns of groups.
    By(Vec<String>),
    /// A file that was read.
    File(Box<File>),
    /// What became of the rows.
    Rows(Rows),
    /// What was left out for sharing.
    LeftOut(Left),
    /// Something that was wrong.
    Problem(Box<Told>),
    /// How many more things were wrong.
    Beyond(Beyond),
    /// A spelling of a place.
    Spelling(Spelling),
    /// A facility.
    Facility(String),
    /// A stratum or a sampled unit; they count from 0.
    Unit(Unit),
    /// The unit to which the blocks that follow belong.
    Sums(Of),
    /// The sums of one group of that unit.
    Block(Block),
    /// The last one.
    End(End),
}

/// What the sums are of, and who added them up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub format: u32,
    pub made_by: String,
    pub instrument: String,
    pub version: String,
    pub instrument_digest: String,
    pub places: String,
    pub places_digest: String,
    pub sums_digest: String,
}

/// The columns of the design, by their place among the headers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    pub weight: Option<usize>,
    pub strata: Option<usize>,
    pub clusters: Vec<usize>,
    pub fpc: Vec<usize>,
    pub nested: bool,
}

/// A column and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The question, or `@area`, `@soum`, `@facility`.
    pub of: String,
    pub header: String,
    pub at: usize,
    pub found_by: FoundBy,
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    pub name: String,
    pub sha256: String,
    pub format: Format,
    pub bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_sheets: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden_sheets: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<u8>,
    pub decimal: Decimal,
    pub header_row: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<(u64, Skipped)>,
    pub columns: usize,
    pub formulas_without_value: u64,
    pub rows: u64,
    pub headers: Vec<String>,
}

/// What became of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    pub read: u64,
    pub used: u64,
    pub no_place: u64,
    pub outside: u64,
    pub no_design: u64,
}

/// What was left out because too few people were in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    pub least: u32,
    pub units: u64,
    pub unit_rows: u64,
    pub groups: u64,
    pub group_rows: u64,
    pub values: u64,
}

/// Who found something wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// Whoever looked for the columns, in all files together.
    Columns,
    /// Whoever read the files.
    Files,
    /// Whoever read the rows.
    Rows,
}

/// Something that was wrong, so many times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    pub from: From,
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub found: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<u64>,
    pub total: u64,
}

/// Problems of a kind that were only counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beyond {
    pub from: From,
    pub code: String,
    pub total: u64,
}

/// A spelling of a place, and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelling {
    pub column: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beside: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Match>,
    pub count: u64,
}

/// A stratum, which lies in nothing, or a sampled unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub within: Option<u32>,
    pub label: String,
    /// Whether none of its rows has a weight other than zero.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub weightless: bool,
    /// What the file says of the population of its parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<f64>,
}

/// A unit with rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Of {
    pub unit: u32,
    /// Columns in which all its rows are of one group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<(String, String)>,
    /// Columns in which they aren't. In those that stand in neither, all rows are in no group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub varies: Vec<String>,
    /// Of what a whole number in its sums is a multiple.
    pub weight: f64,
}

/// The sums of a group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The group by column; none for the whole unit.
    pub by: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<String>,
    /// The group's rows.
    pub rows: u32,
    /// Rows that lack an answer or a weight.
    #[serde(default, skip_serializing_if = "Runs::is_empty")]
    pub lacking: Runs,
    /// Sums of weights.
    #[serde(default, skip_serializing_if = "Runs::is_empty")]
    pub sums: Runs,
    /// Sums of numbers.
    #[serde(default, skip_serializing_if = "Runs::is_empty")]
    pub numbers: Runs,
    /// Values of quantiles: of which indicator; value, weight, how often.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, Vec<Listed>)>,
}

/// A value, its weight, and how often the two come.
pub type Listed = (f64, f64, u32);

/// How many lines there are, this one among them, and the digest of all before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    pub lines: u64,
    pub digest: String,
}
