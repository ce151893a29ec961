//! Reading the questions of an instrument: lists of answers, missing codes, who is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::checks::HeaderOwners;
use super::faults::{Fault, Log};
use super::reader::{Names, Section, Word, choice, identifier, sections, words};
use super::{
    Answer, AnswerIndex, Base, BaseIndex, Bounds, Condition, Headers, Holds, Kind, Missing, MissingCode, Question,
    QuestionIndex,
};
use crate::lang::Label;
use crate::problem::Code;

/// The questions and bases of a file, and their names for whoever refers to them.
pub(super) struct Asked {
    /// The questions, in the order of the file.
    pub(super) questions: Vec<Question>,
    /// The bases, in the order of the file.
    pub(super) bases: Vec<Base>,
    question_names: Names,
    base_names: Names,
}

/// Lists that several questions share.
struct Shared {
    scales: Vec<Vec<Answer>>,
    scale_names: Names,
    missing: Vec<Vec<MissingCode>>,
    missing_names: Names,
}

impl Asked {
    /// Reads `[scale]`, `[missing]`, `[[question]]` and `[base]`.
    pub(super) fn read(file: &Section<'_>, owners: &mut HeaderOwners) -> Asked {
        let shared = Shared::read(file);
        let mut asked = Asked {
            questions: Vec::new(),
            bases: Vec::new(),
            question_names: Names::new(Code::UnknownQuestion),
            base_names: Names::new(Code::UnknownBase),
        };
        let mut filters = Vec::new();
        file.wanted("question");
        for section in file.sections("question") {
            let (id, filter, question) = shared.question(section);
            asked.question_names.add(file.log, &id);
            owners.add(file.log, id.span(), &question.id, [&question.id].into_iter().chain(&question.headers.0));
            filters.push((id.span(), filter));
            asked.questions.push(question);
        }
        asked.read_bases(file);
        for (at, (_, filter)) in filters.iter().enumerate() {
            asked.questions[at].asked = filter.as_ref().and_then(|name| asked.base(file.log, name));
        }
        let spans: Vec<Range<usize>> = filters.into_iter().map(|(span, _)| span).collect();
        asked.find_circles(file.log, &spans);
        asked
    }

    /// The question of this name.
    pub(super) fn question(&self, log: &Log, name: &Word) -> Option<QuestionIndex> {
        self.question_names.find(log, name).map(QuestionIndex)
    }

    /// The base of this name.
    pub(super) fn base(&self, log: &Log, name: &Word) -> Option<BaseIndex> {
        self.base_names.find(log, name).map(BaseIndex)
    }

    /// The question of this name, if it takes numbers.
    pub(super) fn number(&self, log: &Log, name: &Word) -> Option<QuestionIndex> {
        let index = self.question(log, name)?;
        if let Kind::Single { .. } = self.questions[index.0].kind {
            log.add(Fault::new(Code::NotNumbers, name.span(), name.get_ref()));
            return None;
        }
        Some(index)
    }

    /// The answers with these codes.
    pub(super) fn answers(&self, log: &Log, question: QuestionIndex, codes: &[Word]) -> Vec<AnswerIndex> {
        let question = &self.questions[question.0];
        let Kind::Single { answers } = &question.kind else {
            if let Some(code) = codes.first() {
                log.add(Fault::new(Code::NotAnswers, code.span(), &question.id));
            }
            return Vec::new();
        };
        if answers.is_empty() {
            return Vec::new(); // already noted where the question stands
        }
        let mut names = Names::new(Code::UnknownAnswer);
        for answer in answers {
            names.add(&Log::default(), &Word::new(0..0, answer.code.clone()));
        }
        let mut found = Vec::new();
        for code in codes {
            let Some(index) = names.find_within(log, code, &question.id).map(AnswerIndex) else { continue };
            if found.contains(&index) {
                log.add(Fault::new(Code::GivenTwice, code.span(), code.get_ref()));
            } else {
                found.push(index);
            }
        }
        found
    }

    /// What an answer must be, by the keys `codes`, or `at_least`, `above`, `at_most` and `below` of a table.
    pub(super) fn holds(&self, section: &Section<'_>, question: QuestionIndex) -> Option<Holds> {
        let bounds = bounds(section);
        if let Some(codes) = section.value("codes") {
            let codes = filled(section.log, "codes", codes.span(), words(section.log, codes));
            return Some(Holds::Answers(self.answers(section.log, question, &codes)));
        }
        if let Kind::Single { .. } = self.questions[question.0].kind {
            if bounds == Bounds::default() {
                section.wanted("codes");
            } else {
                section.log.add(Fault::new(Code::NotNumbers, section.span(), &self.questions[question.0].id));
            }
            return None;
        }
        if is_empty(&bounds) {
            section.log.add(Fault::new(Code::EmptyBounds, section.span(), ""));
        }
        Some(Holds::Within(bounds))
    }

    /// Conditions, `{ H01 = ["yes"], age = { at_least = 15 } }`.
    pub(super) fn conditions(&self, section: &Section<'_>) -> Vec<Condition> {
        let log = section.log;
        let mut conditions = Vec::new();
        for (name, value) in section.entries() {
            let Some(question) = self.question(log, &name) else { continue };
            let holds = if value.get_ref().is_table() {
                Section::of(log, value).and_then(|s| {
                    let holds = self.holds(&s, question);
                    s.done();
                    holds
                })
            } else {
                let codes = filled(log, name.get_ref(), value.span(), words(log, value));
                Some(Holds::Answers(self.answers(log, question, &codes)))
            };
            conditions.extend(holds.map(|holds| Condition { question, holds }));
        }
        filled(log, "{ }", section.span(), conditions)
    }

    fn read_bases(&mut self, file: &Section<'_>) {
        for (id, value) in file.named("base") {
            identifier(file.log, &id);
            self.base_names.add(file.log, &id);
            let mut base = Base { id: id.into_inner(), title: Label::default(), all: Vec::new() };
            if let Some(section) = Section::of(file.log, value) {
                base.title = section.wanted_label("title");
                let filter = section.wanted("where").and_then(|v| Section::of(file.log, v));
                base.all = filter.map(|f| self.conditions(&f)).unwrap_or_default();
                section.done();
            }
            self.bases.push(base);
        }
    }

    /// Notes each question that decides, through its base, whether it is asked itself.
    fn find_circles(&self, log: &Log, spans: &[Range<usize>]) {
        for (start, span) in spans.iter().enumerate() {
            let mut path = vec![start];
            if self.leads_back(&mut path, &mut BTreeSet::new()) {
                let names: Vec<&str> = path.iter().map(|q| self.questions[*q].id.as_str()).collect();
                let id = &self.questions[start].id;
                log.add(Fault::new(Code::CircularBase, span.clone(), id).detail(names.join(" ← ")));
            }
        }
    }

    /// Follows who is asked from the end of the path; true once it is back at its start.
    fn leads_back(&self, path: &mut Vec<usize>, seen: &mut BTreeSet<usize>) -> bool {
        let Some(base) = path.last().and_then(|q| self.questions[*q].asked) else { return false };
        for condition in &self.bases[base.0].all {
            let next = condition.question.0;
            path.push(next);
            if next == path[0] || (seen.insert(next) && self.leads_back(path, seen)) {
                return true;
            }
            path.pop();
        }
        false
    }
}

impl Shared {
    fn read(file: &Section<'_>) -> Shared {
        let mut shared = Shared {
            scales: Vec::new(),
            scale_names: Names::new(Code::UnknownScale),
            missing: Vec::new(),
            missing_names: Names::new(Code::UnknownMissingSet),
        };
        for (name, value) in file.named("scale") {
            shared.scale_names.add(file.log, &name);
            let answers = sections(file.log, value).into_iter().map(answer).collect();
            shared.scales.push(filled(file.log, name.get_ref(), name.span(), answers));
        }
        for (name, value) in file.named("missing") {
            shared.missing_names.add(file.log, &name);
            shared.missing.push(Section::of(file.log, value).map(missing_set).unwrap_or_default());
        }
        shared
    }

    /// A question with its identifier and the name of the base that is asked it.
    fn question(&self, section: Section<'_>) -> (Word, Option<Word>, Question) {
        let id = section.id();
        let text = section.wanted_label("text");
        let question = Question {
            id: id.get_ref().clone(),
            label: section.label("label").unwrap_or_else(|| text.clone()),
            text,
            headers: headers(&section, "headers"),
            kind: self.kind(&section),
            asked: None,
            missing: self.missing(&section),
        };
        super::checks::question(section.log, &id, &question);
        let filter = section.text("asked");
        section.done();
        (id, filter, question)
    }

    /// Exactly one of `scale`, `answers` and `number` says what a question takes.
    fn kind(&self, section: &Section<'_>) -> Kind {
        let log = section.log;
        let given = ["scale", "answers", "number"].iter().filter(|k| section.has(k)).count();
        if given == 0 {
            section.log.add(Fault::bare(Code::MissingKey, section.span(), "scale, answers, number"));
        }
        if given > 1 {
            section.log.add(Fault::bare(Code::GivenTwice, section.span(), "scale, answers, number"));
        }
        if let Some(number) = section.value("number").and_then(|v| Section::of(log, v)) {
            return number_kind(number);
        }
        let mut answers: Vec<Answer> = section.sections("answers").into_iter().map(answer).collect();
        if let Some(value) = section.value("answers") {
            answers = filled(log, "answers", value.span(), answers);
        }
        if let Some(name) = section.text("scale")
            && let Some(at) = self.scale_names.find(log, &name)
        {
            answers = self.scales[at].clone();
        }
        Kind::Single { answers }
    }

    fn missing(&self, section: &Section<'_>) -> Vec<MissingCode> {
        let sets = section.texts("missing");
        let found = sets.iter().filter_map(|name| self.missing_names.find(section.log, name));
        found.flat_map(|at| self.missing[at].clone()).collect()
    }
}

fn number_kind(number: Section<'_>) -> Kind {
    let unit = number.wanted_label("unit");
    let least = number.number("least").map(|x| *x.get_ref());
    let most = number.number("most").map(|x| *x.get_ref());
    if matches!((least, most), (Some(a), Some(b)) if a > b) {
        number.log.add(Fault::new(Code::EmptyBounds, number.span(), ""));
    }
    number.done();
    Kind::Number { unit, least, most }
}

fn answer(section: Section<'_>) -> Answer {
    let answer = Answer {
        code: section.wanted_text("code").into_inner(),
        label: section.own_label(),
        also: section.texts("also").into_iter().map(Word::into_inner).collect(),
        value: section.number("value").map(|x| *x.get_ref()),
    };
    section.done();
    answer
}

/// Missing codes by reason: `{ dont_know = ["98"], refused = ["99"] }`.
fn missing_set(section: Section<'_>) -> Vec<MissingCode> {
    const REASONS: [(&str, Missing); 5] = [
        ("blank", Missing::Blank),
        ("not_asked", Missing::NotAsked),
        ("dont_know", Missing::DontKnow),
        ("refused", Missing::Refused),
        ("unreadable", Missing::Unreadable),
    ];
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut codes = Vec::new();
    for (name, value) in section.entries() {
        let Some(reason) = choice(section.log, &name, &REASONS) else { continue };
        for code in words(section.log, value) {
            if let Some(first) = seen.insert(code.get_ref().clone(), code.span()) {
                section.log.add(Fault::new(Code::GivenTwice, code.span(), code.get_ref()).earlier(first));
            }
            codes.push(MissingCode { code: code.into_inner(), reason });
        }
    }
    codes
}

/// The list, after noting that it is empty.
pub(super) fn filled<T>(log: &Log, name: &str, span: Range<usize>, list: Vec<T>) -> Vec<T> {
    if list.is_empty() {
        log.add(Fault::new(Code::EmptyList, span, name));
    }
    list
}

/// Accepted headers under a key.
pub(super) fn headers(section: &Section<'_>, key: &'static str) -> Headers {
    Headers(section.texts(key).into_iter().map(Word::into_inner).collect())
}

fn bounds(section: &Section<'_>) -> Bounds {
    let number = |key| section.number(key).map(|x| *x.get_ref());
    Bounds { at_least: number("at_least"), above: number("above"), at_most: number("at_most"), below: number("below") }
}

/// Whether no number lies within, or none is named.
pub(super) fn is_empty(bounds: &Bounds) -> bool {
    let low = bounds.at_least.into_iter().chain(bounds.above).fold(f64::NEG_INFINITY, f64::max);
    let high = bounds.at_most.into_iter().chain(bounds.below).fold(f64::INFINITY, f64::min);
    *bounds == Bounds::default() || low > high || (low == high && !bounds.contains(low))
}
