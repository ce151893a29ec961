//! Problems by the people they concern: a share of a small base may concern fewer than a small share of everybody.
//!
//! What      for a share with a better side, at a place: how many people it isn't for as it should be
//! Formula   people = N · c · q; q = 1 − p where more is better, p where less is; c = Σ w (of the base, with an answer) / Σ w
//!           (all respondents); N the population of the place, of all places: that of the places with data
//! Interval  N · c · the ends of the share's own interval; N and c are taken as they are
//! Source    a share times its base, as for any total of a domain: Lohr (2010), Sampling: Design and Analysis, ch. 4.3
//! Checked   by hand on the survey of `report::pages` tests; tests/golden/priorities.R
//! Edges     where respondents don't stand for residents (parents), or a population isn't known, everything is per 100 respondents; don't know, refused and blank concern nobody;
//!           what isn't shown of a share isn't counted either. All places are put together by sampling weights, whatever
//!           average the card goes by: only these stand for people

use std::collections::BTreeMap;

use super::compute::Work;
use super::{Card, Figure, Finding, Gap, GapKind, Key, Survey, Where, Whom};
use crate::estimate::{Estimate, Form, Precision, ValueKind, estimate};
use crate::instrument::{Direction, Indicator, IndicatorIndex, Measure};
use crate::weighting::Cut;

/// In what people are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counting {
    /// People, out of the population of the place set.
    People,
    /// Out of 100 respondents: they don't stand for residents, there is a place whose population isn't known, or nobody knows
    /// where respondents live.
    PerHundred,
}

/// A problem at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Affected {
    /// The indicator: a share with a better side.
    pub indicator: IndicatorIndex,
    /// Where.
    pub place: Where,
    /// How many it hurts; none if its share has no value that may be shown, or the number of respondents may not be.
    pub hurt: Option<Hurt>,
    /// Among the problems of the place, from 1; equal counts share a rank. None for overall satisfaction itself, which is no
    /// problem of its own.
    pub rank: Option<usize>,
}

/// How many people a problem hurts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hurt {
    /// The share of those concerned for whom it isn't as it should be, 0 to 1.
    pub share: f64,
    /// The share of all respondents, by weight, who are concerned and answered, 0 to 1.
    pub concerned: f64,
    /// People, or out of 100 respondents.
    pub people: f64,
    /// The ends that follow from the interval of the share.
    pub ends: Option<(f64, f64)>,
}

/// How many people a gap of a share concerns: |gap| · N · c, where c is the share of all respondents of the place, by weight,
/// who are of its first side and answered.
///
/// None for what is no share, where people aren't counted, and where one of its parts may not be shown.
pub fn people_of_gap(card: &Card, survey: &Survey, gap: &Gap) -> Option<f64> {
    let priorities = card.priorities.as_ref().filter(|p| p.counting == Counting::People)?;
    let Figure::Indicator(indicator) = gap.figure else { return None };
    if !matches!(survey.instrument.indicators[indicator.0].measure, Measure::Share { .. }) {
        return None;
    }
    let weight = |figure, whom| {
        let key = Key { figure, place: gap.place, whom };
        Some(card.find(&key)?.visible()?.sum_weights)
    };
    // Any problem of the place says how many respondents it has, by weight.
    let everybody = priorities.affected.iter().filter(|a| a.place == gap.place).find_map(|a| {
        let concerned = a.hurt.filter(|hurt| hurt.concerned > 0.0)?.concerned;
        Some(weight(Figure::Indicator(a.indicator), Whom::Everybody)? / concerned)
    })?;
    let whom = match gap.kind {
        GapKind::BetweenGroups(grouping, first, _) => Whom::Group(grouping, first),
        GapKind::ToTarget(_) | GapKind::ToAverage | GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => {
            Whom::Everybody
        }
    };
    let residents = |member: usize| survey.set.members()[member].population().map(f64::from);
    let people: f64 = match gap.place {
        Where::Place(member) => residents(member)?,
        Where::All => card.with_data.iter().map(|member| residents(*member)).sum::<Option<f64>>()?,
    };
    Some(gap.difference.value.abs() * people * weight(gap.figure, whom)? / everybody)
}

/// What population a place stands for, or 100 respondents.
fn per_respondents(counting: Counting, population: f64) -> f64 {
    match counting {
        Counting::People => population,
        Counting::PerHundred => 100.0,
    }
}

/// Whether an indicator can be a problem of so many people: a share with a better side.
pub(super) fn counts_people(indicator: &Indicator) -> bool {
    matches!(indicator.measure, Measure::Share { .. }) && indicator.direction != Direction::Neither
}

/// The problems at every place with data, and at all of them; `respondents` is the measure that counts everybody.
pub(super) fn of(work: &Work, card: &Card, respondents: usize) -> (Counting, Vec<Affected>) {
    let survey = work.survey;
    let population = |member: usize| survey.set.members()[member].population().map(f64::from);
    let known: Option<f64> = card.with_data.iter().map(|member| population(*member)).sum();
    let all_people =
        known.filter(|_| survey.instrument.stands_for_residents && work.area().is_some() && !card.with_data.is_empty());
    let counting = if all_people.is_some() { Counting::People } else { Counting::PerHundred };

    let mut affected = Vec::new();
    for group in work.places() {
        let member = group.key()[0] as usize - 1;
        let people = per_respondents(counting, population(member).unwrap_or_default());
        affected.extend(at_place(work, card, group, Where::Place(member), respondents, people));
    }
    for group in work.everybody() {
        let people = per_respondents(counting, all_people.unwrap_or_default());
        affected.extend(at_place(work, card, group, Where::All, respondents, people));
    }
    (counting, affected)
}

/// The problems of one place, ranked.
fn at_place(work: &Work, card: &Card, group: &Cut, place: Where, respondents: usize, people: f64) -> Vec<Affected> {
    let instrument = work.survey.instrument;
    let everybody: f64 = work.sums(group, respondents).units.iter().map(|(_, t)| t.w).sum();
    let overall = instrument.overall.map(|o| instrument.indicators[o.0].measure.question());
    let mut affected: Vec<Affected> = Vec::new();
    let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
    for (at, of) in instrument.indicators.iter().enumerate() {
        if !counts_people(of) {
            continue;
        }
        let indicator = IndicatorIndex(at);
        let key = Key { figure: Figure::Indicator(indicator), place, whom: Whom::Everybody };
        // From the share of those concerned follows how many respondents there are.
        let countable = |_: &&Estimate| match place {
            Where::Place(member) => !card.withheld_respondents.contains(&member),
            Where::All => true,
        };
        let shown = card.find(&key).and_then(Finding::visible).filter(countable);
        let estimate = shown.and_then(|shown| match place {
            Where::Place(_) => Some(shown.clone()),
            Where::All => pooled(work, group, indicator),
        });
        let hurt = estimate.filter(|_| everybody > 0.0).map(|e| hurt(&e, of.direction, everybody, people));
        // What counts in no composite for lack of weight of its dimension, as an official price, is no problem to be ranked.
        let counts_at_all = instrument.dimensions[of.dimension.0].weight > 0.0;
        if let Some(hurt) = hurt.filter(|_| counts_at_all && overall != Some(of.measure.question())) {
            counts.insert(affected.len(), hurt.people);
        }
        affected.push(Affected { indicator, place, hurt, rank: None });
    }
    for (at, people) in &counts {
        affected[*at].rank = Some(1 + counts.values().filter(|other| *other > people).count());
    }
    affected
}

/// The share over all respondents by their sampling weights, also where the card averages places otherwise.
fn pooled(work: &Work, group: &Cut, indicator: IndicatorIndex) -> Option<Estimate> {
    let survey = work.survey;
    let linear = survey.weights.linear(Form::Mean, &work.sums(group, survey.compiled.indicators[indicator.0])).ok()?;
    Some(estimate(&linear, ValueKind::Share, survey.units(), &survey.choices.rules))
}

fn hurt(estimate: &Estimate, direction: Direction, everybody: f64, people: f64) -> Hurt {
    let interval = match estimate.precision {
        Precision::Sampled { interval, .. } => interval.map(|i| (i.low, i.high)),
        Precision::Unknown(_) => None,
    };
    let (share, ends) = match direction {
        Direction::Lower => (estimate.value, interval),
        Direction::Higher | Direction::Neither => {
            (1.0 - estimate.value, interval.map(|(low, high)| (1.0 - high, 1.0 - low)))
        }
    };
    let concerned = estimate.sum_weights / everybody;
    let count = |share: f64| people * concerned * share;
    Hurt { share, concerned, people: count(share), ends: ends.map(|(low, high)| (count(low), count(high))) }
}
