//! `masam places`, told as stories.

use crate::story::Story;

fn told(command: &str) -> Story {
    let rows = "аймаг,сум\nХөвсгөл,Мөрөн\nХэнтий,Мөрөн\n?,Мөрөн\nHovsgol,Ховдд\nHovsgol,Ховдд\nУвс,\n";
    Story::new("places").file("с.csv", rows).run(command)
}

#[test]
fn spellings_of_every_kind_are_resolved_and_an_ambiguous_one_is_refused() {
    let story = told("masam places resolve Õºâñãºë Hovsgol БЗД 267 Сүхбаатар").exits(3);
    let lines: Vec<&str> = story.stdout().lines().collect();
    assert_eq!(lines.len(), 5);
    for (line, (place, how)) in lines.iter().zip([
        ("Хөвсгөл аймаг / Khuvsgul aimag (67)", "old 8-bit font"),
        ("Хөвсгөл аймаг / Khuvsgul aimag (67)", "known variant"),
        ("Баянзүрх дүүрэг / Bayanzurkh district (1110)", "abbreviation"),
        ("Хөвсгөл аймаг / Khuvsgul aimag (67)", "code"),
    ]) {
        assert!(line.contains(place) && line.ends_with(how), "{line}");
    }
    for candidate in ["Сүхбаатар аймаг", "Сүхбаатар дүүрэг", "Сүхбаатар сум"] {
        assert!(lines[4].contains(candidate), "{}", lines[4]);
    }
}

#[test]
fn level_set_and_the_place_above_decide() {
    told("masam places resolve Сүхбаатар --set masam").exits(0).stdout_has("Сүхбаатар аймаг");
    told("masam places resolve Сүхбаатар --level district").exits(0).stdout_has("Сүхбаатар дүүрэг");
    told("masam places resolve Мөрөн").exits(3).stdout_has("could be more than one place");
    told("masam places resolve Мөрөн --within Хэнтий").exits(0).stdout_has("(2340, Хэнтий)");
    told("masam places resolve Мөрөн --within Хэнтиий1").exits(1).stderr_has("--within");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_and_never_taken() {
    told("masam places resolve Хөвсгал").exits(3).stdout_has("Did you mean \"Хөвсгөл аймаг / Khuvsgul aimag (67)\"?");
}

#[test]
fn sets_are_listed_in_the_official_order() {
    let story = told("masam places list --set masam --format csv").exits(0);
    assert_eq!(story.stdout().lines().count(), 1 + 13);
    let soums = told("masam places list --set masam --level soum --format csv").exits(0);
    assert!(soums.stdout().contains("Мөрөн сум") && !soums.stdout().contains("Баянхонгор"));
    told("masam places list --level region").stdout_has("Хангайн бүс");
}

#[test]
fn a_set_of_ones_own_is_a_file() {
    let set = "id = \"own\"\ntitle.mn = \"Манай\"\nmembers = [\"Ховд аймаг\", \"БЗД\"]\n";
    Story::new("own set")
        .file("манай.toml", set)
        .run("masam places list --set манай.toml --format csv")
        .exits(0)
        .stdout_has("Баянзүрх дүүрэг")
        .run("masam places resolve Увс --set манай.toml")
        .exits(3)
        .stdout_has("does not belong here")
        .run("masam places list --set манйа.toml")
        .exits(1)
        .stderr_has("there is no such file");
}

#[test]
fn a_column_is_listed_with_the_unknown_spellings_first() {
    let story = told("masam places check с.csv --column сум --within-column аймаг").exits(3);
    let story = story.stderr_has("5 cells with a text, 3 of them without a place; 1 blank");
    let lines: Vec<&str> = story.stdout().lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("Мөрөн") && lines[0].ends_with("row 4"), "{}", lines[0]);
    assert!(lines[1].starts_with("Ховдд  Хөвсгөл  2") && lines[1].ends_with("rows 5, 6"), "{}", lines[1]);
    assert!(lines[3].contains("(6701, Хөвсгөл)"), "{}", lines[3]);
}

#[test]
fn a_wrong_column_is_answered_with_the_nearest() {
    told("masam places check с.csv --column аймак").exits(1).stderr_has("Did you mean \"аймаг\"?");
}
