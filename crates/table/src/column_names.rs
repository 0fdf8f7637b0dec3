//! Beginnings of the names of columns that the runs of a bundle hold.

/// Before a parameter.
pub const PARAMETER: &str = "parameter.";
/// Before an outcome.
pub const OUTCOME: &str = "outcome.";
