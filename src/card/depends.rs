//! Whether a figure depends on the place, or on the group of people: one test of all groups of a breakdown together.
//!
//! What      H₀: the figure is the same in all of them. Shares over all respondents: Rao and Scott's F of the table answer × group;
//!           other figures, and places put together otherwise: Wald's F of the differences to the first group, adjusted for few
//!           degrees of freedom
//! Source    Rao & Scott (1984), Ann. Stat. 12:46–60; Thomas & Rao (1987), JASA 82:630–636; R survey, `svychisq`
//! Checked   `svychisq` of R survey, by the script that recomputes a card
//! Edges     groups with few answers, or without an error, have no part; with fewer than two left there is no test. Medians have no
//!           scores and totals say more of sizes: neither is tested. Composites are tested on the parts that all groups have, as gaps
//!           are. In public nothing is tested of which a group may not be shown

use std::collections::BTreeMap;

use super::cells::{Cells, ShareSums};
use super::common::{OnCommon, Side, on_common};
use super::compute::Work;
use super::gaps::tests;
use super::{Average, Card, Extent, Figure, Key, Publication, Where, Whom};
use crate::estimate::{
    Estimate, Linear, NoTest, SideBySide, TestStatistic, Tested, combined, covariances, each_unit, in_company, wald,
};
use crate::instrument::{GroupingIndex, IndicatorIndex, Measure};
use crate::together;
use crate::weighting::TwoWay;

/// By what a figure is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Breakdown {
    /// By the places of the set.
    Places,
    /// By a grouping, in all places together.
    Groups(GroupingIndex),
}

/// Whether a figure depends on what it is broken down by.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependence {
    /// The figure.
    pub figure: Figure,
    /// By what it is broken down.
    pub by: Breakdown,
    /// How many groups have a part in the test.
    pub groups: usize,
    /// Which test.
    pub statistic: TestStatistic,
    /// What came of it.
    pub tested: Result<Tested, NoTest>,
    /// The p-value adjusted for the figures of the breakdown, by Holm.
    pub p_adjusted: Option<f64>,
    /// The same by Benjamini and Hochberg.
    pub p_discovery: Option<f64>,
}

/// The tests of one breakdown, of what its groups are by their codes.
pub(super) fn of(
    work: &Work,
    by: Breakdown,
    cells: &BTreeMap<usize, Cells>,
    shares: &BTreeMap<usize, ShareSums>,
) -> Vec<Dependence> {
    // Without places nothing can depend on them.
    let none = cells.is_empty() || work.extent == Extent::Figures;
    let figures = if none { Vec::new() } else { work.figures.iter().copied().enumerate().collect() };
    let tested = |(at, figure): (usize, Figure)| one(work, (at, figure), by, cells, shares);
    together::each(figures, work.threads, tested).into_iter().flatten().collect()
}

fn one(
    work: &Work,
    (at, figure): (usize, Figure),
    by: Breakdown,
    cells: &BTreeMap<usize, Cells>,
    shares: &BTreeMap<usize, ShareSums>,
) -> Option<Dependence> {
    let survey = work.survey;
    let share = match figure {
        Figure::Composite(_) => None,
        Figure::Indicator(i) => match survey.instrument.indicators[i.0].measure {
            Measure::Share { .. } => Some(i),
            Measure::Total { .. } | Measure::Quantile { .. } => return None,
            Measure::Score { .. } | Measure::Mean { .. } | Measure::Net { .. } | Measure::Ratio { .. } => None,
        },
    };
    let pooled = by == Breakdown::Places || survey.choices.average == Average::Sample;
    let table = share.filter(|_| pooled);
    let statistic = if table.is_some() { TestStatistic::F } else { TestStatistic::AdjWald };
    let there: Vec<(usize, &Linear)> = cells
        .iter()
        .filter_map(|(code, cells)| Some((*code, enough(cells, at, survey.choices.few, statistic)?)))
        .collect();
    let tested = match table {
        Some(indicator) => {
            let sums = |(code, _): &(usize, &Linear)| shares.get(code)?[indicator.0].as_ref();
            let hits = there.iter().filter_map(sums).collect();
            TwoWay::same_share(survey.weights, hits, survey.units(), &survey.choices.rules)
        }
        None => match figure {
            Figure::Composite(composite) if cells.values().any(|cells| cells[at].parts.is_some()) => {
                let sides: Vec<_> = there.iter().map(|(code, _)| side(&cells[code])).collect();
                let sides: Vec<Side> = sides.iter().map(|side| side as Side).collect();
                match on_common(survey.instrument, composite, survey.choices.few, &sides) {
                    Some(OnCommon { sides, .. }) => differ(work, &sides.iter().collect::<Vec<_>>()),
                    None => Err(NoTest::Unlike),
                }
            }
            Figure::Composite(_) | Figure::Indicator(_) => {
                differ(work, &there.iter().map(|(_, linear)| *linear).collect::<Vec<_>>())
            }
        },
    };
    Some(Dependence { figure, by, groups: there.len(), statistic, tested, p_adjusted: None, p_discovery: None })
}

/// The indicators of a group, as the sides of a composite.
fn side<'c>(cells: &'c Cells) -> impl Fn(IndicatorIndex) -> Option<(&'c Estimate, &'c Linear)> {
    |i| cells[i.0].estimate.as_ref().ok().zip(cells[i.0].linear.as_ref().ok())
}

/// What a group is tested by, if it has answers enough and an error; an error of 0, of a share of 0 or 1, is no certainty, but has a
/// place in a table.
fn enough(cells: &Cells, at: usize, few: u64, statistic: TestStatistic) -> Option<&Linear> {
    let estimate = cells[at].estimate.as_ref().ok()?;
    let is_error = |se: f64| se > 0.0 || statistic == TestStatistic::F;
    let sure = estimate.n >= few && estimate.se().is_some_and(is_error);
    cells[at].linear.as_ref().ok().filter(|_| sure)
}

/// Wald's test that several statistics are the same.
fn differ(work: &Work, of: &[&Linear]) -> Result<Tested, NoTest> {
    let (units, rules) = (work.survey.units(), &work.survey.choices.rules);
    let Some((first, others)) = of.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Err(NoTest::OneCategory);
    };
    let values: Vec<f64> = others.iter().map(|other| other.value - first.value).collect();
    let sorted = |linear: &&Linear| linear.scores.is_sorted_by(|a, b| a.unit < b.unit);
    if in_company(units, rules.variance) && of.iter().all(sorted) {
        let mut side = SideBySide::new(others.len());
        let lists = of.iter().map(|linear| &linear.scores[..]).collect();
        each_unit(
            lists,
            |score| score.unit,
            |unit, there| {
                let z = side.unit(unit, there.iter().any(|(_, score)| score.weighted));
                for (at, score) in there {
                    match at.checked_sub(1) {
                        Some(other) => z[other] += score.z,
                        None => z.iter_mut().for_each(|z| *z -= score.z),
                    }
                }
            },
        );
        return wald(&values, side.covariances(units), side.df(units, rules.df), true);
    }
    let differences: Vec<Linear> = others.iter().map(|other| combined(&[(1.0, other), (-1.0, first)])).collect();
    let covariance = covariances(units, &differences, rules.variance).map_err(|_| NoTest::NoError)?;
    let all: Vec<(f64, &Linear)> = of.iter().map(|linear| (1.0, *linear)).collect();
    wald(&values, covariance, rules.df.df(units, &combined(&all).scores), true)
}

/// Takes out what may not be told, and adjusts p-values for the figures of each breakdown.
pub(super) fn judge(card: &mut Card, public: Publication, codes: impl Fn(Breakdown) -> Vec<usize>) {
    if public == Publication::Public {
        let shown = |dependence: &Dependence| {
            codes(dependence.by).into_iter().all(|code| {
                let (place, whom) = match dependence.by {
                    Breakdown::Places => (Where::Place(code), Whom::Everybody),
                    Breakdown::Groups(grouping) => (Where::All, Whom::Group(grouping, code)),
                };
                let finding = card.find(&Key { figure: dependence.figure, place, whom });
                finding.is_none_or(|finding| finding.estimate.is_err() || finding.visible().is_some())
            })
        };
        let kept = card.depends.iter().filter(|of| shown(of)).cloned().collect();
        card.depends = kept;
    }
    let mut families: BTreeMap<Breakdown, Vec<usize>> = Default::default();
    card.depends.iter().enumerate().for_each(|(at, of)| families.entry(of.by).or_default().push(at));
    for members in families.into_values() {
        let p: Vec<Option<f64>> = members.iter().map(|at| card.depends[*at].tested.ok().map(|t| t.p)).collect();
        for (at, (holm, discovery)) in members.into_iter().zip(tests(&p)) {
            (card.depends[at].p_adjusted, card.depends[at].p_discovery) = (holm, discovery);
        }
    }
}
