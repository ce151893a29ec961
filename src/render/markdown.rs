//! The report as Markdown: plain tables, aligned, for a terminal, a message or a document.

use unicode_width::UnicodeWidthStr;

use super::axes::mark_word;
use super::signs::Signs;
use super::{File, Reading, Settings};
use crate::lang::{Label, Lang};
use crate::report::{
    Answers, Block, Board, BoardLine, BoardMark, Chart, ColumnKind, Field, Funnel, Grid, GridRow, Intervals, Quadrants,
    Report, Rounds, RowRole, Section, TileMap, TileState, Value, number, words,
};

/// Rows of a table that are written; whoever reads on has the workbook.
const MOST_ROWS: usize = 200;

/// Writes `STEM.md`.
pub fn write(report: &Report, settings: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let page = Page { reading: settings.reading() };
    let mut out = format!("# {}\n", escaped(&page.reading.inline(&report.title)));
    let subtitle = page.reading.inline(&report.subtitle);
    if !subtitle.is_empty() {
        out.push_str(&format!("\n{}\n", start_escaped(&subtitle)));
    }
    for section in &report.sections {
        page.section(section, &mut out);
    }
    Ok(vec![File { name: format!("{stem}.md"), bytes: out.into_bytes() }])
}

struct Page {
    reading: Reading,
}

impl Page {
    fn section(&self, section: &Section, out: &mut String) {
        out.push_str(&format!("\n## {}\n", escaped(&self.reading.inline(&section.title))));
        for block in &section.blocks {
            // A text that is read from the top has no need of ways.
            if matches!(block, Block::Link { .. }) {
                continue;
            }
            out.push('\n');
            match block {
                Block::Heading { text } => out.push_str(&format!("### {}\n", escaped(&self.reading.inline(text)))),
                Block::Paragraph { text } => {
                    out.push_str(&start_escaped(self.reading.main(text)));
                    if let Some(other) = self.reading.other(text) {
                        out.push_str(&format!("\n\n*{}*", escaped(other).trim()));
                    }
                    out.push('\n');
                }
                Block::Facts { facts } => {
                    for (name, value) in facts {
                        let (name, value) = (self.reading.inline(name), self.reading.value(value));
                        out.push_str(&format!("- **{}**: {}\n", escaped(&name), escaped(&value)));
                    }
                }
                Block::Grid(grid) => self.grid(grid, out),
                Block::Board(board) => self.board(board, out),
                Block::Chart(chart) => self.chart(chart, out),
                Block::Link { .. } => {}
            }
        }
    }

    /// A chart in words.
    fn chart(&self, chart: &Chart, out: &mut String) {
        match chart {
            Chart::Funnel(funnel) => self.funnel(funnel, out),
            Chart::Map(map) => self.map(map, out),
            Chart::Quadrants(chart) => self.quadrants(chart, out),
            Chart::Intervals(chart) => self.intervals(chart, out),
            Chart::Rounds(chart) => self.rounds(chart, out),
            Chart::Answers(chart) => self.answers(chart, out),
        }
    }

    /// A map in words: the places that the report is about in a table, the others in a line.
    fn map(&self, map: &TileMap, out: &mut String) {
        let say = |label: &Label| escaped(&self.reading.inline(label));
        out.push_str(&format!("**{}**\n\n", say(&map.title)));
        out.push_str(&format!("{}\n", start_escaped(&self.reading.inline(&map.about))));
        let known = map.tiles().iter().filter_map(|tile| Some((tile, tile.state.value()?)));
        let rows = known.map(|(tile, value)| vec![say(&tile.name), escaped(&self.reading.value(&value))]).collect();
        plain_table(vec![say(&words::t(words::Word::Place)), say(&words::t(words::Word::Value))], rows, out);
        self.legend(&Signs::of_map(map), out);
        let outside = map.tiles().iter().filter(|tile| tile.state == TileState::Outside);
        let names: Vec<String> = outside.map(|tile| say(&tile.name)).collect();
        if !names.is_empty() {
            let word = self.reading.inline(&words::t(words::Word::OutsideSet)).into_owned();
            out.push_str(&format!("\n{}: {}\n", start_escaped(&word), names.join(", ")));
        }
    }

    /// Values with their intervals, as a table.
    fn intervals(&self, chart: &Intervals, out: &mut String) {
        let say = |label: &Label| escaped(&self.reading.inline(label));
        let shown = |value: &Value| escaped(&self.reading.value(value));
        out.push_str(&format!("**{}**\n\n", say(&chart.title)));
        let rows = chart.rows.iter().map(|row| {
            let interval = row.interval.map(|(low, high)| Value::Interval { low, high, format: chart.format });
            vec![say(&row.name), shown(&row.value), interval.as_ref().map(shown).unwrap_or_default()]
        });
        let heads = [words::Word::Place, words::Word::Value, words::Word::Interval].map(|word| say(&words::t(word)));
        plain_table(heads.to_vec(), rows.collect(), out);
        for mark in &chart.against {
            let value = number::shown(mark.at, chart.format, self.reading.first);
            out.push_str(&format!("\n- {}: {value}", say(&mark.name)));
        }
        out.push('\n');
        self.legend(&Signs::of_intervals(chart), out);
    }

    /// Values over rounds, as a table.
    fn rounds(&self, chart: &Rounds, out: &mut String) {
        let say = |label: &Label| escaped(&self.reading.inline(label));
        let shown = |value: &Value| escaped(&self.reading.value(value));
        out.push_str(&format!("**{}**\n\n", say(&chart.title)));
        let mut heads = vec![say(&words::t(words::Word::Place))];
        heads.extend(chart.rounds.iter().map(say));
        heads.extend([words::Word::Change, words::Word::Verdict].map(|word| say(&words::t(word))));
        let rows = chart.rows.iter().map(|row| {
            let point = |point: &crate::report::RoundPoint| match point.drawn() {
                Some((low, high)) => {
                    let ends = number::interval(low, high, chart.format, self.reading.first);
                    format!("{} ({})", shown(&point.value), escaped(&ends))
                }
                None => shown(&point.value),
            };
            let mut cells = vec![say(&row.name)];
            cells.extend(row.points.iter().map(point));
            cells.extend([shown(&row.change), shown(&row.verdict)]);
            cells
        });
        plain_table(heads, rows.collect(), out);
        self.legend(&Signs::of_rounds(chart), out);
    }

    /// How answers are spread, as a table.
    fn answers(&self, chart: &Answers, out: &mut String) {
        let say = |label: &Label| escaped(&self.reading.inline(label));
        let shown = |value: &Value| escaped(&self.reading.value(value));
        out.push_str(&format!("**{}**\n\n", say(&chart.title)));
        let mut heads = vec![say(&words::t(words::Word::Place))];
        heads.extend(chart.answers.iter().map(say));
        heads.push(say(&words::t(words::Word::Base)));
        let rows = chart.rows.iter().map(|row| {
            let mut cells = vec![say(&row.name)];
            cells.extend(row.shares.iter().map(shown));
            cells.push(shown(&row.base));
            cells
        });
        plain_table(heads, rows.collect(), out);
        self.legend(&Signs::of_answers(chart), out);
    }

    /// The things of each field.
    fn quadrants(&self, chart: &Quadrants, out: &mut String) {
        out.push_str(&format!("**{}**\n\n", escaped(&self.reading.inline(&chart.title))));
        out.push_str(&format!("{}\n", start_escaped(&self.reading.inline(&chart.alt))));
        for field in Field::ALL {
            let names: Vec<String> = chart
                .points
                .iter()
                .filter(|point| point.field == field)
                .map(|point| escaped(&self.reading.inline(&point.name)).to_string())
                .collect();
            if !names.is_empty() {
                let field = self.reading.inline(chart.fields.of(field)).into_owned();
                out.push_str(&format!("\n- **{}**: {}", escaped(&field), names.join("; ")));
            }
        }
        out.push('\n');
    }

    /// What a funnel shows, and each facility that lies outside.
    fn funnel(&self, funnel: &Funnel, out: &mut String) {
        out.push_str(&format!("**{}**\n\n", escaped(&self.reading.inline(&funnel.title))));
        out.push_str(&format!("{}\n", start_escaped(&self.reading.inline(&funnel.alt))));
        let outside = funnel.points.iter().filter(|point| point.mark.is_outside());
        let lines: Vec<String> = outside
            .map(|point| {
                let value = number::shown(point.value, funnel.format, self.reading.first);
                let how = self.reading.inline(&words::t(mark_word(point.mark))).into_owned();
                let name = self.reading.inline(&point.name).into_owned();
                format!("- **{}**: {} ({})\n", escaped(&name), escaped(&value), escaped(&how))
            })
            .collect();
        if !lines.is_empty() {
            out.push_str(&format!("\n{}", lines.concat()));
        }
    }

    /// A page for the wall as facts and two tables, faces in plain signs.
    fn board(&self, board: &Board, out: &mut String) {
        let say = |label: &Label| escaped(&self.reading.inline(label));
        for (name, value) in board.facts.iter() {
            out.push_str(&format!("- **{}**: {}\n", say(name), escaped(&self.reading.value(value))));
        }
        let mark = |mark: &BoardMark| {
            let face = mark.face.map(|face| format!("{} ", face.signs())).unwrap_or_default();
            escaped(&format!("{face}{}", self.reading.value(&mark.value)))
        };
        let head = std::iter::once(&board.heading).chain(&board.sides).map(say).collect();
        let line = |line: &BoardLine| std::iter::once(say(&line.title)).chain(line.marks.iter().map(mark)).collect();
        plain_table(head, board.lines.iter().map(line).collect(), out);
        for (name, text) in &board.lists {
            out.push_str(&format!("\n**{}**: {}\n", say(name), say(text)));
        }
        out.push_str(&format!("\n**{}**\n", say(&board.promised)));
        let head = board.promise_heads.iter().map(say).collect();
        let promise = |values: &[Value; 4]| values.iter().map(|v| escaped(&self.reading.value(v))).collect();
        plain_table(head, board.promises.iter().map(promise).collect(), out);
        for note in &board.notes {
            out.push_str(&format!("\n{}\n", start_escaped(&self.reading.inline(note))));
        }
    }

    fn grid(&self, grid: &Grid, out: &mut String) {
        out.push_str(&format!("**{}**\n\n", escaped(&self.reading.inline(&grid.title))));
        if grid.columns.is_empty() || grid.rows.is_empty() {
            out.push_str(&format!("{}\n", self.reading.inline(&words::t(words::Word::EmptyGrid))));
        } else {
            self.table(grid, out);
            if let Some(more) = grid.rows.len().checked_sub(MOST_ROWS).filter(|more| *more > 0) {
                let more = words::fill(words::Word::MoreRows, &[count_label(more)]);
                out.push_str(&format!("\n{}\n", start_escaped(&self.reading.inline(&more))));
            }
            self.legend(&Signs::of(grid), out);
        }
        for note in &grid.notes {
            out.push_str(&format!("\n{}\n", start_escaped(&self.reading.inline(note))));
        }
    }

    fn table(&self, grid: &Grid, out: &mut String) {
        let mut lines = vec![self.header(grid)];
        lines.extend(grid.rows.iter().take(MOST_ROWS).map(|row| self.row(row, grid.columns.len())));
        let widths: Vec<usize> = (0..grid.columns.len())
            .map(|at| lines.iter().map(|line| line[at].width()).max().unwrap_or(0).max(3))
            .collect();
        let right: Vec<bool> = grid.columns.iter().map(|c| on_the_right(c.kind)).collect();
        for (at, line) in lines.iter().enumerate() {
            push_line(line, &widths, &right, out);
            if at == 0 {
                let rules = widths.iter().zip(&right).map(|(&w, &right)| rule(w, right));
                out.push_str(&format!("|{}|\n", rules.collect::<Vec<_>>().join("|")));
            }
        }
    }

    fn legend(&self, signs: &Signs, out: &mut String) {
        let say = |word| self.reading.inline(&words::t(word)).into_owned();
        let lights = signs
            .lights
            .iter()
            .map(|&l| format!("{} {}", number::shape(l), self.reading.inline(&words::light_of(signs.legend, l).1)));
        let few = signs.few.then(|| format!("{} {}", number::FEW, say(words::Word::FewAbout)));
        let absences =
            signs.absences.iter().map(|&why| format!("{}: {}", say(words::absent(why)), say(words::absent_about(why))));
        let all: Vec<String> =
            lights.chain(few).chain(absences).map(|line| format!("- {}\n", escaped(&line))).collect();
        if !all.is_empty() {
            out.push_str(&format!("\n{}", all.concat()));
        }
    }

    fn header(&self, grid: &Grid) -> Vec<String> {
        let title = |c: &crate::report::Column| match &c.group {
            Some(group) => format!("{}: {}", self.reading.inline(group), self.reading.inline(&c.title)),
            None => self.reading.inline(&c.title).into_owned(),
        };
        grid.columns.iter().map(|c| escaped(&title(c))).collect()
    }

    /// A row as texts, padded with empty ones where it is short.
    fn row(&self, row: &GridRow, columns: usize) -> Vec<String> {
        let bold = row.role != RowRole::Plain;
        let cell = |at: usize| match row.values.get(at).map(|v| escaped(&self.reading.value(v))) {
            Some(text) if bold && !text.is_empty() => format!("**{text}**"),
            Some(text) => text,
            None => String::new(),
        };
        (0..columns).map(cell).collect()
    }
}

/// A table of texts, all on the left.
fn plain_table(head: Vec<String>, rows: Vec<Vec<String>>, out: &mut String) {
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let columns = lines.first().map_or(0, Vec::len);
    let width = |at: usize| lines.iter().filter_map(|l| l.get(at)).map(|c| c.width()).max().unwrap_or(0).max(3);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    out.push('\n');
    for (at, line) in lines.iter().enumerate() {
        push_line(line, &widths, &vec![false; columns], out);
        if at == 0 {
            out.push_str(&format!("|{}|\n", widths.iter().map(|&w| rule(w, false)).collect::<Vec<_>>().join("|")));
        }
    }
}

fn count_label(n: usize) -> Label {
    let shown = |lang| number::count(n as u64, lang);
    Label::new(shown(Lang::Mn), shown(Lang::En))
}

fn on_the_right(kind: ColumnKind) -> bool {
    match kind {
        ColumnKind::Count | ColumnKind::Measure => true,
        ColumnKind::Text | ColumnKind::Narrow | ColumnKind::Prose | ColumnKind::Code => false,
    }
}

fn push_line(cells: &[String], widths: &[usize], right: &[bool], out: &mut String) {
    for ((cell, &width), &right) in cells.iter().zip(widths).zip(right) {
        let pad = " ".repeat(width.saturating_sub(cell.width()));
        out.push_str(&if right { format!("| {pad}{cell} ") } else { format!("| {cell}{pad} ") });
    }
    out.push_str("|\n");
}

fn rule(width: usize, right: bool) -> String {
    let dashes = "-".repeat(width + 1);
    if right { format!("{dashes}:") } else { format!("{dashes}-") }
}

/// A text that stays a text: no table, tag, emphasis or link is made of it, and it keeps to its line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '|' | '<' | '*' | '`' | '[' | ']' => out.extend(['\\', c]),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The same for a text at the start of a line, where a few more signs mean something.
fn start_escaped(text: &str) -> String {
    let text = escaped(text.trim());
    if text.starts_with(['#', '>', '-', '+', '=', '~']) { format!("\\{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn written(langs: &[Lang]) -> String {
        let settings = Settings { langs: langs.to_vec(), ..Settings::default() };
        let files = write(&sample::report(), &settings, "card").expect("the sample can be written");
        String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8")
    }

    #[test]
    fn every_line_of_a_table_is_equally_wide() {
        for langs in [&[Lang::Mn][..], &[Lang::Mn, Lang::En]] {
            let text = written(langs);
            for table in text.split("\n\n").filter(|part| part.starts_with('|')) {
                let widths: std::collections::BTreeSet<_> =
                    table.trim_end().lines().map(UnicodeWidthStr::width).collect();
                assert_eq!(widths.len(), 1, "{table}");
            }
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        let text = written(&[Lang::Mn]);
        assert!(text.contains("\\<script>") && !text.contains(" <script>"));
        assert!(text.contains("a \\| b"));
    }

    #[test]
    fn the_signs_of_a_table_are_explained_under_it() {
        let text = written(&[Lang::Mn]);
        assert!(text.contains("- ▲ зорилтод хүрсэн") && text.contains("- мэдээлэл алга: хүчинтэй хариулт"));
    }

    #[test]
    fn a_map_is_a_table_of_its_places_and_a_line_of_the_others() {
        let text = written(&[Lang::En]);
        let (_, map) = text.split_once("## Map").expect("the section of the map");
        let (map, _) = map.split_once("\n## ").expect("the section after it");
        assert!(map.contains("| Dornod aimag") && map.contains("▼ 38.0"), "{map}");
        assert!(map.contains("not covered: Arkhangai aimag, Bayan-Ulgii aimag"), "{map}");
        assert!(!map.contains("| Arkhangai"), "{map}");
    }

    #[test]
    fn an_empty_table_says_so_in_both_languages() {
        assert!(written(&[Lang::Mn, Lang::En]).contains("Харуулах мөр алга. / There are no rows to show."));
    }
}
