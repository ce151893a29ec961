//! `masam gaps`: every kind of gap by itself, what is compared with what, and the messages for what can't be.

use crate::story::{Estimates, Row, Story};

const SAMPLE: &str = include_str!("../../instruments/health/sample.csv");

fn gaps(arguments: &str) -> Story {
    Story::new("gaps").file("түүвэр.csv", SAMPLE).run(&format!("masam gaps түүвэр.csv --instrument health {arguments}"))
}

fn of<'e>(rows: &'e Estimates, figure: &str, kind: &str) -> Vec<&'e Row> {
    rows.rows.iter().filter(|r| r.text("indicator_code") == figure && r.text("kind") == kind).collect()
}

#[test]
fn kinds_of_gaps_stand_in_rows_of_their_own_and_add_up() {
    let rows = gaps("--format csv --out - --few 1").estimates();
    for kind in ["average", "region", "best", "best_quarter", "groups"] {
        let all = of(&rows, "H03", kind);
        assert!(!all.is_empty(), "{kind}");
        for row in all.iter().filter(|r| !r.text("against").is_empty()) {
            let gap = row.number("value") - row.number("against");
            assert!((gap - row.number("gap")).abs() < 1e-9, "{kind}");
        }
    }
    // The best place has no gap to itself, and none is better than it.
    let best = of(&rows, "H03", "best");
    let code = best[0].text("against_code");
    assert!(best.iter().all(|r| r.text("area_code") != code && r.number("gap") <= 0.0));
    // Where less is better, the best is the lowest.
    assert!(of(&rows, "H15", "best").iter().all(|r| r.number("gap") >= 0.0));
    // A figure without a good side has no best.
    assert!(of(&rows, "H01", "best").is_empty());
}

#[test]
fn a_benchmark_found_by_looking_has_its_p_value_multiplied_by_all_pairs() {
    let rows = gaps("--benchmark best --format csv --out - --few 1").estimates();
    let tested: Vec<&Row> = of(&rows, "H03", "best").into_iter().filter(|r| !r.text("p").is_empty()).collect();
    // The best is one of the places with an error, the others of these have a gap with one.
    let places = tested.len() + 1;
    let pairs = (places * (places - 1) / 2) as f64;
    assert!(places > 2);
    for row in tested {
        let want = (row.number("p") * pairs).min(1.0);
        assert!((row.number("p_adjusted") - want).abs() <= 1e-12, "{} {want}", row.text("p_adjusted"));
        assert_eq!((row.text("family"), row.text("p_bh")), ("all pairs of places", ""));
    }
}

#[test]
fn a_place_borrows_no_degrees_of_freedom_from_those_it_is_held_against() {
    let rows = gaps("--benchmark average,region,quarter --format csv --out - --few 1").estimates();
    let mut fewer = 0;
    for own in
        of(&rows, "H15", "target").into_iter().filter(|r| !r.text("df").is_empty() && !r.text("area_code").is_empty())
    {
        for kind in ["average", "region", "best_quarter"] {
            let gaps = of(&rows, "H15", kind).into_iter().filter(|r| r.text("area_code") == own.text("area_code"));
            for gap in gaps.filter(|r| !r.text("df").is_empty()) {
                assert!(gap.number("df") <= own.number("df"), "{kind} {}", own.text("area_code"));
                fewer += 1;
            }
        }
    }
    assert!(fewer > 0);
}

#[test]
fn what_was_found_by_looking_is_never_judged_by_an_interval_that_allows_for_no_search() {
    let rows = gaps("--benchmark best,quarter --format csv --out - --few 1").estimates();
    let found = rows.rows.iter().filter(|r| ["best", "best_quarter"].contains(&r.text("kind")));
    let untested: Vec<&Row> = found.filter(|r| r.text("p_adjusted").is_empty()).collect();
    assert!(untested.iter().any(|r| !r.text("ci_low").is_empty()), "no share of 1 is among the best");
    assert!(untested.iter().all(|r| !["better", "worse"].contains(&r.text("verdict"))));
}

#[test]
fn groups_that_the_user_names_are_compared_in_the_order_given() {
    let rows = gaps("--between residence=urban,rural --between poverty=poor,non-poor --format csv --out -").estimates();
    let pairs: std::collections::BTreeSet<String> = rows
        .rows
        .iter()
        .filter(|r| r.text("kind") == "groups")
        .map(|r| format!("{}-{}", r.text("group_first"), r.text("group_second")))
        .collect();
    assert_eq!(pairs.into_iter().collect::<Vec<_>>(), ["poor-non_poor", "urban-rural"]);
}

#[test]
fn what_cannot_be_compared_is_told_together_with_what_can() {
    gaps("--between residence=urban,hut --between wealth=a,b --between sex --benchmark mean --out x.xlsx")
        .exits(1)
        .stderr_has(r#"there is no group "hut". It could be: urban, rural"#)
        .stderr_has(r#"there is no grouping "wealth""#)
        .stderr_has(r#""sex" is no pair of groups"#)
        .stderr_has(r#"there is no benchmark "mean". It could be: average, region, best, quarter"#)
        .made_no("x.xlsx");
}

#[test]
fn the_same_survey_gives_the_same_workbook_and_both_languages() {
    let made =
        gaps("--out a.xlsx --quiet").run("masam gaps түүвэр.csv --instrument health --out b.xlsx --threads 1 --quiet");
    assert!(made.read("a.xlsx") == made.read("b.xlsx"));
    gaps("--format md --lang mn --out - --quiet").stdout_has("Шилдэг дөрөвний нэг").stdout_has("Тэгш байдал");
    gaps("--format md --lang en --out - --quiet").stdout_has("Best quarter").stdout_has("Index of disparity");
}

#[test]
fn slope_and_concentration_indices_and_their_errors_are_those_that_r_gives() {
    let (_, expected) = include_str!("../golden/equity.csv").split_once('\n').unwrap();
    let made = Story::new("equity")
        .file("өрх.csv", include_str!("../golden/household.csv"))
        .file("household.toml", include_str!("../golden/household.toml"))
        .run("masam gaps өрх.csv --instrument household.toml --format csv --out out.csv");
    let found = Estimates::of(&String::from_utf8(made.read("out-inequality.csv")).unwrap());
    for want in Estimates::of(expected).rows {
        let figure = want.text("figure");
        let is = |row: &&Row| row.text("indicator_code") == figure && row.text("over") == "agegrp";
        let have = found.rows.iter().find(is).unwrap_or_else(|| panic!("{figure}\n{}", made.stderr()));
        let factor = if figure == "satisfied" { 100.0 } else { 1.0 };
        for (column, scale) in
            [("mean", factor), ("sii", factor), ("sii_se", factor), ("concentration", 1.0), ("concentration_se", 1.0)]
        {
            let (have, want) = (have.number(column), want.number(column) * scale);
            assert!((have - want).abs() <= 1e-9 * want.abs(), "{figure} {column}: {have}, R has {want}");
        }
    }
}
