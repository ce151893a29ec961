//! What happens to workbooks in the field, one function each; and the list of what was planted.

use masam::lang::Lang;
use masam::scorecard::layout::{Block, Sheet};

use super::book::{Book, Grid};
use crate::table::{Cell, Table};

/// The list of planted mishaps, one row each.
pub struct Planted(pub Table);

impl Planted {
    /// None yet.
    pub fn new() -> Planted {
        let headers = ["file", "sheet", "what", "value", "code"].map(str::to_owned).to_vec();
        Planted(Table { headers, rows: Vec::new() })
    }

    /// Notes one, with the code of the message that it leads to.
    pub fn note(&mut self, file: &str, sheet: &str, what: &str, value: &str) {
        self.0.rows.push([file, sheet, what, value, code(what, value)].map(Cell::text).to_vec());
    }
}

/// The code of the message about a mishap; empty where the book is read as it was meant and nothing has to be said.
fn code(what: &str, value: &str) -> &'static str {
    match (what, value) {
        ("a group that the instrument does not have" | "an indicator of the facility's own", _) => "S025",
        ("two scores in one cell" | "words for a score", _) => "S015",
        ("a score beyond the scale", _) => "S016",
        ("a score on another scale", _) => "S018",
        ("a score that became a day", _) => "S017",
        ("a deadline that is no day", _) => "S022",
        ("a sheet that was copied", _) => "S013",
        ("formulas without a stored result", _) => "T022",
        ("the same book once more" | "a book of another round", _) => "S032",
        ("the other half of a book", _) => "S033",
        ("a second book that contradicts the first", _) => "S034",
        ("a file that was cut off", _) => "T006",
        ("a book without the hidden sheet", _) => "S009",
        ("an agreed score outside both sides without a reason", _) => "S043",
        _ => "",
    }
}

/// A book while mishaps happen to it.
pub struct Mishaps<'a> {
    /// The file that it becomes.
    pub file: &'a str,
    /// The book.
    pub book: &'a mut Book,
    /// Where they are noted.
    pub planted: &'a mut Planted,
}

impl Mishaps<'_> {
    fn note(&mut self, sheet: Sheet, what: &str, value: &str) {
        let name = self.book.page(sheet).name.clone();
        self.planted.note(self.file, &name, what, value);
    }

    /// Somebody writes between the groups, and takes a group to the end of the table.
    pub fn rows_inserted_and_moved(&mut self) {
        let page = self.book.page(Sheet::Scores);
        page.lead.push(vec![Cell::text("Хурлын танхим, 14 цаг. Тэмдэглэл хөтөлсөн: нарийн бичиг")]);
        page.lead.push(vec![]);
        let grid = self.book.grid(Block::Scores);
        let (group, width) = (grid.at("group"), grid.columns.len());
        let first = grid.rows[0][group].clone();
        let rows = grid.rows.iter().take_while(|row| row[group] == first).count();
        grid.rows.rotate_left(rows);
        let mut note = vec![Cell::Blank; width];
        note[0] = Cell::text("завсарлага");
        grid.rows.insert(rows, vec![Cell::Blank; width]);
        grid.rows.insert(rows, note);
        self.note(Sheet::Scores, "rows inserted above the table", "Хурлын танхим, 14 цаг");
        self.note(Sheet::Scores, "rows inserted in the table", "завсарлага");
        self.note(Sheet::Scores, "rows moved: the first group stands last", "");
    }

    /// A group that the instrument doesn't know.
    pub fn extra_group(&mut self, name: &str) {
        let grid = self.book.grid(Block::Scores);
        let first = grid.rows[0][grid.at("group")].clone();
        let copied: Vec<_> = grid.rows.iter().take_while(|r| r[grid.at("group")] == first).cloned().collect();
        for mut row in copied {
            row[grid.at("group_id")] = Cell::Blank;
            row[grid.at("group")] = Cell::text(name);
            row[grid.at("present")] = Cell::Number(8.0);
            grid.rows.push(row);
        }
        self.note(Sheet::Scores, "a group that the instrument does not have", name);
    }

    /// An indicator of the facility's own, scored by the first group, by the provider and at the meeting.
    pub fn own_indicator(&mut self, name: &str, scores: [f64; 3]) {
        let blocks = [Block::Scores, Block::Provider, Block::Agreed];
        for (block, score) in blocks.into_iter().zip(scores) {
            let grid = self.book.grid(block);
            let mut row = grid.row(&[("indicator", Cell::text(name)), ("score", Cell::Number(score))]);
            if block == Block::Scores {
                for column in ["group_id", "group", "present"] {
                    row[grid.at(column)] = grid.rows[0][grid.at(column)].clone();
                }
            }
            grid.rows.push(row);
            self.note(block.sheet(), "an indicator of the facility's own", name);
        }
    }

    /// Somebody typed the sheet of scores anew: no codes, other headers, other words for the same.
    pub fn retyped(&mut self, headers: &[(&str, &str)], words: &[(&str, &str, &str)]) {
        let grid = self.book.grid(Block::Scores);
        for (column, header) in headers {
            let at = grid.at(column);
            grid.headers[at] = (*header).to_owned();
        }
        for (column, printed, typed) in words {
            let at = grid.at(column);
            let is_it = |row: &&mut Vec<Cell>| row[at] == Cell::text(*printed);
            grid.rows.iter_mut().filter(is_it).for_each(|row| row[at] = Cell::text(*typed));
        }
        grid.drop_column("group_id");
        grid.drop_column("id");
        for (_, header) in headers {
            self.note(Sheet::Scores, "a header typed anew", header);
        }
        for (_, _, typed) in words {
            self.note(Sheet::Scores, "a label typed anew", typed);
        }
        self.note(Sheet::Scores, "the columns of codes are gone", "");
    }

    /// The name of the first group is merged over its rows; those of the others stand in their first row only.
    pub fn merged_and_continued(&mut self) {
        let grid = self.book.grid(Block::Scores);
        let starts = starts(grid);
        let rows = starts.get(1).copied().unwrap_or(grid.rows.len());
        for column in ["group_id", "group", "present"] {
            let at = grid.at(column);
            for row in (0..grid.rows.len()).filter(|row| !starts.contains(row)) {
                grid.rows[row][at] = Cell::Blank;
            }
            grid.merged.push((column, 0, rows - 1));
        }
        self.note(Sheet::Scores, "merged cells: the first group", "");
        self.note(Sheet::Scores, "blank continuation rows: the other groups", "");
    }

    /// A score is written in another way than as a number.
    pub fn written(&mut self, block: Block, row: usize, column: &str, text: &str, what: &str) {
        self.book.grid(block).set(row, column, Cell::text(text));
        self.note(block.sheet(), what, text);
    }

    /// Excel makes 4 May out of 4/5.
    pub fn became_a_day(&mut self, row: usize) {
        self.book.grid(Block::Scores).set(row, "score", Cell::Day(2025, 5, 4));
        self.note(Sheet::Scores, "a score that became a day", "2025-05-04");
    }

    /// A tab gets another name.
    pub fn renamed(&mut self, sheet: Sheet, name: &str) {
        self.book.page(sheet).name = name.to_owned();
        self.note(sheet, "a sheet that was renamed", name);
    }

    /// A sheet was copied before it was filled in: beside it stands a blank one.
    pub fn copied(&mut self, sheet: Sheet, filled: &[(Block, &'static str)]) {
        let mut copy = self.book.page(sheet).clone();
        copy.name = format!("{} (2)", copy.name);
        for grid in &mut copy.grids {
            let emptied = filled.iter().filter(|(block, _)| *block == grid.block);
            for at in emptied.map(|(_, column)| grid.at(column)).collect::<Vec<_>>() {
                grid.rows.iter_mut().for_each(|row| row[at] = Cell::Blank);
            }
        }
        let name = copy.name.clone();
        self.book.pages.push(copy);
        self.planted.note(self.file, &name, "a sheet that was copied", &name);
    }

    /// Sums and scores are formulas that no program has computed.
    pub fn never_computed(&mut self) {
        // Above the first row: the line that says that it is made up, the lead, a blank row, the title, the header.
        let first = self.book.page(Sheet::Meeting).lead.len() + 5;
        let attendance = self.book.grid(Block::Attendance);
        let all = attendance.at("all");
        for (at, row) in attendance.rows.iter_mut().enumerate() {
            row[all] = Cell::Formula(format!("SUM(C{0}:D{0})", first + at));
        }
        let scores = self.book.grid(Block::Scores);
        let score = scores.at("score");
        scores.rows.iter_mut().take(3).for_each(|row| row[score] = Cell::Formula("(60+70)/2".to_owned()));
        self.note(Sheet::Meeting, "formulas without a stored result", "=SUM(C6:D6)");
        self.note(Sheet::Scores, "formulas without a stored result", "=(60+70)/2");
    }

    /// What was promised isn't carried over but promised anew, in other words under another number.
    pub fn promised_anew(&mut self, row: usize, action: &str) {
        let grid = self.book.grid(Block::Actions);
        let number = Cell::Number(grid.rows.len() as f64 + 1.0);
        grid.set(row, "id", number);
        grid.set(row, "action", Cell::text(action));
        grid.set(row, "deadline", Cell::Day(2026, 12, 31));
        grid.rows[row..].rotate_left(1);
        self.note(Sheet::Actions, "an issue that comes again under another action", action);
    }

    /// Nothing is written in these columns.
    pub fn left_blank(&mut self, block: Block, columns: &[&str]) {
        let grid = self.book.grid(block);
        for column in columns {
            let at = grid.at(column);
            grid.rows.iter_mut().for_each(|row| row[at] = Cell::Blank);
        }
        let title = block.title().get(Lang::Mn).to_owned();
        self.note(block.sheet(), "left blank", &title);
    }
}

/// The rows in which a group begins.
fn starts(grid: &Grid) -> Vec<usize> {
    let at = grid.at("group");
    (0..grid.rows.len()).filter(|row| *row == 0 || grid.rows[*row][at] != grid.rows[*row - 1][at]).collect()
}
