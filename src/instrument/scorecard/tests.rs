//! Scorecard files: every kind of fault shown where it stands, and the entitlement that is in force.

use super::{Bound, GroupPair, Scale, ScaleForm, ScorecardInstrument, parse};
use crate::day::Day;
use crate::instrument::shelf;
use crate::places::{Context, PlaceId, resolve};
use crate::problem::Code;

const SOUND: &str = r#"
kind = "scorecard"
id = "water-scorecard"
version = "1"
sector = "water"
place_set = "masam"
title = { mn = "Худгийн карт", en = "Scorecard of wells" }
description = { mn = "Худаг" }
compare = [["women", "men"], ["herders", "others"]]

[scale]
from = 1
to = 3
form = "faces"
marks = [{ value = 3, title = { mn = "сайн" } }, { value = 1, title = { mn = "муу" } }]

[[facility_types]]
id = "well"
title = { mn = "Худаг", en = "Well" }

[[facility_types]]
id = "kiosk"
title = { mn = "Ус түгээх байр", en = "Kiosk" }
also = ["УТБ"]

[[groups]]
id = "women"
title = { mn = "Эмэгтэйчүүд", en = "Women" }

[[groups]]
id = "men"
title = { mn = "Эрэгтэйчүүд", en = "Men" }

[[groups]]
id = "herders"
title = { mn = "Малчид" }
also = ["Малчин өрх"]

[[stakeholders]]
id = "khural"
title = { mn = "Хурал" }

[[indicators]]
id = "W1"
title = { mn = "Усны чанар", en = "Quality" }
dimension = "quality"
also = ["Ус"]

[[indicators]]
id = "W2"
title = { mn = "Дараалал" }
facility_types = ["kiosk"]

[[inputs]]
id = "litres"
title = { mn = "Нэг хүнд ногдох ус" }
unit = { mn = "литр" }
entitlements = [
    { value = 25, kind = "norm", source = { mn = "Тогтоол" }, from = 2020-01-01, until = 2022-12-31 },
    { value = 30, kind = "norm", source = { mn = "Тогтоол" }, from = 2023-01-01 },
    { value = 40, kind = "norm", source = { mn = "Хотын журам" }, places = ["Улаанбаатар"] },
    { value = 50, kind = "norm", source = { mn = "Дүүргийн журам" }, places = ["Багануур"], facility_types = ["kiosk"] },
]

[[inputs]]
id = "wait"
title = { mn = "Хүлээх минут" }
unit = { mn = "минут" }
bound = "at-most"
facility_types = ["kiosk"]
entitlements = [{ value = 15, kind = "target", source = { mn = "Сумын төлөвлөгөө" } }]
"#;

fn sound() -> ScorecardInstrument {
    parse("худаг.toml", SOUND).unwrap_or_else(|faults| panic!("{faults}"))
}

/// What is said once every `from` reads `to`.
fn said(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    match parse("худаг.toml", &SOUND.replacen(from, to, 1)) {
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

fn place(name: &str) -> Option<PlaceId> {
    let place = resolve(name, &Context::any()).place();
    assert!(place.is_some(), "{name}");
    place
}

#[test]
fn a_sound_file_is_read_as_it_is_written() {
    let card = sound();
    assert_eq!(card.scale, Scale { from: 1.0, to: 3.0, form: ScaleForm::Faces });
    let marks: Vec<f64> = card.marks.iter().map(|mark| mark.value).collect();
    assert_eq!(marks, [1.0, 3.0], "worst first");
    let herders = GroupPair { first: 2, second: None };
    assert_eq!(card.compare, [GroupPair { first: 0, second: Some(1) }, herders]);
    assert_eq!(card.indicators[1].facility_types, [1]);
    assert_eq!(card.inputs[0].bound, Bound::AtLeast);
    assert_eq!(card.inputs[1].bound, Bound::AtMost);
    assert_eq!(card.inputs[0].entitlements[2].places, [place("Ulaanbaatar").expect("a place")]);
    assert!(card.labels().iter().any(|label| &*label.mn == "Дүүргийн журам"));
}

#[test]
fn names_that_nothing_has_are_shown_with_the_nearest() {
    fault(Code::UnknownFocusGroup, "\"women\", \"men\"", "\"women\", \"menn\"", "no group \"menn\"", "\"menn\"");
    assert!(said("\"women\", \"men\"", "\"women\", \"menn\"").contains("Did you mean \"men\"?"));
    let types = "facility_types = [\"kiosk\"]\n\n";
    fault(
        Code::UnknownFacilityType,
        types,
        "facility_types = [\"kisok\"]\n\n",
        "no facility type \"kisok\"",
        "\"kisok\"",
    );
    fault(Code::UnknownKey, "bound = ", "bounds = ", "no key \"bounds\"", "bounds");
    fault(Code::UnknownWord, "\"at-most\"", "\"most\"", "\"most\" is not a choice", "\"most\"");
    fault(Code::PlaceUnknown, "[\"Улаанбаатар\"]", "[\"Улаанхот\"]", "\"Улаанхот\"", "\"Улаанхот\"");
    fault(Code::PlaceAmbiguous, "[\"Багануур\"]", "[\"Сүхбаатар\"]", "more than one place", "\"Сүхбаатар\"");
}

#[test]
fn a_dimension_is_one_of_the_shared_list_or_left_out() {
    let card = sound();
    assert_eq!(card.indicators[0].dimension.map(|d| d.id()), Some("quality"));
    assert_eq!(card.indicators[1].dimension, None);
    fault(
        Code::UnknownDimension,
        "dimension = \"quality\"",
        "dimension = \"qualty\"",
        "there is no dimension \"qualty\"",
        "\"qualty\"",
    );
    let said = said("dimension = \"quality\"", "dimension = \"qualty\"");
    assert!(said.contains("Did you mean \"quality\"?"), "{said}");
    assert!(super::show::page(&card, crate::lang::Lang::Mn).contains("Усны чанар {quality}"));
}

#[test]
fn what_must_be_there_is_asked_for() {
    fault(Code::MissingKey, "unit = { mn = \"литр\" }\n", "", "\"unit\" is missing", "[[inputs]]");
    fault(Code::MissingKey, "from = 1\n", "", "\"from\" is missing", "[scale]");
    let groups = SOUND.find("[[groups]]").expect("groups");
    let after = SOUND.find("[[stakeholders]]").expect("stakeholders");
    let without = format!("{}{}", &SOUND[..groups], &SOUND[after..]);
    let said = parse("худаг.toml", &without).expect_err("no groups").to_string();
    assert!(said.contains("\"groups\" is missing"), "{said}");
    let none = without.replace("compare = [[\"women\", \"men\"], [\"herders\", \"others\"]]", "groups = []");
    let said = parse("худаг.toml", &none).expect_err("no groups").to_string();
    assert!(said.contains("\"groups\" is empty"), "{said}");
}

#[test]
fn a_scale_rises_and_its_marks_lie_on_it() {
    fault(Code::ScaleReversed, "to = 3", "to = 1", "from 1 to 1 does not rise", "1");
    fault(Code::FacesNotWhole, "from = 1", "from = 0.5", "whole numbers, which 0.5 is not", "0.5");
    fault(Code::MarkOffScale, "value = 3", "value = 4", "4 is not a score of the scale faces 1-3", "4");
    fault(Code::MarkOffScale, "value = 3", "value = 2.5", "2.5 is not a score", "2.5");
    fault(Code::GivenTwice, "value = 3", "value = 1", "1 is given twice", "1");
}

#[test]
fn entries_that_cannot_be_told_apart_are_shown() {
    fault(Code::GivenTwice, "id = \"W2\"", "id = \"W1\"", "\"W1\" is given twice", "\"W1\"");
    fault(Code::SpellingShared, "[\"Ус\"]", "[\" дараалал\"]", "already belongs to W1", "{ mn = \"Дараалал\" }");
    fault(Code::SpellingShared, "[\"Малчин өрх\"]", "[\"WOMEN\"]", "\"WOMEN\" already belongs to women", "\"WOMEN\"");
    fault(Code::BadIdentifier, "id = \"men\"", "id = \"the men\"", "cannot be an identifier", "\"the men\"");
    fault(Code::WordTaken, "id = \"men\"", "id = \"others\"", "\"others\" has a meaning of its own", "\"others\"");
    fault(Code::GivenTwice, "\"herders\", \"others\"", "\"men\", \"women\"", "\"women\" is given twice", "\"women\"");
    fault(Code::GivenTwice, "\"women\", \"men\"", "\"women\", \"women\"", "\"women\" is given twice", "\"women\"");
    fault(Code::WrongValue, "[\"women\", \"men\"]", "\"women\"", "should look like [[", "\"women\"");
    fault(Code::WrongValue, "[\"Ус\"]", "[\" \"]", "does not fit", "\" \"");
}

#[test]
fn entitlements_that_cannot_be_are_shown() {
    fault(Code::DaysReversed, "2022-12-31", "2019-12-31", "before it begins", "2019-12-31");
    fault(Code::BadEntitlement, "value = 25", "value = 0", "cannot be 0; where there is no norm", "0");
    fault(Code::BadEntitlement, "value = 15", "value = -1", "cannot be -1", "-1");
    fault(
        Code::GivenTwice,
        "from = 2023-01-01",
        "from = 2020-01-01",
        "entitlements litres is given twice",
        "{ value = 30, kind = \"norm\", source = { mn = \"Тогтоол\" }, from = 2020-01-01 }",
    );
    let limited = "{ mn = \"Сумын төлөвлөгөө\" }, facility_types = [\"well\"]";
    fault(
        Code::TypeOutsideItem,
        "{ mn = \"Сумын төлөвлөгөө\" }",
        limited,
        "not counted in facilities of type \"well\"",
        "\"well\"",
    );
    fault(
        Code::MissingKey,
        "value = 15, ",
        "",
        "\"value\" is missing",
        "{ kind = \"target\", source = { mn = \"Сумын төлөвлөгөө\" } }",
    );
}

#[test]
fn a_file_of_the_other_kind_has_that_one_fault() {
    let said = parse("миний.toml", include_str!("../../../instruments/health/instrument.toml"));
    let faults = said.expect_err("a report card");
    assert_eq!(faults.problems().len(), 1);
    assert!(faults.to_string().contains("health is a citizen report card: use masam report-card"), "{faults}");
    let faults = crate::instrument::parse("миний.toml", SOUND).expect_err("a scorecard");
    assert_eq!(faults.problems().len(), 1);
    assert!(faults.to_string().contains("water-scorecard is a community scorecard: use masam scorecard"), "{faults}");
    fault(Code::UnknownWord, "\"scorecard\"", "\"scorecrad\"", "\"scorecrad\" is not a choice", "\"scorecrad\"");
}

#[test]
fn the_narrower_entitlement_wins_then_the_later() {
    let card = sound();
    let value = |kind, place, day| card.entitlement(0, kind, place, day).map(|e| e.value);
    let (well, kiosk) = (Some(0), Some(1));
    let then = Day::new(2021, 5, 1);
    let now = Day::new(2026, 5, 1);
    assert_eq!(value(well, place("Хөвсгөл аймаг"), then), Some(25.0));
    assert_eq!(value(well, place("Хөвсгөл аймаг"), Day::new(2022, 12, 31)), Some(25.0));
    assert_eq!(value(well, place("Хөвсгөл аймаг"), now), Some(30.0));
    assert_eq!(value(well, place("Хөвсгөл аймаг"), Day::new(2019, 1, 1)), None);
    assert_eq!(value(well, place("Баянзүрх дүүрэг"), now), Some(40.0));
    assert_eq!(value(kiosk, place("Багануур"), now), Some(50.0));
    assert_eq!(value(well, place("Багануур"), now), Some(40.0));
}

#[test]
fn an_entitlement_with_limits_is_in_force_only_if_they_are_known_to_hold() {
    let card = sound();
    let value = |item, kind, place, day| card.entitlement(item, kind, place, day).map(|e| e.value);
    assert_eq!(value(0, None, None, None), None);
    assert_eq!(value(0, None, None, Day::new(2026, 5, 1)), Some(30.0));
    assert_eq!(value(0, None, place("Багануур"), None), Some(40.0), "the type is not known");
    assert_eq!(value(1, Some(0), None, None), None, "a well is not due it");
    assert_eq!(value(1, Some(1), None, None), Some(15.0));
    assert_eq!(value(1, None, None, None), None, "whether it is due isn't known");
    assert_eq!(value(9, None, None, None), None);
}

#[test]
fn the_capitals_food_norm_is_dated_and_placed() {
    let card = shelf::open_scorecard("education-scorecard").expect("it is shipped");
    let item = card.inputs.iter().position(|i| i.id == "EF03.day").expect("it is there");
    let value = |name, day| card.entitlement(item, Some(0), place(name), day).map(|e| e.value);
    assert_eq!(value("Налайх", Day::new(2024, 10, 1)), Some(4000.0));
    assert_eq!(value("Налайх", Day::new(2024, 9, 30)), None);
    assert_eq!(value("Дорнод", Day::new(2025, 1, 1)), None);
}

#[test]
fn a_repealed_norm_holds_in_its_time_only_and_an_ambulance_is_not_due_to_all() {
    let card = shelf::open_scorecard("health-scorecard").expect("it is shipped");
    let item = |id| card.inputs.iter().position(|i| i.id == id).expect("it is there");
    let kind = |id: &str| card.facility_types.iter().position(|t| t.id == id);
    let value = |id, facility, day| card.entitlement(item(id), kind(facility), None, day).map(|e| e.value);
    assert_eq!(value("HF01", "fhc", Day::new(2015, 6, 1)), Some(14000.0));
    assert_eq!(value("HF01", "fhc", Day::new(2026, 6, 1)), None);
    assert_eq!(value("HF03.transport", "shc", None), Some(1.0));
    assert_eq!(value("HF03.transport", "fhc", None), None);
    assert_eq!(value("HF02.doctor", "shc", None), None);
}

#[test]
fn a_shipped_scorecard_can_be_read_in_both_languages() {
    use crate::lang::Lang;
    let card = shelf::open_scorecard("education-scorecard").expect("it is shipped");
    let mn = super::show::page(&card, Lang::Mn);
    assert!(mn.contains("EC06  Хоол {quality}\n"), "{mn}");
    assert!(mn.contains("норм ≥ 4\u{a0}000, Улаанбаатар"), "{mn}");
    let en = super::show::page(&card, Lang::En);
    assert!(en.contains("1–5 points, more is better"), "{en}");
    assert!(en.contains("difference: disability − others"), "{en}");
    assert!(en.contains("EC10  Dormitory [dormitory] {quality}"), "{en}");
    assert!(en.contains("no norm given; less is better"), "{en}");
}

#[test]
fn any_broken_piece_of_a_scorecard_is_a_fault_and_no_crash() {
    for (cut, _) in SOUND.char_indices() {
        let _ = parse("худаг.toml", &SOUND[..cut]).map_err(|faults| faults.to_string());
    }
    let lines: Vec<&str> = SOUND.lines().collect();
    for left_out in 0..lines.len() {
        let (before, after) = (lines[..left_out].join("\n"), lines[left_out + 1..].join("\n"));
        let _ = parse("худаг.toml", &format!("{before}\n{after}")).map_err(|faults| faults.to_string());
    }
}

#[test]
fn the_scorecard_of_the_guide_is_sound() {
    let guide = include_str!("../../../docs/instruments.md");
    let example = guide.split("```toml\n").nth(2).and_then(|rest| rest.split("```").next());
    if let Err(faults) = parse("docs/instruments.md", example.expect("the guide has a scorecard")) {
        panic!("{faults}");
    }
}

#[test]
fn a_score_of_100_is_the_same_on_a_scale_to_100_and_in_its_place_on_others() {
    let points = |from, to| Scale { from, to, form: ScaleForm::Points };
    for score in [57.5, 57.916_666_666_666_664, 0.0, 100.0] {
        assert_eq!(points(0.0, 100.0).at(score), score);
    }
    assert_eq!((points(1.0, 5.0).at(75.0), points(0.0, 10.0).at(25.0)), (4.0, 2.5));
}
