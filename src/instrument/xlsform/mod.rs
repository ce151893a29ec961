//! A form of a survey platform (XLSForm) as the instrument of a report card.
//!
//! A form says what is asked and how answers look in a file; with a few sheets more it says what is computed as well. It is
//! read laxly, since forms are written by hand for another reader: what can't be used is told at its cell and left out. What
//! is left is spelled as the text of an instrument and handed to the one [parser](super::parse()), whose faults are told at the
//! cells that the text came from.

mod cells;
mod choices;
mod draft;
mod filter;
mod lexicon;
pub mod names;
mod notes;
mod ours;
mod sheet;
mod spell;
mod spelling;
mod survey;
mod xpath;

use std::sync::Arc;

pub use sheet::FormSheet;

use self::names::{sheet as sheets, survey as key};
use self::notes::Notes;
use self::sheet::{Grid, Spot, Tongue, Words};
use self::spelling::Spelling;
use self::survey::Item;
use super::Instrument;
use crate::problem::{At, Code, Hint, Problem, Problems, Severity};
use crate::table::book::Book;

/// An instrument out of a form.
#[derive(Debug, Clone)]
pub struct FromForm {
    /// The instrument.
    pub instrument: Instrument,
    /// What was guessed and what was left out, each at its cell.
    pub notes: Problems,
    /// How many indicators were drafted because the form names none.
    pub drafted: Option<usize>,
}

impl FromForm {
    /// How many rows, cells or lists were left out or read in a way to be looked at.
    pub fn left_out(&self) -> u64 {
        self.notes.count(Severity::Warning)
    }
}

/// Whether a file is a form and no text of an instrument, by the ending of its name.
pub fn is_form(name: &str) -> bool {
    const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv"];
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Reads a form out of a workbook, or out of a text file that holds its sheets one below the other.
///
/// Refused with everything that nobody can read on: that it is no form, that nothing in it can be counted, or what the form
/// itself says of indicators and can't be right.
pub fn read_book(book: &Book) -> Result<FromForm, Problems> {
    read(&book.name, &FormSheet::of_book(book))
}

/// Reads a form out of its sheets. `file` is what it is called in messages.
pub fn read(file: &str, given: &[FormSheet]) -> Result<FromForm, Problems> {
    let form = Form::of(file, given)?;
    let mut notes = Notes { file: form.file.clone(), ..Notes::default() };
    let mut lists = match &form.choices {
        Some(grid) => choices::read(grid, form.states_missing(), &survey::lists_of_roles(&form.survey), &mut notes),
        None => Vec::new(),
    };
    let guess = form.columns.is_none() && !form.survey.has(key::ROLE);
    let survey = survey::read(&form.survey, &mut lists, guess, &mut notes);
    if survey.items.is_empty() {
        let nothing = Problem::new(Code::FormNothingAsked, At::file(&form.file), "");
        notes.told.add(nothing);
        return Err(notes.told);
    }
    let (bases, asked) = spell::bases(&form, &survey, &lists, &mut notes);
    let mut out = Spelling::default();
    spell::head(&form, &mut out);
    if form.indicators.is_none() && draft::gives_nothing(&survey, &lists) {
        out.raw("dimension = []\nindicator = []\n");
    }
    spell::columns(&form, &survey, &lists, &mut notes, &mut out);
    spell::questions(&form, &survey, &lists, &asked, &mut notes, &mut out);
    if let Some(grid) = &form.bases {
        ours::bases(grid, &mut notes, &mut out);
    }
    for base in &bases {
        base.spell(&survey, &mut out);
    }
    let drafted = match &form.indicators {
        Some(_) => None,
        None => Some(draft::spell(&form, &survey, &lists, &mut notes, &mut out)),
    };
    form.spell_figures(&mut notes, &mut out);
    let instrument = super::parse(file, &out.text);
    let mut refused = std::mem::take(&mut notes.faults);
    match instrument {
        Ok(instrument) if refused.is_empty() => Ok(FromForm { instrument, notes: notes.told, drafted }),
        Ok(_) => Err(refused),
        Err(faults) => {
            let at = |span| match out.origin(&span) {
                Some(spot) => spot.at(&form.file),
                None => At::file(&form.file),
            };
            // What couldn't be spelled is told as what it is, not as what is lacking because of it.
            let told: Vec<At> = refused.grouped().into_iter().map(|group| group.first.at).collect();
            let follows = |problem: &Problem| {
                let lacking = problem.code == Code::EmptyList
                    || (problem.code == Code::MissingKey && problem.found.contains("measure"));
                lacking && told.iter().any(|at| (&at.sheet, at.row) == (&problem.at.sheet, problem.at.row))
            };
            faults
                .problems_at(at)
                .into_iter()
                .filter(|problem| !follows(problem))
                .for_each(|problem| refused.add(problem));
            Err(refused)
        }
    }
}

/// The sheets of a form, each with its header understood.
struct Form {
    file: Arc<str>,
    survey: Grid,
    choices: Option<Grid>,
    settings: Option<Grid>,
    columns: Option<Grid>,
    bases: Option<Grid>,
    dimensions: Option<Grid>,
    indicators: Option<Grid>,
    composites: Option<Grid>,
    groupings: Option<Grid>,
    rules: Option<Grid>,
}

impl Form {
    fn of(file: &str, given: &[FormSheet]) -> Result<Form, Problem> {
        let named = |name: &str, wanted: &[&str], alias| {
            let is = |sheet: &&FormSheet| sheet.name.trim().eq_ignore_ascii_case(name);
            given.iter().find(is).and_then(|sheet| Grid::of(sheet, wanted, alias))
        };
        // A form of one sheet may be called anything.
        let any = |wanted: &[&str], alias| {
            let unknown = |sheet: &&FormSheet| !SHEETS.contains(&sheet.name.trim().to_lowercase().as_str());
            given.iter().filter(unknown).find_map(|sheet| Grid::of(sheet, wanted, alias))
        };
        let wanted = [key::TYPE, key::NAME];
        let Some(mut survey) = named(sheets::SURVEY, &wanted, survey_alias).or_else(|| any(&wanted, survey_alias))
        else {
            let names: Vec<String> =
                given.iter().map(|sheet| sheet.name.clone()).filter(|name| !name.is_empty()).collect();
            return Err(Problem::new(Code::NotAForm, At::file(file), names.join(", ")).hint(Hint::advice(
                "XLSForm-ын survey хуудас type, name гэсэн баганатай байдаг.",
                "The sheet survey of an XLSForm has columns type and name.",
            )));
        };
        let listed = [names::choices::LIST_NAME, names::choices::NAME];
        let mut choices = named(sheets::CHOICES, &listed, choices_alias).or_else(|| any(&listed, choices_alias));
        let settings = named(sheets::SETTINGS, &[], settings_alias);
        let default =
            settings.as_ref().filter(|s| !s.rows.is_empty()).map(|s| s.cell(0, names::settings::DEFAULT_LANGUAGE));
        let plain = default.map(Tongue::of).filter(|tongue| matches!(tongue, Tongue::Mn | Tongue::En));
        // A column of no language is in the one that the columns beside it don't name, if they name it.
        survey.plain = plain;
        if let Some(choices) = &mut choices {
            choices.plain = plain;
        }
        let ours = |name, wanted: &[&str]| named(name, wanted, |_| None);
        use names::{composites, groupings, indicators, ours as column, rules};
        Ok(Form {
            file: file.into(),
            survey,
            choices,
            settings,
            columns: ours(sheets::COLUMNS, &[names::columns::ROLE, names::columns::HEADERS]),
            bases: ours(sheets::BASES, &[column::ID, column::WHERE]),
            dimensions: ours(sheets::DIMENSIONS, &[column::ID]),
            indicators: ours(sheets::INDICATORS, &[column::ID, indicators::MEASURE]),
            composites: ours(sheets::COMPOSITES, &[column::ID, composites::OF]),
            groupings: ours(sheets::GROUPINGS, &[groupings::GROUPING, column::QUESTION]),
            rules: ours(sheets::RULES, &[column::ID, rules::WHEN]),
        })
    }

    /// Spells what the form itself says is computed.
    fn spell_figures(&self, notes: &mut Notes, out: &mut Spelling) {
        if let (Some(grid), Some(_)) = (&self.dimensions, &self.indicators) {
            ours::dimensions(grid, out);
        }
        if let Some(grid) = &self.indicators {
            ours::indicators(grid, notes, out);
        }
        if let Some(grid) = &self.composites {
            ours::composites(grid, notes, out);
        }
        if let Some(grid) = &self.groupings {
            ours::groupings(grid, out);
        }
        if let Some(grid) = &self.rules {
            ours::rules(grid, notes, out);
        }
    }

    /// Whether it says itself which codes mean that there is no answer.
    fn states_missing(&self) -> bool {
        let of_choices = |grid: &Grid| grid.has(names::choices::MISSING);
        self.survey.has(key::MISSING) || self.choices.as_ref().is_some_and(of_choices)
    }

    /// The sheet of the survey, for what stands in no cell.
    fn anywhere(&self) -> Spot {
        Spot { sheet: self.survey.sheet.clone(), row: None, column: None }
    }

    /// The name of the file without folder and ending.
    fn stem(&self) -> &str {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
        if stem.is_empty() { "form" } else { stem }
    }

    /// A question as it is asked; its name where it has no label.
    fn words(&self, item: &Item) -> Words {
        let words = self.survey.words(item.row, key::LABEL);
        if words.is_empty() { Words { others: words.others, ..Words::of_one(&item.name) } } else { words }
    }

    /// A question for a table.
    fn short(&self, item: &Item) -> Words {
        let short = self.survey.words(item.row, key::MASAM_LABEL);
        if short.is_empty() { self.words(item) } else { short }
    }

    /// The headers that its sheet of columns gives away.
    fn column_headers(&self) -> Vec<String> {
        let Some(grid) = &self.columns else { return Vec::new() };
        let cells = (0..grid.rows.len()).map(|row| grid.cell(row, names::columns::HEADERS));
        cells.flat_map(cells::list).map(|header| header.to_lowercase()).collect()
    }

    /// Whether the form itself has a base of this name.
    fn names_base(&self, id: &str) -> bool {
        self.bases.as_ref().is_some_and(|grid| (0..grid.rows.len()).any(|row| grid.cell(row, names::ours::ID) == id))
    }
}

/// Sheets whose name says what they are.
const SHEETS: [&str; 10] = [
    sheets::SURVEY,
    sheets::CHOICES,
    sheets::SETTINGS,
    sheets::COLUMNS,
    sheets::BASES,
    sheets::DIMENSIONS,
    sheets::INDICATORS,
    sheets::COMPOSITES,
    sheets::GROUPINGS,
    sheets::RULES,
];

fn survey_alias(header: &str) -> Option<&'static str> {
    match header {
        "relevance" => Some(key::RELEVANT),
        "calculate" => Some(key::CALCULATION),
        "caption" => Some(key::LABEL),
        "tag" => Some(key::NAME),
        _ => None,
    }
}

fn choices_alias(header: &str) -> Option<&'static str> {
    match header {
        "list" | "listname" => Some(names::choices::LIST_NAME),
        "value" => Some(names::choices::NAME),
        "caption" => Some(names::choices::LABEL),
        _ => None,
    }
}

fn settings_alias(header: &str) -> Option<&'static str> {
    match header {
        "id_string" => Some(names::settings::FORM_ID),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
