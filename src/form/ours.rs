//! Our own sheets beside those of a form: what is computed from the answers. Survey platforms pass over them.

use super::cell::{condition, conditions, list, named, number, word};
use super::sheet::{Row, Sheet};
use crate::instrument::xlsform::names::{
    CLUSTER, FPC, LIST, NESTED, columns, composites, groupings, indicators, ours, rules, settings, sheet,
};
use crate::instrument::{
    AnswerIndex, Bounds, Composite, CompositeLevel, CompositeOf, Direction, Grouping, Headers, Holds, Indicator,
    Instrument, Measure, QuestionIndex, Target, TargetKind,
};
use crate::lang::Lang;

/// The sheets that hold the rest of a report card, but for `settings`.
pub fn sheets(instrument: &Instrument, langs: &[Lang]) -> Vec<Sheet> {
    let sheet = |name, order: &[&str], rows| Sheet::new(name, order, 1, langs, rows);
    let mut sheets = vec![
        sheet(sheet::COLUMNS, &[columns::ROLE, columns::STAGE, columns::HEADERS], columns_of(instrument)),
        sheet(sheet::BASES, &[ours::ID, ours::TITLE, ours::WHERE], bases(instrument)),
        sheet(sheet::DIMENSIONS, &[ours::ID, ours::TITLE, ours::WEIGHT], dimensions(instrument)),
        sheet(sheet::INDICATORS, &INDICATORS, indicator_rows(instrument)),
        sheet(
            sheet::COMPOSITES,
            &[ours::ID, ours::TITLE, composites::OF, composites::LEVEL],
            instrument.composites.iter().map(|c| composite(instrument, c)).collect(),
        ),
        sheet(
            sheet::GROUPINGS,
            &GROUPINGS,
            instrument.groupings.iter().flat_map(|g| grouping(instrument, g)).collect(),
        ),
        sheet(sheet::RULES, &[ours::ID, ours::TITLE, rules::WHEN, rules::NEEDS], rules_of(instrument)),
    ];
    sheets.retain(|sheet| !sheet.rows.is_empty());
    sheets
}

/// The columns of `settings` that are ours, for its one row.
pub fn settings(instrument: &Instrument, row: Row) -> Row {
    row.with(settings::MASAM_ID, &instrument.id)
        .with(settings::MASAM_VERSION, &instrument.version)
        .with(settings::SECTOR, &instrument.sector)
        .with(settings::PLACE_SET, &instrument.place_set)
        .with(settings::STANDS_FOR_RESIDENTS, if instrument.stands_for_residents { "true" } else { "" })
        .maybe(settings::OVERALL, instrument.overall.map(|i| instrument.indicators[i.0].id.clone()))
        .own_label(settings::TITLE, &instrument.title)
        .own_label(settings::DESCRIPTION, &instrument.description)
}

fn columns_of(instrument: &Instrument) -> Vec<Row> {
    let of = &instrument.columns;
    let row = |role: &str, headers: &Headers| {
        let words = list(headers.0.iter().map(String::as_str));
        (!headers.0.is_empty()).then(|| Row::default().with(columns::ROLE, role).with(columns::HEADERS, words))
    };
    let stages = |role: &'static str, stages: &[Headers]| -> Vec<Row> {
        let numbered = stages.iter().enumerate();
        let of = |(at, headers): (usize, &Headers)| {
            row(role, headers).map(|row| row.with(columns::STAGE, (at + 1).to_string()))
        };
        numbered.filter_map(of).collect()
    };
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(row("area", &of.area));
    rows.extend(row("soum", &of.soum));
    rows.extend(row("facility", &of.facility));
    rows.extend(row("round", &of.round));
    rows.extend(row("weight", &of.weight));
    rows.extend(row("strata", &of.strata));
    rows.extend(stages(CLUSTER, &of.clusters));
    rows.extend(stages(FPC, &of.fpc));
    rows.extend(of.nested.then(|| Row::default().with(columns::ROLE, NESTED).with(columns::HEADERS, "true")));
    rows.extend(row("personal", &of.personal));
    rows.extend(row("id", &of.id));
    rows.extend(row("start", &of.interview.start));
    rows.extend(row("end", &of.interview.end));
    rows.extend(row("interviewer", &of.interview.interviewer));
    rows
}

fn bases(instrument: &Instrument) -> Vec<Row> {
    let row = |base: &crate::instrument::Base| {
        Row::default()
            .with(ours::ID, &base.id)
            .own_label(ours::TITLE, &base.title)
            .with(ours::WHERE, conditions(instrument, &base.all))
    };
    instrument.bases.iter().map(row).collect()
}

fn dimensions(instrument: &Instrument) -> Vec<Row> {
    let row = |dimension: &crate::instrument::Dimension| {
        Row::default()
            .with(ours::ID, &dimension.id)
            .own_label(ours::TITLE, &dimension.title)
            .with(ours::WEIGHT, number(dimension.weight))
    };
    instrument.dimensions.iter().map(row).collect()
}

const INDICATORS: [&str; 25] = [
    ours::ID,
    ours::TITLE,
    indicators::DIMENSION,
    indicators::MEASURE,
    ours::QUESTION,
    ours::CODES,
    ours::AT_LEAST,
    ours::ABOVE,
    ours::AT_MOST,
    ours::BELOW,
    indicators::P,
    indicators::PLUS,
    indicators::MINUS,
    indicators::DENOMINATOR,
    indicators::ZERO_WHEN,
    indicators::BASE,
    indicators::BETTER,
    ours::WEIGHT,
    indicators::IMPORTANCE,
    indicators::TARGET,
    indicators::TARGET_KIND,
    indicators::TARGET_SOURCE,
    indicators::TARGET_FROM,
    indicators::TARGET_UNTIL,
    indicators::TARGET_PLACES,
];

fn indicator_rows(instrument: &Instrument) -> Vec<Row> {
    let rows = |indicator: &Indicator| -> Vec<Row> {
        let first = indicator_row(instrument, indicator);
        let further = |targets: &[Target]| targets.iter().map(|t| target(Row::default(), t)).collect::<Vec<_>>();
        match &indicator.targets[..] {
            [] => vec![first],
            [one, others @ ..] => std::iter::once(target(first, one)).chain(further(others)).collect(),
        }
    };
    instrument.indicators.iter().flat_map(rows).collect()
}

fn indicator_row(instrument: &Instrument, indicator: &Indicator) -> Row {
    let better = match indicator.direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::Neither => "neither",
    };
    let row = Row::default()
        .with(ours::ID, &indicator.id)
        .own_label(ours::TITLE, &indicator.title)
        .with(indicators::DIMENSION, &instrument.dimensions[indicator.dimension.0].id)
        .maybe(indicators::BASE, indicator.base.map(|base| instrument.bases[base.0].id.clone()))
        .with(indicators::BETTER, better)
        .with(ours::WEIGHT, number(indicator.weight))
        .maybe(indicators::IMPORTANCE, indicator.importance.map(number));
    measure(instrument, &indicator.measure, row)
}

fn measure(instrument: &Instrument, measure: &Measure, row: Row) -> Row {
    let id = |question: &QuestionIndex| instrument.questions[question.0].id.as_str();
    let codes = |question: &QuestionIndex, which: &[AnswerIndex]| {
        let answers = instrument.questions[question.0].answers();
        list(which.iter().map(|at| answers[at.0].code.as_str()))
    };
    let zero =
        |row: Row, when: &Option<_>| row.maybe(indicators::ZERO_WHEN, when.as_ref().map(|c| condition(instrument, c)));
    match measure {
        Measure::Share { counts, zero_when } => {
            let row = row.with(indicators::MEASURE, "share");
            let row = match &counts.holds {
                Holds::Answers(any) => {
                    let (id, codes) = named(instrument, counts.question, any);
                    row.with(ours::QUESTION, id).with(ours::CODES, list(codes))
                }
                Holds::Within(within) => bounds(row.with(ours::QUESTION, id(&counts.question)), within),
            };
            zero(row, zero_when)
        }
        Measure::Score { question, .. } => row.with(indicators::MEASURE, "score").with(ours::QUESTION, id(question)),
        Measure::Mean { question, zero_when } => {
            zero(row.with(indicators::MEASURE, "mean").with(ours::QUESTION, id(question)), zero_when)
        }
        Measure::Net { question, plus, minus } => row
            .with(indicators::MEASURE, "net")
            .with(ours::QUESTION, id(question))
            .with(indicators::PLUS, codes(question, plus))
            .with(indicators::MINUS, codes(question, minus)),
        Measure::Ratio { numerator, denominator } => row
            .with(indicators::MEASURE, "ratio")
            .with(ours::QUESTION, id(numerator))
            .with(indicators::DENOMINATOR, id(denominator)),
        Measure::Total { question } => row.with(indicators::MEASURE, "total").with(ours::QUESTION, id(question)),
        Measure::Quantile { question, probability } if *probability == 0.5 => {
            row.with(indicators::MEASURE, "median").with(ours::QUESTION, id(question))
        }
        Measure::Quantile { question, probability } => row
            .with(indicators::MEASURE, "quantile")
            .with(ours::QUESTION, id(question))
            .with(indicators::P, number(*probability)),
    }
}

fn bounds(row: Row, within: &Bounds) -> Row {
    row.maybe(ours::AT_LEAST, within.at_least.map(number))
        .maybe(ours::ABOVE, within.above.map(number))
        .maybe(ours::AT_MOST, within.at_most.map(number))
        .maybe(ours::BELOW, within.below.map(number))
}

fn target(row: Row, target: &Target) -> Row {
    let kind = match target.kind {
        TargetKind::Norm => "norm",
        TargetKind::Target => "target",
    };
    row.with(indicators::TARGET, number(target.value))
        .with(indicators::TARGET_KIND, kind)
        .own_label(indicators::TARGET_SOURCE, &target.source)
        .maybe(indicators::TARGET_FROM, target.from.map(|day| day.to_string()))
        .maybe(indicators::TARGET_UNTIL, target.until.map(|day| day.to_string()))
        .with(indicators::TARGET_PLACES, list(target.places.iter().map(String::as_str)))
}

fn composite(instrument: &Instrument, composite: &Composite) -> Row {
    let dimension = |at: &crate::instrument::DimensionIndex| instrument.dimensions[at.0].id.as_str();
    let of = match &composite.of {
        CompositeOf::Dimension(one) => format!("{} {}", composites::OF_DIMENSION, word(dimension(one))),
        CompositeOf::Dimensions(several) => {
            format!("{} {}", composites::OF_DIMENSIONS, list(several.iter().map(dimension)))
        }
        CompositeOf::Indicators(parts) => {
            let part = |(at, weight): &(crate::instrument::IndicatorIndex, f64)| {
                let id = word(&instrument.indicators[at.0].id);
                if *weight == 1.0 { id } else { format!("{id} {} {}", composites::TIMES, number(*weight)) }
            };
            let parts = parts.iter().map(part).collect::<Vec<_>>().join(&format!(" {LIST} "));
            format!("{} {parts}", composites::OF_INDICATORS)
        }
    };
    let level = match composite.level {
        CompositeLevel::Place => "place",
        CompositeLevel::Respondent => "respondent",
    };
    Row::default()
        .with(ours::ID, &composite.id)
        .own_label(ours::TITLE, &composite.title)
        .with(composites::OF, of)
        .with(composites::LEVEL, level)
}

const GROUPINGS: [&str; 12] = [
    groupings::GROUPING,
    ours::TITLE,
    ours::QUESTION,
    groupings::ORDERED,
    groupings::GROUP,
    groupings::LABEL,
    ours::CODES,
    ours::AT_LEAST,
    ours::ABOVE,
    ours::AT_MOST,
    ours::BELOW,
    groupings::COMPARE,
];

fn grouping(instrument: &Instrument, of: &Grouping) -> Vec<Row> {
    let question = &instrument.questions[of.question.0];
    let pair = |(a, b): &(usize, usize)| word(&format!("{}{}{}", of.groups[*a].id, groupings::MINUS, of.groups[*b].id));
    let compare = of.compare.iter().map(pair).collect::<Vec<_>>().join(&format!(" {LIST} "));
    let mut rows = Vec::new();
    for (at, group) in of.groups.iter().enumerate() {
        let row = Row::default().with(groupings::GROUPING, &of.id);
        let row = if at > 0 {
            row
        } else {
            row.own_label(ours::TITLE, &of.title)
                .with(ours::QUESTION, &question.id)
                .with(groupings::ORDERED, if of.ordered { "true" } else { "" })
                .with(groupings::COMPARE, compare.as_str())
        };
        let row = row.with(groupings::GROUP, &group.id).own_label(groupings::LABEL, &group.label);
        rows.push(match &group.holds {
            Holds::Answers(any) => {
                let answers = question.answers();
                row.with(ours::CODES, list(any.iter().map(|at| answers[at.0].code.as_str())))
            }
            Holds::Within(within) => bounds(row, within),
        });
    }
    rows
}

fn rules_of(instrument: &Instrument) -> Vec<Row> {
    let row = |rule: &crate::instrument::Rule| {
        Row::default()
            .with(ours::ID, &rule.id)
            .own_label(ours::TITLE, &rule.title)
            .with(rules::WHEN, conditions(instrument, &rule.when))
            .with(rules::NEEDS, conditions(instrument, &rule.needs))
    };
    instrument.rules.iter().map(row).collect()
}
