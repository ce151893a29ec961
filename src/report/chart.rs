//! Charts, before they have a format: what is drawn and what it is called, in both languages.
//!
//! Every mark has a shape of its own, so that a chart is read in black and white. The numbers are those of a table of the
//! same report; a chart never holds more.

use serde::{Deserialize, Serialize};

use super::{Format, TileMap, Value, Verdict, stored};
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
    /// A figure of places over the rounds of a survey.
    Rounds(Rounds),
    /// How answers are spread, one bar each.
    Answers(Answers),
}

impl Chart {
    /// Stable name, unique in the report.
    pub fn id(&self) -> &str {
        match self {
            Chart::Funnel(funnel) => &funnel.id,
            Chart::Map(map) => &map.id,
            Chart::Quadrants(quadrants) => &quadrants.id,
            Chart::Intervals(intervals) => &intervals.id,
            Chart::Rounds(rounds) => &rounds.id,
            Chart::Answers(answers) => &answers.id,
        }
    }

    /// Its title.
    pub fn title(&self) -> &Label {
        match self {
            Chart::Funnel(funnel) => &funnel.title,
            Chart::Map(map) => &map.title,
            Chart::Quadrants(quadrants) => &quadrants.title,
            Chart::Intervals(intervals) => &intervals.title,
            Chart::Rounds(rounds) => &rounds.title,
            Chart::Answers(answers) => &answers.title,
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

/// One figure in several places over the rounds of a survey: each value with its interval, and what the change means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rounds {
    /// Stable name, unique in the report: `rounds.overall`.
    pub id: String,
    /// Its title: the figure.
    pub title: Label,
    /// What the value is: its unit.
    pub x_title: Label,
    /// How values are printed.
    pub format: Format,
    /// The rounds, the earliest first; at least two.
    pub rounds: Vec<Label>,
    /// The places, in the order of the tables: no ranking.
    pub rows: Vec<RoundsRow>,
    /// What the chart shows, for those who can't see it: at most 250 characters in each language.
    pub alt: Label,
}

impl Rounds {
    /// The numbers that are drawn: values, and ends of intervals.
    pub fn ends(&self) -> impl Iterator<Item = f64> + '_ {
        let points = self.rows.iter().flat_map(|row| &row.points);
        points.flat_map(|point| {
            let value = point.value();
            let ends = value.and(point.interval).into_iter().flat_map(|(low, high)| [low, high]);
            value.into_iter().chain(ends)
        })
    }
}

/// A place over the rounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundsRow {
    /// Its name.
    pub name: Label,
    /// Its value in each round.
    pub points: Vec<RoundPoint>,
    /// The change from the first round to the last, with its light where it is clear, or why there is none.
    pub change: Value,
    /// What that change means, or why it isn't said.
    pub verdict: Value,
    /// Whether it stands for all of the others.
    pub total: bool,
}

impl RoundsRow {
    /// What the change means, where that is said.
    pub fn judged(&self) -> Option<Verdict> {
        match self.verdict {
            Value::Verdict { verdict } => Some(verdict),
            Value::Text { .. }
            | Value::Count { .. }
            | Value::Number { .. }
            | Value::Interval { .. }
            | Value::Absent { .. } => None,
        }
    }
}

/// A value of a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundPoint {
    /// The value, or why there is none.
    pub value: Value,
    /// Its interval on the printed scale.
    #[serde(deserialize_with = "stored::pair_if_any")]
    pub interval: Option<(f64, f64)>,
}

impl RoundPoint {
    /// The value that is drawn.
    pub fn value(&self) -> Option<f64> {
        match self.value {
            Value::Number { value, .. } if value.is_finite() => Some(value),
            _ => None,
        }
    }

    /// The interval that is drawn: that of a value that is.
    pub fn drawn(&self) -> Option<(f64, f64)> {
        self.value()?;
        self.interval.filter(|(low, high)| low.is_finite() && high.is_finite())
    }
}

/// How the answers to a question are spread, in several places: shares that add up to 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// Stable name, unique in the report: `answers.q12`.
    pub id: String,
    /// Its title: the question.
    pub title: Label,
    /// The answers, in the order of their scale.
    pub answers: Vec<Label>,
    /// The places, in the order of the tables: no ranking.
    pub rows: Vec<AnswersRow>,
    /// What the chart shows, for those who can't see it: at most 250 characters in each language.
    pub alt: Label,
}

/// How the answers of one place are spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswersRow {
    /// Its name.
    pub name: Label,
    /// The share of each answer, or why there is none.
    pub shares: Vec<Value>,
    /// How many answered, or why that isn't said.
    pub base: Value,
    /// Whether it stands for all of the others.
    pub total: bool,
}

impl AnswersRow {
    /// The shares, if they are there.
    pub fn known(&self) -> Option<Vec<f64>> {
        let share = |value: &Value| match value {
            Value::Number { value, .. } if value.is_finite() => Some(*value),
            _ => None,
        };
        self.shares.iter().map(share).collect()
    }
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
