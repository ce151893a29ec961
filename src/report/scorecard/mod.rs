//! Scorecards: every page of them, made from [`Scorecards`].
//!
//! A score is a judgement of those present, so no page has an interval or a rank: rows stand in the order of places and
//! facilities, and beside each score stands who gave it and how many they were.

mod actions;
mod book;
mod codebook;
mod cover;
mod facility;
mod gaps;
mod inputs;
mod meeting;
mod methods;
mod overview;
#[cfg(test)]
mod sample;
mod scores;
mod status;
#[cfg(test)]
mod tests;
mod tidy;

pub use actions::{ActionFilter, Stage};

use super::pages::Wanted;
use super::words::{CardWord, OwnWords, fill, standard, t};
use super::{MadeBy, Report, Section, parts};
use crate::lang::Label;
use crate::places::PlaceSet;
use crate::problem::Problems;
use crate::scorecard::Scorecards;
use book::Book;

/// What is known of the books beside their results.
pub struct Source<'a> {
    /// Everything that was wrong.
    pub problems: &'a Problems,
    /// How many files were read.
    pub files: usize,
    /// The options as they were given: name and value.
    pub command: Vec<(String, String)>,
    /// Facilities up to which each has a sheet of its own; past it the index has to do.
    pub most_sheets: usize,
}

/// The scorecards of facilities and rounds; what isn't wanted stays empty.
pub fn report<'a>(cards: &'a Scorecards, set: &'a PlaceSet, source: &'a Source<'a>, wanted: Wanted) -> Report<'a> {
    cards.instrument.words.speak(|| {
        let book = Book::new(cards, Some(set), source);
        Report {
            title: cards.instrument.title.clone(),
            subtitle: parts::joined(&[rounds(&book), set.title.clone()], ", "),
            made_by: made_by(&book),
            sections: if wanted.sections { sections(&book) } else { Vec::new() },
            tidy: standard(|| tidy::tables(book, wanted.estimates)),
        }
    })
}

fn sections(book: &Book) -> Vec<Section> {
    let mut sections = vec![cover::section(book), overview::section(book), overview::places(book)];
    sections.push(facility::index(book));
    sections.extend(facility::sheets(book));
    sections.push(inputs::section(book));
    sections.push(scores::section(book));
    sections.extend(gaps::sections(book));
    sections.extend(actions::sections(book));
    sections.extend(status::sections(book));
    sections.push(methods::section(book));
    sections.push(codebook::section(book));
    sections
}

/// One page for each facility, to print for its meeting: the last round that it has a card of.
pub fn meeting(cards: &Scorecards, source: &Source) -> Report<'static> {
    cards.instrument.words.speak(|| {
        let book = Book::new(cards, None, source);
        Report {
            title: cards.instrument.title.clone(),
            subtitle: t(CardWord::MeetingSheets),
            made_by: made_by(&book),
            sections: meeting::sections(&book),
            tidy: Vec::new(),
        }
    })
}

/// The register of actions, those that a filter lets through, with how far they are and who must solve what.
pub fn actions<'a>(
    cards: &'a Scorecards,
    set: &'a PlaceSet,
    filter: &ActionFilter,
    source: &'a Source<'a>,
) -> Report<'a> {
    cards.instrument.words.speak(|| {
        let book = Book::new(cards, Some(set), source);
        let chosen = filter.chosen(&book);
        Report {
            title: fill(CardWord::ActionsOf, std::slice::from_ref(&cards.instrument.title)),
            subtitle: parts::joined(&[rounds(&book), cover::as_of(&book)], "; "),
            made_by: made_by(&book),
            sections: actions::filtered(&book, filter, &chosen),
            tidy: vec![standard(|| tidy::actions(book, Some(chosen)))],
        }
    })
}

fn rounds(book: &Book) -> Label {
    parts::say(t(CardWord::Rounds), Label::same(book.cards.rounds.join(", ")))
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
