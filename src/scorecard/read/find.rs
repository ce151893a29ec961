//! Finds the tables of a book, wherever they stand: by the words of their header, else by the codes in them and their
//! order.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::desk::Desk;
use super::known::Of;
use super::values;
use crate::lang::Lang;
use crate::problem::{At, Code, RowNumber, quoted};
use crate::scorecard::layout::{Block, HIDDEN_SHEET, Holds, Sheet as Tab};
use crate::scorecard::session::Found;
use crate::table::Cell;
use crate::table::book::{Book, Line, Sheet};

/// A table of a sheet.
pub(super) struct Table<'b> {
    pub block: Block,
    pub sheet: &'b Sheet,
    /// Which of the book's sheets it stands on.
    pub tab: usize,
    /// Its rows, of those that hold something.
    pub lines: Range<usize>,
    /// For each column of the layout, that of the sheet.
    columns: Vec<Option<u32>>,
    /// Headers that aren't in the layout: votes are headed by scores.
    pub others: Vec<(u32, String)>,
    /// The group that a table without a column of groups is headed by.
    pub group: Option<String>,
    pub found: Found,
    /// What all places in it have in common, and the titles of its columns: made once and shared by the rows.
    names: OnceCell<(At, Vec<Arc<str>>)>,
}

impl<'b> Table<'b> {
    /// The sheet's column for one of the layout.
    pub fn column(&self, id: &str) -> Option<u32> {
        let index = self.block.columns().iter().position(|c| c.id == id)?;
        self.columns[index]
    }

    /// The rows, in order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'b>> + use<'b> {
        let sheet = self.sheet;
        self.lines.clone().map(move |i| sheet.line(i))
    }

    /// Where a cell of the table stands; the column by its title.
    pub fn at(&self, file: &str, row: RowNumber, column: &str) -> At {
        let (table, titles) = self.names.get_or_init(|| self.names(file));
        let at = table.clone().row(row);
        match self.block.columns().iter().position(|c| c.id == column) {
            Some(j) => at.column(&titles[j]),
            None if column.is_empty() => at,
            None => at.column(column),
        }
    }

    fn names(&self, file: &str) -> (At, Vec<Arc<str>>) {
        let at = At::file(file);
        let at = if self.sheet.name.is_empty() { at } else { at.sheet(&self.sheet.name) };
        (at, self.block.columns().iter().map(|c| c.title().get(Lang::Mn).into()).collect())
    }
}

/// What a reader sees in a column that may not be there.
pub(super) fn seen<'b>(line: &Line<'b>, column: Option<u32>) -> Cell<'b> {
    column.map_or(Cell::Blank, |c| line.seen(c))
}

/// What stands in the very cell, even where a merged region covers it.
pub(super) fn own<'b>(line: &Line<'b>, column: Option<u32>) -> Cell<'b> {
    column.map_or(Cell::Blank, |c| line.cell(c))
}

/// The text of a cell.
pub(super) fn text(cell: Cell) -> String {
    cell.shown().trim().to_owned()
}

/// The layout's sheet that a tab is named after; copies have a number behind the name.
pub(super) fn named(desk: &Desk, name: &str) -> Option<Tab> {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '_' | '-' | ' ' | '.'));
    let find = |name| desk.words.find(Of::Sheets, name).map(|i| Tab::ALL[i]);
    find(name).or_else(|| find(plain))
}

/// All tables of the visible sheets; those of hidden ones only where no visible sheet has them.
pub(super) fn tables<'b>(desk: &mut Desk, book: &'b Book) -> Vec<Table<'b>> {
    let mut tables = Vec::new();
    // The dictionary of a blank workbook names groups and columns, but is no table, also where somebody made it visible.
    let dictionary = |i: &usize| book.sheets[*i].name.trim().eq_ignore_ascii_case(HIDDEN_SHEET);
    let (hidden_tabs, visible): (Vec<usize>, Vec<usize>) =
        (0..book.sheets.len()).filter(|i| !dictionary(i)).partition(|i| book.sheets[*i].hidden);
    for (place, &tab) in visible.iter().enumerate() {
        on_sheet(desk, &book.sheets[tab], tab, Tab::ALL.get(place).copied(), &mut tables);
    }
    for (place, &tab) in visible.iter().enumerate() {
        if !tables.iter().any(|t: &Table| t.tab == tab) {
            let missing = |b: &Block| !tables.iter().any(|t: &Table| t.block == *b);
            let named = named(desk, &book.sheets[tab].name).or(Tab::ALL.get(place).copied());
            let blocks: Vec<Block> =
                named.map(Tab::blocks).unwrap_or_default().iter().copied().filter(missing).collect();
            by_codes(desk, &book.sheets[tab], tab, &blocks, &mut tables);
        }
    }
    let mut hidden = Vec::new();
    for tab in hidden_tabs {
        on_sheet(desk, &book.sheets[tab], tab, None, &mut hidden);
    }
    hidden.retain(|h| !tables.iter().any(|t| t.block == h.block));
    tables.extend(hidden);
    tables
}

/// What speaks for one table or another beyond its columns.
struct Context {
    tab: Option<Tab>,
    place: Option<Tab>,
    heading: Option<Block>,
    group: Option<String>,
}

fn on_sheet<'b>(desk: &mut Desk, sheet: &'b Sheet, tab: usize, place: Option<Tab>, tables: &mut Vec<Table<'b>>) {
    let of_tab = desk.words.find(Of::Groups, &sheet.name).map(|_| sheet.name.clone());
    let mut context = Context { tab: named(desk, &sheet.name), place, heading: None, group: of_tab.clone() };
    let mut open: Option<Table> = None;
    for (i, line) in sheet.lines().enumerate() {
        if let Some(mut table) = header(desk, sheet, &line, &context) {
            (table.tab, table.lines) = (tab, i + 1..sheet.len());
            close(&mut open, i, tables);
            open = Some(table);
            (context.heading, context.group) = (None, of_tab.clone());
            continue;
        }
        if line.filled() > 3 {
            continue;
        }
        for (_, cell) in line.cells() {
            let Cell::Text(_) = cell else { continue };
            let shown = cell.shown();
            // In a table, a row with more than one cell is no heading: "provider" is a stakeholder there.
            let heads = open.is_none() || line.filled() == 1;
            if let Some(block) = desk.words.find(Of::Blocks, &shown).filter(|_| heads) {
                context.heading = Some(Block::ALL[block]);
                close(&mut open, i, tables);
            } else if open.is_none() && desk.words.find(Of::Groups, &shown).is_some() {
                context.group = Some(shown.into_owned());
            }
        }
    }
    close(&mut open, sheet.len(), tables);
}

fn close<'b>(open: &mut Option<Table<'b>>, at: usize, tables: &mut Vec<Table<'b>>) {
    if let Some(mut table) = open.take() {
        table.lines.end = at;
        tables.push(table);
    }
}

/// The table whose header a row is, if it is one.
fn header<'b>(desk: &mut Desk, sheet: &'b Sheet, line: &Line<'b>, context: &Context) -> Option<Table<'b>> {
    if line.filled() < 2 {
        return None;
    }
    let mut by_block: BTreeMap<usize, Vec<Option<u32>>> = BTreeMap::new();
    for (column, cell) in line.cells().filter(|(_, cell)| matches!(cell, Cell::Text(_))) {
        for (block, j) in desk.words.heads(cell.shown().trim()) {
            let columns = by_block.entry(block as usize).or_insert_with(|| vec![None; block.columns().len()]);
            columns[j].get_or_insert(column);
        }
    }
    if by_block.is_empty() {
        return None;
    }
    let cells: Vec<(u32, String)> = line.cells().map(|(column, cell)| (column, text(cell))).collect();
    let (block, columns, found) = choose(desk, by_block, &cells, context)?;
    let mut table = Table {
        block,
        sheet,
        tab: 0,
        lines: 0..0,
        group: if has(block, &columns, "group") || has(block, &columns, "group_id") {
            None
        } else {
            context.group.clone()
        },
        columns,
        others: Vec::new(),
        found,
        names: OnceCell::new(),
    };
    fill(desk, &mut table, &cells, line.number());
    let used: Vec<u32> = table.columns.iter().flatten().copied().collect();
    table.others = cells.into_iter().filter(|(c, _)| !used.contains(c)).collect();
    Some(table)
}

fn has(block: Block, columns: &[Option<u32>], id: &str) -> bool {
    block.columns().iter().zip(columns).any(|(c, at)| c.id == id && at.is_some())
}

/// The table that a header fits best: by its columns, by the heading above it, by the name of the tab; if nothing else
/// decides, by the place of the sheet in the book.
fn choose(
    desk: &Desk,
    by_block: BTreeMap<usize, Vec<Option<u32>>>,
    cells: &[(u32, String)],
    context: &Context,
) -> Option<(Block, Vec<Option<u32>>, Found)> {
    let scale = desk.instrument().scale;
    let votes = || cells.iter().filter(|(_, t)| vote(t, scale.from, scale.to).is_some()).count();
    let mut fitting: Vec<(usize, Block, Vec<Option<u32>>)> = Vec::new();
    for (i, columns) in by_block {
        let block = Block::ALL[i];
        let of_context = context.heading == Some(block)
            || (context.heading.is_none() && context.tab.is_some_and(|t| t.blocks().contains(&block)));
        if fits(block, &columns, votes, context.group.is_some(), of_context) {
            let known = columns.iter().flatten().count();
            fitting.push((known + if of_context { 10 } else { 0 }, block, columns));
        }
    }
    let most = fitting.iter().map(|(weight, ..)| *weight).max()?;
    fitting.retain(|(weight, ..)| *weight == most);
    let alone = fitting.len() == 1;
    let placed = fitting.iter().position(|(_, b, _)| context.place.is_some_and(|p| p.blocks().contains(b)));
    let (_, block, columns) = fitting.swap_remove(placed.unwrap_or(0));
    Some((block, columns, if alone { Found::Label } else { Found::Position }))
}

/// Whether a header with these columns can be that of a table.
fn fits(block: Block, columns: &[Option<u32>], votes: impl Fn() -> usize, grouped: bool, of_context: bool) -> bool {
    let has = |id: &str| has(block, columns, id);
    let any = |ids: &[&str]| ids.iter().any(|id| has(id));
    let all_but = |ids: &[&str]| ids.iter().filter(|id| has(id)).count();
    match block {
        Block::Members | Block::Attendance => any(&["who", "id"]) && any(&["women", "men", "all"]),
        Block::Inputs => any(&["item", "id"]) && any(&["actual", "entitlement"]),
        Block::Scores => {
            let groups = any(&["group", "group_id"]) || (grouped && has("score")) || (grouped && of_context);
            any(&["indicator", "id"]) && groups && any(&["score", "present", "reason", "suggestion"])
        }
        Block::Votes => any(&["indicator", "id"]) && any(&["group", "group_id"]) && votes() >= 2,
        Block::Provider | Block::Agreed => {
            any(&["indicator", "id"]) && any(&["score", "reason"]) && (!grouped || of_context)
        }
        Block::Actions => {
            let more = all_but(&["responsible", "deadline", "status", "level", "cost"]);
            (has("action") && (has("issue") || more >= 1)) || (has("issue") && more >= 2)
        }
    }
}

/// The score that heads a column of votes: `5`, `5 – сайн`.
pub(super) fn vote(text: &str, from: f64, to: f64) -> Option<f64> {
    let number = text.split([' ', '-', '–', '\n', '=', '.', '(']).next().unwrap_or_default();
    values::number(number, None).filter(|v| (from..=to).contains(v))
}

/// Words of a header under which people stand, not what they said: such a column is never taken for another.
const OF_PEOPLE: &[&str] =
    &["нэр", "овог", "утас", "регистр", "рд", "имэйл", "цахимшуудан", "name", "phone", "mobile", "tel", "email", "gps"];

/// Whether a header speaks of who somebody is, or how to reach them.
pub fn of_people(header: &str) -> bool {
    header.split(|c: char| !c.is_alphanumeric() && c != '-').map(super::words::key).any(|word| {
        OF_PEOPLE.iter().any(|known| word == *known || (known.chars().count() > 3 && word.starts_with(known)))
    })
}

/// Columns whose header isn't known, but which stand exactly where the layout has them: between known ones, or at an end
/// of the table if it can't be read without them. What else stands where a column is missing isn't read, and it is said.
fn fill(desk: &mut Desk, table: &mut Table, cells: &[(u32, String)], row: RowNumber) {
    let columns = table.block.columns();
    let at = At::file(&desk.file).sheet(&table.sheet.name).row(row);
    for j in 0..columns.len() {
        if table.columns[j].is_some() {
            continue;
        }
        let known = |k: usize| table.columns[k].map(|c| i64::from(c) + j as i64 - k as i64);
        let left = (0..j).rev().find_map(known);
        let right = (j + 1..columns.len()).find_map(known);
        let (place, between) = match (left, right) {
            (Some(left), Some(right)) if left == right => (left, true),
            (Some(end), None) | (None, Some(end)) => (end, false),
            _ => continue,
        };
        let Some((column, shown)) = cells.iter().find(|(c, _)| i64::from(*c) == place) else { continue };
        let taken = table.columns.contains(&Some(*column)) || !desk.words.heads(shown).is_empty();
        let votes = table.block == Block::Votes && j > 3;
        if taken || votes {
            continue;
        }
        let needed = columns[j].wanted || columns[j].holds == Holds::Code;
        let people = columns[j].holds == Holds::Text && of_people(shown);
        if people || !(between || needed) {
            desk.report(Code::ColumnLeftOut, at.clone(), quoted(shown), "");
        } else {
            table.columns[j] = Some(*column);
            table.found = Found::Position;
            desk.report(Code::FoundByPosition, at.clone(), quoted(shown), quoted(columns[j].title().get(Lang::Mn)));
        }
    }
}

/// Tables whose headers say nothing that is known: found by the codes in them, their columns by the order of the layout.
fn by_codes<'b>(desk: &mut Desk, sheet: &'b Sheet, tab: usize, blocks: &[Block], tables: &mut Vec<Table<'b>>) {
    let from = tables.len();
    for &block in blocks {
        let Some(of) = codes(block) else { continue };
        let Some((column, first, found)) = column_of_codes(desk, sheet, of) else { continue };
        let above = first.checked_sub(1).map(|i| sheet.line(i));
        let Some(of_id) = block.columns().iter().position(|c| c.id == "id") else { continue };
        let place = |j: usize| u32::try_from(i64::from(column) + j as i64 - of_id as i64).ok();
        let headed = |c: &u32| above.is_none_or(|line| !line.seen(*c).is_blank());
        let people = |c: &u32| above.is_some_and(|line| of_people(&text(line.seen(*c))));
        let layout = block.columns().iter().enumerate();
        let columns: Vec<Option<u32>> = layout
            .map(|(j, column)| place(j).filter(|c| headed(c) && !(column.holds == Holds::Text && people(c))))
            .collect();
        let others = above.map(|l| l.cells().map(|(c, cell)| (c, text(cell))).collect()).unwrap_or_default();
        let table = Table {
            block,
            sheet,
            tab,
            lines: first..sheet.len(),
            columns,
            others,
            group: None,
            found: Found::Position,
            names: OnceCell::new(),
        };
        desk.report(
            Code::FoundByPosition,
            At::file(&desk.file).sheet(&sheet.name).row(found),
            quoted(&sheet.name),
            quoted(block.title().get(Lang::Mn)),
        );
        tables.push(table);
    }
    // A table ends above the header of the next one.
    let mut starts: Vec<usize> = tables[from..].iter().map(|t| t.lines.start).collect();
    starts.sort_unstable();
    for table in &mut tables[from..] {
        if let Some(next) = starts.iter().find(|s| **s > table.lines.start) {
            table.lines.end = next.saturating_sub(1).max(table.lines.start);
        }
    }
}

fn codes(block: Block) -> Option<Of> {
    match block {
        Block::Members | Block::Attendance => Some(Of::Stakeholders),
        Block::Inputs => Some(Of::Inputs),
        Block::Scores | Block::Votes | Block::Provider | Block::Agreed => Some(Of::Indicators),
        Block::Actions => None,
    }
}

/// The column that holds most codes of a list, at least two; the first row that has one.
fn column_of_codes(desk: &Desk, sheet: &Sheet, of: Of) -> Option<(u32, usize, RowNumber)> {
    let mut columns: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (i, line) in sheet.lines().enumerate() {
        for (column, cell) in line.cells() {
            if let Cell::Text(_) = cell
                && desk.words.by_id(of, &cell.shown()).is_some()
            {
                columns.entry(column).or_insert((0, i)).0 += 1;
            }
        }
    }
    let (column, (n, first)) = columns.into_iter().max_by_key(|(column, (n, _))| (*n, std::cmp::Reverse(*column)))?;
    (n >= 2).then(|| (column, first, sheet.line(first).number()))
}
