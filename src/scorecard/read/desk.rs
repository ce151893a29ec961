//! One file under the reader's hands: its words, what was added in it, what was wrong.

use std::collections::BTreeMap;

use super::Reader;
use super::known::{Of, Vocabulary};
use super::values::{self, Read};
use super::words::key;
use crate::day::Day;
use crate::instrument::scorecard::{Scale, ScorecardInstrument};
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::scorecard::score::Score;
use crate::scorecard::session::{Found, Key};
use crate::table::{Cell, Decimal};

/// How many of the things that a file adds are laid beside what is known.
pub(super) const MOST_LOOKED_AT: usize = 500;

/// One file being read.
pub(super) struct Desk<'a> {
    pub reader: &'a Reader<'a>,
    pub file: String,
    pub words: Vocabulary<'a>,
    pub decimal: Option<Decimal>,
    pub problems: Problems,
    /// The facility and the round that the book speaks of, for a book that can't be used.
    pub says: (Option<String>, Option<String>),
    /// Whether the column of scores being read has parts of one in it.
    parts_of_one: bool,
    /// What was added in the field, as it was written first.
    added: BTreeMap<(Of, String), Label>,
}

impl<'a> Desk<'a> {
    pub fn new(reader: &'a Reader<'a>, file: String, decimal: Option<Decimal>) -> Desk<'a> {
        let words = Vocabulary::new(&reader.known);
        let (problems, says, added) = (Problems::default(), (None, None), BTreeMap::new());
        Desk { reader, file, words, decimal, problems, says, parts_of_one: false, added }
    }

    pub fn instrument(&self) -> &'a ScorecardInstrument {
        self.reader.instrument
    }

    pub fn report(&mut self, code: Code, at: At, found: impl Into<String>, detail: impl Into<String>) {
        self.problems.add(Problem::new(code, at, found).detail(detail));
    }

    /// The value of a cell; what was wrong with it is reported.
    pub fn take<T>(&mut self, read: Read<T>, cell: Cell, at: &At) -> Option<T> {
        let problem = |code, detail: String, hint| {
            let problem = Problem::new(code, at.clone(), quoted(&cell.shown())).detail(detail);
            Problem { hint, ..problem }
        };
        match read {
            Read::Blank => None,
            Read::Value(value) => Some(value),
            Read::Noted(value, code, detail) => {
                self.problems.add(problem(code, detail, None));
                Some(value)
            }
            Read::Bad(code, detail, hint) => {
                self.problems.add(problem(code, detail, hint));
                None
            }
        }
    }

    /// A score on the instrument's scale.
    pub fn score(&mut self, cell: Cell, at: &At) -> Option<Score> {
        self.score_on(cell, self.instrument().scale, at)
    }

    /// A score on a scale.
    pub fn score_on(&mut self, cell: Cell, scale: Scale, at: &At) -> Option<Score> {
        let read = values::score(cell, scale, self.instrument(), &self.words, self.decimal, self.parts_of_one);
        self.take(read, cell, at)
    }

    /// Looks at a column of scores before they are read: where one of them is shown as 80 %, the cell holds 0.8, and one
    /// that holds 1 may be 100 %.
    pub fn look_at<'c>(&mut self, scores: impl Iterator<Item = Cell<'c>>) {
        let decimal = self.decimal;
        self.parts_of_one = scores.into_iter().any(|cell| values::is_part_of_one(cell, decimal));
    }

    pub fn people(&mut self, cell: Cell, at: &At) -> Option<u64> {
        self.take(values::people(cell, self.decimal), cell, at)
    }

    pub fn amount(&mut self, cell: Cell, unit: &str, at: &At) -> Option<f64> {
        self.take(values::amount(cell, unit, self.decimal), cell, at)
    }

    pub fn day(&mut self, cell: Cell, at: &At) -> Option<Day> {
        self.take(values::day(cell), cell, at)
    }

    /// A thing that isn't known, under the words by which the file names it first.
    pub fn added(&mut self, of: Of, text: &str, at: &At) -> Key {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let new = !self.added.contains_key(&(of, key(text)));
        let label = self.added.entry((of, key(text))).or_insert_with(|| Label::same(&words)).clone();
        if new && of != Of::Stakeholders {
            // Whoever adds so much has mistyped none of it, and looking for what is near takes its time.
            let near = if self.added.len() <= MOST_LOOKED_AT { self.words.near(of, text) } else { None };
            match near {
                Some(near) => {
                    let meant = self.title(of, near);
                    let problem = Problem::new(Code::NearLabel, at.clone(), quoted(&words)).detail(quoted(&meant));
                    self.problems.add(problem.hint(Hint::Meant(meant)));
                }
                None => self.report(Code::AddedInField, at.clone(), quoted(&words), ""),
            }
        }
        Key::Added(label)
    }

    /// A thing that isn't known, if the file has named it before.
    pub fn added_before(&self, of: Of, text: &str) -> Option<Key> {
        self.added.get(&(of, key(text))).cloned().map(Key::Added)
    }

    /// The thing that a code or words name, and by which of the two; nothing for what isn't known.
    pub fn known(&mut self, of: Of, id: &str, label: &str, at: &At) -> Option<(usize, Found)> {
        let by_id = if id.is_empty() { None } else { self.words.by_id(of, id) };
        let by_words = if label.is_empty() { None } else { self.words.find(of, label) };
        match (by_id, by_words) {
            (Some(id), Some(words)) if id != words => {
                let (id_title, words_title) = (self.title(of, id), self.title(of, words));
                self.report(Code::CodeAndLabelDiffer, at.clone(), quoted(&id_title), quoted(&words_title));
                Some((id, Found::Id))
            }
            (Some(index), _) => Some((index, Found::Id)),
            (None, Some(index)) => Some((index, Found::Label)),
            (None, None) => None,
        }
    }

    /// The title of a thing of the instrument, in its first language.
    pub fn title(&self, of: Of, index: usize) -> String {
        let instrument = self.instrument();
        let title = match of {
            Of::Indicators => instrument.indicators.get(index).map(|i| &i.title),
            Of::Inputs => instrument.inputs.get(index).map(|i| &i.title),
            Of::Groups => instrument.groups.get(index).map(|i| &i.title),
            Of::Stakeholders => instrument.stakeholders.get(index).map(|i| &i.title),
            Of::Types => instrument.facility_types.get(index).map(|i| &i.title),
            _ => None,
        };
        title.map(|t| t.get(crate::lang::Lang::Mn).to_owned()).unwrap_or_default()
    }

    pub fn name(&self, of: Of, key: &Key) -> String {
        match key {
            Key::Known(index) => self.title(of, *index),
            Key::Added(label) => label.get(crate::lang::Lang::Mn).to_owned(),
        }
    }
}
