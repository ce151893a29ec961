//! The made-up health centres of the scorecard story, and the register of them.

use crate::table::{Cell, Table};

/// A health centre.
pub struct Site {
    /// Its identifier.
    pub id: &'static str,
    /// Its Mongolian name; each has the word "жишээ", example, in it.
    pub mn: &'static str,
    /// Its English name.
    pub en: &'static str,
    /// Its type in the instrument.
    pub kind: &'static str,
    /// Its place, as the register writes it.
    pub place: &'static str,
    /// The people it serves.
    pub catchment: u32,
    /// How much better than the middle it is, in points of 100.
    pub effect: f64,
}

const fn site(
    id: &'static str,
    mn: &'static str,
    en: &'static str,
    place: &'static str,
    catchment: u32,
    effect: f64,
) -> Site {
    // The third to fifth letter of an identifier say what it is: soum or family health centre.
    let kind = if matches!(id.as_bytes()[2], b'S') { "shc" } else { "fhc" };
    Site { id, mn, en, kind, place, catchment, effect }
}

/// The register. The last two never send anything.
pub const SITES: &[Site] = &[
    site("KhSHC-01", "Сартуул жишээ ЭМТ", "Sartuul example soum health centre", "Ховд аймаг, Манхан сум", 4_310, 6.0),
    site("KhSHC-02", "Дөргөн жишээ ЭМТ", "Durgun example soum health centre", "Ховд аймаг, Дарви сум", 2_640, -4.0),
    site("UvSHC-01", "Хяргас жишээ ЭМТ", "Khyargas example soum health centre", "Увс, Наранбулаг", 4_080, 2.0),
    site("HuSHC-01", "Тайга жишээ ЭМТ", "Taiga example soum health centre", "Хөвсгөл аймаг, Галт сум", 5_470, -12.0),
    site("SeSHC-01", "Хараа жишээ ЭМТ", "Kharaa example soum health centre", "Сэлэнгэ, Мандал", 26_900, 4.0),
    site("DoSHC-01", "Мэнэн жишээ ЭМТ", "Menen example soum health centre", "Дорнод аймаг, Халхгол сум", 3_310, -6.0),
    site("HeSHC-01", "Онон жишээ ЭМТ", "Onon example soum health centre", "Хэнтий, Дадал", 3_180, 9.0),
    site(
        "SuSHC-01",
        "Ганга жишээ ЭМТ",
        "Ganga example soum health centre",
        "Сүхбаатар аймаг, Дарьганга сум",
        3_130,
        0.0,
    ),
    site("UhFHC-01", "Таац жишээ ӨЭМТ", "Taats example family health centre", "Өвөрхангай, Арвайхээр", 9_200, 3.0),
    site("ShFHC-01", "Толгойт жишээ ӨЭМТ", "Tolgoit example family health centre", "СХД", 12_400, -9.0),
    site("BzFHC-01", "Улиастай жишээ ӨЭМТ", "Uliastai example family health centre", "Баянзүрх дүүрэг", 13_100, -2.0),
    site("ChFHC-01", "Хайлааст жишээ ӨЭМТ", "Khailaast example family health centre", "Чингэлтэй", 10_700, 5.0),
    site("GaSHC-01", "Алтан жишээ ЭМТ", "Altan example soum health centre", "Говь-Алтай, Бигэр", 2_350, 0.0),
    site("GsFHC-01", "Чойр жишээ ӨЭМТ", "Choir example family health centre", "Говьсүмбэр, Сүмбэр", 7_900, 0.0),
];

/// The health centre of this identifier.
pub fn named(id: &str) -> &'static Site {
    SITES.iter().find(|s| s.id == id).expect("the generator names its own facilities")
}

/// The register as a table.
pub fn table() -> Table {
    let headers = ["id", "name_mn", "name_en", "type", "place", "catchment", "provider", "contact"];
    let row = |s: &Site| {
        vec![
            Cell::text(s.id),
            Cell::text(s.mn),
            Cell::text(s.en),
            Cell::text(s.kind),
            Cell::text(s.place),
            Cell::Number(f64::from(s.catchment)),
            Cell::text(if s.kind == "shc" { "төрийн" } else { "хувийн, гэрээт" }),
            Cell::text("дарга"),
        ]
    };
    Table { headers: headers.map(str::to_owned).to_vec(), rows: SITES.iter().map(row).collect() }
}
