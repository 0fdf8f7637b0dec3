//! What every fuzz target asserts of a reader's answer, beyond that it gives one.

pub mod diagnostics;
pub mod editing;
pub mod json_edits;
pub mod made;
pub mod playing;
