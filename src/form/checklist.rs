//! The form of a checklist: which facility, who looks, and every question that its type is due.

use std::collections::BTreeSet;

use super::card::{metadata, settings_row, settings_sheet};
use super::pad::{FORM, Pad};
use super::places::{self, FILTERS};
use super::questions::Asks;
use super::xpath::is_one_of;
use super::{Form, Wishes, about, questions, words};
use crate::instrument::checklist::{ChecklistInstrument, Computation};
use crate::instrument::xlsform::names::survey;
use crate::instrument::{DimensionIndex, Headers, QuestionIndex};
use crate::lang::Label;
use crate::problem::Problems;

/// The form of a visit, and what of the register isn't in it.
pub fn of(instrument: &ChecklistInstrument, wishes: &Wishes<'_>) -> Result<(Form, Problems), Problems> {
    let asks = &instrument.asks;
    let faults = questions::faults(asks);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut pad = Pad::new(asks, wishes.langs);
    metadata(&mut pad);
    let (kind, problems) = visit(&mut pad, instrument, wishes)?;
    let users = users(instrument);
    questions::add(&mut pad, |of| domain(&users, instrument, of), |of| due(&users, instrument, &kind, of));
    let [survey, choices] = pad.sheets(&FILTERS);
    let settings = settings_sheet(settings_row(asks, wishes.langs), wishes.langs);
    let about = about::of_checklist(&asks.id, wishes.langs);
    Ok((
        Form { name: asks.id.clone(), title: asks.title.clone(), sheets: vec![survey, choices, settings, about] },
        problems,
    ))
}

/// Which facility, and who looks. Gives the name of the question of its type.
fn visit(
    pad: &mut Pad<'_>,
    instrument: &ChecklistInstrument,
    wishes: &Wishes<'_>,
) -> Result<(String, Problems), Problems> {
    let about = &instrument.about;
    let columns = &instrument.asks.columns;
    pad.begin("visit", &words::visit());
    places::add_text(pad, &about.observer, "observer", &words::observer(), &words::interviewer_hint(), FORM);
    let asked = places::add(pad, wishes.set)?;
    let problems = places::add_facility(pad, &columns.facility, wishes.facilities, wishes.set, &asked);
    let listed = wishes.facilities.is_some_and(|register| !register.facilities().is_empty());
    if !listed && !about.name.0.is_empty() {
        let nothing = Label::default();
        places::add_text(pad, &about.name, "facility_name", &words::facility_name(), &nothing, FORM);
    }
    let types = instrument.facility_types.iter().map(|entry| (entry.id.as_str(), &entry.title));
    let kind = choice(pad, &about.kind, "type", types, &words::facility_type());
    if !about.residence.0.is_empty() {
        let residences = words::residences();
        let residences = residences.iter().map(|(name, label)| (*name, label));
        choice(pad, &about.residence, "residence", residences, &words::residence());
    }
    pad.end();
    Ok((kind, problems))
}

fn choice<'w>(
    pad: &mut Pad<'_>,
    headers: &Headers,
    otherwise: &str,
    words: impl IntoIterator<Item = (&'w str, &'w Label)>,
    label: &Label,
) -> String {
    let list = pad.lists.words(otherwise, words, pad.langs);
    let name = pad.taken.claim_header(headers, otherwise);
    let row = pad.question(&format!("select_one {list}"), &name, &words::header(label, headers));
    pad.add(row.with(survey::REQUIRED, "yes").with(survey::ROLE, FORM));
    name
}

/// Something that is made from questions, for some types of facilities.
struct User {
    questions: Vec<QuestionIndex>,
    domain: Option<DimensionIndex>,
    /// All if empty.
    types: Vec<usize>,
}

/// Everything that is made from questions, in the order of the instrument.
fn users(instrument: &ChecklistInstrument) -> Vec<User> {
    let items = instrument.items.iter().map(|item| User {
        questions: item.present.iter().map(|c| c.question).collect(),
        domain: Some(item.domain),
        types: item.facility_types.clone(),
    });
    let figures = instrument.figures.iter().map(|figure| User {
        questions: match &figure.of {
            Computation::Share { of, among, .. } => vec![*of, *among],
            Computation::Count { of, per } => std::iter::once(*of).chain(per.iter().copied()).collect(),
            Computation::Ratio { over, under } => vec![*over, *under],
            Computation::Number(question) => vec![*question],
            // Items are there already.
            Computation::All(_) | Computation::Items(_) => Vec::new(),
        },
        domain: Some(figure.domain),
        types: figure.facility_types.clone(),
    });
    let norms = instrument.norms.iter().map(|norm| User {
        questions: vec![norm.actual],
        domain: None,
        types: norm.item.facility_types.clone(),
    });
    // Whoever decides who is asked something is asked everywhere.
    let filters = instrument.asks.bases.iter().map(|base| User {
        questions: base.all.iter().map(|c| c.question).collect(),
        domain: None,
        types: Vec::new(),
    });
    items.chain(figures).chain(norms).chain(filters).collect()
}

fn of_question<'u>(
    users: &'u [User],
    instrument: &'u ChecklistInstrument,
    asks: Asks,
) -> impl Iterator<Item = &'u User> {
    users.iter().filter(move |user| user.questions.iter().any(|q| asks.is(&instrument.asks, *q)))
}

/// The domain of a question: that of the first item or figure made from it.
fn domain(users: &[User], instrument: &ChecklistInstrument, asks: Asks) -> Option<DimensionIndex> {
    of_question(users, instrument, asks).find_map(|user| user.domain)
}

/// That a facility is of a type that is due what the question is asked for; nothing where all are.
fn due(users: &[User], instrument: &ChecklistInstrument, kind: &str, asks: Asks) -> String {
    let mut types = BTreeSet::new();
    for user in of_question(users, instrument, asks) {
        if user.types.is_empty() {
            return String::new();
        }
        types.extend(user.types.iter().copied());
    }
    if types.is_empty() || types.len() == instrument.facility_types.len() {
        return String::new();
    }
    is_one_of(kind, types.into_iter().map(|at| instrument.facility_types[at].id.as_str()))
}
