//! From the sums of a survey to what was measured of each facility: one series for each figure of the instrument.
//!
//! Facilities are the strata and respondents, or visit clusters, the sampled units, so that a facility's error is its own.

use std::collections::BTreeSet;

use super::standing::{Measured, Series};
use super::{Chance, Figure, Note, Origin};
use crate::card::{self, Finding, Survey, target_for};
use crate::estimate::{Df, Precision};
use crate::instrument::{Indicator, Kind, Measure, Scale};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::together;

/// What makes answers of a facility worth less than as many drawn alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// Nothing: every respondent weighs the same.
    Plain,
    /// Weights.
    Weighted,
    /// Respondents of one visit cluster are alike.
    Clustered,
}

/// Computes every figure of every facility. Totals are left out: a large facility isn't a better one.
pub(super) fn series(
    survey: &Survey,
    facility_of: &[Option<usize>],
    places: &[Option<PlaceId>],
    design: Design,
    threads: usize,
) -> Vec<Series> {
    let facilities = card::facilities(survey, threads);
    let clustered = design == Design::Clustered;
    let all = card::Figure::all(survey.instrument).into_iter().enumerate().filter(|(_, f)| !is_total(survey, *f));
    together::each(all.collect(), threads, |(nth, of)| {
        let figure = figure(survey, of);
        let findings = || facilities.iter().map(|of| (of.facility, &of.findings[nth]));
        let deff = if clustered { pooled_deff(findings().map(|(_, finding)| finding)) } else { 1.0 };
        let mut values = vec![None; places.len()];
        for (code, finding) in findings() {
            let Some(at) = facility_of.get(code).copied().flatten() else { continue };
            let n = finding.n() as f64;
            let size = match design {
                Design::Clustered => n / deff,
                Design::Weighted => n * survey.coding.facilities[code].worth(),
                Design::Plain => n,
            };
            values[at] = measured(finding, (figure.chance == Chance::Binomial).then_some(size), clustered);
        }
        let targets = places.iter().map(|place| target(survey, of, *place)).collect();
        Series { figure, values, targets, secret: BTreeSet::new() }
    })
}

fn is_total(survey: &Survey, figure: card::Figure) -> bool {
    let indicator = |i: crate::instrument::IndicatorIndex| &survey.instrument.indicators[i.0].measure;
    matches!(figure, card::Figure::Indicator(i) if matches!(indicator(i), Measure::Total { .. }))
}

fn measured(finding: &Finding, size: Option<f64>, clustered: bool) -> Option<Measured> {
    let estimate = finding.estimate.as_ref().ok()?;
    let (se, interval, df) = match &estimate.precision {
        // One answer has no error, whatever its residual says.
        Precision::Sampled { df: Df::Finite(df), .. } if *df <= 0 => (None, None, Df::Infinite),
        Precision::Sampled { se, interval, df, .. } => (Some(*se), interval.map(|i| (i.low, i.high)), *df),
        Precision::Unknown(_) => (None, None, Df::Infinite),
    };
    // Thirty answers make a normal error; a few visit clusters don't.
    let df = if clustered { df } else { Df::Infinite };
    let parts = finding.parts.filter(|(there, all)| there < all);
    let notes = parts.map(|(there, all)| Note::Parts(there as u64, all as u64)).into_iter().collect();
    Some(Measured { se, interval, size, df, ..Measured::plain(estimate.n, estimate.value, notes) })
}

/// The mean design effect of facilities, each weighing as its answers; at least 1.
fn pooled_deff<'f>(findings: impl Iterator<Item = &'f Finding>) -> f64 {
    let known = findings.filter_map(|f| match &f.estimate.as_ref().ok()?.precision {
        Precision::Sampled { deff: Some(deff), .. } if deff.is_finite() => Some((f.n() as f64, *deff)),
        Precision::Sampled { .. } | Precision::Unknown(_) => None,
    });
    let (sum, n) = known.fold((0.0, 0.0), |(sum, all), (n, deff)| (sum + n * deff, all + n));
    if n > 0.0 { (sum / n).max(1.0) } else { 1.0 }
}

fn target(survey: &Survey, figure: card::Figure, place: Option<PlaceId>) -> Option<f64> {
    let card::Figure::Indicator(i) = figure else { return None };
    let indicator = &survey.instrument.indicators[i.0];
    let at = target_for(indicator, place, survey.choices.as_of)?;
    Some(indicator.targets[at].value / figure.factor(survey.instrument))
}

fn figure(survey: &Survey, of: card::Figure) -> Figure {
    let instrument = survey.instrument;
    let (dimension, composite, unit, chance) = match of {
        card::Figure::Indicator(i) => {
            let indicator = &instrument.indicators[i.0];
            let dimension = instrument.dimensions[indicator.dimension.0].title.clone();
            (dimension, false, unit(instrument, indicator), chance(indicator))
        }
        card::Figure::Composite(_) => (Label::default(), true, Label::default(), Chance::Error),
    };
    Figure {
        id: of.id(instrument),
        title: of.title(instrument).clone(),
        dimension,
        dimension_id: of.dimension(instrument).map(|d| d.id.clone()).unwrap_or_default(),
        origin: Origin::Survey,
        composite,
        direction: of.direction(instrument),
        scale: of.scale(instrument),
        unit,
        chance,
    }
}

fn unit(instrument: &crate::instrument::Instrument, indicator: &Indicator) -> Label {
    match &instrument.questions[indicator.measure.question().0].kind {
        Kind::Number { unit, .. } if indicator.measure.scale() == Scale::Own => unit.clone(),
        Kind::Number { .. } | Kind::Single { .. } => Label::default(),
    }
}

fn chance(indicator: &Indicator) -> Chance {
    match indicator.measure {
        Measure::Share { .. } => Chance::Binomial,
        Measure::Score { .. } | Measure::Mean { .. } | Measure::Net { .. } | Measure::Ratio { .. } => Chance::Error,
        // The error of a median of some fifty answers is itself too rough to draw limits with.
        Measure::Quantile { .. } | Measure::Total { .. } => Chance::None,
    }
}
