//! The figures: what each is, where it comes from, which way is better, what chance does to it.

use super::book::{Book, unit};
use crate::compare::{Chance, Figure, Origin};
use crate::report::pages;
use crate::report::parts::{across, column, grid, nothing, row, same, text};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Block, ColumnKind, Section};

/// The sheet of figures.
pub fn section(book: &Book) -> Section {
    use ColumnKind::{Code, Text};
    let columns = vec![
        column("id", Word::Code, Code),
        column("title", CompareWord::Figure, Text),
        column("dimension", Word::Dimension, Text),
        column("origin", CompareWord::Origin, Text),
        column("kind", Word::Kind, Text),
        column("unit", Word::Unit, Text),
        column("direction", Word::Direction, Text),
        column("chance", CompareWord::Chance, Text),
    ];
    let rows = book.comparison.figures.iter().map(|of| row(line(of)));
    across(
        "figures",
        CompareWord::SheetFigures,
        vec![Block::Grid(grid("figures", t(CompareWord::SheetFigures), columns, 2, rows.collect()))],
    )
}

fn line(of: &Figure) -> Vec<crate::report::Value> {
    let or_nothing = |label: &crate::lang::Label| match label.mn.is_empty() && label.en.is_empty() {
        true => nothing(),
        false => text(label.clone()),
    };
    vec![
        same(&of.id),
        text(of.title.clone()),
        or_nothing(&of.dimension),
        text(t(match of.origin {
            Origin::Survey => CompareWord::FromSurvey,
            Origin::Checklist => CompareWord::FromChecklist,
        })),
        text(t(if of.composite { Word::Composite } else { Word::Indicator })),
        or_nothing(&unit(of)),
        text(pages::direction(of.direction)),
        text(t(chance(of.chance))),
    ]
}

/// What chance does to a figure, in words.
fn chance(chance: Chance) -> CompareWord {
    match chance {
        Chance::Binomial => CompareWord::ChanceBinomial,
        Chance::Poisson => CompareWord::ChancePoisson,
        Chance::Error => CompareWord::ChanceError,
        Chance::None => CompareWord::ChanceNone,
    }
}
