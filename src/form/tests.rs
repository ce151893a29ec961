//! What a form says is what its instrument says, and whoever reads it gets the instrument back.

use super::*;
use crate::instrument::checklist::ChecklistInstrument;
use crate::instrument::xlsform::{self, FormSheet};
use crate::instrument::{Instrument, parse, shelf};
use crate::problem::Problems;

fn set() -> PlaceSet {
    PlaceSet::built_in("masam").expect("built in")
}

fn form(instrument: &Instrument, langs: &[Lang]) -> Form {
    let wishes = Wishes { set: &set(), facilities: None, langs };
    let (form, problems) = of_card(instrument, &wishes).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(problems.is_empty(), "{problems}");
    form
}

fn checklist(id: &str) -> (ChecklistInstrument, Form) {
    let instrument = shelf::open_checklist(id).expect("it is shipped");
    let wishes = Wishes { set: &set(), facilities: None, langs: &Lang::ALL };
    let (form, _) = of_checklist(&instrument, &wishes).unwrap_or_else(|faults| panic!("{faults}"));
    (instrument, form)
}

/// The sheets as they are read.
fn sheets(form: &Form) -> Vec<FormSheet> {
    let rows = |sheet: &Sheet| std::iter::once(&sheet.columns).chain(&sheet.rows).cloned().collect();
    form.sheets.iter().map(|sheet| FormSheet::new(sheet.name, rows(sheet))).collect()
}

fn read_back(form: &Form) -> Instrument {
    let read = xlsform::read("маягт.xlsx", &sheets(form)).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(read.notes.is_empty(), "{}", read.notes);
    read.instrument
}

/// The cell of a question in `survey`.
fn cell<'f>(form: &'f Form, name: &str, column: &str) -> &'f str {
    let survey = form.sheet("survey").expect("every form has it");
    let at = survey.columns.iter().position(|header| header == "name").expect("it has names");
    let row = survey.rows.iter().position(|row| row[at] == name).unwrap_or_else(|| panic!("no row {name}"));
    survey.get(row, column)
}

/// What no shipped instrument has.
const OWN: &str = include_str!("own.toml");

fn own() -> Instrument {
    parse("own.toml", OWN).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn a_form_that_is_read_is_the_instrument_it_was_made_from() {
    let shipped = ["health", "education"].map(|id| shelf::open(id).expect("it is shipped"));
    for instrument in shipped.into_iter().chain([own()]) {
        for langs in [[Lang::Mn, Lang::En], [Lang::En, Lang::Mn]] {
            assert_eq!(read_back(&form(&instrument, &langs)), instrument, "{} in {langs:?}", instrument.id);
        }
    }
}

#[test]
fn only_those_are_asked_whom_the_instrument_asks() {
    let health = form(&shelf::open("health").expect("it is shipped"), &Lang::ALL);
    assert_eq!(cell(&health, "H01", "relevant"), "");
    assert_eq!(cell(&health, "H19", "relevant"), "${H01} = 'yes' and ${facility_type} = 'fhc'");
    let education = form(&shelf::open("education").expect("it is shipped"), &Lang::ALL);
    assert_eq!(
        cell(&education, "E03", "relevant"),
        "${E01} = 'yes' and (${facility_type} = 'kindergarten' or ${facility_type} = 'school')"
    );
    let own = form(&own(), &Lang::ALL);
    assert_eq!(
        cell(&own, "S3", "relevant"),
        "(selected(${S1}, 'fee') or selected(${S1}, 'far')) and ${age} != '' and ${age} >= -100 and ${age} < 25 \
         and ${age} != -98 and ${age} != -99"
    );
    assert_eq!(
        cell(&own, "S4", "relevant"),
        "${S1} != '' and not(selected(${S1}, '98')) and not(selected(${S1}, '99')) and not(selected(${S1}, 'fee')) \
         and (${S2} = \"it's\" or ${S2} = concat('5\" and ', \"'\", 'x', \"'\", ''))"
    );
}

#[test]
fn plausible_numbers_and_the_codes_for_none_are_taken_and_nothing_else() {
    let health = form(&shelf::open("health").expect("it is shipped"), &Lang::ALL);
    assert_eq!(cell(&health, "H02", "type"), "integer");
    assert_eq!(cell(&health, "H02", "constraint"), "(. >= 0 and . <= 720) or . = -98 or . = -99 or . = -97");
    assert_eq!(
        cell(&health, "H02", "constraint_message::Монгол (mn)"),
        "0-аас 720 хүртэлх тоо байх ёстой, эсвэл -98 (Мэдэхгүй), -99 (Хариулахаас татгалзсан), -97 (Хамаарахгүй)."
    );
    let own = form(&own(), &Lang::ALL);
    assert_eq!(cell(&own, "S3", "type"), "decimal");
    assert_eq!(cell(&own, "S3", "constraint"), ". >= 0 and . <= 2.5");
    assert_eq!(
        cell(&own, "S1", "constraint"),
        "not((selected(., '98') or selected(., '99')) and count-selected(.) > 1)"
    );
}

#[test]
fn a_question_is_required_only_of_whoever_can_say_that_there_is_no_answer() {
    let own = form(&own(), &Lang::ALL);
    assert_eq!([cell(&own, "age", "required"), cell(&own, "S3", "required")], ["yes", ""]);
}

#[test]
fn a_question_before_the_one_that_decides_who_is_asked_it_is_refused_with_both() {
    let text = OWN.replacen("id = \"age\"\ntext", "id = \"age\"\nasked = \"free\"\ntext", 1);
    let instrument = parse("own.toml", &text).expect("the parser allows it");
    let wishes = Wishes { set: &set(), facilities: None, langs: &Lang::ALL };
    let said = of_card(&instrument, &wishes).expect_err("it can't be asked").to_string();
    assert!(said.contains("who is asked \"age\" is decided by \"S2\", which is asked later [K102]"), "{said}");
}

#[test]
fn what_no_form_takes_for_a_name_or_a_code_is_told_all_at_once() {
    let text = OWN.replace("\"S3\"", "\"3S\"").replace("\"far\"", "\"too far\"");
    let instrument = parse("own.toml", &text).unwrap_or_else(|faults| panic!("{faults}"));
    let wishes = Wishes { set: &set(), facilities: None, langs: &Lang::ALL };
    let said: Problems = of_card(&instrument, &wishes).expect_err("it can't be asked");
    let codes: Vec<&str> = said.grouped().iter().map(|group| group.first.code.id()).collect();
    for code in ["K101", "K103"] {
        assert!(codes.contains(&code), "{code} in {said}");
    }
}

#[test]
fn every_place_that_is_offered_is_read_as_that_place_and_belongs_to_an_area() {
    use crate::places::{Context, resolve};
    for name in PlaceSet::built_in_names() {
        let set = PlaceSet::built_in(name).expect(name);
        let instrument = shelf::open("health").expect("it is shipped");
        let wishes = Wishes { set: &set, facilities: None, langs: &Lang::ALL };
        let (form, _) = of_card(&instrument, &wishes).unwrap_or_else(|faults| panic!("{faults}"));
        let choices = form.sheet("choices").expect("every form has it");
        let mut areas = 0;
        for row in 0..choices.rows.len() {
            let of = |column: &str| choices.get(row, column);
            let above = resolve(of("area"), &Context::aimag_column()).place();
            let context = match of("list_name") {
                "area" => Context::any(),
                "soum" => Context::soum_column().parent(above),
                _ => continue,
            };
            areas += 1;
            let place = resolve(of("name"), &Context::any()).place();
            assert!(place.is_some_and(|place| set.area_of(place).is_some()), "{name}: {}", of("name"));
            for text in [of("label::Монгол (mn)"), of("label::English (en)")] {
                let levels = Context::any().levels(&[crate::places::Level::Aimag, crate::places::Level::District]);
                let context = if of("list_name") == "area" { levels.clone() } else { context.clone() };
                assert_eq!(resolve(text, &context).place(), place, "{text}");
            }
        }
        assert!(areas >= set.members().len(), "{name}: {areas}");
    }
}

#[test]
fn facilities_are_offered_in_their_place_and_those_elsewhere_are_told() {
    use crate::table::{Input, Options};
    let text = "код,нэр,name,аймаг,сум\nХО-01,Буянт ЭМТ,Buyant,Ховд,Буянт\nХО-02,Аймгийн эмнэлэг,Hospital,Ховд,\n\
                БЗ-01,Амгалан,Amgalan,Улаанбаатар,Баянзүрх\nЯВ-01,Явуулын эмнэлэг,Mobile,,\nБӨ-01,Өлгий,Ulgii,Баян-Өлгий,Өлгий\n";
    let inputs = vec![Input::from_bytes("бүртгэл.csv", text)];
    let (register, _) = crate::scorecard::read::register(inputs, &Options::default(), &[], &[]).expect("a register");
    let instrument = shelf::open("health").expect("it is shipped");
    let wishes = Wishes { set: &set(), facilities: Some(&register), langs: &Lang::ALL };
    let (form, problems) = of_card(&instrument, &wishes).unwrap_or_else(|faults| panic!("{faults}"));
    assert!(problems.to_string().contains("facility \"БӨ-01\" lies in none of the places"), "{problems}");
    let choices = form.sheet("choices").expect("every form has it");
    let offered: Vec<[&str; 3]> = (0..choices.rows.len())
        .filter(|row| choices.get(*row, "list_name") == "facility")
        .map(|row| ["name", "area", "soum"].map(|column| choices.get(row, column)))
        .collect();
    // Unit codes of Ховд, its soum Буянт, and the district Баянзүрх: src/places/data.
    assert_eq!(
        offered,
        [["ХО-01", "84", "8410"], ["ХО-02", "84", "any"], ["БЗ-01", "1110", "any"], ["ЯВ-01", "any", "any"]]
    );
    assert_eq!(
        cell(&form, "facility", "choice_filter"),
        "(area = ${area} or area = 'any') and (soum = ${soum} or soum = 'any')"
    );
    assert_eq!(read_back(&form), instrument);
}

#[test]
fn a_visit_asks_a_facility_only_for_what_its_type_is_due() {
    let (_, form) = checklist("education-facility");
    assert_eq!(cell(&form, "BI01", "relevant"), "");
    assert_eq!(cell(&form, "DM01", "relevant"), "${type} = 'dormitory'");
    assert_eq!(cell(&form, "IN04", "relevant"), "(${type} = 'kindergarten' or ${type} = 'school')");
    let names: Vec<&str> = form.sheets.iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, ["survey", "choices", "settings", "about"]);
}

#[test]
fn the_same_form_is_the_same_file() {
    let instrument = shelf::open("education").expect("it is shipped");
    let bytes = || form(&instrument, &[Lang::En, Lang::Mn]).workbook().expect("it is written").bytes;
    assert!(bytes() == bytes());
}
