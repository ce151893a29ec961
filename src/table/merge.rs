//! Files of one survey: the same columns by name, in any order.

use std::collections::BTreeMap;

use super::Table;
use super::header::Head;
use crate::problem::{At, Code, Problem, quoted};

/// Names that a message lists before it stops.
const LISTED: usize = 10;

/// Adds a file's columns to the table. Gives, for each column of the table, the file's own column. A name that occurs
/// twice is matched in order.
pub(super) fn columns(table: &mut Table, file: &str, head: &Head) -> Vec<u32> {
    let is_first = table.facts.is_empty();
    let mut places: BTreeMap<(&str, usize), u32> = BTreeMap::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, name) in head.columns.iter().enumerate() {
        let nth = seen.entry(name).or_default();
        places.insert((name, *nth), i as u32);
        *nth += 1;
    }
    let mut own = Vec::with_capacity(table.columns.len());
    let mut missing = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &table.columns {
        let nth = seen.entry(name).or_default();
        match places.remove(&(name.as_str(), *nth)) {
            Some(place) => own.push(place),
            None => {
                own.push(super::chunk::NOT_HERE);
                missing.push(name.clone());
            }
        }
        *nth += 1;
    }
    let mut new: Vec<u32> = places.into_values().collect();
    new.sort_unstable();
    let extra: Vec<String> = new.iter().map(|&i| head.columns[i as usize].clone()).collect();
    own.extend(new);
    table.columns.extend(extra.iter().cloned());
    table.labels.resize(table.columns.len(), None);
    if let Some(labels) = &head.labels {
        for (label, &place) in table.labels.iter_mut().zip(&own) {
            if label.is_none() {
                *label = labels.get(place as usize).filter(|l| !l.is_empty()).cloned();
            }
        }
    }
    if !is_first {
        warn(table, Code::ColumnsMissing, file, &missing);
        warn(table, Code::ColumnsExtra, file, &extra);
    }
    own
}

fn warn(table: &mut Table, code: Code, file: &str, names: &[String]) {
    let named: Vec<String> = names.iter().filter(|n| !n.is_empty()).map(|n| quoted(n)).collect();
    if named.is_empty() {
        return;
    }
    let mut list = named[..named.len().min(LISTED)].join(", ");
    if named.len() > LISTED {
        list.push_str(&format!(" … ({})", named.len()));
    }
    table.problems.add(Problem::new(code, At::file(file), list));
}
