//! Reads the action plan.

use super::desk::Desk;
use super::find::{Table, own, seen, text};
use super::known::Of;
use super::values;
use crate::lang::{Label, Lang};
use crate::problem::At;
use crate::scorecard::session::{Action, Key, Level, Status};
use crate::table::Cell;
use crate::table::book::Line;

/// The actions of a plan. A row without an issue of its own belongs to the issue above.
pub(super) fn actions(desk: &mut Desk, table: &Table) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    let file = desk.file.clone();
    for line in table.lines() {
        let at = table.at(&file, line.number(), "");
        let place = |column: &str| table.at(&file, line.number(), column);
        let Some(mut action) = action(desk, &line, |c| table.column(c), place, at) else { continue };
        if action.issue.is_empty()
            && let Some(above) = actions.last()
        {
            action.issue.clone_from(&above.issue);
            action.indicator = action.indicator.or_else(|| above.indicator.clone());
        }
        actions.push(action);
    }
    actions
}

/// The action of a row, if anything but its number is written there.
pub(super) fn action(
    desk: &mut Desk,
    line: &Line,
    column: impl Fn(&str) -> Option<u32>,
    place: impl Fn(&str) -> At,
    at: At,
) -> Option<Action> {
    let words = |c: &str| text(own(line, column(c)));
    let (issue, what) = (text(seen(line, column("issue"))), words("action"));
    let others =
        ["responsible", "supporting", "deadline", "cost", "funds", "status", "done_on", "evidence", "verified_by"];
    if what.is_empty() && words("issue").is_empty() && others.iter().all(|c| own(line, column(c)).is_blank()) {
        return None;
    }
    let cell = |c: &str| own(line, column(c));
    let level = choice(desk, cell("level"), Of::Levels, &place("level"));
    let status = choice(desk, cell("status"), Of::Statuses, &place("status"));
    let own_means = choice(desk, cell("own_means"), Of::YesNo, &place("own_means"));
    Some(Action {
        id: words("id"),
        issue,
        indicator: indicator(desk, seen(line, column("indicator")), &place("indicator")),
        action: what,
        responsible: words("responsible"),
        supporting: words("supporting"),
        deadline: desk.day(cell("deadline"), &place("deadline")),
        cost: desk.amount(cell("cost"), "", &place("cost")),
        funds: words("funds"),
        level: level.map(|i| Level::ALL[i]),
        own_means: own_means.map(|i| i == 0),
        status: status.map(|i| Status::ALL[i]),
        done_on: desk.day(cell("done_on"), &place("done_on")),
        evidence: words("evidence"),
        verified_by: words("verified_by"),
        at,
    })
}

fn choice(desk: &mut Desk, cell: Cell, of: Of, at: &At) -> Option<usize> {
    let mn = |label: Label| label.get(Lang::Mn).to_owned();
    let all = || match of {
        Of::Levels => Level::ALL.iter().map(|l| mn(l.title())).collect(),
        Of::Statuses => Status::ALL.iter().map(|s| mn(s.title())).collect(),
        _ => vec!["Тийм".to_owned(), "Үгүй".to_owned()],
    };
    let read = values::choice(cell, of, &desk.words, all);
    desk.take(read, cell, at)
}

/// The indicator that an action is about: its code, its words, or both ("HC01 Хүлээх хугацаа").
fn indicator(desk: &mut Desk, cell: Cell, at: &At) -> Option<Key> {
    let shown = text(cell);
    if shown.is_empty() {
        return None;
    }
    let code = shown.split([' ', ':', '–', '\n']).next().unwrap_or_default().trim_end_matches(['.', ')', ',']);
    let known =
        |desk: &Desk, t: &str| desk.words.by_id(Of::Indicators, t).or_else(|| desk.words.find(Of::Indicators, t));
    if let Some(index) = known(desk, &shown).or_else(|| desk.words.by_id(Of::Indicators, code)) {
        return Some(Key::Known(index));
    }
    Some(desk.added(Of::Indicators, &shown, at))
}
