use super::*;
use crate::lang::Lang;
use crate::render::sample;

fn view(langs: &[Lang], width: usize) -> View {
    View { reading: Reading::new(langs), width, colours: false, most_rows: Some(30), only: None }
}

fn lines(view: &View) -> Vec<String> {
    let report = sample::report();
    shown(&report, report.sections.iter(), view).lines().map(str::to_owned).collect()
}

#[test]
fn no_line_is_wider_than_the_window_in_either_language() {
    for langs in [&[Lang::Mn][..], &[Lang::En], &[Lang::Mn, Lang::En]] {
        for width in [60, 80, 120] {
            for line in lines(&view(langs, width)) {
                assert!(line.width() <= width, "{width}: {} {line}", line.width());
            }
        }
    }
}

#[test]
fn every_kind_of_block_can_be_shown() {
    let report = sample::report();
    for lang in Lang::ALL {
        assert!(lines(&view(&[lang], 100)).concat().contains(report.title.get(lang)));
    }
}

#[test]
fn colours_are_written_only_where_they_are_understood() {
    let plain = view(&[Lang::Mn], 80);
    assert!(!lines(&plain).concat().contains('\u{1b}'));
    let coloured = View { colours: true, ..plain.clone() };
    let stripped: Vec<String> = lines(&coloured)
        .iter()
        .map(|line| {
            line.split('\u{1b}')
                .enumerate()
                .map(|(at, part)| if at == 0 { part } else { part.split_once('m').map_or("", |p| p.1) })
                .collect()
        })
        .collect();
    let same = |lines: &[String]| lines.iter().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(same(&stripped), same(&lines(&plain)));
    assert!(lines(&coloured).concat().contains("\u{1b}[1;34m"));
}

#[test]
fn an_interval_has_ends_a_mark_and_what_it_is_held_against() {
    let text = lines(&view(&[Lang::En], 100)).join("\n");
    let (_, chart) = text.split_once("=Waiting time").expect("the chart");
    assert!(chart.contains('├') && chart.contains('┤') && chart.contains('┃') && chart.contains('┊'), "{chart}");
    assert!(chart.contains("┃ Target: 70.0%; ┊ Average: 55.5%"), "{chart}");
    let row = chart.lines().find(|line| line.contains("not filled in")).expect("a row without a value");
    assert!(!row.contains('├'), "{row}");
}

#[test]
fn only_rows_with_the_words_are_shown_in_either_language() {
    let of = |only: &str| View { only: Some(only.into()), most_rows: None, ..view(&[Lang::En], 200) };
    for only in ["ховд", "Khovd"] {
        let text = lines(&of(only)).join("\n");
        let (_, scores) = text.split_once("Score of each indicator by place").expect("the table");
        let (scores, _) = scores.split_once("── ").expect("the next section");
        assert!(scores.contains("Khovd") && !scores.contains("Uvs") && !scores.contains("All places"), "{scores}");
    }
}

#[test]
fn long_tables_say_how_much_more_there_is() {
    let few = View { most_rows: Some(5), ..view(&[Lang::En], 80) };
    let text = lines(&few).join("\n");
    assert!(text.contains("… and 255 more rows: see all with --all"), "{text}");
}

#[test]
fn what_a_command_wrote_as_json_is_read_with_all_its_sections() {
    let report = sample::report();
    let files = crate::render::json::write(&report, &crate::render::Settings::default(), "card").expect("json");
    let again = crate::report::read("card.json", &files[0].bytes).unwrap_or_else(|problem| panic!("{problem}"));
    let view = view(&[Lang::Mn, Lang::En], 90);
    let of = |report: &Report| shown(report, report.sections.iter(), &view);
    assert_eq!(of(&report), of(&again));
    let wrong = crate::report::read("x.json", b"[1, 2]").expect_err("no report");
    assert!(wrong.to_string().contains("[G010]"), "{wrong}");
}

#[test]
fn a_long_word_is_broken_behind_its_signs_and_no_letter_is_lost() {
    assert_eq!(wrapped("хүртээмж/H02_минут", 12), ["хүртээмж/", "H02_минут"]);
    let text = "Эмнэлэгт хүрэхэд хэдэн минут явсан_бэ_гэдэг_асуулт";
    let lines = wrapped(text, 12);
    assert!(lines.iter().all(|line| line.width() <= 12), "{lines:?}");
    assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
}

#[test]
fn what_a_terminal_would_obey_is_only_shown() {
    assert_eq!(tame("\u{1b}[31mулаан\u{7}"), " [31mулаан ");
}

#[test]
fn columns_of_words_are_made_narrower_until_all_stand_side_by_side() {
    let column = |id: &str, kind| crate::report::Column {
        id: id.into(),
        title: Label::same(id),
        kind,
        group: None,
        about: None,
    };
    let same = |text: String| Value::Text { text: Label::same(text) };
    let grid = crate::report::Grid {
        id: "x".into(),
        title: Label::same("x"),
        columns: vec![
            column("a", crate::report::ColumnKind::Code),
            column("b", crate::report::ColumnKind::Text),
            column("c", crate::report::ColumnKind::Text),
        ],
        keys: 1,
        rows: vec![crate::report::GridRow {
            role: crate::report::RowRole::Plain,
            values: vec![same("H02".into()), same("а".repeat(80)), same("б".repeat(60))],
        }],
        notes: Vec::new(),
        legend: Default::default(),
        trend: None,
        leads: Vec::new(),
    };
    let view = view(&[Lang::Mn], 100);
    let mut page = Page { view: &view, width: 100, out: String::new(), ink: Ink(false) };
    page.grid(&grid, true);
    assert!(page.out.lines().all(|line| line.width() <= 100) && page.out.matches('б').count() == 60, "{}", page.out);
    assert!(page.out.lines().any(|line| line.starts_with("H02  а") && line.contains('б')), "{}", page.out);
}
