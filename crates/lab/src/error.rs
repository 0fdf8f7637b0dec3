//! What can go wrong between a scenario and its findings.

use standoff_scenario::Diagnostics;

/// Why a forecast could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// It was stopped before any run was made.
    #[error("stopped before the first future was finished")]
    NothingDone,
    /// Every run failed.
    #[error("every run failed; the first because {0}")]
    AllFailed(String),
    /// The shard or the counts do not fit.
    #[error("{0}")]
    Counts(String),
    /// An estimator refused its input.
    #[error("an estimate could not be made: {0}")]
    Estimate(String),
    /// A file could not be written or read.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// No state explains what was reported of a step.
    #[error("no state of the ensemble can explain what was reported of the step that ends on {date}:\n  {}", .events.join("\n  "))]
    ImpossibleEvent {
        /// Last day of the step.
        date: String,
        /// Its readings, the least likely first, and its events.
        events: Vec<String>,
    },
    /// Something that was read is not what it must be.
    #[error("{0}")]
    Input(Diagnostics),
}
