//! What lies beside a CSV file: names of the columns in both languages, what they hold and mean, which name a row.
//!
//! CSV on the Web (W3C Recommendation, 17 December 2015): `FILE.csv-metadata.json` is where programs look for it. Columns of
//! declared tables say what is declared; of a table that is made from a grid for people the values themselves tell what
//! they hold.

use serde_json::{Map, Value as Json, json};

use super::{File, Settings};
use crate::lang::{Label, Lang};
use crate::report::columns::{Field, Holds};
use crate::report::{Column, MadeBy, Report, Tidy, Value};

/// The metadata of a CSV file of this name.
pub fn write(report: &Report, table: &Tidy, settings: &Settings, csv: &str) -> anyhow::Result<File> {
    let mut schema = Map::new();
    schema.insert("null".into(), json!(""));
    let columns: Vec<Json> = (0..table.columns.len()).map(|at| column(table, at, settings)).collect();
    schema.insert("columns".into(), columns.into());
    let key: Vec<&str> = table.table().iter().flat_map(|of| of.key).map(|field| field.id).collect();
    if !key.is_empty() {
        schema.insert("primaryKey".into(), key.into());
    }
    let mut whole = Map::new();
    whole.insert("@context".into(), json!(["http://www.w3.org/ns/csvw", { "@language": "en" }]));
    whole.insert("url".into(), json!(url(csv)));
    whole.insert("dc:title".into(), in_both(&table.title));
    if let Some(of) = table.table() {
        whole.insert("dc:description".into(), in_both(&of.row()));
    }
    let MadeBy { tool, instrument, options, sources, words: _, made_up: _ } = &report.made_by;
    whole.insert("dc:creator".into(), json!(tool));
    // What the table was made from: a source's identifier is the SHA-256 of its bytes.
    let source =
        |(file, digest): &(String, String)| json!({ "dc:title": file, "dc:identifier": format!("sha256:{digest}") });
    if !sources.is_empty() {
        whole.insert("dc:source".into(), sources.iter().map(source).collect());
    }
    let mut said: Vec<String> = options.iter().map(|(name, value)| format!("{name}={value}")).collect();
    if !instrument.is_empty() {
        said.insert(0, instrument.clone());
    }
    said.extend(report.made_by.warning().map(|warning| warning.en.to_string()));
    if !said.is_empty() {
        whole.insert("dc:provenance".into(), json!(said.join("; ")));
    }
    let mut dialect = Map::new();
    if settings.excel_csv {
        dialect.insert("delimiter".into(), json!(";"));
    }
    if settings.hxl {
        // The row of tags is no data. Whether rows that begin so are comments anyway, the standard says in two ways.
        dialect.insert("commentPrefix".into(), json!("#"));
    }
    if !dialect.is_empty() {
        whole.insert("dialect".into(), dialect.into());
    }
    whole.insert("tableSchema".into(), schema.into());
    let mut bytes = serde_json::to_vec_pretty(&whole)?;
    bytes.push(b'\n');
    Ok(File { name: format!("{csv}-metadata.json"), bytes })
}

fn column(table: &Tidy, at: usize, settings: &Settings) -> Json {
    let column = &table.columns[at];
    let field = table.table().and_then(|of| of.field(at));
    let mut said = Map::new();
    // A name has letters, digits and `_`; a header with others has none and is known by its title.
    if column.id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        said.insert("name".into(), json!(column.id));
    }
    let title = field.map_or_else(|| column.title.clone(), Field::title);
    // What stands in the header is a title too, in no language: by it programs see that they have the right file.
    said.insert("titles".into(), json!({ "und": column.id, "mn": &*title.mn, "en": &*title.en }));
    let about = field.map(Field::about).or_else(|| column.about.clone());
    if let Some(about) = about {
        said.insert("dc:description".into(), in_both(&about));
    }
    if let Some(unit) = field.map(|field| field.unit.label()).filter(|unit| !unit.en.is_empty()) {
        said.insert("schema:unitText".into(), in_both(&unit));
    }
    let holds = field.map_or_else(|| seen(table, at), |field| field.holds);
    said.insert("datatype".into(), datatype(holds, settings));
    if let Some(lang) = lang(column, holds, settings) {
        said.insert("lang".into(), json!(lang.code()));
    }
    said.into()
}

/// The language of the words in a column.
fn lang(column: &Column, holds: Holds, settings: &Settings) -> Option<Lang> {
    match holds {
        Holds::Words | Holds::Prose if column.id.ends_with("_mn") => Some(Lang::Mn),
        Holds::Words | Holds::Prose if column.id.ends_with("_en") || column.id == "unit" => Some(Lang::En),
        Holds::Words | Holds::Prose => settings.langs.first().copied(),
        Holds::Code | Holds::Count | Holds::Number | Holds::Df | Holds::Day | Holds::YesNo => None,
    }
}

fn datatype(holds: Holds, settings: &Settings) -> Json {
    match holds {
        Holds::Code | Holds::Words | Holds::Prose => json!("string"),
        Holds::Count => json!("nonNegativeInteger"),
        Holds::Number if settings.excel_csv => json!({ "base": "double", "format": { "decimalChar": "," } }),
        Holds::Number => json!("double"),
        // CSVW writes infinity in another way, and these two are all that stands there.
        Holds::Df => json!({ "base": "string", "format": "[0-9]+([.,][0-9]+)?|inf" }),
        Holds::Day => json!({ "base": "date", "format": "yyyy-MM-dd" }),
        Holds::YesNo => json!({ "base": "boolean", "format": "yes|no" }),
    }
}

/// What the values of a column hold.
fn seen(table: &Tidy, at: usize) -> Holds {
    let (mut counts, mut numbers) = (false, false);
    for row in table.rows() {
        match &row[at] {
            Value::Count { .. } => counts = true,
            Value::Number { .. } => numbers = true,
            Value::Absent { .. } => {}
            Value::Text { text } if text.mn.is_empty() && text.en.is_empty() => {}
            Value::Text { .. } | Value::Interval { .. } | Value::Verdict { .. } => return Holds::Words,
        }
    }
    match (counts, numbers) {
        (_, true) => Holds::Number,
        (true, false) => Holds::Count,
        (false, false) => Holds::Words,
    }
}

fn in_both(label: &Label) -> Json {
    let one = |lang: Lang| json!({ "@value": label.get(lang), "@language": lang.code() });
    json!(Lang::ALL.map(one))
}

/// The name of a file as a relative address.
fn url(file: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'~');
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    file.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;
    use crate::report::columns::{ESTIMATES, FINDINGS};

    fn said(table: &Tidy, settings: &Settings, csv: &str) -> Json {
        let file = write(&sample::report(), table, settings, csv).expect("it can be written");
        assert_eq!(file.name, format!("{csv}-metadata.json"));
        serde_json::from_slice(&file.bytes).expect("it is JSON")
    }

    #[test]
    fn every_column_has_both_names_a_meaning_and_a_datatype() {
        let table = Tidy::declared(&ESTIMATES, Vec::new());
        let said = said(&table, &Settings::default(), "эрүүл мэнд.csv");
        // RFC 3986: what is no letter of ASCII stands as its bytes in UTF-8.
        assert_eq!(said["url"], "%D1%8D%D1%80%D2%AF%D2%AF%D0%BB%20%D0%BC%D1%8D%D0%BD%D0%B4.csv");
        let columns = said["tableSchema"]["columns"].as_array().expect("columns");
        assert_eq!(columns.len(), ESTIMATES.fields.len());
        let of = |name: &str| columns.iter().find(|c| c["name"] == name).expect(name);
        let titles = json!({ "und": "se", "mn": "Стандарт алдаа", "en": "Standard error" });
        assert_eq!(of("se")["titles"], titles);
        assert_eq!(of("se")["datatype"], "double");
        assert_eq!(of("n")["datatype"], "nonNegativeInteger");
        assert_eq!((&of("area_mn")["lang"], &of("area_en")["lang"]), (&json!("mn"), &json!("en")));
        assert_eq!(
            said["tableSchema"]["primaryKey"],
            json!(["indicator_code", "area_code", "facility_code", "group_var", "group_value"])
        );
    }

    #[test]
    fn excel_in_mongolia_is_told_of_its_semicolons_and_commas() {
        let table = Tidy::declared(&ESTIMATES, Vec::new());
        let said = said(&table, &Settings { excel_csv: true, ..Settings::default() }, "card.csv");
        assert_eq!(said["dialect"]["delimiter"], ";");
        assert_eq!(said["tableSchema"]["columns"][14]["datatype"]["format"]["decimalChar"], ",");
    }

    #[test]
    fn a_header_that_is_no_name_is_known_by_its_title() {
        let said = said(&Tidy::declared(&FINDINGS, Vec::new()), &Settings::default(), "check.csv");
        let column = &said["tableSchema"]["columns"][5];
        assert_eq!((&column["name"], &column["titles"]["und"]), (&Json::Null, &json!("row id")));
    }

    #[test]
    fn columns_that_are_not_declared_hold_what_stands_in_them() {
        let report = sample::report();
        let table = &report.tidy[0];
        let said = said(table, &Settings::default(), "card.csv");
        for (at, column) in table.columns.iter().enumerate() {
            let datatype = &said["tableSchema"]["columns"][at]["datatype"];
            let want = match seen(table, at) {
                Holds::Number => "double",
                Holds::Count => "nonNegativeInteger",
                _ => "string",
            };
            assert_eq!(datatype, want, "{}", column.id);
        }
        let value = table.columns.iter().position(|c| c.id == "value").expect("a value");
        assert_eq!(said["tableSchema"]["columns"][value]["datatype"], "double");
    }
}
