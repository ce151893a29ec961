//! The pages of a report.
use crate::card::{Card, Survey};
use crate::coding::Columns;
use crate::problem::Problems;
use crate::table::FileFacts;
/// x
pub struct Source<'a> {
    /// x
    pub files: &'a [FileFacts],
    /// x
    pub headers: &'a [String],
    /// x
    pub columns: &'a Columns,
    /// x
    pub problems: &'a Problems,
    /// x
    pub round: Option<String>,
    /// x
    pub command: Vec<(String, String)>,
}
/// x
pub fn report(survey: &Survey, card: &Card, _source: &Source) -> crate::report::Report {
    use crate::lang::Label;
    use crate::report::*;
    let col = |id: &str| Column {
        id: id.into(),
        title: Label::same(id),
        kind: ColumnKind::Measure,
        group: None,
        about: None,
    };
    let num = |v: Option<f64>| {
        v.map_or(Value::Absent { why: Absent::NoData }, |value| Value::Number {
            value,
            format: Format::Full,
            light: None,
            few: false,
        })
    };
    let rows = card
        .findings
        .iter()
        .map(|f| {
            let s = f.estimate.as_ref().ok().and_then(|e| match &e.precision {
                crate::estimate::Precision::Sampled { se, .. } => Some(*se),
                _ => None,
            });
            GridRow {
                role: RowRole::Plain,
                values: vec![
                    Value::Text { text: Label::same(f.key.figure.id(survey.instrument)) },
                    Value::Text { text: Label::same(format!("{:?}", f.key.place)) },
                    Value::Text { text: Label::same(format!("{:?}", f.key.whom)) },
                    num(f.estimate.as_ref().ok().map(|e| e.value)),
                    num(s),
                    Value::Count { value: f.n() },
                ],
            }
        })
        .collect();
    let tidy = Grid {
        id: "estimates".into(),
        title: Label::same("x"),
        columns: ["figure", "place", "whom", "value", "se", "n"].map(col).into(),
        keys: 1,
        rows,
        notes: vec![],
    };
    Report {
        title: Label::same("x"),
        subtitle: Label::default(),
        made_by: MadeBy { tool: "masam".into(), instrument: String::new(), options: vec![] },
        sections: vec![],
        tidy,
    }
}
