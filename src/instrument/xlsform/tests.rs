//! Whole forms: what is understood, what is told, what is refused.

use super::*;
use crate::instrument::{Bounds, Direction, Holds, Kind, Measure, Mention, Missing, Question, text};
use crate::lang::Lang;

/// Sheets, each its name and its rows; the cells of a row stand between `|` or, where lists need that sign, between `¦`.
fn sheets(given: &[(&str, &str)]) -> Vec<FormSheet> {
    let row = |line: &str| -> Vec<String> {
        let sign = if line.contains('¦') { '¦' } else { '|' };
        line.split(sign).map(|cell| cell.trim().to_owned()).collect()
    };
    given.iter().map(|(name, rows)| FormSheet::new(*name, rows.trim().lines().map(row).collect())).collect()
}

fn form(given: &[(&str, &str)]) -> FromForm {
    read("маягт.xlsx", &sheets(given)).unwrap_or_else(|problems| panic!("{problems}"))
}

fn question<'a>(of: &'a FromForm, id: &str) -> &'a Question {
    of.instrument.questions.iter().find(|q| q.id == id).unwrap_or_else(|| panic!("no {id}"))
}

fn told(of: &FromForm, code: Code) -> Vec<String> {
    of.notes.grouped().into_iter().filter(|g| g.first.code == code).map(|g| g.first.to_string()).collect()
}

const CHOICES: &str = "
list_name | name | label::Монгол (mn) | label::English (en)
yn | 1 | Тийм | Yes
yn | 2 | Үгүй | No
yn | 98 | Мэдэхгүй | Don't know
чанар | 1 | Маш муу | Very bad
чанар | 2 | Муу | Bad
чанар | 3 | Дунд | Fair
чанар | 4 | Сайн | Good
чанар | 5 | Маш сайн | Very good
чанар | 99 | Хариулахаас татгалзсан | Refused
саад | зам | Зам муу | Bad road
саад | төлбөр | Төлбөр | Fees
";

const SURVEY: &str = "
type | name | label::Монгол (mn) | label::English (en) | relevant | constraint
start | start | | | |
text | respondent_name | Таны нэр хэн бэ? | Your name? | |
select_one аймгууд | aimag | Аймаг | Aimag | |
note | н1 | Баярлалаа | Thanks | |
begin group | access | Хүртээмж | Access | |
select_one yn | H01 | Үйлчлүүлсэн үү? | Did you use it? | |
integer | H02 | Хэдэн минут явсан бэ? | How many minutes did it take? | ${H01} = '1' | . >= 0 and . <= 300 or . = -98
end group | | | | |
begin group | чанар | Чанар | Quality | selected(${H01}, '1') |
select_one чанар | H06 | Ажилтны харилцаа | Attitude of staff | |
select_multiple саад | H21 | Юу саад болсон бэ? | What hindered you? | ${H02} > 30 |
end group | | | | |
";

const AREAS: &str = "
list_name | name | label
аймгууд | dornod | Дорнод
аймгууд | uvs | Увс
";

#[test]
fn a_plain_form_becomes_an_instrument_with_a_first_draft() {
    let choices = format!(
        "{}{}",
        CHOICES.trim(),
        AREAS.trim().split_once('\n').map(|(_, rows)| format!("\n{rows}")).unwrap_or_default()
    );
    let found = form(&[("Survey ", SURVEY), ("choices", &choices)]);
    let of = &found.instrument;
    assert_eq!(of.columns.area.0[0], "aimag");
    assert_eq!(of.columns.personal.0, ["respondent_name", "Таны нэр хэн бэ?", "Your name?"]);
    let ids: Vec<&str> = of.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(ids, ["H01", "H02", "H06", "H21/зам", "H21/төлбөр"]);
    let used = question(&found, "H01");
    assert_eq!(used.answers().len(), 2);
    assert!(used.missing.iter().any(|m| m.code == "98" && m.reason == Missing::DontKnow));
    let Kind::Number { unit, least, most } = &question(&found, "H02").kind else { panic!("a number") };
    assert_eq!((unit.get(Lang::Mn), *least, *most), ("минут", Some(0.0), Some(300.0)));
    assert_eq!(question(&found, "H02").missing[0].code, "-98");
    // Маш муу … маш сайн: 1 to 5, and better upwards.
    let values: Vec<Option<f64>> = question(&found, "H06").answers().iter().map(|a| a.value).collect();
    assert_eq!(values, [1.0, 2.0, 3.0, 4.0, 5.0].map(Some));
    let score = of.indicators.iter().find(|i| i.id == "H06.score").expect("a score");
    assert_eq!((score.direction, of.dimensions[score.dimension.0].title.get(Lang::Mn)), (Direction::Higher, "Чанар"));
    let share = of.indicators.iter().find(|i| i.id == "H01").expect("a share of yes");
    assert_eq!(share.direction, Direction::Neither);
    let named = of.indicators.iter().find(|i| i.id == "H21.төлбөр").expect("a share of an answer");
    let Measure::Share { counts, .. } = &named.measure else { panic!("a share") };
    assert_eq!(counts.holds, Holds::Answers(vec![Mention::NAMED]));
    assert_eq!(found.drafted, Some(5));
    for code in [
        Code::FormRoleGuessed,
        Code::FormMissingGuessed,
        Code::FormScaleGuessed,
        Code::FormUnitGuessed,
        Code::FormDrafted,
    ] {
        assert!(!told(&found, code).is_empty(), "{code:?} isn't told");
    }
    assert_eq!(found.left_out(), 0, "{}", found.notes);
}

#[test]
fn filters_are_inherited_from_groups_and_a_filter_in_two_spellings_is_one_base() {
    let found = form(&[("survey", SURVEY), ("choices", CHOICES)]);
    let of = &found.instrument;
    let base = |id: &str| question(&found, id).asked.map(|base| &of.bases[base.0]).expect("a base");
    // `${H01} = '1'` of a question, `selected(${H01}, '1')` of a group.
    assert_eq!(base("H02").id, base("H06").id);
    assert_eq!(base("H02").title.get(Lang::En), "Did you use it?: Yes");
    let both = base("H21/зам");
    assert_eq!(both.all.len(), 2);
    assert_eq!(both.all[1].holds, Holds::Within(Bounds { above: Some(30.0), ..Bounds::default() }));
    assert_eq!(of.bases.len(), 2);
}

#[test]
fn the_written_text_of_a_form_reads_as_the_same_instrument() {
    let found = form(&[("survey", SURVEY), ("choices", CHOICES)]);
    let written = text(&found.instrument);
    let again = crate::instrument::parse("instrument.toml", &written).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(again, found.instrument, "{written}");
}

#[test]
fn what_cannot_be_used_is_told_at_its_row_and_left_out() {
    let survey = "
type | name | label | relevant
select_one yn | q1 | Асуулт нэг | ${хэзээ} = 'x' or ${q9} = 'y'
select_one алга | q2 | Асуулт хоёр |
тоогоор | q3 | Асуулт гурав |
select one from yn | | Нэргүй |
begin repeat | хүүхэд | Хүүхэд бүр |
integer | age | Нас |
end repeat | | |
date | q4 | Огноо |
";
    let choices = "
list name | value | label
yn | yes | Тийм
yn | no | Үгүй
yn | yes | Дахиад тийм
yn | | Кодгүй
";
    let found = form(&[("survey", survey), ("choices", choices)]);
    assert_eq!(found.instrument.questions.len(), 1);
    let one = |code: Code| told(&found, code).join("\n");
    assert!(
        one(Code::FormFilter)
            .contains("sheet survey, row 2, column relevant: the filter \"${хэзээ} = 'x' or ${q9} = 'y'\"")
    );
    assert!(
        one(Code::FormNoList).contains("row 3, column type: there is no list \"алга\""),
        "{}",
        one(Code::FormNoList)
    );
    assert!(one(Code::FormTypeUnknown).contains("row 4, column type: type \"тоогоор\""));
    assert!(told(&found, Code::FormRowLacks).iter().any(|said| said.contains("sheet survey, row 5")));
    assert!(told(&found, Code::FormRowLacks).iter().any(|said| said.contains("sheet choices, row 5")));
    assert!(one(Code::FormInRepeat).contains("row 7, column name"), "{}", one(Code::FormInRepeat));
    assert!(one(Code::FormChoiceTwice).contains("sheet choices, row 4"));
    assert!(one(Code::FormRowUnused).contains("row 9"));
    assert!(one(Code::FormNoArea).contains("аймаг"));
}

#[test]
fn a_file_that_is_no_form_is_refused_in_one_message() {
    let refused = read("карт.xlsx", &sheets(&[("Оноо", "бүлэг | оноо\nэмэгтэй | 3")])).expect_err("no form");
    assert_eq!((refused.grouped().len(), refused.grouped()[0].first.code), (1, Code::NotAForm));
    let said = refused.to_string();
    assert!(said.contains("карт.xlsx: this is not an XLSForm: it has no sheet survey (Оноо)"), "{said}");
    let refused =
        read("a.xlsx", &sheets(&[("survey", "type | name | label\ntext | q1 | Юу?")])).expect_err("nothing asked");
    assert_eq!(refused.grouped()[0].first.code, Code::FormNothingAsked);
}

#[test]
fn questions_of_one_name_are_told_apart_by_their_paths() {
    let survey = "
type | name | label
begin group | а | Нэг
select_one yn | q | Асуулт
end group | |
begin group | б | Хоёр
select_one yn | q | Асуулт хоёр
end group | |
";
    let found = form(&[("survey", survey), ("choices", "list_name | name | label\nyn | 1 | Тийм\nyn | 0 | Үгүй")]);
    let ids: Vec<&str> = found.instrument.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(ids, ["а.q", "б.q"]);
    assert_eq!(question(&found, "б.q").headers.0, ["б/q"]);
}

#[test]
fn labels_of_every_language_are_headers_and_spellings() {
    let survey = "
type | name | label::English (en) | label::Қазақша (kk) | label::Монгол
select_one yn | q | Is it clean? | Таза ма? | Цэвэр үү?
";
    let choices = "
list_name | name | label::English (en) | label::Қазақша (kk) | label::Монгол
yn | yes | Yes | Иә | Тийм
yn | no | No | Жоқ | Үгүй
";
    let found = form(&[("survey", survey), ("choices", choices)]);
    let asked = question(&found, "q");
    assert_eq!((asked.text.get(Lang::Mn), asked.text.get(Lang::En)), ("Цэвэр үү?", "Is it clean?"));
    assert_eq!(
        (asked.headers.0.as_slice(), asked.answers()[0].also.as_slice()),
        (&["Таза ма?".to_owned()][..], &["Иә".to_owned()][..])
    );
}

#[test]
fn further_sheets_say_the_whole_instrument() {
    let survey = "
type ¦ name ¦ label::mn ¦ label::en ¦ masam_label::mn ¦ masam_label::en ¦ unit::mn ¦ unit::en ¦ asked ¦ headers ¦ missing ¦ least ¦ most ¦ role
select_one yn ¦ H01 ¦ Үйлчлүүлсэн үү? ¦ Did you use it? ¦ Үйлчлүүлсэн ¦ Used ¦ ¦ ¦ ¦ used | \"a|b\" ¦ dont_know = 98 | мэдэхгүй; refused = 99 ¦ ¦ ¦
integer ¦ age ¦ Нас ¦ Age ¦ ¦ ¦ нас ¦ years ¦ users ¦ ¦ ¦ 0 ¦ 110 ¦
text ¦ аймаг ¦ Аймаг ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ area
";
    let choices = "
list_name ¦ name ¦ label::mn ¦ label::en ¦ score ¦ also
yn ¦ yes ¦ Тийм ¦ Yes ¦ 1 ¦ 1 | true
yn ¦ no ¦ Үгүй ¦ No ¦ 0 ¦
";
    let given = [
        ("survey", survey),
        ("choices", choices),
        ("settings", "form_id | version | masam_id | sector | stands_for_residents | overall | masam_title::mn | masam_title::en\nf | 7 | ус | water | true | H01 | Ус | Water"),
        ("columns", "role | headers | stage\ncluster | psu | 1\ncluster | өрх | 2\nnested | true |"),
        ("bases", "id ¦ title::mn ¦ where\nusers ¦ үйлчлүүлсэн ¦ H01 = yes"),
        ("dimensions", "id | title::mn | title::en | weight\naccess | Хүртээмж нь | Access it is | 2"),
        (
            "indicators",
            "id ¦ title::mn ¦ dimension ¦ measure ¦ question ¦ codes ¦ at_most ¦ base ¦ better ¦ weight ¦ target ¦ target_kind ¦ target_source::mn ¦ target_from ¦ target_places
H01 ¦ Үйлчлүүлсэн ¦ access ¦ share ¦ H01 ¦ yes ¦ ¦ ¦ higher ¦ 1 ¦ 80 ¦ norm ¦ Хууль ¦ 2024-01-01 ¦ Дорнод | Увс
¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ ¦ 90 ¦ target ¦ Төлөвлөгөө ¦ ¦
age.25 ¦ 25 хүртэл ¦ access ¦ share ¦ age ¦ ¦ 25 ¦ users ¦ neither ¦ ¦ ¦ ¦ ¦ ¦",
        ),
        ("composites", "id ¦ title::mn ¦ of ¦ level\nall ¦ Бүгд ¦ dimensions all ¦\nx ¦ Нэг ¦ indicators H01 * 2.5 ¦ respondent"),
        ("groupings", "grouping ¦ title::mn ¦ question ¦ ordered ¦ group ¦ label::mn ¦ codes ¦ at_least ¦ below ¦ compare\nage ¦ Нас ¦ age ¦ true ¦ young ¦ Залуу ¦ ¦ ¦ 30 ¦ young - old\n¦ ¦ ¦ ¦ old ¦ Ахмад ¦ ¦ 30 ¦ ¦"),
        ("rules", "id ¦ title::mn ¦ when ¦ needs\nr ¦ Сонин ¦ H01 = no ¦ age >= 15; age < 90"),
    ];
    let found = form(&given);
    assert_eq!((found.drafted, found.left_out()), (None, 0), "{}", found.notes);
    // The same, written by hand as an instrument is.
    let by_hand = r#"
id = "ус"
version = "7"
sector = "water"
place_set = "masam"
stands_for_residents = true
overall = "H01"
title = { mn = "Ус", en = "Water" }
description = { mn = "XLSForm маягтаас авсан асуулга.", en = "Taken from an XLSForm." }
columns = { area = ["аймаг", "Аймаг"], clusters = [["psu"], ["өрх"]], nested = true }
missing.usual = { dont_know = ["98", "мэдэхгүй"], refused = ["99"] }
base.users = { title = { mn = "үйлчлүүлсэн" }, where = { H01 = ["yes"] } }
question = [
    { id = "H01", text = { mn = "Үйлчлүүлсэн үү?", en = "Did you use it?" }, label = { mn = "Үйлчлүүлсэн", en = "Used" }, headers = ["used", "a|b"], missing = "usual", answers = [{ code = "yes", mn = "Тийм", en = "Yes", also = ["1", "true"], value = 1 }, { code = "no", mn = "Үгүй", en = "No", value = 0 }] },
    { id = "age", text = { mn = "Нас", en = "Age" }, number = { unit = { mn = "нас", en = "years" }, least = 0, most = 110 }, asked = "users" },
]
dimension = [{ id = "access", title = { mn = "Хүртээмж нь", en = "Access it is" }, weight = 2 }]
indicator = [
    { id = "H01", title = { mn = "Үйлчлүүлсэн" }, dimension = "access", measure = { share = "H01", codes = ["yes"] }, better = "higher", weight = 1, targets = [{ value = 80, kind = "norm", source = { mn = "Хууль" }, from = "2024-01-01", places = ["Дорнод", "Увс"] }, { value = 90, kind = "target", source = { mn = "Төлөвлөгөө" } }] },
    { id = "age.25", title = { mn = "25 хүртэл" }, dimension = "access", measure = { share = "age", at_most = 25 }, base = "users", better = "neither" },
]
composite = [{ id = "all", title = { mn = "Бүгд" }, dimensions = "all" }, { id = "x", title = { mn = "Нэг" }, indicators = { H01 = 2.5 }, level = "respondent" }]
grouping = [{ id = "age", title = { mn = "Нас" }, question = "age", ordered = true, groups = [{ id = "young", mn = "Залуу", below = 30 }, { id = "old", mn = "Ахмад", at_least = 30 }], compare = [["young", "old"]] }]
rule = [{ id = "r", mn = "Сонин", when = { H01 = ["no"] }, needs = { age = { at_least = 15, below = 90 } } }]
"#;
    let by_hand = crate::instrument::parse("a.toml", by_hand).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(found.instrument, by_hand);
}

#[test]
fn a_fault_of_what_the_form_says_is_told_at_its_cell() {
    let given = [
        ("survey", "type | name | label\nselect_one yn | H01 | Үйлчлүүлсэн үү?"),
        ("choices", "list_name | name | label\nyn | yes | Тийм\nyn | no | Үгүй"),
        ("dimensions", "id | title\naccess | Хүртээмж"),
        (
            "indicators",
            "id | title | dimension | measure | question | codes | better | weight
H01 | Нэг | access | share | H01 | yse | higher | олон
H02 | Хоёр | acess | share | H01 | yes | дээш |
H03 | Гурав | access | медиан | H01 | | higher |
H04 | | access | score | H09 | | higher |",
        ),
        ("rules", "id | title | when | needs\nr | Сонин | H01 | H01 = no"),
    ];
    let refused = read("маягт.xlsx", &sheets(&given)).expect_err("it has faults");
    let said = refused.to_string();
    for wanted in [
        "маягт.xlsx, sheet indicators, row 2, column codes: question H01 has no answer \"yse\". Did you mean \"yes\"? [I007]",
        "sheet indicators, row 2, column weight: \"олон\" does not fit here; it should look like 12.5 [I004]",
        "sheet indicators, row 3, column dimension: there is no dimension \"acess\". Did you mean \"access\"? [I009]",
        "sheet indicators, row 3, column better: \"дээш\" is not a choice here",
        "sheet indicators, row 4, column measure: \"медиан\" is not a choice here",
        "sheet indicators, row 5, column question: there is no question \"H09\"",
        "sheet indicators, row 5: \"title\" is missing here",
        "sheet rules, row 2, column when: \"H01\" does not fit here; it should look like H01 = yes | no; age >= 15",
    ] {
        assert!(said.contains(wanted), "{wanted}\nis not in\n{said}");
    }
    assert_eq!(refused.grouped().len(), 8, "{said}");
}

#[test]
fn choices_beside_a_scale_are_missing_codes_where_the_form_says_so() {
    let given = [
        ("survey", "type | name | label | missing\nselect_one q | q | Чанар |"),
        (
            "choices",
            "list_name | name | label | score | missing\nq | a | Муу | 0 |\nq | b | Сайн | 10 |\nq | c | Мэдэхгүй | |\nq | d | Үзээгүй | | not_asked",
        ),
    ];
    let found = form(&given);
    let asked = question(&found, "q");
    // Nothing is guessed: "don't know" is an answer here.
    let codes: Vec<(&str, Option<f64>)> = asked.answers().iter().map(|a| (a.code.as_str(), a.value)).collect();
    assert_eq!(codes, [("a", Some(0.0)), ("b", Some(10.0)), ("c", None)]);
    assert_eq!(
        (asked.missing[0].code.as_str(), asked.missing[0].reason, asked.missing.len()),
        ("d", Missing::NotAsked, 2)
    );
    assert_eq!(told(&found, Code::FormMissingGuessed).len(), 0);
}

#[test]
fn a_form_in_one_csv_is_read_with_its_sheets() {
    let text = "\"survey\",,,\n,\"name\",\"type\",\"label:mongolian\"\n,\"q\",\"select one from yn\",\"Цэвэр үү?\"\n,,,\n\"choices\",,,\n,\"list name\",\"name\",\"label:mongolian\"\n,\"yn\",\"1\",\"Тийм\"\n,\"yn\",\"0\",\"Үгүй\"\n";
    let input = crate::table::Input::from_bytes("маягт.csv", text);
    let book = crate::table::book::open(input, &crate::table::Options::default()).unwrap_or_else(|p| panic!("{p}"));
    let found = read_book(&book).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(question(&found, "q").text.get(Lang::Mn), "Цэвэр үү?");
}

#[test]
fn a_workbook_is_read_with_numbers_for_codes_and_a_blank_second_row() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let survey = book.add_worksheet().set_name("survey").expect("a name");
    for (row, cells) in [(0, ["type", "name", "label"]), (2, ["select_one ч", "q", "Ямар вэ?"])] {
        survey.write_row(row, 0, cells).expect("a row");
    }
    let choices = book.add_worksheet().set_name("choices").expect("a name");
    choices.write_row(0, 0, ["list_name", "name", "label"]).expect("a row");
    for (row, (code, label)) in
        [(-99.0, "Мэдэхгүй"), (1.0, "Сайн"), (2.0, "Дунд"), (3.0, "Муу")].into_iter().enumerate()
    {
        let row = row as u32 + 1;
        choices.write(row, 0, "ч").expect("a text");
        choices.write(row, 1, code).expect("a number");
        choices.write(row, 2, label).expect("a text");
    }
    let bytes = book.save_to_buffer().expect("a workbook in memory");
    let input = crate::table::Input::from_bytes("маягт.xlsx", bytes);
    let book = crate::table::book::open(input, &crate::table::Options::default()).unwrap_or_else(|p| panic!("{p}"));
    let found = read_book(&book).unwrap_or_else(|problems| panic!("{problems}"));
    let asked = question(&found, "q");
    // 1 is "good": the values go down as the codes go up, so that more is better.
    let codes: Vec<(&str, Option<f64>)> = asked.answers().iter().map(|a| (a.code.as_str(), a.value)).collect();
    assert_eq!(codes, [("1", Some(3.0)), ("2", Some(2.0)), ("3", Some(1.0))]);
    assert_eq!(asked.missing[0].code, "-99");
}

#[test]
fn a_list_that_numbers_places_in_its_own_way_says_what_its_codes_mean_and_official_codes_need_no_saying() {
    let survey = "type | name | label::mn\nselect_one аймаг | aimag | Аймаг\nselect_one yn | H01 | Сайн уу?";
    let choices = "list_name | name | label::mn
аймаг | 21 | Говьсүмбэр
аймаг | 1 | Ховд
аймаг | 85 | Увс аймаг
yn | yes | Тийм
yn | no | Үгүй";
    let of = form(&[("survey", survey), ("choices", choices)]);
    // 21 is the official code of Dornod, 85 that of Uvs.
    let own = [("21", "Говьсүмбэр"), ("1", "Ховд")].map(|(code, place)| (code.to_owned(), place.to_owned()));
    assert_eq!(of.instrument.columns.area_codes, own);
    let again = crate::instrument::parse("x", &text(&of.instrument)).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(again.columns.area_codes, own);
}
