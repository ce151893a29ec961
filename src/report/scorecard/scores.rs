//! The scores: what each group said of each indicator, with its reasons and suggestions.

use super::book::{Book, counted_or, who_columns, written};
use crate::report::number;
use crate::report::parts::{across, both, column, grid, nothing, row, same, text};
use crate::report::words::{CardWord, Word, t};
use crate::report::{Block, Column, ColumnKind, Format, Grid, GridRow, Section, Value};
use crate::scorecard::Votes;
use crate::scorecard::results::{Attended, FacilityCard, Line};

/// Every score of every side.
pub fn section(book: &Book) -> Section {
    let rows: Vec<GridRow> = book
        .cards
        .cards
        .iter()
        .flat_map(|card| card.lines.iter().flat_map(move |line| rows(book, card, line)))
        .collect();
    let notes = vec![book.scale_note(), t(CardWord::NoteVotes)];
    let grid = Grid { notes, ..grid("scores", t(CardWord::ScoresTitle), columns(), 2, rows) };
    across("scores", Word::SheetScores, vec![Block::Grid(grid)])
}

fn columns() -> Vec<Column> {
    use ColumnKind::{Code, Count, Measure, Prose, Text};
    let mut columns = who_columns();
    columns.extend([
        column("code", Word::Code, Code),
        column("indicator", Word::Indicator, Text),
        column("side", CardWord::WhoScored, Text),
        column("score", Word::Score, Measure),
        column("present", CardWord::Present, Count),
        column("votes", CardWord::Votes, Text),
        column("reason", Word::ReasonForScore, Prose),
        column("suggestion", CardWord::Suggestion, Prose),
    ]);
    columns
}

fn rows(book: &Book, card: &FacilityCard, line: &Line) -> Vec<GridRow> {
    let begin = |side| {
        let mut values = book.who(card.facility, card.round);
        values.extend([written(book.indicator_id(&line.indicator)), text(book.indicator(&line.indicator)), text(side)]);
        values
    };
    let mut rows: Vec<GridRow> = Vec::new();
    for panel in &line.panels {
        let mut values = begin(book.group(&panel.group));
        values.extend([
            book.given(Some(panel.points)),
            counted_or(panel.present),
            panel.votes.as_ref().map_or(written(""), votes_value),
            written(&panel.reason),
            written(&panel.suggestion),
        ]);
        rows.push(row(values));
    }
    if let Some(score) = line.provider {
        let said = card.session.provider.iter().find(|said| said.indicator == line.indicator);
        let mut values = begin(t(CardWord::Provider));
        let reason = said.map_or("", |said| said.reason.as_str());
        values.extend([book.score(Some(score)), nothing(), written(""), written(reason), written("")]);
        rows.push(row(values));
    }
    if let Some(agreed) = &line.agreed {
        let mut values = begin(t(CardWord::Agreed));
        let present = counted_or(Attended::of(&card.session).all);
        values.extend([book.score(Some(agreed.score.score)), present, written(""), written(&agreed.score.reason)]);
        values.push(written(""));
        rows.push(row(values));
    }
    rows
}

/// How many gave which score: `2 × 3; 4 × 5`.
fn votes_value(votes: &Votes) -> Value {
    let said = both(|lang| {
        let one = |(score, n): &(crate::scorecard::Score, u64)| {
            let value = number::shown(score.value(), Format::Plain(super::book::needed(score.value(), 2)), lang);
            format!("{value} × {}", number::count(*n, lang))
        };
        votes.counts().iter().map(one).collect::<Vec<_>>().join("; ")
    });
    if said.mn == said.en { same(&*said.mn) } else { text(said) }
}
