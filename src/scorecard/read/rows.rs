//! Reads the rows of a table: what each is about, and what it says.

use std::collections::BTreeSet;

use super::content::Content;
use super::desk::{Desk, MOST_LOOKED_AT};
use super::find::{Table, own, seen, text, vote};
use super::known::Of;
use super::{values, words};
use crate::instrument::scorecard::Scale;
use crate::lang::Label;
use crate::problem::{At, Code, Hint, Problem, RowNumber, quoted};
use crate::scorecard::layout::Block;
use crate::scorecard::score::{Score, Votes};
use crate::scorecard::session::{AgreedScore, Entitled, Found, Headcount, InputRow, Key, PanelScore, ProviderScore};
use crate::table::Cell;
use crate::table::book::Line;

/// What a row is about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Who {
    /// One of a list, and by what it was found.
    Known(usize, Found),
    /// Something that isn't in the list, as it is written.
    New(String),
    /// Nothing, or a sum.
    Nobody,
}

impl Who {
    fn index(&self) -> Option<usize> {
        match self {
            Who::Known(index, _) => Some(*index),
            Who::New(_) | Who::Nobody => None,
        }
    }

    /// Its key; one that isn't known is added.
    pub fn key(&self, desk: &mut Desk, of: Of, at: &At) -> Option<Key> {
        match self {
            Who::Known(index, _) => Some(Key::Known(*index)),
            Who::New(text) => Some(desk.added(of, text, at)),
            Who::Nobody => None,
        }
    }

    /// Its key, of one that isn't known only if it was added before.
    pub fn settled(&self, desk: &Desk, of: Of) -> Option<Key> {
        match self {
            Who::Known(index, _) => Some(Key::Known(*index)),
            Who::New(text) => desk.added_before(of, text),
            Who::Nobody => None,
        }
    }
}

/// What a table says.
pub(super) fn read(desk: &mut Desk, table: &mut Table) -> Content {
    let mut content = Content::default();
    match table.block {
        Block::Members => content.members = headcounts(desk, table),
        Block::Attendance => content.attendance = headcounts(desk, table),
        Block::Inputs => content.inputs = inputs(desk, table),
        Block::Scores => (content.panels, content.people) = scores(desk, table),
        Block::Votes => content.panels = votes(desk, table),
        Block::Provider => {
            let of = |(indicator, score, reason, at)| ProviderScore { indicator, score, reason, at };
            content.provider = side(desk, table).into_iter().map(of).collect();
        }
        Block::Agreed => {
            let of = |(indicator, score, reason, at)| AgreedScore { indicator, score, reason, at };
            content.agreed = side(desk, table).into_iter().map(of).collect();
        }
        Block::Actions => content.actions = super::plan::actions(desk, table),
    }
    content
}

/// What each row of a table is about. `stretches` says for each row to which stretch it belongs: within one, nothing is
/// there twice.
fn about(desk: &mut Desk, table: &mut Table, of: Of, label: &str, stretches: Option<&[usize]>) -> Vec<Who> {
    let (id, label_column) = (table.column("id"), table.column(label));
    let mut all = Vec::with_capacity(table.lines.len());
    let mut labels = Vec::with_capacity(table.lines.len());
    let mut by_code = false;
    for line in table.lines() {
        let (code, words) = (text(seen(&line, id)), text(seen(&line, label_column)));
        let at = table.at(&desk.file, line.number(), label);
        let who = match desk.known(of, &code, &words, &at) {
            Some((index, found)) => {
                by_code |= found == Found::Id;
                Who::Known(index, found)
            }
            None => {
                let words = if words.is_empty() { code } else { words };
                let sum = words.is_empty() || desk.words.find(Of::Totals, &words).is_some();
                let fact = of == Of::Stakeholders && desk.words.find(Of::Facts, &words).is_some();
                if sum || fact { Who::Nobody } else { Who::New(words) }
            }
        };
        labels.push((line.number(), at));
        all.push(who);
    }
    if by_code && table.found == Found::Label {
        table.found = Found::Id;
    }
    by_neighbours(desk, of, &mut all, &labels, stretches);
    all
}

/// A label that is nearly a known one and stands where that one belongs is that one.
fn by_neighbours(desk: &mut Desk, of: Of, all: &mut [Who], labels: &[(RowNumber, At)], stretches: Option<&[usize]>) {
    let stretch = |i: usize| stretches.map_or(0, |s| s[i]);
    let new: Vec<usize> = (0..all.len()).filter(|i| matches!(all[*i], Who::New(_))).collect();
    // Whoever adds so much has mistyped none of it.
    for i in new.into_iter().take(MOST_LOOKED_AT) {
        let Who::New(words) = &all[i] else { continue };
        let Some(near) = desk.words.near(of, words) else { continue };
        let here = |j: &usize| stretch(*j) == stretch(i);
        let taken = (0..all.len()).filter(here).any(|j| all[j].index() == Some(near));
        let before = (0..i).rev().filter(here).find_map(|j| all[j].index());
        let after = (i + 1..all.len()).filter(here).find_map(|j| all[j].index());
        let in_order = before.is_none_or(|b| b < near) && after.is_none_or(|a| near < a);
        if !taken && in_order && (before.is_some() || after.is_some()) {
            let meant = desk.title(of, near);
            desk.report(Code::FoundByPosition, labels[i].1.clone(), quoted(words), quoted(&meant));
            all[i] = Who::Known(near, Found::Position);
        }
    }
}

/// For each row its group, and the number of the stretch of rows of that group: a group stands in its first row only, or
/// in merged cells. Where the indicators begin anew under no name, they are nobody's, not those of the group above.
fn groups(desk: &mut Desk, table: &mut Table) -> (Vec<Who>, Vec<usize>) {
    let (id, label) = (table.column("group_id"), table.column("group"));
    let mut current = (String::new(), String::new(), Who::Nobody);
    if let Some(group) = &table.group {
        current.2 = desk.words.find(Of::Groups, group).map_or(Who::Nobody, |i| Who::Known(i, Found::Label));
    }
    let (mut all, mut stretches, mut stretch) = (Vec::new(), Vec::new(), 0);
    let mut there = BTreeSet::new();
    for line in table.lines() {
        let (code, words) = (text(seen(&line, id)), text(seen(&line, label)));
        let blank = code.is_empty() && words.is_empty();
        let row = ["id", "indicator"].map(|c| text(seen(&line, table.column(c))));
        if blank && table.group.is_none() && row.iter().any(|t| !t.is_empty()) && there.contains(&row) {
            stretch += 1;
            current = (String::new(), String::new(), Who::Nobody);
            there.clear();
        }
        if !blank && (&code, &words) != (&current.0, &current.1) {
            let at = table.at(&desk.file, line.number(), "group");
            let who = match desk.known(Of::Groups, &code, &words, &at) {
                Some((index, found)) => Who::Known(index, found),
                None if desk.words.find(Of::Totals, &words).is_some() => Who::Nobody,
                None => Who::New(if words.is_empty() { code.clone() } else { words.clone() }),
            };
            if who != current.2 {
                stretch += 1;
                there.clear();
            }
            current = (code, words, who);
        }
        there.insert(row);
        all.push(current.2.clone());
        stretches.push(stretch);
    }
    (all, stretches)
}

/// For each row the people present: in the row itself, else in the first row of its group that has them.
fn present(desk: &mut Desk, table: &Table, stretches: &[usize]) -> Vec<Option<u64>> {
    let column = table.column("present");
    let mut of_stretch = std::collections::BTreeMap::new();
    let mut rows = Vec::with_capacity(stretches.len());
    for (line, stretch) in table.lines().zip(stretches) {
        let at = table.at(&desk.file, line.number(), "present");
        let people = desk.people(own(&line, column), &at);
        if let Some(people) = people {
            of_stretch.entry(*stretch).or_insert(people);
        }
        rows.push(people);
    }
    let filled = rows.into_iter().zip(stretches).map(|(own, s)| own.or_else(|| of_stretch.get(s).copied()));
    filled.collect()
}

/// The scores, and how many people of each group were present.
fn scores(desk: &mut Desk, table: &mut Table) -> (Vec<PanelScore>, Vec<(Who, u64)>) {
    if table.column("score").is_none() {
        missing(desk, table, "score");
        return (Vec::new(), Vec::new());
    }
    let (groups, stretches) = groups(desk, table);
    let indicators = about(desk, table, Of::Indicators, "indicator", Some(&stretches));
    let present = present(desk, table, &stretches);
    let mut people: Vec<(Who, u64)> =
        groups.iter().cloned().zip(&present).filter_map(|(g, n)| Some((g, (*n)?))).collect();
    people.dedup();
    desk.look_at(table.lines().map(|line| own(&line, table.column("score"))));
    let mut rows = Vec::new();
    for (i, line) in table.lines().enumerate() {
        let at = table.at(&desk.file, line.number(), "score");
        let cell = own(&line, table.column("score"));
        let (reason, suggestion) =
            (text(seen(&line, table.column("reason"))), text(own(&line, table.column("suggestion"))));
        nameless(desk, table, &line, &indicators[i], cell);
        if indicators[i] == Who::Nobody || (cell.is_blank() && over_rows(desk, table, &line, &at)) {
            continue;
        }
        if cell.is_blank() && reason.is_empty() && suggestion.is_empty() {
            continue;
        }
        let Some(group) = groups[i].key(desk, Of::Groups, &at) else {
            desk.report(Code::RowIncomplete, at, "group", "");
            continue;
        };
        let Some(indicator) = indicators[i].key(desk, Of::Indicators, &at) else { continue };
        let score = desk.score(cell, &at);
        rows.push(PanelScore { group, indicator, score, votes: None, present: present[i], reason, suggestion, at });
    }
    (rows, people)
}

/// Says so where a row has a value, but nothing says what it is about: a row put in between, whose label is locked.
fn nameless(desk: &mut Desk, table: &Table, line: &Line, who: &Who, value: Cell) {
    let blank = |column| text(seen(line, table.column(column))).is_empty();
    if *who == Who::Nobody && !value.is_blank() && ["id", "indicator"].into_iter().all(blank) {
        let advice = Hint::advice(
            "Нэмэлт үзүүлэлтийн нэрийг Үзүүлэлт баганад бичнэ. Нүд түгжээтэй бол хуудасны хамгаалалтыг болиулна (нууц үггүй).",
            "Write what it is about into the column of indicators. If the cell is locked, unprotect the sheet: there is no password.",
        );
        let at = table.at(&desk.file, line.number(), "indicator");
        desk.problems.add(Problem::new(Code::RowIncomplete, at, "indicator").hint(advice));
    }
}

/// Whether a score above reaches over this row too, in a merged cell: one for several indicators is none for this one.
fn over_rows(desk: &mut Desk, table: &Table, line: &Line, at: &At) -> bool {
    let Some(column) = table.column("score") else { return false };
    let above = line.seen(column);
    if above.is_blank() {
        return false;
    }
    let hint = Hint::advice(
        "Нэгтгэсэн нүдийг салгаж, мөр бүрд оноог нь бичнэ үү.",
        "Unmerge the cell and write a score into each row.",
    );
    desk.problems.add(Problem::new(Code::ScoreUnreadable, at.clone(), quoted(&above.shown())).hint(hint));
    true
}

/// The columns of votes with the score that heads each. Of two for one score, that is taken whose header is the number and
/// nothing else ("100", not "of 100 people"); if both are, neither is.
fn votes_heads(desk: &mut Desk, table: &Table) -> Vec<(u32, Score, String)> {
    let scale = desk.instrument().scale;
    let score = |text: &str| Score::new(vote(text, scale.from, scale.to)?, scale);
    let all: Vec<_> = table.others.iter().filter_map(|(c, t)| Some((*c, score(t)?, t.clone()))).collect();
    let plain = |text: &str| values::number(text, None).is_some();
    let mut heads = Vec::with_capacity(all.len());
    for (column, score, head) in &all {
        let others: Vec<&String> = all.iter().filter(|(c, s, _)| c != column && s == score).map(|(.., t)| t).collect();
        if others.is_empty() || (plain(head) && !others.iter().any(|other| plain(other))) {
            heads.push((*column, *score, head.clone()));
        } else {
            let at = At::file(&desk.file).sheet(&table.sheet.name).column(head);
            desk.report(Code::ColumnLeftOut, at, quoted(head), "");
        }
    }
    heads
}

fn votes(desk: &mut Desk, table: &mut Table) -> Vec<PanelScore> {
    let heads = votes_heads(desk, table);
    let (groups, stretches) = groups(desk, table);
    let indicators = about(desk, table, Of::Indicators, "indicator", Some(&stretches));
    let mut rows = Vec::new();
    for (i, line) in table.lines().enumerate() {
        let mut counts = Vec::new();
        for (column, score, head) in &heads {
            let at = table.at(&desk.file, line.number(), head);
            counts.extend(desk.people(line.cell(*column), &at).map(|n| (*score, n)));
        }
        let (Some(votes), at) = (Votes::new(counts), table.at(&desk.file, line.number(), "")) else { continue };
        let Some(group) = groups[i].key(desk, Of::Groups, &at) else {
            desk.report(Code::RowIncomplete, at, "group", "");
            continue;
        };
        let Some(indicator) = indicators[i].key(desk, Of::Indicators, &at) else { continue };
        let (reason, suggestion) = (String::new(), String::new());
        rows.push(PanelScore {
            group,
            indicator,
            score: None,
            votes: Some(votes),
            present: None,
            reason,
            suggestion,
            at,
        });
    }
    rows
}

fn missing(desk: &mut Desk, table: &Table, column: &str) {
    let at = At::file(&desk.file).sheet(&table.sheet.name);
    let of = |l: Label| quoted(l.get(crate::lang::Lang::Mn));
    let title = table.block.columns().iter().find(|c| c.id == column).map(|c| of(c.title())).unwrap_or_default();
    desk.report(Code::ColumnMissing, at, title, of(table.block.title()));
}

/// Indicator, score, reason: the provider's, or the agreed ones.
fn side(desk: &mut Desk, table: &mut Table) -> Vec<(Key, Score, String, At)> {
    if table.column("score").is_none() {
        missing(desk, table, "score");
        return Vec::new();
    }
    let indicators = about(desk, table, Of::Indicators, "indicator", None);
    desk.look_at(table.lines().map(|line| own(&line, table.column("score"))));
    let mut rows = Vec::new();
    for (line, who) in table.lines().zip(indicators) {
        let at = table.at(&desk.file, line.number(), "score");
        let cell = own(&line, table.column("score"));
        nameless(desk, table, &line, &who, cell);
        if who == Who::Nobody || (cell.is_blank() && over_rows(desk, table, &line, &at)) || cell.is_blank() {
            continue;
        }
        let Some(score) = desk.score(cell, &at) else { continue };
        let Some(indicator) = who.key(desk, Of::Indicators, &at) else { continue };
        rows.push((indicator, score, text(seen(&line, table.column("reason"))), at));
    }
    rows
}

fn headcounts(desk: &mut Desk, table: &mut Table) -> Vec<Headcount> {
    let who = about(desk, table, Of::Stakeholders, "who", None);
    let mut rows = Vec::new();
    for (line, who) in table.lines().zip(who) {
        if who == Who::Nobody {
            continue;
        }
        let mut count = |column: &str| {
            let at = table.at(&desk.file, line.number(), column);
            desk.people(own(&line, table.column(column)), &at)
        };
        let (women, men, all) = (count("women"), count("men"), count("all"));
        let all = all.or_else(|| Some(women? + men?));
        if women.is_none() && men.is_none() && all.is_none() {
            continue;
        }
        let at = table.at(&desk.file, line.number(), "who");
        let Some(who) = who.key(desk, Of::Stakeholders, &at) else { continue };
        rows.push(Headcount { who, women, men, all });
    }
    rows
}

fn inputs(desk: &mut Desk, table: &mut Table) -> Vec<InputRow> {
    let items = about(desk, table, Of::Inputs, "item", None);
    let mut rows = Vec::new();
    for (line, who) in table.lines().zip(items) {
        let words = |column| text(seen(&line, table.column(column)));
        let at = table.at(&desk.file, line.number(), "actual");
        let unit = words("unit");
        let in_both = unit_of(desk, &who, &unit);
        let (evidence, remarks) =
            (text(own(&line, table.column("evidence"))), text(own(&line, table.column("remarks"))));
        let (source, actual) = (words("source"), own(&line, table.column("actual")));
        if who == Who::Nobody {
            continue;
        }
        let entitlement = entitlement(desk, table, &line, &unit);
        // The word for "not due" is sometimes written where the number belongs.
        let not_due = matches!(actual, Cell::Text(_)) && desk.words.find(Of::NotDue, &actual.shown()).is_some();
        let (entitlement, actual) = match not_due {
            true => (Entitled::NotDue, None),
            false => (entitlement, desk.amount(actual, &unit, &at)),
        };
        if actual.is_none() && entitlement == Entitled::Unwritten && evidence.is_empty() && remarks.is_empty() {
            continue;
        }
        let Some(item) = who.key(desk, Of::Inputs, &at) else { continue };
        rows.push(InputRow { item, unit: in_both, entitlement, source, actual, evidence, remarks, at });
    }
    rows
}

/// The unit of a row: the instrument's in both languages where the book still has it, else as it is written.
fn unit_of(desk: &Desk, item: &Who, written: &str) -> Label {
    let own = item.index().and_then(|i| desk.instrument().inputs.get(i)).map(|item| &item.unit);
    let still = own.filter(|own| {
        let both = [format!("{} {}", own.mn, own.en), format!("{} {}", own.en, own.mn)];
        let spellings = [&*own.mn, &*own.en, &both[0], &both[1]];
        spellings.into_iter().any(|spelling| words::key(spelling) == words::key(written))
    });
    still.cloned().unwrap_or_else(|| Label::same(written))
}

fn entitlement(desk: &mut Desk, table: &Table, line: &Line, unit: &str) -> Entitled {
    let cell = own(line, table.column("entitlement"));
    if matches!(cell, Cell::Text(_)) && desk.words.find(Of::NotDue, &cell.shown()).is_some() {
        return Entitled::NotDue;
    }
    let at = table.at(&desk.file, line.number(), "entitlement");
    desk.amount(cell, unit, &at).map_or(Entitled::Unwritten, Entitled::To)
}

/// The scale of a column of scores: the instrument's, or the one that is named.
pub(super) fn scale_of(desk: &Desk, named: &str) -> Option<Scale> {
    let own = desk.instrument().scale;
    if named.is_empty() { Some(own) } else { values::scale_named(named, own) }
}
