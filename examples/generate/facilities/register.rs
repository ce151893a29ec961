//! The made-up register of facilities: soum and family health centres and general hospitals in the ten aimags and three
//! districts of the place set.
//!
//! The soums are real, with the people who lived there in 2020; every facility is made up, and its name says so.

use crate::table::{Cell, Table};

/// A soum: its Mongolian and English name, and the people who lived there in 2020.
type Soum = (&'static str, &'static str, u32);

/// A facility.
pub struct Facility {
    /// Its code.
    pub code: String,
    /// Its Mongolian name.
    pub mn: String,
    /// Its English name.
    pub en: String,
    /// Its type in the instruments.
    pub kind: &'static str,
    /// Aimag, or the capital.
    pub aimag: &'static str,
    /// Soum or district.
    pub soum: &'static str,
    /// The people it serves.
    pub catchment: u32,
}

impl Facility {
    /// Whether it lies in a town or in the countryside.
    pub fn residence(&self) -> &'static str {
        if self.kind == "shc" { "rural" } else { "urban" }
    }
}

/// The letters of an aimag, its names, its centre, and some of its other soums.
const AIMAGS: &[(&str, &str, &str, Soum, &[Soum])] = &[
    (
        "Kh",
        "Ховд",
        "Khovd",
        ("Жаргалант", "Jargalant", 31_081),
        &[
            ("Алтай", "Altai", 3_364),
            ("Булган", "Bulgan", 9_921),
            ("Буянт", "Buyant", 3_713),
            ("Дарви", "Darvi", 2_992),
            ("Дөргөн", "Durgun", 3_088),
            ("Дуут", "Duut", 1_960),
            ("Зэрэг", "Zereg", 3_360),
        ],
    ),
    (
        "Uv",
        "Увс",
        "Uvs",
        ("Улаангом", "Ulaangom", 32_407),
        &[
            ("Баруунтуруун", "Baruunturuun", 2_765),
            ("Бөхмөрөн", "Bukhmurun", 2_294),
            ("Давст", "Davst", 1_597),
            ("Зүүнговь", "Zuungovi", 2_849),
            ("Зүүнхангай", "Zuunkhangai", 2_391),
            ("Малчин", "Malchin", 2_458),
            ("Наранбулаг", "Naranbulag", 4_352),
        ],
    ),
    (
        "Hu",
        "Хөвсгөл",
        "Khuvsgul",
        ("Мөрөн", "Murun", 41_586),
        &[
            ("Алаг-Эрдэнэ", "Alag-Erdene", 6_956),
            ("Арбулаг", "Arbulag", 4_116),
            ("Бүрэнтогтох", "Burentogtokh", 4_449),
            ("Галт", "Galt", 5_474),
            ("Жаргалант", "Jargalant", 5_493),
            ("Их-Уул", "Ikh-Uul", 4_188),
            ("Рашаант", "Rashaant", 3_823),
        ],
    ),
    (
        "Se",
        "Сэлэнгэ",
        "Selenge",
        ("Сүхбаатар", "Sukhbaatar", 22_470),
        &[
            ("Алтанбулаг", "Altanbulag", 4_784),
            ("Баруунбүрэн", "Baruunburen", 3_129),
            ("Баянгол", "Bayangol", 5_632),
            ("Ерөө", "Yeruu", 6_926),
            ("Жавхлант", "Javkhlant", 1_996),
            ("Зүүнбүрэн", "Zuunburen", 2_860),
            ("Орхон", "Orkhon", 2_294),
        ],
    ),
    (
        "Do",
        "Дорнод",
        "Dornod",
        ("Хэрлэн", "Kherlen", 46_683),
        &[
            ("Баяндун", "Bayandun", 3_181),
            ("Баянтүмэн", "Bayantumen", 2_740),
            ("Баян-Уул", "Bayan-Uul", 4_797),
            ("Булган", "Bulgan", 2_067),
            ("Гурванзагал", "Gurvanzagal", 1_538),
            ("Дашбалбар", "Dashbalbar", 3_481),
            ("Матад", "Matad", 3_226),
        ],
    ),
    (
        "He",
        "Хэнтий",
        "Khentii",
        ("Хэрлэн", "Kherlen", 24_036),
        &[
            ("Батноров", "Batnorov", 5_700),
            ("Батширээт", "Batshireet", 2_394),
            ("Баян-Адарга", "Bayan-Adarga", 2_483),
            ("Баянмөнх", "Bayanmunkh", 1_768),
            ("Баян-Овоо", "Bayan-Ovoo", 1_932),
            ("Баянхутаг", "Bayankhutag", 2_466),
            ("Биндэр", "Binder", 4_068),
        ],
    ),
    (
        "Gs",
        "Говьсүмбэр",
        "Govisumber",
        ("Сүмбэр", "Sumber", 13_082),
        &[("Баянтал", "Bayantal", 1_105), ("Шивээговь", "Shiveegovi", 3_821)],
    ),
    (
        "Su",
        "Сүхбаатар аймаг",
        "Sukhbaatar",
        ("Баруун-Урт", "Baruun-Urt", 22_548),
        &[
            ("Асгат", "Asgat", 1_948),
            ("Баяндэлгэр", "Bayandelger", 5_089),
            ("Дарьганга", "Dariganga", 3_137),
            ("Мөнххаан", "Munkhkhaan", 4_913),
            ("Наран", "Naran", 1_670),
            ("Онгон", "Ongon", 3_870),
            ("Түвшинширээ", "Tuvshinshiree", 3_426),
        ],
    ),
    (
        "Ga",
        "Говь-Алтай",
        "Govi-Altai",
        ("Есөнбулаг", "Yesunbulag", 18_739),
        &[
            ("Алтай", "Altai", 2_091),
            ("Баян-Уул", "Bayan-Uul", 3_044),
            ("Бигэр", "Biger", 2_253),
            ("Бугат", "Bugat", 2_178),
            ("Дарви", "Darvi", 1_788),
            ("Дэлгэр", "Delger", 3_163),
            ("Жаргалан", "Jargalan", 1_837),
        ],
    ),
    (
        "Uh",
        "Өвөрхангай",
        "Uvurkhangai",
        ("Арвайхээр", "Arvaikheer", 33_743),
        &[
            ("Баруунбаян-Улаан", "Baruunbayan-Ulaan", 2_784),
            ("Бат-Өлзий", "Bat-Ulzii", 7_570),
            ("Баянгол", "Bayangol", 3_825),
            ("Баян-Өндөр", "Bayan-Undur", 3_647),
            ("Богд", "Bogd", 5_803),
            ("Бүрд", "Burd", 2_905),
            ("Гучин-Ус", "Guchin-Us", 2_197),
        ],
    ),
];

/// The letters of a district, its names, and the people who lived there in 2020.
const DISTRICTS: &[(&str, &str, &str, u32)] = &[
    ("Sh", "Сонгинохайрхан", "Songinokhairkhan", 335_703),
    ("Bz", "Баянзүрх", "Bayanzurkh", 367_679),
    ("Ch", "Чингэлтэй", "Chingeltei", 151_203),
];

/// All facilities, in the order of the register.
pub fn facilities() -> Vec<Facility> {
    let mut all = Vec::new();
    for (letters, aimag, english, centre, soums) in AIMAGS {
        for (at, soum) in soums.iter().enumerate() {
            all.push(Facility {
                code: format!("{letters}SHC-{:02}", at + 1),
                mn: format!("{} сумын эрүүл мэндийн төв (жишээ)", soum.0),
                en: format!("{} soum health centre (example)", soum.1),
                kind: "shc",
                aimag,
                soum: soum.0,
                catchment: soum.2,
            });
        }
        let practices = if centre.2 > 15_000 { 3 } else { 1 };
        family_practices(&mut all, letters, aimag, (centre.0, centre.1), practices, centre.2 / practices);
        let short = aimag.trim_end_matches(" аймаг");
        hospital(
            &mut all,
            letters,
            aimag,
            centre.0,
            (format!("{short} аймгийн"), format!("{english} aimag")),
            centre.2,
        );
    }
    for (letters, district, english, people) in DISTRICTS {
        // Five of many; a practice of the capital has some ten thousand people.
        family_practices(&mut all, letters, "Улаанбаатар", (district, english), 5, 9_800);
        let names = (format!("{district} дүүргийн"), format!("{english} district"));
        hospital(&mut all, letters, "Улаанбаатар", district, names, *people);
    }
    all
}

fn family_practices(
    all: &mut Vec<Facility>,
    letters: &str,
    aimag: &'static str,
    soum: (&'static str, &'static str),
    how_many: u32,
    people: u32,
) {
    for number in 1..=how_many {
        all.push(Facility {
            code: format!("{letters}FHC-{number:02}"),
            mn: format!("{}, {number}-р өрхийн эрүүл мэндийн төв (жишээ)", soum.0),
            en: format!("{} family health centre no. {number} (example)", soum.1),
            kind: "fhc",
            aimag,
            soum: soum.0,
            catchment: people + 310 * number,
        });
    }
}

fn hospital(
    all: &mut Vec<Facility>,
    letters: &str,
    aimag: &'static str,
    soum: &'static str,
    names: (String, String),
    catchment: u32,
) {
    all.push(Facility {
        code: format!("{letters}GH-01"),
        mn: format!("{} нэгдсэн эмнэлэг (жишээ)", names.0),
        en: format!("{} general hospital (example)", names.1),
        kind: "hospital",
        aimag,
        soum,
        catchment,
    });
}

/// The register as a table.
pub fn table() -> Table {
    let headers = ["code", "name_mn", "name_en", "type", "residence", "aimag", "soum", "catchment"];
    let row = |f: &Facility| {
        vec![
            Cell::text(&f.code),
            Cell::text(&f.mn),
            Cell::text(&f.en),
            Cell::text(f.kind),
            Cell::text(f.residence()),
            Cell::text(f.aimag),
            Cell::text(f.soum),
            Cell::Number(f64::from(f.catchment)),
        ]
    };
    Table { headers: headers.map(str::to_owned).to_vec(), rows: facilities().iter().map(row).collect() }
}
