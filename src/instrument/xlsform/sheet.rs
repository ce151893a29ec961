//! The sheets of a form as rows of text under headers that are known by key and language.

use std::sync::Arc;

use super::names::LANGUAGE;
use crate::problem::{At, RowNumber};
use crate::table::Cell;
use crate::table::book::Book;

/// A sheet of text cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormSheet {
    /// The name on its tab.
    pub name: String,
    /// The rows that hold something, each with its number as the spreadsheet shows it, and its cells from the first column on.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl FormSheet {
    /// A sheet of these rows, the first of which is row 1.
    pub fn new(name: impl Into<String>, rows: Vec<Vec<String>>) -> FormSheet {
        FormSheet { name: name.into(), rows: (1..).zip(rows).collect() }
    }

    /// The sheets of a workbook. A text file holds one sheet, or several one below the other, each behind its name in the
    /// first column, as forms are kept in CSV.
    pub fn of_book(book: &Book) -> Vec<FormSheet> {
        let mut sheets: Vec<FormSheet> = Vec::new();
        for sheet in &book.sheets {
            sheets.push(FormSheet { name: sheet.name.clone(), rows: Vec::new() });
            for line in sheet.lines() {
                let mut cells: Vec<String> = Vec::new();
                for (column, cell) in line.cells().filter(|(column, _)| *column < MOST_COLUMNS) {
                    cells.resize(column as usize, String::new());
                    cells.push(text(&cell));
                }
                if let (true, Some(name)) = (sheet.name.is_empty(), section(&cells)) {
                    sheets.push(FormSheet { name, rows: Vec::new() });
                } else if let Some(sheet) = sheets.last_mut() {
                    sheet.rows.push((line.number().get(), cells));
                }
            }
        }
        sheets.retain(|sheet| !sheet.rows.is_empty());
        sheets
    }
}

/// No form has more columns than this.
const MOST_COLUMNS: u32 = 1_000;

/// The name of the sheet that begins here in a text file.
fn section(cells: &[String]) -> Option<String> {
    let alone = cells.iter().skip(1).all(String::is_empty);
    cells.first().filter(|name| alone && !name.is_empty()).cloned()
}

fn text(cell: &Cell<'_>) -> String {
    let shown = cell.shown();
    match cell {
        // The time of day of a date without one says nothing.
        Cell::Date(_) => {
            shown.strip_suffix(" 00:00:00").or(shown.strip_suffix("T00:00:00")).unwrap_or(&shown).to_owned()
        }
        _ => shown.trim().to_owned(),
    }
}

/// The language that a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Mn,
    En,
    /// None: the language of the form.
    Plain,
    Other,
}

impl Tongue {
    /// `Монгол (mn)`, `English(en)`, `en`, `mongolian`.
    pub(super) fn of(name: &str) -> Tongue {
        let name = name.trim().to_lowercase();
        let code = name.rsplit_once('(').map(|(_, code)| code.trim_end_matches(')').trim());
        let bare = name.split('(').next().unwrap_or_default().trim();
        let is = |known: &[&str]| code.is_some_and(|code| known.contains(&code)) || known.contains(&bare);
        if name.is_empty() {
            Tongue::Plain
        } else if is(&["mn", "mon", "mongolian", "mongol", "монгол", "монгол хэл", "mn-mn"]) {
            Tongue::Mn
        } else if is(&["en", "eng", "english", "англи", "англи хэл", "en-us", "en-gb", "анг"]) {
            Tongue::En
        } else {
            Tongue::Other
        }
    }

    /// The language that letters suggest.
    fn of_letters(text: &str) -> Tongue {
        let cyrillic = text.chars().filter(|c| ('\u{400}'..='\u{52f}').contains(c)).count();
        let latin = text.chars().filter(char::is_ascii_alphabetic).count();
        if cyrillic > latin { Tongue::Mn } else { Tongue::En }
    }
}

/// The same words in several languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    pub(super) mn: String,
    pub(super) en: String,
    /// In further languages, or with marks that aren't printed.
    pub(super) others: Vec<String>,
}

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        self.mn.is_empty() && self.en.is_empty()
    }

    /// One text, in the language of its letters.
    pub(super) fn of_one(text: &str) -> Words {
        let mut words = Words::default();
        words.put(Tongue::of_letters(text), text);
        words
    }

    /// Every spelling there is.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        [self.mn.as_str(), self.en.as_str()]
            .into_iter()
            .chain(self.others.iter().map(String::as_str))
            .filter(|w| !w.is_empty())
    }

    fn put(&mut self, tongue: Tongue, text: &str) {
        let side = match tongue {
            Tongue::Mn => &mut self.mn,
            Tongue::En => &mut self.en,
            Tongue::Plain | Tongue::Other => return self.others.push(text.to_owned()),
        };
        if side.is_empty() {
            *side = text.to_owned();
        } else if side != text {
            self.others.push(text.to_owned());
        }
    }

    /// Takes the marks of a page and the places of other answers out of texts that are printed; they stay among the
    /// spellings, since an export may head its columns with them.
    fn unmarked(mut self) -> Words {
        for side in [&mut self.mn, &mut self.en] {
            let bare = unmarked(side);
            if bare != *side && !bare.is_empty() {
                self.others.push(std::mem::replace(side, bare));
            }
        }
        let mut seen = std::collections::BTreeSet::from([self.mn.clone(), self.en.clone()]);
        self.others.retain(|text| seen.insert(text.clone()));
        self
    }
}

/// A text without `<b>` and `**`, and with spaces for line breaks.
fn unmarked(text: &str) -> String {
    let mut bare = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let tag = rest[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match rest[start..].find('>').filter(|_| tag) {
            Some(end) => {
                bare += &rest[..start];
                rest = &rest[start + end + 1..];
            }
            None => {
                bare += &rest[..=start];
                rest = &rest[start + 1..];
            }
        }
    }
    bare += rest;
    // What an earlier question answered: `${name}`.
    while let Some(start) = bare.find("${") {
        let end = bare[start..].find('}').map_or(bare.len(), |end| start + end + 1);
        bare.replace_range(start..end, "…");
    }
    bare.replace("**", "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sheet whose header is understood.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) sheet: Arc<str>,
    columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// The language of columns that name none.
    pub(super) plain: Option<Tongue>,
}

#[derive(Debug)]
struct Column {
    key: String,
    tongue: Tongue,
    header: Arc<str>,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) number: RowNumber,
    cells: Vec<String>,
}

/// Where a value of the instrument stands in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) sheet: Arc<str>,
    pub(super) row: Option<RowNumber>,
    pub(super) column: Option<Arc<str>>,
}

impl Spot {
    pub(super) fn at(&self, file: &Arc<str>) -> At {
        At { file: Some(file.clone()), sheet: Some(self.sheet.clone()), row: self.row, column: self.column.clone() }
    }
}

impl Grid {
    /// The sheet, if one of its first rows names all of these columns.
    pub(super) fn of(sheet: &FormSheet, wanted: &[&str], alias: fn(&str) -> Option<&'static str>) -> Option<Grid> {
        const LOOK_AT: usize = 10;
        let columns = |cells: &[String]| -> Vec<Column> { cells.iter().map(|header| column(header, alias)).collect() };
        let (at, columns) = sheet.rows.iter().take(LOOK_AT).enumerate().find_map(|(at, (_, cells))| {
            let columns = columns(cells);
            wanted.iter().all(|key| columns.iter().any(|c| c.key == *key)).then_some((at, columns))
        })?;
        let row = |(number, cells): &(u64, Vec<String>)| Row { number: RowNumber::new(*number), cells: cells.clone() };
        let rows = sheet.rows[at + 1..].iter().map(row).filter(|row| row.cells.iter().any(|c| !c.is_empty()));
        Some(Grid { sheet: sheet.name.as_str().into(), rows: rows.collect(), columns, plain: None })
    }

    /// Whether a column of this key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|c| c.key == key)
    }

    /// What stands in the first filled column of this key.
    pub(super) fn cell(&self, row: usize, key: &str) -> &str {
        let filled = |(at, column): (usize, &Column)| {
            let cell = self.rows[row].cells.get(at).map_or("", String::as_str);
            (column.key == key && !cell.is_empty()).then_some(cell)
        };
        self.columns.iter().enumerate().find_map(filled).unwrap_or_default()
    }

    /// What stands in the columns of this key, by language.
    pub(super) fn words(&self, row: usize, key: &str) -> Words {
        let mut words = Words::default();
        let (mut plain, mut others) = (Vec::new(), Vec::new());
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| column.key == key) {
            let Some(text) = self.rows[row].cells.get(at).filter(|text| !text.is_empty()) else { continue };
            match column.tongue {
                Tongue::Mn | Tongue::En => words.put(column.tongue, text),
                Tongue::Plain => plain.push(text),
                Tongue::Other => others.push(text),
            }
        }
        for text in plain {
            words.put(self.plain.unwrap_or_else(|| Tongue::of_letters(text)), text);
        }
        for text in others {
            // A form in neither language is read in the one whose letters it has.
            let tongue = if words.is_empty() { Tongue::of_letters(text) } else { Tongue::Other };
            words.put(tongue, text);
        }
        words.unmarked()
    }

    /// The place of a row, narrowed to a column.
    pub(super) fn spot(&self, row: usize, key: &str) -> Spot {
        let column = self.columns.iter().find(|c| c.key == key).map(|c| c.header.clone());
        Spot { sheet: self.sheet.clone(), row: Some(self.rows[row].number), column }
    }

    /// The place of a row.
    pub(super) fn row_spot(&self, row: usize) -> Spot {
        Spot { sheet: self.sheet.clone(), row: Some(self.rows[row].number), column: None }
    }
}

/// `label::English (en)`, `Label: english`, `bind:relevant`, `constraint message`.
fn column(header: &str, alias: fn(&str) -> Option<&'static str>) -> Column {
    let mut parts: Vec<&str> = match header.contains(LANGUAGE) {
        true => header.split(LANGUAGE).map(str::trim).collect(),
        false => header.split(':').map(str::trim).collect(),
    };
    if parts.len() > 1 && parts[0].eq_ignore_ascii_case("bind") {
        parts.remove(0);
    }
    let folded = parts[0].to_lowercase().split_whitespace().collect::<Vec<_>>().join("_");
    let key = alias(&folded).map_or(folded, str::to_owned);
    Column { key, tongue: Tongue::of(parts.get(1).copied().unwrap_or_default()), header: header.trim().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_in_every_spelling_that_forms_have() {
        for name in ["Монгол (mn)", "mn", "Mongolian", "МОНГОЛ"] {
            assert_eq!(Tongue::of(name), Tongue::Mn, "{name}");
        }
        for name in ["English (en)", "English(en)", "english", "EN"] {
            assert_eq!(Tongue::of(name), Tongue::En, "{name}");
        }
        assert_eq!((Tongue::of("Swahili (sw)"), Tongue::of("")), (Tongue::Other, Tongue::Plain));
    }

    #[test]
    fn words_without_a_language_go_where_their_letters_belong() {
        let rows = [["label", "label::Kazakh (kk)"], ["Танай өрх", "Сіздің үй"], ["Your household", ""], ["", "Сіз"]];
        let rows = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        let grid = Grid::of(&FormSheet::new("survey", rows), &["label"], |_| None).expect("it has a label");
        let words = grid.words(0, "label");
        assert_eq!(
            (words.mn.as_str(), words.en.as_str(), words.others),
            ("Танай өрх", "", vec!["Сіздің үй".to_owned()])
        );
        assert_eq!(grid.words(1, "label").en, "Your household");
        assert_eq!(grid.words(2, "label").mn, "Сіз");
    }

    #[test]
    fn marks_of_a_page_are_no_words() {
        assert_eq!(unmarked("<b>Нас</b> < 5,\n **жил**"), "Нас < 5, жил");
        assert_eq!(unmarked("${нэр} хэдэн настай вэ?"), "… хэдэн настай вэ?");
    }
}
