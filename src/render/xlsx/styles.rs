//! The looks of cells: what is written decides how it looks, here and nowhere else.
//!
//! Every look is legible without colour: a light has its shape in the number format, a small base its asterisk, an
//! absence its words.

use rust_xlsxwriter::{Color, Format as Xlsx, FormatAlign, FormatBorder, FormatPattern};
use rustc_hash::FxHashMap;

use crate::render::Palette;
use crate::report::{Absent, Format, Light, RowRole, Verdict, number};

const INK: u32 = 0x1F2933;
const FAINT: u32 = 0x4F5B66;
const RULE: u32 = 0xC3CBD3;
const HEADER: u32 = 0xE3EAF0;
const GROUP: u32 = 0xCBD8E2;
const TOTAL: u32 = 0xF1F3F5;
const OUTSIDE: u32 = 0xECEFF2;
const LINK: u32 = 0x00558A;

/// The size of words on a page for the wall, in points.
pub const WALL: f64 = 15.0;

/// What a cell is, as far as its looks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// The title of the report.
    ReportTitle,
    /// The line under it.
    Subtitle,
    /// The title of a section.
    Title,
    /// A heading in a section.
    Heading,
    /// The caption of a grid.
    Caption,
    /// A paragraph in the main language.
    Paragraph,
    /// A paragraph in the other language, or a note.
    Aside,
    /// The name of a fact.
    FactName,
    /// A fact: a value outside a grid.
    Fact(Cell),
    /// A column's header.
    Header(Side),
    /// A header that neighbours share.
    GroupHeader,
    /// A cell of a grid.
    Cell(RowRole, Cell),
    /// The sample of a light in a legend.
    Sample(Light),
    /// The sample of the sign for a small base.
    SampleFew,
    /// The sample of an absence in a legend.
    SampleAbsent(Absent),
    /// A link to another sheet.
    Link,
    /// Big words on a page for the wall.
    Wall(Cell),
    /// Big and bold words there.
    WallBold,
    /// A header there.
    WallHeader(Side),
    /// Small words under it.
    WallNote,
    /// A part of a tile on a map.
    Tile(Part, Cell),
    /// A part of the tile of a place that the report isn't about.
    TileOutside(Part),
    /// The title of tiles that stand apart.
    FrameTitle,
    /// The sample of such a tile in a legend.
    SampleOutside,
}

/// Where a header's words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Over words.
    Left,
    /// Over numbers.
    Middle,
}

/// The parts of a tile: one cell above another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The name of its place.
    Name,
    /// Its value.
    Value,
}

/// What a cell holds, as far as its looks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing: the row is shorter than the grid.
    Blank,
    /// Words.
    Words,
    /// A long text.
    Prose,
    /// A count.
    Count,
    /// An interval, as words.
    Interval,
    /// A number.
    Number {
        /// How it is printed.
        format: Format,
        /// Its light.
        light: Option<Light>,
        /// Whether its base is small.
        few: bool,
        /// The few kinds of numbers whose format depends on the value itself.
        size: Size,
    },
    /// A verdict.
    Verdict(Verdict),
    /// Nothing, and why.
    Absent(Absent),
}

/// What the number format must know of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// It is shown as zero.
    Tiny,
    /// It is a p-value that is shown as 1.
    One,
    /// It is shown with other digits.
    Plain,
}

/// Makes looks, each once.
pub struct Styles {
    palette: Palette,
    made: FxHashMap<Look, Xlsx>,
}

impl Styles {
    /// Looks with these colours for lights.
    pub fn new(palette: Palette) -> Styles {
        Styles { palette, made: FxHashMap::default() }
    }

    /// The colours of lights.
    pub fn palette(&self) -> Palette {
        self.palette
    }

    /// The look of a cell.
    pub fn get(&mut self, look: Look) -> &Xlsx {
        let palette = self.palette;
        self.made.entry(look).or_insert_with(|| make(look, palette))
    }
}

/// Fill and ink of a light. Contrasts are 4.5 or more (WCAG 1.4.3), measured in the tests.
pub fn colours(light: Light, palette: Palette) -> (u32, u32) {
    match (light, palette) {
        (Light::Good, Palette::OkabeIto) => (0x0072B2, 0xFFFFFF),
        // Most cells are in the middle: a tint, or they would drown the others.
        (Light::Middle, Palette::OkabeIto) => (0xFAF6BF, 0x000000),
        (Light::Poor, Palette::OkabeIto) => (0xD55E00, 0x000000),
        (Light::Good, Palette::Rag) => (0x1E7B34, 0xFFFFFF),
        (Light::Middle, Palette::Rag) => (0xFFE699, 0x000000),
        (Light::Poor, Palette::Rag) => (0xC00000, 0xFFFFFF),
        (Light::Attention, Palette::OkabeIto) => (0xE69F00, 0x000000),
        (Light::Attention, Palette::Rag) => (0xFFC000, 0x000000),
        (Light::TooSmall, _) => (0xE4E7EB, 0x3E4C59),
    }
}

fn make(look: Look, palette: Palette) -> Xlsx {
    let base = Xlsx::new().set_font_color(Color::RGB(INK)).set_align(FormatAlign::Top);
    match look {
        Look::ReportTitle => base.set_bold().set_font_size(20).set_text_wrap(),
        Look::Subtitle => base.set_font_size(13).set_font_color(Color::RGB(FAINT)).set_text_wrap(),
        Look::Title => base.set_bold().set_font_size(16).set_text_wrap(),
        Look::Heading => base.set_bold().set_font_size(13).set_text_wrap(),
        Look::Caption => base.set_bold().set_text_wrap(),
        Look::Paragraph => base.set_text_wrap(),
        Look::Aside => base.set_text_wrap().set_italic().set_font_color(Color::RGB(FAINT)).set_font_size(10),
        Look::FactName => base.set_text_wrap().set_font_color(Color::RGB(FAINT)),
        Look::Fact(cell) => filled(base, cell, palette).set_text_wrap().set_align(FormatAlign::Left).set_indent(0),
        Look::Header(side) => header(base, HEADER).set_align(match side {
            Side::Left => FormatAlign::Left,
            Side::Middle => FormatAlign::Center,
        }),
        Look::GroupHeader => header(base, GROUP).set_align(FormatAlign::Center),
        Look::Cell(role, cell) => in_grid(role, cell, palette),
        Look::Sample(light) => light_fill(base, light, palette).set_indent(1),
        Look::SampleFew => base.set_italic().set_indent(1),
        Look::SampleAbsent(why) => filled(base, Cell::Absent(why), palette).set_align(FormatAlign::Left).set_indent(1),
        Look::Wall(cell) => wall_cell(filled(wall(base, WALL), cell, palette), cell),
        Look::WallBold => wall(base, WALL).set_bold(),
        Look::WallHeader(side) => {
            wall(base, WALL - 1.0).set_bold().set_background_color(Color::RGB(HEADER)).set_align(match side {
                Side::Left => FormatAlign::Left,
                Side::Middle => FormatAlign::Center,
            })
        }
        Look::WallNote => base.set_text_wrap().set_font_size(9).set_font_color(Color::RGB(FAINT)),
        Look::Tile(part, cell) => tile(Some(cell), part, palette),
        Look::TileOutside(part) => tile(None, part, palette),
        Look::FrameTitle => header(base, HEADER).set_align(FormatAlign::Left).set_border_color(Color::RGB(FAINT)),
        Look::SampleOutside => base
            .set_text_wrap()
            .set_font_size(9)
            .set_font_color(Color::RGB(FAINT))
            .set_background_color(Color::RGB(OUTSIDE))
            .set_indent(1),
        Look::Link => base.set_font_color(Color::RGB(LINK)).set_underline(rust_xlsxwriter::FormatUnderline::Single),
    }
}

/// A tile has one fill and one edge around both of its parts; of a place outside it has no edge.
fn tile(cell: Option<Cell>, part: Part, palette: Palette) -> Xlsx {
    let base = Xlsx::new().set_font_color(Color::RGB(INK));
    let base = match cell {
        Some(cell) => filled(base, cell, palette),
        None => base.set_font_color(Color::RGB(FAINT)).set_background_color(Color::RGB(OUTSIDE)),
    };
    let base = base.set_text_wrap().set_indent(0).set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let base = match (part, cell) {
        (Part::Name, Some(_)) => base.set_bold().set_font_size(10).set_font_color(name_ink(cell, palette)),
        (Part::Name, None) => base.set_font_size(10),
        (Part::Value, Some(Cell::Number { .. })) => base.set_bold().set_font_size(13),
        (Part::Value, _) => base,
    };
    let Some(cell) = cell else { return base };
    // Not every program prints the strokes of what has no value; a broken edge is seen everywhere.
    let line = if matches!(cell, Cell::Absent(_)) { FormatBorder::Dashed } else { FormatBorder::Thin };
    let base = base.set_border_left(line).set_border_right(line);
    let edge = Color::RGB(INK);
    let base = base.set_border_left_color(edge).set_border_right_color(edge);
    match part {
        Part::Name => base.set_border_top(line).set_border_top_color(edge),
        Part::Value => base.set_border_bottom(line).set_border_bottom_color(edge),
    }
}

/// The ink of a tile's name: that of its light, and full ink over strokes.
fn name_ink(cell: Option<Cell>, palette: Palette) -> Color {
    match cell {
        Some(Cell::Number { light: Some(light), .. }) => Color::RGB(colours(light, palette).1),
        _ => Color::RGB(INK),
    }
}

/// Words at the left, numbers and reasons in the middle, all of them big.
fn wall_cell(base: Xlsx, cell: Cell) -> Xlsx {
    match cell {
        Cell::Words | Cell::Prose => base,
        Cell::Absent(_) => base.set_font_size(WALL - 3.0),
        Cell::Blank | Cell::Count | Cell::Interval | Cell::Number { .. } | Cell::Verdict(_) => {
            base.set_indent(0).set_align(FormatAlign::Center)
        }
    }
}

/// Big words in a ruled cell.
fn wall(base: Xlsx, size: f64) -> Xlsx {
    base.set_text_wrap()
        .set_font_size(size)
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(FAINT))
}

fn header(base: Xlsx, fill: u32) -> Xlsx {
    base.set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_background_color(Color::RGB(fill))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(RULE))
}

fn in_grid(role: RowRole, cell: Cell, palette: Palette) -> Xlsx {
    let base = Xlsx::new()
        .set_font_color(Color::RGB(INK))
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(RULE));
    let base = match role {
        RowRole::Plain => base,
        RowRole::Total => base
            .set_bold()
            .set_background_color(Color::RGB(TOTAL))
            .set_border_top(FormatBorder::Medium)
            .set_border_top_color(Color::RGB(INK)),
        RowRole::Heading => base.set_bold().set_background_color(Color::RGB(TOTAL)),
    };
    filled(base, cell, palette)
}

fn filled(base: Xlsx, cell: Cell, palette: Palette) -> Xlsx {
    match cell {
        Cell::Blank => base,
        Cell::Words => base.set_text_wrap().set_align(FormatAlign::Left),
        Cell::Prose => base.set_text_wrap().set_align(FormatAlign::Left),
        Cell::Count => base.set_num_format(number::EXCEL_COUNT).set_align(FormatAlign::Right).set_indent(1),
        Cell::Interval => base.set_align(FormatAlign::Center),
        Cell::Number { format, light, few, size } => {
            let value = match size {
                Size::Tiny => 0.0,
                Size::One => 1.0,
                Size::Plain => 0.9,
            };
            let base = base
                .set_num_format(number::excel(value, format, light, few))
                .set_align(FormatAlign::Right)
                .set_indent(1);
            let base = match light {
                Some(light) => light_fill(base, light, palette),
                None => base,
            };
            if few { base.set_italic() } else { base }
        }
        Cell::Verdict(verdict) => verdict_fill(base.set_text_wrap().set_align(FormatAlign::Left), verdict, palette),
        Cell::Absent(why) => absent_fill(base.set_text_wrap().set_align(FormatAlign::Center), why),
    }
}

fn light_fill(base: Xlsx, light: Light, palette: Palette) -> Xlsx {
    let (fill, ink) = colours(light, palette);
    // In a photocopy the darkest ink on a middle grey is hard to read unless it is bold.
    let base = if matches!(light, Light::Poor | Light::Attention) { base.set_bold() } else { base };
    base.set_background_color(Color::RGB(fill)).set_font_color(Color::RGB(ink))
}

/// Only a clear verdict is coloured; the others are many and would drown it.
fn verdict_fill(base: Xlsx, verdict: Verdict, palette: Palette) -> Xlsx {
    match verdict {
        Verdict::Better => light_fill(base, Light::Good, palette),
        Verdict::Worse => light_fill(base, Light::Poor, palette),
        Verdict::TooSmall => base.set_font_color(Color::RGB(FAINT)).set_italic(),
        Verdict::NoClearDifference | Verdict::Differs => base,
    }
}

fn absent_fill(base: Xlsx, why: Absent) -> Xlsx {
    let base = base.set_font_color(Color::RGB(FAINT)).set_font_size(9);
    match why {
        Absent::NoData => base
            .set_pattern(FormatPattern::LightUp)
            .set_foreground_color(Color::RGB(0xD5DBE1))
            .set_background_color(Color::RGB(0xFFFFFF)),
        Absent::Withheld
        | Absent::Unreliable
        | Absent::NoError
        | Absent::NoTarget
        | Absent::NotApplicable
        | Absent::NotScored
        | Absent::NotFilledIn
        | Absent::NotDue
        | Absent::NoNorm => base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(rgb: u32) -> f64 {
        let part = |shift: u32| {
            let c = f64::from((rgb >> shift) & 0xff) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }

    fn contrast(a: u32, b: u32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_light_can_be_read_on_its_fill() {
        for palette in Palette::ALL {
            for light in [Light::Good, Light::Middle, Light::Poor, Light::TooSmall, Light::Attention] {
                let (fill, ink) = colours(light, palette);
                assert!(contrast(fill, ink) >= 4.5, "{palette:?} {light:?}: {:.2}", contrast(fill, ink));
            }
        }
        assert!(contrast(FAINT, 0xFFFFFF) >= 4.5 && contrast(FAINT, HEADER) >= 4.5 && contrast(FAINT, OUTSIDE) >= 4.5);
    }
}
