//! Estimates with their errors: the main table of a report card, and the lines of `masam estimate`.

use super::who::{
    AREA_CODE, AREA_EN, AREA_LEVEL, AREA_MN, DIMENSION, FACILITY_CODE, GROUP_VALUE, GROUP_VAR, INDICATOR_CODE,
    INDICATOR_EN, INDICATOR_MN, INSTRUMENT, METHOD_VERSION, NOTE, ROUND, UNIT,
};
use super::{Table, fields};

fields! {
    RESPONDENT = "respondent", Code, None, "#respondee+type", ["Хариулагч", "Respondent"],
        ["Хэн хариулсан: citizen (үйлчлүүлэгч иргэн)", "Who answered: citizen"];
    STATISTIC = "statistic", Code, None, "#indicator+statistic", ["Үзүүлэлтийн төрөл", "Statistic"],
        ["share хувь, score оноо, mean дундаж, net цэвэр зөрүү, ratio харьцаа, total нийлбэр, median эсвэл quantile, composite нэгтгэсэн", "share, score, mean, net, ratio, total, median or quantile, composite"];
    VALUE = "value", Number, Figure, "#indicator+value+num", ["Утга", "Value"],
        ["Үнэлгээ, бүх оронтойгоор; харуулахгүй бол хоосон", "The estimate with all digits; empty where it is not shown"];
    SE = "se", Number, Figure, "", ["Стандарт алдаа", "Standard error"],
        ["Түүврийн загварыг тооцсон стандарт алдаа; мэдэгдэхгүй бол хоосон, хэзээ ч 0 гэж орлуулахгүй", "Design-based standard error; empty where it is unknown, never 0 in its place"];
    CI_LOW = "ci_low", Number, Figure, "", ["Интервалын доод хязгаар", "Lower end of the interval"],
        ["Итгэх интервалын доод хязгаар", "Lower end of the confidence interval"];
    CI_HIGH = "ci_high", Number, Figure, "", ["Интервалын дээд хязгаар", "Upper end of the interval"],
        ["Итгэх интервалын дээд хязгаар", "Upper end of the confidence interval"];
    LEVEL = "level", Number, Probability, "#indicator+ci_level+num", ["Итгэх түвшин", "Confidence level"],
        ["Интервалын итгэх түвшин, 0.95 гэх мэт", "Confidence level of the interval, such as 0.95"];
    DF = "df", Df, None, "", ["Чөлөөний зэрэг", "Degrees of freedom"],
        ["Интервал ба p-д хэрэглэсэн чөлөөний зэрэг; inf нь нормаль тархалт", "Degrees of freedom of the interval and of p; inf is the normal distribution"];
    N = "n", Count, Answers, "", ["Хариултын тоо", "Answers"],
        ["Утгын цаана байгаа хариултын жинлээгүй тоо", "Unweighted number of answers behind the value"];
    N_MISSING = "n_missing", Count, Answers, "", ["Хариулаагүй", "Missing answers"],
        ["Суурьт байх ёстой боловч хариулт нь байхгүй хүний тоо", "People who should have answered and gave no answer that counts"];
    N_WEIGHTED = "n_weighted", Number, None, "", ["Жингийн нийлбэр", "Sum of weights"],
        ["Эдгээр хариултын түүврийн жингийн нийлбэр", "Sum of the sampling weights of these answers"];
    DEFF = "deff", Number, None, "", ["Загварын нөлөө", "Design effect"],
        ["Дисперсийг энгийн санамсаргүй түүврийнхтэй харьцуулсан харьцаа", "Variance against that of a simple random sample of the same size"];
    TARGET = "target", Number, Figure, "", ["Зорилт", "Target"],
        ["Тухайн газарт хүчинтэй зорилт буюу норм", "Target or norm in force at the place"];
    GAP_TARGET = "gap_target", Number, Figure, "", ["Зорилтоос зөрүү", "Gap to the target"],
        ["Утгаас зорилтыг хассан зөрүү", "Value minus target"];
    GAP_AVERAGE = "gap_average", Number, Figure, "", ["Дунджаас зөрүү", "Gap to the average"],
        ["Утгаас бүх газрын дунджийг хассан зөрүү", "Value minus the average of all places"];
    LIGHT = "light", Code, None, "", ["Гэрэл", "Light"],
        ["good, middle, poor, too_small (хариулт цөөн), attention; дүгнээгүй бол хоосон", "good, middle, poor, too_small (too few answers), attention; empty where nothing is judged"];
    SHOWN = "shown", Code, None, "", ["Харуулсан эсэх", "Whether it is shown"],
        ["yes; with_care болгоомжтой уншина; withheld нууцалсан; unreliable найдваргүй тул харуулаагүй; no_data мэдээлэлгүй", "yes; with_care; withheld for confidentiality; unreliable and therefore not shown; no_data"];
    CI_METHOD = "ci_method", Code, None, "", ["Интервалын арга", "Method of the interval"],
        ["Интервалыг тооцсон арга: t, logit, asin, beta, wilson, woodruff …", "Method of the interval: t, logit, asin, beta, wilson, woodruff and so on"];
    VARIABLE = "variable", Words, None, "", ["Багана", "Column"],
        ["Үнэлсэн багана буюу багануудын илэрхийлэл", "The column that is estimated, or the expression of columns"];
    CATEGORY = "category", Words, None, "", ["Хариулт", "Category"],
        ["Хувийг нь тооцсон хариулт; квантилийн магадлал", "The answer whose share it is; the probability of a quantile"];
    GROUP = "group", Words, None, "#group+code", ["Бүлэг", "Group"],
        ["багана=утга, цэгтэй таслалаар; бүх мөрийн үнэлгээнд хоосон", "column=value with semicolons between; empty for all rows"];
    ESTIMATE = "estimate", Number, Asked, "#indicator+value+num", ["Үнэлгээ", "Estimate"],
        ["Үнэлгээ; хувь нь 0–1", "The estimate; shares are 0 to 1"];
    ASKED_SE = "se", Number, Asked, "", ["Стандарт алдаа", "Standard error"],
        ["Түүврийн загварыг тооцсон стандарт алдаа", "Design-based standard error"];
    ASKED_LOW = "ci_low", Number, Asked, "", ["Интервалын доод хязгаар", "Lower end of the interval"],
        ["Итгэх интервалын доод хязгаар", "Lower end of the confidence interval"];
    ASKED_HIGH = "ci_high", Number, Asked, "", ["Интервалын дээд хязгаар", "Upper end of the interval"],
        ["Итгэх интервалын дээд хязгаар", "Upper end of the confidence interval"];
    CV = "cv", Number, None, "", ["Хувьсах коэффициент", "Coefficient of variation"],
        ["Стандарт алдааг үнэлгээнд хуваасан харьцаа", "Standard error over estimate"];
    SUM_WEIGHTS = "sum_weights", Number, None, "", ["Жингийн нийлбэр", "Sum of weights"],
        ["Хариулттай мөрийн жингийн нийлбэр", "Sum of the weights of the rows with an answer"];
    DF2 = "df2", Df, None, "", ["Хоёр дахь чөлөөний зэрэг", "Second degrees of freedom"],
        ["Тестийн хуваарийн чөлөөний зэрэг", "Degrees of freedom of the denominator of a test"];
    P = "p", Number, Probability, "", ["p утга", "p-value"],
        ["Тестийн p утга, тохируулаагүй", "p-value of the test, unadjusted"];
}

/// The estimates of a report card.
pub const ESTIMATES: Table = Table {
    id: "estimates",
    of: "masam report-card",
    title: ["Үнэлгээ", "Estimates"],
    row: [
        "Нэг үзүүлэлт, нэг газар, нэг бүлэг буюу байгууллага; мэдээлэлгүй газар ч мөртэй",
        "One figure at one place for one group or facility; places without data have rows too",
    ],
    key: &[&INDICATOR_CODE, &AREA_CODE, &FACILITY_CODE, &GROUP_VAR, &GROUP_VALUE],
    hxl: "#indicator",
    fields: &[
        &ROUND,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &DIMENSION,
        &AREA_CODE,
        &AREA_LEVEL,
        &AREA_MN,
        &AREA_EN,
        &FACILITY_CODE,
        &GROUP_VAR,
        &GROUP_VALUE,
        &RESPONDENT,
        &STATISTIC,
        &VALUE,
        &SE,
        &CI_LOW,
        &CI_HIGH,
        &LEVEL,
        &DF,
        &N,
        &N_MISSING,
        &N_WEIGHTED,
        &DEFF,
        &UNIT,
        &TARGET,
        &GAP_TARGET,
        &GAP_AVERAGE,
        &LIGHT,
        &SHOWN,
        &NOTE,
        &CI_METHOD,
        &INSTRUMENT,
        &METHOD_VERSION,
    ],
};

/// The lines of `masam estimate`.
pub const ASKED: Table = Table {
    id: "estimates",
    of: "masam estimate",
    title: ["Үнэлгээ", "Estimates"],
    row: ["Нэг багана, нэг хариулт, нэг бүлгийн нэг үнэлгээ", "One estimate of a column, an answer and a group"],
    key: &[&STATISTIC, &VARIABLE, &CATEGORY, &GROUP],
    hxl: "#indicator",
    fields: &[
        &STATISTIC,
        &VARIABLE,
        &CATEGORY,
        &GROUP,
        &ESTIMATE,
        &ASKED_SE,
        &DF,
        &ASKED_LOW,
        &ASKED_HIGH,
        &CI_METHOD,
        &LEVEL,
        &DEFF,
        &CV,
        &N,
        &N_MISSING,
        &SUM_WEIGHTS,
        &NOTE,
    ],
};

/// The same where tests were asked for.
pub const ASKED_WITH_TESTS: Table = Table {
    of: "masam estimate --test",
    fields: &[
        &STATISTIC,
        &VARIABLE,
        &CATEGORY,
        &GROUP,
        &ESTIMATE,
        &ASKED_SE,
        &DF,
        &ASKED_LOW,
        &ASKED_HIGH,
        &CI_METHOD,
        &LEVEL,
        &DEFF,
        &CV,
        &N,
        &N_MISSING,
        &SUM_WEIGHTS,
        &DF2,
        &P,
        &NOTE,
    ],
    ..ASKED
};
