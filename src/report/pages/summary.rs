//! The summary: the main figures, how each place stands, and the gaps that are clear. It never says more than the
//! intervals allow.

use super::book::Book;
use super::gaps::{against_name, group_name};
use super::parts::{
    absent, across, column, count, counted, figure_or, grid, heading, num, paragraph, phrase, row, say, text, titled,
};
use crate::card::{Figure, Gap, GapKind, Where};
use crate::gap::Meaning;
use crate::instrument::{CompositeOf, Scale};
use crate::lang::Label;
use crate::report::words::{Word, fill, t};
use crate::report::{Absent, Block, ColumnKind, Format, Grid, GridRow, Light, Section, Value};

/// How many gaps of each kind are told.
const MOST: usize = 8;

/// The summary.
pub fn section(book: &Book) -> Section {
    let mut blocks = vec![Block::Grid(headline(book))];
    if book.has_places() {
        blocks.push(Block::Grid(standing(book)));
        let better = clear(book, |k| k == GapKind::ToAverage, &[Meaning::Better]);
        let worse = clear(book, |k| k == GapKind::ToAverage, &[Meaning::Worse]);
        blocks.extend(told(book, ("summary.best", Word::ClearlyBetter), &better, Word::NobodyBetter));
        blocks.extend(told(book, ("summary.weakest", Word::ClearlyWorse), &worse, Word::NobodyWorse));
    }
    let is_target = |k| matches!(k, GapKind::ToTarget(_));
    if book.card.gaps.iter().any(|g| is_target(g.kind)) {
        let short = clear(book, is_target, &[Meaning::Worse]);
        blocks.extend(told(book, ("summary.target", Word::ClearlyShort), &short, Word::NobodyShort));
    }
    let is_group = |k| matches!(k, GapKind::BetweenGroups(..));
    if book.card.gaps.iter().any(|g| is_group(g.kind)) {
        let groups = clear(book, is_group, &[Meaning::Better, Meaning::Worse, Meaning::Differs]);
        blocks.extend(told(book, ("summary.groups", Word::ClearGroupGaps), &groups, Word::NoGroupDiffers));
    }
    across("summary", Word::SheetSummary, blocks)
}

/// The figures that stand for each dimension: its composite, or else its weighted indicators.
pub fn headline_figures(book: &Book) -> Vec<Figure> {
    let composite_of = |d: usize| {
        book.figures.iter().copied().find(|f| match f {
            Figure::Composite(c) => {
                matches!(&book.instrument.composites[c.0].of, CompositeOf::Dimension(of) if of.0 == d)
            }
            Figure::Indicator(_) => false,
        })
    };
    let whole = |f: &Figure| match f {
        Figure::Composite(c) => !matches!(book.instrument.composites[c.0].of, CompositeOf::Dimension(_)),
        Figure::Indicator(_) => false,
    };
    let weighted = |d: usize, f: &Figure| match f {
        Figure::Indicator(i) => {
            let indicator = &book.instrument.indicators[i.0];
            indicator.dimension.0 == d && indicator.weight > 0.0
        }
        Figure::Composite(_) => false,
    };
    let mut figures: Vec<Figure> = book.figures.iter().copied().filter(whole).collect();
    for d in 0..book.instrument.dimensions.len() {
        match composite_of(d) {
            Some(composite) => figures.push(composite),
            None => figures.extend(book.figures.iter().copied().filter(|f| weighted(d, f))),
        }
    }
    if figures.is_empty() { book.figures.clone() } else { figures }
}

fn headline(book: &Book) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("figure", Word::Indicator, Text),
        column("value", Word::Value, Measure),
        column("interval", Word::Interval, Measure),
        column("n", Word::Base, Count),
    ];
    let rows = headline_figures(book).into_iter().map(|figure| {
        let finding = book.everybody(figure, Where::All);
        let light = finding.filter(|_| book.target(figure, Where::All).is_some()).and_then(|f| book.light(f));
        row(vec![
            text(headline_name(book, figure)),
            book.value(finding, light),
            book.interval(finding),
            book.base(finding),
        ])
    });
    let title = phrase("Гол үзүүлэлт: {0}", "Main figures: {0}", &[book.average_name()]);
    let note = phrase(
        "Итгэх түвшин {0} %. Нэгтгэсэн оноо 0–100, их байх нь сайн.",
        "Confidence level {0}%. Composites run from 0 to 100, higher is better.",
        &[book.level_words()],
    );
    Grid { notes: vec![note], ..grid("summary.headline", title, columns, 1, rows.collect()) }
}

/// An indicator with its dimension; the name of a composite says it.
pub fn headline_name(book: &Book, figure: Figure) -> Label {
    let title = figure.title(book.instrument).clone();
    match figure {
        Figure::Indicator(_) => say(book.dimension(figure), title),
        Figure::Composite(_) => title,
    }
}

/// How many figures of each place are clearly better or worse than the average, and how many can't be told.
fn standing(book: &Book) -> Grid {
    use ColumnKind::{Count, Text};
    let columns = vec![
        column("place", Word::Place, Text),
        column("respondents", Word::RespondentsShort, Count),
        column("better", Word::CountBetter, Count),
        column("worse", Word::CountWorse, Count),
        column("unclear", Word::CountUnclear, Count),
        column("too_small", Word::CountTooSmall, Count),
    ];
    let rows = (0..book.places.len()).map(|at| standing_row(book, Where::Place(at))).collect();
    let note = phrase(
        "{0} үзүүлэлтийн дунд «{1}»-тай харьцуулсан тоо. Олон харьцуулалтыг зассан. Эрэмбэ биш.",
        "Of {0} figures, against “{1}”; adjusted for many comparisons. This is no ranking.",
        &[counted(judged_figures(book).len() as u64), book.average_name()],
    );
    Grid {
        notes: vec![note],
        leads: super::profile::leads(book),
        ..grid("summary.places", t(Word::PlacesAtAGlance), columns, 1, rows)
    }
}

fn judged_figures(book: &Book) -> Vec<Figure> {
    let judged = |f: &Figure| f.direction(book.instrument) != crate::instrument::Direction::Neither;
    book.key_figures().into_iter().filter(judged).collect()
}

fn standing_row(book: &Book, place: Where) -> GridRow {
    let mut counts = [0; 4];
    for figure in judged_figures(book) {
        let gap = book.gap(figure, place, GapKind::ToAverage.only()).filter(|g| super::book::is_judged(g));
        let at = match gap.map(|g| g.meaning) {
            Some(Meaning::Better) => 0,
            Some(Meaning::Worse) => 1,
            Some(Meaning::NoClearDifference) => 2,
            Some(Meaning::TooSmall | Meaning::Differs) | None => 3,
        };
        counts[at] += 1;
    }
    let mut values = vec![text(book.place_name(place)), book.respondents_shown(place)];
    match book.respondents(place) {
        0 => values.extend(counts.map(|_| absent(Absent::NoData))),
        _ => values.extend(counts.map(count)),
    }
    row(values)
}

/// The clear gaps of one kind among the main figures, largest first; gaps in units of their own can't be set beside
/// points and come last.
fn clear<'b>(book: &'b Book, kind: impl Fn(GapKind) -> bool, meanings: &[Meaning]) -> Vec<&'b Gap> {
    let key = book.key_figures();
    let wanted = |gap: &&Gap| {
        kind(gap.kind)
            && meanings.contains(&gap.meaning)
            && (key.contains(&gap.figure) || matches!(gap.kind, GapKind::ToTarget(_)))
    };
    let mut gaps: Vec<&Gap> = book.card.gaps.iter().filter(wanted).filter(|gap| book.is_open(gap)).collect();
    let own = |gap: &Gap| gap.figure.scale(book.instrument) == Scale::Own;
    gaps.sort_by(|a, b| {
        let size = |gap: &Gap| book.gap_value(gap).abs();
        own(a).cmp(&own(b)).then(size(b).total_cmp(&size(a)))
    });
    gaps
}

fn told(book: &Book, (id, title): (&str, Word), gaps: &[&Gap], none: Word) -> Vec<Block> {
    if gaps.is_empty() {
        return vec![heading(title), paragraph(t(none))];
    }
    let columns = vec![
        column("words", Word::InWords, ColumnKind::Prose),
        column("gap", Word::Gap, ColumnKind::Measure),
        titled("interval", fill(Word::IntervalAt, &[book.level_words()]), ColumnKind::Measure),
        column("p_adjusted", Word::PValueAdjusted, ColumnKind::Measure),
    ];
    let rows = gaps.iter().take(MOST).map(|gap| told_row(book, gap));
    let shown = [counted(gaps.len().min(MOST) as u64), counted(gaps.len() as u64)];
    let notes = if gaps.len() > MOST { vec![fill(Word::LargestShown, &shown)] } else { Vec::new() };
    vec![Block::Grid(Grid { notes, ..grid(id, t(title), columns, 1, rows.collect()) })]
}

fn told_row(book: &Book, gap: &Gap) -> GridRow {
    let format = book.gap_format(gap.figure);
    let factor = gap.figure.factor(book.instrument);
    let interval = gap.difference.interval.map(|i| (i.low * factor, i.high * factor));
    row(vec![
        text(sentence(book, gap)),
        Value::Number { value: book.gap_value(gap), format, light: light(gap.meaning), few: false },
        match interval {
            Some((low, high)) => Value::Interval { low, high, format },
            None => absent(Absent::NoError),
        },
        figure_or(gap.p_adjusted, Format::PValue, Absent::NoError),
    ])
}

fn light(meaning: Meaning) -> Option<Light> {
    match meaning {
        Meaning::Better => Some(Light::Good),
        Meaning::Worse => Some(Light::Poor),
        Meaning::NoClearDifference | Meaning::TooSmall | Meaning::Differs => None,
    }
}

/// What a gap is between: `Khovd aimag, open when needed: 82.8%; all respondents: 68.3%`.
fn sentence(book: &Book, gap: &Gap) -> Label {
    use crate::card::Whom::{Everybody, Group};
    let value = |place, whom| {
        let estimate = book.finding(gap.figure, place, whom).and_then(|f| f.visible());
        let format = book.format(gap.figure);
        estimate.map_or_else(|| t(Word::NoData), |e| num(e.value * gap.figure.factor(book.instrument), format))
    };
    let head = [book.place_name(gap.place), gap.figure.title(book.instrument).clone()];
    let own = value(gap.place, Everybody);
    let (first, second) = match gap.kind {
        GapKind::ToTarget(_) => {
            let target = book.target(gap.figure, gap.place).map(|target| num(target.value, book.format(gap.figure)));
            (own, say(t(Word::Target), target.unwrap_or_else(|| t(Word::NoTarget))))
        }
        GapKind::ToAverage => (own, say(book.average_name(), value(Where::All, Everybody))),
        GapKind::ToRegion | GapKind::ToBest | GapKind::ToQuarter => {
            let against = gap.against.as_ref().map_or(f64::NAN, |against| against.value);
            let against = num(against * gap.figure.factor(book.instrument), book.format(gap.figure));
            (own, say(against_name(book, gap), against))
        }
        GapKind::BetweenGroups(grouping, a, b) => {
            let side = |group| say(group_name(book, grouping, group), value(gap.place, Group(grouping, group)));
            (side(a), side(b))
        }
    };
    let [place, figure] = head;
    phrase("{0}. {1}: {2}; {3}", "{0}. {1}: {2}; {3}", &[place, figure, first, second])
}
