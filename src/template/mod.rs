//! Blank scorecard workbooks: one for each facility and round, to be printed, filled in by hand and read back.
//!
//! Sheets, tables and columns are those of [`crate::scorecard::layout`], with which a filled workbook is read. What was
//! known when it was made stands on a hidden sheet too, with every identifier and its words, so that rows may be moved,
//! labels retyped and sheets renamed.

mod actions;
mod book;
mod checks;
mod cover;
mod file_name;
mod hidden;
mod inputs;
mod looks;
mod meeting;
mod pad;
mod provider;
mod scores;
#[cfg(test)]
mod tests;
mod votes;
mod words;

use std::collections::BTreeMap;

use anyhow::Context;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::day::Day;
use crate::instrument::scorecard::ScorecardInstrument;
use crate::lang::Lang;
use crate::render::{Bundle, File};
use crate::scorecard::Facility;
use crate::scorecard::facility::id_key;
use crate::scorecard::layout::Sheet;
use crate::scorecard::session::Action;
use book::Book;

/// The actions of earlier rounds that are still open, by the identifier of their facility as [`id_key`] has it.
pub type Plans = BTreeMap<String, Vec<Action>>;

/// The blank workbook of a facility. Entitlements are those in force on the day, for its type and place.
///
/// Its file is named after the facility and the round; after the instrument, where the facility has no identifier.
pub fn workbook(
    instrument: &ScorecardInstrument,
    facility: &Facility,
    round: &str,
    day: Option<Day>,
    langs: &[Lang],
) -> anyhow::Result<File> {
    put_together(&Book::new(instrument, facility, round, day, langs))
}

fn put_together(book: &Book<'_>) -> anyhow::Result<File> {
    let name = format!("{}.xlsx", file_name::of(book.instrument, book.facility, book.round));
    let bytes = written(book).with_context(|| format!("cannot put {name} together"))?;
    Ok(File { name, bytes })
}

/// The blank workbooks of several facilities, in their order; no two have one name, on no disk. What was still open in
/// earlier rounds stands in the new plans.
pub fn workbooks<'a>(
    instrument: &ScorecardInstrument,
    facilities: impl IntoIterator<Item = &'a Facility>,
    round: &str,
    day: Option<Day>,
    langs: &[Lang],
    plans: &Plans,
) -> anyhow::Result<Bundle> {
    let mut names = file_name::Taken::default();
    let mut files = Vec::new();
    for facility in facilities {
        let plan = plans.get(&id_key(&facility.id)).map(Vec::as_slice).unwrap_or_default();
        let mut file = put_together(&Book { plan, ..Book::new(instrument, facility, round, day, langs) })?;
        file.name = names.claim(&file.name);
        files.push(file);
    }
    Ok(Bundle(files))
}

fn written(book: &Book<'_>) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(book)?);
    for sheet in Sheet::ALL {
        workbook.push_worksheet(match sheet {
            Sheet::Cover => cover::sheet(book)?,
            Sheet::Inputs => inputs::sheet(book)?,
            Sheet::Scores => scores::sheet(book)?,
            Sheet::Votes => votes::sheet(book)?,
            Sheet::Provider => provider::sheet(book)?,
            Sheet::Meeting => meeting::sheet(book)?,
            Sheet::Actions => actions::sheet(book)?,
        });
    }
    let hidden = hidden::sheet(book)?;
    workbook.push_worksheet(hidden.sheet);
    for (name, range) in &hidden.lists {
        workbook.define_name(name.as_str(), range)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn properties(book: &Book<'_>) -> anyhow::Result<DocProperties> {
    // A fixed day: the same facility and round give the same file.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(book.reading.inline(&book.instrument.title))
        .set_subject(format!("{} {}", book.facility.id, book.round).trim())
        .set_author("masam")
        .set_creation_datetime(&day))
}
