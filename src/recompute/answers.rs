//! Questions as R reads them: what a cell means, who is asked, which base everybody belongs to.

use std::fmt::Write as _;

use super::{Recomputed, quote};
use crate::instrument::{Answer, Bounds, Condition, Holds, Kind, Mention, Missing, MissingCode, QuestionIndex};

/// Writes questions and bases in an order in which nothing is needed before it is there.
pub(super) struct Answers<'s, 'a> {
    of: &'s Recomputed<'a>,
    /// The lines.
    pub out: String,
    /// Lists of answers that several questions share, by what they hold.
    lists: Vec<(String, String)>,
    /// The lines that define them.
    pub shared: String,
    done: Vec<bool>,
    open: Vec<usize>,
    bases: Vec<bool>,
}

impl<'s, 'a> Answers<'s, 'a> {
    /// Nothing is written yet.
    pub fn new(of: &'s Recomputed<'a>) -> Answers<'s, 'a> {
        let instrument = of.survey.instrument;
        Answers {
            of,
            out: String::new(),
            lists: Vec::new(),
            shared: String::new(),
            done: vec![false; instrument.questions.len()],
            open: Vec::new(),
            bases: vec![false; instrument.bases.len()],
        }
    }

    /// Writes a question, and before it whatever decides who is asked.
    pub fn question(&mut self, question: usize) {
        if self.done[question] || self.open.contains(&question) {
            return;
        }
        let of = &self.of.survey.instrument.questions[question];
        if let Some(base) = of.asked {
            self.open.push(question);
            self.base(base.0);
            self.open.pop();
        }
        self.done[question] = true;
        let read = self.read(question);
        let asked = of.asked.map(|base| format!("b[[{}]]", quote::text(&self.of.survey.instrument.bases[base.0].id)));
        let read = match asked {
            Some(base) => format!("asked_of({read}, {base})"),
            None => read,
        };
        let _ = writeln!(self.out, "  # {}: {}", quote::comment(&of.id), both(&of.label));
        let _ = writeln!(self.out, "  a[[{}]] <- {read}", quote::text(&of.id));
    }

    /// Writes a base, and before it the questions that it asks for.
    pub fn base(&mut self, base: usize) {
        if self.bases[base] {
            return;
        }
        let of = &self.of.survey.instrument.bases[base];
        of.all.iter().for_each(|condition| self.question(condition.question.0));
        self.bases[base] = true;
        // A condition on a question without a column excludes nobody.
        let asked = of.all.iter().filter(|c| self.of.columns.questions[c.question.0].is_some());
        let conditions: Vec<String> = asked.map(|condition| self.condition(condition)).collect();
        let rule = if conditions.is_empty() { "rep(TRUE, rows)".into() } else { conditions.join(" & ") };
        let _ = writeln!(self.out, "  # ({})", both(&of.title));
        let _ = writeln!(self.out, "  b[[{}]] <- {rule}", quote::text(&of.id));
    }

    /// Whether an answer is what it must be.
    pub fn condition(&self, condition: &Condition) -> String {
        let question = self.answer_to(condition.question);
        match &condition.holds {
            Holds::Answers(_) => format!("one_of({question}, {})", self.codes(condition.question, &condition.holds)),
            Holds::Within(limits) => format!("within({question}, {})", bounds(limits)),
        }
    }

    /// `a[["H02"]]`.
    pub fn answer_to(&self, question: QuestionIndex) -> String {
        format!("a[[{}]]", quote::text(&self.of.survey.instrument.questions[question.0].id))
    }

    /// The codes of a condition: `c("4", "5")`.
    pub fn codes(&self, question: QuestionIndex, holds: &Holds) -> String {
        let answers = self.of.survey.instrument.questions[question.0].answers();
        match holds {
            Holds::Answers(list) => quote::texts(list.iter().map(|at| answers[at.0].code.as_str())),
            Holds::Within(_) => "character()".into(),
        }
    }

    /// How a question is read from its column or columns.
    fn read(&mut self, question: usize) -> String {
        let of = &self.of.survey.instrument.questions[question];
        let Some(found) = self.of.columns.questions[question] else { return "no_column(rows)".into() };
        if let Some(mention) = &of.mention {
            return self.mention(question, mention);
        }
        let cell = self.of.cell(found.column);
        match &of.kind {
            Kind::Single { answers } => {
                let answers = self.list("answers", &spelled(answers));
                let missing = self.missing(&of.missing);
                format!("choice({cell}, {answers}{missing})")
            }
            Kind::Number { least, most, .. } => {
                let end = |name: &str, end: &Option<f64>| {
                    end.map(|e| format!(", {name} = {}", quote::number(e))).unwrap_or_default()
                };
                let (least, most) = (end("least", least), end("most", most));
                let missing = self.missing(&of.missing);
                format!("number({cell}{least}{most}{missing})")
            }
        }
    }

    fn missing(&mut self, missing: &[MissingCode]) -> String {
        if missing.is_empty() {
            return String::new();
        }
        let pairs: Vec<(&str, Missing)> = missing.iter().map(|m| (m.code.as_str(), m.reason)).collect();
        let list = self.list("missing", &reasons(&pairs, 0));
        format!(", missing = {list}")
    }

    /// Whether one of some answers was named.
    fn mention(&mut self, question: usize, mention: &Mention) -> String {
        let of = self.of;
        let multiple = &of.survey.instrument.multiples[mention.of.0];
        let columns = &of.columns.multiples[mention.of.0];
        let spelled = |at: usize| {
            let Answer { code, label, also, .. } = &multiple.answers[at];
            let own = [code.as_str(), &label.mn, &label.en].into_iter().chain(also.iter().map(String::as_str));
            unique(own)
        };
        let own: Option<Vec<(usize, usize)>> =
            mention.any.iter().map(|a| columns.options[a.0].map(|found| (a.0, found.column))).collect();
        let mut items = Vec::new();
        if let Some(own) = &own {
            let each = own.iter().map(|(answer, column)| {
                format!("list(cell = {}, answer = {})", of.cell(*column), quote::texts(spelled(*answer)))
            });
            items.push(format!("own = list({})", each.collect::<Vec<_>>().join(", ")));
        }
        let is_own = |column: usize| own.iter().flatten().any(|(_, own)| *own == column);
        let others: Vec<String> =
            columns.options.iter().flatten().filter(|f| !is_own(f.column)).map(|f| of.cell(f.column)).collect();
        if !others.is_empty() {
            items.push(format!("others = list({})", others.join(", ")));
        }
        if let Some(joined) = columns.joined {
            items.push(format!("joined = {}", of.cell(joined.column)));
        }
        let named = |named: bool| {
            let those = (0..multiple.answers.len()).filter(|at| mention.any.iter().any(|a| a.0 == *at) == named);
            quote::texts(those.flat_map(&spelled).collect::<Vec<_>>())
        };
        items.push(format!("listed = list(yes = {}, no = {})", named(true), named(false)));
        let codes = of.survey.instrument.questions[question].answers();
        items.push(format!("answers = {}", quote::texts(codes.iter().map(|a| a.code.as_str()))));
        let missing = self.missing(&multiple.missing);
        items.extend((!missing.is_empty()).then(|| missing.trim_start_matches(", ").to_owned()));
        quote::call("mention", &items, 4)
    }

    /// A list under a name of its own, the same for all that hold the same.
    fn list(&mut self, kind: &str, list: &str) -> String {
        if let Some((name, _)) = self.lists.iter().find(|(_, known)| known == list) {
            return name.clone();
        }
        let number = self.lists.iter().filter(|(name, _)| name.starts_with(kind)).count() + 1;
        let name = format!("{kind}_{number}");
        let _ = writeln!(self.shared, "{name} <- {list}");
        self.lists.push((name.clone(), list.to_owned()));
        name
    }
}

/// Bounds that are given: `at_least = 15, below = 25`.
pub(super) fn bounds(bounds: &Bounds) -> String {
    let all =
        [("at_least", bounds.at_least), ("above", bounds.above), ("at_most", bounds.at_most), ("below", bounds.below)];
    let given = all.into_iter().filter_map(|(name, end)| Some(format!("{name} = {}", quote::number(end?))));
    given.collect::<Vec<_>>().join(", ")
}

/// Codes with every spelling of theirs, in the order in which they are learned: the first that has a spelling keeps it.
fn spelled(answers: &[Answer]) -> String {
    let of = |a: &Answer| {
        let own = [a.code.as_str(), &a.label.mn, &a.label.en];
        quote::named(&a.code, quote::texts(unique(a.also.iter().map(String::as_str).chain(own))))
    };
    quote::call("list", &answers.iter().filter(|a| !a.code.is_empty()).map(of).collect::<Vec<_>>(), 0)
}

/// Each text once, in their order; no blank ones.
fn unique<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut all: Vec<&str> = Vec::new();
    for text in texts {
        if !text.is_empty() && !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

/// Texts that stand for no answer, by reason: `list(dont_know = "98")`.
pub(super) fn reasons(missing: &[(&str, Missing)], indent: usize) -> String {
    let of = |reason: Missing| {
        let texts = unique(missing.iter().filter(|(_, why)| *why == reason).map(|(text, _)| *text));
        (!texts.is_empty()).then(|| format!("{} = {}", name(reason), quote::texts(texts)))
    };
    quote::call("list", &Missing::ALL.into_iter().filter_map(of).collect::<Vec<_>>(), indent)
}

fn name(reason: Missing) -> &'static str {
    match reason {
        Missing::Blank => "blank",
        Missing::NotAsked => "not_asked",
        Missing::DontKnow => "dont_know",
        Missing::Refused => "refused",
        Missing::Unreadable => "unreadable",
    }
}

/// Both languages of a label, in a comment.
pub(super) fn both(label: &crate::lang::Label) -> String {
    use crate::lang::Lang::{En, Mn};
    let (mn, en) = (quote::comment(label.get(Mn)), quote::comment(label.get(En)));
    if mn == en { mn } else { format!("{mn} / {en}") }
}
