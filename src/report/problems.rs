//! The table of what was wrong with the data: like problems together, worst first.

use super::parts::{both, column, count, grid, joined, nothing, paragraph, row, same, text};
use crate::lang::Label;
use crate::problem::{At, Grouped, Problem, Problems, Severity};
use crate::report::words::{Word, t};
use crate::report::{Block, ColumnKind, Grid, GridRow};

/// The problems, or that there are none. In public nothing that somebody wrote is told.
pub fn found(problems: &Problems, public: bool) -> Block {
    let table = table(problems, public);
    if table.rows.is_empty() { paragraph(t(Word::NoProblems)) } else { Block::Grid(table) }
}

/// The word for how much a problem matters.
pub(super) fn severity(severity: Severity) -> Word {
    match severity {
        Severity::Error => Word::SeverityError,
        Severity::Warning => Word::SeverityWarning,
        Severity::Note => Word::SeverityNote,
    }
}

fn table(problems: &Problems, public: bool) -> Grid {
    use ColumnKind::{Code, Count, Prose, Text};
    let columns = vec![
        column("severity", Word::Severity, Text),
        column("code", Word::Code, Code),
        column("where", Word::Where, Text),
        column("sentence", Word::Problem, Prose),
        column("count", Word::HowMany, Count),
        column("rows", Word::FirstRows, Text),
    ];
    let grouped = problems.grouped();
    let grouped = if public { without_answers(&grouped) } else { grouped };
    let mut rows: Vec<GridRow> = grouped.iter().map(problem_row).collect();
    rows.extend(problems.beyond().map(|(code, n)| {
        let more = t(Word::MoreLikeThese);
        row(vec![text(t(severity(code.severity()))), same(code.id()), nothing(), text(more), count(n), nothing()])
    }));
    grid("problems", t(Word::Problems), columns, 2, rows)
}

/// What may be told in public: kinds and columns, never what somebody wrote or in which row.
fn without_answers(grouped: &[Grouped]) -> Vec<Grouped> {
    let mut kinds: Vec<Grouped> = Vec::new();
    for group in grouped {
        let at = At { row: None, ..group.first.at.clone() };
        let first = Problem::new(group.first.code, at, "…");
        match kinds.iter_mut().find(|kind| kind.first == first) {
            Some(kind) => kind.total += group.total,
            None => kinds.push(Grouped { first, rows: Vec::new(), total: group.total }),
        }
    }
    kinds
}

fn problem_row(group: &Grouped) -> GridRow {
    let at = &group.first.at;
    let file = at.file.as_deref().map(file_name);
    let parts = [file, at.sheet.as_deref(), at.column.as_deref()];
    let parts: Vec<Label> = parts.into_iter().flatten().map(Label::same).collect();
    let rows: Vec<String> = group.rows.iter().map(|r| r.get().to_string()).collect();
    let more = if group.total > rows.len() as u64 && !rows.is_empty() { ", …" } else { "" };
    row(vec![
        text(t(severity(group.first.code.severity()))),
        same(group.first.code.id()),
        if parts.is_empty() { nothing() } else { text(joined(&parts, ", ")) },
        text(both(|lang| group.first.sentence(lang))),
        count(group.total),
        if rows.is_empty() { nothing() } else { same(format!("{}{more}", rows.join(", "))) },
    ])
}

/// A file's name without its folder, which is nobody's business.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(path)
}
