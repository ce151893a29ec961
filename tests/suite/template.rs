//! Blank scorecard workbooks: all of a register or none, and nothing written over.

use crate::story::Story;

const REGISTER: &str = "id,name,type,place,catchment,provider,contact\n\
    KhFHC-03,Жаргалант сумын 3-р ӨЭМТ,fhc,\"Ховд аймаг, Жаргалант сум\",7250,хувийн,Эрхлэгч\n\
    KhSHC-01,Булган сумын эрүүл мэндийн төв,shc,\"Ховд аймаг, Булган сум\",4120,төрийн,Эрхлэгч\n";
const MAKE: &str = "masam template scorecard --instrument health-scorecard --facilities facilities.csv --round 2026-1 \
    --as-of 2026-06-30 --out blank/";

#[test]
fn a_book_is_made_for_every_facility_of_the_register_and_the_same_one_each_time() {
    let story = Story::new("blank").file("facilities.csv", REGISTER).run(MAKE).exits(0);
    let story = story.stderr_has("2 workbooks in blank/");
    let first = story.read("blank/KhFHC-03_2026-1.xlsx");
    assert!(first.starts_with(b"PK") && story.read("blank/KhSHC-01_2026-1.xlsx").starts_with(b"PK"));
    let again = story.run(&format!("{MAKE} --force")).exits(0);
    assert!(first == again.read("blank/KhFHC-03_2026-1.xlsx"), "another run gives other bytes");
}

#[test]
fn a_book_that_somebody_filled_in_is_never_written_over() {
    Story::new("filled")
        .file("facilities.csv", REGISTER)
        .file("blank/KhSHC-01_2026-1.xlsx", "бөглөсөн")
        .run(MAKE)
        .exits(1)
        .stderr_has("KhSHC-01_2026-1.xlsx is already there")
        .made("blank/KhSHC-01_2026-1.xlsx", "бөглөсөн")
        .made_no("blank/KhFHC-03_2026-1.xlsx");
}

#[test]
fn single_facilities_are_named_and_an_unknown_one_is_refused_with_the_nearest() {
    let story = Story::new("one").file("facilities.csv", REGISTER);
    let story = story.run(&format!("{MAKE} --facility khshc-01")).exits(0).made_no("blank/KhFHC-03_2026-1.xlsx");
    story
        .run(&format!("{MAKE} --facility KhFHC-3"))
        .exits(1)
        .stderr_has(r#"the register has no facility "KhFHC-3". Did you mean "KhFHC-03"?"#);
}

#[test]
fn without_a_register_one_book_is_made_for_any_facility() {
    let make = "masam template scorecard -i education-scorecard --round 2026-1 --lang mn";
    let story = Story::new("any").run(&format!("{make} --out хоосон.xlsx")).exits(0).stderr_has("хоосон.xlsx");
    let story = story.stderr_has("left blank. It holds 2021-09-01…: say for which day with --as-of YYYY-MM-DD. [S061]");
    story.run(&format!("{make} --out хоосон/")).exits(0).stderr_has("education-scorecard_2026-1.xlsx");
}

#[test]
fn a_round_without_a_name_and_a_report_card_are_refused() {
    let story = Story::new("refused");
    let story = story.run("masam template scorecard -i health-scorecard --round ' ' --out a.xlsx").exits(2);
    story.run("masam template scorecard -i health --round 2026-1 --out a.xlsx").exits(1).made_no("a.xlsx");
}

#[test]
fn a_register_from_excels_plain_csv_is_named_as_one_that_lost_letters() {
    let lost = "Код;Байгууллагын нэр;Т?р?л;Аймаг, сум\r\nЭМТ-1;Сумын эр??л мэндийн т?в;СЭМТ;Ховд аймаг, Манхан сум\r\n";
    let bytes: Vec<u8> = lost.chars().map(windows_1251).collect();
    let story = Story::new("lost letters").bytes("бүртгэл.csv", &bytes);
    story
        .run("masam template scorecard -i health-scorecard --facilities бүртгэл.csv --round 2026-1 --out blank/")
        .exits(3)
        .stderr_has("row 2: letters are lost in \"Сумын эр??л мэндийн т?в\"")
        .stderr_has("save it as \"CSV UTF-8\" or XLSX. [S065]")
        .stderr_has("were not used: \"Т?р?л\". These are read: Facility code; ");
}

fn windows_1251(letter: char) -> u8 {
    match letter {
        'А'..='я' => (letter as u32 - 'А' as u32 + 0xC0) as u8,
        other => u8::try_from(other).expect("of ASCII"),
    }
}
