//! What must hold for every workbook, tried on the sample.

use std::io::{Cursor, Read};

use super::*;
use crate::lang::{Label, Lang};
use crate::render::sample;
use crate::report::words::Word;
use crate::report::{ColumnKind, GridRow, RowRole};

fn written(report: &Report, langs: &[Lang]) -> Vec<u8> {
    let settings = Settings { langs: langs.to_vec(), ..Settings::default() };
    let mut files = write(report, &settings, "card").expect("the sample can be written");
    files.remove(0).bytes
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip file");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("a part is UTF-8");
    text
}

fn sheet(bytes: &[u8], number: usize) -> String {
    part(bytes, &format!("xl/worksheets/sheet{number}.xml"))
}

#[test]
fn no_text_becomes_a_formula_or_a_link() {
    let bytes = written(&sample::report(), &[Lang::Mn, Lang::En]);
    for number in 1..=6 {
        let xml = sheet(&bytes, number);
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "sheet {number}");
        assert_eq!(xml.contains("<hyperlink "), number == 1, "only the cover links, and only to sheets");
    }
    assert!(!sheet(&bytes, 1).contains("r:id=\"rId"), "a link leaves the workbook");
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("=HYPERLINK("));
}

#[test]
fn a_light_is_a_number_with_a_shape() {
    let bytes = written(&sample::report(), &[Lang::Mn]);
    let styles = part(&bytes, "xl/styles.xml");
    for shape in ["▲", "●", "▼", "○"] {
        assert!(styles.contains(shape), "{shape}");
    }
    assert!(styles.contains("FF0072B2") && styles.contains("FFD55E00"));
    let scores = sheet(&bytes, 3);
    assert!(!scores.contains("NAN") && !scores.contains("NaN") && !scores.contains("t=\"e\""));
    assert!(scores.matches("<v>").count() > 250);
}

#[test]
fn headers_are_mongolian_and_stay_in_view_and_on_each_page() {
    let bytes = written(&sample::report(), &[Lang::Mn]);
    let strings = part(&bytes, "xl/sharedStrings.xml");
    for word in [Word::Area, Word::Base, Word::Interval] {
        assert!(strings.contains(word.get(Lang::Mn)), "{word:?}");
    }
    let book = part(&bytes, "xl/workbook.xml");
    assert!(book.contains("name=\"Оноо\"") && book.contains("_xlnm.Print_Titles"));
    assert!(book.contains("<definedName name=\"scores\">") && book.contains("<definedName name=\"summary.gaps\">"));
    let scores = sheet(&bytes, 3);
    assert!(scores.contains("state=\"frozen\"") && scores.contains("<autoFilter "));
    assert!(scores.contains("paperSize=\"9\"") && scores.contains("orientation=\"landscape\""));
}

#[test]
fn with_two_languages_tabs_and_headers_show_both() {
    let bytes = written(&sample::report(), &[Lang::Mn, Lang::En]);
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"Оноо · Scores\""));
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("Ховд / Khovd") && strings.contains("Хүртээмж\nAccess"));
}

#[test]
fn a_map_is_cells_whose_values_are_numbers_and_one_page() {
    let bytes = written(&sample::report(), &[Lang::Mn, Lang::En]);
    let map = sheet(&bytes, 8);
    for value in ["82.25", "61.5", "38.04"] {
        assert!(map.contains(&format!("<v>{value}</v>")), "{value}");
    }
    assert!(!map.contains("NaN") && !map.contains("<drawing"), "{map}");
    // As many pages high as needed would be written as 0.
    assert!(map.contains("fitToPage=\"1\"") && !map.contains("fitToHeight"), "{map}");
    assert!(map.contains("orientation=\"landscape\""));
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("СХД\nSKhD") && strings.contains("Улаанбаатар / Ulaanbaatar"));
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_with_an_ellipsis() {
    let strings = part(&written(&sample::report(), &[Lang::En]), "xl/sharedStrings.xml");
    assert!(strings.contains("ҮҮ…") && !strings.contains(&"Ү".repeat(32_767)));
}

#[test]
fn a_workbook_without_sections_still_opens_with_a_cover() {
    let report = Report { sections: Vec::new(), ..sample::report() };
    assert!(sheet(&written(&report, &[Lang::Mn]), 1).contains("<sheetData>"));
}

fn long(rows: usize) -> Report<'static> {
    let mut report = sample::report();
    report.sections.truncate(4);
    for block in report.sections.iter_mut().flat_map(|s| &mut s.blocks) {
        if let Block::Grid(grid) = block {
            let values = grid.rows.first().map(|row| row.values.clone()).unwrap_or_default();
            grid.rows.resize(rows, GridRow { role: RowRole::Plain, values });
        }
    }
    report
}

#[test]
fn a_long_grid_goes_through_a_file_and_is_the_same_twice() {
    let report = long(LONG_GRID + 1);
    let once = written(&report, &[Lang::Mn, Lang::En]);
    assert_eq!(once, written(&report, &[Lang::Mn, Lang::En]));
    assert!(sheet(&once, 4).contains(&format!("r=\"{}\"", LONG_GRID + 4)));
}

#[test]
fn a_grid_larger_than_a_sheet_is_refused_with_advice() {
    let mut report = sample::report();
    report.sections.truncate(1);
    let row = GridRow { role: RowRole::Plain, values: Vec::new() };
    let column = crate::report::Column {
        id: "газар".into(),
        title: Label::same("Газар"),
        kind: ColumnKind::Text,
        group: None,
        about: None,
    };
    let grid = crate::report::Grid {
        id: "detail".into(),
        title: Label::same("Бүгд"),
        columns: vec![column],
        keys: 1,
        rows: vec![row; 1_048_576],
        notes: Vec::new(),
        legend: crate::report::Legend::Target,
        trend: None,
        leads: Vec::new(),
    };
    report.sections[0].blocks = vec![Block::Grid(grid)];
    let said = write(&report, &Settings::default(), "card").err().map(|e| e.to_string()).unwrap_or_default();
    assert!(said.contains("Write it as CSV") && said.contains("[O001]"), "{said}");
}

/// The parts of the charts, in reading order.
fn charts(bytes: &[u8]) -> Vec<String> {
    (1..=6).map(|number| part(bytes, &format!("xl/charts/chart{number}.xml"))).collect()
}

#[test]
fn charts_are_native_and_say_what_they_show() {
    let bytes = written(&sample::report(), &[Lang::Mn, Lang::En]);
    let charts = charts(&bytes);
    let kinds = ["scatterChart", "scatterChart", "scatterChart", "scatterChart", "lineChart", "barChart"];
    for (chart, kind) in charts.iter().zip(kinds) {
        assert!(chart.contains(&format!("<c:{kind}>")) && !chart.contains("NaN"), "{kind}: {chart}");
    }
    let told: usize =
        (1..=2).map(|n| part(&bytes, &format!("xl/drawings/drawing{n}.xml")).matches("descr=\"").count()).sum();
    assert_eq!(told, 6);
}

#[test]
fn a_target_is_a_full_line_beside_whiskers_and_an_average_a_broken_one() {
    let chart = charts(&written(&sample::report(), &[Lang::En])).swap_remove(2);
    assert!(chart.contains("Target: 70.0%") && chart.contains("Average: 55.5%"), "{chart}");
    assert_eq!(chart.matches("<a:prstDash val=\"dash\"/>").count(), 1, "the average");
    assert_eq!(chart.matches("<c:errBars>").count(), 1);
    // Names at the left edge, numbers with their intervals at the right one.
    assert!(chart.contains("Songinokhairkhan district") && chart.contains("<c:dLblPos val=\"l\"/>"), "{chart}");
}

#[test]
fn only_clear_changes_have_the_colours_of_lights() {
    let chart = charts(&written(&sample::report(), &[Lang::En])).swap_remove(3);
    for colour in ["0072B2", "D55E00"] {
        assert!(chart.contains(colour), "{colour}");
    }
    let series: Vec<&str> = chart.split("<c:ser>").collect();
    let unclear = series.iter().find(|ser| ser.contains("2025 &lt;2&gt;: No clear difference")).expect("its series");
    assert!(unclear.contains("9AA5B1") && !unclear.contains("0072B2") && !unclear.contains("D55E00"), "{unclear}");
}

#[test]
fn pieces_of_bars_add_up_to_a_hundred_and_have_patterns_and_what_is_withheld_says_so() {
    let bytes = written(&sample::report(), &[Lang::En]);
    let chart = charts(&bytes).swap_remove(5);
    assert!(chart.contains("<c:grouping val=\"stacked\"/>") && chart.contains("<c:overlap val=\"100\"/>"), "{chart}");
    assert_eq!(chart.matches("<a:pattFill ").count(), 4, "the middle answer is plain");
    // Numbers follow the data: none is written by hand, and small ones are hidden by their format.
    let shown = "<c:dLbls><c:numFmt formatCode=\"[&lt;7]&quot;&quot;;0\" sourceLinked=\"0\"/>";
    assert_eq!((chart.matches(shown).count(), chart.matches("<c:dLbl>").count()), (5, 0), "{chart}");
    let strings = part(&bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("(withheld)") && strings.contains("(n=82)"), "{strings}");
}

#[test]
fn a_series_has_columns_from_nought_and_a_row_leads_only_to_a_sheet_that_is_there() {
    let bytes = written(&sample::report(), &[Lang::En]);
    let series = sheet(&bytes, 10);
    assert_eq!(series.matches("<x14:sparkline>").count(), 12, "the place without data has none: {series}");
    assert!(series.contains("type=\"column\"") && series.contains("manualMin=\"0\""), "{series}");
    // The way back, and that of the first row; the second row leads nowhere.
    assert_eq!(series.matches("<hyperlink ").count(), 2, "{series}");
}
