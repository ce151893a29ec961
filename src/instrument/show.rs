//! An instrument as a questionnaire that a person can read on a terminal.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::{
    Answer, AnswerIndex, AnyInstrument, BaseIndex, Bounds, CompositeLevel, CompositeOf, Condition, Direction, Headers,
    Holds, Indicator, Instrument, Kind, Measure, Mention, Missing, MissingCode, Multiple, Question, SharedDimension,
    TargetKind, checklist, scorecard,
};
use crate::day::Day;
use crate::lang::{Label, Lang};
use crate::words::OwnWords;

/// An instrument of either kind.
pub fn any(instrument: &AnyInstrument, lang: Lang) -> String {
    match instrument {
        AnyInstrument::ReportCard(instrument) => questionnaire(instrument, lang),
        AnyInstrument::Scorecard(instrument) => scorecard::show::page(instrument, lang),
        AnyInstrument::Checklist(instrument) => checklist::show(instrument, lang),
    }
}

/// The whole instrument: its questions, what is computed from them, the groups, the columns.
pub fn questionnaire(instrument: &Instrument, lang: Lang) -> String {
    let page = Page { instrument, lang };
    let parts = [
        page.head(),
        page.questions(),
        page.card(),
        page.composites(),
        page.groupings(),
        page.rules(),
        page.columns(),
        page.own_words(&instrument.words),
    ];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_end()).filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

/// A page in one language.
pub(super) trait Speaks {
    /// Its language.
    fn lang(&self) -> Lang;

    /// The words in that language.
    fn say(&self, mn: &'static str, en: &'static str) -> &'static str {
        match self.lang() {
            Lang::Mn => mn,
            Lang::En => en,
        }
    }

    /// A label in that language.
    fn of<'l>(&self, label: &'l Label) -> &'l str {
        label.get(self.lang())
    }

    /// What is put otherwise than reports have it: `Place → Ward`.
    fn own_words(&self, words: &OwnWords) -> String {
        let mut text = String::new();
        for (word, said) in words.iter().filter(|(_, said)| !self.side(said).is_empty()) {
            let standard = self.say(word.mn, word.en);
            line(&mut text, &format!("{}: {standard} → {}", word.key, self.side(&said)));
        }
        if text.is_empty() { text } else { self.heading("Тайлангийн үгс", "Words of reports") + &text }
    }

    /// A label in that language alone.
    fn side<'l>(&self, label: &'l Label) -> &'l str {
        match self.lang() {
            Lang::Mn => &label.mn,
            Lang::En => &label.en,
        }
    }

    /// A heading, ruled.
    fn heading(&self, mn: &'static str, en: &'static str) -> String {
        let title = self.say(mn, en);
        format!("{title}\n{}\n\n", "-".repeat(title.width()))
    }
}

/// The questionnaire of an instrument in one language.
pub(super) struct Page<'i> {
    /// The instrument.
    pub(super) instrument: &'i Instrument,
    /// The language.
    pub(super) lang: Lang,
}

impl Speaks for Page<'_> {
    fn lang(&self) -> Lang {
        self.lang
    }
}

impl<'i> Page<'i> {
    /// Title, version, description.
    pub(super) fn head(&self) -> String {
        let Instrument { id, version, title, description, place_set, .. } = self.instrument;
        let title = self.of(title);
        let facts = format!("{id} {version}, {} {place_set}", self.say("газрын багц", "place set"));
        format!("{title}\n{}\n{facts}\n\n{}\n", "=".repeat(title.width()), wrapped(self.of(description), 0))
    }

    /// The questions with their answers.
    pub(super) fn questions(&self) -> String {
        let mut text = self.heading("Асуултууд", "Questions");
        for question in &self.instrument.questions {
            let (id, words, answers, several) = match &question.mention {
                None => (&question.id, &question.text, question.answers(), false),
                // The first of its answers stands for a question that takes several.
                Some(mention) if mention.any == [AnswerIndex(0)] => {
                    let Multiple { id, text, answers, .. } = &self.instrument.multiples[mention.of.0];
                    (id, text, &answers[..], true)
                }
                Some(_) => continue,
            };
            text += &wrapped(&format!("{id}  {}", self.of(words)), 4);
            text.push('\n');
            if let Some(base) = question.asked {
                line(&mut text, &format!("{}: {}", self.say("Хэнээс асуух", "asked of"), self.base(base)));
            }
            if several {
                line(&mut text, self.say("хэд хэдэн хариулт байж болно", "several answers possible"));
            }
            self.answers(&mut text, question, answers);
            text.push('\n');
        }
        text
    }

    fn answers(&self, text: &mut String, question: &Question, answers: &[Answer]) {
        if let Kind::Number { unit, least, most } = &question.kind {
            let range = match (least, most) {
                (Some(a), Some(b)) => format!(", {}–{}", plain(*a), plain(*b)),
                (Some(a), None) => format!(", ≥ {}", plain(*a)),
                (None, Some(b)) => format!(", ≤ {}", plain(*b)),
                (None, None) => String::new(),
            };
            line(text, &format!("____ {}{range}", self.of(unit)));
        }
        let widest = answers.iter().map(|a| a.code.width()).max().unwrap_or_default();
        for answer in answers {
            let space = " ".repeat(widest - answer.code.width());
            line(text, &format!("[ ] {}{space}  {}", answer.code, self.of(&answer.label)));
        }
        if !question.missing.is_empty() {
            line(text, &format!("{}: {}", self.say("дутуу утга", "missing"), self.missing(&question.missing)));
        }
    }

    fn missing(&self, codes: &[MissingCode]) -> String {
        let reasons = Missing::ALL.iter().filter_map(|reason| {
            // The first code is the one on paper; the others are spellings of it.
            let code = codes.iter().find(|c| c.reason == *reason)?;
            Some(format!("{} {}", code.code, self.reason(*reason)))
        });
        reasons.collect::<Vec<_>>().join(", ")
    }

    fn reason(&self, reason: Missing) -> &'static str {
        match reason {
            Missing::Blank => self.say("хоосон", "blank"),
            Missing::NotAsked => self.say("хамаарахгүй", "not asked"),
            Missing::DontKnow => self.say("мэдэхгүй", "don't know"),
            Missing::Refused => self.say("татгалзсан", "refused"),
            Missing::Unreadable => self.say("уншигдахгүй", "unreadable"),
        }
    }

    fn card(&self) -> String {
        let mut text = self.heading("Үзүүлэлтүүд", "Indicators");
        for (at, dimension) in self.instrument.dimensions.iter().enumerate() {
            let weight = self.say("жин", "weight");
            let _ = writeln!(text, "{} ({}, {weight} {})", self.of(&dimension.title), dimension.id, dimension.weight);
            for indicator in self.instrument.indicators.iter().filter(|i| i.dimension.0 == at) {
                self.indicator(&mut text, indicator);
            }
            text.push('\n');
        }
        text
    }

    fn indicator(&self, text: &mut String, indicator: &Indicator) {
        line(text, &format!("{}  {}", indicator.id, self.of(&indicator.title)));
        let mut facts = vec![self.measure(&indicator.measure)];
        facts.extend(indicator.base.map(|b| format!("{}: {}", self.say("суурь", "base"), self.base(b))));
        facts.push(self.direction(indicator.direction).to_owned());
        if indicator.weight > 0.0 {
            facts.push(format!("{} {}", self.say("жин", "weight"), indicator.weight));
        }
        if let Some(importance) = indicator.importance {
            facts.push(format!("{} {}", self.say("ач холбогдол", "importance"), plain(importance)));
        }
        if self.instrument.overall.is_some_and(|o| self.instrument.indicators[o.0].id == indicator.id) {
            facts.push(self.say("ерөнхий сэтгэл ханамж", "overall satisfaction").to_owned());
        }
        for target in &indicator.targets {
            let kind = binding(target.kind, self.lang);
            let days = period(target.from, target.until);
            facts.push(format!("{kind} {} ({}{days})", plain(target.value), self.of(&target.source)));
        }
        for fact in facts {
            let _ = writeln!(text, "{}", wrapped(&format!("        {fact}"), 10));
        }
    }

    fn measure(&self, measure: &Measure) -> String {
        let question = &self.instrument.questions[measure.question().0];
        let id = &question.id;
        match measure {
            Measure::Share { counts, zero_when } => {
                let counted = self.condition(counts);
                format!("{}: {counted}{}", self.say("хувь", "share"), self.zero(zero_when.as_ref()))
            }
            Measure::Score { from, to, .. } => {
                format!("{} {id}: {} → 0, {} → 100", self.say("0–100 оноо", "0–100 score of"), plain(*from), plain(*to))
            }
            Measure::Mean { zero_when, .. } => {
                format!("{} {id}{}", self.say("дундаж", "mean of"), self.zero(zero_when.as_ref()))
            }
            Measure::Net { plus, minus, .. } => {
                let side = |codes: &[super::AnswerIndex]| {
                    codes.iter().map(|a| question.answers()[a.0].code.as_str()).collect::<Vec<_>>().join(", ")
                };
                format!("{} {id}: ({}) − ({})", self.say("цэвэр зөрүү", "net share of"), side(plus), side(minus))
            }
            Measure::Ratio { denominator, .. } => {
                let below = &self.instrument.questions[denominator.0].id;
                format!("{}: Σ {id} / Σ {below}", self.say("харьцаа", "ratio"))
            }
            Measure::Total { .. } => format!("{} {id}", self.say("жинлэсэн нийлбэр", "weighted total of")),
            Measure::Quantile { probability, .. } if *probability == 0.5 => {
                format!("{} {id}", self.say("медиан", "median of"))
            }
            Measure::Quantile { probability, .. } => {
                format!("{} {probability} {id}", self.say("квантиль", "quantile"))
            }
        }
    }

    fn zero(&self, condition: Option<&Condition>) -> String {
        let Some(condition) = condition else { return String::new() };
        format!("; {} {}", self.condition(condition), self.say("бол 0", "counts as 0"))
    }

    /// What an answer must be.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        let question = &self.instrument.questions[condition.question.0];
        match (&question.mention, &condition.holds) {
            (Some(mention), Holds::Answers(answers)) => {
                let Multiple { id, answers: all, .. } = &self.instrument.multiples[mention.of.0];
                let codes: Vec<&str> = mention.any.iter().map(|a| all[a.0].code.as_str()).collect();
                let sign = if answers.contains(&Mention::NAMED) { "∋" } else { "∌" };
                format!("{id} {sign} {}", codes.join(self.say(" эсвэл ", " or ")))
            }
            (_, holds) => format!("{} {}", question.id, self.holds(holds, question)),
        }
    }

    fn holds(&self, holds: &Holds, question: &Question) -> String {
        match holds {
            Holds::Answers(codes) => {
                let codes: Vec<&str> = codes.iter().map(|a| question.answers()[a.0].code.as_str()).collect();
                format!("= {}", codes.join(self.say(" эсвэл ", " or ")))
            }
            Holds::Within(bounds) => interval(bounds),
        }
    }

    /// Which way is better.
    pub(super) fn direction(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Higher => self.say("их нь сайн", "higher is better"),
            Direction::Lower => self.say("бага нь сайн", "lower is better"),
            Direction::Neither => self.say("чиглэлгүй", "neither way is better"),
        }
    }

    fn base(&self, base: BaseIndex) -> String {
        let base = &self.instrument.bases[base.0];
        let all: Vec<String> = base.all.iter().map(|c| self.condition(c)).collect();
        format!("{} ({})", self.of(&base.title), all.join(self.say(" ба ", " and ")))
    }

    fn composites(&self) -> String {
        if self.instrument.composites.is_empty() {
            return String::new();
        }
        let mut text = self.heading("Нэгдсэн үзүүлэлтүүд", "Composites");
        for composite in &self.instrument.composites {
            line(&mut text, &format!("{}  {}", composite.id, self.of(&composite.title)));
            let level = match composite.level {
                CompositeLevel::Place => self.say("газрын утгуудын дундаж", "mean of the values of the place"),
                CompositeLevel::Respondent => self.say("хүн бүрийн дунджийн дундаж", "mean of each respondent's mean"),
            };
            let _ = writeln!(text, "{}", wrapped(&format!("        {level}: {}", self.parts(&composite.of)), 10));
        }
        text
    }

    fn parts(&self, of: &CompositeOf) -> String {
        let Instrument { dimensions, indicators, .. } = self.instrument;
        let parts: Vec<String> = match of {
            CompositeOf::Dimension(d) => {
                let within = indicators.iter().filter(|i| i.dimension == *d && i.weight > 0.0);
                within.map(|i| format!("{}\u{a0}×\u{a0}{}", i.id, i.weight)).collect()
            }
            CompositeOf::Dimensions(list) => {
                list.iter().map(|d| format!("{}\u{a0}×\u{a0}{}", dimensions[d.0].id, dimensions[d.0].weight)).collect()
            }
            CompositeOf::Indicators(list) => {
                list.iter().map(|(i, weight)| format!("{}\u{a0}×\u{a0}{weight}", indicators[i.0].id)).collect()
            }
        };
        parts.join(", ")
    }

    fn groupings(&self) -> String {
        if self.instrument.groupings.is_empty() {
            return String::new();
        }
        let mut text = self.heading("Ангилал", "Groups");
        for grouping in &self.instrument.groupings {
            let question = &self.instrument.questions[grouping.question.0];
            let _ = writeln!(text, "{} ({})", self.of(&grouping.title), grouping.id);
            for group in &grouping.groups {
                let holds = self.holds(&group.holds, question);
                line(&mut text, &format!("{}  {}: {} {holds}", group.id, self.of(&group.label), question.id));
            }
            for (a, b) in &grouping.compare {
                let (a, b) = (&grouping.groups[*a].id, &grouping.groups[*b].id);
                line(&mut text, &format!("{}: {a} − {b}", self.say("зөрүү", "difference")));
            }
            text.push('\n');
        }
        text
    }

    /// What a check looks for in the answers of one person.
    fn rules(&self) -> String {
        if self.instrument.rules.is_empty() {
            return String::new();
        }
        let mut text = self.heading("Дүрэм", "Rules");
        for rule in &self.instrument.rules {
            line(&mut text, &format!("{}  {}", rule.id, self.of(&rule.title)));
            let all = |conditions: &[Condition]| {
                conditions.iter().map(|c| self.condition(c)).collect::<Vec<_>>().join(self.say(" ба ", " and "))
            };
            let (when, needs) = (all(&rule.when), all(&rule.needs));
            let said = match self.lang {
                Lang::Mn => format!("{when} бол {needs} байх ёстой"),
                Lang::En => format!("where {when}, it must be that {needs}"),
            };
            let _ = writeln!(text, "{}", wrapped(&format!("        {said}"), 10));
        }
        text
    }

    /// The columns that are no questions.
    pub(super) fn columns(&self) -> String {
        let columns = &self.instrument.columns;
        let mut text = self.heading("Баганууд", "Columns");
        let mut show = |name: &str, headers: &Headers| {
            if !headers.0.is_empty() {
                let _ = writeln!(text, "{}", wrapped(&format!("    {name}: {}", headers.0.join(" | ")), 8));
            }
        };
        show(self.say("аймаг, дүүрэг", "area"), &columns.area);
        show(self.say("сум", "soum"), &columns.soum);
        show(self.say("байгууллага", "facility"), &columns.facility);
        show(self.say("үе шат", "round"), &columns.round);
        show(self.say("жин", "weight"), &columns.weight);
        show(self.say("давхарга", "strata"), &columns.strata);
        for stage in &columns.clusters {
            show(self.say("түүврийн нэгж", "sampling unit"), stage);
        }
        for stage in &columns.fpc {
            show(self.say("эх олонлогийн хэмжээ", "population size"), stage);
        }
        show(self.say("мөрийн дугаар", "row id"), &columns.id);
        show(self.say("ярилцлага эхэлсэн", "start of the interview"), &columns.interview.start);
        show(self.say("ярилцлага дууссан", "end of the interview"), &columns.interview.end);
        show(self.say("судлаач", "interviewer"), &columns.interview.interviewer);
        show(self.say("хэзээ ч уншихгүй (хувийн)", "never read (personal)"), &columns.personal);
        text
    }
}

/// The word for a norm or a target.
pub(super) fn binding(kind: TargetKind, lang: Lang) -> &'static str {
    match (kind, lang) {
        (TargetKind::Norm, Lang::Mn) => "норм",
        (TargetKind::Norm, Lang::En) => "norm",
        (TargetKind::Target, Lang::Mn) => "зорилт",
        (TargetKind::Target, Lang::En) => "target",
    }
}

/// When something is valid, as the end of a sentence; nothing if it always is.
pub(super) fn period(from: Option<Day>, until: Option<Day>) -> String {
    if from.is_none() && until.is_none() {
        return String::new();
    }
    let day = |day: Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
    format!(", {}…{}", day(from), day(until))
}

/// A line that is indented once, and further where it goes on.
pub(super) fn line(text: &mut String, what: &str) {
    text.push_str(&wrapped(&format!("    {what}"), 8));
    text.push('\n');
}

/// A number as short as it can be written, thousands apart.
pub(super) fn plain(x: f64) -> String {
    if x.fract() != 0.0 || x.abs() >= 1e15 {
        return x.to_string();
    }
    let digits = format!("{:.0}", x.abs());
    let mut grouped = if x < 0.0 { "−".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

fn interval(bounds: &Bounds) -> String {
    let ends = [("≥", bounds.at_least), (">", bounds.above), ("≤", bounds.at_most), ("<", bounds.below)];
    let ends = ends.into_iter().filter_map(|(sign, end)| end.map(|x| format!("{sign} {}", plain(x))));
    ends.collect::<Vec<_>>().join(", ")
}

/// Text broken at blanks to lines of a terminal; the first line keeps its indent, the others get this one.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    const WIDTH: usize = 96;
    let first = text.len() - text.trim_start().len();
    let mut lines = String::from(&text[..first]);
    let mut width = first;
    let mut start = true;
    for word in text.trim_start().split(' ') {
        if !start && width + 1 + word.width() > WIDTH {
            lines.push('\n');
            lines.push_str(&" ".repeat(indent));
            width = indent;
        } else if !start {
            lines.push(' ');
            width += 1;
        }
        start = false;
        lines.push_str(word);
        width += word.width();
    }
    lines
}

/// The shared dimension that something belongs to, after its title: ` {access}`.
pub(super) fn in_brackets(dimension: Option<SharedDimension>) -> String {
    dimension.map(|dimension| format!(" {{{}}}", dimension.id())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::shelf;

    #[test]
    fn the_questionnaire_can_be_read_in_both_languages() {
        let health = shelf::open("health").expect("it is shipped");
        let mn = questionnaire(&health, Lang::Mn);
        assert!(mn.contains("H04  Үзүүлэхээсээ өмнө хэдэн минут хүлээсэн бэ?"), "{mn}");
        assert!(mn.contains("Хэнээс асуух: сүүлийн 12 сард үйлчлүүлсэн хүмүүс (H01 = yes)"), "{mn}");
        let en = questionnaire(&health, Lang::En);
        assert!(en.contains("share: H04 ≤ 30"), "{en}");
        assert!(en.contains("mean of H16; H15 = no counts as 0"), "{en}");
        assert!(en.contains("difference: poor − non_poor"), "{en}");
        assert!(en.contains("target 0 (Ethical target; not a norm of law or standard)"), "{en}");
    }

    #[test]
    fn no_line_of_the_questionnaire_is_wider_than_a_terminal() {
        for id in shelf::ids() {
            let instrument = shelf::open_any(id).expect("it is shipped");
            for lang in Lang::ALL {
                let page = any(&instrument, lang);
                let widest = page.lines().map(UnicodeWidthStr::width).max();
                assert!(widest <= Some(100), "{id}: {widest:?}");
            }
        }
    }
}
