//! Makes the made-up surveys that the examples and the instruments come with.
//!
//! ```text
//! cargo run --example generate             write the files
//! cargo run --example generate -- --check  say which files differ from what would be written
//! ```
//!
//! Nobody was asked and no figure says anything about a real place.

mod answers;
mod dice;
mod faults;
mod people;
mod places;
mod surveys;
mod table;

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let check = env::args().any(|a| a == "--check");
    let mut differ = Vec::new();
    for (path, bytes) in files()? {
        let file = root.join(path);
        if !check {
            fs::write(&file, bytes).with_context(|| format!("cannot write {path}"))?;
        } else if fs::read(&file).ok().as_ref() != Some(&bytes) {
            differ.push(path);
        }
    }
    if !differ.is_empty() {
        bail!("these files are not what the generator makes: {}", differ.join(", "));
    }
    Ok(())
}

/// Every file with its bytes.
fn files() -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut planted = faults::Planted::new();
    let mut first = surveys::kobo(1);
    faults::plant("round-1.xlsx", &mut first, &mut planted);
    Ok(vec![
        ("examples/health-survey/round-1.xlsx", first.xlsx("Эрүүл мэнд 2024")?),
        ("examples/health-survey/round-2.xlsx", surveys::kobo(2).xlsx("Эрүүл мэнд 2025")?),
        ("examples/health-survey/FAULTS.csv", planted.0.csv()),
        ("examples/education-survey/survey.csv", surveys::education_labels().excel_csv()),
        ("instruments/health/sample.csv", surveys::health_sample().csv()),
        ("instruments/education/sample.csv", surveys::education_sample().csv()),
    ])
}
