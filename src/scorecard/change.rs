//! What changed from one round of a facility to its next.
//!
//! What      the scores of each side before and after, for indicators with the same identity and the same scales in both
//!           rounds; indicators that are new, dropped, or were scored on another scale are listed, not compared
//! Source    follow-up of a community scorecard, about every six months; the rule of one scale is ours: a step of one of
//!           five isn't a step of twenty of a hundred to those who score
//! Checked   base R on the samples: tests/golden/scorecard.R, 1e-9
//! Edges     rounds that the facility hasn't taken part in are passed over. A side that is missing in one of the rounds is
//!           missing there, and doesn't make the scale another

use std::collections::BTreeMap;

use super::alike::Identity;
use super::places::sides;
use super::results::{Change, Changes, FacilityCard, Line, Panel};
use super::score::Score;
use crate::instrument::scorecard::Scale;

/// The changes of every facility that has two rounds or more; the cards are by facility, then round.
pub(super) fn changes(cards: &[FacilityCard]) -> Vec<Changes> {
    let facilities = cards.chunk_by(|a, b| a.facility == b.facility);
    facilities.flat_map(|rounds| rounds.windows(2)).map(|pair| between(&pair[0], &pair[1])).collect()
}

fn between(before: &FacilityCard, after: &FacilityCard) -> Changes {
    let mut changes = Changes {
        facility: after.facility,
        from: before.round,
        to: after.round,
        lines: Vec::new(),
        new: Vec::new(),
        dropped: Vec::new(),
        rescaled: Vec::new(),
    };
    let [earlier, later] = [before, after]
        .map(|card| card.lines.iter().map(|line| (Identity::of(&line.indicator), line)).collect::<BTreeMap<_, _>>());
    for line in &after.lines {
        match earlier.get(&Identity::of(&line.indicator)) {
            None => changes.new.push(line.indicator.clone()),
            Some(old) if !one_scale(old, line) => changes.rescaled.push(old.indicator.clone()),
            Some(old) => {
                changes.lines.push(Change { indicator: old.indicator.clone(), before: sides(old), after: sides(line) })
            }
        }
    }
    let gone = before.lines.iter().filter(|line| !later.contains_key(&Identity::of(&line.indicator)));
    changes.dropped = gone.map(|line| line.indicator.clone()).collect();
    changes
}

/// Whether each side that scored in both rounds did so on the same scales.
fn one_scale(before: &Line, after: &Line) -> bool {
    scales(before).iter().zip(scales(after)).all(|(old, new)| old.is_empty() || new.is_empty() || *old == new)
}

/// The scales of groups, provider and agreed score, each once and in a fixed order.
fn scales(line: &Line) -> [Vec<Scale>; 3] {
    let provider = line.provider.map(Score::scale);
    let agreed = line.agreed.as_ref().map(|a| a.score.score.scale());
    [distinct(line.panels.iter().filter_map(scale)), distinct(provider.into_iter()), distinct(agreed.into_iter())]
}

/// The scale on which a group scored, else voted.
fn scale(panel: &Panel) -> Option<Scale> {
    let voted = || panel.votes.as_ref().and_then(|votes| votes.counts().first()).map(|(score, _)| *score);
    panel.score.or_else(voted).map(Score::scale)
}

fn distinct(of: impl Iterator<Item = Scale>) -> Vec<Scale> {
    let mut scales: Vec<Scale> = Vec::new();
    for scale in of {
        if !scales.contains(&scale) {
            scales.push(scale);
        }
    }
    scales.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)).then(a.form.cmp(&b.form)));
    scales
}

#[cfg(test)]
mod tests {
    use super::super::consolidate::scorecards;
    use super::super::sample;
    use super::super::session::{Key, PanelScore, Session};
    use super::*;
    use crate::places::PlaceSet;

    fn of(sessions: Vec<Session>) -> Vec<Changes> {
        let set = PlaceSet::built_in("masam").expect("built in");
        scorecards(&sample::instrument(), sessions, &[], None, &set, sample::choices()).0.changes
    }

    fn book(round: &str, panels: Vec<PanelScore>) -> Session {
        Session { panels, ..sample::session("Х-1", round) }
    }

    fn own(words: &str, score: f64) -> PanelScore {
        PanelScore { indicator: sample::added(words), ..sample::panel(0, 0, Some(score)) }
    }

    #[test]
    fn rounds_are_compared_within_an_indicator_and_what_is_new_or_dropped_is_listed() {
        let first = vec![sample::panel(0, 0, Some(40.0)), sample::panel(0, 1, Some(50.0)), own("Гадаа зам", 10.0)];
        let second = vec![sample::panel(0, 0, Some(65.0)), sample::panel(0, 2, Some(50.0)), own("гадаа  ЗАМ", 30.0)];
        let changes = of(vec![book("2026-2", second), book("2026-1", first)]);
        let change = &changes[0];
        let differ = |c: &Change| c.after.community.zip(c.before.community).map(|(after, before)| after.less(before));
        assert_eq!(change.lines.iter().map(differ).collect::<Vec<_>>(), [Some(25.0), Some(20.0)]);
        assert_eq!((change.new.as_slice(), change.dropped.as_slice()), (&[Key::Known(2)][..], &[Key::Known(1)][..]));
        assert_eq!(change.lines[1].indicator, sample::added("Гадаа зам"));
    }

    #[test]
    fn a_round_that_a_facility_missed_is_passed_over() {
        let other = Session { panels: vec![], ..sample::session("Х-2", "2026-2") };
        let score = |s| vec![sample::panel(0, 0, Some(s))];
        let changes =
            of(vec![book("2026-1", score(10.0)), other, book("2026-3", score(20.0)), book("2026-4", score(30.0))]);
        assert_eq!(changes.iter().map(|c| (c.from.0, c.to.0)).collect::<Vec<_>>(), [(0, 2), (2, 3)]);
    }

    #[test]
    fn another_scale_is_not_compared_and_a_missing_side_is_no_other_scale() {
        let of_ten = PanelScore { score: Score::new(4.0, sample::TEN), ..sample::panel(0, 0, None) };
        let changes = of(vec![book("1", vec![sample::panel(0, 0, Some(40.0))]), book("2", vec![of_ten])]);
        assert_eq!((changes[0].rescaled.as_slice(), changes[0].lines.len()), (&[Key::Known(0)][..], 0));
        let with =
            Session { provider: vec![sample::provider(0, 50.0)], ..book("2", vec![sample::panel(0, 0, Some(50.0))]) };
        let changes = of(vec![book("1", vec![sample::panel(0, 0, Some(40.0))]), with]);
        assert_eq!((changes[0].rescaled.len(), changes[0].lines.len()), (0, 1));
        assert_eq!(changes[0].lines[0].before.provider, None);
    }
}
