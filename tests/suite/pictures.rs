//! The drawings of the README are those that the program makes of the examples, to the byte.

use crate::story::Story;

/// Runs a command on the examples; the drawing whose name ends so is a picture of the documents.
#[track_caller]
fn is_drawn(picture: &str, command: &str, end: &str) {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/");
    let shown = std::fs::read(format!("{}/docs/images/{picture}", env!("CARGO_MANIFEST_DIR"))).expect("a picture");
    let story = Story::new("pictures").run(&format!("{} --format svg -q --out o/", command.replace("EX/", examples)));
    let drawn = story.files().into_iter().find(|(name, _)| name.ends_with(end)).expect("a drawing").1;
    assert!(shown == drawn, "docs/images/{picture} is another drawing: run docs/pictures.sh");
}

#[test]
fn the_funnel_is_drawn_from_the_example() {
    let command = "masam compare EX/facilities/survey.csv -i health --facilities EX/facilities/register.csv --checklist EX/facilities/checklist.xlsx --lang mn";
    is_drawn("funnel.svg", command, "-funnel1-h05.svg");
}

#[test]
fn the_change_is_drawn_from_the_example() {
    let command = "masam change --round 2024=EX/health-survey/round-1.xlsx --round 2025=EX/health-survey/round-2.xlsx -i health --lang en";
    is_drawn("change.svg", command, "-rounds-h05.svg");
}

#[test]
fn the_answers_are_drawn_from_the_example() {
    let command = "masam report-card EX/health-survey/round-2.xlsx -i health --lang en";
    is_drawn("answers.svg", command, "-answers-h06-score.svg");
}
