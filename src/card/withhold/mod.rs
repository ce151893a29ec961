//! What may be shown to whom.
//!
//! What      internal: fewer than 30 answers are flagged. Public: what stands on 1 to 4 answers is withheld, and with it as many
//!           others as it takes that neither its value nor its number of answers follows from any sheets or files that leave
//!           together; then a published rule says what is precise enough
//! Source    [`linked`] for what tables give away, [`presentation`] for the rules of precision; NCHS bounds of 30 answers and of
//!           30 % of their range for scores, composites and net shares; Statistics Canada's coefficients of variation for the rest
//! Edges     what a rule of precision leaves out isn't secret, and may be worked out from what is shown

mod figures;
mod least;
pub mod linked;
pub mod presentation;
mod tables;

pub use figures::{deciding, questions, share_sums};

use self::presentation::{Ine, OfShare, Presentation, Said, StatCan, dhs, ine_mean, statcan};
use super::{Card, Figure, Finding, Gap, Publication, Shown, Survey};
use crate::estimate::{Df, Estimate, FEW_DF, Precision, effective_n};
use crate::instrument::Measure;

/// Below this many answers somebody could be recognised.
const EXPOSED: u64 = 5;
/// Below this many answers (or effective ones) NCHS publishes nothing.
const NCHS_LEAST: f64 = 30.0;
/// Coefficients of variation from here on are flagged where NCHS has no rule.
const CV_FLAGGED: f64 = 0.166;
/// Coefficients of variation beyond this are withheld where NCHS has no rule.
const CV_WITHHELD: f64 = 0.333;

/// Whether so many people could be recognised: few, but not nobody.
pub fn exposes(n: u64) -> bool {
    (1..EXPOSED).contains(&n)
}

/// Marks what may not be shown, or only with care.
pub fn withhold(card: &mut Card, survey: &Survey) {
    for finding in &mut card.findings {
        finding.shown = alone(finding, survey);
    }
    if survey.choices.publication == Publication::Public {
        tables::close(card, survey);
    }
}

/// Leaves out the gaps of which a side is withheld, before p-values are adjusted: the adjusted p-value of one gap may be that of
/// another, so many times. Nor does a row without numbers stand for them, for where nobody answered there is none.
pub(super) fn withhold_gaps(card: &mut Card) {
    let is_withheld = |gap: &Gap| card.sides(gap).flatten().any(|finding| finding.shown == Shown::Withheld);
    let kept = card.gaps.iter().filter(|gap| !is_withheld(gap)).cloned().collect();
    card.gaps = kept;
}

/// What a finding allows by itself.
fn alone(finding: &Finding, survey: &Survey) -> Shown {
    let public = survey.choices.publication == Publication::Public;
    if public && (exposes(answers(finding)) || exposes(finding.n())) {
        return Shown::Withheld;
    }
    let Ok(estimate) = &finding.estimate else { return Shown::Freely };
    let few = estimate.n < survey.choices.few || few_df(estimate);
    let care = if few || is_impossible(finding, estimate, survey) { Shown::WithCare } else { Shown::Freely };
    if public { precise(finding, estimate, survey).max(care) } else { care }
}

/// Whether it is a share below 0 or above 1, or of nobody at all: calibrated weights may be negative.
fn is_impossible(finding: &Finding, estimate: &Estimate, survey: &Survey) -> bool {
    let Figure::Indicator(i) = finding.key.figure else { return false };
    let share = matches!(survey.instrument.indicators[i.0].measure, Measure::Share { .. });
    // What is rounding of 0 or 1 is neither.
    estimate.sum_weights < 0.0 || (share && !(-1e-9..=1.0 + 1e-9).contains(&estimate.value))
}

/// Everybody who answered, also where nothing could be estimated.
fn answers(finding: &Finding) -> u64 {
    (finding.counts.valid + finding.counts.zero_weight).max(finding.n())
}

fn few_df(estimate: &Estimate) -> bool {
    match estimate.precision {
        Precision::Sampled { df: Df::Finite(df), .. } => df < FEW_DF,
        Precision::Sampled { df: Df::Infinite, .. } => false,
        Precision::Unknown(_) => true,
    }
}

/// What the rule of precision says.
fn precise(finding: &Finding, estimate: &Estimate, survey: &Survey) -> Shown {
    let rule = survey.choices.presentation;
    let Precision::Sampled { se, df, deff, .. } = &estimate.precision else {
        // Without an error only the number of answers is known.
        return match rule {
            Presentation::None => Shown::Freely,
            Presentation::Dhs => dhs(estimate.n).into(),
            Presentation::Nchs | Presentation::StatCan | Presentation::Ine => Shown::Unreliable,
        };
    };
    let (n, value) = (estimate.n, estimate.value);
    let share =
        is_share(finding.key.figure, survey).then_some(OfShare { n, deff: *deff, df: *df, share: value, se: *se });
    let said = match (rule, share) {
        (Presentation::Nchs, Some(share)) => share.nchs().into(),
        (Presentation::Nchs, None) => return as_nchs(finding.key.figure, estimate, survey),
        (Presentation::StatCan, _) => StatCan::into(statcan(n, value, *se)),
        (Presentation::Dhs, _) => dhs(n),
        (Presentation::Ine, Some(share)) => share.ine().into(),
        (Presentation::Ine, None) => Ine::into(ine_mean(n, *df, value, *se)),
        (Presentation::None, _) => Said::Show,
    };
    said.into()
}

impl From<Said> for Shown {
    fn from(said: Said) -> Shown {
        match said {
            Said::Show => Shown::Freely,
            Said::Mark => Shown::WithCare,
            Said::Unreliable => Shown::Unreliable,
        }
    }
}

fn is_share(figure: Figure, survey: &Survey) -> bool {
    match figure {
        Figure::Indicator(i) => matches!(survey.instrument.indicators[i.0].measure, Measure::Share { .. }),
        Figure::Composite(_) => false,
    }
}

/// Figures that NCHS has no rule for: what runs between fixed ends goes by the width of its interval, as a share does; the
/// others by their coefficient of variation.
fn as_nchs(figure: Figure, estimate: &Estimate, survey: &Survey) -> Shown {
    let Precision::Sampled { se, interval, deff, .. } = &estimate.precision else { return Shown::Unreliable };
    if let Some(span) = span(figure, survey) {
        let Some(interval) = interval else { return Shown::Unreliable };
        let n = effective_n(estimate.n, *deff).unwrap_or(estimate.n as f64).min(estimate.n as f64);
        let wide = (interval.high - interval.low) / span >= 0.30;
        return if n < NCHS_LEAST || wide { Shown::Unreliable } else { Shown::Freely };
    }
    let cv = if estimate.value == 0.0 { f64::INFINITY } else { se / estimate.value.abs() };
    match cv {
        _ if *se == 0.0 => Shown::Freely,
        cv if cv > CV_WITHHELD => Shown::Unreliable,
        cv if cv > CV_FLAGGED => Shown::WithCare,
        _ => Shown::Freely,
    }
}

/// From the lowest to the highest value that a figure can have, where it has such ends.
fn span(figure: Figure, survey: &Survey) -> Option<f64> {
    match figure {
        Figure::Composite(_) => Some(100.0),
        Figure::Indicator(i) => match survey.instrument.indicators[i.0].measure {
            Measure::Score { .. } => Some(100.0),
            Measure::Net { .. } => Some(2.0),
            Measure::Share { .. }
            | Measure::Mean { .. }
            | Measure::Ratio { .. }
            | Measure::Total { .. }
            | Measure::Quantile { .. } => None,
        },
    }
}
