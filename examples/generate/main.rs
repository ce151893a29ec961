//! Makes the made-up surveys, scorecards and visits that the examples and the instruments come with.
//!
//! ```text
//! cargo run --example generate                       write the files
//! cargo run --example generate -- --check            say which files differ from what would be written
//! cargo run --example generate -- --to-convert DIR   write the books that are saved in old formats by hand
//! ```
//!
//! Nobody was asked and no figure says anything about a real place.

mod answers;
mod dice;
mod facilities;
mod faults;
mod people;
mod places;
mod rounds;
mod scorecards;
mod surveys;
mod table;

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let args: Vec<String> = env::args().skip(1).collect();
    if let [option, folder] = &args[..]
        && option == "--to-convert"
    {
        for (name, bytes) in scorecards::to_convert()? {
            fs::write(Path::new(folder).join(name), bytes)?;
        }
        return Ok(());
    }
    let check = args.iter().any(|a| a == "--check");
    let mut differ = Vec::new();
    for (path, bytes) in files()? {
        let file = root.join(&path);
        if !check {
            fs::create_dir_all(file.parent().unwrap_or(root))?;
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
fn files() -> Result<Vec<(String, Vec<u8>)>> {
    let mut planted = faults::Planted::new();
    let mut first = surveys::kobo(1);
    faults::plant("round-1.xlsx", &mut first, &mut planted);
    let surveys = [
        ("examples/health-survey/round-1.xlsx", first.xlsx("Эрүүл мэнд 2024")?),
        ("examples/health-survey/round-2.xlsx", surveys::kobo(2).xlsx("Эрүүл мэнд 2025")?),
        ("examples/health-survey/FAULTS.csv", planted.0.csv()),
        ("examples/health-survey/TRUTH.csv", rounds::health_truth().csv()),
        ("examples/education-survey/survey.csv", surveys::education_labels(1).excel_csv()),
        ("examples/education-survey/round-2.csv", surveys::education_labels(2).excel_csv()),
        ("examples/education-survey/TRUTH.csv", rounds::education_truth().csv()),
        ("instruments/health/sample.csv", surveys::health_sample().csv()),
        ("instruments/education/sample.csv", surveys::education_sample().csv()),
    ];
    let samples = ["health-facility", "education-facility"]
        .map(|id| Ok((format!("instruments/{id}/sample.csv"), facilities::sample(id)?.csv())))
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    let surveys = surveys.into_iter().map(|(path, bytes)| (path.to_owned(), bytes));
    Ok(surveys.chain(samples).chain(scorecards::files()?).chain(facilities::files()?).collect())
}
