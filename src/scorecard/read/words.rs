//! Words of a book brought to one form, and lists of words that name things.
//!
//! People retype labels: with other case, spaces and punctuation, in one of the two languages or in both, with Latin
//! letters that look Cyrillic. All of these are one [`key`]. Nearness is only ever offered, never taken.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::lang::Label;

/// Words longer than this are prose, not a label.
const LONGEST: usize = 400;

/// The letters and digits of a text in lower case, nothing else: what two spellings of one label share.
pub(super) fn key(text: &str) -> String {
    // Only a letter with its mark beside it has another form.
    match text.contains(|c: char| matches!(c, '\u{300}'..='\u{36F}')) {
        true => key_of(text.nfc()),
        false => key_of(text.chars()),
    }
}

fn key_of(letters: impl Iterator<Item = char>) -> String {
    let mut key = String::with_capacity(64);
    let (mut word, mut cyrillic) = (0, false);
    for c in letters.chain(std::iter::once(' ')) {
        match lower(c) {
            Lower::One(c) => {
                cyrillic |= is_cyrillic(c);
                key.push(c);
            }
            Lower::Rare => key.extend(c.to_lowercase().filter(|c| c.is_alphanumeric())),
            Lower::None => {
                if cyrillic {
                    mend(&mut key, word);
                }
                (word, cyrillic) = (key.len(), false);
            }
        }
    }
    key
}

/// What a letter is in lower case.
enum Lower {
    One(char),
    /// One that is seldom seen, and has to be looked up.
    Rare,
    /// It is no letter or digit.
    None,
}

/// Nearly every letter of a book is of these; looking the others up takes longest of all that is done with a label.
fn lower(c: char) -> Lower {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='я' | 'ө' | 'ү' | 'ё' | '№' | '✓' => Lower::One(c),
        'A'..='Z' => Lower::One(c.to_ascii_lowercase()),
        'А'..='Я' => Lower::One(char::from_u32(c as u32 + 0x20).unwrap_or(c)),
        'Ө' => Lower::One('ө'),
        'Ү' => Lower::One('ү'),
        'Ё' => Lower::One('ё'),
        'Є' => Lower::One('є'),
        'Ї' => Lower::One('ї'),
        'є' | 'ї' => Lower::One(c),
        _ if c.is_ascii() || !c.is_alphanumeric() => Lower::None,
        _ => Lower::Rare,
    }
}

/// Puts the Cyrillic letters that were meant into the word that begins there.
fn mend(key: &mut String, word: usize) {
    if key[word..].chars().any(|c| cyrillic_letter(c) != c) {
        let mended: String = key[word..].chars().map(cyrillic_letter).collect();
        key.truncate(word);
        key.push_str(&mended);
    }
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4FF}')
}

/// The Cyrillic letter that was meant in a Cyrillic word: Є and Ї stand for Ө and Ү, and some Latin letters look alike.
fn cyrillic_letter(c: char) -> char {
    match c {
        'є' => 'ө',
        'ї' => 'ү',
        'a' => 'а',
        'e' => 'е',
        'o' => 'о',
        'p' => 'р',
        'c' => 'с',
        'x' => 'х',
        'y' => 'у',
        'k' => 'к',
        'm' => 'м',
        't' => 'т',
        'h' => 'н',
        'b' => 'в',
        other => other,
    }
}

/// Texts whose keys a thread remembers; then it begins anew.
const REMEMBERED: usize = 4_000;

thread_local! {
    /// The few hundred labels of a book are in every other book too, and each is looked up in several lists. Bringing
    /// them to one form would take longer than anything else that is done with a book.
    static SEEN: RefCell<FxHashMap<Box<str>, Rc<[String]>>> = RefCell::default();
}

/// The keys under which a text may be known, the whole first; then without what is in parentheses, and each part of a
/// label in two languages, which are a Cyrillic and a Latin one: "Эмч / Сувилагч" is neither of the two.
pub(super) fn keys(text: &str) -> Rc<[String]> {
    SEEN.with_borrow_mut(|seen| {
        if let Some(keys) = seen.get(text) {
            return Rc::clone(keys);
        }
        if seen.len() >= REMEMBERED {
            seen.clear();
        }
        let keys: Rc<[String]> = keys_of(text).collect();
        seen.insert(text.into(), Rc::clone(&keys));
        keys
    })
}

fn keys_of(text: &str) -> impl Iterator<Item = String> + '_ {
    let whole = std::iter::once(key(text));
    let plain = text.contains('(').then(|| key(&outside(text)));
    let parts = [text.split_once(['\n', '/', '|', '·', '–', '—']), text.split_once(" - ")];
    let parts = parts.into_iter().flatten().find(|(a, b)| a.contains(is_cyrillic) != b.contains(is_cyrillic));
    whole.chain(plain).chain(parts.into_iter().flat_map(|(a, b)| [key(a), key(b)])).filter(|k| !k.is_empty())
}

/// The text outside parentheses.
fn outside(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Words that name things of one list, by index.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: FxHashMap<String, usize>,
    known: FxHashMap<String, Option<usize>>,
    /// The words in the order in which they were added, for what is near.
    list: Vec<(String, usize)>,
}

impl Words {
    /// Adds an identifier, which is found first.
    pub fn id(&mut self, id: &str, index: usize) {
        self.ids.entry(id.trim().to_lowercase()).or_insert(index);
        self.word(id, index);
    }

    /// Adds a word. One that names two things names neither.
    pub fn word(&mut self, word: &str, index: usize) {
        let key = key(word);
        if key.is_empty() {
            return;
        }
        let entry = self.known.entry(key.clone()).or_insert(Some(index));
        if *entry == Some(index) {
            self.list.push((key, index));
        } else {
            *entry = None;
        }
    }

    /// Adds a label: each language, and both as a book in two languages has them.
    pub fn label(&mut self, label: &Label, index: usize) {
        self.word(&label.mn, index);
        self.word(&label.en, index);
        self.word(&format!("{} {}", label.mn, label.en), index);
        self.word(&format!("{} {}", label.en, label.mn), index);
    }

    /// What an identifier names.
    pub fn by_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).or_else(|| self.ids.get(&id.trim().to_lowercase())).copied()
    }

    /// What words name.
    pub fn find(&self, text: &str) -> Option<usize> {
        if text.len() > LONGEST {
            return None;
        }
        keys(text).iter().find_map(|key| self.known.get(key).copied().flatten())
    }

    /// What words nearly name: the one thing with the nearest words, if they are near at all.
    pub fn near(&self, text: &str) -> Option<usize> {
        const NEAR: f64 = 0.8;
        let key = key(text);
        if text.len() > LONGEST || key.chars().count() < 5 {
            return None;
        }
        let near = |(word, index): &(String, usize)| {
            let unlike = word.len().abs_diff(key.len()) * 2 > word.len().max(key.len());
            let near = if unlike { 0.0 } else { strsim::normalized_damerau_levenshtein(word, &key) };
            (near >= NEAR).then_some((near, *index))
        };
        let mut best: Option<(f64, usize)> = None;
        for (near, index) in self.list.iter().filter_map(near) {
            match best {
                Some((most, at)) if near == most && at != index => return None,
                Some((most, _)) if near <= most => {}
                _ => best = Some((near, index)),
            }
        }
        best.map(|(_, index)| index)
    }

    /// Every word that names one thing.
    pub fn every(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|(word, _)| word.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retyped_labels_have_one_key() {
        assert_eq!(key("  Оноо: "), key("ОНОО"));
        assert_eq!(key("Хүлээх  хугацаа"), key("хүлээх хугацаа."));
        assert_eq!(key("Yнэлгээ өгсөн"), key("Үнэлгээ өгсөн").replace('ү', "у"));
        assert_eq!(key("Їнэлгээ єгсєн"), key("Үнэлгээ өгсөн"));
        assert_eq!(key("Oноо"), key("Оноо"));
        assert_ne!(key("Men"), key("Мен"));
        assert_eq!(key("и\u{306}"), key("й"));
        assert_eq!(key(" … "), "");
    }

    #[test]
    fn a_label_is_found_in_either_language_in_both_and_with_a_remark() {
        let mut words = Words::default();
        words.id("HC01", 0);
        words.label(&Label::new("Хүлээх хугацаа", "Waiting time"), 0);
        words.label(&Label::new("Цэвэр байдал", "Cleanliness"), 1);
        for text in ["Хүлээх хугацаа", "waiting time", "Хүлээх хугацаа / Waiting time", "Хүлээх хугацаа\nWaiting time"]
        {
            assert_eq!(words.find(text), Some(0), "{text}");
        }
        assert_eq!(words.find("Цэвэр байдал (өрөө, ариун цэврийн өрөө)"), Some(1));
        assert_eq!(words.find("Цэвэр байдал / Purity"), Some(1));
        assert_eq!(words.find("Цэвэр байдал / Хүлээх хугацаа"), None);
        assert_eq!((words.by_id(" hc01 "), words.find("Ариун цэвэр")), (Some(0), None));
        assert_eq!((words.near("Хүлээх хугцаа"), words.near("Ус")), (Some(0), None));
    }

    #[test]
    fn a_word_for_two_things_names_neither() {
        let mut words = Words::default();
        words.word("Бусад", 0);
        words.word("бусад", 1);
        assert_eq!(words.find("Бусад"), None);
    }
}
