//! The quality of the data: what was wrong, and what was guessed of the files.

use super::book::Book;
use crate::lang::Label;
use crate::report::pages::{file_facts, rows_of};
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
        let rows = rows_of(file, book.source.files.len(), book.comparison.choices.public);
        reading.push(Block::Facts { facts: file_facts(file, rows) });
    }
    vec![across("quality", Word::SheetQuality, vec![found]), across("reading", Word::SheetReading, reading)]
}
