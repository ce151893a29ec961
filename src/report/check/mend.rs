//! What is to be mended, row by row: a list that a supervisor fills in and hands back. And what concerns no single row.

use super::super::parts::{across, column, counted, figure, grid, paragraph, row, same, text};
use super::super::problems::{file_name, severity};
use super::super::words::{CheckWord, fill, t};
use super::super::{Block, Column, ColumnKind, Format, Section, Tidy, Value};
use crate::check::{Check, Finding, Suggestion};
use crate::lang::{Label, Lang};
use crate::report::GridRow;
use crate::report::columns::FINDINGS;
use crate::report::parts::{both, joined};

/// Everything with a row, worst first. The columns are those of a file of corrections, so that it can be handed back.
pub fn section(check: &Check) -> Section {
    let with_row = check.findings.iter().filter(|finding| finding.problem.at.row.is_some());
    let rows: Vec<GridRow> = with_row.map(|finding| row(mend_values(check, finding))).collect();
    let block = if rows.is_empty() {
        paragraph(t(CheckWord::NoFindings))
    } else {
        let mut mend = grid("mend", t(CheckWord::SheetMend), mend_columns(), 4, rows);
        mend.notes.extend(beyond(check));
        Block::Grid(mend)
    };
    across("mend", CheckWord::SheetMend, vec![block])
}

/// What concerns no single row.
pub fn look(check: &Check) -> Section {
    use ColumnKind::{Code, Prose, Text};
    let columns = vec![
        column("severity", CheckWord::Severity, Text),
        column("code", CheckWord::Code, Code),
        column("column", CheckWord::Column, Text),
        column("reason", CheckWord::Reason, Prose),
    ];
    let values = |finding: &Finding| {
        let problem = &finding.problem;
        let about = finding.question.map(|q| check.instrument.questions[q.0].label.clone());
        let header = Label::same(problem.at.column.as_deref().unwrap_or_default());
        row(vec![
            text(t(severity(problem.code.severity()))),
            same(problem.code.id()),
            text(joined(&[header, about.unwrap_or_default()], ": ")),
            text(both(|lang| problem.sentence(lang))),
        ])
    };
    let rows: Vec<GridRow> = check.findings.iter().filter(|f| f.problem.at.row.is_none()).map(values).collect();
    let block = if rows.is_empty() {
        paragraph(t(CheckWord::NoSigns))
    } else {
        Block::Grid(grid("look", t(CheckWord::SheetLook), columns, 2, rows))
    };
    across("look", CheckWord::SheetLook, vec![block])
}

/// What stands for all columns of a row in a file of corrections.
const WHOLE_ROW: &str = "*";

fn mend_columns() -> Vec<Column> {
    use ColumnKind::{Code, Measure, Narrow, Prose, Text};
    vec![
        column("severity", CheckWord::Severity, Text),
        column("file", CheckWord::File, Text),
        column("sheet", CheckWord::Sheet, Text),
        column("row", CheckWord::Row, Measure),
        column("row id", CheckWord::RowId, Code),
        column("column", CheckWord::Column, Text),
        column("question", CheckWord::Question, Prose),
        column("old", CheckWord::Old, Code),
        column("suggestion", CheckWord::Suggestion, Narrow),
        column("new", CheckWord::New, Narrow),
        column("reason", CheckWord::Reason, Prose),
        column("by", CheckWord::By, Text),
        column("code", CheckWord::Code, Code),
        column("done", CheckWord::Done, Text),
    ]
}

fn mend_values(check: &Check, finding: &Finding) -> Vec<Value> {
    let problem = &finding.problem;
    let question = finding.question.map(|q| &check.instrument.questions[q.0]);
    vec![
        text(t(severity(problem.code.severity()))),
        same(problem.at.file.as_deref().map(file_name).unwrap_or_default()),
        same(problem.at.sheet.as_deref().unwrap_or_default()),
        row_number(finding),
        same(&finding.id),
        same(problem.at.column.as_deref().unwrap_or(WHOLE_ROW)),
        question.map_or_else(|| same(""), |question| text(question.label.clone())),
        same(&finding.found),
        text(suggested(finding)),
        same(""),
        text(both(|lang| problem.sentence(lang))),
        same(""),
        same(problem.code.id()),
        same(""),
    ]
}

/// A number that a spreadsheet keeps as one, without marks between thousands.
fn row_number(finding: &Finding) -> Value {
    match finding.problem.at.row {
        Some(row) => figure(row.get() as f64, Format::Full),
        None => same(""),
    }
}

fn suggested(finding: &Finding) -> Label {
    match &finding.suggestion {
        Suggestion::None => Label::default(),
        Suggestion::Value(value) => Label::same(value),
        Suggestion::OneOf(values) => Label::same(values.join("; ")),
        Suggestion::Blank => t(CheckWord::BlankIt),
        Suggestion::Drop => t(CheckWord::DropIt),
    }
}

/// Every finding for machines.
pub fn tidy(check: &Check) -> Tidy<'static> {
    let values = |finding: &Finding| {
        let problem = &finding.problem;
        let question = finding.question.map(|q| check.instrument.questions[q.0].id.as_str());
        let suggestion = match &finding.suggestion {
            Suggestion::Blank | Suggestion::Drop => suggested(finding).get(Lang::En).to_owned(),
            Suggestion::None | Suggestion::Value(_) | Suggestion::OneOf(_) => {
                suggested(finding).get(Lang::Mn).to_owned()
            }
        };
        vec![
            same(severity(problem.code.severity()).get(Lang::En).to_lowercase()),
            same(problem.code.id()),
            same(problem.at.file.as_deref().map(file_name).unwrap_or_default()),
            same(problem.at.sheet.as_deref().unwrap_or_default()),
            row_number(finding),
            same(&finding.id),
            same(problem.at.column.as_deref().unwrap_or(if problem.at.row.is_some() { WHOLE_ROW } else { "" })),
            same(question.unwrap_or_default()),
            same(&finding.found),
            same(suggestion),
            same(""),
            same(problem.sentence(Lang::Mn)),
            same(problem.sentence(Lang::En)),
            same(""),
        ]
    };
    let rows: Vec<Vec<Value>> = check.findings.iter().map(values).collect();
    Tidy::declared(&FINDINGS, rows)
}

/// What isn't listed because there is too much of it.
fn beyond(check: &Check) -> Option<Label> {
    let all: Vec<Label> =
        check.beyond.iter().map(|(code, n)| joined(&[Label::same(code.id()), counted(*n)], ": ")).collect();
    (!all.is_empty()).then(|| fill(CheckWord::Beyond, &[joined(&all, "; ")]))
}
