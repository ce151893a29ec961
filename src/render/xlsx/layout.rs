//! How wide columns are and how many lines a text takes, before anybody has opened the workbook.
//!
//! A width is in characters of the default font, as Excel counts them. Cyrillic is wider than Latin, so it is weighed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::paper;
use crate::lang::Identity;
use crate::render::Reading;
use crate::report::{Absent, Block, Chart, Column, ColumnKind, Format, Grid, Section, Value, Verdict, number, words};

/// Width of a column that nobody set.
const UNSET: f64 = 8.43;
/// Height of one line of text, in points.
const LINE: f64 = 15.0;
/// How much wider than Calibri the font may be that a reader's machine has instead.
const FONT: f64 = 1.08;
/// What a cell's edges and indent take of its width.
const EDGES: f64 = 2.5;
/// Width of a column of pictures of a series.
const TREND: f64 = 17.0;
/// A word so long may be broken; a text so long always wraps.
const LONGEST_WORD: f64 = 22.0;
const LONGEST_LINE: f64 = 110.0;
/// Rows that are weighed to see how texts wrap.
const ROWS_WEIGHED: usize = 120;
/// Rows looked at for the width of a column; a long table is alike further down.
const ROWS_LOOKED_AT: usize = 2_000;

/// The column widths of a sheet.
pub struct Widths(BTreeMap<u16, f64>);

impl Widths {
    /// Widths that suit everything in a section.
    pub fn of(section: &Section, reading: Reading) -> Widths {
        let mut needs = Needs::default();
        for block in &section.blocks {
            match block {
                Block::Grid(grid) => needs.add_grid(grid, reading),
                Block::Board(_) => (0..super::board::COLUMNS).for_each(|at| {
                    needs.add(usize::from(at), Need::fixed(super::board::WIDTH));
                }),
                Block::Chart(chart) => match &**chart {
                    Chart::Map(map) => {
                        super::map::columns(map).for_each(|(at, width)| needs.add(usize::from(at), Need::fixed(width)));
                    }
                    Chart::Funnel(_)
                    | Chart::Quadrants(_)
                    | Chart::Intervals(_)
                    | Chart::Rounds(_)
                    | Chart::Answers(_) => {}
                },
                Block::Heading { .. } | Block::Paragraph { .. } | Block::Facts { .. } | Block::Link { .. } => {}
            }
        }
        if needs.columns.is_empty() {
            // Several charts stand two by two.
            let charts = section.blocks.iter().filter(|block| super::chart::native(block).is_some()).count();
            let second = if charts > 1 { 124.0 } else { paper::sentences(section, reading, 100.0) - 36.0 };
            return Widths(BTreeMap::from([(0, 36.0), (1, second)]));
        }
        Widths(paper::widths(section, &needs))
    }

    /// The columns whose width is set.
    pub fn iter(&self) -> impl Iterator<Item = (u16, f64)> + '_ {
        self.0.iter().map(|(&column, &width)| (column, width))
    }

    /// The width of these columns together.
    pub fn sum(&self, first: u16, last: u16) -> f64 {
        (first..=last).map(|column| self.0.get(&column).copied().unwrap_or(UNSET)).sum()
    }

    /// The last column of a span from `first` that is at least this wide.
    pub fn reach(&self, first: u16, wanted: f64) -> u16 {
        (first..first + 60).find(|&last| self.sum(first, last) >= wanted).unwrap_or(first)
    }

    /// As [`Widths::reach`], but rather a little too narrow than far too wide.
    pub fn reach_about(&self, first: u16, wanted: f64) -> u16 {
        let last = self.reach(first, wanted);
        let before = if last > first { self.sum(first, last - 1) } else { 0.0 };
        if self.sum(first, last) > 3.0 * wanted && before > wanted / 2.0 { last - 1 } else { last }
    }

    /// The width of all columns together, in characters.
    pub fn all(&self) -> f64 {
        self.0.values().sum()
    }

    /// The width of the whole sheet in pixels of a screen at 100 %.
    pub fn pixels(&self) -> f64 {
        pixels(self.0.values().copied())
    }
}

/// The width of columns in pixels of a screen at 100 %.
pub fn pixels(widths: impl Iterator<Item = f64>) -> f64 {
    widths.map(|width| width * 7.0 + 5.0).sum()
}

/// What the grids of a sheet need.
#[derive(Debug, Default)]
pub struct Needs {
    /// Each column.
    pub columns: BTreeMap<u16, Need>,
    /// Some rows: how wide the texts of columns that may wrap are on one line.
    pub rows: Vec<Vec<(u16, f64)>>,
    /// How many rows of the sheet each of them stands for.
    pub each: f64,
    /// How many grids there are.
    pub grids: f64,
}

/// What a column needs.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// The least: its longest word, its widest number.
    pub least: f64,
    /// What reads well on a screen.
    pub plain: f64,
    /// What its longer texts would like, to stand on one line.
    pub usual: f64,
}

impl Needs {
    fn add(&mut self, at: usize, need: Need) {
        let Ok(at) = u16::try_from(at) else { return };
        self.columns.entry(at).and_modify(|old| *old = old.and(need)).or_insert(need);
    }

    fn add_grid(&mut self, grid: &Grid, reading: Reading) {
        // A few rows from the whole of a long table tell how its texts wrap.
        let step = grid.rows.len().div_ceil(ROWS_WEIGHED).max(1);
        let first = self.rows.len();
        self.rows.resize(first + grid.rows.len().div_ceil(step), Vec::new());
        self.each = self.each.max(step as f64);
        self.grids += 1.0;
        if grid.trend.is_some() {
            self.add(grid.columns.len(), Need::fixed(TREND));
        }
        for (at, column) in grid.columns.iter().enumerate() {
            let cells = Cells::of(grid, at, column, reading);
            self.add(at, Need::of(grid, at, column, &cells, reading));
            let Ok(at) = u16::try_from(at) else { continue };
            for (row, line) in cells.lines.iter().step_by(step).enumerate().filter(|(_, line)| **line > 0.0) {
                if let Some(row) = self.rows.get_mut(first + row) {
                    row.push((at, *line));
                }
            }
        }
    }
}

impl Need {
    fn fixed(width: f64) -> Need {
        Need { least: width, plain: width, usual: width }
    }

    /// Of two grids, one above the other.
    fn and(self, other: Need) -> Need {
        Need {
            least: self.least.max(other.least),
            plain: self.plain.max(other.plain),
            usual: self.usual.max(other.usual),
        }
    }

    /// Of a column of a grid.
    fn of(grid: &Grid, at: usize, column: &Column, cells: &Cells, reading: Reading) -> Need {
        let (least, most) = match column.kind {
            ColumnKind::Prose => (14.0, 50.0),
            ColumnKind::Narrow => (9.0, 15.0),
            ColumnKind::Text if at < grid.keys => (9.0, 48.0),
            ColumnKind::Text => (9.0, 40.0),
            ColumnKind::Code => (6.0, 26.0),
            ColumnKind::Count => (9.0, 14.0),
            ColumnKind::Measure => (10.5, 22.0),
        };
        let header = longest_word(&reading.stacked(&column.title)) * 1.08;
        let plain = room_for(cells.widest.max(header).clamp(least, most));
        if !may_wrap(column.kind) {
            return Need::fixed(plain);
        }
        let word = cells.word.max(header).clamp(least, LONGEST_WORD);
        let usual = cells.widest.clamp(word, LONGEST_LINE.max(word));
        Need { least: room_for(word), plain, usual: room_for(usual) }
    }
}

fn may_wrap(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Text | ColumnKind::Narrow | ColumnKind::Prose)
}

/// The column that a text so wide needs.
fn room_for(width: f64) -> f64 {
    width * FONT + EDGES
}

/// How wide the cells of a column are.
#[derive(Debug, Default)]
struct Cells {
    /// The widest.
    widest: f64,
    /// The longest word.
    word: f64,
    /// Each text that may wrap, on one line; 0 for others.
    lines: Vec<f64>,
}

impl Cells {
    fn of(grid: &Grid, at: usize, column: &Column, reading: Reading) -> Cells {
        let mut cells = Cells::default();
        let mut widest = Widest::default();
        let mut known = FxHashMap::default();
        let wraps = may_wrap(column.kind);
        for row in grid.rows.iter().take(ROWS_LOOKED_AT) {
            let mut line = 0.0;
            if let Some(value) = row.values.get(at).filter(|value| widest.may_grow(value)) {
                let same = match value {
                    Value::Text { text } => Some(Repeated::Text(text.identity())),
                    Value::Verdict { verdict } => Some(Repeated::Verdict(*verdict)),
                    Value::Absent { why } => Some(Repeated::Absent(*why)),
                    Value::Count { .. } | Value::Number { .. } | Value::Interval { .. } => None,
                };
                let cell = match same {
                    Some(same) => *known.entry(same).or_insert_with(|| cell_width(value, reading)),
                    None => cell_width(value, reading),
                };
                cells.widest = cells.widest.max(cell.line);
                cells.word = cells.word.max(cell.word);
                line = cell.line;
            }
            if wraps {
                cells.lines.push(line);
            }
        }
        cells
    }
}

/// Words that a column says again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Repeated {
    Text(Identity),
    Verdict(Verdict),
    Absent(Absent),
}

/// The largest numbers of a column so far: only a larger one can need more digits, and most needn't be printed to know.
#[derive(Debug, Default)]
struct Widest {
    numbers: Vec<(Format, Way, bool, f64)>,
    count: Option<u64>,
}

/// How a number is written, beside its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Plain,
    /// With a sign before it.
    Signed,
    /// As 1, whatever its digits.
    One,
}

impl Widest {
    fn may_grow(&mut self, value: &Value) -> bool {
        match value {
            Value::Count { value } => {
                let grows = self.count.is_none_or(|most| *value > most);
                self.count = self.count.max(Some(*value));
                grows
            }
            Value::Number { value, format, light, few } if *format != Format::Full => {
                // P-values at either end are written in a way of their own.
                let way = match *format {
                    Format::PValue if number::is_one(*value, *format) => Way::One,
                    Format::PValue if number::is_tiny(*value, *format) => Way::Signed,
                    _ if value.is_sign_negative() => Way::Signed,
                    _ => Way::Plain,
                };
                let kind = (*format, way, light.is_some() || *few);
                let known = self.numbers.iter_mut().find(|(f, way, signs, _)| (*f, *way, *signs) == kind);
                match known {
                    Some((.., most)) if value.abs() <= *most => false,
                    Some((.., most)) => {
                        *most = value.abs();
                        true
                    }
                    None => {
                        self.numbers.push((kind.0, kind.1, kind.2, value.abs()));
                        true
                    }
                }
            }
            _ => true,
        }
    }
}

/// How wide a cell's text is on one line, and its longest word.
#[derive(Debug, Clone, Copy)]
struct Measured {
    line: f64,
    word: f64,
}

/// What a cell would like: words may wrap, digits may not.
fn cell_width(value: &Value, reading: Reading) -> Measured {
    match value {
        // Its words are small, and stand one language above the other.
        Value::Absent { why } => {
            let words = words::t(words::absent(*why));
            let line = reading.stacked(&words).lines().map(breadth).fold(0.0, f64::max) * 9.0 / 11.0;
            Measured { line, word: line }
        }
        Value::Text { .. } => measured(&reading.value(value)),
        Value::Verdict { .. } | Value::Count { .. } | Value::Number { .. } | Value::Interval { .. } => {
            let line = breadth(&reading.value(value));
            Measured { line, word: line }
        }
    }
}

fn measured(text: &str) -> Measured {
    let letters = Letters::known();
    let mut found = Measured { line: 0.0, word: 0.0 };
    for line in text.lines() {
        let (mut so_far, mut word) = (0.0, 0.0);
        for c in line.chars() {
            let wide = letters.breadth(c);
            so_far += wide;
            word = if c == ' ' { 0.0 } else { word + wide };
            found.word = found.word.max(word);
        }
        found.line = found.line.max(so_far);
    }
    found
}

fn longest_word(text: &str) -> f64 {
    text.split_whitespace().map(breadth).fold(0.0, f64::max)
}

/// About how many lines a text takes that is so wide on one line: words leave some room unused.
pub fn about_lines(wide: f64, column: f64) -> f64 {
    let room = (column - EDGES) / FONT + 0.01;
    if wide <= room { 1.0 } else { (wide * 1.07 / room).ceil() }
}

/// How wide a text is on one line.
pub fn breadth(text: &str) -> f64 {
    Letters::known().breadth_of(text)
}

/// How wide letters are: those of both scripts by a table, since every text is measured several times.
struct Letters([f64; Letters::LISTED as usize]);

impl Letters {
    /// The first letter that no table has: Cyrillic ends before.
    const LISTED: u32 = 0x500;

    fn known() -> &'static Letters {
        static KNOWN: LazyLock<Letters> =
            LazyLock::new(|| Letters(std::array::from_fn(|c| char::from_u32(c as u32).map_or(0.0, weighed))));
        &KNOWN
    }

    fn breadth(&self, c: char) -> f64 {
        self.0.get(c as usize).copied().unwrap_or_else(|| weighed(c))
    }

    fn breadth_of(&self, text: &str) -> f64 {
        text.chars().map(|c| self.breadth(c)).sum()
    }
}

fn weighed(c: char) -> f64 {
    match c {
        'Ж' | 'Ш' | 'Щ' | 'Ю' | 'Ы' | 'М' | 'Ф' | 'W' | 'M' | '@' | '%' => 1.65,
        'ж' | 'ш' | 'щ' | 'ю' | 'ы' | 'м' | 'ф' | 'w' | 'm' => 1.4,
        'i' | 'l' | 'j' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '(' | ')' => 0.6,
        ' ' => 0.45,
        '\u{400}'..='\u{42f}' => 1.25,
        '\u{430}'..='\u{4ff}' => 1.0,
        c if c.is_uppercase() => 1.2,
        c if (c as u32) >= 0x1100 => 1.6,
        _ => 1.0,
    }
}

/// How many lines a text takes in a cell of this width, if it wraps there.
pub fn cell_lines(text: &str, width: f64, bold: bool) -> usize {
    let room = (width - EDGES) / FONT + 0.01;
    lines(text, if bold { room / FONT } else { room })
}

/// How many lines a text takes in this width, broken at words.
pub fn lines(text: &str, width: f64) -> usize {
    let letters = Letters::known();
    text.split('\n').map(|line| lines_of_one(line, width.max(1.0), letters)).sum::<usize>().max(1)
}

fn lines_of_one(line: &str, width: f64, letters: &Letters) -> usize {
    let mut lines = 1;
    let mut used = 0.0;
    for word in line.split(' ') {
        let wide = letters.breadth_of(word);
        let space = if used > 0.0 { letters.breadth(' ') } else { 0.0 };
        if used > 0.0 && used + space + wide > width {
            lines += 1;
            used = wide;
        } else {
            used += space + wide;
        }
        if used > width {
            let more = (used / width).floor();
            lines += more as usize;
            used -= more * width;
        }
    }
    lines
}

/// How high a text over columns of this width is, in points. Bold and large words are wider; a little room keeps the last line in
/// view.
pub fn text_height(text: &str, width: f64, size: f64) -> f64 {
    height(lines(text, width * 0.94 * 11.0 / size), size)
}

/// The height of so many lines, within what a row can have.
pub fn height(lines: usize, size: f64) -> f64 {
    (lines as f64 * LINE * size / 11.0 + 3.0).min(400.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::render::sample;

    #[test]
    fn cyrillic_is_wider_than_latin() {
        assert!(breadth("Шуурхай байдал") > breadth("Shuurhai baidal"));
    }

    #[test]
    fn a_text_takes_as_many_lines_as_its_words_need() {
        assert_eq!(lines("Ховд", 20.0), 1);
        assert_eq!(lines("Ховд\nKhovd", 20.0), 2);
        assert_eq!(lines("аа бб вв", 4.9), 2);
        assert_eq!(lines("", 20.0), 1);
        assert!(lines(&"Ү".repeat(100), 20.0) >= 6);
    }

    #[test]
    fn a_column_is_wide_enough_for_the_longest_word_of_its_header() {
        let report = sample::report();
        let scores = &report.sections[2];
        let widths = Widths::of(scores, Reading::new(&[Lang::Mn]));
        assert!(widths.sum(4, 4) >= 10.5);
        assert!(widths.sum(0, 0) >= breadth("Сонгинохайрхан дүүрэг"));
    }
}
