//! Known totals of the population: a spreadsheet to the totals of one thing to calibrate by.
//!
//! A table is wide or long. Wide: a column for each variable that is crossed, and one of totals (`sex, ageband, total`). Long: the columns
//! variable, category and total; a blank category makes it the total of a column of numbers, a blank variable, or `(Intercept)`, the
//! number of people.

use std::collections::BTreeMap;

use crate::coding::code_of;
use crate::problem::{At, Code, Hint, Problem, Problems, RowNumber, quoted};
use crate::table::{self, Number, Table};

/// A table of totals.
#[derive(Debug, Clone, PartialEq)]
pub struct TotalsTable {
    at: At,
    shape: Shape,
    lines: Vec<Line>,
}

/// A line: its codes, one for each column of the shape, and its total.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    row: RowNumber,
    codes: Vec<Option<String>>,
    total: f64,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// The names of the crossed columns.
    Wide(Vec<String>),
    /// Codes are those of variable and category.
    Long,
}

const TOTAL: [&str; 9] = ["total", "totals", "count", "freq", "population", "n", "нийт", "нийт тоо", "хүн ам"];
const VARIABLE: [&str; 4] = ["variable", "var", "хувьсагч", "багана"];
const CATEGORY: [&str; 7] = ["category", "level", "value", "code", "ангилал", "утга", "код"];

/// The name of the number of people in a long table, as R has it.
const EVERYBODY: &str = "(Intercept)";

/// Reads a table of totals; all its faults are shown together.
pub fn read_totals(table: Table) -> Result<TotalsTable, Problems> {
    let file = table
        .files()
        .first()
        .map_or_else(At::default, |f| At { sheet: f.sheet.as_deref().map(Into::into), ..At::file(&f.name) });
    let headers = table.columns().to_vec();
    let named = |names: &[&str]| headers.iter().position(|h| names.contains(&h.trim().to_lowercase().as_str()));
    let Some(total) = named(&TOTAL) else {
        let hint = Hint::OneOf(TOTAL.map(str::to_owned).to_vec());
        return Err(Problem::new(Code::NotTotals, file, quoted("total")).hint(hint).into());
    };
    let (shape, columns) = match (named(&VARIABLE), named(&CATEGORY)) {
        (Some(variable), Some(category)) => (Shape::Long, vec![variable, category]),
        (Some(_), None) => {
            let hint = Hint::OneOf(CATEGORY.map(str::to_owned).to_vec());
            return Err(Problem::new(Code::NotTotals, file, quoted("category")).hint(hint).into());
        }
        (None, _) => {
            let columns: Vec<usize> = (0..headers.len()).filter(|c| *c != total).collect();
            (Shape::Wide(columns.iter().map(|c| headers[*c].clone()).collect()), columns)
        }
    };
    let (mut lines, mut faults, mut scratch) = (Vec::new(), Problems::default(), Vec::new());
    let read = table::for_each_chunk(table, false, |chunk| {
        for row in chunk.rows() {
            let mut code = |column: &usize| {
                code_of(row.cell(*column), &mut scratch).map(|code| String::from_utf8_lossy(code).into_owned())
            };
            let codes = columns.iter().map(&mut code).collect();
            let found = match row.number_at(total) {
                Number::Value(value) if value.is_finite() => {
                    lines.push(Line { row: row.number(), codes, total: value });
                    continue;
                }
                Number::Value(value) => value.to_string(),
                Number::Blank => "\"\"".to_owned(),
                Number::Not(cell) => quoted(&cell.shown()),
            };
            let here = file.clone().row(row.number()).column(&headers[total]);
            faults.add(Problem::new(Code::NotATotal, here, found));
        }
        Ok(())
    });
    match read {
        Ok(_) if faults.is_empty() => Ok(TotalsTable { at: file, shape, lines }),
        Ok(_) => Err(faults),
        Err(problem) => Err(problem.into()),
    }
}

/// The total of a category.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Category {
    /// Its codes, one for each column that is crossed.
    pub codes: Vec<String>,
    /// How many there are.
    pub total: f64,
    /// Where it is said.
    pub at: At,
}

/// What a column may be called in a table; the first is its name.
pub(super) type Names = Vec<String>;

/// What several tables say of the categories of some columns, in the order of these.
pub(super) fn categories(tables: &[TotalsTable], names: &[Names]) -> Result<Vec<Category>, Problems> {
    let mut found: Vec<Category> = Vec::new();
    let mut places: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut faults = Problems::default();
    for table in tables {
        for line in &table.lines {
            let Some(codes) = table.codes_of(line, names) else { continue };
            let at = table.at.clone().row(line.row);
            if line.total < 0.0 {
                faults.add(Problem::new(Code::NotATotal, at, line.total.to_string()));
            } else if places.insert(codes.clone(), found.len()).is_some() {
                faults.add(Problem::new(Code::TotalTwice, at, quoted(&codes.join(", "))));
            } else {
                found.push(Category { codes, total: line.total, at });
            }
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

/// What several tables say of the total of a column of numbers; without a name, of the number of people.
pub(super) fn number(tables: &[TotalsTable], name: Option<&str>) -> Option<f64> {
    let fits = |line: &&Line| match (&line.codes[..], name) {
        ([Some(variable), None], Some(name)) => variable == name,
        ([None, None], None) => true,
        ([Some(variable), None], None) => variable == EVERYBODY,
        _ => false,
    };
    let long = tables.iter().filter(|table| table.shape == Shape::Long);
    long.flat_map(|table| &table.lines).find(fits).map(|line| line.total)
}

impl TotalsTable {
    /// The codes of a line for columns of these names, if it tells of them.
    fn codes_of(&self, line: &Line, names: &[Names]) -> Option<Vec<String>> {
        // A name must be there as it is, a title in any letter case.
        let titled = |title: &String, written: &str| title.to_lowercase() == written.trim().to_lowercase();
        let is = |names: &Names, written: &str| {
            names.first().is_some_and(|name| name == written)
                || names.iter().skip(1).any(|title| titled(title, written))
        };
        match (&self.shape, names) {
            (Shape::Long, [names]) => {
                let [Some(variable), category] = &line.codes[..] else { return None };
                is(names, variable).then(|| category.clone().map(|c| vec![c])).flatten()
            }
            (Shape::Long, _) => None,
            (Shape::Wide(columns), _) if columns.len() == names.len() => {
                let place = |names: &Names| columns.iter().position(|column| is(names, column));
                names.iter().map(|names| line.codes[place(names)?].clone()).collect()
            }
            (Shape::Wide(_), _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Input, Options};

    fn read(text: &str) -> Result<TotalsTable, Problems> {
        read_totals(table::open(vec![Input::from_bytes("нийт.csv", text)], &Options::default()).unwrap())
    }

    fn of(table: &[TotalsTable], names: &[&str]) -> Vec<(Vec<String>, f64)> {
        let names: Vec<Names> = names.iter().map(|name| vec![(*name).to_owned()]).collect();
        let found = categories(table, &names).unwrap();
        found.into_iter().map(|category| (category.codes, category.total)).collect()
    }

    #[test]
    fn a_long_table_holds_categories_numbers_and_everybody() {
        let table = [read("Хувьсагч;Ангилал;Нийт\nхүйс;эм;52\nхүйс;эр;48\nнас;;3500\n;;100\n").unwrap()];
        let sexes = of(&table, &["хүйс"]);
        assert_eq!(sexes, [(vec!["эм".to_owned()], 52.0), (vec!["эр".to_owned()], 48.0)]);
        assert_eq!((number(&table, Some("нас")), number(&table, None)), (Some(3500.0), Some(100.0)));
        assert_eq!(number(&table, Some("хүйс")), None);
    }

    #[test]
    fn a_wide_table_is_asked_in_any_order_of_its_columns() {
        let table = [read("нас,хүйс,total\n15-24,эм,3\n25+,эр,4\n").unwrap()];
        let crossed = of(&table, &["хүйс", "нас"]);
        assert_eq!(crossed[1], (vec!["эр".to_owned(), "25+".to_owned()], 4.0));
        assert_eq!(of(&table, &["хүйс"]), []);
    }

    #[test]
    fn faults_are_shown_with_their_rows() {
        let told = |text: &str| format!("{:?}", read(text).map(|table| categories(&[table], &[vec!["a".into()]])));
        assert!(told("a,b\nx,1\n").contains("NotTotals"));
        assert!(told("a,total\nx,\n").contains("NotATotal"));
        assert!(told("a,total\nx,-1\n").contains("NotATotal"));
        assert!(told("a,total\nx,1\nx,2\n").contains("TotalTwice"));
    }
}
