//! The story of facility comparison: a register, what users answered, and what visitors found, with who truly differs.

mod register;
mod survey;
mod truth;
mod visits;

use anyhow::Result;

pub use visits::sample;

/// Every file of the story with its bytes.
pub fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let facilities = register::facilities();
    let files = [
        ("register.csv", register::table().csv()),
        ("survey.csv", survey::table(&facilities, survey::SEED).excel_csv()),
        ("checklist.xlsx", visits::table(&facilities)?.xlsx("Үзлэг 2025")?),
        ("TRUTH.csv", truth::table().csv()),
    ];
    Ok(files.into_iter().map(|(name, bytes)| (format!("examples/facilities/{name}"), bytes)).collect())
}
