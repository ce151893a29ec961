//! The places themselves: what is known of each, who lies in whom, and the index of their written forms.

use std::fmt;
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::Deserialize;

use super::resolution::Match;
use super::spelling;
use crate::lang::{Label, Lang};

const UNITS: &str = include_str!("data/units.csv");
const SOUMS: &str = include_str!("data/soums.csv");
const OURS: &str = "the data files are part of the program and tested";

/// The level of a place in the administrative division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A statistical region: several aimags, or the capital.
    Region,
    /// The capital city, Ulaanbaatar.
    Capital,
    /// A province.
    Aimag,
    /// A district of the capital.
    District,
    /// A division of an aimag.
    Soum,
}

impl Level {
    /// Every level, from the widest.
    pub const ALL: [Level; 5] = [Level::Region, Level::Capital, Level::Aimag, Level::District, Level::Soum];

    /// The word for it in both languages.
    pub fn label(self) -> Label {
        match self {
            Level::Region => Label::new("бүс", "region"),
            Level::Capital => Label::new("нийслэл", "capital"),
            Level::Aimag => Label::new("аймаг", "aimag"),
            Level::District => Label::new("дүүрэг", "district"),
            Level::Soum => Label::new("сум", "soum"),
        }
    }

    /// Steps below the country: a region 0, an aimag or the capital 1, a soum or district 2.
    pub(super) fn depth(self) -> u8 {
        match self {
            Level::Region => 0,
            Level::Capital | Level::Aimag => 1,
            Level::District | Level::Soum => 2,
        }
    }
}

/// A place of the gazetteer, as a small number. Ascending order is the official one: regions, aimags, the capital, its
/// districts, soums by code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(u16);

impl PlaceId {
    /// What is known of the place.
    pub fn place(self) -> &'static Place {
        &Gazetteer::get().places[self.index()]
    }

    /// Its position in the gazetteer's order, from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// The place above, the one above that, and so on up to the region.
    pub fn ancestors(self) -> impl Iterator<Item = PlaceId> {
        std::iter::successors(self.place().parent, |id| id.place().parent)
    }

    /// Whether this place lies in the other; no place lies in itself.
    pub fn lies_in(self, other: PlaceId) -> bool {
        self.ancestors().any(|id| id == other)
    }

    /// Whether one of the two lies in the other, or they are the same.
    pub fn agrees_with(self, other: PlaceId) -> bool {
        self == other || self.lies_in(other) || other.lies_in(self)
    }
}

impl fmt::Display for PlaceId {
    /// Both full names and the code: `Хөвсгөл аймаг / Khuvsgul aimag (67)`; a soum with its aimag.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        write!(f, "{} / {}", place.full_name.get(Lang::Mn), place.full_name.get(Lang::En))?;
        match place.parent.filter(|_| place.level == Level::Soum) {
            Some(aimag) => write!(f, " ({}, {})", place.code, aimag.place().name.get(Lang::Mn)),
            None => write!(f, " ({})", place.code),
        }
    }
}

/// One place: a region, an aimag, the capital, a district or a soum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its unit code: `67`, `1110`, `6701`; a region `R2`.
    pub code: String,
    /// The code of the National Statistics Office: `267`, `51110`, `26701`; a region `2`.
    pub nso: String,
    /// ISO 3166-2, aimags and the capital only: `MN-041`.
    pub iso: Option<String>,
    /// Its level.
    pub level: Level,
    /// Its name alone: Хөвсгөл, Khuvsgul.
    pub name: Label,
    /// Its name with the word for its level: Хөвсгөл аймаг, Khuvsgul aimag.
    pub full_name: Label,
    /// The name in MNS 5217:2012 (Khövsgöl); for a region empty.
    pub mns2012: String,
    /// The place above: of a soum its aimag, of a district the capital, of an aimag or the capital its region.
    pub parent: Option<PlaceId>,
    /// Established abbreviations: БЗД, BZD.
    pub abbreviations: Vec<String>,
    /// Towns by whose name an aimag is also called: Эрдэнэт for Orkhon.
    pub centres: Vec<String>,
    /// Whether the soum is the centre of its aimag.
    pub is_centre: bool,
    /// Residents at the end of 2020.
    pub population_2020: Option<u32>,
    /// The English name of its region after the division of 2024, where known.
    pub region_2024: Option<String>,
    variants: Vec<String>,
    mns2003: String,
}

impl Place {
    /// The humanitarian p-code, `MN67`; regions have none.
    pub fn pcode(&self) -> Option<String> {
        (self.level != Level::Region).then(|| format!("MN{}", self.code))
    }

    /// Its name where there is little room: the established abbreviation (СХД, SKhD) where there is one, else the name.
    pub fn short_name(&self) -> Label {
        let cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
        let of = |in_cyrillic: bool, name: &str| {
            let found = self.abbreviations.iter().find(|short| short.chars().all(|c| cyrillic(c) == in_cyrillic));
            found.map_or_else(|| name.to_string(), String::clone)
        };
        Label::new(of(true, &self.name.mn), of(false, &self.name.en))
    }

    /// The statistical region it lies in; a region lies in itself.
    pub fn region(&self) -> Option<PlaceId> {
        match self.parent {
            None => Gazetteer::get().by_code(&self.code),
            Some(parent) => std::iter::once(parent).chain(parent.ancestors()).last(),
        }
    }

    /// Every way of writing it that the data files list, with what each is.
    fn forms(&self) -> impl Iterator<Item = (&str, Match)> {
        let names = [&self.name.mn, &self.name.en, &self.full_name.mn, &self.full_name.en];
        names
            .into_iter()
            .map(|form| (&**form, Match::Exact))
            .chain([(self.mns2012.as_str(), Match::Romanization), (self.mns2003.as_str(), Match::Romanization)])
            .chain(self.variants.iter().map(|form| (form.as_str(), Match::Variant)))
            .chain(self.abbreviations.iter().map(|form| (form.as_str(), Match::Abbreviation)))
            .chain(self.centres.iter().map(|form| (form.as_str(), Match::Centre)))
            .filter(|(form, _)| !form.is_empty())
    }

    fn full_name_is(&self, text: &str) -> bool {
        *text == *self.full_name.mn || *text == *self.full_name.en
    }

    /// Whether the text is, letter for letter, one of its names.
    pub(super) fn is_named(&self, text: &str) -> bool {
        *text == *self.name.mn || *text == *self.name.en || self.full_name_is(text)
    }
}

/// A place that a key stands for, and as what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub place: PlaceId,
    pub how: Match,
    /// A name that every place of its level has in the data, so that finding one finds all its bearers.
    pub official: bool,
}

/// Every place and the index of their spellings. Built once, when first asked for.
#[derive(Debug)]
pub struct Gazetteer {
    places: Vec<Place>,
    codes: FxHashMap<String, PlaceId>,
    forms: Index,
    /// Made when first asked for: most names are written as they should be.
    sounds: OnceLock<Index>,
    nearest: OnceLock<Vec<[String; 2]>>,
}

/// What keys or sounds stand for.
type Index = FxHashMap<String, Vec<Entry>>;

impl Gazetteer {
    /// The gazetteer that is built into the program.
    pub fn get() -> &'static Gazetteer {
        static BUILT: OnceLock<Gazetteer> = OnceLock::new();
        BUILT.get_or_init(Gazetteer::build)
    }

    /// Every place, in the official order.
    pub fn all(&self) -> impl Iterator<Item = PlaceId> + use<> {
        (0..self.places.len() as u16).map(PlaceId)
    }

    /// The places of one level, in the official order.
    pub fn places(&self, level: Level) -> impl Iterator<Item = PlaceId> {
        self.all().filter(move |id| self.places[id.index()].level == level)
    }

    /// The places directly below one, in the official order: the soums of an aimag, the districts of the capital.
    pub fn children(&self, of: PlaceId) -> impl Iterator<Item = PlaceId> {
        self.all().filter(move |id| self.places[id.index()].parent == Some(of))
    }

    /// The place with exactly this code: a unit code, an NSO code of two digits or more, a p-code or an ISO code.
    pub fn by_code(&self, code: &str) -> Option<PlaceId> {
        self.codes.get(code).copied()
    }

    /// What a key stands for among the listed forms.
    pub(super) fn forms(&self, key: &str) -> &[Entry] {
        self.forms.get(key).map_or(&[], Vec::as_slice)
    }

    /// What a sound stands for.
    pub(super) fn sounds(&self, sound: &str) -> &[Entry] {
        self.sounds.get_or_init(|| self.by_sound()).get(sound).map_or(&[], Vec::as_slice)
    }

    /// The sound and the key of each place's Mongolian name, for suggestions.
    pub(super) fn nearest(&self) -> &[[String; 2]] {
        let both = |key: String| [spelling::sound(&key), key];
        self.nearest.get_or_init(|| self.places.iter().map(|place| both(spelling::key(&place.name.mn))).collect())
    }

    pub(super) fn build() -> Gazetteer {
        let mut places: Vec<Place> = Vec::with_capacity(400);
        let mut codes = FxHashMap::default();
        for file in [UNITS, SOUMS] {
            let mut reader = csv::Reader::from_reader(file.as_bytes());
            let columns = reader.headers().cloned().expect(OURS);
            let mut record = csv::StringRecord::new();
            while reader.read_record(&mut record).expect(OURS) {
                let row: Row = record.deserialize(Some(&columns)).expect(OURS);
                let id = PlaceId(places.len() as u16);
                let place = row.into_place(&codes);
                let region = place.level == Level::Region;
                let known = [Some(place.code.clone()), Some(place.nso.clone()).filter(|_| !region)];
                for code in known.into_iter().chain([place.pcode(), place.iso.clone()]).flatten() {
                    codes.insert(code, id);
                }
                places.push(place);
            }
        }
        let mut forms = Index::with_capacity_and_hasher(2_048, FxBuildHasher);
        for (place, form, how) in written(&places) {
            let official = how == Match::Exact || form == places[place.index()].mns2012;
            add(&mut forms, spelling::key(form), Entry { place, how, official });
        }
        Gazetteer { places, codes, forms, sounds: OnceLock::new(), nearest: OnceLock::new() }
    }

    fn by_sound(&self) -> Index {
        let mut sounds = Index::with_capacity_and_hasher(1_024, FxBuildHasher);
        for (id, form, how) in written(&self.places) {
            let place = &self.places[id.index()];
            // A full name is heard through its parts.
            let full = place.level != Level::Region && place.full_name_is(form);
            if how != Match::Abbreviation && !full {
                let how = if how == Match::Centre { how } else { Match::SoundAlike };
                let sound = spelling::sound(&spelling::key(form));
                add(&mut sounds, sound, Entry { place: id, how, official: false });
            }
        }
        sounds
    }
}

/// Every listed way of writing every place.
fn written(places: &[Place]) -> impl Iterator<Item = (PlaceId, &str, Match)> {
    let ids = (0..).map(PlaceId);
    ids.zip(places).flat_map(|(id, place)| place.forms().map(move |(form, how)| (id, form, how)))
}

/// Adds what a key stands for; a place stands once under a key, as the strictest of what it is there.
fn add(index: &mut Index, key: String, entry: Entry) {
    let entries = index.entry(key).or_default();
    match entries.iter_mut().find(|known| known.place == entry.place) {
        Some(known) => {
            known.how = known.how.min(entry.how);
            known.official |= entry.official;
        }
        None => entries.push(entry),
    }
}

/// A row of the data files. A column that one of them lacks is empty.
#[derive(Deserialize)]
struct Row<'a> {
    #[serde(default)]
    level: Option<Level>,
    code: &'a str,
    nso: &'a str,
    #[serde(default)]
    iso: Option<&'a str>,
    parent: &'a str,
    name_mn: &'a str,
    name_en: &'a str,
    full_mn: &'a str,
    full_en: &'a str,
    mns5217_2012: &'a str,
    #[serde(default)]
    mns5217_2003: &'a str,
    #[serde(default)]
    abbreviations: &'a str,
    #[serde(default)]
    centres: &'a str,
    variants: &'a str,
    #[serde(default)]
    region_2024: Option<&'a str>,
    #[serde(default)]
    is_centre: &'a str,
    population_2020: Option<u32>,
}

impl Row<'_> {
    fn into_place(self, codes: &FxHashMap<String, PlaceId>) -> Place {
        let list = |text: &str| text.split('|').filter(|s| !s.is_empty()).map(str::to_owned).collect();
        Place {
            code: self.code.into(),
            nso: self.nso.into(),
            iso: self.iso.filter(|iso| !iso.is_empty()).map(str::to_owned),
            level: self.level.unwrap_or(Level::Soum),
            name: Label::new(self.name_mn, self.name_en),
            full_name: Label::new(self.full_mn, self.full_en),
            mns2012: self.mns5217_2012.into(),
            mns2003: self.mns5217_2003.into(),
            parent: codes.get(self.parent).copied(),
            abbreviations: list(self.abbreviations),
            centres: list(self.centres),
            variants: list(self.variants),
            is_centre: self.is_centre == "yes",
            population_2020: self.population_2020,
            region_2024: self.region_2024.filter(|region| !region.is_empty()).map(str::to_owned),
        }
    }
}
