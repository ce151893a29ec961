//! Every fixed word and phrase of a report, in Mongolian and English.
//!
//! A page asks for a word by its name, `t(Word::Base)`, so none can be missing in one language. Words that belong to a
//! sign (a light, a verdict, an absence) are asked for by the sign.

mod check;
mod compare;
mod explain;
mod forum;
mod gaps;
mod list;
mod page;
mod poster;
mod priorities;
mod sampling;
mod scorecard;
mod view;

pub use check::CheckWord;
pub use compare::CompareWord;
pub use explain::ExplainWord;
pub use forum::ForumWord;
pub use gaps::GapWord;
pub use list::Word;
pub use page::PageWord;
pub use poster::PosterWord;
pub use priorities::PriorityWord;
pub use sampling::SampleWord;
pub use scorecard::CardWord;
pub use view::ViewWord;

use super::{Absent, Legend, Light, Verdict};
use crate::lang::{Label, Lang};

/// A list of fixed words and phrases.
pub trait Words: Copy {
    /// The word in one language.
    fn get(self, lang: Lang) -> &'static str;
}

/// Declares a list of words, each once, so that a word without one of its languages can't be written.
macro_rules! words {
    ($(#[$about:meta])* $list:ident { $($name:ident = $mn:literal, $en:literal;)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $list { $(#[doc = $en] $name,)* }

        impl $list {
            /// Every word there is.
            pub const ALL: &'static [$list] = &[$($list::$name,)*];

            /// The word in one language.
            pub fn get(self, lang: Lang) -> &'static str {
                match (self, lang) { $(($list::$name, Lang::Mn) => $mn, ($list::$name, Lang::En) => $en,)* }
            }
        }

        impl Words for $list {
            fn get(self, lang: Lang) -> &'static str {
                $list::get(self, lang)
            }
        }
    };
}
use words;

/// A word in both languages.
pub fn t(word: impl Words) -> Label {
    Label::new(word.get(Lang::Mn), word.get(Lang::En))
}

/// A phrase with its gaps filled: `{0}`, `{1}` and so on are replaced by the labels, each in its language.
pub fn fill(word: impl Words, with: &[Label]) -> Label {
    let in_lang = |lang: Lang| filled(word.get(lang), with, lang);
    Label::new(in_lang(Lang::Mn), in_lang(Lang::En))
}

/// One pass over the template, so that braces in what is filled in stay as they are.
pub fn filled(template: &str, with: &[Label], lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let Some((index, after)) = rest[at + 1..].split_once('}') else { break };
        if let Some(label) = index.parse().ok().and_then(|i: usize| with.get(i)) {
            out.push_str(label.get(lang));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What a light means, for the legend under a grid.
pub fn light(light: Light) -> Word {
    match light {
        Light::Good => Word::LightGood,
        Light::Middle => Word::LightMiddle,
        Light::Poor => Word::LightPoor,
        Light::TooSmall => Word::LightTooSmall,
        Light::Attention => Word::LightAttention,
    }
}

/// A light in a word or two.
pub fn light_short(light: Light) -> Word {
    match light {
        Light::Good => Word::LightGoodShort,
        Light::Middle => Word::LightMiddleShort,
        Light::Poor => Word::LightPoorShort,
        Light::TooSmall => Word::LightTooSmallShort,
        Light::Attention => Word::LightAttentionShort,
    }
}

/// A light for the legend of a grid: in a word or two, and what it means.
pub fn light_of(legend: Legend, of: Light) -> (Label, Label) {
    let (short, about) = match (legend, of) {
        (Legend::Look, Light::Attention) => return (t(light_short(of)), t(CheckWord::LookAtIt)),
        (Legend::Target | Legend::Look, _) | (Legend::Chance, Light::TooSmall) => {
            return (t(light_short(of)), t(light(of)));
        }
        (Legend::Chance, Light::Good) => (CompareWord::SignLearn, CompareWord::LearnSmall),
        (Legend::Chance, Light::Poor) => (CompareWord::SignSupport, CompareWord::SupportSmall),
        (Legend::Chance, Light::Middle) => (CompareWord::SignNear, CompareWord::NearSmall),
        (Legend::Chance, Light::Attention) => (CompareWord::SignDiffers, CompareWord::DiffersSmall),
    };
    (t(short), t(about))
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
        Absent::NotScored => Word::NotScored,
        Absent::NotFilledIn => Word::NotFilledIn,
        Absent::NotDue => Word::NotDue,
        Absent::NoNorm => Word::NoNorm,
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
        Absent::NotScored => Word::NotScoredAbout,
        Absent::NotFilledIn => Word::NotFilledInAbout,
        Absent::NotDue => Word::NotDueAbout,
        Absent::NoNorm => Word::NoNormAbout,
    }
}

/// Why there is no value, with its sentence: `no data: nobody gave a valid answer`.
pub fn absent_told(why: Absent) -> Label {
    let (short, about) = (t(absent(why)), t(absent_about(why)));
    Label::new(format!("{}: {}", short.mn, about.mn), format!("{}: {}", short.en, about.en))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word of every list: its name, Mongolian, English.
    fn all() -> impl Iterator<Item = (String, &'static str, &'static str)> {
        let first = Word::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let second = CardWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let third = CompareWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let fourth = GapWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let fifth = ForumWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let sixth = PriorityWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let seventh = CheckWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let eighth = PosterWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let ninth = SampleWord::ALL.iter().map(|w| (format!("{w:?}"), w.get(Lang::Mn), w.get(Lang::En)));
        let before = first.chain(second).chain(third).chain(fourth).chain(fifth).chain(sixth).chain(seventh);
        before.chain(eighth).chain(ninth)
    }

    fn cyrillic(text: &str) -> bool {
        text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c))
    }

    #[test]
    fn every_word_is_there_in_both_languages() {
        for (word, mn, en) in all() {
            assert!(!mn.trim().is_empty() && !en.trim().is_empty(), "{word:?}");
            assert!(!cyrillic(en), "{word:?}: {en}");
            assert!(cyrillic(mn) || !en.chars().any(char::is_alphabetic), "{word:?}: {mn}");
        }
    }

    #[test]
    fn no_mongolian_word_hides_a_latin_letter_among_cyrillic_ones() {
        for (word, mn, _) in all() {
            for part in mn.split(|c: char| !c.is_alphabetic()) {
                let latin = part.chars().any(|c| c.is_ascii_alphabetic());
                assert!(!(latin && cyrillic(part)), "{word:?}: {part}");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_gaps_to_fill() {
        for (word, mn, en) in all() {
            for gap in ["{0}", "{1}", "{2}"] {
                assert_eq!(mn.contains(gap), en.contains(gap), "{word:?}");
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
        for (word, mn, en) in all().filter(|(word, ..)| word.starts_with("Sheet")) {
            let both = format!("{mn} · {en}");
            assert!(both.chars().count() <= 31, "{word:?}: {both}");
        }
    }
}
