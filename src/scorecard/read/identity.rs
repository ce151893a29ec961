//! Which facility and round a book is of: what its cover, its hidden sheet, its file's name and the register say.

use rustc_hash::FxHashMap;

use super::desk::Desk;
use super::known::Of;
use super::words::key;
use crate::lang::{Label, Lang};
use crate::places::{Context, Match, PlaceId, Resolution, resolve};
use crate::problem::{At, Code, Hint, Problem, quoted};
use crate::scorecard::facility::{Facility, Register, id_key};

/// What is longer is no code or name, and isn't compared letter by letter.
const LONGEST: usize = 400;

/// The register with its ways in.
#[derive(Debug)]
pub(super) struct Facilities<'a> {
    all: &'a [Facility],
    by_id: FxHashMap<String, usize>,
    by_name: FxHashMap<String, Vec<usize>>,
}

impl<'a> Facilities<'a> {
    pub fn new(register: &'a Register) -> Facilities<'a> {
        let all = register.facilities();
        let by_id = all.iter().enumerate().map(|(i, f)| (id_key(&f.id), i)).collect();
        let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (i, facility) in all.iter().enumerate() {
            for name in [&facility.name.mn, &facility.name.en] {
                let named = by_name.entry(key(name)).or_default();
                if !name.is_empty() && !named.contains(&i) {
                    named.push(i);
                }
            }
        }
        Facilities { all, by_id, by_name }
    }

    fn find(&self, id: &str) -> Option<&'a Facility> {
        self.by_id.get(&id_key(id)).map(|i| &self.all[*i])
    }

    /// The facilities of a name, in a place if one is given.
    fn named(&self, name: &Label, place: Option<PlaceId>) -> Vec<&'a Facility> {
        let mut found: Vec<usize> = Vec::new();
        for name in [&name.mn, &name.en] {
            found.extend(self.by_name.get(&key(name)).map(Vec::as_slice).unwrap_or_default());
        }
        found.sort_unstable();
        found.dedup();
        let mut found: Vec<&Facility> = found.into_iter().map(|i| &self.all[i]).collect();
        if found.len() > 1
            && let Some(place) = place
        {
            let here = |f: &&Facility| f.place.is_some_and(|p| p == place || p.lies_in(place) || place.lies_in(p));
            let there: Vec<&Facility> = found.iter().copied().filter(here).collect();
            found = if there.is_empty() { found } else { there };
        }
        found
    }

    fn nearest(&self, id: &str) -> Option<String> {
        if id.len() > LONGEST {
            return None;
        }
        let wanted = id_key(id);
        let near = |f: &&Facility| strsim::normalized_damerau_levenshtein(&id_key(&f.id), &wanted);
        let best = self.all.iter().max_by(|a, b| near(a).total_cmp(&near(b)).then_with(|| b.id.cmp(&a.id)))?;
        (near(&best) >= 0.6).then(|| best.id.clone())
    }

    /// The facility whose identifier stands in the name of a file, if one alone does.
    fn in_file_name(&self, name: &str) -> Option<&'a Facility> {
        let name = key(stem(name));
        let mut best: Option<&Facility> = None;
        for facility in self.all {
            let id = key(&facility.id);
            let longer = best.is_none_or(|b| key(&b.id).len() < id.len());
            if id.len() >= 3 && longer && bounded(&name, &id) {
                best = Some(facility);
            }
        }
        best
    }
}

/// The name of a file without its folder and ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a text begins with a key: the identifier is the first thing in the names that blank workbooks have.
fn bounded(name: &str, id: &str) -> bool {
    name.strip_prefix(id).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()))
}

/// What a book says of its facility.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub id: String,
    pub name: Label,
    pub kind: String,
    pub place: String,
    pub catchment: Option<u64>,
    pub provider: String,
    pub contact: String,
}

/// The facility: of the register if there is one, else as the book says.
pub(super) fn facility(desk: &mut Desk, said: &Said, at: &At) -> Option<Facility> {
    match &desk.reader.facilities {
        Some(known) => of_register(desk, known, said, at),
        None => of_book(desk, said, at),
    }
}

fn of_register(desk: &mut Desk, known: &Facilities, said: &Said, at: &At) -> Option<Facility> {
    if !said.id.is_empty() {
        if let Some(facility) = known.find(&said.id) {
            let neighbours = known.named(&said.name, None);
            let neighbour = !neighbours.is_empty() && neighbours.iter().all(|f| f.id != facility.id);
            if neighbour || !may_be_called(facility, &said.name) {
                let (found, detail) = (quoted(said.name.get(Lang::Mn)), quoted(facility.name.get(Lang::Mn)));
                desk.report(Code::FacilityNameDiffers, at.clone(), found, detail);
            }
            return Some(completed(desk, facility, said, at));
        }
        let problem = Problem::new(Code::FacilityNotInRegister, at.clone(), quoted(&said.id));
        desk.problems.add(match known.nearest(&said.id) {
            Some(near) => problem.hint(Hint::Meant(near)),
            None => problem,
        });
        return None;
    }
    let place = resolve(&said.place, &Context::any()).place();
    let name = said.name.get(Lang::Mn);
    match known.named(&said.name, place)[..] {
        [facility] => Some(completed(desk, facility, said, at)),
        [] if name.is_empty() => {
            desk.report(Code::FacilityMissing, at.clone(), "", "");
            None
        }
        [] => {
            desk.report(Code::FacilityNotInRegister, at.clone(), quoted(name), "");
            None
        }
        ref several => {
            let ids = several.iter().map(|f| f.id.clone()).collect();
            desk.problems.add(Problem::new(Code::FacilityAmbiguous, at.clone(), quoted(name)).hint(Hint::OneOf(ids)));
            None
        }
    }
}

/// A facility of the register; what the register leaves blank, its book may say.
fn completed(desk: &mut Desk, facility: &Facility, said: &Said, at: &At) -> Facility {
    let mut facility = facility.clone();
    if facility.place.is_none() && !said.place.is_empty() {
        facility.place = place(desk, &said.place, at);
    }
    facility.kind = facility.kind.or_else(|| kind(desk, &said.kind));
    facility.catchment = facility.catchment.or(said.catchment);
    for (blank, written) in [(&mut facility.provider, &said.provider), (&mut facility.contact, &said.contact)] {
        if blank.is_empty() {
            blank.clone_from(written);
        }
    }
    facility
}

fn kind(desk: &Desk, text: &str) -> Option<usize> {
    desk.words.by_id(Of::Types, text).or_else(|| desk.words.find(Of::Types, text))
}

/// Whether a name may be that of a facility: people shorten names and mistype them.
fn may_be_called(facility: &Facility, name: &Label) -> bool {
    const LIKE: f64 = 0.5;
    let own = [&facility.name.mn, &facility.name.en].map(|own| key(own));
    let like = |name: &str, own: &str| {
        name.contains(own) || own.contains(name) || strsim::normalized_damerau_levenshtein(name, own) >= LIKE
    };
    let named = [&name.mn, &name.en].map(|name| if name.len() > LONGEST { String::new() } else { key(name) });
    let mut named = named.iter().filter(|name| !name.is_empty()).peekable();
    named.peek().is_none() || named.any(|name| own.iter().any(|own| !own.is_empty() && like(name, own)))
}

/// Without a register a facility is what its book says; one without an identifier goes by its name.
fn of_book(desk: &mut Desk, said: &Said, at: &At) -> Option<Facility> {
    let name = said.name.get(Lang::Mn);
    let id = if said.id.is_empty() { name } else { said.id.as_str() };
    if id.is_empty() {
        desk.report(Code::FacilityMissing, at.clone(), "", "");
        return None;
    }
    let place = if said.place.is_empty() { None } else { place(desk, &said.place, at) };
    let kind = kind(desk, &said.kind);
    Some(Facility {
        id: id.to_owned(),
        name: if name.is_empty() { Label::same(id) } else { said.name.clone() },
        kind,
        place,
        catchment: said.catchment,
        provider: said.provider.clone(),
        contact: said.contact.clone(),
        attributes: Vec::new(),
    })
}

fn place(desk: &mut Desk, text: &str, at: &At) -> Option<PlaceId> {
    let resolution = resolve(text, &Context::any());
    // Blank workbooks write the aimag and the soum into one cell: nothing to look at again.
    let plain = matches!(resolution, Resolution::Found { how: Match::Combined, .. });
    if let Some(problem) = resolution.problem(at.clone(), text).filter(|_| !plain) {
        desk.problems.add(problem);
    }
    resolution.place()
}

/// Warns of a file whose name is of another facility or round. People copy last round's file, or a neighbour's.
pub(super) fn check_file_name(desk: &mut Desk, facility: &Facility, round: &str) {
    let at = At::file(&desk.file);
    let other = desk.reader.facilities.as_ref().and_then(|known| known.in_file_name(&desk.file));
    if let Some(other) = other
        && id_key(&other.id) != id_key(&facility.id)
        && !key(stem(&desk.file)).contains(&key(&facility.id))
    {
        desk.report(Code::FileNameDiffers, at.clone(), quoted(&facility.id), quoted(&other.id));
    }
    if let Some(other) = shaped_alike(stem(&desk.file), round)
        && other != round
    {
        desk.report(Code::FileNameDiffers, at, quoted(round), quoted(&other));
    }
}

/// What the name of an unreadable file says of its facility and round.
pub(super) fn of_file_name(desk: &Desk) -> (Option<String>, Option<String>) {
    let known = desk.reader.facilities.as_ref().and_then(|known| known.in_file_name(&desk.file));
    (known.map(|f| f.id.clone()), shaped_alike(stem(&desk.file), "2026-1"))
}

/// The part of a name that has the shape of a round: `2025-2` for `2026-1`. The last one, since names end with it; the
/// round itself if it is among them.
fn shaped_alike(name: &str, round: &str) -> Option<String> {
    let shape = |c: char| if c.is_ascii_digit() { '9' } else { c };
    let wanted: Vec<char> = round.chars().map(shape).collect();
    if wanted.len() < 4 || !wanted.contains(&'9') {
        return None;
    }
    let letters: Vec<char> = name.chars().collect();
    let alone = |i: usize| letters.get(i).is_none_or(|c| !c.is_alphanumeric());
    let fits = |i: &usize| {
        let window = &letters[*i..*i + wanted.len()];
        let before = i.checked_sub(1).is_none_or(alone);
        before && alone(*i + wanted.len()) && window.iter().zip(&wanted).all(|(c, w)| shape(*c) == *w)
    };
    let starts = 0..(letters.len() + 1).saturating_sub(wanted.len());
    let found: Vec<String> = starts.filter(fits).map(|i| letters[i..i + wanted.len()].iter().collect()).collect();
    found.iter().find(|f| *f == round).or(found.last()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_seen_in_the_name_of_a_file() {
        assert_eq!(shaped_alike("KhFHC-03_2025-2", "2026-1").as_deref(), Some("2025-2"));
        assert_eq!(shaped_alike("KhFHC-03_2026-1-2", "2026-1").as_deref(), Some("2026-1"));
        assert_eq!(shaped_alike("Хархорин 2025-06-30", "2026-1"), None);
        assert_eq!(shaped_alike("ном", "2026-1"), None);
    }
}
