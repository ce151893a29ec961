//! Every number for everybody with all that belongs to it: error, interval, base, missing answers.

use super::book::{Book, why_absent};
use super::describe;
use super::parts::{absent, across, column, count, figure, figure_or, grid, nothing, row, same, text, titled};
use crate::card::{Figure, Finding, Shown, Where};
use crate::estimate::{Df, FEW_DF, IntervalMethod, NoError, Precision, effective_n};
use crate::instrument::Missing;
use crate::lang::Label;
use crate::report::words::{Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, GridRow, Section, Value};

/// The long table.
pub fn section(book: &Book) -> Section {
    let mut rows = Vec::new();
    for figure in super::scores::ordered(book) {
        rows.extend(book.wheres().map(|place| finding_row(book, figure, place)));
    }
    let grid = grid("detail", t(Word::SheetDetail), columns(), 3, rows);
    across("detail", Word::SheetDetail, vec![Block::Grid(grid)])
}

fn columns() -> Vec<Column> {
    use ColumnKind::{Code, Count, Measure, Text};
    let mut columns = vec![
        column("place", Word::Place, Text),
        column("figure", Word::Code, Code),
        column("title", Word::Indicator, Text),
        column("dimension", Word::Dimension, Text),
        column("measure", Word::Measure, Text),
        column("value", Word::Value, Measure),
        column("se", Word::StandardError, Measure),
        column("ci_low", Word::Low, Measure),
        column("ci_high", Word::High, Measure),
        column("level", Word::Level, Measure),
        column("df", Word::DegreesOfFreedom, Measure),
        column("deff", Word::DesignEffect, Measure),
        column("n_effective", Word::EffectiveBase, Measure),
        column("n", Word::Base, Count),
    ];
    columns.extend(Missing::ALL.map(|reason| Column {
        group: Some(t(Word::Missing)),
        ..column(missing_id(reason), describe::missing(reason), Count)
    }));
    columns.push(column("sum_weights", Word::BaseWeighted, Measure));
    columns.push(titled("note", t(Word::Note), Text));
    columns
}

/// The stable name of a column of missing answers.
pub fn missing_id(reason: Missing) -> &'static str {
    match reason {
        Missing::Blank => "missing_blank",
        Missing::NotAsked => "missing_not_asked",
        Missing::DontKnow => "missing_dont_know",
        Missing::Refused => "missing_refused",
        Missing::Unreadable => "missing_unreadable",
    }
}

fn finding_row(book: &Book, key: Figure, place: Where) -> GridRow {
    let finding = book.everybody(key, place);
    let mut values = vec![
        text(book.place_name(place)),
        same(key.id(book.instrument)),
        text(key.title(book.instrument).clone()),
        text(book.dimension(key)),
        text(describe::measure_word(book.instrument, key)),
        book.value(finding, None),
    ];
    values.extend(precision(book, finding));
    values.push(book.base(finding));
    values.extend(missing(finding));
    values.push(match finding.and_then(Finding::visible) {
        Some(estimate) => figure(estimate.sum_weights, Format::Plain(1)),
        None => absent(why_absent(finding)),
    });
    values.push(note(book, finding));
    row(values)
}

/// Standard error, ends, level, degrees of freedom, design effect, effective base.
fn precision(book: &Book, finding: Option<&Finding>) -> Vec<Value> {
    let Some((shown, estimate)) = finding.and_then(|f| Some((f, f.visible()?))) else {
        return vec![absent(why_absent(finding)); 7];
    };
    let key = shown.key.figure;
    let [low, high] = book.two_ends(finding);
    let level = figure(book.level() * 100.0, Format::Plain(0));
    let (se, df, deff) = match &estimate.precision {
        Precision::Sampled { se, df, deff, .. } => (Some(*se), Some(*df), *deff),
        Precision::Unknown(_) => (None, None, None),
    };
    // Where all answers are alike no error can be seen; that isn't an error of zero.
    let se = figure_or(
        se.filter(|se| *se > 0.0).map(|se| se * key.factor(book.instrument)),
        precise(book.plain_format(key)),
        Absent::NoError,
    );
    let df = match df {
        Some(Df::Finite(df)) => figure(df as f64, Format::Plain(0)),
        Some(Df::Infinite) => same("∞"),
        None => absent(Absent::NoError),
    };
    let effective = effective_n(estimate.n, deff);
    vec![
        se,
        low,
        high,
        level,
        df,
        figure_or(deff, Format::Plain(2), Absent::NotApplicable),
        figure_or(effective, Format::Plain(0), Absent::NotApplicable),
    ]
}

/// A standard error has one digit more than its value.
fn precise(format: Format) -> Format {
    match format {
        Format::Points => Format::Plain(2),
        format => format,
    }
}

/// Missing answers by reason. Beside the number of respondents they would give a withheld base away.
fn missing(finding: Option<&Finding>) -> Vec<Value> {
    match finding {
        Some(f) if f.shown == Shown::Withheld => vec![absent(Absent::Withheld); Missing::ALL.len()],
        Some(f) => f.counts.missing.map(count).to_vec(),
        None => vec![absent(Absent::NoData); Missing::ALL.len()],
    }
}

fn note(book: &Book, finding: Option<&Finding>) -> Value {
    match note_words(book, finding) {
        Some(label) => text(label),
        None => nothing(),
    }
}

/// What must be known beside a number; none if there is nothing.
pub fn note_words(book: &Book, finding: Option<&Finding>) -> Option<Label> {
    let Some(finding) = finding else { return Some(t(Word::NoData)) };
    let mut said = Vec::new();
    match (finding.visible(), finding.shown) {
        (Some(estimate), _) => said.extend(precision_notes(book, finding, &estimate.precision)),
        (None, Shown::Withheld) => said.push(t(Word::Withheld)),
        (None, Shown::Unreliable) => said.push(t(Word::Unreliable)),
        (None, Shown::Freely | Shown::WithCare) => said.push(t(Word::NoData)),
    }
    if let (Some((there, all)), true) = (finding.parts, finding.visible().is_some())
        && there < all
    {
        let parts = [there as u64, all as u64].map(super::parts::counted);
        said.push(crate::report::words::fill(Word::PartialComposite, &parts));
    }
    (!said.is_empty()).then(|| super::parts::joined(&said, "; "))
}

fn precision_notes(book: &Book, finding: &Finding, precision: &Precision) -> Vec<Label> {
    let mut said = Vec::new();
    if finding.n() < book.survey.choices.few {
        said.push(t(Word::FewAnswers));
    }
    match precision {
        Precision::Sampled { df, interval, .. } => {
            if matches!(df, Df::Finite(df) if *df < FEW_DF) {
                said.push(t(Word::FewDf));
            }
            match interval {
                Some(interval) if interval.method == IntervalMethod::BetaAtEdge => said.push(t(Word::IntervalAtEdge)),
                Some(_) => {}
                None => said.push(t(Word::NoInterval)),
            }
        }
        Precision::Unknown(NoError::OneCluster) => said.push(t(Word::OneCluster)),
        Precision::Unknown(NoError::AllLonely | NoError::Lonely { .. }) => said.push(t(Word::LonelyStrata)),
        Precision::Unknown(NoError::BeyondData) => said.push(t(Word::BeyondData)),
        // A card has no replicates.
        Precision::Unknown(NoError::OfAPart | NoError::NoReplicates) => said.push(t(Word::NoErrorOfAPart)),
    }
    said
}
