//! The reporting area of a row, from its cells for the area and the soum beside it.

use std::collections::BTreeMap;

use super::code::code_of;
use super::design::stands_for_nothing;
use crate::design::{Labels, Short};
use crate::instrument::{Columns, Instrument};
use crate::places::{Context, Level, Match, PlaceId, PlaceSet, Resolution, resolve};
use crate::problem::{At, Code, Problem};
use crate::table::Row;

/// Where a row belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// To the member of the place set with this index.
    To(usize),
    /// To a place outside the set.
    Outside,
    /// Nobody can tell: nothing was written, or it wasn't understood.
    Unknown,
}

/// A spelling of a place as it occurs in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpellingSeen {
    /// The header of its column.
    pub column: String,
    /// The text in the cell.
    pub text: String,
    /// The text in the cell for the soum, where the two were read together.
    pub beside: String,
    /// The place and the rule by which it was found, if it was.
    pub found: Option<(PlaceId, Match)>,
    /// How many rows have it.
    pub count: u64,
}

/// Reads the area of one row after the other. Each pair of spellings is resolved once.
#[derive(Debug)]
pub struct AreaReader {
    area: Option<usize>,
    soum: Option<usize>,
    set: PlaceSet,
    names: (String, String),
    known: Labels,
    seen: Vec<Seen>,
    last: Option<usize>,
    key: Vec<u8>,
    scratch: [Vec<u8>; 2],
    /// Texts that stand for nothing.
    nothing: Vec<&'static str>,
    /// What codes of the area and of the soum mean, where the instrument has its own.
    codes: [Vec<(String, String)>; 2],
}

#[derive(Debug)]
struct Seen {
    key: Box<[u8]>,
    texts: [String; 2],
    belongs: Belongs,
    /// What to say of it, without its row.
    problem: Option<Problem>,
    found: Option<(PlaceId, Match)>,
    count: u64,
}

/// Pairs of spellings that are remembered. A column of names or numbers that was taken for places must not fill the memory:
/// beyond these each is resolved anew and only the last is kept.
const MOST_REMEMBERED: usize = 20_000;

/// Stands between the two texts.
const BESIDE: u8 = 0x1f;

impl AreaReader {
    /// A reader for these columns. Without a column for the area, the soum decides where it is the only one of its name.
    pub fn new(area: Option<usize>, soum: Option<usize>, headers: &[String], set: PlaceSet) -> AreaReader {
        let name = |c: Option<usize>| c.and_then(|c| headers.get(c).cloned()).unwrap_or_default();
        AreaReader {
            area,
            soum,
            set,
            names: (name(area), name(soum)),
            known: Labels::default(),
            seen: Vec::new(),
            last: None,
            key: Vec::new(),
            scratch: Default::default(),
            nothing: Vec::new(),
            codes: Default::default(),
        }
    }

    /// The same where these texts stand for nothing.
    pub fn without(self, nothing: Vec<&'static str>) -> AreaReader {
        AreaReader { nothing, ..self }
    }

    /// The same with the codes of an instrument, which go before official ones.
    pub fn with_codes_of(self, instrument: &Instrument) -> AreaReader {
        let Columns { area_codes, soum_codes, .. } = &instrument.columns;
        AreaReader { codes: [area_codes.clone(), soum_codes.clone()], ..self }
    }

    /// Where a row belongs, and what is to be said of its spelling the first time and wherever it isn't understood.
    pub fn read(&mut self, row: &Row, at: &At) -> (Belongs, Option<Box<Problem>>) {
        let quick = self.area.filter(|_| self.soum.is_none()).and_then(|column| row.words(column));
        let index = match quick.and_then(|words| self.known.get_short(&Short::of_words(words))) {
            Some(index) => index as usize,
            None => self.index(row),
        };
        self.last = Some(index);
        let seen = &mut self.seen[index];
        seen.count += 1;
        // In a box: a problem is large, and nearly every row has none.
        let problem = seen.problem.as_ref().map(|p| {
            let mut problem = Box::new(p.clone());
            problem.at = At { column: problem.at.column.take(), ..at.clone().row(row.number()) };
            problem
        });
        (seen.belongs, problem)
    }

    /// The place among the spellings seen, at a closer look.
    fn index(&mut self, row: &Row) -> usize {
        let [a, s] = &mut self.scratch;
        let is_any = |text: &&[u8]| !stands_for_nothing(text, &self.nothing);
        let area = self.area.and_then(|c| code_of(row.cell(c), a)).filter(is_any).unwrap_or_default();
        let key = match self.soum {
            // Without a column beside it, the text is the key as it stands.
            None => area,
            Some(soum) => {
                self.key.clear();
                self.key.extend_from_slice(area);
                self.key.push(BESIDE);
                self.key.extend_from_slice(code_of(row.cell(soum), s).filter(is_any).unwrap_or_default());
                &self.key
            }
        };
        let at_once = || self.last.filter(|last| *self.seen[*last].key == *key);
        match self.known.get(key).map(|n| n as usize).or_else(at_once) {
            Some(index) => index,
            None => {
                let key = key.into();
                self.learn(key)
            }
        }
    }

    fn learn(&mut self, key: Box<[u8]>) -> usize {
        let at = key.iter().position(|b| *b == BESIDE).unwrap_or(key.len());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let texts = [text(&key[..at]), text(key.get(at + 1..).unwrap_or_default())];
        let spelled = |at: usize| {
            let meant = self.codes[at].iter().find(|(code, _)| *code == texts[at]);
            meant.map_or(texts[at].as_str(), |(_, place)| place.as_str())
        };
        let (resolution, which) = self.resolve(spelled(0), spelled(1));
        let found = match &resolution {
            Some(Resolution::Found { place, how }) => Some((*place, *how)),
            _ => None,
        };
        let belongs = match found {
            Some((place, _)) => self.member(place),
            None => Belongs::Unknown,
        };
        // A blank is told of the column that there is.
        let column = if which == 0 || self.soum.is_none() { &self.names.0 } else { &self.names.1 };
        let here = At::default().column(column);
        let problem = match (&resolution, found, belongs) {
            (_, Some((place, _)), Belongs::Outside) => {
                Some(Problem::new(Code::PlaceOutsideSet, here, place.to_string()))
            }
            (Some(_), Some(_), _) => None,
            (Some(resolution), None, _) => resolution.problem(here, &texts[which]),
            (None, _, _) => Some(Problem::new(Code::NoPlace, here, "")),
        };
        self.seen.truncate(MOST_REMEMBERED);
        let index = self.seen.len();
        if index < MOST_REMEMBERED {
            self.known.insert(&key, index as u32);
        }
        self.seen.push(Seen { key, texts, belongs, problem, found, count: 0 });
        index
    }

    /// The area's resolution, and which of the two texts it speaks of. None if nothing is written.
    fn resolve(&self, area: &str, soum: &str) -> (Option<Resolution>, usize) {
        if area.is_empty() {
            let alone = (!soum.is_empty()).then(|| resolve(soum, &Context::soum_column()));
            return (alone, 1);
        }
        let context = Context::any().levels(&[Level::Aimag, Level::Capital, Level::District]);
        let first = resolve(area, &context);
        match first {
            Resolution::Found { place, .. } if place.place().level == Level::Capital => {
                let within = Context::level(Level::District).parent(place);
                match resolve(soum, &within) {
                    found @ Resolution::Found { .. } => (Some(found), 1),
                    // The capital itself can be an area of the set.
                    _ if self.set.area_of(place).is_some() || soum.is_empty() => (Some(first), 0),
                    other => (Some(other), 1),
                }
            }
            Resolution::Ambiguous { ref candidates } => match self.settle(candidates, soum) {
                Some(settled) => (Some(settled), 0),
                None => (Some(first), 0),
            },
            other => (Some(other), 0),
        }
    }

    /// Of several places that a name could be, the only one that the soum beside it lies in.
    fn settle(&self, candidates: &[PlaceId], soum: &str) -> Option<Resolution> {
        if soum.is_empty() {
            return None;
        }
        let holds = |place: &&PlaceId| {
            let context = Context::soum_column().parent(**place);
            matches!(resolve(soum, &context), Resolution::Found { .. })
        };
        let fitting: Vec<&PlaceId> = candidates.iter().filter(holds).collect();
        match fitting[..] {
            [place] => Some(Resolution::Found { place: *place, how: Match::Combined }),
            _ => None,
        }
    }

    fn member(&self, place: PlaceId) -> Belongs {
        let Some(area) = self.set.area_of(place) else { return Belongs::Outside };
        match self.set.places().position(|p| p == area) {
            Some(index) => Belongs::To(index),
            None => Belongs::Outside,
        }
    }

    /// How the place of the last row was spelled, and its number among the spellings, if it keeps one.
    pub fn last(&self) -> Option<(Option<usize>, SpellingSeen)> {
        let index = self.last?;
        let seen = &self.seen[index];
        let [text, beside] = seen.texts.clone();
        let column = if text.is_empty() { self.names.1.clone() } else { self.names.0.clone() };
        let spelling = SpellingSeen { column, text, beside, found: seen.found, count: seen.count };
        Some(((index < MOST_REMEMBERED).then_some(index), spelling))
    }

    /// The number of the last row's spelling, if it keeps one.
    pub fn last_number(&self) -> Option<usize> {
        self.last.filter(|index| *index < MOST_REMEMBERED)
    }

    /// The spellings that were seen, by column and text.
    pub fn spellings(&self) -> Vec<SpellingSeen> {
        let mut listed: BTreeMap<(&str, &str), SpellingSeen> = BTreeMap::new();
        for seen in &self.seen {
            let [text, beside] = &seen.texts;
            let entry = listed.entry((text, beside)).or_insert_with(|| SpellingSeen {
                column: if text.is_empty() { self.names.1.clone() } else { self.names.0.clone() },
                text: text.clone(),
                beside: beside.clone(),
                found: seen.found,
                count: 0,
            });
            entry.count += seen.count;
        }
        listed.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{self, Input, Options};

    #[test]
    fn a_column_that_holds_no_places_does_not_fill_the_memory() {
        let mut text = String::from("аймаг\nХовд\n");
        (0..MOST_REMEMBERED + 50).for_each(|n| text.push_str(&format!("9{n:07}\n")));
        text.push_str("Ховд\n");
        let table = table::open(vec![Input::from_bytes("санал.csv", text)], &Options::default()).unwrap();
        let set = PlaceSet::built_in("masam").unwrap();
        let mut reader = AreaReader::new(Some(0), None, &["аймаг".to_string()], set);
        let mut found = 0;
        table::for_each_chunk(table, false, |chunk| {
            for row in chunk.rows() {
                found += u32::from(matches!(reader.read(&row, &At::default()).0, Belongs::To(_)));
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(found, 2);
        assert!(reader.spellings().len() <= MOST_REMEMBERED + 1);
    }
}
