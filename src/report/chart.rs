//! Charts, before they have a format: what is drawn and what it is called, in both languages.
//!
//! Every mark has a shape of its own, so that a chart is read in black and white. The numbers are those of a table of the
//! same report; a chart never holds more.

use serde::{Deserialize, Serialize};

use super::{Format, TileMap, Value, stored};
use crate::lang::Label;

/// A chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "chart", rename_all = "lowercase")]
pub enum Chart {
    /// Values against size, between the limits of chance.
    Funnel(Funnel),
    /// Values of places on a map of tiles.
    Map(TileMap),
    /// Things by two values, cut into four fields.
    Quadrants(Quadrants),
    /// Values with their intervals, one line each.
    Intervals(Intervals),
}

impl Chart {
    /// Stable name, unique in the report.
    pub fn id(&self) -> &str {
        match self {
            Chart::Funnel(funnel) => &funnel.id,
            Chart::Map(map) => &map.id,
            Chart::Quadrants(quadrants) => &quadrants.id,
            Chart::Intervals(intervals) => &intervals.id,
        }
    }
}

/// A funnel: each facility at its size and value, and how far chance alone may carry it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Funnel {
    /// Stable name, unique in the report: `funnel.1.H02`.
    pub id: String,
    /// Its title: figure and peer group.
    pub title: Label,
    /// What the size is: answers.
    pub x_title: Label,
    /// What the value is, with its unit.
    pub y_title: Label,
    /// How values are printed.
    pub format: Format,
    /// What all are held against, on the printed scale.
    #[serde(deserialize_with = "stored::number")]
    pub benchmark: f64,
    /// What that is called.
    pub benchmark_name: Label,
    /// The limits, by size.
    pub curve: Vec<FunnelLimits>,
    /// The facilities.
    pub points: Vec<FunnelPoint>,
    /// What the chart shows, for those who can't see it: at most 250 characters in each language.
    pub alt: Label,
}

/// The limits at one size, on the printed scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FunnelLimits {
    /// The size.
    #[serde(deserialize_with = "stored::number")]
    pub size: f64,
    /// Limits at 95 %.
    #[serde(deserialize_with = "stored::pair")]
    pub limits_95: (f64, f64),
    /// Limits at 99.8 %.
    #[serde(deserialize_with = "stored::pair")]
    pub limits_998: (f64, f64),
}

/// A facility in a funnel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunnelPoint {
    /// Its name.
    pub name: Label,
    /// Its size.
    #[serde(deserialize_with = "stored::number")]
    pub size: f64,
    /// Its value on the printed scale.
    #[serde(deserialize_with = "stored::number")]
    pub value: f64,
    /// Where it stands.
    pub mark: Mark,
}

/// Where a point stands, by which it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Beyond the 99.8 % limit, on the worse side.
    Support,
    /// Beyond the 99.8 % limit, on the better side.
    Learn,
    /// Beyond the 99.8 % limit, where no side is better.
    Differs,
    /// Beyond the 95 % limit only.
    Near,
    /// Within the limits.
    Within,
    /// Too small to tell.
    TooSmall,
}

impl Mark {
    /// Every mark, in the order of a legend.
    pub const ALL: [Mark; 6] = [Mark::Support, Mark::Learn, Mark::Differs, Mark::Near, Mark::Within, Mark::TooSmall];

    /// Whether it lies beyond the outer limits.
    pub fn is_outside(self) -> bool {
        match self {
            Mark::Support | Mark::Learn | Mark::Differs => true,
            Mark::Near | Mark::Within | Mark::TooSmall => false,
        }
    }
}

/// One figure in several places or groups: each value with its interval, beside what it is held against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Intervals {
    /// Stable name, unique in the report: `intervals.overall`.
    pub id: String,
    /// Its title: the figure.
    pub title: Label,
    /// What the value is: its unit.
    pub x_title: Label,
    /// How values are printed.
    pub format: Format,
    /// The lines, in the order of the tables: no ranking.
    pub rows: Vec<IntervalRow>,
    /// What all are held against: a target, or the average.
    pub against: Vec<IntervalMark>,
    /// What the chart shows, for those who can't see it: at most 250 characters in each language.
    pub alt: Label,
}

impl Intervals {
    /// The values that are drawn, with their intervals.
    pub fn ends(&self) -> impl Iterator<Item = f64> + '_ {
        let value = |row: &IntervalRow| match row.value {
            Value::Number { value, .. } => Some(value),
            _ => None,
        };
        let of_row = move |row: &'_ IntervalRow| {
            value(row).into_iter().chain(row.interval.into_iter().flat_map(|(low, high)| [low, high]))
        };
        self.rows.iter().flat_map(of_row).chain(self.against.iter().map(|mark| mark.at))
    }
}

/// A value with its interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntervalRow {
    /// Whose value it is.
    pub name: Label,
    /// The value with its light, or why there is none.
    pub value: Value,
    /// Its interval on the printed scale.
    #[serde(deserialize_with = "stored::pair_if_any")]
    pub interval: Option<(f64, f64)>,
    /// Whether it stands for all of the others.
    pub total: bool,
}

/// What values are held against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IntervalMark {
    /// Where it lies, on the printed scale.
    #[serde(deserialize_with = "stored::number")]
    pub at: f64,
    /// What it is called.
    pub name: Label,
    /// Whether it is a target, and not an average.
    pub target: bool,
}

/// Things by two values, cut by a line across and one upright: what lies where says what is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quadrants {
    /// Stable name, unique in the report: `priorities.chart`.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// What runs to the right, with its unit.
    pub x_title: Label,
    /// What runs upwards.
    pub y_title: Label,
    /// How values to the right are printed.
    pub x_format: Format,
    /// How values upwards are printed.
    pub y_format: Format,
    /// Where the upright line stands, and what it is called.
    pub x_cut: (f64, Label),
    /// Where the line across lies, and what it is called.
    pub y_cut: (f64, Label),
    /// What the fields are called.
    pub fields: FieldNames,
    /// The things.
    pub points: Vec<FieldPoint>,
    /// What the chart shows, for those who can't see it: at most 250 characters in each language.
    pub alt: Label,
}

/// What the four fields of a chart are called.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldNames {
    /// Above the line across, left of the upright one.
    pub upper_left: Label,
    /// Above, right.
    pub upper_right: Label,
    /// Below, left.
    pub lower_left: Label,
    /// Below, right.
    pub lower_right: Label,
}

impl FieldNames {
    /// The name of a field.
    pub fn of(&self, field: Field) -> &Label {
        match field {
            Field::UpperLeft => &self.upper_left,
            Field::UpperRight => &self.upper_right,
            Field::LowerLeft => &self.lower_left,
            Field::LowerRight => &self.lower_right,
        }
    }
}

/// A thing in a chart of four fields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldPoint {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Label,
    /// Its value to the right.
    #[serde(deserialize_with = "stored::number")]
    pub x: f64,
    /// Its value upwards.
    #[serde(deserialize_with = "stored::number")]
    pub y: f64,
    /// The field it counts to. One too uncertain to count above a line may lie above it all the same.
    pub field: Field,
}

/// One of four fields, by which a point is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Above the line across, left of the upright one.
    UpperLeft,
    /// Above, right.
    UpperRight,
    /// Below, left.
    LowerLeft,
    /// Below, right.
    LowerRight,
}

impl Field {
    /// All fields, in the order of a legend.
    pub const ALL: [Field; 4] = [Field::UpperLeft, Field::UpperRight, Field::LowerLeft, Field::LowerRight];
}
