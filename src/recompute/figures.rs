//! What is counted: every indicator, composite and grouping as an expression of R over the answers.

use std::fmt::Write as _;

use super::answers::{Answers, both, bounds};
use super::{Recomputed, heading, quote};
use crate::card::Figure;
use crate::coding::GroupColumn;
use crate::instrument::{
    CompositeIndex, CompositeLevel, Condition, Direction, Grouping, GroupingIndex, Holds, Indicator, IndicatorIndex,
    Measure, QuestionIndex,
};
use crate::weighting::{Errors, Factor};

/// A function of the cells that gives figures, composites and groups.
pub(super) fn answers_and_figures(of: &Recomputed) -> String {
    let instrument = of.survey.instrument;
    let mut answers = Answers::new(of);
    let mut figures = String::new();
    for indicator in &instrument.indicators {
        needs(&mut answers, indicator);
        let _ = writeln!(figures, "  # {}", both(&indicator.title));
        let _ = writeln!(figures, "  y[[{}]] <- {}", quote::text(&indicator.id), measure(of, &answers, indicator));
    }
    let composites = composites(of);
    let mut groups = String::new();
    for (at, grouping) in instrument.groupings.iter().enumerate() {
        let shown = of.survey.compiled.group_columns.contains(&GroupColumn::Grouping(GroupingIndex(at)));
        if !shown && !calibrates_by(of, &grouping.id) {
            continue;
        }
        answers.question(grouping.question.0);
        let _ = writeln!(groups, "  # {}", both(&grouping.title));
        let _ = writeln!(groups, "  groups[[{}]] <- {}", quote::text(&grouping.id), group(&answers, grouping));
    }
    let Answers { out: questions, shared, .. } = answers;
    format!(
        "{heading}# Нүдний бичлэг → код / Spellings in cells → codes\n{shared}\n\
         answers_and_figures <- function(cells) {{\n  rows <- length(cells[[1]]$text)\n  a <- b <- y <- composites <- groups <- list()\n\n  \
         # ---- Хариулт (a), суурь (b) / Answers (a) and bases (b)\n{questions}\n  \
         # ---- Үзүүлэлт / Indicators: NA бол тооцогдохгүй / NA doesn't count\n{figures}\n  \
         # ---- Нэгтгэсэн үзүүлэлт / Composites\n{composites}\n  \
         # ---- Бүлэг / Groups\n{groups}\n  list(figures = y, composites = composites, groups = groups)\n}}\n\n{targets}",
        targets = targets(of),
        heading = heading("4", "Асуулт, үзүүлэлт", "Questions and indicators"),
    )
}

/// Whether weights are calibrated by a grouping.
fn calibrates_by(of: &Recomputed, grouping: &str) -> bool {
    let Errors::Calibrated(residuals) = of.survey.weights.errors() else { return false };
    let is = |(factor, name): &(Factor, &str)| matches!(factor, Factor::Group(_)) && *name == grouping;
    residuals.targets().terms().any(|term| term.factors.iter().any(is))
}

/// Writes the questions and the base that an indicator needs.
fn needs(answers: &mut Answers, indicator: &Indicator) {
    answers.question(indicator.measure.question().0);
    match &indicator.measure {
        Measure::Ratio { denominator, .. } => answers.question(denominator.0),
        Measure::Share { zero_when: Some(zero), .. } | Measure::Mean { zero_when: Some(zero), .. } => {
            answers.question(zero.question.0);
        }
        Measure::Share { zero_when: None, .. }
        | Measure::Mean { zero_when: None, .. }
        | Measure::Score { .. }
        | Measure::Net { .. }
        | Measure::Total { .. }
        | Measure::Quantile { .. } => {}
    }
    if let Some(base) = indicator.base {
        answers.base(base.0);
    }
}

/// To whom a base applies that also asks for some answers to the question itself.
fn applies(of: &Recomputed, answers: &Answers, indicator: &Indicator) -> String {
    let question = indicator.measure.question();
    let Some(base) = indicator.base else { return String::new() };
    let all = &of.survey.instrument.bases[base.0].all;
    let others: Vec<String> =
        all.iter().filter(|c| c.question != question).map(|condition| answers.condition(condition)).collect();
    let two = matches!(indicator.measure, Measure::Ratio { .. });
    match others.len() == all.len() || two {
        true => String::new(),
        false if others.is_empty() => ", applies = TRUE".into(),
        false => format!(", applies = {}", others.join(" & ")),
    }
}

/// What an indicator counts.
fn measure(of: &Recomputed, answers: &Answers, indicator: &Indicator) -> String {
    let instrument = of.survey.instrument;
    let asked = |q: QuestionIndex| answers.answer_to(q);
    let codes =
        |q: QuestionIndex, list: &[crate::instrument::AnswerIndex]| answers.codes(q, &Holds::Answers(list.to_vec()));
    let base = indicator.base.map(|b| format!(", base = b[[{}]]", quote::text(&instrument.bases[b.0].id)));
    let base = base.unwrap_or_default() + &applies(of, answers, indicator);
    // Who counts as zero of a question counts only where the question was asked.
    let has_column = of.columns.questions[indicator.measure.question().0].is_some();
    let zero = |zero: &Option<Condition>| {
        let zero = zero.as_ref().filter(|_| has_column).map(|c| format!(", zero = {}", answers.condition(c)));
        zero.unwrap_or_default()
    };
    let better = match indicator.direction {
        Direction::Higher => ", better = \"higher\"",
        Direction::Lower => ", better = \"lower\"",
        Direction::Neither => "",
    };
    match &indicator.measure {
        Measure::Share { counts, zero_when } => {
            let counted = match &counts.holds {
                Holds::Answers(list) => format!("codes = {}", codes(counts.question, list)),
                Holds::Within(limits) => bounds(limits),
            };
            format!("share({}, {counted}{base}{}{better})", asked(counts.question), zero(zero_when))
        }
        Measure::Score { question, from, to } => {
            let scaled = instrument.questions[question.0].answers().iter();
            let values = scaled.filter_map(|a| Some(quote::named(&a.code, quote::number(a.value?))));
            let values = format!("c({})", values.collect::<Vec<_>>().join(", "));
            let (from, to) = (quote::number(*from), quote::number(*to));
            format!("score({}, {values}, from = {from}, to = {to}{base}{better})", asked(*question))
        }
        Measure::Net { question, plus, minus } => {
            let (plus, minus) = (codes(*question, plus), codes(*question, minus));
            format!("net({}, plus = {plus}, minus = {minus}{base}{better})", asked(*question))
        }
        Measure::Mean { question, zero_when } => format!("mean_of({}{base}{})", asked(*question), zero(zero_when)),
        Measure::Total { question } => format!("total_of({}{base})", asked(*question)),
        Measure::Quantile { question, probability } => {
            format!("quantile_of({}, p = {}{base})", asked(*question), quote::number(*probability))
        }
        Measure::Ratio { numerator, denominator } => {
            format!("ratio_of({}, {}{base})", asked(*numerator), asked(*denominator))
        }
    }
}

/// Composites of places are weights of indicators; those of respondents are a figure like another.
fn composites(of: &Recomputed) -> String {
    let instrument = of.survey.instrument;
    let mut out = String::new();
    for (at, composite) in instrument.composites.iter().enumerate() {
        let index = CompositeIndex(at);
        let part =
            |(i, weight): (IndicatorIndex, f64)| quote::named(&instrument.indicators[i.0].id, quote::number(weight));
        let parts: Vec<String> = instrument.composite_parts(index).into_iter().map(part).collect();
        let parts = quote::call("c", &parts, 4);
        let id = quote::text(&Figure::Composite(index).id(instrument));
        let _ = writeln!(out, "  # {}", both(&composite.title));
        let _ = match composite.level {
            CompositeLevel::Place => writeln!(out, "  composites[[{id}]] <- {parts}"),
            CompositeLevel::Respondent => writeln!(out, "  y[[{id}]] <- own_mean(y, {parts})"),
        };
    }
    out
}

/// The targets of every indicator, on the printed scale; which of them is in force, the table of gaps says.
fn targets(of: &Recomputed) -> String {
    let with = of.survey.instrument.indicators.iter().filter(|i| !i.targets.is_empty());
    let list = |i: &Indicator| {
        let values: Vec<String> = i.targets.iter().map(|t| quote::number(t.value)).collect();
        quote::named(&i.id, format!("c({})", values.join(", ")))
    };
    let all: Vec<String> = with.map(list).collect();
    format!("# Зорилт, норм / Targets and norms\ntargets <- {}\n", quote::call("list", &all, 0))
}

fn group(answers: &Answers, grouping: &Grouping) -> String {
    let question = grouping.question;
    let by_number = grouping.groups.iter().all(|g| matches!(g.holds, Holds::Within(_)));
    let groups = grouping.groups.iter().filter_map(|group| match &group.holds {
        Holds::Within(limits) if by_number => Some(quote::named(&group.id, format!("list({})", bounds(limits)))),
        Holds::Within(_) => None,
        Holds::Answers(_) => Some(quote::named(&group.id, answers.codes(question, &group.holds))),
    });
    let how = if by_number { "groups_by_number" } else { "groups_by_answer" };
    let groups = quote::call("list", &groups.collect::<Vec<_>>(), 4);
    format!("{how}({}, {groups})", answers.answer_to(question))
}
