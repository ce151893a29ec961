//! Where a form is filled in: the areas of the place set, their soums, the facilities, each list narrowed by the one above.

use std::collections::BTreeSet;

use super::pad::{FORM, Pad};
use super::sheet::Row;
use super::words;
use super::xpath::{any, literal, value};
use crate::instrument::Headers;
use crate::instrument::xlsform::names::{choices, survey};
use crate::lang::Label;
use crate::places::{Gazetteer, Level, PlaceId, PlaceSet};
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::scorecard::facility::Register;

/// The columns of `choices` by which lists are narrowed.
pub const FILTERS: [&str; 2] = [AREA, SOUM];
const AREA: &str = "area";
const SOUM: &str = "soum";

/// Stands there for a facility that is offered everywhere.
const ANYWHERE: &str = "any";

/// How a long list is looked through on a phone.
const SEARCHED: &str = "minimal autocomplete";

/// What is offered: places to choose first, and then those within.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Aimags, the capital, districts.
    first: Vec<PlaceId>,
    /// Soums and districts, each with the one of the first that it lies in.
    second: Vec<(PlaceId, PlaceId)>,
    /// Whether the second alone says where a row belongs, because soums are areas of the set.
    by_soum: bool,
}

impl Offered {
    /// What a set offers.
    pub fn of(set: &PlaceSet) -> Offered {
        let by_soum = set.places().any(|place| place.place().level == Level::Soum);
        let (mut first, mut second) = (BTreeSet::new(), BTreeSet::new());
        for place in set.places().flat_map(whole) {
            let above = place.place().parent;
            match place.place().level {
                Level::Soum | Level::District if by_soum => {
                    first.extend(above);
                    second.extend(above.map(|above| (place, above)));
                }
                _ => {
                    first.insert(place);
                    second.extend(Gazetteer::get().children(place).map(|child| (child, place)));
                }
            }
        }
        Offered { first: first.into_iter().collect(), second: second.into_iter().collect(), by_soum }
    }

    /// The two choices that lead to a place: none if it is in none of the areas.
    fn way_to(&self, place: PlaceId) -> Option<(PlaceId, Option<PlaceId>)> {
        let second = self.second.iter().find(|(own, _)| *own == place);
        let within = |first: &&PlaceId| **first == place || place.lies_in(**first);
        match second {
            Some((own, above)) => Some((*above, Some(*own))),
            None => self.first.iter().find(within).map(|first| (*first, None)),
        }
    }

    /// The places of the first choice that nothing is chosen within.
    fn undivided(&self) -> Vec<PlaceId> {
        let divided = |place: &&PlaceId| self.second.iter().all(|(_, above)| above != *place);
        self.first.iter().filter(divided).copied().collect()
    }
}

/// An area as the places of a first choice: a region is its aimags.
fn whole(place: PlaceId) -> Vec<PlaceId> {
    match place.place().level {
        Level::Region => Gazetteer::get().children(place).collect(),
        Level::Capital | Level::Aimag | Level::District | Level::Soum => vec![place],
    }
}

/// The names of the questions of place, for whoever refers to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    area: String,
    soum: Option<String>,
}

impl Asked {
    /// The stratum of a sample that was drawn in each area by itself.
    pub fn stratum(&self) -> String {
        value(&self.area)
    }
}

/// Adds the questions of place.
pub fn add(pad: &mut Pad<'_>, set: &PlaceSet) -> Result<Asked, Problem> {
    let offered = Offered::of(set);
    let columns = &pad.instrument.columns;
    let with_soum = !columns.soum.0.is_empty() && !offered.second.is_empty();
    if offered.by_soum && !with_soum {
        return Err(Problem::new(Code::SoumsWithoutColumn, At::default(), quoted(&set.id)));
    }
    let (name, label, role) = if offered.by_soum {
        (pad.taken.claim("place_above"), words::above(), FORM)
    } else {
        let name = pad.taken.claim_header(&columns.area, AREA);
        (name, words::header(&words::area(), &columns.area), AREA)
    };
    let choice = |place: PlaceId| {
        let of = place.place();
        Row::default().with(choices::NAME, &of.code).label(choices::LABEL, &of.full_name, pad.langs)
    };
    let list = pad.lists.add(AREA, offered.first.iter().map(|place| choice(*place)).collect());
    let row = pad
        .question(&format!("select_one {list}"), &name, &label)
        .with(survey::REQUIRED, "yes")
        .with(survey::APPEARANCE, SEARCHED)
        .with(survey::ROLE, role);
    pad.add(row);
    if !with_soum {
        return Ok(Asked { area: name, soum: None });
    }
    let rows = offered.second.iter().map(|(place, above)| choice(*place).with(AREA, &above.place().code)).collect();
    let list = pad.lists.add(SOUM, rows);
    let soum = pad.taken.claim_header(&columns.soum, SOUM);
    let label = words::header(&words::soum(), &columns.soum);
    let undivided: Vec<&str> = offered.undivided().iter().map(|place| place.place().code.as_str()).collect();
    let row = pad
        .question(&format!("select_one {list}"), &soum, &label)
        .with(survey::REQUIRED, "yes")
        .with(survey::RELEVANT, if undivided.is_empty() { String::new() } else { none_of(&name, &undivided) })
        .with(survey::APPEARANCE, SEARCHED)
        .with(survey::CHOICE_FILTER, format!("{AREA} = {}", value(&name)))
        .with(survey::ROLE, SOUM);
    pad.add(row);
    Ok(Asked { area: name, soum: Some(soum) })
}

fn none_of(name: &str, codes: &[&str]) -> String {
    let parts: Vec<String> = codes.iter().map(|code| format!("{} != {}", value(name), literal(code))).collect();
    parts.join(" and ")
}

/// Adds the question which facility it is: those of a register in the place that was chosen, else a text.
pub fn add_facility(
    pad: &mut Pad<'_>,
    headers: &Headers,
    register: Option<&Register>,
    set: &PlaceSet,
    asked: &Asked,
) -> Problems {
    let mut problems = Problems::default();
    let name = pad.taken.claim_header(headers, "facility");
    let label = words::header(&words::facility(), headers);
    let offered = Offered::of(set);
    let mut rows = Vec::new();
    for facility in register.map_or(&[][..], Register::facilities) {
        let way = facility.place.map(|place| (place, offered.way_to(place)));
        let (area, soum) = match way {
            Some((place, None)) => {
                let problem = Problem::new(Code::FacilityNotOffered, At::default(), quoted(&facility.id));
                problems.add(problem.detail(place.to_string()));
                continue;
            }
            Some((_, Some((first, second)))) => (Some(first), second),
            None => (None, None),
        };
        let code = |place: Option<PlaceId>| place.map_or(ANYWHERE, |place| place.place().code.as_str());
        let row = Row::default().with(choices::NAME, &facility.id).label(choices::LABEL, &facility.name, pad.langs);
        let row = row.with(AREA, code(area));
        rows.push(if asked.soum.is_some() { row.with(SOUM, code(soum)) } else { row });
    }
    if rows.is_empty() {
        let row = pad
            .question("text", &name, &label)
            .label(survey::HINT, &words::facility_hint(), pad.langs)
            .with(survey::REQUIRED, "yes")
            .with(survey::ROLE, "facility");
        pad.add(row);
        return problems;
    }
    let list = pad.lists.add("facility", rows);
    let here = |column: &str, name: &str| {
        any(vec![format!("{column} = {}", value(name)), format!("{column} = {}", literal(ANYWHERE))])
    };
    let filter = [Some(here(AREA, &asked.area)), asked.soum.as_deref().map(|soum| here(SOUM, soum))];
    let row = pad
        .question(&format!("select_one {list}"), &name, &label)
        .with(survey::REQUIRED, "yes")
        .with(survey::APPEARANCE, SEARCHED)
        .with(survey::CHOICE_FILTER, filter.into_iter().flatten().collect::<Vec<_>>().join(" and "))
        .with(survey::ROLE, "facility");
    pad.add(row);
    problems
}

/// Adds a question that takes a word, in the column with these headers.
pub fn add_text(pad: &mut Pad<'_>, headers: &Headers, otherwise: &str, label: &Label, hint: &Label, role: &str) {
    let name = pad.taken.claim_header(headers, otherwise);
    let row = pad
        .question("text", &name, &words::header(label, headers))
        .label(survey::HINT, hint, pad.langs)
        .with(survey::REQUIRED, "yes")
        .with(survey::ROLE, role);
    pad.add(row);
}
