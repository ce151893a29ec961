//! Which facilities there are, and who is whose peer.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::visits::Visit;
use super::{PeerGroup, Subject};
use crate::coding::FacilitySeen;
use crate::instrument::scorecard::Entry;
use crate::lang::Label;
use crate::places::{PlaceId, PlaceSet};
use crate::problem::{Code, Problem, Problems, quoted};
use crate::scorecard::facility::{Facility, Register, id_key};
use crate::scorecard::read::type_of;

/// What is known of facilities.
pub struct Sources<'a> {
    /// Those that are expected, if there is a register. Its attributes are the columns of the peers.
    pub register: Option<&'a Register>,
    /// Those that the survey names, with how many rows name them, and the area that most of those rows name.
    pub survey: &'a [(FacilitySeen, u64, Option<PlaceId>)],
    /// The visits.
    pub visits: &'a [Visit],
    /// The columns that make peers.
    pub peers: &'a [String],
    /// The types that the checklist knows.
    pub types: &'a [Entry],
    /// The places that are reported.
    pub set: &'a PlaceSet,
}

/// The facilities in their order, and how they are found.
pub struct Roster {
    /// The facilities.
    pub facilities: Vec<Subject>,
    /// The type of each: index in the checklist's types.
    pub kinds: Vec<Option<usize>>,
    /// The peer groups.
    pub groups: Vec<PeerGroup>,
    known: FxHashMap<String, usize>,
}

impl Roster {
    /// The facility with an identifier, whatever its case.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.known.get(&id_key(id)).copied()
    }
}

/// What is gathered of one facility.
#[derive(Default)]
struct Known {
    facility: Facility,
    registered: bool,
    /// Its place in the register, or behind.
    order: usize,
    answers: u64,
    visits: u64,
    attributes: Vec<String>,
}

/// Puts everything that is known together. Facilities that the register doesn't have are kept and said.
pub fn roster(sources: &Sources, problems: &mut Problems) -> Roster {
    let all = gathered(sources, problems);
    let kind_at = sources.peers.iter().position(|p| p == "type");
    let kind = |k: &Known| k.facility.kind.or_else(|| type_of(k.attributes.get(kind_at?)?, sources.types));
    let mut listed: Vec<(Option<usize>, Option<PlaceId>, String, Known)> = all
        .into_iter()
        .map(|(key, known)| {
            let place = known.facility.place;
            let area = place.and_then(|p| sources.set.area_of(p));
            let member = area.and_then(|area| sources.set.places().position(|p| p == area));
            (member, place, key, known)
        })
        .collect();
    let last = |member: Option<usize>| member.unwrap_or(usize::MAX);
    listed.sort_by(|a, b| (last(a.0), a.3.order, a.1, &a.2).cmp(&(last(b.0), b.3.order, b.1, &b.2)));
    let kinds: Vec<Option<usize>> = listed.iter().map(|(.., known)| kind(known)).collect();
    let titles: Vec<Option<Label>> = (listed.iter().zip(&kinds))
        .map(|((.., known), kind)| {
            let written = kind_at.and_then(|at| known.attributes.get(at)).filter(|text| !text.is_empty());
            kind.map(|k| sources.types[k].title.clone()).or_else(|| written.map(Label::same))
        })
        .collect();
    let mut groups: BTreeMap<Vec<(usize, String)>, PeerGroup> = BTreeMap::new();
    for (at, ((.., known), title)) in listed.iter().zip(&titles).enumerate() {
        let Some((key, title)) = peers(sources, known, kinds[at], title.as_ref()) else { continue };
        groups.entry(key).or_insert_with(|| PeerGroup { title, members: Vec::new() }).members.push(at);
    }
    let groups: Vec<PeerGroup> = groups.into_values().collect();
    let mut of = vec![None; listed.len()];
    for (number, group) in groups.iter().enumerate() {
        group.members.iter().for_each(|at| of[*at] = Some(number));
    }
    let known = listed.iter().enumerate().map(|(at, (_, _, key, _))| (key.clone(), at)).collect();
    let facilities: Vec<Subject> = (listed.into_iter().zip(titles).enumerate())
        .map(|(at, ((area, place, _, known), kind))| Subject {
            name: if known.facility.name == Label::default() {
                Label::same(&known.facility.id)
            } else {
                known.facility.name
            },
            id: known.facility.id,
            kind,
            place,
            area,
            catchment: known.facility.catchment,
            group: of[at],
            registered: known.registered,
            answers: known.answers,
            visits: known.visits,
        })
        .collect();
    let alone: Vec<String> = facilities.iter().filter(|f| f.group.is_none()).map(|f| f.id.clone()).collect();
    if !alone.is_empty() {
        problems
            .add(Problem::new(Code::NoPeers, Default::default(), in_short(&alone)).detail(sources.peers.join(", ")));
    }
    Roster { facilities, kinds, groups, known }
}

/// A list that fits a line: the first twenty, and how many more there are.
pub(super) fn in_short(ids: &[String]) -> String {
    const SHOWN: usize = 20;
    let shown = ids.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if ids.len() > SHOWN { format!("{shown} … (+{})", ids.len() - SHOWN) } else { shown }
}

/// Every facility by its key: those of the register, of the survey, of the visits.
fn gathered(sources: &Sources, problems: &mut Problems) -> BTreeMap<String, Known> {
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    for (order, facility) in sources.register.map_or(&[][..], Register::facilities).iter().enumerate() {
        let attributes = facility.attributes.clone();
        let known = Known { facility: facility.clone(), registered: true, order, attributes, ..Known::default() };
        all.insert(id_key(&facility.id), known);
    }
    let unknown = |id: &str| Known {
        facility: Facility { id: id.to_owned(), ..Facility::default() },
        registered: sources.register.is_none(),
        order: usize::MAX,
        ..Known::default()
    };
    for (seen, answers, area) in sources.survey {
        let known = all.entry(id_key(&seen.id)).or_insert_with(|| {
            if sources.register.is_some() {
                let problem = Problem::new(Code::FacilityUnknown, seen.at.clone(), quoted(&seen.id));
                problems.add(problem.detail(answers.to_string()));
            }
            unknown(&seen.id)
        });
        known.answers += answers;
        known.facility.place = known.facility.place.or(*area);
    }
    for visit in sources.visits {
        let known = all.entry(id_key(&visit.facility)).or_insert_with(|| {
            if sources.register.is_some() {
                let problem = Problem::new(Code::FacilityUnknown, visit.at.clone(), quoted(&visit.facility));
                problems.add(problem.detail("1"));
            }
            unknown(&visit.facility)
        });
        known.visits += 1;
        known.facility.place = known.facility.place.or(visit.place);
        if known.facility.name == Label::default() && !visit.name.is_empty() {
            known.facility.name = Label::same(&visit.name);
        }
        known.attributes.resize(sources.peers.len(), String::new());
        for (ours, theirs) in known.attributes.iter_mut().zip(&visit.attributes) {
            if ours.is_empty() {
                ours.clone_from(theirs);
            }
        }
    }
    all
}

/// What a facility has in common with its peers, as a key in a fixed order and in words; none where some of it isn't known.
fn peers(
    sources: &Sources,
    known: &Known,
    kind: Option<usize>,
    kind_title: Option<&Label>,
) -> Option<(Vec<(usize, String)>, Label)> {
    let mut key = Vec::new();
    let mut titles: Vec<Label> = Vec::new();
    for (at, column) in sources.peers.iter().enumerate() {
        if column == "type" {
            let title = kind_title?;
            key.push((kind.unwrap_or(usize::MAX), title.mn.to_lowercase()));
            titles.push(title.clone());
            continue;
        }
        let text = known.attributes.get(at).filter(|text| !text.is_empty())?;
        let (order, title) =
            residence(text).filter(|_| column == "residence").unwrap_or((usize::MAX, Label::same(text)));
        key.push((order, title.mn.to_lowercase()));
        titles.push(title);
    }
    if titles.is_empty() {
        titles.push(Label::new("Бүх байгууллага", "All facilities"));
    }
    let join = |pick: fn(&Label) -> &str| titles.iter().map(pick).collect::<Vec<_>>().join(", ");
    Some((key, Label::new(join(|l| &l.mn), join(|l| &l.en))))
}

/// Town or countryside, however it is written.
fn residence(text: &str) -> Option<(usize, Label)> {
    const URBAN: &[&str] = &["urban", "u", "хот", "хот, суурин", "суурин", "town", "1"];
    const RURAL: &[&str] = &["rural", "r", "хөдөө", "countryside", "0", "2"];
    let text = text.trim().to_lowercase();
    if URBAN.contains(&&*text) {
        return Some((0, Label::new("хот, суурин", "urban")));
    }
    RURAL.contains(&&*text).then(|| (1, Label::new("хөдөө", "rural")))
}
