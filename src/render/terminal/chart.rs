//! Charts on a terminal: intervals as lines with a mark, maps as tiles, other charts in words.

use unicode_width::UnicodeWidthStr;

use super::table::padded;
use super::{Page, short};
use crate::render::axes;
use crate::render::signs::Signs;
use crate::report::words::{ViewWord, t};
use crate::report::{
    Answers, Field, Format, Funnel, IntervalRow, Intervals, Quadrants, Rounds, TileMap, TileState, Value, number,
};

/// The plot is no narrower than this, and no wider.
const PLOT: (usize, usize) = (12, 60);
/// A name beside a line is no wider.
const NAME: usize = 26;
/// Columns of a tile.
const TILE: (usize, usize) = (9, 15);

impl Page<'_> {
    /// Values with their intervals: `├──▲──┤` on a scale.
    pub(super) fn intervals(&mut self, chart: &Intervals) {
        self.heading(&chart.title);
        let reading = self.view.reading;
        let said = |row: &IntervalRow| {
            let value = self.shown(&row.value);
            match row.interval.filter(|_| matches!(row.value, Value::Number { .. })) {
                Some((low, high)) => format!("{value} ({})", number::interval(low, high, chart.format, reading.first)),
                None => value,
            }
        };
        let rows: Vec<(String, String)> = chart.rows.iter().map(|row| (self.say(&row.name), said(row))).collect();
        let names = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0).min(NAME).min(self.width / 3);
        // Numbers are never cut: where there is no room for lines beside them, there are none.
        let values = rows.iter().map(|(_, value)| value.width()).max().unwrap_or(0);
        let plot = self.width.saturating_sub(names + values + 4).min(PLOT.1);
        if plot < PLOT.0 {
            for (name, said) in rows {
                self.item(&format!("{name}: {said}"));
            }
            return;
        }
        let axis = axes::of_intervals(chart);
        let at = |value: f64| {
            let part = ((value - axis.from) / (axis.to - axis.from)).clamp(0.0, 1.0);
            (part * (plot - 1) as f64).round() as usize
        };
        for (row, (name, said)) in chart.rows.iter().zip(rows) {
            let mut line = vec![' '; plot];
            for mark in chart.against.iter().filter(|mark| mark.at.is_finite()) {
                line[at(mark.at)] = if mark.target { '┃' } else { '┊' };
            }
            if let Value::Number { value, light, .. } = row.value
                && value.is_finite()
            {
                if let Some((low, high)) = row.interval.filter(|(low, high)| low.is_finite() && high.is_finite()) {
                    let (low, high) = (at(low), at(high));
                    line[low..=high].iter_mut().for_each(|c| *c = '─');
                    (line[low], line[high]) = ('├', '┤');
                }
                line[at(value)] = light.map_or('■', |light| number::shape(light).chars().next().unwrap_or('■'));
            }
            let line: String = line.into_iter().collect();
            let name = padded(&short(&name, names), names, false);
            let name = if row.total { self.ink.bold(&name) } else { name };
            let text = format!("{name}  {}  {}", self.ink.of(&row.value, &line), said);
            self.line(&text);
        }
        let unit = if chart.format == Format::Percent { "%" } else { "" };
        let end = |value: f64| format!("{}{unit}", number::shown(value, Format::Plain(axis.decimals()), reading.first));
        let (from, to) = (end(axis.from), end(axis.to));
        let space = " ".repeat(plot.saturating_sub(from.width() + to.width()));
        let scale = format!("{}  {from}{space}{to}", " ".repeat(names));
        self.note_as_is(&scale);
        let against: Vec<String> = chart
            .against
            .iter()
            .map(|mark| {
                let sign = if mark.target { '┃' } else { '┊' };
                format!("{sign} {}: {}", self.say(&mark.name), number::shown(mark.at, chart.format, reading.first))
            })
            .collect();
        if !against.is_empty() {
            self.note(&against.join("; "));
        }
        self.signs(&Signs::of_intervals(chart));
    }

    /// A map of tiles: a name over a value.
    pub(super) fn map(&mut self, map: &TileMap) {
        self.heading(&map.title);
        let (rows, columns) = map.size();
        let tile_width = (self.width / usize::from(columns).max(1)).min(TILE.1);
        if tile_width < TILE.0 {
            let known = map.tiles().iter().filter_map(|tile| Some((tile, tile.state.value()?)));
            for (tile, value) in known.collect::<Vec<_>>() {
                let text = format!("{}: {}", self.say(&tile.name), self.shown(&value));
                self.item(&text);
            }
            return;
        }
        for row in 0..rows {
            let (mut names, mut values) = (String::new(), String::new());
            for column in 0..columns {
                let tile = map.tiles().iter().find(|tile| (tile.row, tile.column) == (row, column));
                let Some(tile) = tile else {
                    names.push_str(&" ".repeat(tile_width));
                    values.push_str(&" ".repeat(tile_width));
                    continue;
                };
                let name = padded(&short(self.view.reading.main(&tile.label), tile_width - 1), tile_width, false);
                let value = match &tile.state {
                    TileState::Outside => String::new(),
                    state => state.value().map(|value| self.shown(&value)).unwrap_or_default(),
                };
                let text = padded(&short(&value, tile_width - 1), tile_width, false);
                match tile.state.value() {
                    Some(shown) => {
                        names.push_str(&name);
                        values.push_str(&self.ink.of(&shown, &text));
                    }
                    None => {
                        names.push_str(&self.ink.faint(&name));
                        values.push_str(&text);
                    }
                }
            }
            self.line(&names);
            self.line(&values);
        }
        self.signs(&Signs::of_map(map));
        let about = self.say(&map.about);
        self.note(&about);
    }

    /// What a funnel shows, and each facility that lies outside.
    pub(super) fn funnel(&mut self, funnel: &Funnel) {
        self.heading(&funnel.title);
        let about = self.say(&funnel.alt);
        self.prose(&about);
        for point in funnel.points.iter().filter(|point| point.mark.is_outside()) {
            let value = number::shown(point.value, funnel.format, self.view.reading.first);
            let text = format!("{}: {value}; {}", self.say(&point.name), self.say(&t(axes::mark_word(point.mark))));
            self.item(&text);
        }
    }

    /// Values over rounds, a line for each place: `61.2% → 70.3%: +9.1 better`.
    pub(super) fn rounds(&mut self, chart: &Rounds) {
        self.heading(&chart.title);
        let rounds: Vec<String> = chart.rounds.iter().map(|round| self.say(round)).collect();
        self.note(&rounds.join(" → "));
        for row in &chart.rows {
            let values: Vec<String> = row.points.iter().map(|point| self.shown(&point.value)).collect();
            let (change, verdict) = (self.shown(&row.change), self.shown(&row.verdict));
            let said = if change == verdict { change } else { format!("{change} {verdict}") };
            let text = format!("{}: {}: {}", self.say(&row.name), values.join(" → "), said);
            self.item(&text);
        }
        self.signs(&Signs::of_rounds(chart));
    }

    /// How answers are spread, a line for each place.
    pub(super) fn answers(&mut self, chart: &Answers) {
        self.heading(&chart.title);
        let answers: Vec<String> = chart.answers.iter().map(|answer| self.say(answer)).collect();
        self.note(&answers.join(" | "));
        for row in &chart.rows {
            let said = match row.known() {
                Some(_) => {
                    let shares: Vec<String> = row.shares.iter().map(|share| self.shown(share)).collect();
                    format!("{} (n = {})", shares.join(" | "), self.shown(&row.base))
                }
                None => row.shares.first().map(|why| self.shown(why)).unwrap_or_default(),
            };
            let text = format!("{}: {said}", self.say(&row.name));
            self.item(&text);
        }
        self.signs(&Signs::of_answers(chart));
    }

    /// The things of each field.
    pub(super) fn quadrants(&mut self, chart: &Quadrants) {
        self.heading(&chart.title);
        for field in Field::ALL {
            let names: Vec<String> =
                chart.points.iter().filter(|point| point.field == field).map(|point| self.say(&point.name)).collect();
            if !names.is_empty() {
                let text = format!("{}: {}", self.say(chart.fields.of(field)), names.join("; "));
                self.item(&text);
            }
        }
        let word = self.word(ViewWord::FieldsAbout);
        self.note(&word);
    }

    fn note_as_is(&mut self, text: &str) {
        let text = self.ink.faint(text);
        self.line(&text);
    }
}
