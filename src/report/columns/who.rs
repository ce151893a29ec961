//! Fields that say of whom and what a row speaks, and what made it: the same in every table.

use super::fields;

fields! {
    ROUND = "round", Code, None, "#meta+round", ["Үе шат", "Round"],
        ["Судалгааны буюу хэлэлцүүлгийн үе шатны нэр", "Name of the round of the survey or of the sessions"];
    INDICATOR_CODE = "indicator_code", Code, None, "#indicator+code", ["Үзүүлэлтийн код", "Indicator code"],
        ["Үзүүлэлт буюу нэгтгэсэн онооны код, асуулгынхаар", "Code of the indicator or composite, as in the instrument"];
    INDICATOR = "indicator", Code, None, "#indicator+code", ["Үзүүлэлтийн код", "Indicator code"],
        ["Үзүүлэлт буюу нэгтгэсэн онооны код, асуулгынхаар", "Code of the indicator or composite, as in the instrument"];
    INDICATOR_MN = "indicator_mn", Words, None, "#indicator+name+i_mn", ["Үзүүлэлт (монгол)", "Indicator (Mongolian)"],
        ["Үзүүлэлтийн нэр монголоор", "Name of the indicator in Mongolian"];
    INDICATOR_EN = "indicator_en", Words, None, "#indicator+name+i_en", ["Үзүүлэлт (англи)", "Indicator (English)"],
        ["Үзүүлэлтийн нэр англиар", "Name of the indicator in English"];
    INDICATOR_LABEL = "indicator_label", Words, None, "#indicator+name", ["Үзүүлэлт", "Indicator"],
        ["Үзүүлэлтийн нэр тайлангийн эхний хэлээр", "Name of the indicator in the first language of the report"];
    DIMENSION = "dimension", Code, None, "#indicator+dimension+code", ["Хэмжээс", "Dimension"],
        ["Үзүүлэлт хамаарах хэмжээсийн код: хүртээмж, чанар гэх мэт", "Code of the dimension of the indicator: access, quality and so on"];
    AREA_CODE = "area_code", Code, None, "#adm1+code", ["Газрын код", "Area code"],
        ["Аймаг, нийслэл, дүүргийн нэгжийн код; бүх газрыг хамтад нь авсан мөрөнд хоосон", "Unit code of the aimag, capital or district; empty in the row for all places together"];
    AREA_LEVEL = "area_level", Code, None, "#adm1+type", ["Газрын түвшин", "Area level"],
        ["all, region, aimag, capital, district эсвэл soum", "all, region, aimag, capital, district or soum"];
    AREA_MN = "area_mn", Words, None, "#adm1+name+i_mn", ["Газар (монгол)", "Area (Mongolian)"],
        ["Газрын нэр монголоор", "Name of the area in Mongolian"];
    AREA_EN = "area_en", Words, None, "#adm1+name+i_en", ["Газар (англи)", "Area (English)"],
        ["Газрын нэр англиар", "Name of the area in English"];
    FACILITY_CODE = "facility_code", Code, None, "#loc+code", ["Байгууллагын код", "Facility code"],
        ["Байгууллагын нэр буюу код, өгөгдөлд байгаагаар; байгууллагын мөр биш бол хоосон", "Name or code of the facility as it stands in the data; empty unless the row is of a facility"];
    GROUP_VAR = "group_var", Code, None, "#group+type", ["Ангилал", "Grouping"],
        ["Хариулагчдыг хуваасан ангиллын код (sex, poverty …); бүгдийн мөрөнд хоосон", "Code of the grouping of respondents (sex, poverty and so on); empty in rows for everybody"];
    GROUP_VALUE = "group_value", Code, None, "#group+code", ["Бүлэг", "Group"],
        ["Ангиллын доторх бүлгийн код (female, male …)", "Code of the group in the grouping (female, male and so on)"];
    INSTRUMENT = "instrument", Code, None, "#meta+instrument", ["Асуулга, хувилбар", "Instrument and version"],
        ["Асуулгын код ба хувилбар", "Identifier and version of the instrument"];
    METHOD_VERSION = "method_version", Code, None, "#meta+method", ["Програмын хувилбар", "Version of the program"],
        ["Тоог бодсон програм, түүний хувилбар", "Program that computed the numbers, and its version"];
    UNIT = "unit", Words, None, "#indicator+unit", ["Нэгж", "Unit"],
        ["Утгын хэмжих нэгж англиар", "Unit of the values, in English"];
    NOTE = "note", Code, None, "#meta+note", ["Тэмдэглэл", "Note"],
        ["Утгыг хэрхэн унших буюу яагаад байхгүй вэ, тогтмол үгээр, цэгтэй таслалаар тусгаарлана", "How the value must be read or why there is none, in fixed words with semicolons between"];
    BETTER = "better", Code, None, "", ["Сайн тал", "Better side"],
        ["higher: их нь сайн, lower: бага нь сайн, хоосон: аль нь ч биш", "higher: more is better, lower: less is better, empty: neither"];
}
