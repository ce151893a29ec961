//! The figures of one facility whose respondents are the units, from how its answers are counted out.
//!
//! What      mean m = Σ w·y / Σ w over the answers; V = n/(n − 1)·Σ u², u = w·(y − m)/Σ w, n all rows of the facility
//! Source    as [`crate::estimate`]: one stratum, rows as units, so that Σ u = 0 and Σ u² is a sum over answers
//! Checked   a test holds it against the general path; R on the example's facilities
//! Edges     figures that aren't means of answers (ratios, means of numbers, quantiles) take the general path

use super::compute::Work;
use super::{Figure, Finding, Key, Shown, Where, Whom};
use crate::design::Units;
use crate::estimate::{Estimate, Linear, NoEstimate, ValueKind, estimate_of_rows};
use crate::instrument::{CompositeIndex, IndicatorIndex, Measure};
use crate::tally::{Adds, Bin, Counted, Counts, FIRST_ANSWER, Group};
use crate::weighting::Cut;

/// An indicator of the facility: its estimate, and what each answer is worth.
struct Part<'v> {
    estimate: Result<Estimate, NoEstimate>,
    variable: usize,
    values: &'v [f64],
    zero_weight: u64,
}

/// The findings of a facility, whose rows are counted out into `counted`.
pub(super) fn findings(work: &Work, cut: &Cut, counted: &mut Counted) -> Vec<Finding> {
    let group = &cut.group;
    group.count_out(counted);
    let whom = Whom::Facility(cut.key()[0] as usize - 1);
    let units = Units::of_rows(counted.rows as u32);
    let mut parts: Vec<Option<Part>> = Vec::with_capacity(work.figures.len());
    let mut findings = Vec::with_capacity(work.figures.len());
    for figure in &work.figures {
        let (estimate, there) = match figure {
            Figure::Indicator(i) => {
                let part = by_answer(work, counted, *i);
                let estimate = match &part {
                    Some(part) => part.estimate.clone(),
                    None => work.one_indicator(cut, &units, *i),
                };
                parts.push(part);
                (estimate, None)
            }
            Figure::Composite(c) => match work.survey.compiled.composites[c.0] {
                Some(measure) => (work.own_means(cut, &units, measure), None),
                None => {
                    let (estimate, there, all) = composite(work, group, counted.rows, *c, &parts);
                    (estimate, Some((there, all)))
                }
            },
        };
        findings.push(Finding {
            key: Key { figure: *figure, place: Where::All, whom },
            estimate: estimate.map(|e| work.within_bounds(*figure, e)),
            counts: Counts::default(),
            parts: there,
            shown: Shown::Freely,
        });
    }
    findings
}

/// The estimate of an indicator that is a mean of answers; none if it is something else.
fn by_answer<'v>(work: &Work<'v>, counted: &Counted, indicator: IndicatorIndex) -> Option<Part<'v>> {
    let survey = work.survey;
    let measure = &survey.tally.plan().measures[survey.compiled.indicators[indicator.0]];
    let Adds::ByAnswer(values) = &measure.adds else { return None };
    let share = matches!(survey.instrument.indicators[indicator.0].measure, Measure::Share { .. });
    let kind = if share { ValueKind::Share } else { ValueKind::Mean };
    let bins = counted.of(measure.variable);
    let worth = |(answer, bin): (usize, &Bin)| (values.get(answer).copied().unwrap_or(0.0), *bin);
    let bins: Vec<(f64, Bin)> = bins.iter().enumerate().map(worth).collect();
    let sum = |of: &dyn Fn(&(f64, Bin)) -> f64| bins.iter().map(of).sum::<f64>();
    let (n, zero_weight) =
        bins.iter().fold((0, 0), |(n, zero), (_, bin)| (n + u64::from(bin.n), zero + u64::from(bin.zero_weight)));
    let w = sum(&|(_, bin)| bin.w);
    let estimate = if n + zero_weight == 0 {
        Err(NoEstimate::NoAnswers)
    } else if n == 0 {
        Err(NoEstimate::NoWeight)
    } else {
        let mean = sum(&|(y, bin)| bin.w * y) / w;
        let squares = sum(&|(y, bin)| bin.w2 * (y - mean).powi(2)) / (w * w);
        let linear = Linear { value: mean, n, zero_weight, sum_weights: w, ..Linear::default() };
        Ok(estimate_of_rows(&linear, squares, counted.rows, kind, &survey.choices.rules))
    };
    Some(Part { estimate, variable: measure.variable, values, zero_weight })
}

/// A composite of indicators: its rows' scores are sums of those of its parts, so that covariance is counted. Also how many
/// of its parts are there, and how many it has.
fn composite(
    work: &Work,
    group: &Group,
    rows: u64,
    composite: CompositeIndex,
    parts: &[Option<Part>],
) -> (Result<Estimate, NoEstimate>, usize, usize) {
    let instrument = work.survey.instrument;
    let all = instrument.composite_parts(composite);
    let there: Vec<(IndicatorIndex, f64, &Part, &Estimate)> = all
        .iter()
        .filter_map(|(i, weight)| {
            let part = parts.get(i.0)?.as_ref()?;
            let estimate = part.estimate.as_ref().ok().filter(|e| e.se().is_some())?;
            Some((*i, *weight, part, estimate))
        })
        .collect();
    let weights: f64 = there.iter().map(|(_, weight, ..)| weight).sum();
    if there.is_empty() || weights <= 0.0 {
        return (Err(NoEstimate::NoAnswers), there.len(), all.len());
    }
    let mut value = 0.0;
    // By part: the variable, and what a row with each answer adds to the score of the composite, per weight.
    let mut adds: Vec<(usize, Vec<f64>)> = Vec::new();
    for (i, weight, part, estimate) in &there {
        let indicator = &instrument.indicators[i.0];
        let (start, share) = (indicator.as_points(0.0), weight / weights);
        let slope = indicator.as_points(1.0) - start;
        value += share * (start + slope * estimate.value);
        let each = |y: f64| share * slope * (y - estimate.value) / estimate.sum_weights;
        // The last is of answers beyond all, which count as 0.
        adds.push((part.variable, part.values.iter().map(|y| each(*y)).chain([each(0.0)]).collect()));
    }
    let (mut squares, mut sum) = (0.0, 0.0);
    group.each_row(|weight, codes| {
        let score: f64 = adds
            .iter()
            .filter_map(|(variable, adds)| {
                let answer = codes[*variable].checked_sub(FIRST_ANSWER)?;
                Some(adds[usize::from(answer).min(adds.len() - 1)])
            })
            .sum();
        sum += weight * score;
        squares += (weight * score).powi(2);
    });
    let largest = there.iter().map(|(.., part, e)| (e.n, part.zero_weight)).max_by_key(|(n, _)| *n).unwrap_or_default();
    let sum_weights = there.iter().map(|(.., e)| e.sum_weights).fold(0.0, f64::max);
    let linear = Linear { value, n: largest.0, zero_weight: largest.1, sum_weights, ..Linear::default() };
    let squares = squares - sum * sum / rows as f64;
    let estimate = estimate_of_rows(&linear, squares, rows, ValueKind::Mean, &work.survey.choices.rules);
    (Ok(estimate), there.len(), all.len())
}
