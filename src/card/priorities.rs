//! Importance beside performance: what to see to first.
//!
//! What      derived importance of an indicator: the correlation of its answers with overall satisfaction, over all respondents
//!           who have both, turned so that doing well counts up; stated importance: the instrument's. Performance: the value
//!           over all places as 0 to 100 points, more being better
//! Cuts      the medians over the indicators in the picture; an indicator at the median counts as above it. One whose slope
//!           can't be told from 0 (its interval holds 0, it has none, or answers are few) or points the other way is not
//!           called important
//! Source    Martilla & James (1977), Journal of Marketing 41(1):77–79, to whom the place of the cuts is a matter of judgement:
//!           medians are our choice; importance derived instead of stated: Matzler & Sauerwein (2002), Int. J. Service
//!           Industry Management 13:314–332
//! Checked   slopes and correlations against R survey: tests/golden/priorities.R
//! Edges     a relation is no cause. Public cards: none from fewer than 30 answers, or of a figure that isn't shown

use super::affected::{self, Affected, Counting};
use super::compute::Work;
use super::{Card, Figure, Finding, Key, Publication, Shown, Where, Whom};
use crate::coding::{ImportanceMeasures, LeftOut, PairMeasures, PriorityMeasures, left_out};
use crate::estimate::{Estimate, Interval, NoLine, Precision, Products, Slope, line};
use crate::instrument::{Direction, Indicator, IndicatorIndex, Measure};
use crate::tally::Totals;
use crate::weighting::Cut;

/// Public cards derive no importance from fewer answers.
const PUBLIC_LEAST: u64 = 30;

/// What to see to first: indicators by importance and performance, and problems by the people they concern.
#[derive(Debug, Clone, PartialEq)]
pub struct Priorities {
    /// Where importance comes from.
    pub importance: Importance,
    /// Every indicator, in the order of the card; none if importance isn't asked for.
    pub items: Vec<Item>,
    /// From this importance on an indicator is important: the median of those in the picture.
    pub importance_cut: Option<f64>,
    /// From this performance on it does well, in points: the median of those in the picture.
    pub performance_cut: Option<f64>,
    /// In what people are counted.
    pub counting: Counting,
    /// The problems: by place, all places last, then by indicator.
    pub affected: Vec<Affected>,
}

/// Where importance comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Importance {
    /// From how an indicator goes with this one, overall satisfaction.
    Derived(IndicatorIndex),
    /// From the instrument.
    Stated,
    /// It isn't asked for.
    Nothing,
}

/// An indicator by importance and performance.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The indicator.
    pub indicator: IndicatorIndex,
    /// Derived: a correlation, −1 to 1. Stated: 0 to 100.
    pub importance: Result<f64, NoImportance>,
    /// Of derived importance: what is behind it.
    pub relation: Option<Relation>,
    /// Its value over all places in points, 0 to 100, more being better; none if it has none that may be shown.
    pub performance: Option<f64>,
    /// Where it stands, if both are known.
    pub quadrant: Option<Quadrant>,
}

/// How an indicator goes with overall satisfaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// How many points higher those rate the service overall whose answer is one higher (a yes against a no, a point of a
    /// score); turned by the direction of the indicator, so that above 0 says that doing well goes with satisfaction.
    pub slope: Estimate,
    /// P of a slope so far from 0 if there were none; not adjusted for how many indicators there are.
    pub p: Option<f64>,
    /// From the worst to the best answer: 1 for a share, 100 for a score, 2 for a net share.
    pub range: f64,
    /// Whether the slope can be told from 0 and has the side of doing well.
    pub clear: bool,
}

/// Why an indicator has no importance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoImportance {
    /// It doesn't enter the picture.
    LeftOut(LeftOut),
    /// The instrument states none.
    NotStated,
    /// Nobody answered both questions.
    NoAnswers,
    /// One of the two answers is the same for everybody.
    Constant,
    /// Too few answered both to publish it, or the figure itself isn't published.
    NotPublished,
}

/// Where an indicator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quadrant {
    /// Important and weak.
    FixFirst,
    /// Important and strong.
    KeepUp,
    /// Less important and weak.
    LowPriority,
    /// Less important and strong.
    PossibleOverkill,
}

impl Quadrant {
    /// All of them, what is most urgent first.
    pub const ALL: [Quadrant; 4] =
        [Quadrant::FixFirst, Quadrant::KeepUp, Quadrant::LowPriority, Quadrant::PossibleOverkill];

    fn of(important: bool, strong: bool) -> Quadrant {
        match (important, strong) {
            (true, false) => Quadrant::FixFirst,
            (true, true) => Quadrant::KeepUp,
            (false, false) => Quadrant::LowPriority,
            (false, true) => Quadrant::PossibleOverkill,
        }
    }
}

/// The priorities of a card whose findings are withheld as they must be.
pub(super) fn of(work: &Work, card: &Card, measures: &PriorityMeasures) -> Priorities {
    let pooled = work.everybody().first();
    let importance = match &measures.importance {
        ImportanceMeasures::Derived { overall, .. } => Importance::Derived(*overall),
        ImportanceMeasures::Stated => Importance::Stated,
        ImportanceMeasures::Nothing => Importance::Nothing,
    };
    let mut items: Vec<Item> = match importance {
        Importance::Derived(_) | Importance::Stated => (0..work.survey.instrument.indicators.len())
            .map(|at| item(work, card, measures, pooled, IndicatorIndex(at)))
            .collect(),
        Importance::Nothing => Vec::new(),
    };
    let shown = |item: &Item| Some((item.importance.ok()?, item.performance?));
    let pairs: Vec<(f64, f64)> = items.iter().filter_map(shown).collect();
    let importance_cut = median(pairs.iter().map(|(importance, _)| *importance).collect());
    let performance_cut = median(pairs.iter().map(|(_, performance)| *performance).collect());
    for item in &mut items {
        let (Some((importance, performance)), Some(least), Some(well)) = (shown(item), importance_cut, performance_cut)
        else {
            continue;
        };
        let clear = item.relation.as_ref().is_none_or(|relation| relation.clear);
        item.quadrant = Some(Quadrant::of(importance >= least && clear, performance >= well));
    }
    let (counting, affected) = affected::of(work, card, measures.respondents);
    Priorities { importance, items, importance_cut, performance_cut, counting, affected }
}

fn item(
    work: &Work,
    card: &Card,
    measures: &PriorityMeasures,
    pooled: Option<&Cut>,
    indicator: IndicatorIndex,
) -> Item {
    let instrument = work.survey.instrument;
    let of = &instrument.indicators[indicator.0];
    let key = Key { figure: Figure::Indicator(indicator), place: Where::All, whom: Whom::Everybody };
    let visible = card.find(&key).and_then(Finding::visible);
    let withheld = card.find(&key).is_some_and(|finding| finding.shown == Shown::Withheld);
    let nothing = |why| Item { indicator, importance: Err(why), relation: None, performance: None, quadrant: None };
    if let Some(why) = left_out(instrument, indicator) {
        return nothing(NoImportance::LeftOut(why));
    }
    let performance = visible.map(|estimate| of.as_points(estimate.value));
    let (importance, relation) = match &measures.importance {
        ImportanceMeasures::Stated => (of.importance.ok_or(NoImportance::NotStated), None),
        ImportanceMeasures::Derived { pairs, .. } => {
            let pair = pairs[indicator.0].zip(pooled);
            match pair.map_or(Err(NoImportance::NoAnswers), |(pair, cut)| relation(work, cut, pair, of)) {
                // What isn't shown of a figure isn't shown beside another one either.
                Ok((_, relation)) if !may_be_shown(work, &relation, visible.is_some()) => {
                    (Err(NoImportance::NotPublished), None)
                }
                Ok((r, relation)) => (Ok(r), Some(relation)),
                // Not even why: that nobody answered, or all the same, is something of what is withheld.
                Err(_) if withheld => (Err(NoImportance::NotPublished), None),
                Err(why) => (Err(why), None),
            }
        }
        ImportanceMeasures::Nothing => return nothing(NoImportance::NotStated),
    };
    Item { indicator, importance, relation, performance, quadrant: None }
}

fn may_be_shown(work: &Work, relation: &Relation, visible: bool) -> bool {
    match work.survey.choices.publication {
        Publication::Internal => true,
        Publication::Public => visible && relation.slope.n >= PUBLIC_LEAST,
    }
}

/// The correlation with overall satisfaction and the line behind it.
fn relation(
    work: &Work,
    cut: &Cut,
    pair: PairMeasures,
    indicator: &Indicator,
) -> Result<(f64, Relation), NoImportance> {
    let survey = work.survey;
    let [x, y, xy] = [pair.x, pair.y, pair.xy].map(|measure| work.sums(cut, measure));
    // All three are measures of one variable: the same units, in the same order.
    let products = |x: &[(u32, Totals)], y: &[(u32, Totals)], xy: &[(u32, Totals)]| -> Vec<(u32, Products)> {
        let both = x.iter().zip(y).zip(xy);
        both.map(|(((unit, x), (_, y)), (_, xy))| (*unit, Products { x: *x, y: *y, wxy: xy.wy })).collect()
    };
    let beside: Vec<_> = (0..x.beside.len()).map(|b| products(&x.beside[b], &y.beside[b], &xy.beside[b])).collect();
    let products = products(&x.units, &y.units, &xy.units);
    let with_error = |slope| survey.weights.with_error(&Slope, slope, &products, &beside, x.df);
    let found = line(&products, survey.units(), &survey.choices.rules, with_error).map_err(|why| match why {
        NoLine::NoAnswers(_) => NoImportance::NoAnswers,
        NoLine::Constant => NoImportance::Constant,
    })?;
    let (slope, r) = match indicator.direction {
        Direction::Lower => (turned(found.slope), -found.r),
        Direction::Higher | Direction::Neither => (found.slope, found.r),
    };
    let range = match indicator.measure {
        Measure::Score { .. } => 100.0,
        Measure::Net { .. } => 2.0,
        Measure::Share { .. }
        | Measure::Mean { .. }
        | Measure::Ratio { .. }
        | Measure::Total { .. }
        | Measure::Quantile { .. } => 1.0,
    };
    let clear = slope.n >= survey.choices.few && low(&slope).is_some_and(|low| low > 0.0);
    Ok((r, Relation { p: slope.p_of_zero(), slope, range, clear }))
}

fn low(slope: &Estimate) -> Option<f64> {
    match slope.precision {
        Precision::Sampled { interval, .. } => interval.map(|i| i.low),
        Precision::Unknown(_) => None,
    }
}

/// The slope of an indicator that is better where it is lower.
fn turned(mut slope: Estimate) -> Estimate {
    slope.value = -slope.value;
    if let Precision::Sampled { interval: Some(interval), .. } = &mut slope.precision {
        *interval = Interval { low: -interval.high, high: -interval.low, ..*interval };
    }
    slope
}

/// The middle value, or the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    let lower = if values.len().is_multiple_of(2) { values[values.len() / 2 - 1] } else { upper };
    Some((lower + upper) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_two_in_the_middle_is_their_mean() {
        assert_eq!(median(vec![0.4, 0.1, 0.2, 0.9]), Some((0.2 + 0.4) / 2.0));
        assert_eq!(median(vec![0.4, 0.1, 0.2]), Some(0.2));
        assert_eq!(median(Vec::new()), None);
    }
}
