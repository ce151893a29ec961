//! Lists of a scorecard file: entries that are found by an identifier, a title or another spelling, each meaning one.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Entry, GroupPair};
use crate::lang::Label;
use crate::problem::Code;
use crate::toml_file::{Fault, Log, Names, Section, Word, words};

/// What makes two spellings of a label one: no case, no blanks around, one blank between words.
pub fn spelling(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The word for everybody else who scored, in `compare`.
const OTHERS: &str = "others";

/// Identifiers and spellings of one list.
pub(in crate::instrument) struct List {
    names: Names,
    owners: BTreeMap<String, (String, Range<usize>)>,
}

impl List {
    /// No entries yet; `unknown` is the problem of a name that isn't among them.
    pub(in crate::instrument) fn new(unknown: Code) -> List {
        List { names: Names::new(unknown), owners: BTreeMap::new() }
    }

    /// Reads what all entries have: identifier, title, other spellings.
    pub(in crate::instrument) fn entry(&mut self, section: &Section<'_>) -> Entry {
        let log = section.log;
        let id = section.id();
        self.names.add(log, &id);
        let title = section.wanted_label("title");
        let also = section.texts("also");
        self.own(log, &id, id.span(), id.get_ref());
        let span = section.value("title").map_or(section.span(), |v| v.span());
        for side in [&title.mn, &title.en] {
            self.own(log, &id, span.clone(), side);
        }
        for word in &also {
            if spelling(word.get_ref()).is_empty() {
                log.add(Fault::new(Code::WrongValue, word.span(), word.get_ref()).detail("\"…\""));
            }
            self.own(log, &id, word.span(), word.get_ref());
        }
        Entry { id: id.into_inner(), title, also: also.into_iter().map(Word::into_inner).collect() }
    }

    /// Reads a list of nothing but entries.
    pub(in crate::instrument) fn entries(&mut self, file: &Section<'_>, key: &'static str) -> Vec<Entry> {
        let read = |section: Section<'_>| {
            let entry = self.entry(&section);
            section.done();
            entry
        };
        file.sections(key).into_iter().map(read).collect()
    }

    /// Gives a spelling to an entry, and notes one that belongs to another.
    fn own(&mut self, log: &Log, owner: &Word, span: Range<usize>, text: &str) {
        let key = spelling(text);
        if key.is_empty() {
            return;
        }
        match self.owners.get(&key) {
            Some((other, first)) if other != owner.get_ref() => {
                log.add(Fault::new(Code::SpellingShared, span, text).detail(other.as_str()).earlier(first.clone()));
            }
            Some(_) => {}
            None => {
                self.owners.insert(key, (owner.get_ref().clone(), span));
            }
        }
    }

    /// The entry of this name, if there is one.
    pub(super) fn known(&self, name: &Word) -> Option<usize> {
        self.names.known(name)
    }

    /// The entries that a key of a section names, each once, in order.
    pub(in crate::instrument) fn named(&self, section: &Section<'_>, key: &'static str) -> Vec<usize> {
        let mut found = Vec::new();
        for name in section.texts(key) {
            let Some(index) = self.names.find(section.log, &name) else { continue };
            if found.contains(&index) {
                section.log.add(Fault::new(Code::GivenTwice, name.span(), name.get_ref()));
            } else {
                found.push(index);
            }
        }
        found.sort_unstable();
        found
    }
}

/// Reads `compare = [["women", "men"], ["disability", "others"]]`.
pub(super) fn pairs(file: &Section<'_>, groups: &List) -> Vec<GroupPair> {
    let Some(value) = file.value("compare") else { return Vec::new() };
    let wrong = |span| file.log.add(Fault::bare(Code::WrongValue, span, "value").detail(r#"[["women", "men"]]"#));
    let Some(list) = value.get_ref().as_array() else {
        wrong(value.span());
        return Vec::new();
    };
    let mut pairs: Vec<GroupPair> = Vec::new();
    for value in list {
        let names = if value.get_ref().is_array() { words(file.log, value) } else { Vec::new() };
        let [first, second] = names.as_slice() else {
            wrong(value.span());
            continue;
        };
        let Some(pair) = pair(file.log, groups, first, second) else { continue };
        let same = |p: &GroupPair| *p == pair || (Some(p.first), p.second) == (pair.second, Some(pair.first));
        if pairs.iter().any(same) || Some(pair.first) == pair.second {
            file.log.add(Fault::new(Code::GivenTwice, second.span(), second.get_ref()).earlier(first.span()));
        }
        pairs.push(pair);
    }
    pairs
}

fn pair(log: &Log, groups: &List, first: &Word, second: &Word) -> Option<GroupPair> {
    let others = second.get_ref() == OTHERS;
    let first = groups.names.find(log, first);
    let second = if others { None } else { groups.names.find(log, second) };
    (others || second.is_some()).then_some(())?;
    Some(GroupPair { first: first?, second })
}

/// Notes a group that is called as everybody else is.
pub(super) fn no_others(file: &Section<'_>) {
    for section in file.sections("groups") {
        if let Some(id) = section.text("id").filter(|id| id.get_ref() == OTHERS) {
            section.log.add(Fault::new(Code::WordTaken, id.span(), id.get_ref()));
        }
    }
}

/// A label that may be left out.
pub(in crate::instrument) fn optional(section: &Section<'_>, key: &'static str) -> Label {
    section.label(key).unwrap_or_default()
}
