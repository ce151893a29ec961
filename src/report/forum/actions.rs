//! What was agreed, by the level that can solve it, and what is late.

use super::hall::{Hall, level};
use crate::forum::{ActionRow, Progress, by_level, late};
use crate::lang::Label;
use crate::report::parts::{absent, across, column, count, figure_or, grid, paragraph, row, same, text};
use crate::report::words::{CompareWord, ForumWord, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, GridRow, RowRole, Section, Value};

/// The sheet; none if no scorecards were given.
pub(super) fn section(hall: &Hall) -> Option<Section> {
    use ColumnKind::{Code, Count, Prose, Text};
    let levels = by_level(hall.forum, None);
    if levels.is_empty() {
        return None;
    }
    let mut columns = vec![column("level", ForumWord::Level, Text)];
    columns.extend(progress_columns());
    let mut rows: Vec<GridRow> = levels
        .iter()
        .map(|of| {
            let mut values = vec![text(level(of.level))];
            values.extend(progress(of.progress));
            row(values)
        })
        .collect();
    let mut values = vec![text(t(ForumWord::All))];
    values.extend(progress(total(hall, None)));
    rows.push(GridRow { role: RowRole::Total, ..row(values) });
    let title = t(ForumWord::ByLevel);
    let mut blocks = vec![
        paragraph(Label::new(
            "Биелэлт = хийсэн / (бүгд − хассан). Хугацаа хэтэрсэн эсэхийг үнэлгээний картын тайланд заасан өдрөөр тооцсон.",
            "Completion = done / (all − dropped). Whether something is late goes by the day that the report of the scorecards names.",
        )),
        Block::Grid(grid("actions.levels", title, columns, 1, rows)),
    ];
    let mut by_area: Vec<GridRow> = Vec::new();
    for place in hall.places() {
        let of = total(hall, Some(&place.place().code));
        if of.all() > 0 {
            let mut values = vec![text(place.place().name.clone())];
            values.extend(progress(of));
            by_area.push(row(values));
        }
    }
    if !by_area.is_empty() {
        let mut columns = vec![column("place", ForumWord::Place, Text)];
        columns.extend(progress_columns());
        let title = t(CompareWord::CountsByPlace);
        blocks.push(Block::Grid(grid("actions.places", title, columns, 1, by_area)));
    }
    let late = late(hall.forum, None);
    if !late.is_empty() {
        let columns = vec![
            column("place", ForumWord::Place, Text),
            column("facility", ForumWord::Facility, Text),
            column("action", ForumWord::Action, Prose),
            column("responsible", ForumWord::Responsible, Text),
            column("level", ForumWord::Level, Text),
            column("deadline", ForumWord::Deadline, Code),
            column("days", ForumWord::DaysLate, Count),
        ];
        let rows = late.into_iter().map(late_row).collect();
        blocks.push(Block::Grid(grid("actions.late", t(ForumWord::Late), columns, 2, rows)));
    }
    Some(across("actions", ForumWord::SheetActions, blocks))
}

fn progress_columns() -> Vec<Column> {
    use ColumnKind::{Count, Measure};
    vec![
        column("all", ForumWord::All, Count),
        column("done", ForumWord::Done, Count),
        column("open", ForumWord::Open, Count),
        column("late", ForumWord::Late, Count),
        column("dropped", ForumWord::Dropped, Count),
        column("completion", ForumWord::Completion, Measure),
    ]
}

fn progress(of: Progress) -> Vec<Value> {
    let mut values: Vec<Value> = [of.all(), of.done, of.open, of.late, of.dropped].into_iter().map(count).collect();
    values.push(figure_or(of.completion().map(|share| 100.0 * share), Format::Percent, Absent::NotApplicable));
    values
}

/// All levels of an area, or of all of them, together.
pub(super) fn total(hall: &Hall, area: Option<&str>) -> Progress {
    let mut all = Progress::default();
    for of in by_level(hall.forum, area) {
        all.done += of.progress.done;
        all.open += of.progress.open;
        all.late += of.progress.late;
        all.dropped += of.progress.dropped;
    }
    all
}

fn late_row(action: &ActionRow) -> GridRow {
    let place = crate::places::Gazetteer::get().by_code(&action.area);
    row(vec![
        place.map_or(absent(Absent::NoData), |place| text(place.place().name.clone())),
        text(action.facility_name.clone()),
        same(&action.action),
        same(&action.responsible),
        text(level(&action.level)),
        same(&action.deadline),
        action.overdue_days.map_or(absent(Absent::NotApplicable), count),
    ])
}
