//! How the answers to a question of a scale are spread: the share of each, in every place and in all together.
//!
//! What      p_k = Σ w·[answer is k] / Σ w over those who gave an answer that has a value on the scale
//! Base      that of the question's score, so that Σ p_k · points_k is the score itself
//! Average   of all places by sampling weights: all answers together; else the mean of the places' shares by the weights
//!           of the average, as of the score
//! Checked   by that identity, and by hand (the test below)
//! Edges     no answers: no shares. What may not be shown of the score may not be shown of its answers: they have the same base,
//!           so what protects one protects the other

use super::compute::Work;
use super::{Average, Card, Figure, Finding, Key, Where, Whom};
use crate::coding::SpreadMeasures;
use crate::instrument::{AnswerIndex, IndicatorIndex};
use crate::weighting::Cut;

/// How the answers to a question are spread in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// The score whose answers these are.
    pub indicator: IndicatorIndex,
    /// Where.
    pub place: Where,
    /// The answers that have a value on the scale, in the order of the instrument, each with its share from 0 to 1.
    pub shares: Vec<(AnswerIndex, f64)>,
}

impl Card {
    /// How answers are spread somewhere; nothing of a place whose score may not be shown.
    pub fn spread(&self, indicator: IndicatorIndex, place: Where) -> Option<(&Spread, &Finding)> {
        let key = Key { figure: Figure::Indicator(indicator), place, whom: Whom::Everybody };
        let finding = self.find(&key).filter(|finding| finding.visible().is_some())?;
        let spread = self.spreads.iter().find(|spread| spread.indicator == indicator && spread.place == place)?;
        Some((spread, finding))
    }
}

/// The spread of every score's answers, by score and place.
pub(super) fn of(work: &Work) -> Vec<Spread> {
    let survey = work.survey;
    let mut spreads = Vec::new();
    for measures in &survey.compiled.spreads {
        let of_place = |group: &Cut| Some((group.key()[0] as usize - 1, shares(work, group, measures)?));
        let known: Vec<(usize, Vec<f64>)> = work.places().iter().filter_map(of_place).collect();
        let all = work.everybody().first().and_then(|group| shares(work, group, measures));
        let all = all.map(|pooled| average(work, &known).unwrap_or(pooled));
        let spread = |place, shares: Vec<f64>| Spread {
            indicator: measures.indicator,
            place,
            shares: measures.answers.iter().copied().zip(shares).collect(),
        };
        spreads.extend(known.into_iter().map(|(member, shares)| spread(Where::Place(member), shares)));
        spreads.extend(all.map(|shares| spread(Where::All, shares)));
    }
    spreads
}

fn shares(work: &Work, group: &Cut, measures: &SpreadMeasures) -> Option<Vec<f64>> {
    let share = |measure: &usize| {
        let totals = work.sums(group, *measure).units;
        let (sum, weight) = totals.iter().fold((0.0, 0.0), |(sum, w), (_, t)| (sum + t.wy, w + t.w));
        (weight > 0.0).then(|| sum / weight)
    };
    measures.measures.iter().map(share).collect()
}

/// The mean of the places' shares; none where all respondents count together.
fn average(work: &Work, places: &[(usize, Vec<f64>)]) -> Option<Vec<f64>> {
    let weight = |member: usize| match work.survey.choices.average {
        Average::Sample => 0.0,
        Average::Equal => 1.0,
        Average::Population => work.survey.set.members()[member].population().map_or(0.0, f64::from),
    };
    let sum: f64 = places.iter().map(|(member, _)| weight(*member)).sum();
    if sum <= 0.0 {
        return None;
    }
    let (_, first) = places.first()?;
    let mean = |at: usize| places.iter().map(|(member, shares)| weight(*member) / sum * shares[at]).sum();
    Some((0..first.len()).map(mean).collect())
}
