//! What the focus groups said of an indicator, each and together.
//!
//! What      the scores of the groups that scored, as one number in points of 100
//! Formula   mean Σ p / g; median, between two middle ones their mean; present-weighted Σ n·p / Σ n; agreed: the score of
//!           the interface meeting; p = 100·(score − worst)/(best − worst) of each group's own scale
//! Spread    highest less lowest group, whatever the rule
//! Source    Community Score Card toolkits (CARE 2013; World Bank 2005): scores are given by group and brought together
//!           without a formula. The four rules and their names are ours
//! Checked   base R on the samples of both instruments: tests/golden/scorecard.R, 1e-9
//! Edges     a group without a score isn't in any of it, and zero is a score. No group that scored: nothing, also under the
//!           agreed rule, since there was nothing to bring together. A group without a count of people, or with a count
//!           of 0: nothing under the present-weighted rule. No agreed score: nothing under the agreed rule

use super::alike::Identity;
use super::gaps::NOISE;
use super::naming::{name, shown};
use super::results::{Consolidated, Consolidation, Panel};
use super::score::{Points, Score};
use super::session::{Key, PanelScore};
use crate::instrument::scorecard::ScorecardInstrument;
use crate::problem::{Code, Problem, Problems};

/// The groups that scored, in the order of the instrument, then of the book. A group that gave a score and also voted
/// otherwise is reported: its score counts.
pub(super) fn panels(said: &[&PanelScore], instrument: &ScorecardInstrument, problems: &mut Problems) -> Vec<Panel> {
    let mut panels: Vec<Panel> = Vec::with_capacity(said.len());
    panels.extend(said.iter().filter_map(|row| panel(row)));
    panels.sort_by_key(|panel| Identity::of(&panel.group).rank());
    for row in said {
        if let Some(otherwise) = voted_otherwise(row, instrument) {
            problems.add(otherwise);
        }
    }
    panels
}

fn panel(row: &PanelScore) -> Option<Panel> {
    Some(Panel {
        group: row.group.clone(),
        points: row.points()?,
        score: row.score,
        votes: row.votes.clone(),
        present: row.present,
        reason: row.reason.clone(),
        suggestion: row.suggestion.clone(),
    })
}

fn voted_otherwise(row: &PanelScore, instrument: &ScorecardInstrument) -> Option<Problem> {
    let (score, votes) = (row.score?, row.votes.as_ref()?);
    let median = votes.median();
    if median.less(score.points()).abs() <= NOISE {
        return None;
    }
    let group = name(&row.group, |i| instrument.groups.get(i).map(|g| g.id.as_str()));
    let indicator = name(&row.indicator, |i| instrument.indicators.get(i).map(|s| s.id.as_str()));
    let found = format!("{group}, {indicator}: {}", shown(score.value()));
    Some(Problem::new(Code::VotesDiffer, row.at.clone(), found).detail(shown(score.scale().at(median.get()))))
}

/// The groups together by a rule; `agreed` is the score of the interface meeting.
pub(super) fn together(rule: Consolidation, panels: &[Panel], agreed: Option<Score>) -> Option<Consolidated> {
    let points = match rule {
        Consolidation::Mean => mean(panels),
        Consolidation::Median => median(panels),
        Consolidation::Present => by_present(panels),
        Consolidation::Agreed => agreed.map(Score::points),
    };
    let low = panels.iter().map(|p| p.points.get()).reduce(f64::min)?;
    let high = panels.iter().map(|p| p.points.get()).reduce(f64::max)?;
    let lowest = panels.iter().filter(|p| high - low > NOISE && p.points.get() - low <= NOISE);
    Some(Consolidated {
        points: points?,
        groups: panels.len(),
        present: panels.iter().map(|p| p.present).sum(),
        spread: high - low,
        lowest: lowest.map(|p| p.group.clone()).collect(),
    })
}

/// The mean of the groups.
pub(super) fn mean(panels: &[Panel]) -> Option<Points> {
    Points::mean(panels.iter().map(|p| p.points))
}

fn median(panels: &[Panel]) -> Option<Points> {
    let mut points: Vec<f64> = panels.iter().map(|p| p.points.get()).collect();
    points.sort_by(f64::total_cmp);
    let (below, above) = (points.get(points.len().checked_sub(1)? / 2)?, points.get(points.len() / 2)?);
    Some(Points((below + above) / 2.0))
}

fn by_present(panels: &[Panel]) -> Option<Points> {
    let (mut sum, mut people) = (0.0, 0.0);
    for panel in panels {
        let present = counted(panel.present)? as f64;
        sum += present * panel.points.get();
        people += present;
    }
    (people > 0.0).then(|| Points(sum / people))
}

/// A count that can weigh: nobody can't have scored.
fn counted(present: Option<u64>) -> Option<u64> {
    present.filter(|n| *n > 0)
}

/// The groups whose people weren't counted, so that nothing can be weighted by them.
pub(super) fn uncounted(panels: &[Panel]) -> Vec<&Key> {
    panels.iter().filter(|p| counted(p.present).is_none()).map(|p| &p.group).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::problem::At;

    fn panels(scores: &[(f64, Option<u64>)]) -> Vec<Panel> {
        let row = |(i, (points, present)): (usize, &(f64, Option<u64>))| Panel {
            group: Key::Known(i),
            points: Points(*points),
            score: None,
            votes: None,
            present: *present,
            reason: String::new(),
            suggestion: String::new(),
        };
        scores.iter().enumerate().map(row).collect()
    }

    fn all_rules(panels: &[Panel], agreed: Option<f64>) -> [Option<f64>; 4] {
        use Consolidation::{Agreed, Mean, Median, Present};
        let agreed = agreed.and_then(|value| Score::new(value, sample::HUNDRED));
        [Mean, Median, Present, Agreed].map(|rule| together(rule, panels, agreed).map(|c| c.points.get()))
    }

    #[test]
    fn each_rule_brings_the_groups_together_in_its_own_way() {
        // Mean (0+50+100+90)/4; median (50+90)/2; by present (10·0 + 10·50 + 20·100 + 10·90)/50.
        let four = panels(&[(0.0, Some(10)), (50.0, Some(10)), (100.0, Some(20)), (90.0, Some(10))]);
        assert_eq!(all_rules(&four, Some(65.0)), [Some(60.0), Some(70.0), Some(68.0), Some(65.0)]);
        let together = together(Consolidation::Mean, &four, None).expect("four groups scored");
        assert_eq!((together.groups, together.present, together.spread), (4, Some(50), 100.0));
        assert_eq!(together.lowest, [Key::Known(0)]);
    }

    #[test]
    fn who_is_not_counted_cannot_be_weighed() {
        let two = panels(&[(40.0, Some(12)), (60.0, None)]);
        assert_eq!(all_rules(&two, None), [Some(50.0), Some(50.0), None, None]);
        assert_eq!(uncounted(&two), [&Key::Known(1)]);
        assert_eq!(together(Consolidation::Mean, &two, None).and_then(|c| c.present), None);
        assert_eq!(all_rules(&panels(&[(40.0, Some(0))]), None)[2], None);
    }

    #[test]
    fn no_group_gives_nothing_even_if_something_was_agreed() {
        assert_eq!(all_rules(&[], Some(65.0)), [None; 4]);
    }

    #[test]
    fn several_groups_can_be_lowest_and_none_is_if_all_agree() {
        let lowest = |scores: &[f64]| {
            let panels = panels(&scores.iter().map(|s| (*s, None)).collect::<Vec<_>>());
            together(Consolidation::Mean, &panels, None).map(|c| c.lowest)
        };
        assert_eq!(lowest(&[0.0, 50.0, 0.0]), Some(vec![Key::Known(0), Key::Known(2)]));
        assert_eq!(lowest(&[50.0, 50.0]), Some(vec![]));
        assert_eq!(lowest(&[50.0]), Some(vec![]));
    }

    #[test]
    fn a_score_goes_before_the_votes_and_the_difference_is_reported() {
        let instrument = sample::instrument();
        let vote = |score| PanelScore {
            votes: sample::votes(&[(20.0, 2), (40.0, 1)]),
            at: At::file("Мөрөн.xlsx").sheet("Иргэдийн оноо"),
            ..sample::panel(0, 0, score)
        };
        let (voted, both, alike) = (vote(None), vote(Some(30.0)), vote(Some(20.0)));
        let mut problems = Problems::default();
        let points = |row: &PanelScore, problems: &mut Problems| {
            super::panels(&[row], &instrument, problems).first().map(|p| p.points.get())
        };
        assert_eq!(points(&voted, &mut problems), Some(20.0));
        assert_eq!(points(&alike, &mut problems), Some(20.0));
        assert!(problems.is_empty());
        assert_eq!(points(&both, &mut problems), Some(30.0));
        let said = problems.to_string();
        assert!(said.contains("Мөрөн.xlsx") && said.contains("women, HC01: 30") && said.contains("20"), "{said}");
    }
}
