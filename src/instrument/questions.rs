//! Reading the questions of an instrument: lists of answers, missing codes, who is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::checks::HeaderOwners;
use super::{
    Answer, AnswerIndex, Base, BaseIndex, Bounds, Condition, Headers, Holds, Kind, Mention, Missing, MissingCode,
    Multiple, MultipleIndex, Question, QuestionIndex,
};
use crate::lang::Label;
use crate::problem::{Code, quoted};
use crate::toml_file::{Fault, Log, Names, Section, Word, choice, identifier, sections, words};

/// The questions and bases of a file, and their names for whoever refers to them.
pub(super) struct Asked {
    /// The questions, in the order of the file; after them those that only conditions ask.
    pub(super) questions: Vec<Question>,
    /// The questions that take several answers, in the order of the file.
    pub(super) multiples: Vec<Multiple>,
    /// The bases, in the order of the file.
    pub(super) bases: Vec<Base>,
    question_names: Names,
    /// What each of these names means.
    named: Vec<Asking>,
    base_names: Names,
}

/// What the name of a question means.
#[derive(Debug, Clone, Copy)]
enum Asking {
    One(QuestionIndex),
    Several(MultipleIndex),
}

/// What a `[[question]]` asks, before anybody knows who is asked.
enum Read {
    One(Question),
    Several(Multiple),
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
            multiples: Vec::new(),
            bases: Vec::new(),
            question_names: Names::new(Code::UnknownQuestion),
            named: Vec::new(),
            base_names: Names::new(Code::UnknownBase),
        };
        let mut filters = Vec::new();
        file.wanted("question");
        for section in file.sections("question") {
            let (id, filter, read) = shared.question(section);
            let headers = match &read {
                Read::One(question) => &question.headers,
                Read::Several(multiple) => &multiple.headers,
            };
            owners.add(file.log, id.span(), id.get_ref(), [id.get_ref()].into_iter().chain(&headers.0));
            match read {
                Read::One(question) => asked.ask(file.log, &id, question),
                Read::Several(multiple) => asked.ask_several(file.log, &id, multiple),
            }
            filters.resize(asked.questions.len(), (id.span(), filter));
        }
        asked.read_bases(file);
        for (at, (_, filter)) in filters.iter().enumerate() {
            asked.questions[at].asked = filter.as_ref().and_then(|name| asked.base(file.log, name));
            if let Some(Mention { of, .. }) = asked.questions[at].mention {
                asked.multiples[of.0].asked = asked.questions[at].asked;
            }
        }
        // What bases ask of several answers at once came after those of the file.
        for at in filters.len()..asked.questions.len() {
            asked.questions[at].asked =
                asked.questions[at].mention.as_ref().and_then(|m| asked.multiples[m.of.0].asked);
        }
        let spans: Vec<Range<usize>> = filters.into_iter().map(|(span, _)| span).collect();
        asked.find_circles(file.log, &spans);
        asked
    }

    fn ask(&mut self, log: &Log, id: &Word, question: Question) {
        self.question_names.add(log, id);
        self.named.push(Asking::One(QuestionIndex(self.questions.len())));
        self.questions.push(question);
    }

    /// Adds a question that takes several answers, and for each of them the question whether it was named.
    fn ask_several(&mut self, log: &Log, id: &Word, multiple: Multiple) {
        self.question_names.add(log, id);
        let of = MultipleIndex(self.multiples.len());
        self.named.push(Asking::Several(of));
        let answers = multiple.answers.len();
        self.multiples.push(multiple);
        for answer in 0..answers {
            let question = self.mention(Mention { of, any: vec![AnswerIndex(answer)] });
            let id = Word::new(id.span(), question.id.clone());
            self.ask(log, &id, question);
        }
    }

    /// The question whether one of these answers was named.
    fn mention(&self, mention: Mention) -> Question {
        let Multiple { id, text, label, asked, missing, answers, .. } = &self.multiples[mention.of.0];
        let named: Vec<&Answer> = mention.any.iter().map(|a| &answers[a.0]).collect();
        let codes: Vec<&str> = named.iter().map(|a| a.code.as_str()).collect();
        let listed = |of: &Label, side: fn(&Label) -> &str| {
            let labels: Vec<&str> = named.iter().map(|a| side(&a.label)).collect();
            format!("{}: {}", side(of), labels.join(", "))
        };
        let both = |of: &Label| Label::new(listed(of, |l| &l.mn), listed(of, |l| &l.en));
        let answer =
            |code: &str, mn, en| Answer { code: code.into(), label: Label::new(mn, en), also: Vec::new(), value: None };
        Question {
            id: format!("{id}/{}", codes.join("+")),
            text: both(text),
            label: both(label),
            headers: Headers::default(),
            kind: Kind::Single {
                answers: vec![answer("1", "нэрлэсэн", "named"), answer("0", "нэрлээгүй", "not named")],
            },
            asked: *asked,
            missing: missing.clone(),
            mention: Some(mention),
        }
    }

    /// The question whether one of these answers was named: one that is there, or a new one.
    fn mentioning(&mut self, mention: Mention) -> QuestionIndex {
        let known = self.questions.iter().position(|q| q.mention.as_ref() == Some(&mention));
        QuestionIndex(known.unwrap_or_else(|| {
            let question = self.mention(mention);
            self.questions.push(question);
            self.questions.len() - 1
        }))
    }

    /// The question of this name, which takes one answer.
    pub(super) fn question(&self, log: &Log, name: &Word) -> Option<QuestionIndex> {
        match self.asking(log, name)? {
            Asking::One(question) => Some(question),
            Asking::Several(multiple) => {
                let Multiple { id, answers, .. } = &self.multiples[multiple.0];
                let one = answers.first().map_or("", |answer| &answer.code);
                log.add(Fault::new(Code::OneAnswerWanted, name.span(), id).detail(quoted(&format!("{id}/{one}"))));
                None
            }
        }
    }

    fn asking(&self, log: &Log, name: &Word) -> Option<Asking> {
        self.question_names.find(log, name).map(|at| self.named[at])
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
        answers_with(log, &question.id, answers, codes)
    }

    /// The condition that a question of this name has one of these answers, or that one of them was named.
    fn answered(&mut self, log: &Log, name: &Word, codes: &[Word]) -> Option<Condition> {
        match self.asking(log, name)? {
            Asking::One(question) => {
                Some(Condition { question, holds: Holds::Answers(self.answers(log, question, codes)) })
            }
            Asking::Several(of) => {
                let Multiple { id, answers, .. } = &self.multiples[of.0];
                let mut any = answers_with(log, id, answers, codes);
                any.sort();
                let question = self.mentioning(Mention { of, any });
                Some(Condition { question, holds: Holds::Answers(vec![Mention::NAMED]) })
            }
        }
    }

    /// What a share counts: answers by `codes`, or numbers within bounds.
    pub(super) fn counted(&mut self, section: &Section<'_>, name: &Word) -> Option<Condition> {
        if let (Some(Asking::Several(_)), Some(codes)) =
            (self.question_names.known(name).map(|at| self.named[at]), section.value("codes"))
        {
            let codes = filled(section.log, "codes", codes.span(), words(section.log, codes));
            return self.answered(section.log, name, &codes);
        }
        let question = self.question(section.log, name)?;
        Some(Condition { question, holds: self.holds(section, question)? })
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
    pub(super) fn conditions(&mut self, section: &Section<'_>) -> Vec<Condition> {
        let log = section.log;
        let mut conditions = Vec::new();
        for (name, value) in section.entries() {
            let condition = if value.get_ref().is_table() {
                Section::of(log, value).and_then(|s| {
                    let condition = self.counted(&s, &name);
                    s.done();
                    condition
                })
            } else {
                let codes = filled(log, name.get_ref(), value.span(), words(log, value));
                self.answered(log, &name, &codes)
            };
            conditions.extend(condition);
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
    fn question(&self, section: Section<'_>) -> (Word, Option<Word>, Read) {
        let id = section.id();
        let text = section.wanted_label("text");
        let label = section.label("label").unwrap_or_else(|| text.clone());
        let question = Question {
            id: id.get_ref().clone(),
            label,
            text,
            headers: headers(&section, "headers"),
            kind: self.kind(&section),
            asked: None,
            missing: self.missing(&section),
            mention: None,
        };
        super::checks::question(section.log, &id, &question);
        let several = section.truth("multiple");
        let filter = section.text("asked");
        let Question { id: name, text, label, headers, kind, asked, missing, .. } = question;
        let read = match kind {
            Kind::Single { answers } if several => {
                Read::Several(Multiple { id: name, text, label, headers, answers, asked, missing })
            }
            kind => {
                if several {
                    section.log.add(Fault::bare(Code::GivenTwice, section.span(), "multiple, number"));
                }
                Read::One(Question { id: name, text, label, headers, kind, asked, missing, mention: None })
            }
        };
        section.done();
        (id, filter, read)
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

/// The answers with these codes.
fn answers_with(log: &Log, question: &str, answers: &[Answer], codes: &[Word]) -> Vec<AnswerIndex> {
    if answers.is_empty() {
        return Vec::new(); // already noted where the question stands
    }
    let mut names = Names::new(Code::UnknownAnswer);
    for answer in answers {
        names.add(&Log::default(), &Word::new(0..0, answer.code.clone()));
    }
    let mut found = Vec::new();
    for code in codes {
        let Some(index) = names.find_within(log, code, question).map(AnswerIndex) else { continue };
        if found.contains(&index) {
            log.add(Fault::new(Code::GivenTwice, code.span(), code.get_ref()));
        } else {
            found.push(index);
        }
    }
    found
}
