//! From survey spreadsheets to citizen report cards, so that citizens and the people who run schools and clinics see the
//! same numbers.
//!
//! One road leads from a spreadsheet to a card, and the modules stand in its order:
//!
//! ```text
//!  spreadsheet bytes
//!    │  table::open            file formats; hands out rows, some thousands at a time
//!    ▼
//!  rows                        cells: blank, text, number, truth, date, fault
//!    │  coding                 compiled once from headers × instrument; places to areas
//!    ▼
//!  coded rows                  small codes; a missing answer has a reason
//!    │  tally::Pass            the one pass: sums by sampled unit and group
//!    ▼
//!  sums                        bounded by units and groups, not by rows; two tallies merge
//!    │  estimate, gap          value, error, interval, design effect; differences
//!    ▼
//!  card::Card                  findings and gaps with typed keys; what may be shown to whom
//!    │  report::pages          sections and grids whose values know what they are
//!    ▼
//!  report::Report              no format yet
//!    │  render::FORMATS        xlsx, csv, json, md, svg: pure functions to files in memory
//!    ▼
//!  render::Bundle              saved by `cli`, whole files or none
//! ```
//!
//! Rounds of a survey are stacked and compared by [`change`]; [`forum`] sets reports of several sectors side by side, from
//! what other commands wrote; [`recompute`] writes a script of R that computes a card once more. [`ask`] takes the same road
//! without an instrument, for `masam estimate`. Only [`cli`] touches disk, clock, terminal and environment; everything else gives the same output for the same input, to the last byte.

// What every step speaks.
pub mod day;
pub mod lang;
pub mod problem;
pub mod together;
pub mod toml_file;
pub mod words;

// What is known beforehand: the places, and what is asked.
pub mod instrument;
pub mod places;

// The road.
pub mod table;

pub mod design;

pub mod tally;

pub mod coding;

pub mod travel;

pub mod estimate;

pub mod weighting;

pub mod ask;

pub mod sampling;

pub mod gap;

pub mod card;

pub mod recompute;

pub mod change;

pub mod scorecard;

pub mod compare;

pub mod forum;

pub mod check;

pub mod report;

pub mod render;

pub mod template;

pub mod form;

pub mod project;

pub mod cli;
