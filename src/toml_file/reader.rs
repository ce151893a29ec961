//! Reading tables of a TOML file so that everything unexpected is noted, not only the first.
//!
//! A reader asks a [`Section`] for the keys it knows; what it never asked for is an unknown key.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::faults::{Fault, Faults, Log};
use crate::lang::Label;
use crate::problem::Code;

/// Reads the text of a file. `name` is what the file is called in messages; `from` gives nothing only where it noted why.
///
/// # Errors
///
/// Everything that is wrong. After a syntax error nothing else is looked at: what follows it would be noted as missing, which it isn't.
pub fn read<T>(name: &str, text: &str, from: impl FnOnce(Section<'_>) -> Option<T>) -> Result<T, Faults> {
    let log = Log::default();
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or_default();
        log.add(Fault::bare(Code::NotToml, span, "").detail(error.message()));
    }
    let made = errors.is_empty().then(|| from(Section::new(&log, 0..0, table.get_ref()))).flatten();
    match (log.into_faults(name, text), made) {
        (None, made) => Ok(made.expect("what gives nothing was noted")),
        (Some(faults), _) => Err(faults),
    }
}

/// A word of the file with the bytes where it stands.
pub type Word = Spanned<String>;

/// A table of the file.
pub struct Section<'t> {
    /// Where everything that is wrong is noted.
    pub log: &'t Log,
    at: Range<usize>,
    table: &'t DeTable<'t>,
    known: RefCell<Vec<&'static str>>,
}

impl<'t> Section<'t> {
    /// The table at these bytes.
    pub fn new(log: &'t Log, at: Range<usize>, table: &'t DeTable<'t>) -> Section<'t> {
        Section { log, at, table, known: RefCell::default() }
    }

    /// A value that must be a table.
    pub fn of(log: &'t Log, value: &'t Spanned<DeValue<'t>>) -> Option<Section<'t>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Section::new(log, value.span(), table)),
            other => {
                wrong(log, value.span(), other, "{ … }");
                None
            }
        }
    }

    /// The bytes of the table, or of its heading.
    pub fn span(&self) -> Range<usize> {
        self.at.clone()
    }

    /// The value of a key, whatever it is.
    pub fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        let mut known = self.known.borrow_mut();
        if !known.contains(&key) {
            known.push(key);
        }
        self.table.get(key)
    }

    /// Whether a key is there.
    pub fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// The value of a key that must be there.
    pub fn wanted(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        let value = self.value(key);
        if value.is_none() {
            self.log.add(Fault::new(Code::MissingKey, self.span(), key));
        }
        value
    }

    /// A text. A number written where a code may stand is taken as its digits.
    pub fn text(&self, key: &'static str) -> Option<Word> {
        word(self.log, self.value(key)?)
    }

    /// A text that must be there; empty where it isn't.
    pub fn wanted_text(&self, key: &'static str) -> Word {
        let given = self.wanted(key).and_then(|v| word(self.log, v));
        given.unwrap_or_else(|| Spanned::new(self.span(), String::new()))
    }

    /// An identifier that must be there.
    pub fn id(&self) -> Word {
        let id = self.wanted_text("id");
        if self.has("id") {
            identifier(self.log, &id);
        }
        id
    }

    /// A finite number.
    pub fn number(&self, key: &'static str) -> Option<Spanned<f64>> {
        number(self.log, self.value(key)?)
    }

    /// One word out of a few, each with what it stands for.
    pub fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        choice(self.log, &self.text(key)?, choices)
    }

    /// The same for a word that must be there.
    pub fn wanted_choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.wanted(key)?;
        self.choice(key, choices)
    }

    /// Numbers, a list of them or one; none if not given.
    pub fn numbers(&self, key: &'static str) -> Vec<f64> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let all = match value.get_ref() {
            DeValue::Array(list) => list.iter().filter_map(|one| number(self.log, one)).collect(),
            _ => Vec::from_iter(number(self.log, value)),
        };
        all.into_iter().map(Spanned::into_inner).collect()
    }

    /// True or false; false if not given.
    pub fn truth(&self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            wrong(self.log, value.span(), value.get_ref(), "true");
            false
        })
    }

    /// Texts or codes: one, or a list of them.
    pub fn texts(&self, key: &'static str) -> Vec<Word> {
        self.value(key).map(|v| words(self.log, v)).unwrap_or_default()
    }

    /// Texts that must be there.
    pub fn wanted_texts(&self, key: &'static str) -> Vec<Word> {
        self.wanted(key).map(|v| words(self.log, v)).unwrap_or_default()
    }

    /// A label, `{ mn = "…", en = "…" }`.
    pub fn label(&self, key: &'static str) -> Option<Label> {
        let section = Section::of(self.log, self.value(key)?)?;
        let label = section.own_label();
        section.done();
        Some(label)
    }

    /// A label that must be there.
    pub fn wanted_label(&self, key: &'static str) -> Label {
        self.wanted(key);
        self.label(key).unwrap_or_default()
    }

    /// The label that a table is itself, by its keys `mn` and `en`.
    pub fn own_label(&self) -> Label {
        let side = |key| self.text(key).map(|w| w.into_inner().trim().to_owned()).unwrap_or_default();
        let label = Label::new(side("mn"), side("en"));
        if label.mn.is_empty() && label.en.is_empty() {
            self.log.add(Fault::new(Code::EmptyLabel, self.span(), ""));
        }
        label
    }

    /// A list of tables: `[[question]]`, or `[{ … }, { … }]`.
    pub fn sections(&self, key: &'static str) -> Vec<Section<'t>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        sections(self.log, value)
    }

    /// A table whose keys are names the writer chose, in the order of the file.
    pub fn named(&self, key: &'static str) -> Vec<(Word, &'t Spanned<DeValue<'t>>)> {
        let Some(section) = self.value(key).and_then(|v| Section::of(self.log, v)) else { return Vec::new() };
        section.entries()
    }

    /// Every key with its value, in the order of the file.
    pub fn entries(&self) -> Vec<(Word, &'t Spanned<DeValue<'t>>)> {
        let mut entries: Vec<_> =
            self.table.iter().map(|(k, v)| (Spanned::new(k.span(), k.get_ref().to_string()), v)).collect();
        entries.sort_by_key(|(k, _)| k.span().start);
        entries
    }

    /// Notes the keys that nobody asked for.
    pub fn done(self) {
        let known = self.known.borrow();
        for (key, _) in self.entries() {
            if !known.iter().any(|k| k == key.get_ref()) {
                self.log.add(Fault::new(Code::UnknownKey, key.span(), key.get_ref()).known(&known));
            }
        }
    }
}

/// A value that must be a list of tables.
pub fn sections<'t>(log: &'t Log, value: &'t Spanned<DeValue<'t>>) -> Vec<Section<'t>> {
    match value.get_ref() {
        DeValue::Array(list) => list.iter().filter_map(|v| Section::of(log, v)).collect(),
        other => {
            wrong(log, value.span(), other, "[{ … }, { … }]");
            Vec::new()
        }
    }
}

/// One text or code, or a list of them.
pub fn words(log: &Log, value: &Spanned<DeValue<'_>>) -> Vec<Word> {
    match value.get_ref() {
        DeValue::Array(list) => list.iter().filter_map(|v| word(log, v)).collect(),
        _ => word(log, value).into_iter().collect(),
    }
}

/// A finite number.
pub fn number(log: &Log, value: &Spanned<DeValue<'_>>) -> Option<Spanned<f64>> {
    let read = match value.get_ref() {
        DeValue::Integer(i) if i.radix() == 10 => i.as_str().parse::<f64>().ok(),
        DeValue::Float(f) => f.as_str().parse::<f64>().ok(),
        _ => None,
    };
    let finite = read.filter(|x| x.is_finite());
    if finite.is_none() {
        wrong(log, value.span(), value.get_ref(), "12.5");
    }
    finite.map(|x| Spanned::new(value.span(), x))
}

/// A text or a code.
pub fn word(log: &Log, value: &Spanned<DeValue<'_>>) -> Option<Word> {
    let text = match value.get_ref() {
        DeValue::String(s) => s.to_string(),
        DeValue::Integer(i) if i.radix() == 10 => i.as_str().to_owned(),
        DeValue::Float(f) => f.as_str().to_owned(),
        other => {
            wrong(log, value.span(), other, "\"…\"");
            return None;
        }
    };
    Some(Spanned::new(value.span(), text))
}

fn wrong(log: &Log, span: Range<usize>, value: &DeValue<'_>, like: &str) {
    log.add(Fault::bare(Code::WrongValue, span, value.type_str()).detail(like));
}

/// Notes an identifier that could not stand in a file name, a column or a command.
pub fn identifier(log: &Log, id: &Word) {
    let sound = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if id.get_ref().is_empty() || !id.get_ref().chars().all(sound) {
        log.add(Fault::new(Code::BadIdentifier, id.span(), id.get_ref()));
    }
}

/// One word out of a few, each with what it stands for.
pub fn choice<T: Copy>(log: &Log, word: &Word, choices: &[(&str, T)]) -> Option<T> {
    let found = choices.iter().find(|(name, _)| name == word.get_ref()).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        log.add(Fault::new(Code::UnknownWord, word.span(), word.get_ref()).one_of(&names));
    }
    found
}

/// Names that other parts of the file refer to: each given once, found by its text.
pub struct Names {
    unknown: Code,
    order: Vec<String>,
    index: BTreeMap<String, (usize, Range<usize>)>,
}

impl Names {
    /// No names yet; `unknown` is the problem of one that isn't among them.
    pub fn new(unknown: Code) -> Names {
        Names { unknown, order: Vec::new(), index: BTreeMap::new() }
    }

    /// Adds a name. A second time it is a fault, and the first stays.
    pub fn add(&mut self, log: &Log, name: &Word) {
        let at = self.order.len();
        self.order.push(name.get_ref().clone());
        if name.get_ref().is_empty() {
            return;
        }
        match self.index.get(name.get_ref()) {
            Some((_, first)) => {
                log.add(Fault::new(Code::GivenTwice, name.span(), name.get_ref()).earlier(first.clone()))
            }
            None => {
                self.index.insert(name.get_ref().clone(), (at, name.span()));
            }
        }
    }

    /// The place of a name, if it is one.
    pub fn known(&self, name: &Word) -> Option<usize> {
        self.index.get(name.get_ref()).map(|(at, _)| *at)
    }

    /// The place of a name in the order in which they were added.
    pub fn find(&self, log: &Log, name: &Word) -> Option<usize> {
        self.find_within(log, name, "")
    }

    /// The same, with whose names they are.
    pub fn find_within(&self, log: &Log, name: &Word, whose: &str) -> Option<usize> {
        let found = self.known(name);
        if found.is_none() && !name.get_ref().is_empty() {
            let known: Vec<&str> = self.order.iter().map(String::as_str).filter(|n| !n.is_empty()).collect();
            log.add(Fault::new(self.unknown, name.span(), name.get_ref()).detail(whose).known(&known));
        }
        found
    }
}
