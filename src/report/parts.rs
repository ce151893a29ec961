//! Small parts that pages are put together from: values, columns, sentences with numbers in them.

use crate::lang::{Label, Lang};
use crate::report::words::{Words, filled, t};
use crate::report::{
    Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Legend, Paper, RowRole, Section, Value, number,
};

/// Name and version of the program.
pub const TOOL: &str = concat!("masam ", env!("CARGO_PKG_VERSION"));

/// Words in a cell.
pub fn text(text: Label) -> Value {
    Value::Text { text }
}

/// A code, a name, a number as it was written: the same in both languages.
pub fn same(text: impl AsRef<str>) -> Value {
    Value::Text { text: Label::same(text) }
}

/// A count in a cell.
pub fn count(value: u64) -> Value {
    Value::Count { value }
}

/// A number in a cell, without light.
pub fn figure(value: f64, format: Format) -> Value {
    Value::Number { value, format, light: None, few: false }
}

/// A number, or why there is none.
pub fn figure_or(value: Option<f64>, format: Format, why: Absent) -> Value {
    match value.filter(|v| v.is_finite()) {
        Some(value) => figure(value, format),
        None => Value::Absent { why },
    }
}

/// Nothing in a cell, for a reason.
pub fn absent(why: Absent) -> Value {
    Value::Absent { why }
}

/// What has no meaning here.
pub fn nothing() -> Value {
    absent(Absent::NotApplicable)
}

/// A number in a sentence, in each language as it writes numbers.
pub fn num(value: f64, format: Format) -> Label {
    both(|lang| number::shown(value, format, lang))
}

/// A count in a sentence.
pub fn counted(value: u64) -> Label {
    both(|lang| number::count(value, lang))
}

/// Words made for each language.
pub fn both(words: impl Fn(Lang) -> String) -> Label {
    Label::new(words(Lang::Mn), words(Lang::En))
}

/// A sentence with its gaps filled: `{0}`, `{1}` and so on, each in its language.
pub fn phrase(mn: &str, en: &str, with: &[Label]) -> Label {
    both(|lang| {
        let template = match lang {
            Lang::Mn => mn,
            Lang::En => en,
        };
        filled(template, with, lang)
    })
}

/// `name: value`.
pub fn say(name: Label, value: Label) -> Label {
    phrase("{0}: {1}", "{0}: {1}", &[name, value])
}

/// Labels one after the other.
pub fn joined(labels: &[Label], between: &str) -> Label {
    both(|lang| labels.iter().map(|l| l.get(lang)).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(between))
}

/// A column named by a fixed word.
pub fn column(id: &str, title: impl Words, kind: ColumnKind) -> Column {
    titled(id, t(title), kind)
}

/// A column.
pub fn titled(id: &str, title: Label, kind: ColumnKind) -> Column {
    Column { id: id.to_string(), title, kind, group: None, about: None }
}

/// A row like the others.
pub fn row(values: Vec<Value>) -> GridRow {
    GridRow { role: RowRole::Plain, values }
}

/// A table without notes.
pub fn grid(id: &str, title: Label, columns: Vec<Column>, keys: usize, rows: Vec<GridRow>) -> Grid {
    Grid {
        id: id.to_string(),
        title,
        columns,
        keys,
        rows,
        notes: Vec::new(),
        legend: Legend::Target,
        trend: None,
        leads: Vec::new(),
    }
}

/// A heading.
pub fn heading(word: impl Words) -> Block {
    Block::Heading { text: t(word) }
}

/// A paragraph.
pub fn paragraph(text: Label) -> Block {
    Block::Paragraph { text }
}

/// A section that lies across the page.
pub fn across(id: &'static str, title: impl Words, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: t(title), blocks, paper: Paper::Across }
}

/// A section on upright pages.
pub fn upright(id: &'static str, title: impl Words, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), title: t(title), blocks, paper: Paper::Upright }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_once_and_in_each_language() {
        let said = phrase("{0}: {1} хувь", "{0}: {1} percent", &[Label::same("{1}"), num(4.5, Format::Plain(1))]);
        assert_eq!(said, Label::new("{1}: 4,5 хувь", "{1}: 4.5 percent"));
    }
}
