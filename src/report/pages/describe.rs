//! What a figure is, in words: who is asked, what is counted, which way is better, what it is measured against.

use super::parts::{joined, num, phrase};
use crate::card::Figure;
use crate::day::Day;
use crate::instrument::{
    AnswerIndex, BaseIndex, Bounds, CompositeLevel, Condition, Direction, Holds, Instrument, Kind, Measure, Mention,
    Missing, Question, QuestionIndex, Scale, Target, TargetKind,
};
use crate::lang::Label;
use crate::report::Format;
use crate::report::words::{Word, t};

/// A number in a sentence with no more digits than it has.
pub fn plain(value: f64) -> Label {
    let decimals = (0..=4).find(|d| (value * 10f64.powi(*d) - (value * 10f64.powi(*d)).round()).abs() < 1e-9);
    num(value, Format::Plain(decimals.unwrap_or(4) as u8))
}

/// What is computed.
pub fn measure(instrument: &Instrument, measure: &Measure) -> Label {
    let question = measure.question();
    let with_zero = |label: Label, zero: &Option<Condition>| match zero {
        None => label,
        Some(condition) => {
            let who = condition_words(instrument, condition);
            phrase("{0}; {1} бол 0 гэж тооцно", "{0}; counts as 0 where {1}", &[label, who])
        }
    };
    match measure {
        Measure::Share { counts, zero_when } => {
            let counted = holds(instrument, counts.question, &counts.holds);
            let share = phrase("{0} гэж хариулсан хувь", "share who answered {0}", &[counted]);
            with_zero(share, zero_when)
        }
        Measure::Score { from, to, .. } => {
            let ends = [end_of_scale(instrument, question, *from), end_of_scale(instrument, question, *to)];
            phrase("дундаж оноо: {0} = 0, {1} = 100", "mean score: {0} = 0, {1} = 100", &ends)
        }
        Measure::Mean { zero_when, .. } => {
            with_zero(phrase("дундаж, {0}", "mean, {0}", &[unit(instrument, question)]), zero_when)
        }
        Measure::Net { plus, minus, .. } => {
            let sides = [plus, minus].map(|side| holds(instrument, question, &Holds::Answers(side.clone())));
            phrase(
                "{0} гэсэн хувиас {1} гэсэн хувийг хассан",
                "share who answered {0} minus share who answered {1}",
                &sides,
            )
        }
        Measure::Ratio { numerator, denominator } => {
            let names = [*numerator, *denominator].map(|q| instrument.questions[q.0].label.clone());
            phrase("нийлбэрийн харьцаа: {0} / {1}", "ratio of sums: {0} / {1}", &names)
        }
        Measure::Total { .. } => phrase("жинлэсэн нийлбэр, {0}", "weighted total, {0}", &[unit(instrument, question)]),
        Measure::Quantile { probability, .. } if *probability == 0.5 => {
            phrase("медиан, {0}", "median, {0}", &[unit(instrument, question)])
        }
        Measure::Quantile { probability, .. } => {
            let facts = [plain(*probability), unit(instrument, question)];
            phrase("{0} квантиль, {1}", "quantile at {0}, {1}", &facts)
        }
    }
}

fn unit(instrument: &Instrument, question: QuestionIndex) -> Label {
    match &instrument.questions[question.0].kind {
        Kind::Number { unit, .. } => unit.clone(),
        Kind::Single { .. } => Label::same("–"),
    }
}

fn end_of_scale(instrument: &Instrument, question: QuestionIndex, value: f64) -> Label {
    let answers = instrument.questions[question.0].answers();
    match answers.iter().find(|a| a.value == Some(value)) {
        Some(answer) => quoted(&answer.label),
        None => plain(value),
    }
}

fn quoted(label: &Label) -> Label {
    phrase("«{0}»", "“{0}”", std::slice::from_ref(label))
}

/// Which answers count.
pub fn holds(instrument: &Instrument, question: QuestionIndex, holds: &Holds) -> Label {
    let question_of = &instrument.questions[question.0];
    match holds {
        Holds::Answers(answers) if question_of.mention.is_some() => mentioned(instrument, question_of, answers),
        Holds::Answers(answers) => {
            let labels: Vec<Label> = answers.iter().map(|a| quoted(&question_of.answers()[a.0].label)).collect();
            joined(&labels, ", ")
        }
        Holds::Within(bounds) => phrase("{0} {1}", "{0} {1}", &[bounds_words(bounds), unit(instrument, question)]),
    }
}

/// Which answers must have been named, or not.
fn mentioned(instrument: &Instrument, question: &Question, answers: &[AnswerIndex]) -> Label {
    let Some(mention) = &question.mention else { return Label::default() };
    let of = &instrument.multiples[mention.of.0].answers;
    let labels: Vec<Label> = mention.any.iter().map(|a| quoted(&of[a.0].label)).collect();
    match answers.contains(&Mention::NAMED) {
        true => joined(&labels, ", "),
        false => phrase("{0} биш", "not {0}", &[joined(&labels, ", ")]),
    }
}

fn bounds_words(bounds: &Bounds) -> Label {
    let ends = [("≥", bounds.at_least), (">", bounds.above), ("≤", bounds.at_most), ("<", bounds.below)];
    let ends: Vec<Label> = ends
        .into_iter()
        .filter_map(|(sign, end)| Some(phrase("{0} {1}", "{0} {1}", &[Label::same(sign), plain(end?)])))
        .collect();
    joined(&ends, ", ")
}

fn condition_words(instrument: &Instrument, condition: &Condition) -> Label {
    let question = &instrument.questions[condition.question.0];
    let what = holds(instrument, condition.question, &condition.holds);
    let of = question.mention.as_ref().map_or(&question.label, |mention| &instrument.multiples[mention.of.0].label);
    phrase("{0} = {1}", "{0} = {1}", &[of.clone(), what])
}

/// Whose answers count: the title of a base, or everybody.
pub fn base(instrument: &Instrument, base: Option<BaseIndex>) -> Label {
    match base {
        Some(base) => instrument.bases[base.0].title.clone(),
        None => t(Word::Everybody),
    }
}

/// Whose answers count, with the conditions.
pub fn base_rule(instrument: &Instrument, index: Option<BaseIndex>) -> Label {
    let Some(index) = index else { return t(Word::Everybody) };
    let all: Vec<Label> = instrument.bases[index.0].all.iter().map(|c| condition_words(instrument, c)).collect();
    phrase("{0} ({1})", "{0} ({1})", &[base(instrument, Some(index)), joined(&all, "; ")])
}

/// Which way is better.
pub fn direction(direction: Direction) -> Label {
    t(match direction {
        Direction::Higher => Word::HigherIsBetter,
        Direction::Lower => Word::LowerIsBetter,
        Direction::Neither => Word::NeitherIsBetter,
    })
}

/// A target with its kind, days, places and source.
pub fn target(figure_scale: Scale, target: &Target) -> Label {
    let value = match figure_scale {
        Scale::Percent => phrase("{0} %", "{0}%", &[plain(target.value)]),
        Scale::Points | Scale::Own => plain(target.value),
    };
    let kind = t(match target.kind {
        TargetKind::Norm => Word::Norm,
        TargetKind::Target => Word::Target,
    });
    let mut facts = vec![target.source.clone()];
    if target.from.is_some() || target.until.is_some() {
        let day = |d: Option<Day>| d.map_or_else(|| "…".into(), |d| d.to_string());
        facts.push(Label::same(format!("{} – {}", day(target.from), day(target.until))));
    }
    if !target.places.is_empty() {
        facts.push(Label::same(target.places.join(", ")));
    }
    phrase("{0}: {1} ({2})", "{0}: {1} ({2})", &[kind, value, joined(&facts, "; ")])
}

/// All that is to be known of a figure, for the note on its column.
pub fn about(instrument: &Instrument, figure: Figure) -> Label {
    let line = |name: Word, value: Label| phrase("{0}: {1}", "{0}: {1}", &[t(name), value]);
    let mut lines = vec![Label::same(figure.id(instrument))];
    match figure {
        Figure::Indicator(i) => {
            let indicator = &instrument.indicators[i.0];
            let question = &instrument.questions[indicator.measure.question().0];
            lines.push(line(Word::Question, question.text.clone()));
            lines.push(line(Word::Measure, measure(instrument, &indicator.measure)));
            lines.push(line(Word::BaseOf, base(instrument, indicator.base.or(question.asked))));
            lines.push(direction(indicator.direction));
            lines.extend(indicator.targets.iter().map(|one| target(indicator.measure.scale(), one)));
        }
        Figure::Composite(c) => {
            lines.push(composite_level(instrument.composites[c.0].level));
            let parts = instrument.composite_parts(c);
            let titles: Vec<Label> = parts.iter().map(|(i, _)| instrument.indicators[i.0].title.clone()).collect();
            lines.push(joined(&titles, "; "));
            lines.push(t(Word::HigherIsBetter));
        }
    }
    joined(&lines, "\n")
}

/// Where the mean of a composite is taken.
pub fn composite_level(level: CompositeLevel) -> Label {
    t(match level {
        CompositeLevel::Place => Word::CompositeOfPlace,
        CompositeLevel::Respondent => Word::CompositeOfRespondents,
    })
}

/// Why there is no answer.
pub fn missing(reason: Missing) -> Word {
    match reason {
        Missing::Blank => Word::MissingBlank,
        Missing::NotAsked => Word::MissingNotAsked,
        Missing::DontKnow => Word::MissingDontKnow,
        Missing::Refused => Word::MissingRefused,
        Missing::Unreadable => Word::MissingUnreadable,
    }
}

/// The kind of measure in a word.
pub fn measure_word(instrument: &Instrument, figure: Figure) -> Label {
    let Figure::Indicator(i) = figure else { return t(Word::Composite) };
    t(match &instrument.indicators[i.0].measure {
        Measure::Share { .. } => Word::Share,
        Measure::Score { .. } => Word::Score,
        Measure::Mean { .. } => Word::Mean,
        Measure::Net { .. } => Word::Net,
        Measure::Ratio { .. } => Word::Ratio,
        Measure::Total { .. } => Word::Total,
        Measure::Quantile { probability, .. } if *probability == 0.5 => Word::Median,
        Measure::Quantile { .. } => Word::Quantile,
    })
}
