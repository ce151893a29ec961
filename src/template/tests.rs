use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xlsx, open_workbook_from_rs};

use super::*;
use crate::instrument::TargetKind;
use crate::instrument::scorecard::{Bound, Entitlement, Entry, Mark, Scale, ScaleForm, Scored, Tracked};
use crate::lang::Label;
use crate::places::{Context, resolve};
use crate::scorecard::layout::{Block, Fact, HIDDEN_SHEET};

fn entry(id: &str, mn: &str, en: &str) -> Entry {
    Entry { id: id.into(), title: Label::new(mn, en), also: Vec::new() }
}

fn scored(id: &str, mn: &str, en: &str, kinds: &[usize]) -> Scored {
    let about = Label::new("Юуг үнэлэх вэ", "What is scored");
    Scored {
        id: id.into(),
        title: Label::new(mn, en),
        about,
        also: Vec::new(),
        facility_types: kinds.to_vec(),
        dimension: None,
    }
}

fn tracked(id: &str, mn: &str, en: &str, kinds: &[usize], entitlements: Vec<Entitlement>) -> Tracked {
    Tracked {
        id: id.into(),
        title: Label::new(mn, en),
        about: Label::default(),
        unit: Label::new("орон тоо", "posts"),
        also: Vec::new(),
        facility_types: kinds.to_vec(),
        dimension: None,
        bound: Bound::AtLeast,
        entitlements,
    }
}

fn norm(value: f64, from: &str) -> Entitlement {
    Entitlement {
        value,
        kind: TargetKind::Norm,
        source: Label::new("Сайдын тушаал", "Order of the minister"),
        facility_types: Vec::new(),
        from: Day::iso(from),
        until: None,
        places: Vec::new(),
    }
}

fn instrument(scale: Scale) -> ScorecardInstrument {
    let mark = |value, mn: &str, en: &str| Mark { value, title: Label::new(mn, en) };
    let middle = scale.at(50.0);
    ScorecardInstrument {
        id: "health-scorecard".into(),
        version: "1".into(),
        sector: "health".into(),
        title: Label::new(
            "Эрүүл мэндийн төвийн олон нийтийн үнэлгээний хуудас",
            "Community scorecard of health centres",
        ),
        description: Label::default(),
        place_set: "masam".into(),
        scale,
        marks: vec![mark(scale.from, "муу", "bad"), mark(middle, "дунд", "so-so"), mark(scale.to, "сайн", "good")],
        facility_types: vec![
            entry("shc", "Сумын эрүүл мэндийн төв", "Soum health centre"),
            entry("fhc", "Өрхийн эрүүл мэндийн төв", "Family health centre"),
        ],
        groups: vec![
            entry("women", "Эмэгтэйчүүд", "Women"),
            entry("men", "Эрэгтэйчүүд", "Men"),
            entry("disability", "Хөгжлийн бэрхшээлтэй иргэд", "People with disability"),
        ],
        compare: Vec::new(),
        stakeholders: vec![entry("khural", "ИТХ", "Khural"), entry("ngo", "Иргэний нийгмийн байгууллага", "CSOs")],
        indicators: vec![
            scored("HC01", "Эмийн хангамж", "Availability of medicines", &[]),
            scored("HC02", "Ажилтны харилцаа, хандлага", "Attitude of staff", &[]),
            scored("HC08", "Гэрийн эргэлт, малчдад үзүүлэх явуулын үйлчилгээ", "Home visits and mobile care", &[0]),
        ],
        inputs: vec![
            tracked("HF02.doctor", "Эмч", "Doctors", &[], vec![norm(2.0, "2020-01-01"), norm(3.0, "2026-01-01")]),
            tracked("HF09", "Явуулын анги", "Mobile team", &[0], Vec::new()),
        ],
        words: Default::default(),
    }
}

const HUNDRED: Scale = Scale { from: 0.0, to: 100.0, form: ScaleForm::Points };
const FACES: Scale = Scale { from: 1.0, to: 3.0, form: ScaleForm::Faces };

fn facility() -> Facility {
    Facility {
        id: "KhFHC-03".into(),
        name: Label::new("Жаргалант сумын 3-р өрхийн эрүүл мэндийн төв", "Jargalant family health centre no. 3"),
        kind: Some(1),
        place: resolve("Ховд аймаг", &Context::any()).place(),
        catchment: Some(7_250),
        provider: "төрийн бус / private & public".into(),
        contact: "Эрхлэгч".into(),
        attributes: Vec::new(),
    }
}

fn day(text: &str) -> Option<Day> {
    Day::iso(text)
}

fn made(scale: Scale, facility: &Facility, langs: &[Lang]) -> File {
    workbook(&instrument(scale), facility, "2026-1", day("2026-06-30"), langs).expect("a workbook")
}

/// The rows of a sheet as text, the blank ones left out.
fn rows(file: &File, sheet: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&file.bytes[..])).expect("a workbook");
    let range = book.worksheet_range(sheet).expect("a sheet");
    let text = |cell: &Data| cell.to_string();
    range
        .rows()
        .map(|row| row.iter().map(text).collect::<Vec<_>>())
        .filter(|row| row.iter().any(|c| !c.is_empty()))
        .collect()
}

/// A part of the file as it stands in the archive.
fn part(file: &File, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&file.bytes[..])).expect("an archive");
    std::io::read_to_string(archive.by_name(name).expect("a part")).expect("text")
}

fn starts<'a>(rows: &'a [Vec<String>], with: &str) -> Vec<&'a Vec<String>> {
    rows.iter().filter(|row| row[0] == with).collect()
}

#[test]
fn the_same_facility_and_round_give_the_same_bytes_under_a_name_of_their_own() {
    let langs = [Lang::Mn, Lang::En];
    let once = made(HUNDRED, &facility(), &langs);
    assert_eq!(once.name, "KhFHC-03_2026-1.xlsx");
    assert_eq!(once, made(HUNDRED, &facility(), &langs));
    assert_eq!(made(HUNDRED, &Facility::default(), &langs).name, "health-scorecard_2026-1.xlsx");
}

#[test]
fn every_table_of_the_layout_is_there_with_its_headers_in_both_languages() {
    let file = made(HUNDRED, &facility(), &[Lang::Mn, Lang::En]);
    for block in Block::ALL {
        let wanted: Vec<String> =
            block.columns().iter().map(|c| format!("{}\n{}", c.title().mn, c.title().en)).collect();
        let rows = rows(&file, &block.sheet().title().mn);
        let is_header = |row: &Vec<String>| {
            let words: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
            words.len() >= wanted.len() && words.iter().zip(&wanted).all(|(a, b)| *a == b)
        };
        assert!(rows.iter().any(is_header), "{block:?}: {wanted:?}");
    }
}

#[test]
fn a_book_asks_only_what_its_type_of_facility_is_asked() {
    let [family, soum] = [Some(1), Some(0)].map(|kind| made(HUNDRED, &Facility { kind, ..facility() }, &[Lang::Mn]));
    assert_eq!(starts(&rows(&family, "Өөрийн үнэлгээ"), "HC08").len(), 0);
    assert_eq!(starts(&rows(&soum, "Өөрийн үнэлгээ"), "HC08").len(), 1);
    assert_eq!(starts(&rows(&family, "Хангамж"), "HF09").len(), 0);
    let unknown = made(HUNDRED, &Facility { kind: None, ..facility() }, &[Lang::Mn]);
    assert_eq!(starts(&rows(&unknown, "Хангамж"), "HF09").len(), 1);
}

#[test]
fn the_entitlement_in_force_on_the_day_is_filled_in_with_its_source() {
    let row = |day: &str| {
        let file =
            workbook(&instrument(HUNDRED), &facility(), "2026-1", Day::iso(day), &[Lang::Mn]).expect("a workbook");
        starts(&rows(&file, "Хангамж"), "HF02.doctor")[0].clone()
    };
    assert_eq!(row("2026-06-30")[3..5], ["3", "Сайдын тушаал"]);
    assert_eq!(row("2025-06-30")[3..5], ["2", "Сайдын тушаал"]);
    assert_eq!(row("2019-06-30")[3..5], ["", ""]);
}

#[test]
fn every_group_has_a_page_with_all_indicators_and_one_group_is_left_to_name() {
    let file = made(HUNDRED, &facility(), &[Lang::Mn]);
    let found = rows(&file, "Иргэдийн оноо");
    for group in ["women", "men", "disability"] {
        assert_eq!(starts(&found, group).len(), 1, "{group}");
    }
    let codes = found.iter().filter(|row| row[3] == "HC01").count();
    assert_eq!(codes, 4);
    assert!(part(&file, "xl/worksheets/sheet3.xml").contains("<rowBreaks count=\"3\""));
}

#[test]
fn votes_stand_under_the_score_they_are_for() {
    let hundred = rows(&made(HUNDRED, &facility(), &[Lang::Mn]), "Санал хураалт");
    let header = starts(&hundred, "Бүлгийн код")[0];
    assert_eq!(header[4..], ["0", "25", "50", "75", "100"]);
    let faces = rows(&made(FACES, &facility(), &[Lang::Mn]), "Санал хураалт");
    let header = starts(&faces, "Бүлгийн код")[0];
    assert_eq!(header[4..], ["1", "2", "3"]);
    let above = faces.iter().find(|row| row[4].contains('☹')).expect("faces above the numbers");
    assert_eq!(above[4..], ["☹ муу", "😐 дунд", "☺ сайн"]);
}

#[test]
fn excel_refuses_a_score_off_the_scale_and_half_a_face() {
    let validations = |scale| part(&made(scale, &facility(), &[Lang::Mn]), "xl/worksheets/sheet5.xml");
    let hundred = validations(HUNDRED);
    assert!(hundred.contains(r#"type="decimal""#), "{hundred}");
    assert!(hundred.contains("<formula1>0</formula1><formula2>100</formula2>"), "{hundred}");
    assert!(hundred.contains("0–100 хүртэл тоо") && hundred.contains("A number from 0 to 100"), "{hundred}");
    let faces = validations(FACES);
    assert!(faces.contains(r#"type="whole""#), "{faces}");
    assert!(faces.contains("<formula1>1</formula1><formula2>3</formula2>"), "{faces}");
}

#[test]
fn printed_words_are_locked_and_cells_to_fill_in_are_not_without_a_password() {
    let file = made(HUNDRED, &facility(), &[Lang::Mn]);
    for number in 1..=7 {
        let sheet = part(&file, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(sheet.contains("<sheetProtection ") && !sheet.contains("password="), "{number}");
        assert!(sheet.contains(r#"insertRows="0""#) && sheet.contains(r#"sort="0""#), "{number}");
    }
    assert!(part(&file, "xl/styles.xml").contains(r#"<protection locked="0"/>"#));
}

#[test]
fn the_hidden_sheet_has_what_the_book_was_made_for_and_every_identifier() {
    let file = made(HUNDRED, &facility(), &[Lang::Mn, Lang::En]);
    let book: Xlsx<_> = open_workbook_from_rs(Cursor::new(&file.bytes[..])).expect("a workbook");
    let hidden: Vec<_> = book.sheets_metadata().iter().filter(|s| s.visible != SheetVisible::Visible).collect();
    assert_eq!(hidden.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), [HIDDEN_SHEET]);
    let rows = rows(&file, HIDDEN_SHEET);
    let value = |name: &str| starts(&rows, name).first().map(|row| row[1].clone());
    assert_eq!(value("layout").as_deref(), Some("1"));
    assert_eq!(value("instrument").as_deref(), Some("health-scorecard"));
    assert_eq!(value("scale").as_deref(), Some("0-100"));
    assert_eq!(value(Fact::FacilityId.id()).as_deref(), Some("KhFHC-03"));
    assert_eq!(value(Fact::FacilityType.id()).as_deref(), Some("fhc"));
    assert_eq!(value(Fact::Round.id()).as_deref(), Some("2026-1"));
    assert_eq!(value(Fact::Held.id()), None);
    let women = starts(&rows, "group").into_iter().find(|row| row[1] == "women").expect("a group");
    assert_eq!(women[2..], ["Эмэгтэйчүүд", "Women", "Эмэгтэйчүүд / Women"]);
    for kind in ["sheet", "block", "fact", "column", "type", "group", "indicator", "input", "stakeholder", "status"] {
        assert!(!starts(&rows, kind).is_empty(), "{kind}");
    }
}

#[test]
fn what_is_known_of_the_facility_stands_to_the_right_of_its_name_on_the_cover() {
    let cover = rows(&made(HUNDRED, &facility(), &[Lang::Mn, Lang::En]), "Нүүр");
    let value = |fact: Fact| {
        let name = format!("{}\n{}", fact.title().mn, fact.title().en);
        cover.iter().find(|row| row[1] == name).map(|row| row[2].clone()).expect("a fact")
    };
    assert_eq!(value(Fact::FacilityId), "KhFHC-03");
    assert_eq!(value(Fact::FacilityType), "Өрхийн эрүүл мэндийн төв / Family health centre");
    assert_eq!(value(Fact::Place), "Ховд аймаг\nKhovd aimag");
    assert_eq!(value(Fact::Catchment), "7250");
    assert_eq!(value(Fact::Held), "");
    let empty = rows(&made(HUNDRED, &Facility::default(), &[Lang::En]), "Cover");
    assert!(empty.iter().filter(|row| row[1] == "Facility code").all(|row| row[2].is_empty()));
}

#[test]
fn words_that_a_spreadsheet_could_run_stay_words() {
    let mut evil = facility();
    evil.name = Label::same("=HYPERLINK(\"http://example.org\")&Р");
    evil.contact = "@дарга".into();
    let file = made(HUNDRED, &evil, &[Lang::Mn]);
    let cover = part(&file, "xl/worksheets/sheet1.xml");
    assert!(!cover.contains("<f>") && !cover.contains("<hyperlink"), "{cover}");
}

#[test]
fn files_of_a_register_never_share_a_name() {
    let ids = ["Ө/1", "ө 1", ""];
    let facilities = ids.map(|id| Facility { id: id.into(), ..Facility::default() });
    let made = workbooks(&instrument(FACES), &facilities, "2026/1", None, &[Lang::Mn], &Plans::new()).expect("books");
    let names: Vec<_> = made.0.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["Ө-1_2026-1.xlsx", "ө-1_2026-1-2.xlsx", "health-scorecard_2026-1.xlsx"]);
}

#[test]
fn a_blank_book_is_read_back_as_the_facility_and_round_it_was_made_for_with_nothing_scored() {
    for langs in [&[Lang::Mn][..], &[Lang::En], &[Lang::Mn, Lang::En]] {
        let File { name, bytes } = made(FACES, &facility(), langs);
        let input = crate::table::Input::from_bytes(&name, bytes);
        let reading = crate::scorecard::read::book(input, &crate::table::Options::default(), &instrument(FACES), None);
        assert!(!reading.unreadable, "{}", reading.problems);
        let [session] = &reading.sessions[..] else { panic!("{}", reading.problems) };
        assert_eq!((session.facility.id.as_str(), session.round.as_str()), ("KhFHC-03", "2026-1"));
        assert_eq!((session.facility.kind, session.facility.place), (Some(1), facility().place));
        assert_eq!(session.facility.catchment, Some(7_250));
        assert_eq!(session.sheets.len(), 7, "{:?}", session.sheets);
        let said = (session.panels.len(), session.provider.len(), session.agreed.len(), session.actions.len());
        assert_eq!(said, (0, 0, 0, 0), "{langs:?}");
        let codes: Vec<_> = reading.problems.grouped().iter().map(|group| group.first.to_string()).collect();
        assert!(codes.iter().all(|said| said.contains("S026")), "{codes:#?}");
    }
}

#[test]
fn open_actions_of_the_round_before_stand_in_the_plan_with_their_numbers_and_room_below() {
    use crate::scorecard::session::{Action, Key, Level, Status};
    let action = |id: &str, issue: &str| Action {
        id: id.into(),
        issue: issue.into(),
        indicator: Some(Key::Known(0)),
        action: "Налуу зам хийх".into(),
        responsible: "Засаг дарга".into(),
        supporting: String::new(),
        deadline: Day::new(2026, 5, 30),
        cost: Some(1.5e6),
        funds: String::new(),
        level: Some(Level::Soum),
        own_means: Some(false),
        status: Some(Status::UnderWay),
        done_on: None,
        evidence: String::new(),
        verified_by: String::new(),
        at: crate::problem::At::default(),
    };
    let facility = Facility { id: "Х-1".into(), ..Facility::default() };
    let plans = Plans::from([(id_key("Х-1"), vec![action("3", "Налуу зам алга"), action("", "Хүлээлгэ")])]);
    let scale = Scale { from: 0.0, to: 100.0, form: ScaleForm::Points };
    let instrument = instrument(scale);
    let made = workbooks(&instrument, [&facility], "2026-2", None, &[Lang::Mn], &plans).expect("a book");
    let input = crate::table::Input::from_bytes("Х-1_2026-2.xlsx", made.0[0].bytes.clone());
    let read = crate::scorecard::read::book(input, &crate::table::Options::default(), &instrument, None);
    let back = &read.sessions[0].actions;
    let said = |a: &Action| (a.id.clone(), a.issue.clone(), a.deadline, a.cost, a.level, a.own_means, a.status);
    let mut expected: Vec<_> = plans[&id_key("Х-1")].iter().map(said).collect();
    expected[1].0 = "4".into();
    assert_eq!(back.iter().map(said).collect::<Vec<_>>(), expected);
    assert!(back.iter().all(|a| a.indicator == Some(Key::Known(0)) && a.responsible == "Засаг дарга"));
    assert!(!read.problems.to_string().contains("Төлөвлөгөө"), "{}", read.problems);
}
