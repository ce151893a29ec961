//! What was found out about a file: everything that was guessed, so that the reader can check it.

use super::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};

use super::cell::Decimal;
use crate::problem::RowNumber;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Text with delimiters: CSV, TSV.
    Text,
    /// Excel since 2007, with or without macros.
    Xlsx,
    /// Excel's binary workbook.
    Xlsb,
    /// Excel up to 2003.
    Xls,
    /// OpenDocument, as LibreOffice writes it.
    Ods,
}

impl Format {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "CSV",
            Format::Xlsx => "XLSX",
            Format::Xlsb => "XLSB",
            Format::Xls => "XLS",
            Format::Ods => "ODS",
        }
    }
}

/// Why a row near the top was not taken as data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// A title or a note above the header.
    Title,
    /// Labels of the columns, in words.
    Labels,
    /// The answers that columns stand for, below their question.
    Options,
    /// What a survey platform notes for itself (`{"ImportId": ...}`).
    ImportIds,
    /// HXL tags (`#adm1+name`).
    Tags,
    /// The header once more.
    Repeated,
}

/// What is known about one file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFacts {
    /// Name as the user gave it.
    pub name: String,
    /// Format by its content.
    pub format: Format,
    /// Size in bytes.
    pub bytes: u64,
    /// What its bytes are known by.
    pub fingerprint: Fingerprint,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// Visible sheets with data that aren't read.
    pub other_sheets: Vec<String>,
    /// Hidden sheets, which aren't read.
    pub hidden_sheets: Vec<String>,
    /// Encoding of a text file.
    pub encoding: Option<&'static str>,
    /// Delimiter of a text file.
    pub delimiter: Option<u8>,
    /// Decimal sign of numbers that are written as text.
    pub decimal: Decimal,
    /// Row of the header.
    pub header_row: RowNumber,
    /// Rows near the top that are neither header nor data.
    pub skipped: Vec<(RowNumber, Skipped)>,
    /// Columns under the header.
    pub columns: usize,
    /// Formulas near the top that nobody computed yet; their cells are blank.
    pub formulas_without_value: u64,
    /// Texts that several columns hold in place of values: `n/a`, `NA`.
    pub fillers: Vec<&'static str>,
    /// Rows with data, as far as they were read.
    pub rows: u64,
}
