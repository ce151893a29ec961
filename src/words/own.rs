//! The words that an instrument has of its own, and telling things in them.
//!
//! `t` is asked for a word in hundreds of places that know nothing of an instrument. So the words are not handed from page to page:
//! whoever makes a report, or writes one, does it within [`OwnWords::speak`], and what is told there by the same thread is told in
//! these words. They are an argument of whoever calls `speak` (an instrument, a report) and nobody hears of them after it, so
//! that a report is still a function of what it is made from.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::fixed::{FixedWord, fixed, named, saying, with_key};
use crate::lang::{Label, Lang};
use crate::problem::Code;
use crate::toml_file::{Fault, Section, nearest};

/// Words put otherwise than reports have them: by key, each in one language or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnWords(Arc<BTreeMap<&'static str, Label>>);

thread_local! {
    static SPOKEN: RefCell<OwnWords> = RefCell::default();
}

/// A word in both languages, as it is told here.
pub(super) fn spoken(mn: &'static str, en: &'static str) -> Label {
    let own = SPOKEN.with_borrow(|own| {
        if own.is_empty() { None } else { saying(mn, en).and_then(|word| own.0.get(word.key.as_str()).cloned()) }
    });
    own.unwrap_or_else(|| Label::new(mn, en))
}

/// The same of a word that is known by its key.
pub(super) fn told(word: &FixedWord) -> Label {
    SPOKEN.with_borrow(|own| own.get(word))
}

/// What `make` makes, told in the standard words: tables for machines, which nobody's words may change.
pub fn standard<T>(make: impl FnOnce() -> T) -> T {
    OwnWords::default().speak(make)
}

impl OwnWords {
    /// Whether nothing is put otherwise.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What `make` makes, told in these words and in no others: not in those of a `speak` around it.
    pub fn speak<T>(&self, make: impl FnOnce() -> T) -> T {
        /// Gives the words before it back, also when something panics.
        struct Before(OwnWords);
        impl Drop for Before {
            fn drop(&mut self) {
                SPOKEN.replace(std::mem::take(&mut self.0));
            }
        }
        let _before = Before(SPOKEN.replace(self.clone()));
        make()
    }

    /// The words in which this thread tells things now: for work that goes on in another thread.
    pub fn spoken() -> OwnWords {
        SPOKEN.with_borrow(OwnWords::clone)
    }

    /// What it has for a word, in both languages: an own one, else the standard one.
    pub fn get(&self, word: &FixedWord) -> Label {
        self.0.get(word.key.as_str()).cloned().unwrap_or_else(|| Label::new(word.mn, word.en))
    }

    /// What is put otherwise: the word, and in each language the own text if there is one.
    pub fn iter(&self) -> impl Iterator<Item = (&'static FixedWord, Label)> + '_ {
        let own = |text: &str, standard: &str| if text == standard { String::new() } else { text.to_owned() };
        self.0.iter().filter_map(move |(key, label)| {
            let word = with_key(key)?;
            Some((word, Label::new(own(&label.mn, word.mn), own(&label.en, word.en))))
        })
    }

    /// The words of several that one thing is made from. What they put differently is told in the standard word.
    pub fn together<'w>(all: impl IntoIterator<Item = &'w OwnWords>) -> OwnWords {
        /// Nothing yet, what all so far say, or that they don't say the same.
        #[derive(Default)]
        struct Side(Option<Result<Arc<str>, ()>>);
        impl Side {
            fn take(&mut self, text: &Arc<str>) {
                match &self.0 {
                    _ if text.is_empty() => {}
                    None => self.0 = Some(Ok(Arc::clone(text))),
                    Some(Ok(known)) if known == text => {}
                    Some(_) => self.0 = Some(Err(())),
                }
            }

            fn said(self) -> Arc<str> {
                self.0.and_then(Result::ok).unwrap_or_default()
            }
        }
        let mut sides: BTreeMap<&'static str, (&'static FixedWord, [Side; 2])> = BTreeMap::new();
        for (word, label) in all.into_iter().flat_map(OwnWords::iter) {
            let (_, [mn, en]) = sides.entry(word.key.as_str()).or_insert((word, Default::default()));
            mn.take(&label.mn);
            en.take(&label.en);
        }
        let mut made = BTreeMap::new();
        for (word, [mn, en]) in sides.into_values() {
            put(&mut made, word, &Label { mn: mn.said(), en: en.said() });
        }
        OwnWords(Arc::new(made))
    }

    /// Reads `[words]` of an instrument: `no_clear_difference = { mn = "…", en = "…" }`.
    ///
    /// A key that no word has and a text without the places for values of its word are noted where they stand.
    pub fn read(file: &Section<'_>) -> OwnWords {
        let mut made = BTreeMap::new();
        for (key, value) in file.named("words") {
            let Some(word) = with_key(key.get_ref()) else {
                file.log.add(unknown(Fault::new(Code::NoSuchWord, key.span(), key.get_ref()), key.get_ref()));
                continue;
            };
            let Some(section) = Section::of(file.log, value) else { continue };
            let label = section.own_label();
            for side in Lang::ALL.into_iter().filter_map(|lang| section.text(lang.code())) {
                if !side.get_ref().trim().is_empty() && !word.may_be(side.get_ref()) {
                    let places = word.gaps();
                    let places = if places.is_empty() { "∅".to_owned() } else { places.join(", ") };
                    file.log.add(Fault::new(Code::GapsOfWord, side.span(), &word.key).detail(places));
                }
            }
            section.done();
            put(&mut made, word, &label);
        }
        OwnWords(Arc::new(made))
    }
}

/// Puts a word otherwise; a language without a text of its own keeps the standard one.
fn put(made: &mut BTreeMap<&'static str, Label>, word: &'static FixedWord, own: &Label) {
    let side = |own: &Arc<str>, standard: &str| if own.is_empty() { standard.into() } else { Arc::clone(own) };
    let label = Label { mn: side(&own.mn, word.mn), en: side(&own.en, word.en) };
    if (&*label.mn, &*label.en) != (word.mn, word.en) {
        made.insert(word.key.as_str(), label);
    }
}

/// What was probably meant by a key that no word has: the key of a word that says this, or the nearest.
fn unknown(fault: Fault, key: &str) -> Fault {
    const MOST: usize = 6;
    let folded = key.trim().to_lowercase();
    let says = |word: &&FixedWord| word.en.to_lowercase() == folded || word.mn.to_lowercase() == folded;
    let saying: Vec<&str> = fixed().iter().filter(says).map(|word| word.key.as_str()).take(MOST).collect();
    if let Some(word) = named(key) {
        return fault.meant(&word.key);
    }
    match saying.as_slice() {
        [] => {
            let keys: Vec<&str> = fixed().iter().map(|word| word.key.as_str()).collect();
            match nearest(&folded.replace([' ', '-'], "_"), &keys) {
                Some(meant) => fault.meant(meant),
                None => fault,
            }
        }
        [one] => fault.meant(one),
        several => fault.one_of(several),
    }
}

/// As `{"no_clear_difference": {"mn": "…", "en": "…"}}`, in both languages.
impl Serialize for OwnWords {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter())
    }
}

/// What another version of the program wrote may have words that aren't known here: they are passed over.
impl<'de> Deserialize<'de> for OwnWords {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<OwnWords, D::Error> {
        let given: BTreeMap<String, Label> = Deserialize::deserialize(from)?;
        let mut made = BTreeMap::new();
        for (key, label) in &given {
            let Some(word) = with_key(key) else { continue };
            let sound = |text: &Arc<str>| if word.may_be(text) { Arc::clone(text) } else { Arc::default() };
            put(&mut made, word, &Label { mn: sound(&label.mn), en: sound(&label.en) });
        }
        Ok(OwnWords(Arc::new(made)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toml_file;
    use crate::words::{ForumWord, Word, fill, t};

    fn read(text: &str) -> Result<OwnWords, toml_file::Faults> {
        toml_file::read("миний.toml", text, |file| {
            let words = OwnWords::read(&file);
            file.done();
            Some(words)
        })
    }

    const OWN: &str =
        "[words]\nplace = { mn = \"Баг\", en = \"Ward\" }\nno_clear_difference = { mn = \"Ялгаа мэдэгдэхгүй\" }\n";

    #[test]
    fn words_are_told_within_and_nowhere_else() {
        let own = read(OWN).expect("no faults");
        let said = own.speak(|| {
            assert_eq!(OwnWords::default().speak(|| t(Word::Place)), Label::new("Газар", "Place"));
            [t(Word::Place), t(ForumWord::Place), t(Word::NoClearDifference), t(Word::Base)]
        });
        assert_eq!(said[0], Label::new("Баг", "Ward"));
        assert_eq!(said[1], said[0], "the word of another list that says the same");
        assert_eq!(said[2], Label::new("Ялгаа мэдэгдэхгүй", "No clear difference"), "one language alone");
        assert_eq!(said[3], Label::new(Word::Base.get(Lang::Mn), Word::Base.get(Lang::En)));
        assert_eq!(t(Word::Place), Label::new("Газар", "Place"));
        let panicked = std::panic::catch_unwind(|| own.speak(|| panic!("a thread goes on after it")));
        assert!(panicked.is_err() && OwnWords::spoken().is_empty());
    }

    #[test]
    fn a_key_that_no_word_has_is_shown_with_what_was_meant() {
        let said = |key: &str| {
            let faults = read(&format!("[words]\n{key} = {{ mn = \"Үг\" }}\n")).expect_err(key);
            faults.show(Lang::En)
        };
        let misspelt = said("no_claer_difference");
        assert!(misspelt.contains("error[I085]: reports have no word \"no_claer_difference\""), "{misspelt}");
        assert!(misspelt.contains("--> миний.toml:2:1"), "{misspelt}");
        assert!(misspelt.contains("^^^^^^^^^^^^^^^^^^^ Did you mean \"no_clear_difference\"?"), "{misspelt}");
        assert!(said("\"No clear difference\"").contains("Did you mean \"no_clear_difference\"?"));
        assert!(said("\"тодорхой ялгаагүй\"").contains("Did you mean \"no_clear_difference\"?"));
        assert!(said("forum_place").contains("Did you mean \"place\"?"));
        // In English these are one, in Mongolian several.
        assert!(
            said("Median").contains("It could be: median, scorecard_rule_median, check_median"),
            "{}",
            said("Median")
        );
        assert!(!said("хачин").contains("Did you mean"), "{}", said("хачин"));
    }

    #[test]
    fn a_phrase_keeps_its_places_for_values() {
        let own = read("[words]\nplaces_with_data_of = { en = \"{0} out of {1} wards answered\" }").expect("no faults");
        let with = [Label::same("11"), Label::same("13")];
        let said = own.speak(|| fill(Word::PlacesWithDataOf, &with));
        assert_eq!(said, Label::new("Нийт 13 газраас 11 нь мэдээлэлтэй", "11 out of 13 wards answered"));
        for text in ["{0} wards", "{0} of {1} and {2}", "{0} of {1", "wards", "{0} of {1} {wrad}"] {
            let faults = read(&format!("[words]\nplaces_with_data_of = {{ en = \"{text}\" }}")).expect_err(text);
            let said = faults.show(Lang::En);
            assert!(said.contains("error[I086]") && said.contains("{0}, {1}") && said.contains(":2:30"), "{said}");
        }
        assert!(read("[words]\nplace = { en = \"Ward {0}\" }").is_err(), "a word without values gets none");
    }

    #[test]
    fn a_phrase_that_quotes_a_word_quotes_the_own_one() {
        let own = read("[words]\nworse = { mn = \"Дор\", en = \"Below\" }").expect("no faults");
        let said = own.speak(|| [t(Word::AboutGroupGaps), fill(Word::AboutGroupGaps, &[Label::same("95")])]);
        assert!(said.iter().all(|said| said.mn.contains("«Дор»") && said.en.contains("“Below” means")), "{said:?}");
        assert!(said[0].en.ends_with("Confidence level {0}%.") && said[1].en.ends_with("Confidence level 95%."));
        assert!(fill(Word::AboutGroupGaps, &[]).en.contains("“Worse” means"));
    }

    #[test]
    fn an_empty_word_and_one_that_is_no_label_are_faults() {
        assert!(read("[words]\nplace = { mn = \" \" }").expect_err("empty").to_string().contains("I015"));
        assert!(read("[words]\nplace = \"Баг\"").expect_err("no label").to_string().contains("I004"));
        assert!(
            read("[words]\nplace = { mn = \"Баг\", ru = \"Баг\" }").expect_err("a third").to_string().contains("ru")
        );
    }

    #[test]
    fn words_are_read_back_from_what_was_written() {
        let own = read(OWN).expect("no faults");
        let text = serde_json::to_string(&own).expect("it can be written");
        assert_eq!(serde_json::from_str::<OwnWords>(&text).expect("it can be read"), own);
        let other = r#"{"place": {"mn": "Баг", "en": "Place {0}"}, "word_of_tomorrow": {"mn": "а", "en": "b"}}"#;
        let read = serde_json::from_str::<OwnWords>(other).expect("it can be read");
        assert_eq!(read.speak(|| t(Word::Place)), Label::new("Баг", "Place"));
        assert_eq!(read.iter().count(), 1);
    }

    #[test]
    fn what_several_put_differently_is_told_in_the_standard_word() {
        let own = |text: &str| read(&format!("[words]\n{text}")).expect("no faults");
        let health = own("place = { mn = \"Баг\", en = \"Ward\" }\nbase = { mn = \"Хэдэн хүн\" }");
        let education = own("place = { mn = \"Баг\", en = \"Quarter\" }");
        let both = OwnWords::together([&health, &education, &OwnWords::default()]);
        both.speak(|| {
            assert_eq!(t(Word::Place), Label::new("Баг", "Place"));
            assert_eq!(t(Word::Base), Label::new("Хэдэн хүн", Word::Base.get(Lang::En)));
        });
        assert_eq!(OwnWords::together([&health]), health);
    }
}
