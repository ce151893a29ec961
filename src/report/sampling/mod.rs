//! The pages of a plan before the field: how many, how many in each place, who; with every choice named.

mod allocation;
mod draw;
mod size;

pub use allocation::{AllocationAsked, allocation};
pub use draw::{DrawAsked, draw};
pub use size::{Figure, Question, SizeAsked, size};

use super::parts::{
    TOOL, absent, across, column, counted, figure_or, grid, heading, num, paragraph, phrase, row, same, text,
};
use super::words::{OwnWords, SampleWord, Word, t};
use super::{Absent, Block, ColumnKind, Format, Grid, MadeBy, Report, Section, Tidy, Value};
use crate::lang::Label;
use crate::sampling::Conditions;

/// The answer of a report in sentences, for a terminal: the first paragraphs of its first section.
pub fn said<'r>(report: &'r Report) -> impl Iterator<Item = &'r Label> + use<'r> {
    let blocks = report.sections.first().map(|section| section.blocks.as_slice()).unwrap_or_default();
    blocks.iter().map_while(|block| match block {
        Block::Paragraph { text } => Some(text),
        Block::Heading { .. }
        | Block::Facts { .. }
        | Block::Grid(_)
        | Block::Board(_)
        | Block::Chart(_)
        | Block::Link { .. } => None,
    })
}

/// The options as they were given: name and value.
type Command = [(String, String)];

/// A choice: its name, what was chosen, what that means.
type Choice = (Label, Label, Label);

fn report(title: SampleWord, command: &Command, sections: Vec<Section>, tidy: Vec<Tidy<'static>>) -> Report<'static> {
    Report {
        title: t(title),
        subtitle: Label::default(),
        made_by: MadeBy {
            tool: TOOL.to_string(),
            instrument: String::new(),
            options: command.to_vec(),
            sources: Vec::new(),
            words: OwnWords::spoken(),
            made_up: false,
        },
        sections,
        tidy,
    }
}

fn choices(choices: Vec<Choice>) -> Grid {
    let columns = vec![
        column("choice", SampleWord::Choice, ColumnKind::Text),
        column("chosen", SampleWord::Chosen, ColumnKind::Text),
        column("meaning", SampleWord::Meaning, ColumnKind::Prose),
    ];
    let rows = choices.into_iter().map(|(name, value, about)| row(vec![text(name), text(value), text(about)]));
    grid("methods", t(SampleWord::SheetMethods), columns, 1, rows.collect())
}

/// Every choice, the options as they were given, the sources.
fn methods(grid: &Grid, command: &Command, sources: &str) -> Section {
    let given = command.iter().map(|(name, value)| (Label::same(format!("--{name}")), same(value)));
    let tool = (t(Word::MadeWith), same(TOOL));
    let facts = Block::Facts { facts: given.chain([tool]).collect() };
    let blocks = vec![Block::Grid(grid.clone()), heading(SampleWord::Options), facts, paragraph(Label::same(sources))];
    across("methods", SampleWord::SheetMethods, blocks)
}

/// A share of 0 to 1 in a sentence: whole percents without decimals.
fn share(p: f64) -> Label {
    let percent = 100.0 * p;
    if (percent - percent.round()).abs() < 1e-9 {
        return phrase("{0} %", "{0}%", &[num(percent, Format::Plain(0))]);
    }
    num(percent, Format::Percent)
}

/// A share of 0 to 1 in a cell.
fn percent(p: Option<f64>) -> Value {
    figure_or(p.map(|p| 100.0 * p), Format::Percent, Absent::NotApplicable)
}

/// People in all, or that their number makes no difference.
fn population(people: Option<f64>) -> Value {
    match people {
        Some(people) => Value::Count { value: people.round() as u64 },
        None => absent(Absent::NotApplicable),
    }
}

/// What every plan rests on.
fn conditions(c: &Conditions) -> Vec<Choice> {
    let people = match c.population() {
        Some(people) => counted(people.round() as u64),
        None => t(SampleWord::Infinite),
    };
    vec![
        (
            t(SampleWord::Level),
            share(c.level()),
            phrase(
                "Ийм түүврийг олон удаа авбал жинхэнэ утга ийм хувьд нь алдааны хязгаарт багтана (z = {0}).",
                "Of many such samples, this share has the true value within the margin (z = {0}).",
                &[num(c.z(), Format::Plain(3))],
            ),
        ),
        (
            t(SampleWord::Deff),
            num(c.deff(), Format::Plain(2)),
            phrase(
                "Кластераар асуух, газар бүрт өөр хувиар асуухад дисперс хэд дахин өсөхийг хэлнэ: (1 + (b − 1)·ρ)·(1 + cv²).",
                "How many times larger the variance is for asking in clusters and at different rates: (1 + (b − 1)·ρ)·(1 + cv²).",
                &[],
            ),
        ),
        (
            t(SampleWord::Response),
            share(c.response()),
            phrase(
                "Хандсан хүнээс хариулах нь. Илүү олон хүнд хандвал тоо нөхөгдөх боловч хариулаагүй хүн өөр бодолтой бол хазайлт арилахгүй.",
                "Of those approached. To approach more makes up for the number, not for the bias if those who do not answer think otherwise.",
                &[],
            ),
        ),
        (
            t(SampleWord::Population),
            people,
            phrase(
                "Цөөн хүнтэй газарт бага түүвэр хүрэлцэнэ.",
                "Where few people live, a smaller sample is enough.",
                &[],
            ),
        ),
    ]
}
