//! The columns of a survey: which are missing, and by which of them a card breaks its figures down.

use anyhow::bail;

use super::super::Result;
use super::Opened;
use crate::coding::{Columns, GroupColumn};
use crate::instrument::{Base, GroupingIndex, Instrument};
use crate::problem::{At, Code, Grouped, Hint, Problem, Problems, quoted};
use crate::table::Table;
use crate::tally::MOST_COLUMNS;

/// The problems of key columns that aren't there, or that several could be.
pub(super) fn fatal(problems: &Problems) -> Problems {
    let mut fatal = Problems::default();
    let is_fatal = |g: &Grouped| matches!(g.first.code, Code::NoSuchColumn | Code::SeveralKeyColumns);
    problems.grouped().into_iter().filter(is_fatal).for_each(|g| fatal.add(g.first));
    fatal
}

/// Stops where a column that the user named isn't there; says what is missing for a full card.
pub(super) fn check_columns(
    instrument: &Instrument,
    columns: &Columns,
    table: &Table,
    problems: &mut Problems,
) -> std::result::Result<(), Problems> {
    let named = fatal(problems);
    if !named.is_empty() {
        return Err(named);
    }
    let found = columns.questions.iter().flatten().count();
    let file = table.files().first();
    let at = file.map_or_else(At::default, |f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) });
    if found == 0 {
        let at = At { row: file.map(|f| f.header_row), ..at };
        let others = file.map(|f| f.other_sheets.clone()).unwrap_or_default();
        let problem = Problem::new(Code::NoQuestionColumn, at, "");
        let mut fatal = Problems::default();
        fatal.add(if others.is_empty() { problem } else { problem.hint(Hint::OneOf(others)) });
        return Err(fatal);
    }
    let mut say = |code, found: String, detail: String| {
        problems.add(Problem::new(code, at.clone(), found).detail(detail));
    };
    if found * 3 < columns.questions.len() {
        say(Code::FewQuestions, found.to_string(), columns.questions.len().to_string());
    }
    let testable = |base: &&Base| base.all.iter().any(|c| columns.questions[c.question.0].is_none());
    for base in instrument.bases.iter().filter(testable) {
        say(Code::BaseWithoutColumn, quoted(&base.id), String::new());
    }
    match (columns.area, columns.soum) {
        (None, None) => say(Code::NoPlaceColumn, String::new(), instrument.columns.area.0.join(", ")),
        (None, Some(soum)) => say(Code::AreaFromSoum, quoted(&table.columns()[soum.column]), String::new()),
        (Some(_), _) => {}
    }
    if columns.design.weight.is_none() && columns.design.fpc.is_empty() {
        say(Code::NoWeightColumn, String::new(), String::new());
    }
    if columns.design.clusters.is_empty() {
        say(Code::NoClusterColumn, String::new(), String::new());
    }
    Ok(())
}

/// The columns of groups: the area, and the groupings asked for whose question has a column, in each of the surveys.
pub(crate) fn group_columns(
    by: Option<&[String]>,
    instrument: &Instrument,
    surveys: &[&Opened],
) -> Result<Vec<GroupColumn>> {
    let everywhere = |has: &dyn Fn(&Columns) -> bool| surveys.iter().all(|s| has(&s.columns));
    let mut groups = Vec::new();
    if everywhere(&|columns| columns.area.is_some() || columns.soum.is_some()) {
        groups.push(GroupColumn::Area);
    }
    let has_column =
        |g: &GroupingIndex| everywhere(&|columns| columns.questions[instrument.groupings[g.0].question.0].is_some());
    let all = (0..instrument.groupings.len()).map(GroupingIndex);
    let lacks = |column| surveys.iter().find_map(|survey| survey.lacks(column, instrument));
    let Some(by) = by else {
        let held = |column: &GroupColumn| lacks(*column).is_none();
        groups.extend(all.filter(has_column).map(GroupColumn::Grouping).filter(held));
        return few_enough(groups);
    };
    let mut unknown = Problems::default();
    for name in by.iter().filter(|name| *name != "none") {
        match all.clone().find(|g| instrument.groupings[g.0].id == *name) {
            Some(grouping) => push_new(&mut groups, GroupColumn::Grouping(grouping)),
            None if name == "facility" && everywhere(&|columns| columns.facility.is_some()) => {
                push_new(&mut groups, GroupColumn::Facility)
            }
            None => {
                let known = instrument.groupings.iter().map(|g| g.id.clone()).chain(["facility".into()]).collect();
                let problem = Problem::new(Code::NoSuchGrouping, At::default(), quoted(name));
                unknown.add(problem.hint(Hint::OneOf(known)));
            }
        }
    }
    groups.iter().filter_map(|column| lacks(*column)).for_each(|problem| unknown.add(problem));
    if unknown.is_empty() { few_enough(groups) } else { Err(unknown.into()) }
}

/// A grouping that is named twice is one.
fn push_new(groups: &mut Vec<GroupColumn>, column: GroupColumn) {
    if !groups.contains(&column) {
        groups.push(column);
    }
}

fn few_enough(groups: Vec<GroupColumn>) -> Result<Vec<GroupColumn>> {
    if groups.len() > MOST_COLUMNS {
        bail!("a card has at most {MOST_COLUMNS} groupings, the area among them: choose some with --by");
    }
    Ok(groups)
}
