//! The tidy grids as CSV, each a file of its own: one estimate in each row, codes and all digits, nothing where there is no
//! value.
//!
//! RFC 4180 in UTF-8, or on request as an Excel with Mongolian settings opens it. A text that a spreadsheet could run
//! as a formula gets an apostrophe before it (CWE-1236); numbers stay as they are. Beside each file lies what its columns
//! mean (`csvw`), and on request a row of HXL tags stands under the header.

use std::borrow::Cow;

use super::{File, Reading, Settings, csvw};
use crate::report::columns::hxl;
use crate::report::words::standard;
use crate::report::{Report, Tidy, Value, Verdict, number};
use crate::together::{self, Work};

/// Writes `STEM.csv`, and of further tables `STEM-actions.csv` and so on, each with its metadata behind it.
pub fn write(report: &Report, settings: &Settings, stem: &str) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let wanted = if settings.first_only { 1 } else { report.tidy.len() };
    for (at, table) in report.tidy.iter().enumerate().take(wanted) {
        let name = if at == 0 { format!("{stem}.csv") } else { format!("{stem}-{}.csv", table.id) };
        files.extend(with_metadata(report, table, settings, name)?);
    }
    Ok(files)
}

/// A table as a file of this name, and its metadata if more than the first file is wanted.
pub(super) fn with_metadata(
    report: &Report,
    table: &Tidy,
    settings: &Settings,
    name: String,
) -> anyhow::Result<Vec<File>> {
    // Nobody's own words change a table for machines.
    standard(|| {
        let metadata = (!settings.first_only).then(|| csvw::write(report, table, settings, &name)).transpose()?;
        Ok([File { bytes: bytes(table, settings)?, name }].into_iter().chain(metadata).collect())
    })
}

fn bytes(table: &Tidy, settings: &Settings) -> anyhow::Result<Vec<u8>> {
    let mut out = if settings.excel_csv { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut head = writer(settings);
    head.write_record(table.columns.iter().map(|c| safe(&c.id, settings).into_owned()))?;
    if settings.hxl {
        let of = table.table();
        let tags = table.columns.iter().enumerate().map(|(at, c)| hxl(of, c, of.and_then(|of| of.field(at))));
        head.write_record(tags)?;
    }
    out.extend(head.into_inner().map_err(|e| e.into_error())?);
    let parts = Parts { table, settings };
    let mut written = Ok(out);
    together::in_order(&parts, vec![(); settings.threads.max(1)], &mut written, |bring| {
        (0..table.parts()).for_each(|at| {
            bring(at);
        });
    });
    written
}

/// The parts of a table: made on any thread, and put behind one another as soon as it is their turn, so that the table doesn't
/// stand in memory twice.
struct Parts<'t> {
    table: &'t Tidy<'t>,
    settings: &'t Settings,
}

impl Work<anyhow::Result<Vec<u8>>> for Parts<'_> {
    type Thing = usize;
    type Hand = ();
    type Ready = anyhow::Result<Vec<u8>>;
    type Rest<'w>
        = ()
    where
        Self: 'w;

    fn prepare(&self, (): &mut (), at: &usize) -> anyhow::Result<Vec<u8>> {
        part(self.table, *at, self.settings)
    }

    fn settle(&self, written: &mut anyhow::Result<Vec<u8>>, _: &usize, part: anyhow::Result<Vec<u8>>) {
        match (&mut *written, part) {
            (Ok(written), Ok(part)) => written.extend(part),
            (Ok(_), Err(error)) => *written = Err(error),
            (Err(_), _) => {}
        }
    }

    fn finish(&self, (): &mut (), (): ()) {}
}

fn writer(settings: &Settings) -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .delimiter(if settings.excel_csv { b';' } else { b',' })
        .from_writer(Vec::new())
}

/// The rows of one part of the table.
fn part(table: &Tidy, at: usize, settings: &Settings) -> anyhow::Result<Vec<u8>> {
    let mut out = writer(settings);
    let mut digits = String::new();
    for row in table.part(at) {
        for value in &row {
            digits.clear();
            match text(value, settings, &mut digits) {
                Some(text) => out.write_field(&*safe(text, settings))?,
                None => out.write_field(&digits)?,
            }
        }
        out.write_record(None::<&[u8]>)?;
    }
    Ok(out.into_inner().map_err(|e| e.into_error())?)
}

/// The text of a value; none if it is a number, whose digits are appended then.
fn text<'a>(value: &'a Value, settings: &Settings, digits: &mut String) -> Option<&'a str> {
    match value {
        Value::Text { text } => return Some(Reading::main(settings.reading(), text)),
        Value::Verdict { verdict } => return Some(code(*verdict)),
        Value::Absent { .. } => return Some(""),
        Value::Count { value } => number::push_count(*value, digits),
        Value::Number { value, .. } => number::push_full(*value, digits),
        Value::Interval { low, high, .. } => {
            number::push_full(*low, digits);
            digits.push('/');
            number::push_full(*high, digits);
        }
    }
    if settings.excel_csv && digits.contains('.') {
        *digits = digits.replace('.', ",");
    }
    None
}

fn code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::NoClearDifference => "no_clear_difference",
        Verdict::TooSmall => "too_small",
        Verdict::Differs => "differs",
    }
}

fn safe<'t>(text: &'t str, settings: &Settings) -> Cow<'t, str> {
    if settings.safe_csv { guarded(text) } else { text.into() }
}

/// A text that no spreadsheet takes for a formula. A code such as `-99` is a number and stays.
fn guarded(text: &str) -> Cow<'_, str> {
    const STARTS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];
    if !text.starts_with(STARTS) {
        return text.into();
    }
    let numeric =
        text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.')) && text.parse::<f64>().is_ok();
    if numeric { text.into() } else { format!("'{text}").into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn written(settings: &Settings) -> String {
        let files = write(&sample::report(), settings, "card").expect("the sample can be written");
        String::from_utf8(files[0].bytes.clone()).expect("it is UTF-8")
    }

    #[test]
    fn numbers_keep_all_digits_and_absences_are_empty() {
        let text = written(&Settings::default());
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let value = reader.headers().expect("a header").iter().position(|h| h == "value").expect("a value column");
        let rows: Vec<_> = reader.records().map(|r| r.expect("a row")).collect();
        assert_eq!(rows[0][value].parse::<f64>(), Ok(200.0 / 3.0));
        assert_eq!(&rows[1][value], "");
        assert_eq!(&rows[2][value], "-3.2");
        assert!(text.contains("\r\n") && text.contains("Ховд"));
    }

    #[test]
    fn where_only_the_first_file_is_wanted_it_is_made_alone_and_the_same() {
        let all = write(&sample::report(), &Settings::default(), "карт").expect("files");
        let alone = Settings { first_only: true, ..Settings::default() };
        let first = write(&sample::report(), &alone, "карт").expect("files");
        assert!(all.len() > 1);
        assert_eq!(first, all[..1]);
    }

    #[test]
    fn a_text_that_looks_like_a_formula_is_made_harmless_unless_asked_otherwise() {
        let text = written(&Settings::default());
        assert!(text.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"Ховд\"\")\""), "{text}");
        assert!(!written(&Settings { safe_csv: false, ..Settings::default() }).contains("'="));
        for bad in ["=1+1", "@SUM(A1)", "\tx", "＝1", "-1+1", "+утас"] {
            assert_eq!(guarded(bad), format!("'{bad}"));
        }
        for good in ["-99", "+5", "Ховд", "a=b", "-3.2", ""] {
            assert_eq!(guarded(good), good);
        }
    }

    #[test]
    fn tags_stand_in_a_row_under_the_header_where_they_are_asked_for() {
        let text = written(&Settings { hxl: true, ..Settings::default() });
        let mut lines = text.lines();
        let (header, tags) = (lines.next().expect("a header"), lines.next().expect("tags"));
        assert_eq!(header.split(',').count(), tags.split(',').count());
        assert!(tags.split(',').all(|tag| tag.starts_with('#')), "{tags}");
        assert!(!written(&Settings::default()).contains("#meta"));
    }

    #[test]
    fn excel_in_mongolia_gets_a_mark_semicolons_and_commas() {
        let text = written(&Settings { excel_csv: true, ..Settings::default() });
        assert!(text.starts_with('\u{feff}') && text.contains(";-3,2;"), "{text}");
    }
}
