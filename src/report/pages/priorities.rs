//! What to see to first: importance beside performance, and problems by the people they hurt.

use super::affected;
use super::book::Book;
use super::describe::plain;
use super::parts::{
    absent, across, column, count, figure, figure_or, grid, joined, num, paragraph, phrase, row, text, titled,
};
use crate::card::{Importance, Item, NoImportance, Priorities, Quadrant, Relation};
use crate::coding::LeftOut;
use crate::estimate::{Estimate, Precision};
use crate::instrument::IndicatorIndex;
use crate::lang::Label;
use crate::report::words::{PriorityWord, Word, fill, t};
use crate::report::{
    Absent, Block, Chart, ColumnKind, Field, FieldNames, FieldPoint, Format, Grid, GridRow, Quadrants, Section, Value,
};

/// The sheet, if there is anything on it.
pub fn section(book: &Book) -> Option<Section> {
    let priorities = book.card.priorities.as_ref()?;
    let mut blocks = Vec::new();
    if !placed(priorities).is_empty() {
        blocks.push(paragraph(about(book, priorities)));
        blocks.push(Block::Grid(matrix(book, priorities)));
    }
    if let Some(chart) = chart(book, priorities) {
        blocks.push(Block::Heading { text: t(PriorityWord::Picture) });
        blocks.push(Block::Chart(Box::new(Chart::Quadrants(chart))));
    }
    blocks.extend(affected::blocks(book, priorities));
    blocks.extend(left_out(book, priorities).map(Block::Grid));
    (!blocks.is_empty()).then(|| across("priorities", PriorityWord::SheetPriorities, blocks))
}

/// The indicators in the picture: what is most urgent first, then the most important.
fn placed(priorities: &Priorities) -> Vec<(&Item, Quadrant, f64, f64)> {
    let placed = |item: &'_ Item| Some((item.quadrant?, item.importance.ok()?, item.performance?));
    let mut all: Vec<(&Item, Quadrant, f64, f64)> = priorities
        .items
        .iter()
        .filter_map(|item| {
            placed(item).map(|(quadrant, importance, performance)| (item, quadrant, importance, performance))
        })
        .collect();
    all.sort_by(|(_, q, a, _), (_, r, b, _)| q.cmp(r).then(b.total_cmp(a)));
    all
}

/// How importance is printed.
fn format(priorities: &Priorities) -> Format {
    match priorities.importance {
        Importance::Derived(_) => Format::Plain(2),
        Importance::Stated | Importance::Nothing => Format::Points,
    }
}

/// Where importance and performance come from, and what may be read from them.
fn about(book: &Book, priorities: &Priorities) -> Label {
    match priorities.importance {
        Importance::Derived(overall) => phrase(
            "Ач холбогдол: хүмүүсийн хариулт «{0}»-тай хэр хамт явж байгаа (корреляц r, 1 бол бүрэн, 0 бол холбоогүй), бүх газрын хариулагчид. Гүйцэтгэл: бүх газрын дүн, 0–100 оноо, их байх нь сайн. Холбоо нь шалтгаан гэсэн үг биш.",
            "Importance: how closely answers go together with “{0}” (correlation r: 1 wholly, 0 not at all), over all respondents. Performance: the value of all places as 0 to 100 points, more being better. Going together is no cause.",
            &[title(book, overall)],
        ),
        Importance::Stated | Importance::Nothing => Label::new(
            "Ач холбогдол: асуулгад заасан, 0–100. Гүйцэтгэл: бүх газрын дүн, 0–100 оноо, их байх нь сайн.",
            "Importance: as the instrument states it, 0 to 100. Performance: the value of all places as 0 to 100 points, more being better.",
        ),
    }
}

fn title(book: &Book, indicator: IndicatorIndex) -> Label {
    book.instrument.indicators[indicator.0].title.clone()
}

/// What a quadrant is called.
pub fn quadrant_word(quadrant: Quadrant) -> PriorityWord {
    match quadrant {
        Quadrant::FixFirst => PriorityWord::FixFirst,
        Quadrant::KeepUp => PriorityWord::KeepUp,
        Quadrant::LowPriority => PriorityWord::LowPriority,
        Quadrant::PossibleOverkill => PriorityWord::PossibleOverkill,
    }
}

fn matrix(book: &Book, priorities: &Priorities) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let derived = matches!(priorities.importance, Importance::Derived(_));
    let mut columns = vec![
        column("indicator", Word::Indicator, Text),
        column("todo", PriorityWord::Todo, Text),
        column("performance", PriorityWord::Performance, Measure),
        column("importance", if derived { PriorityWord::Correlation } else { PriorityWord::Importance }, Measure),
    ];
    if derived {
        columns.extend([
            column("difference", PriorityWord::WorstToBest, Measure),
            titled("interval", fill(Word::IntervalAt, &[book.level_words()]), Measure),
            column("p", Word::PValue, Measure),
            column("n", Word::Base, Count),
        ]);
    }
    let rows = placed(priorities).into_iter().map(|(item, quadrant, importance, performance)| {
        let mut values = vec![
            text(title(book, item.indicator)),
            text(todo(item, quadrant)),
            figure(performance, Format::Points),
            figure(importance, format(priorities)),
        ];
        values.extend(item.relation.iter().flat_map(relation));
        row(values)
    });
    let mut notes = vec![cuts(priorities)];
    if derived {
        notes.push(phrase(
            "«Муугаас сайн хүртэл»: хамгийн сайн хариулт өгсөн хүн хамгийн муу хариулт өгснөөс үйлчилгээг ерөнхийд нь хэдэн оноогоор өндөр үнэлсэн. Интервал нь 0-ийг агуулсан, эсвэл хариулт {0}-аас цөөн бол чухал гэж үзээгүй («{1}»). p утгыг үзүүлэлтийн тоогоор засаагүй.",
            "“Worst to best”: how many points higher those with the best answer rate the service overall than those with the worst. What has an interval that holds 0, or fewer than {0} answers, is not called important (“{1}”). p-values are not adjusted for the number of indicators.",
            &[super::parts::counted(book.survey.choices.few), t(PriorityWord::NotClear)],
        ));
    }
    Grid { notes, ..grid("priorities.matrix", t(PriorityWord::Matrix), columns, 1, rows.collect()) }
}

/// The quadrant; and if only its uncertainty keeps an indicator from being important, that too.
fn todo(item: &Item, quadrant: Quadrant) -> Label {
    match &item.relation {
        Some(Relation { clear: false, .. }) => {
            phrase("{0} ({1})", "{0} ({1})", &[t(quadrant_word(quadrant)), t(PriorityWord::NotClear)])
        }
        Some(_) | None => t(quadrant_word(quadrant)),
    }
}

fn relation(relation: &Relation) -> Vec<Value> {
    let Relation { slope, p, range, .. } = relation;
    let interval = match ends(slope) {
        Some((low, high)) => Value::Interval { low: low * range, high: high * range, format: Format::SignedPoints },
        None => absent(Absent::NoError),
    };
    vec![
        figure(slope.value * range, Format::SignedPoints),
        interval,
        figure_or(*p, Format::PValue, Absent::NoError),
        count(slope.n),
    ]
}

/// The ends of an interval.
pub fn ends(estimate: &Estimate) -> Option<(f64, f64)> {
    match estimate.precision {
        Precision::Sampled { interval, .. } => interval.map(|i| (i.low, i.high)),
        Precision::Unknown(_) => None,
    }
}

/// Where the picture is cut.
fn cuts(priorities: &Priorities) -> Label {
    let cut = |value: Option<f64>, format| value.map_or_else(|| Label::same("–"), |value| num(value, format));
    phrase(
        "Хуваасан шугам: ач холбогдлын медиан {0}, гүйцэтгэлийн медиан {1} оноо; медиан дээрх үзүүлэлтийг дээгүүр гэж тооцсон. Энэ нь үзүүлэлтүүдийг хооронд нь харьцуулсан байр бөгөөд сайн, муугийн хэмжүүр биш.",
        "Cut at the median importance {0} and the median performance {1} points; what lies on a median counts as above. Where an indicator stands is relative to the others, not good or bad in itself.",
        &[cut(priorities.importance_cut, format(priorities)), cut(priorities.performance_cut, Format::Points)],
    )
}

/// The indicators that have no place in the picture, and why.
fn left_out(book: &Book, priorities: &Priorities) -> Option<Grid> {
    let why = |item: &Item| match (item.importance, item.performance) {
        (Err(why), _) => Some(why_left_out(book, why)),
        (Ok(_), None) => Some(t(PriorityWord::NotPublished)),
        (Ok(_), Some(_)) => None,
    };
    let rows: Vec<GridRow> = priorities
        .items
        .iter()
        .filter_map(|item| Some(row(vec![text(title(book, item.indicator)), text(why(item)?)])))
        .collect();
    let columns = vec![
        column("indicator", Word::Indicator, ColumnKind::Text),
        column("why", PriorityWord::Why, ColumnKind::Prose),
    ];
    (!rows.is_empty()).then(|| grid("priorities.left_out", t(PriorityWord::LeftOut), columns, 1, rows))
}

/// Why an indicator has no importance.
pub fn why_left_out(book: &Book, why: NoImportance) -> Label {
    t(match why {
        NoImportance::LeftOut(LeftOut::SameQuestion(other)) => {
            return fill(PriorityWord::SameQuestion, &[title(book, other)]);
        }
        NoImportance::LeftOut(LeftOut::Number) => PriorityWord::IsNumber,
        NoImportance::LeftOut(LeftOut::NoDirection) => PriorityWord::HasNoDirection,
        NoImportance::LeftOut(LeftOut::OfOverall) => PriorityWord::OfOverall,
        NoImportance::NotStated => PriorityWord::NotStated,
        NoImportance::NoAnswers => PriorityWord::NoAnswers,
        NoImportance::Constant => PriorityWord::Constant,
        NoImportance::NotPublished => PriorityWord::NotPublished,
    })
}

fn field(quadrant: Quadrant) -> Field {
    match quadrant {
        Quadrant::FixFirst => Field::UpperLeft,
        Quadrant::KeepUp => Field::UpperRight,
        Quadrant::LowPriority => Field::LowerLeft,
        Quadrant::PossibleOverkill => Field::LowerRight,
    }
}

/// The picture: performance to the right, importance upwards.
fn chart(book: &Book, priorities: &Priorities) -> Option<Quadrants> {
    let points: Vec<FieldPoint> = placed(priorities)
        .into_iter()
        .map(|(item, quadrant, importance, performance)| FieldPoint {
            code: book.instrument.indicators[item.indicator.0].id.clone(),
            name: title(book, item.indicator),
            x: performance,
            y: importance,
            field: field(quadrant),
        })
        .collect();
    let (x, y) = (priorities.performance_cut?, priorities.importance_cut?);
    let first: Vec<Label> =
        points.iter().filter(|p| p.field == Field::UpperLeft).map(|p| Label::same(&p.code)).collect();
    let name = |of: &Label| if first.is_empty() { Label::same("–") } else { of.clone() };
    let alt = phrase(
        "{0} үзүүлэлт: баруун тийш гүйцэтгэл, дээш ач холбогдол. «{1}»: {2}.",
        "{0} indicators: performance to the right, importance upwards. “{1}”: {2}.",
        &[plain(points.len() as f64), t(PriorityWord::FixFirst), name(&joined(&first, ", "))],
    );
    let derived = matches!(priorities.importance, Importance::Derived(_));
    (!points.is_empty()).then(|| Quadrants {
        id: "priorities.chart".into(),
        title: t(PriorityWord::Matrix),
        x_title: t(PriorityWord::Performance),
        y_title: t(if derived { PriorityWord::Correlation } else { PriorityWord::Importance }),
        x_format: Format::Points,
        y_format: format(priorities),
        x_cut: (x, t(PriorityWord::MedianPerformance)),
        y_cut: (y, t(PriorityWord::MedianImportance)),
        fields: FieldNames {
            upper_left: t(PriorityWord::FixFirst),
            upper_right: t(PriorityWord::KeepUp),
            lower_left: t(PriorityWord::LowPriority),
            lower_right: t(PriorityWord::PossibleOverkill),
        },
        points,
        alt,
    })
}
