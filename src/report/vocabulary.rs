//! The words of reports that an instrument may put otherwise, with what is printed for each: a row for each key.

use super::columns::VOCABULARY;
use super::parts::{TOOL, same};
use super::words::{OwnWords, fixed};
use super::{MadeBy, Report, Tidy, Value};
use crate::instrument::AnyInstrument;
use crate::lang::Label;

/// The vocabulary as a report that has nothing but a table for machines: that of an instrument, else the standard one.
pub fn report(instrument: Option<&AnyInstrument>) -> Report<'static> {
    let own = instrument.map(|instrument| instrument.words().clone()).unwrap_or_default();
    let rows: Vec<Vec<Value>> = fixed()
        .iter()
        .map(|word| {
            let now = own.get(word);
            let said = [&word.key, &word.used_in.join(" "), &word.gaps().join(" ")].map(same);
            said.into_iter().chain([&*now.mn, &*now.en, word.mn, word.en].map(same)).collect()
        })
        .collect();
    Report {
        title: VOCABULARY.title(),
        subtitle: instrument.map_or_else(Label::default, |instrument| instrument.title().clone()),
        made_by: MadeBy {
            tool: TOOL.to_string(),
            instrument: instrument.map(|i| format!("{} {}", i.id(), i.version())).unwrap_or_default(),
            options: Vec::new(),
            sources: Vec::new(),
            words: OwnWords::default(),
            made_up: false,
        },
        sections: Vec::new(),
        tidy: vec![Tidy::declared(&VOCABULARY, rows)],
    }
}
