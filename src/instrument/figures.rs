//! Reading what is computed: dimensions, indicators with their measures and targets, composites.

use serde_spanned::Spanned;

use super::questions::{Asked, filled};
use super::{
    Composite, CompositeLevel, CompositeOf, Condition, Dimension, DimensionIndex, Direction, Indicator, IndicatorIndex,
    Measure, QuestionIndex, Scale, SharedDimension, Target, TargetKind,
};
use crate::day::Day;
use crate::problem::Code;
use crate::toml_file::{Fault, Log, Names, Section, Word, number};

/// What is computed from the answers.
pub(super) struct Figures {
    /// The dimensions, in the order of the file.
    pub(super) dimensions: Vec<Dimension>,
    /// The indicators, in the order of the file.
    pub(super) indicators: Vec<Indicator>,
    /// The composites, in the order of the file.
    pub(super) composites: Vec<Composite>,
    /// The indicator of overall satisfaction.
    pub(super) overall: Option<IndicatorIndex>,
}

struct Named {
    dimensions: Names,
    indicators: Names,
}

impl Figures {
    /// Reads `[[dimension]]`, `[[indicator]]`, `[[composite]]`, and which indicator is the `overall` one.
    pub(super) fn read(file: &Section<'_>, asked: &mut Asked) -> Figures {
        let mut figures =
            Figures { dimensions: Vec::new(), indicators: Vec::new(), composites: Vec::new(), overall: None };
        let mut named =
            Named { dimensions: Names::new(Code::UnknownDimension), indicators: Names::new(Code::UnknownIndicator) };
        file.wanted("dimension");
        for section in file.sections("dimension") {
            let id = section.id();
            named.dimensions.add(file.log, &id);
            let shared = SharedDimension::named(id.get_ref());
            // A shared dimension is called as everywhere, unless the file says otherwise.
            let title = match shared {
                Some(shared) => section.label("title").unwrap_or_else(|| shared.title().clone()),
                None => section.wanted_label("title"),
            };
            let dimension = Dimension { id: id.into_inner(), title, weight: weight(&section, 1.0), shared };
            section.done();
            figures.dimensions.push(dimension);
        }
        file.wanted("indicator");
        for section in file.sections("indicator") {
            let (id, indicator) = indicator(section, asked, &named);
            named.indicators.add(file.log, &id);
            figures.indicators.push(indicator);
        }
        let mut ids = Names::new(Code::UnknownIndicator);
        for section in file.sections("composite") {
            let id = section.id();
            ids.add(file.log, &id);
            let composite = figures.composite(&section, id, &named);
            figures.composites.extend(composite);
            section.done();
        }
        figures.overall = file.text("overall").and_then(|name| figures.overall(file.log, &name, &named));
        figures
    }

    /// The indicator of overall satisfaction, which others are set beside in points.
    fn overall(&self, log: &Log, name: &Word, named: &Named) -> Option<IndicatorIndex> {
        let at = named.indicators.find(log, name)?;
        let Indicator { measure, direction, .. } = &self.indicators[at];
        if !counts_to_100(measure, *direction) {
            log.add(Fault::new(Code::NotForOverall, name.span(), name.get_ref()));
        }
        Some(IndicatorIndex(at))
    }

    fn composite(&self, section: &Section<'_>, id: Word, named: &Named) -> Option<Composite> {
        const LEVELS: [(&str, CompositeLevel); 2] =
            [("place", CompositeLevel::Place), ("respondent", CompositeLevel::Respondent)];
        let title = section.wanted_label("title");
        let level = section.choice("level", &LEVELS);
        let of = self.composite_of(section, named)?;
        if !self.weighs_something(&of) {
            section.log.add(Fault::new(Code::EmptyComposite, id.span(), id.get_ref()));
        }
        Some(Composite { id: id.into_inner(), title, of, level: level.unwrap_or(CompositeLevel::Place) })
    }

    fn composite_of(&self, section: &Section<'_>, named: &Named) -> Option<CompositeOf> {
        let log = section.log;
        let dimension = section.text("dimension");
        let dimensions = section.texts("dimensions");
        let indicators = section.value("indicators").and_then(|v| Section::of(log, v));
        match (dimension, dimensions.as_slice(), indicators) {
            (Some(name), [], None) => {
                named.dimensions.find(log, &name).map(|d| CompositeOf::Dimension(DimensionIndex(d)))
            }
            (None, [all], None) if all.get_ref() == "all" => {
                Some(CompositeOf::Dimensions((0..self.dimensions.len()).map(DimensionIndex).collect()))
            }
            (None, [_, ..], None) => {
                let found = dimensions.iter().filter_map(|name| named.dimensions.find(log, name));
                Some(CompositeOf::Dimensions(found.map(DimensionIndex).collect()))
            }
            (None, [], Some(table)) => Some(CompositeOf::Indicators(self.weighted(&table, named))),
            (None, [], None) => {
                log.add(Fault::bare(Code::MissingKey, section.span(), "dimension, dimensions, indicators"));
                None
            }
            _ => {
                log.add(Fault::bare(Code::GivenTwice, section.span(), "dimension, dimensions, indicators"));
                None
            }
        }
    }

    /// Named indicators with their weights, `{ "H06.score" = 2, H03 = 1 }`.
    fn weighted(&self, table: &Section<'_>, named: &Named) -> Vec<(IndicatorIndex, f64)> {
        let mut parts = Vec::new();
        for (name, value) in table.entries() {
            let Some(at) = named.indicators.find(table.log, &name) else { continue };
            if !counts_to_100(&self.indicators[at].measure, self.indicators[at].direction) {
                table.log.add(Fault::new(Code::NotForComposite, name.span(), name.get_ref()));
            }
            let weight = number(table.log, value).map(|w| sound_weight(table.log, w));
            parts.extend(weight.map(|w| (IndicatorIndex(at), w)));
        }
        filled(table.log, "indicators", table.span(), parts)
    }

    fn weighs_something(&self, of: &CompositeOf) -> bool {
        let within = |d: &DimensionIndex| self.indicators.iter().any(|i| i.dimension == *d && i.weight > 0.0);
        match of {
            CompositeOf::Dimension(d) => within(d),
            CompositeOf::Dimensions(list) => list.iter().any(|d| within(d) && self.dimensions[d.0].weight > 0.0),
            CompositeOf::Indicators(list) => list.iter().any(|(_, weight)| *weight > 0.0),
        }
    }
}

/// Which way is better, by its name in files.
pub(super) const DIRECTIONS: [(&str, Direction); 3] =
    [("higher", Direction::Higher), ("lower", Direction::Lower), ("neither", Direction::Neither)];

fn indicator(section: Section<'_>, asked: &mut Asked, named: &Named) -> (Word, Indicator) {
    let log = section.log;
    let id = section.id();
    let dimension = section.wanted_text("dimension");
    let measure = section.wanted("measure").and_then(|v| Section::of(log, v)).and_then(|s| measure(s, asked));
    let better = section.wanted_choice("better", &DIRECTIONS);
    let sound = measure.is_some() && better.is_some();
    let indicator = Indicator {
        id: id.get_ref().clone(),
        title: section.wanted_label("title"),
        dimension: DimensionIndex(named.dimensions.find(log, &dimension).unwrap_or_default()),
        base: section.text("base").and_then(|name| asked.base(log, &name)),
        direction: better.unwrap_or(Direction::Neither),
        weight: weight(&section, 0.0),
        importance: section.number("importance").map(|given| importance(log, given)),
        targets: section
            .sections("targets")
            .into_iter()
            .map(|s| target(s, measure.as_ref().map_or((f64::NEG_INFINITY, f64::INFINITY), Measure::ends)))
            .collect(),
        // A place holder: an instrument with a fault is never handed out.
        measure: measure.unwrap_or(Measure::Total { question: QuestionIndex(0) }),
    };
    if sound && indicator.weight > 0.0 && !counts_to_100(&indicator.measure, indicator.direction) {
        log.add(Fault::new(Code::NotForComposite, id.span(), id.get_ref()));
    }
    section.done();
    (id, indicator)
}

/// Whether a figure can be turned into 0 to 100 where more is better.
fn counts_to_100(measure: &Measure, direction: Direction) -> bool {
    measure.scale() != Scale::Own && direction != Direction::Neither
}

/// A weight, or what it is where none is given.
pub(super) fn weight(section: &Section<'_>, otherwise: f64) -> f64 {
    section.number("weight").map_or(otherwise, |w| sound_weight(section.log, w))
}

/// A weight that is a number of at least zero; notes it if not.
pub(super) fn sound_weight(log: &Log, weight: Spanned<f64>) -> f64 {
    let value = *weight.get_ref();
    if !value.is_finite() || value < 0.0 {
        log.add(Fault::bare(Code::BadWeight, weight.span(), value));
    }
    value
}

/// A stated importance, of 0 to 100; notes it if not.
fn importance(log: &Log, given: Spanned<f64>) -> f64 {
    let value = *given.get_ref();
    if !(0.0..=100.0).contains(&value) {
        log.add(Fault::bare(Code::BadImportance, given.span(), value));
    }
    value
}

/// Which measure a table spells. Exactly one of these keys names its question.
const MEASURES: [&str; 8] = ["share", "score", "mean", "median", "quantile", "net", "ratio", "total"];

fn measure(section: Section<'_>, asked: &mut Asked) -> Option<Measure> {
    let given: Vec<&'static str> = MEASURES.into_iter().filter(|key| section.has(key)).collect();
    let &[name] = given.as_slice() else {
        section.log.add(Fault::new(Code::OneMeasure, section.span(), "").one_of(&MEASURES));
        return None;
    };
    let measure = match name {
        "share" => share(&section, asked),
        "score" => score(&section, asked),
        "net" => net(&section, asked),
        "ratio" => ratio(&section, asked),
        _ => of_a_number(name, &section, asked),
    };
    section.done();
    measure
}

fn share(section: &Section<'_>, asked: &mut Asked) -> Option<Measure> {
    let counts = asked.counted(section, &section.text("share")?);
    let zero_when = zero_when(section, asked);
    Some(Measure::Share { counts: counts?, zero_when })
}

fn score(section: &Section<'_>, asked: &Asked) -> Option<Measure> {
    let name = section.text("score")?;
    let question = asked.question(section.log, &name)?;
    let answers = asked.questions[question.0].answers();
    let values = || answers.iter().filter_map(|a| a.value);
    let (from, to) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    if from < to {
        return Some(Measure::Score { question, from, to });
    }
    section.log.add(Fault::new(Code::NoScaleValues, name.span(), name.get_ref()));
    None
}

fn net(section: &Section<'_>, asked: &Asked) -> Option<Measure> {
    let name = section.text("net");
    let (plus_codes, minus_codes) = (section.wanted_texts("plus"), section.wanted_texts("minus"));
    let question = asked.question(section.log, &name?)?;
    for code in &minus_codes {
        if let Some(other) = plus_codes.iter().find(|p| p.get_ref() == code.get_ref()) {
            section.log.add(Fault::new(Code::BothSides, code.span(), code.get_ref()).earlier(other.span()));
        }
    }
    let side = |key, codes: Vec<Word>| {
        let codes = if section.has(key) { filled(section.log, key, section.span(), codes) } else { codes };
        asked.answers(section.log, question, &codes)
    };
    Some(Measure::Net { question, plus: side("plus", plus_codes), minus: side("minus", minus_codes) })
}

fn ratio(section: &Section<'_>, asked: &Asked) -> Option<Measure> {
    let names = section.texts("ratio");
    let [above, below] = names.as_slice() else {
        let span = section.value("ratio")?.span();
        section.log.add(Fault::bare(Code::WrongValue, span, "array").detail(r#"["above", "below"]"#));
        return None;
    };
    let numerator = asked.number(section.log, above);
    let denominator = asked.number(section.log, below);
    Some(Measure::Ratio { numerator: numerator?, denominator: denominator? })
}

fn of_a_number(name: &'static str, section: &Section<'_>, asked: &mut Asked) -> Option<Measure> {
    let question = section.text(name).and_then(|w| asked.number(section.log, &w));
    let measure = match name {
        "mean" => {
            let zero_when = zero_when(section, asked);
            Measure::Mean { question: question?, zero_when }
        }
        "quantile" => {
            section.wanted("p");
            let probability = section.number("p").map(|p| probability(section.log, p));
            Measure::Quantile { question: question?, probability: probability? }
        }
        "median" => Measure::Quantile { question: question?, probability: 0.5 },
        _ => Measure::Total { question: question? },
    };
    Some(measure)
}

fn probability(log: &Log, given: Spanned<f64>) -> f64 {
    let p = *given.get_ref();
    if p <= 0.0 || p >= 1.0 {
        log.add(Fault::bare(Code::BadProbability, given.span(), p));
    }
    p
}

/// `zero_when = { H15 = ["no"] }`: one question decides who counts as zero.
fn zero_when(section: &Section<'_>, asked: &mut Asked) -> Option<Condition> {
    let table = Section::of(section.log, section.value("zero_when")?)?;
    let mut conditions = asked.conditions(&table);
    if conditions.len() > 1 {
        let fault = Fault::bare(Code::WrongValue, table.span(), "table");
        section.log.add(fault.detail(r#"{ question = ["code"] }"#));
    }
    conditions.pop()
}

/// A target on a printed scale with these ends.
pub(super) fn target(section: Section<'_>, ends: (f64, f64)) -> Target {
    section.wanted("value");
    let value = section.number("value").map(|v| on_scale(section.log, v, ends)).unwrap_or_default();
    let (from, until) = days(&section);
    let target = Target {
        value,
        kind: section.wanted_choice("kind", &TargetKind::NAMES).unwrap_or(TargetKind::Target),
        source: section.wanted_label("source"),
        from,
        until,
        places: section.texts("places").into_iter().map(Word::into_inner).collect(),
    };
    section.done();
    target
}

fn on_scale(log: &Log, value: Spanned<f64>, (low, high): (f64, f64)) -> f64 {
    let x = *value.get_ref();
    if x < low || x > high {
        log.add(Fault::bare(Code::TargetOffScale, value.span(), x).detail(format!("{low}…{high}")));
    }
    x
}

/// The first and the last day of a period, by the keys `from` and `until`.
pub(super) fn days(section: &Section<'_>) -> (Option<Day>, Option<Day>) {
    let (from, until) = (day(section, "from"), day(section, "until"));
    if let (Some(from), Some(until)) = (&from, &until)
        && from.get_ref() > until.get_ref()
    {
        let fault = Fault::new(Code::DaysReversed, until.span(), &until.get_ref().to_string());
        section.log.add(fault.earlier(from.span()));
    }
    (from.map(Spanned::into_inner), until.map(Spanned::into_inner))
}

/// A day written YYYY-MM-DD that is in the calendar.
fn day(section: &Section<'_>, key: &'static str) -> Option<Spanned<Day>> {
    let value = section.value(key)?;
    let text = match value.get_ref().as_datetime() {
        Some(day) => Word::new(value.span(), day.to_string()),
        None => section.text(key)?,
    };
    let day = Day::iso(text.get_ref());
    if day.is_none() {
        section.log.add(Fault::new(Code::BadDay, text.span(), text.get_ref()));
    }
    day.map(|day| Spanned::new(text.span(), day))
}
