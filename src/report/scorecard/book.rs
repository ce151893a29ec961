//! Everything that the pages of scorecards are made from, and the ways from a result to a value of a cell.

use super::Source;
use crate::instrument::id_of;
use crate::instrument::scorecard::{Entry, Scale, ScorecardInstrument};
use crate::lang::Label;
use crate::places::{Level, PlaceId, PlaceSet};
use crate::report::parts::{absent, figure, phrase, same, text};
use crate::report::words::{CardWord, t};
use crate::report::{Absent, Column, ColumnKind, Format, Light, Value, parts};
use crate::scorecard::results::{FacilityCard, FacilityIndex, FacilityStatus, Line, RoundIndex};
use crate::scorecard::session::{Headcount, Key, Status};
use crate::scorecard::{Facility, Points, Score, Scorecards};

/// What a report of scorecards is printed from.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    pub cards: &'a Scorecards,
    pub source: &'a Source<'a>,
    pub instrument: &'a ScorecardInstrument,
    /// The reporting areas, where they are known.
    pub set: Option<&'a PlaceSet>,
    /// The scale on which all scores were given; none if they are unlike and 0 to 100 is shown.
    pub scale: Option<Scale>,
}

impl<'a> Book<'a> {
    pub fn new(cards: &'a Scorecards, set: Option<&'a PlaceSet>, source: &'a Source<'a>) -> Book<'a> {
        Book { cards, source, instrument: &cards.instrument, set, scale: common_scale(cards) }
    }

    pub fn facility(&self, at: FacilityIndex) -> &'a Facility {
        &self.cards.facilities[at.0]
    }

    /// The name of a facility; its identifier where it has none.
    pub fn facility_name(&self, at: FacilityIndex) -> Label {
        let facility = self.facility(at);
        match facility.name == Label::default() {
            true => Label::same(&facility.id),
            false => facility.name.clone(),
        }
    }

    pub fn round(&self, at: RoundIndex) -> &'a str {
        &self.cards.rounds[at.0]
    }

    /// The type of a facility, if it is known.
    pub fn kind(&self, facility: &Facility) -> Value {
        match facility.kind.and_then(|at| self.instrument.facility_types.get(at)) {
            Some(entry) => text(entry.title.clone()),
            None => absent(Absent::NotFilledIn),
        }
    }

    /// The reporting area that a facility lies in.
    pub fn area(&self, facility: &Facility) -> Option<PlaceId> {
        let place = facility.place?;
        self.set.map_or(Some(place), |set| set.area_of(place))
    }

    /// The reporting area as it is printed, or the place itself where that lies in none.
    pub fn area_value(&self, facility: &Facility) -> Value {
        match (self.area(facility), facility.place) {
            (Some(area), _) => text(area.place().full_name.clone()),
            (None, Some(place)) => {
                text(phrase("{0} (жагсаалтаас гадуур)", "{0} (outside the set)", &[place.place().full_name.clone()]))
            }
            (None, None) => absent(Absent::NotFilledIn),
        }
    }

    /// The soum or district of a facility.
    pub fn place_value(&self, facility: &Facility) -> Value {
        facility.place.map_or(absent(Absent::NotFilledIn), |place| text(place.place().full_name.clone()))
    }

    pub fn card(&self, facility: FacilityIndex, round: RoundIndex) -> Option<&'a FacilityCard> {
        self.cards.cards.iter().find(|card| (card.facility, card.round) == (facility, round))
    }

    pub fn status(&self, facility: FacilityIndex, round: RoundIndex) -> Option<&'a FacilityStatus> {
        self.cards.status.iter().find(|s| (s.facility, s.round) == (Some(facility), Some(round)))
    }

    /// Every facility and round that a book is there or expected of, in order.
    pub fn expected(&self) -> Vec<(FacilityIndex, Option<RoundIndex>)> {
        let cards = self.cards.cards.iter().map(|card| (card.facility, Some(card.round)));
        let status = self.cards.status.iter().filter_map(|s| Some((s.facility?, s.round)));
        let all: std::collections::BTreeSet<_> = cards.chain(status).collect();
        all.into_iter().collect()
    }

    pub fn indicator(&self, key: &Key) -> Label {
        named(key, |at| self.instrument.indicators.get(at).map(|i| &i.title))
    }

    /// The identifier of an indicator; of one added in the field there is none.
    pub fn indicator_id(&self, key: &Key) -> &str {
        known(key, |at| self.instrument.indicators.get(at).map(|i| i.id.as_str()))
    }

    /// The shared dimension of an indicator, as its identifier; empty where it has none.
    pub fn dimension_id(&self, key: &Key) -> &str {
        known(key, |at| self.instrument.indicators.get(at).map(|i| id_of(i.dimension)))
    }

    /// The same of an item.
    pub fn item_dimension_id(&self, key: &Key) -> &str {
        known(key, |at| self.instrument.inputs.get(at).map(|i| id_of(i.dimension)))
    }

    pub fn group(&self, key: &Key) -> Label {
        named(key, |at| self.instrument.groups.get(at).map(|g| &g.title))
    }

    pub fn group_id(&self, key: &Key) -> &str {
        known(key, |at| entry_id(&self.instrument.groups, at))
    }

    pub fn stakeholder(&self, key: &Key) -> Label {
        named(key, |at| self.instrument.stakeholders.get(at).map(|s| &s.title))
    }

    pub fn item(&self, key: &Key) -> Label {
        named(key, |at| self.instrument.inputs.get(at).map(|i| &i.title))
    }

    pub fn item_id(&self, key: &Key) -> &str {
        known(key, |at| self.instrument.inputs.get(at).map(|i| i.id.as_str()))
    }

    /// The scale that numbers are shown on.
    pub fn shown_scale(&self) -> String {
        self.scale.map_or_else(|| "0-100".to_string(), |scale| scale.name())
    }

    /// Points of 100 on the scale that is shown.
    pub fn on_scale(&self, points: Points) -> f64 {
        self.scale.map_or(points.get(), |scale| scale.at(points.get()))
    }

    /// A difference in points of 100 on the scale that is shown.
    pub fn difference(&self, points: f64) -> f64 {
        self.scale.map_or(points, |scale| points / 100.0 * (scale.to - scale.from))
    }

    fn decimals(&self) -> u8 {
        let wide = self.scale.map_or(100.0, |scale| scale.to - scale.from);
        if wide <= 10.0 { 2 } else { 1 }
    }

    /// A mean or median of scores.
    pub fn mean(&self, points: Option<Points>) -> Value {
        match points {
            Some(points) => figure(self.on_scale(points), Format::Plain(self.decimals())),
            None => absent(Absent::NotScored),
        }
    }

    /// A score that somebody gave, with no more decimals than it has.
    pub fn given(&self, points: Option<Points>) -> Value {
        match points {
            Some(points) => {
                let value = self.on_scale(points);
                figure(value, Format::Plain(needed(value, self.decimals())))
            }
            None => absent(Absent::NotScored),
        }
    }

    /// A score to be read from afar: one decimal at most.
    pub fn roughly(&self, points: Option<Points>) -> Value {
        match points {
            Some(points) => {
                let value = self.on_scale(points);
                figure(value, Format::Plain(needed(value, 1)))
            }
            None => absent(Absent::NotScored),
        }
    }

    /// As it was given, where somebody gave one.
    pub fn score(&self, score: Option<Score>) -> Value {
        self.given(score.map(Score::points))
    }

    /// A difference of scores; marked where it is large enough to be looked at.
    pub fn gap(&self, points: Option<f64>, flagged: bool) -> Value {
        match points {
            Some(points) => Value::Number {
                value: self.difference(points),
                format: Format::Signed(self.decimals()),
                light: flagged.then_some(Light::Attention),
                few: false,
            },
            None => absent(Absent::NotScored),
        }
    }

    /// A difference that has no sign: highest less lowest.
    pub fn spread(&self, points: f64) -> Value {
        figure(self.difference(points), Format::Plain(self.decimals()))
    }

    /// Whether a difference reaches the stated size.
    pub fn is_large(&self, points: f64) -> bool {
        points.abs() >= self.cards.choices.flag - 1e-9
    }

    /// The note on the scale that stands under every grid of scores.
    pub fn scale_note(&self) -> Label {
        match self.scale {
            Some(scale) => phrase(
                "Оноог өгсөн хэмжүүрээр нь харуулав: {0}, их байх нь сайн. Оноо нь оролцсон хүмүүсийн тохирсон үнэлгээ бөгөөд түүврийн дүн биш: алдааны хязгааргүй, эрэмбэлэхгүй.",
                "Scores are shown on the scale on which they were given: {0}, higher is better. A score is what those present agreed on, not a sample result: it has no margin of error and isn't ranked.",
                &[Label::same(scale.name())],
            ),
            None => t(CardWord::NoteHundred),
        }
    }

    /// The size from which a gap is marked, on the scale that is shown.
    pub fn flag_note(&self) -> Label {
        let size = parts::num(self.difference(self.cards.choices.flag), Format::Plain(self.decimals()));
        phrase(
            "◆: зөрүү {0} ба түүнээс их. Зөрүү = иргэд − байгууллага: хасах бол иргэд доогуур үнэлсэн.",
            "◆: a gap of {0} or more. Gap = community − provider: negative where citizens score lower.",
            &[size],
        )
    }

    /// The reporting area in as few words as tell it apart: an aimag by its name alone, as people say it.
    fn area_short(&self, facility: &Facility) -> Value {
        match self.area(facility) {
            Some(area) if area.place().level == Level::Aimag => text(area.place().name.clone()),
            _ => self.area_value(facility),
        }
    }

    /// Area, facility and round, which begin most rows of long lists.
    pub fn who(&self, facility: FacilityIndex, round: RoundIndex) -> Vec<Value> {
        vec![self.area_short(self.facility(facility)), text(self.facility_name(facility)), same(self.round(round))]
    }
}

/// The columns of [`Book::who`].
pub fn who_columns() -> Vec<Column> {
    use crate::report::words::Word;
    vec![
        parts::column("area", Word::Area, ColumnKind::Text),
        parts::column("facility", Word::Facility, ColumnKind::Text),
        parts::column("round", CardWord::Round, ColumnKind::Code),
    ]
}

/// A text of the book; a dash where there is none.
pub fn written(words: &str) -> Value {
    same(if words.trim().is_empty() { "–" } else { words })
}

/// A text that should be there.
pub fn wanted(words: &str) -> Value {
    if words.trim().is_empty() { absent(Absent::NotFilledIn) } else { same(words) }
}

/// A count, or that it was left blank.
pub fn counted_or(value: Option<u64>) -> Value {
    value.map_or(absent(Absent::NotFilledIn), parts::count)
}

/// A count of things to look at: marked unless it is zero.
pub fn to_look_at(value: u64) -> Value {
    match value {
        0 => parts::count(0),
        n => Value::Number { value: n as f64, format: Format::Plain(0), light: Some(Light::Attention), few: false },
    }
}

/// How many decimals a number needs, up to so many.
pub fn needed(value: f64, most: u8) -> u8 {
    let fits = |d: &u8| {
        let step = 10f64.powi(i32::from(*d));
        ((value * step).round() / step - value).abs() < 1e-9
    };
    (0..most).find(fits).unwrap_or(most)
}

/// A measured number with no more decimals than it needs.
pub fn plain(value: f64) -> Value {
    figure(value, Format::Plain(needed(value, 2)))
}

/// How far an action is, with a shape.
pub fn status_words(status: Status) -> Label {
    let shape = match status {
        Status::Planned => "○",
        Status::UnderWay => "◐",
        Status::Done => "●",
        Status::Dropped => "×",
    };
    phrase("{0} {1}", "{0} {1}", &[Label::same(shape), status.title()])
}

/// The groups that scored anything on a card: those of the instrument in its order, then added ones as they came.
pub fn groups_of(card: &FacilityCard) -> Vec<&Key> {
    let mut known: Vec<&Key> = Vec::new();
    let mut added: Vec<&Key> = Vec::new();
    for panel in card.lines.iter().flat_map(|line: &Line| &line.panels) {
        let list = if matches!(panel.group, Key::Known(_)) { &mut known } else { &mut added };
        if !list.contains(&&panel.group) {
            list.push(&panel.group);
        }
    }
    known.sort();
    known.extend(added);
    known
}

/// A part of headcounts together; none if nobody gave it.
pub fn sum_of<'h>(
    of: impl IntoIterator<Item = &'h Headcount>,
    part: impl Fn(&Headcount) -> Option<u64>,
) -> Option<u64> {
    of.into_iter().filter_map(part).fold(None, |sum, n| Some(sum.unwrap_or(0) + n))
}

fn named<'l>(key: &'l Key, title: impl Fn(usize) -> Option<&'l Label>) -> Label {
    match key {
        Key::Known(at) => title(*at).cloned().unwrap_or_default(),
        Key::Added(label) => label.clone(),
    }
}

fn known<'s>(key: &Key, id: impl Fn(usize) -> Option<&'s str>) -> &'s str {
    match key {
        Key::Known(at) => id(*at).unwrap_or_default(),
        Key::Added(_) => "",
    }
}

fn entry_id(entries: &[Entry], at: usize) -> Option<&str> {
    entries.get(at).map(|entry| entry.id.as_str())
}

/// The one scale of all scores; that of the instrument if there are none.
fn common_scale(cards: &Scorecards) -> Option<Scale> {
    let lines = || cards.cards.iter().flat_map(|card| &card.lines);
    let panels = lines().flat_map(|line| &line.panels);
    let of_groups = panels.flat_map(|panel| {
        let votes = panel.votes.iter().flat_map(|votes| votes.counts().iter().map(|(score, _)| score.scale()));
        panel.score.map(Score::scale).into_iter().chain(votes)
    });
    let provider = lines().filter_map(|line| line.provider.map(Score::scale));
    let agreed = lines().filter_map(|line| line.agreed.as_ref().map(|agreed| agreed.score.score.scale()));
    let mut all = of_groups.chain(provider).chain(agreed);
    let first = all.next().unwrap_or(cards.instrument.scale);
    all.all(|scale| scale == first).then_some(first)
}
