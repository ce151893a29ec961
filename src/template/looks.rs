//! The looks of a blank workbook: what is printed is white and locked, what is to be filled in is light and open.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::scorecard::layout::Holds;

const INK: u32 = 0x1F2933;
const FAINT: u32 = 0x5F6B76;
const RULE: u32 = 0x8896A3;
const HEADER: u32 = 0xE3EAF0;
/// Light enough to vanish in print.
const OPEN: u32 = 0xFFF9DB;

/// What a cell is, as far as its looks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The title of the book.
    BookTitle,
    /// The title of a sheet or table.
    Title,
    /// A sentence that explains.
    Prose,
    /// The same, where there are many.
    Small,
    /// What the scores mean.
    Legend,
    /// The name of a fact on the cover.
    FactName,
    /// A column's header.
    Header,
    /// A word above the header.
    OverHeader,
    /// A label of a row.
    Label,
    /// An identifier.
    Code,
    /// Something that is filled in already and stays so.
    Fixed,
    /// A cell to be filled in.
    Open(Holds),
    /// A cell that stays empty in a row of one's own.
    Free,
}

impl Look {
    /// The size of its letters.
    pub fn size(self) -> f64 {
        match self {
            Look::BookTitle => 17.0,
            Look::Title => 13.0,
            Look::Prose | Look::FactName => 10.0,
            Look::Small => 9.0,
            Look::Legend | Look::OverHeader => 12.0,
            Look::Code | Look::Free => 8.0,
            Look::Header | Look::Label | Look::Fixed | Look::Open(_) => 11.0,
        }
    }

    /// Whether its letters are bold.
    pub fn is_bold(self) -> bool {
        matches!(self, Look::BookTitle | Look::Title | Look::Header)
    }

    /// The format of its cell.
    pub fn format(self) -> Format {
        let mut base = Format::new().set_font_color(Color::RGB(INK)).set_font_size(self.size()).set_text_wrap();
        if self.is_bold() {
            base = base.set_bold();
        }
        match self {
            Look::BookTitle | Look::Title | Look::Prose | Look::Small | Look::Legend => {
                base.set_align(FormatAlign::Top)
            }
            Look::FactName => base.set_align(FormatAlign::VerticalCenter).set_align(FormatAlign::Right).set_indent(1),
            Look::Header => bordered(base)
                .set_background_color(Color::RGB(HEADER))
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            Look::OverHeader => base.set_align(FormatAlign::Center).set_align(FormatAlign::Bottom),
            Look::Label | Look::Fixed => {
                bordered(base).set_align(FormatAlign::VerticalCenter).set_align(FormatAlign::Left).set_indent(1)
            }
            Look::Code => bordered(base)
                .set_font_color(Color::RGB(FAINT))
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            Look::Free => bordered(base).set_unlocked(),
            Look::Open(holds) => open(bordered(base), holds),
        }
    }

    /// The letters of the other language below.
    pub fn second(self) -> Format {
        let format = Format::new().set_font_color(Color::RGB(FAINT)).set_font_size(self.second_size());
        if self.is_bold() { format.set_bold() } else { format }
    }

    /// The letters of the main language above.
    pub fn first(self) -> Format {
        let format = Format::new().set_font_color(Color::RGB(INK)).set_font_size(self.size());
        if self.is_bold() { format.set_bold() } else { format }
    }

    /// The size of the other language's letters.
    pub fn second_size(self) -> f64 {
        (self.size() - 2.0).max(8.0)
    }
}

fn bordered(base: Format) -> Format {
    base.set_border(FormatBorder::Thin).set_border_color(Color::RGB(RULE))
}

fn open(base: Format, holds: Holds) -> Format {
    let base = base.set_unlocked().set_background_color(Color::RGB(OPEN)).set_align(FormatAlign::VerticalCenter);
    match holds {
        Holds::Number | Holds::People => base.set_align(FormatAlign::Center),
        Holds::Score => base.set_align(FormatAlign::Center).set_font_size(14).set_bold(),
        Holds::Day => base.set_align(FormatAlign::Center).set_num_format("yyyy-mm-dd"),
        Holds::Choice => base.set_align(FormatAlign::Center),
        Holds::Text | Holds::Label | Holds::Code => base.set_align(FormatAlign::Left).set_indent(1),
    }
}
