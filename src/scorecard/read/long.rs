//! Long tables, as forms on a phone give them: a row for each score, or each action, of many facilities and rounds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::content::Content;
use super::desk::Desk;
use super::find::text;
use super::identity::{self, Said};
use super::known::Of;
use super::matrix::Column;
use super::plan;
use super::rows::scale_of;
use super::values;
use super::words::Words;
use crate::day::Day;
use crate::lang::Label;
use crate::places::PlaceId;
use crate::problem::{At, Code, quoted};
use crate::scorecard::RoundKey;
use crate::scorecard::facility::{Facility, id_key};
use crate::scorecard::layout::{Block, Sheet as Tab};
use crate::scorecard::session::{AgreedScore, Found, Key, PanelScore, ProviderScore, Session};
use crate::table::Cell;
use crate::table::book::{Book, Line, Sheet};

/// Rows among which the header is looked for.
const LOOK: usize = 60;

/// The columns, with the words that their headers may be.
const COLUMNS: &[(&str, &[&str])] = &[
    ("facility", &["facility", "facility id", "facility code", "байгууллага", "байгууллагын код", "байгууллагын id"]),
    // Not "name": forms ask people for that.
    ("facility_name", &["facility name", "байгууллагын нэр"]),
    ("place", &["place", "аймаг", "сум", "дүүрэг", "аймаг, сум / дүүрэг", "aimag", "soum", "district"]),
    ("round", &["round", "үе шат", "үе", "тойрог", "wave"]),
    ("held", &["date", "day", "огноо", "өдөр", "held", "хурлын огноо", "хурлын өдөр"]),
    ("side", &["side", "тал"]),
    ("group", &["group", "group id", "бүлэг", "бүлгийн код", "зорилтот бүлэг", "focus group", "panel"]),
    ("indicator", &["indicator", "indicator id", "үзүүлэлт", "үзүүлэлтийн код", "шалгуур", "criterion"]),
    ("score", &["score", "оноо", "үнэлгээ", "mark"]),
    ("n", &["n", "n present", "present", "people present", "participants", "оролцсон хүн", "оролцогчид", "хүний тоо"]),
    ("reason", &["reason", "reasons", "why", "шалтгаан", "яагаад"]),
    ("suggestion", &["suggestion", "suggestions", "санал", "зөвлөмж"]),
    ("scale", &["scale", "хуваарь"]),
    ("votes", &["votes", "санал хураалт", "саналууд"]),
];

/// What stands where in a long table.
struct Long<'b> {
    sheet: &'b Sheet,
    lines: Range<usize>,
    columns: BTreeMap<&'static str, u32>,
    /// The columns of an action plan.
    plan: BTreeMap<&'static str, u32>,
    heads: BTreeMap<u32, String>,
}

/// A session that is being gathered from rows.
struct Part {
    facility: Facility,
    round: String,
    held: Option<Day>,
    content: Content,
}

/// The sessions of a book's long tables; nothing if it has none.
pub(super) fn read(desk: &mut Desk, book: &Book) -> Option<Vec<Session>> {
    let mut names = Words::default();
    for (i, (id, words)) in COLUMNS.iter().enumerate() {
        names.id(id, i);
        words.iter().for_each(|word| names.word(word, i));
    }
    let tables: Vec<Long> =
        book.sheets.iter().filter(|s| !s.hidden).filter_map(|sheet| find(desk, &names, sheet)).collect();
    if tables.is_empty() {
        return None;
    }
    let mut parts = BTreeMap::new();
    let mut sheets = Vec::new();
    for table in &tables {
        rows(desk, table, &mut parts);
        sheets.extend([(Tab::Scores, "indicator"), (Tab::Actions, "")].into_iter().filter_map(|(tab, column)| {
            let there = if column.is_empty() { !table.plan.is_empty() } else { table.columns.contains_key(column) };
            there.then_some((tab, Found::Label))
        }));
    }
    let parts: Vec<Part> = parts.into_values().collect();
    Some(parts.into_iter().map(|part| part.session(desk, &sheets)).collect())
}

fn find<'b>(desk: &Desk, names: &Words, sheet: &'b Sheet) -> Option<Long<'b>> {
    (0..sheet.len().min(LOOK)).find_map(|i| {
        let mut columns = BTreeMap::new();
        let mut plan = BTreeMap::new();
        let mut heads = BTreeMap::new();
        for (column, cell) in sheet.line(i).cells() {
            let shown = text(cell);
            // Forms write the group of a question before its name: scores/score.
            let last = shown.rsplit('/').next().unwrap_or_default();
            if let Some(known) = names.find(&shown).or_else(|| names.find(last)) {
                columns.entry(COLUMNS[known].0).or_insert(column);
            }
            let of_plan = desk.words.heads(&shown).into_iter().find(|(block, _)| *block == Block::Actions);
            if let Some((block, j)) = of_plan {
                plan.entry(block.columns()[j].id).or_insert(column);
            }
            heads.insert(column, shown);
        }
        let has = |id: &str| columns.contains_key(id);
        let facility = has("facility") || has("facility_name");
        let scores = has("indicator") && (has("score") || has("votes"));
        let actions = plan.contains_key("action") && !has("score");
        if !facility || !(scores || actions) {
            return None;
        }
        if !actions {
            plan.clear();
        }
        Some(Long { sheet, lines: i + 1..sheet.len(), columns, plan, heads })
    })
}

impl<'b> Long<'b> {
    fn cell(&self, line: &Line<'b>, id: &str) -> Cell<'b> {
        self.columns.get(id).map_or(Cell::Blank, |c| line.cell(*c))
    }

    fn text(&self, line: &Line<'b>, id: &str) -> String {
        text(self.cell(line, id))
    }

    fn at(&self, desk: &Desk, line: &Line, column: Option<u32>) -> At {
        let at = At::file(&desk.file).row(line.number());
        let at = if self.sheet.name.is_empty() { at } else { at.sheet(&self.sheet.name) };
        match column.and_then(|c| self.heads.get(&c)) {
            Some(head) => at.column(head),
            None => at,
        }
    }

    fn at_column(&self, desk: &Desk, line: &Line, id: &str) -> At {
        self.at(desk, line, self.columns.get(id).copied())
    }
}

/// Facility, place and round: without a register two facilities may go by one name.
type Place = (String, Option<PlaceId>, RoundKey);
type Parts = BTreeMap<Place, Part>;

fn rows(desk: &mut Desk, table: &Long, parts: &mut Parts) {
    let lines = || table.lines.clone().map(|i| table.sheet.line(i));
    desk.look_at(lines().map(|line| table.cell(&line, "score")));
    let mut facilities: BTreeMap<[String; 3], Option<Facility>> = BTreeMap::new();
    let mut above: Option<(Place, String, Option<Key>)> = None;
    for line in lines() {
        let said = ["facility", "facility_name", "place"].map(|id| table.text(&line, id));
        let round = table.text(&line, "round");
        let at = table.at_column(desk, &line, "facility");
        if said[0].is_empty() && said[1].is_empty() {
            desk.report(Code::RowIncomplete, at, "facility", "");
            continue;
        }
        if round.is_empty() {
            desk.report(Code::RowIncomplete, table.at_column(desk, &line, "round"), "round", "");
            continue;
        }
        let facility = facilities.entry(said).or_insert_with_key(|[id, name, place]| {
            let said = Said { id: id.clone(), name: Label::same(name), place: place.clone(), ..Said::default() };
            identity::facility(desk, &said, &at)
        });
        let Some(facility) = facility else { continue };
        let place = (id_key(&facility.id), facility.place, RoundKey::of(&round));
        let part = parts.entry(place.clone()).or_insert_with(|| Part {
            facility: facility.clone(),
            round: round.clone(),
            held: None,
            content: Content::default(),
        });
        if let Some(day) = desk.day(table.cell(&line, "held"), &table.at_column(desk, &line, "held")) {
            part.held = part.held.max(Some(day));
        }
        if table.columns.contains_key("indicator") && table.plan.is_empty() {
            score(desk, table, &line, &mut part.content);
        }
        if let Some(mut action) = action(desk, table, &line) {
            match &above {
                Some((of, issue, indicator)) if *of == place && action.issue.is_empty() => {
                    action.issue.clone_from(issue);
                    action.indicator = action.indicator.or_else(|| indicator.clone());
                }
                _ => {}
            }
            above = Some((place, action.issue.clone(), action.indicator.clone()));
            part.content.actions.push(action);
        }
    }
}

fn action(desk: &mut Desk, table: &Long, line: &Line) -> Option<crate::scorecard::session::Action> {
    if table.plan.is_empty() {
        return None;
    }
    let at = table.at(desk, line, None);
    let file = At::file(&desk.file);
    let place = |id: &str| {
        let at = At { row: at.row, sheet: at.sheet.clone(), ..file.clone() };
        match table.plan.get(id).and_then(|c| table.heads.get(c)) {
            Some(head) => at.column(head),
            None => at,
        }
    };
    plan::action(desk, line, |id| table.plan.get(id).copied(), place, at.clone())
}

/// The score of a row, for the side that it names.
fn score(desk: &mut Desk, table: &Long, line: &Line, content: &mut Content) {
    let at = table.at_column(desk, line, "score");
    let [indicator, scale, group] = ["indicator", "scale", "group"].map(|id| table.text(line, id));
    if indicator.is_empty() {
        return desk.report(Code::RowIncomplete, table.at_column(desk, line, "indicator"), "indicator", "");
    }
    let Some(scale) = scale_of(desk, &scale) else {
        return desk.report(Code::ChoiceUnknown, table.at_column(desk, line, "scale"), quoted(&scale), "");
    };
    let Some(side) = side(desk, table, line, &group) else { return };
    let indicator = key_of(desk, Of::Indicators, &indicator, &table.at_column(desk, line, "indicator"));
    let cell = table.cell(line, "score");
    let score = desk.score_on(cell, scale, &at);
    let (reason, suggestion) = (table.text(line, "reason"), table.text(line, "suggestion"));
    match (side, score) {
        (Column::Group(group), score) => {
            let present = desk.people(table.cell(line, "n"), &table.at_column(desk, line, "n"));
            let cell = table.cell(line, "votes");
            let votes = desk.take(values::votes(&cell.shown(), scale), cell, &table.at_column(desk, line, "votes"));
            content.panels.push(PanelScore { group, indicator, score, votes, present, reason, suggestion, at });
        }
        (Column::Provider, Some(score)) => content.provider.push(ProviderScore { indicator, score, reason, at }),
        (Column::Agreed, Some(score)) => content.agreed.push(AgreedScore { indicator, score, reason, at }),
        (Column::Provider | Column::Agreed, None) => {}
    }
}

/// Whose score it is: the side's, else that of the group, which may be called after a side.
fn side(desk: &mut Desk, table: &Long, line: &Line, group: &str) -> Option<Column> {
    let named = table.text(line, "side");
    let side = match named.as_str() {
        "" => desk.words.find(Of::Groups, group).is_none().then(|| desk.words.find(Of::Sides, group)).flatten(),
        named => match desk.words.by_id(Of::Sides, named).or_else(|| desk.words.find(Of::Sides, named)) {
            Some(side) => Some(side),
            None => {
                desk.report(Code::SideUnknown, table.at_column(desk, line, "side"), quoted(named), "");
                return None;
            }
        },
    };
    let at = table.at_column(desk, line, "group");
    match side {
        Some(1) => Some(Column::Provider),
        Some(2) => Some(Column::Agreed),
        _ if group.is_empty() => {
            desk.report(Code::RowIncomplete, at, "group", "");
            None
        }
        _ => Some(Column::Group(key_of(desk, Of::Groups, group, &at))),
    }
}

/// The thing that a cell names by its code or its words.
fn key_of(desk: &mut Desk, of: Of, text: &str, at: &At) -> Key {
    match desk.words.by_id(of, text).or_else(|| desk.words.find(of, text)) {
        Some(index) => Key::Known(index),
        None => desk.added(of, text, at),
    }
}

impl Part {
    fn session(mut self, desk: &mut Desk, sheets: &[(Tab, Found)]) -> Session {
        self.content.settle(desk);
        let Content { members, inputs, panels, provider, agreed, attendance, actions, .. } = self.content;
        Session {
            facility: self.facility,
            round: self.round,
            files: vec![desk.file.clone()],
            made_for: None,
            held: self.held,
            facilitator: String::new(),
            members,
            meetings: None,
            inputs,
            panels,
            provider,
            agreed,
            attendance,
            actions,
            sheets: sheets.to_vec(),
        }
    }
}
