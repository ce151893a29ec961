//! What was wrong with a survey, on its way.
//!
//! A problem quotes what somebody wrote, as the card does. In a tally for sharing it doesn't: there it says what is wrong in
//! which column and how often, as a card for publication does.

use super::line::{Beyond, From, Line, Told};
use crate::problem::{At, Code, Problem, Problems, RowNumber};

/// The lines of these problems; in a file for sharing without what somebody wrote and in which row.
pub fn lines(from: From, problems: &Problems, sharing: bool, file_name: impl Fn(&str) -> String) -> Vec<Line> {
    let mut told: Vec<Told> = Vec::new();
    for group in problems.grouped() {
        let Problem { code, at, found, detail, hint } = group.first;
        let file = at.file.as_deref().map(&file_name);
        let (sheet, column) = (at.sheet.map(|s| s.to_string()), at.column.map(|c| c.to_string()));
        let rows = group.rows.iter().map(|row| row.get()).collect();
        let line =
            Told { from, code: code.id().into(), file, sheet, column, found, detail, hint, rows, total: group.total };
        if !sharing {
            told.push(line);
            continue;
        }
        let bare = match from {
            From::Rows => without_answers(line, code),
            From::Columns | From::Files => line,
        };
        let bare = Told { rows: Vec::new(), ..bare };
        match told.iter_mut().find(|known| Told { total: bare.total, ..(*known).clone() } == bare) {
            Some(known) => known.total += bare.total,
            None => told.push(bare),
        }
    }
    let lines = told.into_iter().map(|told| Line::Problem(Box::new(told)));
    let beyond =
        problems.beyond().map(|(code, total)| Line::Beyond(Beyond { from, code: code.id().to_owned(), total }));
    lines.chain(beyond).collect()
}

/// What is wrong in which column, but not what somebody wrote there.
fn without_answers(told: Told, code: Code) -> Told {
    match code {
        // It names a question.
        Code::AnsweredUnasked => told,
        // What goes with it is the question, or its bounds.
        Code::NotAnAnswer | Code::NotAnswersOf | Code::OutOfRange => Told { found: "…".into(), hint: None, ..told },
        _ => Told { found: "…".into(), detail: String::new(), hint: None, ..told },
    }
}

/// The problem of a line with its rows; none if its kind isn't known.
pub fn problem(told: &Told) -> Option<(Problem, Vec<RowNumber>)> {
    let at = At {
        file: told.file.as_deref().map(Into::into),
        sheet: told.sheet.as_deref().map(Into::into),
        row: None,
        column: told.column.as_deref().map(Into::into),
    };
    let problem = Problem {
        code: Code::of_id(&told.code)?,
        at,
        found: told.found.clone(),
        detail: told.detail.clone(),
        hint: told.hint.clone(),
    };
    Some((problem, told.rows.iter().map(|row| RowNumber::new(*row)).collect()))
}
