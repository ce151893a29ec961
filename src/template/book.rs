//! What every sheet of a blank workbook is made from: the instrument, the facility, the round.

use crate::day::Day;
use crate::instrument::scorecard::{Mark, Scale, ScaleForm, ScorecardInstrument, Scored, Tracked, is_for};
use crate::lang::{Label, Lang};
use crate::places::{Level, PlaceId};
use crate::render::Reading;
use crate::scorecard::Facility;
use crate::scorecard::session::Action;

/// A blank workbook before it is written.
pub struct Book<'a> {
    /// What is asked.
    pub instrument: &'a ScorecardInstrument,
    /// Of whom; without an identifier, of a facility that fills that in too.
    pub facility: &'a Facility,
    /// In which round.
    pub round: &'a str,
    /// The day on which entitlements are in force.
    pub day: Option<Day>,
    /// The actions of earlier rounds that are still open.
    pub plan: &'a [Action],
    /// In which languages.
    pub reading: Reading,
}

impl<'a> Book<'a> {
    /// A book of this facility.
    pub fn new(
        instrument: &'a ScorecardInstrument,
        facility: &'a Facility,
        round: &'a str,
        day: Option<Day>,
        langs: &[Lang],
    ) -> Book<'a> {
        Book { instrument, facility, round: round.trim(), day, plan: &[], reading: Reading::new(langs) }
    }

    /// The indicators that are scored for this type of facility.
    pub fn indicators(&self) -> impl Iterator<Item = &'a Scored> + use<'a> {
        let kind = self.facility.kind;
        self.instrument.indicators.iter().filter(move |scored| is_for(&scored.facility_types, kind))
    }

    /// The items that are counted in this type of facility, with their index in the instrument.
    pub fn inputs(&self) -> impl Iterator<Item = (usize, &'a Tracked)> + use<'a> {
        let kind = self.facility.kind;
        self.instrument.inputs.iter().enumerate().filter(move |(_, item)| is_for(&item.facility_types, kind))
    }

    /// The title of the facility's type, if it is known.
    pub fn facility_type(&self) -> Option<&'a crate::instrument::scorecard::Entry> {
        self.instrument.facility_types.get(self.facility.kind?)
    }

    /// The scale.
    pub fn scale(&self) -> Scale {
        self.instrument.scale
    }

    /// The scores that get a column of votes each: every whole number of a short scale, else the quarters.
    pub fn steps(&self) -> Vec<f64> {
        const MOST: f64 = 10.0;
        let Scale { from, to, .. } = self.scale();
        let whole = from.fract() == 0.0 && to.fract() == 0.0;
        if whole && to - from <= MOST {
            let steps = (to - from) as u8;
            return (0..=steps).map(|step| from + f64::from(step)).collect();
        }
        [0.0, 25.0, 50.0, 75.0, 100.0].map(|of_100| self.scale().at(of_100)).to_vec()
    }

    /// The word of a score, if it has one.
    pub fn word(&self, score: f64) -> Option<&'a Label> {
        self.marks().find(|mark| (mark.value - score).abs() < 1e-9).map(|mark| &mark.title)
    }

    /// The words of the scale's marks.
    pub fn marks(&self) -> impl Iterator<Item = &'a Mark> + use<'a> {
        self.instrument.marks.iter()
    }

    /// The face of a score on a scale of faces.
    pub fn face(&self, score: f64) -> Option<char> {
        if self.scale().form != ScaleForm::Faces {
            return None;
        }
        Some(match self.scale().of_100(score) {
            p if p <= 0.0 => '☹',
            p if p < 45.0 => '🙁',
            p if p <= 55.0 => '😐',
            p if p < 100.0 => '🙂',
            _ => '☺',
        })
    }
}

/// A place as the cover has it: the aimag, then the soum; the capital, then the district.
pub fn address(place: PlaceId) -> Label {
    let above = place.ancestors().filter(|id| id.place().level != Level::Region).collect::<Vec<_>>();
    let steps = || above.iter().rev().chain([&place]);
    let joined = |lang| steps().map(|id| id.place().full_name.get(lang)).collect::<Vec<_>>().join(", ");
    Label::new(joined(Lang::Mn), joined(Lang::En))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{Context, Gazetteer, resolve};

    #[test]
    fn every_place_on_a_cover_is_read_back_as_the_same_place() {
        for place in Gazetteer::get().all() {
            let Label { mn, en } = address(place);
            for text in [mn, en, place.place().code.as_str().into()] {
                assert_eq!(resolve(&text, &Context::any()).place(), Some(place), "{text}");
            }
        }
    }
}
