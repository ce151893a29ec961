//! What to see to first: from where it is known how important an indicator is.

use clap::ValueEnum;

use super::Result;
use super::survey::Opened;
use crate::coding::ImportanceBy;
use crate::instrument::Instrument;
use crate::problem::{At, Code, Problem, quoted};

/// The options of priorities.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct PriorityArgs {
    /// How important an indicator is: derived from overall satisfaction, stated by the instrument, or left out [default: derived
    /// if the instrument names an overall indicator and its column is there]
    #[arg(long, value_enum, value_name = "HOW", help_heading = "Places and groups")]
    importance: Option<ImportanceChoice>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ImportanceChoice {
    Derived,
    Stated,
    None,
}

impl PriorityArgs {
    /// From where importance comes: as it was asked for, or derived where it can be.
    pub fn importance(&self, instrument: &Instrument, opened: &Opened) -> Result<ImportanceBy> {
        let overall = instrument.overall.map(|at| instrument.indicators[at.0].measure.question());
        let column = overall.map(|question| opened.has_column(question));
        let refused = |code, found: &str| Err(Problem::new(code, At::default(), quoted(found)).into());
        match self.importance {
            None if column == Some(true) && opened.has_relations() => Ok(ImportanceBy::Derived),
            None | Some(ImportanceChoice::None) => Ok(ImportanceBy::Nothing),
            Some(ImportanceChoice::Derived) => match (overall, column) {
                (Some(question), Some(false)) => {
                    refused(Code::OverallWithoutColumn, &instrument.questions[question.0].id)
                }
                (Some(_), _) if !opened.has_relations() => refused(Code::TallyImportance, "--importance derived"),
                (Some(_), _) => Ok(ImportanceBy::Derived),
                (None, _) => refused(Code::NoOverall, &instrument.id),
            },
            Some(ImportanceChoice::Stated) => match instrument.indicators.iter().any(|i| i.importance.is_some()) {
                true => Ok(ImportanceBy::Stated),
                false => refused(Code::NoStatedImportance, &instrument.id),
            },
        }
    }
}
