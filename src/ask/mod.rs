//! Estimates asked for column by column, without an instrument: what a statistician types.
//!
//! A [`Request`] names statistics, groups and design by the columns of a table. It is compiled against the headers
//! ([`compile`]), fed with rows in one pass, and answered with one [`Line`] per estimate. Whatever could be cut in more
//! than one way (`COL=CODE` where a column's name holds `=`) is settled after the pass, when all codes are known.

mod answer;
mod compile;
mod quantiles;
mod reader;
mod tables;

pub use answer::{Line, OpenInterval, Statistic};
pub use compile::compile;
pub use reader::{Read, Reader};
pub use tables::TestLine;

use crate::estimate::{Rules, TestStatistic};
use crate::weighting;

/// What is asked, in the user's words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// Columns whose mean is asked.
    pub means: Vec<String>,
    /// `COL` or `COL=CODE`.
    pub shares: Vec<String>,
    /// `A/B`.
    pub ratios: Vec<String>,
    /// Columns whose total is asked.
    pub totals: Vec<String>,
    /// Whether the number of people is asked.
    pub count: bool,
    /// `COL@P`.
    pub quantiles: Vec<String>,
    /// `COL:A,B`.
    pub differences: Vec<String>,
    /// `COL,COL`.
    pub tests: Vec<String>,
    /// Which tests of each.
    pub test_statistics: Vec<TestStatistic>,
    /// `COL[,COL…]`.
    pub by: Vec<String>,
    /// `COL=VALUE`.
    pub wheres: Vec<String>,
    /// Codes that mean missing, beside blank and NA.
    pub missing: Vec<String>,
    /// Column of the strata.
    pub strata: Option<String>,
    /// Columns of the clusters, first stage first.
    pub clusters: Vec<String>,
    /// Column of the weight.
    pub weight: Option<String>,
    /// Columns of population sizes or fractions, first stage first.
    pub fpc: Vec<String>,
    /// Whether cluster labels are used again in other strata.
    pub nested: bool,
    /// Where errors come from.
    pub weighting: weighting::Asked,
    /// Everything estimates depend on besides the data.
    pub rules: Rules,
}
