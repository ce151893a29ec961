//! What matters to overall satisfaction, and how many people a problem hurts.

use super::estimates::{DF, LEVEL, N, P};
use super::who::{
    AREA_CODE, AREA_EN, AREA_LEVEL, AREA_MN, BETTER, INDICATOR_CODE, INDICATOR_EN, INDICATOR_MN, INSTRUMENT,
    METHOD_VERSION, NOTE, ROUND,
};
use super::{Table, fields};

fields! {
    IMPORTANCE_FROM = "importance_from", Code, None, "", ["Ач холбогдлын эх", "Where importance comes from"],
        ["derived: хариултаас тооцсон, stated: асуулгад заасан", "derived from the answers, or stated by the instrument"];
    IMPORTANCE = "importance", Number, Percent, "", ["Ач холбогдол", "Importance"],
        ["Нийт сэтгэл ханамжид хэр холбоотой вэ, 0–100", "How much overall satisfaction goes with it, 0 to 100"];
    SLOPE = "slope", Number, None, "", ["Налуу", "Slope"],
        ["Хариулт нэг алхмаар сайжрахад нийт сэтгэл ханамж хэдэн оноогоор өсөх", "Points of overall satisfaction that go with one step of a better answer"];
    SLOPE_SE = "se", Number, None, "", ["Налуугийн стандарт алдаа", "Standard error of the slope"],
        ["Налуугийн стандарт алдаа", "Standard error of the slope"];
    SLOPE_LOW = "ci_low", Number, None, "", ["Налуугийн доод хязгаар", "Lower end of the slope"],
        ["Налуугийн итгэх интервалын доод хязгаар", "Lower end of the confidence interval of the slope"];
    SLOPE_HIGH = "ci_high", Number, None, "", ["Налуугийн дээд хязгаар", "Upper end of the slope"],
        ["Налуугийн итгэх интервалын дээд хязгаар", "Upper end of the confidence interval of the slope"];
    RANGE = "range", Number, None, "", ["Хариултын далайц", "Range of answers"],
        ["Хамгийн муу хариултаас хамгийн сайн хүртэл: хувьд 1, оноонд 100, цэвэр зөрүүд 2", "From the worst to the best answer: 1 for a share, 100 for a score, 2 for a net share"];
    PERFORMANCE = "performance", Number, Percent, "", ["Гүйцэтгэл", "Performance"],
        ["Үзүүлэлтийн утга 0–100-аар, их нь сайн болгон эргүүлсэн", "The figure on 0 to 100, turned so that more is better"];
    QUADRANT = "quadrant", Code, None, "", ["Дөрөвний нэг", "Quadrant"],
        ["fix_first эхэнд засах, keep_up хэвээр барих, low_priority яаралгүй, possible_overkill хэтэрсэн байж болзошгүй", "fix_first, keep_up, low_priority, possible_overkill"];
    BAD_SHARE = "bad_share", Number, Percent, "", ["Муу хариултын хувь", "Share for whom it is not as it should be"],
        ["Хамаатай хүмүүсийн хэдэн хувьд нь байх ёстойгоор биш байна", "Percent of those concerned for whom it is not as it should be"];
    CONCERNED_SHARE = "concerned_share", Number, Percent, "", ["Хамаатай хүний хувь", "Share concerned"],
        ["Нийт хариулагчийн хэдэн хувьд хамаатай вэ, жингээр", "Percent of all respondents, by weight, whom it concerns and who answered"];
    HURT = "people", Number, People, "", ["Хохирсон хүн", "People hurt"],
        ["Хэдэн хүнд муу байгаа; нэгжийг people_unit хэлнэ", "For how many people it is bad; people_unit says out of whom"];
    HURT_LOW = "people_low", Number, People, "", ["Хүний тооны доод хязгаар", "Lower end of people"],
        ["Хүний тооны доод хязгаар, хувийн интервалаар", "Lower end of people by the interval of the share"];
    HURT_HIGH = "people_high", Number, People, "", ["Хүний тооны дээд хязгаар", "Upper end of people"],
        ["Хүний тооны дээд хязгаар, хувийн интервалаар", "Upper end of people by the interval of the share"];
    PEOPLE_UNIT = "people_unit", Code, None, "", ["Хүний тооны нэгж", "Unit of people"],
        ["people: оршин суугч, of 100 respondents: 100 хариулагчаас", "people: residents, or of 100 respondents"];
    RANK = "rank", Count, None, "", ["Байр", "Rank"],
        ["Хүний тоогоор тухайн газрын хэд дэх асуудал вэ", "Rank among the problems of the place by people"];
    N_SHARE = "n_share", Count, Answers, "", ["Хувийн хариултын тоо", "Answers of the share"],
        ["Хувийг тооцсон хариултын тоо", "Answers behind the share"];
    SHARE_SHOWN = "share_shown", Code, None, "", ["Хувийг харуулсан эсэх", "Whether the share is shown"],
        ["Үнэлгээний хүснэгтийн shown-той адил", "As shown in the table of estimates"];
}

/// What to mend first.
pub const PRIORITIES: Table = Table {
    id: "priorities",
    of: "masam report-card",
    title: ["Тэргүүлэх асуудал", "Priorities"],
    row: [
        "Нэг үзүүлэлт бүх газарт; асуудал болж болох үзүүлэлт газар бүрт бас мөртэй",
        "One indicator over all places; of those that can be a problem also one for each place",
    ],
    key: &[&INDICATOR_CODE, &AREA_CODE],
    hxl: "#indicator",
    fields: &[
        &ROUND,
        &INDICATOR_CODE,
        &INDICATOR_MN,
        &INDICATOR_EN,
        &AREA_CODE,
        &AREA_LEVEL,
        &AREA_MN,
        &AREA_EN,
        &BETTER,
        &IMPORTANCE_FROM,
        &IMPORTANCE,
        &SLOPE,
        &SLOPE_SE,
        &SLOPE_LOW,
        &SLOPE_HIGH,
        &LEVEL,
        &DF,
        &P,
        &N,
        &RANGE,
        &PERFORMANCE,
        &QUADRANT,
        &BAD_SHARE,
        &CONCERNED_SHARE,
        &HURT,
        &HURT_LOW,
        &HURT_HIGH,
        &PEOPLE_UNIT,
        &RANK,
        &N_SHARE,
        &SHARE_SHOWN,
        &NOTE,
        &INSTRUMENT,
        &METHOD_VERSION,
    ],
};
