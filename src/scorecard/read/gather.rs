//! Brings the sessions of many files together: one for each facility and round, whatever the order of the files.

use std::collections::{BTreeMap, BTreeSet};

use super::Reading;
use super::content::fill;
use super::words::key;
use crate::lang::Label;
use crate::places::PlaceId;
use crate::problem::{At, Code, Hint, Problem, Problems, quoted};
use crate::scorecard::RoundKey;
use crate::scorecard::facility::id_key;
use crate::scorecard::layout::Sheet;
use crate::scorecard::session::{Action, Entitled, Headcount, Key, Session};

/// What all files give.
#[derive(Debug, Default)]
pub struct Gathered {
    /// One session for each facility and round, by identifier, then round.
    pub sessions: Vec<Session>,
    /// Files that give nothing, with the facility and the round that they are of, as far as that is known.
    pub unreadable: Vec<(String, Option<String>, Option<String>)>,
    /// What was wrong.
    pub problems: Problems,
}

/// Gathers what reading the files gave. Of two books for one facility and round that say the same, one is used; if each
/// fills blanks of the other they are joined; if they contradict each other neither is used. Parts of a long table are
/// joined without further ado.
pub fn gather(mut readings: Vec<Reading>) -> Gathered {
    readings.sort_by(|a, b| a.file.cmp(&b.file));
    let mut gathered = Gathered::default();
    apart(&mut readings, &mut gathered.problems);
    let mut books: BTreeMap<(String, RoundKey), Vec<(Session, bool)>> = BTreeMap::new();
    for reading in readings {
        gathered.problems.append(reading.problems);
        if reading.unreadable {
            gathered.unreadable.push((reading.file, reading.named.0, reading.named.1));
        }
        for session in reading.sessions {
            let place = (id_key(&session.facility.id), RoundKey::of(&session.round));
            books.entry(place).or_default().push((session, reading.long));
        }
    }
    for books in books.into_values() {
        gathered.add(books);
    }
    same_words(&mut gathered.sessions);
    gathered
}

impl Gathered {
    /// Adds the session that some books for one facility and round give.
    fn add(&mut self, books: Vec<(Session, bool)>) {
        let all_long = books.iter().all(|(_, long)| *long);
        let mut books = books.into_iter().map(|(session, _)| session);
        let Some(mut first) = books.next() else { return };
        let others: Vec<Session> = books.collect();
        if others.is_empty() {
            first.files.dedup();
            self.sessions.push(first);
            return;
        }
        let joined = others.iter().try_fold(first.clone(), join);
        let mut joined = match joined {
            Ok(joined) => joined,
            Err(_) => return self.contradict(std::iter::once(first).chain(others).collect()),
        };
        for (i, other) in others.iter().enumerate() {
            // Whether the others without this one say it all.
            let rest = std::iter::once(&first).chain(&others[..i]).chain(&others[i + 1..]);
            let without = rest.cloned().reduce(|a, b| join(a, &b).unwrap_or(b));
            let alike = without.is_some_and(|w| says(&w) == says(&joined));
            let code = if alike { Code::BooksAlike } else { Code::BooksJoined };
            if alike || !all_long {
                self.report(code, other, &first, None);
            }
        }
        joined.files = std::iter::once(&first).chain(&others).flat_map(|s| s.files.clone()).collect();
        joined.files.dedup();
        self.sessions.push(joined);
    }

    /// Books of which none is used. Each but the first is named with one that contradicts it.
    fn contradict(&mut self, books: Vec<Session>) {
        for (at, book) in books.iter().enumerate().skip(1) {
            let differ = |other: &usize| *other != at && join(books[*other].clone(), book).is_err();
            let other = (0..books.len()).find(differ).unwrap_or(0);
            let hint = join(books[other].clone(), book).err().map(compare);
            self.report(Code::BooksContradict, book, &books[other], hint);
        }
        for session in books {
            let (id, round) = (session.facility.id, session.round);
            let unread = session.files.into_iter().map(|file| (file, Some(id.clone()), Some(round.clone())));
            self.unreadable.extend(unread);
        }
    }

    fn report(&mut self, code: Code, at: &Session, other: &Session, hint: Option<Hint>) {
        let file = |s: &Session| s.files.first().cloned().unwrap_or_default();
        let found = format!("{}, {}", at.facility.id, at.round);
        let problem = Problem::new(code, At::file(file(at)), found).detail(quoted(&file(other)));
        self.problems.add(Problem { hint, ..problem });
    }
}

/// Without a register two facilities may go by one code or name. Where their places have nothing to do with each other they
/// are different ones, each called by its place too.
fn apart(readings: &mut [Reading], problems: &mut Problems) {
    let mut places: BTreeMap<String, BTreeSet<PlaceId>> = BTreeMap::new();
    for facility in readings.iter().flat_map(|r| &r.sessions).map(|session| &session.facility) {
        places.entry(id_key(&facility.id)).or_default().extend(facility.place);
    }
    places.retain(|_, of| of.iter().any(|a| of.iter().any(|b| !a.agrees_with(*b))));
    let mut said = BTreeSet::new();
    for session in readings.iter_mut().flat_map(|r| &mut r.sessions) {
        let facility = &mut session.facility;
        let (key, Some(place)) = (id_key(&facility.id), facility.place) else { continue };
        let Some(other) = places.get(&key).and_then(|of| of.iter().find(|other| !other.agrees_with(place))) else {
            continue;
        };
        if said.insert((key, place)) {
            let at = session.files.first().map_or_else(At::default, At::file);
            let problem = Problem::new(Code::FacilityElsewhere, at, quoted(&facility.id));
            problems.add(problem.detail(other.to_string()));
        }
        let place = place.place();
        facility.id = format!("{} ({} {})", facility.id, place.name.mn, place.code);
    }
}

/// What to do with two books that differ first on this sheet.
fn compare(on: Sheet) -> Hint {
    let on = on.title();
    Hint::advice(
        format!("Зөрсөн нь: {}. Хоёрыг тулгаад зөвийг нь үлдээж, нөгөөг нь хавтаснаас гаргана уу.", on.mn),
        format!("They differ on the sheet {}. Keep the one that is right and take the other out of the folder.", on.en),
    )
}

/// What a session says, without where it says it.
fn says(session: &Session) -> Session {
    let mut session = session.clone();
    session.files.clear();
    session.sheets.clear();
    session.inputs.iter_mut().for_each(|i| i.at = At::default());
    session.panels.iter_mut().for_each(|p| p.at = At::default());
    session.provider.iter_mut().for_each(|p| p.at = At::default());
    session.agreed.iter_mut().for_each(|a| a.at = At::default());
    session.actions.iter_mut().for_each(|a| a.at = At::default());
    session.panels.sort_by(|a, b| (&a.group, &a.indicator).cmp(&(&b.group, &b.indicator)));
    session.provider.sort_by(|a, b| a.indicator.cmp(&b.indicator));
    session.agreed.sort_by(|a, b| a.indicator.cmp(&b.indicator));
    session.inputs.sort_by(|a, b| a.item.cmp(&b.item));
    session.members.sort_by(|a, b| a.who.cmp(&b.who));
    session.attendance.sort_by(|a, b| a.who.cmp(&b.who));
    session.actions.sort_by(|a, b| (&a.id, &a.issue, &a.action).cmp(&(&b.id, &b.issue, &b.action)));
    session
}

/// The one value that two give together; nothing if they differ.
fn one<T: PartialEq + Clone>(a: &mut Option<T>, b: &Option<T>) -> Option<()> {
    match (&*a, b) {
        (Some(x), Some(y)) if x != y => None,
        (None, Some(y)) => {
            *a = Some(y.clone());
            Some(())
        }
        _ => Some(()),
    }
}

/// Two sessions as one, if they don't contradict each other; else the first sheet on which they do.
fn join(mut a: Session, b: &Session) -> Result<Session, Sheet> {
    one(&mut a.held, &b.held).and(one(&mut a.meetings, &b.meetings)).ok_or(Sheet::Cover)?;
    fill(&mut a.facilitator, &b.facilitator);
    a.made_for = a.made_for.take().or_else(|| b.made_for.clone());
    headcounts(&mut a.members, &b.members).ok_or(Sheet::Cover)?;
    headcounts(&mut a.attendance, &b.attendance).ok_or(Sheet::Meeting)?;
    rows(
        &mut a.panels,
        &b.panels,
        |x, y| x.group == y.group && x.indicator == y.indicator,
        |x, y| {
            fill(&mut x.reason, &y.reason);
            fill(&mut x.suggestion, &y.suggestion);
            one(&mut x.score, &y.score).and(one(&mut x.votes, &y.votes)).and(one(&mut x.present, &y.present))
        },
    )
    .ok_or(Sheet::Scores)?;
    rows(
        &mut a.provider,
        &b.provider,
        |x, y| x.indicator == y.indicator,
        |x, y| {
            fill(&mut x.reason, &y.reason);
            (x.score == y.score).then_some(())
        },
    )
    .ok_or(Sheet::Provider)?;
    rows(
        &mut a.agreed,
        &b.agreed,
        |x, y| x.indicator == y.indicator,
        |x, y| {
            fill(&mut x.reason, &y.reason);
            (x.score == y.score).then_some(())
        },
    )
    .ok_or(Sheet::Meeting)?;
    rows(
        &mut a.inputs,
        &b.inputs,
        |x, y| x.item == y.item,
        |x, y| {
            fill(&mut x.source, &y.source);
            fill(&mut x.evidence, &y.evidence);
            fill(&mut x.remarks, &y.remarks);
            if x.entitlement == Entitled::Unwritten {
                x.entitlement = y.entitlement;
            }
            let agree = y.entitlement == Entitled::Unwritten || x.entitlement == y.entitlement;
            one(&mut x.actual, &y.actual).filter(|()| agree)
        },
    )
    .ok_or(Sheet::Inputs)?;
    rows(&mut a.actions, &b.actions, same_action, action).ok_or(Sheet::Actions)?;
    for (sheet, found) in &b.sheets {
        if !a.sheets.iter().any(|(s, _)| s == sheet) {
            a.sheets.push((*sheet, *found));
        }
    }
    a.sheets.sort();
    Ok(a)
}

/// Rows of two lists: those about the same thing become one, the others are added.
fn rows<T: Clone>(
    a: &mut Vec<T>,
    b: &[T],
    same: impl Fn(&T, &T) -> bool,
    mut join: impl FnMut(&mut T, &T) -> Option<()>,
) -> Option<()> {
    let own = a.len();
    for row in b {
        match a[..own].iter_mut().find(|x| same(x, row)) {
            Some(x) => join(x, row)?,
            None => a.push(row.clone()),
        }
    }
    Some(())
}

fn headcounts(a: &mut Vec<Headcount>, b: &[Headcount]) -> Option<()> {
    rows(
        a,
        b,
        |x, y| x.who == y.who,
        |x, y| one(&mut x.women, &y.women).and(one(&mut x.men, &y.men)).and(one(&mut x.all, &y.all)),
    )
}

/// One action: of one number, or else of the same words.
fn same_action(a: &Action, b: &Action) -> bool {
    match a.id.is_empty() || b.id.is_empty() {
        true => key(&a.issue) == key(&b.issue) && key(&a.action) == key(&b.action),
        false => key(&a.id) == key(&b.id),
    }
}

fn action(a: &mut Action, b: &Action) -> Option<()> {
    let differ = |x: &str, y: &str| !x.is_empty() && !y.is_empty() && key(x) != key(y);
    if differ(&a.issue, &b.issue) || differ(&a.action, &b.action) || differ(&a.responsible, &b.responsible) {
        return None;
    }
    let texts = [
        (&mut a.id, &b.id),
        (&mut a.issue, &b.issue),
        (&mut a.action, &b.action),
        (&mut a.responsible, &b.responsible),
        (&mut a.supporting, &b.supporting),
        (&mut a.funds, &b.funds),
        (&mut a.evidence, &b.evidence),
        (&mut a.verified_by, &b.verified_by),
    ];
    for (text, other) in texts {
        fill(text, other);
    }
    a.indicator = a.indicator.take().or_else(|| b.indicator.clone());
    one(&mut a.deadline, &b.deadline)?;
    one(&mut a.cost, &b.cost)?;
    one(&mut a.level, &b.level)?;
    one(&mut a.own_means, &b.own_means)?;
    one(&mut a.status, &b.status)?;
    one(&mut a.done_on, &b.done_on)
}

/// Things added in the field under one key get the words that stand first, so that rounds of a facility match.
fn same_words(sessions: &mut [Session]) {
    let mut groups = BTreeMap::new();
    let mut indicators = BTreeMap::new();
    let mut items = BTreeMap::new();
    let mut stakeholders = BTreeMap::new();
    for session in sessions {
        for panel in &mut session.panels {
            unify(&mut groups, &mut panel.group);
            unify(&mut indicators, &mut panel.indicator);
        }
        session.provider.iter_mut().for_each(|p| unify(&mut indicators, &mut p.indicator));
        session.agreed.iter_mut().for_each(|a| unify(&mut indicators, &mut a.indicator));
        session.inputs.iter_mut().for_each(|i| unify(&mut items, &mut i.item));
        session.actions.iter_mut().filter_map(|a| a.indicator.as_mut()).for_each(|k| unify(&mut indicators, k));
        let counts = session.members.iter_mut().chain(&mut session.attendance);
        counts.for_each(|h| unify(&mut stakeholders, &mut h.who));
    }
}

fn unify(known: &mut BTreeMap<String, Label>, thing: &mut Key) {
    if let Key::Added(label) = thing {
        let words = key(label.get(crate::lang::Lang::Mn));
        *label = known.entry(words).or_insert_with(|| label.clone()).clone();
    }
}
