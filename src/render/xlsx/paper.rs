//! How wide a sheet is on paper: one page where that can be read, with the room shared so that rows stay low.
//!
//! Smaller print holds more on a page, so a long list is printed small and a short table as large as it can be.

use std::collections::BTreeMap;

use super::layout::{self, Need, Needs, about_lines, pixels};
use super::pen::Kept;
use crate::lang::Label;
use crate::render::Reading;
use crate::report::{Block, Paper, Section};

/// Printable width and height of A4 at 96 dots per inch, lying across and upright.
const ACROSS: (f64, f64) = (1026.0, 670.0);
const UPRIGHT: (f64, f64) = (698.0, 1000.0);
/// Print no smaller than this before another page is taken.
const SMALLEST: f64 = 0.5;
/// Print even smaller where a sheet fits on the width of a page that way.
const TIGHT: f64 = 0.45;
/// How small a sheet may be printed, the largest first.
const SCALES: [f64; 7] = [1.0, 0.85, 0.75, 0.65, 0.57, SMALLEST, TIGHT];
/// Height of a line and what a row has beside its lines, in pixels.
const LINE: f64 = 20.0;
const ROW: f64 = 2.0;
/// Lines past which a row is high.
const HIGH: f64 = 3.0;
/// By how much a column is narrowed at a time, in characters.
const STEP: f64 = 3.0;
/// About how high the titles of a sheet are, and the headers and notes of a table, in pixels.
const TITLES: f64 = 120.0;
const HEADERS: f64 = 170.0;
/// The part of some pages that is filled.
const FILLED: f64 = 0.95;
/// The parts of a page after which it may end.
const SOONEST: f64 = 0.92;
const LATEST: f64 = 1.03;
/// How often sentences are widened to fill a page.
const WIDENED: u8 = 50;
/// Pages from which a list takes the print that needs the least paper; shorter ones the largest on as many pages.
const LONG: f64 = 6.0;

/// The width of a page in pixels of a screen at 100 %.
pub fn page(across: bool) -> (f64, f64) {
    if across { ACROSS } else { UPRIGHT }
}

/// Whether a sheet so many pixels wide lies across the page.
pub fn lies_across(section: &Section, wide: f64) -> bool {
    section.paper.lies_across() || wide * SMALLEST > UPRIGHT.0
}

/// How many pages a sheet is wide.
pub fn pages(across: bool, wide: f64) -> f64 {
    let (page, _) = page(across);
    // A hair more than a page is a page.
    if wide * TIGHT <= page + 1.0 { 1.0 } else { (wide * SMALLEST / page).ceil().min(20.0) }
}

/// The widths of a sheet's columns. A sheet that can't be one page wide keeps those that read well on a screen.
pub fn widths(section: &Section, needs: &Needs) -> BTreeMap<u16, f64> {
    let plain = || needs.columns.iter().map(|(&at, need)| (at, need.plain)).collect::<BTreeMap<_, _>>();
    let wide = pixels(needs.columns.values().map(|need| need.plain));
    let least = pixels(needs.columns.values().map(|need| need.least));
    let (page, high) = page(lies_across(section, wide));
    if least * TIGHT > page {
        return plain();
    }
    let mut shared = Shared::new(needs);
    let mut tried: Vec<(f64, BTreeMap<u16, f64>)> = Vec::new();
    // From small print to large: the larger it is, the narrower the columns.
    for scale in SCALES.into_iter().rev().filter(|scale| least * scale <= page) {
        shared.narrow_to(page / scale);
        tried.push((shared.height() * scale / high, shared.widths()));
    }
    let fewest = tried.iter().map(|(paper, _)| *paper).fold(f64::INFINITY, f64::min);
    let enough = if fewest > LONG { fewest } else { fewest.ceil() };
    let chosen = tried.into_iter().rev().find(|(paper, _)| *paper <= enough);
    chosen.map_or_else(plain, |(_, widths)| widths)
}

/// How wide the sentences of a sheet run, in characters: `usual`, but on a sheet that must go on a few pages as wide as it takes for
/// the print to fill their width. Narrower sentences would be higher, so that all of it were printed smaller and the right
/// of the paper stayed empty.
pub fn sentences(section: &Section, reading: Reading, usual: f64) -> f64 {
    let Paper::Sheets(pages) = section.paper else { return usual };
    let (wide, high) = UPRIGHT;
    // A row is never parted, so that a page isn't filled to its end.
    let room = high * f64::from(pages) * FILLED;
    let fits = |width: &f64| {
        let printed = (wide / pixels([0.0, *width].into_iter())).min(1.0);
        sentences_high(section, reading, *width).is_some_and(|high| high * printed <= room)
    };
    (0..WIDENED).map(|step| usual + STEP * f64::from(step)).find(fits).unwrap_or(usual)
}

/// About how high a sheet of headings and sentences is, in pixels; none of a sheet that has more.
fn sentences_high(section: &Section, reading: Reading, width: f64) -> Option<f64> {
    const GAP: f64 = 15.0;
    let line = |text: &str, size: f64| layout::text_height(text, width, size);
    let both = |text: &Label, sizes: [f64; 2]| {
        line(reading.main(text), sizes[0]) + reading.other(text).map_or(0.0, |other| line(other, sizes[1])) + GAP
    };
    let mut points = both(&section.title, [16.0, 13.0]);
    for block in &section.blocks {
        points += match block {
            Block::Heading { text } => line(&reading.inline(text), 13.0) + GAP,
            Block::Paragraph { text } => both(text, [11.0, 10.0]),
            Block::Facts { .. } | Block::Grid(_) | Block::Board(_) | Block::Chart(_) | Block::Link { .. } => {
                return None;
            }
        };
    }
    Some(points * 96.0 / 72.0)
}

/// The rows before which a page ends, so that no heading stands alone at its foot, and the percent at which the sheet is printed; none
/// where nothing would be parted. Excel keeps to such rows only where the percent is given.
pub fn parted(kept: &[Kept], wide: f64, across: bool) -> Option<(u16, Vec<u32>)> {
    let (page, high) = page(across);
    // Smaller than the page: LibreOffice draws columns a fifteenth wider than Excel does.
    let scale = (0.9 * page / wide).min(1.0);
    // In points of the sheet. Rows are never parted, and nobody knows yet how high a text is in the reader's font: a page may end a little
    // sooner or later.
    let room = high * 0.75 / scale;
    let (soonest, latest) = (SOONEST * room, LATEST * room);
    let mut top = 0.0;
    let mut breaks = Vec::new();
    for Kept { row, from, to } in kept {
        while *from >= top + latest {
            top += room;
        }
        if *to > top + soonest && *from > top && to - from <= soonest {
            breaks.push(*row);
            top = *from;
        }
    }
    (!breaks.is_empty()).then(|| ((scale * 100.0).floor() as u16, breaks))
}

/// Columns that are narrowed step by step, each time the one that makes the rows least higher.
struct Shared<'n> {
    columns: Vec<(u16, Need, f64)>,
    /// Of each column the texts that may wrap: row and width on one line.
    texts: Vec<Vec<(usize, f64)>>,
    /// Of each row the lines that each column takes, and the most of them.
    lines: Vec<Vec<f64>>,
    most: Vec<f64>,
    needs: &'n Needs,
}

impl<'n> Shared<'n> {
    fn new(needs: &'n Needs) -> Shared<'n> {
        let columns: Vec<_> = needs.columns.iter().map(|(&at, &need)| (at, need, need.usual)).collect();
        let texts = |at: u16| {
            let rows = needs.rows.iter().enumerate();
            rows.flat_map(|(row, texts)| texts.iter().filter(|(of, _)| *of == at).map(move |(_, wide)| (row, *wide)))
                .collect()
        };
        let texts = columns.iter().map(|(at, ..)| texts(*at)).collect();
        let lines = vec![vec![1.0; columns.len()]; needs.rows.len()];
        let mut shared = Shared { columns, texts, lines, most: vec![1.0; needs.rows.len()], needs };
        (0..shared.columns.len()).for_each(|at| shared.set(at, shared.columns[at].2));
        shared
    }

    fn widths(&self) -> BTreeMap<u16, f64> {
        self.columns.iter().map(|&(at, _, width)| (at, width)).collect()
    }

    /// About how high the sheet is, in pixels.
    fn height(&self) -> f64 {
        let rows = self.most.iter().map(|lines| lines * LINE + ROW);
        rows.sum::<f64>() * self.needs.each + TITLES + self.needs.grids * HEADERS
    }

    fn set(&mut self, column: usize, width: f64) {
        self.columns[column].2 = width;
        for &(row, wide) in &self.texts[column] {
            self.lines[row][column] = about_lines(wide, width);
            self.most[row] = self.lines[row].iter().copied().fold(1.0, f64::max);
        }
    }

    fn narrow_to(&mut self, room: f64) {
        let mut wide = pixels(self.columns.iter().map(|(.., width)| *width));
        while wide > room {
            let Some((column, width)) = self.cheapest() else { return };
            wide -= (self.columns[column].2 - width) * 7.0;
            self.set(column, width);
        }
    }

    /// The column whose narrowing makes the rows least higher; of those alike the widest.
    fn cheapest(&self) -> Option<(usize, f64)> {
        let may = self.columns.iter().enumerate().filter(|(_, (_, need, width))| *width > need.least);
        let costs = may.map(|(at, (_, need, width))| {
            let narrower = (width - STEP).max(need.least);
            let cost = self.cost(at, narrower) / (width - narrower);
            (at, narrower, cost, *width)
        });
        let best = costs.min_by(|a, b| a.2.total_cmp(&b.2).then(b.3.total_cmp(&a.3)));
        best.map(|(at, narrower, ..)| (at, narrower))
    }

    /// How many lines more the rows take; those of high rows count twice.
    fn cost(&self, column: usize, width: f64) -> f64 {
        let more = self.texts[column].iter().map(|&(row, wide)| {
            let now = self.most[row];
            let then = about_lines(wide, width).max(now);
            then - now + (then - HIGH).max(0.0) - (now - HIGH).max(0.0)
        });
        more.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(texts: &[(f64, f64)], rows: usize) -> Needs {
        let column = |(at, &(least, usual)): (usize, &(f64, f64))| {
            (u16::try_from(at).unwrap_or_default(), Need { least, plain: usual.min(45.0), usual })
        };
        let columns: BTreeMap<u16, Need> = texts.iter().enumerate().map(column).collect();
        let row: Vec<(u16, f64)> = columns.iter().map(|(&at, need)| (at, (need.usual - 2.5) / 1.08)).collect();
        Needs { columns, rows: vec![row; rows], each: 1.0, grids: 1.0 }
    }

    fn section() -> Section {
        let title = crate::lang::Label::same("Оноо");
        Section { id: "scores".into(), title, blocks: Vec::new(), paper: crate::report::Paper::Across }
    }

    #[test]
    fn texts_share_the_page_and_numbers_keep_their_width() {
        let all = needs(&[(12.0, 90.0), (15.0, 15.0), (12.0, 300.0), (12.0, 60.0)], 100);
        let widths = widths(&section(), &all);
        let wide = pixels(widths.values().copied());
        assert_eq!(pages(true, wide), 1.0, "{widths:?}");
        assert_eq!(widths[&1], 15.0);
        assert!(widths[&2] > widths[&0] && widths[&2] > widths[&3], "{widths:?}");
    }

    #[test]
    fn a_short_table_is_printed_larger_than_a_long_one() {
        let wide =
            |rows| pixels(widths(&section(), &needs(&[(12.0, 60.0), (12.0, 80.0), (12.0, 80.0)], rows)).into_values());
        assert!(wide(5) < wide(800));
    }

    #[test]
    fn no_heading_stands_alone_at_the_foot_of_a_page() {
        let kept = |row: u32, from: f64, to: f64| Kept { row, from, to };
        // A page that lies across holds 670 · 0.75 = 502 points, 558 of a sheet printed at 90 %: it ends between 514 and 575 of them.
        let three = [kept(0, 0.0, 60.0), kept(10, 200.0, 260.0), kept(24, 500.0, 560.0)];
        assert_eq!(parted(&three, 1026.0, true), Some((90, vec![24])));
        assert_eq!(parted(&three[..2], 1026.0, true), None);
        // It may stand at the top of the second page or at the foot of the first: so it is put on the second.
        assert_eq!(parted(&[kept(30, 570.0, 600.0)], 1026.0, true), Some((90, vec![30])));
        assert_eq!(parted(&[kept(31, 580.0, 640.0)], 1026.0, true), None);
        // What is longer than a page is parted somewhere anyway.
        assert_eq!(parted(&[kept(3, 100.0, 900.0)], 1026.0, true), None);
        // The second page begins with the heading, so that what comes later is counted from there.
        let later = [three[2], kept(50, 990.0, 1050.0), kept(60, 1100.0, 1160.0)];
        assert_eq!(parted(&later, 1026.0, true), Some((90, vec![24, 50])));
    }

    #[test]
    fn sentences_of_a_brief_are_as_wide_as_its_pages_when_they_must_be_printed_small() {
        let brief = |sentences: usize| {
            let text = Label::new(
                "Нийт хариулагчийн 62,4 хувь нь эм олдсон гэж хариулсан. ".repeat(4),
                "About 62.4%. ".repeat(9),
            );
            let blocks = vec![Block::Paragraph { text }; sentences];
            Section { blocks, paper: Paper::Sheets(2), ..section() }
        };
        let reading = Reading::new(&crate::lang::Lang::ALL);
        assert_eq!(sentences(&brief(5), reading, 100.0), 100.0);
        let [some, more] = [40, 60].map(|n| sentences(&brief(n), reading, 100.0));
        assert!(more > some && some > 110.0, "{some} {more}");
        let printed =
            |n, width: f64| UPRIGHT.0 / (7.0 * width) * sentences_high(&brief(n), reading, width).expect("sentences");
        for (n, width) in [(40, some), (60, more)] {
            assert!(printed(n, width) <= 2.0 * UPRIGHT.1 && printed(n, width) > 1.7 * UPRIGHT.1, "{n}: {width}");
        }
        let upright = Section { paper: Paper::Upright, ..brief(60) };
        assert_eq!(sentences(&upright, reading, 100.0), 100.0);
    }

    #[test]
    fn too_many_numbers_for_a_page_keep_their_plain_widths() {
        let many = needs(&[(20.0, 20.0); 30], 10);
        let widths = widths(&section(), &many);
        assert!(widths.values().all(|width| *width == 20.0));
        assert!(pages(true, pixels(widths.values().copied())) > 1.0);
    }
}
