//! The tables for machines: a row for each facility and figure, item, norm and adjustment, with codes and all digits.
//!
//! Values stand on the printed scale: a share is 0 to 100. What isn't there is empty; `standing` and `note` say why.

use super::book::{domain_score, standing_code, unit};
use crate::compare::{
    Comparison, Due, Entry, Figure, ItemState, NormLine, Note, Origin, Panel, Readiness, ReadinessRow, Signal,
    Standing, Subject,
};
use crate::instrument::{Direction, Missing, TargetKind};
use crate::lang::Label;
use crate::report::columns::{CASE_MIX, FIGURES, NORMS, READINESS, STANDINGS};
use crate::report::parts::{absent, count, figure, same, text};
use crate::report::{Absent, Format, Rows, Tidy, Value};

/// Every table; without rows if they aren't wanted.
pub fn tables(comparison: &Comparison, wanted: bool) -> Vec<Tidy<'_>> {
    let made = |rows: Make| Made { comparison, rows: wanted.then_some(rows) };
    let standings = Standings { comparison, wanted };
    let mut tables = vec![Tidy::declared(&STANDINGS, standings), Tidy::declared(&FIGURES, made(figures))];
    if comparison.readiness.is_some() {
        tables.push(Tidy::declared(&READINESS, made(items)));
    }
    if !comparison.norms.is_empty() {
        tables.push(Tidy::declared(&NORMS, made(norms)));
    }
    if comparison.case_mix.is_some() {
        tables.push(Tidy::declared(&CASE_MIX, made(case_mix)));
    }
    tables
}

type Row = Vec<Value>;
type Make = for<'c> fn(&'c Comparison) -> Box<dyn Iterator<Item = Row> + 'c>;

/// Rows that are made while they are written; none if they aren't wanted.
struct Made<'a> {
    comparison: &'a Comparison,
    rows: Option<Make>,
}

impl Rows for Made<'_> {
    fn part(&self, _: usize) -> Box<dyn Iterator<Item = Row> + '_> {
        match self.rows {
            Some(rows) => rows(self.comparison),
            None => Box::new(std::iter::empty()),
        }
    }
}

/// The main table, whose rows may be made panel by panel at the same time.
struct Standings<'a> {
    comparison: &'a Comparison,
    wanted: bool,
}

impl Rows for Standings<'_> {
    fn parts(&self) -> usize {
        if self.wanted { self.comparison.panels.len() } else { 0 }
    }

    fn part(&self, at: usize) -> Box<dyn Iterator<Item = Row> + '_> {
        let (comparison, panel) = (self.comparison, &self.comparison.panels[at]);
        let same = Same::new(comparison, panel);
        Box::new(panel.entries.iter().filter_map(move |entry| standing_row(comparison, panel, &same, entry)))
    }
}

fn code(words: impl AsRef<str>) -> Value {
    same(words)
}

fn full(value: Option<f64>) -> Value {
    match value.filter(|value| value.is_finite()) {
        Some(value) => figure(value, Format::Full),
        None => absent(Absent::NotApplicable),
    }
}

fn counted(value: Option<u64>) -> Value {
    value.map_or(absent(Absent::NotApplicable), count)
}

fn label(label: Option<&Label>) -> Value {
    label.map_or(code(""), |label| text(label.clone()))
}

/// The values that rows of a panel have in common.
struct Same {
    group: Value,
    figure: Value,
    dimension: Value,
    benchmark: Value,
    nothing: Value,
}

impl Same {
    fn new(comparison: &Comparison, panel: &Panel) -> Same {
        // A text of its own: whoever copies one that other threads copy too waits for them.
        let own = |label: &Label| text(Label::new(&label.mn, &label.en));
        Same {
            group: comparison.groups.get(panel.group).map_or(code(""), |group| own(&group.title)),
            figure: comparison.figures.get(panel.figure).map_or(code(""), |of| code(&of.id)),
            dimension: comparison.figures.get(panel.figure).map_or(code(""), |of| code(&of.dimension_id)),
            benchmark: code(comparison.choices.benchmark.name()),
            nothing: code(""),
        }
    }

    /// A code, which is often none.
    fn code(&self, words: &str) -> Value {
        if words.is_empty() { self.nothing.clone() } else { code(words) }
    }
}

fn standing_row(comparison: &Comparison, panel: &Panel, same: &Same, entry: &Entry) -> Option<Row> {
    let subject = comparison.facilities.get(entry.facility)?;
    let of = comparison.figures.get(panel.figure)?;
    // What is withheld has no numbers at all, whoever filled the entry in.
    let withheld = entry.standing == Standing::Withheld;
    let printed = |value: Option<f64>| full(value.filter(|_| !withheld).map(|value| value * of.factor()));
    let plain = |value: Option<f64>| full(value.filter(|_| !withheld));
    let ends = |ends: Option<(f64, f64)>| [printed(ends.map(|e| e.0)), printed(ends.map(|e| e.1))];
    let rank = entry.rank.filter(|_| !withheld);
    let mut row = Vec::with_capacity(STANDINGS.fields.len());
    row.extend([
        code(&subject.id),
        text(subject.name.clone()),
        subject.kind.as_ref().map_or(same.nothing.clone(), |kind| text(kind.clone())),
        same.group.clone(),
        same.code(place(subject)),
        same.figure.clone(),
        same.dimension.clone(),
        if withheld { absent(Absent::Withheld) } else { count(entry.n) },
        printed(entry.raw),
        printed(entry.adjusted),
        printed(entry.se),
    ]);
    row.extend(ends(entry.interval));
    row.extend([printed(entry.benchmark), same.benchmark.clone()]);
    row.extend(ends(entry.limits_95));
    row.extend(ends(entry.limits_998));
    row.extend([
        code(standing_code(entry.standing)),
        plain(entry.p),
        plain(entry.p_adjusted),
        plain(entry.reliability),
        printed(entry.shrunken),
        full(rank.map(|rank| rank.expected)),
        counted(rank.map(|rank| rank.low)),
        counted(rank.map(|rank| rank.high)),
        counted(entry.stars.filter(|_| !withheld).map(u64::from)),
        same.code(flag(entry.signal)),
        same.code(&notes(entry)),
    ]);
    Some(row)
}

fn place(subject: &Subject) -> &'static str {
    subject.place.map_or("", |place| place.place().code.as_str())
}

fn flag(signal: Option<Signal>) -> &'static str {
    match signal {
        Some(Signal::Support) => "support",
        Some(Signal::Learn) => "learn",
        Some(Signal::Differs) => "differs",
        None => "",
    }
}

/// Notes as codes, so that scripts can ask for them.
fn notes(entry: &Entry) -> String {
    let one = |note: &Note| match note {
        Note::Few => "few answers".to_string(),
        Note::Parts(there, all) => format!("parts {there}/{all}"),
        Note::ItemsAsked(asked, all) => format!("items asked {asked}/{all}"),
        Note::AllAlike => "all answers alike".to_string(),
        Note::NotRegistered => "not in the register".to_string(),
        Note::Observers(n) => format!("observers {n}"),
    };
    entry.notes.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn figures(comparison: &Comparison) -> Box<dyn Iterator<Item = Row> + '_> {
    let origin = |of: &Figure| match of.origin {
        Origin::Survey => "survey",
        Origin::Checklist => "checklist",
    };
    let better = |of: &Figure| match of.direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::Neither => "",
    };
    Box::new(comparison.figures.iter().map(move |of| {
        vec![
            code(&of.id),
            text(of.title.clone()),
            code(&of.dimension_id),
            code(origin(of)),
            code(if of.composite { "yes" } else { "no" }),
            text(unit(of)),
            code(better(of)),
        ]
    }))
}

fn items(comparison: &Comparison) -> Box<dyn Iterator<Item = Row> + '_> {
    let readiness = comparison.readiness.iter();
    Box::new(
        readiness.flat_map(move |readiness| {
            readiness.rows.iter().flat_map(move |row| item_rows(comparison, readiness, row))
        }),
    )
}

fn item_rows(comparison: &Comparison, readiness: &Readiness, row: &ReadinessRow) -> Vec<Row> {
    let Some(subject) = comparison.facilities.get(row.facility) else { return Vec::new() };
    let mut rows = Vec::new();
    for ((domain, states), score) in readiness.domains.iter().zip(&row.items).zip(&row.scores) {
        for ((id, title), state) in domain.items.iter().zip(states) {
            let (state, share) = state_code(*state);
            rows.push(vec![
                code(&subject.id),
                text(subject.name.clone()),
                code(&domain.id),
                code(domain.dimension),
                code(id),
                text(title.clone()),
                code(state),
                full(share.map(|share| 100.0 * share)),
                full(domain_score(*score)),
            ]);
        }
    }
    rows
}

fn state_code(state: ItemState) -> (&'static str, Option<f64>) {
    match state {
        ItemState::Present => ("present", Some(1.0)),
        ItemState::Absent => ("absent", Some(0.0)),
        ItemState::Mixed(share) => ("mixed", Some(share)),
        ItemState::NotDue => ("not_due", None),
        ItemState::Missing(reason) => (missing_code(reason), None),
    }
}

fn missing_code(reason: Missing) -> &'static str {
    match reason {
        Missing::Blank => "blank",
        Missing::NotAsked => "not_asked",
        Missing::DontKnow => "dont_know",
        Missing::Refused => "refused",
        Missing::Unreadable => "unreadable",
    }
}

fn norms(comparison: &Comparison) -> Box<dyn Iterator<Item = Row> + '_> {
    Box::new(comparison.norms.iter().filter_map(move |line| norm_row(comparison, line)))
}

fn norm_row(comparison: &Comparison, line: &NormLine) -> Option<Row> {
    let subject = comparison.facilities.get(line.facility)?;
    let mut row = vec![
        code(&subject.id),
        text(subject.name.clone()),
        code(&line.item),
        code(line.dimension),
        text(line.title.clone()),
        text(line.unit.clone()),
        full(line.actual.ok()),
    ];
    row.extend(match &line.due {
        Due::InForce { value, kind, source, gap, ratio, met } => [
            full(Some(*value)),
            code(match kind {
                TargetKind::Norm => "norm",
                TargetKind::Target => "target",
            }),
            text(source.clone()),
            full(*ratio),
            full(*gap),
            code(met.map_or("", |met| if met { "yes" } else { "no" })),
        ],
        Due::NotDue => [full(None), code("not_due"), code(""), full(None), full(None), code("")],
        Due::NoNorm => [full(None), code("no_norm"), code(""), full(None), full(None), code("")],
    });
    Some(row)
}

fn case_mix(comparison: &Comparison) -> Box<dyn Iterator<Item = Row> + '_> {
    let models = comparison.case_mix.iter().flat_map(|mix| mix.models.iter().map(move |model| (mix, model)));
    Box::new(models.flat_map(move |(mix, model)| {
        let of = comparison.figures.get(model.figure);
        let factor = of.map_or(1.0, |of| of.factor());
        let head = vec![
            code(of.map_or("", |of| of.id.as_str())),
            code(of.map_or("", |of| of.dimension_id.as_str())),
            label(comparison.groups.get(model.group).map(|group| &group.title)),
        ];
        let begin = move |row: &str, id: &str| [head.clone(), vec![code(row), code(id)]].concat();
        let begin_too = begin.clone();
        let adjusters = mix.adjusters.iter().zip(&model.coefficients).map(move |((id, _), coefficient)| {
            let scaled = coefficient.map(|(value, se)| (value * factor, se * factor));
            let numbers =
                vec![full(None), full(None), full(scaled.map(|scaled| scaled.0)), full(scaled.map(|scaled| scaled.1))];
            [begin("adjuster", id), numbers].concat()
        });
        let moves = model.moves.iter().map(move |(facility, raw, adjusted)| {
            let id = comparison.facilities.get(*facility).map_or("", |subject| subject.id.as_str());
            let numbers = vec![full(Some(raw * factor)), full(Some(adjusted * factor)), full(None), full(None)];
            [begin_too("facility", id), numbers].concat()
        });
        adjusters.chain(moves)
    }))
}
