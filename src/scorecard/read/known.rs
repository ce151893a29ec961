//! Every word that a book may use for something known: the layout's, the instrument's, and those of the book's own
//! dictionary. Made once for all books.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::words::{Words, key};
use crate::instrument::scorecard::{Entry, ScorecardInstrument};
use crate::lang::Label;
use crate::scorecard::layout::{Block, Fact, NO, NOT_DUE, Sheet, YES};
use crate::scorecard::session::{Level, Status};

/// A list of things with names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    Sheets,
    Blocks,
    Facts,
    Indicators,
    Inputs,
    Groups,
    Stakeholders,
    Types,
    Levels,
    Statuses,
    /// 0 is yes, 1 is no.
    YesNo,
    /// Words for what isn't due.
    NotDue,
    /// The words of the scale.
    Marks,
    /// Words for sums and means, which are nobody's row.
    Totals,
    /// Words for no answer.
    Nothing,
    /// 0 community, 1 provider, 2 agreed.
    Sides,
}

impl Of {
    const COUNT: usize = Of::Sides as usize + 1;

    /// The kind by which a book's dictionary calls it.
    fn named(kind: &str) -> Option<Of> {
        let kind = key(kind);
        let is = |word: &str| kind == word || kind.strip_suffix('s') == Some(word);
        [
            ("sheet", Of::Sheets),
            ("block", Of::Blocks),
            ("table", Of::Blocks),
            ("fact", Of::Facts),
            ("indicator", Of::Indicators),
            ("input", Of::Inputs),
            ("group", Of::Groups),
            ("stakeholder", Of::Stakeholders),
            ("type", Of::Types),
            ("facilitytype", Of::Types),
        ]
        .into_iter()
        .find_map(|(word, of)| is(word).then_some(of))
    }
}

const TOTALS: &[&str] = &[
    "нийт",
    "бүгд",
    "дүн",
    "нийт дүн",
    "дундаж",
    "дундаж оноо",
    "нийт дундаж",
    "зөрүү",
    "total",
    "sum",
    "all",
    "mean",
    "average",
    "overall",
    "difference",
];

const NOTHING: &[&str] = &[
    "мэдэхгүй",
    "мэдэхгүй байна",
    "хариулт байхгүй",
    "хоосон",
    "хариулаагүй",
    "don't know",
    "dont know",
    "dk",
    "no answer",
    "none",
    "blank",
    "missing",
    "n/a",
    "na",
    "хамаарахгүй",
];

const SIDES: [&[&str]; 3] = [
    &["community", "иргэд", "иргэдийн", "иргэдийн оноо", "citizens", "users", "бүлэг", "group"],
    &[
        "provider",
        "байгууллага",
        "байгууллагын",
        "өөрийн үнэлгээ",
        "үйлчилгээ үзүүлэгч",
        "self",
        "self-evaluation",
        "staff",
        "facility",
    ],
    &[
        "agreed",
        "тохирсон",
        "тохирсон оноо",
        "тохиролцсон",
        "нэгдсэн",
        "нэгдсэн хурал",
        "consensus",
        "joint",
        "interface",
        "interface meeting",
    ],
];

/// The words of all books.
#[derive(Debug)]
pub(super) struct Known {
    lists: Vec<Words>,
    /// What a header may stand for: a column of a table, and whether it is its very title.
    heads: FxHashMap<String, Vec<(Block, usize)>>,
}

impl Known {
    pub fn new(instrument: &ScorecardInstrument) -> Known {
        let mut known = Known { lists: Vec::new(), heads: FxHashMap::default() };
        known.lists.resize_with(Of::COUNT, Words::default);
        known.layout();
        known.instrument(instrument);
        for (i, words) in [YES, NO].into_iter().enumerate() {
            known.words(Of::YesNo, i, words);
        }
        for words in [NOT_DUE.0, NOT_DUE.1] {
            known.words(Of::NotDue, 0, words);
        }
        known.words(Of::Totals, 0, TOTALS);
        known.words(Of::Nothing, 0, NOTHING);
        for (i, words) in SIDES.into_iter().enumerate() {
            known.words(Of::Sides, i, words);
        }
        known
    }

    fn layout(&mut self) {
        for (i, sheet) in Sheet::ALL.into_iter().enumerate() {
            self.entry(Of::Sheets, i, sheet.id(), &sheet.title());
        }
        for (i, block) in Block::ALL.into_iter().enumerate() {
            self.entry(Of::Blocks, i, block.id(), &block.title());
            for (j, column) in block.columns().iter().enumerate() {
                let title = column.title();
                let mut words = Words::default();
                words.id(column.id, 0);
                words.label(&title, 0);
                column.also.iter().for_each(|also| words.word(also, 0));
                for word in words.every() {
                    let heads = self.heads.entry(word.to_owned()).or_default();
                    if !heads.contains(&(block, j)) {
                        heads.push((block, j));
                    }
                }
            }
        }
        for (i, fact) in Fact::ALL.into_iter().enumerate() {
            self.entry(Of::Facts, i, fact.id(), &fact.title());
            self.words(Of::Facts, i, fact.also());
        }
        for (i, level) in Level::ALL.into_iter().enumerate() {
            self.entry(Of::Levels, i, level.id(), &level.title());
            self.words(Of::Levels, i, level.also());
        }
        for (i, status) in Status::ALL.into_iter().enumerate() {
            self.entry(Of::Statuses, i, status.id(), &status.title());
            self.words(Of::Statuses, i, status.also());
        }
    }

    fn instrument(&mut self, instrument: &ScorecardInstrument) {
        for (i, it) in instrument.indicators.iter().enumerate() {
            self.entry(Of::Indicators, i, &it.id, &it.title);
            self.words(Of::Indicators, i, &it.also);
        }
        for (i, it) in instrument.inputs.iter().enumerate() {
            self.entry(Of::Inputs, i, &it.id, &it.title);
            self.words(Of::Inputs, i, &it.also);
        }
        let mut entries = |of, entries: &[Entry]| {
            for (i, it) in entries.iter().enumerate() {
                self.entry(of, i, &it.id, &it.title);
                self.words(of, i, &it.also);
            }
        };
        entries(Of::Groups, &instrument.groups);
        entries(Of::Stakeholders, &instrument.stakeholders);
        entries(Of::Types, &instrument.facility_types);
        for (i, mark) in instrument.marks.iter().enumerate() {
            self.lists[Of::Marks as usize].label(&mark.title, i);
        }
    }

    fn entry(&mut self, of: Of, index: usize, id: &str, title: &Label) {
        let words = &mut self.lists[of as usize];
        words.id(id, index);
        words.label(title, index);
    }

    fn words(&mut self, of: Of, index: usize, words: &[impl AsRef<str>]) {
        words.iter().for_each(|word| self.lists[of as usize].word(word.as_ref(), index));
    }

    /// A list of all books.
    pub fn list(&self, of: Of) -> &Words {
        &self.lists[of as usize]
    }
}

/// The words of one book: those of all books and its own dictionary.
pub(super) struct Vocabulary<'a> {
    known: &'a Known,
    own: BTreeMap<Of, Words>,
    own_heads: BTreeMap<String, Vec<(Block, usize)>>,
}

impl<'a> Vocabulary<'a> {
    pub fn new(known: &'a Known) -> Vocabulary<'a> {
        Vocabulary { known, own: BTreeMap::new(), own_heads: BTreeMap::new() }
    }

    /// Adds a row of the book's dictionary, unless its words are known anyway.
    pub fn learn(&mut self, kind: &str, id: &str, words: [&str; 2]) {
        if key(kind).starts_with("column") {
            return self.learn_column(id, words);
        }
        let Some(of) = Of::named(kind) else { return };
        let list = self.known.list(of);
        let Some(index) = list.by_id(id) else { return };
        for word in words {
            if list.find(word) != Some(index) {
                self.own.entry(of).or_default().word(word, index);
            }
        }
    }

    /// A column is called `scores.score`, or by its own name wherever it occurs.
    fn learn_column(&mut self, id: &str, words: [&str; 2]) {
        let (block, column) = id.rsplit_once(['.', '/', ':']).map_or((None, id), |(b, c)| (Some(b), c));
        for it in Block::ALL.into_iter().filter(|it| block.is_none_or(|b| b == it.id())) {
            let Some(j) = it.columns().iter().position(|c| c.id == column) else { continue };
            for word in words.map(key) {
                let known = self.known.heads.get(&word).is_some_and(|heads| heads.contains(&(it, j)));
                if !word.is_empty() && !known {
                    self.own_heads.entry(word).or_default().push((it, j));
                }
            }
        }
    }

    /// What an identifier names.
    pub fn by_id(&self, of: Of, id: &str) -> Option<usize> {
        self.known.list(of).by_id(id)
    }

    /// What words name.
    pub fn find(&self, of: Of, text: &str) -> Option<usize> {
        self.known.list(of).find(text).or_else(|| self.own.get(&of)?.find(text))
    }

    /// What words nearly name.
    pub fn near(&self, of: Of, text: &str) -> Option<usize> {
        self.known.list(of).near(text)
    }

    /// The columns of tables that a header may stand for.
    pub fn heads(&self, text: &str) -> Vec<(Block, usize)> {
        const LONGEST: usize = 200;
        if text.len() > LONGEST {
            return Vec::new();
        }
        for key in super::words::keys(text).iter() {
            let known = self.known.heads.get(key).map(Vec::as_slice).unwrap_or_default();
            let own = self.own_heads.get(key).map(Vec::as_slice).unwrap_or_default();
            if !known.is_empty() || !own.is_empty() {
                return known.iter().chain(own).copied().collect();
            }
        }
        Vec::new()
    }
}
