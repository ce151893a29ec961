//! `masam instrument`, told as stories.

use crate::story::Story;

#[test]
fn built_in_instruments_are_listed_shown_and_sound() {
    Story::new("shelf")
        .run("masam instrument list")
        .exits(0)
        .stdout_has("health 1.0")
        .stdout_has("Citizen report card on education services")
        .run("masam instrument show health --lang en")
        .exits(0)
        .stdout_has("Citizen report card on health services")
        .run("masam instrument show education")
        .exits(0)
        .stdout_has("Боловсролын")
        .run("masam instrument check health education")
        .exits(0)
        .stdout_has("health/instrument.toml: no faults")
        .says_nothing();
}

#[test]
fn a_misspelled_instrument_is_answered_with_the_nearest() {
    Story::new("helth").run("masam instrument show helth").exits(1).stderr_has("Did you mean \"health\"?");
}

#[test]
fn a_file_and_its_folder_work_like_a_name() {
    let text = include_str!("../../instruments/health/instrument.toml");
    Story::new("own")
        .file("манай/instrument.toml", text)
        .run("masam instrument check манай манай/instrument.toml")
        .exits(0)
        .run("masam instrument show манай")
        .exits(0)
        .stdout_has("health 1.0")
        .run("masam instrument show манай/алга.toml")
        .exits(1)
        .stderr_has("there is no such file");
}

#[test]
fn every_fault_is_shown_with_its_line() {
    let text = include_str!("../../instruments/health/instrument.toml");
    let broken =
        text.replacen("[[question]]", "[[question]]\ncolour = \"улаан\"", 1).replacen("sector =", "sectr =", 1);
    Story::new("faults")
        .file("эвдэрсэн.toml", &broken)
        .run("masam instrument check эвдэрсэн.toml")
        .exits(1)
        .stderr_has("sectr")
        .stderr_has("colour")
        .stderr_has("--> эвдэрсэн.toml:")
        .run("masam instrument check эвдэрсэн.toml --lang mn")
        .exits(1)
        .stderr_has("алдаа[");
}
