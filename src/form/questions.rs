//! The questions of an instrument as rows of a form: in the order of the questionnaire, grouped by what they are about.

use std::collections::BTreeMap;

use super::cell::{list, missing, number};
use super::pad::Pad;
use super::sheet::Row;
use super::taken::is_name;
use super::words;
use super::xpath::{self, missing_choices};
use crate::instrument::xlsform::names::survey;
use crate::instrument::{
    BaseIndex, DimensionIndex, Headers, Instrument, Kind, Mention, MissingCode, Multiple, MultipleIndex, Question,
    QuestionIndex,
};
use crate::lang::Label;
use crate::problem::{At, Code, Problem, Problems, quoted};

/// A question as it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// One that takes one answer, or a number.
    One(QuestionIndex),
    /// One that takes several answers.
    Several(MultipleIndex),
}

impl Asks {
    /// The questions as they are asked, in their order.
    pub fn all(instrument: &Instrument) -> Vec<Asks> {
        let mut all: Vec<Asks> = Vec::new();
        for (at, question) in instrument.questions.iter().enumerate() {
            let asks = match &question.mention {
                None => Asks::One(QuestionIndex(at)),
                Some(mention) => Asks::Several(mention.of),
            };
            if !all.contains(&asks) {
                all.push(asks);
            }
        }
        all
    }

    /// Whether this is what a question of the instrument is about.
    pub fn is(self, instrument: &Instrument, question: QuestionIndex) -> bool {
        match &instrument.questions[question.0].mention {
            None => self == Asks::One(question),
            Some(Mention { of, .. }) => self == Asks::Several(*of),
        }
    }

    /// Its identifier.
    pub fn id(self, instrument: &Instrument) -> &str {
        match self {
            Asks::One(question) => &instrument.questions[question.0].id,
            Asks::Several(multiple) => &instrument.multiples[multiple.0].id,
        }
    }

    fn asked(self, instrument: &Instrument) -> Option<BaseIndex> {
        match self {
            Asks::One(question) => instrument.questions[question.0].asked,
            Asks::Several(multiple) => instrument.multiples[multiple.0].asked,
        }
    }
}

/// What a form can't ask: a question that decides who is asked an earlier one, and names that no form takes.
pub fn faults(instrument: &Instrument) -> Problems {
    let mut problems = Problems::default();
    let all = Asks::all(instrument);
    for (at, asks) in all.iter().enumerate() {
        let id = asks.id(instrument);
        if !is_name(id) {
            problems.add(Problem::new(Code::NoFormName, At::default(), quoted(id)));
        }
        let conditions = asks.asked(instrument).map_or(&[][..], |base| &instrument.bases[base.0].all);
        for condition in conditions {
            if let Some(later) = all[at..].iter().find(|other| other.is(instrument, condition.question)) {
                let problem = Problem::new(Code::FilterComesLater, At::default(), quoted(id));
                problems.add(problem.detail(quoted(later.id(instrument))));
            }
        }
    }
    for multiple in &instrument.multiples {
        for answer in multiple.answers.iter().filter(|a| a.code.contains(char::is_whitespace)) {
            problems.add(
                Problem::new(Code::CodeHoldsBlank, At::default(), quoted(&answer.code)).detail(quoted(&multiple.id)),
            );
        }
    }
    problems
}

/// Adds every question, in groups: `about` says which dimension one belongs to, `only_if` what must hold beside its base.
pub fn add(pad: &mut Pad<'_>, about: impl Fn(Asks) -> Option<DimensionIndex>, only_if: impl Fn(Asks) -> String) {
    let instrument = pad.instrument;
    let mut open: Option<Option<DimensionIndex>> = None;
    for (asks, dimension) in grouped(Asks::all(instrument), about) {
        if open != Some(dimension) {
            if open.is_some() {
                pad.end();
            }
            match dimension {
                Some(at) => {
                    let dimension = &instrument.dimensions[at.0];
                    pad.begin(&dimension.id, &dimension.title);
                }
                None if open.is_none() => pad.begin("general", &words::general()),
                None => pad.begin("respondent", &words::respondent()),
            }
            open = Some(dimension);
        }
        let row = row(pad, asks, only_if(asks));
        pad.add(row);
    }
    if open.is_some() {
        pad.end();
    }
}

/// Every question with its group. One that is about no dimension stays where it stands between others; only those at the
/// beginning and at the end have groups of their own.
fn grouped(all: Vec<Asks>, about: impl Fn(Asks) -> Option<DimensionIndex>) -> Vec<(Asks, Option<DimensionIndex>)> {
    let of: Vec<Option<DimensionIndex>> = all.iter().map(|asks| about(*asks)).collect();
    let last = of.iter().rposition(Option::is_some);
    let mut before = None;
    let mut groups = Vec::new();
    for (at, (asks, own)) in all.into_iter().zip(of).enumerate() {
        let group = if last.is_some_and(|last| at < last) { own.or(before) } else { own };
        before = group;
        groups.push((asks, group));
    }
    groups
}

/// The dimension of each question of a report card: that of the first indicator made from it.
pub fn dimensions(instrument: &Instrument) -> impl Fn(Asks) -> Option<DimensionIndex> + '_ {
    let all = Asks::all(instrument);
    let mut found: BTreeMap<usize, DimensionIndex> = BTreeMap::new();
    for indicator in &instrument.indicators {
        if let Some(at) = all.iter().position(|asks| asks.is(instrument, indicator.measure.question())) {
            found.entry(at).or_insert(indicator.dimension);
        }
    }
    move |asks| found.get(&all.iter().position(|other| *other == asks)?).copied()
}

fn row(pad: &mut Pad<'_>, asks: Asks, only_if: String) -> Row {
    let instrument = pad.instrument;
    match asks {
        Asks::One(at) => {
            let question = &instrument.questions[at.0];
            let row = match &question.kind {
                Kind::Single { answers } => {
                    let list = pad.lists.answers(&question.id, answers, &question.missing, false, pad.langs);
                    let appearance = if xpath::is_scale(answers) { "columns-1" } else { "" };
                    start(pad, &format!("select_one {list}"), question.into(), only_if)
                        .with(survey::APPEARANCE, appearance)
                }
                Kind::Number { unit, least, most } => {
                    let kind = if xpath::is_whole(instrument, at) { "integer" } else { "decimal" };
                    start(pad, kind, question.into(), only_if)
                        .label(survey::HINT, &words::number_hint(question), pad.langs)
                        .with(survey::CONSTRAINT, xpath::numbers(question))
                        .label(survey::CONSTRAINT_MESSAGE, &words::number_message(question), pad.langs)
                        .own_label(survey::UNIT, unit)
                        .maybe(survey::LEAST, least.map(number))
                        .maybe(survey::MOST, most.map(number))
                }
            };
            let way_out = match question.kind {
                Kind::Single { .. } => !missing_choices(&question.missing, false).is_empty(),
                Kind::Number { .. } => !xpath::missing_numbers(&question.missing).is_empty(),
            };
            row.with(survey::REQUIRED, required(way_out))
        }
        Asks::Several(at) => {
            let multiple = &instrument.multiples[at.0];
            let list = pad.lists.answers(&multiple.id, &multiple.answers, &multiple.missing, true, pad.langs);
            let none = missing_choices(&multiple.missing, true);
            let row = start(pad, &format!("select_multiple {list}"), multiple.into(), only_if)
                .with(survey::CONSTRAINT, xpath::alone(&none))
                .with(survey::REQUIRED, required(!none.is_empty()));
            if none.is_empty() {
                row
            } else {
                row.label(survey::CONSTRAINT_MESSAGE, &words::alone_message(), pad.langs)
            }
        }
    }
}

/// Whoever has a way to say that there is no answer must use it; nobody is made to answer what can't be answered.
fn required(way_out: bool) -> &'static str {
    if way_out { "yes" } else { "" }
}

/// What all questions have.
struct Common<'a> {
    id: &'a str,
    text: &'a Label,
    label: &'a Label,
    headers: &'a Headers,
    asked: Option<BaseIndex>,
    missing: &'a [MissingCode],
}

impl<'a> From<&'a Question> for Common<'a> {
    fn from(of: &'a Question) -> Common<'a> {
        Common {
            id: &of.id,
            text: &of.text,
            label: &of.label,
            headers: &of.headers,
            asked: of.asked,
            missing: &of.missing,
        }
    }
}

impl<'a> From<&'a Multiple> for Common<'a> {
    fn from(of: &'a Multiple) -> Common<'a> {
        Common {
            id: &of.id,
            text: &of.text,
            label: &of.label,
            headers: &of.headers,
            asked: of.asked,
            missing: &of.missing,
        }
    }
}

fn start(pad: &Pad<'_>, kind: &str, of: Common<'_>, only_if: String) -> Row {
    let instrument = pad.instrument;
    let base = of.asked.map(|base| xpath::base(instrument, base));
    let relevant = [only_if].into_iter().filter(|text| !text.is_empty()).chain(base).collect();
    let row = pad
        .question(kind, of.id, of.text)
        .with(survey::RELEVANT, xpath::all(relevant))
        .maybe(survey::ASKED, of.asked.map(|base| instrument.bases[base.0].id.clone()))
        .with(survey::MISSING, missing(of.missing))
        .with(survey::HEADERS, list(of.headers.0.iter().map(String::as_str)));
    if of.label == of.text { row } else { row.own_label(survey::MASAM_LABEL, of.label) }
}
