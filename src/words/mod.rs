//! Every fixed word and phrase of a report, in Mongolian and English, and what an instrument says instead.
//!
//! A page asks for a word by its name, `t(Word::Base)`, so none can be missing in one language. Where a ministry has a word of
//! its own for it, its instrument says so by a [key](fixed()); whoever makes or writes a report does so [within](OwnWords::speak)
//! the words of its instrument, and every `t` there gives them.

mod check;
mod compare;
mod explain;
mod fixed;
mod forum;
mod gaps;
mod list;
mod own;
mod page;
mod poster;
mod priorities;
mod sampling;
mod scorecard;
mod view;

pub use check::CheckWord;
pub use compare::CompareWord;
pub use explain::ExplainWord;
pub use fixed::{FixedWord, fixed, with_key};
pub use forum::ForumWord;
pub use gaps::GapWord;
pub use list::Word;
pub use own::{OwnWords, standard};
pub use page::PageWord;
pub use poster::PosterWord;
pub use priorities::PriorityWord;
pub use sampling::SampleWord;
pub use scorecard::CardWord;
pub use view::ViewWord;

use crate::lang::{Label, Lang};

/// Words as they are listed: name, Mongolian, English of each.
pub type Listed = &'static [(&'static str, &'static str, &'static str)];

/// A list of fixed words and phrases.
pub trait Words: Copy {
    /// Its words: name, Mongolian, English of each.
    const LISTED: Listed;

    /// The word in one language, as it is where no instrument has its own.
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

            /// The word in one language, as it is where no instrument has its own.
            pub fn get(self, lang: Lang) -> &'static str {
                match (self, lang) { $(($list::$name, Lang::Mn) => $mn, ($list::$name, Lang::En) => $en,)* }
            }
        }

        impl Words for $list {
            const LISTED: Listed = &[$((stringify!($name), $mn, $en),)*];

            fn get(self, lang: Lang) -> &'static str {
                $list::get(self, lang)
            }
        }
    };
}
use words;

/// A word in both languages: what is [spoken](OwnWords::speak) here, else the standard one.
pub fn t(word: impl Words) -> Label {
    let said = own::spoken(word.get(Lang::Mn), word.get(Lang::En));
    if said.mn.contains('{') { quoting(&said) } else { said }
}

/// A phrase with the words that it quotes, and with its gaps as they are.
fn quoting(phrase: &Label) -> Label {
    let in_lang = |lang: Lang| {
        let mut text = phrase.get(lang).to_owned();
        for gap in fixed::gaps(phrase.get(lang)) {
            if let Some(word) = fixed::quoted(gap) {
                text = text.replace(gap, own::told(word).get(lang));
            }
        }
        text
    };
    Label::new(in_lang(Lang::Mn), in_lang(Lang::En))
}

/// A phrase with its gaps filled: `{0}`, `{1}` and so on are replaced by the labels, each in its language.
pub fn fill(word: impl Words, with: &[Label]) -> Label {
    let template = own::spoken(word.get(Lang::Mn), word.get(Lang::En));
    let in_lang = |lang: Lang| filled(template.get(lang), with, lang);
    Label::new(in_lang(Lang::Mn), in_lang(Lang::En))
}

/// One pass over the template, so that braces in what is filled in stay as they are. A phrase that quotes another word has its key,
/// `{no_clear_difference}`, so that it quotes what is printed.
pub fn filled(template: &str, with: &[Label], lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let Some((index, after)) = rest[at + 1..].split_once('}') else { break };
        match index.parse::<usize>() {
            Ok(at) => with.get(at).into_iter().for_each(|label| out.push_str(label.get(lang))),
            Err(_) => {
                let word = with_key(index);
                debug_assert!(word.is_some(), "no word has the key {index}, which is quoted in: {template}");
                word.into_iter().for_each(|word| out.push_str(own::told(word).get(lang)));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word of every list: its name, Mongolian, English.
    fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        let lists = fixed::LISTS.iter().map(|(_, listed)| *listed);
        lists.chain([SampleWord::LISTED, ViewWord::LISTED]).flatten().copied()
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
            assert_eq!(fixed::gaps(mn), fixed::gaps(en), "{word:?}");
            for gap in fixed::gaps(mn) {
                let inside = gap.trim_matches(['{', '}']);
                assert!(inside.parse::<usize>().is_ok() || fixed::quoted(gap).is_some(), "{word:?}: {gap}");
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
