//! The matrix: every place of the set in its official order, every figure under its dimension, one number a cell.

use super::book::Book;
use super::describe;
use super::parts::{absent, across, column, counted, grid, nothing, phrase, row, text, titled};
use super::profile;
use crate::card::{Figure, Where};
use crate::instrument::{CompositeOf, Direction};
use crate::lang::Label;
use crate::report::words::{Word, t};
use crate::report::{Absent, Block, Column, ColumnKind, Format, Grid, GridRow, Light, RowRole, Section, Value};

/// The matrix of scores.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![super::parts::paragraph(about(book))];
    if !book.has_places() {
        blocks.push(super::parts::paragraph(t(Word::NoPlaceColumn)));
    }
    blocks.push(Block::Grid(matrix(book)));
    across("scores", Word::SheetScores, blocks)
}

fn about(book: &Book) -> Label {
    phrase(
        "Мөр бүр газар, багана бүр үзүүлэлт. Хувь, оноог 0–100-аар, бусдыг өөрийн нэгжээр бичсэн. Интервалыг «{sheet_detail}» хуудаснаас, баганын тайлбарыг толгой дээр нь хулганаар очиж үзнэ үү. Итгэх түвшин {0} %.",
        "A row is a place, a column a figure. Shares and scores run from 0 to 100, the others are in their own unit. Intervals are on the sheet “{sheet_detail}”; rest the mouse on a header to see the question. Confidence level {0}%.",
        &[book.level_words()],
    )
}

fn matrix(book: &Book) -> Grid {
    let figures = ordered(book);
    let mut columns = vec![
        column("place", Word::Place, ColumnKind::Text),
        column("respondents", Word::RespondentsShort, ColumnKind::Count),
    ];
    columns.extend(figures.iter().map(|f| figure_column(book, *f)));
    let mut rows: Vec<GridRow> = (0..book.places.len()).map(|at| place_row(book, &figures, Where::Place(at))).collect();
    rows.push(GridRow { role: RowRole::Total, ..place_row(book, &figures, Where::All) });
    let mut notes = notes(book);
    if figures.iter().any(|f| book.target(*f, Where::All).is_some()) {
        rows.push(target_row(book, &figures));
    } else {
        notes.push(t(Word::NoTargetsAtAll));
    }
    Grid { notes, leads: profile::leads(book), ..grid("scores", t(Word::SheetScores), columns, 2, rows) }
}

/// The figures under their dimensions: what is put together from several dimensions first, then each dimension with its
/// composite before its indicators.
pub fn ordered(book: &Book) -> Vec<Figure> {
    let instrument = book.instrument;
    let of = |f: &Figure| match f {
        Figure::Indicator(i) => (1 + instrument.indicators[i.0].dimension.0, 1),
        Figure::Composite(c) => match &instrument.composites[c.0].of {
            CompositeOf::Dimension(d) => (1 + d.0, 0),
            CompositeOf::Dimensions(_) | CompositeOf::Indicators(_) => (0, 0),
        },
    };
    let mut figures = book.figures.clone();
    figures.sort_by_key(of);
    figures
}

fn figure_column(book: &Book, figure: Figure) -> Column {
    let title = figure.title(book.instrument).clone();
    Column {
        group: Some(book.dimension(figure)),
        about: Some(describe::about(book.instrument, figure)),
        ..titled(&figure.id(book.instrument), title, ColumnKind::Measure)
    }
}

fn place_row(book: &Book, figures: &[Figure], place: Where) -> GridRow {
    let mut values = vec![text(book.place_name(place)), book.respondents_shown(place)];
    values.extend(figures.iter().map(|f| score(book, *f, place)));
    row(values)
}

/// One number with its light.
pub fn score(book: &Book, figure: Figure, place: Where) -> Value {
    let finding = book.everybody(figure, place);
    let light: Option<Light> = finding.and_then(|f| book.light(f));
    book.value(finding, light)
}

fn target_row(book: &Book, figures: &[Figure]) -> GridRow {
    let target = |figure: &Figure| match book.target(*figure, Where::All) {
        Some(target) => {
            let format = match book.format(*figure) {
                Format::SignedPoints => Format::Points,
                format => format,
            };
            super::parts::figure(target.value, format)
        }
        None if figure.direction(book.instrument) == Direction::Neither => nothing(),
        None => absent(Absent::NoTarget),
    };
    let mut values = vec![text(t(Word::Target)), nothing()];
    values.extend(figures.iter().map(target));
    GridRow { role: RowRole::Heading, values }
}

fn notes(book: &Book) -> Vec<Label> {
    vec![
        phrase(
            "Гэрлийг зорилтот түвшинтэй үзүүлэлтэд зорилттой нь харьцуулж өгсөн: хүрсэн бол ▲, хүрээгүй ч интервал нь зорилтыг багтаасан бол ●, багтаагаагүй бол ▼.",
            "Where a figure has a target, its light is against the target: ▲ reached; ● short of it, but the interval includes it; ▼ short of it, and the interval excludes it.",
            &[],
        ),
        phrase(
            "Зорилтгүй үзүүлэлтийн гэрлийг «{0}» мөртэй харьцуулж, олон харьцуулалтын засвартай (Холм) p утгаар өгсөн. Сайн, муу гэж дүгнэхгүй үзүүлэлт гэрэлгүй.",
            "The light of a figure without target is against the row “{0}”, by its p-value adjusted for the number of places (Holm). A figure that has no better or worse has no light.",
            &[book.average_name()],
        ),
        phrase(
            "Хариулт {0}-аас цөөн бол дүгнээгүй (○). Гэрэл нь газруудыг эрэмбэлсэн жагсаалт биш.",
            "With fewer than {0} answers nothing is judged (○). The lights are no ranking of places.",
            &[counted(book.survey.choices.few)],
        ),
    ]
}
