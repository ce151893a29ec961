//! What priorities are made of, beside the indicators: how many respondents there are, and each indicator together with
//! overall satisfaction.
//!
//! A pair of indicators is one variable more, whose codes are the combinations of both; its bins hold all that a line through
//! the two needs, so that the rows are still read once.

use super::measures::Compiled;
use crate::instrument::{Direction, Indicator, IndicatorIndex, Instrument, Scale};

/// From where it is known how important an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ImportanceBy {
    /// From how it goes with overall satisfaction.
    Derived,
    /// From the instrument, as a workshop or the literature states it.
    Stated,
    /// It isn't asked for.
    Nothing,
}

impl ImportanceBy {
    /// Every way by the name used in options.
    pub const NAMES: [(&'static str, ImportanceBy); 3] =
        [("derived", ImportanceBy::Derived), ("stated", ImportanceBy::Stated), ("none", ImportanceBy::Nothing)];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, by)| *by == self).map_or("", |(name, _)| name)
    }
}

/// The measures that priorities are made of.
#[derive(Debug, Clone, PartialEq)]
pub struct PriorityMeasures {
    /// A count of all respondents.
    pub respondents: usize,
    /// What importance is made of.
    pub importance: ImportanceMeasures,
}

/// What importance is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportanceMeasures {
    /// Of how indicators go with overall satisfaction.
    Derived {
        /// The indicator of overall satisfaction.
        overall: IndicatorIndex,
        /// By indicator, its sums together with that one; none where it has no relation to look for.
        pairs: Vec<Option<PairMeasures>>,
    },
    /// Of what the instrument states.
    Stated,
    /// Nothing.
    Nothing,
}

/// The measures of an indicator x and overall satisfaction y, in points, over those who have both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairMeasures {
    /// Σ w·x and Σ w·x².
    pub x: usize,
    /// Σ w·y and Σ w·y².
    pub y: usize,
    /// Σ w·x·y
    pub xy: usize,
}

/// What keeps an indicator out of the picture of importance and performance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is a number of its own unit: there are no points to set beside others.
    Number,
    /// Neither way is better.
    NoDirection,
    /// It is made of the question of overall satisfaction.
    OfOverall,
    /// Another indicator stands for the same question.
    SameQuestion(IndicatorIndex),
}

/// Why an indicator is left out of importance and performance; none if it is in. Of several indicators of one question the
/// first that counts in a composite stands for it, or else the first: asked once, it is weighed once.
pub fn left_out(instrument: &Instrument, at: IndicatorIndex) -> Option<LeftOut> {
    let indicator = &instrument.indicators[at.0];
    let question = |i: &Indicator| i.measure.question();
    if instrument.overall.is_some_and(|o| question(&instrument.indicators[o.0]) == question(indicator)) {
        return Some(LeftOut::OfOverall);
    }
    if indicator.measure.scale() == Scale::Own {
        return Some(LeftOut::Number);
    }
    if indicator.direction == Direction::Neither {
        return Some(LeftOut::NoDirection);
    }
    let rivals = || {
        let rival = |i: &&Indicator| {
            question(i) == question(indicator) && i.measure.scale() != Scale::Own && i.direction != Direction::Neither
        };
        instrument.indicators.iter().enumerate().filter(move |(_, i)| rival(i))
    };
    let stands = rivals().find(|(_, i)| i.weight > 0.0).or_else(|| rivals().next())?.0;
    (stands != at.0).then_some(LeftOut::SameQuestion(IndicatorIndex(stands)))
}

impl PriorityMeasures {
    /// Adds what priorities are made of to the plan.
    pub(super) fn compile(compiled: &mut Compiled, instrument: &Instrument, by: ImportanceBy) -> PriorityMeasures {
        let respondents = compiled.everybody();
        // Relations are looked for over all respondents only: groups needn't carry their sums.
        compiled.plan.uncut_from = Some(compiled.plan.variables.len());
        let importance = match (by, instrument.overall) {
            (ImportanceBy::Derived, Some(overall)) => {
                let with = &instrument.indicators[overall.0];
                let pair = |at: usize| {
                    left_out(instrument, IndicatorIndex(at)).is_none().then_some(())?;
                    let [x, y, xy] = compiled.together(instrument, &instrument.indicators[at], with)?;
                    Some(PairMeasures { x, y, xy })
                };
                let pairs = (0..instrument.indicators.len()).map(pair).collect();
                ImportanceMeasures::Derived { overall, pairs }
            }
            (ImportanceBy::Stated, _) => ImportanceMeasures::Stated,
            (ImportanceBy::Derived, None) | (ImportanceBy::Nothing, _) => ImportanceMeasures::Nothing,
        };
        PriorityMeasures { respondents, importance }
    }
}
