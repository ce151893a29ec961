//! Differences on one card: community and provider, group and group, and whether what was agreed lies between.
//!
//! What      gap = community − provider in points of 100, on indicators that both scored; flagged from a stated size on.
//!           Between groups: first − second of a pair, the second being a group or the mean of all other groups that scored
//! Agreed    lies between if min(community, provider) ≤ agreed ≤ max(community, provider), ends included
//! Source    community − provider: the interface meeting of a community scorecard; the flag from 20 points on is ours
//! Checked   the printed gaps of Siadara (tests/golden/scorecards), base R on the samples
//! Edges     a side that didn't score: no gap, and the indicator is in no matched mean. Sizes are compared with a tolerance
//!           of 1e-9 points, since 0.1 isn't a binary fraction. Under the agreed rule the community's score is the agreed
//!           one; whether it lies between is then judged by the mean of the groups

use super::alike::Identity;
use super::naming::shown;
use super::panels;
use super::results::{Agreed, Consolidated, Consolidation, Panel, ScoreGap};
use super::score::{Points, Score};
use super::session::{AgreedScore, Key};
use crate::instrument::scorecard::{GroupPair, ScorecardInstrument};
use crate::problem::{Code, Problem};

/// Differences of points below this are noise of binary fractions.
pub(super) const NOISE: f64 = 1e-9;

/// Community less provider; flagged if it is at least so large either way.
pub(super) fn gap(community: Option<Points>, provider: Option<Points>, flag: f64) -> Option<ScoreGap> {
    let points = community?.less(provider?);
    Some(ScoreGap { points, flagged: points.abs() >= flag - NOISE })
}

/// The pairs of the instrument of which both sides scored.
pub(super) fn between(panels: &[Panel], instrument: &ScorecardInstrument) -> Vec<(GroupPair, f64)> {
    let of = |group: usize| panels.iter().filter(move |p| p.group == Key::Known(group)).map(|p| p.points);
    let others = |group: usize| panels.iter().filter(move |p| p.group != Key::Known(group)).map(|p| p.points);
    let differ = |pair: &GroupPair| {
        let second = match pair.second {
            Some(group) => Points::mean(of(group)),
            None => Points::mean(others(pair.first)),
        };
        Some((*pair, Points::mean(of(pair.first))?.less(second?)))
    };
    instrument.compare.iter().filter_map(differ).collect()
}

/// The agreed score, and whether it lies between the two sides.
pub(super) fn agreed(
    said: &AgreedScore,
    rule: Consolidation,
    panels: &[Panel],
    community: Option<&Consolidated>,
    provider: Option<Score>,
) -> Agreed {
    let points = said.score.points().get();
    let between =
        sides(rule, panels, community, provider).map(|(low, high)| (low - NOISE..=high + NOISE).contains(&points));
    Agreed { score: said.clone(), between }
}

/// The lower and the higher side.
fn sides(
    rule: Consolidation,
    panels: &[Panel],
    community: Option<&Consolidated>,
    provider: Option<Score>,
) -> Option<(f64, f64)> {
    let community = match rule {
        Consolidation::Agreed => panels::mean(panels),
        Consolidation::Mean | Consolidation::Median | Consolidation::Present => community.map(|c| c.points),
    };
    let (community, provider) = (community?.get(), provider?.points().get());
    Some((community.min(provider), community.max(provider)))
}

/// What to say of an agreed score that lies outside both sides without a reason; numbers are on its own scale.
pub(super) fn unexplained(
    agreed: &Agreed,
    rule: Consolidation,
    panels: &[Panel],
    community: Option<&Consolidated>,
    provider: Option<Score>,
    indicator: &str,
) -> Option<Problem> {
    if agreed.between != Some(false) || !agreed.score.reason.trim().is_empty() {
        return None;
    }
    let (low, high) = sides(rule, panels, community, provider)?;
    let score = agreed.score.score;
    let [low, high] = [low, high].map(|points| shown(score.scale().at(points)));
    let problem =
        Problem::new(Code::AgreedOutside, agreed.score.at.clone(), format!("{indicator}: {}", shown(score.value())));
    Some(problem.detail(format!("{low}–{high}")))
}

/// Each group's mean over the indicators that it scored, in the order of the instrument, then of the book.
pub(super) fn groups<'p>(panels: impl Iterator<Item = &'p Panel>) -> Vec<(Key, Points)> {
    let mut found: Vec<(Identity, &Key, Vec<Points>)> = Vec::new();
    for panel in panels {
        let identity = Identity::of(&panel.group);
        match found.iter_mut().find(|(known, ..)| *known == identity) {
            Some((_, _, points)) => points.push(panel.points),
            None => found.push((identity, &panel.group, vec![panel.points])),
        }
    }
    found.sort_by_key(|(identity, ..)| identity.rank());
    found.into_iter().filter_map(|(_, key, points)| Some((key.clone(), Points::mean(points)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::problem::At;

    #[test]
    fn a_gap_of_the_stated_size_is_flagged_also_where_binary_fractions_fall_short() {
        let flagged = |a: f64, b: f64| gap(Some(Points(a)), Some(Points(b)), 20.0).map(|g| (g.points, g.flagged));
        assert_eq!(flagged(50.0, 70.0), Some((-20.0, true)));
        assert_eq!(flagged(50.0, 69.9).map(|g| g.1), Some(false));
        // 10·(7.3 − 5.3) is 19.999999999999996.
        assert_eq!(flagged(10.0 * 7.3, 10.0 * 5.3).map(|g| g.1), Some(true));
        assert_eq!(gap(None, Some(Points(0.0)), 20.0), None);
        assert_eq!(gap(Some(Points(0.0)), Some(Points(0.0)), 20.0).map(|g| g.points), Some(0.0));
    }

    #[test]
    fn the_rest_of_a_pair_is_the_mean_of_the_groups_that_scored() {
        // Women 40, men 70, herders (added) 60: women − men = −30; women − others = 40 − 65.
        let panels = sample::panels(&[(Key::Known(0), 40.0), (Key::Known(1), 70.0), (sample::added("Малчид"), 60.0)]);
        let instrument = sample::instrument();
        let differ: Vec<f64> = between(&panels, &instrument).into_iter().map(|(_, points)| points).collect();
        assert_eq!(differ, [-30.0, -25.0]);
        assert_eq!(between(&panels[1..], &instrument), []);
        assert_eq!(between(&panels[..1], &instrument), []);
    }

    #[test]
    fn an_agreed_score_outside_both_sides_wants_a_reason() {
        let panels = sample::panels(&[(Key::Known(0), 40.0)]);
        let community = panels::together(Consolidation::Mean, &panels, None);
        let provider = Score::new(70.0, sample::HUNDRED);
        let judge = |value: f64, reason: &str, rule| {
            let said = AgreedScore {
                indicator: Key::Known(0),
                score: Score::new(value, sample::HUNDRED).expect("on the scale"),
                reason: reason.into(),
                at: At::file("Мөрөн.xlsx").sheet("Нэгдсэн хурал"),
            };
            let agreed = agreed(&said, rule, &panels, community.as_ref(), provider);
            let problem = unexplained(&agreed, rule, &panels, community.as_ref(), provider, "HC01");
            (agreed.between, problem.map(|p| p.to_string()))
        };
        assert_eq!(judge(40.0, "", Consolidation::Mean), (Some(true), None));
        assert_eq!(judge(70.0, "", Consolidation::Mean), (Some(true), None));
        assert_eq!(judge(80.0, "Шинэ багаж ирсэн", Consolidation::Mean), (Some(false), None));
        for rule in [Consolidation::Mean, Consolidation::Agreed] {
            let (between, said) = judge(30.0, " ", rule);
            assert_eq!(between, Some(false));
            let said = said.expect("a problem");
            assert!(said.contains("HC01: 30") && said.contains("40–70"), "{said}");
        }
    }
}
