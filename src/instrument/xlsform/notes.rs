//! What a form has that was guessed, left out or can't be right, each told at its cell.

use std::sync::Arc;

use super::sheet::Spot;
use crate::problem::{Code, Hint, Problem, Problems};

/// Notes on one form.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) file: Arc<str>,
    /// What was guessed or left out.
    pub(super) told: Problems,
    /// What nobody can read on.
    pub(super) faults: Problems,
}

impl Notes {
    pub(super) fn add(&mut self, code: Code, spot: &Spot, found: impl Into<String>, detail: impl Into<String>) {
        self.told.add(Problem::new(code, spot.at(&self.file), found).detail(detail));
    }

    pub(super) fn fault(
        &mut self,
        code: Code,
        spot: &Spot,
        found: impl Into<String>,
        detail: impl Into<String>,
        of: &[&str],
    ) {
        let problem = Problem::new(code, spot.at(&self.file), found).detail(detail);
        let hint = (!of.is_empty()).then(|| Hint::OneOf(of.iter().map(|word| (*word).to_owned()).collect()));
        self.faults.add(match hint {
            Some(hint) => problem.hint(hint),
            None => problem,
        });
    }
}
