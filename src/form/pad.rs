//! The sheet `survey` while it is put together: rows in their order, groups, lists of choices, names that are taken.

use super::lists::Lists;
use super::sheet::{Row, Sheet};
use super::taken::Taken;
pub use crate::instrument::xlsform::names::FORM;
use crate::instrument::xlsform::names::{sheet, survey};
use crate::instrument::{Headers, Instrument};
use crate::lang::{Label, Lang};

/// The questions so far.
#[derive(Debug)]
pub struct Pad<'a> {
    /// What is asked.
    pub instrument: &'a Instrument,
    /// In which languages, the main one first.
    pub langs: &'a [Lang],
    /// The lists of choices.
    pub lists: Lists,
    /// The names that are taken.
    pub taken: Taken,
    /// What must hold for any group that follows.
    pub only_if: String,
    rows: Vec<Row>,
}

impl<'a> Pad<'a> {
    /// An empty sheet for this instrument.
    pub fn new(instrument: &'a Instrument, langs: &'a [Lang]) -> Pad<'a> {
        let multiples = instrument.multiples.iter().map(|m| m.id.as_str());
        let ids = instrument.questions.iter().filter(|q| q.mention.is_none()).map(|q| q.id.as_str());
        let taken = Taken::new(ids.chain(multiples));
        Pad { instrument, langs, lists: Lists::default(), taken, only_if: String::new(), rows: Vec::new() }
    }

    /// A row of this type, to be filled and added.
    pub fn row(&self, kind: &str, name: &str) -> Row {
        Row::default().with(survey::TYPE, kind).with(survey::NAME, name)
    }

    /// A row that takes an answer.
    pub fn question(&self, kind: &str, name: &str, label: &Label) -> Row {
        self.row(kind, name).label(survey::LABEL, label, self.langs)
    }

    /// Adds a row.
    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Adds a row that the device fills in, in the column with these headers.
    pub fn add_metadata(&mut self, kind: &str, headers: &Headers, role: &str) {
        let name = self.taken.claim_header(headers, kind);
        self.add(self.row(kind, &name).with(survey::ROLE, role));
    }

    /// Opens a group.
    pub fn begin(&mut self, name: &str, label: &Label) {
        let name = self.taken.claim(name);
        let row = self.question("begin_group", &name, label).with(survey::RELEVANT, self.only_if.as_str());
        let role = if self.only_if.is_empty() { "" } else { FORM };
        self.add(row.with(survey::ROLE, role));
    }

    /// Closes it.
    pub fn end(&mut self) {
        self.add(Row::default().with(survey::TYPE, "end_group"));
    }

    /// The sheets `survey` and `choices`; of choices, these further columns are for filters.
    pub fn sheets(self, filters: &[&str]) -> [Sheet; 2] {
        use crate::instrument::xlsform::names::choices;
        let order = [
            survey::TYPE,
            survey::NAME,
            survey::LABEL,
            survey::HINT,
            survey::REQUIRED,
            survey::RELEVANT,
            survey::CONSTRAINT,
            survey::CONSTRAINT_MESSAGE,
            survey::APPEARANCE,
            survey::CHOICE_FILTER,
            survey::CALCULATION,
            survey::ROLE,
            survey::ASKED,
            survey::MASAM_LABEL,
            survey::UNIT,
            survey::LEAST,
            survey::MOST,
            survey::MISSING,
            survey::HEADERS,
        ];
        let of_choices: Vec<&str> = [choices::LIST_NAME, choices::NAME, choices::LABEL]
            .into_iter()
            .chain(filters.iter().copied())
            .chain([choices::SCORE, choices::MISSING, choices::ALSO])
            .collect();
        let survey = Sheet::new(sheet::SURVEY, &order, 2, self.langs, self.rows);
        let choices = Sheet::new(sheet::CHOICES, &of_choices, 2, self.langs, self.lists.into_rows());
        [survey, choices]
    }
}
