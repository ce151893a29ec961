//! Facility comparison: every page of it, made from a [`Comparison`] and from what is known of its source.
//!
//! Rows stand in the order of places and the register, never by score. A figure is coloured only outside the limits that
//! chance allows; a rank stands only beside its interval.

mod book;
mod charts;
mod codebook;
mod cover;
mod detail;
mod group;
mod lacking;
mod methods;
mod norms;
mod overview;
mod profile;
mod quality;
mod readiness;
#[cfg(test)]
mod sample;
mod statistics;
#[cfg(test)]
mod tests;
mod tidy;

use super::pages::Wanted;
use super::words::{CompareWord, OwnWords, Word, standard, t};
use super::{MadeBy, Report, Section, Tidy, corrections, parts};
use crate::coding::corrections::Settled;
use crate::compare::{Comparison, Origin};
use crate::lang::Label;
use crate::places::{PlaceId, PlaceSet};
use crate::problem::Problems;
use crate::table::FileFacts;
use book::Book;

/// What is known of the data beside the numbers.
pub struct Source<'a> {
    /// The instruments: the survey's, the checklist's, or both.
    pub instruments: Vec<Asked>,
    /// The sector they are about, as the instrument names it: `health`. May be empty.
    pub sector: String,
    /// The files of answers, checklists and the register, with what was guessed of them.
    pub files: &'a [FileFacts],
    /// The headers of the register; none without a register, and then every facility of the data counts as registered.
    pub register: Option<Vec<String>>,
    /// Facilities of the register that aren't in [`Comparison::facilities`] because nothing came in about them.
    pub without_data: Vec<Listed>,
    /// The reporting areas.
    pub set: &'a PlaceSet,
    /// Everything that was wrong.
    pub problems: &'a Problems,
    /// What became of each correction, if any were given.
    pub corrections: Option<&'a [Settled]>,
    /// The rounds of the data, the latest last; empty if not known.
    pub rounds: Vec<String>,
    /// The options as they were given: name and value.
    pub command: Vec<(String, String)>,
    /// How many facilities get a sheet of their own at most; 0 for none.
    pub profiles: usize,
}

/// An instrument that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its identifier: `health-facility`.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: Label,
    /// Whether users answered it or visitors filled it in.
    pub origin: Origin,
    /// The words of reports that it puts otherwise.
    pub words: OwnWords,
}

/// A facility of the register about which nothing is known but that it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its identifier.
    pub id: String,
    /// Its name; its identifier if there is none.
    pub name: Label,
    /// Its type, as a reader should see it.
    pub kind: Option<Label>,
    /// The smallest place that is known.
    pub place: Option<PlaceId>,
    /// The member of the place set it lies in, by index.
    pub area: Option<usize>,
}

/// The comparison of facilities; what isn't wanted stays empty.
pub fn report<'a>(comparison: &'a Comparison, source: &Source, wanted: Wanted) -> Report<'a> {
    OwnWords::together(source.instruments.iter().map(|asked| &asked.words)).speak(|| {
        let book = Book::new(comparison, source);
        Report {
            title: t(Word::FacilityComparison),
            subtitle: subtitle(&book),
            made_by: made_by(source),
            sections: if wanted.sections { sections(&book) } else { Vec::new() },
            tidy: standard(|| tables(comparison, source, wanted)),
        }
    })
}

/// The tables for machines.
fn tables<'a>(comparison: &'a Comparison, source: &Source, wanted: Wanted) -> Vec<Tidy<'a>> {
    let public = comparison.choices.public;
    let corrected = wanted.estimates.then(|| corrections::tidy(&quality::corrected(source), public)).flatten();
    tidy::tables(comparison, wanted.estimates).into_iter().chain(corrected).collect()
}

fn sections(book: &Book) -> Vec<Section> {
    let mut sections = vec![cover::section(book), overview::section(book)];
    sections.extend(group::sections(book));
    sections.extend(readiness::section(book));
    sections.extend(norms::section(book));
    sections.extend(statistics::sections(book));
    sections.extend(profile::sections(book));
    sections.push(methods::section(book));
    sections.extend(quality::sections(book));
    sections.push(codebook::section(book));
    sections.extend(detail::sections(book));
    sections
}

/// The instruments, the rounds and the place set.
fn subtitle(book: &Book) -> Label {
    let source = book.source;
    let mut said: Vec<Label> = source.instruments.iter().map(|asked| asked.title.clone()).collect();
    if !source.rounds.is_empty() {
        said.push(parts::say(t(CompareWord::Rounds), Label::same(source.rounds.join(", "))));
    }
    said.push(source.set.title.clone());
    parts::joined(&said, "; ")
}

fn made_by(source: &Source) -> MadeBy {
    let instruments: Vec<String> = source.instruments.iter().map(|i| format!("{} {}", i.id, i.version)).collect();
    MadeBy {
        tool: parts::TOOL.to_string(),
        instrument: instruments.join(", "),
        options: source.command.clone(),
        sources: Vec::new(),
        words: OwnWords::spoken(),
        made_up: false,
    }
}
