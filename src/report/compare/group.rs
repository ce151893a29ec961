//! A sheet for each peer group: its facilities and figures with lights, what chance explains, and funnel charts.

use super::book::{Book, with_unit};
use super::charts;
use crate::compare::{Chance, Entry, OverDispersion, Panel, PeerGroup};
use crate::lang::Label;
use crate::report::parts::{
    column, count, counted, grid, heading, joined, nothing, paragraph, phrase, row, text, titled,
};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Legend, Paper, RowRole, Section, Value};

/// Figures of one table; more of them stand in further tables, so that a page holds their width.
const FIGURES_A_TABLE: usize = 12;

/// A sheet for each group.
pub fn sections(book: &Book) -> Vec<Section> {
    book.comparison.groups.iter().enumerate().map(|(at, group)| section(book, at, group)).collect()
}

fn section(book: &Book, at: usize, group: &PeerGroup) -> Section {
    let panels: Vec<&Panel> = book.panels(at).collect();
    let mut blocks = vec![Block::Facts {
        facts: vec![
            (t(CompareWord::Members), count(group.members.len() as u64)),
            (t(CompareWord::WithData), count(book.members(group).filter(|s| book.has_data(s)).count() as u64)),
            (t(Word::Benchmark), text(book.benchmark_name())),
        ],
    }];
    blocks.extend(spread(book, &panels).into_iter().map(paragraph));
    blocks.extend(tables(book, at, group, &panels).into_iter().map(Block::Grid));
    let drawn = charts::of_group(book, at, &panels);
    if !drawn.charts.is_empty() {
        blocks.push(heading(CompareWord::FunnelsTitle));
        blocks.push(paragraph(drawn.about));
        blocks.extend(drawn.charts.into_iter().map(|chart| Block::Chart(Box::new(chart))));
    }
    Section { id: "group".into(), title: group.title.clone(), blocks, paper: Paper::Across }
}

/// Whether facilities differ more than chance allows, and what was done about it.
fn spread(book: &Book, panels: &[&Panel]) -> Vec<Label> {
    let titles = |wanted: &dyn Fn(&Panel) -> bool| -> Vec<Label> {
        panels.iter().filter(|panel| wanted(panel)).map(|panel| book.figure(panel).title.clone()).collect()
    };
    let treated = |way: OverDispersion| {
        titles(&|panel: &Panel| panel.spread.is_some_and(|spread| spread.treated == way && spread.p < 0.05))
    };
    let quiet = panels.iter().filter(|panel| panel.spread.is_some_and(|spread| spread.p >= 0.05)).count() as u64;
    let counted_all = titles(&|panel: &Panel| book.figure(panel).chance == Chance::None);
    let mut said = Vec::new();
    let mut say = |found: Vec<Label>, mn: &str, en: &str| {
        if !found.is_empty() {
            said.push(phrase(mn, en, &[joined(&found, "; ")]));
        }
    };
    say(
        treated(OverDispersion::Additive),
        "Байгууллагууд санамсаргүй хэлбэлзлээс илүү ялгаатай тул хязгаарыг байгууллага хоорондын хэлбэлзлээр (τ²) өргөсгөсөн: {0}.",
        "Facilities differ more than chance explains, so the limits are wider by the variance between them (τ²): {0}.",
    );
    say(
        treated(OverDispersion::Multiplicative),
        "Байгууллагууд санамсаргүй хэлбэлзлээс илүү ялгаатай тул хязгаарыг √φ дахин өргөсгөсөн: {0}.",
        "Facilities differ more than chance explains, so the limits are √φ times wider: {0}.",
    );
    say(
        treated(OverDispersion::None),
        "Байгууллагууд санамсаргүй хэлбэлзлээс илүү ялгаатай; хязгаарыг өргөсгөөгүй: {0}.",
        "Facilities differ more than chance explains; the limits were not widened: {0}.",
    );
    say(
        counted_all,
        "Бүрэн тоолсон тул санамсаргүй хэлбэлзлийн хязгаар байхгүй: {0}.",
        "Counted in full, so that there are no limits for chance: {0}.",
    );
    if quiet > 0 {
        said.push(phrase(
            "Ялгааг санамсаргүй хэлбэлзлээр тайлбарлаж болох үзүүлэлт: {0}.",
            "Figures in which chance alone could explain how facilities differ: {0}.",
            &[counted(quiet)],
        ));
    }
    said
}

/// The facilities with their figures, in as many tables as pages are wide enough for.
fn tables(book: &Book, at: usize, group: &PeerGroup, panels: &[&Panel]) -> Vec<Grid> {
    let most = panels.len().div_ceil(panels.len().div_ceil(FIGURES_A_TABLE).max(1)).max(1);
    let chunks: Vec<&[&Panel]> = panels.chunks(most).collect();
    let several = chunks.len() > 1;
    let one = |(part, chunk): (usize, &&[&Panel])| {
        let mut title = t(CompareWord::StandingsTitle);
        if several {
            let of = [title.clone(), counted(part as u64 + 1), counted(chunks.len() as u64)];
            title = phrase("{0} ({1}/{2})", "{0} ({1}/{2})", &of);
        }
        let id = format!("group{}.{}", at + 1, part + 1);
        let mut made = table(book, &id, title, group, chunk);
        made.notes = match part + 1 == chunks.len() {
            true => vec![t(CompareWord::NoteSigns), t(CompareWord::NoteOrder)],
            false => Vec::new(),
        };
        made
    };
    chunks.iter().enumerate().map(one).collect()
}

fn table(book: &Book, id: &str, title: Label, group: &PeerGroup, panels: &[&Panel]) -> Grid {
    let mut columns =
        vec![column("facility", Word::Facility, ColumnKind::Text), column("place", Word::Place, ColumnKind::Narrow)];
    columns.extend(panels.iter().map(|panel| figure_column(book, panel)));
    let mut rows = vec![GridRow {
        role: RowRole::Total,
        values: [
            vec![text(t(CompareWord::BenchmarkRow)), nothing()],
            panels.iter().map(|p| book.benchmark(p)).collect(),
        ]
        .concat(),
    }];
    let found: Vec<Vec<Option<&Entry>>> = panels.iter().map(|panel| by_member(group, panel)).collect();
    rows.extend(group.members.iter().enumerate().map(|(member, at)| {
        let subject = book.subject(*at);
        let mut values = vec![text(subject.name.clone()), book.place(subject)];
        values.extend(panels.iter().zip(&found).map(|(panel, found)| cell(book, panel, found[member])));
        row(values)
    }));
    Grid { legend: Legend::Chance, ..grid(id, title, columns, 1, rows) }
}

/// The entries of a panel in the order of the members.
fn by_member<'p>(group: &PeerGroup, panel: &'p Panel) -> Vec<Option<&'p Entry>> {
    let mut found: std::collections::BTreeMap<usize, &Entry> =
        panel.entries.iter().map(|entry| (entry.facility, entry)).collect();
    group.members.iter().map(|at| found.remove(at)).collect()
}

fn cell(book: &Book, panel: &Panel, entry: Option<&Entry>) -> Value {
    entry.map_or(Value::Absent { why: Absent::NoData }, |entry| book.value(panel, entry))
}

fn figure_column(book: &Book, panel: &Panel) -> Column {
    let of = book.figure(panel);
    let group = (!of.dimension.mn.is_empty() || !of.dimension.en.is_empty()).then(|| of.dimension.clone());
    let mut about = vec![Label::same(&of.id), crate::report::pages::direction(of.direction)];
    if let Some(reliability) = panel.reliability {
        let shown = crate::report::parts::num(reliability, Format::Plain(2));
        about.push(crate::report::parts::say(t(CompareWord::Reliability), shown));
    }
    Column { group, about: Some(joined(&about, "\n")), ..titled(&of.id, with_unit(of), ColumnKind::Measure) }
}
