//! The whole report as JSON, for other programs: fields in the order of the report's types, a line end at the end.

use super::{File, Settings};
use crate::report::Report;

/// Writes `STEM.json`.
pub fn write(report: &Report, _: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let mut bytes = serde_json::to_vec_pretty(report)?;
    bytes.push(b'\n');
    Ok(vec![File { name: format!("{stem}.json"), bytes }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn it_reads_back_with_absences_named_and_no_number_in_their_place() {
        let files = write(&sample::report(), &Settings::default(), "card").expect("the sample can be written");
        assert_eq!(files[0].bytes.last(), Some(&b'\n'));
        let back: serde_json::Value = serde_json::from_slice(&files[0].bytes).expect("it is JSON");
        assert_eq!(back["title"]["mn"], sample::report().title.mn);
        let text = String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8");
        assert!(text.contains("\"reason\": \"withheld\"") && text.contains("Ховд"));
        assert!(!text.contains("NaN"));
    }
}
