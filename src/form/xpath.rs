//! Who is asked and which numbers are taken, as a form says it: in XPath.

use super::cell::{ends, number};
use crate::instrument::{
    Answer, BaseIndex, Condition, Holds, Instrument, Kind, Mention, Missing, MissingCode, Question, QuestionIndex,
};

/// A text between quotes, whichever it holds itself.
pub fn literal(text: &str) -> String {
    match (text.contains('\''), text.contains('"')) {
        (false, _) => format!("'{text}'"),
        (true, false) => format!("\"{text}\""),
        (true, true) => {
            let parts = text.split('\'').map(|part| format!("'{part}'")).collect::<Vec<_>>();
            format!("concat({})", parts.join(", \"'\", "))
        }
    }
}

/// What a question says.
pub fn value(name: &str) -> String {
    format!("${{{name}}}")
}

/// That a question says one of these words.
pub fn is_one_of<'t>(name: &str, words: impl IntoIterator<Item = &'t str>) -> String {
    any(words.into_iter().map(|word| format!("{} = {}", value(name), literal(word))).collect())
}

/// That one of these holds.
pub fn any(parts: Vec<String>) -> String {
    if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(" or ")) }
}

/// That all of these hold.
pub fn all(parts: Vec<String>) -> String {
    parts.join(" and ")
}

/// That somebody belongs to a base.
pub fn base(instrument: &Instrument, base: BaseIndex) -> String {
    all(instrument.bases[base.0].all.iter().map(|c| condition(instrument, c)).collect())
}

fn condition(instrument: &Instrument, condition: &Condition) -> String {
    let question = &instrument.questions[condition.question.0];
    match (&condition.holds, &question.mention) {
        (Holds::Answers(which), None) => {
            let answers = question.answers();
            is_one_of(&question.id, which.iter().map(|at| answers[at.0].code.as_str()))
        }
        (Holds::Answers(which), Some(mention)) => {
            let named = which.contains(&Mention::NAMED);
            let not_named = which.contains(&Mention::NOT_NAMED);
            mentions(instrument, mention, named, not_named)
        }
        (Holds::Within(bounds), _) => {
            // A code of a missing answer may lie within the bounds, and is no number.
            let own = value(&question.id);
            let mut parts = vec![format!("{own} != ''")];
            parts.extend(ends(bounds).into_iter().map(|(sign, end)| format!("{own} {sign} {}", number(end))));
            let codes = question.missing.iter().filter_map(|code| code.code.trim().parse::<f64>().ok());
            parts.extend(codes.filter(|x| bounds.contains(*x)).map(|x| format!("{own} != {}", number(x))));
            all(parts)
        }
    }
}

/// That one of some answers was named, or none of them, by whoever answered at all.
fn mentions(instrument: &Instrument, mention: &Mention, named: bool, not_named: bool) -> String {
    let multiple = &instrument.multiples[mention.of.0];
    let own = value(&multiple.id);
    let has = |code: &str| format!("selected({own}, {})", literal(code));
    let counts: Vec<String> = mention.any.iter().map(|at| has(&multiple.answers[at.0].code)).collect();
    if named && !not_named {
        return any(counts);
    }
    let mut parts = vec![format!("{own} != ''")];
    parts.extend(missing_choices(&multiple.missing, true).iter().map(|code| format!("not({})", has(&code.code))));
    if !named {
        parts.extend(counts.into_iter().map(|one| format!("not({one})")));
    }
    all(parts)
}

/// The order in which a form offers reasons for no answer.
pub const OFFERED: [Missing; 3] = [Missing::DontKnow, Missing::Refused, Missing::NotAsked];

/// For each reason the code that a form offers as a choice. Where several answers are taken, it holds no blank.
pub fn missing_choices(codes: &[MissingCode], several: bool) -> Vec<&MissingCode> {
    let of = |reason: Missing| {
        let own = || codes.iter().filter(move |code| code.reason == reason && !code.code.trim().is_empty());
        let short = own().find(|code| !code.code.contains(char::is_whitespace));
        short.or_else(|| own().next().filter(|_| !several))
    };
    OFFERED.into_iter().filter_map(of).collect()
}

/// For each reason the number that stands for it in a question that takes numbers.
pub fn missing_numbers(codes: &[MissingCode]) -> Vec<(f64, Missing)> {
    let of = |reason: Missing| {
        let mut own = codes.iter().filter(move |code| code.reason == reason);
        own.find_map(|code| code.code.trim().parse::<f64>().ok().filter(|x| x.is_finite())).map(|x| (x, reason))
    };
    OFFERED.into_iter().filter_map(of).collect()
}

/// Which numbers a question takes: those within its bounds, and the codes of missing answers. Nothing where any will do.
pub fn numbers(question: &Question) -> String {
    let Kind::Number { least, most, .. } = question.kind else { return String::new() };
    let ends = [(">=", least), ("<=", most)].into_iter().filter_map(|(sign, end)| Some((sign, end?)));
    let within: Vec<String> = ends.map(|(sign, end)| format!(". {sign} {}", number(end))).collect();
    if within.is_empty() {
        return String::new();
    }
    let several = within.len() > 1;
    let within = all(within);
    let missing = missing_numbers(&question.missing);
    let mut parts = vec![if several && !missing.is_empty() { format!("({within})") } else { within }];
    parts.extend(missing.iter().map(|(x, _)| format!(". = {}", number(*x))));
    parts.join(" or ")
}

/// That a reason for no answer isn't chosen beside an answer, of a question that takes several.
pub fn alone(codes: &[&MissingCode]) -> String {
    if codes.is_empty() {
        return String::new();
    }
    let chosen = codes.iter().map(|code| format!("selected(., {})", literal(&code.code))).collect();
    format!("not({} and count-selected(.) > 1)", any(chosen))
}

/// Whether every number of a question is a whole one, as far as the instrument knows: where its bounds are, and all that is
/// told apart by them. Phones take whole numbers of nine digits.
pub fn is_whole(instrument: &Instrument, question: QuestionIndex) -> bool {
    const MOST: f64 = 999_999_999.0;
    let whole = |x: f64| x.fract() == 0.0 && x.abs() <= MOST;
    let of = &instrument.questions[question.0];
    let Kind::Number { least: Some(least), most: Some(most), .. } = of.kind else { return false };
    let own = |condition: &&Condition| condition.question == question;
    let bases = instrument.bases.iter().flat_map(|b| &b.all);
    let rules = instrument.rules.iter().flat_map(|r| r.when.iter().chain(&r.needs));
    let shares = instrument.indicators.iter().filter_map(|i| match &i.measure {
        crate::instrument::Measure::Share { counts, .. } => Some(counts),
        _ => None,
    });
    let groups = instrument.groupings.iter().filter(|g| g.question == question).flat_map(|g| &g.groups);
    let holds = bases.chain(rules).chain(shares).filter(own).map(|c| &c.holds).chain(groups.map(|g| &g.holds));
    let bounds = holds.flat_map(|holds| match holds {
        Holds::Within(bounds) => ends(bounds),
        Holds::Answers(_) => Vec::new(),
    });
    let codes = missing_numbers(&of.missing).into_iter().map(|(x, _)| x);
    [least, most].into_iter().chain(bounds.map(|(_, end)| end)).chain(codes).all(whole)
}

/// Whether every answer of a list has a value: it is a scale.
pub fn is_scale(answers: &[Answer]) -> bool {
    answers.len() > 2 && answers.iter().all(|answer| answer.value.is_some())
}
