//! The data dictionary of an instrument: a row for each question, answer, base, indicator, target and so on, in both languages.
//!
//! What is asked and what is computed stand in one table, told apart by `kind` and tied together by `of`, so that a statistician
//! can merge it with an export or a table of estimates by codes. A condition is written `H02=4 5` (one of these answers),
//! `H07>=10` (a number within bounds), `H21 has 1 2` or `H21 lacks 1 2` (of a question that takes several answers).

use super::columns::DICTIONARY;
use super::parts::{TOOL, absent, figure, same};
use super::{Absent, Format, MadeBy, Report, Tidy, Value};
use crate::day::Day;
use crate::instrument::checklist::{ChecklistInstrument, Computation, Part};
use crate::instrument::scorecard::{Entry, ScorecardInstrument, Tracked};
use crate::instrument::{
    Answer, AnyInstrument, BaseIndex, Bounds, CompositeOf, Condition, Direction, Headers, Holds, Instrument, Kind,
    Measure, Mention, Missing, MissingCode, Question, QuestionIndex, Target, TargetKind, id_of,
};
use crate::lang::Label;
use crate::report::words::OwnWords;

/// The dictionary as a report that has nothing but a table for machines.
pub fn report(instrument: &AnyInstrument) -> Report<'static> {
    let name = format!("{} {}", instrument.id(), instrument.version());
    let rows = match instrument {
        AnyInstrument::ReportCard(card) => of_card(card),
        AnyInstrument::Scorecard(card) => of_scorecard(card),
        AnyInstrument::Checklist(list) => of_checklist(list),
    };
    let rows: Vec<Vec<Value>> = rows.into_iter().map(|row| row.values(&name)).collect();
    Report {
        title: DICTIONARY.title(),
        subtitle: instrument.title().clone(),
        made_by: MadeBy {
            tool: TOOL.to_string(),
            instrument: name,
            options: Vec::new(),
            sources: Vec::new(),
            words: OwnWords::spoken(),
            made_up: false,
        },
        sections: Vec::new(),
        tidy: vec![Tidy::declared(&DICTIONARY, rows)],
    }
}

/// A row; what has no meaning in it stays empty.
#[derive(Default)]
struct Row<'i> {
    kind: &'static str,
    id: &'i str,
    of: &'i str,
    label: Label,
    text: Label,
    type_: &'static str,
    code: &'i str,
    value: Option<f64>,
    unit: Label,
    least: Option<f64>,
    most: Option<f64>,
    base: &'i str,
    dimension: &'i str,
    measure: &'static str,
    from: String,
    better: &'static str,
    weight: Option<f64>,
    valid: (Option<Day>, Option<Day>),
    places: String,
    source: Label,
    personal: Option<bool>,
    headers: String,
}

impl Row<'_> {
    fn values(self, instrument: &str) -> Vec<Value> {
        let number = |value: Option<f64>| match value {
            Some(value) => figure(value, Format::Full),
            None => absent(Absent::NotApplicable),
        };
        let day = |day: Option<Day>| day.map_or(absent(Absent::NotApplicable), |day| same(day.to_string()));
        let both = |label: &Label| [same(&*label.mn), same(&*label.en)];
        let [label_mn, label_en] = both(&self.label);
        let [text_mn, text_en] = both(&self.text);
        let [unit_mn, unit_en] = both(&self.unit);
        let [source_mn, source_en] = both(&self.source);
        vec![
            same(instrument),
            same(self.kind),
            same(self.id),
            same(self.of),
            label_mn,
            label_en,
            text_mn,
            text_en,
            same(self.type_),
            same(self.code),
            number(self.value),
            unit_mn,
            unit_en,
            number(self.least),
            number(self.most),
            same(self.base),
            same(self.dimension),
            same(self.measure),
            same(self.from),
            same(self.better),
            number(self.weight),
            day(self.valid.0),
            day(self.valid.1),
            same(self.places),
            source_mn,
            source_en,
            match self.personal {
                Some(true) => same("yes"),
                Some(false) => same("no"),
                None => absent(Absent::NotApplicable),
            },
            same(self.headers),
        ]
    }
}

fn of_card(card: &Instrument) -> Vec<Row<'_>> {
    let mut rows = asked(card);
    let dimension = |at: usize| card.dimensions[at].id.as_str();
    rows.extend(card.dimensions.iter().map(|of| Row {
        kind: "dimension",
        id: &of.id,
        label: of.title.clone(),
        dimension: id_of(of.shared),
        weight: Some(of.weight),
        ..Row::default()
    }));
    for of in &card.indicators {
        let (from, unit) = computed_from(card, &of.measure);
        rows.push(Row {
            kind: "indicator",
            id: &of.id,
            label: of.title.clone(),
            unit,
            base: base(card, of.base),
            dimension: dimension(of.dimension.0),
            measure: of.measure.name(),
            from,
            better: better(of.direction),
            weight: Some(of.weight),
            ..Row::default()
        });
        rows.extend(of.targets.iter().map(|target| of_target(&of.id, target)));
    }
    for of in &card.composites {
        let measure = match &of.of {
            CompositeOf::Dimension(_) => "dimension",
            CompositeOf::Dimensions(_) => "dimensions",
            CompositeOf::Indicators(_) => "indicators",
        };
        rows.push(Row { kind: "composite", id: &of.id, label: of.title.clone(), measure, ..Row::default() });
    }
    for (at, of) in card.composites.iter().enumerate() {
        let parts = card.composite_parts(crate::instrument::CompositeIndex(at));
        rows.extend(parts.into_iter().map(|(indicator, weight)| Row {
            kind: "part",
            id: &card.indicators[indicator.0].id,
            of: &of.id,
            weight: Some(weight),
            ..Row::default()
        }));
    }
    rows.extend(groupings(card));
    rows
}

/// Columns, questions with their answers, bases, rules: what every instrument with questions has.
fn asked(card: &Instrument) -> Vec<Row<'_>> {
    let mut rows = columns(card);
    for (at, of) in card.questions.iter().enumerate().filter(|(_, question)| question.mention.is_none()) {
        let (type_, unit, least, most) = match &of.kind {
            Kind::Single { .. } => ("single", Label::default(), None, None),
            Kind::Number { unit, least, most } => ("number", unit.clone(), *least, *most),
        };
        rows.push(Row {
            unit,
            least,
            most,
            ..question(card, (&of.id, type_), (&of.label, &of.text), of.asked, &of.headers)
        });
        rows.extend(answers(&card.questions[at].id, of.answers(), &of.missing));
    }
    for of in &card.multiples {
        rows.push(question(card, (&of.id, "multiple"), (&of.label, &of.text), of.asked, &of.headers));
        rows.extend(answers(&of.id, &of.answers, &of.missing));
    }
    rows.extend(card.bases.iter().map(|of| Row {
        kind: "base",
        id: &of.id,
        label: of.title.clone(),
        from: conditions(card, &of.all),
        ..Row::default()
    }));
    rows.extend(card.rules.iter().map(|of| Row {
        kind: "rule",
        id: &of.id,
        label: of.title.clone(),
        from: format!("{} => {}", conditions(card, &of.when), conditions(card, &of.needs)),
        ..Row::default()
    }));
    rows
}

fn question<'i>(
    card: &'i Instrument,
    (id, type_): (&'i str, &'static str),
    (label, text): (&Label, &Label),
    asked: Option<BaseIndex>,
    headers: &Headers,
) -> Row<'i> {
    Row {
        kind: "question",
        id,
        label: label.clone(),
        text: text.clone(),
        type_,
        base: base(card, asked),
        personal: Some(false),
        headers: headers.0.join(" | "),
        ..Row::default()
    }
}

fn answers<'i>(of: &'i str, answers: &'i [Answer], missing: &'i [MissingCode]) -> impl Iterator<Item = Row<'i>> {
    let given = answers.iter().map(move |answer| Row {
        kind: "answer",
        id: &answer.code,
        of,
        label: answer.label.clone(),
        code: &answer.code,
        value: answer.value,
        headers: answer.also.join(" | "),
        ..Row::default()
    });
    let missing = missing.iter().map(move |missing| Row {
        kind: "missing",
        id: &missing.code,
        of,
        code: &missing.code,
        type_: match missing.reason {
            Missing::Blank => "blank",
            Missing::NotAsked => "not_asked",
            Missing::DontKnow => "dont_know",
            Missing::Refused => "refused",
            Missing::Unreadable => "unreadable",
        },
        ..Row::default()
    });
    given.chain(missing)
}

/// Columns that are no questions; those that name a person are never read.
fn columns(card: &Instrument) -> Vec<Row<'_>> {
    let of = &card.columns;
    let known = [
        ("area", &of.area),
        ("soum", &of.soum),
        ("facility", &of.facility),
        ("round", &of.round),
        ("weight", &of.weight),
        ("strata", &of.strata),
        ("id", &of.id),
        ("start", &of.interview.start),
        ("end", &of.interview.end),
        ("interviewer", &of.interview.interviewer),
    ];
    let one = |id: &'static str, headers: &Headers, personal| Row {
        kind: "column",
        id,
        personal: Some(personal),
        headers: headers.0.join(" | "),
        ..Row::default()
    };
    let mut rows: Vec<Row> = known.into_iter().map(|(id, headers)| one(id, headers, false)).collect();
    rows.extend(of.clusters.iter().map(|headers| one("cluster", headers, false)));
    rows.extend(of.fpc.iter().map(|headers| one("fpc", headers, false)));
    rows.retain(|row| !row.headers.is_empty());
    rows.extend((!of.personal.0.is_empty()).then(|| one("personal", &of.personal, true)));
    rows
}

fn groupings(card: &Instrument) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for of in &card.groupings {
        let question = &card.questions[of.question.0];
        rows.push(Row {
            kind: "grouping",
            id: &of.id,
            label: of.title.clone(),
            type_: if of.ordered { "ordered" } else { "" },
            from: question.id.clone(),
            ..Row::default()
        });
        rows.extend(of.groups.iter().map(|group| Row {
            kind: "group",
            id: &group.id,
            of: &of.id,
            label: group.label.clone(),
            from: held(card, question, &group.holds),
            ..Row::default()
        }));
    }
    rows
}

fn of_target<'i>(of: &'i str, target: &'i Target) -> Row<'i> {
    Row {
        kind: "target",
        of,
        type_: kind_of(target.kind),
        value: Some(target.value),
        valid: (target.from, target.until),
        places: target.places.join(" | "),
        source: target.source.clone(),
        ..Row::default()
    }
}

fn kind_of(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Norm => "norm",
        TargetKind::Target => "target",
    }
}

fn of_checklist(list: &ChecklistInstrument) -> Vec<Row<'_>> {
    let (asks, id) = (&list.asks, |at: QuestionIndex| list.asks.questions[at.0].id.clone());
    let mut rows = asked(asks);
    rows.extend(entries("facility_type", &list.facility_types));
    rows.extend(asks.dimensions.iter().map(|of| Row {
        kind: "dimension",
        id: &of.id,
        label: of.title.clone(),
        dimension: id_of(of.shared),
        weight: Some(of.weight),
        ..Row::default()
    }));
    rows.extend(list.items.iter().map(|of| Row {
        kind: "item",
        id: &of.id,
        label: of.title.clone(),
        dimension: &asks.dimensions[of.domain.0].id,
        from: conditions(asks, &of.present),
        ..Row::default()
    }));
    for of in &list.figures {
        let items = |items: &[usize]| items.iter().map(|i| list.items[*i].id.clone()).collect::<Vec<_>>().join(" ");
        let (measure, from) = match &of.of {
            Computation::Share { of, among, complement: false } => ("share", format!("{} / {}", id(*of), id(*among))),
            Computation::Share { of, among, complement: true } => {
                ("share", format!("1 - {} / {}", id(*of), id(*among)))
            }
            Computation::Count { of, per } => {
                let per: Vec<String> = per.iter().map(|q| id(*q)).collect();
                let below = if per.is_empty() { String::new() } else { format!(" / ({})", per.join(" * ")) };
                ("count", format!("{}{below}", id(*of)))
            }
            Computation::Ratio { over, under } => ("ratio", format!("{} / {}", id(*over), id(*under))),
            Computation::Number(of) => ("number", id(*of)),
            Computation::All(all) => ("all", items(all)),
            Computation::Items(all) => ("items", items(all)),
        };
        rows.push(Row {
            kind: "figure",
            id: &of.id,
            label: of.title.clone(),
            unit: of.unit.clone(),
            dimension: &asks.dimensions[of.domain.0].id,
            measure,
            from,
            better: better(of.direction),
            ..Row::default()
        });
        rows.extend(of.targets.iter().map(|target| of_target(&of.id, target)));
    }
    for of in &list.composites {
        rows.push(Row { kind: "composite", id: &of.id, label: of.title.clone(), ..Row::default() });
        rows.extend(of.of.iter().map(|(part, weight)| Row {
            kind: "part",
            id: match part {
                Part::Domain(at) => &asks.dimensions[*at].id,
                Part::Figure(at) => &list.figures[*at].id,
            },
            of: &of.id,
            weight: Some(*weight),
            ..Row::default()
        }));
    }
    rows.extend(list.norms.iter().flat_map(|norm| tracked("norm", &norm.item, id(norm.actual))));
    rows
}

fn of_scorecard(card: &ScorecardInstrument) -> Vec<Row<'_>> {
    let mut rows: Vec<Row> = vec![Row {
        kind: "scale",
        id: "scale",
        least: Some(card.scale.from),
        most: Some(card.scale.to),
        ..Row::default()
    }];
    rows.extend(card.marks.iter().map(|mark| Row {
        kind: "mark",
        of: "scale",
        label: mark.title.clone(),
        value: Some(mark.value),
        ..Row::default()
    }));
    rows.extend(entries("facility_type", &card.facility_types));
    rows.extend(entries("group", &card.groups));
    rows.extend(entries("stakeholder", &card.stakeholders));
    rows.extend(card.indicators.iter().map(|of| Row {
        kind: "indicator",
        id: &of.id,
        label: of.title.clone(),
        text: of.about.clone(),
        dimension: id_of(of.dimension),
        measure: "score",
        better: "higher",
        headers: of.also.join(" | "),
        ..Row::default()
    }));
    rows.extend(card.inputs.iter().flat_map(|of| tracked("input", of, String::new())));
    rows
}

fn entries<'i>(kind: &'static str, all: &'i [Entry]) -> impl Iterator<Item = Row<'i>> {
    all.iter().map(move |of| Row {
        kind,
        id: &of.id,
        label: of.title.clone(),
        headers: of.also.join(" | "),
        ..Row::default()
    })
}

/// What is counted, and what a facility is entitled to of it.
fn tracked<'i>(kind: &'static str, of: &'i Tracked, from: String) -> Vec<Row<'i>> {
    let first = Row {
        kind,
        id: &of.id,
        label: of.title.clone(),
        text: of.about.clone(),
        unit: of.unit.clone(),
        dimension: id_of(of.dimension),
        from,
        headers: of.also.join(" | "),
        ..Row::default()
    };
    let due = of.entitlements.iter().map(|due| Row {
        kind: "entitlement",
        of: &of.id,
        type_: kind_of(due.kind),
        value: Some(due.value),
        valid: (due.from, due.until),
        places: due.places.iter().map(|place| place.place().code.as_str()).collect::<Vec<_>>().join(" | "),
        source: due.source.clone(),
        ..Row::default()
    });
    std::iter::once(first).chain(due).collect()
}

fn better(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::Neither => "",
    }
}

fn base(card: &Instrument, base: Option<BaseIndex>) -> &str {
    base.map_or("", |at| card.bases[at.0].id.as_str())
}

/// From what a measure is computed, and in which unit where it has one of its own.
fn computed_from(card: &Instrument, measure: &Measure) -> (String, Label) {
    let question = |at: QuestionIndex| &card.questions[at.0];
    let unit = |at: QuestionIndex| match &question(at).kind {
        Kind::Number { unit, .. } => unit.clone(),
        Kind::Single { .. } => Label::default(),
    };
    let zero = |when: &Option<Condition>| {
        when.as_ref().map_or_else(String::new, |when| format!("; 0 where {}", condition(card, when)))
    };
    match measure {
        Measure::Share { counts, zero_when } => (condition(card, counts) + &zero(zero_when), Label::default()),
        Measure::Score { question: of, from, to } => (format!("{} {from}..{to}", question(*of).id), Label::default()),
        Measure::Mean { question: of, zero_when } => (question(*of).id.clone() + &zero(zero_when), unit(*of)),
        Measure::Net { question: of, plus, minus } => {
            let of = question(*of);
            let codes = |some| held(card, of, &Holds::Answers(Vec::clone(some)));
            (format!("{} - {}", codes(plus), codes(minus)), Label::default())
        }
        Measure::Ratio { numerator, denominator } => {
            (format!("{} / {}", question(*numerator).id, question(*denominator).id), Label::default())
        }
        Measure::Total { question: of } => (question(*of).id.clone(), unit(*of)),
        Measure::Quantile { question: of, probability } => (format!("{} @{probability}", question(*of).id), unit(*of)),
    }
}

fn conditions(card: &Instrument, all: &[Condition]) -> String {
    all.iter().map(|one| condition(card, one)).collect::<Vec<_>>().join("; ")
}

fn condition(card: &Instrument, of: &Condition) -> String {
    held(card, &card.questions[of.question.0], &of.holds)
}

/// What an answer must be.
fn held(card: &Instrument, question: &Question, holds: &Holds) -> String {
    match (&question.mention, holds) {
        (Some(mention), Holds::Answers(answers)) => {
            let of = &card.multiples[mention.of.0];
            let codes: Vec<&str> = mention.any.iter().map(|at| of.answers[at.0].code.as_str()).collect();
            let verb = if answers.contains(&Mention::NAMED) { "has" } else { "lacks" };
            format!("{} {verb} {}", of.id, codes.join(" "))
        }
        (None, Holds::Answers(answers)) => {
            let codes: Vec<&str> = answers.iter().map(|at| question.answers()[at.0].code.as_str()).collect();
            format!("{}={}", question.id, codes.join(" "))
        }
        (_, Holds::Within(bounds)) => format!("{}{}", question.id, within(bounds)),
    }
}

fn within(bounds: &Bounds) -> String {
    let one = |sign: &str, bound: Option<f64>| bound.map(|bound| format!("{sign}{bound}"));
    let all = [one(">=", bounds.at_least), one(">", bounds.above), one("<=", bounds.at_most), one("<", bounds.below)];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::shelf;

    fn cells(id: &str) -> Vec<Vec<String>> {
        let report = report(&shelf::open_any(id).expect("it is built in"));
        let cell = |value: &Value| match value {
            Value::Text { text } => text.mn.to_string(),
            Value::Number { value, .. } => value.to_string(),
            _ => String::new(),
        };
        report.tidy[0].rows().map(|row| row.iter().map(cell).collect()).collect()
    }

    #[test]
    fn every_instrument_has_a_row_for_everything_that_it_asks_and_computes() {
        for id in shelf::ids() {
            let rows = cells(id);
            assert!(rows.iter().all(|row| row.len() == DICTIONARY.fields.len()), "{id}");
            let of_kind = |kind: &str| rows.iter().filter(|row| row[1] == kind).count();
            match shelf::open_any(id).expect(id) {
                AnyInstrument::ReportCard(card) => {
                    let asked = card.questions.iter().filter(|q| q.mention.is_none()).count() + card.multiples.len();
                    assert_eq!(of_kind("question"), asked, "{id}");
                    assert_eq!(of_kind("indicator"), card.indicators.len(), "{id}");
                    assert_eq!(of_kind("base"), card.bases.len(), "{id}");
                }
                AnyInstrument::Scorecard(card) => {
                    assert_eq!(of_kind("indicator"), card.indicators.len(), "{id}");
                    assert_eq!(of_kind("input"), card.inputs.len(), "{id}");
                }
                AnyInstrument::Checklist(list) => {
                    assert_eq!(of_kind("item"), list.items.len(), "{id}");
                    assert_eq!(of_kind("figure"), list.figures.len(), "{id}");
                    assert_eq!(of_kind("norm"), list.norms.len(), "{id}");
                }
            }
        }
    }

    #[test]
    fn conditions_are_written_by_codes() {
        // [[indicator]] H01 and H02.within30 in instruments/health/instrument.toml, read by hand.
        let rows = cells("health");
        let find = |kind: &str, id: &str| rows.iter().find(|row| row[1] == kind && row[2] == id).expect(id);
        let from = DICTIONARY.position("from").expect("from");
        assert_eq!(find("indicator", "H01")[from], "H01=yes");
        assert_eq!(find("indicator", "H02.within30")[from], "H02<=30");
        assert_eq!(find("indicator", "H02.within30")[DICTIONARY.position("base").expect("base")], "users");
    }
}
