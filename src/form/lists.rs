//! The lists of choices of a form: answers with their reasons for none, each list once however many questions share it.

use super::cell::{list, number, reason};
use super::sheet::Row;
use super::words;
use super::xpath::missing_choices;
use crate::instrument::xlsform::names::choices;
use crate::instrument::{Answer, MissingCode};
use crate::lang::{Label, Lang};

/// The lists so far.
#[derive(Debug, Default)]
pub struct Lists {
    known: Vec<(String, Vec<Row>)>,
}

impl Lists {
    /// The name of the list with these answers, and these codes for none: one that is there, or a new one of almost this name.
    pub fn answers(
        &mut self,
        wanted: &str,
        answers: &[Answer],
        missing: &[MissingCode],
        several: bool,
        langs: &[Lang],
    ) -> String {
        let answer = |answer: &Answer| {
            Row::default()
                .with(choices::NAME, &answer.code)
                .label(choices::LABEL, &answer.label, langs)
                .maybe(choices::SCORE, answer.value.map(number))
                .with(choices::ALSO, list(answer.also.iter().map(String::as_str)))
        };
        let none = |code: &MissingCode| {
            Row::default()
                .with(choices::NAME, &code.code)
                .label(choices::LABEL, &words::reason(code.reason, missing), langs)
                .with(choices::MISSING, reason(code.reason))
        };
        let none = missing_choices(missing, several).into_iter().map(none);
        let rows: Vec<Row> = answers.iter().map(answer).chain(none).collect();
        let codes: Vec<&str> = answers.iter().map(|a| a.code.as_str()).collect();
        let wanted = if codes == ["yes", "no"] { "yes_no" } else { wanted };
        self.add(wanted, rows)
    }

    /// The name of the list with these words.
    pub fn words<'w>(
        &mut self,
        wanted: &str,
        words: impl IntoIterator<Item = (&'w str, &'w Label)>,
        langs: &[Lang],
    ) -> String {
        let row = |(name, label)| Row::default().with(choices::NAME, name).label(choices::LABEL, label, langs);
        self.add(wanted, words.into_iter().map(row).collect())
    }

    /// The name of the list with these rows, which don't say yet to which list they belong.
    pub fn add(&mut self, wanted: &str, rows: Vec<Row>) -> String {
        if let Some((name, _)) = self.known.iter().find(|(_, known)| *known == rows) {
            return name.clone();
        }
        let numbered = (2..).map(|n| format!("{wanted}_{n}"));
        let free = |name: &String| self.known.iter().all(|(known, _)| known != name);
        let name = std::iter::once(wanted.to_owned()).chain(numbered).find(free).unwrap_or_default();
        self.known.push((name.clone(), rows));
        name
    }

    /// The rows of every list.
    pub fn into_rows(self) -> Vec<Row> {
        let of =
            |(name, rows): (String, Vec<Row>)| rows.into_iter().map(move |row| row.with(choices::LIST_NAME, &name));
        self.known.into_iter().flat_map(of).collect()
    }
}
