//! Colours and weight on a terminal, or none of them.

use crate::report::{Light, Value, Verdict};

/// Whether colours are written.
#[derive(Debug, Clone, Copy)]
pub struct Ink(pub bool);

impl Ink {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Heavy.
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What stands back.
    pub fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// In the colour of a light: blue, vermillion, orange; the shape beside it says the same.
    pub fn lit(self, light: Light, text: &str) -> String {
        match light {
            Light::Good => self.with("1;34", text),
            Light::Poor => self.with("1;38;5;166", text),
            Light::Attention => self.with("38;5;172", text),
            Light::TooSmall => self.faint(text),
            Light::Middle => text.to_owned(),
        }
    }

    /// In the colour of what a value is.
    pub fn of(self, value: &Value, text: &str) -> String {
        match value {
            Value::Number { light: Some(light), .. } => self.lit(*light, text),
            Value::Verdict { verdict: Verdict::Better } => self.lit(Light::Good, text),
            Value::Verdict { verdict: Verdict::Worse } => self.lit(Light::Poor, text),
            Value::Verdict { verdict: Verdict::NoClearDifference | Verdict::TooSmall } | Value::Absent { .. } => {
                self.faint(text)
            }
            Value::Verdict { verdict: Verdict::Differs }
            | Value::Number { .. }
            | Value::Text { .. }
            | Value::Count { .. }
            | Value::Interval { .. } => text.to_owned(),
        }
    }
}
