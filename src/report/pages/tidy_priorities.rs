//! Priorities for machines: one row for each indicator over all places, and for each problem at each place.

use super::affected::why_uncounted;
use super::book::Book;
use super::parts::{absent, count, figure_or, same};
use super::priorities::ends;
use super::tidy::{area, code, full};
use crate::card::{
    Affected, Counting, Figure, Importance, Item, NoImportance, Priorities, Quadrant, Shown, Where, Whom,
};
use crate::coding::LeftOut;
use crate::estimate::{Df, Precision};
use crate::instrument::{Direction, IndicatorIndex, Measure};
use crate::report::columns::PRIORITIES;
use crate::report::{Absent, Format, Tidy, Value};

/// The table; none if priorities weren't asked for.
pub fn table(book: &Book<'_>) -> Option<Tidy<'static>> {
    let priorities = book.card.priorities.as_ref()?;
    let rows = rows(book, priorities);
    Some(Tidy::declared(&PRIORITIES, rows))
}

/// By indicator, then place: every indicator over all places, and at each place of the set those that can be a problem.
fn rows(book: &Book, priorities: &Priorities) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for (at, indicator) in book.instrument.indicators.iter().enumerate() {
        let is_problem =
            matches!(indicator.measure, Measure::Share { .. }) && indicator.direction != Direction::Neither;
        for place in book.wheres().filter(|place| is_problem || *place == Where::All) {
            rows.push(row(book, priorities, IndicatorIndex(at), place));
        }
    }
    rows
}

fn row(book: &Book, priorities: &Priorities, indicator: IndicatorIndex, place: Where) -> Vec<Value> {
    let of = &book.instrument.indicators[indicator.0];
    let item = priorities.items.iter().find(|item| item.indicator == indicator && place == Where::All);
    let affected = priorities.affected.iter().find(|a| a.indicator == indicator && a.place == place);
    let mut values = vec![code(book.source.round.clone().unwrap_or_default()), code(&of.id)];
    values.extend([same(&of.title.mn), same(&of.title.en)]);
    values.extend(area(book, place));
    values.push(code(match of.direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::Neither => "",
    }));
    importance(book, priorities, item, &mut values);
    hurt(book, priorities, affected, indicator, place, &mut values);
    values.extend([
        code(item.map_or("", |item| note(item))),
        code(format!("{} {}", book.instrument.id, book.instrument.version)),
        code(super::parts::TOOL),
    ]);
    values
}

/// From where importance comes to the quadrant.
fn importance(book: &Book, priorities: &Priorities, item: Option<&Item>, values: &mut Vec<Value>) {
    let from = match priorities.importance {
        Importance::Derived(_) => "derived",
        Importance::Stated => "stated",
        Importance::Nothing => "",
    };
    let why = match item.map(|item| item.importance) {
        Some(Err(NoImportance::NotPublished)) => Absent::Unreliable,
        Some(Err(NoImportance::NoAnswers)) => Absent::NoData,
        Some(Err(_) | Ok(_)) | None => Absent::NotApplicable,
    };
    let known = |value: Option<f64>| figure_or(value, Format::Full, why);
    let relation = item.and_then(|item| item.relation.as_ref());
    let slope = relation.map(|relation| &relation.slope);
    let of_ends = slope.and_then(ends);
    let df = slope.and_then(|slope| match slope.precision {
        Precision::Sampled { df, .. } => Some(df),
        Precision::Unknown(_) => None,
    });
    let quadrant = item.and_then(|item| item.quadrant);
    values.extend([
        code(item.map_or("", |_| from)),
        known(item.and_then(|item| item.importance.ok())),
        known(slope.map(|slope| slope.value)),
        known(slope.and_then(|slope| slope.se())),
        known(of_ends.map(|e| e.0)),
        known(of_ends.map(|e| e.1)),
        full(Some(book.level())),
        match df {
            Some(Df::Finite(df)) => full(Some(df as f64)),
            Some(Df::Infinite) => code("inf"),
            None => absent(why),
        },
        known(relation.and_then(|relation| relation.p)),
        slope.map_or(absent(why), |slope| count(slope.n)),
        known(relation.map(|relation| relation.range)),
        known(item.and_then(|item| item.performance)),
        code(quadrant.map_or("", quadrant_code)),
    ]);
}

fn quadrant_code(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::FixFirst => "fix_first",
        Quadrant::KeepUp => "keep_up",
        Quadrant::LowPriority => "low_priority",
        Quadrant::PossibleOverkill => "possible_overkill",
    }
}

/// From the share that a problem hurts to whether it may be shown.
fn hurt(
    book: &Book,
    priorities: &Priorities,
    affected: Option<&Affected>,
    indicator: IndicatorIndex,
    place: Where,
    values: &mut Vec<Value>,
) {
    let finding = book.finding(Figure::Indicator(indicator), place, Whom::Everybody);
    let hurt = affected.and_then(|a| a.hurt);
    let why = match affected {
        Some(of) if of.hurt.is_none() => why_uncounted(finding),
        Some(_) => Absent::NotApplicable,
        None if finding.is_none() => Absent::NoData,
        None => Absent::NotApplicable,
    };
    let known = |value: Option<f64>| figure_or(value, Format::Full, why);
    let ends = hurt.and_then(|hurt| hurt.ends);
    let unit = match priorities.counting {
        Counting::People => "people",
        Counting::PerHundred => "of 100 respondents",
    };
    values.extend([
        known(hurt.map(|hurt| 100.0 * hurt.share)),
        known(hurt.map(|hurt| 100.0 * hurt.concerned)),
        known(hurt.map(|hurt| hurt.people)),
        known(ends.map(|e| e.0)),
        known(ends.map(|e| e.1)),
        code(affected.map_or("", |_| unit)),
        affected.and_then(|a| a.rank).map_or(absent(why), |rank| count(rank as u64)),
        match finding {
            Some(finding) if finding.shown == Shown::Withheld => absent(Absent::Withheld),
            Some(finding) => count(finding.n()),
            None => absent(Absent::NoData),
        },
        code(super::tidy::shown(finding)),
    ]);
}

/// Why there is no importance, or that it isn't clear, as a code.
fn note(item: &Item) -> &'static str {
    match item.importance {
        Err(NoImportance::LeftOut(LeftOut::Number)) => "a number",
        Err(NoImportance::LeftOut(LeftOut::NoDirection)) => "no better side",
        Err(NoImportance::LeftOut(LeftOut::OfOverall)) => "overall satisfaction itself",
        Err(NoImportance::LeftOut(LeftOut::SameQuestion(_))) => "same question as another",
        Err(NoImportance::NotStated) => "not stated",
        Err(NoImportance::NoAnswers) => "no answers",
        Err(NoImportance::Constant) => "answers do not vary",
        Err(NoImportance::NotPublished) => "unreliable",
        Ok(_) if item.relation.as_ref().is_some_and(|relation| !relation.clear) => "relation not clear",
        Ok(_) => "",
    }
}
