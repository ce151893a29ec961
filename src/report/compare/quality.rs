//! The quality of the data: what was wrong, and what was guessed of the files.

use super::Source;
use super::book::Book;
use crate::lang::Label;
use crate::report::corrections;
use crate::report::pages::{file_facts, rows_of};
use crate::report::parts::{across, paragraph};
use crate::report::problems::{self, file_name};
use crate::report::words::{Word, t};
use crate::report::{Block, Section};

/// What became of each correction, if any were given.
pub fn corrected<'a>(source: &Source<'a>) -> Vec<corrections::Told<'a>> {
    source.corrections.map(|corrections| corrections::Told { round: None, corrections }).into_iter().collect()
}

/// The sheets about the data.
pub fn sections(book: &Book) -> Vec<Section> {
    let found = problems::found(book.source.problems, book.comparison.choices.public);
    let mut reading = vec![paragraph(t(Word::AboutReading))];
    for file in book.source.files {
        reading.push(Block::Heading { text: Label::same(file_name(&file.name)) });
        let rows = rows_of(file, book.source.files.len(), book.comparison.choices.public);
        reading.push(Block::Facts { facts: file_facts(file, rows) });
    }
    let mut sections = vec![across("quality", Word::SheetQuality, vec![found])];
    sections.extend(corrections::section(&corrected(book.source), book.comparison.choices.public));
    sections.push(across("reading", Word::SheetReading, reading));
    sections
}
