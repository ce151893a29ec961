//! The signs met in a grid: lights, small bases, absences. A legend explains those, and no others.

use std::collections::BTreeSet;

use crate::report::{Absent, Grid, Legend, Light, Value};

/// Signs that need a word of explanation.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Lights, best first.
    pub lights: BTreeSet<Light>,
    /// Reasons why there is no value.
    pub absences: BTreeSet<Absent>,
    /// Whether any base is small.
    pub few: bool,
    /// What the lights mean.
    pub legend: Legend,
}

impl Signs {
    /// The signs of a grid.
    pub fn of(grid: &Grid) -> Signs {
        let mut signs = Signs { legend: grid.legend, ..Signs::default() };
        for value in grid.rows.iter().flat_map(|row| &row.values) {
            match value {
                Value::Number { light, few, .. } => {
                    signs.lights.extend(light);
                    signs.few |= few;
                }
                Value::Absent { why } => {
                    signs.absences.insert(*why);
                }
                Value::Text { .. } | Value::Count { .. } | Value::Interval { .. } | Value::Verdict { .. } => {}
            }
        }
        signs
    }

    /// Those that aren't among others.
    pub fn without(mut self, others: &Signs) -> Signs {
        self.lights.retain(|light| !others.lights.contains(light));
        self.absences.retain(|why| !others.absences.contains(why));
        self.few &= !others.few;
        self
    }

    /// These and others.
    pub fn add(&mut self, others: Signs) {
        self.lights.extend(others.lights);
        self.absences.extend(others.absences);
        self.few |= others.few;
    }

    /// Whether there is nothing to explain.
    pub fn is_empty(&self) -> bool {
        self.lights.is_empty() && self.absences.is_empty() && !self.few
    }
}
