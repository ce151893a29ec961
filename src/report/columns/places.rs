//! The gazetteer as a table.

use super::{Table, fields};

fields! {
    CODE = "code", Code, None, "#adm1+code", ["Нэгжийн код", "Unit code"], ["Засаг захиргааны нэгжийн код", "Code of the administrative unit"];
    NSO = "nso", Code, None, "#adm1+code+v_nso", ["ҮСХ-ны код", "NSO code"],
        ["Үндэсний статистикийн хорооны код", "Code of the National Statistics Office"];
    ISO = "iso", Code, None, "#adm1+code+v_iso", ["ISO код", "ISO code"], ["ISO 3166-2 код", "ISO 3166-2 code"];
    LEVEL = "level", Words, None, "#adm1+type", ["Түвшин", "Level"], ["Нэгжийн түвшин англиар", "Level of the unit, in English"];
    NAME_MN = "name_mn", Words, None, "#adm1+name+i_mn", ["Нэр (монгол)", "Name (Mongolian)"], ["Нэр монголоор", "Name in Mongolian"];
    NAME_EN = "name_en", Words, None, "#adm1+name+i_en", ["Нэр (англи)", "Name (English)"], ["Нэр англиар", "Name in English"];
    IN = "in", Words, None, "#adm1+parent+name", ["Харьяалал", "Lies in"], ["Дээд нэгжийн нэр англиар", "Name of the unit it lies in, in English"];
    POPULATION_2020 = "population_2020", Count, People, "#population+num", ["Хүн ам 2020", "Population 2020"],
        ["2020 оны оршин суугч", "Residents in 2020"];
}

/// Places.
pub const PLACES: Table = Table {
    id: "places",
    of: "masam places list",
    title: ["Газрууд", "Places"],
    row: ["Нэг газар", "One place"],
    key: &[&CODE],
    hxl: "#adm1",
    fields: &[&CODE, &NSO, &ISO, &LEVEL, &NAME_MN, &NAME_EN, &IN, &POPULATION_2020],
};
