//! From rows to answers: which column answers which question, and what a cell says.

mod answer_coder;
mod answers;
mod area;
mod at_hand;
mod code;
mod coder;
mod columns;
pub mod corrections;
mod design;
pub mod explain;
mod facilities;
mod groups;
mod headers;
mod interview;
mod measures;
mod mentions;
pub mod personal;
pub mod platforms;
mod priorities;
mod reading;
pub mod targets;
mod visit;

pub use answer_coder::{AnswerCoder, CodedAnswers};
pub use area::{AreaReader, Belongs, SpellingSeen};
pub use code::{Codes, SortKey, code_of, code_typed};
pub use coder::{Coder, Coding, Placed, RowsRead};
pub use columns::{
    Columns, Found, FoundBy, Heading, MultipleColumns, Named, columns, expected, find_column, in_repeats, letters,
};
pub use design::{ByFacility, DesignColumns, MOST_STAGES, Sampled, Sampler, fault_problem, lonely_problem};
pub use facilities::FacilitySeen;
pub use groups::GroupColumn;
pub use interview::{Due, Given, InterviewReader, holds as holds_of};
pub use measures::{Compiled, SpreadMeasures, compile, compile_with};
pub use priorities::{ImportanceBy, ImportanceMeasures, LeftOut, PairMeasures, PriorityMeasures, left_out};
pub use reading::{AtReading, Noticed};
pub use visit::{Answered, VisitReader, holds};
