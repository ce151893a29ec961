//! The text of an instrument that remembers from which cell of a form each of its values came, so that what the one parser
//! of instruments finds wrong is told at that cell.

use std::ops::Range;

use super::sheet::{Spot, Words};
use crate::instrument::text::quoted;

/// A text as it is put together.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    pub(super) text: String,
    origins: Vec<(Range<usize>, Spot)>,
}

impl Spelling {
    /// What is written within comes from this cell.
    pub(super) fn at(&mut self, spot: &Spot, write: impl FnOnce(&mut Spelling)) {
        let start = self.text.len();
        write(self);
        self.origins.push((start..self.text.len(), spot.clone()));
    }

    /// The cell that the word at these bytes came from: the narrowest that is known.
    pub(super) fn origin(&self, span: &Range<usize>) -> Option<&Spot> {
        let holds = |at: &&(Range<usize>, Spot)| at.0.contains(&span.start);
        self.origins.iter().filter(holds).min_by_key(|(range, _)| range.len()).map(|(_, spot)| spot)
    }

    pub(super) fn raw(&mut self, text: &str) {
        self.text += text;
    }

    pub(super) fn heading(&mut self, name: &str) {
        self.text += &format!("\n{name}\n");
    }

    /// `key = "text"`, unless there is none.
    pub(super) fn text(&mut self, key: &str, text: &str, spot: &Spot) {
        if !text.is_empty() {
            self.at(spot, |out| out.raw(&format!("{key} = {}\n", quoted(text))));
        }
    }

    /// `key = 12.5`; what is no number is left to the parser.
    pub(super) fn number(&mut self, key: &str, cell: &str, spot: &Spot) {
        if !cell.is_empty() {
            self.at(spot, |out| out.raw(&format!("{key} = {}\n", number(cell))));
        }
    }

    /// `key = ["a", "b"]`, unless the list is empty.
    pub(super) fn list(&mut self, key: &str, words: &[String], spot: &Spot) {
        if !words.is_empty() {
            self.at(spot, |out| out.raw(&format!("{key} = {}\n", list(words))));
        }
    }

    /// `key = { mn = "…", en = "…" }`, unless it is empty in both.
    pub(super) fn label(&mut self, key: &str, words: &Words, spot: &Spot) {
        if !words.is_empty() {
            self.at(spot, |out| out.raw(&format!("{key} = {{ {} }}\n", sides(words))));
        }
    }

    /// `key = true` where a cell says so.
    pub(super) fn truth(&mut self, key: &str, cell: &str, spot: &Spot) {
        if is_true(cell) {
            self.at(spot, |out| out.raw(&format!("{key} = true\n")));
        }
    }
}

/// Whether a cell says yes.
pub(super) fn is_true(cell: &str) -> bool {
    matches!(cell.trim().to_lowercase().as_str(), "true" | "yes" | "1" | "тийм" | "true()" | "x")
}

/// A number as TOML has it; a text where it is none.
pub(super) fn number(cell: &str) -> String {
    match cell.trim().parse::<f64>() {
        Ok(x) if x.is_finite() => x.to_string(),
        _ => quoted(cell),
    }
}

pub(super) fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", words.join(", "))
}

/// `mn = "…", en = "…"`, each where it isn't empty.
pub(super) fn sides(words: &Words) -> String {
    let side = |key: &str, text: &str| (!text.is_empty()).then(|| format!("{key} = {}", quoted(text)));
    [side("mn", &words.mn), side("en", &words.en)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
