//! The lines of `masam estimate` as a table, with what is to be said of each.

use crate::ask::{Line, TestLine};
use crate::estimate::{Df, FEW_DF, IntervalMethod, NoError, NoEstimate, NoTest, Precision};
use crate::lang::Label;
use crate::report::columns::{ASKED, ASKED_WITH_TESTS};
use crate::report::words::OwnWords;
use crate::report::{
    Absent, Block, Format, Grid, GridRow, Legend, MadeBy, Paper, Report, RowRole, Section, Tidy, Value,
};

pub(super) fn report(lines: &[Line], tests: &[TestLine], level: f64, notes: Vec<Label>) -> Report<'static> {
    let table = if tests.is_empty() { &ASKED } else { &ASKED_WITH_TESTS };
    let mut rows: Vec<Vec<Value>> = lines.iter().map(|line| values(line, level)).collect();
    if !tests.is_empty() {
        // Before the note.
        let at = ASKED.fields.len() - 1;
        rows.iter_mut().for_each(|values| drop(values.splice(at..at, [number(None), number(None)])));
        rows.extend(tests.iter().map(values_of_test));
    }
    let tidy = vec![Tidy::declared(table, rows.clone())];
    let grid = Grid {
        id: "estimates".into(),
        title: Label::new("Үнэлгээ", "Estimates"),
        columns: table.columns(),
        keys: 4,
        rows: rows.into_iter().map(|values| GridRow { role: RowRole::Plain, values }).collect(),
        notes,
        legend: Legend::Target,
        trend: None,
        leads: Vec::new(),
    };
    let title = Label::new("Үнэлгээ", "Estimates");
    let section =
        Section { id: "estimates".into(), title: title.clone(), blocks: vec![Block::Grid(grid)], paper: Paper::Across };
    Report {
        title,
        subtitle: Label::default(),
        made_by: MadeBy {
            tool: concat!("masam ", env!("CARGO_PKG_VERSION")).into(),
            instrument: String::new(),
            options: Vec::new(),
            sources: Vec::new(),
            words: OwnWords::spoken(),
            made_up: false,
        },
        sections: vec![section],
        tidy,
    }
}

fn text(text: &str) -> Value {
    Value::Text { text: Label::same(text) }
}

fn number(n: Option<f64>) -> Value {
    match n {
        Some(value) => Value::Number { value, format: Format::Full, light: None, few: false },
        None => Value::Absent { why: Absent::NoError },
    }
}

fn values_of_test(test: &TestLine) -> Vec<Value> {
    let tested = test.tested.ok();
    let df2 = match tested.and_then(|t| t.df2) {
        Some(df) if df.is_infinite() => text("inf"),
        df => number(df),
    };
    let note = match test.tested {
        Ok(_) => "",
        Err(NoTest::OneCategory) => "fewer than two categories with answers: no test",
        Err(NoTest::NoDf) => "too few degrees of freedom: no test",
        Err(NoTest::Degenerate) => "too few clusters for so many cells, or empty cells: no test",
        Err(NoTest::NoError) => "shares without an error: no test",
        Err(NoTest::Unlike) => "not made of the same parts: no test",
    };
    let (rows, columns) = test.categories;
    let mut values = vec![
        text(&format!("test_{}", test.statistic.name())),
        text(&test.columns),
        text(&format!("{rows}x{columns}")),
        text(""),
        number(tested.map(|t| t.value)),
        number(None),
        number(tested.map(|t| t.df)),
    ];
    // Neither an interval nor what goes with it.
    values.extend([number(None), number(None), text(""), number(None), number(None), number(None)]);
    values.extend([
        Value::Count { value: test.n },
        Value::Count { value: test.n_missing },
        number(Some(test.sum_weights)),
        df2,
        number(tested.map(|t| t.p)),
        text(note),
    ]);
    values
}

fn values(line: &Line, level: f64) -> Vec<Value> {
    let group: Vec<String> = line.group.iter().map(|(column, value)| format!("{column}={value}")).collect();
    let estimate = line.estimate.as_ref().ok();
    let sampled = estimate.and_then(|e| match &e.precision {
        Precision::Sampled { se, df, interval, deff } => Some((*se, *df, *interval, *deff)),
        Precision::Unknown(_) => None,
    });
    let interval = sampled.and_then(|s| s.2);
    let (low, high) = match line.open {
        Some(open) => (open.low, open.high),
        None => (interval.map(|i| i.low), interval.map(|i| i.high)),
    };
    let method = match line.open {
        Some(open) if open.low.or(open.high).is_some() => IntervalMethod::T.name(),
        _ => interval.map_or("", |i| i.method.name()),
    };
    let df = match sampled.map(|s| s.1).or(line.open.map(|open| open.df)) {
        Some(Df::Finite(df)) => number(Some(df as f64)),
        Some(Df::Infinite) => text("inf"),
        None => number(None),
    };
    let value = estimate.map(|e| e.value);
    let cv = value.zip(sampled).filter(|(v, _)| *v != 0.0).map(|(v, s)| s.0 / v);
    vec![
        text(line.statistic.name()),
        text(&line.variable),
        text(&line.category),
        text(&group.join(";")),
        number(value),
        number(sampled.map(|s| s.0)),
        df,
        number(low),
        number(high),
        text(method),
        number(Some(level)),
        number(sampled.and_then(|s| s.3)),
        number(cv),
        Value::Count { value: estimate.map_or(0, |e| e.n) },
        Value::Count { value: line.n_missing },
        number(estimate.map(|e| e.sum_weights)),
        text(&note(line)),
    ]
}

/// Why something is absent, or how it must be read.
fn note(line: &Line) -> String {
    let lost = match line.lost {
        0 => None,
        1 => Some("1 replicate without a value is left out".to_owned()),
        n => Some(format!("{n} replicates without a value are left out")),
    };
    let said = Some(said(line)).filter(|said| !said.is_empty()).map(str::to_owned);
    said.into_iter().chain(lost).collect::<Vec<_>>().join("; ")
}

fn said(line: &Line) -> &'static str {
    let estimate = match &line.estimate {
        Ok(estimate) => estimate,
        Err(NoEstimate::NoAnswers) => return "no answers",
        Err(NoEstimate::NoWeight) => return "all weights are zero",
        Err(NoEstimate::ZeroDenominator) => return "the lower part of the ratio is zero",
    };
    match &estimate.precision {
        Precision::Unknown(NoError::OneCluster) => "all rows in one cluster: no standard error",
        Precision::Unknown(NoError::AllLonely) => "every stratum has a single cluster: no standard error",
        Precision::Unknown(NoError::Lonely { .. }) => "a stratum has a single cluster: no standard error",
        Precision::Unknown(NoError::BeyondData) if line.open.is_some_and(|open| !open.df.usable()) => {
            "no degrees of freedom: no interval"
        }
        Precision::Unknown(NoError::OfAPart) => "the error of a part is unknown: no standard error",
        Precision::Unknown(NoError::NoReplicates) => "defined in no replicate, or in one: no standard error",
        Precision::Unknown(NoError::BeyondData) => "the interval reaches beyond the data: no standard error",
        Precision::Sampled { interval: None, .. } => "no degrees of freedom: no interval",
        Precision::Sampled { interval: Some(i), .. } if i.method == IntervalMethod::BetaAtEdge => {
            "share of 0 or 1 or without spread: Korn-Graubard interval with n"
        }
        Precision::Sampled { se: 0.0, .. } => "no spread",
        Precision::Sampled { df: Df::Finite(df), .. } if *df < FEW_DF => "few degrees of freedom",
        Precision::Sampled { .. } => "",
    }
}
