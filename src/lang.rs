//! The two languages of every reader: Mongolian and English.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A language that a card can be printed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Mongolian, in Cyrillic.
    Mn,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which outputs show them.
    pub const ALL: [Lang; 2] = [Lang::Mn, Lang::En];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Mn => "mn",
            Lang::En => "en",
        }
    }
}

/// A label in both languages. Never empty in both; an empty side falls back to the other.
///
/// Copies share the text: a table repeats the same few labels in thousands of cells.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Mongolian.
    #[serde(default)]
    pub mn: Arc<str>,
    /// English.
    #[serde(default)]
    pub en: Arc<str>,
}

/// By which copies of a label are known without reading them.
pub(crate) type Identity = (usize, usize);

thread_local! {
    /// Nothing is one text for each thread. The default is one for all, and threads that count its copies wait for each other.
    static NOTHING: Arc<str> = Arc::from("");
}

fn shared(text: &str) -> Arc<str> {
    if text.is_empty() { NOTHING.with(Arc::clone) } else { text.into() }
}

impl Label {
    /// A label in both languages.
    pub fn new(mn: impl AsRef<str>, en: impl AsRef<str>) -> Label {
        Label { mn: shared(mn.as_ref()), en: shared(en.as_ref()) }
    }

    /// The same words in both languages: a code, a file name, a number.
    pub fn same(text: impl AsRef<str>) -> Label {
        let text = shared(text.as_ref());
        Label { mn: text.clone(), en: text }
    }

    /// What copies of it have in common as long as one of them lives: where its texts lie.
    pub(crate) fn identity(&self) -> Identity {
        (self.mn.as_ptr().addr(), self.en.as_ptr().addr())
    }

    /// The label in one language, or in the other where this one is empty.
    pub fn get(&self, lang: Lang) -> &str {
        let (first, second) = match lang {
            Lang::Mn => (&self.mn, &self.en),
            Lang::En => (&self.en, &self.mn),
        };
        if first.is_empty() { second } else { first }
    }
}
