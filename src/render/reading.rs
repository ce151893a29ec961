//! How a label is read: in one language, or in both with the main one first.

use std::borrow::Cow;

use crate::lang::{Label, Lang};
use crate::report::{Value, number, words};

/// The languages of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The main language; numbers follow its customs.
    pub first: Lang,
    /// The other language, where both are wanted.
    pub second: Option<Lang>,
}

impl Reading {
    /// Reads in these languages, the main one first; in Mongolian if none is named.
    pub fn new(langs: &[Lang]) -> Reading {
        let first = langs.first().copied().unwrap_or(Lang::Mn);
        Reading { first, second: langs.iter().copied().find(|&lang| lang != first) }
    }

    /// The words in the main language.
    pub fn main(self, label: &Label) -> &str {
        label.get(self.first)
    }

    /// The words in the other language, if both are wanted and they differ.
    pub fn other(self, label: &Label) -> Option<&str> {
        self.second.map(|lang| label.get(lang)).filter(|&text| text != self.main(label))
    }

    /// Both on one line: `Ховд / Khovd`.
    pub fn inline(self, label: &Label) -> Cow<'_, str> {
        self.joined(label, " / ")
    }

    /// One above the other.
    pub fn stacked(self, label: &Label) -> Cow<'_, str> {
        self.joined(label, "\n")
    }

    /// Both with something between.
    pub fn joined<'a>(self, label: &'a Label, between: &str) -> Cow<'a, str> {
        match self.other(label) {
            Some(other) => Cow::Owned([self.main(label), between, other].concat()),
            None => Cow::Borrowed(self.main(label)),
        }
    }

    /// A value as words and digits.
    pub fn value(self, value: &Value) -> Cow<'_, str> {
        match value {
            Value::Text { text } => self.inline(text),
            Value::Count { value } => Cow::Owned(number::count(*value, self.first)),
            Value::Number { value, format, light, few } => {
                let digits = number::shown(*value, *format, self.first);
                let few = if *few { number::FEW } else { "" };
                Cow::Owned(match light {
                    Some(light) => [number::shape(*light), " ", &digits, few].concat(),
                    None => digits + few,
                })
            }
            Value::Interval { low, high, format } => Cow::Owned(number::interval(*low, *high, *format, self.first)),
            Value::Verdict { verdict } => Cow::Owned(format!(
                "{} {}",
                number::verdict_shape(*verdict),
                self.inline_word(words::verdict(*verdict))
            )),
            Value::Absent { why } => Cow::Owned(self.inline_word(words::absent(*why))),
        }
    }

    fn inline_word(self, word: words::Word) -> String {
        self.inline(&words::t(word)).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Absent, Format, Light};

    #[test]
    fn both_languages_stand_side_by_side_unless_they_say_the_same() {
        let both = Reading::new(&[Lang::Mn, Lang::En]);
        assert_eq!(both.inline(&Label::new("Ховд", "Khovd")), "Ховд / Khovd");
        assert_eq!(both.stacked(&Label::new("Оноо", "Score")), "Оноо\nScore");
        assert_eq!(both.inline(&Label::same("H02")), "H02");
        assert_eq!(both.inline(&Label::new("Ховд", "")), "Ховд");
        assert_eq!(Reading::new(&[Lang::En]).inline(&Label::new("Ховд", "Khovd")), "Khovd");
    }

    #[test]
    fn a_number_brings_its_shape_and_the_sign_of_a_small_base() {
        let mn = Reading::new(&[Lang::Mn]);
        let number = Value::Number { value: 67.24, format: Format::Points, light: Some(Light::Poor), few: true };
        assert_eq!(mn.value(&number), "▼ 67,2*");
        assert_eq!(mn.value(&Value::Absent { why: Absent::NoData }), "мэдээлэл алга");
    }
}
