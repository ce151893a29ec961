//! Tables on a terminal: as many columns side by side as the window holds, the rest below with the same rows.

use unicode_width::UnicodeWidthStr;

use super::{Page, short, wrapped};
use crate::render::signs::Signs;
use crate::report::words::{self, Word, t};
use crate::report::{ColumnKind, Grid, GridRow, RowRole, Value, number};

/// Between two columns.
const GAP: usize = 2;
/// A column is no wider, unless there is room to spare.
const WIDEST: usize = 34;
/// No column of words is made narrower than this.
const LEAST: usize = 8;
/// The key columns take at most this part of the window.
const KEYS: usize = 2;

/// A column as it is written.
struct Written {
    at: usize,
    width: usize,
    right: bool,
    head: Vec<String>,
}

impl Page<'_> {
    /// A table with what its signs mean, and its title unless that was said.
    pub(super) fn grid(&mut self, grid: &Grid, titled: bool) {
        if titled {
            self.heading(&grid.title);
        }
        let rows: Vec<&GridRow> = grid.rows.iter().filter(|row| self.is_wanted(row)).collect();
        if grid.columns.is_empty() || rows.is_empty() {
            let empty = self.say(&t(Word::EmptyGrid));
            self.note(&empty);
            return;
        }
        let most = self.view.most_rows.unwrap_or(usize::MAX);
        let shown = &rows[..rows.len().min(most)];
        let texts: Vec<Vec<String>> =
            shown.iter().map(|row| row.values.iter().map(|v| self.shown(v)).collect()).collect();
        if let Some(columns) = self.abreast(grid, shown, &texts) {
            self.part(&[], &columns, shown, &texts);
            self.under(grid, rows.len() - shown.len());
            return;
        }
        let keys = grid.keys.clamp(1, grid.columns.len());
        let room = self.width / KEYS;
        let key_columns: Vec<Written> =
            (0..keys).map(|at| self.written(grid, shown, &texts, at, room / keys)).collect();
        let taken: usize = key_columns.iter().map(|c| c.width + GAP).sum();
        let mut rest = (keys..grid.columns.len()).peekable();
        loop {
            let mut columns = Vec::new();
            let mut used = taken;
            while let Some(at) = rest.peek().copied() {
                let free = self.width.saturating_sub(used);
                let column = self.written(grid, shown, &texts, at, WIDEST.min(self.width.saturating_sub(taken)));
                if column.width > free && !columns.is_empty() {
                    break;
                }
                used += column.width + GAP;
                columns.push(column);
                rest.next();
            }
            self.part(&key_columns, &columns, shown, &texts);
            if rest.peek().is_none() {
                break;
            }
            self.out.push('\n');
        }
        self.under(grid, rows.len() - shown.len());
    }

    /// What stands under a table: how many rows aren't shown, its signs, its notes.
    fn under(&mut self, grid: &Grid, more: usize) {
        if more > 0 {
            self.more(more);
        }
        self.signs(&Signs::of(grid));
        for note in &grid.notes {
            let note = self.say(note);
            self.note(&note);
        }
    }

    /// All columns side by side, those of words made narrower until they fit; none if they don't.
    fn abreast(&self, grid: &Grid, rows: &[&GridRow], texts: &[Vec<String>]) -> Option<Vec<Written>> {
        let mut columns: Vec<Written> =
            (0..grid.columns.len()).map(|at| self.written(grid, rows, texts, at, self.width)).collect();
        let gaps = GAP * (columns.len() - 1);
        while columns.iter().map(|column| column.width).sum::<usize>() + gaps > self.width {
            let words = columns.iter_mut().filter(|column| !column.right && column.width > LEAST);
            words.max_by_key(|column| column.width)?.width -= 1;
        }
        for column in &mut columns {
            column.head = wrapped(&self.head(grid, column.at), column.width);
        }
        Some(columns)
    }

    /// The header of a column, with the one above it.
    fn head(&self, grid: &Grid, at: usize) -> String {
        let column = &grid.columns[at];
        match &column.group {
            Some(group) if at >= grid.keys => format!("{}: {}", self.say(group), self.say(&column.title)),
            _ => self.say(&column.title),
        }
    }

    fn is_wanted(&self, row: &GridRow) -> bool {
        let Some(only) = &self.view.only else { return true };
        let only = only.to_lowercase();
        row.values.iter().any(|value| match value {
            Value::Text { text } => text.mn.to_lowercase().contains(&only) || text.en.to_lowercase().contains(&only),
            _ => false,
        })
    }

    /// A column no wider than this, with its header in lines.
    fn written(&self, grid: &Grid, rows: &[&GridRow], texts: &[Vec<String>], at: usize, most: usize) -> Written {
        let column = &grid.columns[at];
        let title = self.head(grid, at);
        let most = most.max(6);
        let longest = |text: &str| text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
        // Why there is no number stands in lines, so that it doesn't make its column wide.
        let width = |(row, texts): (&&GridRow, &Vec<String>)| match (row.values.get(at), texts.get(at)) {
            (Some(Value::Absent { .. }), Some(text)) => longest(text),
            (_, Some(text)) => text.width(),
            (_, None) => 0,
        };
        let cells = rows.iter().zip(texts).map(width).max().unwrap_or(0);
        let word = longest(&title);
        let width = cells.max(word.min(14)).clamp(3, most);
        let right = matches!(column.kind, ColumnKind::Count | ColumnKind::Measure);
        Written { at, width, right, head: wrapped(&title, width) }
    }

    fn part(&mut self, keys: &[Written], columns: &[Written], rows: &[&GridRow], texts: &[Vec<String>]) {
        let all = || keys.iter().chain(columns);
        let high = all().map(|column| column.head.len()).max().unwrap_or(0);
        for line in 0..high {
            let head = |column: &Written| {
                // Headers stand on their lowest line.
                let at = (line + column.head.len()).checked_sub(high);
                let text = at.and_then(|at| column.head.get(at)).map_or("", String::as_str);
                let text = padded(&short(text, column.width), column.width, column.right);
                self.ink.faint(&text)
            };
            let text = all().map(head).collect::<Vec<_>>().join(&" ".repeat(GAP));
            self.line(&text);
        }
        let ruled: usize = all().map(|column| column.width + GAP).sum::<usize>().saturating_sub(GAP);
        let rule = self.ink.faint(&"─".repeat(ruled));
        self.line(&rule);
        for (row, texts) in rows.iter().zip(texts) {
            let cells: Vec<Vec<String>> = all()
                .map(|column| {
                    let text = texts.get(column.at).map_or("", String::as_str);
                    let lines = match row.values.get(column.at) {
                        Some(Value::Text { .. } | Value::Verdict { .. } | Value::Absent { .. }) => {
                            wrapped(text, column.width)
                        }
                        _ => vec![short(text, column.width)],
                    };
                    lines.iter().map(|line| padded(line, column.width, column.right)).collect()
                })
                .collect();
            for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let cell = |(column, lines): (&Written, &Vec<String>)| {
                    let blank = " ".repeat(column.width);
                    let text = lines.get(at).unwrap_or(&blank);
                    match (row.role, row.values.get(column.at)) {
                        (RowRole::Plain, Some(value)) => self.ink.of(value, text),
                        (RowRole::Plain, None) => text.clone(),
                        (RowRole::Total | RowRole::Heading, _) => self.ink.bold(text),
                    }
                };
                let text = all().zip(&cells).map(cell).collect::<Vec<_>>().join(&" ".repeat(GAP));
                self.line(&text);
            }
        }
    }

    /// What the signs of a table mean, in a line or two.
    pub(super) fn signs(&mut self, signs: &Signs) {
        let lights = signs
            .lights
            .iter()
            .map(|&light| format!("{} {}", number::shape(light), self.say(&words::light_of(signs.legend, light).1)));
        let few = signs.few.then(|| format!("{} {}", number::FEW, self.say(&t(Word::FewAbout))));
        let all: Vec<String> = lights.chain(few).collect();
        if !all.is_empty() {
            self.note(&all.join("; "));
        }
    }
}

/// A text as wide as its column.
pub fn padded(text: &str, width: usize, right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(text.width()));
    if right { format!("{space}{text}") } else { format!("{text}{space}") }
}
