//! Brings the sessions of many files together: one for each facility and round, whatever the order of the files.

use std::collections::BTreeMap;

use super::Reading;
use super::content::fill;
use super::words::key;
use crate::lang::Label;
use crate::problem::{At, Code, Problem, Problems, quoted};
use crate::scorecard::facility::id_key;
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
    let mut books: BTreeMap<(String, String), Vec<(Session, bool)>> = BTreeMap::new();
    for reading in readings {
        gathered.problems.append(reading.problems);
        if reading.unreadable {
            gathered.unreadable.push((reading.file, reading.named.0, reading.named.1));
        }
        for session in reading.sessions {
            let place = (id_key(&session.facility.id), session.round.trim().to_lowercase());
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
        let Some(first) = books.next() else { return };
        let others: Vec<Session> = books.collect();
        let joined = others.iter().try_fold(first.clone(), join);
        let Some(mut joined) = joined else {
            self.contradict(first, others);
            return;
        };
        for (i, other) in others.iter().enumerate() {
            // Whether the others without this one say it all.
            let rest = std::iter::once(&first).chain(&others[..i]).chain(&others[i + 1..]);
            let without = rest.cloned().reduce(|a, b| join(a, &b).unwrap_or(b));
            let alike = without.is_some_and(|w| says(&w) == says(&joined));
            let code = if alike { Code::BooksAlike } else { Code::BooksJoined };
            if alike || !all_long {
                self.report(code, other, &first);
            }
        }
        joined.files = std::iter::once(&first).chain(&others).flat_map(|s| s.files.clone()).collect();
        joined.files.dedup();
        self.sessions.push(joined);
    }

    fn contradict(&mut self, first: Session, others: Vec<Session>) {
        for other in &others {
            self.report(Code::BooksContradict, other, &first);
        }
        for session in std::iter::once(first).chain(others) {
            let (id, round) = (session.facility.id, session.round);
            let unread = session.files.into_iter().map(|file| (file, Some(id.clone()), Some(round.clone())));
            self.unreadable.extend(unread);
        }
    }

    fn report(&mut self, code: Code, at: &Session, other: &Session) {
        let file = |s: &Session| s.files.first().cloned().unwrap_or_default();
        let found = format!("{}, {}", at.facility.id, at.round);
        self.problems.add(Problem::new(code, At::file(file(at)), found).detail(quoted(&file(other))));
    }
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

/// Two sessions as one, if they don't contradict each other.
fn join(mut a: Session, b: &Session) -> Option<Session> {
    one(&mut a.held, &b.held)?;
    one(&mut a.meetings, &b.meetings)?;
    fill(&mut a.facilitator, &b.facilitator);
    a.made_for = a.made_for.take().or_else(|| b.made_for.clone());
    headcounts(&mut a.members, &b.members)?;
    headcounts(&mut a.attendance, &b.attendance)?;
    rows(
        &mut a.panels,
        &b.panels,
        |x, y| x.group == y.group && x.indicator == y.indicator,
        |x, y| {
            fill(&mut x.reason, &y.reason);
            fill(&mut x.suggestion, &y.suggestion);
            one(&mut x.score, &y.score).and(one(&mut x.votes, &y.votes)).and(one(&mut x.present, &y.present))
        },
    )?;
    rows(
        &mut a.provider,
        &b.provider,
        |x, y| x.indicator == y.indicator,
        |x, y| {
            fill(&mut x.reason, &y.reason);
            (x.score == y.score).then_some(())
        },
    )?;
    rows(
        &mut a.agreed,
        &b.agreed,
        |x, y| x.indicator == y.indicator,
        |x, y| {
            fill(&mut x.reason, &y.reason);
            (x.score == y.score).then_some(())
        },
    )?;
    rows(
        &mut a.inputs,
        &b.inputs,
        |x, y| x.item == y.item,
        |x, y| {
            fill(&mut x.evidence, &y.evidence);
            fill(&mut x.remarks, &y.remarks);
            if x.entitlement == Entitled::Unwritten {
                x.entitlement = y.entitlement;
            }
            let agree = y.entitlement == Entitled::Unwritten || x.entitlement == y.entitlement;
            one(&mut x.actual, &y.actual).filter(|()| agree)
        },
    )?;
    rows(&mut a.actions, &b.actions, same_action, action)?;
    for (sheet, found) in &b.sheets {
        if !a.sheets.iter().any(|(s, _)| s == sheet) {
            a.sheets.push((*sheet, *found));
        }
    }
    a.sheets.sort();
    Some(a)
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
