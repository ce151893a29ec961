//! The table for machines: one row for each estimate, with codes and all digits; what isn't shown is empty with its reason.

use super::book::{Book, interval_of, why_absent};
use super::parts::{absent, count, same};
use crate::card::{Figure, Finding, GapKind, Key, Shown, Where, Whom};
use crate::estimate::{Df, FEW_DF, IntervalMethod, Precision};
use crate::instrument::Measure;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::lang::Label;
use crate::report::columns::ESTIMATES;
use crate::report::words::{Word, t};
use crate::report::{Absent, Format, Light, Rows, Tidy, Value};

/// Every estimate of the card, and a row without value for every figure of a place without data; without rows if they
/// aren't wanted.
pub fn table(book: Book<'_>, wanted: bool) -> Tidy<'_> {
    match wanted {
        true => Tidy::declared(&ESTIMATES, Estimates(book)),
        false => Tidy::declared(&ESTIMATES, Vec::new()),
    }
}

struct Estimates<'a>(Book<'a>);

impl Rows for Estimates<'_> {
    /// A part for each figure.
    fn parts(&self) -> usize {
        self.0.figures.len()
    }

    fn part(&self, at: usize) -> Box<dyn Iterator<Item = Vec<Value>> + '_> {
        let Estimates(book) = self;
        let figure = book.figures[at];
        let same = Same::new(book, figure);
        Box::new(findings(book, figure).into_iter().map(move |(key, finding)| values(book, &same, key, finding)))
    }
}

/// The values that all rows of a figure have in common.
struct Same {
    round: Value,
    id: Value,
    titles: [Value; 2],
    dimension: Value,
    all_places: [Value; 3],
    respondent: Value,
    statistic: Value,
    unit: Value,
    instrument: Value,
    tool: Value,
    nothing: Value,
}

impl Same {
    fn new(book: &Book, figure: Figure) -> Same {
        let title = figure.title(book.instrument);
        let everywhere = t(Word::AllPlaces);
        Same {
            round: code(book.source.round.clone().unwrap_or_default()),
            id: code(figure.id(book.instrument)),
            titles: [shared(&title.mn), shared(&title.en)],
            dimension: code(dimension(book, figure)),
            all_places: [code("all"), shared(&everywhere.mn), shared(&everywhere.en)],
            respondent: code("citizen"),
            statistic: code(statistic(book, figure)),
            // One word whatever the language of the report.
            unit: code(book.unit(figure).en),
            instrument: code(format!("{} {}", book.instrument.id, book.instrument.version)),
            tool: code(super::parts::TOOL),
            nothing: code(""),
        }
    }
}

/// What is known of a figure, and the places where nothing is.
fn findings<'a>(book: &Book<'a>, figure: Figure) -> Vec<(Key, Option<&'a Finding>)> {
    let own = book.card.findings_of(figure).iter();
    let mut all: Vec<(Key, Option<&Finding>)> = own.map(|f| (f.key, Some(f))).collect();
    let without = book.wheres().map(|place| Key { figure, place, whom: Whom::Everybody });
    all.extend(without.filter(|key| book.card.find(key).is_none()).map(|key| (key, None)));
    all.sort_by_key(|(key, _)| *key);
    all
}

fn values(book: &Book, same: &Same, key: Key, finding: Option<&Finding>) -> Vec<Value> {
    let mut values = Vec::with_capacity(ESTIMATES.fields.len());
    who_and_where(book, same, key, &mut values);
    numbers(book, key, finding, &mut values);
    judged(book, same, key, finding, &mut values);
    values
}

pub(super) fn code(text: impl AsRef<str>) -> Value {
    same(text)
}

/// The same words in every language, without another copy of them.
pub(super) fn shared(text: &Arc<str>) -> Value {
    Value::Text { text: Label { mn: Arc::clone(text), en: Arc::clone(text) } }
}

pub(super) fn full(value: Option<f64>) -> Value {
    super::parts::figure_or(value, Format::Full, Absent::NotApplicable)
}

fn who_and_where(book: &Book, same: &Same, key: Key, values: &mut Vec<Value>) {
    let nothing = || same.nothing.clone();
    values.extend([same.round.clone(), same.id.clone()]);
    values.extend(same.titles.iter().cloned());
    values.push(same.dimension.clone());
    match key.place {
        Where::All => {
            values.push(nothing());
            values.extend(same.all_places.iter().cloned());
        }
        Where::Place(_) => values.extend(area(book, key.place)),
    }
    let (facility, group_var, group_value) = match key.whom {
        Whom::Everybody => (nothing(), nothing(), nothing()),
        Whom::Group(grouping, group) => {
            let grouping = &book.instrument.groupings[grouping.0];
            (nothing(), code(&grouping.id), code(&grouping.groups[group].id))
        }
        Whom::Facility(at) => {
            let facility = book.survey.coding.facilities.get(at).map_or("", |f| f.id.as_str());
            (code(facility), nothing(), nothing())
        }
    };
    values.extend([facility, group_var, group_value, same.respondent.clone(), same.statistic.clone()]);
}

/// Code, level and names of a place; of all places, no code.
pub(super) fn area(book: &Book, place: Where) -> [Value; 4] {
    let id = match place {
        Where::All => None,
        Where::Place(at) => book.places.get(at),
    };
    match id {
        Some(id) => {
            let place = id.place();
            let names = &place.full_name;
            [code(&place.code), code(level(place.level)), shared(&names.mn), shared(&names.en)]
        }
        None => {
            let everywhere = t(Word::AllPlaces);
            [code(""), code("all"), shared(&everywhere.mn), shared(&everywhere.en)]
        }
    }
}

pub(super) fn level(level: crate::places::Level) -> &'static str {
    use crate::places::Level;
    match level {
        Level::Region => "region",
        Level::Capital => "capital",
        Level::Aimag => "aimag",
        Level::District => "district",
        Level::Soum => "soum",
    }
}

pub(super) fn dimension(book: &Book, figure: Figure) -> String {
    figure.dimension(book.instrument).map(|d| d.id.clone()).unwrap_or_default()
}

fn statistic(book: &Book, figure: Figure) -> &'static str {
    match figure {
        Figure::Indicator(i) => match &book.instrument.indicators[i.0].measure {
            Measure::Quantile { probability, .. } if *probability == 0.5 => "median",
            measure => measure.name(),
        },
        Figure::Composite(_) => "composite",
    }
}

/// From the value to the design effect.
fn numbers(book: &Book, key: Key, finding: Option<&Finding>, values: &mut Vec<Value>) {
    let factor = key.figure.factor(book.instrument);
    let level = full(Some(book.level()));
    let Some((finding, estimate)) = finding.and_then(|f| Some((f, f.visible()?))) else {
        let why = absent(why_absent(finding));
        let known = finding.filter(|f| f.shown != Shown::Withheld);
        let n = known.map_or(why.clone(), |f| count(f.n()));
        let missing = known.map_or(why.clone(), |f| count(f.counts.missing.iter().sum()));
        values.extend(std::iter::repeat_n(why.clone(), 4));
        return values.extend([level, why.clone(), n, missing, why.clone(), why]);
    };
    let (se, df, deff) = match &estimate.precision {
        Precision::Sampled { se, df, deff, .. } => (Some(*se * factor), Some(*df), *deff),
        Precision::Unknown(_) => (None, None, None),
    };
    let ends = book.ends(finding);
    let df = match df {
        Some(Df::Finite(df)) => full(Some(df as f64)),
        Some(Df::Infinite) => code("inf"),
        None => absent(Absent::NoError),
    };
    values.extend([
        full(Some(estimate.value * factor)),
        full(se),
        full(ends.map(|e| e.0)),
        full(ends.map(|e| e.1)),
        level,
        df,
        count(estimate.n),
        count(finding.counts.missing.iter().sum()),
        full(Some(estimate.sum_weights)),
        full(deff),
    ]);
}

/// Unit, target, gaps, light, whether it is shown, and why not.
fn judged(book: &Book, same: &Same, key: Key, finding: Option<&Finding>, values: &mut Vec<Value>) {
    let everybody = key.whom == Whom::Everybody;
    let gap = |kinds: RangeInclusive<GapKind>| {
        let gap = everybody.then(|| book.gap(key.figure, key.place, kinds)).flatten();
        full(gap.map(|gap| book.gap_value(gap)))
    };
    let target = everybody.then(|| book.target(key.figure, key.place)).flatten().map(|target| target.value);
    let light = finding.filter(|f| everybody && f.visible().is_some()).and_then(|f| book.light(f));
    let interval = finding.and_then(Finding::visible).and_then(interval_of);
    let method = interval.map_or("", |i| if is_quantile(book, key.figure) { "woodruff" } else { i.method.name() });
    values.extend([
        same.unit.clone(),
        full(target),
        gap(GapKind::TO_TARGET),
        gap(GapKind::ToAverage.only()),
        code(light.map_or("", light_code)),
        code(shown(finding)),
        code(note(book, finding)),
        code(method),
        same.instrument.clone(),
        same.tool.clone(),
    ]);
}

fn is_quantile(book: &Book, figure: Figure) -> bool {
    match figure {
        Figure::Indicator(i) => matches!(book.instrument.indicators[i.0].measure, Measure::Quantile { .. }),
        Figure::Composite(_) => false,
    }
}

fn light_code(light: Light) -> &'static str {
    match light {
        Light::Good => "good",
        Light::Middle => "middle",
        Light::Poor => "poor",
        Light::TooSmall => "too_small",
        Light::Attention => "attention",
    }
}

pub(super) fn shown(finding: Option<&Finding>) -> &'static str {
    match finding.map(|f| (f.shown, f.estimate.is_ok())) {
        Some((Shown::Withheld, _)) => "withheld",
        None | Some((_, false)) => "no_data",
        Some((Shown::Freely, _)) => "yes",
        Some((Shown::WithCare, _)) => "with_care",
        Some((Shown::Unreliable, _)) => "unreliable",
    }
}

/// Notes as codes, so that scripts can ask for them.
fn note(book: &Book, finding: Option<&Finding>) -> String {
    let Some(finding) = finding else { return "no data".into() };
    let Some(estimate) = finding.visible() else {
        return match why_absent(Some(finding)) {
            Absent::Withheld => "withheld",
            Absent::Unreliable => "unreliable",
            Absent::NotApplicable => "not applicable",
            Absent::NoData
            | Absent::NoError
            | Absent::NoTarget
            | Absent::NotScored
            | Absent::NotFilledIn
            | Absent::NotDue
            | Absent::NoNorm => "no data",
        }
        .into();
    };
    let mut said = Vec::new();
    if estimate.n < book.survey.choices.few {
        said.push("few answers");
    }
    if let Precision::Sampled { df: Df::Finite(df), .. } = &estimate.precision
        && *df < FEW_DF
    {
        said.push("few degrees of freedom");
    }
    match &estimate.precision {
        Precision::Unknown(_) => said.push("no standard error"),
        Precision::Sampled { interval: None, .. } => said.push("no interval"),
        Precision::Sampled { interval: Some(i), .. } if i.method == IntervalMethod::BetaAtEdge => {
            said.push("interval at the edge");
        }
        Precision::Sampled { .. } => {}
    }
    if finding.parts.is_some_and(|(there, all)| there < all) {
        said.push("not all parts");
    }
    said.join("; ")
}
