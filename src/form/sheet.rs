//! Sheets of text before they are a workbook.

use crate::instrument::xlsform::names::{LANGUAGE, LANGUAGES};
use crate::lang::{Label, Lang};

/// A sheet: a header, and rows as long as it is. Every cell is text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// The header.
    pub columns: Vec<String>,
    /// The rows below; a blank cell is an empty text.
    pub rows: Vec<Vec<String>>,
}

/// A row that is being put together: its cells by their columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row(Vec<(String, String)>);

/// The header of a column in a language: `label::Монгол (mn)`.
pub fn in_language(column: &str, lang: Lang) -> String {
    let [mn, en] = LANGUAGES;
    let language = match lang {
        Lang::Mn => mn,
        Lang::En => en,
    };
    format!("{column}{LANGUAGE}{language}")
}

impl Row {
    /// The same row with this cell; without a text there is none.
    pub fn with(mut self, column: &str, text: impl Into<String>) -> Row {
        let text = text.into();
        if !text.is_empty() {
            self.0.push((column.to_owned(), text));
        }
        self
    }

    /// The same row with this cell, if there is anything to write.
    pub fn maybe(self, column: &str, text: Option<String>) -> Row {
        self.with(column, text.unwrap_or_default())
    }

    /// The same row with a label in some languages, each in a column of its own. What one language lacks the other says.
    pub fn label(self, column: &str, label: &Label, langs: &[Lang]) -> Row {
        langs.iter().fold(self, |row, lang| row.with(&in_language(column, *lang), label.get(*lang)))
    }

    /// The same row with a label as it is: a language that has no words stays blank.
    pub fn own_label(self, column: &str, label: &Label) -> Row {
        self.with(&in_language(column, Lang::Mn), &*label.mn).with(&in_language(column, Lang::En), &*label.en)
    }

    /// The text of a cell.
    pub fn get(&self, column: &str) -> &str {
        self.0.iter().find(|(name, _)| name == column).map_or("", |(_, text)| text)
    }
}

impl Sheet {
    /// A sheet of these rows. Its columns stand in the order of these names, a name's languages in their order after it;
    /// columns in which nothing stands are left out, but for the first `always`.
    pub fn new(name: &'static str, order: &[&str], always: usize, langs: &[Lang], rows: Vec<Row>) -> Sheet {
        let others = Lang::ALL.into_iter().filter(|lang| !langs.contains(lang));
        let all: Vec<Lang> = langs.iter().copied().chain(others).collect();
        let used = |column: &String| rows.iter().any(|row| !row.get(column).is_empty());
        let mut columns: Vec<String> = Vec::new();
        for (at, name) in order.iter().enumerate() {
            let own = (*name).to_owned();
            if at < always || used(&own) {
                columns.push(own);
            }
            columns.extend(all.iter().map(|lang| in_language(name, *lang)).filter(used));
        }
        let cells = |row: &Row| columns.iter().map(|column| row.get(column).to_owned()).collect();
        let rows = rows.iter().map(cells).collect();
        Sheet { name, columns, rows }
    }

    /// The text of a cell, by its row and the header of its column.
    pub fn get(&self, row: usize, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.map_or("", |at| &self.rows[row][at])
    }
}
