//! The quality of the data: what became of the rows, what was wrong, what is missing, what was guessed of the files, and
//! which spellings of places were taken for what.

use super::book::Book;
use super::describe;
use super::parts::{
    absent, across, column, count, counted, figure_or, grid, joined, nothing, paragraph, phrase, row, same, text,
};
use crate::card::{Shown, Where};
use crate::coding::SpellingSeen;
use crate::instrument::Missing;
use crate::lang::Label;
use crate::report::problems::file_name;
use crate::report::words::{Word, fill, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Section, Value};
use crate::report::{corrections, problems};
use crate::table::{Decimal, FileFacts, Skipped};
use crate::travel::Shared;

/// The sheets about the data.
pub fn sections(book: &Book) -> Vec<Section> {
    let mut sections = vec![
        across("quality", Word::SheetQuality, vec![Block::Facts { facts: rows(book) }, found(book)]),
        across("missing", Word::SheetMissing, vec![paragraph(t(Word::AboutMissing)), Block::Grid(missing(book))]),
    ];
    sections.extend(corrections::section(&book.corrections(), book.is_public()));
    sections.push(across("reading", Word::SheetReading, reading(book)));
    if book.has_places() {
        let blocks = vec![paragraph(t(Word::AboutSpellings)), Block::Grid(spellings(book))];
        sections.push(across("spellings", Word::SheetPlaces, blocks));
    }
    sections
}

fn rows(book: &Book) -> Vec<(Label, Value)> {
    let rows = book.survey.coding.rows;
    let mut facts = vec![
        (t(Word::RowsRead), count(rows.read)),
        (t(Word::RowsUsed), count(rows.used)),
        (t(Word::RowsNoPlace), count(rows.no_place)),
        (t(Word::RowsOutside), count(rows.outside)),
        (t(Word::RowsNoDesign), count(rows.no_design)),
    ];
    if let Some(Shared { left_out, .. }) = book.source.shared {
        let least = super::methods::least(book);
        let fact = |mn: &str, en: &str, n| (phrase(mn, en, std::slice::from_ref(&least)), count(n));
        facts.extend([
            fact(
                "{0}-аас цөөн хүнтэй нэгжийн орхисон мөр",
                "Rows left out in units of fewer than {0} people",
                left_out.unit_rows,
            ),
            fact(
                "Бусад нэгжид орхисон, {0}-аас цөөн хүнтэй бүлэг",
                "Groups left out in other units, for fewer than {0} people",
                left_out.groups,
            ),
            fact(
                "Орхисон тоон хариулт ({0}-аас цөөн хүнийх)",
                "Numbers left out, given by fewer than {0} people",
                left_out.values,
            ),
        ]);
    }
    facts
}

/// The problems, or that there are none; in public without what somebody wrote.
fn found(book: &Book) -> Block {
    problems::found(book.source.problems, book.is_public())
}

/// For all places together: how many answered each figure's question, and why the others didn't.
fn missing(book: &Book) -> Grid {
    use ColumnKind::{Code, Count, Measure, Text};
    let mut columns = vec![
        column("figure", Word::Code, Code),
        column("title", Word::Indicator, Text),
        column("base", Word::BaseOf, Text),
        column("n", Word::ValidAnswers, Count),
    ];
    columns
        .extend(Missing::ALL.map(|reason| column(super::detail::missing_id(reason), describe::missing(reason), Count)));
    columns.push(column("share_missing", Word::MissingShare, Measure));
    let indicators = book.figures.iter().filter_map(|figure| {
        let crate::card::Figure::Indicator(i) = figure else { return None };
        let finding = book.everybody(*figure, Where::All)?;
        let indicator = &book.instrument.indicators[i.0];
        let asked = indicator.base.or(book.instrument.questions[indicator.measure.question().0].asked);
        let counts = finding.counts;
        let valid = counts.valid + counts.zero_weight;
        // Whoever wasn't asked isn't missing.
        let lost: u64 =
            Missing::ALL.iter().zip(counts.missing).filter(|(m, _)| **m != Missing::NotAsked).map(|(_, n)| n).sum();
        let share = (valid + lost > 0).then(|| 100.0 * lost as f64 / (valid + lost) as f64);
        let mut values = vec![
            same(figure.id(book.instrument)),
            text(indicator.title.clone()),
            text(describe::base(book.instrument, asked)),
        ];
        if finding.shown == Shown::Withheld {
            values.extend(vec![absent(Absent::Withheld); 2 + Missing::ALL.len()]);
            return Some(row(values));
        }
        values.push(count(valid));
        values.extend(counts.missing.map(count));
        values.push(figure_or(share, Format::Percent, Absent::NoData));
        Some(row(values))
    });
    grid("missing", t(Word::Missing), columns, 2, indicators.collect())
}

/// What was guessed of each file, and how every question found its column.
fn reading(book: &Book) -> Vec<Block> {
    let mut blocks = vec![paragraph(t(Word::AboutReading))];
    for file in book.source.files {
        blocks.push(Block::Heading { text: Label::same(file_name(&file.name)) });
        blocks.push(Block::Facts { facts: file_facts(file, rows_of(file, book.source.files.len(), book.is_public())) });
    }
    blocks.push(Block::Grid(columns_found(book)));
    blocks
}

/// How many rows a file has. Of one among several that isn't told in public: where each place or facility sends a file of its own,
/// it is how many answered there.
pub fn rows_of(file: &FileFacts, files: usize, public: bool) -> Value {
    if public && files > 1 { absent(Absent::Withheld) } else { count(file.rows) }
}

/// What was guessed of a file, with what may be said of its rows.
pub fn file_facts(file: &FileFacts, rows: Value) -> Vec<(Label, Value)> {
    let mut facts = vec![(t(Word::Kind), same(file.format.name()))];
    let listed = |names: &[String]| if names.is_empty() { nothing() } else { same(names.join(", ")) };
    if let Some(sheet) = &file.sheet {
        facts.push((t(Word::Sheet), same(sheet)));
        facts.push((t(Word::OtherSheets), listed(&file.other_sheets)));
        facts.push((t(Word::HiddenSheets), listed(&file.hidden_sheets)));
    }
    if let Some(encoding) = file.encoding {
        facts.push((t(Word::Encoding), same(encoding)));
    }
    if let Some(delimiter) = file.delimiter {
        let shown = if delimiter == b'\t' { "TAB".to_string() } else { char::from(delimiter).to_string() };
        facts.push((t(Word::Delimiter), same(shown)));
    }
    let decimal = match file.decimal {
        Decimal::Point => ".",
        Decimal::Comma => ",",
    };
    facts.push((t(Word::DecimalMark), same(decimal)));
    facts.push((t(Word::HeaderRow), count(file.header_row.get())));
    facts.push((t(Word::SkippedRows), skipped(file)));
    facts.push((t(Word::Columns), count(file.columns as u64)));
    facts.push((t(Word::RowsRead), rows));
    if file.formulas_without_value > 0 {
        facts.push((t(Word::FormulasWithoutValue), count(file.formulas_without_value)));
    }
    facts
}

fn skipped(file: &FileFacts) -> Value {
    if file.skipped.is_empty() {
        return nothing();
    }
    let said: Vec<Label> = file
        .skipped
        .iter()
        .map(|(row, why)| phrase("{0} ({1})", "{0} ({1})", &[counted(row.get()), t(skipped_word(*why))]))
        .collect();
    text(joined(&said, ", "))
}

fn skipped_word(why: Skipped) -> Word {
    match why {
        Skipped::Title => Word::SkippedTitle,
        Skipped::Labels => Word::SkippedLabels,
        Skipped::Options => Word::SkippedOptions,
        Skipped::ImportIds => Word::SkippedImportIds,
        Skipped::Tags => Word::SkippedTags,
        Skipped::Repeated => Word::SkippedRepeated,
    }
}

fn columns_found(book: &Book) -> Grid {
    use ColumnKind::{Code, Text};
    let columns: Vec<Column> = vec![
        column("question", Word::Question, Code),
        column("label", Word::Label, Text),
        column("column", Word::Column, Text),
        column("found_by", Word::FoundBy, Text),
    ];
    let found = book.source.columns;
    let design = [
        ("area", Word::Area, found.area),
        ("soum", Word::Soum, found.soum),
        ("facility", Word::Facility, found.facility),
    ];
    let header = |column: usize| same(book.source.headers.get(column).cloned().unwrap_or_default());
    let line = |id: &str, label: Label, found: Option<crate::coding::Found>| match found {
        Some(found) => row(vec![same(id), text(label), header(found.column), text(found.by.label())]),
        None => row(vec![same(id), text(label), text(t(Word::NoColumn)), nothing()]),
    };
    let mut rows: Vec<GridRow> = Vec::new();
    let questions = book.instrument.questions.iter().zip(&found.questions);
    // What has no column is what a reader must see.
    let (there, lacking): (Vec<_>, Vec<_>) = questions.partition(|(_, found)| found.is_some());
    rows.extend(lacking.into_iter().chain(there).map(|(q, found)| line(&q.id, q.label.clone(), *found)));
    rows.extend(design.into_iter().map(|(id, word, found)| line(id, t(word), found)));
    let stage = |id: &str, word: Word, column: usize| row(vec![same(id), text(t(word)), header(column), nothing()]);
    rows.extend(found.design.weight.map(|c| stage("weight", Word::Weight, c)));
    rows.extend(found.design.strata.map(|c| stage("strata", Word::Strata, c)));
    rows.extend(found.design.clusters.iter().map(|c| stage("cluster", Word::Clusters, *c)));
    rows.extend(found.design.fpc.iter().map(|c| stage("fpc", Word::PopulationSize, *c)));
    grid("columns", t(Word::ColumnsFound), columns, 1, rows)
}

/// Spellings that weren't a name or a code as it stands: those that were not understood first.
fn spellings(book: &Book) -> Grid {
    use ColumnKind::{Count, Text};
    let columns = vec![
        column("column", Word::Column, Text),
        column("text", Word::Written, Text),
        column("beside", Word::BesideIt, Text),
        column("place", Word::TakenFor, Text),
        column("rule", Word::Rule, Text),
        column("count", Word::HowMany, Count),
    ];
    // What wasn't understood may be anything that somebody wrote.
    let may_be_told = |s: &&SpellingSeen| s.found.is_some() || !book.is_public();
    let mut inexact = merged(book.survey.coding.spellings.iter().filter(|s| needs_a_look(book, s)).filter(may_be_told));
    inexact.sort_by_key(|s| (s.found.is_some(), std::cmp::Reverse(s.count)));
    let rows = inexact.iter().map(|s| spelling_row(book, s)).collect();
    let exact: u64 = book.survey.coding.spellings.iter().filter(|s| !needs_a_look(book, s)).map(|s| s.count).sum();
    let note = fill(Word::ExactSpellings, &[counted(exact)]);
    Grid { notes: vec![note], ..grid("spellings", t(Word::Spellings), columns, 2, rows) }
}

/// One line for each spelling that was taken for the same place, whatever soums stood beside it.
fn merged<'s>(seen: impl Iterator<Item = &'s SpellingSeen>) -> Vec<SpellingSeen> {
    let mut lines: Vec<SpellingSeen> = Vec::new();
    for spelling in seen {
        let same = |line: &&mut SpellingSeen| {
            (&line.column, &line.text, line.found) == (&spelling.column, &spelling.text, spelling.found)
        };
        match lines.iter_mut().find(same) {
            Some(line) => {
                line.count += spelling.count;
                line.beside = "…".into();
            }
            None => lines.push(spelling.clone()),
        }
    }
    lines
}

fn needs_a_look(book: &Book, seen: &SpellingSeen) -> bool {
    match seen.found {
        Some((place, how)) => !how.is_exact() || book.survey.set.area_of(place).is_none(),
        None => true,
    }
}

fn spelling_row(book: &Book, seen: &SpellingSeen) -> GridRow {
    let written = |text: &str| if text.is_empty() { nothing() } else { same(text) };
    let (place, rule) = match seen.found {
        Some((place, how)) => {
            let name = place.place().full_name.clone();
            let name = match book.survey.set.area_of(place) {
                Some(_) => name,
                None => fill(Word::NotInSet, &[name]),
            };
            (text(name), text(how.label()))
        }
        None => (text(t(Word::NotUnderstood)), nothing()),
    };
    // Beside the number of exact names it could tell how many live in a place.
    let member = seen
        .found
        .and_then(|(place, _)| book.survey.set.area_of(place))
        .and_then(|area| book.places.iter().position(|place| *place == area));
    let how_many = match member.is_some_and(|at| book.card.withheld_respondents.contains(&at)) {
        true => absent(Absent::Withheld),
        false => count(seen.count),
    };
    // The text was understood; what stands beside it may be anything.
    let beside = if book.is_public() { nothing() } else { written(&seen.beside) };
    row(vec![same(&seen.column), written(&seen.text), beside, place, rule, how_many])
}
