//! Reports of several sectors side by side.

use super::estimates::{CI_HIGH, CI_LOW, LIGHT, N, SHOWN, VALUE};
use super::who::{AREA_CODE, DIMENSION, INDICATOR_CODE, INDICATOR_EN, INDICATOR_MN};
use super::{Table, fields};

fields! {
    SECTOR = "sector", Code, None, "#sector", ["Салбар", "Sector"],
        ["Салбарын нэр: health, education гэх мэт", "Name of the sector: health, education and so on"];
    CITIZENS = "citizens", Code, None, "", ["Иргэдийн үнэлгээ", "What citizens say"],
        ["Судалгааны дохио: good, middle, poor; мэдээлэлгүй бол хоосон", "Signal of the survey: good, middle, poor; empty where there is none"];
    SCORECARDS = "scorecards", Code, None, "", ["Олон нийтийн карт", "What scorecards say"],
        ["Олон нийтийн үнэлгээний картын дохио", "Signal of the community scorecards"];
    FACILITIES = "facilities", Code, None, "", ["Байгууллагын харьцуулалт", "What comparisons say"],
        ["Байгууллага хоорондын харьцуулалтын дохио", "Signal of the comparison of facilities"];
    FIGURES_NAMED = "figures", Code, None, "", ["Үзүүлэлтүүд", "Figures"],
        ["Дохионы цаана байгаа үзүүлэлтийн кодууд, зайгаар", "Codes of the figures behind the signal of citizens, spaces between"];
    FACILITIES_NAMED = "facilities_named", Code, None, "", ["Байгууллагууд", "Facilities named"],
        ["Дохионы цаана байгаа байгууллагын кодууд, зайгаар", "Codes of the facilities behind the signal of the comparison, spaces between"];
    POOR = "poor", Count, None, "", ["Муу дохионы тоо", "Poor signals"],
        ["Хэдэн эх сурвалж муу гэж хэлсэн", "How many sources say poor"];
    PART = "part", Words, None, "#meta+part", ["Хэсэг", "Part"], ["Товч тайлангийн хэсэг", "Part of the brief"];
    WORDS = "words", Prose, None, "#meta+words", ["Өгүүлбэр", "Words"], ["Товч тайлангийн өгүүлбэр", "Sentence of the brief"];
}

/// Main figures of all sectors by place.
pub const MATRIX: Table = Table {
    id: "matrix",
    of: "masam forum",
    title: ["Матриц", "Matrix"],
    row: ["Нэг салбарын нэг үндсэн үзүүлэлт нэг газарт", "One main figure of one sector at one place"],
    key: &[&SECTOR, &INDICATOR_CODE, &AREA_CODE],
    hxl: "#indicator",
    fields: &[
        &SECTOR,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &DIMENSION,
        &AREA_CODE,
        &VALUE,
        &CI_LOW,
        &CI_HIGH,
        &N,
        &LIGHT,
        &SHOWN,
    ],
};

/// What several sources say of the same.
pub const RECURRING: Table = Table {
    id: "recurring",
    of: "masam forum",
    title: ["Давтагдсан асуудал", "Recurring problems"],
    row: ["Нэг салбар, нэг газар, нэг хэмжээс", "One sector, place and dimension"],
    key: &[&SECTOR, &AREA_CODE, &DIMENSION],
    hxl: "#indicator",
    fields: &[
        &SECTOR,
        &AREA_CODE,
        &DIMENSION,
        &CITIZENS,
        &SCORECARDS,
        &FACILITIES,
        &FIGURES_NAMED,
        &FACILITIES_NAMED,
        &POOR,
    ],
};

/// The sentences of the brief.
pub const BRIEF: Table = Table {
    id: "brief",
    of: "masam forum",
    title: ["Товч тайлан", "Brief"],
    row: ["Нэг өгүүлбэр", "One sentence"],
    key: &[],
    hxl: "#meta",
    fields: &[&PART, &WORDS],
};
