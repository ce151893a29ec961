//! Where each aimag and district stands on a map of tiles of one size, so that a small aimag is seen as well as a large one.
//!
//! What      a row and a column for each aimag, each district of the capital, and the capital as a whole
//! Source    our own arrangement, in `data/tiles.csv`: aimags by where they lie, from west to east and from north to south;
//!           the districts below them in a frame of their own, by where they lie in the city
//! Checked   against the coordinates of the centres, in the tests: rows run from west to east, columns from north to south
//! Edges     regions and soums have no tile

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::gazetteer::{Gazetteer, Level, PlaceId};

const TILES: &str = include_str!("data/tiles.csv");
const OURS: &str = "the data files are part of the program and tested";

/// A place on the map of tiles. Ascending order is that of reading: row by row, from the north and from the west.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// The row, from 0 in the north.
    pub row: u8,
    /// The column, from 0 in the west.
    pub column: u8,
}

/// The tile of an aimag, a district or the capital; other places have none.
///
/// The capital's own tile lies among those of its districts: on one map stands either the city or its districts.
pub fn tile(place: PlaceId) -> Option<Tile> {
    tiles().get(&place).copied()
}

/// Every place that has a tile, in the official order.
pub fn with_tiles() -> impl Iterator<Item = (PlaceId, Tile)> {
    tiles().iter().map(|(place, tile)| (*place, *tile))
}

/// Whether a place stands in the frame of the capital.
pub fn is_in_capital(place: PlaceId) -> bool {
    matches!(place.place().level, Level::Capital | Level::District)
}

fn tiles() -> &'static BTreeMap<PlaceId, Tile> {
    static READ: OnceLock<BTreeMap<PlaceId, Tile>> = OnceLock::new();
    READ.get_or_init(|| {
        let mut reader = csv::Reader::from_reader(TILES.as_bytes());
        let rows = reader.deserialize().map(|row| row.expect(OURS));
        rows.map(|Row { code, row, column }| (Gazetteer::get().by_code(&code).expect(OURS), Tile { row, column }))
            .collect()
    })
}

/// A row of the data file; the name in it is for whoever edits it.
#[derive(Deserialize)]
struct Row {
    code: String,
    row: u8,
    column: u8,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Latitude and longitude in degrees of the centre town of each aimag and of the governor's office of each district, to
    /// a hundredth, as general maps give them.
    const CENTRES: [(&str, f64, f64); 30] = [
        ("65", 47.48, 101.46),
        ("83", 48.97, 89.97),
        ("64", 46.19, 100.72),
        ("63", 48.81, 103.53),
        ("82", 46.37, 96.26),
        ("42", 46.36, 108.36),
        ("45", 49.49, 105.92),
        ("44", 44.88, 110.14),
        ("21", 48.07, 114.53),
        ("48", 45.76, 106.27),
        ("81", 47.74, 96.84),
        ("61", 49.03, 104.08),
        ("62", 46.26, 102.78),
        ("46", 43.57, 104.43),
        ("22", 46.68, 113.28),
        ("43", 50.23, 106.21),
        ("41", 47.71, 106.95),
        ("85", 49.98, 92.07),
        ("84", 48.01, 91.64),
        ("67", 49.63, 100.16),
        ("23", 47.32, 110.66),
        ("1101", 47.78, 108.36),
        ("1104", 47.35, 107.49),
        ("1107", 47.91, 106.87),
        ("1110", 47.92, 106.97),
        ("1113", 47.77, 107.27),
        ("1116", 47.92, 106.81),
        ("1119", 47.92, 106.92),
        ("1122", 47.88, 106.89),
        ("1125", 47.93, 106.91),
    ];

    fn centres() -> Vec<(Tile, f64, f64, &'static str)> {
        let centre = |(code, north, east)| {
            let place = Gazetteer::get().by_code(code).expect(code);
            (tile(place).expect(code), north, east, code)
        };
        CENTRES.into_iter().map(centre).collect()
    }

    #[test]
    fn every_aimag_and_district_has_a_tile_of_its_own() {
        let places: BTreeSet<PlaceId> = with_tiles().map(|(place, _)| place).collect();
        let levels = [Level::Aimag, Level::Capital, Level::District];
        let expected = levels.into_iter().flat_map(|level| Gazetteer::get().places(level)).collect();
        assert_eq!(places, expected);
        assert_eq!(with_tiles().map(|(_, tile)| tile).collect::<BTreeSet<_>>().len(), 31);
        let soum = Gazetteer::get().places(Level::Soum).next().expect("a soum");
        assert_eq!(tile(soum), None);
    }

    #[test]
    fn along_a_row_places_lie_further_east_and_down_a_column_further_south() {
        let centres = centres();
        for (a, north, east, one) in &centres {
            for (b, further_north, further_east, other) in &centres {
                if a.row == b.row && a.column < b.column {
                    assert!(east < further_east, "{one} {other}");
                }
                // Orkhon lies inside Bulgan, whose tile stands above it since Bulgan alone reaches the northern border.
                let inside = (*one, *other) == ("63", "61");
                let apart = is_apart(one) != is_apart(other);
                if a.column == b.column && a.row < b.row && !inside && !apart {
                    assert!(north > further_north, "{one} {other}");
                }
            }
        }
    }

    fn is_apart(code: &str) -> bool {
        is_in_capital(Gazetteer::get().by_code(code).expect("a place"))
    }

    #[test]
    fn the_corners_of_the_country_are_those_of_the_map() {
        let at = |code: &str| tile(Gazetteer::get().by_code(code).expect(code)).expect(code);
        let [bayan_ulgii, khuvsgul, dornod, umnugovi] = ["83", "67", "21", "46"].map(at);
        let aimags = || with_tiles().filter(|(place, _)| !is_in_capital(*place)).map(|(_, tile)| tile);
        assert!(aimags().all(|tile| tile.column >= bayan_ulgii.column && tile.column <= dornod.column));
        assert!(aimags().all(|tile| tile.row >= khuvsgul.row && tile.row <= umnugovi.row));
        // The frame of the capital stands below, with a row for its title between.
        let city = with_tiles().filter(|(place, _)| is_in_capital(*place)).map(|(_, tile)| tile.row).min();
        assert_eq!(city, Some(umnugovi.row + 2));
    }
}
