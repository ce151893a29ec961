//! A scorecard instrument as something a person can read on a terminal.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::{Bound, Entitlement, Entry, ScaleForm, ScorecardInstrument, Scored, Tracked};
use crate::instrument::InstrumentKind;
use crate::instrument::show::{Speaks, binding, in_brackets, line, period, plain, wrapped};
use crate::lang::Lang;

/// The whole instrument: the scale, who scores, what is scored, what is counted, who is at the table.
pub fn page(instrument: &ScorecardInstrument, lang: Lang) -> String {
    let page = Page { instrument, lang };
    let parts = [
        page.head(),
        page.scale(),
        page.groups(),
        page.indicators(),
        page.inputs(),
        page.list("Оролцогч талууд", "Stakeholders", &instrument.stakeholders),
        page.list("Байгууллагын төрөл", "Types of facilities", &instrument.facility_types),
        page.own_words(&instrument.words),
    ];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_end()).filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

struct Page<'i> {
    instrument: &'i ScorecardInstrument,
    lang: Lang,
}

impl Speaks for Page<'_> {
    fn lang(&self) -> Lang {
        self.lang
    }
}

impl<'i> Page<'i> {
    fn head(&self) -> String {
        let ScorecardInstrument { id, version, title, description, place_set, .. } = self.instrument;
        let (title, kind) = (self.of(title), InstrumentKind::Scorecard.title());
        let facts =
            format!("{id} {version}, {}, {} {place_set}", kind.get(self.lang), self.say("газрын багц", "place set"));
        format!("{title}\n{}\n{facts}\n\n{}\n", "=".repeat(title.width()), wrapped(self.of(description), 0))
    }

    fn scale(&self) -> String {
        let scale = self.instrument.scale;
        let mut text = self.heading("Онооны шатлал", "Scale");
        let form = match scale.form {
            ScaleForm::Points => self.say("оноо, их нь сайн", "points, more is better"),
            ScaleForm::Faces => self.say("царай, инээмсэглэх нь сайн", "faces, from sad to glad"),
        };
        line(&mut text, &format!("{}–{} {form}", plain(scale.from), plain(scale.to)));
        for mark in &self.instrument.marks {
            line(&mut text, &format!("{}  {}", plain(mark.value), self.of(&mark.title)));
        }
        text
    }

    fn groups(&self) -> String {
        let groups = &self.instrument.groups;
        let mut text = self.list("Бүлгүүд", "Groups", groups);
        for pair in &self.instrument.compare {
            let second = pair.second.map_or(self.say("бусад", "others"), |second| &groups[second].id);
            line(&mut text, &format!("{}: {} − {second}", self.say("зөрүү", "difference"), groups[pair.first].id));
        }
        text
    }

    fn indicators(&self) -> String {
        let mut text = self.heading("Оноо өгөх үзүүлэлтүүд", "Indicators that are scored");
        for Scored { id, title, about, facility_types, dimension, .. } in &self.instrument.indicators {
            let (only, dimension) = (self.only(facility_types), in_brackets(*dimension));
            line(&mut text, &format!("{id}  {}{only}{dimension}", self.of(title)));
            if !self.of(about).is_empty() {
                detail(&mut text, self.of(about));
            }
        }
        text
    }

    fn inputs(&self) -> String {
        if self.instrument.inputs.is_empty() {
            return String::new();
        }
        let mut text = self.heading("Тоолох зүйлс", "Inputs that are counted");
        for item in &self.instrument.inputs {
            let Tracked { id, title, about, unit, facility_types, dimension, .. } = item;
            let (only, dimension) = (self.only(facility_types), in_brackets(*dimension));
            line(&mut text, &format!("{id}  {} ({}){only}{dimension}", self.of(title), self.of(unit)));
            if !self.of(about).is_empty() {
                detail(&mut text, self.of(about));
            }
            for entitlement in &item.entitlements {
                detail(&mut text, &self.entitlement(item.bound, entitlement));
            }
            if item.entitlements.is_empty() {
                let bound = match item.bound {
                    Bound::AtLeast => self.say("их нь сайн", "more is better"),
                    Bound::AtMost => self.say("бага нь сайн", "less is better"),
                };
                detail(&mut text, &format!("{}; {bound}", self.say("норм өгөөгүй", "no norm given")));
            }
        }
        text
    }

    fn entitlement(&self, bound: Bound, entitlement: &Entitlement) -> String {
        let sign = match bound {
            Bound::AtLeast => "≥",
            Bound::AtMost => "≤",
        };
        let Entitlement { value, kind, source, facility_types, from, until, places } = entitlement;
        let names: Vec<&str> = places.iter().map(|place| place.place().full_name.get(self.lang)).collect();
        let places = if names.is_empty() { String::new() } else { format!(", {}", names.join(", ")) };
        let (kind, days) = (binding(*kind, self.lang), period(*from, *until));
        format!("{kind} {sign} {}{}{places}{days} ({})", plain(*value), self.only(facility_types), self.of(source))
    }

    /// For which types of facilities something is; nothing if it is for all.
    fn only(&self, types: &[usize]) -> String {
        if types.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = types.iter().map(|t| self.instrument.facility_types[*t].id.as_str()).collect();
        format!(" [{}]", names.join(", "))
    }

    fn list(&self, mn: &'static str, en: &'static str, entries: &'i [Entry]) -> String {
        if entries.is_empty() {
            return String::new();
        }
        let mut text = self.heading(mn, en);
        for Entry { id, title, also } in entries {
            line(&mut text, &format!("{id}  {}", self.of(title)));
            if !also.is_empty() {
                detail(&mut text, &format!("{}: {}", self.say("өөр бичиглэл", "also"), also.join(" | ")));
            }
        }
        text
    }
}

/// A line below a line.
fn detail(text: &mut String, what: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(text, "{}", wrapped(&format!("        {what}"), 10));
}
