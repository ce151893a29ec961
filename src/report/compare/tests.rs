//! The pages of a comparison, tried on a made-up one.

use super::sample;
use super::*;
use crate::compare::Standing;
use crate::lang::Lang;
use crate::render::{FORMATS, Settings};
use crate::report::{Block, Chart, Grid, Tidy, Value};

fn with<T>(look: impl FnOnce(&Report) -> T) -> T {
    let (set, problems) = (sample::set(), sample::problems());
    let comparison = sample::comparison(&set);
    look(&report(&comparison, &sample::source(&set, &problems), Wanted::ALL))
}

fn grids<'r>(report: &'r Report) -> impl Iterator<Item = &'r Grid> {
    report.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        _ => None,
    })
}

fn grid<'r>(report: &'r Report, id: &str) -> &'r Grid {
    grids(report).find(|grid| grid.id == id).unwrap_or_else(|| panic!("no grid {id}"))
}

fn is(value: &Value, words: &str) -> bool {
    matches!(value, Value::Text { text } if &*text.en == words)
}

fn tidy<'r>(report: &'r Report<'r>, id: &str) -> &'r Tidy<'r> {
    report.tidy.iter().find(|table| table.id == id).expect("a table")
}

#[test]
fn every_section_is_there_and_speaks_both_languages() {
    with(|report| {
        let mut ids: Vec<&str> = report.sections.iter().map(|section| &*section.id).collect();
        ids.dedup();
        assert_eq!(
            ids,
            [
                "cover",
                "overview",
                "group",
                "readiness",
                "norms",
                "case-mix",
                "composites",
                "agreement",
                "profile",
                "methods",
                "quality",
                "reading",
                "figures",
                "standings"
            ]
        );
        for section in &report.sections {
            assert!(!section.title.mn.is_empty() && !section.title.en.is_empty(), "{}", section.id);
        }
        let words = grids(report).flat_map(|grid| grid.columns.iter().map(move |column| (grid, column)));
        for (grid, column) in words {
            let cyrillic = column.title.en.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
            assert!(!cyrillic && !column.title.mn.is_empty(), "{} {}: {:?}", grid.id, column.id, column.title);
        }
    });
}

#[test]
fn every_row_is_as_long_as_its_header_and_every_grid_has_a_name_of_its_own() {
    with(|report| {
        let mut names = std::collections::BTreeSet::new();
        for grid in grids(report) {
            assert!(names.insert(grid.id.clone()), "{} twice", grid.id);
            assert!(grid.rows.iter().all(|row| row.values.len() == grid.columns.len()), "{}", grid.id);
        }
        for table in &report.tidy {
            assert!(table.rows().all(|row| row.len() == table.columns.len()), "{}", table.id);
        }
    });
}

#[test]
fn the_main_table_has_exactly_the_columns_that_scripts_rely_on() {
    with(|report| {
        let ids: Vec<&str> = report.tidy[0].columns.iter().map(|column| column.id.as_str()).collect();
        assert_eq!(
            ids.join(","),
            "facility,name,type,peer_group,place,indicator,dimension,n,raw,adjusted,se,ci_low,ci_high,benchmark,benchmark_kind,\
             limit_95_low,limit_95_high,limit_998_low,limit_998_high,standing,p,p_adjusted,reliability,shrunken,\
             expected_rank,rank_low,rank_high,stars,flag,note"
        );
        let tables: Vec<&str> = report.tidy.iter().map(|table| table.id.as_str()).collect();
        assert_eq!(tables, ["standings", "figures", "readiness", "norms", "case-mix"]);
    });
}

#[test]
fn shares_are_printed_as_percent_and_what_is_withheld_has_no_number() {
    with(|report| {
        let table = tidy(report, "standings");
        let at = |id: &str| table.columns.iter().position(|column| column.id == id).expect("a column");
        for row in table.rows().filter(|row| is(&row[at("indicator")], "H02")) {
            if let Value::Number { value, .. } = row[at("benchmark")] {
                assert!((value - 62.0).abs() < 1e-9);
            }
        }
        let withheld: Vec<Vec<Value>> = table.rows().filter(|row| is(&row[at("standing")], "withheld")).collect();
        assert!(!withheld.is_empty());
        for row in withheld {
            let number = |value: &Value| matches!(value, Value::Number { .. } | Value::Count { .. });
            assert!(!row.iter().any(number), "{row:?}");
        }
    });
}

#[test]
fn a_value_that_is_not_there_is_never_a_number() {
    let set = sample::set();
    let comparison = sample::comparison(&set);
    with(|report| {
        let table = grid(report, "group1.1");
        for (row, at) in table.rows.iter().skip(1).zip(&comparison.groups[0].members) {
            for (column, value) in table.columns.iter().zip(&row.values).skip(2) {
                let panel = comparison.panels.iter().find(|p| comparison.figures[p.figure].id == column.id);
                let entry = panel.and_then(|panel| panel.entries.iter().find(|entry| entry.facility == *at));
                let absent = entry.is_none_or(|e| matches!(e.standing, Standing::NoData | Standing::Withheld));
                assert_eq!(matches!(value, Value::Absent { .. }), absent, "{} {}", column.id, at);
            }
        }
    });
}

#[test]
fn the_first_sheet_names_those_who_need_support_in_the_order_of_the_register() {
    with(|report| {
        let support = grid(report, "overview.support");
        assert!(!support.rows.is_empty());
        let set = sample::set();
        let comparison = sample::comparison(&set);
        let order: Vec<usize> = support
            .rows
            .iter()
            .map(|row| comparison.facilities.iter().position(|s| row.values[0] == Value::Text { text: s.name.clone() }))
            .map(|at| at.expect("a facility"))
            .collect();
        assert!(order.is_sorted(), "{order:?}");
    });
}

#[test]
fn every_place_of_the_set_is_counted_and_one_without_data_has_no_zeros() {
    with(|report| {
        let places = grid(report, "overview.places");
        // Thirteen areas, one line for no place, one for all.
        assert_eq!(places.rows.len(), 15);
        let none = places.rows.iter().find(|row| is(&row.values[0], "Sukhbaatar aimag")).expect("a row");
        assert_eq!(none.values[1], Value::Count { value: 0 });
        assert!(none.values[2..].iter().all(|value| matches!(value, Value::Absent { .. })));
        let Some(Value::Count { value }) = places.rows.last().and_then(|row| row.values.get(1)) else { panic!() };
        assert_eq!(*value, 33);
    });
}

#[test]
fn a_norm_that_is_not_due_is_no_zero() {
    with(|report| {
        let norms = grid(report, "norms");
        let due = norms.columns.iter().position(|column| column.id == "due").expect("a column");
        assert!(matches!(norms.rows[3].values[due], Value::Absent { .. }));
        assert!(matches!(norms.rows[4].values[due], Value::Absent { .. }));
    });
}

#[test]
fn charts_are_of_figures_with_somebody_outside_and_fit_an_alternative_text() {
    with(|report| {
        let charts: Vec<&crate::report::Funnel> = report
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
            .filter_map(|block| match block {
                Block::Chart(chart) => match &**chart {
                    Chart::Funnel(funnel) => Some(funnel),
                    Chart::Map(_)
                    | Chart::Quadrants(_)
                    | Chart::Intervals(_)
                    | Chart::Rounds(_)
                    | Chart::Answers(_) => None,
                },
                _ => None,
            })
            .collect();
        assert!(charts.len() > 3 && charts.len() <= 24, "{}", charts.len());
        for funnel in charts {
            assert!(funnel.points.iter().any(|point| point.mark.is_outside()) || funnel.id.ends_with("all"));
            for lang in Lang::ALL {
                assert!(funnel.alt.get(lang).encode_utf16().count() <= 251, "{}", funnel.id);
            }
        }
    });
}

#[test]
fn every_format_writes_it_in_every_language_and_twice_the_same() {
    with(|report| {
        // Ranks are no observations of SDMX.
        for format in FORMATS.iter().filter(|format| format.id != "sdmx") {
            for langs in [vec![Lang::Mn], vec![Lang::En], vec![Lang::Mn, Lang::En]] {
                let settings = Settings { langs, ..Settings::default() };
                let write = || (format.write)(report, &settings, "харьцуулалт").expect(format.id);
                assert_eq!(write(), write(), "{}", format.id);
            }
        }
    });
}

#[test]
fn a_comparison_of_nothing_still_has_its_pages() {
    let (set, problems) = (sample::set(), Problems::default());
    let comparison = sample::nothing(&set);
    let source = Source { register: None, without_data: Vec::new(), ..sample::source(&set, &problems) };
    let report = report(&comparison, &source, Wanted::ALL);
    assert!(grids(&report).all(|grid| grid.rows.iter().all(|row| row.values.len() == grid.columns.len())));
    for format in FORMATS.iter().filter(|format| !["svg", "sdmx"].contains(&format.id)) {
        let written = (format.write)(&report, &Settings::default(), "хоосон").expect(format.id);
        assert!(written.iter().all(|file| !file.bytes.is_empty()));
    }
}

#[test]
fn the_folder_of_a_file_is_nobodys_business() {
    with(|report| {
        let said = format!("{:?}", report.sections);
        assert!(!said.contains("D:\\\\") && said.contains("checklist.xlsx"));
    });
}

#[test]
fn rows_that_are_not_wanted_are_not_made() {
    let (set, problems) = (sample::set(), Problems::default());
    let comparison = sample::comparison(&set);
    let wanted = Wanted { sections: false, estimates: false, profiles: 0 };
    let report = report(&comparison, &sample::source(&set, &problems), wanted);
    assert!(report.sections.is_empty() && report.tidy.iter().all(|table| table.rows().next().is_none()));
}

/// Writes the sample to `MASAM_LOOK`, to be looked at.
#[test]
#[ignore = "to be looked at by a person"]
fn write_it_to_look_at() {
    let Ok(folder) = std::env::var("MASAM_LOOK") else { return };
    with(|report| {
        for (name, langs) in [("mn", vec![Lang::Mn]), ("en", vec![Lang::En]), ("both", vec![Lang::Mn, Lang::En])] {
            let settings = Settings { langs, ..Settings::default() };
            for format in FORMATS.iter().filter(|format| format.id != "sdmx") {
                for file in (format.write)(report, &settings, name).expect(format.id) {
                    std::fs::write(format!("{folder}/{}", file.name), file.bytes).expect("a file");
                }
            }
        }
    });
}
