//! A sampling weight: how many people of the population a respondent stands for.

use std::fmt;

/// A finite weight of zero or more.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Weight(f64);

/// A number that is no weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BadWeight(pub f64);

impl Weight {
    /// The weight of everybody in an unweighted survey.
    pub const ONE: Weight = Weight(1.0);

    /// A weight, unless the number is negative, infinite or not a number.
    pub fn new(value: f64) -> Result<Weight, BadWeight> {
        if value.is_finite() && value >= 0.0 { Ok(Weight(value)) } else { Err(BadWeight(value)) }
    }

    /// The number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Display for BadWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a weight", self.0)
    }
}

impl std::error::Error for BadWeight {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_numbers_from_zero_up_are_weights() {
        assert_eq!(Weight::new(0.0).map(Weight::get), Ok(0.0));
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(Weight::new(bad).is_err());
        }
    }
}
