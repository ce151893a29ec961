//! The cover: which facility and round, how the book is filled in, and the multi-stakeholder group.

use rust_xlsxwriter::Worksheet;

use super::book::{Book, address};
use super::checks::{Check, List};
use super::looks::Look;
use super::meeting::stakeholders;
use super::pad::{Pad, Pages};
use super::words;
use crate::lang::Label;
use crate::scorecard::layout::{Block, Fact, Holds, Sheet};

/// Where a fact's name stands, and the first and last column of its value.
const NAME: u16 = 1;
const VALUE: (u16, u16) = (2, 4);

/// Writes the sheet.
pub fn sheet(book: &Book<'_>) -> anyhow::Result<Worksheet> {
    let mut pad = Pad::new(book, Sheet::Cover, &[13.0, 60.0, 28.0, 28.0, 28.0])?;
    pad.line(&book.instrument.title, Look::BookTitle)?;
    pad.gap()?;
    for fact in Fact::ALL {
        write_fact(book, &mut pad, fact)?;
    }
    pad.gap()?;
    pad.line(&words::how_to_title(), Look::Title)?;
    for (number, step) in (1..).zip(words::how_to()) {
        pad.line(&Label::new(format!("{number}. {}", step.mn), format!("{number}. {}", step.en)), Look::Small)?;
    }
    let page = pad.row;
    pad.new_page();
    pad.line(&Block::Members.title(), Look::Title)?;
    let slots = Pad::slots(Block::Members, &[1; 5]);
    pad.header(&slots)?;
    let first = pad.row;
    stakeholders(book, &mut pad, &slots, 38.0)?;
    pad.check(Block::Members, &slots, first)?;
    pad.finish(None, Pages::At(&[page]))
}

/// A fact: its name, and to the right of it what is known or room for it.
fn write_fact(book: &Book<'_>, pad: &mut Pad<'_>, fact: Fact) -> anyhow::Result<()> {
    let row = pad.row;
    pad.words((row, NAME), (row, NAME), &fact.title(), Look::FactName)?;
    let (from, to) = ((row, VALUE.0), (row, VALUE.1));
    let value = known(book, fact);
    let look = match fact {
        // They say whose book it is, so they stay as they are.
        Fact::FacilityId | Fact::Round if value.is_some() => Look::Fixed,
        Fact::Held => Look::Open(Holds::Day),
        _ => Look::Open(Holds::Text),
    };
    pad.words(from, to, value.as_ref().unwrap_or(&Label::default()), look)?;
    if let (Fact::Catchment, Some(people)) = (fact, book.facility.catchment) {
        pad.sheet.write_number_with_format(row, VALUE.0, people as f64, &look.format())?;
    }
    let check = match fact {
        Fact::FacilityType => Some(Check::One(List::Type)),
        Fact::Catchment => Some(Check::People),
        Fact::Meetings => Some(Check::Amount),
        Fact::Held => Some(Check::Day),
        _ => None,
    };
    if let Some(check) = check {
        pad.check_cells(check, from, from)?;
    }
    let lines = value.map_or(0.0, |value| pad.wanted(&value, VALUE.0, VALUE.1, look));
    let name = pad.wanted(&fact.title(), NAME, NAME, Look::FactName);
    pad.next(lines.max(name).max(22.0) + 2.0)
}

/// What is known of the facility before anybody has been there; nothing of what is empty.
fn known(book: &Book<'_>, fact: Fact) -> Option<Label> {
    let facility = book.facility;
    let text = |text: &str| Label::same(text);
    let value = match fact {
        Fact::FacilityId => text(&facility.id),
        Fact::FacilityName => facility.name.clone(),
        // As the drop-down has it.
        Fact::FacilityType => Label::same(book.reading.inline(&book.facility_type()?.title)),
        Fact::Place => address(facility.place?),
        Fact::Catchment => Label::same(facility.catchment?.to_string()),
        Fact::Provider => text(&facility.provider),
        Fact::Contact => text(&facility.contact),
        Fact::Round => text(book.round),
        Fact::Held | Fact::Facilitator | Fact::Meetings => return None,
    };
    (!value.mn.is_empty() || !value.en.is_empty()).then_some(value)
}

/// The words under which a fact stands on the hidden sheet, if it is known.
pub fn hidden(book: &Book<'_>, fact: Fact) -> Option<Label> {
    let facility = book.facility;
    match fact {
        Fact::FacilityType => book.facility_type().map(|kind| Label::same(&kind.id)),
        Fact::Place => facility.place.map(|place| Label::same(&place.place().code)),
        _ => known(book, fact),
    }
}
