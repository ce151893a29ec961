//! From the text of an instrument file to an [`Instrument`] that fits together, or everything that is wrong with it.

use super::checks::HeaderOwners;
use super::figures::Figures;
use super::questions::{Asked, headers};
use super::{Columns, Headers, Instrument, InstrumentKind, InterviewHeaders, design, groups, rules};
use crate::toml_file::{self, Fault, Faults, Section, Word, words};
use crate::words::OwnWords;

/// Reads the instrument of a report card. `name` is what the file is called in messages.
///
/// Everything that is wrong is gathered: whoever writes an instrument mends it in one go.
pub fn parse(name: &str, text: &str) -> Result<Instrument, Faults> {
    parse_as(InstrumentKind::ReportCard, name, text, read)
}

/// Reads a file of this kind. A file of another kind has that one fault: the rest would only be noise.
pub(super) fn parse_as<T>(
    kind: InstrumentKind,
    name: &str,
    text: &str,
    read: impl FnOnce(Section<'_>) -> T,
) -> Result<T, Faults> {
    toml_file::read(name, text, |file| is_of(kind, &file).then(|| read(file)))
}

/// Whether the file says that it is of this kind; notes it if not. A file that says nothing is a report card.
fn is_of(wanted: InstrumentKind, file: &Section<'_>) -> bool {
    let given = match file.value("kind") {
        None => Some(InstrumentKind::ReportCard),
        Some(_) => file.choice("kind", &InstrumentKind::NAMES),
    };
    let code = match given {
        None => return false, // noted by the choice, or as a value that is no text
        Some(kind) if kind == wanted => return true,
        Some(other) => other.elsewhere(),
    };
    let span = file.value("kind").or_else(|| file.value("id")).map_or(file.span(), |v| v.span());
    let id = file.text("id").map(Word::into_inner).unwrap_or_default();
    file.log.add(Fault::bare(code, span, id));
    false
}

fn read(file: Section<'_>) -> Instrument {
    let id = file.id();
    let mut owners = HeaderOwners::default();
    let columns = columns(&file, &mut owners);
    let mut asked = Asked::read(&file, &mut owners);
    let figures = Figures::read(&file, &mut asked);
    let instrument = Instrument {
        id: id.into_inner(),
        version: file.wanted_text("version").into_inner(),
        sector: file.wanted_text("sector").into_inner(),
        title: file.wanted_label("title"),
        description: file.wanted_label("description"),
        place_set: file.wanted_text("place_set").into_inner(),
        columns,
        design: design::read(&file),
        groupings: groups::read(&file, &asked),
        rules: rules::read(&file, &mut asked),
        questions: asked.questions,
        multiples: asked.multiples,
        bases: asked.bases,
        dimensions: figures.dimensions,
        indicators: figures.indicators,
        composites: figures.composites,
        overall: figures.overall,
        stands_for_residents: file.truth("stands_for_residents"),
        words: OwnWords::read(&file),
    };
    file.done();
    instrument
}

/// Reads `[columns]`.
fn columns(file: &Section<'_>, owners: &mut HeaderOwners) -> Columns {
    let Some(section) = file.wanted("columns").and_then(|v| Section::of(file.log, v)) else {
        return Columns::default();
    };
    section.wanted("area");
    let columns = Columns {
        area: headers(&section, "area"),
        soum: headers(&section, "soum"),
        facility: headers(&section, "facility"),
        round: headers(&section, "round"),
        weight: headers(&section, "weight"),
        strata: headers(&section, "strata"),
        clusters: stages(&section, "clusters"),
        fpc: stages(&section, "fpc"),
        nested: section.truth("nested"),
        personal: headers(&section, "personal"),
        id: headers(&section, "id"),
        area_codes: place_codes(&section, "area_codes"),
        soum_codes: place_codes(&section, "soum_codes"),
        interview: interview(&section),
    };
    let single = [
        ("area", &columns.area),
        ("soum", &columns.soum),
        ("facility", &columns.facility),
        ("round", &columns.round),
        ("weight", &columns.weight),
        ("strata", &columns.strata),
        ("personal", &columns.personal),
        ("id", &columns.id),
    ];
    for (key, headers) in single {
        let span = section.value(key).map_or(section.span(), |v| v.span());
        owners.add(file.log, span, key, headers.0.iter());
    }
    let InterviewHeaders { start, end, interviewer } = &columns.interview;
    for (key, headers) in [("start", start), ("end", end), ("interviewer", interviewer)] {
        // The usual names are no claim of this file: a question may have one of them.
        if let Some(given) = section.value(key) {
            owners.add(file.log, given.span(), key, headers.0.iter());
        }
    }
    for (key, stages) in [("clusters", &columns.clusters), ("fpc", &columns.fpc)] {
        let span = section.value(key).map_or(section.span(), |v| v.span());
        for (stage, headers) in stages.iter().enumerate() {
            owners.add(file.log, span.clone(), &format!("{key} {}", stage + 1), headers.0.iter());
        }
    }
    section.done();
    columns
}

/// What codes of places mean, `{ "21" = "Говьсүмбэр" }`.
fn place_codes(section: &Section<'_>, key: &'static str) -> Vec<(String, String)> {
    let entries = section.named(key).into_iter();
    entries
        .filter_map(|(code, place)| Some((code.into_inner(), words(section.log, place).pop()?.into_inner())))
        .collect()
}

/// How an interview went; where the file doesn't say, by the names that survey platforms use.
fn interview(section: &Section<'_>) -> InterviewHeaders {
    let usual = InterviewHeaders::default();
    let given = |key, usual| if section.has(key) { headers(section, key) } else { usual };
    InterviewHeaders {
        start: given("start", usual.start),
        end: given("end", usual.end),
        interviewer: given("interviewer", usual.interviewer),
    }
}

/// Headers of one stage, `["psu", "cluster"]`, or of several, `[["psu"], ["household"]]`.
fn stages(section: &Section<'_>, key: &'static str) -> Vec<Headers> {
    let Some(value) = section.value(key) else { return Vec::new() };
    let several = value.get_ref().as_array().filter(|list| list.iter().any(|v| v.get_ref().is_array()));
    let of = |value| Headers(words(section.log, value).into_iter().map(Word::into_inner).collect());
    match several {
        Some(list) => list.iter().map(of).collect(),
        None => vec![of(value)].into_iter().filter(|h: &Headers| !h.0.is_empty()).collect(),
    }
}
