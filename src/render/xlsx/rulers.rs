//! What pictures of lines are ruled with: the heights of their lines and where their edges lie, once for all that are alike.

use rust_xlsxwriter::ChartRange;

use super::chart::Numbers;
use crate::render::axes::Axis;
use crate::report::Format;
use crate::report::words::{Word, t};

/// Columns of a ruler: the heights of the lines; the two ends of an upright line; then of each axis the edge on the left and that
/// on the right.
const HEIGHT: u16 = 0;
const ENDS: u16 = 1;
const EDGES: u16 = 2;
/// Rows above the lines: what it is, and heads; and those between two rulers.
const ABOVE: u32 = 2;
const BETWEEN: u32 = 2;

/// The rulers of a sheet of numbers.
pub struct Rulers(Vec<Ruler>);

/// A ruler for pictures of so many lines.
struct Ruler {
    lines: usize,
    /// Its first row.
    first: u32,
    axes: Vec<Axis>,
}

/// Where a picture finds its lines and edges.
#[derive(Debug, Clone, Copy)]
pub struct Ruled<'p> {
    tab: &'p str,
    first: u32,
    last: u32,
    edges: u16,
}

impl Rulers {
    /// Those for pictures of so many lines over such axes, from this row on.
    pub fn of(pictures: impl Iterator<Item = (usize, Axis)>, first: u32) -> Rulers {
        let mut rulers = Rulers(Vec::new());
        for (lines, axis) in pictures {
            match rulers.0.iter_mut().find(|ruler| ruler.lines == lines) {
                Some(ruler) if ruler.axes.contains(&axis) => {}
                Some(ruler) => ruler.axes.push(axis),
                None => rulers.0.push(Ruler { lines, first, axes: vec![axis] }),
            }
        }
        let mut first = first;
        for ruler in &mut rulers.0 {
            ruler.first = first;
            first = ruler.last() + 1 + BETWEEN;
        }
        rulers
    }

    /// The row after them, and after what parts them from what follows.
    pub fn end(&self, first: u32) -> u32 {
        self.0.last().map_or(first, |ruler| ruler.last() + 1 + BETWEEN)
    }

    /// What a picture of so many lines over this axis is ruled with, if it was foreseen.
    pub fn ruled<'p>(&self, tab: &'p str, lines: usize, axis: Axis) -> Option<Ruled<'p>> {
        let ruler = self.0.iter().find(|ruler| ruler.lines == lines)?;
        let at = ruler.axes.iter().position(|of| *of == axis)? as u16;
        let last = ruler.top() + u32::try_from(lines).ok()?.checked_sub(1)?;
        Some(Ruled { tab, first: ruler.top(), last, edges: EDGES + 2 * at })
    }

    /// Writes them.
    pub fn numbers(&self, on: &mut Numbers<'_>) -> anyhow::Result<()> {
        self.0.iter().try_for_each(|ruler| ruler.numbers(on))
    }
}

impl Ruler {
    /// The row of its first line.
    fn top(&self) -> u32 {
        self.first + ABOVE
    }

    /// The last row of its numbers: an upright line has two ends.
    fn last(&self) -> u32 {
        self.top() + u32::try_from(self.lines.max(2)).unwrap_or(0) - 1
    }

    fn numbers(&self, on: &mut Numbers<'_>) -> anyhow::Result<()> {
        let height = Format::Plain(1);
        on.caption(self.first, &t(Word::SharedLines))?;
        let mut heads = vec![(HEIGHT, t(Word::LineHeight)), (ENDS, t(Word::EndsOfUpright))];
        for at in 0..self.axes.len() as u16 {
            heads.extend([(EDGES + 2 * at, t(Word::LeftEdge)), (EDGES + 1 + 2 * at, t(Word::RightEdge))]);
        }
        on.heads(self.first + 1, heads)?;
        for at in 0..self.lines {
            let row = self.top() + at as u32;
            on.put(row, HEIGHT, height_of(at, self.lines), height)?;
            for (axis, column) in self.axes.iter().zip((EDGES..).step_by(2)) {
                on.put(row, column, axis.from, Format::Full)?;
                on.put(row, column + 1, axis.to, Format::Full)?;
            }
        }
        on.put(self.top(), ENDS, 0.5, height)?;
        on.put(self.top() + 1, ENDS, self.lines as f64 + 0.5, height)
    }
}

impl Ruled<'_> {
    fn range(&self, column: u16, last: u32) -> ChartRange {
        ChartRange::new_from_range(self.tab, self.first, column, last, column)
    }

    /// The heights of the lines.
    pub fn heights(&self) -> ChartRange {
        self.range(HEIGHT, self.last)
    }

    /// The two ends of an upright line.
    pub fn ends(&self) -> ChartRange {
        self.range(ENDS, self.first + 1)
    }

    /// The left edge, beside each line.
    pub fn left(&self) -> ChartRange {
        self.range(self.edges, self.last)
    }

    /// The right edge.
    pub fn right(&self) -> ChartRange {
        self.range(self.edges + 1, self.last)
    }
}

/// The height of a line: the first stands at the top.
pub fn height_of(at: usize, lines: usize) -> f64 {
    (lines - at) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_are_alike_share_a_ruler_and_others_have_their_own() {
        let axis = |to| Axis { from: 0.0, to, step: to / 5.0 };
        let rulers =
            Rulers::of([(14, axis(100.0)), (14, axis(60.0)), (1, axis(100.0)), (14, axis(100.0))].into_iter(), 2);
        let at = |lines, to| {
            rulers.ruled("Графикийн тоо", lines, axis(to)).map(|ruled| (ruled.first, ruled.last, ruled.edges))
        };
        assert_eq!((at(14, 100.0), at(14, 60.0)), (Some((4, 17, 2)), Some((4, 17, 4))));
        // An upright line has two ends, though there be one line.
        assert_eq!((at(1, 100.0), rulers.end(2)), (Some((22, 22, 2)), 26));
        assert_eq!((at(13, 100.0), at(14, 50.0)), (None, None));
    }
}
