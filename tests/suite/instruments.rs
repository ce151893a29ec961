//! `masam instrument`, told as stories.

use crate::story::Story;

#[test]
fn built_in_instruments_are_listed_shown_and_sound() {
    Story::new("shelf")
        .run("masam instrument list")
        .exits(0)
        .stdout_has("health 1.0 (citizen report card)")
        .stdout_has("Citizen report card on education services")
        .stdout_has("health-scorecard 1.0 (community scorecard)")
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
fn scorecards_are_shown_and_checked_like_report_cards() {
    let text = include_str!("../../instruments/health-scorecard/instrument.toml");
    Story::new("scorecards")
        .file("манай.toml", text)
        .file("эвдэрсэн.toml", &text.replacen("bound = \"at-most\"", "bound = \"at-mots\"", 1))
        .run("masam instrument show health-scorecard")
        .exits(0)
        .stdout_has("HC01  Эмийн хангамж")
        .run("masam instrument show манай.toml --lang en")
        .exits(0)
        .stdout_has("HC12  Ambulance / emergency call response [shc]")
        .run("masam instrument check манай.toml education-scorecard")
        .exits(0)
        .stdout_has("манай.toml: no faults; health-scorecard 1.0: scale 0-100, 6 groups, 12 indicators")
        .stdout_has("scale 1-5")
        .run("masam instrument check эвдэрсэн.toml")
        .exits(1)
        .stderr_has("\"at-mots\" is not a choice")
        .stderr_has("--> эвдэрсэн.toml:");
}

#[test]
fn a_scorecard_where_a_report_card_is_wanted_is_answered_in_one_sentence() {
    let text = include_str!("../../instruments/education-scorecard/instrument.toml");
    Story::new("kinds")
        .file("манай.toml", text)
        .file("survey.csv", "аймаг,H01\nДорнод,1\n")
        .run("masam report-card survey.csv --instrument health-scorecard --out card.xlsx")
        .exits(1)
        .stderr_has("health-scorecard is a community scorecard: use masam scorecard. It could be: education, health.")
        .run("masam report-card survey.csv --instrument манай.toml --out card.xlsx")
        .exits(1)
        .stderr_has("education-scorecard is a community scorecard: use masam scorecard")
        .stderr_has("1 problem in манай.toml");
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

/// A form in one CSV: two questions, a filter that isn't understood.
const FORM: &str = "survey,,,,
,type,name,label::Монгол (mn),relevant
,select_one аймаг,aimag,Аймаг,
,select_one yn,H01,Үйлчлүүлсэн үү?,
,select_one чанар,H06,Ажилтны харилцаа,${H01} = 'yes'
,integer,H04,Хэдэн минут хүлээсэн бэ?,count(${H01}) > 1
choices,,,,
,list_name,name,label::Монгол (mn),
,аймаг,dornod,Дорнод,
,yn,yes,Тийм,
,yn,no,Үгүй,
,чанар,1,Муу,
,чанар,2,Дунд,
,чанар,3,Сайн,
";

#[test]
fn a_form_is_an_instrument_wherever_one_is_named() {
    Story::new("form")
        .file("маягт.csv", FORM)
        .file("хариулт.csv", "access/aimag,Үйлчлүүлсэн үү?,x/H06,H04\nДорнод,Тийм,3,10\nДорнод,Тийм,Дунд,20\nДорнод,Үгүй,,30\n")
        .run("masam instrument check маягт.csv")
        .exits(0)
        .stdout_has("маягт.csv: no faults; маягт 1: 3 questions")
        .stderr_has("sheet survey, row 6, column relevant: the filter \"count(${H01}) > 1\" is not understood")
        .stderr_has("taken: 3 questions, 1 bases, 3 indicators")
        .run("masam instrument check маягт.csv --lang mn")
        .exits(0)
        .stderr_has("шүүлтүүрийг ойлгосонгүй")
        .run("masam instrument show маягт.csv")
        .exits(0)
        .stdout_has("H06.score  Ажилтны харилцаа (оноо)")
        .run("masam report-card хариулт.csv --instrument маягт.csv --places all --format md --lang mn --out -")
        .stdout_has("Ажилтны харилцаа (оноо)")
        .stderr_has("маягт.csv was read as an XLSForm: 1 left out or to be looked at; it names no indicators, so 3 were drafted")
        .run("masam report-card хариулт.csv --instrument маягт.csv --places all --format md --lang mn --out - --quiet")
        .stdout_has("Ажилтны харилцаа (оноо)")
        .says_nothing();
}

#[test]
fn a_form_becomes_a_file_that_is_read_as_the_same_instrument() {
    Story::new("from-xlsform")
        .file("маягт.csv", FORM)
        .run("masam instrument from-xlsform маягт.csv --out миний")
        .exits(3)
        .stderr_has("instrument.toml")
        .run("masam instrument from-xlsform маягт.csv --out миний")
        .exits(1)
        .stderr_has("is already there")
        .run("masam instrument check миний")
        .exits(0)
        .stdout_has("3 questions, 1 dimensions, 3 indicators")
        .says_nothing()
        .run("masam instrument from-xlsform маягт.csv --out -")
        .stdout_has("measure = { score = \"H06\" }")
        .file("оноо.csv", "бүлэг,оноо\nэмэгтэй,3\n")
        .run("masam instrument from-xlsform оноо.csv --out миний")
        .exits(1)
        .stderr_has("оноо.csv: this is not an XLSForm")
        .run("masam scorecard . --instrument маягт.csv --out card.xlsx")
        .exits(1)
        .stderr_has("is a citizen report card");
}
