//! Lists and conditions in one cell: `yes | no`, `H01 = yes | no; age >= 15`.

use super::names::{CONDITIONS, LIST, QUOTE};

/// One condition of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stated {
    pub(super) question: String,
    pub(super) is: Is,
}

/// What a cell says of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Is {
    /// One of these codes.
    OneOf(Vec<String>),
    /// Within a bound, by its key in an instrument: `at_least`. What stands behind the sign, number or not.
    Within(&'static str, String),
}

/// The entries of a list.
pub(super) fn list(cell: &str) -> Vec<String> {
    split(cell, LIST).into_iter().map(|entry| unquoted(&entry)).filter(|entry| !entry.is_empty()).collect()
}

/// The conditions of a cell; what can't be one is given back.
pub(super) fn conditions(cell: &str) -> Result<Vec<Stated>, String> {
    let parts = split(cell, CONDITIONS).into_iter().filter(|part| !part.trim().is_empty());
    parts.map(|part| condition(&part).ok_or(part)).collect()
}

fn condition(part: &str) -> Option<Stated> {
    const SIGNS: [(&str, &str); 5] = [(">=", "at_least"), ("<=", "at_most"), (">", "above"), ("<", "below"), ("=", "")];
    let at = outside(part).find(|(_, c)| matches!(c, '<' | '>' | '=')).map(|(at, _)| at)?;
    let (sign, key) = SIGNS.into_iter().find(|(sign, _)| part[at..].starts_with(sign))?;
    let (question, value) = (unquoted(&part[..at]), &part[at + sign.len()..]);
    let is = match key {
        "" => Is::OneOf(list(value)),
        key => Is::Within(key, unquoted(value)),
    };
    (!question.is_empty()).then_some(Stated { question, is })
}

/// Reasons with their codes, `dont_know = 98 | мэдэхгүй; refused = 99`; what can't be understood is given back.
pub(super) fn reasons(cell: &str) -> Result<Vec<(String, Vec<String>)>, String> {
    let stated = conditions(cell)?;
    let reason = |stated: Stated| match stated.is {
        Is::OneOf(codes) => Ok((stated.question, codes)),
        Is::Within(..) => Err(stated.question),
    };
    stated.into_iter().map(reason).collect()
}

/// Parts between a sign that stands outside quotes.
pub(super) fn split(cell: &str, sign: char) -> Vec<String> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in outside(cell) {
        if c == sign {
            parts.push(cell[from..at].to_owned());
            from = at + c.len_utf8();
        }
    }
    parts.push(cell[from..].to_owned());
    parts
}

/// The letters outside quotes, with their places. A quote opens only where a word begins.
fn outside(cell: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut within, mut begins) = (false, true);
    cell.char_indices().filter(move |(_, c)| {
        if *c == QUOTE && (within || begins) {
            within = !within;
            // A doubled quote closes and opens again.
            begins = !within;
            return false;
        }
        if !within {
            begins = matches!(c, '|' | ';' | '=' | '<' | '>') || (begins && c.is_whitespace());
        }
        !within
    })
}

/// A word without its quotes and the spaces around it.
pub(super) fn unquoted(word: &str) -> String {
    let word = word.trim();
    match word.strip_prefix(QUOTE).and_then(|rest| rest.strip_suffix(QUOTE)) {
        Some(inner) => inner.replace("\"\"", "\""),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_what_stands_between_quotes_together() {
        assert_eq!(list("тийм | үгүй|мэдэхгүй"), ["тийм", "үгүй", "мэдэхгүй"]);
        assert_eq!(list(r#""а|б" | " зайтай " | "гэв ""сайн""" | 5" "#), ["а|б", " зайтай ", "гэв \"сайн\"", "5\""]);
        assert!(list("  ").is_empty());
    }

    #[test]
    fn conditions_name_codes_or_bounds() {
        let found = conditions("H01 = yes | no; age >= 15; нас<25").expect("three conditions");
        assert_eq!(found[0], Stated { question: "H01".into(), is: Is::OneOf(vec!["yes".into(), "no".into()]) });
        assert_eq!(found[1].is, Is::Within("at_least", "15".into()));
        assert_eq!(found[2], Stated { question: "нас".into(), is: Is::Within("below", "25".into()) });
        assert_eq!(conditions("H01"), Err("H01".into()));
    }

    #[test]
    fn reasons_have_codes() {
        let found = reasons("dont_know = 98 | мэдэхгүй; refused = 99").expect("two reasons");
        assert_eq!(found[0], ("dont_know".into(), vec!["98".into(), "мэдэхгүй".into()]));
        assert!(reasons("dont_know > 98").is_err());
    }
}
