//! From a text to a place, by rules in a fixed order: the first rule that knows the text decides, whatever it finds.
//!
//! Code; the whole text as a listed form; its parts, each as an official name, then as any other listed form, a genitive
//! or a name of like sound, all at once, so that no looser reading is preferred over another. Places that the context
//! doesn't allow are then left out; what remains must be one.

use strsim::normalized_damerau_levenshtein as likeness;

use super::cell::{Kind, Part, Parts};
use super::context::Context;
use super::gazetteer::{Entry, Gazetteer, PlaceId};
use super::resolution::{Match, Resolution};
use super::{number, spelling};

/// No name of a place is longer; what is, is some other text.
const LONGEST: usize = 160;
/// Parts of a cell that are compared with each other.
const MOST_PARTS: usize = 4;

/// A place that a text could mean, and by which rule.
type Candidate = (PlaceId, Match);

/// Reads a text as a place, in what is known of it. Never guesses.
///
/// ```
/// use masam::places::{Context, Level, Resolution, resolve};
///
/// assert!(matches!(resolve("Сүхбаатар", &Context::any()), Resolution::Ambiguous { .. }));
/// let aimag = resolve("Õºâñãºë", &Context::level(Level::Aimag)).place();
/// assert_eq!(aimag.map(|id| id.place().code.as_str()), Some("67"));
/// ```
pub fn resolve(text: &str, context: &Context) -> Resolution {
    match read(text, context) {
        Resolution::Unknown { .. } => Resolution::Unknown { suggestions: nearest(text, context) },
        known => known,
    }
}

/// The same without suggestions, which cost more than all the rest.
pub(super) fn read(text: &str, context: &Context) -> Resolution {
    if text.len() > LONGEST {
        return Resolution::Unknown { suggestions: Vec::new() };
    }
    let clean = spelling::clean(text);
    let (mended, damage) = spelling::repair(&clean);
    match read_mended(&mended, damage, context) {
        Resolution::Unknown { .. } => match spelling::seen_as_cyrillic(&mended) {
            Some(seen) => read_mended(&seen, Some(Match::LookAlike), context),
            None => Resolution::Unknown { suggestions: Vec::new() },
        },
        known => known,
    }
}

fn read_mended(text: &str, damage: Option<Match>, context: &Context) -> Resolution {
    let whole = as_codes(text);
    if !whole.is_empty() {
        return choose(worsened(whole, damage), context);
    }
    let whole = listed(text);
    if whole.iter().any(|entry| entry.official) {
        return choose(worsened(candidates(text, whole.iter().copied()), damage), context);
    }
    let Parts { parts, below, .. } = Parts::of(text);
    let loosest = damage.max(below.then_some(Match::Combined));
    let mut groups = Vec::new();
    for part in &parts {
        let whole = if parts.len() == 1 { whole } else { &[] };
        let read = read_part(part, whole);
        if read.is_empty() || groups.len() + read.len() > MOST_PARTS {
            return Resolution::Unknown { suggestions: Vec::new() };
        }
        groups.extend(read);
    }
    match groups.len() {
        0 => Resolution::Unknown { suggestions: Vec::new() },
        1 => choose(worsened(groups.swap_remove(0), loosest), context),
        _ => agree(&groups, loosest.max(Some(Match::Combined)), context),
    }
}

fn worsened(candidates: Vec<Candidate>, by: Option<Match>) -> Vec<Candidate> {
    candidates.into_iter().map(|(id, how)| (id, by.map_or(how, |by| how.max(by)))).collect()
}

/// What a part could mean, together with what the data files list for the whole cell. A part that means nothing as it
/// stands may be two names without anything between them.
fn read_part(part: &Part, whole: &[Entry]) -> Vec<Vec<Candidate>> {
    let mut read = of_kind(&part.name, part.kind);
    if !whole.is_empty() {
        read.extend(candidates(&part.name, whole.iter().copied()));
        read = each_once(read);
    }
    if !read.is_empty() {
        return vec![read];
    }
    let breaks = part.name.char_indices().filter(|(_, c)| c.is_whitespace() || *c == '-');
    for (at, c) in breaks {
        let (left, right) = (&part.name[..at], &part.name[at + c.len_utf8()..]);
        let (first, last) = (of_kind(left, None), of_kind(right, part.kind));
        if !first.is_empty() && !last.is_empty() {
            return vec![first, last];
        }
    }
    Vec::new()
}

fn of_kind(name: &str, kind: Option<Kind>) -> Vec<Candidate> {
    let Some(kind) = kind else { return named(name) };
    let fitting = named(name).into_iter().filter(|(id, how)| kind.fits(id.place(), *how));
    fitting.map(|(id, how)| (id, how.max(Match::Normalised))).collect()
}

/// Everything a name could mean by the strictest rule that knows it.
fn named(name: &str) -> Vec<Candidate> {
    let codes = as_codes(name);
    if !codes.is_empty() {
        return codes;
    }
    let gazetteer = Gazetteer::get();
    let key = spelling::key(name);
    let forms = gazetteer.forms(&key);
    if forms.iter().any(|entry| entry.official) {
        return candidates(name, forms.iter().copied());
    }
    let stems = spelling::stems(&key);
    let genitive = |entry: &Entry| Entry { how: Match::Genitive.max(entry.how), ..*entry };
    let genitives = stems.iter().flat_map(|stem| gazetteer.forms(stem)).map(genitive);
    let sounds = gazetteer.sounds(&spelling::sound(&key)).iter().copied();
    let loose = candidates(name, forms.iter().copied().chain(genitives).chain(sounds));
    if !loose.is_empty() {
        return loose;
    }
    let sounding = stems.iter().flat_map(|stem| gazetteer.sounds(&spelling::sound(stem)));
    candidates(name, sounding.copied().map(|entry| genitive(&entry)))
}

fn as_codes(text: &str) -> Vec<Candidate> {
    number::places(text).into_iter().map(|id| (id, Match::Code)).collect()
}

/// The whole text as a form of the data files, words for the level and all: "Хөвсгөл аймаг", "Алтай хот".
fn listed(text: &str) -> &'static [Entry] {
    Gazetteer::get().forms(&spelling::key(text))
}

/// Entries as candidates.
fn candidates(text: &str, entries: impl Iterator<Item = Entry>) -> Vec<Candidate> {
    let strictest = |entry: Entry| match entry.how {
        Match::Exact if !entry.place.place().is_named(text) => (entry.place, Match::Normalised),
        how => (entry.place, how),
    };
    each_once(entries.map(strictest).collect())
}

/// Each place once, by its strictest rule, in the official order.
fn each_once(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_unstable();
    all.dedup_by_key(|(id, _)| *id);
    all
}

/// The one candidate that the context allows, or why there isn't one.
fn choose(candidates: Vec<Candidate>, context: &Context) -> Resolution {
    let allowed: Vec<Candidate> = candidates.iter().copied().filter(|(id, _)| context.allows(*id)).collect();
    let ids = |of: Vec<Candidate>| of.into_iter().map(|(id, _)| id).collect();
    match allowed[..] {
        [] => Resolution::Outside { candidates: ids(candidates) },
        [(place, how)] => Resolution::Found { place, how },
        _ => Resolution::Ambiguous { candidates: ids(allowed) },
    }
}

/// The finest allowed place in which all parts of a cell agree.
fn agree(groups: &[Vec<Candidate>], loosest: Option<Match>, context: &Context) -> Resolution {
    let mut chains: Vec<Vec<Candidate>> = vec![Vec::new()];
    for group in groups {
        chains = chains.iter().flat_map(|chain| longer(chain, group)).collect();
    }
    if chains.is_empty() {
        let mut candidates: Vec<PlaceId> = groups.iter().flatten().map(|(id, _)| *id).collect();
        candidates.sort_unstable();
        candidates.dedup();
        return Resolution::Contradiction { candidates };
    }
    let finest = |chain: &Vec<Candidate>, of: &dyn Fn(PlaceId) -> bool| {
        let how = chain.iter().map(|(_, how)| *how).max().max(loosest)?;
        let id = chain.iter().map(|(id, _)| *id).filter(|id| of(*id)).max_by_key(|id| id.place().level.depth())?;
        Some(Agreed { id, how, by_centre: chain.contains(&(id, Match::Centre)) })
    };
    let allowed = innermost(chains.iter().filter_map(|chain| finest(chain, &|id| context.allows(id))));
    if allowed.is_empty() {
        return choose(innermost(chains.iter().filter_map(|chain| finest(chain, &|_| true))), context);
    }
    choose(allowed, context)
}

/// A place in which the parts of a cell agree.
struct Agreed {
    id: PlaceId,
    how: Match,
    /// Whether a part named it by its centre.
    by_centre: bool,
}

fn longer(chain: &[Candidate], group: &[Candidate]) -> Vec<Vec<Candidate>> {
    let fitting = group.iter().filter(|(id, _)| chain.iter().all(|(other, _)| id.agrees_with(*other)));
    fitting.map(|candidate| chain.iter().chain([candidate]).copied().collect()).collect()
}

/// Each place once, without those in which another of them lies: "Хөвсгөл, Мөрөн" means the soum, not the aimag again.
///
/// But "Дорнод, Чойбалсан" may mean the centre of Dornod, which lies in another soum than the one called Чойбалсан.
fn innermost(found: impl Iterator<Item = Agreed>) -> Vec<Candidate> {
    let all: Vec<Agreed> = found.collect();
    let within = |outer: &Agreed, inner: &Agreed| {
        let another_town = outer.by_centre && !inner.id.place().is_centre;
        inner.id.lies_in(outer.id) && !another_town
    };
    let kept = all.iter().filter(|outer| !all.iter().any(|inner| within(outer, inner)));
    each_once(kept.map(|agreed| (agreed.id, agreed.how)).collect())
}

/// The allowed places whose names are nearest to the text, nearest first.
fn nearest(text: &str, context: &Context) -> Vec<PlaceId> {
    const LEAST: f64 = 0.6;
    const MOST: usize = 3;
    const LONGEST_NAME: usize = 40;
    let key = spelling::key(&spelling::repair(&spelling::clean(text)).0);
    if key.is_empty() || key.chars().count() > LONGEST_NAME {
        return Vec::new();
    }
    let sound = spelling::sound(&key);
    let gazetteer = Gazetteer::get();
    let scored = gazetteer.all().zip(gazetteer.nearest()).filter(|(id, _)| context.allows(*id));
    let mut scored: Vec<(f64, PlaceId)> = scored
        .map(|(id, [name_sound, name_key])| (likeness(&sound, name_sound).max(likeness(&key, name_key)), id))
        .filter(|(score, _)| *score >= LEAST)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(MOST).map(|(_, id)| id).collect()
}
