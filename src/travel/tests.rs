//! Files of sums that were cut off, touched or made up: one message each, and never a panic.

use super::*;
use crate::card::{self, Survey};
use crate::coding::{self, AnswerCoder, Coder, Coding, Columns, Compiled, GroupColumn, Named};
use crate::instrument::{Instrument, shelf};
use crate::places::PlaceSet;
use crate::problem::{At, Code, Problems};
use crate::table::{self, FileFacts, Input, Options};
use crate::tally::{Lots, Pass, Tally};

const SAMPLE: &str = include_str!("../../instruments/health/sample.csv");

/// A survey that was read.
struct Read {
    instrument: Instrument,
    set: PlaceSet,
    columns: Columns,
    headers: Vec<String>,
    of_files: Vec<Vec<String>>,
    files: Vec<FileFacts>,
    compiled: Compiled,
    tally: Tally,
    coding: Coding,
}

/// The first rows of the sample, by area and sex.
fn read(name: &str, rows: usize) -> Read {
    let text: String = SAMPLE.split_inclusive('\n').take(1 + rows).collect();
    let instrument = shelf::open("health").expect("it is shipped");
    let set = PlaceSet::built_in("masam").expect("built in");
    let table = table::open(vec![Input::from_bytes(name, text)], &Options::default()).expect("a table");
    let (columns, _) = coding::columns(&instrument, coding::Heading::of(&table), &Named::default());
    let sex = instrument.groupings.iter().position(|g| g.id == "sex").expect("a grouping");
    let groups = vec![GroupColumn::Area, GroupColumn::Grouping(crate::instrument::GroupingIndex(sex))];
    let by = Some(coding::ImportanceBy::Derived);
    let compiled = coding::compile_with(&instrument, groups.clone(), card::groupings(&groups), by);
    let (headers, of_files) = (table.columns().to_vec(), table.headers_of_files());
    let mut answers = AnswerCoder::new(&instrument, &columns, &compiled);
    let mut coder = Coder::new(&instrument, &columns, &headers, &set, &compiled, &answers);
    let (pass, mut lots) = (Pass::new(&compiled.plan, false), Lots::new(&compiled.plan));
    let table = table::for_each_chunk(table, false, |chunk| {
        let (coded, mut turns) = (answers.code(chunk), pass.turns());
        coder.rows(chunk, &At::file(name), &coded, |placed| {
            placed.put(&coded, &mut lots);
            if let Some((at, lot)) = lots.full() {
                turns.take(at, lot);
            }
        });
        turns.add();
        Ok(())
    })
    .expect("rows");
    pass.left(lots).into_iter().for_each(|left| pass.add_left(left));
    let coding = coder.finish().expect("a design");
    let files = table.files().to_vec();
    Read { instrument, set, columns, headers, of_files, files, compiled, tally: pass.finish(), coding }
}

impl Read {
    fn packed(&self, least: Option<u32>) -> Packed {
        let none = Problems::default();
        pack(&Contents {
            made_by: "masam",
            instrument: &self.instrument,
            set: &self.set,
            columns: &self.columns,
            headers: &self.headers,
            files: vec![(&self.files[0], &self.of_files[0])],
            compiled: &self.compiled,
            tally: &self.tally,
            coding: &self.coding,
            problems: [&none, &none, &self.coding.problems],
            least,
        })
    }

    /// Everything that is done with a file before its card is written.
    fn card(&self, bytes: &[u8]) -> Result<card::Card, Problems> {
        let parcels = [open("х.tally", bytes).map_err(|problem| Problems::from(*problem))?];
        let agreed = agree(&parcels, &self.instrument, &self.set)?;
        let gathered = gather(&parcels, &agreed, &self.instrument, &self.set, &self.compiled)?;
        Ok(self.card_of(&gathered.tally, &gathered.coding))
    }

    fn card_of(&self, tally: &Tally, coding: &Coding) -> card::Card {
        let choices = card::Choices {
            rules: Default::default(),
            average: card::Average::Sample,
            few: 30,
            publication: card::Publication::Internal,
            presentation: Default::default(),
            as_of: None,
            benchmarks: vec![card::Benchmark::Average],
            between: None,
        };
        let survey = Survey {
            instrument: &self.instrument,
            set: &self.set,
            compiled: &self.compiled,
            tally,
            coding,
            weights: &crate::weighting::Weights::of_design(),
            choices,
        };
        card::compute(&survey, card::Extent::Everything, 1)
    }
}

/// The lines without the last, sealed anew.
fn sealed(lines: &[String]) -> Vec<u8> {
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let digest = Digest::of(body.as_bytes());
    format!("{body}{{\"end\":{{\"lines\":{},\"digest\":\"{digest}\"}}}}\n", lines.len() + 1).into_bytes()
}

fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.pop();
    lines
}

#[track_caller]
fn refused(read: &Read, bytes: &[u8], code: Code) {
    let problems = read.card(bytes).expect_err("it is refused");
    let codes: Vec<Code> = problems.grouped().iter().map(|group| group.first.code).collect();
    assert_eq!(codes, [code], "{problems}");
}

#[test]
fn a_file_of_sums_gives_the_card_of_its_rows() {
    let read = read("ховд.csv", 200);
    let packed = read.packed(None);
    let card = read.card_of(&read.tally, &read.coding);
    assert!(card.findings.iter().filter(|finding| finding.estimate.is_ok()).count() > 100);
    assert_eq!(read.card(&packed.bytes).expect("it is whole"), card);
    assert_eq!(sealed(&lines(&packed.bytes)), packed.bytes);
    assert_eq!(read.packed(None).bytes, packed.bytes);
}

#[test]
fn any_touched_line_is_noticed() {
    let read = read("ховд.csv", 60);
    let bytes = read.packed(None).bytes;
    let starts: Vec<usize> = std::iter::once(0)
        .chain(bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1))
        .collect();
    for line in starts.windows(2) {
        let middle = (line[0] + line[1]) / 2;
        let mut touched = bytes.clone();
        touched[middle] ^= 1;
        assert!(read.card(&touched).is_err(), "{middle}");
        let without = [&bytes[..line[0]], &bytes[line[1]..]].concat();
        assert!(read.card(&without).is_err(), "without the line at {}", line[0]);
        refused(&read, &bytes[..line[0].max(1)], Code::TallyCutOff);
        refused(&read, &bytes[..middle], Code::TallyCutOff);
    }
    let windows = String::from_utf8_lossy(&bytes).replace('\n', "\r\n").into_bytes();
    refused(&read, &windows, Code::TallyChanged);
    refused(&read, b"", Code::TallyCutOff);
}

#[test]
fn another_format_is_named_before_anything_else_is_asked() {
    let read = read("ховд.csv", 60);
    let text = String::from_utf8(read.packed(None).bytes).expect("UTF-8");
    refused(&read, text.replacen("\"format\":1", "\"format\":2,\"new\":true", 1).as_bytes(), Code::TallyFormat);
}

/// What somebody might write in place of a value.
fn others(value: &serde_json::Value) -> Vec<serde_json::Value> {
    use serde_json::{Value, json};
    match value {
        Value::Number(_) => {
            vec![json!(0), json!(-1), json!(4_294_967_295_u64), json!(1e300), json!(u64::MAX), json!("1")]
        }
        Value::String(_) => vec![json!(""), json!("@area"), json!("1e300"), json!("Ховд"), json!(7)],
        Value::Array(_) => vec![json!([]), json!([[0, 4_000_000_000_u64]]), json!([[0, 1, 2]]), json!({})],
        Value::Object(_) => vec![json!({}), json!([])],
        Value::Null | Value::Bool(_) => vec![json!(true), json!(3), json!(null)],
    }
}

/// Every way to put something else in one place of a value, or to leave it out; in long lists at the beginning only.
fn mutations(value: &serde_json::Value) -> Vec<serde_json::Value> {
    use serde_json::Value;
    let mut all = others(value);
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let mut without = map.clone();
                without.remove(key);
                all.push(Value::Object(without));
                for inner in mutations(inner) {
                    let mut other = map.clone();
                    other.insert(key.clone(), inner);
                    all.push(Value::Object(other));
                }
            }
        }
        Value::Array(list) => {
            for at in 0..list.len().min(3) {
                for inner in mutations(&list[at]) {
                    let mut other = list.clone();
                    other[at] = inner;
                    all.push(Value::Array(other));
                }
            }
            all.push(Value::Array(list.iter().chain(list).cloned().collect()));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    all
}

#[test]
fn lines_that_somebody_made_up_give_a_message_or_a_card_but_never_a_panic() {
    let read = read("ховд.csv", 60);
    let whole = lines(&read.packed(None).bytes);
    let (mut seen, mut refused, mut taken) = (std::collections::BTreeMap::<String, usize>::new(), 0, 0);
    for (at, line) in whole.iter().enumerate() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let kind = value.as_object().and_then(|object| object.keys().next()).expect("one key").clone();
        let times = seen.entry(kind).or_default();
        *times += 1;
        // The first of each kind lies at the top of something, the second within it.
        if *times > 2 {
            continue;
        }
        let mut others: Vec<Vec<String>> = mutations(&value)
            .into_iter()
            .map(|other| {
                let mut lines = whole.clone();
                lines[at] = other.to_string();
                lines
            })
            .collect();
        let mut without = whole.clone();
        without.remove(at);
        let mut twice = whole.clone();
        twice.insert(at, line.clone());
        let mut last = whole.clone();
        let moved = last.remove(at);
        last.push(moved);
        others.extend([without, twice, last]);
        for lines in others {
            match read.card(&sealed(&lines)) {
                Ok(_) => taken += 1,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(seen.len() >= 9, "{seen:?}");
    assert!(refused > 300 && taken > 30, "{refused} refused, {taken} taken");
}

#[test]
fn a_tally_for_sharing_says_nothing_that_somebody_wrote_and_holds_no_small_group() {
    let read = read("дотоод/ховд.csv", 200);
    let packed = read.packed(Some(6));
    let text = String::from_utf8(packed.bytes.clone()).expect("UTF-8");
    assert!(!text.contains("дотоод") && text.contains("ховд.csv"));
    assert!(packed.left_out.groups > 0 && packed.left_out.values > 0, "{:?}", packed.left_out);
    assert_eq!(packed.small, 0);
    for line in lines(&packed.bytes) {
        let value: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
        let Some(block) = value.get("block") else { continue };
        assert!(block["rows"].as_u64().expect("rows") >= 6, "{line}");
        for list in block["values"].as_array().into_iter().flatten() {
            let times = |entry: &serde_json::Value| entry[2].as_u64().expect("a count");
            let values: u64 = list[1].as_array().expect("a list").iter().map(times).sum();
            assert!(values >= 6, "{line}");
        }
    }
    read.card(&packed.bytes).expect("a card can be made of it");
}
