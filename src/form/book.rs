//! A form as a workbook: a header that stays in sight, columns as wide as they need, every cell text.

use anyhow::Context;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
};

use super::{Form, Sheet};
use crate::instrument::xlsform::names::{LANGUAGE, choices, sheet, survey};
use crate::render::File;

const INK: u32 = 0x1F2933;
const RULE: u32 = 0xC5CDD5;
/// The header of a column that survey platforms read.
const THEIRS: u32 = 0xDCE6EE;
/// The header of a column of ours.
const OURS: u32 = 0xF3E8D2;
/// A row that opens or closes a group.
const GROUP: u32 = 0xEEF2F5;
/// Height of one line of text, in points.
const LINE: f64 = 15.0;
/// A4 in Excel's list of papers.
const A4: u8 = 9;

/// Columns of `survey`, `choices` and `settings` that are ours.
const OWN: [&str; 19] = [
    "role",
    "asked",
    "masam_label",
    "unit",
    "least",
    "most",
    "missing",
    "headers",
    "score",
    "also",
    "masam_id",
    "masam_version",
    "sector",
    "place_set",
    "stands_for_residents",
    "overall",
    "masam_title",
    "description",
    "what",
];

/// The workbook of a form.
pub fn written(form: &Form) -> anyhow::Result<File> {
    let name = format!("{}.xlsx", form.name);
    let bytes = bytes(form).with_context(|| format!("cannot put {name} together"))?;
    Ok(File { name, bytes })
}

fn bytes(form: &Form) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // A fixed day: the same form gives the same file.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = [&*form.title.mn, &*form.title.en].into_iter().filter(|text| !text.is_empty());
    workbook.set_properties(
        &DocProperties::new()
            .set_title(title.collect::<Vec<_>>().join(" / "))
            .set_author("masam")
            .set_creation_datetime(&day),
    );
    for sheet in &form.sheets {
        workbook.push_worksheet(worksheet(sheet)?);
    }
    Ok(workbook.save_to_buffer()?)
}

/// Columns that can be read on one page.
const MOST_ABREAST: u16 = 12;

fn worksheet(of: &Sheet) -> anyhow::Result<Worksheet> {
    let mut sheet = Worksheet::new();
    sheet.set_name(of.name)?;
    let last = of.columns.len().saturating_sub(1) as u16;
    let bottom = of.rows.len() as u32;
    for (at, column) in of.columns.iter().enumerate() {
        let at = at as u16;
        sheet.set_column_width(at, width(of, usize::from(at)))?;
        sheet.write_string_with_format(0, at, column, &header(of, column))?;
    }
    let kinds = of.columns.iter().position(|column| of.name == sheet::SURVEY && column == survey::TYPE);
    for (at, row) in of.rows.iter().enumerate() {
        let group = kinds.is_some_and(|kind| row[kind].ends_with("_group"));
        let wrapped = cell(group);
        let on_one_line = wrapped.clone().unset_text_wrap();
        let read = (0..row.len()).filter(|column| !is_long(&of.columns[*column]));
        let lines = read.map(|column| lines(&row[column], width(of, column))).max().unwrap_or(1);
        sheet.set_row_height(at as u32 + 1, f64::from(lines) * LINE + 3.0)?;
        for (column, text) in row.iter().enumerate() {
            let format = if is_long(&of.columns[column]) { &on_one_line } else { &wrapped };
            let (row, column) = (at as u32 + 1, column as u16);
            if text.is_empty() {
                sheet.write_blank(row, column, format)?;
            } else {
                sheet.write_string_with_format(row, column, text, format)?;
            }
        }
    }
    // Codes and versions are text: Excel need not ask.
    if bottom > 0 {
        sheet.ignore_error_range(1, 0, bottom, last, IgnoreError::NumberStoredAsText)?;
    }
    sheet.set_freeze_panes(1, if last > 4 { 2 } else { 0 })?;
    if bottom > 1 {
        sheet.autofilter(0, 0, bottom, last)?;
    }
    sheet.set_landscape().set_paper_size(A4).set_repeat_rows(0, 0)?;
    if last > MOST_ABREAST {
        // On one page nobody could read it: as many beside one another as it takes, each with what names the row.
        sheet.set_print_scale(65).set_repeat_columns(0, 1)?;
    } else {
        sheet.set_print_fit_to_pages(1, 0);
    }
    Ok(sheet)
}

/// Columns of ours whose lists nobody reads through: they stay on one line, so that questions aren't far apart.
fn is_long(column: &str) -> bool {
    [survey::MISSING, survey::HEADERS, choices::ALSO].contains(&column)
}

fn base() -> Format {
    Format::new()
        .set_font_color(Color::RGB(INK))
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(RULE))
}

fn cell(group: bool) -> Format {
    if group { base().set_bold().set_background_color(Color::RGB(GROUP)) } else { base() }
}

fn header(of: &Sheet, column: &str) -> Format {
    let theirs = [sheet::SURVEY, sheet::CHOICES, sheet::SETTINGS].contains(&of.name);
    let name = column.split(LANGUAGE).next().unwrap_or(column);
    let own = !theirs || OWN.contains(&name);
    let colour = if own { OURS } else { THEIRS };
    base().set_bold().set_background_color(Color::RGB(colour)).set_align(FormatAlign::VerticalCenter)
}

/// A width at which a column's texts are read well: as wide as the widest word, and wide enough that long texts take few lines.
fn width(of: &Sheet, column: usize) -> f64 {
    let texts = || of.rows.iter().map(|row| row[column].as_str());
    let longest = texts().map(|text| text.chars().count()).max().unwrap_or_default();
    let words = |text: &str| text.split(' ').map(|word| word.chars().count()).max().unwrap_or_default();
    let word = texts().map(words).max().unwrap_or_default();
    let header = of.columns[column].split(' ').map(|part| part.chars().count()).max().unwrap_or_default() + 4;
    let reading = match longest {
        0..=24 => longest,
        25..=80 => 32,
        81.. => 44,
    };
    (reading.max(word.min(44)).max(header) as f64 * LETTER + 1.5).clamp(7.0, 60.0)
}

/// How many widths of a digit a letter takes: Cyrillic is wider than the digits by which Excel counts.
const LETTER: f64 = 1.12;

/// How many lines a text takes in a column of this width.
fn lines(text: &str, width: f64) -> u32 {
    let (mut lines, mut filled) = (1, 0.0);
    for word in text.split(' ') {
        let own = word.chars().count() as f64 * LETTER;
        if filled > 0.0 && filled + LETTER + own > width - 1.0 {
            lines += 1;
            filled = own;
        } else {
            filled += LETTER + own;
        }
    }
    lines
}
