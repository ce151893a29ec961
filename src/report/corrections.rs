//! The corrections of a survey: what was done and what was refused, one by one.

use super::columns::CORRECTIONS;
use super::parts::{absent, across, column, count, grid, nothing, paragraph, phrase, row, same, text, titled};
use super::problems::file_name;
use super::words::Word;
use super::{Absent, Block, Column, ColumnKind, Section, Tidy, Value};
use crate::coding::corrections::{Change, Outcome, RowName, Settled};
use crate::lang::Label;
use crate::report::parts::both;

/// The corrections of a survey, or of one round of several.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The round, where there are several.
    pub round: Option<&'a str>,
    /// Every correction.
    pub corrections: &'a [Settled],
}

/// The sheet of corrections; none if none were given. In public nothing that somebody wrote is told.
pub fn section(lists: &[Told], public: bool) -> Option<Section> {
    if lists.is_empty() {
        return None;
    }
    let about = phrase(
        "Судалгааг уншихад хийсэн засвар. Файл өөрөө өөрчлөгдөөгүй. Мөр, багана, хуучин утга гурвуулаа таарсан засварыг л хийсэн.",
        "Corrections that were applied while the survey was read. Its file is unchanged. A correction is done only if its row, \
         its column and the old value fit.",
        &[],
    );
    let all = || lists.iter().flat_map(|told| told.corrections);
    let applied = all().filter(|one| one.is_applied()).count() as u64;
    let facts = vec![
        (phrase("Хийсэн засвар", "Applied", &[]), count(applied)),
        (phrase("Хийгээгүй засвар", "Refused", &[]), count(all().count() as u64 - applied)),
    ];
    let mut blocks = vec![paragraph(about), Block::Facts { facts }];
    if all().next().is_some() {
        let rows = rows(lists, public).map(|(mut values, one)| {
            values.push(text(state(one)));
            values.push(match &one.outcome {
                Outcome::Applied => nothing(),
                Outcome::Refused(_) if public => absent(Absent::Withheld),
                Outcome::Refused(problem) => text(both(|lang| problem.sentence(lang))),
            });
            row(values)
        });
        let mut columns = columns();
        columns.push(titled("outcome", phrase("Үр дүн", "Outcome", &[]), ColumnKind::Text));
        columns.push(column("why", Word::Problem, ColumnKind::Prose));
        let title = phrase("Засварууд", "Corrections", &[]);
        blocks.push(Block::Grid(grid("corrections", title, columns, 3, rows.collect())));
    }
    Some(across("corrections", Word::SheetCorrections, blocks))
}

/// The same for machines.
pub fn tidy(lists: &[Told], public: bool) -> Option<Tidy<'static>> {
    if lists.is_empty() {
        return None;
    }
    let rows = rows(lists, public).map(|(mut values, one)| {
        let (outcome, code) = match &one.outcome {
            Outcome::Applied => ("applied", ""),
            Outcome::Refused(problem) => ("refused", problem.code.id()),
        };
        values.extend([same(outcome), same(code)]);
        values
    });
    Some(Tidy::declared(&CORRECTIONS, rows.collect::<Vec<_>>()))
}

fn state(one: &Settled) -> Label {
    match one.is_applied() {
        true => phrase("засав", "applied", &[]),
        false => phrase("хийгээгүй", "refused", &[]),
    }
}

fn columns() -> Vec<Column> {
    use ColumnKind::{Code, Count, Prose, Text};
    vec![
        column("round", Word::Round, Code),
        column("file", Word::File, Text),
        titled("row", phrase("Мөр", "Row", &[]), Count),
        titled("row_id", phrase("Мөрийн дугаар", "Row id", &[]), Code),
        column("column", Word::Column, Text),
        titled("old", phrase("Хуучин", "Old", &[]), Text),
        titled("new", phrase("Шинэ", "New", &[]), Text),
        titled("reason", phrase("Шалтгаан", "Reason", &[]), Prose),
        titled("by", phrase("Хэн", "By", &[]), Text),
    ]
}

/// The values of every correction up to what became of it.
fn rows<'a>(lists: &'a [Told<'a>], public: bool) -> impl Iterator<Item = (Vec<Value>, &'a Settled)> {
    let written = |text: &str| if text.is_empty() { nothing() } else { same(text) };
    let hidden = move |value: Value| if public { absent(Absent::Withheld) } else { value };
    lists.iter().flat_map(move |told| {
        told.corrections.iter().map(move |one| {
            let asked = &one.correction;
            let (id, number) = match &asked.row {
                RowName::Id(id) => (id.as_str(), None),
                RowName::Number(number) => ("", Some(*number)),
                RowName::Either(id, number) => (id.as_str(), Some(*number)),
            };
            let file = one.file.as_deref().or(asked.file.as_deref()).map_or("", file_name);
            let number = one.row.or(number).map_or_else(nothing, |number| count(number.get()));
            let new = match &asked.change {
                Change::To(new) => same(&new.text),
                Change::Blank => text(phrase("(хоосон)", "(blank)", &[])),
                Change::LeaveOut => text(phrase("(мөрийг хасах)", "(row left out)", &[])),
            };
            // What stands in a column that isn't read is nobody's business, not even as it is quoted in a correction.
            let is_read = one.header.is_some() || asked.change == Change::LeaveOut;
            let (old, new) = if is_read { (written(&asked.old.text), new) } else { (nothing(), nothing()) };
            let values = vec![
                written(told.round.unwrap_or_default()),
                written(file),
                hidden(number),
                hidden(written(id)),
                written(one.header.as_deref().unwrap_or(&asked.column)),
                hidden(old),
                hidden(new),
                hidden(written(&asked.reason)),
                hidden(written(&asked.by)),
            ];
            (values, one)
        })
    })
}
