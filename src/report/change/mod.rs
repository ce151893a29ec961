//! What changed between rounds of a survey: the pages, and the tables for machines.

mod cover;
mod pages;
mod rounds;
mod tidy;

use super::corrections;
use super::pages::book::Book;
use super::pages::{self as card_pages, Source, Wanted};
use super::parts::{TOOL, joined, phrase};
use crate::change::{Changes, Round};
use crate::design::{Recurring, Rounds};
use crate::lang::Label;
use crate::report::words::{OwnWords, standard};
use crate::report::{MadeBy, Report};

/// What is known of the rounds beside the numbers.
pub struct Told<'a> {
    /// The source of each round.
    pub sources: &'a [Source<'a>],
    /// Whether they went to the same clusters.
    pub how: Rounds,
    /// Whether somebody said so, or it was found from the data.
    pub given: bool,
    /// How many clusters recur from each round to the next.
    pub recurring: &'a [Recurring],
    /// What somebody should look at before believing a change.
    pub warnings: Vec<Label>,
    /// The options as they were given: name and value.
    pub command: Vec<(String, String)>,
}

/// Everything that the pages are made from: a book for each round.
struct Volumes<'a> {
    rounds: &'a [Round<'a>],
    changes: &'a Changes,
    told: &'a Told<'a>,
    /// The book of each round.
    books: Vec<Book<'a>>,
}

impl<'a> Volumes<'a> {
    /// The book of the last round, in whose words everything is told.
    fn last(&self) -> &Book<'a> {
        &self.books[self.books.len() - 1]
    }

    /// What became of the corrections of each round that has some.
    fn corrections(&self) -> Vec<corrections::Told<'a>> {
        let rounds = self.rounds.iter().zip(self.told.sources);
        let told = |(round, source): (&'a Round<'a>, &'a Source<'a>)| {
            let corrections = source.corrections?;
            Some(corrections::Told { round: Some(&round.name), corrections })
        };
        rounds.filter_map(told).collect()
    }

    fn name(&self, round: usize) -> Label {
        Label::same(self.rounds[round].name.as_str())
    }
}

/// The report, in the words of the instrument; what isn't wanted stays empty.
pub fn report<'a>(rounds: &'a [Round<'a>], changes: &'a Changes, told: &'a Told<'a>, wanted: Wanted) -> Report<'a> {
    let words = rounds.last().map(|round| round.survey.instrument.words.clone()).unwrap_or_default();
    words.speak(|| in_words(rounds, changes, told, wanted))
}

fn in_words<'a>(rounds: &'a [Round<'a>], changes: &'a Changes, told: &'a Told<'a>, wanted: Wanted) -> Report<'a> {
    let books =
        rounds.iter().zip(told.sources).map(|(round, source)| Book::new(&round.survey, &round.computed.card, source));
    let volumes = Volumes { rounds, changes, told, books: books.collect() };
    let book = volumes.last();
    let names: Vec<Label> = (0..rounds.len()).map(|round| volumes.name(round)).collect();
    let mut sections = Vec::new();
    if wanted.sections {
        sections = vec![cover::section(&volumes), pages::summary(&volumes)];
        sections.extend(rounds::section(&volumes));
        sections.extend(rounds::series(&volumes));
        sections.extend(pages::places(&volumes));
        sections.extend(pages::groups(&volumes));
        sections.extend(pages::gaps(&volumes));
        sections.push(pages::left_out(&volumes));
        sections.extend(corrections::section(&volumes.corrections(), book.is_public()));
        sections.push(card_pages::methods_section(book));
    }
    Report {
        title: phrase("{0}: өөрчлөлт", "{0}: change", std::slice::from_ref(&book.instrument.title)),
        subtitle: joined(&[joined(&names, " → "), book.survey.set.title.clone()], ", "),
        made_by: MadeBy {
            tool: TOOL.to_string(),
            instrument: format!("{} {}", book.instrument.id, book.instrument.version),
            options: told.command.clone(),
            sources: Vec::new(),
            words: OwnWords::spoken(),
            made_up: false,
        },
        sections,
        tidy: if wanted.estimates {
            let corrected = standard(|| corrections::tidy(&volumes.corrections(), book.is_public()));
            standard(|| tidy::tables(&volumes)).into_iter().chain(corrected).collect()
        } else {
            Vec::new()
        },
    }
}
