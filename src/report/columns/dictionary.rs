//! The data dictionary of an instrument.

use super::who::{BETTER, DIMENSION};
use super::{Table, fields};

fields! {
    INSTRUMENT = "instrument", Code, None, "", ["Асуулга", "Instrument"], ["Асуулгын код ба хувилбар", "Identifier and version of the instrument"];
    KIND = "kind", Code, None, "", ["Мөрийн төрөл", "Kind of row"],
        ["column, question, answer, missing, base, dimension, indicator, target, composite, part, grouping, group, rule; картад mark, facility_type, group, indicator, input, entitlement; хуудсанд item, figure, norm", "column, question, answer, missing, base, dimension, indicator, target, composite, part, grouping, group, rule; of a scorecard mark, facility_type, group, indicator, input, entitlement; of a checklist item, figure, norm"];
    ID = "id", Code, None, "", ["Код", "Identifier"], ["Тухайн зүйлийн код", "Identifier of the thing"];
    OF = "of", Code, None, "", ["Юуных", "Of what"],
        ["Дээд зүйлийн код: хариултад асуулт, зорилтод үзүүлэлт", "What it belongs to: of an answer the question, of a target the indicator"];
    LABEL_MN = "label_mn", Words, None, "", ["Нэр (монгол)", "Label (Mongolian)"], ["Богино нэр монголоор", "Short name in Mongolian"];
    LABEL_EN = "label_en", Words, None, "", ["Нэр (англи)", "Label (English)"], ["Богино нэр англиар", "Short name in English"];
    TEXT_MN = "text_mn", Prose, None, "", ["Бүтэн текст (монгол)", "Full text (Mongolian)"],
        ["Асуултын бүтэн текст буюу тайлбар монголоор", "The question as it is asked, or what is meant, in Mongolian"];
    TEXT_EN = "text_en", Prose, None, "", ["Бүтэн текст (англи)", "Full text (English)"],
        ["Асуултын бүтэн текст буюу тайлбар англиар", "The question as it is asked, or what is meant, in English"];
    TYPE = "type", Code, None, "", ["Хариултын төрөл", "Type"],
        ["Асуултад single, multiple, number; дутуу хариултад шалтгаан; зорилтод norm, target", "Of a question single, multiple or number; of a missing code the reason; of a target norm or target"];
    CODE = "code", Code, None, "", ["Өгөгдлийн код", "Code in the data"], ["Өгөгдөлд бичигдэх код", "The code that stands in the data"];
    VALUE = "value", Number, Asked, "", ["Утга", "Value"],
        ["Хариултын хэмжүүр дэх утга; зорилт, нормын хэмжээ", "Value of an answer on its scale; of a target or norm"];
    UNIT_MN = "unit_mn", Words, None, "", ["Нэгж (монгол)", "Unit (Mongolian)"], ["Хэмжих нэгж монголоор", "Unit in Mongolian"];
    UNIT_EN = "unit_en", Words, None, "", ["Нэгж (англи)", "Unit (English)"], ["Хэмжих нэгж англиар", "Unit in English"];
    LEAST = "least", Number, Asked, "", ["Хамгийн бага", "Least"], ["Байж болох хамгийн бага утга", "Smallest plausible value"];
    MOST = "most", Number, Asked, "", ["Хамгийн их", "Most"], ["Байж болох хамгийн их утга", "Largest plausible value"];
    BASE = "base", Code, None, "", ["Суурь", "Base"],
        ["Хэнээс асууж, хэний хариулт тооцогдох суурийн код; хоосон бол бүгд", "Code of the base: who is asked, whose answers count; empty for everybody"];
    MEASURE = "measure", Code, None, "", ["Хэмжүүр", "Measure"],
        ["share, score, mean, net, ratio, total, quantile; хуудасны үзүүлэлтэд тооцох арга", "share, score, mean, net, ratio, total, quantile; of a checklist how a figure is computed"];
    FROM = "from", Code, None, "", ["Юунаас тооцох", "Computed from"],
        ["Асуулт ба тооцогдох хариулт: H02=4 5; нөхцөлүүд ; тэмдэгтээр", "The questions and the answers that count: H02=4 5; conditions with semicolons between"];
    WEIGHT = "weight", Number, None, "", ["Жин", "Weight"], ["Нэгтгэсэн оноо дахь жин", "Weight in composites"];
    VALID_FROM = "valid_from", Day, None, "", ["Хүчинтэй эхлэх", "Valid from"], ["Зорилт хүчинтэй эхний өдөр", "First day on which a target is in force"];
    VALID_UNTIL = "valid_until", Day, None, "", ["Хүчинтэй дуусах", "Valid until"], ["Зорилт хүчинтэй сүүлчийн өдөр", "Last day on which a target is in force"];
    PLACES = "places", Words, None, "", ["Газар", "Places"], ["Зорилт үйлчлэх газрууд, хоосон бол бүх газар", "Places where a target holds; empty for everywhere"];
    SOURCE_MN = "source_mn", Words, None, "", ["Эх сурвалж (монгол)", "Source (Mongolian)"], ["Зорилтыг хэн тогтоосон, монголоор", "Who sets the target, in Mongolian"];
    SOURCE_EN = "source_en", Words, None, "", ["Эх сурвалж (англи)", "Source (English)"], ["Зорилтыг хэн тогтоосон, англиар", "Who sets the target, in English"];
    PERSONAL = "personal", YesNo, None, "", ["Хувийн мэдээлэл", "Personal"],
        ["yes: хувь хүнийг таниулах багана, хэзээ ч уншихгүй", "yes: a column that names a person, which is never read"];
    HEADERS = "headers", Words, None, "", ["Баганын толгой", "Headers"],
        ["Танигдах баганын толгойнууд, | тэмдэгтээр", "Headers by which the column is found, | between"];
}

/// Everything that an instrument asks and computes.
pub const DICTIONARY: Table = Table {
    id: "dictionary",
    of: "masam instrument dictionary",
    title: ["Өгөгдлийн толь", "Data dictionary"],
    row: [
        "Асуулгын нэг асуулт, хариулт, үзүүлэлт гэх мэт",
        "One question, answer, indicator and so on of an instrument",
    ],
    key: &[],
    hxl: "#meta",
    fields: &[
        &INSTRUMENT,
        &KIND,
        &ID,
        &OF,
        &LABEL_MN,
        &LABEL_EN,
        &TEXT_MN,
        &TEXT_EN,
        &TYPE,
        &CODE,
        &VALUE,
        &UNIT_MN,
        &UNIT_EN,
        &LEAST,
        &MOST,
        &BASE,
        &DIMENSION,
        &MEASURE,
        &FROM,
        &BETTER,
        &WEIGHT,
        &VALID_FROM,
        &VALID_UNTIL,
        &PLACES,
        &SOURCE_MN,
        &SOURCE_EN,
        &PERSONAL,
        &HEADERS,
    ],
};
