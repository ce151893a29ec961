//! The first sheet: what this is, and the way to the other sheets.

use super::Sheets;
use super::pen::Pen;
use super::styles::Look;
use crate::lang::Label;
use crate::report::words::{Word, t};
use crate::report::{Block, Paper, Report, Section, Value};

/// The section that is the cover.
pub const ID: &str = "cover";

/// The report's own cover, or one that says what made it.
pub fn section(report: &Report) -> Section {
    if let Some(own) = report.sections.iter().find(|section| section.id == ID) {
        return own.clone();
    }
    let same = |text: &str| Value::Text { text: Label::same(text) };
    let mut facts = vec![(t(Word::MadeWith), same(&report.made_by.tool))];
    if !report.made_by.instrument.is_empty() {
        facts.insert(0, (t(Word::Instrument), same(&report.made_by.instrument)));
    }
    Section { id: ID.into(), title: t(Word::SheetCover), blocks: vec![Block::Facts { facts }], paper: Paper::Upright }
}

/// The titles.
pub fn top(pen: &mut Pen<'_>, report: &Report) -> anyhow::Result<()> {
    pen.line(pen.reading.main(&report.title), Look::ReportTitle, 20.0)?;
    if let Some(other) = pen.reading.other(&report.title) {
        pen.line(other, Look::Subtitle, 13.0)?;
    }
    let subtitle = pen.reading.inline(&report.subtitle).into_owned();
    if !subtitle.is_empty() {
        pen.line(&subtitle, Look::Subtitle, 13.0)?;
    }
    pen.gap();
    Ok(())
}

/// Links that stand on one page with their heading.
const TOGETHER: usize = 8;

/// Links to the other sheets.
pub fn contents(pen: &mut Pen<'_>, sheets: &Sheets<'_>) -> anyhow::Result<()> {
    if sheets.is_empty() {
        return Ok(());
    }
    let heading = pen.reading.inline(&t(Word::Contents)).into_owned();
    let (first, top) = (pen.row, pen.above);
    pen.line(&heading, Look::Heading, 13.0)?;
    for (at, (tab, section)) in sheets.iter().enumerate() {
        let words = pen.reading.inline(&section.title).into_owned();
        pen.link(tab, &words)?;
        if at < TOGETHER {
            pen.keep(first, top, pen.above);
        }
    }
    Ok(())
}
