//! Weights of a survey beside those of its column: what rows bring along, and what comes of it.

use super::super::Result;
use super::super::pass::Beside;
use super::{Content, Opened, Subject};
use crate::coding::{AnswerCoder, Columns, Compiled, DesignColumns};
use crate::problem::{At, Code, Problem};
use crate::table::Table;
use crate::weighting::{Asked, Reading, Replicates, Terms};

impl Opened {
    /// The same with weights and errors of another origin than strata, clusters and a column of weights.
    pub fn with_weighting(mut self, asked: Asked) -> Result<Opened> {
        let table = match (&mut self.content, &asked) {
            (_, Asked::Design) => return Ok(self),
            (Content::Tallies(..), Asked::Made { .. }) => return Ok(Opened { weighting: asked, ..self }),
            (Content::Tallies(..), Asked::Given(_) | Asked::Calibrated(_)) => {
                let why = "tallies have no rows, so no other weights can be put on them; give the spreadsheets";
                return Err(Problem::new(Code::NotWithWeights, At::default(), option(&asked)).detail(why).into());
            }
            (Content::Rows(table), _) => table,
        };
        // Any column may be one that weights depend on.
        table.keep(&(0..table.columns().len()).collect::<Vec<_>>());
        if let Asked::Given(_) = asked {
            // They say everything about the design.
            let weight = self.columns.design.weight;
            self.columns.design = DesignColumns { weight, ..DesignColumns::default() };
            self.problems.forget(Code::NoClusterColumn);
        }
        Ok(Opened { weighting: asked, ..self })
    }
}

fn option(asked: &Asked) -> &'static str {
    match asked {
        Asked::Calibrated(_) => "--totals",
        Asked::Given(_) => "--replicates",
        Asked::Design | Asked::Made { .. } => "",
    }
}

/// What the rows of a survey bring along for what is asked; nothing where the design and its column of weights say all.
pub(super) fn beside(
    asked: &Asked,
    subject: &Subject,
    (table, columns): (&Table, &Columns),
    compiled: &Compiled,
) -> Result<Option<Beside>> {
    let Subject { instrument, set, .. } = subject;
    let headers = table.columns();
    let (reading, groups) = match asked {
        Asked::Design | Asked::Made { .. } => return Ok(None),
        Asked::Given(given) => {
            let replicates = Replicates::of(given, headers, columns.design.weight)?;
            (Reading::given(&compiled.plan, &replicates, compiled.plan.groupings.clone()), Vec::new())
        }
        Asked::Calibrated(calibration) => {
            let (terms, of) = Terms::of_survey(instrument, set, columns, headers);
            let targets = calibration.compile(&terms)?;
            let groups = targets.groups().iter().map(|at| of[*at]).collect();
            (Reading::calibrated(&targets), groups)
        }
    };
    let coder = || AnswerCoder::new(instrument, columns, &Compiled::of_groups(instrument, groups.clone()));
    let terms = (!groups.is_empty()).then(coder);
    let missing = columns.nothing_texts().into_iter().map(str::to_owned).collect();
    Ok(Some(Beside { reading, groups, terms, headers: headers.to_vec(), missing }))
}
