//! A form of a survey platform (XLSForm) as the instrument of a report card.

pub mod names;
