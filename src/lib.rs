//! From survey spreadsheets to citizen report cards, community scorecards and facility comparisons.


pub mod design;
pub mod estimate;
pub mod instrument;
pub mod lang;
pub mod problem;
pub mod render;
pub mod report;
pub mod tally;
