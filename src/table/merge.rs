//! Files of one survey: the same columns by name, in any order.

use std::collections::BTreeMap;

use super::Table;
use super::header::Head;
use crate::problem::{At, Code, Problem, Problems, quoted};

/// Names that a message lists before it stops.
const LISTED: usize = 10;

/// Adds a file's columns to the table. Gives, for each column of the table, the file's own column. A name that occurs
/// twice is matched in order.
pub(super) fn columns(table: &mut Table, file: &str, head: &Head) -> Vec<u32> {
    let is_first = table.facts.is_empty();
    let Matched { own, missing, extra } = matched(&table.columns, &head.columns);
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
        table.problems.append(differ(file, &missing, &extra));
    }
    own
}

/// The columns of a file among those known of the files before it.
struct Matched {
    /// For each column, the known ones first, the file's own.
    own: Vec<u32>,
    /// Known ones that the file doesn't have.
    missing: Vec<String>,
    /// Its own that aren't known.
    extra: Vec<String>,
}

/// The headers of several files together, in the order in which the files show them, and how those of a later file differ.
pub fn together<'h>(files: impl IntoIterator<Item = (&'h str, &'h [String])>) -> (Vec<String>, Problems) {
    let (mut known, mut problems) = (Vec::new(), Problems::default());
    for (at, (file, headers)) in files.into_iter().enumerate() {
        let Matched { missing, extra, .. } = matched(&known, headers);
        if at > 0 {
            problems.append(differ(file, &missing, &extra));
        }
        known.extend(extra);
    }
    (known, problems)
}

fn matched(known: &[String], headers: &[String]) -> Matched {
    let mut places: BTreeMap<(&str, usize), u32> = BTreeMap::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, name) in headers.iter().enumerate() {
        let nth = seen.entry(name).or_default();
        places.insert((name, *nth), i as u32);
        *nth += 1;
    }
    let mut own = Vec::with_capacity(known.len());
    let mut missing = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for name in known {
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
    let extra = new.iter().map(|&i| headers[i as usize].clone()).collect();
    own.extend(new);
    Matched { own, missing, extra }
}

fn differ(file: &str, missing: &[String], extra: &[String]) -> Problems {
    let mut problems = Problems::default();
    warn(&mut problems, Code::ColumnsMissing, file, missing);
    warn(&mut problems, Code::ColumnsExtra, file, extra);
    problems
}

fn warn(problems: &mut Problems, code: Code, file: &str, names: &[String]) {
    let named: Vec<String> = names.iter().filter(|n| !n.is_empty()).map(|n| quoted(n)).collect();
    if named.is_empty() {
        return;
    }
    let mut list = named[..named.len().min(LISTED)].join(", ");
    if named.len() > LISTED {
        list.push_str(&format!(" … ({})", named.len()));
    }
    problems.add(Problem::new(code, At::file(file), list));
}
