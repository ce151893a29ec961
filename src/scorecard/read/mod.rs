//! Reads back what people did to scorecard workbooks.
//!
//! Everything is located by its identifier, then by its words, then by where it stands; which of these it was is kept with
//! each sheet, and said where it was the last. A value that can't be read in one way only is missing and listed. One bad
//! book stops nothing.

use crate::instrument::scorecard::ScorecardInstrument;
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::scorecard::RoundKey;
use crate::scorecard::facility::{Facility, Register};
use crate::scorecard::layout::{Block, Fact, HIDDEN_SHEET, Sheet};
use crate::scorecard::session::{Found, Session};
use crate::table::book::Book;
use crate::table::{self, Input, Options};

mod content;
mod cover;
mod desk;
mod find;
mod gather;
mod hidden;
mod identity;
mod known;
mod long;
mod matrix;
mod plan;
mod register;
mod rows;
mod values;
mod words;

pub(crate) use find::of_people;
pub use gather::{Gathered, gather};
pub use register::{register, type_of};

use content::Content;
use desk::Desk;
use hidden::Hidden;
use identity::{Facilities, Said};
use known::Known;

/// What reading one file gave.
#[derive(Debug)]
pub struct Reading {
    /// The file.
    pub file: String,
    /// One session for a workbook, any number for a long table.
    pub sessions: Vec<Session>,
    /// Whether nothing could be read.
    pub unreadable: bool,
    /// Whether it is a long table, of which there may be parts.
    pub long: bool,
    /// For a file without a session: the facility and the round that it or its name speaks of.
    pub named: (Option<String>, Option<String>),
    /// What was wrong.
    pub problems: Problems,
}

/// Reads the books of one instrument. The words of all books are looked up here, so it is made once; it can be used from
/// several threads.
#[derive(Debug)]
pub struct Reader<'a> {
    instrument: &'a ScorecardInstrument,
    known: Known,
    facilities: Option<Facilities<'a>>,
}

/// Reads one file with a reader made for it alone: see [`Reader`].
pub fn book(input: Input, options: &Options, instrument: &ScorecardInstrument, register: Option<&Register>) -> Reading {
    Reader::new(instrument, register).book(input, options)
}

impl<'a> Reader<'a> {
    /// A reader for an instrument, and the facilities that are expected, if that is known.
    pub fn new(instrument: &'a ScorecardInstrument, register: Option<&'a Register>) -> Reader<'a> {
        Reader { instrument, known: Known::new(instrument), facilities: register.map(Facilities::new) }
    }

    /// Reads one file: a filled workbook, or a long table.
    pub fn book(&self, input: Input, options: &Options) -> Reading {
        let file = input.name.clone();
        match table::book::open(input, options) {
            Ok(mut book) => {
                let problems = std::mem::take(&mut book.problems);
                let mut desk = Desk::new(self, file, book.decimal);
                desk.problems = problems;
                read(desk, &book)
            }
            Err(problem) => {
                let mut desk = Desk::new(self, file, None);
                desk.problems.add(problem);
                nothing(desk, true)
            }
        }
    }
}

/// A file without a session.
fn nothing(desk: Desk, unreadable: bool) -> Reading {
    let (facility, round) = identity::of_file_name(&desk);
    let Desk { file, problems, says, .. } = desk;
    let named = (says.0.or(facility), says.1.or(round));
    Reading { file, sessions: Vec::new(), unreadable, long: false, named, problems }
}

fn read(mut desk: Desk, book: &Book) -> Reading {
    let hidden = hidden::read(&mut desk, book);
    if hidden.is_none()
        && let Some(sessions) = long::read(&mut desk, book)
    {
        let (unreadable, long) = (sessions.is_empty(), true);
        let Desk { file, problems, .. } = desk;
        return Reading { file, sessions, unreadable, long, named: (None, None), problems };
    }
    match session(&mut desk, book, hidden) {
        Some(session) => {
            let Desk { file, problems, .. } = desk;
            let sessions = vec![session];
            Reading { file, sessions, unreadable: false, long: false, named: (None, None), problems }
        }
        None => nothing(desk, true),
    }
}

/// The session of a workbook.
fn session(desk: &mut Desk, book: &Book, hidden: Option<Hidden>) -> Option<Session> {
    let made_for = made_for(desk, hidden.as_ref());
    let mut tables = find::tables(desk, book);
    let facts = cover::facts(desk, book, &tables);
    let (mut content, mut sheets) = tables_of(desk, book, &mut tables);
    if content.panels.is_empty() && !tables.iter().any(|t| t.block == Block::Scores) {
        let matrices =
            (0..book.sheets.len()).filter(|i| !book.sheets[*i].hidden && !tables.iter().any(|t| t.tab == *i));
        for matrix in matrices.filter_map(|i| matrix::read(desk, &book.sheets[i])).collect::<Vec<_>>() {
            content.append(matrix);
            sheets.push((Sheet::Scores, Found::Label));
        }
    }
    content.settle(desk);
    if sheets.is_empty() {
        desk.report(Code::NotAScorecard, At::file(&desk.file), "", "");
        return None;
    }
    if hidden.is_none() {
        desk.report(Code::HiddenSheetMissing, At::file(&desk.file), quoted(HIDDEN_SHEET), "");
    }
    let hidden = hidden.unwrap_or_default();
    if facts.tab.is_some() && !sheets.iter().any(|(s, _)| *s == Sheet::Cover) {
        let by_id = hidden.get(Fact::FacilityId.id()).is_some();
        sheets.insert(0, (Sheet::Cover, if by_id { Found::Id } else { Found::Label }));
    }
    if !fits(desk, hidden.text("instrument"), &content) {
        return None;
    }
    let (facility, round) = whose(desk, &facts, &hidden)?;
    let given = |fact: Fact| facts.given.get(fact.id());
    let text = |fact: Fact| given(fact).map(cover::Given::text).unwrap_or_default();
    let held = given(Fact::Held).and_then(|g| match &g.inline {
        Some(text) => desk.day(table::Cell::Text(text.as_bytes()), &g.at),
        None => desk.day(g.cell, &g.at),
    });
    let meetings = given(Fact::Meetings).and_then(|g| desk.people(g.cell, &g.at));
    if content.filled() == 0 {
        desk.report(Code::BlankBook, At::file(&desk.file), "", "");
    }
    sheets.sort();
    sheets.dedup_by_key(|(sheet, _)| *sheet);
    let Content { members, inputs, panels, provider, agreed, attendance, actions, .. } = content;
    Some(Session {
        facility,
        round,
        files: vec![desk.file.clone()],
        made_for,
        held,
        facilitator: text(Fact::Facilitator),
        members,
        meetings,
        inputs,
        panels,
        provider,
        agreed,
        attendance,
        actions,
        sheets,
    })
}

/// The instrument and version that the hidden sheet speaks of; another version is noted.
fn made_for(desk: &mut Desk, hidden: Option<&Hidden>) -> Option<String> {
    let hidden = hidden?;
    let (id, version) = (hidden.text("instrument")?, hidden.text("version").unwrap_or_default());
    let own = desk.instrument();
    if id == own.id && !version.is_empty() && version != own.version {
        desk.report(Code::OtherVersion, At::file(&desk.file), quoted(&version), quoted(&own.version));
    }
    Some(format!("{id} {version}").trim().to_owned())
}

/// Whether a book can be read with the instrument: it was made for it, or at least speaks of the same things.
fn fits(desk: &mut Desk, made_for: Option<String>, content: &Content) -> bool {
    use crate::scorecard::session::Key::Known;
    let Some(id) = made_for.filter(|id| *id != desk.instrument().id) else { return true };
    let known = content.panels.iter().any(|p| matches!(p.indicator, Known(_)))
        || content.provider.iter().any(|p| matches!(p.indicator, Known(_)))
        || content.inputs.iter().any(|i| matches!(i.item, Known(_)));
    if !known {
        let own = quoted(&desk.instrument().id);
        desk.report(Code::OtherInstrument, At::file(&desk.file), quoted(&id), own);
    }
    known
}

/// The facility and the round.
fn whose(desk: &mut Desk, facts: &cover::Facts, hidden: &Hidden) -> Option<(Facility, String)> {
    let mut said = |fact: Fact| {
        let cover = facts.given.get(fact.id()).map(|g| (g.text(), g.at.clone()));
        // A dash says that there is nothing.
        let cover = cover.filter(|(text, _)| !words::key(text).is_empty());
        let hidden = hidden.text(fact.id());
        match (cover, hidden) {
            (Some((cover, at)), Some(hidden)) => {
                let differ = match fact {
                    Fact::FacilityId => words::key(&cover) != words::key(&hidden),
                    Fact::Round => RoundKey::of(&cover) != RoundKey::of(&hidden),
                    _ => false,
                };
                if differ {
                    desk.report(Code::CoverDiffers, at, quoted(&cover), quoted(&hidden));
                }
                cover
            }
            (Some((cover, _)), None) => cover,
            (None, hidden) => hidden.unwrap_or_default(),
        }
    };
    let (id, round, name) = (said(Fact::FacilityId), said(Fact::Round), said(Fact::FacilityName));
    let (kind, place) = (said(Fact::FacilityType), said(Fact::Place));
    // The role that the blank book was made with: what people write over it is often their name and telephone.
    let (provider, contact) = (said(Fact::Provider), hidden.text(Fact::Contact.id()).unwrap_or_default());
    let catchment = facts.given.get(Fact::Catchment.id()).map(|g| (g.cell, g.at.clone()));
    let catchment = catchment.and_then(|(cell, at)| desk.people(cell, &at));
    // The hidden sheet has the name in both languages; it holds if the cover still says the same.
    let both = hidden.get(Fact::FacilityName.id()).filter(|label| {
        let keys = [&label.mn, &label.en].map(|t| words::key(t));
        let cover = words::key(&name);
        keys.contains(&cover) || cover == keys.concat()
    });
    let name = both.cloned().unwrap_or_else(|| crate::lang::Label::same(name));
    let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    desk.says = (some(&id), some(&round));
    let said = Said { id, name, kind, place, catchment, provider, contact };
    let at = facts.given.get(Fact::FacilityId.id()).map_or_else(|| At::file(&desk.file), |g| g.at.clone());
    let facility = identity::facility(desk, &said, &at);
    let round = round.trim().to_owned();
    if round.is_empty() {
        desk.problems.add(Problem::new(Code::RoundMissing, At::file(&desk.file), ""));
        return None;
    }
    let facility = facility?;
    identity::check_file_name(desk, &facility, &round);
    Some((facility, round))
}

/// What the tables say. Of two sheets with one table the one with more in it is taken, and of two alike the first.
fn tables_of(desk: &mut Desk, book: &Book, tables: &mut [find::Table]) -> (Content, Vec<(Sheet, Found)>) {
    let mut all = Content::default();
    let mut sheets = Vec::new();
    for block in Block::ALL {
        let mut by_tab: Vec<(usize, Content, Found)> = Vec::new();
        for table in tables.iter_mut().filter(|t| t.block == block) {
            let content = rows::read(desk, table);
            match by_tab.last_mut() {
                Some((tab, before, _)) if *tab == table.tab => before.append(content),
                _ => by_tab.push((table.tab, content, table.found)),
            }
        }
        let most = by_tab.iter().map(|(_, c, _)| c.filled()).max().unwrap_or(0);
        let Some(chosen) = by_tab.iter().position(|(_, c, _)| c.filled() == most) else { continue };
        let (tab, mut content, found) = by_tab.swap_remove(chosen);
        by_tab.sort_by_key(|(tab, ..)| *tab);
        for (other, theirs, _) in by_tab {
            // A sheet for each group is no copy.
            if theirs.filled() > 0 && !theirs.panels.is_empty() && !content.shares_groups(&theirs) {
                content.append(theirs);
                continue;
            }
            let same = theirs.filled() == 0 || theirs.placeless() == content.placeless();
            let code = if same { Code::SheetCopied } else { Code::SheetTwice };
            let name = |tab: usize| quoted(&book.sheets[tab].name);
            desk.report(code, At::file(&desk.file), name(other), name(tab));
        }
        all.append(content);
        sheets.push((block.sheet(), found));
    }
    (all, sheets)
}

#[cfg(test)]
mod ambiguous;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
