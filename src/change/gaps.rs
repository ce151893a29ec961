//! Whether gaps became narrower: differences of differences.
//!
//! What      of gaps G before and H after: the change H − G, and whether |H| differs from |G|. The latter is so if both G − H and
//!           G + H differ from 0: a gap that crossed to the other side changed, and may be as large as before. Its p-value is
//!           the larger of the two
//! Source    Berger (1982), Technometrics 24:295–300, for tests of which all must speak
//! Checked   R survey: tests/golden/change.csv for the change; the rest by hand
//! Edges     sides that share nothing and sides that share clusters alike; a side without an error: no test

use std::collections::BTreeMap;

use super::{Common, Context, followed, sure};
use crate::card::{Figure, GapKind, Key, Where, Whom, tests};
use crate::estimate::Linear;
use crate::gap::{Difference, contrast, without_error};

/// How a gap changed.
#[derive(Debug, Clone, PartialEq)]
pub struct GapChange {
    /// Of which figure.
    pub figure: Figure,
    /// Where.
    pub place: Where,
    /// Of which kind: to the average, or between two groups.
    pub kind: GapKind,
    /// From which round to which.
    pub rounds: (usize, usize),
    /// The gap in the earlier and in the later round, on the scale of the figure's values.
    pub gaps: (f64, f64),
    /// Later gap minus earlier gap.
    pub difference: Difference,
    /// The p-value adjusted for the places of the same figure and kind, by Holm.
    pub p_adjusted: Option<f64>,
    /// The same by Benjamini and Hochberg.
    pub p_discovery: Option<f64>,
    /// The p-value that the size of the gap is the same, adjusted as the first.
    pub p_size: Option<f64>,
    /// What became of the gap.
    pub narrowing: Narrowing,
    /// The fewest answers of its four sides.
    pub n: u64,
}

/// What became of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Narrowing {
    /// It is clearly smaller.
    Narrower,
    /// It is clearly larger.
    Wider,
    /// It changed clearly, but may be as large as before: to the other side.
    Shifted,
    /// The data allow both.
    NoClearChange,
    /// The bases are too small to tell.
    TooSmall,
}

/// The four sides of a change of a gap: first and second of it, in each round.
fn sides(kind: GapKind, figure: Figure, place: Where) -> Option<[Key; 2]> {
    match kind {
        GapKind::ToAverage => {
            let key = |place| Key { figure, place, whom: Whom::Everybody };
            (place != Where::All).then(|| [key(place), key(Where::All)])
        }
        GapKind::BetweenGroups(grouping, first, second) => {
            let key = |group| Key { figure, place, whom: Whom::Group(grouping, group) };
            Some([key(first), key(second)])
        }
        GapKind::ToTarget(_) | GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => None,
    }
}

/// The gaps of the last round that were there in two rounds.
pub(super) fn compute(context: &Context, rounds: (usize, usize)) -> Vec<GapChange> {
    let survey = &context.last().survey;
    let rules = &survey.choices.rules;
    let mut changes = Vec::new();
    for gap in context.last().computed.card.gaps.iter().filter(|gap| followed(gap.kind)) {
        let Some([first, second]) = sides(gap.kind, gap.figure, gap.place) else { continue };
        let of = |round, key| context.find(round, key).filter(|(finding, _)| finding.visible().is_some());
        let found =
            [(rounds.0, first), (rounds.0, second), (rounds.1, first), (rounds.1, second)].map(|(r, k)| of(r, k));
        let [Some(a), Some(b), Some(c), Some(d)] = found else { continue };
        let all = [a, b, c, d];
        let keys = [first, second, first, second];
        let of_rounds = [rounds.0, rounds.0, rounds.1, rounds.1];
        let of = Key { figure: gap.figure, ..first };
        let common = match context.on_common(of, &of_rounds, &keys) {
            Common::On(common) => Some(common),
            Common::TooLittle => continue,
            Common::NotTakenApart => None,
        };
        let value = |at: usize| match &common {
            Some(common) => common.sides[at].value,
            None => all[at].0.estimate.as_ref().map_or(f64::NAN, |estimate| estimate.value),
        };
        let gaps = (value(0) - value(1), value(2) - value(3));
        let linears: Option<Vec<&Linear>> = match &common {
            Some(common) => Some(common.sides.iter().collect()),
            None => all.iter().map(|(_, linear)| *linear).collect(),
        };
        let known = common.is_some() || all.iter().all(|(finding, _)| sure(finding));
        let (difference, sum) = match linears {
            Some(linears) if known => {
                let contrast = |signs: [f64; 4]| {
                    let parts: Vec<(f64, &Linear)> = signs.into_iter().zip(linears.iter().copied()).collect();
                    contrast(&parts, &[], survey.units(), rules)
                };
                let both = [contrast([-1.0, 1.0, 1.0, -1.0]), contrast([1.0, -1.0, 1.0, -1.0])];
                let [difference, sum] = match gap.kind {
                    // As the gap itself: all places lend no clusters to one of them.
                    GapKind::ToAverage => {
                        let place: Vec<(f64, &Linear)> = vec![(-1.0, linears[0]), (1.0, linears[2])];
                        let df = crate::gap::contrast(&place, &[], survey.units(), rules).df;
                        both.map(|of| df.map_or(of.clone(), |df| of.on_fewer(df, rules.level)))
                    }
                    _ => both,
                };
                (difference, sum.p)
            }
            Some(_) | None => (without_error(gaps.1 - gaps.0), None),
        };
        let p_size = difference.p.zip(sum).map(|(change, sum)| change.max(sum));
        changes.push(GapChange {
            figure: gap.figure,
            place: gap.place,
            kind: gap.kind,
            rounds,
            gaps,
            difference,
            p_adjusted: None,
            p_discovery: None,
            p_size,
            narrowing: Narrowing::NoClearChange,
            n: match &common {
                Some(common) => common.n.iter().copied().min().unwrap_or(0),
                None => all.iter().map(|(finding, _)| finding.n()).min().unwrap_or(0),
            },
        });
    }
    judge(context, &mut changes);
    changes
}

/// Adjusts p-values over the places of one figure and kind of gap, or for all places together over the figures, and says what became of each gap.
fn judge(context: &Context, changes: &mut [GapChange]) {
    let choices = &context.last().survey.choices;
    let mut families: BTreeMap<(Option<Figure>, GapKind), Vec<usize>> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        let figure = (change.place != Where::All).then_some(change.figure);
        families.entry((figure, change.kind)).or_default().push(at);
    }
    for members in families.into_values() {
        let p: Vec<Option<f64>> = members.iter().map(|at| changes[*at].difference.p).collect();
        let sizes: Vec<Option<f64>> = members.iter().map(|at| changes[*at].p_size).collect();
        let clear = |p: Option<f64>| p.is_some_and(|p| p < 1.0 - choices.rules.level);
        for ((at, (holm, discovery)), (size, _)) in members.into_iter().zip(tests(&p)).zip(tests(&sizes)) {
            let change = &mut changes[at];
            (change.p_adjusted, change.p_discovery, change.p_size) = (holm, discovery, size);
            change.narrowing = narrowing(change.gaps, [clear(holm), clear(size)], change.n < choices.few);
        }
    }
}

/// `clear` says whether the gap changed, and whether its size did.
fn narrowing((before, after): (f64, f64), clear: [bool; 2], few: bool) -> Narrowing {
    match clear {
        _ if few => Narrowing::TooSmall,
        [_, true] if after.abs() < before.abs() => Narrowing::Narrower,
        [_, true] => Narrowing::Wider,
        [true, false] => Narrowing::Shifted,
        [false, false] => Narrowing::NoClearChange,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_that_crossed_to_the_other_side_is_not_called_narrower_unless_its_size_is_clear() {
        assert_eq!(narrowing((-20.0, 13.0), [true, false], false), Narrowing::Shifted);
        assert_eq!(narrowing((-20.0, 2.0), [true, true], false), Narrowing::Narrower);
        assert_eq!(narrowing((-3.0, -10.0), [true, true], false), Narrowing::Wider);
        assert_eq!(narrowing((-3.0, -10.0), [false, false], false), Narrowing::NoClearChange);
        assert_eq!(narrowing((-3.0, -10.0), [true, true], true), Narrowing::TooSmall);
    }
}
