//! The signs met in a grid or on a map: lights, small bases, absences. A legend explains those, and no others.

use std::collections::BTreeSet;

use crate::report::{Absent, Answers, Grid, Intervals, Legend, Light, Rounds, TileMap, Value, Verdict};

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
        grid.rows.iter().flat_map(|row| &row.values).for_each(|value| signs.meet(value));
        signs
    }

    /// The signs of a map; places outside have none.
    pub fn of_map(map: &TileMap) -> Signs {
        let mut signs = Signs::default();
        map.tiles().iter().filter_map(|tile| tile.state.value()).for_each(|value| signs.meet(&value));
        signs
    }

    /// The signs of values with their intervals.
    pub fn of_intervals(chart: &Intervals) -> Signs {
        let mut signs = Signs::default();
        chart.rows.iter().for_each(|row| signs.meet(&row.value));
        signs
    }

    /// The signs of values over rounds.
    pub fn of_rounds(chart: &Rounds) -> Signs {
        let mut signs = Signs::default();
        for row in &chart.rows {
            row.points.iter().for_each(|point| signs.meet(&point.value));
            signs.meet(&row.verdict);
        }
        // A light here is that of a verdict, which is written beside it.
        signs.lights.clear();
        signs
    }

    /// The signs of shares.
    pub fn of_answers(chart: &Answers) -> Signs {
        let mut signs = Signs::default();
        chart.rows.iter().flat_map(|row| &row.shares).for_each(|value| signs.meet(value));
        signs
    }

    fn meet(&mut self, value: &Value) {
        match value {
            Value::Number { light, few, .. } => {
                self.lights.extend(light);
                self.few |= few;
            }
            Value::Absent { why } => {
                self.absences.insert(*why);
            }
            Value::Text { .. } | Value::Count { .. } | Value::Interval { .. } | Value::Verdict { .. } => {}
        }
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

/// The light that says the same as a verdict.
pub fn light_of_verdict(verdict: Verdict) -> Option<Light> {
    match verdict {
        Verdict::Better => Some(Light::Good),
        Verdict::Worse => Some(Light::Poor),
        Verdict::NoClearDifference => Some(Light::Middle),
        Verdict::TooSmall => Some(Light::TooSmall),
        Verdict::Differs => Some(Light::Attention),
    }
}
