//! Which figures give each other away, and so must be withheld in the same cells.
//!
//! What      figures of one question share their sums: shares of its answers add up to 1, net = satisfied − dissatisfied, the mean
//!           over all users and that among payers have the same numerator. They are one family and have one pattern. A figure
//!           whose base depends on the answers of a question would show who gave them; it is withheld wherever a figure of
//!           that question is. Everything is withheld where the respondents themselves are too few
//! Edges     figures of one question on different bases are one family only if one of them counts others as zero

use std::collections::BTreeSet;

use super::super::Figure;
use crate::instrument::{
    BaseIndex, CompositeIndex, Condition, Indicator, IndicatorIndex, Instrument, Measure, QuestionIndex,
};

/// Figures that share sums, and the families whose answers decide who is asked. Composites stand outside.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Family {
    /// The indicators.
    pub members: Vec<IndicatorIndex>,
    /// Families, by index, that must be closed before: where they are withheld, so is this.
    pub above: BTreeSet<usize>,
    /// In how many ways averages of places tell its sums: on bases of their own, over sums of another question, or as a total, which
    /// is never averaged.
    pub bases: usize,
}

/// Whether two indicators share a sum, so that one tells the other once the bases are known.
pub fn share_sums(a: &Indicator, b: &Indicator) -> bool {
    let (ours, theirs) = (questions(&a.measure), questions(&b.measure));
    let zero = counts_zero(&a.measure) || counts_zero(&b.measure);
    ours.iter().any(|q| theirs.contains(q)) && (a.base == b.base || zero)
}

/// The families of an instrument.
pub(super) fn families(instrument: &Instrument) -> Vec<Family> {
    let indicators = &instrument.indicators;
    let mut family_of: Vec<usize> = (0..indicators.len()).collect();
    for a in 0..indicators.len() {
        for b in 0..a {
            if share_sums(&indicators[a], &indicators[b]) {
                let (from, to) = (family_of[a].max(family_of[b]), family_of[a].min(family_of[b]));
                family_of.iter_mut().filter(|f| **f == from).for_each(|f| *f = to);
            }
        }
    }
    let ids: Vec<usize> = family_of.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let place = |indicator: usize| ids.binary_search(&family_of[indicator]).unwrap_or_default();
    let of_question = |question: QuestionIndex| {
        (0..indicators.len()).filter(move |i| questions(&indicators[*i].measure).contains(&question))
    };
    let mut families: Vec<Family> =
        ids.iter().map(|_| Family { members: Vec::new(), above: BTreeSet::new(), bases: 0 }).collect();
    for at in 0..indicators.len() {
        let family = &mut families[place(at)];
        family.members.push(IndicatorIndex(at));
        let deciding = deciding(instrument, &indicators[at]);
        family.above.extend(deciding.into_iter().flat_map(of_question).map(place).filter(|above| *above != place(at)));
    }
    for family in &mut families {
        let way = |i: &IndicatorIndex| {
            let Indicator { base, measure, .. } = &indicators[i.0];
            (*base, zero_when(measure), denominator(measure), matches!(measure, Measure::Total { .. }))
        };
        let told: Vec<_> = family.members.iter().map(way).collect();
        family.bases = (0..told.len()).filter(|at| !told[..*at].contains(&told[*at])).count();
    }
    families
}

/// The indicators that a composite is made of; none for an indicator.
pub(super) fn parts(instrument: &Instrument, figure: Figure) -> Vec<IndicatorIndex> {
    let of = |c: CompositeIndex| instrument.composite_parts(c).into_iter().map(|(part, _)| part).collect();
    match figure {
        Figure::Indicator(_) => Vec::new(),
        Figure::Composite(c) => of(c),
    }
}

/// The questions whose answers are added up.
pub fn questions(measure: &Measure) -> Vec<QuestionIndex> {
    match measure {
        Measure::Ratio { numerator, denominator } => vec![*numerator, *denominator],
        Measure::Share { .. }
        | Measure::Score { .. }
        | Measure::Mean { .. }
        | Measure::Net { .. }
        | Measure::Total { .. }
        | Measure::Quantile { .. } => vec![measure.question()],
    }
}

fn zero_when(measure: &Measure) -> Option<&Condition> {
    match measure {
        Measure::Share { zero_when, .. } | Measure::Mean { zero_when, .. } => zero_when.as_ref(),
        Measure::Score { .. }
        | Measure::Net { .. }
        | Measure::Ratio { .. }
        | Measure::Total { .. }
        | Measure::Quantile { .. } => None,
    }
}

/// Of a ratio, whose sum stands below.
fn denominator(measure: &Measure) -> Option<QuestionIndex> {
    match measure {
        Measure::Ratio { denominator, .. } => Some(*denominator),
        Measure::Share { .. }
        | Measure::Score { .. }
        | Measure::Mean { .. }
        | Measure::Net { .. }
        | Measure::Total { .. }
        | Measure::Quantile { .. } => None,
    }
}

fn counts_zero(measure: &Measure) -> bool {
    zero_when(measure).is_some()
}

/// The questions whose answers decide who is in the base of an indicator.
pub fn deciding(instrument: &Instrument, indicator: &Indicator) -> BTreeSet<QuestionIndex> {
    let asked = |question: QuestionIndex| instrument.questions[question.0].asked;
    let mut bases: Vec<BaseIndex> = indicator.base.into_iter().collect();
    bases.extend(questions(&indicator.measure).into_iter().filter_map(asked));
    let mut found: BTreeSet<QuestionIndex> = zero_when(&indicator.measure).map(|c| c.question).into_iter().collect();
    let mut next = 0;
    while next < bases.len() {
        for condition in &instrument.bases[bases[next].0].all {
            found.insert(condition.question);
            bases
                .extend(asked(condition.question).filter(|base| !bases.contains(base)).into_iter().collect::<Vec<_>>());
        }
        next += 1;
    }
    found
}
