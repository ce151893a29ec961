//! From survey spreadsheets to citizen report cards, community scorecards and facility comparisons.

pub mod lang;
pub mod places;
pub mod problem;
