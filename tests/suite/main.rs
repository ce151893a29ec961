//! The one test binary: stories that users tell, numbers that others computed, and rules that the project keeps.

mod architecture;
mod attack;
mod card_golden;
mod change;
mod check;
mod checklist_golden;
mod commands;
mod compare;
mod compare_golden;
mod documents;
mod estimate;
mod formats;
mod forum;
mod gaps;
mod golden;
mod instruments;
mod places;
mod priorities;
mod reference;
mod rounds;
mod scorecard_golden;
mod scorecards;
mod story;
mod tallies;
mod template;
mod typist;
