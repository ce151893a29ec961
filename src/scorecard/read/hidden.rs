//! The hidden sheet: what the book was made for, and its own dictionary of labels.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::find::text;
use crate::lang::Label;
use crate::scorecard::layout::HIDDEN_SHEET;
use crate::table::book::Book;

/// Names and values of the hidden sheet.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    values: BTreeMap<String, Label>,
}

impl Hidden {
    /// The value of a name; nothing for a blank one.
    pub fn get(&self, name: &str) -> Option<&Label> {
        self.values.get(name)
    }

    /// The value as one text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|label| label.get(crate::lang::Lang::Mn).to_owned())
    }
}

/// Reads the hidden sheet, if the book still has it, and learns its dictionary: rows of a kind, an identifier and words in
/// both languages, below the names and values.
pub(super) fn read(desk: &mut Desk, book: &Book) -> Option<Hidden> {
    let named = |name: &str| name.trim().eq_ignore_ascii_case(HIDDEN_SHEET);
    let sheet = book.sheets.iter().find(|s| named(&s.name))?;
    let mut hidden = Hidden::default();
    let mut dictionary = false;
    for line in sheet.lines() {
        let [first, second, third, fourth] = [0, 1, 2, 3].map(|c| text(line.cell(c)));
        if first == "kind" && second == "id" {
            dictionary = true;
        } else if dictionary {
            desk.words.learn(&first, &second, [&third, &fourth]);
        } else if !second.is_empty() || !third.is_empty() {
            let third = if third.is_empty() { &second } else { &third };
            hidden.values.entry(first.to_lowercase()).or_insert_with(|| Label::new(&second, third));
        }
    }
    Some(hidden)
}
