//! The gaps of a card, kind by kind, and what each means.

use std::collections::BTreeMap;

use super::compute::{ByPlace, Cell, Cells, Work};
use super::target::target_for;
use super::{Card, Figure, Gap, GapKind, Survey, Where};
use crate::estimate::Linear;
use crate::gap::Difference;
use crate::gap::{Adjusted, Meaning, adjusted, at_the_edge, between, meaning, to_value, without_error};
use crate::instrument::{GroupingIndex, Measure};
use crate::together;

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
            gaps.push(gap(*figure, place, GapKind::ToTarget(target), difference, (estimate.n, None)));
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
            pair(work, *figure, Where::Place(*member), GapKind::ToAverage, (&cells[at], &all[at]), &[])
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
    for (first, second) in &work.survey.instrument.groupings[grouping.0].compare {
        let (Some(a), Some(b)) = (groups.get(first), groups.get(second)) else { continue };
        for (at, figure) in work.figures.iter().enumerate() {
            let others: Vec<&Linear> = groups
                .iter()
                .filter(|(g, _)| *g != first && *g != second)
                .filter_map(|(_, cells)| cells[at].linear.as_ref().ok())
                .collect();
            let kind = GapKind::BetweenGroups(grouping, *first, *second);
            gaps.extend(pair(work, *figure, place, kind, (&a[at], &b[at]), &others));
        }
    }
    gaps
}

/// First minus second. Quantiles have a difference but no common error; where the error of one side is unknown, so is that
/// of the gap, and an error of 0 is no certainty.
fn pair(
    work: &Work,
    figure: Figure,
    place: Where,
    kind: GapKind,
    (a, b): (&Cell, &Cell),
    others: &[&Linear],
) -> Option<Gap> {
    let (Ok(first), Ok(second)) = (&a.estimate, &b.estimate) else { return None };
    let n = (first.n, Some(second.n));
    let value = first.value - second.value;
    let difference = match (&a.linear, &b.linear) {
        (Ok(a), Ok(b)) if [first, second].iter().all(|side| side.se().is_some_and(|se| se > 0.0)) => {
            between(a, b, others, &work.survey.coding.units, &work.survey.choices.rules)
        }
        _ => at_the_edge(first, second).unwrap_or(without_error(value)),
    };
    Some(gap(figure, place, kind, difference, n))
}

fn gap(figure: Figure, place: Where, kind: GapKind, difference: Difference, n: (u64, Option<u64>)) -> Gap {
    Gap { figure, place, kind, difference, p_adjusted: None, meaning: Meaning::NoClearDifference, n }
}

/// Adjusts the p-values and says what each gap means. A family is one figure and kind of gap over the places; the gap
/// over all places is a family of its own.
pub(super) fn judge(card: &mut Card, survey: &Survey) {
    let mut families: BTreeMap<(Figure, GapKind, bool), Vec<usize>> = BTreeMap::new();
    for (at, gap) in card.gaps.iter().enumerate() {
        // Targets that differ by place make one family all the same.
        let kind = match gap.kind {
            GapKind::ToTarget(_) => GapKind::ToTarget(0),
            kind @ (GapKind::ToAverage | GapKind::BetweenGroups(..)) => kind,
        };
        families.entry((gap.figure, kind, gap.place == Where::All)).or_default().push(at);
    }
    for members in families.into_values() {
        let p: Vec<Option<f64>> = members.iter().map(|at| card.gaps[*at].difference.p).collect();
        for (at, p) in members.into_iter().zip(adjusted(&p, Adjusted::Holm)) {
            let gap = &mut card.gaps[at];
            let few = gap.n.0 < survey.choices.few || gap.n.1.is_some_and(|n| n < survey.choices.few);
            let direction = gap.figure.direction(survey.instrument);
            gap.p_adjusted = p;
            gap.meaning = meaning(&gap.difference, p, survey.choices.rules.level, direction, few);
        }
    }
}
