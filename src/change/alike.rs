//! Whether a figure means the same in two rounds: same indicator, wording, scale, computing rule, filter.
//!
//! The instruments of two rounds may be different files. What a figure is made of is written out by identifiers and codes
//! and compared in that form, so that a question that only moved within the questionnaire is still the same.

use crate::card::Figure;
use crate::instrument::{
    Base, BaseIndex, CompositeIndex, Condition, GroupingIndex, Holds, Indicator, Instrument, Kind, Measure, Question,
    QuestionIndex,
};

/// Why something isn't compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unlike {
    /// The instrument of the round doesn't have it.
    NotThere,
    /// Only the earlier round has it.
    Dropped,
    /// No column of the round answers its question.
    NotAsked,
    /// No column of the last round answers its question, though one of this round does.
    NotAskedLast,
    /// Its question is worded differently.
    Wording,
    /// Its answers or its unit are others.
    Scale,
    /// It is computed differently.
    Measure,
    /// It is asked of others, or others count.
    Base,
    /// The good side is another one.
    Direction,
    /// It is a composite of other parts or weights.
    Parts,
    /// Its groups are others.
    Groups,
    /// There are no data of it.
    NoData,
}

/// An instrument, and which of its questions have a column.
type Asked<'a> = (&'a Instrument, &'a [bool]);

/// A group of a grouping.
type OfGrouping = (GroupingIndex, usize);

/// The figure of another instrument that means the same as one of ours.
pub(super) fn figure(ours: Asked, figure: Figure, theirs: Asked) -> Result<Figure, Unlike> {
    let id = figure.id(ours.0);
    let same = Figure::all(theirs.0).into_iter().find(|f| f.id(theirs.0) == id).ok_or(Unlike::NotThere)?;
    match (figure, same) {
        (Figure::Indicator(a), Figure::Indicator(b)) => {
            indicator(ours, &ours.0.indicators[a.0], theirs, &theirs.0.indicators[b.0])?;
        }
        (Figure::Composite(a), Figure::Composite(b)) => composite(ours, a, theirs, b)?,
        (Figure::Indicator(_), Figure::Composite(_)) | (Figure::Composite(_), Figure::Indicator(_)) => {
            return Err(Unlike::Measure);
        }
    }
    Ok(same)
}

fn indicator(ours: Asked, a: &Indicator, theirs: Asked, b: &Indicator) -> Result<(), Unlike> {
    let (asked_a, asked_b) = (questions(&a.measure), questions(&b.measure));
    let has = |(_, columns): Asked, of: &[QuestionIndex]| of.iter().all(|q| columns.get(q.0) != Some(&false));
    if !has(theirs, &asked_b) {
        return Err(Unlike::NotAsked);
    }
    if !has(ours, &asked_a) {
        return Err(Unlike::NotAskedLast);
    }
    if asked_a.len() != asked_b.len() {
        return Err(Unlike::Measure);
    }
    for (a, b) in asked_a.iter().zip(&asked_b) {
        question(ours.0, &ours.0.questions[a.0], theirs.0, &theirs.0.questions[b.0])?;
    }
    if measure(ours.0, &a.measure) != measure(theirs.0, &b.measure) {
        return Err(Unlike::Measure);
    }
    if base(ours.0, a.base) != base(theirs.0, b.base) {
        return Err(Unlike::Base);
    }
    if a.direction == b.direction { Ok(()) } else { Err(Unlike::Direction) }
}

/// The questions whose answers a measure takes.
fn questions(of: &Measure) -> Vec<QuestionIndex> {
    match of {
        Measure::Ratio { numerator, denominator } => vec![*numerator, *denominator],
        Measure::Share { .. }
        | Measure::Score { .. }
        | Measure::Mean { .. }
        | Measure::Net { .. }
        | Measure::Total { .. }
        | Measure::Quantile { .. } => vec![of.question()],
    }
}

fn question(ours: &Instrument, a: &Question, theirs: &Instrument, b: &Question) -> Result<(), Unlike> {
    if a.id != b.id || a.text != b.text {
        return Err(Unlike::Wording);
    }
    if !same_scale(&a.kind, &b.kind) {
        return Err(Unlike::Scale);
    }
    if base(ours, a.asked) != base(theirs, b.asked) {
        return Err(Unlike::Base);
    }
    Ok(())
}

/// The same answers with the same labels and values, or numbers in the same unit.
fn same_scale(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Single { answers: a }, Kind::Single { answers: b }) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| a.code == b.code && a.label == b.label && a.value == b.value)
        }
        (Kind::Number { unit: a, .. }, Kind::Number { unit: b, .. }) => a == b,
        (Kind::Single { .. }, Kind::Number { .. }) | (Kind::Number { .. }, Kind::Single { .. }) => false,
    }
}

/// A measure by identifiers and codes.
fn measure(of: &Instrument, measure: &Measure) -> String {
    let id = |question: &QuestionIndex| of.questions[question.0].id.as_str();
    let zero = |when: &Option<Condition>| when.as_ref().map_or_else(String::new, |c| condition(of, c));
    match measure {
        Measure::Share { counts, zero_when } => format!("share {} 0:{}", condition(of, counts), zero(zero_when)),
        Measure::Score { question, from, to } => format!("score {} {from} {to}", id(question)),
        Measure::Mean { question, zero_when } => format!("mean {} 0:{}", id(question), zero(zero_when)),
        Measure::Net { question, plus, minus } => {
            format!("net {} {:?} {:?}", id(question), codes(of, *question, plus), codes(of, *question, minus))
        }
        Measure::Ratio { numerator, denominator } => format!("ratio {} {}", id(numerator), id(denominator)),
        Measure::Total { question } => format!("total {}", id(question)),
        Measure::Quantile { question, probability } => format!("quantile {} {probability}", id(question)),
    }
}

fn codes<'i>(of: &'i Instrument, question: QuestionIndex, answers: &[crate::instrument::AnswerIndex]) -> Vec<&'i str> {
    let all = of.questions[question.0].answers();
    let mut codes: Vec<&str> = answers.iter().filter_map(|a| Some(all.get(a.0)?.code.as_str())).collect();
    codes.sort_unstable();
    codes
}

fn condition(of: &Instrument, condition: &Condition) -> String {
    let id = &of.questions[condition.question.0].id;
    match &condition.holds {
        Holds::Answers(answers) => format!("{id}={:?}", codes(of, condition.question, answers)),
        Holds::Within(bounds) => format!("{id} in {bounds:?}"),
    }
}

/// Who counts, by identifiers and codes; the name of a base doesn't matter.
fn base(of: &Instrument, index: Option<BaseIndex>) -> Vec<String> {
    let Some(index) = index else { return Vec::new() };
    let Base { all, .. } = &of.bases[index.0];
    let mut conditions: Vec<String> = all.iter().map(|c| condition(of, c)).collect();
    conditions.sort_unstable();
    conditions
}

/// The same parts with the same weights, each defined alike.
fn composite(ours: Asked, a: CompositeIndex, theirs: Asked, b: CompositeIndex) -> Result<(), Unlike> {
    let level = |of: &Instrument, at: CompositeIndex| of.composites[at.0].level;
    if level(ours.0, a) != level(theirs.0, b) {
        return Err(Unlike::Measure);
    }
    let parts = |of: &Instrument, at| {
        let mut parts: Vec<(String, usize, f64)> =
            of.composite_parts(at).into_iter().map(|(i, w)| (of.indicators[i.0].id.clone(), i.0, w)).collect();
        parts.sort_by(|a, b| a.0.cmp(&b.0));
        parts
    };
    let (a, b) = (parts(ours.0, a), parts(theirs.0, b));
    let same = a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.0 == b.0 && (a.2 - b.2).abs() < 1e-12);
    if !same {
        return Err(Unlike::Parts);
    }
    // A part that neither round asked leaves both composites alike; whether parts are there is seen in the findings.
    for (a, b) in a.iter().zip(&b) {
        match indicator(ours, &ours.0.indicators[a.1], theirs, &theirs.0.indicators[b.1]) {
            Ok(()) | Err(Unlike::NotAsked | Unlike::NotAskedLast) => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

/// The groups of a grouping of another instrument that are the same as ours, one for one.
pub(super) fn grouping(
    ours: Asked,
    grouping: GroupingIndex,
    theirs: Asked,
) -> Result<Vec<(OfGrouping, OfGrouping)>, Unlike> {
    let of = &ours.0.groupings[grouping.0];
    let at = theirs.0.groupings.iter().position(|g| g.id == of.id).ok_or(Unlike::NotThere)?;
    let there = &theirs.0.groupings[at];
    let has = |columns: &[bool], question: QuestionIndex| columns.get(question.0) != Some(&false);
    if !has(theirs.1, there.question) {
        return Err(Unlike::NotAsked);
    }
    if !has(ours.1, of.question) {
        return Err(Unlike::NotAskedLast);
    }
    let spelled = |instrument: &Instrument, question, holds: &Holds| {
        condition(instrument, &Condition { question, holds: holds.clone() })
    };
    let mut same = Vec::new();
    for (group, own) in of.groups.iter().enumerate() {
        let found = there.groups.iter().position(|other| {
            other.id == own.id
                && spelled(theirs.0, there.question, &other.holds) == spelled(ours.0, of.question, &own.holds)
        });
        let found = found.ok_or(Unlike::Groups)?;
        same.push(((grouping, group), (GroupingIndex(at), found)));
    }
    Ok(same)
}
