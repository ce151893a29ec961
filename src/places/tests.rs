//! Every spelling of the data files read back, and what must never be guessed.

use std::collections::BTreeSet;

use super::*;
use crate::lang::{Label, Lang};
use crate::problem::{At, Code, RowNumber};

const EVIDENCE: &str = include_str!("data/evidence.csv");
const DATA: [&str; 2] = [include_str!("data/units.csv"), include_str!("data/soums.csv")];

fn code(text: &str, context: &Context) -> Result<&'static str, Resolution> {
    let resolution = resolve(text, context);
    resolution.place().map(|id| id.place().code.as_str()).ok_or(resolution)
}

fn by_code(code: &str) -> PlaceId {
    Gazetteer::get().by_code(code).expect(code)
}

/// The level of a place and, for a soum, its aimag: what a column and the cell beside it would say.
fn beside(id: PlaceId) -> Context {
    let place = id.place();
    let parent = place.parent.filter(|_| place.level == Level::Soum);
    Context::level(place.level).parent(parent)
}

/// Every written form in the data files with the code of its place.
fn written_forms() -> Vec<(String, String)> {
    const FORMS: [&str; 11] = [
        "name_mn",
        "name_en",
        "full_mn",
        "full_en",
        "mns5217_2012",
        "mns5217_2003",
        "abbreviations",
        "centres",
        "variants",
        "code",
        "nso",
    ];
    let mut all = Vec::new();
    for file in DATA {
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let columns = reader.headers().expect("columns").clone();
        for record in reader.records() {
            let record = record.expect("a row");
            let field = |name: &str| columns.iter().position(|c| c == name).map_or("", |i| &record[i]).to_owned();
            let forms = FORMS.iter().flat_map(|column| field(column).split('|').map(str::to_owned).collect::<Vec<_>>());
            all.extend(forms.filter(|form| !form.is_empty()).map(|form| (form, field("code"))));
        }
    }
    for record in csv::Reader::from_reader(EVIDENCE.as_bytes()).records() {
        let record = record.expect("a row");
        all.push((record[2].to_owned(), record[0].to_owned()));
    }
    all
}

/// The ways in which people and programs write one text.
fn disguises(form: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization;
    vec![
        form.to_owned(),
        form.to_lowercase(),
        form.to_uppercase(),
        form.nfd().collect(),
        format!("\u{FEFF}\u{A0}{form}. "),
        format!("«{form}»"),
        form.replace(' ', "\u{A0}"),
    ]
}

#[test]
fn every_form_in_the_data_leads_to_its_own_place() {
    let mut wrong = Vec::new();
    let forms = written_forms();
    assert!(forms.len() > 2_000, "{}", forms.len());
    for (form, expected) in &forms {
        let id = by_code(expected);
        // One digit is a region only to those who say so.
        if id.place().level == Level::Region && form.len() == 1 {
            continue;
        }
        // Text of an old font has no upper and lower case that means anything.
        let damaged = form.chars().any(|c| ('\u{A0}'..='\u{FF}').contains(&c)) && !form.is_ascii();
        let tried = if damaged { vec![form.clone()] } else { disguises(form) };
        for text in tried {
            let found = resolve(&text, &beside(id));
            if found.place() != Some(id) {
                wrong.push(format!("{text} ({expected}): {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_form_that_leads_anywhere_without_context_leads_to_its_own_place() {
    for (form, expected) in written_forms() {
        let own = by_code(&expected);
        match resolve(&form, &Context::any()) {
            Resolution::Found { place, .. } => assert_eq!(place, own, "{form}"),
            Resolution::Ambiguous { candidates } => assert!(candidates.contains(&own), "{form}: {candidates:?}"),
            other => assert!(form.len() == 1, "{form}: {other:?}"),
        }
    }
}

#[test]
fn a_place_arrives_in_many_ways() {
    let aimag = Context::aimag_column();
    for text in [
        "Хөвсгөл",
        "ХӨВСГӨЛ",
        "Хөвсгөл аймаг",
        "Хөвсгөл аймгийн",
        "Хөвсгөлийн",
        "Khuvsgul",
        "Khövsgöl",
        "Xo'vsgo'l",
        "Xo’vsgo’l",
        "Hovsgol",
        "Huvsgul",
        "Khuvsgul aimag",
        "Khuvsgul province",
        "huvsgul aimgiin",
        "67",
        "267",
        "67.0",
        "MN67",
        "MN-041",
        "MN041",
        "Õºâñãºë",
        "Õºâñãºë àéìàã",
        "Хєвсгєл",
        "Ховсгол",
        "Хувсгул",
        "Хѳвсгѳл",
        "Xөвсгөл",
        "ХОВСГОЛ",
        "Мөрөн",
        "Murun",
        "Mörön",
        "Мөрөн хот",
        "  хөвсгөл . ",
        "\"Хөвсгөл\"",
    ] {
        assert_eq!(code(text, &aimag), Ok("67"), "{text}");
    }
    for text in ["Эрдэнэт", "Эрдэнэт хот", "Erdenet", "Эрдэнэтийн", "Орхон", "Orhon", "OPXOH", "61", "261"]
    {
        assert_eq!(code(text, &aimag), Ok("61"), "{text}");
    }
    let district = Context::level(Level::District);
    for text in [
        "БЗД",
        "бзд",
        "Б.З.Д.",
        "BZD",
        "bzd",
        "БЗД-ийн",
        "Баянзүрх",
        "Баянзvрх",
        "Баянзyрх",
        "Баян-Зүрх",
        "БАЯНЗYРХ",
        "Bayanzurkh duureg",
        "Баянзүрх дүүрэг",
        "Баянзvрх дvvрэг",
        "Баянзүрх дүүргийн",
        "Bayanzurkh district",
        "51110",
        "1110",
        "MN1110",
        "УБ, БЗД",
        "УБ БЗД",
        "УБ-БЗД",
        "Улаанбаатар хот Баянзүрх дүүрэг",
        "БЗД, 5-р хороо",
        "Нийслэлийн Баянзүрх дүүргийн 5 дугаар хороо",
        "Улаанбаатар (БЗД)",
        "1110 Баянзүрх",
    ] {
        assert_eq!(code(text, &district), Ok("1110"), "{text}");
        if !text.to_lowercase().starts_with("баян") {
            assert_eq!(code(text, &Context::any()), Ok("1110"), "{text}");
        }
    }
}

#[test]
fn a_non_exact_reading_says_by_which_rule() {
    let aimag = Context::level(Level::Aimag);
    for (text, rule) in [
        ("Хөвсгөл", Match::Exact),
        ("Khuvsgul aimag", Match::Exact),
        ("267", Match::Code),
        ("хөвсгөл", Match::Normalised),
        ("Хөвсгөл, Мөрөн", Match::Combined),
        ("Khövsgöl", Match::Romanization),
        ("Xo'vsgo'l", Match::Romanization),
        ("Hovsgol", Match::Variant),
        ("Хөвсгөлийн", Match::Genitive),
        ("Мөрөн", Match::Centre),
        ("Хєвсгєл", Match::UkrainianLetters),
        ("Хѳвсгѳл", Match::LookAlike),
        ("Õºâñãºë", Match::Legacy8Bit),
        ("Хувсгол", Match::SoundAlike),
    ] {
        let place = by_code("67");
        assert_eq!(resolve(text, &aimag), Resolution::Found { place, how: rule }, "{text}");
    }
}

#[test]
fn sukhbaatar_is_refused_until_something_says_which() {
    for text in ["Сүхбаатар", "Sukhbaatar", "Suhbaatar", "Ñ¿õáààòàð", "Сїхбаатар", "Сухбаатар", "Сүхбаатарын"]
    {
        let Resolution::Ambiguous { candidates } = resolve(text, &Context::any()) else { panic!("{text}") };
        let codes: Vec<_> = candidates.iter().map(|id| id.place().code.as_str()).collect();
        assert_eq!(codes, ["22", "1119", "2222", "4301"], "{text}");
        assert_eq!(code(text, &Context::level(Level::Aimag)), Ok("22"), "{text}");
        assert_eq!(code(text, &Context::level(Level::District)), Ok("1119"), "{text}");
        assert_eq!(code(text, &Context::soum_column().parent(by_code("43"))), Ok("4301"), "{text}");
        assert_eq!(code(text, &Context::any().parent(by_code("11"))), Ok("1119"), "{text}");
        let masam = PlaceSet::built_in("masam").expect("built in");
        assert_eq!(code(text, &Context::any().set(&masam)), Ok("22"), "{text}");
    }
    assert_eq!(code("Сүхбаатар аймаг", &Context::any()), Ok("22"));
    assert_eq!(code("Сүхбаатар аймгийн", &Context::any()), Ok("22"));
    assert_eq!(code("Сүхбаатар дүүрэг", &Context::any()), Ok("1119"));
    assert_eq!(code("Сэлэнгэ аймаг, Сүхбаатар сум", &Context::any()), Ok("4301"));
    assert_eq!(code("УБ, Сүхбаатар", &Context::any()), Ok("1119"));
    assert!(
        matches!(resolve("Сүхбаатар сум", &Context::any()), Resolution::Ambiguous { candidates } if candidates.len() == 2)
    );
    assert!(matches!(resolve("Сүхбаатар хот", &Context::any()), Resolution::Ambiguous { .. }));
}

#[test]
fn the_aimag_tells_soums_of_one_name_apart() {
    let gazetteer = Gazetteer::get();
    let soums: Vec<_> = gazetteer.places(Level::Soum).collect();
    assert_eq!(soums.len(), 330);
    let names: BTreeSet<_> = soums.iter().map(|id| &id.place().name.mn).collect();
    let repeated = |name: &&&std::sync::Arc<str>| soums.iter().filter(|id| &id.place().name.mn == **name).count() > 1;
    assert_eq!(names.iter().filter(repeated).count(), 44);
    for soum in soums {
        let aimag = soum.place().parent.expect("an aimag");
        let (own, above) = (&soum.place().name, &aimag.place().name);
        for name in [&own.mn, &own.en] {
            assert_eq!(resolve(name, &Context::level(Level::Soum).parent(aimag)).place(), Some(soum), "{name}");
        }
        for text in [
            format!("{} аймаг, {} сум", above.mn, own.mn),
            format!("{} аймгийн {} сумын 2-р баг", above.mn, own.mn),
            format!("{} aimag, {} soum", above.en, own.en),
            format!("{} сум ({} аймаг)", own.mn, above.mn),
        ] {
            assert_eq!(resolve(&text, &Context::any()).place(), Some(soum), "{text}");
        }
    }
}

#[test]
fn a_cell_of_several_parts_means_the_finest_that_the_context_allows() {
    assert_eq!(code("Хөвсгөл аймаг, Мөрөн сум", &Context::any()), Ok("6701"));
    assert_eq!(code("Хөвсгөл, Мөрөн", &Context::any()), Ok("6701"));
    assert_eq!(code("Хөвсгөл аймаг, Мөрөн сум", &Context::aimag_column()), Ok("67"));
    assert_eq!(code("Õºâñãºë àéìàã, Ìºðºí ñóì", &Context::any()), Ok("6701"));
    let parts = resolve("Хөвсгөл аймаг, Баянзүрх дүүрэг", &Context::any());
    assert!(matches!(parts, Resolution::Contradiction { .. }), "{parts:?}");
}

#[test]
fn a_known_place_that_does_not_belong_is_outside_not_unknown() {
    let masam = PlaceSet::built_in("masam").expect("built in");
    let outside = |text: &str, context: &Context| matches!(resolve(text, context), Resolution::Outside { .. });
    assert!(outside("Архангай", &Context::any().set(&masam)));
    assert!(outside("Мөрөн сум", &Context::aimag_column()));
    assert!(outside("6701", &Context::aimag_column()));
    assert!(outside("Мөрөн", &Context::soum_column().parent(by_code("65"))));
}

#[test]
fn nearness_is_suggested_and_never_taken() {
    let cases = [("Uvurkhangay1", "62"), ("Хөвсгал", "67"), ("Х?всг?л", "67"), ("Дорногось", "44"), ("Khovdd", "84")];
    for (text, near) in cases {
        let Resolution::Unknown { suggestions } = resolve(text, &Context::aimag_column()) else { panic!("{text}") };
        assert_eq!(suggestions.first().copied(), Some(by_code(near)), "{text}");
    }
    assert!(matches!(resolve("Гадаад улс", &Context::any()), Resolution::Unknown { .. }));
}

#[test]
fn every_example_of_the_manual_is_read_by_its_rule() {
    let manual = include_str!("../../docs/places.md");
    for (rule, examples) in [
        (Match::Variant, ["Hovsgol", "Gobi Altai", "Нийслэл"]),
        (Match::Genitive, ["Хөвсгөлийн", "Дорноговийн", "БЗД-ийн"]),
        (Match::LookAlike, ["Баянзvрх", "OPXOH", "Хѳвсгѳл"]),
        (Match::SoundAlike, ["Хувсгол", "Övörhangai", "Арвайхэр"]),
    ] {
        let row = format!("| {} | {} |", rule.label().en, examples.join(", "));
        assert!(manual.contains(&row), "{row}");
        for text in examples {
            let above = Context::any().levels(&[Level::Capital, Level::Aimag, Level::District]);
            let context = if text == "Арвайхэр" { Context::soum_column() } else { above };
            let read = resolve(text, &context);
            assert!(matches!(read, Resolution::Found { how, .. } if how == rule), "{text}: {read:?}");
        }
    }
}

#[test]
fn problems_say_what_was_found_and_what_could_be_meant() {
    let at = || At::file("data.csv").row(RowNumber::new(3)).column("Аймаг");
    let said = |text: &str, context: &Context| resolve(text, context).problem(at(), text);
    let any = Context::any();
    assert_eq!(said("Хөвсгөл аймаг", &any), None);
    let ambiguous = said("Баянзүрх", &any).expect("a problem");
    assert_eq!(
        ambiguous.to_string(),
        "data.csv, row 3, column Аймаг: \"Баянзүрх\" could be more than one place. It could be: \
         Баянзүрх дүүрэг / Bayanzurkh district (1110); Баянзүрх сум / Bayanzurkh soum (6710, Хөвсгөл). [P002]"
    );
    let spelling = said("Hovsgol", &Context::aimag_column()).expect("a note");
    assert_eq!(spelling.code, Code::PlaceSpelling);
    assert_eq!(spelling.sentence(Lang::Mn), "\"Hovsgol\" гэснийг Хөвсгөл аймаг / Khuvsgul aimag (67) гэж уншсан");
    assert_eq!(said("Хөвсгал", &Context::aimag_column()).expect("a problem").code, Code::PlaceUnknown);
    assert_eq!(said("Хөвсгөл аймаг, БЗД", &any).expect("a problem").code, Code::PlaceContradiction);
    assert_eq!(said("БЗД", &Context::aimag_column()).expect("a problem").code, Code::PlaceOutside);
}

#[test]
fn the_gazetteer_holds_the_whole_country() {
    let gazetteer = Gazetteer::get();
    let sizes = Level::ALL.map(|level| gazetteer.places(level).count());
    assert_eq!(sizes, [5, 1, 21, 9, 330]);
    assert_eq!(gazetteer.children(by_code("11")).count(), 9);
    let soums: usize = gazetteer.places(Level::Aimag).map(|aimag| gazetteer.children(aimag).count()).sum();
    assert_eq!(soums, 330);
    for id in gazetteer.all() {
        let region = id.place().region().expect("a region");
        assert_eq!(region.place().level, Level::Region);
        assert!(id == region || id.lies_in(region));
    }
    assert_eq!(gazetteer.places(Level::Aimag).filter(|id| id.place().iso.is_some()).count(), 21);
    let people = |ids: &mut dyn Iterator<Item = PlaceId>| ids.filter_map(|id| id.place().population_2020).sum::<u32>();
    for aimag in gazetteer.places(Level::Aimag) {
        assert_eq!(people(&mut gazetteer.children(aimag)), aimag.place().population_2020.expect("known"), "{aimag}");
    }
}

#[test]
fn no_text_makes_it_panic() {
    let alphabet: Vec<char> =
        "аөүАӨYvЄї Ховд-Xovd'ʼ,;/()|0123.\u{A0}\u{FEFF}\u{301}\u{308}ÕºâªМN\t\n?«»🙂ß\u{130}сумаймагбагхороо"
            .chars()
            .collect();
    let mut state: u64 = 42;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..3_000 {
        let text: String = (0..next() % 30).map(|_| alphabet[next() % alphabet.len()]).collect();
        let _ = resolve(&text, &Context::any()).problem(At::default(), &text);
    }
    for text in ["", " ", "-", "'", "сум", "5-р хороо", "аймаг сум", &"Сүхбаатар, ".repeat(40), &"а".repeat(9_999)]
    {
        assert!(resolve(text, &Context::any()).place().is_none(), "{text}");
    }
}

#[test]
fn the_gazetteer_is_built_quickly() {
    let start = std::time::Instant::now();
    let built = Gazetteer::build();
    let took = start.elapsed();
    assert!(built.all().count() == 366 && took.as_millis() < 500, "{took:?}");
    eprintln!("built in {took:?}");
}

#[test]
fn letters_that_sound_alike_are_read_where_only_one_place_of_the_aimag_sounds_so() {
    let plain = |name: &str, o: &str, u: &str| name.to_lowercase().replace('ө', o).replace('ү', u);
    let latin = |name: &str| name.replace("Kh", "H").replace("kh", "h").replace("ai", "ay").to_uppercase();
    for id in Gazetteer::get().all().filter(|id| id.place().level != Level::Region) {
        let Place { name, mns2012, .. } = id.place();
        let without_marks = mns2012.replace(['ö', 'Ö'], "o").replace(['ü', 'Ü'], "u");
        for text in [plain(&name.mn, "о", "у"), plain(&name.mn, "у", "у"), latin(&name.en), latin(&without_marks)] {
            assert_eq!(resolve(&text, &beside(id)).place(), Some(id), "{text}");
        }
    }
}

#[test]
fn a_town_beside_its_aimag_is_the_centre_soum_or_refused_if_another_soum_has_its_name() {
    assert_eq!(code("Хөвсгөл, Мөрөн", &Context::any()), Ok("6701"));
    assert_eq!(code("Архангай аймаг, Цэцэрлэг (Эрдэнэбулган)", &Context::any()), Ok("6501"));
    for text in ["Архангай, Цэцэрлэг", "Дорнод, Чойбалсан"] {
        assert!(
            matches!(resolve(text, &Context::any()), Resolution::Ambiguous { candidates } if candidates.len() == 2)
        );
        assert!(resolve(text, &Context::aimag_column()).place().is_some(), "{text}");
    }
    assert_eq!(code("Дорнод аймаг, Чойбалсан сум", &Context::any()), Ok("2137"));
}

#[test]
fn a_short_name_is_the_abbreviation_of_a_district_and_the_name_of_an_aimag() {
    assert_eq!(by_code("1116").place().short_name(), Label::new("СХД", "SKhD"));
    assert_eq!(by_code("1113").place().short_name(), Label::new("НД", "ND"));
    assert_eq!(by_code("67").place().short_name(), Label::new("Хөвсгөл", "Khuvsgul"));
}
