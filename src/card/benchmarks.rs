//! Gaps of places to what is made of places: their region, the best of them, the best quarter.
//!
//! What      own region: its places with data put together as all places are, the place itself among them. Best: the place
//!           with the best figure. Best quarter: the plain mean of the ⌈k/4⌉ best of k places. A place that is part of the best
//!           quarter, or is the best, has no gap to it
//! Formula   differences of linearised statistics, so that shared clusters count with their covariance. p of a gap to the best:
//!           times the k(k − 1)/2 pairs that could have been the one looked at (Bonferroni). To the best quarter: Scheffé,
//!           P(F > t²/(k − 1)) with k − 1 and the gap's degrees of freedom, which holds for whatever contrast is chosen by looking
//! Source    Scheffé (1953), Biometrika 40:87–104; Hsu (1996), Multiple Comparisons, on comparisons with the best
//! Checked   by hand on small cards; its differences are those of [`crate::gap::between`]
//! Edges     figures without a good side have no best; places with fewer answers than the bound, without an error, or not shown,
//!           can be held against the best but are not it; medians have gaps without an error

use std::collections::BTreeMap;

use super::cells::{ByPlace, Cell, Cells};
use super::compute::Work;
use super::gaps::{To, between_cells};
use super::{Against, Card, Figure, Gap, GapKind, Key, Where, Whom};
use crate::estimate::{Df, Linear, NoEstimate, ValueKind, chi2_upper_p, combined, estimate, f_upper_p};
use crate::instrument::Direction;

/// What places are held against, beside their targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Benchmark {
    /// All places together.
    Average,
    /// The places of their own region together.
    Region,
    /// The place that does best.
    Best,
    /// The quarter of the places that does best.
    Quarter,
}

impl Benchmark {
    /// Every benchmark by the name used in options.
    pub const NAMES: [(&'static str, Benchmark); 4] = [
        ("average", Benchmark::Average),
        ("region", Benchmark::Region),
        ("best", Benchmark::Best),
        ("quarter", Benchmark::Quarter),
    ];

    /// The name used in options.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, benchmark)| *benchmark == self).map_or("", |(name, _)| name)
    }
}

/// Every figure at every place, against its own region; a place that is alone in its region has no gap to it.
pub(super) fn to_regions(work: &Work, places: &ByPlace) -> Vec<Gap> {
    let Some(area) = work.area() else { return Vec::new() };
    let region_of = |member: usize| work.survey.set.members()[member].place.place().region();
    let mut members: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for member in places.keys() {
        members.entry(region_of(*member)).or_default().push(*member);
    }
    let regions = work.by_region(area, places);
    let mut gaps = Vec::new();
    for (at, figure) in work.figures.iter().enumerate() {
        for (member, cells) in places {
            let region = region_of(*member);
            let of = members.get(&region).filter(|of| of.len() > 1);
            let (Some(of), Some(whole)) = (of, region.and_then(|region| regions.get(&region))) else { continue };
            let to = To { figure: *figure, at, place: Where::Place(*member), kind: GapKind::ToRegion };
            let gap = between_cells(work, to, (cells, whole), &[]);
            let value = whole[at].estimate.as_ref().map(|e| e.value);
            gaps.extend(gap.zip(value.ok()).map(|(gap, value)| gap.found(Against { value, places: of.clone() }, None)));
        }
    }
    gaps
}

/// Every figure with a good side at every place, against the best.
pub(super) fn to_best(work: &Work, card: &Card, places: &ByPlace) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (at, figure) in work.figures.iter().enumerate() {
        let ranked = ranked(work, card, *figure, at, places);
        let Some((best, best_cells)) = ranked.first() else { continue };
        let pairs = (ranked.len() * (ranked.len() - 1) / 2).max(1) as f64;
        let Ok(value) = best_cells[at].estimate.as_ref().map(|e| e.value) else { continue };
        for (member, cells) in places.iter().filter(|(member, _)| *member != best) {
            let to = To { figure: *figure, at, place: Where::Place(*member), kind: GapKind::ToBest };
            let gap = between_cells(work, to, (cells, best_cells), &[]);
            gaps.extend(gap.map(|gap| {
                let p = gap.difference.p.map(|p| (p * pairs).min(1.0));
                gap.found(Against { value, places: vec![*best] }, p)
            }));
        }
    }
    gaps
}

/// Every figure with a good side at every place, against the mean of the best quarter.
pub(super) fn to_quarter(work: &Work, card: &Card, places: &ByPlace) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (at, figure) in work.figures.iter().enumerate() {
        let ranked = ranked(work, card, *figure, at, places);
        let best = &ranked[..ranked.len().div_ceil(4)];
        let Some(quarter) = mean_of(work, best) else { continue };
        let Ok(value) = quarter[at].estimate.as_ref().map(|e| e.value) else { continue };
        let members: Vec<usize> = best.iter().map(|(member, _)| *member).collect();
        for (member, cells) in places.iter().filter(|(member, _)| !members.contains(member)) {
            let to = To { figure: *figure, at, place: Where::Place(*member), kind: GapKind::ToQuarter };
            gaps.extend(between_cells(work, to, (cells, &quarter), &[]).map(|gap| {
                let p = scheffe(&gap, ranked.len());
                gap.found(Against { value, places: members.clone() }, p)
            }));
        }
    }
    gaps
}

/// The places by a figure, best first; those that can't be told well enough, or may not be shown, aren't among them: that one of
/// these is the best would say something of it. A composite is told by its part with the fewest answers, and only places of which as many parts are there as of any are set against each other.
fn ranked<'c>(work: &Work, card: &Card, figure: Figure, at: usize, places: &'c ByPlace) -> Vec<(usize, &'c Cells)> {
    let sign = match figure.direction(work.survey.instrument) {
        Direction::Higher => -1.0,
        Direction::Lower => 1.0,
        Direction::Neither => return Vec::new(),
    };
    let least = |cells: &Cells| match figure {
        Figure::Composite(composite) if cells[at].parts.is_some() => {
            let parts = work.survey.instrument.composite_parts(composite).into_iter();
            parts.filter_map(|(i, _)| Some(cells[i.0].estimate.as_ref().ok()?.n)).min().unwrap_or(0)
        }
        Figure::Composite(_) | Figure::Indicator(_) => cells[at].estimate.as_ref().map_or(0, |e| e.n),
    };
    let shown = |member: &usize| {
        let key = Key { figure, place: Where::Place(*member), whom: Whom::Everybody };
        card.find(&key).is_some_and(|finding| finding.visible().is_some())
    };
    let places: Vec<(&usize, &Cells)> = places.iter().filter(|(member, _)| shown(member)).collect();
    let most = places.iter().filter_map(|(_, cells)| cells[at].parts.map(|(there, _)| there)).max();
    let whole = |cells: &Cells| cells[at].parts.map(|(there, _)| there) == most;
    let mut ranked: Vec<(f64, usize, &Cells)> = places
        .into_iter()
        .filter(|(_, cells)| least(cells) >= work.survey.choices.few && whole(cells) && cells[at].linear.is_ok())
        .filter_map(|(member, cells)| {
            let estimate = cells[at].estimate.as_ref().ok().filter(|e| e.se().is_some())?;
            Some((sign * estimate.value, *member, cells))
        })
        .collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // With one place there is nothing to be the best of.
    if ranked.len() < 2 { Vec::new() } else { ranked.into_iter().map(|(_, member, cells)| (member, cells)).collect() }
}

/// The plain mean of some places: of every figure that all of them have.
fn mean_of(work: &Work, places: &[(usize, &Cells)]) -> Option<Cells> {
    let (_, first) = places.first()?;
    let cell = |at: usize| {
        let parts: Option<Vec<&Linear>> = places.iter().map(|(_, cells)| cells[at].linear.as_ref().ok()).collect();
        let none = NoEstimate::NoAnswers;
        let Some(parts) = parts else {
            return Cell { linear: Err(none), estimate: Err(none), counts: first[at].counts, parts: None };
        };
        let weighted: Vec<(f64, &Linear)> = parts.iter().map(|linear| (1.0 / parts.len() as f64, *linear)).collect();
        let mut linear = combined(&weighted);
        // What a mean of places rests on is the fewest answers of one of them.
        linear.n = parts.iter().map(|part| part.n).min().unwrap_or(0);
        let mean = estimate(&linear, ValueKind::Mean, work.survey.units(), &work.survey.choices.rules);
        Cell { linear: Ok(linear), estimate: Ok(mean), counts: first[at].counts, parts: first[at].parts }
    };
    Some((0..first.len()).map(cell).collect())
}

/// The p-value of a contrast among so many places that was chosen by looking at them.
fn scheffe(gap: &Gap, places: usize) -> Option<f64> {
    let difference = &gap.difference;
    contrast_p(difference.value / difference.se.filter(|se| *se > 0.0)?, places, difference.df?)
}

/// P(F > t²/(k − 1)) for k places.
fn contrast_p(t: f64, places: usize, df: Df) -> Option<f64> {
    let k = places as f64 - 1.0;
    match df {
        Df::Finite(df) => f_upper_p(t * t / k, k, df as f64),
        Df::Infinite => chi2_upper_p(t * t, k),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contrast_chosen_by_looking_has_the_p_value_of_scheffe() {
        // R: pf(9/12, 12, 92, lower.tail = FALSE), pf(36/12, 12, 92, lower.tail = FALSE), pchisq(36, 12, lower.tail = FALSE)
        for (t, df, want) in [
            (3.0, Df::Finite(92), 0.699_171_842_643_783_8),
            (6.0, Df::Finite(92), 0.001_399_513_483_696_184_2),
            (-6.0, Df::Infinite, 0.000_323_993_451_101_169_6),
        ] {
            let have = contrast_p(t, 13, df).unwrap();
            assert!((have - want).abs() <= 1e-12 * want, "{t}: {have}, R has {want}");
        }
    }
}
