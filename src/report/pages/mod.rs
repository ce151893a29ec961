//! The citizen report card: every page of it, made from the numbers of a [`Card`] and from what is known of its source.
//!
//! A page is one file here, a function from the `Book` to a section. Only findings that may be shown get past the book.

mod affected;
mod answers;
pub(super) mod book;
mod breakdowns;
mod codebook;
mod composites;
mod cover;
mod describe;
mod detail;
mod equity;
mod for_whom;
mod gaps;
mod intervals;
mod map;
mod methods;
mod priorities;
mod profile;
mod quality;
mod scores;
mod summary;
#[cfg(test)]
mod tests;
mod tidy;
pub(super) mod tidy_gaps;
mod tidy_priorities;

use super::{corrections, parts};
use crate::card::{Card, GroupInequality, PlaceInequality, Survey};
use crate::coding::Columns;
use crate::coding::corrections::Settled;
use crate::gap::{Difference, Meaning};
use crate::instrument::{GroupingIndex, Instrument};
use crate::lang::Label;
use crate::problem::Problems;
use crate::report::words::{OwnWords, Word, standard, t};
use crate::report::{MadeBy, Report, Section, Tidy};
use crate::table::FileFacts;
use crate::together;
use crate::travel::Shared;
use book::Book;
pub(super) use book::verdict as verdict_of;
pub(super) use describe::{direction, missing};
pub use profile::PROFILES;
pub(super) use quality::{file_facts, rows_of};
pub(super) use summary::{headline_figures, headline_name};

/// What is known of the data beside the numbers.
pub struct Source<'a> {
    /// The files, with what was guessed of them.
    pub files: &'a [FileFacts],
    /// The headers of the table.
    pub headers: &'a [String],
    /// Which column answers which question.
    pub columns: &'a Columns,
    /// Everything that was wrong.
    pub problems: &'a Problems,
    /// What became of each correction, if any were given.
    pub corrections: Option<&'a [Settled]>,
    /// What was left out of tallies for sharing, if it comes from such.
    pub shared: Option<&'a Shared>,
    /// The round, if it is known.
    pub round: Option<String>,
    /// The options as they were given: name and value.
    pub command: Vec<(String, String)>,
}

/// Which parts of a report are wanted: a table of 5,000 facilities takes its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The sections, for people.
    pub sections: bool,
    /// The table of estimates, for machines.
    pub estimates: bool,
    /// Sheets for single places: for each place with data, unless there are more of them than this.
    pub profiles: usize,
}

impl Wanted {
    /// Everything.
    pub const ALL: Wanted = Wanted { sections: true, estimates: true, profiles: PROFILES };
}

/// The report card, in the words of its instrument; what isn't wanted stays empty. Sections are made on so many threads, which changes
/// nothing.
pub fn report<'a>(
    survey: &'a Survey<'a>,
    card: &'a Card,
    source: &'a Source<'a>,
    wanted: Wanted,
    threads: usize,
) -> Report<'a> {
    survey.instrument.words.speak(|| {
        let book = Book { profiles: wanted.profiles, ..Book::new(survey, card, source) };
        Report {
            title: book.instrument.title.clone(),
            subtitle: subtitle(&book),
            made_by: made_by(&book),
            sections: if wanted.sections { sections(&book, threads) } else { Vec::new() },
            tidy: standard(|| tables(book, wanted)),
        }
    })
}

/// How unevenly the figures of a card are spread.
pub struct Equity {
    /// Over its places.
    pub places: Vec<PlaceInequality>,
    /// Over the groups of its groupings.
    pub groups: Vec<GroupInequality>,
}

/// The same card seen by its gaps: each kind on a sheet of its own, and how uneven things are.
pub fn gaps_report<'a>(
    survey: &'a Survey<'a>,
    card: &'a Card,
    equity: &Equity,
    source: &'a Source<'a>,
    wanted: Wanted,
) -> Report<'a> {
    survey.instrument.words.speak(|| gaps_told(survey, card, equity, source, wanted))
}

/// The tables for machines.
fn tables<'a>(book: Book<'a>, wanted: Wanted) -> Vec<Tidy<'a>> {
    if !wanted.estimates {
        return vec![tidy::table(book, false)];
    }
    let (gaps, dependence) = (tidy_gaps::gaps(&book), tidy_gaps::dependence(&book));
    let priorities = tidy_priorities::table(&book);
    let corrected = corrections::tidy(&book.corrections(), book.is_public());
    [tidy::table(book, true), gaps, dependence].into_iter().chain(priorities).chain(corrected).collect()
}

fn gaps_told<'a>(
    survey: &'a Survey<'a>,
    card: &'a Card,
    equity: &Equity,
    source: &'a Source<'a>,
    wanted: Wanted,
) -> Report<'a> {
    let book = Book::new(survey, card, source);
    let mut sections = Vec::new();
    if wanted.sections {
        sections = vec![cover::section(&book), summary::section(&book)];
        sections.extend(for_whom::section(&book));
        sections.extend(gaps::sections(&book));
        sections.extend(equity::section(&book, &equity.places, &equity.groups));
        sections.extend(priorities::section(&book));
        sections.extend(quality::sections(&book));
        sections.push(methods::section(&book));
        sections.extend(codebook::sections(&book));
    }
    let tidy = standard(|| match wanted.estimates {
        true => [
            tidy_gaps::gaps(&book),
            tidy_gaps::inequality(&book, &equity.places, &equity.groups),
            tidy_gaps::dependence(&book),
            tidy::table(Book::new(survey, card, source), true),
        ]
        .into_iter()
        .chain(corrections::tidy(&book.corrections(), book.is_public()))
        .collect(),
        false => Vec::new(),
    });
    let title = parts::phrase("{0}: зөрүү", "{0}: gaps", std::slice::from_ref(&book.instrument.title));
    Report { title, subtitle: subtitle(&book), made_by: made_by(&book), sections, tidy }
}

/// The sheet of methods, for other reports about the same figures.
pub(super) fn methods_section(book: &Book) -> Section {
    methods::section(book)
}

/// The label of a group.
pub(super) fn group_label(instrument: &Instrument, grouping: GroupingIndex, group: usize) -> Label {
    instrument.groupings[grouping.0].groups.get(group).map(|g| g.label.clone()).unwrap_or_default()
}

/// Whether a difference has what a verdict needs.
pub(super) fn is_clear(difference: &Difference, p_adjusted: Option<f64>, meaning: Meaning) -> bool {
    meaning == Meaning::TooSmall || p_adjusted.is_some() || difference.interval.is_some()
}

/// Makes some of the sections.
type Make = fn(&Book) -> Vec<Section>;

/// What the report card consists of, in order.
const SECTIONS: [Make; 15] = [
    |book| vec![cover::section(book)],
    |book| vec![summary::section(book)],
    |book| map::section(book).into_iter().collect(),
    |book| intervals::section(book).into_iter().collect(),
    |book| answers::section(book).into_iter().collect(),
    |book| vec![scores::section(book)],
    profile::sections,
    |book| priorities::section(book).into_iter().collect(),
    gaps::sections,
    breakdowns::sections,
    |book| composites::section(book).into_iter().collect(),
    |book| vec![detail::section(book)],
    quality::sections,
    |book| vec![methods::section(book)],
    codebook::sections,
];

/// The sections, made on so many threads, in the words spoken here.
fn sections(book: &Book, threads: usize) -> Vec<Section> {
    let words = OwnWords::spoken();
    let made = together::each(SECTIONS.to_vec(), threads, |make| words.speak(|| make(book)));
    made.into_iter().flatten().collect()
}

/// The round and the place set.
fn subtitle(book: &Book) -> Label {
    let set = &book.survey.set.title;
    match &book.source.round {
        Some(round) => parts::joined(&[parts::say(t(Word::Round), Label::same(round)), set.clone()], ", "),
        None => set.clone(),
    }
}

fn made_by(book: &Book) -> MadeBy {
    MadeBy {
        tool: parts::TOOL.to_string(),
        instrument: format!("{} {}", book.instrument.id, book.instrument.version),
        options: book.source.command.clone(),
        sources: Vec::new(),
        words: OwnWords::spoken(),
        made_up: false,
    }
}
