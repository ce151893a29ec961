//! A report that was written as JSON, read again for those who look at it.

use serde::{Deserialize, Deserializer};

use super::{MadeBy, Report, Section};
use crate::lang::Label;
use crate::problem::{At, Code, Problem};

/// Reads the sections of a report; its tables for machines are passed over.
///
/// # Errors
///
/// A problem that says what the file is not.
pub fn read(name: &str, bytes: &[u8]) -> Result<Report<'static>, Box<Problem>> {
    #[derive(Deserialize)]
    struct Whole {
        title: Label,
        subtitle: Label,
        made_by: MadeBy,
        sections: Vec<Section>,
    }
    let whole: Whole = serde_json::from_slice(bytes).map_err(|error| {
        let problem = Problem::new(Code::NotAReport, At::file(name), "masam");
        Box::new(problem.detail(error.to_string()))
    })?;
    let Whole { title, subtitle, made_by, sections } = whole;
    Ok(Report { title, subtitle, made_by, sections, tidy: Vec::new() })
}

/// A number; what is no number was written as null.
pub fn number<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::NAN))
}

/// Two numbers.
pub fn pair<'de, D: Deserializer<'de>>(from: D) -> Result<(f64, f64), D::Error> {
    let (a, b): (Option<f64>, Option<f64>) = Deserialize::deserialize(from)?;
    Ok((a.unwrap_or(f64::NAN), b.unwrap_or(f64::NAN)))
}

/// Two numbers, if there are any.
pub fn pair_if_any<'de, D: Deserializer<'de>>(from: D) -> Result<Option<(f64, f64)>, D::Error> {
    let both: Option<(Option<f64>, Option<f64>)> = Deserialize::deserialize(from)?;
    Ok(both.map(|(a, b)| (a.unwrap_or(f64::NAN), b.unwrap_or(f64::NAN))))
}
