//! Faults planted in a survey, and the list of them: what a check of the file ought to find.

use crate::table::{Cell, Table};

/// The list of planted faults, one row each.
pub struct Planted(pub Table);

impl Planted {
    /// No faults yet.
    pub fn new() -> Planted {
        let headers = ["file", "row", "column", "value", "kind"].map(str::to_owned).to_vec();
        Planted(Table { headers, rows: Vec::new() })
    }

    fn note(&mut self, file: &str, table: &Table, row: usize, column: usize, kind: &str) {
        let (header, value) = (&table.headers[column], table.rows[row][column].plain(false));
        let excel = Cell::Number(row as f64 + 2.0); // the header is row 1
        self.0.rows.push(vec![Cell::text(file), excel, Cell::text(header), Cell::text(value), Cell::text(kind)]);
    }
}

/// Cells that can't be read, and what is wrong with them.
const BAD_CELLS: &[(&str, usize, &str, &str)] = &[
    ("H04_minutes", 120, "3O", "the letter O for a zero"),
    ("H04_minutes", 1480, "3O", "the letter O for a zero"),
    ("H04_minutes", 640, "olon", "a word for a number"),
    ("H02_minutes", 300, "999", "a number out of range"),
    ("H02_minutes", 333, "999", "a number out of range"),
    ("H02_minutes", 1999, "999", "a number out of range"),
    ("H17", 777, "20 мянга", "a number with a word"),
    ("H06", 410, "6", "no answer of the question"),
    ("H06", 2210, "6", "no answer of the question"),
    ("H03", 1010, "магадгүй", "no answer of the question"),
    ("age", 515, "219", "a number out of range"),
];

/// Places that aren't spelled as they should be: looked up by a place that is there, from this row on.
const BAD_PLACES: &[(&str, &str, &str)] = &[
    ("Хөвсгөл", "Õºâñãºë", "place in an old 8-bit spelling"),
    ("Хөвсгөл", "Хєвсгєл", "place with letters of an old keyboard"),
    ("Өвөрхангай", "Євєрхангай", "place with letters of an old keyboard"),
    ("Сэлэнгэ", "Cэлэнгэ", "place with a Latin look-alike letter"),
    ("Дорнод", "Дopнoд", "place with Latin look-alike letters"),
    ("Увс", "Шинэ аймаг", "place that does not exist"),
];

/// Plants the faults of the first round.
pub fn plant(file: &str, table: &mut Table, planted: &mut Planted) {
    places(file, table, planted);
    for (name, near, value, kind) in BAD_CELLS {
        let column = table.column(name);
        let row = (*near..table.rows.len()).find(|r| table.rows[*r][column] != Cell::Blank).unwrap_or(*near);
        table.rows[row][column] = match value.parse::<f64>() {
            Ok(number) if *name != "H06" => Cell::Number(number),
            _ => Cell::text(*value),
        };
        planted.note(file, table, row, column, kind);
    }
    let cost = table.column("H17");
    let row = (900..table.rows.len()).find(|r| table.rows[*r][cost] != Cell::Blank).unwrap_or(900);
    table.rows[row][cost] = Cell::Fault;
    planted.note(file, table, row, cost, "a formula that failed");
    skips(file, table, planted);
}

fn places(file: &str, table: &mut Table, planted: &mut Planted) {
    let (area, soum) = (table.column("aimag"), table.column("soum"));
    for (name, spelling, kind) in BAD_PLACES {
        let is = |r: &usize| table.rows[*r][area] == Cell::text(*name);
        if let Some(row) = (0..table.rows.len()).filter(is).nth(3) {
            table.rows[row][area] = Cell::text(*spelling);
            planted.note(file, table, row, area, kind);
        }
    }
    // "Сүхбаатар" alone is an aimag, a district and a soum; beside a soum of the aimag it is clear.
    let of_aimag = |r: &usize| table.rows[*r][area] == Cell::text("Сүхбаатар аймаг");
    let rows: Vec<usize> = (0..table.rows.len()).filter(of_aimag).take(12).collect();
    for (at, row) in rows.into_iter().enumerate() {
        table.rows[row][area] = Cell::text("Сүхбаатар");
        if at == 0 {
            table.rows[row][soum] = Cell::Blank;
            planted.note(file, table, row, area, "place that could be two, without a soum");
        } else {
            planted.note(file, table, row, area, "place that could be two, settled by its soum");
        }
    }
}

/// Answers to questions that weren't due.
fn skips(file: &str, table: &mut Table, planted: &mut Planted) {
    for (filter, question, value, times) in [
        ("H01", "H06", Cell::text("4"), 5),
        ("H10", "H11", Cell::text("yes"), 4),
        ("H15", "H16", Cell::Number(20_000.0), 3),
    ] {
        let (from, to) = (table.column(filter), table.column(question));
        let no = |r: &usize| table.rows[*r][from] == Cell::text("no") && table.rows[*r][to] == Cell::Blank;
        let rows: Vec<usize> = (0..table.rows.len()).filter(no).step_by(37).take(times).collect();
        for row in rows {
            table.rows[row][to] = value.clone();
            planted.note(file, table, row, to, "answered though the question was not due");
        }
    }
}
