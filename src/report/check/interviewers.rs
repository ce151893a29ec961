//! Interviewers, place by place, against the others there.

use super::super::parts::{across, column, count, figure_or, grid, nothing, paragraph, row, same, text};
use super::super::words::{CheckWord, Word, t};
use super::super::{Absent, Block, ColumnKind, Format, Grid, Legend, Light, Section, Value};
use super::{percent, place_name};
use crate::check::{Check, InterviewerFacts};

/// The interviewers.
pub fn section(check: &Check) -> Section {
    let grid = grid_of(check);
    let blocks = if grid.rows.is_empty() {
        vec![paragraph(t(CheckWord::NoInterviewers))]
    } else {
        vec![paragraph(t(CheckWord::AboutInterviewers)), Block::Grid(grid)]
    };
    across("interviewers", CheckWord::SheetInterviewers, blocks)
}

/// One row for each interviewer in each place.
pub fn grid_of(check: &Check) -> Grid {
    use ColumnKind::{Count, Measure, Prose, Text};
    let columns = vec![
        column("place", Word::Place, Text),
        column("interviewer", CheckWord::Interviewer, Text),
        column("interviews", CheckWord::Interviews, Count),
        column("minutes", CheckWord::Minutes, Measure),
        column("missing", CheckWord::MissingShare, Measure),
        column("others_missing", CheckWord::OthersMissing, Measure),
        column("straight", CheckWord::Straight, Measure),
        column("others_straight", CheckWord::OthersStraight, Measure),
        column("differ", CheckWord::Differ, Prose),
        column("misses", CheckWord::Misses, Prose),
    ];
    let rows = check.interviewers.iter().map(|one| row(values(check, one))).collect();
    let legend = Legend::Look;
    Grid { legend, ..grid("interviewers", t(CheckWord::SheetInterviewers), columns, 2, rows) }
}

fn values(check: &Check, one: &InterviewerFacts) -> Vec<Value> {
    let id = |question: usize| check.instrument.questions[question].id.as_str();
    let lines = |(scales, lines): (u64, u64)| (scales > 0).then(|| lines as f64 / scales as f64);
    let told = |ids: Vec<&str>| match one.tested {
        true => same(ids.join(", ")),
        false => text(t(CheckWord::TooFew)),
    };
    vec![
        text(place_name(check, one.member)),
        same(&one.label),
        count(one.interviews),
        if one.minutes.is_none() { nothing() } else { figure_or(one.minutes, Format::Plain(0), Absent::NoData) },
        marked(percent(one.missing), !one.misses.is_empty()),
        percent(one.others_missing),
        marked(percent(lines(one.scales)), one.straight_p.is_some()),
        percent(lines(one.others_scales)),
        told(one.differ.iter().map(|(question, _)| id(question.0)).collect()),
        told(one.misses.iter().map(|(question, ..)| id(question.0)).collect()),
    ]
}

/// A number that somebody should look at.
fn marked(value: Value, look: bool) -> Value {
    match value {
        Value::Number { value, format, few, .. } if look => {
            Value::Number { value, format, light: Some(Light::Attention), few }
        }
        other => other,
    }
}
