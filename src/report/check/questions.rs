//! Questions: who answered them, by reason and by place; numbers, weights and scales.

use super::super::parts::{
    absent, across, column, count, figure, figure_or, grid, nothing, paragraph, row, same, text, titled,
};
use super::super::words::{CheckWord, Word, t};
use super::super::{Absent, Block, ColumnKind, Format, Grid, GridRow, Legend, Light, Section, Value};
use super::percent;
use crate::check::{Asked, Check};
use crate::lang::Label;

/// More than this share of missing answers is marked, where so many people were due.
const MANY: f64 = 0.1;
const ENOUGH: u64 = 20;

/// Completeness by reason, and by place.
pub fn sections(check: &Check) -> Vec<Section> {
    let about = || paragraph(t(CheckWord::AboutCompleteness));
    vec![
        across("completeness", CheckWord::SheetCompleteness, vec![about(), Block::Grid(reasons(check))]),
        across("matrix", CheckWord::SheetMatrix, vec![about(), Block::Grid(matrix(check))]),
    ]
}

fn asked<'c>(check: &'c Check<'_>) -> impl Iterator<Item = usize> + 'c {
    (0..check.instrument.questions.len()).filter(|question| check.completeness.has_column[*question])
}

fn share(asked: &Asked) -> Value {
    match asked.missing() {
        None => absent(Absent::NoData),
        Some(missing) => Value::Number {
            value: 100.0 * missing,
            format: Format::Percent,
            light: (missing > MANY && asked.due >= ENOUGH).then_some(Light::Attention),
            few: false,
        },
    }
}

/// One row for each question: why answers are missing.
pub fn reasons(check: &Check) -> Grid {
    use ColumnKind::{Code, Count, Measure, Text};
    let columns = vec![
        column("question", Word::Code, Code),
        column("title", Word::Question, Text),
        column("due", CheckWord::Due, Count),
        column("answered", CheckWord::Answered, Count),
        column("blank", Word::MissingBlank, Count),
        column("dont_know", Word::MissingDontKnow, Count),
        column("refused", Word::MissingRefused, Count),
        column("unreadable", Word::MissingUnreadable, Count),
        column("share_missing", Word::MissingShare, Measure),
        column("unasked", CheckWord::Unasked, Count),
        column("first_blank", CheckWord::FirstBlank, Text),
    ];
    let values = |question: usize| {
        let (of, all) = (&check.instrument.questions[question], check.completeness.total(question));
        let rows: Vec<String> =
            check.completeness.first_blank[question].iter().map(|row| row.get().to_string()).collect();
        let mut values = vec![same(&of.id), text(of.label.clone())];
        values.extend([all.due, all.answered, all.blank, all.dont_know, all.refused, all.unreadable].map(count));
        values.extend([share(&all), count(all.unasked), same(rows.join(", "))]);
        row(values)
    };
    let rows = asked(check).map(values).collect();
    Grid { legend: Legend::Look, ..grid("completeness", t(CheckWord::SheetCompleteness), columns, 2, rows) }
}

/// One row for each question, one column for each place.
pub fn matrix(check: &Check) -> Grid {
    use ColumnKind::{Code, Measure, Text};
    let mut columns = vec![
        column("question", Word::Code, Code),
        column("title", Word::Question, Text),
        column("all", Word::AllPlaces, Measure),
    ];
    let members = check.set.members();
    columns.extend(members.iter().map(|member| {
        let place = member.place.place();
        titled(&place.code, place.name.clone(), Measure)
    }));
    let values = |question: usize| {
        let of = &check.instrument.questions[question];
        let mut values = vec![same(&of.id), text(of.label.clone()), share(&check.completeness.total(question))];
        values.extend((0..members.len()).map(|member| share(check.completeness.at(question, member))));
        row(values)
    };
    let rows = asked(check).map(values).collect();
    Grid { legend: Legend::Look, ..grid("completeness.places", t(CheckWord::SheetMatrix), columns, 2, rows) }
}

/// Weights, numbers and scales.
pub fn weights(check: &Check) -> Section {
    let mut blocks = match &check.weights {
        Some(weights) => {
            let plain = |x: f64| figure(x, Format::Plain(2));
            let range = [weights.least, weights.median.unwrap_or(f64::NAN), weights.most];
            let range = range.map(|x| if x.is_finite() { format!("{x:.3}") } else { "–".to_owned() }).join(" · ");
            vec![
                Block::Facts {
                    facts: vec![
                        (t(CheckWord::WeightsUsed), count(weights.n)),
                        (t(CheckWord::WeightsZero), count(weights.zero)),
                        (t(CheckWord::WeightsMissing), count(weights.missing)),
                        (t(CheckWord::WeightsRange), same(range)),
                        (t(CheckWord::WeightsExtreme), count(weights.extreme)),
                        (t(CheckWord::WeightsEffect), plain(weights.effect)),
                    ],
                },
                paragraph(t(CheckWord::AboutEffect)),
            ]
        }
        None => vec![paragraph(t(CheckWord::NoWeights))],
    };
    for (grid, about) in [(numbers(check), CheckWord::AboutNumbers), (scales(check), CheckWord::AboutScales)] {
        if !grid.rows.is_empty() {
            blocks.push(Block::Grid(Grid { notes: vec![t(about)], ..grid }));
        }
    }
    across("weights", CheckWord::SheetWeights, blocks)
}

/// Questions that take numbers.
pub fn numbers(check: &Check) -> Grid {
    use ColumnKind::{Code, Count, Measure, Text};
    let columns = vec![
        column("question", Word::Code, Code),
        column("title", Word::Question, Text),
        column("n", CheckWord::Answered, Count),
        column("median", CheckWord::Median, Measure),
        column("low", CheckWord::LowLimit, Measure),
        column("high", CheckWord::HighLimit, Measure),
        column("far", CheckWord::Far, Count),
        column("round", CheckWord::RoundShare, Measure),
        column("round_expected", CheckWord::RoundExpected, Measure),
    ];
    let values = |facts: &crate::check::NumberFacts| {
        let of = &check.instrument.questions[facts.question.0];
        let limits = facts.middle.map(|middle| middle.limits());
        let limit = |x: Option<f64>| match x {
            Some(x) => figure(x, Format::Plain(if x < 10.0 { 1 } else { 0 })),
            None => nothing(),
        };
        let median = figure_or(facts.median, Format::Plain(0), Absent::NoData);
        row(vec![
            same(&of.id),
            text(of.label.clone()),
            count(facts.n),
            median,
            limit(limits.map(|l| l.0)),
            limit(limits.map(|l| l.1)),
            count(facts.far),
            percent(facts.round.map(|round| round.share)),
            percent(facts.round.map(|round| round.expected)),
        ])
    };
    grid("numbers", t(CheckWord::Numbers), columns, 2, check.numbers.iter().map(values).collect())
}

/// Items of one scale that are answered with one code.
pub fn scales(check: &Check) -> Grid {
    use ColumnKind::{Count, Measure, Text};
    let columns = vec![
        column("items", CheckWord::Items, Text),
        column("n", CheckWord::Interviews, Count),
        column("straight", CheckWord::StraightShare, Measure),
        column("expected", CheckWord::StraightExpected, Measure),
    ];
    let values = |facts: &crate::check::ScaleFacts| {
        let ids = facts.questions.iter().map(|q| check.instrument.questions[q.0].id.as_str());
        let straight = (facts.n > 0).then(|| facts.straight as f64 / facts.n as f64);
        row(vec![
            text(Label::same(ids.collect::<Vec<_>>().join(", "))),
            count(facts.n),
            percent(straight),
            percent(facts.expected),
        ])
    };
    let rows: Vec<GridRow> = check.scales.iter().map(values).collect();
    grid("scales", t(CheckWord::Scales), columns, 1, rows)
}
