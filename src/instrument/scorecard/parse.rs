//! From the text of a scorecard file to a [`ScorecardInstrument`] that fits together, or everything wrong with it.

use serde_spanned::Spanned;

use super::lists::{List, no_others, optional, pairs};
use super::{Bound, Entitlement, Entry, Mark, Scale, ScaleForm, ScorecardInstrument, Scored, Tracked};
use crate::instrument::figures::days;
use crate::instrument::parse::parse_as;
use crate::instrument::questions::filled;
use crate::instrument::{InstrumentKind, TargetKind, dimensions};
use crate::places::{Context, PlaceId, resolve};
use crate::problem::{At, Code};
use crate::toml_file::{Fault, Faults, Log, Section, Word};
use crate::words::OwnWords;

/// Reads the instrument of a scorecard. `name` is what the file is called in messages.
///
/// Everything that is wrong is gathered: whoever writes an instrument mends it in one go.
pub fn parse(name: &str, text: &str) -> Result<ScorecardInstrument, Faults> {
    parse_as(InstrumentKind::Scorecard, name, text, read)
}

fn read(file: Section<'_>) -> ScorecardInstrument {
    let id = file.id();
    let (scale, marks) = scale(&file);
    let mut types = List::new(Code::UnknownFacilityType);
    let facility_types = types.entries(&file, "facility_types");
    let mut named = List::new(Code::UnknownFocusGroup);
    let groups = some(&file, "groups", |file, key| named.entries(file, key));
    no_others(&file);
    let instrument = ScorecardInstrument {
        id: id.into_inner(),
        version: file.wanted_text("version").into_inner(),
        sector: file.wanted_text("sector").into_inner(),
        title: file.wanted_label("title"),
        description: file.wanted_label("description"),
        place_set: file.wanted_text("place_set").into_inner(),
        scale,
        marks,
        facility_types,
        groups,
        compare: pairs(&file, &named),
        stakeholders: List::new(Code::UnknownWord).entries(&file, "stakeholders"),
        indicators: some(&file, "indicators", |file, key| indicators(file, key, &types)),
        inputs: inputs(&file, &types),
        words: OwnWords::read(&file),
    };
    file.done();
    instrument
}

/// A list that must be there and hold something.
fn some<T>(file: &Section<'_>, key: &'static str, read: impl FnOnce(&Section<'_>, &'static str) -> Vec<T>) -> Vec<T> {
    let list = read(file, key);
    match file.wanted(key) {
        Some(value) if value.get_ref().as_array().is_some_and(|given| given.is_empty()) => {
            filled(file.log, key, value.span(), list)
        }
        _ => list,
    }
}

/// Reads `[scale]`. A place holder stands for what is wrong: an instrument with a fault is never handed out.
fn scale(file: &Section<'_>) -> (Scale, Vec<Mark>) {
    const FORMS: [(&str, ScaleForm); 2] = [("points", ScaleForm::Points), ("faces", ScaleForm::Faces)];
    let holder = Scale { from: 0.0, to: 1.0, form: ScaleForm::Points };
    let Some(section) = file.wanted("scale").and_then(|v| Section::of(file.log, v)) else {
        return (holder, Vec::new());
    };
    let end = |key| section.wanted(key).and_then(|_| section.number(key));
    let (from, to) = (end("from"), end("to"));
    let form = section.choice("form", &FORMS).unwrap_or(ScaleForm::Points);
    let scale = from.zip(to).map(|(from, to)| sound_scale(file.log, &from, &to, form));
    let marks = marks(&section, scale);
    section.done();
    (scale.unwrap_or(holder), marks)
}

fn sound_scale(log: &Log, from: &Spanned<f64>, to: &Spanned<f64>, form: ScaleForm) -> Scale {
    let scale = Scale { from: *from.get_ref(), to: *to.get_ref(), form };
    if scale.from >= scale.to {
        log.add(Fault::bare(Code::ScaleReversed, to.span(), scale.from).detail(scale.to.to_string()));
    }
    for end in [from, to] {
        if form == ScaleForm::Faces && end.get_ref().fract() != 0.0 {
            log.add(Fault::bare(Code::FacesNotWhole, end.span(), end.get_ref()));
        }
    }
    scale
}

/// Reads the words of the scale, worst first.
fn marks(section: &Section<'_>, scale: Option<Scale>) -> Vec<Mark> {
    let log = section.log;
    let mut marks: Vec<(Mark, std::ops::Range<usize>)> = Vec::new();
    for section in section.sections("marks") {
        section.wanted("value");
        let title = section.wanted_label("title");
        let value = section.number("value");
        section.done();
        let Some(value) = value else { continue };
        let (value, span) = (*value.get_ref(), value.span());
        if let Some(scale) = scale.filter(|s| s.from < s.to && !s.holds(value)) {
            log.add(Fault::bare(Code::MarkOffScale, span.clone(), value).detail(scale.name()));
        }
        if let Some((_, first)) = marks.iter().find(|(mark, _)| mark.value == value) {
            log.add(Fault::bare(Code::GivenTwice, span.clone(), value).earlier(first.clone()));
        }
        marks.push((Mark { value, title }, span));
    }
    marks.sort_by(|(a, _), (b, _)| a.value.total_cmp(&b.value));
    marks.into_iter().map(|(mark, _)| mark).collect()
}

fn indicators(file: &Section<'_>, key: &'static str, types: &List) -> Vec<Scored> {
    let mut list = List::new(Code::UnknownIndicator);
    let mut read = |section: Section<'_>| {
        let Entry { id, title, also } = list.entry(&section);
        let (about, facility_types) = (optional(&section, "about"), types.named(&section, "facility_types"));
        let dimension = dimensions::read(&section);
        section.done();
        Scored { id, title, about, also, facility_types, dimension }
    };
    file.sections(key).into_iter().map(&mut read).collect()
}

fn inputs(file: &Section<'_>, types: &List) -> Vec<Tracked> {
    let mut list = List::new(Code::UnknownIndicator);
    file.sections("inputs").into_iter().map(|section| input(section, &mut list, types)).collect()
}

fn input(section: Section<'_>, list: &mut List, types: &List) -> Tracked {
    let item = tracked(&section, list, types);
    section.done();
    item
}

/// Reads an item with its entitlements from a table that may hold more.
pub(in crate::instrument) fn tracked(section: &Section<'_>, list: &mut List, types: &List) -> Tracked {
    const BOUNDS: [(&str, Bound); 2] = [("at-least", Bound::AtLeast), ("at-most", Bound::AtMost)];
    let Entry { id, title, also } = list.entry(section);
    let mut item = Tracked {
        id,
        title,
        about: optional(section, "about"),
        unit: section.wanted_label("unit"),
        also,
        facility_types: types.named(section, "facility_types"),
        dimension: dimensions::read(section),
        bound: section.choice("bound", &BOUNDS).unwrap_or(Bound::AtLeast),
        entitlements: Vec::new(),
    };
    for given in section.sections("entitlements") {
        let span = given.span();
        let entitlement = entitlement(given, &item, types);
        let limits = |e: &Entitlement| (e.facility_types.clone(), e.places.clone(), e.from);
        // Of two with the same limits nobody could say which is in force.
        if item.entitlements.iter().any(|other| limits(other) == limits(&entitlement)) {
            section.log.add(Fault::bare(Code::GivenTwice, span, format!("entitlements {}", item.id)));
        }
        item.entitlements.push(entitlement);
    }
    item
}

fn entitlement(section: Section<'_>, item: &Tracked, types: &List) -> Entitlement {
    section.wanted("value");
    let value = section.number("value").map(|value| sound_value(section.log, &value, item.bound));
    let (from, until) = days(&section);
    let facility_types = types.named(&section, "facility_types");
    for (name, index) in section.texts("facility_types").iter().filter_map(|name| Some((name, types.known(name)?))) {
        if !super::is_for(&item.facility_types, Some(index)) {
            section.log.add(Fault::new(Code::TypeOutsideItem, name.span(), name.get_ref()));
        }
    }
    let entitlement = Entitlement {
        value: value.unwrap_or(1.0),
        kind: section.wanted_choice("kind", &TargetKind::NAMES).unwrap_or(TargetKind::Target),
        source: section.wanted_label("source"),
        facility_types,
        from,
        until,
        places: places(&section),
    };
    section.done();
    entitlement
}

/// Nothing can't be owed; nobody can be bound to less than nothing.
fn sound_value(log: &Log, value: &Spanned<f64>, bound: Bound) -> f64 {
    let x = *value.get_ref();
    let sound = match bound {
        Bound::AtLeast => x > 0.0,
        Bound::AtMost => x >= 0.0,
    };
    if !sound {
        log.add(Fault::bare(Code::BadEntitlement, value.span(), x));
    }
    x
}

fn places(section: &Section<'_>) -> Vec<PlaceId> {
    let mut places: Vec<PlaceId> = section.texts("places").iter().filter_map(|name| place(section.log, name)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

fn place(log: &Log, name: &Word) -> Option<PlaceId> {
    let resolution = resolve(name.get_ref(), &Context::any());
    if resolution.place().is_none() {
        let problem = resolution.problem(At::default(), name.get_ref());
        log.add(problem.map_or_else(
            || Fault::new(Code::PlaceUnknown, name.span(), name.get_ref()),
            |problem| Fault::of(problem, name.span()),
        ));
    }
    resolution.place()
}
