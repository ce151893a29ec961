//! What a question must satisfy by itself, and what all columns must satisfy together.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Kind, Question};
use crate::problem::Code;
use crate::toml_file::{Fault, Log, Word};

/// Notes answers that can't be told apart and missing codes that could be answers.
pub(super) fn question(log: &Log, id: &Word, question: &Question) {
    let fault = |code, found: &str| log.add(Fault::new(code, id.span(), found).detail(question.id.as_str()));
    let mut spellings: BTreeMap<String, usize> = BTreeMap::new();
    for (at, answer) in question.answers().iter().enumerate() {
        let own: [&str; 3] = [&answer.code, &answer.label.mn, &answer.label.en];
        for text in own.into_iter().chain(answer.also.iter().map(String::as_str)).filter(|t| !t.is_empty()) {
            if spellings.insert(text.to_lowercase(), at).is_some_and(|other| other != at) {
                fault(Code::AnswersAlike, text);
            }
        }
    }
    for missing in &question.missing {
        if spellings.contains_key(&missing.code.to_lowercase()) {
            fault(Code::CodeIsMissing, &missing.code);
        }
        if let (Kind::Number { least, most, .. }, Ok(x)) = (&question.kind, missing.code.trim().parse::<f64>())
            && least.is_none_or(|least| x >= least)
            && most.is_none_or(|most| x <= most)
        {
            fault(Code::MissingIsPlausible, &missing.code);
        }
    }
}

/// Headers that a column answers to, each belonging to one column.
#[derive(Default)]
pub(super) struct HeaderOwners(BTreeMap<String, String>);

impl HeaderOwners {
    /// Gives the headers to this column, and notes those that belong to another.
    pub(super) fn add<'h>(
        &mut self,
        log: &Log,
        span: Range<usize>,
        owner: &str,
        headers: impl Iterator<Item = &'h String>,
    ) {
        for header in headers {
            match self.0.get(&header.to_lowercase()) {
                Some(other) if other != owner => {
                    log.add(Fault::new(Code::HeaderShared, span.clone(), header).detail(other.as_str()));
                }
                Some(_) => {}
                None => {
                    self.0.insert(header.to_lowercase(), owner.to_owned());
                }
            }
        }
    }
}
