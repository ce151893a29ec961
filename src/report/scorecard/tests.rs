//! What must hold for every page of scorecards, tried on the sample.

use super::sample::{FIVE, area, scorecards};
use super::*;
use crate::instrument::scorecard::{Scale, ScaleForm};
use crate::lang::Lang;
use crate::problem::{At, Code, Problem, quoted};
use crate::render::{FORMATS, Settings};
use crate::report::{Absent, Block, Face, Format, Grid, Light, Tidy, Value};
use crate::scorecard::session::{Level, Status};

const TEN: Scale = Scale { from: 0.0, to: 10.0, form: ScaleForm::Points };

fn with<T>(cards: &Scorecards, most_sheets: usize, then: impl FnOnce(&PlaceSet, &Source) -> T) -> T {
    let set = PlaceSet::built_in("masam").expect("built in");
    let problem = Problem::new(Code::NotANumber, At::file("D:\\карт\\дэвтэр.xlsx").column("Оноо"), quoted("3 юм уу 4"));
    let problems = Problems::from(problem);
    let command = vec![("as-of".to_string(), "2026-06-30".to_string())];
    then(&set, &Source { problems: &problems, files: 6, command, most_sheets: cards_or(cards, most_sheets) })
}

fn cards_or(cards: &Scorecards, most: usize) -> usize {
    most.min(cards.facilities.len() + 1)
}

fn whole() -> Report<'static> {
    let cards = scorecards(FIVE);
    with(&cards, 30, |set, source| report(&cards, set, source, Wanted::ALL).kept())
}

fn grids<'r>(report: &'r Report<'_>) -> Vec<&'r Grid> {
    let blocks = report.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }).collect()
}

fn grid<'r>(report: &'r Report, id: &str) -> &'r Grid {
    grids(report).into_iter().find(|g| g.id == id).expect("the grid is there")
}

/// The values of a column.
fn column<'g>(grid: &'g Grid, id: &str) -> Vec<&'g Value> {
    let at = grid.columns.iter().position(|c| c.id == id).expect("a column");
    grid.rows.iter().map(|row| &row.values[at]).collect()
}

fn tidy_column(table: &Tidy, id: &str) -> Vec<Value> {
    let at = table.columns.iter().position(|c| c.id == id).expect("a column");
    table.rows().map(|mut row| row.swap_remove(at)).collect()
}

fn all_values<'r>(report: &'r Report<'_>) -> Vec<&'r Value> {
    let mut values: Vec<&Value> = Vec::new();
    for block in report.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Chart(_) | Block::Link { .. } => {}
            Block::Facts { facts } => values.extend(facts.iter().map(|(_, value)| value)),
            Block::Grid(grid) => values.extend(grid.rows.iter().flat_map(|row| &row.values)),
            Block::Board(board) => {
                values.extend(board.facts.iter().map(|(_, value)| value));
                values.extend(board.lines.iter().flat_map(|line| line.marks.iter().map(|mark| &mark.value)));
                values.extend(board.promises.iter().flatten());
            }
        }
    }
    values
}

fn labels(report: &Report) -> Vec<Label> {
    let mut labels = vec![report.title.clone(), report.subtitle.clone()];
    for section in &report.sections {
        labels.push(section.title.clone());
        for block in &section.blocks {
            match block {
                Block::Heading { text } | Block::Paragraph { text } | Block::Link { text, .. } => {
                    labels.push(text.clone())
                }
                Block::Chart(_) => {}
                Block::Facts { facts } => labels.extend(facts.iter().map(|(name, _)| name.clone())),
                Block::Grid(grid) => {
                    labels.push(grid.title.clone());
                    labels.extend(grid.notes.iter().cloned());
                    labels.extend(grid.columns.iter().flat_map(|c| [Some(c.title.clone()), c.group.clone()]).flatten());
                }
                Block::Board(board) => {
                    labels.extend(board.sides.iter().chain(&board.promise_heads).chain(&board.notes).cloned());
                    labels.extend(board.lists.iter().flat_map(|(name, text)| [name.clone(), text.clone()]));
                }
            }
        }
    }
    labels.extend(all_values(report).into_iter().filter_map(|value| match value {
        Value::Text { text } => Some(text.clone()),
        _ => None,
    }));
    labels
}

fn every_report() -> Vec<Report<'static>> {
    let mut all = Vec::new();
    for cards in [scorecards(FIVE), scorecards(TEN)] {
        with(&cards, 30, |set, source| {
            all.push(report(&cards, set, source, Wanted::ALL).kept());
            all.push(meeting(&cards, source));
            all.push(actions(&cards, set, &ActionFilter::default(), source).kept());
        });
    }
    all
}

#[test]
fn nothing_has_an_interval_a_verdict_or_a_rank() {
    for report in every_report() {
        let values = all_values(&report);
        assert!(!values.iter().any(|v| matches!(v, Value::Interval { .. } | Value::Verdict { .. })));
        let tidy = report.tidy.iter().flat_map(|grid| &grid.columns);
        assert!(tidy.clone().all(|c| !["se", "ci_low", "ci_high", "rank"].contains(&c.id.as_str())));
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    for report in every_report() {
        for label in labels(&report) {
            assert!(!label.mn.trim().is_empty() && !label.en.trim().is_empty(), "{label:?}");
        }
    }
}

#[test]
fn every_row_has_as_many_values_as_columns_and_every_grid_its_own_name() {
    for report in every_report() {
        let mut names = std::collections::BTreeSet::new();
        for table in &report.tidy {
            assert!(table.rows().all(|row| row.len() == table.columns.len()), "{}", table.id);
        }
        for grid in grids(&report) {
            assert!(grid.rows.iter().all(|row| row.values.len() == grid.columns.len()), "{}", grid.id);
            assert!(names.insert(grid.id.clone()), "{} twice", grid.id);
        }
    }
}

#[test]
fn every_format_writes_it_in_every_language_and_twice_the_same() {
    for report in every_report() {
        // Scorecards have no charts, and votes are no observations of SDMX.
        for format in FORMATS.iter().filter(|format| !["svg", "sdmx"].contains(&format.id)) {
            for langs in [vec![Lang::Mn], vec![Lang::En], vec![Lang::Mn, Lang::En]] {
                let settings = Settings { langs, ..Settings::default() };
                let write = || (format.write)(&report, &settings, "карт").expect(format.id);
                assert_eq!(write(), write(), "{}", format.id);
            }
        }
    }
}

#[test]
fn an_area_without_books_says_no_data_and_never_zero() {
    let report = whole();
    let overview = grid(&report, "overview");
    // Thirteen areas and all together, in two rounds.
    assert_eq!(overview.rows.len(), 28);
    let uvs = overview
        .rows
        .iter()
        .find(|row| row.values[0] == Value::Text { text: area("Uvs aimag").place().full_name.clone() });
    assert_eq!(uvs.map(|row| &row.values[2]), Some(&Value::Count { value: 2 }));
    let dornod = area("Dornod aimag").place().full_name.clone();
    let dornod = overview.rows.iter().find(|row| row.values[0] == Value::Text { text: dornod.clone() }).expect("a row");
    assert!(dornod.values[3..].iter().all(|v| *v == Value::Absent { why: Absent::NoData }));
}

#[test]
fn what_has_no_norm_or_is_not_due_is_a_word() {
    let report = whole();
    let inputs = grid(&report, "inputs");
    let why = |id: &str| -> Vec<Value> { column(inputs, id).into_iter().take(4).cloned().collect() };
    let absent = |why| Value::Absent { why };
    let number = |value, format| Value::Number { value, format, light: None, few: false };
    let (due, none, blank) = (absent(Absent::NotDue), absent(Absent::NoNorm), absent(Absent::NotFilledIn));
    assert_eq!(why("ratio"), [number(75.0, Format::Percent), due.clone(), none.clone(), blank.clone()]);
    assert_eq!(why("entitlement")[1..3], [due, none]);
    // There are no beds: that is a number.
    assert_eq!(why("actual")[2], number(0.0, Format::Plain(0)));
}

#[test]
fn scores_stand_on_their_own_scale_unless_scales_are_unlike() {
    let number = |cards: &Scorecards| {
        let report = with(cards, 30, |set, source| report(cards, set, source, Wanted::ALL).kept());
        match column(grid(&report, "gaps"), "community")[0] {
            Value::Number { value, .. } => *value,
            other => panic!("{other:?}"),
        }
    };
    // 2, 3 and 1 on 1 to 5.
    assert!((number(&scorecards(FIVE)) - 2.0).abs() < 1e-9);
    assert!((number(&scorecards(TEN)) - 25.0).abs() < 1e-9);
}

#[test]
fn a_large_gap_and_a_passed_deadline_are_marked() {
    let report = whole();
    let marked = |value: &Value| matches!(value, Value::Number { light: Some(Light::Attention), .. });
    // Community 2 of 1 to 5, provider 5: 75 points of 100.
    assert!(marked(column(grid(&report, "gaps"), "gap")[0]));
    let days = column(grid(&report, "actions"), "overdue_days");
    assert!(marked(days[0]) && matches!(days[0], Value::Number { value, .. } if *value == 91.0));
    assert_eq!(days[1], &Value::Absent { why: Absent::NotApplicable });
}

#[test]
fn past_the_stated_number_facilities_have_an_index_only() {
    let cards = scorecards(FIVE);
    for (most, sheets) in [(4, 4), (3, 0)] {
        let report = with(&cards, most, |set, source| report(&cards, set, source, Wanted::ALL).kept());
        assert_eq!(report.sections.iter().filter(|s| s.id == "facility").count(), sheets);
        // Seven books that are there or expected of a known facility.
        assert_eq!(grid(&report, "facilities").rows.len(), 7);
    }
}

#[test]
fn actions_are_filtered_by_level_stage_place_facility_and_round() {
    let cards = scorecards(FIVE);
    let rows = |filter: ActionFilter| {
        with(&cards, 30, |set, source| grid(&actions(&cards, set, &filter, source), "actions").rows.len())
    };
    let any = ActionFilter::default;
    assert_eq!(rows(any()), 5);
    assert_eq!(rows(ActionFilter { levels: vec![Level::Aimag], ..any() }), 2);
    assert_eq!(rows(ActionFilter { stages: vec![Stage::Overdue], ..any() }), 2);
    assert_eq!(rows(ActionFilter { stages: vec![Stage::Open, Stage::Is(Status::Done)], ..any() }), 4);
    assert_eq!(rows(ActionFilter { places: vec![area("Khovd aimag")], ..any() }), 3);
    assert_eq!(rows(ActionFilter { facilities: vec!["UV-01 ".into()], ..any() }), 2);
    assert_eq!(rows(ActionFilter { rounds: vec!["2025-2".into()], ..any() }), 1);
    let none = ActionFilter { levels: vec![Level::Ministry], ..any() };
    assert_eq!(rows(none), 0);
    assert_eq!(Stage::ALL.map(|stage| Stage::named(stage.id())), Stage::ALL.map(Some));
}

#[test]
fn a_meeting_page_has_six_lines_in_the_order_of_the_questions() {
    let cards = scorecards(FIVE);
    let report = with(&cards, 30, |_, source| meeting(&cards, source));
    assert_eq!(report.sections.len(), 4);
    let Some(Block::Board(board)) = report.sections[0].blocks.first() else { panic!("a page for the wall") };
    let titles: Vec<&str> = board.lines.iter().map(|line| &*line.title.en).collect();
    // By gap: 75, 0, 16.7, 0 and 25 points where both scored; then the lowest of the others.
    assert_eq!(titles.len(), 6);
    assert!(titles[0].starts_with("The doctor") && titles[5].starts_with("Prices"), "{titles:?}");
    let faces: Vec<_> = board.lines[0].marks.iter().map(|mark| mark.face).collect();
    assert_eq!(faces, [Some(Face::Sad), Some(Face::Glad), Some(Face::Middling)]);
    assert!(board.promises.len() == 2 && board.lists.len() == 2);
}

#[test]
fn the_tables_for_machines_keep_scores_as_given_and_on_100() {
    let report = whole();
    let ids: Vec<&str> = report.tidy.iter().map(|grid| grid.id.as_str()).collect();
    assert_eq!(ids, ["scores", "inputs", "actions"]);
    let scores = &report.tidy[0];
    let number = |value| Value::Number { value, format: Format::Full, light: None, few: false };
    assert_eq!((&tidy_column(scores, "score")[0], &tidy_column(scores, "score_100")[0]), (&number(2.0), &number(25.0)));
    assert_eq!(tidy_column(scores, "scale")[0], Value::Text { text: Label::same("1-5") });
    let votes = tidy_column(scores, "votes");
    assert!(votes.contains(&Value::Text { text: Label::same("1x2 5x3") }));
    let unwanted = Wanted { sections: false, estimates: false, profiles: 0 };
    let cards = scorecards(FIVE);
    let empty = with(&cards, 30, |set, source| super::report(&cards, set, source, unwanted).kept());
    assert!(empty.sections.is_empty() && empty.tidy.iter().all(|table| table.rows().count() == 0));
}

#[test]
fn the_folder_of_a_file_is_nobodys_business() {
    for report in every_report() {
        assert!(labels(&report).iter().all(|label| !label.mn.contains("D:")), "a path is printed");
    }
}
