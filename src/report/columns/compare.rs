//! Facilities side by side: where each stands, what it has, what is due, how case mix was adjusted.

use super::estimates::{CI_HIGH, CI_LOW, N, SE};
use super::gaps::P_ADJUSTED;
use super::who::{BETTER, DIMENSION, INDICATOR, INDICATOR_LABEL, NOTE, UNIT};
use super::{Table, fields};

fields! {
    FACILITY = "facility", Code, None, "#loc+code", ["Байгууллагын код", "Facility code"],
        ["Байгууллагын код, бүртгэл буюу өгөгдлийнхөөр", "Code of the facility, as in the register or the data"];
    NAME = "name", Words, None, "#loc+name", ["Байгууллага", "Facility"],
        ["Байгууллагын нэр", "Name of the facility"];
    TYPE = "type", Words, None, "#loc+type", ["Төрөл", "Type"],
        ["Байгууллагын төрөл", "Type of the facility"];
    PEER_GROUP = "peer_group", Words, None, "#group+peers", ["Харьцуулах бүлэг", "Peer group"],
        ["Аль бүлгийн дотор харьцуулсан", "The group in which it is compared"];
    PLACE = "place", Code, None, "#adm1+code", ["Газрын код", "Place code"],
        ["Байгууллага байрлах газрын нэгжийн код", "Unit code of the place where the facility is"];
    RAW = "raw", Number, Figure, "#indicator+value+raw+num", ["Утга", "Value"],
        ["Байгууллагын утга, тохируулаагүй", "Value of the facility, unadjusted"];
    ADJUSTED = "adjusted", Number, Figure, "#indicator+value+adjusted+num", ["Тохируулсан утга", "Adjusted value"],
        ["Үйлчлүүлэгчийн бүрэлдэхүүнээр тохируулсан утга", "Value adjusted for whom the facility serves"];
    BENCHMARK = "benchmark", Number, Figure, "", ["Жишиг", "Benchmark"],
        ["Харьцуулсан жишиг утга", "Value that the facility is held against"];
    BENCHMARK_KIND = "benchmark_kind", Code, None, "", ["Жишгийн төрөл", "Kind of benchmark"],
        ["peers адил байгууллагууд, target зорилт, best-quarter сайн дөрөвний нэг, previous өмнөх үе", "peers, target, best-quarter or previous"];
    LIMIT_95_LOW = "limit_95_low", Number, Figure, "", ["95 %-ийн доод хязгаар", "Lower 95% limit"],
        ["Тохиолдлоор 95 %-д багтах доод хязгаар", "Lower limit within which chance alone lies in 95%"];
    LIMIT_95_HIGH = "limit_95_high", Number, Figure, "", ["95 %-ийн дээд хязгаар", "Upper 95% limit"],
        ["Тохиолдлоор 95 %-д багтах дээд хязгаар", "Upper limit within which chance alone lies in 95%"];
    LIMIT_998_LOW = "limit_998_low", Number, Figure, "", ["99.8 %-ийн доод хязгаар", "Lower 99.8% limit"],
        ["Тохиолдлоор 99.8 %-д багтах доод хязгаар", "Lower limit within which chance alone lies in 99.8%"];
    LIMIT_998_HIGH = "limit_998_high", Number, Figure, "", ["99.8 %-ийн дээд хязгаар", "Upper 99.8% limit"],
        ["Тохиолдлоор 99.8 %-д багтах дээд хязгаар", "Upper limit within which chance alone lies in 99.8%"];
    STANDING = "standing", Code, None, "", ["Байр суурь", "Standing"],
        ["Утга хязгаараас хаана байна: far_below, below, as_expected, above, far_above; too_small, no_error, no_benchmark, no_data, withheld", "far_below, below, as_expected, above, far_above; too_small, no_error, no_benchmark, no_data, withheld; of the value itself, whichever side is better"];
    P_STANDING = "p", Number, Probability, "", ["p утга", "p-value"],
        ["Жишгээс ялгаагүй гэсэн таамаглалын p, тохируулаагүй", "p-value of no difference from the benchmark, unadjusted"];
    RELIABILITY = "reliability", Number, Probability, "", ["Найдвартай байдал", "Reliability"],
        ["Ялгааны хэдий хэсэг нь тохиолдол биш вэ, 0–1", "Share of the differences that is not chance, 0 to 1"];
    SHRUNKEN = "shrunken", Number, Figure, "", ["Татсан утга", "Shrunken value"],
        ["Найдвартай байдлаар бүлгийн дундаж руу татсан утга", "Value drawn towards the mean of the group by its reliability"];
    EXPECTED_RANK = "expected_rank", Number, None, "", ["Хүлээгдэх байр", "Expected rank"],
        ["Хүлээгдэх байр, 1 нь хамгийн сайн", "Expected rank, 1 is best"];
    RANK_LOW = "rank_low", Count, None, "", ["Байрны доод хязгаар", "Best rank"],
        ["Байрны интервалын сайн тал", "Better end of the interval of the rank"];
    RANK_HIGH = "rank_high", Count, None, "", ["Байрны дээд хязгаар", "Worst rank"],
        ["Байрны интервалын муу тал", "Worse end of the interval of the rank"];
    STARS = "stars", Count, None, "", ["Од", "Stars"],
        ["Одны тоо; өгөөгүй бол хоосон", "Number of stars; empty where none are given"];
    FLAG = "flag", Code, None, "", ["Тэмдэг", "Flag"],
        ["support: дэмжлэг хэрэгтэй, learn: туршлага судлах, differs: ялгаатай", "support, learn from it, differs"];
    ORIGIN = "origin", Code, None, "", ["Эх сурвалж", "Origin"],
        ["survey: судалгаа, checklist: хяналтын хуудас", "survey or checklist"];
    COMPOSITE = "composite", YesNo, None, "", ["Нэгтгэсэн эсэх", "Whether it is a composite"],
        ["yes: хэд хэдэн үзүүлэлтийг нэгтгэсэн", "yes: it is made of several figures"];
    DOMAIN = "domain", Code, None, "", ["Бүлэг сэдэв", "Domain"],
        ["Хяналтын хуудасны бүлэг сэдвийн код", "Code of the domain of the checklist"];
    ITEM = "item", Code, None, "", ["Зүйлийн код", "Item"],
        ["Хяналтын хуудасны зүйл буюу нормын код", "Code of the item of the checklist or of the norm"];
    ITEM_LABEL = "item_label", Words, None, "", ["Зүйл", "Item in words"],
        ["Зүйлийн нэр", "Name of the item"];
    STATE = "state", Code, None, "", ["Байдал", "State"],
        ["present байна, absent алга, mixed ажиглагчид зөрсөн, not_due шаардлагагүй, эсвэл хариулаагүй шалтгаан", "present, absent, mixed between observers, not_due, or why there is no answer"];
    SHARE = "share", Number, Percent, "", ["Байгаа хувь", "Share present"],
        ["Ажиглалтын хэдэн хувьд нь байсан", "Percent of the observations in which it was present"];
    DOMAIN_SCORE = "domain_score", Number, Percent, "", ["Сэдвийн оноо", "Score of the domain"],
        ["Байх ёстой зүйлийн хэдэн хувь нь байгаа", "Percent of the items due that are present"];
    ACTUAL = "actual", Number, Asked, "", ["Бодит", "Actual"],
        ["Байгаа тоо хэмжээ", "What there is"];
    DUE = "due", Number, Asked, "", ["Байх ёстой", "Due"],
        ["Норм буюу зорилтоор байх ёстой хэмжээ", "What is due by the norm or target"];
    DUE_KIND = "due_kind", Code, None, "", ["Шаардлагын төрөл", "Kind of due"],
        ["norm, target, not_due шаардлагагүй, no_norm норм тодорхойгүй", "norm, target, not_due or no_norm"];
    SOURCE = "source", Words, None, "", ["Эх сурвалж", "Source"],
        ["Норм буюу зорилтыг тогтоосон баримт", "The document that sets the norm or target"];
    RATIO_DUE = "ratio", Number, None, "", ["Харьцаа", "Ratio"],
        ["Бодитыг байх ёстойд хуваасан харьцаа", "Actual over due"];
    GAP_DUE = "gap", Number, Asked, "", ["Зөрүү", "Gap"],
        ["Бодитоос байх ёстойг хассан зөрүү", "Actual minus due"];
    MET = "met", YesNo, None, "", ["Хангасан эсэх", "Met"],
        ["Норм хангагдсан эсэх; мэдэгдэхгүй бол хоосон", "Whether the norm is met; empty where it is not known"];
    ROW = "row", Code, None, "#meta+row", ["Мөрийн төрөл", "Kind of row"],
        ["adjuster: загварын хувьсагч, facility: байгууллага", "adjuster: a variable of the model, facility"];
    ID = "id", Code, None, "#meta+id", ["Код", "Identifier"],
        ["Хувьсагчийн буюу байгууллагын код", "Code of the variable or of the facility"];
    COEFFICIENT = "coefficient", Number, Figure, "", ["Коэффициент", "Coefficient"],
        ["Загварын коэффициент", "Coefficient of the model"];
    COEFFICIENT_SE = "se", Number, Figure, "", ["Коэффициентын алдаа", "Standard error"],
        ["Коэффициентын стандарт алдаа", "Standard error of the coefficient"];
}

/// Where each facility stands.
pub const STANDINGS: Table = Table {
    id: "standings",
    of: "masam compare",
    title: ["Байгууллагын байр суурь", "Standings"],
    row: ["Нэг байгууллагын нэг үзүүлэлт нэг харьцуулах бүлэгт", "One figure of one facility in one peer group"],
    key: &[&FACILITY, &PEER_GROUP, &INDICATOR],
    hxl: "#indicator",
    fields: &[
        &FACILITY,
        &NAME,
        &TYPE,
        &PEER_GROUP,
        &PLACE,
        &INDICATOR,
        &DIMENSION,
        &N,
        &RAW,
        &ADJUSTED,
        &SE,
        &CI_LOW,
        &CI_HIGH,
        &BENCHMARK,
        &BENCHMARK_KIND,
        &LIMIT_95_LOW,
        &LIMIT_95_HIGH,
        &LIMIT_998_LOW,
        &LIMIT_998_HIGH,
        &STANDING,
        &P_STANDING,
        &P_ADJUSTED,
        &RELIABILITY,
        &SHRUNKEN,
        &EXPECTED_RANK,
        &RANK_LOW,
        &RANK_HIGH,
        &STARS,
        &FLAG,
        &NOTE,
    ],
};

/// What each figure is.
pub const FIGURES: Table = Table {
    id: "figures",
    of: "masam compare",
    title: ["Үзүүлэлтүүд", "Figures"],
    row: ["Нэг үзүүлэлт", "One figure"],
    key: &[&INDICATOR],
    hxl: "#indicator",
    fields: &[&INDICATOR, &INDICATOR_LABEL, &DIMENSION, &ORIGIN, &COMPOSITE, &UNIT, &BETTER],
};

/// What each facility has of a checklist.
pub const READINESS: Table = Table {
    id: "readiness",
    of: "masam compare",
    title: ["Бэлэн байдал", "Readiness"],
    row: ["Нэг байгууллагын хяналтын хуудасны нэг зүйл", "One item of the checklist at one facility"],
    key: &[&FACILITY, &DOMAIN, &ITEM],
    hxl: "#indicator",
    fields: &[&FACILITY, &NAME, &DOMAIN, &DIMENSION, &ITEM, &ITEM_LABEL, &STATE, &SHARE, &DOMAIN_SCORE],
};

/// What each facility has against what is due.
pub const NORMS: Table = Table {
    id: "norms",
    of: "masam compare",
    title: ["Норм", "Norms"],
    row: ["Нэг байгууллагын нэг норм", "One norm at one facility"],
    key: &[&FACILITY, &ITEM],
    hxl: "#indicator",
    fields: &[
        &FACILITY,
        &NAME,
        &ITEM,
        &DIMENSION,
        &ITEM_LABEL,
        &UNIT,
        &ACTUAL,
        &DUE,
        &DUE_KIND,
        &SOURCE,
        &RATIO_DUE,
        &GAP_DUE,
        &MET,
    ],
};

/// How values were adjusted.
pub const CASE_MIX: Table = Table {
    id: "case-mix",
    of: "masam compare",
    title: ["Бүрэлдэхүүний тохируулга", "Case mix"],
    row: [
        "Загварын нэг хувьсагч, эсвэл нэг байгууллагын утга өмнө ба дараа",
        "One variable of a model, or the value of one facility before and after",
    ],
    key: &[&INDICATOR, &PEER_GROUP, &ROW, &ID],
    hxl: "#indicator",
    fields: &[&INDICATOR, &DIMENSION, &PEER_GROUP, &ROW, &ID, &RAW, &ADJUSTED, &COEFFICIENT, &COEFFICIENT_SE],
};
