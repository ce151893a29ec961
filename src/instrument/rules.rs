//! Reading rules: what must be true of the answers of one person together.

use super::Rule;
use super::questions::Asked;
use crate::problem::Code;
use crate::toml_file::{Names, Section};

/// Reads `[[rule]]`.
pub(super) fn read(file: &Section<'_>, asked: &mut Asked) -> Vec<Rule> {
    let mut ids = Names::new(Code::GivenTwice);
    let mut rules = Vec::new();
    for section in file.sections("rule") {
        let id = section.id();
        ids.add(file.log, &id);
        let mut conditions = |key| {
            let table = section.wanted(key).and_then(|value| Section::of(section.log, value));
            table.map(|table| asked.conditions(&table)).unwrap_or_default()
        };
        let (when, needs) = (conditions("when"), conditions("needs"));
        rules.push(Rule { id: id.into_inner(), title: section.own_label(), when, needs });
        section.done();
    }
    rules
}
