//! A finding: what is wrong, with what stands there and what probably should.

use std::collections::BTreeMap;

use crate::instrument::QuestionIndex;
use crate::problem::{Code, Hint, Problem};

/// Findings of one kind that are listed; a supervisor doesn't work through more of them, and beyond they are counted.
const MOST_OF_A_KIND: u64 = 5_000;

/// One thing to mend or to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is wrong and where.
    pub problem: Problem,
    /// The identifier of the interview, if the file has one.
    pub id: String,
    /// The question that it is about.
    pub question: Option<QuestionIndex>,
    /// What stands in the cell.
    pub found: String,
    /// What should probably stand there.
    pub suggestion: Suggestion,
}

/// What should probably stand in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// Nobody can tell.
    None,
    /// This.
    Value(String),
    /// One of these.
    OneOf(Vec<String>),
    /// Nothing: the question wasn't due.
    Blank,
    /// The whole row is one too many.
    Drop,
}

impl Finding {
    /// A finding with what its problem advises.
    pub fn new(problem: Problem) -> Finding {
        let suggestion = match &problem.hint {
            Some(Hint::Meant(value)) => Suggestion::Value(value.clone()),
            Some(Hint::OneOf(values)) => Suggestion::OneOf(values.clone()),
            Some(Hint::Do { .. }) | None => Suggestion::None,
        };
        Finding { problem, id: String::new(), question: None, found: String::new(), suggestion }
    }

    /// The same of an interview with this identifier.
    pub fn id(self, id: String) -> Finding {
        Finding { id, ..self }
    }

    /// The same about a question.
    pub fn question(self, question: usize) -> Finding {
        Finding { question: Some(QuestionIndex(question)), ..self }
    }

    /// The same with what stands in the cell.
    pub fn found(self, found: impl Into<String>) -> Finding {
        Finding { found: found.into(), ..self }
    }

    /// The same with what should stand there.
    pub fn suggestion(self, suggestion: Suggestion) -> Finding {
        Finding { suggestion, ..self }
    }
}

/// Findings on the way.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<Code, u64>,
    beyond: BTreeMap<Code, u64>,
}

impl Findings {
    /// Adds a finding, or counts it.
    pub(super) fn add(&mut self, finding: Finding) {
        let code = finding.problem.code;
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            self.kept.push(finding);
        } else {
            *self.beyond.entry(code).or_default() += 1;
        }
    }

    /// All of them: worst first, then in the order of files and rows.
    pub(super) fn sorted(mut self) -> (Vec<Finding>, BTreeMap<Code, u64>) {
        let key = |f: &Finding| (std::cmp::Reverse(f.problem.code.severity()), f.problem.at.row.is_none());
        self.kept.sort_by(|a, b| {
            let (x, y) = (&a.problem, &b.problem);
            let place = || x.at.file.cmp(&y.at.file).then(x.at.row.cmp(&y.at.row)).then(x.code.cmp(&y.code));
            key(a).cmp(&key(b)).then_with(place)
        });
        (self.kept, self.beyond)
    }
}

/// The number that a text was probably meant to be: letters that look like digits, and a thousand in words.
pub(super) fn meant_number(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let (number, times) = match lower.strip_suffix("мянга").or_else(|| lower.strip_suffix("мянган")) {
        Some(number) => (number.trim(), 1000.0),
        None => (lower.as_str(), 1.0),
    };
    let digit = |c: char| match c {
        'o' | 'о' => '0',
        'l' | 'i' | 'і' => '1',
        'з' => '3',
        ',' => '.',
        other => other,
    };
    let digits: String = number.chars().map(digit).collect();
    // Without one true digit it is a word, not a slip.
    let plausible =
        number.chars().any(|c| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    plausible.then(|| digits.parse::<f64>().ok()).flatten().map(|number| (number * times).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_a_number_and_a_word_is_none() {
        let meant = |text| meant_number(text);
        assert_eq!(meant("3O").as_deref(), Some("30"));
        assert_eq!(meant("3О").as_deref(), Some("30")); // Cyrillic
        assert_eq!(meant("20 мянга").as_deref(), Some("20000"));
        assert_eq!(meant("1,5 мянга").as_deref(), Some("1500"));
        assert_eq!((meant("olon"), meant("мянга"), meant("10-20"), meant("")), (None, None, None, None));
    }
}
