//! What changed between rounds of a survey: figures, and the gaps between groups and places themselves.
//!
//! What      change = later − earlier, of the same figure at the same place for the same group. Change of a gap = later gap −
//!           earlier gap, a difference of differences. Of a series every round is held against the one before it, and the last
//!           against the first
//! Formula   the rounds are stacked into one design ([`crate::design::joined`]); a change is a contrast of two linearised
//!           statistics, that of a gap of four, so that clusters common to rounds, groups or places count with their covariance.
//!           Medians of rounds that share no clusters: variances are added; of others there is no error
//! Source    Kish (1965), Survey Sampling, ch. 12; the contrast of domains in R survey, `svycontrast`
//! Checked   R survey: reference `rounds`, and tests/golden/change.csv: 1e-9 relative
//! Edges     figures that aren't defined alike in two rounds are left out and listed with the reason; so are composites of
//!           unlike parts and places without data in one of the rounds. A share of 0 or 1 has an interval and no test

mod alike;
mod gaps;

pub use alike::Unlike;
pub use gaps::{GapChange, Narrowing};

use std::collections::BTreeMap;

use crate::card::{
    Computed, Figure, Finding, GapKind, Key, OnCommon, Side, Survey, Where, Whom, on_common, pair, tests,
};
use crate::coding::Coding;
use crate::design::{self, LonelyCluster, Rounds};
use crate::estimate::{Estimate, Interval, Linear, Precision};
use crate::gap::{Difference, Meaning, between, contrast, independent, meaning};
use crate::instrument::{CompositeLevel, GroupingIndex, IndicatorIndex, Instrument};
use crate::tally::Tally;
use crate::weighting::Weights;

/// One round.
pub struct Round<'a> {
    /// What it is called.
    pub name: String,
    /// What it was computed from; its design is that of all rounds together.
    pub survey: Survey<'a>,
    /// Its card.
    pub computed: Computed,
    /// For each question of its instrument whether a column answers it.
    pub asked: Vec<bool>,
}

/// How one figure changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Of what, where and for whom, in the words of the last round's instrument.
    pub key: Key,
    /// From which round to which.
    pub rounds: (usize, usize),
    /// The values of the earlier and the later round; of composites on the parts that both have.
    pub values: (f64, f64),
    /// The intervals of these values.
    pub intervals: (Option<Interval>, Option<Interval>),
    /// Later minus earlier, on the scale of the figure's values.
    pub difference: Difference,
    /// The p-value adjusted for the places of the same figure and group, by Holm.
    pub p_adjusted: Option<f64>,
    /// The same by Benjamini and Hochberg.
    pub p_discovery: Option<f64>,
    /// What it means.
    pub meaning: Meaning,
    /// Answers in the earlier and in the later round.
    pub n: (u64, u64),
}

/// Something that wasn't compared.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// What.
    pub what: What,
    /// In which round it is missing or different.
    pub round: usize,
    /// Why.
    pub why: Unlike,
}

/// What wasn't compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// A figure of the last round's instrument.
    Figure(Figure),
    /// A figure that only an earlier round has, by its identifier.
    Dropped(String),
    /// A place of the set.
    Place(usize),
    /// A grouping of the last round's instrument.
    Grouping(GroupingIndex),
}

/// Everything that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// Changes of figures: by rounds, then key.
    pub changes: Vec<Change>,
    /// Changes of gaps: by rounds, kind, figure and place.
    pub gaps: Vec<GapChange>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
}

/// Puts the designs of rounds together, so that their sums speak of the same units.
pub fn stack(
    rounds: &mut [(&mut Tally, &mut Coding, &mut Weights)],
    how: Rounds,
    lonely: LonelyCluster,
) -> Result<(), design::Unlike> {
    let units: Vec<_> = rounds.iter().map(|(_, coding, _)| &coding.units).collect();
    let joined = design::joined(&units, how)?;
    for ((tally, coding, weights), numbers) in rounds.iter_mut().zip(&joined.numbers) {
        **tally = tally.renumbered(numbers);
        coding.units = joined.units.clone();
        let of_round = std::mem::replace(*weights, Weights::of_design());
        **weights = of_round.renumbered(numbers, &joined.units, lonely);
    }
    Ok(())
}

/// The rounds that are compared: each with the one before it, and the last with the first.
pub fn pairs(rounds: usize) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = (1..rounds).map(|later| (later - 1, later)).collect();
    if rounds > 2 {
        pairs.push((0, rounds - 1));
    }
    pairs
}

/// Compares rounds, the earliest first.
pub fn compute(rounds: &[Round], how: Rounds) -> Changes {
    let Some(last) = rounds.last() else {
        return Changes { changes: Vec::new(), gaps: Vec::new(), left_out: Vec::new() };
    };
    let mut left_out = Vec::new();
    let last = (rounds.len() - 1, last);
    let seen = rounds.iter().enumerate().map(|round| Seen::new(round, last, &mut left_out)).collect();
    let context = Context { rounds, seen, how };
    let (mut changes, mut gaps) = (Vec::new(), Vec::new());
    for pair in pairs(rounds.len()) {
        changes.extend(context.changes(pair, &mut left_out));
        gaps.extend(gaps::compute(&context, pair));
    }
    left_out.sort_by(|a, b| (&a.what, a.round).cmp(&(&b.what, b.round)));
    left_out.dedup();
    Changes { changes, gaps, left_out }
}

/// A round in the words of the last one's instrument.
struct Seen {
    /// For each figure of the last round, the same figure here, if it is defined alike.
    figures: BTreeMap<Figure, Figure>,
    /// For each group of the last round, the same group here.
    groups: BTreeMap<(GroupingIndex, usize), (GroupingIndex, usize)>,
}

impl Seen {
    fn new((at, round): (usize, &Round), (last_at, last): (usize, &Round), left_out: &mut Vec<LeftOut>) -> Seen {
        let (ours, theirs) = (last.survey.instrument, round.survey.instrument);
        let mut figures = BTreeMap::new();
        for figure in Figure::all(ours) {
            match alike::figure((ours, &last.asked[..]), figure, (theirs, &round.asked[..])) {
                Ok(same) => {
                    figures.insert(figure, same);
                }
                // That is said of the last round itself.
                Err(Unlike::NotAskedLast) => {}
                Err(why) => left_out.push(LeftOut { what: What::Figure(figure), round: at, why }),
            }
        }
        for figure in Figure::all(theirs) {
            let id = figure.id(theirs);
            if !Figure::all(ours).iter().any(|f| f.id(ours) == id) {
                left_out.push(LeftOut { what: What::Dropped(id), round: at, why: Unlike::Dropped });
            }
        }
        let mut groups = BTreeMap::new();
        for grouping in (0..ours.groupings.len()).map(GroupingIndex) {
            match alike::grouping((ours, &last.asked[..]), grouping, (theirs, &round.asked[..])) {
                Ok(same) => groups.extend(same),
                Err(Unlike::NotAskedLast) => {}
                Err(why) => left_out.push(LeftOut { what: What::Grouping(grouping), round: at, why }),
            }
        }
        for place in &last.computed.card.with_data {
            if !round.computed.card.with_data.contains(place) {
                left_out.push(LeftOut { what: What::Place(*place), round: at, why: Unlike::NoData });
            }
        }
        for place in &round.computed.card.with_data {
            if !last.computed.card.with_data.contains(place) {
                left_out.push(LeftOut { what: What::Place(*place), round: last_at, why: Unlike::NoData });
            }
        }
        Seen { figures, groups }
    }

    /// A key of the last round in the words of this one.
    fn key(&self, key: Key) -> Option<Key> {
        let whom = match key.whom {
            Whom::Everybody => Whom::Everybody,
            Whom::Group(grouping, group) => {
                let (grouping, group) = self.groups.get(&(grouping, group))?;
                Whom::Group(*grouping, *group)
            }
            // Facilities are compared by themselves.
            Whom::Facility(_) => return None,
        };
        Some(Key { figure: *self.figures.get(&key.figure)?, whom, ..key })
    }
}

/// A composite of several sides.
enum Common {
    /// On the parts that all of them have.
    On(OnCommon),
    /// Too little of it is common.
    TooLittle,
    /// It is no composite of parts.
    NotTakenApart,
}

/// The rounds with what is known of them.
struct Context<'r, 'a> {
    rounds: &'r [Round<'a>],
    seen: Vec<Seen>,
    how: Rounds,
}

impl<'r, 'a> Context<'r, 'a> {
    fn last(&self) -> &'r Round<'a> {
        &self.rounds[self.rounds.len() - 1]
    }

    fn instrument(&self) -> &'r Instrument {
        self.last().survey.instrument
    }

    /// A finding of a round by the key of the last one, with what it is linear in.
    fn find(&self, round: usize, key: Key) -> Option<(&'r Finding, Option<&'r Linear>)> {
        let key = self.seen[round].key(key)?;
        let Computed { card, linears } = &self.rounds[round].computed;
        let finding = card.find(&key)?;
        finding.estimate.is_ok().then_some((finding, linears.get(&key)))
    }

    /// A composite of several sides, each a round and a key in the words of the last one, on the parts that all have.
    fn on_common(&self, of: Key, rounds: &[usize], keys: &[Key]) -> Common {
        let Figure::Composite(composite) = of.figure else { return Common::NotTakenApart };
        if self.instrument().composites[composite.0].level != CompositeLevel::Place {
            return Common::NotTakenApart;
        }
        let sides: Vec<_> = rounds
            .iter()
            .zip(keys)
            .map(|(round, key)| {
                move |i: IndicatorIndex| {
                    let (finding, linear) = self.find(*round, Key { figure: Figure::Indicator(i), ..*key })?;
                    Some((finding.visible()?, linear?))
                }
            })
            .collect();
        let sides: Vec<Side> = sides.iter().map(|side| side as Side).collect();
        let few = self.last().survey.choices.few;
        on_common(self.instrument(), composite, few, &sides).map_or(Common::TooLittle, Common::On)
    }

    /// Later minus earlier; nothing of it for figures that aren't there in both, or may not be shown in one.
    fn changes(&self, rounds: (usize, usize), left_out: &mut Vec<LeftOut>) -> Vec<Change> {
        let mut changes = Vec::new();
        let choices = &self.last().survey.choices;
        for finding in &self.last().computed.card.findings {
            let key = finding.key;
            let (Some((earlier, a)), Some((later, b))) = (self.find(rounds.0, key), self.find(rounds.1, key)) else {
                continue;
            };
            let (Some(before), Some(after)) = (earlier.visible(), later.visible()) else { continue };
            let units = self.last().survey.units();
            let mut n = (before.n, after.n);
            let mut values = (before.value, after.value);
            let own = |estimate: &Estimate| match estimate.precision {
                Precision::Sampled { interval, .. } => interval,
                Precision::Unknown(_) => None,
            };
            let mut intervals = (own(before), own(after));
            let difference = match (self.on_common(key, &[rounds.0, rounds.1], &[key, key]), a, b) {
                (Common::On(OnCommon { sides, n: fewest }), ..) => {
                    (n, values) = ((fewest[0], fewest[1]), (sides[0].value, sides[1].value));
                    let of = |side: &Linear| contrast(&[(1.0, side)], &[], units, &choices.rules).interval;
                    intervals = (of(&sides[0]), of(&sides[1]));
                    between(&sides[1], &sides[0], &[], units, &choices.rules)
                }
                (Common::TooLittle, ..) => {
                    if key.whom == Whom::Everybody && key.place == Where::All {
                        let what = What::Figure(key.figure);
                        left_out.push(LeftOut { what, round: rounds.0, why: Unlike::Parts });
                    }
                    continue;
                }
                (Common::NotTakenApart, Some(_), Some(_)) => pair([after, before], [b, a], &[], units, &choices.rules),
                // Medians have no scores; of rounds that share nothing the errors can still be added.
                (Common::NotTakenApart, ..) if self.how == Rounds::NewClusters => {
                    independent(after, before, choices.rules.level)
                }
                (Common::NotTakenApart, ..) => crate::gap::without_error(after.value - before.value),
            };
            changes.push(Change {
                key,
                rounds,
                values,
                intervals,
                difference,
                p_adjusted: None,
                p_discovery: None,
                meaning: Meaning::NoClearDifference,
                n,
            });
        }
        self.judge(&mut changes);
        changes
    }

    /// Adjusts p-values over the places of one figure and group, or for all places together over the figures of a group, and says what each change means.
    fn judge(&self, changes: &mut [Change]) {
        let choices = &self.last().survey.choices;
        let mut families: BTreeMap<(Option<Figure>, Whom), Vec<usize>> = BTreeMap::new();
        for (at, change) in changes.iter().enumerate() {
            let Key { figure, whom, place } = change.key;
            families.entry(((place != Where::All).then_some(figure), whom)).or_default().push(at);
        }
        for members in families.into_values() {
            let p: Vec<Option<f64>> = members.iter().map(|at| changes[*at].difference.p).collect();
            for (at, (holm, discovery)) in members.into_iter().zip(tests(&p)) {
                let change = &mut changes[at];
                let few = change.n.0.min(change.n.1) < choices.few;
                let direction = change.key.figure.direction(self.instrument());
                (change.p_adjusted, change.p_discovery) = (holm, discovery);
                change.meaning = meaning(&change.difference, holm, choices.rules.level, direction, few);
            }
        }
    }
}

/// Whether an error is known and not 0.
fn sure(finding: &Finding) -> bool {
    match finding.visible().map(|estimate| &estimate.precision) {
        Some(Precision::Sampled { se, .. }) => *se > 0.0,
        Some(Precision::Unknown(_)) | None => false,
    }
}

/// Gaps that are followed over rounds.
fn followed(kind: GapKind) -> bool {
    match kind {
        GapKind::ToAverage | GapKind::BetweenGroups(..) => true,
        // To a target a gap changes as the figure does; the others are to places that change from round to round.
        GapKind::ToTarget(_) | GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => false,
    }
}
