//! Composites set against each other on the parts that all sides have.
//!
//! What      a composite leaves out the parts that a place has no estimate of, so that two of them may be made of different
//!           things. Where they are compared, each side is made anew from the parts that all sides have with answers enough and
//!           an error; their weights sum to one again
//! Rule      parts with fewer answers than the bound on one side, or without an error there, take no part: nobody is better
//!           for a hundred percent of nine people. What is left must weigh at least half of the whole, or nothing is compared
//! Checked   R, the gaps of composites in instruments/*/expected.csv: 1e-9 relative
//! Edges     composites of each respondent's own mean are a figure like another and are not taken apart

use crate::estimate::{Estimate, Linear, combined};
use crate::instrument::{CompositeIndex, CompositeLevel, IndicatorIndex, Instrument};

/// The share of its weight that must be left of a composite.
const LEAST: f64 = 0.5;

/// A side: what is known of an indicator there.
pub type Side<'s, 'c> = &'s dyn Fn(IndicatorIndex) -> Option<(&'c Estimate, &'c Linear)>;

/// A composite on the common parts: for each side its value and scores, and the fewest answers of a part.
pub struct OnCommon {
    /// The sides, in the order in which they were given.
    pub sides: Vec<Linear>,
    /// For each side the fewest answers of one of its parts.
    pub n: Vec<u64>,
}

/// The sides of a composite on their common parts; none where too little is common, or it isn't taken at place level.
pub fn on_common(instrument: &Instrument, composite: CompositeIndex, few: u64, sides: &[Side]) -> Option<OnCommon> {
    if instrument.composites[composite.0].level != CompositeLevel::Place {
        return None;
    }
    let enough = |(estimate, _): &(&Estimate, &Linear)| estimate.n >= few && estimate.se().is_some_and(|se| se > 0.0);
    let parts = instrument.composite_parts(composite);
    let common: Vec<(IndicatorIndex, f64)> =
        parts.into_iter().filter(|(i, _)| sides.iter().all(|side| side(*i).is_some_and(|s| enough(&s)))).collect();
    let weight: f64 = common.iter().map(|(_, weight)| weight).sum();
    if weight < LEAST {
        return None;
    }
    let (mut made, mut n) = (Vec::new(), Vec::new());
    for side in sides {
        let mut constant = 0.0;
        let mut fewest = u64::MAX;
        let mut weighted: Vec<(f64, &Linear)> = Vec::new();
        for (i, part) in &common {
            let (estimate, linear) = side(*i)?;
            // Points are a straight line of the value: its slope and where it starts.
            let indicator = &instrument.indicators[i.0];
            let start = indicator.as_points(0.0);
            constant += part / weight * start;
            weighted.push((part / weight * (indicator.as_points(1.0) - start), linear));
            fewest = fewest.min(estimate.n);
        }
        let mut linear = combined(&weighted);
        linear.value += constant;
        made.push(linear);
        n.push(fewest);
    }
    Some(OnCommon { sides: made, n })
}
