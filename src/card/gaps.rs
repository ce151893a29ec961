//! The gaps of a card, kind by kind, and what each means.

use std::collections::BTreeMap;

use super::cells::{ByPlace, Cells};
use super::common::{OnCommon, on_common};
use super::compute::Work;
use super::target::target_for;
use super::{Against, Card, Figure, Gap, GapKind, Survey, Where};
use crate::design::Units;
use crate::estimate::{Estimate, Linear, Precision, Rules};
use crate::gap::Difference;
use crate::gap::{Adjusted, Meaning, adjusted, at_the_edge, between, meaning, to_value, without_error};
use crate::instrument::{GroupingIndex, IndicatorIndex, Measure};
use crate::together;

/// Two groups of a grouping: the first minus the second is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BetweenGroups {
    /// The grouping.
    pub grouping: GroupingIndex,
    /// The first group.
    pub first: usize,
    /// The second.
    pub second: usize,
}

/// The pairs of a grouping that are compared.
fn pairs(survey: &Survey, grouping: GroupingIndex) -> Vec<(usize, usize)> {
    match &survey.choices.between {
        Some(chosen) => chosen.iter().filter(|b| b.grouping == grouping).map(|b| (b.first, b.second)).collect(),
        None => survey.instrument.groupings[grouping.0].compare.clone(),
    }
}

/// Every figure with a target in force, at every place and for all.
pub(super) fn to_targets(work: &Work, all: &Cells, places: &ByPlace) -> Vec<Gap> {
    let survey = work.survey;
    let mut gaps = Vec::new();
    for (at, figure) in work.figures.iter().enumerate() {
        let Figure::Indicator(i) = figure else { continue };
        let indicator = &survey.instrument.indicators[i.0];
        let share = matches!(indicator.measure, Measure::Share { .. });
        let everywhere = std::iter::once((Where::All, all));
        for (place, cells) in everywhere.chain(places.iter().map(|(m, c)| (Where::Place(*m), c))) {
            let id = match place {
                Where::All => None,
                Where::Place(member) => Some(survey.set.members()[member].place),
            };
            let Some(target) = target_for(indicator, id, survey.choices.as_of) else { continue };
            let Ok(estimate) = &cells[at].estimate else { continue };
            let value = indicator.targets[target].value / figure.factor(survey.instrument);
            let difference = to_value(estimate, value, share);
            gaps.push(Gap::new(*figure, place, GapKind::ToTarget(target), difference, (estimate.n, None)));
        }
    }
    gaps
}

/// Every figure at every place, against all places together. The place's own respondents are part of the average, so
/// that the two share clusters; the covariance is counted.
pub(super) fn to_average(work: &Work, all: &Cells, places: &ByPlace) -> Vec<Gap> {
    let figures: Vec<(usize, &Figure)> = work.figures.iter().enumerate().collect();
    let gaps = together::each(figures, work.threads, |(at, figure)| {
        let gap = |(member, cells): (&usize, &Cells)| {
            let to = To { figure: *figure, at, place: Where::Place(*member), kind: GapKind::ToAverage };
            between_cells(work, to, (cells, all), &[])
        };
        places.iter().filter_map(gap).collect::<Vec<Gap>>()
    });
    gaps.into_iter().flatten().collect()
}

/// The pairs of groups that the instrument names, at one place.
pub(super) fn between_groups(
    work: &Work,
    grouping: GroupingIndex,
    place: Where,
    groups: &BTreeMap<usize, Cells>,
) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (first, second) in pairs(work.survey, grouping) {
        let (Some(a), Some(b)) = (groups.get(&first), groups.get(&second)) else { continue };
        for (at, figure) in work.figures.iter().enumerate() {
            let others: Vec<&Linear> = groups
                .iter()
                .filter(|(g, _)| **g != first && **g != second)
                .filter_map(|(_, cells)| cells[at].linear.as_ref().ok())
                .collect();
            let kind = GapKind::BetweenGroups(grouping, first, second);
            gaps.extend(between_cells(work, To { figure: *figure, at, place, kind }, (a, b), &others));
        }
    }
    gaps
}

/// A gap that is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct To {
    pub figure: Figure,
    /// Where the figure stands among the cells.
    pub at: usize,
    pub place: Where,
    pub kind: GapKind,
}

/// First minus second.
pub(super) fn between_cells(work: &Work, to: To, (a, b): (&Cells, &Cells), others: &[&Linear]) -> Option<Gap> {
    let To { figure, at, place, kind } = to;
    let (Ok(first), Ok(second)) = (&a[at].estimate, &b[at].estimate) else { return None };
    let n = (first.n, Some(second.n));
    let Survey { instrument, choices, .. } = work.survey;
    let units = work.survey.units();
    if let Figure::Composite(composite) = figure
        && a[at].parts.is_some()
    {
        let of_a = |i: IndicatorIndex| a[i.0].estimate.as_ref().ok().zip(a[i.0].linear.as_ref().ok());
        let of_b = |i: IndicatorIndex| b[i.0].estimate.as_ref().ok().zip(b[i.0].linear.as_ref().ok());
        let Some(OnCommon { sides, n }) = on_common(instrument, composite, choices.few, &[&of_a, &of_b]) else {
            return Some(Gap::new(figure, place, kind, without_error(first.value - second.value), n));
        };
        let difference = between(&sides[0], &sides[1], others, units, &choices.rules);
        let own = choices.rules.df.df(units, &sides[0].scores);
        let difference = if against_many(kind) { difference.on_fewer(own, choices.rules.level) } else { difference };
        let gap = Gap::new(figure, place, kind, difference, (n[0], Some(n[1])));
        return Some(Gap { on: Some((sides[0].value, sides[1].value)), ..gap });
    }
    let linears = [&a[at].linear, &b[at].linear].map(|linear| linear.as_ref().ok());
    let difference = pair([first, second], linears, others, units, &choices.rules);
    let difference = match &first.precision {
        Precision::Sampled { df, .. } if against_many(kind) => difference.on_fewer(*df, choices.rules.level),
        Precision::Sampled { .. } | Precision::Unknown(_) => difference,
    };
    Some(Gap::new(figure, place, kind, difference, n))
}

/// Whether the other side is made of many places: it must not lend its clusters to the place.
fn against_many(kind: GapKind) -> bool {
    match kind {
        GapKind::ToAverage | GapKind::ToRegion | GapKind::ToQuarter => true,
        GapKind::ToTarget(_) | GapKind::ToBest | GapKind::BetweenGroups(..) => false,
    }
}

/// First minus second. Quantiles have a difference but no common error; where the error of one side is unknown, so is that
/// of the gap, and an error of 0 is no certainty.
pub fn pair(
    [first, second]: [&Estimate; 2],
    linears: [Option<&Linear>; 2],
    others: &[&Linear],
    units: &Units,
    rules: &Rules,
) -> Difference {
    match linears {
        [Some(a), Some(b)] if [first, second].iter().all(|side| side.se().is_some_and(|se| se > 0.0)) => {
            between(a, b, others, units, rules)
        }
        _ => at_the_edge(first, second).unwrap_or(without_error(first.value - second.value)),
    }
}

impl Gap {
    /// A gap that nobody has judged yet.
    pub(super) fn new(
        figure: Figure,
        place: Where,
        kind: GapKind,
        difference: Difference,
        n: (u64, Option<u64>),
    ) -> Gap {
        let meaning = Meaning::NoClearDifference;
        Gap {
            figure,
            place,
            kind,
            difference,
            against: None,
            on: None,
            p_adjusted: None,
            p_discovery: None,
            meaning,
            n,
        }
    }

    /// The same, with what it is a gap to and what its p-value becomes for all that could have been found to be that.
    pub(super) fn found(self, against: Against, p_adjusted: Option<f64>) -> Gap {
        Gap { against: Some(against), p_adjusted, ..self }
    }
}

/// Holm's and Benjamini and Hochberg's p-values of one family.
pub fn tests(p: &[Option<f64>]) -> impl Iterator<Item = (Option<f64>, Option<f64>)> {
    adjusted(p, Adjusted::Holm).into_iter().zip(adjusted(p, Adjusted::BenjaminiHochberg))
}

/// Adjusts the p-values and says what each gap means. A family is one figure and kind of gap over the places; of all places
/// together one kind of gap over the figures.
pub(super) fn judge(card: &mut Card, survey: &Survey) {
    let mut families: BTreeMap<(Option<Figure>, GapKind), Vec<usize>> = BTreeMap::new();
    for (at, gap) in card.gaps.iter().enumerate() {
        // Targets that differ by place make one family all the same.
        let kind = match gap.kind {
            GapKind::ToTarget(_) => GapKind::ToTarget(0),
            kind @ (GapKind::ToAverage | GapKind::ToRegion | GapKind::BetweenGroups(..)) => kind,
            // Adjusted already, for all that could have been found.
            GapKind::ToBest | GapKind::ToQuarter => continue,
        };
        let figure = (gap.place != Where::All).then_some(gap.figure);
        families.entry((figure, kind)).or_default().push(at);
    }
    for members in families.into_values() {
        let p: Vec<Option<f64>> = members.iter().map(|at| card.gaps[*at].difference.p).collect();
        for (at, (holm, discovery)) in members.into_iter().zip(tests(&p)) {
            (card.gaps[at].p_adjusted, card.gaps[at].p_discovery) = (holm, discovery);
        }
    }
    for gap in &mut card.gaps {
        let few = gap.n.0 < survey.choices.few || gap.n.1.is_some_and(|n| n < survey.choices.few);
        let direction = gap.figure.direction(survey.instrument);
        // The interval of a gap to what was found by looking isn't widened for that, so that it can't decide.
        let searched = matches!(gap.kind, GapKind::ToBest | GapKind::ToQuarter) && gap.p_adjusted.is_none();
        let unknown = without_error(gap.difference.value);
        let difference = if searched { &unknown } else { &gap.difference };
        gap.meaning = meaning(difference, gap.p_adjusted, survey.choices.rules.level, direction, few);
    }
}
