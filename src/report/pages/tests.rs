//! A small made-up survey, from the text of its file to the pages.

// A problem is large and rare.
#![allow(clippy::result_large_err)]

use super::*;
use crate::card::withhold::presentation::Presentation;
use crate::card::{self, Average, Choices, Figure, Gap, GapKind, Publication, Where};
use crate::coding::{AnswerCoder, Coder, Coding, Compiled, GroupColumn, ImportanceBy, Named, compile_with};
use crate::estimate::Rules;
use crate::instrument::{GroupingIndex, Instrument, parse};
use crate::lang::Lang;
use crate::places::PlaceSet;
use crate::render::{FORMATS, Settings};
use crate::report::{Absent, Block, Chart, Column, Grid, GridRow, Light, RowRole, Section, TileState, Value};
use crate::table::{self, Input};
use crate::tally::{Lots, Pass, Tally};

const INSTRUMENT: &str = r#"
id = "sanal"
version = "1.0"
sector = "health"
place_set = "masam"
stands_for_residents = true
title = { mn = "Санал асуулга", en = "Opinion survey" }
description = { mn = "Жишээ", en = "An example" }

[columns]
area = ["аймаг"]
weight = ["жин"]
clusters = ["кластер"]

[missing]
usual = { dont_know = ["98"], refused = ["99"] }

[scale]
yes_no = [{ code = "1", mn = "Тийм", en = "Yes" }, { code = "0", mn = "Үгүй", en = "No" }]

[[question]]
id = "q1"
text = { mn = "Эмнэлэг нээлттэй байсан уу?", en = "Was the clinic open?" }
label = { mn = "Нээлттэй", en = "Open" }
scale = "yes_no"
missing = "usual"

[[question]]
id = "q2"
text = { mn = "Хэдэн минут хүлээсэн бэ?", en = "How many minutes did you wait?" }
label = { mn = "Хүлээсэн", en = "Waited" }
number = { unit = { mn = "минут", en = "minutes" }, least = 0, most = 600 }

[[question]]
id = "sex"
text = { mn = "Хүйс", en = "Sex" }
label = { mn = "Хүйс", en = "Sex" }
answers = [{ code = "1", mn = "Эрэгтэй", en = "Men" }, { code = "2", mn = "Эмэгтэй", en = "Women" }]

[[dimension]]
id = "access"
title = { mn = "Хүртээмж", en = "Access" }

[[indicator]]
id = "q1"
title = { mn = "Нээлттэй байсан", en = "Was open" }
dimension = "access"
measure = { share = "q1", codes = ["1"] }
better = "higher"
weight = 1
importance = 70
targets = [{ value = 80, kind = "target", source = { mn = "Жишээ зорилт", en = "An example" } }]

[[indicator]]
id = "q2"
title = { mn = "Хүлээсэн хугацаа", en = "Waiting time" }
dimension = "access"
measure = { mean = "q2" }
better = "lower"

[[composite]]
id = "access"
title = { mn = "Хүртээмжийн оноо", en = "Access score" }
dimension = "access"
level = "place"

[[grouping]]
id = "sex"
title = { mn = "Хүйс", en = "Sex" }
question = "sex"
compare = [["2", "1"]]
"#;

/// Khovd: nearly all say yes. Uvs: half. Dornod: three people. The other places of the set: nobody.
fn survey_text() -> String {
    let mut text = String::from("аймаг,жин,кластер,q1,q2,sex\n");
    let mut place = |name: &str, clusters: usize, people: usize, no: &dyn Fn(usize, usize) -> bool| {
        for cluster in 0..clusters {
            for person in 0..people {
                let open = if person == 7 { "98".into() } else { u8::from(!no(cluster, person)).to_string() };
                let minutes = 10 + 3 * person + cluster;
                text += &format!("{name},1.5,{name}{cluster},{open},{minutes},{}\n", 1 + person % 2);
            }
        }
    };
    place("Ховд аймгийн", 10, 8, &|cluster, person| person == 0 && cluster == 0);
    place("Uvs", 10, 8, &|cluster, person| (person + cluster) % 2 == 0);
    place("Дорнод", 1, 3, &|_, person| person == 1);
    text + "Шинэ аймаг,1,x,1,5,1\n"
}

struct Made {
    instrument: Instrument,
    set: PlaceSet,
    compiled: Compiled,
    tally: Tally,
    coding: Coding,
    columns: Columns,
    headers: Vec<String>,
    files: Vec<FileFacts>,
    problems: Problems,
}

fn made() -> Made {
    let instrument = parse("sanal.toml", INSTRUMENT).expect("the instrument fits together");
    let set = PlaceSet::built_in("masam").expect("built in");
    let input = Input::from_bytes("D:\\өгөгдөл\\санал.csv", survey_text());
    let mut table = table::open(vec![input], &table::Options::default()).expect("a table");
    let (columns, mut problems) =
        crate::coding::columns(&instrument, crate::coding::Heading::of(&table), &Named::default());
    let groups = vec![GroupColumn::Area, GroupColumn::Grouping(GroupingIndex(0))];
    let stated = Some(ImportanceBy::Stated);
    let compiled = compile_with(&instrument, groups.clone(), card::groupings(&groups), stated);
    let headers = table.columns().to_vec();
    let mut answers = AnswerCoder::new(&instrument, &columns, &compiled);
    let mut coder = Coder::new(&instrument, &columns, &headers, &set, &compiled, &answers);
    let mut lots = Lots::new(&compiled.plan);
    let pass = Pass::new(&compiled.plan, columns.design.rows_are_units());
    let at = crate::problem::At::file("санал.csv");
    table = table::for_each_chunk(table, false, |chunk| {
        let coded = answers.code(chunk);
        let mut turns = pass.turns();
        coder.rows(chunk, &at, &coded, |placed| {
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
    let tally = pass.finish();
    let coding = coder.finish().expect("a design");
    problems.append(table.take_problems());
    problems.append(coding.problems.clone());
    let files = table.files().to_vec();
    Made { instrument, set, compiled, tally, coding, columns, headers, files, problems }
}

fn with<T>(made: &Made, publication: Publication, then: impl FnOnce(&Survey, &Card, &Report) -> T) -> T {
    let choices = Choices {
        rules: Rules::default(),
        average: Average::Sample,
        few: 30,
        publication,
        presentation: Presentation::Nchs,
        as_of: None,
        benchmarks: vec![card::Benchmark::Average],
        between: None,
    };
    let Made { instrument, set, compiled, tally, coding, .. } = made;
    let survey =
        Survey { instrument, set, compiled, tally, coding, weights: &crate::weighting::Weights::of_design(), choices };
    let card = card::compute(&survey, card::Extent::Everything, 2);
    let source = Source {
        corrections: None,
        shared: None,
        files: &made.files,
        headers: &made.headers,
        columns: &made.columns,
        problems: &made.problems,
        round: Some("2024".into()),
        command: vec![("instrument".into(), "sanal".into())],
    };
    let report = report(&survey, &card, &source, Wanted::ALL, 2);
    then(&survey, &card, &report)
}

fn internal() -> Report<'static> {
    with(&made(), Publication::Internal, |_, _, report| report.kept())
}

fn section<'r>(report: &'r Report, id: &str) -> &'r Section {
    report.sections.iter().find(|s| s.id == id).expect("the section is there")
}

fn grids(section: &Section) -> impl Iterator<Item = &Grid> {
    section.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Heading { .. }
        | Block::Paragraph { .. }
        | Block::Facts { .. }
        | Block::Board(_)
        | Block::Chart(_)
        | Block::Link { .. } => None,
    })
}

fn grid<'r>(report: &'r Report, id: &str) -> &'r Grid {
    report.sections.iter().flat_map(grids).find(|g| g.id == id).expect("the grid is there")
}

/// The value in the row that a place names and the column of this name.
fn at<'g>(grid: &'g Grid, place: &str, column: &str) -> &'g Value {
    let column = grid.columns.iter().position(|c| c.id == column).expect("a column");
    let named = |value: &Value| matches!(value, Value::Text { text } if text.en.starts_with(place));
    let row = grid.rows.iter().find(|row| row.values.iter().take(grid.keys).any(named)).expect("a row");
    &row.values[column]
}

fn light(value: &Value) -> Option<Light> {
    match value {
        Value::Number { light, .. } => *light,
        _ => None,
    }
}

#[test]
fn every_place_of_the_set_is_in_the_scores_also_without_data() {
    let report = internal();
    let scores = grid(&report, "scores");
    assert_eq!(scores.rows.len(), 13 + 2);
    assert_eq!(scores.rows[13].role, RowRole::Total);
    assert_eq!(at(scores, "Khovd", "respondents"), &Value::Count { value: 80 });
    assert_eq!(at(scores, "Govisumber", "respondents"), &Value::Count { value: 0 });
    assert_eq!(at(scores, "Govisumber", "q1"), &Value::Absent { why: Absent::NoData });
    let without =
        report.tidy[0].rows().filter(|row| matches!(&row[8], Value::Text { text } if *text.en == *"Govisumber aimag"));
    assert_eq!(without.count(), 3);
}

#[test]
fn a_light_goes_by_the_target_where_there_is_one() {
    let report = internal();
    let scores = grid(&report, "scores");
    // Khovd 69 of 70, Uvs 35 of 70, against 80 %; three answers of Dornod tell nothing.
    assert_eq!(light(at(scores, "Khovd", "q1")), Some(Light::Good));
    assert_eq!(light(at(scores, "Uvs", "q1")), Some(Light::Poor));
    assert_eq!(light(at(scores, "Dornod", "q1")), Some(Light::TooSmall));
    assert!(
        matches!(at(scores, "Khovd", "q1"), Value::Number { value, .. } if (value - 100.0 * 69.0 / 70.0).abs() < 1e-9)
    );
    assert!(matches!(at(scores, "Target", "q1"), Value::Number { value, .. } if *value == 80.0));
    // Both places wait equally long: against their average neither is better.
    assert_eq!(light(at(scores, "Uvs", "q2")), Some(Light::Middle));
}

#[test]
fn nothing_withheld_is_a_number_on_any_page() {
    with(&made(), Publication::Public, |_, card, report| {
        let hidden = card.findings.iter().filter(|f| f.estimate.is_ok() && f.visible().is_none()).count();
        assert!(hidden > 0);
        let scores = grid(report, "scores");
        assert_eq!(at(scores, "Dornod", "q1"), &Value::Absent { why: Absent::Withheld });
        for table in report.sections.iter().flat_map(grids).filter(|g| g.columns.iter().any(|c| c.id == "place")) {
            let named = |row: &&crate::report::GridRow| {
                row.values.iter().any(|v| matches!(v, Value::Text { text } if *text.en == *"Dornod aimag"))
            };
            for row in table.rows.iter().filter(named) {
                for (column, value) in table.columns.iter().zip(&row.values) {
                    let number = matches!(value, Value::Number { .. } | Value::Interval { .. });
                    let known = ["against", "respondents"].contains(&column.id.as_str());
                    assert!(!number || known, "{} {} {value:?}", table.id, column.id);
                }
            }
        }
        assert_eq!(tile(report, "21"), TileState::Absent { why: Absent::Withheld });
        let value = report.tidy[0].columns.iter().position(|c| c.id == "value").expect("a column");
        let n = report.tidy[0].columns.iter().position(|c| c.id == "n").expect("a column");
        for row in report.tidy[0].rows() {
            if matches!(&row[8], Value::Text { text } if *text.en == *"Dornod aimag") {
                assert_eq!(row[value], Value::Absent { why: Absent::Withheld });
                assert_eq!(row[n], Value::Absent { why: Absent::Withheld });
            }
        }
    });
}

/// What the map says of a place.
fn tile(report: &Report, code: &str) -> TileState {
    let map = match section(report, "map").blocks.as_slice() {
        [Block::Chart(chart)] => match &**chart {
            Chart::Map(map) => map,
            Chart::Funnel(_) | Chart::Quadrants(_) | Chart::Intervals(_) | Chart::Rounds(_) | Chart::Answers(_) => {
                panic!("no map")
            }
        },
        other => panic!("{other:?}"),
    };
    map.tiles().iter().find(|tile| tile.code == code).expect(code).state.clone()
}

#[test]
fn the_map_shows_the_numbers_and_lights_of_the_scores() {
    let report = internal();
    // Khovd is open for 69 of its 70 who answered; the map is of the one composite there is.
    let khovd = at(grid(&report, "scores"), "Khovd", "composite.access");
    assert!(matches!(khovd, Value::Number { .. }), "{khovd:?}");
    assert_eq!(tile(&report, "84"), TileState::of(khovd));
    assert_eq!(tile(&report, "67"), TileState::NoData, "Khuvsgul is of the set, and nobody answered there");
    assert_eq!(tile(&report, "65"), TileState::Outside, "Arkhangai isn't of the set");
}

#[test]
fn gaps_of_withheld_numbers_are_not_listed() {
    with(&made(), Publication::Public, |_, _, report| {
        let gaps = grid(report, "gaps.target");
        // Uvs goes with Dornod, or the total would give it away.
        for place in ["Dornod", "Uvs"] {
            let named = |value: &Value| matches!(value, Value::Text { text } if text.en.starts_with(place));
            assert!(!gaps.rows.iter().any(|row| row.values.iter().any(named)), "{place}");
        }
        let khovd = 100.0 * 69.0 / 70.0 - 80.0;
        assert!(matches!(at(gaps, "Khovd", "gap"), Value::Number { value, .. } if (value - khovd).abs() < 1e-9));
    });
}

#[test]
fn a_gap_is_found_by_figure_place_and_kinds_as_if_all_were_looked_at() {
    with(&made(), Publication::Internal, |survey, card, _| {
        let kinds: Vec<GapKind> = card.gaps.iter().map(|gap| gap.kind).chain([GapKind::ToBest]).collect();
        let wheres = (0..survey.set.members().len()).map(Where::Place).chain([Where::All]);
        let mut found = 0;
        for (place, figure) in
            wheres.flat_map(|place| Figure::all(survey.instrument).into_iter().map(move |f| (place, f)))
        {
            for wanted in kinds.iter().map(|kind| kind.only()).chain([GapKind::TO_TARGET]) {
                let is_it = |gap: &&Gap| gap.figure == figure && gap.place == place && wanted.contains(&gap.kind);
                let of = card.gap(figure, place, wanted.clone());
                assert_eq!(of, card.gaps.iter().find(is_it), "{figure:?} {place:?} {wanted:?}");
                found += usize::from(of.is_some());
            }
        }
        assert!(found > card.gaps.len());
    });
}

#[test]
fn groups_of_a_place_stand_side_by_side_each_under_its_own_name() {
    with(&made(), Publication::Internal, |survey, card, report| {
        let grid = grid(report, "groups.places.sex");
        let ids: Vec<&str> = grid.columns.iter().map(|column| column.id.as_str()).collect();
        let of_group = |id: &str| ["value", "ci_low", "ci_high", "n"].map(|what| format!("{id}.{what}"));
        assert_eq!((&ids[..2], &ids[10..]), (&["place", "figure"][..], &["2.1:verdict"][..]));
        assert_eq!(ids[2..10], [of_group("1"), of_group("2")].concat());
        let heads = [2, 6, 10].map(|at| grid.columns[at].group.as_ref().map(|label| &*label.en));
        assert_eq!(heads, [Some("Men"), Some("Women"), None]);
        let mut seen = 0;
        for finding in &card.findings {
            let (card::Where::Place(at), card::Whom::Group(GroupingIndex(0), group)) =
                (finding.key.place, finding.key.whom)
            else {
                continue;
            };
            let place = Value::Text { text: survey.set.members()[at].place.place().full_name.clone() };
            let figure = Value::Text { text: finding.key.figure.title(survey.instrument).clone() };
            let Some(row) = grid.rows.iter().find(|row| row.values[..2] == [place.clone(), figure.clone()]) else {
                continue;
            };
            assert_eq!(
                row.values[5 + 4 * group],
                Value::Count { value: finding.counts.valid },
                "{place:?}, {figure:?}"
            );
            seen += 1;
        }
        assert!(seen > 10, "{seen} findings of groups in places");
        assert!(grid.rows.iter().any(|row| matches!(row.values[10], Value::Verdict { .. })));
    });
}

fn labels(report: &Report) -> Vec<Label> {
    let mut labels = vec![report.title.clone(), report.subtitle.clone()];
    let of_column = |c: &Column| [Some(c.title.clone()), c.group.clone(), c.about.clone()];
    for section in &report.sections {
        labels.push(section.title.clone());
        for block in &section.blocks {
            match block {
                Block::Board(_) | Block::Chart(_) | Block::Link { .. } => {}
                Block::Heading { text } | Block::Paragraph { text } => labels.push(text.clone()),
                Block::Facts { facts } => {
                    for (name, value) in facts {
                        labels.push(name.clone());
                        labels.extend(words_of(value));
                    }
                }
                Block::Grid(grid) => {
                    labels.push(grid.title.clone());
                    labels.extend(grid.notes.iter().cloned());
                    labels.extend(grid.columns.iter().flat_map(of_column).flatten());
                    labels.extend(grid.rows.iter().flat_map(|row| &row.values).flat_map(words_of));
                }
            }
        }
    }
    labels
}

fn words_of(value: &Value) -> Option<Label> {
    match value {
        Value::Text { text } => Some(text.clone()),
        _ => None,
    }
}

#[test]
fn every_text_is_there_in_both_languages_and_filled() {
    for publication in [Publication::Internal, Publication::Public] {
        with(&made(), publication, |_, _, report| {
            for label in labels(report) {
                assert!(!label.mn.trim().is_empty() && !label.en.trim().is_empty(), "{label:?}");
                assert!(!label.mn.contains('{') && !label.en.contains('{'), "{label:?}");
            }
        });
    }
}

#[test]
fn every_row_has_as_many_values_as_columns() {
    let report = internal();
    for grid in report.sections.iter().flat_map(grids) {
        // A row that opens a part of the table has its name alone.
        let whole = |row: &GridRow| {
            row.values.len() == grid.columns.len() || (row.role == RowRole::Heading && row.values.len() == 1)
        };
        assert!(grid.rows.iter().all(whole), "{}", grid.id);
    }
    for table in &report.tidy {
        assert!(table.rows().all(|row| row.len() == table.columns.len()), "{}", table.id);
    }
}

#[test]
fn the_same_survey_gives_the_same_bytes() {
    let (once, again) = (internal(), internal());
    assert_eq!(once, again);
    for format in FORMATS {
        for langs in [vec![Lang::Mn], vec![Lang::Mn, Lang::En]] {
            let settings = Settings { langs, ..Settings::default() };
            let write = |report| (format.write)(report, &settings, "хуудас").expect(format.id);
            assert_eq!(write(&once), write(&again), "{}", format.id);
        }
    }
}

#[test]
fn spellings_that_were_not_exact_are_listed_and_unknown_ones_come_first() {
    let report = internal();
    let spellings = grid(&report, "spellings");
    let said: Vec<&str> = spellings
        .rows
        .iter()
        .filter_map(|row| match &row.values[1] {
            Value::Text { text } => Some(&*text.mn),
            _ => None,
        })
        .collect();
    assert_eq!(said[0], "Шинэ аймаг");
    assert!(said.contains(&"Ховд аймгийн"), "{said:?}");
    let quality = section(&report, "quality");
    assert!(grids(quality).any(|g| g.id == "problems" && !g.rows.is_empty()));
}

#[test]
fn the_folder_of_a_file_is_nobodys_business() {
    let report = internal();
    assert!(labels(&report).iter().all(|l| !l.mn.contains("D:")), "the path is printed");
    assert!(labels(&report).iter().any(|l| l.mn.contains("санал.csv")));
}

/// The rows of the table of priorities for machines: indicator, place in English, and every value by its column.
fn priorities(report: &Report, indicator: &str, place: &str) -> impl Fn(&str) -> Value {
    let table = report.tidy.iter().find(|table| table.id == "priorities").expect("the table is there");
    let columns: Vec<String> = table.columns.iter().map(|c| c.id.clone()).collect();
    let is = |value: &Value, words: &str| matches!(value, Value::Text { text } if *text.en == *words);
    let row = table.rows().find(|row| is(&row[1], indicator) && is(&row[7], place)).expect("a row");
    move |column: &str| row[columns.iter().position(|c| c == column).expect("a column")].clone()
}

#[test]
fn people_are_the_population_times_those_concerned_times_the_share_it_hurts() {
    let report = internal();
    let khovd = priorities(&report, "q1", "Khovd aimag");
    let is = |value: Value, want: f64| matches!(value, Value::Number { value, .. } if (value - want).abs() < 1e-9);
    // 88,974 people; of 80 respondents of equal weight 70 answered, and one of these said no.
    assert!(is(khovd("people"), 88_974.0 * (70.0 / 80.0) / 70.0), "{:?}", khovd("people"));
    assert!(is(khovd("concerned_share"), 100.0 * 70.0 / 80.0), "{:?}", khovd("concerned_share"));
    assert_eq!(khovd("rank"), Value::Count { value: 1 });
    // All 163 respondents with a place, of 88,974, 83,473 and 84,294 people; 1 of 70, 35 of 70 and 1 of 3 said no.
    let all = priorities(&report, "q1", "All places");
    let people = f64::from(88_974 + 83_473 + 84_294);
    assert!(is(all("people"), people * 37.0 / 163.0), "{:?}", all("people"));
    // The figure that is a number has no importance; the other one stands alone in the picture.
    assert!(matches!(all("importance"), Value::Number { value: 70.0, .. }));
    let waited = priorities(&report, "q2", "All places");
    assert_eq!(waited("note"), Value::Text { text: Label::same("a number") });
    assert_eq!(grid(&report, "priorities.matrix").rows.len(), 1);
    assert!(matches!(at(grid(&report, "priorities.people"), "Not so: Was open", "people"), Value::Number { .. }));
}

#[test]
fn nothing_withheld_has_people() {
    with(&made(), Publication::Public, |_, _, report| {
        // Uvs goes with Dornod, or the total would give it away.
        for place in ["Dornod aimag", "Uvs aimag"] {
            let row = priorities(report, "q1", place);
            for column in ["bad_share", "concerned_share", "people", "people_low", "people_high", "rank", "n_share"] {
                assert_eq!(row(column), Value::Absent { why: Absent::Withheld }, "{place} {column}");
            }
        }
        let told = grid(report, "priorities.places");
        let names = told.rows.iter().map(|row| &row.values[0]);
        assert!(
            names.clone().count() == 1
                && names.clone().all(|v| matches!(v, Value::Text { text } if *text.en == *"Khovd aimag"))
        );
    });
}
