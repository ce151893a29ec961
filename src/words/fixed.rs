//! The words of reports that an instrument may put otherwise, each by a key that stays.
//!
//! A key is the name of the word in its list: `no_clear_difference`, and outside the list that all reports share with the name of the
//! list before it: `poster_agreed`. Words of several lists that say the same in both languages are one word to a reader, so they
//! have one key, that of the first list.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{
    CardWord, CheckWord, CompareWord, ExplainWord, ForumWord, GapWord, Listed, PageWord, PosterWord, PriorityWord,
    Word, Words,
};

/// The lists of what is printed in reports that are made by an instrument, each with where its words are used. The order says
/// which key words have that say the same.
pub(super) const LISTS: [(&str, Listed); 10] = [
    (EVERYWHERE, Word::LISTED),
    ("gaps", GapWord::LISTED),
    ("priorities", PriorityWord::LISTED),
    ("scorecard", CardWord::LISTED),
    ("compare", CompareWord::LISTED),
    ("forum", ForumWord::LISTED),
    ("poster", PosterWord::LISTED),
    ("page", PageWord::LISTED),
    ("check", CheckWord::LISTED),
    ("explain", ExplainWord::LISTED),
];

/// Where the words of the first list are used.
const EVERYWHERE: &str = "all";

/// A word that may be put otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedWord {
    /// Its key in `[words]` of an instrument: `no_clear_difference`.
    pub key: String,
    /// The lists that have it: `all` for that of all reports, else `scorecard`, `poster` and so on.
    pub used_in: Vec<&'static str>,
    /// What it is in Mongolian where an instrument doesn't put it otherwise.
    pub mn: &'static str,
    /// The same in English.
    pub en: &'static str,
}

impl FixedWord {
    /// The places for values in it, `{0}`, each once and in order.
    pub fn gaps(&self) -> Vec<&'static str> {
        gaps(self.mn).into_iter().filter(|gap| quoted(gap).is_none()).collect()
    }

    /// Whether a text may stand for it: it has the same places for values, and quotes words that there are.
    pub(super) fn may_be(&self, text: &str) -> bool {
        let in_it: Vec<&str> = gaps(text).into_iter().filter(|gap| quoted(gap).is_none()).collect();
        in_it == self.gaps()
    }
}

/// The word that is quoted by what stands in braces, `{worse}`: one that is whole by itself.
pub(super) fn quoted(gap: &str) -> Option<&'static FixedWord> {
    with_key(gap.strip_prefix('{')?.strip_suffix('}')?).filter(|word| !word.mn.contains('{'))
}

/// The places for values in a text, and whatever else stands in braces, each once and in order.
pub(super) fn gaps(text: &str) -> Vec<&str> {
    let pieces = text.match_indices('{').map(|(at, _)| &text[at..]);
    let mut found: Vec<&str> = pieces.map(|rest| rest.find('}').map_or(rest, |end| &rest[..=end])).collect();
    found.sort_unstable();
    found.dedup();
    found
}

struct Registry {
    words: Vec<FixedWord>,
    by_text: FxHashMap<(&'static str, &'static str), usize>,
    by_key: FxHashMap<String, usize>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let mut made = Registry { words: Vec::new(), by_text: FxHashMap::default(), by_key: FxHashMap::default() };
    for (list, listed) in LISTS {
        // A dash is no word.
        for &(name, mn, en) in listed.iter().filter(|(_, mn, _)| mn.contains(char::is_alphabetic)) {
            let key = key(list, name);
            let at = *made.by_text.entry((mn, en)).or_insert(made.words.len());
            match made.words.get_mut(at) {
                Some(known) if !known.used_in.contains(&list) => known.used_in.push(list),
                Some(_) => {}
                None => made.words.push(FixedWord { key: key.clone(), used_in: vec![list], mn, en }),
            }
            made.by_key.insert(key, at);
        }
    }
    made
});

/// Every word that may be put otherwise, in the order of the lists.
pub fn fixed() -> &'static [FixedWord] {
    &REGISTRY.words
}

/// The word with this key.
pub fn with_key(key: &str) -> Option<&'static FixedWord> {
    named(key).filter(|word| word.key == key)
}

/// The same by any of its names: a word of several lists has one in each.
pub(super) fn named(key: &str) -> Option<&'static FixedWord> {
    REGISTRY.by_key.get(key).map(|at| &REGISTRY.words[*at])
}

/// The word that says this.
pub(super) fn saying(mn: &'static str, en: &'static str) -> Option<&'static FixedWord> {
    REGISTRY.by_text.get(&(mn, en)).map(|at| &REGISTRY.words[*at])
}

/// `no_clear_difference` of `NoClearDifference`.
fn key(list: &str, name: &str) -> String {
    let mut key = if list == EVERYWHERE { String::new() } else { format!("{list}_") };
    for (at, c) in name.char_indices() {
        if c.is_ascii_uppercase() && at > 0 {
            key.push('_');
        }
        key.push(c.to_ascii_lowercase());
    }
    key
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_key_is_of_one_word() {
        let keys: BTreeSet<&str> = fixed().iter().map(|word| word.key.as_str()).collect();
        assert_eq!(keys.len(), fixed().len());
        let listed = LISTS.iter().flat_map(|(_, listed)| *listed);
        let names = listed.filter(|(_, mn, _)| mn.contains(char::is_alphabetic)).count();
        assert_eq!(REGISTRY.by_key.len(), names, "no two names give one key");
    }

    #[test]
    fn words_that_say_the_same_have_the_key_of_the_first_list() {
        let place = with_key("place").expect("Газар, Place");
        assert_eq!((place.mn, place.en), ("Газар", "Place"));
        assert_eq!(place.used_in, ["all", "forum", "page"]);
        assert_eq!((with_key("forum_place"), named("forum_place")), (None, Some(place)));
        // «Хаана» of a poster is another word than that of a place.
        assert_eq!(named("poster_place").map(|word| word.key.as_str()), Some("where"));
    }

    #[test]
    fn gaps_are_found_wherever_they_stand() {
        assert_eq!(with_key("places_with_data_of").expect("it is there").gaps(), ["{0}", "{1}"]);
        assert_eq!(gaps("{1} газраас {0}, {1} {х"), ["{0}", "{1}", "{х"]);
        assert_eq!(
            with_key("about_group_gaps").expect("it is there").gaps(),
            ["{0}"],
            "a word that it quotes is no value"
        );
        assert!(with_key("no_clear_difference").expect("it is there").gaps().is_empty());
    }
}
