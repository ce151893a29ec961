//! Visits with a checklist: the rows of its file, and what several observers of one facility found together.

use rustc_hash::FxHashMap;

use super::ItemState;
use crate::coding::{Answered, Columns, VisitReader, find_column, holds};
use crate::instrument::checklist::{ChecklistInstrument, Computation};
use crate::instrument::{Headers, Missing, QuestionIndex};
use crate::places::{Context, Level, PlaceId, resolve};
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::table::{Cell, Row};

/// One row of a checklist.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// The facility, as it is written.
    pub facility: String,
    /// Its name, type and so on, as they are written: by the columns of [`Reader::attributes`].
    pub attributes: Vec<String>,
    /// The facility's name; may be empty.
    pub name: String,
    /// Who looked; empty where there is no such column.
    pub observer: String,
    /// The smallest place that the row names.
    pub place: Option<PlaceId>,
    /// Where the row is.
    pub at: At,
    /// The answers by question.
    pub answers: Vec<Answered>,
}

/// Reads the rows of a checklist.
#[derive(Debug)]
pub struct Reader<'i> {
    answers: VisitReader<'i>,
    facility: Option<usize>,
    name: Option<usize>,
    observer: Option<usize>,
    area: Option<usize>,
    soum: Option<usize>,
    attributes: Vec<Option<usize>>,
    headers: Vec<String>,
}

impl<'i> Reader<'i> {
    /// A reader of a table with these headers; `attributes` are what peers have in common: `type`, `residence`, or a header.
    pub fn new(
        list: &'i ChecklistInstrument,
        columns: &Columns,
        headers: &[String],
        attributes: &[String],
    ) -> Reader<'i> {
        let about = |of: &Headers| find_column(headers, of);
        let attribute = |name: &String| match name.as_str() {
            "type" => about(&list.about.kind),
            "residence" => about(&list.about.residence),
            other => about(&Headers(vec![other.to_owned()])),
        };
        Reader {
            answers: VisitReader::new(&list.asks, columns, headers),
            facility: columns.facility.map(|f| f.column),
            name: about(&list.about.name),
            observer: about(&list.about.observer),
            area: columns.area.map(|f| f.column),
            soum: columns.soum.map(|f| f.column),
            attributes: attributes.iter().map(attribute).collect(),
            headers: headers.to_vec(),
        }
    }

    /// The columns that it reads beside the answers.
    pub fn columns(&self) -> Vec<usize> {
        let about = [self.facility, self.name, self.observer, self.area, self.soum];
        about.into_iter().chain(self.attributes.iter().copied()).flatten().collect()
    }

    /// Which of the attributes have a column.
    pub fn attributes(&self) -> impl Iterator<Item = bool> + '_ {
        self.attributes.iter().map(Option::is_some)
    }

    /// The visit of a row, or none where no facility is named.
    pub fn visit(&mut self, row: &Row, at: &At, problems: &mut Problems) -> Option<Visit> {
        let text = |column: Option<usize>| match column.map(|c| row.cell(c)) {
            None | Some(Cell::Blank) => String::new(),
            Some(cell) => cell.shown().trim().to_owned(),
        };
        let here = at.clone().row(row.number());
        let facility = text(self.facility);
        if facility.is_empty() {
            problems.add(Problem::new(Code::VisitOfNobody, here, ""));
            return None;
        }
        let mut place = |column: Option<usize>, context: Context| {
            let text = text(column);
            let resolution = (!text.is_empty()).then(|| resolve(&text, &context))?;
            let header = column.map_or("", |c| self.headers[c].as_str());
            if let Some(problem) = resolution.problem(here.clone().column(header), &text) {
                problems.add(problem);
            }
            resolution.place()
        };
        // An aimag first: what a soum of the same name is called is told in the other column.
        let area = place(self.area, Context::any().levels(&[Level::Aimag, Level::Capital, Level::District]));
        let soum = place(self.soum, Context::soum_column().parent(area));
        Some(Visit {
            attributes: self.attributes.iter().map(|column| text(*column)).collect(),
            name: text(self.name),
            observer: text(self.observer),
            place: soum.or(area),
            answers: self.answers.row(row, at, problems),
            at: here,
            facility,
        })
    }
}

/// Of several rows of one facility those that count: one of each observer. A second one of the same observer is a fault, and
/// the first stays.
pub fn of_observers<'v>(visits: &[&'v Visit], problems: &mut Problems) -> Vec<&'v Visit> {
    let mut kept: Vec<&Visit> = Vec::new();
    let mut known: FxHashMap<String, &Visit> = FxHashMap::default();
    for visit in visits {
        match known.get(&visit.observer.to_lowercase()) {
            Some(first) => {
                let row = first.at.row.map_or_else(String::new, |row| row.to_string());
                problems.add(Problem::new(Code::VisitTwice, visit.at.clone(), quoted(&visit.facility)).detail(row));
            }
            None => {
                known.insert(visit.observer.to_lowercase(), visit);
                kept.push(visit);
            }
        }
    }
    kept
}

/// What was found of an item on one visit.
pub fn item(list: &ChecklistInstrument, item: usize, kind: Option<usize>, visit: &Visit) -> ItemState {
    let item = &list.items[item];
    if !item.is_due(kind) {
        return ItemState::NotDue;
    }
    let mut missing = None;
    for condition in &item.present {
        match holds(condition, &visit.answers) {
            Ok(true) => {}
            // One thing that fails is enough, whatever isn't known of the others.
            Ok(false) => return ItemState::Absent,
            Err(why) => missing = missing.or(Some(why)),
        }
    }
    match missing {
        None => ItemState::Present,
        // "Not applicable" in the data says what a list of types says in the instrument.
        Some(Missing::NotAsked) => ItemState::NotDue,
        Some(why) => ItemState::Missing(why),
    }
}

/// What several observers found of an item together. Whoever doesn't know says nothing.
pub fn together(states: &[ItemState]) -> ItemState {
    let share = |state: &ItemState| match state {
        ItemState::Present => Some(1.0),
        ItemState::Absent => Some(0.0),
        ItemState::Mixed(share) => Some(*share),
        ItemState::NotDue | ItemState::Missing(_) => None,
    };
    let known: Vec<f64> = states.iter().filter_map(share).collect();
    if known.is_empty() {
        return states.first().copied().unwrap_or(ItemState::Missing(Missing::Blank));
    }
    match known.iter().sum::<f64>() / known.len() as f64 {
        1.0 => ItemState::Present,
        0.0 => ItemState::Absent,
        mean => ItemState::Mixed(mean),
    }
}

/// The share of items that are there among those that are known, with how many are known and how many are due; none if
/// nothing is known.
pub fn share_present(states: &[ItemState]) -> Option<(f64, u64, u64)> {
    let (mut there, mut known, mut due) = (0.0, 0, 0);
    for state in states {
        let found = match state {
            ItemState::Present => Some(1.0),
            ItemState::Absent => Some(0.0),
            ItemState::Mixed(share) => Some(*share),
            ItemState::Missing(_) => None,
            ItemState::NotDue => continue,
        };
        due += 1;
        if let Some(found) = found {
            there += found;
            known += 1;
        }
    }
    (known > 0).then(|| (there / known as f64, known, due))
}

/// A computed figure of one visit, as parts that add up over observers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// The number above.
    pub upper: f64,
    /// The number below: what was counted among, what a rate is per; 1 for a number as it is.
    pub lower: f64,
}

/// The parts of a figure on one visit, or why there is none.
pub fn counted(of: &Computation, visit: &Visit) -> Result<Counted, Missing> {
    let number = |question: &QuestionIndex| match visit.answers[question.0] {
        Answered::Number(number) => Ok(number),
        Answered::Missing(why) => Err(why),
        Answered::Choice(_) => Err(Missing::Unreadable),
    };
    let counted = match of {
        Computation::Share { of, among, complement } => {
            let (of, among) = (number(of)?, number(among)?);
            if of > among {
                return Err(Missing::Unreadable);
            }
            Counted { upper: if *complement { among - of } else { of }, lower: among }
        }
        Computation::Count { of, per } => {
            let lower: Result<f64, Missing> = per.iter().map(number).product();
            Counted { upper: number(of)?, lower: lower? }
        }
        Computation::Ratio { over, under } => Counted { upper: number(over)?, lower: number(under)? },
        Computation::Number(question) => Counted { upper: number(question)?, lower: 1.0 },
        // Of items there is nothing to count up: they are there or not.
        Computation::All(_) | Computation::Items(_) => return Err(Missing::NotAsked),
    };
    // Nothing can be told of a facility without anybody on its roster.
    if counted.lower > 0.0 { Ok(counted) } else { Err(Missing::NotAsked) }
}

/// Whether one observer found everything, 1 or 0; none where that can't be told, or nothing of it is due.
pub fn everything(list: &ChecklistInstrument, of: &Computation, kind: Option<usize>, visit: &Visit) -> Option<f64> {
    let Computation::All(items) = of else { return None };
    let states: Vec<ItemState> = items.iter().map(|i| item(list, *i, kind, visit)).collect();
    if states.contains(&ItemState::Absent) {
        return Some(0.0);
    }
    let known = states.iter().all(|s| !matches!(s, ItemState::Missing(_)));
    (known && states.contains(&ItemState::Present)).then_some(1.0)
}
