//! The facilities and rounds of a run: those of the register, of the books, and of the books that nobody can read.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::facility::{Facility, Register, id_key};
use super::results::{FacilityIndex, RoundIndex};
use super::rounds::RoundKey;
use super::session::Session;
use crate::lang::{Label, Lang};
use crate::places::{PlaceId, PlaceSet};

/// Facilities and rounds in their order, and how they are found.
pub(super) struct Roster {
    /// By reporting area, then place, in the official order, then by register, then by identifier.
    pub(super) facilities: Vec<Facility>,
    /// The reporting area of each facility.
    pub(super) areas: Vec<Option<PlaceId>>,
    /// Which facilities the register has.
    pub(super) expected: Vec<bool>,
    /// The rounds that any book has, in order.
    pub(super) rounds: Vec<String>,
    by_identity: FxHashMap<String, FacilityIndex>,
    by_key: BTreeMap<RoundKey, RoundIndex>,
}

impl Roster {
    /// Everybody. `unread` are the facilities and rounds of books that can't be read, where known.
    pub(super) fn of<'u>(
        sessions: &'u [Session],
        unread: impl Iterator<Item = (Option<&'u str>, Option<&'u str>)> + Clone,
        register: Option<&Register>,
        set: &PlaceSet,
    ) -> Roster {
        let (rounds, by_key) = rounds(sessions, unread.clone().filter_map(|(_, round)| round));
        let registered = register.map_or(&[][..], Register::facilities);
        let mut known: FxHashMap<String, (usize, Facility)> = FxHashMap::default();
        for (at, facility) in registered.iter().enumerate() {
            known.insert(identity(facility), (at, facility.clone()));
        }
        for session in latest_first(sessions, &by_key) {
            let found =
                known.entry(identity(&session.facility)).or_insert_with(|| (usize::MAX, session.facility.clone()));
            fill(&mut found.1, &session.facility);
        }
        for id in unread.filter_map(|(facility, _)| facility) {
            let nameless =
                || Facility { id: id.trim().to_owned(), name: Label::same(id.trim()), ..Facility::default() };
            known.entry(id_key(id)).or_insert_with(|| (usize::MAX, nameless()));
        }
        let area = |facility: &Facility| facility.place.and_then(|place| set.area_of(place));
        let mut all: Vec<_> =
            known.into_iter().map(|(key, (at, f))| (Last(area(&f)), Last(f.place), at, key, f)).collect();
        all.sort_by(|a, b| (a.0, a.1, a.2, RoundKey::of(&a.3), &a.3).cmp(&(b.0, b.1, b.2, RoundKey::of(&b.3), &b.3)));
        let by_identity = all.iter().enumerate().map(|(at, row)| (row.3.clone(), FacilityIndex(at))).collect();
        Roster {
            areas: all.iter().map(|row| row.0.0).collect(),
            expected: all.iter().map(|row| row.2 != usize::MAX).collect(),
            facilities: all.into_iter().map(|row| row.4).collect(),
            rounds,
            by_identity,
            by_key,
        }
    }

    /// The facility of a book.
    pub(super) fn facility(&self, of: &Facility) -> Option<FacilityIndex> {
        self.by_identity.get(&identity(of)).copied()
    }

    /// The facility with an identifier.
    pub(super) fn with_id(&self, id: &str) -> Option<FacilityIndex> {
        self.by_identity.get(&id_key(id)).copied()
    }

    /// The round with a name.
    pub(super) fn round(&self, name: &str) -> Option<RoundIndex> {
        self.by_key.get(&RoundKey::of(name)).copied()
    }

    /// The reporting area of a facility.
    pub(super) fn area(&self, of: FacilityIndex) -> Option<PlaceId> {
        self.areas.get(of.0).copied().flatten()
    }
}

/// What is unknown comes last.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Last(Option<PlaceId>);

impl Ord for Last {
    fn cmp(&self, other: &Last) -> std::cmp::Ordering {
        (self.0.is_none(), self.0).cmp(&(other.0.is_none(), other.0))
    }
}

impl PartialOrd for Last {
    fn partial_cmp(&self, other: &Last) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What a facility is known by: its identifier, or its name where a book has no identifier.
fn identity(facility: &Facility) -> String {
    let id = id_key(&facility.id);
    if id.is_empty() { format!(" {}", id_key(facility.name.get(Lang::Mn))) } else { id }
}

/// The rounds in order; of several spellings of one, the first by the alphabet.
fn rounds<'u>(
    sessions: &'u [Session],
    unread: impl Iterator<Item = &'u str>,
) -> (Vec<String>, BTreeMap<RoundKey, RoundIndex>) {
    let mut names: BTreeMap<RoundKey, String> = BTreeMap::new();
    for name in sessions.iter().map(|s| s.round.trim()).chain(unread.map(str::trim)) {
        let kept = names.entry(RoundKey::of(name)).or_insert_with(|| name.to_owned());
        if name < kept.as_str() {
            *kept = name.to_owned();
        }
    }
    let by_key = names.keys().enumerate().map(|(at, key)| (key.clone(), RoundIndex(at))).collect();
    (names.into_values().collect(), by_key)
}

/// The sessions from the last round to the first; of one round by file, so that no order of reading shows.
fn latest_first<'s>(sessions: &'s [Session], by_key: &BTreeMap<RoundKey, RoundIndex>) -> Vec<&'s Session> {
    let mut ordered: Vec<_> = sessions.iter().map(|s| (by_key.get(&RoundKey::of(&s.round)), s)).collect();
    ordered.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.files.cmp(&b.1.files)));
    ordered.into_iter().map(|(_, session)| session).collect()
}

/// Fills what isn't known of a facility from what another source says.
fn fill(known: &mut Facility, from: &Facility) {
    if known.name == Label::default() {
        known.name = from.name.clone();
    }
    known.kind = known.kind.or(from.kind);
    known.place = known.place.or(from.place);
    known.catchment = known.catchment.or(from.catchment);
    for (blank, written) in [(&mut known.provider, &from.provider), (&mut known.contact, &from.contact)] {
        if blank.is_empty() {
            blank.clone_from(written);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn roster(sessions: &[Session], register: Option<&Register>) -> Roster {
        let set = PlaceSet::built_in("masam").expect("built in");
        Roster::of(sessions, [(Some("Х-10"), Some("2025-2"))].into_iter(), register, &set)
    }

    fn ids(roster: &Roster) -> Vec<&str> {
        roster.facilities.iter().map(|f| f.id.as_str()).collect()
    }

    #[test]
    fn facilities_stand_by_area_then_register_then_identifier() {
        let at = |id: &str, place: &str| Facility { place: sample::place(place), ..sample::session(id, "1").facility };
        let register = Register::new([at("Ч-9", "Чингэлтэй дүүрэг"), at("Ү-2", "Увс аймаг"), at("Ү-1", "Увс аймаг")]);
        let sessions = [
            sample::session("Б-10", "2026-1"),
            sample::session("Б-9", "2026-2"),
            Session { facility: at("А-1", "Архангай аймаг"), ..sample::session("А-1", "2026-1") },
        ];
        let roster = roster(&sessions, Some(&register));
        // Uvs by register, then Khuvsgul, then a district; Arkhangai isn't in the set, and of Х-10 nothing is known.
        assert_eq!(ids(&roster), ["Ү-2", "Ү-1", "Б-9", "Б-10", "Ч-9", "А-1", "Х-10"]);
        assert_eq!(roster.expected, [true, true, false, false, true, false, false]);
        assert_eq!(roster.rounds, ["2025-2", "2026-1", "2026-2"]);
        assert_eq!(roster.with_id(" ү-1"), Some(FacilityIndex(1)));
    }

    #[test]
    fn what_one_book_leaves_blank_another_one_says() {
        let blank = |round: &str| {
            let session = sample::session("Б-1", round);
            Session { facility: Facility { id: "б-1 ".into(), ..Facility::default() }, ..session }
        };
        let roster = roster(&[sample::session("Б-1", "2026-1"), blank("2026-2")], None);
        let facility = &roster.facilities[0];
        assert_eq!((facility.kind, facility.place), (Some(0), sample::place("Хөвсгөл аймаг")));
        assert_eq!(&*facility.name.mn, "Б-1 эрүүл мэндийн төв");
        assert_eq!(roster.facilities.len(), 2);
    }
}
