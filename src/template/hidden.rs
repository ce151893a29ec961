//! The hidden sheet: what the book was made for, and every identifier with its words, so that a filled book is read by
//! them and not by where its cells stand.

use rust_xlsxwriter::Worksheet;

use super::book::Book;
use super::checks::List;
use super::cover;
use crate::lang::Label;
use crate::render::xlsx::names::quoted;
use crate::scorecard::layout::{Block, Fact, HIDDEN_SHEET, NO, Sheet, VERSION, YES};
use crate::scorecard::session::{Level, Status};

/// The sheet, and the lists on it by the names that drop-downs know.
pub struct Hidden {
    /// The sheet.
    pub sheet: Worksheet,
    /// Names and ranges.
    pub lists: Vec<(String, String)>,
}

/// A row of the dictionary.
struct Word {
    kind: &'static str,
    id: String,
    title: Label,
}

/// Column of the words as a drop-down shows them.
const SHOWN: u16 = 4;

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Hidden> {
    let mut sheet = Worksheet::new();
    sheet.set_name(HIDDEN_SHEET)?.set_hidden(true).protect();
    let mut row = 0;
    for (name, value) in facts(book) {
        sheet.write_string(row, 0, &name)?.write_string(row, 1, &*value.mn)?;
        if value.en != value.mn {
            sheet.write_string(row, 2, &*value.en)?;
        }
        row += 1;
    }
    row += 1;
    for (column, name) in (0..).zip(["kind", "id", "mn", "en", "shown"]) {
        sheet.write_string(row, column, name)?;
    }
    let mut lists = Vec::new();
    for run in dictionary(book).chunk_by(|a, b| a.kind == b.kind) {
        let first = row + 1;
        for word in run {
            row += 1;
            let shown = book.reading.inline(&word.title);
            let cells = [word.kind, &word.id, &word.title.mn, &word.title.en, &shown];
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, text)?;
            }
        }
        if let Some(list) = run.first().and_then(|word| List::of_kind(word.kind)) {
            let column = rust_xlsxwriter::column_number_to_name(SHOWN);
            let range = format!("={}!${column}${}:${column}${}", quoted(HIDDEN_SHEET), first + 1, row + 1);
            lists.push((list.name(), range));
        }
    }
    Ok(Hidden { sheet, lists })
}

/// Names and values: what the book was made with, for which facility and round.
fn facts(book: &Book<'_>) -> Vec<(String, Label)> {
    let instrument = book.instrument;
    let mut facts = vec![
        ("layout".to_string(), Label::same(VERSION)),
        ("instrument".to_string(), Label::same(&instrument.id)),
        ("version".to_string(), Label::same(&instrument.version)),
        ("scale".to_string(), Label::same(book.scale().name())),
    ];
    let known = Fact::ALL.into_iter().filter_map(|fact| Some((fact.id().to_string(), cover::hidden(book, fact)?)));
    facts.extend(known);
    facts
}

/// Every identifier with its words, those of one kind together.
fn dictionary(book: &Book<'_>) -> Vec<Word> {
    let word = |kind, id: &str, title: &Label| Word { kind, id: id.to_string(), title: title.clone() };
    let instrument = book.instrument;
    let mut words: Vec<Word> = Vec::new();
    words.extend(Sheet::ALL.map(|sheet| word("sheet", sheet.id(), &sheet.title())));
    words.extend(Block::ALL.map(|block| word("block", block.id(), &block.title())));
    words.extend(Fact::ALL.map(|fact| word("fact", fact.id(), &fact.title())));
    for block in Block::ALL {
        let columns = block.columns().iter();
        words.extend(columns.map(|c| word("column", &format!("{}.{}", block.id(), c.id), &c.title())));
    }
    words.extend(instrument.facility_types.iter().map(|kind| word("type", &kind.id, &kind.title)));
    words.extend(instrument.groups.iter().map(|group| word("group", &group.id, &group.title)));
    words.extend(book.indicators().map(|scored| word("indicator", &scored.id, &scored.title)));
    words.extend(book.inputs().map(|(_, item)| word("input", &item.id, &item.title)));
    words.extend(instrument.stakeholders.iter().map(|who| word("stakeholder", &who.id, &who.title)));
    words.extend(Level::ALL.map(|level| word("level", level.id(), &level.title())));
    words.extend(Status::ALL.map(|status| word("status", status.id(), &status.title())));
    words.extend([("yes", true), ("no", false)].map(|(id, yes)| word("answer", id, &answer(yes))));
    words
}

/// The word for yes or no, as the drop-down has it.
pub fn answer(yes: bool) -> Label {
    let words = if yes { YES } else { NO };
    Label::new(capital(words[0]), capital(words[1]))
}

/// A word with its first letter in upper case, as labels are written.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
