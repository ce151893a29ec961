//! The words of reports that an instrument may put otherwise.

use super::{Table, fields};

fields! {
    KEY = "key", Code, None, "", ["Түлхүүр", "Key"], ["Асуулгын [words] хэсэгт бичих түлхүүр", "The key of the word under [words] of an instrument"];
    USED_IN = "used_in", Code, None, "", ["Хаана", "Used in"],
        ["all: бүх тайлан; бусад нь зөвхөн тухайн тушаалын тайлан, эсвэл page: хуудас, poster: зурагт хуудас", "all for every report; else the reports of a command, page of a browser or poster"];
    VALUES = "values", Code, None, "", ["Утга орох газар", "Places for values"],
        ["Үгэнд байх ёстой {0}, {1}: тайлан гарахад утга орно", "What the word must hold, {0}, {1}: a value is put there"];
    MN = "mn", Prose, None, "", ["Монгол", "Mongolian"], ["Одоо юу гэж бичиж байгаа нь, монголоор", "What is printed now, in Mongolian"];
    EN = "en", Prose, None, "", ["Англи", "English"], ["Одоо юу гэж бичиж байгаа нь, англиар", "What is printed now, in English"];
    STANDARD_MN = "standard_mn", Prose, None, "", ["Стандарт үг (монгол)", "Standard word (Mongolian)"],
        ["Асуулга өөрчлөөгүй бол, монголоор", "Where no instrument puts it otherwise, in Mongolian"];
    STANDARD_EN = "standard_en", Prose, None, "", ["Стандарт үг (англи)", "Standard word (English)"],
        ["Асуулга өөрчлөөгүй бол, англиар", "Where no instrument puts it otherwise, in English"];
}

/// Every word that an instrument may put otherwise.
pub const VOCABULARY: Table = Table {
    id: "vocabulary",
    of: "masam instrument words",
    title: ["Тайлангийн үгс", "Words of reports"],
    row: ["Асуулга өөрөөр нэрлэж болох нэг үг, өгүүлбэр", "One word or phrase that an instrument may put otherwise"],
    key: &[&KEY],
    hxl: "#meta",
    fields: &[&KEY, &USED_IN, &VALUES, &MN, &EN, &STANDARD_MN, &STANDARD_EN],
};
