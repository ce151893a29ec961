//! A poster for the wall of a clinic or a school: one page that says what works, what to fix, what was agreed, who does it and
//! by when.
//!
//! It is made from what another command wrote as JSON ([`crate::forum::read()`]), computes nothing anew and shows no number that
//! isn't there: a figure that was withheld, rests on few answers or isn't judged is never chosen. Every text is in both
//! languages; how it looks is `render`'s.

mod card;
mod choose;
mod facility;
#[cfg(test)]
pub mod sample;
mod scorecard;
#[cfg(test)]
mod tests;

use super::Face;
use super::parts::{counted, num, phrase};
use super::words::{OwnWords, PosterWord, fill, t};
use super::{Format, number};
use crate::day::Day;
use crate::forum::{Kind, Read};
use crate::lang::Label;
use crate::places::{Gazetteer, Level, PlaceId};

/// Lines on a poster.
pub const MOST_ITEMS: usize = 6;

/// What a poster says, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Poster {
    /// What its file is called after: the identifier of a facility, the name of a place.
    pub id: Label,
    /// Over the title: what kind of report it is from.
    pub about: Label,
    /// Whom it is about.
    pub title: Label,
    /// Where that is; empty for a place.
    pub lies_in: Label,
    /// Round, day, how many people were asked.
    pub facts: Vec<Label>,
    /// The lines, by what they mean; six at most, none without lines.
    pub groups: Vec<Group>,
    /// What was agreed, and still to be done first.
    pub promises: Vec<Promise>,
    /// What must be read with it, in small type.
    pub notes: Vec<Label>,
    /// What made the numbers.
    pub made_by: String,
    /// What its instrument puts otherwise: whoever draws the poster says it in these words.
    pub words: OwnWords,
    /// That the answers are made up, if they are.
    pub warning: Option<Label>,
}

impl Poster {
    /// That more was agreed than the first few that there is room for.
    pub fn more_agreed(promises: &[Promise], shown: usize) -> Option<Label> {
        let more = promises.len().checked_sub(shown).filter(|more| *more > 0)?;
        Some(fill(PosterWord::MoreAgreed, &[counted(more as u64)]))
    }
}

/// Lines of one meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Their face.
    pub face: Face,
    /// What they have in common.
    pub title: Label,
    /// The lines.
    pub items: Vec<Item>,
}

/// A line: something that people said.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its name.
    pub title: Label,
    /// How it is drawn.
    pub meter: Meter,
    /// The big number.
    pub number: Label,
    /// What the number is out of, small behind it: `10`, `100`.
    pub of: Label,
    /// The number in words.
    pub said: Label,
    /// What goes with it: a goal, the score before, that less is better. May be empty.
    pub beside: Label,
}

/// How a number is drawn: ten people, or a bar in ten parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meter {
    /// What is counted.
    pub what: Counted,
    /// How many of the ten are filled, 0 to 10; a part of one for a bar.
    filled: f64,
}

/// What the ten parts of a meter are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// People.
    People,
    /// Points of a scale.
    Points,
}

impl Meter {
    /// People of whom this percentage is meant: whole ones.
    fn people(percent: f64) -> Meter {
        Meter { what: Counted::People, filled: f64::from(number::tenths(percent)) }
    }

    /// A score on 0 to 100.
    fn points(score: f64) -> Meter {
        Meter { what: Counted::Points, filled: (score / 10.0).clamp(0.0, 10.0) }
    }

    /// How many of the ten are filled, 0 to 10.
    pub fn filled(self) -> f64 {
        self.filled
    }
}

/// Something that was agreed.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// What is done, as it was written.
    pub what: Label,
    /// Who does it.
    pub who: Label,
    /// Until when.
    pub when: Label,
    /// Whether it is done.
    pub done: bool,
    /// How far it is.
    pub status: Label,
}

/// Whom a poster can be about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A facility, by its identifier.
    Facility(String),
    /// A place.
    Place(PlaceId),
}

/// A report that posters are made from.
#[derive(Debug, PartialEq)]
pub struct Source {
    kind: Kind,
    read: Read,
}

impl Source {
    /// The kinds of reports that posters are made from.
    pub const KINDS: [Kind; 3] = [Kind::Scorecards, Kind::Card, Kind::Facilities];

    /// A report of one of [`Source::KINDS`].
    pub fn new(kind: Kind, read: Read) -> Source {
        Source { kind, read }
    }

    /// The facilities that it tells of, by identifier, with their names.
    pub fn facilities(&self) -> Vec<(String, Label)> {
        let read = &self.read;
        let scored = read.scores.iter().flatten().map(|row| (&row.facility, &row.facility_name));
        let stand = read.standings.iter().flatten().map(|row| (&row.facility, &row.name));
        let mut all: Vec<(String, Label)> = match self.kind {
            Kind::Scorecards => scored.filter(|(id, _)| !id.is_empty()).map(owned).collect(),
            Kind::Facilities => stand.map(owned).collect(),
            Kind::Card | Kind::Gaps | Kind::Change => Vec::new(),
        };
        all.sort();
        all.dedup_by(|a, b| a.0 == b.0);
        all
    }

    /// The places that it tells of, in the official order.
    pub fn places(&self) -> Vec<PlaceId> {
        let read = &self.read;
        let codes: Vec<&str> = match self.kind {
            Kind::Scorecards => {
                let areas = read.scores.iter().flatten().filter(|row| row.of == "area");
                areas.map(|row| row.area.as_str()).collect()
            }
            Kind::Card => read.estimates.iter().flatten().map(|row| row.area_code.as_str()).collect(),
            Kind::Facilities | Kind::Gaps | Kind::Change => Vec::new(),
        };
        let known: std::collections::BTreeSet<&str> = codes.into_iter().filter(|code| !code.is_empty()).collect();
        let mut places: Vec<PlaceId> = known.into_iter().filter_map(|code| Gazetteer::get().by_code(code)).collect();
        places.sort();
        places
    }

    /// Its poster for somebody; none if nothing may be shown of them. `day` is printed instead of the day of the data.
    pub fn poster(&self, of: &Subject, day: Option<Day>) -> Option<Poster> {
        let made = self.read.made_by.words.speak(|| match (self.kind, of) {
            (Kind::Scorecards, Subject::Facility(id)) => scorecard::of_facility(&self.read, id, day),
            (Kind::Scorecards, Subject::Place(place)) => scorecard::of_place(&self.read, *place, day),
            (Kind::Card, Subject::Place(place)) => card::of_place(&self.read, *place, day),
            (Kind::Facilities, Subject::Facility(id)) => facility::of(&self.read, id, day),
            (Kind::Card | Kind::Gaps | Kind::Change, Subject::Facility(_))
            | (Kind::Facilities | Kind::Gaps | Kind::Change, Subject::Place(_)) => None,
        });
        made.filter(|poster| !poster.groups.is_empty())
    }

    /// Whether small figures are withheld in it.
    pub fn is_public(&self) -> bool {
        self.read.made_by.is_public()
    }
}

fn owned((id, name): (&String, &Label)) -> (String, Label) {
    (id.clone(), name.clone())
}

/// What a number says about people or points: the parts of an [`Item`] that follow from it.
struct Said {
    meter: Meter,
    number: Label,
    of: Label,
    said: Label,
}

impl Said {
    /// A share of people, in percent. Almost nobody isn't nobody, and almost everybody isn't everybody.
    fn people(percent: f64) -> Said {
        let tenths = number::tenths(percent);
        let (number, said) = match tenths {
            0 if percent > 0.0 => (Label::same("<1"), t(PosterWord::FewerThanOne)),
            0 => (counted(0), t(PosterWord::Nobody)),
            10 if percent < 100.0 => (Label::same(">9"), t(PosterWord::MoreThanNine)),
            _ => (counted(tenths.into()), fill(PosterWord::OfTenPeople, &[counted(tenths.into())])),
        };
        Said { meter: Meter::people(percent), number, of: Label::same("10"), said }
    }

    /// A mean score on 0 to 100, said out of ten.
    fn tenths_of_points(score: f64) -> Said {
        let number = counted(number::tenths(score).into());
        let said = fill(PosterWord::OfTenPoints, std::slice::from_ref(&number));
        Said { meter: Meter::points(f64::from(number::tenths(score)) * 10.0), number, of: Label::same("10"), said }
    }

    /// A score as it was given, on a scale that ends at `most`.
    fn points(score: f64, most: f64, on_100: f64) -> Said {
        let decimals = if most > 10.0 { 0 } else { 1 };
        let number = short(score, decimals);
        let of = short(most, 0);
        let said = fill(PosterWord::OfPoints, &[number.clone(), of.clone()]);
        Said { meter: Meter::points(on_100), number, of, said }
    }

    fn item(self, title: Label, beside: Label) -> Item {
        let Said { meter, number, of, said } = self;
        Item { title, meter, number, of, said, beside }
    }
}

/// A number without decimals that say nothing: `4`, not `4.0`.
fn short(value: f64, decimals: u8) -> Label {
    let whole = num(value, Format::Plain(0));
    if num(value, Format::Plain(decimals)) == num(value.round(), Format::Plain(decimals)) {
        return whole;
    }
    num(value, Format::Plain(decimals))
}

/// The groups of lines, what works first; those of one face stay in their order.
fn grouped(items: Vec<(Face, Item)>, between: PosterWord) -> Vec<Group> {
    let title = |face: Face| match face {
        Face::Glad => PosterWord::Works,
        Face::Middling => between,
        Face::Sad => PosterWord::Fix,
    };
    let group = |face: Face| Group {
        face,
        title: t(title(face)),
        items: items.iter().filter(|(of, _)| *of == face).map(|(_, item)| item.clone()).collect(),
    };
    [Face::Glad, Face::Middling, Face::Sad].map(group).into_iter().filter(|group| !group.items.is_empty()).collect()
}

/// The line with the day: that of the user, else that of the data.
fn on_day(asked: Option<Day>, held: &str) -> Option<Label> {
    let day = asked.map(|day| day.to_string()).unwrap_or_else(|| held.to_string());
    (!day.is_empty()).then(|| fill(PosterWord::OnDay, &[Label::same(day)]))
}

/// The round, if it has a name.
fn in_round(round: &str) -> Option<Label> {
    (!round.is_empty()).then(|| fill(PosterWord::Round, &[Label::same(round)]))
}

/// That a report with small figures in it is no report for a wall.
fn not_public(read: &Read) -> Option<Label> {
    (!read.made_by.is_public()).then(|| t(PosterWord::NotForPublication))
}

/// That its answers are made up.
fn warning(read: &Read) -> Option<Label> {
    read.made_by.made_up.then(super::made_up)
}

/// What makes a poster traceable: program and instrument.
fn made_by(read: &Read) -> String {
    let made = &read.made_by;
    [made.tool.as_str(), made.instrument.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A soum with its aimag, or the name of a place alone.
fn where_it_is(code: &str) -> Label {
    let Some(place) = Gazetteer::get().by_code(code) else { return Label::default() };
    let name = |place: PlaceId| place.place().full_name.clone();
    match place.place().parent.filter(|_| place.place().level == Level::Soum) {
        Some(aimag) => phrase("{1}, {0}", "{0}, {1}", &[name(place), name(aimag)]),
        None => name(place),
    }
}
