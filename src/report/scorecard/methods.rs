//! The methods: every choice behind the numbers with what else it could have been, and what a scorecard cannot say.

use super::book::Book;
use crate::lang::Label;
use crate::report::parts::{TOOL, across, column, grid, heading, num, paragraph, row, same, text};
use crate::report::words::{CardWord, Word, fill, t};
use crate::report::{Block, ColumnKind, Format, Grid, GridRow, Section};
use crate::scorecard::results::Consolidation;

/// The sheet of methods.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![Block::Grid(choices(book)), Block::Grid(options(book)), heading(Word::CannotSay)];
    blocks.extend(
        [CardWord::NotASample, CardWord::NoRanking, CardWord::NotWhy, CardWord::NotPeople].map(|w| paragraph(t(w))),
    );
    blocks.push(heading(Word::Sources));
    blocks.push(paragraph(Label::same(SOURCES)));
    across("methods", Word::SheetMethods, blocks)
}

const SOURCES: &str = "CARE Malawi (2013) The Community Score Card; World Bank, Community Score Card Process; \
    BMC Health Services Research (2015) doi 10.1186/s12913-015-0946-5";

/// A choice: its name, its value, what it means, what else it could have been.
type Choice = (CardWord, Label, CardWord, &'static str);

fn choices(book: &Book) -> Grid {
    use ColumnKind::{Prose, Text};
    let columns = vec![
        column("choice", Word::Option, Text),
        column("value", Word::Value, Text),
        column("meaning", Word::About, Prose),
        column("alternatives", Word::Alternatives, Text),
    ];
    let rows: Vec<GridRow> = all(book)
        .into_iter()
        .map(|(name, value, meaning, other)| row(vec![text(t(name)), text(value), text(t(meaning)), same(other)]))
        .collect();
    grid("methods", t(Word::Choices), columns, 1, rows)
}

fn all(book: &Book) -> Vec<Choice> {
    let chosen = &book.cards.choices;
    let flag = num(chosen.flag, Format::Plain(super::book::needed(chosen.flag, 2)));
    let due = chosen.due.map_or_else(|| t(CardWord::NoDueDay), |day| Label::same(day.to_string()));
    vec![
        (CardWord::Consolidation, t(rule_name(chosen.consolidation)), rule_about(chosen.consolidation), RULES),
        (CardWord::ScaleShown, Label::same(book.shown_scale()), CardWord::AboutScale, "–"),
        (CardWord::Votes, t(CardWord::MedianOfVotes), CardWord::AboutVotes, "–"),
        (CardWord::PlacesTogether, t(CardWord::MeanOfFacilities), CardWord::AboutPlacesTogether, "–"),
        (CardWord::GapName, fill(CardWord::FlagFrom, &[flag]), CardWord::AboutGap, "–"),
        (CardWord::Agreed, t(CardWord::AsWritten), CardWord::AboutAgreed, "–"),
        (CardWord::InputIndex, t(CardWord::MeanOfRatios), CardWord::AboutInputs, "–"),
        (CardWord::Change, t(CardWord::SameIndicator), CardWord::AboutChanges, "–"),
        (CardWord::AsOf, super::cover::as_of(book), CardWord::AboutAsOf, "–"),
        (CardWord::DueDay, due, CardWord::AboutDue, "–"),
        (CardWord::Completion, t(CardWord::DoneOfAll), CardWord::AboutCompletion, "–"),
        (CardWord::SheetEscalation, t(CardWord::ByLevel), CardWord::AboutEscalation, "–"),
    ]
}

const RULES: &str = "mean, median, present, agreed";

/// The rule by which groups become one, in a word or two.
pub fn rule_name(rule: Consolidation) -> CardWord {
    match rule {
        Consolidation::Mean => CardWord::RuleMean,
        Consolidation::Median => CardWord::RuleMedian,
        Consolidation::Present => CardWord::RulePresent,
        Consolidation::Agreed => CardWord::RuleAgreed,
    }
}

fn rule_about(rule: Consolidation) -> CardWord {
    match rule {
        Consolidation::Mean => CardWord::RuleMeanAbout,
        Consolidation::Median => CardWord::RuleMedianAbout,
        Consolidation::Present => CardWord::RulePresentAbout,
        Consolidation::Agreed => CardWord::RuleAgreedAbout,
    }
}

/// The rule in a note under a grid.
pub fn rule_note(book: &Book) -> Label {
    fill(CardWord::NoteRule, &[t(rule_name(book.cards.choices.consolidation))])
}

/// The options as they were given, to run it again.
fn options(book: &Book) -> Grid {
    let columns =
        vec![column("option", Word::Option, ColumnKind::Code), column("value", Word::Value, ColumnKind::Text)];
    let mut rows = vec![row(vec![same("masam"), same(TOOL)])];
    rows.extend(book.source.command.iter().map(|(name, value)| row(vec![same(name), super::book::written(value)])));
    grid("options", t(Word::Options), columns, 1, rows)
}
