//! The whole report as JSON, for other programs: fields in the order of the report's types, a line end at the end.
//!
//! A row of a table is one line, and the estimates (scores, actions) are records with plain values, so that a script reads
//! `report["estimates"][0]["value"]`. What isn't there is null; why stands in `shown` and `note`.

use std::io::Write;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::{File, Settings};
use crate::lang::Label;
use crate::report::words::standard;
use crate::report::{Column, MadeBy, Report, Section, Tidy, Value};

/// Writes `STEM.json`.
pub fn write(report: &Report, _: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let Report { title, subtitle, made_by, sections, tidy } = report;
    let mut bytes = Vec::new();
    let whole = Whole { title, subtitle, made_by, sections, tables: Tables(tidy) };
    whole.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, Lines::default()))?;
    bytes.push(b'\n');
    Ok(vec![File { name: format!("{stem}.json"), bytes }])
}

#[derive(Serialize)]
struct Whole<'a> {
    title: &'a Label,
    subtitle: &'a Label,
    made_by: &'a MadeBy,
    sections: &'a [Section],
    #[serde(flatten)]
    tables: Tables<'a>,
}

/// The tables for machines, each under its own name.
struct Tables<'a>(&'a [Tidy<'a>]);

impl Serialize for Tables<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|table| (&table.id, Records(table))))
    }
}

/// The rows of a table, each made as it is written.
struct Records<'a>(&'a Tidy<'a>);

impl Serialize for Records<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        standard(|| serializer.collect_seq(self.0.rows().map(|row| Record(&self.0.columns, row))))
    }
}

/// An estimate by the names of the columns.
struct Record<'a>(&'a [Column], Vec<Value>);

impl Serialize for Record<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Record(columns, values) = self;
        serializer.collect_map(columns.iter().zip(values).map(|(column, value)| (&column.id, plain(value))))
    }
}

fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Text { text } if text.mn == text.en => text.mn.to_string().into(),
        Value::Text { text } => serde_json::json!({ "mn": text.mn, "en": text.en }),
        Value::Count { value } => (*value).into(),
        Value::Number { value, .. } => (*value).into(),
        Value::Interval { low, high, .. } => serde_json::json!([low, high]),
        Value::Verdict { verdict } => serde_json::json!(verdict),
        Value::Absent { .. } => serde_json::Value::Null,
    }
}

/// Objects and lists on lines of their own, but rows of tables and records on one.
struct Lines {
    pretty: PrettyFormatter<'static>,
    depth: usize,
    /// Where a record or a row of a table begins, while inside of one.
    flat: Option<usize>,
    /// The key at hand.
    key: Vec<u8>,
    in_key: bool,
    /// The depth of the list whose entries are lines.
    list: Option<usize>,
}

impl Default for Lines {
    fn default() -> Lines {
        Lines { pretty: PrettyFormatter::new(), depth: 0, flat: None, key: Vec::new(), in_key: false, list: None }
    }
}

impl Lines {
    fn opens(&mut self) {
        self.depth += 1;
        if self.flat.is_none() && self.list.is_some_and(|list| self.depth == list + 1) {
            self.flat = Some(self.depth);
        }
    }

    fn closes(&mut self) {
        if self.flat == Some(self.depth) {
            self.flat = None;
        }
        if self.list == Some(self.depth) {
            self.list = None;
        }
        self.depth -= 1;
    }

    /// Whether what is written now stands inside a line.
    fn inside(&self) -> bool {
        self.flat.is_some()
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.opens();
        // Right under the whole, everything but the sections is a table for machines.
        let table = self.depth == 2 && self.key != b"sections";
        if !self.inside()
            && (table
                || matches!(self.key.as_slice(), b"rows" | b"columns" | b"facts" | b"points" | b"curve" | b"tiles"))
        {
            self.list = Some(self.depth);
        }
        if self.inside() { out.write_all(b"[") } else { self.pretty.begin_array(out) }
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        let inside = self.inside();
        self.closes();
        if inside { out.write_all(b"]") } else { self.pretty.end_array(out) }
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
        match (self.inside(), first) {
            (true, true) => Ok(()),
            (true, false) => out.write_all(b", "),
            (false, _) => self.pretty.begin_array_value(out, first),
        }
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        if self.inside() { Ok(()) } else { self.pretty.end_array_value(out) }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        self.opens();
        if self.inside() { out.write_all(b"{") } else { self.pretty.begin_object(out) }
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        let inside = self.inside();
        self.closes();
        if inside { out.write_all(b"}") } else { self.pretty.end_object(out) }
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> std::io::Result<()> {
        self.in_key = true;
        self.key.clear();
        match (self.inside(), first) {
            (true, true) => Ok(()),
            (true, false) => out.write_all(b", "),
            (false, _) => self.pretty.begin_object_key(out, first),
        }
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> std::io::Result<()> {
        self.in_key = false;
        Ok(())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> std::io::Result<()> {
        if self.in_key {
            self.key.extend_from_slice(fragment.as_bytes());
        }
        out.write_all(fragment.as_bytes())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> std::io::Result<()> {
        if self.inside() { Ok(()) } else { self.pretty.end_object_value(out) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn it_reads_back_with_absences_named_and_no_number_in_their_place() {
        let files = write(&sample::report(), &Settings::default(), "card").expect("the sample can be written");
        assert_eq!(files[0].bytes.last(), Some(&b'\n'));
        let back: serde_json::Value = serde_json::from_slice(&files[0].bytes).expect("it is JSON");
        assert_eq!(back["title"]["mn"], *sample::report().title.mn);
        let text = String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8");
        assert!(text.contains("\"reason\": \"withheld\"") && text.contains("Ховд"));
        assert!(!text.contains("NaN"));
    }

    #[test]
    fn a_tile_of_a_map_is_a_line_with_its_code_place_and_state() {
        let files = write(&sample::report(), &Settings::default(), "card").expect("the sample can be written");
        let back: serde_json::Value = serde_json::from_slice(&files[0].bytes).expect("it is JSON");
        let map = &back["sections"][7]["blocks"][0];
        assert_eq!((&map["chart"], &map["id"]), (&"map".into(), &"map.overall".into()));
        let tile = |code: &str| {
            let tiles = map["tiles"].as_array().expect("a list");
            tiles.iter().find(|tile| tile["code"] == code).expect(code).clone()
        };
        assert_eq!((&tile("82")["state"], &tile("82")["value"]), (&"value".into(), &82.25.into()));
        assert_eq!(tile("65")["state"], "outside");
        assert_eq!((&tile("85")["state"], &tile("85")["why"]["reason"]), (&"absent".into(), &"withheld".into()));
        assert_eq!(tile("85").get("value"), None);
        let text = String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8");
        assert!(text.lines().any(|line| line.contains("\"code\": \"82\"") && line.contains("\"row\": 2")));
    }

    #[test]
    fn an_estimate_is_a_record_on_one_line_with_null_for_what_is_absent() {
        let files = write(&sample::report(), &Settings::default(), "card").expect("the sample can be written");
        let back: serde_json::Value = serde_json::from_slice(&files[0].bytes).expect("it is JSON");
        assert_eq!(back["estimates"][0]["value"], 200.0 / 3.0);
        assert_eq!(back["estimates"][1]["value"], serde_json::Value::Null);
        let text = String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8");
        let (_, estimates) = text.split_once("\"estimates\"").expect("they are there");
        assert!(estimates.lines().nth(1).is_some_and(|line| line.trim().starts_with('{') && line.ends_with("},")));
    }
}
