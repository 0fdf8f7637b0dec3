//! What a check finds.

/// Broken rules, one line each; none where all is well. The outer error is a check that could not be made.
pub type Faults = Result<Vec<String>, String>;
