//! The words of signs: a light, a verdict, an absence is asked for by the sign. All other [words](crate::words) are asked for by
//! their names.

pub use crate::words::*;

use super::{Absent, Legend, Light, Verdict};
use crate::lang::Label;

/// What a light means, for the legend under a grid.
pub fn light(light: Light) -> Word {
    match light {
        Light::Good => Word::LightGood,
        Light::Middle => Word::LightMiddle,
        Light::Poor => Word::LightPoor,
        Light::TooSmall => Word::LightTooSmall,
        Light::Attention => Word::LightAttention,
    }
}

/// A light in a word or two.
pub fn light_short(light: Light) -> Word {
    match light {
        Light::Good => Word::LightGoodShort,
        Light::Middle => Word::LightMiddleShort,
        Light::Poor => Word::LightPoorShort,
        Light::TooSmall => Word::LightTooSmallShort,
        Light::Attention => Word::LightAttentionShort,
    }
}

/// A light for the legend of a grid: in a word or two, and what it means.
pub fn light_of(legend: Legend, of: Light) -> (Label, Label) {
    let (short, about) = match (legend, of) {
        (Legend::Look, Light::Attention) => return (t(light_short(of)), t(CheckWord::LookAtIt)),
        (Legend::Target | Legend::Look, _) | (Legend::Chance, Light::TooSmall) => {
            return (t(light_short(of)), t(light(of)));
        }
        (Legend::Chance, Light::Good) => (CompareWord::SignLearn, CompareWord::LearnSmall),
        (Legend::Chance, Light::Poor) => (CompareWord::SignSupport, CompareWord::SupportSmall),
        (Legend::Chance, Light::Middle) => (CompareWord::SignNear, CompareWord::NearSmall),
        (Legend::Chance, Light::Attention) => (CompareWord::SignDiffers, CompareWord::DiffersSmall),
    };
    (t(short), t(about))
}

/// A verdict, for a cell.
pub fn verdict(verdict: Verdict) -> Word {
    match verdict {
        Verdict::Better => Word::Better,
        Verdict::Worse => Word::Worse,
        Verdict::NoClearDifference => Word::NoClearDifference,
        Verdict::TooSmall => Word::TooSmall,
        Verdict::Differs => Word::Differs,
    }
}

/// Why there is no value, short enough for a cell.
pub fn absent(why: Absent) -> Word {
    match why {
        Absent::NoData => Word::NoData,
        Absent::Withheld => Word::Withheld,
        Absent::Unreliable => Word::Unreliable,
        Absent::NoError => Word::NoError,
        Absent::NoTarget => Word::NoTarget,
        Absent::NotApplicable => Word::NotApplicable,
        Absent::NotScored => Word::NotScored,
        Absent::NotFilledIn => Word::NotFilledIn,
        Absent::NotDue => Word::NotDue,
        Absent::NoNorm => Word::NoNorm,
    }
}

/// Why there is no value, as a sentence for the legend.
pub fn absent_about(why: Absent) -> Word {
    match why {
        Absent::NoData => Word::NoDataAbout,
        Absent::Withheld => Word::WithheldAbout,
        Absent::Unreliable => Word::UnreliableAbout,
        Absent::NoError => Word::NoErrorAbout,
        Absent::NoTarget => Word::NoTargetAbout,
        Absent::NotApplicable => Word::NotApplicableAbout,
        Absent::NotScored => Word::NotScoredAbout,
        Absent::NotFilledIn => Word::NotFilledInAbout,
        Absent::NotDue => Word::NotDueAbout,
        Absent::NoNorm => Word::NoNormAbout,
    }
}

/// Why there is no value, with its sentence: `no data: nobody gave a valid answer`.
pub fn absent_told(why: Absent) -> Label {
    let (short, about) = (t(absent(why)), t(absent_about(why)));
    Label::new(format!("{}: {}", short.mn, about.mn), format!("{}: {}", short.en, about.en))
}
