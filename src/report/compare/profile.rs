//! A sheet for a facility: why it stands where it stands. For its head, who wasn't there when the numbers were made.

use super::book::{Book, notes, standing, with_unit};
use super::{norms, readiness};
use crate::compare::{Entry, NormLine, Panel, Signal};
use crate::lang::Label;
use crate::report::parts::{column, count, grid, heading, joined, nothing, paragraph, phrase, row, same, text};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Block, ColumnKind, Grid, Legend, Paper, Section, Value};

/// The sheets, at most as many as are asked for: those with a signal first, then in the order of the register.
pub fn sections(book: &Book) -> Vec<Section> {
    let facilities = &book.comparison.facilities;
    let mut chosen: Vec<(bool, usize)> =
        (0..facilities.len()).filter(|at| book.has_data(&facilities[*at])).map(|at| (true, at)).collect();
    if chosen.len() > book.source.profiles {
        let panels = book.comparison.panels.iter().flat_map(|panel| &panel.entries);
        let mut signalled = vec![false; facilities.len()];
        panels.filter(|entry| entry.signal.is_some()).for_each(|entry| signalled[entry.facility] = true);
        chosen.iter_mut().for_each(|(quiet, at)| *quiet = !signalled[*at]);
        chosen.sort_unstable();
        chosen.truncate(book.source.profiles);
        chosen.sort_by_key(|(_, at)| *at);
    }
    chosen.into_iter().map(|(_, at)| sheet(book, at)).collect()
}

fn sheet(book: &Book, at: usize) -> Section {
    let subject = book.subject(at);
    let entries = book.entries(at);
    let mut blocks = vec![
        Block::Facts {
            facts: vec![
                (t(Word::Code), same(&subject.id)),
                (t(CompareWord::FacilityType), subject.kind.clone().map_or_else(nothing, text)),
                (t(Word::Place), book.place(subject)),
                (t(CompareWord::PeerGroup), book.group_of(subject)),
                (t(CompareWord::Catchment), subject.catchment.map_or_else(nothing, count)),
                (t(Word::Benchmark), text(book.benchmark_name())),
            ],
        },
        paragraph(in_short(book, &entries)),
        Block::Grid(figures(book, at, &entries)),
    ];
    blocks.extend(ready(book, at));
    let own: Vec<&NormLine> = book.comparison.norms.iter().filter(|line| line.facility == at).collect();
    if !own.is_empty() {
        blocks.push(Block::Grid(norms::table(book, &format!("profile{}.norms", at + 1), &own, false)));
    }
    Section { id: "profile".into(), title: subject.name.clone(), blocks, paper: Paper::Across }
}

/// What the facility needs to know first.
fn in_short(book: &Book, entries: &[(&Panel, &Entry)]) -> Label {
    let with = |wanted: Signal| -> Vec<Label> {
        let own = entries.iter().filter(|(_, entry)| entry.signal == Some(wanted));
        own.map(|(panel, _)| book.figure(panel).title.clone()).collect()
    };
    let (support, learn) = (with(Signal::Support), with(Signal::Learn));
    let mut said = Vec::new();
    if !support.is_empty() {
        said.push(phrase(
            "Санамсаргүй хэлбэлзлээс хальж доогуур: {0}. Шалтгааныг хамтдаа олж, дэмжлэг авах хэрэгтэй.",
            "Beyond chance on the worse side: {0}. Find out why together, and get support.",
            &[joined(&support, "; ")],
        ));
    }
    if !learn.is_empty() {
        said.push(phrase(
            "Санамсаргүй хэлбэлзлээс хальж сайн: {0}. Бусад нь суралцах туршлага.",
            "Beyond chance on the better side: {0}. Others can learn from it.",
            &[joined(&learn, "; ")],
        ));
    }
    if said.is_empty() {
        said.push(Label::new(
            "Бүх үзүүлэлт санамсаргүй хэлбэлзлийн хүрээнд, эсвэл дүгнэх боломжгүй: бүлгээсээ тодорхой ялгараагүй.",
            "Every figure is within what chance allows, or can't be judged: it doesn't clearly differ from its peers.",
        ));
    }
    joined(&said, " ")
}

fn figures(book: &Book, at: usize, entries: &[(&Panel, &Entry)]) -> Grid {
    use ColumnKind::{Count, Measure, Narrow, Prose, Text};
    let columns = vec![
        column("figure", CompareWord::Figure, Text),
        column("value", CompareWord::Judged, Measure),
        column("benchmark", Word::Benchmark, Measure),
        column("distance", CompareWord::HowFar, Measure),
        column("limits_95", CompareWord::Limits95, Measure),
        column("limits_998", CompareWord::Limits998, Measure),
        column("standing", CompareWord::Standing, Narrow),
        column("n", Word::Base, Count),
        column("notes", Word::Note, Prose),
    ];
    let rows = entries.iter().map(|(panel, entry)| {
        row(vec![
            text(with_unit(book.figure(panel))),
            book.value(panel, entry),
            book.printed(panel, entry, entry.benchmark),
            book.distance(panel, entry),
            book.ends(panel, entry, entry.limits_95),
            book.ends(panel, entry, entry.limits_998),
            text(t(standing(entry.standing))),
            answers(entry),
            notes(entry),
        ])
    });
    let id = format!("profile{}.figures", at + 1);
    let notes = vec![t(CompareWord::NoteSigns)];
    Grid { notes, legend: Legend::Chance, ..grid(&id, t(CompareWord::ProfileFigures), columns, 1, rows.collect()) }
}

fn answers(entry: &Entry) -> Value {
    use crate::compare::Standing;
    use crate::report::Absent;
    match entry.standing {
        Standing::Withheld => crate::report::parts::absent(Absent::Withheld),
        Standing::NoData => crate::report::parts::absent(Absent::NoData),
        _ => count(entry.n),
    }
}

/// Its readiness and what it lacks.
fn ready(book: &Book, at: usize) -> Vec<Block> {
    let Some(readiness) = &book.comparison.readiness else { return Vec::new() };
    let Some(found) = readiness.rows.iter().find(|row| row.facility == at) else { return Vec::new() };
    let mut facts = vec![(t(CompareWord::GeneralReadiness), readiness::general(found))];
    facts.extend(
        readiness
            .domains
            .iter()
            .zip(&found.scores)
            .map(|(domain, score)| (domain.title.clone(), readiness::score_value(super::book::domain_score(*score)))),
    );
    let mut blocks = vec![heading(CompareWord::ProfileReadiness), Block::Facts { facts }];
    let lacks = readiness::lacking(readiness, found);
    if lacks.is_empty() {
        blocks.push(paragraph(t(CompareWord::NothingMissing)));
        return blocks;
    }
    let columns = vec![
        column("domain", Word::Dimension, ColumnKind::Text),
        column("item", CompareWord::Item, ColumnKind::Text),
        column("state", Word::Status, ColumnKind::Text),
    ];
    let rows = lacks.into_iter().map(|(domain, item, said)| row(vec![text(domain.clone()), text(item.clone()), said]));
    let id = format!("profile{}.items", at + 1);
    blocks.push(Block::Grid(grid(&id, t(CompareWord::ProfileItems), columns, 2, rows.collect())));
    blocks
}
