//! A map of Mongolia in tiles of one size, before it has a format: each aimag and each district of the capital with its
//! value, and those without one with the reason.
//!
//! A map of areas shows how large Umnugovi is; here a place counts as a place. A value is written in its tile, and its light
//! has a shape, so that the map is read in black and white.

use serde::{Deserialize, Serialize};

use super::{Absent, Format, Light, Value, number, words};
use crate::lang::{Label, Lang};
use crate::places::{Gazetteer, Level, PlaceId, PlaceSet, is_in_capital, with_tiles};

/// The longest description for those who can't see a map, in UTF-16 units: what a workbook takes.
const LONGEST_ALT: usize = 250;

/// The map. It is made by [`TileMap::of_places`], which sees to it that every place has a tile and none has two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TileMap {
    /// Stable name, unique in the report: `map.overall`.
    pub id: String,
    /// Its title: what is shown.
    pub title: Label,
    /// What the colours mean.
    pub about: Label,
    /// What the map shows, for those who can't see it: at most 250 UTF-16 units in each language.
    alt: Label,
    tiles: Vec<MapTile>,
    /// The tiles that stand apart, with their own title.
    frame: Option<MapFrame>,
}

/// A place on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapTile {
    /// Its unit code: `67`, `1116`.
    pub code: String,
    /// Its name, short enough for a tile: Хөвсгөл, СХД.
    pub label: Label,
    /// Its full name.
    pub name: Label,
    /// Its row, from 0 in the north.
    pub row: u8,
    /// Its column, from 0 in the west.
    pub column: u8,
    /// What is known of it.
    #[serde(flatten)]
    pub state: TileState,
}

/// What is known of a place on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TileState {
    /// Its value.
    Value {
        /// Unrounded, on the printed scale.
        value: f64,
        /// How it is printed.
        format: Format,
        /// How it stands, where that is judged.
        light: Option<Light>,
        /// Whether its base is small enough to be read with care.
        few: bool,
    },
    /// It is one of the places that the report is about, and nothing came from there.
    NoData,
    /// It is none of the places that the report is about.
    Outside,
    /// There is no value to show, for another reason.
    Absent {
        /// Why.
        why: Absent,
    },
}

/// Tiles that stand apart from the others: those of the capital.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapFrame {
    /// Its title.
    pub title: Label,
    /// Its first and its last row.
    pub rows: (u8, u8),
    /// Its first and its last column.
    pub columns: (u8, u8),
}

impl TileState {
    /// The state of a place of the set, from the value of a cell; words and intervals have no place in a tile.
    pub fn of(value: &Value) -> TileState {
        match *value {
            Value::Number { value, format, light, few } if value.is_finite() => {
                TileState::Value { value, format, light, few }
            }
            Value::Count { value } => {
                TileState::Value { value: value as f64, format: Format::Plain(0), light: None, few: false }
            }
            Value::Absent { why: Absent::NoData } => TileState::NoData,
            Value::Absent { why } => TileState::Absent { why },
            Value::Number { .. } | Value::Text { .. } | Value::Interval { .. } | Value::Verdict { .. } => {
                TileState::Absent { why: Absent::NotApplicable }
            }
        }
    }

    /// What stands in the tile as the value of a cell; nothing for a place that the report isn't about.
    pub fn value(&self) -> Option<Value> {
        match *self {
            TileState::Value { value, format, light, few } => Some(Value::Number { value, format, light, few }),
            TileState::NoData => Some(Value::Absent { why: Absent::NoData }),
            TileState::Absent { why } => Some(Value::Absent { why }),
            TileState::Outside => None,
        }
    }
}

impl TileMap {
    /// The map of a set of places: `value` is asked for each of them, all others are outside.
    ///
    /// There is none where the set has an area without a tile, a soum or a region: it would be left out without a word.
    pub fn of_places(
        id: &str,
        (title, about): (Label, Label),
        set: &PlaceSet,
        mut value: impl FnMut(PlaceId) -> Value,
    ) -> Option<TileMap> {
        let areas: Vec<PlaceId> = set.places().collect();
        if areas.iter().any(|area| crate::places::tile(*area).is_none()) {
            return None;
        }
        let tile = |(place, at): (PlaceId, crate::places::Tile)| {
            let state = if areas.contains(&place) { TileState::of(&value(place)) } else { TileState::Outside };
            let known = place.place();
            let (label, name) = (known.short_name(), known.full_name.clone());
            MapTile { code: known.code.clone(), label, name, row: at.row, column: at.column, state }
        };
        let whole_city = areas.iter().any(|area| area.place().level == Level::Capital);
        let shown = |place: PlaceId| match place.place().level {
            Level::Capital => whole_city,
            Level::District => !whole_city,
            Level::Region | Level::Aimag | Level::Soum => true,
        };
        let tiles: Vec<MapTile> = with_tiles().filter(|(place, _)| shown(*place)).map(tile).collect();
        let alt = described(&title, &tiles);
        let frame = Some(capital(shown));
        Some(TileMap { id: id.to_string(), title, about, alt, tiles, frame })
    }

    /// The tiles, in the official order of their places.
    pub fn tiles(&self) -> &[MapTile] {
        &self.tiles
    }

    /// What the map shows, for those who can't see it.
    pub fn alt(&self) -> &Label {
        &self.alt
    }

    /// The tiles that stand apart.
    pub fn frame(&self) -> Option<&MapFrame> {
        self.frame.as_ref()
    }

    /// How many rows and columns of tiles it has.
    pub fn size(&self) -> (u8, u8) {
        let most = |of: fn(&MapTile) -> u8| self.tiles.iter().map(of).max().map_or(0, |last| last + 1);
        (most(|tile| tile.row), most(|tile| tile.column))
    }

    /// Whether any place is none of those that the report is about.
    pub fn has_outside(&self) -> bool {
        self.tiles.iter().any(|tile| tile.state == TileState::Outside)
    }
}

/// The frame around the tiles of the capital.
fn capital(shown: impl Fn(PlaceId) -> bool) -> MapFrame {
    let tiles: Vec<_> = with_tiles().filter(|(p, _)| is_in_capital(*p) && shown(*p)).map(|(_, tile)| tile).collect();
    let ends = |of: fn(&crate::places::Tile) -> u8| {
        let all = || tiles.iter().map(of);
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    };
    let city = Gazetteer::get().places(Level::Capital).next();
    let title = city.map(|city| city.place().name.clone()).unwrap_or_default();
    MapFrame { title, rows: ends(|tile| tile.row), columns: ends(|tile| tile.column) }
}

/// Title, how many places have a value, and between which ends: no place is named, since a list of a few would be a ranking.
fn described(title: &Label, tiles: &[MapTile]) -> Label {
    let values = || {
        tiles.iter().filter_map(|tile| match tile.state {
            TileState::Value { value, format, .. } => Some((value, format)),
            TileState::NoData | TileState::Outside | TileState::Absent { .. } => None,
        })
    };
    let least = values().min_by(|a, b| a.0.total_cmp(&b.0));
    let most = values().max_by(|a, b| a.0.total_cmp(&b.0));
    let of_set = tiles.iter().filter(|tile| tile.state != TileState::Outside).count();
    let said = |lang: Lang| {
        let shown = |(value, format)| number::shown(value, format, lang);
        let counts = [values().count(), of_set].map(|n| Label::same(n.to_string()));
        let mut tail = words::fill(words::Word::MapAlt, &counts).get(lang).to_owned();
        if let (Some(least), Some(most)) = (least, most) {
            let ends = [Label::same(shown(least)), Label::same(shown(most))];
            tail += words::fill(words::Word::MapAltRange, &ends).get(lang);
        }
        tail.push('.');
        // A long title gives way, so that the numbers stay.
        let room = LONGEST_ALT.saturating_sub(tail.encode_utf16().count());
        cut(title.get(lang), room) + &tail
    };
    Label::new(said(Lang::Mn), said(Lang::En))
}

/// A text of at most so many UTF-16 units, cut with an ellipsis.
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_string();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < most
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(set: &PlaceSet, title: &str) -> Option<TileMap> {
        let value = |place: PlaceId| match place.place().code.as_str() {
            "84" => Value::Number { value: 67.24, format: Format::Points, light: Some(Light::Good), few: false },
            "1110" => Value::Number { value: 41.0, format: Format::Points, light: Some(Light::Poor), few: true },
            "85" => Value::Absent { why: Absent::Withheld },
            _ => Value::Absent { why: Absent::NoData },
        };
        TileMap::of_places("map.x", (Label::same(title), Label::same("Гэрэл")), set, value)
    }

    fn masam() -> PlaceSet {
        PlaceSet::built_in("masam").expect("built in")
    }

    #[test]
    fn every_place_of_the_country_has_its_state_and_its_own_tile() {
        let map = map(&masam(), "Оноо").expect("a map");
        let state = |code: &str| map.tiles().iter().find(|tile| tile.code == code).map(|tile| tile.state.clone());
        assert_eq!(map.tiles().len(), 30);
        assert!(matches!(state("84"), Some(TileState::Value { few: false, .. })));
        assert_eq!(state("85"), Some(TileState::Absent { why: Absent::Withheld }));
        assert_eq!(state("67"), Some(TileState::NoData));
        assert_eq!(state("65"), Some(TileState::Outside), "Arkhangai is none of the thirteen");
        let at: std::collections::BTreeSet<_> = map.tiles().iter().map(|tile| (tile.row, tile.column)).collect();
        assert_eq!(at.len(), 30);
        assert_eq!(map.frame().map(|frame| &*frame.title.mn), Some("Улаанбаатар"));
    }

    #[test]
    fn the_description_counts_places_and_names_the_ends_but_no_place() {
        let map = map(&masam(), "Оноо").expect("a map");
        let alt = map.alt();
        assert_eq!(&*alt.en, "Оноо. Tile map of Mongolia: 2 of 13 places have a value, from 41.0 to 67.2.");
        assert!(alt.mn.contains("41,0") && alt.mn.contains("67,2"), "{}", alt.mn);
    }

    #[test]
    fn a_description_never_grows_past_what_a_workbook_takes() {
        let map = map(&masam(), &"Өрхийн эрүүл мэнд ".repeat(40)).expect("a map");
        for lang in Lang::ALL {
            let alt = map.alt().get(lang);
            assert!(alt.encode_utf16().count() <= 250 && alt.contains("13"), "{alt}");
        }
    }

    #[test]
    fn a_set_with_the_whole_city_shows_one_tile_for_it_and_one_with_soums_has_no_map() {
        let set = |members: &str| PlaceSet::parse("own", &format!("id = \"own\"\ntitle.mn = \"Манай\"\n{members}"));
        let city = map(&set("members = [\"Улаанбаатар хот\", \"Увс\"]").expect("good"), "Оноо").expect("a map");
        assert_eq!(city.tiles().len(), 22);
        assert!(city.tiles().iter().any(|tile| tile.code == "11" && tile.state == TileState::NoData));
        assert_eq!(map(&set("members = [\"6701\"]").expect("good"), "Оноо"), None);
    }
}
