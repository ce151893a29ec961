//! What the pages ask for again and again: names, cells of values with their lights, standings in words.

use super::Source;
use crate::compare::{
    BenchmarkKind, Comparison, DomainScore, Entry, Figure, Note, Panel, PeerGroup, Signal, Standing, Subject,
};
use crate::instrument::{Direction, Scale};
use crate::lang::Label;
use crate::places::PlaceId;
use crate::report::parts::{absent, both, counted, figure, figure_or, joined, nothing, phrase, text};
use crate::report::words::{CompareWord, Word, t};
use crate::report::{Absent, Format, Light, Mark, Value, number};

/// A comparison and its source, for the pages.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    /// The numbers.
    pub comparison: &'a Comparison,
    /// What is known of the data beside them.
    pub source: &'a Source<'a>,
}

impl<'a> Book<'a> {
    /// The book of a comparison.
    pub fn new(comparison: &'a Comparison, source: &'a Source<'a>) -> Book<'a> {
        Book { comparison, source }
    }

    /// A facility.
    pub fn subject(&self, at: usize) -> &'a Subject {
        &self.comparison.facilities[at]
    }

    /// The figure of a panel.
    pub fn figure(&self, panel: &Panel) -> &'a Figure {
        &self.comparison.figures[panel.figure]
    }

    /// The title of a peer group.
    pub fn group_title(&self, at: usize) -> Label {
        self.comparison.groups.get(at).map(|group| group.title.clone()).unwrap_or_default()
    }

    /// The peer group of a facility.
    pub fn group_of(&self, subject: &Subject) -> Value {
        subject.group.map_or_else(nothing, |at| text(self.group_title(at)))
    }

    /// The panels of a peer group, in the order of figures.
    pub fn panels(&self, group: usize) -> impl Iterator<Item = &'a Panel> + use<'a> {
        self.comparison.panels.iter().filter(move |panel| panel.group == group)
    }

    /// The panels that a facility is in, with what is known of it.
    pub fn entries(&self, at: usize) -> Vec<(&'a Panel, &'a Entry)> {
        let own = |panel: &'a Panel| Some((panel, panel.entries.iter().find(|entry| entry.facility == at)?));
        self.subject(at).group.map_or_else(Vec::new, |group| self.panels(group).filter_map(own).collect())
    }

    /// Whether anything came in about a facility.
    pub fn has_data(&self, subject: &Subject) -> bool {
        subject.answers + subject.visits > 0
    }

    /// The place of a facility.
    pub fn place(&self, subject: &Subject) -> Value {
        place_of(subject.place)
    }

    /// The members of a group, as facilities.
    pub fn members(&self, group: &'a PeerGroup) -> impl Iterator<Item = &'a Subject> + use<'a> {
        let facilities = &self.comparison.facilities;
        group.members.iter().map(move |at| &facilities[*at])
    }

    /// The value of a facility in its panel: with its light, or why there is none.
    pub fn value(&self, panel: &Panel, entry: &Entry) -> Value {
        let of = self.figure(panel);
        let why = why_absent(entry.standing);
        match entry.value().filter(|value| value.is_finite() && is_shown(entry.standing)) {
            Some(value) => Value::Number {
                value: value * of.factor(),
                format: format(of),
                light: mark(of, entry.standing).and_then(light),
                few: entry.notes.contains(&Note::Few),
            },
            None => absent(why),
        }
    }

    /// A number of a figure on the printed scale; what is withheld has none.
    pub fn printed(&self, panel: &Panel, entry: &Entry, value: Option<f64>) -> Value {
        let of = self.figure(panel);
        if !is_shown(entry.standing) {
            return absent(why_absent(entry.standing));
        }
        figure_or(value.map(|value| value * of.factor()), format(of), Absent::NotApplicable)
    }

    /// Two ends on the printed scale.
    pub fn ends(&self, panel: &Panel, entry: &Entry, ends: Option<(f64, f64)>) -> Value {
        let of = self.figure(panel);
        match ends.filter(|(low, high)| low.is_finite() && high.is_finite() && is_shown(entry.standing)) {
            Some((low, high)) => {
                Value::Interval { low: low * of.factor(), high: high * of.factor(), format: format(of) }
            }
            None if is_shown(entry.standing) => nothing(),
            None => absent(why_absent(entry.standing)),
        }
    }

    /// Value minus benchmark, signed.
    pub fn distance(&self, panel: &Panel, entry: &Entry) -> Value {
        let of = self.figure(panel);
        let both = entry.value().zip(entry.benchmark).filter(|_| is_shown(entry.standing));
        figure_or(both.map(|(value, to)| (value - to) * of.factor()), signed(of), why_absent(entry.standing))
    }

    /// What all of a panel are held against.
    pub fn benchmark(&self, panel: &Panel) -> Value {
        let of = self.figure(panel);
        match (panel.benchmark, self.comparison.choices.benchmark) {
            (Some(value), _) if value.is_finite() => figure(value * of.factor(), format(of)),
            (_, BenchmarkKind::Previous) => nothing(),
            (_, BenchmarkKind::Peers | BenchmarkKind::Target | BenchmarkKind::BestQuarter) => absent(Absent::NoTarget),
        }
    }

    /// Every facility and figure with this signal: by facility, then figure.
    pub fn signalled(&self, wanted: Signal) -> Vec<(&'a Panel, &'a Entry)> {
        let panels = self.comparison.panels.iter();
        let all = panels.flat_map(|panel| panel.entries.iter().map(move |entry| (panel, entry)));
        let mut found: Vec<_> = all.filter(|(_, entry)| entry.signal == Some(wanted)).collect();
        found.sort_by_key(|(panel, entry)| (entry.facility, panel.figure));
        found
    }

    /// The benchmark in words.
    pub fn benchmark_name(&self) -> Label {
        benchmark_name(self.comparison.choices.benchmark)
    }
}

/// Whether the numbers of an entry may be seen.
fn is_shown(standing: Standing) -> bool {
    standing != Standing::Withheld
}

/// The place of a facility: with the aimag where it is a soum.
pub fn place_of(place: Option<PlaceId>) -> Value {
    let Some(place) = place else { return absent(Absent::NotFilledIn) };
    let above = place.place().parent.filter(|_| place.place().level == crate::places::Level::Soum);
    let name = place.place().full_name.clone();
    text(above.map_or_else(|| name.clone(), |above| joined(&[name.clone(), above.place().full_name.clone()], ", ")))
}

/// How values of a figure are printed.
pub fn format(of: &Figure) -> Format {
    match of.scale {
        Scale::Percent => Format::Percent,
        Scale::Points => Format::Points,
        Scale::Own => Format::Plain(1),
    }
}

/// How differences of a figure are printed.
pub fn signed(of: &Figure) -> Format {
    match of.scale {
        Scale::Percent | Scale::Points => Format::SignedPoints,
        Scale::Own => Format::Signed(1),
    }
}

/// The unit of a figure.
pub fn unit(of: &Figure) -> Label {
    match of.scale {
        Scale::Percent => t(Word::Percent),
        Scale::Points => t(Word::Points),
        Scale::Own => of.unit.clone(),
    }
}

/// Title and unit of a figure; the unit only where the number doesn't show it.
pub fn with_unit(of: &Figure) -> Label {
    match of.scale {
        Scale::Own if !of.unit.mn.is_empty() || !of.unit.en.is_empty() => {
            phrase("{0} ({1})", "{0} ({1})", &[of.title.clone(), of.unit.clone()])
        }
        Scale::Percent | Scale::Points | Scale::Own => of.title.clone(),
    }
}

/// How a standing is drawn; none where nothing is judged.
pub fn mark(of: &Figure, standing: Standing) -> Option<Mark> {
    let outside = |better: Direction| match of.direction {
        Direction::Neither => Mark::Differs,
        direction if direction == better => Mark::Learn,
        Direction::Higher | Direction::Lower => Mark::Support,
    };
    match standing {
        Standing::FarBelow => Some(outside(Direction::Lower)),
        Standing::FarAbove => Some(outside(Direction::Higher)),
        Standing::Below | Standing::Above => Some(Mark::Near),
        Standing::AsExpected => Some(Mark::Within),
        Standing::TooSmall => Some(Mark::TooSmall),
        Standing::NoError | Standing::NoBenchmark | Standing::NoData | Standing::Withheld => None,
    }
}

/// The light of a mark. What lies within the limits has none, so that the eye goes to what doesn't.
pub fn light(mark: Mark) -> Option<Light> {
    match mark {
        Mark::Support => Some(Light::Poor),
        Mark::Learn => Some(Light::Good),
        Mark::Differs => Some(Light::Attention),
        Mark::Near => Some(Light::Middle),
        Mark::Within => None,
        Mark::TooSmall => Some(Light::TooSmall),
    }
}

/// Why an entry has no value.
pub fn why_absent(standing: Standing) -> Absent {
    match standing {
        Standing::Withheld => Absent::Withheld,
        Standing::NoError => Absent::NoError,
        Standing::NoBenchmark => Absent::NoTarget,
        Standing::NoData
        | Standing::TooSmall
        | Standing::FarBelow
        | Standing::Below
        | Standing::AsExpected
        | Standing::Above
        | Standing::FarAbove => Absent::NoData,
    }
}

/// A standing in words.
pub fn standing(standing: Standing) -> CompareWord {
    match standing {
        Standing::FarBelow => CompareWord::FarBelow,
        Standing::Below => CompareWord::Below,
        Standing::AsExpected => CompareWord::AsExpected,
        Standing::Above => CompareWord::Above,
        Standing::FarAbove => CompareWord::FarAbove,
        Standing::TooSmall => CompareWord::TooSmall,
        Standing::NoError => CompareWord::NoErrorKnown,
        Standing::NoBenchmark => CompareWord::NoBenchmark,
        Standing::NoData => CompareWord::NoDataHere,
        Standing::Withheld => CompareWord::WithheldHere,
    }
}

/// A standing for machines.
pub fn standing_code(standing: Standing) -> &'static str {
    match standing {
        Standing::FarBelow => "far_below",
        Standing::Below => "below",
        Standing::AsExpected => "as_expected",
        Standing::Above => "above",
        Standing::FarAbove => "far_above",
        Standing::TooSmall => "too_small",
        Standing::NoError => "no_error",
        Standing::NoBenchmark => "no_benchmark",
        Standing::NoData => "no_data",
        Standing::Withheld => "withheld",
    }
}

/// What facilities are held against, in words.
pub fn benchmark_name(kind: BenchmarkKind) -> Label {
    match kind {
        BenchmarkKind::Peers => t(CompareWord::MeanOfPeers),
        BenchmarkKind::Target => t(CompareWord::NormInForce),
        BenchmarkKind::BestQuarter => t(CompareWord::MeanOfBestQuarter),
        BenchmarkKind::Previous => t(CompareWord::OwnPrevious),
    }
}

/// Notes on an entry, in words.
pub fn notes(entry: &Entry) -> Value {
    let said: Vec<Label> = entry.notes.iter().map(note).collect();
    if said.is_empty() { nothing() } else { text(joined(&said, "; ")) }
}

fn note(note: &Note) -> Label {
    match note {
        Note::Few => t(Word::FewAnswers),
        Note::Parts(there, all) => {
            phrase("{1} хэсгээс {0} нь байгаа", "{0} of {1} parts", &[counted(*there), counted(*all)])
        }
        Note::ItemsAsked(asked, all) => {
            phrase("{1} зүйлээс {0}-г асуусан", "{0} of {1} items were asked", &[counted(*asked), counted(*all)])
        }
        Note::AllAlike => t(CompareWord::AllAlike),
        Note::NotRegistered => t(CompareWord::NotRegistered),
        Note::Observers(n) => phrase("{0} ажиглагчийн дундаж", "mean of {0} observers", &[counted(*n)]),
    }
}

/// The score of a domain, 0 to 100.
pub fn domain_score(score: Option<DomainScore>) -> Option<f64> {
    score.map(|score| 100.0 * score.value)
}

/// `95 %` in each language.
pub fn percent(share: f64) -> Label {
    let rounded = share * 100.0;
    let decimals = u8::from((rounded - rounded.round()).abs() > 1e-9);
    both(|lang| number::shown(rounded, Format::Plain(decimals), lang))
}
