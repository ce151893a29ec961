//! A sheet for each place: all that the card knows of it on a page or two, for those who live and work there.

use std::ops::RangeInclusive;

use super::book::{self, Book, is_judged};
use super::parts::{absent, column, figure, figure_or, grid, heading, joined, paragraph, phrase, row, same, text};
use super::{group_label, scores};
use crate::card::{Figure, Gap, GapKind, Where};
use crate::gap::Meaning;
use crate::lang::Label;
use crate::report::words::{Word, t};
use crate::report::{Absent, Block, ColumnKind, Format, Grid, GridRow, Light, Paper, RowRole, Section, Value};

/// How many sheets of places a report has, if nobody says otherwise: every aimag and district, but not every soum.
pub const PROFILES: usize = 40;

/// A sheet for each place with data, in the official order; none if there are more of them than this.
pub fn sections(book: &Book) -> Vec<Section> {
    places(book).into_iter().map(|at| sheet(book, at)).collect()
}

/// The places that have a sheet.
fn places(book: &Book) -> Vec<usize> {
    if !book.has_places() {
        return Vec::new();
    }
    let with_data: Vec<usize> = (0..book.places.len()).filter(|at| book.respondents(Where::Place(*at)) > 0).collect();
    if with_data.len() > book.profiles { Vec::new() } else { with_data }
}

/// For each row of a table that begins with the places, the sheet that its place has.
pub fn leads(book: &Book) -> Vec<Option<String>> {
    let known = places(book);
    if known.is_empty() {
        return Vec::new();
    }
    (0..book.places.len()).map(|at| known.contains(&at).then(|| id(book, at))).collect()
}

fn id(book: &Book, at: usize) -> String {
    format!("{}{}", Section::OF_PLACE, book.places[at].place().code)
}

fn sheet(book: &Book, at: usize) -> Section {
    let (place, of) = (Where::Place(at), book.places[at].place());
    let mut blocks = vec![
        Block::Link { text: t(Word::BackToScores), to: "scores".into() },
        Block::Facts {
            facts: vec![
                (t(Word::Place), text(of.full_name.clone())),
                (t(Word::Code), same(&of.code)),
                (t(Word::Respondents), book.respondents_shown(place)),
            ],
        },
    ];
    blocks.extend(in_short(book, place).into_iter().map(paragraph));
    blocks.push(Block::Grid(figures(book, at)));
    blocks.extend(groups(book, at));
    Section { id: id(book, at).into(), title: of.short_name(), blocks, paper: Paper::Sheets(2) }
}

/// What is clear: better, worse, short of a target.
fn in_short(book: &Book, place: Where) -> Vec<Label> {
    let names = |kinds: RangeInclusive<GapKind>, wanted: Meaning| -> Vec<Label> {
        let clear = |figure: &Figure| book.gap(*figure, place, kinds.clone()).is_some_and(|gap| gap.meaning == wanted);
        let of = scores::ordered(book).into_iter().filter(clear);
        of.map(|figure| figure.title(book.instrument).clone()).collect()
    };
    let average = || GapKind::ToAverage.only();
    let mut said = Vec::new();
    for (titles, mn, en) in [
        (names(average(), Meaning::Better), "«{1}»-аас тодорхой сайн: {0}.", "Clearly better than “{1}”: {0}."),
        (names(average(), Meaning::Worse), "«{1}»-аас тодорхой муу: {0}.", "Clearly worse than “{1}”: {0}."),
        (
            names(GapKind::TO_TARGET, Meaning::Worse),
            "Зорилтод тодорхой хүрээгүй: {0}.",
            "Clearly short of the target: {0}.",
        ),
    ] {
        if !titles.is_empty() {
            said.push(phrase(mn, en, &[joined(&titles, "; "), book.average_name()]));
        }
    }
    if said.is_empty() {
        said.push(phrase(
            "«{0}»-аас тодорхой ялгарсан зүйл алга, эсвэл дүгнэхэд хариулт цөөн.",
            "Nothing clearly differs from “{0}”, or there are too few answers to tell.",
            &[book.average_name()],
        ));
    }
    said
}

/// Every figure under its dimension.
fn figures(book: &Book, at: usize) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("figure", Word::Indicator, Text),
        column("value", Word::Value, Measure),
        column("interval", Word::Interval, Measure),
        super::parts::titled("average", book.average_name(), Measure),
        column("gap", Word::GapToAverage, Measure),
        column("verdict", Word::Verdict, Text),
        column("target", Word::Target, Measure),
        column("n", Word::Base, Count),
    ];
    let mut rows: Vec<GridRow> = Vec::new();
    let mut dimension = None;
    for of in scores::ordered(book) {
        let own = book.dimension(of);
        if dimension.as_ref() != Some(&own) {
            rows.push(GridRow { role: RowRole::Heading, values: vec![text(own.clone())] });
            dimension = Some(own);
        }
        rows.push(line(book, of, Where::Place(at)));
    }
    let notes = vec![phrase(
        "Итгэх түвшин {0} %. Гэрэл нь зорилттой үзүүлэлтэд зорилттой, бусдад «{1}»-тай харьцуулсан; олон харьцуулалтыг зассан. Зөрүү = газар − {1}.",
        "Confidence level {0}%. The light is against the target where there is one, else against “{1}”, adjusted for many comparisons. Gap = this place − {1}.",
        &[book.level_words(), book.average_name()],
    )];
    let code = &book.places[at].place().code;
    Grid { notes, ..grid(&format!("place{code}.figures"), t(Word::SheetIndicators), columns, 1, rows) }
}

fn line(book: &Book, of: Figure, place: Where) -> GridRow {
    let finding = book.everybody(of, place);
    let gap = book.gap(of, place, GapKind::ToAverage.only());
    let (value, verdict) = match gap {
        Some(gap) if is_judged(gap) => {
            (figure(book.gap_value(gap), book.gap_format(of)), Value::Verdict { verdict: book::verdict(gap.meaning) })
        }
        Some(gap) => (figure(book.gap_value(gap), book.gap_format(of)), absent(Absent::NoError)),
        None => {
            let why = absent(book::why_absent(finding));
            (why.clone(), why)
        }
    };
    let target = match book.target(of, place) {
        Some(target) => {
            let format = match book.format(of) {
                Format::SignedPoints => Format::Points,
                format => format,
            };
            figure(target.value, format)
        }
        // A dash, since most figures have none: words would make every row two lines high.
        None => super::parts::nothing(),
    };
    row(vec![
        text(of.title(book.instrument).clone()),
        scores::score(book, of, place),
        book.interval(finding),
        book.value(book.everybody(of, Where::All), None),
        value,
        verdict,
        target,
        book.base(finding),
    ])
}

/// Groups between which something clearly differs here.
fn groups(book: &Book, at: usize) -> Vec<Block> {
    use ColumnKind::{Measure, Text};
    let here = |gap: &&Gap| {
        gap.place == Where::Place(at)
            && matches!(gap.kind, GapKind::BetweenGroups(..))
            && matches!(gap.meaning, Meaning::Better | Meaning::Worse | Meaning::Differs)
            && book.is_open(gap)
    };
    let gaps: Vec<&Gap> = book.card.gaps.iter().filter(here).collect();
    if gaps.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        column("figure", Word::Indicator, Text),
        column("groups", Word::Group, Text),
        column("gap", Word::Gap, Measure),
        column("interval", Word::Interval, Measure),
        column("p_adjusted", Word::PValueAdjusted, Measure),
    ];
    let rows = gaps.into_iter().filter_map(|gap| {
        let GapKind::BetweenGroups(grouping, a, b) = gap.kind else { return None };
        let of = |group| group_label(book.instrument, grouping, group);
        let (format, factor) = (book.gap_format(gap.figure), gap.figure.factor(book.instrument));
        let light = match gap.meaning {
            Meaning::Better => Some(Light::Good),
            Meaning::Worse => Some(Light::Poor),
            Meaning::NoClearDifference | Meaning::TooSmall | Meaning::Differs => None,
        };
        Some(row(vec![
            text(gap.figure.title(book.instrument).clone()),
            text(phrase("{0} − {1}", "{0} − {1}", &[of(a), of(b)])),
            Value::Number { value: book.gap_value(gap), format, light, few: false },
            match gap.difference.interval {
                Some(i) => Value::Interval { low: i.low * factor, high: i.high * factor, format },
                None => absent(Absent::NoError),
            },
            figure_or(gap.p_adjusted, Format::PValue, Absent::NoError),
        ]))
    });
    let code = &book.places[at].place().code;
    let id = format!("place{code}.groups");
    vec![heading(Word::ClearGroupGaps), Block::Grid(grid(&id, t(Word::GapBetweenGroups), columns, 2, rows.collect()))]
}
