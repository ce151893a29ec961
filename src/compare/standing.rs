//! Where the facilities of one peer group stand on one figure: benchmark, limits, p-values, reliability, ranks, stars.
//!
//! What      limits around the benchmark b at 95 % and 99.8 %: exact binomial at the effective number of answers; exact Poisson
//!           at the expected count; b ± z·s with the design-based error s otherwise
//! Spread    Σ z² around the mean of the peers, z = (y − m)/s with s under that mean; if it exceeds χ²(0.95; I − 1), limits
//!           become b ± z·√(s² + τ²) (additive) or b ± z·s·√φ (multiplicative), φ and τ² after winsorising a tenth
//! Source    Spiegelhalter (2005), Stat. Med. 24:1185–1202; Holm (1979), Scand. J. Stat. 6:65–70
//! Checked   funnel, dispersion, shrinkage and ranks against R (see those files); the panel as a whole by an R script
//! Edges     too few answers: no standing; a benchmark of 0 or 1 has no chance left, so that one case more is beyond it. A target
//!           and the round before aren't the middle of the peers, whose spread therefore doesn't widen limits about them

use std::collections::BTreeSet;

use super::dispersion::{self, Point, Trim};
use super::funnel::{self, ShareLimits};
use super::judge::{Judge, error_under};
use super::ranks::{Joint, ranked};
use super::shrinkage::{Between, shrink, tau2};
use super::{
    BenchmarkKind, Chance, Choices, CurvePoint, Entry, Figure, Note, Origin, OverDispersion, Panel, Rank, Signal,
    Spread, Standing, StarRule, stars,
};
use crate::estimate::Df;
use crate::gap::{Adjusted, adjusted};
use crate::instrument::Direction;

/// What was measured of one facility on one figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    /// Answers, things counted, or items asked.
    pub n: u64,
    /// The value.
    pub raw: f64,
    /// The value adjusted for who answered.
    pub adjusted: Option<f64>,
    /// Standard error of the adjusted value, or else of the raw one.
    pub se: Option<f64>,
    /// Its own interval.
    pub interval: Option<(f64, f64)>,
    /// Of a share its effective number of answers; of a rate what it is per.
    pub size: Option<f64>,
    /// Degrees of freedom of the error: those of visit clusters, else without end.
    pub df: Df,
    /// What was measured in the round before.
    pub before: Option<Before>,
    /// Whether it is put together from something that isn't to be published.
    pub hidden: bool,
    /// What must be said beside it.
    pub notes: Vec<Note>,
}

/// What was measured in the round before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Before {
    /// Answers.
    pub n: u64,
    /// The value.
    pub value: f64,
    /// Its standard error.
    pub se: Option<f64>,
    /// Of a share its effective number of answers.
    pub size: Option<f64>,
}

impl Measured {
    /// A value of which nothing else is known.
    pub fn plain(n: u64, raw: f64, notes: Vec<Note>) -> Measured {
        let (se, interval, size) = (None, None, None);
        let (df, before, hidden) = (Df::Infinite, None, false);
        Measured { n, raw, adjusted: None, se, interval, size, df, before, hidden, notes }
    }

    /// The value that is judged.
    pub fn value(&self) -> f64 {
        self.adjusted.unwrap_or(self.raw)
    }
}

/// One figure of all facilities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    /// The figure.
    pub figure: Figure,
    /// By facility: what was measured.
    pub values: Vec<Option<Measured>>,
    /// By facility: the target in force.
    pub targets: Vec<Option<f64>>,
    /// Facilities without a value of which not even that may be told.
    pub secret: BTreeSet<usize>,
}

/// Two are no peers of a third: with fewer facilities there is no mean to be held against.
const LEAST_PEERS: usize = 3;

/// The share of z-values at each end that is winsorised before over-dispersion is estimated.
const TRIMMED: f64 = 0.1;

/// A facility with data.
struct Member<'s> {
    at: usize,
    measured: &'s Measured,
    /// Whether it has answers enough to be judged.
    enough: bool,
}

/// The standing of the facilities of a peer group on a figure; none where nobody has data.
pub(super) fn panel(
    group: usize,
    figure: usize,
    series: &Series,
    members: &[usize],
    choices: &Choices,
) -> Option<Panel> {
    let of = &series.figure;
    // Of a visit everything counts; of a survey, answers.
    let all = of.chance == Chance::None && of.origin == Origin::Checklist;
    let rate = expected_rate(series, members);
    let enough = |measured: &Measured| match rate.zip(measured.size) {
        // A count of none is the most telling one: what was expected decides.
        Some((rate, size)) => rate * size >= choices.few as f64,
        None => all || (measured.n >= choices.few && (!measured.hidden || !choices.public)),
    };
    let there: Vec<Member> = members
        .iter()
        .filter_map(|at| series.values[*at].as_ref().map(|measured| (*at, measured)))
        .map(|(at, measured)| Member { at, measured, enough: enough(measured) })
        // What is withheld must not be found again in the mean of all.
        .filter(|m| m.enough || !choices.public)
        .collect();
    if there.is_empty() {
        return None;
    }
    let chance = of.chance;
    let peers = mean_of_peers(&there, chance);
    let common = benchmark(&there, series, chance, choices, peers);
    let judged: Vec<&Member> = there.iter().filter(|m| m.enough && has_error(m.measured, chance)).collect();
    let points: Vec<Point> = judged.iter().map(|m| point(m.measured, peers, chance)).collect();
    let spread = peers.filter(|_| chance != Chance::None).and_then(|mean| spread(&points, mean, choices));
    let exact = common.filter(|_| chance == Chance::Binomial).map(ShareLimits::new);
    let unit = (chance == Chance::Error).then(|| of_one_answer(&judged)).flatten();
    // Members with data stand in the order of members.
    let mut rest = there.iter().peekable();
    let mut entries: Vec<Entry> = members
        .iter()
        .map(|at| {
            let member = rest.next_if(|m| m.at == *at);
            if member.is_none() && (series.values[*at].is_some() || series.secret.contains(at) && choices.public) {
                return Entry { standing: Standing::Withheld, ..Entry::empty(*at) };
            }
            entry(
                *at,
                member,
                common.or(series.targets[*at].filter(|_| is_target(choices))),
                (chance, unit),
                (spread, exact.as_ref()),
                choices,
            )
        })
        .collect();
    let mut rest = judged.iter().peekable();
    let kept: Vec<usize> =
        (0..members.len()).filter(|place| rest.next_if(|m| m.at == members[*place]).is_some()).collect();
    adjust_p(&mut entries, of.direction, choices.benchmark);
    let reliability = shrunken(&mut entries, &kept, &points);
    if of.direction != Direction::Neither && members.len() <= choices.ranks_up_to {
        rank(&mut entries, &kept, &points, of.direction, choices);
    }
    star(&mut entries, &kept, &points, of.direction, choices);
    let curve = common.map(|b| curve(&entries, b, (chance, unit), spread)).unwrap_or_default();
    Some(Panel { group, figure, benchmark: common, spread, reliability, curve, entries })
}

/// The variance of one answer, σ² = Σ n·(n·s²)/Σ n: a value with error s is worth σ²/s² answers.
fn of_one_answer(judged: &[&Member]) -> Option<f64> {
    let terms = judged.iter().filter_map(|m| Some((m.measured.n as f64, m.measured.se?)));
    let (sum, n) = terms.fold((0.0, 0.0), |(sum, all), (n, se)| (sum + n * n * se * se, all + n));
    (sum > 0.0).then(|| sum / n)
}

/// Of a rate: cases of all over what they are per.
fn expected_rate(series: &Series, members: &[usize]) -> Option<f64> {
    if series.figure.chance != Chance::Poisson {
        return None;
    }
    let known = members.iter().filter_map(|at| series.values[*at].as_ref());
    let (cases, per) = known
        .filter_map(|m| Some((m.raw, m.size?)))
        .fold((0.0, 0.0), |(cases, per), (raw, size)| (cases + raw * size, per + size));
    (per > 0.0).then(|| cases / per)
}

fn is_target(choices: &Choices) -> bool {
    choices.benchmark == BenchmarkKind::Target
}

/// What a facility weighs in a mean of several: answers; of a rate what it is per; 1 where everything was counted.
fn weight(measured: &Measured, chance: Chance) -> f64 {
    match chance {
        Chance::Poisson => measured.size.unwrap_or(0.0),
        Chance::Binomial | Chance::Error => measured.n as f64,
        Chance::None => 1.0,
    }
}

/// The mean of the peers, each weighing as its answers: Σ n·y / Σ n; of a rate Σ count / Σ per.
fn mean_of_peers(there: &[Member], chance: Chance) -> Option<f64> {
    let sum: f64 = there.iter().map(|m| weight(m.measured, chance)).sum();
    let mean = there.iter().map(|m| weight(m.measured, chance) * m.measured.value()).sum::<f64>() / sum;
    (there.len() >= LEAST_PEERS && mean.is_finite()).then_some(mean)
}

/// The one number that all are held against, if it is one.
fn benchmark(there: &[Member], series: &Series, chance: Chance, choices: &Choices, peers: Option<f64>) -> Option<f64> {
    match choices.benchmark {
        BenchmarkKind::Peers => peers,
        BenchmarkKind::BestQuarter => best_quarter(there, series.figure.direction, chance),
        BenchmarkKind::Target => {
            let mut targets = there.iter().map(|m| series.targets[m.at]);
            let first = targets.next().flatten()?;
            targets.all(|t| t == Some(first)).then_some(first)
        }
        BenchmarkKind::Previous => None,
    }
}

/// The mean of the best quarter of those with enough answers.
fn best_quarter(there: &[Member], direction: Direction, chance: Chance) -> Option<f64> {
    let mut enough: Vec<&Member> = there.iter().filter(|m| m.enough).collect();
    match direction {
        Direction::Higher => enough.sort_by(|a, b| b.measured.value().total_cmp(&a.measured.value())),
        Direction::Lower => enough.sort_by(|a, b| a.measured.value().total_cmp(&b.measured.value())),
        Direction::Neither => return None,
    }
    (enough.len() > LEAST_PEERS).then_some(())?;
    enough.truncate(enough.len().div_ceil(4));
    let sum: f64 = enough.iter().map(|m| weight(m.measured, chance)).sum();
    (sum > 0.0).then(|| enough.iter().map(|m| weight(m.measured, chance) * m.measured.value()).sum::<f64>() / sum)
}

fn has_error(measured: &Measured, chance: Chance) -> bool {
    match chance {
        Chance::Binomial | Chance::Poisson => measured.size.is_some_and(|size| size > 0.0),
        Chance::Error => measured.se.is_some_and(|se| se > 0.0),
        Chance::None => false,
    }
}

/// A value with the error that chance gives it under the mean of the peers: for over-dispersion, reliability, ranks and stars.
/// A share near 0 isn't certain because its own error is small there; scores and composites have no other error than their own.
fn point(measured: &Measured, peers: Option<f64>, chance: Chance) -> Point {
    let under = peers.and_then(|mean| error_under(mean, measured.size, measured.se, chance));
    let se = under.or(measured.se).filter(|se| *se > 0.0);
    Point { value: measured.value(), se: se.unwrap_or(f64::NAN) }
}

/// Σ z² around the mean of the peers, and what is done about it.
fn spread(points: &[Point], mean: f64, choices: &Choices) -> Option<Spread> {
    let found = dispersion::dispersion(points, mean, Trim::Winsorise(TRIMMED))?;
    let about_peers = matches!(choices.benchmark, BenchmarkKind::Peers | BenchmarkKind::BestQuarter);
    let treated = if about_peers && found.excessive(0.95) { choices.over_dispersion } else { OverDispersion::None };
    let tau2 = if treated == OverDispersion::Additive { found.tau2 } else { 0.0 };
    Some(Spread { chi2: found.chi2, df: found.df, p: found.p, phi: found.phi, tau2, treated })
}

fn entry(
    facility: usize,
    member: Option<&Member>,
    benchmark: Option<f64>,
    (chance, unit): (Chance, Option<f64>),
    (spread, exact): (Option<Spread>, Option<&ShareLimits>),
    choices: &Choices,
) -> Entry {
    let mut entry = Entry::empty(facility);
    let Some(Member { measured, enough, .. }) = member else { return entry };
    entry.n = measured.n;
    entry.raw = Some(measured.raw);
    entry.adjusted = measured.adjusted;
    entry.se = measured.se;
    entry.interval = measured.interval;
    entry.notes.clone_from(&measured.notes);
    // An adjusted share can lie beyond the ends, where there are no limits.
    let value = if chance == Chance::Binomial { measured.value().clamp(0.0, 1.0) } else { measured.value() };
    let asked = |before: &Before| choices.benchmark == BenchmarkKind::Previous && before.n >= choices.few;
    let previous = measured.before.filter(asked);
    entry.benchmark = previous.map(|before| before.value).or(benchmark);
    if !enough {
        entry.notes.insert(0, Note::Few);
        entry.standing = Standing::TooSmall;
        return entry;
    }
    let Some(held_against) = entry.benchmark else {
        entry.standing = Standing::NoBenchmark;
        return entry;
    };
    if chance == Chance::None {
        entry.standing = uncertain_of_nothing(value, held_against, choices.benchmark);
        return entry;
    }
    let judge = match previous {
        Some(before) => Judge {
            exact: None,
            benchmark: held_against,
            chance: Chance::Error,
            size: None,
            se: of_difference(measured, &before, chance).filter(|se| *se > 0.0),
            df: measured.df,
            spread: None,
        },
        None => Judge {
            exact: exact.filter(|e| e.target() == held_against),
            benchmark: held_against,
            chance,
            size: measured.size,
            se: measured.se.filter(|se| *se > 0.0),
            df: measured.df,
            spread,
        },
    };
    entry.size = match judge.chance {
        Chance::Poisson => measured.size.map(|size| size * held_against),
        Chance::Binomial => measured.size,
        Chance::Error => unit.zip(judge.se).map(|(unit, se)| unit / (se * se)),
        Chance::None => None,
    };
    // Limits about the round before are drawn with a normal error, and a share ends at 0 and 1.
    let ends = if chance == Chance::Binomial { (0.0, 1.0) } else { (f64::NEG_INFINITY, f64::INFINITY) };
    let cut = |(low, high): (f64, f64)| (low.max(ends.0), high.min(ends.1));
    entry.limits_95 = judge.limits(0.95).map(cut);
    entry.limits_998 = judge.limits(0.998).map(cut);
    entry.p = judge.p(value);
    entry.standing = match entry.limits_95.zip(entry.limits_998) {
        Some((inner, outer)) => stands(value, inner, outer),
        None => {
            if measured.se == Some(0.0) {
                entry.notes.push(Note::AllAlike);
            }
            (entry.limits_95, entry.limits_998, entry.p) = (None, None, None);
            Standing::NoError
        }
    };
    entry
}

/// The error of the difference of two rounds that share nobody: √(p(1 − p)(1/n₁ + 1/n₀)) with the share p of both rounds
/// together, √(s₁² + s₀²) of other figures.
fn of_difference(measured: &Measured, before: &Before, chance: Chance) -> Option<f64> {
    if chance != Chance::Binomial {
        return measured.se.zip(before.se).map(|(now, then)| now.hypot(then));
    }
    let (now, then) = (measured.size?, before.size?);
    let both = (measured.raw * now + before.value * then) / (now + then);
    Some((both * (1.0 - both) * (1.0 / now + 1.0 / then)).sqrt())
}

/// Where a value stands of which everything was counted. An average is no norm, so that only a target judges it.
fn uncertain_of_nothing(value: f64, benchmark: f64, kind: BenchmarkKind) -> Standing {
    match kind {
        BenchmarkKind::Target if value < benchmark => Standing::Below,
        BenchmarkKind::Target if value > benchmark => Standing::Above,
        BenchmarkKind::Target => Standing::AsExpected,
        BenchmarkKind::Peers | BenchmarkKind::BestQuarter | BenchmarkKind::Previous => Standing::NoBenchmark,
    }
}

fn stands(value: f64, inner: (f64, f64), outer: (f64, f64)) -> Standing {
    if value < outer.0 {
        Standing::FarBelow
    } else if value > outer.1 {
        Standing::FarAbove
    } else if value < inner.0 {
        Standing::Below
    } else if value > inner.1 {
        Standing::Above
    } else {
        Standing::AsExpected
    }
}

/// Adjusts the p-values for all facilities of the panel (Holm), and says who should be looked at. Nobody is where the best are
/// the benchmark: they were picked by the values that are judged, so that many lie below them by chance alone.
fn adjust_p(entries: &mut [Entry], direction: Direction, kind: BenchmarkKind) {
    let p: Vec<Option<f64>> = entries.iter().map(|e| e.p).collect();
    for (entry, p) in entries.iter_mut().zip(adjusted(&p, Adjusted::Holm)) {
        entry.p_adjusted = p;
        let clear = kind != BenchmarkKind::BestQuarter && p.is_some_and(|p| p < 0.05);
        entry.signal = match (entry.standing, direction) {
            _ if !clear => None,
            (Standing::FarBelow, Direction::Higher) | (Standing::FarAbove, Direction::Lower) => Some(Signal::Support),
            (Standing::FarAbove, Direction::Higher) | (Standing::FarBelow, Direction::Lower) => Some(Signal::Learn),
            (Standing::FarAbove | Standing::FarBelow, Direction::Neither) => Some(Signal::Differs),
            _ => None,
        };
    }
}

/// Reliability and shrunken values, with τ² by restricted maximum likelihood; the mean reliability.
fn shrunken(entries: &mut [Entry], kept: &[usize], points: &[Point]) -> Option<f64> {
    (kept.len() >= LEAST_PEERS).then_some(())?;
    let found = shrink(points, tau2(points, Between::Reml)?)?;
    let mut all = Vec::new();
    for (at, unit) in kept.iter().zip(&found.units) {
        let Some(unit) = unit else { continue };
        entries[*at].reliability = Some(unit.reliability);
        entries[*at].shrunken = Some(unit.value);
        all.push(unit.reliability);
    }
    (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
}

fn rank(entries: &mut [Entry], kept: &[usize], points: &[Point], direction: Direction, choices: &Choices) {
    let sign = if direction == Direction::Lower { -1.0 } else { 1.0 };
    let usable: Vec<(usize, Point)> = (kept.iter().zip(points))
        .filter(|(_, p)| p.se > 0.0)
        .map(|(at, p)| (*at, Point { value: sign * p.value, se: p.se }))
        .collect();
    let points: Vec<Point> = usable.iter().map(|(_, p)| *p).collect();
    let Some(found) = ranked(&points, choices.level, Joint::Sidak).filter(|_| points.len() >= LEAST_PEERS) else {
        return;
    };
    for ((at, _), r) in usable.iter().zip(found) {
        entries[*at].rank = Some(Rank { expected: r.expected, low: r.low, high: r.high });
    }
}

/// Stars of those that are reliable enough. Three by the test against the mean of the peers, each weighing alike: the variance
/// of y − m is (1 − 2/P)·s² + Σ s²/P², and the p-values are adjusted by Holm. Five by exact clustering of the values.
fn star(entries: &mut [Entry], kept: &[usize], points: &[Point], direction: Direction, choices: &Choices) {
    let usable: Vec<(usize, Point)> =
        (kept.iter().zip(points)).filter(|(_, p)| p.se > 0.0).map(|(a, p)| (*a, *p)).collect();
    let sign = match direction {
        Direction::Higher => 1.0,
        Direction::Lower => -1.0,
        Direction::Neither => return,
    };
    if usable.len() < LEAST_PEERS {
        return;
    }
    let given: Vec<Option<u8>> = match choices.stars {
        StarRule::None => return,
        StarRule::Three => {
            let p_count = usable.len() as f64;
            let mean = usable.iter().map(|(_, p)| p.value).sum::<f64>() / p_count;
            let all: f64 = usable.iter().map(|(_, p)| p.se * p.se).sum::<f64>() / (p_count * p_count);
            let test = |p: &Point| {
                let se = ((1.0 - 2.0 / p_count) * p.se * p.se + all).sqrt();
                funnel::by_error_p(p.value, mean, se)
            };
            let p: Vec<Option<f64>> = usable.iter().map(|(_, p)| test(p)).collect();
            (usable.iter().zip(adjusted(&p, Adjusted::Holm)))
                .map(|((_, point), p)| stars::three(sign * (point.value - mean), p?, 0.95, 0.0))
                .collect()
        }
        StarRule::Five => {
            let values: Vec<f64> = usable.iter().map(|(_, p)| sign * p.value).collect();
            match stars::clusters(&values, 5) {
                Some(found) => found.stars.into_iter().map(Some).collect(),
                None => return,
            }
        }
    };
    for ((at, _), stars) in usable.iter().zip(given) {
        let reliable = entries[*at].reliability.is_some_and(|r| r >= choices.reliability);
        entries[*at].stars = stars.filter(|_| reliable);
    }
}

/// Limits over the sizes that occur, for a funnel.
fn curve(
    entries: &[Entry],
    benchmark: f64,
    (chance, unit): (Chance, Option<f64>),
    spread: Option<Spread>,
) -> Vec<CurvePoint> {
    const STEPS: usize = 40;
    let sizes = || entries.iter().filter_map(|e| e.size);
    let (least, most) = (sizes().fold(f64::INFINITY, f64::min), sizes().fold(0.0, f64::max));
    if !(least > 0.0 && least <= most) {
        return Vec::new();
    }
    let (from, to) = (least * 0.8, most * 1.05);
    let point = |step: usize| {
        let drawn = from + (to - from) * step as f64 / STEPS as f64;
        let size = if chance == Chance::Poisson { drawn / benchmark } else { drawn };
        let se = unit.map(|unit| (unit / drawn).sqrt());
        let judge = Judge { exact: None, benchmark, chance, size: Some(size), se, df: Df::Infinite, spread };
        Some(CurvePoint { size: drawn, limits_95: judge.limits(0.95)?, limits_998: judge.limits(0.998)? })
    };
    (0..=STEPS).filter_map(point).collect()
}

impl Entry {
    /// A facility without data.
    pub(super) fn empty(facility: usize) -> Entry {
        Entry {
            facility,
            n: 0,
            raw: None,
            adjusted: None,
            se: None,
            interval: None,
            size: None,
            benchmark: None,
            limits_95: None,
            limits_998: None,
            standing: Standing::NoData,
            p: None,
            p_adjusted: None,
            reliability: None,
            shrunken: None,
            rank: None,
            stars: None,
            signal: None,
            notes: Vec::new(),
        }
    }
}
