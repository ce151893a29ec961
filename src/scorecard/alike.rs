//! When two texts written by hand mean one thing: the same indicator, the same issue, the same promise.

use unicode_normalization::UnicodeNormalization;

use super::session::Key;
use crate::lang::Lang;

/// How alike two texts are at least that one action has in two rounds: 1 less edits over letters.
const ALIKE: f64 = 0.6;
/// A text that stands within another counts as alike if it has so many letters.
const LEAST_WITHIN: usize = 12;
/// Letters from the beginning of a text by which it is compared.
const MOST_LETTERS: usize = 1_000;

/// The letters and digits of a text, lower case: what is left is compared.
pub(super) fn letters(text: &str) -> String {
    text.nfc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two texts, as [`letters`] gives them, were one before somebody worded it anew. Blank is like nothing.
pub(super) fn alike(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    let (a, b) = (one.chars().count(), other.chars().count());
    let (short, long) = if a <= b { (one, other) } else { (other, one) };
    let shortest = a.min(b);
    if shortest >= LEAST_WITHIN && long.contains(short) {
        return true;
    }
    // So many letters more can't be made up by any edits.
    if (shortest as f64) < ALIKE * a.max(b) as f64 {
        return false;
    }
    one == other || strsim::normalized_levenshtein(begun(one), begun(other)) >= ALIKE
}

/// As much of a text as is laid beside another letter by letter: whole pages would take minutes.
fn begun(text: &str) -> &str {
    text.char_indices().nth(MOST_LETTERS).map_or(text, |(end, _)| &text[..end])
}

/// What makes two keys one, in a book or in two rounds: the place in the instrument, or the letters of what was added.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Identity {
    /// Index in the instrument's list.
    Known(usize),
    /// Letters of the words.
    Added(String),
}

impl Identity {
    /// Of a key.
    pub(super) fn of(key: &Key) -> Identity {
        match key {
            Key::Known(index) => Identity::Known(*index),
            Key::Added(label) => Identity::Added(letters(label.get(Lang::Mn))),
        }
    }

    /// Where it stands: as in the instrument, then what was added.
    pub(super) fn rank(&self) -> usize {
        match self {
            Identity::Known(index) => *index,
            Identity::Added(_) => usize::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Label;

    #[test]
    fn case_spaces_and_marks_do_not_part_two_texts() {
        assert_eq!(letters(" Эм,  дутагдалтай! "), letters("эм дутагдалтай"));
        // й as one letter and as и with a breve.
        assert_eq!(letters("хүйтэн"), letters("хүи\u{306}тэн"));
        let key = |text: &str| Identity::of(&Key::Added(Label::same(text)));
        assert_eq!(key("Гадаа зам"), key("гадаа  ЗАМ."));
    }

    #[test]
    fn a_text_worded_anew_is_alike_and_another_text_is_not() {
        let alike = |a: &str, b: &str| alike(&letters(a), &letters(b));
        assert!(alike("Эмийн нөөц бүрдүүлэх", "Эмийн нөөцийг бүрдүүлнэ"));
        assert!(alike("Эмийн нөөц бүрдүүлэх", "Эмийн нөөц бүрдүүлэх (аймгийн төсвөөс)"));
        assert!(!alike("Эмийн нөөц бүрдүүлэх", "Хүлээлгийн танхим засах"));
        assert!(!alike("Ус", "Усан хангамж муу, худаг хол"));
        assert!(!alike("", ""));
        let page = |word: &str| "асуудал".repeat(50_000) + word + &"эм".repeat(50_000);
        assert!(alike(&page("нэг"), &page("хоёр")));
    }
}
