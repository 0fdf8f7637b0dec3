//! The weekly breakdown as a document.

pub mod comparison;
pub mod debrief;
pub mod document;
pub mod likelihood;
mod pictures;
mod precision;
pub mod weekly;
