//! The report as plain text: tables whose cells wrap, so that every column of a row stands beside the others. It is for a few narrow
//! tables that are read as a whole; reports with many columns are shown by `terminal`.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::lang::{Label, Lang};
use crate::render::Reading;
use crate::report::{Block, ColumnKind, Grid, Report, Value};

/// Columns between cells.
const GAP: usize = 2;

/// No column of words is made narrower than this.
const LEAST: usize = 8;

/// The report in one language, at most so many columns wide as long as its tables have room for a few letters in each cell.
pub fn text(report: &Report, lang: Lang, width: usize) -> String {
    let page = Page { reading: Reading::new(&[lang]), width };
    let mut out = String::new();
    let title = page.say(&report.title);
    page.line(&title, &mut out);
    let subtitle = page.say(&report.subtitle);
    if !subtitle.is_empty() {
        page.line(&subtitle, &mut out);
    }
    for section in &report.sections {
        let title = page.say(&section.title);
        out.push_str(&format!("\n{title}\n{}\n", "─".repeat(title.width().min(width))));
        section.blocks.iter().for_each(|block| page.block(block, &mut out));
    }
    out
}

struct Page {
    reading: Reading,
    width: usize,
}

impl Page {
    fn say(&self, label: &Label) -> String {
        tame(self.reading.main(label))
    }

    fn line(&self, text: &str, out: &mut String) {
        wrapped(text, self.width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
    }

    fn block(&self, block: &Block, out: &mut String) {
        match block {
            Block::Heading { text } => self.line(&self.say(text), out),
            Block::Paragraph { text } => self.line(&self.say(text), out),
            Block::Facts { facts } => self.facts(facts, out),
            Block::Grid(grid) => self.grid(grid, out),
            // Nothing that is drawn is shown on a terminal.
            Block::Board(_) | Block::Chart(_) => {}
        }
    }

    fn facts(&self, facts: &[(Label, Value)], out: &mut String) {
        let rows: Vec<Vec<String>> =
            facts.iter().map(|(name, value)| vec![format!("  {}", self.say(name)), self.value(value)]).collect();
        self.rows(&rows, &[false, false], out);
    }

    fn value(&self, value: &Value) -> String {
        tame(&self.reading.value(value))
    }

    fn grid(&self, grid: &Grid, out: &mut String) {
        let head = grid.columns.iter().map(|column| self.say(&column.title)).collect();
        let cells = grid.rows.iter().map(|row| row.values.iter().map(|value| self.value(value)).collect());
        let rows: Vec<Vec<String>> = std::iter::once(head).chain(cells).collect();
        let right = |kind: ColumnKind| match kind {
            ColumnKind::Count | ColumnKind::Measure => true,
            ColumnKind::Text | ColumnKind::Narrow | ColumnKind::Prose | ColumnKind::Code => false,
        };
        self.rows(&rows, &grid.columns.iter().map(|column| right(column.kind)).collect::<Vec<_>>(), out);
        grid.notes.iter().for_each(|note| self.line(&self.say(note), out));
    }

    fn rows(&self, rows: &[Vec<String>], right: &[bool], out: &mut String) {
        let widths = widths(rows, right.len(), self.width);
        for row in rows {
            let cells: Vec<Vec<String>> = row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..height {
                let mut line = String::new();
                for ((cell, width), right) in cells.iter().zip(&widths).zip(right) {
                    let part = cell.get(at).map(String::as_str).unwrap_or_default();
                    let pad = " ".repeat(width.saturating_sub(part.width()));
                    line.push_str(&if *right { format!("{pad}{part}") } else { format!("{part}{pad}") });
                    line.push_str(&" ".repeat(GAP));
                }
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
    }
}

/// The widths of columns: as wide as their cells, the widest made narrower until all fit.
fn widths(rows: &[Vec<String>], columns: usize, room: usize) -> Vec<usize> {
    let widest = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns).map(widest).collect();
    let gaps = GAP * columns.saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        match widths.iter_mut().max().filter(|width| **width > LEAST) {
            Some(width) => *width -= 1,
            None => break,
        }
    }
    widths
}

/// A text in lines of at most this width, broken between words, or within a word that is longer.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let (mut lines, mut line) = (Vec::new(), indent.clone());
    for word in text.split_whitespace() {
        let gap = usize::from(!line.trim().is_empty());
        if line.width() + gap + word.width() <= width {
            line.push_str(&" ".repeat(gap));
            line.push_str(word);
            continue;
        }
        if gap > 0 {
            lines.push(std::mem::replace(&mut line, indent.clone()));
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > width && !line.trim().is_empty() {
                // A path or a name is broken behind one of its signs, unless that leaves half of the line empty.
                let rest = match line.rfind(['/', '_', '-', '.']).filter(|at| at * 2 >= line.len()) {
                    Some(at) => line.split_off(at + 1),
                    None => String::new(),
                };
                lines.push(std::mem::replace(&mut line, format!("{indent}{rest}")));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}

/// A text without signs that a terminal would obey.
fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn no_line_is_wider_than_the_terminal_and_no_word_is_lost() {
        assert_eq!(wrapped("хүртээмж/H02_минут", 12), ["хүртээмж/", "H02_минут"]);
        let text = "Эмнэлэгт хүрэхэд хэдэн минут явсан_бэ_гэдэг_асуулт";
        let lines = wrapped(text, 12);
        assert!(lines.iter().all(|line| line.width() <= 12), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        let rows = vec![vec!["H02".to_owned(), "а".repeat(80), "б".repeat(60)]];
        let widths = widths(&rows, 3, 100);
        assert_eq!((widths[0], widths.iter().sum::<usize>()), (3, 100 - 2 * GAP));
        let mut out = String::new();
        Page { reading: Reading::new(&[Lang::Mn]), width: 100 }.rows(&rows, &[false; 3], &mut out);
        assert!(out.lines().all(|line| line.width() <= 100) && out.matches('б').count() == 60, "{out}");
    }

    #[test]
    fn what_a_terminal_would_obey_is_only_shown() {
        assert_eq!(tame("\u{1b}[31mулаан\u{7}"), " [31mулаан ");
    }

    #[test]
    fn every_kind_of_block_can_be_shown() {
        let report = sample::report();
        for lang in Lang::ALL {
            let shown = text(&report, lang, 100);
            assert!(shown.contains(report.title.get(lang)));
        }
    }
}
