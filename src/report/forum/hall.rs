//! What the pages of a forum are made from, and how its codes become words and values.

use super::Asked;
use crate::card::Average;
use crate::forum::{EstimateRow, Forum, Sector, Triangle};
use crate::lang::Label;
use crate::places::{Gazetteer, PlaceId};
use crate::report::parts::{absent, counted, num, phrase};
use crate::report::words::{ForumWord, Word, t};
use crate::report::{Absent, Format, Light, Value};

/// Below this many answers a value is marked.
const FEW: u64 = 30;

/// Everything that the pages are made from.
pub(super) struct Hall<'a> {
    pub forum: &'a Forum,
    pub triangles: Vec<Triangle>,
    pub asked: &'a Asked,
}

impl Hall<'_> {
    /// The places of the set, in the official order.
    pub fn places(&self) -> Vec<PlaceId> {
        self.forum.places().collect()
    }

    /// Whether a sector has anything of a place.
    pub fn has_data(&self, sector: &Sector, place: PlaceId) -> bool {
        sector.has_data(&place.place().code)
    }

    /// How many answered, as it is printed.
    pub fn respondents(&self, sector: &Sector, area: &str) -> Label {
        self.forum.respondents(sector, area).map_or_else(|| t(Word::Withheld), counted)
    }
}

/// What a sector is called.
pub(super) fn sector_name(sector: &Sector) -> Label {
    match sector.name.as_str() {
        "health" => t(ForumWord::Health),
        "education" => t(ForumWord::Education),
        other => Label::same(other),
    }
}

/// What the number for all places is called, by the options of the card.
pub(super) fn average_name(sector: &Sector) -> Label {
    let named = sector.made.option("average").unwrap_or_default();
    let average = Average::NAMES.iter().find(|(name, _)| *name == named).map(|(_, average)| *average);
    t(match average.unwrap_or_default() {
        Average::Sample => Word::AverageSample,
        Average::Equal => Word::AverageEqual,
        Average::Population => Word::AveragePopulation,
    })
}

/// The short name of a place by its code; of all places, for an empty code.
pub(super) fn place_name(sector: &Sector, code: &str) -> Label {
    match Gazetteer::get().by_code(code) {
        Some(place) => place.place().name.clone(),
        None if code.is_empty() => average_name(sector),
        None => Label::same(code),
    }
}

/// How values of a figure are printed.
pub(super) fn format(row: &EstimateRow) -> Format {
    match row.unit.as_str() {
        "percent" => Format::Percent,
        "points" => Format::Points,
        "percentage points" => Format::SignedPoints,
        _ if row.value.is_some_and(|value| value.abs() >= 1000.0) => Format::Plain(0),
        _ => Format::Plain(1),
    }
}

/// How differences of a figure are printed.
pub(super) fn gap_format(row: &EstimateRow) -> Format {
    match format(row) {
        Format::Percent | Format::Points | Format::SignedPoints => Format::SignedPoints,
        Format::Plain(decimals) | Format::Signed(decimals) => Format::Signed(decimals),
        other @ (Format::PValue | Format::Full) => other,
    }
}

/// Whether a figure is on a scale of 0 to 100, so that its gaps can be set beside others'.
pub(super) fn is_in_points(row: &EstimateRow) -> bool {
    matches!(format(row), Format::Percent | Format::Points | Format::SignedPoints)
}

/// An estimate as it is printed.
pub(super) fn value(row: Option<&EstimateRow>) -> Value {
    let Some(row) = row else { return absent(Absent::NoData) };
    match (row.shown.as_str(), row.value) {
        ("withheld", _) => absent(Absent::Withheld),
        ("unreliable", _) => absent(Absent::Unreliable),
        (_, Some(value)) => Value::Number {
            value,
            format: format(row),
            light: light(&row.light),
            few: row.shown == "with_care" || row.n.is_some_and(|n| n < FEW),
        },
        (_, None) => absent(Absent::NoData),
    }
}

/// A light by its code.
pub(super) fn light(code: &str) -> Option<Light> {
    match code {
        "good" => Some(Light::Good),
        "middle" => Some(Light::Middle),
        "poor" => Some(Light::Poor),
        "too_small" => Some(Light::TooSmall),
        "attention" => Some(Light::Attention),
        _ => None,
    }
}

/// The light of a verdict.
pub(super) fn light_of_verdict(verdict: &str) -> Option<Light> {
    match verdict {
        "better" => Some(Light::Good),
        "worse" => Some(Light::Poor),
        "no_clear_difference" => Some(Light::Middle),
        "too_small" => Some(Light::TooSmall),
        "differs" => Some(Light::Attention),
        _ => None,
    }
}

/// `61.1 (59.2 – 63.0)`; without an interval only the value.
pub(super) fn with_interval(value: f64, ends: Option<(f64, f64)>, format: Format) -> Label {
    match ends {
        Some((low, high)) => {
            let interval = crate::report::parts::both(|lang| crate::report::number::interval(low, high, format, lang));
            phrase("{0} ({1})", "{0} ({1})", &[num(value, format), interval])
        }
        None => num(value, format),
    }
}

/// The ends of an interval, if there are both.
pub(super) fn ends(low: Option<f64>, high: Option<f64>) -> Option<(f64, f64)> {
    low.zip(high)
}

/// What a level that can solve something is called.
pub(super) fn level(code: &str) -> Label {
    t(match code {
        "facility" => ForumWord::LevelFacility,
        "soum" => ForumWord::LevelSoum,
        "aimag" => ForumWord::LevelAimag,
        "ministry" => ForumWord::LevelMinistry,
        _ => ForumWord::LevelUnknown,
    })
}

/// People, to as many digits as an estimate of them deserves.
pub(super) fn people(of: f64) -> Label {
    let step = match of.abs() {
        x if x >= 100_000.0 => 1_000.0,
        x if x >= 10_000.0 => 100.0,
        x if x >= 1_000.0 => 10.0,
        _ => 1.0,
    };
    num((of / step).round() * step, Format::Plain(0))
}
