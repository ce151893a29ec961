//! Spreadsheet files to rows.
pub mod cell;
mod split;
