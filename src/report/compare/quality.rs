//! The quality of the data: what was wrong, and what was guessed of the files.

use super::book::Book;
use crate::lang::Label;
use crate::report::pages::file_facts;
use crate::report::parts::{across, paragraph};
use crate::report::problems::{self, file_name};
use crate::report::words::{Word, t};
use crate::report::{Block, Section};

/// The sheets about the data.
pub fn sections(book: &Book) -> Vec<Section> {
    let found = problems::found(book.source.problems, book.comparison.choices.public);
    let mut reading = vec![paragraph(t(Word::AboutReading))];
    for file in book.source.files {
        reading.push(Block::Heading { text: Label::same(file_name(&file.name)) });
        reading.push(Block::Facts { facts: file_facts(file) });
    }
    vec![across("quality", Word::SheetQuality, vec![found]), across("reading", Word::SheetReading, reading)]
}
