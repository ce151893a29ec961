//! What a reader gets, before it has a format: sections of paragraphs, facts and grids whose cells know what they are.
//!
//! A writer asks a [`Report`] for its values and decides looks only. A value that isn't there is an [`Absent`] with its
//! reason, so that no writer can turn an absence into a number.

pub mod basis;
mod board;
pub mod change;
mod chart;
pub mod check;
pub mod columns;
pub mod compare;
mod corrections;
pub mod dictionary;
pub mod explain;
pub mod forum;
pub mod number;
pub mod pages;
mod parts;
pub mod poster;
mod problems;
pub mod sampling;
pub mod scorecard;
pub mod sources;
mod stored;
mod tidy;
mod tile_map;
pub mod vocabulary;
pub mod words;

pub use board::{Board, BoardLine, BoardMark, Face};
pub use chart::{
    Answers, AnswersRow, Chart, Field, FieldNames, FieldPoint, Funnel, FunnelLimits, FunnelPoint, IntervalMark,
    IntervalRow, Intervals, Mark, Quadrants, RoundPoint, Rounds, RoundsRow,
};
pub use problems::file_name;
pub use stored::read;
pub use tidy::{Rows, Tidy};
pub use tile_map::{MapFrame, MapTile, TileMap, TileState};

use std::borrow::Cow;

use crate::lang::Label;
use crate::words::OwnWords;
use serde::{Deserialize, Serialize};

/// A whole report. Its tables for machines borrow what they are made from.
#[derive(Debug, PartialEq)]
pub struct Report<'a> {
    /// Its title.
    pub title: Label,
    /// A line under the title: instrument, round.
    pub subtitle: Label,
    /// Name and version of the program and the instrument, for document properties and machine outputs.
    pub made_by: MadeBy,
    /// The sections, in reading order.
    pub sections: Vec<Section>,
    /// The tables for machines, one row for each thing: codes, full precision. The first is the main one.
    pub tidy: Vec<Tidy<'a>>,
}

/// What made the numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MadeBy {
    /// `masam 0.1.0`.
    pub tool: String,
    /// `health 1.0`, or empty.
    pub instrument: String,
    /// The options that numbers depend on, as `name=value`, in a fixed order.
    pub options: Vec<(String, String)>,
    /// The files that were read, with the SHA-256 of their bytes; empty where that could not be counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<(String, String)>,
    /// What the instrument puts otherwise than reports do: whoever writes the report says it in these words.
    #[serde(default, skip_serializing_if = "OwnWords::is_empty")]
    pub words: OwnWords,
    /// Whether any of the answers are made up, so that nobody takes them for somebody's.
    #[serde(default, skip_serializing_if = "is_false")]
    pub made_up: bool,
}

impl MadeBy {
    /// What every page says whose answers are made up.
    pub fn warning(&self) -> Option<Label> {
        self.made_up.then(made_up)
    }
}

/// That answers are made up. Nobody's own words change it.
pub fn made_up() -> Label {
    Label::new("ЗОХИОМОЛ ЖИШЭЭ ХАРИУЛТ", "MADE-UP EXAMPLE ANSWERS")
}

fn is_false(truth: &bool) -> bool {
    !truth
}

/// A section: a sheet of a workbook, a chapter of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Stable name: `scores`.
    pub id: Cow<'static, str>,
    /// Its title, short enough for a sheet's tab.
    pub title: Label,
    /// What it holds, from top to bottom.
    pub blocks: Vec<Block>,
    /// On what it is printed.
    pub paper: Paper,
}

impl Section {
    /// What the names of sections about one place alone begin with.
    pub const OF_PLACE: &str = "place-";

    /// Whether it is about one place alone and says of it what other sections say of all.
    pub fn is_profile(&self) -> bool {
        self.id.starts_with(Section::OF_PLACE)
    }
}

/// On what a section is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// Upright pages, as many as it takes.
    Upright,
    /// So many upright pages, and no more: what people are handed.
    Sheets(u8),
    /// Pages that lie across.
    Across,
}

impl Paper {
    /// Whether pages lie across.
    pub fn lies_across(self) -> bool {
        match self {
            Paper::Across => true,
            Paper::Upright | Paper::Sheets(_) => false,
        }
    }
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "lowercase")]
pub enum Block {
    /// A heading.
    Heading {
        /// Its words.
        text: Label,
    },
    /// A sentence or a few.
    Paragraph {
        /// Its words.
        text: Label,
    },
    /// Names and values, one under the other.
    Facts {
        /// The names with their values.
        facts: Vec<(Label, Value)>,
    },
    /// A table.
    Grid(Grid),
    /// A page for the wall.
    Board(Box<Board>),
    /// A chart.
    Chart(Box<Chart>),
    /// The way to another section of the report.
    Link {
        /// Its words.
        text: Label,
        /// The name of that section.
        to: String,
    },
}

/// A table whose columns know their kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Stable name, unique in the report: `scores`, `gaps.target`.
    pub id: String,
    /// Its caption.
    pub title: Label,
    /// The columns.
    pub columns: Vec<Column>,
    /// How many columns at the left name the row: kept in view and repeated in print.
    pub keys: usize,
    /// The rows; each has as many values as there are columns, or one if it opens a part of the table.
    pub rows: Vec<GridRow>,
    /// What must be read with it: bases, signs, lights.
    pub notes: Vec<Label>,
    /// What its lights mean, for the legend under it.
    #[serde(default, skip_serializing_if = "Legend::is_usual")]
    pub legend: Legend,
    /// Columns that are one series over time, if any are: a picture of them may stand behind the last column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trend: Option<Trend>,
    /// The sections that the first cells of rows lead to, by row; none of most grids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<Option<String>>,
}

/// Columns of a grid that are one series over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trend {
    /// The first of them, from 0.
    pub first: usize,
    /// How many there are.
    pub count: usize,
    /// What a picture of them is called.
    pub title: Label,
}

impl Trend {
    /// The values of a row; none where there is no number.
    pub fn of(&self, row: &GridRow) -> Vec<Option<f64>> {
        let value = |value: &Value| match value {
            Value::Number { value, .. } if value.is_finite() => Some(*value),
            _ => None,
        };
        row.values.iter().skip(self.first).take(self.count).map(value).collect()
    }
}

/// What the lights of a grid mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Legend {
    /// How a value stands against its target or the average.
    #[default]
    Target,
    /// Whether a value lies outside what chance allows.
    Chance,
    /// Whether somebody should look at it.
    Look,
}

impl Legend {
    /// Whether lights mean what they usually do, so that it needn't be said.
    fn is_usual(&self) -> bool {
        *self == Legend::Target
    }
}

/// A column of a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Stable name: `ci_low`.
    pub id: String,
    /// Its header.
    pub title: Label,
    /// What it holds, for width, alignment and number format.
    pub kind: ColumnKind,
    /// A header above it that it shares with its neighbours (the dimension of an indicator), if any.
    pub group: Option<Label>,
    /// A longer text for those who want to know: the question, the base, the target.
    pub about: Option<Label>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Words in a narrow column, where they wrap: it shares its width with numbers in a grid above or below.
    Narrow,
    /// A long text that wraps.
    Prose,
    /// A code: kept as it is.
    Code,
    /// Counts.
    Count,
    /// Numbers of one kind or several: each value says its own.
    Measure,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GridRow {
    /// How it stands out.
    pub role: RowRole,
    /// Its values.
    pub values: Vec<Value>,
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RowRole {
    /// A row like the others.
    Plain,
    /// The row for all, an average.
    Total,
    /// A row that opens a part of the table.
    Heading,
}

/// A value of a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Value {
    /// Words in both languages.
    Text {
        /// The words.
        text: Label,
    },
    /// A count.
    Count {
        /// The count.
        value: u64,
    },
    /// A measured number.
    Number {
        /// Unrounded, on the printed scale: 0 to 100 for shares and scores.
        #[serde(deserialize_with = "stored::number")]
        value: f64,
        /// How it is printed.
        format: Format,
        /// How it stands against its target, where that is judged.
        light: Option<Light>,
        /// Whether its base is small enough to be read with care.
        few: bool,
    },
    /// An interval.
    Interval {
        /// Lower end on the printed scale.
        #[serde(deserialize_with = "stored::number")]
        low: f64,
        /// Upper end on the printed scale.
        #[serde(deserialize_with = "stored::number")]
        high: f64,
        /// How its ends are printed.
        format: Format,
    },
    /// What a difference means.
    Verdict {
        /// The verdict.
        verdict: Verdict,
    },
    /// Nothing, and why.
    Absent {
        /// Why.
        why: Absent,
    },
}

/// How a number is printed. Rounding happens in print only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Percent of a share, on 0 to 100: `67.2 %`.
    Percent,
    /// Points of a score: `67.2`.
    Points,
    /// A signed difference in points: `+3.1`.
    SignedPoints,
    /// A number in its own unit with so many decimals.
    Plain(u8),
    /// A signed number in its own unit with so many decimals.
    Signed(u8),
    /// A probability value: `0.013`, `< 0.001`.
    PValue,
    /// As many digits as are needed: for machines.
    Full,
}

/// A traffic light: colour and shape always come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Reached, or clearly better: ▲.
    Good,
    /// Near, or not clearly different: ●.
    Middle,
    /// Clearly short of it: ▼.
    Poor,
    /// The base is too small to tell: ○.
    TooSmall,
    /// Somebody should look at it, without a judgement: ◆.
    Attention,
}

/// What a difference means, by the direction of its indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Clearly better.
    Better,
    /// Clearly worse.
    Worse,
    /// The interval allows both.
    NoClearDifference,
    /// The base is too small to tell.
    TooSmall,
    /// The indicator has no better or worse; the difference is clear.
    Differs,
}

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Absent {
    /// Nobody answered there.
    NoData,
    /// Too few answers to be published without exposing someone.
    Withheld,
    /// Published rules call it too unreliable.
    Unreliable,
    /// There is a value but no standard error: one cluster, no degrees of freedom.
    NoError,
    /// There is no target, norm or benchmark.
    NoTarget,
    /// It has no meaning here.
    NotApplicable,
    /// Nobody gave a score; that isn't zero.
    NotScored,
    /// It was left blank in the book.
    NotFilledIn,
    /// The facility isn't due one: neither zero nor missing.
    NotDue,
    /// No norm is known.
    NoNorm,
}
