use super::*;
use crate::lang::Lang;

/// A checklist with one of everything.
pub const SMALL: &str = r#"
kind = "facility-checklist"
id = "шалгалт"
version = "1"
sector = "health"
place_set = "masam"
title = { mn = "Шалгалт", en = "Check" }
description = { mn = "Шалгалт", en = "Check" }
facility_types = [
    { id = "shc", title = { mn = "Сумын эрүүл мэндийн төв", en = "Soum health centre" }, also = ["СЭМТ"] },
    { id = "fhc", title = { mn = "Өрхийн эрүүл мэндийн төв", en = "Family health centre" } },
]

[columns]
facility = ["facility_id", "код"]
type = ["type", "төрөл"]
observer = ["observer"]

[scale]
yes_no = [{ code = "yes", mn = "Тийм", en = "Yes" }, { code = "no", mn = "Үгүй", en = "No" }]

[[question]]
id = "power"
text = { mn = "Цахилгаан бий юу?", en = "Is there power?" }
scale = "yes_no"

[[question]]
id = "car"
text = { mn = "Унаа бий юу?", en = "Is there a car?" }
scale = "yes_no"

[[question]]
id = "found"
text = { mn = "Хэдэн ажилтан байсан?", en = "How many staff were found?" }
number = { unit = { mn = "хүн", en = "people" }, least = 0 }

[[question]]
id = "rostered"
text = { mn = "Хэдэн ажилтан байх ёстой?", en = "How many should be there?" }
number = { unit = { mn = "хүн", en = "people" }, least = 0 }

[[domain]]
id = "amenities"
title = { mn = "Нөхцөл", en = "Amenities" }

[[domain]]
id = "effort"
title = { mn = "Ажиллах хүч", en = "Effort" }

[[item]]
id = "AM1"
title = { mn = "Цахилгаан", en = "Power" }
domain = "amenities"
present = { power = ["yes"] }

[[item]]
id = "AM2"
title = { mn = "Унаа", en = "Car" }
domain = "amenities"
present = { car = ["yes"] }
facility_types = ["shc"]

[[figure]]
id = "absence"
title = { mn = "Эзгүй ажилтан", en = "Absence" }
domain = "effort"
better = "lower"
share = { of = "found", among = "rostered", complement = true }

[[composite]]
id = "ready"
title = { mn = "Бэлэн байдал", en = "Readiness" }
of = { amenities = 2, absence = 1 }

[[norm]]
id = "staff"
title = { mn = "Ажилтан", en = "Staff" }
unit = { mn = "хүн", en = "people" }
actual = "rostered"
facility_types = ["fhc"]
entitlements = [{ value = 4, kind = "norm", source = { mn = "Стандарт", en = "Standard" }, from = 2020-01-01 }]
"#;

#[test]
fn a_checklist_is_read_with_everything_that_refers_to_something() {
    let list = parse("шалгалт.toml", SMALL).expect("it is sound");
    assert_eq!(list.items[1].facility_types, [0]);
    assert!(list.items[1].is_due(Some(0)) && !list.items[1].is_due(Some(1)) && list.items[1].is_due(None));
    assert_eq!(list.scored_domains().collect::<Vec<_>>(), [0]);
    assert_eq!(list.composites[0].of, [(Part::Domain(0), 2.0), (Part::Figure(0), 1.0)]);
    assert_eq!(list.composites[0].aggregate, Aggregate::Arithmetic);
    assert!(matches!(list.figures[0].of, Computation::Share { complement: true, .. }));
    assert_eq!(list.norms[0].actual, QuestionIndex(3));
    assert!(list.labels().iter().all(|l| !l.mn.is_empty() && !l.en.is_empty()));
}

#[test]
fn a_checklist_can_be_read_in_both_languages() {
    let list = parse("шалгалт.toml", SMALL).expect("it is sound");
    let en = show(&list, Lang::En);
    for said in ["AM2  Car [shc]: car = yes", "1 − found / rostered; lower is better", "norm ≥ 4, 2020-01-01…"] {
        assert!(en.contains(said), "{said}: {en}");
    }
    assert!(show(&list, Lang::Mn).contains("Байх ёстой зүйлс"));
}

#[test]
fn a_figure_belongs_to_its_own_dimension_or_else_to_that_of_its_domain() {
    let domain = "title = { mn = \"Ажиллах хүч\", en = \"Effort\" }\n";
    let within = SMALL.replace(domain, &format!("{domain}dimension = \"reliability\"\n"));
    let dimensions = |text: &str| -> Vec<Option<&str>> {
        let list = parse("шалгалт.toml", text).unwrap_or_else(|faults| panic!("{faults}"));
        list.figures.iter().filter(|f| f.domain.0 == 1).map(|f| f.dimension.map(SharedDimension::id)).collect()
    };
    assert!(dimensions(SMALL).iter().all(Option::is_none) && !dimensions(SMALL).is_empty());
    assert!(dimensions(&within).iter().all(|of| *of == Some("reliability")));
    let own = within.replacen("domain = \"effort\"", "domain = \"effort\"\ndimension = \"usage\"", 1);
    assert_eq!(dimensions(&own).first(), Some(&Some("usage")));
    let wrong = within.replace("\"reliability\"", "\"хүртээмж\"");
    let said = parse("шалгалт.toml", &wrong).expect_err("no such dimension").to_string();
    assert!(said.contains("there is no dimension \"хүртээмж\""), "{said}");
}

#[test]
fn all_faults_of_a_checklist_are_shown_at_once() {
    let broken = SMALL
        .replace("domain = \"effort\"", "domain = \"efort\"")
        .replace("present = { car = [\"yes\"] }", "present = { car = [\"тийм\"] }")
        .replace("among = \"rostered\", ", "among = \"power\", ")
        .replace("amenities = 2", "amenity = 2");
    let said = parse("шалгалт.toml", &broken).expect_err("it has faults").show(Lang::En);
    for part in ["efort", "тийм", "power", "amenity"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let several = SMALL.replace("share = {", "number = \"found\"\nshare = {");
    let said = parse("шалгалт.toml", &several).expect_err("two computations").show(Lang::En);
    assert!(said.contains("share, count, ratio, number, all, items"), "{said}");
}
