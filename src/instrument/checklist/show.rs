//! A checklist as something a person can read on a terminal.

use super::{Aggregate, ChecklistInstrument, Computation, Part};
use crate::instrument::QuestionIndex;
use crate::instrument::scorecard::Bound;
use crate::instrument::show::{Page, Speaks, binding, in_brackets, line, period, plain};
use crate::lang::Lang;

/// The whole checklist: its questions, what is looked for, what is computed, what a facility is due.
pub fn show(list: &ChecklistInstrument, lang: Lang) -> String {
    let page = Page { instrument: &list.asks, lang };
    let sheet = Sheet { list, page: &page };
    let parts = [
        page.head(),
        page.questions(),
        sheet.items(),
        sheet.figures(),
        sheet.composites(),
        sheet.norms(),
        sheet.types(),
        page.columns(),
        page.own_words(&list.asks.words),
    ];
    let parts: Vec<&str> = parts.iter().map(|part| part.trim_end()).filter(|part| !part.is_empty()).collect();
    parts.join("\n\n") + "\n"
}

struct Sheet<'i> {
    list: &'i ChecklistInstrument,
    page: &'i Page<'i>,
}

impl Sheet<'_> {
    fn items(&self) -> String {
        let page = self.page;
        let mut text = page.heading("Байх ёстой зүйлс", "Items that are looked for");
        for domain in self.list.scored_domains() {
            let of = &self.list.asks.dimensions[domain];
            line(
                &mut text,
                &format!(
                    "{} ({}, {} {}){}",
                    page.of(&of.title),
                    of.id,
                    page.say("жин", "weight"),
                    of.weight,
                    in_brackets(of.shared)
                ),
            );
            for item in self.list.items_of(domain).map(|i| &self.list.items[i]) {
                let holds: Vec<String> = item.present.iter().map(|c| page.condition(c)).collect();
                let holds = holds.join(page.say(" ба ", " and "));
                let only = self.only(&item.facility_types);
                line(&mut text, &format!("    {}  {}{only}: {holds}", item.id, page.of(&item.title)));
            }
        }
        text
    }

    fn figures(&self) -> String {
        let page = self.page;
        let mut text = page.heading("Тооцох үзүүлэлтүүд", "Figures that are computed");
        for figure in &self.list.figures {
            let (only, dimension) = (self.only(&figure.facility_types), in_brackets(figure.dimension));
            line(&mut text, &format!("{}  {}{only}{dimension}", figure.id, page.of(&figure.title)));
            let way = page.direction(figure.direction);
            line(&mut text, &format!("    {}; {way}", self.computation(&figure.of)));
            for target in &figure.targets {
                let (kind, days) = (binding(target.kind, page.lang()), period(target.from, target.until));
                let (value, source) = (plain(target.value), page.of(&target.source));
                line(&mut text, &format!("    {kind} {value} ({source}{days})"));
            }
        }
        text
    }

    fn computation(&self, of: &Computation) -> String {
        let id = |q: &QuestionIndex| self.list.asks.questions[q.0].id.as_str();
        let items =
            |list: &[usize]| list.iter().map(|i| self.list.items[*i].id.as_str()).collect::<Vec<_>>().join(", ");
        match of {
            Computation::Share { of, among, complement: false } => format!("{} / {}", id(of), id(among)),
            Computation::Share { of, among, complement: true } => format!("1 − {} / {}", id(of), id(among)),
            Computation::Count { of, per } => {
                let per: Vec<&str> = per.iter().map(id).collect();
                format!("{} / ({})", id(of), per.join(" × "))
            }
            Computation::Ratio { over, under } => format!("{} / {}", id(over), id(under)),
            Computation::Number(question) => id(question).to_owned(),
            Computation::All(list) => {
                format!("{}: {}", self.page.say("бүгд байгаа эсэх", "whether all are there"), items(list))
            }
            Computation::Items(list) => {
                format!("{}: {}", self.page.say("байгаа нь хэдэн хувь", "share that is there"), items(list))
            }
        }
    }

    fn composites(&self) -> String {
        if self.list.composites.is_empty() {
            return String::new();
        }
        let page = self.page;
        let mut text = page.heading("Нэгдсэн үзүүлэлтүүд", "Composites");
        for composite in &self.list.composites {
            line(&mut text, &format!("{}  {}", composite.id, page.of(&composite.title)));
            let part = |(part, weight): &(Part, f64)| {
                let id = match part {
                    Part::Domain(d) => &self.list.asks.dimensions[*d].id,
                    Part::Figure(f) => &self.list.figures[*f].id,
                };
                format!("{id}\u{a0}×\u{a0}{weight}")
            };
            let how = match composite.aggregate {
                Aggregate::Arithmetic => page.say("дундаж", "mean"),
                Aggregate::Geometric => page.say("геометр дундаж", "geometric mean"),
            };
            let parts: Vec<String> = composite.of.iter().map(part).collect();
            line(&mut text, &format!("    {how}: {}", parts.join(", ")));
        }
        text
    }

    fn norms(&self) -> String {
        if self.list.norms.is_empty() {
            return String::new();
        }
        let page = self.page;
        let mut text = page.heading("Норм", "Norms");
        for norm in &self.list.norms {
            let (item, asked) = (&norm.item, &self.list.asks.questions[norm.actual.0].id);
            let (only, dimension) = (self.only(&item.facility_types), in_brackets(item.dimension));
            let (title, unit) = (page.of(&item.title), page.of(&item.unit));
            line(&mut text, &format!("{}  {title} ({unit}){only}{dimension}: {asked}", item.id));
            let sign = match item.bound {
                Bound::AtLeast => "≥",
                Bound::AtMost => "≤",
            };
            for due in &item.entitlements {
                let (kind, days) = (binding(due.kind, page.lang()), period(due.from, due.until));
                let names: Vec<&str> =
                    due.places.iter().map(|place| place.place().full_name.get(page.lang())).collect();
                let places = if names.is_empty() { String::new() } else { format!(", {}", names.join(", ")) };
                let (value, only) = (plain(due.value), self.only(&due.facility_types));
                line(&mut text, &format!("    {kind} {sign} {value}{only}{places}{days} ({})", page.of(&due.source)));
            }
        }
        text
    }

    fn types(&self) -> String {
        let page = self.page;
        let mut text = page.heading("Байгууллагын төрөл", "Types of facilities");
        for kind in &self.list.facility_types {
            line(&mut text, &format!("{}  {}", kind.id, page.of(&kind.title)));
        }
        text
    }

    /// For which types of facilities something is; nothing if it is for all.
    fn only(&self, types: &[usize]) -> String {
        if types.is_empty() {
            return String::new();
        }
        let names: Vec<&str> = types.iter().map(|t| self.list.facility_types[*t].id.as_str()).collect();
        format!(" [{}]", names.join(", "))
    }
}
