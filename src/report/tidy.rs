//! Tables for machines: one row for each thing, codes, full precision.
//!
//! Their rows are made while they are written. A row of thirty values is read once, and hundreds of thousands of them
//! would take more memory than all that they are made from.

use std::fmt;

use super::columns::Table;
use super::{Column, Grid, Report, Value};
use crate::lang::Label;

/// A table for machines.
pub struct Tidy<'a> {
    /// Stable name, unique in the report: `scores`.
    pub id: String,
    /// Its caption.
    pub title: Label,
    /// The columns.
    pub columns: Vec<Column>,
    rows: Box<dyn Rows + 'a>,
    declared: Option<&'static Table>,
}

/// What makes the rows of a table: each has as many values as there are columns, and they are the same every time.
pub trait Rows: Send + Sync {
    /// In how many parts they may be made, at the same time.
    fn parts(&self) -> usize {
        1
    }

    /// The rows of one part, in order.
    fn part(&self, at: usize) -> Box<dyn Iterator<Item = Vec<Value>> + '_>;
}

/// Rows that are there already.
impl Rows for Vec<Vec<Value>> {
    fn part(&self, _: usize) -> Box<dyn Iterator<Item = Vec<Value>> + '_> {
        Box::new(self.iter().cloned())
    }
}

impl<'a> Tidy<'a> {
    /// A table whose rows are made when they are asked for.
    pub fn new(id: &str, title: Label, columns: Vec<Column>, rows: impl Rows + 'a) -> Tidy<'a> {
        Tidy { id: id.to_string(), title, columns, rows: Box::new(rows), declared: None }
    }

    /// A table whose columns are declared, so that their meaning is known beside their names.
    pub fn declared(table: &'static Table, rows: impl Rows + 'a) -> Tidy<'a> {
        let (id, title, columns) = (table.id.to_string(), table.title(), table.columns());
        Tidy { id, title, columns, rows: Box::new(rows), declared: Some(table) }
    }

    /// What is declared of its columns; nothing of a table that is made from a grid for people.
    pub fn table(&self) -> Option<&'static Table> {
        self.declared
    }

    /// The rows of a grid for people, for machines.
    pub fn of(grid: &Grid) -> Tidy<'static> {
        let rows: Vec<Vec<Value>> = grid.rows.iter().map(|row| row.values.clone()).collect();
        Tidy::new(&grid.id, grid.title.clone(), grid.columns.clone(), rows)
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Value>> + '_ {
        (0..self.parts()).flat_map(|at| self.part(at))
    }

    /// In how many parts the rows may be made, at the same time.
    pub fn parts(&self) -> usize {
        self.rows.parts()
    }

    /// The rows of one part, in order.
    pub fn part(&self, at: usize) -> impl Iterator<Item = Vec<Value>> + '_ {
        self.rows.part(at)
    }

    /// The same table with its rows made now.
    pub fn kept(&self) -> Tidy<'static> {
        let rows: Vec<Vec<Value>> = self.rows().collect();
        let kept = Tidy::new(&self.id, self.title.clone(), self.columns.clone(), rows);
        Tidy { declared: self.declared, ..kept }
    }
}

impl Report<'_> {
    /// The same report with all rows made now, so that it outlives what they are made from.
    pub fn kept(&self) -> Report<'static> {
        Report {
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            made_by: self.made_by.clone(),
            sections: self.sections.clone(),
            tidy: self.tidy.iter().map(Tidy::kept).collect(),
        }
    }
}

impl fmt::Debug for Tidy<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tidy").field("id", &self.id).field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl PartialEq for Tidy<'_> {
    fn eq(&self, other: &Tidy<'_>) -> bool {
        (&self.id, &self.title, &self.columns) == (&other.id, &other.title, &other.columns)
            && self.rows().eq(other.rows())
    }
}
