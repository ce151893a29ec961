//! Reporting areas: the facilities of a place together, in each round.
//!
//! What      means over the facilities of an area, of their consolidated scores, provider's scores, agreed scores, matched
//!           gaps and input indices; every facility weighs the same, whatever its groups or people
//! Formula   Σ x / f over the f facilities of the area that have x; the row of all areas is over all facilities, not a
//!           mean of areas
//! Source    "over places: the mean of consolidated scores, so that a place with five groups doesn't weigh five times"; ours
//! Checked   base R on the samples: tests/golden/scorecard.R, 1e-9
//! Edges     an area without facilities is there in every round, without numbers. A facility of unknown place, or outside
//!           the place set, is in the row of all areas only, and is reported

use std::collections::BTreeMap;

use super::naming::file;
use super::results::{Attended, FacilityCard, Line, PlaceCard, RoundIndex, Sides};
use super::roster::Roster;
use super::score::{Points, Score};
use super::session::Key;
use crate::places::{PlaceId, PlaceSet};
use crate::problem::{Code, Hint, Problem, Problems, quoted};

/// All areas together first, then each area of the set; by round.
pub(super) fn places(cards: &[FacilityCard], roster: &Roster, set: &PlaceSet) -> Vec<PlaceCard> {
    let rounds = (0..roster.rounds.len()).map(RoundIndex);
    let mut found: BTreeMap<(Option<PlaceId>, RoundIndex), Vec<&FacilityCard>> = BTreeMap::new();
    for area in std::iter::once(None).chain(set.places().map(Some)) {
        found.extend(rounds.clone().map(|round| ((area, round), Vec::new())));
    }
    for card in cards {
        let area = roster.area(card.facility);
        let rows = std::iter::once(None).chain(area.map(Some));
        rows.for_each(|row| found.entry((row, card.round)).or_default().push(card));
    }
    found.into_iter().map(|((place, round), cards)| place_card(place, round, &cards)).collect()
}

fn place_card(place: Option<PlaceId>, round: RoundIndex, cards: &[&FacilityCard]) -> PlaceCard {
    let mut indicators: BTreeMap<usize, Means> = BTreeMap::new();
    let mut overall = Means::default();
    for card in cards {
        overall.add(card.overall);
        for line in &card.lines {
            if let Key::Known(index) = line.indicator {
                indicators.entry(index).or_default().add(sides(line));
            }
        }
    }
    PlaceCard {
        place,
        round,
        facilities: cards.iter().filter(|card| !card.lines.is_empty()).count(),
        attended: cards.iter().map(|card| Attended::of(&card.session)).fold(Attended::default(), Attended::and),
        overall: overall.sides(),
        matched_gap: mean(cards.iter().filter_map(|card| card.matched_gap)),
        input_index: mean(cards.iter().filter_map(|card| card.input_index)),
        indicators: indicators.into_iter().map(|(index, means)| (index, (means.sides(), means.counts()))).collect(),
    }
}

/// The sides of an indicator, in points.
pub(super) fn sides(line: &Line) -> Sides {
    Sides {
        community: line.community.as_ref().map(|c| c.points),
        provider: line.provider.map(Score::points),
        agreed: line.agreed.as_ref().map(|a| a.score.score.points()),
    }
}

/// Sums of the points of each side, and how many there are.
#[derive(Default)]
pub(super) struct Means([(f64, usize); 3]);

impl Means {
    pub(super) fn add(&mut self, sides: Sides) {
        for (sum, points) in self.0.iter_mut().zip([sides.community, sides.provider, sides.agreed]) {
            if let Some(points) = points {
                *sum = (sum.0 + points.get(), sum.1 + 1);
            }
        }
    }

    pub(super) fn sides(&self) -> Sides {
        let [community, provider, agreed] = self.0.map(|(sum, n)| (n > 0).then(|| Points(sum / n as f64)));
        Sides { community, provider, agreed }
    }

    fn counts(&self) -> [usize; 3] {
        self.0.map(|(_, n)| n)
    }
}

/// The plain mean; none of nothing.
pub(super) fn mean(of: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = of.fold((0.0, 0_u32), |(sum, n), x| (sum + x, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

/// Facilities that are in no area: once each, with their first file.
pub(super) fn report_outside(cards: &[FacilityCard], roster: &Roster, problems: &mut Problems) {
    for of_one in cards.chunk_by(|a, b| a.facility == b.facility) {
        let Some(card) = of_one.first() else { continue };
        let Some(facility) = roster.facilities.get(card.facility.0) else { continue };
        let at = file(&card.session);
        match (roster.area(card.facility), facility.place) {
            (Some(_), _) => {}
            (None, None) => {
                let advice = Hint::advice(
                    "Бүртгэлд эсвэл дэвтрийн нүүрэн дээр аймаг, сумыг нь бичнэ үү.",
                    "Write its aimag and soum into the register, or on the cover of its book.",
                );
                problems.add(Problem::new(Code::FacilityWithoutPlace, at, quoted(&facility.id)).hint(advice));
            }
            (None, Some(place)) => {
                problems.add(Problem::new(Code::FacilityOutside, at, quoted(&facility.id)).detail(place.to_string()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::consolidate::scorecards;
    use super::super::facility::Facility;
    use super::super::sample;
    use super::super::session::{PanelScore, Session};
    use super::*;

    fn book(id: &str, place: &str, scores: &[f64]) -> Session {
        let session = sample::session(id, "2026-1");
        let panels = scores.iter().enumerate().map(|(group, score)| sample::panel(group, 0, Some(*score)));
        Session {
            facility: Facility { place: sample::place(place), ..session.facility.clone() },
            panels: panels.collect(),
            provider: vec![sample::provider(0, 50.0)],
            attendance: vec![sample::heads(Some(4), Some(3), Some(7)), sample::heads(None, None, Some(5))],
            ..session
        }
    }

    fn of(sessions: Vec<Session>) -> (Vec<PlaceCard>, String) {
        let set = PlaceSet::built_in("masam").expect("built in");
        let (cards, problems) = scorecards(&sample::instrument(), sessions, &[], None, &set, sample::choices());
        (cards.places, problems.to_string())
    }

    fn community(places: &[PlaceCard], of: Option<PlaceId>) -> Option<f64> {
        places.iter().find(|p| p.place == of).and_then(|p| p.overall.community).map(Points::get)
    }

    #[test]
    fn a_facility_with_many_groups_weighs_no_more_than_one_with_few() {
        // Facilities of 20 (one group) and (60 + 100)/2 = 80: 50, not the mean of three groups.
        let (places, said) =
            of(vec![book("Х-1", "Хөвсгөл аймаг", &[20.0]), book("Х-2", "Рэнчинлхүмбэ сум", &[60.0, 100.0])]);
        let khuvsgul = sample::place("Хөвсгөл аймаг");
        assert_eq!(said, "");
        let card = places.iter().find(|p| p.place == khuvsgul).expect("an area of the set");
        assert_eq!((card.facilities, community(&places, khuvsgul)), (2, Some(50.0)));
        assert_eq!(card.indicators.get(&0).map(|(_, counts)| *counts), Some([2, 2, 0]));
        assert_eq!(card.matched_gap, Some(0.0));
        assert_eq!(card.attended, Attended { women: Some(8), men: Some(6), all: Some(24), in_groups: Some(30) });
    }

    #[test]
    fn an_area_without_facilities_is_there_in_every_round() {
        let mut later = book("Х-1", "Хөвсгөл аймаг", &[20.0]);
        later.round = "2026-2".into();
        let (places, _) = of(vec![book("Х-1", "Хөвсгөл аймаг", &[20.0]), later]);
        assert_eq!(places.len(), 2 * (1 + 13));
        let uvs: Vec<_> = places.iter().filter(|p| p.place == sample::place("Увс аймаг")).collect();
        assert_eq!(uvs.len(), 2);
        assert!(uvs.iter().all(|p| p.facilities == 0 && p.overall == Sides::default() && p.indicators.is_empty()));
        assert_eq!(places[0].place, None);
    }

    #[test]
    fn a_facility_outside_the_set_counts_in_all_only_and_is_reported() {
        let mut nowhere = book("Н-1", "Хөвсгөл аймаг", &[100.0]);
        nowhere.facility.place = None;
        let (places, said) =
            of(vec![book("А-1", "Архангай аймаг", &[0.0]), book("Х-1", "Хөвсгөл аймаг", &[50.0]), nowhere]);
        assert_eq!([community(&places, None), community(&places, sample::place("Хөвсгөл аймаг"))], [Some(50.0); 2]);
        assert_eq!(places.iter().map(|p| p.facilities).sum::<usize>(), 3 + 1);
        assert!(said.contains("the place of facility \"Н-1\" is not known"), "{said}");
        assert!(said.contains("facility \"А-1\" lies in"), "{said}");
    }

    #[test]
    fn a_book_without_scores_is_no_facility_with_scores() {
        let empty = Session { panels: vec![], provider: vec![], ..book("Х-1", "Хөвсгөл аймаг", &[]) };
        let blank = Session { panels: vec![PanelScore { score: None, ..sample::panel(0, 0, None) }], ..empty };
        let (places, _) = of(vec![blank]);
        assert_eq!((places[0].facilities, places[0].attended.in_groups), (0, Some(10)));
    }
}
