//! The text of an instrument: what [`parse`](super::parse()) reads, written so that a person can go on with it.
//!
//! Lists of answers and missing codes that several questions share are named once. Reading the text gives the same
//! instrument again, to the last label; what a file has beside it (comments, names of shared lists) isn't in an instrument.

use std::fmt::Write;

use super::{
    Answer, AnswerIndex, Bounds, Columns, Composite, CompositeLevel, CompositeOf, Condition, Direction, Grouping,
    Headers, Holds, Indicator, Instrument, InterviewHeaders, Kind, Measure, Mention, Missing, MissingCode, Question,
    Target, TargetKind, design,
};
use crate::lang::Label;
use crate::words::FixedWord;

macro_rules! line {
    ($out:expr, $($said:tt)*) => { writeln!($out, $($said)*).expect("a text grows") };
}

/// The text of the instrument of a report card.
pub fn text(instrument: &Instrument) -> String {
    let lists = Lists::of(instrument);
    let mut out = String::new();
    head(instrument, &mut out);
    columns(&instrument.columns, &mut out);
    out += &design::text(instrument);
    lists.write(&mut out);
    let writer = Writer { of: instrument, lists };
    writer.bases(&mut out);
    writer.questions(&mut out);
    writer.dimensions(&mut out);
    instrument.indicators.iter().for_each(|indicator| writer.indicator(indicator, &mut out));
    instrument.composites.iter().for_each(|composite| writer.composite(composite, &mut out));
    writer.groupings(&mut out);
    writer.rules(&mut out);
    if !instrument.words.is_empty() {
        out += "\n# Words of reports that are put otherwise. All of them: masam instrument words\n[words]\n";
    }
    for (word, own) in instrument.words.iter() {
        line!(out, "{}", word_line(word, &own));
    }
    out
}

/// A word of reports as it stands under `[words]`: its key and what is said instead, in each language that is given.
pub fn word_line(word: &FixedWord, said: &Label) -> String {
    format!("{} = {}", word.key, label(said))
}

/// A text as TOML has it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            '\r' => out += "\\r",
            '\t' => out += "\\t",
            c if c.is_control() => out += &format!("\\u{:04X}", u32::from(c)),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A key, in quotes where it needs them.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare { name.to_owned() } else { quoted(name) }
}

pub(super) fn list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    format!("[{}]", words.join(", "))
}

/// `mn = "…", en = "…"`, each where it isn't empty.
fn sides(label: &Label) -> String {
    let side = |key: &str, text: &str| (!text.is_empty()).then(|| format!("{key} = {}", quoted(text)));
    [side("mn", &label.mn), side("en", &label.en)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn label(label: &Label) -> String {
    format!("{{ {} }}", sides(label))
}

fn head(of: &Instrument, out: &mut String) {
    *out += "# Citizen report card.\n# How every key is written is told in docs/instruments.md.\n\n";
    line!(out, "id = {}", quoted(&of.id));
    line!(out, "version = {}", quoted(&of.version));
    line!(out, "sector = {}", quoted(&of.sector));
    line!(out, "place_set = {}", quoted(&of.place_set));
    if of.stands_for_residents {
        line!(out, "stands_for_residents = true");
    }
    if let Some(overall) = of.overall {
        line!(out, "overall = {}", quoted(&of.indicators[overall.0].id));
    }
    line!(out, "title = {}", label(&of.title));
    line!(out, "description = {}", label(&of.description));
    for (name, empty) in [("dimension", of.dimensions.is_empty()), ("indicator", of.indicators.is_empty())] {
        if empty {
            line!(out, "{name} = []");
        }
    }
}

fn columns(of: &Columns, out: &mut String) {
    *out += "\n# Columns that are no questions. Any of the names will do, alone or at the end of a path such as \"place/aimag\".\n";
    *out += "[columns]\n";
    let words = |headers: &Headers| list(headers.0.iter().map(String::as_str));
    line!(out, "area = {}", words(&of.area));
    let mut given = |key: &str, headers: &Headers| {
        if !headers.0.is_empty() {
            line!(out, "{key} = {}", words(headers));
        }
    };
    given("soum", &of.soum);
    given("facility", &of.facility);
    given("round", &of.round);
    given("weight", &of.weight);
    given("strata", &of.strata);
    for (key, stages) in [("clusters", &of.clusters), ("fpc", &of.fpc)] {
        match stages.as_slice() {
            [] => {}
            [one] => line!(out, "{key} = {}", words(one)),
            several => line!(out, "{key} = [{}]", several.iter().map(words).collect::<Vec<_>>().join(", ")),
        }
    }
    if of.nested {
        line!(out, "nested = true");
    }
    for (key, headers) in [("personal", &of.personal), ("id", &of.id)] {
        if !headers.0.is_empty() {
            line!(out, "{key} = {}", words(headers));
        }
    }
    for (name, codes) in [("area_codes", &of.area_codes), ("soum_codes", &of.soum_codes)] {
        if !codes.is_empty() {
            let pairs = codes.iter().map(|(code, place)| format!("{} = {}", quoted(code), quoted(place)));
            line!(out, "{name} = {{ {} }}", pairs.collect::<Vec<_>>().join(", "));
        }
    }
    let (usual, own) = (InterviewHeaders::default(), &of.interview);
    let interview = [
        ("start", &own.start, usual.start),
        ("end", &own.end, usual.end),
        ("interviewer", &own.interviewer, usual.interviewer),
    ];
    for (key, headers, usual) in interview {
        if *headers != usual {
            line!(out, "{key} = {}", words(headers));
        }
    }
}

/// Lists that questions share, by name.
struct Lists {
    scales: Vec<(String, Vec<Answer>)>,
    missing: Vec<(String, Vec<MissingCode>)>,
}

impl Lists {
    fn of(instrument: &Instrument) -> Lists {
        let mut answers: Vec<(&str, &[Answer], usize)> = Vec::new();
        let mut codes: Vec<(&str, bool, Vec<MissingCode>, usize)> = Vec::new();
        let all = asked(instrument);
        for asked in &all {
            let (id, number, missing) = asked.facts();
            let own = asked.answers();
            if !own.is_empty() {
                match answers.iter_mut().find(|(_, known, _)| *known == own) {
                    Some((.., uses)) => *uses += 1,
                    None => answers.push((id, own, 1)),
                }
            }
            for set in segments(missing) {
                match codes.iter_mut().find(|(_, _, known, _)| *known == set) {
                    Some((.., uses)) => *uses += 1,
                    None => codes.push((id, number, set, 1)),
                }
            }
        }
        let mut lists = Lists { scales: Vec::new(), missing: Vec::new() };
        for (id, answers, _) in answers.into_iter().filter(|(.., uses)| *uses > 1) {
            let yes_no = answers.iter().map(|a| a.code.as_str()).eq(["yes", "no"]);
            let name = if yes_no { "yes_no".to_owned() } else { format!("of_{id}") };
            lists.scales.push((free(name, lists.scales.iter().map(|(name, _)| name)), answers.to_vec()));
        }
        // The set that most questions have is the usual one.
        let usual = codes.iter().filter(|(_, number, ..)| !number).map(|(.., uses)| *uses).max();
        for (id, number, set, uses) in codes {
            let is = |name: &str| lists.missing.iter().any(|(known, _)| known == name);
            let name = match number {
                false if Some(uses) == usual && !is("usual") => "usual".to_owned(),
                true if !is("number") => "number".to_owned(),
                _ => format!("of_{id}"),
            };
            lists.missing.push((free(name, lists.missing.iter().map(|(name, _)| name)), set));
        }
        lists
    }

    fn write(&self, out: &mut String) {
        if !self.missing.is_empty() {
            *out += "\n# Codes that mean that there is no answer. Each question says which set is in force for it.\n[missing]\n";
        }
        for (name, codes) in &self.missing {
            let mut reasons: Vec<(Missing, Vec<&str>)> = Vec::new();
            for code in codes {
                match reasons.last_mut() {
                    Some((reason, codes)) if *reason == code.reason => codes.push(&code.code),
                    _ => reasons.push((code.reason, vec![&code.code])),
                }
            }
            let reasons: Vec<String> = reasons
                .into_iter()
                .map(|(reason, codes)| format!("{} = {}", reason_name(reason), list(codes)))
                .collect();
            line!(out, "{} = {{ {} }}", key(name), reasons.join(", "));
        }
        if !self.scales.is_empty() {
            *out += "\n# Lists of answers that several questions share.\n[scale]\n";
        }
        for (name, answers) in &self.scales {
            line!(out, "{} = {}", key(name), answer_list(answers));
        }
    }

    fn scale(&self, answers: &[Answer]) -> Option<&str> {
        self.scales.iter().find(|(_, known)| known == answers).map(|(name, _)| name.as_str())
    }

    fn missing(&self, codes: &[MissingCode]) -> Vec<&str> {
        let named =
            |set: &Vec<MissingCode>| self.missing.iter().find(|(_, known)| known == set).map(|(name, _)| name.as_str());
        segments(codes).iter().filter_map(named).collect()
    }
}

/// A name that none of the others has.
fn free<'a>(mut name: String, others: impl Iterator<Item = &'a String> + Clone) -> String {
    while others.clone().any(|other| *other == name) {
        name.push('_');
    }
    name
}

/// Codes cut where a reason would come a second time, or a code: a set holds each once.
fn segments(codes: &[MissingCode]) -> Vec<Vec<MissingCode>> {
    let mut sets: Vec<Vec<MissingCode>> = Vec::new();
    for code in codes {
        let fits = sets.last().is_some_and(|set| {
            let goes_on = set.last().is_some_and(|last| last.reason == code.reason);
            (goes_on || set.iter().all(|known| known.reason != code.reason))
                && set.iter().all(|known| known.code != code.code)
        });
        if !fits {
            sets.push(Vec::new());
        }
        sets.last_mut().expect("one was there or was added").push(code.clone());
    }
    sets
}

fn reason_name(reason: Missing) -> &'static str {
    match reason {
        Missing::Blank => "blank",
        Missing::NotAsked => "not_asked",
        Missing::DontKnow => "dont_know",
        Missing::Refused => "refused",
        Missing::Unreadable => "unreadable",
    }
}

fn answer_list(answers: &[Answer]) -> String {
    let mut out = String::from("[\n");
    for answer in answers {
        let mut parts = vec![format!("code = {}", quoted(&answer.code)), sides(&answer.label)];
        if !answer.also.is_empty() {
            parts.push(format!("also = {}", list(answer.also.iter().map(String::as_str))));
        }
        parts.extend(answer.value.map(|value| format!("value = {value}")));
        line!(out, "    {{ {} }},", parts.join(", "));
    }
    out + "]"
}

/// A question as it is asked.
enum Asked<'a> {
    One(&'a Question),
    Several(&'a super::Multiple),
}

impl Asked<'_> {
    /// Its identifier, whether it takes a number, its missing codes.
    fn facts(&self) -> (&str, bool, &[MissingCode]) {
        match self {
            Asked::One(q) => (&q.id, matches!(q.kind, Kind::Number { .. }), &q.missing),
            Asked::Several(q) => (&q.id, false, &q.missing),
        }
    }

    fn answers(&self) -> &[Answer] {
        match self {
            Asked::One(q) => q.answers(),
            Asked::Several(q) => &q.answers,
        }
    }
}

/// The questions as they are asked, in their order: one that takes several answers once, where its answers begin.
fn asked(of: &Instrument) -> Vec<Asked<'_>> {
    let mut last = None;
    let mut asked = Vec::new();
    for question in &of.questions {
        match &question.mention {
            None => asked.push(Asked::One(question)),
            Some(Mention { of: multiple, any }) if any.len() == 1 && last.is_none_or(|last| *multiple > last) => {
                last = Some(*multiple);
                asked.push(Asked::Several(&of.multiples[multiple.0]));
            }
            Some(_) => {}
        }
    }
    asked
}

struct Writer<'a> {
    of: &'a Instrument,
    lists: Lists,
}

impl Writer<'_> {
    fn bases(&self, out: &mut String) {
        if !self.of.bases.is_empty() {
            *out += "\n# Whose answers count.";
        }
        for base in &self.of.bases {
            line!(out, "\n[base.{}]", key(&base.id));
            line!(out, "title = {}", label(&base.title));
            line!(out, "where = {}", self.conditions(&base.all));
        }
    }

    fn questions(&self, out: &mut String) {
        heading("Questions", out);
        for asked in asked(self.of) {
            let (id, text, short, headers, base) = match &asked {
                Asked::One(q) => (&q.id, &q.text, &q.label, &q.headers, q.asked),
                Asked::Several(q) => (&q.id, &q.text, &q.label, &q.headers, q.asked),
            };
            line!(out, "\n[[question]]\nid = {}\ntext = {}", quoted(id), label(text));
            if short != text {
                line!(out, "label = {}", label(short));
            }
            if !headers.0.is_empty() {
                line!(out, "headers = {}", list(headers.0.iter().map(String::as_str)));
            }
            match &asked {
                Asked::One(Question { kind: Kind::Number { unit, least, most }, .. }) => {
                    let mut parts = vec![format!("unit = {}", label(unit))];
                    parts.extend(least.map(|x| format!("least = {x}")));
                    parts.extend(most.map(|x| format!("most = {x}")));
                    line!(out, "number = {{ {} }}", parts.join(", "));
                }
                asked => match self.lists.scale(asked.answers()) {
                    Some(name) => line!(out, "scale = {}", quoted(name)),
                    None => line!(out, "answers = {}", answer_list(asked.answers())),
                },
            }
            if matches!(asked, Asked::Several(_)) {
                line!(out, "multiple = true");
            }
            if let Some(base) = base {
                line!(out, "asked = {}", quoted(&self.of.bases[base.0].id));
            }
            match self.lists.missing(asked.facts().2).as_slice() {
                [] => {}
                [one] => line!(out, "missing = {}", quoted(one)),
                several => line!(out, "missing = {}", list(several.iter().copied())),
            }
        }
    }

    fn dimensions(&self, out: &mut String) {
        heading("What is computed", out);
        for dimension in &self.of.dimensions {
            line!(out, "\n[[dimension]]\nid = {}", quoted(&dimension.id));
            if dimension.shared.is_none_or(|shared| *shared.title() != dimension.title) {
                line!(out, "title = {}", label(&dimension.title));
            }
            if dimension.weight != 1.0 {
                line!(out, "weight = {}", dimension.weight);
            }
        }
    }

    fn indicator(&self, of: &Indicator, out: &mut String) {
        line!(out, "\n[[indicator]]\nid = {}\ntitle = {}", quoted(&of.id), label(&of.title));
        line!(out, "dimension = {}", quoted(&self.of.dimensions[of.dimension.0].id));
        line!(out, "measure = {{ {} }}", self.measure(&of.measure));
        if let Some(base) = of.base {
            line!(out, "base = {}", quoted(&self.of.bases[base.0].id));
        }
        let better = match of.direction {
            Direction::Higher => "higher",
            Direction::Lower => "lower",
            Direction::Neither => "neither",
        };
        line!(out, "better = {}", quoted(better));
        if of.weight != 0.0 {
            line!(out, "weight = {}", of.weight);
        }
        if let Some(importance) = of.importance {
            line!(out, "importance = {importance}");
        }
        match of.targets.as_slice() {
            [] => {}
            [one] => line!(out, "targets = [{}]", target(one)),
            several => {
                *out += "targets = [\n";
                several.iter().for_each(|one| line!(out, "    {},", target(one)));
                *out += "]\n";
            }
        }
    }

    fn measure(&self, of: &Measure) -> String {
        let id = |question: super::QuestionIndex| quoted(&self.of.questions[question.0].id);
        let zero = |zero: &Option<Condition>| {
            zero.as_ref()
                .map_or(String::new(), |c| format!(", zero_when = {}", self.conditions(std::slice::from_ref(c))))
        };
        match of {
            Measure::Share { counts, zero_when } => {
                let (name, codes) = self.named(counts);
                let counted = match (codes, &counts.holds) {
                    (Some(codes), _) => format!("codes = {}", list(codes)),
                    (None, holds) => self.holds(counts.question, holds),
                };
                format!("share = {}, {counted}{}", quoted(name), zero(zero_when))
            }
            Measure::Score { question, .. } => format!("score = {}", id(*question)),
            Measure::Mean { question, zero_when } => format!("mean = {}{}", id(*question), zero(zero_when)),
            Measure::Net { question, plus, minus } => {
                let (plus, minus) = (self.codes(*question, plus), self.codes(*question, minus));
                format!("net = {}, plus = {}, minus = {}", id(*question), list(plus), list(minus))
            }
            Measure::Ratio { numerator, denominator } => format!("ratio = [{}, {}]", id(*numerator), id(*denominator)),
            Measure::Total { question } => format!("total = {}", id(*question)),
            Measure::Quantile { question, probability: 0.5 } => format!("median = {}", id(*question)),
            Measure::Quantile { question, probability } => format!("quantile = {}, p = {probability}", id(*question)),
        }
    }

    /// The name by which a condition is spelled: for what was named among several answers, that of the question as it is
    /// asked, with the codes.
    fn named(&self, condition: &Condition) -> (&str, Option<Vec<&str>>) {
        let question = &self.of.questions[condition.question.0];
        match (&question.mention, &condition.holds) {
            (Some(mention), Holds::Answers(answers)) if *answers == [Mention::NAMED] => {
                let multiple = &self.of.multiples[mention.of.0];
                (&multiple.id, Some(mention.any.iter().map(|a| multiple.answers[a.0].code.as_str()).collect()))
            }
            _ => (&question.id, None),
        }
    }

    fn codes(&self, question: super::QuestionIndex, answers: &[AnswerIndex]) -> Vec<&str> {
        let known = self.of.questions[question.0].answers();
        answers.iter().map(|a| known[a.0].code.as_str()).collect()
    }

    /// The keys of what must hold of an answer.
    fn holds(&self, question: super::QuestionIndex, holds: &Holds) -> String {
        match holds {
            Holds::Answers(answers) => format!("codes = {}", list(self.codes(question, answers))),
            Holds::Within(bounds) => bounded(bounds),
        }
    }

    fn conditions(&self, all: &[Condition]) -> String {
        let mut spelled: Vec<(&str, String)> = Vec::new();
        for condition in all {
            let own = self.of.questions[condition.question.0].id.as_str();
            let (name, codes) = self.named(condition);
            let again = spelled.iter().any(|(known, _)| *known == name);
            spelled.push(match (codes, &condition.holds) {
                // A table takes a key once: what is named besides is asked of the answer.
                (Some(codes), _) if !again => (name, list(codes)),
                (_, Holds::Answers(answers)) => (own, list(self.codes(condition.question, answers))),
                (_, Holds::Within(bounds)) => (own, format!("{{ {} }}", bounded(bounds))),
            });
        }
        let parts: Vec<String> = spelled.iter().map(|(name, holds)| format!("{} = {holds}", key(name))).collect();
        format!("{{ {} }}", parts.join(", "))
    }

    fn composite(&self, of: &Composite, out: &mut String) {
        line!(out, "\n[[composite]]\nid = {}\ntitle = {}", quoted(&of.id), label(&of.title));
        match &of.of {
            CompositeOf::Dimension(dimension) => {
                line!(out, "dimension = {}", quoted(&self.of.dimensions[dimension.0].id));
            }
            CompositeOf::Dimensions(dimensions) => {
                let all = dimensions.iter().map(|d| d.0).eq(0..self.of.dimensions.len());
                let ids = dimensions.iter().map(|d| self.of.dimensions[d.0].id.as_str());
                match all {
                    true => line!(out, "dimensions = \"all\""),
                    false => line!(out, "dimensions = {}", list(ids)),
                }
            }
            CompositeOf::Indicators(parts) => {
                let part = |(indicator, weight): &(super::IndicatorIndex, f64)| {
                    format!("{} = {weight}", key(&self.of.indicators[indicator.0].id))
                };
                line!(out, "indicators = {{ {} }}", parts.iter().map(part).collect::<Vec<_>>().join(", "));
            }
        }
        match of.level {
            CompositeLevel::Place => {}
            CompositeLevel::Respondent => line!(out, "level = \"respondent\""),
        }
    }

    fn groupings(&self, out: &mut String) {
        if !self.of.groupings.is_empty() {
            heading("What answers are broken down by", out);
        }
        for grouping in &self.of.groupings {
            let question = &self.of.questions[grouping.question.0];
            line!(out, "\n[[grouping]]\nid = {}\ntitle = {}", quoted(&grouping.id), label(&grouping.title));
            line!(out, "question = {}", quoted(&question.id));
            if grouping.ordered {
                line!(out, "ordered = true");
            }
            if !every_answer(grouping, question) {
                *out += "groups = [\n";
                for group in &grouping.groups {
                    let mut parts =
                        vec![format!("id = {}", quoted(&group.id)), self.holds(grouping.question, &group.holds)];
                    if group.label != Label::same(group.id.as_str()) {
                        parts.push(sides(&group.label));
                    }
                    line!(out, "    {{ {} }},", parts.join(", "));
                }
                *out += "]\n";
            }
            if !grouping.compare.is_empty() {
                let pair = |(a, b): &(usize, usize)| list([*a, *b].map(|at| grouping.groups[at].id.as_str()));
                line!(out, "compare = [{}]", grouping.compare.iter().map(pair).collect::<Vec<_>>().join(", "));
            }
        }
    }

    fn rules(&self, out: &mut String) {
        if !self.of.rules.is_empty() {
            heading("What can hardly be untrue of the answers of one person", out);
        }
        for rule in &self.of.rules {
            line!(out, "\n[[rule]]\nid = {}", quoted(&rule.id));
            for (key, side) in [("mn", &rule.title.mn), ("en", &rule.title.en)] {
                if !side.is_empty() {
                    line!(out, "{key} = {}", quoted(side));
                }
            }
            line!(out, "when = {}", self.conditions(&rule.when));
            line!(out, "needs = {}", self.conditions(&rule.needs));
        }
    }
}

/// Whether a grouping is what it is without groups of its own: one for each answer.
fn every_answer(grouping: &Grouping, question: &Question) -> bool {
    let answers = question.answers();
    let same = |(at, group): (usize, &super::Group)| {
        group.id == answers[at].code
            && group.label == answers[at].label
            && group.holds == Holds::Answers(vec![AnswerIndex(at)])
    };
    answers.len() == grouping.groups.len() && grouping.groups.iter().enumerate().all(same)
}

fn bounded(bounds: &Bounds) -> String {
    let sides =
        [("at_least", bounds.at_least), ("above", bounds.above), ("at_most", bounds.at_most), ("below", bounds.below)];
    sides.iter().filter_map(|(key, x)| x.map(|x| format!("{key} = {x}"))).collect::<Vec<_>>().join(", ")
}

fn target(of: &Target) -> String {
    let kind = match of.kind {
        TargetKind::Norm => "norm",
        TargetKind::Target => "target",
    };
    let mut parts = vec![format!("value = {}, kind = \"{kind}\", source = {}", of.value, label(&of.source))];
    parts.extend(of.from.map(|day| format!("from = \"{day}\"")));
    parts.extend(of.until.map(|day| format!("until = \"{day}\"")));
    if !of.places.is_empty() {
        parts.push(format!("places = {}", list(of.places.iter().map(String::as_str))));
    }
    format!("{{ {} }}", parts.join(", "))
}

/// A line that parts a long file.
fn heading(title: &str, out: &mut String) {
    const WIDE: usize = 120;
    line!(out, "\n\n# ---- {title} {}", "-".repeat(WIDE.saturating_sub(title.chars().count() + 8)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{AnyInstrument, parse, shelf};

    #[test]
    fn the_text_of_every_shipped_report_card_reads_as_the_same_instrument() {
        let mut cards = 0;
        for id in shelf::ids() {
            let AnyInstrument::ReportCard(card) = shelf::open_any(id).expect("shipped instruments have no fault")
            else {
                continue;
            };
            let written = text(&card);
            let again = parse(id, &written).unwrap_or_else(|faults| panic!("{faults}"));
            assert_eq!(again, *card, "{id}");
            cards += 1;
        }
        assert!(cards >= 2);
    }

    #[test]
    fn what_shipped_instruments_lack_is_written_too() {
        let given = r#"
id = "ус"
version = "2"
sector = "water"
place_set = "masam"
overall = "W3.net"
title = { mn = "Ус \"цэвэр\"" }
description = { en = "a\\b\nc" }
[columns]
area = ["аймаг"]
clusters = [["psu"], ["household"]]
fpc = [["n1"], ["n2"]]
start = ["эхэлсэн цаг нь"]
interviewer = []
id = "дугаар"
[design]
lonely = "adjust"
replicates = { columns = ["давталт_*", "rw?"], type = "fay:0.3", scale = 0.5, rscales = [1, 0.25], mse = true, factors = true }
[words]
place = { mn = "Баг \"ус\"" }
places_with_data_of = { mn = "{1}-ээс {0}", en = "{0} of {1} wards" }
[missing]
a = { dont_know = ["98"], refused = ["99"] }
b = { dont_know = ["dk"] }
[base."ус.авдаг"]
title = { mn = "ус авдаг" }
where = { W1 = ["a", "b"], "W1/c" = ["0"], W2 = { above = 0.5, below = 9 } }
[[question]]
id = "W1"
text = { mn = "Хаанаас?" }
answers = [{ code = "a", mn = "Худаг" }, { code = "b", mn = "Гол" }, { code = "c", mn = "Бусад", also = ["өөр"] }]
multiple = true
missing = ["a", "b"]
[[question]]
id = "W2"
text = { mn = "Хэд?" }
number = { unit = { mn = "л" }, least = -0.5 }
[[question]]
id = "W3"
text = { mn = "Ямар?" }
answers = [{ code = "1", mn = "Муу", value = 1 }, { code = "2", mn = "Сайн", value = 2.5 }]
asked = "ус.авдаг"
[[dimension]]
id = "quality"
title = { mn = "Чанар нь" }
weight = 2
[[indicator]]
id = "W3.net"
title = { mn = "Цэвэр" }
dimension = "quality"
measure = { net = "W3", plus = ["2"], minus = ["1"] }
better = "higher"
weight = 1
importance = 55
targets = [{ value = 10, kind = "norm", source = { mn = "Хууль" }, from = 2024-01-01, until = "2025-01-01", places = ["Дорнод"] }, { value = 20, kind = "target", source = { mn = "Төлөвлөгөө" } }]
[[indicator]]
id = "W1.any"
title = { mn = "Аль нэг" }
dimension = "quality"
measure = { share = "W1", codes = ["b", "c"], zero_when = { W2 = { at_most = 0 } } }
better = "neither"
[[indicator]]
id = "W2.q"
title = { mn = "Их" }
dimension = "quality"
measure = { quantile = "W2", p = 0.9 }
base = "ус.авдаг"
better = "lower"
[[indicator]]
id = "W2.r"
title = { mn = "Харьцаа" }
dimension = "quality"
measure = { ratio = ["W2", "W2"] }
better = "lower"
[[composite]]
id = "x"
title = { mn = "Нэгдсэн" }
indicators = { "W3.net" = 2.5 }
level = "respondent"
[[composite]]
id = "all"
title = { mn = "Бүгд" }
dimensions = "all"
[[grouping]]
id = "гол"
title = { mn = "Голоос" }
question = "W1/b"
compare = [["1", "0"]]
[[grouping]]
id = "хэмжээ"
title = { mn = "Хэмжээ" }
question = "W2"
ordered = true
groups = [{ id = "бага", below = 5 }, { id = "их", at_least = 5, mn = "Их нь" }]
[[rule]]
id = "r"
mn = "Сонин"
when = { W1 = ["a"], W2 = { at_least = 3 } }
needs = { W3 = ["2"], "W1/a" = ["1"] }
"#;
        let instrument = parse("ус.toml", given).unwrap_or_else(|faults| panic!("{faults}"));
        let written = text(&instrument);
        let again = parse("бичсэн.toml", &written).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(again, instrument, "{written}");
        assert!(written.contains("where = { W1 = [\"a\", \"b\"], \"W1/c\" = [\"0\"]"), "{written}");
    }
}
