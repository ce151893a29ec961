//! The cover of a check: how much was found, what to do first, and what the file can't be checked for.

use std::collections::BTreeMap;

use super::super::parts::TOOL;
use super::super::parts::{both, column, count, counted, grid, heading, paragraph, row, same, text, upright};
use super::super::problems::{file_name, severity};
use super::super::words::{CheckWord, Word, fill, t};
use super::super::{Block, ColumnKind, GridRow, Section, Value};
use super::Source;
use crate::check::{Check, Finding};
use crate::lang::Label;
use crate::problem::{Code, Severity};

/// The cover.
pub fn section(check: &Check, source: &Source) -> Section {
    let mut blocks = vec![Block::Facts { facts: facts(check, source) }, heading(Word::LookFirst)];
    blocks.extend(first(check).into_iter().map(paragraph));
    if !check.findings.is_empty() {
        blocks.push(kinds(check));
    }
    blocks.extend([CheckWord::AboutDuplicates, CheckWord::AboutPersons].map(|word| paragraph(t(word))));
    upright("cover", Word::SheetCover, blocks)
}

fn facts(check: &Check, source: &Source) -> Vec<(Label, Value)> {
    let files: Vec<&str> = source.files.iter().map(|file| file_name(file)).collect();
    let there = |is: bool| text(t(if is { CheckWord::There } else { CheckWord::NotThere }));
    let interviewers = match &check.interviewer_column {
        Some(column) => same(column),
        None => there(false),
    };
    vec![
        (t(Word::Instrument), same(format!("{} {}", check.instrument.id, check.instrument.version))),
        (t(Word::File), same(files.join(", "))),
        (t(CheckWord::Interviews), count(check.rows)),
        (t(CheckWord::Errors), count(check.count(Severity::Error))),
        (t(CheckWord::Warnings), count(check.count(Severity::Warning))),
        (t(CheckWord::Notes), count(check.count(Severity::Note))),
        (t(CheckWord::InterviewerColumn), interviewers),
        (t(CheckWord::TimeColumns), there(check.has_times)),
        (t(Word::MadeWith), same(TOOL)),
    ]
}

fn first(check: &Check) -> Vec<Label> {
    let of = |severity| check.count(severity);
    let behind = |f: &&Finding| matches!(f.problem.code, Code::BehindPlan | Code::PlaceWithoutInterviews);
    let behind = check.findings.iter().filter(behind).count() as u64;
    let mut said = Vec::new();
    let numbers = [
        (CheckWord::DoErrors, of(Severity::Error)),
        (CheckWord::DoWarnings, of(Severity::Warning)),
        (CheckWord::DoBehind, behind),
        (CheckWord::DoNotes, of(Severity::Note)),
    ];
    if of(Severity::Error) == 0 {
        said.push(t(CheckWord::DoNothing));
    }
    said.extend(numbers.into_iter().filter(|(_, n)| *n > 0).map(|(word, n)| fill(word, &[counted(n)])));
    said
}

/// How many findings of each kind there are, with the first of them.
fn kinds(check: &Check) -> Block {
    use ColumnKind::{Code as Id, Count, Prose, Text};
    let mut kinds: BTreeMap<(std::cmp::Reverse<Severity>, &str), (u64, &Finding)> = BTreeMap::new();
    for finding in &check.findings {
        let code = finding.problem.code;
        let more = check.beyond.get(&code).copied().unwrap_or_default();
        kinds.entry((std::cmp::Reverse(code.severity()), code.id())).or_insert((more, finding)).0 += 1;
    }
    let columns = vec![
        column("severity", CheckWord::Severity, Text),
        column("code", CheckWord::Code, Id),
        column("n", Word::HowMany, Count),
        column("example", CheckWord::Example, Prose),
    ];
    let rows: Vec<GridRow> = kinds
        .into_iter()
        .map(|((of, id), (n, finding))| {
            let sentence = text(both(|lang| finding.problem.sentence(lang)));
            row(vec![text(t(severity(of.0))), same(id), count(n), sentence])
        })
        .collect();
    Block::Grid(grid("kinds", t(CheckWord::Kinds), columns, 2, rows))
}
