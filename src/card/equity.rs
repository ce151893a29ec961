//! How unevenly the figures of a card are spread: over places, and over the groups of a grouping.
//!
//! What      over places: simple and mean gaps, index of disparity, Theil, between-place variance. Over groups: the same, and
//!           along groups that have an order (poorest first) slope and concentration indices with their errors
//! Formula   as [`crate::gap::inequality`] and [`crate::gap::slope`]. Between-place variance beyond chance: V − Σ p(1 − p)s²,
//!           at least 0, which takes away what sampling errors s alone would make of it. Errors along an order: the indices are
//!           linear in the figures of the groups, SII = Σ c·y with c = p(b − ½)/Σ p(b − ½)², and near their value the
//!           concentration index C has the slopes p(2b − 1 − C)/μ; the scores of the groups are added up with these, so that
//!           shared clusters count with their covariance. Shares p of people are taken as known
//! Source    WHO Health Equity Assessment Toolkit, technical notes; Kakwani, Wagstaff & van Doorslaer (1997), J. Econometrics
//!           77:87–103, for errors of concentration indices; linearisation as in [`crate::estimate`]
//! Checked   indices: R, gap_areas; errors: R survey, `svycontrast` on `svyby`: tests/golden
//! Edges     a place or group without a figure, with fewer answers than the bound, with a composite of fewer parts than others
//!           have, or with a figure that may not be shown is left out and counted; fewer than two of
//!           them: nothing. Where a population isn't known of every place, each place counts once, and that is said

use super::{Card, Computed, Figure, Key, Survey, Where, Whom};
use crate::estimate::{Linear, Precision, ValueKind, combined, estimate, two_sided_p};
use crate::gap::{Area, Better, Difference, Inequality, Slope, inequality, slope};
use crate::instrument::{Direction, GroupingIndex, Scale};

/// What areas are weighted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum People {
    /// Their residents.
    Residents,
    /// Each area once, because residents aren't known of all.
    Equal,
}

/// How unevenly a figure is spread over the places.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceInequality {
    /// The figure.
    pub figure: Figure,
    /// Places that have it.
    pub places: usize,
    /// Places with data that don't have it, or whose figure may not be shown.
    pub left_out: usize,
    /// What places are weighted by.
    pub people: People,
    /// The measures, on the printed scale.
    pub measures: Inequality,
    /// The variance between places beyond what sampling errors make; none if one of these isn't known.
    pub beyond_chance: Option<f64>,
    /// The best and the worst place.
    pub ends: [usize; 2],
}

/// How unevenly a figure is spread over the groups of a grouping.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupInequality {
    /// The figure.
    pub figure: Figure,
    /// Where.
    pub place: Where,
    /// The grouping.
    pub grouping: GroupingIndex,
    /// Groups that have it, of all groups.
    pub groups: (usize, usize),
    /// Answers in all of them.
    pub n: u64,
    /// The measures, on the printed scale; groups count by the weights of those who answered.
    pub measures: Inequality,
    /// Along the order of the groups, where they have one.
    pub along: Option<Along>,
}

/// What goes along the order of groups, on the printed scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Along {
    /// The indices.
    pub slope: Slope,
    /// Slope index of inequality, with its error.
    pub sii: Difference,
    /// Concentration index, with its error.
    pub concentration: Option<Difference>,
}

/// Which groupings are looked at, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfGroups {
    /// For all places together.
    Everywhere,
    /// Also within each place.
    WithinPlaces,
}

/// Every figure over the places.
pub fn over_places(survey: &Survey, card: &Card) -> Vec<PlaceInequality> {
    Figure::all(survey.instrument).into_iter().filter_map(|figure| of_places(survey, card, figure)).collect()
}

fn of_places(survey: &Survey, card: &Card, figure: Figure) -> Option<PlaceInequality> {
    let better = better(figure, survey)?;
    let factor = figure.factor(survey.instrument);
    let everybody = |member: &usize| Key { figure, place: Where::Place(*member), whom: Whom::Everybody };
    let found = |member: &usize| Some((*member, card.find(&everybody(member))?.visible()?));
    // Places with few answers would be the ends of everything, and composites of fewer parts are another thing.
    let parts = |member: &usize| card.find(&everybody(member)).and_then(|f| f.parts.map(|(there, _)| there));
    // Of those shown: how many parts a withheld one has would follow from who is left out.
    let is_shown = |member: &&usize| card.find(&everybody(member)).is_some_and(|f| f.visible().is_some());
    let most = card.with_data.iter().filter(is_shown).filter_map(parts).max();
    let sound = |member: &usize| {
        let finding = card.find(&everybody(member));
        parts(member) == most && finding.is_some_and(|f| card.least(survey.instrument, f) >= survey.choices.few)
    };
    let there: Vec<_> = card
        .with_data
        .iter()
        .filter(|member| sound(member))
        .filter_map(found)
        .filter(|(_, e)| e.value.is_finite())
        .collect();
    if there.len() < 2 {
        return None;
    }
    let residents = |member: usize| survey.set.members()[member].population().filter(|people| *people > 0);
    let all_known = there.iter().all(|(member, _)| residents(*member).is_some());
    let people = if all_known { People::Residents } else { People::Equal };
    let weight = |member: usize| match people {
        People::Residents => residents(member).map_or(1.0, f64::from),
        People::Equal => 1.0,
    };
    let areas: Vec<Area> =
        there.iter().map(|(member, e)| Area { people: weight(*member), value: e.value * factor }).collect();
    let measures = inequality(&areas, better)?;
    let total: f64 = areas.iter().map(|a| a.people).sum();
    let chance = there.iter().zip(&areas).map(|((_, e), area)| {
        let share = area.people / total;
        Some(share * (1.0 - share) * (e.se()? * factor).powi(2))
    });
    let beyond_chance = chance.sum::<Option<f64>>().map(|chance| (measures.variance - chance).max(0.0));
    let at = |value: f64| there.iter().zip(&areas).find(|(_, area)| area.value == value).map(|((m, _), _)| *m);
    Some(PlaceInequality {
        figure,
        places: there.len(),
        left_out: card.with_data.len() - there.len(),
        people,
        ends: [at(measures.best)?, at(measures.worst)?],
        measures,
        beyond_chance,
    })
}

/// Every figure over the groups of every grouping that the card has.
pub fn over_groups(survey: &Survey, computed: &Computed, of: OfGroups) -> Vec<GroupInequality> {
    let mut places = vec![Where::All];
    if of == OfGroups::WithinPlaces {
        places.extend(computed.card.with_data.iter().map(|member| Where::Place(*member)));
    }
    let mut all = Vec::new();
    for at in 0..survey.instrument.groupings.len() {
        for place in &places {
            let figures = Figure::all(survey.instrument).into_iter();
            all.extend(figures.filter_map(|figure| of_groups(survey, computed, figure, *place, GroupingIndex(at))));
        }
    }
    all
}

fn of_groups(
    survey: &Survey,
    computed: &Computed,
    figure: Figure,
    place: Where,
    grouping: GroupingIndex,
) -> Option<GroupInequality> {
    let better = better(figure, survey)?;
    let factor = figure.factor(survey.instrument);
    let of = &survey.instrument.groupings[grouping.0];
    let key = |group: usize| Key { figure, place, whom: Whom::Group(grouping, group) };
    let shown = |group| computed.card.find(&key(group)).filter(|finding| finding.visible().is_some());
    let most = (0..of.groups.len()).filter_map(|group| shown(group)?.parts.map(|(there, _)| there)).max();
    let found = |group: usize| {
        let finding = computed.card.find(&key(group))?;
        let parts = finding.parts.map(|(there, _)| there);
        if parts != most || computed.card.least(survey.instrument, finding) < survey.choices.few {
            return None;
        }
        let estimate = finding.visible().filter(|e| e.value.is_finite() && e.sum_weights > 0.0)?;
        Some((estimate, computed.linears.get(&key(group))))
    };
    let there: Vec<_> = (0..of.groups.len()).filter_map(found).collect();
    if there.len() < 2 {
        return None;
    }
    let areas: Vec<Area> = there.iter().map(|(e, _)| Area { people: e.sum_weights, value: e.value * factor }).collect();
    let linears: Option<Vec<&Linear>> = there.iter().map(|(_, linear)| *linear).collect();
    // A share of 0 or 1, or a group in one cluster, has no error that could be added to those of the others.
    let sure = there.iter().all(|(e, _)| e.se().is_some_and(|se| se > 0.0));
    let along = match linears {
        Some(linears) if of.ordered => along(survey, &areas, &linears, factor, sure),
        Some(_) | None => None,
    };
    Some(GroupInequality {
        figure,
        place,
        grouping,
        groups: (there.len(), of.groups.len()),
        n: there.iter().map(|(e, _)| e.n).sum(),
        measures: inequality(&areas, better)?,
        along,
    })
}

/// Slope and concentration along the order of groups, with errors where every group has one.
fn along(survey: &Survey, areas: &[Area], linears: &[&Linear], factor: f64, sure: bool) -> Option<Along> {
    let indices = slope(areas)?;
    let total: f64 = areas.iter().map(|a| a.people).sum();
    let mean: f64 = areas.iter().map(|a| a.people / total * a.value).sum();
    let mut below = 0.0;
    let ranks: Vec<(f64, f64)> = areas
        .iter()
        .map(|area| {
            let share = area.people / total;
            below += share;
            (share, below - share / 2.0)
        })
        .collect();
    let across: f64 = ranks.iter().map(|(p, b)| p * (b - 0.5).powi(2)).sum();
    let difference = |value: f64, slopes: &dyn Fn(f64, f64) -> f64| {
        let parts: Vec<(f64, &Linear)> =
            ranks.iter().zip(linears).map(|((p, b), linear)| (slopes(*p, *b) * factor, *linear)).collect();
        with_error(survey, value, &parts, sure)
    };
    Some(Along {
        sii: difference(indices.sii?, &|p, b| p * (b - 0.5) / across),
        concentration: indices.concentration.map(|c| difference(c, &|p, b| p * (2.0 * b - 1.0 - c) / mean)),
        slope: indices,
    })
}

/// A value that is near enough to linear in some statistics: its error is that of their sum.
fn with_error(survey: &Survey, value: f64, parts: &[(f64, &Linear)], sure: bool) -> Difference {
    let rules = &survey.choices.rules;
    let mut linear = combined(parts);
    linear.value = value;
    let found = estimate(&linear, ValueKind::Number, survey.units(), rules);
    match found.precision {
        Precision::Sampled { se, df, interval, .. } if sure && se > 0.0 => {
            Difference { value, se: Some(se), df: Some(df), interval, p: two_sided_p(value / se, df) }
        }
        Precision::Sampled { .. } | Precision::Unknown(_) => crate::gap::without_error(value),
    }
}

/// Which way a figure is better; none for one that has no good side, or whose total says more of the size of a place.
fn better(figure: Figure, survey: &Survey) -> Option<Better> {
    if let (Figure::Indicator(i), Scale::Own) = (figure, figure.scale(survey.instrument)) {
        let measure = &survey.instrument.indicators[i.0].measure;
        if matches!(measure, crate::instrument::Measure::Total { .. }) {
            return None;
        }
    }
    match figure.direction(survey.instrument) {
        Direction::Higher => Some(Better::More),
        Direction::Lower => Some(Better::Less),
        Direction::Neither => None,
    }
}
