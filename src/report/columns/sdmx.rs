//! Components of SDMX-CSV 2: dimensions, the observation, its attributes.

use super::{Table, fields};

fields! {
    STRUCTURE = "STRUCTURE", Code, None, "", ["Бүтцийн төрөл", "Kind of structure"], ["Үргэлж dataflow", "Always dataflow"];
    STRUCTURE_ID = "STRUCTURE_ID", Code, None, "", ["Бүтэц", "Structure"],
        ["Өгөгдлийн урсгал: байгууллага, код, хувилбар", "The dataflow: agency, identifier, version"];
    REF_AREA = "REF_AREA", Code, None, "", ["Газар", "Reference area"],
        ["Нэгжийн код; _T бүх газар", "Unit code of the place; _T for all places"];
    INDICATOR = "INDICATOR", Code, None, "", ["Үзүүлэлт", "Indicator"],
        ["Үзүүлэлтийн код, SDMX-ийн үсгээр: . нь @", "Code of the indicator in the letters of SDMX: . becomes @"];
    FACILITY = "FACILITY", Code, None, "", ["Байгууллага", "Facility"],
        ["Байгууллага; _T бүгд. Латин бус үсэг $ ба 4 оронтой Юникод", "Facility; _T for all. Letters that are not Latin become $ and four digits of Unicode"];
    DISAGGREGATION = "DISAGGREGATION", Code, None, "", ["Ангилал", "Disaggregation"],
        ["Ангиллын код; _T бүгд", "Code of the grouping; _T for everybody"];
    GROUP = "GROUP", Code, None, "", ["Бүлэг", "Group"],
        ["Бүлгийн код; _T бүгд", "Code of the group; _T for everybody"];
    COUNTERPART_GROUP = "COUNTERPART_GROUP", Code, None, "", ["Харьцуулсан бүлэг", "Counterpart group"],
        ["Хоёр дахь бүлгийн код; _Z хамаарахгүй", "Code of the second group; _Z where there is none"];
    GAP_KIND = "GAP_KIND", Code, None, "", ["Зөрүүний төрөл", "Kind of gap"],
        ["target зорилт, average дундаж, region бүс, best хамгийн сайн, best_quarter сайн дөрөвний нэг, groups бүлгүүд", "target, average, region, best, best_quarter, groups"];
    BASE_PERIOD = "BASE_PERIOD", Code, None, "", ["Суурь үе", "Base period"],
        ["Өмнөх үе шат", "The earlier round"];
    TIME_PERIOD = "TIME_PERIOD", Code, None, "", ["Хугацаа", "Time period"],
        ["Үе шат, SDMX-ийн хугацаагаар: 2026, 2026-Q2, 2026-06", "The round as a period of SDMX: 2026, 2026-Q2, 2026-06"];
    OBS_VALUE = "OBS_VALUE", Number, Figure, "", ["Ажиглалтын утга", "Observation value"],
        ["Утга; байхгүй бол NaN, шалтгаан нь OBS_STATUS", "The value; NaN where there is none, and OBS_STATUS says why"];
    OBS_STATUS = "OBS_STATUS", Code, None, "", ["Ажиглалтын төлөв", "Observation status"],
        ["CL_OBS_STATUS: A хэвийн, U найдвар муу, Q нууцалсан буюу найдваргүй тул гаргаагүй, M байх боломжгүй, O байхгүй", "CL_OBS_STATUS: A normal, U low reliability, Q suppressed, M cannot exist, O missing"];
    CONF_STATUS = "CONF_STATUS", Code, None, "", ["Нууцлалын төлөв", "Confidentiality status"],
        ["CL_CONF_STATUS: C нууцалсан; бусдад хоосон", "CL_CONF_STATUS: C withheld as confidential; empty elsewhere"];
    UNIT_MEASURE = "UNIT_MEASURE", Code, None, "", ["Хэмжих нэгж", "Unit of measure"],
        ["PT хувь, POINTS оноо, бусад нь нэгжийн нэр", "PT percent, POINTS of a score, else the name of the unit"];
    STATISTIC = "STATISTIC", Code, None, "", ["Үзүүлэлтийн төрөл", "Statistic"],
        ["Тоон төрөл: share, score, mean …", "What is computed: share, score, mean and so on"];
    VALUE = "VALUE", Number, Figure, "", ["Утга", "Value"], ["Зөрүү буюу өөрчлөлтийн цаана байгаа утга", "The value behind the gap or change"];
    AGAINST = "AGAINST", Number, Figure, "", ["Жишиг утга", "Value it is held against"], ["Харьцуулсан утга", "The value that it is held against"];
    STD_ERR = "STD_ERR", Number, Figure, "", ["Стандарт алдаа", "Standard error"], ["Стандарт алдаа", "Standard error"];
    CI_LOW = "CI_LOW", Number, Figure, "", ["Доод хязгаар", "Lower end"], ["Итгэх интервалын доод хязгаар", "Lower end of the confidence interval"];
    CI_HIGH = "CI_HIGH", Number, Figure, "", ["Дээд хязгаар", "Upper end"], ["Итгэх интервалын дээд хязгаар", "Upper end of the confidence interval"];
    CI_LEVEL = "CI_LEVEL", Number, Probability, "", ["Итгэх түвшин", "Confidence level"], ["Итгэх түвшин", "Confidence level"];
    DF = "DF", Df, None, "", ["Чөлөөний зэрэг", "Degrees of freedom"], ["Чөлөөний зэрэг; inf нормаль", "Degrees of freedom; inf is the normal distribution"];
    P_VALUE = "P_VALUE", Number, Probability, "", ["p утга", "p-value"], ["p утга, тохируулаагүй", "p-value, unadjusted"];
    P_ADJUSTED = "P_ADJUSTED", Number, Probability, "", ["Тохируулсан p", "Adjusted p"], ["Холмоор тохируулсан p", "p adjusted by Holm"];
    VERDICT = "VERDICT", Code, None, "", ["Дүгнэлт", "Verdict"], ["better дээр, worse дор, no_clear_difference тодорхой ялгаагүй, too_small хариулт цөөн, differs ялгаатай", "better, worse, no_clear_difference, too_small, differs"];
    N_OBS = "N_OBS", Count, Answers, "", ["Хариултын тоо", "Answers"], ["Хариултын жинлээгүй тоо", "Unweighted number of answers"];
    N_MISSING = "N_MISSING", Count, Answers, "", ["Хариулаагүй", "Missing answers"], ["Хариулт нь байхгүй хүний тоо", "People without an answer that counts"];
    N_AGAINST = "N_AGAINST", Count, Answers, "", ["Жишгийн хариулт", "Answers of the other side"], ["Нөгөө талын хариултын тоо", "Answers of the other side"];
    SUM_WEIGHTS = "SUM_WEIGHTS", Number, None, "", ["Жингийн нийлбэр", "Sum of weights"], ["Түүврийн жингийн нийлбэр", "Sum of the sampling weights"];
    DEFF = "DEFF", Number, None, "", ["Загварын нөлөө", "Design effect"], ["Загварын нөлөө", "Design effect"];
    TARGET = "TARGET", Number, Figure, "", ["Зорилт", "Target"], ["Хүчинтэй зорилт", "Target in force"];
    COMMENT_OBS = "COMMENT_OBS", Code, None, "", ["Тайлбар", "Comment"], ["Тэмдэглэл, тогтмол үгээр", "Note in fixed words"];
    INSTRUMENT = "INSTRUMENT", Code, None, "", ["Асуулга", "Instrument"], ["Асуулгын код ба хувилбар", "Identifier and version of the instrument"];
    METHOD = "METHOD", Code, None, "", ["Програм", "Program"], ["Тоог бодсон програм, хувилбар", "Program and version"];
}

/// The estimates of a report card.
pub const SDMX_REPORT_CARD: Table = Table {
    id: "report-card",
    of: "masam report-card --format sdmx",
    title: ["Иргэдийн үнэлгээний хуудас", "Citizen report card"],
    row: ["Нэг ажиглалт", "One observation"],
    key: &[&REF_AREA, &INDICATOR, &FACILITY, &DISAGGREGATION, &GROUP, &TIME_PERIOD],
    hxl: "#indicator",
    fields: &[
        &STRUCTURE,
        &STRUCTURE_ID,
        &REF_AREA,
        &INDICATOR,
        &FACILITY,
        &DISAGGREGATION,
        &GROUP,
        &TIME_PERIOD,
        &OBS_VALUE,
        &OBS_STATUS,
        &CONF_STATUS,
        &UNIT_MEASURE,
        &STATISTIC,
        &STD_ERR,
        &CI_LOW,
        &CI_HIGH,
        &CI_LEVEL,
        &DF,
        &N_OBS,
        &N_MISSING,
        &SUM_WEIGHTS,
        &DEFF,
        &TARGET,
        &COMMENT_OBS,
        &INSTRUMENT,
        &METHOD,
    ],
};

/// Gaps.
pub const SDMX_GAPS: Table = Table {
    id: "gaps",
    of: "masam gaps --format sdmx",
    title: ["Зөрүү", "Gaps"],
    row: ["Нэг зөрүү", "One gap"],
    key: &[&REF_AREA, &INDICATOR, &GAP_KIND, &DISAGGREGATION, &GROUP, &COUNTERPART_GROUP, &TIME_PERIOD],
    hxl: "#indicator",
    fields: &[
        &STRUCTURE,
        &STRUCTURE_ID,
        &REF_AREA,
        &INDICATOR,
        &GAP_KIND,
        &DISAGGREGATION,
        &GROUP,
        &COUNTERPART_GROUP,
        &TIME_PERIOD,
        &OBS_VALUE,
        &OBS_STATUS,
        &CONF_STATUS,
        &VALUE,
        &AGAINST,
        &STD_ERR,
        &CI_LOW,
        &CI_HIGH,
        &CI_LEVEL,
        &DF,
        &P_VALUE,
        &P_ADJUSTED,
        &VERDICT,
        &N_OBS,
        &N_AGAINST,
        &INSTRUMENT,
    ],
};

/// Changes between rounds.
pub const SDMX_CHANGES: Table = Table {
    id: "changes",
    of: "masam change --format sdmx",
    title: ["Өөрчлөлт", "Changes"],
    row: ["Нэг өөрчлөлт", "One change"],
    key: &[&REF_AREA, &INDICATOR, &DISAGGREGATION, &GROUP, &BASE_PERIOD, &TIME_PERIOD],
    hxl: "#indicator",
    fields: &[
        &STRUCTURE,
        &STRUCTURE_ID,
        &REF_AREA,
        &INDICATOR,
        &DISAGGREGATION,
        &GROUP,
        &BASE_PERIOD,
        &TIME_PERIOD,
        &OBS_VALUE,
        &OBS_STATUS,
        &CONF_STATUS,
        &VALUE,
        &AGAINST,
        &STD_ERR,
        &CI_LOW,
        &CI_HIGH,
        &CI_LEVEL,
        &DF,
        &P_VALUE,
        &P_ADJUSTED,
        &VERDICT,
        &N_OBS,
        &N_AGAINST,
        &INSTRUMENT,
    ],
};
