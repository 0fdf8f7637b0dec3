//! Prefixes of column names in the runs of a bundle.

/// Prefix of a parameter's column.
pub const PARAMETER: &str = "parameter.";
/// Prefix of an outcome's column.
pub const OUTCOME: &str = "outcome.";
