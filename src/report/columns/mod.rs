//! What stands in the tables for machines: every column once, with its names, what it means and in what unit.
//!
//! A [`Field`] is declared in one place and used by whoever makes the rows, by the metadata that lie beside a CSV file, by the
//! tags of `--hxl` and by docs/formats.md, so that none of them can say something else than the others.

mod checks;
mod compare;
mod dictionary;
mod estimates;
mod forum;
mod gaps;
mod places;
mod priorities;
mod scorecard;
mod sdmx;
mod vocabulary;
mod who;

pub use checks::{CORRECTIONS, FINDINGS};
pub use compare::{CASE_MIX, FIGURES, NORMS, READINESS, STANDINGS};
pub use dictionary::DICTIONARY;
pub use estimates::{ASKED, ASKED_WITH_TESTS, ESTIMATES};
pub use forum::{BRIEF, MATRIX, RECURRING};
pub use gaps::{CHANGES, DEPENDENCE, GAP_CHANGES, GAPS, INEQUALITY, LEFT_OUT};
pub use places::PLACES;
pub use priorities::PRIORITIES;
pub use scorecard::{ACTIONS, INPUTS, SCORES};
pub use sdmx::{SDMX_CHANGES, SDMX_GAPS, SDMX_REPORT_CARD};
pub use vocabulary::VOCABULARY;

use crate::lang::Label;
use crate::report::{Column, ColumnKind};

/// Every table for machines that is declared.
pub const TABLES: &[&Table] = &[
    &ESTIMATES,
    &PRIORITIES,
    &GAPS,
    &DEPENDENCE,
    &INEQUALITY,
    &CHANGES,
    &GAP_CHANGES,
    &LEFT_OUT,
    &STANDINGS,
    &FIGURES,
    &READINESS,
    &NORMS,
    &CASE_MIX,
    &SCORES,
    &INPUTS,
    &ACTIONS,
    &MATRIX,
    &RECURRING,
    &BRIEF,
    &FINDINGS,
    &CORRECTIONS,
    &ASKED,
    &ASKED_WITH_TESTS,
    &PLACES,
    &DICTIONARY,
    &VOCABULARY,
    &SDMX_REPORT_CARD,
    &SDMX_GAPS,
    &SDMX_CHANGES,
];

/// A table for machines: which fields it has, in which order.
#[derive(Debug)]
pub struct Table {
    /// Its stable name: `estimates`. Files are called after it.
    pub id: &'static str,
    /// Which command writes it.
    pub of: &'static str,
    /// Its title, Mongolian and English.
    pub title: [&'static str; 2],
    /// What a row is, Mongolian and English.
    pub row: [&'static str; 2],
    /// The columns that together name a row; none where rows have no name.
    pub key: &'static [&'static Field],
    /// The tag that its columns have in HXL where they have none of their own.
    pub hxl: &'static str,
    /// Its columns.
    pub fields: &'static [&'static Field],
}

/// A column for machines.
#[derive(Debug, PartialEq)]
pub struct Field {
    /// Its name, which stands in the header: `ci_low`.
    pub id: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// In what its numbers are.
    pub unit: Unit,
    /// Its tag in HXL; empty for that of its table with its name.
    pub hxl: &'static str,
    /// Its name for people, Mongolian and English.
    pub title: [&'static str; 2],
    /// What it means, Mongolian and English.
    pub about: [&'static str; 2],
}

/// What the cells of a column hold. Any of them may be empty where there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A code, or several with a space between.
    Code,
    /// Words.
    Words,
    /// A sentence or more.
    Prose,
    /// A whole number, 0 or more.
    Count,
    /// A number with a point.
    Number,
    /// Degrees of freedom: a number, or `inf`.
    Df,
    /// A day as YYYY-MM-DD.
    Day,
    /// `yes` or `no`.
    YesNo,
}

/// In what the numbers of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// No numbers, or numbers without a unit.
    None,
    /// As printed for the figure of the row: 0 to 100 for shares and scores, else its own unit.
    Figure,
    /// The unit of the figure, squared.
    FigureSquared,
    /// 0 to 100.
    Percent,
    /// 0 to 1.
    Probability,
    /// Answers, interviews or rows.
    Answers,
    /// People.
    People,
    /// Days.
    Days,
    /// Facilities.
    Facilities,
    /// The unit that the question or column has.
    Asked,
    /// Tögrög.
    Money,
}

impl Unit {
    /// In words; nothing where there is no unit.
    pub fn label(self) -> Label {
        let [mn, en] = match self {
            Unit::None => ["", ""],
            Unit::Figure => ["үзүүлэлтийн нэгж; хувь ба оноо 0–100", "unit of the figure; shares and scores 0 to 100"],
            Unit::FigureSquared => ["үзүүлэлтийн нэгжийн квадрат", "unit of the figure, squared"],
            Unit::Percent => ["0–100", "0 to 100"],
            Unit::Probability => ["0–1", "0 to 1"],
            Unit::Answers => ["хариулт", "answers"],
            Unit::People => ["хүн", "people"],
            Unit::Days => ["хоног", "days"],
            Unit::Facilities => ["байгууллага", "facilities"],
            Unit::Asked => ["асуултын буюу баганын нэгж", "unit of the question or column"],
            Unit::Money => ["төгрөг", "tögrög"],
        };
        Label::new(mn, en)
    }
}

impl Field {
    /// What kind of column it is in a report.
    pub fn kind(&self) -> ColumnKind {
        match self.holds {
            Holds::Code | Holds::Day | Holds::YesNo => ColumnKind::Code,
            Holds::Words => ColumnKind::Text,
            Holds::Prose => ColumnKind::Prose,
            Holds::Count => ColumnKind::Count,
            Holds::Number | Holds::Df => ColumnKind::Measure,
        }
    }

    /// Its name in both languages.
    pub fn title(&self) -> Label {
        Label::new(self.title[0], self.title[1])
    }

    /// What it means in both languages.
    pub fn about(&self) -> Label {
        Label::new(self.about[0], self.about[1])
    }
}

impl Table {
    /// The columns for a report. Headers are the names of the fields whatever the language.
    pub fn columns(&self) -> Vec<Column> {
        let column = |field: &&Field| Column {
            id: field.id.to_string(),
            title: Label::same(field.id),
            kind: field.kind(),
            group: None,
            about: None,
        };
        self.fields.iter().map(column).collect()
    }

    /// Its title in both languages.
    pub fn title(&self) -> Label {
        Label::new(self.title[0], self.title[1])
    }

    /// What a row is, in both languages.
    pub fn row(&self) -> Label {
        Label::new(self.row[0], self.row[1])
    }

    /// The field at a column.
    pub fn field(&self, at: usize) -> Option<&'static Field> {
        self.fields.get(at).copied()
    }

    /// The place of a field.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.id == id)
    }
}

/// The tag of a column in HXL 1.1: a hashtag, attributes behind it. Numbers have `+num`.
pub fn hxl(table: Option<&Table>, column: &Column, field: Option<&Field>) -> String {
    if let Some(field) = field.filter(|field| !field.hxl.is_empty()) {
        return field.hxl.to_string();
    }
    let base = table.map_or("#meta", |table| table.hxl);
    let mut name: String =
        column.id.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name.insert(0, 'x');
    }
    let number = match column.kind {
        ColumnKind::Count | ColumnKind::Measure => "+num",
        ColumnKind::Text | ColumnKind::Narrow | ColumnKind::Prose | ColumnKind::Code => "",
    };
    format!("{base}+{name}{number}")
}

/// Declares fields, each once with both languages: constant, name, what it holds, unit, tag, title, meaning.
macro_rules! fields {
    ($($name:ident = $id:literal, $holds:ident, $unit:ident, $hxl:literal, [$mn:literal, $en:literal], [$about_mn:literal, $about_en:literal];)*) => {
        $(
            #[doc = $about_en]
            pub const $name: $crate::report::columns::Field = $crate::report::columns::Field {
                id: $id,
                holds: $crate::report::columns::Holds::$holds,
                unit: $crate::report::columns::Unit::$unit,
                hxl: $hxl,
                title: [$mn, $en],
                about: [$about_mn, $about_en],
            };
        )*
    };
}
use fields;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_field_has_a_title_and_a_meaning_in_both_languages() {
        for table in TABLES {
            for field in table.fields {
                for (of, words) in [("title", field.title), ("about", field.about)] {
                    assert!(words.iter().all(|w| !w.is_empty()), "{}.{}: {of}", table.id, field.id);
                }
                let is_cyrillic = |c: char| ('\u{400}'..'\u{500}').contains(&c);
                assert!(field.about[0].contains(is_cyrillic), "{}.{} in Mongolian", table.id, field.id);
                assert!(!field.about[1].contains(is_cyrillic), "{}.{} in English", table.id, field.id);
            }
        }
    }

    #[test]
    fn no_table_has_a_column_twice_and_its_key_is_among_its_columns() {
        for table in TABLES {
            let ids: BTreeSet<&str> = table.fields.iter().map(|field| field.id).collect();
            assert_eq!(ids.len(), table.fields.len(), "{}", table.id);
            assert!(table.key.iter().all(|key| table.fields.contains(key)), "{}", table.id);
        }
    }

    #[test]
    fn tags_are_written_as_hxl_wants_them_and_none_stands_twice_in_a_table() {
        // HXL 1.1, tagging conventions: "#" and a letter, then letters, digits and underscores; attributes likewise after "+".
        let is_name = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        for table in TABLES {
            let tags: Vec<String> = table
                .columns()
                .iter()
                .zip(table.fields)
                .map(|(column, field)| hxl(Some(table), column, Some(field)))
                .collect();
            for tag in &tags {
                let rest = tag.strip_prefix('#').expect(tag);
                assert!(rest.split('+').all(is_name), "{}: {tag}", table.id);
            }
            assert_eq!(tags.iter().collect::<BTreeSet<_>>().len(), tags.len(), "{}: {tags:?}", table.id);
        }
    }
}
