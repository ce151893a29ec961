//! The citizen report card: every page of it, made from the numbers of a [`Card`] and from what is known of its source.
//!
//! A page is one file here, a function from the `Book` to a section. Only findings that may be shown get past the book.

mod book;
mod breakdowns;
mod codebook;
mod composites;
mod cover;
mod describe;
mod detail;
mod gaps;
mod map;
mod methods;
mod quality;
mod scores;
mod summary;
#[cfg(test)]
mod tests;
mod tidy;

use super::parts;
use crate::card::{Card, Survey};
use crate::coding::Columns;
use crate::lang::Label;
use crate::problem::Problems;
use crate::report::words::{Word, t};
use crate::report::{MadeBy, Report, Section};
use crate::table::FileFacts;
use book::Book;
pub(super) use describe::{direction, missing};
pub(super) use quality::file_facts;

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
}

impl Wanted {
    /// Everything.
    pub const ALL: Wanted = Wanted { sections: true, estimates: true };
}

/// The report card; what isn't wanted stays empty.
pub fn report<'a>(survey: &'a Survey<'a>, card: &'a Card, source: &'a Source<'a>, wanted: Wanted) -> Report<'a> {
    let book = Book::new(survey, card, source);
    Report {
        title: book.instrument.title.clone(),
        subtitle: subtitle(&book),
        made_by: made_by(&book),
        sections: if wanted.sections { sections(&book) } else { Vec::new() },
        tidy: vec![tidy::table(book, wanted.estimates)],
    }
}

fn sections(book: &Book) -> Vec<Section> {
    let mut sections = vec![cover::section(book), summary::section(book)];
    sections.extend(map::section(book));
    sections.push(scores::section(book));
    sections.extend(gaps::sections(book));
    sections.extend(breakdowns::sections(book));
    sections.extend(composites::section(book));
    sections.push(detail::section(book));
    sections.extend(quality::sections(book));
    sections.push(methods::section(book));
    sections.extend(codebook::sections(book));
    sections
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
    }
}
