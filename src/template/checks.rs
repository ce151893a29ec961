//! What Excel lets into a cell: the ends of a scale, whole people, days, lists; and what it says when it doesn't.
//!
//! What is refused is explained in both languages, whatever the language of the book.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula};

use super::words;
use crate::instrument::scorecard::{Scale, ScaleForm};
use crate::lang::Label;
use crate::render::Reading;
use crate::scorecard::layout::{Block, Column, Holds, NOT_DUE};

/// Longest title of a message in Excel, in units of UTF-16.
const LONGEST_TITLE: usize = 32;
/// Longest message.
const LONGEST_MESSAGE: usize = 255;

/// What a column lets in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Check {
    /// A score of the scale.
    Score(Scale),
    /// A whole number of people.
    People,
    /// A number that isn't negative.
    Amount,
    /// Such a number, or the words for "not due".
    Entitlement,
    /// A day.
    Day,
    /// A word of a list on the hidden sheet.
    One(List),
    /// The same, but another may be written.
    Suggest(List),
}

/// A list on the hidden sheet that drop-downs take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Types of facilities.
    Type,
    /// Indicators of this facility.
    Indicator,
    /// Who can solve a problem.
    Level,
    /// Yes and no.
    Answer,
    /// How far an action is.
    Status,
}

impl List {
    /// The kind of its rows in the dictionary.
    pub fn kind(self) -> &'static str {
        match self {
            List::Type => "type",
            List::Indicator => "indicator",
            List::Level => "level",
            List::Answer => "answer",
            List::Status => "status",
        }
    }

    /// The list whose rows are of this kind.
    pub fn of_kind(kind: &str) -> Option<List> {
        [List::Type, List::Indicator, List::Level, List::Answer, List::Status].into_iter().find(|l| l.kind() == kind)
    }

    /// Its name in the workbook.
    pub fn name(self) -> String {
        format!("masam_{}", self.kind())
    }
}

impl Check {
    /// What a column of a table lets in; texts are free.
    pub fn of(block: Block, column: &Column, scale: Scale) -> Option<Check> {
        match (column.holds, column.id) {
            (Holds::Score, _) => Some(Check::Score(scale)),
            (Holds::People, _) => Some(Check::People),
            (Holds::Number, "entitlement") if block == Block::Inputs => Some(Check::Entitlement),
            (Holds::Number, _) => Some(Check::Amount),
            (Holds::Day, _) => Some(Check::Day),
            (Holds::Choice, "indicator") => Some(Check::Suggest(List::Indicator)),
            (Holds::Choice, "level") => Some(Check::One(List::Level)),
            (Holds::Choice, "own_means") => Some(Check::One(List::Answer)),
            (Holds::Choice, "status") => Some(Check::One(List::Status)),
            (Holds::Choice | Holds::Code | Holds::Label | Holds::Text, _) => None,
        }
    }

    /// The rule for Excel, with its messages. `first` is the first cell it holds for.
    pub fn rule(self, reading: Reading, first: &str) -> anyhow::Result<DataValidation> {
        let (title, wanted) = self.says();
        // Both languages in every refusal: whoever types need not be who ordered the book.
        let both = match reading.second {
            Some(_) => reading,
            None => Reading::new(&[reading.first, crate::lang::Lang::Mn, crate::lang::Lang::En]),
        };
        let style = match self {
            Check::Suggest(_) => DataValidationErrorStyle::Information,
            _ => DataValidationErrorStyle::Stop,
        };
        Ok(self
            .allowing(first)?
            .set_error_style(style)
            .set_input_title(fitting(&reading.inline(&title), LONGEST_TITLE))?
            .set_input_message(fitting(&reading.stacked(&wanted), LONGEST_MESSAGE))?
            .set_error_title(fitting(&both.inline(&title), LONGEST_TITLE))?
            .set_error_message(fitting(&both.stacked(&wanted), LONGEST_MESSAGE))?)
    }

    fn allowing(self, first: &str) -> anyhow::Result<DataValidation> {
        let rule = DataValidation::new();
        Ok(match self {
            Check::Score(Scale { from, to, form: ScaleForm::Faces }) => {
                rule.allow_whole_number(DataValidationRule::Between(from as i32, to as i32))
            }
            Check::Score(Scale { from, to, form: ScaleForm::Points }) => {
                rule.allow_decimal_number(DataValidationRule::Between(from, to))
            }
            Check::People => rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            Check::Amount => rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
            Check::Entitlement => {
                let (mn, en) = (NOT_DUE.0[0], NOT_DUE.1[0]);
                let number = format!("IF(ISNUMBER({first}),{first}>=0,FALSE)");
                rule.allow_custom(Formula::new(format!("=OR({number},{first}=\"{mn}\",{first}=\"{en}\")")))
            }
            Check::Day => {
                let (from, to) = (ExcelDateTime::from_ymd(2000, 1, 1)?, ExcelDateTime::from_ymd(2099, 12, 31)?);
                rule.allow_date(DataValidationRule::Between(from, to))
            }
            Check::One(list) | Check::Suggest(list) => {
                rule.allow_list_formula(Formula::new(format!("={}", list.name())))
            }
        })
    }

    /// The title of its messages, and what it wants.
    fn says(self) -> (Label, Label) {
        let [score, people, amount, entitlement, day, choice] = words::titles();
        match self {
            Check::Score(scale) => (score, words::score_wanted(scale)),
            Check::People => (people, words::people_wanted()),
            Check::Amount => (amount, words::amount_wanted()),
            Check::Entitlement => (entitlement, words::entitlement_wanted()),
            Check::Day => (day, words::day_wanted()),
            Check::One(_) => (choice, words::choice_wanted()),
            Check::Suggest(_) => (choice, words::suggestion_wanted()),
        }
    }
}

/// As much of a text as Excel takes.
fn fitting(text: &str, most: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= most
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_message_fits_into_excel_in_both_languages() {
        let scale = |form| Scale { from: 0.0, to: 100.0, form };
        let checks = [
            Check::Score(scale(ScaleForm::Points)),
            Check::Score(scale(ScaleForm::Faces)),
            Check::People,
            Check::Amount,
            Check::Entitlement,
            Check::Day,
            Check::One(List::Status),
            Check::Suggest(List::Indicator),
        ];
        let both = Reading::new(&[Lang::Mn, Lang::En]);
        for check in checks {
            let (title, wanted) = check.says();
            assert_eq!(fitting(&both.inline(&title), LONGEST_TITLE), both.inline(&title));
            assert_eq!(fitting(&both.stacked(&wanted), LONGEST_MESSAGE), both.stacked(&wanted));
            check.rule(both, "D7").expect("a rule");
        }
        assert_eq!(fitting("Өдөр😐", 5), "Өдөр");
    }
}
