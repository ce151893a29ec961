//! What a report was made from: every file that was read, known by its bytes, so that anybody can tell whether he has the same.

use super::parts::{TOOL, absent, grid, nothing, phrase, row, same, titled};
use super::words::{Word, t};
use super::{Absent, Block, ColumnKind, Paper, Section};
use crate::lang::Label;

/// The section about the sources of a report, and the instruments that were used with their versions.
pub fn section(files: &[(String, String)], instruments: &[String]) -> Section {
    let about = phrase(
        "Энэ тайланг гаргахад уншсан файл бүр. SHA-256 нь файлын агуулгын хурууны хээ: нэг үсэг өөрчлөгдөхөд өөр болно (sha256sum, certutil -hashfile).",
        "Every file that was read for this report. SHA-256 is the fingerprint of its content: it differs if one letter does \
         (sha256sum, certutil -hashfile).",
        &[],
    );
    let of_instruments = if instruments.is_empty() { nothing() } else { same(instruments.join(", ")) };
    let facts = vec![(t(Word::MadeWith), same(TOOL)), (t(Word::Instrument), of_instruments)];
    let columns = vec![
        titled("file", t(Word::File), ColumnKind::Text),
        titled("sha256", Label::same("SHA-256"), ColumnKind::Prose),
    ];
    let digest = |of: &String| if of.is_empty() { absent(Absent::NotApplicable) } else { same(of) };
    let rows = files.iter().map(|(file, of)| row(vec![same(file), digest(of)])).collect();
    let title = t(Word::SourceFiles);
    let table = grid("sources", title.clone(), columns, 1, rows);
    let blocks = vec![Block::Paragraph { text: about }, Block::Facts { facts }, Block::Grid(table)];
    Section { id: "sources".into(), title, blocks, paper: Paper::Across }
}
