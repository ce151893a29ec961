//! Gaps, inequality and change between rounds.

use super::estimates::{CI_HIGH, CI_LOW, DF, DF2, LEVEL, N, P, SE, VALUE};
use super::who::{
    AREA_CODE, AREA_EN, AREA_LEVEL, AREA_MN, DIMENSION, GROUP_VALUE, GROUP_VAR, INDICATOR_CODE, INDICATOR_EN,
    INDICATOR_MN, INSTRUMENT, ROUND,
};
use super::{Table, fields};

fields! {
    KIND = "kind", Code, None, "#indicator+kind", ["Зөрүүний төрөл", "Kind of gap"],
        ["target зорилт, average дундаж, region бүс, best хамгийн сайн газар, best_quarter сайн дөрөвний нэг, groups хоёр бүлэг", "target, average, region, best place, best_quarter of places, groups"];
    GROUP_FIRST = "group_first", Code, None, "#group+first+code", ["Эхний бүлэг", "First group"],
        ["Эхний бүлгийн код; зөрүү нь эхнийхээс хоёр дахийг хассан", "Code of the first group; the gap is first minus second"];
    GROUP_SECOND = "group_second", Code, None, "#group+second+code", ["Хоёр дахь бүлэг", "Second group"],
        ["Хоёр дахь бүлгийн код", "Code of the second group"];
    GROUP_FIRST_MN = "group_first_mn", Words, None, "#group+first+name+i_mn", ["Эхний бүлэг (монгол)", "First group (Mongolian)"],
        ["Эхний бүлгийн нэр монголоор", "Name of the first group in Mongolian"];
    GROUP_FIRST_EN = "group_first_en", Words, None, "#group+first+name+i_en", ["Эхний бүлэг (англи)", "First group (English)"],
        ["Эхний бүлгийн нэр англиар", "Name of the first group in English"];
    GROUP_SECOND_MN = "group_second_mn", Words, None, "#group+second+name+i_mn", ["Хоёр дахь бүлэг (монгол)", "Second group (Mongolian)"],
        ["Хоёр дахь бүлгийн нэр монголоор", "Name of the second group in Mongolian"];
    GROUP_SECOND_EN = "group_second_en", Words, None, "#group+second+name+i_en", ["Хоёр дахь бүлэг (англи)", "Second group (English)"],
        ["Хоёр дахь бүлгийн нэр англиар", "Name of the second group in English"];
    AGAINST_CODE = "against_code", Code, None, "#adm1+against+code", ["Харьцуулсан газрын код", "Places it is held against"],
        ["Жишиг болсон газруудын код зайгаар тусгаарлан; бүсийн хувьд бүсийн код", "Codes of the places that the benchmark is made of, spaces between; of a region its own"];
    AGAINST = "against", Number, Figure, "", ["Жишиг утга", "Value it is held against"],
        ["Зорилт, жишиг эсвэл хоёр дахь бүлгийн утга", "Value of the target, of the benchmark or of the second group"];
    GAP = "gap", Number, Figure, "", ["Зөрүү", "Gap"],
        ["Утгаас жишиг утгыг хассан зөрүү", "Value minus the value it is held against"];
    P_GAP = "p", Number, Probability, "", ["p утга", "p-value"],
        ["Жинхэнэ зөрүү 0 гэсэн таамаглалын p утга, тохируулаагүй", "p-value of the hypothesis that there is no difference, unadjusted"];
    P_ADJUSTED = "p_adjusted", Number, Probability, "", ["Тохируулсан p", "Adjusted p"],
        ["Олон зөрүүг хамт үзсэнийг тооцсон p (Холмын арга); дүгнэлт үүгээр гарна", "p adjusted by Holm for looking at many at once; the verdict goes by it"];
    P_BH = "p_bh", Number, Probability, "", ["p (Бенжамини, Хохберг)", "p (Benjamini and Hochberg)"],
        ["Буруу илрэлийн хувийг барих тохируулга", "p adjusted so that the share of false discoveries is held"];
    FAMILY = "family", Code, None, "", ["Тохируулгын хүрээ", "Family"],
        ["p-г аль зөрүүнүүдийн дунд тохируулсан", "Among which gaps p was adjusted"];
    VERDICT = "verdict", Code, None, "", ["Дүгнэлт", "Verdict"],
        ["better дээр, worse дор, no_clear_difference тодорхой ялгаагүй, too_small хариулт цөөн, differs ялгаатай", "better, worse, no_clear_difference, too_small, differs"];
    PEOPLE = "people", Number, People, "", ["Хүний тоо", "People"],
        ["Зөрүү хэдэн хүнд хамаарахыг оршин суугчийн тоогоор; тоолох боломжгүй бол хоосон", "How many residents the gap stands for; empty where they can't be counted"];
    N_AGAINST = "n_against", Count, Answers, "", ["Жишгийн хариулт", "Answers of the other side"],
        ["Жишиг буюу хоёр дахь бүлгийн хариултын тоо", "Answers behind the value it is held against"];
    OVER = "over", Code, None, "#group+over", ["Юуны хооронд", "Between what"],
        ["places: газрын хооронд, эсвэл ангиллын код: бүлгийн хооронд", "places: between places, or the code of a grouping: between its groups"];
    OVER_MN = "over_mn", Words, None, "#group+over+name+i_mn", ["Ангилал (монгол)", "Grouping (Mongolian)"],
        ["Ангиллын нэр монголоор; газрын хувьд хоосон", "Name of the grouping in Mongolian; empty for places"];
    OVER_EN = "over_en", Words, None, "#group+over+name+i_en", ["Ангилал (англи)", "Grouping (English)"],
        ["Ангиллын нэр англиар; газрын хувьд хоосон", "Name of the grouping in English; empty for places"];
    BEST_CODE = "best_code", Code, None, "#adm1+best+code", ["Хамгийн сайн газар", "Best place"],
        ["Хамгийн сайн утгатай газрын код", "Code of the place with the best value"];
    WORST_CODE = "worst_code", Code, None, "#adm1+worst+code", ["Хамгийн муу газар", "Worst place"],
        ["Хамгийн муу утгатай газрын код", "Code of the place with the worst value"];
    WEIGHTS = "weights", Code, None, "", ["Жин", "Weights"],
        ["residents: оршин суугчаар, equal: газар бүр тэнцүү, answers: жинлэсэн хариултаар", "residents: by residents, equal: every place alike, answers: by weighted answers"];
    TEST = "test", Code, None, "", ["Шалгуур", "Test"],
        ["rao_scott: хувь ба бүлгийн хүснэгтийн Рао–Скоттын F; wald: зөрүүнүүдийн тохируулсан Вальдын F", "rao_scott: Rao and Scott's F of the table of shares by group; wald: Wald's F of the differences, adjusted"];
    TEST_VALUE = "f", Number, None, "", ["F", "F"], ["Шалгуурын утга", "Value of the test"];
    TEST_DF = "df", Df, None, "", ["Чөлөөний зэрэг", "Degrees of freedom"],
        ["Хүртвэрийн чөлөөний зэрэг", "Degrees of freedom of the numerator"];
    P_TEST = "p", Number, Probability, "", ["p утга", "p-value"],
        ["Бүх газар, бүлэгт ижил гэсэн таамаглалын p утга, тохируулаагүй", "p-value of the hypothesis that the figure is the same in all of them, unadjusted"];
    NO_TEST = "note", Code, None, "", ["Тайлбар", "Note"],
        ["Шалгаагүй шалтгаан: too_few_groups, no_df, degenerate, no_error, unlike_parts", "Why there is no test: too_few_groups, no_df, degenerate, no_error, unlike_parts"];
    UNITS = "units", Count, None, "", ["Газар, бүлгийн тоо", "Places or groups"],
        ["Тооцоонд орсон газар буюу бүлгийн тоо", "Places or groups that were taken in"];
    LEFT_OUT_UNITS = "left_out", Count, None, "", ["Ороогүй", "Left out"],
        ["Утгагүй буюу цөөн хариулттай тул ороогүй газар, бүлгийн тоо", "Places or groups without a value or with too few answers"];
    MEAN = "mean", Number, Figure, "", ["Дундаж", "Mean"],
        ["Газар буюу бүлгийн жинлэсэн дундаж", "Weighted mean of the places or groups"];
    BEST = "best", Number, Figure, "", ["Хамгийн сайн", "Best"], ["Хамгийн сайн утга", "The best value"];
    WORST = "worst", Number, Figure, "", ["Хамгийн муу", "Worst"], ["Хамгийн муу утга", "The worst value"];
    RANGE_GAP = "gap", Number, Figure, "", ["Хамгийн их зөрүү", "Range"],
        ["Хамгийн их утгаас хамгийн багыг хассан зөрүү", "Largest value minus smallest"];
    RATIO = "ratio", Number, None, "", ["Харьцаа", "Ratio"],
        ["Хамгийн их утгыг хамгийн багад хуваасан харьцаа", "Largest value over smallest"];
    FROM_BEST = "from_best", Number, Figure, "", ["Сайнаас дундаж хоцролт", "Mean distance from the best"],
        ["Хамгийн сайнаас хоцрох зөрүүний жинлэсэн дундаж", "Weighted mean distance from the best value"];
    DISPARITY = "index_of_disparity", Number, Percent, "", ["Ялгаатай байдлын индекс", "Index of disparity"],
        ["Дунджаас хазайх дундаж зөрүү, дунджийн хувиар", "Mean deviation from the mean as a percentage of the mean"];
    THEIL = "theil", Number, None, "", ["Тэйлийн индекс", "Theil index"],
        ["Тэйлийн индекс, мянганы нэгээр", "Theil index, in thousandths"];
    LOG_DEVIATION = "mean_log_deviation", Number, None, "", ["Дундаж логарифм хазайлт", "Mean log deviation"],
        ["Дундаж логарифм хазайлт, мянганы нэгээр", "Mean log deviation, in thousandths"];
    VARIANCE = "variance", Number, FigureSquared, "", ["Дисперс", "Variance"],
        ["Газар буюу бүлэг хоорондын дисперс", "Variance between places or groups"];
    BEYOND = "variance_beyond_chance", Number, FigureSquared, "", ["Тохиолдлоос давсан дисперс", "Variance beyond chance"],
        ["Түүврийн алдааг хассан дисперс", "Variance without what sampling error adds"];
    PAR = "par", Number, Figure, "", ["Хүн амын эрсдэл", "Population attributable risk"],
        ["Бүгд хамгийн сайнд хүрвэл дундаж хэдээр өөрчлөгдөх", "By how much the mean would change if all reached the best"];
    PAF = "paf", Number, Percent, "", ["Хүн амын эрсдэлийн хувь", "Population attributable fraction"],
        ["Тэр өөрчлөлт дунджийн хэдэн хувь болох", "The same as a percentage of the mean"];
    SII = "sii", Number, Figure, "", ["Налуугийн индекс (SII)", "Slope index of inequality"],
        ["Дараалсан бүлгүүдийн доодоос дээд хүртэлх налуу", "Slope from the lowest to the highest of ordered groups"];
    SII_SE = "sii_se", Number, Figure, "", ["SII-ийн стандарт алдаа", "Standard error of the slope index"],
        ["Налуугийн индексийн стандарт алдаа", "Standard error of the slope index of inequality"];
    RII = "rii", Number, None, "", ["Харьцангуй индекс (RII)", "Relative index of inequality"],
        ["Налууг дунджид харьцуулсан харьцангуй индекс", "Relative index of inequality of the same slope"];
    CONCENTRATION = "concentration", Number, None, "", ["Төвлөрлийн индекс", "Concentration index"],
        ["Төвлөрлийн индекс, −1-ээс 1", "Concentration index, from -1 to 1"];
    CONCENTRATION_SE = "concentration_se", Number, None, "", ["Төвлөрлийн индексийн алдаа", "Standard error of the concentration index"],
        ["Төвлөрлийн индексийн стандарт алдаа", "Standard error of the concentration index"];
    ROUND_TO = "round", Code, None, "#meta+round", ["Үе шат", "Round"],
        ["Сүүлчийн үе шат", "The later round"];
    ROUND_FROM = "round_from", Code, None, "#meta+round+from", ["Өмнөх үе шат", "Round before"],
        ["Харьцуулсан өмнөх үе шат", "The earlier round"];
    GROUP_MN = "group_mn", Words, None, "#group+name+i_mn", ["Бүлэг (монгол)", "Group (Mongolian)"],
        ["Бүлгийн нэр монголоор", "Name of the group in Mongolian"];
    GROUP_EN = "group_en", Words, None, "#group+name+i_en", ["Бүлэг (англи)", "Group (English)"],
        ["Бүлгийн нэр англиар", "Name of the group in English"];
    VALUE_FROM = "value_from", Number, Figure, "", ["Өмнөх утга", "Value before"],
        ["Өмнөх үе шатны утга", "Value in the earlier round"];
    CHANGE = "change", Number, Figure, "", ["Өөрчлөлт", "Change"],
        ["Сүүлчийн утгаас өмнөхийг хассан зөрүү", "Later minus earlier"];
    N_FROM = "n_from", Count, Answers, "", ["Өмнөх хариулт", "Answers before"],
        ["Өмнөх үе шатны хариултын тоо", "Answers in the earlier round"];
    GAP_FROM = "gap_from", Number, Figure, "", ["Өмнөх зөрүү", "Gap before"],
        ["Өмнөх үе шатны зөрүү", "Gap in the earlier round"];
    GAP_NOW = "gap", Number, Figure, "", ["Одоогийн зөрүү", "Gap now"],
        ["Сүүлчийн үе шатны зөрүү", "Gap in the later round"];
    NARROWING = "narrowing", Code, None, "", ["Зөрүү багассан эсэх", "Narrower or wider"],
        ["narrower багассан, wider ихэссэн, shifted тал нь солигдсон, no_clear_change тодорхойгүй, too_small хариулт цөөн", "narrower, wider, shifted to the other side, no_clear_change, too_small"];
    WHAT = "what", Code, None, "#meta+what", ["Юу", "What"],
        ["indicator, place эсвэл grouping", "indicator, place or grouping"];
    CODE = "code", Code, None, "#meta+code", ["Код", "Code"], ["Түүний код", "Its code"];
    NAME_MN = "name_mn", Words, None, "#meta+name+i_mn", ["Нэр (монгол)", "Name (Mongolian)"],
        ["Нэр монголоор", "Its name in Mongolian"];
    NAME_EN = "name_en", Words, None, "#meta+name+i_en", ["Нэр (англи)", "Name (English)"],
        ["Нэр англиар", "Its name in English"];
    ROUND_LACKING = "round", Code, None, "#meta+round", ["Үе шат", "Round"],
        ["Харьцуулах боломжгүй болгосон үе шат", "The round in which it can't be compared"];
    WHY = "why", Code, None, "#meta+why", ["Шалтгаан", "Why"],
        ["Яагаад харьцуулаагүй, тогтмол үгээр", "Why it wasn't compared, in fixed words"];
}

/// Every gap.
pub const GAPS: Table = Table {
    id: "gaps",
    of: "masam gaps",
    title: ["Зөрүү", "Gaps"],
    row: ["Нэг үзүүлэлтийн нэг зөрүү нэг газарт", "One gap of one figure at one place"],
    key: &[&INDICATOR_CODE, &KIND, &AREA_CODE, &GROUP_VAR, &GROUP_FIRST, &GROUP_SECOND],
    hxl: "#indicator",
    fields: &[
        &ROUND,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &DIMENSION,
        &KIND,
        &AREA_CODE,
        &AREA_LEVEL,
        &AREA_MN,
        &AREA_EN,
        &GROUP_VAR,
        &GROUP_FIRST,
        &GROUP_SECOND,
        &GROUP_FIRST_MN,
        &GROUP_FIRST_EN,
        &GROUP_SECOND_MN,
        &GROUP_SECOND_EN,
        &AGAINST_CODE,
        &VALUE,
        &AGAINST,
        &GAP,
        &SE,
        &DF,
        &CI_LOW,
        &CI_HIGH,
        &LEVEL,
        &P_GAP,
        &P_ADJUSTED,
        &P_BH,
        &FAMILY,
        &VERDICT,
        &PEOPLE,
        &N,
        &N_AGAINST,
        &INSTRUMENT,
    ],
};

/// Tests of breakdowns.
pub const DEPENDENCE: Table = Table {
    id: "dependence",
    of: "masam report-card, masam gaps",
    title: ["Хамаарал", "Dependence"],
    row: [
        "Нэг үзүүлэлт газраас, эсвэл бүлгээс хамаардаг эсэхийг бүгдийг нь хамт шалгасан нэг шалгуур",
        "One test of whether a figure depends on the place, or on the group, of all places or groups together",
    ],
    key: &[&INDICATOR_CODE, &OVER],
    hxl: "#indicator",
    fields: &[
        &ROUND,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &DIMENSION,
        &OVER,
        &OVER_MN,
        &OVER_EN,
        &UNITS,
        &TEST,
        &TEST_VALUE,
        &TEST_DF,
        &DF2,
        &P_TEST,
        &P_ADJUSTED,
        &P_BH,
        &NO_TEST,
        &INSTRUMENT,
    ],
};

/// Measures of inequality.
pub const INEQUALITY: Table = Table {
    id: "inequality",
    of: "masam gaps",
    title: ["Тэгш бус байдал", "Inequality"],
    row: [
        "Нэг үзүүлэлтийн тархалт газрын буюу бүлгийн хооронд",
        "How one figure is spread over places, or over the groups of a grouping",
    ],
    key: &[&INDICATOR_CODE, &OVER, &AREA_CODE],
    hxl: "#indicator",
    fields: &[
        &ROUND,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &DIMENSION,
        &OVER,
        &OVER_MN,
        &OVER_EN,
        &BEST_CODE,
        &WORST_CODE,
        &AREA_CODE,
        &WEIGHTS,
        &UNITS,
        &LEFT_OUT_UNITS,
        &N,
        &MEAN,
        &BEST,
        &WORST,
        &RANGE_GAP,
        &RATIO,
        &FROM_BEST,
        &DISPARITY,
        &THEIL,
        &LOG_DEVIATION,
        &VARIANCE,
        &BEYOND,
        &PAR,
        &PAF,
        &SII,
        &SII_SE,
        &RII,
        &CONCENTRATION,
        &CONCENTRATION_SE,
        &DF,
        &INSTRUMENT,
    ],
};

/// Changes of figures.
pub const CHANGES: Table = Table {
    id: "changes",
    of: "masam change",
    title: ["Өөрчлөлт", "Changes"],
    row: [
        "Нэг үзүүлэлтийн өөрчлөлт нэг газарт, нэг бүлэгт, хоёр үе шатны хооронд",
        "Change of one figure at one place for one group between two rounds",
    ],
    key: &[&ROUND_TO, &INDICATOR_CODE, &ROUND_FROM, &AREA_CODE, &GROUP_VAR, &GROUP_VALUE],
    hxl: "#indicator",
    fields: &[
        &ROUND_TO,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &DIMENSION,
        &ROUND_FROM,
        &AREA_CODE,
        &AREA_LEVEL,
        &AREA_MN,
        &AREA_EN,
        &GROUP_VAR,
        &GROUP_VALUE,
        &GROUP_MN,
        &GROUP_EN,
        &VALUE_FROM,
        &VALUE,
        &CHANGE,
        &SE,
        &DF,
        &CI_LOW,
        &CI_HIGH,
        &LEVEL,
        &P,
        &P_ADJUSTED,
        &P_BH,
        &VERDICT,
        &N_FROM,
        &N,
        &INSTRUMENT,
    ],
};

/// Changes of gaps.
pub const GAP_CHANGES: Table = Table {
    id: "gap_changes",
    of: "masam change",
    title: ["Зөрүүний өөрчлөлт", "Changes of gaps"],
    row: ["Нэг зөрүүний өөрчлөлт хоёр үе шатны хооронд", "Change of one gap between two rounds"],
    key: &[&ROUND_TO, &INDICATOR_CODE, &ROUND_FROM, &KIND, &AREA_CODE, &GROUP_VAR, &GROUP_FIRST, &GROUP_SECOND],
    hxl: "#indicator",
    fields: &[
        &ROUND_TO,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &DIMENSION,
        &ROUND_FROM,
        &KIND,
        &AREA_CODE,
        &AREA_LEVEL,
        &AREA_MN,
        &AREA_EN,
        &GROUP_VAR,
        &GROUP_FIRST,
        &GROUP_SECOND,
        &GAP_FROM,
        &GAP_NOW,
        &CHANGE,
        &SE,
        &DF,
        &CI_LOW,
        &CI_HIGH,
        &LEVEL,
        &P,
        &P_ADJUSTED,
        &P_BH,
        &NARROWING,
        &N,
        &INSTRUMENT,
    ],
};

/// What can't be compared between rounds.
pub const LEFT_OUT: Table = Table {
    id: "left_out",
    of: "masam change",
    title: ["Харьцуулаагүй зүйл", "What was left out"],
    row: [
        "Харьцуулах боломжгүй нэг үзүүлэлт, газар буюу ангилал",
        "One indicator, place or grouping that can't be compared",
    ],
    key: &[],
    hxl: "#meta",
    fields: &[&WHAT, &CODE, &NAME_MN, &NAME_EN, &ROUND_LACKING, &WHY],
};
