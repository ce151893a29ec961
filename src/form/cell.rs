//! What stands in one cell of a sheet of ours: lists, conditions, codes of missing answers, numbers.

use crate::instrument::xlsform::names::{CONDITIONS, LIST, QUOTE};
use crate::instrument::{
    Answer, AnswerIndex, Bounds, Condition, Holds, Instrument, Mention, Missing, MissingCode, QuestionIndex,
};

/// A number, so that it is read back as the very same one.
pub fn number(x: f64) -> String {
    format!("{x}")
}

/// A word in a list: between quotes where it holds a sign that separates, or blanks at its ends.
pub fn word(text: &str) -> String {
    let signs = [LIST, CONDITIONS, QUOTE, '=', '<', '>'];
    if text.is_empty() || text.contains(signs) || text.trim() != text {
        let doubled = text.replace(QUOTE, "\"\"");
        return format!("{QUOTE}{doubled}{QUOTE}");
    }
    text.to_owned()
}

/// A list of words.
pub fn list<'t>(words: impl IntoIterator<Item = &'t str>) -> String {
    words.into_iter().map(word).collect::<Vec<_>>().join(&format!(" {LIST} "))
}

/// The name of a reason in files; none for what is no code of anybody.
pub fn reason(missing: Missing) -> &'static str {
    match missing {
        Missing::Blank => "blank",
        Missing::NotAsked => "not_asked",
        Missing::DontKnow => "dont_know",
        Missing::Refused => "refused",
        Missing::Unreadable => "unreadable",
    }
}

/// Codes of missing answers by reason, in their order: `dont_know = 98 | мэдэхгүй; refused = 99`.
pub fn missing(codes: &[MissingCode]) -> String {
    let same = |a: &MissingCode, b: &MissingCode| a.reason == b.reason;
    let of_reason = |codes: &[MissingCode]| {
        format!("{} = {}", reason(codes[0].reason), list(codes.iter().map(|c| c.code.as_str())))
    };
    codes.chunk_by(same).map(of_reason).collect::<Vec<_>>().join(&format!("{CONDITIONS} "))
}

/// A question and its answers that count, as whoever asks it calls them: of a question that takes several answers those of
/// which one was named.
pub fn named<'i>(instrument: &'i Instrument, question: QuestionIndex, any: &[AnswerIndex]) -> (&'i str, Vec<&'i str>) {
    let of = &instrument.questions[question.0];
    let code = |answers: &'i [Answer]| move |at: &AnswerIndex| answers[at.0].code.as_str();
    match &of.mention {
        Some(mention) if *any == [Mention::NAMED] => {
            let multiple = &instrument.multiples[mention.of.0];
            (&multiple.id, mention.any.iter().map(code(&multiple.answers)).collect())
        }
        _ => (&of.id, any.iter().map(code(of.answers())).collect()),
    }
}

/// Conditions that must all hold: `H01 = yes | no; age >= 15; age < 25`.
pub fn conditions(instrument: &Instrument, all: &[Condition]) -> String {
    all.iter().map(|one| condition(instrument, one)).collect::<Vec<_>>().join(&format!("{CONDITIONS} "))
}

/// One condition.
pub fn condition(instrument: &Instrument, condition: &Condition) -> String {
    match &condition.holds {
        Holds::Answers(any) => {
            let (id, codes) = named(instrument, condition.question, any);
            format!("{} = {}", word(id), list(codes))
        }
        Holds::Within(bounds) => {
            let id = word(&instrument.questions[condition.question.0].id);
            let ends = ends(bounds).into_iter().map(|(sign, end)| format!("{id} {sign} {}", number(end)));
            ends.collect::<Vec<_>>().join(&format!("{CONDITIONS} "))
        }
    }
}

/// The ends of bounds that are given, each with its sign.
pub fn ends(bounds: &Bounds) -> Vec<(&'static str, f64)> {
    let ends = [(">=", bounds.at_least), (">", bounds.above), ("<=", bounds.at_most), ("<", bounds.below)];
    ends.into_iter().filter_map(|(sign, end)| Some((sign, end?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_holds_a_sign_of_the_list_stands_between_quotes() {
        assert_eq!(
            list(["Тийм", "a|b", " Ө ", "5\" хоолой", ""]),
            "Тийм | \"a|b\" | \" Ө \" | \"5\"\" хоолой\" | \"\""
        );
    }

    #[test]
    fn missing_codes_stand_by_reason_in_the_order_of_the_instrument() {
        let code = |code: &str, reason| MissingCode { code: code.into(), reason };
        let codes = [code("98", Missing::DontKnow), code("мэдэхгүй", Missing::DontKnow), code("n/a", Missing::Blank)];
        assert_eq!(missing(&codes), "dont_know = 98 | мэдэхгүй; blank = n/a");
    }
}
