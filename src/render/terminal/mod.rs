//! A report on a terminal: lines no wider than the window, shapes for lights, colours only where there is a terminal.

mod chart;
mod ink;
mod table;

use unicode_width::UnicodeWidthStr;

use super::Reading;
use crate::lang::Label;
use crate::report::words::{ViewWord, fill, t};
use crate::report::{Block, Board, Chart, Report, Section, Value};
use ink::Ink;

/// What of a report is shown, and how.
#[derive(Debug, Clone)]
pub struct View {
    /// The languages.
    pub reading: Reading,
    /// Columns of the window.
    pub width: usize,
    /// Whether colours are understood.
    pub colours: bool,
    /// Rows of a table; none for all of them.
    pub most_rows: Option<usize>,
    /// Words that a row of a table must hold to be shown.
    pub only: Option<String>,
}

/// The narrowest window that is written for.
const NARROWEST: usize = 40;
/// Prose is no wider: long lines are hard to read.
const PROSE: usize = 96;

/// Sections of a report as lines, each ended, in the words of its instrument.
pub fn shown<'s>(report: &Report, sections: impl Iterator<Item = &'s Section>, view: &View) -> String {
    report.made_by.words.speak(|| {
        let mut page = Page { view, width: view.width.max(NARROWEST), out: String::new(), ink: Ink(view.colours) };
        page.title(report);
        if let Some(only) = &view.only {
            let said = page.say(&fill(ViewWord::Only, &[Label::same(only)]));
            page.note(&said);
        }
        sections.for_each(|section| page.section(section));
        page.out
    })
}

/// The names of the sections of a report with their titles.
pub fn contents(report: &Report, reading: Reading) -> String {
    let widest = report.sections.iter().map(|section| section.id.width()).max().unwrap_or_default();
    let line = |section: &Section| {
        let space = " ".repeat(widest - section.id.width());
        format!("  {}{space}  {}\n", section.id, reading.inline(&section.title))
    };
    let mut lines: Vec<String> = report.sections.iter().map(line).collect();
    lines.dedup();
    lines.concat()
}

struct Page<'v> {
    view: &'v View,
    width: usize,
    out: String,
    ink: Ink,
}

impl Page<'_> {
    fn say(&self, label: &Label) -> String {
        tame(&self.view.reading.inline(label))
    }

    fn shown(&self, value: &Value) -> String {
        tame(&self.view.reading.value(value))
    }

    fn title(&mut self, report: &Report) {
        self.heading(&report.title);
        let subtitle = self.say(&report.subtitle);
        if !subtitle.is_empty() {
            self.prose(&subtitle);
        }
    }

    fn section(&mut self, section: &Section) {
        self.out.push('\n');
        let title = short(&self.say(&section.title), self.width - 6);
        let ruled = format!("── {title} {}", "─".repeat(self.width.saturating_sub(title.width() + 4)));
        let ruled = self.ink.bold(&ruled);
        self.line(&ruled);
        for block in &section.blocks {
            self.out.push('\n');
            match block {
                Block::Heading { text } => {
                    self.heading(text);
                }
                Block::Paragraph { text } => {
                    let text = self.say(text);
                    self.prose(&text);
                }
                Block::Facts { facts } => facts.iter().for_each(|(name, value)| self.fact(name, value)),
                Block::Grid(grid) => self.grid(grid, grid.title != section.title),
                Block::Board(board) => self.board(board),
                Block::Link { .. } => {}
                Block::Chart(chart) => match &**chart {
                    Chart::Intervals(chart) => self.intervals(chart),
                    Chart::Map(map) => self.map(map),
                    Chart::Funnel(funnel) => self.funnel(funnel),
                    Chart::Quadrants(chart) => self.quadrants(chart),
                    Chart::Rounds(chart) => self.rounds(chart),
                    Chart::Answers(chart) => self.answers(chart),
                },
            }
        }
    }

    /// A name and its value: beside one another, or under one another where the window is narrow.
    fn fact(&mut self, name: &Label, value: &Value) {
        let (name, value) = (self.say(name), self.shown(value));
        let indent = (self.width / 3).min(30);
        let name_lines = wrapped(&name, indent.saturating_sub(2));
        let value_lines = wrapped(&value, (self.width - indent).min(PROSE));
        for at in 0..name_lines.len().max(value_lines.len()) {
            let name = name_lines.get(at).map_or("", String::as_str);
            let value = value_lines.get(at).map_or("", String::as_str);
            let space = " ".repeat(indent.saturating_sub(name.width()));
            let line = format!("{}{space}{value}", self.ink.faint(name));
            self.line(&line);
        }
    }

    fn board(&mut self, board: &Board) {
        board.facts.iter().for_each(|(name, value)| self.fact(name, value));
        self.heading(&board.heading);
        for line in &board.lines {
            let marks = line.marks.iter().zip(&board.sides).map(|(mark, side)| {
                let face = mark.face.map(|face| format!("{} ", face.signs())).unwrap_or_default();
                format!("{}: {face}{}", self.say(side), self.shown(&mark.value))
            });
            let text = format!("{}: {}", self.say(&line.title), marks.collect::<Vec<_>>().join("; "));
            self.item(&text);
        }
        for (name, text) in &board.lists {
            let text = format!("{}: {}", self.say(name), self.say(text));
            self.item(&text);
        }
        self.heading(&board.promised);
        for promise in &board.promises {
            let text = promise.iter().map(|value| self.shown(value)).collect::<Vec<_>>().join("; ");
            self.item(&text);
        }
    }

    fn heading(&mut self, text: &Label) {
        let text = self.say(text);
        for line in wrapped(&text, self.width) {
            let line = self.ink.bold(&line);
            self.line(&line);
        }
    }

    /// An entry of a list.
    fn item(&mut self, text: &str) {
        for (at, line) in wrapped(text, self.width.min(PROSE) - 2).into_iter().enumerate() {
            let sign = if at == 0 { "• " } else { "  " };
            self.line(&format!("{sign}{line}"));
        }
    }

    fn prose(&mut self, text: &str) {
        for line in wrapped(text, self.width.min(PROSE)) {
            self.line(&line);
        }
    }

    fn note(&mut self, text: &str) {
        for line in wrapped(text, self.width.min(PROSE)) {
            let line = self.ink.faint(&line);
            self.line(&line);
        }
    }

    fn more(&mut self, rows: usize) {
        let n = Label::same(rows.to_string());
        let text = self.say(&fill(ViewWord::MoreRows, &[n]));
        self.note(&text);
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// What something is called where there is no room for a sentence.
    fn word(&self, word: ViewWord) -> String {
        self.say(&t(word))
    }
}

/// A text in lines of at most so many columns, broken between words, or within a word that is longer: a path or a name behind
/// one of its signs.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    use unicode_width::UnicodeWidthChar;
    let width = width.max(4);
    let (mut lines, mut line) = (Vec::new(), String::new());
    // A space that doesn't break stands within numbers.
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let gap = usize::from(!line.is_empty());
        if line.width() + gap + word.width() <= width {
            line.push_str(&" ".repeat(gap));
            line.push_str(word);
            continue;
        }
        if gap > 0 {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or(0) > width && !line.is_empty() {
                let rest = match line.rfind(['/', '_', '-', '.']).filter(|at| at * 2 >= line.len()) {
                    Some(at) => line.split_off(at + 1),
                    None => String::new(),
                };
                lines.push(std::mem::replace(&mut line, rest));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}

/// A text without signs that a terminal would obey; a line break in a label is one of a cell of a workbook.
fn tame(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// As much of a text as so many columns hold.
fn cut(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let mut room = width;
    let fits = |c: &char| {
        let wide = c.width().unwrap_or(0);
        let fits = wide <= room;
        room = room.saturating_sub(wide);
        fits
    };
    text.chars().take_while(fits).collect()
}

/// The same with a sign that something is missing.
fn short(text: &str, width: usize) -> String {
    if text.width() <= width {
        text.to_owned()
    } else {
        format!("{}…", cut(text, width.saturating_sub(1)).trim_end())
    }
}

#[cfg(test)]
mod tests;
