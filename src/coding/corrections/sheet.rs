//! The sheet of corrections: which of its columns says what, and its lines.

use super::super::code::{code_typed, plain};
use super::{Change, Correction, RowName, Written};
use crate::problem::{At, Code, Problem, Problems, RowNumber, quoted};
use crate::table::book::{self, Line, Sheet};
use crate::table::{Cell, Decimal, Input, Options};

/// The corrections of one file or several, in their order.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// What is to be done.
    pub list: Vec<Correction>,
    /// Lines that name no row or no column.
    pub problems: Problems,
    /// Lines without a new value.
    pub unfilled: u64,
    /// The header under which rows are named by identifiers, if any are.
    pub id_header: Option<String>,
    /// The header under which rows are named by numbers, if any are.
    pub number_header: Option<String>,
}

impl Corrections {
    /// Adds those of another file.
    pub fn append(&mut self, other: Corrections) {
        self.list.extend(other.list);
        self.problems.append(other.problems);
        self.unfilled += other.unfilled;
        self.id_header = self.id_header.take().or(other.id_header);
        self.number_header = self.number_header.take().or(other.number_header);
    }
}

/// What a column of the sheet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    File,
    Number,
    Id,
    Column,
    Old,
    New,
    Reason,
    By,
}

/// The headers of each, in plain letters.
const HEADERS: [(Says, &[&str]); 8] = [
    (Says::File, &["file", "файл", "файлын нэр"]),
    (Says::Number, &["row", "row number", "мөр", "мөрийн тоо", "excel row", "excel мөр"]),
    (
        Says::Id,
        &[
            "id",
            "row id",
            "дугаар",
            "мөрийн дугаар",
            "_id",
            "_uuid",
            "uuid",
            "instanceid",
            "key",
            "responseid",
            "таних дугаар",
        ],
    ),
    (Says::Column, &["column", "question", "variable", "багана", "асуулт"]),
    (Says::Old, &["old", "found", "old value", "хуучин", "хуучин утга", "байгаа"]),
    (Says::New, &["new", "new value", "шинэ", "шинэ утга"]),
    (Says::Reason, &["reason", "why", "шалтгаан", "яагаад"]),
    (Says::By, &["by", "who", "хэн", "зассан"]),
];

/// Rows from the top in which the header may stand.
const MOST_ABOVE: usize = 30;

/// The columns of a sheet of corrections.
struct Layout {
    columns: Vec<(Says, u32, String)>,
}

impl Layout {
    /// The layout that a line gives as a header.
    fn of(line: Line) -> Option<Layout> {
        let mut columns: Vec<(Says, u32, String)> = Vec::new();
        for (at, cell) in line.cells() {
            let shown = cell.shown().into_owned();
            let says = says(&shown).filter(|says| columns.iter().all(|(known, ..)| known != says));
            columns.extend(says.map(|says| (says, at, shown)));
        }
        let layout = Layout { columns };
        let row = layout.at(Says::Number).or(layout.at(Says::Id));
        (row.is_some() && [Says::Column, Says::New].iter().all(|says| layout.at(*says).is_some())).then_some(layout)
    }

    fn at(&self, says: Says) -> Option<u32> {
        self.columns.iter().find(|(known, ..)| *known == says).map(|(_, at, _)| *at)
    }

    fn header(&self, says: Says) -> Option<String> {
        self.columns.iter().find(|(known, ..)| *known == says).map(|(.., header)| header.clone())
    }

    fn cell<'a>(&self, line: &Line<'a>, says: Says) -> Cell<'a> {
        self.at(says).map_or(Cell::Blank, |at| line.cell(at))
    }

    fn text(&self, line: &Line, says: Says) -> String {
        code_typed(&self.cell(line, says).shown())
    }
}

/// What a header says; one in both languages may have them divided by a stroke or a line.
fn says(header: &str) -> Option<Says> {
    let whole = std::iter::once(plain(header));
    let parts = header.split(['/', '\n', '|', '(', ')']).map(plain).filter(|part| !part.is_empty());
    whole
        .chain(parts)
        .find_map(|part| HEADERS.iter().find(|(_, known)| known.contains(&part.as_str())).map(|(says, _)| *says))
}

/// Reads the corrections in a CSV or workbook: of a workbook those of every visible sheet that has their columns.
pub fn read(input: Input) -> Result<Corrections, Problem> {
    let book = book::open(input, &Options::default())?;
    let mut all = Corrections::default();
    let mut found = false;
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden) {
        let header = (0..sheet.len().min(MOST_ABOVE)).find_map(|at| Some((at, Layout::of(sheet.line(at))?)));
        if let Some((at, layout)) = header {
            found = true;
            let place =
                if sheet.name.is_empty() { At::file(&book.name) } else { At::file(&book.name).sheet(&sheet.name) };
            all.append(lines(sheet, at + 1, &layout, &place, book.decimal));
        }
    }
    if found { Ok(all) } else { Err(Problem::new(Code::NotCorrections, At::file(&book.name), "")) }
}

fn lines(sheet: &Sheet, from: usize, layout: &Layout, place: &At, decimal: Option<Decimal>) -> Corrections {
    let mut read = Corrections {
        id_header: layout.header(Says::Id),
        number_header: layout.header(Says::Number),
        ..Corrections::default()
    };
    for at in from..sheet.len() {
        let line = sheet.line(at);
        let at = place.clone().row(line.number());
        let file = layout.text(&line, Says::File);
        let (number, id) = (layout.text(&line, Says::Number), layout.text(&line, Says::Id));
        let column = layout.text(&line, Says::Column);
        let by = layout.text(&line, Says::By);
        let new = Written::of(layout.cell(&line, Says::New), decimal);
        // A list of what is to be mended has a line for each thing found: only those that somebody dealt with are corrections.
        // A blank on purpose is therefore one by somebody, where the sheet asks by whom.
        if new.is_blank() && layout.at(Says::By).is_some() && by.is_empty() {
            read.unfilled += 1;
            continue;
        }
        if number.is_empty() && id.is_empty() && column.is_empty() && new.is_blank() {
            continue;
        }
        let Some(row) = row_name(&id, &number) else {
            let named = if number.is_empty() { id } else { number };
            let problem = match named.is_empty() {
                true => Problem::new(
                    Code::CorrectionIncomplete,
                    at,
                    layout.header(Says::Number).or(layout.header(Says::Id)).unwrap_or_default(),
                ),
                false => Problem::new(Code::CorrectionNoRow, at, quoted(&named)),
            };
            read.problems.add(problem);
            continue;
        };
        if column.is_empty() {
            let header = layout.header(Says::Column).unwrap_or_default();
            read.problems.add(Problem::new(Code::CorrectionIncomplete, at, header));
            continue;
        }
        read.list.push(Correction {
            file: Some(file).filter(|file| !file.is_empty()),
            row,
            change: change(&column, new),
            column,
            old: Written::of(layout.cell(&line, Says::Old), decimal),
            reason: layout.text(&line, Says::Reason),
            by,
            at,
        });
    }
    read
}

fn change(column: &str, new: Written) -> Change {
    let word = plain(&new.text);
    match word.as_str() {
        "drop" | "хасах" if column == "*" => Change::LeaveOut,
        "" => Change::Blank,
        _ => Change::To(new),
    }
}

/// The row that is named in the columns of identifiers and of row numbers; in the former `row 214` is a number too.
fn row_name(id: &str, number: &str) -> Option<RowName> {
    let number = match number.is_empty() {
        true => None,
        false => Some(row_number(number, true)?),
    };
    if let Some(said) = row_number(id, false) {
        return (number.is_none() || number == Some(said)).then_some(RowName::Number(said));
    }
    match (id.is_empty(), number) {
        (true, number) => number.map(RowName::Number),
        (false, None) => Some(RowName::Id(id.to_owned())),
        (false, Some(number)) => Some(RowName::Either(id.to_owned(), number)),
    }
}

/// `row 214`, `мөр 214`, `214-р мөр`; a plain `214` where a row number is asked for.
fn row_number(text: &str, plain_too: bool) -> Option<RowNumber> {
    let text = plain(text);
    let after = ["row", "мөр"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .map(|rest| rest.trim_start_matches([' ', ':', '№']));
    let before = text.strip_suffix("мөр").map(|rest| rest.trim_end().trim_end_matches("-р").trim_end_matches("-рр"));
    let digits = after.or(before).or(plain_too.then_some(text.as_str()))?.trim();
    digits.parse().ok().filter(|number| *number > 0).map(RowNumber::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Corrections {
        read(Input::from_bytes("засвар.csv", text)).expect("corrections")
    }

    #[test]
    fn headers_stand_in_either_language_and_any_order() {
        let english = of("row,column,old,new,reason,by\n214,H02,3,5,typed wrong,Болд\n");
        let mongolian = of("Хэн;Шинэ;Хуучин;Багана;Шалтгаан;Мөр\nБолд;5;3;H02;typed wrong;214\n");
        assert_eq!(english.list, mongolian.list);
        let both = of(
            "Мөр / Row;Асуулт / Question;Шинэ / New;Олдсон / Found;Хэн / By;Шалтгаан / Reason\n214;H02;5;3;Болд;typed wrong\n",
        );
        assert_eq!(both.list, english.list);
        assert_eq!(english.list[0].row, RowName::Number(RowNumber::new(214)));
    }

    #[test]
    fn the_header_decides_whether_a_number_is_a_row_or_an_identifier() {
        assert_eq!(of("id,column,old,new\n214,H02,3,5\n").list[0].row, RowName::Id("214".into()));
        assert_eq!(
            of("дугаар,асуулт,хуучин,шинэ\nмөр 214,H02,3,5\n").list[0].row,
            RowName::Number(RowNumber::new(214))
        );
        assert_eq!(of("мөр,асуулт,хуучин,шинэ\n214-р мөр,H02,3,5\n").list[0].row, RowName::Number(RowNumber::new(214)));
        let either = of("id,row,column,old,new\nабв,214,H02,3,5\n");
        assert_eq!(either.list[0].row, RowName::Either("абв".into(), RowNumber::new(214)));
    }

    #[test]
    fn a_line_that_nobody_dealt_with_is_no_correction_and_a_blank_by_somebody_is() {
        let read = of("row,column,old,new,reason,by\n2,H02,3,,,\n3,H02,3,,,Болд\n4,*,,drop,,Болд\n5,*,,хасах,,\n");
        assert_eq!(read.unfilled, 1);
        let changes: Vec<&Change> = read.list.iter().map(|c| &c.change).collect();
        assert_eq!(changes, [&Change::Blank, &Change::LeaveOut, &Change::LeaveOut]);
        // Where the sheet doesn't ask by whom, a blank is meant.
        assert_eq!(of("row,column,old,new\n2,H02,3,\n").list[0].change, Change::Blank);
    }

    #[test]
    fn lines_that_name_no_row_or_column_are_told() {
        let read = of("мөр,багана,хуучин,шинэ\n,H02,3,5\n7,,3,5\nтав,H02,3,5\n");
        assert!(read.list.is_empty());
        assert_eq!(read.problems.count(crate::problem::Severity::Error), 3);
        let other = super::read(Input::from_bytes("судалгаа.csv", "нас,хүйс\n3,эм\n"));
        assert_eq!(other.expect_err("no corrections").code, Code::NotCorrections);
    }
}
