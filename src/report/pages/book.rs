//! Everything that pages are made from, and the only way from a finding to a value: what may not be shown stays here.

use std::ops::RangeInclusive;

use super::super::corrections::Told;
use super::Source;
use super::parts::{self, absent, figure_or, num, phrase};
use crate::card::{Average, Card, Figure, Finding, Gap, GapKind, Key, Publication, Survey, Where, Whom, target_for};
use crate::coding::GroupColumn;
use crate::estimate::{Estimate, Interval, NoEstimate, Precision};
use crate::gap::Meaning;
use crate::instrument::{Direction, Instrument, Measure, Scale, Target};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::words::{Word, t};
use crate::report::{Absent, Format, Light, Value, Verdict};
use crate::weighting::AREA;

/// What a card is printed from.
pub struct Book<'a> {
    pub survey: &'a Survey<'a>,
    pub card: &'a Card,
    pub source: &'a Source<'a>,
    pub instrument: &'a Instrument,
    /// Every figure, in the order of the card.
    pub figures: Vec<Figure>,
    /// The places of the set, in the official order.
    pub places: Vec<PlaceId>,
    /// Sheets for single places at most; none in reports that have none.
    pub profiles: usize,
    /// For each figure in its own unit, how many decimals suit its size.
    pub(super) decimals: Vec<u8>,
}

impl<'a> Book<'a> {
    pub fn new(survey: &'a Survey<'a>, card: &'a Card, source: &'a Source<'a>) -> Book<'a> {
        let figures = Figure::all(survey.instrument);
        let decimals = figures.iter().map(|f| decimals(card, *f)).collect();
        let places = survey.set.places().collect();
        Book { survey, card, source, instrument: survey.instrument, figures, places, profiles: 0, decimals }
    }

    /// The confidence level.
    pub fn level(&self) -> f64 {
        self.survey.choices.rules.level
    }

    /// The confidence level as percent, in words.
    pub fn level_words(&self) -> Label {
        let percent = self.level() * 100.0;
        let whole = (percent - percent.round()).abs() < 1e-9;
        num(percent, Format::Plain(if whole { 0 } else { 1 }))
    }

    /// Whether the card is for everybody.
    pub fn is_public(&self) -> bool {
        self.survey.choices.publication == Publication::Public
    }

    /// What became of each correction, if any were given.
    pub fn corrections(&self) -> Vec<Told<'a>> {
        self.source.corrections.map(|corrections| Told { round: None, corrections }).into_iter().collect()
    }

    /// Whether the file says where respondents live.
    pub fn has_places(&self) -> bool {
        self.survey.compiled.group_columns.contains(&GroupColumn::Area)
    }

    /// Respondents used in a place.
    pub fn respondents(&self, place: Where) -> u64 {
        match place {
            Where::All => self.survey.coding.rows.used,
            Where::Place(at) => self.card.respondents.get(at).copied().unwrap_or(0),
        }
    }

    /// The same as it is printed: too few of them aren't.
    pub fn respondents_shown(&self, place: Where) -> Value {
        match place {
            Where::Place(at) if self.card.withheld_respondents.contains(&at) => absent(Absent::Withheld),
            Where::Place(_) | Where::All => parts::count(self.respondents(place)),
        }
    }

    /// All places, then everywhere.
    pub fn wheres(&self) -> impl Iterator<Item = Where> + '_ {
        (0..self.places.len()).map(Where::Place).chain([Where::All])
    }

    /// The name of a place, or of what all are put together to.
    pub fn place_name(&self, place: Where) -> Label {
        match place {
            Where::Place(at) => self.places.get(at).map(|p| p.place().full_name.clone()).unwrap_or_default(),
            Where::All => self.average_name(),
        }
    }

    /// What the number for all places is called.
    pub fn average_name(&self) -> Label {
        t(match self.survey.choices.average {
            Average::Sample => Word::AverageSample,
            Average::Equal => Word::AverageEqual,
            Average::Population => Word::AveragePopulation,
        })
    }

    /// A finding.
    pub fn finding(&self, figure: Figure, place: Where, whom: Whom) -> Option<&'a Finding> {
        self.card.find(&Key { figure, place, whom })
    }

    /// The finding for everybody of a place.
    pub fn everybody(&self, figure: Figure, place: Where) -> Option<&'a Finding> {
        self.finding(figure, place, Whom::Everybody)
    }

    /// How values of a figure are printed.
    pub fn format(&self, figure: Figure) -> Format {
        match (figure.scale(self.instrument), self.is_net(figure)) {
            (_, true) => Format::SignedPoints,
            (Scale::Percent, _) => Format::Percent,
            (Scale::Points, _) => Format::Points,
            (Scale::Own, _) => Format::Plain(self.decimals_of(figure)),
        }
    }

    /// How standard errors and unsigned differences of a figure are printed.
    pub fn plain_format(&self, figure: Figure) -> Format {
        match figure.scale(self.instrument) {
            Scale::Percent | Scale::Points => Format::Points,
            Scale::Own => Format::Plain((self.decimals_of(figure) + 1).min(4)),
        }
    }

    /// How gaps of a figure are printed.
    pub fn gap_format(&self, figure: Figure) -> Format {
        match figure.scale(self.instrument) {
            Scale::Percent | Scale::Points => Format::SignedPoints,
            Scale::Own => Format::Signed(self.decimals_of(figure)),
        }
    }

    fn decimals_of(&self, figure: Figure) -> u8 {
        let at = self.figures.iter().position(|f| *f == figure);
        at.and_then(|at| self.decimals.get(at)).copied().unwrap_or(1)
    }

    fn is_net(&self, figure: Figure) -> bool {
        match figure {
            Figure::Indicator(i) => matches!(self.instrument.indicators[i.0].measure, Measure::Net { .. }),
            Figure::Composite(_) => false,
        }
    }

    /// A finding as it is printed.
    pub fn value(&self, finding: Option<&Finding>, light: Option<Light>) -> Value {
        match finding.and_then(|f| Some((f, f.visible()?))) {
            Some((finding, estimate)) if estimate.value.is_finite() => Value::Number {
                value: estimate.value * finding.key.figure.factor(self.instrument),
                format: self.format(finding.key.figure),
                light,
                few: self.few(finding),
            },
            _ => absent(why_absent(finding)),
        }
    }

    /// What something that weights are calibrated by is called: the area, a grouping, a column of the file.
    pub fn term(&self, name: &str) -> Label {
        let grouping = self.instrument.groupings.iter().find(|grouping| grouping.id == name);
        match grouping {
            Some(grouping) => grouping.title.clone(),
            None if name == AREA => t(Word::Area),
            None => Label::same(name),
        }
    }

    /// Whether a finding is to be read with care.
    pub fn few(&self, finding: &Finding) -> bool {
        finding.n() < self.survey.choices.few || finding.shown == crate::card::Shown::WithCare
    }

    /// The interval of a finding, on the printed scale.
    pub fn ends(&self, finding: &Finding) -> Option<(f64, f64)> {
        let interval = interval_of(finding.visible()?)?;
        let factor = finding.key.figure.factor(self.instrument);
        Some((interval.low * factor, interval.high * factor))
    }

    /// The interval of a finding as it is printed.
    pub fn interval(&self, finding: Option<&Finding>) -> Value {
        let Some(shown) = finding.filter(|f| f.visible().is_some()) else { return absent(why_absent(finding)) };
        match self.ends(shown) {
            Some((low, high)) => Value::Interval { low, high, format: self.format(shown.key.figure) },
            None => absent(Absent::NoError),
        }
    }

    /// Lower and upper end in columns of their own.
    pub fn two_ends(&self, finding: Option<&Finding>) -> [Value; 2] {
        let Some(shown) = finding.filter(|f| f.visible().is_some()) else {
            let why = why_absent(finding);
            return [absent(why), absent(why)];
        };
        let format = self.format(shown.key.figure);
        let ends = self.ends(shown);
        [ends.map(|e| e.0), ends.map(|e| e.1)].map(|end| figure_or(end, format, Absent::NoError))
    }

    /// How many answers a finding stands on; those of one that is withheld would give it away.
    pub fn base(&self, finding: Option<&Finding>) -> Value {
        match finding {
            Some(f) if f.shown == crate::card::Shown::Withheld => absent(Absent::Withheld),
            Some(f) => parts::count(f.n()),
            None => absent(Absent::NoData),
        }
    }

    /// The target in force at a place.
    pub fn target(&self, figure: Figure, place: Where) -> Option<&'a Target> {
        let Figure::Indicator(i) = figure else { return None };
        let indicator = &self.instrument.indicators[i.0];
        let id = match place {
            Where::All => None,
            Where::Place(at) => self.places.get(at).copied(),
        };
        target_for(indicator, id, self.survey.choices.as_of).map(|at| &indicator.targets[at])
    }

    /// The light of a finding: against its target, else against the average of the places.
    pub fn light(&self, finding: &Finding) -> Option<Light> {
        let Key { figure, place, .. } = finding.key;
        let direction = figure.direction(self.instrument);
        if direction == Direction::Neither {
            return None;
        }
        let target = self.target(figure, place);
        // A gap without any error, as of medians, says nothing.
        let average = self.gap(figure, place, GapKind::ToAverage.only()).filter(|gap| is_judged(gap));
        if target.is_none() && average.is_none() {
            return None;
        }
        if finding.n() < self.survey.choices.few {
            return Some(Light::TooSmall);
        }
        let to_target = target.is_some().then(|| self.gap(figure, place, GapKind::TO_TARGET));
        match (to_target, average.map(|gap| gap.meaning)) {
            (Some(gap), _) => Some(gap.map_or(Light::TooSmall, |gap| against(gap, direction))),
            (None, Some(Meaning::Better)) => Some(Light::Good),
            (None, Some(Meaning::Worse)) => Some(Light::Poor),
            (None, Some(Meaning::NoClearDifference)) => Some(Light::Middle),
            (None, Some(Meaning::TooSmall)) => Some(Light::TooSmall),
            (None, Some(Meaning::Differs) | None) => None,
        }
    }

    /// A gap of a place, if both of its sides may be shown.
    pub fn gap(&self, figure: Figure, place: Where, kinds: RangeInclusive<GapKind>) -> Option<&'a Gap> {
        self.card.gap(figure, place, kinds).filter(|gap| self.is_open(gap))
    }

    /// Whether everything that a gap is made of may be shown.
    pub fn is_open(&self, gap: &Gap) -> bool {
        self.card.sides(gap).all(|side| side.is_some_and(|finding| finding.visible().is_some()))
    }

    /// A gap on the printed scale.
    pub fn gap_value(&self, gap: &Gap) -> f64 {
        gap.difference.value * gap.figure.factor(self.instrument)
    }

    /// The unit of a figure: percent, points, or its own.
    pub fn unit(&self, figure: Figure) -> Label {
        let Figure::Indicator(i) = figure else { return t(Word::Points) };
        let measure = &self.instrument.indicators[i.0].measure;
        match (measure.scale(), measure) {
            (_, Measure::Net { .. }) => t(Word::PercentagePoints),
            (Scale::Percent, _) => t(Word::Percent),
            (Scale::Points, _) => t(Word::Points),
            (Scale::Own, Measure::Ratio { numerator, denominator }) => {
                let units = [*numerator, *denominator].map(|q| self.unit_of_question(q.0));
                phrase("{0} / {1}", "{0} / {1}", &units)
            }
            (Scale::Own, _) => self.unit_of_question(measure.question().0),
        }
    }

    fn unit_of_question(&self, question: usize) -> Label {
        match &self.instrument.questions[question].kind {
            crate::instrument::Kind::Number { unit, .. } => unit.clone(),
            crate::instrument::Kind::Single { .. } => Label::same("–"),
        }
    }

    /// The figures that the card is mainly about: composites and weighted indicators; all, if there are none.
    pub fn key_figures(&self) -> Vec<Figure> {
        let weighs = |f: &&Figure| match f {
            Figure::Indicator(i) => self.instrument.indicators[i.0].weight > 0.0,
            Figure::Composite(_) => true,
        };
        let key: Vec<Figure> = self.figures.iter().filter(weighs).copied().collect();
        if key.is_empty() { self.figures.clone() } else { key }
    }

    /// The dimension that a figure stands under.
    pub fn dimension(&self, figure: Figure) -> Label {
        use crate::instrument::CompositeOf;
        let title = |at: usize| self.instrument.dimensions[at].title.clone();
        match figure {
            Figure::Indicator(i) => title(self.instrument.indicators[i.0].dimension.0),
            Figure::Composite(c) => match &self.instrument.composites[c.0].of {
                CompositeOf::Dimension(d) => title(d.0),
                CompositeOf::Dimensions(_) | CompositeOf::Indicators(_) => t(Word::Composite),
            },
        }
    }
}

/// The interval of an estimate.
pub fn interval_of(estimate: &Estimate) -> Option<Interval> {
    match &estimate.precision {
        Precision::Sampled { interval, .. } => *interval,
        Precision::Unknown(_) => None,
    }
}

/// Why a finding has no value to show.
pub fn why_absent(finding: Option<&Finding>) -> Absent {
    use crate::card::Shown;
    match finding.map(|f| (f.shown, &f.estimate)) {
        Some((Shown::Withheld, _)) => Absent::Withheld,
        Some((Shown::Unreliable, _)) => Absent::Unreliable,
        Some((_, Err(NoEstimate::ZeroDenominator))) => Absent::NotApplicable,
        Some((_, Err(NoEstimate::NoAnswers | NoEstimate::NoWeight))) | None => Absent::NoData,
        Some((Shown::Freely | Shown::WithCare, Ok(_))) => Absent::NotApplicable,
    }
}

/// Whether a gap has what a verdict needs.
pub fn is_judged(gap: &Gap) -> bool {
    gap.meaning == Meaning::TooSmall || gap.p_adjusted.is_some() || gap.difference.interval.is_some()
}

/// A meaning as the report calls it.
pub fn verdict(meaning: Meaning) -> Verdict {
    match meaning {
        Meaning::Better => Verdict::Better,
        Meaning::Worse => Verdict::Worse,
        Meaning::NoClearDifference => Verdict::NoClearDifference,
        Meaning::TooSmall => Verdict::TooSmall,
        Meaning::Differs => Verdict::Differs,
    }
}

/// Decimals that suit the largest value of a figure: none for money, one for minutes, more for what is small.
fn decimals(card: &Card, figure: Figure) -> u8 {
    let values = card.findings_of(figure).iter().filter(|f| f.key.whom == Whom::Everybody);
    let largest = values.filter_map(|f| f.visible()).map(|e| e.value.abs()).fold(0.0, f64::max);
    match largest {
        x if x >= 1_000.0 => 0,
        x if x >= 1.0 => 1,
        x if x > 0.0 => 3,
        _ => 1,
    }
}

/// The light of a gap to a target: reached, short of it but not clearly, or clearly short, as the gap's own verdict says.
fn against(gap: &Gap, direction: Direction) -> Light {
    let short = match direction {
        Direction::Higher => gap.difference.value < 0.0,
        Direction::Lower => gap.difference.value > 0.0,
        Direction::Neither => false,
    };
    match gap.meaning {
        Meaning::TooSmall => Light::TooSmall,
        _ if !short => Light::Good,
        Meaning::Worse => Light::Poor,
        Meaning::Better | Meaning::NoClearDifference | Meaning::Differs => Light::Middle,
    }
}
