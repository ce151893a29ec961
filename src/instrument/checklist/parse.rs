//! From the text of a checklist file to a [`ChecklistInstrument`] that fits together, or everything wrong with it.

use super::{AboutColumns, Aggregate, ChecklistInstrument, Composite, Computation, Computed, Item, Norm, Part};
use crate::instrument::DesignRules;
use crate::instrument::checks::HeaderOwners;
use crate::instrument::figures::{DIRECTIONS, sound_weight, target, weight};
use crate::instrument::parse::parse_as;
use crate::instrument::questions::{Asked, filled, headers};
use crate::instrument::scorecard::lists::{List, optional};
use crate::instrument::scorecard::tracked;
use crate::instrument::{
    Columns, Dimension, DimensionIndex, Direction, Headers, Instrument, InstrumentKind, QuestionIndex, Scale,
    dimensions,
};
use crate::problem::Code;
use crate::toml_file::{Fault, Faults, Names, Section, Word, number};
use crate::words::OwnWords;

/// Reads the instrument of a checklist. `name` is what the file is called in messages.
///
/// Everything that is wrong is gathered: whoever writes an instrument mends it in one go.
pub fn parse(name: &str, text: &str) -> Result<ChecklistInstrument, Faults> {
    parse_as(InstrumentKind::Checklist, name, text, read)
}

fn read(file: Section<'_>) -> ChecklistInstrument {
    let id = file.id();
    let mut owners = HeaderOwners::default();
    let (columns, about) = columns(&file, &mut owners);
    let mut asked = Asked::read(&file, &mut owners);
    let mut types = List::new(Code::UnknownFacilityType);
    let facility_types = types.entries(&file, "facility_types");
    let mut reader = Reader {
        file: &file,
        asked: &mut asked,
        types: &types,
        domains: Names::new(Code::UnknownDimension),
        items: Names::new(Code::UnknownIndicator),
        figures: Names::new(Code::UnknownIndicator),
    };
    let dimensions = reader.dimensions();
    let items = reader.items();
    let figures = reader.figures(&dimensions);
    let composites = reader.composites(&items, &figures);
    let norms = reader.norms();
    let asks = Instrument {
        id: id.into_inner(),
        version: file.wanted_text("version").into_inner(),
        sector: file.wanted_text("sector").into_inner(),
        title: file.wanted_label("title"),
        description: file.wanted_label("description"),
        place_set: file.wanted_text("place_set").into_inner(),
        columns,
        design: DesignRules::default(),
        questions: asked.questions,
        multiples: asked.multiples,
        bases: asked.bases,
        dimensions,
        indicators: Vec::new(),
        composites: Vec::new(),
        groupings: Vec::new(),
        overall: None,
        stands_for_residents: false,
        rules: Vec::new(),
        words: OwnWords::read(&file),
    };
    file.done();
    ChecklistInstrument { asks, about, facility_types, items, figures, composites, norms }
}

/// Reads `[columns]`.
fn columns(file: &Section<'_>, owners: &mut HeaderOwners) -> (Columns, AboutColumns) {
    let Some(section) = file.wanted("columns").and_then(|v| Section::of(file.log, v)) else {
        return Default::default();
    };
    section.wanted("facility");
    let mut own = |key: &'static str| {
        let headers = headers(&section, key);
        let span = section.value(key).map_or(section.span(), |v| v.span());
        owners.add(file.log, span, key, headers.0.iter());
        headers
    };
    let columns = Columns {
        facility: own("facility"),
        area: own("area"),
        soum: own("soum"),
        round: own("round"),
        personal: own("personal"),
        id: own("id"),
        ..Columns::default()
    };
    let about =
        AboutColumns { name: own("name"), kind: own("type"), residence: own("residence"), observer: own("observer") };
    section.done();
    (columns, about)
}

struct Reader<'t> {
    file: &'t Section<'t>,
    asked: &'t mut Asked,
    types: &'t List,
    domains: Names,
    items: Names,
    /// Figures and composites: what has an identifier in the output.
    figures: Names,
}

impl Reader<'_> {
    /// Reads `[[domain]]`.
    fn dimensions(&mut self) -> Vec<Dimension> {
        self.file.wanted("domain");
        let mut found = Vec::new();
        for section in self.file.sections("domain") {
            let id = section.id();
            self.domains.add(section.log, &id);
            let title = section.wanted_label("title");
            let shared = dimensions::read(&section);
            found.push(Dimension { id: id.into_inner(), title, weight: weight(&section, 1.0), shared });
            section.done();
        }
        found
    }

    fn domain(&self, section: &Section<'_>) -> DimensionIndex {
        let name = section.wanted_text("domain");
        DimensionIndex(self.domains.find(section.log, &name).unwrap_or_default())
    }

    /// Reads `[[item]]`.
    fn items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        for section in self.file.sections("item") {
            let id = section.id();
            self.items.add(section.log, &id);
            let present = section.wanted("present").and_then(|v| Section::of(section.log, v));
            items.push(Item {
                id: id.into_inner(),
                title: section.wanted_label("title"),
                domain: self.domain(&section),
                present: present.map(|table| self.asked.conditions(&table)).unwrap_or_default(),
                facility_types: self.types.named(&section, "facility_types"),
            });
            section.done();
        }
        items
    }

    /// Reads `[[figure]]`.
    fn figures(&mut self, domains: &[Dimension]) -> Vec<Computed> {
        let mut figures = Vec::new();
        for section in self.file.sections("figure") {
            let id = section.id();
            self.figures.add(section.log, &id);
            let of = self.computation(&section);
            let share = of.as_ref().is_some_and(|of| of.scale() == Scale::Percent);
            let domain = self.domain(&section);
            let of_domain = domains.get(domain.0).and_then(|domain| domain.shared);
            figures.push(Computed {
                id: id.into_inner(),
                title: section.wanted_label("title"),
                domain,
                dimension: dimensions::read(&section).or(of_domain),
                unit: optional(&section, "unit"),
                direction: section.wanted_choice("better", &DIRECTIONS).unwrap_or(Direction::Neither),
                facility_types: self.types.named(&section, "facility_types"),
                targets: section.sections("targets").into_iter().map(|s| target(s, percent(share))).collect(),
                // A place holder: an instrument with a fault is never handed out.
                of: of.unwrap_or(Computation::Items(Vec::new())),
            });
            section.done();
        }
        figures
    }

    /// Exactly one key says what is computed.
    fn computation(&self, section: &Section<'_>) -> Option<Computation> {
        const KEYS: [&str; 6] = ["share", "count", "ratio", "number", "all", "items"];
        let given: Vec<&'static str> = KEYS.into_iter().filter(|key| section.has(key)).collect();
        let &[name] = given.as_slice() else {
            section.log.add(Fault::new(Code::OneMeasure, section.span(), "").one_of(&KEYS));
            return None;
        };
        match name {
            "number" => self.number(&section.text("number")?).map(Computation::Number),
            "all" => Some(Computation::All(self.named_items(section, "all"))),
            "items" => Some(Computation::Items(self.named_items(section, "items"))),
            _ => {
                let table = Section::of(section.log, section.value(name)?)?;
                let of = match name {
                    "share" => self.share(&table),
                    "count" => self.count(&table),
                    _ => self.ratio(&table),
                };
                table.done();
                of
            }
        }
    }

    fn share(&self, table: &Section<'_>) -> Option<Computation> {
        let [of, among] = ["of", "among"].map(|key| self.wanted_number(table, key));
        Some(Computation::Share { complement: table.truth("complement"), of: of?, among: among? })
    }

    fn count(&self, table: &Section<'_>) -> Option<Computation> {
        let of = self.wanted_number(table, "of");
        let names = table.wanted_texts("per");
        let per: Option<Vec<QuestionIndex>> = names.iter().map(|name| self.number(name)).collect();
        let per = filled(table.log, "per", table.span(), per?);
        Some(Computation::Count { of: of?, per })
    }

    fn ratio(&self, table: &Section<'_>) -> Option<Computation> {
        let [over, under] = ["over", "under"].map(|key| self.wanted_number(table, key));
        Some(Computation::Ratio { over: over?, under: under? })
    }

    fn wanted_number(&self, table: &Section<'_>, key: &'static str) -> Option<QuestionIndex> {
        table.wanted(key)?;
        self.number(&table.text(key)?)
    }

    fn number(&self, name: &Word) -> Option<QuestionIndex> {
        self.asked.number(self.file.log, name)
    }

    fn named_items(&self, section: &Section<'_>, key: &'static str) -> Vec<usize> {
        let names = section.texts(key);
        let found = names.iter().filter_map(|name| self.items.find(section.log, name)).collect();
        filled(section.log, key, section.span(), found)
    }

    /// Reads `[[composite]]`.
    fn composites(&mut self, items: &[Item], figures: &[Computed]) -> Vec<Composite> {
        let mut composites = Vec::new();
        for section in self.file.sections("composite") {
            let id = section.id();
            let parts = section.wanted("of").and_then(|v| Section::of(section.log, v));
            let of = parts.map(|table| self.parts(&table, items, figures)).unwrap_or_default();
            if !of.iter().any(|(_, weight)| *weight > 0.0) {
                section.log.add(Fault::new(Code::EmptyComposite, id.span(), id.get_ref()));
            }
            self.figures.add(section.log, &id);
            composites.push(Composite {
                id: id.into_inner(),
                title: section.wanted_label("title"),
                of,
                aggregate: section.choice("aggregate", &Aggregate::NAMES).unwrap_or_default(),
            });
            section.done();
        }
        composites
    }

    /// Domains and figures with their weights, `{ amenities = 1, HF09 = 2 }`.
    fn parts(&self, table: &Section<'_>, items: &[Item], figures: &[Computed]) -> Vec<(Part, f64)> {
        let mut parts = Vec::new();
        for (name, value) in table.entries() {
            let scored = |d: &usize| items.iter().any(|i| i.domain.0 == *d);
            let part = match self.domains.known(&name).filter(scored) {
                Some(domain) => Part::Domain(domain),
                None => match self.figures.find(table.log, &name) {
                    Some(at) if at < figures.len() => Part::Figure(at),
                    // A composite of composites, or a fault that is noted.
                    _ => continue,
                },
            };
            if let Part::Figure(at) = part
                && (figures[at].of.scale() == Scale::Own || figures[at].direction == Direction::Neither)
            {
                table.log.add(Fault::new(Code::NotForComposite, name.span(), name.get_ref()));
            }
            let weight = number(table.log, value).map(|w| sound_weight(table.log, w));
            parts.extend(weight.map(|w| (part, w)));
        }
        filled(table.log, "of", table.span(), parts)
    }

    /// Reads `[[norm]]`.
    fn norms(&self) -> Vec<Norm> {
        let mut list = List::new(Code::UnknownIndicator);
        let mut norms = Vec::new();
        for section in self.file.sections("norm") {
            let item = tracked(&section, &mut list, self.types);
            let actual = self.wanted_number(&section, "actual").unwrap_or(QuestionIndex(0));
            section.done();
            norms.push(Norm { item, actual });
        }
        norms
    }
}

/// The ends of the printed scale of a share, or of a number.
fn percent(share: bool) -> (f64, f64) {
    if share { (0.0, 100.0) } else { (f64::NEG_INFINITY, f64::INFINITY) }
}

/// Headers that a user's register shares with checklists.
impl AboutColumns {
    /// Each attribute of a facility with its headers: `type`, `residence`.
    pub fn attributes(&self) -> [(&'static str, &Headers); 2] {
        [("type", &self.kind), ("residence", &self.residence)]
    }
}
