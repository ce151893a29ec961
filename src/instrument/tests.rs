//! Every kind of fault, each made by one change to a sound instrument and shown where it stands.

use super::parse;
use crate::problem::Code;

const SOUND: &str = r#"
id = "water"
version = "1"
sector = "water"
place_set = "masam"
title = { mn = "Усны хангамж", en = "Water" }
description = { en = "Kiosks" }

[columns]
area = ["aimag"]
clusters = ["psu"]

[missing]
usual = { dont_know = ["98"], refused = [99] }
number = { dont_know = ["-98"] }

[scale]
yes_no = [{ code = "yes", mn = "Тийм" }, { code = "no", mn = "Үгүй" }]
good = [{ code = 1, en = "Bad", value = 1 }, { code = 2, en = "Good", value = 2 }, { code = 3, en = "None" }]

[base.users]
title = { en = "users" }
where = { W1 = ["yes"] }

[[question]]
id = "W1"
text = { mn = "Та худгаас ус авдаг уу?" }
scale = "yes_no"
missing = "usual"

[[question]]
id = "W2"
text = { en = "How good is the water?" }
scale = "good"
asked = "users"
missing = "usual"

[[question]]
id = "W3"
text = { mn = "Хэдэн минут хүлээдэг вэ?" }
number = { unit = { en = "minutes" }, least = 0, most = 600 }
asked = "users"
missing = "number"

[[dimension]]
id = "quality"
title = { mn = "Чанар" }
weight = 1

[[indicator]]
id = "W2.score"
title = { en = "Water, score" }
dimension = "quality"
measure = { score = "W2" }
base = "users"
better = "higher"
weight = 1
targets = [{ value = 80, kind = "norm", source = { en = "Law" }, from = 2024-01-01, until = "2024-12-31" }]

[[indicator]]
id = "W3.p90"
title = { en = "Wait" }
dimension = "quality"
measure = { quantile = "W3", p = 0.9 }
better = "lower"

[[indicator]]
id = "W2.net"
title = { en = "Net" }
dimension = "quality"
measure = { net = "W2", plus = ["2"], minus = ["1"] }
better = "higher"

[[composite]]
id = "all"
title = { en = "All" }
indicators = { "W2.score" = 2, "W2.net" = 1 }

[[grouping]]
id = "wait"
title = { en = "Wait" }
question = "W3"
groups = [{ id = "short", below = 15 }, { id = "long", at_least = 15 }]
compare = [["short", "long"]]
"#;

/// What is said once every `from` reads `to`.
fn said(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    match parse("усны.toml", &SOUND.replacen(from, to, 1)) {
        Ok(_) => panic!("nothing is wrong after {from} became {to}"),
        Err(faults) => faults.to_string(),
    }
}

#[track_caller]
fn fault(code: Code, from: &str, to: &str, sentence: &str, marked: &str) {
    let said = said(from, to);
    let first = said.split("\n\n").find(|s| s.starts_with(&format!("error[{}]", code.id())));
    let shown = first.unwrap_or_else(|| panic!("no {} in\n{said}", code.id()));
    assert!(shown.contains(sentence), "{shown}");
    let lines: Vec<&str> = shown.lines().collect();
    let mark = lines.iter().position(|l| l.contains('^')).unwrap_or_else(|| panic!("no mark in\n{shown}"));
    let start = lines[mark].chars().position(|c| c == '^').unwrap_or_default();
    let length = lines[mark].chars().filter(|c| *c == '^').count();
    let under: String = lines[mark - 1].chars().skip(start).take(length).collect();
    assert_eq!(under, marked, "{shown}");
}

#[test]
fn the_sound_instrument_has_no_fault() {
    if let Err(faults) = parse("усны.toml", SOUND) {
        panic!("{faults}");
    }
}

#[test]
fn a_file_saved_by_notepad_is_read_too() {
    let text = format!("\u{feff}{}", SOUND.replace('\n', "\r\n"));
    if let Err(faults) = parse("усны.toml", &text) {
        panic!("{faults}");
    }
}

#[test]
fn names_that_nothing_has_are_shown_with_the_nearest() {
    fault(Code::UnknownQuestion, "score = \"W2\"", "score = \"W22\"", "no question \"W22\"", "\"W22\"");
    fault(Code::UnknownAnswer, "W1 = [\"yes\"]", "W1 = [\"yess\"]", "question W1 has no answer \"yess\"", "\"yess\"");
    fault(Code::UnknownBase, "base = \"users\"", "base = \"usres\"", "no base \"usres\"", "\"usres\"");
    fault(Code::UnknownDimension, "dimension = \"quality\"", "dimension = \"чанар\"", "\"чанар\"", "\"чанар\"");
    fault(Code::UnknownIndicator, "\"W2.net\" = 1", "\"W2.nte\" = 1", "no indicator \"W2.nte\"", "\"W2.nte\"");
    fault(Code::UnknownScale, "scale = \"good\"", "scale = \"goood\"", "no scale \"goood\"", "\"goood\"");
    fault(Code::UnknownMissingSet, "missing = \"usual\"", "missing = \"usuall\"", "\"usuall\"", "\"usuall\"");
    fault(Code::UnknownGroup, "[[\"short\", \"long\"]]", "[[\"short\", \"lang\"]]", "wait has no group", "\"lang\"");
    assert!(said("base = \"users\"", "base = \"usres\"").contains("^ Did you mean \"users\"?"));
    assert!(said("base = \"users\"", "base = \"x\"").contains("^ It could be: users."));
}

#[test]
fn a_shared_dimension_needs_no_title_and_another_one_does() {
    let text = "[[dimension]]\nid = \"access\"\n\n[[indicator]]";
    let card = parse("x.toml", &SOUND.replacen("[[indicator]]", text, 1)).unwrap_or_else(|faults| panic!("{faults}"));
    let access = card.dimensions.iter().find(|d| d.id == "access").expect("it is there");
    assert_eq!(&*access.title.mn, "Хүртээмж");
    let own = text.replace("access", "warmth");
    let said = parse("x.toml", &SOUND.replacen("[[indicator]]", &own, 1)).expect_err("no title").to_string();
    assert!(said.contains("title"), "{said}");
}

#[test]
fn keys_and_values_that_do_not_belong_are_shown() {
    fault(Code::NotToml, "id = \"water\"", "id = \"water", "this is not TOML", "");
    fault(Code::UnknownKey, "better = \"lower\"", "beter = \"lower\"", "no key \"beter\"", "beter");
    fault(Code::MissingKey, "better = \"lower\"", "", "\"better\" is missing", "[[indicator]]");
    // Only a shared dimension has a title without being given one.
    let own = "id = \"quality\"\ntitle = { mn = \"Чанар\" }";
    fault(Code::MissingKey, own, "id = \"warmth\"", "\"title\" is missing", "[[dimension]]");
    fault(Code::WrongValue, "least = 0", "least = \"тэг\"", "should look like 12.5", "\"тэг\"");
    fault(Code::UnknownWord, "better = \"lower\"", "better = \"down\"", "\"down\" is not a choice", "\"down\"");
    fault(Code::EmptyLabel, "{ mn = \"Чанар\" }", "{ mn = \" \" }", "empty in both languages", "{ mn = \" \" }");
    fault(
        Code::BadIdentifier,
        "id = \"quality\"",
        "id = \"the quality\"",
        "cannot be an identifier",
        "\"the quality\"",
    );
    fault(Code::GivenTwice, "id = \"W3\"", "id = \"W2\"", "\"W2\" is given twice", "\"W2\"");
    assert!(said("id = \"W3\"", "id = \"W2\"").contains("---- first given here"));
    fault(Code::HeaderShared, "[\"psu\"]", "[\"aimag\"]", "header \"aimag\" already belongs to area", "[\"aimag\"]");
}

#[test]
fn measures_that_cannot_be_computed_are_shown() {
    let measure = "{ score = \"W2\" }";
    fault(Code::OneMeasure, measure, "{ p = 0.5 }", "exactly one measure", "{ p = 0.5 }");
    fault(
        Code::OneMeasure,
        measure,
        "{ score = \"W2\", mean = \"W3\" }",
        "exactly",
        "{ score = \"W2\", mean = \"W3\" }",
    );
    fault(Code::NotNumbers, "quantile = \"W3\"", "quantile = \"W2\"", "\"W2\" does not take numbers", "\"W2\"");
    fault(Code::NotAnswers, measure, "{ share = \"W3\", codes = [\"yes\"] }", "\"W3\" takes a number", "\"yes\"");
    fault(Code::NoScaleValues, measure, "{ score = \"W1\" }", "\"W1\" have fewer than two", "\"W1\"");
    fault(Code::NoScaleValues, ", value = 2 }", " }", "\"W2\" have fewer than two", "\"W2\"");
    fault(Code::BadProbability, "p = 0.9", "p = 90", "a probability cannot be 90", "90");
    fault(
        Code::EmptyBounds,
        measure,
        "{ share = \"W3\", above = 9, at_most = 9 }",
        "no number",
        "{ share = \"W3\", above = 9, at_most = 9 }",
    );
    fault(Code::BothSides, "minus = [\"1\"]", "minus = [\"1\", \"2\"]", "\"2\" is on both sides", "\"2\"");
    fault(
        Code::EmptyList,
        "plus = [\"2\"]",
        "plus = []",
        "\"plus\" is empty",
        "{ net = \"W2\", plus = [], minus = [\"1\"] }",
    );
}

#[test]
fn overall_satisfaction_and_stated_importance_are_checked() {
    let with = |overall: &str| format!("sector = \"water\"\noverall = \"{overall}\"");
    let place = "sector = \"water\"";
    fault(Code::UnknownIndicator, place, &with("W2.nte"), "no indicator \"W2.nte\"", "\"W2.nte\"");
    fault(Code::NotForOverall, place, &with("W3.p90"), "\"W3.p90\" cannot stand for overall", "\"W3.p90\"");
    let important = "better = \"lower\"\nimportance = 101";
    fault(Code::BadImportance, "better = \"lower\"", important, "an importance cannot be 101", "101");
    let sound = SOUND.replacen(place, &with("W2.score"), 1).replacen(
        "better = \"lower\"",
        "better = \"lower\"\nimportance = 40",
        1,
    );
    let instrument = parse("усны.toml", &sound).expect("nothing is wrong");
    assert_eq!(instrument.overall.map(|at| at.0), Some(0));
    assert_eq!(instrument.indicators[1].importance, Some(40.0));
}

#[test]
fn weights_targets_and_composites_are_checked() {
    fault(
        Code::BadWeight,
        "title = { mn = \"Чанар\" }\nweight = 1",
        "title = { mn = \"Чанар\" }\nweight = -1",
        "cannot be -1",
        "-1",
    );
    fault(Code::BadWeight, "\"W2.net\" = 1", "\"W2.net\" = -0.5", "cannot be -0.5", "-0.5");
    fault(Code::BadDay, "2024-12-31", "2024-02-30", "\"2024-02-30\" is not a day", "\"2024-02-30\"");
    fault(Code::BadDay, "\"2024-12-31\"", "\"2024 он\"", "\"2024 он\" is not a day", "\"2024 он\"");
    fault(Code::DaysReversed, "2024-12-31", "2023-12-31", "before it begins", "\"2023-12-31\"");
    fault(Code::TargetOffScale, "value = 80", "value = 101", "0…100", "101");
    fault(Code::NotForComposite, "\"W2.net\" = 1", "\"W3.p90\" = 1", "\"W3.p90\" cannot be part", "\"W3.p90\"");
    fault(
        Code::NotForComposite,
        "better = \"lower\"",
        "better = \"lower\"\nweight = 1",
        "\"W3.p90\" cannot",
        "\"W3.p90\"",
    );
    fault(
        Code::EmptyComposite,
        "{ \"W2.score\" = 2, \"W2.net\" = 1 }",
        "{ \"W2.score\" = 0 }",
        "no indicator",
        "\"all\"",
    );
}

#[test]
fn answers_and_groups_that_cannot_be_told_apart_are_shown() {
    fault(Code::CodeIsMissing, "code = \"no\"", "code = \"98\"", "code \"98\" of question W1", "\"W1\"");
    fault(Code::MissingIsPlausible, "[\"-98\"]", "[\"98\"]", "missing code \"98\" of question W3", "\"W3\"");
    fault(Code::AnswersAlike, "mn = \"Үгүй\"", "mn = \"тийм\"", "both spelled \"тийм\"", "\"W1\"");
    fault(Code::GroupsOverlap, "below = 15", "at_most = 15", "groups \"short\" and \"long\" overlap", "\"long\"");
    fault(Code::CircularBase, "scale = \"yes_no\"", "scale = \"yes_no\"\nasked = \"users\"", "W1 ← W1", "\"W1\"");
}

#[test]
fn all_faults_are_shown_at_once_with_their_number() {
    let text = SOUND.replace("base = \"users\"", "base = \"usres\"").replace("p = 0.9", "p = 9");
    let faults = parse("усны.toml", &text).expect_err("two faults");
    assert_eq!(faults.problems().len(), 2);
    assert!(faults.to_string().ends_with("2 problems in усны.toml"));
}

#[test]
fn any_broken_piece_of_an_instrument_is_a_fault_and_no_crash() {
    for (cut, _) in SOUND.char_indices() {
        let _ = parse("усны.toml", &SOUND[..cut]).map_err(|faults| faults.to_string());
    }
    let lines: Vec<&str> = SOUND.lines().collect();
    for left_out in 0..lines.len() {
        let (before, after) = (lines[..left_out].join("\n"), lines[left_out + 1..].join("\n"));
        let _ = parse("усны.toml", &format!("{before}\n{after}")).map_err(|faults| faults.to_string());
    }
}

#[test]
fn the_example_of_the_guide_is_sound() {
    let guide = include_str!("../../docs/instruments.md");
    let example = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    if let Err(faults) = parse("docs/instruments.md", example.expect("the guide has an example")) {
        panic!("{faults}");
    }
}
