//! The form of a report card: consent, where and by whom, every question, and all that is computed.

use super::pad::{FORM, Pad};
use super::places::{self, FILTERS};
use super::sheet::{Row, Sheet};
use super::xpath::is_one_of;
use super::{Form, Wishes, about, ours, questions, words};
use crate::instrument::xlsform::names::{CLUSTER, LANGUAGES, settings, sheet, survey};
use crate::instrument::{Headers, Instrument};
use crate::lang::{Label, Lang};
use crate::problem::Problems;

/// The form of a report card, and what of the register isn't in it. What a form can't ask is an error, all of it at once.
pub fn of(instrument: &Instrument, wishes: &Wishes<'_>) -> Result<(Form, Problems), Problems> {
    let faults = questions::faults(instrument);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut pad = Pad::new(instrument, wishes.langs);
    metadata(&mut pad);
    consent(&mut pad);
    let problems = visit(&mut pad, wishes)?;
    questions::add(&mut pad, questions::dimensions(instrument), |_| String::new());
    let [survey, choices] = pad.sheets(&FILTERS);
    let row = ours::settings(instrument, settings_row(instrument, wishes.langs));
    let mut sheets = vec![survey, choices, settings_sheet(row, wishes.langs)];
    sheets.extend(ours::sheets(instrument, wishes.langs));
    sheets.push(about::of_card(&instrument.id, wishes.langs));
    Ok((Form { name: instrument.id.clone(), title: instrument.title.clone(), sheets }, problems))
}

/// What the device knows: when an interview began and ended, and on whose device.
pub fn metadata(pad: &mut Pad<'_>) {
    let interview = pad.instrument.columns.interview.clone();
    pad.add_metadata("start", &interview.start, "start");
    pad.add_metadata("end", &interview.end, "end");
    pad.add_metadata("username", &Headers::default(), FORM);
}

/// Nothing is asked of whoever doesn't agree.
fn consent(pad: &mut Pad<'_>) {
    let note = pad.taken.claim("consent_note");
    pad.add(pad.question("note", &note, &words::consent_note(&pad.instrument.title)).with(survey::ROLE, FORM));
    let answers = words::consent_answers();
    let list = pad.lists.words("consent", answers.iter().map(|(name, label)| (*name, label)), pad.langs);
    let name = pad.taken.claim("consent");
    let row = pad.question(&format!("select_one {list}"), &name, &words::consent());
    pad.add(row.with(survey::REQUIRED, "yes").with(survey::ROLE, FORM));
    let declined = pad.taken.claim("declined_note");
    let row = pad.question("note", &declined, &words::declined()).with(survey::ROLE, FORM);
    pad.add(row.with(survey::RELEVANT, is_one_of(&name, ["no"])));
    pad.only_if = is_one_of(&name, ["yes"]);
}

/// Who asks, where, in which sampling unit, about which facility.
fn visit(pad: &mut Pad<'_>, wishes: &Wishes<'_>) -> Result<Problems, Problems> {
    let columns = &pad.instrument.columns;
    pad.begin("visit", &words::visit());
    let interviewer = &columns.interview.interviewer;
    places::add_text(pad, interviewer, "interviewer", &words::interviewer(), &words::interviewer_hint(), "interviewer");
    let asked = places::add(pad, wishes.set)?;
    if !columns.strata.0.is_empty() {
        let name = pad.taken.claim_header(&columns.strata, "stratum");
        let row = pad.row("calculate", &name).with(survey::CALCULATION, asked.stratum());
        pad.add(row.with(survey::ROLE, "strata"));
    }
    for (at, stage) in columns.clusters.iter().enumerate() {
        let otherwise = format!("cluster_{}", at + 1);
        places::add_text(pad, stage, &otherwise, &words::cluster(), &words::cluster_hint(), CLUSTER);
    }
    let mut problems = Problems::default();
    if !columns.facility.0.is_empty() {
        problems = places::add_facility(pad, &columns.facility, wishes.facilities, wishes.set, &asked);
    }
    pad.end();
    Ok(problems)
}

/// What platforms read of `settings`.
pub fn settings_row(instrument: &Instrument, langs: &[Lang]) -> Row {
    let first = langs.first().copied().unwrap_or(Lang::Mn);
    let Label { mn, en } = &instrument.title;
    let title = if first == Lang::Mn { [mn, en] } else { [en, mn] };
    let title = title.into_iter().find(|text| !text.is_empty()).map_or("", |text| text);
    let language = match first {
        Lang::Mn => LANGUAGES[0],
        Lang::En => LANGUAGES[1],
    };
    Row::default()
        .with(settings::FORM_TITLE, title)
        .with(settings::FORM_ID, &instrument.id)
        .with(settings::VERSION, &instrument.version)
        .with(settings::DEFAULT_LANGUAGE, language)
        .with("style", "pages")
}

/// The sheet `settings` with its one row.
pub fn settings_sheet(row: Row, langs: &[Lang]) -> Sheet {
    let order = [
        settings::FORM_TITLE,
        settings::FORM_ID,
        settings::VERSION,
        settings::DEFAULT_LANGUAGE,
        "style",
        settings::MASAM_ID,
        settings::MASAM_VERSION,
        settings::SECTOR,
        settings::PLACE_SET,
        settings::STANDS_FOR_RESIDENTS,
        settings::OVERALL,
        settings::TITLE,
        settings::DESCRIPTION,
    ];
    Sheet::new(sheet::SETTINGS, &order, 4, langs, vec![row])
}
