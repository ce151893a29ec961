//! The codebook: every question with its answers, every figure with what it is.

use super::book::Book;
use super::describe::{self, plain};
use super::parts::{across, column, figure, grid, joined, nothing, phrase, row, same, text};
use crate::card::Figure;
use crate::instrument::{Indicator, Kind, Missing, Question};
use crate::lang::Label;
use crate::report::words::{Word, t};
use crate::report::{Block, ColumnKind, Format, Grid, GridRow, Section, Value};

/// The sheets of the codebook.
pub fn sections(book: &Book) -> Vec<Section> {
    vec![
        across("indicators", Word::SheetIndicators, vec![Block::Grid(indicators(book))]),
        across("codebook", Word::SheetCodebook, vec![Block::Grid(questions(book))]),
    ]
}

fn indicators(book: &Book) -> Grid {
    use ColumnKind::{Code, Measure, Prose, Text};
    let columns = vec![
        column("figure", Word::Code, Code),
        column("title", Word::Indicator, Text),
        column("dimension", Word::Dimension, Text),
        column("measure", Word::Measure, Prose),
        column("base", Word::BaseOf, Prose),
        column("direction", Word::Direction, Text),
        column("unit", Word::Unit, Text),
        column("target", Word::Target, Text),
        column("weight", Word::Weight, Measure),
    ];
    let rows = book.figures.iter().filter_map(|f| match f {
        Figure::Indicator(i) => Some(indicator_row(book, *f, &book.instrument.indicators[i.0])),
        Figure::Composite(_) => None,
    });
    grid("indicators", t(Word::SheetIndicators), columns, 2, rows.collect())
}

fn indicator_row(book: &Book, key: Figure, indicator: &Indicator) -> GridRow {
    let instrument = book.instrument;
    let asked = instrument.questions[indicator.measure.question().0].asked;
    let targets: Vec<Label> =
        indicator.targets.iter().map(|target| describe::target(indicator.measure.scale(), target)).collect();
    row(vec![
        same(&indicator.id),
        text(indicator.title.clone()),
        text(book.dimension(key)),
        text(describe::measure(instrument, &indicator.measure)),
        text(describe::base_rule(instrument, indicator.base.or(asked))),
        text(describe::direction(indicator.direction)),
        text(book.unit(key)),
        if targets.is_empty() {
            super::parts::absent(crate::report::Absent::NoTarget)
        } else {
            text(joined(&targets, "; "))
        },
        figure(indicator.weight, Format::Plain(if indicator.weight.fract() == 0.0 { 0 } else { 2 })),
    ])
}

fn questions(book: &Book) -> Grid {
    use ColumnKind::{Code, Prose, Text};
    let columns = vec![
        column("question", Word::Code, Code),
        column("text", Word::Question, Prose),
        column("answers", Word::Answer, Prose),
        column("missing", Word::MissingCodes, Text),
        column("asked", Word::BaseOf, Text),
        column("column", Word::Column, Text),
    ];
    let found = &book.source.columns.questions;
    let rows = book.instrument.questions.iter().enumerate().map(|(at, question)| {
        let column = found.get(at).copied().flatten().and_then(|f| book.source.headers.get(f.column));
        row(vec![
            same(&question.id),
            text(question.text.clone()),
            text(answers(question)),
            missing(question),
            text(describe::base_rule(book.instrument, question.asked)),
            column.map_or_else(|| text(t(Word::NoColumn)), same),
        ])
    });
    grid("codebook", t(Word::SheetCodebook), columns, 1, rows.collect())
}

fn answers(question: &Question) -> Label {
    match &question.kind {
        Kind::Single { answers } => {
            let listed: Vec<Label> = answers
                .iter()
                .map(|a| phrase("{0} = {1}", "{0} = {1}", &[Label::same(a.code.as_str()), a.label.clone()]))
                .collect();
            joined(&listed, "; ")
        }
        Kind::Number { unit, least, most } => {
            let end = |end: &Option<f64>| end.map_or_else(|| Label::same("…"), plain);
            phrase("тоо, {0}: {1} – {2}", "a number, {0}: {1} – {2}", &[unit.clone(), end(least), end(most)])
        }
    }
}

/// The codes of each reason; the first is the one on paper, the others are spellings of it.
fn missing(question: &Question) -> Value {
    let listed: Vec<Label> = Missing::ALL
        .iter()
        .filter_map(|reason| {
            let code = question.missing.iter().find(|m| m.reason == *reason)?;
            Some(phrase("{0} = {1}", "{0} = {1}", &[Label::same(code.code.as_str()), t(describe::missing(*reason))]))
        })
        .collect();
    if listed.is_empty() { nothing() } else { text(joined(&listed, "; ")) }
}
