//! A report on the terminal, from what a command wrote.

use crate::story::Story;

const SAMPLE: &[u8] = include_bytes!("../../instruments/health/sample.csv");

fn card(name: &str) -> Story {
    let story = Story::new(name).bytes("түүвэр.csv", SAMPLE);
    story.run("masam report-card түүвэр.csv -i health --lonely adjust --format json --out карт.json --quiet").exits(0)
}

#[test]
fn a_card_is_shown_in_80_columns_without_colours_where_there_is_no_terminal() {
    let story = card("view").run("masam view карт.json").exits(0);
    let text = story.stdout().to_owned();
    assert!(text.contains("── Хураангуй ─") && text.contains("── Интервал ─"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80) && !text.contains('\u{1b}'), "{text}");
    assert!(text.contains("--section all") && text.contains("  scores "), "{text}");
}

#[test]
fn parts_are_chosen_by_their_names_and_an_unknown_one_is_told_with_the_known() {
    let story = card("parts").run("masam view карт.json --section methods --lang en --width 100").exits(0);
    let text = story.stdout().to_owned();
    assert!(text.contains("── Methods ─") && !text.contains("── Summary ─"), "{text}");
    let story = story.run("masam view карт.json --section score").exits(1);
    story.stderr_has("[G025]").stderr_has("scores");
}

#[test]
fn what_is_no_report_is_refused() {
    let story = Story::new("none").file("x.json", "{\"title\": 1}").run("masam view x.json").exits(1);
    story.stderr_has("[G010]").stderr_has("x.json");
}
