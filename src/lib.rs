//! From survey spreadsheets to citizen report cards, community scorecards and facility comparisons.

pub mod lang;
pub mod places;
pub mod problem;

pub mod table;

pub mod instrument;

pub mod coding;

pub mod design;

pub mod tally;

pub mod estimate;

pub mod ask;

pub mod gap;

pub mod card;

pub mod report;

pub mod render;

pub mod cli;
