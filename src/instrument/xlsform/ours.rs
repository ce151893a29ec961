//! The further sheets of a form, which say what is computed: spelled as they stand, for the parser of instruments to judge.

use super::cells::{self, Is, Stated};
use super::names::{composites, groupings, indicators as key, ours, rules};
use super::notes::Notes;
use super::sheet::{Grid, Spot};
use super::spelling::{Spelling, is_true, list, number, sides};
use crate::instrument::text::quoted;
use crate::problem::{self, Code};

/// Spells the sheet of bases.
pub(super) fn bases(grid: &Grid, notes: &mut Notes, out: &mut Spelling) {
    let mut seen = std::collections::BTreeSet::new();
    for row in filled(grid, ours::ID) {
        let id = grid.cell(row, ours::ID);
        let spot = grid.spot(row, ours::ID);
        if !seen.insert(id.to_owned()) {
            notes.fault(Code::GivenTwice, &spot, problem::quoted(id), "", &[]);
            continue;
        }
        out.at(&grid.row_spot(row), |out| {
            out.heading("");
            out.at(&spot, |out| out.raw(&format!("[base.{}]\n", quoted(id))));
            out.label("title", &grid.words(row, ours::TITLE), &grid.spot(row, ours::TITLE));
            conditions("where", grid, row, ours::WHERE, notes, out);
        });
    }
}

/// Spells the sheet of dimensions.
pub(super) fn dimensions(grid: &Grid, out: &mut Spelling) {
    for row in filled(grid, ours::ID) {
        block(grid, row, "[[dimension]]", out, |out| {
            out.text("id", grid.cell(row, ours::ID), &grid.spot(row, ours::ID));
            out.label("title", &grid.words(row, ours::TITLE), &grid.spot(row, ours::TITLE));
            out.number("weight", grid.cell(row, ours::WEIGHT), &grid.spot(row, ours::WEIGHT));
        });
    }
}

/// Spells the sheet of indicators. A row without an identifier, or with that of the row above, is one more target.
pub(super) fn indicators(grid: &Grid, notes: &mut Notes, out: &mut Spelling) {
    let mut rows = (0..grid.rows.len()).peekable();
    while let Some(row) = rows.next() {
        let id = grid.cell(row, ours::ID).to_owned();
        let mut targets = vec![row];
        while let Some(next) =
            rows.next_if(|next| matches!(grid.cell(*next, ours::ID), "") || grid.cell(*next, ours::ID) == id)
        {
            targets.push(next);
        }
        block(grid, row, "[[indicator]]", out, |out| {
            let spot = |key: &str| grid.spot(row, key);
            let cell = |key: &str| grid.cell(row, key);
            out.text("id", &id, &spot(ours::ID));
            out.label("title", &grid.words(row, ours::TITLE), &spot(ours::TITLE));
            out.text("dimension", cell(key::DIMENSION), &spot(key::DIMENSION));
            measure(grid, row, notes, out);
            out.text("base", cell(key::BASE), &spot(key::BASE));
            out.text("better", cell(key::BETTER), &spot(key::BETTER));
            out.number("weight", cell(ours::WEIGHT), &spot(ours::WEIGHT));
            out.number("importance", cell(key::IMPORTANCE), &spot(key::IMPORTANCE));
            targets.retain(|row| TARGET_KEYS.iter().any(|key| !grid.cell(*row, key).is_empty()));
            if !targets.is_empty() {
                out.raw("targets = [\n");
                for row in targets {
                    target(grid, row, out);
                }
                out.raw("]\n");
            }
        });
    }
}

const TARGET_KEYS: [&str; 5] = [key::TARGET, key::TARGET_KIND, key::TARGET_FROM, key::TARGET_UNTIL, key::TARGET_PLACES];

fn target(grid: &Grid, row: usize, out: &mut Spelling) {
    out.at(&grid.row_spot(row), |out| {
        let cell = |key: &str| grid.cell(row, key);
        let mut parts: Vec<(&str, &str, String)> = Vec::new();
        let mut part = |name, key, text: String| {
            if !text.is_empty() {
                parts.push((name, key, text));
            }
        };
        let text = |key| if cell(key).is_empty() { String::new() } else { quoted(cell(key)) };
        part(
            "value",
            key::TARGET,
            if cell(key::TARGET).is_empty() { String::new() } else { number(cell(key::TARGET)) },
        );
        part("kind", key::TARGET_KIND, text(key::TARGET_KIND));
        let source = grid.words(row, key::TARGET_SOURCE);
        part(
            "source",
            key::TARGET_SOURCE,
            if source.is_empty() { String::new() } else { format!("{{ {} }}", sides(&source)) },
        );
        part("from", key::TARGET_FROM, text(key::TARGET_FROM));
        part("until", key::TARGET_UNTIL, text(key::TARGET_UNTIL));
        let places = cells::list(cell(key::TARGET_PLACES));
        part("places", key::TARGET_PLACES, if places.is_empty() { String::new() } else { list(&places) });
        out.raw("    { ");
        for (at, (name, key, text)) in parts.iter().enumerate() {
            out.raw(if at == 0 { "" } else { ", " });
            out.at(&grid.spot(row, key), |out| out.raw(&format!("{name} = {text}")));
        }
        out.raw(" },\n");
    });
}

/// Spells the measure of an indicator.
fn measure(grid: &Grid, row: usize, notes: &mut Notes, out: &mut Spelling) {
    const NAMES: [&str; 8] = ["share", "score", "mean", "median", "quantile", "net", "ratio", "total"];
    let cell = |key: &str| grid.cell(row, key);
    let name = cell(key::MEASURE).to_lowercase();
    let spot = grid.spot(row, key::MEASURE);
    if name.is_empty() {
        return; // the parser tells that there is none
    }
    if !NAMES.contains(&name.as_str()) {
        return notes.fault(Code::UnknownWord, &spot, problem::quoted(&name), "", &NAMES);
    }
    out.at(&spot, |out| {
        out.raw("measure = { ");
        let question = grid.spot(row, ours::QUESTION);
        let asked = match name.as_str() {
            "ratio" => list(&[cell(ours::QUESTION).to_owned(), cell(key::DENOMINATOR).to_owned()]),
            _ => quoted(cell(ours::QUESTION)),
        };
        out.at(&question, |out| out.raw(&format!("{name} = {asked}")));
        counted(grid, row, ", ", out);
        for (name, key) in [("plus", key::PLUS), ("minus", key::MINUS)] {
            let codes = cells::list(cell(key));
            if !codes.is_empty() {
                out.raw(", ");
                out.at(&grid.spot(row, key), |out| out.raw(&format!("{name} = {}", list(&codes))));
            }
        }
        if !cell(key::P).is_empty() {
            out.raw(", ");
            out.at(&grid.spot(row, key::P), |out| out.raw(&format!("p = {}", number(cell(key::P)))));
        }
        if !cell(key::ZERO_WHEN).is_empty() {
            let stated = stated(grid, row, key::ZERO_WHEN, notes);
            out.raw(", ");
            out.at(&grid.spot(row, key::ZERO_WHEN), |out| out.raw(&format!("zero_when = {}", table(&stated))));
        }
        out.raw(" }\n");
    });
}

/// What counts: codes, or bounds of a number. Each begins with a separator.
fn counted(grid: &Grid, row: usize, between: &str, out: &mut Spelling) {
    let codes = cells::list(grid.cell(row, ours::CODES));
    if !codes.is_empty() {
        out.raw(between);
        out.at(&grid.spot(row, ours::CODES), |out| out.raw(&format!("codes = {}", list(&codes))));
    }
    for key in [ours::AT_LEAST, ours::ABOVE, ours::AT_MOST, ours::BELOW] {
        let bound = grid.cell(row, key);
        if !bound.is_empty() {
            out.raw(between);
            out.at(&grid.spot(row, key), |out| out.raw(&format!("{key} = {}", number(bound))));
        }
    }
}

/// Spells the sheet of composites.
pub(super) fn composites(grid: &Grid, notes: &mut Notes, out: &mut Spelling) {
    for row in filled(grid, ours::ID) {
        block(grid, row, "[[composite]]", out, |out| {
            out.text("id", grid.cell(row, ours::ID), &grid.spot(row, ours::ID));
            out.label("title", &grid.words(row, ours::TITLE), &grid.spot(row, ours::TITLE));
            let spot = grid.spot(row, composites::OF);
            let of = grid.cell(row, composites::OF);
            let (what, rest) = of.split_once(char::is_whitespace).unwrap_or((of, ""));
            let entries = cells::split(rest, super::names::LIST);
            match what {
                "" => {}
                composites::OF_DIMENSION => out.text("dimension", &cells::unquoted(rest), &spot),
                composites::OF_DIMENSIONS => out.list("dimensions", &cells::list(rest), &spot),
                composites::OF_INDICATORS => {
                    let weighted = entries.iter().map(|entry| match entry.rsplit_once(composites::TIMES) {
                        Some((id, weight)) => format!("{} = {}", quoted(&cells::unquoted(id)), number(weight)),
                        None => format!("{} = 1", quoted(&cells::unquoted(entry))),
                    });
                    let weighted: Vec<String> = each_once(weighted);
                    out.at(&spot, |out| out.raw(&format!("indicators = {{ {} }}\n", weighted.join(", "))));
                }
                other => {
                    let known = [composites::OF_DIMENSION, composites::OF_DIMENSIONS, composites::OF_INDICATORS];
                    notes.fault(Code::UnknownWord, &spot, problem::quoted(other), "", &known);
                }
            }
            out.text("level", grid.cell(row, composites::LEVEL), &grid.spot(row, composites::LEVEL));
        });
    }
}

/// Entries of a table; TOML takes no key twice.
fn each_once(entries: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    entries
        .filter(|entry| seen.insert(entry.rsplit_once(" = ").map_or(entry.as_str(), |(key, _)| key).to_owned()))
        .collect()
}

/// Spells the sheet of groupings: one row for each group, the first of which says the rest.
pub(super) fn groupings(grid: &Grid, out: &mut Spelling) {
    let mut rows = (0..grid.rows.len()).peekable();
    while let Some(row) = rows.next() {
        let id = grid.cell(row, groupings::GROUPING).to_owned();
        let mut groups = vec![row];
        while let Some(next) = rows.next_if(|next| {
            matches!(grid.cell(*next, groupings::GROUPING), "") || grid.cell(*next, groupings::GROUPING) == id
        }) {
            groups.push(next);
        }
        block(grid, row, "[[grouping]]", out, |out| {
            let spot = |key: &str| grid.spot(row, key);
            out.text("id", &id, &spot(groupings::GROUPING));
            out.label("title", &grid.words(row, ours::TITLE), &spot(ours::TITLE));
            out.text("question", grid.cell(row, ours::QUESTION), &spot(ours::QUESTION));
            if is_true(grid.cell(row, groupings::ORDERED)) {
                out.raw("ordered = true\n");
            }
            groups.retain(|row| !grid.cell(*row, groupings::GROUP).is_empty());
            if !groups.is_empty() {
                out.raw("groups = [\n");
                for row in groups {
                    group(grid, row, out);
                }
                out.raw("]\n");
            }
            let pairs = cells::split(grid.cell(row, groupings::COMPARE), super::names::LIST);
            let pairs: Vec<String> =
                pairs.iter().filter(|pair| !pair.trim().is_empty()).map(|pair| spelled_pair(pair)).collect();
            if !pairs.is_empty() {
                out.at(&spot(groupings::COMPARE), |out| out.raw(&format!("compare = [{}]\n", pairs.join(", "))));
            }
        });
    }
}

fn group(grid: &Grid, row: usize, out: &mut Spelling) {
    out.at(&grid.row_spot(row), |out| {
        out.raw("    { ");
        let id = grid.cell(row, groupings::GROUP);
        out.at(&grid.spot(row, groupings::GROUP), |out| out.raw(&format!("id = {}", quoted(id))));
        counted(grid, row, ", ", out);
        let label = grid.words(row, groupings::LABEL);
        if !label.is_empty() {
            out.raw(", ");
            out.at(&grid.spot(row, groupings::LABEL), |out| out.raw(&sides(&label)));
        }
        out.raw(" },\n");
    });
}

/// `f - m`; a pair that isn't one is left to the parser.
fn spelled_pair(pair: &str) -> String {
    match pair.split_once(groupings::MINUS) {
        Some((first, second)) => list(&[cells::unquoted(first), cells::unquoted(second)]),
        None => list(&[cells::unquoted(pair)]),
    }
}

/// Spells the sheet of rules.
pub(super) fn rules(grid: &Grid, notes: &mut Notes, out: &mut Spelling) {
    for row in filled(grid, ours::ID) {
        block(grid, row, "[[rule]]", out, |out| {
            out.text("id", grid.cell(row, ours::ID), &grid.spot(row, ours::ID));
            let title = grid.words(row, ours::TITLE);
            out.text("mn", &title.mn, &grid.spot(row, ours::TITLE));
            out.text("en", &title.en, &grid.spot(row, ours::TITLE));
            conditions("when", grid, row, rules::WHEN, notes, out);
            conditions("needs", grid, row, rules::NEEDS, notes, out);
        });
    }
}

fn filled<'g>(grid: &'g Grid, key: &'static str) -> impl Iterator<Item = usize> + use<'g> {
    (0..grid.rows.len()).filter(move |row| !grid.cell(*row, key).is_empty())
}

fn block(grid: &Grid, row: usize, heading: &str, out: &mut Spelling, write: impl FnOnce(&mut Spelling)) {
    out.at(&grid.row_spot(row), |out| {
        out.heading(heading);
        write(out);
    });
}

/// `key = { H01 = ["yes"], age = { at_least = 15 } }`, unless the cell is empty.
fn conditions(name: &str, grid: &Grid, row: usize, column: &str, notes: &mut Notes, out: &mut Spelling) {
    if grid.cell(row, column).is_empty() {
        return;
    }
    let stated = stated(grid, row, column, notes);
    let spot: Spot = grid.spot(row, column);
    out.at(&spot, |out| out.raw(&format!("{name} = {}\n", table(&stated))));
}

/// The conditions of a cell. A question may be named several times for its bounds, and once for its codes.
fn stated(grid: &Grid, row: usize, column: &str, notes: &mut Notes) -> Vec<Stated> {
    let spot = grid.spot(row, column);
    let stated = match cells::conditions(grid.cell(row, column)) {
        Ok(stated) => stated,
        Err(part) => {
            notes.fault(Code::WrongValue, &spot, problem::quoted(&part), "H01 = yes | no; age >= 15", &[]);
            return Vec::new();
        }
    };
    for (at, condition) in stated.iter().enumerate() {
        let clashes = |other: &Stated| {
            let same_side = match (&other.is, &condition.is) {
                (Is::Within(a, _), Is::Within(b, _)) => a == b,
                _ => true,
            };
            other.question == condition.question && same_side
        };
        if stated[..at].iter().any(clashes) {
            notes.fault(Code::GivenTwice, &spot, problem::quoted(&condition.question), "", &[]);
        }
    }
    stated
}

fn table(stated: &[Stated]) -> String {
    let mut parts: Vec<(&str, String)> = Vec::new();
    for condition in stated {
        let bound = match &condition.is {
            Is::OneOf(codes) => {
                if !parts.iter().any(|(question, _)| *question == condition.question) {
                    parts.push((&condition.question, list(codes)));
                }
                continue;
            }
            Is::Within(key, x) => format!("{key} = {}", number(x)),
        };
        match parts.iter_mut().find(|(question, _)| *question == condition.question) {
            Some((_, known)) if known.starts_with('{') && !known.contains(&bound[..bound.find(" =").unwrap_or(0)]) => {
                *known = format!("{}, {bound} }}", known.trim_end_matches(" }"));
            }
            Some(_) => {}
            None => parts.push((&condition.question, format!("{{ {bound} }}"))),
        }
    }
    let parts: Vec<String> = parts.iter().map(|(question, holds)| format!("{} = {holds}", quoted(question))).collect();
    format!("{{ {} }}", parts.join(", "))
}
