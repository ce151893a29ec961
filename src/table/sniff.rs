//! Tells a file's format by its first bytes, whatever its name ends in.

use super::facts::Format;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A zip: a workbook, or something else.
    Zip,
    /// Microsoft's compound file: an old workbook, or one with a password.
    Compound,
    /// Text with delimiters, as far as one can see.
    Text,
    /// Something that isn't a table; in Mongolian and English.
    Other(&'static str, &'static str),
}

/// The kind of a file that begins like this.
pub(super) fn kind(start: &[u8]) -> Kind {
    const MARKS: &[(&[u8], Kind)] = &[
        (b"PK\x03\x04", Kind::Zip),
        (b"PK\x05\x06", Kind::Zip),
        (b"\xD0\xCF\x11\xE0", Kind::Compound),
        (b"%PDF", Kind::Other("PDF баримт", "a PDF document")),
        (b"\x89PNG", Kind::Other("зураг", "a picture")),
        (b"\xFF\xD8\xFF", Kind::Other("зураг", "a picture")),
        (b"GIF8", Kind::Other("зураг", "a picture")),
        (b"\x1F\x8B", Kind::Other("gzip шахмал файл", "a gzip archive")),
        (b"Rar!", Kind::Other("RAR архив", "a RAR archive")),
        (b"7z\xBC\xAF", Kind::Other("7z архив", "a 7z archive")),
        (b"$FL2", Kind::Other("SPSS файл", "an SPSS file")),
        (b"<stata_dta", Kind::Other("Stata файл", "a Stata file")),
        (b"PAR1", Kind::Other("Parquet файл", "a Parquet file")),
        (b"SQLite format 3", Kind::Other("SQLite өгөгдлийн сан", "an SQLite database")),
        (b"{\\rtf", Kind::Other("RTF баримт", "an RTF document")),
    ];
    if let Some((_, kind)) = MARKS.iter().find(|(mark, _)| start.starts_with(mark)) {
        return *kind;
    }
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let begins = |word: &[u8]| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
    if [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<table"].iter().any(|w| begins(w)) {
        return Kind::Other("вэб хуудас (HTML)", "a web page (HTML)");
    }
    if begins(b"<?xml") && contains(text, b"Excel.Sheet") {
        return Kind::Other(
            "хуучин XML хэлбэрийн Excel хүснэгт (XML Spreadsheet 2003)",
            "a workbook in Excel's old XML format (XML Spreadsheet 2003)",
        );
    }
    if begins(b"<?xml") {
        return Kind::Other("XML файл", "an XML file");
    }
    if begins(b"MIME-Version:") {
        return Kind::Other("хадгалсан вэб хуудас (MHTML)", "a saved web page (MHTML)");
    }
    if is_json(text) {
        return Kind::Other("JSON файл", "a JSON file");
    }
    Kind::Text
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(text, word).is_some()
}

fn is_json(text: &[u8]) -> bool {
    let inside = |rest: &[u8], next: &[u8]| rest.trim_ascii_start().first().is_some_and(|b| next.contains(b));
    match text {
        [b'{', rest @ ..] => inside(rest, b"\"}"),
        [b'[', rest @ ..] => inside(rest, b"{["),
        _ => false,
    }
}

/// The workbook format of a zip that holds these entries.
pub(super) fn workbook<'a>(names: impl Iterator<Item = &'a str>) -> Option<Format> {
    let mut found = None;
    for name in names {
        let name = name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase();
        match name.as_str() {
            "xl/workbook.xml" => return Some(Format::Xlsx),
            "xl/workbook.bin" => return Some(Format::Xlsb),
            "content.xml" => found = Some(Format::Ods),
            "[content_types].xml" if found.is_none() => found = Some(Format::Xlsx),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_content() {
        assert_eq!(kind(b"PK\x03\x04..."), Kind::Zip);
        assert_eq!(kind(b"\xD0\xCF\x11\xE0\xA1"), Kind::Compound);
        assert_eq!(kind("аймаг,сум\n".as_bytes()), Kind::Text);
        assert_eq!(kind(b"[note],x\n1,2"), Kind::Text);
        assert!(matches!(kind(b"\n<!DOCTYPE HTML>"), Kind::Other(_, "a web page (HTML)")));
        assert!(matches!(kind(b"[ {\"a\": 1}]"), Kind::Other(_, "a JSON file")));
        assert!(matches!(kind(b"%PDF-1.7"), Kind::Other(_, "a PDF document")));
    }
}
