//! A map of tiles as SVG: a square for each aimag and district with its name, its value and the shape of its light.

use super::{FAINT, INK, Room, begun, escaped, titled, wrapped};
use crate::lang::Label;
use crate::render::signs::Signs;
use crate::render::xlsx::colours;
use crate::render::{Palette, Reading};
use crate::report::words::{self, Word, t};
use crate::report::{Absent, Light, MapFrame, MapTile, TileMap, TileState, number};

/// Where tiles stand, and how large they are.
#[derive(Debug, Clone, Copy)]
struct Ground {
    /// Where they begin.
    left: f64,
    top: f64,
    /// A tile, and the gap between two.
    tile: (f64, f64),
    gap: f64,
    /// Sizes of a name and a value at most.
    name: f64,
    value: f64,
    /// Letters of a line under the map.
    letters: usize,
    room: Room,
}

impl Ground {
    fn of(room: Room, columns: u8) -> Ground {
        match room {
            Room::Desk => Ground {
                left: 24.0,
                top: 74.0,
                tile: (109.0, 66.0),
                gap: 5.0,
                name: 13.0,
                value: 16.0,
                letters: 126,
                room,
            },
            Room::Hand => {
                let each = (room.wide() - 16.0) / f64::from(columns.max(1));
                Ground {
                    left: 8.0,
                    top: super::HAND_TOP,
                    tile: (each - 2.0, 46.0),
                    gap: 2.0,
                    name: 11.0,
                    value: 13.0,
                    letters: 60,
                    room,
                }
            }
        }
    }

    /// The upper left corner of a tile.
    fn corner(self, row: u8, column: u8) -> (f64, f64) {
        let (wide, high) = self.tile;
        (self.left + f64::from(column) * (wide + self.gap), self.top + f64::from(row) * (high + self.gap))
    }
}

/// Height of a line of the legend and of the sentence about colours.
const LINE: f64 = 20.0;
/// Ground and ink of places that the report isn't about.
const OUTSIDE: &str = "#eceff2";
const OUTSIDE_INK: &str = "#4f5b66";
/// How wide a letter is, at most, as a part of its size.
const LETTER: f64 = 0.62;

/// The map, drawn.
pub fn drawn(map: &TileMap, reading: Reading, palette: Palette, room: Room) -> String {
    let (rows, columns) = map.size();
    let ground = Ground::of(room, columns);
    let entries: Vec<(String, Vec<String>)> = entries(map, reading, palette)
        .into_iter()
        .map(|(sample, text)| (sample, wrapped(&text, ground.letters)))
        .collect();
    let under = ground.top + f64::from(rows) * (ground.tile.1 + ground.gap) + 30.0;
    let about: Vec<String> = [Some(reading.main(&map.about)), reading.other(&map.about)]
        .into_iter()
        .flatten()
        .flat_map(|text| wrapped(text, ground.letters))
        .collect();
    let legend: usize = entries.iter().map(|(_, lines)| lines.len()).sum();
    let high = under + (about.len() + legend) as f64 * LINE + 18.0;
    let left = ground.left;
    let wide = room.wide().max(2.0 * left + f64::from(columns) * (ground.tile.0 + ground.gap));
    let mut out = begun((wide, high), &map.title, map.alt(), reading);
    out.push_str(HATCH);
    titled(&map.title, left, room, reading, &mut out);
    map.frame().into_iter().for_each(|frame| framed(frame, ground, reading, &mut out));
    map.tiles().iter().for_each(|tile| drawn_tile(tile, ground, reading, palette, &mut out));
    let mut y = under;
    for line in about {
        out.push_str(&format!("<text x=\"{left}\" y=\"{y:.1}\">{}</text>\n", escaped(&line)));
        y += LINE;
    }
    for (sample, lines) in entries {
        out.push_str(&format!("<g transform=\"translate({left} {:.1})\">{sample}</g>", y - 12.0));
        for line in lines {
            let x = left + 44.0;
            out.push_str(&format!("<text x=\"{x}\" y=\"{y:.1}\" font-size=\"12\">{}</text>\n", escaped(&line)));
            y += LINE;
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Strokes across what has no data: seen without colour, and words over them can be read.
const HATCH: &str = "<defs><pattern id=\"hatch\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"9\" height=\"9\" fill=\"#ffffff\"/><path d=\"M0 0V9\" stroke=\"#b3bcc6\" stroke-width=\"3\"/></pattern></defs>\n";

/// The box around the tiles that stand apart, with its title over them.
fn framed(frame: &MapFrame, ground: Ground, reading: Reading, out: &mut String) {
    let (x, y) = ground.corner(frame.rows.0, frame.columns.0);
    let (last_x, last_y) = ground.corner(frame.rows.1, frame.columns.1);
    let (right, below) = (last_x + ground.tile.0, last_y + ground.tile.1);
    let (x, y, title) = (x - 7.0, y - 34.0, escaped(&reading.inline(&frame.title)));
    out.push_str(&format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"4\" fill=\"none\" stroke=\"{FAINT}\"/>",
        right + 7.0 - x,
        below + 7.0 - y
    ));
    out.push_str(&format!(
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"14\" font-weight=\"bold\">{title}</text>\n",
        x + 9.0,
        y + 21.0
    ));
}

/// Fill, ink and stroke of a tile.
fn looks(state: &TileState, palette: Palette) -> (String, String, &'static str) {
    match state {
        TileState::Value { light: Some(light), .. } => {
            let (fill, ink) = colours(*light, palette);
            (format!("#{fill:06x}"), format!("#{ink:06x}"), INK)
        }
        TileState::Value { light: None, .. } | TileState::Absent { .. } => ("#ffffff".into(), INK.into(), INK),
        TileState::NoData => ("url(#hatch)".into(), INK.into(), FAINT),
        TileState::Outside => (OUTSIDE.into(), OUTSIDE_INK.into(), "none"),
    }
}

fn drawn_tile(tile: &MapTile, ground: Ground, reading: Reading, palette: Palette, out: &mut String) {
    let (x, y) = ground.corner(tile.row, tile.column);
    let (fill, ink, stroke) = looks(&tile.state, palette);
    let value = tile.state.value().map(|value| reading.value(&value).into_owned());
    let said = value.clone().unwrap_or_else(|| reading.inline(&t(Word::OutsideSet)).into_owned());
    let name = escaped(&reading.inline(&tile.name));
    out.push_str(&format!("<g fill=\"{ink}\" text-anchor=\"middle\"><title>{name}: {}</title>", escaped(&said)));
    out.push_str(&format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{fill}\" stroke=\"{stroke}\"/>",
        ground.tile.0, ground.tile.1
    ));
    let mut texts = vec![(reading.main(&tile.label).to_string(), ground.name, "bold")];
    texts.extend(reading.other(&tile.label).map(|other| (other.to_string(), 11.0, "normal")));
    match &tile.state {
        TileState::Value { .. } => texts.extend(value.map(|value| (value, ground.value, "bold"))),
        // On a phone the strokes and the legend say it.
        TileState::NoData | TileState::Absent { .. } if ground.room == Room::Hand => {}
        // A reason is long: one language above the other, small.
        TileState::NoData | TileState::Absent { .. } => {
            let why = words::t(words::absent(reason(&tile.state)));
            texts.push((reading.main(&why).to_string(), 11.0, "normal"));
            texts.extend(reading.other(&why).map(|other| (other.to_string(), 10.0, "normal")));
        }
        TileState::Outside => {}
    }
    stacked(&texts, ground, (x + ground.tile.0 / 2.0, y + ground.tile.1 / 2.0), tile.state == TileState::NoData, out);
    out.push_str("</g>\n");
}

fn reason(state: &TileState) -> Absent {
    match state {
        TileState::Absent { why } => *why,
        TileState::Value { .. } | TileState::NoData | TileState::Outside => Absent::NoData,
    }
}

/// Lines around a middle, each as large as it may be and still fit; over strokes they have a white edge.
fn stacked(
    texts: &[(String, f64, &str)],
    ground: Ground,
    (x, middle): (f64, f64),
    over_strokes: bool,
    out: &mut String,
) {
    let fitting = |text: &str, size: f64| {
        let room = ground.tile.0 - 5.0;
        size.min(room / (LETTER * text.chars().count().max(1) as f64)).max(7.0)
    };
    let sizes: Vec<f64> = texts.iter().map(|(text, size, _)| fitting(text, *size)).collect();
    let high: f64 = sizes.iter().map(|size| size * 1.22).sum();
    let edge = if over_strokes { " paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\"" } else { "" };
    let mut y = middle - high / 2.0;
    for ((text, _, weight), size) in texts.iter().zip(sizes) {
        y += size * 1.22;
        out.push_str(&format!(
            "<text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"{size:.1}\" font-weight=\"{weight}\"{edge}>{}</text>",
            y - size * 0.28,
            escaped(text)
        ));
    }
}

/// The samples of the legend with their words: those of the signs that are on the map, and no others.
fn entries(map: &TileMap, reading: Reading, palette: Palette) -> Vec<(String, String)> {
    let signs = Signs::of_map(map);
    let sample = |fill: &str, stroke: &str, sign: &str, ink: &str| {
        format!(
            "<rect width=\"34\" height=\"16\" rx=\"2\" fill=\"{fill}\" stroke=\"{stroke}\"/><text x=\"17\" y=\"12.5\" text-anchor=\"middle\" font-size=\"12\" fill=\"{ink}\">{sign}</text>"
        )
    };
    let lights = signs.lights.iter().map(|&light: &Light| {
        let (fill, ink) = colours(light, palette);
        let text = words::light_of(signs.legend, light).1;
        (sample(&format!("#{fill:06x}"), INK, number::shape(light), &format!("#{ink:06x}")), text)
    });
    let few = signs.few.then(|| (sample("#ffffff", INK, number::FEW, INK), t(Word::FewAbout)));
    let absences = signs.absences.iter().map(|&why| match why {
        Absent::NoData => (sample("url(#hatch)", FAINT, "", INK), words::absent_told(why)),
        _ => (sample("#ffffff", INK, "", INK), words::absent_told(why)),
    });
    let outside = map.has_outside().then(|| (sample(OUTSIDE, "none", "", OUTSIDE_INK), t(Word::OutsideSetAbout)));
    let all = lights.chain(few).chain(absences).chain(outside);
    all.map(|(sample, text): (String, Label)| (sample, reading.inline(&text).into_owned())).collect()
}
