//! What a plan rests on: the level of confidence, the design effect, the share who answer, how many people there are.
//!
//! What      z = Φ⁻¹((1 + level)/2); deff = (1 + (b − 1)·ρ)·(1 + cv²)
//! Source    Kish (1965), Survey Sampling, 5.4 and 8.2; Kish (1987) for the product of both effects
//! Checked   R: tests/golden/sampling.R
//! Edges     a number that can't be one of these is a problem with the option that gave it; all are gathered

use crate::estimate::{Df, two_sided};
use crate::problem::{At, Code, Hint, Problem, Problems};

/// Numbers as a user gives them, before anybody asked whether they can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// Confidence, between 0 and 1.
    pub level: f64,
    /// Design effect, above 0.
    pub deff: f64,
    /// Share of those approached who answer, above 0 and at most 1.
    pub response: f64,
    /// People there are; none means so many that it makes no difference.
    pub population: Option<f64>,
}

/// What a plan rests on. All numbers are possible ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditions {
    given: Given,
    z: f64,
}

impl Conditions {
    /// Checks the numbers; every one that can't be is named.
    pub fn new(given: Given) -> Result<Conditions, Problems> {
        let mut problems = Problems::default();
        let Given { level, deff, response, population } = given;
        let z = if level > 0.0 && level < 1.0 { two_sided(level, Df::Infinite) } else { None };
        if z.is_none() {
            problems.add(of_option("--level", level, "0 ба 1-ийн хооронд байна", "It lies between 0 and 1"));
        }
        if !(deff.is_finite() && deff > 0.0) {
            problems.add(of_option("--deff", deff, "0-ээс их байна", "It is more than 0"));
        }
        if !(response > 0.0 && response <= 1.0) {
            problems.add(of_option(
                "--response",
                response,
                "0-ээс их, 1-ээс ихгүй байна",
                "It is more than 0 and at most 1",
            ));
        }
        if let Some(people) = population.filter(|people| !(people.is_finite() && *people >= 1.0)) {
            problems.add(of_option("--population", people, "1-ээс багагүй байна", "It is 1 or more"));
        }
        match z {
            Some(z) if problems.is_empty() => Ok(Conditions { given, z }),
            _ => Err(problems),
        }
    }

    /// The same for a part of the population.
    pub fn among(self, population: f64) -> Conditions {
        let population = Some(population).filter(|people| people.is_finite() && *people >= 1.0);
        Conditions { given: Given { population, ..self.given }, ..self }
    }

    /// The factor of an interval: 1.96 for 95 %.
    pub fn z(&self) -> f64 {
        self.z
    }

    /// Confidence.
    pub fn level(&self) -> f64 {
        self.given.level
    }

    /// Design effect.
    pub fn deff(&self) -> f64 {
        self.given.deff
    }

    /// Share who answer.
    pub fn response(&self) -> f64 {
        self.given.response
    }

    /// People there are, if that makes a difference.
    pub fn population(&self) -> Option<f64> {
        self.given.population
    }
}

/// A number of an option that can't be what the option says, with what it can be.
pub fn of_option(option: &str, value: f64, mn: &str, en: &str) -> Problem {
    let hint = Hint::advice(format!("{mn}."), format!("{en}."));
    Problem::new(Code::PlanningNumber, At::default(), format!("{option} {value}")).hint(hint)
}

/// The design effect of asking `take` people in each cluster, where `icc` is the correlation of answers within a cluster.
pub fn cluster_effect(take: f64, icc: f64) -> f64 {
    1.0 + (take - 1.0) * icc
}

/// Kish's effect of weights that vary by `cv` (standard deviation over mean) without regard to the answers.
pub fn weighting_effect(cv: f64) -> f64 {
    1.0 + cv * cv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_impossible_number_is_named_at_once() {
        let given = Given { level: 95.0, deff: 0.0, response: 1.2, population: Some(0.0) };
        let said = Conditions::new(given).expect_err("none of them is possible").to_string();
        for option in ["--level 95", "--deff 0", "--response 1.2", "--population 0"] {
            assert!(said.contains(option), "{said}");
        }
    }

    #[test]
    fn twenty_people_a_cluster_at_an_icc_of_five_hundredths_make_1_95() {
        // 1 + 19 · 0.05, by hand.
        assert!((cluster_effect(20.0, 0.05) - 1.95).abs() < 1e-15);
        assert!((weighting_effect(0.5) - 1.25).abs() < 1e-15);
    }
}
