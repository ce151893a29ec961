//! Place sets: the reporting areas of a programme, as a file that anyone can write.

use serde::Deserialize;
use toml::Spanned;

use super::context::Context;
use super::gazetteer::{Level, PlaceId};
use super::lookup::resolve;
use crate::lang::Label;
use crate::problem::{At, Code, Problem, Problems, RowNumber, quoted};

const BUILT_IN: [(&str, &str); 4] = [
    ("masam", include_str!("data/masam.toml")),
    ("aimags", include_str!("data/aimags.toml")),
    ("districts", include_str!("data/districts.toml")),
    ("all", include_str!("data/all.toml")),
];

/// The reporting areas of a programme. No area lies in another, so that nobody is counted twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceSet {
    /// Its short name: `masam`.
    pub id: String,
    /// What it is called.
    pub title: Label,
    members: Vec<Member>,
}

/// One reporting area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The place.
    pub place: PlaceId,
    /// Its residents as the file gives them.
    given: Option<u32>,
}

impl Member {
    /// Its residents: as the file of the set gives them, else at the end of 2020.
    pub fn population(&self) -> Option<u32> {
        self.given.or(self.place.place().population_2020)
    }
}

impl PlaceSet {
    /// The names of the sets that are built into the program.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.into_iter().map(|(name, _)| name)
    }

    /// A set that is built into the program, by its name.
    pub fn built_in(name: &str) -> Option<PlaceSet> {
        let (_, text) = BUILT_IN.into_iter().find(|(known, _)| *known == name)?;
        Some(PlaceSet::parse(name, text).expect("the built-in sets are part of the program and tested"))
    }

    /// Reads a set from the text of its file; `name` is the file's, for the problems.
    pub fn parse(name: &str, text: &str) -> Result<PlaceSet, Problems> {
        let at = |from: usize| At::file(name).row(row(text, from));
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or_else(|| At::file(name), |span| at(span.start));
            Problem::new(Code::BadPlaceSet, at, quoted(name)).detail(error.message())
        })?;
        let mut problems = Problems::default();
        let mut members: Vec<Member> = Vec::new();
        for spanned in file.members {
            let at = at(spanned.span().start);
            let (text, given) = spanned.into_inner().text();
            match member(&text, given, &file.levels, &members, at) {
                Ok(member) => members.push(member),
                Err(bad) => problems.append(bad),
            }
        }
        if members.is_empty() && problems.is_empty() {
            problems.add(Problem::new(Code::BadPlaceSet, At::file(name), quoted(name)).detail("members = []"));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        members.sort_by_key(|member| member.place);
        Ok(PlaceSet { id: file.id, title: file.title, members })
    }

    /// The areas, in the official order: regions, the aimags by the alphabet, the capital, its districts, soums by code.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The places of the areas, in the same order.
    pub fn places(&self) -> impl Iterator<Item = PlaceId> {
        self.members.iter().map(|member| member.place)
    }

    /// The area that a place is or lies in.
    pub fn area_of(&self, place: PlaceId) -> Option<PlaceId> {
        self.places().find(|area| *area == place || place.lies_in(*area))
    }
}

/// A member, unless its text is no place or its place is in the set already.
fn member(text: &str, given: Option<u32>, levels: &[Level], before: &[Member], at: At) -> Result<Member, Problems> {
    let context = if levels.is_empty() { Context::any() } else { Context::any().levels(levels) };
    let resolution = resolve(text, &context);
    let Some(place) = resolution.place() else {
        let unknown = Problem::new(Code::PlaceUnknown, at.clone(), quoted(text));
        return Err(resolution.problem(at, text).unwrap_or(unknown).into());
    };
    match before.iter().find(|other| other.place.agrees_with(place)) {
        Some(other) => Err(Problem::new(Code::PlaceTwice, at, quoted(text)).detail(other.place.to_string()).into()),
        None => Ok(Member { place, given }),
    }
}

/// The line of a file in which a byte lies.
fn row(text: &str, byte: usize) -> RowNumber {
    let before = text.as_bytes().get(..byte).unwrap_or_default();
    RowNumber::new(before.iter().filter(|b| **b == b'\n').count() as u64 + 1)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    title: Label,
    #[serde(default)]
    levels: Vec<Level>,
    members: Vec<Spanned<Line>>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a member is the name or code of a place, or { place = ..., population = ... }")]
enum Line {
    Name(String),
    Code(u32),
    Full(Full),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Full {
    place: String,
    population: Option<u32>,
}

impl Line {
    fn text(self) -> (String, Option<u32>) {
        match self {
            Line::Name(name) => (name, None),
            Line::Code(code) => (code.to_string(), None),
            Line::Full(full) => (full.place, full.population),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &PlaceSet) -> Vec<&'static str> {
        set.places().map(|id| &*id.place().name.en).collect()
    }

    fn parsed(members: &str) -> Result<PlaceSet, Problems> {
        PlaceSet::parse("own.toml", &format!("id = \"own\"\ntitle.mn = \"Манай\"\n{members}\n"))
    }

    #[test]
    fn masam_has_ten_aimags_and_three_districts_in_the_official_order() {
        let masam = PlaceSet::built_in("masam").expect("built in");
        let expected = "Govi-Altai Govisumber Dornod Uvurkhangai Sukhbaatar Selenge Uvs Khovd Khuvsgul Khentii \
                        Bayanzurkh Songinokhairkhan Chingeltei";
        assert_eq!(names(&masam).join(" "), expected);
    }

    #[test]
    fn all_covers_the_country_once() {
        let sizes = PlaceSet::built_in_names().map(|name| PlaceSet::built_in(name).expect(name).members().len());
        assert_eq!(sizes.collect::<Vec<_>>(), [13, 21, 9, 30]);
        let all = PlaceSet::built_in("all").expect("built in");
        let soums = super::super::Gazetteer::get().places(Level::Soum);
        assert!(soums.map(|soum| all.area_of(soum)).all(|area| area.is_some()));
    }

    #[test]
    fn a_set_of_ones_own_is_written_in_any_spelling_with_its_own_population() {
        let own = parsed("members = [\"БЗД\", 67, { place = \"Hovd aimag\", population = 90000 }]").expect("good");
        assert_eq!(names(&own), ["Khovd", "Khuvsgul", "Bayanzurkh"]);
        let people: Vec<_> = own.members().iter().map(Member::population).collect();
        assert_eq!(people, [Some(90_000), Some(136_058), Some(367_679)]);
    }

    #[test]
    fn levels_tell_apart_members_of_one_name() {
        assert!(parsed("members = [\"Сүхбаатар\"]").is_err());
        let own = parsed("levels = [\"district\"]\nmembers = [\"Сүхбаатар\"]").expect("good");
        assert_eq!(own.places().next().map(|id| id.place().code.as_str()), Some("1119"));
    }

    #[test]
    fn every_bad_member_is_shown_with_its_line() {
        let problems = parsed("members = [\n\"Хөвсгал аймаг\",\n\"Сүхбаатар\",\n\"УБ\",\n\"БЗД\"]").expect_err("bad");
        let said = problems.to_string();
        assert!(said.contains("own.toml, row 4: \"Хөвсгал аймаг\" is not a known place"), "{said}");
        assert!(said.contains("row 5: \"Сүхбаатар\" could be more than one place"), "{said}");
        assert!(said.contains("row 7: \"БЗД\" is in the place set more than once"), "{said}");
    }

    #[test]
    fn a_file_that_is_no_place_set_is_refused() {
        assert!(parsed("members = []").is_err());
        assert!(parsed("member = [\"Увс\"]").is_err());
        assert!(parsed("members = [{ place = \"Увс\", people = 3 }]").is_err());
        assert!(PlaceSet::parse("x", "Увс").is_err());
    }
}
