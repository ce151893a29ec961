//! Every fixed word and phrase of a report, in Mongolian and English.
//!
//! A page asks for a word by its name, `t(Word::Base)`, so none can be missing in one language. Words that belong to a
//! sign (a light, a verdict, an absence) are asked for by the sign.

mod list;

pub use list::Word;

use super::{Absent, Light, Verdict};
use crate::lang::{Label, Lang};

/// A word in both languages.
pub fn t(word: Word) -> Label {
    Label::new(word.get(Lang::Mn), word.get(Lang::En))
}

/// A phrase with its gaps filled: `{0}`, `{1}` and so on are replaced by the labels, each in its language.
pub fn fill(word: Word, with: &[Label]) -> Label {
    let in_lang = |lang: Lang| {
        let template = word.get(lang).to_string();
        with.iter().enumerate().fold(template, |text, (i, l)| text.replace(&format!("{{{i}}}"), l.get(lang)))
    };
    Label::new(in_lang(Lang::Mn), in_lang(Lang::En))
}

/// What a light means, for the legend under a grid.
pub fn light(light: Light) -> Word {
    match light {
        Light::Good => Word::LightGood,
        Light::Middle => Word::LightMiddle,
        Light::Poor => Word::LightPoor,
        Light::TooSmall => Word::LightTooSmall,
    }
}

/// A light in a word or two.
pub fn light_short(light: Light) -> Word {
    match light {
        Light::Good => Word::LightGoodShort,
        Light::Middle => Word::LightMiddleShort,
        Light::Poor => Word::LightPoorShort,
        Light::TooSmall => Word::LightTooSmallShort,
    }
}

/// A verdict, for a cell.
pub fn verdict(verdict: Verdict) -> Word {
    match verdict {
        Verdict::Better => Word::Better,
        Verdict::Worse => Word::Worse,
        Verdict::NoClearDifference => Word::NoClearDifference,
        Verdict::TooSmall => Word::TooSmall,
        Verdict::Differs => Word::Differs,
    }
}

/// Why there is no value, short enough for a cell.
pub fn absent(why: Absent) -> Word {
    match why {
        Absent::NoData => Word::NoData,
        Absent::Withheld => Word::Withheld,
        Absent::Unreliable => Word::Unreliable,
        Absent::NoError => Word::NoError,
        Absent::NoTarget => Word::NoTarget,
        Absent::NotApplicable => Word::NotApplicable,
    }
}

/// Why there is no value, as a sentence for the legend.
pub fn absent_about(why: Absent) -> Word {
    match why {
        Absent::NoData => Word::NoDataAbout,
        Absent::Withheld => Word::WithheldAbout,
        Absent::Unreliable => Word::UnreliableAbout,
        Absent::NoError => Word::NoErrorAbout,
        Absent::NoTarget => Word::NoTargetAbout,
        Absent::NotApplicable => Word::NotApplicableAbout,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cyrillic(text: &str) -> bool {
        text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
    }

    #[test]
    fn every_word_is_there_in_both_languages() {
        for &word in Word::ALL {
            let (mn, en) = (word.get(Lang::Mn), word.get(Lang::En));
            assert!(!mn.trim().is_empty() && !en.trim().is_empty(), "{word:?}");
            assert!(!cyrillic(en), "{word:?}: {en}");
            assert!(cyrillic(mn) || !en.chars().any(char::is_alphabetic), "{word:?}: {mn}");
        }
    }

    #[test]
    fn no_mongolian_word_hides_a_latin_letter_among_cyrillic_ones() {
        for &word in Word::ALL {
            for part in word.get(Lang::Mn).split(|c: char| !c.is_alphabetic()) {
                let latin = part.chars().any(|c| c.is_ascii_alphabetic());
                assert!(!(latin && cyrillic(part)), "{word:?}: {part}");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_gaps_to_fill() {
        for &word in Word::ALL {
            for gap in ["{0}", "{1}", "{2}"] {
                assert_eq!(word.get(Lang::Mn).contains(gap), word.get(Lang::En).contains(gap), "{word:?}");
            }
        }
    }

    #[test]
    fn a_phrase_is_filled_in_each_language() {
        let said = fill(Word::PlacesWithDataOf, &[Label::same("11"), Label::same("13")]);
        assert_eq!(&*said.en, "11 of 13 places have data");
        assert!(said.mn.contains("13") && said.mn.contains("11"), "{}", said.mn);
    }

    #[test]
    fn sheet_titles_fit_a_tab_in_both_languages_together() {
        let titles = Word::ALL.iter().filter(|w| format!("{w:?}").starts_with("Sheet"));
        for &word in titles {
            let both = format!("{} · {}", word.get(Lang::Mn), word.get(Lang::En));
            assert!(both.chars().count() <= 31, "{word:?}: {both}");
        }
    }
}
